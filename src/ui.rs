//! The window: which screen is shown, and everything that screens share: settings, the open rooms, the hosted room.
//!
//! - Nothing waits in `update` or `view`: opening and closing a room, and writing the settings, happen on threads of
//!   their own, and the link is a stream.
//! - A visit is one subscription keyed by its number; when nobody wants it any more, it ends.
//! - Closing the window leaves every room properly, but never takes longer than [`GOODBYE`].

pub mod look;
pub mod screen;
pub mod shortcuts;
pub mod theme;
pub mod toasts;
pub mod widget;
pub mod words;

mod copies;
mod drafts;
mod finding;
mod hosting;
mod keys;
mod known;
mod mistake;
mod notify;
mod open;
mod pace;
mod rooms;
mod second;
mod settings;
mod travel;
mod view;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::Stream;
use iced::{Size, Subscription, Task, keyboard, window};
use jiff::tz::TimeZone;

use crate::client::save::{SaveError, Saved};
use crate::client::trust::{Known, KnownRoom};
use crate::client::{self, Update};
use crate::config::{self, Config, LanguageFile, ThemeChoice};
use crate::host::{self, Host, StartError};
use crate::identity::Identity;
use crate::phrase::Phrases;
use crate::store::{Folder, StoreError};
use crate::wire::{Address, Name, RoomId, limits};
use hosting::Keeper;
/// Why the toolkit opens no window.
pub use iced::Error;
use notify::Notifier;
pub use notify::Press;
use open::Open;
use pace::paced;
use screen::finder::{self, Finder};
use screen::host_setup::{self, HostSetup};
use screen::join::{self, Join};
use screen::lobby::{self, Lobby};
use screen::rail::{self, Rail};
use screen::room;
pub use second::refuse_second;
use theme::Palette;
use toasts::Toasts;
use widget::Pictures;

/// How long leaving the rooms may hold up the window's closing.
pub const GOODBYE: Duration = Duration::from_secs(2);
/// The size of a window that was never opened before, and the smallest that is of use.
const SIZE: Size = Size::new(1100.0, 720.0);
const SIZE_MIN: Size = Size::new(380.0, 480.0);
/// Unread lines that the title counts; more are "999+".
const UNREAD_MAX: usize = 999;

/// What the window starts from.
#[derive(Debug)]
pub struct Options {
    /// Who sits at this computer.
    pub identity: Arc<Identity>,
    /// The settings.
    pub config: Config,
    /// The languages that files bring.
    pub languages: Vec<LanguageFile>,
    /// Where the settings are written, if anywhere.
    pub config_file: Option<PathBuf>,
    /// Why the settings file was not used.
    pub config_error: Option<config::Error>,
    /// What in the settings file is unknown, as a sentence, if anything is.
    pub unknown_settings: Option<String>,
    /// Why nothing will be kept, as a sentence, if so.
    pub trouble: Option<String>,
    /// What invites to rooms opened here name instead of this computer's own addresses, if anything.
    pub addresses: Vec<Address>,
    /// Where rooms are kept, if they can be.
    pub folder: Option<Folder>,
    /// Rooms and hosts that are known, if there is a place to keep them.
    pub known: Option<Known>,
    /// Where to begin.
    pub start: Start,
}

/// Where the window begins.
#[derive(Debug)]
pub enum Start {
    /// In the lobby, under the name of the settings if it can be one.
    Lobby,
    /// In a room that is open already on this computer.
    Host {
        /// The open room.
        host: Host,
        /// The name to go by there.
        name: Name,
    },
    /// On the way into a room.
    Join {
        /// What was typed as invite or address.
        address: String,
        /// The name to go by; without one the lobby asks first.
        name: Option<Name>,
    },
}

/// Opens the window and returns when it was closed and a room that was hosted has ended.
///
/// # Errors
/// What the toolkit says if it cannot open a window.
pub fn run(options: Options) -> iced::Result {
    let keeper = Keeper::default();
    let boot = Mutex::new(Some((options, keeper.clone())));
    let application = iced::application(
        move || {
            let first = boot.lock().ok().and_then(|mut boot| boot.take());
            App::boot(first)
        },
        App::update_or_idle,
        App::view_or_blank,
    );
    let result = application
        .title(App::title)
        .theme(App::iced_theme)
        .subscription(App::listen)
        .scale_factor(App::scale)
        .window(window::Settings {
            size: SIZE,
            min_size: Some(SIZE_MIN),
            icon: widget::window_icon(),
            exit_on_close_request: false,
            ..window::Settings::default()
        })
        .settings(toolkit())
        .run();
    keeper.close();
    result
}

