//! Both files say the same things, and nobody asks for a sentence that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;
use crate::wire::{Closed, NameError, Refusal, Rejection, TextError};

/// Each key of a file with the arguments that its sentence takes.
fn arguments(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            key = name.to_owned();
            assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{key} is there twice");
        }
        for part in line.split('$').skip(1) {
            let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(part.len());
            found.get_mut(&key).unwrap().insert(part[..end].to_owned());
        }
    }
    found
}

/// Every Rust file of the program.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Whether a string literal looks like the key of a sentence.
fn is_key(literal: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    literal.contains('-') && literal.chars().all(plain)
}

/// The code up to the bracket that closes the call which it begins in.
fn call(code: &str) -> &str {
    let mut depth = 1;
    for (at, character) in code.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &code[..at];
        }
    }
    code
}

#[test]
fn both_files_have_the_same_keys_with_the_same_arguments() {
    let (korean, english) = (arguments(Language::Korean.source()), arguments(Language::English.source()));
    let only = |one: &BTreeMap<String, _>, other: &BTreeMap<String, _>| -> Vec<String> {
        one.keys().filter(|key| !other.contains_key(*key)).cloned().collect()
    };
    assert_eq!(only(&korean, &english), [""; 0], "only in Korean");
    assert_eq!(only(&english, &korean), [""; 0], "only in English");
    for (key, expected) in &english {
        assert_eq!(&korean[key], expected, "arguments of {key}");
    }
    assert!(english.len() > 300);
}

#[test]
fn both_files_are_read_without_an_error() {
    for language in Language::ALL {
        let read = FluentResource::try_new(language.source().to_owned());
        assert!(read.is_ok(), "{:?}", read.err().map(|(_, errors)| errors));
    }
}

#[test]
fn every_sentence_can_be_filled() {
    for language in Language::ALL {
        let bundle = built_in(language);
        for (key, names) in arguments(language.source()) {
            for value in [FluentValue::from("민수"), FluentValue::from(1), FluentValue::from(2)] {
                let filled: FluentArgs<'_> = names.iter().map(|name| (name.clone(), value.clone())).collect();
                let pattern = bundle.get_message(&key).unwrap().value().unwrap();
                let mut errors = Vec::new();
                let sentence = bundle.format_pattern(pattern, Some(&filled), &mut errors);
                assert!(errors.is_empty(), "{key}: {errors:?}");
                assert!(!sentence.contains(['\u{2068}', '\u{2069}', '$', '{']), "{key}: {sentence}");
            }
        }
    }
}

