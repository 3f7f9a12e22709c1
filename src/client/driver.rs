//! The only part of the client with a socket and a clock: turns the core's wishes into bytes.
//!
//! Runs in a task of its own and tells in batches over a bounded channel: while nobody takes the
//! batches, it stops reading and TCP holds the host back. Dropping the stream ends the task.

mod check;
mod dial;
mod keep;

pub use self::keep::Keep;

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;

use futures::{Stream, stream};
use tokio::io::{AsyncRead, AsyncWrite, DuplexStream};
use tokio::sync::mpsc;
use tokio::time::sleep_until;

use super::core::{Core, Line};
use super::error::{ConnectError, Violation};
use super::update::{Keeping, Ticket, Update};
use crate::clock::Clock;
use crate::identity::{Identity, random};
use crate::link::{Filled, Link, LinkError};
use crate::store::StoreError;
use crate::wire::limits::OUTBOX_LINES;
use crate::wire::{
    Activity, Address, Audience, Delivery, Fingerprint, Kind, Live, Name, Notice, Preamble, PreambleError,
    PublicKey, RoomId, Seq, Text, Topic, encode,
};

/// Batches that may wait to be taken.
const BATCHES: usize = 2;
/// Updates of one batch before reading stops.
const BATCH_UPDATES: usize = 4_096;
/// Commands that may wait to be taken by the driver.
const COMMANDS: usize = 64;
/// Bytes that wait to be written before no further request is encoded.
const OUT_BYTES: usize = 64 * 1024;

/// What a member needs to go into a room.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who goes.
    pub identity: Arc<Identity>,
    /// Under which name.
    pub name: Name,
    /// Which way.
    pub route: Route,
    /// What is kept of the room.
    pub keep: Keep,
}

/// The way to a host.
#[derive(Clone, Debug)]
pub enum Route {
    /// Over the network.
    Dial {
        /// Where the host may be found, best first.
        addresses: Vec<Address>,
        /// The key that it must show.
        expected: Expected,
    },
    /// Within this program.
    Pipe(Pipe),
}

/// What is expected of a host's key, and what it means if it shows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The invite says this one.
    Invited(Fingerprint),
    /// This one was seen at the address before.
    Seen(Fingerprint),
    /// Nothing is known.
    Anyone,
}

/// A way to the host of this program itself.
#[derive(Clone)]
pub struct Pipe {
    host: PublicKey,
    connect: Arc<dyn Fn() -> io::Result<DuplexStream> + Send + Sync>,
}

impl Pipe {
    /// Makes a way to the host with this key; `connect` returns the near end of a stream to it.
    pub fn new(
        host: PublicKey,
        connect: impl Fn() -> io::Result<DuplexStream> + Send + Sync + 'static,
    ) -> Self {
        Self { host, connect: Arc::new(connect) }
    }
}

impl fmt::Debug for Pipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pipe to {:?}", self.host)
    }
}

/// So much waits already that the text should stay where it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too much waits to be sent")]
pub struct Busy;

#[derive(Debug)]
enum Command {
    Say(Line),
    Retry(Ticket),
    Discard(Ticket),
    Page,
    Read(Seq),
    Activity(Activity),
    Redial,
    Leave,
}

/// The handle of a member who goes into a room or is there; cheap to clone, never waits.
#[derive(Clone, Debug)]
pub struct Client {
    commands: mpsc::Sender<Command>,
    waiting: Arc<AtomicUsize>,
}

impl Client {
    /// Says a line to the room or whispers it to one person.
    ///
    /// # Errors
    /// [`Busy`]; nothing was taken.
    pub fn say(&self, audience: Audience, text: &Text) -> Result<(), Busy> {
        let kind = if audience == Audience::Room { Kind::CHAT } else { Kind::WHISPER };
        self.line(audience, kind, text.as_str())
    }

    /// Tells the room what this member does.
    ///
    /// # Errors
    /// [`Busy`]; nothing was taken.
    pub fn act(&self, text: &Text) -> Result<(), Busy> {
        self.line(Audience::Room, Kind::ACTION, text.as_str())
    }

