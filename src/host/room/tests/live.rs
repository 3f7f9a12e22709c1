//! Answers, changes, deletions and reactions: who may, what becomes of the words, and what a hostile body gets.

use proptest::prelude::*;

use super::*;
use crate::host::hosted;
use crate::store::Database;
use crate::wire::limits::{EDIT_WITHIN, REACTION_KINDS};
use crate::wire::{Delete, Edit, Emoji, Live, Reaction, Reply, Text};

fn text(text: &str) -> Text {
    Text::parse(text).unwrap()
}

fn reply(to: Seq, words: &str) -> Live {
    Live::Reply(Reply { to, text: text(words) })
}

fn edit(of: Seq, words: &str) -> Live {
    Live::Edit(Edit { of, text: text(words) })
}

fn delete(of: Seq) -> Live {
    Live::Delete(Delete { of })
}

fn react(to: Seq, emoji: &str, on: bool) -> Live {
    Live::Reaction(Reaction { to, emoji: Emoji::parse(emoji).unwrap(), on })
}

/// A room of host and two guests, each with the next nonce.
struct Hall {
    stage: Stage,
    nonces: BTreeMap<PublicKey, Nonce>,
}

fn host() -> Arc<Identity> {
    person(1)
}

impl Hall {
    fn new() -> Self {
        Self::with(Bounds::default())
    }

    fn with(bounds: Bounds) -> Self {
        let mut stage = Stage::with(settings(), bounds);
        stage.admit(&host(), "지훈");
        stage.admit(&person(2), "민수");
        stage.admit(&person(3), "서연");
        Self { stage, nonces: BTreeMap::new() }
    }

    fn nonce(&mut self, who: &Identity) -> Nonce {
        let nonce = self.nonces.entry(who.public()).or_default();
        *nonce += 1;
        *nonce
    }

    /// Says a line; returns its place.
    fn say(&mut self, who: &Identity, text: &str) -> Seq {
        let nonce = self.nonce(who);
        assert_eq!(self.stage.say(who, text, nonce), Ok(Came::InRoom));
        self.stage.last().seq
    }

    fn body(&mut self, who: &Identity, kind: Kind, bytes: Vec<u8>) -> Result<Came, BrokenRule> {
        let nonce = self.nonce(who);
        let content = Content { salt: [0; 16], bytes };
        let said = Said { audience: Audience::Room, nonce, seen: Mark::default(), kind, content };
        self.stage.hand_in(who, who.draft(self.stage.room.id(), said))
    }

    fn live(&mut self, who: &Identity, live: &Live) -> Result<Came, BrokenRule> {
        self.body(who, live.kind(), live.body())
    }

    fn refuses(&mut self, who: &Identity, live: &Live, why: Rejection) {
        let before = self.stage.last();
        assert_eq!(self.live(who, live), refused(why), "{live:?}");
        assert_eq!(self.stage.last(), before, "nothing is placed");
    }

    fn does(&mut self, who: &Identity, live: &Live) -> Seq {
        assert_eq!(self.live(who, live), Ok(Came::InRoom), "{live:?}");
        self.stage.last().seq
    }

    fn is_erased(&self, seq: Seq) -> bool {
        self.stage.room.log().event(seq).unwrap().body == Body::Erased
    }
}

#[test]
fn a_line_is_answered_changed_and_reacted_to_under_its_own_kind() {
    let (mut hall, minsu, seoyeon) = (Hall::new(), person(2), person(3));
    let line = hall.say(&minsu, "몇 시?");
    let answer = hall.does(&seoyeon, &reply(line, "일곱 시"));
    hall.does(&seoyeon, &edit(answer, "여덟 시"));
    hall.does(&minsu, &react(answer, "👍", true));
    hall.does(&host(), &react(line, "👀", true));
    let kinds = hall.stage.kinds();
    let expected = [Kind::CHAT, Kind::REPLY, Kind::EDIT, Kind::REACTION, Kind::REACTION];
    assert_eq!(kinds[kinds.len() - 5..], expected);
    assert!(hall.stage.events().iter().all(|event| event.verify().is_ok()));
}

