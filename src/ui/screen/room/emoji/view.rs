//! How the emoji picker looks: the search, its sections, the grid, and what the emoji walked to is called.

use iced::keyboard::{Key, Modifiers, key::Named as NamedKey};
use iced::widget::{Column, column, container, mouse_area, row};
use iced::{Alignment, Element, Length, Padding};

use super::{Arrow, Emojis, GRID, Grid, Message, Picker, Row, SEARCH};
use crate::config::SkinTone;
use crate::phrase::Language;
use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, SMALL, UI};
use crate::ui::widget::{
    self, Icon, List, divider, ellipsis, emoji, field, glyph, hint, keycap, keys_first, press, write,
};
use crate::ui::words::{Named, Section, catalogue};

/// How wide the picker is.
const WIDTH: f32 = 350.0;
/// The hand that shows the skin.
const HAND: &str = "✋";
/// How wide and high an emoji's place is.
const CELL: f32 = 36.0;
/// How high the grid is at most and at least, and what else takes room in the window.
const GRID_MAX: f32 = 252.0;
const GRID_MIN: f32 = 108.0;
const GRID_ROUND: f32 = 330.0;

impl Emojis {
    /// Draws the picker, if it is open.
    pub(in crate::ui::screen::room) fn view<'a>(&'a self, look: Look<'a>) -> Option<Element<'a, Message>> {
        self.picker.as_ref().map(|picker| picker.view(look, self.tone))
    }
}

impl Picker {
    fn view<'a>(&'a self, look: Look<'a>, tone: SkinTone) -> Element<'a, Message> {
        let palette = look.palette;
        let hint = look.text("emoji-search");
        let search =
            field(palette, &hint, &self.typed, false).id(SEARCH).padding([7, 12]).on_input(Message::Typed);
        let height = (look.size.height - GRID_ROUND).clamp(GRID_MIN, GRID_MAX);
        let grid: Element<'a, Message> = if self.grid.signs.is_empty() {
            container(write(look.prose("emoji-empty"), UI, palette.ink_third)).center(Length::Fill).into()
        } else {
            List::new(GRID, palette, Shown { grid: &self.grid, active: self.active, tone, look })
                .from_top()
                .into()
        };
        let content = column![
            row![search, hand(look, tone)].padding([8, 8]).spacing(8).align_y(Alignment::Center),
            self.tone.map_or_else(|| self.sections(look), |at| tones(look, at)),
            divider(palette.line),
            container(grid).height(height).padding(Padding { top: 4.0, right: 6.0, bottom: 4.0, left: 6.0 }),
            divider(palette.line),
            self.preview(look, tone)
        ];
        let card = container(content).width(WIDTH).style(theme::outlined(palette.raised, palette.line, 12.0));
        keys_first(card, hear)
    }

    fn sections<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let active = self.grid.section_of(self.active);
        let tabs = [None].into_iter().chain(Section::ALL.map(Some)).map(|section| {
            let (mark, key) = told(section);
            let tab = press(glyph(mark, 18.0))
                .on_press(Message::SectionPressed(section))
                .skip_focus()
                .width(36)
                .height(32);
            let tab = match active == Some(section) {
                true => tab.style(theme::toggled(look.palette)),
                false => tab.style(theme::icon_button(look.palette)),
            };
            hint(look.palette, tab, look.text(key))
        });
        row(tabs).spacing(6).padding(Padding { top: 0.0, right: 8.0, bottom: 8.0, left: 8.0 }).into()
    }

    /// Draws what the emoji that Enter takes is called.
    fn preview<'a>(&'a self, look: Look<'a>, tone: SkinTone) -> Element<'a, Message> {
        let palette = look.palette;
        let named = self.grid.signs.get(self.active).copied();
        let content = named.map(|named| {
            let code = named.code.map(|code| format!(":{code}:")).unwrap_or_default();
            let words = row![
                ellipsis(name_of(look, named).to_owned(), UI.semibold(), palette.ink),
                ellipsis(code, SMALL, palette.ink_third)
            ];
            row![
                container(emoji(named.toned(tone), 28.0)).center_x(40),
                container(words.spacing(6).align_y(Alignment::Center)).width(Length::Fill).clip(true),
                keycap("Enter", palette)
            ]
            .spacing(6)
            .align_y(Alignment::Center)
        });
        container(row![].push(content)).center_y(44).padding([0, 10]).into()
    }
}

/// The grid as it is shown.
struct Shown<'a> {
    grid: &'a Grid,
    active: usize,
    tone: SkinTone,
    look: Look<'a>,
}

