//! The page about how the window looks: theme, sizes, spacing, clock, motion.

use iced::widget::{Row, column, container, row, slider, space};
use iced::{Alignment, Element, Length, border};

use super::parts::Scene;
use super::{Message, Settings};
use crate::config::{Choice, Density, ThemeChoice};
use crate::ui::theme::{self, BODY, CAPTION, HANJI, HEAD, NIGHT, Palette, SMALL, TILES, UI};
use crate::ui::widget::{Icon, glyph, label, press, radio, write};
use crate::wire::limits;

/// How high the picture of a theme is.
const PICTURE_HEIGHT: f32 = 96.0;
/// How wide the way of the slider is.
const SLIDER_WIDTH: f32 = 180.0;

impl Settings {
    /// Draws the page.
    pub(super) fn appearance<'a>(&'a self, scene: Scene<'a>) -> Vec<Element<'a, Message>> {
        let window = &scene.facts.config.window;
        let rows = vec![
            scene.wide_row("set-text-size", None, text_size(scene)),
            scene.row("set-scale", Some(scene.look.prose("set-scale-help")), scale(scene)),
            scene.wide_row("set-density", None, density(scene)),
            scene.switch("set-timestamps", None, window.full_day, Choice::FullDay),
            scene.switch("set-motion", Some("set-motion-help"), window.reduce_motion, Choice::ReduceMotion),
        ];
        vec![themes(scene), scene.card(rows)]
    }
}

fn themes<'a>(scene: Scene<'a>) -> Element<'a, Message> {
    let (look, palette) = (scene.look, scene.palette());
    let themes = [
        (ThemeChoice::Light, "set-theme-light", [&HANJI, &HANJI]),
        (ThemeChoice::Dark, "set-theme-dark", [&NIGHT, &NIGHT]),
        (ThemeChoice::System, "set-theme-system", [&HANJI, &NIGHT]),
    ];
    let themes = themes.into_iter().map(|(choice, words, halves)| {
        let is_on = scene.facts.config.profile.theme == choice;
        let name = label(look.prose(words), if scene.is_tight() { SMALL } else { UI }).width(Length::Fill);
        let name = row![radio(palette, is_on), name].spacing(8).align_y(Alignment::Center);
        let ring = if is_on { palette.accent } else { palette.raised };
        let picture =
            container(picture(halves)).padding(5).style(theme::plate(palette.raised, ring, 2.0, 12.0));
        press(column![picture, container(name).padding([0, 4])].spacing(8))
            .on_press(Message::Chosen(Choice::Theme(choice)))
            .width(Length::Fill)
            .style(move |_| iced::widget::button::Style { text_color: palette.ink, ..Default::default() })
            .ring(palette.accent)
            .into()
    });
    let themes = Row::with_children(themes).spacing(if scene.is_tight() { 6 } else { 16 });
    let title = write(look.text("set-theme"), UI.medium(), palette.ink);
    scene.plain_card(container(column![title, themes].spacing(10)).padding(16))
}

/// Draws a small window: its left half in one theme, its right half in the other.
fn picture<'a>([left, right]: [&'static Palette; 2]) -> Element<'a, Message> {
    let bars = [(8_u16, 4_u16, 3), (6, 3, 1), (5, 4, 0)];
    let lines = bars.map(|(long, short, tile)| {
        let bar = |tenths: u16, color| {
            let width = Length::FillPortion(tenths);
            let rest = Length::FillPortion(10_u16.saturating_sub(tenths));
            row![
                container(space()).width(width).height(4).style(theme::filled(color, 2.0)),
                space().width(rest)
            ]
        };
        let fill = TILES.get(tile).copied().unwrap_or(left.accent);
        let tile = container(space()).width(14).height(14).style(theme::filled(fill, 4.0));
        row![tile, column![bar(short, left.ink_second), bar(long, left.thumb)].spacing(4).width(Length::Fill)]
            .spacing(6)
            .align_y(Alignment::Center)
            .into()
    });
    let page = column(lines).spacing(7).padding([10, 8]);
    let strip = |color, radius| {
        container(space()).height(Length::Fill).style(move |_: &iced::Theme| {
            container::background(color).border(border::Border::default().rounded(radius))
        })
    };
    let middle =
        container(page).width(Length::Fill).height(Length::Fill).style(theme::filled(left.paper, 0.0));
    let far = row![
        strip(right.paper, border::Radius::default()).width(Length::Fill),
        strip(right.side, border::right(8)).width(22)
    ];
    let window = row![
        strip(left.rail, border::left(8)).width(14),
        container(middle).width(Length::FillPortion(3)),
        container(far).width(Length::FillPortion(2))
    ]
    .height(PICTURE_HEIGHT);
    // Between the parts the ground shines through by a hair.
    container(window).style(theme::filled(left.paper, 8.0)).into()
}

fn text_size<'a>(scene: Scene<'a>) -> Element<'a, Message> {
    let (look, palette) = (scene.look, scene.palette());
    let size = scene.facts.config.window.text_size;
    let step = |words: &'static str, style: theme::Type, size: u8| {
        press(label(words, style))
            .on_press(Message::Chosen(Choice::TextSize(size)))
            .width(28)
            .height(28)
            .style(theme::icon_button(palette))
            .ring(palette.accent)
    };
    let way = slider(limits::TEXT_SIZE_MIN..=limits::TEXT_SIZE_MAX, size, |size| {
        Message::Chosen(Choice::TextSize(size))
    })
    .width(if scene.is_tight() { Length::Fill } else { SLIDER_WIDTH.into() })
    .style(theme::way(palette));
    let words = write(look.with("set-text-size-now", &[("size", size.into())]), SMALL, palette.ink_second);
    row![
        step("A", CAPTION, size.saturating_sub(1)),
        way,
        step("A", HEAD, size.saturating_add(1)),
        container(words).width(44).align_x(Alignment::End)
    ]
    .spacing(8)
    .align_y(Alignment::Center)
    .into()
}

fn scale<'a>(scene: Scene<'a>) -> Element<'a, Message> {
    let (look, palette) = (scene.look, scene.palette());
    let scale = scene.facts.config.window.scale;
    let step = |mark: Icon, scale: u16, is_possible: bool| {
        press(glyph(mark, 16.0))
            .on_press_maybe(is_possible.then_some(Message::Chosen(Choice::Scale(scale))))
            .width(30)
            .height(30)
            .style(theme::icon_button(palette))
            .ring(palette.accent)
    };
    let words = label(look.with("set-scale-now", &[("percent", scale.into())]), BODY.medium());
    let reset = press(words)
        .on_press_maybe((scale != limits::SCALE).then_some(Message::Chosen(Choice::Scale(limits::SCALE))))
        .width(64)
        .height(30)
        .style(move |_| iced::widget::button::Style { text_color: palette.ink, ..Default::default() })
        .ring(palette.accent);
    let smaller = step(Icon::ZoomOut, scale.saturating_sub(limits::SCALE_STEP), scale > limits::SCALE_MIN);
    let larger = step(Icon::ZoomIn, scale.saturating_add(limits::SCALE_STEP), scale < limits::SCALE_MAX);
    row![smaller, reset, larger].align_y(Alignment::Center).into()
}

fn density<'a>(scene: Scene<'a>) -> Element<'a, Message> {
    let chosen = scene.facts.config.window.density;
    let choices = [(Density::Normal, "set-density-cosy"), (Density::Compact, "set-density-compact")];
    let choices =
        choices.map(|(density, words)| (scene.look.text(words), density == chosen, Choice::Density(density)));
    scene.segments(choices.into())
}
