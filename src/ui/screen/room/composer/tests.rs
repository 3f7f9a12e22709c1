//! No sequence of keys and of people coming and going sends what was meant for one person to the room by itself.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod composing;
mod editing;

use iced::widget::text_editor;
use proptest::prelude::*;

use super::*;
use crate::wire::limits;

/// What is typed while the box is for one person.
const SECRET: char = '비';

/// One thing that happens to the box.
#[derive(Debug, Clone, Copy)]
enum Happening {
    Typed(char),
    Composing(bool),
    Entered,
    SendPressed,
    PersonLeft,
    PersonCame,
    PersonPicked(u8),
    EveryonePicked,
    SteppedBack,
    SaidToEveryone,
    KeptForLater,
    WroteOn,
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        4 => prop_oneof![Just('가'), Just('a'), Just(' '), Just('/')].prop_map(Happening::Typed),
        1 => any::<bool>().prop_map(Happening::Composing),
        3 => Just(Happening::Entered),
        2 => Just(Happening::SendPressed),
        2 => Just(Happening::PersonLeft),
        1 => Just(Happening::PersonCame),
        2 => (1_u8..4).prop_map(Happening::PersonPicked),
        1 => Just(Happening::EveryonePicked),
        1 => Just(Happening::SteppedBack),
        1 => Just(Happening::SaidToEveryone),
        1 => Just(Happening::KeptForLater),
        1 => Just(Happening::WroteOn),
    ]
}

fn person(number: u8) -> Recipient {
    let name = Name::parse(&format!("사람{number}")).unwrap();
    Recipient { key: PublicKey([number; 32]), name, is_here: true }
}

fn apply(composer: &mut Composer, happening: Happening) -> Action {
    let message = match happening {
        Happening::Typed(letter) => {
            let letter = if composer.recipient().is_some() { SECRET } else { letter };
            Message::Edited(text_editor::Action::Edit(text_editor::Edit::Insert(letter)))
        }
        Happening::Composing(is_open) => {
            Message::Composed(Composed::Preedit(if is_open { "다" } else { "" }.to_owned()))
        }
        Happening::Entered => Message::Entered,
        Happening::SendPressed => Message::SendPressed,
        Happening::PersonLeft | Happening::PersonCame => {
            let is_here = matches!(happening, Happening::PersonCame);
            composer.see_recipient(|key| Some((person(key.0[0]).name, is_here)));
            return Action::None;
        }
        Happening::PersonPicked(number) => {
            drop(composer.address(Some(person(number))));
            return Action::None;
        }
        Happening::EveryonePicked => {
            drop(composer.address(None));
            return Action::None;
        }
        Happening::SteppedBack => Message::StepBack,
        Happening::SaidToEveryone => Message::ToEveryone,
        Happening::KeptForLater => Message::KeepForLater,
        Happening::WroteOn => Message::WriteOn,
    };
    composer.update(message)
}

/// Whether this is an explicit act of the writer that may send a line, or turn it, to everyone.
fn is_explicit(happening: Happening) -> bool {
    matches!(happening, Happening::SaidToEveryone | Happening::EveryonePicked | Happening::SteppedBack)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn what_was_written_to_one_person_reaches_the_room_only_by_an_explicit_act(
        happenings in prop::collection::vec(happening(), 1..60),
    ) {
        let (mut composer, _) = Composer::new();
        for happening in happenings {
            let meant = composer.recipient().cloned();
            let before = composer.text();
            match apply(&mut composer, happening) {
                Action::Submit { to, line, .. } => {
                    let goes_to = to.as_ref().map(|to| to.key);
                    if !matches!(happening, Happening::SaidToEveryone) {
                        prop_assert_eq!(goes_to, meant.as_ref().map(|meant| meant.key));
                    }
                    let is_gone = meant.as_ref().is_some_and(|meant| !meant.is_here);
                    prop_assert!(!is_gone || matches!(happening, Happening::SaidToEveryone | Happening::KeptForLater));
                    prop_assert!(!line.trim().is_empty());
                    let is_told = goes_to.is_none() && line.contains(SECRET);
                    prop_assert!(!is_told || matches!(happening, Happening::SaidToEveryone), "{:?} told {}", happening, line);
                    composer.taken();
                }
                _ => {
                    let is_turned = composer.recipient().map(|now| now.key) != meant.as_ref().map(|meant| meant.key);
                    let is_edit = is_turned || !matches!(
                        happening,
                        Happening::PersonLeft | Happening::PersonCame | Happening::SteppedBack | Happening::WroteOn
                    );
                    prop_assert!(is_edit || composer.text() == before, "text changed by {:?}", happening);
                }
            }
            let is_picked = matches!(happening, Happening::PersonPicked(_));
            if meant.is_some() && !is_picked && !is_explicit(happening) {
                prop_assert_eq!(composer.recipient().map(|now| now.key), meant.map(|meant| meant.key));
            }
        }
    }
}

#[test]
fn a_line_over_the_limit_stays_and_is_not_sent() {
    let (mut composer, _) = Composer::new();
    drop(composer.replace(&"가".repeat(Text::CHARACTERS_MAX + 1)));
    assert!(matches!(composer.update(Message::Entered), Action::None));
    assert_eq!(composer.text().chars().count(), Text::CHARACTERS_MAX + 1);
    assert_eq!(composer.excess(), Some(1));
    assert!(composer.has_popup(), "nobody is told why");
}

#[test]
fn a_blank_line_says_nothing() {
    let (mut composer, _) = Composer::new();
    drop(composer.replace("  \n "));
    assert!(matches!(composer.update(Message::Entered), Action::None));
}

#[test]
fn a_click_into_the_text_ends_picking() {
    let (mut composer, _) = Composer::new();
    drop(composer.update(Message::RecipientPressed));
    assert!(composer.is_picking());
    drop(composer.update(Message::Edited(text_editor::Action::Click(iced::Point::ORIGIN))));
    assert!(!composer.is_picking());
}
