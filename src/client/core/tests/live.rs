//! What is said about lines, where a host or the disk knows less than before.

use super::copied::{Copied, with_history};
use super::*;
use crate::store::{Batch, OutboxRecord};
use crate::wire::{Delete, Edit, Reply, Text};

fn text(text: &str) -> Text {
    Text::parse(text).unwrap()
}

#[test]
fn what_is_about_a_line_that_is_lost_is_never_said_about_another() {
    let mut copied = Copied::new();
    copied.hear_own("내 말", 1);
    copied.hear("남의 말", 1);
    copied.hear_own("잃을 말", 2);
    copied.hear_live(&Live::Edit(Edit { of: 1, text: text("고친 말") }), 3);
    copied.hear_live(&Live::Reply(Reply { to: 3, text: text("잃은 말에 답") }), 4);
    copied.hear_live(&Live::Edit(Edit { of: 3, text: text("잃은 말 고침") }), 5);
    // Typed, and not said yet.
    for live in [Live::Delete(Delete { of: 3 }), Live::Reply(Reply { to: 3, text: text("또 답") })] {
        copied.stage.core.say(copied.stage.now, Line::of_live(&live), [7; 16]);
    }
    copied.stage.core.say(copied.stage.now, Line::of_live(&Live::Delete(Delete { of: 1 })), [7; 16]);
    copied.settle();
    copied.stage.cut_and_wait();
    copied.put_back(2, &["다른 하나", "다른 둘"]);
    copied.come_in(1).unwrap();
    let mut waits = copied.waits();
    waits.sort();
    let own = |kind, words: &str| (kind, words.to_owned());
    let expected = [
        own(Kind::CHAT, "또 답"),
        own(Kind::CHAT, "잃은 말에 답"),
        own(Kind::CHAT, "잃을 말"),
        own(Kind::EDIT, "고친 말"),
        own(Kind::DELETE, ""),
    ];
    assert_eq!(waits, expected);
    let dropped =
        copied.stage.updates().iter().filter(|update| matches!(update, Update::Discarded(_))).count();
    assert_eq!(dropped, 1);
}

#[test]
fn a_line_that_comes_by_a_page_is_kept_as_it_was_changed_since() {
    let mut copied = Copied::new();
    let line = copied.stage.event(&person(3), Kind::CHAT, b"apple", 1);
    let edit = Live::Edit(Edit { of: 1, text: text("banana") });
    let edit = copied.stage.event(&person(3), Kind::EDIT, &edit.body(), 2);
    copied.stage.cut_and_wait();
    copied.stage.connect();
    copied.stage.requests();
    // It begins behind both, and reads them in two pages.
    copied.stage.welcome().unwrap();
    copied.settle();
    for event in [edit, line] {
        copied.stage.core.page();
        let before = event.header.slot.seq() + 1;
        copied.stage.tell(Delivery::Page(PageHead { before, events: 1, floor: 1 })).unwrap();
        copied.stage.tell(Delivery::Event(event)).unwrap();
        copied.settle();
    }
    let query = crate::store::search::Query::parse("banana", &jiff::tz::TimeZone::UTC);
    assert_eq!(copied.database.search(&query, None, 9).unwrap().hits.len(), 1);
    let query = crate::store::search::Query::parse("apple", &jiff::tz::TimeZone::UTC);
    assert_eq!(copied.database.search(&query, None, 9).unwrap().hits, []);
}

#[test]
fn an_answer_that_comes_back_as_a_line_of_its_own_is_no_longer_shown_as_lost() {
    let mut copied = Copied::new();
    (1..=3).for_each(|nonce| copied.hear(&format!("줄 {nonce}"), nonce));
    let reply = Live::Reply(Reply { to: 3, text: text("그래") });
    let reply = copied.stage.event(&person(4), Kind::REPLY, &reply.body(), 1);
    copied.tell(reply);
    copied.stage.cut_and_wait();
    copied.put_back(2, &["다른 하나"]);
    copied.come_in(0).unwrap();
    assert_eq!(copied.database.aside().unwrap().len(), 2);
    let again = copied.stage.event(&person(4), Kind::CHAT, "그래".as_bytes(), 1);
    copied.tell(again);
    assert_eq!(copied.database.aside().unwrap().len(), 1);
}

#[test]
fn a_line_that_waits_and_was_set_aside_as_well_is_said_once() {
    let mut copied = with_history();
    copied.stage.cut_and_wait();
    let lost = copied.events[3].clone();
    // An older copy of the outbox, from before the line was told.
    let record = OutboxRecord {
        audience: Audience::Room,
        kind: Kind::CHAT,
        content: lost.content().unwrap().clone(),
        time: 1,
        nonce: 1,
        refused: None,
    };
    copied.database.commit(&Batch { changes: vec![Change::Outbox(1, record)] }).unwrap();
    copied.open();
    copied.put_back(3, &[]);
    copied.come_in(0).unwrap();
    assert_eq!(copied.waits(), [(Kind::CHAT, "내 말".to_owned())]);
}
