//! Who is here right now, and when that becomes a line.

use super::*;
use crate::wire::limits::{
    ARRIVAL_LINES_MEMBERS, PRESENCE_TICK, PRESENCE_TICK_LARGE, RECONNECTING_KEPT, TYPING_KEPT,
};

#[test]
fn a_broken_link_is_reconnecting_and_only_later_a_departure() {
    let mut stage = Stage::new();
    let minsu = person(2);
    let session = stage.admit(&minsu, "민수").session;
    stage.room.depart(stage.now, &minsu.public(), session, Departure::Broken);
    assert_eq!(stage.state(&minsu), Some(PresenceState::Reconnecting));
    stage.pass(RECONNECTING_KEPT - Duration::from_millis(1));
    assert_eq!(stage.kinds(), [Kind::ARRIVAL]);
    stage.pass(Duration::from_millis(1));
    assert_eq!(stage.kinds(), [Kind::ARRIVAL, Kind::DEPARTURE]);
    assert_eq!((stage.state(&minsu), stage.room.present()), (None, 0));
    assert_eq!(stage.members().len(), 1, "membership stays");
}

#[test]
fn who_comes_back_in_time_was_never_gone() {
    let mut stage = Stage::new();
    let minsu = person(2);
    let session = stage.admit(&minsu, "민수").session;
    stage.room.depart(stage.now, &minsu.public(), session, Departure::Broken);
    stage.pass(RECONNECTING_KEPT / 2);
    stage.admit(&minsu, "민수");
    stage.pass(RECONNECTING_KEPT * 2);
    assert_eq!(stage.kinds(), [Kind::ARRIVAL]);
    assert_eq!(stage.state(&minsu), Some(PresenceState::Here));
}

#[test]
fn who_leaves_is_gone_at_once_and_may_come_again() {
    let mut stage = Stage::new();
    let minsu = person(2);
    let session = stage.admit(&minsu, "민수").session;
    for _ in 0..2 {
        stage.room.depart(stage.now, &minsu.public(), session, Departure::Left);
        publish(&mut stage.room);
    }
    assert_eq!(stage.kinds(), [Kind::ARRIVAL, Kind::DEPARTURE]);
    assert_eq!(stage.room.session(&minsu.public()), None);
    stage.admit(&minsu, "민수");
    assert_eq!(stage.kinds(), [Kind::ARRIVAL, Kind::DEPARTURE, Kind::ARRIVAL]);
}

#[test]
fn typing_ends_by_itself() {
    let mut stage = Stage::new();
    let minsu = person(2);
    stage.admit(&minsu, "민수");
    stage.room.activity(stage.now, &minsu.public(), Activity::Typing);
    assert_eq!(stage.state(&minsu), Some(PresenceState::Typing));
    stage.pass(TYPING_KEPT);
    assert_eq!(stage.state(&minsu), Some(PresenceState::Here));
    stage.room.activity(stage.now, &minsu.public(), Activity::Away);
    stage.pass(TYPING_KEPT);
    assert_eq!(stage.state(&minsu), Some(PresenceState::Away));
}

#[test]
fn who_is_not_here_has_no_activity() {
    let mut stage = Stage::new();
    let minsu = person(2);
    stage.room.activity(stage.now, &minsu.public(), Activity::Typing);
    assert_eq!((stage.state(&minsu), stage.room.present()), (None, 0));
}

#[test]
fn many_changes_are_told_once_a_tick() {
    let mut stage = Stage::new();
    let minsu = person(2);
    stage.admit(&minsu, "민수");
    stage.pass(PRESENCE_TICK);
    let (mut version, mut out) = (None, Vec::new());
    stage.room.presence.read(&mut version, &mut out);
    for activity in [Activity::Typing, Activity::Here, Activity::Away, Activity::Here, Activity::Away] {
        stage.room.activity(stage.now, &minsu.public(), activity);
    }
    out.clear();
    stage.room.presence.read(&mut version, &mut out);
    assert!(out.is_empty(), "told before the tick");
    assert_eq!(stage.room.poll_timeout(), Some(stage.now.ticks + PRESENCE_TICK));
    stage.pass(PRESENCE_TICK);
    stage.room.presence.read(&mut version, &mut out);
    let words = words_of(&out);
    assert!(matches!(&words[..], [Delivery::Presence(part)] if part.changes.len() == 1 && !part.whole));
}

#[test]
fn above_two_hundred_members_nobody_arrives_or_departs_in_lines() {
    let mut stage = Stage::with(Settings { members_max: 1_000, ..settings() }, Bounds::default());
    let key = |n: usize| {
        let Hash(bytes) = Hash::of(&[&n.to_be_bytes()]);
        PublicKey(bytes)
    };
    let mut sessions = Vec::new();
    for n in 0..=ARRIVAL_LINES_MEMBERS + 50 {
        let hello = Hello { name: name(&format!("손님{n}")), resume: None };
        let caller = Caller { key: key(n), link: stage.room.begin_link() };
        let admission = stage.room.admit(stage.now, caller, &hello).unwrap();
        publish(&mut stage.room);
        sessions.push(admission.session);
    }
    assert_eq!(stage.kinds().len(), ARRIVAL_LINES_MEMBERS + 1);
    stage.room.depart(stage.now, &key(0), sessions[0], Departure::Left);
    publish(&mut stage.room);
    assert_eq!(stage.kinds().len(), ARRIVAL_LINES_MEMBERS + 1);
    stage.pass(Duration::from_secs(5));
    stage.room.activity(stage.now, &key(1), Activity::Away);
    assert_eq!(stage.room.poll_timeout(), Some(stage.now.ticks + PRESENCE_TICK_LARGE));
    // All of them are told to a newcomer, in as many frames as it takes.
    let minsu = stage.admit(&person(2), "민수");
    let count: usize = words_of(&minsu.members)
        .iter()
        .map(|word| match word {
            Delivery::Members(part) => part.members.len(),
            other => panic!("{other:?}"),
        })
        .sum();
    assert_eq!(count, usize::try_from(minsu.welcome.members).unwrap());
}
