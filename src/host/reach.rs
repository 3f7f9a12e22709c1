//! Being found: the port to listen at, and the addresses that an invite names.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use socket2::{Domain, Protocol, Socket, Type};

use super::StartError;
use crate::wire::Address;
use crate::wire::limits::{INVITE_ADDRESSES, LISTEN_BACKLOG, PORT_DEFAULT, PORTS_TRIED};

/// Where to listen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PortChoice {
    /// The usual port, the next ones, or any free one.
    #[default]
    Usual,
    /// This port, the next ones, or any free one; 0 is any free one at once.
    From(u16),
    /// This port and no other; 0 is any free one.
    Exactly(u16),
}

/// Listens on IPv6 and IPv4 at once, or on IPv4 alone where there is no IPv6; returns the port in use.
pub(super) fn listen(choice: PortChoice) -> Result<(TcpListener, u16), StartError> {
    let failed = |error| StartError::Listen(Arc::new(error));
    let listener = match choice {
        PortChoice::Exactly(port) => bind(port).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => StartError::PortTaken { port },
            _ => failed(error),
        })?,
        PortChoice::Usual => bind_from(PORT_DEFAULT).map_err(failed)?,
        PortChoice::From(port) => bind_from(port).map_err(failed)?,
    };
    let port = listener.local_addr().map_err(failed)?.port();
    Ok((listener, port))
}

/// Takes this port, one of the next, or any free one.
fn bind_from(port: u16) -> io::Result<TcpListener> {
    let tried = (port..=port.saturating_add(PORTS_TRIED - 1)).find_map(|port| bind(port).ok());
    tried.map_or_else(|| bind(0), Ok)
}

fn bind(port: u16) -> io::Result<TcpListener> {
    let both = || bind_to(Domain::IPV6, SocketAddr::from((Ipv6Addr::UNSPECIFIED, port)));
    match both() {
        Err(error) if error.kind() != io::ErrorKind::AddrInUse => {
            bind_to(Domain::IPV4, SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)))
        }
        result => result,
    }
}

fn bind_to(domain: Domain, address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(domain, Type::STREAM, Some(Protocol::TCP))?;
    if domain == Domain::IPV6 {
        socket.set_only_v6(false)?;
    }
    // A room closed a moment ago must not keep its port from the next one; elsewhere than on Unix this
    // would let two programs share a port.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(i32::try_from(LISTEN_BACKLOG).unwrap_or(i32::MAX))?;
    socket.set_nonblocking(true)?;
    Ok(socket.into())
}

/// Returns where this computer can be found, addresses of the local network first; its loopback address
/// if it has no network at all.
pub(super) fn addresses(port: u16) -> Vec<Address> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let mut found: Vec<IpAddr> =
        interfaces.iter().map(if_addrs::Interface::ip).filter(is_reachable).collect();
    found.sort_by_key(|ip| (rank(ip), *ip));
    found.dedup();
    found.truncate(INVITE_ADDRESSES);
    if found.is_empty() {
        found.push(Ipv4Addr::LOCALHOST.into());
    }
    found.into_iter().map(|ip| Address::ip(ip, port)).collect()
}

/// Link-local addresses need a scope that means nothing on another computer.
fn is_reachable(ip: &IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !ip.is_loopback() && !ip.is_link_local() && !ip.is_unspecified(),
        IpAddr::V6(ip) => !ip.is_loopback() && !ip.is_unicast_link_local() && !ip.is_unspecified(),
    }
}

fn rank(ip: &IpAddr) -> u8 {
    match ip {
        IpAddr::V4(ip) if ip.is_private() => 0,
        IpAddr::V4(_) => 1,
        IpAddr::V6(ip) if ip.is_unique_local() => 3,
        IpAddr::V6(_) => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_an_error_only_if_it_was_asked_for() {
        let (_first, port) = listen(PortChoice::Exactly(0)).unwrap();
        let error = listen(PortChoice::Exactly(port)).unwrap_err();
        assert!(matches!(error, StartError::PortTaken { port: taken } if taken == port));
        let (_second, usual) = listen(PortChoice::Usual).unwrap();
        let (_third, next) = listen(PortChoice::Usual).unwrap();
        assert_ne!(usual, next);
    }

    #[test]
    fn an_invite_always_names_an_address() {
        let addresses = addresses(5);
        assert!((1..=INVITE_ADDRESSES).contains(&addresses.len()));
        assert!(addresses.iter().all(|address| address.port() == 5));
    }
}
