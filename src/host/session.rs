//! One member: one task that listens and tells in the same poll.
//!
//! Owns cursors and one bounded buffer of answers, no queue: a member who reads slowly costs the
//! others nothing. Sources are switched only at a fixed target, between whole frames: first the public
//! log up to the target, then what is private. A member who breaks a rule loses this link, no more.

mod hear;
mod tell;

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::oneshot;
use tokio::time::{Sleep, timeout};

use super::checker::Checked;
use super::limits::{Bucket, Hand};
use super::room::{BatchNumber, Caller, Denied, Departure, Standing};
use super::shared::{Look, Seat, SharedRoom};
use crate::link::{Link, LinkError};
use crate::wire::limits;
use crate::wire::{Closed, Delivery, Draft, Hello, Preamble, Request, Seq, encode};

/// Bytes that count as one against a member's share: coarse, so that it costs nothing to count.
const BYTES_UNIT: u32 = 64;

/// Why a session ended.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SessionError {
    /// It did not come to a session: not signed in within the time.
    #[error("did not sign in in time")]
    Late,
    /// It did not come to a session: no protocol in common, or a word out of order.
    #[error("did not sign in: {0}")]
    NoSignIn(&'static str),
    /// The link broke.
    #[error(transparent)]
    Link(#[from] LinkError),
}

/// Serves one member over `stream` until the link ends; returns the last word said.
///
/// `caller` has the key that the stream was secured with. `admitted` is called once the member is in.
///
/// # Errors
/// [`SessionError`]; the member counts as reconnecting if it had been let in.
pub async fn serve<S>(
    shared: SharedRoom,
    stream: S,
    caller: Caller,
    admitted: impl FnOnce(),
) -> Result<Closed, SessionError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut link = Link::new(stream);
    let signed_in = timeout(limits::SIGN_IN, sign_in(&shared, &mut link, caller)).await;
    let Some(entry) = signed_in.unwrap_or(Err(SessionError::Late))? else {
        return Ok(Closed::Left);
    };
    admitted();
    link.signed_in();
    let mut session = Session::new(shared, link, entry);
    let result = poll_fn(|cx| session.poll(cx)).await;
    session.end(result).await
}

/// What a session begins with.
struct Entry {
    seat: Seat,
    offset: u64,
    welcome: Vec<u8>,
    /// The batch that has to be published before the welcome leaves.
    batch: BatchNumber,
}

/// Exchanges preambles and lets the member in, or refuses it and returns nothing.
async fn sign_in<S>(
    shared: &SharedRoom,
    link: &mut Link<S>,
    caller: Caller,
) -> Result<Option<Entry>, SessionError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    link.send(&Preamble::ours()).await?;
    let theirs: Preamble = link.read().await?.ok_or(LinkError::Closed)?;
    Preamble::ours().agree(&theirs).map_err(|_| SessionError::NoSignIn("no protocol in common"))?;
    let hello: Hello = match link.read().await?.ok_or(LinkError::Closed)? {
        Request::Hello(hello) => hello,
        _ => return Err(SessionError::NoSignIn("first request is no hello")),
    };
    let (now, key) = (shared.now(), caller.key);
    let denied = match shared.with(|room| room.admit(now, caller, &hello)) {
        Ok(admission) => {
            if admission.replaced.is_some() {
                shared.ring_for(&[key]);
            }
            let mut frames = Vec::new();
            encode(&Delivery::Welcome(Box::new(admission.welcome)), &mut frames).map_err(LinkError::from)?;
            frames.extend_from_slice(&admission.members);
            encode(&Delivery::Board(Box::new(admission.board)), &mut frames).map_err(LinkError::from)?;
            let seat = Seat { number: admission.session, slot: shared.enter(key), reader: admission.reader };
            let (offset, batch) = (admission.offset, admission.batch);
            return Ok(Some(Entry { seat, offset, welcome: frames, batch }));
        }
        Err(Denied::Refused(refusal)) => Delivery::Refused(refusal),
        Err(Denied::Older) => Delivery::Closed(Closed::Elsewhere),
    };
    link.send(&denied).await?;
    link.close().await?;
    Ok(None)
}

/// Where the page that a member asked for is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// None was asked for, or it has left.
    None,
    /// Among the answers.
    Waits,
    /// In what is being written, up to this byte.
    Leaves(usize),
}

/// The frames of a page that is not in memory.
type Fetched = Pin<Box<dyn Future<Output = Vec<u8>> + Send>>;