    /// Asks for another name.
    ///
    /// # Errors
    /// [`Busy`]; nothing was taken.
    pub fn rename(&self, name: &Name) -> Result<(), Busy> {
        self.line(Audience::Room, Kind::RENAME, name.as_str())
    }

    /// Sets the topic; an empty one takes it away.
    ///
    /// # Errors
    /// [`Busy`]; nothing was taken.
    pub fn topic(&self, topic: &Topic) -> Result<(), Busy> {
        self.line(Audience::Room, Kind::TOPIC, topic.as_str())
    }

    /// Puts up a notice; an empty one takes it down.
    ///
    /// # Errors
    /// [`Busy`]; nothing was taken.
    pub fn notice(&self, notice: &Notice) -> Result<(), Busy> {
        self.line(Audience::Room, Kind::NOTICE, notice.as_str())
    }

    /// Answers, changes, pins or takes away a line that stands in the room, or reacts to it.
    ///
    /// # Errors
    /// [`Busy`]; nothing was taken.
    pub fn live(&self, live: &Live) -> Result<(), Busy> {
        self.put(Line::of_live(live))
    }

    /// Tries a refused line again.
    ///
    /// # Errors
    /// [`Busy`]; nothing was done.
    pub fn retry(&self, ticket: Ticket) -> Result<(), Busy> {
        self.command(Command::Retry(ticket))
    }

    /// Throws a refused line away.
    ///
    /// # Errors
    /// [`Busy`]; nothing was done.
    pub fn discard(&self, ticket: Ticket) -> Result<(), Busy> {
        self.command(Command::Discard(ticket))
    }

    /// Asks for older events.
    ///
    /// # Errors
    /// [`Busy`]; nothing was done.
    pub fn page(&self) -> Result<(), Busy> {
        self.command(Command::Page)
    }

    /// Notes that the person has read up to this public place.
    ///
    /// # Errors
    /// [`Busy`]; nothing was noted.
    pub fn read(&self, seq: Seq) -> Result<(), Busy> {
        self.command(Command::Read(seq))
    }

    /// Tells what this member does right now; never on account of a whisper.
    ///
    /// # Errors
    /// [`Busy`]; nothing was done.
    pub fn activity(&self, activity: Activity) -> Result<(), Busy> {
        self.command(Command::Activity(activity))
    }

    /// Dials at once instead of waiting.
    ///
    /// # Errors
    /// [`Busy`]; nothing was done.
    pub fn redial(&self) -> Result<(), Busy> {
        self.command(Command::Redial)
    }

    /// Goes, and says so; [`Update::Ended`] follows.
    ///
    /// # Errors
    /// [`Busy`]; nothing was done.
    pub fn leave(&self) -> Result<(), Busy> {
        self.command(Command::Leave)
    }

    /// Waits until the driver has ended, whatever it did before.
    pub async fn ended(&self) {
        self.commands.closed().await;
    }

    fn line(&self, audience: Audience, kind: Kind, text: &str) -> Result<(), Busy> {
        self.put(Line::of_text(audience, kind, text))
    }

    fn put(&self, line: Line) -> Result<(), Busy> {
        if self.waiting.load(Ordering::Relaxed) >= OUTBOX_LINES {
            return Err(Busy);
        }
        self.command(Command::Say(line))
    }

    fn command(&self, command: Command) -> Result<(), Busy> {
        self.commands.try_send(command).map_err(|_| Busy)
    }
}

/// Goes into a room and tells in batches what happens; the first update carries the handle.
///
/// Nothing happens before the stream is polled, within a tokio runtime; it ends after
/// [`Update::Ended`].
pub fn open(options: Options) -> impl Stream<Item = Vec<Update>> + Send + 'static {
    let begin = async move {
        let (sender, mut receiver) = mpsc::channel(BATCHES);
        tokio::spawn(Driver::new(options, sender).run());
        stream::poll_fn(move |cx| receiver.poll_recv(cx))
    };
    futures::StreamExt::flatten(stream::once(begin))
}

