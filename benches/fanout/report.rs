//! Figures, and how they are printed.

use std::time::Duration;

use super::child::Nanos;
use super::crowd::{Idle, Joins};
use super::fairness::Against;

/// What one measurement came to.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    deliveries: usize,
    took: Duration,
    cpu: Duration,
    /// From leaving to arriving: half of all, 99 % of all, and the last member of half of the events.
    half: Duration,
    most: Duration,
    last: Duration,
}

impl Figures {
    /// Makes figures of when each event left, and when each was at each member.
    pub(crate) fn of(cpu: Duration, left: &[Nanos], arrived: &[Vec<Nanos>]) -> Self {
        let taken = |times: &Vec<Nanos>| {
            times.iter().zip(left).map(|(came, left)| came.saturating_sub(*left)).collect::<Vec<_>>()
        };
        let each: Vec<Vec<Nanos>> = arrived.iter().map(taken).collect();
        let mut all: Vec<Nanos> = each.iter().flatten().copied().collect();
        all.sort_unstable();
        let mut slowest: Vec<Nanos> =
            (0..left.len()).filter_map(|event| each.iter().map(|times| times[event]).max()).collect();
        slowest.sort_unstable();
        let begin = left.iter().min().copied().unwrap_or(0);
        let end = arrived.iter().flatten().max().copied().unwrap_or(begin);
        let at = |sorted: &[Nanos], share: f64| {
            let place = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
            Duration::from_nanos(sorted.get(place).copied().unwrap_or(0))
        };
        Self {
            deliveries: all.len(),
            took: Duration::from_nanos(end - begin),
            cpu,
            half: at(&all, 0.5),
            most: at(&all, 0.99),
            last: at(&slowest, 0.5),
        }
    }

    /// Counts readers whose times were not taken.
    pub(crate) fn with_readers(mut self, readers: usize) -> Self {
        let events = self.deliveries / readers.saturating_sub(4).max(1);
        self.deliveries = events * readers;
        self
    }

    pub(crate) fn rate(&self) -> f64 {
        self.deliveries as f64 / self.took.as_secs_f64()
    }

    pub(crate) fn cost(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.deliveries as f64
    }
}

/// Prints the names of the columns.
pub(crate) fn heading() {
    println!(
        "{:>7} {:>6}  {:<12} {:<7} {:>13} {:>12} {:>9} {:>9} {:>9} {:>8}",
        "members",
        "bytes",
        "who",
        "load",
        "deliveries/s",
        "us/delivery",
        "p50 us",
        "p99 us",
        "last us",
        "x bare"
    );
}

/// Prints a row; `bare` is the same measurement of the broadcaster over TLS.
pub(crate) fn row(
    case: super::measure::Case,
    who: &str,
    figures: &[Figures; 2],
    bare: Option<&[Figures; 2]>,
) {
    for (at, load) in ["closed", "fixed"].into_iter().enumerate() {
        let Figures { half, most, last, .. } = &figures[at];
        let ratio =
            bare.map_or_else(String::new, |bare| format!("{:.2}", figures[at].cost() / bare[at].cost()));
        println!(
            "{:>7} {:>6}  {who:<12} {load:<7} {:>13.0} {:>12.3} {:>9} {:>9} {:>9} {ratio:>8}",
            case.members,
            case.text,
            figures[at].rate(),
            figures[at].cost(),
            half.as_micros(),
            most.as_micros(),
            last.as_micros(),
        );
    }
}

/// Prints what the disk takes for one write.
pub(crate) fn disk([half, most]: [Duration; 2]) {
    println!(
        "one write of 4 KiB and its fdatasync: p50 {} us, p99 {} us",
        half.as_micros(),
        most.as_micros()
    );
}

/// Prints what members cost who only listen.
pub(crate) fn idle(idle: &Idle) {
    let Idle { joins, memory, cpu_percent, line } = idle;
    println!(
        "{:>7} idle: {memory} bytes a member, {cpu_percent:.2} % CPU; one line to all: p50 {} us, last {} us; \
         joined at {:.0}/s, {} us of host CPU each",
        joins.members,
        line.half.as_micros(),
        line.last.as_micros(),
        joins.rate,
        joins.cpu.as_micros(),
    );
}

/// Prints how members came into a room, and to a broadcaster that only shakes hands.
pub(crate) fn joins([room, bare]: &[Joins; 2]) {
    for (what, joins) in [("join the room", room), ("shake hands alone", bare)] {
        println!(
            "{:>7} {what:<18} {:>7.0}/s, {:>5} us of host CPU each",
            joins.members,
            joins.rate,
            joins.cpu.as_micros()
        );
    }
}

/// Returns the round whose 99 % are in the middle.
pub(crate) fn middle(mut rounds: Vec<Figures>) -> Figures {
    rounds.sort_by_key(|figures| figures.most);
    let at = rounds.len() / 2;
    rounds.swap_remove(at)
}

/// Prints what somebody in the way costs the others; `quiet` is the same without.
pub(crate) fn fairness(against: Against, figures: &Figures, quiet: &Figures) {
    let Figures { half, most, last, .. } = figures;
    println!(
        "{:<16} p50 {:>7} us, p99 {:>7} us, last {:>7} us; p99 {:.2} times that of nobody in the way",
        against.words(),
        half.as_micros(),
        most.as_micros(),
        last.as_micros(),
        most.as_secs_f64() / quiet.most.as_secs_f64()
    );
}
