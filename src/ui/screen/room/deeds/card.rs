//! How what can be done with a line is offered: the bar over it, its menu with the emoji in front, and the question before
//! it is taken away.

use iced::keyboard::{Key, key::Named};
use iced::widget::{Column, column, container, row};
use iced::{Alignment, Element, Length};

use super::{Deed, Message, Reader};
use crate::client::{Line, LineId};
use crate::ui::look::Look;
use crate::ui::screen::room::emoji::IN_FRONT;
use crate::ui::screen::room::{self, people};
use crate::ui::theme::{self, CAPTION, SMALL, UI};
use crate::ui::widget::{
    Card, Icon, Tint, Tone, action, dialog_card, divider, ellipsis, emoji, glyph, hint, label, plate_head,
    press, spring, write,
};
use crate::wire::Emoji;

/// The button of the question that keeps the line.
pub(super) const KEEP: &str = "room-delete-keep";
/// How wide a menu is.
const WIDTH: f32 = 250.0;
/// How high its entries are.
const ENTRY: f32 = 34.0;

/// The menu of a line.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui::screen::room) struct Menu {
    pub(in crate::ui::screen::room) line: LineId,
    /// Whether it holds more than the emoji in front.
    is_whole: bool,
    /// The entry that Enter takes.
    pub(super) active: usize,
}

/// An entry of a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// One of the emoji in front.
    Emoji(&'static str),
    /// All the other emoji.
    More,
    Deed(Deed),
}

impl Menu {
    pub(in crate::ui::screen::room) fn new(line: LineId, is_whole: bool) -> Self {
        Self { line, is_whole, active: 0 }
    }

    fn entries(self, reader: &Reader<'_>, line: &Line) -> Vec<Entry> {
        let mut entries = Vec::new();
        if reader.allows(Deed::React, line) {
            entries.extend(IN_FRONT.map(Entry::Emoji));
            entries.push(Entry::More);
        }
        if self.is_whole {
            entries.extend(reader.deeds(line).into_iter().map(Entry::Deed));
        }
        entries
    }

    /// Draws it.
    pub(in crate::ui::screen::room) fn card<'a>(
        self,
        look: Look<'a>,
        reader: &Reader<'_>,
        line: &'a Line,
    ) -> Card<'a, room::Message> {
        let (palette, id) = (look.palette, line.id);
        let entries = self.entries(reader, line);
        let mut signs = row![].spacing(2);
        let mut deeds: Vec<Element<'a, room::Message>> = Vec::new();
        for (at, entry) in entries.iter().copied().enumerate() {
            let is_active = at == self.active;
            match entry {
                Entry::Deed(deed) => deeds.push(self.entry(look, id, deed, is_active)),
                Entry::More | Entry::Emoji(_) => signs = signs.push(sign(look, line, entry, is_active)),
            }
        }
        let has_signs = entries.contains(&Entry::More);
        let has_deeds = !deeds.is_empty();
        let rule = (has_signs && has_deeds).then(|| container(divider(palette.line)).padding([4, 4]));
        let earlier = line.edited.as_ref().filter(|_| self.is_whole).map(|text| {
            let words = look.with("msg-earlier", &[("text", one_line(text).into())]);
            container(ellipsis(words, CAPTION, palette.ink_third)).padding([4, 10])
        });
        let content = column![]
            .push(has_signs.then_some(signs))
            .push(rule)
            .push(Column::with_children(deeds))
            .push(earlier);
        let width = if self.is_whole { Length::Fixed(WIDTH) } else { Length::Shrink };
        let content = container(content).padding(6).width(width).style(theme::outlined(
            palette.raised,
            palette.line,
            12.0,
        ));
        Card {
            content: content.into(),
            on_key: Box::new(move |key, _| self.hear(id, &entries, key).map(room::Message::Deeds)),
            on_close: room::Message::Deeds(Message::MenuClosed),
            is_note: false,
        }
    }

    /// Says what a key means: arrows walk, the emoji from left to right and the rest from top to bottom.
    fn hear(self, line: LineId, entries: &[Entry], key: &Key) -> Option<Message> {
        let signs = entries.iter().filter(|entry| !matches!(entry, Entry::Deed(_))).count();
        let (at, last) = (self.active, entries.len().saturating_sub(1));
        let is_sign = at < signs;
        let walked = match key.as_ref() {
            Key::Named(Named::Enter | Named::Space) => return said(line, *entries.get(at)?),
            Key::Named(Named::ArrowLeft) if is_sign => at.saturating_sub(1),
            Key::Named(Named::ArrowRight) if is_sign => (at + 1).min(signs.saturating_sub(1)),
            Key::Named(Named::ArrowDown) if is_sign && last >= signs => signs,
            Key::Named(Named::ArrowDown) => (at + 1).min(last),
            Key::Named(Named::ArrowUp) if at <= signs => 0,
            Key::Named(Named::ArrowUp) => at.saturating_sub(1),
            Key::Named(Named::Home) => 0,
            Key::Named(Named::End) => last,
            _ => return None,
        };
        Some(Message::MenuWalked(walked))
    }

    fn entry<'a>(
        self,
        look: Look<'a>,
        line: LineId,
        deed: Deed,
        is_active: bool,
    ) -> Element<'a, room::Message> {
        let (mark, key) = told(deed);
        let content =
            row![glyph(mark, 16.0), label(look.text(key), UI)].spacing(10).align_y(Alignment::Center);
        let entry = press(content)
            .on_press(room::Message::Deeds(Message::Done(line, deed)))
            .skip_focus()
            .align(Alignment::Start)
            .width(Length::Fill)
            .height(ENTRY)
            .padding([0, 10]);
        match deed {
            Deed::Delete if !is_active => entry.style(theme::menu_danger(look.palette)).into(),
            _ => entry.style(theme::menu_item(look.palette, is_active)).into(),
        }
    }
}

