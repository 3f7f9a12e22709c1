//! Selecting with the pointer: from line to line, word by word, and what comes to the clipboard of it.

use iced::advanced::clipboard::{Clipboard, Kind};
use iced::advanced::widget::{Id, Operation};
use iced::keyboard::{self, Key, Modifiers, key};
use iced::{Event, Point, Rectangle, Size, mouse, window};
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;
use maru::ui::screen::room::Message;
use maru::ui::theme;

use crate::hall::{HANEUL, Hall, JIHUN, MINSU, SEOYEON};
use crate::stage::Stage;

const SIZE: Size = Size::new(1100.0, 720.0);

/// A clipboard that remembers what was written to it.
#[derive(Default)]
pub(crate) struct Board {
    standard: Option<String>,
    primary: Option<String>,
}

impl Clipboard for Board {
    fn read(&self, _kind: Kind) -> Option<String> {
        None
    }

    fn write(&mut self, kind: Kind, words: String) {
        match kind {
            Kind::Standard => self.standard = Some(words),
            Kind::Primary => self.primary = Some(words),
        }
    }
}

/// A window that stays open over many events, as the runtime holds it.
pub(crate) struct Desk<'h, 's> {
    pub(crate) hall: &'h mut Hall<'s>,
    cache: Option<Cache>,
    renderer: iced::Renderer,
    board: Board,
    cursor: Point,
}

impl<'h, 's> Desk<'h, 's> {
    pub(crate) fn of(hall: &'h mut Hall<'s>) -> Self {
        let system = iced::advanced::graphics::text::font_system();
        theme::font_files().for_each(|font| system.write().unwrap().load_font(font));
        let mut desk = Self {
            hall,
            cache: Some(Cache::default()),
            renderer: iced::Renderer::new(theme::REGULAR, 14.0.into()),
            board: Board::default(),
            cursor: Point::ORIGIN,
        };
        desk.event(None);
        desk
    }

    /// Lets an event happen, draws a frame, and returns where texts are.
    pub(crate) fn event(&mut self, event: Option<Event>) -> Vec<(String, Rectangle)> {
        let stage = self.hall.stage;
        let mut messages = Vec::new();
        let mut ui: UserInterface<'_, Message, iced::Theme, iced::Renderer> = UserInterface::build(
            self.hall.room.view(stage.look()),
            SIZE,
            self.cache.take().unwrap(),
            &mut self.renderer,
        );
        let cursor = mouse::Cursor::Available(self.cursor);
        let redraw = Event::Window(window::Event::RedrawRequested(std::time::Instant::now()));
        for event in event.into_iter().chain([redraw]) {
            drop(ui.update(&[event], cursor, &mut self.renderer, &mut self.board, &mut messages));
        }
        let mut texts = Texts(Vec::new());
        ui.operate(&self.renderer, &mut texts);
        self.cache = Some(ui.into_cache());
        for message in messages {
            if let maru::ui::screen::room::Action::Run(task) = self.hall.room.update(&stage.phrases, message)
            {
                self.run(task);
            }
        }
        texts.0
    }

    /// Does what a task asks of the widgets, and nothing else of it.
    pub(crate) fn run(&mut self, task: iced::Task<Message>) {
        let Some(mut actions) = iced_test::runtime::task::into_stream(task) else { return };
        while let Some(action) = futures::executor::block_on(futures::StreamExt::next(&mut actions)) {
            let iced_test::runtime::Action::Widget(mut operation) = action else { continue };
            let stage = self.hall.stage;
            let cache = self.cache.take().unwrap();
            let mut ui: UserInterface<'_, Message, iced::Theme, iced::Renderer> =
                UserInterface::build(self.hall.room.view(stage.look()), SIZE, cache, &mut self.renderer);
            ui.operate(&self.renderer, operation.as_mut());
            self.cache = Some(ui.into_cache());
        }
    }

    fn mouse(&mut self, event: mouse::Event) {
        self.event(Some(Event::Mouse(event)));
    }

    pub(crate) fn bounds(&mut self, text: &str) -> Rectangle {
        let texts = self.event(None);
        texts.into_iter().find(|(shown, _)| shown == text).unwrap_or_else(|| panic!("no {text}")).1
    }

    pub(crate) fn press(&mut self, at: Point) {
        self.cursor = at;
        self.mouse(mouse::Event::CursorMoved { position: at });
        self.mouse(mouse::Event::ButtonPressed(mouse::Button::Left));
    }

    pub(crate) fn drag(&mut self, to: Point) {
        self.cursor = to;
        self.mouse(mouse::Event::CursorMoved { position: to });
    }

    pub(crate) fn release(&mut self) {
        self.mouse(mouse::Event::ButtonReleased(mouse::Button::Left));
    }

    pub(crate) fn key(&mut self, key: Key, code: key::Code, modifiers: Modifiers) {
        self.event(Some(Event::Keyboard(keyboard::Event::KeyPressed {
            modified_key: key.clone(),
            key,
            physical_key: key::Physical::Code(code),
            location: keyboard::Location::Standard,
            modifiers,
            text: None,
            repeat: false,
        })));
    }

    /// Presses Ctrl+C, on a Korean keyboard, and takes what is on the clipboard.
    fn copy(&mut self) -> Option<String> {
        self.key(Key::Character("ㅊ".into()), key::Code::KeyC, Modifiers::COMMAND);
        self.board.standard.take()
    }
}

