//! The room: what it shows, and what becomes of what is typed.

use std::time::Duration;

use iced::Event;
use iced::advanced::input_method;
use iced::advanced::widget::Id;
use iced::keyboard::key::Named;
use iced::widget::text_editor;
use maru::client::error::Violation;
use maru::client::sentence::of_store_error;
use maru::client::{ConnectError, Ticket, Update};
use maru::store::{Salvage, StoreError};
use maru::ui::screen::room::{ComposerMessage, Invitation, Matter, Message, Notice, Wish};
use maru::ui::widget::{Composed, Place};
use maru::wire::{Audience, Closed, Kind, PresenceState, Rejection};

use crate::hall::{HANEUL, Hall, JIHUN, MINSU, SEOYEON, SORA, key};
use crate::stage::{NOW, Stage};

pub(crate) const WIDE: (f32, f32) = (1100.0, 720.0);

/// Does something in the room and lets it take in what that says.
pub(crate) fn act(hall: &mut Hall<'_>, what: impl FnOnce(&mut iced_test::Simulator<'_, Message>)) {
    let messages: Vec<Message> = {
        let mut simulator = hall.stage.simulate(hall.room.view(hall.stage.look()));
        what(&mut simulator);
        simulator.into_messages().collect()
    };
    for message in messages {
        drop(hall.room.update(&hall.stage.phrases, message));
    }
}

/// Types with the input method, as far as the toolkit tells it, and perhaps presses Enter.
pub(crate) fn types(hall: &mut Hall<'_>, text: &str, enters: bool) {
    act(hall, |simulator| {
        simulator.click(Id::new("room-input")).unwrap();
        let commit = input_method::Event::Commit(text.to_owned());
        simulator.simulate([Event::InputMethod(input_method::Event::Opened), Event::InputMethod(commit)]);
        if enters {
            simulator.tap_key(Named::Enter);
        }
    });
}

/// Takes in a text from the clipboard.
pub(crate) fn pastes(hall: &mut Hall<'_>, text: &str) {
    let edit = text_editor::Edit::Paste(text.to_owned().into());
    let message = ComposerMessage::Edited(text_editor::Action::Edit(edit));
    drop(hall.room.update(&hall.stage.phrases, Message::Composer(message)));
}

pub(crate) fn said(hall: &Hall<'_>) -> Vec<Wish> {
    let wishes = hall.wishes.lock().unwrap();
    wishes
        .iter()
        .filter(|wish| !matches!(wish, Wish::Activity(_) | Wish::Page | Wish::Read(_)))
        .cloned()
        .collect()
}

pub(crate) fn text(text: &str) -> maru::wire::Text {
    maru::wire::Text::parse(text).unwrap()
}

#[test]
fn the_room_is_drawn_at_every_width() {
    let sizes = [
        ("03a-room", WIDE),
        ("26-medium-room", (800.0, 720.0)),
        ("09a-narrow-room", (420.0, 720.0)),
        ("09c-smallest-room", (480.0, 480.0)),
    ];
    for (name, size) in sizes {
        for stage in Stage::both(size) {
            let mut hall = Hall::evening(&stage, HANEUL);
            hall.presence([(SEOYEON, Some(PresenceState::Typing)), (JIHUN, Some(PresenceState::Typing))]);
            stage.draw_focused(name, hall.room.view(stage.look()), Some("room-input"));
        }
    }
}

#[test]
fn the_roster_is_a_drawer_in_the_middle_and_a_page_in_a_narrow_window() {
    for (name, size) in [("26-drawer", (800.0, 720.0)), ("09d-roster-page", (420.0, 720.0))] {
        for stage in Stage::both(size) {
            let mut hall = Hall::evening(&stage, HANEUL);
            drop(hall.room.update(&stage.phrases, Message::RosterPressed));
            stage.draw(name, hall.room.view(stage.look()));
            act(&mut hall, |simulator| {
                simulator.click(stage.pick("민수", "Minsu")).unwrap();
            });
            assert!(hall.stage.simulate(hall.room.view(stage.look())).find(Id::new("room-input")).is_ok());
            types(&mut hall, "psst", true);
            assert_eq!(said(&hall), [Wish::Say(Audience::Member(key(MINSU)), text("psst"))]);
        }
    }
}

