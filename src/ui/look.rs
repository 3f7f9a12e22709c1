//! What every view needs from the window around it: its words, colours, pictures and size.

use iced::Size;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::phrase::{Language, Phrases, Value};
use crate::ui::theme::{Palette, WIDTH_NARROW, WIDTH_WIDE};
use crate::ui::widget::{Pictures, keep_words};

/// The words, colours, pictures and size that a view draws with.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "sentences are of no use in a log")]
pub struct Look<'a> {
    /// The sentences of the chosen language.
    pub phrases: &'a Phrases,
    /// The colours of the chosen theme.
    pub palette: &'static Palette,
    /// The pictures of the chosen theme.
    pub pictures: &'a Pictures,
    /// The size of the window, in logical pixels.
    pub size: Size,
    /// The moment it is drawn for.
    pub now: Timestamp,
    /// Where the clock on the wall hangs.
    pub zone: &'a TimeZone,
}

impl Look<'_> {
    /// Returns a short piece of the interface that stays on one line.
    pub fn text(&self, key: &str) -> String {
        self.phrases.text(key)
    }

    /// Returns a short piece of the interface with its parts filled in.
    pub fn with(&self, key: &str, parts: &[(&str, Value<'_>)]) -> String {
        self.phrases.with(key, parts)
    }

    /// Returns a sentence that may take several lines and breaks between words.
    pub fn prose(&self, key: &str) -> String {
        self.kept(self.phrases.text(key))
    }

    /// Returns a sentence with its parts filled in that may take several lines.
    pub fn prose_with(&self, key: &str, parts: &[(&str, Value<'_>)]) -> String {
        self.kept(self.phrases.with(key, parts))
    }

    /// Whether the roster has room beside the messages.
    pub fn is_wide(&self) -> bool {
        self.size.width >= WIDTH_WIDE
    }

    /// Whether panels are whole pages and there is no rail.
    pub fn is_narrow(&self) -> bool {
        self.size.width < WIDTH_NARROW
    }

    /// Ties the words of a sentence together in Korean.
    pub fn kept(&self, sentence: String) -> String {
        match self.phrases.language() {
            Language::Korean => keep_words(&sentence),
            Language::English => sentence,
        }
    }
}
