//! Why a member is not in the room: one variant for each thing a person could do about it.

use std::time::Duration;

use crate::wire::{Closed, Fingerprint, PublicKey, Refusal};

/// Why a link to a room did not come about, or ended.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// No address has this name.
    #[error("no address for the name {name}")]
    NameUnknown {
        /// The host name asked for.
        name: String,
    },
    /// A computer is there, but nothing listens at this port.
    #[error("nothing listens there")]
    NothingListens,
    /// No answer at all within the time.
    #[error("no answer within {} s", waited.as_secs())]
    NoAnswer {
        /// How long was waited.
        waited: Duration,
    },
    /// This computer has no network, or no way to that address.
    #[error("no network or no way there")]
    NoNetwork,
    /// Something answers that is not Maru.
    #[error("what answers is not maru")]
    NotMaru,
    /// The room speaks only a later protocol: this program has to be updated.
    #[error("room speaks protocol {theirs} and up, this program up to {ours}")]
    RoomIsNewer {
        /// The newest protocol of this program.
        ours: u16,
        /// The oldest protocol of the room.
        theirs: u16,
    },
    /// The room speaks only an earlier protocol: the host has to update.
    #[error("room speaks up to protocol {theirs}, this program {ours} and up")]
    RoomIsOlder {
        /// The oldest protocol of this program.
        ours: u16,
        /// The newest protocol of the room.
        theirs: u16,
    },
    /// The host's key is not the one in the invite.
    #[error("host key is not the one in the invite")]
    WrongKey {
        /// The key in the invite.
        expected: Fingerprint,
        /// The key that the host showed.
        shown: PublicKey,
    },
    /// The host's key is not the one seen at this address before.
    #[error("host key has changed")]
    ChangedKey {
        /// The key seen before.
        expected: Fingerprint,
        /// The key that the host showed.
        shown: PublicKey,
    },
    /// The host said no.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The host ended the link and said why.
    #[error("closed: {0}")]
    Closed(Closed),
    /// The link broke.
    #[error("link broke")]
    Broken,
    /// The host does not keep to the protocol.
    #[error("host broke the protocol: {0}")]
    Violation(Violation),
    /// This computer's own key could not be used.
    #[error("own key cannot be used")]
    OwnKey,
}

impl ConnectError {
    /// Returns whether whoever answered is not who they should be, or was caught telling what is not so: nobody goes back
    /// there as if nothing had happened.
    #[must_use]
    pub fn breaks_trust(&self) -> bool {
        match self {
            Self::WrongKey { .. } | Self::ChangedKey { .. } | Self::OwnKey => true,
            Self::Violation(violation) => {
                matches!(violation, Violation::Forged | Violation::Redated | Violation::Forked)
            }
            _ => false,
        }
    }

    /// Returns whether dialling again by itself may help a member who was in the room.
    #[must_use]
    pub fn passes(&self) -> bool {
        match self {
            Self::NameUnknown { .. }
            | Self::NothingListens
            | Self::NoAnswer { .. }
            | Self::NoNetwork
            | Self::NotMaru
            | Self::Broken => true,
            Self::Violation(_) => !self.breaks_trust(),
            Self::Refused(refusal) => match refusal {
                Refusal::TooOften { .. } | Refusal::Full { .. } => true,
                Refusal::NameTaken { .. } | Refusal::Closing => false,
            },
            Self::Closed(closed) => match closed {
                Closed::BrokenRule => true,
                Closed::RoomClosed | Closed::Elsewhere | Closed::Left => false,
            },
            Self::RoomIsNewer { .. }
            | Self::RoomIsOlder { .. }
            | Self::WrongKey { .. }
            | Self::ChangedKey { .. }
            | Self::OwnKey => false,
        }
    }
}

/// What a host did that the protocol does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// A word that is not due in this state.
    #[error("word out of order")]
    OutOfOrder,
    /// An event that does not follow the one before it.
    #[error("event does not follow the one before it")]
    BrokenChain,
    /// A head that does not match the events before it, or is not signed by the host.
    #[error("head does not match")]
    BrokenHead,
    /// A charter that is not about this host.
    #[error("charter is not about this host")]
    BadCharter,
    /// An event that its author did not sign, or whose body was exchanged.
    #[error("event is not what its author signed")]
    Forged,
    /// An event dated before the one that it follows.
    #[error("event is dated before the one that it follows")]
    Redated,
    /// Two histories of one room under the host's signature.
    #[error("host showed two histories")]
    Forked,
    /// More entries than announced, or too many.
    #[error("more than announced")]
    TooMuch,
}
