//! Everything that one person may see of a room, from the first event to the last, as it stood at one moment.
//!
//! Both shelves are read side by side and only one event of each is in memory. A letter is told behind the public event
//! after which it happened. What cannot be read is told as such.

use rusqlite::{Row as SqlRow, Transaction};

use super::about;
use super::database::{Database, row_of};
use super::error::StoreError;
use crate::wire::{Event, Live, Name, PublicKey, Seq, Spoken, Time};

/// A store as it stands at one moment; what is written meanwhile is not in it.
#[derive(Debug)]
pub struct Story<'a> {
    database: &'a Database,
    look: Transaction<'a>,
}

/// What a story is about as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many events.
    pub entries: u64,
    /// When the first of them happened, if there is one.
    pub first: Option<Time>,
    /// When the last one happened.
    pub last: Option<Time>,
}

/// One thing that a story tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// An event, and what belongs to it.
    Event(Box<Event>, Around),
    /// An event of this place on the public shelf, or a letter, that cannot be read.
    Unreadable {
        /// The place; `None` for a letter.
        seq: Option<Seq>,
    },
}

/// What belongs to an event beside itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Everything that was said about it later, in its order.
    pub about: Vec<Event>,
    /// Whose line it answers, by the name of that moment, if that line is there.
    pub answered: Option<Name>,
}

impl Database {
    /// Looks at the store as it stands.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn story(&self) -> Result<Story<'_>, StoreError> {
        Ok(Story { database: self, look: self.connection().unchecked_transaction()? })
    }
}

impl Story<'_> {
    /// Returns what it is about as a whole, for whoever owns this mailbox.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn summary(&self, mailbox: &PublicKey) -> Result<Summary, StoreError> {
        let query = "SELECT sum(entries), min(first), max(last) FROM (
            SELECT count(*) entries, min(time) first, max(time) last FROM event
            UNION ALL SELECT count(*), min(time), max(time) FROM letter WHERE owner = ?)";
        let summary = self.look.query_row(query, [mailbox.0], |row| {
            let moment =
                |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(i64::unsigned_abs));
            let entries = row.get::<_, i64>(0)?.unsigned_abs();
            Ok(Summary { entries, first: moment(1)?, last: moment(2)? })
        })?;
        Ok(summary)
    }

    /// Tells everything to `each` in the order in which it is shown; letters are those of this mailbox.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read, or what `each` fails with.
    pub fn tell<E: From<StoreError>>(
        &self,
        mailbox: &PublicKey,
        mut each: impl FnMut(Told) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut events = self.database.statement("SELECT seq, hash, time, frame FROM event ORDER BY seq")?;
        let mut letters = self
            .database
            .statement("SELECT seq, hash, time, frame, after FROM letter WHERE owner = ? ORDER BY seq")?;
        let mut events = events.query([]).map_err(StoreError::from)?;
        let mut letters = letters.query([mailbox.0]).map_err(StoreError::from)?;
        let mut next = || letters.next().map_err(StoreError::from)?.map(letter_of).transpose();
        let mut letter = next()?;
        while let Some(row) = events.next().map_err(StoreError::from)? {
            let (seq, event) = self.event_of(row)?;
            while let Some((_, told)) = letter.take_if(|(after, _)| *after < seq) {
                each(told)?;
                letter = next()?;
            }
            each(event)?;
        }
        while let Some((_, told)) = letter {
            each(told)?;
            letter = next()?;
        }
        Ok(())
    }

    fn event_of(&self, row: &SqlRow<'_>) -> Result<(Seq, Told), StoreError> {
        let row = row_of(row)?;
        let seq = row.mark.seq;
        let Some(event) = row.event() else { return Ok((seq, Told::Unreadable { seq: Some(seq) })) };
        let about = if Spoken::of(&event).is_some() { about::all(&self.look, seq)? } else { Vec::new() };
        let answered = match Live::of(&event) {
            Some(Live::Reply(reply)) => about::name_at(&self.look, reply.to)?,
            _ => None,
        };
        Ok((seq, Told::Event(Box::new(event), Around { about, answered })))
    }
}

