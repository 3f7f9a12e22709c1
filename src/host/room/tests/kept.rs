//! A room goes on from what was kept as if it had never been away, and knows nothing of what was not.

use super::*;
use crate::host::hosted;
use crate::store::Database;

/// A room and the file under it.
struct House {
    stage: Stage,
    database: Database,
}

fn opening() -> Opening {
    let room_key = Identity::from_seed([200; 32]).unwrap();
    Opening { identity: person(1), room_key, settings: settings(), bounds: Bounds::default(), seed: [7; 32] }
}

impl House {
    fn new() -> Self {
        let id = Room::new(opening()).id();
        let database = Database::in_memory(id).unwrap();
        let now = Now { ticks: Duration::from_secs(1_000), wall: 1_000_000 };
        let room = Room::restored(opening(), now, hosted::read(&database).unwrap()).unwrap();
        Self { stage: Stage { room, now }, database }
    }

    /// Keeps and shows what was appended.
    fn keep(&mut self) {
        let room = &mut self.stage.room;
        if let Some(batch) = room.take_batch() {
            self.database.commit(&batch.to_keep()).unwrap();
            let head = batch.newest().map(|newest| person(1).head(room.id(), newest));
            room.publish(batch, head);
        }
    }

    fn admit(&mut self, who: &Identity, called: &str) -> Admission {
        let hello = Hello { name: name(called), resume: None };
        let caller = Caller { key: who.public(), link: self.stage.room.begin_link() };
        let admission = self.stage.room.admit(self.stage.now, caller, &hello).unwrap();
        self.keep();
        admission
    }

    fn say(&mut self, who: &Identity, to: impl Into<To>, text: &str, nonce: Nonce) -> Came {
        let draft = self.stage.draft(who, to, text, nonce);
        let signed = draft.check(who.public(), self.stage.room.id()).unwrap();
        let came = self.stage.room.say(self.stage.now, &signed).unwrap();
        self.keep();
        came
    }

    /// The program ends without a word and starts again after this time.
    fn crash(&mut self, away: Duration) {
        self.stage.now.ticks += away;
        self.stage.now.wall += u64::try_from(away.as_millis()).unwrap();
        let kept = hosted::read(&self.database).unwrap();
        self.stage.room = Room::restored(opening(), self.stage.now, kept).unwrap();
    }
}

#[test]
fn a_line_that_was_kept_is_not_taken_as_one_that_was_lost() {
    let (mut house, minsu, seoyeon) = (House::new(), person(2), person(3));
    house.admit(&minsu, "민수");
    house.say(&minsu, Kind::CHAT, "하나", 1);
    house.crash(MOMENT);
    house.admit(&seoyeon, "서연");
    let before = house.stage.last();
    // Under the nonce that it had before its author said it again.
    let draft = house.stage.draft(&minsu, Kind::CHAT, "하나", 2);
    let signed = draft.check(minsu.public(), house.stage.room.id()).unwrap();
    house.stage.room.offer(house.stage.now, &seoyeon.public(), &signed);
    house.keep();
    assert_eq!(house.stage.last(), before);
}

const MOMENT: Duration = Duration::from_secs(2);

#[test]
fn a_nonce_gets_its_first_answer_also_from_a_room_that_was_opened_again() {
    let (mut house, minsu) = (House::new(), person(2));
    house.admit(&minsu, "민수");
    house.say(&minsu, Kind::CHAT, "하나", 1);
    let refused = house.say(&minsu, Kind::TOPIC, "나만의 주제", 2);
    house.crash(MOMENT);
    let admission = house.admit(&minsu, "민수");
    assert_eq!(admission.welcome.settled.room, 2);
    let before = house.stage.last();
    assert_eq!(house.say(&minsu, Kind::CHAT, "하나", 1), Came::Answer(Outcome::Accepted(2)));
    assert_eq!(house.say(&minsu, Kind::TOPIC, "나만의 주제", 2), refused);
    assert_eq!(house.stage.last(), before, "nothing was appended");
    house.say(&minsu, Kind::CHAT, "둘", 3);
    let texts: Vec<_> =
        house.stage.events().into_iter().filter(|event| event.header.kind == Kind::CHAT).collect();
    assert_eq!(texts.iter().map(text_of).collect::<Vec<_>>(), ["하나", "둘"]);
}

#[test]
fn what_was_not_kept_never_happened_and_its_number_is_free() {
    let (mut house, minsu) = (House::new(), person(2));
    house.admit(&minsu, "민수");
    let draft = house.stage.draft(&minsu, Kind::CHAT, "못 남긴 말", 1);
    let signed = draft.check(minsu.public(), house.stage.room.id()).unwrap();
    house.stage.room.say(house.stage.now, &signed).unwrap();
    let appended = house.stage.room.log().appended().seq;
    house.crash(MOMENT);
    assert_eq!(house.stage.last().seq, appended - 1);
    assert_eq!(house.admit(&minsu, "민수").welcome.settled.room, 0);
    house.say(&minsu, Kind::CHAT, "다시 한 말", 1);
    assert_eq!(house.stage.last().seq, appended);
}

