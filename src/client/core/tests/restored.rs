//! A host that knows less than before, or shows two histories; with a copy on the disk and without.

use super::copied::{Copied, with_history};
use super::*;
use crate::wire::Offer;

fn restored(updates: &[Update]) -> Vec<(Seq, u64)> {
    let found = updates.iter().filter_map(|update| match update {
        Update::Restored { after, lost, .. } => Some((*after, *lost)),
        _ => None,
    });
    found.collect()
}

#[test]
fn what_a_host_lost_is_said_again_by_its_author_and_given_back_by_others() {
    let mut copied = with_history();
    copied.stage.cut_and_wait();
    copied.put_back(3, &[]);
    let mut offers = Vec::new();
    copied.stage.connect();
    assert_eq!(copied.stage.hello().resume.map(|resume| resume.log.seq), Some(5));
    copied.stage.welcome_with(|welcome| welcome.log = Mark::default()).unwrap();
    copied.settle();
    assert!(copied.stage.core.wants_link());
    let updates = copied.stage.updates();
    assert_eq!(restored(&updates), [(3, 2)]);
    assert!(updates.iter().any(|update| matches!(update, Update::Pending(line) if line.text() == "내 말")));
    copied.stage.connect();
    assert_eq!(copied.stage.hello().resume.map(|resume| resume.log), Some(copied.stage.log));
    copied.stage.welcome().unwrap();
    copied.settle();
    let mut drafts = Vec::new();
    for request in copied.stage.requests() {
        match request {
            Request::Offer(Offer { author, draft }) => offers.push((author, draft)),
            Request::Say(draft) => drafts.push((draft.content.clone(), draft.nonce)),
            _ => {}
        }
    }
    assert_eq!(drafts.len(), 1);
    assert_eq!(drafts[0].1, 1);
    // The author's signature still holds.
    let (author, draft) = offers.pop().unwrap();
    assert!(offers.is_empty());
    assert_eq!((author, draft.nonce), (person(3).public(), 4));
    let room = copied.stage.charter().room();
    let signed = draft.check(author, room).unwrap();
    // It stays aside until it stands in the room again.
    assert_eq!(copied.database.aside().unwrap().len(), 1);
    let content = signed.draft().content.clone();
    let slot = (Slot::Room { seq: 4 }, copied.stage.log.hash);
    let event = copied.stage.event_with(&person(3), slot, (Kind::CHAT, 4), content);
    copied.stage.tell(Delivery::Event(event)).unwrap();
    copied.settle();
    assert!(copied.database.aside().unwrap().is_empty());
    assert!(copied.stage.updates().iter().any(|update| matches!(update, Update::Returned(..))));
}

#[test]
fn a_host_that_went_on_without_what_it_lost_is_met_at_the_last_common_event() {
    for kept in 0..=5 {
        let mut copied = with_history();
        copied.stage.cut_and_wait();
        copied.put_back(kept, &["다른 하나", "다른 둘", "다른 셋", "다른 넷", "다른 다섯", "다른 여섯"]);
        copied.come_in(0).unwrap();
        let expected: &[(Seq, u64)] = if kept == 5 { &[] } else { &[(kept as Seq, 5 - kept as Seq)] };
        assert_eq!(restored(&copied.stage.updates()), expected, "{kept}");
        assert_eq!(copied.database.last().unwrap(), copied.stage.log, "{kept}");
        let own = usize::from(kept < 4);
        assert_eq!(copied.database.aside().unwrap().len(), 5 - kept - own, "{kept}");
        assert_eq!(copied.database.outbox().unwrap().len(), own, "{kept}");
    }
}

#[test]
fn what_was_missed_must_meet_what_was_had_or_the_two_are_compared() {
    let mut copied = with_history();
    copied.stage.cut_and_wait();
    copied.put_back(3, &["ㄱ", "ㄴ", "ㄷ", "ㄹ", "ㅁ", "ㅂ", "ㅅ"]);
    copied.stage.connect();
    copied.stage.requests();
    // The host begins further up: nothing shows yet that it tells another history.
    copied.stage.welcome().unwrap();
    copied.settle();
    copied.stage.updates();
    copied.stage.core.page();
    assert_eq!(copied.stage.requests(), [Request::Page(PageRequest { before: 11, count: 5 })]);
    copied.stage.tell(Delivery::Page(PageHead { before: 11, events: 5, floor: 1 })).unwrap();
    let page: Vec<_> = copied.events[5..].to_vec();
    for event in page {
        copied.stage.tell(Delivery::Event(event)).unwrap();
    }
    copied.settle();
    copied.answer_pages().unwrap();
    assert_eq!(restored(&copied.stage.updates()), [(3, 7)]);
    copied.come_in(0).unwrap();
    assert_eq!(copied.database.last().unwrap(), copied.stage.log);
    // Only what the host really lost is still aside.
    assert_eq!(copied.database.aside().unwrap().len(), 1);
}

