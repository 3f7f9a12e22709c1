//! Who knocks, and what becomes of it: the bar of the host, and the dialog of whoever waits.

use std::time::Duration;

use iced::Element;
use iced::advanced::widget::Id;
use iced::keyboard::key::Named;
use jiff::Timestamp;
use maru::client::{ConnectError, Update};
use maru::ui::screen::knock::bar::{self, Answer, Knock, Knocks, WAITING_MAX};
use maru::ui::screen::knock::wait::{self, State, Wait};
use maru::ui::screen::room::{INPUT, Message as RoomMessage, Notice};
use maru::wire::{Name, RoomName};

use super::{WIDE, pressed, shows, texts, typed};
use crate::hall::{HANEUL, Hall, key};
use crate::lobby::over_lobby;
use crate::stage::{NOW, Stage};

/// Somebody who is not in the room of the tests.
const YUNA: u8 = 6;
const DAY: i64 = 24 * 60 * 60_000;

/// Somebody who knocks, and how many days ago they were here.
pub(crate) fn yuna(stage: &Stage, days: Option<i64>) -> Knock {
    let before = days.map(|days| Timestamp::from_millisecond(NOW - days * DAY).unwrap());
    Knock { key: key(YUNA), name: Name::parse(stage.pick("유나", "Yuna")).unwrap(), before }
}

/// Somebody with the widest name there is.
pub(crate) fn longest(number: u8, has_been: bool) -> Knock {
    let before = has_been.then(|| Timestamp::from_millisecond(NOW - 400 * DAY).unwrap());
    Knock { key: key(number + 100), name: Name::parse(&"뷁".repeat(16)).unwrap(), before }
}

pub(crate) fn crowd(knocks: impl IntoIterator<Item = Knock>) -> Knocks {
    let mut all = Knocks::default();
    assert!(knocks.into_iter().all(|knock| all.knock(knock)), "there was no room");
    all
}

/// A room with the bar where the window would have it.
pub(crate) fn hall_with<'a>(hall: &'a Hall<'_>, knocks: &'a Knocks) -> Element<'a, ()> {
    let look = hall.stage.look();
    let bar = knocks.view(look).map(|bar| bar.map(|_| RoomMessage::Ticked));
    hall.room.page_with(look, bar).map(drop)
}

/// Somebody who waits at the door of a room.
pub(crate) fn waits(room: &str, state: State) -> Wait {
    let mut wait = Wait::new(RoomName::parse(room).unwrap());
    drop(wait.show(state));
    wait
}

#[test]
fn whoever_came_first_is_on_the_bar_and_the_others_are_counted() {
    for stage in Stage::both(WIDE) {
        let long = longest(0, false);
        let knocks = crowd([yuna(&stage, Some(8)), long.clone()]);
        let hall = Hall::evening(&stage, HANEUL);
        stage.draw("21a-knock-host", hall_with(&hall, &knocks));
        let said = [
            stage.pick("유나님이 노크했어요", "Yuna is knocking").to_owned(),
            key(YUNA).mark(),
            stage.pick("11월 12일에 왔어요", "Was here on November 12").to_owned(),
            stage.pick("1명 더 기다리는 중", "1 more waiting").to_owned(),
        ];
        for words in said {
            shows(&stage, hall_with(&hall, &knocks), &words);
        }
        let alone = crowd([yuna(&stage, None)]);
        let texts = texts(&stage, hall_with(&hall, &alone));
        assert!(texts.contains(&stage.pick("처음 왔어요", "First visit").to_owned()), "{texts:?}");
        assert!(!texts.iter().any(|text| text.contains(stage.pick("더 기다리는", "more waiting"))));
        assert!(!super::texts(&stage, hall_with(&hall, &alone)).contains(&long.name.to_string()));
        assert!(Knocks::default().view(stage.look()).is_none());
    }
}

#[test]
fn a_press_answers_who_was_shown_and_brings_the_next_one() {
    for stage in Stage::both(WIDE) {
        for (words, answer) in
            [("knock-let", Answer::LetIn), ("knock-refuse", Answer::Refuse), ("knock-ban", Answer::Ban)]
        {
            let mut knocks = crowd([yuna(&stage, None), longest(0, false)]);
            let messages = pressed(&stage, knocks.view(stage.look()).unwrap(), words);
            assert_eq!(messages, [bar::Message::Pressed(key(YUNA), answer)]);
            assert_eq!(knocks.update(messages[0]), bar::Action::Answer(key(YUNA), answer));
            assert_eq!(knocks.waiting(), [longest(0, false)]);
            assert_eq!(
                knocks.update(messages[0]),
                bar::Action::None,
                "a second press answered somebody else"
            );
            assert_eq!(knocks.waiting().len(), 1);
        }
    }
}

