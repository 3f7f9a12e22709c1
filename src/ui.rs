//! The window.

pub mod choice;
pub mod look;
pub mod screen;
pub mod theme;
pub mod widget;
