//! What may be said to the room, and what becomes of every nonce.

use super::*;

fn room_of_two() -> (Stage, Arc<Identity>, Arc<Identity>) {
    let mut stage = Stage::new();
    let (minsu, seoyeon) = (person(2), person(3));
    stage.admit(&minsu, "민수");
    stage.admit(&seoyeon, "서연");
    (stage, minsu, seoyeon)
}

#[test]
fn what_is_said_stands_in_the_log_as_it_was_signed() {
    let (mut stage, minsu, _) = room_of_two();
    assert_eq!(stage.say(&minsu, "안녕하세요", 1), Ok(Came::InRoom));
    assert_eq!(stage.put(&minsu, Kind::ACTION, "손을 흔든다", 2), Ok(Came::InRoom));
    let events = stage.events();
    let [.., said, acted] = &events[..] else { panic!() };
    assert_eq!((text_of(said), text_of(acted)), ("안녕하세요", "손을 흔든다"));
    assert_eq!((said.header.nonce, acted.header.nonce), (1, 2));
    assert!(events.iter().all(|event| event.verify().is_ok()));
}

#[test]
fn a_nonce_said_again_gets_its_first_answer_and_stands_once() {
    let (mut stage, minsu, _) = room_of_two();
    stage.say(&minsu, "하나", 1).unwrap();
    let seq = stage.last().seq;
    stage.put(&minsu, Kind(999), "?", 2).unwrap();
    for text in ["하나", "둘"] {
        assert_eq!(stage.say(&minsu, text, 1), Ok(Came::Answer(Outcome::Accepted(seq))));
        assert_eq!(stage.say(&minsu, text, 2), refused(Rejection::UnknownKind));
    }
    assert_eq!(stage.last().seq, seq);
}

#[test]
fn an_answer_is_remembered_as_long_as_it_may_be_asked_for() {
    let (mut stage, minsu, _) = room_of_two();
    let unanswered = limits::UNANSWERED as Nonce;
    for nonce in 1..=unanswered + 5 {
        stage.say(&minsu, "줄", nonce).unwrap();
    }
    assert!(stage.say(&minsu, "줄", 6).is_ok());
    assert_eq!(stage.say(&minsu, "줄", 5), Err(BrokenRule));
}

#[test]
fn a_nonce_that_skips_one_or_is_zero_breaks_a_rule() {
    let (mut stage, minsu, seoyeon) = room_of_two();
    for nonce in [0, 2, u64::MAX] {
        assert_eq!(stage.say(&minsu, "줄", nonce), Err(BrokenRule), "{nonce}");
        assert_eq!(stage.whisper(&minsu, &seoyeon, "줄", nonce), Err(BrokenRule), "{nonce}");
    }
    assert_eq!(stage.say(&minsu, "줄", 1), Ok(Came::InRoom));
}

#[test]
fn the_two_shelves_count_apart() {
    let (mut stage, minsu, seoyeon) = room_of_two();
    assert_eq!(stage.say(&minsu, "줄", 1), Ok(Came::InRoom));
    assert!(matches!(stage.whisper(&minsu, &seoyeon, "줄", 1), Ok(Came::InMail)));
    assert_eq!(stage.say(&minsu, "줄", 2), Ok(Came::InRoom));
}

#[test]
fn a_stranger_who_says_something_breaks_a_rule() {
    let mut stage = Stage::new();
    assert_eq!(stage.say(&person(9), "줄", 1), Err(BrokenRule));
    let forged =
        Draft { signature: crate::wire::Signature([0; 64]), ..stage.draft(&person(9), Kind::CHAT, "줄", 1) };
    assert_eq!(stage.hand_in(&person(9), forged), Err(BrokenRule));
}

#[test]
fn a_bad_signature_is_refused_and_uses_up_its_nonce() {
    let (mut stage, minsu, seoyeon) = room_of_two();
    let stolen = stage.draft(&seoyeon, Kind::CHAT, "제가 안 했어요", 1);
    assert_eq!(stage.hand_in(&minsu, stolen), refused(Rejection::BadSignature));
    let mut changed = stage.draft(&minsu, Kind::CHAT, "둘", 2);
    changed.content.bytes = b"two".to_vec();
    assert_eq!(stage.hand_in(&minsu, changed), refused(Rejection::BadSignature));
    assert_eq!(stage.say(&minsu, "셋", 3), Ok(Came::InRoom));
}

