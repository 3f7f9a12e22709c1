//! The room behind one lock, and the bell that wakes its sessions.
//!
//! A clonable handle; the lock is held for a change or a look and never across an await. A change only
//! appends, and wakes the publisher. Sessions register in a slot; what the publisher shows to everybody
//! wakes all of them, a letter wakes only its two.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::Duration;

use tokio::sync::Notify;

use super::checker::{Checker, Checking, Unchecked};
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

/// One session at the bell.
#[derive(Debug)]
struct Place {
    member: PublicKey,
    /// Kept from ring to ring: a session's task is always the same.
    waker: Option<Waker>,
    /// Whether the session has looked since it was last woken; who still writes is woken once at most.
    listens: bool,
}

#[derive(Debug, Default)]
struct Bell {
    slots: Vec<Option<Place>>,
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
pub struct SharedRoom(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    inner: Mutex<Inner>,
    identity: Arc<Identity>,
    id: RoomId,
    clock: Clock,
    store: Option<Store>,
    checker: Checker,
    timer: Notify,
    appended: Notify,
}

/// What a room has beside itself.
#[derive(Debug)]
pub struct Surroundings {
    /// The clocks.
    pub clock: Clock,
    /// Where older pages are, if they are anywhere.
    pub store: Option<Store>,
    /// Who checks signatures.
    pub checker: Checker,
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
    /// Whether there is more that is private, now or when the log is written up to the target.
    pub more: bool,
}

impl SharedRoom {
    /// Puts a room that lies in memory behind a lock; signatures are checked where they come.
    #[must_use]
    pub fn new(room: Room) -> Self {
        let (clock, checker) = (Clock::start(), Checker::default());
        Self::running(room, Surroundings { clock, store: None, checker })
    }

    /// Puts a room behind a lock.
    #[must_use]
    pub fn running(room: Room, surroundings: Surroundings) -> Self {
        let Surroundings { clock, store, checker } = surroundings;
        let (id, identity) = (room.id(), Arc::clone(room.host()));
        let inner = Mutex::new(Inner { room, bell: Bell::default(), arriving: Vec::new() });
        let (timer, appended) = (Notify::new(), Notify::new());
        Self(Arc::new(Shared { inner, identity, id, clock, store, checker, timer, appended }))
    }

    /// Returns the answer to a request for a page that is not in memory.
    pub fn page_elsewhere(&self, page: Elsewhere) -> impl Future<Output = Vec<u8>> + Send + use<> {
        let store = self.0.store.clone();
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
        self.0.id
    }

    /// Reads the room's clocks.
    #[must_use]
    pub fn now(&self) -> Now {
        self.0.clock.now()
    }

    /// Reads the room's steady clock alone.
    #[must_use]
    pub fn ticks(&self) -> Duration {
        self.0.clock.ticks()
    }

    /// Checks a member's drafts.
    #[must_use]
    pub fn check(&self, unchecked: Unchecked) -> Checking {
        self.0.checker.check(unchecked)
    }

    /// Changes the room, and wakes the publisher if something was appended.
    pub fn with<T>(&self, change: impl FnOnce(&mut Room) -> T) -> T {
        let mut inner = self.lock();
        let timeout = inner.room.poll_timeout();
        let result = change(&mut inner.room);
        if inner.room.has_open_batch() {
            self.0.appended.notify_one();
        }
        if inner.room.poll_timeout() != timeout {
            self.0.timer.notify_one();
        }
        result
    }

    /// Closes the room; sessions are told when everything said before is published.
    pub fn close(&self) {
        self.with(Room::close);
        self.0.appended.notify_one();
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
        self.0.appended.notified().await;
    }

    /// Signs the head of a batch.
    #[must_use]
    pub fn head(&self, newest: Mark) -> Head {
        self.0.identity.head(self.0.id, newest)
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
        let entry = Some(Place { member, waker: None, listens: false });
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

    /// Looks what there is for a session at `at`; what is private is appended to `out`, and whatever comes
    /// after this look wakes.
    pub fn look(&self, session: &mut Seat, at: u64, out: &mut Vec<u8>, waker: &Waker) -> (Look, Read) {
        let Inner { room, bell, .. } = &mut *self.lock();
        room.read_private(&mut session.reader, FRAME_BYTES, out);
        bell.register(session.slot, waker);
        let target = room.log().published_end();
        let look = Look {
            target,
            seq: room.log().published().seq,
            standing: room.standing(&session.reader.member, session.number),
            more: room.has_private(&session.reader),
        };
        (look, room.log().read(at, target))
    }

    /// Returns what a reader at `offset` writes on its way to `target`.
    #[must_use]
    pub fn read(&self, offset: u64, target: u64) -> Read {
        self.lock().room.log().read(offset, target)
    }

    /// Keeps the room's own time until the task that polls it is dropped.
    pub async fn keep_time(&self) {
        loop {
            let due = self.lock().room.poll_timeout().map(|due| self.0.clock.at(due));
            match due {
                None => self.0.timer.notified().await,
                Some(due) => tokio::select! {
                    biased;
                    () = self.0.timer.notified() => {}
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
        self.0.inner.lock().unwrap_or_else(PoisonError::into_inner)
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

impl Place {
    fn wake(&mut self) {
        if std::mem::replace(&mut self.listens, false)
            && let Some(waker) = &self.waker
        {
            waker.wake_by_ref();
        }
    }
}

impl Bell {
    fn ring(&mut self) {
        self.slots.iter_mut().flatten().for_each(Place::wake);
    }

    fn ring_for(&mut self, members: &[PublicKey]) {
        // A batch may hold thousands of letters, and there are thousands of sessions.
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup();
        let places = self.slots.iter_mut().flatten();
        places.filter(|place| members.binary_search(&place.member).is_ok()).for_each(Place::wake);
    }

    fn register(&mut self, Slot(at): Slot, waker: &Waker) {
        if let Some(Some(place)) = self.slots.get_mut(at) {
            place.listens = true;
            match &mut place.waker {
                Some(kept) => kept.clone_from(waker),
                None => place.waker = Some(waker.clone()),
            }
        }
    }
}
