//! Maru: a chat window that hosts a room on this computer or joins one.
//!
//! In reading order: the words of a link ([`wire`]), who we are ([`identity`]), the framed link
//! ([`link`]), the log on disk ([`store`]), the room ([`host`]), the member ([`client`]), the sentences ([`phrase`]), and how the
//! program starts ([`cli`], [`config`]) and the window ([`ui`]). ARCHITECTURE.md has the picture.

pub mod wire;

pub mod clock;
pub mod identity;
pub mod link;
pub mod store;

pub mod host;

pub mod client;
pub mod phrase;

pub mod cli;
pub mod config;

pub mod ui;
