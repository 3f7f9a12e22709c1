//! The words of a room's code on plates, for its host to read out; they can be covered.

use iced::widget::{Column, Row, column, container, row};
use iced::{Alignment, Element, Length, Padding, Subscription, Task};

use super::{WORDS, is_slim};
use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, SMALL, SPOKEN, TITLE, UI};
use crate::ui::widget::{Icon, SAFE, Tone, action, divider, icon, icon_action, scrolled, spring, write};
use crate::wire::text::visible;

/// What the head, the foot and the margin of the dialog take of the window's height.
const FRAME: f32 = 64.0 + 65.0 + 26.0;

/// The state of the dialog.
#[derive(Debug)]
pub struct Plates {
    words: [String; WORDS],
    is_hidden: bool,
}

/// What the dialog hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// The words are to be covered, or seen again.
    HidePressed,
    /// Other words are wanted.
    RenewPressed,
    /// The dialog is to close; Esc and a press beside it say the same.
    ClosePressed,
}

/// What the dialog asks of its parent.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Nothing.
    None,
    /// Have other words count, and show them.
    Renew,
    /// Close the dialog.
    Close,
}

impl Plates {
    /// Shows the words that count; the button that closes has the focus.
    pub fn new(words: [String; WORDS]) -> (Self, Task<Message>) {
        (Self { words, is_hidden: false }, iced::widget::operation::focus(SAFE))
    }

    /// Shows other words, which count from now on; they are covered if the ones before were.
    pub fn show(&mut self, words: [String; WORDS]) {
        self.words = words;
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::HidePressed => self.is_hidden = !self.is_hidden,
            Message::RenewPressed => return Action::Renew,
            Message::ClosePressed => return Action::Close,
        }
        Action::None
    }

    /// The dialog waits for nothing by itself.
    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::none()
    }

    /// Draws the card of the dialog.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let close = icon_action(palette, Icon::Close, 18.0).on_press(Message::ClosePressed);
        let head = row![write(look.text("code-title"), TITLE, palette.ink).width(Length::Fill), close]
            .align_y(Alignment::Center)
            .padding(Padding { top: 20.0, right: 16.0, bottom: 4.0, left: 24.0 });
        let changes = write(look.prose("code-rotates"), SMALL, palette.ink_third).width(Length::Fill);
        let changes = row![container(icon(Icon::Refresh, 14.0, palette.ink_third)).padding([2, 0]), changes];
        let body = column![
            write(look.prose("code-host-help"), UI, palette.ink_second),
            self.plates(look),
            changes.spacing(8)
        ]
        .spacing(16)
        .padding(Padding { top: 6.0, right: 24.0, bottom: 22.0, left: 24.0 });
        let body = container(scrolled(palette, body)).max_height((look.size.height - FRAME).max(0.0));
        let foot = container(self.buttons(look)).padding([14, 20]);
        column![head, body, divider(palette.line), foot].into()
    }

    /// Draws the words beside each other, or below each other in a window that is too narrow for that.
    fn plates<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let plates = self.words.iter().enumerate().map(|(at, word)| self.plate(look, at + 1, word));
        if is_slim(look) {
            return Column::with_children(plates).spacing(8).into();
        }
        Row::with_children(plates).spacing(10).into()
    }

    fn plate<'a>(&self, look: Look<'a>, number: usize, word: &str) -> Element<'a, Message> {
        let palette = look.palette;
        let number = write(number.to_string(), CAPTION, palette.accent_ink);
        let word: Element<'a, Message> = if self.is_hidden {
            let mark = icon(Icon::EyeOff, 20.0, palette.ink_second);
            let words = write(look.text("code-hidden"), SMALL, palette.ink_second);
            row![mark, words].spacing(8).height(SPOKEN.line).align_y(Alignment::Center).into()
        } else {
            write(visible(word).into_owned(), SPOKEN, palette.ink).into()
        };
        let (content, padding): (Element<'a, Message>, _) = if is_slim(look) {
            (row![number, word].spacing(12).align_y(Alignment::Center).into(), [6.0, 4.0])
        } else {
            (column![number, word].spacing(4).align_x(Alignment::Center).into(), [15.0, 4.0])
        };
        container(content)
            .center_x(Length::Fill)
            .padding(padding)
            .style(theme::filled(palette.accent_soft, 14.0))
            .into()
    }

    fn buttons<'a>(&self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let (mark, words) =
            if self.is_hidden { (Icon::Eye, "common-show") } else { (Icon::EyeOff, "common-hide") };
        let hide = action(palette, Tone::Ghost, Some(mark), look.text(words)).on_press(Message::HidePressed);
        let renew = action(palette, Tone::Secondary, Some(Icon::Refresh), look.text("code-renew"))
            .on_press(Message::RenewPressed);
        let done = action(palette, Tone::Primary, None, look.text("common-done"))
            .on_press(Message::ClosePressed)
            .id(SAFE);
        row![hide, spring(), renew, done].spacing(8).into()
    }
}
