//! All emoji in the order of keyboards, with their names in both languages, to be shown and searched.
//!
//! English names and codes come with the crate, Korean ones from Unicode's annotations. Pure; read once, when first needed.

use std::collections::HashMap;
use std::sync::OnceLock;

use emojis::Group;
use unicode_normalization::UnicodeNormalization;

use crate::config::SkinTone;

/// The newest version of emoji that the fonts of most computers have.
const VERSION: (u32, u32) = (15, 0);
/// The Korean names: an emoji, its name and more words for it on each line.
const KOREAN: &str = include_str!("../../../assets/emoji/ko.txt");

/// The parts of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Faces and people.
    Smileys,
    /// Animals and nature.
    Nature,
    /// Food and drink.
    Food,
    /// What people do.
    Activity,
    /// Ways and places.
    Travel,
    /// Things.
    Objects,
    /// Signs and flags.
    Symbols,
}

impl Section {
    /// All, in their order.
    pub const ALL: [Self; 7] =
        [Self::Smileys, Self::Nature, Self::Food, Self::Activity, Self::Travel, Self::Objects, Self::Symbols];

    fn of(group: Group) -> Self {
        match group {
            Group::SmileysAndEmotion | Group::PeopleAndBody => Self::Smileys,
            Group::AnimalsAndNature => Self::Nature,
            Group::FoodAndDrink => Self::Food,
            Group::Activities => Self::Activity,
            Group::TravelAndPlaces => Self::Travel,
            Group::Objects => Self::Objects,
            Group::Symbols | Group::Flags => Self::Symbols,
        }
    }
}

/// One emoji and what it is called.
#[derive(Debug)]
pub struct Named {
    /// The emoji.
    pub sign: &'static str,
    /// Its English name.
    pub english: &'static str,
    /// Its Korean name; the English one where it has none.
    pub korean: &'static str,
    /// What is typed between colons for it.
    pub code: Option<&'static str>,
    /// Where it belongs.
    pub section: Section,
    /// What the crate knows of it.
    emoji: &'static emojis::Emoji,
    /// More Korean words for it, between bars.
    more: &'static str,
    /// All Korean words, cut into letters, so that a syllable that is not whole is found too.
    letters: OnceLock<String>,
}

/// Returns all of them.
pub fn all() -> &'static [Named] {
    static ALL: OnceLock<Vec<Named>> = OnceLock::new();
    ALL.get_or_init(|| {
        let korean: HashMap<&str, (&str, &str)> = KOREAN.lines().filter_map(korean_of).collect();
        let known = emojis::iter().filter(|emoji| {
            let version = emoji.emoji_version();
            (version.major(), version.minor()) <= VERSION
        });
        known.map(|emoji| named(emoji, korean.get(emoji.as_str()).copied())).collect()
    })
}

/// Returns an emoji by its sign.
pub fn find(sign: &str) -> Option<&'static Named> {
    let by_code = emojis::get(sign)?.as_str();
    all().iter().find(|named| named.sign == by_code)
}

/// Returns those that somebody may mean by what is typed, in either language: first those whose name begins so.
pub fn search(typed: &str) -> Vec<&'static Named> {
    let typed = typed.trim().trim_matches(':').to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let letters: String = typed.nfkd().collect();
    let (mut found, rest): (Vec<_>, Vec<_>) = all()
        .iter()
        .filter(|named| named.is_meant(&typed, &letters))
        .partition(|named| named.begins_with(&typed));
    found.extend(rest);
    found
}

