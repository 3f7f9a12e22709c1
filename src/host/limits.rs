//! Who may come how often: rate buckets and counts per address. Pure; time is passed in.
//!
//! The numbers are in [`crate::wire::limits`]. An IPv6 address counts by its /64, as one line has one.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, FakeRelativeClock};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use crate::wire::limits;

/// A clock that stands still but for what it is told.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    clock: FakeRelativeClock,
    at: Duration,
}

impl Hand {
    /// Moves the clock on; a moment before the last one changes nothing.
    pub fn set(&mut self, now: Duration) {
        if let Some(passed) = now.checked_sub(self.at) {
            self.clock.advance(passed);
            self.at = now;
        }
    }
}

/// A token bucket on a [`Hand`].
#[derive(Debug)]
pub struct Bucket {
    limiter: RateLimiter<NotKeyed, InMemoryState, FakeRelativeClock, NoOpMiddleware<Nanos>>,
    burst: NonZeroU32,
}

impl Bucket {
    /// Allows `burst` at once and one in each `period` in the long run.
    #[must_use]
    pub fn new(hand: &Hand, burst: u32, period: Duration) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let one_a_second = Quota::per_second(NonZeroU32::MIN);
        let quota = Quota::with_period(period).unwrap_or(one_a_second).allow_burst(burst);
        Self { limiter: RateLimiter::direct_with_clock(quota, hand.clock.clone()), burst }
    }

    /// Takes one; otherwise says how long until there is one.
    ///
    /// # Errors
    /// The time to wait; nothing was taken.
    pub fn take(&self, hand: &Hand) -> Result<(), Duration> {
        self.take_many(hand, 1)
    }

    /// Takes as many at once, at most the whole bucket; otherwise says how long until there are.
    ///
    /// # Errors
    /// The time to wait; nothing was taken.
    pub fn take_many(&self, hand: &Hand, count: u32) -> Result<(), Duration> {
        let Some(count) = NonZeroU32::new(count.min(self.burst.get())) else { return Ok(()) };
        match self.limiter.check_n(count) {
            Ok(Err(until)) => Err(until.wait_time_from(hand.clock.now())),
            // More than the bucket holds was never asked for.
            Ok(Ok(())) | Err(_) => Ok(()),
        }
    }
}

/// Why a connection is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Turned {
    /// Too many from this address are here.
    #[error("too many connections from one address")]
    Address,
    /// Too many from this address are shaking hands this very moment.
    #[error("too many at once from one address")]
    Crowd,
    /// Too many from this address never signed in; it pauses.
    #[error("address pauses after too many failures")]
    Pause,
}

/// A connection that has not signed in, by the order of coming.
pub type Stranger = u64;

/// A connection that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knock {
    /// What it counts as until it signed in.
    pub stranger: Stranger,
    /// The stranger that has to go for it: the one who has been silent longest.
    pub evicted: Option<Stranger>,
}

/// What is known of one address.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    strangers: usize,
    members: usize,
    failures: u32,
    /// When the counting of failures began.
    since: Duration,
}

/// Counts connections before they mean anything.
///
/// Strangers have a small pool of their own and can never take a member's seat. A full pool does not
/// shut the door: who is new waits until somebody has shaken hands, or takes the place of who has been
/// there for [`limits::STRANGER_PATIENCE`] without a word.
#[derive(Debug, Default)]
pub struct Door {
    addresses: BTreeMap<IpAddr, Known>,
    strangers: BTreeMap<Stranger, (IpAddr, Duration)>,
    next: Stranger,
}

impl Door {
    /// Returns until when nobody else should be taken, unless a stranger signs in or goes before.
    #[must_use]
    pub fn full_until(&self) -> Option<Duration> {
        let (_, since) =
            self.strangers.first_key_value().filter(|_| self.strangers.len() >= limits::STRANGERS)?.1;
        Some(*since + limits::STRANGER_PATIENCE)
    }

