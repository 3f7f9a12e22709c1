//! Searching a store: a page of hits, each with the line before and the line after it.
//!
//! Every line is looked at, the newest first, until the page is full. The columns that are compared are borrowed from
//! SQLite's own page; only what is found is copied.

use rusqlite::{OptionalExtension as _, Row as SqlRow, params};

use super::batch::LineRow;
use super::database::{Database, number};
use super::error::StoreError;
use super::search::{Query, Said};
use crate::wire::limits::SEARCH_HITS;
use crate::wire::{Kind, Name, PublicKey, Seq};

/// Where a line stands among the others, as they are shown: after this public place, and after this letter there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinePlace {
    /// The public place of the line, or the one after which it was whispered.
    pub seq: Seq,
    /// The place in the mailbox; 0 for a public line.
    pub mail: Seq,
}

/// One line that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The line.
    pub line: LineRow,
    /// What was said just before, if anything was.
    pub before: Option<LineRow>,
    /// What was said just after.
    pub after: Option<LineRow>,
}

/// What was found, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundPage {
    /// The hits.
    pub hits: Vec<Hit>,
    /// Where the next page begins, if there is more to be found.
    pub older: Option<LinePlace>,
}

impl Database {
    /// Returns the newest hits before a place, or of all; at most so many, and never more than [`SEARCH_HITS`].
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn search(
        &self,
        query: &Query,
        before: Option<LinePlace>,
        most: usize,
    ) -> Result<FoundPage, StoreError> {
        if query.is_empty() {
            return Ok(FoundPage::default());
        }
        // One look at the file: what is found cannot go away before it is read.
        let look = self.connection().unchecked_transaction()?;
        let (places, more) = self.places(query, before, most.clamp(1, SEARCH_HITS))?;
        let older = places.last().copied().filter(|_| more);
        let hits =
            places.into_iter().filter_map(|place| self.hit(place).transpose()).collect::<Result<_, _>>()?;
        look.finish()?;
        Ok(FoundPage { hits, older })
    }

    /// Where the hits stand, and whether there is another one.
    fn places(
        &self,
        query: &Query,
        before: Option<LinePlace>,
        most: usize,
    ) -> Result<(Vec<LinePlace>, bool), StoreError> {
        let before = before.unwrap_or(LinePlace { seq: Seq::MAX, mail: Seq::MAX });
        let (since, until) = query.span();
        let mut statement = self.statement(
            "SELECT seq, mail, name, time, text FROM line \
             WHERE (seq, mail) < (?, ?) AND time >= ? AND time < ? ORDER BY seq DESC, mail DESC",
        )?;
        let mut rows = statement.query(params![
            number(before.seq),
            number(before.mail),
            number(since),
            number(until)
        ])?;
        let (mut places, mut buffer) = (Vec::new(), String::new());
        while let Some(row) = rows.next()? {
            let (name, text) = (row.get_ref(2)?, row.get_ref(4)?);
            // A column of another type, or of bytes that are no text, is nothing that anybody said.
            let (Ok(name), Ok(text)) = (name.as_str(), text.as_str()) else { continue };
            let said = Said { name, time: row.get::<_, i64>(3)?.unsigned_abs(), text };
            if !query.matches(said, &mut buffer) {
                continue;
            }
            if places.len() == most {
                return Ok((places, true));
            }
            places.push(place_of(row)?);
        }
        Ok((places, false))
    }

    fn hit(&self, place: LinePlace) -> Result<Option<Hit>, StoreError> {
        let one = |query: &str| -> Result<Option<LineRow>, StoreError> {
            let values = [number(place.seq), number(place.mail)];
            Ok(self.statement(query)?.query_row(values, line_of).optional()?.flatten())
        };
        let Some(line) = one(AT)? else { return Ok(None) };
        Ok(Some(Hit { line, before: one(BEFORE)?, after: one(AFTER)? }))
    }
}

const AT: &str = "SELECT seq, mail, author, name, time, kind, text FROM line WHERE seq = ? AND mail = ?";
const BEFORE: &str = "SELECT seq, mail, author, name, time, kind, text FROM line \
    WHERE (seq, mail) < (?, ?) ORDER BY seq DESC, mail DESC LIMIT 1";
const AFTER: &str = "SELECT seq, mail, author, name, time, kind, text FROM line \
    WHERE (seq, mail) > (?, ?) ORDER BY seq, mail LIMIT 1";

fn place_of(row: &SqlRow<'_>) -> rusqlite::Result<LinePlace> {
    Ok(LinePlace { seq: row.get::<_, i64>(0)?.unsigned_abs(), mail: row.get::<_, i64>(1)?.unsigned_abs() })
}

