//! Keeps what the room appends, and goes on without a disk that does not take it.
//!
//! A batch is on the disk before it is published. While the disk refuses, what was said is owed to it:
//! talking goes on from memory, whoever hosts is told that nothing is being kept, and the debt is paid as
//! soon as there is room. The debt has a bound; beyond it the oldest of what is owed is given up.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::room::Batch;
use crate::store::{self, Caps, Change, Store, StoreError};
use crate::wire::limits::{KEEP_AGAIN, OWED_BYTES, TRIM_AFTER, TRIM_EVENTS};
use crate::wire::{Mark, Now, Seq};

/// What becomes of what is said.
#[derive(Clone, Debug)]
pub enum Keeping {
    /// It is on the disk before anybody sees it.
    Kept,
    /// The room lies in memory alone, as was asked for.
    Memory,
    /// The disk does not take it; what is said now is lost with the program.
    NotKept(StoreError),
}

/// How much of a room is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Public events.
    pub events: u64,
    /// Bytes of their frames.
    pub bytes: u64,
    /// How long.
    pub age: Duration,
}

/// The disk under a room, if there is one.
#[derive(Debug)]
pub struct Keeper {
    disk: Option<Disk>,
    keeping: watch::Sender<Keeping>,
}

#[derive(Debug)]
struct Disk {
    store: Store,
    bounds: Bounds,
    /// What the disk did not take.
    owed: store::Batch,
    /// When it is asked again.
    again: Option<Instant>,
    trimmed: Option<Instant>,
    /// Changes since the oldest were let go.
    since: usize,
    clocks: Clocks,
}

/// Whether the wall clock can be believed when old events are to go.
#[derive(Debug, Default)]
struct Clocks {
    first: Option<Now>,
}

impl Keeper {
    /// Keeps nothing.
    #[must_use]
    pub fn memory() -> Self {
        Self { disk: None, keeping: watch::Sender::new(Keeping::Memory) }
    }

    /// Keeps everything within the bounds.
    #[must_use]
    pub fn disk(store: Store, bounds: Bounds) -> Self {
        let disk = Disk {
            store,
            bounds,
            owed: store::Batch::default(),
            again: None,
            trimmed: None,
            since: 0,
            clocks: Clocks::default(),
        };
        Self { disk: Some(disk), keeping: watch::Sender::new(Keeping::Kept) }
    }

    /// Returns what becomes of what is said, and of what will be.
    #[must_use]
    pub fn keeping(&self) -> watch::Receiver<Keeping> {
        self.keeping.subscribe()
    }

    /// Keeps a batch before anybody sees it, if the disk takes it.
    pub async fn keep(&mut self, batch: &Batch) {
        if let Some(disk) = &mut self.disk {
            disk.owe(batch.to_keep());
            if disk.again.is_none_or(|again| again <= Instant::now()) {
                disk.pay(&self.keeping).await;
            }
        }
    }

    /// Waits until the disk is to be asked again, and asks it; for ever if nothing is owed.
    pub async fn pay(&mut self) {
        match &mut self.disk {
            Some(disk) if !disk.owed.is_empty() => {
                sleep_until(disk.again.unwrap_or_else(Instant::now)).await;
                disk.pay(&self.keeping).await;
            }
            _ => std::future::pending().await,
        }
    }

    /// Lets the oldest events go, now and then; returns the oldest place kept after it did.
    pub async fn trim(&mut self, now: Now) -> Option<Seq> {
        let disk = self.disk.as_mut().filter(|disk| disk.is_trim_due())?;
        disk.trim(now).await
    }

    /// Writes what is owed and closes the file.
    pub async fn close(&mut self) {
        if let Some(disk) = &mut self.disk {
            if !disk.owed.is_empty() {
                disk.pay(&self.keeping).await;
            }
            disk.store.close().await;
        }
    }
}

impl Disk {
    fn owe(&mut self, batch: store::Batch) {
        self.since = self.since.saturating_add(batch.changes.len());
        self.owed.changes.extend(batch.changes);
        if self.owed.bytes() > OWED_BYTES {
            give_up_oldest(&mut self.owed);
        }
    }

    async fn pay(&mut self, keeping: &watch::Sender<Keeping>) {
        match self.store.commit(self.owed.clone()).await {
            Ok(()) => {
                self.owed.changes.clear();
                self.again = None;
                keeping.send_if_modified(|keeping| {
                    let mended = matches!(keeping, Keeping::NotKept(_));
                    *keeping = Keeping::Kept;
                    mended
                });
            }
            Err(error) => {
                self.again = Some(Instant::now() + KEEP_AGAIN);
                keeping.send_if_modified(|keeping| {
                    // Told once, however often the disk refuses.
                    let broke = !matches!(keeping, Keeping::NotKept(_));
                    if broke {
                        tracing::error!(%error, "nothing is being kept");
                        *keeping = Keeping::NotKept(error);
                    }
                    broke
                });
            }
        }
    }

    fn is_trim_due(&self) -> bool {
        let waited = self.trimmed.is_none_or(|trimmed| trimmed.elapsed() >= TRIM_AFTER);
        waited && self.owed.is_empty() && (self.trimmed.is_none() || self.since >= TRIM_EVENTS)
    }