#[test]
fn only_the_author_changes_a_line_and_only_for_a_day() {
    let (mut hall, minsu, seoyeon) = (Hall::new(), person(2), person(3));
    let line = hall.say(&minsu, "오타");
    for other in [&seoyeon, &host()] {
        hall.refuses(other, &edit(line, "내 말"), Rejection::NotYours);
    }
    hall.refuses(&seoyeon, &delete(line), Rejection::NotYours);
    hall.stage.now.wall += EDIT_WITHIN;
    hall.does(&minsu, &edit(line, "고침"));
    hall.stage.now.wall += 1;
    hall.refuses(&minsu, &edit(line, "늦음"), Rejection::TooOld);
    hall.refuses(&minsu, &delete(line), Rejection::TooOld);
    hall.does(&host(), &delete(line));
}

#[test]
fn a_deleted_line_loses_its_words_and_those_of_its_edits_and_keeps_its_place() {
    let (mut hall, minsu, seoyeon) = (Hall::new(), person(2), person(3));
    let line = hall.say(&minsu, "first secret");
    let other = hall.say(&seoyeon, "stays");
    let edits =
        [hall.does(&minsu, &edit(line, "second secret")), hall.does(&minsu, &edit(line, "third secret"))];
    let kept = hall.does(&seoyeon, &edit(other, "stays too"));
    let marks = |hall: &Hall| (1..=kept).map(|seq| hall.stage.room.log().mark(seq)).collect::<Vec<_>>();
    let before = marks(&hall);
    hall.does(&minsu, &delete(line));
    assert_eq!(marks(&hall), before);
    assert!([line, edits[0], edits[1]].into_iter().all(|seq| hall.is_erased(seq)));
    assert!(!hall.is_erased(other) && !hall.is_erased(kept));
    let mut page = Vec::new();
    let request = PageRequest { before: Seq::MAX, count: 100 };
    assert_eq!(hall.stage.room.page(request, &mut page), None);
    assert!(!page.windows(6).any(|part| part == b"secret"), "no page serves it");
    assert!(hall.stage.events().iter().all(|event| event.verify().is_ok()), "the chain holds");
    for live in [edit(line, "again"), reply(line, "what?"), react(line, "👍", true)] {
        hall.refuses(&minsu, &live, Rejection::NoSuchLine);
    }
    hall.refuses(&minsu, &delete(line), Rejection::Unchanged);
}

#[test]
fn an_edit_and_a_deletion_of_one_batch_leave_no_words() {
    let (mut hall, minsu) = (Hall::new(), person(2));
    let line = hall.say(&minsu, "first secret");
    for live in [edit(line, "second secret"), delete(line), edit(line, "third secret")] {
        let nonce = hall.nonce(&minsu);
        let content = Content { salt: [0; 16], bytes: live.body() };
        let said =
            Said { audience: Audience::Room, nonce, seen: Mark::default(), kind: live.kind(), content };
        let signed =
            minsu.draft(hall.stage.room.id(), said).check(minsu.public(), hall.stage.room.id()).unwrap();
        drop(hall.stage.room.say(hall.stage.now, &signed));
    }
    publish(&mut hall.stage.room);
    assert_eq!(hall.stage.last().seq, line + 2, "what comes behind the deletion is refused");
    assert!(hall.is_erased(line) && hall.is_erased(line + 1));
}

#[test]
fn a_line_carries_so_many_emoji_and_each_member_each_of_them_once() {
    let (mut hall, minsu, seoyeon) = (Hall::new(), person(2), person(3));
    let line = hall.say(&minsu, "골라 봐");
    let emoji: Vec<String> =
        (0x1f600..).filter_map(char::from_u32).map(String::from).take(REACTION_KINDS + 1).collect();
    let (last, most) = emoji.split_last().unwrap();
    for emoji in most {
        hall.does(&minsu, &react(line, emoji, true));
    }
    hall.refuses(&seoyeon, &react(line, last, true), Rejection::TooManyReactions);
    hall.does(&seoyeon, &react(line, &most[0], true));
    hall.refuses(&seoyeon, &react(line, &most[0], true), Rejection::Unchanged);
    hall.refuses(&seoyeon, &react(line, &most[1], false), Rejection::Unchanged);
    hall.does(&minsu, &react(line, &most[1], false));
    hall.does(&seoyeon, &react(line, last, true));
}

