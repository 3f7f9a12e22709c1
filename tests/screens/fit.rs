//! Whether what is laid out fits: no text and no control outside of what holds it, none squeezed away, none too small to hit.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use iced::advanced::widget::operation::{Focusable, Scrollable, TextInput};
use iced::advanced::widget::{Id, Operation};
use iced::{Element, Pixels, Rectangle, Renderer, Size, Vector};
use iced_test::core::renderer::Headless;
use iced_test::futures::futures::executor::block_on;
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;
use maru::phrase::Language;
use maru::ui::theme::{self, HANJI};

use crate::stage::Stage;

/// The shortest side of anything that can be pressed, in logical pixels.
const SMALLEST: f32 = 24.0;
/// What rounding may do to a side.
const TOLERANCE: f32 = 1.0;

/// Lays a view out in the window of a stage and returns what does not fit in it.
pub(crate) fn faults<M>(stage: &Stage, view: Element<'_, M>) -> Vec<String> {
    study(stage, view).faults
}

/// What is seen of a view that was laid out.
pub(crate) struct Study {
    /// What does not fit.
    pub(crate) faults: Vec<String>,
    /// Whatever is written, in reading order.
    pub(crate) texts: Vec<String>,
}

/// Lays a view out in the window of a stage and looks at it.
pub(crate) fn study<M>(stage: &Stage, view: Element<'_, M>) -> Study {
    thread_local! {
        /// One for all that a thread looks at: it keeps the pictures that it has read.
        static RENDERER: RefCell<Renderer> = RefCell::new(renderer());
    }
    let size = stage.size;
    let mut walk = Walk { within: vec![Rectangle::with_size(size)], ..Walk::default() };
    RENDERER.with_borrow_mut(|renderer| {
        let mut interface = UserInterface::build(view, size, Cache::default(), renderer);
        interface.operate(renderer, &mut walk);
    });
    Study { faults: walk.faults, texts: walk.texts }
}

fn renderer() -> Renderer {
    // Whoever simulates loads the fonts.
    drop(Stage::new(Language::Korean, &HANJI, Size::UNIT).simulate::<()>(iced::widget::space().into()));
    block_on(<Renderer as Headless>::new(theme::REGULAR, Pixels(16.0), None)).expect("a renderer")
}

/// What holds something.
#[derive(Clone, Copy)]
enum Holder {
    /// Shows all of it or clips it.
    Frame(Rectangle),
    /// Moves it up and down.
    Scrolled(Rectangle),
}

/// What holds what, and what sticks out of it.
#[derive(Default)]
struct Walk {
    /// From the window to the innermost that is open.
    within: Vec<Rectangle>,
    /// Told of, and to be opened by the next step down.
    next: Option<Holder>,
    faults: Vec<String>,
    texts: Vec<String>,
}

impl Walk {
    fn check(&mut self, what: &str, bounds: Rectangle) {
        let sticks_out = |holder: &&Rectangle| {
            bounds.x < holder.x - TOLERANCE
                || bounds.y < holder.y - TOLERANCE
                || bounds.x + bounds.width > holder.x + holder.width + TOLERANCE
                || bounds.y + bounds.height > holder.y + holder.height + TOLERANCE
        };
        if let Some(holder) = self.within.iter().rev().find(sticks_out) {
            self.faults.push(format!("{what} at {} sticks out of {}", shown(&bounds), shown(holder)));
        }
        if bounds.width < TOLERANCE || bounds.height < TOLERANCE {
            self.faults.push(format!("{what} at {} is squeezed away", shown(&bounds)));
        }
    }
}

impl Operation for Walk {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let outside = self.within.clone();
        match self.next.take() {
            Some(Holder::Frame(bounds)) => self.within.push(bounds),
            Some(Holder::Scrolled(bounds)) => self.within = vec![bounds],
            None => {}
        }
        operate(self);
        (self.within, self.next) = (outside, None);
    }

    fn container(&mut self, _id: Option<&Id>, bounds: Rectangle) {
        self.next = Some(Holder::Frame(bounds));
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content: Rectangle,
        _translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        // What is below or above can be reached; what is beside cannot.
        let (y, height) = (f32::MIN / 4.0, f32::MAX / 2.0);
        self.next = Some(Holder::Scrolled(Rectangle { y, height, ..bounds }));
    }

    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, _state: &mut dyn Focusable) {
        let what = format!("the control {id:?}");
        self.check(&what, bounds);
        if bounds.width < SMALLEST - TOLERANCE || bounds.height < SMALLEST - TOLERANCE {
            self.faults.push(format!("{what} of {} is too small to hit", shown(&bounds)));
        }
    }

    fn text_input(&mut self, id: Option<&Id>, bounds: Rectangle, _state: &mut dyn TextInput) {
        self.check(&format!("the field {id:?}"), bounds);
    }

    fn text(&mut self, _id: Option<&Id>, bounds: Rectangle, text: &str) {
        if !text.trim().is_empty() {
            self.texts.push(text.to_owned());
            self.check(&format!("{text:.40?}"), bounds);
            if !text.contains(char::is_whitespace) && is_key(text) {
                self.faults.push(format!("{text} is the key of a sentence that is not there"));
            }
        }
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, _state: &mut dyn Any) {}
}

/// Whether a word looks like the key of a sentence, as it is shown where there is none: it begins as the known keys do.
pub(crate) fn is_key(word: &str) -> bool {
    static BEGINS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        const SENTENCES: &str = include_str!("../../i18n/en.ftl");
        let keys = SENTENCES.lines().filter_map(|line| line.split_once(" = "));
        keys.filter_map(|(key, _)| Some(key.split_once('-')?.0)).collect()
    });
    word.split_once('-').is_some_and(|(begin, _)| BEGINS.contains(begin))
}

fn shown(bounds: &Rectangle) -> String {
    format!("{:.0}×{:.0} at {:.0}, {:.0}", bounds.width, bounds.height, bounds.x, bounds.y)
}