fn letter_of(row: &SqlRow<'_>) -> Result<(Seq, Told), StoreError> {
    let after = row.get::<_, i64>(4)?.unsigned_abs();
    let row = row_of(row)?;
    let told = row.event().map(|event| Told::Event(Box::new(event), Around::default()));
    Ok((after, told.unwrap_or(Told::Unreadable { seq: None })))
}

#[cfg(test)]
mod tests {
    use super::super::{Batch, Change, LetterRow, LineRow, Row};
    use super::*;
    use crate::wire::{Body, Content, Hash, Header, Kind, Mark, RoomId, Signature, Slot};

    const ROOM: RoomId = RoomId([5; 8]);
    const ME: PublicKey = PublicKey([1; 32]);
    const OTHER: PublicKey = PublicKey([2; 32]);

    fn event(slot: Slot, time: Time, text: &str) -> Event {
        let content = Content { salt: [0; 16], bytes: text.as_bytes().to_vec() };
        let kind = if matches!(slot, Slot::Mail { .. }) { Kind::WHISPER } else { Kind::CHAT };
        let header = Header {
            room: ROOM,
            slot,
            previous: Hash::default(),
            time,
            author: ME,
            name: Name::parse("민수").unwrap(),
            nonce: 1,
            seen: Mark::default(),
            kind,
            body: content.hash(),
        };
        Event { header, body: Body::Present(content), signature: Signature([0; 64]) }
    }

    fn store(events: &[Event]) -> Database {
        let mut database = Database::in_memory(ROOM).unwrap();
        let mut batch = Batch::default();
        for event in events {
            batch.push(Change::Line(LineRow::of(event).unwrap()));
            let row = Row::of(event.clone()).unwrap();
            batch.push(match event.header.slot {
                Slot::Room { .. } => Change::Event(row),
                Slot::Mail { owner, after, .. } => Change::Letter(LetterRow { owner, after, row }),
            });
        }
        database.commit(&batch).unwrap();
        database
    }

    fn told(database: &Database) -> Vec<String> {
        let mut told = Vec::new();
        let each = |one: Told| {
            told.push(match one {
                Told::Event(event, _) => event.content().unwrap().text().unwrap().to_owned(),
                Told::Unreadable { seq } => format!("unreadable {seq:?}"),
            });
            Ok::<_, StoreError>(())
        };
        database.story().unwrap().tell(&ME, each).unwrap();
        told
    }

    fn evening() -> Database {
        let mail = |owner, seq, after| Slot::Mail { owner, seq, to: owner, after };
        store(&[
            event(Slot::Room { seq: 3 }, 30, "three"),
            event(Slot::Room { seq: 4 }, 40, "four"),
            event(Slot::Room { seq: 7 }, 70, "seven"),
            event(mail(ME, 1, 0), 5, "early"),
            event(mail(ME, 2, 4), 41, "after four"),
            event(mail(ME, 3, 4), 42, "and again"),
            event(mail(ME, 4, 9), 90, "late"),
            event(mail(OTHER, 1, 4), 41, "not mine"),
        ])
    }

    #[test]
    fn letters_stand_where_they_were_whispered_and_only_mine_do() {
        let expected = ["early", "three", "four", "after four", "and again", "seven", "late"];
        assert_eq!(told(&evening()), expected);
        assert_eq!(told(&store(&[])), Vec::<String>::new());
    }

    #[test]
    fn a_summary_says_how_much_and_when() {
        let summary = evening().story().unwrap().summary(&ME).unwrap();
        assert_eq!(summary, Summary { entries: 7, first: Some(5), last: Some(90) });
        assert_eq!(store(&[]).story().unwrap().summary(&ME).unwrap(), Summary::default());
    }

    #[test]
    fn what_cannot_be_read_is_told_and_the_rest_goes_on() {
        let database = evening();
        let spoil =
            "UPDATE event SET frame = x'00' WHERE seq = 4; UPDATE letter SET frame = x'' WHERE seq = 3";
        database.connection().execute_batch(spoil).unwrap();
        let expected =
            ["early", "three", "unreadable Some(4)", "after four", "unreadable None", "seven", "late"];
        assert_eq!(told(&database), expected);
    }
}
