//! On the way into a room: the steps, and whatever can go wrong at the door, each with what to do next.
//!
//! One dialog of one width that changes in place. Where going on would be unwise, going back is the button that Enter
//! would press.

use iced::widget::{Column, column, container, operation, row};
use iced::{Alignment, Element, Length, Padding, Subscription, Task};

use crate::client::sentence::of_connect_error;
use crate::client::{ConnectError, Step};
use crate::phrase;
use crate::ui::look::Look;
use crate::ui::theme::{self, SMALL, UI};
use crate::ui::widget::{
    Icon, Press, SAFE, Tint, Tone, action, dialog_card, field, icon, plate_head, progress, small_action,
    spring, trouble, write,
};
use crate::wire::{Fingerprint, Name, Refusal};

/// How wide the dialog is.
pub const WIDTH: f32 = 420.0;
/// The field for another name.
pub const NAME: &str = "join-name";

/// How far it has come.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// On the way.
    Going(Step),
    /// The name is taken: another one is asked for.
    NameTaken {
        /// The name that is taken.
        name: String,
        /// Free names close to it.
        suggestions: Vec<Name>,
    },
    /// It did not work.
    Failed(ConnectError),
}

/// The state of the dialog.
#[derive(Debug)]
pub struct Join {
    address: String,
    state: State,
    name: String,
    is_name_bad: Option<crate::wire::NameError>,
}

/// What the dialog hears.
#[derive(Debug, Clone)]
pub enum Message {
    /// Another name was typed.
    Named(String),
    /// A suggested name was pressed.
    SuggestionPressed(usize),
    /// The name is to be used.
    UsePressed,
    /// Once more.
    AgainPressed,
    /// Back to the lobby, to change the address.
    EditPressed,
    /// Stop.
    CancelPressed,
}

/// What the dialog asks of the window.
#[must_use]
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// A task of the dialog.
    Run(Task<Message>),
    /// Go again, under this name if one is given.
    Again(Option<Name>),
    /// Stop, and close the dialog.
    Cancel,
}

