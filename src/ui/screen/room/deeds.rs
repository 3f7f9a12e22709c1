//! What one does to a line that stands already: answering it, changing it, taking it away, reacting to it, copying it.
//!
//! - A whisper is never answered for everyone, and an answer is never whispered.
//! - What one may not do is not offered; what the host refuses in spite of that is told in a sentence.

mod card;
mod rules;

use iced::Task;
use iced::widget::operation;

use super::composer::{Notice, Subject};
use super::speak::{busy, plain};
use super::{Action, INPUT, Over, Room, Wish};
use crate::client::command::live::{self, Lines, NotSaid};
use crate::client::{Busy, Line, LineId, LineKind};
use crate::phrase::{self, Phrases};
use crate::store::LinePlace;
use crate::ui::look::Look;
use crate::wire::{Delete, Emoji, Live, Name, Pin, PublicKey, Seq};

pub(super) use card::{Menu, bar, one_line, question};
pub(super) use rules::{Reader, text_of};

/// Something that can be done with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Choosing an emoji to put on it.
    React,
    /// Answering it for everyone.
    Reply,
    /// Copying its text.
    Copy,
    /// Copying the first address in it.
    CopyLink,
    /// Whispering to its author.
    Whisper,
    /// Naming its author in the box.
    Mention,
    /// Changing it.
    Edit,
    /// Pinning it.
    Pin,
    /// Taking it off the board.
    Unpin,
    /// Asking whether it is to be taken away.
    Delete,
}

/// What is said about lines.
#[derive(Debug, Clone)]
pub enum Message {
    /// A line's menu was asked for, or the emoji in front alone.
    MenuPressed(LineId, bool),
    /// A key walked to an entry of the menu.
    MenuWalked(usize),
    /// The menu is to close.
    MenuClosed,
    /// Something is to be done with a line.
    Done(LineId, Deed),
    /// An emoji is to be put on a line, or taken off it.
    Reacted(LineId, Emoji),
    /// The line that another answers was pressed.
    QuotePressed(Seq),
    /// That a line is to be taken away was confirmed.
    DeleteConfirmed,
    /// The list of lines gives the keyboard back.
    ListLeft,
}

impl Room {
    pub(super) fn update_deeds(&mut self, phrases: &Phrases, message: Message) -> Action {
        match message {
            Message::MenuPressed(line, is_whole) => self.menu = Some(Menu::new(line, is_whole)),
            Message::MenuWalked(entry) => self.menu.iter_mut().for_each(|menu| menu.active = entry),
            Message::MenuClosed => self.menu = None,
            Message::Done(line, deed) => return self.do_to(phrases, line, deed),
            Message::Reacted(line, emoji) => self.react(phrases, line, emoji),
            Message::QuotePressed(place) => {
                return Action::Run(self.go_to(LinePlace { seq: place, mail: 0 }));
            }
            Message::DeleteConfirmed => self.delete_asked(phrases),
            Message::ListLeft => return Action::Run(operation::focus(INPUT)),
        }
        Action::None
    }

    /// Does something with a line, or opens what asks for more.
    fn do_to(&mut self, phrases: &Phrases, id: LineId, deed: Deed) -> Action {
        self.menu = None;
        match deed {
            Deed::React => self.open_emoji(Some(id)),
            Deed::Reply => self.begin_about(id, |room, subject| room.composer.begin_reply(subject)),
            Deed::Edit => self.begin_about(id, |room, subject| room.composer.begin_change(subject)),
            Deed::Copy => self.copy_line(phrases, id),
            Deed::CopyLink => self.copy_link(id),
            Deed::Whisper => self.address(self.line_of(id).and_then(rules::other_of)),
            Deed::Mention => {
                let author = self.line_of(id).and_then(rules::other_of);
                author.map_or(Action::None, |key| self.mention(&key))
            }
            Deed::Pin | Deed::Unpin => self.hang(id, deed == Deed::Pin),
            Deed::Delete => {
                self.over = Over::Deleting(id);
                Action::Run(operation::focus(card::KEEP))
            }
        }
    }

    fn hang(&mut self, id: LineId, on: bool) -> Action {
        if let Some(line) = self.line_of(id).and_then(Line::place) {
            self.wish_quietly(Wish::Pin(Pin { line, on }));
        }
        Action::None
    }

