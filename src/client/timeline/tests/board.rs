//! The notice and the pins as a member knows them, told in whatever order.

use super::*;
use crate::wire::limits::PINS;
use crate::wire::{Board, Delete, Edit, Pin, PinnedLine, Rank, Text};

impl Table {
    fn hang(&mut self, who: &Identity, live: &Live) {
        self.log.seq += 1;
        let event = self.event(who, Slot::Room { seq: self.log.seq }, live.kind(), &live.body());
        self.timeline.apply(Update::Event(event, None));
    }

    fn pin(&mut self, line: Seq, on: bool) {
        let host = Arc::clone(&self.host);
        self.hang(&host, &Live::Pin(Pin { line, on }));
    }

    /// A line of this member's own, and its change, as a host tells a pinned line.
    fn pinned(&self, seq: Seq, text: &str, changed: Option<&str>) -> PinnedLine {
        let line = self.event(&self.me, Slot::Room { seq }, Kind::CHAT, text.as_bytes());
        let edit = changed.map(|text| {
            let edit = Live::Edit(Edit { of: seq, text: Text::parse(text).unwrap() });
            self.event(&self.me, Slot::Room { seq: seq + 1 }, edit.kind(), &edit.body())
        });
        PinnedLine { line, edit }
    }

    fn told(&mut self, pinned: PinnedLine) {
        self.timeline.apply(Update::Pinned(Box::new(pinned)));
    }

    /// What is pinned, the newest first, with what is known of its words.
    fn pins(&self) -> Vec<(Seq, String)> {
        let words = |line: Option<&Line>| match line.map(|line| &line.kind) {
            Some(LineKind::Said { text, .. }) => text.clone(),
            other => format!("{other:?}"),
        };
        self.timeline.pins().map(|(pin, line)| (pin.line, words(line))).collect()
    }
}

fn pairs(pairs: &[(Seq, &str)]) -> Vec<(Seq, String)> {
    pairs.iter().map(|(seq, text)| (*seq, (*text).to_owned())).collect()
}

#[test]
fn the_notice_is_the_hosts_and_only_what_comes_after_the_snapshot_changes_it() {
    let mut table = Table::new(0, 1);
    table.timeline.snapshot = 1;
    table.room(Kind::NOTICE, "옛 공지".as_bytes());
    assert_eq!(table.timeline.notice(), None);
    table.room(Kind::NOTICE, "공지".as_bytes());
    assert_eq!(table.timeline.notice().map(crate::wire::Notice::as_str), Some("공지"));
    let me = Arc::clone(&table.me);
    table.log.seq += 1;
    let event = table.event(&me, Slot::Room { seq: table.log.seq }, Kind::NOTICE, "내 공지".as_bytes());
    table.timeline.apply(Update::Event(event, None));
    assert_eq!(table.timeline.notice().map(crate::wire::Notice::as_str), Some("공지"));
    table.room(Kind::NOTICE, b"");
    assert_eq!(table.timeline.notice(), None);
    let (host, own) = (table.timeline.rank(&table.host.public()), table.timeline.own_rank());
    assert_eq!((host, own), (Rank::Host, Rank::Member));
}

#[test]
fn a_pinned_line_is_the_one_that_was_told_and_follows_its_changes() {
    let mut table = Table::new(0, 1);
    table.room(Kind::CHAT, "하나".as_bytes());
    table.room(Kind::CHAT, "둘".as_bytes());
    let me = Arc::clone(&table.me);
    table.hang(&me, &Live::Pin(Pin { line: 2, on: true }));
    assert_eq!(table.pins(), [], "only the host pins");
    table.pin(1, true);
    table.pin(2, true);
    assert_eq!(table.pins(), pairs(&[(2, "둘"), (1, "하나")]));
    // What the host says stands there counts less than what was told.
    table.told(table.pinned(1, "거짓", None));
    let host = Arc::clone(&table.host);
    table.hang(&host, &Live::Edit(Edit { of: 1, text: Text::parse("하나 고침").unwrap() }));
    assert_eq!(table.pins(), pairs(&[(2, "둘"), (1, "하나 고침")]));
    table.hang(&host, &Live::Delete(Delete { of: 2 }));
    assert_eq!(table.pins(), pairs(&[(1, "하나 고침")]));
    table.timeline.clear();
    assert_eq!(table.pins(), pairs(&[(1, "하나 고침")]), "an emptied screen loses no pin");
    table.pin(1, false);
    assert!(table.pins().is_empty() && table.timeline.pinned.is_empty());
}

#[test]
fn a_pinned_line_from_before_the_history_is_known_by_what_the_host_brings() {
    let mut table = Table::new(300, 1);
    let mut board = Board::default();
    let pin = Live::Pin(Pin { line: 5, on: true });
    let event = table.event(&table.host, Slot::Room { seq: 200 }, pin.kind(), &pin.body());
    assert!(board.fold(&event, &table.host.public()));
    table.timeline.apply(Update::Board(Box::new(board)));
    assert_eq!(table.pins(), [(5, "None".to_owned())]);
    table.told(table.pinned(6, "nobody pinned this", None));
    table.told(table.pinned(5, "옛 규칙", Some("새 규칙")));
    assert_eq!(table.pins(), pairs(&[(5, "새 규칙")]));
    assert_eq!(table.timeline.pinned.len(), 1);
    // Somebody else's change of it is no change.
    let edit = Live::Edit(Edit { of: 5, text: Text::parse("남의 말").unwrap() });
    let host = Arc::clone(&table.host);
    table.hang(&host, &edit);
    assert_eq!(table.pins(), pairs(&[(5, "새 규칙")]));
    table.timeline.apply(Update::Restored { shelf: Shelf::Room, after: 150, lost: 1 });
    assert!(table.pins().is_empty(), "it was pinned in a history that is no more");
}

#[test]
fn everybody_is_named_by_the_host_and_by_nobody_else() {
    let mut table = Table::new(0, 1);
    let says = |table: &Table, who: &Identity, text: &str| {
        let event = table.event(who, Slot::Room { seq: 1 }, Kind::CHAT, text.as_bytes());
        table.timeline.names_me(&table.timeline.kind_of(&event).unwrap())
    };
    let (host, me, other) =
        (Arc::clone(&table.host), Arc::clone(&table.me), Identity::from_seed([7; 32]).unwrap());
    assert!(
        says(&table, &host, "@모두 모여요") && says(&table, &host, "하늘아") && says(&table, &other, "@하늘")
    );
    assert!(!says(&table, &other, "@모두 모여요") && !says(&table, &host, "모두 모여요"));
    assert!(!says(&table, &me, "@하늘"), "oneself is nobody else");
    table.timeline.apply(Update::Ended(ConnectError::Broken));
    assert!(says(&table, &host, "@all"));
}

#[test]
fn a_host_that_pins_without_end_fills_nothing() {
    let mut table = Table::new(0, 1);
    for number in 1..=60 {
        table.room(Kind::CHAT, format!("말 {number}").as_bytes());
    }
    for line in 1..=60 {
        table.pin(line, true);
        table.told(table.pinned(line, "거짓", None));
    }
    assert_eq!((table.pins().len(), table.timeline.pinned.len()), (PINS, PINS));
}