struct Texts(Vec<(String, Rectangle)>);

impl Operation for Texts {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn text(&mut self, _id: Option<&Id>, bounds: Rectangle, text: &str) {
        self.0.push((text.to_owned(), bounds));
    }
}

fn left(bounds: Rectangle) -> Point {
    Point::new(bounds.x + 1.0, bounds.center_y())
}

fn right(bounds: Rectangle) -> Point {
    Point::new(bounds.x + bounds.width + 4.0, bounds.center_y())
}

fn talk(stage: &Stage) -> Hall<'_> {
    let mut hall = Hall::evening(stage, HANEUL);
    hall.minutes(1).says(SEOYEON, "alpha *beta* gamma", "alpha *beta* gamma");
    hall.says(SEOYEON, "second line", "second line");
    hall.minutes(2).says(MINSU, "third `code`", "third `code`");
    hall
}

#[test]
fn a_part_of_one_line_is_copied_as_it_was_written() {
    for stage in Stage::both((SIZE.width, SIZE.height)) {
        let mut hall = talk(&stage);
        let mut desk = Desk::of(&mut hall);
        let line = desk.bounds("alpha beta gamma");
        desk.press(left(line));
        desk.drag(right(line));
        desk.release();
        assert_eq!(desk.board.primary.take().as_deref(), Some("alpha *beta* gamma"));
        assert_eq!(desk.copy().as_deref(), Some("alpha *beta* gamma"));
        desk.press(Point::new(line.x + line.width * 0.5, line.center_y()));
        desk.drag(right(line));
        desk.release();
        let copied = desk.copy().unwrap();
        assert!("alpha *beta* gamma".ends_with(&copied) && copied.len() < 14, "{copied}");
    }
}

#[test]
fn two_clicks_take_a_word_and_three_the_line() {
    let stage = &Stage::both((SIZE.width, SIZE.height))[0];
    let mut hall = talk(stage);
    let mut desk = Desk::of(&mut hall);
    let line = desk.bounds("second line");
    let at = Point::new(line.x + 12.0, line.center_y());
    for expected in [None, Some("second"), Some("second line")] {
        desk.press(at);
        desk.release();
        assert_eq!(desk.copy().as_deref(), expected);
    }
    let line = desk.bounds("third code");
    desk.press(Point::new(line.x + line.width - 6.0, line.center_y()));
    desk.release();
    desk.press(Point::new(line.x + line.width - 6.0, line.center_y()));
    desk.release();
    assert_eq!(desk.copy().as_deref(), Some("code"));
}

#[test]
fn dragging_into_another_line_copies_who_said_what_and_when() {
    for stage in Stage::both((SIZE.width, SIZE.height)) {
        let mut hall = talk(&stage);
        let clock = |minutes: i64| {
            let at = maru::phrase::time::moment(
                u64::try_from(crate::stage::NOW - 22 * 60_000 + minutes * 60_000).unwrap(),
            );
            maru::phrase::time::clock(&stage.phrases, at, &jiff::tz::TimeZone::UTC)
        };
        let expected = format!(
            "{} {}\n*beta* gamma\nsecond line\n\n{} {}\nthird `code`",
            stage.pick("서연", "Seoyeon"),
            clock(16),
            stage.pick("민수", "Minsu"),
            clock(18),
        );
        let mut desk = Desk::of(&mut hall);
        let (from, to) = (desk.bounds("alpha beta gamma"), desk.bounds("third code"));
        // Downwards and upwards are the same.
        let word = Point::new(from.x + 42.0, from.center_y());
        for (one, other) in [(word, right(to)), (right(to), word)] {
            desk.press(one);
            desk.drag(other);
            desk.release();
            let copied = desk.copy().unwrap();
            assert!(copied.ends_with("gamma\nsecond line\n\n") || copied.contains("second line"), "{copied}");
            let tail = |text: &str| text.split_once("gamma").map(|(_, tail)| tail.to_owned());
            assert_eq!(tail(&copied), tail(&expected));
            assert!(copied.starts_with(expected.split_once('\n').unwrap().0), "{copied}");
        }
    }
}

