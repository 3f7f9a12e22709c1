//! Who is a member, and who is here right now.
//!
//! Membership is a fold over the log; presence is a table that the host keeps. The two are put
//! together here and nowhere else.

use std::collections::BTreeMap;

use crate::wire::{MemberEntry, Name, Presence, PresenceState, PublicKey, Skeleton};

/// One member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who it is.
    pub key: PublicKey,
    /// What the member is called.
    pub name: Name,
    /// What the member does right now; `None` is gone, or unknown while the link is broken.
    pub presence: Option<PresenceState>,
    /// Whether it is this program's own.
    pub own: bool,
    /// Whether the room is on this member's computer.
    pub host: bool,
}

/// Members by key, and their order for showing.
#[derive(Debug, Default)]
pub struct Roster {
    members: BTreeMap<PublicKey, Member>,
    /// Presence of keys whose membership is not told yet.
    presence: BTreeMap<PublicKey, PresenceState>,
    own: Option<PublicKey>,
    host: Option<PublicKey>,
}

impl Roster {
    /// Returns the member with this key.
    #[must_use]
    pub fn member(&self, key: &PublicKey) -> Option<&Member> {
        self.members.get(key)
    }

    /// Returns the members in no particular order.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.values()
    }

    /// Returns how many are here, reconnecting ones included.
    #[must_use]
    pub fn present(&self) -> usize {
        self.members.values().filter(|member| member.presence.is_some()).count()
    }

    /// Returns how many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Returns whether nobody is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Returns the member whose name looks like `name`; of several, as old names may leave behind, one who is here.
    #[must_use]
    pub fn by_skeleton(&self, name: &Skeleton) -> Option<&Member> {
        let mut named = self.members.values().filter(|member| member.name.skeleton() == *name);
        let first = named.next()?;
        let here = |member: &&Member| member.presence.is_some();
        if here(&first) { Some(first) } else { named.find(here).or(Some(first)) }
    }

    /// Returns who is writing to the room, other than this program's own.
    pub fn typing(&self) -> impl Iterator<Item = &Member> {
        self.members.values().filter(|member| !member.own && member.presence == Some(PresenceState::Typing))
    }

    /// Returns all for showing: oneself, the host, then by name; `hangul_first` as Korean readers expect.
    #[must_use]
    pub fn sorted(&self, hangul_first: bool) -> Vec<&Member> {
        let mut members: Vec<_> = self.members.values().collect();
        let latin = |member: &Member| {
            let hangul = member.name.as_str().starts_with(|c: char| ('가'..='힣').contains(&c));
            hangul != hangul_first
        };
        members.sort_by_cached_key(|member| {
            (!member.own, !member.host, latin(member), member.name.as_str().to_lowercase(), member.key)
        });
        members
    }

    /// Returns a member's name, if the key is known.
    #[must_use]
    pub fn name(&self, key: &PublicKey) -> Option<Name> {
        self.members.get(key).map(|member| member.name.clone())
    }

    pub(super) fn reset(&mut self, own: PublicKey, host: PublicKey, name: Name) {
        *self = Self { own: Some(own), host: Some(host), ..Self::default() };
        self.arrive(own, name);
    }

    pub(super) fn snapshot(&mut self, members: Vec<MemberEntry>) {
        members.into_iter().for_each(|MemberEntry { key, name }| self.arrive(key, name));
    }

    pub(super) fn arrive(&mut self, key: PublicKey, name: Name) {
        let (own, host) = (self.own == Some(key), self.host == Some(key));
        let presence = self.presence.get(&key).copied();
        self.members.entry(key).and_modify(|member| member.name.clone_from(&name)).or_insert(Member {
            key,
            name,
            presence,
            own,
            host,
        });
    }

    pub(super) fn presence(&mut self, presence: Presence) {
        if presence.whole {
            self.everyone_unknown();
        }
        for change in presence.changes {
            match change.state {
                Some(state) => self.presence.insert(change.member, state),
                None => self.presence.remove(&change.member),
            };
            if let Some(member) = self.members.get_mut(&change.member) {
                member.presence = change.state;
            }
        }
    }

    pub(super) fn everyone_unknown(&mut self) {
        self.presence.clear();
        self.members.values_mut().for_each(|member| member.presence = None);
    }
}
