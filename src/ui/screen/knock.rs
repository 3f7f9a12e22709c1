//! Knocking: the bar in which a room's host sees who asks to come in, and the dialog in which somebody waits to be let in.
//!
//! Both are told plain facts and ask the parent for what is to happen; neither knows how a knock travels.

pub mod bar;
pub mod wait;
