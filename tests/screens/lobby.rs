//! The lobby, and the dialogs over it.

use std::time::Duration;

use iced::Element;
use maru::client::{ConnectError, Step, Target};
use maru::ui::screen::join::{self, Join, State};
use maru::ui::screen::lobby::{Action, Lobby, Message, Recent, Way};
use maru::ui::widget::{Icon, keep_words, modal};
use maru::wire::{Fingerprint, Name, PublicKey, Refusal, RoomId};

use crate::stage::Stage;

pub(crate) fn lobby(name: Option<&str>, stage: &Stage) -> Lobby {
    let recent = |room: &str, caption: &str, pigment: u8| Recent {
        id: RoomId([pigment; 8]),
        room: room.to_owned(),
        caption: caption.to_owned(),
        pigment: pigment.into(),
        way: Way::Join(Target::parse("192.168.0.12").unwrap()),
    };
    let recents = match name {
        None => Vec::new(),
        Some(_) => vec![
            recent(stage.room(), stage.pick("어제 · 내가 연 방", "yesterday · hosted by you"), 3),
            recent(
                stage.pick("밴드 합주", "Band practice"),
                stage.pick("3일 전 · 닫힘", "3 days ago · closed"),
                1,
            ),
        ],
    };
    Lobby::new(name.map(str::to_owned), recents).0
}

pub(crate) fn over_lobby<'a, M: Clone + 'a>(
    stage: &'a Stage,
    lobby: &'a Lobby,
    width: f32,
    card: Element<'a, M>,
) -> Element<'a, ()> {
    modal(stage.palette, lobby.view(stage.look()).map(|_| ()), Some((width, card.map(|_| ()))), ())
}

#[test]
fn the_lobby_is_drawn_at_every_width() {
    let sizes = [
        ("01-launcher", (1100.0, 720.0)),
        ("09b-narrow-launcher", (420.0, 720.0)),
        ("01-medium", (800.0, 720.0)),
        ("01-smallest", (480.0, 480.0)),
    ];
    for (name, size) in sizes {
        for stage in Stage::both(size) {
            let lobby = lobby(Some(stage.pick("하늘", "Haneul")), &stage);
            stage.draw(name, lobby.view(stage.look()));
        }
    }
}

#[test]
fn a_first_visitor_is_asked_for_a_name_and_finds_the_settings() {
    for stage in Stage::both((1100.0, 720.0)) {
        let mut lobby = lobby(None, &stage);
        stage.draw_focused("01b-first", lobby.view(stage.look()), Some("lobby-name"));
        let mut simulator = stage.simulate(lobby.view(stage.look()));
        simulator.click(stage.text("launcher-host-button").as_str()).unwrap();
        let messages: Vec<Message> = simulator.into_messages().collect();
        for message in messages {
            drop(lobby.update(message));
        }
        let mut simulator = stage.simulate(lobby.view(stage.look()));
        assert!(simulator.find(stage_kept(&stage, "launcher-name-missing").as_str()).is_ok());
        drop(simulator);
        assert!(matches!(lobby.update(Message::GearPressed), Action::Settings));
    }
}

fn stage_kept(stage: &Stage, key: &str) -> String {
    let text = stage.text(key);
    if stage.is_korean() { keep_words(&text) } else { text }
}

#[test]
fn a_pasted_address_and_enter_ask_to_join() {
    for stage in Stage::both((1100.0, 720.0)) {
        let mut lobby = lobby(Some("민수"), &stage);
        let mut simulator = stage.simulate(lobby.view(stage.look()));
        drop(simulator.click(iced::advanced::widget::Id::new("lobby-address")));
        simulator.typewrite("192.168.0.12");
        simulator.tap_key(iced::keyboard::key::Named::Enter);
        let mut asked = None;
        for message in simulator.into_messages().collect::<Vec<_>>() {
            asked = Some(lobby.update(message));
        }
        assert!(
            matches!(asked, Some(Action::Join { name, address }) if name == "민수" && address == "192.168.0.12")
        );
    }
}

#[test]
fn a_room_of_before_goes_off_the_list_by_its_cross() {
    for stage in Stage::both((1100.0, 720.0)) {
        let lobby = lobby(Some("민수"), &stage);
        let mut simulator = stage.simulate(lobby.view(stage.look()));
        simulator.click(Icon::Close.glyph().to_string().as_str()).unwrap();
        let said: Vec<_> = simulator.into_messages().collect();
        assert!(matches!(*said, [Message::ForgetPressed(0)]), "{said:?}");
    }
}

#[test]
fn everything_that_goes_wrong_at_the_door_has_its_picture() {
    let names: Vec<Name> = ["하늘2", "하늘3"].map(|name| Name::parse(name).unwrap()).into();
    let changed = ConnectError::ChangedKey { expected: Fingerprint([0x5A; 20]), shown: PublicKey([9; 32]) };
    let states = [
        ("05a-connecting", State::Going(Step::Secure)),
        ("05b-name-taken", State::NameTaken { name: "하늘".to_owned(), suggestions: names }),
        ("05b-changed-key", State::Failed(changed)),
        ("05b-nobody", State::Failed(ConnectError::NoAnswer { waited: Duration::from_secs(10) })),
        ("05b-refused", State::Failed(ConnectError::NothingListens)),
        ("22-full", State::Failed(ConnectError::Refused(Refusal::Full { present: 5, allowed: 5 }))),
    ];
    for (picture, state) in states {
        for stage in Stage::both((1100.0, 720.0)) {
            let lobby = lobby(Some(stage.pick("하늘", "Haneul")), &stage);
            let (mut join, _) = Join::new("192.168.0.12".to_owned());
            drop(join.show(state.clone()));
            stage.draw(picture, over_lobby(&stage, &lobby, join::WIDTH, join.view(stage.look())));
            let mut simulator = stage.simulate(join.view(stage.look()));
            simulator
                .click(
                    stage
                        .text(
                            if matches!(
                                state,
                                State::Failed(
                                    ConnectError::NoAnswer { .. }
                                        | ConnectError::NothingListens
                                        | ConnectError::Refused(_)
                                )
                            ) {
                                "common-try"
                            } else {
                                "common-cancel"
                            },
                        )
                        .as_str(),
                )
                .unwrap();
            let expected = simulator.into_messages().collect::<Vec<_>>();
            assert_eq!(expected.len(), 1);
        }
    }
}
