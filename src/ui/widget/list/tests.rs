//! What a reader sees while a list grows at both ends.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::cell::Cell;
use std::rc::Rc;

use iced::widget::{container, text};
use iced::{Element, Event, Length, Point, Rectangle, Size, mouse};
use iced_test::Simulator;
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;

use super::{List, Place, Rows};
use crate::ui::theme::HANJI;

const SIZE: Size = Size::new(400.0, 300.0);

/// Rows of different heights, keyed by their number, which may be negative for older ones.
struct Numbers {
    range: std::ops::Range<i64>,
    /// How many times as high as usual they are.
    zoom: f32,
    built: Rc<Cell<usize>>,
}

impl<'a> Rows<'a, Place> for Numbers {
    type Key = i64;

    fn len(&self) -> usize {
        usize::try_from(self.range.end - self.range.start).unwrap()
    }

    fn key(&self, index: usize) -> Option<i64> {
        let key = self.range.start + i64::try_from(index).unwrap();
        self.range.contains(&key).then_some(key)
    }

    fn find(&self, key: i64, _hint: usize) -> Option<usize> {
        self.range.contains(&key).then(|| usize::try_from(key - self.range.start).unwrap())
    }

    fn build(&self, index: usize) -> Element<'a, Place> {
        self.built.set(self.built.get() + 1);
        let key = self.key(index).unwrap();
        let height = self.zoom * (20.0 + (key.rem_euclid(7) * 9) as f32);
        container(text(format!("#{key}"))).height(height).width(Length::Fill).into()
    }
}

/// A window that holds a list over several frames, as the runtime does.
struct Window {
    cache: Option<Cache>,
    renderer: iced::Renderer,
    built: Rc<Cell<usize>>,
    range: std::ops::Range<i64>,
    zoom: f32,
    place: Option<Place>,
}

impl Window {
    fn open(range: std::ops::Range<i64>) -> Self {
        let renderer =
            futures::executor::block_on(<iced::Renderer as iced::advanced::renderer::Headless>::new(
                crate::ui::theme::REGULAR,
                14.0.into(),
                None,
            ));
        Self {
            cache: Some(Cache::default()),
            renderer: renderer.unwrap(),
            built: Rc::default(),
            range,
            zoom: 1.0,
            place: None,
        }
    }

    /// Runs one frame with some events and returns the rows that are seen with their tops.
    fn frame(&mut self, events: &[Event]) -> Vec<(String, f32)> {
        self.built.set(0);
        let rows = Numbers { range: self.range.clone(), zoom: self.zoom, built: Rc::clone(&self.built) };
        let list = List::new("list", &HANJI, rows).on_move(|place| place);
        let cache = self.cache.take().unwrap();
        let mut ui: UserInterface<'_, Place, iced::Theme, iced::Renderer> =
            UserInterface::build(list, SIZE, cache, &mut self.renderer);
        let cursor = mouse::Cursor::Available(Point::new(100.0, 100.0));
        let mut places = Vec::new();
        let redraw = Event::Window(iced::window::Event::RedrawRequested(std::time::Instant::now()));
        for event in events.iter().cloned().chain([redraw]) {
            drop(ui.update(
                &[event],
                cursor,
                &mut self.renderer,
                &mut iced::advanced::clipboard::Null,
                &mut places,
            ));
        }
        let mut find = Texts(Vec::new());
        ui.operate(&self.renderer, &mut find);
        self.place = places.last().copied().or(self.place);
        self.cache = Some(ui.into_cache());
        find.0
    }
}

struct Texts(Vec<(String, f32)>);

impl iced::advanced::widget::Operation for Texts {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn iced::advanced::widget::Operation)) {
        operate(self);
    }

    fn text(&mut self, _id: Option<&iced::advanced::widget::Id>, bounds: Rectangle, text: &str) {
        self.0.push((text.to_owned(), bounds.y));
    }
}

fn wheel(lines: f32) -> Event {
    Event::Mouse(mouse::Event::WheelScrolled { delta: mouse::ScrollDelta::Lines { x: 0.0, y: lines } })
}

