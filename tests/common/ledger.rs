//! `Ledger`: what one member was told and what became of its lines; and the verdict over several of them.
//!
//! Pure: whoever reads a room, by whatever way, writes it down here, and [`judge`] compares the books with the
//! room as somebody reads it who was never there before.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use maru::client::{Resumed, Ticket, Update};
use maru::wire::{Event, Hash, Kind, Mark, PublicKey, RoomId, Seq, Shelf, Slot};

/// Faults of which the words are kept; beyond that only their number grows.
const WORDS: usize = 12;

/// One member's book.
#[derive(Default)]
pub(crate) struct Ledger {
    pub(crate) called: String,
    pub(crate) room: Option<RoomId>,
    /// The public shelf as far as it was told, whenever it was.
    pub(crate) public: BTreeMap<Seq, Hash>,
    /// The mailbox as far as it was told.
    pub(crate) mail: BTreeMap<Seq, Hash>,
    /// Own lines that came back, and where they stand.
    pub(crate) acknowledged: BTreeMap<String, (Shelf, Mark)>,
    /// Own lines that the host said it had, without telling them.
    pub(crate) settled: BTreeSet<String>,
    /// Own lines that were refused for good.
    pub(crate) refused: BTreeSet<String>,
    /// Own lines handed to the program, which has not yet said so.
    typed: usize,
    /// Own lines on their way.
    waiting: BTreeMap<Ticket, String>,
    /// Whispers of others, and the places at which they came.
    pub(crate) whispers: BTreeMap<String, BTreeSet<Seq>>,
    /// How many own whispers to whom came back.
    pub(crate) whispered: BTreeMap<PublicKey, usize>,
    /// Times that the member came back with a gap.
    pub(crate) gaps: u64,
    pub(crate) faults: Faults,
}

/// What must never happen, counted by kind, with the words of the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Faults {
    pub(crate) counts: BTreeMap<&'static str, u64>,
    pub(crate) words: Vec<String>,
}

impl Faults {
    pub(crate) fn add(&mut self, kind: &'static str, words: impl FnOnce() -> String) {
        *self.counts.entry(kind).or_default() += 1;
        if self.words.len() < WORDS {
            self.words.push(format!("{kind}: {}", words()));
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        other.counts.iter().for_each(|(kind, count)| *self.counts.entry(kind).or_default() += count);
        self.words.extend(other.words.iter().take(WORDS.saturating_sub(self.words.len())).cloned());
    }

    pub(crate) fn of(&self, kind: &str) -> u64 {
        self.counts.get(kind).copied().unwrap_or(0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}\n  {}", self.counts, self.words.join("\n  "))
    }
}

impl Ledger {
    pub(crate) fn new(called: &str) -> Self {
        Self { called: called.to_owned(), ..Self::default() }
    }

    /// Writes down that a line was handed to the program.
    pub(crate) fn say(&mut self) {
        self.typed += 1;
    }

    /// Returns how many own lines are neither acknowledged nor refused.
    pub(crate) fn unsettled(&self) -> usize {
        self.typed + self.waiting.len()
    }

    /// Returns whether public events are missing between the first and the newest that were told.
    pub(crate) fn has_hole(&self) -> bool {
        let ends = self.public.keys().next().zip(self.public.keys().next_back());
        ends.is_some_and(|(first, last)| last - first + 1 != self.public.len() as u64)
    }

    /// Writes down one thing that happened to the member with this key.
    pub(crate) fn note(&mut self, me: &PublicKey, update: &Update) {
        match update {
            Update::Joined(joined) => {
                let room = joined.charter.room();
                match joined.resumed {
                    Resumed::First | Resumed::Seamless => {}
                    Resumed::AfterGap => self.gaps += 1,
                    Resumed::OtherRoom => self.fault("other room", || format!("{room:?}")),
                }
                if self.room.is_some_and(|before| before != room) {
                    self.fault("other room", || format!("{room:?}"));
                }
                self.room = Some(room);
            }
            Update::Event(event, ticket) => self.note_event(me, event, *ticket),
            Update::Page { events, letters, .. } => {
                events.iter().chain(letters).for_each(|event| self.note_event(me, event, None));
            }
            Update::Pending(pending) => {
                self.typed = self.typed.saturating_sub(1);
                self.waiting.insert(pending.ticket, pending.text());
            }
            Update::Settled(ticket) => self.settled.extend(self.waiting.remove(ticket)),
            Update::Refused { ticket, .. } => self.refused.extend(self.waiting.remove(ticket)),
            _ => {}
        }
    }

