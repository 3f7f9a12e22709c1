//! Names that pass, names that do not, and pairs of names that are one.

use bincode::config;
use proptest::prelude::*;

use super::*;

mod pairs;

fn name(typed: &str) -> Name {
    Name::parse(typed).unwrap_or_else(|error| panic!("{typed:?}: {error}"))
}

fn encoded(text: &str) -> Vec<u8> {
    bincode::encode_to_vec(text, config::standard()).unwrap()
}

fn decoded(bytes: &[u8]) -> Result<Name, DecodeError> {
    bincode::decode_from_slice(bytes, config::standard().with_limit::<4096>()).map(|(name, _)| name)
}

#[test]
fn everyday_names_pass_as_they_are() {
    for typed in [
        "민수",
        "김 철수",
        "ㅋㅋㅋ",
        "ㅇㅇ",
        "ㅠㅠ",
        "Ana-María",
        "J.R.",
        "snake_case",
        "李雷",
        "さくら",
        "サクラー",
        "민수2",
        "Алиса",
        "Ali",
        "ALI",
        "Νίκος",
        "สมชาย",
        "राम",
        "محمد",
        "דנה",
        "🐈",
        "민수🍊",
        "🚀 Minsu",
        "007",
        "각하",
        "힣",
        "Nguyễn",
        "佐々木",
        "김minsu哲",
        "호스트",
    ] {
        assert_eq!(name(typed).as_str(), typed);
    }
}

#[test]
fn spelling_is_settled_once() {
    for (typed, spelled) in [
        ("  민수  ", "민수"),
        ("김   철수", "김 철수"),
        ("김\u{3000}철수", "김 철수"),
        ("김\u{a0}철수", "김 철수"),
        ("민수\n", "민수"),
        ("\u{1106}\u{1175}\u{11ab}\u{1109}\u{116e}", "민수"),
        ("Ame\u{301}lie", "Amélie"),
        ("❤\u{fe0f}", "❤"),
    ] {
        assert_eq!(name(typed).as_str(), spelled);
    }
}

#[test]
fn every_broken_rule_has_its_own_error() {
    let long = "a".repeat(21);
    let huge = "a".repeat(1025);
    for (typed, error) in [
        ("", NameError::Empty),
        (" \u{3000}\n", NameError::Empty),
        (long.as_str(), NameError::TooLong { graphemes: 21, max: 20 }),
        (huge.as_str(), NameError::TooManyBytes { bytes: 1025, max: 64 }),
        ("가나다라마바사아자차카타파하거너더", NameError::TooWide { columns: 34, max: 32 }),
        ("𝐌𝐢𝐧𝐬𝐮𝐌𝐢𝐧𝐬𝐮𝐌𝐢𝐧𝐬𝐮𝐌𝐢", NameError::TooManyBytes { bytes: 68, max: 64 }),
        ("a\u{301}\u{302}\u{303}\u{304}", NameError::TooManyMarks { max: 2 }),
        ("\u{301}a", NameError::TooManyMarks { max: 2 }),
        ("a \u{301}b", NameError::TooManyMarks { max: 2 }),
        ("---", NameError::OnlySigns),
        (". _", NameError::OnlySigns),
        ("аlice", NameError::MixedScripts { character: 'l' }),
        ("민수а", NameError::MixedScripts { character: 'а' }),
        ("Alicе", NameError::MixedScripts { character: 'е' }),
        ("ΑΒCs", NameError::MixedScripts { character: 'C' }),
        ("민수サクラ", NameError::MixedScripts { character: 'サ' }),
        ("민수สม", NameError::MixedScripts { character: 'ส' }),
        ("host", NameError::Reserved),
        ("방 장", NameError::Reserved),
    ] {
        assert_eq!(Name::parse(typed), Err(error), "{typed:?}");
    }
}

#[test]
fn a_character_that_names_may_not_hold_is_named() {
    for (typed, character) in pairs::FORBIDDEN.iter().copied() {
        let error = NameError::Forbidden { character };
        assert_eq!(Name::parse(typed), Err(error), "{typed:?}");
    }
}

#[test]
fn nobody_is_the_host_or_everybody_by_any_spelling() {
    for typed in [
        "host",
        "Host",
        "HOST",
        "h o s t",
        "Ｈｏｓｔ",
        "H0ST",
        "h0st",
        "нost",
        "𝐡𝐨𝐬𝐭",
        "admin",
        "Admin",
        "adrnin",
        "ADMIN",
        "server",
        "System",
        "maru",
        "MARU",
        "rnaru",
        "all",
        "All",
        "ALL",
        "AII",
        "a11",
        "a1l",
        "Everyone",
        "모두",
        "모 두",
        "방장",
        "관리자",
        "운영자",
        "시스템",
        "ㅁㅗㄷㅜ",
        "ＡＤＭＩＮ",
    ] {
        let refused = Name::parse(typed);
        assert!(
            matches!(refused, Err(NameError::Reserved | NameError::MixedScripts { .. })),
            "{typed:?}: {refused:?}"
        );
    }
    for typed in ["Ali", "ALI", "Hosta", "호스트", "방장님", "모두랑", "mary", "All in"] {
        assert!(Name::parse(typed).is_ok(), "{typed:?}");
    }
}

#[test]
fn these_names_are_one() {
    for (one, other) in pairs::ONE.iter().copied() {
        assert_eq!(Skeleton::of(one), Skeleton::of(other), "{one:?} and {other:?}");
    }
}

#[test]
fn these_names_are_two() {
    for (one, other) in pairs::TWO.iter().copied() {
        assert_ne!(Skeleton::of(one), Skeleton::of(other), "{one:?} and {other:?}");
    }
}

