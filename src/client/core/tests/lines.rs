//! Own lines: told once, refused, or still waiting, whatever happens in between.

use super::*;

fn settled(stage: &mut Stage) -> Vec<Ticket> {
    let ticket = |update| match update {
        Update::Event(_, ticket) => ticket,
        Update::Settled(ticket) => Some(ticket),
        _ => None,
    };
    stage.updates().into_iter().filter_map(ticket).collect()
}

#[test]
fn a_line_waits_until_its_event_comes_back() {
    let mut stage = Stage::here();
    let ticket = stage.say("안녕");
    assert!(matches!(&stage.updates()[..], [Update::Pending(pending)] if pending.ticket == ticket));
    assert_eq!(stage.drafts(), [("안녕".to_owned(), 1)]);
    assert_eq!(stage.core.waiting(), 1);
    stage.hear("남의 말");
    assert!(settled(&mut stage).is_empty());
    stage.hear_own(1);
    assert_eq!(settled(&mut stage), [ticket]);
    assert_eq!(stage.core.waiting(), 0);
}

#[test]
fn a_draft_is_signed_for_this_room_and_says_what_was_seen() {
    let mut stage = Stage::here();
    stage.hear("하나");
    stage.say("둘");
    let Some(Request::Say(draft)) = stage.requests().pop() else { panic!() };
    assert_eq!(draft.seen, stage.log);
    assert!(draft.check(stage.me.public(), stage.charter().room()).is_ok());
}

#[test]
fn a_change_that_would_change_nothing_is_settled_quietly() {
    let mut stage = Stage::here();
    stage.hear("하나");
    let reaction = Reaction { to: 1, emoji: Emoji::parse("👍").unwrap(), on: true };
    let ticket = stage.core.say(stage.now, Line::of_live(&Live::Reaction(reaction)), [7; 16]);
    let Some(Request::Say(draft)) = stage.requests().pop() else { panic!() };
    assert_eq!((draft.kind, draft.audience, draft.nonce), (Kind::REACTION, Audience::Room, 1));
    stage.updates();
    stage.answer(Shelf::Room, 1, Outcome::Refused(Rejection::Unchanged));
    assert!(matches!(stage.updates()[..], [Update::Settled(settled)] if settled == ticket));
    assert_eq!(stage.core.waiting(), 0);
    stage.say("둘");
    assert_eq!(stage.drafts(), [("둘".to_owned(), 2)]);
}

#[test]
fn a_line_whose_nonce_was_used_up_is_said_again_under_another() {
    let mut stage = Stage::here();
    let _tickets = ["하나", "둘"].map(|text| stage.say(text));
    stage.drafts();
    stage.updates();
    stage.answer(Shelf::Room, 1, Outcome::Refused(Rejection::NonceUsed));
    assert_eq!(stage.drafts(), [("하나".to_owned(), 3)]);
    assert_eq!(stage.core.waiting(), 2);
    assert!(!stage.updates().iter().any(|update| matches!(update, Update::Refused { .. })));
}

#[test]
fn the_two_shelves_count_apart() {
    let mut stage = Stage::here();
    stage.say("a");
    stage.whisper("b");
    stage.say("c");
    stage.whisper("d");
    let mut drafts = stage.drafts();
    drafts.sort();
    let expected = [("a", 1), ("b", 1), ("c", 2), ("d", 2)].map(|(text, nonce)| (text.to_owned(), nonce));
    assert_eq!(drafts, expected);
}

#[test]
fn a_whisper_is_settled_by_the_copy_in_the_own_mailbox() {
    let mut stage = Stage::here();
    let ticket = stage.whisper("비밀");
    stage.drafts();
    let letter = stage.letter(&Arc::clone(&stage.me), "비밀", 1);
    stage.tell(Delivery::Event(letter)).unwrap();
    assert_eq!(settled(&mut stage), [ticket]);
}

