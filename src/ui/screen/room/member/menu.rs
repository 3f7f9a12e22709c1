//! The menu of a member, beside their row: the quick ways to turn to them, and the way to their card. Keys walk it.

use iced::keyboard::{Key, key::Named};
use iced::widget::{Column, column, container, row};
use iced::{Alignment, Element, Length};

use super::Message;
use crate::client::Member;
use crate::ui::look::Look;
use crate::ui::screen::room::{self, Room, people};
use crate::ui::theme::{self, UI};
use crate::ui::widget::{Card, Icon, avatar, divider, ellipsis, glyph, label, press};
use crate::wire::PublicKey;
use crate::wire::text::visible;

/// How wide the menu is, and how high its entries are.
const WIDTH: f32 = 234.0;
const ENTRY: f32 = 34.0;

/// An entry: its picture, its words, and what taking it says.
type Entry = (Icon, &'static str, Message);

/// The menu of a member that is open.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui::screen::room) struct Menu {
    pub(super) member: PublicKey,
    /// The entry that Enter takes.
    pub(super) active: usize,
}

impl Menu {
    /// Whose menu it is.
    pub(in crate::ui::screen::room) fn member(self) -> PublicKey {
        self.member
    }
}

impl Room {
    /// Draws the menu of a member, if it is open.
    pub(in crate::ui::screen::room) fn member_menu<'a>(
        &'a self,
        look: Look<'a>,
        member: &'a Member,
    ) -> Option<Card<'a, room::Message>> {
        let menu = self.member_menu.filter(|menu| menu.member == member.key)?;
        let entries = entries_of(member.key, !member.own && self.is_open());
        let rows = entries.iter().enumerate().map(|(at, entry)| row_of(look, *entry, at == menu.active));
        let tile = avatar(member.name.as_str(), people::fill(&member.key), 36.0, None);
        let name = ellipsis(visible(member.name.as_str()).into_owned(), UI.semibold(), look.palette.ink);
        let head = row![tile, container(name).width(Length::Fill)].spacing(10).align_y(Alignment::Center);
        let content = column![
            container(head).padding([8, 10]),
            container(divider(look.palette.line)).padding([4, 4]),
            Column::with_children(rows)
        ];
        let content = container(content).padding(6).width(WIDTH).style(theme::outlined(
            look.palette.raised,
            look.palette.line,
            12.0,
        ));
        Some(Card {
            content: content.into(),
            on_key: Box::new(move |key, _| hear(menu.active, &entries, key).map(room::Message::Member)),
            on_close: room::Message::Member(Message::MenuClosed),
            is_note: false,
        })
    }
}

fn entries_of(member: PublicKey, is_other: bool) -> Vec<Entry> {
    let talk = [
        (Icon::Ear, "card-whisper", Message::WhisperPressed(member)),
        (Icon::AtSign, "card-mention", Message::MentionPressed(member)),
    ];
    let rest = [
        (Icon::Copy, "card-copy", Message::CopyPressed(member)),
        (Icon::User, "card-open", Message::Opened(member)),
    ];
    talk.into_iter().filter(|_| is_other).chain(rest).collect()
}

/// Says what a key means: arrows walk from top to bottom.
fn hear(active: usize, entries: &[Entry], key: &Key) -> Option<Message> {
    let last = entries.len().saturating_sub(1);
    let walked = match key.as_ref() {
        Key::Named(Named::Enter | Named::Space) => return entries.get(active).map(|(.., message)| *message),
        Key::Named(Named::ArrowDown) => (active + 1).min(last),
        Key::Named(Named::ArrowUp) => active.saturating_sub(1),
        Key::Named(Named::Home) => 0,
        Key::Named(Named::End) => last,
        _ => return None,
    };
    Some(Message::MenuWalked(walked))
}

fn row_of<'a>(look: Look<'a>, (mark, words, message): Entry, is_active: bool) -> Element<'a, room::Message> {
    let content = row![glyph(mark, 16.0), label(look.text(words), UI)].spacing(10).align_y(Alignment::Center);
    press(content)
        .on_press(room::Message::Member(message))
        .skip_focus()
        .align(Alignment::Start)
        .width(Length::Fill)
        .height(ENTRY)
        .padding([0, 10])
        .style(theme::menu_item(look.palette, is_active))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_walk_from_top_to_bottom_and_take_what_is_active() {
        let entries = entries_of(PublicKey([1; 32]), true);
        let at = |active: usize, key: Named| hear(active, &entries, &Key::Named(key));
        assert!(matches!(at(0, Named::ArrowUp), Some(Message::MenuWalked(0))));
        assert!(matches!(at(0, Named::ArrowDown), Some(Message::MenuWalked(1))));
        assert!(matches!(at(3, Named::ArrowDown), Some(Message::MenuWalked(3))));
        assert!(matches!(at(3, Named::Home), Some(Message::MenuWalked(0))));
        assert!(matches!(at(0, Named::End), Some(Message::MenuWalked(3))));
        assert!(matches!(at(1, Named::Enter), Some(Message::MentionPressed(_))));
        assert!(at(0, Named::Tab).is_none());
    }

    #[test]
    fn nobody_whispers_to_themselves() {
        assert_eq!(entries_of(PublicKey([1; 32]), false).len(), 2);
    }
}
