//! Comparing: two people see the same seven pictures, each with its word in Korean and in English, read them to each
//! other over the phone, and say whether they are alike.
//!
//! - Both answers are equally heavy, neither has the focus, and Enter says nothing: nobody agrees by habit.
//! - "Compared" stands here only after this person and the other one said so. One who says that they differ is enough for
//!   the warning, and nothing that is heard later takes it back.

mod pictures;

use iced::widget::{Row, column, container, pin, row, stack, text};
use iced::{Alignment, Color, Element, Length, Padding, Subscription};

use crate::ui::look::Look;
use crate::ui::screen::room::people;
use crate::ui::theme::{self, CAPTION, HEAD, MICRO, SMALL, Type, UI};
use crate::ui::widget::{
    Icon, Press, Tint, Tone, action, dialog_card, divider, icon, icon_action, initial_tile, plate_head,
    scrolled, sign, spring, write,
};
use crate::wire::text::visible;
use crate::wire::{Name, PublicKey};

use pictures::Named;
pub use pictures::Picture;

/// Pictures that are compared.
pub const SHOWN: usize = 7;
/// How many of them stand in the first row.
const FIRST_ROW: usize = 4;
/// How wide the dialog is.
pub const WIDTH: f32 = 508.0;
/// What a window leaves free beside a dialog, and the dialog beside its pictures.
const RIM: f32 = 24.0;
const SIDE: f32 = 20.0;
/// The gap between two pictures, how high their tiles are, and how large the pictures.
const GAP: f32 = 8.0;
const TILE_HEIGHT: f32 = 104.0;
const PICTURE: f32 = 40.0;
/// What the head, the foot and the margin of the dialog take of the window's height.
const FRAME: f32 = 58.0 + 65.0 + 26.0;

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The other one was asked; there are no pictures yet.
    Asked,
    /// The pictures are there, and this person has not said anything.
    Comparing {
        /// Whether the other one said that they are alike.
        other_agrees: bool,
    },
    /// This person said that they are alike, the other one nothing.
    Waiting,
    /// Both said that they are alike.
    Same,
    /// One said that they differ.
    Different,
}

/// The state of the dialog.
#[derive(Debug)]
pub struct Compare {
    name: Name,
    key: PublicKey,
    pictures: Option<[Named; SHOWN]>,
    state: State,
}

/// What the dialog hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// The pictures are alike.
    MatchPressed,
    /// They are not.
    DifferPressed,
    /// Once more, with other pictures.
    AgainPressed,
    /// The room is to be left.
    LeavePressed,
    /// Stop or close; Esc and a press beside the dialog say the same.
    CancelPressed,
}

/// What the dialog asks of its parent.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Nothing.
    None,
    /// Tell the other one what this person saw.
    Tell {
        /// Whether the pictures are alike.
        is_same: bool,
    },
    /// Ask the other one again.
    Again,
    /// Leave the room.
    Leave,
    /// Close the dialog; without an answer, nothing was compared.
    Cancel,
}

impl Compare {
    /// Asks a member to compare.
    #[must_use]
    pub fn new(name: Name, key: PublicKey) -> Self {
        Self { name, key, pictures: None, state: State::Asked }
    }

    /// Shows the pictures, once both ends know them.
    pub fn reveal(&mut self, pictures: [Picture; SHOWN]) {
        if self.state == State::Asked {
            (self.pictures, self.state) =
                (Some(Named::all(pictures)), State::Comparing { other_agrees: false });
        }
    }

    /// Takes in what the other one saw.
    pub fn hear(&mut self, is_same: bool) {
        self.state = match (self.state, is_same) {
            (State::Comparing { .. }, true) => State::Comparing { other_agrees: true },
            (State::Waiting, true) => State::Same,
            (State::Comparing { .. } | State::Waiting, false) => State::Different,
            (state, _) => state,
        };
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match (message, self.state) {
            (Message::MatchPressed, State::Comparing { other_agrees }) => self.agree(other_agrees),
            (Message::DifferPressed, State::Comparing { .. }) => self.differ(),
            (Message::AgainPressed, State::Different) => self.ask_again(),
            (Message::LeavePressed, State::Different) => Action::Leave,
            (Message::CancelPressed, _) => Action::Cancel,
            _ => Action::None,
        }
    }

