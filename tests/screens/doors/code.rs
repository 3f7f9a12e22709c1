//! The words of a room's code: how its host reads them out, how a guest types them, and what comes of them.

use iced::advanced::widget::Id;
use iced::keyboard::{Key, key::Named};
use iced::{Event, Task};
use iced_test::runtime::{UserInterface, user_interface::Cache};
use maru::ui::screen::room_code::ask::{self, Action, Ask, FIELDS, State};
use maru::ui::screen::room_code::{WIDTH, WORDS, plates};

use super::{WIDE, hear, key_pressed, pressed, renderer, run, shows, texts, typed};
use crate::hall::{HANEUL, Hall};
use crate::lobby::over_lobby;
use crate::stage::Stage;

const LIST: &[&str] = &["lantern", "river", "maple", "silver", "등불", "강물", "단풍", "은하"];

/// The words of the mock-up.
pub(crate) fn code_of(stage: &Stage) -> [String; WORDS] {
    if stage.is_korean() { ["등불", "강물", "단풍"] } else { ["lantern", "river", "maple"] }
        .map(str::to_owned)
}

/// The dialog of a guest after some words were typed.
pub(crate) fn asks(words: [Option<String>; WORDS], state: State) -> Ask {
    let (mut ask, _) = Ask::new(&[]);
    for (at, word) in words.into_iter().enumerate() {
        drop(word.map(|word| ask.update(ask::Message::Typed(at, word))));
    }
    drop(ask.show(state));
    ask
}

fn whole(stage: &Stage) -> [Option<String>; WORDS] {
    code_of(stage).map(Some)
}

/// A dialog that stays open while somebody types, as the window holds it.
struct Desk<'s> {
    stage: &'s Stage,
    ask: Ask,
    cache: Option<Cache>,
    renderer: iced::Renderer,
    tried: Vec<[String; WORDS]>,
}

impl<'s> Desk<'s> {
    fn of(stage: &'s Stage) -> Self {
        let (ask, task) = Ask::new(LIST);
        let (cache, renderer) = (Some(Cache::default()), renderer(stage));
        let mut desk = Self { stage, ask, cache, renderer, tried: Vec::new() };
        desk.run(task);
        desk
    }

    fn types(&mut self, text: &str) {
        for letter in text.chars() {
            let text = letter.to_string();
            self.event(key_pressed(Key::Character(text.as_str().into()), Some(&text)));
        }
    }

    fn enter(&mut self) {
        self.event(key_pressed(Key::Named(Named::Enter), None));
    }

    fn event(&mut self, event: iced::keyboard::Event) {
        let mut messages = Vec::new();
        let cache = self.cache.take().unwrap();
        let view = self.ask.view(self.stage.look());
        let mut page = UserInterface::build(view, self.stage.size, cache, &mut self.renderer);
        hear(&mut page, &mut self.renderer, Event::Keyboard(event), &mut messages);
        self.cache = Some(page.into_cache());
        for message in messages {
            match self.ask.update(message) {
                Action::Run(task) => self.run(task),
                Action::Try(words) => self.tried.push(words),
                Action::None => {}
                other => panic!("{other:?}"),
            }
        }
    }

    fn run(&mut self, task: Task<ask::Message>) {
        let cache = self.cache.take().unwrap();
        let view = self.ask.view(self.stage.look());
        let mut page = UserInterface::build(view, self.stage.size, cache, &mut self.renderer);
        run(&mut page, &self.renderer, task);
        self.cache = Some(page.into_cache());
    }
}

#[test]
fn the_caret_goes_from_word_to_word_and_enter_tries_them_once() {
    for stage in Stage::both(WIDE) {
        let mut desk = Desk::of(&stage);
        let [first, second, third] = code_of(&stage);
        // The first is done by itself, the second by Enter, the third by its blank.
        desk.types(&first);
        desk.types(stage.pick("강", "riv"));
        desk.enter();
        assert_eq!(desk.ask.words()[1], stage.pick("강", "riv"));
        desk.types(&format!("{third} "));
        desk.enter();
        assert_eq!(desk.ask.state(), State::Unknown(1), "a word that is none was sent");
        assert!(desk.tried.is_empty());
        shows(
            &stage,
            desk.ask.view(stage.look()),
            stage.pick(
                "‘강’: 목록에 없는 단어예요. 맞춤법을 확인해 주세요.",
                "“riv” is not one of the words. Check the spelling.",
            ),
        );
        // The caret stands over the word that is none, so that typing takes its place.
        desk.types(&second);
        assert_eq!(desk.ask.words(), &code_of(&stage));
        desk.enter();
        desk.enter();
        assert_eq!(desk.tried, [code_of(&stage)], "it was tried twice, or never");
        assert_eq!(desk.ask.state(), State::Checking);
    }
}

