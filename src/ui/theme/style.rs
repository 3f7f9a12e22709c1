//! Style functions: a palette goes in, and out comes what a widget asks for in each of its states.
//!
//! Buttons answer to `button::Status` alone; their focus ring is drawn by the `press` widget around them.

use iced::border::{self, Border};
use iced::widget::{button, container, scrollable, slider, text_editor, text_input};
use iced::{Background, Color, Shadow, Theme};

use super::Palette;

/// What a button looks like in one state: fill, text and border.
type Look = (Option<Color>, Color, Option<Color>);

fn look((fill, text, line): Look, radius: f32) -> button::Style {
    button::Style {
        background: fill.map(Background::Color),
        text_color: text,
        border: edge(line, radius),
        shadow: Shadow::default(),
        snap: true,
    }
}

fn edge(line: Option<Color>, radius: f32) -> Border {
    match line {
        Some(color) => border::rounded(radius).color(color).width(1),
        None => border::rounded(radius),
    }
}

fn by_status(
    status: button::Status,
    [rest, hovered, pressed, disabled]: [Look; 4],
    radius: f32,
) -> button::Style {
    let chosen = match status {
        button::Status::Active => rest,
        button::Status::Hovered => hovered,
        button::Status::Pressed => pressed,
        button::Status::Disabled => disabled,
    };
    look(chosen, radius)
}

/// The one button that a card or dialog wants pressed.
pub fn primary(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let states = [
            (Some(p.accent), p.on_accent, None),
            (Some(p.accent_hover), p.on_accent, None),
            (Some(p.accent_pressed), p.on_accent, None),
            (Some(p.sunken), p.ink_off, None),
        ];
        by_status(status, states, 10.0)
    }
}

/// A button of second rank.
pub fn secondary(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    toned(palette, palette.ink)
}

/// A button of second rank with text of another colour.
pub fn toned(palette: &'static Palette, ink: Color) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let states = [
            (Some(p.raised), ink, Some(p.button_line)),
            (Some(p.hover), ink, Some(p.button_line)),
            (Some(p.pressed), ink, Some(p.button_line)),
            (Some(p.sunken), p.ink_off, None),
        ];
        by_status(status, states, 10.0)
    }
}

/// A button that is only text until the pointer is over it.
pub fn ghost(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let states = [
            (None, p.ink_second, None),
            (Some(p.hover), p.ink, None),
            (Some(p.pressed), p.ink, None),
            (None, p.ink_off, None),
        ];
        by_status(status, states, 10.0)
    }
}

/// A button on a bar that is only text.
pub fn quiet(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let (rest, over) = ((None, p.ink_third, None), (None, p.ink, None));
        by_status(status, [rest, over, over, rest], 8.0)
    }
}

/// A button that destroys something.
pub fn danger(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let states = [
            (Some(p.danger_fill), p.on_danger, None),
            (Some(p.danger_hover), p.on_danger, None),
            (Some(p.danger_pressed), p.on_danger, None),
            (Some(p.sunken), p.ink_off, None),
        ];
        by_status(status, states, 10.0)
    }
}

/// A button that does something unwise, beside a safe primary one.
pub fn danger_outline(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let states = [
            (Some(p.raised), p.danger, Some(p.danger_line)),
            (Some(p.danger_soft), p.danger, Some(p.danger_line)),
            (Some(p.danger_soft), p.danger, Some(p.danger_line)),
            (Some(p.sunken), p.ink_off, None),
        ];
        by_status(status, states, 10.0)
    }
}

/// A square button that is only an icon.
pub fn icon_button(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    ghost(palette)
}

/// An icon button whose panel is open.
pub fn toggled(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |_| look((Some(p.accent_soft), p.accent_ink, None), 10.0)
}

/// The button on the host card.
pub fn hero(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let pressed = if p.is_night { p.accent_pressed } else { p.pressed };
        let hovered = if p.is_night { p.accent_hover } else { p.hover };
        let states = [
            (Some(p.hero_button), p.hero_button_ink, None),
            (Some(hovered), p.hero_button_ink, None),
            (Some(pressed), p.hero_button_ink, None),
            (Some(p.hero_button), p.ink_off, None),
        ];
        by_status(status, states, 10.0)
    }
}

