//! The room that is open on this computer: opening it, inviting to it, closing it. Never on the window's thread.
//!
//! A room that is being closed still writes: opening a room and erasing one wait until it has ended.

mod kept;

use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use iced::Task;

use super::{App, HostSetup, Message, host_setup};
use crate::client::sentence::of_store_error;
use crate::client::{self, Keep, Pipe, Route};
use crate::config::{Caps, History, HostSection};
use crate::host::{self, Bounds, Host, PortChoice, RoomSource, Settings, StartError};
use crate::ui::screen::host_setup::Choice;
use crate::ui::screen::room::Invitation;
use crate::wire::{Invite, Name, RoomId, RoomName, limits};

/// A room that was opened, until somebody takes it; or why it was not.
pub(super) type Opened = Result<Arc<Mutex<Option<Host>>>, StartError>;

/// Keeps the open room, and closes it when the window is gone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keeper {
    open: Arc<Mutex<Option<Host>>>,
    closing: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Keeper {
    /// Keeps a room; one that was kept before is closed.
    fn keep(&self, host: Host) {
        let before = self.open.lock().ok().and_then(|mut kept| kept.replace(host));
        if let Some(before) = before {
            self.close_aside(before);
        }
    }

    /// Returns the invite to the room that is kept.
    pub(super) fn invite(&self) -> Option<Invite> {
        self.open.lock().ok()?.as_ref().map(Host::invite)
    }

    /// Closes the room on a thread of its own.
    pub(super) fn let_go(&self) {
        if let Some(host) = self.open.lock().ok().and_then(|mut kept| kept.take()) {
            self.close_aside(host);
        }
    }

    /// Closes the room and waits until it and every other is closed.
    pub(super) fn close(&self) {
        if let Some(host) = self.open.lock().ok().and_then(|mut kept| kept.take()) {
            host.stop();
        }
        self.wait();
    }

    /// Waits until every room that is being closed is closed; never on the window's thread.
    pub(super) fn wait(&self) {
        let closing = self.closing.lock().map(|mut closing| std::mem::take(&mut *closing));
        for thread in closing.unwrap_or_default() {
            if thread.join().is_err() {
                tracing::error!("closing a room ended by a panic");
            }
        }
    }

    fn close_aside(&self, host: Host) {
        let thread = std::thread::Builder::new().name("closing".to_owned()).spawn(move || host.stop());
        match (thread, self.closing.lock()) {
            (Ok(thread), Ok(mut closing)) => closing.push(thread),
            // Dropping the room closes it as well; only nobody waits for it.
            (Err(error), _) => tracing::error!(%error, "no thread for what blocks"),
            (Ok(_), Err(_)) => {}
        }
    }
}

impl App {
    pub(super) fn update_setup(&mut self, message: host_setup::Message) -> Task<Message> {
        let Some(setup) = &mut self.setup else { return Task::none() };
        match setup.update(message) {
            host_setup::Action::None => Task::none(),
            host_setup::Action::Run(task) => task.map(Message::Setup),
            host_setup::Action::Open { room, port, is_asked: true } => {
                self.open_room(room, PortChoice::Exactly(port))
            }
            host_setup::Action::Open { room, port, is_asked: false } => {
                self.open_room(room, PortChoice::From(port))
            }
            host_setup::Action::Erase(room) => self.erase(room),
            host_setup::Action::Close => self.close_setup(),
        }
    }

    /// Shows the set-up of a room: one of before if it is that which is wanted, else named by the settings or its host.
    pub(super) fn set_up(&mut self, name: &Name, wanted: Option<(RoomId, String)>) -> Task<Message> {
        let own = self.open.own().map(|stay| (stay.number, stay.id()));
        if let (Some((number, id)), Some((wanted, _))) = (own, &wanted)
            && id == Some(*wanted)
        {
            return self.show(number);
        }
        let section = &self.config.host;
        let usual = self.phrases.with("room-default-name", &[("name", name.as_str().into())]);
        let (wanted, called) = wanted.unzip();
        let room = called.or_else(|| section.room.clone()).unwrap_or(usual);
        let port = if section.port == 0 { limits::PORT_DEFAULT } else { section.port };
        let keeps = section.history != History::Memory && self.folder.is_some();
        let (setup, task) = HostSetup::new(room, port, keeps);
        self.setup = Some(setup);
        self.wanted = wanted;
        Task::batch([task.map(Message::Setup), self.read_hosted()])
    }

    fn close_setup(&mut self) -> Task<Message> {
        self.setup = None;
        self.rest()
    }

