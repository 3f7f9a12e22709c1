//! A room with people in it, told as a host would tell it.

use std::sync::{Arc, Mutex};

use maru::client::update::Resumed;
use maru::client::{Joined, Pending, Ticket, Update};
use maru::ui::screen::room::{Room, Wish};
use maru::wire::{
    Allowance, Audience, Body, Charter, Content, Event, Hash, Header, Kind, Live, Mark, MemberEntry, Name,
    Passage, Presence, PresenceChange, PresenceState, PublicKey, RoomName, Signature, Slot, Topic, limits,
};

use crate::stage::{NOW, Stage};

/// A key whose first byte, and so whose pigment, is given.
pub(crate) fn key(pigment: u8) -> PublicKey {
    PublicKey([pigment; 32])
}

pub(crate) const HANEUL: u8 = 0;
pub(crate) const MINSU: u8 = 1;
pub(crate) const SORA: u8 = 2;
pub(crate) const SEOYEON: u8 = 3;
pub(crate) const DOYUN: u8 = 4;
pub(crate) const JIHUN: u8 = 5;

pub(crate) fn name(stage: &Stage, who: u8) -> Name {
    let names = [
        ("하늘", "Haneul"),
        ("민수", "Minsu"),
        ("소라", "Sora"),
        ("서연", "Seoyeon"),
        ("도윤", "Doyun"),
        ("지훈", "Jihun"),
    ];
    // The widest, a wall of syllables, right to left, marks on letters, and one that is all the same.
    let hostile = [
        ("WWWWWWWWWWWWWWWWWWWW", "WWWWWWWWWWWWWWWWWWWW"),
        ("힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣", "힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣"),
        ("שלום עולם שלום עולם", "שלום עולם שלום עולם"),
        ("مرحبا بالعالم مرحبا", "مرحبا بالعالم مرحبا"),
        ("ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊", "ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊ẹ̊"),
        ("iiiiiiiiiiiiiiiiiiii", "iiiiiiiiiiiiiiiiiiii"),
    ];
    let (korean, english) = if stage.is_hostile { hostile } else { names }[usize::from(who)];
    Name::parse(stage.pick(korean, english)).unwrap()
}

/// The bytes of a body, which is a word without its length.
fn passage_bytes(passage: &Passage) -> Vec<u8> {
    let mut frame = Vec::new();
    maru::wire::encode(passage, &mut frame).unwrap();
    frame.split_off(4)
}

/// Lines that somebody sends to break a window.
pub(crate) fn hostile_lines() -> Vec<String> {
    vec![
        format!("a{}b", "\u{200b}".repeat(500)),
        format!("e{}", "\u{301}".repeat(40)).repeat(20),
        "가".repeat(4_000),
        "x".repeat(4_000),
        "👨‍👩‍👧‍👦".repeat(150),
        "*a* ".repeat(1_000),
        "`a`\n".repeat(100),
        "https://a.example/ ".repeat(200),
        "שלום مرحبا ".repeat(300),
        "here \u{202e}gnp.exe".to_owned(),
    ]
}

/// A room and what is told about it.
pub(crate) struct Hall<'s> {
    pub(crate) stage: &'s Stage,
    pub(crate) room: Room,
    pub(crate) wishes: Arc<Mutex<Vec<Wish>>>,
    seq: u64,
    mail: u64,
    pub(crate) time: i64,
}

impl<'s> Hall<'s> {
    /// Opens a room whose host was not reached yet.
    pub(crate) fn unreached(stage: &'s Stage) -> Self {
        let (mut room, task) = Room::new(None);
        drop(task);
        room.watch(true);
        room.came_by_invite(true);
        let wishes: Arc<Mutex<Vec<Wish>>> = Arc::default();
        let heard = Arc::clone(&wishes);
        room.speak_through(Arc::new(move |wish| {
            heard.lock().unwrap().push(wish);
            Ok(())
        }));
        Self { stage, room, wishes, seq: 0, mail: 0, time: NOW - 25 * 60_000 }
    }

