//! What one does to a line: answers, changes, deletions, reactions, and how the lines show what became of them.

use iced::advanced::input_method;
use iced::keyboard::key::{Code, Named};
use iced::keyboard::{Key, Modifiers};
use iced::widget::operation;
use iced::{Event, Point};
use maru::client::{ConnectError, LineId, Update};
use maru::ui::screen::room::{ComposerMessage, Deed, DeedsMessage, Message, Wish};
use maru::wire::{Audience, Delete, Edit, Emoji, Kind, Live, Pin, Reaction, Reply, Slot};

use crate::hall::{HANEUL, Hall, JIHUN, MINSU, SEOYEON, SORA, key};
use crate::room::{WIDE, act, said, text, types};
use crate::select::Desk;
use crate::stage::Stage;

fn reply(to: u64, words: &str) -> Live {
    Live::Reply(Reply { to, text: text(words) })
}

fn edit(of: u64, words: &str) -> Live {
    Live::Edit(Edit { of, text: text(words) })
}

fn react(to: u64, sign: &str, on: bool) -> Live {
    Live::Reaction(Reaction { to, emoji: Emoji::parse(sign).unwrap(), on })
}

fn delete(of: u64) -> Live {
    Live::Delete(Delete { of })
}

/// The lines of the mock-ups 03 and 23, in a room that this member hosts or not; returns the places of some.
pub(crate) fn live_words<'s>(stage: &'s Stage, host: u8) -> (Hall<'s>, [u64; 4]) {
    let mut hall = Hall::open(stage, host, &[HANEUL, SEOYEON, JIHUN, SORA, MINSU], None);
    hall.says(
        SEOYEON,
        "오늘 8시 맞죠? 떡볶이는 제가 가져갈게요 🍲",
        "Eight o’clock tonight, right? I’ll bring the tteokbokki 🍲",
    );
    let soup = hall.newest();
    hall.live(
        SEOYEON,
        &edit(
            soup,
            stage.pick(
                "오늘 9시 맞죠? 떡볶이는 제가 가져갈게요 🍲",
                "Nine o’clock tonight, right? I’ll bring the tteokbokki 🍲",
            ),
        ),
    );
    hall.says(SEOYEON, "잘못 보냈어요", "wrong room");
    let wrong = hall.newest();
    hall.live(SEOYEON, &delete(wrong));
    hall.minutes(2).live(
        MINSU,
        &reply(soup, stage.pick("그럼 저는 기타 들고 갈게요.", "Then I’ll carry the guitar over.")),
    );
    let guitar = hall.newest();
    for who in [SEOYEON, JIHUN, HANEUL] {
        hall.live(who, &react(guitar, "🎸", true));
    }
    for who in [SORA, JIHUN] {
        hall.live(who, &react(guitar, "👏", true));
    }
    hall.minutes(1).says(SORA, "광고입니다", "buy this");
    let spam = hall.newest();
    hall.live(host, &delete(spam));
    hall.minutes(2).says(HANEUL, "저는 7시 50분에 도착해요.", "I’ll be there at 7:50.");
    let own = hall.newest();
    hall.live(JIHUN, &reply(wrong, stage.pick("이건 뭐였어요?", "What was this?")));
    (hall, [soup, guitar, spam, own])
}

pub(crate) fn id_at(hall: &Hall<'_>, place: u64) -> LineId {
    hall.room.timeline().said_at(place).unwrap().id
}

pub(crate) fn does(hall: &mut Hall<'_>, place: u64, deed: Deed) {
    let line = id_at(hall, place);
    drop(hall.room.update(&hall.stage.phrases, Message::Deeds(DeedsMessage::Done(line, deed))));
}

fn shows(hall: &Hall<'_>, words: &str) -> bool {
    hall.stage.simulate(hall.room.view(hall.stage.look())).find(words).is_ok()
}

#[test]
fn lines_show_what_was_done_to_them() {
    for stage in Stage::both(WIDE) {
        let (mut hall, [_, guitar, ..]) = live_words(&stage, JIHUN);
        does(&mut hall, guitar, Deed::Reply);
        types(&mut hall, stage.pick("좋아요!", "Lovely!"), false);
        stage.draw_focused("23a-live-words", hall.room.view(stage.look()), Some("room-input"));
        for words in [
            stage.text("msg-edited"),
            stage.text("msg-erased"),
            stage.phrases.with("msg-deleted-by", &[("name", stage.pick("지훈", "Jihun").into())]),
        ] {
            assert!(shows(&hall, &words), "{words}");
        }
        assert!(!shows(&hall, stage.pick("잘못 보냈어요", "wrong room")));
    }
}