impl Join {
    /// Starts on the way to `address`, as it was typed.
    pub fn new(address: String) -> (Self, Task<Message>) {
        (
            Self { address, state: State::Going(Step::Reach), name: String::new(), is_name_bad: None },
            Task::none(),
        )
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Named(name) => self.rename(name),
            Message::SuggestionPressed(index) => self.take(index),
            Message::UsePressed => return self.use_name(),
            Message::AgainPressed => return Action::Again(None),
            Message::EditPressed | Message::CancelPressed => return Action::Cancel,
        }
        Action::None
    }

    /// Shows how far it has come.
    pub fn show(&mut self, state: State) -> Task<Message> {
        if let State::NameTaken { suggestions, .. } = &state {
            self.name = suggestions.first().map(ToString::to_string).unwrap_or_default();
            self.state = state;
            return operation::focus(NAME);
        }
        self.state = state;
        match self.state {
            State::Failed(_) => operation::focus(SAFE),
            State::Going(_) | State::NameTaken { .. } => Task::none(),
        }
    }

    /// Returns how far it has come.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The dialog waits for nothing by itself.
    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::none()
    }

    /// Draws the card of the dialog.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        match &self.state {
            State::Going(step) => self.going(look, *step),
            State::NameTaken { name, suggestions } => self.name_taken(look, name, suggestions),
            State::Failed(ConnectError::ChangedKey { expected, shown }) => {
                changed_key(look, expected, &shown.fingerprint())
            }
            State::Failed(error) => self.failed(look, error),
        }
    }

    fn going<'a>(&self, look: Look<'a>, step: Step) -> Element<'a, Message> {
        let palette = look.palette;
        let words = look.prose_with("join-connecting", &[("address", self.address.clone().into())]);
        let steps = [
            (Step::Reach, "join-step-reach"),
            (Step::Secure, "join-step-secure"),
            (Step::Enter, "join-step-history"),
        ];
        let rows = steps.map(|(one, key)| step_row(look, one.cmp(&step), look.text(key)));
        let done = match step {
            Step::Reach => 1,
            Step::Secure => 3,
            Step::Enter => 5,
        };
        let body = column![
            plate_head(palette, Icon::DoorOpen, Tint::Accent, words),
            progress(palette, done, 6 - done),
            Column::with_children(rows).spacing(8).padding([2, 0])
        ]
        .spacing(12);
        dialog_card(look, body.into(), row![spring(), cancel(look, Tone::Secondary)].into())
    }

    fn name_taken<'a>(&'a self, look: Look<'a>, name: &str, suggestions: &'a [Name]) -> Element<'a, Message> {
        let palette = look.palette;
        let title = look.prose_with("join-name-taken-title", &[("name", name.to_owned().into())]);
        let chips = suggestions.iter().enumerate().map(|(index, suggestion)| {
            let is_chosen = suggestion.as_str() == self.name;
            let chip = small_action(palette, Tone::Secondary, None, suggestion.to_string())
                .on_press(Message::SuggestionPressed(index));
            if is_chosen { chip.style(chosen(palette)).into() } else { chip.into() }
        });
        let input = field(palette, "", &self.name, self.is_name_bad.is_some())
            .id(NAME)
            .on_input(Message::Named)
            .on_submit(Message::UsePressed);
        let body = column![
            plate_head(palette, Icon::User, Tint::Accent, title),
            write(look.prose("join-name-taken-body"), UI, palette.ink_second),
            iced::widget::Row::with_children(chips).spacing(8).wrap(),
            input
        ]
        .push(
            self.is_name_bad
                .as_ref()
                .map(|error| trouble(palette, phrase::of_name_error(look.phrases, error))),
        )
        .spacing(12);
        let take =
            action(palette, Tone::Primary, None, look.text("common-use")).on_press(Message::UsePressed);
        dialog_card(look, body.into(), row![spring(), cancel(look, Tone::Secondary), take].spacing(8).into())
    }

    fn failed<'a>(&'a self, look: Look<'a>, error: &ConnectError) -> Element<'a, Message> {
        let palette = look.palette;
        let notice = of_connect_error(look.phrases, error, Some(&self.address));
        let (mark, tint) = sign_of(error);
        let hints = has_hints(error).then(|| hints(look));
        let body = column![
            plate_head(palette, mark, tint, notice.title),
            write(notice.body, UI, palette.ink_second)
        ]
        .push(hints)
        .spacing(12);
        let close =
            |tone| action(palette, tone, None, look.text("common-close")).on_press(Message::CancelPressed);
        // Whoever is refused has found the room: there is nothing wrong with the address.
        let back = match error {
            ConnectError::Refused(_) => close(Tone::Secondary),
            _ => action(palette, Tone::Secondary, None, look.text("join-edit-address"))
                .on_press(Message::EditPressed),
        };
        let buttons = if is_worth_another_try(error) {
            let again = action(palette, Tone::Primary, Some(Icon::Retry), look.text("common-try"))
                .on_press(Message::AgainPressed)
                .id(SAFE);
            row![spring(), back, again]
        } else {
            row![spring(), close(Tone::Primary).id(SAFE)]
        };
        dialog_card(look, body.into(), buttons.spacing(8).into())
    }

    fn rename(&mut self, name: String) {
        self.name = name;
        self.is_name_bad = None;
    }

    fn take(&mut self, index: usize) {
        if let State::NameTaken { suggestions, .. } = &self.state
            && let Some(name) = suggestions.get(index)
        {
            self.name = name.to_string();
            self.is_name_bad = None;
        }
    }

    fn use_name(&mut self) -> Action {
        match Name::parse(&self.name) {
            Ok(name) => Action::Again(Some(name)),
            Err(error) => {
                self.is_name_bad = Some(error);
                Action::Run(operation::focus(NAME))
            }
        }
    }
}

