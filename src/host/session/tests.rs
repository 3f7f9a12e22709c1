//! A session on a pipe, told time: no socket, no waiting.

use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
use tokio::task::JoinHandle;

use super::*;
use crate::host::keeper::Keeper;
use crate::host::log::Bounds;
use crate::host::room::{Opening, Room, Settings};
use crate::identity::{Identity, Said};
use crate::wire::{
    Audience, Content, Decoder, Draft, Kind, Mark, Name, Outcome, PageRequest, PublicKey, Rejection, Resume,
    RoomName, Slot,
};

type Served = JoinHandle<Result<Closed, SessionError>>;

fn person(seed: u8) -> Identity {
    Identity::from_seed([seed; 32]).unwrap()
}

fn room(bounds: Bounds) -> SharedRoom {
    let shared = unpublished(bounds);
    tokio::spawn(crate::host::publisher::publish(shared.clone(), Keeper::memory()));
    shared
}

/// A room without a publisher.
fn unpublished(bounds: Bounds) -> SharedRoom {
    let settings = Settings {
        messages_burst: 100_000,
        messages_per_second: 100_000,
        ..Settings::new(RoomName::parse("금요일").unwrap())
    };
    let opening =
        Opening { identity: Arc::new(person(1)), room_key: person(200), settings, bounds, seed: [7; 32] };
    SharedRoom::new(Room::new(opening))
}

/// A far end that says and hears whatever a test wants.
struct Peer {
    stream: DuplexStream,
    decoder: Decoder,
    served: Served,
}

impl Peer {
    /// Connects over a pipe that holds so many bytes; says nothing.
    fn connect(shared: &SharedRoom, who: &Identity, pipe: usize) -> Self {
        let (near, far) = duplex(pipe);
        let caller = Caller { key: who.public(), link: shared.with(Room::begin_link) };
        let shared = shared.clone();
        let served = tokio::spawn(async move { serve(shared, far, caller, || {}).await });
        let mut decoder = Decoder::new();
        decoder.signed_in();
        Self { stream: near, decoder, served }
    }

    /// Connects and says hello.
    async fn enter(shared: &SharedRoom, who: &Identity, called: &str, pipe: usize) -> Self {
        let mut peer = Self::connect(shared, who, pipe);
        peer.write(&hello(called)).await;
        peer
    }

    async fn write(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    async fn ask(&mut self, request: Request) {
        self.write(&frame(&request)).await;
    }

    /// Reads the next delivery; `None` at the end of the stream.
    async fn next(&mut self) -> Option<Delivery> {
        loop {
            if let Some(word) = self.decoder.poll_message().unwrap() {
                return Some(word);
            }
            let mut bytes = vec![0; 64 * 1024];
            match self.stream.read(&mut bytes).await.unwrap() {
                0 => return None,
                read => self.decoder.feed(&bytes[..read]),
            }
        }
    }

    async fn preamble(&mut self) -> Preamble {
        loop {
            if let Some(word) = self.decoder.poll_message().unwrap() {
                return word;
            }
            let mut bytes = [0; 64];
            let read = self.stream.read(&mut bytes).await.unwrap();
            self.decoder.feed(&bytes[..read]);
        }
    }

    /// Reads up to the last word.
    async fn closed(&mut self) -> Closed {
        loop {
            match self.next().await {
                Some(Delivery::Closed(closed)) => return closed,
                Some(_) => {}
                None => panic!("ended without a last word"),
            }
        }
    }
}

fn frame(request: &Request) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode(request, &mut bytes).unwrap();
    bytes
}

fn preamble() -> Vec<u8> {
    let mut bytes = Vec::new();
    encode(&Preamble::ours(), &mut bytes).unwrap();
    bytes
}

fn hello(called: &str) -> Vec<u8> {
    let hello = Hello { name: Name::parse(called).unwrap(), resume: None };
    [preamble(), frame(&Request::Hello(hello))].concat()
}

fn draft(shared: &SharedRoom, who: &Identity, text: &str, nonce: u64) -> Draft {
    let content = Content { salt: [0; 16], bytes: text.as_bytes().to_vec() };
    let said = Said { audience: Audience::Room, nonce, seen: Mark::default(), kind: Kind::CHAT, content };
    who.draft(shared.id(), said)
}

