//! The room behind one lock, and the bell that wakes its sessions.
//!
//! A clonable handle; the lock is held for a change or a look and never across an await. Sessions
//! register in a slot; a change that readers can see wakes all of them, a letter wakes only its two.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use tokio::sync::Notify;

use super::log::Read;
use super::room::{Reader, Room, Standing};
use crate::clock::Clock;
use crate::wire::{Now, PublicKey, RoomId, Seq};

/// A session's place at the bell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(usize);

#[derive(Debug, Default)]
struct Bell {
    slots: Vec<Option<(PublicKey, Option<Waker>)>>,
    free: Vec<usize>,
}

#[derive(Debug)]
struct Inner {
    room: Room,
    bell: Bell,
}

/// The handle of a room that runs.
#[derive(Clone, Debug)]
pub struct SharedRoom {
    inner: Arc<Mutex<Inner>>,
    id: RoomId,
    clock: Clock,
    timer: Arc<Notify>,
}

/// What a session finds when it looks for something to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The end of the byte log to write up to.
    pub target: u64,
    /// The newest public place before that end.
    pub seq: Seq,
    /// Whether the session is to go on.
    pub standing: Standing,
}

impl SharedRoom {
    /// Puts a room behind a lock.
    #[must_use]
    pub fn new(room: Room) -> Self {
        let id = room.id();
        let inner = Inner { room, bell: Bell::default() };
        Self { inner: Arc::new(Mutex::new(inner)), id, clock: Clock::start(), timer: Arc::new(Notify::new()) }
    }

    /// Returns the room's id.
    #[must_use]
    pub fn id(&self) -> RoomId {
        self.id
    }

    /// Reads the room's clocks.
    #[must_use]
    pub fn now(&self) -> Now {
        self.clock.now()
    }

    /// Changes the room, publishes what grew, and wakes who can see it.
    pub fn with<T>(&self, change: impl FnOnce(&mut Room) -> T) -> T {
        let mut inner = self.lock();
        let timeout = inner.room.poll_timeout();
        let result = change(&mut inner.room);
        if inner.room.publish() {
            inner.bell.ring();
        }
        if inner.room.poll_timeout() != timeout {
            self.timer.notify_one();
        }
        result
    }

    /// Wakes every session, whether or not there is something to read.
    pub fn ring(&self) {
        self.lock().bell.ring();
    }

    /// Wakes the sessions of these members.
    pub fn ring_for(&self, members: &[PublicKey]) {
        self.lock().bell.ring_for(members);
    }

    /// Gives a session of this member a place at the bell.
    #[must_use]
    pub fn enter(&self, member: PublicKey) -> Slot {
        let bell = &mut self.lock().bell;
        let entry = Some((member, None));
        match bell.free.pop() {
            Some(at) => {
                if let Some(slot) = bell.slots.get_mut(at) {
                    *slot = entry;
                }
                Slot(at)
            }
            None => {
                bell.slots.push(entry);
                Slot(bell.slots.len() - 1)
            }
        }
    }

    /// Gives a place at the bell back.
    pub fn leave(&self, Slot(at): Slot) {
        let bell = &mut self.lock().bell;
        if let Some(slot) = bell.slots.get_mut(at)
            && slot.take().is_some()
        {
            bell.free.push(at);
        }
    }

    /// Looks what there is for a session; what is private is appended to `out`, and the waker is kept
    /// if there is nothing at all.
    pub fn look(&self, session: &mut Seat, at: u64, out: &mut Vec<u8>, waker: &Waker) -> Look {
        let Inner { room, bell } = &mut *self.lock();
        let look = Look {
            target: room.log().published_end(),
            seq: room.log().published().seq,
            standing: room.standing(&session.reader.member, session.number),
        };
        room.read_private(&mut session.reader, crate::wire::limits::FRAME_BYTES, out);
        if out.is_empty() && at >= look.target {
            bell.register(session.slot, waker);
        }
        look
    }

    /// Returns what a reader at `offset` writes on its way to `target`.
    #[must_use]
    pub fn read(&self, offset: u64, target: u64) -> Read {
        self.lock().room.log().read(offset, target)
    }

    /// Keeps the room's own time until the task that polls it is dropped.
    pub async fn keep_time(&self) {
        loop {
            let due = self.lock().room.poll_timeout().map(|due| self.clock.at(due));
            match due {
                None => self.timer.notified().await,
                Some(due) => tokio::select! {
                    biased;
                    () = self.timer.notified() => {}
                    () = tokio::time::sleep_until(due) => {
                        let now = self.now();
                        self.with(|room| room.handle_timeout(now));
                        self.ring();
                    }
                },
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic under the lock is a bug in pure code; the room's invariants hold between its calls.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the room knows a session by.
#[derive(Debug)]
pub struct Seat {
    /// The session's number.
    pub number: super::room::SessionNumber,
    /// Its place at the bell.
    pub slot: Slot,
    /// Its places on mailbox and presence.
    pub reader: Reader,
}

impl Bell {
    fn ring(&mut self) {
        let wakers = self.slots.iter_mut().flatten().filter_map(|(_, waker)| waker.take());
        wakers.for_each(Waker::wake);
    }

    fn ring_for(&mut self, members: &[PublicKey]) {
        let slots = self.slots.iter_mut().flatten().filter(|(member, _)| members.contains(member));
        slots.filter_map(|(_, waker)| waker.take()).for_each(Waker::wake);
    }

    fn register(&mut self, Slot(at): Slot, waker: &Waker) {
        if let Some(Some((_, kept))) = self.slots.get_mut(at) {
            match kept {
                Some(kept) => kept.clone_from(waker),
                None => *kept = Some(waker.clone()),
            }
        }
    }
}
