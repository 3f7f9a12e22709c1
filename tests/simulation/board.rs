//! The notice and the pins: hung up and taken down by chance, and what every member must see at the end.

use std::collections::BTreeMap;

use maru::client::LineKind;
use maru::host::room::Reader;
use maru::host::shared::SharedRoom;
use maru::wire::{Audience, Board, Delivery, Kind, Live, Notice, Pin, Pinned, PublicKey, Seq};

use crate::member::{Member, Words};
use crate::property::{Law, Property};
use crate::truth::{Truth, words_of};
use crate::world::World;

impl World {
    /// Somebody, mostly the host, puts up a notice, pins a line or takes one off: mostly one that there is.
    pub(crate) fn hang(&mut self, who: usize) {
        let who = if self.random.chance(85) { 0 } else { who };
        let (now, salt) = (self.now(), self.random.byte());
        let (words, what) = match self.random.below(4) {
            0 => {
                let text = if self.random.chance(30) { String::new() } else { self.text() };
                (Words::of_text(Audience::Room, Kind::NOTICE, &text), "notice")
            }
            1 => {
                let pins: Vec<_> = self.members[who].timeline.pins().map(|(pin, _)| pin.line).collect();
                let line = pins.get(self.random.below(pins.len().max(1))).copied().unwrap_or(1);
                (Words::of_live(&Live::Pin(Pin { line, on: false })), "line taken off the board")
            }
            _ => {
                let lines = self.truth.events.iter().filter(|event| event.header.kind.is_line());
                let lines: Vec<_> = lines.map(|event| event.header.slot.seq()).collect();
                let line = match lines.is_empty() || self.random.chance(5) {
                    true => [0, 1, self.truth.last() + 1, Seq::MAX][self.random.below(4)],
                    false => lines[self.random.below(lines.len())],
                };
                (Words::of_live(&Live::Pin(Pin { line, on: true })), "line pinned")
            }
        };
        self.members[who].say(now, words, salt);
        self.fired(what);
    }
}

/// What hangs in a room.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Hanging {
    notice: Option<Notice>,
    pins: Vec<Pinned>,
    /// What the pinned lines say.
    texts: BTreeMap<Seq, Option<String>>,
}

impl Hanging {
    /// What a newcomer is told by the host, and the lines as the host placed them.
    pub(crate) fn at_host(board: &Board, shared: &SharedRoom, truth: &Truth) -> Self {
        let mut reader =
            Reader { member: PublicKey([0; 32]), mail: 0, upto: Seq::MAX, presence: None, pinned: 0 };
        let mut bytes = Vec::new();
        shared.with(|room| room.read_private(&mut reader, usize::MAX, &mut bytes));
        let lines = words_of(&bytes).into_iter().filter_map(|word| match word {
            Delivery::Pinned(pinned) => pinned.place(),
            _ => None,
        });
        let texts = lines.map(|line| (line, truth.newest_text(line))).collect();
        Self { notice: board.notice.clone(), pins: board.pins().to_vec(), texts }
    }

    fn at_member(member: &Member) -> Self {
        let timeline = &member.timeline;
        let mut pins: Vec<_> = timeline.pins().map(|(pin, _)| pin.clone()).collect();
        pins.reverse();
        let said = timeline.pins().filter_map(|(pin, line)| match &line?.kind {
            LineKind::Said { text, .. } => Some((pin.line, Some(text.clone()))),
            _ => None,
        });
        Self { notice: timeline.notice().cloned(), pins, texts: said.collect() }
    }
}

impl Truth {
    /// Returns what a line says since its last change.
    fn newest_text(&self, line: Seq) -> Option<String> {
        let edits = self.events.iter().rev().filter_map(|event| match Live::of(event)? {
            Live::Edit(edit) if edit.of == line => Some(edit.text.as_str().to_owned()),
            _ => None,
        });
        { edits }.next().or_else(|| self.event(line)?.text())
    }
}

/// The notice, the pins and the words of the pinned lines are the host's.
pub(crate) fn hangs(member: &Member, host: &Hanging) -> Law {
    let shown = Hanging::at_member(member);
    match shown == *host {
        true => Ok(()),
        false => Err(Property::Convergence.broken(format!("sees {shown:?} on the board, the host {host:?}"))),
    }
}
