//! What can be done with a line, and by whom: what is not allowed is not offered. Pure.
//!
//! The host decides; this goes by the same rule ([`Live::check`]), so that what is offered is refused only when something
//! happened in between.

use super::Deed;
use crate::client::command::live;
use crate::client::{Line, LineKind, RoomInfo, Timeline};
use crate::ui::words::{self, Kind, Link};
use crate::wire::{Delete, Live, PublicKey, Rank, Spoken, Time};

/// Who looks at a line, and when.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui::screen::room) struct Reader<'a> {
    /// The room that it stands in.
    pub(in crate::ui::screen::room) room: &'a RoomInfo,
    /// What hangs on its board.
    pub(in crate::ui::screen::room) timeline: &'a Timeline,
    /// Whether anything can be said in that room.
    pub(in crate::ui::screen::room) is_open: bool,
    /// When.
    pub(in crate::ui::screen::room) now: Time,
}

impl Reader<'_> {
    /// Returns what can be done with a line, in the order of its menu.
    pub(in crate::ui::screen::room) fn deeds(&self, line: &Line) -> Vec<Deed> {
        let all = [
            Deed::Reply,
            Deed::Copy,
            Deed::CopyLink,
            Deed::Whisper,
            Deed::Mention,
            Deed::Pin,
            Deed::Unpin,
            Deed::Edit,
            Deed::Delete,
        ];
        all.into_iter().filter(|deed| self.allows(*deed, line)).collect()
    }

    /// Whether somebody may do this with a line.
    pub(in crate::ui::screen::room) fn allows(&self, deed: Deed, line: &Line) -> bool {
        match deed {
            Deed::React | Deed::Reply => self.is_open && line.is_standing(),
            Deed::Copy => text_of(line).is_some(),
            Deed::CopyLink => link_of(line).is_some(),
            Deed::Edit => self.may(line, |place| text_of(line).and_then(|text| live::edit(place, text).ok())),
            Deed::Delete => self.may(line, |of| Some(Live::Delete(Delete { of }))),
            Deed::Pin => self.may_pin(line, false),
            Deed::Unpin => self.may_pin(line, true),
            Deed::Whisper => self.is_open && self.other(line).is_some(),
            Deed::Mention => self.is_open && line.is_standing() && self.other(line).is_some(),
        }
    }

    /// Whether this member may change that a line hangs on the board, or that it does not.
    fn may_pin(&self, line: &Line, hangs: bool) -> bool {
        let may_hang = Rank::of(&self.room.me, &self.room.charter.host).may_hang();
        let has_place = line.place().is_some_and(|place| self.timeline.is_pinned(place) == hangs);
        self.is_open && may_hang && line.is_standing() && has_place
    }

    /// Whether the host would let this member do this to a line just now.
    fn may(&self, line: &Line, what: impl FnOnce(u64) -> Option<Live>) -> bool {
        let who = Spoken { author: self.room.me, time: self.now };
        let (Some(place), Some(spoken)) = (line.place(), line.spoken()) else { return false };
        self.is_open
            && line.is_standing()
            && what(place).is_some_and(|live| live.check(&who, &self.room.charter.host, &spoken).is_ok())
    }

    /// Returns with whom a line is shared, if that is somebody else.
    fn other(&self, line: &Line) -> Option<PublicKey> {
        other_of(line).filter(|key| *key != self.room.me)
    }
}

/// Returns to whom one answers a line.
pub(super) fn other_of(line: &Line) -> Option<PublicKey> {
    match &line.kind {
        LineKind::Said { author, .. } => Some(*author),
        LineKind::Whisper { to, own: Some(_), .. } => Some(*to),
        LineKind::Whisper { author, .. } => Some(*author),
        _ => None,
    }
}

/// Returns what was written in a line.
pub(in crate::ui::screen::room) fn text_of(line: &Line) -> Option<&str> {
    match &line.kind {
        LineKind::Said { text, .. } | LineKind::Whisper { text, .. } => Some(text),
        _ => None,
    }
}

/// Returns the first address in a line.
pub(super) fn link_of(line: &Line) -> Option<String> {
    let text = text_of(line)?;
    let blocks = words::read(text);
    let mut links = blocks.iter().flat_map(|block| &block.pieces).filter(|piece| piece.kind == Kind::Link);
    let link = links.find_map(|piece| Link::read(text.get(piece.range.clone())?))?;
    Some(link.address().to_owned())
}
