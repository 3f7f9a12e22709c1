//! The emoji picker: all of them by section or by what is typed, for the box or for a line.
//!
//! - It opens above the composer, which keeps its text; the caret is in the field of the search meanwhile.
//! - Only the rows that are seen are built. What was used is remembered as long as the program runs, the skin of hands and
//!   people for longer: the window keeps it.

mod view;

use std::collections::VecDeque;
use std::ops::Range;

use iced::Task;
use iced::widget::operation;

use super::{Action, INPUT, Room};
use crate::client::LineId;
use crate::config::{Choice, SkinTone};
use crate::phrase::Phrases;
use crate::ui::widget::{jump, reveal};
use crate::ui::words::{Named, Section, catalogue};
use crate::wire::{Emoji, limits};

/// The field of the search.
pub const SEARCH: &str = "room-emoji-search";
/// The grid.
pub const GRID: &str = "room-emoji-grid";
/// The emoji in front, as Koreans know them from their phones.
pub(super) const IN_FRONT: [&str; 6] = ["❤️", "👍", "✅", "😆", "😮", "😢"];
/// How many stand side by side.
const COLUMNS: usize = 9;

/// A key that walks the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the name of each arrow is its description")]
pub enum Arrow {
    Left,
    Right,
    Up,
    Down,
}

/// What the picker hears.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something was typed into the search.
    Typed(String),
    /// An arrow was pressed.
    Walked(Arrow),
    /// The pointer came upon an emoji.
    Pointed(usize),
    /// A section was pressed; none for what was used.
    SectionPressed(Option<Section>),
    /// An emoji was pressed.
    Pressed(usize),
    /// Enter was pressed: the emoji walked to is taken, and the picker may stay open.
    Taken(bool),
    /// The hand beside the search was pressed: the skins come in the place of the sections, or go.
    TonePressed,
    /// A skin was pressed.
    ToneChosen(SkinTone),
}

/// The picker, if it is open, and what was taken from it before.
#[derive(Debug, Default)]
pub(super) struct Emojis {
    picker: Option<Picker>,
    /// The newest first.
    used: VecDeque<&'static str>,
    /// The skin of hands and people.
    tone: SkinTone,
}

/// The open picker.
#[derive(Debug)]
pub(super) struct Picker {
    /// The line that is reacted to; without one the emoji goes into the box.
    line: Option<LineId>,
    typed: String,
    grid: Grid,
    /// The emoji that Enter takes.
    active: usize,
    /// The skin that Enter takes, while one is chosen.
    tone: Option<usize>,
}

/// A row of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Row {
    /// The head of a section; none for what was used.
    Head(Option<Section>),
    /// Some emoji.
    Signs(Range<usize>),
}

/// What the picker offers, in its order.
#[derive(Debug, Default)]
struct Grid {
    signs: Vec<&'static Named>,
    rows: Vec<Row>,
}

impl Emojis {
    pub(super) fn is_open(&self) -> bool {
        self.picker.is_some()
    }

    pub(super) fn close(&mut self) -> bool {
        self.picker.take().is_some()
    }

    fn open(&mut self, line: Option<LineId>) {
        let grid = Grid::whole(&self.used);
        self.picker = Some(Picker { line, typed: String::new(), grid, active: 0, tone: None });
    }

    fn note(&mut self, sign: &'static str) {
        self.used.retain(|used| *used != sign);
        self.used.push_front(sign);
        self.used.truncate(limits::EMOJI_REMEMBERED);
    }
}

impl Grid {
    /// Everything: what was used, then section by section.
    fn whole(used: &VecDeque<&'static str>) -> Self {
        let mut grid = Self::default();
        let often = used.iter().copied().chain(IN_FRONT.into_iter().filter(|sign| !used.contains(sign)));
        grid.part(Some(None), often.filter_map(catalogue::find).take(COLUMNS));
        for section in Section::ALL {
            let signs = catalogue::all().iter().filter(|named| named.section == section);
            grid.part(Some(Some(section)), signs);
        }
        grid
    }

    /// What somebody may mean.
    fn found(typed: &str) -> Self {
        let mut grid = Self::default();
        grid.part(None, catalogue::search(typed).into_iter());
        grid
    }

