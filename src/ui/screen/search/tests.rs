//! What the panel asks for, and what becomes of the answers.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::store::LineRow;
use crate::wire::{Kind, PublicKey};

fn search() -> Search {
    Search::new().0
}

/// Types something and lets the pause pass.
fn typed(search: &mut Search, text: &str) -> Option<Question> {
    drop(search.update(Message::Typed(text.to_owned())));
    asked(search.update(Message::Paused(search.number)))
}

fn asked(action: Action) -> Option<Question> {
    match action {
        Action::Look(question) => Some(question),
        _ => None,
    }
}

fn page(texts: &[&str], older: Option<u64>) -> Page {
    let found = |(text, seq): (&&str, u64)| {
        let line = LineRow {
            seq,
            mail: 0,
            author: PublicKey([1; 32]),
            name: Name::parse("영희").unwrap(),
            time: seq,
            kind: Kind::CHAT,
            text: (*text).to_owned(),
        };
        let query = Query::parse(text, &TimeZone::UTC);
        Found {
            place: LinePlace { seq, mail: 0 },
            author: line.author,
            name: line.name,
            time: seq,
            is_whisper: false,
            excerpt: Excerpt::of(text, &query.marks(text)),
        }
    };
    let hits = texts.iter().zip(older.unwrap_or(0) + 1..).map(found).collect();
    Page { hits, hints: Vec::new(), older: older.map(|seq| LinePlace { seq, mail: 0 }) }
}

fn answer(search: &mut Search, question: Question, page: Page) -> Option<Question> {
    asked(search.update(Message::Answered(Answer { question, page: Ok(page) })))
}

fn shown(search: &Search) -> Vec<&str> {
    search.hits.iter().map(|hit| hit.excerpt.text.as_str()).collect()
}

#[test]
fn nothing_is_looked_for_before_the_typing_stops() {
    let mut search = search();
    drop(search.update(Message::Typed("기".to_owned())));
    let first = search.number;
    drop(search.update(Message::Typed("기타".to_owned())));
    assert!(asked(search.update(Message::Paused(first))).is_none());
    let question = asked(search.update(Message::Paused(search.number))).unwrap();
    assert_eq!((question.typed.as_str(), question.before), ("기타", None));
}

#[test]
fn an_empty_query_looks_for_nothing() {
    let mut search = search();
    for text in ["", "  ", "\"\""] {
        assert!(typed(&mut search, text).is_none(), "{text:?}");
    }
}

#[test]
fn an_answer_to_an_older_question_is_dropped_and_the_newest_is_asked() {
    let mut search = search();
    let first = typed(&mut search, "기").unwrap();
    assert!(typed(&mut search, "기타").is_none(), "one search at a time");
    let second = answer(&mut search, first.clone(), page(&["기린"], None)).unwrap();
    assert_eq!((second.typed.as_str(), shown(&search).len()), ("기타", 0));
    assert!(answer(&mut search, second.clone(), page(&["기타"], None)).is_none());
    assert_eq!(shown(&search), ["기타"]);
    assert!(answer(&mut search, first, page(&["기린"], None)).is_none());
    assert_eq!(shown(&search), ["기타"]);
    // What came back while somebody typed on is not shown either.
    drop(search.update(Message::Typed("기타를".to_owned())));
    assert!(answer(&mut search, second, page(&["기타 둘"], None)).is_none());
    assert_eq!(shown(&search), ["기타"]);
}

#[test]
fn pages_follow_one_another_until_there_are_no_more() {
    let mut search = search();
    let question = typed(&mut search, "기타").unwrap();
    answer(&mut search, question, page(&["하나", "둘"], Some(9)));
    let more = asked(search.update(Message::MorePressed)).unwrap();
    assert_eq!(more.before, Some(LinePlace { seq: 9, mail: 0 }));
    assert!(asked(search.update(Message::MorePressed)).is_none(), "asked for once");
    answer(&mut search, more, page(&["셋"], None));
    assert_eq!(shown(&search), ["하나", "둘", "셋"]);
    assert!(asked(search.update(Message::MorePressed)).is_none());
}

#[test]
fn enter_goes_from_hit_to_hit_and_around() {
    let mut search = search();
    assert!(matches!(search.update(Message::Walked(1, false)), Action::None));
    let question = typed(&mut search, "기타").unwrap();
    answer(&mut search, question, page(&["하나", "둘", "셋"], None));
    let mut walk = |step| match search.update(Message::Walked(step, false)) {
        Action::Go(place, false) => place.seq,
        other => panic!("{other:?}"),
    };
    assert_eq!([walk(1), walk(1), walk(1), walk(1), walk(-1)], [1, 2, 3, 1, 3]);
}

#[test]
fn buttons_write_filters_into_the_query_and_take_them_out() {
    let mut search = search();
    drop(typed(&mut search, "기타"));
    let question = Question { number: search.number, typed: String::new(), before: None };
    answer(&mut search, question, page(&[], None));
    assert_eq!(asked(search.update(Message::LinksPressed)).unwrap().typed, "기타 has:link");
    assert!(search.has_links());
    drop(search.update(Message::LinksPressed));
    assert!(!search.has_links());
    drop(search.update(Message::FromChosen(Name::parse("영희").unwrap())));
    assert_eq!(search.typed, "기타 @영희");
    drop(search.update(Message::FromChosen(Name::parse("김 영희").unwrap())));
    assert_eq!(search.typed, "기타 @영희 from:\"김 영희\"");
}

#[test]
fn of_a_long_line_the_part_around_the_first_mark_is_shown() {
    let text = format!("{}기타 \n{}", "가나다 ".repeat(20), "라마바 ".repeat(60));
    let query = Query::parse("기타", &TimeZone::UTC);
    let excerpt = Excerpt::of(&text, &query.marks(&text));
    assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…') && !excerpt.text.contains('\n'));
    let marked: Vec<_> = excerpt.marks.iter().map(|mark| excerpt.text.get(mark.clone()).unwrap()).collect();
    assert_eq!(marked, ["기타"]);
    let short = Excerpt::of("기타", &query.marks("기타"));
    assert_eq!((short.text.as_str(), short.marks.first()), ("기타", Some(&(0.."기타".len()))));
    let none = Excerpt::of("👩‍👩‍👧 가", &[]);
    assert_eq!((none.text.as_str(), none.marks.len()), ("👩‍👩‍👧 가", 0));
}
