//! Answers, changes, deletions and reactions: said by chance, and what must have come of them.

use std::collections::{BTreeMap, BTreeSet};

use maru::client::{Line, LineKind};
use maru::store::{Database, Row, Share};
use maru::wire::{Body, Delete, Edit, Emoji, Event, Live, PublicKey, Reaction, Reply, Seq, Spoken, Text};

use crate::fault::host;
use crate::member::{Member, Words};
use crate::property::{Law, Property};
use crate::truth::Truth;
use crate::world::World;

/// What people react with here.
const EMOJI: [&str; 3] = ["👍", "👀", "❤️"];

impl World {
    /// Somebody says something about a line: mostly one that there is, sometimes another's, sometimes none.
    pub(crate) fn say_about(&mut self, who: usize) {
        let key = self.members[who].key();
        let lines = self.truth.events.iter().rev().take(60).filter(|event| event.header.kind.is_line());
        let lines: Vec<_> = lines.map(|event| (event.header.slot.seq(), event.header.author)).collect();
        let own: Vec<_> = lines.iter().filter(|(_, author)| *author == key).copied().collect();
        let of = if self.random.chance(70) && !own.is_empty() { own } else { lines };
        let (line, _) = match of.is_empty() || self.random.chance(3) {
            true => ([0, 1, self.truth.last() + 1, Seq::MAX][self.random.below(4)], key),
            false => of[self.random.below(of.len())],
        };
        let text = Text::parse(&self.text()).unwrap();
        let (live, what) = match self.random.below(10) {
            0..=2 => (Live::Reply(Reply { to: line, text }), "line answered"),
            3..=5 => (Live::Edit(Edit { of: line, text }), "line changed"),
            6 => (Live::Delete(Delete { of: line }), "line taken away"),
            _ => {
                let emoji = Emoji::parse(EMOJI[self.random.below(EMOJI.len())]).unwrap();
                (Live::Reaction(Reaction { to: line, emoji, on: self.random.chance(70) }), "reaction")
            }
        };
        let (now, salt) = (self.now(), self.random.byte());
        self.members[who].say(now, Words::of_live(&live), salt);
        self.fired(what);
    }
}

/// What the words of a room come to, reckoned from what the host placed and a member was told.
pub(crate) struct Reckoned<'a> {
    truth: &'a Truth,
    /// Everything said about each line.
    about: BTreeMap<Seq, Vec<(&'a Event, Live)>>,
}

impl<'a> Reckoned<'a> {
    pub(crate) fn of(truth: &'a Truth) -> Self {
        let mut about = BTreeMap::<_, Vec<_>>::new();
        for event in &truth.events {
            if let Some(live) = Live::of(event) {
                about.entry(live.line()).or_default().push((event, live));
            }
        }
        Self { truth, about }
    }

    /// Whether the host took away what was said at a place.
    pub(crate) fn is_gone(&self, seq: Seq) -> bool {
        let edited = |event: &Event| match Live::of(event) {
            Some(Live::Edit(edit)) => edit.of,
            _ => seq,
        };
        let Some(event) = self.truth.event(seq) else { return false };
        let line = edited(event);
        let words = self.about.get(&line).into_iter().flatten();
        let deletes = |live: &Live| matches!(live, Live::Delete(delete) if delete.of == line);
        // What was taken away in a history that the host has lost is gone where that was told.
        let undone = self.truth.undone.iter().filter_map(Live::of).any(|live| deletes(&live));
        event.body == Body::Erased || undone || words.into_iter().any(|(_, live)| deletes(live))
    }

    /// Whether somebody took away what stood at a place, in this history or in one that the host has lost.
    pub(crate) fn was_deleted(&self, seq: Seq) -> bool {
        let placed = self.truth.events.iter().chain(&self.truth.undone).filter_map(Live::of);
        placed.into_iter().any(|live| matches!(live, Live::Delete(delete) if delete.of == seq))
    }

    fn words(&self, line: Seq, member: &Member) -> impl Iterator<Item = &(&'a Event, Live)> {
        let told = |event: &Event| member.seen.contains_key(&event.header.slot.seq());
        self.about.get(&line).into_iter().flatten().filter(move |(event, _)| told(event))
    }

