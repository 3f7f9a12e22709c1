//! A timeline told what a host could tell.

mod board;
mod live;

use std::sync::Arc;

use super::*;
use crate::client::update::Resumed;
use crate::identity::{Identity, Said};
use crate::store::LinePlace;
use crate::wire::{
    Allowance, Audience, Content, Event, Hash, Header, Kind, MemberEntry, Name, Presence, PresenceChange,
    PresenceState, Rejection, encode,
};

struct Table {
    host: Arc<Identity>,
    me: Arc<Identity>,
    timeline: Timeline,
    log: Mark,
    mail: Mark,
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

impl Table {
    fn new(start: Seq, floor: Seq) -> Self {
        let host = Arc::new(Identity::from_seed([1; 32]).unwrap());
        let me = Arc::new(Identity::from_seed([2; 32]).unwrap());
        let log = Mark { seq: start, hash: Hash::default() };
        let mut table = Self { host, me, timeline: Timeline::new(), log, mail: Mark::default() };
        table.join(log, floor, Resumed::First);
        table
    }

    fn join(&mut self, log: Mark, floor: Seq, resumed: Resumed) {
        self.log = log;
        let room_key = Identity::from_seed([9; 32]).unwrap();
        let joined = Joined {
            charter: room_key.charter(self.host.public(), 0),
            room_name: RoomName::parse("금요일").unwrap(),
            name: name("하늘"),
            me: self.me.public(),
            snapshot: log,
            floor,
            log,
            topic: None,
            resumed,
            allowance: Allowance {
                members: 1,
                text_characters: 1,
                text_bytes: 1,
                text_lines: 1,
                messages_burst: 1,
                messages_per_second: 1,
            },
        };
        self.timeline.apply(Update::Joined(Box::new(joined)));
        let members = vec![MemberEntry { key: self.host.public(), name: name("민수") }];
        self.timeline.apply(Update::Members(members));
    }

    fn event(&self, author: &Identity, slot: Slot, kind: Kind, bytes: &[u8]) -> Event {
        let content = Content { salt: [0; 16], bytes: bytes.to_vec() };
        let audience = slot.audience();
        let said = Said { audience, nonce: 1, seen: Mark::default(), kind, content: content.clone() };
        let room = self.timeline.room().unwrap().id;
        let signature = author.draft(room, said).signature;
        let header = Header {
            room,
            slot,
            previous: Hash::default(),
            time: 1_000,
            author: author.public(),
            name: name("민수"),
            nonce: 1,
            seen: Mark::default(),
            kind,
            body: content.hash(),
        };
        Event { header, body: crate::wire::Body::Present(content), signature }
    }

    fn room(&mut self, kind: Kind, bytes: &[u8]) {
        self.log.seq += 1;
        let event = self.event(&self.host, Slot::Room { seq: self.log.seq }, kind, bytes);
        self.timeline.apply(Update::Event(event, None));
    }

    fn whisper(&mut self, after: Seq, text: &str) {
        self.mail.seq += 1;
        let slot = Slot::Mail { owner: self.me.public(), seq: self.mail.seq, to: self.me.public(), after };
        let event = self.event(&self.host, slot, Kind::WHISPER, text.as_bytes());
        self.timeline.apply(Update::Event(event, None));
    }

    fn page(&mut self, from: Seq, to: Seq) {
        let say =
            |seq: Seq| self.event(&self.host, Slot::Room { seq }, Kind::CHAT, format!("r{seq}").as_bytes());
        let events = (from..=to).map(say).collect();
        self.timeline.apply(Update::Page { events, letters: Vec::new(), floor: 1, missing: false });
    }

    fn pending(&mut self, ticket: u64, text: &str) {
        self.timeline.apply(Update::Pending(Pending {
            ticket: Ticket(ticket),
            audience: Audience::Room,
            kind: Kind::CHAT,
            body: text.as_bytes().to_vec(),
            time: 5,
        }));
    }

