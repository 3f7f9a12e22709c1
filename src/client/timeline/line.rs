//! One line of a timeline.

use super::{Change, RoomInfo};
use crate::client::about::{About, Reacted};
use crate::client::update::Ticket;
use crate::store::LinePlace;
use crate::wire::{
    Content, Emoji, Event, Kind, Live, Name, Notice, OneLine, Passage, Pin, PublicKey, Rejection, Seq, Shelf,
    Slot, Spoken, Time, Topic, decode,
};

/// A line's identity within one timeline; stays when a waiting line is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId(pub u64);

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its identity.
    pub id: LineId,
    pub(super) key: Key,
    /// When the host placed it, or when it was typed if it waits; 0 where no time belongs.
    pub time: Time,
    /// The own line that waits behind it, for trying again or throwing away.
    pub ticket: Option<Ticket>,
    /// Whether the host has lost it, and only members still have it.
    pub is_lost: bool,
    /// What it says, as it was changed last.
    pub kind: LineKind,
    /// The place of the line that it answers; see [`Timeline::said_at`](super::Timeline::said_at).
    pub reply: Option<Seq>,
    /// What it said before the last change, if its author changed it.
    pub edited: Option<String>,
    /// What people put on it, in the order in which it came.
    pub reactions: Vec<Reacted>,
    /// Who took it away, if it is gone and that is known.
    pub deleted_by: Option<PublicKey>,
    /// Since when a change of this member's own is on its way; it is shown already.
    pub changing: Option<Time>,
    /// Whether it stands at a public place, where it can be answered or changed.
    pub(super) has_place: bool,
    /// What it said when it was told, while it shows something else.
    pub(super) said: Option<Box<LineKind>>,
}

impl Line {
    pub(super) fn new(id: LineId, key: Key, time: Time, kind: LineKind) -> Self {
        Self {
            id,
            key,
            time,
            ticket: None,
            is_lost: false,
            kind,
            reply: None,
            edited: None,
            reactions: Vec::new(),
            deleted_by: None,
            changing: None,
            has_place: false,
            said: None,
        }
    }

    /// Returns its public place, if it can be answered or changed.
    #[must_use]
    pub fn place(&self) -> Option<Seq> {
        self.has_place.then_some(self.key.room)
    }

    /// Whether it can be answered and changed, and was not taken away.
    #[must_use]
    pub fn is_standing(&self) -> bool {
        self.has_place && matches!(self.kind, LineKind::Said { .. })
    }

    /// Returns by whom and when it was said, if it can be answered or changed.
    #[must_use]
    pub fn spoken(&self) -> Option<Spoken> {
        match &self.kind {
            LineKind::Said { author, .. } | LineKind::Erased { author, .. } if self.has_place => {
                Some(Spoken { author: *author, time: self.time })
            }
            _ => None,
        }
    }

    /// Its place is another line's by now: it says what it was told as, and nothing more can be said about it.
    pub(super) fn give_up_place(&mut self) {
        if std::mem::take(&mut self.has_place) {
            self.kind = self.take_said();
            (self.edited, self.reactions, self.deleted_by, self.changing) = (None, Vec::new(), None, None);
        }
    }

    /// It stands in a room that is no more: it stays as it is shown, and nothing more can be said about it.
    pub(super) fn leave_room(&mut self) {
        (self.key, self.has_place, self.said) = (Key::BEFORE, false, None);
    }

    /// Returns what it said when it was told.
    fn take_said(&mut self) -> LineKind {
        self.said.take().map_or_else(|| self.kind.clone(), |said| *said)
    }

    /// Shows what all said about it comes to, and the own changes that are on their way.
    pub(super) fn show(&mut self, about: &About, changes: &[&Change], room: &RoomInfo) {
        let Some(spoken) = self.spoken() else { return };
        let host = &room.charter.host;
        let mut said = self.take_said();
        self.deleted_by = about.deleted_by(&spoken, host);
        if self.deleted_by.is_some() {
            said = said.erased();
        }
        self.changing = changes.iter().map(|change| change.since).min();
        let changes: Vec<_> = changes.iter().map(|change| &change.live).collect();
        let deletes = changes.iter().any(|live| matches!(live, Live::Delete(_)));
        (self.kind, self.edited, self.reactions) = (said.erased(), None, Vec::new());
        if !deletes {
            self.show_words(&said, about, &changes, (&spoken, room));
        }
        self.said = (self.kind != said).then(|| Box::new(said));
    }

