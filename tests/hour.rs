//! Three people's hour: the real binary, five hundred lines in two languages with all that people do to lines, a host that
//! dies and comes back, a member that does. What each of them keeps is the same, but for whispers.
//!
//! By seed; every line waits for what became of the one before it, and nothing is waited for by sleeping.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![allow(clippy::print_stdout, reason = "what happened in a run is for reading")]

#[path = "common/program.rs"]
#[allow(dead_code, reason = "each test uses a part of what is common")]
mod program;
#[allow(dead_code, reason = "each test uses a part of what is common")]
#[path = "simulation/random.rs"]
mod random;
#[path = "common/running.rs"]
mod running;

use std::collections::{BTreeMap, BTreeSet};

use program::{Home, Program};
use random::Random;
use running::{Running, maru};
use serde_json::Value;
use tempfile::TempDir;

/// What the three say to the room.
const LINES: usize = 500;
const KOREAN: [&str; 6] = [
    "오늘 여덟 시 어때?",
    "*좋아요* 👍🏽",
    "나는 조금 늦어",
    "`cargo run` 해 봤어?",
    "ㅋㅋㅋㅋ",
    "밥은 먹었니",
];
const ENGLISH: [&str; 5] =
    ["on my way", "see https://example.org/friday", "_really_?", "two lines\nof one message", "👩‍👩‍👧‍👦 hello"];
const LAST_WORD: &str = "끝";
const EMOJI: [&str; 3] = ["👍", "❤️", "😂"];

/// Somebody at a console, and what lies in that one's home.
struct Person {
    home: TempDir,
    name: &'static str,
    language: &'static str,
    running: Running,
    /// Lines typed into it.
    typed: u64,
    /// Places of own lines that can be answered and changed.
    lines: Vec<u64>,
}

impl Person {
    fn new(invite: &str, name: &'static str, language: &'static str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let running = join(&home, invite, name, language);
        Self { home, name, language, running, typed: 0, lines: Vec::new() }
    }

    fn types(&mut self, request: &Value) {
        self.running.says(&request.to_string());
        self.typed += 1;
    }

    /// Asks for something and waits for what becomes of it; returns its place, if it has one.
    fn does(&mut self, request: &Value) -> Option<u64> {
        self.types(request);
        self.ends_up(request)
    }

    /// Waits for what becomes of the newest line. What an earlier life had said may be told to have arrived as well.
    fn ends_up(&mut self, request: &Value) -> Option<u64> {
        loop {
            let told: Value = serde_json::from_str(&self.running.line()).unwrap();
            match told["type"].as_str().unwrap() {
                "sent" if told["line"] == self.typed => return told["seq"].as_u64(),
                "refused" | "mistake" => panic!("{request} came to {told}"),
                _ => {}
            }
        }
    }

