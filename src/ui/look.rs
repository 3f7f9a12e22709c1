//! What every view needs from the window around it: its words, colours, pictures and size.

use iced::{Color, Size};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::config::{Density, WindowSection};
use crate::phrase::{Language, Phrases, Value, time};
use crate::ui::theme::{MONO, Palette, REGULAR, Type, WIDTH_NARROW, WIDTH_WIDE};
use crate::ui::widget::{Pictures, keep_words};

/// How high a line of a message is in sizes of its letters, and a line of code.
const LINE: f32 = 1.46;
const LINE_OF_CODE: f32 = 1.54;
/// How much smaller the letters of code are than those beside them.
const BESIDE_CODE: f32 = 2.0;

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
    /// How the window looks and behaves.
    pub window: WindowSection,
    /// The colour of the own tile.
    pub mine: Color,
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

    /// Whether messages stand close.
    pub fn is_compact(&self) -> bool {
        self.window.density == Density::Compact
    }

    /// Returns the letters of what is being written, in the size that was chosen.
    pub fn letters(&self) -> Type {
        sized(f32::from(self.window.text_size))
    }

    /// Returns the letters of messages; where messages stand close, they are a little smaller.
    pub fn body(&self) -> Type {
        let letters = self.letters();
        if self.is_compact() { sized(letters.size - 1.0) } else { letters }
    }

    /// Returns the letters of code, which keep their measure to those of messages.
    pub fn mono(&self) -> Type {
        let size = self.body().size - BESIDE_CODE;
        Type { size, line: (size * LINE_OF_CODE).round(), font: MONO.font }
    }

    /// Returns a time of day.
    pub fn clock(&self, at: Timestamp) -> String {
        if self.window.full_day {
            return time::clock_of_day(at, self.zone);
        }
        time::clock(self.phrases, at, self.zone)
    }

    /// Ties the words of a sentence together in Korean.
    pub fn kept(&self, sentence: String) -> String {
        match self.phrases.language() {
            Language::Korean => keep_words(&sentence),
            Language::English => sentence,
        }
    }
}

fn sized(size: f32) -> Type {
    Type { size, line: (size * LINE).round(), font: REGULAR }
}
