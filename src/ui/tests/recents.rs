//! The rooms of before: off the list, back on it, and the way into them.

use iced::Event;
use iced::keyboard::key::Named;

use super::rooms::joined;
use super::walking::{Desk, pressed};
use super::*;
use crate::client::{Step, Target};
use crate::ui::screen::lobby::{Message as LobbyMessage, Way};
use crate::wire::RoomId;

/// A lobby that offers two rooms; one was joined by its invite, the other by its bare address.
fn lobby() -> App {
    let mut app = app(Some("민수"));
    let mut known = Known::load(std::path::Path::new("/nothing/is/here")).unwrap();
    for room in [1, 2] {
        let target = Target::parse(&format!("192.168.0.{room}")).unwrap();
        known.remember(
            &Target { invited: room == 2, ..target },
            &joined(room),
            false,
            1_000 + u64::from(room),
        );
    }
    app.known = Some(known);
    app.show_recents();
    app
}

fn offered(app: &App) -> Vec<RoomId> {
    app.lobby.recents().iter().map(|recent| recent.id).collect()
}

#[test]
fn a_room_that_is_taken_off_the_list_can_be_had_back() {
    let mut app = lobby();
    let before = offered(&app);
    drop(app.update(Message::Lobby(LobbyMessage::ForgetPressed(0))));
    assert_eq!(offered(&app), before[1..]);
    let words = app.toasts.shown().last().unwrap().words.clone();
    assert_eq!(words, app.phrases.with("recent-gone", &[("room", "방2".into())]));
    drop(app.update(Message::Toast(toasts::Message::Pressed(1))));
    assert_eq!(offered(&app), before);
    drop(app.update(Message::Lobby(LobbyMessage::ForgetPressed(9))));
    assert_eq!(offered(&app), before, "there is no such row");
}

#[test]
fn delete_takes_the_room_that_has_the_focus_off_the_list() {
    let mut desk = Desk::at(lobby());
    let before = offered(&desk.app);
    let mut is_found = false;
    for _ in 0..20 {
        is_found |= desk.reads().contains("방2");
        if is_found {
            break;
        }
        desk.named(Named::Tab);
    }
    assert!(is_found);
    desk.named(Named::Delete);
    assert_eq!(offered(&desk.app), before[1..]);
    let mut held = pressed(&keyboard::Key::Named(Named::Delete), keyboard::Modifiers::empty());
    if let Event::Keyboard(keyboard::Event::KeyPressed { repeat, .. }) = &mut held {
        *repeat = true;
    }
    desk.events(&[held]);
    assert_eq!(offered(&desk.app), before[1..], "a key that is held took the next room too");
}

#[test]
fn the_way_back_is_no_invite_where_there_was_none() {
    let app = lobby();
    let invited = app.lobby.recents().iter().map(|recent| match &recent.way {
        Way::Join(target) => target.invited,
        Way::Host => panic!("nobody hosted it here"),
    });
    assert_eq!(invited.collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_room_of_before_is_dialled_by_its_row() {
    let mut app = lobby();
    drop(app.update(Message::Lobby(LobbyMessage::RecentPressed(0))));
    assert_eq!(state(&app), Some(&join::State::Going(Step::Reach)));
}
