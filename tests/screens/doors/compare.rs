//! Two people compare seven pictures: what each sees and says, and what comes of it.

use iced::keyboard::key::Named;
use maru::ui::screen::compare::{Action, Compare, Message, Picture, SHOWN, State, WIDTH};
use maru::ui::widget::modal;
use maru::wire::Name;

use super::{WIDE, longest, pressed, shows, texts, typed};
use crate::hall::{HANEUL, Hall, MINSU, key, name};
use crate::stage::Stage;

/// As the mock-up has them, as far as they are drawn.
const SEVEN: [u8; SHOWN] = [1, 24, 29, 58, 39, 7, 20];

pub(crate) fn pictures(places: [u8; SHOWN]) -> [Picture; SHOWN] {
    places.map(|place| Picture::at(place).expect("a picture"))
}

/// The dialog of somebody who compares with a person.
pub(crate) fn compares(with: &Name, places: [u8; SHOWN]) -> Compare {
    let mut compare = Compare::new(with.clone(), key(MINSU));
    compare.reveal(pictures(places));
    compare
}

/// A dialog with the pictures, after what this person and the other one said, in this order.
fn after(stage: &Stage, said: &[Said]) -> Compare {
    let mut compare = compares(&name(stage, MINSU), SEVEN);
    for one in said {
        match *one {
            Own(message) => drop(compare.update(message)),
            Other(is_same) => compare.hear(is_same),
        }
    }
    compare
}

#[derive(Debug, Clone, Copy)]
enum Said {
    Own(Message),
    Other(bool),
}

use Message::{AgainPressed, CancelPressed, DifferPressed, LeavePressed, MatchPressed};
use Said::{Other, Own};

#[test]
fn the_pictures_stand_in_order_with_their_words_in_both_languages() {
    for stage in Stage::both(WIDE) {
        let hall = Hall::evening(&stage, HANEUL);
        let compare = after(&stage, &[]);
        let card = Some((WIDTH, compare.view(stage.look()).map(drop)));
        stage.draw("19-compare", modal(stage.palette, hall.room.page(stage.look()).map(drop), card, ()));
        let texts = texts(&stage, compare.view(stage.look()));
        let korean = ["고양이", "우산", "사과", "기차", "열쇠", "달팽이", "달"];
        let english = ["cat", "umbrella", "apple", "train", "key", "snail", "moon"];
        let (words, others) = if stage.is_korean() { (korean, english) } else { (english, korean) };
        let mut at = 0;
        for (number, (word, other)) in (1..).zip(words.into_iter().zip(others)) {
            let place = texts[at..].iter().position(|text| text == word);
            at += place.unwrap_or_else(|| panic!("no {word} behind {at} in {texts:?}"));
            // Whoever is called may read in the other language.
            assert_eq!(texts[at + 1], other);
            assert_eq!(texts[at + 2], number.to_string());
        }
        let title = stage.pick("민수님과 비교하기", "Compare with Minsu");
        shows(&stage, compare.view(stage.look()), title);
        shows(&stage, compare.view(stage.look()), &stage.text("cmp-body"));
    }
}

#[test]
fn only_two_who_agree_have_compared_and_one_who_does_not_is_enough_to_warn() {
    use State::{Comparing, Different, Same, Waiting};
    let (agree, differ) = (Own(MatchPressed), Own(DifferPressed));
    let cases: [(&[Said], State); 14] = [
        (&[], Comparing { other_agrees: false }),
        (&[Other(true)], Comparing { other_agrees: true }),
        (&[agree], Waiting),
        (&[agree, Other(true)], Same),
        (&[Other(true), agree], Same),
        (&[Other(true), Other(true)], Comparing { other_agrees: true }),
        (&[differ], Different),
        (&[Other(false)], Different),
        (&[agree, Other(false)], Different),
        (&[Other(true), differ], Different),
        (&[differ, Other(true)], Different),
        (&[Other(false), agree], Different),
        (&[Other(false), Other(true), agree], Different),
        (&[agree, differ], Waiting),
    ];
    for stage in Stage::both(WIDE) {
        for (said, state) in cases {
            assert_eq!(after(&stage, said).state(), state, "{said:?}");
        }
    }
}

#[test]
fn what_came_of_it_is_said_with_what_to_do_next() {
    for stage in Stage::both(WIDE) {
        let hall = Hall::evening(&stage, HANEUL);
        let asked = Compare::new(name(&stage, MINSU), key(MINSU));
        let waiting = stage.pick("민수님을 기다리는 중…", "Waiting for Minsu…");
        let cases = [
            ("19-asked", asked, waiting.to_owned()),
            ("19-waiting", after(&stage, &[Own(MatchPressed)]), waiting.to_owned()),
            (
                "19-same",
                after(&stage, &[Own(MatchPressed), Other(true)]),
                stage.phrases.with("cmp-same-body", &[("name", stage.pick("민수", "Minsu").into())]),
            ),
            ("19-different", after(&stage, &[Own(DifferPressed)]), stage.text("cmp-bad-body")),
        ];
        for (picture, compare, words) in cases {
            let card = Some((WIDTH, compare.view(stage.look()).map(drop)));
            stage.draw(picture, modal(stage.palette, hall.room.page(stage.look()).map(drop), card, ()));
            shows(&stage, compare.view(stage.look()), &words);
            let texts = texts(&stage, compare.view(stage.look()));
            let is_answered = !texts.contains(&stage.text("cmp-match"));
            assert!(is_answered, "{picture}: there is something to answer");
        }
    }
}

