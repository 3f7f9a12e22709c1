//! The sheet of shortcuts, drawn from the table that the window hears keys by.

use iced::widget::{Column, Row, column, container, row};
use iced::{Alignment, Element, Length, Padding};

use crate::ui::look::Look;
use crate::ui::shortcuts::{Group, sheet};
use crate::ui::theme::{SMALL, TITLE};
use crate::ui::widget::{Icon, SAFE, divider, icon_action, keycap, scrolled, write};

/// How wide the sheet is.
pub const WIDTH: f32 = 820.0;
/// How high a line is, without its rule.
const LINE: f32 = 30.0;
/// What the head and the margins take of the window's height.
const FRAME: f32 = 24.0 + 64.0 + 24.0;

/// The sheet was closed: nothing else can be done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

/// Draws the sheet.
pub fn view<'a>(look: Look<'a>) -> Element<'a, Closed> {
    let palette = look.palette;
    let close = icon_action(palette, Icon::Close, 18.0).on_press(Closed).id(SAFE);
    let head = row![write(look.text("keys-title"), TITLE, palette.ink).width(Length::Fill), close]
        .align_y(Alignment::Center)
        .padding(Padding { top: 18.0, right: 16.0, bottom: 8.0, left: 24.0 });
    let go = part(look, Group::Go, "keys-go");
    let typing =
        column![part(look, Group::Write, "keys-write"), part(look, Group::Read, "keys-read")].spacing(16);
    let parts: Element<'a, Closed> = if look.is_narrow() {
        column![go, typing].spacing(16).into()
    } else {
        row![go, typing].spacing(36).into()
    };
    let body = container(parts).padding(Padding { top: 0.0, right: 24.0, bottom: 24.0, left: 24.0 });
    let body = container(scrolled(palette, body)).max_height((look.size.height - FRAME).max(0.0));
    column![head, body].into()
}

fn part<'a>(look: Look<'a>, group: Group, title: &str) -> Column<'a, Closed> {
    let palette = look.palette;
    let title = write(look.text(title), SMALL.semibold(), palette.accent_ink);
    let lines = sheet(group).map(|(words, caps)| {
        let caps = caps.into_iter().map(|cap| keycap(cap, palette));
        let line = row![
            write(look.text(words), SMALL, palette.ink).width(Length::Fill),
            Row::with_children(caps).spacing(5)
        ]
        .height(LINE)
        .align_y(Alignment::Center);
        column![line, divider(palette.line)].into()
    });
    column![title, Column::with_children(lines.collect::<Vec<_>>())].spacing(4).width(Length::Fill)
}
