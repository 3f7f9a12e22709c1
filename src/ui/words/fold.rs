//! Long lines: where one is folded, and what of its blocks is left then.

use super::{Block, Kind};
use crate::wire::limits;

/// Returns where a text is cut while it is folded, in bytes, or nothing for a text of bearable length.
#[must_use]
pub fn fold(text: &str) -> Option<usize> {
    let by_lines = text.match_indices('\n').nth(limits::FOLD_LINES - 1).map(|(at, _)| at);
    let by_letters = text.char_indices().nth(limits::FOLD_CHARACTERS).map(|(at, _)| at);
    match (by_lines, by_letters) {
        (Some(lines), Some(letters)) => Some(lines.min(letters)),
        (lines, letters) => lines.or(letters),
    }
}

/// Takes away everything from byte `end` on, which must be where a character begins.
pub fn shorten(blocks: &mut Vec<Block>, end: usize) {
    for block in blocks.iter_mut() {
        block.pieces.retain(|piece| piece.range.start < end);
        if let Some(last) = block.pieces.last_mut() {
            last.range.end = last.range.end.min(end);
        }
    }
    blocks.retain(|block| block.pieces.iter().any(|piece| piece.kind != Kind::Mark));
}
