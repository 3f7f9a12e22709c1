//! What the settings of a room are about: how the room is, what may be changed of it, and how what was typed is read.

use std::fmt;
use std::mem::discriminant;

use iced::Color;
use jiff::Timestamp;

use crate::wire::{Name, NameError, Notice, PublicKey, RoomName, TextError, Topic, limits};

/// How long a password is, in characters.
const PASSWORD_CHARACTERS: std::ops::RangeInclusive<usize> = 4..=64;

/// Who may come into a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Whoever has an invite.
    Open,
    /// Whoever was let in once, and others when they are let in.
    Knock,
    /// Only who was in before.
    Locked,
}

/// How long a host keeps what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// So many days.
    Days(u64),
    /// Not at all.
    Nothing,
}

/// How much of a room is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    /// For how long.
    pub keep: Keep,
    /// How much at most, in mebibytes.
    pub mebibytes: u64,
}

/// Somebody who may not come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ban {
    /// Who it is.
    pub key: PublicKey,
    /// What they were called.
    pub name: Name,
    /// Who banned them.
    pub by: Name,
    /// When that was.
    pub at: Timestamp,
    /// When it ends; `None` if it does not.
    pub until: Option<Timestamp>,
    /// Why, if that was said.
    pub why: Option<String>,
}

/// How a room is, and what is in the power of whoever looks. What the room cannot do is `None`.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What it is called.
    pub room: &'a RoomName,
    /// The colour of its tile.
    pub fill: Color,
    /// Whether the host looks, or a deputy.
    pub is_host: bool,
    /// Whether it can be called something else.
    pub can_rename: bool,
    /// What it is about.
    pub topic: Option<&'a Topic>,
    /// What stands above the conversation.
    pub notice: Option<&'a Notice>,
    /// Who may come in.
    pub entry: Option<Entry>,
    /// Whether there is a password.
    pub has_password: Option<bool>,
    /// Whether it can be reached by three words.
    pub has_code: bool,
    /// How much of it is kept.
    pub history: Option<History>,
    /// How many members it takes.
    pub members_max: Option<u32>,
    /// Who may not come in.
    pub bans: Option<&'a [Ban]>,
}

impl<'a> Facts<'a> {
    /// Whether the room is so already; of a password only that there is one is known.
    pub(super) fn has(&self, change: &Change) -> bool {
        match change {
            Change::Name(name) => self.room == name,
            Change::Topic(topic) => self.topic.map_or("", Topic::as_str) == topic.as_str(),
            Change::Notice(notice) => self.notice.map_or("", Notice::as_str) == notice.as_str(),
            Change::Entry(entry) => self.entry == Some(*entry),
            Change::Password(password) => self.has_password == Some(password.is_some()),
            Change::Keep(keep) => self.history.is_some_and(|history| history.keep == *keep),
            Change::MembersMax(most) => self.members_max == Some(*most),
        }
    }

    /// Returns the ban of somebody.
    pub(super) fn ban(&self, key: &PublicKey) -> Option<&'a Ban> {
        self.bans.unwrap_or_default().iter().find(|ban| ban.key == *key)
    }

    /// Returns how the room is, as it is typed.
    pub(super) fn text_of(&self, field: Field) -> String {
        match field {
            Field::Name => self.room.to_string(),
            Field::Topic => self.topic.map_or("", Topic::as_str).to_owned(),
            Field::Notice => self.notice.map_or("", Notice::as_str).to_owned(),
            Field::Most => self.members_max.map(|most| most.to_string()).unwrap_or_default(),
        }
    }
}

/// What a room is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Called so.
    Name(RoomName),
    /// About this.
    Topic(Topic),
    /// Under this notice; an empty one takes down what there is.
    Notice(Notice),
    /// Open to these.
    Entry(Entry),
    /// Behind a password, or none.
    Password(Option<Secret>),
    /// Kept so long.
    Keep(Keep),
    /// Of so many members at most.
    MembersMax(u32),
}

impl Change {
    /// Whether one of both takes the place of the other.
    pub(super) fn is_of_sort(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other)
    }
}

/// A field that is saved when the focus leaves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What the room is called.
    Name,
    /// What it is about.
    Topic,
    /// What stands above the conversation.
    Notice,
    /// How many members it takes.
    Most,
}

/// Why something typed cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The room cannot be called so.
    Name(NameError),
    /// No line can be so.
    Line(TextError),
    /// It is no number of members, or too large.
    Most,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Name, Self::Topic, Self::Notice, Self::Most];

    /// What the field goes by among the controls of the window.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "room-name",
            Self::Topic => "room-topic",
            Self::Notice => "room-notice",
            Self::Most => "room-members-max",
        }
    }

    /// Reads what was typed.
    pub(super) fn read(self, text: &str) -> Result<Change, Wrong> {
        match self {
            Self::Name => RoomName::parse(text).map(Change::Name).map_err(Wrong::Name),
            Self::Topic => Topic::parse(text).map(Change::Topic).map_err(Wrong::Line),
            Self::Notice => Notice::parse(text).map(Change::Notice).map_err(Wrong::Line),
            Self::Most => {
                let most = text.trim().parse().ok().filter(|most| (1..=limits::MEMBERS_MAX).contains(most));
                most.map(Change::MembersMax).ok_or(Wrong::Most)
            }
        }
    }
}

/// A password; no log shows it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes what was typed.
    #[must_use]
    pub fn new(typed: String) -> Self {
        Self(typed)
    }

    /// What was typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it can be a password.
    #[must_use]
    pub fn is_password(&self) -> bool {
        PASSWORD_CHARACTERS.contains(&self.0.chars().count())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret")
    }
}
