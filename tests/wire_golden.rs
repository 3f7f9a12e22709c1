//! The bytes of every word, frozen: one file for each type of frame under `tests/golden`.
//!
//! A file that is missing, has another byte or says more than it should fails. What was changed on purpose
//! is written anew with `MARU_BLESS=1 cargo test --test wire_golden`, and its difference is for reading.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};
use std::path::PathBuf;

use bincode::{Decode, Encode};
use maru::identity::{Identity, Said};
use maru::wire::codec::canonical;
use maru::wire::{
    Activity, Address, Allowance, Answer, Audience, Board, Body, Charter, Closed, Content, Delete, Delivery,
    Draft, Edit, Emoji, Event, Hash, Head, Header, Hello, Invite, Kind, Live, Mark, MemberEntry, MembersPart,
    Name, Offer, Outcome, PageHead, PageRequest, Passage, Pin, PinnedLine, Preamble, Presence,
    PresenceChange, PresenceState, PublicKey, Reaction, Refusal, Rejection, Reply, Request, Resume, RoomId,
    RoomName, Settled, Shelf, Signature, Slot, Statement, Text, Topic, Welcome, decode, encode,
};

/// Says whether bytes read as what they were written from.
type Check = Box<dyn Fn(&[u8]) -> bool>;

/// One golden file in the making.
struct Page {
    file: &'static str,
    lines: Vec<(String, Vec<u8>)>,
    checks: Vec<Check>,
}

impl Page {
    fn new(file: &'static str) -> Self {
        Self { file, lines: Vec::new(), checks: Vec::new() }
    }

