//! Telling: answers, the public log up to a target, and what is private.

use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite};

use super::hear::put;
use super::{Page, Session};
use crate::host::log::{Read, frame_length};
use crate::host::room::Standing;
use crate::link::LinkError;
use crate::wire::limits;
use crate::wire::{Closed, Delivery, encode};

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    /// Writes everything there is; ready when nothing is left and the link is flushed.
    pub(super) fn poll_tell(&mut self, cx: &mut Context<'_>) -> Result<Poll<()>, LinkError> {
        if let Some(batch) = self.awaited {
            if !self.shared.is_published(batch, cx.waker()) {
                return Ok(Poll::Pending);
            }
            self.awaited = None;
        }
        // One look a poll is enough unless it says that there is more: whatever comes later wakes.
        let (mut read, mut looked) = (None, false);
        loop {
            let progress = match self.poll_private(cx)? {
                Poll::Ready(()) => self.poll_log(cx, read.take())?,
                Poll::Pending => Poll::Pending,
            };
            if progress.is_pending() {
                let ticks = self.shared.ticks();
                self.stalled.get_or_insert(ticks);
                return Ok(Poll::Pending);
            }
            if looked && !self.look.more && self.answers.is_empty() && self.closing.is_none() {
                break;
            }
            read = self.look_for_more(cx);
            looked = true;
            if read.is_none() {
                break;
            }
        }
        if self.unflushed {
            match self.link.poll_flush(cx)? {
                Poll::Ready(()) => (self.unflushed, self.stalled) = (false, None),
                Poll::Pending => return Ok(Poll::Pending),
            }
        }
        Ok(Poll::Ready(()))
    }

    fn poll_private(&mut self, cx: &mut Context<'_>) -> Result<Poll<()>, LinkError> {
        while let Some(rest) = self.private.get(self.written..).filter(|rest| !rest.is_empty()) {
            match self.link.poll_write(cx, rest)? {
                Poll::Pending => return Ok(Poll::Pending),
                Poll::Ready(taken) => {
                    self.written += taken;
                    (self.unflushed, self.stalled) = (true, None);
                    self.let_page_go();
                }
            }
        }
        self.let_page_go();
        self.written = 0;
        self.private.clear();
        if self.private.capacity() > limits::FRAME_BYTES_BEFORE_SIGN_IN {
            self.private = Vec::new();
        }
        Ok(Poll::Ready(()))
    }

    /// Notes when all of the page is written: its member may ask for the next one, whatever stands behind it here.
    fn let_page_go(&mut self) {
        if matches!(self.page, Page::Leaves(end) if self.written >= end) {
            self.page = Page::None;
        }
    }

    /// Writes the public log up to the target, as it lies there.
    ///
    /// `read` is what the look found there already.
    fn poll_log(&mut self, cx: &mut Context<'_>, mut read: Option<Read>) -> Result<Poll<()>, LinkError> {
        loop {
            let next = match read.take() {
                Some(read) => read,
                None if self.offset >= self.look.target => Read::UpToDate,
                None => self.shared.read(self.offset, self.look.target),
            };
            match next {
                Read::UpToDate => {
                    self.seat.reader.upto = self.look.seq;
                    return Ok(Poll::Ready(()));
                }
                Read::Gap(mark, offset) => {
                    self.offset = offset;
                    encode(&Delivery::Gap(mark), &mut self.private)?;
                    // Before anything that lies behind it, answers included.
                    if self.poll_private(cx)?.is_pending() {
                        return Ok(Poll::Pending);
                    }
                }
                Read::Chunk(chunk) => match self.link.poll_write(cx, chunk.bytes())? {
                    Poll::Pending => return Ok(Poll::Pending),
                    Poll::Ready(taken) => {
                        (self.unflushed, self.stalled) = (true, None);
                        let whole = self.keep_rest_of_frame(chunk.bytes(), taken);
                        self.offset += chunk.passed(whole);
                        if !self.private.is_empty() && self.poll_private(cx)?.is_pending() {
                            return Ok(Poll::Pending);
                        }
                    }
                },
            }
        }
    }

    /// Copies what is left of a frame that was cut at `taken`, so that the log may drop it; returns the
    /// bytes of whole frames, the cut one included.
    fn keep_rest_of_frame(&mut self, bytes: &[u8], taken: usize) -> usize {
        let mut whole = 0;
        while whole < taken {
            let rest = bytes.get(whole..).unwrap_or_default();
            whole += frame_length(rest).unwrap_or(rest.len()).max(1);
        }
        let whole = whole.min(bytes.len());
        self.private.extend_from_slice(bytes.get(taken..whole).unwrap_or_default());
        whole
    }

    /// Looks what came meanwhile; returns nothing if there is nothing to write.
    fn look_for_more(&mut self, cx: &Context<'_>) -> Option<Read> {
        std::mem::swap(&mut self.private, &mut self.answers);
        if self.page == Page::Waits && self.fetched.is_none() {
            self.page = Page::Leaves(self.private.len());
        }
        if self.closing.is_some() {
            return self.finish().then_some(Read::UpToDate);
        }
        let (look, read) = self.shared.look(&mut self.seat, self.offset, &mut self.private, cx.waker());
        self.look = look;
        let mail = self.seat.reader.mail;
        if let Some((number, _)) = self.pong.take_if(|(_, letters)| *letters <= mail) {
            put(&Delivery::Pong(number), &mut self.private);
        }
        match self.look.standing {
            Standing::Current => {}
            Standing::Replaced => self.closing = Some(Closed::Elsewhere),
            Standing::Closing => self.closing = Some(Closed::RoomClosed),
        }
        let some = self.closing.is_some() || !self.private.is_empty() || self.offset < self.look.target;
        some.then_some(read)
    }

    /// Says the last word, once; returns whether there is something to write.
    fn finish(&mut self) -> bool {
        let Some(closed) = self.closing else { return false };
        if std::mem::replace(&mut self.unsaid, false)
            && encode(&Delivery::Closed(closed), &mut self.private).is_err()
        {
            return false;
        }
        !self.private.is_empty()
    }
}
