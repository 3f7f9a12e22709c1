//! What is written in the box: the text, its caret, and the syllable that is still being composed.
//!
//! - The syllable lies in the text where it is composed, so that it wraps and counts like the rest; [`Sheet::text`] is
//!   what stands without it.
//! - Whatever the order in which an input method tells of its preedit, its commit and the keys, a syllable is neither
//!   lost nor there twice: what became text before its commit came is remembered, and that commit is passed over.
//! - It knows no clock and no window.

use iced::widget::text_editor::{Action, Content, Cursor, Edit, Motion, Position};

use super::history::{History, Kind, Snapshot};

/// The text with its caret, the syllable being composed, and what can be undone.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    content: Content,
    composing: Option<Composing>,
    /// A syllable that became text before the input method committed it, as it may still do.
    carried: Option<String>,
    history: History,
}

/// The syllable being composed, where it lies in the text; empty while its commit has yet to come.
#[derive(Debug)]
struct Composing {
    start: Position,
    text: String,
    /// Whether the caret was moved to its start and stays there.
    stands_behind_caret: bool,
}

impl Composing {
    fn end(&self) -> Position {
        Position { column: self.start.column + self.text.len(), ..self.start }
    }
}

impl Sheet {
    /// Does what a key or the mouse asked for; says whether the text changed.
    pub(super) fn act(&mut self, action: Action) -> bool {
        if matches!(action, Action::Scroll { .. }) {
            self.content.perform(action);
            return false;
        }
        let Action::Edit(edit) = action else {
            self.composing = self.composing.take().filter(|composing| !composing.text.is_empty());
            self.history.interrupt();
            self.content.perform(action);
            return false;
        };
        self.settle();
        self.note(Kind::of(&edit));
        self.content.perform(Action::Edit(edit));
        true
    }

    /// Shows what the input method composes, in place; says whether anything changed.
    pub(super) fn compose(&mut self, preedit: &str) -> bool {
        let preedit = one_line(preedit);
        let open = self.composing.take().filter(|open| !open.text.is_empty() || preedit.is_empty());
        if open.as_ref().map_or("", |open| &open.text) == preedit {
            self.composing = open;
            return false;
        }
        self.carried = None;
        let open = open.unwrap_or_else(|| self.open(Kind::Typing));
        let start = open.start;
        let follows = self.exchange(&open, &preedit);
        let stands_behind_caret = !follows && self.caret() == start;
        let composing = Composing { start, text: preedit, stands_behind_caret };
        if follows && !composing.text.is_empty() {
            self.content.move_to(Cursor { position: composing.end(), selection: Some(start) });
        }
        self.composing = Some(composing);
        true
    }

    /// Takes in what the input method commits; says whether anything changed.
    pub(super) fn commit(&mut self, text: &str) -> bool {
        let text = one_line(text);
        let carried = self.carried.take();
        let open = match self.composing.take() {
            None if carried.as_deref() == Some(&*text) => return false,
            None => self.open(if text.trim().is_empty() { Kind::Blank } else { Kind::Typing }),
            Some(open) => open,
        };
        self.exchange(&open, &text);
        true
    }

    /// Makes the syllable being composed text like any other; its late commit will be passed over.
    pub(super) fn settle(&mut self) {
        let Some(composing) = self.composing.take().filter(|composing| !composing.text.is_empty()) else {
            return;
        };
        if self.caret() == composing.end() {
            self.collapse();
        }
        self.carried = Some(composing.text);
    }

    /// Replaces all of the text, the caret at its end; this can be undone.
    pub(super) fn replace(&mut self, text: &str) {
        self.settle();
        self.note(Kind::Whole);
        self.write(text);
    }

    /// Puts a text in place of so many bytes before the caret, as a change of its own.
    pub(super) fn complete(&mut self, typed: usize, text: &str) {
        self.settle();
        self.collapse();
        let end = self.caret();
        self.note(Kind::Whole);
        let start = Position { column: end.column.saturating_sub(typed), ..end };
        let selection = (start != end).then_some(start);
        self.content.move_to(Cursor { position: end, selection });
        self.content.perform(Action::Edit(Edit::Paste(text.to_owned().into())));
    }

    /// Puts another text in place of this one, about which nothing is known: nothing of before can come back.
    pub(super) fn begin(&mut self, text: &str) {
        self.settle();
        self.history = History::default();
        self.write(text);
    }

