//! A text as it is shown: where each letter is on the screen, and where it stands in what was written.

use std::ops::Range;

use iced::advanced::graphics::text::cosmic_text::{Affinity, Cursor};
use iced::advanced::text::{self, Paragraph as _};
use iced::alignment::Vertical;
use iced::{Point, Rectangle, Renderer, Size};
use unicode_segmentation::UnicodeSegmentation;

use super::{JOINT, Run};
use crate::ui::theme::Type;

type Paragraph = <Renderer as text::Renderer>::Paragraph;

/// How much is selected at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui::widget) enum Grain {
    /// Letter by letter.
    Letter,
    /// Word by word.
    Word,
    /// All that is written in one row.
    Row,
}

/// A text as it is shown.
#[derive(Default)]
pub(in crate::ui::widget) struct Shown {
    runs: Vec<Run<'static>>,
    whole: Range<usize>,
    style: Option<Type>,
    width: f32,
    text: String,
    /// The same as a person reads it.
    plain: String,
    paragraph: Paragraph,
    /// Where the runs begin in the text.
    begins: Vec<usize>,
    /// Where the lines of the paragraph begin in the text.
    lines: Vec<usize>,
    /// Where runs with an ornament are on the screen.
    adorned: Vec<(usize, Rectangle)>,
    /// What is selected of what was written.
    selected: Option<Range<usize>>,
}

