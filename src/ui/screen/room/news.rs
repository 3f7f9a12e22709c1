//! What was said while nobody was reading: counted for the room's tile, and told for a notice.
//!
//! Read is what stands at the end of the list while the room is watched, that is, shown in the focused window. Whoever has
//! scrolled up reads the rest by going down.

use super::Room;
use crate::client::timeline::LineKind;
use crate::client::update::Resumed;
use crate::client::{LineId, Update};
use crate::wire::Name;

/// What a line is to the one who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Said to everybody.
    Line,
    /// Said to everybody, with the reader's name in it.
    Mention,
    /// Whispered to the reader.
    Whisper,
}

/// A line that came while nobody was reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// What it is to the reader.
    pub weight: Weight,
    /// Who said it.
    pub author: Name,
    /// What was said.
    pub text: String,
    /// Where it stands.
    pub line: LineId,
}

/// How much was not read yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unread {
    /// All lines.
    pub lines: usize,
    /// Those among them with the reader's name.
    pub mentions: usize,
    /// Those among them that were whispered.
    pub whispers: usize,
}

impl Unread {
    /// Whether there is anything.
    #[must_use]
    pub fn any(&self) -> bool {
        self.lines > 0
    }

    /// Returns both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            lines: self.lines.saturating_add(other.lines),
            mentions: self.mentions.saturating_add(other.mentions),
            whispers: self.whispers.saturating_add(other.whispers),
        }
    }

    fn one(weight: Weight) -> Self {
        Self {
            lines: 1,
            mentions: usize::from(weight == Weight::Mention),
            whispers: usize::from(weight == Weight::Whisper),
        }
    }
}

impl Room {
    /// Notes whether somebody looks at the room: it is shown, and the window has the focus.
    pub fn watch(&mut self, is_watched: bool) {
        self.is_watched = is_watched;
        self.read_on();
        self.tell_read();
    }

    /// Takes everything as read.
    pub fn read_all(&mut self) {
        self.unread = Unread::default();
    }

    /// Returns how much was not read yet.
    #[must_use]
    pub fn unread(&self) -> Unread {
        self.unread
    }

    /// Takes what stands at the end of the list as read while somebody looks at it.
    pub(super) fn read_on(&mut self) {
        if self.is_read() {
            self.read_all();
        }
    }

    /// Counts what an update will add, unless it is read at once. Names are those of this moment.
    pub(super) fn weigh(&mut self, update: &Update) -> Option<News> {
        if self.is_read() {
            return None;
        }
        let news = match update {
            Update::Event(event, None) => self.timeline.kind_of(event).and_then(|kind| self.news_of(kind))?,
            Update::Joined(joined) if joined.resumed == Resumed::AfterGap => {
                let missed = joined.log.seq.saturating_sub(self.timeline.newest());
                let lines = usize::try_from(missed).unwrap_or(usize::MAX);
                self.unread = self.unread.and(Unread { lines, ..Unread::default() });
                return None;
            }
            _ => return None,
        };
        if !self.unread.any() {
            self.mark_unread(news.line);
        }
        self.unread = self.unread.and(Unread::one(news.weight));
        Some(news)
    }

    fn news_of(&self, kind: LineKind) -> Option<News> {
        let is_mention = self.timeline.names_me(&kind);
        let line = self.timeline.next_line();
        match kind {
            LineKind::Said { name, text, own: None, .. } => {
                let weight = if is_mention { Weight::Mention } else { Weight::Line };
                Some(News { weight, author: name, text, line })
            }
            LineKind::Whisper { name, text, own: None, .. } => {
                Some(News { weight: Weight::Whisper, author: name, text, line })
            }
            _ => None,
        }
    }

    fn is_read(&self) -> bool {
        self.is_watched && self.place.is_none_or(|place| place.is_at_end)
    }
}
