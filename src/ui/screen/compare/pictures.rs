//! The 64 pictures that two people compare: signs of the program's own font, so that they look alike on every computer.
//!
//! Their order is what both ends count by: a picture never changes its place. Each has a word that cannot be mistaken for
//! another one over the phone.

use iced::Color;

use crate::phrase::{Language, Phrases};
use crate::ui::theme::Palette;

/// A sign of the icon font, the key of its word, and which of the eight pigments it has.
type Entry = (char, &'static str, usize);

/// One of the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Picture(u8);

impl Picture {
    /// How many there are.
    pub const COUNT: usize = ALL.len();

    /// Returns the picture in a place, counted from 0.
    #[must_use]
    pub fn at(place: u8) -> Option<Self> {
        (usize::from(place) < Self::COUNT).then_some(Self(place))
    }

    /// Returns the sign that the icon font draws it for.
    pub(super) fn sign(self) -> char {
        self.entry().0
    }

    /// Returns its word in the language of a person.
    #[must_use]
    pub fn word(self, phrases: &Phrases) -> String {
        phrases.text(self.entry().1)
    }

    /// Returns its colour, which means nothing.
    pub(super) fn ink(self, palette: &Palette) -> Color {
        palette.people.get(self.entry().2).copied().unwrap_or(palette.ink)
    }

    fn entry(self) -> Entry {
        ALL.get(usize::from(self.0)).copied().unwrap_or((' ', "", 0))
    }
}

/// A picture with what it is called.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) picture: Picture,
    /// In Korean and in English: the two may read in different languages.
    words: [String; Language::ALL.len()],
}

impl Named {
    /// Looks up what pictures are called.
    pub(super) fn all<const COUNT: usize>(pictures: [Picture; COUNT]) -> [Self; COUNT] {
        let books = Language::ALL.map(Phrases::new);
        pictures.map(|picture| {
            let words = books.each_ref().map(|phrases| picture.word(phrases));
            Self { picture, words }
        })
    }

    /// Returns what it is called where it is not called `word`.
    pub(super) fn others<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        self.words.iter().map(String::as_str).filter(move |other| *other != word)
    }
}

