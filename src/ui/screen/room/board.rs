//! The board of the room in its window: the notice under the head, the panel of pinned lines, and the card in which whoever
//! may changes topic and notice.

mod card;
mod panel;

use iced::Task;
use iced::widget::operation;

use super::composer::Notice as Complaint;
use super::deeds::of_not_said;
use super::speak::{busy, plain};
use super::{Action, INPUT, Message as RoomMessage, Over, Room, Wish};
use crate::client::Busy;
use crate::client::command::live;
use crate::phrase::Phrases;
use crate::store::LinePlace;
use crate::wire::{Name, Notice, Pin, Seq, Topic};

pub(super) use card::{FIELD, WIDTH as CARD_WIDTH};

/// What is open of the board.
#[derive(Debug, Default)]
pub(super) struct Board {
    /// Whether the notice is shown whole; otherwise as much of it as one line holds.
    is_notice_open: bool,
    /// Whether the panel of pinned lines is out.
    is_out: bool,
    /// What is being written in the card.
    topic: String,
    notice: String,
}

/// What the board hears.
#[derive(Debug, Clone)]
pub enum Message {
    /// The notice is to be folded or shown whole.
    NoticePressed,
    /// The panel of pinned lines is to be shown or hidden.
    PanelPressed,
    /// A line is to be pinned, or taken off the board.
    PinPressed(Pin),
    /// A pinned line was pressed; and whether the panel covers the messages.
    LinePressed(Seq, bool),
    /// Topic and notice are to be changed.
    EditPressed,
    /// The topic is being written.
    TopicTyped(String),
    /// The notice is being written.
    NoticeTyped(String),
    /// What was written is to be hung up.
    SavePressed,
}

impl Room {
    pub(super) fn update_board(&mut self, message: Message) -> Action {
        match message {
            Message::NoticePressed => self.board.is_notice_open = !self.board.is_notice_open,
            Message::PanelPressed => return self.toggle_pins(),
            Message::PinPressed(pin) => self.wish_quietly(Wish::Pin(pin)),
            Message::LinePressed(seq, is_page) => {
                self.board.is_out = self.board.is_out && !is_page;
                return Action::Run(self.go_to(LinePlace { seq, mail: 0 }));
            }
            Message::EditPressed => return self.edit_board(),
            Message::TopicTyped(text) => self.board.topic = text,
            Message::NoticeTyped(text) => self.board.notice = text,
            Message::SavePressed => return self.save_board(),
        }
        Action::None
    }

    /// Whether this member may pin lines and change the notice.
    pub fn may_hang(&self) -> bool {
        self.timeline.own_rank().may_hang() && self.is_open()
    }

    /// Whether the head leads to the pinned lines: while there are some, or their panel is out.
    pub(super) fn has_pins(&self) -> bool {
        self.board.is_out || self.timeline.pins().len() > 0
    }

    /// Whether the panel of pinned lines is out.
    pub(super) fn are_pins_out(&self) -> bool {
        self.board.is_out
    }

    /// Shows the panel of pinned lines in the place of the search.
    pub(super) fn show_pins(&mut self) {
        (self.search, self.is_roster_out) = (None, false);
        self.board.is_out = true;
    }

    /// Makes room for another panel.
    pub(super) fn leave_pins(&mut self) {
        self.board.is_out = false;
    }

    pub(super) fn hide_pins(&mut self) -> Action {
        self.board.is_out = false;
        Action::Run(operation::focus(INPUT))
    }

    fn toggle_pins(&mut self) -> Action {
        if self.board.is_out {
            return self.hide_pins();
        }
        self.show_pins();
        Action::None
    }

    fn edit_board(&mut self) -> Action {
        if !self.may_hang() {
            return Action::None;
        }
        let topic = self.timeline.topic().map(|topic| topic.as_str().to_owned());
        let notice = self.timeline.notice().map(|notice| notice.as_str().to_owned());
        (self.board.topic, self.board.notice) = (topic.unwrap_or_default(), notice.unwrap_or_default());
        self.over = Over::Board;
        let focus = Task::batch([operation::focus(FIELD), operation::move_cursor_to_end(FIELD)]);
        Action::Run(focus)
    }

    /// Hangs up what was changed; what cannot be hung up stays in its field, where the reason stands.
    fn save_board(&mut self) -> Action {
        let (Ok(topic), Ok(notice)) = (Topic::parse(&self.board.topic), Notice::parse(&self.board.notice))
        else {
            return Action::None;
        };
        let before = (self.timeline.topic().cloned(), self.timeline.notice().cloned());
        let is_taken = [
            (topic != before.0.unwrap_or_default()).then_some(Wish::Topic(topic)),
            (notice != before.1.unwrap_or_default()).then_some(Wish::Notice(notice)),
        ]
        .into_iter()
        .flatten()
        .all(|wish| self.wish(wish).is_ok());
        if !is_taken {
            return Action::None;
        }
        self.over = Over::Nothing;
        Action::Run(operation::focus(INPUT))
    }

    /// Pins the newest line of a person, or of anybody.
    pub(super) fn pin_newest(&mut self, phrases: &Phrases, of: Option<&Name>) -> Result<(), Complaint> {
        let line = live::newest_of_all(self, of).map_err(|why| plain(of_not_said(phrases, why)))?;
        self.pin(phrases, line, true)
    }

    /// Takes the line off the board that stands in that place of the list, counted from 1.
    pub(super) fn unpin_number(&mut self, phrases: &Phrases, number: usize) -> Result<(), Complaint> {
        let line = number.checked_sub(1).and_then(|before| self.timeline.pins().nth(before));
        let line = line.map(|(pin, _)| pin.line).ok_or_else(|| plain(phrases.text("pins-no-such")))?;
        self.pin(phrases, line, false)
    }

    pub(super) fn notice_sentence(&self, phrases: &Phrases) -> String {
        match self.timeline.notice() {
            Some(notice) => phrases.with("room-notice", &[("notice", notice.display().into_owned().into())]),
            None => phrases.text("room-notice-none"),
        }
    }

    fn pin(&mut self, phrases: &Phrases, line: Seq, on: bool) -> Result<(), Complaint> {
        self.wish(Wish::Pin(Pin { line, on })).map_err(|Busy| busy(phrases))
    }
}

impl From<Message> for RoomMessage {
    fn from(message: Message) -> Self {
        Self::Board(message)
    }
}
