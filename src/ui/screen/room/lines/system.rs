//! What is not said by anybody: comings and goings, renames, topics, gaps, days, and notes that only this screen shows.

use iced::widget::{column, container, row, text};
use iced::{Alignment, Element, Length, Padding};

use super::Conversation;
use crate::client::sentence::{of_note, of_restored};
use crate::client::timeline::Note;
use crate::client::{Line, LineKind};
use crate::phrase::{self, time};
use crate::ui::screen::room::Message;
use crate::ui::screen::room::rows::Row;
use crate::ui::theme::{self, CAPTION, SMALL};
use crate::ui::widget::{Icon, divider, icon, write};
use crate::wire::Time;

/// Names that a folded line still tells one by one.
const NAMES_MAX: usize = 3;

/// Draws one line.
pub(super) fn view<'a>(conversation: Conversation<'a>, line: &'a Line) -> Element<'a, Message> {
    let look = conversation.look;
    let named = |key: &str, name: &str| look.with(key, &[("name", name.to_owned().into())]);
    let (mark, words) = match &line.kind {
        LineKind::Joined { member, name } if is_own_room(conversation, member) => {
            (Icon::DoorOpen, if name.as_str().is_empty() { String::new() } else { look.text("room-opened") })
        }
        LineKind::Joined { name, .. } => (Icon::LogIn, named("room-joined", name.as_str())),
        LineKind::Left { name, .. } => (Icon::LogOut, named("room-left", name.as_str())),
        LineKind::Renamed { old, new, .. } => {
            let parts = [("old", old.to_string().into()), ("new", new.to_string().into())];
            (Icon::Pencil, look.with("room-renamed", &parts))
        }
        LineKind::Topic { name, topic: None } => {
            (Icon::Megaphone, named("room-topic-cleared", name.as_str()))
        }
        LineKind::Topic { name, topic: Some(topic) } => {
            (Icon::Megaphone, format!("{}: {}", named("room-topic-set", name.as_str()), topic.display()))
        }
        LineKind::Notice { name, notice: None } => {
            (Icon::Megaphone, named("room-notice-cleared", name.as_str()))
        }
        LineKind::Notice { name, notice: Some(notice) } => {
            (Icon::Megaphone, format!("{}: {}", named("room-notice-set", name.as_str()), notice.display()))
        }
        LineKind::Pinned { name, on: true, .. } => (Icon::Pin, named("room-pinned", name.as_str())),
        LineKind::Pinned { name, on: false, .. } => (Icon::PinOff, named("room-unpinned", name.as_str())),
        LineKind::Gap { missing } => return missed(conversation, *missing),
        LineKind::OtherRoom => (Icon::DoorOpen, look.text("room-other")),
        LineKind::Erased { .. } => (Icon::Trash, look.text("msg-erased")),
        LineKind::Restored { shelf, lost } => (Icon::TriangleAlert, of_restored(look.phrases, *shelf, *lost)),
        LineKind::Note(note @ (Note::Differs { .. } | Note::Forked)) => {
            (Icon::TriangleAlert, of_note(look.phrases, note))
        }
        LineKind::Note(note @ Note::Offered { .. }) => (Icon::Info, of_note(look.phrases, note)),
        LineKind::Note(Note::Sentence(words)) => (Icon::Info, words.clone()),
        LineKind::Note(Note::Refused { rejection, .. }) => {
            (Icon::CircleAlert, phrase::of_rejection(look.phrases, rejection))
        }
        LineKind::Said { .. } | LineKind::Whisper { .. } => return row![].into(),
    };
    sentence(conversation, mark, words, conversation.clock(line))
}

