//! How the lobby looks: the hall at the left, or as a band above where the window is narrow, and the cards beside it.

use iced::widget::{Column, Image, Row, column, container, image, row, space, stack, text};
use iced::{Alignment, ContentFit, Element, Length, Padding};

use super::{ADDRESS, Lobby, Message, NAME};
use crate::client::Target;
use crate::ui::look::Look;
use crate::ui::theme::{self, CAPTION, HEAD, SMALL, TILES, UI};
use crate::ui::widget::{
    BAND, Icon, Region, avatar, ellipsis, field, field_label, hint, icon, icon_action, initial_tile, label,
    press, region, rove, scrolled, spring, trouble, write,
};

const HALL_WIDTH: f32 = 392.0;
const HALL_WIDTH_SMALL: f32 = 280.0;
const BAND_HEIGHT: f32 = 150.0;
/// How wide the field for the name is where there is room.
const NAME_WIDTH: f32 = 300.0;

impl Lobby {
    /// Draws the lobby.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let page = if look.is_narrow() { self.narrow(look) } else { self.wide(look) };
        container(page)
            .width(Length::Fill)
            .height(Length::Fill)
            .style(theme::filled(look.palette.paper, 0.0))
            .into()
    }

    fn wide<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let hall_width = if look.is_wide() { HALL_WIDTH } else { HALL_WIDTH_SMALL };
        let hall = picture(image(look.pictures.hall.clone()), hall_width.into(), Length::Fill);
        let tagline = write(look.text("app-tagline"), UI, look.palette.ink_second);
        let title = row![self.wordmark(look), container(tagline).padding(Padding::ZERO.top(3))]
            .spacing(12)
            .align_y(Alignment::Center);
        let cards = row![self.host_card(look), self.join_card(look)].spacing(16).height(if look.is_wide() {
            176
        } else {
            228
        });
        let content = column![
            title,
            space().height(34),
            region(Region::Name, self.identity(look)),
            space().height(26),
            region(Region::Ways, cards),
            space().height(32),
            region(Region::Recents, self.recents_list(look)),
        ]
        .padding(Padding { top: 44.0, right: 44.0, bottom: 16.0, left: 44.0 });
        let content = scrolled(look.palette, content).height(Length::Fill).width(Length::Fill);
        let promise = container(self.promise(look)).padding(Padding {
            top: 6.0,
            right: 44.0,
            bottom: 26.0,
            left: 44.0,
        });
        row![hall, column![content, promise].width(Length::Fill)].into()
    }

    fn narrow<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let band = picture(image(look.pictures.hall.clone()).crop(BAND), Length::Fill, BAND_HEIGHT.into());
        let content = column![
            self.wordmark(look),
            region(Region::Name, self.identity(look)),
            region(Region::Ways, column![self.host_card(look), self.join_card(look)].spacing(14)),
            region(Region::Recents, self.recents_list(look)),
            self.promise(look),
        ]
        .spacing(14)
        .padding([18, 20]);
        scrolled(look.palette, column![band, content]).width(Length::Fill).height(Length::Fill).into()
    }

    fn wordmark<'a>(&self, look: Look<'a>) -> Element<'a, Message> {
        image(look.pictures.wordmark.clone()).width(47).height(26).into()
    }

    fn identity<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let gear = icon_action(palette, Icon::Settings, 20.0).on_press(Message::GearPressed);
        if self.is_naming {
            return row![self.blank_tile(look), self.name_field(look), spring(), gear]
                .spacing(12)
                .align_y(Alignment::End)
                .into();
        }
        let name =
            row![write(self.name.as_str(), HEAD, palette.ink), icon(Icon::Pencil, 14.0, palette.ink_third)]
                .spacing(6)
                .align_y(Alignment::Center);
        let name = press(name)
            .height(24)
            .on_press(Message::NamePressed)
            .style(theme::row(palette, 6.0))
            .ring(palette.accent);
        row![
            avatar(&self.name, look.mine, 44.0, None),
            column![field_label(palette, look.text("launcher-name-label")), name],
            spring(),
            gear
        ]
        .spacing(12)
        .align_y(Alignment::Center)
        .into()
    }

    fn blank_tile<'a>(&self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        container(icon(Icon::User, 26.0, palette.ink_third))
            .center_x(62)
            .center_y(62)
            .style(theme::filled(palette.sunken, 19.0))
            .into()
    }

    fn name_field<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let hint = look.text("launcher-name-placeholder");
        let input = field(palette, &hint, &self.name, self.name_trouble.is_some())
            .id(NAME)
            .on_input(Message::Named)
            .on_submit(Message::NameDone)
            .width(Length::Fill);
        column![field_label(palette, look.text("launcher-name-label")), input]
            .push(self.name_trouble.as_ref().map(|wrong| trouble(palette, wrong.words(&look))))
            .spacing(4)
            .width(if look.is_wide() { NAME_WIDTH.into() } else { Length::Fill })
            .into()
    }

    fn host_card<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let ink = palette.hero_ink;
        let words = label(look.text("launcher-host-button"), UI.semibold());
        let button = press(words)
            .on_press(Message::HostPressed)
            .width(Length::Fill)
            .height(40)
            .style(theme::hero(palette))
            .ring(palette.accent);
        let head = row![icon(Icon::DoorOpen, 22.0, ink), write(look.text("launcher-host-title"), HEAD, ink)];
        let body = write(look.prose("launcher-host-body"), SMALL, ink);
        container(card_column(look, head, body, button.into()))
            .padding(20)
            .width(Length::Fill)
            .style(theme::filled(palette.hero_fill, 16.0))
            .into()
    }

    fn join_card<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let is_tight = !look.is_wide() && !look.is_narrow();
        let hint = look.text("launcher-join-placeholder");
        let input = field(palette, &hint, &self.address, self.address_trouble.is_some())
            .padding(10)
            .id(ADDRESS)
            .on_input(Message::Addressed)
            .on_submit(Message::JoinPressed);
        let words = label(look.text("launcher-join-button"), UI.medium()).wrapping(text::Wrapping::None);
        let button = press(words)
            .on_press(Message::JoinPressed)
            .width(if is_tight { Length::Fill } else { Length::Shrink })
            .height(40)
            .padding([0, 14])
            .style(theme::primary(palette))
            .ring(palette.accent);
        let foot: Element<'a, Message> = if is_tight {
            column![input, button].spacing(8).into()
        } else {
            row![input, button].spacing(8).into()
        };
        let head = row![
            icon(Icon::LogIn, 22.0, palette.accent_ink),
            write(look.text("launcher-join-title"), HEAD, palette.ink)
        ];
        let body: Element<'a, Message> = match (&self.address_trouble, read(&self.address)) {
            (Some(wrong), _) => write(wrong.words(&look), SMALL, palette.danger).into(),
            (None, Some(read)) => {
                row![icon(Icon::CircleCheck, 15.0, palette.ok), ellipsis(read, SMALL, palette.ink_second)]
                    .spacing(6)
                    .align_y(Alignment::Center)
                    .into()
            }
            (None, None) => write(look.prose("launcher-join-body"), SMALL, palette.ink_second).into(),
        };
        container(card_column(look, head, body, foot))
            .padding(20)
            .width(Length::Fill)
            .style(theme::outlined(palette.raised, palette.line, 16.0))
            .into()
    }

    fn recents_list<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let title = write(look.text("launcher-recent-title"), SMALL.semibold(), palette.ink_second);
        if self.recents.is_empty() {
            let quiet = row![
                container(icon(Icon::History, 22.0, palette.thumb_hover)).center_x(36),
                write(look.prose("launcher-recent-empty"), SMALL, palette.ink_third)
            ]
            .spacing(10)
            .height(56)
            .align_y(Alignment::Center);
            return column![title, quiet].spacing(6).into();
        }
        let rows = self.recents.iter().enumerate().map(|(index, recent)| {
            let names = column![
                ellipsis(recent.room.clone(), UI.medium(), palette.ink),
                ellipsis(recent.caption.clone(), CAPTION, palette.ink_third)
            ]
            .width(Length::Fill);
            let tile = initial_tile(&recent.room, pigment(recent.pigment), 36.0);
            let mark = icon(Icon::ChevronRight, 16.0, palette.ink_third);
            let forget = icon_action(palette, Icon::Close, 14.0)
                .on_press(Message::ForgetPressed(index))
                .width(28)
                .height(28)
                .skip_focus();
            let forget = hint(palette, forget, look.text("launcher-recent-forget"));
            let room = press(row![tile, names, mark].spacing(12).align_y(Alignment::Center))
                .on_press(Message::RecentPressed(index))
                .on_delete(Message::ForgetPressed(index))
                .width(Length::Fill)
                .height(56)
                .padding([0, 10])
                .align(Alignment::Start)
                .style(theme::row(palette, 12.0))
                .ring(palette.accent);
            row![room, forget].spacing(2).align_y(Alignment::Center).into()
        });
        let list = container(rove(Column::with_children(rows))).max_width(420).padding(Padding::ZERO.left(0));
        column![container(title).padding([0, 10]), list].spacing(6).into()
    }

    fn promise<'a>(&self, look: Look<'a>) -> Element<'a, Message> {
        let key =
            if self.is_naming && self.recents.is_empty() { "launcher-first-run" } else { "launcher-promise" };
        let palette = look.palette;
        row![
            icon(Icon::ShieldCheck, 14.0, palette.ink_third),
            write(look.prose(key), CAPTION, palette.ink_third)
        ]
        .spacing(6)
        .align_y(Alignment::Center)
        .into()
    }
}

