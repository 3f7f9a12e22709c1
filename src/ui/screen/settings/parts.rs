//! The pieces of a settings page: cards with rows, and what stands at the end of a row.

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Element, Length};

use super::{Facts, Message};
use crate::config::Choice;
use crate::ui::look::Look;
use crate::ui::theme::{self, Palette, SMALL, UI};
use crate::ui::widget::{self, divider, label, press, radio, write};

/// How high a row is at least.
const ROW_HEIGHT: f32 = 60.0;
/// What lies above and below what is in a row.
const PAD: f32 = 11.0;
/// Below this width of a card what stands at the end of a row goes below its words.
const WIDTH_TIGHT: f32 = 480.0;

/// What every page is drawn from.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) look: Look<'a>,
    pub(super) facts: Facts<'a>,
    /// How wide a card is.
    pub(super) width: f32,
}

impl<'a> Scene<'a> {
    /// Returns the colours.
    pub(super) fn palette(&self) -> &'static Palette {
        self.look.palette
    }

    /// Whether there is little room from left to right.
    pub(super) fn is_tight(&self) -> bool {
        self.width < WIDTH_TIGHT
    }

    /// Draws rows on a card, with rules between them.
    pub(super) fn card(&self, rows: Vec<Element<'a, Message>>) -> Element<'a, Message> {
        let palette = self.palette();
        let mut content = Column::new();
        for (index, row) in rows.into_iter().enumerate() {
            content = content.push((index > 0).then(|| divider(palette.line))).push(row);
        }
        self.plain_card(container(content).padding([0, 16]))
    }

    /// Draws a card around anything.
    pub(super) fn plain_card(&self, content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
        let palette = self.palette();
        container(content)
            .width(Length::Fill)
            .style(theme::outlined(palette.raised, palette.line, 14.0))
            .into()
    }

    /// Draws a row: words, help below them, and a control at the end.
    pub(super) fn row(
        &self,
        title: &str,
        help: Option<String>,
        control: impl Into<Element<'a, Message>>,
    ) -> Element<'a, Message> {
        let words = self.words(self.look.text(title), help);
        row![words, control.into()].spacing(16).align_y(Alignment::Center).padding([PAD, 0.0]).into()
    }

    /// Draws a row whose control is wide and stands below the words where there is little room.
    pub(super) fn wide_row(
        &self,
        title: &str,
        help: Option<String>,
        control: impl Into<Element<'a, Message>>,
    ) -> Element<'a, Message> {
        if !self.is_tight() {
            return self.row(title, help, control);
        }
        let words = self.words(self.look.text(title), help);
        column![words, control.into()].spacing(4).padding([PAD, 0.0]).into()
    }

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
        let palette = self.palette();
        let names = column![label(words, UI)].push(caption).width(Length::Fill);
        press(row![radio(palette, is_on), names].spacing(12).align_y(Alignment::Center))
            .on_press(Message::Chosen(choice))
            .width(Length::Fill)
            .padding([8, 0])
            .align(Alignment::Start)
            .style(move |_| iced::widget::button::Style { text_color: palette.ink, ..Default::default() })
            .ring(palette.accent)
            .into()
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

    /// Draws words that explain.
    pub(super) fn caption(&self, words: String) -> Element<'a, Message> {
        write(words, SMALL, self.palette().ink_third).into()
    }

    fn words(&self, title: String, help: Option<String>) -> Element<'a, Message> {
        let title = write(title, UI.medium(), self.palette().ink);
        let help = help.map(|help| self.caption(help));
        // A row without help is as high as one with a line of it.
        let height = if help.is_none() { Length::Fixed(ROW_HEIGHT - 2.0 * PAD) } else { Length::Shrink };
        let words = column![title].push(help);
        container(words).width(Length::Fill).height(height).align_y(Alignment::Center).into()
    }
}