/// The send button: the colour of its line's recipient, and quiet while there is nothing to send.
pub fn send(palette: &'static Palette, is_whisper: bool) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let (fill, ink) = if is_whisper { (p.whisper_fill, p.on_whisper) } else { (p.accent, p.on_accent) };
        let hovered = if is_whisper { p.whisper_fill } else { p.accent_hover };
        let pressed = if is_whisper { p.whisper_fill } else { p.accent_pressed };
        let states = [
            (Some(fill), ink, None),
            (Some(hovered), ink, None),
            (Some(pressed), ink, None),
            (Some(p.sunken), p.ink_off, None),
        ];
        by_status(status, states, 10.0)
    }
}

/// A row in a list that can be pressed, lying on `ground`.
pub fn row(palette: &'static Palette, radius: f32) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let states = [
            (None, p.ink, None),
            (Some(p.hover), p.ink, None),
            (Some(p.pressed), p.ink, None),
            (None, p.ink_third, None),
        ];
        by_status(status, states, radius)
    }
}

/// A row of a menu; the one that Enter would take is tinted.
pub fn menu_item(palette: &'static Palette, is_active: bool) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let rest = is_active.then_some(p.selected);
        let over = if is_active { p.selected } else { p.hover };
        let states = [
            (rest, p.ink, None),
            (Some(over), p.ink, None),
            (Some(p.pressed), p.ink, None),
            (rest, p.ink_off, None),
        ];
        by_status(status, states, 8.0)
    }
}

/// A row of a list of pages; the one that is shown is tinted.
pub fn nav_item(palette: &'static Palette, is_active: bool) -> impl Fn(button::Status) -> button::Style {
    let plain = menu_item(palette, is_active);
    move |status| {
        let text_color = if is_active { palette.accent_ink } else { palette.ink };
        button::Style { text_color, ..plain(status) }
    }
}

/// One of several choices in one piece.
pub fn segment(palette: &'static Palette, is_on: bool) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let on = (Some(p.raised), p.ink, Some(p.line));
        let rest = (None, p.ink_second, None);
        let over = (Some(p.hover), p.ink, None);
        by_status(status, if is_on { [on; 4] } else { [rest, over, over, rest] }, 8.0)
    }
}

/// A colour to choose, with a ring around the one that is chosen.
pub fn swatch(palette: &'static Palette, is_on: bool) -> impl Fn(button::Status) -> button::Style {
    move |status| {
        let is_over = matches!(status, button::Status::Hovered | button::Status::Pressed);
        let line = match (is_on, is_over) {
            (true, _) => palette.accent,
            (false, true) => palette.line_strong,
            (false, false) => Color::TRANSPARENT,
        };
        button::Style { border: border::rounded(12).color(line).width(2), ..button::Style::default() }
    }
}

/// A tile that can be pressed, on a card.
pub fn tonal(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let states = [
            (Some(p.sunken), p.ink_second, None),
            (Some(p.hover), p.ink, None),
            (Some(p.pressed), p.ink, None),
            (Some(p.sunken), p.ink_off, None),
        ];
        by_status(status, states, 10.0)
    }
}

/// A card that can be pressed.
pub fn card(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let line = Some(p.line);
        let states = [
            (Some(p.raised), p.ink, line),
            (Some(p.accent_soft), p.ink, line),
            (Some(p.accent_soft), p.ink, line),
            (Some(p.raised), p.ink_off, line),
        ];
        by_status(status, states, 14.0)
    }
}

/// The row of a menu that takes something away.
pub fn menu_danger(palette: &'static Palette) -> impl Fn(button::Status) -> button::Style {
    let plain = menu_item(palette, false);
    move |status| button::Style { text_color: palette.danger, ..plain(status) }
}

/// What people put on a line; tinted where this person did.
pub fn pill(palette: &'static Palette, is_mine: bool) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let (fill, ink, line) =
            if is_mine { (p.accent_soft, p.accent_ink, p.accent) } else { (p.raised, p.ink_second, p.line) };
        let over = if is_mine { p.accent_soft } else { p.hover };
        let states = [
            (Some(fill), ink, Some(line)),
            (Some(over), ink, Some(if is_mine { line } else { p.line_strong })),
            (Some(p.pressed), ink, Some(line)),
            (Some(fill), ink, Some(line)),
        ];
        by_status(status, states, 13.0)
    }
}

/// The tile of a room in the rail.
pub fn tile(palette: &'static Palette, fill: Color, ink: Color) -> impl Fn(button::Status) -> button::Style {
    move |status| {
        let over = if fill == palette.raised { palette.pressed } else { fill };
        let states = [
            (Some(fill), ink, None),
            (Some(over), ink, None),
            (Some(over), ink, None),
            (Some(fill), ink, None),
        ];
        by_status(status, states, 12.0)
    }
}

