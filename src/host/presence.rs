//! Who is here right now: a versioned table, told as snapshot and deltas. Pure.
//!
//! Nothing of this is history. A delta is encoded once for all readers; a reader's place is a version.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use crate::wire::limits::{
    ARRIVAL_LINES_MEMBERS, PRESENCE_DELTAS, RECONNECTING_KEPT, TABLE_ENTRIES, TYPING_KEPT,
};
use crate::wire::{Delivery, Presence as Part, PresenceChange, PresenceState, PublicKey, encode};

/// One member's presence and until when it holds by itself.
#[derive(Clone, Copy, Debug)]
struct Entry {
    state: PresenceState,
    until: Option<Duration>,
}

/// The presence table of one room.
#[derive(Debug, Default)]
pub struct Presence {
    table: BTreeMap<PublicKey, Entry>,
    /// What ends by itself, the next first.
    endings: BTreeSet<(Duration, PublicKey)>,
    /// Changed since the last delta.
    changed: BTreeSet<PublicKey>,
    version: u64,
    deltas: VecDeque<(u64, Arc<[u8]>)>,
    /// The whole table of a large room as it was told last, and the version up to which it is right:
    /// whatever changed after that is in the next delta.
    whole: Option<(u64, Arc<[u8]>)>,
}

impl Presence {
    /// Returns how many are here, those reconnecting included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Returns whether nobody is here.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// Returns whether this member is here, or reconnecting.
    #[must_use]
    pub fn has(&self, member: &PublicKey) -> bool {
        self.table.contains_key(member)
    }

    /// Sets what a member does; returns whether that is a change.
    pub fn set(&mut self, now: Duration, member: PublicKey, state: PresenceState) -> bool {
        let until = match state {
            PresenceState::Typing => Some(now + TYPING_KEPT),
            PresenceState::Reconnecting => Some(now + RECONNECTING_KEPT),
            PresenceState::Here | PresenceState::Away => None,
        };
        let before = self.table.insert(member, Entry { state, until });
        self.move_ending(member, before.and_then(|entry| entry.until), until);
        let changed = before.is_none_or(|entry| entry.state != state);
        if changed {
            self.changed.insert(member);
        }
        changed
    }

    /// Takes a member out; returns whether that is a change.
    pub fn remove(&mut self, member: &PublicKey) -> bool {
        let Some(entry) = self.table.remove(member) else { return false };
        self.move_ending(*member, entry.until, None);
        self.changed.insert(*member);
        true
    }

    /// Ends what holds no longer; returns who was reconnecting for too long and is to be removed.
    pub fn expire(&mut self, now: Duration) -> Vec<PublicKey> {
        let over: Vec<_> =
            self.endings.iter().take_while(|(until, _)| *until <= now).map(|(_, key)| *key).collect();
        let mut gone = Vec::new();
        for member in over {
            match self.table.get(&member).map(|entry| entry.state) {
                Some(PresenceState::Reconnecting) => gone.push(member),
                Some(_) => {
                    self.set(now, member, PresenceState::Here);
                }
                None => {}
            }
        }
        gone
    }

