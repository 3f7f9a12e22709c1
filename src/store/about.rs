//! What was said about lines: brings each line in step with it, in whatever order both came to lie here.
//!
//! A member's shelf has holes and is filled from both ends, so a line may come after the words that change it. Both ways
//! end here: what is said is believed by the one rule that the wire has, and a line that was taken away loses its
//! body and those of all its edits. Marks stay, since the chain does not cover bodies.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::batch::Row;
use super::database::{Database, number, row_of};
use super::error::StoreError;
use crate::wire::{Body, Event, Kind, Live, Name, PinnedLine, PublicKey, Seq, Spoken};

/// Notes that the event at `by` is about a line.
pub(super) fn note(connection: &Connection, line: Seq, by: Seq, kind: Kind) -> Result<(), StoreError> {
    let query = "INSERT OR REPLACE INTO about VALUES (?, ?, ?)";
    connection.prepare_cached(query)?.execute(params![number(line), number(by), kind.0])?;
    Ok(())
}

/// Returns whether anything was said about a line.
pub(super) fn is_noted(connection: &Connection, line: Seq) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached("SELECT 1 FROM about WHERE line = ?")?.exists([number(line)])?)
}

/// Makes a line what it is by all that was said about it; returns whether a body was erased.
pub(super) fn settle(connection: &Connection, line: Seq, host: &PublicKey) -> Result<bool, StoreError> {
    let Some(event) = event_at(connection, line)? else { return Ok(false) };
    let Some(spoken) = Spoken::of(&event) else { return Ok(false) };
    let is_believed = |word: &Event| {
        let who = Spoken { author: word.header.author, time: word.header.time };
        Live::of(word).filter(|live| live.line() == line && live.check(&who, host, &spoken).is_ok())
    };
    let deleted = words(connection, line, Kind::DELETE)?.any(|word| is_believed(&word).is_some());
    let edits = words(connection, line, Kind::EDIT)?;
    if deleted {
        forget_lost_edits(connection, line, &spoken)?;
        let own = edits.filter(|edit| edit.header.author == spoken.author);
        let erased =
            own.chain([event]).map(|event| erase(connection, event)).collect::<Result<Vec<_>, _>>()?;
        let query = "DELETE FROM line WHERE seq = ? AND mail = 0";
        connection.prepare_cached(query)?.execute([number(line)])?;
        return Ok(erased.contains(&true));
    }
    let newest = { edits }.find_map(|edit| is_believed(&edit));
    let text = newest.as_ref().and_then(Live::text).map(|text| text.as_str().to_owned());
    if let Some(text) = text.or_else(|| event.text()) {
        let query = "UPDATE line SET text = ? WHERE seq = ? AND mail = 0";
        connection.prepare_cached(query)?.execute(params![text, number(line)])?;
    }
    Ok(false)
}

/// Forgets what was said after a place, and makes the lines what they were before it.
pub(super) fn forget_after(connection: &Connection, seq: Seq) -> Result<Vec<Seq>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT line FROM about WHERE seq > ?")?;
    let lines = statement.query_map([number(seq)], |row| row.get::<_, i64>(0))?;
    let lines = lines.map(|line| Ok(line?.unsigned_abs())).collect::<Result<Vec<_>, StoreError>>()?;
    connection.prepare_cached("DELETE FROM about WHERE seq > ?")?.execute([number(seq)])?;
    Ok(lines)
}

/// Returns what the author of a line was called when it was said.
pub(super) fn name_at(connection: &Connection, line: Seq) -> Result<Option<Name>, StoreError> {
    Ok(event_at(connection, line)?.filter(|event| Spoken::of(event).is_some()).map(|event| event.header.name))
}

/// Returns everything that was said about a line, in its order.
pub(super) fn all(connection: &Connection, line: Seq) -> Result<Vec<Event>, StoreError> {
    let query = "SELECT event.seq, hash, time, frame FROM about JOIN event ON event.seq = about.seq \
                 WHERE line = ? ORDER BY about.seq";
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map([number(line)], row_of)?;
    let events = rows.map(|row| Ok(row?.event())).collect::<Result<Vec<_>, StoreError>>()?;
    Ok(events.into_iter().flatten().collect())
}

