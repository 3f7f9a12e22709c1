//! How the settings are put together: the list of pages, and one of them.

use iced::widget::{column, container, row};
use iced::{Element, Length};

use super::parts::Scene;
use super::{Facts, Message, Page, Settings};
use crate::config;
use crate::ui::look::Look;
use crate::ui::mistake;
use crate::ui::screen::pages;
use crate::ui::theme::{self, SMALL};
use crate::ui::widget::{Icon, divider, icon, write};

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
        pages::spread(
            look,
            self.is_list,
            |width| self.nav(look, width),
            |width| self.page(Scene { look, facts, width }),
        )
    }

    fn nav<'a>(&'a self, look: Look<'a>, width: Length) -> Element<'a, Message> {
        let shown = if self.page == Page::Thanks { Page::About } else { self.page };
        let rows = PAGES.into_iter().map(|(page, mark, words)| {
            let row = pages::nav_row(look, mark, look.text(words), None, page == shown);
            row.on_press(Message::PagePressed(page)).into()
        });
        pages::nav(
            look,
            pages::Nav {
                width,
                title: "set-title",
                on_back: Message::BackPressed(look.is_narrow()),
                about: None,
                rows: rows.collect(),
                foot: None,
            },
        )
    }

    fn page<'a>(&'a self, scene: Scene<'a>) -> Element<'a, Message> {
        let look = scene.look;
        let has_back = look.is_narrow() || self.page == Page::Thanks;
        let back = has_back.then(|| Message::BackPressed(look.is_narrow()));
        let unwritten = scene.facts.unwritten.map(|error| unwritten(look, error));
        let cards = match self.page {
            Page::Profile => self.profile(scene),
            Page::Appearance => self.appearance(scene),
            Page::Notifications => self.notifications(scene),
            Page::Language => self.language(scene),
            Page::Privacy => self.privacy(scene),
            Page::About => self.about(scene),
            Page::Thanks => self.thanks(scene),
        };
        pages::page(look, (self.title(), back), unwritten, cards)
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
