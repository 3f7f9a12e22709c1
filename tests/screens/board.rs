//! The notice under the head, the panel of pinned lines, and lines that name the reader.

use iced::advanced::widget::Id;
use iced::keyboard::key::Named;
use maru::ui::screen::room::{BoardMessage, MemberMessage, Message, Wish};
use maru::wire::{Audience, Kind, Live, Notice, Pin, Topic};

use crate::hall::{HANEUL, Hall, JIHUN, MINSU, SEOYEON, key};
use crate::room::{WIDE, act, said, text, types};
use crate::stage::Stage;

/// An evening with a topic, a notice and three pinned lines.
pub(crate) fn board<'s>(stage: &'s Stage, host: u8) -> Hall<'s> {
    let mut hall = Hall::evening(stage, host);
    let topic =
        stage.pick("국과 노래, 금요일 여덟 시 마당에서", "Soup and songs, Friday at eight in the yard");
    hall.public(host, Kind::TOPIC, topic.as_bytes().to_vec(), None);
    let notice = stage.pick("방석을 가져오세요. 마루가 차가워요.", "Bring a cushion. The floor is cold.");
    hall.public(host, Kind::NOTICE, notice.as_bytes().to_vec(), None);
    for line in [2, 6, 3] {
        pins(&mut hall, host, line, true);
    }
    hall
}

fn pins(hall: &mut Hall<'_>, who: u8, line: u64, on: bool) {
    let pin = Live::Pin(Pin { line, on });
    hall.public(who, pin.kind(), pin.body(), None);
}

pub(crate) fn presses(hall: &mut Hall<'_>, message: BoardMessage) {
    drop(hall.room.update(&hall.stage.phrases, Message::Board(message)));
}

fn sees(hall: &Hall<'_>, words: &str) -> bool {
    hall.stage.simulate(hall.room.view(hall.stage.look())).find(words).is_ok()
}

#[test]
fn the_board_is_drawn_at_every_width() {
    for (name, size) in [("23b-pins", WIDE), ("23b-medium", (800.0, 720.0)), ("23b-narrow", (420.0, 720.0))] {
        for stage in Stage::both(size) {
            let mut hall = board(&stage, HANEUL);
            stage.draw(&format!("{name}-notice"), hall.room.view(stage.look()));
            presses(&mut hall, BoardMessage::PanelPressed);
            stage.draw(name, hall.room.view(stage.look()));
            presses(&mut hall, BoardMessage::PanelPressed);
            presses(&mut hall, BoardMessage::EditPressed);
            stage.draw(&format!("{name}-card"), hall.room.view(stage.look()));
        }
    }
}

#[test]
fn a_notice_stands_under_the_head_until_it_is_taken_down() {
    for stage in Stage::both(WIDE) {
        let mut hall = board(&stage, SEOYEON);
        let long = "가나다 라마바 ".repeat(60);
        hall.public(SEOYEON, Kind::NOTICE, long.trim().as_bytes().to_vec(), None);
        let height = |hall: &Hall<'_>| {
            let mut simulator = stage.simulate(hall.room.view(stage.look()));
            let found = simulator.find(Id::new("room-list"));
            found.unwrap().bounds().height
        };
        let folded = height(&hall);
        presses(&mut hall, BoardMessage::NoticePressed);
        assert!(height(&hall) + 20.0 < folded, "all of it takes more than a line");
        presses(&mut hall, BoardMessage::NoticePressed);
        assert!((height(&hall) - folded).abs() < 1.0);
        hall.public(SEOYEON, Kind::NOTICE, Vec::new(), None);
        assert!((height(&hall) - folded - 41.0).abs() < 1.0, "the bar is 40 high and has a rule");
    }
}

#[test]
fn a_pinned_line_is_gone_to_and_taken_off_by_the_host_alone() {
    for stage in Stage::both(WIDE) {
        let mut hall = board(&stage, SEOYEON);
        assert!(!hall.room.may_hang());
        presses(&mut hall, BoardMessage::PanelPressed);
        assert!(hall.room.takes_escape());
        assert!(sees(&hall, stage.pick("20개 중 3개", "3 of 20")));
        assert!(sees(&hall, stage.pick("서연님이 고정", "Pinned by Seoyeon")));
        pins(&mut hall, MINSU, 2, false);
        pins(&mut hall, SEOYEON, 2, false);
        assert!(sees(&hall, stage.pick("20개 중 2개", "2 of 20")));
        presses(&mut hall, BoardMessage::LinePressed(3, false));
        act(&mut hall, |simulator| _ = simulator.tap_key(Named::Escape));
        drop(hall.room.update(&stage.phrases, Message::Dismissed));
        assert!(!sees(&hall, stage.text("pins-title").as_str()));
        let mut own = board(&stage, HANEUL);
        presses(&mut own, BoardMessage::PinPressed(Pin { line: 2, on: false }));
        assert_eq!(said(&own), [Wish::Pin(Pin { line: 2, on: false })]);
        types(&mut own, "/unpin 2", true);
        assert_eq!(said(&own).last(), Some(&Wish::Pin(Pin { line: 6, on: false })));
        types(&mut own, stage.pick("/고정 서연", "/pin Seoyeon"), true);
        assert_eq!(said(&own).last(), Some(&Wish::Pin(Pin { line: 3, on: true })));
        types(&mut own, "/unpin 9", true);
        assert!(sees(&own, stage.text("pins-no-such").as_str()));
    }
}

