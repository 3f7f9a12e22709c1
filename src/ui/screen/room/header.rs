//! The head of the room: its name, how many are here, whether it is encrypted, its topic, and the buttons.

use iced::widget::{Row, column, container, row};
use iced::{Alignment, Color, Element, Length, Padding};

use super::{Message, Room, board, people};
use crate::client::Phase;
use crate::ui::look::Look;
use crate::ui::theme::{CAPTION, HEAD, SMALL};
use crate::ui::widget::{
    Icon, Press, Tone, action, ellipsis, hint, icon, icon_action, icon_toggle, initial_tile, write, yielding,
};

/// How high the head is.
pub(super) const HEIGHT: f32 = 56.0;

impl Room {
    /// Draws the head.
    pub(super) fn header<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let name = self.room_name();
        let is_narrow = look.is_narrow();
        let back =
            is_narrow.then(|| icon_action(palette, Icon::ChevronLeft, 20.0).on_press(Message::BackPressed));
        let tile = is_narrow.then(|| {
            let fill = self.timeline.room().map_or(palette.accent, |room| people::room_fill(&room.id));
            container(initial_tile(&name, fill, 32.0)).padding(Padding::ZERO.right(8))
        });
        let side = if is_narrow { [8, 8] } else { [12, 20] };
        let [right, left] = side;
        row![]
            .push(back)
            .push(tile)
            .push(container(self.titles(look, name)).width(Length::Fill).padding(Padding::ZERO.right(8)))
            .extend(self.buttons(look))
            .spacing(4)
            .height(HEIGHT)
            .align_y(Alignment::Center)
            .padding(Padding { top: 0.0, right: right as f32, bottom: 0.0, left: left as f32 })
            .into()
    }

    /// Draws the buttons at the end; what an icon does is told while the pointer rests on it.
    fn buttons<'a>(&'a self, look: Look<'a>) -> impl Iterator<Item = Element<'a, Message>> {
        let (palette, is_narrow) = (look.palette, look.is_narrow());
        let is_panel_out = self.is_searching() || self.are_pins_out();
        let is_roster_on = look.is_wide() && self.is_roster_shown && !is_panel_out;
        let edit = board::Message::EditPressed.into();
        let pins = board::Message::PanelPressed.into();
        let told = |button: Press<'a, Message>, key: &str| hint(palette, button, look.text(key));
        let toggle = |mark, is_on| icon_toggle(palette, mark, 18.0, is_on);
        let plain = |mark| icon_action(palette, mark, 18.0);
        let search = toggle(Icon::Search, self.is_searching()).on_press(Message::SearchPressed);
        let roster = toggle(Icon::Users, is_roster_on).on_press(Message::RosterPressed);
        [
            self.end().is_none().then(|| invite(look)),
            self.has_pins()
                .then(|| told(toggle(Icon::Pin, self.are_pins_out()).on_press(pins), "pins-title")),
            Some(told(search, "search-placeholder")),
            Some(told(roster, "room-roster-toggle")),
            (self.may_hang() && !is_narrow).then(|| told(plain(Icon::Pencil).on_press(edit), "board-title")),
            (!is_narrow).then(|| told(plain(Icon::LogOut).on_press(Message::LeavePressed), "room-leave")),
        ]
        .into_iter()
        .flatten()
    }

    /// Returns the room's name, or nothing while it is not known.
    pub(super) fn room_name(&self) -> String {
        self.timeline.room().map(|room| room.name.to_string()).unwrap_or_default()
    }

    fn titles<'a>(&'a self, look: Look<'a>, name: String) -> Element<'a, Message> {
        let palette = look.palette;
        let facts = self.facts(look);
        let Some(topic) = self.timeline.topic() else {
            let name = ellipsis(name, HEAD, palette.ink);
            return column![name, facts.push(self.whose(look)).push(self.unkept(look))].into();
        };
        let first = row![yielding(name, HEAD, palette.ink), facts.push(self.unkept(look))]
            .spacing(8)
            .align_y(Alignment::Center);
        column![first, ellipsis(topic.display().into_owned(), SMALL, palette.ink_second)].into()
    }

    fn facts<'a>(&'a self, look: Look<'a>) -> Row<'a, Message> {
        let state = self.state(look);
        if self.is_brief(look) {
            return row![state].align_y(Alignment::Center);
        }
        let ink = look.palette.ink_third;
        let count = self.timeline.roster().len();
        let members = write(look.with("room-members", &[("count", count.into())]), CAPTION, ink);
        row![members, dot(ink), state].spacing(8).align_y(Alignment::Center)
    }

    /// Draws how the link is.
    fn state<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let (mark, key, ink) = match self.timeline.phase() {
            Phase::Here => return self.lock(look, self.is_brief(look)),
            Phase::Entering(_) | Phase::Lost { .. } if self.is_offline() => {
                (Icon::Unplug, "room-offline", palette.warn)
            }
            Phase::Entering(_) | Phase::Lost { .. } => (Icon::Unplug, "room-reconnecting", palette.warn),
            Phase::Ended(error) if error.breaks_trust() => {
                (Icon::ShieldAlert, "room-stopped", palette.danger)
            }
            Phase::Ended(_) => (Icon::DoorClosed, "room-closed", palette.ink_third),
        };
        let words = (!self.is_brief(look)).then(|| write(look.text(key), CAPTION, ink));
        row![icon(mark, 12.0, ink)].push(words).spacing(4).align_y(Alignment::Center).into()
    }

    /// Whether the signs in the head go without words: a narrow window has room for no more beside a topic, or beside the
    /// words that nothing is kept. How the link is, is told by the bar below as well.
    fn is_brief(&self, look: Look<'_>) -> bool {
        look.is_narrow() && (self.keeps_nothing || self.timeline.topic().is_some())
    }

    /// Says that nothing of the room outlives it, where that is so.
    fn unkept<'a>(&self, look: Look<'a>) -> Option<Element<'a, Message>> {
        let ink = look.palette.warn;
        let is_sign = look.is_narrow() && self.timeline.topic().is_some();
        self.keeps_nothing.then(|| {
            if is_sign {
                return icon(Icon::History, 12.0, ink).into();
            }
            let words = row![icon(Icon::History, 12.0, ink), write(look.text("room-unkept"), CAPTION, ink)]
                .spacing(4)
                .align_y(Alignment::Center);
            row![dot(look.palette.ink_third), words].spacing(8).align_y(Alignment::Center).into()
        })
    }

    fn whose<'a>(&self, look: Look<'a>) -> Option<Element<'a, Message>> {
        if look.is_narrow() {
            return None;
        }
        let ink = look.palette.ink_third;
        let words = if self.is_host() {
            look.text("room-you-host")
        } else {
            let host = self.timeline.room().map(|room| room.charter.host)?;
            let name = self.timeline.roster().name(&host)?;
            look.with("room-hosted-by", &[("name", name.to_string().into())])
        };
        Some(row![dot(ink), write(words, CAPTION, ink)].spacing(8).into())
    }
}

fn invite<'a>(look: Look<'a>) -> Element<'a, Message> {
    let palette = look.palette;
    if look.is_narrow() {
        let button = icon_action(palette, Icon::UserPlus, 18.0).on_press(Message::InvitePressed);
        return hint(palette, button, look.text("room-invite"));
    }
    action(palette, Tone::Secondary, Some(Icon::UserPlus), look.text("room-invite"))
        .height(34)
        .on_press(Message::InvitePressed)
        .into()
}

fn dot<'a>(ink: Color) -> Element<'a, Message> {
    write("·", CAPTION, ink).into()
}
