//! A link without a socket: bytes that fly until the world carries them, and an end for each side to lose.
//!
//! The host's end is a stream for the real `serve`; the member's end is the world itself.

use std::cell::RefCell;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// One link.
#[derive(Default)]
pub(crate) struct Line {
    /// Written by the member, not yet at the host.
    pub(crate) up: Vec<u8>,
    /// At the host, not yet read.
    landed: Vec<u8>,
    /// Written by the host, not yet at the member.
    pub(crate) down: Vec<u8>,
    /// Bytes that may fly down before the host has to wait.
    room: usize,
    /// The host notices that the link is gone.
    lost: bool,
    /// The host has closed its end.
    pub(crate) ended: bool,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

pub(crate) type LineRef = Rc<RefCell<Line>>;

impl Line {
    pub(crate) fn new(room: usize) -> LineRef {
        Rc::new(RefCell::new(Self { room, ..Self::default() }))
    }

    /// Carries bytes to the host; returns whether any flew.
    pub(crate) fn carry_up(&mut self, bytes: usize) -> bool {
        let bytes = bytes.min(self.up.len());
        let carried = take(&mut self.up, bytes);
        self.landed.extend_from_slice(&carried);
        wake(&mut self.reader);
        bytes > 0
    }

    /// Takes bytes that arrive at the member.
    pub(crate) fn carry_down(&mut self, bytes: usize) -> Vec<u8> {
        let bytes = bytes.min(self.down.len());
        let arrived = take(&mut self.down, bytes);
        wake(&mut self.writer);
        arrived
    }

    /// The host notices that the link is gone; what flew up is lost from some byte on.
    pub(crate) fn lose_host(&mut self) {
        self.lost = true;
        self.up.clear();
        wake(&mut self.reader);
        wake(&mut self.writer);
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.lost || self.ended
    }
}

/// Takes the first bytes off.
fn take(bytes: &mut Vec<u8>, count: usize) -> Vec<u8> {
    let rest = bytes.split_off(count);
    std::mem::replace(bytes, rest)
}

fn wake(waker: &mut Option<Waker>) {
    if let Some(waker) = waker.take() {
        waker.wake();
    }
}

/// The host's end of a line.
pub(crate) struct HostEnd(pub(crate) LineRef);

impl AsyncRead for HostEnd {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let line = &mut *self.0.borrow_mut();
        if line.landed.is_empty() {
            if line.lost {
                return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
            }
            line.reader = Some(cx.waker().clone());
            return Poll::Pending;
        }
        let bytes = out.remaining().min(line.landed.len());
        let taken = take(&mut line.landed, bytes);
        out.put_slice(&taken);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for HostEnd {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let line = &mut *self.0.borrow_mut();
        if line.lost {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let taken = bytes.len().min(line.room.saturating_sub(line.down.len()));
        if taken == 0 && !bytes.is_empty() {
            line.writer = Some(cx.waker().clone());
            return Poll::Pending;
        }
        line.down.extend_from_slice(&bytes[..taken]);
        Poll::Ready(Ok(taken))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.borrow_mut().ended = true;
        Poll::Ready(Ok(()))
    }
}

impl Drop for HostEnd {
    fn drop(&mut self) {
        self.0.borrow_mut().ended = true;
    }
}
