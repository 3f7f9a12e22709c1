//! The reader's place in a list, and what moves it.
//!
//! A move only changes the anchor and marks the layout as stale; the next layout says what is seen from there.

use iced::advanced::widget::operation::scrollable::{AbsoluteOffset, RelativeOffset, Scrollable};
use iced::{Point, Rectangle};

use super::Place;
use super::bar;
use super::select::Selecting;
use super::walk::Walk;

/// What the layout starts from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Anchor<K> {
    /// The newest row's end at the bottom.
    End,
    /// The oldest row's top at the top.
    Start,
    /// Where the thumb of the scroll bar was dragged to, as a part of the way.
    Progress(f32),
    /// A row's top at some distance from the list's top.
    Row {
        /// Which row.
        key: K,
        /// Where it was, counted from the end.
        from_end: usize,
        /// The distance, negative for a row that begins above.
        top: f32,
    },
}

/// A row that is seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<K> {
    pub(super) key: K,
    pub(super) index: usize,
    pub(super) from_end: usize,
    pub(super) top: f32,
    pub(super) height: f32,
}

/// What a list remembers from frame to frame.
#[derive(Debug)]
pub(super) struct State<K> {
    pub(super) anchor: Anchor<K>,
    pub(super) seen: Vec<Seen<K>>,
    pub(super) is_stale: bool,
    pub(super) is_shift_held: bool,
    pub(super) told: Option<Place>,
    pub(super) grabbed: Option<f32>,
    pub(super) finger: Option<f32>,
    pub(super) selecting: Selecting<K>,
    pub(super) walk: Walk<K>,
    /// The row that is to be seen whole.
    pub(super) wanted: Option<K>,
    /// Whether the list begins at its first row and does not follow its last.
    is_from_top: bool,
    len: usize,
    height: f32,
}

impl<K> Default for State<K> {
    fn default() -> Self {
        Self {
            anchor: Anchor::End,
            seen: Vec::new(),
            is_stale: false,
            is_shift_held: false,
            told: None,
            grabbed: None,
            finger: None,
            selecting: Selecting::default(),
            walk: Walk::default(),
            wanted: None,
            is_from_top: false,
            len: 0,
            height: 0.0,
        }
    }
}

impl<K> State<K> {
    /// Begins at the first row.
    pub(super) fn from_top() -> Self {
        Self { anchor: Anchor::Start, is_from_top: true, ..Self::default() }
    }
}

impl<K: Copy> State<K> {
    /// Takes in what a layout found, and anchors at the first row whose top is seen, or at the end.
    pub(super) fn settle(&mut self, seen: Vec<Seen<K>>, len: usize, height: f32) {
        self.is_stale = false;
        self.len = len;
        self.height = height;
        self.seen = seen;
        let is_at_end = self.is_at_end();
        let first = self.seen.iter().find(|row| row.top >= 0.0 && row.height > 0.0).or(self.seen.first());
        self.anchor = match first {
            Some(row) if !is_at_end || self.is_from_top => {
                Anchor::Row { key: row.key, from_end: row.from_end, top: row.top }
            }
            _ => Anchor::End,
        };
    }

    /// Moves towards newer rows by a number of pixels, towards older ones if it is negative; says whether it did.
    pub(super) fn scroll(&mut self, pixels: f32) -> bool {
        let is_blocked = if pixels > 0.0 { self.is_at_end() } else { self.is_at_start() };
        let Some(first) = self.seen.first().filter(|_| !is_blocked) else { return false };
        let (key, from_end, top) = match self.anchor {
            Anchor::Row { key, from_end, top } => (key, from_end, top),
            _ => (first.key, first.from_end, first.top),
        };
        self.anchor = Anchor::Row { key, from_end, top: top - pixels };
        self.is_stale = true;
        true
    }

    /// Walks to a row, if there is one, and has it seen whole.
    pub(super) fn want(&mut self, key: Option<K>) {
        if let Some(key) = key {
            (self.walk.current, self.wanted, self.is_stale) = (Some(key), Some(key), true);
        }
    }

    pub(super) fn grab(&mut self, bounds: Rectangle, position: Option<Point>) -> bool {
        let Some(position) = position.filter(|position| bar::reach(bounds).contains(*position)) else {
            return false;
        };
        let Some(thumb) = self.thumb(bounds) else { return false };
        let is_on_thumb = position.y >= thumb.y && position.y <= thumb.y + thumb.height;
        self.grabbed = Some(if is_on_thumb { position.y - thumb.y } else { thumb.height / 2.0 });
        self.drag(bounds, position);
        true
    }

    pub(super) fn drag(&mut self, bounds: Rectangle, position: Point) -> bool {
        let (Some(held), Some(thumb)) = (self.grabbed, self.thumb(bounds)) else { return false };
        let way = (bounds.height - thumb.height).max(1.0);
        let progress = ((position.y - held - bounds.y) / way).clamp(0.0, 1.0);
        self.anchor = if progress >= 1.0 { Anchor::End } else { Anchor::Progress(progress) };
        self.is_stale = true;
        true
    }

    pub(super) fn release(&mut self) -> bool {
        self.grabbed.take().is_some()
    }

    pub(super) fn follow_finger(&mut self, y: f32) -> bool {
        let Some(before) = self.finger.replace(y) else { return false };
        self.scroll(before - y)
    }

    /// Returns where the thumb is, if not everything is seen.
    pub(super) fn thumb(&self, bounds: Rectangle) -> Option<Rectangle> {
        if self.is_at_start() && self.is_at_end() {
            return None;
        }
        let first = self.seen.first()?;
        let above = if first.height > 0.0 { (-first.top / first.height).clamp(0.0, 1.0) } else { 0.0 };
        let progress =
            if self.is_at_end() { 1.0 } else { bar::progress(first.index, above, self.len, self.seen.len()) };
        Some(bar::thumb(bounds, progress, self.len, self.seen.len()))
    }

    /// Returns where the reader is.
    pub(super) fn place(&self) -> Place {
        let first = self.seen.first().map_or(0, |row| row.index);
        let below = self.seen.last().map_or(0, |row| row.from_end - 1);
        Place { first, seen: self.seen.len(), below, is_at_end: self.is_at_end() }
    }

    /// Returns where a row was, counted from the end, as far as it was seen.
    pub(super) fn depth_of(&self, key: K) -> usize
    where
        K: PartialEq,
    {
        let seen = self.seen.iter().find(|row| row.key == key).or(self.seen.last());
        seen.map_or(0, |row| row.from_end)
    }

    fn is_at_end(&self) -> bool {
        self.seen.last().is_none_or(|last| last.from_end == 1 && last.top + last.height <= self.height + 0.5)
    }

    fn is_at_start(&self) -> bool {
        self.seen.first().is_none_or(|first| first.index == 0 && first.top >= -0.5)
    }
}

impl<K: Copy> Scrollable for State<K> {
    fn snap_to(&mut self, offset: RelativeOffset<Option<f32>>) {
        let Some(y) = offset.y else { return };
        self.anchor = match y {
            y if y >= 1.0 => Anchor::End,
            y if y <= 0.0 => Anchor::Start,
            y => Anchor::Progress(y),
        };
        self.is_stale = true;
    }

    fn scroll_to(&mut self, _offset: AbsoluteOffset<Option<f32>>) {
        // A list without known heights has no absolute places.
    }

    fn scroll_by(&mut self, offset: AbsoluteOffset, _bounds: Rectangle, _content_bounds: Rectangle) {
        self.scroll(offset.y);
    }
}
