//! Following two shelves: nothing is passed on that does not follow what came before.

use super::*;

#[test]
fn events_are_passed_on_in_the_order_of_their_chain() {
    let mut stage = Stage::here();
    stage.hear("하나");
    let letter = stage.letter(&person(3), "비밀", 1);
    stage.tell(Delivery::Event(letter)).unwrap();
    stage.hear("둘");
    stage.tell(stage.head()).unwrap();
    assert_eq!(stage.core.handle_read(), Ok(()));
    assert_eq!(stage.updates().len(), 3);
}

#[test]
fn an_event_that_skips_repeats_or_goes_back_breaks_the_chain() {
    for seq in [0, 1, 2, 4, u64::MAX] {
        let mut stage = Stage::here();
        stage.hear("하나");
        stage.hear("둘");
        let event = stage.event_at(&person(3), Slot::Room { seq }, stage.log.hash, (Kind::CHAT, b"?", 1));
        assert_eq!(stage.tell(Delivery::Event(event)), Err(Wrong::BrokenChain), "{seq}");
    }
}

#[test]
fn an_event_after_another_history_breaks_the_chain() {
    let mut stage = Stage::here();
    stage.hear("하나");
    let event = stage.event_at(&person(3), Slot::Room { seq: 2 }, Hash([9; 32]), (Kind::CHAT, b"?", 1));
    assert_eq!(stage.tell(Delivery::Event(event)), Err(Wrong::BrokenChain));
}

#[test]
fn an_event_of_another_room_breaks_the_chain() {
    let mut stage = Stage::here();
    let mut event = stage.event(&person(3), Kind::CHAT, b"?", 1);
    event.header.room = RoomId([9; 8]);
    assert_eq!(stage.tell(Delivery::Event(event)), Err(Wrong::BrokenChain));
}

#[test]
fn an_event_dated_before_the_one_it_follows_is_not_believed() {
    let mut stage = Stage::here();
    stage.hear("하나");
    let slot = Slot::Room { seq: 2 };
    let mut event = stage.event_at(&person(3), slot, stage.log.hash, (Kind::CHAT, "둘".as_bytes(), 2));
    event.header.time -= 1;
    assert_eq!(stage.tell(Delivery::Event(event)), Err(Wrong::Redated));
    assert!(!ConnectError::Violation(Wrong::Redated).passes());
}

#[test]
fn a_letter_of_another_mailbox_is_out_of_order() {
    let mut stage = Stage::here();
    let slot = Slot::Mail { owner: person(3).public(), seq: 1, to: person(3).public(), after: 0 };
    let letter = stage.event_at(&person(3), slot, Hash::default(), (Kind::WHISPER, b"?", 1));
    assert_eq!(stage.tell(Delivery::Event(letter)), Err(Wrong::OutOfOrder));
}

#[test]
fn a_letter_before_its_public_place_is_out_of_order() {
    let mut stage = Stage::here();
    let me = stage.me.public();
    let slot = Slot::Mail { owner: me, seq: 1, to: me, after: 1 };
    let letter = stage.event_at(&person(3), slot, Hash::default(), (Kind::WHISPER, b"?", 1));
    assert_eq!(stage.tell(Delivery::Event(letter)), Err(Wrong::OutOfOrder));
}

#[test]
fn a_letter_that_skips_breaks_its_chain() {
    let mut stage = Stage::here();
    drop(stage.letter(&person(3), "비밀", 1));
    let second = stage.letter(&person(3), "비밀", 2);
    assert_eq!(stage.tell(Delivery::Event(second)), Err(Wrong::BrokenChain));
}

#[test]
fn a_head_that_is_not_where_the_events_are_is_broken() {
    let mut stage = Stage::here();
    stage.hear("하나");
    let room = stage.charter().room();
    for mark in [Mark::default(), Mark { seq: 2, ..stage.log }, Mark { hash: Hash([9; 32]), ..stage.log }] {
        assert_eq!(stage.tell(Delivery::Head(stage.host.head(room, mark))), Err(Wrong::BrokenHead));
    }
    let other = stage.host.head(RoomId([9; 8]), stage.log);
    assert_eq!(stage.tell(Delivery::Head(other)), Err(Wrong::BrokenHead));
}

#[test]
fn a_head_that_the_host_did_not_sign_is_found_at_the_end_of_the_read() {
    let mut stage = Stage::here();
    stage.hear("하나");
    let forged = person(9).head(stage.charter().room(), stage.log);
    assert_eq!(stage.tell(Delivery::Head(forged)), Ok(()));
    assert_eq!(stage.core.handle_read(), Err(Wrong::BrokenHead));
}

#[test]
fn only_the_newest_head_of_a_read_is_checked() {
    let mut stage = Stage::here();
    stage.hear("하나");
    let forged = person(9).head(stage.charter().room(), stage.log);
    stage.tell(Delivery::Head(forged)).unwrap();
    stage.hear("둘");
    stage.tell(stage.head()).unwrap();
    assert_eq!(stage.core.handle_read(), Ok(()));
}

#[test]
fn what_comes_back_goes_on_where_it_was() {
    let mut stage = Stage::here();
    stage.hear("하나");
    stage.cut_and_wait();
    stage.connect();
    stage.welcome().unwrap();
    let resumed = |stage: &mut Stage| {
        stage.updates().into_iter().find_map(|update| match update {
            Update::Joined(joined) => Some(joined.resumed),
            _ => None,
        })
    };
    assert_eq!(resumed(&mut stage), Some(Resumed::Seamless));
    stage.cut_and_wait();
    stage.connect();
    stage.log = Mark { seq: 90, hash: Hash([9; 32]) };
    stage.welcome().unwrap();
    assert_eq!(resumed(&mut stage), Some(Resumed::AfterGap));
    stage.hear("그 뒤");
}

