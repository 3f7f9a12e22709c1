//! Own lines on their way to the host: exactly once, in order, on two lanes. Pure.
//!
//! A lane is one shelf's nonces. Lines keep their nonce until the host settled it, whatever happens
//! to the link; what may have been lost is sent again from the first unsettled line on (go-back-N).
//! A line leaves the outbox only by being told, refused or thrown away. Nothing is sent before the disk
//! has it with its nonce, so that a line is the same line after a crash; and since a disk may be an old
//! copy, a line counts as told only by an event with its nonce and its body.

use std::collections::VecDeque;
use std::time::Duration;

use super::update::Ticket;
use super::writes::Writes;
use crate::identity::Said;
use crate::store::{Change, OutboxRecord};
use crate::wire::limits::{OUTBOX_LINES, UNANSWERED};
use crate::wire::{Audience, Content, Hash, Kind, Live, Mark, Nonce, Rejection, Seq, Settled, Shelf, Time};

/// One own line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its identity in this program.
    pub ticket: Ticket,
    /// For whom it is.
    pub audience: Audience,
    /// What it is.
    pub kind: Kind,
    /// Its body.
    pub content: Content,
    /// When it was typed.
    pub time: Time,
    /// Its number on the disk; 0 if it is not there.
    key: u64,
    /// The nonce under which it may have been sent; 0 if it was not.
    nonce: Nonce,
    /// The change that has to be on the disk before it is sent.
    change: u64,
}

/// Lines of one shelf, in the order of their nonces, which have no holes.
///
/// A host settles in order, but tells on several ways at once: a refusal may overtake the event of the
/// line before it. What is settled ahead of its turn leaves an empty place until its turn comes.
#[derive(Debug)]
struct Lane {
    entries: VecDeque<Option<Entry>>,
    /// The nonce of the first entry, or of the next one if there is none.
    first: Nonce,
    /// Entries from the first on that were sent over the link in use.
    sent: usize,
    /// Nothing is sent before this moment.
    hold: Option<Duration>,
    /// Entries that may be unanswered: one after the host asked for patience, since it drops those behind,
    /// and one more with each that it settles.
    window: usize,
    /// Lines whose nonce was settled longer ago than a host answers for, and lines without a nonce on a disk that may be
    /// an old copy: what became of them is in the history.
    doubtful: Vec<Entry>,
    /// The highest own nonce that the disk knows of.
    known: Nonce,
}

impl Default for Lane {
    fn default() -> Self {
        Self {
            entries: VecDeque::new(),
            first: 0,
            sent: 0,
            hold: None,
            window: UNANSWERED,
            doubtful: Vec::new(),
            known: 0,
        }
    }
}

/// Own lines that the host has not settled.
#[derive(Debug, Default)]
pub struct Outbox {
    room: Lane,
    mail: Lane,
    refused: Vec<(Entry, Rejection)>,
}

impl Entry {
    /// Makes a line that was not sent yet.
    #[must_use]
    pub fn new(ticket: Ticket, audience: Audience, kind: Kind, content: Content, time: Time) -> Self {
        Self { ticket, audience, kind, content, time, key: 0, nonce: 0, change: 0 }
    }

    /// Wants it on the disk as it is.
    fn write(&mut self, refused: Option<Rejection>, writes: &mut Writes) {
        if !writes.is_on() {
            return;
        }
        if self.key == 0 {
            self.key = writes.next_key();
        }
        let Self { audience, kind, content, time, nonce, .. } = self.clone();
        let record = OutboxRecord { audience, kind, content, time, nonce, refused };
        self.change = writes.push(Change::Outbox(self.key, record));
    }

    /// Wants it off the disk.
    fn erase(&self, writes: &mut Writes) {
        if self.key != 0 {
            writes.push(Change::OutboxDone(self.key));
        }
    }

    /// Whether an event is this line; one that has no nonce may have got it after the copy was made.
    fn is(&self, nonce: Nonce, body: Hash) -> bool {
        [0, nonce].contains(&self.nonce) && self.content.hash() == body
    }
}

impl Outbox {
    /// Takes a line in.
    pub fn push(&mut self, mut entry: Entry, writes: &mut Writes) {
        entry.write(None, writes);
        self.lane(entry.audience.shelf()).entries.push_back(Some(entry));
    }

    /// Lines leave the copy that they lie in; returns what takes them out of it.
    pub fn leave(&mut self) -> Vec<Change> {
        let mut keys = Vec::new();
        for entry in self.all() {
            keys.extend((entry.key != 0).then_some(Change::OutboxDone(entry.key)));
            (entry.key, entry.nonce, entry.change) = (0, 0, 0);
        }
        keys
    }

