//! Hosting a room: start it, invite to it, stop it.
//!
//! The host runs on a thread of its own with a runtime of its own, away from any window. It knows
//! nothing of members but their keys and links: its own user is a member too, over a pipe. Never
//! imports the client.

pub mod checker;
pub mod hosted;
pub mod keeper;
pub mod limits;
pub mod listener;
pub mod log;
pub mod mailbox;
pub mod presence;
pub mod publisher;
pub mod reach;
pub mod room;
pub mod session;
pub mod shared;

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::io::{DuplexStream, duplex};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use self::hosted::{Hosted, RoomSource, Shelf, erase, hosted};
pub use self::keeper::{Bounds, Keeping};
use self::listener::Reception;
pub use self::reach::PortChoice;
pub use self::room::Settings;

use self::checker::Checker;
use self::hosted::{Disk, Opened};
use self::keeper::Keeper;
use self::room::{Caller, Opening, Room};
use self::shared::{SharedRoom, Surroundings};
use crate::clock::Clock;
use crate::identity::{Identity, random};
use crate::link::tls::Acceptor;
use crate::store::{Salvage, StoreError};
use crate::wire::limits::{CLOSING, FRAME_BYTES, INVITE_ADDRESSES};
use crate::wire::{Address, Invite, PublicKey, RoomId};

/// Pipes that may wait to be served.
const PIPES: usize = 16;

/// What is needed to host a room.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who hosts.
    pub identity: Arc<Identity>,
    /// What the host decided.
    pub settings: Settings,
    /// Which room it is, and what is kept of it.
    pub room: RoomSource,
    /// Where to listen.
    pub port: PortChoice,
    /// What invites name instead of this computer's own addresses, if anything; port 0 is the room's.
    pub addresses: Vec<Address>,
}

/// Why hosting did not start.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StartError {
    /// The port that was asked for is taken.
    #[error("port {port} is taken")]
    PortTaken {
        /// The port.
        port: u16,
    },
    /// No port at all could be listened at.
    #[error("cannot listen: {0}")]
    Listen(Arc<io::Error>),
    /// The host's key could not be used, or there is no randomness.
    #[error("host key cannot be used")]
    Key,
    /// What is kept of the room cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gave no thread or no runtime.
    #[error("cannot start the host's thread: {0}")]
    Thread(Arc<io::Error>),
}

/// A room that is open; dropping it closes the room without waiting.
#[derive(Debug)]
pub struct Host {
    shared: SharedRoom,
    port: u16,
    addresses: Vec<Address>,
    key: PublicKey,
    keeping: watch::Receiver<Keeping>,
    salvage: Option<Box<Salvage>>,
    pipes: mpsc::Sender<DuplexStream>,
    stop: CancellationToken,
    thread: Option<JoinHandle<()>>,
}

/// The way for this program itself into its own room.
#[derive(Clone, Debug)]
pub struct PipeEnd {
    pipes: mpsc::Sender<DuplexStream>,
}

impl PipeEnd {
    /// Returns the near end of a stream whose far end the host serves.
    ///
    /// # Errors
    /// [`io::ErrorKind::ConnectionRefused`] when the room is closed or too many wait.
    pub fn connect(&self) -> io::Result<DuplexStream> {
        let (near, far) = duplex(FRAME_BYTES);
        self.pipes.try_send(far).map_err(|_| io::Error::from(io::ErrorKind::ConnectionRefused))?;
        Ok(near)
    }
}

/// Opens a room; returns when connections are taken.
///
/// # Errors
/// [`StartError`] says what stood in the way.
pub fn start(options: Options) -> Result<Host, StartError> {
    let Options { identity, settings, room, port, addresses } = options;
    let (listener, port) = reach::listen(port)?;
    let acceptor = Acceptor::new(&identity).map_err(|_| StartError::Key)?;
    let seed = random().map_err(|_| StartError::Key)?;
    let key = identity.public();
    let bounds = log::Bounds::default();
    let clock = Clock::start();
    let Opened { room, keeper, disk } =
        hosted::open(room, clock.now(), |room_key| Opening { identity, room_key, settings, bounds, seed })?;
    let store = disk.as_ref().map(|disk| disk.store.clone());
    let salvage = disk.as_ref().and_then(|disk| disk.salvage.clone()).map(Box::new);
    let shared = SharedRoom::running(room, Surroundings { clock, store, checker: Checker::start() });
    let (pipes, waiting) = mpsc::channel(PIPES);
    let stop = CancellationToken::new();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| StartError::Thread(Arc::new(error)))?;
    let keeping = keeper.keeping();
    let running = Running {
        shared: shared.clone(),
        acceptor,
        key,
        keeper: Some(keeper),
        disk,
        waiting,
        stop: stop.clone(),
    };
    let thread = std::thread::Builder::new()
        .name("host".to_owned())
        .spawn(move || runtime.block_on(running.run(listener)))
        .map_err(|error| StartError::Thread(Arc::new(error)))?;
    Ok(Host { shared, port, addresses, key, keeping, salvage, pipes, stop, thread: Some(thread) })
}