#[test]
fn a_kind_that_the_host_does_not_know_is_refused_for_each_audience() {
    let (mut stage, minsu, seoyeon) = room_of_two();
    let wrong_for_room = [Kind(0), Kind::ARRIVAL, Kind::DEPARTURE, Kind::WHISPER, Kind(999)];
    for (nonce, kind) in (1..).zip(wrong_for_room) {
        assert_eq!(stage.put(&minsu, kind, "줄", nonce), refused(Rejection::UnknownKind), "{kind:?}");
    }
    let to = Audience::Member(seoyeon.public());
    let wrong_for_one = [Kind::CHAT, Kind::ACTION, Kind::TOPIC, Kind::RENAME, Kind::ARRIVAL, Kind(17)];
    for (nonce, kind) in (1..).zip(wrong_for_one) {
        let draft = stage.draft(&minsu, (to, kind), "줄", nonce);
        assert_eq!(stage.hand_in(&minsu, draft), refused(Rejection::UnknownKind), "{kind:?}");
    }
}

#[test]
fn a_text_that_is_not_in_its_one_spelling_is_refused() {
    let (mut stage, minsu, _) = room_of_two();
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd("한글").collect();
    let long = "가".repeat(limits::TEXT_CHARACTERS + 1);
    let lines = "줄\n".repeat(limits::TEXT_LINES) + "줄";
    let bad = ["", "  \n", "\u{1b}[31m빨강", "a\r\nb", "a\u{7}", &decomposed, &long, &lines];
    for (nonce, text) in (1..).zip(bad) {
        assert_eq!(stage.say(&minsu, text, nonce), refused(Rejection::BadText), "{text:?}");
    }
    let mut bytes = stage.draft(&minsu, Kind::CHAT, "", 9);
    bytes.content.bytes = vec![0xff, 0xfe];
    let said = Said {
        audience: bytes.audience,
        nonce: 9,
        seen: bytes.seen,
        kind: bytes.kind,
        content: bytes.content,
    };
    let bytes = minsu.draft(stage.room.id(), said);
    assert_eq!(stage.hand_in(&minsu, bytes), refused(Rejection::BadText));
    let fits = "가".repeat(limits::TEXT_CHARACTERS);
    assert_eq!(stage.say(&minsu, &fits, 10), Ok(Came::InRoom));
}

#[test]
fn only_the_host_sets_the_topic_and_an_empty_one_takes_it_away() {
    let (mut stage, minsu, _) = room_of_two();
    let host = person(1);
    stage.admit(&host, "방주");
    assert_eq!(stage.put(&minsu, Kind::TOPIC, "떡볶이", 1), refused(Rejection::NotAllowed));
    assert_eq!(stage.put(&host, Kind::TOPIC, "떡볶이", 1), Ok(Came::InRoom));
    assert_eq!(stage.admit(&person(4), "지훈").welcome.topic, Some(Topic::parse("떡볶이").unwrap()));
    for (nonce, bad) in (2..).zip([" 앞", "두\n줄", &"가".repeat(limits::TOPIC_CHARACTERS + 1)]) {
        assert_eq!(stage.put(&host, Kind::TOPIC, bad, nonce), refused(Rejection::BadText), "{bad:?}");
    }
    assert_eq!(stage.put(&host, Kind::TOPIC, "", 5), Ok(Came::InRoom));
    assert_eq!(stage.admit(&person(5), "은지").welcome.topic, None);
}

#[test]
fn a_rename_frees_the_old_name_and_takes_the_other() {
    let (mut stage, minsu, seoyeon) = room_of_two();
    assert_eq!(stage.put(&minsu, Kind::RENAME, "하늘", 1), Ok(Came::InRoom));
    let event = stage.events().pop().unwrap();
    assert_eq!((event.header.name.as_str(), text_of(&event)), ("민수", "하늘"));
    assert_eq!(stage.put(&seoyeon, Kind::RENAME, "민수", 1), Ok(Came::InRoom));
    assert_eq!(stage.say(&minsu, "저예요", 2), Ok(Came::InRoom));
    assert_eq!(stage.events().pop().unwrap().header.name, name("하늘"));
}

