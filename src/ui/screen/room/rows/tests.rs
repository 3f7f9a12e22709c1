//! Rows stay what a fold over the whole timeline would make of it, however the timeline grows.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::client::timeline::Note;
use crate::client::update::Resumed;
use crate::client::{Joined, Update};
use crate::wire::codec::canonical;
use crate::wire::{
    Allowance, Body, Charter, Content, Event, Hash, Header, Kind, Mark, Name, Passage, PublicKey, RoomName,
    Signature, Slot,
};

const HOST: PublicKey = PublicKey([1; 32]);

fn mark(seq: u64) -> Mark {
    Mark { seq, hash: Hash([0; 32]) }
}

fn name() -> Name {
    Name::parse("민수").unwrap()
}

fn timeline(newest: u64) -> Timeline {
    let mut timeline = Timeline::new();
    timeline.apply(Update::Joined(Box::new(Joined {
        charter: Charter { room_key: HOST, host: HOST, epoch: 0, signature: Signature([0; 64]) },
        room_name: RoomName::parse("마루").unwrap(),
        name: name(),
        me: HOST,
        snapshot: mark(newest),
        floor: 1,
        log: mark(newest),
        topic: None,
        resumed: Resumed::First,
        allowance: Allowance {
            members: 9,
            text_characters: 9,
            text_bytes: 9,
            text_lines: 9,
            messages_burst: 9,
            messages_per_second: 9,
        },
    })));
    timeline
}

/// An event at a place: `.` is a line, `+` somebody coming, `-` somebody going.
fn event(seq: u64, sign: char) -> Event {
    let passage = canonical(&Passage { member: PublicKey([7; 32]), name: name() });
    let (kind, bytes) = match sign {
        '+' => (Kind::ARRIVAL, passage),
        '-' => (Kind::DEPARTURE, passage),
        _ => (Kind::CHAT, b"x".to_vec()),
    };
    let header = Header {
        room: crate::wire::RoomId([0; 8]),
        slot: Slot::Room { seq },
        previous: Hash([0; 32]),
        time: seq,
        author: HOST,
        name: name(),
        nonce: 1,
        seen: mark(0),
        kind,
        body: Hash([0; 32]),
    };
    Event { header, body: Body::Present(Content { salt: [0; 16], bytes }), signature: Signature([0; 64]) }
}

fn shape(rows: &Rows) -> Vec<usize> {
    (0..rows.len()).filter_map(|index| rows.get(index)).map(|row| row.count).collect()
}

fn fresh(timeline: &Timeline) -> Vec<(LineId, usize, usize)> {
    let mut rows = Rows::default();
    rows.sync(timeline);
    all(&rows)
}

fn all(rows: &Rows) -> Vec<(LineId, usize, usize)> {
    (0..rows.len()).filter_map(|index| rows.get(index)).map(|row| (row.id, row.first, row.count)).collect()
}

#[test]
fn three_comings_in_a_row_become_one_row_and_two_do_not() {
    let mut timeline = timeline(0);
    let mut rows = Rows::default();
    for (at, sign) in ".++.+-+-.".chars().enumerate() {
        timeline.apply(Update::Event(event(at as u64 + 1, sign), None));
        rows.sync(&timeline);
    }
    assert_eq!(shape(&rows), [1, 1, 1, 1, 4, 1]);
}

#[test]
fn an_older_page_and_a_long_talk_give_the_same_rows_as_a_fresh_look() {
    let mut timeline = timeline(1_000);
    let mut rows = Rows::default();
    for seq in 1_001..1_400 {
        let sign = if seq % 11 < 4 { '+' } else { '.' };
        timeline.apply(Update::Event(event(seq, sign), None));
        if seq % 7 == 0 {
            rows.sync(&timeline);
        }
    }
    rows.sync(&timeline);
    assert_eq!(all(&rows), fresh(&timeline));
    let events = (901..=1_000).map(|seq| event(seq, if seq % 2 == 0 { '+' } else { '-' })).collect();
    timeline.apply(Update::Page { events, letters: Vec::new(), floor: 1, missing: false });
    rows.sync(&timeline);
    assert_eq!(all(&rows), fresh(&timeline));
    let (id, ..) = all(&rows)[20];
    assert_eq!(rows.find(id, rows.len() - 20), Some(20));
    assert_eq!(rows.find(id, 1), Some(20));
    timeline.clear();
    timeline.note(Note::Sentence("…".to_owned()), 0);
    rows.sync(&timeline);
    assert_eq!(all(&rows), fresh(&timeline));
    assert_eq!(rows.len(), 1);
}
