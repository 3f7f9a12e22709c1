//! The clocks of this computer, for drivers; state machines are given [`Now`] instead.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

use crate::wire::{Now, Time};

/// Reads both clocks, the steady one from its making on.
#[derive(Clone, Debug)]
pub struct Clock {
    start: Instant,
    wall: Wall,
}

/// Where the wall clock's time comes from.
#[derive(Clone, Debug)]
enum Wall {
    System,
    Set(Arc<AtomicU64>),
}

impl Clock {
    /// Starts the steady clock.
    #[must_use]
    pub fn start() -> Self {
        Self { start: Instant::now(), wall: Wall::System }
    }

    /// Starts the steady clock beside a wall clock that somebody else sets, in [`Time`]: a simulation's, which
    /// jumps and stands still as it likes.
    #[must_use]
    pub fn beside(wall: Arc<AtomicU64>) -> Self {
        Self { start: Instant::now(), wall: Wall::Set(wall) }
    }

    /// Reads both clocks; a wall clock before 1970 reads as 1970.
    #[must_use]
    pub fn now(&self) -> Now {
        Now { ticks: self.start.elapsed(), wall: self.wall.now() }
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

impl Wall {
    fn now(&self) -> Time {
        match self {
            Self::System => {
                let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_millis();
                u64::try_from(wall).unwrap_or(u64::MAX)
            }
            Self::Set(wall) => wall.load(Ordering::Relaxed),
        }
    }
}