/// What every window of ours asks of the toolkit.
fn toolkit() -> iced::Settings {
    iced::Settings {
        fonts: theme::font_files().collect(),
        default_font: theme::REGULAR,
        default_text_size: theme::UI.size.into(),
        id: Some("maru".to_owned()),
        ..iced::Settings::default()
    }
}

/// One stay at a room, from dialling to leaving.
#[derive(Debug, Clone)]
struct Visit {
    number: u64,
    options: client::Options,
}

impl Visit {
    /// Returns the room whose copy it uses, if that is known.
    fn room(&self) -> Option<RoomId> {
        match &self.options.keep {
            client::Keep::Folder { room, .. } => *room,
            client::Keep::Nothing => None,
        }
    }

    /// Notes which room it turned out to be.
    fn note_room(&mut self, entered: RoomId) {
        if let client::Keep::Folder { room, .. } = &mut self.options.keep {
            *room = Some(entered);
        }
    }
}

impl std::hash::Hash for Visit {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

/// The state of the window.
#[derive(Debug)]
pub struct App {
    identity: Arc<Identity>,
    config: Config,
    /// The languages that files bring.
    languages: Vec<LanguageFile>,
    config_file: Option<PathBuf>,
    config_error: Option<config::Error>,
    trouble: Option<String>,
    addresses: Vec<Address>,
    folder: Option<Folder>,
    known: Option<Known>,
    /// The name that was used last in this window.
    called: Option<String>,
    phrases: Phrases,
    palette: &'static Palette,
    pictures: Pictures,
    is_system_dark: bool,
    size: Size,
    zone: TimeZone,
    lobby: Lobby,
    rail: Rail,
    open: Open,
    notifier: Notifier,
    /// The settings, where they are shown.
    settings: Option<settings::Shown>,
    /// Why the settings file was not written the last time, if it was not.
    unwritten: Option<config::Error>,
    setup: Option<HostSetup>,
    /// The room of before that the set-up was opened for.
    wanted: Option<RoomId>,
    join: Option<Join>,
    /// Whether the sheet of shortcuts is shown.
    is_sheet_shown: bool,
    finder: Option<Finder>,
    /// Short notes where no room is shown.
    toasts: Toasts<Message>,
    keeper: Keeper,
    writer: settings::Writer,
    drafts: drafts::Writer,
    is_closing: bool,
    wants_exit: bool,
}

/// What the window hears.
#[derive(Debug, Clone)]
pub enum Message {
    /// The lobby was used.
    Lobby(lobby::Message),
    /// The host set-up was used.
    Setup(host_setup::Message),
    /// The dialog on the way into a room was used.
    Join(join::Message),
    /// A room was used.
    Room(u64, room::Message),
    /// The settings were used.
    Settings(screen::settings::Message),
    /// The settings file was written, or why not.
    Written(Option<config::Error>),
    /// A room was written to a file, or why not.
    Exported(Result<Saved, SaveError>),
    /// The strip with the rooms was used.
    Rail(rail::Message),
    /// A visit tells what happened.
    Told(u64, Vec<Update>),
    /// The rooms that were hosted here were read, or read again after one was erased; and why one was not.
    Hosted(Vec<host::Hosted>, Option<StoreError>),
    /// Whether what is said in the room that is hosted here is kept.
    Keeping(host::Keeping),
    /// A room was opened on this computer, or not.
    Opened(Result<Arc<Mutex<Option<Host>>>, StartError>),
    /// The window got the focus, or lost it.
    Focused(bool),
    /// What waits to be told outside of the window may be told now.
    NoticeDue,
    /// A notice outside of the window was pressed.
    NoticePressed(Press),
    /// The window has another size.
    Resized(Size),
    /// The desktop turned light or dark.
    SystemTurned(bool),
    /// A key was pressed, and whether some widget used it.
    Keyed(keyboard::Key, keyboard::Modifiers, bool),
    /// The window is asked to close.
    CloseAsked,
    /// Patience with saying goodbye is over.
    PatienceEnded,
    /// The drafts of a room were read.
    DraftsRead(u64, room::Drafts),
    /// It is time to keep what was written.
    DraftsDue,
    /// The sheet of shortcuts is to be shown, or hidden.
    SheetAsked,
    /// The finder was used.
    Finder(finder::Message),
    /// A short note was used where no room is shown.
    Toast(toasts::Message),
    /// A room that was taken off the list is wanted back.
    RecentWanted(Box<KnownRoom>),
    /// The message about the settings file was read.
    ErrorRead,
    /// What was to be pasted is far too long.
    PasteRefused,
}

impl App {
    /// Makes the window's state and what it does first.
    pub(crate) fn new(options: Options, keeper: Keeper) -> (Self, Task<Message>) {
        let Options { identity, config, languages, config_file, config_error, .. } = options;
        let Options { unknown_settings, trouble, addresses, folder, known, start, .. } = options;
        let phrases = settings::phrases(config.profile.language, &languages);
        let palette = settings::palette(config.profile.theme, false);
        let zone = TimeZone::system();
        let recents = known::recents(known.as_ref(), &phrases, &zone);
        let (lobby, focus) = Lobby::new(config.profile.name.clone(), recents);
        let called = config.profile.name.clone();
        let (notifier, presses) = Notifier::new();
        let mut app = Self {
            identity,
            config,
            languages,
            config_file,
            config_error,
            trouble,
            addresses,
            folder,
            known,
            called,
            phrases,
            palette,
            pictures: Pictures::of(palette),
            is_system_dark: false,
            size: SIZE,
            zone,
            lobby,
            rail: Rail::default(),
            open: Open::default(),
            notifier,
            settings: None,
            unwritten: None,
            setup: None,
            wanted: None,
            join: None,
            is_sheet_shown: false,
            finder: None,
            toasts: Toasts::default(),
            keeper,
            writer: settings::Writer::default(),
            drafts: drafts::Writer::default(),
            is_closing: false,
            wants_exit: false,
        };
        let begun = app.begin(start);
        if let Some(words) = unknown_settings {
            app.tell_shortly(widget::ToastSort::Trouble, words);
        }
        let system = iced::system::theme().map(settings::is_dark).map(Message::SystemTurned);
        let presses = Task::stream(presses).map(Message::NoticePressed);
        // What was told about settings or folder before anything else lies over the lobby.
        let told = widget::focus_if_none(widget::SAFE);
        (app, Task::batch([focus.map(Message::Lobby), told, begun, system, presses]))
    }

