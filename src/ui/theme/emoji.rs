//! The system's font of colour emoji, by name.
//!
//! Asked for by name, since the toolkit's own search takes the first font that has the sign, and that is often one
//! without colours. Where the system has none of the known ones, emoji are left to that search.

use std::sync::OnceLock;

use iced::Font;
use iced::advanced::graphics::text::{cosmic_text::fontdb::Database, font_system};

/// What systems call theirs.
const NAMES: [&str; 5] = ["Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Twemoji", "JoyPixels"];

/// Returns the font that draws emoji in colour, if this computer has one.
pub fn emoji_font() -> Option<Font> {
    static FOUND: OnceLock<Option<Font>> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let mut system = font_system().write().ok()?;
        let fonts = system.raw().db();
        NAMES.into_iter().find(|name| has(fonts, name)).map(Font::with_name)
    })
}

fn has(fonts: &Database, name: &str) -> bool {
    fonts.faces().any(|face| face.families.iter().any(|(family, _)| family == name))
}
