//! The strip at the left: the app, the rooms that are open, a way to another one, and oneself.
//!
//! A narrow window has no strip; there the same rooms are a page of their own. What a tile shows is told by the window
//! each time it is drawn: nothing about a room is kept here.

mod page;
mod tile;

use iced::widget::{Column, column, container, image, mouse_area, opaque, pin, row, space};
use iced::{Alignment, Color, Element, Length, Padding};

use super::room::{Unread, people};
use crate::ui::look::Look;
use crate::ui::theme::{self, UI};
use crate::ui::widget::{Icon, avatar, divider, glyph, icon_action, label, layered, press, rove, scrolled};
use crate::wire::PresenceState;

/// How wide the strip is.
pub const WIDTH: f32 = 64.0;
/// How wide the menu of a tile is.
const MENU_WIDTH: f32 = 220.0;
/// Where the first tile's menu begins, and how far apart the tiles are.
const FIRST_TILE: f32 = 71.0;
const TILE_STEP: f32 = 48.0;
/// How high the menu of a tile is.
const MENU_HEIGHT: f32 = 4.0 * 34.0 + 9.0 + 12.0;

/// How a room is reached right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The link stands.
    Up,
    /// The link is broken, and dialled again.
    Broken,
    /// The room is over.
    Over,
}

/// What a tile shows of a room.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// What the room goes by in the window.
    pub number: u64,
    /// What it is called.
    pub name: String,
    /// Its colour.
    pub fill: Color,
    /// Whether it fills the window.
    pub is_shown: bool,
    /// Whether it is hosted here.
    pub is_own: bool,
    /// Whether nothing of it is told by notices.
    pub is_quiet: bool,
    /// How it is reached.
    pub link: Link,
    /// What was not read of it.
    pub unread: Unread,
    /// Whether there is an invite to it that can be copied.
    pub has_invite: bool,
}

/// Who sits at this computer.
#[derive(Debug, Clone)]
pub struct Me {
    /// Under which name.
    pub name: String,
    /// Whether the others see it here.
    pub is_here: bool,
}

/// The state of the strip.
#[derive(Debug, Default)]
pub struct Rail {
    /// The room whose menu is open.
    menu: Option<u64>,
    /// Whether the rooms are shown as a page.
    is_page: bool,
}

/// What the strip hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// The app's tile was pressed, or the one that leads to another room.
    LobbyPressed,
    /// A room was pressed.
    TilePressed(u64),
    /// The menu of a room was asked for.
    MenuAsked(u64),
    /// Everything in a room is to count as read.
    ReadPressed(u64),
    /// The invite of a room is to be copied.
    CopyPressed(u64),
    /// Notices of a room are to be kept back, or to come again.
    QuietPressed(u64),
    /// A room is to be left.
    LeavePressed(u64),
    /// The gear was pressed.
    SettingsPressed,
    /// The rooms are to be shown as a page.
    PageAsked,
    /// Whatever lies over the window is to close.
    Dismissed,
}

/// What the strip asks of the window.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Nothing.
    None,
    /// Show the lobby.
    Lobby,
    /// Show the settings.
    Settings,
    /// Show a room.
    Show(u64),
    /// Take everything in a room as read.
    Read(u64),
    /// Copy the invite of a room.
    Copy(u64),
    /// Keep notices of a room back, or let them come again.
    Quiet(u64),
    /// Leave a room.
    Leave(u64),
}

