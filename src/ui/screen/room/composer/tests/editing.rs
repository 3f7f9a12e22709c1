//! Editing: several lines, undo and redo, and own lines that come back.

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{Key, Modifiers};
use iced::widget::text_editor::{Action as Act, Binding, Edit, KeyPress, Motion, Position, Status};

use super::*;
use crate::ui::screen::room::composer::history::{History, Kind, Snapshot};

fn types(composer: &mut Composer, text: &str) {
    for letter in text.chars() {
        let edit = if letter == '\n' { Edit::Enter } else { Edit::Insert(letter) };
        drop(composer.update(Message::Edited(Act::Edit(edit))));
    }
}

fn sends(composer: &mut Composer) -> Option<String> {
    match composer.update(Message::Entered) {
        Action::Submit { line, .. } => {
            composer.taken();
            Some(line)
        }
        _ => None,
    }
}

fn pressed(composer: &Composer, key: Named, modifiers: Modifiers) -> Option<Binding<Message>> {
    binding(composer, Key::Named(key), Physical::Code(Code::Enter), modifiers)
}

fn binding(composer: &Composer, key: Key, code: Physical, modifiers: Modifiers) -> Option<Binding<Message>> {
    composer.binding(KeyPress {
        modified_key: key.clone(),
        key,
        physical_key: code,
        modifiers,
        text: None,
        status: Status::Focused { is_hovered: false },
    })
}

#[test]
fn enter_sends_or_breaks_as_was_chosen() {
    let (mut composer, _) = Composer::new();
    let is_entered =
        |binding: Option<Binding<Message>>| matches!(binding, Some(Binding::Custom(Message::Entered)));
    let breaks = |binding| matches!(binding, Some(Binding::<Message>::Enter));
    assert!(is_entered(pressed(&composer, Named::Enter, Modifiers::empty())));
    assert!(is_entered(pressed(&composer, Named::Enter, Modifiers::COMMAND)));
    assert!(breaks(pressed(&composer, Named::Enter, Modifiers::SHIFT)));
    composer.break_with_enter();
    assert!(breaks(pressed(&composer, Named::Enter, Modifiers::empty())));
    assert!(breaks(pressed(&composer, Named::Enter, Modifiers::SHIFT)));
    assert!(is_entered(pressed(&composer, Named::Enter, Modifiers::COMMAND)));
}

#[test]
fn undo_takes_back_words_and_redo_brings_them_again() {
    let (mut composer, _) = Composer::new();
    types(&mut composer, "one two\nthree");
    let mut seen = Vec::new();
    while !matches!(composer.update(Message::UndoPressed), Action::None) {
        seen.push(composer.text());
    }
    assert_eq!(seen, ["one two", "one two", "one ", ""]);
    for _ in 0..4 {
        drop(composer.update(Message::RedoPressed));
    }
    assert_eq!(composer.text(), "one two\nthree");
    assert!(matches!(composer.update(Message::RedoPressed), Action::None));
    drop(composer.update(Message::UndoPressed));
    types(&mut composer, "!");
    assert!(matches!(composer.update(Message::RedoPressed), Action::None), "another future than this one");
}

#[test]
fn undo_is_a_key_on_a_korean_layout_too() {
    let (composer, _) = Composer::new();
    let press = |key: &str, code, modifiers| {
        binding(&composer, Key::Character(key.into()), Physical::Code(code), modifiers)
    };
    let shifted = Modifiers::COMMAND | Modifiers::SHIFT;
    assert!(matches!(
        press("ㅋ", Code::KeyZ, Modifiers::COMMAND),
        Some(Binding::Custom(Message::UndoPressed))
    ));
    assert!(matches!(press("Z", Code::KeyZ, shifted), Some(Binding::Custom(Message::RedoPressed))));
    assert!(matches!(
        press("y", Code::KeyY, Modifiers::COMMAND),
        Some(Binding::Custom(Message::RedoPressed))
    ));
}

