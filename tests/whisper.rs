//! What a third member gets of a whisper: nothing, not one byte, by the decrypted stream of a member made here by hand.
//!
//! The third speaks the wire itself over real TLS and keeps every decrypted byte. A run with whispers is compared with a
//! run without under the same public traffic: the same frames of the same length with the same places, nonces and versions;
//! only random bytes, hashes, signatures and times may differ.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use common::{Guest, PATIENCE, Table, identity, name};
use maru::client::Timeline;
use maru::link::Link;
use maru::link::tls::{Connector, Pin as KeyPin};
use maru::wire::{
    Activity, Delivery, Event, Hello, Kind, Preamble, PresenceState, Request, Slot, Welcome, encode,
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A text of the greatest length, with words in it that stand nowhere else.
fn secret(number: usize) -> String {
    let start = format!("비밀 {number} rosebud ");
    let rest = 4_000 - start.chars().count();
    start + &"쉿".repeat(rest)
}

/// What no byte of the third's stream may have in it.
const TRACES: [&str; 3] = ["비밀", "rosebud", "쉿"];

/// Passes bytes on and keeps those that come in.
struct Recorder<S> {
    stream: S,
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl<S: AsyncRead + Unpin> AsyncRead for Recorder<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.bytes.lock().unwrap().extend_from_slice(&buffer.filled()[before..]);
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Recorder<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// A member that only listens, on the bare wire.
struct Third {
    link: Link<Recorder<tokio_rustls::client::TlsStream<TcpStream>>>,
    bytes: Arc<Mutex<Vec<u8>>>,
    welcome: Welcome,
    told: Vec<Delivery>,
    pings: u64,
}

impl Third {
    async fn join(table: &Table) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", table.host.port())).await.unwrap();
        let pin = KeyPin::Fingerprint(table.host.key().fingerprint());
        let (stream, _) = Connector::new(&identity(4)).unwrap().connect(stream, pin).await.unwrap();
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let mut link = Link::new(Recorder { stream, bytes: Arc::clone(&bytes) });
        link.send(&Preamble::ours()).await.unwrap();
        assert!(link.read::<Preamble>().await.unwrap().is_some());
        link.signed_in();
        link.send(&Request::Hello(Hello { name: name("지훈"), resume: None })).await.unwrap();
        let Some(Delivery::Welcome(welcome)) = link.read().await.unwrap() else { panic!("not welcome") };
        Self { link, bytes, welcome: *welcome, told: Vec::new(), pings: 0 }
    }

    /// Takes everything that is there: what the host had to tell before the first answer is told before the second.
    async fn catch_up(&mut self) {
        for _ in 0..2 {
            self.pings += 1;
            self.link.send(&Request::Ping(self.pings)).await.unwrap();
            let asked = self.pings;
            let pong = |told: &Delivery| *told == Delivery::Pong(asked);
            let reading = async {
                while !self.told.last().is_some_and(pong) {
                    self.told.push(self.link.read().await.unwrap().expect("the host goes on"));
                }
            };
            timeout(PATIENCE, reading).await.expect("the host answers");
        }
    }

    fn recorded(&self) -> Vec<u8> {
        self.bytes.lock().unwrap().clone()
    }

    fn events(&self) -> impl Iterator<Item = &Event> {
        self.told.iter().filter_map(|told| match told {
            Delivery::Event(event) => Some(event),
            _ => None,
        })
    }

    /// Everything that can be told about the stream by itself: no letter, no hole, no word of a secret.
    fn assert_untouched(&self) {
        let recorded = self.recorded();
        for trace in TRACES {
            let found = recorded.windows(trace.len()).any(|window| window == trace.as_bytes());
            assert!(!found, "{trace} stands in the stream");
        }
        let mut last = self.welcome.log;
        for event in self.events() {
            let Slot::Room { seq } = event.header.slot else { panic!("a letter: {event:?}") };
            assert_ne!(event.header.kind, Kind::WHISPER);
            assert_eq!((seq, event.header.previous), (last.seq + 1, last.hash), "no hole");
            last = event.mark();
        }
        let answered = self.told.iter().filter(|told| matches!(told, Delivery::Answer(_) | Delivery::Gap(_)));
        assert_eq!(answered.count(), 0);
    }
}

/// What may be compared of a frame: everything that is not random, a hash, a signature or a time; and its length.
fn shape(told: &Delivery, versions_from: u64) -> String {
    let mut frame = Vec::new();
    encode(told, &mut frame).unwrap();
    let shape = match told {
        Delivery::Event(Event { header, body, .. }) => {
            let (slot, name, seen) = (header.slot, &header.name, header.seen.seq);
            let text = match body {
                maru::wire::Body::Present(content) => content.bytes.clone(),
                maru::wire::Body::Erased => Vec::new(),
            };
            format!("{slot:?} {:?} {name} {} {seen} {:?} {text:?}", header.author, header.nonce, header.kind)
        }
        Delivery::Head(head) => format!("head {}", head.mark.seq),
        Delivery::Presence(presence) => {
            format!("{} {} {:?}", presence.version - versions_from, presence.whole, presence.changes)
        }
        other => format!("{other:?}"),
    };
    format!("{} {shape}", frame.len())
}

fn version(told: &[Delivery]) -> u64 {
    let newest = told.iter().rev().find_map(|told| match told {
        Delivery::Presence(presence) => Some(presence.version),
        _ => None,
    });
    newest.expect("everybody is told who is here")
}

fn is(guest: &Guest, state: PresenceState) -> impl Fn(&Timeline) -> bool + use<> {
    let key = guest.key();
    move |timeline| timeline.roster().member(&key).and_then(|member| member.presence) == Some(state)
}

/// Two who talk in front of a third, and now and then behind its back.
struct Scene {
    minsu: Guest,
    seoyeon: Guest,
    third: Third,
    whispering: bool,
    secrets: usize,
}

impl Scene {
    async fn public(&mut self, text: &str) {
        self.minsu.say(text).await;
        self.minsu.hears(text).await;
        self.seoyeon.hears(text).await;
        self.third.catch_up().await;
    }

    async fn activity(&mut self, activity: Activity, state: PresenceState) {
        self.minsu.client().activity(activity).unwrap();
        self.seoyeon.until(is(&self.minsu, state)).await;
        self.third.catch_up().await;
    }

    /// Lets the presence table tick in front of everyone: what a whisper had changed in it would come along.
    async fn tick(&mut self) {
        for (activity, state) in
            [(Activity::Away, PresenceState::Away), (Activity::Here, PresenceState::Here)]
        {
            self.seoyeon.client().activity(activity).unwrap();
            self.minsu.until(is(&self.seoyeon, state)).await;
            self.third.catch_up().await;
        }
    }

    /// So many whispers in each direction, none waiting for the other.
    async fn whispers(&mut self, count: usize, long: bool) {
        if self.whispering {
            let (minsu, seoyeon) = (self.minsu.key(), self.seoyeon.key());
            let mut last = String::new();
            for _ in 0..count {
                self.secrets += 1;
                last = if long { secret(self.secrets) } else { format!("비밀 {} rosebud", self.secrets) };
                self.minsu.whisper(seoyeon, &last).await;
                self.seoyeon
                    .whisper(minsu, &format!("쉿 {last}").chars().take(4_000).collect::<String>())
                    .await;
            }
            let heard = format!("w:{last}");
            self.seoyeon.hears(&heard).await;
            let answered: String = format!("쉿 {last}").chars().take(4_000).collect();
            self.minsu.hears(&format!("w:{answered}")).await;
        }
        self.third.catch_up().await;
        self.tick().await;
    }
}

/// Plays the same public scene, and returns what the third was told from its first line on, and in how many bytes.
async fn played(whispering: bool) -> (Vec<String>, usize) {
    let table = Table::new();
    let mut minsu = table.guest(2, "민수").await;
    let mut seoyeon = table.guest(3, "서연").await;
    minsu.until(is(&seoyeon, PresenceState::Here)).await;
    let third = Third::join(&table).await;
    let jihun = identity(4).public();
    for guest in [&mut minsu, &mut seoyeon] {
        guest.until(|timeline| timeline.roster().member(&jihun).is_some_and(|m| m.presence.is_some())).await;
    }
    let mut scene = Scene { minsu, seoyeon, third, whispering, secrets: 0 };
    scene.whispers(1, false).await;
    scene.public("시작").await;
    let (frames, bytes) = (scene.third.told.len(), scene.third.recorded().len());
    let versions_from = version(&scene.third.told);

    scene.whispers(3, true).await;
    scene.public("안녕하세요").await;
    scene.activity(Activity::Typing, PresenceState::Typing).await;
    scene.whispers(20, false).await;
    scene.activity(Activity::Here, PresenceState::Here).await;
    scene.public("hello").await;
    scene.whispers(5, true).await;
    scene.activity(Activity::Away, PresenceState::Away).await;
    scene.whispers(1, false).await;
    scene.activity(Activity::Here, PresenceState::Here).await;
    scene.public("끝").await;

    let third = &scene.third;
    third.assert_untouched();
    assert_eq!(
        third.events().filter(|event| event.header.kind == Kind::CHAT).count(),
        4,
        "the third is awake"
    );
    let shapes = third.told[frames..].iter().map(|told| shape(told, versions_from)).collect();
    (shapes, third.recorded().len() - bytes)
}

#[tokio::test]
async fn the_third_gets_the_same_bytes_whether_two_others_whisper_or_not() {
    let (silent, silent_bytes) = played(false).await;
    let (whispered, whispered_bytes) = played(true).await;
    assert_eq!(silent, whispered);
    assert_eq!(silent_bytes, whispered_bytes);
}

#[tokio::test]
async fn a_storm_of_whispers_and_talk_leaves_the_third_a_stream_without_a_hole() {
    let table = Table::new();
    let (mut minsu, mut seoyeon) = (table.guest(2, "민수").await, table.guest(3, "서연").await);
    minsu.until(is(&seoyeon, PresenceState::Here)).await;
    let mut third = Third::join(&table).await;
    let (first, second) = (minsu.key(), seoyeon.key());
    for number in 0..100 {
        minsu.whisper(second, &format!("비밀 {number} rosebud")).await;
        minsu.say(&format!("공개 {number}")).await;
        seoyeon.whisper(first, &format!("쉿 {number}")).await;
        seoyeon.say(&format!("public {number}")).await;
        if number % 10 == 0 {
            minsu.client().activity(Activity::Typing).ok();
            seoyeon.client().activity(Activity::Here).ok();
        }
    }
    minsu.hears("w:쉿 99").await;
    seoyeon.hears("w:비밀 99 rosebud").await;
    minsu.hears("public 99").await;
    minsu.hears("공개 99").await;
    third.catch_up().await;
    third.assert_untouched();
    assert_eq!(third.events().filter(|event| event.header.kind == Kind::CHAT).count(), 200);
}