#[test]
fn three_words_that_are_pasted_fill_all_fields() {
    for stage in Stage::both(WIDE) {
        let text = code_of(&stage).join(" ");
        for at in 0..WORDS {
            let (mut ask, _) = Ask::new(LIST);
            assert!(matches!(ask.update(ask::Message::Typed(at, text.clone())), Action::Run(_)));
            assert_eq!(ask.words(), &code_of(&stage));
            assert_eq!(
                pressed(&stage, ask.view(stage.look()), "launcher-join-button"),
                [ask::Message::JoinPressed]
            );
        }
    }
}

#[test]
fn whatever_comes_of_the_words_is_said_and_never_by_colour_alone() {
    for stage in Stage::both(WIDE) {
        let lobby = crate::lobby::lobby(Some(stage.pick("하늘", "Haneul")), &stage);
        let states = [
            (State::Checking, "20-checking", stage.pick("단어를 확인하는 중…", "Checking the words…")),
            (
                State::Wrong { left: 2 },
                "20-wrong",
                stage.pick(
                    "단어가 맞지 않아요. 2번 더 입력할 수 있어요.",
                    "Those words did not match. 2 tries left.",
                ),
            ),
            (
                State::Wrong { left: 1 },
                "20-wrong-last",
                stage.pick(
                    "단어가 맞지 않아요. 1번 더 입력할 수 있어요.",
                    "Those words did not match. 1 try left.",
                ),
            ),
            (
                State::Expired,
                "20-expired",
                stage.pick(
                    "단어가 바뀌었어요. 방장에게 지금 단어를 읽어 달라고 하세요.",
                    "The words have changed. Ask the host to read you the ones that count now.",
                ),
            ),
            (
                State::Blocked { seconds: 48 },
                "20-blocked",
                stage.pick(
                    "여러 번 틀렸어요. 48초 뒤에 다시 입력해 주세요.",
                    "Too many tries. Try again in 48 s.",
                ),
            ),
        ];
        for (state, picture, words) in states {
            let ask = asks(whole(&stage), state);
            stage.draw(picture, over_lobby(&stage, &lobby, WIDTH, ask.view(stage.look())));
            shows(&stage, ask.view(stage.look()), words);
            let is_kept = matches!(state, State::Checking | State::Wrong { .. });
            assert_eq!(ask.words() == &code_of(&stage), is_kept, "{state:?}");
            assert_eq!(ask.words().iter().all(String::is_empty), !is_kept, "{state:?}");
        }
        let [first, ..] = whole(&stage);
        let asking = asks([first, Some(stage.pick("강", "riv").to_owned()), None], State::Asking);
        let view = over_lobby(&stage, &lobby, WIDTH, asking.view(stage.look()));
        stage.draw_focused("20-room-code", view, Some(FIELDS[1]));
        for words in [
            stage.pick("2번째 단어", "Word 2").to_owned(),
            stage.text("code-ask-title"),
            stage.text("code-ask-body"),
        ] {
            shows(&stage, asking.view(stage.look()), &words);
        }
    }
}

#[test]
fn typing_goes_on_after_wrong_words_and_not_while_they_are_looked_at() {
    let english = Stage::new(maru::phrase::Language::English, &maru::ui::theme::HANJI, WIDE);
    for (state, goes_on) in [
        (State::Wrong { left: 1 }, true),
        (State::Expired, true),
        (State::Unknown(0), true),
        (State::Checking, false),
        (State::Blocked { seconds: 9 }, false),
    ] {
        let mut ask = asks(whole(&english), state);
        let before = ask.words().clone();
        drop(ask.update(ask::Message::Typed(0, "silver".to_owned())));
        assert_eq!(ask.words()[0] == "silver", goes_on, "{state:?}");
        assert_eq!(ask.state(), if goes_on { State::Asking } else { state });
        if !goes_on {
            assert_eq!(ask.words(), &before);
            assert!(matches!(ask.update(ask::Message::JoinPressed), Action::None), "{state:?}");
            let mut simulator = english.simulate(ask.view(english.look()));
            drop(simulator.click(Id::new(FIELDS[0])));
            simulator.typewrite("x");
            assert_eq!(simulator.into_messages().count(), 0, "{state:?}");
        }
    }
}