impl Database {
    /// Returns the line that was said to the room at a place, with its newest change, if both can be read.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn line_as_changed(&self, seq: Seq) -> Result<Option<PinnedLine>, StoreError> {
        let connection = self.connection();
        let Some(line) = event_at(connection, seq)?.filter(|line| line.body != Body::Erased) else {
            return Ok(None);
        };
        let own = |edit: &Event| edit.header.author == line.header.author;
        let edit = words(connection, seq, Kind::EDIT)?.find(own);
        let pinned = PinnedLine { line, edit };
        Ok(pinned.place().is_some().then_some(pinned))
    }
}

/// Returns what was said of one kind, the newest first, as it is asked for.
fn words(
    connection: &Connection,
    line: Seq,
    kind: Kind,
) -> Result<impl Iterator<Item = Event> + '_, StoreError> {
    let query = "SELECT seq FROM about WHERE line = ? AND kind = ? ORDER BY seq DESC";
    let mut statement = connection.prepare_cached(query)?;
    let places = statement.query_map(params![number(line), kind.0], |row| row.get::<_, i64>(0))?;
    let places = places.collect::<Result<Vec<_>, _>>()?;
    Ok(places.into_iter().filter_map(|seq| event_at(connection, seq.unsigned_abs()).ok().flatten()))
}

/// Lets go of what a line was to say in a history that its host has lost.
fn forget_lost_edits(connection: &Connection, line: Seq, spoken: &Spoken) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached("SELECT seq, hash, time, frame FROM aside")?;
    let rows = statement.query_map([], row_of)?.collect::<Result<Vec<_>, _>>()?;
    for row in rows {
        let Some(event) = row.event().filter(|event| event.header.author == spoken.author) else { continue };
        if matches!(Live::of(&event), Some(Live::Edit(edit)) if edit.of == line) {
            let query = "DELETE FROM aside WHERE seq = ? AND hash = ?";
            connection.prepare_cached(query)?.execute(params![number(row.mark.seq), row.mark.hash.0])?;
        }
    }
    Ok(())
}

fn event_at(connection: &Connection, seq: Seq) -> Result<Option<Event>, StoreError> {
    let query = "SELECT seq, hash, time, frame FROM event WHERE seq = ?";
    let row = connection.prepare_cached(query)?.query_row([number(seq)], row_of).optional()?;
    Ok(row.and_then(|row| row.event()))
}

