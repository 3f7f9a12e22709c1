//! Whoever does not keep to the protocol loses that one link; a host and its members notice nothing of it.
//!
//! Real TLS and TCP on loopback, no waiting: what takes seconds is tested at the session, where time can be
//! moved (`src/host/session/tests.rs`).
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
#[path = "hostile/kept.rs"]
mod kept;
#[path = "hostile/rogue.rs"]
mod rogue;

use common::{Guest, PATIENCE, Table, identity, name};
use maru::client::Phase;
use maru::identity::Said;
use maru::wire::codec::canonical;
use maru::wire::limits::{BODY_BYTES, FRAME_BYTES, FRAME_BYTES_BEFORE_SIGN_IN, UNANSWERED};
use maru::wire::{
    Audience, Closed, Content, Delivery, Draft, Event, Hello, Kind, Mark, Outcome, PageRequest, Preamble,
    Rejection, Request,
};
use rogue::{Rogue, Stranger, frame, raw};
use tokio::time::timeout;

/// A table with two members who should never notice anything.
struct Scene {
    table: Table,
    minsu: Guest,
    seoyeon: Guest,
    rounds: u8,
}

impl Scene {
    async fn new() -> Self {
        let table = Table::new();
        let (minsu, seoyeon) = (table.guest(2, "민수").await, table.guest(3, "서연").await);
        Self { table, minsu, seoyeon, rounds: 0 }
    }

    /// The two talk as before, a newcomer comes in, and nobody's link was touched.
    async fn goes_on(&mut self) {
        self.rounds += 1;
        let (there, back) = (format!("거기 {}", self.rounds), format!("여기 {}", self.rounds));
        self.minsu.say(&there).await;
        self.seoyeon.hears(&there).await;
        self.seoyeon.say(&back).await;
        self.minsu.hears(&back).await;
        let mut guest = self.table.guest(100 + self.rounds, &format!("손님{}", self.rounds)).await;
        guest.hears(&back).await;
        guest.client().leave().unwrap();
        guest.ended().await;
        for member in [&self.minsu, &self.seoyeon] {
            assert!(!member.told.iter().any(|told| told.starts_with("Lost")), "{:?}", member.told);
        }
    }

    async fn rogue(&self) -> Rogue {
        Rogue::shake(&self.table, 66).await
    }

    async fn member(&self) -> Rogue {
        let mut rogue = self.rogue().await;
        rogue.enter("나쁜이").await;
        rogue
    }
}

fn draft(scene: &Scene, bytes: &[u8], nonce: u64) -> Draft {
    let content = Content { salt: [0; 16], bytes: bytes.to_vec() };
    let said = Said { audience: Audience::Room, nonce, seen: Mark::default(), kind: Kind::CHAT, content };
    identity(66).draft(scene.table.host.room(), said)
}

fn hello(called: &str) -> Request {
    Request::Hello(Hello { name: name(called), resume: None })
}

#[tokio::test]
async fn who_does_not_speak_tls_is_shut_out() {
    let mut scene = Scene::new().await;
    let mut noise = vec![0; 4_000];
    noise
        .iter_mut()
        .zip(0_u32..)
        .for_each(|(byte, at)| *byte = at.wrapping_mul(2_654_435_761).to_be_bytes()[1]);
    let http = b"GET / HTTP/1.1\r\nHost: maru\r\n\r\n".to_vec();
    let half_tls = [&[22, 3, 1, 2, 0][..], &[1; 512]].concat();
    for bytes in [noise, http, half_tls, canonical(&Preamble::ours()), vec![0xff; 70_000]] {
        let mut stranger = Stranger::connect(&scene.table).await;
        stranger.write(&bytes).await;
        stranger.ends().await;
        scene.goes_on().await;
    }
}

