//! What a member's own copy of a room holds: what is read when it is opened, and what is looked up in it later.

use crate::store::{Database, Fact, OutboxRecord, Share, StoreError};
use crate::wire::limits::{KEPT_BYTES, KEPT_EVENTS, PAGE_EVENTS, TRAIL_MARKS};
use crate::wire::{
    Board, Charter, Event, Head, Mark, MemberEntry, Name, PinnedLine, PublicKey, RoomId, RoomName, Seq,
    Settled, Slot, Time, Topic, decode,
};

use super::proof::Proof;

/// A room as its member's own copy has it, before and without a link.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Whose copy it is.
    pub me: PublicKey,
    /// Which room.
    pub room: RoomId,
    /// Who hosts it, what it is called and what this member is called there; nothing before the first visit.
    pub door: Option<Door>,
    /// The topic, if there is one.
    pub topic: Option<Topic>,
    /// What hangs on the board.
    pub board: Board,
    /// The lines that are pinned there, as far as they are here.
    pub pinned: Vec<PinnedLine>,
    /// Members by the names they had.
    pub members: Vec<MemberEntry>,
    /// The newest public events in one piece, oldest first.
    pub events: Vec<Event>,
    /// What was whispered among them, oldest first.
    pub letters: Vec<Event>,
    /// What stands before the first of `events`.
    pub base: Mark,
    /// The newest public event.
    pub log: Mark,
    /// The newest letter.
    pub mail: Mark,
    /// The newest public places in one piece, oldest first.
    pub trail: Vec<Mark>,
    /// The oldest public event.
    pub oldest: Seq,
    /// How far this member has read.
    pub read: Seq,
    /// The newest head that the host signed.
    pub head: Option<Head>,
    /// Whether the host showed two histories.
    pub is_forked: bool,
    /// What proves that.
    pub proof: Option<Proof>,
    /// Heads of histories that the host gave up.
    pub given_up: Vec<Head>,
    /// What the host has lost and only members still have.
    pub aside: Vec<Event>,
    /// Own lines that wait, by their tickets.
    pub outbox: Vec<(u64, OutboxRecord)>,
}

/// What is known of a room from the last visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// Who hosts it.
    pub charter: Charter,
    /// What it is called.
    pub room_name: RoomName,
    /// What this member is called there.
    pub name: Name,
}

/// Something that a core wants to know of what is kept, as of all changes that it has handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// The public events just before a place, and what was whispered among them.
    Below {
        /// Events before this place.
        before: Seq,
        /// Letters that happened before this place: what happened there or later is shown.
        letters: Seq,
    },
    /// The newest public event at or before this place.
    Mark(Seq),
    /// The public event in the newest place that somebody had seen, to be held against it.
    Past {
        /// What was seen there.
        seen: Mark,
        /// By whom.
        author: PublicKey,
        /// The name of whom.
        name: Name,
    },
    /// Everything that was set aside.
    Aside,
}

/// What is kept, as it was asked for.
#[derive(Clone, Debug)]
pub enum Found {
    /// See [`Question::Below`].
    Below(Below),
    /// See [`Question::Mark`].
    Mark(Seq, Option<Mark>),
    /// See [`Question::Past`].
    Past {
        /// What was seen there.
        seen: Mark,
        /// What this member has at or before that place.
        own: Option<Mark>,
        /// By whom.
        author: PublicKey,
        /// The name of whom.
        name: Name,
    },
    /// See [`Question::Aside`].
    Aside(Vec<Event>),
}

/// Public events just before a place.
#[derive(Clone, Debug, Default)]
pub struct Below {
    /// Events in one piece, the newest just before the place; none if there is a hole.
    pub events: Vec<Event>,
    /// What was whispered among them, and in a hole above them.
    pub letters: Vec<Event>,
    /// The newest event below the hole, if `events` are none.
    pub beyond: Option<Mark>,
}

