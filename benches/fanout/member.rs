//! Members of the bench: real links. While something is measured they only take bytes off their socket
//! and note when; what the bytes were is looked at afterwards, so that the load does not slow the host.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use maru::identity::Identity;
use maru::link::tls::{Connector, Pin};
use maru::wire::limits::PING_EVERY;
use maru::wire::{Delivery, Hello, Name, Preamble, Request, RoomId, encode};
use rustls::ClientConnection;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tokio_rustls::client::TlsStream;

use super::check::Stream;
use super::child::{Nanos, now};

/// Silence after which nothing more is on its way.
pub(crate) const QUIET: Duration = Duration::from_millis(1_500);
/// Silence after the last byte that had to come.
const TAIL: Duration = Duration::from_millis(300);
/// Longer than any measurement; running into it is a failure.
const PATIENCE: Duration = Duration::from_secs(120);
/// Bytes that a member's socket holds who never reads.
const SLOW_BUFFER: u32 = 4 * 1024;
/// Members of one source address.
const PER_ADDRESS: usize = 100;

/// What somebody took off a socket, and when.
#[derive(Default)]
pub(crate) struct Capture {
    pub(crate) bytes: Vec<u8>,
    /// How many bytes had come, and when.
    pub(crate) reads: Vec<(usize, Nanos)>,
}

/// One who reads.
pub(crate) struct Member {
    pub(crate) socket: TcpStream,
    pub(crate) stream: Stream,
    pinged: Instant,
}

/// One who has signed in and can also talk.
pub(crate) struct Entered {
    pub(crate) identity: Identity,
    pub(crate) room: RoomId,
    pub(crate) link: TlsStream<TcpStream>,
}

impl Member {
    fn new(socket: TcpStream, stream: Stream) -> Self {
        Self { socket, stream, pinged: Instant::now() }
    }

    /// Gives a sign of life, as members do who only listen.
    pub(crate) fn ping(&mut self) {
        let mut frame = Vec::new();
        encode(&Request::Ping(1), &mut frame).unwrap();
        let record = self.stream.seal(&frame);
        assert_eq!(self.socket.try_write(&record).unwrap(), record.len(), "a sign of life is small");
        self.pinged = Instant::now();
    }

    /// Connects to a bare broadcaster.
    pub(crate) async fn listen(port: u16, number: usize, secure: bool) -> Self {
        if secure {
            let identity = identity(number);
            let link = shake_hands(&identity, port, (number, None)).await;
            let (socket, secrets) = link.into_inner();
            return Self::new(socket, Stream::secure(secrets));
        }
        Self::new(connect(port, (number, None)).await, Stream::plain())
    }

    /// Takes what comes until nothing has come for a while: what coming in brings is no part of the figures.
    pub(crate) async fn settle(&mut self, quiet: Duration) {
        let mut scratch = Vec::with_capacity(64 * 1024);
        while timeout(quiet, self.socket.readable()).await.is_ok() {
            while let Ok(read) = self.socket.try_read_buf(&mut scratch) {
                assert_ne!(read, 0, "the host ended the link");
                self.stream.skip(&scratch);
                scratch.clear();
            }
            self.stay();
        }
        self.stay();
    }

    /// Who is quiet for longer is shut out.
    fn stay(&mut self) {
        if self.stream.is_secure() && self.pinged.elapsed() > PING_EVERY {
            self.ping();
        }
    }

    /// Takes at least so many bytes and then what else comes without a pause.
    pub(crate) async fn capture(&mut self, least: usize) -> Capture {
        let mut capture = Capture::default();
        capture.bytes.reserve(least + least / 8);
        loop {
            let enough = capture.bytes.len() >= least;
            let waited = timeout(if enough { TAIL } else { PATIENCE }, self.socket.readable()).await;
            match waited {
                Ok(ready) => ready.unwrap(),
                Err(_) if enough => return capture,
                Err(_) => panic!("{} of {least} bytes came", capture.bytes.len()),
            }
            let before = capture.bytes.len();
            while let Ok(read) = self.socket.try_read_buf(&mut capture.bytes) {
                assert_ne!(read, 0, "the host ended the link");
            }
            if capture.bytes.len() > before {
                capture.reads.push((capture.bytes.len(), now()));
            }
        }
    }
}

impl Entered {
    pub(crate) async fn enter(port: u16, number: usize) -> Self {
        Self::enter_from(port, number, None).await
    }

