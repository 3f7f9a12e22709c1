//! The way from the lobby into a room and back, without a network and without a display.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::Duration;

use super::*;
use crate::client::{ConnectError, Step};
use crate::ui::screen::room::Message as RoomMessage;
use crate::wire::Refusal;

fn options(name: Option<&str>) -> Options {
    let mut config = Config::default();
    config.profile.name = name.map(str::to_owned);
    Options {
        identity: Arc::new(Identity::generate().unwrap()),
        config,
        languages: Vec::new(),
        config_file: None,
        config_error: None,
        unknown_settings: None,
        trouble: None,
        addresses: Vec::new(),
        folder: None,
        known: None,
        start: Start::Lobby,
    }
}

fn app(name: Option<&str>) -> App {
    let mut app = App::new(options(name), Keeper::default()).0;
    // No test may speak to the desktop of whoever runs it.
    app.notifier = Notifier::to_test().0;
    app
}

fn joins(app: &mut App, address: &str) {
    drop(app.update(Message::Lobby(lobby::Message::Addressed(address.to_owned()))));
    drop(app.update(Message::Lobby(lobby::Message::JoinPressed)));
}

fn told(app: &mut App, update: Update) {
    let number = app.open.newest;
    drop(app.update(Message::Told(number, vec![update])));
}

fn state(app: &App) -> Option<&join::State> {
    app.join.as_ref().map(Join::state)
}

#[test]
fn a_bad_address_stays_in_its_field_and_nobody_dials() {
    let mut app = app(Some("민수"));
    joins(&mut app, "hello there");
    assert!(app.open.is_over() && app.join.is_none());
    assert_eq!(app.lobby.name(), "민수");
}

#[test]
fn without_a_name_nobody_dials() {
    let mut app = app(None);
    joins(&mut app, "192.168.0.12");
    assert!(app.open.is_over());
}

#[test]
fn the_steps_are_shown_and_cancel_ends_the_visit() {
    let mut app = app(Some("민수"));
    joins(&mut app, "192.168.0.12");
    assert!(!app.open.is_over());
    told(&mut app, Update::Step(Step::Secure));
    assert_eq!(state(&app), Some(&join::State::Going(Step::Secure)));
    drop(app.update(Message::Join(join::Message::CancelPressed)));
    assert!(app.open.is_over() && app.join.is_none() && app.open.coming().is_none());
    told(&mut app, Update::Ended(ConnectError::Broken));
    assert!(app.join.is_none(), "a visit that was given up still speaks");
}

#[test]
fn a_taken_name_is_asked_for_again_and_kept() {
    let mut app = app(Some("민수"));
    joins(&mut app, "192.168.0.12");
    let first = app.open.newest;
    let suggestion = Name::parse("민수2").unwrap();
    told(&mut app, Update::Ended(ConnectError::Refused(Refusal::NameTaken { suggestion })));
    assert!(
        matches!(state(&app), Some(join::State::NameTaken { suggestions, .. }) if suggestions.len() == 3)
    );
    drop(app.update(Message::Join(join::Message::UsePressed)));
    assert_eq!(app.open.newest, first + 1);
    let coming = app.open.coming().unwrap();
    assert_eq!(coming.visit.as_ref().unwrap().options.name.as_str(), "민수2");
    assert_eq!(app.config.profile.name.as_deref(), Some("민수2"));
}

#[test]
fn nobody_answers_and_another_try_dials_again() {
    let mut app = app(Some("민수"));
    joins(&mut app, "192.168.0.12");
    told(&mut app, Update::Ended(ConnectError::NoAnswer { waited: Duration::from_secs(10) }));
    assert!(app.open.is_over());
    drop(app.update(Message::Join(join::Message::AgainPressed)));
    assert!(!app.open.is_over());
    assert_eq!(state(&app), Some(&join::State::Going(Step::Reach)));
}

#[test]
fn closing_on_the_way_into_a_room_waits_for_nobody() {
    let mut app = app(Some("민수"));
    joins(&mut app, "192.168.0.12");
    drop(app.update(Message::CloseAsked));
    assert!(app.open.is_over() && app.open.coming().is_none());
}

#[test]
fn theme_and_language_change_at_once() {
    let mut app = app(Some("민수"));
    assert!(!app.palette.is_night);
    drop(app.update(Message::SystemTurned(true)));
    assert!(app.palette.is_night);
    drop(app.choose(config::Choice::Theme(ThemeChoice::Light)));
    assert!(!app.palette.is_night);
    drop(app.choose(config::Choice::Language(config::LanguageChoice::Korean)));
    assert_eq!(app.name_of_window(), "마루");
    drop(app.choose(config::Choice::Language(config::LanguageChoice::English)));
    assert_eq!(app.name_of_window(), "Maru");
}

#[test]
fn a_message_of_a_room_that_was_left_does_nothing() {
    let mut app = app(Some("민수"));
    drop(app.update(Message::Room(7, RoomMessage::LeaveConfirmed)));
    assert!(app.open.shown().is_none());
}

#[test]
fn the_sheet_of_shortcuts_comes_and_goes_by_its_keys() {
    let mut app = app(Some("민수"));
    let key = |app: &mut App, key: keyboard::Key, modifiers| {
        drop(app.update(Message::Keyed(key, modifiers, false)));
        app.is_sheet_shown
    };
    let slash = keyboard::Key::Character("/".into());
    assert!(!key(&mut app, slash.clone(), keyboard::Modifiers::empty()));
    assert!(key(&mut app, slash.clone(), keyboard::Modifiers::COMMAND));
    assert!(!key(&mut app, slash.clone(), keyboard::Modifiers::COMMAND));
    assert!(key(&mut app, slash, keyboard::Modifiers::COMMAND));
    let escape = keyboard::Key::Named(keyboard::key::Named::Escape);
    assert!(!key(&mut app, escape, keyboard::Modifiers::empty()));
}

mod copies;
mod members;
mod pasting;
mod recents;
mod rooms;
mod settings;
mod walking;
mod walks;
