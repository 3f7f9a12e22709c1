//! Stores as nobody wrote them: cut off, scratched, exchanged, in the wrong place. Opening one never panics and never
//! passes a shorter or another history off as the whole one.
//!
//! `MARU_SEEDS=n` scratches so many, `MARU_SEED=n` one alone.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout, reason = "what happened in a run is for reading")]

#[allow(dead_code, reason = "each test uses a part of what is common")]
#[path = "common/chain.rs"]
mod chain;
#[path = "simulation/random.rs"]
mod random;
#[path = "damage/scene.rs"]
mod scene;

use std::collections::BTreeMap;
use std::fs;

use chain::ROOM;
use maru::store::{Side, StoreError, open_file};
use maru::wire::RoomId;
use random::Random;
use scene::{Outcome, Scene};

/// Bytes of a page of the file.
const PAGE: usize = 4096;
/// Stores scratched in one run unless told otherwise.
const SEEDS: u64 = 200;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().expect("a number"))
}

/// What came of many stores.
#[derive(Default)]
struct Tally {
    outcomes: BTreeMap<&'static str, u64>,
    wrong: Vec<String>,
}

impl Tally {
    fn add(&mut self, what: impl FnOnce() -> String, outcome: Result<Outcome, String>) {
        let kind = match &outcome {
            Ok(Outcome::Whole) => "whole",
            Ok(Outcome::Older) => "wrong",
            Ok(Outcome::Refused(_)) => "refused",
            Ok(Outcome::Cut { kept: 0, .. }) => "nothing saved",
            Ok(Outcome::Cut { .. }) => "cut",
            Err(_) => "wrong",
        };
        *self.outcomes.entry(kind).or_default() += 1;
        match outcome {
            Ok(Outcome::Older) => self.wrong.push(format!("{}: events are gone and nothing is said", what())),
            Ok(_) => {}
            Err(why) => self.wrong.push(format!("{}: {why}", what())),
        }
    }

    fn check(self, name: &str) {
        println!("{name}: {:?}", self.outcomes);
        let first: Vec<_> = self.wrong.iter().take(20).map(String::as_str).collect();
        assert!(self.wrong.is_empty(), "{} are wrong:\n{}", self.wrong.len(), first.join("\n"));
    }
}

#[test]
fn a_store_cut_off_anywhere_is_whole_refused_or_cut_with_its_loss() {
    let (scene, mut tally) = (Scene::new(ROOM, 1), Tally::default());
    let length = fs::metadata(scene.path()).unwrap().len();
    for cut in (0..length).step_by(PAGE).chain((700..length).step_by(PAGE * 5)) {
        for side in [Side::Host, Side::Member] {
            let copy = scene.copy();
            fs::File::options().write(true).open(copy.path()).unwrap().set_len(cut).unwrap();
            tally.add(|| format!("{side:?} cut at {cut} of {length}"), copy.open(side));
        }
    }
    tally.check("cut off");
}

/// Harms some bytes as a failing disk or a careless program would.
fn scratch(bytes: &mut [u8], random: &mut Random) -> String {
    let pages = bytes.len() / PAGE;
    let page = random.below(pages) * PAGE;
    match random.below(6) {
        0 => {
            bytes[page..page + PAGE].fill(0);
            format!("page {} is zero", page / PAGE)
        }
        1 => {
            let sector = page + random.below(8) * 512;
            bytes[sector..sector + 512].iter_mut().for_each(|byte| *byte = random.byte());
            format!("sector at {sector} is noise")
        }
        2 => {
            let other = random.below(pages) * PAGE;
            let copy = bytes[other..other + PAGE].to_vec();
            bytes[page..page + PAGE].copy_from_slice(&copy);
            format!("page {} stands at {} too", other / PAGE, page / PAGE)
        }
        3 => {
            // The head of a page says how many cells it has and where.
            let at = page + random.below(12);
            bytes[at] ^= 1 << random.below(8);
            format!("one bit at {at}, the head of page {}", page / PAGE)
        }
        _ => {
            let places: Vec<_> = (0..random.between(1, 4)).map(|_| random.below(bytes.len())).collect();
            places.iter().for_each(|at| bytes[*at] ^= 1 << random.below(8));
            format!("one bit at each of {places:?}")
        }
    }
}

#[test]
fn a_scratched_store_is_whole_refused_or_cut_with_its_loss() {
    let (scene, mut tally) = (Scene::new(ROOM, 2), Tally::default());
    let seeds = match number("MARU_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("MARU_SEEDS").unwrap_or(SEEDS),
    };
    for seed in seeds {
        let (copy, mut random) = (scene.copy(), Random::new(seed));
        let mut bytes = fs::read(copy.path()).unwrap();
        let what = scratch(&mut bytes, &mut random);
        fs::write(copy.path(), bytes).unwrap();
        let side = if random.chance(50) { Side::Host } else { Side::Member };
        tally.add(|| format!("seed {seed}, {side:?}, {what}"), copy.open(side));
    }
    tally.check("scratched");
}