fn sign_of(error: &ConnectError) -> (Icon, Tint) {
    match error {
        ConnectError::WrongKey { .. } | ConnectError::ChangedKey { .. } | ConnectError::OwnKey => {
            (Icon::ShieldAlert, Tint::Danger)
        }
        ConnectError::RoomIsNewer { .. } => (Icon::Info, Tint::Accent),
        ConnectError::RoomIsOlder { .. } => (Icon::History, Tint::Warn),
        ConnectError::Refused(Refusal::Full { .. }) => (Icon::Users, Tint::Warn),
        ConnectError::Refused(_) | ConnectError::Closed(_) => (Icon::DoorClosed, Tint::Quiet),
        ConnectError::NoNetwork => (Icon::Wifi, Tint::Warn),
        _ => (Icon::Unplug, Tint::Warn),
    }
}

fn has_hints(error: &ConnectError) -> bool {
    matches!(error, ConnectError::NoAnswer { .. } | ConnectError::NothingListens)
}

fn is_worth_another_try(error: &ConnectError) -> bool {
    error.passes() || matches!(error, ConnectError::Refused(Refusal::Closing))
}

fn cancel<'a>(look: Look<'a>, tone: Tone) -> Press<'a, Message> {
    action(look.palette, tone, None, look.text("common-cancel")).on_press(Message::CancelPressed)
}

fn chosen(
    palette: &'static theme::Palette,
) -> impl Fn(iced::widget::button::Status) -> iced::widget::button::Style {
    move |_| iced::widget::button::Style {
        background: Some(palette.accent_soft.into()),
        text_color: palette.accent_ink,
        border: iced::border::rounded(8).color(palette.accent).width(2),
        ..Default::default()
    }
}

fn step_row<'a>(look: Look<'a>, order: std::cmp::Ordering, words: String) -> Element<'a, Message> {
    let palette = look.palette;
    let (mark, tint, ink) = match order {
        std::cmp::Ordering::Less => (Icon::CircleCheck, palette.ok, palette.ink),
        std::cmp::Ordering::Equal => (Icon::Loader, palette.accent, palette.ink),
        std::cmp::Ordering::Greater => (Icon::Circle, palette.ink_off, palette.ink_third),
    };
    row![icon(mark, 18.0, tint), write(words, UI, ink)].spacing(10).align_y(Alignment::Center).into()
}

fn hints<'a>(look: Look<'a>) -> Element<'a, Message> {
    let palette = look.palette;
    let hints = [
        (Icon::DoorOpen, "join-hint-open"),
        (Icon::Wifi, "join-hint-lan"),
        (Icon::Globe, "join-hint-internet"),
    ];
    let rows = hints.map(|(mark, key)| {
        let words = write(look.prose(key), SMALL, palette.ink_second).width(Length::Fill);
        let mark = container(icon(mark, 16.0, palette.ink_third)).padding(Padding::ZERO.top(1));
        row![mark, words].spacing(10).into()
    });
    container(Column::with_children(rows).spacing(10))
        .padding([12, 14])
        .width(Length::Fill)
        .style(theme::filled(palette.sunken, 12.0))
        .into()
}

fn changed_key<'a>(look: Look<'a>, expected: &Fingerprint, shown: &Fingerprint) -> Element<'a, Message> {
    let palette = look.palette;
    let line = |key: &str, mark: &Fingerprint, ink, style| {
        let label = write(look.text(key), SMALL, palette.ink_third).width(64);
        row![label, write(mark.to_string(), style, ink).width(Length::Fill)].spacing(12)
    };
    let keys = column![
        line("join-key-before", expected, palette.ink_third, SMALL),
        line("join-key-now", shown, palette.danger, SMALL.semibold())
    ]
    .spacing(8);
    let keys =
        container(keys).padding([12, 14]).width(Length::Fill).style(theme::filled(palette.sunken, 12.0));
    let body = column![
        plate_head(palette, Icon::ShieldAlert, Tint::Danger, look.prose("join-key-changed-title")),
        write(look.prose("join-key-changed-body"), UI, palette.ink_second),
        keys,
        write(look.prose("join-key-ask"), SMALL, palette.ink_second)
    ]
    .spacing(12);
    dialog_card(look, body.into(), row![spring(), cancel(look, Tone::Primary).id(SAFE)].into())
}
