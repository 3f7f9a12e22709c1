//! A whisper: a card of its own colour with an ear, so that nobody takes it for something said to all.

use iced::widget::{column, container, row};
use iced::{Alignment, Element, Length, Padding};

use super::body::Body;
use super::said::{failure, lost, state};
use super::{Conversation, compact};
use crate::client::{Line, LineKind};
use crate::ui::look::Look;
use crate::ui::screen::room::Message;
use crate::ui::theme::{self, CAPTION, SMALL};
use crate::ui::widget::{Icon, icon, press, spring, write};

/// Draws the card; a press on its head whispers back.
pub(super) fn view<'a>(conversation: Conversation<'a>, line: &'a Line) -> Element<'a, Message> {
    let LineKind::Whisper { author, to, text, own, .. } = &line.kind else { return row![].into() };
    let (look, palette) = (conversation.look, conversation.look.palette);
    let key = if own.is_some() { *to } else { *author };
    let title = press(write(title(look, line), SMALL.semibold(), palette.whisper))
        .on_press(Message::WhisperTo(key))
        .skip_focus()
        .style(|_| iced::widget::button::Style::default());
    let note = row![
        icon(Icon::Lock, 12.0, palette.whisper),
        write(look.text("msg-whisper-note-unsealed"), CAPTION, palette.whisper)
    ]
    .spacing(4)
    .align_y(Alignment::Center);
    if look.is_compact() {
        let body = Body { conversation, line, text, ink: palette.ink, prefix: None };
        return compact::whisper(conversation, line, title.into(), note.into(), body.view());
    }
    let is_roomy = look.size.width >= 820.0;
    let (beside, below) = if is_roomy { (Some(note), None) } else { (None, Some(note)) };
    let head = row![title, write(conversation.clock(line), CAPTION, palette.ink_third), spring()]
        .push(beside)
        .spacing(8)
        .align_y(Alignment::Center);
    let body = Body { conversation, line, text, ink: palette.ink, prefix: None };
    let body = container(body.view()).width(Length::Fill);
    let content = column![head, row![body].push(state(conversation, line)).align_y(Alignment::End)]
        .push(below)
        .push(lost(conversation, line))
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
    container(card).padding(place).into()
}

/// Returns who whispered, or to whom.
pub(super) fn title(look: Look<'_>, line: &Line) -> String {
    let (key, other) = match &line.kind {
        LineKind::Whisper { to, to_name, own: Some(_), .. } => {
            ("msg-whisper-to", to_name.as_ref().map_or_else(|| to.mark(), ToString::to_string))
        }
        LineKind::Whisper { name, .. } => ("msg-whisper-from", name.to_string()),
        _ => return String::new(),
    };
    look.with(key, &[("name", other.into())])
}
