//! A room as a tile: its first letter, and at its corners what was not read and how the room is reached.

use std::time::Duration;

use iced::widget::tooltip::{self, Tooltip};
use iced::widget::{column, container, mouse_area, row, space, stack};
use iced::{Alignment, Color, Element, Length, Padding};

use super::{Link, Message, Tile, WIDTH};
use crate::ui::look::Look;
use crate::ui::screen::room::Unread;
use crate::ui::theme::{self, CAPTION, MICRO, Palette, SMALL};
use crate::ui::widget::{Icon, first_letter, icon, label, press, write};

/// Unread lines that a badge counts; more are "99+".
const BADGE_MAX: usize = 99;
/// How far a badge stands out over its tile.
const OVERHANG: f32 = 6.0;
/// How long the pointer rests on a tile before its name is shown.
const TIP_DELAY: Duration = Duration::from_millis(400);

/// Draws a tile of the strip.
pub(super) fn view<'a>(look: Look<'a>, tile: &Tile) -> Element<'a, Message> {
    let palette = look.palette;
    let pip = container(space())
        .width(4)
        .height(24)
        .style(theme::filled(if tile.is_shown { palette.accent } else { Color::TRANSPARENT }, 2.0));
    let button = tipped(look, button(palette, tile, 40.0), tip(look, tile));
    let base = row![pip, container(button).center_x(Length::Fill), space().width(4)]
        .align_y(Alignment::Center)
        .height(40);
    let base = container(base).padding(Padding::ZERO.top(OVERHANG)).width(WIDTH);
    let badge = container(badge(palette, palette.rail, tile.unread))
        .align_right(WIDTH)
        .padding(Padding::ZERO.right(OVERHANG));
    let mark = container(mark(palette, tile))
        .align_right(WIDTH)
        .align_bottom(40.0 + OVERHANG)
        .padding(Padding::ZERO.right(OVERHANG + 2.0));
    let tile = mouse_area(stack![base, badge, mark]).on_right_press(Message::MenuAsked(tile.number));
    tile.into()
}

/// Draws the pressable square.
pub(super) fn button<'a>(palette: &'static Palette, tile: &Tile, size: f32) -> Element<'a, Message> {
    let letter = theme::Type { size: (size * 0.42).round(), line: size * 0.6, font: theme::SEMIBOLD };
    let (fill, ink) = match (tile.is_shown, tile.link) {
        (true, _) => (tile.fill, Color::WHITE),
        (false, Link::Over) => (palette.raised, palette.ink_third),
        (false, _) => (palette.raised, palette.ink_second),
    };
    press(label(first_letter(&tile.name), letter))
        .on_press(Message::TilePressed(tile.number))
        .width(size)
        .height(size)
        .style(theme::tile(palette, fill, ink))
        .ring(palette.accent)
        .into()
}

/// Draws how much was not read: plum with a whisper, persimmon with the reader's name, quiet otherwise.
pub(super) fn badge<'a>(palette: &Palette, ground: Color, unread: Unread) -> Element<'a, Message> {
    if !unread.any() {
        return space().into();
    }
    let (fill, ink) = match unread {
        Unread { whispers: 1.., .. } => (palette.whisper_fill, palette.on_whisper),
        Unread { mentions: 1.., .. } => (palette.notice_fill, palette.on_notice),
        _ => (palette.ink_second, palette.paper),
    };
    let count = unread.lines;
    let words = if count > BADGE_MAX { format!("{BADGE_MAX}+") } else { count.to_string() };
    let pill = container(write(words, MICRO.semibold(), ink))
        .height(16)
        .padding([0, 5])
        .align_y(Alignment::Center)
        .style(theme::filled(fill, 8.0));
    container(pill).padding(2).style(theme::filled(ground, 10.0)).into()
}

/// Draws how the room is reached if it is not, or else that it is hosted here.
pub(super) fn mark<'a>(palette: &Palette, tile: &Tile) -> Element<'a, Message> {
    let (mark, ink) = match (tile.link, tile.is_own) {
        (Link::Broken, _) => (Icon::Unplug, palette.warn),
        (Link::Over, _) => (Icon::DoorClosed, palette.ink_second),
        (Link::Up, true) => (Icon::House, palette.accent_ink),
        (Link::Up, false) => return space().into(),
    };
    container(icon(mark, 11.0, ink)).center_x(16).center_y(16).style(theme::filled(palette.rail, 8.0)).into()
}

/// Says how the room is reached and what was not read of it, if there is anything to say.
pub(super) fn caption(look: Look<'_>, tile: &Tile) -> Option<String> {
    let link = match (tile.link, tile.is_own) {
        (Link::Broken, _) => Some(look.text("room-reconnecting")),
        (Link::Over, _) => Some(look.text("room-closed")),
        (Link::Up, true) => Some(look.text("room-you-host")),
        (Link::Up, false) => None,
    };
    let Unread { lines, mentions, whispers } = tile.unread;
    let counted = |key: &str, count: usize| (count > 0).then(|| look.with(key, &[("count", count.into())]));
    let parts = [
        link,
        counted("rail-whispers", whispers),
        counted("rail-mentions", mentions),
        counted("rail-unread", lines),
        tile.is_quiet.then(|| look.text("rail-is-quiet")),
    ];
    let words: Vec<String> = parts.into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

fn tip(look: Look<'_>, tile: &Tile) -> String {
    let caption = caption(look, tile);
    [Some(tile.name.clone()), caption].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Hangs words at the right of a part of the strip, shown while the pointer rests on it.
pub(super) fn tipped<'a>(look: Look<'a>, part: Element<'a, Message>, words: String) -> Element<'a, Message> {
    let palette = look.palette;
    let (name, rest) =
        words.split_once('\n').map_or((words.as_str(), None), |(name, rest)| (name, Some(rest)));
    let words = column![write(name.to_owned(), SMALL.medium(), palette.ink)]
        .push(rest.map(|rest| write(rest.to_owned(), CAPTION, palette.ink_second)));
    let card = container(words).padding([6, 10]).style(theme::outlined(palette.raised, palette.line, 8.0));
    Tooltip::new(part, card, tooltip::Position::Right).gap(10).delay(TIP_DELAY).into()
}
