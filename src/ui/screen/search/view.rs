//! How the search panel looks.

use iced::widget::{Column, Row, column, container, mouse_area, row, space, text_input};
use iced::{Alignment, Element, Length, Padding};

use super::{FIELD, Found, LIST, Message, Search, State};
use crate::client::sentence::{of_hint, of_save_error};
use crate::phrase::time;
use crate::store::LinePlace;
use crate::ui::look::Look;
use crate::ui::screen::room::people;
use crate::ui::theme::{self, BODY, CAPTION, SMALL, TITLE, UI};
use crate::ui::widget::{
    self, Icon, List, Prose, Run, Tone, avatar, divider, ellipsis, field, glyph, icon, icon_action, label,
    press, scrolled, small_action, write, yielding,
};
use crate::ui::words;
use crate::wire::Name;
use crate::wire::text::visible;

/// How high the head is.
const HEAD_HEIGHT: f32 = 56.0;
/// How far a hit's text stands from its left edge, clear of the tile.
const INDENT: f32 = 28.0;
/// People offered to narrow a search down to.
const PEOPLE_MAX: usize = 200;

impl Search {
    /// Draws the panel; `people` are those whose lines can be asked for, `is_page` says that it covers the messages.
    pub fn view<'a>(&'a self, look: Look<'a>, people: Vec<&'a Name>, is_page: bool) -> Element<'a, Message> {
        let palette = look.palette;
        let body = if self.is_choosing { choice(look, people) } else { self.results(look, is_page) };
        let panel = column![self.head(look, is_page), divider(palette.line), self.filters(look)]
            .push(self.hints(look))
            .push(container(body).width(Length::Fill).height(Length::Fill));
        container(panel)
            .width(Length::Fill)
            .height(Length::Fill)
            .style(theme::filled(palette.side, 0.0))
            .into()
    }

    fn head<'a>(&'a self, look: Look<'a>, is_page: bool) -> Element<'a, Message> {
        let palette = look.palette;
        let mark = text_input::Icon {
            font: theme::ICONS,
            code_point: Icon::Search.glyph(),
            size: Some(16.0.into()),
            spacing: 10.0,
            side: text_input::Side::Left,
        };
        let field = field(palette, &look.text("search-placeholder"), &self.typed, false)
            .id(FIELD)
            .icon(mark)
            .padding([8, 12])
            .on_input(Message::Typed)
            .on_submit(Message::Walked(1, is_page));
        let close = icon_action(palette, Icon::Close, 18.0).on_press(Message::ClosePressed);
        row![mouse_area(field).on_release(Message::FieldPressed), close]
            .spacing(8)
            .height(HEAD_HEIGHT)
            .align_y(Alignment::Center)
            .padding([0, 12])
            .into()
    }

    fn filters<'a>(&self, look: Look<'a>) -> Element<'a, Message> {
        let from = filter(look, "search-filter-from", Some(Icon::ChevronDown), self.is_choosing);
        let links = filter(look, "search-filter-links", None, self.has_links());
        row![from.on_press(Message::FromPressed), links.on_press(Message::LinksPressed)]
            .spacing(8)
            .padding(Padding { top: 12.0, right: 12.0, bottom: 8.0, left: 12.0 })
            .into()
    }

    fn hints<'a>(&self, look: Look<'a>) -> Option<Element<'a, Message>> {
        let hints = self.hints.iter().map(|hint| look.kept(of_hint(look.phrases, hint)));
        let far = self.is_out_of_reach.then(|| look.prose("search-out-of-reach"));
        let lines: Vec<_> = hints.chain(far).map(|words| said(look, words)).collect();
        (!lines.is_empty())
            .then(|| Column::with_children(lines).spacing(6).padding(Padding::from([0, 20]).bottom(8)).into())
    }

    fn results<'a>(&'a self, look: Look<'a>, is_page: bool) -> Element<'a, Message> {
        let palette = look.palette;
        match &self.state {
            State::Idle => note(look, "search-start"),
            State::Failed(error) => {
                let words = look.kept(of_save_error(look.phrases, error));
                container(write(words, SMALL, palette.ink_second)).padding([4, 20]).into()
            }
            State::Looking if self.hits.is_empty() => note(look, "search-looking"),
            State::Done if self.hits.is_empty() => nothing(look),
            State::Looking | State::Done => {
                let key = if self.older.is_some() { "search-count-more" } else { "search-count" };
                let count = look.with(key, &[("count", self.hits.len().into())]);
                let count = container(write(count, CAPTION, palette.ink_third)).padding(Padding {
                    top: 4.0,
                    right: 20.0,
                    bottom: 4.0,
                    left: 20.0,
                });
                let rows = Hits { search: self, look, is_page };
                column![count, List::new(LIST, palette, rows).from_top()].into()
            }
        }
    }

    fn hit<'a>(&'a self, look: Look<'a>, at: usize, found: &'a Found, is_page: bool) -> Element<'a, Message> {
        let palette = look.palette;
        let moment = time::moment(found.time);
        let when = if time::same_day(moment, look.now, look.zone) {
            look.clock(moment)
        } else {
            time::day_ago(look.phrases, moment, look.now, look.zone)
        };
        let ear = found.is_whisper.then(|| icon(Icon::Ear, 14.0, palette.whisper));
        let head = row![
            avatar(found.name.as_str(), people::fill(&found.author), 20.0, None),
            row![yielding(
                visible(found.name.as_str()).into_owned(),
                SMALL.semibold(),
                people::ink(palette, &found.author)
            )]
            .push(ear)
            .spacing(6)
            .align_y(Alignment::Center)
            .width(Length::Fill),
            write(when, CAPTION, palette.ink_third)
        ]
        .spacing(8)
        .align_y(Alignment::Center);
        let text = container(excerpt(look, found)).padding(Padding::ZERO.left(INDENT)).width(Length::Fill);
        let is_picked = self.picked == Some(at);
        let row = press(column![head, text].spacing(3))
            .on_press(Message::HitPressed(at, is_page))
            .width(Length::Fill)
            .padding([8, 12])
            .align(Alignment::Start)
            .style(theme::menu_item(palette, is_picked))
            .ring(palette.accent);
        container(row).padding(Padding { top: 0.0, right: 8.0, bottom: 2.0, left: 8.0 }).into()
    }

    fn foot<'a>(&self, look: Look<'a>) -> Element<'a, Message> {
        let more = small_action(look.palette, Tone::Secondary, None, look.text("search-show-more"))
            .on_press_maybe(self.has_more().then_some(Message::MorePressed));
        container(more).center_x(Length::Fill).padding([8, 0]).into()
    }
}

