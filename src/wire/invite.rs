//! The invite: where a room's host can be found and which key it must show.
//!
//! `maru:` and Crockford base32, in any case, of:
//! version `1`, flags `0`, host fingerprint (20 bytes), room id (8 bytes), a bincode value
//! `(addresses, label)`, and the first two bytes of SHA-256 of all before. An invite is a bearer
//! secret towards strangers: it is shown and copied, never logged. The label is a stranger's word.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use bincode::{Decode, Encode};

use super::codec;
use super::key::{Fingerprint, Hash, RoomId, crockford};
use super::limits::{HOST_NAME_BYTES, INVITE_ADDRESSES, INVITE_CHARACTERS, PORT_DEFAULT};
use super::name::RoomName;

/// What a link begins with; `maru://` is read as well.
pub const SCHEME: &str = "maru:";
const VERSION: u8 = 1;
const CHECK: usize = 2;

/// Where a host listens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Address {
    /// An IPv4 address and a port.
    V4([u8; 4], u16),
    /// An IPv6 address and a port.
    V6([u8; 16], u16),
    /// A host name and a port.
    Name(String, u16),
}

impl Address {
    /// Makes an address of an IP address; an IPv4-mapped IPv6 address becomes IPv4.
    #[must_use]
    pub fn ip(ip: IpAddr, port: u16) -> Self {
        match ip.to_canonical() {
            IpAddr::V4(ip) => Self::V4(ip.octets(), port),
            IpAddr::V6(ip) => Self::V6(ip.octets(), port),
        }
    }

    /// Returns the IP address unless it is a name.
    #[must_use]
    pub fn as_ip(&self) -> Option<IpAddr> {
        match self {
            Self::V4(octets, _) => Some(Ipv4Addr::from(*octets).into()),
            Self::V6(octets, _) => Some(Ipv6Addr::from(*octets).into()),
            Self::Name(..) => None,
        }
    }

    /// Returns the port.
    #[must_use]
    pub fn port(&self) -> u16 {
        match self {
            Self::V4(_, port) | Self::V6(_, port) | Self::Name(_, port) => *port,
        }
    }

    /// Reads an address, as [`FromStr`] does; one without a port gets `port`.
    ///
    /// # Errors
    /// [`InviteError::NotAnAddress`] or [`InviteError::BadPort`].
    pub fn read(text: &str, port: u16) -> Result<Self, InviteError> {
        if let Ok(ip) = text.parse::<IpAddr>() {
            return Ok(Self::ip(ip, port));
        }
        if let Some(rest) = text.strip_prefix('[') {
            let (ip, digits) = rest.split_once(']').ok_or(InviteError::NotAnAddress)?;
            let ip: Ipv6Addr = ip.parse().map_err(|_| InviteError::NotAnAddress)?;
            let port = if digits.is_empty() { port } else { read_port(digits.strip_prefix(':'))? };
            return Ok(Self::ip(ip.into(), port));
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, digits)) => (host, read_port(Some(digits))?),
            None => (text, port),
        };
        if let Ok(ip) = host.parse::<Ipv4Addr>() {
            return Ok(Self::ip(ip.into(), port));
        }
        is_host_name(host)
            .then(|| Self::Name(host.trim_end_matches('.').to_lowercase(), port))
            .ok_or(InviteError::NotAnAddress)
    }

    /// Returns the same place with another port.
    #[must_use]
    pub fn with_port(self, port: u16) -> Self {
        match self {
            Self::V4(octets, _) => Self::V4(octets, port),
            Self::V6(octets, _) => Self::V6(octets, port),
            Self::Name(name, _) => Self::Name(name, port),
        }
    }

    /// Returns whether it means something only within one network: private, link-local, loopback.
    #[must_use]
    pub fn is_private(&self) -> bool {
        match self.as_ip() {
            Some(IpAddr::V4(ip)) => ip.is_private() || ip.is_link_local() || ip.is_loopback(),
            Some(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
            None => false,
        }
    }
}

impl fmt::Display for Address {
    /// As a person types it; the port is always there.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::V4(octets, port) => write!(f, "{}:{port}", Ipv4Addr::from(*octets)),
            Self::V6(octets, port) => write!(f, "[{}]:{port}", Ipv6Addr::from(*octets)),
            Self::Name(name, port) => write!(f, "{name}:{port}"),
        }
    }
}