    fn boot(first: Option<(Options, Keeper)>) -> (Option<Self>, Task<Message>) {
        match first {
            Some((options, keeper)) => {
                let (app, task) = Self::new(options, keeper);
                (Some(app), task)
            }
            // The toolkit boots once; a second time there is nothing to start from.
            None => (None, iced::exit()),
        }
    }

    fn update_or_idle(app: &mut Option<Self>, message: Message) -> Task<Message> {
        app.as_mut().map_or_else(Task::none, |app| app.update(message))
    }

    fn title(app: &Option<Self>) -> String {
        app.as_ref().map(Self::name_of_window).unwrap_or_default()
    }

    fn scale(app: &Option<Self>) -> f32 {
        app.as_ref().map_or(1.0, |app| settings::factor(app.config.window.scale))
    }

    fn iced_theme(app: &Option<Self>) -> Option<iced::Theme> {
        app.as_ref().map(|app| theme::iced_theme(app.palette))
    }

    fn listen(app: &Option<Self>) -> Subscription<Message> {
        app.as_ref().map_or_else(Subscription::none, Self::subscription)
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Lobby(message) => self.update_lobby(message),
            Message::Setup(message) => self.update_setup(message),
            Message::Join(message) => self.update_join(message),
            Message::Room(number, message) => self.update_room(number, message),
            Message::Settings(message) => self.update_settings(message),
            Message::Written(error) => self.written(error),
            Message::Exported(saved) => self.exported(saved),
            Message::Rail(message) => self.update_rail(message),
            Message::Told(visit, updates) => self.told(visit, updates),
            Message::Hosted(hosted, error) => self.offer(&hosted, error.as_ref()),
            Message::Keeping(keeping) => self.keeping(keeping),
            Message::Opened(opened) => self.opened(opened),
            Message::Focused(is_focused) => self.focus(is_focused),
            Message::NoticeDue => self.deliver_notices(),
            Message::NoticePressed(press) => self.follow(press),
            Message::Resized(size) => self.resize(size),
            Message::SystemTurned(is_dark) => self.follow_system(is_dark),
            Message::Keyed(key, modifiers, is_used) => self.keyed(&key, modifiers, is_used),
            Message::CloseAsked => self.ask_to_close(),
            Message::PatienceEnded => iced::exit(),
            Message::DraftsRead(number, drafts) => self.drafts_read(number, drafts),
            Message::DraftsDue => self.keep_drafts(),
            Message::SheetAsked => self.toggle_sheet(),
            Message::Finder(message) => self.update_finder(message),
            Message::Toast(message) => self.update_toasts(message),
            Message::RecentWanted(room) => {
                self.restore(*room);
                Task::none()
            }
            Message::ErrorRead => self.read_error(),
            Message::PasteRefused => self.refuse_paste(),
        }
    }

