//! The window by keys alone: what Tab and F6 reach and in which order, what has a ring, and who has the focus afterwards.

use futures::stream::{BoxStream, SelectAll};
use futures::{FutureExt as _, StreamExt as _};
use iced::advanced::clipboard::Kind as Shelf;
use iced::advanced::renderer::{Headless, Style};
use iced::advanced::widget as advanced;
use iced::advanced::widget::operation::{Focusable, Operation, Outcome};
use iced::keyboard::key::{Named, NativeCode, Physical};
use iced::keyboard::{Key, Location, Modifiers};
use iced::{Event, Point, Rectangle, event, mouse};
use iced_test::Selector as _;
use iced_test::runtime::clipboard::Action::Write;
use iced_test::runtime::user_interface::Cache;
use iced_test::runtime::{Action, UserInterface, task};
use iced_test::selector::Candidate;

use super::rooms::{FRIEND, Hall};
use super::*;

/// What holds words and signs together and is not seen.
const JOINT: char = '\u{2060}';

/// A control that can have the focus.
#[derive(Debug, Clone)]
struct Stop {
    bounds: Rectangle,
    is_focused: bool,
    /// A field lights its frame, and the list its line: neither has a ring.
    is_field: bool,
    texts: Vec<String>,
}

/// Looks at all controls, in their order.
#[derive(Default)]
struct Look {
    stops: Vec<Stop>,
    is_field: bool,
}

impl<T> Operation<T> for Look {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn text_input(
        &mut self,
        _id: Option<&advanced::Id>,
        _bounds: Rectangle,
        _state: &mut dyn advanced::operation::TextInput,
    ) {
        self.is_field = true;
    }

    fn focusable(&mut self, id: Option<&advanced::Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        let is_own = [room::INPUT, room::LIST].iter().any(|own| id == Some(&advanced::Id::new(own)));
        let is_field = std::mem::take(&mut self.is_field) || is_own;
        let is_focused = state.is_focused();
        self.stops.push(Stop { bounds, is_focused, is_field, texts: Vec::new() });
    }

    fn text(&mut self, _id: Option<&advanced::Id>, bounds: Rectangle, text: &str) {
        let inside = self.stops.last_mut().filter(|stop| stop.bounds.contains(bounds.center()));
        inside.into_iter().for_each(|stop| stop.texts.push(text.to_owned()));
    }
}

/// A window at which somebody sits who has no mouse, until the pointer is put somewhere.
pub(super) struct Desk {
    pub(super) app: App,
    cache: Option<Cache>,
    renderer: iced::Renderer,
    pub(super) pointer: mouse::Cursor,
    pub(super) clipboard: Pocket,
    /// What has yet to come of the tasks that wait for something.
    pub(super) later: SelectAll<BoxStream<'static, Action<Message>>>,
    /// Whether the window wants to be gone.
    pub(super) is_gone: bool,
}

/// A clipboard of its own, which counts how often it is read.
#[derive(Default)]
pub(super) struct Pocket {
    pub(super) text: Option<String>,
    pub(super) reads: std::cell::Cell<usize>,
}

impl iced::advanced::Clipboard for Pocket {
    fn read(&self, _shelf: Shelf) -> Option<String> {
        self.reads.set(self.reads.get() + 1);
        self.text.clone()
    }

    fn write(&mut self, _shelf: Shelf, contents: String) {
        self.text = Some(contents);
    }
}

impl Desk {
    pub(super) fn at(app: App) -> Self {
        let renderer =
            futures::executor::block_on(<iced::Renderer as Headless>::new(theme::REGULAR, 14.0.into(), None));
        let mut desk = Self {
            app,
            cache: Some(Cache::default()),
            renderer: renderer.unwrap(),
            pointer: mouse::Cursor::Unavailable,
            clipboard: Pocket::default(),
            later: SelectAll::new(),
            is_gone: false,
        };
        desk.events(&[]);
        desk
    }

