//! The settings of a room: what it is about, who may come in, how much of it is kept, and who is banned.
//!
//! - What is shown is what the parent tells of the room. A change is asked for and stands in its field; it counts as saved
//!   when the room is so.
//! - What cannot be stays in its field, where the reason stands, and is never asked for.
//! - A control whose function the room does not have is left out; what a deputy may not change is disabled and says so.

mod bans;
mod change;
mod general;

use std::time::Instant;

use iced::widget::{operation, row};
use iced::{Alignment, Element, Length, Subscription, Task};

use super::pages::{self, Scene};
use crate::phrase::Phrases;
use crate::ui::look::Look;
use crate::ui::theme::{self, UI};
use crate::ui::toasts::{self, Toast, Toasts};
use crate::ui::widget::{Icon, ToastSort, ellipsis, initial_tile, layered, show};
use crate::wire::PublicKey;

pub use change::{Ban, Change, Entry, Facts, Field, History, Keep, Secret, Wrong};

/// The field for the password.
pub const PASSWORD: &str = "room-password";
/// The last of the lengths of history; a page scrolls to it when they are listed.
const LAST_KEEP: &str = "room-keep-nothing";
/// Bans that are listed at once; more are shown when somebody asks.
pub const BANS_SHOWN: usize = 50;

/// A page of the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    /// Name, topic, notice, the door, what is kept.
    #[default]
    General,
    /// Who is banned.
    Bans,
}

/// The state of the settings.
#[derive(Debug)]
pub struct RoomSettings {
    page: Page,
    /// Whether a narrow window shows the list of pages.
    is_list: bool,
    /// What was typed into each field and is not so yet.
    typed: [Option<String>; Field::ALL.len()],
    /// What is being typed as another password, and whether it was tried and cannot be one.
    password: Option<Secret>,
    is_password_wrong: bool,
    /// Whether it is listed how long history may be kept.
    is_choosing: bool,
    /// What was asked for and is not so yet, at most one of each sort.
    asked: Vec<Change>,
    /// Whose ban was lifted and is still told of.
    lifted: Vec<PublicKey>,
    bans_shown: usize,
    toasts: Toasts<Message>,
}

/// What the settings hear.
#[derive(Debug, Clone)]
pub enum Message {
    /// A page was asked for.
    PagePressed(Page),
    /// The arrow before a title was pressed, in a window with the list of pages beside each page or not.
    BackPressed(bool),
    /// Something was typed into a field.
    Typed(Field, String),
    /// Enter was pressed in a field, or the focus left it.
    Finished(Field),
    /// The notice is to be taken down.
    NoticeCleared,
    /// It was chosen who may come in.
    EntryPressed(Entry),
    /// Another password is to be typed.
    PasswordPressed,
    /// It is being typed.
    PasswordTyped(Secret),
    /// It is to be the password.
    PasswordFinished,
    /// It is not.
    PasswordDropped,
    /// The room is to have no password.
    PasswordRemoved,
    /// The words of the room's code are to be seen.
    CodePressed,
    /// The lengths of history are to be listed, or not any more.
    HistoryPressed,
    /// One of them was chosen.
    KeepPressed(Keep),
    /// Somebody may come in again.
    LiftPressed(PublicKey),
    /// Nobody wanted that.
    LiftUndone(Box<Ban>),
    /// More bans are to be listed.
    MorePressed,
    /// The room is to be closed.
    CloseRoomPressed,
    /// Something about the notes at the foot.
    Toast(toasts::Message),
}

/// What the settings ask of their parent.
#[must_use]
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// A task of the settings.
    Run(Task<Message>),
    /// Have the room be so.
    Change(Change),
    /// Let somebody come in again who was banned.
    Lift(PublicKey),
    /// Ban somebody again, as it was.
    Ban(Box<Ban>),
    /// Show the words of the room's code.
    ShowCode,
    /// Ask whether the room is to be closed.
    AskToClose,
    /// Go back to the room, and have it be what was typed last, if that was not asked for yet.
    Close(Option<Change>),
}

