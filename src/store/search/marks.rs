//! Where in a text stands what was looked for, to be shown there.
//!
//! Pure. A text is folded letter by letter, so that each place of the folded text leads back to the bytes it was made of.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::fold::fold;
use super::term::Term;

/// Returns the bytes of a text in which one of the terms stands, in order and apart from each other.
pub(super) fn marks(terms: &[Term], text: &str) -> Vec<Range<usize>> {
    let (mut folded, mut places) = (String::with_capacity(text.len()), Vec::new());
    for (at, letter) in text.grapheme_indices(true) {
        let part = fold(letter);
        places.extend(part.bytes().map(|_| at..at + letter.len()));
        folded.push_str(&part);
    }
    let mut found: Vec<_> = terms.iter().flat_map(|term| term.places(&folded)).collect();
    found.sort_unstable_by_key(|range| range.start);
    let mut marks: Vec<Range<usize>> = Vec::new();
    for range in found {
        let first = places.get(range.start).map(|place: &Range<usize>| place.start);
        let last = range.end.checked_sub(1).and_then(|last| places.get(last)).map(|place| place.end);
        let (Some(start), Some(end)) = (first, last) else { continue };
        match marks.last_mut() {
            Some(before) if start <= before.end => before.end = before.end.max(end),
            _ => marks.push(start..end),
        }
    }
    marks
}