#[test]
fn an_empty_room_says_how_to_fill_it() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::open(&stage, HANEUL, &[HANEUL], None);
        hall.room.invite_with(invitation());
        stage.draw("11a-empty-room", hall.room.view(stage.look()));
        act(&mut hall, |simulator| {
            simulator.click(stage.text("invite-title").as_str()).unwrap();
        });
        for (name, size) in [("04-invite", WIDE), ("04b-invite-narrow", (480.0, 480.0))] {
            let other = Stage::new(stage.phrases.language(), stage.palette, size);
            other.draw(name, hall.room.view(other.look()));
        }
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        assert!(simulator.find("192.168.0.12:27410").is_ok());
        simulator.click(stage.text("invite-copy").as_str()).unwrap();
        assert_eq!(
            simulator.into_messages().filter(|message| matches!(message, Message::Invite(_))).count(),
            1
        );
    }
}

pub(crate) fn invitation() -> Invitation {
    let link = "maru:04G7K2XV9D3RTZWB8NFYPA3S6HQJ1C5EMT7VWX2KD9R4ZB8NFY0PA3S6HQ".to_owned();
    Invitation::new(
        link,
        vec![(false, "203.0.113.24:27410".to_owned()), (true, "192.168.0.12:27410".to_owned())],
    )
}

#[test]
fn hangul_goes_out_whole_with_one_enter() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        types(&mut hall, "안녕하세요", true);
        assert_eq!(said(&hall), [Wish::Say(Audience::Room, text("안녕하세요"))]);
        types(&mut hall, "또", true);
        assert_eq!(said(&hall).len(), 2);
        assert_eq!(said(&hall)[1], Wish::Say(Audience::Room, text("또")));
    }
}

#[test]
fn the_send_button_takes_the_syllable_being_composed_along_and_passes_over_its_late_commit() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        types(&mut hall, "가나", false);
        let preedit = ComposerMessage::Composed(Composed::Preedit("다".to_owned()));
        drop(hall.room.update(&stage.phrases, Message::Composer(preedit)));
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::SendPressed)));
        assert_eq!(said(&hall), [Wish::Say(Audience::Room, text("가나다"))]);
        types(&mut hall, "다", true);
        assert_eq!(said(&hall).len(), 1, "the late commit became a second line");
        types(&mut hall, "다음", true);
        assert_eq!(said(&hall)[1], Wish::Say(Audience::Room, text("다음")));
    }
}

#[test]
fn a_click_elsewhere_does_not_rob_the_text_area_of_its_focus() {
    let stage = &Stage::both(WIDE)[0];
    let mut hall = Hall::evening(stage, HANEUL);
    act(&mut hall, |simulator| {
        simulator.click(Id::new("room-input")).unwrap();
        simulator.point_at(iced::Point::new(500.0, 200.0));
        drop(simulator.simulate(iced_test::simulator::click()));
        simulator.typewrite("still here");
        simulator.tap_key(Named::Enter);
    });
    assert_eq!(said(&hall), [Wish::Say(Audience::Room, text("still here"))]);
}

#[test]
fn the_picker_whispers_and_escape_goes_back_to_everyone() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        act(&mut hall, |simulator| {
            simulator.click(stage.text("compose-to-all").as_str()).unwrap();
        });
        stage.draw_focused("03c-picker", hall.room.view(stage.look()), Some("room-recipient-filter"));
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::Walked(1))));
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::PickedFirst)));
        types(
            &mut hall,
            stage.pick("연기는 자신 없지만 해 볼게요", "I can’t act at all, but I’ll try"),
            false,
        );
        stage.draw_focused("03c-whispering", hall.room.view(stage.look()), Some("room-input"));
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::Entered)));
        assert!(matches!(said(&hall)[..], [Wish::Say(Audience::Member(_), _)]));
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::StepBack)));
        types(&mut hall, "all", true);
        assert_eq!(said(&hall)[1], Wish::Say(Audience::Room, text("all")));
    }
}

#[test]
fn a_line_to_somebody_who_left_is_asked_about_and_kept() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        drop(hall.room.update(&stage.phrases, Message::WhisperTo(key(MINSU))));
        types(&mut hall, "secret", false);
        hall.presence([(MINSU, None)]);
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::Entered)));
        assert_eq!(said(&hall), []);
        stage.draw_focused("03e-left", hall.room.view(stage.look()), Some("room-input"));
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::KeepForLater)));
        assert_eq!(said(&hall), [Wish::Say(Audience::Member(key(MINSU)), text("secret"))]);
    }
}

