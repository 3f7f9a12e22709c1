//! The host of a world: the real room with all that runs beside its sessions, and a wall clock that lies.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use futures::FutureExt as _;
use maru::clock::Clock;
use maru::host::checker::Checker;
use maru::host::keeper::Keeper;
use maru::host::log::Bounds;
use maru::host::publisher::publish;
use maru::host::room::{Caller, Kept, Opening, Room};
use maru::host::session::{SessionError, serve};
use maru::host::shared::{SharedRoom, Surroundings};
use maru::host::{self, Keeping, Settings, hosted};
use maru::identity::Identity;
use maru::link::LinkError;
use maru::store::{Database, Store};
use maru::wire::{Closed, PublicKey, RoomId};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinHandle, spawn_local};

use crate::disk::Disk;
use crate::fault::{Fault, host};
use crate::line::{HostEnd, LineRef};
use crate::property::{Law, Property};
use crate::random::Random;

type Served = JoinHandle<Result<Closed, SessionError>>;

/// What a host decided before it opened.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) settings: Settings,
    /// What lies in memory.
    pub(crate) bounds: Bounds,
    /// How much is kept, if anything is.
    pub(crate) history: Option<host::Bounds>,
}

impl Plan {
    /// Whether every event of the room can be had for ever.
    pub(crate) fn keeps_all(&self) -> bool {
        match &self.history {
            Some(history) => history.events == host::Bounds::default().events,
            None => self.bounds.events == Bounds::default().events,
        }
    }
}

/// What of a room outlives the program that hosts it.
pub(crate) struct Ground {
    key: [u8; 32],
    pub(crate) disk: Option<Disk>,
    history: host::Bounds,
}

impl Ground {
    pub(crate) fn new(plan: &Plan, random: &mut Random, fault: Option<Fault>) -> Self {
        let key = bytes(random);
        let room = RoomId::of(&Identity::from_seed(key).unwrap().public());
        let disk = plan.history.map(|_| Disk::new(room, random.next(), fault));
        Self { key, disk, history: plan.history.unwrap_or_default() }
    }

    /// Returns the same once more, with a disk of its own.
    pub(crate) fn fork(&self) -> Self {
        Self { disk: self.disk.as_ref().map(Disk::fork), ..*self }
    }
}

/// A host that runs.
pub(crate) struct Hosted {
    pub(crate) shared: SharedRoom,
    /// What it has on its disk, as far as it knows.
    pub(crate) database: Option<Arc<Mutex<Database>>>,
    keeping: watch::Receiver<Keeping>,
    served: Vec<Served>,
    keeper: JoinHandle<()>,
}

impl Hosted {
    /// Opens a room on what is left of it; also returns what was.
    pub(crate) fn open(
        plan: &Plan,
        ground: &Ground,
        wall: Arc<AtomicU64>,
        random: &mut Random,
    ) -> (Self, Kept) {
        let (identity, room_key) = (Arc::new(host()), Identity::from_seed(ground.key).unwrap());
        let Plan { settings, bounds, .. } = plan.clone();
        let opening = Opening { identity, room_key, settings, bounds, seed: bytes(random) };
        let clock = Clock::beside(wall);
        let Some(disk) = &ground.disk else {
            return (Self::run(running(Room::new(opening), clock, None), Keeper::memory()), Kept::default());
        };
        let database = disk.open();
        let [kept, left] = [(); 2].map(|()| hosted::read(&database).unwrap());
        let room = Room::restored(opening, clock.now(), kept).unwrap();
        let database = Arc::new(Mutex::new(database));
        let store = disk.store(Arc::clone(&database));
        let keeper = Keeper::disk(store.clone(), ground.history);
        let mut hosted = Self::run(running(room, clock, Some(store)), keeper);
        hosted.database = Some(database);
        (hosted, left)
    }

    fn run(shared: SharedRoom, keeper: Keeper) -> Self {
        let keeping = keeper.keeping();
        Self { keeper: keep(&shared, keeper), shared, database: None, keeping, served: Vec::new() }
    }

    /// Whether everything said before it was closed is published and kept.
    pub(crate) fn is_over(&self) -> bool {
        self.keeper.is_finished()
    }

    /// Whether what is published is on the disk, as far as the host knows.
    pub(crate) fn keeps(&self) -> bool {
        matches!(*self.keeping.borrow(), Keeping::Kept)
    }

    /// Serves whoever is at the other end of a line.
    pub(crate) fn serve(&mut self, line: LineRef, key: PublicKey) {
        let caller = Caller { key, link: self.shared.with(Room::begin_link) };
        self.served.push(spawn_local(serve(self.shared.clone(), HostEnd(line), caller, || {})));
    }

    /// Its computer dies between one step and the next.
    pub(crate) fn die(&mut self) {
        self.served.drain(..).for_each(|served| served.abort());
        self.keeper.abort();
    }

    /// No session ended but for a reason that a link can have.
    pub(crate) fn check(&mut self) -> Law {
        for at in (0..self.served.len()).rev() {
            let Some(ended) = (&mut self.served[at]).now_or_never() else { continue };
            self.served.swap_remove(at);
            if !is_harmless(&ended) {
                return Err(Property::Rules.broken(format!("a session of the host ended by {ended:?}")));
            }
        }
        Ok(())
    }

    /// Returns how many sessions there are.
    pub(crate) fn sessions(&self) -> usize {
        self.served.len()
    }
}

impl Drop for Hosted {
    fn drop(&mut self) {
        self.die();
    }
}

/// Signatures are checked where they come: one thread.
fn running(room: Room, clock: Clock, store: Option<Store>) -> SharedRoom {
    SharedRoom::running(room, Surroundings { clock, store, checker: Checker::default() })
}

/// What a host runs beside its sessions, until the room is over.
fn keep(shared: &SharedRoom, keeper: Keeper) -> JoinHandle<()> {
    let (time, publishing) = (shared.clone(), publish(shared.clone(), keeper));
    spawn_local(async move {
        tokio::select! {
            biased;
            () = publishing => {}
            () = time.keep_time() => {}
        }
    })
}

fn bytes(random: &mut Random) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.iter_mut().for_each(|byte| *byte = random.byte());
    bytes
}

/// What became of a session.
type Ended = Result<Result<Closed, SessionError>, JoinError>;

/// Whether a session that ended did so for a reason that a link can have.
fn is_harmless(ended: &Ended) -> bool {
    match ended {
        Ok(Ok(closed)) => *closed != Closed::BrokenRule,
        Ok(Err(SessionError::Link(error))) => !matches!(error, LinkError::Codec(_)),
        Ok(Err(SessionError::Late)) => true,
        _ => false,
    }
}
