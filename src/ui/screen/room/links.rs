//! An address that was pressed: where it really leads is shown first, and nothing is opened before somebody says so.
//!
//! Copying is the primary answer, since it does nothing. Nothing is fetched here; opening is the system's.

use std::ops::Range;

use iced::widget::{column, container, row, text};
use iced::{Element, Length, Task};

use super::deeds::text_of;
use super::{Action, Message, Over, Room};
use crate::client::LineId;
use crate::phrase::Phrases;
use crate::ui::look::Look;
use crate::ui::theme::{self, HEAD, SMALL, UI};
use crate::ui::widget::{Icon, SAFE, Tint, Tone, action, dialog_card, plate_head, spring, write};
use crate::ui::words::{Doubt, Link};
use crate::wire::limits;

/// How wide the question is.
pub(super) const WIDTH: f32 = 480.0;

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Copy it.
    Copy,
    /// Open it.
    Open,
}

impl Room {
    pub(super) fn ask_about_link(&mut self, id: LineId, range: Range<usize>) -> Action {
        self.link = self.written(id).and_then(|text| text.get(range)).and_then(Link::read);
        if self.link.is_some() { self.lay(Over::Link) } else { Action::None }
    }

    pub(super) fn answer_link(&mut self, phrases: &Phrases, answer: Answer) -> Action {
        self.over = Over::Nothing;
        match (self.link.take(), answer) {
            (Some(link), Answer::Copy) => {
                self.copy(phrases, link.address().to_owned(), "toast-copied-address")
            }
            (Some(Link::Outside { address, .. }), Answer::Open) => Action::Run(open(address)),
            (Some(Link::Invite(_)), Answer::Open) | (None, _) => Action::None,
        }
    }

    pub(super) fn copy_code(&mut self, phrases: &Phrases, id: LineId, range: Range<usize>) -> Action {
        let code = self.written(id).and_then(|text| text.get(range)).map(str::to_owned);
        code.map_or(Action::None, |code| self.copy(phrases, code, "toast-copied-text"))
    }

    /// Returns what was written in a line.
    pub(super) fn written(&self, id: LineId) -> Option<&str> {
        self.line_of(id).and_then(text_of)
    }
}

/// Hands an address to the system, on a thread of its own: finding a browser may take a while.
fn open(address: String) -> Task<Message> {
    let opening = async move {
        let opened = tokio::task::spawn_blocking(move || open::that_detached(address)).await;
        if !matches!(opened, Ok(Ok(()))) {
            tracing::warn!("the system opened no address");
        }
    };
    Task::future(opening).discard()
}

/// Draws the question.
pub(super) fn card<'a>(look: Look<'a>, link: &'a Link) -> Element<'a, Message> {
    let palette = look.palette;
    let (title, host, note) = match link {
        Link::Outside { host, doubt, .. } => {
            let note = doubt.map(|doubt| match doubt {
                Doubt::Letters => look.prose("link-letters"),
                Doubt::Person => look.prose("link-person"),
            });
            (look.prose("link-title"), Some(host.as_str()), note)
        }
        Link::Invite(_) => (look.prose("link-invite-title"), None, Some(look.prose("link-invite-body"))),
    };
    let host = host
        .map(|host| write(host, HEAD, palette.ink).wrapping(text::Wrapping::WordOrGlyph).width(Length::Fill));
    let is_doubtful = matches!(link, Link::Outside { doubt: Some(_), .. });
    let (mark, tint) =
        if is_doubtful { (Icon::TriangleAlert, Tint::Warn) } else { (Icon::Globe, Tint::Accent) };
    let ink = if is_doubtful { palette.warn } else { palette.ink_second };
    let address = write(shortened(link.address()), SMALL, palette.ink_second)
        .wrapping(text::Wrapping::WordOrGlyph)
        .width(Length::Fill);
    let address = container(address).padding([8, 12]).style(theme::filled(palette.sunken, 10.0));
    let body = column![plate_head(palette, mark, tint, title)]
        .push(host)
        .push(address)
        .push(note.map(|note| write(note, UI, ink)))
        .spacing(12);
    let cancel = action(palette, Tone::Ghost, None, look.text("common-cancel")).on_press(Message::Dismissed);
    let open = matches!(link, Link::Outside { .. }).then(|| {
        action(palette, Tone::Secondary, None, look.text("link-open"))
            .on_press(Message::LinkAnswered(Answer::Open))
    });
    let copy = action(palette, Tone::Primary, Some(Icon::Copy), look.text("link-copy"))
        .on_press(Message::LinkAnswered(Answer::Copy))
        .id(SAFE);
    let foot = row![spring(), cancel].push(open).push(copy).spacing(8);
    dialog_card(look, body.into(), foot.into())
}

/// Returns an address as far as it fits a card; its host stands whole above it.
fn shortened(address: &str) -> String {
    match address.char_indices().nth(limits::LINK_SHOWN) {
        Some((end, _)) => format!("{}…", address.get(..end).unwrap_or_default()),
        None => address.to_owned(),
    }
}
