//! The notice under the head, and the card in which topic and notice are written.

use iced::widget::{column, container, row};
use iced::{Alignment, Element, Length, Padding};

use super::super::{Message as RoomMessage, Room};
use super::Message;
use crate::phrase::of_text_error;
use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, SMALL};
use crate::ui::widget::{
    Icon, Tint, Tone, action, dialog_card, divider, ellipsis, field, field_label, icon, icon_action,
    plate_head, spring, trouble, write,
};
use crate::wire::{Notice, TextError, Topic};

/// The first field of the card.
pub(in super::super) const FIELD: &str = "board-topic";
/// How wide the card is.
pub(in super::super) const WIDTH: f32 = 520.0;
/// How high the bar of the notice is.
const HEIGHT: f32 = 40.0;

impl Room {
    /// Draws the notice under the head, if there is one: one line of it, or all.
    pub(in super::super) fn notice_bar<'a>(&'a self, look: Look<'a>) -> Option<Element<'a, RoomMessage>> {
        let (notice, palette) = (self.timeline.notice()?, look.palette);
        let is_open = self.board.is_notice_open;
        let text = notice.display().into_owned();
        let words: Element<'a, RoomMessage> = match is_open {
            true => write(text, SMALL, palette.ink).width(Length::Fill).into(),
            false => container(ellipsis(text, SMALL, palette.ink)).width(Length::Fill).into(),
        };
        let mark = if is_open { Icon::ArrowUp } else { Icon::ChevronDown };
        let fold = icon_action(palette, mark, 16.0).on_press(Message::NoticePressed.into());
        let content = row![
            icon(Icon::Megaphone, 16.0, palette.accent_ink),
            write(look.text("rset-notice"), SMALL.semibold(), palette.accent_ink),
            words,
            fold
        ]
        .spacing(8)
        .align_y(Alignment::Center);
        let space = if is_open { 8.0 } else { 0.0 };
        let bar = container(content)
            .width(Length::Fill)
            .padding(Padding { top: space, right: 8.0, bottom: space, left: 20.0 })
            .style(theme::filled(palette.accent_soft, 0.0));
        let bar = if is_open { bar } else { bar.center_y(HEIGHT) };
        Some(column![bar, divider(palette.line)].into())
    }

    /// Draws the card in which topic and notice are written.
    pub(in super::super) fn board_card<'a>(&'a self, look: Look<'a>) -> Element<'a, RoomMessage> {
        let palette = look.palette;
        let topic = Topic::parse(&self.board.topic).map(drop);
        let notice = Notice::parse(&self.board.notice).map(drop);
        let can_save = topic.is_ok() && notice.is_ok();
        let body = column![
            plate_head(palette, Icon::Megaphone, Tint::Accent, look.prose("board-title")),
            line(look, ("rset-topic", "rset-topic-help", FIELD), &self.board.topic, topic, |text| {
                Message::TopicTyped(text).into()
            }),
            line(
                look,
                ("rset-notice", "rset-notice-help", "board-notice"),
                &self.board.notice,
                notice,
                |text| { Message::NoticeTyped(text).into() }
            )
        ]
        .spacing(16);
        let cancel =
            action(palette, Tone::Ghost, None, look.text("common-cancel")).on_press(RoomMessage::Dismissed);
        let save = action(palette, Tone::Primary, None, look.text("board-save"))
            .on_press_maybe(can_save.then(|| Message::SavePressed.into()));
        dialog_card(look, body.into(), row![spring(), cancel, save].spacing(8).into())
    }
}

/// A field with its label, what it is for, and what is wrong with it.
fn line<'a>(
    look: Look<'a>,
    (key, help, id): (&str, &str, &'static str),
    text: &str,
    checked: Result<(), TextError>,
    on_input: impl Fn(String) -> RoomMessage + 'a,
) -> Element<'a, RoomMessage> {
    let palette = look.palette;
    let input = field(palette, "", text, checked.is_err())
        .id(id)
        .on_input(on_input)
        .on_submit(Message::SavePressed.into());
    let under: Element<'a, RoomMessage> = match checked {
        Ok(()) => write(look.prose(help), CAPTION, palette.ink_third).into(),
        Err(error) => trouble(palette, look.kept(of_text_error(look.phrases, &error))),
    };
    column![field_label(palette, look.text(key)), input, under].spacing(6).into()
}