#[tokio::test]
async fn who_says_nothing_or_half_a_word_disturbs_nobody() {
    let mut scene = Scene::new().await;
    let silent = Stranger::connect(&scene.table).await;
    let mut half = Stranger::connect(&scene.table).await;
    half.write(&[22, 3, 1]).await;
    let shaken = scene.rogue().await;
    let mut begun = scene.rogue().await;
    begun.write(&frame(&Preamble::ours())[..7]).await;
    scene.goes_on().await;
    drop((silent, half, shaken, begun));
    scene.goes_on().await;
}

#[tokio::test]
async fn who_closes_one_direction_is_let_go() {
    let mut scene = Scene::new().await;
    let mut stranger = Stranger::connect(&scene.table).await;
    stranger.close_half().await;
    stranger.ends().await;
    let mut member = scene.member().await;
    member.close_half().await;
    member.ends().await;
    scene.goes_on().await;
}

#[tokio::test]
async fn one_byte_at_a_time_is_slow_but_right() {
    let mut scene = Scene::new().await;
    let mut slow = Rogue::drip(&scene.table, 66).await;
    slow.enter("느린이").await;
    slow.write(&frame(&Request::Say(draft(&scene, "한 글자씩".as_bytes(), 1)))).await;
    scene.minsu.hears("한 글자씩").await;
    scene.goes_on().await;
}

#[tokio::test]
async fn a_hello_that_comes_late_over_a_link_given_up_puts_nobody_out() {
    let mut scene = Scene::new().await;
    // A member dials, gives up, dials again and is in; only then does the first hello arrive.
    let mut given_up = Rogue::shake(&scene.table, 4).await;
    let mut jihun = scene.table.guest(4, "지훈").await;
    given_up.write(&[frame(&Preamble::ours()), frame(&hello("지훈"))].concat()).await;
    assert_eq!(given_up.ends().await, Some(Closed::Elsewhere));
    jihun.say("아직 여기").await;
    scene.minsu.hears("아직 여기").await;
    assert!(!jihun.told.iter().any(|told| told.starts_with("Ended") || told.starts_with("Lost")));
    scene.goes_on().await;
}

#[tokio::test]
async fn a_wrong_word_before_sign_in_ends_the_link() {
    let mut scene = Scene::new().await;
    let preamble = frame(&Preamble::ours());
    let with = |body: Vec<u8>| [preamble.clone(), raw(&body)].concat();
    let mut bad_name = canonical(&hello("민수2"));
    let at = bad_name.iter().position(|byte| *byte == "민".as_bytes()[0]).unwrap();
    bad_name[at] = 0xff;
    let mut not_maru = Preamble::ours();
    not_maru.magic = *b"IRC!";
    let mut too_new = Preamble::ours();
    (too_new.protocol_min, too_new.protocol_max) = (200, 201);
    let words = [
        u32::MAX.to_be_bytes().to_vec(),
        raw(&vec![0; FRAME_BYTES_BEFORE_SIGN_IN + 1]),
        frame(&not_maru),
        frame(&too_new),
        with(bad_name),
        with([canonical(&hello("민수2")), vec![0]].concat()),
        with(canonical(&Request::Ping(1))),
        with(canonical(&Request::Say(draft(&scene, b"a", 1)))),
        with(vec![99]),
        with(Vec::new()),
        with(vec![253, 0, 0, 0, 0, 0, 0, 0, 0]),
        [preamble.clone(), u32::MAX.to_be_bytes().to_vec()].concat(),
    ];
    for (at, bytes) in words.into_iter().enumerate() {
        let mut rogue = scene.rogue().await;
        rogue.write(&bytes).await;
        assert_eq!(rogue.ends().await, None, "{at}");
    }
    scene.goes_on().await;
}

