//! The roster: everyone in the room, those here first; a press whispers, and the right button or the menu key asks for more.

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Color, Element, Length, Padding};

use super::{Message, Room, member, people};
use crate::client::{Member, Phase};
use crate::phrase::Language;
use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, SMALL, UI};
use crate::ui::widget::{Icon, avatar, chip, pointed, press, rove, scrolled, write, yielding};
use crate::wire::PresenceState;

/// How wide the roster is beside the messages, and as a drawer over them.
pub(super) const WIDTH: f32 = 224.0;
pub(super) const DRAWER_WIDTH: f32 = 260.0;
/// Members drawn at most; the rest are counted.
const SHOWN_MAX: usize = 300;

impl Room {
    /// Draws the roster as a column.
    pub(super) fn roster<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let is_korean = look.phrases.language() == Language::Korean;
        let is_over = self.end().is_some();
        let is_lost = *self.timeline.phase() != Phase::Here && !is_over;
        let members = self.timeline.roster().sorted(is_korean);
        let total = members.len();
        let shown = members.into_iter().take(SHOWN_MAX);
        let mut unknown = Vec::new();
        let mut here = Vec::new();
        let mut away = Vec::new();
        let mut gone = Vec::new();
        for member in shown {
            match member.presence {
                // Who is here is not known while the link is broken, so nobody is called gone.
                _ if is_lost => unknown.push(member),
                _ if is_over => gone.push(member),
                Some(PresenceState::Away) => away.push(member),
                Some(_) => here.push(member),
                None => gone.push(member),
            }
        }
        let is_alone = total <= 1 && !is_over;
        let alone = is_alone
            .then(|| container(write(look.prose("empty-alone"), SMALL, look.palette.ink_third)).padding(8));
        let more = total.checked_sub(SHOWN_MAX).filter(|more| *more > 0).map(|more| {
            let words = look.with("roster-more", &[("count", more.into())]);
            container(write(words, CAPTION, look.palette.ink_third)).padding(8)
        });
        let content = column![]
            .push(self.section(look, "roster-title", unknown))
            .push(self.section(look, "roster-online", here))
            .push(alone)
            .push(self.section(look, "roster-away", away))
            .push(self.section(look, "roster-offline", gone))
            .push(more)
            .padding([0, 8]);
        container(rove(scrolled(look.palette, content).width(Length::Fill).height(Length::Fill)))
            .height(Length::Fill)
            .style(theme::filled(look.palette.side, 0.0))
            .into()
    }

    fn section<'a>(
        &'a self,
        look: Look<'a>,
        key: &str,
        members: Vec<&'a Member>,
    ) -> Option<Element<'a, Message>> {
        if members.is_empty() {
            return None;
        }
        let title = format!("{} · {}", look.text(key), members.len());
        let title = container(write(title, CAPTION.semibold(), look.palette.ink_third)).padding(Padding {
            top: 16.0,
            right: 8.0,
            bottom: 6.0,
            left: 8.0,
        });
        let rows = members.into_iter().map(|member| self.member_row(look, member));
        Some(column![title, Column::with_children(rows)].into())
    }

    fn member_row<'a>(&'a self, look: Look<'a>, member: &'a Member) -> Element<'a, Message> {
        let palette = look.palette;
        let presence = if self.end().is_some() { None } else { member.presence };
        let dot = people::dot(palette, palette.side, presence);
        let is_known = self.end().is_some() || *self.timeline.phase() == Phase::Here;
        let is_faint =
            is_known && matches!(presence, None | Some(PresenceState::Away | PresenceState::Reconnecting));
        let ink = if is_faint { palette.ink_third } else { palette.ink };
        let note = match presence {
            Some(PresenceState::Reconnecting) => Some(look.text("roster-reconnecting")),
            Some(PresenceState::Typing) if !member.own => Some(look.text("roster-typing")),
            _ => None,
        };
        let name = row![yielding(member.name.to_string(), UI, ink)]
            .push(member.own.then(|| write(look.text("room-you"), CAPTION, palette.ink_third)))
            .spacing(6)
            .align_y(Alignment::Center);
        let name = row![name.width(Length::Fill)]
            .push(note.map(|note| write(note, CAPTION, palette.ink_third)))
            .push(member.host.then(|| chip(Icon::House, look.text("roster-host"), palette)))
            .spacing(6)
            .align_y(Alignment::Center);
        let (size, height) = if look.is_compact() { (20.0, 32) } else { (28.0, 40) };
        let tile = avatar(member.name.as_str(), people::fill(&member.key), size, dot);
        let asked = Message::Member(member::Message::MenuPressed(member.key));
        let row = press(row![tile, name].spacing(10).align_y(Alignment::Center))
            .on_press_maybe((!member.own && self.is_open()).then_some(Message::WhisperTo(member.key)))
            .on_menu(asked.clone())
            // The focus stays with a person when others come and go.
            .id(people::name_of_row(&member.key))
            .width(Length::Fill)
            .height(height)
            .padding([0, 8])
            .style(theme::row(palette, 10.0))
            .ring(palette.accent);
        pointed(row, Color::TRANSPARENT).card(self.member_menu(look, member)).on_menu(asked).into()
    }
}
