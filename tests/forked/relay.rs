//! `Relay`: one address behind which now one host stands and now another, as it is for who dials through a router.

use std::net::SocketAddr;
use std::sync::Arc;

use maru::wire::Address;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// A relay; dropping it closes everything that goes through it.
pub(crate) struct Relay {
    address: SocketAddr,
    target: Arc<watch::Sender<u16>>,
    _door: JoinSet<()>,
}

impl Relay {
    pub(crate) async fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let target = Arc::new(watch::Sender::new(port));
        let mut door = JoinSet::new();
        door.spawn(take(listener, Arc::clone(&target)));
        Self { address, target, _door: door }
    }

    pub(crate) fn address(&self) -> Address {
        Address::V4([127, 0, 0, 1], self.address.port())
    }

    /// Cuts whatever goes through it; whoever dials again reaches this port.
    pub(crate) fn turn_to(&self, port: u16) {
        self.target.send_replace(port);
    }
}

async fn take(listener: TcpListener, target: Arc<watch::Sender<u16>>) {
    let mut connections = JoinSet::new();
    while let Ok((mut near, _)) = listener.accept().await {
        let mut turned = target.subscribe();
        let port = *turned.borrow_and_update();
        connections.spawn(async move {
            let Ok(mut far) = TcpStream::connect(("127.0.0.1", port)).await else { return };
            tokio::select! {
                carried = copy_bidirectional(&mut near, &mut far) => drop(carried),
                _ = turned.changed() => {}
            }
        });
    }
}