    /// Takes in what lay on the disk, oldest first, with the ticket that each is to have; returns it for showing, with the
    /// reason of what was refused. `known` are the highest own nonces in the history beside it.
    pub fn restore(
        &mut self,
        records: Vec<(Ticket, u64, OutboxRecord)>,
        known: Settled,
    ) -> Vec<(Entry, Option<Rejection>)> {
        (self.room.known, self.mail.known) = (known.room, known.mail);
        let mut shown = Vec::new();
        for (ticket, key, record) in records {
            let OutboxRecord { audience, kind, content, time, nonce, refused } = record;
            let entry = Entry { ticket, audience, kind, content, time, key, nonce, change: 0 };
            shown.push((entry.clone(), refused.clone()));
            let lane = self.lane(audience.shelf());
            lane.known = lane.known.max(nonce);
            match refused {
                Some(rejection) => self.refused.push((entry, rejection)),
                None => self.lane(audience.shelf()).doubtful.push(entry),
            }
        }
        self.room.arrange();
        self.mail.arrange();
        shown
    }

    /// Takes in lines of one's own that a host has lost, in the order in which they were said; they come before the others
    /// and keep their nonces where the host allows it.
    pub fn say_again(&mut self, mut entries: Vec<(Entry, Nonce)>, writes: &mut Writes) {
        for (entry, nonce) in &mut entries {
            entry.nonce = *nonce;
            entry.write(None, writes);
        }
        for shelf in [Shelf::Room, Shelf::Mail] {
            let lane = self.lane(shelf);
            let mut again: Vec<_> = entries.iter().map(|(entry, _)| entry.clone()).collect();
            again.retain(|entry| entry.audience.shelf() == shelf);
            lane.doubtful.splice(0..0, again);
            lane.arrange();
        }
    }

    /// Places after this one are of a history that is no more: what waits to be said about them is dropped, and an answer to
    /// one of them is a line of its own. Returns what was dropped.
    pub fn forget_places_after(&mut self, seq: Seq, writes: &mut Writes) -> Vec<Ticket> {
        let mut dropped = Vec::new();
        let mut keep = |entry: &mut Entry| {
            let live = Live::read(entry.kind, &entry.content.bytes).and_then(Result::ok);
            let Some(live) = live.filter(|live| live.line() > seq) else { return true };
            if let Some(text) = live.text().filter(|_| entry.kind == Kind::REPLY) {
                (entry.kind, entry.content.bytes) = (Kind::CHAT, text.as_str().as_bytes().to_vec());
                entry.write(None, writes);
                return true;
            }
            dropped.push(done(entry, writes));
            false
        };
        self.room.doubtful.retain_mut(&mut keep);
        for place in &mut self.room.entries {
            place.take_if(|entry| !keep(entry));
        }
        self.refused.retain_mut(|(entry, _)| keep(entry));
        dropped
    }

    /// Takes a refused line back to the end of its lane; returns it for showing.
    pub fn retry(&mut self, ticket: Ticket, writes: &mut Writes) -> Option<Entry> {
        let mut entry = self.take_refused(ticket)?;
        entry.nonce = 0;
        self.push(entry.clone(), writes);
        Some(entry)
    }

    /// Throws a refused line away; a line that may have been sent cannot be.
    pub fn discard(&mut self, ticket: Ticket, writes: &mut Writes) -> bool {
        let found = self.take_refused(ticket);
        if let Some(entry) = &found {
            entry.erase(writes);
        }
        found.is_some()
    }

    /// Begins anew over another link, to a host that has settled this much.
    ///
    /// In the room that the nonces are of, lines keep them; in another they get the next ones.
    pub fn handle_joined(&mut self, settled: Settled, same_room: bool) {
        for shelf in [Shelf::Room, Shelf::Mail] {
            self.lane(shelf).begin(settled.of(shelf), same_room);
        }
    }

