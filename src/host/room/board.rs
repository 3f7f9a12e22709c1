//! The room's notice and its pinned lines: who may change them, and who has yet to be told of a line. Pure.

use std::collections::BTreeMap;

use super::say::{Came, Stop};
use super::{Reader, Room};
use crate::wire::limits::{BATCH_PAUSE, CALL_EVERYONE_EVERY};
use crate::wire::{
    Board, Decoder, Delivery, Draft, Event, Kind, Live, Notice, Now, Pin, PinnedLine, PublicKey, Rank,
    Rejection, Seq, calls_everyone, encode,
};

/// The board, and the lines on it: a line may be older than everything that is kept.
#[derive(Debug, Default)]
pub(super) struct Hung {
    pub(super) board: Board,
    lines: BTreeMap<Seq, PinnedLine>,
}

impl Hung {
    /// Takes up a board that was kept, with a log up to this place: a damaged one may be shorter than its board.
    pub(super) fn restored(mut board: Board, frames: &[u8], newest: Seq) -> Self {
        board.forget_after(newest);
        let (mut lines, mut decoder) = (BTreeMap::new(), Decoder::new());
        decoder.signed_in();
        decoder.feed(frames);
        while let Ok(Some(Delivery::Pinned(pinned))) = decoder.poll_message() {
            lines.extend(pinned.place().filter(|line| board.has(*line)).map(|line| (line, *pinned)));
        }
        Self { board, lines }
    }

    /// Returns the pinned lines as they are kept and as newcomers are told them: a frame each.
    pub(super) fn frames(&self) -> Vec<u8> {
        let mut frames = Vec::new();
        for line in self.lines.values() {
            put(&Delivery::Pinned(Box::new(line.clone())), &mut frames);
        }
        frames
    }

    /// Appends the lines that a reader has not had and whose pins it has, until `out` holds about `bytes`.
    pub(super) fn read(&self, reader: &mut Reader, bytes: usize, out: &mut Vec<u8>) {
        for pin in self.board.pins() {
            if pin.at <= reader.pinned || pin.at > reader.upto {
                continue;
            }
            if out.len() >= bytes {
                return;
            }
            if let Some(line) = self.lines.get(&pin.line) {
                // A change that the reader has yet to be told is told in its place.
                let edit = line.edit.clone().filter(|edit| edit.header.slot.seq() <= reader.upto);
                let line = PinnedLine { line: line.line.clone(), edit };
                put(&Delivery::Pinned(Box::new(line)), out);
            }
            reader.pinned = pin.at;
        }
    }

    /// Returns whether a reader has not had a line whose pin everybody sees.
    pub(super) fn has_more(&self, reader: &Reader, published: Seq) -> bool {
        self.board.pins().iter().any(|pin| pin.at > reader.pinned && pin.at <= published)
    }
}

impl Room {
    /// Puts up a notice, or takes it down.
    pub(super) fn place_notice(&mut self, now: Now, author: PublicKey, draft: &Draft) -> Result<Came, Stop> {
        if !self.rank(&author).may_hang() {
            return Err(Rejection::NotAllowed.into());
        }
        let text = draft.content.text().ok_or(Rejection::BadText)?;
        let notice = Notice::parse(text).map_err(|_| Rejection::BadText)?;
        if notice.as_str() != text {
            return Err(Rejection::BadText.into());
        }
        if self.hung.board.notice.as_ref().map_or("", Notice::as_str) == text {
            return Err(Rejection::Unchanged.into());
        }
        self.take_message(&author)?;
        self.place_in_room(now, author, draft)
    }

    /// Says whether a line may be pinned, or taken off the board.
    pub(super) fn check_pin(&self, who: &PublicKey, pin: &Pin) -> Result<(), Stop> {
        if !self.rank(who).may_hang() {
            return Err(Rejection::NotAllowed.into());
        }
        let board = &self.hung.board;
        match (pin.on, board.has(pin.line)) {
            (true, true) | (false, false) => Err(Rejection::Unchanged.into()),
            (false, true) => Ok(()),
            (true, false) => {
                self.check_line(pin.line)?;
                if board.is_full() {
                    return Err(Rejection::TooManyPins.into());
                }
                // The line is told with its newest change, and nobody is told what is not published.
                let edit = self.words.newest_edit(pin.line);
                let is_open = edit.is_some_and(|edit| edit > self.log.published().seq);
                if is_open { Err(Stop::Later(BATCH_PAUSE)) } else { Ok(()) }
            }
        }
    }

    /// Hangs what was just appended, if it belongs on the board.
    pub(super) fn hang(&mut self, event: &Event) {
        let host = self.charter.host;
        let mut has_changed = self.hung.board.fold(event, &host);
        match Live::of(event) {
            Some(Live::Pin(Pin { line, on: true })) if has_changed => {
                let edit = self.words.newest_edit(line).and_then(|edit| self.log.event(edit));
                let pinned = self.log.event(line).map(|line| PinnedLine { line, edit });
                self.hung.lines.extend(pinned.map(|pinned| (line, pinned)));
            }
            Some(Live::Edit(edit)) => {
                if let Some(line) = self.hung.lines.get_mut(&edit.of) {
                    line.edit = Some(event.clone());
                    has_changed = true;
                }
            }
            _ => {}
        }
        let Hung { board, lines } = &mut self.hung;
        lines.retain(|line, _| board.has(*line));
        if has_changed {
            self.batches.touch_board();
        }
    }

    /// Says whether somebody calls everybody with this text, and may. What others write that way is a line like any other:
    /// a line about the word itself is nothing to refuse.
    pub(super) fn check_call(&self, now: Now, who: &PublicKey, text: &str) -> Result<bool, Rejection> {
        if !self.rank(who).may_call_everyone() || !calls_everyone(text) {
            return Ok(false);
        }
        let passed = self.called.map(|called| now.ticks.saturating_sub(called));
        match passed.and_then(|passed| CALL_EVERYONE_EVERY.checked_sub(passed)).filter(|left| !left.is_zero())
        {
            Some(left) => {
                let seconds = u32::try_from(left.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX);
                Err(Rejection::CalledAlready { seconds })
            }
            None => Ok(true),
        }
    }

    fn rank(&self, who: &PublicKey) -> Rank {
        Rank::of(who, &self.charter.host)
    }
}

/// Whether an event of this kind can change the board or a line on it.
pub(super) fn is_of_board(kind: Kind) -> bool {
    [Kind::NOTICE, Kind::PIN, Kind::EDIT, Kind::DELETE].contains(&kind)
}

/// Appends a frame: a line and its change are less than half of one each.
fn put(word: &Delivery, out: &mut Vec<u8>) {
    if let Err(error) = encode(word, out) {
        tracing::error!(%error, "a pinned line does not fit a frame");
    }
}