#[tokio::test]
async fn a_broken_rule_after_sign_in_is_told_and_ends_the_link() {
    let mut scene = Scene::new().await;
    let event = Event::clone(&scene_event(&scene));
    let page = frame(&Request::Page(PageRequest { before: u64::MAX, count: 100 }));
    let wrong = [
        u32::MAX.to_be_bytes().to_vec(),
        u32::try_from(FRAME_BYTES + 1).unwrap().to_be_bytes().to_vec(),
        frame(&hello("또왔네")),
        frame(&Delivery::Event(event)),
        frame(&Request::Say(draft(&scene, b"a", 2))),
        frame(&Request::Say(draft(&scene, b"a", u64::MAX))),
        frame(&Request::Say(draft(&scene, &vec![b'a'; BODY_BYTES + 1], 1))),
        raw(&[canonical(&Request::Ping(1)), vec![0]].concat()),
        // Five, said in three bytes.
        raw(&[4, 251, 5, 0]),
        raw(&[99]),
        raw(&[]),
        // A text of 2^62 bytes.
        raw(&[1, 0, 1, 0, 253, 0, 0, 0, 0, 0, 0, 0, 64]),
        page.repeat(100),
    ];
    for (at, bytes) in wrong.into_iter().enumerate() {
        let mut member = scene.member().await;
        member.write(&bytes).await;
        assert_eq!(member.ends().await, Some(Closed::BrokenRule), "{at}");
    }
    scene.goes_on().await;
}

/// Any event as a host would tell it.
fn scene_event(scene: &Scene) -> Event {
    let told = draft(scene, b"a", 1);
    let header = maru::wire::Header {
        room: scene.table.host.room(),
        slot: maru::wire::Slot::Room { seq: 1 },
        previous: maru::wire::Hash::default(),
        time: 1,
        author: identity(66).public(),
        name: name("나쁜이"),
        nonce: 1,
        seen: Mark::default(),
        kind: Kind::CHAT,
        body: told.content.hash(),
    };
    Event { header, body: maru::wire::Body::Present(told.content), signature: told.signature }
}

#[tokio::test]
async fn what_is_only_wrong_in_itself_is_answered_and_the_link_goes_on() {
    let mut scene = Scene::new().await;
    let mut member = scene.member().await;
    let mut forged = draft(&scene, b"forged", 1);
    forged.signature = maru::wire::Signature([7; 64]);
    member.write(&frame(&Request::Say(forged))).await;
    assert_eq!(member.answer().await, (1, Outcome::Refused(Rejection::BadSignature)));
    for (nonce, text) in (2..).zip([&b"\x1b[2J"[..], b"a\0b", b"a\r\nb", b"\xff\xfe", b"", &[b'a'; 13_000]]) {
        member.write(&frame(&Request::Say(draft(&scene, text, nonce)))).await;
        assert_eq!(member.answer().await, (nonce, Outcome::Refused(Rejection::BadText)), "{text:?}");
    }
    member.write(&frame(&Request::Say(draft(&scene, "이제 돼요".as_bytes(), 8)))).await;
    scene.minsu.hears("이제 돼요").await;
    scene.goes_on().await;
}

#[tokio::test]
async fn more_at_once_than_may_be_unanswered_is_settled_as_it_comes_and_never_forgotten_too_early() {
    let mut scene = Scene::new().await;
    let mut member = scene.member().await;
    let many = UNANSWERED as u64 + 1;
    let all: Vec<u8> = (1..=many)
        .flat_map(|nonce| frame(&Request::Say(draft(&scene, format!("줄 {nonce}").as_bytes(), nonce))))
        .collect();
    member.write(&all).await;
    scene.minsu.hears(&format!("줄 {many}")).await;
    // The last so many may be asked for again, one more may not.
    member.write(&frame(&Request::Say(draft(&scene, "줄 2".as_bytes(), 2)))).await;
    assert!(matches!(member.answer().await, (2, Outcome::Accepted(_))));
    member.write(&frame(&Request::Say(draft(&scene, "줄 1".as_bytes(), 1)))).await;
    assert_eq!(member.ends().await, Some(Closed::BrokenRule));
    scene.goes_on().await;
}