/// What a link's bytes run over.
trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Wire for S {}

struct Driver {
    core: Core,
    keeper: keep::Keeper,
    /// The room whose copy is to be opened first.
    room: Option<RoomId>,
    clock: Clock,
    connector: dial::Connector,
    updates: mpsc::Sender<Vec<Update>>,
    batch: Vec<Update>,
    commands: mpsc::Receiver<Command>,
    waiting: Arc<AtomicUsize>,
}

impl Driver {
    fn new(options: Options, updates: mpsc::Sender<Vec<Update>>) -> Self {
        let Options { identity, name, route, keep } = options;
        let room = match &keep {
            Keep::Folder { room, .. } => *room,
            Keep::Nothing => None,
        };
        let (sender, commands) = mpsc::channel(COMMANDS);
        let waiting = Arc::new(AtomicUsize::new(0));
        let client = Client { commands: sender, waiting: Arc::clone(&waiting) };
        Self {
            core: Core::new(Arc::clone(&identity), name),
            keeper: keep::Keeper::new(&keep, identity.public()),
            room,
            clock: Clock::start(),
            connector: dial::Connector::new(identity, route),
            updates,
            batch: vec![Update::Ready(client)],
            commands,
            waiting,
        }
    }

    async fn run(mut self) {
        if let Some(room) = self.room {
            self.open_copy(room).await;
        }
        while !self.core.is_over() && !self.updates.is_closed() {
            if self.core.wants_link() {
                self.dial().await;
            } else {
                let timeout = self.core.poll_timeout();
                self.pause(timeout).await;
            }
        }
        self.collect();
        let now = self.clock.now();
        self.keeper.flush(&mut self.core, now).await;
        self.keeper.close().await;
        drop(self.updates.send(std::mem::take(&mut self.batch)).await);
    }

    /// Opens one's own copy of a room; without it, everything goes on from memory.
    async fn open_copy(&mut self, room: RoomId) {
        if !self.keeper.lacks(room) {
            return;
        }
        let now = self.clock.now();
        self.collect();
        match self.keeper.open(room, &mut self.core, now).await {
            Ok(None) => {}
            Ok(Some(salvage)) => self.batch.push(Update::Keeping(Keeping::Salvaged(salvage))),
            Err(error) => {
                tracing::warn!(%error, "own copy cannot be opened");
                self.batch.push(Update::Keeping(Keeping::Failed(error)));
            }
        }
    }

    /// Takes from the core what it wants kept and told, and answers what it wants to know.
    ///
    /// # Errors
    /// [`ConnectError::Violation`] when an answer shows that the host tells another history.
    async fn settle(&mut self) -> Result<(), ConnectError> {
        while let Some(question) = self.core.poll_question() {
            let now = self.clock.now();
            let told = self.keeper.flush(&mut self.core, now).await;
            self.batch.extend(told.map(Update::Keeping));
            let found = self.keeper.ask(question).await;
            self.core.handle_found(now, found).map_err(ConnectError::Violation)?;
        }
        let now = self.clock.now();
        self.keeper.take(&mut self.core, now);
        self.collect();
        Ok(())
    }

    fn handle_committed(&mut self, result: Result<(), StoreError>) {
        let now = self.clock.now();
        let told = self.keeper.handle_committed(result, &mut self.core, now);
        self.batch.extend(told.map(Update::Keeping));
    }