    /// Shows the newest words of a line that was not taken away.
    fn show_words(
        &mut self,
        said: &LineKind,
        about: &About,
        changes: &[&Live],
        (spoken, room): (&Spoken, &RoomInfo),
    ) {
        let LineKind::Said { author, name, text: original, action, own } = said.clone() else { return };
        let mut texts = vec![original];
        texts.extend(about.texts(spoken, &room.charter.host).into_iter().map(str::to_owned));
        texts.extend(changes.iter().filter_map(|live| match live {
            Live::Edit(edit) => Some(edit.text.as_str().to_owned()),
            _ => None,
        }));
        let text = texts.pop().unwrap_or_default();
        self.edited = texts.pop();
        self.kind = LineKind::Said { author, name, text, action, own };
        self.reactions = about.reactions(changes, &room.me);
    }

    /// Whether this member's emoji is on it.
    #[must_use]
    pub fn has_mine(&self, emoji: &Emoji) -> bool {
        self.reactions.iter().any(|one| one.mine && one.emoji == *emoji)
    }

    /// Returns how far an own line is on its way.
    #[must_use]
    pub fn sending(&self) -> Option<&Sending> {
        match &self.kind {
            LineKind::Said { own, .. } | LineKind::Whisper { own, .. } => own.as_ref(),
            _ => None,
        }
    }

    /// Returns whether somebody said it.
    #[must_use]
    pub fn is_said(&self) -> bool {
        use LineKind::{Notice, Said, Topic, Whisper};
        matches!(self.kind, Said { .. } | Whisper { .. } | Topic { .. } | Notice { .. })
    }

    pub(super) fn set_sending(&mut self, sending: Sending) {
        if let LineKind::Said { own, .. } | LineKind::Whisper { own, .. } = &mut self.kind {
            *own = Some(sending);
        }
    }
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Said to the room.
    Said {
        /// Who.
        author: PublicKey,
        /// The author's name at that moment.
        name: Name,
        /// What.
        text: String,
        /// Whether it tells what the author does (`/me`).
        action: bool,
        /// How far it is on its way, if it is this member's own.
        own: Option<Sending>,
    },
    /// Whispered, by this member or to this member.
    Whisper {
        /// Who whispered.
        author: PublicKey,
        /// The author's name at that moment.
        name: Name,
        /// To whom.
        to: PublicKey,
        /// The other's name, if it was known when the line came.
        to_name: Option<Name>,
        /// What.
        text: String,
        /// How far it is on its way, if it is this member's own.
        own: Option<Sending>,
    },
    /// A body that was deleted.
    Erased {
        /// Who had said it.
        author: PublicKey,
        /// The author's name at that moment.
        name: Name,
    },
    /// Somebody came in.
    Joined {
        /// Who.
        member: PublicKey,
        /// The name.
        name: Name,
    },
    /// Somebody is gone.
    Left {
        /// Who.
        member: PublicKey,
        /// The name.
        name: Name,
    },
    /// Somebody has another name.
    Renamed {
        /// Who.
        member: PublicKey,
        /// The name given up.
        old: Name,
        /// The name taken.
        new: Name,
    },
    /// The topic was set, or taken away.
    Topic {
        /// Who did it.
        name: Name,
        /// The topic, if there is one.
        topic: Option<Topic>,
    },
    /// The notice was put up, or taken down.
    Notice {
        /// Who did it.
        name: Name,
        /// The notice, if there is one.
        notice: Option<Notice>,
    },
    /// A line was pinned, or taken off the board.
    Pinned {
        /// Who did it.
        name: Name,
        /// The line's place.
        line: Seq,
        /// Whether it was pinned.
        on: bool,
    },
    /// The host no longer keeps what was here.
    Gap {
        /// Events that are missing.
        missing: u64,
    },
    /// Here the host went back to an older copy; the lines above that it lost are marked.
    Restored {
        /// Which shelf.
        shelf: Shelf,
        /// Events that it lost.
        lost: u64,
    },
    /// Here the host closed the room and opened another.
    OtherRoom,
    /// Something that only this screen shows.
    Note(Note),
}