#[test]
fn a_rename_to_a_taken_or_bad_name_changes_nothing() {
    let (mut stage, minsu, _) = room_of_two();
    let taken = Rejection::NameTaken { suggestion: name("서연2") };
    assert_eq!(stage.put(&minsu, Kind::RENAME, "서연", 1), refused(taken));
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd("바다").collect();
    for (nonce, bad) in (2..).zip(["", " 바다", "a\nb", "방장\u{200b}", &decomposed, &"가".repeat(21)]) {
        assert_eq!(stage.put(&minsu, Kind::RENAME, bad, nonce), refused(Rejection::BadName), "{bad:?}");
    }
    assert!(stage.members().contains(&(minsu.public(), "민수".to_owned())));
}

#[test]
fn a_rename_to_another_spelling_of_the_own_name_is_allowed() {
    let mut stage = Stage::new();
    let alice = person(2);
    stage.admit(&alice, "alice");
    assert_eq!(stage.put(&alice, Kind::RENAME, "Alice", 1), Ok(Came::InRoom));
    assert!(matches!(stage.ask(&person(3), "alice", None), Err(Refusal::NameTaken { .. })));
}

#[test]
fn too_many_renames_are_put_off_and_not_refused() {
    let (mut stage, minsu, _) = room_of_two();
    // Coming in took one of them.
    for nonce in 1..u64::from(limits::RENAMES_PER_MINUTE) {
        assert_eq!(stage.put(&minsu, Kind::RENAME, &format!("민수{nonce}"), nonce), Ok(Came::InRoom));
    }
    let nonce = limits::RENAMES_PER_MINUTE.into();
    let Ok(Came::Answer(Outcome::Later { milliseconds })) = stage.put(&minsu, Kind::RENAME, "끝", nonce)
    else {
        panic!()
    };
    stage.pass(Duration::from_millis(milliseconds.into()));
    assert_eq!(stage.put(&minsu, Kind::RENAME, "끝", nonce), Ok(Came::InRoom));
}

#[test]
fn a_flood_is_put_off_without_using_up_a_nonce() {
    let settings = Settings { messages_burst: 3, messages_per_second: 2, ..settings() };
    let mut stage = Stage::with(settings, Bounds::default());
    let minsu = person(2);
    stage.admit(&minsu, "민수");
    for nonce in 1..=3 {
        assert_eq!(stage.say(&minsu, "줄", nonce), Ok(Came::InRoom));
    }
    let Ok(Came::Answer(Outcome::Later { milliseconds })) = stage.say(&minsu, "넷", 4) else { panic!() };
    assert!((1..=501).contains(&milliseconds), "{milliseconds}");
    // What stands behind it is dropped without a word, on that shelf only as long as it is put off.
    assert_eq!(stage.say(&minsu, "다섯", 5), Ok(Came::Dropped));
    assert_eq!(stage.say(&minsu, "여섯", 6), Ok(Came::Dropped));
    stage.pass(Duration::from_millis(milliseconds.into()));
    assert_eq!(stage.say(&minsu, "넷", 4), Ok(Came::InRoom));
    assert_eq!(stage.say(&minsu, "여섯", 6), Err(BrokenRule));
}

#[test]
fn what_is_wrong_is_refused_even_when_there_is_no_time_for_it() {
    let settings = Settings { messages_burst: 1, messages_per_second: 1, ..settings() };
    let mut stage = Stage::with(settings, Bounds::default());
    let minsu = person(2);
    stage.admit(&minsu, "민수");
    stage.say(&minsu, "하나", 1).unwrap();
    assert_eq!(stage.say(&minsu, "", 2), refused(Rejection::BadText));
    assert!(matches!(stage.say(&minsu, "셋", 3), Ok(Came::Answer(Outcome::Later { .. }))));
}

