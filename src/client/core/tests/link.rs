//! Keeping a link, losing it, dialling again, and going for good.

use super::*;

#[test]
fn silence_is_met_with_a_ping_and_then_with_a_break() {
    let mut stage = Stage::here();
    stage.requests();
    assert_eq!(stage.core.poll_timeout(), Some(stage.now.ticks + limits::PING_AFTER_SILENCE));
    stage.pass(limits::PING_AFTER_SILENCE);
    assert!(matches!(stage.requests()[..], [Request::Ping(_)]));
    stage.pass(Duration::from_secs(1));
    assert_eq!(stage.requests(), [], "asked once");
    let dead = stage.core.poll_timeout().unwrap();
    stage.pass(dead - stage.now.ticks);
    assert!(!stage.core.has_link());
    assert!(matches!(stage.updates()[..], [Update::Lost { attempt: 1, error: ConnectError::Broken, .. }]));
}

#[test]
fn a_link_is_dead_after_fifteen_seconds_without_a_word() {
    let mut stage = Stage::here();
    stage.pass(limits::PING_AFTER_SILENCE);
    stage.requests();
    stage.pass(limits::MEMBER_PATIENCE - limits::PING_AFTER_SILENCE - Duration::from_millis(1));
    assert!(stage.core.has_link());
    stage.pass(Duration::from_millis(1));
    assert!(!stage.core.has_link());
    assert_eq!(limits::MEMBER_PATIENCE, Duration::from_secs(15));
}

#[test]
fn any_word_is_a_sign_of_life() {
    let mut stage = Stage::here();
    for _ in 0..10 {
        stage.pass(limits::PING_AFTER_SILENCE);
        stage.requests();
        stage.tell(Delivery::Pong(0)).unwrap();
    }
    assert!(stage.core.has_link());
}

#[test]
fn a_member_who_only_listens_still_shows_a_sign_of_life() {
    let mut stage = Stage::here();
    stage.requests();
    let (mut pings, start) = (0, stage.now.ticks);
    while stage.now.ticks < start + Duration::from_secs(120) {
        stage.pass(Duration::from_secs(1));
        stage.hear("줄");
        pings += stage.requests().iter().filter(|request| matches!(request, Request::Ping(_))).count();
    }
    assert_eq!(pings, 6, "one each {:?}", limits::PING_EVERY);
}

#[test]
fn the_wait_before_dialling_doubles_up_to_its_end_and_stays_there() {
    for jitter in [0, 128, 255] {
        let mut stage = Stage::here();
        let mut before = Duration::ZERO;
        for attempt in 1..60_u32 {
            stage.core.handle_disconnected(stage.now, ConnectError::NothingListens, jitter);
            let told = stage.updates().pop();
            let Some(Update::Lost { attempt: told, wait, .. }) = told else { panic!("{told:?}") };
            assert_eq!(told, attempt);
            assert!(wait >= before && wait <= limits::REDIAL_LAST.mul_f32(1.2), "{wait:?}");
            assert!(wait >= limits::REDIAL_FIRST.mul_f32(0.79), "{wait:?}");
            assert_eq!(stage.core.poll_timeout(), Some(stage.now.ticks + wait));
            before = wait;
            stage.pass(wait);
            assert!(stage.core.wants_link());
        }
        assert!(before >= limits::REDIAL_LAST.mul_f32(0.79));
    }
}

#[test]
fn members_who_were_cut_off_together_do_not_dial_as_one() {
    let waits: BTreeSet<_> = (0..=255).map(|jitter| redial_wait(1, jitter)).collect();
    assert!(waits.len() > 200);
    let spread = *waits.last().unwrap() - *waits.first().unwrap();
    assert!(spread >= limits::REDIAL_FIRST.mul_f32(0.35), "{spread:?}");
}

#[test]
fn coming_in_again_begins_the_waiting_anew() {
    let mut stage = Stage::here();
    for _ in 0..5 {
        stage.cut_and_wait();
    }
    stage.connect();
    stage.welcome().unwrap();
    stage.updates();
    stage.cut();
    assert!(matches!(stage.updates()[..], [Update::Lost { attempt: 1, .. }]));
}

#[test]
fn a_person_may_cut_the_waiting_short() {
    let mut stage = Stage::here();
    stage.core.redial();
    assert!(stage.core.has_link(), "nothing to dial");
    stage.cut();
    assert!(!stage.core.wants_link());
    stage.core.redial();
    assert!(stage.core.wants_link());
}