/// Says something without a link.
fn say(shared: &SharedRoom, who: &Identity, text: &str, nonce: u64) {
    place(shared, who, draft(shared, who, text, nonce));
}

/// Whispers something without a link.
fn whisper(shared: &SharedRoom, who: &Identity, to: PublicKey) {
    let content = Content { salt: [0; 16], bytes: b"hush".to_vec() };
    let audience = Audience::Member(to);
    let said = Said { audience, nonce: 1, seen: Mark::default(), kind: Kind::WHISPER, content };
    place(shared, who, who.draft(shared.id(), said));
}

fn place(shared: &SharedRoom, who: &Identity, draft: Draft) {
    let signed = draft.check(who.public(), shared.with(|room| room.id())).unwrap();
    let now = shared.now();
    shared.with(|room| room.say(now, &signed)).unwrap();
}

/// Lets everything run that can.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}

#[tokio::test(start_paused = true)]
async fn a_gap_is_told_before_what_lies_behind_it_and_before_answers() {
    let shared = room(Bounds { events: 10, bytes: usize::MAX });
    let (minsu, seoyeon) = (person(2), person(3));
    let _seoyeon = Peer::enter(&shared, &seoyeon, "서연", 1 << 20).await;
    let mut peer = Peer::enter(&shared, &minsu, "민수", 1_000).await;
    settle().await;
    let long = "가".repeat(3_000);
    for nonce in 1..=200 {
        say(&shared, &seoyeon, &long, nonce);
        if nonce % 50 == 0 {
            peer.ask(Request::Ping(nonce)).await;
            settle().await;
        }
    }
    peer.preamble().await;
    let (mut last, mut gaps, mut pongs) = (None, 0, 0);
    while last != Some(202) || pongs < 4 {
        match peer.next().await.unwrap() {
            Delivery::Welcome(welcome) => last = Some(welcome.log.seq),
            Delivery::Gap(mark) => {
                assert!(Some(mark.seq) > last);
                (last, gaps) = (Some(mark.seq), gaps + 1);
            }
            Delivery::Event(event) => {
                assert_eq!(event.header.slot, Slot::Room { seq: last.unwrap() + 1 });
                last = Some(event.header.slot.seq());
            }
            Delivery::Pong(_) => pongs += 1,
            _ => {}
        }
    }
    assert!(gaps > 0, "nothing was tested");
}

#[tokio::test(start_paused = true)]
async fn a_pong_comes_after_the_letters_that_wait_for_the_log() {
    let shared = room(Bounds::default());
    let (minsu, seoyeon) = (person(2), person(3));
    let _seoyeon = Peer::enter(&shared, &seoyeon, "서연", 1 << 20).await;
    let mut peer = Peer::enter(&shared, &minsu, "민수", 1 << 20).await;
    peer.preamble().await;
    let Some(Delivery::Welcome(welcome)) = peer.next().await else { panic!("not let in") };
    drop(peer);
    (1..=3).for_each(|nonce| say(&shared, &seoyeon, "밥 먹자", nonce));
    whisper(&shared, &seoyeon, minsu.public());
    settle().await;
    let mut peer = Peer::connect(&shared, &minsu, 1 << 20);
    let resume = Resume { room: shared.id(), log: welcome.log, mail: welcome.mail };
    let hello = Hello { name: Name::parse("민수").unwrap(), resume: Some(resume) };
    peer.write(&preamble()).await;
    peer.write(&[frame(&Request::Hello(hello)), frame(&Request::Ping(7))].concat()).await;
    peer.preamble().await;
    let mut letters = 0;
    loop {
        match peer.next().await.unwrap() {
            Delivery::Event(event) if matches!(event.header.slot, Slot::Mail { .. }) => letters += 1,
            Delivery::Pong(7) => break,
            _ => {}
        }
    }
    assert_eq!(letters, 1);
}

#[tokio::test(start_paused = true)]
async fn a_second_page_before_the_first_came_breaks_a_rule_and_costs_no_memory() {
    let shared = room(Bounds::default());
    let minsu = person(2);
    let mut peer = Peer::enter(&shared, &minsu, "민수", 1 << 20).await;
    settle().await;
    let page = frame(&Request::Page(PageRequest { before: u64::MAX, count: 100 }));
    peer.write(&page.repeat(2_000)).await;
    peer.preamble().await;
    assert_eq!(peer.closed().await, Closed::BrokenRule);
}