#[test]
fn whispers_share_the_rate_of_what_is_said_to_the_room() {
    let settings = Settings { messages_burst: 2, messages_per_second: 1, ..settings() };
    let mut stage = Stage::with(settings, Bounds::default());
    let (minsu, seoyeon) = (person(2), person(3));
    stage.admit(&minsu, "민수");
    stage.admit(&seoyeon, "서연");
    stage.say(&minsu, "하나", 1).unwrap();
    stage.whisper(&minsu, &seoyeon, "둘", 1).unwrap();
    let later = |came| matches!(came, Ok(Came::Answer(Outcome::Later { .. })));
    assert!(later(stage.whisper(&minsu, &seoyeon, "셋", 2)));
    assert!(later(stage.say(&minsu, "넷", 2)));
    assert_eq!(stage.say(&seoyeon, "저는 돼요", 1), Ok(Came::InRoom));
}

#[test]
fn another_link_knows_nothing_of_what_was_put_off() {
    let settings = Settings { messages_burst: 1, messages_per_second: 1, ..settings() };
    let mut stage = Stage::with(settings, Bounds::default());
    let minsu = person(2);
    stage.admit(&minsu, "민수");
    stage.say(&minsu, "하나", 1).unwrap();
    assert!(matches!(stage.say(&minsu, "둘", 2), Ok(Came::Answer(Outcome::Later { .. }))));
    stage.admit(&minsu, "민수");
    assert_eq!(stage.say(&minsu, "셋", 3), Err(BrokenRule));
}

#[test]
fn times_never_fall_however_the_wall_clock_jumps() {
    let (mut stage, minsu, seoyeon) = room_of_two();
    let ten_years = 10 * 365 * 24 * 3_600 * 1_000;
    stage.now.wall = 20 * ten_years;
    let begin = stage.now.wall;
    for (nonce, wall) in (1..).zip([begin, begin + ten_years, begin - ten_years, 0, u64::MAX, begin]) {
        stage.now.wall = wall;
        assert_eq!(stage.say(&minsu, "줄", nonce), Ok(Came::InRoom));
        assert!(matches!(stage.whisper(&minsu, &seoyeon, "줄", nonce), Ok(Came::InMail)));
    }
    let times: Vec<_> = stage.events().iter().map(|event| event.header.time).collect();
    assert!(times.is_sorted(), "{times:?}");
    let times: Vec<_> = stage.letters(&seoyeon).iter().map(|event| event.header.time).collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[test]
fn a_wall_clock_that_jumps_changes_no_limit_and_no_wait() {
    let settings = Settings { messages_burst: 1, messages_per_second: 1, ..settings() };
    let mut stage = Stage::with(settings, Bounds::default());
    let minsu = person(2);
    stage.admit(&minsu, "민수");
    stage.say(&minsu, "하나", 1).unwrap();
    for wall in [0, u64::MAX, 5] {
        stage.now.wall = wall;
        assert!(matches!(stage.say(&minsu, "둘", 2), Ok(Came::Answer(Outcome::Later { .. }))));
    }
}

#[test]
fn a_page_ends_before_the_place_asked_for_and_is_bounded() {
    let (mut stage, minsu, _) = room_of_two();
    for nonce in 1..=300 {
        stage.say(&minsu, "줄", nonce).unwrap();
    }
    let page = |before, count| {
        let mut out = Vec::new();
        stage.room.page(PageRequest { before, count }, &mut out);
        let Some(Delivery::Page(head)) = words_of(&out).into_iter().next() else { panic!() };
        let places: Vec<_> = events_of(&out).iter().map(|event| event.header.slot.seq()).collect();
        assert_eq!(usize::from(head.events), places.len());
        places
    };
    assert_eq!(page(50, 10), (40..50).collect::<Vec<Seq>>());
    assert_eq!(page(5, 100), (1..5).collect::<Vec<Seq>>());
    assert_eq!(page(u64::MAX, u16::MAX).len(), usize::from(limits::PAGE_EVENTS));
    assert_eq!(page(u64::MAX, 1), [stage.last().seq]);
    for (before, count) in [(0, 10), (1, 10), (50, 0)] {
        assert!(page(before, count).is_empty());
    }
}
