//! The search panel of a room: what is looked for, what was found, and which of it the reader goes to.
//!
//! - The text in the field is the whole query; the buttons below it only write filters into it.
//! - What is typed is looked for after a pause, on a thread of its own, one search at a time. An answer to anything but the
//!   newest question is dropped, so an older search never takes the place of a later one.

mod found;
mod view;

use std::time::Duration;

use iced::Task;
use iced::widget::operation;
use iced::widget::scrollable::RelativeOffset;
use jiff::tz::TimeZone;

use crate::client::save::SaveError;
use crate::store::LinePlace;
use crate::store::search::{Hint, Query};
use crate::ui::widget::hold_focus;
use crate::wire::{Name, limits};

pub use found::{Excerpt, Found, Page, look};

/// The field.
pub const FIELD: &str = "search-field";
/// The list of what was found.
pub const LIST: &str = "search-list";
/// How wide the panel is beside the messages.
pub const WIDTH: f32 = 336.0;
/// How long somebody has to stop typing before it is looked for.
pub const PAUSE: Duration = Duration::from_millis(200);
/// The filter for lines with an address.
const LINKS: &str = "has:link";

/// What is to be looked for in the room's copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Goes with the answer.
    pub number: u64,
    /// As typed.
    pub typed: String,
    /// Only before this place.
    pub before: Option<LinePlace>,
}

/// What a search came to.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Which question this answers.
    pub question: Question,
    /// What was found.
    pub page: Result<Page, SaveError>,
}

/// What the panel hears.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something was typed.
    Typed(String),
    /// The field was clicked.
    FieldPressed,
    /// The pause after this typing is over.
    Paused(u64),
    /// What was asked is answered.
    Answered(Answer),
    /// The next hit is to be shown, or the one before; and whether the panel covers the messages.
    Walked(isize, bool),
    /// A hit was pressed; and whether the panel covers the messages.
    HitPressed(usize, bool),
    /// More of the same was asked for.
    MorePressed,
    /// Only lines with an address, or all again.
    LinksPressed,
    /// The list of people was opened or closed.
    FromPressed,
    /// Only what this person said.
    FromChosen(Name),
    /// The panel is to close.
    ClosePressed,
}

/// What the panel asks of the room.
#[must_use]
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// A task of the panel.
    Run(Task<Message>),
    /// Look something up.
    Look(Question),
    /// Show a line, and close the panel if it covers the messages.
    Go(LinePlace, bool),
    /// Close the panel.
    Close,
}

/// How the newest search stands.
#[derive(Debug, Clone)]
enum State {
    /// Nothing is looked for.
    Idle,
    /// It is being looked for.
    Looking,
    /// All that was asked for was found.
    Done,
    /// It could not be looked for.
    Failed(SaveError),
}

/// The state of the panel.
#[derive(Debug)]
pub struct Search {
    typed: String,
    /// Counts what was typed.
    number: u64,
    state: State,
    /// Whether a question is out.
    is_out: bool,
    /// Whether another one waits for it.
    is_due: bool,
    hits: Vec<Found>,
    hints: Vec<Hint>,
    /// Where the next page begins.
    older: Option<LinePlace>,
    picked: Option<usize>,
    is_choosing: bool,
    /// Whether the line that was gone to could not be had.
    is_out_of_reach: bool,
}

