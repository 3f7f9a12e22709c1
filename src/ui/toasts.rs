//! Short notes at the foot of what is shown: what was done, and what could not be. A queue that is told the time.
//!
//! - A plain note passes by itself, one with a button takes its time, and one about trouble stays until it is closed.
//! - While the pointer rests on a note, none passes.
//! - The newest are shown; what is told again takes the place of what was told before.

use std::time::{Duration, Instant};

use iced::widget::{container, keyed_column};
use iced::{Alignment, Element, Length, Padding, Subscription};

use crate::phrase::Phrases;
use crate::ui::look::Look;
use crate::ui::widget::{ToastFace, ToastSort, toast};
use crate::wire::limits;

/// How long a plain note stays, and one with a button.
const PLAIN: Duration = Duration::from_secs(4);
const WITH_BUTTON: Duration = Duration::from_secs(12);
/// How often the clock is looked at while something passes.
const TICK: Duration = Duration::from_millis(250);
/// How far notes stand from each other, and above what is below them.
const GAP: f32 = 8.0;
const FOOT: f32 = 12.0;

/// A note, in a sentence that is ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast<Press> {
    /// What it is about.
    pub sort: ToastSort,
    /// The sentence.
    pub words: String,
    /// The words on its button and what pressing it says, if it has one.
    pub button: Option<(String, Press)>,
}

impl<Press> Toast<Press> {
    /// Makes a note without a button.
    #[must_use]
    pub fn plain(sort: ToastSort, words: String) -> Self {
        Self { sort, words, button: None }
    }

    /// Makes a note of what was done, with a button that takes it back.
    #[must_use]
    pub fn undoable(phrases: &Phrases, words: String, undo: Press) -> Self {
        Self { sort: ToastSort::Done, words, button: Some((phrases.text("common-undo"), undo)) }
    }

    /// How long it stays; for ever if it is about trouble.
    fn patience(&self) -> Option<Duration> {
        match (self.sort, &self.button) {
            (ToastSort::Trouble, _) => None,
            (_, Some(_)) => Some(WITH_BUTTON),
            (_, None) => Some(PLAIN),
        }
    }
}

/// What the notes hear; each goes by a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// The pointer rests on it.
    Entered(u64),
    /// The pointer left it.
    Left(u64),
    /// Its button was pressed.
    Pressed(u64),
    /// It is to go.
    Closed(u64),
    /// Some time passed.
    Ticked,
}

#[derive(Debug)]
struct Note<Press> {
    number: u64,
    toast: Toast<Press>,
    /// How long it stays yet.
    left: Option<Duration>,
}

/// The notes, the newest last.
#[derive(Debug)]
pub struct Toasts<Press> {
    notes: Vec<Note<Press>>,
    newest: u64,
    /// The note that the pointer rests on.
    rested: Option<u64>,
    /// When the clock was looked at last.
    seen: Option<Instant>,
}

impl<Press> Default for Toasts<Press> {
    fn default() -> Self {
        Self { notes: Vec::new(), newest: 0, rested: None, seen: None }
    }
}

impl<Press: Clone> Toasts<Press> {
    /// Tells something.
    pub fn tell(&mut self, toast: Toast<Press>, now: Instant) {
        self.pass(now);
        self.notes.retain(|note| note.toast.words != toast.words);
        if self.notes.len() >= limits::TOASTS_KEPT {
            // What passes by itself is worth less than trouble that nobody has read.
            let least = self.notes.iter().position(|note| note.left.is_some()).unwrap_or(0);
            self.notes.remove(least);
        }
        self.newest += 1;
        let left = toast.patience();
        self.notes.push(Note { number: self.newest, toast, left });
        self.let_go();
    }

    /// Takes in what happened; returns what the button says that was pressed.
    pub fn update(&mut self, message: Message, now: Instant) -> Option<Press> {
        self.pass(now);
        match message {
            Message::Entered(number) => self.rested = Some(number),
            Message::Left(number) => self.rested = self.rested.filter(|rested| *rested != number),
            Message::Pressed(number) => return self.press(number),
            Message::Closed(number) => self.close(number),
            Message::Ticked => {}
        }
        None
    }

    /// Listens to the clock while something passes.
    pub fn subscription(&self) -> Subscription<Message> {
        if self.notes.iter().any(|note| note.left.is_some()) {
            iced::time::every(TICK).map(|_| Message::Ticked)
        } else {
            Subscription::none()
        }
    }

    /// Returns what is shown, the newest last.
    pub fn shown(&self) -> impl Iterator<Item = &Toast<Press>> {
        self.seen_notes().map(|note| &note.toast)
    }

    /// Draws what is shown, above whatever is at the foot.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Option<Element<'a, Message>> {
        if self.notes.is_empty() {
            return None;
        }
        let notes = self.seen_notes().map(|note| (note.number, face(look, note)));
        let notes = keyed_column(notes).spacing(GAP).align_items(Alignment::Center).width(Length::Fill);
        let notes = container(notes)
            .width(Length::Fill)
            .height(Length::Fill)
            .align_x(Alignment::Center)
            .align_y(Alignment::End)
            .padding(Padding { top: GAP, right: FOOT, bottom: FOOT, left: FOOT });
        Some(notes.into())
    }

    fn seen_notes(&self) -> impl Iterator<Item = &Note<Press>> {
        self.notes.iter().skip(self.notes.len().saturating_sub(limits::TOASTS_SHOWN))
    }

    /// Lets time pass, unless somebody is reading.
    fn pass(&mut self, now: Instant) {
        let passed =
            self.seen.replace(now).map_or(Duration::ZERO, |seen| now.saturating_duration_since(seen));
        if self.rested.is_some() || self.notes.is_empty() {
            return;
        }
        for note in &mut self.notes {
            note.left = note.left.map(|left| left.saturating_sub(passed));
        }
        self.notes.retain(|note| note.left != Some(Duration::ZERO));
    }

    fn press(&mut self, number: u64) -> Option<Press> {
        let note = self.notes.iter().find(|note| note.number == number)?;
        let said = note.toast.button.as_ref().map(|(_, said)| said.clone());
        self.close(number);
        said
    }

    fn close(&mut self, number: u64) {
        self.notes.retain(|note| note.number != number);
        self.let_go();
    }

    /// A note that went from under the pointer holds up nothing.
    fn let_go(&mut self) {
        let rested = self.rested.filter(|rested| self.seen_notes().any(|note| note.number == *rested));
        self.rested = rested;
    }
}

fn face<'a, Press>(look: Look<'a>, note: &'a Note<Press>) -> Element<'a, Message> {
    let number = note.number;
    let button = note.toast.button.as_ref().map(|(words, _)| (words.clone(), Message::Pressed(number)));
    toast(
        look,
        ToastFace {
            sort: note.toast.sort,
            words: note.toast.words.clone(),
            button,
            on_close: note.left.is_none().then_some(Message::Closed(number)),
            on_enter: Message::Entered(number),
            on_leave: Message::Left(number),
        },
    )
}

#[cfg(test)]
mod tests;