    pub(super) fn with_page<R>(
        &mut self,
        look: impl FnOnce(&mut UserInterface<'_, Message, iced::Theme, iced::Renderer>, &mut iced::Renderer) -> R,
    ) -> R {
        let cache = self.cache.take().unwrap();
        let mut page = UserInterface::build(self.app.view(), self.app.size, cache, &mut self.renderer);
        let looked = look(&mut page, &mut self.renderer);
        self.cache = Some(page.into_cache());
        looked
    }

    /// Has the window hear events; returns whether each was used by a widget.
    pub(super) fn events(&mut self, events: &[Event]) -> Vec<event::Status> {
        let mut messages = Vec::new();
        let (pointer, mut clipboard) = (self.pointer, std::mem::take(&mut self.clipboard));
        let statuses = self.with_page(|page, renderer| {
            page.update(events, pointer, renderer, &mut clipboard, &mut messages).1
        });
        self.clipboard = clipboard;
        messages.into_iter().for_each(|message| self.hear(message));
        statuses
    }

    /// Has the window hear a message, and do all of what follows that waits for nothing.
    pub(super) fn hear(&mut self, message: Message) {
        let task = self.app.update(message);
        self.begin(task);
    }

    /// Does all of a task that waits for nothing, and keeps the rest for later.
    pub(super) fn begin(&mut self, task: Task<Message>) {
        let Some(mut actions) = task::into_stream(task) else { return };
        loop {
            match actions.next().now_or_never() {
                Some(Some(action)) => self.act(action),
                Some(None) => return,
                None => break,
            }
        }
        self.later.push(actions);
    }

    /// Does what a task asks of the window.
    pub(super) fn act(&mut self, action: Action<Message>) {
        match action {
            Action::Output(message) => self.hear(message),
            Action::Widget(operation) => self.operate(operation),
            Action::Clipboard(Write { contents, .. }) => self.clipboard.text = Some(contents),
            Action::Exit => self.is_gone = true,
            _ => {}
        }
    }

    /// What is written in the window and in its fields, and where.
    pub(super) fn texts(&mut self) -> Vec<(String, Rectangle)> {
        self.redraw();
        let window = Rectangle::with_size(self.app.size);
        let read = move |candidate: Candidate<'_>| {
            let (words, seen) = match candidate {
                Candidate::Text { content, visible_bounds, .. } => (content.to_owned(), visible_bounds),
                Candidate::TextInput { state, visible_bounds, .. } => {
                    (state.text().to_owned(), visible_bounds)
                }
                _ => return None,
            };
            let seen = seen?.intersection(&window)?;
            Some((words.replace(JOINT, ""), seen))
        };
        let mut texts = read.find_all();
        self.with_page(|page, renderer| {
            page.operate(renderer, &mut advanced::operation::black_box(&mut texts));
        });
        match texts.finish() {
            Outcome::Some(texts) => texts,
            Outcome::None | Outcome::Chain(_) => Vec::new(),
        }
    }

    fn operate(&mut self, operation: Box<dyn Operation>) {
        self.with_page(|page, renderer| {
            let mut current = Some(operation);
            while let Some(mut operation) = current.take() {
                page.operate(renderer, operation.as_mut());
                if let Outcome::Chain(next) = operation.finish() {
                    current = Some(next);
                }
            }
        });
    }

    pub(super) fn press(&mut self, key: Key, modifiers: Modifiers) {
        let used = self.events(&[pressed(&key, modifiers)]).contains(&event::Status::Captured);
        self.hear(Message::Keyed(key, modifiers, used));
        self.redraw();
    }

    pub(super) fn redraw(&mut self) {
        self.events(&[Event::Window(window::Event::RedrawRequested(std::time::Instant::now()))]);
    }

    pub(super) fn named(&mut self, key: Named) {
        self.press(Key::Named(key), Modifiers::empty());
    }

    fn stops(&mut self) -> Vec<Stop> {
        let mut look = Look::default();
        self.with_page(|page, renderer| {
            page.operate(renderer, &mut advanced::operation::black_box::<(), ()>(&mut look));
        });
        look.stops
    }

