//! What the window costs with a short and with a long history: frames that stand, scroll, take keys and take lines, and memory.
//!
//! No display: the screen of a room is laid out and drawn in memory, as the tests of the screens do. Every frame is drawn
//! whole, while a window draws only what changed.
#![allow(
    missing_docs,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout
)]

#[path = "../tests/screens/hall.rs"]
mod hall;
#[path = "../tests/screens/stage.rs"]
mod stage;

use std::time::{Duration, Instant};

use iced::advanced::clipboard::{self, Clipboard};
use iced::advanced::renderer::{Headless, Style};
use iced::advanced::widget::{Id, operation::focusable};
use iced::keyboard::key::{NativeCode, Physical};
use iced::keyboard::{Key, Location, Modifiers};
use iced::{Event, Point, Size, keyboard, mouse, window};
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;

use maru::ui::screen::room::{INPUT, Message};
use maru::ui::{theme, widget};
use maru::wire::limits;

use crate::hall::{Hall, JIHUN, MINSU, SEOYEON, hostile_lines};
use crate::stage::Stage;

const SIZE: Size = Size::new(1100.0, 720.0);
/// Frames of each kind that are timed.
const FRAMES: usize = 180;
/// Frames a second of a display.
const RATE: usize = 60;
/// Every how many frames a key is pressed: twelve a second are more than most people type.
const KEY_EVERY: usize = 5;
/// Lines that are told in a run, and how many a second: what PERFORMANCE.md says of HexChat was measured so.
const RUN: usize = 50_000;
const RUN_RATE: usize = 5_000;
/// How often a second the window hears of so many.
const RUN_FRAMES: usize = 10;

fn main() {
    let stage = &Stage::both((SIZE.width, SIZE.height))[0];
    println!("frames of {} by {}, drawn whole; milliseconds, median and p99", SIZE.width, SIZE.height);
    println!(
        "{:>9}  {:>11} {:>6} {:>13} {:>13} {:>13} {:>19} {:>6}",
        "lines", "us to tell", "first", "still", "wheel", "typing", "1000 lines/s, typing", "MiB"
    );
    // The first room warms up fonts and caches and is not told.
    for count in [100_usize, 1_000, 100_000, 1_000_000] {
        let mut hall = Hall::evening(stage, SEOYEON);
        let began = Instant::now();
        (0..count).for_each(|number| says(&mut hall, number));
        let told = began.elapsed().as_secs_f64() * 1e6 / count as f64;
        let mut desk = Desk::at(hall);
        let first = desk.frame(&[]);
        let still = desk.frames(|_, _| Vec::new());
        let typing = desk.types(0);
        let arriving = desk.types(1_000);
        let wheel = desk.frames(|_, _| vec![wheel()]);
        if count > 100 {
            println!(
                "{count:>9}  {told:>11.1} {:>6.1} {still:>13} {wheel:>13} {typing:>13} {arriving:>19} {:>6}",
                millis(first),
                resident_mib()
            );
        }
    }
    hostile(stage);
    run(stage);
    huge_paste();
}

fn says(hall: &mut Hall<'_>, number: usize) {
    let text = format!("{number}번째 줄이에요. 조금 길게 써서 가끔 두 줄이 되기도 하는 그런 말을 해요.");
    hall.says([JIHUN, MINSU][number / 3 % 2], &text, &text);
    if number.is_multiple_of(3) {
        hall.minutes(1);
    }
}

/// Tells what the lines cost that somebody sends to break a window: all of them, over and over.
fn hostile(stage: &Stage) {
    let mut hall = Hall::evening(stage, SEOYEON);
    for line in hostile_lines().iter().cycle().take(500) {
        hall.says(JIHUN, line, line);
    }
    let mut desk = Desk::at(hall);
    let first = millis(desk.frame(&[]));
    let wheel = desk.frames(|_, _| vec![wheel()]);
    println!(
        "hostile lines: first frame {first:.1}, the wheel {wheel}, the slowest {:.1}",
        millis(wheel.worst)
    );
}

/// Tells what a line costs the window's thread that arrives among very many while somebody looks on.
fn run(stage: &Stage) {
    let mut desk = Desk::at(Hall::evening(stage, SEOYEON));
    desk.frame(&[]);
    let (mut told, mut drawn) = (Duration::ZERO, Costs::default());
    let a_frame = RUN_RATE / RUN_FRAMES;
    for number in (0..RUN).step_by(a_frame) {
        let began = Instant::now();
        (number..number + a_frame).for_each(|number| says(&mut desk.hall, number));
        told += began.elapsed();
        drawn.note(desk.frame(&[]));
    }
    let micros = |whole: Duration| whole.as_secs_f64() * 1e6 / RUN as f64;
    let whole = drawn.told.iter().sum::<Duration>();
    println!(
        "{RUN} lines at {RUN_RATE} a second, told {RUN_FRAMES} times a second: {:.1} us a line ({:.1} to take it in, {:.1} \
         for its share of the frames, which take {})",
        micros(told + whole),
        micros(told),
        micros(whole),
        drawn.share()
    );
}

/// A clipboard that holds far too much.
struct Huge(String);

impl Clipboard for Huge {
    fn read(&self, _kind: clipboard::Kind) -> Option<String> {
        Some(self.0.clone())
    }

    fn write(&mut self, _kind: clipboard::Kind, _contents: String) {}
}

