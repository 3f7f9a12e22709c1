//! One framed link over any byte stream: TLS over TCP, or the pipe of the host's own window.
//!
//! Knows frames, not what they mean. Reading is cancel safe: incomplete input stays in the link.
//! No queue: what is to be sent is the caller's, and the caller is told how much was taken.

pub mod tls;

use std::cell::RefCell;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bincode::{Decode, Encode};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::wire::{CodecError, Decoder, encode};

/// Bytes taken from a stream at once; shared by all links of a thread, so that an idle one holds none.
const SCRATCH: usize = 16 * 1024;

thread_local! {
    static READ: RefCell<Box<[u8]>> = RefCell::new(vec![0; SCRATCH].into_boxed_slice());
}

/// Why a link is of no further use.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LinkError {
    /// The peer sent what is no frame of ours.
    #[error("peer broke the framing: {0}")]
    Codec(#[from] CodecError),
    /// The stream broke, or ended without the orderly close of TLS.
    #[error("link was cut: {0}")]
    Cut(Arc<io::Error>),
    /// The peer took not one byte, or sent none, for as long as patience lasts.
    #[error("peer is silent")]
    Silent,
    /// The peer ended the stream in order where a word was due.
    #[error("peer closed the link")]
    Closed,
}

impl From<io::Error> for LinkError {
    fn from(error: io::Error) -> Self {
        Self::Cut(Arc::new(error))
    }
}

/// What reading brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// This many bytes, handed to the decoder.
    Bytes(usize),
    /// The peer closed the stream in order.
    End,
}

/// A byte stream and the decoder of what comes out of it.
#[derive(Debug)]
pub struct Link<S> {
    stream: S,
    decoder: Decoder,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Link<S> {
    /// Wraps a stream on which nothing was said yet.
    pub fn new(stream: S) -> Self {
        Self { stream, decoder: Decoder::new() }
    }

    /// Puts the frame limit in force that holds after sign-in.
    pub fn signed_in(&mut self) {
        self.decoder.signed_in();
    }

    /// Sends one word and flushes; only where nothing else waits to be sent.
    ///
    /// # Errors
    /// [`LinkError`]; the link must not be used after it.
    pub async fn send<T: Encode>(&mut self, word: &T) -> Result<(), LinkError> {
        let mut bytes = Vec::new();
        encode(word, &mut bytes)?;
        self.send_bytes(&bytes).await
    }

    /// Sends whole frames and flushes.
    ///
    /// # Errors
    /// [`LinkError`]; the link must not be used after it.
    pub async fn send_bytes(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        let mut rest = bytes;
        poll_fn(|cx| {
            while !rest.is_empty() {
                let taken = ready!(self.poll_write(cx, rest))?;
                rest = rest.get(taken..).unwrap_or_default();
            }
            self.poll_flush(cx)
        })
        .await
    }

    /// Reads the next word; `None` when the peer closed in order. Cancel safe.
    ///
    /// # Errors
    /// [`LinkError`]; the link must not be used after it.
    pub async fn read<T: Encode + Decode<()>>(&mut self) -> Result<Option<T>, LinkError> {
        loop {
            if let Some(word) = self.take()? {
                return Ok(Some(word));
            }
            if poll_fn(|cx| self.poll_fill(cx)).await? == Filled::End {
                return Ok(None);
            }
        }
    }

    /// Takes the next word out of what was read already.
    ///
    /// # Errors
    /// [`CodecError`]; the link must not be used after it.
    pub fn take<T: Encode + Decode<()>>(&mut self) -> Result<Option<T>, CodecError> {
        self.decoder.poll_message()
    }

    /// Reads once; take every word with [`Self::take`] before reading again.
    pub fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<Result<Filled, LinkError>> {
        READ.with_borrow_mut(|scratch| {
            let mut buffer = ReadBuf::new(scratch);
            ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer))?;
            let bytes = buffer.filled();
            if bytes.is_empty() {
                return Poll::Ready(Ok(Filled::End));
            }
            self.decoder.feed(bytes);
            Poll::Ready(Ok(Filled::Bytes(bytes.len())))
        })
    }

    /// Writes once and says how many bytes were taken; never 0 of a slice that holds some.
    pub fn poll_write(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize, LinkError>> {
        match ready!(Pin::new(&mut self.stream).poll_write(cx, bytes))? {
            0 if !bytes.is_empty() => Poll::Ready(Err(io::Error::from(io::ErrorKind::WriteZero).into())),
            taken => Poll::Ready(Ok(taken)),
        }
    }

    /// Pushes out what the stream itself still holds.
    pub fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), LinkError>> {
        Pin::new(&mut self.stream).poll_flush(cx).map_err(LinkError::from)
    }

    /// Closes in order, so that the peer can tell it from a broken link.
    pub fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), LinkError>> {
        Pin::new(&mut self.stream).poll_shutdown(cx).map_err(LinkError::from)
    }

    /// Closes in order.
    ///
    /// # Errors
    /// [`LinkError`] when the stream broke before.
    pub async fn close(&mut self) -> Result<(), LinkError> {
        poll_fn(|cx| self.poll_close(cx)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Preamble;

    #[tokio::test]
    async fn words_arrive_whole_however_the_bytes_are_cut() {
        let (mut near, far) = tokio::io::duplex(7);
        let mut far = Link::new(far);
        let sender = tokio::spawn(async move {
            let mut bytes = Vec::new();
            for _ in 0..3 {
                encode(&Preamble::ours(), &mut bytes).unwrap();
            }
            tokio::io::AsyncWriteExt::write_all(&mut near, &bytes).await.unwrap();
        });
        for _ in 0..3 {
            assert_eq!(far.read::<Preamble>().await.unwrap(), Some(Preamble::ours()));
        }
        sender.await.unwrap();
        assert_eq!(far.read::<Preamble>().await.unwrap(), None);
    }
}
