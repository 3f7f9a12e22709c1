//! What a line says, cut into pieces that are drawn alike: marked text, code, links, emoji. Pure, and it never panics.
//!
//! - The pieces of all blocks, one after the other, are exactly the text: nothing is added, lost or moved, so what is copied
//!   is always what was written.
//! - A mark that nobody closed is text like any other. Marks end with their line; code and links are never looked into.
//! - The work is linear in the length of the text, and there are never more than [`limits::LINE_PIECES`] pieces.

pub mod catalogue;
mod emoji;
mod fold;
mod link;
mod marks;
mod punycode;

use std::ops::Range;

pub use catalogue::{Named, Section};
pub use emoji::{is_emoji, runs};
pub use fold::{fold, shorten};
pub use link::{Doubt, Link};

use crate::wire::limits;

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// One or more emoji.
    Emoji,
    /// Code among words.
    Code,
    /// An address that can be opened or copied.
    Link,
    /// What marks the pieces beside it and is not shown itself.
    Mark,
}

/// How a piece stands out from the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stress {
    /// Between two `*`.
    pub is_bold: bool,
    /// Between two `_`.
    pub is_emphasised: bool,
    /// Between two `~`.
    pub is_struck: bool,
}

/// A piece of a line that is drawn alike from end to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// How it stands out.
    pub stress: Stress,
}

impl Piece {
    fn plain(range: Range<usize>, kind: Kind) -> Self {
        Self { range, kind, stress: Stress::default() }
    }
}

/// A part of a line that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What is written after an opening fence, such as the name of a language; `None` for words.
    pub fence: Option<Range<usize>>,
    /// Its pieces, without a gap.
    pub pieces: Vec<Piece>,
}

impl Block {
    /// Returns where it stands in the text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        let start = self.pieces.first().map_or(0, |piece| piece.range.start);
        start..self.pieces.last().map_or(start, |piece| piece.range.end)
    }

    /// Returns where its code stands, if it is code between fences.
    #[must_use]
    pub fn code(&self) -> Option<Range<usize>> {
        self.fence.as_ref()?;
        self.pieces.iter().find(|piece| piece.kind == Kind::Code).map(|piece| piece.range.clone())
    }
}

/// Cuts a text into its blocks.
#[must_use]
pub fn read(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut left = limits::LINE_PIECES;
    let mut at = 0;
    for fenced in fences(text) {
        // Room for what comes between and after, which is one piece each at the least.
        if left < FENCED_PIECES + 2 {
            break;
        }
        push_words(text, at..fenced.whole.start, left - FENCED_PIECES - 1, &mut blocks);
        at = fenced.whole.end;
        blocks.push(fenced.into_block());
        left = limits::LINE_PIECES.saturating_sub(count(&blocks));
    }
    push_words(text, at..text.len(), left, &mut blocks);
    blocks
}

/// Pieces of a fenced block: what opens it, the code, what closes it.
const FENCED_PIECES: usize = 3;

fn count(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.pieces.len()).sum()
}

fn push_words(text: &str, range: Range<usize>, most: usize, blocks: &mut Vec<Block>) {
    let Some(words) = text.get(range.clone()).filter(|words| !words.is_empty()) else { return };
    // The line end before a fence belongs to the fence and is not shown.
    let ends_block = range.end < text.len() && words.ends_with('\n');
    let shown = if ends_block { words.trim_end_matches('\n') } else { words };
    let mut pieces = marks::read(shown, range.start, most.saturating_sub(1));
    if shown.len() < words.len() {
        pieces.push(Piece::plain(range.start + shown.len()..range.end, Kind::Mark));
    }
    blocks.push(Block { fence: None, pieces });
}

/// Code between two fences.
struct Fenced {
    whole: Range<usize>,
    name: Range<usize>,
    code: Range<usize>,
}

impl Fenced {
    fn into_block(self) -> Block {
        let pieces = [
            Piece::plain(self.whole.start..self.code.start, Kind::Mark),
            Piece::plain(self.code.clone(), Kind::Code),
            Piece::plain(self.code.end..self.whole.end, Kind::Mark),
        ];
        let pieces = pieces.into_iter().filter(|piece| !piece.range.is_empty()).collect();
        Block { fence: Some(self.name), pieces }
    }
}

/// What opens and closes a block of code.
const FENCE: &str = "```";

/// Finds the fenced blocks: from a line that begins with a fence to the next line that ends with one.
fn fences(text: &str) -> Vec<Fenced> {
    let mut found = Vec::new();
    let mut open: Option<(Range<usize>, Range<usize>)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let words = line.trim_end();
        match open.take() {
            Some((whole, name)) => match words.strip_suffix(FENCE) {
                Some(last) => {
                    let code_end = start + last.len();
                    let code_end = if last.is_empty() { code_end.saturating_sub(1) } else { code_end };
                    let code = whole.end..code_end.max(whole.end);
                    found.extend((!code.is_empty()).then_some(Fenced {
                        whole: whole.start..end,
                        name,
                        code,
                    }));
                }
                None => open = Some((whole, name)),
            },
            None => {
                let Some(rest) = words.strip_prefix(FENCE) else { continue };
                if !rest.contains('`') && line.ends_with('\n') {
                    let name = rest.trim();
                    let skipped = rest.len() - rest.trim_start().len();
                    let from = start + FENCE.len() + skipped;
                    open = Some((start..end, from..from + name.len()));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