/// Draws a run of comings and goings as one line.
pub(super) fn fold<'a>(conversation: Conversation<'a>, row: Row) -> Element<'a, Message> {
    let look = conversation.look;
    let lines = || (row.first..row.first + row.count).filter_map(|index| conversation.timeline.line(index));
    let joined = lines().filter(|line| matches!(line.kind, LineKind::Joined { .. })).count();
    let mut names: Vec<&str> = Vec::new();
    for name in lines().filter_map(passenger) {
        if !names.contains(&name) && names.len() <= NAMES_MAX {
            names.push(name);
        }
    }
    let more = if names.len() > NAMES_MAX { "…" } else { "" };
    names.truncate(NAMES_MAX);
    let told = |key: &str, count: usize| (count > 0).then(|| look.with(key, &[("count", count.into())]));
    let counts = [told("room-joined-many", joined), told("room-left-many", row.count - joined)];
    let counts = counts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let clock = lines().next_back().map(|line| conversation.clock(line)).unwrap_or_default();
    sentence(conversation, Icon::LogIn, format!("{counts} ({}{more})", names.join(", ")), clock)
}

/// Draws the line between two days.
pub(super) fn day<'a>(conversation: Conversation<'a>, at: Time) -> Element<'a, Message> {
    let look = conversation.look;
    let words = time::day_line(look.phrases, time::moment(at), look.now, look.zone);
    let side = conversation.side();
    row![
        divider(look.palette.line),
        write(words, CAPTION.medium(), look.palette.ink_third),
        divider(look.palette.line)
    ]
    .spacing(12)
    .align_y(Alignment::Center)
    .padding(Padding { top: 10.0, right: side, bottom: 4.0, left: side })
    .into()
}

/// Draws the line above what was not read yet.
pub(super) fn unread<'a>(conversation: Conversation<'a>) -> Element<'a, Message> {
    let palette = conversation.look.palette;
    let words = write(conversation.look.text("room-unread"), CAPTION.semibold(), palette.notice);
    row![divider(palette.notice_fill), words]
        .spacing(10)
        .align_y(Alignment::Center)
        .padding(Padding { top: 8.0, right: conversation.side(), bottom: 0.0, left: conversation.side() })
        .into()
}

/// Draws the card where lines are missing.
fn missed<'a>(conversation: Conversation<'a>, missing: u64) -> Element<'a, Message> {
    let (look, palette) = (conversation.look, conversation.look.palette);
    let count = i64::try_from(missing).unwrap_or(i64::MAX);
    let words = column![
        write(look.prose("room-missed"), SMALL.semibold(), palette.warn),
        write(look.prose_with("room-missed-help", &[("count", count.into())]), SMALL, palette.ink_second)
    ];
    let content = row![icon(Icon::Unplug, 16.0, palette.warn), words.width(Length::Fill)].spacing(10);
    let card = container(content).padding([8, 12]).width(Length::Fill).style(theme::outlined(
        palette.warn_soft,
        palette.warn_line,
        12.0,
    ));
    container(card)
        .width(Length::Fill)
        .padding(Padding { top: 6.0, right: conversation.side(), bottom: 6.0, left: conversation.indent() })
        .into()
}

fn sentence<'a>(
    conversation: Conversation<'a>,
    mark: Icon,
    words: String,
    clock: String,
) -> Element<'a, Message> {
    let ink = conversation.look.palette.ink_third;
    let words = write(words, SMALL, ink).wrapping(text::Wrapping::WordOrGlyph);
    let mark = container(icon(mark, 14.0, ink)).padding(Padding::ZERO.top(2));
    let clock = container(write(clock, CAPTION, ink)).padding(Padding::ZERO.top(1));
    // The time stands under words that take the whole line.
    let content = row![mark, row![words, clock].spacing(8).wrap()].spacing(8);
    container(content)
        .width(Length::Fill)
        .padding(Padding { top: 4.0, right: conversation.side(), bottom: 4.0, left: conversation.indent() })
        .into()
}

/// Whether the arrival is that of this member in the room that it hosts itself.
fn is_own_room(conversation: Conversation<'_>, member: &crate::wire::PublicKey) -> bool {
    conversation.timeline.room().is_some_and(|room| room.me == *member && room.charter.host == *member)
}

fn passenger(line: &Line) -> Option<&str> {
    match &line.kind {
        LineKind::Joined { name, .. } | LineKind::Left { name, .. } => Some(name.as_str()),
        _ => None,
    }
}
