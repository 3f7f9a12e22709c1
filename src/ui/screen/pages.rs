//! Pages of choices with a list of them at the left, or in a narrow window before each page: what the settings of the
//! program and those of a room are drawn with.

mod scene;

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Element, Length, Padding};

pub(super) use scene::Scene;

use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, HEAD, TITLE, UI};
use crate::ui::widget::{
    Icon, Press, glyph, icon_action, label, press, rove, scrolled, spring, upright, write,
};

/// How wide the list of pages is, and a page at most.
const NAV_WIDTH: f32 = 216.0;
const PAGE_WIDTH: f32 = 696.0;
/// How far a page stands from the sides.
const SIDE: f32 = 32.0;
const SIDE_NARROW: f32 = 16.0;

/// Draws the list, the page, or both beside each other; the page is told how wide its cards are.
pub(super) fn spread<'a, Message: 'a>(
    look: Look<'a>,
    is_list: bool,
    nav: impl FnOnce(Length) -> Element<'a, Message>,
    page: impl FnOnce(f32) -> Element<'a, Message>,
) -> Element<'a, Message> {
    let palette = look.palette;
    let whole: Element<'a, Message> = match (look.is_narrow(), is_list) {
        (true, true) => nav(Length::Fill),
        (true, false) => page((look.size.width - 2.0 * SIDE_NARROW).min(PAGE_WIDTH)),
        (false, _) => {
            let width = look.size.width - NAV_WIDTH - 1.0 - 2.0 * SIDE;
            row![nav(Length::Fixed(NAV_WIDTH)), upright(palette.line), page(width.min(PAGE_WIDTH))].into()
        }
    };
    container(whole).width(Length::Fill).height(Length::Fill).style(theme::filled(palette.paper, 0.0)).into()
}

/// What the list of pages is drawn from.
pub(super) struct Nav<'a, Message> {
    pub(super) width: Length,
    /// The key of its title, and what the arrow before that says.
    pub(super) title: &'static str,
    pub(super) on_back: Message,
    /// What all of it is about.
    pub(super) about: Option<Element<'a, Message>>,
    pub(super) rows: Vec<Element<'a, Message>>,
    /// What stands at its foot and is no page.
    pub(super) foot: Option<Element<'a, Message>>,
}

/// Draws the list of pages.
pub(super) fn nav<'a, Message: Clone + 'a>(look: Look<'a>, nav: Nav<'a, Message>) -> Element<'a, Message> {
    let Nav { width, title, on_back, about, rows, foot } = nav;
    let palette = look.palette;
    let back = icon_action(palette, Icon::ChevronLeft, 20.0).on_press(on_back);
    let title = row![back, write(look.text(title), TITLE, palette.ink)]
        .spacing(4)
        .height(44)
        .align_y(Alignment::Center);
    let rows = scrolled(palette, Column::with_children(rows).spacing(2));
    let rows = container(rove(rows)).height(Length::Fill);
    container(column![title].push(about).push(rows).push(foot).spacing(12))
        .padding([12, 12])
        .width(width)
        .height(Length::Fill)
        .style(theme::filled(palette.side, 0.0))
        .into()
}

/// Draws a row of the list, with how many there are of what its page is about.
pub(super) fn nav_row<'a, Message: Clone + 'a>(
    look: Look<'a>,
    mark: Icon,
    words: String,
    count: Option<usize>,
    is_shown: bool,
) -> Press<'a, Message> {
    let palette = look.palette;
    let is_active = !look.is_narrow() && is_shown;
    let font = if is_active { UI.medium() } else { UI };
    let count = count.map(|count| write(count.to_string(), CAPTION, palette.ink_third));
    let content = row![glyph(mark, 17.0), label(words, font)].spacing(10).align_y(Alignment::Center);
    let content = match count {
        Some(count) => content.push(spring()).push(count),
        None => content,
    };
    press(content)
        .width(Length::Fill)
        .height(if look.is_narrow() { 48 } else { 38 })
        .padding([0, 10])
        .align(Alignment::Start)
        .style(theme::nav_item(palette, is_active))
        .ring(palette.accent)
}

/// Draws a page: its title with the way back, if there is one, notes below it, and its cards.
pub(super) fn page<'a, Message: Clone + 'a>(
    look: Look<'a>,
    (title, on_back): (&str, Option<Message>),
    note: Option<Element<'a, Message>>,
    cards: Vec<Element<'a, Message>>,
) -> Element<'a, Message> {
    let palette = look.palette;
    let back = on_back.map(|message| icon_action(palette, Icon::ChevronLeft, 20.0).on_press(message));
    let head = row![].push(back).push(write(look.text(title), HEAD, palette.ink));
    let content = column![head.spacing(4).height(40).align_y(Alignment::Center)]
        .push(note)
        .push(Column::with_children(cards).spacing(14))
        .spacing(8)
        .max_width(PAGE_WIDTH);
    let side = if look.is_narrow() { SIDE_NARROW } else { SIDE };
    let content = container(content)
        .padding(Padding { top: 14.0, right: side, bottom: 24.0, left: side })
        .width(Length::Fill);
    scrolled(palette, content).width(Length::Fill).height(Length::Fill).into()
}
