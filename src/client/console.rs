//! A member at a terminal or a pipe: typed lines and commands in, sentences or JSON lines out.
//!
//! On a par with the window for talking, whispering and the roster, and the way in for screen readers, bots and tests.
//! What it says is decided in `desk`, which is pure; here are only the link, the lines and the waiting. A typed line is
//! taken only when the one before it was taken by the client, so a pipe that is faster than the room waits and loses
//! nothing. When the typed lines end, the member stays until all of them are told, and then leaves; only when the host
//! settles none of them for `FAREWELL` it leaves without, and says how many.
//!
//! # JSON lines
//! Each line written is one object, its `type` saying what it is. A reader passes over types and fields that it does not
//! know: more of them may be added, and none is ever given another meaning. Keys of people are fingerprints of 32
//! characters as invites have them, times are milliseconds since 1970, places count from 1 on their own shelf, `line` is
//! the number of the typed line and counts from 1, and `null` stands where nothing is known.
//!
//! ```text
//! type      fields                                             when
//! hosting   invite room port addresses                         first line of a program that hosts
//! step      step: reach secure enter                           on the way in
//! joined    room id host name key topic after resumed:         let in, or in again after "lost"
//!             first seamless after_gap other_room
//! members   members: [{key name}]                              who is known, in parts, after "joined"
//! presence  whole changes: [{key name state}]                  state: here typing away reconnecting gone
//! message   seq time key name text action own reply            said to everyone; action: told by /me; reply: the place
//!                                                              of the message that it answers, or null
//! edited    seq time key name own of text                      the message at "of" says something else
//! deleted   seq time key name own of                           the message at "of" is gone
//! reaction  seq time key name own to emoji on                  put on the message at "to", or taken off
//! whisper   seq time key name to to_name text own              to me, or by me
//! arrived   seq time key name                                  left: the same
//! renamed   seq time key old name
//! topic     seq time key name topic
//! notice    seq time key name notice                           null when it was taken down
//! pin       seq time key name line on                          the message at "line" is pinned, or no more
//! board     notice pins: [{line by}]                           what hangs there, after "joined"
//! erased    seq time key name                                  a message whose text was deleted
//! gap       seq                                                the host no longer keeps what was up to there
//! pending   line ticket text                                   an own line was taken in
//! sent      line ticket seq                                    the host has placed it; follows its own event
//! refused   line ticket kind reason suggestion sentence        the host refused it for good
//! slowed    wait                                               the waiting lines leave after so many ms
//! mistake   line reason sentence                               held back here, nothing was sent
//! who       members: [{key name state own host}]               answers /who
//! topic_is  topic                                              answers /topic
//! notice_is notice                                             answers /notice
//! pins      pins: [{line by name text}]                        answers /pins; name and text: null if not known here
//! invite    invite                                             answers /invite
//! help      commands                                           answers /help
//! target    to: {key name} or null                             answers /w NAME and /all
//! hit       seq mail time key name kind text before after      one line found by /search, the newest first; kind: said
//!             action whisper topic notice; mail: its place in the mailbox, 0 for a public one; before and after: the lines
//!             around it, or null
//! found     line count more hints                              ends the hits of one page; more: /search goes on
//! saved     line path entries                                  answers /save
//! cleared                                                      answers /clear
//! lost      attempt wait reason                                the link broke and is dialled again
//! ended     reason suggestion sentence unsent                  the last line
//! ```
//!
//! Each line read is either a line as people type it, commands too, or an object:
//! `{"say": TEXT}` to everyone, `{"whisper": TEXT, "to": NAME}` or a list of names, `{"command": "/…"}`, and about the
//! message in a place `{"reply": TEXT, "to": SEQ}`, `{"edit": TEXT, "of": SEQ}`, `{"delete": SEQ}`, `{"react": EMOJI, "to":
//! SEQ}` with `"on": false` to take it off, `{"pin": SEQ}` the same. What is none of these is told as a `mistake` and reading goes on.