    /// Makes a link, listening to commands meanwhile, and uses it until it ends.
    async fn dial(&mut self) {
        let (steps, mut told) = mpsc::unbounded_channel();
        let connector = self.connector.clone();
        let mut dialling = Box::pin(async move { connector.connect(&steps).await });
        let updates = self.updates.clone();
        let result = loop {
            if self.settle().await.is_err() {
                return;
            }
            tokio::select! {
                biased;
                Some(step) = told.recv() => self.core.handle_step(step),
                command = self.commands.recv() => self.handle_command(command),
                result = &mut dialling => break result,
                result = self.keeper.committed(), if self.keeper.is_busy() => self.handle_committed(result),
                sent = updates.reserve(), if !self.batch.is_empty() => match sent {
                    Ok(permit) => permit.send(std::mem::take(&mut self.batch)),
                    Err(_) => return,
                },
                () = updates.closed() => return,
            }
            if self.core.is_over() {
                return;
            }
        };
        match result {
            Ok((stream, host)) => {
                self.core.handle_connected(self.clock.now(), host);
                let error = self.exchange(Link::new(stream)).await;
                if self.core.is_over() || self.core.wants_link() {
                    return;
                }
                self.connector.settle(host);
                self.core.handle_disconnected(self.clock.now(), error, jitter());
            }
            Err(error) => self.core.handle_disconnected(self.clock.now(), error, jitter()),
        }
    }

    /// Waits for a command or a moment.
    async fn pause(&mut self, timeout: Option<Duration>) {
        if self.settle().await.is_err() {
            return;
        }
        let (updates, sleep) = (self.updates.clone(), self.sleep(timeout));
        tokio::select! {
            biased;
            command = self.commands.recv() => self.handle_command(command),
            sent = updates.reserve(), if !self.batch.is_empty() => if let Ok(permit) = sent {
                permit.send(std::mem::take(&mut self.batch));
            },
            result = self.keeper.committed(), if self.keeper.is_busy() => self.handle_committed(result),
            () = sleep => self.core.handle_timeout(self.clock.now(), jitter()),
            () = updates.closed() => {},
        }
    }

    /// Uses a link until it ends; returns why it did, if the core does not know better.
    async fn exchange(&mut self, mut link: Link<Box<dyn Wire>>) -> ConnectError {
        let mut out = Vec::new();
        if encode(&Preamble::ours(), &mut out).is_err() {
            return ConnectError::OwnKey;
        }
        let mut greeted = false;
        let updates = self.updates.clone();
        while self.core.has_link() {
            if let Err(error) = self.settle().await {
                return error;
            }
            self.transmit(&mut out);
            let sleep = self.sleep(self.core.poll_timeout());
            let full = self.batch.len() >= BATCH_UPDATES || self.keeper.is_full();
            tokio::select! {
                biased;
                filled = pump(&mut link, &mut out, !full) => {
                    if let Err(error) = self.handle_filled(&mut link, filled, &mut greeted).await {
                        return error;
                    }
                }
                result = self.keeper.committed(), if self.keeper.is_busy() => self.handle_committed(result),
                command = self.commands.recv() => self.handle_command(command),
                sent = updates.reserve(), if !self.batch.is_empty() => match sent {
                    Ok(permit) => permit.send(std::mem::take(&mut self.batch)),
                    Err(_) => break,
                },
                () = sleep => self.core.handle_timeout(self.clock.now(), jitter()),
                () = updates.closed() => break,
            }
        }
        // Best effort: the host notices either way.
        drop(tokio::time::timeout(Duration::from_millis(200), link.close()).await);
        ConnectError::Broken
    }

    async fn handle_filled(
        &mut self,
        link: &mut Link<Box<dyn Wire>>,
        filled: Result<Filled, LinkError>,
        greeted: &mut bool,
    ) -> Result<(), ConnectError> {
        match filled.map_err(|error| broken(&error, *greeted))? {
            Filled::End => return Err(ConnectError::Broken),
            Filled::Bytes(_) => {}
        }
        if !*greeted {
            let Some(theirs) = link.take::<Preamble>().map_err(|_| ConnectError::NotMaru)? else {
                return Ok(());
            };
            Preamble::ours().agree(&theirs).map_err(of_preamble)?;
            *greeted = true;
            link.signed_in();
        }
        let mut words = Vec::new();
        let mut ended = None;
        loop {
            match link.take::<Delivery>() {
                Ok(Some(word)) => words.push(word),
                Ok(None) => break,
                Err(error) => {
                    ended = Some(broken(&error.into(), true));
                    break;
                }
            }
        }
        let (words, is_forged) = check::check(words).await;
        for word in words {
            if !self.core.has_link() {
                return Ok(());
            }
            if let Some(room) = self.core.room_entered(&word) {
                self.open_copy(room).await;
            }
            self.core.handle_message(self.clock.now(), word).map_err(ConnectError::Violation)?;
        }
        if is_forged {
            return Err(ConnectError::Violation(Violation::Forged));
        }
        self.core.handle_read().map_err(ConnectError::Violation)?;
        ended.map_or(Ok(()), Err)
    }

