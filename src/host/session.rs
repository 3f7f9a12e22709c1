//! One member: one task that listens and tells in the same poll.
//!
//! Owns cursors and one bounded buffer of answers, no queue: a member who reads slowly costs the
//! others nothing. Sources are switched only at a fixed target, between whole frames: first the public
//! log up to the target, then what is private. A member who breaks a rule loses this link, no more.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Sleep, timeout};

use super::limits::{Bucket, Hand};
use super::log::{Read, frame_length};
use super::room::{BatchNumber, BrokenRule, Departure, Room, Standing};
use super::shared::{Look, Seat, SharedRoom};
use crate::link::{Filled, Link, LinkError};
use crate::wire::limits;
use crate::wire::{
    Answer, Closed, Delivery, Hello, Offer, PageRequest, Preamble, PublicKey, Request, encode,
};

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
/// `peer` is the key that the stream was secured with. `admitted` is called once the member is in.
///
/// # Errors
/// [`SessionError`]; the member counts as reconnecting if it had been let in.
pub async fn serve<S>(
    shared: SharedRoom,
    stream: S,
    peer: PublicKey,
    admitted: impl FnOnce(),
) -> Result<Closed, SessionError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut link = Link::new(stream);
    let signed_in = timeout(limits::SIGN_IN, sign_in(&shared, &mut link, peer)).await;
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
    peer: PublicKey,
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
    let now = shared.now();
    match shared.with(|room| room.admit(now, peer, &hello)) {
        Ok(admission) => {
            if admission.replaced.is_some() {
                shared.ring_for(&[peer]);
            }
            let mut frames = Vec::new();
            encode(&Delivery::Welcome(Box::new(admission.welcome)), &mut frames).map_err(LinkError::from)?;
            frames.extend_from_slice(&admission.members);
            let seat = Seat { number: admission.session, slot: shared.enter(peer), reader: admission.reader };
            let (offset, batch) = (admission.offset, admission.batch);
            Ok(Some(Entry { seat, offset, welcome: frames, batch }))
        }
        Err(refusal) => {
            link.send(&Delivery::Refused(refusal)).await?;
            link.close().await?;
            Ok(None)
        }
    }
}