#[tokio::test(start_paused = true)]
async fn pages_one_after_another_are_welcome() {
    let shared = room(Bounds::default());
    let minsu = person(2);
    let mut peer = Peer::enter(&shared, &minsu, "민수", 64).await;
    peer.preamble().await;
    for _ in 0..20 {
        peer.ask(Request::Page(PageRequest { before: u64::MAX, count: 100 })).await;
        read_page(&mut peer).await;
    }
}

/// Reads on to a page, and all of it.
async fn read_page(peer: &mut Peer) {
    let events = loop {
        match peer.next().await.unwrap() {
            Delivery::Page(head) => break head.events,
            Delivery::Closed(closed) => panic!("{closed:?}"),
            _ => {}
        }
    };
    for _ in 0..events {
        assert!(matches!(peer.next().await, Some(Delivery::Event(_))));
    }
}

#[tokio::test(start_paused = true)]
async fn the_next_page_may_be_asked_for_before_what_stands_behind_the_last_one_is_written() {
    let shared = room(Bounds::default());
    let mut others = Vec::new();
    for (seed, name) in (3..).zip(["서연", "지훈", "하늘", "바다"]) {
        others.push(Peer::enter(&shared, &person(seed), name, 1 << 20).await);
    }
    let mut peer = Peer::enter(&shared, &person(2), "민수", 64).await;
    peer.preamble().await;
    // The welcome is being written: the page and a presence table longer than the pipe come to stand behind it.
    peer.ask(Request::Page(PageRequest { before: u64::MAX, count: 1 })).await;
    settle().await;
    read_page(&mut peer).await;
    peer.ask(Request::Page(PageRequest { before: u64::MAX, count: 1 })).await;
    let behind = peer.next().await;
    assert!(matches!(behind, Some(Delivery::Presence(_))), "{behind:?} stood behind the page");
    read_page(&mut peer).await;
}