#[rustfmt::skip]
const ALL: [Entry; 64] = [
    ('\u{e38d}', "picture-dog", 4),
    ('\u{e38c}', "picture-cat", 3),
    ('\u{e4f6}', "picture-rabbit", 7),
    ('\u{e49f}', "picture-squirrel", 4),
    ('\u{e3c5}', "picture-bird", 1),
    ('\u{e3a6}', "picture-fish", 0),
    ('\u{e4f9}', "picture-turtle", 5),
    ('\u{e4f8}', "picture-snail", 2),
    ('\u{e20c}', "picture-beetle", 6),
    ('\u{e649}', "picture-shrimp", 3),
    ('\u{e25d}', "picture-egg", 4),
    ('\u{e358}', "picture-bone", 7),
    ('\u{e20e}', "picture-ghost", 2),
    ('\u{e691}', "picture-rose", 6),
    ('\u{e092}', "picture-clover", 5),
    ('\u{e2de}', "picture-leaf", 0),
    ('\u{e2f4}', "picture-pine", 5),
    ('\u{e281}', "picture-palm", 0),
    ('\u{e1eb}', "picture-sprout", 5),
    ('\u{e178}', "picture-sun", 3),
    ('\u{e11e}', "picture-moon", 4),
    ('\u{e176}', "picture-star", 4),
    ('\u{e088}', "picture-cloud", 1),
    ('\u{e165}', "picture-snowflake", 1),
    ('\u{e199}', "picture-umbrella", 2),
    ('\u{e4c2}', "picture-rainbow", 6),
    ('\u{e0d2}', "picture-fire", 3),
    ('\u{e231}', "picture-mountain", 7),
    ('\u{e1b4}', "picture-lightning", 4),
    ('\u{e34e}', "picture-apple", 6),
    ('\u{e34f}', "picture-banana", 4),
    ('\u{e350}', "picture-cherry", 6),
    ('\u{e352}', "picture-grapes", 2),
    ('\u{e25a}', "picture-carrot", 3),
    ('\u{e354}', "picture-pizza", 3),
    ('\u{e26b}', "picture-cookie", 4),
    ('\u{e344}', "picture-cake", 6),
    ('\u{e096}', "picture-coffee", 7),
    ('\u{e353}', "picture-ice-cream", 1),
    ('\u{e0fd}', "picture-key", 4),
    ('\u{e059}', "picture-bell", 3),
    ('\u{e05f}', "picture-book", 1),
    ('\u{e03a}', "picture-clock", 0),
    ('\u{e0e1}', "picture-gift", 6),
    ('\u{e20d}', "picture-glasses", 7),
    ('\u{e0ec}', "picture-hammer", 7),
    ('\u{e14e}', "picture-scissors", 0),
    ('\u{e03f}', "picture-anchor", 1),
    ('\u{e1c2}', "picture-bulb", 4),
    ('\u{e1d6}', "picture-crown", 4),
    ('\u{e55f}', "picture-guitar", 3),
    ('\u{e55d}', "picture-drum", 6),
    ('\u{e561}', "picture-piano", 7),
    ('\u{e064}', "picture-camera", 2),
    ('\u{e1d5}', "picture-car", 1),
    ('\u{e1d2}', "picture-bicycle", 0),
    ('\u{e37e}', "picture-sailboat", 1),
    ('\u{e286}', "picture-rocket", 2),
    ('\u{e506}', "picture-train", 5),
    ('\u{e1de}', "picture-plane", 1),
    ('\u{e0f5}', "picture-house", 3),
    ('\u{e373}', "picture-trophy", 4),
    ('\u{e2b5}', "picture-magnet", 6),
    ('\u{e0f2}', "picture-heart", 6),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use iced::advanced::graphics::text::cosmic_text::fontdb::Database;
    use iced::advanced::graphics::text::cosmic_text::{Attrs, Buffer, Family, FontSystem, Metrics, Shaping};

    use super::*;
    use crate::ui::theme::FONT_FILES;

    fn all() -> impl Iterator<Item = Picture> {
        (0..=u8::MAX).filter_map(Picture::at)
    }

    #[test]
    fn six_bits_name_a_picture_and_more_name_none() {
        assert_eq!(all().count(), 64);
        assert!(Picture::at(63).is_some() && Picture::at(64).is_none());
    }

    #[test]
    fn every_picture_has_its_own_sign_and_its_own_word_in_each_language() {
        assert_eq!(all().map(Picture::sign).collect::<BTreeSet<_>>().len(), Picture::COUNT);
        for language in Language::ALL {
            let phrases = Phrases::new(language);
            let words: BTreeSet<String> = all().map(|picture| picture.word(&phrases)).collect();
            assert_eq!(words.len(), Picture::COUNT, "{language:?}");
            assert!(
                words.iter().all(|word| !word.starts_with("picture-")),
                "{language:?}: a word is missing"
            );
        }
    }

    #[test]
    fn the_bundled_font_draws_every_picture() {
        let mut fonts = Database::new();
        FONT_FILES.into_iter().for_each(|file| fonts.load_font_data(file.to_vec()));
        let mut system = FontSystem::new_with_locale_and_db("ko".to_owned(), fonts);
        let mut buffer = Buffer::new(&mut system, Metrics::new(40.0, 40.0));
        let icons = Attrs::new().family(Family::Name("Maru Icons"));
        for picture in all() {
            buffer.set_text(&mut system, &picture.sign().to_string(), &icons, Shaping::Advanced, None);
            buffer.shape_until_scroll(&mut system, false);
            let glyphs: Vec<u16> =
                buffer.layout_runs().flat_map(|run| run.glyphs).map(|glyph| glyph.glyph_id).collect();
            assert!(matches!(glyphs.as_slice(), [glyph] if *glyph != 0), "{picture:?}: {glyphs:?}");
        }
    }
}
