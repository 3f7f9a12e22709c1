//! How the set-up of a room looks: the rooms of before, the fields of another one, and the question before erasing.

use iced::widget::{Column, column, container, row, space};
use iced::{Alignment, Element, Length, Padding};

use super::{HostSetup, Hosted, Message, ROOM, Trouble};
use crate::phrase;
use crate::ui::look::Look;
use crate::ui::screen::lobby::pigment;
use crate::ui::theme::{self, CAPTION, TITLE, UI};
use crate::ui::widget::{
    Confirm, Icon, Tone, action, confirm, dialog_card, ellipsis, field, field_label, icon, icon_action,
    initial_tile, press, radio, scrolled, spring, switch, trouble, write,
};
use crate::wire::limits;

/// How high one room of before stands in the list, and how many of them are seen without scrolling.
const ROW_HEIGHT: f32 = 48.0;
const ROWS_SEEN: usize = 3;
/// What of the window's height the dialog leaves to its buttons and to its rim.
const ABOVE_AND_BELOW: f32 = 190.0;
/// The height of a window below which the fields may have to scroll, and what they then leave to the bar at their side.
const LOW: f32 = 660.0;
const BAR: f32 = 12.0;

impl HostSetup {
    /// Draws the card of the dialog.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        match self.hosted(self.erasing) {
            Some(hosted) => question(look, hosted),
            None => self.form(look),
        }
    }

    fn form<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let close = icon_action(palette, Icon::Close, 18.0).on_press(Message::CancelPressed);
        let head = row![write(look.text("host-title"), TITLE, palette.ink).width(Length::Fill), close]
            .align_y(Alignment::Center);
        let is_new = self.hosted(self.again).is_none();
        let port_help = write(look.prose("host-port-help"), CAPTION, palette.ink_third);
        let fields = column![]
            .push((!self.hosted.is_empty()).then(|| self.rooms(look)))
            .push(is_new.then(|| self.room_field(look)))
            .push(self.port_field(look))
            .push(port_help)
            .push(is_new.then(|| self.keep_row(look)))
            .push(self.trouble_line(look))
            .push(space().height(2))
            .spacing(12);
        // Where the window is low, the fields scroll and the buttons stay.
        let side = if look.size.height < LOW { BAR } else { 2.0 };
        let fields = container(scrolled(palette, container(fields).padding(Padding::ZERO.right(side))))
            .max_height((look.size.height - ABOVE_AND_BELOW).max(160.0));
        let key = match (self.is_opening, is_new) {
            (true, _) => "host-opening",
            (false, true) => "host-open",
            (false, false) => "host-open-again",
        };
        let open = action(palette, Tone::Primary, Some(Icon::DoorOpen), look.text(key))
            .on_press_maybe((!self.is_opening).then_some(Message::OpenPressed));
        let cancel = action(palette, Tone::Secondary, None, look.text("common-cancel"))
            .on_press(Message::CancelPressed);
        let body = column![head, fields].spacing(12);
        dialog_card(look, body.into(), row![spring(), cancel, open].spacing(8).into())
    }

    /// Draws the rooms of before, and below them the way to another one.
    fn rooms<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let rows = self.hosted.iter().map(|hosted| self.hosted_row(look, hosted));
        let list = Column::with_children(rows).spacing(2);
        let list: Element<'a, Message> = if self.hosted.len() > ROWS_SEEN {
            let height = (ROW_HEIGHT + 2.0) * (ROWS_SEEN as f32 + 0.5);
            scrolled(palette, container(list).padding(Padding::ZERO.right(10))).height(height).into()
        } else {
            list.into()
        };
        let is_new = self.hosted(self.again).is_none();
        let words = write(look.text("host-new"), UI.medium(), palette.ink);
        let plus = container(icon(Icon::DoorOpen, 16.0, palette.ink_second))
            .center(30)
            .style(theme::filled(palette.sunken, 9.0));
        let another = press(row![radio(palette, is_new), plus, words].spacing(10).align_y(Alignment::Center))
            .on_press(Message::NewPressed)
            .width(Length::Fill)
            .height(ROW_HEIGHT)
            .padding([0, 8])
            .align(Alignment::Start)
            .style(theme::menu_item(palette, is_new))
            .ring(palette.accent);
        column![field_label(palette, look.text("host-again-label")), list, another].spacing(4).into()
    }

    fn hosted_row<'a>(&'a self, look: Look<'a>, hosted: &'a Hosted) -> Element<'a, Message> {
        let palette = look.palette;
        let is_on = self.again == Some(hosted.id);
        let names = column![
            ellipsis(hosted.name.to_string(), UI.medium(), palette.ink),
            ellipsis(hosted.caption.clone(), CAPTION, palette.ink_third)
        ]
        .width(Length::Fill);
        let tile = initial_tile(hosted.name.as_str(), pigment(hosted.pigment), 30.0);
        let choice = press(row![radio(palette, is_on), tile, names].spacing(10).align_y(Alignment::Center))
            .on_press(Message::HostedPressed(hosted.id))
            .width(Length::Fill)
            .height(ROW_HEIGHT)
            .padding([0, 8])
            .align(Alignment::Start)
            .style(theme::menu_item(palette, is_on))
            .ring(palette.accent);
        let bin = icon_action(palette, Icon::Trash, 16.0).on_press(Message::ErasePressed(hosted.id));
        row![choice, bin].spacing(2).align_y(Alignment::Center).into()
    }

    fn room_field<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let hint = look.text("host-name-placeholder");
        let is_wrong = matches!(self.trouble, Some(Trouble::NoRoom | Trouble::Room(_)));
        let input = field(look.palette, &hint, &self.room, is_wrong)
            .id(ROOM)
            .on_input(Message::RoomTyped)
            .on_submit(Message::OpenPressed);
        column![field_label(look.palette, look.text("host-name-label")), input].spacing(6).into()
    }

    fn port_field<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let is_wrong = matches!(self.trouble, Some(Trouble::Port | Trouble::PortTaken { .. }));
        let port = self.port.clone().unwrap_or_else(|| self.own_port().to_string());
        let input = field(look.palette, "", &port, is_wrong)
            .on_input(Message::PortTyped)
            .on_submit(Message::OpenPressed)
            .width(124);
        column![
            field_label(look.palette, look.text("host-port-label")),
            container(input).padding(Padding::ZERO)
        ]
        .spacing(6)
        .into()
    }

    fn keep_row<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let key = if self.keeps { "host-history-help" } else { "host-history-off" };
        let words = column![
            write(look.text("host-history-label"), UI.medium(), palette.ink),
            write(look.prose(key), CAPTION, palette.ink_third)
        ]
        .spacing(2)
        .width(Length::Fill);
        row![words, switch(palette, self.keeps).on_press(Message::KeepPressed)]
            .spacing(12)
            .align_y(Alignment::Center)
            .into()
    }

    fn trouble_line<'a>(&'a self, look: Look<'a>) -> Option<Element<'a, Message>> {
        let words = match self.trouble.as_ref()? {
            Trouble::NoRoom => look.prose("host-error-name"),
            Trouble::Room(error) => look.kept(phrase::of_name_error(look.phrases, error)),
            Trouble::Port => look.prose("host-error-port-range"),
            Trouble::PortTaken { port, next } => {
                let parts = [("port", port.to_string().into()), ("next", next.to_string().into())];
                look.prose_with("host-error-port", &parts)
            }
            Trouble::CannotListen => look.prose("host-error-listen"),
            Trouble::OwnKey => look.prose("connect-own-key-body"),
            Trouble::Hosting(room) => {
                look.prose_with("host-error-hosting", &[("room", room.as_str().into())])
            }
            Trouble::RoomsFull => look.prose_with("rooms-full", &[("count", limits::ROOMS_OPEN.into())]),
            Trouble::History(sentence) => look.kept(sentence.clone()),
        };
        Some(trouble(look.palette, words))
    }
}

/// Asks before everything that is kept of a room goes.
fn question<'a>(look: Look<'a>, hosted: &'a Hosted) -> Element<'a, Message> {
    let question = Confirm {
        mark: Icon::Trash,
        title: look.prose_with("host-erase-title", &[("room", (&hosted.name).into())]),
        body: vec![look.prose("host-erase-body"), look.prose("host-erase-others")],
        safe: (look.text("common-cancel"), Message::CancelPressed),
        danger: (look.text("host-erase"), Message::EraseConfirmed),
    };
    confirm(look, question)
}