impl FromStr for Address {
    type Err = InviteError;

    /// Reads `1.2.3.4`, `1.2.3.4:27410`, `::1`, `[::1]:27410`, `name`, `name:27410`.
    fn from_str(text: &str) -> Result<Self, InviteError> {
        Self::read(text, PORT_DEFAULT)
    }
}

fn read_port(digits: Option<&str>) -> Result<u16, InviteError> {
    digits
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|digits| digits.parse().ok())
        .filter(|port| *port != 0)
        .ok_or(InviteError::BadPort)
}

/// RFC 1123 names, and letters of any script, which the resolver turns into punycode.
fn is_host_name(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let bare = host.strip_suffix('.').unwrap_or(host);
    bare.len() <= HOST_NAME_BYTES
        && bare.split('.').all(label)
        // All digits and dots that are no IPv4 address are a typing mistake, not a name.
        && !bare.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Where a room can be found and which key its host must show.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Invite {
    /// The host's key, by its fingerprint.
    pub host: Fingerprint,
    /// The room.
    pub room: RoomId,
    /// Where the host listens, best first; 1 to [`INVITE_ADDRESSES`].
    pub addresses: Vec<Address>,
    /// What the host calls the room; to be shown before joining, not to be trusted.
    pub label: RoomName,
}

/// Why a text is no invite and no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InviteError {
    /// Nothing was typed.
    #[error("nothing there")]
    Empty,
    /// Longer than any invite.
    #[error("longer than any invite")]
    TooLong,
    /// A character that no invite has, at this place counted from 0.
    #[error("character {at} belongs to no invite")]
    BadCharacter {
        /// Characters before it.
        at: usize,
    },
    /// Cut off, or a character was changed on the way.
    #[error("invite is cut off or changed")]
    Damaged,
    /// Made by a later Maru.
    #[error("invite is of version {version}")]
    Newer {
        /// The version it says.
        version: u8,
    },
    /// Neither an invite nor an address.
    #[error("not an address")]
    NotAnAddress,
    /// The port is not a number from 1 to 65535.
    #[error("port is not a number from 1 to 65535")]
    BadPort,
}

impl fmt::Display for Invite {
    /// The one line to send to friends.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![VERSION, 0];
        bytes.extend_from_slice(&self.host.0);
        bytes.extend_from_slice(&self.room.0);
        bytes.extend_from_slice(&codec::canonical(&(&self.addresses, &self.label)));
        let Hash(check) = Hash::of(&[&bytes]);
        bytes.extend(check.iter().take(CHECK));
        write!(f, "{SCHEME}{}", crockford().encode(&bytes))
    }
}

impl FromStr for Invite {
    type Err = InviteError;

    /// Reads an invite in any case, with blanks and line breaks that a messenger put in.
    fn from_str(text: &str) -> Result<Self, InviteError> {
        if text.len() > INVITE_CHARACTERS {
            return Err(InviteError::TooLong);
        }
        let body = strip_scheme(text).ok_or(InviteError::NotAnAddress)?;
        let symbols: String = body.chars().filter(|c| !c.is_whitespace()).collect();
        let bytes = crockford().decode(symbols.as_bytes()).map_err(|error| match error.kind {
            data_encoding::DecodeKind::Symbol => InviteError::BadCharacter { at: error.position },
            _ => InviteError::Damaged,
        })?;
        Self::from_bytes(&bytes)
    }
}

