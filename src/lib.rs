//! Maru: a chat window that hosts a room on this computer or joins one.

pub mod cli;
pub mod client;
pub mod clock;
pub mod config;
pub mod host;
pub mod identity;
pub mod link;
pub mod phrase;
pub mod ui;
pub mod wire;
