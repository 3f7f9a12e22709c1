//! The host of a world: the real room with all that runs beside its sessions, and a wall clock that lies.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use futures::FutureExt as _;
use maru::clock::Clock;
use maru::host::Settings;
use maru::host::log::Bounds;
use maru::host::publisher::publish;
use maru::host::room::{Opening, Room};
use maru::host::session::{SessionError, serve};
use maru::host::shared::SharedRoom;
use maru::identity::Identity;
use maru::link::LinkError;
use maru::wire::{Closed, PublicKey};
use tokio::task::{JoinHandle, spawn_local};

use crate::fault::host;
use crate::line::{HostEnd, LineRef};
use crate::property::{Law, Property};
use crate::random::Random;

type Served = JoinHandle<Result<Closed, SessionError>>;

/// What a host decided before it opened.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) settings: Settings,
    pub(crate) bounds: Bounds,
}

/// A host that runs.
pub(crate) struct Hosted {
    pub(crate) shared: SharedRoom,
    served: Vec<Served>,
    keeper: JoinHandle<()>,
}

impl Hosted {
    /// Founds a room.
    pub(crate) fn found(plan: &Plan, wall: Arc<AtomicU64>, random: &mut Random) -> Self {
        let mut seed = [0; 32];
        seed.iter_mut().for_each(|byte| *byte = random.byte());
        let room_key = Identity::from_seed(seed).unwrap();
        let Plan { settings, bounds } = plan.clone();
        let room = Room::new(Opening { identity: Arc::new(host()), room_key, settings, bounds, seed });
        let shared = SharedRoom::with_clock(room, Clock::beside(wall));
        Self { keeper: keep(&shared), shared, served: Vec::new() }
    }

    /// Serves whoever is at the other end of a line.
    pub(crate) fn serve(&mut self, line: LineRef, key: PublicKey) {
        self.served.push(spawn_local(serve(self.shared.clone(), HostEnd(line), key, || {})));
    }

    /// Its computer dies between one step and the next.
    pub(crate) fn die(&mut self) {
        self.served.drain(..).for_each(|served| served.abort());
        self.keeper.abort();
    }

    /// No session ended but for a reason that a link can have.
    pub(crate) fn check(&mut self) -> Law {
        self.served.retain_mut(|served| !served.is_finished() || !is_harmless(served));
        match self.served.iter().any(JoinHandle::is_finished) {
            true => {
                Err(Property::Rules.broken("a session of the host panicked, or ended for no good reason"))
            }
            false => Ok(()),
        }
    }

    /// Returns how many sessions there are.
    pub(crate) fn sessions(&self) -> usize {
        self.served.iter().filter(|served| !served.is_finished()).count()
    }
}

impl Drop for Hosted {
    fn drop(&mut self) {
        self.die();
    }
}

/// What a host runs beside its sessions, until the room is over.
fn keep(shared: &SharedRoom) -> JoinHandle<()> {
    let (time, publishing) = (shared.clone(), publish(shared.clone()));
    spawn_local(async move {
        tokio::select! {
            biased;
            () = publishing => {}
            () = time.keep_time() => {}
        }
    })
}

/// Whether a session that ended did so for a reason that a link can have.
fn is_harmless(served: &mut Served) -> bool {
    match served.now_or_never() {
        Some(Ok(Ok(closed))) => closed != Closed::BrokenRule,
        Some(Ok(Err(SessionError::Link(error)))) => !matches!(error, LinkError::Codec(_)),
        Some(Ok(Err(SessionError::Late))) => true,
        _ => false,
    }
}