/// Opens what should be refused as this, untouched.
fn refused(scene: &Scene, side: Side) -> StoreError {
    match scene.open(side) {
        Ok(Outcome::Refused(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_store_of_this_room_is_refused_and_left_alone() {
    let other = |words: &str| {
        let scene = Scene::new(ROOM, 3);
        rusqlite::Connection::open(scene.path()).unwrap().execute_batch(words).unwrap();
        // What SQLite itself leaves behind.
        drop(fs::remove_file(scene.log()));
        scene
    };
    for side in [Side::Host, Side::Member] {
        let later = other("PRAGMA user_version = 99");
        assert!(matches!(refused(&later, side), StoreError::Newer { found: 99, .. }));
        let elsewhere = other("UPDATE fact SET value = x'0101010101010101' WHERE name = 'room'");
        assert!(matches!(refused(&elsewhere, side), StoreError::OtherRoom { .. }));
        let foreign = other("PRAGMA application_id = 7");
        assert!(matches!(refused(&foreign, side), StoreError::NotAStore));
        // No program ever wrote that: it is damage, and everything can be saved.
        let before_all = other("PRAGMA user_version = -1");
        let everything = before_all.hashes.len();
        assert!(matches!(before_all.open(side), Ok(Outcome::Cut { kept }) if kept == everything));
        for bytes in [&b"SQLite format 3"[..], b"SQLite format 3\0 and no more", &[0; 4096], &[b'x'; 9_000]] {
            let scene = Scene::new(ROOM, 3);
            fs::write(scene.path(), bytes).unwrap();
            drop(fs::remove_file(scene.log()));
            let error = refused(&scene, side);
            assert!(matches!(error, StoreError::NotAStore | StoreError::Damaged { .. }), "{error:?}");
        }
    }
}

#[test]
fn an_emptied_store_is_no_new_one_whatever_lies_beside_it() {
    for scene in [Scene::new(ROOM, 3), Scene::with_log(ROOM, 3)] {
        for side in [Side::Host, Side::Member] {
            let copy = scene.copy();
            fs::write(copy.path(), "").unwrap();
            match (side, copy.open(side)) {
                // Nobody can say how much of the room is gone.
                (Side::Host, Ok(Outcome::Refused(StoreError::Damaged { place: None }))) => {}
                (Side::Member, Ok(Outcome::Cut { kept: 0 })) => {}
                (_, other) => panic!("{side:?}: {other:?}"),
            }
        }
    }
}

#[test]
fn what_is_no_file_is_refused_and_left_alone() {
    let scene = Scene::new(ROOM, 3);
    let kept = scene.path().with_file_name("kept");
    fs::rename(scene.path(), &kept).unwrap();
    fs::create_dir(scene.path()).unwrap();
    fs::write(scene.path().join("file"), "inside").unwrap();
    assert!(matches!(refused(&scene, Side::Host), StoreError::Failed(_)));
    assert_eq!(fs::read_to_string(scene.path().join("file")).unwrap(), "inside");
    fs::remove_dir_all(scene.path()).unwrap();
    #[cfg(unix)]
    {
        // Whoever can write into the folder must not choose which file is written.
        std::os::unix::fs::symlink(&kept, scene.path()).unwrap();
        let before = fs::read(&kept).unwrap();
        assert!(matches!(refused(&scene, Side::Host), StoreError::Failed(_)));
        assert_eq!(fs::read(&kept).unwrap(), before);
        fs::remove_file(scene.path()).unwrap();
    }
    fs::rename(&kept, scene.path()).unwrap();
    assert!(matches!(scene.open(Side::Host), Ok(Outcome::Whole)));
}

#[test]
fn rows_of_another_room_are_no_history_of_this_one() {
    for side in [Side::Host, Side::Member] {
        let (scene, other) = (Scene::new(ROOM, 4), Scene::new(RoomId([9; 8]), 4));
        let connection = rusqlite::Connection::open(scene.path()).unwrap();
        let from = other.path().display().to_string();
        connection.execute("ATTACH ? AS other", [from]).unwrap();
        for table in ["event", "letter"] {
            let words = format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM other.{table};");
            connection.execute_batch(&words).unwrap();
        }
        drop(connection);
        match scene.open(side) {
            Ok(Outcome::Cut { kept: 0 }) => {}
            other => panic!("{side:?}: {other:?}"),
        }
    }
}

#[test]
fn a_log_that_is_cut_off_or_of_another_store_gives_no_other_history() {
    let mut tally = Tally::default();
    let scene = Scene::with_log(ROOM, 5);
    assert!(matches!(scene.copy().open(Side::Host), Ok(Outcome::Whole)), "the log is read");
    let length = fs::metadata(scene.log()).unwrap().len();
    for cut in (0..length).step_by(PAGE * 7 + 100) {
        let copy = scene.copy();
        fs::File::options().write(true).open(copy.log()).unwrap().set_len(cut).unwrap();
        // A log that ends too early is one that was not written further: members have the rest.
        let outcome = match copy.open(Side::Host) {
            Ok(Outcome::Older) => Ok(Outcome::Whole),
            outcome => outcome,
        };
        tally.add(|| format!("log cut at {cut}"), outcome);
    }
    let copy = scene.copy();
    fs::remove_file(copy.log()).unwrap();
    assert!(matches!(copy.open(Side::Host), Ok(Outcome::Older)), "what was written back is there");
    for (seed, room) in [(6, ROOM), (5, RoomId([9; 8]))] {
        let (copy, other) = (scene.copy(), Scene::with_log(room, seed));
        fs::copy(other.log(), copy.log()).unwrap();
        // Pages of two stores in one: whatever can be made of it, it is not passed off as sound.
        if let Ok((database, None)) = open_file(&copy.path(), ROOM, Side::Host) {
            panic!("{seed}: {:?}", database.last());
        }
    }
    tally.check("log cut off");
}
