//! The notice, the pins and the call to everybody: who may, what a newcomer is told, what outlives the program.

use super::*;
use crate::host::hosted;
use crate::store::Database;
use crate::wire::limits::{BOARD_NOTICE_CHARACTERS, LOG_EVENTS, NEWCOMER_EVENTS, PINS};
use crate::wire::{Board, Delete, Edit, Live, Notice, Pin, PinnedLine, Reply, Text};

/// A room of host and two guests, each with the next nonce, and the file under it.
struct Hall {
    stage: Stage,
    database: Database,
    nonces: BTreeMap<PublicKey, Nonce>,
}

fn host() -> Arc<Identity> {
    person(1)
}

fn opening() -> Opening {
    let room_key = Identity::from_seed([200; 32]).unwrap();
    Opening { identity: host(), room_key, settings: settings(), bounds: Bounds::default(), seed: [7; 32] }
}

fn pin(line: Seq, on: bool) -> Live {
    Live::Pin(Pin { line, on })
}

fn edit(of: Seq, words: &str) -> Live {
    Live::Edit(Edit { of, text: Text::parse(words).unwrap() })
}

impl Hall {
    fn new() -> Self {
        let database = Database::in_memory(Room::new(opening()).id()).unwrap();
        let now = Now { ticks: Duration::from_secs(1_000), wall: 1_000_000 };
        let room = Room::restored(opening(), now, hosted::read(&database).unwrap()).unwrap();
        let mut hall = Self { stage: Stage { room, now }, database, nonces: BTreeMap::new() };
        for (who, called) in [(host(), "지훈"), (person(2), "민수"), (person(3), "서연")] {
            hall.admit(&who, called, None);
        }
        hall
    }

    fn keep(&mut self) {
        let room = &mut self.stage.room;
        while let Some(batch) = room.take_batch() {
            self.database.commit(&batch.to_keep()).unwrap();
            let head = batch.newest().map(|newest| host().head(room.id(), newest));
            room.publish(batch, head);
        }
    }

    fn admit(&mut self, who: &Identity, called: &str, resume: Option<Resume>) -> Admission {
        let hello = Hello { name: name(called), resume };
        let caller = Caller { key: who.public(), link: self.stage.room.begin_link() };
        let admission = self.stage.room.admit(self.stage.now, caller, &hello).unwrap();
        self.keep();
        admission
    }

    /// Says something without having it kept and shown.
    fn put(&mut self, who: &Identity, kind: Kind, bytes: Vec<u8>) -> Came {
        let nonce = self.nonces.entry(who.public()).or_default();
        *nonce += 1;
        let content = Content { salt: [u8::try_from(*nonce % 251).unwrap(); 16], bytes };
        let said = Said { audience: Audience::Room, nonce: *nonce, seen: Mark::default(), kind, content };
        let draft = who.draft(self.stage.room.id(), said).check(who.public(), self.stage.room.id()).unwrap();
        let came = self.stage.room.say(self.stage.now, &draft).unwrap();
        if matches!(came, Came::Answer(Outcome::Later { .. })) {
            *self.nonces.get_mut(&who.public()).unwrap() -= 1;
        }
        came
    }

    fn say(&mut self, who: &Identity, kind: Kind, text: &str) -> Came {
        let came = self.put(who, kind, text.as_bytes().to_vec());
        self.keep();
        came
    }

    fn line(&mut self, who: &Identity, text: &str) -> Seq {
        assert_eq!(self.say(who, Kind::CHAT, text), Came::InRoom);
        self.stage.last().seq
    }

    fn live(&mut self, who: &Identity, live: &Live) -> Came {
        let came = self.put(who, live.kind(), live.body());
        self.keep();
        came
    }

