//! What was appended is seen when its batch is published, and not a moment earlier.

use super::*;

struct Held {
    stage: Stage,
    people: [Arc<Identity>; 3],
}

/// A room of three in which nothing is published unless a test does it.
fn held() -> Held {
    let mut stage = Stage::new();
    let people = [person(2), person(3), person(4)];
    for (who, called) in people.iter().zip(["민수", "서연", "지훈"]) {
        stage.admit(who, called);
    }
    Held { stage, people }
}

impl Held {
    /// Hands a draft in without publishing.
    fn append(&mut self, who: usize, to: impl Into<To>, text: &str, nonce: Nonce) -> Came {
        let (stage, who) = (&mut self.stage, &self.people[who]);
        let draft = stage.draft(who, to, text, nonce);
        let signed = draft.check(who.public(), stage.room.id()).unwrap();
        stage.room.say(stage.now, &signed).unwrap()
    }

    fn whisper_to(&self, who: usize) -> (Audience, Kind) {
        (Audience::Member(self.people[who].public()), Kind::WHISPER)
    }

    fn head(&self, batch: &Batch) -> Option<crate::wire::Head> {
        batch.newest().map(|newest| person(1).head(self.stage.room.id(), newest))
    }

    fn texts(&self) -> Vec<String> {
        let chat = |event: &Event| event.header.kind == Kind::CHAT;
        self.stage
            .events()
            .iter()
            .filter(|event| chat(event))
            .map(|event| text_of(event).to_owned())
            .collect()
    }
}

#[test]
fn what_is_appended_while_a_batch_is_out_is_the_next_batch() {
    let mut held = held();
    held.append(0, Kind::CHAT, "하나", 1);
    let first = held.stage.room.take_batch().unwrap();
    held.append(0, Kind::CHAT, "둘", 2);
    held.append(1, Kind::CHAT, "셋", 1);
    assert!(held.stage.room.take_batch().is_none(), "two batches out at a time have no order");
    assert_eq!(held.texts(), Vec::<String>::new());
    let head = held.head(&first);
    assert_eq!(held.stage.room.publish(first, head), Shown::All);
    assert_eq!(held.texts(), ["하나"]);
    let second = held.stage.room.take_batch().unwrap();
    assert_eq!(second.newest(), Some(held.stage.room.log().appended()));
    let head = held.head(&second);
    held.stage.room.publish(second, head);
    assert_eq!(held.texts(), ["하나", "둘", "셋"]);
    assert!(held.stage.room.is_settled() && held.stage.room.take_batch().is_none());
}

#[test]
fn a_letter_is_seen_with_its_batch_and_wakes_only_its_two() {
    let mut held = held();
    let to = held.whisper_to(1);
    held.append(0, to, "비밀", 1);
    let batch = held.stage.room.take_batch().unwrap();
    assert_eq!((batch.newest(), batch.to_keep().changes.len()), (None, 2));
    let [minsu, seoyeon, _] = held.people.clone();
    assert_eq!(held.stage.letters(&seoyeon), []);
    let Shown::To(mut woken) = held.stage.room.publish(batch, None) else { panic!("everybody was woken") };
    woken.sort();
    let mut two = vec![minsu.public(), seoyeon.public()];
    two.sort();
    assert_eq!(woken, two);
    assert_eq!((held.stage.letters(&seoyeon).len(), held.stage.letters(&minsu).len()), (1, 1));
}

#[test]
fn a_line_said_again_is_not_called_sent_before_it_is_published() {
    let mut held = held();
    let to = held.whisper_to(1);
    held.append(0, Kind::CHAT, "하나", 1);
    held.append(0, to, "비밀", 1);
    assert_eq!(held.append(0, Kind::CHAT, "하나", 1), Came::Dropped);
    assert_eq!(held.append(0, held.whisper_to(1), "비밀", 1), Came::Dropped);
    publish(&mut held.stage.room);
    let accepted = |came| matches!(came, Came::Answer(Outcome::Accepted(_)));
    assert!(accepted(held.append(0, Kind::CHAT, "하나", 1)));
    assert!(accepted(held.append(0, held.whisper_to(1), "비밀", 1)));
}

#[test]
fn an_open_batch_has_a_bound_and_who_meets_it_is_put_off() {
    let mut held = held();
    let long = "가".repeat(limits::TEXT_CHARACTERS);
    let most = u64::try_from(limits::BATCH_BYTES / long.len()).unwrap() + 1;
    let put_off = (1..=most)
        .find(|nonce| matches!(held.append(0, Kind::CHAT, &long, *nonce), Came::Answer(_)))
        .unwrap();
    let to = held.whisper_to(2);
    assert!(matches!(held.append(1, to, "비밀", 1), Came::Answer(Outcome::Later { .. })));
    publish(&mut held.stage.room);
    assert_eq!(held.append(0, Kind::CHAT, &long, put_off), Came::InRoom);
    assert_eq!(held.append(1, held.whisper_to(2), "비밀", 1), Came::InMail);
}

#[test]
fn a_room_that_closes_is_over_when_everything_said_before_is_published() {
    let mut held = held();
    let [minsu, ..] = held.people.clone();
    let session = held.stage.room.session(&minsu.public()).unwrap();
    held.append(0, Kind::CHAT, "하나", 1);
    held.stage.room.close();
    assert_eq!(held.append(1, Kind::CHAT, "너무 늦게", 1), Came::Dropped);
    let batch = held.stage.room.take_batch().unwrap();
    assert_eq!(held.stage.room.standing(&minsu.public(), session), Standing::Current);
    let head = held.head(&batch);
    held.stage.room.publish(batch, head);
    assert_eq!(held.stage.room.standing(&minsu.public(), session), Standing::Closing);
    held.stage.room.depart(held.stage.now, &minsu.public(), session, Departure::Left);
    assert!(held.stage.room.is_over(), "who goes when it is over adds nothing");
    assert_eq!(held.texts(), ["하나"]);
}

#[test]
fn a_newcomers_welcome_belongs_to_the_batch_of_its_arrival() {
    let mut held = held();
    let before = held.stage.room.log().published().seq;
    let hello = Hello { name: name("하늘"), resume: None };
    let caller = Caller { key: person(5).public(), link: held.stage.room.begin_link() };
    let admission = held.stage.room.admit(held.stage.now, caller, &hello).unwrap();
    assert!(admission.welcome.snapshot.seq > before);
    assert!(admission.batch > held.stage.room.published_batch());
    publish(&mut held.stage.room);
    assert_eq!(admission.batch, held.stage.room.published_batch());
    let back = held.stage.back(&person(5), "하늘", admission.welcome.snapshot, Mark::default());
    assert_eq!(back.batch, held.stage.room.published_batch(), "nothing was appended: nothing to wait for");
}
