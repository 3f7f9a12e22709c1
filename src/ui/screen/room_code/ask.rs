//! The dialog in which a guest types the words that the host reads out, and what came of them.
//!
//! - A word that is none of the list costs no try: it is told before anything is sent.
//! - Which word is wrong is not known, so all fields are marked.
//! - What is typed or pasted is bounded before any work is done on it.

mod typed;

use std::time::Duration;

use iced::widget::{column, container, operation, row};
use iced::{Alignment, Color, Element, Length, Subscription, Task};

use super::{WORDS, is_slim};
use crate::phrase::time;
use crate::ui::look::Look;
use crate::ui::theme::{CAPTION, SMALL, UI};
use crate::ui::widget::{
    Icon, Press, SAFE, Tint, Tone, action, dialog_card, field, field_off, icon, plate_head, spring, write,
};
use crate::wire::text::visible;

/// The fields, from left to right.
pub const FIELDS: [&str; WORDS] = ["code-word-1", "code-word-2", "code-word-3"];

/// How it stands with the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// They are being typed.
    Asking,
    /// They are being proved.
    Checking,
    /// They are not those of the room.
    Wrong {
        /// Tries that are left.
        left: u32,
    },
    /// The word in this field, counted from 0, is none of the list.
    Unknown(usize),
    /// They were those of the room, and other words count by now.
    Expired,
    /// Too many were tried.
    Blocked {
        /// Seconds until the next try.
        seconds: u32,
    },
}

/// The state of the dialog.
#[derive(Debug)]
pub struct Ask {
    /// Every word that a code can have; where it is empty, nothing is checked before it is sent.
    list: &'static [&'static str],
    words: [String; WORDS],
    state: State,
}

/// What the dialog hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Something was typed or pasted into a field.
    Typed(usize, String),
    /// Enter was pressed in a field.
    Entered,
    /// The words are to be proved.
    JoinPressed,
    /// The way in is to be gone without them.
    SkipPressed,
    /// Stop; Esc and a press beside the dialog say the same.
    CancelPressed,
    /// A second passed.
    Ticked,
}

/// What the dialog asks of its parent.
#[must_use]
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// A task of the dialog.
    Run(Task<Message>),
    /// Prove that these are the words, and show what came of it.
    Try([String; WORDS]),
    /// Go in without the code, which proves nothing about the host.
    Skip,
    /// Stop, and close the dialog.
    Cancel,
}