#[test]
fn what_no_longer_lies_in_memory_is_too_old() {
    let (mut hall, minsu) = (Hall::with(Bounds { events: 10, bytes: usize::MAX }), person(2));
    let line = hall.say(&minsu, "오래전");
    hall.does(&minsu, &react(line, "👍", true));
    (0..20).for_each(|_| assert!(hall.say(&minsu, "줄") > line));
    for live in [reply(line, "뭐라고?"), edit(line, "a"), delete(line), react(line, "👍", false)] {
        hall.refuses(&minsu, &live, Rejection::TooOld);
    }
    hall.refuses(&host(), &delete(line), Rejection::TooOld);
}

#[test]
fn a_room_that_was_opened_again_knows_what_was_said_about_its_lines() {
    let opening = || Opening {
        identity: host(),
        room_key: Identity::from_seed([200; 32]).unwrap(),
        settings: settings(),
        bounds: Bounds::default(),
        seed: [7; 32],
    };
    let mut database = Database::in_memory(Room::new(opening()).id()).unwrap();
    let (mut hall, minsu) = (Hall::new(), person(2));
    let now = hall.stage.now;
    hall.stage.room = Room::restored(opening(), now, hosted::read(&database).unwrap()).unwrap();
    let mut keep = |room: &mut Room| {
        if let Some(batch) = room.take_batch() {
            database.commit(&batch.to_keep()).unwrap();
            let head = batch.newest().map(|newest| person(1).head(room.id(), newest));
            room.publish(batch, head);
        }
        hosted::read(&database).unwrap()
    };
    let hello = Hello { name: name("민수"), resume: None };
    let caller = Caller { key: minsu.public(), link: hall.stage.room.begin_link() };
    hall.stage.room.admit(now, caller, &hello).unwrap();
    keep(&mut hall.stage.room);
    let mut nonce = 0;
    let mut said = |room: &mut Room, kind: Kind, bytes: Vec<u8>| {
        nonce += 1;
        let content = Content { salt: [0; 16], bytes };
        let said = Said { audience: Audience::Room, nonce, seen: Mark::default(), kind, content };
        let signed = minsu.draft(room.id(), said).check(minsu.public(), room.id()).unwrap();
        room.say(now, &signed).unwrap()
    };
    for words in ["first secret", "kept"] {
        said(&mut hall.stage.room, Kind::CHAT, words.as_bytes().to_vec());
    }
    keep(&mut hall.stage.room);
    let (secret, line) = (hall.stage.last().seq - 1, hall.stage.last().seq);
    for live in [edit(secret, "second secret"), react(line, "👍", true), delete(secret)] {
        assert_eq!(said(&mut hall.stage.room, live.kind(), live.body()), Came::InRoom);
    }
    let kept = keep(&mut hall.stage.room);
    let holds =
        |word: &[u8]| kept.rows.iter().any(|row| row.frame.windows(word.len()).any(|part| part == word));
    assert!(holds(b"kept") && !holds(b"secret"), "the words are on no disk");
    hall.stage.room = Room::restored(opening(), now, kept).unwrap();
    assert!(hall.is_erased(secret) && hall.is_erased(line + 1));
    for (live, why) in [
        (react(line, "👍", true), Rejection::Unchanged),
        (delete(secret), Rejection::Unchanged),
        (edit(secret, "a"), Rejection::NoSuchLine),
    ] {
        let came = said(&mut hall.stage.room, live.kind(), live.body());
        assert_eq!(came, Came::Answer(Outcome::Refused(why)), "{live:?}");
    }
    assert_eq!(said(&mut hall.stage.room, Kind::REACTION, react(line, "👍", false).body()), Came::InRoom);
}

