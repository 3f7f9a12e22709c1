//! What people do most, walked through whole windows with nothing but keys and pointer, in rooms on this computer.
//!
//! - A window hears what a real one hears: events go to its widgets and to its subscriptions, and its tasks run. What is
//!   pressed is found by what is written on it, and what is asserted is what is written in the window.
//! - These walks are code and no `.ice` files: those hold no modifiers, no clipboard, no second window and no host, and
//!   wait for nothing.
//! - Nothing sleeps: a walk goes on as soon as the windows show what it waits for.

mod coming;
mod finding;
mod talking;

use std::future::poll_fn;
use std::task::{Context, Poll};

use futures::channel::mpsc::{self, UnboundedReceiver, UnboundedSender};
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::{FutureExt as _, StreamExt as _};
use iced::advanced::input_method;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced::{Event, Point, mouse};
use iced_test::futures::subscription::{self, Tracker};
use iced_test::runtime::Action;
use tempfile::TempDir;

use super::walking::{Desk, pressed, released};
use super::*;
use crate::config::LanguageChoice;
use crate::ui::widget::Icon;

/// How long a walk waits for what has to come, before it fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// What somebody has on a computer: settings, rooms, and a key.
struct Home {
    folder: TempDir,
    identity: Arc<Identity>,
}

impl Home {
    fn of(language: LanguageChoice, name: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.profile.name = name.map(str::to_owned);
        config.profile.language = language;
        config.host.port = free_port();
        // Nobody here is to be slowed down.
        config.host.messages_burst = config::MESSAGES_CEILING;
        config.save(&folder.path().join("settings.toml")).unwrap();
        Self { folder, identity: Arc::new(Identity::generate().unwrap()) }
    }

    fn settings(&self) -> PathBuf {
        self.folder.path().join("settings.toml")
    }

    /// What the program starts from here.
    fn options(&self) -> Options {
        Options {
            identity: Arc::clone(&self.identity),
            config: Config::load(&self.settings()).unwrap().config,
            config_file: Some(self.settings()),
            addresses: vec![Address::read("127.0.0.1", 0).unwrap()],
            folder: Some(Folder::new(self.folder.path())),
            known: Some(Known::load(self.folder.path()).unwrap()),
            ..options(None)
        }
    }
}

/// A port that nobody uses just now; a room whose port is taken after all takes the next one.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Somebody at a window of their own.
struct Person {
    desk: Desk,
    tracker: Tracker,
    running: FuturesUnordered<BoxFuture<'static, ()>>,
    teller: UnboundedSender<Message>,
    told: UnboundedReceiver<Message>,
    window: window::Id,
}

impl Person {
    /// Starts the program.
    fn at(home: &Home) -> Self {
        let (mut app, first) = App::new(home.options(), Keeper::default());
        app.notifier = Notifier::to_test().0;
        let (teller, told) = mpsc::unbounded();
        let mut person = Self {
            desk: Desk::at(app),
            tracker: Tracker::new(),
            running: FuturesUnordered::new(),
            teller,
            told,
            window: window::Id::unique(),
        };
        person.desk.begin(first);
        person.feed(Event::Window(window::Event::Focused));
        person
    }

    /// Listens to what the window wants to listen to by now.
    fn listen(&mut self) {
        let recipes = subscription::into_recipes(self.desk.app.subscription());
        let begun = self.tracker.update(recipes.into_iter(), self.teller.clone());
        self.running.extend(begun);
    }

