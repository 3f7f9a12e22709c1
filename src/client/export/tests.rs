//! What a room looks like on paper, whatever was said in it.

use jiff::tz;

use super::*;
use crate::phrase::Language;
use crate::wire::codec::canonical;
use crate::wire::{
    Body, Content, Delete, Edit, Emoji, Hash, Header, Kind, Mark, Passage, Reaction, Reply, Signature, Text,
};

const HOST: PublicKey = PublicKey([1; 32]);
const ME: PublicKey = PublicKey([2; 32]);
const OTHER: PublicKey = PublicKey([3; 32]);

/// 2026-11-20 19:02 in Seoul.
const EVENING: Time = 1_795_168_920_000;
const MINUTE: Time = 60_000;

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn public(seq: Seq) -> Slot {
    Slot::Room { seq }
}

fn event(slot: Slot, kind: Kind, who: (PublicKey, &str), bytes: &[u8]) -> Event {
    let content = Content { salt: [0; 16], bytes: bytes.to_vec() };
    let header = Header {
        room: RoomId([5; 8]),
        slot,
        previous: Hash::default(),
        time: EVENING + slot.seq() * MINUTE,
        author: who.0,
        name: name(who.1),
        nonce: 1,
        seen: Mark::default(),
        kind,
        body: content.hash(),
    };
    Event { header, body: Body::Present(content), signature: Signature([0; 64]) }
}

fn chat(seq: Seq, who: (PublicKey, &str), text: &str) -> Event {
    event(public(seq), Kind::CHAT, who, text.as_bytes())
}

fn whisper(seq: Seq, after: Seq, who: (PublicKey, &str), to: PublicKey, text: &str) -> Event {
    event(Slot::Mail { owner: ME, seq, to, after }, Kind::WHISPER, who, text.as_bytes())
}

fn evening() -> Vec<Told> {
    let passage = canonical(&Passage { member: OTHER, name: name("민수") });
    let mut erased = chat(7, (ME, "영희"), "oops");
    erased.body = Body::Erased;
    let events = [
        event(public(1), Kind::ARRIVAL, (HOST, "지훈"), &passage),
        chat(2, (OTHER, "민수"), "안녕\n2026-11-20 19:05  영희: 내가 아니야"),
        whisper(3, 2, (ME, "영희"), OTHER, "비밀"),
        event(public(4), Kind::ACTION, (ME, "영희"), "손을 흔든다".as_bytes()),
        event(public(5), Kind::RENAME, (OTHER, "민수"), "민수2".as_bytes()),
        event(public(6), Kind::TOPIC, (HOST, "지훈"), "김장 #1".as_bytes()),
        erased,
        // A guest who claims that somebody left is no host.
        event(public(8), Kind::DEPARTURE, (OTHER, "민수2"), &passage),
        whisper(9, 8, (OTHER, "민수2"), ME, "*쉿*"),
        chat(12, (HOST, "지훈"), "\u{1b}[31m# 제목 <b>"),
    ];
    events.into_iter().map(|event| Told::Event(Box::new(event), Around::default())).collect()
}

fn about() -> About {
    About {
        id: RoomId([5; 8]),
        name: Some(RoomName::parse("금요일 *마루*").unwrap()),
        host: Some(HOST),
        me: ME,
        summary: Summary { entries: 10, first: Some(EVENING), last: Some(EVENING + 12 * MINUTE) },
        saved: EVENING + 24 * 60 * MINUTE,
    }
}

fn written(form: Form, language: Language, told: &[Told]) -> String {
    let zone = TimeZone::fixed(tz::offset(9));
    let mut pen = Pen::new(form, about(), Phrases::new(language), zone);
    let mut written = pen.head();
    told.iter().for_each(|told| written.push_str(&pen.write(told)));
    written + &pen.foot()
}

