//! Wall clocks that jump by ten years, stand still, or go as they should.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use maru::wire::Time;

use crate::random::Random;

/// Somewhere in 2026.
const BEGIN: Time = 1_795_000_000_000;
const TEN_YEARS: Time = 10 * 365 * 24 * 60 * 60 * 1_000;

/// One computer's wall clock.
pub(crate) struct Wall {
    shown: Arc<AtomicU64>,
    stands: bool,
}

impl Wall {
    pub(crate) fn new() -> Self {
        Self { shown: Arc::new(AtomicU64::new(BEGIN)), stands: false }
    }

    pub(crate) fn now(&self) -> Time {
        self.shown.load(Ordering::Relaxed)
    }

    /// Returns the clock for somebody who only reads it.
    pub(crate) fn shown(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.shown)
    }

    pub(crate) fn pass(&self, milliseconds: u64) {
        if !self.stands {
            self.shown.fetch_add(milliseconds, Ordering::Relaxed);
        }
    }

    /// Somebody sets it, or its battery dies, or it goes again; returns what happened.
    pub(crate) fn upset(&mut self, random: &mut Random) -> &'static str {
        let (now, shift) = (self.now(), random.next() % TEN_YEARS);
        let (then, what) = match random.below(4) {
            0 => (now.saturating_add(TEN_YEARS), "clock ten years ahead"),
            1 => (now.saturating_sub(TEN_YEARS), "clock ten years back"),
            2 => (now.saturating_sub(shift), "clock back by some"),
            _ => {
                self.stands = !self.stands;
                (now, if self.stands { "clock stands still" } else { "clock goes again" })
            }
        };
        self.shown.store(then, Ordering::Relaxed);
        what
    }
}
