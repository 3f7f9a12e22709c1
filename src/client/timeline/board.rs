//! The notice of the room and its pinned lines, as a member knows them.

use super::line::Key;
use super::{Line, LineKind, Timeline};
use crate::wire::{Board, Event, Notice, Pinned, PinnedLine, PublicKey, Rank, Seq, calls_everyone, names};

impl Timeline {
    /// Returns the notice above the conversation, if there is one.
    #[must_use]
    pub fn notice(&self) -> Option<&Notice> {
        self.board.notice.as_ref()
    }

    /// Returns what is pinned, the newest first, with the lines as far as they are known.
    pub fn pins(&self) -> impl ExactSizeIterator<Item = (&Pinned, Option<&Line>)> {
        let line = |line| self.said_at(line).or_else(|| self.pinned.get(&line));
        self.board.pins().iter().rev().map(move |pin| (pin, line(pin.line)))
    }

    /// Returns whether a line is pinned.
    #[must_use]
    pub fn is_pinned(&self, line: Seq) -> bool {
        self.board.has(line)
    }

    /// Returns what somebody is in this room.
    #[must_use]
    pub fn rank(&self, who: &PublicKey) -> Rank {
        self.room.as_ref().map_or(Rank::Member, |room| Rank::of(who, &room.charter.host))
    }

    /// Returns what this member is in this room.
    #[must_use]
    pub fn own_rank(&self) -> Rank {
        self.room.as_ref().map_or(Rank::Member, |room| self.rank(&room.me))
    }

    /// Returns whether somebody else's line names this member, or everybody, so that it deserves a look.
    #[must_use]
    pub fn names_me(&self, kind: &LineKind) -> bool {
        let LineKind::Said { author, text, own: None, .. } = kind else { return false };
        let is_named = self.me().is_some_and(|me| names(text, me.name.as_str()));
        is_named || (self.rank(author).may_call_everyone() && calls_everyone(text))
    }

    pub(super) fn handle_board(&mut self, board: Board) {
        self.board = board;
        self.forget_unpinned();
    }

    /// Takes in a line that is pinned, and shows it as it was changed since.
    pub(super) fn handle_pinned(&mut self, pinned: &PinnedLine) {
        let Some(seq) = pinned.place().filter(|seq| self.board.has(*seq)) else { return };
        let Some(kind) = self.kind_of(&pinned.line) else { return };
        let (id, key, time) = (self.id(), Key::room(seq), pinned.line.header.time);
        self.pinned.insert(seq, Line { has_place: true, ..Line::new(id, key, time, kind) });
        pinned.edit.iter().for_each(|edit| self.note_about(edit));
        self.refresh(seq);
    }

    /// Changes the board by one public event.
    pub(super) fn fold_board(&mut self, event: &Event) {
        let Some(host) = self.room.as_ref().map(|room| room.charter.host) else { return };
        if self.board.fold(event, &host) {
            self.forget_unpinned();
        }
    }

    /// What was pinned after a place, or stands behind it, is of a history that is no more.
    pub(super) fn forget_board_after(&mut self, seq: Seq) {
        self.board.forget_after(seq);
        self.forget_unpinned();
    }

    /// Keeps pinned lines that the screen is about to lose.
    pub(super) fn keep_pinned(&mut self) {
        let told: Vec<_> = self
            .board
            .pins()
            .iter()
            .filter_map(|pin| Some((pin.line, self.said_at(pin.line)?.clone())))
            .collect();
        self.pinned.extend(told);
    }

    fn forget_unpinned(&mut self) {
        let board = &self.board;
        self.pinned.retain(|line, _| board.has(*line));
    }
}
