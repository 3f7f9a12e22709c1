//! What a store costs: appending, reading on from a place, searching, telling all of it; at 100,000 and 1,000,000 events.
//!
//! One member's own copy in a temporary folder, as the program writes it: whole frames, chained, each with its line.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss
)]

use std::path::Path;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use maru::store::search::Query;
use maru::store::{Batch, Change, Database, LineRow, Row, Share, StoreError, Told};
use maru::wire::{Body, Content, Event, Header, Kind, Mark, Name, PublicKey, RoomId, Signature, Slot};

const ROOM: RoomId = RoomId([7; 8]);
/// Events of one commit while filling.
const BATCH: u64 = 1_000;
/// Commits of one event that are timed.
const SINGLE: u32 = 200;
/// Times that each search is run; the median is told.
const RUNS: usize = 7;

/// What people say, put together by chance: 20 to 90 bytes, as in DEPS.
const WORDS: [&str; 24] = [
    "오늘",
    "저녁",
    "뭐",
    "먹지",
    "나는",
    "아무거나",
    "좋아",
    "그래",
    "내일",
    "회의는",
    "세시",
    "마루에서",
    "ㅋㅋㅋ",
    "사진",
    "봤어?",
    "hello",
    "OK",
    "링크",
    "http://maru.example/a",
    "진짜?",
    "ㅠㅠ",
    "알겠어",
    "지금",
    "가는 중",
];

/// A stream of numbers that is the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn text(&mut self, seq: u64) -> String {
        let count = 3 + self.below(8);
        let mut words: Vec<&str> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        // Rare words: one line in 10,000, and one line of all, the very first.
        if seq % 10_000 == 5_000 {
            words.push("김치찌개");
        }
        if seq == 1 {
            words.push("훈민정음");
        }
        words.join(" ")
    }
}

struct Chain {
    last: Mark,
    chance: Chance,
    names: Vec<Name>,
}

impl Chain {
    fn event(&mut self) -> Event {
        let Mark { seq, hash } = self.last;
        let content = Content { salt: [0; 16], bytes: self.chance.text(seq + 1).into_bytes() };
        let author = self.chance.below(self.names.len());
        let header = Header {
            room: ROOM,
            slot: Slot::Room { seq: seq + 1 },
            previous: hash,
            time: 1_700_000_000_000 + seq * 1_000,
            author: PublicKey([u8::try_from(author).unwrap(); 32]),
            name: self.names[author].clone(),
            nonce: seq + 1,
            seen: self.last,
            kind: Kind::CHAT,
            body: content.hash(),
        };
        let event = Event { header, body: Body::Present(content), signature: Signature([1; 64]) };
        self.last = event.mark();
        event
    }

    fn batch(&mut self, count: u64) -> Batch {
        let mut batch = Batch::default();
        for _ in 0..count {
            let event = self.event();
            batch.push(Change::Line(LineRow::of(&event).unwrap()));
            batch.push(Change::Event(Row::of(event).unwrap()));
        }
        batch
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The median of some runs, and the worst.
fn timed(mut work: impl FnMut()) -> (f64, f64) {
    let mut runs: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            work();
            began.elapsed()
        })
        .collect();
    runs.sort();
    (milliseconds(runs[RUNS / 2]), milliseconds(runs[RUNS - 1]))
}

fn fill(database: &mut Database, chain: &mut Chain, count: u64) {
    let (mut making, mut writing) = (Duration::ZERO, Duration::ZERO);
    let mut left = count - chain.last.seq;
    let filled = left;
    while left > 0 {
        let began = Instant::now();
        let batch = chain.batch(left.min(BATCH));
        let made = Instant::now();
        database.commit(&batch).unwrap();
        making += made - began;
        writing += made.elapsed();
        left -= left.min(BATCH);
    }
    println!(
        "  append {filled} in batches of {BATCH}: {:.0} events/s (making them {:.0}/s)",
        filled as f64 / writing.as_secs_f64(),
        filled as f64 / making.as_secs_f64(),
    );
}

fn single(database: &mut Database, chain: &mut Chain) {
    let mut runs: Vec<Duration> = (0..SINGLE)
        .map(|_| {
            let batch = chain.batch(1);
            let began = Instant::now();
            database.commit(&batch).unwrap();
            began.elapsed()
        })
        .collect();
    runs.sort();
    let at = |share: usize| milliseconds(runs[(runs.len() - 1) * share / 100]);
    println!("  append 1 event, on the disk when it returns: p50 {:.2} ms, p99 {:.2} ms", at(50), at(99));
}

fn reading(database: &Database, count: u64) {
    let share = Share { events: 200, bytes: usize::MAX };
    for (what, after) in [("newest", count - 200), ("middle", count / 2), ("oldest", 0)] {
        let (median, worst) = timed(|| assert_eq!(database.events_after(after, share).unwrap().len(), 200));
        println!("  read 200 events, {what}: {median:.2} ms, worst {worst:.2} ms");
    }
}

fn searching(path: &Path) {
    for typed in [
        "김치찌개",
        "훈민정음",
        "없는말",
        "ㄱㅊㅉㄱ",
        "훈ㅁㅈㅇ",
        "저녁",
        "ㅋ",
        "kimchi",
        "저녁 회의는 없는말",
        "@영희 훈민정음",
        "has:link 없는말",
        "on:2020-01-01",
    ] {
        let query = Query::parse(typed, &TimeZone::UTC);
        let mut found = 0;
        let (median, worst) = timed(|| {
            // Opened anew each time, as a search in the program is.
            let database = Database::open_to_read(path).unwrap();
            found = database.search(&query, None, usize::MAX).unwrap().hits.len();
        });
        println!("  search {typed}: {found} hits on the page, {median:.1} ms, worst {worst:.1} ms");
    }
}

fn telling(path: &Path) {
    let database = Database::open_to_read(path).unwrap();
    let began = Instant::now();
    let mut events = 0_u64;
    let count = |told: Told| {
        events += u64::from(matches!(told, Told::Event(..)));
        Ok::<_, StoreError>(())
    };
    database.story().unwrap().tell(&PublicKey([9; 32]), count).unwrap();
    println!("  tell all {events}: {:.0} events/s", events as f64 / began.elapsed().as_secs_f64());
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(maru::store::FILE);
    let names = ["영희", "민수", "김 철수", "Minsu", "서연"].map(|name| Name::parse(name).unwrap());
    let mut chain = Chain { last: Mark::default(), chance: Chance(1), names: names.to_vec() };
    let mut database = Database::open(&path, ROOM).unwrap();
    for count in [100_000, 1_000_000] {
        println!("{count} events");
        fill(&mut database, &mut chain, count);
        let bytes = std::fs::metadata(&path).unwrap().len();
        println!("  file: {:.1} MB", bytes as f64 / 1e6);
        reading(&database, count);
        searching(&path);
        telling(&path);
    }
    println!("1,000,000 events and a few");
    single(&mut database, &mut chain);
}