    /// Settles the line with this nonce and this body, because it was told; returns it. A line whose nonce turns out to be
    /// another's is in doubt.
    pub fn handle_told(
        &mut self,
        shelf: Shelf,
        nonce: Nonce,
        body: Hash,
        writes: &mut Writes,
    ) -> Option<Ticket> {
        let lane = self.lane(shelf);
        let doubtful = lane.doubtful.iter().position(|entry| entry.is(nonce, body));
        let mut told = doubtful.map(|at| lane.doubtful.remove(at));
        let numbered = lane.position(nonce).and_then(|at| lane.entries.get(at)?.as_ref());
        if told.is_none() && numbered.is_some_and(|entry| entry.content.hash() == body) {
            return lane.settle(nonce).map(|entry| done(&entry, writes));
        }
        told = told.or_else(|| lane.take_unsent(body));
        lane.pass(nonce);
        lane.taken(nonce);
        told.map(|entry| done(&entry, writes))
    }

    /// Settles the line with this nonce, because the host says that it was accepted and nothing more is to be learned.
    pub fn handle_accepted(&mut self, shelf: Shelf, nonce: Nonce, writes: &mut Writes) -> Option<Ticket> {
        self.lane(shelf).settle(nonce).map(|entry| done(&entry, writes))
    }

    /// The nonce of a line turned out to be another's: the line is in doubt.
    pub fn handle_taken(&mut self, shelf: Shelf, nonce: Nonce) {
        self.lane(shelf).taken(nonce);
    }

    /// Settles the line with this nonce, because it was refused; returns it.
    pub fn handle_refused(
        &mut self,
        shelf: Shelf,
        nonce: Nonce,
        why: &Rejection,
        writes: &mut Writes,
    ) -> Option<(Ticket, Kind)> {
        let mut entry = self.lane(shelf).settle(nonce)?;
        let told = (entry.ticket, entry.kind);
        entry.write(Some(why.clone()), writes);
        self.refused.push((entry, why.clone()));
        Some(told)
    }

    /// Sends this line and those behind it again, but not before `until`.
    pub fn handle_later(&mut self, shelf: Shelf, nonce: Nonce, until: Duration) {
        let lane = self.lane(shelf);
        if let Some(at) = lane.position(nonce).filter(|at| *at < lane.sent) {
            (lane.sent, lane.window) = (at, 1);
            lane.hold = Some(until);
        }
    }

    /// Returns whether what became of a line of this shelf can only be learned from the history.
    #[must_use]
    pub fn is_in_doubt(&self, shelf: Shelf) -> bool {
        match shelf {
            Shelf::Room => !self.room.doubtful.is_empty(),
            Shelf::Mail => !self.mail.doubtful.is_empty(),
        }
    }

    /// The history of this shelf is known as far as it can be: doubtful lines that are not in it are said anew. If a part of it
    /// is lost, those that were numbered are given up as settled, which are returned; one without a number may never have
    /// been said, and rather stands twice than nowhere.
    pub fn end_doubt(&mut self, shelf: Shelf, is_whole: bool, writes: &mut Writes) -> Vec<Ticket> {
        let lane = self.lane(shelf);
        let doubtful = std::mem::take(&mut lane.doubtful);
        let (anew, settled) =
            doubtful.into_iter().partition::<Vec<_>, _>(|entry| is_whole || entry.nonce == 0);
        lane.say_anew(anew);
        settled.iter().map(|entry| done(entry, writes)).collect()
    }

    /// Returns the next line to sign and send, as seen from `seen`.
    pub fn poll(&mut self, now: Duration, seen: Mark, writes: &mut Writes) -> Option<Said> {
        self.mail.poll(now, seen, writes).or_else(|| self.room.poll(now, seen, writes))
    }

    /// Writes every line once more, for a disk that missed some.
    pub fn write_all(&mut self, writes: &mut Writes) {
        for lane in [&mut self.room, &mut self.mail] {
            for entry in lane.doubtful.iter_mut().chain(lane.entries.iter_mut().flatten()) {
                entry.write(None, writes);
            }
        }
        for (entry, why) in &mut self.refused {
            entry.write(Some(why.clone()), writes);
        }
    }

