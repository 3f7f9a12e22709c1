//! Notes by the clock.

use super::*;

type Queue = Toasts<&'static str>;

fn words(queue: &Queue) -> Vec<&str> {
    queue.shown().map(|toast| toast.words.as_str()).collect()
}

fn plain(words: &str) -> Toast<&'static str> {
    Toast::plain(ToastSort::Done, words.to_owned())
}

fn trouble(words: &str) -> Toast<&'static str> {
    Toast::plain(ToastSort::Trouble, words.to_owned())
}

fn asking(words: &str) -> Toast<&'static str> {
    Toast { button: Some(("undo".to_owned(), "undone")), ..plain(words) }
}

/// A queue, and a clock that begins with it.
fn begin() -> (Queue, impl Fn(u64) -> Instant) {
    let start = Instant::now();
    (Queue::default(), move |millis| start + Duration::from_millis(millis))
}

#[test]
fn plain_ones_pass_first_then_those_with_a_button_and_trouble_never() {
    let (mut queue, at) = begin();
    for toast in [trouble("trouble"), asking("asks"), plain("plain")] {
        queue.tell(toast, at(0));
    }
    for (moment, shown) in [
        (3_999, vec!["trouble", "asks", "plain"]),
        (4_000, vec!["trouble", "asks"]),
        (11_999, vec!["trouble", "asks"]),
        (12_000, vec!["trouble"]),
        (9_000_000, vec!["trouble"]),
    ] {
        assert_eq!(queue.update(Message::Ticked, at(moment)), None);
        assert_eq!(words(&queue), shown, "after {moment} ms");
    }
    queue.update(Message::Closed(1), at(9_000_000));
    assert_eq!(words(&queue), Vec::<&str>::new());
}

#[test]
fn nothing_passes_under_the_pointer() {
    let (mut queue, at) = begin();
    queue.tell(plain("one"), at(0));
    queue.tell(plain("two"), at(1_000));
    queue.update(Message::Entered(1), at(3_000));
    queue.update(Message::Ticked, at(60_000));
    assert_eq!(words(&queue), ["one", "two"]);
    // The pointer comes to the next before the one before is left, as tools tell it.
    queue.update(Message::Entered(2), at(60_000));
    queue.update(Message::Left(1), at(60_000));
    queue.update(Message::Ticked, at(90_000));
    assert_eq!(words(&queue), ["one", "two"]);
    queue.update(Message::Left(2), at(90_000));
    queue.update(Message::Ticked, at(90_999));
    assert_eq!(words(&queue), ["one", "two"]);
    queue.update(Message::Ticked, at(91_000));
    assert_eq!(words(&queue), ["two"]);
}

#[test]
fn a_note_that_went_from_under_the_pointer_holds_up_nothing() {
    let (mut queue, at) = begin();
    queue.tell(trouble("trouble"), at(0));
    queue.tell(plain("plain"), at(0));
    queue.update(Message::Entered(1), at(100));
    queue.update(Message::Closed(1), at(200));
    queue.update(Message::Ticked, at(5_000));
    assert_eq!(words(&queue), Vec::<&str>::new());
}

#[test]
fn three_are_shown_and_trouble_comes_back_when_the_others_have_passed() {
    let (mut queue, at) = begin();
    queue.tell(trouble("trouble"), at(0));
    for text in ["one", "two", "three"] {
        queue.tell(plain(text), at(0));
    }
    assert_eq!(words(&queue), ["one", "two", "three"]);
    queue.update(Message::Ticked, at(4_000));
    assert_eq!(words(&queue), ["trouble"]);
}

#[test]
fn the_same_words_are_not_told_twice_but_anew() {
    let (mut queue, at) = begin();
    queue.tell(plain("copied"), at(0));
    queue.tell(plain("other"), at(1_000));
    queue.tell(plain("copied"), at(3_000));
    assert_eq!(words(&queue), ["other", "copied"]);
    queue.update(Message::Ticked, at(6_999));
    assert_eq!(words(&queue), ["copied"]);
}

#[test]
fn any_number_of_notes_takes_bounded_room() {
    let (mut queue, at) = begin();
    queue.tell(trouble("first trouble"), at(0));
    for number in 0..10_000 {
        queue.tell(plain(&format!("note {number}")), at(0));
    }
    assert_eq!(queue.notes.len(), limits::TOASTS_KEPT);
    queue.update(Message::Ticked, at(4_000));
    assert_eq!(words(&queue), ["first trouble"]);
    for number in 0..10_000 {
        queue.tell(trouble(&format!("trouble {number}")), at(5_000));
    }
    assert_eq!(queue.notes.len(), limits::TOASTS_KEPT);
    assert_eq!(words(&queue).last(), Some(&"trouble 9999"));
}

#[test]
fn a_button_says_what_it_says_once() {
    let (mut queue, at) = begin();
    queue.tell(asking("asks"), at(0));
    assert_eq!(queue.update(Message::Pressed(1), at(1)), Some("undone"));
    assert_eq!(queue.update(Message::Pressed(1), at(2)), None);
    assert_eq!(queue.update(Message::Closed(7), at(3)), None);
}

#[test]
fn a_clock_that_goes_backwards_takes_nothing_away() {
    let (mut queue, at) = begin();
    queue.tell(plain("plain"), at(10_000));
    queue.update(Message::Ticked, at(0));
    assert_eq!(words(&queue), ["plain"]);
}