    /// A whole frame with its length.
    fn frame<T: Encode + Decode<()> + PartialEq + Debug + 'static>(mut self, label: &str, word: T) -> Self {
        let mut bytes = Vec::new();
        encode(&word, &mut bytes).unwrap();
        self.lines.push((label.to_owned(), bytes));
        self.checks.push(Box::new(move |bytes| {
            let (prefix, body) = bytes.split_at(4);
            u32::from_be_bytes(prefix.try_into().unwrap()) as usize == body.len()
                && decode::<T>(body).as_ref() == Ok(&word)
        }));
        self
    }

    /// A value without a length, as it is hashed and signed.
    fn value<T: Encode + Decode<()> + PartialEq + Debug + 'static>(mut self, label: &str, value: T) -> Self {
        self.lines.push((label.to_owned(), canonical(&value)));
        self.checks.push(Box::new(move |bytes| decode::<T>(bytes).as_ref() == Ok(&value)));
        self
    }

    /// Bytes that are no word of ours.
    fn bytes(mut self, label: &str, bytes: &[u8]) -> Self {
        self.lines.push((label.to_owned(), bytes.to_vec()));
        self.checks.push(Box::new(|_| true));
        self
    }

    fn path(&self) -> PathBuf {
        folder().join(self.file)
    }

    fn text(&self) -> String {
        self.lines.iter().fold(String::new(), |mut text, (label, bytes)| {
            writeln!(text, "{label} = {}", hex(bytes)).unwrap();
            text
        })
    }

    /// Says what is wrong with the file.
    fn verdict(&self) -> Result<(), String> {
        let kept = std::fs::read_to_string(self.path()).map_err(|error| format!("{}: {error}", self.file))?;
        let text = self.text();
        if let Some((kept, now)) = kept.lines().zip(text.lines()).find(|(kept, now)| kept != now) {
            return Err(format!("{}: frozen\n  {kept}\nbut it is\n  {now}", self.file));
        }
        if kept != text {
            return Err(format!("{}: has lines that are missing here, or lacks some", self.file));
        }
        for (line, check) in kept.lines().zip(&self.checks) {
            let (label, digits) = line.split_once(" = ").ok_or_else(|| format!("{}: {line}", self.file))?;
            if !check(&unhex(digits)) {
                return Err(format!("{}: {label} does not read as what it was written from", self.file));
            }
        }
        Ok(())
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn unhex(digits: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(digits.as_bytes()).unwrap()
}

fn host() -> Identity {
    Identity::from_seed([1; 32]).unwrap()
}

fn minsu() -> Identity {
    Identity::from_seed([2; 32]).unwrap()
}

fn seoyeon() -> PublicKey {
    Identity::from_seed([3; 32]).unwrap().public()
}

fn charter() -> Charter {
    Identity::from_seed([200; 32]).unwrap().charter(host().public(), 0)
}

fn room() -> RoomId {
    charter().room()
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn content(text: &str) -> Content {
    Content { salt: [5; 16], bytes: text.as_bytes().to_vec() }
}

fn mark() -> Mark {
    Mark { seq: 300, hash: Hash([6; 32]) }
}

fn said(audience: Audience, kind: Kind) -> Said {
    Said { audience, nonce: 70_000, seen: mark(), kind, content: content("안녕") }
}

fn draft(audience: Audience, kind: Kind) -> Draft {
    minsu().draft(room(), said(audience, kind))
}

fn event(slot: Slot, kind: Kind) -> Event {
    let signature = draft(slot.audience(), kind).signature;
    let header = Header {
        room: room(),
        slot,
        previous: Hash([8; 32]),
        time: 1_767_225_600_000,
        author: minsu().public(),
        name: name("민수"),
        nonce: 70_000,
        seen: mark(),
        kind,
        body: content("안녕").hash(),
    };
    Event { header, body: Body::Present(content("안녕")), signature }
}

fn public() -> Event {
    event(Slot::Room { seq: 301 }, Kind::CHAT)
}

fn letter() -> Event {
    let slot = Slot::Mail { owner: minsu().public(), seq: 9, to: seoyeon(), after: 301 };
    event(slot, Kind::WHISPER)
}

fn allowance() -> Allowance {
    Allowance {
        members: 256,
        text_characters: 4_000,
        text_bytes: 12_288,
        text_lines: 100,
        messages_burst: 10,
        messages_per_second: 2,
    }
}

fn welcome(topic: Option<Topic>) -> Delivery {
    Delivery::Welcome(Box::new(Welcome {
        charter: charter(),
        room_name: RoomName::parse("금요일 마루").unwrap(),
        name: name("민수"),
        time: 1_767_225_600_000,
        snapshot: mark(),
        floor: 1,
        log: Mark { seq: 100, hash: Hash([4; 32]) },
        mail: Mark::default(),
        settled: Settled { room: 70_000, mail: 3 },
        topic,
        members: 2,
        allowance: allowance(),
    }))
}

fn signed() -> Vec<Page> {
    let statement = draft(Audience::Member(seoyeon()), Kind::WHISPER).statement(room());
    let all_kinds = [
        Kind::CHAT,
        Kind::ACTION,
        Kind::TOPIC,
        Kind::RENAME,
        Kind::ARRIVAL,
        Kind::DEPARTURE,
        Kind::REPLY,
        Kind::EDIT,
        Kind::DELETE,
        Kind::REACTION,
        Kind::NOTICE,
        Kind::PIN,
        Kind::WHISPER,
    ];
    let kinds = all_kinds
        .into_iter()
        .fold(Page::new("kind.hex"), |page, kind| page.value(&format!("{}", kind.0), kind));
    let head = host().head(room(), mark());
    vec![
        kinds,
        Page::new("statement.hex")
            .value::<Statement>("to the room", draft(Audience::Room, Kind::CHAT).statement(room()))
            .value::<Statement>("to one", statement.clone())
            .bytes("signed bytes", &maru::wire::Domain::Event.bytes(&statement.bytes()))
            .value::<Signature>("signature", draft(Audience::Member(seoyeon()), Kind::WHISPER).signature),
        Page::new("event.hex")
            .value::<Event>("public", public())
            .value("letter", letter())
            .value("erased", Event { body: Body::Erased, ..public() })
            .value("chain hash", public().chain())
            .value("chain hash erased", Event { body: Body::Erased, ..public() }.chain())
            .value("body hash", content("안녕").hash())
            .value("mark", public().mark()),
        Page::new("head.hex")
            .value::<Head>("head", head)
            .bytes("signed bytes", &maru::wire::Domain::Head.bytes(&Head::message(room(), mark()))),
        Page::new("charter.hex")
            .value::<Charter>("charter", charter())
            .bytes("signed bytes", &maru::wire::Domain::Charter.bytes(&Charter::message(&host().public(), 0)))
            .value("room id", room()),
        Page::new("passage.hex").value("passage", Passage { member: seoyeon(), name: name("서연") }),
        live(),
        Page::new("key.hex")
            .value("public key", minsu().public())
            .value("fingerprint", minsu().public().fingerprint()),
    ]
}

fn live() -> Page {
    let text = Text::parse("안녕").unwrap();
    let reaction = |emoji, on| Reaction { to: 301, emoji: Emoji::parse(emoji).unwrap(), on };
    Page::new("live.hex")
        .value("reply", Reply { to: 301, text: text.clone() })
        .value("edit", Edit { of: 301, text })
        .value("delete", Delete { of: 70_000 })
        .value("reaction", reaction("👍", true))
        .value("reaction taken off", reaction("❤️", false))
        .value("pin", Pin { line: 301, on: true })
        .value("pin taken off", Pin { line: 70_000, on: false })
}

fn requests() -> Vec<Page> {
    let resume = Resume { room: room(), log: mark(), mail: Mark::default() };
    let say = |audience, kind| Request::Say(draft(audience, kind));
    vec![
        Page::new("preamble.hex").frame("preamble", Preamble::ours()).frame(
            "of another",
            Preamble { protocol_min: 2, protocol_max: 300, features: u64::MAX, ..Preamble::ours() },
        ),
        Page::new("request_hello.hex")
            .frame("first", Request::Hello(Hello { name: name("민수"), resume: None }))
            .frame("back", Request::Hello(Hello { name: name("민수"), resume: Some(resume) })),
        Page::new("request_say.hex")
            .frame("chat", say(Audience::Room, Kind::CHAT))
            .frame("whisper", say(Audience::Member(seoyeon()), Kind::WHISPER)),
        Page::new("request_page.hex")
            .frame("page", Request::Page(PageRequest { before: 70_000, count: 100 })),
        Page::new("request_activity.hex")
            .frame("here", Request::Activity(Activity::Here))
            .frame("typing", Request::Activity(Activity::Typing))
            .frame("away", Request::Activity(Activity::Away)),
        Page::new("request_ping.hex")
            .frame("small", Request::Ping(7))
            .frame("large", Request::Ping(u64::MAX)),
        Page::new("request_leave.hex").frame("leave", Request::Leave),
        Page::new("request_offer.hex").frame(
            "line",
            Request::Offer(Offer { author: minsu().public(), draft: draft(Audience::Room, Kind::CHAT) }),
        ),
    ]
}

fn answers() -> Page {
    let answer = |shelf, outcome| Delivery::Answer(Answer { shelf, nonce: 5, outcome });
    let refused = |rejection| answer(Shelf::Room, Outcome::Refused(rejection));
    Page::new("delivery_answer.hex")
        .frame("accepted", answer(Shelf::Mail, Outcome::Accepted(301)))
        .frame("later", answer(Shelf::Room, Outcome::Later { milliseconds: 500 }))
        .frame("bad text", refused(Rejection::BadText))
        .frame("bad name", refused(Rejection::BadName))
        .frame("name taken", refused(Rejection::NameTaken { suggestion: name("민수2") }))
        .frame("no such member", refused(Rejection::NoSuchMember))
        .frame("to yourself", refused(Rejection::ToYourself))
        .frame("mailbox full", refused(Rejection::MailboxFull))
        .frame("not allowed", refused(Rejection::NotAllowed))
        .frame("unknown kind", refused(Rejection::UnknownKind))
        .frame("bad signature", refused(Rejection::BadSignature))
        .frame("no such line", refused(Rejection::NoSuchLine))
        .frame("too old", refused(Rejection::TooOld))
        .frame("not yours", refused(Rejection::NotYours))
        .frame("too many reactions", refused(Rejection::TooManyReactions))
        .frame("unchanged", refused(Rejection::Unchanged))
        .frame("nonce used", refused(Rejection::NonceUsed))
        .frame("too many pins", refused(Rejection::TooManyPins))
        .frame("called already", refused(Rejection::CalledAlready { seconds: 41 }))
}

fn presence() -> Page {
    let change = |state| PresenceChange { member: seoyeon(), state };
    let changes = vec![
        change(Some(PresenceState::Here)),
        change(Some(PresenceState::Typing)),
        change(Some(PresenceState::Away)),
        change(Some(PresenceState::Reconnecting)),
        change(None),
    ];
    Page::new("delivery_presence.hex")
        .frame("whole", Delivery::Presence(Presence { version: 1, whole: true, changes: Vec::new() }))
        .frame("delta", Delivery::Presence(Presence { version: 300, whole: false, changes }))
}

fn board() -> Page {
    let pin = live_event(302, &host(), &Live::Pin(Pin { line: 301, on: true }));
    let notice = Event {
        header: Header { kind: Kind::NOTICE, author: host().public(), ..public().header },
        ..public()
    };
    let mut full = Board::default();
    full.fold(&notice, &host().public());
    full.fold(&pin, &host().public());
    let text = Text::parse("고침").unwrap();
    let edit = live_event(303, &minsu(), &Live::Edit(Edit { of: 301, text }));
    let pinned = |edit| Delivery::Pinned(Box::new(PinnedLine { line: public(), edit }));
    Page::new("delivery_board.hex")
        .frame("empty", Delivery::Board(Box::default()))
        .frame("notice and pin", Delivery::Board(Box::new(full)))
        .frame("pinned line", pinned(None))
        .frame("pinned line with its change", pinned(Some(edit)))
}

fn live_event(seq: u64, author: &Identity, live: &Live) -> Event {
    let content = Content { salt: [5; 16], bytes: live.body() };
    let (kind, body) = (live.kind(), content.hash());
    let said = Said { audience: Audience::Room, nonce: 7, seen: mark(), kind, content: content.clone() };
    let signature = author.draft(room(), said).signature;
    let slot = Slot::Room { seq };
    let header = Header { slot, author: author.public(), nonce: 7, kind, body, ..public().header };
    Event { header, body: Body::Present(content), signature }
}

fn deliveries() -> Vec<Page> {
    let refused = Delivery::Refused;
    let members = vec![
        MemberEntry { key: minsu().public(), name: name("민수") },
        MemberEntry { key: seoyeon(), name: name("서연") },
    ];
    vec![
        Page::new("delivery_welcome.hex")
            .frame("with topic", welcome(Some(Topic::parse("떡볶이").unwrap())))
            .frame("without topic", welcome(None)),
        Page::new("delivery_refused.hex")
            .frame("name taken", refused(Refusal::NameTaken { suggestion: name("민수2") }))
            .frame("full", refused(Refusal::Full { present: 256, allowed: 256 }))
            .frame("closing", refused(Refusal::Closing))
            .frame("too often", refused(Refusal::TooOften { seconds: 12 })),
        Page::new("delivery_members.hex")
            .frame("none", Delivery::Members(MembersPart { members: Vec::new() }))
            .frame("two", Delivery::Members(MembersPart { members })),
        Page::new("delivery_event.hex")
            .frame("public", Delivery::Event(public()))
            .frame("letter", Delivery::Event(letter()))
            .frame("erased", Delivery::Event(Event { body: Body::Erased, ..public() })),
        Page::new("delivery_head.hex").frame("head", Delivery::Head(host().head(room(), mark()))),
        answers(),
        Page::new("delivery_page.hex")
            .frame("page", Delivery::Page(PageHead { before: 301, events: 100, floor: 1 })),
        presence(),
        board(),
        Page::new("delivery_gap.hex").frame("gap", Delivery::Gap(mark())),
        Page::new("delivery_pong.hex").frame("pong", Delivery::Pong(7)),
        Page::new("delivery_closed.hex")
            .frame("room closed", Delivery::Closed(Closed::RoomClosed))
            .frame("elsewhere", Delivery::Closed(Closed::Elsewhere))
            .frame("broken rule", Delivery::Closed(Closed::BrokenRule))
            .frame("left", Delivery::Closed(Closed::Left)),
    ]
}

fn invite() -> Invite {
    Invite {
        host: host().public().fingerprint(),
        room: room(),
        addresses: vec![
            Address::V4([192, 168, 0, 7], 27_410),
            Address::V6([0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 27_411),
            Address::Name("마루.example".to_owned(), 443),
        ],
        label: RoomName::parse("금요일 마루").unwrap(),
    }
}

fn pages() -> Vec<Page> {
    let invite = Page::new("invite.hex").bytes("text", invite().to_string().as_bytes());
    [signed(), requests(), deliveries(), vec![invite]].into_iter().flatten().collect()
}

#[test]
fn every_word_has_the_bytes_it_always_had() {
    let pages = pages();
    if std::env::var_os("MARU_BLESS").is_some_and(|bless| bless == "1") {
        std::fs::create_dir_all(folder()).unwrap();
        pages.iter().for_each(|page| std::fs::write(page.path(), page.text()).unwrap());
    }
    let wrong: Vec<_> = pages.iter().filter_map(|page| page.verdict().err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_frozen_file_is_without_its_word() {
    let known: BTreeSet<_> = pages().iter().map(|page| page.file.to_owned()).collect();
    let kept =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(kept.collect::<BTreeSet<_>>(), known);
}

#[test]
fn a_changed_or_missing_file_is_noticed() {
    let changed = Page::new("request_leave.hex").frame("leave", Request::Ping(1));
    assert!(changed.verdict().is_err());
    let longer = Page::new("request_leave.hex").frame("leave", Request::Leave).frame("again", Request::Leave);
    assert!(longer.verdict().is_err());
    assert!(Page::new("nothing.hex").verdict().is_err());
}

#[test]
fn what_is_frozen_verifies() {
    assert!(public().verify().is_ok() && letter().verify().is_ok());
    assert!(Event { body: Body::Erased, ..public() }.verify().is_ok());
    assert_eq!(Event { body: Body::Erased, ..public() }.chain(), public().chain());
    assert!(charter().verify().is_ok());
    assert!(host().head(room(), mark()).verify(&host().public()).is_ok());
    assert!(draft(Audience::Room, Kind::CHAT).check(minsu().public(), room()).is_ok());
    assert_eq!(invite().to_string().parse(), Ok(invite()));
}
