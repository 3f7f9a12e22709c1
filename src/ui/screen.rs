//! The screens of the window: the lobby, and the room.
//!
//! Every screen and every part of one has the same shape: a struct, its `Message`, its `Action` for the parent, and
//! `new`, `update`, `view`, `subscription`. Only the window itself returns a bare `Task`.

pub mod host_setup;
pub mod join;
pub mod lobby;
pub mod room;
pub mod second;

use lobby::Lobby;
use room::Room;

/// What fills the window.
#[derive(Debug)]
pub enum Screen {
    /// Outside: who I am, and where to go.
    Lobby(Lobby),
    /// Inside a room.
    Room(Box<Room>),
}