    /// Returns when something ends by itself.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        self.endings.first().map(|(until, _)| *until)
    }

    /// Returns whether a delta is due.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// Makes the delta of everything changed since the last one.
    pub fn tick(&mut self) {
        self.version += 1;
        let changed = std::mem::take(&mut self.changed);
        let state = |member: &PublicKey| self.table.get(member).map(|entry| entry.state);
        let changes: Vec<_> =
            changed.into_iter().map(|member| PresenceChange { member, state: state(&member) }).collect();
        let mut frames = Vec::new();
        self.encode(&changes, false, &mut frames);
        self.deltas.push_back((self.version, frames.into()));
        if self.deltas.len() > PRESENCE_DELTAS {
            self.deltas.pop_front();
        }
    }

    /// Appends what a reader at `version` has not had; a reader without one gets the whole table.
    pub fn read(&mut self, version: &mut Option<u64>, out: &mut Vec<u8>) {
        let oldest = self.deltas.front().map_or(self.version, |(version, _)| version.saturating_sub(1));
        match *version {
            Some(had) if had == self.version => {}
            Some(had) if had >= oldest => {
                let missed = self.deltas.iter().filter(|(version, _)| *version > had);
                missed.for_each(|(_, frames)| out.extend_from_slice(frames));
            }
            _ => match &self.whole {
                Some((version, frames)) if *version == self.version => out.extend_from_slice(frames),
                _ => self.read_whole(out),
            },
        }
        *version = Some(self.version);
    }

    fn read_whole(&mut self, out: &mut Vec<u8>) {
        let entry = |(member, entry): (&PublicKey, &Entry)| PresenceChange {
            member: *member,
            state: Some(entry.state),
        };
        let table: Vec<_> = self.table.iter().map(entry).collect();
        let start = out.len();
        self.encode(&table, true, out);
        // In a small room encoding costs nothing, and a newcomer is to find itself in the table.
        let frames = out.get(start..).filter(|_| table.len() > ARRIVAL_LINES_MEMBERS);
        self.whole = frames.map(|frames| (self.version, frames.into()));
    }

    /// Returns whether a reader at `version` has not had everything.
    #[must_use]
    pub fn has_more(&self, version: Option<u64>) -> bool {
        version != Some(self.version)
    }

    fn move_ending(&mut self, member: PublicKey, from: Option<Duration>, to: Option<Duration>) {
        if let Some(from) = from {
            self.endings.remove(&(from, member));
        }
        if let Some(to) = to {
            self.endings.insert((to, member));
        }
    }

    fn encode(&self, changes: &[PresenceChange], whole: bool, out: &mut Vec<u8>) {
        let mut parts = changes.chunks(TABLE_ENTRIES).collect::<Vec<_>>();
        if parts.is_empty() {
            parts.push(&[]);
        }
        for (at, part) in parts.into_iter().enumerate() {
            let part = Part { version: self.version, whole: whole && at == 0, changes: part.to_vec() };
            if let Err(error) = encode(&Delivery::Presence(part), out) {
                tracing::error!(%error, "presence does not fit a frame");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Decoder;
    use proptest::prelude::*;

    const NOW: Duration = Duration::from_secs(100);

    fn key(n: u8) -> PublicKey {
        PublicKey([n; 32])
    }

    fn apply(table: &mut BTreeMap<PublicKey, PresenceState>, bytes: &[u8]) {
        let mut decoder = Decoder::new();
        decoder.signed_in();
        decoder.feed(bytes);
        while let Some(Delivery::Presence(part)) = decoder.poll_message().unwrap() {
            if part.whole {
                table.clear();
            }
            for change in part.changes {
                match change.state {
                    Some(state) => table.insert(change.member, state),
                    None => table.remove(&change.member),
                };
            }
        }
    }

    #[test]
    fn typing_ends_by_itself_and_a_broken_link_becomes_gone() {
        let mut presence = Presence::default();
        presence.set(NOW, key(1), PresenceState::Typing);
        presence.set(NOW, key(2), PresenceState::Reconnecting);
        assert_eq!(presence.poll_timeout(), Some(NOW + TYPING_KEPT));
        assert!(presence.expire(NOW + TYPING_KEPT).is_empty());
        assert_eq!(presence.table[&key(1)].state, PresenceState::Here);
        assert_eq!(presence.expire(NOW + RECONNECTING_KEPT), [key(2)]);
    }

    #[test]
    fn newcomers_to_a_large_room_share_one_table_and_miss_nothing() {
        let mut presence = Presence::default();
        let all = ARRIVAL_LINES_MEMBERS + 10;
        let key = |n: usize| PublicKey(std::array::from_fn(|at| n.to_be_bytes()[at % 8]));
        for n in 0..all {
            presence.set(NOW, key(n), PresenceState::Here);
        }
        presence.tick();
        let (mut first, mut second, mut one, mut two) = (None, None, Vec::new(), Vec::new());
        presence.read(&mut first, &mut one);
        presence.set(NOW, key(all), PresenceState::Away);
        presence.remove(&key(3));
        presence.read(&mut second, &mut two);
        assert_eq!(one, two, "encoded twice");
        presence.tick();
        presence.read(&mut second, &mut two);
        let mut table = BTreeMap::new();
        apply(&mut table, &two);
        let expected: BTreeMap<_, _> =
            presence.table.iter().map(|(key, entry)| (*key, entry.state)).collect();
        assert_eq!(table, expected);
    }

    proptest! {
        #[test]
        fn every_reader_ends_with_the_hosts_table(
            steps in prop::collection::vec((0_u8..6, 0_u8..6), 1..400),
            reads in prop::collection::vec(any::<bool>(), 400),
        ) {
            let mut presence = Presence::default();
            let (mut version, mut table) = (None, BTreeMap::new());
            for ((member, what), read) in steps.into_iter().zip(reads) {
                match what {
                    0 => drop(presence.remove(&key(member))),
                    1 => drop(presence.set(NOW, key(member), PresenceState::Away)),
                    2 => drop(presence.set(NOW, key(member), PresenceState::Typing)),
                    3 => drop(presence.set(NOW, key(member), PresenceState::Here)),
                    _ => if presence.is_changed() { presence.tick() },
                }
                if read && what == 5 {
                    let mut out = Vec::new();
                    presence.read(&mut version, &mut out);
                    apply(&mut table, &out);
                }
            }
            presence.tick();
            let mut out = Vec::new();
            presence.read(&mut version, &mut out);
            apply(&mut table, &out);
            let expected: BTreeMap<_, _> = presence.table.iter().map(|(key, entry)| (*key, entry.state)).collect();
            prop_assert_eq!(table, expected);
        }
    }
}
