//! A member's own copy and the way to it, as the driver goes it: one commit at a time, each a while under way.

use std::collections::BTreeMap;
use std::time::Duration;

use maru::client::core::Core;
use maru::client::error::Violation;
use maru::client::kept::Kept;
use maru::store::{Batch, Change, Database, StoreError};
use maru::wire::limits::{KEEP_BATCH, KEEP_RETRY};
use maru::wire::{Draft, Mark, Now, PublicKey, RoomId};

use crate::disk::Disk;
use crate::fault::Fault;
use crate::property::{Law, Property};
use crate::random::Random;

/// What a member keeps, room by room.
pub(crate) struct Keep {
    me: PublicKey,
    random: Random,
    fault: Option<Fault>,
    /// Survives the program.
    disks: BTreeMap<[u8; 8], Disk>,
    trouble: Option<StoreError>,
    open: Option<Open>,
    room: Option<RoomId>,
    /// Changes taken from the core and not yet handed to the disk.
    waiting: Vec<Change>,
    commit: Option<Commit>,
    taken: u64,
    kept: u64,
    failed: Option<Duration>,
    failures: u32,
}

struct Open {
    disk: Disk,
    database: Database,
}

/// A batch on its way: written at one moment, and told to be at another.
struct Commit {
    batch: Batch,
    write: Duration,
    tell: Duration,
    written: Option<Result<(), StoreError>>,
}

impl Keep {
    pub(crate) fn new(me: PublicKey, seed: u64, fault: Option<Fault>) -> Self {
        Self {
            me,
            random: Random::new(seed),
            fault,
            disks: BTreeMap::new(),
            trouble: None,
            open: None,
            room: None,
            waiting: Vec::new(),
            commit: None,
            taken: 0,
            kept: 0,
            failed: None,
            failures: 0,
        }
    }

    /// The program dies: what was on its way to the disk is gone.
    pub(crate) fn die(&mut self) {
        (self.open, self.commit, self.failed) = (None, None, None);
        (self.taken, self.kept) = (0, 0);
        self.waiting.clear();
    }

    /// Goes back to an older copy of the room that was open last.
    pub(crate) fn go_back(&mut self, random: &mut Random) -> bool {
        let disk = self.room.and_then(|room| self.disks.get(&room.0));
        disk.is_some_and(|disk| disk.first_visit().is_some_and(|least| disk.go_back(least, random)))
    }

    /// Whether an event or a letter of the room that was open last was ever kept.
    pub(crate) fn holds(&self, mark: &Mark) -> bool {
        self.room.and_then(|room| self.disks.get(&room.0)).is_some_and(|disk| disk.holds(mark))
    }

    pub(crate) fn trouble(&mut self, trouble: Option<StoreError>) {
        self.trouble = trouble.clone();
        self.disks.values().for_each(|disk| disk.trouble(trouble.clone()));
    }

    /// Shows a program that starts what is kept of the room that it was in last.
    pub(crate) fn start(&mut self, core: &mut Core, now: Now) {
        if let Some(room) = self.room.take() {
            self.enter(room, core, now);
        }
    }

    /// Opens the copy of a room that is entered; the one before it is left in order.
    pub(crate) fn enter(&mut self, room: RoomId, core: &mut Core, now: Now) {
        if self.room == Some(room) {
            return;
        }
        self.flush(core, now);
        self.room = Some(room);
        let before = self.open.take();
        let disk =
            self.disks.entry(room.0).or_insert_with(|| Disk::new(room, self.random.next(), self.fault));
        disk.trouble(self.trouble.clone());
        let (disk, database) = (disk.clone(), disk.open());
        let left = core.handle_copy(Kept::read(&database, room, self.me).unwrap());
        self.open = Some(Open { disk, database });
        self.flush(core, now);
        if let Some(before) = before {
            drop(before.disk.write(Batch { changes: left }));
        }
    }