impl Default for RoomSettings {
    fn default() -> Self {
        Self {
            page: Page::default(),
            is_list: true,
            typed: Default::default(),
            password: None,
            is_password_wrong: false,
            is_choosing: false,
            asked: Vec::new(),
            lifted: Vec::new(),
            bans_shown: BANS_SHOWN,
            toasts: Toasts::default(),
        }
    }
}

impl RoomSettings {
    /// Takes in what happened in a room that is so.
    pub fn update(&mut self, phrases: &Phrases, facts: Facts<'_>, message: Message) -> Action {
        match message {
            Message::PagePressed(page) => return self.turn_to(facts, page),
            Message::BackPressed(is_narrow) => return self.back(facts, is_narrow),
            Message::Typed(field, text) => *self.typed_in(field) = Some(text),
            Message::Finished(field) => return self.finish(facts, field),
            Message::NoticeCleared => return self.clear_notice(facts),
            Message::EntryPressed(entry) => return self.ask(facts, Change::Entry(entry)),
            Message::PasswordPressed => return self.ask_for_password(),
            Message::PasswordTyped(password) => self.type_password(password),
            Message::PasswordFinished => return self.set_password(),
            Message::PasswordDropped => self.password = None,
            Message::PasswordRemoved => return self.remove_password(),
            Message::CodePressed => return Action::ShowCode,
            Message::HistoryPressed => return self.list_keeps(),
            Message::KeepPressed(keep) => return self.keep(facts, keep),
            Message::LiftPressed(key) => return self.lift(phrases, facts, key),
            Message::LiftUndone(ban) => return self.undo_lift(ban),
            Message::MorePressed => self.bans_shown = self.bans_shown.saturating_add(BANS_SHOWN),
            Message::CloseRoomPressed => return Action::AskToClose,
            Message::Toast(message) => return self.update_toasts(phrases, facts, message),
        }
        Action::None
    }

    /// Takes in how the room is by now; what was asked for and is so is told as saved.
    pub fn settle(&mut self, phrases: &Phrases, facts: Facts<'_>) {
        let (saved, asked): (Vec<_>, Vec<_>) = self.asked.drain(..).partition(|change| facts.has(change));
        self.asked = asked;
        self.lifted.retain(|key| facts.ban(key).is_some());
        for field in Field::ALL {
            let typed = self.typed_in(field);
            let change = typed.as_deref().and_then(|text| field.read(text).ok());
            if change.is_some_and(|change| saved.contains(&change)) {
                *typed = None;
            }
        }
        if !saved.is_empty() {
            self.saved(phrases);
        }
    }

    /// Says that a change is made which cannot be seen in the room, as that of its password.
    pub fn saved(&mut self, phrases: &Phrases) {
        self.toasts.tell(Toast::plain(ToastSort::Done, phrases.text("rset-saved")), Instant::now());
    }

    /// Takes back that something was asked for, since it will not be so. What was typed stays, to be asked for again.
    pub fn fail(&mut self) {
        self.asked.clear();
        self.lifted.clear();
    }

    /// Steps back by what Esc means: from what is open on the page, from a page in a narrow window, out of the settings.
    pub fn escape(&mut self, facts: Facts<'_>, is_narrow: bool) -> Action {
        if self.password.take().is_some() || std::mem::take(&mut self.is_choosing) {
            return Action::None;
        }
        self.back(facts, is_narrow)
    }

    /// Returns the short notes at the foot.
    #[must_use]
    pub fn toasts(&self) -> &Toasts<Message> {
        &self.toasts
    }

    /// Listens to the clock while a note passes.
    pub fn subscription(&self) -> Subscription<Message> {
        self.toasts.subscription().map(Message::Toast)
    }