    fn texts(&self) -> Vec<String> {
        let text = |line: &Line| match &line.kind {
            LineKind::Said { text, .. } => text.clone(),
            LineKind::Whisper { text, .. } => format!("w:{text}"),
            LineKind::Gap { missing } => format!("gap {missing}"),
            LineKind::OtherRoom => "other".to_owned(),
            other => format!("{other:?}").chars().take_while(|c| c.is_alphanumeric()).collect(),
        };
        self.timeline.lines().map(text).collect()
    }
}

#[test]
fn a_line_is_found_by_its_place_among_lines_and_letters() {
    let mut table = Table::new(10, 1);
    table.room(Kind::CHAT, b"r11");
    table.whisper(11, "first");
    table.whisper(11, "second");
    table.room(Kind::CHAT, b"r12");
    table.pending(1, "own");
    let at = |seq, mail| {
        let id = table.timeline.id_at(LinePlace { seq, mail })?;
        let line = table.timeline.lines().find(|line| line.id == id)?;
        match &line.kind {
            LineKind::Said { text, .. } | LineKind::Whisper { text, .. } => Some(text.clone()),
            _ => None,
        }
    };
    let found = [(11, 0), (11, 1), (11, 2), (12, 0)].map(|(seq, mail)| at(seq, mail).unwrap_or_default());
    assert_eq!(found, ["r11", "first", "second", "r12"]);
    assert_eq!([at(10, 0), at(11, 3), at(13, 0), at(Seq::MAX, Seq::MAX)], [None, None, None, None]);
    let reaches = |seq| table.timeline.reaches(LinePlace { seq, mail: 0 });
    assert!(reaches(11) && !reaches(10));
}

#[test]
fn a_whisper_stands_after_the_line_it_followed_however_late_it_comes() {
    let mut table = Table::new(0, 1);
    for text in ["a", "b", "c"] {
        table.room(Kind::CHAT, text.as_bytes());
    }
    table.whisper(1, "x");
    table.whisper(1, "y");
    table.whisper(3, "z");
    assert_eq!(table.texts(), ["a", "w:x", "w:y", "b", "c", "w:z"]);
    assert_eq!(table.timeline.last_whisperer(), Some(table.host.public()));
}

#[test]
fn a_whisper_from_before_the_loaded_lines_comes_with_its_page() {
    let mut table = Table::new(200, 1);
    table.whisper(150, "old");
    table.room(Kind::CHAT, b"live");
    assert_eq!(table.texts(), ["live"]);
    assert_eq!(table.timeline.older(), Some(201));
    table.timeline.paging();
    assert_eq!(table.timeline.older(), None);
    table.page(101, 200);
    assert_eq!(table.timeline.len(), 102);
    assert_eq!(table.texts()[50], "w:old");
    assert_eq!(table.timeline.older(), Some(101));
    table.page(1, 100);
    assert_eq!(table.texts()[0], "r1");
    assert_eq!(table.timeline.older(), None);
}

#[test]
fn an_own_line_keeps_its_identity_from_waiting_to_told() {
    let mut table = Table::new(0, 1);
    table.pending(1, "mine");
    table.pending(2, "next");
    let id = table.timeline.line(0).unwrap().id;
    table.room(Kind::CHAT, b"theirs");
    assert_eq!(table.texts(), ["theirs", "mine", "next"]);
    assert_eq!(table.timeline.waiting(), 2);
    let event = table.event(&table.me, Slot::Room { seq: 2 }, Kind::CHAT, b"mine");
    table.timeline.apply(Update::Event(event, Some(Ticket(1))));
    assert_eq!(table.texts(), ["theirs", "mine", "next"]);
    assert_eq!(table.timeline.line(1).unwrap().id, id);
    assert_eq!(table.timeline.line(1).unwrap().sending(), Some(&Sending::Sent));
    assert_eq!(table.timeline.waiting(), 1);
}

#[test]
fn a_refused_line_stays_until_it_is_tried_again_or_thrown_away() {
    let mut table = Table::new(0, 1);
    table.pending(1, "mine");
    let rejection = Rejection::NoSuchMember;
    table.timeline.apply(Update::Refused {
        ticket: Ticket(1),
        kind: Kind::CHAT,
        rejection: rejection.clone(),
    });
    assert_eq!(table.timeline.line(0).unwrap().sending(), Some(&Sending::Failed(rejection)));
    let id = table.timeline.line(0).unwrap().id;
    table.pending(1, "mine");
    assert_eq!(table.timeline.line(0).unwrap().id, id);
    assert_eq!(table.timeline.line(0).unwrap().sending(), Some(&Sending::Sending));
    table.timeline.apply(Update::Discarded(Ticket(1)));
    assert!(table.timeline.is_empty());
}

#[test]
fn membership_and_topic_follow_only_what_comes_after_the_snapshot() {
    let mut table = Table::new(0, 1);
    table.timeline.snapshot = 2;
    table.room(Kind::TOPIC, "옛".as_bytes());
    table.room(Kind::RENAME, "옛이름".as_bytes());
    assert_eq!(table.timeline.topic(), None);
    assert_eq!(table.timeline.roster().name(&table.host.public()), Some(name("민수")));
    table.room(Kind::TOPIC, "떡볶이".as_bytes());
    table.room(Kind::RENAME, "영희".as_bytes());
    assert_eq!(table.timeline.topic().map(Topic::as_str), Some("떡볶이"));
    assert_eq!(table.timeline.roster().name(&table.host.public()), Some(name("영희")));
    table.room(Kind::TOPIC, b"");
    assert_eq!(table.timeline.topic(), None);
    let last = table.timeline.lines().next_back().map(|line| line.kind.clone());
    assert!(matches!(last, Some(LineKind::Topic { topic: None, .. })), "{last:?}");
}

#[test]
fn only_the_host_can_say_that_somebody_came() {
    let mut table = Table::new(0, 1);
    let passage = Passage { member: PublicKey([7; 32]), name: name("서연") };
    let body = crate::wire::codec::canonical(&passage);
    let forged = table.event(&table.me, Slot::Room { seq: 1 }, Kind::ARRIVAL, &body);
    table.timeline.apply(Update::Event(forged, None));
    assert!(table.timeline.is_empty() && table.timeline.roster().name(&passage.member).is_none());
    table.log.seq = 1;
    table.room(Kind::ARRIVAL, &body);
    assert_eq!(table.texts(), ["Joined"]);
    assert_eq!(table.timeline.roster().name(&passage.member), Some(name("서연")));
    assert!(encode(&passage, &mut Vec::new()).is_ok());
}

#[test]
fn an_unknown_kind_is_passed_over() {
    let mut table = Table::new(0, 1);
    table.room(Kind(999), b"?");
    table.room(Kind::CHAT, b"a");
    assert_eq!(table.texts(), ["a"]);
}

#[test]
fn presence_waits_for_membership_and_ends_with_the_link() {
    let mut table = Table::new(0, 1);
    let host = table.host.public();
    let here = |member| PresenceChange { member, state: Some(PresenceState::Here) };
    let changes = vec![here(host), here(PublicKey([7; 32]))];
    table.timeline.apply(Update::Presence(Presence { version: 1, whole: true, changes }));
    assert_eq!(table.timeline.roster().present(), 1);
    let passage = Passage { member: PublicKey([7; 32]), name: name("서연") };
    table.room(Kind::ARRIVAL, &crate::wire::codec::canonical(&passage));
    assert_eq!(table.timeline.roster().present(), 2);
    let wait = std::time::Duration::ZERO;
    table.timeline.apply(Update::Lost { attempt: 1, wait, error: ConnectError::Broken });
    assert_eq!(table.timeline.roster().present(), 0);
}

#[test]
fn what_the_host_no_longer_keeps_leaves_a_mark() {
    let mut table = Table::new(0, 1);
    table.room(Kind::CHAT, b"a");
    table.join(Mark { seq: 50, hash: Hash::default() }, 40, Resumed::AfterGap);
    table.room(Kind::CHAT, b"b");
    table.join(Mark { seq: 60, hash: Hash::default() }, 40, Resumed::AfterGap);
    table.room(Kind::CHAT, b"c");
    assert_eq!(table.texts(), ["a", "gap 49", "b", "gap 9", "c"]);
}

#[test]
fn another_room_at_the_same_host_begins_below_what_was_said() {
    let mut table = Table::new(0, 1);
    table.room(Kind::CHAT, b"a");
    table.room(Kind::CHAT, b"b");
    table.join(Mark::default(), 1, Resumed::OtherRoom);
    table.room(Kind::CHAT, b"c");
    assert_eq!(table.texts(), ["a", "b", "other", "c"]);
}

#[test]
fn letters_from_after_everything_that_was_kept_stay_with_their_room() {
    let mut table = Table::new(0, 1);
    table.room(Kind::CHAT, b"a");
    table.whisper(7, "secret");
    table.join(Mark::default(), 1, Resumed::OtherRoom);
    table.room(Kind::CHAT, b"b");
    assert_eq!(table.texts(), ["a", "w:secret", "other", "b"]);
}

#[test]
fn clearing_empties_the_screen_but_loses_nothing_on_its_way() {
    let mut table = Table::new(300, 1);
    table.room(Kind::CHAT, b"a");
    table.pending(1, "mine");
    assert!(table.timeline.older().is_some());
    table.timeline.clear();
    assert_eq!(table.texts(), ["mine"]);
    assert_eq!(table.timeline.older(), None);
    table.room(Kind::CHAT, b"b");
    assert_eq!(table.texts(), ["b", "mine"]);
    table.join(table.log, 1, Resumed::Seamless);
    assert_eq!(table.timeline.older(), None);
}