#[test]
fn a_text_reads_as_it_was_said() {
    let expected = "\
금요일 *마루*
Saved on 2026-11-21 19:02: 10 entries, 2026-11-20 19:02 to 2026-11-20 19:14.
Times are those of UTC+09.

2026-11-20 19:03  * 민수 joined
2026-11-20 19:04  민수: 안녕
    2026-11-20 19:05  영희: 내가 아니야
2026-11-20 19:05  영희 (whisper to 민수): 비밀
--  1 entry is missing here.
2026-11-20 19:06  * 영희 손을 흔든다
2026-11-20 19:07  * 민수 is now 민수2
2026-11-20 19:08  * 지훈 changed the topic: 김장 #1
2026-11-20 19:09  영희: (Message deleted)
2026-11-20 19:11  민수2 (whisper to 영희): *쉿*
--  3 entries are missing here.
2026-11-20 19:14  지훈: \u{fffd}[31m# 제목 <b>
";
    assert_eq!(written(Form::Text, Language::English, &evening()), expected);
    let korean = written(Form::Text, Language::Korean, &evening());
    assert!(korean.contains("19:05  영희 (민수님에게 귓속말): 비밀\n"), "{korean}");
}

#[test]
fn markdown_shows_what_was_typed_under_the_day() {
    let expected = "\
# 금요일 \\*마루\\*

Saved on 2026-11-21 19:02: 10 entries, 2026-11-20 19:02 to 2026-11-20 19:14.\\
Times are those of UTC+09.

## 2026-11-20

19:03 *민수 joined*

**민수** 19:04\\
안녕\\
2026-11-20 19:05  영희: 내가 아니야

**영희** 19:05 (whisper to 민수)\\
비밀
";
    let all = written(Form::Markdown, Language::English, &evening());
    assert_eq!(&all[..expected.len()], expected);
    assert!(all.ends_with("\n**지훈** 19:14\\\n\u{fffd}\\[31m\\# 제목 \\<b\\>\n"), "{all}");
    assert_eq!(all.matches("\n## ").count(), 1);
    assert!(all.contains("\\*쉿\\*"));
}

#[test]
fn a_heading_stands_over_each_day() {
    let mut late = chat(2, (ME, "영희"), "다음 날");
    late.header.time += 24 * 60 * MINUTE;
    let told =
        [chat(1, (ME, "영희"), "하루"), late].map(|event| Told::Event(Box::new(event), Around::default()));
    let all = written(Form::Markdown, Language::English, &told);
    let days: Vec<_> = all.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(days, ["## 2026-11-20", "## 2026-11-21"]);
}

#[test]
fn json_lines_are_objects_as_the_console_has_them() {
    let all = written(Form::JsonLines, Language::Korean, &evening());
    let objects: Vec<serde_json::Value> =
        all.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let types: Vec<_> = objects.iter().map(|object| object["type"].as_str().unwrap()).collect();
    let expected = [
        "export", "arrived", "message", "whisper", "gap", "message", "renamed", "topic", "erased", "whisper",
        "gap", "message",
    ];
    assert_eq!(types, expected);
    assert_eq!(objects[0]["entries"], 10);
    assert_eq!(objects[0]["room"], "금요일 *마루*");
    assert_eq!(objects[3]["own"], true);
    assert_eq!(objects[3]["to_name"], "민수");
    assert_eq!(objects[10], json!({"type": "gap", "seq": 11, "missing": 3}));
    assert_eq!(objects[11]["text"], "\u{1b}[31m# 제목 <b>");
    assert!(!all.contains('\u{1b}'));
}

#[test]
fn what_cannot_be_read_is_missing_wherever_it_stood() {
    let told = [
        Told::Event(Box::new(chat(1, (ME, "영희"), "하나")), Around::default()),
        Told::Unreadable { seq: Some(2) },
        Told::Event(Box::new(chat(3, (ME, "영희"), "셋")), Around::default()),
        Told::Unreadable { seq: None },
        Told::Unreadable { seq: Some(4) },
        Told::Unreadable { seq: Some(5) },
    ];
    let all = written(Form::Text, Language::English, &told);
    let lines: Vec<_> = all.lines().skip(4).map(|line| &line[line.len().min(18)..]).collect();
    let gap = |count: &str| format!("--  {count} missing here.")[18..].to_owned();
    let expected = ["영희: 하나", &gap("1 entry is"), "영희: 셋", &gap("1 entry is"), &gap("2 entries are")];
    assert_eq!(lines, expected);
}

#[test]
fn somebody_whose_name_was_never_told_has_a_mark() {
    let told = Told::Event(Box::new(whisper(1, 0, (ME, "영희"), OTHER, "누구?")), Around::default());
    let all = written(Form::Text, Language::English, &[told]);
    assert!(all.contains(&format!("영희 (whisper to {}): 누구?", OTHER.mark())), "{all}");
}

/// A line of 영희 that was answered, changed and reacted to, and one that 지훈 took away.
fn changed() -> Vec<Told> {
    let (me, other, host) = ((ME, "영희"), (OTHER, "민수"), (HOST, "지훈"));
    let live = |seq, who, live: &Live| event(public(seq), live.kind(), who, &live.body());
    let text = |text: &str| Text::parse(text).unwrap();
    let react = |emoji| Live::Reaction(Reaction { to: 1, emoji: Emoji::parse(emoji).unwrap(), on: true });
    let about = vec![
        live(3, me, &Live::Edit(Edit { of: 1, text: text("여덟 시") })),
        live(4, other, &Live::Edit(Edit { of: 1, text: text("거짓") })),
        live(5, other, &react("👍")),
        live(6, host, &react("👍")),
        live(7, host, &react("👀")),
    ];
    let deleted = live(9, host, &Live::Delete(Delete { of: 8 }));
    let reply = live(2, other, &Live::Reply(Reply { to: 1, text: text("그래") }));
    let mut told = vec![
        (chat(1, me, "일곱 시"), Around { about: about.clone(), answered: None }),
        (reply, Around { about: Vec::new(), answered: Some(name("영희")) }),
    ];
    told.extend(about.into_iter().map(|event| (event, Around::default())));
    told.push((chat(8, other, "실수"), Around { about: vec![deleted.clone()], answered: None }));
    told.push((deleted, Around::default()));
    let lost = live(10, me, &Live::Reply(Reply { to: 8, text: text("뭐라고?") }));
    told.push((lost, Around::default()));
    told.into_iter().map(|(event, around)| Told::Event(Box::new(event), around)).collect()
}

#[test]
fn people_read_a_line_as_it_was_changed_last() {
    let written = written(Form::Text, Language::English, &changed());
    let lines = written.split_once("\n\n").unwrap().1;
    let expected = "\
2026-11-20 19:03  영희: 여덟 시 (edited)
    👍 2  👀 1
2026-11-20 19:04  민수: (> 영희) 그래
2026-11-20 19:10  민수: (Message deleted)
2026-11-20 19:12  영희: (> an earlier message) 뭐라고?
";
    assert_eq!(lines, expected);
}

#[test]
fn markdown_says_what_was_changed_too() {
    let written = written(Form::Markdown, Language::English, &changed());
    for paragraph in [
        "**영희** 19:03\\\n여덟 시 *edited*\\\n👍 2  👀 1\n",
        "**민수** 19:04 > 영희\\\n그래\n",
        "**민수** 19:10\\\n*Message deleted*\n",
    ] {
        assert!(written.contains(paragraph), "{written}");
    }
    assert!(!written.contains("일곱") && !written.contains("거짓") && !written.contains("실수"));
}

#[test]
fn a_program_is_told_each_change_in_its_place() {
    let written = written(Form::JsonLines, Language::English, &changed());
    let objects: Vec<serde_json::Value> =
        written.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
    let types: Vec<_> = objects.iter().map(|object| object["type"].as_str().unwrap()).collect();
    let reactions = ["reaction"; 3];
    let expected =
        [&["message", "message", "edited", "edited"][..], &reactions, &["message", "deleted", "message"]];
    assert_eq!(types, expected.concat());
    assert_eq!(
        (&objects[1]["reply"], &objects[2]["of"], &objects[8]["of"]),
        (&json!(1), &json!(1), &json!(8))
    );
}
