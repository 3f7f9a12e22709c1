//! A desk told what a host could tell, and lines typed at it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::client::{ConnectError, Expected, Joined, Keep, Options, Pending, Resumed};
use crate::identity::{Identity, Said};
use crate::phrase::Language;
use crate::wire::{
    Allowance, Closed, Content, Event, Hash, Header, Kind, Mark, MemberEntry, Presence, PresenceChange,
    PresenceState, Rejection, RoomName, Seq, Slot,
};

/// A desk of 하늘 in the room of 민수.
pub(super) struct Table {
    host: Identity,
    me: Identity,
    pub(super) desk: Desk,
    seq: Seq,
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn text(text: &str) -> Text {
    Text::parse(text).unwrap()
}

impl Table {
    pub(super) fn new(format: Format) -> (Self, Vec<String>) {
        let me = Identity::from_seed([2; 32]).unwrap();
        let addresses = vec![Address::V4([192, 168, 0, 7], 27410)];
        let identity = Arc::new(Identity::from_seed([2; 32]).unwrap());
        let route = Route::Dial { addresses, expected: Expected::Anyone };
        let desk = Desk::new(Setup {
            options: Options { identity, name: name("하늘"), route, keep: Keep::Nothing },
            address: "192.168.0.7".to_owned(),
            invite: None,
            format,
            phrases: Phrases::new(Language::English),
            zone: TimeZone::UTC,
            started: 1_000,
            prompt: false,
            colour: false,
            visit: None,
            copies: None,
        });
        let host = Identity::from_seed([1; 32]).unwrap();
        let mut table = Self { host, me, desk, seq: 0 };
        let told = table.join();
        (table, told)
    }

    fn joined(&self) -> Joined {
        let room_key = Identity::from_seed([9; 32]).unwrap();
        Joined {
            charter: room_key.charter(self.host.public(), 0),
            room_name: RoomName::parse("금요일").unwrap(),
            name: name("하늘"),
            me: self.me.public(),
            snapshot: Mark::default(),
            floor: 1,
            log: Mark { seq: self.seq, hash: Hash::default() },
            topic: None,
            resumed: Resumed::First,
            allowance: Allowance {
                members: 1,
                text_characters: 1,
                text_bytes: 1,
                text_lines: 1,
                messages_burst: 1,
                messages_per_second: 1,
            },
        }
    }

    fn join(&mut self) -> Vec<String> {
        let joined = self.joined();
        let members = vec![MemberEntry { key: self.host.public(), name: name("민수") }];
        let here = |member| PresenceChange { member, state: Some(PresenceState::Here) };
        let changes = vec![here(self.host.public()), here(self.me.public())];
        let updates = [
            Update::Joined(Box::new(joined)),
            Update::Members(members),
            Update::Presence(Presence { version: 1, whole: true, changes }),
        ];
        updates.into_iter().flat_map(|update| self.desk.handle_update(update)).collect()
    }

    /// The next event of the room, of the host's or of this member's own, about a line.
    pub(super) fn live(&mut self, live: &Live, own: bool) -> Event {
        self.seq += 1;
        let author = if own { &self.me } else { &self.host };
        self.event_of(author, Slot::Room { seq: self.seq }, live.kind(), live.body())
    }

    fn event(&self, author: &Identity, slot: Slot, kind: Kind, said: &str) -> Event {
        self.event_of(author, slot, kind, said.as_bytes().to_vec())
    }

    fn event_of(&self, author: &Identity, slot: Slot, kind: Kind, bytes: Vec<u8>) -> Event {
        let content = Content { salt: [0; 16], bytes };
        let audience = slot.audience();
        let said = Said { audience, nonce: 1, seen: Mark::default(), kind, content: content.clone() };
        let room = self.desk.timeline().room().unwrap().id;
        let header = Header {
            room,
            slot,
            previous: Hash::default(),
            time: 1_000,
            author: author.public(),
            name: if author.public() == self.me.public() { name("하늘") } else { name("민수") },
            nonce: 1,
            seen: Mark::default(),
            kind,
            body: content.hash(),
        };
        let signature = author.draft(room, said).signature;
        Event { header, body: crate::wire::Body::Present(content), signature }
    }