#[test]
fn no_answer_is_given_by_a_key_that_nobody_aimed() {
    use Named::{Enter, Escape, Space, Tab};
    for stage in Stage::both(WIDE) {
        for said in [&[][..], &[Own(MatchPressed)], &[Own(DifferPressed)], &[Own(MatchPressed), Other(true)]]
        {
            let compare = after(&stage, said);
            let heard = typed(&stage, compare.view(stage.look()), &[Enter, Space, Escape]);
            assert!(heard.is_empty(), "{said:?}: {heard:?}");
        }
        let compare = after(&stage, &[]);
        for (tabs, key, message) in
            [(1, Enter, CancelPressed), (2, Space, DifferPressed), (3, Enter, MatchPressed)]
        {
            let keys: Vec<Named> = std::iter::repeat_n(Tab, tabs).chain([key]).collect();
            assert_eq!(typed(&stage, compare.view(stage.look()), &keys), [message]);
        }
        let different = after(&stage, &[Own(DifferPressed)]);
        for (tabs, message) in [(1, CancelPressed), (2, AgainPressed), (3, LeavePressed)] {
            let keys: Vec<Named> = std::iter::repeat_n(Tab, tabs).chain([Enter]).collect();
            assert_eq!(typed(&stage, different.view(stage.look()), &keys), [message]);
        }
    }
}

#[test]
fn each_button_says_what_stands_on_it() {
    for stage in Stage::both(WIDE) {
        let mut compare = after(&stage, &[]);
        assert_eq!(pressed(&stage, compare.view(stage.look()), "cmp-match"), [MatchPressed]);
        assert_eq!(pressed(&stage, compare.view(stage.look()), "cmp-differ"), [DifferPressed]);
        assert_eq!(compare.update(MatchPressed), Action::Tell { is_same: true });
        assert_eq!(compare.update(MatchPressed), Action::None, "it is told twice");
        assert_eq!(pressed(&stage, compare.view(stage.look()), "common-cancel"), [CancelPressed]);
        compare.hear(true);
        assert_eq!(pressed(&stage, compare.view(stage.look()), "common-done"), [CancelPressed]);
        let mut compare = after(&stage, &[]);
        assert_eq!(compare.update(DifferPressed), Action::Tell { is_same: false });
        assert_eq!(pressed(&stage, compare.view(stage.look()), "room-leave"), [LeavePressed]);
        assert_eq!(pressed(&stage, compare.view(stage.look()), "cmp-again"), [AgainPressed]);
        assert_eq!(compare.update(LeavePressed), Action::Leave);
        assert_eq!(compare.update(AgainPressed), Action::Again);
        assert_eq!(compare.state(), State::Asked);
        compare.hear(true);
        assert_eq!(compare.state(), State::Asked, "an answer to pictures that nobody has seen counts");
        compare.reveal(pictures([0, 1, 2, 3, 4, 5, 6]));
        compare.reveal(pictures(SEVEN));
        let texts = texts(&stage, compare.view(stage.look()));
        assert!(texts.contains(&stage.text("picture-dog")), "the pictures change while they are compared");
        assert_eq!(compare.update(CancelPressed), Action::Cancel);
    }
}

/// How wide the mark before the words of a button is, with the gap behind it.
const MARK: f32 = 24.0;

#[test]
fn both_answers_are_equally_heavy() {
    for stage in Stage::both(WIDE) {
        let compare = after(&stage, &[]);
        let mut simulator = stage.simulate(compare.view(stage.look()));
        let mut words = |key: &str| simulator.find(stage.text(key).as_str()).expect("an answer").bounds();
        let (differ, agree) = (words("cmp-differ"), words("cmp-match"));
        assert!((differ.y - agree.y).abs() < 1.0 && (differ.height - agree.height).abs() < 1.0);
        // The words stand behind a mark in the middle of each button, so both are as far from the middle of the dialog.
        let sum = differ.center_x() + agree.center_x();
        assert!((sum - stage.size.width - MARK).abs() < 2.0, "{differ:?} {agree:?}");
    }
}

#[test]
fn the_longest_name_is_shown_whole() {
    for stage in Stage::both((420.0, 720.0)) {
        let long = longest(0, false).name;
        let compare = compares(&long, SEVEN);
        let title = stage.phrases.with("cmp-title", &[("name", long.as_str().into())]);
        shows(&stage, compare.view(stage.look()), &title);
    }
}
