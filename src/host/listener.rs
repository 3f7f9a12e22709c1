//! The door: takes connections, counts strangers, shakes hands, hands over to sessions.
//!
//! Survives whatever accepting brings, and returns when the last session has ended.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::limits::{Door, Stranger};
use super::room::{Caller, Room, SessionNumber};
use super::session::serve;
use super::shared::SharedRoom;
use crate::link::tls::Acceptor;
use crate::wire::limits;

/// The door and the tasks of those who stand in it.
#[derive(Debug, Default)]
struct Entrance {
    door: Door,
    strangers: BTreeMap<Stranger, AbortHandle>,
}

/// What every connection needs.
#[derive(Clone, Debug)]
pub struct Reception {
    shared: SharedRoom,
    acceptor: Acceptor,
    entrance: Arc<Mutex<Entrance>>,
    /// Rings when a stranger signed in or went.
    left: Arc<Notify>,
    tasks: TaskTracker,
}

impl Reception {
    /// Makes a reception for a room.
    #[must_use]
    pub fn new(shared: SharedRoom, acceptor: Acceptor, tasks: TaskTracker) -> Self {
        Self { shared, acceptor, entrance: Arc::default(), left: Arc::default(), tasks }
    }

    /// Takes connections until `stop`; sessions go on after that.
    pub async fn listen(self, listener: TcpListener, stop: CancellationToken) {
        loop {
            let accepted = tokio::select! {
                biased;
                () = stop.cancelled() => return,
                accepted = async {
                    self.wait_for_place().await;
                    listener.accept().await
                } => accepted,
            };
            match accepted {
                Ok((stream, address)) => self.receive(stream, address),
                Err(error) if is_of_connection(&error) => {}
                Err(error) => {
                    // Out of files or memory: sessions that end make room.
                    tracing::warn!(%error, "cannot accept; pausing");
                    sleep(limits::ACCEPT_PAUSE).await;
                }
            }
        }
    }

    /// Waits while the pool of strangers is full of such as may still be shaking hands; whoever comes
    /// meanwhile waits with the system.
    async fn wait_for_place(&self) {
        loop {
            let left = self.left.notified();
            let until = self.entrance().door.full_until();
            let Some(wait) = until.and_then(|until| until.checked_sub(self.shared.now().ticks)) else {
                return;
            };
            // Either way the pool is looked at again.
            drop(timeout(wait, left).await);
        }
    }

    fn receive(&self, stream: TcpStream, address: SocketAddr) {
        let (now, ip, link) = (self.shared.now().ticks, address.ip(), self.shared.with(Room::begin_link));
        let mut entrance = self.entrance();
        let knock = match entrance.door.knock(now, ip) {
            Ok(knock) => knock,
            Err(turned) => {
                tracing::debug!(%turned, "connection turned away");
                return;
            }
        };
        if let Some(handle) = knock.evicted.and_then(|evicted| entrance.strangers.remove(&evicted)) {
            handle.abort();
        }
        let reception = self.clone();
        let task = self.tasks.spawn(async move { reception.host(stream, ip, (knock.stranger, link)).await });
        entrance.strangers.insert(knock.stranger, task.abort_handle());
    }

    async fn host(self, stream: TcpStream, ip: IpAddr, (stranger, link): (Stranger, SessionNumber)) {
        let standing = Standing { reception: &self, stranger, ip, signed_in: AtomicBool::new(false) };
        // Batching is our own; without this a small frame may wait for an answer to the one before.
        drop(stream.set_nodelay(true));
        // On the heap each for itself: what shaking hands needs is given back before the session begins.
        let shaken = Box::pin(timeout(limits::HANDSHAKE, self.acceptor.accept(stream))).await;
        let (stream, key) = match shaken {
            Ok(Ok((stream, key))) => (Box::new(stream), key),
            Ok(Err(error)) => return tracing::debug!(%error, "no handshake"),
            Err(_) => return tracing::debug!("no handshake in time"),
        };
        let result = serve(self.shared.clone(), stream, Caller { key, link }, || standing.sign_in()).await;
        match result {
            Ok(closed) => tracing::debug!(%closed, ?key, "session ended"),
            Err(error) => tracing::debug!(%error, ?key, "session broke"),
        }
    }

    fn entrance(&self) -> MutexGuard<'_, Entrance> {
        self.entrance.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts a connection, from stranger to member and out, however its task ends.
struct Standing<'a> {
    reception: &'a Reception,
    stranger: Stranger,
    ip: IpAddr,
    signed_in: AtomicBool,
}

impl Standing<'_> {
    fn sign_in(&self) {
        self.signed_in.store(true, Ordering::Relaxed);
        let mut entrance = self.reception.entrance();
        entrance.strangers.remove(&self.stranger);
        entrance.door.sign_in(self.stranger);
        self.reception.left.notify_one();
    }
}

impl Drop for Standing<'_> {
    fn drop(&mut self) {
        let mut entrance = self.reception.entrance();
        entrance.strangers.remove(&self.stranger);
        if self.signed_in.load(Ordering::Relaxed) {
            entrance.door.leave(self.ip);
        } else {
            entrance.door.fail(self.stranger);
            self.reception.left.notify_one();
        }
    }
}

/// Returns whether only the one connection is affected.
fn is_of_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}