#[test]
fn commands_are_offered_completed_and_done() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        types(&mut hall, "/", false);
        stage.draw_focused("10a-slash", hall.room.view(stage.look()), Some("room-input"));
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::StepBack)));
        types(&mut hall, stage.pick("귓 민수 비밀", "w Minsu psst"), true);
        let secret = text(stage.pick("비밀", "psst"));
        assert_eq!(said(&hall), [Wish::Say(Audience::Member(key(MINSU)), secret)]);
        types(&mut hall, "/kcik", true);
        stage.draw_focused("10d-mistake", hall.room.view(stage.look()), Some("room-input"));
        assert_eq!(said(&hall).len(), 1, "a mistyped command was sent");
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::AsItIsPressed)));
        assert_eq!(said(&hall)[1], Wish::Say(Audience::Room, text("/kcik")));
        types(&mut hall, "/help", true);
        types(&mut hall, "/who", true);
        stage.draw("10e-help", hall.room.view(stage.look()));
    }
}

#[test]
fn own_lines_tell_how_far_they_are() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, SEOYEON);
        hall.time = NOW - 4_000;
        let first =
            stage.pick("7시 50분에 도착해요. 음료 사 갈까요?", "I’ll be there at 7:50. Shall I buy drinks?");
        hall.public(HANEUL, Kind::CHAT, first.as_bytes().to_vec(), None);
        hall.pends(
            1,
            stage.pick("@민수 놀라는 표정 연습하고 있을게요.", "@Minsu I’ll practise my surprised face."),
        );
        hall.pends(2, stage.pick("집까지 오는 약도예요", "Here is the map to the house"));
        hall.tell(Update::Refused { ticket: Ticket(2), kind: Kind::CHAT, rejection: Rejection::BadText });
        let error = ConnectError::Broken;
        hall.tell(Update::Lost { attempt: 2, wait: Duration::from_secs(4), error });
        stage.draw("06a-reconnecting", hall.room.view(stage.look()));
        act(&mut hall, |simulator| {
            simulator.click(stage.text("msg-retry").as_str()).unwrap();
            simulator.click(stage.text("msg-discard").as_str()).unwrap();
            simulator.click(stage.text("conn-retry-now").as_str()).unwrap();
        });
        assert_eq!(said(&hall), [Wish::Retry(Ticket(2)), Wish::Redial], "discarding is asked about");
        stage.draw("02b-discard", hall.room.view(stage.look()));
        act(&mut hall, |simulator| {
            simulator.click(stage.text("common-cancel").as_str()).unwrap();
        });
        assert_eq!(said(&hall).len(), 2, "the safe answer discards nothing");
        drop(hall.room.update(&stage.phrases, Message::DiscardPressed(Ticket(2))));
        drop(hall.room.update(&stage.phrases, Message::DiscardConfirmed));
        drop(hall.room.update(&stage.phrases, Message::DiscardConfirmed));
        assert_eq!(said(&hall), [Wish::Retry(Ticket(2)), Wish::Redial, Wish::Discard(Ticket(2))]);
    }
}

#[test]
fn a_closed_room_can_be_read_entered_again_and_left() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, SEOYEON);
        hall.tell(Update::Ended(ConnectError::Closed(Closed::RoomClosed)));
        stage.draw("06b-host-closed", hall.room.view(stage.look()));
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        assert!(simulator.find(Id::new("room-input")).is_err());
        simulator.click(stage.text("closed-again").as_str()).unwrap();
        simulator.click(stage.text("closed-home").as_str()).unwrap();
        let said: Vec<_> = simulator.into_messages().collect();
        assert!(matches!(said[..], [Message::AgainPressed, Message::LeavePressed]), "{said:?}");
    }
}

#[test]
fn nobody_is_led_back_to_a_host_that_showed_two_histories() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, SEOYEON);
        hall.tell(Update::Ended(ConnectError::Violation(Violation::Forked)));
        stage.draw("23c-two-pasts", hall.room.view(stage.look()));
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        assert!(simulator.find(stage.text("closed-again").as_str()).is_err());
        assert!(simulator.find(stage.text("closed-home").as_str()).is_ok());
        assert!(simulator.find(stage.text("room-stopped").as_str()).is_ok());
    }
}

#[test]
fn a_host_with_guests_is_asked_before_the_room_closes() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        drop(hall.room.update(&stage.phrases, Message::LeavePressed));
        assert_eq!(said(&hall), []);
        stage.draw("02b-closing", hall.room.view(stage.look()));
        act(&mut hall, |simulator| {
            simulator.click(stage.text("room-close").as_str()).unwrap();
        });
        assert_eq!(said(&hall), [Wish::Leave]);
    }
}