#[test]
fn a_host_whose_clock_went_back_with_its_room_is_no_liar() {
    let mut copied = with_history();
    copied.stage.cut_and_wait();
    copied.put_back(3, &["ㄱ", "ㄴ", "ㄷ", "ㄹ"]);
    copied.stage.connect();
    // The host begins further up, where its clock was never as late as it was before.
    copied.stage.welcome().unwrap();
    let mut event = copied.stage.event(&person(4), Kind::CHAT, "ㅁ".as_bytes(), 104);
    event.header.time = 1;
    copied.stage.tell(Delivery::Event(event)).unwrap();
}

#[test]
fn what_was_set_aside_outlives_the_program() {
    let mut copied = with_history();
    copied.stage.cut_and_wait();
    copied.put_back(3, &["다른 하나"]);
    copied.come_in(0).unwrap();
    copied.open();
    let kept = copied.stage.updates().into_iter().find_map(|update| match update {
        Update::Kept(kept) => Some(kept),
        _ => None,
    });
    assert_eq!(kept.unwrap().aside.len(), 1);
    copied.come_in(0).unwrap();
    let offered = |update: &Update| matches!(update, Update::Offered(1));
    assert!(copied.stage.updates().iter().any(offered));
}

#[test]
fn a_host_that_shows_again_what_it_had_given_up_has_both_histories() {
    let mut copied = with_history();
    let before = copied.events.clone();
    copied.stage.cut_and_wait();
    copied.put_back(3, &["다른 하나", "다른 둘", "다른 셋"]);
    copied.come_in(0).unwrap();
    copied.stage.updates();
    copied.stage.cut_and_wait();
    copied.events = before;
    copied.stage.log = copied.events.last().map(Event::mark).unwrap();
    assert_eq!(copied.come_in(1), Err(Wrong::Forked));
    copied.settle();
    let is_forked = |update: &Update| matches!(update, Update::Forked(_));
    assert!(copied.stage.updates().iter().any(is_forked));
    copied.open();
    assert!(copied.stage.updates().iter().any(is_forked), "also without two heads of one place");
    assert!(!ConnectError::Violation(Wrong::Forked).passes());
}

#[test]
fn a_host_put_back_and_put_back_again_before_anything_was_said_is_believed() {
    let mut copied = with_history();
    let before = copied.events.clone();
    copied.stage.cut_and_wait();
    copied.put_back(3, &[]);
    copied.come_in(0).unwrap();
    copied.stage.cut_and_wait();
    copied.events = before;
    copied.stage.log = copied.events.last().map(Event::mark).unwrap();
    copied.come_in(1).unwrap();
    assert!(copied.database.aside().unwrap().is_empty());
    assert_eq!(copied.database.last().unwrap(), copied.stage.log);
    // The own line was told before it was said again.
    assert!(copied.database.outbox().unwrap().is_empty());
}

#[test]
fn two_heads_of_one_place_are_a_proof_that_outlives_the_program() {
    let mut copied = with_history();
    copied.stage.tell(copied.stage.head()).unwrap();
    copied.stage.core.handle_read().unwrap();
    let room = copied.stage.charter().room();
    let other = copied.stage.host.head(room, Mark { hash: Hash([9; 32]), ..copied.stage.log });
    assert_eq!(copied.stage.tell(Delivery::Head(other)), Err(Wrong::Forked));
    copied.settle();
    let host = copied.stage.host.public();
    let proof = |updates: Vec<Update>| {
        updates.into_iter().find_map(|update| match update {
            Update::Forked(proof) => proof,
            _ => None,
        })
    };
    assert!(proof(copied.stage.updates()).unwrap().holds(&host));
    copied.open();
    assert!(proof(copied.stage.updates()).unwrap().holds(&host));
}