    fn note_event(&mut self, me: &PublicKey, event: &Event, ticket: Option<Ticket>) {
        let (mark, shelf) = (event.mark(), event.header.slot.audience().shelf());
        let told = match shelf {
            Shelf::Room => &mut self.public,
            Shelf::Mail => &mut self.mail,
        };
        if let Some(before) = told.insert(mark.seq, mark.hash) {
            let what = if before == mark.hash { "told twice" } else { "rewritten" };
            self.fault(what, || format!("{shelf:?} {}", mark.seq));
        }
        if let Some(text) = ticket.and_then(|ticket| self.waiting.remove(&ticket))
            && Some(text.as_str()) != text_of(event)
        {
            self.fault("acknowledged as another", || format!("{text:?} by {shelf:?} {}", mark.seq));
        }
        let Some(text) = text_of(event).filter(|_| is_line(event)) else { return };
        if event.header.author != *me {
            if shelf == Shelf::Mail {
                self.whispers.entry(text.to_owned()).or_default().insert(mark.seq);
            }
            return;
        }
        let place = (shelf, mark);
        if let Slot::Mail { to, .. } = event.header.slot {
            *self.whispered.entry(to).or_default() += 1;
        }
        if let Some(before) = self.acknowledged.insert(text.to_owned(), place)
            && before != place
        {
            self.fault("doubled", || format!("{text:?} at {before:?} and {place:?}"));
        }
    }

    fn fault(&mut self, kind: &'static str, words: impl FnOnce() -> String) {
        let called = self.called.clone();
        self.faults.add(kind, || format!("{called}: {}", words()));
    }
}

fn is_line(event: &Event) -> bool {
    matches!(event.header.kind, Kind::CHAT | Kind::ACTION | Kind::WHISPER)
}

fn text_of(event: &Event) -> Option<&str> {
    event.content()?.text()
}

/// Returns everything in which these books differ from the whole room.
///
/// A line is `CALLED NUMBER REST`; an author's numbers only grow, with no hole if `complete`.
pub(crate) fn judge(whole: &BTreeMap<Seq, Event>, ledgers: &[&Ledger]) -> Faults {
    let mut faults = Faults::default();
    judge_whole(whole, &mut faults);
    for ledger in ledgers {
        faults.merge(&ledger.faults);
        for (seq, hash) in &ledger.public {
            let there = whole.get(seq).map(Event::chain);
            if there != Some(*hash) {
                let what = if there.is_some() { "rewritten" } else { "lost" };
                faults.add(what, || format!("{} was told {seq}", ledger.called));
            }
        }
        for (text, (shelf, mark)) in &ledger.acknowledged {
            let there = whole.get(&mark.seq).and_then(text_of);
            if *shelf == Shelf::Room && there != Some(text) {
                faults.add("lost", || format!("{text:?} was acknowledged at {}", mark.seq));
            }
        }
    }
    let texts: BTreeSet<_> = whole.values().filter_map(text_of).collect();
    let settled = ledgers.iter().flat_map(|ledger| &ledger.settled).filter(|text| !text.contains(WHISPERED));
    for text in settled.filter(|text| !texts.contains(text.as_str())) {
        faults.add("lost", || format!("{text:?} was settled"));
    }
    faults
}

/// What every whisper of a test has in it, and no other line.
pub(crate) const WHISPERED: &str = " whispered ";

/// Returns everything in which these books differ from what their owners' mailboxes hold in the end, and what became
/// of whispers between them.
pub(crate) fn judge_mail(books: &[(&Ledger, &Ledger)]) -> Faults {
    let mut faults = Faults::default();
    for (ledger, again) in books {
        faults.merge(&again.faults);
        let first = again.mail.keys().next().copied().unwrap_or(Seq::MAX);
        for (seq, hash) in ledger.mail.range(first..) {
            if again.mail.get(seq) != Some(hash) {
                faults.add("letter lost", || format!("{} was told {seq}", ledger.called));
            }
        }
        let seqs: Vec<_> = again.mail.keys().copied().collect();
        if seqs.windows(2).any(|pair| matches!(pair, [one, two] if *two != one + 1)) {
            faults.add("hole", || format!("in the mailbox of {}", ledger.called));
        }
        for text in ledger.acknowledged.keys().filter(|text| text.contains(WHISPERED)) {
            let came = books.iter().filter_map(|(other, _)| other.whispers.get(text));
            let times: usize = came.map(BTreeSet::len).sum();
            if times != 1 {
                faults.add("whisper", || format!("{text:?} came {times} times"));
            }
        }
    }
    faults
}

/// The whole room by itself: dense, chained, signed, every line once and in its author's order.
fn judge_whole(whole: &BTreeMap<Seq, Event>, faults: &mut Faults) {
    let (mut previous, mut next) = (Hash::default(), 1);
    let mut seen = BTreeSet::new();
    let mut numbers = BTreeMap::new();
    for (seq, event) in whole {
        if *seq != next || event.header.slot != (Slot::Room { seq: *seq }) {
            faults.add("hole", || format!("{seq} follows {}", next - 1));
        }
        if event.header.previous != previous {
            faults.add("chain broken", || format!("at {seq}"));
        }
        if event.verify().is_err() {
            faults.add("forged", || format!("at {seq}"));
        }
        (previous, next) = (event.chain(), seq + 1);
        let Some(text) = text_of(event).filter(|_| is_line(event)) else { continue };
        if !seen.insert(text) {
            faults.add("doubled", || format!("{text:?} again at {seq}"));
        }
        let number: Option<u64> = text.split(' ').nth(1).and_then(|number| number.parse().ok());
        let before = numbers.insert(event.header.author, number);
        if before.is_some_and(|before| number <= before) {
            faults.add("reordered", || format!("{text:?} after {before:?} at {seq}"));
        }
    }
}