#[test]
fn many_comings_and_goings_are_one_line_and_days_are_told() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, SEOYEON);
        for who in [SORA, JIHUN, MINSU] {
            hall.leaves(SEOYEON, who);
            hall.arrives(SEOYEON, who);
        }
        hall.time -= 3 * 86_400_000;
        hall.says(JIHUN, "며칠 전", "days ago");
        hall.time = NOW;
        hall.public(
            SEOYEON,
            Kind::TOPIC,
            stage.pick("떡볶이 원정대", "The tteokbokki quest").as_bytes().to_vec(),
            None,
        );
        hall.public(SEOYEON, Kind::ACTION, stage.pick("웃는다", "laughs").as_bytes().to_vec(), None);
        stage.draw("23a-folded", hall.room.view(stage.look()));
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        let name = stage.pick("소라님이 나갔어요", "Sora left");
        assert!(simulator.find(name).is_err(), "a folded line is told one by one");
    }
}

#[test]
fn the_lock_says_how_the_host_is_known_and_closes_by_key_and_by_press() {
    let ways = [
        (HANEUL, true, "room-encrypted", "lock-own"),
        (SEOYEON, true, "room-encrypted", "lock-by-invite"),
        (SEOYEON, false, "room-encrypted-unverified", "lock-not-compared"),
    ];
    for stage in [WIDE, (400.0, 720.0)].into_iter().flat_map(Stage::both) {
        for (host, is_invited, sign, fact) in ways {
            let mut hall = Hall::evening(&stage, host);
            hall.room.came_by_invite(is_invited);
            let sign = stage.text(sign);
            let sees = |hall: &Hall<'_>| {
                let fact = stage.look().prose(fact);
                stage.simulate(hall.room.view(stage.look())).find(fact.as_str()).is_ok()
            };
            let press = |hall: &mut Hall<'_>| act(hall, |simulator| drop(simulator.click(sign.as_str())));
            assert!(!sees(&hall));
            press(&mut hall);
            assert!(sees(&hall), "{fact}");
            let width = if stage.look().is_narrow() { "-narrow" } else { "" };
            stage.draw(&format!("18b-{fact}{width}"), hall.room.view(stage.look()));
            let mut simulator = stage.simulate(hall.room.view(stage.look()));
            assert_eq!(simulator.tap_key(Named::Enter), iced::event::Status::Ignored, "it holds keys back");
            drop(simulator);
            press(&mut hall);
            assert!(!sees(&hall), "a press beside it did not close it");
            press(&mut hall);
            assert!(hall.room.takes_escape());
            drop(hall.room.update(&stage.phrases, Message::Dismissed));
            assert!(!sees(&hall), "Esc did not close it");
            press(&mut hall);
            hall.tell(Update::Lost {
                attempt: 1,
                wait: Duration::from_secs(1),
                error: ConnectError::NoNetwork,
            });
            assert!(!hall.room.takes_escape(), "it is open where there is no lock");
        }
    }
}

#[test]
fn lines_that_the_host_keeps_no_more_leave_a_card_in_their_place() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        hall.misses(HANEUL, 38);
        hall.says(SEOYEON, "국이 다 됐어요.", "The soup is ready.");
        stage.draw("23b-missed", hall.room.view(stage.look()));
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        let help = stage.look().prose_with("room-missed-help", &[("count", 38.into())]);
        for words in [stage.look().prose("room-missed"), help] {
            assert!(simulator.find(words.as_str()).is_ok(), "{words}");
        }
    }
}

#[test]
fn who_reads_the_first_line_is_told_while_earlier_ones_are_on_their_way() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::unreached(&stage);
        hall.joins_late(HANEUL, 500);
        hall.says(JIHUN, "늦었어요", "I am late");
        let sees = |hall: &Hall<'_>| {
            let words = stage.text("room-older");
            stage.simulate(hall.room.view(stage.look())).find(words.as_str()).is_ok()
        };
        let top = Place { first: 0, seen: 1, below: 0, is_at_end: true };
        assert!(!sees(&hall));
        drop(hall.room.update(&stage.phrases, Message::Moved(top)));
        assert!(sees(&hall));
        stage.draw("05-older", hall.room.view(stage.look()));
        drop(hall.room.update(&stage.phrases, Message::Moved(Place { first: 1, ..top })));
        assert!(!sees(&hall), "the first line is out of sight");
        drop(hall.room.update(&stage.phrases, Message::Moved(top)));
        let events = (301..=500).map(|seq| hall.said_at(JIHUN, seq, "옛말")).collect();
        hall.tell(Update::Page { events, letters: Vec::new(), floor: 1, missing: false });
        assert!(!sees(&hall), "they are here");
    }
}

