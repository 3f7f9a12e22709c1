//! The panel of pinned lines: who said what and who pinned it; a press goes there.

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Element, Length, Padding};

use super::super::{Message as RoomMessage, Room, header, people};
use super::Message;
use crate::client::{Line, LineKind};
use crate::phrase::time;
use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, HEAD, SMALL};
use crate::ui::widget::{
    Icon, Prose, Run, avatar, divider, icon, icon_action, press, scrolled, spring, write, yielding,
};
use crate::ui::words::{self, Kind, Piece};
use crate::wire::text::visible;
use crate::wire::{Pin, Pinned, limits};

/// How high the text of a card is at most: three lines.
const TEXT_HEIGHT: f32 = 3.0 * 20.0;

impl Room {
    /// Draws the panel; `is_page` says that it covers the messages.
    pub(in super::super) fn pins_panel<'a>(
        &'a self,
        look: Look<'a>,
        is_page: bool,
    ) -> Element<'a, RoomMessage> {
        let palette = look.palette;
        let close = icon_action(palette, Icon::Close, 18.0).on_press(Message::PanelPressed.into());
        let head = row![write(look.text("pins-title"), HEAD, palette.ink), spring(), close]
            .height(header::HEIGHT)
            .align_y(Alignment::Center)
            .padding(Padding { top: 0.0, right: 12.0, bottom: 0.0, left: 20.0 });
        let pins = self.timeline.pins();
        let count = match pins.len() {
            0 => look.text("pins-empty"),
            count => look.with("pins-used", &[("count", count.into()), ("max", limits::PINS.into())]),
        };
        let count = container(write(count, CAPTION, palette.ink_third)).padding([8, 8]);
        let cards = Column::with_children(pins.map(|(pin, line)| self.pinned(look, pin, line, is_page)));
        let list =
            column![count, cards.spacing(8)].padding(Padding { bottom: 12.0, ..Padding::from([0, 12]) });
        let list = scrolled(palette, list).width(Length::Fill).height(Length::Fill);
        container(column![head, divider(palette.line), list])
            .width(Length::Fill)
            .height(Length::Fill)
            .style(theme::filled(palette.side, 0.0))
            .into()
    }

    fn pinned<'a>(
        &'a self,
        look: Look<'a>,
        pin: &'a Pinned,
        line: Option<&'a Line>,
        is_page: bool,
    ) -> Element<'a, RoomMessage> {
        let palette = look.palette;
        let unpin = self.may_hang().then(|| {
            let pin = Pin { line: pin.line, on: false };
            icon_action(palette, Icon::PinOff, 16.0)
                .width(28)
                .height(28)
                .on_press(Message::PinPressed(pin).into())
        });
        let said = line.and_then(|line| match &line.kind {
            LineKind::Said { author, name, text, .. } => Some((line, author, name, text)),
            _ => None,
        });
        let (head, text): (Element<'a, RoomMessage>, Element<'a, RoomMessage>) = match said {
            Some((line, author, name, text)) => {
                let tile = avatar(name.as_str(), people::fill(author), 20.0, None);
                let ink = people::ink(palette, author);
                let name = yielding(visible(name.as_str()).into_owned(), SMALL.semibold(), ink);
                let head = row![tile, name, write(when(look, line), CAPTION, palette.ink_third)]
                    .spacing(8)
                    .align_y(Alignment::Center);
                let head = row![head.width(Length::Fill)].push(unpin).spacing(8).align_y(Alignment::Center);
                (
                    head.height(28).into(),
                    container(excerpt(look, text)).max_height(TEXT_HEIGHT).clip(true).into(),
                )
            }
            None => {
                let head =
                    row![write(look.text("live-earlier"), SMALL, palette.ink_third), spring()].push(unpin);
                (head.height(28).align_y(Alignment::Center).into(), row![].into())
            }
        };
        let by = look.with("pins-by", &[("name", visible(pin.by.as_str()).into_owned().into())]);
        let by = row![icon(Icon::Pin, 12.0, palette.ink_third), write(by, CAPTION, palette.ink_third)]
            .spacing(6)
            .align_y(Alignment::Center);
        press(column![head, text, by].spacing(4).width(Length::Fill))
            .on_press(Message::LinePressed(pin.line, is_page).into())
            .width(Length::Fill)
            .padding([8, 14])
            .align(Alignment::Start)
            .style(theme::card(palette))
            .ring(palette.accent)
            .into()
    }
}

/// When a line was said: the time of today, or the day.
fn when(look: Look<'_>, line: &Line) -> String {
    let moment = time::moment(line.time);
    match time::same_day(moment, look.now, look.zone) {
        true => time::clock(look.phrases, moment, look.zone),
        false => time::day_ago(look.phrases, moment, look.now, look.zone),
    }
}

/// Draws as much of a line as a card shows, with its code and addresses standing out.
fn excerpt<'a>(look: Look<'a>, text: &'a str) -> Element<'a, RoomMessage> {
    let palette = look.palette;
    let end = text.char_indices().nth(limits::NOTICE_CHARACTERS).map_or(text.len(), |(end, _)| end);
    let text = text.get(..end).unwrap_or(text);
    let run = |piece: &Piece| {
        let plain =
            Run::plain(visible(text.get(piece.range.clone())?), piece.range.clone(), SMALL.font, palette.ink);
        Some(match piece.kind {
            Kind::Text | Kind::Mark => plain,
            Kind::Emoji => Run { font: theme::emoji_font().unwrap_or(plain.font), ..plain },
            Kind::Code => Run { font: theme::MONO.font, fill: Some(palette.code_fill), ..plain },
            Kind::Link => Run { color: palette.accent_ink, is_underlined: true, ..plain },
        })
    };
    let blocks = words::read(text);
    let pieces = blocks.iter().flat_map(|block| &block.pieces).filter(|piece| piece.kind != Kind::Mark);
    Prose::new(pieces.filter_map(run).collect(), 0..text.len(), SMALL, palette.accent).into()
}
