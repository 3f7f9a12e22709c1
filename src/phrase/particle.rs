//! Which form a Korean particle takes after a word: 민수를, 영훈을, 서울로.
//!
//! The form follows the last sound of the word as it is read aloud. For Hangul that is exact; for digits it is the last
//! numeral; for Latin words it is a guess from the spelling, which is right for most names; for anything else it is
//! taken as open.

use std::fmt::Write as _;

use fluent_bundle::{FluentArgs, FluentValue};

/// A particle with two forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Particle {
    /// 은 or 는: what the sentence is about.
    Topic,
    /// 이 or 가: who does it.
    Subject,
    /// 을 or 를: what it is done to.
    Object,
    /// 과 or 와: together with.
    And,
    /// 이나 or 나: or.
    Or,
    /// 으로 or 로: where to, by what means.
    Direction,
    /// 이에요 or 예요: is.
    Is,
    /// 아 or 야: calling somebody.
    Call,
}

impl Particle {
    /// The particle that has this as one of its forms.
    #[must_use]
    pub fn of_form(form: &str) -> Option<Self> {
        Some(match form {
            "은" | "는" => Self::Topic,
            "이" | "가" => Self::Subject,
            "을" | "를" => Self::Object,
            "과" | "와" => Self::And,
            "이나" | "나" => Self::Or,
            "으로" | "로" => Self::Direction,
            "이에요" | "예요" => Self::Is,
            "아" | "야" => Self::Call,
            _ => return None,
        })
    }

    fn after(self, ending: Ending) -> &'static str {
        let closed = ending != Ending::Open;
        match self {
            Self::Topic if closed => "은",
            Self::Topic => "는",
            Self::Subject if closed => "이",
            Self::Subject => "가",
            Self::Object if closed => "을",
            Self::Object => "를",
            Self::And if closed => "과",
            Self::And => "와",
            Self::Or if closed => "이나",
            Self::Or => "나",
            Self::Direction if ending == Ending::Closed => "으로",
            Self::Direction => "로",
            Self::Is if closed => "이에요",
            Self::Is => "예요",
            Self::Call if closed => "아",
            Self::Call => "야",
        }
    }
}

/// The form of the particle that fits after the word.
#[must_use]
pub fn particle(word: &str, particle: Particle) -> &'static str {
    particle.after(ending(word))
}

/// The word with the fitting particle behind it.
#[must_use]
pub fn with_particle(word: &str, which: Particle) -> String {
    format!("{word}{}", particle(word, which))
}

/// `PARTICLE($word, "을")` in a sentence: the word and the form that fits it, named by either form.
pub(super) fn function<'a>(positional: &[FluentValue<'a>], _: &FluentArgs<'_>) -> FluentValue<'a> {
    let [word, FluentValue::String(form)] = positional else {
        return FluentValue::Error;
    };
    let mut text = String::new();
    let written = match word {
        FluentValue::String(word) => text.write_str(word),
        FluentValue::Number(number) => text.write_str(&number.as_string()),
        FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => return FluentValue::Error,
    };
    match (written, Particle::of_form(form)) {
        (Ok(()), Some(which)) => FluentValue::from(with_particle(&text, which)),
        _ => FluentValue::Error,
    }
}

/// How the last sound of a word closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// In a vowel: 민수.
    Open,
    /// In ㄹ, after which 로 stays short: 서울.
    Liquid,
    /// In any other consonant: 영훈.
    Closed,
}

/// The ending of the last character that is read aloud; quotes, brackets and emoji are passed over.
fn ending(word: &str) -> Ending {
    let spoken = word.trim_end_matches(|character: char| !character.is_alphanumeric());
    match spoken.chars().next_back() {
        Some(syllable @ '가'..='힣') => of_syllable(syllable),
        // The names of the consonants all close in themselves: 키읔, 리을.
        Some('ㄹ') => Ending::Liquid,
        Some('ㄱ'..='ㅎ') | Some('ん' | 'ン') => Ending::Closed,
        Some(digit @ '0'..='9') => of_digit(digit),
        Some(letter) if letter.is_ascii_alphabetic() => of_latin(spoken),
        Some(_) | None => Ending::Open,
    }
}

fn of_syllable(syllable: char) -> Ending {
    match u32::from(syllable).wrapping_sub(u32::from('가')) % 28 {
        0 => Ending::Open,
        8 => Ending::Liquid,
        _ => Ending::Closed,
    }
}

/// 영 일 이 삼 사 오 육 칠 팔 구; a round number ends in 십, 백, 천 or 만, which close as 영 does.
fn of_digit(digit: char) -> Ending {
    match digit {
        '1' | '7' | '8' => Ending::Liquid,
        '0' | '3' | '6' => Ending::Closed,
        _ => Ending::Open,
    }
}

