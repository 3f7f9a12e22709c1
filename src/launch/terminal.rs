//! The roles without a window: a room kept for others, and a member at a terminal.
//!
//! Each starts the runtime that it needs, and returns when its room or its member has ended in order.

use maru::cli::{HostLaunch, JoinLaunch, Output};

use super::{Failure, Start};

/// Keeps a room that nobody at this computer takes part in; the invite is the first line printed.
pub(crate) fn keep_room(_start: &Start, _host: &HostLaunch, _output: Output) -> Result<(), Failure> {
    Err(Failure::Absent("host"))
}

/// Keeps a room and takes part in it from the terminal.
pub(crate) fn host(_start: &Start, _host: &HostLaunch, _output: Output) -> Result<(), Failure> {
    Err(Failure::Absent("host"))
}

/// Takes part in a room from the terminal.
pub(crate) fn join(_start: &Start, _join: &JoinLaunch, _output: Output) -> Result<(), Failure> {
    Err(Failure::Absent("client"))
}
