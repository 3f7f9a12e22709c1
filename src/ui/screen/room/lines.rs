//! The conversation: which rows there are, and how each of them is built.

mod about;
mod body;
mod compact;
mod copied;
mod said;
mod system;
mod whisper;

use iced::keyboard::{Key, key::Named};
use iced::widget::{Column, column, container, space, stack};
use iced::{Alignment, Color, Element, Length, Padding};

use super::deeds::{self, Deed, Menu, Reader};
use super::reading::Reading;
use super::rows::{Row, Rows};
use super::{LIST, Message};
use crate::client::{Line, LineId, LineKind, Sending, Timeline};
use crate::phrase::time;
use crate::ui::look::Look;
use crate::ui::theme::{self, MICRO};
use crate::ui::widget::{self, List, write};
use crate::wire::{Name, PublicKey, Time};

/// Lines of one person within this time stand under one name, in milliseconds.
const GROUP: Time = 5 * 60 * 1000;
/// How wide the bar is at the edge of a row that names the reader.
const BAR: f32 = 3.0;
/// A line that waits says so only after this time, in milliseconds.
pub(super) const PATIENCE: Time = 300;

/// What the list is built from.
#[derive(Clone, Copy)]
pub(super) struct Conversation<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) rows: &'a Rows,
    pub(super) reading: &'a Reading,
    pub(super) look: Look<'a>,
    /// The newest own line that was told; it alone keeps its check mark.
    pub(super) newest_own: Option<LineId>,
    /// Who looks, once the room is known.
    pub(super) reader: Option<Reader<'a>>,
    /// The menu that is open.
    pub(super) menu: Option<Menu>,
}

impl<'a> Conversation<'a> {
    /// Draws the conversation.
    pub(super) fn view(self) -> Element<'a, Message> {
        List::new(LIST, self.look.palette, self).on_move(Message::Moved).on_key(deed_of).into()
    }

    /// Returns how far rows stand from the sides.
    pub(super) fn side(&self) -> f32 {
        if self.look.is_narrow() { 12.0 } else { 20.0 }
    }

    /// Returns where text begins, so that it stands clear of the tiles.
    pub(super) fn indent(&self) -> f32 {
        if self.look.is_compact() { compact::indent(self) } else { self.side() + 48.0 }
    }

    /// Returns the time of day of a line, or nothing where no time belongs.
    pub(super) fn clock(&self, line: &Line) -> String {
        if line.time == 0 {
            return String::new();
        }
        self.look.clock(time::moment(line.time))
    }

    fn row(self, row: Row) -> Element<'a, Message> {
        let Some(line) = self.timeline.line(row.first) else { return Column::new().into() };
        let before = row.first.checked_sub(1).and_then(|index| self.timeline.line(index));
        let is_last = row.first + row.count == self.timeline.len();
        let is_unread = self.holds(row, self.reading.unread);
        let is_first = is_unread || !self.continues(before, line);
        let content = match &line.kind {
            LineKind::Said { author, name, text, action, own } => {
                let said =
                    said::Said { line, author, name, text, is_action: *action, own: own.as_ref(), is_first };
                said.view(self)
            }
            LineKind::Erased { author, name } if line.place().is_some() => {
                said::erased(self, line, (author, name), is_first)
            }
            LineKind::Whisper { .. } => whisper::view(self, line),
            _ if row.count > 1 => system::fold(self, row),
            _ => system::view(self, line),
        };
        let foot = if is_last { 8.0 } else { 0.0 };
        let ground = if self.is_found(row) { self.look.palette.selected } else { Color::TRANSPARENT };
        let content = container(content).width(Length::Fill).style(theme::filled(ground, 0.0));
        let content = self.pointed(line, is_first, self.tinted(line, content.into()));
        column![]
            .push(self.day_line(before, line))
            .push(is_unread.then(|| system::unread(self)))
            .push(content)
            .width(Length::Fill)
            .padding(Padding::ZERO.bottom(foot))
            .into()
    }

    /// Tints the row of a line that names the reader, with a bar at its edge.
    fn tinted(&self, line: &Line, content: Element<'a, Message>) -> Element<'a, Message> {
        if !self.timeline.names_me(&line.kind) {
            return content;
        }
        let palette = self.look.palette;
        let ground = container(content).style(theme::filled(palette.notice_soft, 0.0));
        let bar = container(space()).width(BAR).height(Length::Fill);
        stack![ground, bar.style(theme::filled(palette.notice_fill, 0.0))].into()
    }

    /// Puts around a line what shows while the pointer is on it, and its menu if that is open.
    fn pointed(self, line: &'a Line, is_first: bool, content: Element<'a, Message>) -> Element<'a, Message> {
        let (look, id) = (self.look, line.id);
        let clock = (speaker(line).is_some() && !is_first).then(|| self.gutter_clock(line));
        let Some(reader) = self.reader.filter(|reader| reader.allows(Deed::Copy, line)) else {
            return content;
        };
        let menu = self.menu.filter(|menu| menu.line == id).map(|menu| menu.card(look, &reader, line));
        let inset = self.side() + if look.is_narrow() { 0.0 } else { 4.0 };
        widget::pointed(content, look.palette.hover)
            .aside(clock)
            .bar(inset, move || deeds::bar(look, &reader, line))
            .card(menu)
            .on_menu(Message::Deeds(deeds::Message::MenuPressed(id, true)))
            .into()
    }

    /// Draws the time of a line whose author's tile stands above.
    fn gutter_clock(self, line: &Line) -> Element<'a, Message> {
        let clock = write(self.clock(line), MICRO, self.look.palette.ink_third);
        container(clock)
            .width(self.indent() - 8.0)
            .align_x(Alignment::End)
            .padding(Padding::ZERO.top(6))
            .into()
    }

    /// Whether a line is one of those that a row stands for.
    fn holds(&self, row: Row, id: Option<LineId>) -> bool {
        let mut lines = (row.first..row.first + row.count).filter_map(|index| self.timeline.line(index));
        id.is_some() && lines.any(|line| Some(line.id) == id)
    }

    /// Whether a jump has just led to a row.
    fn is_found(&self, row: Row) -> bool {
        self.reading.found().is_some() && self.holds(row, self.reading.found())
    }

    /// Whether a line stands under the name of the one before it.
    fn continues(&self, before: Option<&Line>, line: &Line) -> bool {
        let Some(before) = before else { return false };
        let is_same = match (speaker(before), speaker(line)) {
            (Some(before), Some(now)) => before == now,
            _ => false,
        };
        is_same && line.time.saturating_sub(before.time) < GROUP && self.same_day(before, line)
    }

    fn same_day(&self, one: &Line, other: &Line) -> bool {
        time::same_day(time::moment(one.time), time::moment(other.time), self.look.zone)
    }

    fn day_line(&self, before: Option<&Line>, line: &Line) -> Option<Element<'a, Message>> {
        let dated_before = before.filter(|before| before.time != 0);
        let is_new_day = line.time != 0
            && match dated_before {
                Some(before) => !self.same_day(before, line),
                None => before.is_none_or(|before| {
                    before.time == 0
                        && self.dated_above(before).is_none_or(|above| !self.same_day(above, line))
                }),
            };
        is_new_day.then(|| system::day(*self, line.time))
    }

    /// Returns the nearest line with a time above one that has none; there are never many in a row.
    fn dated_above(&self, line: &Line) -> Option<&'a Line> {
        self.timeline
            .lines()
            .rev()
            .skip_while(|above| above.id != line.id)
            .take(8)
            .find(|above| above.time != 0)
    }

    /// Whether an own line, or an own change of a line, waits long enough to say so.
    pub(super) fn is_slow(&self, line: &Line) -> bool {
        let now = u64::try_from(self.look.now.as_millisecond()).unwrap_or(0);
        let since = match line.sending() {
            Some(Sending::Sending) => Some(line.time),
            _ => line.changing,
        };
        since.is_some_and(|since| now.saturating_sub(since) >= PATIENCE)
    }
}

