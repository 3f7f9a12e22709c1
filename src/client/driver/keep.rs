//! The way from a core's changes to the disk: one commit at a time, whatever comes meanwhile is the next.
//!
//! A disk that fails costs what is kept, never the conversation: everything goes on from memory, and after a while
//! the disk is tried again with what must not be missing on it.

use std::pin::Pin;
use std::time::Duration;

use tokio::task::spawn_blocking;

use crate::client::core::Core;
use crate::client::kept::{Found, Kept, Question};
use crate::client::update::Keeping;
use crate::store::{Batch, Change, Folder, Lock, Salvage, Side, Store, StoreError};
use crate::wire::limits::{KEEP_BATCH, KEEP_RETRY, KEEP_WAITING};
use crate::wire::{Now, PublicKey, RoomId};

/// What a member keeps of a room.
#[derive(Clone, Debug)]
pub enum Keep {
    /// Nothing: it is gone with the program.
    Nothing,
    /// Its own copy, in its own part of the data folder.
    Folder {
        /// The data folder's rooms.
        folder: Folder,
        /// The room, if it is known before the host is reached: its copy is shown at once.
        room: Option<RoomId>,
    },
}

type Commit = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send>>;

/// An open copy, and what keeps it for this member alone.
struct Open {
    store: Store,
    _lock: Lock,
}

/// A member's own copy, open or not.
pub(super) struct Keeper {
    folder: Option<Folder>,
    me: PublicKey,
    room: Option<RoomId>,
    open: Option<Open>,
    /// Changes taken from the core and not yet handed to the store.
    waiting: Vec<Change>,
    commit: Option<(Commit, u64)>,
    /// Changes taken from the core in all, and those of them that nobody waits for any more.
    taken: u64,
    kept: u64,
    /// The disk failed; it is tried again from this moment on.
    failed: Option<Duration>,
}

impl Keeper {
    pub(super) fn new(keep: &Keep, me: PublicKey) -> Self {
        let folder = match keep {
            Keep::Nothing => None,
            Keep::Folder { folder, .. } => Some(folder.clone()),
        };
        Self {
            folder,
            me,
            room: None,
            open: None,
            waiting: Vec::new(),
            commit: None,
            taken: 0,
            kept: 0,
            failed: None,
        }
    }

    /// Returns whether a room's copy is still to be opened.
    pub(super) fn lacks(&self, room: RoomId) -> bool {
        self.folder.is_some() && self.room != Some(room)
    }

    /// Opens a room's copy and hands what it holds to the core; the copy before it is left in order.
    pub(super) async fn open(
        &mut self,
        room: RoomId,
        core: &mut Core,
        now: Now,
    ) -> Result<Option<Salvage>, StoreError> {
        self.flush(core, now).await;
        let Some(folder) = self.folder.clone() else { return Ok(None) };
        self.room = Some(room);
        // If this fails, nothing of this room is kept, and nothing of it goes into the other's copy.
        let before = self.open.take();
        let (open, kept, salvage) = open(folder, room, self.me).await?;
        let left = core.handle_copy(kept);
        self.open = Some(open);
        self.flush(core, now).await;
        if let Some(before) = before {
            // What waits lies in this room's copy by here, so it may leave the other's.
            if let Err(error) = before.store.commit(Batch { changes: left }).await {
                tracing::warn!(%error, "lines that moved to another room stay in the one before");
            }
            before.store.close().await;
        }
        Ok(salvage)
    }

    /// Takes from the core what is to be kept, and begins to write it.
    pub(super) fn take(&mut self, core: &mut Core, now: Now) {
        let begin = self.waiting.len();
        self.collect(core);
        let is_out = self.failed.is_some_and(|until| now.ticks < until) && self.commit.is_none();
        if self.open.is_none() || is_out {
            return self.miss(core, now);
        }
        if self.failed.is_some() && self.commit.is_none() && self.waiting.len() > begin {
            core.write_again();
            self.collect(core);
        }
        self.begin();
    }

    /// Gives up what was taken from the core and is not kept.
    fn miss(&mut self, core: &mut Core, now: Now) {
        self.waiting.clear();
        self.kept = self.taken;
        core.handle_missed(now);
    }