impl Invite {
    fn from_bytes(bytes: &[u8]) -> Result<Self, InviteError> {
        let (body, check) =
            bytes.split_at_checked(bytes.len().saturating_sub(CHECK)).ok_or(InviteError::Damaged)?;
        let Hash(hash) = Hash::of(&[body]);
        if check.len() != CHECK || !hash.starts_with(check) {
            return Err(InviteError::Damaged);
        }
        let ([version, _flags], rest) = body.split_first_chunk().ok_or(InviteError::Damaged)?;
        if *version != VERSION {
            return Err(InviteError::Newer { version: *version });
        }
        let (host, rest) = rest.split_first_chunk().ok_or(InviteError::Damaged)?;
        let (room, rest) = rest.split_first_chunk().ok_or(InviteError::Damaged)?;
        let (addresses, label): (Vec<Address>, RoomName) =
            codec::decode(rest).map_err(|_| InviteError::Damaged)?;
        let sane = |address: &Address| match address {
            Address::Name(name, port) => *port != 0 && is_host_name(name),
            other => other.port() != 0,
        };
        if !(1..=INVITE_ADDRESSES).contains(&addresses.len()) || !addresses.iter().all(sane) {
            return Err(InviteError::Damaged);
        }
        Ok(Self { host: Fingerprint(*host), room: RoomId(*room), addresses, label })
    }
}

/// Returns what follows `maru:` or `maru://`, in any case.
fn strip_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.trim().split_at_checked(SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then(|| rest.trim_start_matches('/').trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn invite(addresses: Vec<Address>) -> Invite {
        Invite {
            host: Fingerprint([1; 20]),
            room: RoomId([2; 8]),
            addresses,
            label: RoomName::parse("금요일 마루").unwrap(),
        }
    }

    fn any_address() -> impl Strategy<Value = Address> {
        prop_oneof![
            (any::<[u8; 4]>(), 1_u16..).prop_map(|(ip, port)| Address::V4(ip, port)),
            (any::<[u8; 16]>(), 1_u16..).prop_map(|(ip, port)| Address::V6(ip, port)),
            ("[a-z]{1,20}\\.[a-z]{2,5}", 1_u16..).prop_map(|(name, port)| Address::Name(name, port)),
        ]
    }

    proptest! {
        #[test]
        fn an_invite_reads_back(addresses in prop::collection::vec(any_address(), 1..=INVITE_ADDRESSES)) {
            let invite = invite(addresses);
            let text = invite.to_string();
            prop_assert_eq!(text.parse::<Invite>().unwrap(), invite.clone());
            prop_assert_eq!(text.to_uppercase().parse::<Invite>().unwrap(), invite.clone());
            prop_assert_eq!(text.replace("maru:", "maru://").to_lowercase().parse::<Invite>().unwrap(), invite);
        }

        #[test]
        fn an_invite_cut_anywhere_is_refused(cut in 5_usize..80) {
            let text = invite(vec![Address::V4([192, 168, 0, 7], 27410)]).to_string();
            let cut = cut.min(text.len() - 1);
            prop_assert!(text[..cut].parse::<Invite>().is_err());
        }

        #[test]
        fn an_address_reads_back(address in any_address()) {
            let read: Address = address.to_string().parse().unwrap();
            prop_assert_eq!(read.port(), address.port());
        }
    }

    #[test]
    fn an_invite_wrapped_by_a_messenger_is_repaired() {
        let invite = invite(vec![Address::V4([192, 168, 0, 7], 27410)]);
        let mut text = invite.to_string();
        text.insert(40, '\n');
        text.insert(60, ' ');
        assert_eq!(format!("  {text}  ").parse::<Invite>(), Ok(invite));
    }

    #[test]
    fn an_invite_of_a_friend_fits_a_messenger_line() {
        let text = invite(vec![Address::V4([192, 168, 0, 7], 27410)]).to_string();
        assert!(text.len() <= 110, "{}", text.len());
    }

    #[test]
    fn addresses_are_read_in_every_usual_spelling() {
        let read = |text: &str| text.parse::<Address>().map(|address| address.to_string());
        assert_eq!(read("1.2.3.4").unwrap(), "1.2.3.4:27410");
        assert_eq!(read("1.2.3.4:80").unwrap(), "1.2.3.4:80");
        assert_eq!(read("::1").unwrap(), "[::1]:27410");
        assert_eq!(read("[2001:db8::1]:9").unwrap(), "[2001:db8::1]:9");
        assert_eq!(read("::ffff:1.2.3.4").unwrap(), "1.2.3.4:27410");
        assert_eq!(read("My.Host").unwrap(), "my.host:27410");
        for bad in ["1.2.3", "1.2.3.4:0", "1.2.3.4:x", "[::1", "a b", "", "-a", "999.1.1.1", "a:b:c"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
