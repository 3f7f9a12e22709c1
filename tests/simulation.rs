//! A room and its members in one thread, by seed: links that break, delay and repeat, members that die.
//!
//! `MARU_SEED=n` runs one world, `MARU_SEEDS=count` so many. What must hold is in `simulation/laws.rs`
//! and, along the way, in `simulation/member.rs`; each fault planted in `simulation/fault.rs` must be caught.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout, reason = "what happened in a run is for reading")]

#[path = "simulation/about.rs"]
mod about;
#[path = "simulation/board.rs"]
mod board;
#[path = "simulation/disk.rs"]
mod disk;
#[path = "simulation/drive.rs"]
mod drive;
#[path = "simulation/fate.rs"]
mod fate;
#[path = "simulation/fault.rs"]
mod fault;
#[path = "simulation/happen.rs"]
mod happen;
#[path = "simulation/host.rs"]
mod host;
#[path = "simulation/keep.rs"]
mod keep;
#[path = "simulation/laws.rs"]
mod laws;
#[path = "simulation/liar.rs"]
mod liar;
#[path = "simulation/line.rs"]
mod line;
#[path = "simulation/member.rs"]
mod member;
#[path = "simulation/note.rs"]
mod note;
#[path = "simulation/property.rs"]
mod property;
#[path = "simulation/random.rs"]
mod random;
#[path = "simulation/rival.rs"]
mod rival;
#[path = "simulation/truth.rs"]
mod truth;
#[path = "simulation/wall.rs"]
mod wall;
#[path = "simulation/world.rs"]
mod world;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fault::{FAULTS, Fault};
use liar::LIES;
use property::{Broken, Law, Property};
use tokio::task::LocalSet;
use world::{Counts, World};

/// Worlds of one run unless told otherwise.
const SEEDS: u64 = 1_000;
/// Worlds in which a planted fault has to show.
const FAULT_SEEDS: u64 = 1_000;

/// What a run without any of this would prove nothing about.
const MUST_FIRE: [&str; 56] = [
    "a loss noticed",
    "a member's disk full",
    "a member's older copy",
    "activity",
    "another room opened",
    "asked to wait",
    "came back to its place",
    "clock back by some",
    "clock goes again",
    "clock stands still",
    "clock ten years ahead",
    "clock ten years back",
    "cut, both noticed",
    "cut, host noticed first",
    "cut, member noticed first",
    "disk broken",
    "disk full",
    "disk refused a batch",
    "disk slow",
    "flood",
    "frame doubled at once",
    "frame said again later",
    "gap on coming back",
    "gap on the way",
    "history shown from the disk",
    "host came back",
    "host closed",
    "host died",
    "killed and started again",
    "killed with words on the way",
    "left",
    "line answered",
    "line changed",
    "line outlived the program",
    "line overtaken by a later one",
    "line refused",
    "line said again",
    "line said again that the host had lost",
    "lines of others given back",
    "line pinned",
    "line taken away",
    "line taken off the board",
    "name taken at the door",
    "nothing listened",
    "notice",
    "page",
    "reaction",
    "rename to a taken name",
    "room closed",
    "settled without being told",
    "something lost came back",
    "stopped reading",
    "the host's older copy",
    "told of a change",
    "told of a deletion",
    "told of a reaction",
];

async fn live(world: &mut World) -> Law {
    world.run().await?;
    laws::judge(world)?;
    world.close().await
}

/// Runs one world to its end, with everything judged.
fn run(make: impl FnOnce() -> World) -> Result<World, Broken> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let world = async {
        let mut world = make();
        match live(&mut world).await {
            Ok(()) => Ok(world),
            Err(broken) => Err(broken.after(&world.counts)),
        }
    };
    let local = LocalSet::new();
    catch_unwind(AssertUnwindSafe(|| local.block_on(&runtime, world)))
        .unwrap_or_else(|_| Err(Property::Rules.broken("somebody panicked")))
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().expect("a number"))
}

