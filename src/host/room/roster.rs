//! The members as a newcomer is told of them: encoded once for all newcomers, and again only where a member
//! came, went or is called something else. Pure.
//!
//! Keys are as good as random, so their first bits share the members out evenly; somebody who picks keys to
//! crowd one part makes that part cost what all of them would without parts, and no more.

use std::collections::BTreeMap;

use super::member::Member;
use crate::wire::limits::TABLE_ENTRIES;
use crate::wire::{Delivery, MemberEntry, MembersPart, PublicKey, encode};

/// Parts of the roster: few enough that a small room's roster is short, enough that one part of the largest
/// room is a fraction of it.
const PARTS: u8 = 64;
/// First bytes of keys that belong to one part.
const BYTES: u8 = u8::MAX / PARTS + 1;

/// The frames of the members, as far as they are right.
#[derive(Debug, Default)]
pub(super) struct Roster {
    parts: BTreeMap<u8, Vec<u8>>,
}

impl Roster {
    /// A member came, was forgotten or has another name.
    pub(super) fn touch(&mut self, PublicKey([first, ..]): &PublicKey) {
        self.parts.remove(&(first / BYTES));
    }

    /// Returns the frames of all members.
    pub(super) fn frames(&mut self, members: &BTreeMap<PublicKey, Member>) -> Vec<u8> {
        for part in 0..PARTS {
            self.parts.entry(part).or_insert_with(|| part_frames(members, part));
        }
        let mut frames = Vec::with_capacity(self.parts.values().map(Vec::len).sum());
        self.parts.values().for_each(|part| frames.extend_from_slice(part));
        frames
    }
}

fn part_frames(members: &BTreeMap<PublicKey, Member>, part: u8) -> Vec<u8> {
    let (mut least, mut most) = ([0; 32], [u8::MAX; 32]);
    (least[0], most[0]) = (part * BYTES, part * BYTES + (BYTES - 1));
    let entry = |(key, member): (&PublicKey, &Member)| MemberEntry { key: *key, name: member.name.clone() };
    let entries: Vec<_> = members.range(PublicKey(least)..=PublicKey(most)).map(entry).collect();
    let mut frames = Vec::new();
    for entries in entries.chunks(TABLE_ENTRIES) {
        let members = entries.to_vec();
        if let Err(error) = encode(&Delivery::Members(MembersPart { members }), &mut frames) {
            tracing::error!(%error, "members do not fit a frame");
        }
    }
    frames
}
