//! `Table`: a host on loopback and named guests, each in a line.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures::{Stream, StreamExt as _};
use maru::client::{
    Client, ConnectError, Expected, Keep, Line, LineKind, Options, Phase, Pipe, Route, Sending, Timeline,
    Update, open,
};
use maru::host::{self, Bounds, Host, PortChoice, RoomSource, Settings};
use maru::identity::Identity;
use maru::store::Folder;
use maru::wire::{Address, Audience, Name, PublicKey, RoomId, RoomName, Text};
use tokio::time::timeout;

/// Longer than anything here takes; running into it is a failure, not a wait.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Table {
    pub(crate) host: Host,
    pub(crate) identity: Arc<Identity>,
}

pub(crate) fn identity(seed: u8) -> Arc<Identity> {
    Arc::new(Identity::from_seed([seed; 32]).unwrap())
}

pub(crate) fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub(crate) fn settings() -> Settings {
    let name = RoomName::parse("금요일 마루").unwrap();
    Settings { messages_burst: 100_000, messages_per_second: 100_000, ..Settings::new(name) }
}

impl Table {
    pub(crate) fn new() -> Self {
        Self::with(settings(), PortChoice::Exactly(0))
    }

    pub(crate) fn with(settings: Settings, port: PortChoice) -> Self {
        Self::of(RoomSource::Fleeting, settings, port)
    }

    /// A room that is kept in `folder`: the one with this id, or another.
    pub(crate) fn kept(folder: &Folder, room: Option<RoomId>) -> Self {
        let bounds = Bounds::default();
        Self::of(
            RoomSource::Kept { folder: folder.clone(), room, bounds },
            settings(),
            PortChoice::Exactly(0),
        )
    }

    pub(crate) fn of(room: RoomSource, settings: Settings, port: PortChoice) -> Self {
        let identity = identity(1);
        let addresses = vec![Address::V4([127, 0, 0, 1], 0)];
        let options = host::Options { identity: Arc::clone(&identity), settings, room, port, addresses };
        let host = host::start(options).unwrap();
        Self { host, identity }
    }

    pub(crate) fn address(&self) -> Address {
        Address::V4([127, 0, 0, 1], self.host.port())
    }

    pub(crate) fn route(&self) -> Route {
        Route::Dial {
            addresses: vec![self.address()],
            expected: Expected::Invited(self.host.key().fingerprint()),
        }
    }

    pub(crate) fn pipe(&self) -> Route {
        let end = self.host.pipe();
        Route::Pipe(Pipe::new(self.host.key(), move || end.connect()))
    }

    /// A guest who is in the room.
    pub(crate) async fn guest(&self, seed: u8, called: &str) -> Guest {
        let mut guest = Guest::go(seed, called, self.route());
        guest.until(|timeline| timeline.phase() == &Phase::Here).await;
        guest
    }
}

pub(crate) struct Guest {
    pub(crate) identity: Arc<Identity>,
    pub(crate) timeline: Timeline,
    pub(crate) client: Option<Client>,
    /// Everything told, by kind of update, in order.
    pub(crate) told: Vec<String>,
    stream: Pin<Box<dyn Stream<Item = Vec<Update>> + Send>>,
}

impl Guest {
    pub(crate) fn go(seed: u8, called: &str, route: Route) -> Self {
        Self::with(identity(seed), called, route)
    }

    pub(crate) fn with(identity: Arc<Identity>, called: &str, route: Route) -> Self {
        Self::keeping(identity, called, route, Keep::Nothing)
    }

    /// A guest with its own copy of what it sees.
    pub(crate) fn keeping(identity: Arc<Identity>, called: &str, route: Route, keep: Keep) -> Self {
        let options = Options { identity: Arc::clone(&identity), name: name(called), route, keep };
        Self {
            identity,
            timeline: Timeline::new(),
            client: None,
            told: Vec::new(),
            stream: Box::pin(open(options)),
        }
    }

    pub(crate) fn key(&self) -> PublicKey {
        self.identity.public()
    }

    pub(crate) fn client(&self) -> &Client {
        self.client.as_ref().expect("the first update carries the client")
    }

    pub(crate) async fn say(&mut self, text: &str) {
        self.tell(Audience::Room, text).await;
    }

    pub(crate) async fn whisper(&mut self, to: PublicKey, text: &str) {
        self.tell(Audience::Member(to), text).await;
    }

    async fn tell(&mut self, audience: Audience, text: &str) {
        let text = Text::parse(text).unwrap();
        while self.client().say(audience, &text).is_err() {
            self.step().await;
        }
    }

    /// Takes what is told until `done`.
    pub(crate) async fn until(&mut self, done: impl Fn(&Timeline) -> bool) {
        let waited = timeout(PATIENCE, async {
            while !done(&self.timeline) {
                self.step().await;
            }
        });
        if waited.await.is_err() {
            panic!("waited too long: {:?}\n{:#?}", self.timeline.phase(), self.told);
        }
    }

    /// Takes what is told until this member is out for good.
    pub(crate) async fn ended(&mut self) -> ConnectError {
        self.until(|timeline| matches!(timeline.phase(), Phase::Ended(_))).await;
        match self.timeline.phase() {
            Phase::Ended(error) => error.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// Takes what is told until this text is there and told by the host.
    pub(crate) async fn hears(&mut self, text: &str) {
        self.until(|timeline| timeline.lines().any(|line| is_told(line, text))).await;
    }

    async fn step(&mut self) {
        match self.stream.next().await {
            Some(batch) => batch.into_iter().for_each(|update| self.apply(update)),
            None => panic!("the stream ended: {:?}\n{:?}", self.timeline.phase(), self.texts()),
        }
    }

    /// Breaks the link without a word, as a crash or a pulled plug would.
    pub(crate) async fn cut(self) {
        let client = self.client().clone();
        drop(self.stream);
        client.ended().await;
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        self.timeline.lines().filter_map(text_of).collect()
    }

    fn apply(&mut self, update: Update) {
        if let Update::Ready(client) = &update {
            self.client = Some(client.clone());
        }
        self.told.push(format!("{update:?}"));
        self.timeline.apply(update);
    }
}

pub(crate) fn text_of(line: &Line) -> Option<String> {
    match &line.kind {
        LineKind::Said { text, .. } => Some(text.clone()),
        LineKind::Whisper { text, .. } => Some(format!("w:{text}")),
        _ => None,
    }
}

fn is_told(line: &Line, text: &str) -> bool {
    let told = line.sending().is_none_or(|sending| *sending == Sending::Sent);
    told && text_of(line).as_deref() == Some(text)
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(&from, &to).unwrap();
        }
    }
}