/// Draws one of the emoji in front, or the way to all.
fn sign<'a>(look: Look<'a>, line: &Line, entry: Entry, is_active: bool) -> Element<'a, room::Message> {
    let palette = look.palette;
    let content: Element<'a, room::Message> = match entry {
        Entry::Emoji(sign) => emoji(sign, 20.0).into(),
        _ => glyph(Icon::SmilePlus, 18.0).into(),
    };
    let is_mine = match entry {
        Entry::Emoji(sign) => Emoji::parse(sign).is_ok_and(|sign| line.has_mine(&sign)),
        _ => false,
    };
    let plain = press(content)
        .on_press_maybe(said(line.id, entry).map(room::Message::Deeds))
        .skip_focus()
        .width(ENTRY - 2.0)
        .height(ENTRY - 2.0);
    if is_mine && !is_active {
        return plain.style(theme::toggled(palette)).into();
    }
    plain.style(theme::menu_item(palette, is_active)).into()
}

/// Returns what taking an entry says.
fn said(line: LineId, entry: Entry) -> Option<Message> {
    Some(match entry {
        Entry::Emoji(sign) => Message::Reacted(line, Emoji::parse(sign).ok()?),
        Entry::More => Message::Done(line, Deed::React),
        Entry::Deed(deed) => Message::Done(line, deed),
    })
}

/// Returns the picture and the words of a deed.
fn told(deed: Deed) -> (Icon, &'static str) {
    match deed {
        Deed::React => (Icon::SmilePlus, "msg-react"),
        Deed::Reply => (Icon::Reply, "msg-reply"),
        Deed::Copy => (Icon::Copy, "msg-copy"),
        Deed::CopyLink => (Icon::Globe, "msg-copy-link"),
        Deed::Whisper => (Icon::Ear, "member-whisper"),
        Deed::Mention => (Icon::AtSign, "member-mention"),
        Deed::Pin => (Icon::Pin, "msg-pin"),
        Deed::Unpin => (Icon::PinOff, "msg-unpin"),
        Deed::Edit => (Icon::Pencil, "msg-edit"),
        Deed::Delete => (Icon::Trash, "msg-delete"),
    }
}

/// Draws the bar over a line that the pointer is on.
pub(in crate::ui::screen::room) fn bar<'a>(
    look: Look<'a>,
    reader: &Reader<'_>,
    line: &Line,
) -> Element<'a, room::Message> {
    let (palette, id) = (look.palette, line.id);
    let tool = |mark: Icon, key: &str, message: Message| {
        let button = press(glyph(mark, 16.0))
            .on_press(room::Message::Deeds(message))
            .skip_focus()
            .width(28)
            .height(28)
            .style(theme::icon_button(palette));
        hint(palette, button, look.text(key))
    };
    let allowed = |deed: Deed| reader.allows(deed, line);
    let react =
        allowed(Deed::React).then(|| tool(Icon::SmilePlus, "msg-react", Message::MenuPressed(id, false)));
    let answer = match (allowed(Deed::Reply), allowed(Deed::Whisper)) {
        (true, _) => Some(tool(Icon::Reply, "msg-reply", Message::Done(id, Deed::Reply))),
        (false, true) => Some(tool(Icon::Reply, "member-whisper", Message::Done(id, Deed::Whisper))),
        (false, false) => None,
    };
    let copy = tool(Icon::Copy, "msg-copy", Message::Done(id, Deed::Copy));
    let more = tool(Icon::Ellipsis, "msg-more", Message::MenuPressed(id, true));
    let tools = row![].push(react).push(answer).push(copy).push(more).spacing(1);
    container(tools).padding(3).style(theme::outlined(palette.raised, palette.line, 10.0)).into()
}

/// Draws the question whether a line is to be taken away; the safe answer is the primary one.
pub(in crate::ui::screen::room) fn question<'a>(
    look: Look<'a>,
    line: &'a Line,
) -> Element<'a, room::Message> {
    let palette = look.palette;
    let shown = super::text_of(line).map(|text| {
        let author = super::rules::other_of(line);
        let ink = author.map_or(palette.ink, |key| people::ink(palette, &key));
        let name = super::subject_of(line).map(|subject| subject.author.to_string()).unwrap_or_default();
        let words =
            row![write(name, SMALL.semibold(), ink), ellipsis(one_line(text), SMALL, palette.ink_second)];
        container(words.spacing(8))
            .padding([8, 12])
            .width(Length::Fill)
            .style(theme::filled(palette.sunken, 10.0))
    });
    let body = column![plate_head(palette, Icon::Trash, Tint::Danger, look.prose("msg-delete-title"))]
        .push(shown)
        .push(write(look.prose("msg-delete-body"), UI, palette.ink_second))
        .spacing(12);
    let delete = action(palette, Tone::DangerOutline, None, look.text("msg-delete"))
        .on_press(room::Message::Deeds(Message::DeleteConfirmed));
    let keep = action(palette, Tone::Primary, None, look.text("common-cancel"))
        .id(KEEP)
        .on_press(room::Message::Dismissed);
    dialog_card(look, body.into(), row![spring(), delete, keep].spacing(8).into())
}

/// Returns the beginning of a text, as far as it may be shown on one line.
pub(in crate::ui::screen::room) fn one_line(text: &str) -> String {
    let words = crate::wire::text::visible(text);
    let letters = words.chars().take(crate::wire::limits::QUOTE_CHARACTERS);
    letters.map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect()
}
