//! The strip at the left: the app, the room, and oneself.

use iced::widget::{column, container, image, row, space};
use iced::{Alignment, Element, Length};

use super::{Message, Room, people};
use crate::ui::look::Look;
use crate::ui::theme;
use crate::ui::widget::{avatar, divider, first_letter, press, tile};
use crate::wire::PresenceState;

impl Room {
    /// Draws the strip; the app's tile leads to the lobby.
    pub(super) fn rail<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let app = press(image(look.pictures.icon.clone()).width(36).height(36))
            .on_press(Message::LeavePressed)
            .width(40)
            .height(40)
            .style(theme::row(palette, 12.0))
            .ring(palette.accent);
        let fill = self.timeline.room().map_or(palette.accent, |room| people::room_fill(&room.id));
        let letter = first_letter(&self.room_name());
        let room = tile(letter, fill, iced::Color::WHITE, 40.0);
        let pip = container(space()).width(4).height(24).style(theme::filled(palette.accent, 2.0));
        let here =
            row![pip, container(room).center_x(Length::Fill), space().width(4)].align_y(Alignment::Center);
        let me = self.timeline.me().map(|me| {
            let presence = self.end().is_none().then_some(PresenceState::Here);
            let dot = people::dot(palette, palette.rail, presence);
            avatar(me.name.as_str(), people::fill(&me.key), 36.0, dot)
        });
        let content = column![
            app,
            container(container(divider(palette.line)).width(28)).center_x(Length::Fill),
            here,
            space().height(Length::Fill)
        ]
        .push(me)
        .spacing(8)
        .align_x(Alignment::Center)
        .padding([12, 0]);
        container(content).width(64).height(Length::Fill).style(theme::filled(palette.rail, 0.0)).into()
    }
}