    /// Opens a room of `host` with some people in it.
    pub(crate) fn open(stage: &'s Stage, host: u8, people: &[u8], topic: Option<&str>) -> Self {
        let mut hall = Self::unreached(stage);
        hall.joins(host, topic);
        let members = people.iter().map(|who| MemberEntry { key: key(*who), name: name(stage, *who) });
        hall.tell(Update::Members(members.collect()));
        hall.presence(people.iter().map(|who| (*who, Some(PresenceState::Here))));
        hall
    }

    /// Is let into the room of `host`.
    pub(crate) fn joins(&mut self, host: u8, topic: Option<&str>) {
        self.joins_at(host, topic, Resumed::First, (0, 0));
    }

    /// Is let in again after `log`, while the room is at `snapshot`.
    pub(crate) fn resumes(&mut self, host: u8, log: u64, snapshot: u64) {
        self.joins_at(host, None, Resumed::Seamless, (log, snapshot));
    }

    /// Is let into a room in which much was said before.
    pub(crate) fn joins_late(&mut self, host: u8, seq: u64) {
        self.joins_at(host, None, Resumed::First, (seq, seq));
    }

    /// Comes back after `missing` lines that the host keeps no more.
    pub(crate) fn misses(&mut self, host: u8, missing: u64) {
        self.seq += missing;
        self.joins_at(host, None, Resumed::AfterGap, (self.seq, self.seq));
    }

    /// Something that was said in a place.
    pub(crate) fn said_at(&self, who: u8, seq: u64, text: &str) -> Event {
        self.event(who, Kind::CHAT, Slot::Room { seq }, text.as_bytes().to_vec())
    }

    fn joins_at(&mut self, host: u8, topic: Option<&str>, resumed: Resumed, (log, snapshot): (u64, u64)) {
        let stage = self.stage;
        let mark = |seq| Mark { seq, hash: Hash([0; 32]) };
        let joined = Joined {
            charter: Charter {
                room_key: key(SEOYEON),
                host: key(host),
                epoch: 0,
                signature: Signature([0; 64]),
            },
            room_name: RoomName::parse(stage.room()).unwrap(),
            name: name(stage, HANEUL),
            me: key(HANEUL),
            snapshot: mark(snapshot),
            floor: if resumed == Resumed::AfterGap { snapshot + 1 } else { 1 },
            log: mark(log),
            topic: topic.map(|topic| Topic::parse(topic).unwrap()),
            resumed,
            allowance: Allowance {
                members: 256,
                text_characters: 4_000,
                text_bytes: 12_288,
                text_lines: 100,
                messages_burst: limits::MESSAGES_BURST,
                messages_per_second: limits::MESSAGES_PER_SECOND,
            },
        };
        self.tell(Update::Joined(Box::new(joined)));
    }

    pub(crate) fn tell(&mut self, update: Update) {
        drop(self.room.hear(vec![update]));
    }

    pub(crate) fn presence(&mut self, states: impl IntoIterator<Item = (u8, Option<PresenceState>)>) {
        let changes = states.into_iter().map(|(who, state)| PresenceChange { member: key(who), state });
        self.tell(Update::Presence(Presence { version: 1, whole: false, changes: changes.collect() }));
    }

    pub(crate) fn minutes(&mut self, minutes: i64) -> &mut Self {
        self.time += minutes * 60_000;
        self
    }

    pub(crate) fn event(&self, who: u8, kind: Kind, slot: Slot, bytes: Vec<u8>) -> Event {
        Event {
            header: Header {
                room: maru::wire::RoomId([3; 8]),
                slot,
                previous: Hash([0; 32]),
                time: self.time as u64,
                author: key(who),
                name: name(self.stage, who),
                nonce: 1,
                seen: Mark { seq: 0, hash: Hash([0; 32]) },
                kind,
                body: Hash([0; 32]),
            },
            body: Body::Present(Content { salt: [0; 16], bytes }),
            signature: Signature([0; 64]),
        }
    }