#[test]
fn what_can_be_undone_is_bounded() {
    for page in [String::new(), "가".repeat(20_000)] {
        let mut history = History::default();
        let text = |number: usize| Snapshot {
            text: format!("{number}{page}"),
            caret: Position { line: 0, column: 0 },
        };
        for number in 0..300 {
            assert!(history.wants(Kind::Whole));
            history.note(text(number));
        }
        let mut current = text(300);
        let (mut count, mut bytes) = (0, 0);
        while let Some(earlier) = history.undo(current) {
            (count, bytes) = (count + 1, bytes + earlier.text.len());
            current = earlier;
        }
        assert!(count > 10 && count <= limits::UNDO_STEPS, "{count}");
        assert!(bytes <= limits::UNDO_BYTES, "{bytes}");
    }
}

#[test]
fn nothing_that_was_sent_comes_back_by_undo() {
    let (mut composer, _) = Composer::new();
    types(&mut composer, "secret");
    assert!(sends(&mut composer).is_some());
    assert!(matches!(composer.update(Message::UndoPressed), Action::None));
}

#[test]
fn up_brings_back_own_lines_and_down_goes_on() {
    let (mut composer, _) = Composer::new();
    for number in 0..60 {
        types(&mut composer, &format!("line {number}"));
        assert!(sends(&mut composer).is_some());
    }
    assert!(composer.recalls());
    let mut seen = Vec::new();
    while seen.last() != Some(&composer.text()) {
        seen.push(composer.text());
        drop(composer.update(Message::OlderPressed));
    }
    assert_eq!(seen.len(), 1 + limits::LINES_RECALLED);
    assert_eq!(seen.last().unwrap(), "line 10");
    for _ in 0..limits::LINES_RECALLED {
        assert!(composer.has_recalled());
        drop(composer.update(Message::NewerPressed));
    }
    assert_eq!(composer.text(), "");
    assert!(!composer.has_recalled());
}

#[test]
fn up_in_a_text_moves_the_caret_and_loses_nothing() {
    let (mut composer, _) = Composer::new();
    types(&mut composer, "sent");
    assert!(sends(&mut composer).is_some());
    types(&mut composer, "typed");
    let up = pressed(&composer, Named::ArrowUp, Modifiers::empty());
    assert!(matches!(up, Some(Binding::Move(Motion::Up))), "{up:?}");
    drop(composer.update(Message::Edited(Act::Edit(Edit::Paste("\n".to_owned().into())))));
    assert!(!composer.recalls());
    drop(composer.replace(""));
    drop(composer.update(Message::OlderPressed));
    types(&mut composer, "!");
    assert_eq!(composer.text(), "sent!");
    assert!(!composer.recalls(), "a line that was changed would be lost");
}

#[test]
fn what_was_whispered_does_not_come_back_before_everyone() {
    let (mut composer, _) = Composer::new();
    drop(composer.address(Some(person(1))));
    types(&mut composer, "secret");
    assert!(sends(&mut composer).is_some());
    drop(composer.address(None));
    drop(composer.update(Message::OlderPressed));
    assert_eq!(composer.text(), "");
    drop(composer.address(Some(person(1))));
    drop(composer.update(Message::OlderPressed));
    assert_eq!(composer.text(), "secret");
}

fn pastes(composer: &mut Composer, text: &str) {
    let edit = Edit::Paste(text.to_owned().into());
    drop(composer.update(Message::Edited(Act::Edit(edit))));
}

#[test]
fn many_lines_are_asked_about_before_they_go_in() {
    let lines: String = (1..=11).map(|number| format!("line {number}\r\n")).collect();
    let plain = lines.replace('\r', "");
    let (mut composer, _) = Composer::new();
    pastes(&mut composer, &"line\n".repeat(10));
    assert_eq!(composer.text(), "line\n".repeat(10).trim_end());
    drop(composer.replace("see"));
    pastes(&mut composer, &lines);
    assert_eq!(composer.text(), "see");
    assert!(composer.has_popup());
    drop(composer.update(Message::StepBack));
    assert_eq!(composer.text(), "see");
    pastes(&mut composer, &lines);
    assert!(matches!(composer.update(Message::Entered), Action::Typed), "Enter sent what was asked about");
    assert_eq!(composer.text(), format!("see{}", plain.trim_end()));
    drop(composer.update(Message::UndoPressed));
    pastes(&mut composer, &lines);
    drop(composer.update(Message::PasteCode));
    assert_eq!(composer.text(), format!("see\n```\n{}\n```", plain.trim_end()));
}