impl Ask {
    /// Asks for the words, with the caret in the first field.
    pub fn new(list: &'static [&'static str]) -> (Self, Task<Message>) {
        let ask = Self { list, words: Default::default(), state: State::Asking };
        (ask, focus(0))
    }

    /// Shows how it stands. What was typed stays, unless it can be of no use any more.
    pub fn show(&mut self, state: State) -> Task<Message> {
        self.state = state;
        if matches!(state, State::Expired | State::Blocked { .. }) {
            self.words = Default::default();
        }
        match state {
            State::Asking | State::Wrong { .. } | State::Expired => focus(0),
            State::Unknown(at) => focus(at),
            State::Checking => Task::none(),
            State::Blocked { .. } => operation::focus(SAFE),
        }
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(at, text) => self.typed(at, &text),
            Message::Entered => self.enter(),
            Message::JoinPressed => self.join(),
            Message::SkipPressed => Action::Skip,
            Message::CancelPressed => Action::Cancel,
            Message::Ticked => self.tick(),
        }
    }

    /// Returns how it stands.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// Returns what stands in the fields.
    #[must_use]
    pub fn words(&self) -> &[String; WORDS] {
        &self.words
    }

    /// Listens to the clock while it counts.
    pub fn subscription(&self) -> Subscription<Message> {
        match self.state {
            State::Blocked { .. } => iced::time::every(Duration::from_secs(1)).map(|_| Message::Ticked),
            _ => Subscription::none(),
        }
    }

    /// Draws the card of the dialog.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let is_blocked = matches!(self.state, State::Blocked { .. });
        let (mark, tint) =
            if is_blocked { (Icon::ClockAlert, Tint::Warn) } else { (Icon::KeyRound, Tint::Accent) };
        let help = (!is_blocked).then(|| write(look.prose("code-ask-body"), UI, palette.ink_second));
        let fields = FIELDS.into_iter().zip(&self.words).enumerate();
        let fields = fields.map(|(at, (id, word))| self.slot(look, at, id, word));
        let body = column![plate_head(palette, mark, tint, look.prose("code-ask-title"))]
            .push(help)
            .push(iced::widget::Row::with_children(fields).spacing(8))
            .push(self.note(look))
            .spacing(12);
        dialog_card(look, body.into(), self.buttons(look))
    }

    /// Draws a field with its number.
    fn slot<'a>(&self, look: Look<'a>, at: usize, id: &'static str, word: &'a str) -> Element<'a, Message> {
        let palette = look.palette;
        let is_wrong = match self.state {
            State::Wrong { .. } => true,
            State::Unknown(wrong) => wrong == at,
            _ => false,
        };
        let input: Element<'a, Message> = if self.is_open() {
            let input = field(palette, "", word, is_wrong).id(id);
            input.on_input(move |text| Message::Typed(at, text)).on_submit(Message::Entered).into()
        } else {
            field_off(palette, word.to_owned())
        };
        let label = write(look.with("code-word", &[("n", (at + 1).into())]), CAPTION, palette.ink_third);
        column![label, input].spacing(6).width(Length::Fill).into()
    }

    /// Says what came of the words, if anything did.
    fn note<'a>(&'a self, look: Look<'a>) -> Option<Element<'a, Message>> {
        let palette = look.palette;
        let (mark, ink, words) = match self.state {
            State::Asking => return None,
            State::Checking => (Icon::Loader, palette.ink_third, look.prose("code-checking")),
            State::Wrong { left } => {
                let words = look.prose_with("code-wrong", &[("left", i64::from(left).into())]);
                (Icon::CircleAlert, palette.danger, words)
            }
            State::Unknown(at) => {
                let word = self.words.get(at).map(|word| visible(word).into_owned()).unwrap_or_default();
                let words = look.prose_with("code-unknown", &[("word", word.into())]);
                (Icon::CircleAlert, palette.danger, words)
            }
            State::Expired => (Icon::Refresh, palette.warn, look.prose("code-expired")),
            State::Blocked { seconds } => {
                let time = time::span(look.phrases, seconds);
                (Icon::Clock, palette.warn, look.prose_with("code-wait", &[("time", time.into())]))
            }
        };
        Some(noted(mark, ink, words))
    }

    fn buttons<'a>(&self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        if matches!(self.state, State::Blocked { .. }) {
            return row![spring(), cancel(look).id(SAFE)].into();
        }
        let can_join = self.is_open() && self.empty().is_none();
        let join = action(palette, Tone::Primary, None, look.text("launcher-join-button"))
            .on_press_maybe(can_join.then_some(Message::JoinPressed));
        let skip = action(palette, Tone::Ghost, None, look.text("code-skip"))
            .on_press_maybe(self.is_open().then_some(Message::SkipPressed));
        if is_slim(look) {
            let pair = row![spring(), cancel(look), join].spacing(8);
            return column![pair, skip].spacing(8).width(Length::Fill).align_x(Alignment::End).into();
        }
        row![skip, spring(), cancel(look), join].spacing(8).into()
    }

    /// Whether words can be typed and tried.
    fn is_open(&self) -> bool {
        !matches!(self.state, State::Checking | State::Blocked { .. })
    }

    /// Returns the first field in which nothing stands.
    fn empty(&self) -> Option<usize> {
        self.words.iter().position(String::is_empty)
    }

    /// Puts what was typed where it belongs, and goes on where a word is done.
    fn typed(&mut self, at: usize, text: &str) -> Action {
        if !self.is_open() {
            return Action::None;
        }
        self.state = State::Asking;
        match typed::place(&mut self.words, at, text, self.list) {
            Some(next) => Action::Run(focus(next)),
            None => Action::None,
        }
    }

    /// Goes on to the field that is empty, or proves the words.
    fn enter(&mut self) -> Action {
        match self.empty() {
            Some(at) => Action::Run(focus(at)),
            None => self.join(),
        }
    }

    fn join(&mut self) -> Action {
        if !self.is_open() || self.empty().is_some() {
            return Action::None;
        }
        let is_unknown = |word: &String| !self.list.is_empty() && !self.list.contains(&word.as_str());
        if let Some(at) = self.words.iter().position(is_unknown) {
            return Action::Run(self.show(State::Unknown(at)));
        }
        self.state = State::Checking;
        Action::Try(self.words.clone())
    }

    fn tick(&mut self) -> Action {
        let State::Blocked { seconds } = &mut self.state else { return Action::None };
        *seconds = seconds.saturating_sub(1);
        if *seconds == 0 { Action::Run(self.show(State::Asking)) } else { Action::None }
    }
}

/// Sends the caret to a field, behind or over what stands in it.
fn focus(at: usize) -> Task<Message> {
    let Some(id) = FIELDS.get(at).copied() else { return Task::none() };
    operation::focus(id).chain(operation::select_all(id))
}

fn noted<'a>(mark: Icon, ink: Color, words: String) -> Element<'a, Message> {
    let mark = container(icon(mark, 14.0, ink)).padding([2, 0]);
    row![mark, write(words, SMALL, ink).width(Length::Fill)].spacing(6).into()
}

fn cancel<'a>(look: Look<'a>) -> Press<'a, Message> {
    action(look.palette, Tone::Secondary, None, look.text("common-cancel")).on_press(Message::CancelPressed)
}