    fn begin_about(
        &mut self,
        id: LineId,
        begin: impl FnOnce(&mut Self, Subject) -> Task<super::ComposerMessage>,
    ) -> Action {
        let Some(subject) = self.line_of(id).and_then(subject_of) else { return Action::None };
        Action::Run(begin(self, subject).map(super::Message::Composer))
    }

    fn copy_link(&self, id: LineId) -> Action {
        let link = self.line_of(id).and_then(rules::link_of);
        link.map_or(Action::None, |link| Action::Run(iced::clipboard::write(link)))
    }

    /// Puts an emoji on a line, or takes it off.
    pub(super) fn react(&mut self, phrases: &Phrases, id: LineId, emoji: Emoji) {
        self.menu = None;
        let Some(place) = self.line_of(id).and_then(Line::place) else { return };
        let done = self.say_about(phrases, live::toggle(self, place, emoji.as_str()));
        self.tell_trouble(done);
    }

    fn delete_asked(&mut self, phrases: &Phrases) {
        let Over::Deleting(id) = std::mem::replace(&mut self.over, Over::Nothing) else { return };
        let place = self.line_of(id).and_then(Line::place).ok_or(NotSaid::NoLine);
        let done = self.say_about(phrases, place.map(|of| Live::Delete(Delete { of })));
        self.tell_trouble(done);
    }

    fn tell_trouble(&mut self, done: Result<(), Notice>) {
        if let Err(notice) = done {
            self.composer.complain(notice);
        }
    }

    /// Has something said about a line, or says why not.
    pub(super) fn say_about(&self, phrases: &Phrases, live: Result<Live, NotSaid>) -> Result<(), Notice> {
        let live = live.map_err(|why| plain(of_not_said(phrases, why)))?;
        self.wish(Wish::Live(live)).map_err(|Busy| busy(phrases))
    }

    /// Lets go of lines that the box was about and that are gone.
    pub(super) fn see_lines(&mut self) {
        let timeline = &self.timeline;
        self.composer.see_subjects(|subject| {
            let line = timeline.said_at(subject.place);
            line.is_some_and(|line| line.id == subject.line && line.is_standing())
        });
    }

    /// Whether a line is seen in the list.
    pub(super) fn is_seen(&self, id: LineId) -> bool {
        let Some(place) = self.place else { return false };
        let rows = place.first..place.first + place.seen;
        rows.filter_map(|row| self.rows.get(row)).any(|row| row.id == id)
    }

    /// Returns who looks at the lines, once the room is known.
    pub(super) fn reader(&self, look: Look<'_>) -> Option<Reader<'_>> {
        let now = u64::try_from(look.now.as_millisecond()).unwrap_or(0);
        let room = self.timeline.room()?;
        Some(Reader { room, timeline: &self.timeline, is_open: self.is_open(), now })
    }

    /// Returns a line by its identity; those that anybody presses are near the end.
    pub(super) fn line_of(&self, id: LineId) -> Option<&Line> {
        self.timeline.lines().rev().find(|line| line.id == id)
    }
}

impl Lines for Room {
    fn me(&self) -> Option<PublicKey> {
        self.timeline.room().map(|room| room.me)
    }

    fn key_of(&self, name: &Name) -> Option<PublicKey> {
        self.timeline.roster().by_skeleton(&name.skeleton()).map(|member| member.key)
    }

    fn newest(&self, fits: &dyn Fn(&PublicKey) -> bool) -> Option<Seq> {
        let mut standing = self.timeline.lines().rev().filter(|line| line.is_standing());
        let newest = standing.find(|line| line.spoken().is_some_and(|spoken| fits(&spoken.author)));
        newest.and_then(Line::place)
    }

    fn has_mine(&self, line: Seq, emoji: &Emoji) -> bool {
        self.timeline.said_at(line).is_some_and(|line| line.has_mine(emoji))
    }
}

fn subject_of(line: &Line) -> Option<Subject> {
    let LineKind::Said { name, text, .. } = &line.kind else { return None };
    Some(Subject { line: line.id, place: line.place()?, author: name.clone(), text: text.clone() })
}

pub(super) fn of_not_said(phrases: &Phrases, why: NotSaid) -> String {
    match why {
        NotSaid::NoLine => phrases.text("live-no-line"),
        NotSaid::NotAnEmoji => phrases.text("live-not-an-emoji"),
        NotSaid::BadText(error) => phrase::of_text_error(phrases, &error),
    }
}
