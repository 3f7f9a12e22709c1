//! The question before something that cannot be undone: the way back has the focus, the other way the colour of danger.

use iced::widget::{column, row};
use iced::{Element, Length};

use super::{Icon, SAFE, Tint, Tone, action, dialog_card, plate_head, spring, write};
use crate::ui::look::Look;
use crate::ui::theme::UI;

/// How wide the question is.
pub const CONFIRM_WIDTH: f32 = 480.0;

/// What is asked, in sentences that are ready to be read, and the words on both buttons.
#[derive(Debug, Clone)]
pub struct Confirm<Message> {
    /// The picture at its head.
    pub mark: Icon,
    /// The question.
    pub title: String,
    /// What would happen, a paragraph each.
    pub body: Vec<String>,
    /// The way back, and what it says.
    pub safe: (String, Message),
    /// The way on, and what it says.
    pub danger: (String, Message),
}

/// Draws the question as the card of a dialog; whoever opens it sends the focus to [`SAFE`].
pub fn confirm<'a, Message: Clone + 'a>(look: Look<'a>, question: Confirm<Message>) -> Element<'a, Message> {
    let palette = look.palette;
    let head = plate_head(palette, question.mark, Tint::Danger, question.title);
    let body = question.body.into_iter().fold(column![head].spacing(12), |body, words| {
        body.push(write(words, UI, palette.ink_second).width(Length::Fill))
    });
    let (safe, back) = question.safe;
    let (danger, on) = question.danger;
    let safe = action(palette, Tone::Secondary, None, safe).on_press(back).id(SAFE);
    let danger = action(palette, Tone::Danger, None, danger).on_press(on);
    dialog_card(look, body.into(), row![spring(), safe, danger].spacing(8).into())
}
