//! A desk that looks at what is kept: what it asks for, and what a person or a program reads of the answer.

use std::path::Path;

use serde_json::{Value, json};

use super::super::tests::Table;
use super::super::*;
use crate::client::console::errand::{Done, Errand};
use crate::client::export::Form;
use crate::client::save::{SaveError, Saved};
use crate::store::{FoundPage, Hit, LinePlace, LineRow};

/// 2026-11-20 10:02 in UTC.
const MORNING: Time = 1_795_168_920_000;

fn table(format: Format) -> Table {
    let (mut table, _) = Table::new(format);
    table.desk.copies = Some(Folder::new(Path::new("/data")));
    table
}

fn typed(table: &mut Table, line: &str) -> (Vec<Wish>, Vec<String>) {
    table.desk.handle_line(Typed::Line(line.to_owned()))
}

fn row(seq: u64, name: &str, kind: Kind, text: &str) -> LineRow {
    LineRow {
        seq,
        mail: u64::from(kind == Kind::WHISPER),
        author: PublicKey([1; 32]),
        name: Name::parse(name).unwrap(),
        time: MORNING + seq * 60_000,
        kind,
        text: text.to_owned(),
    }
}

fn page(older: Option<LinePlace>) -> FoundPage {
    let plain = |seq, text| row(seq, "민수", Kind::CHAT, text);
    let newest = Hit {
        line: row(9, "영희", Kind::CHAT, "김치찌개\n두 줄"),
        before: Some(plain(8, "뭐 먹지\n그리고")),
        after: None,
    };
    let oldest = Hit {
        line: row(3, "영희", Kind::WHISPER, "\u{1b}[31m김치"),
        before: None,
        after: Some(row(4, "민수", Kind::TOPIC, "김장")),
    };
    FoundPage { hits: vec![newest, oldest], older }
}

#[test]
fn a_search_goes_on_where_it_stopped() {
    let mut table = table(Format::Sentences);
    let (wishes, told) = typed(&mut table, "/search 김치 has:file");
    let [Wish::Errand(Errand::Search { copy, before: None, most, .. })] = &wishes[..] else {
        panic!("{wishes:?}")
    };
    let room = table.desk.timeline().room().unwrap();
    assert_eq!(copy.file, Path::new("/data/rooms").join(room.id.to_string()).join("room.sqlite3"));
    assert_eq!((copy.room, copy.me, *most), (room.id, room.me, 10));
    assert_eq!(told, Vec::<String>::new());
    let older = LinePlace { seq: 3, mail: 1 };
    let lines = table.desk.handle_done(Done::Found(Ok(page(Some(older)))));
    assert_eq!(
        lines,
        [
            "* “has:file” is no filter, so it was looked for as text. Filters are @name, from:name, before:2026-11-01, after:2026-11-01, on:2026-11-01 and has:link.",
            "  2026-11-20 10:10  민수: 뭐 먹지…",
            "> 2026-11-20 10:11  영희: 김치찌개\n    두 줄",
            "  --",
            "> 2026-11-20 10:05  영희 (whisper): \u{fffd}[31m김치",
            "  2026-11-20 10:06  * 민수 changed the topic: 김장",
            "  2 found so far. /search shows older ones.",
        ]
    );
    let (wishes, _) = typed(&mut table, "/search");
    assert!(
        matches!(&wishes[..], [Wish::Errand(Errand::Search { before: Some(place), .. })] if *place == older)
    );
    let lines = table.desk.handle_done(Done::Found(Ok(page(None))));
    assert_eq!(lines.first().unwrap(), "  2026-11-20 10:10  민수: 뭐 먹지…", "hints come once");
    assert_eq!(lines.last().unwrap(), "  4 found.");
    let (wishes, told) = typed(&mut table, "/search");
    assert_eq!((wishes, told), (Vec::new(), vec!["  Nothing older was found.".to_owned()]));
}

