//! The screens of the window: the lobby, the room, the strip that leads from one to the other, and their dialogs.
//!
//! Every screen and every part of one has the same shape: a struct, its `Message`, its `Action` for the parent, and
//! `new`, `update`, `view`, `subscription`. Only the window itself returns a bare `Task`.

pub mod compare;
pub mod finder;
pub mod host_setup;
pub mod join;
pub mod knock;
pub mod lobby;
mod pages;
pub mod rail;
pub mod room;
pub mod room_code;
pub mod room_settings;
pub mod search;
pub mod second;
pub mod settings;
pub mod shortcuts;
