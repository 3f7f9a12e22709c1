//! Where the lines of a timeline stand in the room, for whoever comes from elsewhere: what is loaded, and what is to be.

use super::line::Key;
use super::{LineId, Timeline};
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
        let key = Key::of_place(place);
        let at = self.told.partition_point(|line| line.key < key);
        self.told
            .range(at..)
            .take_while(|line| line.key == key)
            .find(|line| line.is_said())
            .map(|line| line.id)
    }

    /// Whether all that stands behind a place is loaded.
    #[must_use]
    pub fn reaches(&self, place: LinePlace) -> bool {
        self.base < place.seq
    }
}
