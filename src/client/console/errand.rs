//! What takes a while on this computer alone: searching and saving what is kept of the room.
//!
//! Runs on a thread of its own beside the link; nothing of it leaves this computer. One at a time, and the next typed line
//! waits for it, so that answers come in the order of the questions.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::client::export::Form;
use crate::client::save::{Copy, Destination, SaveError, Saved, Style, to_file, typed_path};
use crate::client::search::search;
use crate::clock::Clock;
use crate::phrase::Phrases;
use crate::store::search::Query;
use crate::store::{FoundPage, LinePlace, StoreError};

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    /// Look for something.
    Search {
        /// Where.
        copy: Copy,
        /// What.
        query: Query,
        /// Only before this place.
        before: Option<LinePlace>,
        /// How many hits at most.
        most: usize,
    },
    /// Write the room to a file.
    Save {
        /// From here.
        copy: Copy,
        /// As what.
        form: Form,
        /// To this file, as typed; the current folder if empty.
        path: PathBuf,
    },
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Done {
    /// What was found.
    Found(Result<FoundPage, SaveError>),
    /// What was saved.
    Saved(Result<Saved, SaveError>),
}

impl Errand {
    /// Sets out; must be called within a runtime.
    pub(super) fn start(self, phrases: Phrases, zone: TimeZone) -> JoinHandle<Done> {
        spawn_blocking(move || self.run(phrases, zone))
    }

    fn run(self, phrases: Phrases, zone: TimeZone) -> Done {
        match self {
            Self::Search { copy, query, before, most } => Done::Found(search(&copy, &query, before, most)),
            Self::Save { copy, form, path } => {
                let style = Style { form, phrases, zone, now: Clock::start().now().wall };
                let destination = Destination { path: typed_path(&path, Path::new(".")), replace: false };
                Done::Saved(to_file(&copy, &style, &destination))
            }
        }
    }
}

/// What an errand came to, also if its thread broke down.
pub(super) async fn done(errand: Option<&mut JoinHandle<Done>>) -> Done {
    match errand {
        Some(errand) => {
            let broken = |_| Done::Found(Err(SaveError::Store(StoreError::Closed)));
            errand.await.unwrap_or_else(broken)
        }
        None => std::future::pending().await,
    }
}
