//! Which rooms and hosts are known, and what that lets this member expect of a host's key. Pure.
//!
//! A host is tied to an address only where the address means one computer everywhere and was the only one tried: a bare
//! private address is another computer in every network, and of several addresses nobody knows which one answered.

use serde::{Deserialize, Serialize};

use crate::client::{Expected, Joined, Target};
use crate::wire::key::crockford;
use crate::wire::limits::INVITE_ADDRESSES;
use crate::wire::{Address, Fingerprint, RoomId, RoomName, Time};

/// Rooms that are remembered; the longest unvisited are forgotten first.
pub const ROOMS_MAX: usize = 50;
/// Addresses whose hosts are remembered; the longest unvisited are forgotten first.
pub const HOSTS_MAX: usize = 500;

/// What stands above the entries in the file.
const HEADER: &str =
    "# Rooms and hosts that this computer knows. Maru writes this file; an entry taken out is forgotten.\n\n";

/// A room that this computer has been in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownRoom {
    /// Which room it was the last time.
    pub id: RoomId,
    /// Who hosts it.
    pub host: Fingerprint,
    /// What it is called.
    pub name: RoomName,
    /// Where it was found, best first.
    pub addresses: Vec<Address>,
    /// When this computer came in last, in milliseconds since 1970.
    pub visited: Time,
    /// Whether it was opened on this computer.
    pub hosted: bool,
    /// Whether an invite once said that this is its host.
    pub invited: bool,
}

impl KnownRoom {
    /// Returns the way back, pinned to the host that was there.
    #[must_use]
    pub fn target(&self) -> Target {
        Target {
            addresses: self.addresses.clone(),
            pin: Some(self.host),
            invited: self.invited,
            room: Some(self.id),
            label: Some(self.name.clone()),
        }
    }

    /// A room that was closed and opened again has another id, but its host and its name.
    fn is_same(&self, other: &Self) -> bool {
        self.id == other.id || (self.host == other.host && self.name == other.name)
    }
}

/// Known rooms and hosts, the one visited last first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    rooms: Vec<KnownRoom>,
    hosts: Vec<(Address, Fingerprint)>,
}

impl Book {
    /// Returns the rooms, the one visited last first.
    #[must_use]
    pub fn rooms(&self) -> &[KnownRoom] {
        &self.rooms
    }

    /// Notes that this member came into a room by way of `target`.
    pub fn remember(&mut self, target: &Target, joined: &Joined, hosted: bool, now: Time) {
        let mut addresses = target.addresses.clone();
        addresses.truncate(INVITE_ADDRESSES);
        let (id, host) = (joined.charter.room(), joined.charter.host.fingerprint());
        let was_invited = self.is_invited(&host);
        let room = KnownRoom {
            id,
            host,
            name: joined.room_name.clone(),
            addresses,
            visited: now,
            hosted,
            invited: target.invited || was_invited,
        };
        if let ([address], false) = (target.addresses.as_slice(), hosted)
            && names_one_computer(address)
        {
            self.hosts.retain(|(other, _)| other != address);
            self.hosts.insert(0, (address.clone(), room.host));
            self.hosts.truncate(HOSTS_MAX);
        }
        self.rooms.retain(|other| !other.is_same(&room));
        self.rooms.insert(0, room);
        self.rooms.truncate(ROOMS_MAX);
    }

    /// Whether an invite once said that this is the key of a host.
    #[must_use]
    pub fn is_invited(&self, host: &Fingerprint) -> bool {
        self.rooms.iter().any(|known| known.host == *host && known.invited)
    }

    /// Notes that an invite says that this is the key of a host.
    pub fn note_invited(&mut self, host: &Fingerprint) {
        self.rooms.iter_mut().filter(|known| known.host == *host).for_each(|known| known.invited = true);
    }

    /// Returns how many addresses have a host that is known.
    #[must_use]
    pub fn hosts(&self) -> usize {
        self.hosts.len()
    }

    /// Takes every room off the list; what is known of hosts' keys stays.
    pub fn forget_all(&mut self) {
        self.rooms.clear();
    }