mod desk;
mod errand;
pub(super) mod json;
mod request;
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
use self::errand::{Done, Errand, done};
pub use self::typed::{Typed, typed};
use super::trust::Known;
use super::{Busy, Client, ConnectError, Joined, Options, Resumed, Target, Update, open};
use crate::clock::Clock;
use crate::phrase::Phrases;
use crate::store::Folder;
use crate::wire::{Seq, Time};

/// How long a member whose typed lines have ended waits for one more of them to be settled.
const FAREWELL: Duration = Duration::from_secs(10);
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
    /// What the time was when it was set up; what counts as today.
    pub started: Time,
    /// Whether a person sees at once what is written, so that a prompt is of use.
    pub prompt: bool,
    /// Whether sentences are coloured.
    pub colour: bool,
    /// Where it is noted that this member came in.
    pub visit: Option<Visit>,
    /// Where copies of rooms lie, if any are kept; for searching and saving.
    pub copies: Option<Folder>,
}

/// Where it is noted that a member came into a room.
#[derive(Clone, Debug)]
pub struct Visit {
    /// What is known of rooms and hosts.
    pub known: Known,
    /// The way that was taken.
    pub target: Target,
    /// Whether the room is on this computer.
    pub hosted: bool,
}

impl Visit {
    /// Notes it; a file that cannot be written costs the member nothing but the memory of it.
    fn remember(&mut self, joined: &Joined) {
        let now = Clock::start().now().wall;
        self.known.remember(&self.target, joined, self.hosted, now);
        if let Err(error) = self.known.save() {
            tracing::warn!(%error, "the room will not be known again");
        }
    }
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
    /// Own lines that the host settled neither way, unless somebody wanted the program to end at once.
    pub unsent: usize,
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
    let (phrases, zone) = (setup.phrases.clone(), setup.zone.clone());
    let mut talk = Talk::new(setup);
    let mut errand = None;
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
            come = done(errand.as_mut()) => {
                errand = None;
                told = talk.handle_done(come);
            }
            () = until(talk.deadline) => talk.handle_deadline(),
        }
        if let Some(next) = talk.work() {
            errand = Some(next.start(phrases.clone(), zone.clone()));
        }
        let bytes = talk.written(&told);
        let write = async {
            output.write_all(&bytes).await?;
            output.flush().await
        };
        tokio::select! {
            biased;
            result = write => result?,
            // Nobody reads: what is written is lost then, but not the way out.
            () = &mut stop, if !talk.stopped => talk.stop(),
            () = until(talk.deadline), if talk.left => talk.handle_deadline(),
        }
    }
    Ok(talk.ending())
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
    /// Something is being looked up or written on this computer.
    errand: bool,
    /// No further line is taken; the member leaves once all are told.
    finishing: bool,
    /// The host was told that this member leaves.
    left: bool,
    /// Somebody wants the program to end now.
    stopped: bool,
    deadline: Option<Instant>,
    over: bool,
    joined: bool,
    /// The newest public place written.
    read: Seq,
    reason: Option<ConnectError>,
    visit: Option<Visit>,
    prompt: bool,
    /// Whether a prompt stands on the screen's last line.
    prompted: bool,
}

impl Talk {
    fn new(mut setup: Setup) -> Self {
        Self {
            visit: setup.visit.take(),
            prompt: setup.prompt,
            prompted: false,
            desk: Desk::new(setup),
            client: None,
            wishes: VecDeque::new(),
            errand: false,
            finishing: false,
            left: false,
            stopped: false,
            deadline: None,
            over: false,
            joined: false,
            read: 0,
            reason: None,
        }
    }

    fn ending(self) -> Ending {
        let unsent = if self.stopped { 0 } else { self.unsettled() };
        Ending { joined: self.joined, reason: self.reason, unsent }
    }

    /// Returns how many own lines the host has not settled, those included that the client has not taken.
    fn unsettled(&self) -> usize {
        let lines = self
            .wishes
            .iter()
            .filter(|wish| !matches!(wish, Wish::Discard(_) | Wish::Errand(_) | Wish::Leave));
        self.desk.unsettled() + lines.count()
    }