#[test]
fn a_search_for_nothing_does_nothing() {
    let mut table = table(Format::Sentences);
    let (wishes, told) = typed(&mut table, "/search");
    assert!(wishes.is_empty() && told[0].contains("/search [words"), "{told:?}");
    assert_eq!(typed(&mut table, "/search \"\""), (Vec::new(), Vec::new()));
    let (wishes, _) = typed(&mut table, "/검색 없는말");
    assert_eq!(wishes.len(), 1);
    assert_eq!(table.desk.handle_done(Done::Found(Ok(FoundPage::default()))), ["  Nothing was found."]);
}

#[test]
fn without_a_copy_it_is_said_that_nothing_is_kept() {
    let mut table = table(Format::Sentences);
    let nothing =
        "* Nothing of this room is kept on this computer. Copy what you need from the conversation itself.";
    assert_eq!(table.desk.handle_done(Done::Found(Err(SaveError::NothingKept))), [nothing]);
    table.desk.copies = None;
    for line in ["/search 김치", "/save"] {
        assert_eq!(typed(&mut table, line), (Vec::new(), vec![nothing.to_owned()]), "{line}");
    }
}

#[test]
fn a_room_is_saved_as_what_the_name_of_the_file_says() {
    let mut table = table(Format::Sentences);
    for (line, file, expected) in [
        ("/save", "", Form::Text),
        ("/save md", "", Form::Markdown),
        ("/save room.jsonl", "room.jsonl", Form::JsonLines),
        ("/save a b.md text", "a b.md", Form::Text),
        ("/저장 방", "방", Form::Text),
    ] {
        let (wishes, told) = typed(&mut table, line);
        let [Wish::Errand(Errand::Save { form, path, .. })] = &wishes[..] else { panic!("{line}: {told:?}") };
        assert_eq!((path.as_path(), *form), (Path::new(file), expected), "{line}");
    }
    let saved = Saved { path: "/home/me/\u{1b}room.txt".into(), entries: 3 };
    let lines = table.desk.handle_done(Done::Saved(Ok(saved)));
    assert_eq!(lines, ["  3 entries were saved as /home/me/\u{fffd}room.txt."]);
    let lines = table.desk.handle_done(Done::Saved(Err(SaveError::Exists { path: "room.txt".into() })));
    assert_eq!(lines, ["* room.txt is there already, so nothing was saved. Choose another name."]);
}

#[test]
fn a_program_reads_hits_as_objects() {
    let mut table = table(Format::Json);
    let (wishes, _) = typed(&mut table, r#"{"command":"/search 김치 on:never"}"#);
    assert!(matches!(&wishes[..], [Wish::Errand(Errand::Search { most: 200, .. })]), "{wishes:?}");
    let lines = table.desk.handle_done(Done::Found(Ok(page(Some(LinePlace { seq: 3, mail: 1 })))));
    let told: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.len(), 3);
    assert_eq!(
        (&told[0]["type"], &told[0]["seq"], &told[0]["text"]),
        (&json!("hit"), &json!(9), &json!("김치찌개\n두 줄"))
    );
    assert_eq!((&told[0]["before"]["text"], &told[0]["after"]), (&json!("뭐 먹지\n그리고"), &Value::Null));
    assert_eq!((&told[1]["kind"], &told[1]["mail"]), (&json!("whisper"), &json!(1)));
    assert_eq!(told[1]["after"]["kind"], "topic");
    assert!(told[2]["hints"][0].as_str().unwrap().contains("on:never"));
    assert_eq!(
        (&told[2]["type"], &told[2]["count"], &told[2]["more"]),
        (&json!("found"), &json!(2), &json!(true))
    );
    let lines = table.desk.handle_done(Done::Saved(Err(SaveError::NothingKept)));
    let told: Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(
        (&told["type"], &told["reason"], &told["line"]),
        (&json!("mistake"), &json!("nothing_kept"), &json!(1))
    );
}
