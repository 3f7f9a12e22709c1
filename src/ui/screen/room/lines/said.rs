//! A line said to the room: tile, name and time on the first of a group, the text, and how far an own line is.

use iced::widget::{column, container, mouse_area, row, space};
use iced::{Alignment, Element, Length, Padding};

use super::body::Body;
use super::{Conversation, about, compact};
use crate::client::{Line, Sending};
use crate::phrase;
use crate::ui::screen::room::{Message, member, people};
use crate::ui::theme::{CAPTION, SMALL, UI};
use crate::ui::widget::{Icon, Tone, avatar, icon, small_action, spring, write};
use crate::wire::{Name, PublicKey, Rejection};

/// How wide text runs at most.
const MEASURE: f32 = 720.0;

/// What is shown of a line.
pub(super) struct Said<'a> {
    pub(super) line: &'a Line,
    pub(super) author: &'a PublicKey,
    pub(super) name: &'a Name,
    pub(super) text: &'a str,
    pub(super) is_action: bool,
    pub(super) own: Option<&'a Sending>,
    pub(super) is_first: bool,
}

impl<'a> Said<'a> {
    /// Draws the row.
    pub(super) fn view(&self, conversation: Conversation<'a>) -> Element<'a, Message> {
        let content = column![]
            .push(self.line.reply.map(|place| about::quote(conversation, place)))
            .push(
                heads(conversation, self.is_first)
                    .then(|| head(conversation, self.line, (self.author, self.name))),
            )
            .push(
                row![container(self.words(conversation)).width(Length::Fill)]
                    .push(state(conversation, self.line))
                    .align_y(Alignment::End),
            )
            .push(about::reactions(conversation, self.line))
            .push(lost(conversation, self.line))
            .push(failure(conversation, self.line))
            .width(Length::Fill);
        beside(conversation, self.line, self.is_first.then_some((self.author, self.name)), content.into())
    }

    /// Draws what is said, and behind it whether that was changed.
    fn words(&self, conversation: Conversation<'a>) -> Element<'a, Message> {
        let palette = conversation.look.palette;
        let prefix = self.is_action.then(|| format!("* {} ", self.name));
        let is_quiet = self.is_action || self.own == Some(&Sending::Sending) || self.line.is_lost;
        let ink = if is_quiet { palette.ink_second } else { palette.ink };
        let body = Body { conversation, line: self.line, text: self.text, ink, prefix };
        let body = container(body.view()).max_width(MEASURE);
        match &self.line.edited {
            Some(before) => row![body, about::edited(conversation, before)]
                .spacing(10)
                .align_y(Alignment::End)
                .wrap()
                .into(),
            None => body.into(),
        }
    }
}

/// Draws a line that was taken away: by whom, if not by its author.
pub(super) fn erased<'a>(
    conversation: Conversation<'a>,
    line: &'a Line,
    (author, name): (&'a PublicKey, &'a Name),
    is_first: bool,
) -> Element<'a, Message> {
    let (look, ink) = (conversation.look, conversation.look.palette.ink_third);
    let other = line.deleted_by.filter(|by| by != author);
    let by = other.and_then(|by| conversation.timeline.roster().name(&by));
    let words = match by {
        Some(by) => look.with("msg-deleted-by", &[("name", by.to_string().into())]),
        None => look.text("msg-erased"),
    };
    let words = row![icon(Icon::Trash, 15.0, ink), write(words, look.body(), ink)].spacing(8);
    let content = column![]
        .push(heads(conversation, is_first).then(|| head(conversation, line, (author, name))))
        .push(row![words.align_y(Alignment::Center), spring()].push(state(conversation, line)))
        .width(Length::Fill);
    beside(conversation, line, is_first.then_some((author, name)), content.into())
}

/// Whether the author stands above the words; where lines stand close, it stands beside them.
fn heads(conversation: Conversation<'_>, is_first: bool) -> bool {
    is_first && !conversation.look.is_compact()
}

