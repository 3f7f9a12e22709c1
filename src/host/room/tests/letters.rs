//! Whispers: into two mailboxes, and into nothing else.

use super::*;
use crate::wire::limits::{MAILBOX_BYTES, MAILBOX_KEPT, MAILBOX_SENDER_BYTES};

fn room_of_three() -> (Stage, [Arc<Identity>; 3]) {
    let mut stage = Stage::new();
    let people = [person(2), person(3), person(4)];
    for (who, called) in people.iter().zip(["민수", "서연", "지훈"]) {
        stage.admit(who, called);
    }
    (stage, people)
}

#[test]
fn a_whisper_lies_in_both_mailboxes_at_the_same_public_place() {
    let (mut stage, [minsu, seoyeon, jihun]) = room_of_three();
    stage.say(&jihun, "모두에게", 1).unwrap();
    let came = stage.whisper(&minsu, &seoyeon, "비밀", 1);
    assert_eq!(came, Ok(Came::InMail));
    let (sent, got) = (stage.letters(&minsu), stage.letters(&seoyeon));
    let [sent, got] = [&sent[..], &got[..]].map(|letters| match letters {
        [letter] => letter.clone(),
        _ => panic!("{letters:?}"),
    });
    let after = stage.last().seq;
    for (letter, owner) in [(&sent, &minsu), (&got, &seoyeon)] {
        let slot = Slot::Mail { owner: owner.public(), seq: 1, to: seoyeon.public(), after };
        assert_eq!(letter.header.slot, slot);
        assert_eq!(text_of(letter), "비밀");
        assert!(letter.verify().is_ok());
    }
    assert_eq!(stage.letters(&jihun), []);
}

#[test]
fn a_whisper_leaves_no_trace_on_the_public_shelf_or_in_presence() {
    let (mut stage, [minsu, seoyeon, jihun]) = room_of_three();
    stage.pass(Duration::from_secs(1));
    let before = (stage.last(), stage.room.log().published_end(), stage.room.poll_timeout());
    stage.whisper(&minsu, &seoyeon, "비밀", 1).unwrap();
    assert_eq!((stage.last(), stage.room.log().published_end(), stage.room.poll_timeout()), before);
    stage.say(&minsu, "공개", 1).unwrap();
    let events = stage.events();
    assert_eq!(events.last().unwrap().header.nonce, 1, "a public nonce that counts whispers tells of them");
    let third = stage.back(&jihun, "지훈", before.0, Mark::default()).welcome;
    assert_eq!((third.mail, third.settled.mail), (Mark::default(), 0));
}

#[test]
fn a_whisper_to_nobody_or_oneself_is_refused() {
    let (mut stage, [minsu, ..]) = room_of_three();
    assert_eq!(stage.whisper(&minsu, &person(9), "어디", 1), refused(Rejection::NoSuchMember));
    assert_eq!(stage.whisper(&minsu, &minsu.clone(), "나", 2), refused(Rejection::ToYourself));
    assert_eq!(stage.letters(&minsu), []);
}

#[test]
fn a_whisper_waits_for_a_member_who_is_away() {
    let (mut stage, [minsu, seoyeon, _]) = room_of_three();
    let session = stage.room.session(&seoyeon.public()).unwrap();
    stage.room.depart(stage.now, &seoyeon.public(), session, Departure::Left);
    publish(&mut stage.room);
    let log = stage.last();
    stage.whisper(&minsu, &seoyeon, "나중에 봐요", 1).unwrap();
    assert_eq!(stage.back(&seoyeon, "서연", log, Mark::default()).welcome.mail, Mark::default());
    assert_eq!(stage.letters(&seoyeon).len(), 1);
}

#[test]
fn a_whisper_is_kept_for_a_week() {
    let (mut stage, [minsu, seoyeon, _]) = room_of_three();
    stage.whisper(&minsu, &seoyeon, "옛날", 1).unwrap();
    stage.now.ticks += MAILBOX_KEPT + Duration::from_secs(1);
    stage.whisper(&minsu, &seoyeon, "오늘", 2).unwrap();
    let letters = stage.letters(&seoyeon);
    assert_eq!(letters.iter().map(text_of).collect::<Vec<_>>(), ["오늘"]);
    assert_eq!(letters[0].header.slot.seq(), 2);
}

