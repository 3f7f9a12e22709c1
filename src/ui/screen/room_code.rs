//! The three words by which a friend knows that it is really this room: how its host reads them out, and how a guest types them.
//!
//! Both are told plain words and ask the parent for what is to happen; neither knows how words are proved or counted.

pub mod ask;
pub mod plates;

use crate::ui::look::Look;

/// Words of a code.
pub const WORDS: usize = 3;
/// How wide both dialogs are.
pub const WIDTH: f32 = 480.0;
/// What a window leaves free beside a dialog.
const RIM: f32 = 24.0;

/// Whether the window is too narrow for the whole width of a dialog.
fn is_slim(look: Look<'_>) -> bool {
    look.size.width < WIDTH + RIM
}