/// The rows of the list: the hits, and the way to more of them.
struct Hits<'a> {
    search: &'a Search,
    look: Look<'a>,
    is_page: bool,
}

impl Hits<'_> {
    fn has_foot(&self) -> bool {
        self.search.older.is_some()
    }
}

impl<'a> widget::Rows<'a, Message> for Hits<'a> {
    type Key = Option<LinePlace>;

    fn len(&self) -> usize {
        self.search.hits.len() + usize::from(self.has_foot())
    }

    fn key(&self, index: usize) -> Option<Self::Key> {
        match self.search.hits.get(index) {
            Some(hit) => Some(Some(hit.place)),
            None => (index < self.len()).then_some(None),
        }
    }

    fn find(&self, key: Self::Key, hint: usize) -> Option<usize> {
        let is_it = |index: &usize| self.key(*index) == Some(key);
        let near = self.len().checked_sub(hint).filter(is_it);
        near.or_else(|| (0..self.len()).find(is_it))
    }

    fn build(&self, index: usize) -> Element<'a, Message> {
        match self.search.hits.get(index) {
            Some(found) => self.search.hit(self.look, index, found, self.is_page),
            None => self.search.foot(self.look),
        }
    }
}

/// Draws what is shown of a line, with what was looked for standing out.
fn excerpt<'a>(look: Look<'a>, found: &'a Found) -> Element<'a, Message> {
    let palette = look.palette;
    let text = found.excerpt.text.as_str();
    let (mut runs, mut at) = (Vec::new(), 0);
    let mut add = |range: std::ops::Range<usize>, is_mark: bool| {
        let Some(part) = text.get(range.clone()) else { return };
        for (piece, is_emoji) in words::runs(part) {
            let source = range.start + piece.start..range.start + piece.end;
            let font = if is_mark { SMALL.medium().font } else { SMALL.font };
            let font = theme::emoji_font().filter(|_| is_emoji).unwrap_or(font);
            let ink = if is_mark { palette.notice } else { palette.ink_second };
            let shown = visible(part.get(piece).unwrap_or_default());
            runs.push(Run {
                fill: is_mark.then_some(palette.notice_soft),
                ..Run::plain(shown, source, font, ink)
            });
        }
    };
    for mark in &found.excerpt.marks {
        add(at..mark.start, false);
        add(mark.clone(), true);
        at = mark.end;
    }
    add(at..text.len(), false);
    Prose::new(runs, 0..text.len(), SMALL, palette.accent).into()
}