    fn handle_command(&mut self, command: Option<Command>) {
        let now = self.clock.now();
        match command {
            Some(Command::Say(line)) => match random() {
                Ok(salt) => {
                    self.core.say(now, line, salt);
                }
                Err(_) => self.core.handle_disconnected(now, ConnectError::OwnKey, 0),
            },
            Some(Command::Retry(ticket)) => self.core.retry(now, ticket),
            Some(Command::Discard(ticket)) => self.core.discard(ticket),
            Some(Command::Page) => self.core.page(),
            Some(Command::Read(seq)) => self.core.read(seq),
            Some(Command::Activity(activity)) => self.core.activity(activity),
            Some(Command::Redial) => self.core.redial(),
            // Every handle is gone: nobody can want anything any more.
            Some(Command::Leave) | None => self.core.leave(),
        }
    }

    fn collect(&mut self) {
        while let Some(update) = self.core.poll_update() {
            self.batch.push(update);
        }
        self.waiting.store(self.core.waiting(), Ordering::Relaxed);
    }

    fn transmit(&mut self, out: &mut Vec<u8>) {
        let now = self.clock.now();
        while out.len() < OUT_BYTES
            && let Some(request) = self.core.poll_transmit(now)
        {
            if let Err(error) = encode(&request, out) {
                tracing::error!(%error, "request does not fit a frame");
            }
        }
    }

    fn sleep(&self, until: Option<Duration>) -> impl Future<Output = ()> + use<> {
        let moment = until.map(|ticks| self.clock.at(ticks));
        async move {
            match moment {
                Some(moment) => sleep_until(moment).await,
                None => std::future::pending().await,
            }
        }
    }
}

/// Writes what waits and reads once; cancel safe, since both are kept by the caller.
async fn pump(link: &mut Link<Box<dyn Wire>>, out: &mut Vec<u8>, read: bool) -> Result<Filled, LinkError> {
    poll_fn(|cx| {
        while !out.is_empty() {
            match link.poll_write(cx, out) {
                Poll::Ready(Ok(taken)) => drop(out.drain(..taken)),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => break,
            }
        }
        if let Poll::Ready(Err(error)) = link.poll_flush(cx) {
            return Poll::Ready(Err(error));
        }
        if read { link.poll_fill(cx) } else { Poll::Pending }
    })
    .await
}

fn broken(error: &LinkError, greeted: bool) -> ConnectError {
    match error {
        LinkError::Codec(_) if !greeted => ConnectError::NotMaru,
        LinkError::Codec(_) => ConnectError::Violation(Violation::OutOfOrder),
        LinkError::Cut(_) | LinkError::Silent | LinkError::Closed => ConnectError::Broken,
    }
}

fn of_preamble(error: PreambleError) -> ConnectError {
    match error {
        PreambleError::NotMaru => ConnectError::NotMaru,
        PreambleError::TheyAreNewer { ours, theirs } => ConnectError::RoomIsNewer { ours, theirs },
        PreambleError::TheyAreOlder { ours, theirs } => ConnectError::RoomIsOlder { ours, theirs },
    }
}

/// A member without randomness dials on the beat; that is all it costs.
fn jitter() -> u8 {
    random::<1>().map_or(0, |[byte]| byte)
}
