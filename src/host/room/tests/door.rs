//! Who may come in, under which name, and where their reading begins.

use super::*;

#[test]
fn a_newcomer_is_welcomed_by_name_and_told_as_an_arrival() {
    let mut stage = Stage::new();
    let minsu = person(2);
    let admission = stage.admit(&minsu, "민수");
    assert_eq!(admission.welcome.name, name("민수"));
    assert_eq!(admission.welcome.settled, crate::wire::Settled::default());
    assert_eq!(admission.replaced, None);
    assert!(admission.welcome.charter.verify().is_ok());
    assert_eq!(admission.welcome.charter.room(), stage.room.id());
    assert_eq!(stage.kinds(), [Kind::ARRIVAL]);
    assert_eq!(stage.events()[0].header.author, person(1).public());
    let entry = MemberEntry { key: minsu.public(), name: name("민수") };
    let members = words_of(&admission.members);
    assert!(matches!(&members[..], [Delivery::Members(part)] if part.members == [entry]));
}

#[test]
fn every_newcomer_is_told_all_members_by_the_names_they_have_then() {
    let mut stage = Stage::new();
    let told = |admission: &Admission| {
        let words = words_of(&admission.members);
        let parts = words.iter().flat_map(|word| match word {
            Delivery::Members(part) => part.members.clone(),
            other => panic!("{other:?}"),
        });
        let mut told: Vec<_> = parts.map(|entry| (entry.key, entry.name)).collect();
        told.sort();
        told
    };
    let all = |stage: &Stage| {
        stage.room.members.iter().map(|(key, member)| (*key, member.name.clone())).collect::<Vec<_>>()
    };
    for n in 2..100 {
        let admission = stage.admit(&person(n), &format!("손님{n}"));
        assert_eq!(told(&admission), all(&stage), "{n}");
    }
    stage.put(&person(5), Kind::RENAME, "민수", 1).unwrap();
    let admission = stage.admit(&person(100), "서연");
    assert!(told(&admission).contains(&(person(5).public(), name("민수"))), "renamed in the room");
    let session = stage.room.session(&person(7).public()).unwrap();
    stage.room.depart(stage.now, &person(7).public(), session, Departure::Left);
    let admission = stage.admit(&person(7), "하늘");
    assert!(told(&admission).contains(&(person(7).public(), name("하늘"))), "renamed at the door");
    assert_eq!(told(&admission), all(&stage));
    assert!(words_of(&admission.members).len() > 1, "one part would not show that the others are right");
}

#[test]
fn a_name_that_is_taken_is_refused_with_a_free_one() {
    let mut stage = Stage::new();
    stage.admit(&person(2), "민수");
    let Err(Refusal::NameTaken { suggestion }) = stage.ask(&person(3), "민수", None) else { panic!() };
    assert_eq!(suggestion, name("민수2"));
    stage.admit(&person(3), suggestion.as_str());
    let Err(Refusal::NameTaken { suggestion }) = stage.ask(&person(4), "민수", None) else { panic!() };
    assert_eq!(suggestion, name("민수3"));
}

#[test]
fn a_name_that_looks_the_same_is_taken_too() {
    for (here, comes) in [("하늘", "하 늘"), ("Alice", "ALICE"), ("scope", "ѕсоре"), ("O2", "02")] {
        let mut stage = Stage::new();
        stage.admit(&person(2), here);
        let answer = stage.ask(&person(3), comes, None);
        assert!(matches!(answer, Err(Refusal::NameTaken { .. })), "{here} and {comes}");
    }
}

#[test]
fn a_decomposed_spelling_is_the_same_name() {
    let mut stage = Stage::new();
    stage.admit(&person(2), "민수");
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd("민수").collect();
    assert_ne!(decomposed, "민수");
    assert!(matches!(stage.ask(&person(3), &decomposed, None), Err(Refusal::NameTaken { .. })));
}