#[test]
fn what_was_said_before_coming_in_leaves_after_it() {
    let mut stage = Stage::new();
    stage.say("벌써");
    stage.connect();
    assert!(stage.drafts().is_empty());
    stage.welcome_with(|welcome| welcome.settled = Settled { room: 41, mail: 0 }).unwrap();
    assert_eq!(stage.drafts(), [("벌써".to_owned(), 42)]);
}

#[test]
fn a_refused_line_is_told_and_can_be_tried_again_or_thrown_away() {
    let mut stage = Stage::here();
    let ticket = stage.say("안녕");
    stage.drafts();
    stage.updates();
    stage.answer(Shelf::Room, 1, Outcome::Refused(Rejection::BadText));
    let told = stage.updates();
    assert!(
        matches!(&told[..], [Update::Refused { ticket: t, rejection: Rejection::BadText, .. }] if *t == ticket)
    );
    stage.core.retry(stage.now, ticket);
    assert_eq!(stage.drafts(), [("안녕".to_owned(), 2)]);
    stage.core.discard(ticket);
    assert!(!stage.updates().iter().any(|update| matches!(update, Update::Discarded(_))), "it is on its way");
    stage.answer(Shelf::Room, 2, Outcome::Refused(Rejection::BadText));
    stage.core.discard(ticket);
    assert!(stage.updates().iter().any(|update| matches!(update, Update::Discarded(t) if *t == ticket)));
}

#[test]
fn a_refusal_that_overtakes_an_event_loses_neither_line() {
    let mut stage = Stage::here();
    let (first, second, third) = (stage.say("하나"), stage.say("둘"), stage.say("셋"));
    stage.drafts();
    stage.updates();
    // The host settled 1, 2 and 3 in order; the refusal of 2 was on a faster way.
    stage.answer(Shelf::Room, 2, Outcome::Refused(Rejection::BadText));
    assert!(matches!(&stage.updates()[..], [Update::Refused { ticket, .. }] if *ticket == second));
    stage.hear_own(1);
    stage.hear_own(3);
    assert_eq!(settled(&mut stage), [first, third]);
    assert_eq!(stage.core.waiting(), 0);
    stage.say("넷");
    assert_eq!(stage.drafts(), [("넷".to_owned(), 4)]);
}

#[test]
fn a_host_that_asks_for_patience_gets_it_and_then_the_lines_in_order() {
    let mut stage = Stage::here();
    ["a", "b", "c"].iter().for_each(|text| {
        stage.say(text);
    });
    stage.drafts();
    stage.updates();
    stage.answer(Shelf::Room, 2, Outcome::Later { milliseconds: 700 });
    assert!(matches!(stage.updates()[..], [Update::Slowed(wait)] if wait == Duration::from_millis(700)));
    stage.hear_own(1);
    stage.say("d");
    assert!(stage.drafts().is_empty());
    assert_eq!(stage.core.poll_timeout(), Some(stage.now.ticks + Duration::from_millis(700)));
    stage.pass(Duration::from_millis(700));
    // No more than the host seems to have time for; the others follow as they are settled.
    assert_eq!(stage.drafts(), [("b", 2), ("c", 3)].map(|(text, nonce)| (text.to_owned(), nonce)));
    stage.hear_own(2);
    assert_eq!(stage.drafts(), [("d".to_owned(), 4)]);
}

#[test]
fn patience_on_one_shelf_holds_nothing_up_on_the_other() {
    let mut stage = Stage::here();
    stage.say("a");
    stage.drafts();
    stage.answer(Shelf::Room, 1, Outcome::Later { milliseconds: 700 });
    stage.whisper("b");
    assert_eq!(stage.drafts(), [("b".to_owned(), 1)]);
}

#[test]
fn after_a_break_everything_unsettled_is_said_again_with_its_nonce() {
    let mut stage = Stage::here();
    let tickets = ["a", "b", "c"].map(|text| stage.say(text));
    stage.drafts();
    stage.hear_own(1);
    stage.cut_and_wait();
    stage.connect();
    let resume = Resume { room: stage.charter().room(), log: stage.log, mail: stage.mail };
    assert_eq!(stage.hello().resume, Some(resume));
    // The host had settled 2 as well; its event was on the way when the link broke.
    stage.welcome_with(|welcome| welcome.settled = Settled { room: 2, mail: 0 }).unwrap();
    assert_eq!(stage.drafts(), [("b".to_owned(), 2), ("c".to_owned(), 3)]);
    stage.updates();
    stage.hear_own(2);
    // The answer to the repeat says the same again.
    let seq = stage.log.seq;
    stage.answer(Shelf::Room, 2, Outcome::Accepted(seq));
    stage.hear_own(3);
    assert_eq!(settled(&mut stage), tickets[1..]);
}

