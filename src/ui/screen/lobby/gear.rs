//! The popover of the gear: theme and language, taking effect at once.

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Element, Length};

use super::Message;
use crate::config::{LanguageChoice, ThemeChoice};
use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, Palette, UI};
use crate::ui::widget::{divider, label, press, radio, write};

/// Draws the popover.
pub(super) fn view<'a>(look: Look<'a>, theme: ThemeChoice, language: LanguageChoice) -> Element<'a, Message> {
    let palette = look.palette;
    let themes = [
        (ThemeChoice::System, look.text("set-theme-system")),
        (ThemeChoice::Light, look.text("set-theme-light")),
        (ThemeChoice::Dark, look.text("set-theme-dark")),
    ];
    let languages = [
        (LanguageChoice::System, look.text("set-lang-system")),
        (LanguageChoice::Korean, "한국어".to_owned()),
        (LanguageChoice::English, "English".to_owned()),
    ];
    let themes = themes
        .map(|(choice, words)| choice_row(palette, choice == theme, words, Message::ThemeChosen(choice)));
    let languages = languages.map(|(choice, words)| {
        choice_row(palette, choice == language, words, Message::LanguageChosen(choice))
    });
    let content = column![
        section(palette, look.text("set-theme")),
        Column::with_children(themes),
        container(divider(palette.line)).padding([4, 4]),
        section(palette, look.text("set-language")),
        Column::with_children(languages),
    ];
    container(content).padding(6).width(240).style(theme::outlined(palette.raised, palette.line, 12.0)).into()
}

fn section<'a>(palette: &Palette, words: String) -> Element<'a, Message> {
    container(write(words, CAPTION.semibold(), palette.ink_third)).padding([6, 10]).into()
}

fn choice_row<'a>(
    palette: &'static Palette,
    is_on: bool,
    words: String,
    message: Message,
) -> Element<'a, Message> {
    press(row![radio(palette, is_on), label(words, UI)].spacing(10).align_y(Alignment::Center))
        .on_press(message)
        .width(Length::Fill)
        .height(34)
        .padding([0, 10])
        .align(Alignment::Start)
        .style(theme::menu_item(palette, false))
        .ring(palette.accent)
        .into()
}
