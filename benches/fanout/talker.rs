//! Members who talk: everything is signed beforehand, at most 64 lines are unanswered.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use maru::identity::Said;
use maru::wire::{
    Audience, Body, Content, Delivery, Draft, Event, Header, Kind, Mark, Name, PublicKey, Request, RoomId,
    Slot, encode,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};

use super::check::EVENT;
use super::child::{Nanos, now};
use super::member::{Entered, QUIET};

/// Drafts that a talker has unanswered.
const WINDOW: usize = 64;
/// Bytes of an event's frame within which its author stands.
const AUTHOR: usize = 100;

pub(crate) struct Talker {
    entered: Entered,
    requests: Vec<Vec<u8>>,
}

/// When the line of an author with this nonce left.
pub(crate) type Left = BTreeMap<(PublicKey, u64), Nanos>;

impl Talker {
    /// Enters, and signs everything that this member is going to say.
    pub(crate) async fn enter(port: u16, number: usize, (messages, text): (usize, usize)) -> Self {
        let entered = Entered::enter(port, number).await;
        let requests = (1..=messages as u64).map(|nonce| {
            let content = Content { salt: [0; 16], bytes: vec![b'x'; text] };
            let said =
                Said { audience: Audience::Room, nonce, seen: Mark::default(), kind: Kind::CHAT, content };
            let mut frame = Vec::new();
            encode(&Request::Say(entered.identity.draft(entered.room, said)), &mut frame).unwrap();
            frame
        });
        Self { requests: requests.collect(), entered }
    }

    /// Takes what comes until it is quiet.
    pub(crate) async fn settle(&mut self) {
        let mut scratch = vec![0; 16 * 1024];
        while timeout(QUIET, self.entered.link.read(&mut scratch)).await.is_ok() {}
    }

    /// Says everything: as fast as the window allows, or one a pause after a delay; ends when `total` events
    /// of all talkers came.
    async fn talk(self, total: usize, beat: Option<(Duration, Duration)>) -> Left {
        let Self { entered, requests } = self;
        let me = entered.identity.public();
        let (mut reading, mut writing) = tokio::io::split(entered.link);
        let window = Arc::new(Semaphore::new(WINDOW));
        let free = Arc::clone(&window);
        let listening = async move {
            let (mut scratch, mut bytes, mut seen) = (vec![0; 64 * 1024], Vec::new(), 0);
            while seen < total {
                let read = reading.read(&mut scratch).await.unwrap();
                assert_ne!(read, 0, "the host ended the link");
                bytes.extend_from_slice(&scratch[..read]);
                let (events, own) = count(&mut bytes, &me);
                seen += events;
                free.add_permits(own);
            }
        };
        let talking = async move {
            let (start, mut left) = (Instant::now(), Left::new());
            for (number, request) in (0_u32..).zip(requests) {
                if let Some((pause, delay)) = beat {
                    sleep_until(start + delay + pause * number).await;
                }
                window.acquire().await.unwrap().forget();
                left.insert((me, u64::from(number) + 1), now());
                writing.write_all(&request).await.unwrap();
                writing.flush().await.unwrap();
            }
            left
        };
        tokio::join!(listening, talking).1
    }
}

/// Takes whole frames out; returns how many events there were, and how many of them by `me`.
fn count(bytes: &mut Vec<u8>, me: &PublicKey) -> (usize, usize) {
    let (mut at, mut events, mut own) = (0, 0, 0);
    while let Some(prefix) = bytes[at..].first_chunk::<4>() {
        let end = at + 4 + u32::from_be_bytes(*prefix) as usize;
        let Some(frame) = bytes.get(at..end) else { break };
        if frame[4] == EVENT {
            events += 1;
            own += usize::from(frame[5..AUTHOR].windows(32).any(|key| key == me.0));
        }
        at = end;
    }
    bytes.drain(..at);
    (events, own)
}

/// Lets all of them talk until everything has been said and heard.
pub(crate) async fn talk(talkers: Vec<Talker>, total: usize, pause: Option<Duration>) -> Left {
    let (count, mut talking) = (talkers.len() as u32, JoinSet::new());
    for (number, talker) in (0_u32..).zip(talkers) {
        // Talkers take turns: people do not press Enter in the same microsecond.
        talking.spawn(talker.talk(total, pause.map(|pause| (pause, pause / count * number))));
    }
    talking.join_all().await.into_iter().flatten().collect()
}

/// Returns the length of the frame of an event with a text of so many bytes.
pub(crate) fn frame_length(text: usize) -> usize {
    let author = super::member::identity(0);
    let content = Content { salt: [0; 16], bytes: vec![b'x'; text] };
    let said = Said { audience: Audience::Room, nonce: 1, seen: Mark::default(), kind: Kind::CHAT, content };
    let Draft { nonce, seen, kind, content, signature, .. } = author.draft(RoomId([0; 8]), said);
    let header = Header {
        room: RoomId([0; 8]),
        slot: Slot::Room { seq: 1 },
        previous: seen.hash,
        time: now() / 1_000_000,
        author: author.public(),
        name: Name::parse("m0").unwrap(),
        nonce,
        seen,
        kind,
        body: content.hash(),
    };
    let mut frame = Vec::new();
    encode(&Delivery::Event(Event { header, body: Body::Present(content), signature }), &mut frame).unwrap();
    frame.len()
}