/// Where the page that a member asked for is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// None was asked for, or it has left.
    None,
    /// Among the answers.
    Waits,
    /// In what is being written.
    Leaves,
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
        let look = Look { target: offset, seq: seat.reader.upto, standing: Standing::Current };
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

    /// Takes the page that was read where the room is kept.
    fn poll_fetched(&mut self, cx: &mut Context<'_>) {
        if let Some(fetched) = &mut self.fetched
            && let Poll::Ready(frames) = fetched.as_mut().poll(cx)
        {
            self.answers.extend_from_slice(&frames);
            self.fetched = None;
        }
    }

    /// Reads and handles requests within the budget; ready when the member closed the link.
    fn poll_listen(&mut self, cx: &mut Context<'_>) -> Result<Poll<()>, LinkError> {
        let mut budget = limits::READ_BUDGET;
        loop {
            // What came together with the hello, or found no room before, is still to be handled.
            self.handle_requests();
            if self.closing.is_some() || self.is_full() || self.is_deaf(cx) {
                return Ok(Poll::Pending);
            }
            if budget == 0 {
                // The others run first; there is more to read here.
                cx.waker().wake_by_ref();
                return Ok(Poll::Pending);
            }
            match self.link.poll_fill(cx)? {
                Poll::Pending => return Ok(Poll::Pending),
                Poll::Ready(Filled::End) => return Ok(Poll::Ready(())),
                Poll::Ready(Filled::Bytes(bytes)) => {
                    budget = budget.saturating_sub(bytes);
                    self.heard = self.shared.now().ticks;
                    self.count_bytes(bytes);
                }
            }
        }
    }

    fn is_full(&self) -> bool {
        self.answers.len() >= limits::ANSWER_BYTES
    }

    /// Takes bytes out of the member's share; when it is used up, the next reading waits.
    fn count_bytes(&mut self, bytes: usize) {
        self.take_share(self.heard, u32::try_from(bytes).unwrap_or(u32::MAX).div_ceil(BYTES_UNIT));
    }

    fn take_share(&mut self, now: Duration, units: u32) {
        let (hand, bucket) = &mut self.bytes;
        hand.set(now);
        self.deaf = bucket.take_many(hand, units).err().map(|wait| (now + wait, units));
    }

    /// Returns whether reading waits; the alarm is set for the moment when it no longer does.
    fn is_deaf(&mut self, cx: &mut Context<'_>) -> bool {
        let now = self.shared.now().ticks;
        if let Some((until, owed)) = self.deaf
            && now >= until
        {
            self.take_share(now, owed);
        }
        let Some((until, _)) = self.deaf else { return false };
        self.alarm.as_mut().reset(tokio::time::Instant::now() + (until - now));
        self.alarm.as_mut().poll(cx).is_pending()
    }

    fn handle_requests(&mut self) {
        while self.closing.is_none() && !self.is_full() {
            let handled = match self.link.take::<Request>() {
                Ok(None) => return,
                Ok(Some(request)) => self.handle(request),
                Err(error) => {
                    tracing::debug!(%error, "no request of the protocol");
                    Err(BrokenRule)
                }
            };
            if handled.is_err() {
                self.closing = Some(Closed::BrokenRule);
            }
        }
    }

    fn handle(&mut self, request: Request) -> Result<(), BrokenRule> {
        let (now, me) = (self.shared.now(), self.seat.reader.member);
        match request {
            Request::Hello(_) => return Err(BrokenRule),
            Request::Say(draft) => return self.handle_draft(draft),
            Request::Page(page) => return self.handle_page(page),
            Request::Activity(activity) => {
                self.change(|room| room.activity(now, &me, activity));
            }
            Request::Ping(number) => self.answer(&Delivery::Pong(number)),
            Request::Leave => self.closing = Some(Closed::Left),
            Request::Offer(Offer { author, draft }) => {
                let signed = draft.check(author, self.shared.id()).map_err(|_| BrokenRule)?;
                self.change(|room| room.offer(now, &me, &signed));
            }
        }
        Ok(())
    }

    fn handle_draft(&mut self, draft: crate::wire::Draft) -> Result<(), BrokenRule> {
        use super::room::Came;
        let (now, me) = (self.shared.now(), self.seat.reader.member);
        let (audience, nonce) = (draft.audience, draft.nonce);
        // Checked before the lock is taken: it is the dearest part by far.
        let came = match draft.check(me, self.shared.id()) {
            Ok(signed) => self.change(|room| room.say(now, &signed)),
            Err(_) => self.change(|room| room.refuse(&me, audience, nonce)),
        };
        let came = came.unwrap_or(Ok(Came::Dropped))?;
        match came {
            Came::InRoom | Came::InMail | Came::Dropped => {}
            Came::Answer(outcome) => self.answer(&Delivery::Answer(Answer::new(audience, nonce, outcome))),
        }
        Ok(())
    }

    /// One page at a time: the next may be asked for when the one before has left.
    fn handle_page(&mut self, request: PageRequest) -> Result<(), BrokenRule> {
        if self.page != Page::None {
            return Err(BrokenRule);
        }
        self.page = Page::Waits;
        let elsewhere = self.shared.with(|room| room.page(request, &mut self.answers));
        self.fetched = elsewhere.map(|page| Box::pin(self.shared.page_elsewhere(page)) as Fetched);
        Ok(())
    }

    /// Changes the room in the member's name, unless another session speaks for it by now: what the older
    /// one still says would take the numbers that the other was told are free.
    fn change<T>(&self, change: impl FnOnce(&mut Room) -> T) -> Option<T> {
        let (member, number) = (self.seat.reader.member, self.seat.number);
        self.shared.with(|room| (room.session(&member) == Some(number)).then(|| change(room)))
    }

    fn answer(&mut self, word: &Delivery) {
        if let Err(error) = encode(word, &mut self.answers) {
            tracing::error!(%error, "answer does not fit a frame");
        }
    }

    /// Writes everything there is; ready when nothing is left and the link is flushed.
    fn poll_tell(&mut self, cx: &mut Context<'_>) -> Result<Poll<()>, LinkError> {
        if let Some(batch) = self.awaited {
            if !self.shared.is_published(batch, cx.waker()) {
                return Ok(Poll::Pending);
            }
            self.awaited = None;
        }
        loop {
            let progress = match self.poll_private(cx)? {
                Poll::Ready(()) => self.poll_log(cx)?,
                Poll::Pending => Poll::Pending,
            };
            if progress.is_pending() {
                self.stalled.get_or_insert(self.shared.now().ticks);
                return Ok(Poll::Pending);
            }
            if !self.look_for_more(cx) {
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
                }
            }
        }
        self.written = 0;
        self.private.clear();
        if self.page == Page::Leaves {
            self.page = Page::None;
        }
        if self.private.capacity() > limits::FRAME_BYTES_BEFORE_SIGN_IN {
            self.private = Vec::new();
        }
        Ok(Poll::Ready(()))
    }

    /// Writes the public log up to the target, as it lies there.
    fn poll_log(&mut self, cx: &mut Context<'_>) -> Result<Poll<()>, LinkError> {
        loop {
            match self.shared.read(self.offset, self.look.target) {
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
                        self.offset += u64::try_from(whole).unwrap_or(u64::MAX);
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

    /// Looks what came meanwhile; returns whether there is something to write.
    fn look_for_more(&mut self, cx: &Context<'_>) -> bool {
        std::mem::swap(&mut self.private, &mut self.answers);
        if self.page == Page::Waits && self.fetched.is_none() {
            self.page = Page::Leaves;
        }
        if self.closing.is_some() {
            return self.finish();
        }
        self.look = self.shared.look(&mut self.seat, self.offset, &mut self.private, cx.waker());
        match self.look.standing {
            Standing::Current => {}
            Standing::Replaced => self.closing = Some(Closed::Elsewhere),
            Standing::Closing => self.closing = Some(Closed::RoomClosed),
        }
        self.closing.is_some() || !self.private.is_empty() || self.offset < self.look.target
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

    /// Ends the link of a member who is silent or takes nothing.
    fn poll_alarm(&mut self, cx: &mut Context<'_>) -> Poll<Result<Closed, LinkError>> {
        loop {
            let stalled = self.stalled.map(|since| since + limits::WRITE_PATIENCE);
            let heard = self.heard + limits::HOST_PATIENCE;
            let due = stalled.map_or(heard, |stalled| stalled.min(heard));
            let now = self.shared.now().ticks;
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