#[test]
fn a_hostile_body_is_refused_by_its_reason_and_places_nothing() {
    let (mut hall, minsu, seoyeon) = (Hall::new(), person(2), person(3));
    let line = hall.say(&minsu, "줄");
    let arrival = hall.stage.kinds().iter().position(|kind| *kind == Kind::ARRIVAL).unwrap() as Seq + 1;
    hall.does(&minsu, &react(line, "👍", true));
    let reaction = hall.stage.last().seq;
    let places = [0, arrival, reaction, reaction + 1, reaction + 2, u64::MAX - 1, u64::MAX];
    for place in places {
        for live in [reply(place, "a"), edit(place, "a"), delete(place), react(place, "👍", true)] {
            hall.refuses(&seoyeon, &live, Rejection::NoSuchLine);
        }
    }
    let long = "가".repeat(limits::TEXT_CHARACTERS + 1);
    for (kind, bytes) in [
        (Kind::REPLY, canonical(&(line, String::new()))),
        (Kind::REPLY, canonical(&(line, long.clone()))),
        (Kind::EDIT, canonical(&(line, long))),
        (Kind::EDIT, canonical(&(line, "a\u{7}".to_owned()))),
        (Kind::DELETE, Vec::new()),
        (Kind::DELETE, canonical(&(line, 1_u8))),
        (Kind::REACTION, canonical(&(line, "plain".to_owned(), true))),
        (Kind::REACTION, canonical(&(line, "👍".repeat(3_000), true))),
    ] {
        let before = hall.stage.last();
        assert_eq!(hall.body(&minsu, kind, bytes), refused(Rejection::BadText), "{kind:?}");
        assert_eq!(hall.stage.last(), before);
    }
    let to = Audience::Member(seoyeon.public());
    for (nonce, kind) in (1..).zip([Kind::REPLY, Kind::EDIT, Kind::DELETE, Kind::REACTION]) {
        let draft = hall.stage.draft(&minsu, (to, kind), "줄", nonce);
        assert_eq!(
            hall.stage.hand_in(&minsu, draft),
            refused(Rejection::UnknownKind),
            "{kind:?} to one person"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_said_about_lines_the_log_stays_dense_and_every_nonce_is_answered(
        deeds in prop::collection::vec((0_u8..3, 0_u16..12, any::<Vec<u8>>(), 0_u64..30), 1..60),
    ) {
        let (mut hall, people) = (Hall::new(), [host(), person(2), person(3)]);
        for (who, kind, bytes, place) in deeds {
            let live = match kind {
                7 => reply(place, "답"),
                8 => edit(place, "고침"),
                9 => delete(place),
                10 => react(place, ["👍", "👀"][bytes.len() % 2], bytes.len() % 3 > 0),
                _ => { drop(hall.body(&people[usize::from(who)], Kind(kind), bytes)); continue }
            };
            let (before, came) = (hall.stage.last().seq, hall.live(&people[usize::from(who)], &live));
            let placed = came == Ok(Came::InRoom);
            prop_assert!(placed || matches!(came, Ok(Came::Answer(Outcome::Refused(_)))), "{:?}", came);
            prop_assert_eq!(hall.stage.last().seq, before + u64::from(placed));
        }
        let events = hall.stage.events();
        let mut last = Mark::default();
        for event in &events {
            prop_assert_eq!((event.header.slot.seq(), event.header.previous), (last.seq + 1, last.hash));
            prop_assert!(event.verify().is_ok());
            last = event.mark();
        }
        for event in &events {
            if let Some(Live::Delete(Delete { of })) = Live::of(event) {
                let edits = events.iter().filter(|event| matches!(Live::of(event), Some(Live::Edit(edit)) if edit.of == of));
                prop_assert!(hall.is_erased(of) && edits.count() == 0);
            }
        }
    }
}
