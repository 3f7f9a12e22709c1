//! What is copied of several lines: under each name and time what was said, as it was written.

use super::{Conversation, speaker};
use crate::client::{Line, LineKind};
use crate::wire::limits;

/// A row and a byte of what is written there.
type Spot = (usize, usize);

impl Conversation<'_> {
    /// Returns what is copied from a byte of one row to a byte of another; of one line alone nothing but its words.
    pub(super) fn text_between(self, from: Spot, to: Spot) -> String {
        if from.0 == to.0 {
            let words = self.written(from.0).map(|(_, words)| part(words, from.1, to.1));
            return words.unwrap_or_default().to_owned();
        }
        let mut copied = String::new();
        let mut before: Option<&Line> = None;
        for index in (from.0..=to.0).take(limits::COPIED_LINES) {
            let Some((line, words)) = self.written(index) else { continue };
            let start = if index == from.0 { from.1 } else { 0 };
            let end = if index == to.0 { to.1 } else { words.len() };
            if !before.is_some_and(|before| self.continues(Some(before), line)) {
                let gap = if copied.is_empty() { "" } else { "\n" };
                copied.push_str(&format!("{gap}{} {}\n", self.title(line), self.clock(line)));
            }
            copied.push_str(part(words, start, end));
            copied.push('\n');
            before = Some(line);
        }
        copied.truncate(copied.trim_end_matches('\n').len());
        copied
    }

    fn written(&self, index: usize) -> Option<(&Line, &str)> {
        let line = self.timeline.line(self.rows.get(index)?.first)?;
        match &line.kind {
            LineKind::Said { text, .. } | LineKind::Whisper { text, .. } => Some((line, text)),
            _ => None,
        }
    }

    /// Returns who said a line, so that a whisper stays one on paper too.
    fn title(&self, line: &Line) -> String {
        match (&line.kind, speaker(line)) {
            (LineKind::Whisper { .. }, _) => super::whisper::title(self.look, line),
            (_, Some((_, name, _))) => name.to_string(),
            _ => String::new(),
        }
    }
}

fn part(words: &str, start: usize, end: usize) -> &str {
    words.get(start..end.min(words.len())).unwrap_or(words)
}