    /// Takes from the core what is to be kept, and moves what is on its way.
    pub(crate) fn step(&mut self, core: &mut Core, now: Now) -> Result<(), Violation> {
        self.take(core, now);
        self.finish(core, now);
        while let Some(question) = core.poll_question() {
            self.flush(core, now);
            let found = match &self.open {
                Some(open) => question.ask(&open.database, &self.me).unwrap(),
                None => question.nothing(),
            };
            core.handle_found(now, found)?;
            self.take(core, now);
        }
        Ok(())
    }

    /// Whether the disk missed something and was not written to since.
    pub(crate) fn is_behind(&self) -> bool {
        self.failed.is_some()
    }

    /// Whether anything was ever not kept.
    pub(crate) fn has_failed(&self) -> bool {
        self.failures > 0
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.commit.is_none() && self.waiting.is_empty()
    }

    /// An own line is on the disk with its nonce before it leaves, unless the disk did not take everything.
    pub(crate) fn check(&self, draft: &Draft) -> Law {
        let Some(open) = self.open.as_ref().filter(|_| self.failures == 0) else { return Ok(()) };
        match open.disk.had_line(draft.nonce, draft.content.hash()) {
            true => Ok(()),
            false => Err(Property::CommittedFirst.broken(format!("{draft:?} leaves and is not kept"))),
        }
    }

    /// Returns every letter kept.
    pub(crate) fn database(&self) -> Option<&Database> {
        self.open.as_ref().map(|open| &open.database)
    }

    fn take(&mut self, core: &mut Core, now: Now) {
        let begin = self.waiting.len();
        self.take_all(core);
        let is_out = self.failed.is_some_and(|until| now.ticks < until) && self.commit.is_none();
        if self.open.is_none() || is_out {
            return self.miss(core, now);
        }
        if self.failed.is_some() && self.commit.is_none() && self.waiting.len() > begin {
            core.write_again();
            self.take_all(core);
        }
        self.begin(now);
        if self.fault == Some(Fault::SentFirst) {
            core.handle_kept(now, self.taken);
        }
    }

    fn miss(&mut self, core: &mut Core, now: Now) {
        self.waiting.clear();
        self.kept = self.taken;
        core.handle_missed(now);
    }

    fn take_all(&mut self, core: &mut Core) {
        while let Some(change) = core.poll_write() {
            self.taken += 1;
            self.waiting.push(change);
        }
    }

    fn begin(&mut self, now: Now) {
        if self.commit.is_some() || self.waiting.is_empty() {
            return;
        }
        let mut count = self.waiting.len().min(KEEP_BATCH);
        while matches!(self.waiting.get(count), Some(Change::About { .. })) {
            count += 1;
        }
        let changes: Vec<_> = self.waiting.drain(..count).collect();
        let mut wait = || match self.random.below(10) {
            0 => Duration::from_millis(self.random.between(1, 1_000) as u64),
            _ => Duration::ZERO,
        };
        let write = now.ticks + wait();
        let tell = write + wait();
        self.commit = Some(Commit { batch: Batch { changes }, write, tell, written: None });
    }

    /// Writes and tells what is due.
    fn finish(&mut self, core: &mut Core, now: Now) {
        while let (Some(commit), Some(open)) = (&mut self.commit, &mut self.open) {
            if commit.write > now.ticks {
                return;
            }
            let Open { disk, database } = open;
            let written = commit.written.get_or_insert_with(|| {
                disk.write(commit.batch.clone())?;
                database.commit(&commit.batch)
            });
            if commit.tell > now.ticks {
                return;
            }
            match written {
                Ok(()) => {
                    self.failed = None;
                    self.kept += commit.batch.changes.len() as u64;
                }
                Err(_) => {
                    self.failed = Some(now.ticks + KEEP_RETRY);
                    self.failures += 1;
                    self.take_all(core);
                    self.miss(core, now);
                }
            }
            self.commit = None;
            core.handle_kept(now, self.kept);
            self.take_all(core);
            self.begin(now);
        }
    }

    fn flush(&mut self, core: &mut Core, now: Now) {
        self.take(core, now);
        while let Some(commit) = &self.commit {
            let later = Now { ticks: commit.tell.max(now.ticks), ..now };
            self.finish(core, later);
            self.take(core, later);
        }
    }
}
