//! The room that is open on this computer: opening it, inviting to it, closing it. Never on the window's thread.

use std::sync::{Arc, Mutex};

use iced::Task;

use super::{App, HostSetup, Message, Screen, host_setup};
use crate::client::{Pipe, Route};
use crate::config::HostSection;
use crate::host::{self, Host, PortChoice, Settings, StartError};
use crate::ui::screen::room::Invitation;
use crate::wire::{Invite, Name, RoomName, limits};

/// A room that was opened, until somebody takes it; or why it was not.
pub(super) type Opened = Result<Arc<Mutex<Option<Host>>>, StartError>;

/// Keeps the open room, and closes it when the window is gone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keeper(Arc<Mutex<Option<Host>>>);

impl Keeper {
    /// Keeps a room; one that was kept before is closed.
    fn keep(&self, host: Host) {
        let before = self.0.lock().ok().and_then(|mut kept| kept.replace(host));
        if let Some(before) = before {
            close_aside(before);
        }
    }

    /// Returns the invite to the room that is kept.
    pub(super) fn invite(&self) -> Option<Invite> {
        self.0.lock().ok()?.as_ref().map(Host::invite)
    }

    /// Closes the room on a thread of its own.
    pub(super) fn let_go(&self) {
        if let Some(host) = self.0.lock().ok().and_then(|mut kept| kept.take()) {
            close_aside(host);
        }
    }

    /// Closes the room and waits until it is closed.
    pub(super) fn close(&self) {
        if let Some(host) = self.0.lock().ok().and_then(|mut kept| kept.take()) {
            host.stop();
        }
    }
}

impl App {
    pub(super) fn update_setup(&mut self, message: host_setup::Message) -> Task<Message> {
        let Some(setup) = &mut self.setup else { return Task::none() };
        match setup.update(message) {
            host_setup::Action::None => Task::none(),
            host_setup::Action::Run(task) => task.map(Message::Setup),
            host_setup::Action::Open { room, port } => match room {
                host_setup::Choice::New { name, .. } | host_setup::Choice::Again { name, .. } => {
                    self.open_room(name, port)
                }
            },
            host_setup::Action::Erase(_) => Task::none(),
            host_setup::Action::Close => self.close_setup(),
        }
    }

    /// Shows the set-up of a room, named as before or after its host.
    pub(super) fn set_up(&mut self, name: &Name, room: Option<String>) -> Task<Message> {
        let section = &self.config.host;
        let room = room
            .or_else(|| section.room.clone())
            .unwrap_or_else(|| self.phrases.with("room-default-name", &[("name", name.as_str().into())]));
        let port = if section.port == 0 { limits::PORT_DEFAULT } else { section.port };
        let (setup, task) = HostSetup::new(room, port, true);
        self.setup = Some(setup);
        task.map(Message::Setup)
    }

    fn close_setup(&mut self) -> Task<Message> {
        self.setup = None;
        Task::none()
    }

    fn open_room(&mut self, room: RoomName, port: Option<u16>) -> Task<Message> {
        let port = match port {
            None | Some(limits::PORT_DEFAULT) => PortChoice::Usual,
            Some(port) => PortChoice::Exactly(port),
        };
        let options = host::Options {
            identity: Arc::clone(&self.identity),
            settings: settings_of(&self.config.host, room),
            room: host::RoomSource::Fleeting,
            port,
            addresses: self.addresses.clone(),
        };
        aside("opening", move || host::start(options)).map(|result| {
            Message::Opened(match result {
                Some(Ok(host)) => Ok(Arc::new(Mutex::new(Some(host)))),
                Some(Err(error)) => Err(error),
                None => Err(StartError::Key),
            })
        })
    }

    pub(super) fn opened(&mut self, opened: Opened) -> Task<Message> {
        let host = match opened {
            Ok(host) => host.lock().ok().and_then(|mut host| host.take()),
            Err(error) => return self.not_opened(&error),
        };
        let name = match &self.screen {
            Screen::Lobby(lobby) => Name::parse(lobby.name()).ok(),
            Screen::Room(_) => None,
        };
        match (host, name, &self.setup) {
            (Some(host), Some(name), Some(_)) => self.enter_own(host, name),
            (Some(host), _, _) => {
                // Nobody waits for the room any more.
                close_aside(host);
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
        self.keeper.keep(host);
        self.depart(route, None, name, Some(invitation))
    }

    fn not_opened(&mut self, error: &StartError) -> Task<Message> {
        tracing::warn!(%error, "the room did not open");
        if let Some(setup) = &mut self.setup {
            setup.fail(match error {
                StartError::PortTaken { port } => {
                    host_setup::Trouble::PortTaken { port: *port, next: port.wrapping_add(1).max(1024) }
                }
                StartError::Listen(_) | StartError::Thread(_) | StartError::Store(_) => {
                    host_setup::Trouble::CannotListen
                }
                StartError::Key => host_setup::Trouble::OwnKey,
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

fn invitation_of(host: &Host) -> Invitation {
    let invite = host.invite();
    let addresses = invite.addresses.iter().map(|address| (address.is_private(), address.to_string()));
    Invitation::new(invite.to_string(), addresses.collect())
}

fn close_aside(host: Host) {
    drop(aside("closing", move || host.stop()));
}

/// Does something that blocks on a thread of its own; `None` if there was no thread or it ended badly.
fn aside<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> Task<Option<T>> {
    let (done, result) = futures::channel::oneshot::channel();
    let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || drop(done.send(work())));
    if let Err(error) = thread {
        tracing::error!(%error, "no thread for what blocks");
    }
    Task::future(async move { result.await.ok() })
}
