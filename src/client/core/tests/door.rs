//! Coming in: what is believed of a host, and what happens when it says no.

use super::*;

#[test]
fn a_core_wants_a_link_and_says_hello_first() {
    let mut stage = Stage::new();
    assert!(stage.core.wants_link() && !stage.core.has_link());
    stage.connect();
    assert!(stage.core.has_link() && !stage.core.wants_link());
    assert_eq!(stage.requests(), [Request::Hello(Hello { name: name("하늘"), resume: None })]);
    assert!(matches!(stage.updates()[..], [Update::Step(Step::Enter)]));
}

#[test]
fn a_welcome_means_joined_with_what_the_host_says() {
    let mut stage = Stage::new();
    stage.connect();
    stage.welcome_with(|welcome| welcome.name = name("하늘2")).unwrap();
    let joined = stage.updates().into_iter().find_map(|update| match update {
        Update::Joined(joined) => Some(joined),
        _ => None,
    });
    let joined = joined.unwrap();
    assert_eq!((joined.name, joined.resumed), (name("하늘2"), Resumed::First));
    assert_eq!(joined.me, stage.me.public());
    // What the room calls this member is what it asks for when it comes back.
    stage.cut_and_wait();
    stage.connect();
    assert_eq!(stage.hello().name, name("하늘2"));
}

#[test]
fn a_welcome_of_another_host_is_no_welcome() {
    let mut stage = Stage::new();
    stage.connect();
    let charter = stage.room_key.charter(person(9).public(), 0);
    assert_eq!(stage.welcome_with(|welcome| welcome.charter = charter), Err(Wrong::BadCharter));
}

#[test]
fn a_charter_that_the_room_key_did_not_sign_is_no_charter() {
    for change in [0, 1, 2] {
        let mut stage = Stage::new();
        stage.connect();
        let mut charter = stage.charter();
        match change {
            0 => charter.epoch += 1,
            1 => charter.room_key = person(9).public(),
            _ => charter.signature.0[5] ^= 1,
        }
        assert_eq!(stage.welcome_with(|welcome| welcome.charter = charter), Err(Wrong::BadCharter));
    }
}

#[test]
fn more_members_than_a_room_can_have_are_too_many() {
    let mut stage = Stage::new();
    stage.connect();
    assert_eq!(stage.welcome_with(|welcome| welcome.members = u32::MAX), Err(Wrong::TooMuch));
}

#[test]
fn more_members_than_were_announced_are_too_many() {
    let entry = |seed| MemberEntry { key: person(seed).public(), name: name("민수") };
    let mut stage = Stage::new();
    stage.connect();
    stage.welcome_with(|welcome| welcome.members = 3).unwrap();
    assert_eq!(stage.tell(Delivery::Members(MembersPart { members: vec![entry(3), entry(4)] })), Ok(()));
    let two = MembersPart { members: vec![entry(5), entry(6)] };
    assert_eq!(stage.tell(Delivery::Members(two)), Err(Wrong::TooMuch));
}

#[test]
fn before_the_welcome_nothing_else_is_in_order() {
    let mut stage = Stage::new();
    let event = stage.event(&person(3), Kind::CHAT, b"a", 1);
    let head = stage.head();
    for word in [
        Delivery::Event(event),
        head,
        Delivery::Pong(1),
        Delivery::Members(MembersPart { members: Vec::new() }),
        Delivery::Gap(Mark::default()),
    ] {
        stage.connect();
        assert_eq!(stage.tell(word.clone()), Err(Wrong::OutOfOrder), "{word:?}");
    }
}

#[test]
fn a_second_welcome_or_a_late_refusal_is_out_of_order() {
    let mut stage = Stage::here();
    assert_eq!(stage.welcome(), Err(Wrong::OutOfOrder));
    assert_eq!(stage.tell(Delivery::Refused(Refusal::Closing)), Err(Wrong::OutOfOrder));
}