#[test]
fn letters_wait_for_their_owner_across_a_crash() {
    let (mut house, minsu, seoyeon) = (House::new(), person(2), person(3));
    house.admit(&minsu, "민수");
    house.admit(&seoyeon, "서연");
    let to = (Audience::Member(seoyeon.public()), Kind::WHISPER);
    house.say(&minsu, to, "비밀", 1);
    house.crash(MOMENT);
    let letters = house.stage.letters(&seoyeon);
    assert_eq!(letters.iter().map(text_of).collect::<Vec<_>>(), ["비밀"]);
    assert_eq!(house.say(&minsu, to, "비밀", 1), Came::Answer(Outcome::Accepted(1)));
    house.say(&minsu, to, "또", 2);
    let letters = house.stage.letters(&seoyeon);
    assert_eq!(letters.iter().map(text_of).collect::<Vec<_>>(), ["비밀", "또"]);
    assert_eq!(letters[1].header.previous, letters[0].chain());
}

#[test]
fn whoever_comes_back_under_another_name_after_a_crash_is_announced_by_it() {
    let (mut house, minsu) = (House::new(), person(2));
    house.admit(&minsu, "민수");
    house.crash(MOMENT);
    house.admit(&minsu, "지훈");
    assert_eq!(house.stage.kinds(), [Kind::ARRIVAL, Kind::ARRIVAL]);
}

#[test]
fn whoever_comes_back_after_a_crash_did_not_arrive_but_a_day_later_does() {
    let (mut house, minsu) = (House::new(), person(2));
    house.admit(&minsu, "민수");
    house.crash(MOMENT);
    house.admit(&minsu, "민수");
    assert_eq!(house.stage.kinds(), [Kind::ARRIVAL]);
    house.crash(Duration::from_secs(24 * 60 * 60));
    house.admit(&minsu, "민수");
    assert_eq!(house.stage.kinds(), [Kind::ARRIVAL, Kind::ARRIVAL]);
}

#[test]
fn names_and_topic_stay_and_time_never_falls() {
    let (mut house, host, minsu) = (House::new(), person(1), person(2));
    house.admit(&host, "방주");
    house.admit(&minsu, "민수");
    house.say(&host, Kind::TOPIC, "여덟 시", 1);
    house.say(&minsu, Kind::RENAME, "민서", 1);
    let time = house.stage.events().last().unwrap().header.time;
    house.crash(MOMENT);
    house.stage.now.wall = 5;
    let taken = house.stage.ask(&person(9), "민서", None);
    assert!(matches!(taken, Err(Refusal::NameTaken { .. })), "{taken:?}");
    let welcome = house.admit(&minsu, "민서").welcome;
    assert_eq!(welcome.topic.as_ref().map(Topic::as_str), Some("여덟 시"));
    house.say(&minsu, Kind::CHAT, "뒤로 간 시계", 2);
    assert!(house.stage.events().last().unwrap().header.time >= time);
}

#[test]
fn a_letter_never_falls_behind_one_that_came_before_the_clock_went_back() {
    let (mut house, minsu, seoyeon) = (House::new(), person(2), person(3));
    house.admit(&minsu, "민수");
    house.admit(&seoyeon, "서연");
    let to = (Audience::Member(seoyeon.public()), Kind::WHISPER);
    house.stage.now.wall += 10_000;
    house.say(&minsu, to, "비밀", 1);
    house.crash(MOMENT);
    house.stage.now.wall = 5;
    house.say(&minsu, to, "또", 2);
    let times: Vec<_> = house.stage.letters(&seoyeon).iter().map(|letter| letter.header.time).collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[test]
fn a_newcomer_is_told_the_newest_head_at_once() {
    let (mut house, minsu) = (House::new(), person(2));
    house.admit(&minsu, "민수");
    for (at, text) in ["하나", "둘"].into_iter().enumerate() {
        house.say(&minsu, Kind::CHAT, text, at as Nonce + 1);
    }
    house.crash(MOMENT);
    let log = house.stage.room.log();
    let mut bytes = Vec::new();
    let Read::Chunk(chunk) = log.read(log.offset_after(log.published().seq).unwrap(), log.published_end())
    else {
        panic!("nothing behind the newest event")
    };
    bytes.extend_from_slice(chunk.bytes());
    let words = words_of(&bytes);
    let [Delivery::Head(head)] = words.as_slice() else { panic!("{words:?}") };
    assert_eq!(head.mark, log.published());
    head.verify(&person(1).public()).unwrap();
}
