//! The room behind one lock, and the bell that wakes its sessions.
//!
//! A clonable handle; the lock is held for a change or a look and never across an await. A change only
//! appends, and wakes the publisher. Sessions register in a slot; what the publisher shows to everybody
//! wakes all of them, a letter wakes only its two.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use tokio::sync::Notify;

use super::log::Read;
use super::room::{Batch, BatchNumber, Elsewhere, Reader, Room, Shown, Standing};
use crate::clock::Clock;
use crate::identity::Identity;
use crate::store::{Share, Store};
use crate::wire::limits::FRAME_BYTES;
use crate::wire::{Head, Mark, Now, PublicKey, RoomId, Seq};

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
    /// Sessions whose welcome waits for its batch; woken by each one that is published.
    arriving: Vec<Waker>,
}

/// The handle of a room that runs.
#[derive(Clone, Debug)]
pub struct SharedRoom {
    inner: Arc<Mutex<Inner>>,
    identity: Arc<Identity>,
    id: RoomId,
    clock: Clock,
    store: Option<Store>,
    timer: Arc<Notify>,
    appended: Arc<Notify>,
}

/// What the publisher is to do next.
#[derive(Debug)]
pub enum Turn {
    /// Keep this, and give it back by [`SharedRoom::publish`].
    Batch(Batch),
    /// Wait until something is appended.
    Nothing,
    /// Stop: the room is closed, and everything is published.
    Over,
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
    /// Puts a room that lies in memory behind a lock.
    #[must_use]
    pub fn new(room: Room) -> Self {
        Self::running(room, Clock::start(), None)
    }

    /// Puts a room behind a lock; `store` is where older pages are, if they are anywhere.
    #[must_use]
    pub fn running(room: Room, clock: Clock, store: Option<Store>) -> Self {
        let (id, identity) = (room.id(), Arc::clone(room.host()));
        let inner = Arc::new(Mutex::new(Inner { room, bell: Bell::default(), arriving: Vec::new() }));
        Self { inner, identity, id, clock, store, timer: Arc::default(), appended: Arc::default() }
    }

    /// Returns the answer to a request for a page that is not in memory.
    pub fn page_elsewhere(&self, page: Elsewhere) -> impl Future<Output = Vec<u8>> + Send + use<> {
        let store = self.store.clone();
        async move {
            let share = Share { events: usize::try_from(page.count).unwrap_or(0), bytes: FRAME_BYTES };
            let rows = match &store {
                Some(store) => store.read(move |database| database.events_before(page.before, share)).await,
                None => Ok(Vec::new()),
            };
            let rows = rows.inspect_err(|error| tracing::error!(%error, "a page cannot be read"));
            let mut out = Vec::new();
            page.answer(&rows.unwrap_or_default(), &mut out);
            out
        }
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

    /// Changes the room, and wakes the publisher if something was appended.
    pub fn with<T>(&self, change: impl FnOnce(&mut Room) -> T) -> T {
        let mut inner = self.lock();
        let timeout = inner.room.poll_timeout();
        let result = change(&mut inner.room);
        if inner.room.has_open_batch() {
            self.appended.notify_one();
        }
        if inner.room.poll_timeout() != timeout {
            self.timer.notify_one();
        }
        result
    }

    /// Closes the room; sessions are told when everything said before is published.
    pub fn close(&self) {
        self.with(Room::close);
        self.appended.notify_one();
    }

    /// Takes the next batch, for the publisher alone; the end of the room wakes everybody.
    #[must_use]
    pub fn take_batch(&self) -> Turn {
        let mut inner = self.lock();
        match inner.room.take_batch() {
            Some(batch) => Turn::Batch(batch),
            None if inner.room.is_over() => {
                inner.bell.ring();
                Turn::Over
            }
            None => Turn::Nothing,
        }
    }

    /// Waits until something may have been appended, or the room is closed.
    pub async fn appended(&self) {
        self.appended.notified().await;
    }

    /// Signs the head of a batch.
    #[must_use]
    pub fn head(&self, newest: Mark) -> Head {
        self.identity.head(self.id, newest)
    }

    /// Publishes a batch that was taken, and wakes who can see something of it.
    pub fn publish(&self, batch: Batch, head: Option<Head>) {
        let Inner { room, bell, arriving } = &mut *self.lock();
        arriving.drain(..).for_each(Waker::wake);
        match room.publish(batch, head) {
            Shown::All => bell.ring(),
            Shown::To(members) => bell.ring_for(&members),
        }
    }

    /// Returns whether a batch is published; if not, the waker is kept until one is.
    #[must_use]
    pub fn is_published(&self, batch: BatchNumber, waker: &Waker) -> bool {
        let Inner { room, arriving, .. } = &mut *self.lock();
        let published = room.published_batch() >= batch;
        if !published {
            arriving.push(waker.clone());
        }
        published
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
        let Inner { room, bell, .. } = &mut *self.lock();
        let look = Look {
            target: room.log().published_end(),
            seq: room.log().published().seq,
            standing: room.standing(&session.reader.member, session.number),
        };
        room.read_private(&mut session.reader, FRAME_BYTES, out);
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