    fn focused(&mut self) -> Option<Stop> {
        self.stops().into_iter().find(|stop| stop.is_focused)
    }

    /// What is written on the control that has the focus.
    pub(super) fn reads(&mut self) -> String {
        self.focused().map(|stop| stop.texts.join(" ")).unwrap_or_default()
    }

    /// Goes once around by Tab, from nothing on.
    fn around(&mut self) -> Vec<Stop> {
        let total = self.stops().len();
        self.operate(Box::new(advanced::operation::focusable::unfocus()));
        (0..total)
            .map(|_| {
                self.named(Named::Tab);
                self.focused().unwrap()
            })
            .collect()
    }

    #[expect(clippy::cast_possible_truncation, reason = "a window has few pixels")]
    pub(super) fn picture(&mut self) -> (Vec<u8>, usize) {
        let size = self.app.size;
        let palette = self.app.palette;
        self.with_page(|page, renderer| {
            let style = Style { text_color: palette.ink };
            page.draw(renderer, &theme::iced_theme(palette), &style, mouse::Cursor::Unavailable);
        });
        let (width, height) = (size.width as u32, size.height as u32);
        (self.renderer.screenshot(Size::new(width, height), 1.0, palette.paper), width as usize)
    }
}

/// The press of a key, as a window is told of it.
pub(super) fn pressed(key: &Key, modifiers: Modifiers) -> Event {
    keyed(key, Physical::Unidentified(NativeCode::Unidentified), modifiers)
}

/// The press of a key that lies in some place of the keyboard.
pub(super) fn keyed(key: &Key, physical_key: Physical, modifiers: Modifiers) -> Event {
    let text = match key {
        Key::Character(text) if modifiers.is_empty() => Some(text.clone()),
        Key::Named(Named::Space) => Some(" ".into()),
        _ => None,
    };
    Event::Keyboard(keyboard::Event::KeyPressed {
        key: key.clone(),
        modified_key: key.clone(),
        physical_key,
        location: Location::Standard,
        modifiers,
        text,
        repeat: false,
    })
}

/// The release of a key.
pub(super) fn released(key: &Key, modifiers: Modifiers) -> Event {
    Event::Keyboard(keyboard::Event::KeyReleased {
        key: key.clone(),
        modified_key: key.clone(),
        physical_key: Physical::Unidentified(NativeCode::Unidentified),
        location: Location::Standard,
        modifiers,
    })
}

/// Every screen that there is, by what it is called.
fn screens() -> Vec<(&'static str, Desk)> {
    let lobby = || Desk::at(app(Some("민수")));
    let mut named = Desk::at(app(None));
    named.hear(Message::Resized(Size::new(420.0, 720.0)));
    let mut setup = lobby();
    setup.hear(Message::Lobby(lobby::Message::HostPressed));
    let mut gear = lobby();
    gear.hear(Message::Lobby(lobby::Message::GearPressed));
    let mut join = lobby();
    join.hear(Message::Lobby(lobby::Message::Addressed("192.168.0.12".to_owned())));
    join.hear(Message::Lobby(lobby::Message::JoinPressed));
    let mut sheet = lobby();
    sheet.hear(Message::SheetAsked);
    let in_room = |messages: Vec<RoomMessage>| {
        let mut desk = room();
        messages.into_iter().for_each(|message| desk.hear(Message::Room(2, message)));
        desk
    };
    let mut narrow = room();
    narrow.hear(Message::Resized(Size::new(420.0, 720.0)));
    let mut drawer = room();
    drawer.hear(Message::Resized(Size::new(800.0, 600.0)));
    drawer.hear(Message::Room(2, RoomMessage::RosterPressed));
    let mut menu = room();
    menu.hear(Message::Rail(rail::Message::MenuAsked(1)));
    vec![
        ("lobby", lobby()),
        ("first run", named),
        ("set-up", setup),
        ("gear", gear),
        ("joining", join),
        ("sheet", sheet),
        ("room", room()),
        ("search", in_room(vec![RoomMessage::SearchAsked])),
        ("invite", in_room(vec![RoomMessage::InvitePressed])),
        ("picker", in_room(vec![RoomMessage::Composer(room::ComposerMessage::RecipientPressed)])),
        ("narrow", narrow),
        ("drawer", drawer),
        ("menu", menu),
    ]
}

