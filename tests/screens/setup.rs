//! Setting up a room: another one, or one that was hosted before.

use maru::ui::screen::host_setup::{Action, Choice, HostSetup, Hosted, Message, Trouble, WIDTH};
use maru::wire::{RoomId, RoomName};

use crate::lobby::{lobby, over_lobby};
use crate::stage::Stage;

const FRIDAY: RoomId = RoomId([3; 8]);
pub(crate) const BAND: RoomId = RoomId([1; 8]);

pub(crate) fn hosted(stage: &Stage) -> Vec<Hosted> {
    let room = |id: RoomId, name: &str, day: &str, lines: i64| Hosted {
        id,
        name: RoomName::parse(name).unwrap(),
        caption: format!("{day} · {}", stage.phrases.with("host-kept", &[("count", lines.into())])),
        pigment: usize::from(id.0[0]),
        port: (id == BAND).then_some(5000),
    };
    vec![
        room(FRIDAY, stage.room(), stage.pick("어제", "Yesterday"), 1_204),
        room(BAND, stage.pick("밴드 합주", "Band practice"), stage.pick("3일 전", "3 days ago"), 1),
    ]
}

pub(crate) fn setup(stage: &Stage) -> HostSetup {
    HostSetup::new(stage.pick("하늘님의 방", "Haneul’s room").to_owned(), 27410, true).0
}

/// Presses a button with these words and lets the dialog act on it.
fn press(stage: &Stage, setup: &mut HostSetup, words: &str) -> Vec<Action> {
    let mut simulator = stage.simulate(setup.view(stage.look()));
    simulator.click(words).unwrap();
    let messages: Vec<Message> = simulator.into_messages().collect();
    messages.into_iter().map(|message| setup.update(message)).collect()
}

#[test]
fn the_host_setup_lies_over_the_lobby() {
    for size in [("02-host-setup", (1100.0, 720.0)), ("02-smallest", (480.0, 480.0))] {
        for stage in Stage::both(size.1) {
            let lobby = lobby(Some(stage.pick("하늘", "Haneul")), &stage);
            let mut setup = setup(&stage);
            setup.fail(Trouble::PortTaken { port: 27410, next: 27411 });
            stage.draw(size.0, over_lobby(&stage, &lobby, WIDTH, setup.view(stage.look())));
        }
    }
}

#[test]
fn rooms_of_before_are_listed_and_the_last_one_is_opened_again() {
    for size in [("31-hosted-before", (1100.0, 720.0)), ("31-smallest", (480.0, 480.0))] {
        for stage in Stage::both(size.1) {
            let lobby = lobby(Some(stage.pick("하늘", "Haneul")), &stage);
            let mut setup = setup(&stage);
            setup.offer(hosted(&stage), None, true);
            stage.draw(size.0, over_lobby(&stage, &lobby, WIDTH, setup.view(stage.look())));
            let asked = press(&stage, &mut setup, &stage.text("host-open-again"));
            let again = |action: &Action| matches!(action, Action::Open { room: Choice::Again { id, .. }, .. } if *id == FRIDAY);
            assert!(asked.iter().any(again), "{asked:?}");
        }
    }
}

#[test]
fn another_room_is_a_choice_and_so_is_what_is_kept_of_it() {
    for stage in Stage::both((1100.0, 720.0)) {
        let lobby = lobby(Some(stage.pick("하늘", "Haneul")), &stage);
        let mut setup = setup(&stage);
        setup.offer(hosted(&stage), Some(BAND), false);
        drop(press(&stage, &mut setup, &stage.text("host-new")));
        drop(setup.update(Message::KeepPressed));
        stage.draw("31-another", over_lobby(&stage, &lobby, WIDTH, setup.view(stage.look())));
        // Rooms that are listed late do not take back what was chosen.
        setup.offer(hosted(&stage), Some(BAND), false);
        let asked = setup.update(Message::OpenPressed);
        let is_new =
            matches!(asked, Action::Open { room: Choice::New { keeps: false, .. }, port: 27410, .. });
        assert!(is_new, "{asked:?}");
    }
}

#[test]
fn a_room_is_found_by_what_was_wanted_or_by_its_name() {
    for stage in Stage::both((1100.0, 720.0)) {
        let chosen = |setup: &mut HostSetup| match setup.update(Message::OpenPressed) {
            Action::Open { room: Choice::Again { id, .. }, .. } => Some(id),
            Action::Open { .. } => None,
            other => panic!("{other:?}"),
        };
        let mut wanted = setup(&stage);
        wanted.offer(hosted(&stage), Some(BAND), false);
        assert_eq!(chosen(&mut wanted), Some(BAND));
        let mut named = HostSetup::new(stage.pick("밴드 합주", "Band practice").to_owned(), 27410, true).0;
        named.offer(hosted(&stage), None, false);
        assert_eq!(chosen(&mut named), Some(BAND));
        let mut other = setup(&stage);
        other.offer(hosted(&stage), None, false);
        assert_eq!(chosen(&mut other), None, "a name that was asked for is another room");
        let mut gone = setup(&stage);
        gone.offer(hosted(&stage), None, true);
        gone.offer(Vec::new(), None, true);
        assert_eq!(chosen(&mut gone), None);
    }
}

#[test]
fn a_room_is_erased_only_after_a_question() {
    for stage in Stage::both((1100.0, 720.0)) {
        let lobby = lobby(Some(stage.pick("하늘", "Haneul")), &stage);
        let mut setup = setup(&stage);
        setup.offer(hosted(&stage), None, true);
        assert!(matches!(setup.update(Message::ErasePressed(BAND)), Action::Run(_)));
        stage.draw("31-erase", over_lobby(&stage, &lobby, WIDTH, setup.view(stage.look())));
        assert!(matches!(setup.update(Message::OpenPressed), Action::None), "Enter answers no question");
        assert!(matches!(setup.update(Message::CancelPressed), Action::None));
        assert!(matches!(setup.update(Message::EraseConfirmed), Action::None), "nothing was asked");
        drop(setup.update(Message::ErasePressed(BAND)));
        let asked = press(&stage, &mut setup, &stage.text("host-erase"));
        assert!(matches!(asked[..], [Action::Erase(BAND)]), "{asked:?}");
    }
}

#[test]
fn a_room_is_opened_where_its_people_look_for_it_unless_a_port_is_typed() {
    for stage in Stage::both((1100.0, 720.0)) {
        let opened = |wanted, typed: Option<&str>| {
            let mut setup = setup(&stage);
            setup.offer(hosted(&stage), Some(wanted), false);
            if let Some(typed) = typed {
                drop(setup.update(Message::PortTyped(typed.to_owned())));
            }
            match setup.update(Message::OpenPressed) {
                Action::Open { port, is_asked, .. } => Some((port, is_asked)),
                _ => None,
            }
        };
        assert_eq!(opened(BAND, None), Some((5000, false)));
        assert_eq!(opened(FRIDAY, None), Some((27410, false)), "where it was is not known");
        assert_eq!(opened(BAND, Some("6000")), Some((6000, true)));
        assert_eq!(opened(BAND, Some(" ")), Some((5000, false)));
        for wrong in ["0", "65536", "http"] {
            assert_eq!(opened(BAND, Some(wrong)), None);
        }
    }
}
