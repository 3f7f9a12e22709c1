//! Setting up a room, in a dialog over the lobby: one that was hosted here before, or another, its name and its port.
//!
//! What is listed is told by the parent, and erasing asks first. Nothing here reads the disk.

mod view;

use iced::widget::operation;
use iced::{Subscription, Task};

use crate::ui::widget::SAFE;
use crate::wire::{NameError, RoomId, RoomName};

/// The field for the room's name.
pub const ROOM: &str = "host-room";

/// How wide the dialog is.
pub const WIDTH: f32 = 480.0;

/// A room that was hosted on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosted {
    /// Which room.
    pub id: RoomId,
    /// What it is called.
    pub name: RoomName,
    /// When it was open last and how much is kept of it, as people say it.
    pub caption: String,
    /// Which of the eight pigments the room has.
    pub pigment: usize,
    /// Where it listened the last time, if that is known: its people look for it there.
    pub port: Option<u16>,
}

/// The room that is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// One that was never open before.
    New {
        /// Its name.
        name: RoomName,
        /// Whether what is said there is kept on the disk.
        keeps: bool,
    },
    /// One that was hosted here, with its history.
    Again {
        /// Which room.
        id: RoomId,
        /// What it is called.
        name: RoomName,
    },
}

/// Why a room could not be opened or erased, as the dialog shows it.
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
    /// Another room is hosted here: its name.
    Hosting(String),
    /// As many rooms are open as a window can have.
    RoomsFull,
    /// What is kept of the room cannot be used, in a sentence.
    History(String),
}

/// The state of the dialog.
#[derive(Debug)]
pub struct HostSetup {
    room: String,
    /// What was typed as port; until then the chosen room's own one counts.
    port: Option<String>,
    usual_port: u16,
    keeps: bool,
    hosted: Vec<Hosted>,
    /// The room that is to be opened again; without one, another is opened.
    again: Option<RoomId>,
    /// Whether a person chose between the rooms.
    has_chosen: bool,
    /// The room whose history is to be erased, while that is asked about.
    erasing: Option<RoomId>,
    trouble: Option<Trouble>,
    is_opening: bool,
}

/// What the dialog hears.
#[derive(Debug, Clone)]
pub enum Message {
    /// A room that was hosted before was pressed.
    HostedPressed(RoomId),
    /// "Another room" was pressed.
    NewPressed,
    /// The room's name was typed.
    RoomTyped(String),
    /// The port was typed.
    PortTyped(String),
    /// The switch that keeps history was pressed.
    KeepPressed,
    /// The bin beside a room was pressed.
    ErasePressed(RoomId),
    /// The question whether to erase was answered with yes.
    EraseConfirmed,
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
        /// Which one.
        room: Choice,
        /// Where it should listen.
        port: u16,
        /// Whether a person typed the port, so that no other will do.
        is_asked: bool,
    },
    /// Remove everything that is kept of a room on this computer.
    Erase(RoomId),
    /// Close the dialog.
    Close,
}

impl HostSetup {
    /// Opens the dialog with a name for another room, a port, and whether history is kept.
    pub fn new(room: String, port: u16, keeps: bool) -> (Self, Task<Message>) {
        let setup = Self {
            room,
            port: None,
            usual_port: port,
            keeps,
            hosted: Vec::new(),
            again: None,
            has_chosen: false,
            erasing: None,
            trouble: None,
            is_opening: false,
        };
        (setup, focus_name())
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::HostedPressed(room) => self.choose(Some(room)),
            Message::NewPressed => return self.choose_new(),
            Message::RoomTyped(room) => self.type_room(room),
            Message::PortTyped(port) => self.type_port(port),
            Message::KeepPressed => self.keeps = !self.keeps,
            Message::ErasePressed(room) => return self.ask_to_erase(room),
            Message::EraseConfirmed => return self.erase(),
            Message::OpenPressed => return self.open(),
            Message::CancelPressed => return self.cancel(),
        }
        Action::None
    }

    /// Lists the rooms that were hosted here, the one that was open last first. Unless a person has chosen, the room
    /// `wanted` or the first one of the name in the field is chosen, or the first of all if the name is `usual`.
    pub fn offer(&mut self, hosted: Vec<Hosted>, wanted: Option<RoomId>, usual: bool) {
        self.hosted = hosted;
        self.again = self.again.filter(|again| self.hosted.iter().any(|hosted| hosted.id == *again));
        if self.has_chosen || self.is_opening {
            return;
        }
        let by_id = self.hosted.iter().find(|hosted| Some(hosted.id) == wanted);
        let by_name = || self.hosted.iter().find(|hosted| hosted.name.as_str() == self.room.trim());
        let last = || self.hosted.first().filter(|_| usual);
        self.again = by_id.or_else(by_name).or_else(last).map(|hosted| hosted.id);
    }

    /// Shows why the room did not open; everything typed stays.
    pub fn fail(&mut self, trouble: Trouble) {
        self.is_opening = false;
        self.trouble = Some(trouble);
    }

    /// Returns why the room was not opened or erased, if it was not.
    #[must_use]
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// The dialog waits for nothing by itself.
    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::none()
    }

    fn hosted(&self, id: Option<RoomId>) -> Option<&Hosted> {
        self.hosted.iter().find(|hosted| Some(hosted.id) == id)
    }

    /// Returns where the chosen room listens unless a person says otherwise.
    fn own_port(&self) -> u16 {
        self.hosted(self.again).and_then(|hosted| hosted.port).unwrap_or(self.usual_port)
    }

    fn choose(&mut self, room: Option<RoomId>) {
        self.again = room;
        self.has_chosen = true;
        self.trouble = None;
    }

    fn choose_new(&mut self) -> Action {
        self.choose(None);
        Action::Run(focus_name())
    }

    fn type_room(&mut self, room: String) {
        self.room = room;
        self.has_chosen = true;
        self.trouble = None;
    }

    fn type_port(&mut self, port: String) {
        self.port = Some(port);
        self.trouble = None;
    }

    fn ask_to_erase(&mut self, room: RoomId) -> Action {
        if self.is_opening {
            return Action::None;
        }
        self.erasing = Some(room);
        Action::Run(operation::focus(SAFE))
    }

    fn erase(&mut self) -> Action {
        let Some(room) = self.erasing.take() else { return Action::None };
        self.has_chosen = true;
        self.trouble = None;
        Action::Erase(room)
    }

    /// Steps back from the question, or closes the dialog.
    fn cancel(&mut self) -> Action {
        match self.erasing.take() {
            Some(_) => Action::None,
            None => Action::Close,
        }
    }

    fn open(&mut self) -> Action {
        if self.is_opening || self.erasing.is_some() {
            return Action::None;
        }
        let room = match self.hosted(self.again) {
            Some(hosted) => Choice::Again { id: hosted.id, name: hosted.name.clone() },
            None if self.room.trim().is_empty() => return self.refuse_room(Trouble::NoRoom),
            None => match RoomName::parse(&self.room) {
                Ok(name) => Choice::New { name, keeps: self.keeps },
                Err(error) => return self.refuse_room(Trouble::Room(error)),
            },
        };
        let typed = self.port.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
        let port = match typed.map(str::parse) {
            None => self.own_port(),
            Some(Ok(port)) if port != 0 => port,
            Some(_) => return self.refuse_port(),
        };
        self.is_opening = true;
        self.trouble = None;
        Action::Open { room, port, is_asked: typed.is_some() }
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

fn focus_name() -> Task<Message> {
    operation::focus(ROOM).chain(operation::select_all(ROOM))
}
