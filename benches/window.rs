//! What the window costs with a short and with a long history: first frame, a step of the wheel, memory.
//!
//! No display: the screen of a room is laid out and drawn in memory, as the tests of the screens do.
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

use iced::advanced::renderer::Headless;
use iced::{Event, Point, mouse, window};
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;

use maru::ui::screen::room::Message;
use maru::ui::theme;

use crate::hall::{Hall, JIHUN, MINSU, SEOYEON, hostile_lines};
use crate::stage::Stage;

fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Steps of the wheel that are timed.
const STEPS: usize = 60;

fn main() {
    let size = iced::Size::new(1100.0, 720.0);
    let stage = &Stage::both((size.width, size.height))[0];
    // The first room warms up fonts and caches and is not told.
    for count in [100_usize, 1_000, 100_000] {
        let mut hall = Hall::evening(stage, SEOYEON);
        let began = Instant::now();
        for number in 0..count {
            let text =
                format!("{number}번째 줄이에요. 조금 길게 써서 가끔 두 줄이 되기도 하는 그런 말을 해요.");
            hall.says([JIHUN, MINSU][number / 3 % 2], &text, &text);
            if number % 3 == 0 {
                hall.minutes(1);
            }
        }
        let told = began.elapsed() / u32::try_from(count).unwrap();
        let (first, laid, whole, _) = scroll(&hall, size);
        if count > 100 {
            println!(
                "{count:>7} lines: {told:?} to tell one, first frame {first:?}, a wheel step {laid:?} without and \
                 {whole:?} with pixels, {} MiB resident",
                resident_mib()
            );
        }
    }
    hostile(stage, size);
}

/// Tells what the lines cost that somebody sends to break a window: all of them, over and over.
fn hostile(stage: &Stage, size: iced::Size) {
    let mut hall = Hall::evening(stage, SEOYEON);
    for line in hostile_lines().iter().cycle().take(500) {
        hall.says(JIHUN, line, line);
    }
    let (first, laid, whole, slowest) = scroll(&hall, size);
    println!(
        "hostile lines: first frame {first:?}, a wheel step {laid:?} without and {whole:?} with pixels, \
         the slowest {slowest:?}"
    );
}

/// Returns the first frame's time, the mean of a wheel step without and with pixels, and the slowest without.
fn scroll(hall: &Hall<'_>, size: iced::Size) -> (Duration, Duration, Duration, Duration) {
    let stage = hall.stage;
    let mut renderer = iced::Renderer::new(theme::REGULAR, 14.0.into());
    let mut cache = Cache::default();
    let (mut laid, mut whole) = (Vec::new(), Vec::new());
    for _ in 0..STEPS {
        let began = Instant::now();
        let mut ui: UserInterface<'_, Message, iced::Theme, iced::Renderer> =
            UserInterface::build(hall.room.view(stage.look()), size, cache, &mut renderer);
        let wheel = mouse::Event::WheelScrolled { delta: mouse::ScrollDelta::Lines { x: 0.0, y: 1.0 } };
        let events = [Event::Mouse(wheel), Event::Window(window::Event::RedrawRequested(Instant::now()))];
        let cursor = mouse::Cursor::Available(Point::new(400.0, 300.0));
        let mut messages = Vec::new();
        let mut clipboard = iced::advanced::clipboard::Null;
        drop(ui.update(&events, cursor, &mut renderer, &mut clipboard, &mut messages));
        let style = iced::advanced::renderer::Style { text_color: stage.palette.ink };
        ui.draw(&mut renderer, &theme::iced_theme(stage.palette), &style, cursor);
        laid.push(began.elapsed());
        drop(renderer.screenshot(iced::Size::new(1100, 720), 1.0, stage.palette.paper));
        cache = ui.into_cache();
        whole.push(began.elapsed());
    }
    let first = whole.remove(0);
    laid.remove(0);
    let mean = |costs: &[Duration]| costs.iter().sum::<Duration>() / u32::try_from(costs.len()).unwrap();
    let slowest = laid.iter().copied().max().unwrap_or_default();
    (first, mean(&laid), mean(&whole), slowest)
}