    /// What somebody who comes in is told of the board, and the words of the pinned lines.
    fn told(&mut self) -> (Board, Vec<String>) {
        let admission = self.admit(&person(9), "새로", None);
        let mut reader = Reader { upto: Seq::MAX, ..admission.reader.clone() };
        let lines = self.read(&mut reader).into_iter().map(|line| words(&line)).collect();
        (admission.board, lines)
    }

    fn read(&mut self, reader: &mut Reader) -> Vec<PinnedLine> {
        let mut bytes = Vec::new();
        self.stage.room.read_private(reader, usize::MAX, &mut bytes);
        let pinned = |word| match word {
            Delivery::Pinned(pinned) => Some(*pinned),
            _ => None,
        };
        words_of(&bytes).into_iter().filter_map(pinned).collect()
    }

    fn crash(&mut self) {
        let kept = hosted::read(&self.database).unwrap();
        self.stage.room = Room::restored(opening(), self.stage.now, kept).unwrap();
        self.admit(&host(), "지훈", None);
    }
}

fn words(pinned: &PinnedLine) -> String {
    assert!(pinned.place().is_some() && pinned.line.verify().is_ok());
    pinned.edit.as_ref().unwrap_or(&pinned.line).text().unwrap()
}

fn refused(why: Rejection) -> Came {
    Came::Answer(Outcome::Refused(why))
}

fn lines(board: &Board) -> Vec<Seq> {
    board.pins().iter().map(|pin| pin.line).collect()
}

#[test]
fn only_the_host_puts_up_a_notice_and_pins() {
    let (mut hall, minsu) = (Hall::new(), person(2));
    let line = hall.line(&minsu, "고정할 말");
    assert_eq!(hall.say(&minsu, Kind::NOTICE, "내 공지"), refused(Rejection::NotAllowed));
    assert_eq!(hall.live(&minsu, &pin(line, true)), refused(Rejection::NotAllowed));
    assert_eq!(hall.told(), (Board::default(), vec![]));
    assert_eq!(hall.say(&host(), Kind::NOTICE, "방석을 가져오세요"), Came::InRoom);
    assert_eq!(hall.live(&host(), &pin(line, true)), Came::InRoom);
    assert_eq!(hall.live(&minsu, &pin(line, false)), refused(Rejection::NotAllowed));
    let (board, words) = hall.told();
    assert_eq!(board.notice, Some(Notice::parse("방석을 가져오세요").unwrap()));
    assert_eq!((lines(&board), words), (vec![line], vec!["고정할 말".to_owned()]));
    assert_eq!(board.pins()[0].by, name("지훈"));
    assert_eq!(hall.say(&host(), Kind::NOTICE, ""), Came::InRoom);
    assert_eq!(hall.live(&host(), &pin(line, false)), Came::InRoom);
    assert_eq!(hall.told(), (Board::default(), vec![]));
}

#[test]
fn what_is_no_notice_or_no_line_is_refused() {
    let mut hall = Hall::new();
    let long = "가".repeat(BOARD_NOTICE_CHARACTERS + 1);
    for bad in [" 앞", "두\n줄", "a\u{7}", &long] {
        assert_eq!(hall.say(&host(), Kind::NOTICE, bad), refused(Rejection::BadText), "{bad}");
    }
    assert_eq!(hall.put(&host(), Kind::NOTICE, vec![0xff]), refused(Rejection::BadText));
    assert_eq!(hall.say(&host(), Kind::NOTICE, ""), refused(Rejection::Unchanged));
    let line = hall.line(&person(2), "말");
    let next = hall.stage.last().seq + 1;
    // The place of an arrival, none at all, one to come.
    for bad in [0, 1, next, Seq::MAX] {
        assert_eq!(hall.live(&host(), &pin(bad, true)), refused(Rejection::NoSuchLine), "{bad}");
    }
    assert_eq!(hall.live(&host(), &pin(line, false)), refused(Rejection::Unchanged));
    assert_eq!(hall.put(&host(), Kind::PIN, vec![251, 1, 0, 2]), refused(Rejection::BadText));
    assert_eq!(hall.live(&host(), &pin(line, true)), Came::InRoom);
    assert_eq!(hall.live(&host(), &pin(line, true)), refused(Rejection::Unchanged));
    let gone = hall.line(&person(2), "지울 말");
    hall.live(&person(2), &Live::Delete(Delete { of: gone }));
    assert_eq!(hall.live(&host(), &pin(gone, true)), refused(Rejection::NoSuchLine));
    assert_eq!(lines(&hall.told().0), [line]);
}

