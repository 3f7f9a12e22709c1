//! The log on disk, for a host and for a member alike.

pub mod search;