#[test]
fn the_keyboard_reaches_every_answer_and_none_without_it() {
    use Named::{Enter, Escape, Space, Tab};
    for stage in Stage::both(WIDE) {
        let knocks = crowd([yuna(&stage, None)]);
        let hears = |keys: &[Named]| typed(&stage, knocks.view(stage.look()).unwrap(), keys);
        assert!(hears(&[Enter, Space, Escape]).is_empty(), "a key answers that nobody meant");
        for (keys, answer) in [
            (&[Tab, Enter][..], Answer::LetIn),
            (&[Tab, Tab, Space], Answer::Refuse),
            (&[Tab, Tab, Tab, Enter], Answer::Ban),
        ] {
            assert_eq!(hears(keys), [bar::Message::Pressed(key(YUNA), answer)]);
        }
    }
}

#[test]
fn no_more_wait_than_the_bar_holds_and_who_waits_keeps_their_place() {
    let mut knocks = Knocks::default();
    for number in 0..WAITING_MAX {
        assert!(knocks.knock(longest(u8::try_from(number).unwrap(), false)));
    }
    assert!(!knocks.knock(longest(90, false)), "one more waits");
    assert!(knocks.knock(longest(3, true)), "who waits already was sent away");
    assert_eq!(knocks.waiting().len(), WAITING_MAX);
    assert_eq!(knocks.waiting()[3], longest(3, true));
    assert!(knocks.end(&longest(0, false).key) && !knocks.end(&longest(0, false).key));
    assert_eq!(knocks.waiting()[0], longest(1, false));
}

#[test]
fn a_bar_stands_below_a_broken_link_and_takes_nothing_from_who_writes() {
    for stage in Stage::both(WIDE) {
        let knocks = crowd([yuna(&stage, None)]);
        let mut hall = Hall::evening(&stage, HANEUL);
        hall.room.keep_nothing();
        hall.room.notice(Notice::KeptAgain);
        let lost = Update::Lost { attempt: 1, wait: Duration::from_secs(9), error: ConnectError::NoNetwork };
        let mut cut = Hall::evening(&stage, HANEUL);
        cut.tell(lost);
        let seen = texts(&stage, hall_with(&cut, &knocks));
        let knocks_at =
            seen.iter().position(|text| text == stage.pick("유나님이 노크했어요", "Yuna is knocking"));
        let broken_at = seen.iter().position(|text| *text == stage.text("conn-retry-now"));
        assert!(broken_at.is_some() && broken_at < knocks_at, "{seen:?}");
        let texts = texts(&stage, hall_with(&hall, &knocks));
        let place = |words: &str| texts.iter().position(|text| text == words).expect("both are shown");
        assert!(
            place(stage.pick("유나님이 노크했어요", "Yuna is knocking"))
                < place(&stage.text("notice-kept-again"))
        );
        let bar = knocks.view(stage.look()).map(|bar| bar.map(|_| RoomMessage::Ticked));
        let mut simulator = stage.simulate(hall.room.page_with(stage.look(), bar));
        simulator.click(Id::new(INPUT)).unwrap();
        simulator.click(stage.text("knock-let").as_str()).unwrap();
        simulator.typewrite("a");
        let messages: Vec<RoomMessage> = simulator.into_messages().collect();
        let at = messages.iter().position(|message| matches!(message, RoomMessage::Ticked)).expect("a press");
        let goes_on = messages[at..].iter().any(|message| matches!(message, RoomMessage::Composer(_)));
        assert!(goes_on, "the press took the focus from who writes: {messages:?}");
    }
}