    /// A connection came; it counts as a stranger until [`Self::sign_in`] or [`Self::fail`].
    ///
    /// # Errors
    /// [`Turned`]; the connection does not count.
    pub fn knock(&mut self, now: Duration, address: IpAddr) -> Result<Knock, Turned> {
        let address = line(address);
        if self.addresses.len() >= limits::STRANGER_ADDRESSES && !self.addresses.contains_key(&address) {
            self.forget(now);
        }
        let known = self.addresses.entry(address).or_default();
        if now.saturating_sub(known.since) >= limits::STRANGER_WINDOW {
            (known.failures, known.since) = (0, now);
        }
        let (most, strangers_most) = if is_private(address) {
            (limits::CONNECTIONS_PER_PRIVATE_ADDRESS, limits::STRANGERS_PER_PRIVATE_ADDRESS)
        } else {
            (limits::CONNECTIONS_PER_PUBLIC_ADDRESS, limits::STRANGERS_PER_PUBLIC_ADDRESS)
        };
        // On this computer itself programs can do worse than connect.
        if !address.is_loopback() {
            if known.failures >= limits::STRANGER_FAILURES {
                return Err(Turned::Pause);
            }
            if known.members >= most {
                return Err(Turned::Address);
            }
        }
        let mut oldest = self.strangers.iter().map(|(stranger, (ip, since))| (*stranger, *ip, *since));
        let evicted = if known.strangers >= strangers_most {
            let (stranger, _, since) = oldest.find(|(_, ip, _)| *ip == address).ok_or(Turned::Crowd)?;
            if now < since + limits::STRANGER_PATIENCE {
                return Err(Turned::Crowd);
            }
            Some(stranger)
        } else if self.strangers.len() >= limits::STRANGERS {
            oldest.next().map(|(stranger, ..)| stranger)
        } else {
            None
        };
        if let Some(evicted) = evicted {
            self.fail(evicted);
        }
        self.next += 1;
        self.strangers.insert(self.next, (address, now));
        self.addresses.entry(address).or_default().strangers += 1;
        Ok(Knock { stranger: self.next, evicted })
    }

    /// A stranger signed in.
    pub fn sign_in(&mut self, stranger: Stranger) {
        if let Some(known) = self.take(stranger) {
            known.members += 1;
        }
    }

    /// A stranger went without having signed in, or had to.
    pub fn fail(&mut self, stranger: Stranger) {
        if let Some(known) = self.take(stranger) {
            known.failures = known.failures.saturating_add(1);
        }
    }

    /// Somebody who had signed in went.
    pub fn leave(&mut self, address: IpAddr) {
        let address = line(address);
        if let Some(known) = self.addresses.get_mut(&address) {
            known.members = known.members.saturating_sub(1);
        }
        self.drop_if_idle(address);
    }

    fn take(&mut self, stranger: Stranger) -> Option<&mut Known> {
        let (address, _) = self.strangers.remove(&stranger)?;
        let known = self.addresses.get_mut(&address)?;
        known.strangers = known.strangers.saturating_sub(1);
        Some(known)
    }

    fn drop_if_idle(&mut self, address: IpAddr) {
        let idle = |known: &Known| known.strangers + known.members == 0 && known.failures == 0;
        if self.addresses.get(&address).is_some_and(idle) {
            self.addresses.remove(&address);
        }
    }

    /// Forgets addresses from which nobody is here, those whose counting ended first.
    fn forget(&mut self, now: Duration) {
        let idle = |known: &Known| known.strangers + known.members == 0;
        self.addresses
            .retain(|_, known| !idle(known) || now.saturating_sub(known.since) < limits::STRANGER_WINDOW);
        let oldest =
            self.addresses.iter().filter(|(_, known)| idle(known)).min_by_key(|(_, known)| known.since);
        if self.addresses.len() >= limits::STRANGER_ADDRESSES
            && let Some(address) = oldest.map(|(address, _)| *address)
        {
            self.addresses.remove(&address);
        }
    }
}