fn room() -> Desk {
    let mut hall = Hall::of(2);
    hall.says(2, "안녕하세요");
    Desk::at(hall.app)
}

/// Whether one control is read before another: above it, or beside it at its left, or in a column at its left.
fn is_before(one: &Stop, other: &Stop) -> bool {
    let (one, other) = (one.bounds, other.bounds);
    let is_beside = one.y < other.y + other.height && other.y < one.y + one.height;
    if is_beside { one.x <= other.x } else { one.y < other.y || one.x + one.width <= other.x }
}

#[test]
fn tab_reaches_every_control_of_every_screen_in_reading_order() {
    for (name, mut desk) in screens() {
        let size = desk.app.size;
        let around = desk.around();
        assert!(!around.is_empty(), "{name}: nothing to reach");
        for stop in &around {
            let Rectangle { x, y, width, height } = stop.bounds;
            let is_inside = x >= 0.0 && y >= 0.0 && x + width <= size.width;
            assert!(is_inside && width > 0.0 && height > 0.0, "{name}: {stop:?} is not in the window");
        }
        for pair in around.windows(2) {
            assert!(is_before(&pair[0], &pair[1]), "{name}: {:?} is read after {:?}", pair[0], pair[1]);
        }
        let first = around.first().map(|stop| stop.bounds);
        desk.named(Named::Tab);
        assert_eq!(desk.focused().map(|stop| stop.bounds), first, "{name}: not around the end");
    }
}

#[test]
#[expect(clippy::cast_possible_truncation, reason = "a window has few pixels")]
fn every_button_with_the_focus_has_a_ring() {
    for (name, mut desk) in screens() {
        let accent = desk.app.palette.accent.into_rgba8();
        desk.operate(Box::new(advanced::operation::focusable::unfocus()));
        for _ in 0..desk.around().len() {
            desk.named(Named::Tab);
            let stop = desk.focused().expect("Tab goes to a control");
            let (pixels, width) = desk.picture();
            let middle = stop.bounds.center();
            let sides =
                [Point::new(stop.bounds.x - 3.0, middle.y), Point::new(middle.x, stop.bounds.y - 3.0)];
            let has_ring = sides.iter().any(|side| {
                let at = (side.y as usize * width + side.x as usize) * 4;
                pixels.get(at..at + 3) == Some(&accent[..3])
            });
            assert!(stop.is_field || has_ring, "{name}: {stop:?} has no ring");
        }
    }
}

#[test]
fn f6_goes_through_the_regions_and_escape_back_to_the_composer() {
    let mut desk = room();
    desk.operate(Box::new(advanced::operation::focusable::focus(advanced::Id::new(room::INPUT))));
    let composer = desk.focused().map(|stop| stop.bounds);
    desk.named(Named::F6);
    assert_eq!(desk.reads(), "서 서연", "the members");
    desk.named(Named::F6);
    assert!(desk.focused().unwrap().bounds.x < rail::WIDTH, "the rooms");
    desk.named(Named::Tab);
    assert_eq!(desk.reads(), "방", "the first room");
    desk.named(Named::F6);
    assert_eq!(desk.focused().unwrap().bounds.x, rail::WIDTH, "the lines");
    desk.named(Named::F6);
    assert_eq!(desk.focused().map(|stop| stop.bounds), composer);
    desk.press(Key::Named(Named::F6), Modifiers::SHIFT);
    assert_eq!(desk.focused().unwrap().bounds.x, rail::WIDTH, "the lines");
    desk.press(Key::Named(Named::F6), Modifiers::SHIFT);
    assert!(desk.focused().unwrap().bounds.x < rail::WIDTH, "the rooms");
    desk.named(Named::Escape);
    assert_eq!(desk.focused().map(|stop| stop.bounds), composer);
}