    /// Returns how it stands.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// The dialog waits for nothing by itself.
    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::none()
    }

    /// Draws the card of the dialog.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        match self.state {
            State::Same => same(look, self.shown_name()),
            State::Different => different(look),
            State::Asked | State::Comparing { .. } | State::Waiting => self.pictured(look),
        }
    }

    fn agree(&mut self, other_agrees: bool) -> Action {
        self.state = if other_agrees { State::Same } else { State::Waiting };
        Action::Tell { is_same: true }
    }

    fn differ(&mut self) -> Action {
        self.state = State::Different;
        Action::Tell { is_same: false }
    }

    fn ask_again(&mut self) -> Action {
        (self.pictures, self.state) = (None, State::Asked);
        Action::Again
    }

    fn shown_name(&self) -> String {
        visible(self.name.as_str()).into_owned()
    }

    fn pictured<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let tile = initial_tile(self.name.as_str(), people::fill(&self.key), 40.0);
        let title = look.prose_with("cmp-title", &[("name", self.shown_name().into())]);
        let close = icon_action(palette, Icon::Close, 16.0).on_press(Message::CancelPressed);
        let head = row![tile, write(title, HEAD, palette.ink).width(Length::Fill), close]
            .spacing(12)
            .align_y(Alignment::Center)
            .padding(Padding { top: 18.0, right: SIDE, bottom: 0.0, left: SIDE });
        let words = match &self.pictures {
            Some(_) => look.prose("cmp-body"),
            None => look.prose_with("cmp-asked", &[("name", self.shown_name().into())]),
        };
        let body = column![write(words, UI, palette.ink_second)]
            .push(self.pictures.as_ref().map(|pictures| plates(look, pictures)))
            .spacing(12)
            .width(Length::Fill)
            .padding(Padding { top: 12.0, right: SIDE, bottom: 18.0, left: SIDE });
        let body = container(scrolled(palette, body)).max_height((look.size.height - FRAME).max(0.0));
        let foot = match self.state {
            State::Comparing { .. } => answers(look),
            _ => self.waiting(look),
        };
        column![head, body, divider(palette.line), container(foot).padding([14.0, SIDE])].into()
    }

    fn waiting<'a>(&self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let words = look.prose_with("cmp-waiting", &[("name", self.shown_name().into())]);
        let cancel =
            action(palette, Tone::Ghost, None, look.text("common-cancel")).on_press(Message::CancelPressed);
        let words = write(words, SMALL, palette.ink_third).width(Length::Fill);
        row![icon(Icon::Loader, 16.0, palette.ink_third), words, cancel]
            .spacing(8)
            .align_y(Alignment::Center)
            .into()
    }
}

/// Draws the pictures, four and three, each with its number and its words.
fn plates<'a>(look: Look<'a>, pictures: &'a [Named; SHOWN]) -> Element<'a, Message> {
    let width = (WIDTH.min(look.size.width - RIM) - 2.0 * SIDE - 3.0 * GAP) / 4.0;
    let (first, second) = pictures.split_at(FIRST_ROW);
    let line = |pictures: &'a [Named], from: usize| {
        let plates = pictures.iter().enumerate().map(|(at, picture)| plate(look, width, from + at, picture));
        Row::from_vec(plates.collect()).spacing(GAP)
    };
    let rows = column![line(first, 1), line(second, 1 + FIRST_ROW)].spacing(GAP).align_x(Alignment::Center);
    container(rows).center_x(Length::Fill).into()
}

fn plate<'a>(look: Look<'a>, width: f32, number: usize, named: &'a Named) -> Element<'a, Message> {
    let palette = look.palette;
    let letters: Type = if look.size.width < WIDTH + RIM { CAPTION } else { SMALL };
    let line = |word: String, letters, ink| write(word, letters, ink).wrapping(text::Wrapping::None);
    let word = named.picture.word(look.phrases);
    let others: Vec<_> =
        named.others(&word).map(|other| line(other.to_owned(), MICRO, palette.ink_third).into()).collect();
    let words =
        column![line(word, letters.semibold(), palette.ink)].extend(others).align_x(Alignment::Center);
    let picture = sign(named.picture.sign(), PICTURE).color(named.picture.ink(palette));
    let content = column![picture, words].spacing(6).align_x(Alignment::Center);
    let content = container(content).center(Length::Fill);
    let number = write(number.to_string(), MICRO.semibold(), palette.ink_third);
    container(stack![content, pin(number).x(8.0).y(6.0)])
        .width(width)
        .height(TILE_HEIGHT)
        .style(theme::filled(palette.sunken, 12.0))
        .into()
}

/// Draws the two answers, of one size and one weight.
fn answers<'a>(look: Look<'a>) -> Element<'a, Message> {
    let answer = |mark, words: &str, ink: Color, message| -> Press<'a, Message> {
        action(look.palette, Tone::Secondary, Some(mark), look.text(words))
            .on_press(message)
            .style(theme::toned(look.palette, ink))
            .width(Length::Fill)
    };
    row![
        answer(Icon::Close, "cmp-differ", look.palette.danger, Message::DifferPressed),
        answer(Icon::Check, "cmp-match", look.palette.ok, Message::MatchPressed)
    ]
    .spacing(GAP)
    .into()
}

fn same<'a>(look: Look<'a>, name: String) -> Element<'a, Message> {
    let palette = look.palette;
    let body = column![
        plate_head(palette, Icon::ShieldCheck, Tint::Good, look.prose("cmp-same-title")),
        write(look.prose_with("cmp-same-body", &[("name", name.into())]), UI, palette.ink_second)
    ]
    .spacing(12);
    let done =
        action(palette, Tone::Primary, None, look.text("common-done")).on_press(Message::CancelPressed);
    dialog_card(look, body.into(), row![spring(), done].into())
}

fn different<'a>(look: Look<'a>) -> Element<'a, Message> {
    let palette = look.palette;
    let body = column![
        plate_head(palette, Icon::ShieldAlert, Tint::Danger, look.prose("cmp-bad-title")),
        write(look.prose("cmp-bad-body"), UI, palette.ink_second)
    ]
    .spacing(12);
    let again =
        action(palette, Tone::Secondary, None, look.text("cmp-again")).on_press(Message::AgainPressed);
    let leave = action(palette, Tone::Primary, Some(Icon::LogOut), look.text("room-leave"))
        .on_press(Message::LeavePressed);
    let close =
        action(palette, Tone::Ghost, None, look.text("common-close")).on_press(Message::CancelPressed);
    let buttons: Element<'a, Message> = if look.size.width < WIDTH + RIM {
        let pair = row![spring(), again, leave].spacing(GAP);
        column![pair, close].spacing(GAP).width(Length::Fill).align_x(Alignment::End).into()
    } else {
        row![close, spring(), again, leave].spacing(GAP).into()
    };
    dialog_card(look, body.into(), buttons)
}