/// A button that writes a filter into the query.
fn filter<'a>(look: Look<'a>, key: &str, mark: Option<Icon>, is_on: bool) -> widget::Press<'a, Message> {
    let palette = look.palette;
    let content = row![label(look.text(key), CAPTION.medium())]
        .push(mark.map(|mark| glyph(mark, 12.0)))
        .spacing(6)
        .align_y(Alignment::Center);
    let style = theme::secondary(palette);
    press(content).height(28).padding([0, 10]).ring(palette.accent).style(move |status| {
        let plain = style(status);
        let background = if is_on { Some(palette.accent_soft.into()) } else { plain.background };
        iced::widget::button::Style { background, border: plain.border.rounded(14), ..plain }
    })
}

fn choice<'a>(look: Look<'a>, people: Vec<&'a Name>) -> Element<'a, Message> {
    let palette = look.palette;
    let rows = people.into_iter().take(PEOPLE_MAX).map(|name| {
        press(ellipsis(name.to_string(), UI, palette.ink))
            .on_press(Message::FromChosen(name.clone()))
            .width(Length::Fill)
            .height(36)
            .padding([0, 12])
            .align(Alignment::Start)
            .style(theme::row(palette, 8.0))
            .ring(palette.accent)
            .into()
    });
    let rows = Column::with_children(rows).padding([0, 8]);
    scrolled(palette, rows).width(Length::Fill).height(Length::Fill).into()
}

fn said<'a>(look: Look<'a>, words: String) -> Element<'a, Message> {
    row![icon(Icon::Info, 14.0, look.palette.warn), write(words, CAPTION, look.palette.ink_second)]
        .spacing(6)
        .into()
}

fn note<'a>(look: Look<'a>, key: &str) -> Element<'a, Message> {
    container(write(look.prose(key), SMALL, look.palette.ink_third)).padding([4, 20]).into()
}

fn nothing<'a>(look: Look<'a>) -> Element<'a, Message> {
    let palette = look.palette;
    let words = column![
        icon(Icon::Search, 28.0, palette.ink_third),
        space().height(6),
        write(look.prose("search-empty-title"), TITLE, palette.ink).size(BODY.size),
        write(look.prose("search-empty-body"), SMALL, palette.ink_second).align_x(Alignment::Center)
    ]
    .spacing(4)
    .align_x(Alignment::Center);
    let words: Row<'a, Message> = row![words].padding(24);
    container(words).center_x(Length::Fill).into()
}