#[test]
fn one_pin_more_than_the_limit_is_refused_until_one_goes() {
    let mut hall = Hall::new();
    let all: Vec<_> = (0..=PINS).map(|number| hall.line(&person(2), &format!("말 {number}"))).collect();
    let (last, first) = all.split_last().unwrap();
    first.iter().for_each(|line| assert_eq!(hall.live(&host(), &pin(*line, true)), Came::InRoom));
    assert_eq!(hall.live(&host(), &pin(*last, true)), refused(Rejection::TooManyPins));
    hall.live(&host(), &pin(first[3], false));
    assert_eq!(hall.live(&host(), &pin(*last, true)), Came::InRoom);
    let (board, words) = hall.told();
    assert_eq!((lines(&board).len(), words.len()), (PINS, PINS));
    assert_eq!(words.last().map(String::as_str), Some("말 20"));
}

#[test]
fn a_newcomer_sees_a_pinned_line_that_is_older_than_everything_it_is_told() {
    let mut hall = Hall::new();
    let line = hall.line(&person(2), "오래된 규칙");
    hall.live(&host(), &pin(line, true));
    for number in 0..LOG_EVENTS {
        hall.put(&person(3), Kind::CHAT, format!("말 {number}").into_bytes());
    }
    hall.keep();
    assert!(hall.stage.room.log().floor() > line, "it is not in memory any more");
    let admission = hall.admit(&person(9), "새로", None);
    assert!(admission.welcome.log.seq + NEWCOMER_EVENTS >= admission.welcome.snapshot.seq);
    let mut reader = admission.reader;
    assert_eq!(hall.read(&mut reader).iter().map(words).collect::<Vec<_>>(), ["오래된 규칙"]);
    assert_eq!(hall.read(&mut reader), [], "and is told it once");
    hall.crash();
    assert_eq!(hall.told().1, ["오래된 규칙"]);
    assert_eq!(hall.live(&host(), &pin(line, false)), Came::InRoom, "and it can be taken off");
}

#[test]
fn a_line_is_told_after_the_event_that_pinned_it_and_as_far_as_it_is_published() {
    let mut hall = Hall::new();
    let minsu = person(2);
    let line = hall.line(&minsu, "처음");
    let mut reader = hall.admit(&person(9), "새로", None).reader;
    reader.upto = hall.stage.last().seq;
    let pin = pin(line, true);
    assert_eq!(hall.put(&host(), pin.kind(), pin.body()), Came::InRoom);
    assert!(hall.read(&mut reader).is_empty() && !hall.stage.room.has_private(&reader_at(&reader)));
    hall.keep();
    assert!(hall.stage.room.has_private(&reader_at(&reader)));
    assert!(hall.read(&mut reader).is_empty(), "its pin is not written yet");
    reader.upto = hall.stage.last().seq;
    hall.put(&minsu, Kind::EDIT, edit(line, "고침").body());
    let told = hall.read(&mut reader);
    assert_eq!(told.iter().map(words).collect::<Vec<_>>(), ["처음"], "nobody has seen the change");
    hall.keep();
    assert_eq!(hall.told().1, ["고침"]);
}

/// The same reader, with everything but pins behind it.
fn reader_at(reader: &Reader) -> Reader {
    Reader { mail: Seq::MAX, ..reader.clone() }
}

