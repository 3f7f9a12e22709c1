//! At the door of a room: who knocks, the words of its code, the pictures that two compare, who may come in at all, and
//! what a person presses there.

#[path = "doors/code.rs"]
mod code;
#[path = "doors/compare.rs"]
mod compare;
#[path = "doors/knock.rs"]
mod knock;
#[path = "doors/settings.rs"]
mod settings;

use std::collections::VecDeque;

use iced::advanced::widget::operation::Outcome;
use iced::keyboard::{Key, key::Named};
use iced::{Element, Event, Task, keyboard, mouse};
use iced_test::runtime::{Action as Runtime, UserInterface, task::into_stream, user_interface::Cache};
use maru::ui::theme;
use maru::ui::widget::{focus_beside, keep_words};

use crate::fit::study;
use crate::stage::Stage;

pub(crate) use code::{asks, code_of};
pub(crate) use compare::compares;
pub(crate) use knock::{crowd, hall_with, longest, waits, yuna};
pub(crate) use settings::{Kept, crowd_of_bans, says, settings_on};

const WIDE: (f32, f32) = (1100.0, 720.0);

type Page<'a, M> = UserInterface<'a, M, iced::Theme, iced::Renderer>;

/// Whatever is written on a view, in reading order, as a person reads it.
fn texts<M>(stage: &Stage, view: Element<'_, M>) -> Vec<String> {
    study(stage, view).texts.into_iter().map(|text| text.replace('\u{2060}', "")).collect()
}

fn shows<M>(stage: &Stage, view: Element<'_, M>, words: &str) {
    let texts = texts(stage, view);
    assert!(texts.iter().any(|text| text == words), "no {words} in {texts:?}");
}

/// What a press on the button of some words says.
fn pressed<'a, M: 'a>(stage: &Stage, view: Element<'a, M>, key: &str) -> Vec<M> {
    let words = stage.text(key);
    let mut simulator = stage.simulate(view);
    if simulator.click(words.as_str()).is_err() {
        simulator.click(keep_words(&words).as_str()).unwrap_or_else(|_| panic!("no {words}"));
    }
    simulator.into_messages().collect()
}

/// What keys say in a window in which nothing had the focus; Tab walks it as the window has it walk.
fn typed<'a, M: Send + 'static>(stage: &Stage, view: Element<'a, M>, keys: &[Named]) -> Vec<M> {
    let mut renderer = renderer(stage);
    let mut page = UserInterface::build(view, stage.size, Cache::default(), &mut renderer);
    let mut messages = Vec::new();
    for key in keys {
        if *key == Named::Tab {
            run(&mut page, &renderer, focus_beside::<()>(1));
        } else {
            let event = Event::Keyboard(key_pressed(Key::Named(*key), None));
            hear(&mut page, &mut renderer, event, &mut messages);
        }
    }
    messages
}

/// A renderer that has the fonts.
fn renderer(stage: &Stage) -> iced::Renderer {
    drop(stage.simulate::<()>(iced::widget::space().into()));
    iced::Renderer::new(theme::REGULAR, 14.0.into())
}

fn key_pressed(key: Key, text: Option<&str>) -> keyboard::Event {
    keyboard::Event::KeyPressed {
        modified_key: key.clone(),
        key,
        physical_key: keyboard::key::Physical::Code(keyboard::key::Code::Enter),
        location: keyboard::Location::Standard,
        modifiers: keyboard::Modifiers::empty(),
        text: text.map(Into::into),
        repeat: false,
    }
}

fn hear<M>(page: &mut Page<'_, M>, renderer: &mut iced::Renderer, event: Event, messages: &mut Vec<M>) {
    let (nowhere, board) = (mouse::Cursor::Unavailable, &mut iced::advanced::clipboard::Null);
    drop(page.update(&[event], nowhere, renderer, board, messages));
}

/// Does what a task asks of the widgets, and nothing else of it.
fn run<M, T: 'static>(page: &mut Page<'_, M>, renderer: &iced::Renderer, task: Task<T>) {
    let Some(mut actions) = into_stream(task) else { return };
    while let Some(action) = futures::executor::block_on(futures::StreamExt::next(&mut actions)) {
        let Runtime::Widget(operation) = action else { continue };
        let mut left = VecDeque::from([operation]);
        while let Some(mut operation) = left.pop_front() {
            page.operate(renderer, operation.as_mut());
            if let Outcome::Chain(more) = operation.finish() {
                left.push_back(more);
            }
        }
    }
}