impl Shown {
    /// Shapes the text if it is another than before, or the width is; returns its size.
    pub(super) fn fit(&mut self, runs: &[Run<'_>], whole: &Range<usize>, style: Type, width: f32) -> Size {
        self.whole.clone_from(whole);
        let is_same = self.style == Some(style) && self.runs == runs;
        #[expect(clippy::float_cmp, reason = "the same limits give the same bits")]
        let is_as_wide = self.width == width;
        if is_same && is_as_wide {
            return self.paragraph.min_bounds();
        }
        self.width = width;
        let bounds = Size::new(width, f32::INFINITY);
        if is_same {
            self.paragraph.resize(bounds);
        } else {
            self.style = Some(style);
            self.runs = runs.iter().map(Run::kept).collect();
            self.shape(style, bounds);
        }
        self.adorned = self.find_adorned();
        self.paragraph.min_bounds()
    }

    fn shape(&mut self, style: Type, bounds: Size) {
        self.text.clear();
        self.begins.clear();
        for run in &self.runs {
            self.begins.push(self.text.len());
            self.text.push_str(&run.text);
        }
        self.plain = self.text.replace(JOINT, "");
        let spans: Vec<text::Span<'_, (), _>> = self.runs.iter().map(|run| span(run, style)).collect();
        self.paragraph = Paragraph::with_spans(text::Text {
            content: spans.as_slice(),
            bounds,
            size: style.size.into(),
            line_height: style.line_height(),
            font: style.font,
            align_x: text::Alignment::Default,
            align_y: Vertical::Top,
            shaping: text::Shaping::Advanced,
            wrapping: text::Wrapping::WordOrGlyph,
        });
        self.lines = self.find_lines();
    }

    /// Returns what is shown, as a person reads it.
    pub(super) fn plain(&self) -> &str {
        &self.plain
    }

    pub(super) fn paragraph(&self) -> &Paragraph {
        &self.paragraph
    }

    /// Returns where runs with an ornament are, from the text's corner.
    pub(super) fn adorned(&self) -> &[(usize, Rectangle)] {
        &self.adorned
    }

    /// Returns the run with an ornament at a point, from the text's corner.
    pub(super) fn adornment_at(&self, point: Point) -> Option<usize> {
        self.adorned.iter().find(|(_, bounds)| bounds.contains(point)).map(|(index, _)| *index)
    }

    /// Selects a part of what was written, as far as it is shown here.
    pub(in crate::ui::widget) fn select(&mut self, selected: Option<Range<usize>>) {
        self.selected = selected;
    }

    /// Returns what is reached at a point from the text's corner: where a selection that begins there begins, and where
    /// one that ends there ends.
    pub(in crate::ui::widget) fn reach(&self, point: Point, grain: Grain) -> Range<usize> {
        let Some(at) = self.hit(point) else { return self.whole.clone() };
        match grain {
            Grain::Letter => self.begin_at(at)..self.end_at(at),
            Grain::Word => {
                let word = self.word_at(at);
                self.letters_from(word.start)..self.letters_to(word.end)
            }
            Grain::Row => 0..usize::MAX,
        }
    }

    /// Returns the place in the text that is nearest to a point.
    fn hit(&self, point: Point) -> Option<usize> {
        let height = self.paragraph.min_bounds().height;
        if point.y < 0.0 {
            return Some(0);
        }
        if point.y >= height {
            return Some(self.text.len());
        }
        let cursor = self.paragraph.buffer().hit(point.x, point.y)?;
        let line = self.lines.get(cursor.line)?;
        Some((line + cursor.index).min(self.text.len()))
    }

    /// Returns the word around a place in the text.
    fn word_at(&self, at: usize) -> Range<usize> {
        let words = self.text.split_word_bound_indices();
        let word = words.take_while(|(start, _)| *start <= at).last();
        word.map_or(at..at, |(start, word)| start..start + word.len())
    }

    /// Returns where a selection from a place on begins in what was written: at the edge of the text with its marks.
    fn begin_at(&self, at: usize) -> usize {
        if at == 0 { self.whole.start } else { self.letters_from(at) }
    }

    /// Returns where a selection up to a place ends in what was written.
    fn end_at(&self, at: usize) -> usize {
        if at >= self.text.len() { self.whole.end } else { self.letters_to(at) }
    }

    /// Returns where the letters that are shown from a place on begin in what was written.
    fn letters_from(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let at = self.text.len() - rest.trim_start_matches(JOINT).len();
        let index = self.begins.partition_point(|begin| *begin <= at).saturating_sub(1);
        self.source_of(index, at).unwrap_or(self.whole.end)
    }

    /// Returns where the letters that are shown up to a place end in what was written.
    fn letters_to(&self, at: usize) -> usize {
        let at = self.text.get(..at).unwrap_or_default().trim_end_matches(JOINT).len();
        let index = self.begins.partition_point(|begin| *begin < at).saturating_sub(1);
        self.source_of(index, at).unwrap_or(self.whole.start)
    }

    /// Follows a place back into a run; what is shown otherwise than it was written has only two ends.
    fn source_of(&self, index: usize, at: usize) -> Option<usize> {
        let (run, begin) = (self.runs.get(index)?, *self.begins.get(index)?);
        let inside = at.saturating_sub(begin);
        Some(match run.text.len() {
            shown if shown == run.source.len() => run.source.start + inside.min(shown),
            shown if inside * 2 >= shown => run.source.end,
            _ => run.source.start,
        })
    }

    /// Returns where something that was written is shown.
    fn place_of(&self, source: usize) -> usize {
        for (run, begin) in self.runs.iter().zip(&self.begins) {
            if source <= run.source.start {
                return *begin;
            }
            if source < run.source.end {
                let is_alike = run.text.len() == run.source.len();
                return begin + if is_alike { source - run.source.start } else { 0 };
            }
        }
        self.text.len()
    }

    /// Returns what is drawn behind the selected letters.
    pub(super) fn selected_bounds(&self) -> Vec<Rectangle> {
        let Some(selected) = &self.selected else { return Vec::new() };
        let (start, end) = (self.place_of(selected.start), self.place_of(selected.end));
        if start >= end {
            return Vec::new();
        }
        let (start, end) = (self.cursor(start), self.cursor(end));
        let rows = self.paragraph.buffer().layout_runs();
        let found = rows.filter_map(|row| {
            let (x, width) = row.highlight(start, end)?;
            (width > 0.0).then_some(Rectangle { x, y: row.line_top, width, height: row.line_height })
        });
        found.collect()
    }

    fn cursor(&self, at: usize) -> Cursor {
        let line = self.lines.partition_point(|begin| *begin <= at).saturating_sub(1);
        let begin = self.lines.get(line).copied().unwrap_or(0);
        Cursor::new_with_affinity(line, at.saturating_sub(begin), Affinity::Before)
    }

    fn find_lines(&self) -> Vec<usize> {
        let mut at = 0;
        let lines = self.paragraph.buffer().lines.iter().map(|line| {
            let begin = at;
            let rest = self.text.get(at + line.text().len()..).unwrap_or_default();
            at += line.text().len() + rest.chars().next().map_or(0, char::len_utf8);
            begin
        });
        lines.collect()
    }

    fn find_adorned(&self) -> Vec<(usize, Rectangle)> {
        let mut found: Vec<(usize, Rectangle)> = Vec::new();
        if !self.runs.iter().any(Run::is_adorned) {
            return found;
        }
        for row in self.paragraph.buffer().layout_runs() {
            for glyph in row.glyphs {
                if !self.runs.get(glyph.metadata).is_some_and(Run::is_adorned) {
                    continue;
                }
                let bounds =
                    Rectangle { x: glyph.x, y: row.line_top, width: glyph.w, height: row.line_height };
                match found.last_mut() {
                    #[expect(clippy::float_cmp, reason = "glyphs of one row have the top of that row")]
                    Some((index, before)) if *index == glyph.metadata && before.y == bounds.y => {
                        *before = before.union(&bounds);
                    }
                    _ => found.push((glyph.metadata, bounds)),
                }
            }
        }
        found
    }
}

fn span<'r>(run: &'r Run<'_>, style: Type) -> text::Span<'r, (), iced::Font> {
    let span = text::Span::new(run.text.as_ref()).font(run.font).color(run.color);
    match run.size {
        Some(size) => span.size(size).line_height(style.line_height()),
        None => span,
    }
}