impl Search {
    /// Opens the panel with the caret in its field.
    pub fn new() -> (Self, Task<Message>) {
        let search = Self {
            typed: String::new(),
            number: 0,
            state: State::Idle,
            is_out: false,
            is_due: false,
            hits: Vec::new(),
            hints: Vec::new(),
            older: None,
            picked: None,
            is_choosing: false,
            is_out_of_reach: false,
        };
        (search, operation::focus(FIELD))
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(typed) => self.typed(typed),
            Message::FieldPressed => Action::Run(hold_focus(FIELD)),
            Message::Paused(number) if number == self.number => self.begin(),
            Message::Paused(_) => Action::None,
            Message::Answered(answer) => self.answered(answer),
            Message::Walked(step, is_page) => self.walk(step, is_page),
            Message::HitPressed(at, is_page) => self.go(at, is_page),
            Message::MorePressed => self.more(),
            Message::LinksPressed => self.toggle_links(),
            Message::FromPressed => {
                self.is_choosing = !self.is_choosing;
                Action::None
            }
            Message::FromChosen(name) => self.narrow_to(&name),
            Message::ClosePressed => Action::Close,
        }
    }

    /// Tells that the line that was gone to cannot be had.
    pub fn miss(&mut self) {
        self.is_out_of_reach = true;
    }

    fn typed(&mut self, typed: String) -> Action {
        // A query is read up to its bound, so nothing beyond it has to be kept.
        self.typed = typed.chars().take(limits::SEARCH_CHARACTERS + 1).collect();
        self.number += 1;
        let number = self.number;
        Action::Run(Task::future(async move {
            tokio::time::sleep(PAUSE).await;
            Message::Paused(number)
        }))
    }

    /// Looks for what is typed, or waits until the search before has ended.
    fn begin(&mut self) -> Action {
        self.is_choosing = false;
        // In which zone its days are does not matter for whether anything is looked for at all.
        if Query::parse(&self.typed, &TimeZone::UTC).is_empty() {
            self.state = State::Idle;
            self.show(Page::default());
            return Action::None;
        }
        self.state = State::Looking;
        self.ask(None)
    }

    fn ask(&mut self, before: Option<LinePlace>) -> Action {
        if self.is_out {
            self.is_due = true;
            return Action::None;
        }
        self.is_out = true;
        Action::Look(Question { number: self.number, typed: self.typed.clone(), before })
    }

    fn answered(&mut self, answer: Answer) -> Action {
        self.is_out = false;
        if std::mem::take(&mut self.is_due) {
            return self.begin();
        }
        if answer.question.number != self.number {
            return Action::None;
        }
        match (answer.page, answer.question.before) {
            (Ok(page), None) => {
                self.state = State::Done;
                self.show(page);
                return Action::Run(operation::snap_to(LIST, RelativeOffset::START));
            }
            (Ok(page), Some(_)) => {
                self.state = State::Done;
                self.older = page.older;
                self.hits.extend(page.hits);
                self.hits.truncate(limits::SEARCH_HITS_SHOWN);
            }
            (Err(error), _) => self.state = State::Failed(error),
        }
        Action::None
    }

    fn show(&mut self, page: Page) {
        (self.hits, self.hints, self.older) = (page.hits, page.hints, page.older);
        (self.picked, self.is_out_of_reach) = (None, false);
    }

    fn more(&mut self) -> Action {
        match self.older {
            Some(older) if self.has_more() => self.ask(Some(older)),
            _ => Action::None,
        }
    }

    fn has_more(&self) -> bool {
        self.older.is_some() && self.hits.len() < limits::SEARCH_HITS_SHOWN && !self.is_out
    }

    /// Goes on from hit to hit, around the end.
    fn walk(&mut self, step: isize, is_page: bool) -> Action {
        let Some(len) = isize::try_from(self.hits.len()).ok().filter(|len| *len > 0) else {
            return Action::None;
        };
        let at = self.picked.and_then(|at| isize::try_from(at).ok());
        let at = at.map_or(if step > 0 { 0 } else { len - 1 }, |at| (at + step).rem_euclid(len));
        usize::try_from(at).map_or(Action::None, |at| self.go(at, is_page))
    }

    fn go(&mut self, at: usize, is_page: bool) -> Action {
        let Some(hit) = self.hits.get(at) else { return Action::None };
        let place = hit.place;
        (self.picked, self.is_out_of_reach) = (Some(at), false);
        Action::Go(place, is_page)
    }

    fn has_links(&self) -> bool {
        self.typed.split_whitespace().any(|word| word == LINKS)
    }

    fn toggle_links(&mut self) -> Action {
        let words = self.typed.split_whitespace();
        let typed = if self.has_links() {
            words.filter(|word| *word != LINKS).collect::<Vec<_>>().join(" ")
        } else {
            words.chain([LINKS]).collect::<Vec<_>>().join(" ")
        };
        self.rewrite(typed)
    }

    fn narrow_to(&mut self, name: &Name) -> Action {
        let filter = if name.as_str().contains(char::is_whitespace) {
            format!("from:\"{name}\"")
        } else {
            format!("@{name}")
        };
        let typed = format!("{} {filter}", self.typed.trim_end());
        self.rewrite(typed.trim_start().to_owned())
    }

    /// Has another query in the field, and looks for it at once.
    fn rewrite(&mut self, typed: String) -> Action {
        self.typed = typed;
        self.number += 1;
        self.begin()
    }
}

#[cfg(test)]
mod tests;