    /// Takes a room off the list; what is known of its host's key stays.
    pub fn forget(&mut self, room: RoomId) {
        self.rooms.retain(|known| known.id != room);
    }

    /// Puts a room back that was taken off the list, to its place by when it was visited; one that is on it stays.
    pub fn restore(&mut self, room: KnownRoom) {
        if self.rooms.iter().any(|known| known.is_same(&room)) {
            return;
        }
        let place = self.rooms.partition_point(|known| known.visited > room.visited);
        self.rooms.insert(place, room);
        self.rooms.truncate(ROOMS_MAX);
    }

    /// Returns what the host at `target` has to show.
    #[must_use]
    pub fn expected(&self, target: &Target) -> Expected {
        match (target.pin, target.invited) {
            (Some(pin), true) => return Expected::Invited(pin),
            (Some(pin), false) => return Expected::Seen(pin),
            (None, _) => {}
        }
        let seen =
            target.addresses.iter().filter(|address| names_one_computer(address)).find_map(|address| {
                let (_, host) = self.hosts.iter().find(|(known, _)| known == address)?;
                Some(*host)
            });
        seen.map_or(Expected::Anyone, Expected::Seen)
    }

    /// Reads the text of a file; `None` if it is not one of ours. What is beyond the bounds is left out.
    #[must_use]
    pub(super) fn read(text: &str) -> Option<Self> {
        let Lines { room, host } = toml::from_str(text).ok()?;
        let rooms: Option<_> = room.into_iter().take(ROOMS_MAX).map(RoomLine::read).collect();
        let hosts: Option<_> = host.into_iter().take(HOSTS_MAX).map(HostLine::read).collect();
        Some(Self { rooms: rooms?, hosts: hosts? })
    }

    /// Returns the text of a file.
    #[must_use]
    pub(super) fn write(&self) -> String {
        let lines = Lines {
            room: self.rooms.iter().map(RoomLine::of).collect(),
            host: self.hosts.iter().map(HostLine::of).collect(),
        };
        // Nothing in the lines has no form in TOML.
        format!("{HEADER}{}", toml::to_string(&lines).unwrap_or_default())
    }
}

/// Whether an address leads to the same computer from everywhere.
fn names_one_computer(address: &Address) -> bool {
    let local = matches!(address, Address::Name(name, _) if name == "localhost");
    !address.is_private() && !local
}

/// The file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Lines {
    room: Vec<RoomLine>,
    host: Vec<HostLine>,
}

#[derive(Debug, Serialize, Deserialize)]
struct RoomLine {
    id: String,
    host: String,
    name: String,
    addresses: Vec<String>,
    visited: i64,
    hosted: bool,
    #[serde(default)]
    invited: bool,
}

impl RoomLine {
    fn of(room: &KnownRoom) -> Self {
        Self {
            id: crockford().encode(&room.id.0),
            host: crockford().encode(&room.host.0),
            name: room.name.as_str().to_owned(),
            addresses: room.addresses.iter().map(ToString::to_string).collect(),
            visited: i64::try_from(room.visited).unwrap_or(i64::MAX),
            hosted: room.hosted,
            invited: room.invited,
        }
    }

    fn read(self) -> Option<KnownRoom> {
        let addresses = self.addresses.iter().take(INVITE_ADDRESSES).map(|address| address.parse().ok());
        Some(KnownRoom {
            id: RoomId(bytes(&self.id)?),
            host: Fingerprint(bytes(&self.host)?),
            name: RoomName::parse(&self.name).ok()?,
            addresses: addresses.collect::<Option<_>>()?,
            visited: u64::try_from(self.visited).ok()?,
            hosted: self.hosted,
            invited: self.invited,
        })
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct HostLine {
    address: String,
    key: String,
}

impl HostLine {
    fn of((address, key): &(Address, Fingerprint)) -> Self {
        Self { address: address.to_string(), key: crockford().encode(&key.0) }
    }

    fn read(self) -> Option<(Address, Fingerprint)> {
        Some((self.address.parse().ok()?, Fingerprint(bytes(&self.key)?)))
    }
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    crockford().decode(text.as_bytes()).ok()?.try_into().ok()
}
