//! A disk: what was committed to it survives, nothing else does. Slow, full or broken as the world likes.
//!
//! What reaches the platter is a list of batches. A program reads and writes a database of its own in
//! memory; dying loses it, and opening again plays the list back. An older copy is a shorter list.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use maru::store::{Batch, Change, Database, Fact, Row, Store, StoreError};
use maru::wire::{Event, Hash, Mark, Nonce, RoomId, Seq};
use tokio::time::sleep;

use crate::fault::Fault;
use crate::random::Random;

/// A disk that outlives the programs that use it; cheap to clone.
#[derive(Clone)]
pub(crate) struct Disk(Arc<Mutex<Platter>>);

#[derive(Clone)]
struct Platter {
    room: RoomId,
    /// Every batch committed, in order.
    batches: Vec<Batch>,
    /// Every event and letter in them.
    marks: HashSet<Mark>,
    /// Own lines that waited at some time, with the nonce that they had.
    outbox: HashSet<(Nonce, Hash)>,
    /// Every event that was to be committed, whatever came of it.
    offered: BTreeMap<Seq, Row>,
    trouble: Option<StoreError>,
    random: Random,
    counts: BTreeMap<&'static str, u64>,
    fault: Option<Fault>,
    /// Told to be on the disk, and is not yet, if the fault is about that.
    late: Vec<Batch>,
}

impl Disk {
    pub(crate) fn new(room: RoomId, seed: u64, fault: Option<Fault>) -> Self {
        Self(Arc::new(Mutex::new(Platter {
            room,
            batches: Vec::new(),
            marks: HashSet::new(),
            outbox: HashSet::new(),
            offered: BTreeMap::new(),
            trouble: None,
            random: Random::new(seed),
            counts: BTreeMap::new(),
            fault,
            late: Vec::new(),
        })))
    }

    /// Returns another disk with the same on it.
    pub(crate) fn fork(&self) -> Self {
        let platter = Platter { trouble: None, ..self.lock().clone() };
        Self(Arc::new(Mutex::new(platter)))
    }

    /// Reads what is on the disk into a program's own database.
    pub(crate) fn open(&self) -> Database {
        let mut platter = self.lock();
        platter.late.clear();
        let mut database = Database::in_memory(platter.room).unwrap();
        for batch in &platter.batches {
            database.commit(batch).unwrap();
        }
        database
    }

    /// Puts a store under a host; committing takes as long as it takes, and may fail.
    pub(crate) fn store(&self, database: Arc<Mutex<Database>>) -> Store {
        let disk = self.clone();
        let hesitate = move |batch: &Batch| {
            let (disk, batch) = (disk.clone(), batch.clone());
            let commit = async move {
                let [before, after] = disk.lock().waits();
                // Whoever dies here has committed nothing,
                sleep(before).await;
                disk.lock().write(batch)?;
                // and here everything, without having told anybody.
                sleep(after).await;
                Ok(())
            };
            Box::pin(commit) as std::pin::Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send>>
        };
        Store::inline(database, Arc::new(hesitate))
    }

    /// Writes a batch at once, or does not.
    pub(crate) fn write(&self, batch: Batch) -> Result<(), StoreError> {
        self.lock().write(batch)
    }

    /// Whether an own line was ever there with this nonce.
    pub(crate) fn had_line(&self, nonce: Nonce, body: Hash) -> bool {
        self.lock().outbox.contains(&(nonce, body))
    }

    /// The disk takes nothing, for this reason, or takes everything again.
    pub(crate) fn trouble(&self, trouble: Option<StoreError>) {
        self.lock().trouble = trouble;
    }

    /// Returns how many batches a member's copy has at least, if it knows anything that could tell an old line from one
    /// never said: one from before the first visit does not.
    pub(crate) fn first_visit(&self) -> Option<usize> {
        let is_visit = |change: &Change| matches!(change, Change::Fact(Fact::Charter, _));
        let first = self.lock().batches.iter().position(|batch| batch.changes.iter().any(is_visit));
        first.map(|first| first + 2)
    }