/// Returns what counts as one line to the internet: an IPv4 address, the /64 of an IPv6 address.
fn line(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(ip) if !ip.is_loopback() => {
            let [a, b, c, d, ..] = ip.segments();
            std::net::Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        other => other,
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unique_local() || ip.is_loopback() || ip.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::net::Ipv4Addr;

    const PUBLIC: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 5));

    #[test]
    fn a_bucket_gives_its_burst_and_then_its_rate() {
        let mut hand = Hand::default();
        hand.set(Duration::from_secs(1_000));
        let bucket = Bucket::new(&hand, 10, Duration::from_millis(500));
        assert_eq!((0..20).filter(|_| bucket.take(&hand).is_ok()).count(), 10);
        assert_eq!(bucket.take(&hand), Err(Duration::from_millis(500)));
        hand.set(Duration::from_millis(1_000_500));
        assert!(bucket.take(&hand).is_ok());
        assert!(bucket.take(&hand).is_err());
    }

    proptest! {
        #[test]
        fn asking_often_never_costs_what_was_earned(steps in prop::collection::vec(1_u64..40, 100..300)) {
            let (mut hand, mut now) = (Hand::default(), Duration::ZERO);
            let bucket = Bucket::new(&hand, 1, Duration::from_millis(100));
            let mut taken = 0_u128;
            for step in steps {
                now += Duration::from_millis(step);
                hand.set(now);
                taken += u128::from(bucket.take(&hand).is_ok());
            }
            // Asked at least every 40 ms, nothing earned is missed by more than one asking each time.
            let least = now.as_millis() / 140;
            prop_assert!((least..=now.as_millis() / 100 + 1).contains(&taken));
        }
    }

    #[test]
    fn a_full_pool_waits_a_moment_and_then_puts_the_silent_out() {
        let mut door = Door::default();
        let ip = |n: usize| IpAddr::from(Ipv4Addr::from(0x0b00_0000 + u32::try_from(n).unwrap()));
        for n in 0..limits::STRANGERS {
            assert_eq!(door.full_until(), None);
            assert_eq!(door.knock(Duration::from_millis(1), ip(n)).unwrap().evicted, None);
        }
        assert_eq!(door.full_until(), Some(Duration::from_millis(1) + limits::STRANGER_PATIENCE));
        let knock = door.knock(Duration::from_secs(1), ip(999)).unwrap();
        assert_eq!(knock.evicted, Some(1));
        assert_eq!(door.strangers.len(), limits::STRANGERS);
        door.sign_in(knock.stranger);
        assert_eq!(door.full_until(), None);
    }

    #[test]
    fn one_address_has_a_small_share_of_the_pool() {
        let mut door = Door::default();
        let other = door.knock(Duration::ZERO, IpAddr::from([198, 51, 100, 1])).unwrap();
        for _ in 0..limits::STRANGERS_PER_PUBLIC_ADDRESS {
            door.knock(Duration::ZERO, PUBLIC).unwrap();
        }
        assert_eq!(door.knock(limits::STRANGER_PATIENCE / 2, PUBLIC), Err(Turned::Crowd));
        let knock = door.knock(limits::STRANGER_PATIENCE, PUBLIC).unwrap();
        assert!(knock.evicted.is_some_and(|evicted| evicted != other.stranger));
    }

    #[test]
    fn an_address_that_never_signs_in_pauses_and_is_forgiven() {
        let mut door = Door::default();
        for _ in 0..limits::STRANGER_FAILURES {
            let knock = door.knock(Duration::ZERO, PUBLIC).unwrap();
            door.fail(knock.stranger);
        }
        assert_eq!(door.knock(Duration::ZERO, PUBLIC), Err(Turned::Pause));
        assert!(door.knock(limits::STRANGER_WINDOW, PUBLIC).is_ok());
    }

    #[test]
    fn a_friend_who_comes_and_goes_is_never_turned_away() {
        let mut door = Door::default();
        for _ in 0..1_000 {
            let knock = door.knock(Duration::ZERO, PUBLIC).unwrap();
            door.sign_in(knock.stranger);
            door.leave(PUBLIC);
        }
        assert!(door.addresses.is_empty() && door.strangers.is_empty());
    }

    #[test]
    fn ten_thousand_addresses_take_bounded_memory() {
        let mut door = Door::default();
        for n in 0..10_000_u32 {
            let ip = IpAddr::from(Ipv4Addr::from(0x0b00_0000 + n));
            if let Ok(knock) = door.knock(Duration::from_secs(n.into()), ip) {
                door.fail(knock.stranger);
            }
        }
        assert!(door.addresses.len() <= limits::STRANGER_ADDRESSES);
    }
}
