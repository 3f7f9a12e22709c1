//! The clipboard as it comes: what is far too long is told, and no field takes any of it apart.

use iced::advanced::input_method;
use iced::keyboard::key::{Code, Physical};

use super::rooms::Hall;
use super::walking::{Desk, Pocket, keyed};
use super::*;

/// A window in which somebody is about to type, and in which field.
fn windows() -> Vec<(&'static str, Desk)> {
    let command = |desk: &mut Desk, sign: &str| {
        desk.press(keyboard::Key::Character(sign.into()), keyboard::Modifiers::COMMAND);
    };
    let focus = |desk: &mut Desk, id: &'static str| desk.begin(iced::widget::operation::focus(id));
    let mut address = Desk::at(app(Some("민수")));
    focus(&mut address, lobby::ADDRESS);
    let mut name = Desk::at(app(None));
    focus(&mut name, lobby::NAME);
    let mut settings = Desk::at(app(Some("민수")));
    command(&mut settings, ",");
    focus(&mut settings, screen::settings::NAME);
    let mut composer = Desk::at(Hall::of(1).app);
    focus(&mut composer, room::INPUT);
    let mut search = Desk::at(Hall::of(1).app);
    command(&mut search, "f");
    let mut finder = Desk::at(Hall::of(1).app);
    command(&mut finder, "k");
    vec![
        ("address", address),
        ("name", name),
        ("settings", settings),
        ("composer", composer),
        ("search", search),
        ("finder", finder),
    ]
}

/// Holds Ctrl and presses V, as it comes from a Korean keyboard.
fn pastes(desk: &mut Desk, text: &str) {
    desk.clipboard = Pocket { text: Some(text.to_owned()), ..Pocket::default() };
    let held = |modifiers| iced::Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers));
    desk.events(&[held(keyboard::Modifiers::COMMAND)]);
    let key = keyboard::Key::Character("ㅍ".into());
    desk.events(&[keyed(&key, Physical::Code(Code::KeyV), keyboard::Modifiers::COMMAND)]);
    desk.events(&[held(keyboard::Modifiers::empty())]);
    desk.redraw();
}

/// What is written in the window, and in the box of the room that is shown.
fn written(desk: &mut Desk) -> Vec<String> {
    let shown = desk.app.open.shown().map(|stay| stay.room.composer().text());
    desk.texts().into_iter().map(|(text, _)| text).chain(shown).collect()
}

#[test]
fn a_clipboard_of_fifty_megabytes_is_refused_in_every_field_and_read_once() {
    let huge = "가나다라 ".repeat(50 << 16);
    assert!(huge.len() > 40 << 20);
    for (field, mut desk) in windows() {
        let before = written(&mut desk);
        pastes(&mut desk, &huge);
        assert_eq!(desk.clipboard.reads.get(), 1, "{field}: the text was taken by somebody");
        // What is told lies behind a dialog.
        if desk.app.finder.is_some() {
            desk.named(keyboard::key::Named::Escape);
        }
        let after = written(&mut desk);
        let words = desk.app.phrases.with("compose-paste-large", &[("max", 64.into())]);
        let more: Vec<&String> = after.iter().filter(|text| !before.contains(text)).collect();
        assert!(more.iter().any(|text| **text == words), "{field}: {more:?}");
        assert!(after.iter().all(|text| text.len() < 1_000), "{field}: some of it is laid out");
    }
}

#[test]
fn an_input_method_that_commits_far_too_much_is_refused_in_every_field() {
    let huge = "가".repeat(limits::PASTE_BYTES / 3 + 1);
    for (field, mut desk) in windows() {
        desk.events(&[iced::Event::InputMethod(input_method::Event::Commit(huge.clone()))]);
        if desk.app.finder.is_some() {
            desk.named(keyboard::key::Named::Escape);
        }
        let after = written(&mut desk);
        let words = desk.app.phrases.with("compose-paste-large", &[("max", 64.into())]);
        assert!(after.contains(&words), "{field}: {after:?}");
        assert!(after.iter().all(|text| text.len() < 1_000), "{field}: some of it is laid out");
    }
}

#[test]
fn a_clipboard_of_usual_size_is_pasted_in_every_field_and_nothing_is_told() {
    for (field, mut desk) in windows() {
        pastes(&mut desk, "가나다라");
        let after = written(&mut desk);
        assert!(after.iter().any(|text| text.contains("가나다라")), "{field}: {after:?}");
        let words = desk.app.phrases.with("compose-paste-large", &[("max", 64.into())]);
        assert!(!after.contains(&words), "{field}");
    }
}