#[test]
fn a_pin_waits_for_a_change_that_is_not_published() {
    let (mut hall, minsu) = (Hall::new(), person(2));
    let line = hall.line(&minsu, "처음");
    hall.put(&minsu, Kind::EDIT, edit(line, "고침").body());
    let came = hall.live(&host(), &pin(line, true));
    assert!(matches!(came, Came::Answer(Outcome::Later { .. })), "{came:?}");
    assert_eq!(hall.live(&host(), &pin(line, true)), Came::InRoom);
    assert_eq!(hall.told().1, ["고침"]);
}

#[test]
fn a_pinned_line_that_is_taken_away_is_no_longer_pinned_or_kept() {
    let (mut hall, minsu) = (Hall::new(), person(2));
    let (line, other) = (hall.line(&minsu, "blackbird"), hall.line(&minsu, "남을 말"));
    hall.live(&host(), &pin(line, true));
    hall.live(&host(), &pin(other, true));
    let kept = |hall: &Hall| hall.database.fact(crate::store::Fact::Pinned).unwrap().unwrap_or_default();
    let holds = |bytes: &[u8]| bytes.windows(9).any(|part| part == b"blackbird");
    assert!(holds(&kept(&hall)));
    assert_eq!(hall.live(&minsu, &Live::Delete(Delete { of: line })), Came::InRoom);
    assert!(!holds(&kept(&hall)));
    let (board, words) = hall.told();
    assert_eq!((lines(&board), words), (vec![other], vec!["남을 말".to_owned()]));
    hall.crash();
    assert_eq!(hall.told(), (board, vec!["남을 말".to_owned()]));
}

#[test]
fn a_board_outlives_the_program_and_goes_back_with_an_older_copy() {
    let (mut hall, minsu) = (Hall::new(), person(2));
    let (one, other) = (hall.line(&minsu, "하나"), hall.line(&minsu, "둘"));
    hall.say(&host(), Kind::NOTICE, "공지");
    hall.live(&host(), &pin(other, true));
    hall.live(&host(), &pin(one, true));
    hall.live(&minsu, &edit(one, "하나 고침"));
    let before = hall.told();
    assert_eq!(before.1, ["둘", "하나 고침"]);
    hall.crash();
    assert_eq!(hall.told(), before);
    // A shelf that was damaged ends before its board.
    let mut kept = hosted::read(&hall.database).unwrap();
    let at = before.0.pins()[1].at;
    kept.rows.retain(|row| row.mark.seq < at);
    let room = Room::restored(opening(), hall.stage.now, kept).unwrap();
    assert_eq!(lines(&room.hung.board), [other]);
}

#[test]
fn everybody_is_called_by_the_host_once_a_minute_and_by_nobody_else() {
    let (mut hall, minsu) = (Hall::new(), person(2));
    assert_eq!(hall.say(&host(), Kind::CHAT, "@모두 모여요"), Came::InRoom);
    let early = refused(Rejection::CalledAlready { seconds: 60 });
    assert_eq!(hall.say(&host(), Kind::CHAT, "@all again"), early);
    let line = hall.line(&minsu, "@모두 저도 불러요");
    let reply = |words| Live::Reply(Reply { to: line, text: Text::parse(words).unwrap() });
    assert_eq!(hall.live(&host(), &reply("@모두 답")), early);
    assert_eq!(hall.live(&host(), &reply("모두 답")), Came::InRoom);
    hall.stage.pass(Duration::from_millis(59_500));
    assert_eq!(
        hall.say(&host(), Kind::ACTION, "@모두 부른다"),
        refused(Rejection::CalledAlready { seconds: 1 })
    );
    hall.stage.pass(Duration::from_millis(500));
    assert_eq!(hall.live(&host(), &reply("@모두 답")), Came::InRoom);
    assert_eq!(hall.say(&host(), Kind::CHAT, "@모두"), refused(Rejection::CalledAlready { seconds: 60 }));
}
