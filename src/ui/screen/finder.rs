//! The one field that finds whatever the window can do, the rooms that are open and those of before, and the people in the
//! one that is shown.
//!
//! What is offered is told by the window when the field opens, and is found as it is typed: by words, by initial consonants,
//! with a syllable that is still being composed, and with the wrong keyboard layout.

mod view;

use iced::Task;
use iced::widget::operation;

use crate::client::command::{Fit, fit};
use crate::ui::shortcuts::Command;
use crate::ui::widget::{Icon, show};
use crate::wire::{PublicKey, RoomId};

pub use view::WIDTH;

/// The field.
pub const FIELD: &str = "finder-field";
/// The row that Enter takes.
const ACTIVE: &str = "finder-active";
/// Rows that a page key goes on.
const PAGE: isize = 7;

/// What is offered.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What it is called.
    pub words: String,
    /// The keys that do the same, as on their caps.
    pub caps: Vec<String>,
    /// What it leads to.
    pub to: Aim,
}

/// What an offer leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aim {
    /// Something that the window does.
    Action(Command, Icon),
    /// A room that is open: what it goes by, and its colour.
    Room(u64, iced::Color),
    /// A room of before that is not open: which, and its colour.
    Before(RoomId, iced::Color),
    /// Somebody in the room that is shown.
    Person(PublicKey),
}

impl Aim {
    /// Which part of the list it stands in.
    fn part(&self) -> usize {
        match self {
            Self::Action(..) => 0,
            Self::Room(..) | Self::Before(..) => 1,
            Self::Person(_) => 2,
        }
    }
}

/// The state of the finder.
#[derive(Debug)]
pub struct Finder {
    offers: Vec<Offer>,
    typed: String,
    /// What the input method composes behind it.
    composed: String,
    /// What fits, by its index, in the order of the list.
    found: Vec<usize>,
    /// Which row of those Enter takes.
    active: usize,
}

/// What the finder hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// The field was typed in.
    Typed(String),
    /// The input method composes this.
    Composed(String),
    /// An arrow key was pressed: rows to go on.
    Walked(isize),
    /// A page key was pressed: pages to go on.
    Paged(isize),
    /// Enter was pressed.
    Entered,
    /// The row at an index was pressed.
    Pressed(usize),
    /// It is to close.
    Closed,
}

/// What the finder asks of the window.
#[must_use]
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// A task of the finder.
    Run(Task<Message>),
    /// Close, and go where this leads.
    Go(Aim),
    /// Close.
    Close,
}

impl Finder {
    /// Opens the field over what is offered.
    pub fn new(mut offers: Vec<Offer>) -> (Self, Task<Message>) {
        offers.sort_by_key(|offer| offer.to.part());
        let mut finder =
            Self { offers, typed: String::new(), composed: String::new(), found: Vec::new(), active: 0 };
        finder.find();
        (finder, operation::focus(FIELD))
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(typed) => self.type_in(typed),
            Message::Composed(composed) => self.compose(composed),
            Message::Walked(by) => self.walk(by),
            Message::Paged(by) => self.page(by),
            Message::Entered => self.go(self.active),
            Message::Pressed(at) => self.go(at),
            Message::Closed => Action::Close,
        }
    }

    /// Returns what is found, in the order of the list.
    pub fn found(&self) -> impl Iterator<Item = &Offer> {
        self.found.iter().filter_map(|at| self.offers.get(*at))
    }

    /// Returns what Enter would take.
    #[must_use]
    pub fn active(&self) -> Option<&Offer> {
        self.found().nth(self.active)
    }

    fn type_in(&mut self, typed: String) -> Action {
        self.typed = typed;
        self.composed.clear();
        self.find();
        Action::Run(show(ACTIVE))
    }

    fn compose(&mut self, composed: String) -> Action {
        self.composed = composed;
        self.find();
        Action::Run(show(ACTIVE))
    }

    /// Goes up or down, around the ends.
    fn walk(&mut self, by: isize) -> Action {
        let len = isize::try_from(self.found.len()).unwrap_or(isize::MAX);
        let active = isize::try_from(self.active).unwrap_or(0);
        self.active =
            (active + by).checked_rem_euclid(len).and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        Action::Run(show(ACTIVE))
    }

    /// Goes some rows up or down, to the ends.
    fn page(&mut self, by: isize) -> Action {
        let last = self.found.len().saturating_sub(1);
        self.active = self.active.saturating_add_signed(by.saturating_mul(PAGE)).min(last);
        Action::Run(show(ACTIVE))
    }

    fn go(&mut self, at: usize) -> Action {
        self.found().nth(at).map_or(Action::None, |offer| Action::Go(offer.to))
    }

    /// Finds what fits, within each part the best first.
    fn find(&mut self) {
        let typed = format!("{}{}", self.typed, self.composed);
        let fits = self.offers.iter().enumerate();
        let mut found: Vec<(usize, Fit, usize)> =
            fits.filter_map(|(at, offer)| Some((offer.to.part(), fit(&offer.words, &typed)?, at))).collect();
        // What only the keys of another layout would write stands for nothing where anything fits by its letters.
        if found.iter().any(|(_, fit, _)| *fit != Fit::Struck) {
            found.retain(|(_, fit, _)| *fit != Fit::Struck);
        }
        found.sort();
        self.found = found.into_iter().map(|(.., at)| at).collect();
        self.active = 0;
    }
}

#[cfg(test)]
mod tests;