impl<'a> widget::Rows<'a, Message> for Shown<'a> {
    type Key = usize;

    fn len(&self) -> usize {
        self.grid.rows.len()
    }

    fn key(&self, index: usize) -> Option<usize> {
        (index < self.grid.rows.len()).then_some(index)
    }

    fn find(&self, key: usize, _hint: usize) -> Option<usize> {
        self.key(key)
    }

    fn build(&self, index: usize) -> Element<'a, Message> {
        let palette = self.look.palette;
        match self.grid.rows.get(index) {
            Some(Row::Head(section)) => {
                let words = write(self.look.text(told(*section).1), CAPTION.semibold(), palette.ink_third);
                container(words).padding(Padding { top: 8.0, right: 6.0, bottom: 4.0, left: 6.0 }).into()
            }
            Some(Row::Signs(signs)) => {
                let named = |at: usize| self.grid.signs.get(at).map(|named| (at, *named));
                let cells = signs.clone().filter_map(named).map(|(at, named)| self.cell(at, named));
                row(cells).into()
            }
            None => Column::new().into(),
        }
    }
}

impl<'a> Shown<'a> {
    fn cell(&self, at: usize, named: &'static Named) -> Element<'a, Message> {
        let cell = press(emoji(named.toned(self.tone), 22.0))
            .on_press(Message::Pressed(at))
            .skip_focus()
            .width(CELL)
            .height(CELL)
            .style(theme::menu_item(self.look.palette, at == self.active));
        mouse_area(cell).on_enter(Message::Pointed(at)).into()
    }
}

/// Draws the way to the skins: a hand in the chosen one.
fn hand<'a>(look: Look<'a>, tone: SkinTone) -> Element<'a, Message> {
    let hand = press(container(emoji(in_tone(HAND, tone), 20.0)).center(Length::Fill))
        .on_press(Message::TonePressed)
        .width(CELL)
        .height(CELL)
        .style(theme::icon_button(look.palette));
    hint(look.palette, hand, look.text("emoji-skin"))
}

/// Draws a hand in every skin, in the place of the sections.
fn tones<'a>(look: Look<'a>, active: usize) -> Element<'a, Message> {
    let cells = SkinTone::ALL.into_iter().enumerate().map(|(at, tone)| {
        let cell = press(container(emoji(in_tone(HAND, tone), 20.0)).center(Length::Fill))
            .on_press(Message::ToneChosen(tone))
            .skip_focus()
            .width(36)
            .height(32);
        cell.style(theme::menu_item(look.palette, at == active)).into()
    });
    row(cells).spacing(6).padding(Padding { top: 0.0, right: 8.0, bottom: 8.0, left: 8.0 }).into()
}

fn in_tone(sign: &'static str, tone: SkinTone) -> &'static str {
    catalogue::find(sign).map_or(sign, |named| named.toned(tone))
}

/// Says what a key means; letters are for the search.
fn hear(key: &Key, modifiers: Modifiers) -> Option<Message> {
    let plain = modifiers.is_empty();
    match key.as_ref() {
        Key::Named(NamedKey::ArrowLeft) if plain => Some(Message::Walked(Arrow::Left)),
        Key::Named(NamedKey::ArrowRight) if plain => Some(Message::Walked(Arrow::Right)),
        Key::Named(NamedKey::ArrowUp) if plain => Some(Message::Walked(Arrow::Up)),
        Key::Named(NamedKey::ArrowDown) if plain => Some(Message::Walked(Arrow::Down)),
        Key::Named(NamedKey::Enter) => Some(Message::Taken(modifiers.shift())),
        _ => None,
    }
}

/// Returns the picture and the words of a section; none is what is often used.
fn told(section: Option<Section>) -> (Icon, &'static str) {
    match section {
        None => (Icon::History, "emoji-recent"),
        Some(Section::Smileys) => (Icon::Smile, "emoji-smileys"),
        Some(Section::Nature) => (Icon::Leaf, "emoji-nature"),
        Some(Section::Food) => (Icon::Apple, "emoji-food"),
        Some(Section::Activity) => (Icon::Dumbbell, "emoji-activity"),
        Some(Section::Travel) => (Icon::Plane, "emoji-travel"),
        Some(Section::Objects) => (Icon::Lightbulb, "emoji-objects"),
        Some(Section::Symbols) => (Icon::Shapes, "emoji-symbols"),
    }
}

fn name_of(look: Look<'_>, named: &'static Named) -> &'static str {
    match look.phrases.language() {
        Language::Korean => named.korean,
        Language::English => named.english,
    }
}
