//! A member at a terminal or a pipe: typed lines and commands in, sentences or JSON lines out.
//!
//! On a par with the window for talking, whispering and the roster, and the way in for screen readers, bots and tests.
//! What it says is decided in [`desk`], which is pure; here are only the link, the lines and the waiting. A typed line is
//! taken only when the one before it was taken by the client, so a pipe that is faster than the room waits and loses
//! nothing. When the typed lines end, the member stays until all of them are told, and then leaves.

mod desk;
mod json;
mod sentences;
mod typed;

use std::collections::VecDeque;
use std::future::{Future, pending};
use std::io;
use std::pin::pin;
use std::time::Duration;

use futures::StreamExt;
use jiff::tz::TimeZone;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use self::desk::{Desk, Wish};
pub use self::typed::{Typed, typed};
use super::{Busy, Client, ConnectError, Options, Update, open};
use crate::phrase::Phrases;

/// How long the lines that still wait may keep a member whose typed lines have ended.
const FAREWELL: Duration = Duration::from_secs(60);
/// How long the host may take to answer that this member leaves.
const LEAVING: Duration = Duration::from_secs(2);

/// What a member at a terminal needs.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Who goes where.
    pub options: Options,
    /// The address or invite, as sentences name it.
    pub address: String,
    /// The invite that `/invite` shows, if there is one.
    pub invite: Option<String>,
    /// What is written.
    pub format: Format,
    /// The language of sentences.
    pub phrases: Phrases,
    /// Where times of day are of.
    pub zone: TimeZone,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Sentences for people.
    Sentences,
    /// One JSON object a line.
    Json,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Whether the member had been in the room.
    pub joined: bool,
    /// Why it is over; `None` if nobody waited for the host's answer any longer.
    pub reason: Option<ConnectError>,
}

/// Goes into a room, talks until the lines end or `stop` comes, and leaves in order.
///
/// # Errors
/// The output could not be written.
pub async fn run(
    setup: Setup,
    lines: &mut mpsc::Receiver<Typed>,
    output: impl AsyncWrite,
    stop: impl Future<Output = ()>,
) -> io::Result<Ending> {
    let (mut output, mut stop) = (pin!(output), pin!(stop));
    let mut updates = pin!(open(setup.options.clone()));
    let mut talk = Talk::new(Desk::new(setup));
    while !talk.over {
        let mut told = Vec::new();
        tokio::select! {
            biased;
            () = &mut stop, if !talk.stopped => talk.stop(),
            batch = updates.next() => match batch {
                Some(batch) => told = talk.handle_batch(batch),
                None => break,
            },
            line = lines.recv(), if talk.takes_lines() => match line {
                Some(line) => told = talk.handle_line(line),
                None => talk.finish(FAREWELL),
            },
            () = until(talk.deadline) => talk.handle_deadline(),
        }
        talk.work();
        for line in told {
            output.write_all(line.as_bytes()).await?;
            output.write_all(b"\n").await?;
        }
        output.flush().await?;
    }
    Ok(talk.ending)
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => pending().await,
    }
}

/// The desk, the handle to the room, and what is still to be done.
struct Talk {
    desk: Desk,
    client: Option<Client>,
    /// What the client was too busy to take.
    wishes: VecDeque<Wish>,
    /// No further line is taken; the member leaves once all are told.
    finishing: bool,
    /// The host was told that this member leaves.
    left: bool,
    /// Somebody wants the program to end now.
    stopped: bool,
    deadline: Option<Instant>,
    over: bool,
    ending: Ending,
}

impl Talk {
    fn new(desk: Desk) -> Self {
        Self {
            desk,
            client: None,
            wishes: VecDeque::new(),
            finishing: false,
            left: false,
            stopped: false,
            deadline: None,
            over: false,
            ending: Ending { joined: false, reason: None },
        }
    }

    fn handle_batch(&mut self, batch: Vec<Update>) -> Vec<String> {
        let mut told = Vec::new();
        for update in batch {
            match &update {
                Update::Ready(client) => self.client = Some(client.clone()),
                Update::Joined(_) => self.ending.joined = true,
                Update::Refused { ticket, .. } => self.wishes.push_back(Wish::Discard(*ticket)),
                Update::Ended(error) => {
                    self.ending.reason = Some(error.clone());
                    self.over = true;
                }
                _ => {}
            }
            told.extend(self.desk.handle_update(update));
        }
        self.desk.forget();
        told
    }

    fn handle_line(&mut self, line: Typed) -> Vec<String> {
        let (wishes, told) = self.desk.handle_line(line);
        self.wishes.extend(wishes);
        told
    }

    fn takes_lines(&self) -> bool {
        self.desk.is_here() && self.wishes.is_empty() && !self.finishing
    }

    /// Leaves once everything is told, or when the time is over.
    fn finish(&mut self, patience: Duration) {
        self.finishing = true;
        self.deadline = Some(Instant::now() + patience);
    }

    /// Leaves now, whatever still waits.
    fn stop(&mut self) {
        self.stopped = true;
        self.wishes.clear();
        self.leave();
    }

    fn handle_deadline(&mut self) {
        if self.left {
            self.over = true;
        } else {
            self.leave();
        }
    }

    fn leave(&mut self) {
        self.finish(LEAVING);
        self.left = true;
        let told = self.client.as_ref().map(Client::leave);
        // Where there is no link or no room for a word, there is nobody to wait for.
        self.over = !matches!(told, Some(Ok(())));
    }

    /// Does what is wished, as far as the client takes it.
    fn work(&mut self) {
        let Some(client) = self.client.clone() else { return };
        while let Some(wish) = self.wishes.pop_front() {
            if do_wish(&client, &wish) == Err(Busy) {
                self.wishes.push_front(wish);
                return;
            }
            if wish == Wish::Leave {
                self.finish(FAREWELL);
            }
            self.desk.handle_taken(&wish);
        }
        if self.finishing && !self.left && self.desk.is_all_told() {
            self.leave();
        }
    }
}

fn do_wish(client: &Client, wish: &Wish) -> Result<(), Busy> {
    match wish {
        Wish::Say(audience, text) => client.say(*audience, text),
        Wish::Act(text) => client.act(text),
        Wish::Rename(name) => client.rename(name),
        Wish::Topic(topic) => client.topic(topic),
        Wish::Discard(ticket) => client.discard(*ticket),
        Wish::Leave => Ok(()),
    }
}
