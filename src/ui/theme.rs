//! How the window looks: fonts, type styles, the two themes and the style functions of widgets.
//!
//! - A font is always asked for by the name of a bundled family; `Font::DEFAULT` is another family and shows nothing on a bare system.
//! - There are no shadows: the software renderer draws them slowly and leaves traces; a 1 px border does the work.

mod contrast;
mod emoji;
mod palette;
mod style;

use std::borrow::Cow;

use iced::font::{Font, Weight};
use iced::widget::text::LineHeight;

pub use emoji::emoji_font;
pub use palette::{HANJI, NIGHT, Palette, TILES};
pub use style::{
    card, danger, danger_outline, editor, field, field_bare, field_wrong, filled, ghost, hero, icon_button,
    menu_danger, menu_item, nav_item, outlined, pill, plate, primary, quiet, row, scroll, secondary, segment,
    send, swatch, switch, tile, toggled, tonal, toned, way,
};

/// The font files the window is started with.
pub const FONT_FILES: [&[u8]; 5] = [
    include_bytes!("../../assets/fonts/Pretendard-Regular.otf"),
    include_bytes!("../../assets/fonts/Pretendard-Medium.otf"),
    include_bytes!("../../assets/fonts/Pretendard-SemiBold.otf"),
    include_bytes!("../../assets/fonts/JetBrainsMono-Regular.ttf"),
    include_bytes!("../../assets/fonts/MaruIcons.ttf"),
];

/// Running text.
pub const REGULAR: Font = Font::with_name("Pretendard");
/// Labels of buttons and rows.
pub const MEDIUM: Font = Font { weight: Weight::Medium, ..REGULAR };
/// Names, titles and section heads.
pub const SEMIBOLD: Font = Font { weight: Weight::Semibold, ..REGULAR };
/// The icons.
pub const ICONS: Font = Font::with_name("Maru Icons");

/// A size, a line height and a weight that belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    /// The size of the letters, in logical pixels.
    pub size: f32,
    /// The height of one line, in logical pixels.
    pub line: f32,
    /// The family and weight.
    pub font: Font,
}

impl Type {
    const fn of(size: f32, line: f32, font: Font) -> Self {
        Self { size, line, font }
    }

    /// The same size in the weight of labels.
    pub const fn medium(self) -> Self {
        Self::of(self.size, self.line, MEDIUM)
    }

    /// The same size in the weight of heads.
    pub const fn semibold(self) -> Self {
        Self::of(self.size, self.line, SEMIBOLD)
    }

    /// The line height in the form that text widgets take.
    pub fn line_height(self) -> LineHeight {
        LineHeight::Absolute(self.line.into())
    }
}

/// Titles of dialogs and empty states.
pub const TITLE: Type = Type::of(20.0, 28.0, SEMIBOLD);
/// Words that are read out to somebody.
pub const SPOKEN: Type = Type::of(24.0, 32.0, SEMIBOLD);
/// The room's name and titles of cards.
pub const HEAD: Type = Type::of(16.0, 22.0, SEMIBOLD);
/// Message bodies and the composer.
pub const BODY: Type = Type::of(15.0, 22.0, REGULAR);
/// Buttons, rows and menus.
pub const UI: Type = Type::of(14.0, 20.0, REGULAR);
/// Labels, help and system lines.
pub const SMALL: Type = Type::of(13.0, 18.0, REGULAR);
/// Times and captions.
pub const CAPTION: Type = Type::of(12.0, 16.0, REGULAR);
/// Badges, keycaps and the host chip.
pub const MICRO: Type = Type::of(11.0, 14.0, MEDIUM);

/// Code.
pub const MONO: Type = Type::of(13.0, 20.0, Font::with_name("JetBrains Mono"));

/// From this width on the roster stands beside the messages.
pub const WIDTH_WIDE: f32 = 960.0;
/// Below this width there is no rail, and panels are whole pages.
pub const WIDTH_NARROW: f32 = 680.0;

/// Returns the font files in the form that the application builder and the tests take.
pub fn font_files() -> impl Iterator<Item = Cow<'static, [u8]>> {
    FONT_FILES.into_iter().map(Cow::Borrowed)
}

/// Builds the theme that iced draws unstyled parts with: caret, selection and plain text.
pub fn iced_theme(palette: &Palette) -> iced::Theme {
    let name = if palette.is_night { "Night" } else { "Hanji" };
    iced::Theme::custom(
        name,
        iced::theme::Palette {
            background: palette.paper,
            text: palette.ink,
            primary: palette.accent,
            success: palette.ok,
            warning: palette.warn,
            danger: palette.danger,
        },
    )
}
