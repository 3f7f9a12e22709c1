//! The emoji picker: for the box and for a line, by section, by name in both languages, by pointer and by keys.

use iced::keyboard::key::{Code, Named};
use iced::keyboard::{Key, Modifiers};
use iced::widget::operation;
use maru::config::{Choice, SkinTone};
use maru::ui::screen::room::{Action, ComposerMessage, Deed, DeedsMessage, EmojiMessage, Message, Wish};
use maru::wire::{Emoji, Live, Reaction};

use crate::hall::{HANEUL, Hall, JIHUN, SEOYEON};
use crate::room::{WIDE, said, types};
use crate::select::Desk;
use crate::stage::Stage;

fn opens(desk: &mut Desk<'_, '_>) {
    update(desk, Message::Composer(ComposerMessage::EmojiPressed));
}

/// Lets the room take something in and do what that asks of its widgets.
fn update(desk: &mut Desk<'_, '_>, message: Message) {
    if let Action::Run(task) = desk.hall.room.update(&desk.hall.stage.phrases, message) {
        desk.run(task);
    }
    desk.event(None);
}

fn press(desk: &mut Desk<'_, '_>, key: Named, code: Code, modifiers: Modifiers) {
    desk.key(Key::Named(key), code, modifiers);
}

fn typed(desk: &mut Desk<'_, '_>, words: &str) {
    update(desk, Message::Emoji(EmojiMessage::Typed(words.to_owned())));
}

fn sees(desk: &mut Desk<'_, '_>, words: &str) -> bool {
    desk.event(None).iter().any(|(shown, _)| shown == words)
}

#[test]
fn the_picker_puts_emoji_into_the_box_and_stays_for_more() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        types(&mut hall, stage.pick("추운 날엔 국물이죠", "Nothing beats soup on a cold day"), false);
        let before = hall.room.composer().text();
        let mut desk = Desk::of(&mut hall);
        opens(&mut desk);
        assert!(desk.hall.room.takes_escape());
        typed(&mut desk, stage.pick("기타", "guitar"));
        press(&mut desk, Named::Enter, Code::Enter, Modifiers::SHIFT);
        assert_eq!(desk.hall.room.composer().text(), format!("{before}🎸"));
        typed(&mut desk, stage.pick("박수", "clap"));
        press(&mut desk, Named::Enter, Code::Enter, Modifiers::empty());
        assert_eq!(said(desk.hall), []);
        assert_eq!(desk.hall.room.composer().text(), format!("{before}🎸👏"));
        assert!(!desk.hall.room.takes_escape(), "the picker stays without being asked to");
        opens(&mut desk);
        press(&mut desk, Named::ArrowRight, Code::ArrowRight, Modifiers::empty());
        press(&mut desk, Named::Enter, Code::Enter, Modifiers::empty());
        assert!(desk.hall.room.composer().text().ends_with("🎸👏🎸"), "what was used is not in front");
        assert_eq!(said(&hall), [], "an emoji for the box was sent");
    }
}

#[test]
fn arrows_walk_the_grid_while_the_caret_is_in_the_search() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        let mut desk = Desk::of(&mut hall);
        opens(&mut desk);
        let name = |korean, english| stage.pick(korean, english).to_owned();
        assert!(sees(&mut desk, &name("빨간색 하트", "red heart")));
        press(&mut desk, Named::ArrowRight, Code::ArrowRight, Modifiers::empty());
        assert!(sees(&mut desk, &name("올린 엄지", "thumbs up")));
        press(&mut desk, Named::ArrowDown, Code::ArrowDown, Modifiers::empty());
        press(&mut desk, Named::ArrowLeft, Code::ArrowLeft, Modifiers::empty());
        assert!(sees(&mut desk, &name("활짝 웃는 얼굴", "grinning face")));
        for _ in 0..40 {
            press(&mut desk, Named::ArrowDown, Code::ArrowDown, Modifiers::empty());
        }
        press(&mut desk, Named::ArrowDown, Code::ArrowDown, Modifiers::empty());
        let shown = desk.event(None).iter().filter(|(shown, _)| shown == "😀").count();
        assert_eq!(shown, 0, "the grid stayed where it was");
    }
}