#[tokio::test(start_paused = true)]
async fn more_questions_than_answers_find_room_are_all_answered() {
    let shared = room(Bounds::default());
    let mut peer = Peer::enter(&shared, &person(2), "민수", 1 << 20).await;
    peer.preamble().await;
    let many = 60_000_u64;
    let asked = many + (1 << 40);
    for number in asked - many..asked {
        peer.ask(Request::Ping(number)).await;
    }
    let mut expected = asked - many;
    while expected < asked {
        if let Delivery::Pong(number) = peer.next().await.unwrap() {
            assert_eq!(number, expected);
            expected += 1;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_came_together_with_the_hello_is_handled_without_another_byte() {
    let shared = room(Bounds::default());
    let mut peer = Peer::connect(&shared, &person(2), 1 << 16);
    let mut bytes = hello("민수");
    bytes.extend(frame(&Request::Leave));
    peer.write(&bytes).await;
    peer.preamble().await;
    assert!(matches!(peer.next().await, Some(Delivery::Welcome(_))));
    assert_eq!(peer.closed().await, Closed::Left);
    assert!(matches!(peer.served.await.unwrap(), Ok(Closed::Left)));
}

#[tokio::test(start_paused = true)]
async fn what_an_older_session_still_says_takes_no_number_from_the_one_in_its_place() {
    let shared = room(Bounds::default());
    let minsu = person(2);
    let mut old = Peer::enter(&shared, &minsu, "민수", 1 << 16).await;
    settle().await;
    let mut fresh = Peer::enter(&shared, &minsu, "민수", 1 << 16).await;
    // Both lie at the host before either is looked at; the hello comes first.
    old.ask(Request::Say(draft(&shared, &minsu, "옛날", 1))).await;
    settle().await;
    fresh.ask(Request::Say(draft(&shared, &minsu, "지금", 1))).await;
    fresh.preamble().await;
    let text = loop {
        match fresh.next().await.unwrap() {
            Delivery::Event(event) if event.header.kind == Kind::CHAT => {
                break event.content().unwrap().text().unwrap().to_owned();
            }
            Delivery::Answer(answer) => panic!("{answer:?}"),
            _ => {}
        }
    };
    assert_eq!(text, "지금");
    old.preamble().await;
    assert_eq!(old.closed().await, Closed::Elsewhere);
}

#[tokio::test(start_paused = true)]
async fn a_hello_that_comes_late_over_a_link_given_up_puts_nobody_out() {
    let shared = room(Bounds::default());
    let minsu = person(2);
    let mut given_up = Peer::connect(&shared, &minsu, 1 << 16);
    let mut fresh = Peer::enter(&shared, &minsu, "민수", 1 << 16).await;
    settle().await;
    given_up.write(&hello("민수")).await;
    given_up.preamble().await;
    assert_eq!(given_up.closed().await, Closed::Elsewhere);
    fresh.ask(Request::Ping(7)).await;
    fresh.preamble().await;
    loop {
        match fresh.next().await.unwrap() {
            Delivery::Pong(7) => return,
            Delivery::Closed(closed) => panic!("{closed:?}"),
            _ => {}
        }
    }
}

#[tokio::test(start_paused = true)]
async fn who_does_not_sign_in_within_the_time_is_shut_out() {
    for bytes in [Vec::new(), hello("민수")[..9].to_vec()] {
        let shared = room(Bounds::default());
        let mut peer = Peer::connect(&shared, &person(2), 1 << 16);
        peer.write(&bytes).await;
        let begin = tokio::time::Instant::now();
        let ended = peer.served.await.unwrap();
        assert!(matches!(ended, Err(SessionError::Late)), "{ended:?}");
        assert_eq!(begin.elapsed().as_secs(), limits::SIGN_IN.as_secs());
        assert_eq!(shared.with(|room| room.present()), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn who_says_nothing_for_a_minute_counts_as_reconnecting() {
    let shared = room(Bounds::default());
    let minsu = person(2);
    let mut peer = Peer::enter(&shared, &minsu, "민수", 1 << 16).await;
    let begin = tokio::time::Instant::now();
    peer.preamble().await;
    let ended = peer.served.await.unwrap();
    assert!(matches!(ended, Err(SessionError::Link(LinkError::Silent))), "{ended:?}");
    assert_eq!(begin.elapsed().as_secs(), limits::HOST_PATIENCE.as_secs());
    assert_eq!(shared.with(|room| (room.present(), room.session(&minsu.public()))), (1, None));
}

#[tokio::test(start_paused = true)]
async fn who_takes_not_one_byte_is_dropped_and_who_takes_a_few_is_not() {
    let shared = room(Bounds::default());
    let (minsu, seoyeon) = (person(2), person(3));
    let mut stuck = Peer::enter(&shared, &minsu, "민수", 200).await;
    let mut slow = Peer::enter(&shared, &seoyeon, "서연", 200).await;
    settle().await;
    (1..=50).for_each(|nonce| say(&shared, &seoyeon, &"가".repeat(100), nonce));
    let mut buffer = [0; 8];
    for second in 0..100 {
        slow.stream.read_exact(&mut buffer).await.unwrap();
        // Neither is silent.
        if second % 20 == 0 {
            slow.ask(Request::Ping(second)).await;
            drop(stuck.stream.write_all(&frame(&Request::Ping(second))).await);
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(second > limits::WRITE_PATIENCE.as_secs() - 3 || !stuck.served.is_finished(), "{second}");
        assert!(second < limits::WRITE_PATIENCE.as_secs() + 1 || stuck.served.is_finished(), "{second}");
        assert!(!slow.served.is_finished(), "{second}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_broken_rule_is_told_and_ends_only_that_link() {
    let shared = room(Bounds::default());
    let (minsu, seoyeon) = (person(2), person(3));
    let mut friend = Peer::enter(&shared, &seoyeon, "서연", 1 << 16).await;
    settle().await;
    let say_first = |nonce| Request::Say(draft(&shared, &minsu, "줄", nonce));
    let hello = Hello { name: Name::parse("민수").unwrap(), resume: None };
    for wrong in [Request::Hello(hello), say_first(2), say_first(0)] {
        let mut peer = Peer::enter(&shared, &minsu, "민수", 1 << 16).await;
        peer.ask(wrong).await;
        peer.preamble().await;
        assert_eq!(peer.closed().await, Closed::BrokenRule);
    }
    friend.ask(Request::Say(draft(&shared, &seoyeon, "저는 여기", 1))).await;
    friend.preamble().await;
    loop {
        match friend.next().await.unwrap() {
            Delivery::Event(event) if event.header.kind == Kind::CHAT => break,
            Delivery::Closed(closed) => panic!("{closed:?}"),
            _ => {}
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_bad_signature_is_answered_and_the_link_goes_on() {
    let shared = room(Bounds::default());
    let minsu = person(2);
    let mut peer = Peer::enter(&shared, &minsu, "민수", 1 << 16).await;
    peer.ask(Request::Say(draft(&shared, &person(9), "제 말이 아니에요", 1))).await;
    peer.ask(Request::Say(draft(&shared, &minsu, "제 말", 2))).await;
    peer.preamble().await;
    let mut refused = false;
    loop {
        match peer.next().await.unwrap() {
            Delivery::Answer(answer) => {
                assert_eq!((answer.nonce, answer.outcome), (1, Outcome::Refused(Rejection::BadSignature)));
                refused = true;
            }
            Delivery::Event(event) if event.header.kind == Kind::CHAT => break,
            Delivery::Closed(closed) => panic!("{closed:?}"),
            _ => {}
        }
    }
    assert!(refused);
}

#[tokio::test(start_paused = true)]
async fn nobody_is_welcomed_before_the_arrival_is_published() {
    let shared = unpublished(Bounds::default());
    let mut peer = Peer::enter(&shared, &person(2), "민수", 1 << 20).await;
    peer.preamble().await;
    assert!(timeout(Duration::from_secs(1), peer.next()).await.is_err(), "told what may still be lost");
    tokio::spawn(crate::host::publisher::publish(shared.clone(), Keeper::memory()));
    assert!(matches!(peer.next().await, Some(Delivery::Welcome(_))));
}

#[tokio::test(start_paused = true)]
async fn what_was_said_before_the_room_closed_is_told_before_the_last_word() {
    let shared = unpublished(Bounds::default());
    let minsu = person(2);
    let publisher = tokio::spawn(crate::host::publisher::publish(shared.clone(), Keeper::memory()));
    let mut peer = Peer::enter(&shared, &minsu, "민수", 1 << 20).await;
    peer.preamble().await;
    while !matches!(peer.next().await, Some(Delivery::Head(_))) {}
    say(&shared, &minsu, "마지막", 1);
    shared.close();
    let mut told = false;
    loop {
        match peer.next().await.unwrap() {
            Delivery::Event(event) => told |= event.header.kind == Kind::CHAT,
            Delivery::Closed(closed) => break assert_eq!(closed, Closed::RoomClosed),
            _ => {}
        }
    }
    assert!(told);
    publisher.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn more_lines_than_are_checked_together_are_all_answered_without_another_byte() {
    let shared = room(Bounds::default());
    let minsu = person(2);
    let mut peer = Peer::enter(&shared, &minsu, "민수", 1 << 20).await;
    peer.preamble().await;
    let all = limits::UNANSWERED as u64 * 2 + 10;
    // Refused: nothing is published that would wake the session.
    let lines = (1..=all).flat_map(|nonce| frame(&Request::Say(draft(&shared, &minsu, "\u{7}", nonce))));
    peer.write(&lines.collect::<Vec<_>>()).await;
    let mut nonces = Vec::new();
    while nonces.len() < usize::try_from(all).unwrap() {
        let word = timeout(Duration::from_secs(5), peer.next()).await.expect("some have no answer").unwrap();
        if let Delivery::Answer(answer) = word {
            nonces.push(answer.nonce);
        }
    }
    assert_eq!(nonces, (1..=all).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn lines_said_before_leaving_are_placed_before_the_member_leaves() {
    let shared = room(Bounds::default());
    let minsu = person(2);
    let mut peer = Peer::enter(&shared, &minsu, "민수", 1 << 20).await;
    let lines = (1..=5).flat_map(|nonce| frame(&Request::Say(draft(&shared, &minsu, "줄", nonce))));
    peer.write(&lines.chain(frame(&Request::Leave)).collect::<Vec<_>>()).await;
    peer.preamble().await;
    assert_eq!(peer.closed().await, Closed::Left);
    settle().await;
    assert_eq!(shared.with(|room| room.log().published().seq), 7, "an arrival, five lines, a departure");
}