    /// Returns when a lane that was held may go on.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        [self.room.hold, self.mail.hold].into_iter().flatten().min()
    }

    /// Returns whether a line with this body waits to be settled.
    #[must_use]
    pub fn holds(&self, body: &Hash) -> bool {
        let lanes = [&self.room, &self.mail].into_iter();
        let mut waiting = lanes.flat_map(|lane| lane.doubtful.iter().chain(lane.entries.iter().flatten()));
        waiting.any(|entry| entry.content.hash() == *body)
    }

    /// Returns how many lines wait to be settled.
    #[must_use]
    pub fn len(&self) -> usize {
        let waiting = |lane: &Lane| lane.entries.iter().flatten().count() + lane.doubtful.len();
        waiting(&self.room) + waiting(&self.mail)
    }

    /// Returns whether no line waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn all(&mut self) -> impl Iterator<Item = &mut Entry> {
        let lanes = [&mut self.room, &mut self.mail].into_iter();
        let waiting =
            lanes.flat_map(|lane| lane.doubtful.iter_mut().chain(lane.entries.iter_mut().flatten()));
        waiting.chain(self.refused.iter_mut().map(|(entry, _)| entry))
    }

    fn take_refused(&mut self, ticket: Ticket) -> Option<Entry> {
        let at = self.refused.iter().position(|(entry, _)| entry.ticket == ticket)?;
        Some(self.refused.remove(at).0)
    }

    fn lane(&mut self, shelf: Shelf) -> &mut Lane {
        match shelf {
            Shelf::Room => &mut self.room,
            Shelf::Mail => &mut self.mail,
        }
    }
}

impl Lane {
    fn position(&self, nonce: Nonce) -> Option<usize> {
        let at = usize::try_from(nonce.checked_sub(self.first)?).ok()?;
        (at < self.entries.len()).then_some(at)
    }

    /// Puts what waits in `doubtful` in its places: what may have been sent by its nonce, the rest behind it.
    fn arrange(&mut self) {
        let doubtful = std::mem::take(&mut self.doubtful).into_iter();
        let (unsaid, mut all) = doubtful.partition::<Vec<_>, _>(|entry| entry.nonce == 0);
        self.doubtful = unsaid;
        all.extend(self.entries.drain(..).flatten());
        let fresh = all.iter().filter(|entry| entry.nonce == 0).cloned().collect::<Vec<_>>();
        all.retain(|entry| entry.nonce != 0);
        all.sort_by_key(|entry| entry.nonce);
        self.first = all.first().map_or(0, |entry| entry.nonce);
        for entry in all {
            let at = usize::try_from(entry.nonce - self.first).unwrap_or(usize::MAX);
            // A disk that is damaged or of another time may say anything; such a line is looked for in the history.
            if at < self.entries.len() || at > OUTBOX_LINES + UNANSWERED {
                self.doubtful.push(entry);
                continue;
            }
            self.entries.resize(at, None);
            self.entries.push_back(Some(entry));
        }
        self.entries.extend(fresh.into_iter().map(Some));
        self.sent = 0;
    }

    /// Begins over another link to a host that has settled the nonces up to `settled`.
    fn begin(&mut self, settled: Nonce, same_room: bool) {
        (self.sent, self.hold) = (0, None);
        let next = settled.saturating_add(1);
        if settled <= self.known {
            // The disk knows of everything that was ever said: what has no nonce there was not.
            let (unsaid, doubtful) =
                std::mem::take(&mut self.doubtful).into_iter().partition(|entry| entry.nonce == 0);
            self.doubtful = doubtful;
            self.say_anew(unsaid);
        }
        let numbered = self.entries.iter().flatten().any(|entry| entry.nonce != 0);
        if !same_room {
            let doubtful = std::mem::take(&mut self.doubtful);
            self.say_anew(doubtful);
        }
        if !same_room || !numbered || self.first > next {
            self.entries.retain(Option::is_some);
            self.first = next;
            return;
        }
        let mut fresh = VecDeque::new();
        while self.entries.back().is_some_and(|entry| entry.as_ref().is_none_or(|entry| entry.nonce == 0)) {
            if let Some(entry) = self.entries.pop_back().flatten() {
                fresh.push_front(Some(entry));
            }
        }
        // A host answers for the last few only.
        let answered = settled.saturating_sub(UNANSWERED.try_into().unwrap_or(Nonce::MAX));
        while self.first <= answered
            && let Some(entry) = self.entries.pop_front()
        {
            self.first = self.first.saturating_add(1);
            self.doubtful.extend(entry);
        }
        if self.entries.is_empty() {
            self.first = next;
        }
        let upto = usize::try_from(next.saturating_sub(self.first)).unwrap_or(0);
        if self.entries.len() < upto {
            self.entries.resize(upto, None);
        }
        // A host that died may have told of a refusal that its disk never had; the nonce is free again, and a
        // hole would count as a broken rule. It settles in order, so nothing behind the hole was placed either.
        let behind = self.entries.split_off(upto.min(self.entries.len()));
        self.entries.extend(behind.into_iter().filter(Option::is_some));
        self.entries.append(&mut fresh);
        self.trim();
    }