    /// Returns what the window hears or does next.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Action<Message>> {
        self.listen();
        while let Poll::Ready(Some(())) = self.running.poll_next_unpin(context) {}
        if let Poll::Ready(Some(message)) = self.told.poll_next_unpin(context) {
            return Poll::Ready(Action::Output(message));
        }
        match self.desk.later.poll_next_unpin(context) {
            Poll::Ready(Some(action)) => Poll::Ready(action),
            Poll::Ready(None) | Poll::Pending => Poll::Pending,
        }
    }

    /// Has the window hear and do all that waits for nothing.
    fn settle(&mut self) {
        while let Some(action) = poll_fn(|context| self.poll_next(context)).now_or_never() {
            self.desk.act(action);
        }
    }

    /// Gives the window an event, as the system does.
    fn feed(&mut self, event: Event) {
        self.listen();
        for status in self.desk.events(std::slice::from_ref(&event)) {
            let (window, event) = (self.window, event.clone());
            self.tracker.broadcast(subscription::Event::Interaction { window, event, status });
        }
        self.settle();
    }

    fn press(&mut self, key: &Key, modifiers: Modifiers) {
        let held = |modifiers| Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers));
        if !modifiers.is_empty() {
            self.feed(held(modifiers));
        }
        self.feed(pressed(key, modifiers));
        self.feed(released(key, modifiers));
        if !modifiers.is_empty() {
            self.feed(held(Modifiers::empty()));
        }
        self.desk.redraw();
    }

    fn named(&mut self, key: Named) {
        self.press(&Key::Named(key), Modifiers::empty());
    }

    fn with_command(&mut self, letter: &str) {
        self.press(&Key::Character(letter.into()), Modifiers::COMMAND);
    }

    /// Types, by the keys that there are, and Hangul by way of an input method.
    fn types(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                ' ' => self.named(Named::Space),
                _ if letter.is_ascii() => {
                    self.press(&Key::Character(letter.to_string().into()), Modifiers::empty());
                }
                _ => {
                    let composed = [letter.to_string(), String::new()];
                    for preedit in composed.map(|text| input_method::Event::Preedit(text, None)) {
                        self.feed(Event::InputMethod(preedit));
                    }
                    self.feed(Event::InputMethod(input_method::Event::Commit(letter.to_string())));
                }
            }
        }
    }

    fn says(&mut self, words: &str) {
        self.types(words);
        self.named(Named::Enter);
    }

    /// Puts a text from elsewhere where the caret is.
    fn pastes(&mut self, words: &str) {
        self.desk.clipboard.text = Some(words.to_owned());
        self.with_command("v");
    }

    fn point(&mut self, at: Point, button: mouse::Button) {
        self.desk.pointer = mouse::Cursor::Available(at);
        let moved = mouse::Event::CursorMoved { position: at };
        for event in [moved, mouse::Event::ButtonPressed(button), mouse::Event::ButtonReleased(button)] {
            self.feed(Event::Mouse(event));
        }
        self.desk.redraw();
    }

    /// Presses what has these words on it; where they stand twice, what is read last.
    fn click(&mut self, words: &str) {
        let at = self.place_of(words);
        self.point(at, mouse::Button::Left);
    }

    /// Presses an entry of the menu of a line.
    fn chooses(&mut self, line: &str, entry: &str) {
        let at = self.place_of(line);
        self.point(at, mouse::Button::Right);
        self.click(entry);
    }

    fn place_of(&mut self, words: &str) -> Point {
        let texts = self.desk.texts();
        let found = texts.iter().rev().find(|(text, _)| text == words);
        found.unwrap_or_else(|| panic!("{words:?} is not to be seen in {}", self.page())).1.center()
    }

    fn sees(&mut self, words: &str) -> bool {
        self.count(words) > 0
    }

    /// How often something is to be seen.
    fn count(&mut self, words: &str) -> usize {
        self.desk.texts().iter().filter(|(text, _)| text == words).count()
    }

    /// All that is written in the window, for whoever reads why a walk failed.
    fn page(&mut self) -> String {
        format!("{:#?}", self.desk.texts().into_iter().map(|(text, _)| text).collect::<Vec<_>>())
    }

    /// What stands in the box of the room that is shown, as the text area does not tell it.
    fn box_reads(&self) -> String {
        self.desk.app.open.shown().unwrap().room.composer().text()
    }

    /// Opens a room under the name that is offered.
    async fn hosts(&mut self) {
        for key in ["launcher-host-button", "host-open"] {
            let words = self.desk.app.phrases.text(key);
            self.click(&words);
        }
        let hosting = self.desk.app.phrases.text("room-you-host");
        until(&mut [self], |people| people[0].sees(&hosting)).await;
    }

    /// Copies the link of the invite and returns it.
    fn copies_invite(&mut self) -> String {
        self.with_command("i");
        let (copy, link) = (self.desk.app.phrases.text("invite-copy"), "maru:");
        let texts = self.desk.texts();
        let row = texts.iter().find(|(text, _)| text.starts_with(link)).unwrap().1.center();
        let beside = texts.iter().filter(|(text, _)| *text == copy).map(|(_, place)| place.center());
        let button = beside.min_by(|one, other| one.distance(row).total_cmp(&other.distance(row))).unwrap();
        self.point(button, mouse::Button::Left);
        self.desk.clipboard.text.clone().unwrap()
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        self.tracker = Tracker::new();
        self.running.clear();
        self.desk.app.keeper.close();
    }
}

