//! One short note: an icon, a sentence, and perhaps a button or a way to close it.

use iced::widget::{container, mouse_area, opaque, row};
use iced::{Alignment, Element, Length, Padding};

use super::{Icon, Tone, icon, icon_action, small_action, write};
use crate::ui::look::Look;
use crate::ui::theme::{self, UI};

/// How wide a note is at most, and how high at least.
const WIDTH: f32 = 380.0;
const HEIGHT: f32 = 52.0;

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToastSort {
    /// Something was done.
    Done,
    /// Somebody whispered.
    Whisper,
    /// Something could not be done.
    Trouble,
}

/// What a note shows and says.
#[derive(Debug, Clone)]
pub struct ToastFace<Message> {
    /// What it is about.
    pub sort: ToastSort,
    /// The sentence.
    pub words: String,
    /// The words on its button, and what it says.
    pub button: Option<(String, Message)>,
    /// What closing it says, where it does not pass by itself.
    pub on_close: Option<Message>,
    /// What it says when the pointer comes.
    pub on_enter: Message,
    /// What it says when the pointer goes.
    pub on_leave: Message,
}

/// Draws a note.
pub fn toast<'a, Message: Clone + 'a>(look: Look<'a>, face: ToastFace<Message>) -> Element<'a, Message> {
    let palette = look.palette;
    let (mark, ink) = match face.sort {
        ToastSort::Done => (Icon::CircleCheck, palette.ok),
        ToastSort::Whisper => (Icon::Ear, palette.whisper),
        ToastSort::Trouble => (Icon::CircleAlert, palette.danger),
    };
    let tone = if face.sort == ToastSort::Trouble { Tone::Secondary } else { Tone::Ghost };
    let button = face.button.map(|(words, said)| small_action(palette, tone, None, words).on_press(said));
    let close =
        face.on_close.map(|said| icon_action(palette, Icon::Close, 14.0).width(28).height(28).on_press(said));
    let content = row![
        container(icon(mark, 18.0, ink)).center_y(HEIGHT - 20.0),
        write(look.kept(face.words), UI, palette.ink).width(Length::Fill)
    ]
    .push(button)
    .push(close)
    .spacing(10)
    .align_y(Alignment::Center);
    let card = container(content)
        .padding(Padding { top: 10.0, right: 10.0, bottom: 10.0, left: 14.0 })
        .width(Length::Fill)
        .max_width(WIDTH)
        .style(theme::outlined(palette.raised, palette.line, 12.0));
    mouse_area(opaque(card)).on_enter(face.on_enter).on_exit(face.on_leave).into()
}
