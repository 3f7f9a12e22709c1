//! The pieces of a page: cards with rows, and what stands at the end of a row.

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Element, Length};

use crate::ui::look::Look;
use crate::ui::theme::{self, Palette, SMALL, UI};
use crate::ui::widget::{Press, divider, label, press, radio, write};

/// How high a row is at least.
const ROW_HEIGHT: f32 = 60.0;
/// What lies above and below what is in a row.
const PAD: f32 = 11.0;
/// Below this width of a card what stands at the end of a row goes below its words.
const WIDTH_TIGHT: f32 = 480.0;

/// What every page is drawn from.
#[derive(Clone, Copy)]
pub(in crate::ui::screen) struct Scene<'a, Facts> {
    pub(in crate::ui::screen) look: Look<'a>,
    pub(in crate::ui::screen) facts: Facts,
    /// How wide a card is.
    pub(in crate::ui::screen) width: f32,
}

impl<'a, Facts> Scene<'a, Facts> {
    /// Returns the colours.
    pub(in crate::ui::screen) fn palette(&self) -> &'static Palette {
        self.look.palette
    }

    /// Whether there is little room from left to right.
    pub(in crate::ui::screen) fn is_tight(&self) -> bool {
        self.width < WIDTH_TIGHT
    }

    /// Draws rows on a card, with rules between them.
    pub(in crate::ui::screen) fn card<Message: 'a>(
        &self,
        rows: Vec<Element<'a, Message>>,
    ) -> Element<'a, Message> {
        let palette = self.palette();
        let mut content = Column::new();
        for (index, row) in rows.into_iter().enumerate() {
            content = content.push((index > 0).then(|| divider(palette.line))).push(row);
        }
        self.plain_card(container(content).padding([0, 16]))
    }

    /// Draws a card around anything.
    pub(in crate::ui::screen) fn plain_card<Message: 'a>(
        &self,
        content: impl Into<Element<'a, Message>>,
    ) -> Element<'a, Message> {
        let palette = self.palette();
        container(content)
            .width(Length::Fill)
            .style(theme::outlined(palette.raised, palette.line, 14.0))
            .into()
    }

    /// Draws a row: words, help below them, and a control at the end.
    pub(in crate::ui::screen) fn row<Message: 'a>(
        &self,
        title: &str,
        help: Option<String>,
        control: impl Into<Element<'a, Message>>,
    ) -> Element<'a, Message> {
        self.titled_row(self.title(title), help, control)
    }

    /// Draws a row whose title is more than words.
    pub(in crate::ui::screen) fn titled_row<Message: 'a>(
        &self,
        title: impl Into<Element<'a, Message>>,
        help: Option<String>,
        control: impl Into<Element<'a, Message>>,
    ) -> Element<'a, Message> {
        let words = self.words(title.into(), help);
        row![words, control.into()].spacing(16).align_y(Alignment::Center).padding([PAD, 0.0]).into()
    }

    /// Draws a row whose control is wide and stands below the words where there is little room.
    pub(in crate::ui::screen) fn wide_row<Message: 'a>(
        &self,
        title: &str,
        help: Option<String>,
        control: impl Into<Element<'a, Message>>,
    ) -> Element<'a, Message> {
        if !self.is_tight() {
            return self.row(title, help, control);
        }
        let words = self.words(self.title(title), help);
        column![words, control.into()].spacing(4).padding([PAD, 0.0]).into()
    }

    /// Draws one of several choices, with a caption below its words.
    pub(in crate::ui::screen) fn option<Message: Clone + 'a>(
        &self,
        (mark, words): (Option<Element<'a, Message>>, String),
        caption: Option<Element<'a, Message>>,
        is_on: bool,
    ) -> Press<'a, Message> {
        let palette = self.palette();
        let names = column![label(words, UI)].push(caption).width(Length::Fill);
        press(row![radio(palette, is_on)].push(mark).push(names).spacing(12).align_y(Alignment::Center))
            .width(Length::Fill)
            .padding([8, 0])
            .align(Alignment::Start)
            .style(move |_| iced::widget::button::Style { text_color: palette.ink, ..Default::default() })
            .ring(palette.accent)
    }

    /// Draws words that explain.
    pub(in crate::ui::screen) fn caption<Message: 'a>(&self, words: String) -> Element<'a, Message> {
        write(words, SMALL, self.palette().ink_third).into()
    }

    fn title<Message: 'a>(&self, title: &str) -> Element<'a, Message> {
        write(self.look.text(title), UI.medium(), self.palette().ink).into()
    }

    fn words<Message: 'a>(&self, title: Element<'a, Message>, help: Option<String>) -> Element<'a, Message> {
        let help = help.map(|help| self.caption(help));
        // A row without help is as high as one with a line of it.
        let height = if help.is_none() { Length::Fixed(ROW_HEIGHT - 2.0 * PAD) } else { Length::Shrink };
        let words = column![title].push(help);
        container(words).width(Length::Fill).height(height).align_y(Alignment::Center).into()
    }
}
