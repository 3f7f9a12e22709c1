//! Where the lines of a timeline stand in the room, for whoever comes from elsewhere: what is loaded, and what is to be.

use super::line::Key;
use super::{Line, LineId, Timeline};
use crate::store::LinePlace;

impl Timeline {
    /// Whether a page was asked for and has not come.
    #[must_use]
    pub fn is_paging(&self) -> bool {
        self.paging
    }

    /// Returns the identity of the line in a place of either shelf, if it is loaded.
    #[must_use]
    pub fn id_at(&self, place: LinePlace) -> Option<LineId> {
        let at = self.index_where(Key::of_place(place), Line::is_said)?;
        self.told.get(at).map(|line| line.id)
    }

    /// Returns where the first line of those that stand at a key is among those told.
    pub(super) fn index_where(&self, key: Key, is_it: impl Fn(&Line) -> bool) -> Option<usize> {
        let first = self.told.partition_point(|line| line.key < key);
        let mut same = self.told.iter().enumerate().skip(first).take_while(|(_, line)| line.key == key);
        same.find(|(_, line)| is_it(line)).map(|(at, _)| at)
    }

    /// Whether all that stands behind a place is loaded.
    #[must_use]
    pub fn reaches(&self, place: LinePlace) -> bool {
        self.base < place.seq
    }
}