#[test]
fn the_picker_reacts_to_the_line_that_it_was_opened_for() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::open(&stage, JIHUN, &[HANEUL, SEOYEON], None);
        hall.says(SEOYEON, "안녕", "hi");
        let place = hall.newest();
        let line = hall.room.timeline().said_at(place).unwrap().id;
        let mut desk = Desk::of(&mut hall);
        update(&mut desk, Message::Deeds(DeedsMessage::Done(line, Deed::React)));
        typed(&mut desk, stage.pick("따봉", "thumbs up"));
        press(&mut desk, Named::Enter, Code::Enter, Modifiers::SHIFT);
        let emoji = Emoji::parse("👍").unwrap();
        let reaction = Live::Reaction(Reaction { to: place, emoji, on: true });
        assert_eq!(said(&hall), [Wish::Live(reaction)]);
        assert!(hall.room.composer().text().is_empty() && !hall.room.takes_escape());
    }
}

#[test]
fn escape_and_a_click_into_the_box_close_the_picker() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        let mut desk = Desk::of(&mut hall);
        opens(&mut desk);
        update(&mut desk, Message::Dismissed);
        assert!(!desk.hall.room.takes_escape());
        opens(&mut desk);
        let click = iced::widget::text_editor::Action::Click(iced::Point::ORIGIN);
        update(&mut desk, Message::Composer(ComposerMessage::Edited(click)));
        assert!(!desk.hall.room.takes_escape());
        opens(&mut desk);
        update(&mut desk, Message::Composer(ComposerMessage::RecipientPressed));
        update(&mut desk, Message::Composer(ComposerMessage::RecipientPressed));
        assert!(!desk.hall.room.takes_escape(), "two lists are open at once");
        desk.run(operation::focus("room-input"));
    }
}

#[test]
fn the_picker_is_drawn_at_every_width_and_says_what_it_does_not_find() {
    for (name, size) in [("14-emoji-picker", WIDE), ("14b-emoji-picker-small", (480.0, 480.0))] {
        for stage in Stage::both(size) {
            let mut hall = Hall::evening(&stage, HANEUL);
            types(&mut hall, stage.pick("추운 날엔 국물이죠", "Nothing beats soup on a cold day"), false);
            drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::EmojiPressed)));
            stage.draw_focused(name, hall.room.view(stage.look()), Some("room-emoji-search"));
            let query = Message::Emoji(EmojiMessage::Typed("뷁뷁".to_owned()));
            drop(hall.room.update(&stage.phrases, query));
            let empty = stage.text("emoji-empty");
            let empty = if stage.is_korean() { maru::ui::widget::keep_words(&empty) } else { empty };
            assert!(stage.simulate(hall.room.view(stage.look())).find(empty.as_str()).is_ok());
            drop(hall.room.update(&stage.phrases, Message::Emoji(EmojiMessage::Taken(false))));
            assert_eq!(said(&hall), []);
        }
    }
}

#[test]
fn opening_the_picker_does_not_hold_the_window_up() {
    let stage = &Stage::both(WIDE)[0];
    let mut hall = Hall::evening(stage, HANEUL);
    let mut desk = Desk::of(&mut hall);
    opens(&mut desk);
    let built = desk.event(None).iter().filter(|(shown, _)| Emoji::parse(shown).is_ok()).count();
    assert!((40..=120).contains(&built), "{built} emoji are built for a grid that shows six dozen");
}

#[test]
fn hands_are_offered_in_the_skin_that_was_chosen() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        let mut desk = Desk::of(&mut hall);
        opens(&mut desk);
        assert!(sees(&mut desk, "✋") && !sees(&mut desk, "✋🏽"));
        update(&mut desk, Message::Emoji(EmojiMessage::TonePressed));
        assert!(sees(&mut desk, "✋🏽") && sees(&mut desk, "✋🏿"));
        stage.draw("14-emoji-skins", desk.hall.room.view(stage.look()));
        press(&mut desk, Named::ArrowRight, Code::ArrowRight, Modifiers::empty());
        let taken = Message::Emoji(EmojiMessage::Taken(false));
        let chosen = desk.hall.room.update(&stage.phrases, taken);
        assert!(matches!(chosen, Action::Choose(Choice::SkinTone(SkinTone::Light))), "{chosen:?}");
        desk.hall.room.tone(SkinTone::Light);
        assert!(sees(&mut desk, "✋🏻") && !sees(&mut desk, "✋🏿"), "the skins are put away");
        typed(&mut desk, stage.pick("박수", "clap"));
        press(&mut desk, Named::Enter, Code::Enter, Modifiers::empty());
        assert!(desk.hall.room.composer().text().ends_with("👏🏻"));
    }
}
