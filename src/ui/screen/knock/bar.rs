//! The bar under a room's head about who knocks: one at a time, who came first in front, and how many wait behind.
//!
//! - An answer is for whom the bar showed when it was pressed; it never falls on the next one.
//! - It takes no focus and opens nothing: whoever is writing goes on writing.

use iced::widget::{column, container, keyed_column, row};
use iced::{Alignment, Element, Length, Padding, Subscription};
use jiff::Timestamp;

use crate::phrase::time;
use crate::ui::look::Look;
use crate::ui::screen::room::people;
use crate::ui::theme::{self, CAPTION, UI};
use crate::ui::widget::{Icon, Press, Tone, divider, icon, initial_tile, key_mark, small_action, write};
use crate::wire::text::visible;
use crate::wire::{Name, PublicKey};

/// People who may wait at a time; whoever comes then is told to come back.
pub const WAITING_MAX: usize = 20;
/// How high its buttons are.
const BUTTON: f32 = 32.0;

/// Somebody who knocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knock {
    /// Who it is.
    pub key: PublicKey,
    /// What they want to be called.
    pub name: Name,
    /// When they were here last; `None` on a first visit.
    pub before: Option<Timestamp>,
}

/// What becomes of a knock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// They come in.
    LetIn,
    /// They do not, this time.
    Refuse,
    /// They do not, and not under another name either.
    Ban,
}

/// The state of the bar.
#[derive(Debug, Default)]
pub struct Knocks {
    /// From who came first to who came last.
    waiting: Vec<Knock>,
}

/// What the bar hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// Somebody who was shown is to be answered.
    Pressed(PublicKey, Answer),
}

/// What the bar asks of its parent.
#[must_use]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Nothing.
    None,
    /// Answer this person, who is off the bar already.
    Answer(PublicKey, Answer),
}

impl Knocks {
    /// Puts somebody behind the others and returns whether there was room. Who waits already keeps their place.
    pub fn knock(&mut self, knock: Knock) -> bool {
        if let Some(known) = self.waiting.iter_mut().find(|known| known.key == knock.key) {
            *known = knock;
            return true;
        }
        let has_room = self.waiting.len() < WAITING_MAX;
        if has_room {
            self.waiting.push(knock);
        }
        has_room
    }

    /// Takes somebody off the bar who gave up, waited too long, or was answered by a deputy; says whether they were on it.
    pub fn end(&mut self, key: &PublicKey) -> bool {
        let before = self.waiting.len();
        self.waiting.retain(|knock| knock.key != *key);
        self.waiting.len() < before
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Pressed(key, answer) if self.end(&key) => Action::Answer(key, answer),
            Message::Pressed(..) => Action::None,
        }
    }

    /// Returns who waits, from who came first to who came last.
    #[must_use]
    pub fn waiting(&self) -> &[Knock] {
        &self.waiting
    }

    /// The bar waits for nothing by itself.
    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::none()
    }

    /// Draws the bar, while somebody knocks.
    pub fn view<'a>(&'a self, look: Look<'a>) -> Option<Element<'a, Message>> {
        let (first, behind) = self.waiting.split_first()?;
        let palette = look.palette;
        let tile = initial_tile(first.name.as_str(), people::fill(&first.key), 32.0);
        let who = row![tile, words(look, first, behind.len())].spacing(12).align_y(Alignment::Center);
        let content: Element<'a, Message> = if look.is_narrow() {
            column![who, buttons(look, first.key)].spacing(8).into()
        } else {
            row![who, buttons(look, first.key)].spacing(12).align_y(Alignment::Center).into()
        };
        let bar = container(content)
            .width(Length::Fill)
            .padding(Padding { top: 10.0, right: 12.0, bottom: 10.0, left: 20.0 })
            .style(theme::filled(palette.notice_soft, 0.0));
        // A button that is held down lets go of whom it was meant for when they go.
        let bar = keyed_column([(first.key, bar.into())]);
        Some(column![bar, divider(palette.line)].into())
    }
}

/// Says who it is, whether they were here before, and how many wait behind them.
fn words<'a>(look: Look<'a>, knock: &Knock, behind: usize) -> Element<'a, Message> {
    let palette = look.palette;
    let name = visible(knock.name.as_str()).into_owned();
    let title = write(look.prose_with("knock-bar", &[("name", name.into())]), UI.semibold(), palette.ink);
    let title = row![title, key_mark(palette, knock.key.mark())].spacing(8).align_y(Alignment::Center).wrap();
    let before = match knock.before {
        Some(at) => {
            let date = time::day_of_year(look.phrases, at, look.now, look.zone);
            look.with("knock-before", &[("date", date.into())])
        }
        None => look.text("knock-first"),
    };
    let before = row![icon(Icon::Hand, 12.0, palette.ink_second), write(before, CAPTION, palette.ink_second)]
        .spacing(6)
        .align_y(Alignment::Center);
    let more = (behind > 0).then(|| {
        let more = look.with("knock-more", &[("count", behind.into())]);
        row![write("·", CAPTION, palette.ink_second), write(more, CAPTION.medium(), palette.notice)]
            .spacing(6)
    });
    let caption = row![before].push(more).spacing(6).wrap();
    column![title, caption].width(Length::Fill).into()
}

fn buttons<'a>(look: Look<'a>, key: PublicKey) -> Element<'a, Message> {
    let button = |tone, mark, words: &str, answer| -> Press<'a, Message> {
        small_action(look.palette, tone, mark, look.text(words))
            .on_press(Message::Pressed(key, answer))
            .height(BUTTON)
    };
    row![
        button(Tone::Primary, Some(Icon::DoorOpen), "knock-let", Answer::LetIn),
        button(Tone::Secondary, None, "knock-refuse", Answer::Refuse),
        button(Tone::DangerOutline, Some(Icon::Ban), "knock-ban", Answer::Ban)
    ]
    .spacing(12)
    .into()
}
