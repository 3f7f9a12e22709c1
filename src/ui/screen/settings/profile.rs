//! The page about the person: name, the colour of the own tile, the key.

use iced::widget::{column, container, row};
use iced::{Alignment, Element, Length};

use super::parts::Scene;
use super::{Message, NAME, Settings};
use crate::config::Choice;
use crate::phrase;
use crate::ui::screen::room::people;
use crate::ui::theme::{self, MONO, SMALL, TILES, UI};
use crate::ui::widget::{Icon, field, field_label, glyph, initial_tile, press, text_action, trouble, write};

impl Settings {
    /// Draws the page.
    pub(super) fn profile<'a>(&'a self, scene: Scene<'a>) -> Vec<Element<'a, Message>> {
        vec![self.name_card(scene), colour_card(scene), key_card(scene)]
    }

    fn name_card<'a>(&'a self, scene: Scene<'a>) -> Element<'a, Message> {
        let (look, palette) = (scene.look, scene.palette());
        let hint = look.text("launcher-name-placeholder");
        let input = field(palette, &hint, &self.name, self.name_error.is_some())
            .id(NAME)
            .on_input(Message::Named)
            .on_submit(Message::NameDone)
            .width(Length::Fill);
        let below: Element<'a, Message> = match &self.name_error {
            Some(error) => trouble(palette, look.kept(phrase::of_name_error(look.phrases, error))),
            None => write(look.prose("set-name-help"), SMALL, palette.ink_third).into(),
        };
        let words =
            column![field_label(palette, look.text("set-name")), container(input).max_width(280), below]
                .spacing(6)
                .width(Length::Fill);
        let tile = initial_tile(&self.name, look.mine, 72.0);
        scene.plain_card(container(row![tile, words].spacing(20).align_y(Alignment::Center)).padding(20))
    }
}

fn colour_card<'a>(scene: Scene<'a>) -> Element<'a, Message> {
    let (look, palette) = (scene.look, scene.palette());
    let chosen = scene.facts.config.profile.colour;
    let of_key = (chosen != 0).then(|| {
        text_action(palette, look.text("set-colour-key")).on_press(Message::Chosen(Choice::Colour(0)))
    });
    let head = row![
        column![
            write(look.text("set-colour"), UI.medium(), palette.ink),
            write(look.prose("set-colour-help"), SMALL, palette.ink_third)
        ]
        .spacing(1)
        .width(Length::Fill)
    ]
    .push(of_key)
    .spacing(12);
    let swatches = TILES.into_iter().zip(1_u8..).map(|(fill, number)| {
        let is_on = if chosen == 0 { fill == people::fill(&scene.facts.key) } else { chosen == number };
        let check: Element<'a, Message> = if is_on {
            glyph(Icon::Check, 16.0).color(iced::Color::WHITE).into()
        } else {
            iced::widget::space().into()
        };
        let square = container(check).center(32).style(theme::filled(fill, 10.0));
        press(square)
            .on_press(Message::Chosen(Choice::Colour(number)))
            .width(40)
            .height(40)
            .style(theme::swatch(palette, is_on))
            .ring(palette.accent)
            .into()
    });
    let swatches = row(swatches).spacing(if scene.is_tight() { 4 } else { 12 }).wrap();
    scene.plain_card(container(column![head, swatches].spacing(12)).padding(16))
}

fn key_card<'a>(scene: Scene<'a>) -> Element<'a, Message> {
    let palette = scene.palette();
    let mark = container(write(scene.facts.key.mark(), MONO, palette.ink_second))
        .padding([6, 10])
        .style(theme::filled(palette.sunken, 8.0));
    scene.card(vec![scene.row("set-identity", Some(scene.look.prose("set-identity-help")), mark)])
}
