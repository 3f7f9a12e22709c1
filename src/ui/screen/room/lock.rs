//! The lock in the head, and the card under it: how the link is encrypted, how the host's key is known, who can read a
//! whisper. It says what is so, and promises nothing else.

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Color, Element, Length};

use super::{Message, Room};
use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, SMALL, UI};
use crate::ui::widget::{Card, Icon, icon, key_mark, pointed, press, spring, write};

/// How wide the card is.
const WIDTH: f32 = 320.0;

impl Room {
    /// Draws the lock with what it stands for; pressed, it shows the card.
    pub(super) fn lock<'a>(&'a self, look: Look<'a>, is_brief: bool) -> Element<'a, Message> {
        let palette = look.palette;
        let (mark, words, ink) = match self.knows_host() {
            true => (Icon::Lock, "room-encrypted", palette.ok),
            false => (Icon::ShieldAlert, "room-encrypted-unverified", palette.warn),
        };
        let words = (!is_brief).then(|| write(look.text(words), CAPTION, ink));
        let content = row![icon(mark, 12.0, ink)].push(words).spacing(4).align_y(Alignment::Center);
        let button = press(content)
            .width(if is_brief { Length::Fixed(28.0) } else { Length::Shrink })
            .on_press(Message::LockPressed)
            .height(24)
            .padding([0, 4])
            .style(theme::quiet(palette))
            .ring(palette.accent);
        pointed(button, Color::TRANSPARENT).card(self.is_lock_out.then(|| self.lock_card(look))).into()
    }

    /// Whether the host's key is known by more than that it was there.
    fn knows_host(&self) -> bool {
        self.is_host() || self.is_host_checked
    }

    fn lock_card<'a>(&'a self, look: Look<'a>) -> Card<'a, Message> {
        let palette = look.palette;
        let (known, unknown) = ((Icon::ShieldCheck, palette.ok), (Icon::ShieldAlert, palette.warn));
        let (mark, key, help) = match (self.is_host(), self.is_host_checked) {
            (true, _) => (known, "lock-own", Some("lock-own-help")),
            (false, true) => (known, "lock-by-invite", None),
            (false, false) => (unknown, "lock-not-compared", Some("lock-not-help")),
        };
        let facts = column![
            fact(look, (Icon::Lock, palette.ok), "room-encrypted", Some("lock-tls")),
            fact(look, mark, key, help),
            fact(look, (Icon::Ear, palette.whisper), "lock-unsealed", None)
        ];
        let content = facts.push(self.host_mark(look)).spacing(12);
        let content = container(content).padding(16).width(WIDTH).style(theme::outlined(
            palette.raised,
            palette.line,
            12.0,
        ));
        Card {
            content: content.into(),
            on_key: Box::new(|_, _| None),
            on_close: Message::LockClosed,
            is_note: true,
        }
    }

    /// The short form of the host's key, to be told over another way.
    fn host_mark<'a>(&self, look: Look<'a>) -> Option<Element<'a, Message>> {
        let palette = look.palette;
        let host = self.timeline.room()?.charter.host;
        let mark = key_mark(palette, host.mark());
        let words = write(look.text("card-key"), CAPTION, palette.ink_third);
        Some(row![words, spring(), mark].align_y(Alignment::Center).into())
    }
}

fn fact<'a>(
    look: Look<'a>,
    (mark, ink): (Icon, Color),
    key: &str,
    help: Option<&str>,
) -> Element<'a, Message> {
    let words = Column::new()
        .push(write(look.prose(key), UI.medium(), look.palette.ink))
        .push(help.map(|help| write(look.prose(help), SMALL, look.palette.ink_second)))
        .spacing(2)
        .width(Length::Fill);
    row![icon(mark, 16.0, ink), words].spacing(10).into()
}
