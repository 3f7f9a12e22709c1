//! The desk's part in searching and saving: what is asked for, and how a search goes on.

use std::path::PathBuf;

use super::{Answer, Desk, Wish};
use crate::client::command::Word;
use crate::client::console::errand::{Done, Errand};
use crate::client::console::{Format, json, sentences};
use crate::client::export::Form;
use crate::client::save::{Copy, SaveError, Saved};
use crate::store::search::{Hint, Query};
use crate::store::{FoundPage, LinePlace};
use crate::wire::limits::SEARCH_HITS;

/// Hits that a person is shown at once.
const HITS_SHOWN: usize = 10;

/// A search that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::client::console) struct Search {
    query: Query,
    /// How many were found so far.
    found: usize,
    /// Where it goes on; `None` once all was found.
    older: Option<LinePlace>,
}

/// What came of looking at what is kept.
#[derive(Debug)]
pub(in crate::client::console) enum Looked {
    /// A page of hits.
    Found {
        /// The hits.
        page: FoundPage,
        /// How many there are with those of the pages before.
        found: usize,
        /// What to know of the query; only told with the first page.
        hints: Vec<Hint>,
    },
    /// The room was saved.
    Saved(Saved),
    /// It could not be done.
    Failed(SaveError),
}

impl Desk {
    /// Takes in what an errand came to and returns the lines to write.
    pub(in crate::client::console) fn handle_done(&mut self, done: Done) -> Vec<String> {
        let looked = match done {
            Done::Found(Ok(page)) => self.found(page),
            Done::Saved(Ok(saved)) => Looked::Saved(saved),
            Done::Found(Err(error)) | Done::Saved(Err(error)) => Looked::Failed(error),
        };
        match self.format {
            Format::Sentences => sentences::of_looked(self, &looked),
            Format::Json => json::of_looked(self, &looked),
        }
    }

    /// Looks for something else, or for more of what was looked for before.
    pub(super) fn search(&mut self, typed: Option<&str>) -> Result<Vec<Wish>, Answer> {
        match typed.map(|typed| Query::parse(typed, &self.zone)) {
            Some(query) if query.is_empty() => return Ok(Vec::new()),
            Some(query) => self.search = Some(Search { query, found: 0, older: None }),
            None => {}
        }
        let most = match self.format {
            Format::Sentences => HITS_SHOWN,
            Format::Json => SEARCH_HITS,
        };
        let copy = self.copy()?;
        let Some(search) = &self.search else { return Err(Answer::Help(Some(Word::Search))) };
        if typed.is_none() && search.older.is_none() {
            return Err(Answer::NoneOlder);
        }
        let (query, before) = (search.query.clone(), search.older);
        Ok(vec![Wish::Errand(Errand::Search { copy, query, before, most })])
    }

    /// Writes the room to a file.
    pub(super) fn save(&self, path: Option<String>, form: Option<Form>) -> Result<Vec<Wish>, Answer> {
        let path = path.map_or_else(PathBuf::new, PathBuf::from);
        let form = Form::meant(form, Some(&path));
        Ok(vec![Wish::Errand(Errand::Save { copy: self.copy()?, form, path })])
    }

    /// The copy of this room, wherever anything is kept at all.
    fn copy(&self) -> Result<Copy, Answer> {
        let (Some(folder), Some(room)) = (&self.copies, self.timeline.room()) else {
            return Err(Answer::NothingKept);
        };
        Ok(Copy::of_member(folder, room))
    }

    fn found(&mut self, page: FoundPage) -> Looked {
        let Some(search) = &mut self.search else {
            return Looked::Found { page, found: 0, hints: Vec::new() };
        };
        let first = search.found == 0;
        search.found = search.found.saturating_add(page.hits.len());
        search.older = page.older;
        let hints = if first { search.query.hints().to_vec() } else { Vec::new() };
        Looked::Found { found: search.found, page, hints }
    }
}

#[cfg(test)]
mod tests;
