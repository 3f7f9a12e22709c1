//! Power is lost at any moment while a host's store is at work: what was promised by then is there afterwards.
//!
//! The store runs in a process of its own under `strace`. From what that saw, the files are built as they may be found
//! when power is lost after any of its steps (`power/disk.rs`), and opened by the store itself. `scripts/test` installs
//! `strace` and runs this by name. `MARU_STATES=n` tries so many states, `MARU_SEED=n` others.
#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout, reason = "what happened in a run is for reading")]

#[path = "common/chain.rs"]
mod chain;
#[path = "power/disk.rs"]
mod disk;
#[path = "power/program.rs"]
mod program;
#[path = "simulation/random.rs"]
mod random;
#[path = "power/trace.rs"]
mod trace;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use chain::{Chain, ROOM};
use disk::{Disk, Luck};
use maru::store::{FILE, Folder, Share, Side, open_file};
use maru::wire::{Hash, Seq};
use program::PROMISES;
use random::Random;
use trace::{Step, record};

/// In the environment of the program: where it works.
const ROOT: &str = "MARU_POWER_ROOT";
/// States tried in one run unless told otherwise.
const STATES: u64 = 600;
/// Steps from the first on after each of which power is lost: the making of the file.
const MAKING: usize = 120;
const ALL: Share = Share { events: usize::MAX, bytes: usize::MAX };

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().expect("a number"))
}

#[tokio::test]
#[ignore = "it is the program that loses power, and is started by the test below"]
async fn the_program() {
    let root = std::env::var_os(ROOT).expect("a folder");
    program::run(root.as_ref(), number("MARU_SEED").unwrap_or(1)).await;
}

/// Memory rather than a disk, where there is such a folder: this makes and removes thousands of files.
fn scratch() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// How many events are found when power comes back, or what is wrong with them.
fn judge(root: &Path, promised: Seq, hashes: &[Hash]) -> Result<Seq, String> {
    let path: PathBuf = Folder::new(&root.join("data")).file(Side::Host, ROOM);
    // A file that holds nothing yet is one that was being made.
    if std::fs::metadata(&path).map_or(0, |file| file.len()) == 0 {
        return if promised == 0 { Ok(0) } else { Err(format!("{FILE} is not there")) };
    }
    let (database, salvage) = open_file(&path, ROOM, Side::Host).map_err(|error| error.to_string())?;
    if let Some(salvage) = salvage {
        return Err(format!("damaged: {salvage:?}"));
    }
    let failed = |error: maru::store::StoreError| error.to_string();
    let last = database.last().map_err(failed)?;
    for (seq, hash) in (1..=last.seq).zip(&hashes[1..]) {
        if database.mark(seq).map_err(failed)?.map(|mark| mark.hash) != Some(*hash) {
            return Err(format!("{} events that are not the first ones", last.seq));
        }
    }
    if last.seq < promised {
        return Err(format!("{promised} events were promised, {} are there", last.seq));
    }
    let members = database.members().map_err(failed)?;
    let settled = members.first().map_or(0, |(_, record)| record.room.settled);
    if settled != last.seq {
        return Err(format!("half a batch: {} events, and a record of {settled}", last.seq));
    }
    let letters = members.first().map_or(0, |(_, record)| record.mail.settled);
    let owner = Chain::new(0).author();
    let kept = database.letters_after(&owner, 0, ALL).map_err(failed)?.len() as u64;
    if kept == letters { Ok(last.seq) } else { Err(format!("half a batch: {kept} letters of {letters}")) }
}

/// Returns what a step promises, if it does.
fn promise(root: &Path, step: &Step) -> Option<Seq> {
    match step {
        Step::Write(path, _, bytes) if *path == root.join(PROMISES) => {
            std::str::from_utf8(bytes).unwrap().lines().next_back().unwrap().parse().ok()
        }
        _ => None,
    }
}

#[test]
fn what_was_promised_before_power_is_lost_is_there_afterwards() {
    let (seed, states) = (number("MARU_SEED").unwrap_or(1), number("MARU_STATES").unwrap_or(STATES));
    let (work, begin) = (tempfile::tempdir().unwrap(), Instant::now());
    let root = work.path().join("root");
    std::fs::create_dir(&root).unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "the_program"]).env(ROOT, &root).env("MARU_SEED", seed.to_string());
    let steps = record(&command, &root, &work.path().join("trace"));
    let hashes = program::hashes(seed);
    let (mut disk, mut random, mut promised) = (Disk::default(), Random::new(seed), 0);
    let (mut tried, mut found_all, mut wrong) = (0, 0, Vec::new());
    let per_mille = usize::try_from(states * 1_000 / (3 * steps.len() as u64)).unwrap();
    for (at, step) in steps.iter().enumerate() {
        disk.take(step);
        promised = promise(&root, step).unwrap_or(promised);
        if at > MAKING && random.below(1_000) >= per_mille {
            continue;
        }
        for luck in [Luck::None, Luck::Full, Luck::Some(random.next())] {
            let place = scratch();
            disk.put(luck, &root, place.path());
            tried += 1;
            match judge(place.path(), promised, &hashes) {
                Ok(found) => found_all += u64::from(found > promised),
                Err(why) => wrong.push(format!("after step {at} of {} with {luck:?}: {why}", steps.len())),
            }
        }
    }
    let (many, time) = (steps.len(), begin.elapsed());
    println!(
        "seed {seed}: {many} steps, {tried} states in {time:.1?}, {promised} events promised at the end;"
    );
    println!("{found_all} states held more than was promised, {} less or worse", wrong.len());
    let written_back = |step: &Step| matches!(step, Step::Sync(path, _) if path.ends_with(FILE));
    assert!(steps.iter().skip(MAKING).any(written_back), "the log is written back into the file on the way");
    assert_eq!(promised, hashes.len() as u64 - 1, "the program came to its end");
    let first: Vec<_> = wrong.iter().take(10).map(String::as_str).collect();
    assert!(wrong.is_empty(), "seed {seed}: {} of {tried} states:\n{}", wrong.len(), first.join("\n"));
}