#[test]
fn a_line_under_the_pointer_offers_what_can_be_done_with_it() {
    for stage in Stage::both(WIDE) {
        let (mut hall, [_, guitar, ..]) = live_words(&stage, JIHUN);
        stage.draw_pointed("03b-toolbar", hall.room.view(stage.look()), Point::new(400.0, 400.0));
        let line = id_at(&hall, guitar);
        drop(hall.room.update(&stage.phrases, Message::Deeds(DeedsMessage::MenuPressed(line, true))));
        stage.draw("03d-line-menu", hall.room.view(stage.look()));
    }
}

#[test]
fn an_answer_goes_to_everyone_and_never_to_one() {
    for stage in Stage::both(WIDE) {
        let (mut hall, [_, guitar, ..]) = live_words(&stage, JIHUN);
        drop(hall.room.update(&stage.phrases, Message::WhisperTo(key(MINSU))));
        types(&mut hall, "psst", false);
        does(&mut hall, guitar, Deed::Reply);
        assert!(hall.room.composer().recipient().is_none());
        types(&mut hall, "yes", false);
        drop(hall.room.update(&stage.phrases, Message::WhisperTo(key(MINSU))));
        assert!(hall.room.composer().about().is_none(), "an answer is being whispered");
        assert_eq!(hall.room.composer().text(), "psst");
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::Entered)));
        assert_eq!(said(&hall), [Wish::Say(Audience::Member(key(MINSU)), text("psst"))]);
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::StepBack)));
        assert_eq!(hall.room.composer().text(), "yes");
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::Entered)));
        assert_eq!(said(&hall)[1], Wish::Live(reply(guitar, "yes")));
        assert!(hall.room.composer().about().is_none() && hall.room.composer().text().is_empty());
        types(&mut hall, "plain", true);
        assert_eq!(said(&hall)[2], Wish::Say(Audience::Room, text("plain")));
    }
}

#[test]
fn changing_a_line_gives_back_what_stood_in_the_box() {
    for stage in Stage::both(WIDE) {
        let (mut hall, [.., own]) = live_words(&stage, JIHUN);
        drop(hall.room.update(&stage.phrases, Message::WhisperTo(key(MINSU))));
        types(&mut hall, "psst", false);
        does(&mut hall, own, Deed::Edit);
        let first = stage.pick("저는 7시 50분에 도착해요.", "I’ll be there at 7:50.");
        assert_eq!(hall.room.composer().text(), first);
        assert!(hall.room.composer().recipient().is_none());
        types(&mut hall, "!", false);
        stage.draw_focused("23f-editing", hall.room.view(stage.look()), Some("room-input"));
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::Entered)));
        assert_eq!(said(&hall), [Wish::Live(edit(own, &format!("{first}!")))]);
        let whispers = |hall: &Hall<'_>| {
            let composer = hall.room.composer();
            composer.recipient().is_some_and(|to| to.key == key(MINSU)) && composer.text() == "psst"
        };
        assert!(whispers(&hall), "the draft is lost, or for somebody else");
        does(&mut hall, own, Deed::Edit);
        types(&mut hall, "?", false);
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::StepBack)));
        assert!(whispers(&hall));
        assert_eq!(said(&hall).len(), 1, "a change that was given up was sent");
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::StepBack)));
        assert_eq!(hall.room.composer().text(), "", "what was written for one is there for everyone");
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::OlderPressed)));
        assert_eq!(hall.room.composer().text(), format!("{first}?"), "what was typed is lost");
        for ends in [ComposerMessage::StepBack, ComposerMessage::Entered] {
            drop(hall.room.composer_mut().replace("draft"));
            does(&mut hall, own, Deed::Edit);
            drop(hall.room.update(&stage.phrases, Message::Composer(ends)));
            assert_eq!(hall.room.composer().text(), "draft", "the draft for everyone is lost");
        }
    }
}

#[test]
fn a_command_in_a_line_that_is_changed_is_asked_about() {
    for stage in Stage::both(WIDE) {
        let (mut hall, [.., own]) = live_words(&stage, JIHUN);
        does(&mut hall, own, Deed::Edit);
        drop(hall.room.composer_mut().replace("/w Minsu psst"));
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::Entered)));
        assert_eq!(said(&hall), [], "a whisper was published");
        stage.draw_focused("23g-command-in-edit", hall.room.view(stage.look()), Some("room-input"));
        drop(hall.room.update(&stage.phrases, Message::Composer(ComposerMessage::AsItIsPressed)));
        assert_eq!(said(&hall), [Wish::Live(edit(own, "/w Minsu psst"))]);
    }
}

