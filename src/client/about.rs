//! All that was said about one line, in whatever order it was learned, and what that comes to. Pure.
//!
//! The newest change by the author counts, of each member's each emoji the newest word, and a line that was taken away
//! stays so. What the rule of [`Live::check`] does not allow is not believed, whatever a host placed.

use std::collections::BTreeMap;

use crate::wire::{Emoji, Live, PublicKey, Reaction, Seq, Spoken, Text};

/// All that was said about one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Changes and deletions, by their places.
    words: BTreeMap<Seq, (Spoken, Live)>,
    /// Whether somebody's emoji is on the line, and the place that says so.
    reactions: BTreeMap<(Emoji, PublicKey), (Seq, bool)>,
}

/// One emoji on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reacted {
    /// Which.
    pub emoji: Emoji,
    /// Who put it there, in the order in which they did; never nobody.
    pub by: Vec<PublicKey>,
    /// Whether this member did.
    pub mine: bool,
}

impl About {
    /// Takes in what somebody said about the line at a place of the log.
    pub fn note(&mut self, seq: Seq, who: Spoken, live: Live) {
        match live {
            Live::Edit(_) | Live::Delete(_) => drop(self.words.insert(seq, (who, live))),
            Live::Reaction(Reaction { emoji, on, .. }) => {
                let newest = self.reactions.entry((emoji, who.author)).or_default();
                *newest = (*newest).max((seq, on));
            }
            Live::Reply(_) | Live::Pin(_) => {}
        }
    }

    /// Forgets what was said after a place; returns whether there was anything.
    pub fn forget_after(&mut self, seq: Seq) -> bool {
        let before = self.words.len() + self.reactions.len();
        self.words.retain(|place, _| *place <= seq);
        self.reactions.retain(|_, (place, _)| *place <= seq);
        self.words.len() + self.reactions.len() < before
    }

    /// Returns who took the line away, if somebody did.
    #[must_use]
    pub fn deleted_by(&self, line: &Spoken, host: &PublicKey) -> Option<PublicKey> {
        let mut believed = self.believed(line, host);
        believed.find(|(_, live)| matches!(live, Live::Delete(_))).map(|(who, _)| who.author)
    }

    /// Returns what the line was changed to, the newest last.
    #[must_use]
    pub fn texts<'a>(&'a self, line: &'a Spoken, host: &'a PublicKey) -> Vec<&'a str> {
        let edits = self.believed(line, host).filter_map(|(_, live)| live.text());
        edits.map(Text::as_str).collect()
    }

    /// Returns what is on the line when `changes` of this member have come about, in the order in which it came.
    #[must_use]
    pub fn reactions(&self, changes: &[&Live], me: &PublicKey) -> Vec<Reacted> {
        let mut all = self.reactions.clone();
        for (place, change) in (Seq::MAX / 2..).zip(changes) {
            if let Live::Reaction(Reaction { emoji, on, .. }) = change {
                let newest = all.entry((emoji.clone(), *me)).or_default();
                // Put on twice is there since the first time.
                *newest = if *newest == (newest.0, *on) { *newest } else { (place, *on) };
            }
        }
        let mut on: Vec<_> = all.into_iter().filter(|(_, (_, on))| *on).collect();
        on.sort_by_key(|(_, (seq, _))| *seq);
        let mut reacted: Vec<Reacted> = Vec::new();
        for ((emoji, by), _) in on {
            let mine = by == *me;
            match reacted.iter_mut().find(|one| one.emoji == emoji) {
                Some(one) => {
                    one.by.push(by);
                    one.mine |= mine;
                }
                None => reacted.push(Reacted { emoji, by: vec![by], mine }),
            }
        }
        reacted
    }

    fn believed<'a>(
        &'a self,
        line: &'a Spoken,
        host: &'a PublicKey,
    ) -> impl Iterator<Item = &'a (Spoken, Live)> {
        self.words.values().filter(|(who, live)| live.check(who, host, line).is_ok())
    }
}