/// Draws who said a line, and when.
fn head<'a>(
    conversation: Conversation<'a>,
    line: &Line,
    (author, name): (&'a PublicKey, &'a Name),
) -> Element<'a, Message> {
    let palette = conversation.look.palette;
    let opened = Message::Member(member::Message::Opened(*author));
    row![
        mouse_area(write(name.as_str(), UI.semibold(), people::ink(palette, author)))
            .on_press(opened.clone())
            .on_right_press(opened)
            .interaction(iced::mouse::Interaction::Pointer),
        write(conversation.clock(line), CAPTION, palette.ink_third)
    ]
    .spacing(8)
    .align_y(Alignment::Center)
    .into()
}

/// Draws what a line shows beside its author's tile, or below where that stands already.
fn beside<'a>(
    conversation: Conversation<'a>,
    line: &Line,
    author: Option<(&'a PublicKey, &'a Name)>,
    content: Element<'a, Message>,
) -> Element<'a, Message> {
    if conversation.look.is_compact() {
        return compact::beside(conversation, line, author, content);
    }
    let top = if author.is_some() { 8.0 } else { 2.0 };
    let gutter: Element<'a, Message> = match author {
        Some((key, name)) => avatar(name.as_str(), people::fill(key), 36.0, None),
        None => space().width(36).into(),
    };
    let side = conversation.side();
    row![gutter, content].spacing(12).padding(Padding { top, right: side, bottom: 2.0, left: side }).into()
}

/// Draws that the host has lost a line, under what it says.
pub(super) fn lost<'a>(conversation: Conversation<'a>, line: &Line) -> Option<Element<'a, Message>> {
    let (look, ink) = (conversation.look, conversation.look.palette.warn);
    let words = row![icon(Icon::History, 13.0, ink), write(look.text("msg-lost"), CAPTION, ink)];
    line.is_lost.then(|| words.spacing(5).align_y(Alignment::Center).into())
}

/// Draws how far an own line is: a clock while it waits, a check on the newest that arrived.
pub(super) fn state<'a>(conversation: Conversation<'a>, line: &Line) -> Option<Element<'a, Message>> {
    let palette = conversation.look.palette;
    let ink = palette.ink_third;
    let content = match line.sending() {
        Some(Sending::Sending) | None if conversation.is_slow(line) => {
            row![icon(Icon::Clock, 13.0, ink), write(conversation.look.text("msg-sending"), CAPTION, ink)]
        }
        Some(Sending::Sent) if conversation.is_slow(line) => {
            row![icon(Icon::Clock, 13.0, ink)]
        }
        Some(Sending::Sent) if conversation.newest_own == Some(line.id) => row![icon(Icon::Check, 14.0, ink)],
        _ => return None,
    };
    Some(
        container(content.spacing(4).align_y(Alignment::Center))
            .center_y(conversation.look.body().line)
            .padding(Padding::ZERO.left(12))
            .into(),
    )
}

/// Draws that a line was refused, why, and what can be done.
pub(super) fn failure<'a>(conversation: Conversation<'a>, line: &'a Line) -> Option<Element<'a, Message>> {
    let (Some(Sending::Failed(rejection)), Some(ticket)) = (line.sending(), line.ticket) else { return None };
    let (look, palette) = (conversation.look, conversation.look.palette);
    let words = row![
        icon(Icon::CircleAlert, 15.0, palette.danger),
        write(look.text("msg-failed"), SMALL.medium(), palette.danger),
        write(reason_of(conversation, rejection), SMALL, palette.ink_second).width(Length::Fill)
    ]
    .spacing(6)
    .align_y(Alignment::Center);
    let retry = small_action(palette, Tone::Secondary, Some(Icon::Retry), look.text("msg-retry"))
        .on_press(Message::RetryPressed(ticket));
    let discard = small_action(palette, Tone::Ghost, None, look.text("msg-discard"))
        .on_press(Message::DiscardPressed(ticket));
    Some(column![words, row![retry, discard].spacing(8)].spacing(4).padding([4, 0]).into())
}

fn reason_of(conversation: Conversation<'_>, rejection: &Rejection) -> String {
    phrase::of_rejection(conversation.look.phrases, rejection)
}