#[test]
fn a_suggestion_counts_up_to_the_first_free_name() {
    let taken: Vec<Skeleton> = ["민수", "민수2", "민 수3"].map(Skeleton::of).to_vec();
    let suggested = name("민수").suggest(|skeleton| taken.contains(skeleton));
    assert_eq!(suggested.as_str(), "민수4");
}

#[test]
fn a_suggestion_shortens_the_base_where_the_number_would_not_fit() {
    let full = "가나다라마바사아자차카타파하거너";
    assert_eq!(name(full).suggest(|_| false).as_str(), "가나다라마바사아자차카타파하거2");
    let words = "abcdefghijklmnopqr st";
    assert!(Name::parse(words).is_err());
    let twenty = "abcdefghijklmnopqr s";
    assert_eq!(name(twenty).suggest(|_| false).as_str(), "abcdefghijklmnopqr2");
}

#[test]
fn a_suggestion_steps_over_a_reserved_name() {
    let below = |skeleton: &Skeleton| (2..=10).any(|n| *skeleton == Skeleton::of(&format!("a{n}")));
    assert_eq!(name("a").suggest(below).as_str(), "a12");
}

#[test]
fn when_every_number_is_taken_the_suggestion_is_still_a_name() {
    let suggested = name("민수").suggest(|_| true);
    assert!(Name::parse(suggested.as_str()).is_ok());
}

#[test]
fn a_name_goes_over_the_wire_as_plain_text() {
    let bytes = bincode::encode_to_vec(name("김 철수"), config::standard()).unwrap();
    assert_eq!(bytes, encoded("김 철수"));
    assert_eq!(decoded(&bytes).unwrap(), name("김 철수"));
}

#[test]
fn a_bad_name_on_the_wire_is_a_decode_error() {
    for bad in ["", " 민수", "민\u{200b}수", "host", "аlice", "\u{1106}\u{1175}", &"a".repeat(65)] {
        assert!(decoded(&encoded(bad)).is_err(), "{bad:?}");
    }
    assert!(decoded(&[2, 0xff, 0xfe]).is_err(), "no UTF-8");
    assert!(decoded(&[64]).is_err(), "shorter than promised");
    assert!(decoded(&[253, 255, 255, 255, 255, 255, 255, 255, 255]).is_err(), "a hostile length");
}

#[test]
fn a_room_may_mix_scripts_and_use_signs_but_not_hide_anything() {
    for typed in [
        "금요일 마루",
        "민수네 방!",
        "Ana’s room (new)",
        "host",
        "모두",
        "민수 & Алиса",
        "C++ / Rust",
        "🎉 party 🎉",
        "1 + 1 = 2",
    ] {
        assert_eq!(RoomName::parse(typed).unwrap().as_str(), typed);
    }
    for typed in ["", "!!!", "a\nb", "a\u{202e}b", "\u{3164}", "a\u{200d}b", "\u{2800}a"] {
        assert!(RoomName::parse(typed).is_err(), "{typed:?}");
    }
    let forty = "가".repeat(40);
    assert!(RoomName::parse(&forty).is_ok());
    assert_eq!(RoomName::parse(&"가".repeat(41)), Err(NameError::TooLong { graphemes: 41, max: 40 }));
    assert_eq!(RoomName::parse(&"𝐌".repeat(40)).map(|_| ()), Ok(()), "160 bytes are the bound");
}

#[test]
fn a_room_name_is_checked_on_the_wire_too() {
    let decode = |bytes: &[u8]| {
        bincode::decode_from_slice::<RoomName, _>(bytes, config::standard().with_limit::<4096>())
            .map(|(name, _)| name)
    };
    assert_eq!(decode(&encoded("민수네 방!")).unwrap().as_str(), "민수네 방!");
    assert!(decode(&encoded("a\nb")).is_err());
    assert!(decode(&encoded(&"a".repeat(161))).is_err());
}

proptest! {
    #[test]
    fn parsing_never_panics_and_settles_the_spelling_for_good(typed in "\\PC{0,30}|[ -~가-힣ㄱ-ㅣ\u{300}-\u{304}❤\u{fe0f} ]{0,24}") {
        if let Ok(first) = Name::parse(&typed) {
            let second = Name::parse(first.as_str()).unwrap();
            prop_assert_eq!(&first, &second);
            prop_assert_eq!(first.skeleton(), Skeleton::of(&typed));
            prop_assert!(first.as_str().len() <= Name::BYTES_MAX);
            prop_assert!(!first.skeleton().is_empty());
        }
        if let Ok(room) = RoomName::parse(&typed) {
            prop_assert_eq!(RoomName::parse(room.as_str()).unwrap(), room);
        }
    }

    #[test]
    fn a_suggestion_is_always_a_free_name(typed in "[a-zA-Z가-힣ㄱ-ㅎ0-9 ]{1,20}", taken in 0_u32..6) {
        if let Ok(base) = Name::parse(&typed) {
            let mut seen = vec![base.skeleton()];
            for _ in 0..=taken {
                let suggested = base.suggest(|skeleton| seen.contains(skeleton));
                prop_assert!(Name::parse(suggested.as_str()).is_ok());
                prop_assert!(!seen.contains(&suggested.skeleton()));
                seen.push(suggested.skeleton());
            }
        }
    }

    #[test]
    fn every_name_survives_the_wire(typed in "\\PC{1,12}") {
        if let Ok(before) = Name::parse(&typed) {
            let bytes = bincode::encode_to_vec(&before, config::standard()).unwrap();
            prop_assert_eq!(decoded(&bytes).unwrap(), before);
        }
    }
}
