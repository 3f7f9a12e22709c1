//! What a second program on one data folder shows instead of a lobby: that Maru is open already, and what to do.

use std::path::PathBuf;

use iced::widget::{column, container, image, row, space};
use iced::{Alignment, Element, Length};

use crate::ui::look::Look;
use crate::ui::theme::{self, SMALL, UI};
use crate::ui::widget::{Icon, Tint, Tone, action, divider, plate_head, spring, write};

/// How wide the words stand at most.
const WIDTH: f32 = 480.0;

/// The state of the screen.
#[derive(Debug)]
pub struct Second {
    folder: PathBuf,
}

/// What the screen hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// The button was pressed, or Enter or Esc, or the window was asked to close.
    ClosePressed,
}

/// What the screen asks of the window.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Close the window.
    Close,
}

impl Second {
    /// Tells about the folder that the first program uses.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::ClosePressed => Action::Close,
        }
    }

    /// Draws the screen.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let path = self.folder.display().to_string();
        let body = column![
            image(look.pictures.wordmark.clone()).width(47).height(26),
            space().height(8),
            plate_head(palette, Icon::DoorOpen, Tint::Accent, look.prose("second-title")),
            write(look.prose("second-body"), UI, palette.ink),
            write(look.prose_with("second-why", &[("path", path.into())]), SMALL, palette.ink_third),
            space().height(Length::Fill),
        ]
        .spacing(12);
        let done =
            action(palette, Tone::Primary, None, look.text("common-close")).on_press(Message::ClosePressed);
        let page = column![
            container(body).padding([28, 28]).height(Length::Fill).max_width(WIDTH),
            divider(palette.line),
            container(row![spring(), done].align_y(Alignment::Center)).padding([14, 20])
        ];
        container(page)
            .width(Length::Fill)
            .height(Length::Fill)
            .style(theme::filled(palette.raised, 0.0))
            .into()
    }
}