    /// Returns what to write for these lines: the prompt makes way for them and comes back behind them.
    fn written(&mut self, told: &[String]) -> Vec<u8> {
        let mut bytes = Vec::new();
        if told.is_empty() && self.prompted {
            return bytes;
        }
        if std::mem::take(&mut self.prompted) {
            bytes.extend_from_slice(b"\r\x1b[K");
        }
        for line in told {
            bytes.extend_from_slice(line.as_bytes());
            bytes.push(b'\n');
        }
        if self.prompt && self.takes_lines() && !self.over {
            bytes.extend_from_slice(self.desk.prompt().as_bytes());
            self.prompted = true;
        }
        bytes
    }

    fn handle_batch(&mut self, batch: Vec<Update>) -> Vec<String> {
        let (mut told, before) = (Vec::new(), self.unsettled());
        for update in batch {
            match &update {
                Update::Ready(client) => self.client = Some(client.clone()),
                Update::Joined(joined) => self.handle_joined(joined),
                Update::Refused { ticket, .. } => self.wishes.push_back(Wish::Discard(*ticket)),
                Update::Ended(error) => {
                    self.reason = Some(error.clone());
                    self.over = true;
                }
                _ => {}
            }
            told.extend(self.desk.handle_update(update));
        }
        self.note_read();
        self.desk.forget();
        if self.finishing && !self.left && self.unsettled() < before {
            self.finish(FAREWELL);
        }
        told
    }

    /// Whatever is written here counts as read.
    fn note_read(&mut self) {
        let newest = self.desk.timeline().newest();
        if let Some(client) = self.client.as_ref().filter(|_| newest > self.read)
            && client.read(newest).is_ok()
        {
            self.read = newest;
        }
    }

    fn handle_joined(&mut self, joined: &Joined) {
        self.joined = true;
        if matches!(joined.resumed, Resumed::First | Resumed::OtherRoom)
            && let Some(visit) = &mut self.visit
        {
            visit.remember(joined);
        }
    }

    fn handle_line(&mut self, line: Typed) -> Vec<String> {
        // The line's own end has moved the screen on.
        self.prompted = false;
        let (wishes, told) = self.desk.handle_line(line);
        self.wishes.extend(wishes);
        told
    }

    fn handle_done(&mut self, done: Done) -> Vec<String> {
        self.errand = false;
        self.desk.handle_done(done)
    }

    fn takes_lines(&self) -> bool {
        self.desk.is_ready() && self.wishes.is_empty() && !self.finishing && !self.errand
    }

    /// Takes no further line, and leaves once everything is told, or when nothing is for so long.
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

    /// Does what is wished, as far as the client takes it; what takes a while is returned.
    fn work(&mut self) -> Option<Errand> {
        let client = self.client.clone()?;
        while let Some(wish) = self.wishes.pop_front() {
            if let Wish::Errand(errand) = wish {
                self.errand = true;
                return Some(errand);
            }
            if do_wish(&client, &wish) == Err(Busy) {
                self.wishes.push_front(wish);
                return None;
            }
            if wish == Wish::Leave {
                self.finish(FAREWELL);
            }
            self.desk.handle_taken(&wish);
        }
        if self.finishing && !self.left && self.desk.unsettled() == 0 {
            self.leave();
        }
        None
    }
}

fn do_wish(client: &Client, wish: &Wish) -> Result<(), Busy> {
    match wish {
        Wish::Say(audience, text) => client.say(*audience, text),
        Wish::Act(text) => client.act(text),
        Wish::Rename(name) => client.rename(name),
        Wish::Topic(topic) => client.topic(topic),
        Wish::Notice(notice) => client.notice(notice),
        Wish::Live(live) => client.live(live),
        Wish::Discard(ticket) => client.discard(*ticket),
        Wish::Errand(_) | Wish::Leave => Ok(()),
    }
}
