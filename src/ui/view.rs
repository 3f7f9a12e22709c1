//! How the window is put together: the screen, and one dialog over it.

use iced::widget::{column, row, space};
use iced::{Color, Element, Size};
use jiff::Timestamp;

use super::open::Stay;
use super::{App, Message, finder, host_setup, join, mistake, room};
use crate::client::Phase;
use crate::ui::look::Look;
use crate::ui::screen::lobby::pigment;
use crate::ui::screen::rail::{self, Link, Me, Tile};
use crate::ui::screen::room::people;
use crate::ui::screen::shortcuts;
use crate::ui::theme::{Palette, SMALL, UI};
use crate::ui::widget::{
    Icon, Region, SAFE, Tint, Tone, action, deck, dialog_card, hung, inert, layered, modal, modest,
    plate_head, region, spring, write,
};
use crate::wire::limits;

/// How far below the top the finder hangs.
const FINDER_TOP: f32 = 88.0;
/// How wide the message about the settings file is.
const ERROR_WIDTH: f32 = 480.0;
/// What the lobby's page goes by; visits are counted from 1.
const LOBBY: u64 = 0;
/// What the page of the settings goes by.
const SETTINGS: u64 = u64::MAX;

impl App {
    pub(super) fn view_or_blank(app: &Option<Self>) -> Element<'_, Message> {
        app.as_ref().map_or_else(|| space().into(), Self::view)
    }

    /// Draws the window.
    pub fn view(&self) -> Element<'_, Message> {
        modest(self.page(), limits::PASTE_BYTES, Message::PasteRefused)
    }

    fn page(&self) -> Element<'_, Message> {
        let look = self.look();
        let screen = self.screen(look);
        if let Some(error) = &self.config_error {
            return modal(
                self.palette,
                screen,
                Some((ERROR_WIDTH, error_card(look, error))),
                Message::ErrorRead,
            );
        }
        if let Some(sentence) = &self.trouble {
            let card = trouble_card(look, sentence);
            return modal(self.palette, screen, Some((ERROR_WIDTH, card)), Message::ErrorRead);
        }
        if self.is_sheet_shown {
            let card = shortcuts::view(look).map(|shortcuts::Closed| Message::SheetAsked);
            return modal(self.palette, screen, Some((shortcuts::WIDTH, card)), Message::SheetAsked);
        }
        if let Some(finder) = &self.finder {
            let card = finder.view(look).map(Message::Finder);
            let close = Message::Finder(finder::Message::Closed);
            return hung(self.palette, screen, (FINDER_TOP, finder::WIDTH, card), close);
        }
        if let Some(join) = &self.join {
            let card = join.view(look).map(Message::Join);
            let close = Message::Join(join::Message::CancelPressed);
            return modal(self.palette, screen, Some((join::WIDTH, card)), close);
        }
        let card = self.setup.as_ref().map(|setup| (host_setup::WIDTH, setup.view(look).map(Message::Setup)));
        modal(self.palette, screen, card, Message::Setup(host_setup::Message::CancelPressed))
    }

    /// Draws the strip with the rooms, and beside it the one that is shown, or the lobby.
    fn screen<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let tiles = self.tiles();
        let has_rail = !tiles.is_empty() && !look.is_narrow();
        let rail = if has_rail {
            region(Region::Rail, self.rail.view(look, &tiles, self.me()).map(Message::Rail))
        } else {
            space().into()
        };
        let (page, card, on_close) = match self.open.shown() {
            Some(stay) => {
                let number = stay.number;
                let of_room = move |message| Message::Room(number, message);
                let card = stay.room.card(look).map(|(width, card)| (width, card.map(of_room)));
                (stay.room.page(look).map(of_room), card, of_room(room::Message::Dismissed))
            }
            None if self.settings.is_some() => {
                let width = look.size.width - if has_rail { rail::WIDTH } else { 0.0 };
                let look = Look { size: Size { width, ..look.size }, ..look };
                let page = layered(self.settings_page(look), self.toasts(look));
                (page, None, Message::Rail(rail::Message::Dismissed))
            }
            None => {
                let width = look.size.width - if has_rail { rail::WIDTH } else { 0.0 };
                let look = Look { size: Size { width, ..look.size }, ..look };
                let is_far = !tiles.is_empty() && look.is_narrow() && !has_rail;
                let bar = is_far.then(|| self.rail.bar(look, &tiles).map(Message::Rail));
                let lobby = self.lobby.view(look).map(Message::Lobby);
                let lobby = layered(lobby, self.toasts(look));
                let page = column![bar.unwrap_or_else(|| space().into()), lobby];
                (page.into(), None, Message::Rail(rail::Message::Dismissed))
            }
        };
        // Every slot stays taken, so that what is shown keeps its state at any width.
        let nowhere = if self.settings.is_some() { SETTINGS } else { LOBBY };
        let key = self.open.shown().map_or(nowhere, |stay| stay.number);
        let kept = tiles.iter().map(|tile| tile.number).chain([nowhere]).collect();
        let base = row![rail, deck(key, kept, page)];
        let over = self.rail.over(look, &tiles).map(|over| over.map(Message::Rail));
        modal(self.palette, layered(inert(base, over.is_some()), over), card, on_close)
    }

    /// Draws the short notes where no room is shown.
    fn toasts<'a>(&'a self, look: Look<'a>) -> Option<Element<'a, Message>> {
        self.toasts.view(look).map(|toasts| toasts.map(Message::Toast))
    }

    /// Returns what the tiles show.
    fn tiles(&self) -> Vec<Tile> {
        let behind = self.settings.as_ref().and_then(|settings| settings.back);
        let shown = self.open.shown().map(|stay| stay.number).or(behind);
        let stays = self.open.stays().iter();
        stays.map(|stay| tile_of(self.palette, stay, shown == Some(stay.number))).collect()
    }

    /// Returns who sits here, as the room that is shown knows it.
    fn me(&self) -> Option<Me> {
        let stay = self.open.shown()?;
        let me = stay.room.timeline().me()?;
        Some(Me { name: me.name.to_string(), is_here: stay.room.end().is_none() })
    }

    /// Returns the colour of the own tile: the one that was chosen, or that of the own key.
    fn own_fill(&self) -> Color {
        let chosen = usize::from(self.config.profile.colour).checked_sub(1);
        chosen.map_or_else(|| people::fill(&self.identity.public()), pigment)
    }

    pub(super) fn look(&self) -> Look<'_> {
        Look {
            phrases: &self.phrases,
            palette: self.palette,
            pictures: &self.pictures,
            window: self.config.window,
            mine: self.own_fill(),
            size: self.size,
            now: Timestamp::now(),
            zone: &self.zone,
        }
    }
}

