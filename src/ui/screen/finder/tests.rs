//! What is found by what is typed, and what the keys do.

use super::*;

const FRIEND: PublicKey = PublicKey([1; 32]);
const OTHER: PublicKey = PublicKey([2; 32]);

fn offer(words: &str, to: Aim) -> Offer {
    Offer { words: words.to_owned(), caps: Vec::new(), to }
}

fn finder() -> Finder {
    Finder::new(vec![
        offer("민수", Aim::Person(FRIEND)),
        offer("지난달 모임", Aim::Before(RoomId([3; 8]), iced::Color::BLACK)),
        offer("초대하기", Aim::Action(Command::Invite, Icon::UserPlus)),
        offer("이 방에서 검색", Aim::Action(Command::Search, Icon::Search)),
        offer("금요일 마루", Aim::Room(1, iced::Color::BLACK)),
        offer("수민", Aim::Person(OTHER)),
    ])
    .0
}

fn words(finder: &Finder) -> Vec<&str> {
    finder.found().map(|offer| offer.words.as_str()).collect()
}

fn typed(finder: &mut Finder, text: &str) -> Vec<String> {
    drop(finder.update(Message::Typed(text.to_owned())));
    words(finder).into_iter().map(str::to_owned).collect()
}

#[test]
fn actions_stand_before_rooms_and_rooms_before_people() {
    assert_eq!(
        words(&finder()),
        ["초대하기", "이 방에서 검색", "지난달 모임", "금요일 마루", "민수", "수민"]
    );
}

#[test]
fn what_is_typed_is_found_in_every_way_it_is_typed() {
    let mut finder = finder();
    for (text, found) in [
        ("ㄱㅅ", vec!["이 방에서 검색"]),
        ("rjator", vec!["이 방에서 검색"]),
        ("마루", vec!["금요일 마루"]),
        ("민", vec!["민수", "수민"]),
        ("민수", vec!["민수"]),
        ("ㅅ", vec!["이 방에서 검색", "수민", "민수"]),
        ("없는 것", vec![]),
        ("\u{200b}", vec![]),
        ("", vec!["초대하기", "이 방에서 검색", "지난달 모임", "금요일 마루", "민수", "수민"]),
    ] {
        assert_eq!(typed(&mut finder, text), found, "{text}");
    }
}

#[test]
fn a_syllable_that_is_being_composed_counts_as_typed() {
    let mut finder = finder();
    for composed in ["ㅊ", "초", "촏"] {
        drop(finder.update(Message::Composed(composed.to_owned())));
        assert_eq!(words(&finder), ["초대하기"], "{composed}");
    }
    drop(finder.update(Message::Typed("초".to_owned())));
    drop(finder.update(Message::Composed("대".to_owned())));
    assert_eq!(words(&finder), ["초대하기"]);
    drop(finder.update(Message::Composed(String::new())));
    assert_eq!(words(&finder), ["초대하기"]);
}

#[test]
fn keys_walk_around_the_ends_and_pages_stop_there() {
    let mut finder = finder();
    drop(finder.update(Message::Walked(-1)));
    assert_eq!(finder.active().map(|offer| offer.to), Some(Aim::Person(OTHER)));
    drop(finder.update(Message::Walked(1)));
    assert_eq!(finder.active, 0);
    drop(finder.update(Message::Paged(1)));
    assert_eq!(finder.active, 5);
    drop(finder.update(Message::Paged(-1)));
    assert_eq!(finder.active, 0);
    drop(finder.update(Message::Walked(4)));
    assert!(matches!(finder.update(Message::Entered), Action::Go(Aim::Person(FRIEND))));
}

#[test]
fn where_nothing_is_found_no_key_does_anything() {
    let mut finder = finder();
    assert!(typed(&mut finder, "xyzzy").is_empty());
    for message in [Message::Walked(1), Message::Walked(-1), Message::Paged(1), Message::Pressed(0)] {
        assert!(matches!(finder.update(message), Action::None | Action::Run(_)));
    }
    assert!(matches!(finder.update(Message::Entered), Action::None));
    assert!(matches!(finder.update(Message::Closed), Action::Close));
}
