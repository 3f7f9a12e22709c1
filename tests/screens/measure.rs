//! What 100,000 lines cost. Run by hand: `cargo test --release --test screens -- --ignored --nocapture measure`.
#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use iced::advanced::renderer::Headless;
use iced::{Event, Point, mouse, window};
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;

use maru::ui::screen::room::Message;
use maru::ui::theme;

use crate::hall::{Hall, JIHUN, MINSU, SEOYEON};
use crate::stage::Stage;

fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

#[test]
#[ignore = "a measurement, not a test"]
fn measure_a_hundred_thousand_lines() {
    let size = iced::Size::new(1100.0, 720.0);
    let stage = &Stage::both((size.width, size.height))[0];
    for count in [1_000_usize, 100_000] {
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
        println!("{count} lines told one by one: {:?} each", began.elapsed() / u32::try_from(count).unwrap());
        let mut renderer = iced::Renderer::new(theme::REGULAR, 14.0.into());
        let mut cache = Cache::default();
        let mut costs = Vec::new();
        for step in 0..60 {
            let began = Instant::now();
            let mut ui: UserInterface<'_, Message, iced::Theme, iced::Renderer> =
                UserInterface::build(hall.room.view(stage.look()), size, cache, &mut renderer);
            let wheel = mouse::Event::WheelScrolled { delta: mouse::ScrollDelta::Lines { x: 0.0, y: 1.0 } };
            let redraw = window::Event::RedrawRequested(Instant::now());
            let cursor = mouse::Cursor::Available(Point::new(400.0, 300.0));
            let mut messages = Vec::new();
            let events = [Event::Mouse(wheel), Event::Window(redraw)];
            drop(ui.update(
                &events,
                cursor,
                &mut renderer,
                &mut iced::advanced::clipboard::Null,
                &mut messages,
            ));
            let style = iced::advanced::renderer::Style { text_color: stage.palette.ink };
            ui.draw(&mut renderer, &theme::iced_theme(stage.palette), &style, cursor);
            let laid = began.elapsed();
            drop(renderer.screenshot(iced::Size::new(1100, 720), 1.0, stage.palette.paper));
            cache = ui.into_cache();
            costs.push((laid, began.elapsed()));
            if step == 0 {
                println!("{count} lines: first frame {:?}, {} MiB resident", began.elapsed(), resident_mib());
            }
        }
        costs.remove(0);
        let mean = |costs: &[Duration]| costs.iter().sum::<Duration>() / u32::try_from(costs.len()).unwrap();
        let (laid, whole): (Vec<_>, Vec<_>) = costs.into_iter().unzip();
        println!("{count} lines: scroll step {:?} without and {:?} with pixels", mean(&laid), mean(&whole));
    }
}