fn top_of(rows: &[(String, f32)], key: &str) -> Option<f32> {
    rows.iter().find(|(text, _)| text == key).map(|(_, top)| *top)
}

#[test]
fn a_list_opens_at_its_newest_row_and_stays_there() {
    let mut window = Window::open(0..100);
    assert!(top_of(&window.frame(&[]), "#99").is_some());
    assert!(window.place.unwrap().is_at_end);
    window.range.end = 150;
    assert!(top_of(&window.frame(&[]), "#149").is_some());
    assert!(window.place.unwrap().is_at_end);
}

#[test]
fn a_reader_above_is_not_moved_by_what_arrives_or_by_older_pages() {
    let mut window = Window::open(0..1_000);
    window.frame(&[]);
    let before = window.frame(&[wheel(5.0), wheel(5.0), wheel(5.0)]);
    for (start, end) in [(0, 1_001), (0, 1_200), (-100, 1_200), (-5_000, 1_300), (-5_000, 9_000)] {
        window.range = start..end;
        assert_eq!(window.frame(&[]), before);
    }
    assert!(!window.place.unwrap().is_at_end);
}

#[test]
fn a_reader_above_keeps_the_row_at_the_top_when_letters_grow_and_one_at_the_end_stays_there() {
    let mut window = Window::open(0..1_000);
    window.frame(&[]);
    let at_end = |window: &Window| window.place.unwrap().is_at_end;
    for zoom in [1.5, 0.8, 1.0] {
        window.zoom = zoom;
        assert!(top_of(&window.frame(&[]), "#999").is_some() && at_end(&window));
    }
    let before = window.frame(&[wheel(20.0)]);
    let (first, top) = before.iter().find(|(_, top)| *top >= 0.0).unwrap();
    for zoom in [1.5, 0.8, 1.0] {
        window.zoom = zoom;
        assert_eq!(top_of(&window.frame(&[]), first), Some(*top), "{zoom}");
    }
}

#[test]
fn a_reader_whose_row_vanishes_stays_at_the_next_one() {
    let mut window = Window::open(0..1_000);
    window.frame(&[]);
    let before = window.frame(&[wheel(20.0)]);
    let (last, _) = before.last().unwrap().clone();
    window.range.end = last.trim_start_matches('#').parse().unwrap();
    window.range.start = window.range.end - 3;
    let after = window.frame(&[]);
    assert_eq!(after.len(), 3, "{after:?}");
}

#[test]
fn the_wheel_goes_up_to_the_first_row_and_down_to_the_last_without_a_gap() {
    let mut window = Window::open(0..200);
    window.frame(&[]);
    for _ in 0..300 {
        window.frame(&[wheel(2.0)]);
    }
    assert_eq!(top_of(&window.frame(&[]), "#0"), Some(0.0));
    for _ in 0..300 {
        let rows = window.frame(&[wheel(-2.0)]);
        assert!(rows.windows(2).all(|pair| pair[0].1 < pair[1].1));
    }
    assert!(window.place.unwrap().is_at_end);
}

#[test]
fn few_rows_lie_at_the_bottom() {
    let mut window = Window::open(0..2);
    let rows = window.frame(&[]);
    assert_eq!(rows.len(), 2);
    assert!(top_of(&rows, "#0").unwrap() > 200.0);
}

#[test]
fn the_work_of_a_frame_does_not_depend_on_the_length_of_the_list() {
    let mut counts = Vec::new();
    for len in [100, 99_997] {
        let mut window = Window::open(0..len);
        window.frame(&[]);
        window.frame(&[wheel(3.0)]);
        counts.push(window.built.get());
    }
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0] < 40, "{counts:?}");
}

#[test]
fn a_click_on_the_far_end_of_the_bar_jumps_there() {
    let rows = Numbers { range: 0..5_000, zoom: 1.0, built: Rc::default() };
    let list: Element<'_, Place> = List::new("list", &HANJI, rows).on_move(|place| place).into();
    let mut simulator = Simulator::with_size(iced::Settings::default(), SIZE, list);
    simulator.point_at(Point::new(394.0, 1.0));
    drop(simulator.simulate(iced_test::simulator::click()));
    assert!(simulator.find("#0").is_ok());
}