#[test]
fn whoever_waits_sees_how_long_the_knock_lasts_and_what_came_of_it() {
    for stage in Stage::both(WIDE) {
        let lobby = crate::lobby::lobby(Some(stage.pick("하늘", "Haneul")), &stage);
        let room = stage.pick("금요일 마루", "Friday hall");
        let states = [
            (
                State::Waiting { left: 85 },
                stage.pick("금요일 마루 방에 노크했어요", "Knocking at Friday hall"),
                stage.pick("1분 25초 뒤에 노크가 끝나요", "The knock ends in 1 min 25 s"),
            ),
            (
                State::LetIn,
                stage.pick("들어와도 된대요", "You may come in"),
                stage.pick(
                    "문이 열렸어요. 방으로 들어가고 있어요.",
                    "The door is open. You are on your way in.",
                ),
            ),
            (
                State::Refused,
                stage.pick("들어갈 수 없대요", "You were not let in"),
                stage.pick(
                    "다시 노크하기 전에 다른 방법으로 물어보세요.",
                    "Ask them in another way before you knock again.",
                ),
            ),
            (
                State::Unanswered,
                stage.pick("노크에 답이 없어요", "Nobody answered the knock"),
                stage.pick(
                    "방장이 자리를 비운 것 같아요. 나중에 다시 노크해 보세요.",
                    "The host may be away. Try again later.",
                ),
            ),
            (
                State::Crowded,
                stage.pick("기다리는 사람이 너무 많아요", "Too many people are waiting"),
                stage.pick(
                    "방장이 지금은 노크를 더 볼 수 없어요. 몇 분 뒤에 다시 노크해 보세요.",
                    "The host cannot see more knocks right now. Try again in a few minutes.",
                ),
            ),
        ];
        for (state, title, body) in states {
            let wait = waits(room, state);
            shows(&stage, wait.view(stage.look()), title);
            shows(&stage, wait.view(stage.look()), body);
            let picture = match state {
                State::Waiting { .. } => "21b-knock-guest".to_owned(),
                _ => format!("21b-{state:?}"),
            };
            stage.draw(&picture, over_lobby(&stage, &lobby, wait::WIDTH, wait.view(stage.look())));
        }
    }
}

#[test]
fn a_knock_counts_down_and_says_once_that_it_is_over() {
    let mut wait = Wait::new(RoomName::parse("마루").unwrap());
    assert_eq!(wait.state(), State::Waiting { left: wait::SECONDS });
    for _ in 1..wait::SECONDS {
        assert_eq!(wait.update(wait::Message::Ticked), wait::Action::None);
    }
    assert_eq!(wait.update(wait::Message::Ticked), wait::Action::Expire);
    drop(wait.show(State::Unanswered));
    assert_eq!(wait.update(wait::Message::Ticked), wait::Action::None, "it is over twice");
    assert_eq!(wait.state(), State::Unanswered);
}

#[test]
fn whoever_waits_can_stop_and_knock_again_by_hand_and_by_keys() {
    use Named::{Enter, Tab};
    use wait::Message::{AgainPressed, CancelPressed};
    for stage in Stage::both(WIDE) {
        let buttons: [(State, &[(&str, wait::Message)]); 5] = [
            (State::Waiting { left: 3 }, &[("common-cancel", CancelPressed)]),
            (State::LetIn, &[("common-cancel", CancelPressed)]),
            (State::Refused, &[("common-close", CancelPressed)]),
            (State::Unanswered, &[("common-close", CancelPressed), ("knock-again", AgainPressed)]),
            (State::Crowded, &[("common-close", CancelPressed), ("knock-again", AgainPressed)]),
        ];
        for (state, buttons) in buttons {
            let mut wait = waits("마루", state);
            for (at, (words, message)) in buttons.iter().enumerate() {
                assert_eq!(pressed(&stage, wait.view(stage.look()), words), [*message], "{state:?}");
                let keys: Vec<Named> = std::iter::repeat_n(Tab, at + 1).chain([Enter]).collect();
                assert_eq!(typed(&stage, wait.view(stage.look()), &keys), [*message], "{state:?}");
            }
            assert!(typed(&stage, wait.view(stage.look()), &[Enter]).is_empty());
            assert_eq!(wait.update(CancelPressed), wait::Action::Cancel);
            assert_eq!(wait.update(AgainPressed), wait::Action::Again);
        }
    }
}

#[test]
fn a_name_that_deceives_never_comes_to_the_door() {
    for hostile in ["\u{202e}aros", "소\u{200b}라", "So\u{2060}ra", "소라\u{1160}", "방장"] {
        assert!(Name::parse(hostile).is_err(), "{hostile:?}");
        assert!(RoomName::parse(hostile).is_err() || hostile == "방장", "{hostile:?}");
    }
}