#[test]
fn a_gap_goes_forward_or_nowhere() {
    let mut stage = Stage::here();
    stage.hear("하나");
    let here = stage.log;
    assert_eq!(stage.tell(Delivery::Gap(here)), Ok(()), "only a head was cut off");
    for mark in [Mark::default(), Mark { hash: Hash([9; 32]), ..here }] {
        assert_eq!(stage.tell(Delivery::Gap(mark)), Err(Wrong::BrokenChain));
    }
    assert!(stage.core.has_link());
}

#[test]
fn after_a_gap_a_member_comes_in_again_for_the_names_it_missed() {
    let mut stage = Stage::here();
    stage.hear("하나");
    stage.updates();
    let read = stage.log;
    stage.log = Mark { seq: 50, hash: Hash([5; 32]) };
    stage.tell(Delivery::Gap(stage.log)).unwrap();
    assert!(matches!(stage.updates()[..], [Update::Lost { .. }]));
    stage.pass(Duration::from_secs(1));
    assert!(stage.core.wants_link());
    stage.connect();
    // It says how far it really read, so that the host knows what it has not heard of.
    assert_eq!(stage.hello().resume.map(|resume| resume.log), Some(read));
    stage.welcome().unwrap();
    stage.hear("그 뒤");
}

/// A member who begins at place 10 of a log whose earlier events the test holds.
fn with_history() -> (Stage, Vec<Event>) {
    let mut stage = Stage::new();
    let events: Vec<_> =
        (1..=10_u8).map(|n| stage.event(&person(3), Kind::CHAT, &[b'0' + n % 10], 1)).collect();
    stage.connect();
    stage.welcome().unwrap();
    stage.requests();
    stage.updates();
    (stage, events)
}

fn page(stage: &mut Stage, events: &[Event]) -> Result<(), Wrong> {
    let head = PageHead { before: 11, events: u16::try_from(events.len()).unwrap(), floor: 1 };
    stage.tell(Delivery::Page(head))?;
    events.iter().try_for_each(|event| stage.tell(Delivery::Event(event.clone())))
}

#[test]
fn a_page_fits_before_what_is_there() {
    let (mut stage, events) = with_history();
    stage.core.page();
    assert_eq!(stage.requests(), [Request::Page(PageRequest { before: 11, count: limits::PAGE_EVENTS })]);
    page(&mut stage, &events[6..]).unwrap();
    assert!(matches!(&stage.updates()[..], [Update::Page { events, floor: 1, .. }] if events.len() == 4));
    stage.core.page();
    assert_eq!(stage.requests(), [Request::Page(PageRequest { before: 7, count: limits::PAGE_EVENTS })]);
    page(&mut stage, &events[..6]).unwrap();
    // Live events go on after it.
    stage.hear("그 뒤");
}

#[test]
fn one_page_is_asked_for_at_a_time() {
    let (mut stage, events) = with_history();
    stage.core.page();
    stage.core.page();
    assert_eq!(stage.requests().len(), 1);
    page(&mut stage, &events).unwrap();
    stage.core.page();
    assert_eq!(stage.requests().len(), 1);
}

#[test]
fn a_page_that_does_not_fit_breaks_the_chain() {
    let wrong: [fn(&mut Vec<Event>); 4] = [
        |events| drop(events.pop()),
        |events| drop(events.remove(3)),
        |events| events.swap(2, 3),
        |events| events[5].header.time += 1,
    ];
    for change in wrong {
        let (mut stage, mut events) = with_history();
        change(&mut events);
        stage.core.page();
        assert_eq!(page(&mut stage, &events), Err(Wrong::BrokenChain));
    }
}

#[test]
fn a_page_that_nobody_asked_for_or_that_is_too_long_is_out_of_order() {
    let (mut stage, events) = with_history();
    assert_eq!(page(&mut stage, &events), Err(Wrong::OutOfOrder));
    let (mut stage, _) = with_history();
    stage.core.page();
    let head = PageHead { before: 11, events: limits::PAGE_EVENTS + 1, floor: 1 };
    assert_eq!(stage.tell(Delivery::Page(head)), Err(Wrong::OutOfOrder));
}

#[test]
fn an_empty_page_is_the_end_of_what_is_kept() {
    let (mut stage, _) = with_history();
    stage.core.page();
    page(&mut stage, &[]).unwrap();
    assert!(matches!(&stage.updates()[..], [Update::Page { events, .. }] if events.is_empty()));
}

#[test]
fn a_page_cut_off_with_its_link_may_be_asked_for_again() {
    let (mut stage, events) = with_history();
    stage.core.page();
    stage.tell(Delivery::Page(PageHead { before: 11, events: 10, floor: 1 })).unwrap();
    stage.tell(Delivery::Event(events[0].clone())).unwrap();
    stage.cut_and_wait();
    stage.connect();
    stage.welcome().unwrap();
    stage.requests();
    stage.hear("새 줄");
    stage.core.page();
    assert_eq!(stage.requests().len(), 1);
    page(&mut stage, &events).unwrap();
}

#[test]
fn an_arrival_reads_as_it_was_written() {
    let mut stage = Stage::here();
    let passage = Passage { member: person(3).public(), name: name("서연") };
    let host = person(1);
    let event = stage.event(&host, Kind::ARRIVAL, &canonical(&passage), 0);
    stage.tell(Delivery::Event(event)).unwrap();
    assert!(matches!(&stage.updates()[..], [Update::Event(_, None)]));
}
