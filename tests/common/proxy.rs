//! `Proxy`: a bad network on loopback, by seed, between a member and its host.
//!
//! Each connection that comes in has the next [`Fault`] of the proxy's plan; behind the last one all is clear.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use maru::wire::Address;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::random::Random;

/// Bytes of one direction that crumble before the rest comes in one piece.
const CRUMBS: usize = 48 * 1024;
/// Milliseconds by which a piece may be late.
const LATE: usize = 30;

/// What happens to one connection; numbers are bytes of both directions together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Every piece is late, each by another time.
    Delay,
    /// One byte at a time.
    Crumbs,
    /// Cut in the middle of whatever is being said.
    Reset(usize),
    /// Nothing comes through any more, and nobody is told.
    Stall(usize),
    /// What the member says disappears.
    HoleUp(usize),
    /// What the host says disappears.
    HoleDown(usize),
}

/// How often each fault has fired.
pub(crate) type Fired = Arc<Mutex<BTreeMap<&'static str, u64>>>;

/// A proxy; dropping it closes everything that goes through it.
pub(crate) struct Proxy {
    address: SocketAddr,
    _door: JoinSet<()>,
}

impl Proxy {
    pub(crate) async fn new(host: u16, seed: u64, plan: Vec<Fault>, fired: Fired) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut door = JoinSet::new();
        door.spawn(take(listener, host, seed, plan, fired));
        Self { address, _door: door }
    }

    pub(crate) fn address(&self) -> Address {
        Address::V4([127, 0, 0, 1], self.address.port())
    }
}

async fn take(listener: TcpListener, host: u16, seed: u64, plan: Vec<Fault>, fired: Fired) {
    let (mut plan, mut random) = (plan.into_iter(), Random::new(seed));
    let mut connections = JoinSet::new();
    while let Ok((near, _)) = listener.accept().await {
        let (fault, seed, fired) = (plan.next(), random.next(), Arc::clone(&fired));
        connections.spawn(async move {
            // Whoever dials a host that is down finds out by being cut.
            let Ok(far) = TcpStream::connect(("127.0.0.1", host)).await else { return };
            Connection { fault, passed: AtomicUsize::new(0), fired }.carry(near, far, seed).await;
        });
    }
}

/// The connection is to be cut.
struct Cut;

struct Connection {
    fault: Option<Fault>,
    passed: AtomicUsize,
    fired: Fired,
}

impl Connection {
    async fn carry(&self, mut near: TcpStream, mut far: TcpStream, seed: u64) {
        let nodelay = near.set_nodelay(true).and_then(|()| far.set_nodelay(true));
        let mut random = Random::new(seed);
        let (mut one, mut other) = (Random::new(random.next()), Random::new(random.next()));
        let carried = {
            let ((member_reads, member), (host_reads, host)) = (near.split(), far.split());
            let up = self.pump(member_reads, host, true, &mut one);
            let down = self.pump(host_reads, member, false, &mut other);
            tokio::try_join!(up, down)
        };
        if carried.is_err() && nodelay.is_ok() {
            // Both sides are told at once, and what was on the way is gone.
            drop((near.set_zero_linger(), far.set_zero_linger()));
        }
    }

    async fn pump(
        &self,
        mut from: ReadHalf<'_>,
        mut to: WriteHalf<'_>,
        up: bool,
        random: &mut Random,
    ) -> Result<(), Cut> {
        let (mut bytes, mut crumbled) = (vec![0; 16 * 1024], 0);
        loop {
            let read = from.read(&mut bytes).await.map_err(|_| Cut)?;
            let piece = bytes.get(..read).unwrap_or_default();
            if piece.is_empty() {
                return to.shutdown().await.map_err(|_| Cut);
            }
            let before = self.passed.fetch_add(read, Ordering::Relaxed);
            match self.fault {
                Some(Fault::Reset(limit)) if before + read > limit => {
                    let rest = piece.get(..limit.saturating_sub(before)).unwrap_or_default();
                    drop(to.write_all(rest).await);
                    self.fire("reset");
                    return Err(Cut);
                }
                Some(Fault::Stall(limit)) if before + read > limit => {
                    self.fire("stall");
                    std::future::pending::<()>().await;
                }
                Some(Fault::HoleUp(limit)) if up && before + read > limit => {
                    self.fire("hole towards the host");
                }
                Some(Fault::HoleDown(limit)) if !up && before + read > limit => {
                    self.fire("hole towards the member");
                }
                Some(Fault::Crumbs) if crumbled < CRUMBS => {
                    crumbled += read;
                    self.fire("crumbs");
                    for byte in piece {
                        to.write_all(&[*byte]).await.map_err(|_| Cut)?;
                    }
                }
                fault => {
                    if fault == Some(Fault::Delay) {
                        self.fire("delay");
                        tokio::time::sleep(Duration::from_millis(random.below(LATE) as u64)).await;
                    }
                    to.write_all(piece).await.map_err(|_| Cut)?;
                }
            }
        }
    }

    fn fire(&self, fault: &'static str) {
        *self.fired.lock().unwrap().entry(fault).or_default() += 1;
    }
}