    pub(super) fn says(&mut self, said: &str) -> Vec<String> {
        self.seq += 1;
        let event = self.event(&self.host, Slot::Room { seq: self.seq }, Kind::CHAT, said);
        self.desk.handle_update(Update::Event(event, None))
    }

    fn whispers(&mut self, said: &str) -> Vec<String> {
        let slot = Slot::Mail { owner: self.me.public(), seq: 1, to: self.me.public(), after: self.seq };
        let event = self.event(&self.host, slot, Kind::WHISPER, said);
        self.desk.handle_update(Update::Event(event, None))
    }

    fn types(&mut self, line: &str) -> (Vec<Wish>, Vec<String>) {
        self.desk.handle_line(Typed::Line(line.to_owned()))
    }

    pub(super) fn wishes(&mut self, line: &str) -> Vec<Wish> {
        let (wishes, told) = self.types(line);
        assert_eq!(told, Vec::<String>::new(), "{line}");
        wishes
    }

    pub(super) fn told(&mut self, line: &str) -> Vec<String> {
        let (wishes, told) = self.types(line);
        assert_eq!(wishes, [], "{line}");
        told
    }

    fn host(&self) -> Audience {
        Audience::Member(self.host.public())
    }

    fn pending(&mut self, ticket: u64, text: &str) {
        self.desk.handle_update(Update::Pending(Pending {
            ticket: Ticket(ticket),
            audience: Audience::Room,
            kind: Kind::CHAT,
            body: text.as_bytes().to_vec(),
            time: 5,
        }));
    }
}

pub(super) fn objects(lines: &[String]) -> Vec<Value> {
    lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn coming_in_tells_the_room_and_who_is_here() {
    let (_, told) = Table::new(Format::Sentences);
    assert!(told[0].starts_with("* ") && told[0].contains("금요일") && told[0].contains("하늘"), "{told:?}");
    let here = told.last().unwrap();
    assert!(here.contains("민수") && here.contains("하늘") && here.contains('2'), "{told:?}");
}

#[test]
fn what_is_said_is_one_line_and_cannot_steer_the_terminal() {
    let (mut table, _) = Table::new(Format::Sentences);
    assert_eq!(table.says("안녕"), [" 00:00 민수  안녕"]);
    assert_eq!(table.says("하늘, 안녕"), ["!00:00 민수  하늘, 안녕"]);
    let told = table.says("a\u{1b}[2Jb");
    assert!(!told[0].contains('\u{1b}'), "{told:?}");
    let told = table.says("one\ntwo");
    assert_eq!(told.len(), 1);
    assert!(!told[0].contains("\ntwo"), "the second line is indented: {told:?}");
    assert_eq!(table.whispers("비밀"), ["|00:00 [whisper from 민수] 비밀"]);
}

#[test]
fn every_json_line_is_one_object_with_a_type() {
    let (mut table, mut told) = Table::new(Format::Json);
    told.extend(table.says("a\n\u{1b}\"b"));
    told.extend(table.whispers("비밀"));
    for line in [
        "/who",
        "/topic",
        "/notice",
        "/pins",
        "/unpin 3",
        "/invite",
        "/help",
        "/w 민수",
        "/all",
        "/clear",
        "/nosuch",
        "/w 없는이 a",
    ] {
        told.extend(table.told(line));
    }
    told.extend(table.desk.handle_update(Update::Ended(ConnectError::Closed(Closed::RoomClosed))));
    let types: Vec<String> =
        objects(&told).iter().map(|told| told["type"].as_str().unwrap().to_owned()).collect();
    let expected = [
        "joined",
        "members",
        "presence",
        "message",
        "whisper",
        "who",
        "topic_is",
        "notice_is",
        "pins",
        "mistake",
        "invite",
        "help",
        "target",
        "target",
        "cleared",
        "mistake",
        "mistake",
        "ended",
    ];
    assert_eq!(types, expected);
    assert!(told.iter().all(|line| !line.contains('\n')));
    let message = &objects(&told)[3];
    assert_eq!(message["text"], "a\n\u{1b}\"b");
    assert_eq!(
        (&message["name"], &message["seq"], &message["own"]),
        (&"민수".into(), &1.into(), &false.into())
    );
    let mistake = &objects(&told)[15];
    assert_eq!((&mistake["reason"], &mistake["line"]), (&"unknown_command".into(), &11.into()));
}

#[test]
fn a_line_goes_to_everyone_and_a_whisper_to_its_person_only() {
    let (mut table, _) = Table::new(Format::Sentences);
    assert_eq!(table.wishes("안녕"), [Wish::Say(Audience::Room, text("안녕"))]);
    assert_eq!(table.wishes("/w 민수 비밀"), [Wish::Say(table.host(), text("비밀"))]);
    assert_eq!(table.told("/w 민수").len(), 1);
    assert_eq!(table.wishes("또 비밀"), [Wish::Say(table.host(), text("또 비밀"))]);
    assert_eq!(table.wishes("/all 모두"), [Wish::Say(Audience::Room, text("모두"))]);
    assert_eq!(table.told("/all").len(), 1);
    assert_eq!(table.wishes("다시"), [Wish::Say(Audience::Room, text("다시"))]);
}

#[test]
fn an_answer_goes_to_who_whispered_last() {
    let (mut table, _) = Table::new(Format::Sentences);
    assert_eq!(table.told("/r 비밀").len(), 1, "nobody to answer");
    table.whispers("비밀");
    assert_eq!(table.wishes("/r 답"), [Wish::Say(table.host(), text("답"))]);
}

#[test]
fn commands_wish_what_they_say() {
    let (mut table, _) = Table::new(Format::Sentences);
    assert_eq!(table.wishes("/nick 지은"), [Wish::Rename(name("지은"))]);
    assert_eq!(table.wishes("/me 웃는다"), [Wish::Act(text("웃는다"))]);
    assert_eq!(table.wishes("/topic 저녁"), [Wish::Topic(Topic::parse("저녁").unwrap())]);
    assert_eq!(table.wishes("/notice 방석"), [Wish::Notice(Notice::parse("방석").unwrap())]);
    assert_eq!(table.wishes("/leave"), [Wish::Leave]);
    assert_eq!(table.wishes("/leave 안녕"), [Wish::Say(Audience::Room, text("안녕")), Wish::Leave]);
}

#[test]
fn what_is_held_back_wishes_nothing_and_is_told() {
    let (mut table, _) = Table::new(Format::Sentences);
    for line in ["/nosuch", "/w", "/w 없는이 비밀", "/w 하늘 혼잣말", "/nick", &"가".repeat(5_000)]
    {
        assert_eq!(table.told(line).len(), 1, "{line}");
    }
    assert_eq!(table.wishes("   "), []);
    for typed in [Typed::NotText, Typed::TooLong] {
        let (wishes, told) = table.desk.handle_line(typed);
        assert_eq!((wishes.len(), told.len()), (0, 1));
        assert!(told[0].contains("Line "), "{told:?}");
    }
}

#[test]
fn an_invite_is_made_of_what_is_known() {
    let (mut table, _) = Table::new(Format::Json);
    let told = objects(&table.told("/invite"));
    let invite: Invite = told[0]["invite"].as_str().unwrap().parse().unwrap();
    assert_eq!(invite.host, table.host.public().fingerprint());
    assert_eq!(invite.addresses, [Address::V4([192, 168, 0, 7], 27410)]);
}

#[test]
fn a_refused_line_is_told_with_its_text_and_reason() {
    let (mut table, _) = Table::new(Format::Sentences);
    table.pending(7, "안녕");
    assert!(table.desk.unsettled() > 0);
    let refused =
        Update::Refused { ticket: Ticket(7), kind: Kind::WHISPER, rejection: Rejection::NoSuchMember };
    let told = table.desk.handle_update(refused);
    assert!(told[0].contains("안녕") && told.len() == 2, "{told:?}");
    assert!(table.desk.unsettled() == 0);
}

#[test]
fn everything_is_told_only_when_the_host_has_told_it() {
    let (mut table, _) = Table::new(Format::Json);
    let wish = table.wishes("안녕").remove(0);
    table.desk.handle_taken(&wish);
    assert!(table.desk.unsettled() > 0, "given to the client");
    table.pending(1, "안녕");
    assert!(table.desk.unsettled() > 0, "on its way");
    let event = table.event(&table.me, Slot::Room { seq: 1 }, Kind::CHAT, "안녕");
    let told = objects(&table.desk.handle_update(Update::Event(event, Some(Ticket(1)))));
    assert_eq!((&told[0]["own"], &told[0]["type"]), (&true.into(), &"message".into()));
    let sent = json!({"type": "sent", "line": 1, "ticket": 1, "seq": 1});
    assert_eq!(told[1], sent);
    assert!(table.desk.unsettled() == 0);
}

#[test]
fn what_was_written_is_let_go() {
    let (mut table, _) = Table::new(Format::Json);
    for number in 0..=LINES_KEPT {
        table.says(&number.to_string());
    }
    table.desk.forget();
    assert!(table.desk.timeline().is_empty());
}

#[test]
fn lines_are_read_only_once_it_is_known_who_is_here() {
    let (mut table, _) = Table::new(Format::Json);
    assert!(table.desk.is_ready());
    let lost = Update::Lost { attempt: 1, wait: Duration::ZERO, error: ConnectError::Broken };
    table.desk.handle_update(lost);
    assert!(table.desk.is_ready(), "what is typed meanwhile waits in the outbox");
    let joined = table.joined();
    table.desk.handle_update(Update::Joined(Box::new(joined)));
    assert!(!table.desk.is_ready());
    let whole = Presence { version: 2, whole: true, changes: Vec::new() };
    table.desk.handle_update(Update::Presence(whole));
    assert!(table.desk.is_ready());
}

#[test]
fn a_line_for_somebody_who_has_left_is_asked_about_and_never_sent_to_everyone() {
    let (mut table, _) = Table::new(Format::Sentences);
    table.told("/w 민수");
    assert_eq!(table.desk.prompt(), "민수 > ");
    let change = |state| Presence {
        version: 2,
        whole: false,
        changes: vec![PresenceChange { member: Identity::from_seed([1; 32]).unwrap().public(), state }],
    };
    table.desk.handle_update(Update::Presence(change(None)));
    for line in ["비밀", "또 비밀"] {
        let told = table.told(line);
        assert!(told[0].contains("민수") && told[0].contains("/all"), "{told:?}");
    }
    assert_eq!(
        table.wishes("/w 민수 나중에 봐"),
        [Wish::Say(table.host(), text("나중에 봐"))],
        "kept for them"
    );
    table.desk.handle_update(Update::Presence(change(Some(PresenceState::Away))));
    assert_eq!(table.wishes("비밀"), [Wish::Say(table.host(), text("비밀"))]);
    table.desk.handle_update(Update::Presence(change(None)));
    table.told("/all");
    assert_eq!(table.desk.prompt(), "everyone > ");
    assert_eq!(table.wishes("모두 안녕"), [Wish::Say(Audience::Room, text("모두 안녕"))]);
    assert_eq!(table.told("/w 민수").len(), 1);
    assert_eq!(table.wishes("여전히 모두에게"), [Wish::Say(Audience::Room, text("여전히 모두에게"))]);
}

#[test]
fn while_the_link_is_broken_a_line_still_goes_to_the_person_meant() {
    let (mut table, _) = Table::new(Format::Sentences);
    table.told("/w 민수");
    let lost = Update::Lost { attempt: 1, wait: Duration::ZERO, error: ConnectError::Broken };
    table.desk.handle_update(lost);
    assert_eq!(table.wishes("비밀"), [Wish::Say(table.host(), text("비밀"))]);
}

#[test]
fn a_program_says_exactly_what_it_means() {
    let (mut table, _) = Table::new(Format::Json);
    let host = table.host();
    for (line, wishes) in [
        (r#"{"say":"/w 민수 그대로"}"#, vec![Wish::Say(Audience::Room, text("/w 민수 그대로"))]),
        (r#"{"whisper":"비밀","to":"민수"}"#, vec![Wish::Say(host, text("비밀"))]),
        (r#"{"whisper":"비밀","to":["민수","민 수"]}"#, vec![Wish::Say(host, text("비밀"))]),
        (r#"{"command":"/me 웃는다"}"#, vec![Wish::Act(text("웃는다"))]),
        ("안녕", vec![Wish::Say(Audience::Room, text("안녕"))]),
        ("/w 민수 비밀", vec![Wish::Say(host, text("비밀"))]),
    ] {
        assert_eq!(table.wishes(line), wishes, "{line}");
    }
    for (line, reason) in [
        ("{", "bad_json"),
        (r#"{"shout":"a"}"#, "bad_request"),
        (r#"{"whisper":"비밀","to":"없는이"}"#, "no_such_member"),
        (r#"{"whisper":"비밀","to":["민수","없는이"]}"#, "no_such_member"),
        (r#"{"whisper":"비밀","to":"하늘"}"#, "to_yourself"),
        (r#"{"whisper":" ","to":"민수"}"#, "bad_text"),
        (r#"{"say":""}"#, "bad_text"),
        (r#"{"command":"/w 없는이 비밀"}"#, "no_such_member"),
    ] {
        let told = objects(&table.told(line));
        assert_eq!((&told[0]["type"], &told[0]["reason"]), (&"mistake".into(), &reason.into()), "{line}");
    }
    let (mut person, _) = Table::new(Format::Sentences);
    assert_eq!(person.wishes(r#"{"say":"a"}"#).len(), 1, "to a person's line it is a text like any other");
}

#[test]
fn going_slower_is_said_once_until_everything_is_settled() {
    let (mut table, _) = Table::new(Format::Sentences);
    table.pending(1, "안녕");
    let slowed = || Update::Slowed(Duration::from_millis(500));
    assert_eq!(table.desk.handle_update(slowed()).len(), 1);
    assert_eq!(table.desk.handle_update(slowed()), Vec::<String>::new());
    table.desk.handle_update(Update::Settled(Ticket(1)));
    table.pending(2, "또");
    assert_eq!(table.desk.handle_update(slowed()).len(), 1);
}

#[test]
fn names_stand_in_a_column_and_another_day_is_announced() {
    let (mut table, _) = Table::new(Format::Sentences);
    table.says("하나");
    table.desk.column = 6;
    assert_eq!(table.says("둘"), [" 00:00 민수    둘"]);
    table.desk.before = 1_000 + 86_400_000;
    let told = table.says("어제");
    assert!(told.len() == 2 && told[0].starts_with("  -- "), "{told:?}");
}

#[test]
fn colour_only_where_it_is_wanted() {
    let (mut table, _) = Table::new(Format::Sentences);
    table.desk.colour = true;
    let told = table.whispers("비밀\u{1b}[31m");
    assert_eq!(told[0].matches('\u{1b}').count(), 2, "ours, around the line: {told:?}");
}

#[test]
fn an_object_cannot_steer_a_terminal_either() {
    let (mut table, _) = Table::new(Format::Json);
    let said = "a\u{9b}31m\u{202e}b\u{7f}";
    let told = table.says(said);
    assert!(told[0].is_ascii() || !told[0].chars().any(|c| c.is_control() || c == '\u{202e}'), "{told:?}");
    assert_eq!(objects(&told)[0]["text"], said);
}

#[test]
fn a_line_is_pinned_found_in_the_list_and_taken_off_by_its_number() {
    let pin = |line, on| Wish::Live(Live::Pin(Pin { line, on }));
    let (mut table, _) = Table::new(Format::Sentences);
    assert_eq!(table.told("/pin").len(), 1, "there is no line");
    table.says("하나");
    table.says("둘");
    assert_eq!(table.wishes("/pin"), [pin(2, true)]);
    assert_eq!(table.told("/pins"), ["  Nothing is pinned yet."]);
    for line in [1, 2] {
        let live = Live::Pin(Pin { line, on: true });
        let event = table.live(&live, false);
        let told = table.desk.handle_update(Update::Event(event, None));
        assert_eq!(told, [" 00:00 * 민수 pinned a message"]);
    }
    assert_eq!(table.told("/pins"), ["  1. 민수: 둘 (Pinned by 민수)", "  2. 민수: 하나 (Pinned by 민수)"]);
    assert_eq!(table.wishes("/unpin 2"), [pin(1, false)]);
    assert_eq!(table.told("/unpin 3").len(), 1);
    table.seq += 1;
    let event = table.event(&table.host, Slot::Room { seq: table.seq }, Kind::NOTICE, "방석을 가져오세요");
    let told = table.desk.handle_update(Update::Event(event, None));
    assert_eq!(told, [" 00:00 * 민수 posted a notice: 방석을 가져오세요"]);
    assert_eq!(table.told("/notice"), ["  Notice: 방석을 가져오세요"]);
    let (mut bot, _) = Table::new(Format::Json);
    assert_eq!(bot.wishes(r#"{"pin":1}"#), [pin(1, true)]);
}