fn tile_of(palette: &Palette, stay: &Stay, is_shown: bool) -> Tile {
    let room = stay.room.timeline().room();
    Tile {
        number: stay.number,
        name: room.map(|room| room.name.to_string()).unwrap_or_default(),
        fill: room.map_or(palette.accent, |room| people::room_fill(&room.id)),
        is_shown,
        is_own: stay.is_own(),
        is_quiet: stay.is_quiet,
        link: match stay.room.timeline().phase() {
            Phase::Here => Link::Up,
            Phase::Entering(_) | Phase::Lost { .. } => Link::Broken,
            Phase::Ended(_) => Link::Over,
        },
        unread: stay.room.unread(),
        has_invite: stay.room.has_invitation(),
    }
}

/// Tells that the settings file cannot be read, where, and that it was left as it is.
fn error_card<'a>(look: Look<'a>, error: &crate::config::Error) -> Element<'a, Message> {
    let palette = look.palette;
    let body = column![
        plate_head(palette, Icon::TriangleAlert, Tint::Warn, look.prose("config-broken-title")),
        write(look.prose("config-using-defaults"), UI, palette.ink_second),
        write(look.kept(mistake::of_file(look.phrases, error)), SMALL, palette.ink_third)
    ]
    .spacing(12);
    let done = action(palette, Tone::Primary, None, look.text("config-use-defaults"))
        .on_press(Message::ErrorRead)
        .id(SAFE);
    dialog_card(look, body.into(), row![spring(), done].into())
}

/// Tells that nothing will be kept, and why.
fn trouble_card<'a>(look: Look<'a>, sentence: &str) -> Element<'a, Message> {
    let palette = look.palette;
    let body = column![
        plate_head(palette, Icon::TriangleAlert, Tint::Warn, look.prose("start-nothing-kept-title")),
        write(look.kept(sentence.to_owned()), UI, palette.ink_second),
        write(look.prose("start-nothing-kept-body"), UI, palette.ink_second)
    ]
    .spacing(12);
    let done = action(palette, Tone::Primary, None, look.text("start-nothing-kept-go"))
        .on_press(Message::ErrorRead)
        .id(SAFE);
    dialog_card(look, body.into(), row![spring(), done].into())
}
