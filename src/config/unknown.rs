//! Options of a settings file that this version does not know: what they are called, and where they stand.
//!
//! They may be a newer version's, or mistyped. They are left as they are and change nothing.

use toml_edit::{Document, TableLike};

use super::error::Place;

/// An option that is unknown here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Its name behind that of its section, as in `host.prot`; a section's name if the whole of it is unknown.
    pub option: String,
    /// Where its name stands.
    pub place: Option<Place>,
}

/// Finds where in a text these options stand, by their names from the outside in.
pub(super) fn find(text: &str, options: Vec<Vec<String>>) -> Vec<Unknown> {
    let document = Document::parse(text).ok();
    let place = |names: &[String]| {
        let (name, sections) = names.split_last()?;
        let mut table: &dyn TableLike = document.as_ref()?.as_table();
        for section in sections {
            table = table.get(section)?.as_table_like()?;
        }
        Some(Place::of(text, table.get_key_value(name)?.0.span()?.start))
    };
    let unknown = |names: Vec<String>| Unknown { place: place(&names), option: names.join(".") };
    options.into_iter().map(unknown).collect()
}
