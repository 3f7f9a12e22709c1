//! What is found and what is not: fixed cases, and every random one against a search that is as simple as can be.

use jiff::tz::{self, TimeZone};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::*;

fn seoul() -> TimeZone {
    TimeZone::fixed(tz::offset(9))
}

fn query(typed: &str) -> Query {
    Query::parse(typed, &seoul())
}

fn at(text: &str) -> Time {
    let moment: jiff::Timestamp = text.parse().unwrap();
    Time::try_from(moment.as_millisecond()).unwrap()
}

fn finds(typed: &str, text: &str) -> bool {
    let line = Said { name: "영희", time: at("2026-11-20T10:00:00Z"), text };
    query(typed).matches(line, &mut String::new())
}

#[test]
fn korean_is_found_by_whole_syllables_and_by_initial_consonants() {
    for (typed, text) in [
        ("김치", "오늘은 김치찌개 어때"),
        ("치", "김치"),
        ("ㄱㅊ", "김치"),
        ("ㄱㅊ", "고추 말고 배추"),
        ("ㄱㅊㅉㄱ", "묵은 김치찌개"),
        ("김ㅊ", "김치"),
        ("ㄱ치", "김치"),
        ("ㅉㄱ", "찌개"),
        ("ㅋㅋ", "ㅋㅋㅋ"),
        ("ㅋㅋ", "쿠키"),
        ("ㅋㅋ ㅠㅠ", "ㅠㅠ 쿠키"),
        ("ㄳ", "감사합니다"),
        ("ㄱㅅ", "ㄳ"),
        ("ㄳ", "ㄱㅅ"),
        ("ㅎㄴ ㄷ", "둘 하나"),
        ("김치", &"김치".nfd().collect::<String>()),
        (&"김ㅊ".nfkd().collect::<String>(), "김치"),
        ("ﾡﾺ", "김치"),
    ] {
        assert!(finds(typed, text), "{typed} is in {text}");
    }
    for (typed, text) in [
        ("기", "김치"),
        ("김치", "기미치"),
        ("깅", "김"),
        ("ㄱ", "까치"),
        ("ㄲ", "가지"),
        ("ㄱㅊ", "김 치"),
        ("ㄱㅊ", "깍두기"),
        ("김ㅊ", "김"),
        ("ㅁ", "김치"),
        ("ㅣ", "김치"),
        ("ㅠ", "유자"),
        ("ㅊㄱ", "김치"),
    ] {
        assert!(!finds(typed, text), "{typed} is not in {text}");
    }
}

#[test]
fn all_words_have_to_be_there_and_a_phrase_in_a_row() {
    let text = "내일 저녁에 Kimchi 먹자\n장소는 마루";
    for typed in [
        "저녁 kimchi",
        "마루 내일",
        "\"저녁에 kimchi\"",
        "“먹자 장소는”",
        "＂저녁에　ＫＩＭＣＨＩ＂",
        "\"저녁에 kim",
        "im",
    ] {
        assert!(finds(typed, text), "{typed}");
    }
    for typed in ["저녁 점심", "\"kimchi 저녁에\"", "\"저녁에 먹자\"", "kimchy"] {
        assert!(!finds(typed, text), "{typed}");
    }
}

#[test]
fn names_days_and_links_narrow_it_down() {
    let line = |name, time, text| Said { name, time: at(time), text };
    let first = line("영희", "2026-10-31T14:59:59.999Z", "김치 https://maru.example/a");
    let second = line("김 철수", "2026-10-31T15:00:00Z", "김치 없는 www.날");
    let third = line("Minsu", "2026-11-01T15:00:00Z", "김치, http:// 그리고 xwww.a");
    let all = [first, second, third];
    for (typed, expected) in [
        ("김치", [true, true, true]),
        ("@영희", [true, false, false]),
        ("＠ㅇㅎ 김치", [true, false, false]),
        ("@\"김 철수\"", [false, true, false]),
        ("@김 철수", [false, false, false]),
        ("from:MIN", [false, false, true]),
        ("@insu", [false, false, false]),
        ("@영희 @minsu", [true, false, true]),
        ("before:2026-11-01", [true, false, false]),
        ("on:2026-11-01", [false, true, false]),
        ("ON：2026.11.1", [false, true, false]),
        ("after:2026-11-01", [false, false, true]),
        ("after:2026-10-31", [false, true, true]),
        ("after:2026-10-30 before:2026-11-02", [true, true, false]),
        ("after:2026-11-01 before:2026-11-01", [false, false, false]),
        ("on:9999-12-31", [false, false, false]),
        ("has:link", [true, true, false]),
        ("없는 has:LINK", [false, true, false]),
    ] {
        let query = query(typed);
        assert_eq!(all.map(|line| query.matches(line, &mut String::new())), expected, "{typed}");
        assert_eq!(query.hints(), [], "{typed}");
        assert!(!query.is_empty(), "{typed}");
    }
}