#[test]
fn a_copy_that_missed_what_was_set_aside_takes_what_follows() {
    let mut copied = with_history();
    copied.stage.cut_and_wait();
    copied.put_back(3, &[]);
    copied.stage.connect();
    copied.stage.welcome_with(|welcome| welcome.log = Mark::default()).unwrap();
    copied.miss();
    copied.stage.core.read(1);
    copied.miss();
    copied.come_in(1).unwrap();
    copied.hear("다른 하나", 5);
    assert_eq!(copied.database.last().unwrap(), copied.stage.log);
    assert_eq!(copied.database.aside().unwrap().len(), 2);
}

#[test]
fn a_head_of_a_history_that_the_host_gave_up_is_no_proof_in_the_next_program() {
    let mut copied = with_history();
    copied.stage.tell(copied.stage.head()).unwrap();
    copied.stage.core.handle_read().unwrap();
    copied.settle();
    copied.stage.cut_and_wait();
    copied.put_back(3, &["다른 하나", "다른 둘"]);
    copied.stage.connect();
    copied.stage.welcome_with(|welcome| welcome.log = Mark::default()).unwrap();
    copied.settle();
    copied.answer_pages().unwrap();
    assert_eq!(restored(&copied.stage.updates()), [(3, 2)]);
    // It dies before it is told anything else.
    copied.open();
    copied.come_in(0).unwrap();
    assert_eq!(copied.database.last().unwrap(), copied.stage.log);
}

#[test]
fn a_line_that_its_author_said_again_under_another_nonce_is_not_lost_any_more() {
    let mut copied = with_history();
    copied.stage.cut_and_wait();
    copied.put_back(3, &[]);
    let lost = copied.events.len() as Seq + 2;
    copied.come_in(0).unwrap();
    let aside = copied.database.aside().unwrap();
    assert_eq!(aside.iter().map(Event::mark).map(|mark| mark.seq).collect::<Vec<_>>(), [lost]);
    let slot = (Slot::Room { seq: 4 }, copied.stage.log.hash);
    let content = aside[0].content().unwrap().clone();
    let event = copied.stage.event_with(&person(3), slot, (Kind::CHAT, 9), content);
    copied.tell(event);
    assert!(copied.database.aside().unwrap().is_empty());
}

#[test]
fn a_head_of_another_history_that_the_host_did_not_sign_proves_nothing() {
    let mut copied = with_history();
    copied.stage.tell(copied.stage.head()).unwrap();
    copied.stage.core.handle_read().unwrap();
    let room = copied.stage.charter().room();
    let forged = person(9).head(room, Mark { hash: Hash([9; 32]), ..copied.stage.log });
    assert_eq!(copied.stage.tell(Delivery::Head(forged)), Err(Wrong::BrokenHead));
    assert!(!copied.stage.updates().iter().any(|update| matches!(update, Update::Forked(_))));
}

/// A line of somebody who had seen `seen`.
fn said_after(copied: &mut Copied, author: u8, seen: Mark) -> Vec<Update> {
    let content = Content { salt: [author; 16], bytes: b"?".to_vec() };
    let slot = (Slot::Room { seq: copied.stage.log.seq + 1 }, copied.stage.log.hash);
    let mut event = copied.stage.event_with(&person(author), slot, (Kind::CHAT, 1), content);
    event.header.seen = seen;
    copied.stage.log = event.mark();
    copied.tell(event);
    copied.stage.updates()
}

#[test]
fn who_has_seen_another_history_is_told_of_once() {
    let differs =
        |updates: &[Update]| updates.iter().filter(|update| matches!(update, Update::Differs { .. })).count();
    let mut copied = with_history();
    let right = copied.events[1].mark();
    let wrong = Mark { hash: Hash([9; 32]), ..right };
    assert_eq!(differs(&said_after(&mut copied, 5, right)), 0);
    assert_eq!(differs(&said_after(&mut copied, 6, wrong)), 1);
    assert_eq!(differs(&said_after(&mut copied, 6, wrong)), 0);
    // Also where only the disk still knows what stood there.
    copied.stage.cut_and_wait();
    copied.put_back(6, &[]);
    copied.open();
    copied.come_in(1).unwrap();
    copied.stage.updates();
    assert_eq!(differs(&said_after(&mut copied, 7, wrong)), 1);
}