#[test]
fn a_line_that_the_host_no_longer_tells_is_settled_by_the_answer_to_its_repeat() {
    let mut stage = Stage::here();
    let ticket = stage.say("a");
    stage.drafts();
    stage.cut_and_wait();
    stage.connect();
    stage.log = Mark { seq: 500, hash: Hash([5; 32]) };
    let upto = Settled { room: 1, mail: 0 };
    stage.welcome_with(|welcome| (welcome.settled, welcome.floor) = (upto, 501)).unwrap();
    assert_eq!(stage.drafts(), [("a".to_owned(), 1)]);
    stage.updates();
    stage.answer(Shelf::Room, 1, Outcome::Accepted(3));
    assert_eq!(settled(&mut stage), [ticket]);
}

#[test]
fn a_line_that_lies_in_a_gap_is_asked_for_again() {
    let mut stage = Stage::here();
    let ticket = stage.say("a");
    stage.drafts();
    stage.updates();
    stage.log = Mark { seq: 500, hash: Hash([5; 32]) };
    stage.tell(Delivery::Gap(stage.log)).unwrap();
    stage.pass(Duration::from_secs(1));
    stage.connect();
    let upto = Settled { room: 1, mail: 0 };
    stage.welcome_with(|welcome| (welcome.settled, welcome.floor) = (upto, 501)).unwrap();
    assert_eq!(stage.drafts(), [("a".to_owned(), 1)]);
    stage.answer(Shelf::Room, 1, Outcome::Accepted(3));
    assert_eq!(settled(&mut stage), [ticket]);
}

#[test]
fn an_accepted_line_that_is_still_to_be_told_is_settled_by_its_event() {
    let mut stage = Stage::here();
    let ticket = stage.say("a");
    stage.drafts();
    stage.updates();
    stage.answer(Shelf::Room, 1, Outcome::Accepted(1));
    assert!(settled(&mut stage).is_empty());
    stage.hear_own(1);
    assert_eq!(settled(&mut stage), [ticket]);
}

#[test]
fn in_another_room_the_waiting_lines_get_its_numbers_and_signatures() {
    let mut stage = Stage::here();
    ["a", "b"].iter().for_each(|text| {
        stage.say(text);
    });
    stage.drafts();
    stage.hear_own(1);
    stage.cut_and_wait();
    stage.room_key = person(201);
    (stage.log, stage.mail) = (Mark::default(), Mark::default());
    stage.connect();
    stage.requests();
    stage.welcome().unwrap();
    let Some(Request::Say(draft)) = stage.requests().pop() else { panic!() };
    assert_eq!((draft.content.text(), draft.nonce), (Some("b"), 1));
    assert!(draft.check(stage.me.public(), stage.charter().room()).is_ok());
    let joined = stage.updates().into_iter().find_map(|update| match update {
        Update::Joined(joined) => Some(joined.resumed),
        _ => None,
    });
    assert_eq!(joined, Some(Resumed::OtherRoom));
}

#[test]
fn an_event_of_an_earlier_life_settles_nothing() {
    let mut stage = Stage::new();
    stage.connect();
    stage.welcome_with(|welcome| welcome.settled = Settled { room: 3, mail: 0 }).unwrap();
    let ticket = stage.say("다시 왔어요");
    stage.drafts();
    stage.updates();
    stage.hear_own(2);
    stage.hear_own(3);
    assert!(settled(&mut stage).is_empty());
    stage.hear_own(4);
    assert_eq!(settled(&mut stage), [ticket]);
}

