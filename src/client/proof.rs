//! What proves to anybody that a host showed two histories of one room. Pure data.

use bincode::{Decode, Encode};

use crate::wire::{Head, PublicKey};

/// Two heads of one room and one place with different hashes, both signed by the host.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Proof {
    /// The head that was seen first.
    pub one: Head,
    /// The head that contradicts it.
    pub other: Head,
}

impl Proof {
    /// Puts two heads together, if they prove anything against `host`.
    #[must_use]
    pub fn of(host: &PublicKey, one: &Head, other: &Head) -> Option<Self> {
        let proof = Self { one: one.clone(), other: other.clone() };
        proof.holds(host).then_some(proof)
    }

    /// Returns whether it proves that `host` showed two histories.
    #[must_use]
    pub fn holds(&self, host: &PublicKey) -> bool {
        let Self { one, other } = self;
        let contradict =
            one.room == other.room && one.mark.seq == other.mark.seq && one.mark.hash != other.mark.hash;
        contradict && one.verify(host).is_ok() && other.verify(host).is_ok()
    }
}