/// Guesses how a Latin word is read in Korean: an abbreviation letter by letter, anything else by its last letters.
fn of_latin(spoken: &str) -> Ending {
    let start = spoken.rfind(|letter: char| !letter.is_ascii_alphabetic()).and_then(|at| {
        let skipped = spoken.get(at..)?.chars().next()?.len_utf8();
        Some(at + skipped)
    });
    let word = start.and_then(|start| spoken.get(start..)).unwrap_or(spoken);
    if word.chars().all(|letter| letter.is_ascii_uppercase()) {
        return match word.chars().next_back() {
            Some('L' | 'R') => Ending::Liquid,
            Some('M' | 'N') => Ending::Closed,
            _ => Ending::Open,
        };
    }
    let lower = word.to_ascii_lowercase();
    let mut letters = lower.chars().rev();
    let (last, before, third) = (letters.next(), letters.next(), letters.next());
    let vowel = |letter: Option<char>| letter.is_some_and(|letter| "aeiouy".contains(letter));
    match last {
        Some('l') => Ending::Liquid,
        Some('e') if before == Some('l') && third.is_some() && !vowel(third) => Ending::Liquid,
        Some('e') if matches!(before, Some('m' | 'n')) && vowel(third) => Ending::Closed,
        Some('m' | 'n') => Ending::Closed,
        Some('g') if before == Some('n') => Ending::Closed,
        Some('k') if before == Some('c') => Ending::Closed,
        // A short vowel before a stop: 밥, 릭, 챗. After two vowels or a consonant the stop gets a vowel of its own.
        Some('b' | 'c' | 'k' | 'p' | 't') if vowel(before) && !vowel(third) => Ending::Closed,
        _ => Ending::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_takes_the_form_of_its_last_syllable() {
        for (word, which, expected) in [
            ("민수", Particle::Subject, "민수가"),
            ("영훈", Particle::Subject, "영훈이"),
            ("민수", Particle::Object, "민수를"),
            ("영훈", Particle::Object, "영훈을"),
            ("민수", Particle::Topic, "민수는"),
            ("영훈", Particle::Topic, "영훈은"),
            ("민수", Particle::And, "민수와"),
            ("영훈", Particle::And, "영훈과"),
            ("민수", Particle::Or, "민수나"),
            ("영훈", Particle::Or, "영훈이나"),
            ("마루", Particle::Direction, "마루로"),
            ("서울", Particle::Direction, "서울로"),
            ("집", Particle::Direction, "집으로"),
            ("민수", Particle::Is, "민수예요"),
            ("서울", Particle::Is, "서울이에요"),
            ("민수", Particle::Call, "민수야"),
            ("영훈", Particle::Call, "영훈아"),
            ("ㅋㅋㅋ", Particle::Object, "ㅋㅋㅋ을"),
            ("ㅏ", Particle::Object, "ㅏ를"),
            ("ㄹ", Particle::Direction, "ㄹ로"),
        ] {
            assert_eq!(with_particle(word, which), expected);
        }
    }

    #[test]
    fn digits_are_read_as_numerals() {
        let forms: Vec<_> =
            (0..=9).map(|digit| particle(&format!("민수{digit}"), Particle::Object)).collect();
        assert_eq!(forms, ["을", "을", "를", "을", "를", "를", "을", "을", "을", "를"]);
        let ways: Vec<_> = (0..=9).map(|digit| particle(&digit.to_string(), Particle::Direction)).collect();
        assert_eq!(ways, ["으로", "로", "로", "으로", "로", "로", "으로", "로", "로", "로"]);
        assert_eq!(particle("27410", Particle::Direction), "으로");
    }

    #[test]
    fn latin_names_are_guessed_from_their_spelling() {
        for (word, object) in [
            ("Ana", "를"),
            ("Alice", "를"),
            ("Bob", "을"),
            ("Minsu", "를"),
            ("Daniel", "을"),
            ("Tom", "을"),
            ("John", "을"),
            ("Jane", "을"),
            ("Kim", "을"),
            ("Apple", "을"),
            ("Jack", "을"),
            ("Rick", "을"),
            ("Mike", "를"),
            ("Kate", "를"),
            ("Robert", "를"),
            ("David", "를"),
            ("Chris", "를"),
            ("Peter", "를"),
            ("Ming", "을"),
            ("chat", "을"),
            ("USB", "를"),
            ("URL", "을"),
            ("TV", "를"),
            ("FM", "을"),
            ("민수 Kim", "을"),
        ] {
            assert_eq!(particle(word, Particle::Object), object, "{word}");
        }
        assert_eq!(particle("Daniel", Particle::Direction), "로");
        assert_eq!(particle("Tom", Particle::Direction), "으로");
    }

    #[test]
    fn what_is_not_read_aloud_is_passed_over() {
        assert_eq!(particle("‘영훈’", Particle::Object), "을");
        assert_eq!(particle("민수🍊", Particle::Object), "를");
        assert_eq!(particle("영훈 (집)", Particle::Direction), "으로");
        assert_eq!(particle("", Particle::Object), "를");
        assert_eq!(particle("🐈", Particle::Object), "를");
        assert_eq!(particle("さくらん", Particle::Object), "을");
    }

    #[test]
    fn either_form_names_its_particle() {
        for pair in ["은는", "이가", "을를", "과와", "아야"] {
            let forms: Vec<String> = pair.chars().map(String::from).collect();
            assert_eq!(Particle::of_form(&forms[0]), Particle::of_form(&forms[1]));
            assert!(Particle::of_form(&forms[0]).is_some());
        }
        assert_eq!(Particle::of_form("으로"), Particle::of_form("로"));
        assert_eq!(Particle::of_form("에"), None);
    }
}