/// Reads a line; `None` if nobody can have said it.
fn line_of(row: &SqlRow<'_>) -> rusqlite::Result<Option<LineRow>> {
    let LinePlace { seq, mail } = place_of(row)?;
    let (name, text) = (row.get_ref(3)?.as_str().map(Name::parse), row.get_ref(6)?.as_str());
    let (Ok(Ok(name)), Ok(text)) = (name, text) else { return Ok(None) };
    Ok(Some(LineRow {
        seq,
        mail,
        author: PublicKey(row.get(2)?),
        name,
        time: row.get::<_, i64>(4)?.unsigned_abs(),
        kind: Kind(row.get(5)?),
        text: text.to_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::super::{Batch, Change};
    use super::*;
    use crate::wire::RoomId;

    const ROOM: RoomId = RoomId([5; 8]);

    fn line(seq: Seq, mail: Seq, text: &str) -> LineRow {
        LineRow {
            seq,
            mail,
            author: PublicKey([1; 32]),
            name: Name::parse("영희").unwrap(),
            time: 1_000 + seq,
            kind: if mail == 0 { Kind::CHAT } else { Kind::WHISPER },
            text: text.to_owned(),
        }
    }

    fn store(lines: &[LineRow]) -> Database {
        let mut database = Database::in_memory(ROOM).unwrap();
        let changes = lines.iter().cloned().map(Change::Line).collect();
        database.commit(&Batch { changes }).unwrap();
        database
    }

    fn query(typed: &str) -> Query {
        Query::parse(typed, &TimeZone::UTC)
    }

    fn places(page: &FoundPage) -> Vec<(Seq, Seq)> {
        page.hits.iter().map(|hit| (hit.line.seq, hit.line.mail)).collect()
    }

    #[test]
    fn hits_come_newest_first_with_what_was_said_around_them() {
        let database = store(&[
            line(1, 0, "김치"),
            line(2, 0, "둘"),
            line(2, 1, "김치는 비밀"),
            line(2, 2, "넷"),
            line(5, 0, "김치찌개"),
        ]);
        let page = database.search(&query("ㄱㅊ"), None, 10).unwrap();
        assert_eq!(places(&page), [(5, 0), (2, 1), (1, 0)]);
        assert_eq!(page.older, None);
        let around = |hit: &Hit| {
            let text = |line: &Option<LineRow>| line.as_ref().map(|line| line.text.clone());
            (text(&hit.before), text(&hit.after))
        };
        assert_eq!(around(&page.hits[0]), (Some("넷".to_owned()), None));
        assert_eq!(around(&page.hits[1]), (Some("둘".to_owned()), Some("넷".to_owned())));
        assert_eq!(around(&page.hits[2]), (None, Some("둘".to_owned())));
        assert_eq!(page.hits[1].line, line(2, 1, "김치는 비밀"));
    }

    #[test]
    fn pages_follow_one_another_and_leave_nothing_out() {
        let lines: Vec<_> = (1..=25).flat_map(|seq| [line(seq, 0, "찾아"), line(seq, seq, "찾아")]).collect();
        let database = store(&lines);
        let (mut found, mut before, mut pages) = (Vec::new(), None, 0);
        loop {
            let page = database.search(&query("찾"), before, 7).unwrap();
            found.extend(places(&page));
            pages += 1;
            before = page.older;
            if before.is_none() {
                break;
            }
        }
        let mut expected: Vec<_> = lines.iter().map(|line| (line.seq, line.mail)).collect();
        expected.reverse();
        assert_eq!(found, expected);
        assert_eq!(pages, 8);
        assert_eq!(
            database.search(&query("찾"), None, 50).unwrap().older,
            None,
            "the last page is known to be it"
        );
    }

    #[test]
    fn a_page_is_bounded_whatever_is_asked_for() {
        let lines: Vec<_> = (1..=300).map(|seq| line(seq, 0, "찾아")).collect();
        let database = store(&lines);
        assert_eq!(database.search(&query("찾"), None, usize::MAX).unwrap().hits.len(), SEARCH_HITS);
        assert_eq!(database.search(&query("찾"), None, 0).unwrap().hits.len(), 1);
    }

    #[test]
    fn days_narrow_the_scan_and_an_empty_query_finds_nothing() {
        let database = store(&[line(1, 0, "하나"), line(86_400_000, 0, "둘")]);
        assert_eq!(places(&database.search(&query("on:1970-01-01"), None, 9).unwrap()), [(1, 0)]);
        assert_eq!(places(&database.search(&query("after:1970-01-01"), None, 9).unwrap()), [(86_400_000, 0)]);
        assert_eq!(database.search(&query(" \"\" "), None, 9).unwrap(), FoundPage::default());
    }

    #[test]
    fn rows_that_nobody_wrote_are_passed_over_or_told() {
        let database = store(&[line(1, 0, "김치"), line(2, 0, "김치"), line(3, 0, "김치")]);
        let spoil = |change: &str| database.connection().execute_batch(change).unwrap();
        spoil("UPDATE line SET text = x'ff' WHERE seq = 2; UPDATE line SET name = '\u{202e}' WHERE seq = 3");
        assert_eq!(places(&database.search(&query("김치"), None, 9).unwrap()), [(1, 0)]);
        spoil("UPDATE line SET author = x'00' WHERE seq = 1");
        let told = database.search(&query("김치"), None, 9);
        assert!(matches!(told, Err(StoreError::Damaged { .. })), "{told:?}");
    }
}