#[test]
fn a_line_that_goes_while_it_is_changed_takes_nothing_along() {
    for stage in Stage::both(WIDE) {
        let (mut hall, [.., own]) = live_words(&stage, JIHUN);
        types(&mut hall, "draft", false);
        does(&mut hall, own, Deed::Edit);
        types(&mut hall, "!", false);
        hall.live(JIHUN, &delete(own));
        assert!(hall.room.composer().about().is_none());
        assert_eq!(hall.room.composer().text(), "draft");
        let told = stage.text("compose-line-gone");
        let told = if stage.is_korean() { maru::ui::widget::keep_words(&told) } else { told };
        assert!(shows(&hall, &told));
    }
}

#[test]
fn deleting_is_asked_about_and_the_safe_answer_keeps_the_line() {
    for stage in Stage::both(WIDE) {
        let (mut hall, [soup, ..]) = live_words(&stage, HANEUL);
        does(&mut hall, soup, Deed::Delete);
        stage.draw("23h-deleting", hall.room.view(stage.look()));
        act(&mut hall, |simulator| {
            simulator.click(stage.text("common-cancel").as_str()).unwrap();
        });
        assert_eq!(said(&hall), []);
        does(&mut hall, soup, Deed::Delete);
        act(&mut hall, |simulator| {
            simulator.click(stage.text("msg-delete").as_str()).unwrap();
        });
        assert_eq!(said(&hall), [Wish::Live(delete(soup))]);
    }
}

#[test]
fn the_commands_about_lines_do_in_the_window_what_they_do_in_a_terminal() {
    for stage in Stage::both(WIDE) {
        let (mut hall, [_, guitar, _, own]) = live_words(&stage, JIHUN);
        let minsu = stage.pick("민수", "Minsu");
        types(&mut hall, &format!("/quote {minsu} nice"), true);
        types(&mut hall, &format!("/react 🎸 {minsu}"), true);
        types(&mut hall, &format!("/react 👍 {minsu}"), true);
        types(&mut hall, "/edit later", true);
        types(&mut hall, "/delete", true);
        types(&mut hall, "/react no", true);
        let wishes = [
            reply(guitar, "nice"),
            react(guitar, "🎸", false),
            react(guitar, "👍", true),
            edit(own, "later"),
            delete(own),
        ];
        assert_eq!(said(&hall), wishes.map(Wish::Live));
        assert!(shows(&hall, &stage.text("live-not-an-emoji")));
    }
}

#[test]
fn a_pill_puts_an_emoji_on_a_line_and_takes_it_off() {
    for stage in Stage::both(WIDE) {
        let (mut hall, [_, guitar, ..]) = live_words(&stage, JIHUN);
        act(&mut hall, |simulator| {
            simulator.click("🎸").unwrap();
            simulator.click("👏").unwrap();
        });
        assert_eq!(said(&hall), [react(guitar, "🎸", false), react(guitar, "👏", true)].map(Wish::Live));
        for sign in ["😀", "😃", "😄", "😁", "😆", "😅", "🤣", "😂"] {
            hall.live(SORA, &react(guitar, sign, true));
        }
        stage.draw("03b-many-reactions", hall.room.view(stage.look()));
        assert!(shows(&hall, "+2") && !shows(&hall, "😂"));
        act(&mut hall, |simulator| {
            simulator.click("+2").unwrap();
        });
        assert!(shows(&hall, "😂"));
    }
}

#[test]
fn the_menu_is_walked_by_keys_and_takes_them_from_the_box() {
    for stage in Stage::both(WIDE) {
        let (mut hall, [_, guitar, ..]) = live_words(&stage, JIHUN);
        let line = id_at(&hall, guitar);
        let opens = Message::Deeds(DeedsMessage::MenuPressed(line, true));
        let press = |hall: &mut Hall<'_>, key: Named| {
            act(hall, |simulator| {
                simulator.tap_key(key);
            });
        };
        drop(hall.room.update(&stage.phrases, opens.clone()));
        press(&mut hall, Named::ArrowRight);
        press(&mut hall, Named::Enter);
        assert_eq!(said(&hall), [Wish::Live(react(guitar, "👍", true))]);
        drop(hall.room.update(&stage.phrases, opens.clone()));
        press(&mut hall, Named::ArrowDown);
        press(&mut hall, Named::Enter);
        assert!(hall.room.composer().about().is_some(), "the entry below the emoji is the answer");
        drop(hall.room.update(&stage.phrases, opens));
        assert!(hall.room.takes_escape());
        drop(hall.room.update(&stage.phrases, Message::Dismissed));
        assert!(!hall.room.takes_escape() && hall.room.composer().about().is_some());
    }
}

