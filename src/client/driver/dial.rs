//! Reaching a host: every address raced, each up to the host's key, the first one wins.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use tokio::net::{TcpStream, lookup_host};
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::{sleep, timeout};

use super::{Expected, Pipe, Route, Wire};
use crate::client::error::ConnectError;
use crate::client::update::Step;
use crate::identity::Identity;
use crate::link::tls::{self, Pin, TlsError};
use crate::wire::limits::{CONNECT, CONNECT_ADDRESS, CONNECT_STEP, HANDSHAKE};
use crate::wire::{Address, PublicKey};

/// Addresses that one host name may lead to before the rest is left out.
const ADDRESSES_MAX: usize = 16;

/// Makes links to one host.
#[derive(Clone, Debug)]
pub(super) struct Connector {
    identity: Arc<Identity>,
    route: Route,
}

impl Connector {
    pub(super) fn new(identity: Arc<Identity>, route: Route) -> Self {
        Self { identity, route }
    }

    /// From here on only this host will do.
    pub(super) fn settle(&mut self, host: PublicKey) {
        if let Route::Dial { expected, .. } = &mut self.route
            && *expected == Expected::Anyone
        {
            *expected = Expected::Seen(host.fingerprint());
        }
    }

    pub(super) async fn connect(
        &self,
        steps: &UnboundedSender<Step>,
    ) -> Result<(Box<dyn Wire>, PublicKey), ConnectError> {
        match &self.route {
            Route::Pipe(Pipe { host, connect }) => {
                let stream = connect().map_err(|_| ConnectError::NothingListens)?;
                Ok((Box::new(stream) as Box<dyn Wire>, *host))
            }
            Route::Dial { addresses, expected } => {
                let _ = steps.send(Step::Reach);
                let connector = tls::Connector::new(&self.identity).map_err(|_| ConnectError::OwnKey)?;
                timeout(CONNECT, race(&connector, addresses, *expected, steps))
                    .await
                    .unwrap_or(Err(ConnectError::NoAnswer { waited: CONNECT }))
            }
        }
    }
}

async fn race(
    connector: &tls::Connector,
    addresses: &[Address],
    expected: Expected,
    steps: &UnboundedSender<Step>,
) -> Result<(Box<dyn Wire>, PublicKey), ConnectError> {
    let (found, mut worst) = resolve(addresses).await;
    let mut attempts = FuturesUnordered::new();
    for (rank, address) in (0_u32..).zip(found) {
        attempts.push(async move {
            sleep(CONNECT_STEP * rank).await;
            reach(connector, address, expected, steps).await
        });
    }
    while let Some(result) = attempts.next().await {
        match result {
            Ok(link) => return Ok(link),
            Err(error) if telling(&error) >= worst.as_ref().map_or(0, telling) => worst = Some(error),
            Err(_) => {}
        }
    }
    Err(worst.unwrap_or(ConnectError::NoNetwork))
}

/// Returns socket addresses, best first, and what is wrong with a name that leads nowhere.
async fn resolve(addresses: &[Address]) -> (Vec<SocketAddr>, Option<ConnectError>) {
    let (mut found, mut error) = (Vec::new(), None);
    for address in addresses {
        match (address.as_ip(), address) {
            (Some(ip), _) => found.push(SocketAddr::new(ip, address.port())),
            (None, Address::Name(name, port)) => match lookup_host((name.as_str(), *port)).await {
                Ok(resolved) => found.extend(resolved.take(ADDRESSES_MAX)),
                Err(_) => error = Some(ConnectError::NameUnknown { name: name.clone() }),
            },
            (None, _) => {}
        }
    }
    found.truncate(ADDRESSES_MAX);
    (found, error)
}

async fn reach(
    connector: &tls::Connector,
    address: SocketAddr,
    expected: Expected,
    steps: &UnboundedSender<Step>,
) -> Result<(Box<dyn Wire>, PublicKey), ConnectError> {
    let stream = timeout(CONNECT_ADDRESS, TcpStream::connect(address))
        .await
        .map_err(|_| ConnectError::NoAnswer { waited: CONNECT_ADDRESS })?
        .map_err(|error| of_io(&error))?;
    // Small frames leave at once; batching is the host's and ours.
    drop(stream.set_nodelay(true));
    let _ = steps.send(Step::Secure);
    let pin = match expected {
        Expected::Invited(key) | Expected::Seen(key) => Pin::Fingerprint(key),
        Expected::Anyone => Pin::Anyone,
    };
    let shaken = timeout(HANDSHAKE, connector.connect(stream, pin)).await;
    let (stream, host) =
        shaken.map_err(|_| ConnectError::NotMaru)?.map_err(|error| of_tls(error, expected))?;
    Ok((Box::new(stream) as Box<dyn Wire>, host))
}

fn of_io(error: &io::Error) -> ConnectError {
    match error.kind() {
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset => ConnectError::NothingListens,
        io::ErrorKind::TimedOut => ConnectError::NoAnswer { waited: CONNECT_ADDRESS },
        _ => ConnectError::NoNetwork,
    }
}

fn of_tls(error: TlsError, from: Expected) -> ConnectError {
    match (error, from) {
        (TlsError::WrongKey { shown, expected }, Expected::Invited(_)) => {
            ConnectError::WrongKey { expected, shown }
        }
        (TlsError::WrongKey { shown, expected }, _) => ConnectError::ChangedKey { expected, shown },
        (TlsError::OwnKey, _) => ConnectError::OwnKey,
        // A host that is full of strangers, or that we reached while it closed, just ends.
        (TlsError::NotMaru(_), _) => ConnectError::NotMaru,
        (TlsError::Broken(_), _) => ConnectError::Broken,
    }
}

/// Of several failures the one that tells a person most is shown.
fn telling(error: &ConnectError) -> u8 {
    match error {
        ConnectError::WrongKey { .. } | ConnectError::ChangedKey { .. } => 7,
        ConnectError::Broken => 6,
        ConnectError::NotMaru => 5,
        ConnectError::NothingListens => 4,
        ConnectError::NoAnswer { .. } => 3,
        ConnectError::NameUnknown { .. } => 2,
        _ => 1,
    }
}
