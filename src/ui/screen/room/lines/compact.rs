//! Lines that stand close: the time and the name in columns, and what is said beside them, without tiles.
//!
//! What a line shows is drawn where it is always drawn; here is only where it stands.

use iced::widget::{column, container, row, space};
use iced::{Alignment, Element, Length, Padding};

use super::Conversation;
use super::said::{failure, lost, state};
use crate::client::Line;
use crate::ui::screen::room::{Message, people};
use crate::ui::theme::{self, CAPTION, UI};
use crate::ui::widget::{Icon, ellipsis, icon, write};
use crate::wire::{Name, PublicKey};

/// How wide the columns with times and names are, and how far they stand from each other.
const TIME: f32 = 58.0;
const NAME: f32 = 76.0;
const GAP: f32 = 10.0;
/// The space above and below a line.
const PAD: f32 = 2.0;

/// Returns where what is said begins; where there is little room, there is no column of times.
pub(super) fn indent(conversation: &Conversation<'_>) -> f32 {
    let time = if conversation.look.is_narrow() { 0.0 } else { TIME + GAP };
    conversation.side() + time + NAME + GAP
}

/// Draws what a line shows beside its time and its author, or below where those stand already.
pub(super) fn beside<'a>(
    conversation: Conversation<'a>,
    line: &Line,
    author: Option<(&'a PublicKey, &'a Name)>,
    content: Element<'a, Message>,
) -> Element<'a, Message> {
    let palette = conversation.look.palette;
    let name: Element<'a, Message> = match author {
        Some((key, name)) => ellipsis(name.to_string(), UI.semibold(), people::ink(palette, key)),
        None => space().into(),
    };
    let name = container(name).center_y(conversation.look.body().line).width(NAME).align_x(Alignment::End);
    let side = conversation.side();
    row![]
        .push(time(conversation, author.map(|_| line)))
        .push(name)
        .push(content)
        .spacing(GAP)
        .padding(Padding { top: PAD, right: side, bottom: PAD, left: side })
        .into()
}

/// Draws a whisper as a card from the column of names on.
pub(super) fn whisper<'a>(
    conversation: Conversation<'a>,
    line: &'a Line,
    title: Element<'a, Message>,
    note: Element<'a, Message>,
    body: Element<'a, Message>,
) -> Element<'a, Message> {
    let (look, palette) = (conversation.look, conversation.look.palette);
    let ear = container(icon(Icon::Ear, 15.0, palette.whisper)).center_y(look.body().line);
    let note = container(note).center_y(look.body().line);
    let (beside, below) = if look.size.width >= 820.0 { (Some(note), None) } else { (None, Some(note)) };
    let title = container(title).center_y(look.body().line);
    let said = row![ear, title, container(body).width(Length::Fill)]
        .push(state(conversation, line))
        .push(beside)
        .spacing(GAP);
    let content = column![said].push(below).push(lost(conversation, line)).push(failure(conversation, line));
    let card = container(content).padding([4, 10]).width(Length::Fill).style(theme::outlined(
        palette.whisper_soft,
        palette.whisper_line,
        10.0,
    ));
    let side = conversation.side();
    row![]
        .push(time(conversation, Some(line)).map(|time| container(time).padding(Padding::ZERO.top(4))))
        .push(card)
        .spacing(GAP)
        .padding(Padding { top: PAD + 1.0, right: side, bottom: PAD + 1.0, left: side })
        .into()
}

/// Draws the column of times, with that of a line if it has one, where there is room for it.
fn time<'a>(conversation: Conversation<'a>, line: Option<&Line>) -> Option<Element<'a, Message>> {
    let words = line.map(|line| conversation.clock(line)).unwrap_or_default();
    let words = write(words, CAPTION, conversation.look.palette.ink_third)
        .wrapping(iced::widget::text::Wrapping::None);
    let column = container(words).center_y(conversation.look.body().line).width(TIME);
    (!conversation.look.is_narrow()).then(|| column.into())
}
