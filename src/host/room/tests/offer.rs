//! Lines given back to a host that has lost them.

use super::*;
use crate::wire::SignedDraft;

/// A line as its author signed it for this room, in a history that is no more.
fn line(stage: &Stage, author: &Identity, nonce: Nonce, text: &str) -> SignedDraft {
    kind(stage, author, nonce, (Kind::CHAT, text))
}

/// The newest place, shown to readers or not.
fn end(stage: &Stage) -> Seq {
    stage.room.log().appended().seq
}

fn kind(stage: &Stage, author: &Identity, nonce: Nonce, (kind, text): (Kind, &str)) -> SignedDraft {
    let salt = [u8::try_from(nonce % 251).unwrap(); 16];
    let content = Content { salt, bytes: text.as_bytes().to_vec() };
    let seen = Mark { seq: 900, hash: Hash([9; 32]) };
    let said = Said { audience: Audience::Room, nonce, seen, kind, content };
    author.draft(stage.room.id(), said).check(author.public(), stage.room.id()).unwrap()
}

#[test]
fn a_line_given_back_is_placed_under_its_authors_signature_once() {
    let mut stage = Stage::new();
    let (minsu, seoyeon) = (person(2), person(3));
    stage.admit(&minsu, "민수");
    stage.admit(&seoyeon, "서연");
    let first = end(&stage);
    let (one, two) = (line(&stage, &minsu, 1, "하나"), line(&stage, &minsu, 4, "둘"));
    for signed in [&one, &two, &one, &two] {
        stage.room.offer(stage.now, &seoyeon.public(), signed);
    }
    assert_eq!(end(&stage), first + 2);
    // Two and three were refused, or of a kind that is not given back.
    let back = stage.back(&minsu, "민수", Mark::default(), Mark::default());
    assert_eq!(back.welcome.settled.room, 4);
    stage.say(&minsu, "다섯", 5).unwrap();
    assert_eq!(end(&stage), first + 3);
}

#[test]
fn a_line_that_its_author_said_again_is_not_taken_a_second_time() {
    let mut stage = Stage::new();
    let (minsu, seoyeon) = (person(2), person(3));
    stage.admit(&minsu, "민수");
    stage.admit(&seoyeon, "서연");
    // It was the seventh once, and is the first here.
    let again = line(&stage, &minsu, 1, "하나");
    stage.room.say(stage.now, &again).unwrap();
    let content = again.draft().content.clone();
    let said = Said { audience: Audience::Room, nonce: 7, seen: Mark::default(), kind: Kind::CHAT, content };
    let old = minsu.draft(stage.room.id(), said).check(minsu.public(), stage.room.id()).unwrap();
    let last = end(&stage);
    stage.room.offer(stage.now, &seoyeon.public(), &old);
    assert_eq!(end(&stage), last);
}

#[test]
fn what_is_no_public_line_of_somebody_known_is_passed_over() {
    let mut stage = Stage::new();
    let (minsu, seoyeon) = (person(2), person(3));
    stage.admit(&minsu, "민수");
    stage.admit(&seoyeon, "서연");
    let last = end(&stage);
    let far = limits::OFFER_SKIPS + 2;
    let offers = [
        line(&stage, &person(9), 1, "모르는 사람"),
        line(&stage, &minsu, far, "너무 먼 번호"),
        line(&stage, &minsu, 1, "나쁜 글자\u{7}"),
        kind(&stage, &minsu, 1, (Kind::RENAME, "바다")),
        kind(&stage, &minsu, 1, (Kind::TOPIC, "내 주제")),
        kind(&stage, &minsu, 1, (Kind::ARRIVAL, "하나")),
    ];
    for signed in &offers {
        stage.room.offer(stage.now, &seoyeon.public(), signed);
    }
    // Nor does anybody give anything back who is not here.
    stage.room.offer(stage.now, &person(9).public(), &line(&stage, &minsu, 1, "하나"));
    assert_eq!(end(&stage), last);
}

#[test]
fn one_visit_gives_back_so_much_and_no_more() {
    let mut stage = Stage::new();
    let (minsu, seoyeon) = (person(2), person(3));
    stage.admit(&minsu, "민수");
    stage.admit(&seoyeon, "서연");
    let first = end(&stage);
    for nonce in 1..=u64::from(limits::OFFERS) + 5 {
        let signed = line(&stage, &minsu, nonce, &format!("줄 {nonce}"));
        stage.room.offer(stage.now, &seoyeon.public(), &signed);
    }
    assert_eq!(end(&stage), first + u64::from(limits::OFFERS));
}

#[test]
fn a_line_whose_nonce_was_used_up_under_way_is_to_be_said_again_and_breaks_no_rule() {
    let mut stage = Stage::new();
    let (minsu, seoyeon) = (person(2), person(3));
    stage.admit(&minsu, "민수");
    stage.admit(&seoyeon, "서연");
    let used = Ok(Came::Answer(Outcome::Refused(Rejection::NonceUsed)));
    stage.room.offer(stage.now, &seoyeon.public(), &line(&stage, &minsu, 3, "셋"));
    assert_eq!(stage.say(&minsu, "하나", 1), used);
    // More than the host remembers the outcomes of, while one line was under way.
    for nonce in 4..100 {
        stage.room.offer(stage.now, &seoyeon.public(), &line(&stage, &minsu, nonce, &format!("줄 {nonce}")));
    }
    assert_eq!(stage.say(&minsu, "둘", 2), used);
    stage.say(&minsu, "하나", 100).unwrap();
    assert!(stage.say(&minsu, "너무 먼 번호", 102).is_err());
}