#[test]
fn a_long_talk_is_scrolled_and_counts_what_arrives() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, SEOYEON);
        for number in 0..200 {
            hall.minutes(1).says(
                [JIHUN, MINSU][number % 2],
                &format!("줄 {number}"),
                &format!("line {number}"),
            );
        }
        act(&mut hall, |simulator| {
            simulator.point_at(iced::Point::new(400.0, 300.0));
            let wheel = iced::mouse::Event::WheelScrolled {
                delta: iced::mouse::ScrollDelta::Lines { x: 0.0, y: 60.0 },
            };
            drop(simulator.simulate([Event::Mouse(wheel)]));
            let redraw = iced::window::Event::RedrawRequested(std::time::Instant::now());
            drop(simulator.simulate([Event::Window(redraw)]));
        });
        hall.says(JIHUN, "새 글", "news");
        hall.says(JIHUN, "더", "more");
        let count = stage.phrases.with("room-new-below", &[("count", 2_i64.into())]);
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        assert!(simulator.find(count.as_str()).is_ok());
        drop(simulator);
        stage.draw("03f-way-down", hall.room.view(stage.look()));
    }
}

#[test]
fn what_is_not_kept_is_told_until_it_is_kept_again() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        hall.room.notice(Notice::Salvaged(Salvage {
            lost: Some(3),
            damaged: "/home/haneul/.local/share/maru/hosted/0G0R/room.damaged-1".into(),
        }));
        hall.room.notice(Notice::NotKept(StoreError::Full));
        stage.draw("32-not-kept", hall.room.view(stage.look()));
        hall.room.notice(Notice::KeptAgain);
        let matters =
            |hall: &Hall<'_>| -> Vec<Matter> { hall.room.notices().iter().map(Notice::matter).collect() };
        assert_eq!(matters(&hall), [Matter::Keeping, Matter::Salvage]);
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        assert!(simulator.find(kept(&stage, "notice-kept-again").as_str()).is_ok());
        drop(simulator);
        drop(hall.room.update(&stage.phrases, Message::NoticeRead(Matter::Keeping)));
        assert_eq!(matters(&hall), [Matter::Salvage]);
    }
}

#[test]
fn two_bars_stand_under_the_head_at_most_and_what_lasts_is_on_top() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        hall.room.notice(Notice::NotKept(StoreError::Full));
        let full = stage
            .look()
            .with("notice-not-kept", &[("reason", of_store_error(&stage.phrases, &StoreError::Full).into())]);
        for (matter, sentence) in [(Matter::History, "first"), (Matter::Salvage, "second")] {
            let sentence = sentence.to_owned();
            hall.room.notice(Notice::Told { matter, sentence, is_warning: false });
        }
        let shown = |hall: &Hall<'_>, words: &str| {
            stage
                .simulate(hall.room.view(stage.look()))
                .find(stage.look().kept(words.to_owned()).as_str())
                .is_ok()
        };
        assert!(shown(&hall, &full) && shown(&hall, "second") && !shown(&hall, "first"));
        drop(hall.room.update(&stage.phrases, Message::NoticeRead(Matter::Salvage)));
        assert!(shown(&hall, &full) && shown(&hall, "first"), "the next one comes");
    }
}

#[test]
fn a_room_of_which_nothing_is_kept_says_so_in_its_head() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        let is_said = |hall: &Hall<'_>| {
            let mut simulator = stage.simulate(hall.room.view(stage.look()));
            simulator.find(stage.text("room-unkept").as_str()).is_ok()
        };
        assert!(!is_said(&hall));
        hall.room.keep_nothing();
        assert!(is_said(&hall));
        stage.draw("32-no-history", hall.room.view(stage.look()));
    }
}

/// A sentence as it stands where words are kept together.
fn kept(stage: &Stage, key: &str) -> String {
    let text = stage.text(key);
    if stage.is_korean() { maru::ui::widget::keep_words(&text) } else { text }
}