fn card_column<'a>(
    look: Look<'_>,
    head: Row<'a, Message>,
    body: impl Into<Element<'a, Message>>,
    foot: Element<'a, Message>,
) -> Element<'a, Message> {
    let gap: Element<'a, Message> =
        if look.is_narrow() { space().height(18).into() } else { space().height(Length::Fill).into() };
    column![head.spacing(10).align_y(Alignment::Center), space().height(8), body.into(), gap, foot].into()
}

/// Reads what was typed or pasted as it will be read on joining: where it leads, and what the invite calls the room.
fn read(typed: &str) -> Option<String> {
    let target = Target::parse(typed).ok()?;
    let address = target.addresses.first()?.to_string();
    Some(match target.label {
        Some(label) => format!("{label} · {address}"),
        None => address,
    })
}

/// Fills a box with a picture; only the upper layers of a stack cut off what is too much of it.
fn picture<'a>(picture: Image, width: Length, height: Length) -> Element<'a, Message> {
    let whole = picture.width(Length::Fill).height(Length::Fill).content_fit(ContentFit::Cover);
    stack![space().width(Length::Fill).height(Length::Fill), whole]
        .width(width)
        .height(height)
        .clip(true)
        .into()
}

/// Returns one of the eight pigments.
pub(crate) fn pigment(index: usize) -> iced::Color {
    TILES.get(index % TILES.len()).copied().unwrap_or(iced::Color::BLACK)
}
