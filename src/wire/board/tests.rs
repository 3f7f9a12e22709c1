//! The board as a fold, and boards that nobody could have filled.

use super::*;
use crate::wire::codec::{canonical, decode};
use crate::wire::limits::BOARD_NOTICE_CHARACTERS;
use crate::wire::{Body, Content, Hash, Header, Mark, RoomId, Signature, Slot};

const HOST: PublicKey = PublicKey([1; 32]);
const MINSU: PublicKey = PublicKey([2; 32]);

fn event(seq: Seq, author: PublicKey, kind: Kind, bytes: Vec<u8>) -> Event {
    let content = Content { salt: [0; 16], bytes };
    let header = Header {
        room: RoomId([5; 8]),
        slot: Slot::Room { seq },
        previous: Hash::default(),
        time: 1_000 + seq,
        author,
        name: Name::parse("민수").unwrap(),
        nonce: seq,
        seen: Mark::default(),
        kind,
        body: content.hash(),
    };
    Event { header, body: Body::Present(content), signature: Signature([0; 64]) }
}

fn live(seq: Seq, author: PublicKey, live: &Live) -> Event {
    event(seq, author, live.kind(), live.body())
}

fn pin(seq: Seq, author: PublicKey, line: Seq, on: bool) -> Event {
    live(seq, author, &Live::Pin(Pin { line, on }))
}

fn notice(seq: Seq, author: PublicKey, text: &str) -> Event {
    event(seq, author, Kind::NOTICE, text.as_bytes().to_vec())
}

fn lines(board: &Board) -> Vec<Seq> {
    board.pins().iter().map(|pin| pin.line).collect()
}

#[test]
fn a_board_is_what_the_host_hung_there_and_nobody_else() {
    let mut board = Board::default();
    for (event, changes) in [
        (pin(10, HOST, 3, true), true),
        (pin(11, HOST, 3, true), false),
        (pin(12, MINSU, 4, true), false),
        (pin(13, HOST, 5, true), true),
        (pin(14, MINSU, 3, false), false),
        (pin(15, HOST, 9, false), false),
        (notice(16, MINSU, "내 공지"), false),
        (notice(17, HOST, "방석을 가져오세요"), true),
        (notice(18, HOST, "방석을 가져오세요"), false),
        (live(19, MINSU, &Live::Delete(Delete { of: 3 })), true),
        (live(20, MINSU, &Live::Delete(Delete { of: 4 })), false),
        // Nothing stands there yet.
        (pin(21, HOST, 21, true), false),
        (pin(22, HOST, Seq::MAX, true), false),
        (event(23, HOST, Kind::PIN, b"5".to_vec()), false),
    ] {
        assert_eq!(board.fold(&event, &HOST), changes, "{event:?}");
    }
    assert_eq!(
        (lines(&board), board.notice.as_ref().map(Notice::as_str)),
        (vec![5], Some("방석을 가져오세요"))
    );
    assert_eq!(board.pins()[0].at, 13);
    assert!(board.fold(&notice(24, HOST, ""), &HOST) && board.notice.is_none());
    assert!(board.fold(&pin(25, HOST, 5, false), &HOST));
    assert_eq!(board, Board::default());
}

#[test]
fn a_board_holds_so_many_pins_and_no_more() {
    let mut board = Board::default();
    for line in 1..=30 {
        board.fold(&pin(100 + line, HOST, line, true), &HOST);
    }
    assert_eq!(lines(&board), (1..=20).collect::<Vec<_>>());
    assert!(board.is_full());
    assert_eq!(decode::<Board>(&canonical(&board)), Ok(board.clone()));
    board.fold(&pin(200, HOST, 7, false), &HOST);
    assert!(board.fold(&pin(201, HOST, 30, true), &HOST));
    assert_eq!(lines(&board).last(), Some(&30));
}

#[test]
fn hostile_boards_are_not_read() {
    let pins = |places: &[(Seq, Seq)]| {
        let by = Name::parse("민수").unwrap();
        let pins: Vec<_> =
            places.iter().map(|(line, at)| Pinned { line: *line, at: *at, by: by.clone() }).collect();
        canonical(&(None::<Notice>, pins))
    };
    let many: Vec<_> = (1..=21).map(|line| (line, 100 + line)).collect();
    for bad in [pins(&many), pins(&[(1, 9), (1, 10)]), pins(&[(1, 9), (2, 9)]), pins(&[(1, 10), (2, 9)])] {
        assert!(decode::<Board>(&bad).is_err(), "{bad:?}");
    }
    assert!(decode::<Board>(&pins(&[(2, 9), (1, 10)])).is_ok());
    let long = "가".repeat(BOARD_NOTICE_CHARACTERS + 1);
    for bad in ["두\n줄", " 앞", "a\u{7}", &long] {
        assert!(decode::<Board>(&canonical(&(Some(bad.to_owned()), Vec::<Pinned>::new()))).is_err(), "{bad}");
    }
}

#[test]
fn a_pinned_line_brings_its_own_change_and_no_other() {
    let said = |seq| event(seq, MINSU, Kind::CHAT, b"hi".to_vec());
    let edit = |author, of| {
        let text = crate::wire::Text::parse("ho").unwrap();
        Some(live(9, author, &Live::Edit(crate::wire::Edit { of, text })))
    };
    let place = |line, edit| PinnedLine { line, edit }.place();
    assert_eq!(place(said(3), None), Some(3));
    assert_eq!(place(said(3), edit(MINSU, 3)), Some(3));
    assert_eq!(place(said(3), edit(MINSU, 4)), None);
    assert_eq!(place(said(3), edit(HOST, 3)), None);
    assert_eq!(place(said(3), Some(said(9))), None);
    assert_eq!(place(pin(3, HOST, 1, true), None), None);
    let whisper = Slot::Mail { owner: MINSU, seq: 3, to: HOST, after: 2 };
    let mut letter = event(3, MINSU, Kind::WHISPER, b"hi".to_vec());
    letter.header.slot = whisper;
    assert_eq!(place(letter, None), None);
}
