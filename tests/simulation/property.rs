//! What has to hold, by name, and what it looks like when it does not.

use std::fmt;

use crate::world::Counts;

/// What Maru promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Property {
    /// What its author was told is sent stands; what was typed is told, refused, or still waits.
    NothingLost,
    /// Nothing stands twice.
    NothingTwice,
    /// Everybody reads in one order, without holes but for those that are told.
    OneOrder,
    /// What a member holds is what the host placed.
    OneHistory,
    /// Letters are read by their owners alone.
    Private,
    /// A host that lies is found out.
    Honest,
    /// What anybody has seen is on the disk.
    CommittedFirst,
    /// A store holds what it should, and not more.
    Kept,
    /// Once trouble ends, everybody knows the same.
    Convergence,
    /// Nobody breaks the protocol, nobody panics.
    Rules,
}

/// A property that did not hold.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) property: Property,
    why: String,
}

/// A property held, or did not.
pub(crate) type Law = Result<(), Broken>;

impl Property {
    pub(crate) fn broken(self, why: impl Into<String>) -> Broken {
        Broken { property: self, why: why.into() }
    }
}

impl Broken {
    /// It did not hold after all this had happened.
    pub(crate) fn after(self, counts: &Counts) -> Self {
        Self { why: format!("{}\nafter {counts:?}", self.why), ..self }
    }

    /// It did not hold for somebody.
    pub(crate) fn of(self, whom: impl fmt::Display) -> Self {
        Self { why: format!("{whom}: {}", self.why), ..self }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.property, self.why)
    }
}