    /// Puts lines before those that were never sent.
    fn say_anew(&mut self, lines: Vec<Entry>) {
        let is_fresh = |entry: &Option<Entry>| entry.as_ref().is_some_and(|entry| entry.nonce == 0);
        let at = self.entries.iter().position(is_fresh).unwrap_or(self.entries.len());
        let fresh = self.entries.split_off(at);
        self.entries.extend(lines.into_iter().map(|entry| Some(Entry { nonce: 0, ..entry })));
        self.entries.extend(fresh);
    }

    /// Returns how many entries may be sent: none without a nonce while older lines may still have to go before it.
    fn reach(&self) -> usize {
        let is_sent = |entry: &&Option<Entry>| entry.as_ref().is_none_or(|entry| entry.nonce != 0);
        match self.doubtful.iter().any(|entry| entry.nonce == 0) {
            true => self.window.min(self.entries.iter().take_while(is_sent).count()),
            false => self.window,
        }
    }

    /// Takes out the line with this nonce.
    fn settle(&mut self, nonce: Nonce) -> Option<Entry> {
        let at = self.position(nonce)?;
        let entry = self.entries.get_mut(at)?.take();
        self.trim();
        entry
    }

    /// Takes out the line with this body that was not sent over the link in use: somebody gave it back to the host under the
    /// nonce that it had before.
    fn take_unsent(&mut self, body: Hash) -> Option<Entry> {
        let is_it = |entry: &Option<Entry>| entry.as_ref().is_some_and(|entry| entry.content.hash() == body);
        let at = self.sent + self.entries.iter().skip(self.sent).position(is_it)?;
        // Where a nonce further on is used up, this one is too, and its place stays.
        match self.entries.iter().skip(at).all(Option::is_some) {
            true => self.entries.remove(at).flatten(),
            false => self.entries.get_mut(at).and_then(Option::take),
        }
    }

    /// The nonces up to this one are used up: lines that were to get one of them get another.
    fn pass(&mut self, nonce: Nonce) {
        let used = nonce.saturating_add(1).saturating_sub(self.first);
        let Some(used) = usize::try_from(used).ok().filter(|used| *used > self.sent) else { return };
        if used > OUTBOX_LINES + UNANSWERED {
            return;
        }
        let mut unsent = self.entries.split_off(self.sent);
        let rest = unsent.split_off(unsent.len().min(used - self.sent));
        let passed = unsent.into_iter().flatten().map(|entry| Entry { nonce: 0, ..entry });
        self.doubtful.extend(passed);
        self.entries.resize(used, None);
        self.entries.extend(rest);
        self.trim();
    }

    /// The line with this nonce has it from a disk that had missed another: it may have been said under that one.
    fn taken(&mut self, nonce: Nonce) {
        if let Some(entry) = self.settle(nonce) {
            self.doubtful.push(Entry { nonce: 0, ..entry });
        }
    }

    /// Lets go of places at the front that are settled.
    fn trim(&mut self) {
        while self.entries.front().is_some_and(Option::is_none) {
            self.entries.pop_front();
            self.first = self.first.saturating_add(1);
            self.sent = self.sent.saturating_sub(1);
            self.window = UNANSWERED.min(self.window.saturating_add(1));
        }
    }

    fn poll(&mut self, now: Duration, seen: Mark, writes: &mut Writes) -> Option<Said> {
        if self.hold.is_some_and(|until| now < until) {
            return None;
        }
        self.hold = None;
        let reach = self.reach();
        self.number(reach, writes);
        while self.sent < reach {
            let Some(entry) = self.entries.get(self.sent)? else {
                self.sent += 1;
                continue;
            };
            if !writes.is_kept(entry.change) {
                return None;
            }
            self.sent += 1;
            let Entry { audience, kind, content, nonce, .. } = entry.clone();
            return Some(Said { audience, nonce, seen, kind, content });
        }
        None
    }

    /// Writes down the nonces of the lines that may be sent next.
    fn number(&mut self, reach: usize, writes: &mut Writes) {
        let mut nonce = self.first.saturating_add(Seq::try_from(self.sent).unwrap_or(Seq::MAX));
        for entry in self.entries.iter_mut().take(reach).skip(self.sent) {
            if let Some(entry) = entry.as_mut().filter(|entry| entry.nonce != nonce) {
                entry.nonce = nonce;
                entry.write(None, writes);
            }
            nonce = nonce.saturating_add(1);
        }
    }
}

fn done(entry: &Entry, writes: &mut Writes) -> Ticket {
    entry.erase(writes);
    entry.ticket
}

#[cfg(test)]
mod tests;