    /// Listens to the visits, the keyboard, the window and the desktop.
    pub fn subscription(&self) -> Subscription<Message> {
        let rooms = self.open.stays().iter().map(|stay| {
            let heard = stay.room.subscription(self.config.window.reduce_motion);
            heard.with(stay.number).map(|(number, message)| Message::Room(number, message))
        });
        let visits = self.open.visits().cloned();
        let visits = visits
            .map(|visit| Subscription::run_with(visit, tell).map(|(visit, told)| Message::Told(visit, told)));
        let patience = if self.is_closing {
            iced::time::every(GOODBYE).map(|_| Message::PatienceEnded)
        } else {
            Subscription::none()
        };
        let drafts = if self.has_new_drafts() {
            iced::time::every(limits::DRAFTS_EVERY).map(|_| Message::DraftsDue)
        } else {
            Subscription::none()
        };
        Subscription::batch(visits.chain(rooms).chain([
            drafts,
            self.toasts.subscription().map(Message::Toast),
            if self.finder.is_some() { keys::listen_to_composing() } else { Subscription::none() },
            self.lobby.subscription().map(Message::Lobby),
            patience,
            keys::listen(),
            keys::listen_to_focus(),
            window::close_requests().map(|_| Message::CloseAsked),
            window::resize_events().map(|(_, size)| Message::Resized(size)),
            iced::system::theme_changes().map(|mode| Message::SystemTurned(settings::is_dark(mode))),
        ]))
    }

    fn resize(&mut self, size: Size) -> Task<Message> {
        self.size = size;
        Task::none()
    }

    /// Names the window after the room that is shown, and how much is unread in all of them.
    fn name_of_window(&self) -> String {
        let app = self.phrases.text("app-name");
        let room = self.open.shown().and_then(|stay| stay.room.timeline().room());
        let name = room.map_or_else(|| app.clone(), |room| format!("{} - {app}", room.name));
        match self.open.unread().lines {
            0 => name,
            count if count > UNREAD_MAX => format!("({UNREAD_MAX}+) {name}"),
            count => format!("({count}) {name}"),
        }
    }

    /// Leaves every room, and then exits; a host with guests is asked first.
    fn ask_to_close(&mut self) -> Task<Message> {
        let own = self.open.own().map(|stay| stay.number).filter(|_| !self.wants_exit);
        if let Some(number) = own
            && let Some(stay) = self.open.stay_mut(number)
            && stay.room.asks_before_leaving()
        {
            self.wants_exit = true;
            return self.show(number).chain(iced::widget::operation::focus(widget::SAFE));
        }
        self.close()
    }

    fn close(&mut self) -> Task<Message> {
        drop(self.keep_drafts());
        self.open.say_goodbye();
        self.is_closing = true;
        self.exit_if_done()
    }
}

/// Opens a visit's stream; each batch carries the visit's number.
fn tell(visit: &Visit) -> impl Stream<Item = (u64, Vec<Update>)> + use<> {
    let number = visit.number;
    futures::StreamExt::map(paced(client::open(visit.options.clone())), move |updates| (number, updates))
}

#[cfg(test)]
mod tests;