impl Kept {
    /// Reads what is needed to show a room at once and to go on where it was.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn read(database: &Database, room: RoomId, me: PublicKey) -> Result<Self, StoreError> {
        let log = database.last()?;
        let share = Share { events: KEPT_EVENTS, bytes: KEPT_BYTES };
        let end = log.seq.saturating_add(1);
        let events: Vec<_> =
            database.events_before(end, share)?.iter().filter_map(crate::store::Row::event).collect();
        let base = events.first().map_or(log, before);
        let letters = database.letters_between(&me, base.seq, Seq::MAX, share)?;
        let last_letter = database.last_letter(&me)?.unwrap_or_default();
        let members = database.members()?;
        let (charter, room_name) = (fact(database, Fact::Charter)?, fact(database, Fact::RoomName)?);
        let door = match (charter, room_name, fact(database, Fact::OwnName)?) {
            (Some(charter), Some(room_name), Some(name)) => Some(Door { charter, room_name, name }),
            _ => None,
        };
        let board: Board = fact(database, Fact::Board)?.unwrap_or_default();
        Ok(Self {
            me,
            room,
            door,
            topic: fact(database, Fact::Topic)?,
            pinned: pinned(database, &board)?,
            board,
            members: members
                .into_iter()
                .map(|(key, record)| MemberEntry { key, name: record.name })
                .collect(),
            letters: letters.iter().filter_map(|letter| letter.row.event()).collect(),
            base,
            log,
            mail: fact(database, Fact::Mail)?.unwrap_or(last_letter),
            trail: database.marks_before(end, TRAIL_MARKS)?,
            oldest: database.oldest()?.unwrap_or(end),
            read: fact(database, Fact::ReadMark)?.unwrap_or_default(),
            head: fact(database, Fact::Head)?,
            is_forked: fact(database, Fact::Forked)?.unwrap_or_default(),
            proof: fact(database, Fact::Proof)?,
            given_up: fact(database, Fact::GivenUp)?.unwrap_or_default(),
            aside: database.aside()?,
            outbox: database.outbox()?,
            events,
        })
    }

    /// Returns when the newest of what is kept was said; `None` if nothing is.
    #[must_use]
    pub fn time(&self) -> Option<Time> {
        self.events.iter().chain(&self.letters).map(|event| event.header.time).max()
    }
}

impl Kept {
    /// Returns the highest own nonces in what was read.
    #[must_use]
    pub fn own_nonces(&self) -> Settled {
        let own = |events: &[Event]| {
            let own = events.iter().filter(|event| event.header.author == self.me);
            own.map(|event| event.header.nonce).max().unwrap_or(0)
        };
        Settled { room: own(&self.events), mail: own(&self.letters) }
    }
}

impl Question {
    /// Looks up the answer.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn ask(self, database: &Database, me: &PublicKey) -> Result<Found, StoreError> {
        match self {
            Self::Below { before, letters } => below(database, before, letters, me).map(Found::Below),
            Self::Mark(seq) => Ok(Found::Mark(seq, database.mark_at_or_before(seq)?)),
            Self::Past { seen, author, name } => {
                let own = database.mark_at_or_before(seen.seq)?;
                Ok(Found::Past { seen, own, author, name })
            }
            Self::Aside => Ok(Found::Aside(database.aside()?)),
        }
    }

    /// Returns the answer of a copy that holds nothing.
    #[must_use]
    pub fn nothing(self) -> Found {
        match self {
            Self::Below { .. } => Found::Below(Below::default()),
            Self::Mark(seq) => Found::Mark(seq, None),
            Self::Past { seen, author, name } => Found::Past { seen, own: None, author, name },
            Self::Aside => Found::Aside(Vec::new()),
        }
    }
}

fn below(database: &Database, end: Seq, shown: Seq, me: &PublicKey) -> Result<Below, StoreError> {
    let share = Share { events: PAGE_EVENTS.into(), bytes: KEPT_BYTES };
    let events: Vec<_> =
        database.events_before(end, share)?.iter().filter_map(crate::store::Row::event).collect();
    let Some(first) = events.first().map(before) else {
        let beyond = database.mark_at_or_before(end.saturating_sub(1))?;
        return Ok(Below { beyond, ..Below::default() });
    };
    let letters = database.letters_between(me, first.seq, shown, share)?;
    let letters = letters.iter().filter_map(|letter| letter.row.event()).collect();
    Ok(Below { events, letters, beyond: None })
}

/// Returns the lines of a board that lie on this shelf.
fn pinned(database: &Database, board: &Board) -> Result<Vec<PinnedLine>, StoreError> {
    let lines = board.pins().iter().map(|pin| database.line_as_changed(pin.line));
    Ok(lines.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// What stands just before an event on its shelf.
pub(super) fn before(event: &Event) -> Mark {
    Mark { seq: event.header.slot.seq().saturating_sub(1), hash: event.header.previous }
}

/// Returns whether an event lies on the public shelf.
pub(super) fn is_public(event: &Event) -> bool {
    matches!(event.header.slot, Slot::Room { .. })
}

/// A fact that cannot be read is one that has to be learned again.
fn fact<T: bincode::Encode + bincode::Decode<()>>(
    database: &Database,
    fact: Fact,
) -> Result<Option<T>, StoreError> {
    Ok(database.fact(fact)?.and_then(|bytes| decode(&bytes).ok()))
}