#[test]
fn the_end_of_a_link_is_counted_once() {
    let mut stage = Stage::here();
    stage.cut();
    stage.updates();
    stage.cut();
    assert!(stage.updates().is_empty());
}

#[test]
fn a_closed_room_ends_it_and_a_broken_rule_does_not() {
    for (closed, over) in [
        (Closed::RoomClosed, true),
        (Closed::Elsewhere, true),
        (Closed::Left, true),
        (Closed::BrokenRule, false),
    ] {
        let mut stage = Stage::here();
        stage.tell(Delivery::Closed(closed)).unwrap();
        assert_eq!(stage.core.is_over(), over, "{closed:?}");
        assert!(!stage.core.has_link());
        // The stream ends after it, which is not told a second time.
        stage.updates();
        stage.cut();
        assert!(stage.updates().is_empty());
    }
}

#[test]
fn a_room_that_is_full_or_in_a_hurry_is_dialled_again_by_a_member() {
    for refusal in [Refusal::Full { present: 1, allowed: 1 }, Refusal::TooOften { seconds: 3 }] {
        let mut stage = Stage::here();
        stage.cut_and_wait();
        stage.connect();
        stage.tell(Delivery::Refused(refusal)).unwrap();
        assert!(!stage.core.is_over());
    }
}

#[test]
fn who_leaves_says_so_and_is_out_when_the_host_agrees() {
    let mut stage = Stage::here();
    stage.requests();
    stage.core.leave();
    assert_eq!(stage.requests(), [Request::Leave]);
    stage.tell(Delivery::Closed(Closed::Left)).unwrap();
    assert_eq!(stage.ended(), Some(ConnectError::Closed(Closed::Left)));
}

#[test]
fn who_leaves_without_a_link_is_out_at_once() {
    let mut dialling = Stage::new();
    dialling.core.leave();
    assert_eq!(dialling.ended(), Some(ConnectError::Closed(Closed::Left)));
    let mut waiting = Stage::here();
    waiting.cut();
    waiting.core.leave();
    assert_eq!(waiting.ended(), Some(ConnectError::Closed(Closed::Left)));
}

#[test]
fn who_leaves_while_the_link_breaks_does_not_come_back() {
    let mut here = Stage::here();
    here.core.leave();
    here.cut();
    assert_eq!(here.ended(), Some(ConnectError::Closed(Closed::Left)));
    let mut entering = Stage::new();
    entering.connect();
    entering.core.leave();
    entering.cut();
    assert_eq!(entering.ended(), Some(ConnectError::Closed(Closed::Left)));
    let mut silent = Stage::here();
    silent.core.leave();
    silent.pass(limits::MEMBER_PATIENCE);
    assert_eq!(silent.ended(), Some(ConnectError::Closed(Closed::Left)));
}

#[test]
fn who_leaves_while_coming_in_leaves_after_the_welcome() {
    let mut stage = Stage::new();
    stage.connect();
    stage.core.leave();
    let requests = stage.requests();
    assert!(matches!(requests[..], [Request::Hello(_), Request::Leave]), "{requests:?}");
    stage.welcome().unwrap();
    stage.tell(Delivery::Closed(Closed::Left)).unwrap();
    assert_eq!(stage.ended(), Some(ConnectError::Closed(Closed::Left)));
}

#[test]
fn what_is_over_stays_over() {
    let mut stage = Stage::here();
    stage.tell(Delivery::Closed(Closed::RoomClosed)).unwrap();
    stage.updates();
    stage.core.redial();
    stage.pass(Duration::from_secs(3_600));
    stage.cut();
    assert!(stage.core.is_over() && !stage.core.wants_link());
    assert_eq!(stage.core.poll_timeout(), None);
    assert!(stage.updates().is_empty() && stage.requests().is_empty());
    assert_eq!(stage.tell(Delivery::Pong(1)), Err(Wrong::OutOfOrder));
}

#[test]
fn activity_is_told_only_in_the_room() {
    let mut stage = Stage::new();
    stage.core.activity(Activity::Typing);
    assert_eq!(stage.requests(), []);
    let mut stage = Stage::here();
    stage.requests();
    stage.core.activity(Activity::Away);
    assert_eq!(stage.requests(), [Request::Activity(Activity::Away)]);
}
