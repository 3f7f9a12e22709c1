//! The search of a room: what it shows, and the way to what was found.

use iced::advanced::widget::Id;
use iced::keyboard::key::Named;
use maru::client::Update;
use maru::client::save::Copy;
use maru::store::{Batch, Change, LinePlace, LineRow, Side, open_file};
use maru::ui::screen::room::{Action, Message, Wish};
use maru::ui::screen::search::{self, Answer, FIELD, Question, look};
use maru::wire::{Kind, RoomId};

use crate::hall::{HANEUL, Hall, JIHUN, MINSU, SEOYEON, key, name};
use crate::room::act;
use crate::stage::{NOW, Stage};

const WIDE: (f32, f32) = (1100.0, 720.0);
const MEDIUM: (f32, f32) = (800.0, 720.0);
const NARROW: (f32, f32) = (420.0, 720.0);
const ROOM: RoomId = RoomId([3; 8]);
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// A copy of the room with the lines of the mock-up and some more.
pub(crate) struct Kept {
    _folder: tempfile::TempDir,
    copy: Copy,
}

impl Kept {
    pub(crate) fn new(stage: &Stage) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("room");
        let now = u64::try_from(NOW).unwrap();
        let said = [
            (1, 0, JIHUN, 131, "기타-악보.zip 올렸어요", "guitar-tabs.zip is up"),
            (2, 0, JIHUN, 130, "8시에 봐요", "See you at eight"),
            (2, 1, MINSU, 3, "비밀인데 기타 새로 샀어요.", "A secret: I bought a new guitar."),
            (3, 0, SEOYEON, 1, "기타 줄 남는 사람 있어요?", "Anyone with spare guitar strings?"),
            (5, 0, MINSU, 0, "그럼 저는 기타 들고 갈게요.", "Then I’ll carry the guitar over."),
        ];
        let line = |(seq, mail, who, days, korean, english): (u64, u64, u8, u64, &str, &str)| {
            Change::Line(LineRow {
                seq,
                mail,
                author: key(who),
                name: name(stage, who),
                time: now - 900_000 - days * DAY,
                kind: if mail > 0 { Kind::WHISPER } else { Kind::CHAT },
                text: stage.pick(korean, english).to_owned(),
            })
        };
        let (mut database, _) = open_file(&file, ROOM, Side::Member).unwrap();
        database.commit(&Batch { changes: said.into_iter().map(line).collect() }).unwrap();
        Self { copy: Copy { file, room: ROOM, me: key(HANEUL) }, _folder: folder }
    }
}

/// Types something into the search and lets the pause pass; returns what is asked then.
pub(crate) fn asks(hall: &mut Hall<'_>, typed: &str, count: u64) -> Question {
    let phrases = &hall.stage.phrases;
    drop(hall.room.update(phrases, Message::SearchAsked));
    drop(hall.room.update(phrases, Message::Search(search::Message::Typed(typed.to_owned()))));
    match hall.room.update(phrases, Message::Search(search::Message::Paused(count))) {
        Action::Look(question) => question,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn finds(hall: &mut Hall<'_>, kept: &Kept, typed: &str) {
    let question = asks(hall, typed, 1);
    answers(hall, look(&kept.copy, question, &jiff::tz::TimeZone::UTC));
}

pub(crate) fn answers(hall: &mut Hall<'_>, answer: Answer) {
    drop(hall.room.update(&hall.stage.phrases, Message::Search(search::Message::Answered(answer))));
}

#[test]
fn what_was_found_is_drawn_at_every_width() {
    let sizes = [("07-search", WIDE), ("07-search-medium", MEDIUM), ("07-search-narrow", NARROW)];
    for (picture, size) in sizes {
        for stage in Stage::both(size) {
            let (mut hall, kept) = (Hall::evening(&stage, HANEUL), Kept::new(&stage));
            finds(&mut hall, &kept, stage.pick("기타", "guitar"));
            drop(hall.room.update(&stage.phrases, Message::Search(search::Message::Walked(1, false))));
            stage.draw_focused(picture, hall.room.view(stage.look()), Some(FIELD));
            let mut simulator = stage.simulate(hall.room.view(stage.look()));
            let count = stage.phrases.with("search-count", &[("count", 4.into())]);
            assert!(simulator.find(count.as_str()).is_ok());
        }
    }
}

#[test]
fn hints_and_nothing_found_are_told() {
    for stage in Stage::both(WIDE) {
        let (mut hall, kept) = (Hall::evening(&stage, HANEUL), Kept::new(&stage));
        drop(hall.room.update(&stage.phrases, Message::SearchPressed));
        stage.draw_focused("07-search-start", hall.room.view(stage.look()), Some(FIELD));
        drop(hall.room.update(&stage.phrases, Message::SearchPressed));
        finds(&mut hall, &kept, "color:red before:tomorrow");
        stage.draw_focused("07-search-nothing", hall.room.view(stage.look()), Some(FIELD));
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        let title = stage.look().prose("search-empty-title");
        assert!(simulator.find(title.as_str()).is_ok());
    }
}

#[test]
fn a_room_that_is_not_kept_says_so() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        let question = asks(&mut hall, "기타", 1);
        let copy = Copy { file: "nowhere".into(), room: ROOM, me: key(HANEUL) };
        answers(&mut hall, look(&copy, question, &jiff::tz::TimeZone::UTC));
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        assert!(simulator.find(stage.look().prose("kept-nothing").as_str()).is_ok());
    }
}

