//! The card of a member: who it is, by name and key, and the quick ways to turn to them; and their menu.

mod menu;

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Element, Length, Task};

use super::{Action, INPUT, Message as RoomMessage, Over, Room, people};
use crate::client::Member;
use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, HEAD, SMALL};
use crate::ui::widget::{Icon, avatar, chip, glyph, icon_action, key_mark, label, press, write, yielding};
use crate::wire::PublicKey;
use crate::wire::text::visible;

pub(super) use menu::Menu;

/// How wide the card is.
pub(super) const WIDTH: f32 = 300.0;
/// How high each of its tiles is.
const TILE: f32 = 54.0;

/// What the card hears, and what opens it.
#[derive(Debug, Clone, Copy)]
pub enum Message {
    /// Somebody's menu is to be shown.
    MenuPressed(PublicKey),
    /// A key walked to an entry of the menu.
    MenuWalked(usize),
    /// The menu is to close.
    MenuClosed,
    /// Somebody's card is to be shown.
    Opened(PublicKey),
    /// The next line is for this person.
    WhisperPressed(PublicKey),
    /// The line being written is to name this person.
    MentionPressed(PublicKey),
    /// The name is to be copied.
    CopyPressed(PublicKey),
}

impl Room {
    pub(super) fn update_member(&mut self, message: Message) -> Action {
        let menu = self.member_menu.take();
        let key = match message {
            Message::MenuPressed(member) => {
                self.member_menu = Some(Menu { member, active: 0 });
                return Action::None;
            }
            Message::MenuWalked(active) => {
                self.member_menu = menu.map(|menu| Menu { active, ..menu });
                return Action::None;
            }
            Message::MenuClosed => return Action::None,
            Message::Opened(key)
            | Message::WhisperPressed(key)
            | Message::MentionPressed(key)
            | Message::CopyPressed(key) => key,
        };
        let Some(name) = self.timeline.roster().name(&key) else { return Action::None };
        if let Message::Opened(key) = message {
            self.over = Over::Member(key);
            return Action::None;
        }
        (self.over, self.is_roster_out) = (Over::Nothing, false);
        let focus = iced::widget::operation::focus(INPUT);
        match message {
            Message::WhisperPressed(_) => self.address(Some(key)),
            Message::MentionPressed(_) => self.mention(&key),
            _ => Action::Run(Task::batch([iced::clipboard::write(name.to_string()), focus])),
        }
    }

    /// Has the line being written name a member.
    pub(super) fn mention(&mut self, key: &PublicKey) -> Action {
        let Some(name) = self.timeline.roster().name(key) else { return Action::None };
        self.composer.name(&name);
        Action::Run(iced::widget::operation::focus(INPUT))
    }

    /// Draws the card of a member, as long as they are one.
    pub(super) fn member_card<'a>(
        &'a self,
        look: Look<'a>,
        key: PublicKey,
    ) -> Option<Element<'a, RoomMessage>> {
        let member = self.timeline.roster().member(&key)?;
        let tiles = self.tiles(look, member);
        let card = column![self.identity(look, member), row(tiles).spacing(6)].spacing(14);
        Some(container(card).padding(16).width(Length::Fill).into())
    }

    fn identity<'a>(&'a self, look: Look<'a>, member: &'a Member) -> Element<'a, RoomMessage> {
        let palette = look.palette;
        let presence = if self.end().is_some() { None } else { member.presence };
        let dot = people::dot(palette, palette.raised, presence);
        let tile = avatar(member.name.as_str(), people::fill(&member.key), 56.0, dot);
        let close = icon_action(palette, Icon::Close, 16.0).on_press(RoomMessage::Dismissed);
        let name = row![yielding(visible(member.name.as_str()).into_owned(), HEAD, palette.ink)]
            .push(member.own.then(|| write(look.text("room-you"), CAPTION, palette.ink_third)))
            .spacing(6)
            .align_y(Alignment::Center);
        let name = row![name.width(Length::Fill), close].spacing(6).align_y(Alignment::Center);
        let mark = key_mark(palette, member.key.mark());
        let marks = row![write(look.text("card-key"), CAPTION, palette.ink_third), mark]
            .push(member.host.then(|| chip(Icon::House, look.text("roster-host"), palette)))
            .spacing(6)
            .align_y(Alignment::Center);
        row![tile, column![name, marks].spacing(4).width(Length::Fill)].spacing(12).into()
    }

    fn tiles<'a>(&self, look: Look<'a>, member: &Member) -> Vec<Element<'a, RoomMessage>> {
        let (key, is_other) = (member.key, !member.own && self.is_open());
        let talk = [
            (Icon::Ear, "card-whisper", Message::WhisperPressed(key)),
            (Icon::AtSign, "card-mention", Message::MentionPressed(key)),
        ];
        let talk = talk.into_iter().filter(|_| is_other);
        let all = talk.chain([(Icon::Copy, "card-copy", Message::CopyPressed(key))]);
        all.map(|(mark, words, message)| tile(look, mark, words, message)).collect()
    }
}

fn tile<'a>(look: Look<'a>, mark: Icon, words: &str, message: Message) -> Element<'a, RoomMessage> {
    let content: Column<'a, RoomMessage> =
        column![glyph(mark, 18.0), label(look.text(words), SMALL)].spacing(5).align_x(Alignment::Center);
    press(content)
        .on_press(RoomMessage::Member(message))
        .width(Length::Fill)
        .height(TILE)
        .style(theme::tonal(look.palette))
        .ring(look.palette.accent)
        .into()
}