#[test]
fn escape_from_elsewhere_leaves_the_whisper_to_whom_it_was_for() {
    let mut desk = room();
    desk.hear(Message::Room(2, RoomMessage::WhisperTo(FRIEND)));
    desk.named(Named::F6);
    desk.named(Named::Escape);
    assert!(desk.app.open.shown().unwrap().room.composer().recipient().is_some());
    desk.named(Named::Escape);
    assert!(desk.app.open.shown().unwrap().room.composer().recipient().is_none());
}

#[test]
fn a_dialog_keeps_the_focus_and_gives_it_back() {
    let mut desk = room();
    desk.named(Named::F6);
    let before = desk.reads();
    desk.press(Key::Character("i".into()), Modifiers::COMMAND);
    assert_eq!(desk.reads(), desk.app.phrases.text("common-done"));
    for _ in 0..5 {
        desk.named(Named::Tab);
        assert_ne!(desk.reads(), before, "the focus is in the dialog");
    }
    desk.named(Named::F6);
    desk.named(Named::Escape);
    assert_eq!(desk.reads(), before);
}

#[test]
fn arrows_and_letters_walk_the_members_and_enter_whispers() {
    let mut hall = Hall::of(1);
    let others = [(11, "가을"), (12, "나래"), (13, "Dana")];
    for (seq, (key, called)) in others.into_iter().enumerate() {
        let key = crate::wire::PublicKey([key; 32]);
        let member = crate::wire::MemberEntry { key, name: Name::parse(called).unwrap() };
        hall.tell(1, Update::Members(vec![member]));
        let change =
            crate::wire::PresenceChange { member: key, state: Some(crate::wire::PresenceState::Here) };
        let version = 2 + u64::try_from(seq).unwrap();
        hall.tell(
            1,
            Update::Presence(crate::wire::Presence { version, whole: false, changes: vec![change] }),
        );
    }
    let mut desk = Desk::at(hall.app);
    desk.press(Key::Named(Named::F6), Modifiers::SHIFT);
    let first = desk.reads();
    desk.named(Named::ArrowDown);
    let second = desk.reads();
    assert_ne!(first, second);
    desk.named(Named::ArrowUp);
    assert_eq!(desk.reads(), first);
    for (typed, name) in [("ㄴ", "나래"), ("d", "Dana"), ("r", "가을"), ("x", "가을")] {
        desk.press(Key::Character(typed.into()), Modifiers::empty());
        assert!(desk.reads().ends_with(name), "{typed} leads to {}", desk.reads());
    }
    desk.named(Named::End);
    let last = desk.reads();
    desk.named(Named::ArrowDown);
    assert_eq!(desk.reads(), last, "the end is the end");
    desk.named(Named::Home);
    desk.named(Named::Tab);
    assert!(!desk.reads().contains("가을") && !desk.reads().contains("Dana"), "the members are one stop");
    desk.press(Key::Named(Named::Tab), Modifiers::SHIFT);
    desk.named(Named::Enter);
    assert!(desk.app.open.shown().unwrap().room.composer().recipient().is_some());
}

#[test]
fn the_focus_stays_with_a_person_when_others_come() {
    let mut desk = room();
    desk.press(Key::Named(Named::F6), Modifiers::SHIFT);
    assert!(desk.reads().ends_with("서연"));
    let key = crate::wire::PublicKey([11; 32]);
    let member = crate::wire::MemberEntry { key, name: Name::parse("가을").unwrap() };
    desk.hear(Message::Told(2, vec![Update::Members(vec![member])]));
    let change = crate::wire::PresenceChange { member: key, state: Some(crate::wire::PresenceState::Here) };
    let presence = crate::wire::Presence { version: 2, whole: false, changes: vec![change] };
    desk.hear(Message::Told(2, vec![Update::Presence(presence)]));
    desk.redraw();
    assert!(desk.reads().ends_with("서연"), "{}", desk.reads());
}