    async fn trim(&mut self, now: Now) -> Option<Seq> {
        (self.trimmed, self.since) = (Some(Instant::now()), 0);
        let age = u64::try_from(self.bounds.age.as_millis()).unwrap_or(u64::MAX);
        let oldest = if self.clocks.agree(now) { now.wall.saturating_sub(age) } else { 0 };
        let caps = Caps { events: self.bounds.events, bytes: self.bounds.bytes, oldest };
        let trim = store::Batch { changes: vec![Change::Trim(caps)] };
        if let Err(error) = self.store.commit(trim).await {
            tracing::warn!(%error, "the oldest events could not be let go");
        }
        let before = self.store.read(|database| database.before()).await;
        before.ok().map(|Mark { seq, .. }| seq.saturating_add(1))
    }
}

/// How long both clocks have to run alike before the wall clock may end what is kept.
const AGREED: Duration = Duration::from_secs(60 * 60);
/// How far they may drift apart in that time.
const DRIFT: Duration = Duration::from_secs(5 * 60);

impl Clocks {
    /// A wall clock that jumped, or that was not watched long enough, must not cost anybody the history.
    fn agree(&mut self, now: Now) -> bool {
        let first = *self.first.get_or_insert(now);
        let ran = now.ticks.saturating_sub(first.ticks);
        let passed = Duration::from_millis(now.wall.saturating_sub(first.wall));
        if passed.abs_diff(ran) > DRIFT || now.wall < first.wall {
            self.first = Some(now);
            return false;
        }
        ran >= AGREED
    }
}

/// Gives up the older half of the events that are owed; what is left goes on behind the gap. Of each member
/// only the newest state counts.
fn give_up_oldest(owed: &mut store::Batch) {
    let mut seen = BTreeSet::new();
    let mut newest = Vec::new();
    for change in owed.changes.drain(..).rev() {
        let counts = match &change {
            Change::Member(key, _) => seen.insert(*key),
            _ => true,
        };
        newest.extend(counts.then_some(change));
    }
    newest.reverse();
    let events = newest.iter().filter(|change| matches!(change, Change::Event(_))).count();
    let mut left = events / 2;
    let mut given_up = None;
    newest.retain(|change| match change {
        Change::Event(row) if left > 0 => {
            left -= 1;
            given_up = Some(row.mark);
            false
        }
        _ => true,
    });
    owed.changes.extend(given_up.map(Change::EventsUpTo));
    owed.changes.append(&mut newest);
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::store::{Database, Hesitate};
    use crate::wire::RoomId;

    fn now(ticks: u64, wall: u64) -> Now {
        Now { ticks: Duration::from_secs(ticks), wall: wall * 1_000 }
    }

    #[test]
    fn a_wall_clock_is_believed_only_when_it_ran_along_for_an_hour() {
        let mut clocks = Clocks::default();
        assert!(!clocks.agree(now(0, 1_000)));
        assert!(!clocks.agree(now(600, 1_600)));
        assert!(clocks.agree(now(3_600, 4_700)));
        assert!(!clocks.agree(now(3_700, 315_000_000)), "ten years ahead");
        assert!(!clocks.agree(now(3_800, 4_800)), "and back");
        assert!(clocks.agree(now(7_400, 8_400)));
    }

    /// A keeper whose disk refuses as long as the switch says so.
    fn refusing(refuses: &Arc<AtomicBool>) -> Keeper {
        let database = Arc::new(Mutex::new(Database::in_memory(RoomId([1; 8])).unwrap()));
        let refuses = Arc::clone(refuses);
        let hesitate: Hesitate = Arc::new(move |_| {
            let refused = refuses.load(Ordering::Relaxed);
            Box::pin(async move { if refused { Err(StoreError::Full) } else { Ok(()) } })
        });
        Keeper::disk(Store::inline(database, hesitate), Bounds::default())
    }

    #[tokio::test(start_paused = true)]
    async fn a_disk_that_refuses_is_told_of_once_and_once_more_when_it_takes_again() {
        let refuses = Arc::new(AtomicBool::new(true));
        let mut keeper = refusing(&refuses);
        let mut keeping = keeper.keeping();
        for _ in 0..3 {
            keeper.keep(&Batch::default()).await;
            tokio::time::advance(KEEP_AGAIN).await;
        }
        assert!(keeping.has_changed().unwrap());
        assert!(matches!(&*keeping.borrow_and_update(), Keeping::NotKept(StoreError::Full)));
        keeper.keep(&Batch::default()).await;
        assert!(!keeping.has_changed().unwrap(), "told twice");
        refuses.store(false, Ordering::Relaxed);
        tokio::time::advance(KEEP_AGAIN).await;
        keeper.keep(&Batch::default()).await;
        assert!(matches!(&*keeping.borrow_and_update(), Keeping::Kept));
    }

    #[test]
    fn what_is_owed_beyond_its_bound_begins_behind_a_gap() {
        let row = |seq| {
            let mark = Mark { seq, ..Mark::default() };
            Change::Event(store::Row { mark, time: 0, frame: vec![0; 100] })
        };
        let mut owed = store::Batch { changes: (1..=10).map(row).collect() };
        give_up_oldest(&mut owed);
        let begin = owed.changes.first();
        assert_eq!(begin, Some(&Change::EventsUpTo(Mark { seq: 5, ..Mark::default() })));
        assert_eq!(owed.changes.get(1..), Some((6..=10).map(row).collect::<Vec<_>>().as_slice()));
    }
}
