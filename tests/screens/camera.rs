//! Takes a picture of a view in the size in which it is laid out, by the software renderer.
//!
//! The toolkit's own snapshot draws everything twice as large; a picture to be compared need not be that heavy.

use std::time::Instant;

use iced::advanced::renderer::{Headless, Style};
use iced::advanced::widget::{Id, operation};
use iced::advanced::{clipboard, graphics};
use iced::{Element, Event, Pixels, Point, Renderer, Size, mouse, window};
use iced_test::futures::futures::executor::block_on;
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;
use image::RgbaImage;
use maru::ui::theme;

use crate::stage::Stage;

/// What a person does while the picture is taken.
#[derive(Clone, Copy, Default)]
pub(crate) struct Pose {
    /// What has the focus.
    pub(crate) focus: Option<&'static str>,
    /// Where the pointer rests.
    pub(crate) pointer: Option<(f32, f32)>,
    /// Whether its button is held.
    pub(crate) is_held: bool,
}

/// Takes a picture of a view in the window of a stage.
pub(crate) fn picture<'a, M: 'a>(stage: &Stage, view: Element<'a, M>, pose: Pose) -> RgbaImage {
    // From before the focus comes: a caret is seen in its first half second, however long the way to the picture takes.
    let now = Instant::now();
    let system = graphics::text::font_system();
    theme::font_files().for_each(|font| system.write().expect("fonts").load_font(font));
    let renderer = <Renderer as Headless>::new(theme::REGULAR, Pixels(16.0), Some("tiny-skia"));
    let mut renderer = block_on(renderer).expect("a renderer");
    let mut page = UserInterface::build(view, stage.size, Cache::default(), &mut renderer);
    if let Some(id) = pose.focus {
        page.operate(&renderer, &mut operation::focusable::focus(Id::new(id)));
    }
    let place = pose.pointer.map(Point::from);
    let cursor = place.map_or(mouse::Cursor::Unavailable, mouse::Cursor::Available);
    let moved = place.map(|position| mouse::Event::CursorMoved { position });
    let held = pose.is_held.then_some(mouse::Event::ButtonPressed(mouse::Button::Left));
    let redraw = Event::Window(window::Event::RedrawRequested(now));
    let events: Vec<Event> = moved.into_iter().chain(held).map(Event::Mouse).chain([redraw]).collect();
    drop(page.update(&events, cursor, &mut renderer, &mut clipboard::Null, &mut Vec::new()));
    let style = Style { text_color: stage.palette.ink };
    page.draw(&mut renderer, &theme::iced_theme(stage.palette), &style, cursor);
    #[expect(clippy::cast_possible_truncation, reason = "a window has few pixels")]
    let size = Size::new(stage.size.width.round() as u32, stage.size.height.round() as u32);
    let pixels = renderer.screenshot(size, 1.0, stage.palette.paper);
    RgbaImage::from_raw(size.width, size.height, pixels).expect("as many pixels as the size says")
}