    /// Takes back the last change; says whether there was one.
    pub(super) fn undo(&mut self) -> bool {
        self.settle();
        let earlier = self.history.undo(self.snapshot());
        self.restore(earlier)
    }

    /// Makes the last change that was taken back again; says whether there was one.
    pub(super) fn redo(&mut self) -> bool {
        self.settle();
        let later = self.history.redo(self.snapshot());
        self.restore(later)
    }

    /// Returns what the text area shows.
    pub(super) fn content(&self) -> &Content {
        &self.content
    }

    /// Returns the text without the syllable being composed.
    pub(super) fn text(&self) -> String {
        let mut text = self.content.text();
        if let Some(composing) = &self.composing {
            let from = self.offset(composing.start);
            let until = from + composing.text.len();
            if let (Some(before), Some(after)) = (text.get(..from), text.get(until..)) {
                text = [before, after].concat();
            }
        }
        text
    }

    /// Returns the syllable being composed.
    pub(super) fn preedit(&self) -> &str {
        self.composing.as_ref().map_or("", |composing| &composing.text)
    }

    /// Whether a syllable became text whose commit may still come.
    pub(super) fn has_carried(&self) -> bool {
        self.carried.is_some()
    }

    /// Whether nothing stands in the box, not even a syllable being composed.
    pub(super) fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// Returns what stands in the line of the caret before it.
    pub(super) fn before_caret(&self) -> String {
        let Position { line, column } = self.caret();
        let line = self.content.line(line);
        line.and_then(|line| line.text.get(..column).map(str::to_owned)).unwrap_or_default()
    }

    /// Whether what is put in would begin a line.
    pub(super) fn stands_at_line_start(&self) -> bool {
        let Cursor { position, selection } = self.content.cursor();
        selection.into_iter().chain([position]).any(|place| place.column == 0)
    }

    fn caret(&self) -> Position {
        self.content.cursor().position
    }

    fn write(&mut self, text: &str) {
        self.content = Content::with_text(&text.replace("\r\n", "\n").replace('\r', "\n"));
        self.content.perform(Action::Move(Motion::DocumentEnd));
    }

    /// Makes a place for a new syllable at the caret, from which the selection goes.
    fn open(&mut self, kind: Kind) -> Composing {
        self.note(kind);
        if self.content.cursor().selection.is_some() {
            self.content.perform(Action::Edit(Edit::Delete));
        }
        Composing { start: self.caret(), text: String::new(), stands_behind_caret: false }
    }

    /// Ends a selection, the caret at its end.
    fn collapse(&mut self) {
        if self.content.cursor().selection.is_some() {
            self.content.perform(Action::Move(Motion::Right));
        }
    }

    /// Puts other text in the place of a syllable; says whether the caret was there and went along.
    ///
    /// A caret that was moved away keeps its place in the text.
    fn exchange(&mut self, old: &Composing, new: &str) -> bool {
        let caret = self.caret();
        let follows = caret == old.end() && !old.stands_behind_caret;
        let selection = (!old.text.is_empty()).then_some(old.start);
        self.collapse();
        self.content.move_to(Cursor { position: old.end(), selection });
        match new {
            "" if old.text.is_empty() => {}
            "" => self.content.perform(Action::Edit(Edit::Delete)),
            new => self.content.perform(Action::Edit(Edit::Paste(new.to_owned().into()))),
        }
        if !follows {
            let is_behind = caret.line == old.start.line && caret.column >= old.end().column;
            let is_behind = is_behind && !old.stands_behind_caret;
            let column = if is_behind { caret.column - old.text.len() + new.len() } else { caret.column };
            self.content.move_to(Cursor { position: Position { column, ..caret }, selection: None });
        }
        follows
    }

    fn note(&mut self, kind: Kind) {
        if self.history.wants(kind) {
            self.history.note(self.snapshot());
        }
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot { text: self.text(), caret: self.caret() }
    }

    fn restore(&mut self, snapshot: Option<Snapshot>) -> bool {
        let Some(Snapshot { text, caret }) = snapshot else { return false };
        self.content = Content::with_text(&text);
        self.content.move_to(Cursor { position: caret, selection: None });
        true
    }

    fn offset(&self, at: Position) -> usize {
        let lines = self.content.lines().take(at.line);
        lines.map(|line| line.text.len() + line.ending.as_str().len().max(1)).sum::<usize>() + at.column
    }
}

/// What an input method composes has no breaks and nothing else that could not be found again in the text.
fn one_line(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() && !matches!(letter, '\u{2028}' | '\u{2029}')).collect()
}