    fn part(&mut self, head: Option<Option<Section>>, signs: impl Iterator<Item = &'static Named>) {
        self.rows.extend(head.map(Row::Head));
        let start = self.signs.len();
        self.signs.extend(signs);
        let end = self.signs.len();
        let rows = (start..end).step_by(COLUMNS).map(|at| Row::Signs(at..(at + COLUMNS).min(end)));
        self.rows.extend(rows);
    }

    /// Returns the row that an emoji stands in.
    fn row_of(&self, sign: usize) -> Option<usize> {
        self.rows.iter().position(|row| matches!(row, Row::Signs(signs) if signs.contains(&sign)))
    }

    /// Returns the section that an emoji stands in.
    fn section_of(&self, sign: usize) -> Option<Option<Section>> {
        let row = self.row_of(sign)?;
        self.rows.iter().take(row).rev().find_map(|row| match row {
            Row::Head(section) => Some(*section),
            Row::Signs(_) => None,
        })
    }

    /// Returns the emoji that an arrow leads to.
    fn beside(&self, sign: usize, arrow: Arrow) -> usize {
        let last = self.signs.len().saturating_sub(1);
        let Some(row) = self.row_of(sign) else { return 0 };
        let signs_of = |row: &Row| match row {
            Row::Signs(signs) => Some(signs.clone()),
            Row::Head(_) => None,
        };
        let column = self.rows.get(row).and_then(signs_of).map_or(0, |signs| sign - signs.start);
        let in_row = |signs: Range<usize>| (signs.start + column).min(signs.end.saturating_sub(1));
        match arrow {
            Arrow::Left => sign.saturating_sub(1),
            Arrow::Right => (sign + 1).min(last),
            Arrow::Up => self.rows.iter().take(row).rev().find_map(signs_of).map_or(sign, in_row),
            Arrow::Down => self.rows.iter().skip(row + 1).find_map(signs_of).map_or(sign, in_row),
        }
    }
}

impl Picker {
    fn type_in(&mut self, typed: String, used: &VecDeque<&'static str>) {
        self.grid = if typed.trim().is_empty() { Grid::whole(used) } else { Grid::found(&typed) };
        (self.typed, self.active) = (typed, 0);
    }

    /// Brings the emoji that Enter takes into sight.
    fn show_active(&self) -> Task<super::Message> {
        self.grid.row_of(self.active).map_or_else(Task::none, |row| reveal(GRID, row))
    }

    /// Goes along the skins, to the ends.
    fn walk_tones(&mut self, arrow: Arrow) {
        self.tone = self.tone.map(|at| match arrow {
            Arrow::Left => at.saturating_sub(1),
            Arrow::Right => (at + 1).min(SkinTone::ALL.len() - 1),
            Arrow::Up | Arrow::Down => at,
        });
    }

    fn go_to(&mut self, section: Option<Section>) -> Task<super::Message> {
        let head = self.grid.rows.iter().position(|row| *row == Row::Head(section));
        let Some(head) = head else { return Task::none() };
        if let Some(Row::Signs(signs)) = self.grid.rows.get(head + 1) {
            self.active = signs.start;
        }
        jump(GRID, head, 0.0)
    }
}

impl Room {
    /// Opens the picker for the box, or closes it.
    pub(super) fn toggle_emoji(&mut self) -> Action {
        if self.emojis.close() {
            return Action::Run(operation::focus(INPUT));
        }
        self.open_emoji(None)
    }

    /// Opens the picker, for a line or for the box.
    pub(super) fn open_emoji(&mut self, line: Option<LineId>) -> Action {
        self.composer.close_lists();
        self.emojis.open(line);
        Action::Run(operation::focus(SEARCH))
    }

    /// Closes the picker and gives the caret back; says whether it was open.
    pub(super) fn close_emoji(&mut self) -> Option<Action> {
        self.emojis.close().then(|| Action::Run(operation::focus(INPUT)))
    }

