//! Small functions and widgets that turn data into elements; none of them knows a screen.

mod avatar;
mod button;
mod confirm;
mod deck;
mod first;
mod focus;
mod form;
mod hint;
mod inert;
mod list;
mod lit;
mod modal;
mod modest;
mod picture;
mod pointed;
mod press;
mod prose;
mod rove;
mod steady;
mod toast;
mod words;

use iced::widget::scrollable::{Direction, Scrollable, Scrollbar};
use iced::widget::{Space, container, row, scrollable, space, text};
use iced::{Alignment, Color, Element, Length};

pub use avatar::{Dot, avatar, first_letter, initial_tile, tile};
pub use button::{Tone, action, icon_action, icon_toggle, small_action, switch, text_action};
pub use confirm::{CONFIRM_WIDTH, Confirm, confirm};
pub use deck::deck;
pub use first::keys_first;
pub use focus::{Region, SAFE, focus_beside, focus_if_none, focus_region, hold_focus, region, show};
pub use form::{Tint, dialog_card, field, field_label, field_off, plate_head, radio, trouble};
pub use hint::hint;
pub use inert::inert;
pub use list::{List, Place, Rows, jump, reveal};
pub use lit::{leaving, lit};
pub use modal::{hung, layered, modal};
pub use modest::modest;
pub(crate) use picture::BAND;
pub use picture::{Pictures, qr_picture, window_icon};
pub use pointed::{Card, pointed};
pub use press::{Press, press};
pub use prose::{Prose, Run};
pub use rove::rove;
pub use steady::{Composed, steady};
pub use toast::{ToastFace, ToastSort, toast};
pub use words::{ellipsis, keep_words, yielding};

use crate::ui::theme::{self, Palette, Type};

/// The icons of the bundled icon font, by the names they have in the Lucide set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the name of each icon is its description")]
pub enum Icon {
    Apple = 0xE34E,
    ArrowDown = 0xE042,
    ArrowUp = 0xE04A,
    AtSign = 0xE04E,
    Ban = 0xE051,
    Bell = 0xE059,
    BellOff = 0xE05A,
    Check = 0xE06C,
    ChevronDown = 0xE06D,
    ChevronLeft = 0xE06E,
    ChevronRight = 0xE06F,
    Circle = 0xE076,
    CircleAlert = 0xE077,
    CircleCheck = 0xE226,
    Clock = 0xE087,
    ClockAlert = 0xE62A,
    Copy = 0xE09E,
    DoorClosed = 0xE3D5,
    DoorOpen = 0xE3D6,
    Dumbbell = 0xE3A1,
    Ear = 0xE382,
    Ellipsis = 0xE0B6,
    Eye = 0xE0BA,
    EyeOff = 0xE0BB,
    FolderOpen = 0xE247,
    Globe = 0xE0E8,
    Hand = 0xE1D7,
    History = 0xE1F5,
    House = 0xE0F5,
    Info = 0xE0F9,
    KeyRound = 0xE4A3,
    Languages = 0xE0FE,
    Leaf = 0xE2DE,
    Lightbulb = 0xE1C2,
    Loader = 0xE10A,
    Lock = 0xE10B,
    LogIn = 0xE10D,
    LogOut = 0xE10E,
    Megaphone = 0xE235,
    Moon = 0xE11E,
    Network = 0xE125,
    Palette = 0xE1DD,
    Pencil = 0xE1F9,
    Pin = 0xE259,
    PinOff = 0xE2B6,
    Plane = 0xE1DE,
    Plus = 0xE13D,
    Refresh = 0xE145,
    Reply = 0xE22A,
    Retry = 0xE149,
    Search = 0xE151,
    Settings = 0xE154,
    Shapes = 0xE4B3,
    ShieldAlert = 0xE1FE,
    ShieldCheck = 0xE1FF,
    Sliders = 0xE29A,
    Smile = 0xE164,
    SmilePlus = 0xE301,
    Trash = 0xE18E,
    TriangleAlert = 0xE193,
    Unplug = 0xE45D,
    User = 0xE19F,
    UserPlus = 0xE1A2,
    UserX = 0xE1A3,
    Users = 0xE1A4,
    Wifi = 0xE1AE,
    Close = 0xE1B2,
    ZoomIn = 0xE1B6,
    ZoomOut = 0xE1B7,
}

impl Icon {
    /// Returns the private-use character that the icon font draws this icon for.
    pub fn glyph(self) -> char {
        char::from_u32(self as u32).unwrap_or(' ')
    }
}

/// Writes `content` in one of the type styles.
pub fn write<'a>(content: impl text::IntoFragment<'a>, style: Type, color: Color) -> text::Text<'a> {
    text(content).font(style.font).size(style.size).line_height(style.line_height()).color(color)
}

/// Writes text that takes its colour from the button around it.
pub fn label<'a>(content: impl text::IntoFragment<'a>, style: Type) -> text::Text<'a> {
    text(content).font(style.font).size(style.size).line_height(style.line_height())
}