    /// Draws the settings of a room that is so.
    pub fn view<'a>(&'a self, look: Look<'a>, facts: Facts<'a>) -> Element<'a, Message> {
        let noted = |view: Element<'a, Message>| {
            layered(view, self.toasts.view(look).map(|toasts| toasts.map(Message::Toast)))
        };
        pages::spread(
            look,
            self.is_list,
            |width| {
                let nav = self.nav(Scene { look, facts, width: 0.0 }, width);
                if look.is_narrow() { noted(nav) } else { nav }
            },
            |width| noted(self.page(Scene { look, facts, width })),
        )
    }

    fn nav<'a>(&'a self, scene: Scene<'a, Facts<'a>>, width: Length) -> Element<'a, Message> {
        let (look, facts) = (scene.look, scene.facts);
        let room = row![
            initial_tile(facts.room.as_str(), facts.fill, 28.0),
            ellipsis(facts.room.to_string(), UI.medium(), look.palette.ink)
        ]
        .spacing(10)
        .padding([0, 10])
        .align_y(Alignment::Center);
        let line = |page, mark, key: &str, count| {
            let row = pages::nav_row(look, mark, look.text(key), count, page == self.page);
            row.on_press(Message::PagePressed(page)).into()
        };
        let bans = facts.bans.map(|_| {
            let count = self.bans(facts).count();
            line(Page::Bans, Icon::Ban, "rset-bans", Some(count))
        });
        let rows = [Some(line(Page::General, Icon::Sliders, "rset-general", None)), bans];
        let close = facts.is_host.then(|| {
            pages::nav_row(look, Icon::DoorClosed, look.text("room-close"), None, false)
                .on_press(Message::CloseRoomPressed)
                .style(theme::menu_danger(look.palette))
                .into()
        });
        pages::nav(
            look,
            pages::Nav {
                width,
                title: "rset-title",
                on_back: Message::BackPressed(look.is_narrow()),
                about: Some(room.into()),
                rows: rows.into_iter().flatten().collect(),
                foot: close,
            },
        )
    }

    fn page<'a>(&'a self, scene: Scene<'a, Facts<'a>>) -> Element<'a, Message> {
        let look = scene.look;
        let back = look.is_narrow().then_some(Message::BackPressed(true));
        match (self.page, scene.facts.bans) {
            (Page::Bans, Some(_)) => {
                let help = scene.caption(look.prose("ban-help"));
                pages::page(look, ("rset-bans", back), Some(help), vec![self.bans_card(scene)])
            }
            _ => pages::page(look, ("rset-general", back), None, self.general(scene)),
        }
    }

    fn typed_in(&mut self, field: Field) -> &mut Option<String> {
        let [name, topic, notice, most] = &mut self.typed;
        match field {
            Field::Name => name,
            Field::Topic => topic,
            Field::Notice => notice,
            Field::Most => most,
        }
    }

    /// Returns what stands in a field: what was typed there, or how the room is.
    fn text_in(&self, facts: Facts<'_>, field: Field) -> String {
        let typed = Field::ALL.into_iter().zip(&self.typed).find(|(one, _)| *one == field);
        typed.and_then(|(_, typed)| typed.clone()).unwrap_or_else(|| facts.text_of(field))
    }

    /// Returns the bans that are not lifted.
    fn bans<'a>(&'a self, facts: Facts<'a>) -> impl Iterator<Item = &'a Ban> {
        facts.bans.unwrap_or_default().iter().filter(|ban| !self.lifted.contains(&ban.key))
    }

    fn turn_to(&mut self, facts: Facts<'_>, page: Page) -> Action {
        let last = self.last(facts);
        (self.page, self.is_list, self.is_choosing, self.password) = (page, false, false, None);
        last.map_or(Action::None, Action::Change)
    }

    /// Leads from a page to the list where that is a page, and out from there.
    fn back(&mut self, facts: Facts<'_>, is_narrow: bool) -> Action {
        let last = self.last(facts);
        if is_narrow && !std::mem::replace(&mut self.is_list, true) {
            return last.map_or(Action::None, Action::Change);
        }
        Action::Close(last)
    }

    /// Asks for what stands in the field that the focus has not left.
    fn last(&mut self, facts: Facts<'_>) -> Option<Change> {
        Field::ALL.into_iter().find_map(|field| match self.finish(facts, field) {
            Action::Change(change) => Some(change),
            _ => None,
        })
    }

    fn finish(&mut self, facts: Facts<'_>, field: Field) -> Action {
        let Some(text) = self.typed_in(field) else { return Action::None };
        let Ok(change) = field.read(text) else { return Action::None };
        let is_asked = self.asked.iter().any(|asked| asked.is_of_sort(&change));
        if !is_asked && facts.has(&change) {
            *self.typed_in(field) = None;
            return Action::None;
        }
        self.ask(facts, change)
    }

    /// Asks for a change, unless that was asked for last or the room is so.
    fn ask(&mut self, facts: Facts<'_>, change: Change) -> Action {
        let is_there = match self.asked.iter().find(|asked| asked.is_of_sort(&change)) {
            Some(asked) => *asked == change,
            None => facts.has(&change),
        };
        if is_there {
            return Action::None;
        }
        self.asked.retain(|asked| !asked.is_of_sort(&change));
        self.asked.push(change.clone());
        Action::Change(change)
    }

    fn clear_notice(&mut self, facts: Facts<'_>) -> Action {
        *self.typed_in(Field::Notice) = Some(String::new());
        self.finish(facts, Field::Notice)
    }

    fn ask_for_password(&mut self) -> Action {
        (self.password, self.is_password_wrong) = (Some(Secret::default()), false);
        Action::Run(operation::focus(PASSWORD))
    }

    fn type_password(&mut self, password: Secret) {
        if self.password.is_some() {
            (self.password, self.is_password_wrong) = (Some(password), false);
        }
    }

    fn set_password(&mut self) -> Action {
        self.is_password_wrong = self.password.as_ref().is_some_and(|password| !password.is_password());
        if self.is_password_wrong {
            return Action::None;
        }
        self.password.take().map_or(Action::None, |password| Action::Change(Change::Password(Some(password))))
    }

    fn remove_password(&mut self) -> Action {
        self.password = None;
        Action::Change(Change::Password(None))
    }

    fn list_keeps(&mut self) -> Action {
        self.is_choosing = !self.is_choosing;
        if self.is_choosing { Action::Run(show(LAST_KEEP)) } else { Action::None }
    }

    fn keep(&mut self, facts: Facts<'_>, keep: Keep) -> Action {
        self.is_choosing = false;
        self.ask(facts, Change::Keep(keep))
    }

    /// Lifts a ban at once, and offers it back for a while.
    fn lift(&mut self, phrases: &Phrases, facts: Facts<'_>, key: PublicKey) -> Action {
        let ban = facts.ban(&key).filter(|_| !self.lifted.contains(&key));
        let Some(ban) = ban else { return Action::None };
        self.lifted.push(key);
        let words = phrases.with("ban-lifted", &[("name", (&ban.name).into())]);
        let undo = Message::LiftUndone(Box::new(ban.clone()));
        self.toasts.tell(Toast::undoable(phrases, words, undo), Instant::now());
        Action::Lift(key)
    }

    fn undo_lift(&mut self, ban: Box<Ban>) -> Action {
        self.lifted.retain(|key| *key != ban.key);
        Action::Ban(ban)
    }

    fn update_toasts(&mut self, phrases: &Phrases, facts: Facts<'_>, message: toasts::Message) -> Action {
        match self.toasts.update(message, Instant::now()) {
            Some(pressed) => self.update(phrases, facts, pressed),
            None => Action::None,
        }
    }
}