/// What worlds came to: how often each thing happened, and how many broke a law.
type Sum = (Counts, u64);

/// Runs one world; each lives in one thread. A world that breaks a law says so, and the others go on.
fn world_of(seed: u64) -> Sum {
    match run(|| World::new(seed, None)) {
        Ok(world) => (world.counts, 0),
        Err(why) => {
            println!("seed {seed}: {why}\nreplay: MARU_SEED={seed} cargo test --test simulation a_room");
            (Counts::new(), 1)
        }
    }
}

fn sum((mut all, broken): Sum, (more, others): Sum) -> Sum {
    more.into_iter().for_each(|(what, times)| *all.entry(what).or_default() += times);
    (all, broken + others)
}

#[test]
fn a_room_keeps_its_promises_whatever_happens_to_its_links() {
    let seeds = match number("MARU_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("MARU_SEEDS").unwrap_or(SEEDS),
    };
    let (begin, many) = (std::time::Instant::now(), seeds.end - seeds.start);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (counts, broken) = std::thread::scope(|scope| {
        let part = |thread: usize| {
            let seeds = seeds.clone().skip(thread).step_by(threads);
            scope.spawn(move || seeds.map(world_of).fold(Sum::default(), sum))
        };
        let parts: Vec<_> = (0..threads).map(part).collect();
        parts.into_iter().map(|part| part.join().unwrap()).fold(Sum::default(), sum)
    });
    println!("{many} seeds in {:?}; how often each thing happened:", begin.elapsed());
    counts.iter().for_each(|(what, times)| println!("{times:>8}  {what}"));
    assert!(broken == 0, "{broken} of {many} worlds broke a law");
    if many >= SEEDS {
        let missing: Vec<_> = MUST_FIRE.iter().filter(|what| !counts.contains_key(**what)).collect();
        assert!(missing.is_empty(), "never happened: {missing:?}");
    }
}

#[test]
fn a_seed_is_a_run() {
    for seed in 0..5 {
        let trace = || run(|| World::new(seed, None)).unwrap().trace();
        assert_eq!(trace(), trace(), "{seed}");
    }
}

/// Returns the first world in which a fault breaks what it should, and how.
fn caught(fault: Fault, property: Property) -> Option<(u64, Broken)> {
    let broken = |seed| Some((seed, run(|| World::new(seed, Some(fault))).err()?));
    (0..FAULT_SEEDS).filter_map(broken).find(|(_, broken)| broken.property == property)
}

#[test]
fn every_planted_fault_is_caught_by_the_law_it_breaks() {
    for (fault, property) in FAULTS {
        let Some((seed, broken)) = caught(fault, property) else {
            panic!("{fault:?} does not show as {property:?}")
        };
        println!("{fault:?} is caught by seed {seed}: {broken:.200}");
    }
}

#[test]
fn a_host_that_lies_is_found_out() {
    let seeds = number("MARU_SEEDS").unwrap_or(SEEDS) / 50;
    for lie in LIES {
        let (mut told, mut ways) = (0, BTreeMap::<_, u64>::new());
        // A lie that needs an occasion waits for a world that has one.
        for seed in number("MARU_SEED").map_or(0..seeds * 10, |seed| seed..seed + 1) {
            if seed >= seeds && number("MARU_SEED").is_none() && !ways.is_empty() {
                break;
            }
            let world = run(|| World::of_a_liar(seed, lie)).unwrap_or_else(|why| {
                panic!("{lie:?}, seed {seed}: {why}\nreplay: MARU_SEED={seed} cargo test --test simulation a_host")
            });
            let liar = world.liar.unwrap();
            told += u64::from(liar.told);
            liar.found.into_iter().for_each(|wrong| *ways.entry(wrong.to_string()).or_default() += 1);
        }
        println!("{lie:?} was told {told} times and found out: {ways:?}");
        let is_replay = number("MARU_SEED").is_some();
        assert!(is_replay || seeds < SEEDS / 50 || !ways.is_empty(), "{lie:?} was never told");
    }
}
