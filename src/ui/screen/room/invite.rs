//! The invite sheet: one link to send, addresses to type, and a picture to scan.

use std::time::Instant;

use iced::widget::{Column, column, container, image, row, space};
use iced::{Alignment, Element, Length, Padding};

use super::{Action, Message as RoomMessage, Room};
use crate::phrase::Phrases;
use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, TITLE, UI};
use crate::ui::widget::{
    Icon, SAFE, Tone, action, divider, ellipsis, field_label, icon_action, press, qr_picture, scrolled,
    spring, write,
};

/// How wide the sheet is.
pub const WIDTH: f32 = 640.0;
/// What the head, the foot and the margin of the sheet take of the window's height.
const FRAME: f32 = 64.0 + 65.0 + 26.0;
/// The side of the QR picture.
const QR: f32 = 170.0;

/// What there is to send somebody who should come.
#[derive(Debug, Clone)]
pub struct Invitation {
    link: String,
    addresses: Vec<(bool, String)>,
    qr: Option<image::Handle>,
}

impl Invitation {
    /// Makes the sheet of a link and the addresses it leads to: whether each is on this network only, and its text.
    pub fn new(link: String, addresses: Vec<(bool, String)>) -> Self {
        // Capital letters make a smaller picture, and the link reads the same in any case.
        let qr = qr_picture(&link.to_uppercase());
        Self { link, addresses, qr }
    }
}

/// Which text was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// The link.
    Link,
    /// The address at an index.
    Address(usize),
}

/// What the sheet hears.
#[derive(Debug, Clone)]
pub enum Message {
    /// A text is to be copied.
    CopyPressed(Copied),
    /// The sheet is to close.
    ClosePressed,
}

impl Room {
    pub(super) fn update_invite(&mut self, phrases: &Phrases, message: Message) -> Action {
        match message {
            Message::CopyPressed(what) => self.copy_invite(phrases, what),
            Message::ClosePressed => self.dismiss(),
        }
    }

    fn copy_invite(&mut self, phrases: &Phrases, what: Copied) -> Action {
        let Some(invitation) = &self.invitation else { return Action::None };
        let text = match what {
            Copied::Link => Some(&invitation.link),
            Copied::Address(index) => invitation.addresses.get(index).map(|(_, address)| address),
        };
        let Some(text) = text.cloned() else { return Action::None };
        self.copied = Some((what, Instant::now()));
        let key = if what == Copied::Link { "toast-copied" } else { "toast-copied-address" };
        self.copy(phrases, text, key)
    }

    /// Draws the sheet.
    pub(super) fn invite_card<'a>(&'a self, look: Look<'a>) -> Element<'a, RoomMessage> {
        let palette = look.palette;
        let close = icon_action(palette, Icon::Close, 18.0).on_press(Message::ClosePressed);
        let head = row![write(look.text("invite-title"), TITLE, palette.ink).width(Length::Fill), close]
            .align_y(Alignment::Center)
            .padding(Padding { top: 20.0, right: 16.0, bottom: 8.0, left: 24.0 });
        let body = match &self.invitation {
            Some(invitation) => self.invitation_body(look, invitation),
            None => write(look.prose("invite-none"), UI, palette.ink_second).into(),
        };
        let done = action(palette, Tone::Primary, None, look.text("common-done"))
            .on_press(Message::ClosePressed)
            .id(SAFE);
        let body = container(body).padding(Padding { top: 4.0, right: 24.0, bottom: 24.0, left: 24.0 });
        let body = container(scrolled(palette, body)).max_height((look.size.height - FRAME).max(0.0));
        let foot = container(row![spring(), done]).padding([14, 20]);
        let card: Element<'a, Message> = column![head, body, divider(palette.line), foot].into();
        card.map(RoomMessage::Invite)
    }

    fn invitation_body<'a>(&self, look: Look<'a>, invitation: &'a Invitation) -> Element<'a, Message> {
        let copied = self.copied.map(|(what, _)| what);
        let link = copy_field(look, look.text("invite-link"), &invitation.link, Copied::Link, copied);
        let help = write(look.prose("invite-link-help"), CAPTION, look.palette.ink_third);
        let addresses = invitation.addresses.iter().enumerate().map(|(index, (is_local, address))| {
            let kind = if *is_local { "invite-address-lan" } else { "invite-address-internet" };
            let label = format!("{} · {}", look.text("invite-address"), look.text(kind));
            copy_field(look, label, address, Copied::Address(index), copied)
        });
        let texts =
            column![column![link, help].spacing(6), Column::with_children(addresses).spacing(16)].spacing(16);
        let picture = invitation.qr.clone().map(|handle| {
            let picture = image(handle).width(QR).height(QR).filter_method(image::FilterMethod::Nearest);
            let frame = container(picture).padding(8).style(theme::outlined(
                iced::Color::from_rgb8(0xFF, 0xFE, 0xFB),
                look.palette.line,
                14.0,
            ));
            column![frame, write(look.text("invite-qr"), CAPTION, look.palette.ink_third)]
                .spacing(10)
                .align_x(Alignment::Center)
        });
        if look.is_narrow() {
            return column![texts].push(picture).spacing(20).align_x(Alignment::Center).into();
        }
        row![container(texts).width(Length::Fill)].push(picture).spacing(28).into()
    }
}

fn copy_field<'a>(
    look: Look<'a>,
    label: String,
    text: &'a str,
    what: Copied,
    copied: Option<Copied>,
) -> Element<'a, Message> {
    let palette = look.palette;
    let (mark, words, ink) = if copied == Some(what) {
        (Icon::Check, look.text("invite-copied"), palette.ok)
    } else {
        (Icon::Copy, look.text("invite-copy"), palette.ink)
    };
    let words = row![crate::ui::widget::glyph(mark, 16.0), crate::ui::widget::label(words, UI.medium())]
        .spacing(8)
        .align_y(Alignment::Center);
    let button = press(words)
        .on_press(Message::CopyPressed(what))
        .width(96)
        .height(40)
        .style(theme::toned(palette, ink))
        .ring(palette.accent);
    let value = container(ellipsis(text.to_owned(), UI, palette.ink))
        .width(Length::Fill)
        .center_y(40)
        .padding([0, 12])
        .style(theme::outlined(palette.sunken, palette.line, 10.0));
    column![field_label(palette, label), row![value, button].spacing(8), space().height(0)].spacing(6).into()
}