#[test]
fn a_host_with_fewer_letters_than_before_has_lost_them() {
    let mut copied = with_history();
    let letter = copied.stage.letter(&person(3), "비밀", 1);
    copied.stage.tell(Delivery::Event(letter)).unwrap();
    copied.settle();
    copied.stage.cut_and_wait();
    copied.stage.mail = Mark::default();
    copied.come_in(1).unwrap();
    let updates = copied.stage.updates();
    let mail = |update: &Update| matches!(update, Update::Restored { shelf: Shelf::Mail, after: 0, lost: 1 });
    assert!(updates.iter().any(mail));
    assert_eq!(copied.database.aside().unwrap().len(), 1);
    let letter = copied.stage.letter(&person(3), "다른 비밀", 1);
    copied.stage.tell(Delivery::Event(letter)).unwrap();
    copied.settle();
}

#[test]
fn without_a_copy_a_host_that_went_back_is_followed_too() {
    let mut stage = Stage::here();
    let mut marks = vec![stage.log];
    for text in ["하나", "둘", "셋"] {
        stage.hear(text);
        marks.push(stage.log);
    }
    stage.cut_and_wait();
    stage.updates();
    stage.log = marks[1];
    stage.connect();
    stage.welcome_with(|welcome| welcome.log = Mark::default()).unwrap();
    assert!(stage.core.wants_link());
    assert_eq!(restored(&stage.updates()), [(1, 2)]);
    stage.connect();
    stage.welcome().unwrap();
    stage.hear("그 뒤");
}

#[test]
fn a_host_that_goes_back_without_end_is_not_followed_without_end() {
    let mut stage = Stage::here();
    let mut before = stage.log;
    for round in 0.. {
        stage.hear("하나");
        stage.cut_and_wait();
        stage.updates();
        stage.log = before;
        stage.connect();
        let came = stage.welcome_with(|welcome| welcome.log = Mark::default());
        if came == Err(Wrong::BrokenChain) {
            assert_eq!(round, limits::RESTORES);
            return;
        }
        stage.connect();
        stage.welcome().unwrap();
        before = stage.log;
    }
}

#[test]
fn a_letter_from_before_a_hole_is_shown_with_what_is_below_the_hole() {
    let mut copied = Copied::new();
    copied.hear("밥 먹자", 1);
    let letter = copied.stage.letter(&person(3), "너만 알아", 1);
    copied.stage.tell(Delivery::Event(letter.clone())).unwrap();
    copied.settle();
    copied.stage.cut_and_wait();
    ["놓친", "말"]
        .into_iter()
        .for_each(|text| drop(copied.stage.event(&person(3), Kind::CHAT, text.as_bytes(), 1)));
    copied.stage.connect();
    copied.stage.welcome().unwrap();
    copied.hear("다시 왔네", 2);
    copied.open();
    copied.stage.updates();
    copied.stage.core.page();
    copied.settle();
    let letters = copied.stage.updates().into_iter().filter_map(|update| match update {
        Update::Page { letters, .. } => Some(letters),
        _ => None,
    });
    assert_eq!(letters.flatten().collect::<Vec<_>>(), [letter]);
}

#[test]
fn a_host_whose_disk_owes_what_it_is_asked_for_is_asked_another_time() {
    let mut copied = with_history();
    copied.stage.cut_and_wait();
    copied.put_back(3, &["다른 하나", "다른 둘"]);
    copied.stage.connect();
    copied.stage.welcome_with(|welcome| welcome.log = Mark::default()).unwrap();
    copied.settle();
    let Some(Request::Page(PageRequest { before, .. })) = copied.stage.requests().pop() else { panic!() };
    let head = PageHead { before, events: 0, floor: 1 };
    copied.stage.tell(Delivery::Page(head)).unwrap();
    let updates = copied.stage.updates();
    assert!(matches!(updates.last(), Some(Update::Lost { error: ConnectError::Broken, .. })), "{updates:?}");
    assert!(restored(&updates).is_empty());
    copied.stage.wait();
    copied.come_in(0).unwrap();
    assert_eq!(restored(&copied.stage.updates()), [(3, 2)]);
}