    pub(super) fn update_emoji(&mut self, phrases: &Phrases, message: Message) -> Action {
        let Emojis { picker: Some(picker), used, tone: chosen } = &mut self.emojis else {
            return Action::None;
        };
        match message {
            Message::Typed(typed) => {
                picker.type_in(typed, used);
                Action::Run(jump(GRID, 0_usize, 0.0))
            }
            Message::Walked(arrow) if picker.tone.is_some() => {
                picker.walk_tones(arrow);
                Action::None
            }
            Message::Walked(arrow) => {
                picker.active = picker.grid.beside(picker.active, arrow);
                Action::Run(picker.show_active())
            }
            Message::Pointed(sign) => {
                picker.active = sign;
                Action::None
            }
            Message::SectionPressed(section) => {
                if !picker.typed.is_empty() {
                    picker.type_in(String::new(), used);
                }
                let seen = picker.go_to(section);
                Action::Run(Task::batch([seen, operation::focus(SEARCH)]))
            }
            Message::Pressed(sign) => {
                picker.active = sign;
                self.take_emoji(phrases, false)
            }
            Message::Taken(stays) => match picker.tone {
                Some(at) => self.choose_tone(SkinTone::ALL.get(at).copied().unwrap_or_default()),
                None => self.take_emoji(phrases, stays),
            },
            Message::TonePressed => {
                let at = SkinTone::ALL.iter().position(|tone| *tone == *chosen);
                picker.tone = if picker.tone.is_none() { at } else { None };
                Action::Run(operation::focus(SEARCH))
            }
            Message::ToneChosen(tone) => self.choose_tone(tone),
        }
    }

    /// Has hands and people in this skin.
    pub fn tone(&mut self, tone: SkinTone) {
        self.emojis.tone = tone;
    }

    fn choose_tone(&mut self, tone: SkinTone) -> Action {
        if let Some(picker) = &mut self.emojis.picker {
            picker.tone = None;
        }
        Action::Choose(Choice::SkinTone(tone))
    }

    /// Puts the emoji that is walked to into the box, or on the line.
    fn take_emoji(&mut self, phrases: &Phrases, stays: bool) -> Action {
        let Some(picker) = &self.emojis.picker else { return Action::None };
        let Some(named) = picker.grid.signs.get(picker.active).copied() else { return Action::None };
        let line = picker.line;
        self.emojis.note(named.sign);
        let sign = named.toned(self.emojis.tone);
        match line {
            Some(line) => {
                if let Ok(emoji) = Emoji::parse(sign) {
                    self.react(phrases, line, emoji);
                }
            }
            None => {
                self.composer.insert(sign);
                self.tell_typing();
            }
        }
        if stays && line.is_none() {
            return Action::None;
        }
        self.close_emoji().unwrap_or(Action::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_walk_the_grid_and_stay_in_it() {
        let grid = Grid::whole(&VecDeque::new());
        assert_eq!(grid.rows.first(), Some(&Row::Head(None)));
        let often = grid.rows.get(1).cloned();
        assert_eq!(often, Some(Row::Signs(0..IN_FRONT.len())));
        // From the short row of what is often used into the first full one, and back into the same column.
        let below = grid.beside(2, Arrow::Down);
        assert_eq!(below, IN_FRONT.len() + 2);
        assert_eq!(grid.beside(below, Arrow::Up), 2);
        assert_eq!(grid.beside(IN_FRONT.len() + 8, Arrow::Up), IN_FRONT.len() - 1);
        assert_eq!(grid.beside(0, Arrow::Left), 0);
        assert_eq!(grid.beside(0, Arrow::Up), 0);
        let last = grid.signs.len() - 1;
        assert_eq!(grid.beside(last, Arrow::Right), last);
        assert_eq!(grid.beside(last, Arrow::Down), last);
        assert_eq!(grid.section_of(last), Some(Some(Section::Symbols)));
        assert_eq!(Grid::found("뷁").beside(0, Arrow::Down), 0);
    }

    #[test]
    fn what_was_used_comes_first_once_and_is_bounded() {
        let mut emojis = Emojis::default();
        for named in catalogue::all().iter().take(limits::EMOJI_REMEMBERED * 2) {
            emojis.note(named.sign);
        }
        emojis.note("🎸");
        emojis.note("👏");
        emojis.note("🎸");
        assert_eq!(emojis.used.len(), limits::EMOJI_REMEMBERED);
        emojis.open(None);
        let first: Vec<_> = emojis.picker.iter().flat_map(|picker| &picker.grid.signs).take(3).collect();
        assert!(matches!(first[..], [guitar, clap, _] if guitar.sign == "🎸" && clap.sign == "👏"));
    }
}
