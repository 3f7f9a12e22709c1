//! How the parts of the room lie beside and over each other, at every width.

use iced::widget::{column, container, image, mouse_area, opaque, row, space, stack};
use iced::{Alignment, Element, Length, Padding};

use super::deeds;
use super::lines::Conversation;
use super::{Message, Over, Room, bars, board, header, invite, links, member, roster};
use crate::client::Phase;
use crate::phrase::Language;
use crate::ui::look::Look;
use crate::ui::screen::search::{self, Search};
use crate::ui::theme::{self, CAPTION, TITLE, UI};
use crate::ui::widget::{
    CONFIRM_WIDTH, Confirm, Icon, Region, Tone, action, confirm, divider, glyph, icon_action, inert, label,
    layered, modal, press, region, upright, write,
};

/// Lines counted beside the way down; more are "999".
const UNREAD_SHOWN_MAX: usize = 999;

impl Room {
    /// Draws the room as it is without other rooms: the page, and what lies over it.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        modal(look.palette, self.page(look), self.card(look), Message::Dismissed)
    }

    /// Draws what the window's rail stands beside.
    pub fn page<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        self.page_with(look, None)
    }

    /// Draws the same with a bar about whoever knocks, which stands under the head among the others.
    pub fn page_with<'a>(
        &'a self,
        look: Look<'a>,
        knock: Option<Element<'a, Message>>,
    ) -> Element<'a, Message> {
        let palette = look.palette;
        let beside = match &self.search {
            Some(search) if look.is_wide() => Some((self.search_panel(look, search), search::WIDTH)),
            None if look.is_wide() && self.are_pins_out() => {
                Some((self.pins_panel(look, false), search::WIDTH))
            }
            None if look.is_wide() && self.is_roster_shown => Some((self.roster(look), roster::WIDTH)),
            _ => None,
        };
        let beside = beside.map(|(panel, width)| {
            row![upright(palette.line), region(Region::Beside, container(panel).width(width))]
        });
        let page = row![self.middle(look, knock)].push(beside);
        let page =
            container(page).width(Length::Fill).height(Length::Fill).style(theme::filled(palette.paper, 0.0));
        let over = match (self.is_roster_out, look.is_narrow(), look.is_wide()) {
            (true, true, _) => Some(self.roster_page(look)),
            (true, false, false) => Some(self.drawer(look)),
            _ => None,
        };
        let panel = self.side_panel(look).filter(|_| !look.is_wide() && over.is_none());
        let is_covered = over.is_some() || (panel.is_some() && look.is_narrow());
        let over = over.or_else(|| panel.map(|panel| panel_over(look, panel)));
        layered(inert(page, is_covered), over)
    }

    fn search_panel<'a>(&'a self, look: Look<'a>, search: &'a Search) -> Element<'a, Message> {
        let is_korean = look.phrases.language() == Language::Korean;
        search.view(look, self.searchable(is_korean), look.is_narrow()).map(Message::Search)
    }

    /// Draws the search or the pinned lines, whichever is out.
    fn side_panel<'a>(&'a self, look: Look<'a>) -> Option<Element<'a, Message>> {
        match &self.search {
            Some(search) => Some(self.search_panel(look, search)),
            None => self.are_pins_out().then(|| self.pins_panel(look, look.is_narrow())),
        }
    }

    /// Draws the dialog over page and rail, with its width, if there is one.
    pub fn card<'a>(&'a self, look: Look<'a>) -> Option<(f32, Element<'a, Message>)> {
        match self.over {
            Over::Nothing => None,
            Over::Invite => Some((invite::WIDTH, self.invite_card(look))),
            Over::Link => self.link.as_ref().map(|link| (links::WIDTH, links::card(look, link))),
            Over::Leaving => Some((CONFIRM_WIDTH, self.question(look))),
            Over::Discarding(_) => Some((CONFIRM_WIDTH, discarding(look))),
            Over::Member(key) => self.member_card(look, key).map(|card| (member::WIDTH, card)),
            Over::Board => Some((board::CARD_WIDTH, self.board_card(look))),
            Over::Deleting(id) => self.line_of(id).map(|line| (CONFIRM_WIDTH, deeds::question(look, line))),
        }
    }

    fn middle<'a>(&'a self, look: Look<'a>, knock: Option<Element<'a, Message>>) -> Element<'a, Message> {
        let is_lost = self.is_offline() || matches!(self.timeline.phase(), Phase::Lost { .. });
        let (typing, foot) = match self.end() {
            Some(error) => (None, self.end_card(look, error)),
            None => {
                let composer =
                    self.composer.view(look, is_lost, self.emojis.is_open()).map(Message::Composer);
                (Some(self.typing_line(look)), region(Region::Composer, composer))
            }
        };
        let head = column![self.header(look), divider(look.palette.line)].extend(self.bars(look, knock));
        let emoji = self.emojis.view(look).map(|card| (Alignment::End, card.map(Message::Emoji)));
        let popup = || self.composer.popup(look).map(|card| (Alignment::Start, card.map(Message::Composer)));
        let over = emoji.or_else(popup).map(|(side, card)| popover(look, side, card));
        let lines = stack![self.lines(look), self.ways(look)]
            .push(self.older_on_their_way(look))
            .width(Length::Fill)
            .height(Length::Fill);
        let lines = column![region(Region::Messages, lines)].push(typing);
        let toasts = self.toasts.view(look).map(|toasts| toasts.map(Message::Toast));
        // What opens over the composer lies over the notes too, and neither over what is written.
        let lines = layered(layered(lines.into(), toasts), over);
        column![head, lines, foot].width(Length::Fill).height(Length::Fill).into()
    }

    fn lines<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        if self.is_empty_room() {
            return self.empty(look);
        }
        let conversation = Conversation {
            timeline: &self.timeline,
            rows: &self.rows,
            reading: &self.reading,
            look,
            newest_own: self.newest_own,
            reader: self.reader(look),
            menu: self.menu,
        };
        conversation.view()
    }

    /// Says at the top that earlier lines are asked for, where the reader has come to the first that is here.
    fn older_on_their_way<'a>(&self, look: Look<'a>) -> Option<Element<'a, Message>> {
        let palette = look.palette;
        let is_at_top = self.place.is_some_and(|place| place.first == 0);
        (is_at_top && self.timeline.is_paging() && self.is_open()).then(|| {
            let note = container(write(look.text("room-older"), CAPTION, palette.ink_second))
                .padding([5, 12])
                .style(theme::outlined(palette.raised, palette.line, 13.0));
            container(note).center_x(Length::Fill).padding(Padding::ZERO.top(8)).into()
        })
    }

    /// Draws the ways to where the reader was and to the newest line, where there is something to go to.
    fn ways<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let is_far = self.place.is_some_and(|place| !place.is_at_end && place.below > place.seen);
        let down = match self.unread.lines.min(UNREAD_SHOWN_MAX) {
            0 => is_far.then(|| look.text("room-jump-latest")),
            count => Some(look.with("room-new-below", &[("count", count.into())])),
        };
        let down = down.map(|words| pill(look, Icon::ArrowDown, words, Message::LatestPressed));
        let back = (self.reading.has_back() && down.is_some())
            .then(|| pill(look, Icon::Reply, look.text("room-jump-back"), Message::ReturnPressed));
        if down.is_none() && back.is_none() {
            return space().into();
        }
        container(row![].push(back).push(down).spacing(8))
            .width(Length::Fill)
            .height(Length::Fill)
            .align_x(Alignment::End)
            .align_y(Alignment::End)
            .padding(Padding { top: 0.0, right: 20.0, bottom: 8.0, left: 0.0 })
            .into()
    }

    /// Whether nothing was said yet and nobody else is here.
    fn is_empty_room(&self) -> bool {
        let is_quiet = self.rows.len() <= 1 && self.timeline.lines().all(|line| line.sending().is_none());
        is_quiet && self.is_host() && self.timeline.roster().len() <= 1 && self.end().is_none()
    }

    fn empty<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let invite = action(palette, Tone::Primary, Some(Icon::UserPlus), look.text("invite-title"))
            .on_press(Message::InvitePressed);
        let copy = self.invitation.is_some().then(|| {
            let is_copied = self.copied.is_some_and(|(what, _)| what == invite::Copied::Link);
            let (mark, key) =
                if is_copied { (Icon::Check, "invite-copied") } else { (Icon::Copy, "invite-copy-link") };
            action(palette, Tone::Secondary, Some(mark), look.text(key))
                .on_press(Message::Invite(invite::Message::CopyPressed(invite::Copied::Link)))
        });
        let content = column![
            image(look.pictures.mark.clone()).width(104).height(83),
            space().height(12),
            write(look.text("empty-room-title"), TITLE, palette.ink),
            write(look.prose("empty-room-body"), UI, palette.ink_second),
            space().height(10),
            row![invite].push(copy).spacing(8)
        ]
        .spacing(6)
        .align_x(Alignment::Center);
        container(content).center(Length::Fill).into()
    }

    fn drawer<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let panel = container(row![upright(look.palette.line), region(Region::Beside, self.roster(look))])
            .width(roster::DRAWER_WIDTH);
        let scrim = container(opaque(panel))
            .width(Length::Fill)
            .height(Length::Fill)
            .align_x(Alignment::End)
            .style(theme::filled(look.palette.scrim, 0.0));
        opaque(mouse_area(scrim).on_press(Message::Dismissed))
    }

    fn roster_page<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let palette = look.palette;
        let back = icon_action(palette, Icon::ChevronLeft, 20.0).on_press(Message::RosterPressed);
        let count = self.timeline.roster().len();
        let title = column![
            write(look.text("roster-title"), theme::HEAD, palette.ink),
            write(look.with("room-members", &[("count", count.into())]), CAPTION, palette.ink_third)
        ];
        let head =
            row![back, title].spacing(4).height(header::HEIGHT).align_y(Alignment::Center).padding([0, 8]);
        let page = column![head, divider(palette.line), self.roster(look)];
        container(page)
            .width(Length::Fill)
            .height(Length::Fill)
            .style(theme::filled(palette.side, 0.0))
            .into()
    }

    /// Asks before others lose their room.
    fn question<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let count = self.timeline.roster().present().saturating_sub(1);
        let what_stays = if self.keeps_nothing { "common-quit-host-unkept" } else { "common-quit-host-body" };
        let question = Confirm {
            mark: Icon::DoorClosed,
            title: look.prose_with("common-quit-host", &[("count", count.into())]),
            body: vec![look.prose(what_stays)],
            safe: (look.text("common-cancel"), Message::Dismissed),
            danger: (look.text("room-close"), Message::LeaveConfirmed),
        };
        confirm(look, question)
    }
}

