//! The pieces of a settings page that make choices.

use iced::Element;
use iced::widget::{container, row};

use super::{Facts, Message};
use crate::config::Choice;
use crate::ui::screen::pages;
use crate::ui::theme::{self, UI};
use crate::ui::widget::{self, label, press};

/// What every page is drawn from.
pub(super) type Scene<'a> = pages::Scene<'a, Facts<'a>>;

impl<'a> Scene<'a> {
    /// Draws a row with a switch.
    pub(super) fn switch(
        &self,
        title: &str,
        help: Option<&str>,
        is_on: bool,
        choice: fn(bool) -> Choice,
    ) -> Element<'a, Message> {
        let help = help.map(|key| self.look.prose(key));
        let switch = widget::switch(self.palette(), is_on).on_press(Message::Chosen(choice(!is_on)));
        self.row(title, help, switch)
    }

    /// Draws one of several choices, with a caption below its words.
    pub(super) fn choice(
        &self,
        words: String,
        caption: Option<Element<'a, Message>>,
        is_on: bool,
        choice: Choice,
    ) -> Element<'a, Message> {
        self.option((None, words), caption, is_on).on_press(Message::Chosen(choice)).into()
    }

    /// Draws two or more choices in one piece, of which one is on.
    pub(super) fn segments(&self, choices: Vec<(String, bool, Choice)>) -> Element<'a, Message> {
        let palette = self.palette();
        let segments = choices.into_iter().map(|(words, is_on, choice)| {
            press(label(words, UI.medium()))
                .on_press(Message::Chosen(choice))
                .height(30)
                .padding([0, 12])
                .style(theme::segment(palette, is_on))
                .ring(palette.accent)
                .into()
        });
        container(row(segments)).padding(3).style(theme::filled(palette.sunken, 10.0)).into()
    }
}
