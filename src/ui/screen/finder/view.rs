//! How the finder looks: the field, and under it what was found, in three parts.

use iced::widget::{Column, Row, column, container, row, text_input};
use iced::{Alignment, Element, Length, Padding};

use super::{ACTIVE, Aim, FIELD, Finder, Message, Offer};
use crate::ui::look::Look;
use crate::ui::screen::room::people;
use crate::ui::theme::{self, BODY, CAPTION, SMALL, UI};
use crate::ui::widget::{
    Icon, avatar, divider, ellipsis, icon, initial_tile, keycap, press, scrolled, write,
};

/// How wide the finder is.
pub const WIDTH: f32 = 560.0;
/// How high a row is.
const ROW: f32 = 40.0;
/// How high the list is at most, and what else stands above and below it in the window.
const LIST: f32 = 410.0;
const AROUND: f32 = 88.0 + 58.0 + 24.0;
/// The titles of the parts, in their order.
const TITLES: [&str; 3] = ["palette-actions", "palette-rooms", "palette-people"];

impl Finder {
    /// Draws the card.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let field = text_input(&look.text("palette-placeholder"), &self.typed)
            .id(FIELD)
            .on_input(Message::Typed)
            .on_submit(Message::Entered)
            .font(theme::REGULAR)
            .size(BODY.size)
            .line_height(BODY.line_height())
            .padding([10, 0])
            .style(theme::field_bare(palette));
        let head = row![icon(Icon::Search, 18.0, palette.ink_second), field, keycap("Esc", palette)]
            .spacing(12)
            .height(56)
            .align_y(Alignment::Center)
            .padding([0, 20]);
        let list = container(scrolled(palette, container(self.list(look)).padding([0, 8])))
            .max_height(LIST.min(look.size.height - AROUND).max(ROW));
        column![head, container(divider(palette.line)).padding([0, 12]), container(list).padding([8, 0])]
            .into()
    }

    fn list<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        if self.found.is_empty() {
            let words = write(look.prose("palette-empty"), SMALL, look.palette.ink_third);
            return container(words).padding([8, 12]).into();
        }
        let mut part = None;
        let rows = self.found().enumerate().flat_map(|(at, offer)| {
            let is_first = part.replace(offer.to.part()) != Some(offer.to.part());
            let title = is_first.then(|| title(look, offer.to.part()));
            title.into_iter().chain([self.row(look, at, offer)])
        });
        Column::with_children(rows.collect::<Vec<_>>()).into()
    }

    fn row<'a>(&self, look: Look<'a>, at: usize, offer: &'a Offer) -> Element<'a, Message> {
        let palette = look.palette;
        let is_active = at == self.active;
        let mark: Element<'a, Message> = match &offer.to {
            Aim::Action(_, mark) => icon(*mark, 18.0, palette.ink_second).into(),
            Aim::Room(_, fill) | Aim::Before(_, fill) => initial_tile(&offer.words, *fill, 24.0),
            Aim::Person(key) => avatar(&offer.words, people::fill(key), 24.0, None),
        };
        let caps = offer.caps.iter().map(|cap| keycap(cap.as_str(), palette));
        let content = row![
            mark,
            container(ellipsis(offer.words.clone(), UI, palette.ink)).width(Length::Fill),
            Row::with_children(caps).spacing(8)
        ]
        .spacing(10)
        .align_y(Alignment::Center);
        let row = press(content)
            .on_press(Message::Pressed(at))
            .skip_focus()
            .width(Length::Fill)
            .height(ROW)
            .padding([0, 12])
            .style(theme::menu_item(palette, is_active));
        if is_active { container(row).id(ACTIVE).into() } else { row.into() }
    }
}

fn title<'a>(look: Look<'a>, part: usize) -> Element<'a, Message> {
    let words = TITLES.get(part).map(|key| look.text(key)).unwrap_or_default();
    container(write(words, CAPTION.semibold(), look.palette.ink_third))
        .padding(Padding { top: 6.0, right: 12.0, bottom: 6.0, left: 12.0 })
        .into()
}
