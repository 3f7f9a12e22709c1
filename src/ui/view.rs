//! How the window is put together: the screen, and one dialog over it.

use iced::Element;
use iced::widget::{column, row, space};
use jiff::Timestamp;

use super::{App, Message, Screen, host_setup, join};
use crate::ui::look::Look;
use crate::ui::theme::{SMALL, UI};
use crate::ui::widget::{Icon, Tint, Tone, action, dialog_card, modal, plate_head, spring, write};

/// How wide the message about the settings file is.
const ERROR_WIDTH: f32 = 480.0;

impl App {
    pub(super) fn view_or_blank(app: &Option<Self>) -> Element<'_, Message> {
        app.as_ref().map_or_else(|| space().into(), Self::view)
    }

    /// Draws the window.
    pub fn view(&self) -> Element<'_, Message> {
        let look = self.look();
        let screen = match &self.screen {
            Screen::Lobby(lobby) => lobby.view(look).map(Message::Lobby),
            Screen::Room(room) => room.view(look).map(Message::Room),
        };
        if let Some(error) = &self.config_error {
            return modal(
                self.palette,
                screen,
                Some((ERROR_WIDTH, error_card(look, error))),
                Message::ErrorRead,
            );
        }
        if let Some(sentence) = &self.trouble {
            let card = trouble_card(look, sentence);
            return modal(self.palette, screen, Some((ERROR_WIDTH, card)), Message::ErrorRead);
        }
        if let Some(join) = &self.join {
            let card = join.view(look).map(Message::Join);
            let close = Message::Join(join::Message::CancelPressed);
            return modal(self.palette, screen, Some((join::WIDTH, card)), close);
        }
        let card = self.setup.as_ref().map(|setup| (host_setup::WIDTH, setup.view(look).map(Message::Setup)));
        modal(self.palette, screen, card, Message::Setup(host_setup::Message::CancelPressed))
    }

    fn look(&self) -> Look<'_> {
        Look {
            phrases: &self.phrases,
            palette: self.palette,
            pictures: &self.pictures,
            size: self.size,
            now: Timestamp::now(),
            zone: &self.zone,
        }
    }
}

/// Tells that the settings file cannot be read, where, and that it was left as it is.
fn error_card<'a>(look: Look<'a>, error: &crate::config::Error) -> Element<'a, Message> {
    let palette = look.palette;
    let body = column![
        plate_head(palette, Icon::TriangleAlert, Tint::Warn, look.prose("config-broken-title")),
        write(look.prose("config-using-defaults"), UI, palette.ink_second),
        write(error.to_string(), SMALL, palette.ink_third)
    ]
    .spacing(12);
    let done =
        action(palette, Tone::Primary, None, look.text("config-use-defaults")).on_press(Message::ErrorRead);
    dialog_card(look, body.into(), row![spring(), done].into())
}

/// Tells that nothing will be kept, and why.
fn trouble_card<'a>(look: Look<'a>, sentence: &str) -> Element<'a, Message> {
    let palette = look.palette;
    let body = column![
        plate_head(palette, Icon::TriangleAlert, Tint::Warn, look.prose("start-nothing-kept-title")),
        write(look.kept(sentence.to_owned()), UI, palette.ink_second),
        write(look.prose("start-nothing-kept-body"), UI, palette.ink_second)
    ]
    .spacing(12);
    let done =
        action(palette, Tone::Primary, None, look.text("start-nothing-kept-go")).on_press(Message::ErrorRead);
    dialog_card(look, body.into(), row![spring(), done].into())
}
