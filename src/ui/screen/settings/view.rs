//! How the settings are put together: the pages at the left, or in a narrow window first, and one of them.

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Element, Length, Padding};

use super::parts::Scene;
use super::{Facts, Message, Page, Settings};
use crate::config;
use crate::ui::look::Look;
use crate::ui::mistake;
use crate::ui::theme::{self, HEAD, SMALL, TITLE, UI};
use crate::ui::widget::{Icon, divider, glyph, icon, icon_action, label, press, scrolled, upright, write};

/// How wide the list of pages is, and a page at most.
const NAV_WIDTH: f32 = 216.0;
const PAGE_WIDTH: f32 = 696.0;
/// How far a page stands from the sides.
const SIDE: f32 = 32.0;
const SIDE_NARROW: f32 = 16.0;

/// Every page that the list leads to.
const PAGES: [(Page, Icon, &str); 6] = [
    (Page::Profile, Icon::User, "set-profile"),
    (Page::Appearance, Icon::Palette, "set-appearance"),
    (Page::Notifications, Icon::Bell, "set-notifications"),
    (Page::Language, Icon::Languages, "set-language"),
    (Page::Privacy, Icon::ShieldCheck, "set-privacy"),
    (Page::About, Icon::Info, "set-about"),
];

impl Settings {
    /// Draws the settings.
    pub fn view<'a>(&'a self, look: Look<'a>, facts: Facts<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let whole: Element<'a, Message> = match (look.is_narrow(), self.is_list) {
            (true, true) => self.nav(look, Length::Fill),
            (true, false) => self.page(look, facts, look.size.width - 2.0 * SIDE_NARROW),
            (false, _) => {
                let width = look.size.width - NAV_WIDTH - 1.0 - 2.0 * SIDE;
                row![
                    self.nav(look, Length::Fixed(NAV_WIDTH)),
                    upright(palette.line),
                    self.page(look, facts, width)
                ]
                .into()
            }
        };
        container(whole)
            .width(Length::Fill)
            .height(Length::Fill)
            .style(theme::filled(palette.paper, 0.0))
            .into()
    }

    fn nav<'a>(&'a self, look: Look<'a>, width: Length) -> Element<'a, Message> {
        let palette = look.palette;
        let back =
            icon_action(palette, Icon::ChevronLeft, 20.0).on_press(Message::BackPressed(look.is_narrow()));
        let title = row![back, write(look.text("set-title"), TITLE, palette.ink)]
            .spacing(4)
            .height(44)
            .align_y(Alignment::Center);
        let shown = if self.page == Page::Thanks { Page::About } else { self.page };
        let rows = PAGES.into_iter().map(|(page, mark, words)| {
            let is_active = !look.is_narrow() && page == shown;
            let font = if is_active { UI.medium() } else { UI };
            press(
                row![glyph(mark, 17.0), label(look.text(words), font)].spacing(10).align_y(Alignment::Center),
            )
            .on_press(Message::PagePressed(page))
            .width(Length::Fill)
            .height(if look.is_narrow() { 48 } else { 38 })
            .padding([0, 10])
            .align(Alignment::Start)
            .style(theme::nav_item(palette, is_active))
            .ring(palette.accent)
            .into()
        });
        let rows = scrolled(palette, Column::with_children(rows).spacing(2)).height(Length::Fill);
        container(column![title, rows].spacing(12))
            .padding([12, 12])
            .width(width)
            .height(Length::Fill)
            .style(theme::filled(palette.side, 0.0))
            .into()
    }

    fn page<'a>(&'a self, look: Look<'a>, facts: Facts<'a>, width: f32) -> Element<'a, Message> {
        let palette = look.palette;
        let scene = Scene { look, facts, width: width.min(PAGE_WIDTH) };
        let has_back = look.is_narrow() || self.page == Page::Thanks;
        let back = has_back.then(|| {
            icon_action(palette, Icon::ChevronLeft, 20.0).on_press(Message::BackPressed(look.is_narrow()))
        });
        let head = row![].push(back).push(write(look.text(self.title()), HEAD, palette.ink));
        let unwritten = facts.unwritten.map(|error| unwritten(look, error));
        let cards = match self.page {
            Page::Profile => self.profile(scene),
            Page::Appearance => self.appearance(scene),
            Page::Notifications => self.notifications(scene),
            Page::Language => self.language(scene),
            Page::Privacy => self.privacy(scene),
            Page::About => self.about(scene),
            Page::Thanks => self.thanks(scene),
        };
        let content = column![head.spacing(4).height(40).align_y(Alignment::Center)]
            .push(unwritten)
            .push(Column::with_children(cards).spacing(14))
            .spacing(8)
            .max_width(PAGE_WIDTH);
        let side = if look.is_narrow() { SIDE_NARROW } else { SIDE };
        let content = container(content)
            .padding(Padding { top: 14.0, right: side, bottom: 24.0, left: side })
            .width(Length::Fill);
        scrolled(palette, content).width(Length::Fill).height(Length::Fill).into()
    }

    fn title(&self) -> &'static str {
        let listed = PAGES.into_iter().find(|(page, ..)| *page == self.page);
        listed.map_or("about-thanks", |(.., words)| words)
    }
}

/// Draws that the choices of this time are not written, and why.
fn unwritten<'a>(look: Look<'a>, error: &config::Error) -> Element<'a, Message> {
    let palette = look.palette;
    let words = column![
        write(look.prose("set-unwritten"), SMALL, palette.ink),
        write(look.kept(mistake::of_file(look.phrases, error)), theme::CAPTION, palette.ink_second)
    ];
    let content = row![icon(Icon::TriangleAlert, 16.0, palette.warn), words.width(Length::Fill)].spacing(10);
    column![
        container(content).padding([10, 14]).width(Length::Fill).style(theme::outlined(
            palette.warn_soft,
            palette.warn_line,
            12.0
        )),
        container(divider(iced::Color::TRANSPARENT)).height(6)
    ]
    .into()
}
