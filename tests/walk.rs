//! The walk: real windows on a display of their own, started as a person would start them, and what a member heard.
//!
//! `scripts/test` installs what this needs and runs it; by hand it is `cargo test --test walk`. Pictures, logs and the
//! members' transcripts stay in `target/walk`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "walk/hangul.rs"]
mod hangul;
#[path = "walk/member.rs"]
mod member;
#[path = "walk/stage.rs"]
mod stage;
#[path = "walk/window.rs"]
mod window;