/// Takes the body of an event away; returns whether there was one.
fn erase(connection: &Connection, event: Event) -> Result<bool, StoreError> {
    if event.body == Body::Erased {
        return Ok(false);
    }
    let Ok(row) = Row::of(Event { body: Body::Erased, ..event }) else { return Ok(false) };
    let query = "UPDATE event SET frame = ? WHERE seq = ?";
    connection.prepare_cached(query)?.execute(params![row.frame, number(row.mark.seq)])?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::search::Query;
    use super::super::{Batch, Change, Database, LineRow, Share};
    use super::*;
    use crate::wire::{
        Content, Delete, Edit, Emoji, Hash, Header, Mark, Reaction, RoomId, Signature, Slot, Text, Time,
    };

    const ROOM: RoomId = RoomId([5; 8]);
    const HOST: PublicKey = PublicKey([1; 32]);
    const MINSU: PublicKey = PublicKey([2; 32]);
    const YOUNGHEE: PublicKey = PublicKey([3; 32]);
    const ALL: Share = Share { events: usize::MAX, bytes: usize::MAX };

    fn event(seq: Seq, author: PublicKey, kind: Kind, bytes: Vec<u8>) -> Event {
        let content = Content { salt: [0; 16], bytes };
        let header = Header {
            room: ROOM,
            slot: Slot::Room { seq },
            previous: Hash::default(),
            time: 1_000 + seq as Time,
            author,
            name: Name::parse("민수").unwrap(),
            nonce: seq,
            seen: Mark::default(),
            kind,
            body: content.hash(),
        };
        Event { header, body: Body::Present(content), signature: Signature([0; 64]) }
    }

    fn said(seq: Seq, author: PublicKey, text: &str) -> Event {
        event(seq, author, Kind::CHAT, text.as_bytes().to_vec())
    }

    fn live(seq: Seq, author: PublicKey, live: &Live) -> Event {
        event(seq, author, live.kind(), live.body())
    }

    fn edit(seq: Seq, author: PublicKey, of: Seq, text: &str) -> Event {
        live(seq, author, &Live::Edit(Edit { of, text: Text::parse(text).unwrap() }))
    }

    fn delete(seq: Seq, author: PublicKey, of: Seq) -> Event {
        live(seq, author, &Live::Delete(Delete { of }))
    }

    /// What a member writes of an event that comes by a page.
    fn changes(event: &Event) -> Vec<Change> {
        let mut changes = vec![Change::Event(Row::of(event.clone()).unwrap())];
        changes.extend(LineRow::of(event).map(Change::Line));
        let seq = event.header.slot.seq();
        let about = |line, by| Change::About { line, by, host: HOST };
        match Live::of(event).filter(|live| live.kind().is_about_line()) {
            Some(live) => changes.push(about(live.line(), Some((seq, live.kind())))),
            None => changes.push(about(seq, None)),
        }
        changes
    }

    fn store(events: &[Event]) -> Database {
        let mut database = Database::in_memory(ROOM).unwrap();
        for event in events {
            database.commit(&Batch { changes: changes(event) }).unwrap();
        }
        database
    }

    fn found(database: &Database, word: &str) -> Vec<Seq> {
        let query = Query::parse(word, &jiff::tz::TimeZone::UTC);
        let page = database.search(&query, None, 100).unwrap();
        page.hits.iter().map(|hit| hit.line.seq).collect()
    }

    fn erased(database: &Database) -> Vec<Seq> {
        let rows = database.events_after(0, ALL).unwrap();
        let events = rows.iter().filter_map(Row::event).filter(|event| event.body == Body::Erased);
        events.map(|event| event.header.slot.seq()).collect()
    }

    /// Every order of a few events.
    fn orders(events: &[Event]) -> Vec<Vec<Event>> {
        let Some((first, rest)) = events.split_first() else { return vec![Vec::new()] };
        let put = |order: Vec<Event>| {
            (0..=order.len()).map(move |at| {
                let mut order = order.clone();
                order.insert(at, first.clone());
                order
            })
        };
        orders(rest).into_iter().flat_map(put).collect()
    }

    #[test]
    fn a_search_finds_the_newest_words_in_whatever_order_they_came() {
        let events = [
            said(1, MINSU, "apple"),
            edit(2, MINSU, 1, "banana"),
            edit(3, MINSU, 1, "cherry"),
            edit(4, YOUNGHEE, 1, "forged"),
        ];
        for order in orders(&events) {
            let database = store(&order);
            let hits = ["apple", "banana", "cherry", "forged"].map(|word| found(&database, word));
            assert_eq!(hits, [vec![], vec![], vec![1], vec![]]);
            assert_eq!(erased(&database), Vec::<Seq>::new());
        }
    }

    #[test]
    fn a_deletion_takes_line_and_edits_in_whatever_order_they_came() {
        let events = [
            said(1, MINSU, "apple"),
            edit(2, MINSU, 1, "banana"),
            delete(3, MINSU, 1),
            said(4, YOUNGHEE, "stays"),
            delete(5, MINSU, 4),
        ];
        for order in orders(&events) {
            let database = store(&order);
            assert_eq!(erased(&database), [1, 2]);
            assert_eq!(
                ["apple", "banana", "stays"].map(|word| found(&database, word)),
                [vec![], vec![], vec![4]]
            );
            // What is kept again stays erased.
            let mut database = database;
            database.commit(&Batch { changes: order.iter().flat_map(changes).collect() }).unwrap();
            assert_eq!(erased(&database), [1, 2]);
        }
        assert_eq!(erased(&store(&[said(1, MINSU, "apple"), delete(2, HOST, 1)])), [1]);
    }

    #[test]
    fn what_was_said_in_a_history_that_is_no_more_changes_nothing() {
        let mut database =
            store(&[said(1, MINSU, "apple"), edit(2, MINSU, 1, "banana"), edit(3, MINSU, 1, "cherry")]);
        database.commit(&Batch { changes: vec![Change::Aside(2, HOST)] }).unwrap();
        assert_eq!(["banana", "cherry"].map(|word| found(&database, word)), [vec![1], vec![]]);
        database.commit(&Batch { changes: changes(&delete(3, MINSU, 1)) }).unwrap();
        assert_eq!(database.aside().unwrap(), [], "nor does it keep the words of a line that is gone");
    }

    #[test]
    fn hostile_words_do_nothing_and_break_nothing() {
        let emoji = Emoji::parse("👍").unwrap();
        let reaction = |to| Live::Reaction(Reaction { to, emoji: emoji.clone(), on: true });
        let database = store(&[
            said(1, MINSU, "apple"),
            delete(2, MINSU, 2),
            delete(3, MINSU, 99),
            delete(4, MINSU, u64::MAX),
            edit(5, MINSU, 2, "banana"),
            live(6, YOUNGHEE, &reaction(1)),
            delete(7, MINSU, 6),
            event(8, MINSU, Kind::DELETE, vec![9; 100]),
        ]);
        assert_eq!(erased(&database), Vec::<Seq>::new());
        assert_eq!(found(&database, "apple"), [1]);
    }

    fn holds(path: &Path, word: &str) -> bool {
        let files = std::fs::read_dir(path.parent().unwrap()).unwrap();
        let bytes = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
        bytes.into_iter().any(|bytes| bytes.windows(word.len()).any(|part| part == word.as_bytes()))
    }

    #[test]
    fn no_byte_of_what_was_erased_is_left_in_any_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("room.sqlite3");
        let mut database = Database::open(&path, ROOM).unwrap();
        let long = "blackbird ".repeat(1_000);
        let words = |seq: Seq| if seq.is_multiple_of(3) { long.clone() } else { format!("blackbird {seq}") };
        let mut batch = Batch::default();
        for seq in 1..=60 {
            batch.changes.extend(changes(&said(seq, MINSU, &words(seq))));
            batch.changes.extend(changes(&edit(100 + seq, MINSU, seq, &format!("nightingale {seq}"))));
        }
        database.commit(&batch).unwrap();
        assert!(holds(&path, "blackbird") && holds(&path, "nightingale"));
        for seq in 1..=60 {
            database.commit(&Batch { changes: changes(&delete(200 + seq, MINSU, seq)) }).unwrap();
        }
        assert!(!holds(&path, "blackbird") && !holds(&path, "nightingale"), "while it is open");
        drop(database);
        assert!(!holds(&path, "blackbird") && !holds(&path, "nightingale"), "and closed");
    }

    #[test]
    fn whoever_reads_puts_the_last_traces_off_and_holds_nobody_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("room.sqlite3");
        let mut database = Database::open(&path, ROOM).unwrap();
        database.commit(&Batch { changes: changes(&said(1, MINSU, "blackbird")) }).unwrap();
        let reader = Database::open_to_read(&path).unwrap();
        let look = reader.connection().unchecked_transaction().unwrap();
        look.query_row("SELECT count(*) FROM event", [], |row| row.get::<_, i64>(0)).unwrap();
        let begin = std::time::Instant::now();
        database.commit(&Batch { changes: changes(&delete(2, MINSU, 1)) }).unwrap();
        assert!(begin.elapsed() < crate::wire::limits::STORE_PATIENCE);
        look.finish().unwrap();
        database.commit(&Batch { changes: changes(&said(3, MINSU, "another")) }).unwrap();
        assert!(!holds(&path, "blackbird"));
    }
}