    /// Goes back to an older copy of so many batches at least; returns whether there is one that is different.
    pub(crate) fn go_back(&self, least: usize, random: &mut Random) -> bool {
        let mut platter = self.lock();
        let newest = platter.batches.len();
        let Some(back) = newest.checked_sub(least).filter(|back| *back > 0) else { return false };
        let back = random.between(1, back.min(12));
        let mut batches = std::mem::take(&mut platter.batches);
        batches.truncate(newest - back);
        platter.marks.clear();
        platter.outbox.clear();
        batches.into_iter().for_each(|batch| platter.put(batch));
        true
    }

    /// Whether an event or a letter was ever committed and is in the copy in use.
    pub(crate) fn holds(&self, mark: &Mark) -> bool {
        self.lock().marks.contains(mark)
    }

    /// Returns the event that was to be committed last at a place.
    pub(crate) fn offered(&self, seq: Seq) -> Event {
        self.lock().offered.get(&seq).and_then(Row::event).expect("what is shown was to be kept")
    }

    /// Returns how often it did what, and forgets it.
    pub(crate) fn take_counts(&self) -> BTreeMap<&'static str, u64> {
        std::mem::take(&mut self.lock().counts)
    }

    fn lock(&self) -> MutexGuard<'_, Platter> {
        self.0.lock().unwrap()
    }
}

impl Platter {
    fn fired(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    /// Returns how long the disk takes until it has written something, and until it says so.
    fn waits(&mut self) -> [Duration; 2] {
        [self.wait(), self.wait()]
    }

    fn wait(&mut self) -> Duration {
        let milliseconds = match self.random.below(20) {
            0 => self.random.between(100, 3_000),
            1..=4 => self.random.between(1, 50),
            _ => 0,
        };
        if milliseconds > 50 {
            self.fired("disk slow");
        }
        Duration::from_millis(milliseconds as u64)
    }

    fn write(&mut self, batch: Batch) -> Result<(), StoreError> {
        let rows = batch.changes.iter().filter_map(|change| match change {
            Change::Event(row) => Some((row.mark.seq, row.clone())),
            _ => None,
        });
        self.offered.extend(rows);
        if let Some(trouble) = self.trouble.clone() {
            self.fired("disk refused a batch");
            return Err(trouble);
        }
        let batch = self.spoil(batch);
        self.put(batch);
        Ok(())
    }

    fn put(&mut self, batch: Batch) {
        self.marks.extend(batch.changes.iter().filter_map(mark_of));
        for change in &batch.changes {
            if let Change::Outbox(_, record) = change {
                self.outbox.insert((record.nonce, record.content.hash()));
            }
        }
        self.batches.push(batch);
    }

    /// What a fault makes of a batch on its way to the platter.
    fn spoil(&mut self, mut batch: Batch) -> Batch {
        match self.fault {
            Some(Fault::PublishedFirst) => {
                self.late.push(batch);
                match self.late.len() {
                    1 => Batch::default(),
                    _ => self.late.remove(0),
                }
            }
            Some(Fault::NonceNotKept) => {
                batch.changes.retain(|change| !matches!(change, Change::Member(..)));
                batch
            }
            Some(Fault::LetterNotKept) => {
                batch.changes.retain(|change| !matches!(change, Change::Letter(..)));
                batch
            }
            Some(Fault::WordsNotErased) => {
                batch.changes.retain(|change| !matches!(change, Change::About { .. }));
                batch
            }
            Some(Fault::TrimForgotten) => {
                batch.changes.retain(|change| !matches!(change, Change::EventsUpTo(..) | Change::Trim(..)));
                batch
            }
            _ => batch,
        }
    }
}

fn mark_of(change: &Change) -> Option<Mark> {
    match change {
        Change::Event(row) => Some(row.mark),
        Change::Letter(letter) => Some(letter.row.mark),
        _ => None,
    }
}
