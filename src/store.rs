//! The log on disk, for a host and for a member alike: one file a room, one writer.
//!
//! A commit's answer comes when it is on the disk. Questions go to a connection of their own and never hold
//! the writer up. Both work on threads of their own behind short queues: whoever asks for more than the
//! disk can do waits. Dropping the last handle ends the threads once what was handed in is written.

mod about;
mod batch;
mod database;
mod error;
mod find;
mod folder;
mod salvage;
mod schema;
pub mod search;
mod story;
mod trim;

pub use batch::{Batch, Caps, Change, Fact, LaneRecord, LetterRow, LineRow, MemberRecord, OutboxRecord, Row};
pub use database::{Database, Share};
pub use error::StoreError;
pub use find::{FoundPage, Hit, LinePlace};
pub use folder::{FILE, Folder, Lock, Side};
pub use salvage::{Salvage, is_empty, open as open_file};
pub use story::{Around, Story, Summary, Told};

use std::fmt;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, oneshot};

use crate::wire::RoomId;
use crate::wire::limits::{STORE_JOBS, STORE_MERGED};

/// A question to a store, answered on the thread that reads.
type Question = Box<dyn FnOnce(&Database) + Send>;

/// What happens before an inline store commits: a simulation's way to take time, to fail, or never to come back.
pub type Hesitate =
    Arc<dyn Fn(&Batch) -> Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send>> + Send + Sync>;

/// The handle of an open store; cheap to clone.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
}

#[derive(Clone)]
enum Backend {
    Threads { writer: mpsc::Sender<Job>, reader: mpsc::Sender<Question> },
    Inline { database: Arc<Mutex<Database>>, hesitate: Hesitate },
}

enum Job {
    Commit(Batch, oneshot::Sender<Result<(), StoreError>>),
    Close(oneshot::Sender<()>),
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.backend {
            Backend::Threads { .. } => f.write_str("store"),
            Backend::Inline { .. } => f.write_str("inline store"),
        }
    }
}

impl Store {
    /// Puts an open file behind a writer's and a reader's thread.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when the system gives no thread.
    pub fn start(database: Database, path: &Path) -> Result<Self, StoreError> {
        let (writer, jobs) = mpsc::channel(STORE_JOBS);
        let (reader, questions) = mpsc::channel(STORE_JOBS);
        spawn("store writer", move || write(database, jobs))?;
        let path = path.to_owned();
        spawn("store reader", move || answer(&path, questions))?;
        Ok(Self { backend: Backend::Threads { writer, reader } })
    }

    /// Opens a room's store with its threads, saving what is good of a damaged one.
    ///
    /// # Errors
    /// [`StoreError`]; what is not ours was left as it was.
    pub fn open(path: &Path, room: RoomId, side: Side) -> Result<(Self, Option<Salvage>), StoreError> {
        let (database, salvage) = open_file(path, room, side)?;
        Ok((Self::start(database, path)?, salvage))
    }

    /// Runs a store on the caller's own thread: deterministic, for simulations and tests.
    #[must_use]
    pub fn inline(database: Arc<Mutex<Database>>, hesitate: Hesitate) -> Self {
        Self { backend: Backend::Inline { database, hesitate } }
    }

    /// Writes a batch; batches are written in the order in which this was first polled.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was written.
    pub async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        match &self.backend {
            Backend::Threads { writer, .. } => {
                let (answer, answered) = oneshot::channel();
                writer.send(Job::Commit(batch, answer)).await.map_err(|_| StoreError::Closed)?;
                answered.await.map_err(|_| StoreError::Closed)?
            }
            Backend::Inline { database, hesitate } => {
                hesitate(&batch).await?;
                database.lock().unwrap_or_else(PoisonError::into_inner).commit(&batch)
            }
        }
    }

    /// Asks something of what is committed.
    ///
    /// # Errors
    /// [`StoreError`], also when the reader has ended.
    pub async fn read<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Database) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        match &self.backend {
            Backend::Threads { reader, .. } => {
                let (answer, answered) = oneshot::channel();
                // Whoever asked may be gone by then.
                let ask: Question = Box::new(move |database| drop(answer.send(question(database))));
                reader.send(ask).await.map_err(|_| StoreError::Closed)?;
                answered.await.map_err(|_| StoreError::Closed)?
            }
            Backend::Inline { database, .. } => {
                question(&database.lock().unwrap_or_else(PoisonError::into_inner))
            }
        }
    }

    /// Waits until everything handed in is written and the file is closed; other handles are of no use then.
    pub async fn close(&self) {
        if let Backend::Threads { writer, .. } = &self.backend {
            let (closed, wait) = oneshot::channel();
            if writer.send(Job::Close(closed)).await.is_ok() {
                drop(wait.await);
            }
        }
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
    let thread = std::thread::Builder::new().name(name.to_owned()).spawn(work)?;
    // It ends by itself with the last handle; closing waits for it by an answer instead.
    drop(thread);
    Ok(())
}

/// Writes batches until the last handle is gone; what waits together is committed together.
fn write(mut database: Database, mut jobs: mpsc::Receiver<Job>) {
    while let Some(job) = jobs.blocking_recv() {
        let mut waiting = vec![job];
        while waiting.len() < STORE_MERGED
            && let Ok(job) = jobs.try_recv()
        {
            waiting.push(job);
        }
        let mut batches = Vec::new();
        for job in waiting {
            match job {
                Job::Commit(batch, answer) => batches.push((batch, answer)),
                Job::Close(closed) => {
                    commit(&mut database, batches);
                    drop(database);
                    // Whoever waits may be gone.
                    closed.send(()).ok();
                    return;
                }
            }
        }
        commit(&mut database, batches);
    }
}

fn commit(database: &mut Database, mut batches: Vec<(Batch, oneshot::Sender<Result<(), StoreError>>)>) {
    if let [_, _, ..] = batches.as_slice() {
        let changes = batches.iter().flat_map(|(batch, _)| batch.changes.iter().cloned()).collect();
        if database.commit(&Batch { changes }).is_ok() {
            batches.into_iter().for_each(|(_, answer)| drop(answer.send(Ok(()))));
            return;
        }
        // One of them is at fault; each gets its own answer.
    }
    for (batch, answer) in batches.drain(..) {
        drop(answer.send(database.commit(&batch)));
    }
}

/// Answers questions until the last handle is gone.
fn answer(path: &Path, mut questions: mpsc::Receiver<Question>) {
    let mut database = None;
    while let Some(question) = questions.blocking_recv() {
        if database.is_none() {
            database = Database::open_to_read(path)
                .inspect_err(|error| tracing::warn!(%error, "cannot read the store"))
                .ok();
        }
        // Without a database the question is dropped, and with it the way to answer.
        if let Some(database) = &database {
            question(database);
        }
    }
}

#[cfg(test)]
mod tests;