    /// The text that a line shows to a member; nothing if it was taken away.
    pub(crate) fn text(&self, event: &Event, member: &Member) -> Option<String> {
        let line = event.header.slot.seq();
        let shown = member.timeline.said_at(line).map(|line| &line.kind);
        let deleted = self.words(line, member).any(|(_, live)| matches!(live, Live::Delete(_)));
        // Who was not told of a deletion may have been told the line before it or after.
        if deleted || (self.is_gone(line) && matches!(shown, Some(LineKind::Erased { .. }))) {
            return None;
        }
        let author = |word: &Event| word.header.author == event.header.author;
        let edits = self.words(line, member).filter(|(word, _)| author(word));
        let newest = edits.filter_map(|(_, live)| match live {
            Live::Edit(edit) => Some(edit.text.as_str().to_owned()),
            _ => None,
        });
        newest.last().or_else(|| event.text())
    }

    fn reactions(&self, line: Seq, member: &Member) -> BTreeMap<&str, BTreeSet<PublicKey>> {
        let mut on = BTreeMap::<_, BTreeSet<_>>::new();
        for (event, live) in self.words(line, member) {
            let Live::Reaction(reaction) = live else { continue };
            let by = on.entry(reaction.emoji.as_str()).or_default();
            match reaction.on {
                true => by.insert(event.header.author),
                false => by.remove(&event.header.author),
            };
        }
        on.retain(|_, by| !by.is_empty());
        on
    }
}

/// Every line carries what those who were told the same see on it.
pub(crate) fn reactions(truth: &Truth, member: &Member) -> Law {
    let reckoned = Reckoned::of(truth);
    let lines = member.timeline.lines().filter(|line| matches!(line.kind, LineKind::Said { .. }));
    for (line, seq) in lines.filter_map(|line| Some((line, line.place()?))) {
        let (shown, expected) = (shown(line), reckoned.reactions(seq, member));
        if shown != expected {
            return Err(Property::OneHistory.broken(format!("sees {shown:?} on {seq}, and not {expected:?}")));
        }
        let reply = truth.event(seq).and_then(Live::of).map(|live| live.line());
        if line.reply != reply {
            return Err(Property::OneHistory.broken(format!("{seq} answers {reply:?}, not {:?}", line.reply)));
        }
    }
    Ok(())
}

fn shown(line: &Line) -> BTreeMap<&str, BTreeSet<PublicKey>> {
    let reacted = line.reactions.iter();
    reacted.map(|one| (one.emoji.as_str(), one.by.iter().copied().collect())).collect()
}

/// What somebody did to a line was allowed.
pub(crate) fn allowed(truth: &Truth) -> Law {
    for (event, live) in truth.events.iter().filter_map(|event| Some((event, Live::of(event)?))) {
        let header = &event.header;
        let who = Spoken { author: header.author, time: header.time };
        let line = truth.event(live.line()).and_then(Spoken::of);
        if line.is_none_or(|line| live.check(&who, &host().public(), &line).is_err()) {
            return Err(Property::Rules.broken(format!("the host placed {live:?} of {}", header.name)));
        }
    }
    Ok(())
}

/// Nothing that was taken away stands in a store that knows of it.
pub(crate) fn erased(truth: &Truth, database: &Database) -> Law {
    let event_at = |seq: Seq| {
        let rows = database.events_before(seq + 1, Share { events: 1, bytes: usize::MAX }).unwrap();
        rows.first().and_then(Row::event).filter(|event| event.header.slot.seq() == seq)
    };
    for event in &truth.events {
        let Some(Live::Delete(Delete { of })) = Live::of(event) else { continue };
        // Not told of the deletion, or no longer: another copy may hold what it was told.
        if event_at(event.header.slot.seq()).is_none_or(|kept| kept.mark() != event.mark()) {
            continue;
        }
        let is_edit = |word: &&Event| matches!(Live::of(word), Some(Live::Edit(edit)) if edit.of == of);
        let edits = truth.events.iter().filter(is_edit).map(|edit| edit.header.slot.seq());
        let left =
            edits.chain([of]).find(|seq| event_at(*seq).is_some_and(|event| event.body != Body::Erased));
        if let Some(seq) = left {
            return Err(
                Property::Kept.broken(format!("the words of {seq} are kept, and {of} was taken away"))
            );
        }
    }
    Ok(())
}
