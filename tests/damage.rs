//! Stores as nobody wrote them: cut off, scratched, exchanged, in the wrong place. Opening one never panics and never
//! passes a shorter or another history off as the whole one.
//!
//! `MARU_SEEDS=n` scratches so many, `MARU_SEED=n` one alone.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout, reason = "what happened in a run is for reading")]

#[path = "common/chain.rs"]
mod chain;
#[path = "simulation/random.rs"]
mod random;
#[path = "damage/scene.rs"]
mod scene;

use std::collections::BTreeMap;
use std::fs;

use maru::store::Side;
use random::Random;
use scene::{Outcome, Scene};

/// Bytes of a page of the file.
const PAGE: usize = 4096;
/// Stores scratched in one run unless told otherwise.
const SEEDS: u64 = 300;

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
            Ok(Outcome::Refused(_)) => "refused",
            Ok(Outcome::Cut { kept: 0, .. }) => "nothing saved",
            Ok(Outcome::Cut { .. }) => "cut",
            Err(_) => "wrong",
        };
        *self.outcomes.entry(kind).or_default() += 1;
        if let Err(why) = outcome {
            self.wrong.push(format!("{}: {why}", what()));
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
    let (scene, mut tally) = (Scene::new(1), Tally::default());
    let length = fs::metadata(scene.path()).unwrap().len();
    for cut in (0..length).step_by(PAGE).chain((700..length).step_by(PAGE * 5)).filter(|cut| *cut > 0) {
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
    let (scene, mut tally) = (Scene::new(2), Tally::default());
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