#[test]
fn what_is_no_filter_is_text_with_a_hint() {
    for typed in ["has:file", "in:room", "from:", "has:", "Re:hello"] {
        let query = query(typed);
        assert_eq!(query.hints(), [Hint::UnknownFilter { typed: typed.to_owned() }], "{typed}");
        assert!(finds(typed, &format!("was {typed} meant?")), "{typed}");
        assert!(!finds(typed, "file room hello"), "{typed}");
    }
    for typed in [
        "before:",
        "on:yesterday",
        "after:2026-13-01",
        "on:2026-02-30",
        "on:2026-11",
        "on:2026-1-1-1",
        "on:+1-1-1",
    ] {
        let query = query(typed);
        assert_eq!(query.hints(), [Hint::NotADay { typed: typed.to_owned() }], "{typed}");
        assert!(finds(typed, &format!("was {typed} meant?")), "{typed}");
    }
    for typed in
        ["12:30", ":smile:", "https://a.b/c", "\"before:now\"", "점심:김치", "@", "a:", "averylongword:x"]
    {
        let hinted = query(typed).hints().len();
        assert_eq!(hinted, usize::from(typed == "a:"), "{typed}");
        assert!(finds(typed, &format!("was {} meant?", typed.replace('"', ""))), "{typed}");
    }
}

#[test]
fn an_empty_query_looks_for_nothing() {
    for typed in ["", " \n\u{3000}", "\"\"", "\u{200b}", "\"", "“ ”"] {
        assert!(query(typed).is_empty(), "{typed:?}");
    }
    assert!(!query("@").is_empty());
}

#[test]
fn a_query_is_bounded() {
    let long = "가".repeat(SEARCH_CHARACTERS + 1);
    assert_eq!(query(&long).hints(), [Hint::TooLong { max: SEARCH_CHARACTERS }]);
    assert!(finds(&long, &"가".repeat(SEARCH_CHARACTERS)));
    assert_eq!(query(&"가".repeat(SEARCH_CHARACTERS)).hints(), []);
}

/// A folded text as it is defined, without any thought of speed: one character at a time, by tables written out.
fn naive_fold(text: &str) -> Vec<char> {
    let mut units = Vec::new();
    for character in text.chars().filter(|character| *character != '\u{200b}').nfc() {
        match character {
            'Ａ'..='Ｚ' => {
                units.push(char::from(b'a' + u8::try_from(u32::from(character) - 0xff21).unwrap()));
            }
            '\u{3000}' | '\n' | '\t' => units.push(' '),
            '\u{1100}' | 'ㄱ' | 'ﾡ' => units.push('ㄱ'),
            '\u{110e}' | 'ㅊ' => units.push('ㅊ'),
            '\u{1175}' | 'ㅣ' => units.push('ㅣ'),
            '\u{11b7}' | 'ㅁ' => units.push('ㅁ'),
            'ㄳ' | '\u{11aa}' => units.extend(['ㄱ', 'ㅅ']),
            'É' => units.push('é'),
            other => units.extend(other.to_lowercase()),
        }
    }
    units
}

/// The consonant that a syllable begins with.
fn naive_initial(character: char) -> Option<char> {
    let first: Vec<char> = character.to_string().nfd().collect();
    match first.first()? {
        '\u{1100}' => Some('ㄱ'),
        '\u{1106}' => Some('ㅁ'),
        '\u{1109}' => Some('ㅅ'),
        '\u{110e}' => Some('ㅊ'),
        '\u{110f}' => Some('ㅋ'),
        _ => None,
    }
}