    pub(crate) fn public(&mut self, who: u8, kind: Kind, bytes: Vec<u8>, ticket: Option<Ticket>) {
        self.seq += 1;
        let event = self.event(who, kind, Slot::Room { seq: self.seq }, bytes);
        self.tell(Update::Event(event, ticket));
    }

    pub(crate) fn says(&mut self, who: u8, korean: &str, english: &str) {
        let text = self.stage.pick(korean, english).as_bytes().to_vec();
        self.public(who, Kind::CHAT, text, None);
    }

    /// Says something about a line.
    pub(crate) fn live(&mut self, who: u8, live: &Live) {
        self.public(who, live.kind(), live.body(), None);
    }

    /// The place of the newest public event.
    pub(crate) fn newest(&self) -> u64 {
        self.seq
    }

    pub(crate) fn arrives(&mut self, host: u8, who: u8) {
        let passage = Passage { member: key(who), name: name(self.stage, who) };
        let bytes = passage_bytes(&passage);
        self.public(host, Kind::ARRIVAL, bytes, None);
    }

    pub(crate) fn leaves(&mut self, host: u8, who: u8) {
        let passage = Passage { member: key(who), name: name(self.stage, who) };
        let bytes = passage_bytes(&passage);
        self.public(host, Kind::DEPARTURE, bytes, None);
    }

    pub(crate) fn whispers(&mut self, from: u8, to: u8, text: &str) {
        self.mail += 1;
        let slot = Slot::Mail { owner: key(HANEUL), to: key(to), seq: self.mail, after: self.seq };
        let event = self.event(from, Kind::WHISPER, slot, text.as_bytes().to_vec());
        self.tell(Update::Event(event, None));
    }

    /// An own line that waits.
    pub(crate) fn pends(&mut self, ticket: u64, text: &str) {
        let pending = Pending {
            ticket: Ticket(ticket),
            audience: Audience::Room,
            kind: Kind::CHAT,
            body: text.as_bytes().to_vec(),
            time: self.time as u64,
        };
        self.tell(Update::Pending(pending));
    }

    /// The evening of the mock-ups.
    pub(crate) fn evening(stage: &'s Stage, host: u8) -> Self {
        let mut hall = Self::open(stage, host, &[HANEUL, SEOYEON, JIHUN, SORA, DOYUN], None);
        hall.time = NOW - 22 * 60_000;
        hall.arrives(host, HANEUL);
        hall.minutes(4).says(
            SEOYEON,
            "오늘 8시 맞죠? 떡볶이는 제가 가져갈게요 🍲",
            "Eight o’clock tonight, right? I’ll bring the tteokbokki 🍲",
        );
        hall.says(
            SEOYEON,
            "지금까지 모은 노래 목록이에요: notes.example.org/friday",
            "Song list so far: notes.example.org/friday",
        );
        hall.minutes(2).arrives(host, MINSU);
        hall.presence([(MINSU, Some(PresenceState::Here)), (SORA, Some(PresenceState::Away)), (DOYUN, None)]);
        hall.minutes(1).says(MINSU, "그럼 저는 기타 들고 갈게요.", "Then I’ll carry the guitar over.");
        hall.minutes(4).says(
            JIHUN,
            "방을 일주일 내내 열어 두려면 안 쓰는 노트북에서 이렇게 해요: maru --host --headless",
            "If you want the room up all week, run this on the old laptop: maru --host --headless",
        );
        hall.minutes(3).says(JIHUN, "@하늘 몇 시쯤 와요?", "@Haneul what time are you coming?");
        let whisper = stage.pick(
            "서연이가 몰래 케이크 구웠대요. 꼭 놀라는 척해 주세요.",
            "Seoyeon baked a cake for tonight. Act surprised.",
        );
        hall.minutes(1).whispers(MINSU, HANEUL, whisper);
        hall
    }
}