impl Rail {
    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        self.menu = None;
        if let Message::MenuAsked(number) = message {
            self.menu = Some(number);
            return Action::None;
        }
        if !matches!(message, Message::ReadPressed(_) | Message::QuietPressed(_)) {
            self.is_page = false;
        }
        match message {
            Message::LobbyPressed => Action::Lobby,
            Message::SettingsPressed => Action::Settings,
            Message::TilePressed(number) => Action::Show(number),
            Message::ReadPressed(number) => Action::Read(number),
            Message::CopyPressed(number) => Action::Copy(number),
            Message::QuietPressed(number) => Action::Quiet(number),
            Message::LeavePressed(number) => Action::Leave(number),
            Message::PageAsked => {
                self.is_page = true;
                Action::None
            }
            Message::MenuAsked(_) | Message::Dismissed => Action::None,
        }
    }

    /// Closes what Esc closes; says whether there was anything.
    pub fn escape(&mut self) -> bool {
        let was_open = self.is_open();
        *self = Self::default();
        was_open
    }

    /// Whether something lies over the window.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.menu.is_some() || self.is_page
    }

    /// Draws the strip.
    pub fn view<'a>(&self, look: Look<'a>, tiles: &[Tile], me: Option<Me>) -> Element<'a, Message> {
        let palette = look.palette;
        let app = press(image(look.pictures.icon.clone()).width(36).height(36))
            .on_press(Message::LobbyPressed)
            .width(40)
            .height(40)
            .style(theme::row(palette, 12.0))
            .ring(palette.accent);
        let plus =
            icon_action(palette, Icon::Plus, 20.0).on_press(Message::LobbyPressed).width(40).height(40);
        let plus = tile::tipped(look, plus.into(), look.text("rail-another"));
        let rooms = tiles.iter().map(|tile| tile::view(look, tile));
        let rooms = Column::with_children(rooms).push(column![space().height(6), plus]).spacing(2);
        let rooms = container(rove(
            scrolled(palette, rooms.align_x(Alignment::Center).width(WIDTH)).height(Length::Fill),
        ));
        let me = me.map(|me| {
            let dot = people::dot(palette, palette.rail, me.is_here.then_some(PresenceState::Here));
            avatar(&me.name, look.mine, 36.0, dot)
        });
        let gear = icon_action(palette, Icon::Settings, 20.0).on_press(Message::SettingsPressed);
        let gear = tile::tipped(look, gear.width(40).height(40).into(), look.text("set-title"));
        let gear = container(gear).padding(Padding::ZERO.top(6).bottom(8));
        let line = container(container(divider(palette.line)).width(28)).center_x(Length::Fill);
        let content = column![app, space().height(10), line, space().height(2), rooms.height(Length::Fill)]
            .push(gear)
            .push(me)
            .align_x(Alignment::Center)
            .padding([12, 0]);
        container(content).width(WIDTH).height(Length::Fill).style(theme::filled(palette.rail, 0.0)).into()
    }

    /// Draws the way back to the rooms, for a narrow window that shows none of them.
    pub fn bar<'a>(&self, look: Look<'a>, tiles: &[Tile]) -> Element<'a, Message> {
        page::bar(look, tiles)
    }

    /// Lays what is open over the window: the menu of a tile, or in a narrow window the page.
    pub fn over<'a>(&self, look: Look<'a>, tiles: &[Tile]) -> Option<Element<'a, Message>> {
        if self.is_page && look.is_narrow() {
            return Some(layered(page::view(look, tiles), self.menu(look, tiles)));
        }
        self.menu(look, tiles)
    }

    fn menu<'a>(&self, look: Look<'a>, tiles: &[Tile]) -> Option<Element<'a, Message>> {
        let index = tiles.iter().position(|tile| Some(tile.number) == self.menu)?;
        let tile = tiles.get(index)?;
        let is_page = self.is_page && look.is_narrow();
        let (left, top) = if is_page {
            (look.size.width - MENU_WIDTH - 12.0, page::below_row(index))
        } else {
            (WIDTH - 4.0, FIRST_TILE + index as f32 * TILE_STEP)
        };
        let (left, top) = (left.max(0.0), top.min(look.size.height - MENU_HEIGHT).max(0.0));
        let card = pin(opaque(menu_card(look, tile))).x(left).y(top);
        let beside = mouse_area(card).on_press(Message::Dismissed).on_right_press(Message::Dismissed);
        Some(opaque(beside))
    }
}

fn menu_card<'a>(look: Look<'a>, tile: &Tile) -> Element<'a, Message> {
    let palette = look.palette;
    let number = tile.number;
    let item = |mark, words: String, message: Option<Message>| {
        press(row![glyph(mark, 16.0), label(words, UI)].spacing(10).align_y(Alignment::Center))
            .on_press_maybe(message)
            .width(Length::Fill)
            .height(34)
            .padding([0, 10])
            .align(Alignment::Start)
            .style(theme::menu_item(palette, false))
            .ring(palette.accent)
    };
    let read = tile.unread.any().then_some(Message::ReadPressed(number));
    let (bell, bell_key) =
        if tile.is_quiet { (Icon::Bell, "rail-loud") } else { (Icon::BellOff, "rail-quiet") };
    let leave_key = if tile.is_own && tile.link != Link::Over { "room-close" } else { "room-leave" };
    let content = column![
        item(Icon::Check, look.text("rail-read"), read),
        item(
            Icon::Copy,
            look.text("invite-copy-link"),
            tile.has_invite.then_some(Message::CopyPressed(number))
        ),
        item(bell, look.text(bell_key), Some(Message::QuietPressed(number))),
        container(divider(palette.line)).padding([4, 4]),
        item(Icon::LogOut, look.text(leave_key), Some(Message::LeavePressed(number)))
            .style(theme::menu_danger(palette)),
    ];
    container(rove(content))
        .padding(6)
        .width(MENU_WIDTH)
        .style(theme::outlined(palette.raised, palette.line, 12.0))
        .into()
}
