//! A room that is read without its host, and what waits there to be sent.

use std::time::Duration;

use maru::client::kept::Door;
use maru::client::{ConnectError, Keeping, Kept, Step, Update};
use maru::store::StoreError;
use maru::ui::screen::room::{Matter, Message, Notice, Wish};
use maru::ui::widget::Place;
use maru::wire::{Audience, Board, Charter, Event, Kind, Mark, MemberEntry, RoomName, Signature, Slot};

use crate::hall::{HANEUL, Hall, JIHUN, MINSU, SEOYEON, key, name};
use crate::room::{said, text, types};
use crate::stage::{NOW, Stage};

const WIDE: (f32, f32) = (1100.0, 720.0);
const DAY: i64 = 86_400_000;

/// What a member's own copy holds of yesterday evening.
fn kept(stage: &Stage, events: Vec<Event>) -> Kept {
    let charter =
        Charter { room_key: key(SEOYEON), host: key(SEOYEON), epoch: 0, signature: Signature([0; 64]) };
    let log = events.last().map_or(Mark::default(), Event::mark);
    Kept {
        me: key(HANEUL),
        room: charter.room(),
        door: Some(Door {
            charter,
            room_name: RoomName::parse(stage.pick("금요일 마루", "Friday hall")).unwrap(),
            name: name(stage, HANEUL),
        }),
        topic: None,
        board: Board::default(),
        pinned: Vec::new(),
        members: [HANEUL, SEOYEON, MINSU, JIHUN]
            .map(|who| MemberEntry { key: key(who), name: name(stage, who) })
            .into(),
        events,
        letters: Vec::new(),
        base: Mark::default(),
        log,
        mail: Mark::default(),
        trail: Vec::new(),
        oldest: 1,
        read: log.seq,
        head: None,
        is_forked: false,
        proof: None,
        given_up: Vec::new(),
        aside: Vec::new(),
        outbox: Vec::new(),
    }
}

/// A room of which only the own copy is there; the host is not reached.
pub(crate) fn offline(stage: &Stage) -> Hall<'_> {
    offline_read_to(stage, None)
}

/// The same, read up to a place.
fn offline_read_to(stage: &Stage, read: Option<u64>) -> Hall<'_> {
    let mut hall = Hall::unreached(stage);
    hall.time = NOW - DAY;
    let lines = [
        (SEOYEON, stage.pick("내일 여덟 시에 봐요.", "See you at eight tomorrow.")),
        (MINSU, stage.pick("기타 들고 갈게요.", "I’ll bring the guitar.")),
    ];
    let events = lines
        .iter()
        .zip(1..)
        .map(|((who, text), seq)| hall.event(*who, Kind::CHAT, Slot::Room { seq }, text.as_bytes().to_vec()));
    let kept = kept(stage, events.collect());
    let read = read.unwrap_or(kept.read);
    hall.tell(Update::Kept(Box::new(Kept { read, ..kept })));
    hall
}

#[test]
fn a_room_is_read_without_its_host_and_lines_wait() {
    for stage in Stage::both(WIDE) {
        let mut hall = offline(&stage);
        assert!(hall.room.is_offline());
        hall.tell(Update::Step(Step::Reach));
        let shows = |hall: &Hall<'_>, words: &str| {
            let mut simulator = stage.simulate(hall.room.view(stage.look()));
            simulator.find(words).is_ok()
        };
        assert!(shows(&hall, &stage.text("offline-looking")));
        let error = ConnectError::NoAnswer { waited: Duration::from_secs(10) };
        hall.tell(Update::Lost { attempt: 1, wait: Duration::from_secs(4), error });
        assert!(shows(&hall, &stage.phrases.with("offline-lost", &[("seconds", 4_i64.into())])));
        // A line is taken as ever.
        let line = stage.pick("떡볶이는 제가 살게요.", "The tteokbokki is on me.");
        types(&mut hall, line, true);
        assert_eq!(said(&hall), [Wish::Say(Audience::Room, text(line))]);
        hall.time = NOW - 60_000;
        hall.pends(1, line);
        stage.draw("33-offline", hall.room.view(stage.look()));
        assert!(shows(&hall, &stage.phrases.with("conn-queued", &[("count", 1_i64.into())])));
    }
}

#[test]
fn a_line_shows_where_the_missed_messages_begin_and_what_was_seen_is_told() {
    for stage in Stage::both(WIDE) {
        // Read up to here, and the room is there when it is entered; the third line comes then.
        for (read, snapshot, is_shown) in [(0, 2, true), (1, 2, true), (2, 2, false), (2, 3, true)] {
            let mut hall = offline_read_to(&stage, Some(read));
            let line = |seq| hall.event(MINSU, Kind::CHAT, Slot::Room { seq }, b"later".to_vec());
            let (third, fourth) = (line(3), line(4));
            hall.room.watch(true);
            hall.resumes(SEOYEON, 2, snapshot);
            hall.tell(Update::Event(third, None));
            let mut simulator = stage.simulate(hall.room.view(stage.look()));
            assert_eq!(simulator.find(stage.text("room-unread").as_str()).is_ok(), is_shown, "{read}");
            drop(simulator);
            if read == 1 {
                stage.draw("03g-missed", hall.room.view(stage.look()));
            }
            let seen = |hall: &Hall<'_>| {
                let wishes = hall.wishes.lock().unwrap();
                let seen = wishes.iter().filter(|wish| matches!(wish, Wish::Read(_))).cloned();
                seen.collect::<Vec<_>>()
            };
            assert_eq!(seen(&hall), [], "nothing was drawn yet");
            let end = Place { first: 0, seen: 3, below: 0, is_at_end: true };
            drop(hall.room.update(&stage.phrases, Message::Moved(Place { is_at_end: false, ..end })));
            assert_eq!(seen(&hall), []);
            drop(hall.room.update(&stage.phrases, Message::Moved(end)));
            assert_eq!(seen(&hall), [Wish::Read(3)]);
            hall.room.watch(false);
            hall.tell(Update::Event(fourth, None));
            assert_eq!(seen(&hall).len(), 1, "nobody looks");
            hall.room.watch(true);
            assert_eq!(seen(&hall), [Wish::Read(3), Wish::Read(4)]);
            // What came while nobody looked begins below the line from then on.
            let mut simulator = stage.simulate(hall.room.view(stage.look()));
            assert!(simulator.find(stage.text("room-unread").as_str()).is_ok());
        }
    }
}

#[test]
fn who_is_let_in_again_is_no_longer_offline() {
    for stage in Stage::both(WIDE) {
        let mut hall = offline(&stage);
        hall.joins(SEOYEON, None);
        assert!(!hall.room.is_offline());
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        assert!(simulator.find(stage.text("room-encrypted").as_str()).is_ok());
        assert!(simulator.find(stage.text("room-offline").as_str()).is_err());
    }
}

#[test]
fn how_it_stands_with_the_own_copy_is_told_under_the_head() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, SEOYEON);
        hall.tell(Update::Keeping(Keeping::Failed(StoreError::Full)));
        stage.draw("33-copy-failed", hall.room.view(stage.look()));
        hall.room.put_away(Matter::Keeping);
        assert!(matches!(hall.room.notices(), [Notice::Copy(Keeping::Failed(_))]));
        hall.tell(Update::Keeping(Keeping::Again));
        assert!(matches!(hall.room.notices(), [Notice::Copy(Keeping::Again)]));
        drop(hall.room.update(&stage.phrases, Message::NoticeRead(Matter::Copy)));
        assert!(hall.room.notices().is_empty());
    }
}