/// Returns what a key says at a line that was walked to.
fn deed_of(line: LineId, key: &Key) -> Option<Message> {
    let message = match key.as_ref() {
        Key::Named(Named::Enter) => deeds::Message::MenuPressed(line, true),
        Key::Named(Named::Escape) => deeds::Message::ListLeft,
        Key::Character("r") => deeds::Message::Done(line, Deed::Reply),
        _ => return None,
    };
    Some(Message::Deeds(message))
}

/// Returns who said a line to the room, and in which voice.
fn speaker(line: &Line) -> Option<(&PublicKey, &Name, bool)> {
    match &line.kind {
        LineKind::Said { author, name, action, .. } => Some((author, name, *action)),
        LineKind::Erased { author, name } if line.place().is_some() => Some((author, name, false)),
        _ => None,
    }
}

impl<'a> widget::Rows<'a, Message> for Conversation<'a> {
    type Key = LineId;

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn key(&self, index: usize) -> Option<LineId> {
        self.rows.get(index).map(|row| row.id)
    }

    fn find(&self, key: LineId, hint: usize) -> Option<usize> {
        self.rows.find(key, hint)
    }

    fn is_walked(&self, index: usize) -> bool {
        let line = self.rows.get(index).and_then(|row| self.timeline.line(row.first));
        line.is_some_and(|line| deeds::text_of(line).is_some())
    }

    fn copied(&self, from: (usize, usize), to: (usize, usize)) -> String {
        self.text_between(from, to)
    }

    fn build(&self, index: usize) -> Element<'a, Message> {
        self.rows.get(index).map_or_else(|| Column::new().into(), |row| self.row(row))
    }
}
