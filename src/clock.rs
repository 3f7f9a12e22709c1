//! The clocks of this computer, for drivers; state machines are given [`Now`] instead.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

use crate::wire::Now;

/// Reads both clocks, the steady one from its making on.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Instant,
}

impl Clock {
    /// Starts the steady clock.
    #[must_use]
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }

    /// Reads both clocks; a wall clock before 1970 reads as 1970.
    #[must_use]
    pub fn now(&self) -> Now {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_millis();
        Now { ticks: self.start.elapsed(), wall: u64::try_from(wall).unwrap_or(u64::MAX) }
    }

    /// Reads the steady clock alone.
    #[must_use]
    pub fn ticks(&self) -> Duration {
        self.start.elapsed()
    }

    /// Returns the moment that lies `ticks` after the start, for waiting.
    #[must_use]
    pub fn at(&self, ticks: Duration) -> Instant {
        self.start.checked_add(ticks).unwrap_or(self.start)
    }
}