#[test]
fn too_many_tries_count_down_and_the_fields_come_back() {
    let mut ask = asks(["a", "b", "c"].map(|word| Some(word.to_owned())), State::Blocked { seconds: 2 });
    assert!(matches!(ask.update(ask::Message::Ticked), Action::None));
    assert_eq!(ask.state(), State::Blocked { seconds: 1 });
    assert!(matches!(ask.update(ask::Message::Ticked), Action::Run(_)));
    assert_eq!(ask.state(), State::Asking);
    assert!(matches!(ask.update(ask::Message::Ticked), Action::None));
    assert_eq!(ask.state(), State::Asking);
}

#[test]
fn the_way_in_without_a_code_and_the_way_back_are_reached_by_hand_and_by_keys() {
    use Named::{Enter, Tab};
    use ask::Message::{CancelPressed, JoinPressed, SkipPressed};
    for stage in Stage::both(WIDE) {
        let mut ask = asks(whole(&stage), State::Asking);
        for (tabs, words, message) in [
            (4, "code-skip", SkipPressed),
            (5, "common-cancel", CancelPressed),
            (6, "launcher-join-button", JoinPressed),
        ] {
            assert_eq!(pressed(&stage, ask.view(stage.look()), words), std::slice::from_ref(&message));
            let keys: Vec<Named> = std::iter::repeat_n(Tab, tabs).chain([Enter]).collect();
            assert_eq!(typed(&stage, ask.view(stage.look()), &keys), [message]);
        }
        assert!(matches!(ask.update(SkipPressed), Action::Skip));
        assert!(matches!(ask.update(CancelPressed), Action::Cancel));
        let none = asks([None, None, None], State::Asking);
        assert!(pressed(&stage, none.view(stage.look()), "launcher-join-button").is_empty());
        let blocked = asks(whole(&stage), State::Blocked { seconds: 48 });
        assert_eq!(typed(&stage, blocked.view(stage.look()), &[Tab, Enter]), [CancelPressed]);
        assert!(!texts(&stage, blocked.view(stage.look())).contains(&stage.text("code-skip")));
    }
}

#[test]
fn what_is_pasted_into_a_field_hides_nothing_and_is_bounded() {
    for stage in Stage::both(WIDE) {
        let mut ask = asks([Some("a\u{202e}b\u{200b}".to_owned()), None, None], State::Asking);
        assert_eq!(ask.words()[0], "ab");
        drop(ask.update(ask::Message::Typed(1, "x".repeat(1 << 20))));
        assert!(ask.words()[1].len() < 100);
        shows(&stage, ask.view(stage.look()), &stage.text("code-ask-title"));
    }
}

#[test]
fn a_host_reads_the_words_out_covers_them_and_has_others() {
    use Named::{Enter, Tab};
    use plates::{Action, Message};
    for stage in Stage::both(WIDE) {
        let (mut shown, _) = plates::Plates::new(code_of(&stage));
        let hall = Hall::evening(&stage, HANEUL);
        let page = |shown: &plates::Plates| {
            let card = Some((WIDTH, shown.view(stage.look()).map(drop)));
            let base = hall.room.page(stage.look()).map(drop);
            stage.draw("20-host", maru::ui::widget::modal(stage.palette, base, card, ()));
        };
        page(&shown);
        for word in code_of(&stage) {
            shows(&stage, shown.view(stage.look()), &word);
        }
        for (tabs, words, message) in [
            (2, "common-hide", Message::HidePressed),
            (3, "code-renew", Message::RenewPressed),
            (4, "common-done", Message::ClosePressed),
        ] {
            assert_eq!(pressed(&stage, shown.view(stage.look()), words), [message]);
            let keys: Vec<Named> = std::iter::repeat_n(Tab, tabs).chain([Enter]).collect();
            assert_eq!(typed(&stage, shown.view(stage.look()), &keys), [message]);
        }
        assert_eq!(shown.update(Message::HidePressed), Action::None);
        let covered = texts(&stage, shown.view(stage.look()));
        assert!(code_of(&stage).iter().all(|word| !covered.contains(word)), "{covered:?}");
        assert_eq!(shown.update(Message::RenewPressed), Action::Renew);
        shown.show(["a", "b", "c"].map(str::to_owned));
        assert!(
            !texts(&stage, shown.view(stage.look())).contains(&"a".to_owned()),
            "other words uncover themselves"
        );
        assert_eq!(shown.update(Message::HidePressed), Action::None);
        shows(&stage, shown.view(stage.look()), "b");
        assert_eq!(shown.update(Message::ClosePressed), Action::Close);
    }
}