#[test]
fn one_sender_fills_only_a_share_of_a_mailbox() {
    let (mut stage, [minsu, seoyeon, jihun]) = room_of_three();
    let long = "가".repeat(limits::TEXT_CHARACTERS);
    let mut nonce = 0;
    let full = loop {
        nonce += 1;
        match stage.whisper(&minsu, &seoyeon, &long, nonce) {
            Ok(Came::InMail) => {}
            other => break other,
        }
    };
    assert_eq!(full, refused(Rejection::MailboxFull));
    assert!((usize::try_from(nonce).unwrap() - 1) * long.len() <= MAILBOX_SENDER_BYTES);
    assert_eq!(stage.say(&minsu, "모두에게는 돼요", 1), Ok(Came::InRoom));
    assert!(matches!(stage.whisper(&jihun, &seoyeon, "저는요", 1), Ok(Came::InMail)));
    // Nobody reads: the sender's own copies count as well, so it has to wait, and then may again.
    stage.letters(&seoyeon);
    stage.letters(&minsu);
    assert!(matches!(stage.whisper(&minsu, &seoyeon, &long, nonce + 1), Ok(Came::InMail)));
}

#[test]
fn many_senders_fill_a_mailbox_but_never_beyond_its_bound() {
    let mut stage = Stage::new();
    let seoyeon = person(3);
    stage.admit(&seoyeon, "서연");
    let long = "가".repeat(limits::TEXT_CHARACTERS);
    let mut refusals = 0;
    for seed in 10..20 {
        let sender = person(seed);
        stage.admit(&sender, &format!("손님{seed}"));
        for nonce in 1..=20 {
            refusals +=
                u32::from(stage.whisper(&sender, &seoyeon, &long, nonce) == refused(Rejection::MailboxFull));
        }
    }
    assert!(refusals > 0);
    let bytes: usize =
        stage.letters(&seoyeon).iter().map(|letter| letter.content().unwrap().bytes.len()).sum();
    assert!(bytes <= MAILBOX_BYTES, "{bytes}");
}

#[test]
fn letters_that_were_delivered_make_room_and_the_numbers_go_on() {
    let (mut stage, [minsu, seoyeon, _]) = room_of_three();
    let long = "가".repeat(limits::TEXT_CHARACTERS);
    for nonce in 1..=300 {
        assert!(matches!(stage.whisper(&minsu, &seoyeon, &long, nonce), Ok(Came::InMail)), "{nonce}");
        stage.letters(&seoyeon);
        stage.letters(&minsu);
    }
    let places: Vec<_> = stage.letters(&seoyeon).iter().map(|letter| letter.header.slot.seq()).collect();
    assert_eq!(places.last(), Some(&300));
    assert!(places.windows(2).all(|pair| pair[1] == pair[0] + 1) && places[0] > 1);
}

#[test]
fn a_letter_waits_until_the_reader_is_at_its_public_place() {
    let (mut stage, [minsu, seoyeon, _]) = room_of_three();
    let early = stage.last().seq;
    stage.say(&minsu, "공개", 1).unwrap();
    stage.whisper(&minsu, &seoyeon, "비밀", 1).unwrap();
    let mut reader = Reader { member: seoyeon.public(), mail: 0, upto: early, presence: None, pinned: 0 };
    let mut out = Vec::new();
    stage.room.read_private(&mut reader, usize::MAX, &mut out);
    assert_eq!((events_of(&out).len(), reader.mail), (0, 0));
    reader.upto = stage.last().seq;
    stage.room.read_private(&mut reader, usize::MAX, &mut out);
    assert_eq!((events_of(&out).len(), reader.mail), (1, 1));
}

#[test]
fn a_mailbox_is_a_chain_of_its_own() {
    let (mut stage, [minsu, seoyeon, jihun]) = room_of_three();
    for nonce in 1..=3 {
        stage.whisper(&minsu, &seoyeon, "하나", nonce).unwrap();
        stage.whisper(&jihun, &seoyeon, "둘", nonce).unwrap();
    }
    let letters = stage.letters(&seoyeon);
    let mut last = Mark::default();
    for letter in &letters {
        assert_eq!((letter.header.slot.seq(), letter.header.previous), (last.seq + 1, last.hash));
        last = letter.mark();
    }
    assert_eq!(last.seq, 6);
}

#[test]
fn a_repeated_whisper_gets_its_place_and_stands_once() {
    let (mut stage, [minsu, seoyeon, _]) = room_of_three();
    stage.whisper(&seoyeon, &minsu, "먼저", 1).unwrap();
    stage.whisper(&minsu, &seoyeon, "비밀", 1).unwrap();
    let again = stage.whisper(&minsu, &seoyeon, "비밀", 1);
    // The place is the one in the sender's own mailbox.
    assert_eq!(again, Ok(Came::Answer(Outcome::Accepted(2))));
    assert_eq!(stage.letters(&seoyeon).len(), 2);
    assert_eq!(Audience::Member(minsu.public()).shelf(), Shelf::Mail);
}