    fn open_room(&mut self, choice: Choice, port: PortChoice) -> Task<Message> {
        if let Some(trouble) = self.trouble_with_another() {
            if let Some(setup) = &mut self.setup {
                setup.fail(trouble);
            }
            return Task::none();
        }
        let (name, again, keeps) = match choice {
            Choice::New { name, keeps } => (name, None, keeps),
            Choice::Again { id, name } => (name, Some(id), true),
        };
        let source = match (&self.folder, keeps) {
            (Some(folder), true) => {
                RoomSource::Kept { folder: folder.clone(), room: again, bounds: bounds_of(&self.config.host) }
            }
            _ => RoomSource::Fleeting,
        };
        let options = host::Options {
            identity: Arc::clone(&self.identity),
            settings: settings_of(&self.config.host, name),
            room: source,
            port,
            addresses: self.addresses.clone(),
        };
        let keeper = self.keeper.clone();
        let opening = aside("opening", move || {
            keeper.wait();
            host::start(options)
        });
        opening.map(|result| {
            Message::Opened(match result {
                Some(Ok(host)) => Ok(Arc::new(Mutex::new(Some(host)))),
                Some(Err(error)) => Err(error),
                None => Err(StartError::Key),
            })
        })
    }

    /// Says why no other room can be opened here right now, if so.
    fn trouble_with_another(&self) -> Option<host_setup::Trouble> {
        let own = self.open.own().and_then(|stay| stay.room.timeline().room());
        let hosting = own.map(|room| host_setup::Trouble::Hosting(room.name.to_string()));
        hosting.or_else(|| self.open.is_full().then_some(host_setup::Trouble::RoomsFull))
    }

    pub(super) fn opened(&mut self, opened: Opened) -> Task<Message> {
        let host = match opened {
            Ok(host) => host.lock().ok().and_then(|mut host| host.take()),
            Err(error) => return self.not_opened(&error),
        };
        let name = Name::parse(self.lobby.name()).ok();
        match (host, name, &self.setup) {
            (Some(host), Some(name), Some(_)) => self.enter_own(host, name),
            (Some(host), _, _) => {
                // Nobody waits for the room any more.
                self.keeper.close_aside(host);
                Task::none()
            }
            (None, _, _) => Task::none(),
        }
    }

    /// Goes into the room that is open on this computer.
    pub(super) fn enter_own(&mut self, host: Host, name: Name) -> Task<Message> {
        let (key, way) = (host.key(), host.pipe());
        let route = Route::Pipe(Pipe::new(key, move || way.connect()));
        let invitation = invitation_of(&host);
        let (keeping, salvage) = (host.keeping(), host.salvage().cloned());
        // Of a room that is not kept, its host's own copy is not kept either.
        let is_kept = !matches!(*keeping.borrow(), host::Keeping::Memory);
        let keep = if is_kept { self.keep(Some(host.room())) } else { Keep::Nothing };
        self.keeper.keep(host);
        let options = client::Options { identity: Arc::clone(&self.identity), name, route, keep };
        let departing = self.depart(options, None, Some(invitation));
        Task::batch([departing, self.watch_keeping(keeping, salvage)])
    }

    fn not_opened(&mut self, error: &StartError) -> Task<Message> {
        tracing::warn!(%error, "the room did not open");
        let phrases = &self.phrases;
        if let Some(setup) = &mut self.setup {
            setup.fail(match error {
                StartError::PortTaken { port } => {
                    host_setup::Trouble::PortTaken { port: *port, next: port.wrapping_add(1).max(1024) }
                }
                StartError::Listen(_) | StartError::Thread(_) => host_setup::Trouble::CannotListen,
                StartError::Key => host_setup::Trouble::OwnKey,
                StartError::Store(error) => host_setup::Trouble::History(of_store_error(phrases, error)),
            });
        }
        Task::none()
    }
}

/// Returns what a host decides, from the settings.
fn settings_of(section: &HostSection, room: RoomName) -> Settings {
    Settings {
        members_max: section.members_max,
        messages_burst: section.messages_burst,
        messages_per_second: section.messages_per_second,
        ..Settings::new(room)
    }
}

/// Returns how much is kept, from the settings; a room that is kept although they say nothing is, is kept as usual.
fn bounds_of(section: &HostSection) -> Bounds {
    let caps = match section.history {
        History::Keep(caps) => caps,
        History::Memory => Caps::default(),
    };
    Bounds { events: caps.events(), bytes: caps.bytes(), age: caps.age() }
}

fn invitation_of(host: &Host) -> Invitation {
    let invite = host.invite();
    let addresses = invite.addresses.iter().map(|address| (address.is_private(), address.to_string()));
    Invitation::new(invite.to_string(), addresses.collect())
}

/// Does something that blocks on a thread of its own; `None` if there was no thread or it ended badly.
pub(super) fn aside<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Task<Option<T>> {
    let (done, result) = futures::channel::oneshot::channel();
    let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || drop(done.send(work())));
    if let Err(error) = thread {
        tracing::error!(%error, "no thread for what blocks");
    }
    Task::future(async move { result.await.ok() })
}
