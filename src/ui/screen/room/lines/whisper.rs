//! A whisper: a card of its own colour with an ear, so that nobody takes it for something said to all.

use iced::widget::{column, container, hover, row, text};
use iced::{Alignment, Element, Length, Padding};

use super::Conversation;
use super::said::{failure, shown, state, tools};
use crate::client::{Line, LineKind};
use crate::ui::screen::room::Message;
use crate::ui::theme::{self, BODY, CAPTION, SMALL};
use crate::ui::widget::{Icon, icon, press, spring, write};

/// Draws the card; a press on its head whispers back.
pub(super) fn view<'a>(conversation: Conversation<'a>, line: &'a Line) -> Element<'a, Message> {
    let LineKind::Whisper { author, name, to, to_name, text, own } = &line.kind else { return row![].into() };
    let (look, palette) = (conversation.look, conversation.look.palette);
    let (key, other, title) = match own {
        Some(_) => (*to, to_name.as_ref().map_or_else(|| to.mark(), ToString::to_string), "msg-whisper-to"),
        None => (*author, name.to_string(), "msg-whisper-from"),
    };
    let title = look.with(title, &[("name", other.into())]);
    let title = press(write(title, SMALL.semibold(), palette.whisper))
        .on_press(Message::WhisperTo(key))
        .skip_focus()
        .style(|_| iced::widget::button::Style::default());
    let note = row![
        icon(Icon::Lock, 12.0, palette.whisper),
        write(look.text("msg-whisper-note-unsealed"), CAPTION, palette.whisper)
    ]
    .spacing(4)
    .align_y(Alignment::Center);
    let is_roomy = look.size.width >= 820.0;
    let (beside, below) = if is_roomy { (Some(note), None) } else { (None, Some(note)) };
    let head = row![title, write(conversation.clock(line), CAPTION, palette.ink_third), spring()]
        .push(beside)
        .spacing(8)
        .align_y(Alignment::Center);
    let body =
        write(shown(text), BODY, palette.ink).wrapping(text::Wrapping::WordOrGlyph).width(Length::Fill);
    let content = column![head, row![body].push(state(conversation, line)).align_y(Alignment::End)]
        .push(below)
        .push(failure(conversation, line))
        .spacing(2)
        .width(Length::Fill);
    let ear = container(icon(Icon::Ear, 18.0, palette.whisper)).padding(Padding::ZERO.top(2));
    let card = container(row![ear, content].spacing(12))
        .padding(Padding { top: 8.0, right: 12.0, bottom: 10.0, left: 12.0 })
        .width(Length::Fill)
        .style(theme::outlined(palette.whisper_soft, palette.whisper_line, 12.0));
    let left = if look.is_narrow() { conversation.side() } else { conversation.indent() };
    let place = Padding { top: 8.0, right: conversation.side(), bottom: 4.0, left };
    hover(container(card).padding(place), tools(conversation, line))
}
