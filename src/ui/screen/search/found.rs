//! What was found, made ready to be shown: done where it was looked for, so that drawing has nothing to seek.

use std::ops::Range;

use jiff::tz::TimeZone;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Answer, Question};
use crate::client::save::Copy;
use crate::client::search::search;
use crate::store::search::{Hint, Query};
use crate::store::{LinePlace, LineRow};
use crate::wire::limits::SEARCH_HITS;
use crate::wire::{Kind, Name, PublicKey, Time};

/// Letters shown of a line at most, and of those the ones before the first that was looked for.
const LETTERS_MAX: usize = 120;
const LETTERS_BEFORE: usize = 16;

/// One line that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub place: LinePlace,
    /// Who said it.
    pub author: PublicKey,
    /// The author's name at that moment.
    pub name: Name,
    /// When the host placed it.
    pub time: Time,
    /// Whether it was whispered.
    pub is_whisper: bool,
    /// What is shown of it.
    pub excerpt: Excerpt,
}

/// The part of a text around what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// One line.
    pub text: String,
    /// Where in it stands what was looked for.
    pub marks: Vec<Range<usize>>,
}

/// What was found at once, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The hits.
    pub hits: Vec<Found>,
    /// What to know of the query.
    pub hints: Vec<Hint>,
    /// Where the next page begins.
    pub older: Option<LinePlace>,
}

impl Found {
    fn of(line: LineRow, query: &Query) -> Self {
        Self {
            place: LinePlace { seq: line.seq, mail: line.mail },
            author: line.author,
            time: line.time,
            is_whisper: line.kind == Kind::WHISPER,
            excerpt: Excerpt::of(&line.text, &query.marks(&line.text)),
            name: line.name,
        }
    }
}

impl Excerpt {
    /// Cuts a text to what lies around the first mark.
    #[must_use]
    pub fn of(text: &str, marks: &[Range<usize>]) -> Self {
        let first = marks.first().map_or(0, |mark| mark.start);
        let before: Vec<usize> =
            text.grapheme_indices(true).map(|(at, _)| at).take_while(|at| *at < first).collect();
        let start = match before.len().checked_sub(LETTERS_BEFORE) {
            Some(skipped) if skipped > 1 => before.get(skipped).copied().unwrap_or(0),
            _ => 0,
        };
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.grapheme_indices(true).nth(LETTERS_MAX).map_or(text.len(), |(at, _)| start + at);
        let head = if start > 0 { "…" } else { "" };
        let tail = if end < text.len() { "…" } else { "" };
        let middle = text.get(start..end).unwrap_or_default();
        // A blank of one byte for a blank of one byte, so that the marks stay where they are.
        let middle = middle.replace(['\n', '\t'], " ");
        let moved = |at: usize| at.clamp(start, end) - start + head.len();
        let marks = marks.iter().map(|mark| moved(mark.start)..moved(mark.end));
        let marks = marks.filter(|mark| mark.start < mark.end).collect();
        Self { text: format!("{head}{middle}{tail}"), marks }
    }
}

/// Looks for what was asked; takes as long as the room is long.
pub fn look(copy: &Copy, question: Question, zone: &TimeZone) -> Answer {
    let query = Query::parse(&question.typed, zone);
    let page = search(copy, &query, question.before, SEARCH_HITS).map(|page| Page {
        hits: page.hits.into_iter().map(|hit| Found::of(hit.line, &query)).collect(),
        hints: query.hints().to_vec(),
        older: page.older,
    });
    Answer { question, page }
}