impl LineKind {
    /// Returns what an event says to `me` in the room of `host`; `None` if it makes no line.
    #[must_use]
    pub fn of(
        event: &Event,
        me: Option<PublicKey>,
        host: Option<PublicKey>,
        name_of: impl Fn(&PublicKey) -> Option<Name>,
    ) -> Option<Self> {
        let header = &event.header;
        let (author, name) = (header.author, header.name.clone());
        if header.kind.is_about_line() {
            return None;
        }
        let Some(content) = event.content() else { return Some(Self::Erased { author, name }) };
        let own = (me == Some(author)).then_some(Sending::Sent);
        let text = || event.text();
        match (header.kind, header.slot) {
            (Kind::CHAT | Kind::ACTION | Kind::REPLY, Slot::Room { .. }) => {
                let action = header.kind == Kind::ACTION;
                Some(Self::Said { author, name, text: text()?, action, own })
            }
            (Kind::WHISPER, Slot::Mail { to, .. }) => {
                let to_name = name_of(&to);
                Some(Self::Whisper { author, name, to, to_name, text: text()?, own })
            }
            (Kind::TOPIC, Slot::Room { .. }) => Some(Self::Topic { name, topic: line_of(content) }),
            (Kind::NOTICE, Slot::Room { .. }) => Some(Self::Notice { name, notice: line_of(content) }),
            (Kind::PIN, Slot::Room { .. }) => {
                let Live::Pin(Pin { line, on }) = Live::of(event)? else { return None };
                Some(Self::Pinned { name, line, on })
            }
            (Kind::RENAME, Slot::Room { .. }) => {
                let new = Name::parse(content.text()?).ok()?;
                Some(Self::Renamed { member: author, old: name, new })
            }
            (Kind::ARRIVAL | Kind::DEPARTURE, Slot::Room { .. }) if host == Some(author) => {
                let Passage { member, name } = decode(&content.bytes).ok()?;
                let arrived = header.kind == Kind::ARRIVAL;
                Some(if arrived { Self::Joined { member, name } } else { Self::Left { member, name } })
            }
            _ => None,
        }
    }

    /// Returns what is left of it without what it says.
    #[must_use]
    pub(super) fn erased(&self) -> Self {
        match self {
            Self::Said { author, name, .. } => Self::Erased { author: *author, name: name.clone() },
            other => other.clone(),
        }
    }
}

/// How far an own line is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Waits to be told by the host.
    Sending,
    /// Told by the host: everyone who should has it, or will.
    Sent,
    /// Refused for good.
    Failed(Rejection),
}

/// Something that only this screen shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A request that is no line was refused: a rename, a topic.
    Refused {
        /// What it was.
        kind: Kind,
        /// Why.
        rejection: Rejection,
    },
    /// Somebody has seen another history of this room.
    Differs {
        /// Who.
        name: Name,
    },
    /// The host showed two histories.
    Forked,
    /// Lines of others that the host had lost were given back to it.
    Offered {
        /// How many.
        count: usize,
    },
    /// A sentence in the reader's language, made by whoever shows it.
    Sentence(String),
}

/// Where a line stands: after this public place, and after this letter of those that happened there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    room: Seq,
    mail: Seq,
}

impl Key {
    /// Before every place of the room.
    pub(super) const BEFORE: Self = Self { room: 0, mail: 0 };
    /// After everything.
    pub(super) const END: Self = Self { room: Seq::MAX, mail: Seq::MAX };

    pub(super) fn of(slot: &Slot) -> Self {
        match slot {
            Slot::Room { seq } => Self::room(*seq),
            Slot::Mail { seq, after, .. } => Self { room: *after, mail: *seq },
        }
    }

    /// Returns where the line stands that a search found there.
    pub(super) fn of_place(place: LinePlace) -> Self {
        Self { room: place.seq, mail: place.mail }
    }

    /// Returns the place of the letter that stands here, if it is one.
    pub(super) fn letter(&self) -> Option<Seq> {
        (self.mail > 0 && self.mail < Seq::MAX).then_some(self.mail)
    }

    /// Returns the public place, or the one after which this stands.
    pub(super) fn place(&self) -> Seq {
        self.room
    }

    /// The same letter, after an earlier public event.
    pub(super) fn moved_to(self, place: Seq) -> Self {
        Self { room: place, mail: self.mail }
    }

    pub(super) fn room(seq: Seq) -> Self {
        Self { room: seq, mail: 0 }
    }

    /// After the public event at `seq` and everything that happened there.
    pub(super) fn after(seq: Seq) -> Self {
        Self { room: seq, mail: Seq::MAX }
    }
}

/// The topic or notice that a body sets, if it sets one.
pub(super) fn line_of<const CHARACTERS: usize>(content: &Content) -> Option<OneLine<CHARACTERS>> {
    OneLine::parse(content.text()?).ok().filter(|line| !line.is_empty())
}