#[test]
fn a_refused_newcomer_leaves_no_trace() {
    let mut stage = Stage::new();
    stage.admit(&person(2), "민수");
    let (members, last) = (stage.members(), stage.last());
    assert!(stage.ask(&person(3), "민수", None).is_err());
    assert_eq!((stage.members(), stage.last(), stage.room.present()), (members, last, 1));
}

#[test]
fn a_member_who_is_gone_keeps_the_name() {
    let mut stage = Stage::new();
    let minsu = person(2);
    let session = stage.admit(&minsu, "민수").session;
    stage.room.depart(stage.now, &minsu.public(), session, Departure::Left);
    assert!(matches!(stage.ask(&person(3), "민수", None), Err(Refusal::NameTaken { .. })));
    assert_eq!(stage.admit(&minsu, "민수").welcome.name, name("민수"));
}

#[test]
fn who_comes_back_with_another_name_frees_the_one_before() {
    let mut stage = Stage::new();
    let minsu = person(2);
    let session = stage.admit(&minsu, "민수").session;
    stage.room.depart(stage.now, &minsu.public(), session, Departure::Broken);
    let back = stage.admit(&minsu, "하늘");
    assert_eq!(back.welcome.name, name("하늘"));
    stage.admit(&person(3), "민수");
    // The others had been told the old name, so they are told the one it is from here on.
    let passage =
        stage.events().into_iter().filter(|event| event.header.kind == Kind::ARRIVAL).nth(1).unwrap();
    let passage: Passage = crate::wire::decode(&passage.content().unwrap().bytes).unwrap();
    assert_eq!((passage.member, passage.name), (minsu.public(), name("하늘")));
}

#[test]
fn a_rename_that_its_author_has_not_heard_of_is_not_undone_by_coming_back() {
    let mut stage = Stage::new();
    let minsu = person(2);
    stage.admit(&minsu, "민수");
    let seen = stage.last();
    assert_eq!(stage.put(&minsu, Kind::RENAME, "하늘", 1), Ok(Came::InRoom));
    let back = stage.back(&minsu, "민수", seen, Mark::default());
    assert_eq!(back.welcome.name, name("하늘"));
    // Who has heard of it and asks for another name gets it.
    let back = stage.back(&minsu, "바다", stage.last(), Mark::default());
    assert_eq!(back.welcome.name, name("바다"));
}

#[test]
fn a_full_room_refuses_newcomers_but_no_reconnecting_member_and_never_the_host() {
    let mut stage = Stage::with(Settings { members_max: 2, ..settings() }, Bounds::default());
    let (minsu, seoyeon, jihun) = (person(2), person(3), person(4));
    let session = stage.admit(&minsu, "민수").session;
    stage.admit(&seoyeon, "서연");
    let full = Refusal::Full { present: 2, allowed: 2 };
    assert_eq!(stage.ask(&jihun, "지훈", None).unwrap_err(), full);
    stage.room.depart(stage.now, &minsu.public(), session, Departure::Broken);
    assert_eq!(stage.ask(&jihun, "지훈", None).unwrap_err(), full);
    let session = stage.admit(&minsu, "민수").session;
    let host = stage.admit(&person(1), "방주").session;
    stage.room.depart(stage.now, &minsu.public(), session, Departure::Left);
    assert_eq!(stage.ask(&jihun, "지훈", None).unwrap_err(), full);
    stage.room.depart(stage.now, &person(1).public(), host, Departure::Left);
    stage.admit(&jihun, "지훈");
}

#[test]
fn the_same_key_again_replaces_the_session_and_is_no_arrival() {
    let mut stage = Stage::new();
    let minsu = person(2);
    let first = stage.admit(&minsu, "민수");
    let second = stage.admit(&minsu, "민수");
    assert_eq!(second.replaced, Some(first.session));
    assert_eq!(stage.kinds(), [Kind::ARRIVAL]);
    let key = minsu.public();
    assert_eq!(stage.room.standing(&key, first.session), Standing::Replaced);
    assert_eq!(stage.room.standing(&key, second.session), Standing::Current);
    assert_eq!(stage.room.session(&key), Some(second.session));
}

