//! What a core wants kept, and what it takes up of what was kept before.

use super::{Change, Core, Event, Fact, Kind, Mark, Name, Places, PublicKey, Seq, Shelf, Ticket, Update};
use crate::client::kept::{Kept, Question, is_public};
use crate::store::{LetterRow, LineRow, MemberRecord, Row};
use crate::wire::codec::canonical;
use crate::wire::{Live, Passage, Slot, Topic, decode};

impl Core {
    /// Takes up one's own copy of a room and has everything kept in it from here on. Returns what takes the waiting lines
    /// out of the copy that was used before, if there was one; every change handed out before must have gone there.
    pub fn handle_copy(&mut self, kept: Kept) -> Vec<Change> {
        let left = self.outbox.leave();
        self.copy = Some(kept.room);
        let key = kept.outbox.last().map_or(0, |(key, _)| *key);
        self.writes.begin(key);
        self.forget_places_after(0);
        self.facts.clear();
        self.names = kept.members.iter().map(|member| (member.key, member.name.clone())).collect();
        let shown = self.places.as_ref().map(|places| places.room);
        self.places = kept.door.is_some().then(|| Places::of_kept(&kept));
        // What is shown of another room by then, be it from its copy alone, is to be told apart from this one's.
        self.visited = self.visited.or(shown).filter(|_| self.places.is_none());
        self.oldest = if kept.events.is_empty() { Seq::MAX } else { kept.oldest };
        self.wanted = None;
        self.questions.clear();
        let mut outbox = kept.outbox.clone().into_iter();
        let records = std::iter::from_fn(|| {
            let (key, record) = outbox.next()?;
            self.next_ticket += 1;
            Some((Ticket(self.next_ticket), key, record))
        });
        let waiting = self.outbox.restore(records.collect(), kept.own_nonces());
        (self.era, self.compare) = (0, None);
        self.board.clone_from(&kept.board);
        // A disk that missed events may have the head behind them: no going back from there would be noticed.
        self.signed = kept.head.clone().filter(|head| head.mark.seq <= kept.log.seq);
        self.given_up.clone_from(&kept.given_up);
        let lost = kept.aside.clone();
        let first_lost =
            lost.iter().filter(|event| is_public(event)).map(|event| event.header.slot.seq()).min();
        self.common = first_lost.map(|seq| seq.saturating_sub(1));
        self.lost.clear();
        let forked = kept.is_forked.then(|| kept.proof.clone().map(Box::new));
        self.outbox.write_all(&mut self.writes);
        if kept.door.is_some() {
            self.updates.push_back(Update::Kept(Box::new(kept)));
        }
        self.updates.extend(forked.map(Update::Forked));
        for (entry, refused) in waiting {
            self.show_pending(&entry);
            if let Some(rejection) = refused {
                let (ticket, kind) = (entry.ticket, entry.kind);
                self.updates.push_back(Update::Refused { ticket, kind, rejection });
            }
        }
        self.handle_aside(lost);
        left
    }

    /// The first `count` changes handed out are on the disk, as far as it took them: what stood behind them leaves.
    pub fn handle_kept(&mut self, now: super::Now, count: u64) {
        self.writes.handle_kept(count);
        self.transmit_drafts(now);
    }

    /// The disk did not take what was handed out since; every change must have been taken from here. What stood behind
    /// them leaves all the same.
    pub fn handle_missed(&mut self, now: super::Now) {
        self.writes.handle_missed();
        self.transmit_drafts(now);
    }

    /// The disk missed some changes and takes them again: what must not be missing there is written once more.
    pub fn write_again(&mut self) {
        let letter = self.writes.write_letters_again();
        let facts = std::mem::take(&mut self.facts);
        facts.into_iter().for_each(|(fact, bytes)| self.write_fact(fact, bytes));
        if let Some(mark) = letter {
            self.write_fact(Fact::Mail, canonical(&mark));
        }
        let names = std::mem::take(&mut self.names);
        names.into_iter().for_each(|(key, name)| self.write_name(key, &name));
        self.writes.erase_again();
        self.outbox.write_all(&mut self.writes);
    }

    /// The person has read up to this public place.
    pub fn read(&mut self, seq: Seq) {
        self.write_fact(Fact::ReadMark, canonical(&seq));
    }