/// Draws an icon in a box of its own size.
pub fn icon<'a>(icon: Icon, size: f32, color: Color) -> text::Text<'a> {
    glyph(icon, size).color(color)
}

/// Draws an icon that takes its colour from the button around it.
pub fn glyph<'a>(icon: Icon, size: f32) -> text::Text<'a> {
    sign(icon.glyph(), size)
}

/// Draws any sign of the icon font in a box of its own size.
pub fn sign<'a>(sign: char, size: f32) -> text::Text<'a> {
    text(sign.to_string())
        .font(theme::ICONS)
        .size(size)
        .line_height(text::LineHeight::Absolute(size.into()))
        .width(size)
        .height(size)
        .align_x(Alignment::Center)
        .align_y(Alignment::Center)
        .wrapping(text::Wrapping::None)
}

/// Draws an emoji, in colour where the system can.
pub fn emoji<'a>(sign: impl text::IntoFragment<'a>, size: f32) -> text::Text<'a> {
    text(sign)
        .font(theme::emoji_font().unwrap_or(theme::REGULAR))
        .size(size)
        .line_height(text::LineHeight::Absolute((size * 1.25).into()))
        .wrapping(text::Wrapping::None)
}

/// Draws an icon on a tinted plate, as at the head of a dialog.
pub fn icon_plate<'a, Message: 'a>(mark: Icon, ink: Color, ground: Color, size: f32) -> Element<'a, Message> {
    container(icon(mark, size / 2.0, ink))
        .width(size)
        .height(size)
        .center_x(size)
        .center_y(size)
        .style(theme::filled(ground, 12.0))
        .into()
}

/// Draws a hairline from left to right.
pub fn divider<'a, Message: 'a>(color: Color) -> Element<'a, Message> {
    container(space()).width(Length::Fill).height(1).style(theme::filled(color, 0.0)).into()
}

/// Draws a hairline from top to bottom.
pub fn upright<'a, Message: 'a>(color: Color) -> Element<'a, Message> {
    container(space()).width(1).height(Length::Fill).style(theme::filled(color, 0.0)).into()
}

/// Takes what is left of a row.
pub fn spring() -> Space {
    space().width(Length::Fill)
}

/// Draws the name of a key as on its cap.
pub fn keycap<'a, Message: 'a>(name: impl text::IntoFragment<'a>, palette: &Palette) -> Element<'a, Message> {
    container(write(name, theme::MICRO, palette.ink_third))
        .padding([3, 6])
        .style(theme::outlined(palette.sunken, palette.line, 6.0))
        .into()
}

/// Draws the first characters of a key, as they stand beside a name.
pub fn key_mark<'a, Message: 'a>(palette: &Palette, mark: String) -> Element<'a, Message> {
    let small = Type { font: theme::MONO.font, ..theme::CAPTION };
    container(write(mark, small, palette.ink_second))
        .padding([2, 6])
        .style(theme::outlined(palette.sunken, palette.line, 6.0))
        .into()
}

/// Draws how much is done of what is done and left.
pub fn progress<'a, Message: 'a>(palette: &Palette, done: u16, left: u16) -> Element<'a, Message> {
    let way = |portion, color| {
        let piece = container(space()).width(Length::FillPortion(portion)).height(4);
        (portion > 0).then(|| piece.style(theme::filled(color, 2.0)))
    };
    let bar = row![].push(way(done, palette.accent)).push(way(left, Color::TRANSPARENT));
    container(bar).width(Length::Fill).style(theme::filled(palette.pressed, 2.0)).into()
}

/// Draws a small tinted mark with an icon, such as "Host".
pub fn chip<'a, Message: 'a>(mark: Icon, words: String, palette: &Palette) -> Element<'a, Message> {
    tinted_chip(mark, words, palette.accent_ink, palette.accent_soft)
}

/// Draws a small mark with an icon that is not to be noticed first, such as "Until November 28".
pub fn quiet_chip<'a, Message: 'a>(mark: Icon, words: String, palette: &Palette) -> Element<'a, Message> {
    tinted_chip(mark, words, palette.ink_second, palette.sunken)
}

fn tinted_chip<'a, Message: 'a>(
    mark: Icon,
    words: String,
    ink: Color,
    ground: Color,
) -> Element<'a, Message> {
    let content =
        row![icon(mark, 11.0, ink), write(words, theme::MICRO, ink)].spacing(5).align_y(Alignment::Center);
    container(content).padding([3, 6]).style(theme::filled(ground, 8.0)).into()
}

/// Makes a column scroll, with the thin thumb of the design.
pub fn scrolled<'a, Message: 'a>(
    palette: &'static Palette,
    content: impl Into<Element<'a, Message>>,
) -> Scrollable<'a, Message> {
    let bar = Scrollbar::new().width(6).scroller_width(6).margin(3);
    scrollable(content).direction(Direction::Vertical(bar)).style(theme::scroll(palette))
}