#[test]
fn a_hostile_number_of_settled_lines_does_no_harm() {
    let mut stage = Stage::new();
    stage.connect();
    stage.welcome_with(|welcome| welcome.settled = Settled { room: u64::MAX, mail: u64::MAX }).unwrap();
    stage.say("a");
    stage.say("b");
    stage.drafts();
    for _ in 0..3 {
        stage.hear_own(u64::MAX);
    }
    stage.answer(Shelf::Mail, u64::MAX, Outcome::Later { milliseconds: u32::MAX });
}

#[test]
fn a_name_that_was_once_the_own_one_is_not_asked_for_again() {
    let mut stage = Stage::new();
    let me = Arc::clone(&stage.me);
    // A rename of an earlier life, told again as history.
    let old = stage.event(&me, Kind::RENAME, "옛이름".as_bytes(), 1);
    stage.connect();
    stage.welcome_with(|welcome| welcome.log = Mark::default()).unwrap();
    stage.tell(Delivery::Event(old)).unwrap();
    stage.cut_and_wait();
    stage.connect();
    assert_eq!(stage.hello().name, name("하늘"));
    stage.welcome().unwrap();
    let renamed = stage.event(&me, Kind::RENAME, "바다".as_bytes(), 2);
    stage.tell(Delivery::Event(renamed)).unwrap();
    stage.cut_and_wait();
    stage.connect();
    assert_eq!(stage.hello().name, name("바다"));
}

/// A member away while `many` others' lines and its own line with nonce 1 were said; the host begins behind them.
fn away_for(stage: &mut Stage, own: Option<&str>, many: u8) -> Vec<Event> {
    stage.drafts();
    stage.cut_and_wait();
    let mut missed = vec![match own {
        Some(text) => stage.event(&Arc::clone(&stage.me), Kind::CHAT, text.as_bytes(), 1),
        None => stage.own(1),
    }];
    missed.extend((0..many).map(|n| stage.event(&person(3), Kind::CHAT, &[b'a' + n % 26], 1)));
    stage.connect();
    stage.welcome_with(|welcome| welcome.settled = Settled { room: 1, mail: 0 }).unwrap();
    missed
}

#[test]
fn a_line_that_was_missed_is_looked_for_in_pages_and_not_said_twice() {
    let mut stage = Stage::here();
    let ticket = stage.say("a");
    let missed = away_for(&mut stage, None, 9);
    assert_eq!(stage.drafts(), [("a".to_owned(), 1)]);
    stage.updates();
    stage.answer(Shelf::Room, 1, Outcome::Accepted(1));
    assert_eq!(stage.requests(), [Request::Page(PageRequest { before: 11, count: 10 })]);
    assert!(settled(&mut stage).is_empty());
    stage.tell(Delivery::Page(PageHead { before: 11, events: 4, floor: 1 })).unwrap();
    missed[6..].iter().for_each(|event| stage.tell(Delivery::Event(event.clone())).unwrap());
    assert_eq!(stage.requests(), [Request::Page(PageRequest { before: 7, count: 6 })]);
    stage.tell(Delivery::Page(PageHead { before: 7, events: 6, floor: 1 })).unwrap();
    missed[..6].iter().for_each(|event| stage.tell(Delivery::Event(event.clone())).unwrap());
    assert_eq!(settled(&mut stage), [ticket]);
    assert!(stage.drafts().is_empty());
}

#[test]
fn a_missed_line_of_another_life_under_the_same_nonce_settles_nothing() {
    let mut stage = Stage::here();
    stage.say("a");
    let missed = away_for(&mut stage, Some("another"), 1);
    stage.requests();
    stage.answer(Shelf::Room, 1, Outcome::Accepted(1));
    stage.requests();
    stage.updates();
    stage.tell(Delivery::Page(PageHead { before: 3, events: 2, floor: 1 })).unwrap();
    missed.iter().for_each(|event| stage.tell(Delivery::Event(event.clone())).unwrap());
    assert!(settled(&mut stage).is_empty());
    assert_eq!(stage.drafts(), [("a".to_owned(), 2)]);
}