#[test]
fn a_newcomer_who_is_refused_is_out_whatever_the_reason() {
    let reasons = [
        Refusal::NameTaken { suggestion: name("하늘2") },
        Refusal::Full { present: 2, allowed: 2 },
        Refusal::Closing,
        Refusal::TooOften { seconds: 5 },
    ];
    for refusal in reasons {
        let mut stage = Stage::new();
        stage.connect();
        stage.tell(Delivery::Refused(refusal.clone())).unwrap();
        assert_eq!(stage.ended(), Some(ConnectError::Refused(refusal)));
    }
}

#[test]
fn a_newcomer_who_is_cut_off_tries_a_few_times_and_says_nothing_of_it() {
    let mut stage = Stage::new();
    for _ in 1..limits::ENTER_TRIES {
        stage.connect();
        stage.updates();
        stage.cut_and_wait();
        assert!(stage.updates().is_empty());
    }
    stage.connect();
    stage.cut();
    assert_eq!(stage.ended(), Some(ConnectError::Broken));
}

#[test]
fn a_newcomer_tries_again_only_where_that_may_help() {
    let errors = [
        ConnectError::NothingListens,
        ConnectError::NoNetwork,
        ConnectError::NotMaru,
        ConnectError::NoAnswer { waited: limits::CONNECT },
        ConnectError::Violation(Wrong::BadCharter),
        ConnectError::OwnKey,
    ];
    for error in errors {
        let mut stage = Stage::new();
        stage.core.handle_disconnected(stage.now, error.clone(), 0);
        assert_eq!(stage.ended(), Some(error));
    }
}

#[test]
fn a_host_that_does_not_answer_the_hello_is_given_up() {
    let mut stage = Stage::new();
    stage.connect();
    assert_eq!(stage.core.poll_timeout(), Some(stage.now.ticks + limits::SIGN_IN));
    stage.pass(limits::SIGN_IN - Duration::from_millis(1));
    assert!(stage.core.has_link());
    stage.pass(Duration::from_millis(1));
    assert_eq!(stage.ended(), Some(ConnectError::NoAnswer { waited: limits::SIGN_IN }));
}

#[test]
fn another_name_is_used_at_the_next_attempt() {
    let mut stage = Stage::here();
    stage.core.rename_at_door(name("바다"));
    stage.cut_and_wait();
    stage.connect();
    assert_eq!(stage.hello().name, name("바다"));
}

#[test]
fn what_passes_and_what_does_not_is_one_table() {
    let key = person(1).public();
    let passing = [
        ConnectError::NameUnknown { name: "host".to_owned() },
        ConnectError::NothingListens,
        ConnectError::NoAnswer { waited: Duration::ZERO },
        ConnectError::NoNetwork,
        ConnectError::NotMaru,
        ConnectError::Violation(Wrong::BrokenChain),
        ConnectError::Broken,
        ConnectError::Refused(Refusal::TooOften { seconds: 1 }),
        ConnectError::Refused(Refusal::Full { present: 1, allowed: 1 }),
        ConnectError::Closed(Closed::BrokenRule),
    ];
    let final_ones = [
        ConnectError::RoomIsNewer { ours: 1, theirs: 2 },
        ConnectError::RoomIsOlder { ours: 2, theirs: 1 },
        ConnectError::WrongKey { expected: key.fingerprint(), shown: key },
        ConnectError::ChangedKey { expected: key.fingerprint(), shown: key },
        ConnectError::OwnKey,
        ConnectError::Refused(Refusal::NameTaken { suggestion: name("하늘2") }),
        ConnectError::Refused(Refusal::Closing),
        ConnectError::Closed(Closed::RoomClosed),
        ConnectError::Closed(Closed::Elsewhere),
        ConnectError::Closed(Closed::Left),
    ];
    for error in passing {
        let mut stage = Stage::here();
        assert!(error.passes(), "{error:?}");
        stage.core.handle_disconnected(stage.now, error, 0);
        assert!(!stage.core.is_over());
    }
    for error in final_ones {
        let mut stage = Stage::here();
        assert!(!error.passes(), "{error:?}");
        stage.core.handle_disconnected(stage.now, error.clone(), 0);
        assert_eq!(stage.ended(), Some(error));
    }
}