    /// What this one keeps of the room, as this program writes it.
    fn export(&self, form: &str) -> String {
        let data = self.home.path().join("data");
        let line = ["--export", "금요일 마루", "--format", form, "--data-dir", data.to_str().unwrap()];
        let output = maru(&self.home, &line).env("TZ", "UTC").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

fn join(home: &TempDir, invite: &str, name: &str, language: &str) -> Running {
    let data = home.path().join("data");
    let line =
        ["--console", "--json", "--join", invite, "--name", name, "--data-dir", data.to_str().unwrap()];
    let elsewhere = tempfile::tempdir().unwrap();
    let mut running = Running::start_with(elsewhere, &line, &[("MARU_LANGUAGE", language)]);
    running.hears("joined");
    running
}

/// A host, three people, and what they came to do.
struct Hour {
    place: Home,
    host: Option<Program>,
    invite: String,
    people: Vec<Person>,
    random: Random,
    /// How often each thing was done.
    done: BTreeMap<&'static str, usize>,
}

impl Hour {
    fn begin(seed: u64) -> Self {
        let fast = [("MARU_MESSAGES_BURST", "1000"), ("MARU_MESSAGES_PER_SECOND", "1000")];
        let place = Home::new(&fast);
        let mut host = place.start();
        let invite = host.opens().0.to_string();
        let people = [("민수", "ko"), ("지은", "ko"), ("Alex", "en")];
        let people = people.map(|(name, language)| Person::new(&invite, name, language)).into();
        Self { place, host: Some(host), invite, people, random: Random::new(seed), done: BTreeMap::new() }
    }

    fn step(&mut self, step: usize) {
        let who = self.random.below(3);
        let (what, request) = self.choose(who, step);
        *self.done.entry(what).or_default() += 1;
        let seq = self.people[who].does(&request);
        if ["line", "answer"].contains(&what) {
            self.people[who].lines.push(seq.expect("a line has a place"));
        }
    }

    /// Returns what somebody does next.
    fn choose(&mut self, who: usize, step: usize) -> (&'static str, Value) {
        let (dice, random) = (self.random.below(100), &mut self.random);
        let words: &[&str] = if self.people[who].language == "ko" { &KOREAN } else { &ENGLISH };
        let text = format!("{} ({step})", words[random.below(words.len())]);
        let own = newest(&self.people[who].lines, random);
        let other = random.below(3);
        let any = newest(&self.people[other].lines, random);
        match (dice, own, any) {
            (0..8, ..) => {
                let to = self.people[(who + 1 + random.below(2)) % 3].name;
                let to = if to == "지은" && self.done.contains_key("rename") { "지은이" } else { to };
                ("whisper", serde_json::json!({"whisper": text, "to": to}))
            }
            (8..15, Some(of), _) => ("edit", serde_json::json!({"edit": text, "of": of})),
            (15..25, _, Some(to)) => {
                let emoji = EMOJI[random.below(EMOJI.len())];
                ("reaction", serde_json::json!({"react": emoji, "to": to, "on": random.below(4) > 0}))
            }
            (25..33, _, Some(to)) => ("answer", serde_json::json!({"reply": text, "to": to})),
            _ => ("line", serde_json::json!({"say": text})),
        }
    }

    /// Somebody takes the newest own line away.
    fn take_away(&mut self, who: usize) {
        let line = self.people[who].lines.pop().unwrap();
        self.people[who].does(&serde_json::json!({"delete": line}));
        *self.done.entry("deletion").or_default() += 1;
    }

    fn rename(&mut self) {
        self.people[1].does(&serde_json::json!({"command": "/nick 지은이"}));
        self.people[1].name = "지은이";
        self.done.insert("rename", 1);
    }

    /// The host dies and comes back where it was; what is said meanwhile arrives.
    fn host_dies(&mut self) {
        assert!(self.host.take().unwrap().kill());
        let request = serde_json::json!({"say": "여보세요?"});
        self.people[0].types(&request);
        let mut host = self.place.start();
        host.opens();
        self.host = Some(host);
        let line = self.people[0].ends_up(&request);
        self.people[0].lines.extend(line);
        *self.done.entry("line").or_default() += 1;
    }

    /// Somebody dies and comes back to the seat.
    fn comes_back(&mut self, who: usize) {
        let Person { home, running, name, language, typed, .. } = &mut self.people[who];
        running.child.kill().unwrap();
        running.child.wait().unwrap();
        *running = join(home, &self.invite, name, language);
        *typed = 0;
    }

    fn lines(&self) -> usize {
        ["line", "answer"].iter().filter_map(|what| self.done.get(what)).sum()
    }

    /// Ends it: everybody has heard the last word, and what was heard is on the disk.
    fn end(&mut self) {
        let last = self.people[0].does(&serde_json::json!({"say": LAST_WORD})).unwrap();
        for person in &mut self.people {
            if person.name != "민수" {
                person.running.hears_where("message", |told| told["seq"] == last);
            }
            assert_eq!(person.running.ends(), Some(0));
        }
    }
}

/// One of the newest places.
fn newest(lines: &[u64], random: &mut Random) -> Option<u64> {
    let near = lines.len().min(5);
    (near > 0).then(|| lines[lines.len() - 1 - random.below(near)])
}

/// An export as anybody's, up to the last word: without whispers, whose it is and when it was saved.
fn common(export: &str) -> Vec<Value> {
    let lines = export.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut common: Vec<_> = lines.filter(|line| line["type"] != "whisper").collect();
    let last = common.iter().rposition(|line| line["text"] == LAST_WORD).unwrap();
    // Who leaves first does not hear the others go.
    common.truncate(last + 1);
    for line in &mut common {
        let fields = line.as_object_mut().unwrap();
        fields.remove("own");
        if fields["type"] == "export" {
            ["key", "saved", "entries", "first", "last"]
                .into_iter()
                .for_each(|field| drop(fields.remove(field)));
        }
    }
    common
}

#[test]
fn what_three_people_keep_of_an_hour_is_the_same_but_for_whispers() {
    let seed = 7;
    let mut hour = Hour::begin(seed);
    for step in 0.. {
        match step {
            150 => hour.take_away(2),
            200 => hour.rename(),
            300 => hour.host_dies(),
            400 => hour.comes_back(2),
            _ if hour.lines() >= LINES => break,
            _ => hour.step(step),
        }
    }
    hour.end();
    println!("seed {seed}: {:?}", hour.done);
    let what = ["line", "whisper", "edit", "reaction", "answer", "deletion", "rename"];
    assert!(what.iter().all(|what| hour.done.contains_key(what)), "{:?}", hour.done);

    let exports: Vec<_> = hour.people.iter().map(|person| person.export("jsonl")).collect();
    let expected = common(&exports[0]);
    let said = expected.iter().filter(|line| line["text"].is_string() && line["type"] == "message").count();
    assert_eq!(said, hour.lines() + 1 - hour.done["deletion"], "and the last word");
    for export in &exports[1..] {
        let other = common(export);
        let differs = expected.iter().zip(&other).find(|(one, other)| one != other);
        assert!(expected.len() == other.len() && differs.is_none(), "{differs:#?}");
    }
    // Each whisper is with two of the three.
    let mut whispers: BTreeMap<String, usize> = BTreeMap::new();
    for line in exports.iter().flat_map(|export| export.lines()) {
        let line: Value = serde_json::from_str(line).unwrap();
        if line["type"] == "whisper" {
            *whispers.entry(line["text"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    assert_eq!(whispers.len(), hour.done["whisper"]);
    assert_eq!(whispers.values().copied().collect::<BTreeSet<_>>(), BTreeSet::from([2]));
}
