//! The real binary asked for what is kept of a room: what it writes, where, and what it says when it cannot.
//!
//! Every home is a folder of its own, with copies of rooms as the program leaves them; no network is used.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::fs;
use std::process::{Command, Output};

use maru::identity::Identity;
use maru::store::{Batch, Change, Database, Fact, Folder, LetterRow, LineRow, Row, Side};
use maru::wire::codec::canonical;
use maru::wire::{
    Body, Content, Event, Hash, Header, Kind, Mark, Name, PublicKey, RoomId, RoomName, Signature, Slot,
};
use serde_json::Value;
use tempfile::TempDir;

const FRIDAY: RoomId = RoomId([1; 8]);
const OTHER: PublicKey = PublicKey([9; 32]);

/// A home where rooms are kept, and the person whose they are.
struct Home {
    folder: TempDir,
    me: PublicKey,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let me = Identity::load_or_create(folder.path()).unwrap().public();
        Self { folder, me }
    }

    /// Keeps a room of so many lines and a whisper.
    fn keep(&self, side: Side, room: RoomId, name: &str, lines: u64) {
        let rooms = Folder::new(self.folder.path());
        fs::create_dir_all(rooms.room(side, room)).unwrap();
        let mut database = Database::open(&rooms.file(side, room), room).unwrap();
        let name = canonical(&RoomName::parse(name).unwrap());
        database.commit(&Batch { changes: vec![Change::Fact(Fact::RoomName, name)] }).unwrap();
        let mut batch = Batch::default();
        for seq in 1..=lines {
            let event = self.event(room, Slot::Room { seq }, Kind::CHAT, &format!("line {seq}"));
            batch.push(Change::Line(LineRow::of(&event).unwrap()));
            batch.push(Change::Event(Row::of(event).unwrap()));
            if batch.changes.len() > 2_000 {
                database.commit(&std::mem::take(&mut batch)).unwrap();
            }
        }
        let slot = Slot::Mail { owner: self.me, seq: 1, to: OTHER, after: lines };
        let row = Row::of(self.event(room, slot, Kind::WHISPER, "secret")).unwrap();
        batch.push(Change::Letter(LetterRow { owner: self.me, after: lines, row }));
        database.commit(&batch).unwrap();
    }

    fn event(&self, room: RoomId, slot: Slot, kind: Kind, text: &str) -> Event {
        let content = Content { salt: [0; 16], bytes: text.as_bytes().to_vec() };
        let header = Header {
            room,
            slot,
            previous: Hash::default(),
            time: 1_795_168_920_000 + slot.seq() * 1_000,
            author: self.me,
            name: Name::parse("영희").unwrap(),
            nonce: slot.seq(),
            seen: Mark::default(),
            kind,
            body: content.hash(),
        };
        Event { header, body: Body::Present(content), signature: Signature([0; 64]) }
    }

    fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_maru"));
        command.args(line).arg("--data-dir").arg(self.folder.path());
        command.env_clear().env("HOME", self.folder.path()).env("MARU_LANGUAGE", "en").env("TZ", "UTC");
        command.current_dir(self.folder.path());
        command
    }

    fn run(&self, line: &[&str]) -> Output {
        self.command(line).output().unwrap()
    }

    /// Runs what has to fail with this code, and returns its one line.
    fn fails(&self, line: &[&str], code: i32) -> String {
        let output = self.run(line);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{line:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(output.stdout.is_empty());
        told
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_room_is_written_to_standard_output_by_name_and_by_id() {
    let home = Home::new();
    home.keep(Side::Member, FRIDAY, "금요일 Hall", 3);
    let output = home.run(&["--export", "금요일 hall"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let expected = format!(
        "2026-11-20 10:02  영희: line 1\n2026-11-20 10:02  영희: line 2\n2026-11-20 10:02  영희: line 3\n\
         2026-11-20 10:02  영희 (whisper to {}): secret\n",
        OTHER.mark()
    );
    let written = text(&output.stdout);
    assert!(written.starts_with("금요일 Hall\nSaved on ") && written.ends_with(&expected), "{written}");
    let id = FRIDAY.to_string();
    let output = home.run(&["--export", &id, "--format", "jsonl", "--output", "-"]);
    let lines: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 5);
    assert_eq!((&lines[0]["room"], &lines[0]["entries"]), (&"금요일 Hall".into(), &4.into()));
    assert_eq!((&lines[4]["type"], &lines[4]["own"]), (&"whisper".into(), &true.into()));
}

#[test]
fn a_file_is_written_whole_and_only_over_another_when_told() {
    let home = Home::new();
    home.keep(Side::Member, FRIDAY, "Friday", 3);
    let line = ["--export", "friday", "--output", "room.md"];
    assert!(home.run(&line).status.success());
    let path = home.folder.path().join("room.md");
    let written = fs::read_to_string(&path).unwrap();
    assert!(written.contains("\n## 2026-11-20\n"), "{written}");
    let told = home.fails(&line, 2);
    assert!(told.contains("room.md is there already") && told.contains("--force"), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), written);
    let forced = home.run(&["--export", "friday", "--output", "room.md", "--force", "--format", "text"]);
    assert!(forced.status.success());
    assert!(fs::read_to_string(&path).unwrap().ends_with("secret\n"));
    let told = home.fails(&["--export", "friday", "--output", "no/such/folder.txt"], 1);
    assert!(told.contains("Nothing was saved as no/such/folder.txt"), "{told}");
    let told = text(&home.run(&["--export", "friday", "--output", "."]).stderr);
    assert!(told.contains("Friday 20") && told.contains("4 entries were saved"), "{told}");
}

#[test]
fn a_room_that_is_not_known_for_certain_is_asked_for_again() {
    let home = Home::new();
    let told = home.fails(&["--export", "Friday"], 2);
    assert!(told.contains("Nothing is kept here of a room “Friday”"), "{told}");
    assert!(!home.folder.path().join("rooms").exists(), "looking makes nothing");
    home.keep(Side::Member, FRIDAY, "Friday", 1);
    home.keep(Side::Host, RoomId([2; 8]), "friday", 1);
    let told = home.fails(&["--export", "FRIDAY"], 2);
    assert!(told.contains(&FRIDAY.to_string()) && told.contains(&RoomId([2; 8]).to_string()), "{told}");
    assert!(home.run(&["--export", &RoomId([2; 8]).to_string()]).status.success());
    let told = home.fails(&["--export", "\u{1b}[31m\u{202e}"], 2);
    assert!(!told.contains('\u{1b}') && !told.contains('\u{202e}'), "{told:?}");
}

#[test]
fn a_copy_that_cannot_be_read_is_exit_code_6_and_stays_as_it_was() {
    let home = Home::new();
    home.keep(Side::Member, FRIDAY, "Friday", 1);
    let file = Folder::new(home.folder.path()).file(Side::Member, FRIDAY);
    for extra in ["-wal", "-shm"] {
        drop(fs::remove_file(file.with_file_name(format!("room.sqlite3{extra}"))));
    }
    let junk = "junk".repeat(3_000);
    fs::write(&file, &junk).unwrap();
    home.fails(&["--export", &FRIDAY.to_string(), "--output", "room.txt"], 6);
    assert_eq!(fs::read_to_string(&file).unwrap(), junk);
    assert!(!home.folder.path().join("room.txt").exists());
}

#[test]
fn an_export_beside_anything_else_is_bad_usage() {
    let home = Home::new();
    let lines: [&[&str]; 9] = [
        &["--export", "a", "--host"],
        &["--export", "a", "--join", "b"],
        &["--export", "a", "--json"],
        &["--export", "a", "--name", "b"],
        &["--export", ""],
        &["--export", "a", "--output", ""],
        &["--export", "a", "--format", "pdf"],
        &["--export", "a", "--force"],
        &["--format", "text"],
    ];
    for line in lines {
        home.fails(line, 2);
    }
}
