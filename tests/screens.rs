//! The screens, without a display: what they show and what they do, in both languages.
//!
//! With `MARU_PICTURES` set to a folder, every screen is also drawn there as a picture, to be looked at.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "screens/board.rs"]
mod board;
#[path = "screens/camera.rs"]
mod camera;
#[path = "screens/compose.rs"]
mod compose;
#[path = "screens/deeds.rs"]
mod deeds;
#[path = "screens/doors.rs"]
mod doors;
#[path = "screens/emoji.rs"]
mod emoji;
#[path = "screens/finder.rs"]
mod finder;
#[path = "screens/fit.rs"]
mod fit;
#[path = "screens/golden.rs"]
mod golden;
#[path = "screens/hall.rs"]
mod hall;
#[path = "screens/layout.rs"]
mod layout;
#[path = "screens/lobby.rs"]
mod lobby;
#[path = "screens/offline.rs"]
mod offline;
#[path = "screens/rail.rs"]
mod rail;
#[path = "screens/refusals.rs"]
mod refusals;
#[path = "screens/room.rs"]
mod room;
#[path = "screens/scenes.rs"]
mod scenes;
#[path = "screens/search.rs"]
mod search;
#[path = "screens/second.rs"]
mod second;
#[path = "screens/select.rs"]
mod select;
#[path = "screens/settings.rs"]
mod settings;
#[path = "screens/setup.rs"]
mod setup;
#[path = "screens/shortcuts.rs"]
mod shortcuts;
#[path = "screens/stage.rs"]
mod stage;
#[path = "screens/words.rs"]
mod words;