#[test]
fn every_key_used_in_the_code_has_a_sentence_and_gets_its_arguments() {
    let known = arguments(Language::English.source());
    let mut files = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
    let mut seen = 0;
    for (path, code) in &files {
        for (at, marker) in code.match_indices(".text(") {
            for literal in call(&code[at + marker.len()..]).split('"').skip(1).step_by(2) {
                assert!(!is_key(literal) || known.contains_key(literal), "{path}: no sentence {literal}");
                seen += usize::from(is_key(literal));
            }
        }
        for (at, marker) in code.match_indices(".with(") {
            let inside = call(&code[at + marker.len()..]);
            let Some(key) = inside.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
            else {
                continue;
            };
            if is_key(key) {
                let Some(expected) = known.get(key) else { panic!("{path}: no sentence {key}") };
                let given: BTreeSet<String> = inside
                    .match_indices("(\"")
                    .filter_map(|(at, _)| inside[at + 2..].split_once("\",").map(|(name, _)| name.to_owned()))
                    .collect();
                let complete = given.is_superset(expected) || !inside.contains("&[");
                assert!(complete, "{path}: {key} takes {expected:?}, gets {given:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 30, "the scan found only {seen} keys");
}

#[test]
fn no_sentence_shouts_or_blames() {
    let sentences = Language::English.source().lines().filter_map(|line| line.split_once("= "));
    for (key, sentence) in sentences {
        for word in ["invalid", "Invalid", "illegal", "fatal", "Fatal", "!"] {
            assert!(!sentence.contains(word), "{key}: {word}");
        }
    }
    for form in ["을(를)", "이(가)", "은(는)", "(으)로", "와(과)"] {
        assert!(!Language::Korean.source().contains(form), "{form}");
    }
}

#[test]
fn phrases_go_anywhere_and_cost_nothing_to_clone() {
    fn anywhere<T: Send + Sync + Clone + 'static>(_: &T) {}
    let phrases = Phrases::new(Language::Korean);
    anywhere(&phrases);
    assert_eq!(phrases.clone().text("app-name"), "마루");
    assert_eq!(phrases.language(), Language::Korean);
}

#[test]
fn numbers_choose_between_one_and_many_and_are_not_grouped() {
    let english = Phrases::new(Language::English);
    assert_eq!(english.with("room-members", &[("count", 1.into())]), "1 member");
    assert_eq!(english.with("room-members", &[("count", 12_345_usize.into())]), "12345 members");
    assert_eq!(Phrases::new(Language::Korean).with("room-members", &[("count", 3_u8.into())]), "3명");
}

#[test]
fn a_particle_fits_the_word_in_a_sentence() {
    let korean = Phrases::new(Language::Korean);
    let open =
        |room: &str| korean.with("console-hosting", &[("room", room.into()), ("port", 27410_u16.into())]);
    assert_eq!(open("금요일 마루"), "금요일 마루를 27410번 포트로 열었어요.");
    assert_eq!(open("우리 집"), "우리 집을 27410번 포트로 열었어요.");
}

#[test]
fn a_missing_sentence_shows_its_key_and_breaks_nothing() {
    assert_eq!(Phrases::new(Language::Korean).text("no such key"), "no such key");
}

#[test]
fn the_language_of_the_system_is_read_from_its_tag() {
    for tag in ["ko", "ko-KR", "ko_KR.UTF-8", "KO-kr", "ko-Hang-KR", "kor"] {
        assert_eq!(Language::of_tag(tag), Language::Korean, "{tag}");
    }
    for tag in ["en-US", "C", "POSIX", "", "kok-IN", "fr", "ja-JP"] {
        assert_eq!(Language::of_tag(tag), Language::English, "{tag}");
    }
}

#[test]
fn every_reason_has_its_own_words_in_each_language() {
    let suggestion = Name::parse("민수2").unwrap();
    for language in Language::ALL {
        let phrases = Phrases::new(language);
        let mut said: Vec<String> = [
            NameError::Empty,
            NameError::TooLong { graphemes: 30, max: 20 },
            NameError::TooManyBytes { bytes: 70, max: 64 },
            NameError::TooWide { columns: 40, max: 32 },
            NameError::Forbidden { character: '@' },
            NameError::Forbidden { character: '\u{200b}' },
            NameError::TooManyMarks { max: 2 },
            NameError::OnlySigns,
            NameError::MixedScripts { character: 'а' },
            NameError::Reserved,
        ]
        .iter()
        .map(|error| of_name_error(&phrases, error))
        .collect();
        said.extend(
            [
                TextError::Blank,
                TextError::TooLong { characters: 4001, max: 4000 },
                TextError::TooManyBytes { bytes: 1, max: 0 },
                TextError::TooManyLines { lines: 101, max: 100 },
            ]
            .iter()
            .map(|error| of_text_error(&phrases, error)),
        );
        said.extend(
            [
                Refusal::NameTaken { suggestion: suggestion.clone() },
                Refusal::Full { present: 256, allowed: 256 },
                Refusal::Closing,
                Refusal::TooOften { seconds: 1 },
            ]
            .iter()
            .map(|refusal| of_refusal(&phrases, refusal).line()),
        );
        said.extend(
            [
                Rejection::BadText,
                Rejection::BadName,
                Rejection::NameTaken { suggestion: suggestion.clone() },
                Rejection::NoSuchMember,
                Rejection::ToYourself,
                Rejection::MailboxFull,
                Rejection::NotAllowed,
                Rejection::UnknownKind,
                Rejection::BadSignature,
                Rejection::NoSuchLine,
                Rejection::TooOld,
                Rejection::NotYours,
                Rejection::TooManyReactions,
                Rejection::Unchanged,
                Rejection::NonceUsed,
                Rejection::TooManyPins,
                Rejection::CalledAlready { seconds: 41 },
            ]
            .iter()
            .map(|rejection| of_rejection(&phrases, rejection)),
        );
        said.extend(
            [Closed::RoomClosed, Closed::Elsewhere, Closed::BrokenRule, Closed::Left]
                .map(|closed| of_closed(&phrases, closed).line()),
        );
        let different: BTreeSet<&String> = said.iter().collect();
        assert_eq!(different.len(), said.len());
        assert!(said.iter().any(|sentence| sentence.contains("민수2")));
    }
}

#[test]
fn an_invisible_character_is_named_by_its_code() {
    let phrases = Phrases::new(Language::English);
    let hidden = of_name_error(&phrases, &NameError::Forbidden { character: '\u{3164}' });
    assert!(hidden.contains("U+3164") && !hidden.contains('\u{3164}'), "{hidden}");
    assert!(of_name_error(&phrases, &NameError::Forbidden { character: '@' }).contains('@'));
}

#[test]
fn a_language_of_a_file_is_spoken_and_english_stands_in() {
    let file = "app-name = マル\nroom-members = { $count }人\ncommon-cancel = { $nobody }やめる\nbroken\n\
        common-close = とじる\n= what\n";
    let (phrases, unread) = Phrases::of_file("ja", file);
    assert_eq!(phrases.text("app-name"), "マル");
    assert_eq!(phrases.text("common-close"), "とじる", "behind a line that cannot be read");
    assert_eq!(phrases.with("room-members", &[("count", 3.into())]), "3人");
    assert_eq!(phrases.text("common-cancel"), "Cancel", "one that cannot be filled");
    assert_eq!(phrases.text("common-back"), "Back", "one that is not there");
    assert_eq!(unread, Unread { lines: vec![4, 6], has_more: false });
    for key in arguments(Language::English.source()).keys() {
        assert!(phrases.has(key), "{key}");
    }
    let (_, many) = Phrases::of_file("ja", &"key = x\n= x\n".repeat(10));
    assert!(many.has_more && many.lines.len() == limits::LANGUAGE_MISTAKES);
}

#[test]
fn the_word_of_the_settings_chooses_the_language() {
    assert_eq!(Phrases::chosen("ko", None).language(), Language::Korean);
    assert_eq!(Phrases::chosen("ja", Some("app-name = マル\n")).text("app-name"), "マル");
    assert_eq!(Phrases::chosen("ja", None).text("app-name"), "Maru", "the file is gone");
    assert_eq!(Phrases::of_file("", "\u{0}\u{FEFF}").0.text("app-name"), "Maru");
}