/// The track of a switch.
pub fn switch(palette: &'static Palette, is_on: bool) -> impl Fn(button::Status) -> button::Style {
    let p = palette;
    move |status| {
        let hovered = matches!(status, button::Status::Hovered | button::Status::Pressed);
        let fill = match (is_on, hovered) {
            (true, false) => p.accent,
            (true, true) => p.accent_hover,
            (false, false) => p.line_strong,
            (false, true) => p.ink_third,
        };
        look((Some(fill), p.on_accent, None), 12.0)
    }
}

/// A way with a knob on it.
pub fn way(palette: &'static Palette) -> impl Fn(&Theme, slider::Status) -> slider::Style {
    move |_, status| {
        let is_held = !matches!(status, slider::Status::Active);
        let accent = if is_held { palette.accent_hover } else { palette.accent };
        slider::Style {
            rail: slider::Rail {
                backgrounds: (accent.into(), palette.pressed.into()),
                width: 4.0,
                border: border::rounded(2),
            },
            handle: slider::Handle {
                shape: slider::HandleShape::Circle { radius: 9.0 },
                background: palette.raised.into(),
                border_width: 2.0,
                border_color: accent,
            },
        }
    }
}

/// A filled box without a border.
pub fn filled(color: Color, radius: f32) -> impl Fn(&Theme) -> container::Style {
    move |_| container::background(color).border(border::rounded(radius))
}

/// A filled box with a hairline border.
pub fn outlined(color: Color, line: Color, radius: f32) -> impl Fn(&Theme) -> container::Style {
    move |_| container::background(color).border(border::rounded(radius).color(line).width(1))
}

/// A filled box with a border of two pixels: the composer while it has the focus.
pub fn plate(color: Color, line: Color, width: f32, radius: f32) -> impl Fn(&Theme) -> container::Style {
    move |_| container::background(color).border(border::rounded(radius).color(line).width(width))
}

/// A field to type in.
pub fn field(palette: &'static Palette) -> impl Fn(&Theme, text_input::Status) -> text_input::Style {
    move |_, status| {
        let p = palette;
        let (fill, line, width) = match status {
            text_input::Status::Active => (p.raised, p.line_strong, 1.0),
            text_input::Status::Hovered => (p.raised, p.ink_third, 1.0),
            text_input::Status::Focused { .. } => (p.raised, p.accent, 2.0),
            text_input::Status::Disabled => (p.sunken, p.line, 1.0),
        };
        typed(p, fill, border::rounded(10).color(line).width(width))
    }
}

/// A field whose content was refused.
pub fn field_wrong(palette: &'static Palette) -> impl Fn(&Theme, text_input::Status) -> text_input::Style {
    move |_, _| typed(palette, palette.raised, border::rounded(10).color(palette.danger).width(2))
}

/// A field without fill and border, on a box that has them.
pub fn field_bare(palette: &'static Palette) -> impl Fn(&Theme, text_input::Status) -> text_input::Style {
    move |_, _| typed(palette, Color::TRANSPARENT, Border::default())
}

fn typed(palette: &Palette, fill: Color, border: Border) -> text_input::Style {
    text_input::Style {
        background: Background::Color(fill),
        border,
        icon: palette.ink_third,
        placeholder: palette.ink_third,
        value: palette.ink,
        selection: Color { a: 0.3, ..palette.accent },
    }
}

/// The text area of the composer, which has no fill and border of its own.
pub fn editor(palette: &'static Palette) -> impl Fn(&Theme, text_editor::Status) -> text_editor::Style {
    move |_, _| text_editor::Style {
        background: Background::Color(Color::TRANSPARENT),
        border: Border::default(),
        placeholder: palette.ink_third,
        value: palette.ink,
        selection: Color { a: 0.3, ..palette.accent },
    }
}

/// A scrollable with a bare thumb and no track.
pub fn scroll(palette: &'static Palette) -> impl Fn(&Theme, scrollable::Status) -> scrollable::Style {
    move |theme, status| {
        let held = matches!(
            status,
            scrollable::Status::Dragged { .. }
                | scrollable::Status::Hovered { is_vertical_scrollbar_hovered: true, .. }
        );
        let thumb = if held { palette.thumb_hover } else { palette.thumb };
        let rail = scrollable::Rail {
            background: None,
            border: Border::default(),
            scroller: scrollable::Scroller {
                background: Background::Color(thumb),
                border: border::rounded(3),
            },
        };
        scrollable::Style {
            container: container::Style::default(),
            vertical_rail: rail,
            horizontal_rail: rail,
            gap: None,
            ..scrollable::default(theme, status)
        }
    }
}