/// Draws a panel as a page, or at the right over messages that can be read and scrolled beside it.
fn panel_over<'a>(look: Look<'a>, panel: Element<'a, Message>) -> Element<'a, Message> {
    if look.is_narrow() {
        return opaque(panel);
    }
    let panel = container(row![upright(look.palette.line), region(Region::Beside, opaque(panel))])
        .width(search::WIDTH);
    container(panel).width(Length::Fill).height(Length::Fill).align_x(Alignment::End).into()
}

/// Asks before a line that nobody else has goes.
fn discarding<'a>(look: Look<'a>) -> Element<'a, Message> {
    let question = Confirm {
        mark: Icon::Trash,
        title: look.prose("msg-discard-title"),
        body: vec![look.prose("msg-discard-body")],
        safe: (look.text("common-cancel"), Message::Dismissed),
        danger: (look.text("msg-discard"), Message::DiscardConfirmed),
    };
    confirm(look, question)
}

/// Lays a card over the messages, at a side above the composer.
fn popover<'a>(look: Look<'a>, side: Alignment, card: Element<'a, Message>) -> Element<'a, Message> {
    let margin = if look.is_narrow() { 10.0 } else { 16.0 };
    container(opaque(card))
        .width(Length::Fill)
        .height(Length::Fill)
        .align_x(side)
        .align_y(Alignment::End)
        .padding(Padding { top: 8.0, right: margin, bottom: 4.0 + bars::TYPING_HEIGHT, left: margin })
        .into()
}

/// Draws a button that floats over the messages.
fn pill<'a>(look: Look<'a>, mark: Icon, words: String, message: Message) -> Element<'a, Message> {
    let content = row![glyph(mark, 16.0), label(words, UI.medium())].spacing(8).align_y(Alignment::Center);
    let palette = look.palette;
    let style = theme::secondary(palette);
    press(content)
        .on_press(message)
        .height(36)
        .padding([0, 14])
        .style(move |status| {
            let plain = style(status);
            iced::widget::button::Style { border: plain.border.rounded(18), ..plain }
        })
        .ring(palette.accent)
        .into()
}