#[tokio::test]
async fn members_who_never_read_cost_the_others_nothing_and_the_host_no_memory() {
    let mut scene = Scene::new().await;
    let mut stuck = Vec::new();
    for seed in 70..90 {
        let mut rogue = Rogue::shake(&scene.table, seed).await;
        rogue.write(&[frame(&Preamble::ours()), frame(&hello(&format!("멍하니{seed}")))].concat()).await;
        stuck.push(rogue);
    }
    let everyone = |timeline: &maru::client::Timeline| timeline.roster().len() >= 22;
    scene.minsu.until(everyone).await;
    let before = resident();
    let long = "가".repeat(3_900);
    // Half as much again as the log keeps.
    for round in 0..45 {
        for line in 0..50 {
            scene.minsu.say(&format!("{round}.{line} {long}")).await;
        }
        let last = format!("{round}.49 {long}");
        scene.minsu.hears(&last).await;
        scene.minsu.timeline.clear();
        scene.minsu.told.clear();
        scene.seoyeon.hears(&last).await;
        scene.seoyeon.timeline.clear();
        scene.seoyeon.told.clear();
    }
    let grown = resident().saturating_sub(before);
    // The log's own 16 MiB, some segments in the hands of the stuck, and what the allocator keeps.
    assert!(grown < 100 * 1024 * 1024, "grew by {} MiB", grown / 1024 / 1024);
    scene.goes_on().await;
}

/// Bytes of memory that this process holds; 0 where the system does not say.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes: Option<usize> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kilobytes.unwrap_or(0) * 1024
}

#[tokio::test]
async fn a_thousand_sockets_that_never_sign_in_keep_nobody_out() {
    let mut scene = Scene::new().await;
    // Both ends of the others' links are in this process as well.
    let held = files_allowed().saturating_sub(300).min(1_000);
    let mut sockets = std::collections::VecDeque::new();
    for n in 0..1_000_u16 {
        let [_, low] = (n % 200).to_be_bytes();
        sockets.push_back(Stranger::connect_from([127, 0, 1, low + 1], &scene.table).await);
        if sockets.len() > held {
            sockets.pop_front();
        }
        if n % 250 == 249 {
            scene.goes_on().await;
        }
    }
    scene.goes_on().await;
}

/// Files that this process may have open; few where the system does not say.
fn files_allowed() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(700)
}

#[tokio::test]
async fn two_hundred_hostile_connections_delay_no_line_of_twenty_members() {
    let table = Table::new();
    let mut members = Vec::new();
    for seed in 10..30 {
        members.push(table.guest(seed, &format!("손님{seed}")).await);
    }
    let attack = async {
        let mut held = Vec::new();
        for n in 0..200_u8 {
            match n % 4 {
                0 => {
                    let mut stranger = Stranger::connect(&table).await;
                    stranger.write(&[n; 300]).await;
                    held.push(stranger);
                }
                1 => held.push(Stranger::connect(&table).await),
                2 => {
                    if let Some(mut rogue) = Rogue::try_shake(&table, 200).await {
                        rogue.write(&u32::MAX.to_be_bytes()).await;
                    }
                }
                _ => {
                    if let Some(mut rogue) = Rogue::try_shake(&table, n).await {
                        let late = frame(&hello(&format!("불청객{n}")));
                        rogue.write(&[frame(&Preamble::ours()), late, vec![0; 64]].concat()).await;
                    }
                }
            }
        }
        held
    };
    let talk = async {
        for line in 0..10 {
            for member in &mut members {
                let text = format!("{} {line}", member.key().fingerprint());
                member.say(&text).await;
            }
        }
        for at in 0..members.len() {
            let last: Vec<_> =
                members.iter().map(|member| format!("{} 9", member.key().fingerprint())).collect();
            for text in last {
                members[at].hears(&text).await;
            }
        }
    };
    let both = timeout(PATIENCE, futures::future::join(attack, talk)).await;
    let (held, ()) = both.expect("the talk goes on");
    let order = members[0].texts();
    assert_eq!(order.len(), 200);
    for member in &members {
        assert_eq!(member.texts(), order);
        assert_eq!(member.timeline.phase(), &Phase::Here);
        assert!(!member.told.iter().any(|told| told.starts_with("Lost")));
    }
    drop(held);
    table.guest(99, "그다음").await;
}
