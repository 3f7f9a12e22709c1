//! The colours of people and rooms: one of eight pigments by their key, the same on every computer.

use iced::Color;

use crate::ui::theme::{Palette, TILES};
use crate::wire::{PresenceState, PublicKey, RoomId};

/// Returns the fill of a person's tile.
pub(crate) fn fill(key: &PublicKey) -> Color {
    TILES.get(pigment(&key.0)).copied().unwrap_or(Color::BLACK)
}

/// Returns the colour that a person's name is written in.
pub(crate) fn ink(palette: &Palette, key: &PublicKey) -> Color {
    palette.people.get(pigment(&key.0)).copied().unwrap_or(palette.ink)
}

/// Returns what a person's row goes by among the controls of the window.
pub(crate) fn name_of_row(key: &PublicKey) -> String {
    key.0.iter().fold("member-".to_owned(), |name, byte| name + &format!("{byte:02x}"))
}

/// Returns the fill of a room's tile.
pub(crate) fn room_fill(id: &RoomId) -> Color {
    TILES.get(pigment(&id.0)).copied().unwrap_or(Color::BLACK)
}

/// Returns the dot of a presence on some ground: solid for here, a ring for away, none for gone.
pub(crate) fn dot(
    palette: &Palette,
    ground: Color,
    presence: Option<PresenceState>,
) -> Option<crate::ui::widget::Dot> {
    match presence? {
        PresenceState::Here | PresenceState::Typing => Some((palette.ok_dot, ground, false)),
        PresenceState::Away | PresenceState::Reconnecting => Some((palette.away, ground, true)),
    }
}

/// Keys and ids are as good as random, so their first byte spreads evenly over the pigments.
fn pigment(bytes: &[u8]) -> usize {
    bytes.first().map_or(0, |byte| usize::from(*byte) % TILES.len())
}
