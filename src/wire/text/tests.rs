//! Text within its bounds, cleaned, and shown without harm.

use bincode::config;
use proptest::prelude::*;

use super::*;

fn decode<T: Decode<()>>(text: &str) -> Result<T, DecodeError> {
    let bytes = bincode::encode_to_vec(text, config::standard()).unwrap();
    bincode::decode_from_slice(&bytes, config::standard().with_limit::<65536>()).map(|(value, _)| value)
}

#[test]
fn cleaning_settles_line_ends_forms_and_controls() {
    for (typed, cleaned) in [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u{2028}b\u{2029}c\u{85}d", "a\nb\nc\nd"),
        ("\r\n\r\n", "\n\n"),
        ("a\tb", "a\tb"),
        ("a\u{0}\u{7}\u{8}\u{1b}[31mb\u{9b}c\u{7f}", "a[31mbc"),
        ("\u{1106}\u{1175}\u{11ab}", "민"),
        ("e\u{7}\u{301}", "é"),
        ("  앞뒤  ", "  앞뒤  "),
        ("👨‍👩‍👧 🇰🇷 ❤\u{fe0f}", "👨‍👩‍👧 🇰🇷 ❤\u{fe0f}"),
    ] {
        assert_eq!(clean(typed), cleaned);
    }
}

#[test]
fn text_has_bounds_and_each_has_its_error() {
    assert_eq!(Text::parse(""), Err(TextError::Blank));
    assert_eq!(Text::parse(" \n\t\u{3000}\u{200b}\u{3164}\u{7}"), Err(TextError::Blank));
    assert!(Text::parse(&"가".repeat(4000)).is_ok());
    assert_eq!(Text::parse(&"가".repeat(4001)), Err(TextError::TooLong { characters: 4001, max: 4000 }));
    assert_eq!(Text::parse(&"🐈".repeat(3073)), Err(TextError::TooManyBytes { bytes: 12292, max: 12288 }));
    assert!(Text::parse(&vec!["줄"; 100].join("\n")).is_ok());
    assert_eq!(
        Text::parse(&vec!["줄"; 101].join("\n")),
        Err(TextError::TooManyLines { lines: 101, max: 100 })
    );
    assert!(matches!(
        Text::parse(&"a".repeat(1 << 20)),
        Err(TextError::TooManyBytes { bytes: 1_048_576, .. })
    ));
}

#[test]
fn decomposed_text_is_measured_as_it_will_be_sent() {
    let typed = "\u{1106}\u{1175}\u{11ab}".repeat(4000);
    assert_eq!(Text::parse(&typed).unwrap().as_str(), "민".repeat(4000));
}

#[test]
fn a_topic_is_one_line_and_may_be_empty() {
    assert_eq!(Topic::parse(" 금요일\n저녁\t7시 ").unwrap().as_str(), "금요일 저녁 7시");
    assert!(Topic::parse("").unwrap().is_empty());
    assert_eq!(Topic::parse(" \n "), Ok(Topic::default()));
    assert!(Topic::parse(&"가".repeat(200)).is_ok());
    assert_eq!(Topic::parse(&"가".repeat(201)), Err(TextError::TooLong { characters: 201, max: 200 }));
}

#[test]
fn text_off_the_wire_passes_the_same_checks() {
    assert_eq!(decode::<Text>("안녕\n하세요").unwrap().as_str(), "안녕\n하세요");
    for bad in ["", " ", "a\r\nb", "a\u{1b}b", "\u{1106}\u{1175}", &"a".repeat(4001), &"\n".repeat(20_000)] {
        assert!(decode::<Text>(bad).is_err());
    }
    assert!(decode::<Topic>("").unwrap().is_empty());
    for bad in [" a", "a\nb", &"a".repeat(201)] {
        assert!(decode::<Topic>(bad).is_err());
    }
}

#[test]
fn characters_that_turn_direction_are_kept_but_shown() {
    let text = Text::parse("safe\u{202e}gpj.exe\u{2069}").unwrap();
    assert_eq!(text.as_str(), "safe\u{202e}gpj.exe\u{2069}");
    assert_eq!(text.display(), "safe[U+202E]gpj.exe[U+2069]");
    assert!(matches!(visible("שלום عالم"), Cow::Borrowed(_)));
}

#[test]
fn nothing_a_stranger_wrote_can_drive_a_terminal() {
    assert_eq!(terminal("a\u{1b}[2Jb\u{9b}31mc\u{7}"), "a\u{fffd}[2Jb\u{fffd}31mc\u{fffd}");
    assert_eq!(terminal("a\r\u{202e}b"), "a\u{fffd}[U+202E]b");
    assert_eq!(terminal("안녕\n<방장> 가짜"), "안녕\n    <방장> 가짜");
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing(typed in "(.|\n|\r|\u{1b}|\u{85}|[\u{300}-\u{310}\u{1100}-\u{11ff}]){0,60}") {
        let once = clean(&typed);
        prop_assert_eq!(clean(&once), once);
    }

    #[test]
    fn every_text_survives_the_wire(typed in "(.|\n|\r){0,80}") {
        if let Ok(text) = Text::parse(&typed) {
            prop_assert_eq!(decode::<Text>(text.as_str()).unwrap(), text);
        }
        if let Ok(topic) = Topic::parse(&typed) {
            prop_assert_eq!(decode::<Topic>(topic.as_str()).unwrap(), topic);
        }
    }

    #[test]
    fn a_terminal_sees_no_control_character_but_line_ends(typed in "(.|\n|\r|\u{1b}|\u{9b}|\u{202e}){0,60}") {
        let shown = terminal(&typed);
        prop_assert!(!shown.chars().any(|c| (c.is_control() && c != '\n') || turns_direction(c)));
        prop_assert!(shown.split('\n').skip(1).all(|line| line.starts_with("    ")));
    }
}