struct Session<S> {
    shared: SharedRoom,
    link: Link<S>,
    seat: Seat,
    /// Where the next frame of the public log begins.
    offset: u64,
    /// The log is written up to here before anything else.
    look: Look,
    /// Nothing is written before this batch is published: the welcome speaks of what is in it.
    awaited: Option<BatchNumber>,
    /// Whole frames to write first: answers, letters, presence, the rest of a frame that was cut.
    private: Vec<u8>,
    /// Bytes of `private` already written.
    written: usize,
    /// Frames for after that: answers made while `private` is being written.
    answers: Vec<u8>,
    /// A ping and the newest letter of its time, which is told before the pong; nothing more is heard meanwhile.
    pong: Option<(u64, Seq)>,
    /// Lines that came and were not handed over to be checked yet.
    drafts: Vec<Draft>,
    /// Lines that are being checked; nothing more is read meanwhile.
    checking: Option<oneshot::Receiver<Vec<Checked>>>,
    /// What the link ends with when all lines that came before are placed.
    ending: Option<Closed>,
    page: Page,
    /// The page while it is read where the room is kept.
    fetched: Option<Fetched>,
    heard: Duration,
    /// Bytes that this member may still send, on a clock of its own.
    bytes: (Hand, Bucket),
    /// Nothing is read before this moment: the member sent so much more than its share.
    deaf: Option<(Duration, u32)>,
    /// Since when nothing could be written, if something waits to be.
    stalled: Option<Duration>,
    unflushed: bool,
    alarm: Pin<Box<Sleep>>,
    closing: Option<Closed>,
    /// Whether the last word is still to be said.
    unsaid: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    fn new(shared: SharedRoom, link: Link<S>, entry: Entry) -> Self {
        let Entry { seat, offset, welcome, batch } = entry;
        let heard = shared.now().ticks;
        let mut hand = Hand::default();
        hand.set(heard);
        // A host that allows more messages allows the bytes that carry them.
        let share = shared.with(|room| room.settings().messages_per_second) / limits::MESSAGES_PER_SECOND;
        let rate = limits::MEMBER_BYTES_PER_SECOND.saturating_mul(share.max(1));
        let period = Duration::from_secs(1) * BYTES_UNIT / rate;
        let bucket = Bucket::new(&hand, limits::MEMBER_BYTES_BURST / BYTES_UNIT, period);
        let look = Look { target: offset, seq: seat.reader.upto, standing: Standing::Current, more: true };
        Self {
            alarm: Box::pin(tokio::time::sleep(limits::HOST_PATIENCE)),
            shared,
            link,
            seat,
            offset,
            look,
            awaited: Some(batch),
            private: welcome,
            written: 0,
            answers: Vec::new(),
            pong: None,
            drafts: Vec::new(),
            checking: None,
            ending: None,
            page: Page::None,
            fetched: None,
            heard,
            bytes: (hand, bucket),
            deaf: None,
            stalled: None,
            unflushed: false,
            closing: None,
            unsaid: true,
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Closed, LinkError>> {
        if self.closing.is_none() && self.poll_listen(cx)?.is_ready() {
            return Poll::Ready(Err(LinkError::Closed));
        }
        self.poll_fetched(cx);
        let full = self.is_full();
        let told = self.poll_tell(cx)?;
        if let (Poll::Ready(()), Some(closed)) = (told, self.closing) {
            return Poll::Ready(Ok(closed));
        }
        if full && !self.is_full() {
            // Listening stopped for want of room, so nothing else would wake it.
            cx.waker().wake_by_ref();
        }
        self.poll_alarm(cx)
    }

    /// Ends the link of a member who is silent or takes nothing.
    fn poll_alarm(&mut self, cx: &mut Context<'_>) -> Poll<Result<Closed, LinkError>> {
        loop {
            let stalled = self.stalled.map(|since| since + limits::WRITE_PATIENCE);
            let heard = self.heard + limits::HOST_PATIENCE;
            let due = stalled.map_or(heard, |stalled| stalled.min(heard));
            let now = self.shared.ticks();
            if now >= due {
                return Poll::Ready(Err(LinkError::Silent));
            }
            // Moved only when it rings: most of the time something was heard meanwhile.
            ready!(self.alarm.as_mut().poll(cx));
            let next = tokio::time::Instant::now() + (due - now);
            self.alarm.as_mut().reset(next);
        }
    }

    async fn end(mut self, result: Result<Closed, LinkError>) -> Result<Closed, SessionError> {
        let (now, member) = (self.shared.now(), self.seat.reader.member);
        let how = match result {
            Ok(Closed::Left) => Departure::Left,
            Ok(Closed::RoomClosed | Closed::Elsewhere | Closed::BrokenRule) | Err(_) => Departure::Broken,
        };
        self.shared.leave(self.seat.slot);
        self.shared.with(|room| room.depart(now, &member, self.seat.number, how));
        let closed = result?;
        drop(timeout(limits::CLOSING, self.link.close()).await);
        Ok(closed)
    }
}

#[cfg(test)]
mod tests;
