//! The lobby: who I am, hosting a room, joining one, and the rooms of before.
//!
//! What was typed stays in its field whatever happens; nothing here opens a socket, the parent does that.

mod view;

pub(crate) use view::pigment;

use iced::widget::operation;
use iced::{Subscription, Task};

use crate::client::Target;
use crate::phrase;
use crate::ui::look::Look;
use crate::wire::{InviteError, NameError, RoomId, limits};

/// The field for the name.
pub const NAME: &str = "lobby-name";
/// The field for an invite or an address.
pub const ADDRESS: &str = "lobby-address";

/// A room that was visited before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Which room it is.
    pub id: RoomId,
    /// The room's name.
    pub room: String,
    /// When, as people say it, and whose room it was.
    pub caption: String,
    /// Which of the eight pigments the room has.
    pub pigment: usize,
    /// How to get there again.
    pub way: Way,
}

/// How to get into a room of before again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// By opening it on this computer.
    Host,
    /// By joining this.
    Join(Target),
}

/// Why a field is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// There is no name yet.
    NoName,
    /// The name cannot be a name.
    Name(NameError),
    /// What was pasted leads nowhere.
    Address(InviteError),
    /// As many rooms are open as a window can have.
    RoomsFull,
}

impl Trouble {
    fn words(&self, look: &Look<'_>) -> String {
        match self {
            Self::NoName => look.prose("launcher-name-missing"),
            Self::Name(error) => look.kept(phrase::of_name_error(look.phrases, error)),
            Self::Address(error) => look.kept(phrase::of_invite_error(look.phrases, error)),
            Self::RoomsFull => look.prose_with("rooms-full", &[("count", limits::ROOMS_OPEN.into())]),
        }
    }
}

/// The state of the lobby.
#[derive(Debug)]
pub struct Lobby {
    name: String,
    is_naming: bool,
    name_trouble: Option<Trouble>,
    address: String,
    address_trouble: Option<Trouble>,
    recents: Vec<Recent>,
}

/// What the lobby hears.
#[derive(Debug, Clone)]
pub enum Message {
    /// The name was typed.
    Named(String),
    /// The pencil beside the name was pressed.
    NamePressed,
    /// Enter was pressed in the name.
    NameDone,
    /// An invite or address was typed or pasted.
    Addressed(String),
    /// The host button was pressed.
    HostPressed,
    /// The join button or Enter was pressed.
    JoinPressed,
    /// A room of before was pressed.
    RecentPressed(usize),
    /// A room of before is to go from the list.
    ForgetPressed(usize),
    /// The gear was pressed.
    GearPressed,
}

/// What the lobby asks of the window.
#[must_use]
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// A task of the lobby.
    Run(Task<Message>),
    /// Remember the name.
    KeepName(String),
    /// Set up a room.
    Host {
        /// The name to go by.
        name: String,
        /// Which room, and what it was called, if it is one of before.
        room: Option<(RoomId, String)>,
    },
    /// Join what was typed, under this name.
    Join {
        /// The name to go by.
        name: String,
        /// What was typed or pasted.
        address: String,
    },
    /// Join a room of before, under this name.
    Return {
        /// The name to go by.
        name: String,
        /// The way back.
        target: Target,
    },
    /// Take a room off the list.
    Forget(RoomId),
    /// Show the settings.
    Settings,
}

impl Lobby {
    /// Opens the lobby for somebody called `name`, or for a first visitor.
    pub fn new(name: Option<String>, recents: Vec<Recent>) -> (Self, Task<Message>) {
        let is_naming = name.is_none();
        let lobby = Self {
            name: name.unwrap_or_default(),
            is_naming,
            name_trouble: None,
            address: String::new(),
            address_trouble: None,
            recents,
        };
        (lobby, operation::focus(if is_naming { NAME } else { ADDRESS }))
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Named(name) => self.named(name),
            Message::NamePressed => return self.start_naming(),
            Message::NameDone => return self.finish_naming(),
            Message::Addressed(address) => self.addressed(address),
            Message::HostPressed => return self.host(None),
            Message::JoinPressed => return self.join(self.address.clone()),
            Message::RecentPressed(index) => return self.revisit(index),
            Message::ForgetPressed(index) => {
                return self.recents.get(index).map_or(Action::None, |recent| Action::Forget(recent.id));
            }
            Message::GearPressed => return Action::Settings,
        }
        Action::None
    }

    /// Marks the name as refused and puts the caret there.
    pub fn refuse_name(&mut self, trouble: Trouble) -> Task<Message> {
        self.is_naming = true;
        self.name_trouble = Some(trouble);
        operation::focus(NAME)
    }

    /// Marks the address as refused and puts the caret there.
    pub fn refuse_address(&mut self, trouble: Trouble) -> Task<Message> {
        self.address_trouble = Some(trouble);
        operation::focus(ADDRESS)
    }

    /// Shows other rooms of before, or the same ones in other words.
    pub fn show_recents(&mut self, recents: Vec<Recent>) {
        self.recents = recents;
    }

    /// Returns the rooms of before, in the order of their rows.
    pub fn recents(&self) -> &[Recent] {
        &self.recents
    }

    /// Shows the name as settled.
    pub fn settle_name(&mut self, name: String) {
        self.is_naming = false;
        self.name_trouble = None;
        self.name = name;
    }

    /// Returns the name as typed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The lobby waits for nothing by itself.
    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::none()
    }

    fn named(&mut self, name: String) {
        self.name = name;
        self.name_trouble = None;
    }

    fn addressed(&mut self, address: String) {
        self.address = address;
        self.address_trouble = None;
    }

    fn start_naming(&mut self) -> Action {
        self.is_naming = true;
        Action::Run(operation::focus(NAME).chain(operation::select_all(NAME)))
    }

    fn finish_naming(&mut self) -> Action {
        self.under_name(Action::KeepName)
    }

    fn host(&mut self, room: Option<(RoomId, String)>) -> Action {
        self.under_name(|name| Action::Host { name, room })
    }

    fn join(&mut self, address: String) -> Action {
        self.under_name(|name| match address.trim() {
            "" => Action::Run(operation::focus(ADDRESS)),
            _ => Action::Join { name, address },
        })
    }

    /// Asks for something under the name that was typed, or for a name first.
    fn under_name(&mut self, asks: impl FnOnce(String) -> Action) -> Action {
        if self.name.trim().is_empty() {
            return Action::Run(self.refuse_name(Trouble::NoName));
        }
        asks(self.name.clone())
    }

    fn revisit(&mut self, index: usize) -> Action {
        let Some(Recent { id, room, way, .. }) = self.recents.get(index).cloned() else {
            return Action::None;
        };
        match way {
            Way::Host => self.host(Some((id, room))),
            Way::Join(target) => self.under_name(|name| Action::Return { name, target }),
        }
    }
}