    /// Enters as one whose socket holds next to nothing.
    pub(crate) async fn enter_small(port: u16, number: usize) -> Self {
        Self::enter_from(port, number, Some(SLOW_BUFFER)).await
    }

    async fn enter_from(port: u16, number: usize, buffer: Option<u32>) -> Self {
        let identity = identity(number);
        let mut link = shake_hands(&identity, port, (number, buffer)).await;
        let mut hello = Vec::new();
        let name = Name::parse(&format!("m{number}")).unwrap();
        encode(&Preamble::ours(), &mut hello).unwrap();
        encode(&Request::Hello(Hello { name, resume: None }), &mut hello).unwrap();
        link.write_all(&hello).await.unwrap();
        link.flush().await.unwrap();
        let preamble = frame(&mut link).await;
        maru::wire::decode::<Preamble>(&preamble).unwrap();
        let room = match maru::wire::decode::<Delivery>(&frame(&mut link).await).unwrap() {
            Delivery::Welcome(welcome) => welcome.charter.room(),
            other => panic!("{other:?}"),
        };
        Self { identity, room, link }
    }

    /// Goes on as one who only reads.
    pub(crate) fn reads(self) -> Member {
        let (socket, secrets) = self.link.into_inner();
        Member::new(socket, Stream::secure(secrets))
    }
}

/// Lets members in, `parallel` at a time; each goes on reading until all are in and it is quiet.
pub(crate) async fn join(port: u16, members: std::ops::Range<usize>, parallel: usize) -> Vec<Member> {
    join_until(port, (members, parallel), || {}).await
}

/// The same; `inside` is called when all are in.
pub(crate) async fn join_until(
    port: u16,
    (members, parallel): (std::ops::Range<usize>, usize),
    when: impl FnOnce(),
) -> Vec<Member> {
    let all = members.len();
    let door = std::sync::Arc::new(tokio::sync::Semaphore::new(parallel));
    let inside = std::sync::Arc::new(tokio::sync::Semaphore::new(0));
    let mut joining = JoinSet::new();
    for number in members {
        let (door, inside) = (std::sync::Arc::clone(&door), std::sync::Arc::clone(&inside));
        joining.spawn(async move {
            let permit = door.acquire().await.unwrap();
            let mut member = Entered::enter(port, number).await.reads();
            drop(permit);
            inside.add_permits(1);
            loop {
                member.settle(QUIET).await;
                if inside.available_permits() >= all {
                    return (number, member);
                }
            }
        });
    }
    let everybody = inside.acquire_many(all as u32).await.unwrap();
    when();
    drop(everybody);
    let mut entered = joining.join_all().await;
    entered.sort_by_key(|(number, _)| *number);
    entered.into_iter().map(|(_, member)| member).collect()
}

pub(crate) fn identity(number: usize) -> Identity {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&(number as u64).to_be_bytes());
    Identity::from_seed(seed).unwrap()
}

/// Connects from an address of loopback that not too many others use.
pub(crate) async fn connect(port: u16, (number, buffer): (usize, Option<u32>)) -> TcpStream {
    let [_, _, high, low] = (number / PER_ADDRESS + 2).to_be_bytes().last_chunk::<4>().copied().unwrap();
    let source = SocketAddr::from((Ipv4Addr::new(127, 0, high, low), 0));
    let socket = TcpSocket::new_v4().unwrap();
    if let Some(buffer) = buffer {
        socket.set_recv_buffer_size(buffer).unwrap();
    }
    socket.bind(source).unwrap();
    let stream = socket.connect(SocketAddr::from(([127, 0, 0, 1], port))).await.unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// A door in a crowd turns some away, who come again, as members do.
async fn shake_hands(identity: &Identity, port: u16, from: (usize, Option<u32>)) -> TlsStream<TcpStream> {
    let connector = Connector::new(identity).unwrap();
    loop {
        let stream = connect(port, from).await;
        match connector.connect(stream, Pin::Anyone).await {
            Ok((stream, _)) => return stream,
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Reads a frame byte by byte, so that nothing after it is taken.
async fn frame(link: &mut TlsStream<TcpStream>) -> Vec<u8> {
    let length = link.read_u32().await.unwrap();
    let mut body = vec![0; length as usize];
    link.read_exact(&mut body).await.unwrap();
    body
}

/// The secrets of a link, for reading what was captured.
pub(crate) type Secrets = ClientConnection;
