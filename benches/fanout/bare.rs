//! The limit: a broadcaster that writes ready-made frames to sockets and does nothing else.
//!
//! It knows no member, no room and no order; frames are as long as Maru's events. One thread, like a host.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use maru::identity::Identity;
use maru::link::tls::Acceptor;
use maru::wire::limits::LISTEN_BACKLOG;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::{JoinSet, unconstrained};
use tokio::time::{Instant, sleep_until};

use super::child::{Nanos, commands, now, report};

type Stream = Pin<Box<dyn AsyncWrite + Send>>;

/// Waits for `members` connections, then broadcasts frames of `length` bytes as it is told.
pub(crate) fn run(words: &[String]) {
    let (secure, members, length) = (words[0] == "tls", words[1].parse().unwrap(), words[2].parse().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(broadcast(secure, members, length));
}

async fn broadcast(secure: bool, members: usize, length: usize) {
    let acceptor = Acceptor::new(&Identity::from_seed([1; 32]).unwrap()).unwrap();
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let listener = socket.listen(LISTEN_BACKLOG).unwrap();
    let mut commands = commands(listener.local_addr().unwrap().port());
    let mut streams = accept(&listener, secure.then_some(&acceptor), members).await;
    let mut sent = 0;
    while let Some(words) = commands.recv().await {
        let count: usize = words[1].parse().unwrap();
        let frames: Vec<u8> = (sent..sent + count).flat_map(|number| frame(number, length)).collect();
        sent += count;
        let times = match &*words[0] {
            "burst" => burst(&mut streams, frames, count).await,
            // One task writes to everybody, which is more than the runtime thinks fair.
            _ => unconstrained(pace(&mut streams, &frames, (length, words[2].parse().unwrap()))).await,
        };
        report(&times);
    }
}

/// Takes connections, shaking hands with several at a time as a host does.
async fn accept(listener: &TcpListener, acceptor: Option<&Acceptor>, members: usize) -> Vec<Stream> {
    let mut shaking = JoinSet::new();
    for _ in 0..members {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        let acceptor = acceptor.cloned();
        shaking.spawn(async move {
            match acceptor {
                Some(acceptor) => Box::pin(acceptor.accept(stream).await.unwrap().0) as Stream,
                None => Box::pin(stream),
            }
        });
    }
    shaking.join_all().await
}

/// A frame that looks like an event from outside.
fn frame(number: usize, length: usize) -> Vec<u8> {
    let mut frame = vec![0; length];
    frame[..4].copy_from_slice(&(length as u32 - 4).to_be_bytes());
    frame[4] = super::check::EVENT;
    frame[5..13].copy_from_slice(&(number as u64).to_be_bytes());
    frame
}

async fn burst(streams: &mut Vec<Stream>, frames: Vec<u8>, count: usize) -> Vec<Nanos> {
    let start = now();
    let frames = std::sync::Arc::new(frames);
    let mut writing = JoinSet::new();
    for mut stream in streams.drain(..) {
        let frames = std::sync::Arc::clone(&frames);
        writing.spawn(async move {
            stream.write_all(&frames).await.unwrap();
            stream.flush().await.unwrap();
            stream
        });
    }
    *streams = writing.join_all().await;
    vec![start; count]
}

async fn pace(streams: &mut [Stream], frames: &[u8], (length, rate): (usize, u32)) -> Vec<Nanos> {
    let (start, mut times) = (Instant::now(), Vec::new());
    for (number, frame) in (0_u32..).zip(frames.chunks(length)) {
        sleep_until(start + Duration::from_secs(1) * number / rate).await;
        times.push(now());
        let mut cx = Context::from_waker(Waker::noop());
        for stream in &mut *streams {
            let written = stream.as_mut().poll_write(&mut cx, frame);
            assert!(matches!(written, Poll::Ready(Ok(taken)) if taken == length), "a socket is full");
            assert!(stream.as_mut().poll_flush(&mut cx).is_ready());
        }
    }
    times
}