    /// Writes a fact unless it is what is written already.
    pub(super) fn write_fact(&mut self, fact: Fact, bytes: Vec<u8>) {
        if !self.writes.is_on() {
            return;
        }
        match self.facts.iter_mut().find(|(known, _)| *known == fact) {
            Some((_, known)) if *known == bytes => return,
            Some((_, known)) => known.clone_from(&bytes),
            None => self.facts.push((fact, bytes.clone())),
        }
        self.writes.push(Change::Fact(fact, bytes));
    }

    /// Writes what somebody is called.
    pub(super) fn write_name(&mut self, key: PublicKey, name: &Name) {
        if !self.writes.is_on() || self.names.get(&key) == Some(name) {
            return;
        }
        self.names.insert(key, name.clone());
        self.writes.push(Change::Member(key, Box::new(MemberRecord::named(name.clone()))));
    }

    /// Writes an event, and what can be searched of it.
    pub(super) fn write_event(&mut self, event: &Event) {
        if !self.writes.is_on() {
            return;
        }
        let Ok(row) = Row::of(event.clone()) else { return };
        let mark = row.mark;
        match event.header.slot {
            Slot::Room { seq } => {
                self.oldest = self.oldest.min(seq);
                self.writes.push(Change::Event(row));
            }
            Slot::Mail { owner, after, .. } => {
                self.writes.push_letter(LetterRow { owner, after, row });
                self.write_mail(mark);
            }
        }
        if let Some(line) = LineRow::of(event) {
            self.writes.push(Change::Line(line));
        }
        if let Some(live) = Live::of(event).filter(|live| live.kind().is_about_line()) {
            self.write_about(live.line(), Some((mark.seq, live.kind())));
        }
    }

    /// Brings a line on the disk in step with what was said about it.
    pub(super) fn write_about(&mut self, line: Seq, by: Option<(Seq, Kind)>) {
        if let Some(host) = self.host() {
            self.writes.push(Change::About { line, by, host });
        }
    }

    /// Writes this member's place on the mail shelf, unless a letter before it is not kept: the host tells that one again.
    pub(super) fn write_mail(&mut self, mark: Mark) {
        if !self.writes.lacks_letter() {
            self.write_fact(Fact::Mail, canonical(&mark));
        }
    }

    /// Takes in what a public event changes of the room as it is shown without a link, and writes it.
    pub(super) fn write_folded(&mut self, event: &Event) {
        if let Some(host) = self.host()
            && self.board.fold(event, &host)
        {
            self.write_fact(Fact::Board, canonical(&self.board));
        }
        let Some(content) = event.content().filter(|_| self.writes.is_on()) else { return };
        match event.header.kind {
            Kind::ARRIVAL => {
                if let Ok(Passage { member, name }) = decode(&content.bytes) {
                    self.write_name(member, &name);
                }
            }
            Kind::RENAME => {
                let name = content.text().and_then(|text| Name::parse(text).ok());
                if let Some(name) = name {
                    self.write_name(event.header.author, &name);
                    if event.header.author == self.me() {
                        self.write_fact(Fact::OwnName, canonical(&name));
                    }
                }
            }
            Kind::TOPIC => {
                let topic = content.text().and_then(|text| Topic::parse(text).ok());
                let topic = topic.filter(|topic| !topic.is_empty());
                self.write_fact(Fact::Topic, topic.as_ref().map(canonical).unwrap_or_default());
            }
            _ => {}
        }
    }

    /// Own lines whose fate only the history tells: once it is known as far as it can be, they are said anew or settled.
    pub(super) fn resolve_doubt(&mut self) {
        let Some(places) = &self.places else { return };
        if !self.is_here() || (self.accepted.is_empty() && !self.outbox.is_in_doubt(Shelf::Room)) {
            return;
        }
        if !places.holes.is_empty() {
            self.filling = true;
            return self.page();
        }
        for (nonce, _) in std::mem::take(&mut self.accepted) {
            if let Some(ticket) = self.outbox.handle_accepted(Shelf::Room, nonce, &mut self.writes) {
                self.updates.push_back(Update::Settled(ticket));
            }
        }
        if places.log.seq >= self.snapshot {
            let is_whole = !self.lost_some;
            for ticket in self.outbox.end_doubt(Shelf::Room, is_whole, &mut self.writes) {
                self.updates.push_back(Update::Settled(ticket));
            }
        }
    }

    pub(super) fn ask(&mut self, question: Question) {
        self.questions.push_back(question);
    }
}