#[test]
fn topic_and_notice_are_written_in_a_card_by_whoever_may() {
    for stage in Stage::both(WIDE) {
        let mut guest = board(&stage, SEOYEON);
        presses(&mut guest, BoardMessage::EditPressed);
        assert!(!sees(&guest, stage.text("board-save").as_str()));
        let mut hall = board(&stage, HANEUL);
        presses(&mut hall, BoardMessage::EditPressed);
        assert!(sees(&hall, stage.text("board-save").as_str()));
        presses(&mut hall, BoardMessage::NoticeTyped("가".repeat(501)));
        act(&mut hall, |simulator| drop(simulator.click(stage.text("board-save").as_str())));
        assert!(said(&hall).is_empty(), "what is too long is not hung up");
        presses(&mut hall, BoardMessage::NoticeTyped(" 새\n공지 ".to_owned()));
        act(&mut hall, |simulator| drop(simulator.click(stage.text("board-save").as_str()).unwrap()));
        let notice = Wish::Notice(Notice::parse("새 공지").unwrap());
        assert_eq!(said(&hall), [notice], "the topic is as it was");
        assert!(!sees(&hall, stage.text("board-save").as_str()));
        types(&mut hall, "/topic -", true);
        types(&mut hall, "/공지 -", true);
        let cleared = [Wish::Topic(Topic::default()), Wish::Notice(Notice::default())];
        assert!(said(&hall).ends_with(&cleared), "{:?}", said(&hall));
    }
}

#[test]
fn whoever_is_named_sees_it() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, SEOYEON);
        hall.says(
            SEOYEON,
            "@모두 이제 시작해요, @민수 준비됐죠?",
            "@all we begin now, @Minsu are you ready?",
        );
        hall.says(JIHUN, "@모두 저는 그냥 하는 말이에요", "@all just me talking");
        hall.says(MINSU, "`@하늘` *@하늘* 하늘", "`@Haneul` *@Haneul* Haneul");
        types(&mut hall, "@", false);
        assert!(!sees(&hall, stage.text("mention-all").as_str()), "only the host calls everybody");
        let mut own = Hall::evening(&stage, HANEUL);
        types(&mut own, stage.pick("저기 @모", "hey @a"), false);
        assert!(sees(&own, stage.text("mention-all").as_str()));
        act(&mut own, |simulator| _ = simulator.tap_key(Named::Tab));
        act(&mut own, |simulator| _ = simulator.tap_key(Named::Enter));
        stage.draw("10d-mentions", hall.room.view(stage.look()));
        let named = |text: &str| {
            let lines = hall.room.timeline().lines();
            let mut found = lines.filter(|line| hall.room.timeline().names_me(&line.kind));
            found.any(|line| format!("{:?}", line.kind).contains(text))
        };
        assert!(named(stage.pick("이제 시작해요", "we begin now")));
        assert!(!named(stage.pick("그냥 하는", "just me")));
    }
}

#[test]
fn the_card_of_a_member_whispers_names_and_copies() {
    for stage in Stage::both(WIDE) {
        let opens = |hall: &mut Hall<'_>, message: MemberMessage| {
            drop(hall.room.update(&stage.phrases, Message::Member(message)));
        };
        let mut hall = Hall::evening(&stage, HANEUL);
        opens(&mut hall, MemberMessage::Opened(key(MINSU)));
        stage.draw("18a-card", hall.room.view(stage.look()));
        assert!(sees(&hall, key(MINSU).mark().as_str()) && sees(&hall, stage.text("card-copy").as_str()));
        act(&mut hall, |simulator| drop(simulator.click(stage.text("card-mention").as_str()).unwrap()));
        assert!(!sees(&hall, stage.text("card-copy").as_str()));
        types(&mut hall, "hi", true);
        let named = text(stage.pick("@민수 hi", "@Minsu hi"));
        assert_eq!(said(&hall), [Wish::Say(Audience::Room, named)]);
        opens(&mut hall, MemberMessage::WhisperPressed(key(MINSU)));
        types(&mut hall, "psst", true);
        assert_eq!(said(&hall).last(), Some(&Wish::Say(Audience::Member(key(MINSU)), text("psst"))));
        opens(&mut hall, MemberMessage::Opened(key(HANEUL)));
        assert!(!sees(&hall, stage.text("card-whisper").as_str()), "nobody whispers to oneself");
        drop(hall.room.update(&stage.phrases, Message::Dismissed));
        opens(&mut hall, MemberMessage::Opened(key(77)));
        assert!(!sees(&hall, stage.text("card-copy").as_str()), "nobody by that key is here");
    }
}

#[test]
fn the_menu_of_a_member_comes_by_the_right_button_and_leads_to_the_card() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        act(&mut hall, |simulator| {
            let row = Id::from(format!("member-{}", format!("{MINSU:02x}").repeat(32)));
            let row = simulator.find(row).unwrap().bounds();
            simulator.point_at(row.center());
            let right = iced::mouse::Event::ButtonPressed(iced::mouse::Button::Right);
            drop(simulator.simulate([iced::Event::Mouse(right)]));
        });
        stage.draw("03d-member-menu", hall.room.view(stage.look()));
        assert!(sees(&hall, stage.text("card-whisper").as_str()));
        act(&mut hall, |simulator| drop(simulator.click(stage.text("card-open").as_str()).unwrap()));
        assert!(!sees(&hall, stage.text("card-open").as_str()), "the menu is closed");
        assert!(sees(&hall, key(MINSU).mark().as_str()), "the card is open");
    }
}