#[test]
fn what_scrolls_follows_the_focus() {
    let mut desk = Desk::at(app(Some("민수")));
    desk.hear(Message::Resized(Size::new(420.0, 480.0)));
    for stop in desk.around() {
        desk.named(Named::Tab);
        let (pixels, width) = desk.picture();
        let accent = desk.app.palette.accent.into_rgba8();
        let has_accent = pixels.chunks_exact(4).any(|pixel| pixel[..3] == accent[..3]);
        assert!(has_accent, "{stop:?} is not seen in {width} pixels");
    }
}

#[test]
fn the_finder_does_what_is_chosen_and_closes() {
    let mut desk = room();
    let find = |desk: &mut Desk, typed: &str| {
        desk.press(Key::Character("k".into()), Modifiers::COMMAND);
        assert!(desk.app.finder.is_some(), "before {typed}");
        for letter in typed.chars() {
            desk.press(Key::Character(letter.to_string().into()), Modifiers::empty());
        }
    };
    // The letters of search, struck in the Korean layout.
    find(&mut desk, "ㄴㄷㅁㄱ초");
    desk.named(Named::Enter);
    assert!(desk.app.finder.is_none() && desk.app.open.shown().unwrap().room.is_searching());
    find(&mut desk, "ㅅㅇ");
    desk.named(Named::Enter);
    let to = desk.app.open.shown().unwrap().room.composer().recipient().map(|to| to.key);
    assert_eq!(to, Some(FRIEND));
    find(&mut desk, "방1");
    desk.named(Named::Enter);
    assert_eq!(desk.app.open.shown().map(|stay| stay.number), Some(1));
}

#[test]
fn escape_closes_the_finder_and_the_focus_is_where_it_was() {
    let mut desk = room();
    desk.press(Key::Named(Named::F6), Modifiers::SHIFT);
    let before = desk.reads();
    desk.press(Key::Character("k".into()), Modifiers::COMMAND);
    desk.named(Named::ArrowDown);
    desk.named(Named::Tab);
    assert_ne!(desk.reads(), before);
    desk.named(Named::Escape);
    assert!(desk.app.finder.is_none());
    assert_eq!(desk.reads(), before);
    assert!(desk.app.open.shown().unwrap().room.composer().text().is_empty());
}

#[test]
fn nothing_goes_past_a_dialog_that_asks() {
    let mut desk = Desk::at(app(Some("민수")));
    desk.hear(Message::Lobby(lobby::Message::HostPressed));
    for letter in ["k", "j", "n", "1"] {
        desk.press(Key::Character(letter.into()), Modifiers::COMMAND);
        assert!(desk.app.setup.is_some() && desk.app.finder.is_none(), "{letter}");
    }
}

#[test]
fn a_copied_invite_is_told_where_it_is_seen() {
    let invitation = || room::Invitation::new("maru:abc".to_owned(), Vec::new());
    let mut desk = room();
    desk.app.open.stay_mut(1).unwrap().room.invite_with(invitation());
    desk.hear(Message::Rail(rail::Message::CopyPressed(1)));
    let told: Vec<_> = desk.app.open.shown().unwrap().room.toasts().shown().cloned().collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].words, desk.app.phrases.text("toast-copied"));
    desk.hear(Message::Rail(rail::Message::LobbyPressed));
    desk.hear(Message::Rail(rail::Message::CopyPressed(1)));
    assert_eq!(desk.app.toasts.shown().count(), 1);
}

#[test]
fn the_composer_shows_by_its_frame_whether_it_has_the_focus() {
    let mut desk = room();
    let accent = |desk: &mut Desk| {
        desk.redraw();
        let accent = desk.app.palette.accent.into_rgba8();
        let (pixels, width) = desk.picture();
        let row = pixels.chunks_exact(4).skip(width * 640).take(width * 70);
        row.filter(|pixel| pixel[..3] == accent[..3]).count()
    };
    let dim = accent(&mut desk);
    desk.operate(Box::new(advanced::operation::focusable::focus(advanced::Id::new(room::INPUT))));
    let lit = accent(&mut desk);
    assert!(lit > dim + 500, "{dim} pixels without the focus, {lit} with it");
}