#[test]
fn lines_are_walked_by_keys_once_the_list_has_the_focus() {
    for stage in Stage::both(WIDE) {
        let (mut hall, [_, guitar, ..]) = live_words(&stage, JIHUN);
        let line = id_at(&hall, guitar);
        types(&mut hall, "draft", false);
        let mut desk = Desk::of(&mut hall);
        let named = |desk: &mut Desk<'_, '_>, key: Named, code: Code| {
            desk.key(Key::Named(key), code, Modifiers::empty());
        };
        let about = |desk: &Desk<'_, '_>| desk.hall.room.composer().about().map(|about| about.subject().line);
        let letter =
            |desk: &mut Desk<'_, '_>| desk.key(Key::Character("ㄱ".into()), Code::KeyR, Modifiers::empty());
        letter(&mut desk);
        assert_eq!(about(&desk), None, "a list without the focus took a key");
        desk.run(operation::focus("room-list"));
        // The newest line, the own one before it, and past what was deleted the one with the guitar.
        named(&mut desk, Named::ArrowUp, Code::ArrowUp);
        named(&mut desk, Named::ArrowUp, Code::ArrowUp);
        letter(&mut desk);
        assert_eq!(about(&desk), Some(line));
        desk.run(operation::focus("room-list"));
        named(&mut desk, Named::Enter, Code::Enter);
        assert!(desk.hall.room.takes_escape(), "no menu is open");
        named(&mut desk, Named::ArrowDown, Code::ArrowDown);
        named(&mut desk, Named::Enter, Code::Enter);
        assert!(!desk.hall.room.takes_escape(), "the menu took nothing");
        desk.run(operation::focus("room-list"));
        named(&mut desk, Named::End, Code::End);
        letter(&mut desk);
        assert_ne!(about(&desk), Some(line));
        desk.run(operation::focus("room-list"));
        named(&mut desk, Named::Escape, Code::Escape);
        let commit = input_method::Event::Commit("box".to_owned());
        desk.event(Some(Event::InputMethod(commit)));
        assert_eq!(desk.hall.room.composer().text(), "draftbox", "the box does not have the keyboard back");
        let done: Vec<_> = said(desk.hall).into_iter().filter(|wish| matches!(wish, Wish::Say(..))).collect();
        assert_eq!(done, [], "Enter in the list sent what waits in the box");
    }
}

#[test]
fn what_one_may_not_do_is_not_offered() {
    for stage in Stage::both(WIDE) {
        let words = |key: &str| stage.text(key);
        let (mut hall, [soup, _, _, own]) = live_words(&stage, JIHUN);
        let mut offers = |place: u64| {
            let opens = Message::Deeds(DeedsMessage::MenuPressed(id_at(&hall, place), true));
            drop(hall.room.update(&stage.phrases, opens));
            ["msg-reply", "msg-copy", "msg-edit", "msg-delete", "member-whisper"]
                .map(|key| shows(&hall, &words(key)))
        };
        assert_eq!(offers(own), [true, true, true, true, false]);
        assert_eq!(offers(soup), [true, true, false, false, true]);
        let (mut hosted, [soup, ..]) = live_words(&stage, HANEUL);
        let opens = Message::Deeds(DeedsMessage::MenuPressed(id_at(&hosted, soup), true));
        drop(hosted.room.update(&stage.phrases, opens));
        assert!(shows(&hosted, &words("msg-delete")) && !shows(&hosted, &words("msg-edit")));
        hosted.tell(Update::Ended(ConnectError::Broken));
        assert!(!shows(&hosted, &words("msg-reply")), "a room that is over is answered");
    }
}

#[test]
fn a_press_on_what_is_answered_leads_there_or_asks_for_older_lines() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::unreached(&stage);
        hall.joins_late(JIHUN, 50);
        let older = hall.event(MINSU, Kind::REPLY, Slot::Room { seq: 51 }, reply(7, "yes").body());
        hall.tell(Update::Event(older, None));
        let words = stage.text("msg-quote-older");
        act(&mut hall, |simulator| {
            simulator.click(words.as_str()).unwrap();
        });
        assert!(hall.wishes.lock().unwrap().contains(&Wish::Page), "no older page was asked for");
    }
}

#[test]
fn whoever_may_hang_pins_a_line_from_its_menu_and_nobody_else() {
    for stage in Stage::both(WIDE) {
        for (host, may) in [(HANEUL, true), (JIHUN, false)] {
            let (mut hall, [_, guitar, ..]) = live_words(&stage, host);
            let line = id_at(&hall, guitar);
            drop(hall.room.update(&stage.phrases, Message::Deeds(DeedsMessage::MenuPressed(line, true))));
            assert_eq!(shows(&hall, &stage.text("msg-pin")), may);
            assert!(!shows(&hall, &stage.text("msg-unpin")), "it does not hang there");
        }
        let (mut hall, [_, guitar, ..]) = live_words(&stage, HANEUL);
        does(&mut hall, guitar, Deed::Pin);
        assert_eq!(said(&hall), [Wish::Pin(Pin { line: guitar, on: true })]);
    }
}
