//! The page of who is banned: each with how long, by whom, when and why, and the way to lift it.

use iced::widget::text::Wrapping;
use iced::widget::{column, container, row};
use iced::{Alignment, Element, Length};

use super::{Ban, Facts, Message, RoomSettings};
use crate::phrase::time;
use crate::ui::screen::pages::Scene;
use crate::ui::screen::room::people;
use crate::ui::theme::{CAPTION, SMALL, UI};
use crate::ui::widget::{Icon, Tone, initial_tile, quiet_chip, small_action, text_action, write, yielding};
use crate::wire::text::visible;

/// How high a row is at least, and how large its tile.
const ROW_HEIGHT: f32 = 68.0;
const TILE: f32 = 36.0;

impl RoomSettings {
    /// Draws who is banned, the first of them, and the way to the others.
    pub(super) fn bans_card<'a>(&'a self, scene: Scene<'a, Facts<'a>>) -> Element<'a, Message> {
        let (look, palette) = (scene.look, scene.palette());
        let mut rows: Vec<_> =
            self.bans(scene.facts).take(self.bans_shown).map(|ban| ban_row(scene, ban)).collect();
        if rows.is_empty() {
            let nobody = write(look.prose("ban-empty"), SMALL, palette.ink_third);
            rows.push(container(nobody).center_x(Length::Fill).padding([24, 0]).into());
        } else if self.bans(scene.facts).nth(self.bans_shown).is_some() {
            let more = text_action(palette, look.text("search-show-more")).on_press(Message::MorePressed);
            rows.push(container(more).center_x(Length::Fill).padding([10, 0]).into());
        }
        scene.card(rows)
    }
}

fn ban_row<'a>(scene: Scene<'a, Facts<'a>>, ban: &'a Ban) -> Element<'a, Message> {
    let (look, palette) = (scene.look, scene.palette());
    let lift = small_action(palette, Tone::Secondary, None, look.text("ban-lift"))
        .on_press(Message::LiftPressed(ban.key));
    let tile = initial_tile(ban.name.as_str(), people::fill(&ban.key), TILE);
    let who = row![tile, words(scene, ban)].spacing(12).align_y(Alignment::Center);
    let content: Element<'a, Message> = if scene.is_tight() {
        column![who, lift].spacing(8).align_x(Alignment::End).into()
    } else {
        row![who, lift].spacing(16).align_y(Alignment::Center).into()
    };
    let padded = container(content).padding([12, 0]).width(Length::Fill);
    // A row is as high as the tile and the air around it, and higher where a reason takes several lines.
    row![iced::widget::space().height(ROW_HEIGHT), padded].align_y(Alignment::Center).into()
}

fn words<'a>(scene: Scene<'a, Facts<'a>>, ban: &'a Ban) -> Element<'a, Message> {
    let (look, palette) = (scene.look, scene.palette());
    let day = |at| time::day_of_year(look.phrases, at, look.now, look.zone);
    let length = match ban.until {
        Some(until) => look.with("ban-until", &[("date", day(until).into())]),
        None => look.text("ban-forever"),
    };
    let name = yielding(visible(ban.name.as_str()).into_owned(), UI.medium(), palette.ink);
    let title = row![name, quiet_chip(Icon::Clock, length, palette)].spacing(8).align_y(Alignment::Center);
    let by = look.prose_with("ban-by", &[("name", (&ban.by).into()), ("date", day(ban.at).into())]);
    let why = ban.why.as_deref().map(|why| visible(why).into_owned());
    let about = [Some(by), why].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let about = write(about, CAPTION, palette.ink_third).wrapping(Wrapping::WordOrGlyph);
    column![title, about].spacing(2).width(Length::Fill).into()
}