fn naive_matches(terms: &[String], text: &str) -> bool {
    let text = naive_fold(text);
    terms.iter().all(|term| {
        let term = naive_fold(term);
        let fits = |window: &[char]| {
            window.iter().zip(&term).all(|(have, want)| {
                have == want || ("ㄱㅁㅅㅊㅋ".contains(*want) && naive_initial(*have) == Some(*want))
            })
        };
        text.len() >= term.len() && (0..=text.len() - term.len()).any(|at| fits(&text[at..at + term.len()]))
    })
}

/// What corpora and queries are made of: few letters, so that they meet often.
const LETTERS: [&str; 26] = [
    "김",
    "치",
    "기",
    "까",
    "칡",
    "감",
    "사",
    "ㅋ",
    "쿠",
    "ㄱ",
    "ㅊ",
    "ㄳ",
    "ㅁ",
    "ㅣ",
    "a",
    "A",
    "Ａ",
    "é",
    "É",
    "\u{1100}",
    "\u{110e}",
    "\u{11b7}",
    "\u{1100}\u{1175}\u{11b7}",
    "\u{200b}",
    "ﾡ",
    "k",
];

fn text(most: usize, blank: bool) -> impl Strategy<Value = String> {
    let letters = prop::collection::vec(prop::sample::select(LETTERS.to_vec()), 1..=most);
    (letters, any::<bool>(), any::<[bool; 2]>()).prop_map(move |(letters, decomposed, blanks)| {
        let mut letters: Vec<&str> = letters;
        let middle = letters.len() / 2;
        if blank && blanks[0] {
            letters.insert(middle, if blanks[1] { "\n" } else { " " });
        }
        let text = letters.concat();
        if decomposed { text.nfd().collect() } else { text }
    })
}

/// What of a text is marked.
fn marked<'a>(typed: &str, text: &'a str) -> Vec<&'a str> {
    query(typed).marks(text).into_iter().map(|range| &text[range]).collect()
}

#[test]
fn what_was_looked_for_is_marked_as_it_was_written() {
    let decomposed: String = "김치".nfd().collect();
    let written = format!("오늘 {decomposed}찌개");
    for (typed, text, expected) in [
        ("기타", "그럼 저는 기타 들고 갈게요", vec!["기타"]),
        ("ㄱㅌ", "기타와 나무, 게타", vec!["기타", "게타"]),
        ("김치", &written, vec![decomposed.as_str()]),
        ("guitar", "Guitar GUITAR", vec!["Guitar", "GUITAR"]),
        ("strasse", "in der STRAßE", vec!["STRAßE"]),
        ("aa", "aaaa", vec!["aaaa"]),
        ("치찌 찌개", "김치찌개", vec!["치찌개"]),
        ("없음", "기타", vec![]),
        ("@영희", "영희", vec![]),
    ] {
        assert_eq!(marked(typed, text), expected, "{typed} in {text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn a_search_finds_what_a_naive_one_finds(
        corpus in prop::collection::vec(text(12, true), 1..20),
        terms in prop::collection::vec(text(3, false), 1..3),
    ) {
        let query = query(&terms.join(" "));
        let mut buffer = String::new();
        for text in &corpus {
            let found = query.matches(Said { name: "영희", time: 5, text }, &mut buffer);
            prop_assert_eq!(found, naive_matches(&terms, text), "{:?} in {:?}", terms, text);
        }
    }

    #[test]
    fn any_query_over_any_text_ends_well(typed in ".{0,40}", text in ".{0,60}", name in ".{0,10}") {
        let query = query(&typed);
        let found = query.matches(Said { name: &name, time: 0, text: &text }, &mut String::new());
        prop_assert!(!found || query.span().0 == 0);
    }

    #[test]
    fn marks_lie_in_order_within_the_text(typed in ".{0,12}", text in ".{0,40}") {
        let mut end = 0;
        for range in query(&typed).marks(&text) {
            prop_assert!(range.start >= end && range.start < range.end && text.get(range.clone()).is_some());
            end = range.end;
        }
    }

    #[test]
    fn a_text_finds_itself(text in "[^\"“”＂]{1,60}") {
        let query = query(&format!("\"{text}\""));
        let line = Said { name: "", time: 0, text: &text };
        prop_assert!(query.is_empty() || query.matches(line, &mut String::new()), "{text:?}");
    }
}
