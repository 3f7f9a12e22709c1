//! Listening: what a member asks for, in the order in which it came.
//!
//! Lines that came together are checked together and placed under one lock; whatever came behind them,
//! the end of the link too, waits until they are placed.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};

use super::{BYTES_UNIT, Fetched, Page, Session};
use crate::host::checker::{Checked, Checking, Unchecked};
use crate::host::room::{BrokenRule, Came, Reader, Room};
use crate::link::{Filled, LinkError};
use crate::wire::limits;
use crate::wire::{Answer, Closed, Delivery, Offer, PageRequest, Request, encode};

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    /// Takes the page that was read where the room is kept.
    pub(super) fn poll_fetched(&mut self, cx: &mut Context<'_>) {
        if let Some(fetched) = &mut self.fetched
            && let Poll::Ready(frames) = fetched.as_mut().poll(cx)
        {
            self.answers.extend_from_slice(&frames);
            self.fetched = None;
        }
    }

    /// Reads and handles requests within the budget; ready when the member closed the link.
    pub(super) fn poll_listen(&mut self, cx: &mut Context<'_>) -> Result<Poll<()>, LinkError> {
        let mut budget = limits::READ_BUDGET;
        loop {
            // What came together with the hello, or found no room before, is still to be handled.
            if self.poll_checked(cx)?.is_pending() {
                return Ok(Poll::Pending);
            }
            self.handle_requests();
            if self.checking.is_some() {
                continue;
            }
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
                    self.heard = self.shared.ticks();
                    self.count_bytes(bytes);
                }
            }
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.answers.len() >= limits::ANSWER_BYTES || self.pong.is_some()
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
        if self.deaf.is_none() {
            return false;
        }
        let now = self.shared.ticks();
        if let Some((until, owed)) = self.deaf
            && now >= until
        {
            self.take_share(now, owed);
        }
        let Some((until, _)) = self.deaf else { return false };
        self.alarm.as_mut().reset(tokio::time::Instant::now() + (until - now));
        self.alarm.as_mut().poll(cx).is_pending()
    }

    /// Handles what came, up to lines that have to be checked elsewhere.
    fn handle_requests(&mut self) {
        loop {
            let is_empty = self.take_requests();
            if !self.drafts.is_empty() {
                self.check_drafts();
            }
            if self.checking.is_some() {
                return;
            }
            if is_empty || self.ending.is_some() || self.is_full() {
                self.closing = self.closing.or(self.ending);
                return;
            }
        }
    }

    /// Takes requests until as many lines are in hand as are checked together; returns whether nothing is
    /// left.
    fn take_requests(&mut self) -> bool {
        while self.ending.is_none() && !self.is_full() && self.drafts.len() < limits::UNANSWERED {
            let handled = match self.link.take::<Request>() {
                Ok(None) => return true,
                Ok(Some(request)) => self.handle(request),
                Err(error) => {
                    tracing::debug!(%error, "no request of the protocol");
                    Err(BrokenRule)
                }
            };
            if handled.is_err() {
                self.ending = Some(Closed::BrokenRule);
            }
        }
        false
    }

    fn handle(&mut self, request: Request) -> Result<(), BrokenRule> {
        match request {
            Request::Hello(_) => return Err(BrokenRule),
            Request::Say(draft) => self.drafts.push(draft),
            Request::Page(page) => return self.handle_page(page),
            Request::Activity(activity) => {
                let (now, me) = (self.shared.now(), self.seat.reader.member);
                self.change(|room| room.activity(now, &me, activity));
            }
            Request::Ping(number) => self.handle_ping(number),
            Request::Leave => self.ending = Some(Closed::Left),
            Request::Offer(Offer { author, draft }) => {
                // Rare, and paid for by the bytes of whoever brings it: checked where it is.
                let signed = draft.check(author, self.shared.id()).map_err(|_| BrokenRule)?;
                let (now, me) = (self.shared.now(), self.seat.reader.member);
                self.change(|room| room.offer(now, &me, &signed));
            }
        }
        Ok(())
    }

    fn check_drafts(&mut self) {
        let (author, room) = (self.seat.reader.member, self.shared.id());
        let drafts = std::mem::take(&mut self.drafts);
        match self.shared.check(Unchecked { author, room, drafts }) {
            Checking::Done(checked) => self.place(checked),
            Checking::Waits(receiver) => self.checking = Some(receiver),
        }
    }

    /// Places what was checked elsewhere; pending as long as it is not.
    fn poll_checked(&mut self, cx: &mut Context<'_>) -> Result<Poll<()>, LinkError> {
        let Some(checking) = &mut self.checking else { return Ok(Poll::Ready(())) };
        match Pin::new(checking).poll(cx) {
            Poll::Pending => return Ok(Poll::Pending),
            Poll::Ready(Ok(checked)) => {
                self.checking = None;
                self.place(checked);
            }
            // The thread is gone; over another link everything without an answer comes again.
            Poll::Ready(Err(_)) => return Err(LinkError::Closed),
        }
        Ok(Poll::Ready(()))
    }

    /// Hands lines to the room, all under one lock.
    fn place(&mut self, checked: Vec<Checked>) {
        let (now, me) = (self.shared.now(), self.seat.reader.member);
        let mut answers = Vec::new();
        let placed = self.change(|room| {
            checked.into_iter().try_for_each(|checked| {
                let (audience, nonce, came) = match checked {
                    Checked::Signed(signed) => {
                        (signed.draft().audience, signed.draft().nonce, room.say(now, &signed)?)
                    }
                    Checked::Forged(audience, nonce) => (audience, nonce, room.refuse(&me, audience, nonce)?),
                };
                if let Came::Answer(outcome) = came {
                    answers.push(Answer::new(audience, nonce, outcome));
                }
                Ok(())
            })
        });
        answers.into_iter().for_each(|answer| self.answer(&Delivery::Answer(answer)));
        if placed == Some(Err(BrokenRule)) {
            self.ending = Some(Closed::BrokenRule);
        }
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

    /// A pong says that every letter published before it is told, so it waits for those that wait for the log.
    fn handle_ping(&mut self, number: u64) {
        let Reader { member, mail, .. } = self.seat.reader;
        let letters = self.shared.with(|room| room.letters(&member));
        match letters > mail {
            true => self.pong = Some((number, letters)),
            false => self.answer(&Delivery::Pong(number)),
        }
    }

    fn answer(&mut self, word: &Delivery) {
        put(word, &mut self.answers);
    }
}

/// Appends a frame of our own making, which always fits.
pub(super) fn put(word: &Delivery, out: &mut Vec<u8>) {
    if let Err(error) = encode(word, out) {
        tracing::error!(%error, "answer does not fit a frame");
    }
}