#[test]
fn the_people_of_the_room_can_be_asked_for() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        drop(hall.room.update(&stage.phrases, Message::SearchAsked));
        act(&mut hall, |simulator| {
            simulator.click(stage.text("search-filter-from").as_str()).unwrap();
        });
        stage.draw("07-search-from", hall.room.view(stage.look()));
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        simulator.click(stage.pick("도윤", "Doyun")).unwrap();
        let said: Vec<_> = simulator.into_messages().collect();
        assert!(
            said.iter().any(|message| matches!(message, Message::Search(search::Message::FromChosen(_)))),
            "{said:?}"
        );
    }
}

#[test]
fn enter_in_the_field_goes_to_the_first_hit() {
    for stage in Stage::both(WIDE) {
        let (mut hall, kept) = (Hall::evening(&stage, HANEUL), Kept::new(&stage));
        finds(&mut hall, &kept, stage.pick("기타", "guitar"));
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        simulator.click(Id::new(FIELD)).unwrap();
        simulator.tap_key(Named::Enter);
        let walked =
            |message: &Message| matches!(message, Message::Search(search::Message::Walked(1, false)));
        assert!(simulator.into_messages().any(|message| walked(&message)));
    }
}

#[test]
fn older_pages_are_asked_for_until_the_line_is_there() {
    let stage = &Stage::both(WIDE)[0];
    let mut hall = Hall::unreached(stage);
    hall.joins_late(HANEUL, 500);
    let pages =
        |hall: &Hall<'_>| hall.wishes.lock().unwrap().iter().filter(|wish| **wish == Wish::Page).count();
    drop(hall.room.go_to(LinePlace { seq: 120, mail: 0 }));
    assert_eq!(pages(&hall), 1);
    for (from, to, expected) in [(301, 500, 2), (151, 300, 3), (101, 150, 3)] {
        let events = (from..=to).map(|seq| hall.said_at(JIHUN, seq, "옛말")).collect();
        hall.tell(Update::Page { events, letters: Vec::new(), floor: 1, missing: false });
        drop(hall.room.poll_seek());
        drop(hall.room.poll_seek());
        assert_eq!(pages(&hall), expected, "{from}");
    }
    assert!(hall.room.timeline().id_at(LinePlace { seq: 120, mail: 0 }).is_some());
}

#[test]
fn a_line_that_is_gone_is_not_sought_for_ever() {
    let stage = &Stage::both(WIDE)[0];
    let mut hall = Hall::unreached(stage);
    hall.joins_late(HANEUL, 500);
    drop(hall.room.update(&stage.phrases, Message::SearchAsked));
    drop(hall.room.go_to(LinePlace { seq: 450, mail: 7 }));
    let events = (401..=500).map(|seq| hall.said_at(JIHUN, seq, "옛말")).collect();
    hall.tell(Update::Page { events, letters: Vec::new(), floor: 1, missing: false });
    drop(hall.room.poll_seek());
    let mut simulator = stage.simulate(hall.room.view(stage.look()));
    assert!(simulator.find(stage.look().prose("search-out-of-reach").as_str()).is_ok());
    assert_eq!(hall.wishes.lock().unwrap().iter().filter(|wish| **wish == Wish::Page).count(), 1);
}

#[test]
fn escape_closes_the_search_before_anything_below_it() {
    let stage = &Stage::both(WIDE)[0];
    let mut hall = Hall::evening(stage, HANEUL);
    drop(hall.room.update(&stage.phrases, Message::WhisperTo(key(MINSU))));
    drop(hall.room.update(&stage.phrases, Message::SearchAsked));
    assert!(hall.room.takes_escape() && hall.room.is_searching());
    drop(hall.room.update(&stage.phrases, Message::Dismissed));
    assert!(!hall.room.is_searching());
    let mut simulator = stage.simulate(hall.room.view(stage.look()));
    assert!(simulator.find(stage.look().with("compose-to-one", &[("name", "민수".into())]).as_str()).is_ok());
}