impl Host {
    /// Returns the port in use.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the room's id.
    #[must_use]
    pub fn room(&self) -> RoomId {
        self.shared.id()
    }

    /// Returns the host's key.
    #[must_use]
    pub fn key(&self) -> PublicKey {
        self.key
    }

    /// Returns what becomes of what is said, and of what will be.
    #[must_use]
    pub fn keeping(&self) -> watch::Receiver<Keeping> {
        self.keeping.clone()
    }

    /// Returns what was lost of a damaged store when the room was opened, if it was.
    #[must_use]
    pub fn salvage(&self) -> Option<&Salvage> {
        self.salvage.as_deref()
    }

    /// Returns the way into the room for this program itself.
    #[must_use]
    pub fn pipe(&self) -> PipeEnd {
        PipeEnd { pipes: self.pipes.clone() }
    }

    /// Returns the invite, as of this computer's present addresses unless others were set.
    #[must_use]
    pub fn invite(&self) -> Invite {
        let (room, label) = self.shared.with(|room| (room.id(), room.settings().name.clone()));
        let set = self.addresses.iter().take(INVITE_ADDRESSES).cloned();
        let port_of = |address: Address| match address.port() {
            0 => address.with_port(self.port),
            _ => address,
        };
        let addresses = match self.addresses.is_empty() {
            true => reach::addresses(self.port),
            false => set.map(port_of).collect(),
        };
        Invite { host: self.key.fingerprint(), room, addresses, label }
    }

    /// Returns how many members are here, those reconnecting included.
    #[must_use]
    pub fn present(&self) -> usize {
        self.shared.with(|room| room.present())
    }

    /// Closes the room: members are told, tasks end. Blocks for at most about [`CLOSING`].
    pub fn stop(mut self) {
        self.stop.cancel();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the host's thread ended by a panic");
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// What the host's thread owns.
struct Running {
    shared: SharedRoom,
    acceptor: Acceptor,
    key: PublicKey,
    keeper: Option<Keeper>,
    /// Held until everything is written.
    disk: Option<Disk>,
    waiting: mpsc::Receiver<DuplexStream>,
    stop: CancellationToken,
}

impl Running {
    async fn run(mut self, listener: TcpListener) {
        let tasks = TaskTracker::new();
        let reception = Reception::new(self.shared.clone(), self.acceptor.clone(), tasks.clone());
        match tokio::net::TcpListener::from_std(listener) {
            Ok(listener) => drop(tasks.spawn(reception.listen(listener, self.stop.clone()))),
            Err(error) => tracing::error!(%error, "cannot take connections"),
        }
        let shared = self.shared.clone();
        let time = tokio::spawn(async move { shared.keep_time().await });
        let keeper = self.keeper.take().unwrap_or_else(Keeper::memory);
        let publisher = tokio::spawn(publisher::publish(self.shared.clone(), keeper));
        loop {
            tokio::select! {
                biased;
                () = self.stop.cancelled() => break,
                pipe = self.waiting.recv() => match pipe {
                    Some(pipe) => {
                        let caller = Caller { key: self.key, link: self.shared.with(Room::begin_link) };
                        drop(tasks.spawn(session::serve(self.shared.clone(), pipe, caller, || {})));
                    }
                    None => break,
                },
            }
        }
        self.stop.cancel();
        self.shared.close();
        tasks.close();
        if timeout(CLOSING, publisher).await.is_err() {
            tracing::error!("what was said last could not be kept in time");
        }
        if timeout(CLOSING, tasks.wait()).await.is_err() {
            tracing::debug!("some members did not take the last word in time");
        }
        time.abort();
        drop(self.disk.take().map(|disk| disk.lock));
    }
}
