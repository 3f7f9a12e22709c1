//! A member's side: opens a target, keeps the link alive, tells what happens.
//!
//! Serves window, console and bots alike and knows none of them. Never imports the host: its own
//! user is a member too, over an in-memory pipe.

pub mod about;
pub mod command;
pub mod console;
pub mod core;
pub mod driver;
pub mod error;
pub mod export;
pub mod kept;
pub mod outbox;
pub mod proof;
pub mod save;
pub mod search;
pub mod sentence;
pub mod target;
pub mod timeline;
pub mod trust;
pub mod update;
pub mod writes;

pub use driver::{Busy, Client, Expected, Keep, Options, Pipe, Route, open};
pub use error::{ConnectError, Violation};
pub use kept::{Kept, Question};
pub use target::{Target, TargetError};
pub use timeline::{
    Line, LineId, LineKind, Member, Note, Phase, Reacted, RoomInfo, Roster, Sending, Timeline,
};
pub use update::{Joined, Keeping, Pending, Resumed, Step, Ticket, Update};
