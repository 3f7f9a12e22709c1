//! The list of whom a line could be for, with a filter.

use iced::widget::operation;

use super::{Action, Composer, FILTER, INPUT, Recipient};
use crate::wire::PublicKey;

/// People shown at once; the rest by typing into the filter.
pub const ROWS_MAX: usize = 8;

/// The open list.
#[derive(Debug, Default)]
pub struct Picker {
    pub(super) filter: String,
    pub(super) active: usize,
    pub(super) len: usize,
    pub(super) people: Vec<Recipient>,
}

impl Picker {
    /// Returns who fits the filter; a Hangul or Latin beginning of any word will do.
    pub fn matching(&self) -> impl Iterator<Item = &Recipient> {
        let filter = self.filter.trim().to_lowercase();
        self.people
            .iter()
            .filter(move |person| person.name.as_str().to_lowercase().contains(&filter))
            .take(ROWS_MAX)
    }

    /// Returns who the row at an index stands for: `None` is everyone, who is there as long as nothing is filtered.
    fn row(&self, index: usize) -> Option<Option<PublicKey>> {
        if !self.filter.trim().is_empty() {
            return self.matching().nth(index).map(|person| Some(person.key));
        }
        match index.checked_sub(1) {
            None => Some(None),
            Some(index) => self.matching().nth(index).map(|person| Some(person.key)),
        }
    }

    fn count(&mut self) {
        self.len = self.matching().count() + usize::from(self.filter.trim().is_empty());
    }
}

impl Composer {
    /// Tells the open picker who is there.
    pub fn offer(&mut self, people: Vec<Recipient>) {
        if let Some(picker) = &mut self.picker {
            picker.people = people;
            picker.count();
        }
    }

    /// Whether the picker is open and has to know who is there.
    pub fn is_picking(&self) -> bool {
        self.picker.is_some()
    }

    pub(super) fn toggle_picker(&mut self) -> Action {
        if self.picker.take().is_some() {
            return Action::Run(operation::focus(INPUT));
        }
        self.picker = Some(Picker::default());
        self.suggestions.close();
        Action::Run(operation::focus(FILTER))
    }

    pub(super) fn filter(&mut self, filter: String) {
        if let Some(picker) = &mut self.picker {
            picker.filter = filter;
            picker.active = 0;
            picker.count();
        }
    }

    pub(super) fn pick(&mut self, key: Option<PublicKey>) -> Action {
        self.picker = None;
        Action::Pick(key)
    }

    pub(super) fn pick_active(&mut self) -> Action {
        let row = self.picker.as_ref().and_then(|picker| picker.row(picker.active));
        row.map_or(Action::None, |key| self.pick(key))
    }
}
