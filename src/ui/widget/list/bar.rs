//! The scroll bar of a list: it counts in rows, since nobody knows the heights of rows that were never seen.

use iced::advanced::renderer::{Quad, Renderer as _};
use iced::{Color, Rectangle, Renderer, border};

const WIDTH: f32 = 6.0;
const MARGIN: f32 = 3.0;
const LENGTH_MIN: f32 = 36.0;

/// Returns where the pointer takes hold of the bar.
pub(super) fn reach(bounds: Rectangle) -> Rectangle {
    let width = WIDTH + 2.0 * MARGIN;
    Rectangle { x: bounds.x + bounds.width - width, width, ..bounds }
}

/// Returns how far along the reader is, from 0 for the oldest row to 1 for the newest.
#[expect(clippy::cast_precision_loss, reason = "a thumb needs no more than a pixel")]
pub(super) fn progress(first: usize, above: f32, len: usize, seen: usize) -> f32 {
    let way = len.saturating_sub(seen).max(1) as f32;
    ((first as f32 + above) / way).clamp(0.0, 1.0)
}

/// Returns the row that is at the top when the reader is so far along, and the distance of its top.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place between zero and the number of rows"
)]
pub(super) fn row_at(progress: f32, len: usize, seen: usize) -> (usize, f32) {
    let place = progress.clamp(0.0, 1.0) * len.saturating_sub(seen) as f32;
    (place as usize, 0.0)
}

/// Returns the thumb.
#[expect(clippy::cast_precision_loss, reason = "a thumb needs no more than a pixel")]
pub(super) fn thumb(bounds: Rectangle, progress: f32, len: usize, seen: usize) -> Rectangle {
    let part = seen as f32 / len.max(1) as f32;
    let height = (bounds.height * part).max(LENGTH_MIN).min(bounds.height);
    let y = bounds.y + (bounds.height - height) * progress;
    Rectangle { x: bounds.x + bounds.width - WIDTH - MARGIN, y, width: WIDTH, height }
}

/// Draws the thumb.
pub(super) fn draw(renderer: &mut Renderer, thumb: Rectangle, color: Color) {
    let quad = Quad { bounds: thumb, border: border::rounded(WIDTH / 2.0), ..Quad::default() };
    renderer.fill_quad(quad, color);
}