#[test]
fn the_end_of_a_replaced_session_changes_nothing() {
    let mut stage = Stage::new();
    let minsu = person(2);
    let first = stage.admit(&minsu, "민수");
    let second = stage.admit(&minsu, "민수");
    for how in [Departure::Left, Departure::Broken] {
        stage.room.depart(stage.now, &minsu.public(), first.session, how);
    }
    assert_eq!(stage.room.standing(&minsu.public(), second.session), Standing::Current);
    assert_eq!(stage.state(&minsu), Some(PresenceState::Here));
    assert_eq!(stage.kinds(), [Kind::ARRIVAL]);
}

#[test]
fn a_closing_room_refuses_everyone_and_ends_every_session() {
    let mut stage = Stage::new();
    let minsu = person(2);
    let session = stage.admit(&minsu, "민수").session;
    stage.room.close();
    assert_eq!(stage.room.standing(&minsu.public(), session), Standing::Closing);
    assert_eq!(stage.ask(&minsu, "민수", None).unwrap_err(), Refusal::Closing);
    assert_eq!(stage.ask(&person(1), "방주", None).unwrap_err(), Refusal::Closing);
}

#[test]
fn who_comes_and_goes_all_the_time_has_to_wait_and_is_forgiven() {
    let mut stage = Stage::new();
    let minsu = person(2);
    for _ in 0..limits::RENAMES_PER_MINUTE {
        let session = stage.admit(&minsu, "민수").session;
        stage.room.depart(stage.now, &minsu.public(), session, Departure::Left);
    }
    let Err(Refusal::TooOften { seconds }) = stage.ask(&minsu, "민수", None) else { panic!() };
    stage.pass(Duration::from_secs(seconds.into()));
    stage.admit(&minsu, "민수");
}

#[test]
fn a_link_that_breaks_all_the_time_never_has_to_wait() {
    let mut stage = Stage::new();
    let minsu = person(2);
    for _ in 0..100 {
        let session = stage.admit(&minsu, "민수").session;
        stage.room.depart(stage.now, &minsu.public(), session, Departure::Broken);
    }
    assert_eq!(stage.kinds(), [Kind::ARRIVAL]);
}

#[test]
fn a_newcomer_reads_the_last_few_and_a_returning_member_from_its_place() {
    let mut stage = Stage::new();
    let (minsu, seoyeon) = (person(2), person(3));
    stage.admit(&minsu, "민수");
    let mut marks = vec![stage.last()];
    for nonce in 1..=300 {
        stage.say(&minsu, &format!("줄 {nonce}"), nonce).unwrap();
        marks.push(stage.last());
    }
    let newcomer = stage.admit(&seoyeon, "서연").welcome;
    assert_eq!(newcomer.log.seq, newcomer.snapshot.seq - limits::NEWCOMER_EVENTS);
    assert_eq!(newcomer.floor, 1);
    let back = stage.back(&minsu, "민수", marks[150], Mark::default());
    assert_eq!(back.welcome.log, marks[150]);
    assert_eq!(Some(back.offset), stage.room.log().offset_after(marks[150].seq));
    assert_eq!(back.welcome.settled.room, 300);
    // Who was away for longer begins as a newcomer does.
    let late = stage.back(&minsu, "민수", marks[50], Mark::default());
    assert_eq!(late.welcome.log.seq, late.welcome.snapshot.seq - limits::NEWCOMER_EVENTS);
}