impl Named {
    /// Returns the emoji with this skin, where it has any.
    #[must_use]
    pub fn toned(&self, tone: SkinTone) -> &'static str {
        let tone = match tone {
            SkinTone::Neutral => emojis::SkinTone::Default,
            SkinTone::Light => emojis::SkinTone::Light,
            SkinTone::MediumLight => emojis::SkinTone::MediumLight,
            SkinTone::Medium => emojis::SkinTone::Medium,
            SkinTone::MediumDark => emojis::SkinTone::MediumDark,
            SkinTone::Dark => emojis::SkinTone::Dark,
        };
        self.emoji.with_skin_tone(tone).map_or(self.sign, |toned| toned.as_str())
    }

    fn begins_with(&self, typed: &str) -> bool {
        self.korean.starts_with(typed)
            || self.english.starts_with(typed)
            || self.emoji.shortcodes().any(|code| code.starts_with(typed))
    }

    fn is_meant(&self, typed: &str, letters: &str) -> bool {
        let is_english = typed.is_ascii();
        self.english.contains(typed)
            || self.emoji.shortcodes().any(|code| code.contains(typed))
            || self.more.contains(typed)
            || (!is_english && self.letters().contains(letters))
    }

    fn letters(&self) -> &str {
        self.letters.get_or_init(|| format!("{}|{}", self.korean, self.more).nfkd().collect())
    }
}

fn named(emoji: &'static emojis::Emoji, korean: Option<(&'static str, &'static str)>) -> Named {
    let (name, more) = korean.unwrap_or((emoji.name(), ""));
    Named {
        sign: emoji.as_str(),
        english: emoji.name(),
        korean: name,
        code: emoji.shortcode(),
        section: Section::of(emoji.group()),
        emoji,
        more,
        letters: OnceLock::new(),
    }
}

fn korean_of(line: &'static str) -> Option<(&'static str, (&'static str, &'static str))> {
    let mut parts = line.split('\t');
    Some((parts.next()?, (parts.next()?, parts.next()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_is_found_by_its_names_in_both_languages_whole_or_not() {
        for (typed, sign) in [
            ("guitar", "🎸"),
            ("GUITAR", "🎸"),
            (":guitar:", "🎸"),
            ("기타", "🎸"),
            ("기ㅌ", "🎸"),
            ("박수", "👏"),
            ("바", "👏"),
            ("따봉", "👍"),
            ("thumbsup", "👍"),
            (" 찌개 ", "🍲"),
            ("대한민국", "🇰🇷"),
        ] {
            let found = search(typed);
            assert!(found.iter().any(|named| named.sign == sign), "{typed}: {}", found.len());
        }
        assert_eq!(search("기타").first().map(|named| named.sign), Some("🎸"));
        for typed in ["", "  ", "::", "뷁뷁", "\u{202e}", "zzzz"] {
            assert!(search(typed).is_empty(), "{typed}");
        }
    }

    #[test]
    fn every_emoji_has_a_korean_name_and_can_be_reacted_with() {
        assert!(all().len() > 1_500);
        for named in all() {
            assert_ne!(named.korean, "", "{}", named.sign);
            assert!(crate::wire::Emoji::parse(named.sign).is_ok(), "{}", named.sign);
        }
        let unnamed: Vec<_> = all().iter().filter(|named| named.more.is_empty()).collect();
        assert!(unnamed.len() < 20, "{}", unnamed.len());
        assert_eq!(find("❤️").map(|named| named.korean), Some("빨간색 하트"));
        assert_eq!(find("a").map(|named| named.sign), None);
    }

    #[test]
    fn sections_follow_one_another() {
        let mut order: Vec<Section> = all().iter().map(|named| named.section).collect();
        order.dedup();
        for section in Section::ALL {
            assert!(order.contains(&section), "{section:?}");
        }
    }

    #[test]
    fn hands_have_every_skin_and_each_can_be_said_of_a_line() {
        let clap = find("👏").unwrap();
        let signs = SkinTone::ALL.map(|tone| clap.toned(tone));
        assert_eq!(signs, ["👏", "👏🏻", "👏🏼", "👏🏽", "👏🏾", "👏🏿"]);
        assert_eq!(find("🎸").unwrap().toned(SkinTone::Dark), "🎸");
        for (named, tone) in all().iter().flat_map(|named| SkinTone::ALL.map(|tone| (named, tone))) {
            assert!(crate::wire::Emoji::parse(named.toned(tone)).is_ok(), "{}", named.toned(tone));
        }
    }
}
