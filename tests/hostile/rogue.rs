//! Peers that say what they like: on a bare socket, or behind a proper handshake.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use bincode::Encode;
use maru::link::tls::{Connector, Pin as Pinned};
use maru::wire::{Closed, Decoder, Delivery, Hello, Nonce, Outcome, Preamble, Request, encode};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::common::{PATIENCE, Table, identity, name};

/// One word with its length before it.
pub(crate) fn frame<T: Encode>(word: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Longer words than are allowed may be wanted here.
    if encode(word, &mut bytes).is_err() {
        bytes = raw(&maru::wire::codec::canonical(word));
    }
    bytes
}

/// Any bytes with their length before them.
pub(crate) fn raw(body: &[u8]) -> Vec<u8> {
    [&u32::try_from(body.len()).unwrap().to_be_bytes(), body].concat()
}

fn address(table: &Table) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], table.host.port()))
}

/// A bare socket at the host's door.
pub(crate) struct Stranger(TcpStream);

impl Stranger {
    pub(crate) async fn connect(table: &Table) -> Self {
        Self(TcpStream::connect(address(table)).await.unwrap())
    }

    /// Connects from another loopback address.
    pub(crate) async fn connect_from(from: [u8; 4], table: &Table) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from((from, 0))).unwrap();
        Self(socket.connect(address(table)).await.unwrap())
    }

    /// Writes as much as the host takes before it has enough.
    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        drop(self.0.write_all(bytes).await);
    }

    pub(crate) async fn close_half(&mut self) {
        self.0.shutdown().await.unwrap();
    }

    /// Reads until the host has closed.
    pub(crate) async fn ends(&mut self) {
        let read = timeout(PATIENCE, self.0.read_to_end(&mut Vec::new())).await;
        drop(read.expect("the host lets go"));
    }
}

/// Passes one byte at a time.
struct Drip(TcpStream);

impl AsyncRead for Drip {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut byte = [0; 1];
        let mut one = ReadBuf::new(&mut byte);
        let read = Pin::new(&mut self.0).poll_read(cx, &mut one);
        out.put_slice(one.filled());
        read
    }
}

impl AsyncWrite for Drip {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes.get(..1).unwrap_or_default())
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Wire for S {}

/// A peer that shook hands properly, and from there on says what a test wants.
pub(crate) struct Rogue {
    stream: Box<dyn Wire>,
    decoder: Decoder,
    greeted: bool,
}

impl Rogue {
    pub(crate) async fn shake(table: &Table, seed: u8) -> Self {
        Self::try_shake(table, seed).await.expect("a handshake")
    }

    /// A door in a crowd may send away who came last.
    pub(crate) async fn try_shake(table: &Table, seed: u8) -> Option<Self> {
        let stream = TcpStream::connect(address(table)).await.ok()?;
        stream.set_nodelay(true).ok()?;
        Self::over(stream, seed).await
    }

    /// Shakes hands one byte at a time, and goes on like that.
    pub(crate) async fn drip(table: &Table, seed: u8) -> Self {
        let stream = TcpStream::connect(address(table)).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self::over(Drip(stream), seed).await.expect("a handshake")
    }

    async fn over(stream: impl Wire + 'static, seed: u8) -> Option<Self> {
        let connector = Connector::new(&identity(seed)).unwrap();
        let (stream, _) = connector.connect(stream, Pinned::Anyone).await.ok()?;
        let mut decoder = Decoder::new();
        decoder.signed_in();
        Some(Self { stream: Box::new(stream), decoder, greeted: false })
    }

    /// Comes in as any member would.
    pub(crate) async fn enter(&mut self, called: &str) {
        let hello = Request::Hello(Hello { name: name(called), resume: None });
        self.write(&[frame(&Preamble::ours()), frame(&hello)].concat()).await;
        match self.next().await {
            Some(Delivery::Welcome(_)) => {}
            other => panic!("{other:?}"),
        }
    }

    /// Writes as much as the host takes before it has enough.
    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        if self.stream.write_all(bytes).await.is_ok() {
            drop(self.stream.flush().await);
        }
    }

    pub(crate) async fn close_half(&mut self) {
        self.stream.shutdown().await.unwrap();
    }

    /// Reads the next delivery; nothing at the end of the stream, however it ended.
    pub(crate) async fn next(&mut self) -> Option<Delivery> {
        let mut bytes = vec![0; 16 * 1024];
        loop {
            if !self.greeted && self.decoder.poll_message::<Preamble>().unwrap().is_some() {
                self.greeted = true;
            }
            if self.greeted
                && let Some(word) = self.decoder.poll_message().unwrap()
            {
                return Some(word);
            }
            match timeout(PATIENCE, self.stream.read(&mut bytes)).await.expect("the host answers or lets go")
            {
                Ok(read) if read > 0 => self.decoder.feed(&bytes[..read]),
                _ => return None,
            }
        }
    }

    /// Reads until the host has ended the link; returns the last word, if it said one.
    pub(crate) async fn ends(&mut self) -> Option<Closed> {
        let mut last = None;
        while let Some(word) = self.next().await {
            last = Some(word);
        }
        match last {
            Some(Delivery::Closed(closed)) => Some(closed),
            _ => None,
        }
    }

    /// Reads until the next answer.
    pub(crate) async fn answer(&mut self) -> (Nonce, Outcome) {
        loop {
            match self.next().await {
                Some(Delivery::Answer(answer)) => return (answer.nonce, answer.outcome),
                Some(Delivery::Closed(closed)) => panic!("{closed:?}"),
                Some(_) => {}
                None => panic!("ended without an answer"),
            }
        }
    }
}