#[test]
fn a_place_that_is_no_longer_kept_or_never_was_begins_elsewhere() {
    let mut stage = Stage::with(settings(), Bounds { events: 50, bytes: usize::MAX });
    let minsu = person(2);
    stage.admit(&minsu, "민수");
    let early = stage.last();
    for nonce in 1..=300 {
        stage.say(&minsu, "줄", nonce).unwrap();
    }
    let floor = stage.room.log().floor();
    assert_eq!(stage.back(&minsu, "민수", early, Mark::default()).welcome.log.seq, floor - 1);
    // A place of another history, or of one that this host lost, is no place here.
    for seq in [stage.last().seq, stage.last().seq + 7, u64::MAX] {
        let strange = Mark { seq, hash: Hash([9; 32]) };
        assert_eq!(stage.back(&minsu, "민수", strange, Mark::default()).welcome.log.seq, floor - 1);
    }
    let resume = Resume { room: RoomId([0; 8]), log: stage.last(), mail: Mark::default() };
    assert_eq!(stage.ask(&minsu, "민수", Some(resume)).unwrap().welcome.log.seq, floor - 1);
}

#[test]
fn a_letter_place_is_resumed_only_if_it_is_the_same_letter() {
    let mut stage = Stage::new();
    let (minsu, seoyeon) = (person(2), person(3));
    stage.admit(&minsu, "민수");
    stage.admit(&seoyeon, "서연");
    for nonce in 1..=3 {
        stage.whisper(&minsu, &seoyeon, "비밀", nonce).unwrap();
    }
    let mark = stage.letters(&seoyeon)[1].mark();
    let log = stage.last();
    assert_eq!(stage.back(&seoyeon, "서연", log, mark).welcome.mail, mark);
    let strange = Mark { hash: Hash([9; 32]), ..mark };
    assert_eq!(stage.back(&seoyeon, "서연", log, strange).welcome.mail, Mark::default());
}

#[test]
fn the_longest_gone_are_forgotten_when_there_are_too_many() {
    let mut stage = Stage::new();
    let key = |n: usize| {
        let Hash(bytes) = Hash::of(&[&n.to_be_bytes()]);
        PublicKey(bytes)
    };
    for n in 0..limits::MEMBERS_REMEMBERED {
        let called = name(&format!("손님{n}"));
        stage.room.names.insert(called.skeleton(), key(n));
        let mut member = stage.room.new_member(called);
        // One is here, and the second has been gone longest.
        member.gone_since = (n != 0).then(|| Duration::from_millis(n as u64));
        stage.room.members.insert(key(n), member);
    }
    stage.room.roster.frames(&stage.room.members);
    let admission = stage.admit(&person(2), "민수");
    let parts = words_of(&admission.members);
    let told = parts.iter().flat_map(|word| match word {
        Delivery::Members(part) => part.members.iter().map(|entry| entry.key).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    });
    let told: Vec<_> = told.collect();
    assert_eq!(
        told,
        stage.room.members.keys().copied().collect::<Vec<_>>(),
        "nor is a newcomer told of them"
    );
    assert_eq!(stage.room.members.len(), limits::MEMBERS_REMEMBERED);
    assert_eq!(stage.room.names.len(), limits::MEMBERS_REMEMBERED);
    assert!(stage.room.members.contains_key(&key(0)) && !stage.room.members.contains_key(&key(1)));
    assert!(stage.ask(&person(3), "손님1", None).is_ok());
}

#[test]
fn a_link_that_began_earlier_takes_no_seat_from_a_later_one() {
    let mut stage = Stage::new();
    let minsu = person(2);
    let given_up = Caller { key: minsu.public(), link: stage.room.begin_link() };
    let hello = Hello { name: name("민수"), resume: None };
    let later = stage.admit(&minsu, "민수").session;
    let denied = stage.room.admit(stage.now, given_up, &hello);
    assert_eq!(denied.unwrap_err(), Denied::Older);
    assert_eq!(stage.room.standing(&minsu.public(), later), Standing::Current);
    // Somebody else's link has nothing to do with it, and neither has one that is gone.
    let seoyeon = Caller { key: person(3).public(), ..given_up };
    stage.room.admit(stage.now, seoyeon, &Hello { name: name("서연"), resume: None }).unwrap();
    stage.room.depart(stage.now, &minsu.public(), later, Departure::Broken);
    stage.room.admit(stage.now, given_up, &hello).unwrap();
}