    fn collect(&mut self, core: &mut Core) {
        while let Some(change) = core.poll_write() {
            self.taken += 1;
            self.waiting.push(change);
        }
    }

    /// Hands the next changes to the store, unless it is at work.
    fn begin(&mut self) {
        let is_idle = self.commit.is_none() && !self.waiting.is_empty();
        let Some(open) = self.open.as_ref().filter(|_| is_idle) else { return };
        let mut count = self.waiting.len().min(KEEP_BATCH);
        // What an event says about a line is kept together with the event.
        while matches!(self.waiting.get(count), Some(Change::About { .. })) {
            count += 1;
        }
        let changes: Vec<_> = self.waiting.drain(..count).collect();
        let count = u64::try_from(changes.len()).unwrap_or(u64::MAX);
        let store = open.store.clone();
        let commit = async move { store.commit(Batch { changes }).await };
        self.commit = Some((Box::pin(commit), count));
    }

    /// Returns whether the store is at work.
    pub(super) fn is_busy(&self) -> bool {
        self.commit.is_some()
    }

    /// Returns whether so much waits for the disk that nothing more should be read.
    pub(super) fn is_full(&self) -> bool {
        self.waiting.len() >= KEEP_WAITING
    }

    /// Waits for the commit at work; nothing is lost if the caller stops waiting.
    pub(super) async fn committed(&mut self) -> Result<(), StoreError> {
        match &mut self.commit {
            Some((commit, _)) => commit.await,
            None => std::future::pending().await,
        }
    }

    /// Takes in how a commit ended; returns what there is to say about it.
    pub(super) fn handle_committed(
        &mut self,
        result: Result<(), StoreError>,
        core: &mut Core,
        now: Now,
    ) -> Option<Keeping> {
        let (_, count) = self.commit.take()?;
        let was_failing = self.failed.is_some();
        let told = match result {
            Ok(()) => {
                self.failed = None;
                self.kept += count;
                was_failing.then_some(Keeping::Again)
            }
            Err(error) => {
                tracing::warn!(%error, "nothing is being kept");
                self.failed = Some(now.ticks + KEEP_RETRY);
                self.collect(core);
                self.miss(core, now);
                (!was_failing).then_some(Keeping::Failed(error))
            }
        };
        core.handle_kept(now, self.kept);
        self.begin();
        told
    }

    /// Writes all there is to write and waits until it is on the disk.
    pub(super) async fn flush(&mut self, core: &mut Core, now: Now) -> Option<Keeping> {
        let mut told = None;
        self.take(core, now);
        while self.is_busy() {
            let result = self.committed().await;
            told = self.handle_committed(result, core, now).or(told);
            self.take(core, now);
        }
        told
    }

    /// Looks something up in what is kept.
    pub(super) async fn ask(&mut self, question: Question) -> Found {
        let Some(open) = &self.open else { return question.nothing() };
        let me = self.me;
        let asked = question.clone();
        let found = open.store.read(move |database| asked.ask(database, &me)).await;
        found.unwrap_or_else(|error| {
            tracing::warn!(%error, "what is kept cannot be read");
            question.nothing()
        })
    }

    /// Closes the copy in order.
    pub(super) async fn close(&mut self) {
        if let Some(open) = self.open.take() {
            open.store.close().await;
        }
    }
}

async fn open(
    folder: Folder,
    room: RoomId,
    me: PublicKey,
) -> Result<(Open, Kept, Option<Salvage>), StoreError> {
    let opened = spawn_blocking(move || {
        let lock = folder.lock_room(Side::Member, room)?;
        let (store, salvage) = Store::open(&folder.file(Side::Member, room), room, Side::Member)?;
        folder.settle(Side::Member, room)?;
        Ok::<_, StoreError>((Open { store, _lock: lock }, salvage))
    });
    let (open, salvage) = opened.await.map_err(|_| StoreError::Closed)??;
    let kept = open.store.read(move |database| Kept::read(database, room, me)).await?;
    Ok((open, kept, salvage))
}
