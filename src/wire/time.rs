//! The time as state machines are given it; none of them may look at a clock of its own.

use std::time::Duration;

use super::event::Time;

/// One moment on both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Now {
    /// Time since some fixed moment of this process; never falls. Everything that waits uses it.
    pub ticks: Duration,
    /// Milliseconds since 1970-01-01 UTC; may jump either way. Only shown, never compared.
    pub wall: Time,
}
