//! The dialog in which somebody waits at the door: how long the knock lasts, and what came of it, each with what to do next.
//!
//! It counts the seconds and ends nothing itself: the parent is told when they are over, and shows what came of it.

use std::time::Duration;

use iced::widget::{column, operation, row};
use iced::{Alignment, Element, Subscription, Task};

use crate::phrase::time;
use crate::ui::look::Look;
use crate::ui::screen::join;
use crate::ui::theme::{SMALL, UI};
use crate::ui::widget::{
    Icon, Press, SAFE, Tint, Tone, action, dialog_card, icon, plate_head, progress, spring, write,
};
use crate::wire::RoomName;
use crate::wire::text::visible;

/// How wide the dialog is: as wide as that of the way in, which it stands in for.
pub const WIDTH: f32 = join::WIDTH;
/// How long a knock lasts, in seconds.
pub const SECONDS: u16 = 120;

/// How it stands with the knock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has answered yet.
    Waiting {
        /// Seconds until the knock ends.
        left: u16,
    },
    /// The door is open.
    LetIn,
    /// The host or a deputy said no.
    Refused,
    /// Nobody answered in time.
    Unanswered,
    /// As many wait as may.
    Crowded,
}

/// The state of the dialog.
#[derive(Debug)]
pub struct Wait {
    room: RoomName,
    state: State,
}

/// What the dialog hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// A second passed.
    Ticked,
    /// Once more.
    AgainPressed,
    /// Stop; Esc and a press beside the dialog say the same.
    CancelPressed,
}

/// What the dialog asks of its parent.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Nothing.
    None,
    /// The knock is over without an answer: give up the way in, and show that.
    Expire,
    /// Knock again.
    Again,
    /// Stop, and close the dialog.
    Cancel,
}

impl Wait {
    /// Knocks at a room.
    #[must_use]
    pub fn new(room: RoomName) -> Self {
        Self { room, state: State::Waiting { left: SECONDS } }
    }

    /// Shows how it stands. Where there is something to read, the button that goes back or on has the focus.
    pub fn show(&mut self, state: State) -> Task<Message> {
        self.state = state;
        match state {
            State::Waiting { .. } | State::LetIn => Task::none(),
            State::Refused | State::Unanswered | State::Crowded => operation::focus(SAFE),
        }
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Ticked => self.tick(),
            Message::AgainPressed => Action::Again,
            Message::CancelPressed => Action::Cancel,
        }
    }

    /// Returns how it stands.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// Listens to the clock while it counts.
    pub fn subscription(&self) -> Subscription<Message> {
        match self.state {
            State::Waiting { .. } => iced::time::every(Duration::from_secs(1)).map(|_| Message::Ticked),
            _ => Subscription::none(),
        }
    }

    /// Draws the card of the dialog.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        match self.state {
            State::Waiting { left } => self.waiting(look, left),
            State::LetIn => {
                let buttons = row![spring(), cancel(look)];
                told(
                    look,
                    (Icon::DoorOpen, Tint::Accent),
                    ["knock-in-title", "knock-in-body"],
                    buttons.into(),
                )
            }
            State::Refused => {
                let buttons = row![spring(), close(look, Tone::Primary).id(SAFE)];
                let keys = ["knock-refused-title", "knock-refused-body"];
                told(look, (Icon::Hand, Tint::Quiet), keys, buttons.into())
            }
            State::Unanswered => {
                let keys = ["knock-quiet-title", "knock-quiet-body"];
                told(look, (Icon::Clock, Tint::Quiet), keys, once_more(look))
            }
            State::Crowded => {
                let keys = ["knock-crowded-title", "knock-crowded-body"];
                told(look, (Icon::Users, Tint::Warn), keys, once_more(look))
            }
        }
    }

    fn waiting<'a>(&self, look: Look<'a>, left: u16) -> Element<'a, Message> {
        let palette = look.palette;
        let room = visible(self.room.as_str()).into_owned();
        let title = look.prose_with("knock-wait-title", &[("room", room.into())]);
        let time = time::span(look.phrases, left.into());
        let ends = look.prose_with("knock-wait-left", &[("time", time.into())]);
        let clock = icon(Icon::Clock, 14.0, palette.ink_third);
        let body = column![
            plate_head(palette, Icon::Hand, Tint::Accent, title),
            write(look.prose("knock-wait-body"), UI, palette.ink_second),
            progress(palette, left, SECONDS.saturating_sub(left)),
            row![clock, write(ends, SMALL, palette.ink_third)].spacing(6).align_y(Alignment::Center)
        ]
        .spacing(12);
        dialog_card(look, body.into(), row![spring(), cancel(look)].into())
    }

    fn tick(&mut self) -> Action {
        let State::Waiting { left: left @ 1.. } = &mut self.state else { return Action::None };
        *left = left.saturating_sub(1);
        if *left == 0 { Action::Expire } else { Action::None }
    }
}

/// Says in two sentences what came of the knock.
fn told<'a>(
    look: Look<'a>,
    (mark, tint): (Icon, Tint),
    [title, body]: [&str; 2],
    buttons: Element<'a, Message>,
) -> Element<'a, Message> {
    let palette = look.palette;
    let body = column![
        plate_head(palette, mark, tint, look.prose(title)),
        write(look.prose(body), UI, palette.ink_second)
    ]
    .spacing(12);
    dialog_card(look, body.into(), buttons)
}

fn once_more<'a>(look: Look<'a>) -> Element<'a, Message> {
    let again = action(look.palette, Tone::Primary, Some(Icon::Hand), look.text("knock-again"))
        .on_press(Message::AgainPressed)
        .id(SAFE);
    row![spring(), close(look, Tone::Secondary), again].spacing(8).into()
}

fn close<'a>(look: Look<'a>, tone: Tone) -> Press<'a, Message> {
    action(look.palette, tone, None, look.text("common-close")).on_press(Message::CancelPressed)
}

fn cancel<'a>(look: Look<'a>) -> Press<'a, Message> {
    action(look.palette, Tone::Secondary, None, look.text("common-cancel")).on_press(Message::CancelPressed)
}