#[test]
fn a_selection_holds_while_lines_arrive_and_goes_with_escape_or_a_press_elsewhere() {
    let stage = &Stage::both((SIZE.width, SIZE.height))[0];
    let mut hall = talk(stage);
    let mut desk = Desk::of(&mut hall);
    let line = desk.bounds("second line");
    desk.press(left(line));
    desk.drag(right(line));
    desk.release();
    for number in 0..40 {
        desk.hall.says(JIHUN, &format!("later {number}"), &format!("later {number}"));
        desk.event(None);
    }
    assert_eq!(desk.copy().as_deref(), Some("second line"), "the line is out of sight by now");
    desk.key(Key::Named(key::Named::Escape), key::Code::Escape, Modifiers::empty());
    assert_eq!(desk.copy(), None);
    let line = desk.bounds("later 39");
    desk.press(left(line));
    desk.drag(right(line));
    desk.release();
    assert_eq!(desk.copy().as_deref(), Some("later 39"));
    desk.press(Point::new(500.0, 690.0));
    desk.release();
    assert_eq!(desk.copy(), None);
    // What is selected in the composer by its keys is what is copied then.
    desk.press(left(line));
    desk.drag(right(line));
    desk.release();
    desk.key(Key::Character("ㅁ".into()), key::Code::KeyA, Modifiers::COMMAND);
    assert_eq!(desk.copy(), None);
}

#[test]
fn dragging_beyond_the_edge_scrolls_and_goes_on_selecting() {
    let stage = &Stage::both((SIZE.width, SIZE.height))[0];
    let mut hall = talk(stage);
    for number in 0..60 {
        hall.minutes(1).says(JIHUN, &format!("row {number}"), &format!("row {number}"));
    }
    let mut desk = Desk::of(&mut hall);
    let line = desk.bounds("row 59");
    desk.press(right(line));
    desk.drag(Point::new(line.x, 2.0));
    for _ in 0..200 {
        desk.event(None);
    }
    desk.release();
    let copied = desk.copy().unwrap();
    assert!(copied.contains("row 5\n") && copied.ends_with("row 59"), "{copied}");
}

#[test]
fn a_press_of_a_link_opens_the_question_and_a_drag_over_it_does_not() {
    let stage = &Stage::both((SIZE.width, SIZE.height))[0];
    let mut hall = talk(stage);
    hall.says(JIHUN, "https://a.example/b", "https://a.example/b");
    let mut desk = Desk::of(&mut hall);
    let link = desk.bounds("https://a.example/b");
    let is_asked = |desk: &mut Desk<'_, '_>| {
        let title = desk.hall.stage.text("link-copy");
        desk.event(None).iter().any(|(text, _)| *text == title)
    };
    desk.press(left(link));
    desk.drag(Point::new(link.x + 60.0, link.center_y()));
    desk.release();
    assert!(!is_asked(&mut desk));
    desk.press(link.center());
    desk.release();
    assert!(is_asked(&mut desk));
}

#[test]
fn a_jump_shows_a_line_that_is_far_away_and_leads_back() {
    let stage = &Stage::both((SIZE.width, SIZE.height))[0];
    let mut hall = talk(stage);
    for number in 0..300 {
        hall.minutes(1).says([JIHUN, MINSU][number % 2], &format!("row {number}"), &format!("row {number}"));
    }
    let mut desk = Desk::of(&mut hall);
    let is_shown =
        |desk: &mut Desk<'_, '_>, text: &str| desk.event(None).iter().any(|(shown, _)| shown == text);
    assert!(!is_shown(&mut desk, "row 40"));
    let target = desk
        .hall
        .room
        .timeline()
        .lines()
        .find(|line| matches!(&line.kind, maru::client::LineKind::Said { text, .. } if text == "row 40"));
    let target = target.unwrap().id;
    let task = desk.hall.room.jump_to(target);
    desk.run(task);
    assert!(is_shown(&mut desk, "row 40"));
    assert!(is_shown(&mut desk, &stage.text("room-jump-back")));
    let back = desk.bounds(&stage.text("room-jump-back")).center();
    desk.press(back);
    desk.release();
    assert!(is_shown(&mut desk, "row 299"));
    assert!(!is_shown(&mut desk, &stage.text("room-jump-back")));
    let unknown = desk.hall.room.jump_to(maru::client::LineId(u64::MAX));
    desk.run(unknown);
    assert!(is_shown(&mut desk, "row 299"));
}
