//! Setting up a room: its name and its port, in a dialog over the lobby.

use iced::widget::{column, container, operation, row, space};
use iced::{Alignment, Element, Length, Padding, Subscription, Task};

use crate::phrase;
use crate::ui::look::Look;
use crate::ui::theme::{CAPTION, TITLE};
use crate::ui::widget::{
    Icon, Tone, action, dialog_card, field, field_label, icon_action, spring, trouble, write,
};
use crate::wire::{NameError, RoomName};

/// The field for the room's name.
pub const ROOM: &str = "host-room";

/// How wide the dialog is.
pub const WIDTH: f32 = 480.0;

/// Why a room could not be opened, as the dialog shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The room has no name.
    NoRoom,
    /// The room's name cannot be one.
    Room(NameError),
    /// What stands in the port field is no port.
    Port,
    /// Another program uses the port; the next one that may be free.
    PortTaken {
        /// The port that was asked for.
        port: u16,
        /// A port to try instead.
        next: u16,
    },
    /// This computer does not let the program listen.
    CannotListen,
    /// This computer's key cannot be used.
    OwnKey,
}

/// The state of the dialog.
#[derive(Debug)]
pub struct HostSetup {
    room: String,
    port: String,
    trouble: Option<Trouble>,
    is_opening: bool,
}

/// What the dialog hears.
#[derive(Debug, Clone)]
pub enum Message {
    /// The room's name was typed.
    RoomTyped(String),
    /// The port was typed.
    PortTyped(String),
    /// The button that opens the room was pressed, or Enter.
    OpenPressed,
    /// Cancel was pressed, or what lies beside the dialog.
    CancelPressed,
}

/// What the dialog asks of its parent.
#[must_use]
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// A task of the dialog.
    Run(Task<Message>),
    /// Open the room.
    Open {
        /// The room's name.
        room: RoomName,
        /// The port, if another than the default was asked for.
        port: Option<u16>,
    },
    /// Close the dialog.
    Close,
}

impl HostSetup {
    /// Opens the dialog with a name for the room and the default port.
    pub fn new(room: String, port: u16) -> (Self, Task<Message>) {
        let setup = Self { room, port: port.to_string(), trouble: None, is_opening: false };
        (setup, operation::focus(ROOM).chain(operation::select_all(ROOM)))
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::RoomTyped(room) => self.type_room(room),
            Message::PortTyped(port) => self.type_port(port),
            Message::OpenPressed => return self.open(),
            Message::CancelPressed => return Action::Close,
        }
        Action::None
    }

    /// Shows why the room did not open; everything typed stays.
    pub fn fail(&mut self, trouble: Trouble) {
        self.is_opening = false;
        self.trouble = Some(trouble);
    }

    /// The dialog waits for nothing by itself.
    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::none()
    }

    /// Draws the card of the dialog.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let close = icon_action(palette, Icon::Close, 18.0).on_press(Message::CancelPressed);
        let head = row![write(look.text("host-title"), TITLE, palette.ink).width(Length::Fill), close]
            .align_y(Alignment::Center);
        let port_help = write(look.prose("host-port-help"), CAPTION, palette.ink_third);
        let body = column![head, self.room_field(look), self.port_field(look), port_help]
            .push(self.trouble_line(look))
            .push(space().height(2))
            .spacing(12);
        let words = if self.is_opening { look.text("host-opening") } else { look.text("host-open") };
        let open = action(palette, Tone::Primary, Some(Icon::DoorOpen), words)
            .on_press_maybe((!self.is_opening).then_some(Message::OpenPressed));
        let cancel = action(palette, Tone::Secondary, None, look.text("common-cancel"))
            .on_press(Message::CancelPressed);
        dialog_card(look, body.into(), row![spring(), cancel, open].spacing(8).into())
    }

    fn room_field<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let hint = look.text("host-name-placeholder");
        let input = field(
            look.palette,
            &hint,
            &self.room,
            matches!(self.trouble, Some(Trouble::NoRoom | Trouble::Room(_))),
        )
        .id(ROOM)
        .on_input(Message::RoomTyped)
        .on_submit(Message::OpenPressed);
        column![field_label(look.palette, look.text("host-name-label")), input].spacing(6).into()
    }

    fn port_field<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let is_wrong = matches!(self.trouble, Some(Trouble::Port | Trouble::PortTaken { .. }));
        let input = field(look.palette, "", &self.port, is_wrong)
            .on_input(Message::PortTyped)
            .on_submit(Message::OpenPressed)
            .width(124);
        column![
            field_label(look.palette, look.text("host-port-label")),
            container(input).padding(Padding::ZERO)
        ]
        .spacing(6)
        .into()
    }

    fn trouble_line<'a>(&'a self, look: Look<'a>) -> Option<Element<'a, Message>> {
        let words = match self.trouble.as_ref()? {
            Trouble::NoRoom => look.prose("host-error-name"),
            Trouble::Room(error) => look.kept(phrase::of_name_error(look.phrases, error)),
            Trouble::Port => look.prose("host-error-port-range"),
            Trouble::PortTaken { port, next } => {
                let parts = [("port", port.to_string().into()), ("next", next.to_string().into())];
                look.prose_with("host-error-port", &parts)
            }
            Trouble::CannotListen => look.prose("host-error-listen"),
            Trouble::OwnKey => look.prose("connect-own-key-body"),
        };
        Some(trouble(look.palette, words))
    }

    fn type_room(&mut self, room: String) {
        self.room = room;
        self.trouble = None;
    }

    fn type_port(&mut self, port: String) {
        self.port = port;
        self.trouble = None;
    }

    fn open(&mut self) -> Action {
        if self.is_opening {
            return Action::None;
        }
        if self.room.trim().is_empty() {
            return self.refuse_room(Trouble::NoRoom);
        }
        let room = match RoomName::parse(&self.room) {
            Ok(room) => room,
            Err(error) => return self.refuse_room(Trouble::Room(error)),
        };
        let port = match self.port.trim() {
            "" => None,
            typed => match typed.parse().ok().filter(|port| *port != 0) {
                Some(port) => Some(port),
                None => return self.refuse_port(),
            },
        };
        self.is_opening = true;
        Action::Open { room, port }
    }

    fn refuse_room(&mut self, trouble: Trouble) -> Action {
        self.trouble = Some(trouble);
        Action::Run(operation::focus(ROOM))
    }

    fn refuse_port(&mut self) -> Action {
        self.trouble = Some(Trouble::Port);
        Action::None
    }
}