/// Lets the windows hear what comes until something holds.
async fn until(people: &mut [&mut Person], mut holds: impl FnMut(&mut [&mut Person]) -> bool) {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    while !holds(people) {
        let next = poll_fn(|context| {
            for (index, person) in people.iter_mut().enumerate() {
                if let Poll::Ready(action) = person.poll_next(context) {
                    return Poll::Ready((index, action));
                }
            }
            Poll::Pending
        });
        let Ok((index, action)) = tokio::time::timeout_at(deadline, next).await else {
            let pages: Vec<String> = people.iter_mut().map(|person| person.page()).collect();
            panic!("it does not come; to be seen is {}", pages.join("\n"));
        };
        people[index].desk.act(action);
        people.iter_mut().for_each(|person| person.settle());
    }
}

/// Waits until everybody sees these words.
async fn all_see(people: &mut [&mut Person], words: &str) {
    until(people, |people| people.iter_mut().all(|person| person.sees(words))).await;
}

/// Has everybody close the window, one after the other.
async fn go_home(people: &mut [&mut Person]) {
    for at in 0..people.len() {
        people[at].feed(Event::Window(window::Event::CloseRequested));
        let question = people[at].desk.app.phrases.text("room-close");
        if !people[at].desk.is_gone && people[at].sees(&question) {
            people[at].click(&question);
        }
        until(people, |people| people[at].desk.is_gone).await;
    }
}

/// A room of Haneul on this computer, with Minsu in it: her window is in English, his in Korean.
struct Evening {
    guest: Person,
    host: Person,
    guests_home: Home,
    _hosts_home: Home,
}

impl Evening {
    async fn begins() -> Self {
        let hosts_home = Home::of(LanguageChoice::English, Some("Haneul"));
        let guests_home = Home::of(LanguageChoice::Korean, Some("민수"));
        let (mut host, mut guest) = (Person::at(&hosts_home), Person::at(&guests_home));
        host.hosts().await;
        let link = host.copies_invite();
        host.named(Named::Escape);
        guest.pastes(&link);
        guest.named(Named::Enter);
        let mut evening = Self { guest, host, guests_home, _hosts_home: hosts_home };
        evening.until(|host, guest| host.sees("2 members") && guest.sees("Haneul님의 방")).await;
        evening
    }

    async fn until(&mut self, mut holds: impl FnMut(&mut Person, &mut Person) -> bool) {
        until(&mut [&mut self.host, &mut self.guest], |people| {
            let [host, guest] = people else { unreachable!("they are two") };
            holds(host, guest)
        })
        .await;
    }

    async fn both_see(&mut self, words: &str) {
        all_see(&mut [&mut self.host, &mut self.guest], words).await;
    }

    async fn ends(mut self) {
        go_home(&mut [&mut self.guest, &mut self.host]).await;
    }
}
