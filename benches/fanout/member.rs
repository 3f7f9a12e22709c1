//! Members of the bench: real links, frames counted by their length and first byte.

use std::time::{Duration, Instant};

use maru::identity::{Identity, Said};
use maru::link::tls::{Connector, Pin};
use maru::wire::{
    Audience, Content, Delivery, Hello, Kind, Mark, Name, Preamble, Request, Resume, RoomId, encode,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;

use super::host::HostProcess;

/// The number of [`Delivery::Event`] among the deliveries, as it stands in a frame's first byte.
const EVENT: u8 = 3;
/// Drafts that a talker has unanswered.
const WINDOW: usize = 64;
/// Silence after which nothing more is on its way.
const QUIET: Duration = Duration::from_millis(1_500);

pub(crate) struct Member {
    identity: Identity,
    room: RoomId,
    stream: TlsStream<TcpStream>,
    frames: Frames,
    /// The next reading begins with a new link from the beginning of the log.
    again: (std::net::SocketAddr, Name),
}

/// Counts frames in bytes that come in pieces.
#[derive(Default)]
struct Frames {
    /// Bytes of the frame in hand that are still to come.
    left: usize,
    head: Vec<u8>,
}

impl Frames {
    /// Returns how many events began in these bytes.
    fn count(&mut self, mut bytes: &[u8]) -> usize {
        let mut events = 0;
        while !bytes.is_empty() {
            if self.left > 0 {
                let skip = self.left.min(bytes.len());
                self.left -= skip;
                bytes = &bytes[skip..];
                continue;
            }
            self.head.push(bytes[0]);
            bytes = &bytes[1..];
            if let [a, b, c, d, kind] = self.head[..] {
                self.left = u32::from_be_bytes([a, b, c, d]) as usize - 1;
                events += usize::from(kind == EVENT);
                self.head.clear();
            }
        }
        events
    }
}

impl Member {
    pub(crate) async fn join(host: &HostProcess, number: usize) -> Self {
        let mut seed = [7; 32];
        seed[..8].copy_from_slice(&(number as u64).to_be_bytes());
        let identity = Identity::from_seed(seed).unwrap();
        let address = std::net::SocketAddr::from(([127, 0, 0, 1], host.invite.addresses[0].port()));
        let name = Name::parse(&format!("m{number}")).unwrap();
        let (stream, room) = enter(&identity, address, &name, None).await;
        Self { identity, room, stream, frames: Frames::default(), again: (address, name) }
    }

    /// Comes back, as one who has had nothing of this room if all of it is wanted.
    pub(crate) async fn come_back(&mut self, all: bool) {
        let resume = all.then(|| Resume { room: self.room, log: Mark::default(), mail: Mark::default() });
        let (address, name) = &self.again;
        let (stream, _) = enter(&self.identity, *address, name, resume).await;
        (self.stream, self.frames) = (stream, Frames::default());
    }

    /// Reads what comes until nothing has come for a while: what coming in brings is no part of the figures.
    pub(crate) async fn settle(&mut self) {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(read) = timeout(QUIET, self.stream.read(&mut buffer)).await {
            self.frames.count(&buffer[..read.unwrap()]);
        }
    }

    /// Reads until this many events came.
    pub(crate) async fn read_until(&mut self, events: usize) {
        let (mut buffer, mut seen) = (vec![0; 64 * 1024], 0);
        while seen < events {
            let read = self.stream.read(&mut buffer).await.unwrap();
            assert_ne!(read, 0, "the host ended the link");
            seen += self.frames.count(&buffer[..read]);
        }
    }

    /// Reads until this many events came; returns when each did.
    pub(crate) async fn arrivals(&mut self, events: usize) -> Vec<Instant> {
        let (mut buffer, mut times) = (vec![0; 64 * 1024], Vec::with_capacity(events));
        while times.len() < events {
            let read = self.stream.read(&mut buffer).await.unwrap();
            assert_ne!(read, 0, "the host ended the link");
            let (count, now) = (self.frames.count(&buffer[..read]), Instant::now());
            times.extend(std::iter::repeat_n(now, count));
        }
        times
    }

    /// Signs everything that this member is going to say.
    pub(crate) fn prepare(self, messages: usize, text: usize) -> Talker {
        let requests = (1..=messages as u64).map(|nonce| {
            let content = Content { salt: [0; 16], bytes: vec![b'x'; text] };
            let said =
                Said { audience: Audience::Room, nonce, seen: Mark::default(), kind: Kind::CHAT, content };
            let mut frame = Vec::new();
            encode(&Request::Say(self.identity.draft(self.room, said)), &mut frame).unwrap();
            frame
        });
        Talker { requests: requests.collect(), member: self }
    }
}

pub(crate) struct Talker {
    member: Member,
    requests: Vec<Vec<u8>>,
}

/// When a talker's messages left, and in which order all messages came back to it.
pub(crate) struct Talk {
    left: Vec<Instant>,
    own: Vec<bool>,
}

impl Talker {
    /// Says everything: as fast as the window allows, or one a pause after a delay.
    pub(crate) async fn talk(self, total: usize, beat: Option<(Duration, Duration)>) -> Talk {
        let Self { member, requests } = self;
        let me = member.identity.public();
        let (mut reading, mut writing) = tokio::io::split(member.stream);
        let window = std::sync::Arc::new(tokio::sync::Semaphore::new(WINDOW));
        let free = std::sync::Arc::clone(&window);
        let listening = async move {
            let mut decoder = maru::wire::Decoder::new();
            decoder.signed_in();
            let (mut buffer, mut own) = (vec![0; 64 * 1024], Vec::new());
            while own.len() < total {
                let read = reading.read(&mut buffer).await.unwrap();
                assert_ne!(read, 0, "the host ended the link");
                decoder.feed(&buffer[..read]);
                while let Some(delivery) = decoder.poll_message::<Delivery>().unwrap() {
                    if let Delivery::Event(event) = delivery {
                        let mine = event.header.author == me;
                        own.push(mine);
                        free.add_permits(usize::from(mine));
                    }
                }
            }
            own
        };
        let talking = async move {
            let mut left = Vec::with_capacity(requests.len());
            let start = Instant::now();
            for (number, request) in (0_u32..).zip(requests) {
                if let Some((pause, delay)) = beat {
                    tokio::time::sleep_until((start + delay + pause * number).into()).await;
                }
                window.acquire().await.unwrap().forget();
                left.push(Instant::now());
                writing.write_all(&request).await.unwrap();
                writing.flush().await.unwrap();
            }
            left
        };
        let (own, left) = tokio::join!(listening, talking);
        Talk { left, own }
    }
}

/// Returns when the message at each place of the room left its talker.
pub(crate) fn merge(talks: Vec<Talk>) -> Vec<Instant> {
    let total = talks[0].own.len();
    let mut taken = vec![0; talks.len()];
    (0..total)
        .map(|place| {
            let by = talks.iter().position(|talk| talk.own[place]).expect("somebody said it");
            taken[by] += 1;
            talks[by].left[taken[by] - 1]
        })
        .collect()
}

async fn enter(
    identity: &Identity,
    address: std::net::SocketAddr,
    name: &Name,
    resume: Option<Resume>,
) -> (TlsStream<TcpStream>, RoomId) {
    let connector = Connector::new(identity).unwrap();
    // A door in a crowd turns some away, who come again, as members do.
    let mut stream = loop {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        match connector.connect(stream, Pin::Anyone).await {
            Ok((stream, _)) => break stream,
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    };
    let mut hello = Vec::new();
    encode(&Preamble::ours(), &mut hello).unwrap();
    encode(&Request::Hello(Hello { name: name.clone(), resume }), &mut hello).unwrap();
    stream.write_all(&hello).await.unwrap();
    stream.flush().await.unwrap();
    let room = first_words(&mut stream).await;
    (stream, room)
}

/// Reads preamble and welcome byte by byte, so that nothing after them is taken.
async fn first_words(stream: &mut TlsStream<TcpStream>) -> RoomId {
    let preamble: Vec<u8> = frame(stream).await;
    maru::wire::decode::<Preamble>(&preamble).unwrap();
    match maru::wire::decode::<Delivery>(&frame(stream).await).unwrap() {
        Delivery::Welcome(welcome) => welcome.charter.room(),
        other => panic!("{other:?}"),
    }
}

async fn frame(stream: &mut TlsStream<TcpStream>) -> Vec<u8> {
    let length = stream.read_u32().await.unwrap();
    let mut body = vec![0; length as usize];
    stream.read_exact(&mut body).await.unwrap();
    body
}