/// Tells how long fifty megabytes hold a field up that somebody wants to paste them into.
fn huge_paste() {
    let mut clipboard = Huge("가나다라 ".repeat(50 << 16));
    let mut renderer = iced::Renderer::new(theme::REGULAR, 14.0.into());
    let field = widget::field(&theme::HANJI, "", "", false).on_input(|_| ());
    let view = widget::modest(field, limits::PASTE_BYTES, ());
    let mut page: UserInterface<'_, (), iced::Theme, iced::Renderer> =
        UserInterface::build(view, SIZE, Cache::default(), &mut renderer);
    let mut messages = Vec::new();
    let began = Instant::now();
    let pressed = pressed("v", Modifiers::COMMAND);
    drop(page.update(&[pressed], mouse::Cursor::Unavailable, &mut renderer, &mut clipboard, &mut messages));
    let (took, bytes) = (began.elapsed(), clipboard.0.len() >> 20);
    assert_eq!(messages.len(), 1, "it is refused once");
    println!("a paste of {bytes} MiB: refused after {took:.1?}, of which most is what the clipboard copies");
}

/// A window at which somebody looks and types.
struct Desk<'s> {
    hall: Hall<'s>,
    renderer: iced::Renderer,
    cache: Cache,
    typed: String,
}

impl<'s> Desk<'s> {
    fn at(hall: Hall<'s>) -> Self {
        let mut renderer = iced::Renderer::new(theme::REGULAR, 14.0.into());
        let view = hall.room.view(hall.stage.look());
        let mut page = UserInterface::build(view, SIZE, Cache::default(), &mut renderer);
        page.operate(&renderer, &mut focusable::focus::<()>(Id::new(INPUT)));
        let cache = page.into_cache();
        Self { hall, renderer, cache, typed: String::new() }
    }

    /// Takes in what came, lays the window out and draws all of it; returns how long that held its thread up.
    fn frame(&mut self, events: &[Event]) -> Duration {
        let began = Instant::now();
        let Hall { stage, room, .. } = &mut self.hall;
        let look = stage.look();
        let cursor = mouse::Cursor::Available(Point::new(400.0, 300.0));
        let redraw = [Event::Window(window::Event::RedrawRequested(began))];
        let (mut messages, mut clipboard) = (Vec::new(), clipboard::Null);
        let cache = std::mem::take(&mut self.cache);
        let mut page: UserInterface<'_, Message, iced::Theme, iced::Renderer> =
            UserInterface::build(room.view(look), SIZE, cache, &mut self.renderer);
        drop(page.update(
            &[events, &redraw].concat(),
            cursor,
            &mut self.renderer,
            &mut clipboard,
            &mut messages,
        ));
        if !messages.is_empty() {
            let cache = page.into_cache();
            messages.into_iter().for_each(|message| drop(room.update(&stage.phrases, message)));
            page = UserInterface::build(room.view(look), SIZE, cache, &mut self.renderer);
        }
        let style = Style { text_color: stage.palette.ink };
        page.draw(&mut self.renderer, &theme::iced_theme(stage.palette), &style, cursor);
        self.cache = page.into_cache();
        drop(self.renderer.screenshot(Size::new(1100, 720), 1.0, stage.palette.paper));
        began.elapsed()
    }

    /// Draws some frames, in each of which something comes.
    fn frames(&mut self, mut comes: impl FnMut(&mut Self, usize) -> Vec<Event>) -> Share {
        let mut costs = Costs::default();
        for number in 0..FRAMES {
            let began = Instant::now();
            let events = comes(self, number);
            let before = began.elapsed();
            costs.note(before + self.frame(&events));
        }
        costs.share()
    }

    /// Types while so many lines a second arrive, and looks whether every key was heard.
    fn types(&mut self, lines_per_second: usize) -> Share {
        let cost = self.frames(|desk, number| {
            let due = |number: usize| number * lines_per_second / RATE;
            (due(number)..due(number + 1)).for_each(|line| says(&mut desk.hall, line));
            if !number.is_multiple_of(KEY_EVERY) {
                return Vec::new();
            }
            desk.typed.push('a');
            vec![pressed("a", Modifiers::empty())]
        });
        assert_eq!(self.hall.room.composer().text(), self.typed, "a key was lost");
        cost
    }
}

fn wheel() -> Event {
    let delta = mouse::ScrollDelta::Lines { x: 0.0, y: 1.0 };
    Event::Mouse(mouse::Event::WheelScrolled { delta })
}

fn pressed(letter: &'static str, modifiers: Modifiers) -> Event {
    let key = Key::Character(letter.into());
    Event::Keyboard(keyboard::Event::KeyPressed {
        key: key.clone(),
        modified_key: key,
        physical_key: Physical::Unidentified(NativeCode::Unidentified),
        location: Location::Standard,
        modifiers,
        text: modifiers.is_empty().then(|| letter.into()),
        repeat: false,
    })
}

/// What frames cost.
#[derive(Default)]
struct Costs {
    told: Vec<Duration>,
}

impl Costs {
    fn note(&mut self, cost: Duration) {
        self.told.push(cost);
    }

    fn share(&self) -> Share {
        let mut sorted = self.told.clone();
        sorted.sort();
        let at = |share: usize| sorted.get((sorted.len() * share / 100).min(sorted.len() - 1));
        let at = |share| at(share).copied().unwrap_or_default();
        Share { median: at(50), most: at(99), worst: at(100) }
    }
}

/// What half of the frames cost at most, what ninety-nine of a hundred do, and the slowest.
#[derive(Clone, Copy)]
struct Share {
    median: Duration,
    most: Duration,
    worst: Duration,
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("{:.1} / {:.1}", millis(self.median), millis(self.most)))
    }
}

fn millis(cost: Duration) -> f64 {
    cost.as_secs_f64() * 1e3
}

fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}
