//! The room: who is here, what was said, and the box to say something in.
//!
//! - All that is known of the room is the timeline; what is wanted goes to the client as a [`Wish`]. Neither waits.
//! - A reader above the end stays where the reading is; what arrives is counted beside the way down.
//! - The screen is drawn from what is seen of it: its cost does not grow with the conversation.

mod bars;
mod board;
pub mod composer;
mod deeds;
pub mod emoji;
mod header;
pub mod invite;
mod lines;
mod links;
mod lock;
mod member;
mod news;
mod notices;
mod over;
pub(crate) mod people;
mod reading;
mod roster;
mod rows;
mod seek;
mod speak;
mod view;
mod voice;

use std::ops::Range;
use std::time::{Duration, Instant};

use iced::widget::{operation, scrollable::AbsoluteOffset, scrollable::RelativeOffset};
use iced::{Subscription, Task};

use crate::client::export::Form;
use crate::client::{ConnectError, LineId, Phase, Sending, Ticket, Timeline, Update};
use crate::config::Choice;
use crate::phrase::Phrases;
use crate::ui::screen::search::{self, Search};
use crate::ui::toasts::{self, Toasts};
use crate::ui::widget::{Place, SAFE};
use crate::ui::words::Link;
use crate::wire::{Activity, PublicKey, limits};

pub use board::Message as BoardMessage;
pub use composer::{Composer, Drafts, INPUT, Message as ComposerMessage};
use deeds::Menu;
pub use deeds::{Deed, Message as DeedsMessage};
use emoji::Emojis;
pub use emoji::Message as EmojiMessage;
pub use invite::Invitation;
pub use member::Message as MemberMessage;
pub use news::{News, Unread, Weight};
pub use notices::{Matter, Notice};
use reading::Reading;
pub use rows::Rows;
use seek::Sought;
pub use voice::{Voice, Wish, voice_of};

/// The message list.
pub const LIST: &str = "room-list";
/// Rows above what is seen from which on an older page is asked for.
const PAGE_AHEAD: usize = 40;
/// How far a page key scrolls, in pixels.
const PAGE: f32 = 400.0;
/// How long a short note stays.
const TOAST: Duration = Duration::from_secs(4);

/// What lies over the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Over {
    Nothing,
    Invite,
    Link,
    Leaving,
    /// The card in which topic and notice are written.
    Board,
    /// The card of a member.
    Member(PublicKey),
    /// The question whether a line that was refused is to go.
    Discarding(Ticket),
    /// The question whether a line is to be taken away.
    Deleting(LineId),
}

/// The state of a room.
pub struct Room {
    timeline: Timeline,
    rows: Rows,
    composer: Composer,
    voice: Option<Voice>,
    invitation: Option<Invitation>,
    notices: Vec<Notice>,
    /// Whether this room's host keeps nothing of it, as far as that is known.
    keeps_nothing: bool,
    over: Over,
    is_roster_shown: bool,
    is_roster_out: bool,
    place: Option<Place>,
    /// Whether an invite said which key the host must show.
    is_host_checked: bool,
    /// Whether the card is out that says how safe the link is.
    is_lock_out: bool,
    /// Whether the room is shown in the focused window.
    is_watched: bool,
    unread: Unread,
    newest_own: Option<LineId>,
    reading: Reading,
    board: board::Board,
    emojis: Emojis,
    /// The menu of a line that is open.
    menu: Option<Menu>,
    /// The menu of a member that is open.
    member_menu: Option<member::Menu>,
    /// The address that was pressed.
    link: Option<Link>,
    /// Whether this member was let in on this visit.
    has_joined: bool,
    /// Seconds until the next attempt, while the link is broken.
    retry_in: u64,
    copied: Option<(invite::Copied, Instant)>,
    toasts: Toasts<Message>,
    typed_at: Option<Instant>,
    search: Option<Search>,
    /// The line that older pages are loaded for.
    sought: Option<Sought>,
}

impl std::fmt::Debug for Room {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room").field("lines", &self.timeline.len()).finish_non_exhaustive()
    }
}

/// What the room hears.
#[derive(Debug, Clone)]
pub enum Message {
    /// The composer was used.
    Composer(ComposerMessage),
    /// The reader's place in the list changed.
    Moved(Place),
    /// The way down was pressed.
    LatestPressed,
    /// A page key was pressed: screens to move, towards newer lines if positive.
    Paged(f32),
    /// Somebody was pressed: the next line is for this person.
    WhisperTo(PublicKey),
    /// An own line that was refused is to be tried again.
    RetryPressed(Ticket),
    /// An own line that was refused is to go, which is asked about.
    DiscardPressed(Ticket),
    /// The question whether it is to go was answered with yes.
    DiscardConfirmed,
    /// Something is done with a line.
    Deeds(deeds::Message),
    /// The emoji picker was used.
    Emoji(emoji::Message),
    /// A block of code in a line is to be copied.
    CodePressed(LineId, Range<usize>),
    /// An address in a line was pressed.
    LinkPressed(LineId, Range<usize>),
    /// What was asked about the address was answered.
    LinkAnswered(links::Answer),
    /// A long line is to be shown whole.
    UnfoldPressed(LineId),
    /// The way back from a jump was pressed.
    ReturnPressed,
    /// The invite sheet was used.
    Invite(invite::Message),
    /// The invite was asked for.
    InvitePressed,
    /// The roster is to be shown or hidden.
    RosterPressed,
    /// A notice was read and is to go.
    NoticeRead(Matter),
    /// "Retry now" was pressed.
    RedialPressed,
    /// The way back was pressed, where there is no rail.
    BackPressed,
    /// The way back into a room that has ended was pressed.
    AgainPressed,
    /// Leaving was asked for, by a button.
    LeavePressed,
    /// The question whether to close the room was answered with yes.
    LeaveConfirmed,
    /// The lock in the head was pressed: how safe the link is, is to be told.
    LockPressed,
    /// That was read.
    LockClosed,
    /// The search was used.
    Search(search::Message),
    /// The search was asked for by its keys.
    SearchAsked,
    /// The button of the search was pressed.
    SearchPressed,
    /// The room is to be written to a file.
    ExportAsked(Export),
    /// The card of a member was asked for, or used.
    Member(member::Message),
    /// The board was used.
    Board(board::Message),
    /// Whatever lies over the room is to close.
    Dismissed,
    /// A note at the foot was used.
    Toast(toasts::Message),
    /// A second passed while something on the screen counts.
    Ticked,
}

/// What was asked of the file that the room is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Where, as typed; without it, a name after room and day.
    pub path: Option<String>,
    /// As what; without it, what the file's name says.
    pub form: Option<Form>,
}

/// What the room asks of the window.
#[must_use]
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// A task of the room.
    Run(Task<Message>),
    /// Look something up in the copy of the room.
    Look(search::Question),
    /// Write the copy of the room to a file.
    Export(Export),
    /// Use a setting from now on.
    Choose(Choice),
    /// Go into the room again.
    Again,
    /// Show the rooms that are open.
    Rooms,
    /// Leave; the room was told.
    Leave,
}

impl Action {
    /// This, and another one behind it; only tasks can be followed by anything.
    fn then(self, next: Self) -> Self {
        match (self, next) {
            (Self::Run(first), Self::Run(second)) => Self::Run(first.chain(second)),
            (first, Self::None) => first,
            (_, second) => second,
        }
    }
}

impl Room {
    /// Opens an empty room that fills as its client tells.
    pub fn new(invitation: Option<Invitation>) -> (Self, Task<Message>) {
        let (composer, task) = Composer::new();
        let room = Self {
            timeline: Timeline::new(),
            rows: Rows::default(),
            composer,
            voice: None,
            invitation,
            notices: Vec::new(),
            keeps_nothing: false,
            over: Over::Nothing,
            is_roster_shown: true,
            is_roster_out: false,
            place: None,
            is_host_checked: false,
            is_lock_out: false,
            is_watched: false,
            unread: Unread::default(),
            newest_own: None,
            reading: Reading::new(),
            board: board::Board::default(),
            emojis: Emojis::default(),
            menu: None,
            member_menu: None,
            link: None,
            has_joined: false,
            retry_in: 0,
            copied: None,
            toasts: Toasts::default(),
            typed_at: None,
            search: None,
            sought: None,
        };
        (room, task.map(Message::Composer))
    }

    /// Takes in what happened.
    pub fn update(&mut self, phrases: &Phrases, message: Message) -> Action {
        match message {
            Message::Composer(message) => return self.compose(phrases, message),
            Message::Moved(place) => self.moved(place),
            Message::LatestPressed => return Action::Run(to_latest()),
            Message::Paged(screens) => return Action::Run(by_screens(screens)),
            Message::WhisperTo(key) => return self.address(Some(key)),
            Message::RetryPressed(ticket) => self.wish_quietly(Wish::Retry(ticket)),
            Message::DiscardPressed(ticket) => return self.lay(Over::Discarding(ticket)),
            Message::DiscardConfirmed => return self.discard(),
            Message::CodePressed(id, range) => return self.copy_code(phrases, id, range),
            Message::LinkPressed(id, range) => return self.ask_about_link(id, range),
            Message::LinkAnswered(answer) => return self.answer_link(phrases, answer),
            Message::Deeds(message) => return self.update_deeds(phrases, message),
            Message::Emoji(message) => return self.update_emoji(phrases, message),
            Message::UnfoldPressed(id) => self.reading.unfold(id),
            Message::ReturnPressed => return Action::Run(self.jump_back()),
            Message::Invite(message) => return self.update_invite(phrases, message),
            Message::InvitePressed => return self.lay(Over::Invite),
            Message::RosterPressed => self.toggle_roster(),
            Message::NoticeRead(matter) => self.put_away(matter),
            Message::RedialPressed => self.wish_quietly(Wish::Redial),
            Message::BackPressed => return Action::Rooms,
            Message::AgainPressed => return Action::Again,
            Message::LeavePressed => return self.ask_to_leave(),
            Message::LeaveConfirmed => return self.leave(),
            Message::Search(message) => return self.update_search(message),
            Message::SearchAsked => return self.open_search(),
            Message::LockPressed => self.is_lock_out = true,
            Message::LockClosed => self.is_lock_out = false,
            Message::SearchPressed => return self.toggle_search(),
            Message::ExportAsked(export) => return Action::Export(export),
            Message::Member(message) => return self.update_member(message),
            Message::Board(message) => return self.update_board(message),
            Message::Dismissed => return self.dismiss(),
            Message::Toast(message) => return self.update_toasts(phrases, message),
            Message::Ticked => self.tick(),
        }
        Action::None
    }

    /// Takes in what the client tells, in its order; returns what of it nobody has read.
    pub fn hear(&mut self, updates: Vec<Update>) -> Vec<News> {
        let mut news = Vec::new();
        for update in updates {
            if let Update::Ready(client) = &update {
                self.voice = Some(voice_of(client.clone()));
            }
            if let Update::Keeping(keeping) = &update {
                self.notice(Notice::Copy(keeping.clone()));
            }
            self.has_joined |= matches!(update, Update::Joined(_));
            if let Update::Lost { wait, .. } = &update {
                self.retry_in = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            }
            news.extend(self.weigh(&update));
            self.timeline.apply(update);
        }
        self.refresh();
        news
    }

    /// Goes on in the place of an earlier screen of the same room: with what is being written there, and its invite.
    pub fn take_over(&mut self, before: &mut Self) {
        self.composer = std::mem::take(&mut before.composer);
        self.emojis = std::mem::take(&mut before.emojis);
        self.emojis.close();
        self.invitation = before.invitation.take();
        self.keeps_nothing = before.keeps_nothing;
        self.board = std::mem::take(&mut before.board);
    }

    /// Notes whether an invite said which key the host must show.
    pub fn came_by_invite(&mut self, is_invited: bool) {
        self.is_host_checked = is_invited;
    }

    /// Gives the room a voice of its own; for tests that listen to what is wanted.
    pub fn speak_through(&mut self, voice: Voice) {
        self.voice = Some(voice);
    }

    /// Returns what is known of the room.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Sets the invite, once the host knows it.
    pub fn invite_with(&mut self, invitation: Invitation) {
        self.invitation = Some(invitation);
    }

    /// Whether there is an invite to copy.
    pub fn has_invitation(&self) -> bool {
        self.invitation.is_some()
    }

    /// Marks the room as one of which its host keeps nothing.
    pub fn keep_nothing(&mut self) {
        self.keeps_nothing = true;
    }

    /// Returns the box to write in.
    pub fn composer(&self) -> &Composer {
        &self.composer
    }

    /// Returns the box to write in, so that its drafts can be kept.
    pub fn composer_mut(&mut self) -> &mut Composer {
        &mut self.composer
    }

    /// Has Enter break the line and Ctrl+Enter send it.
    pub fn break_with_enter(&mut self) {
        self.composer.break_with_enter();
    }

    /// Tells the room that this member goes, as the window does before it closes.
    pub fn say_goodbye(&mut self) {
        self.wish_quietly(Wish::Leave);
    }

    /// Whether somebody is being picked to whisper to.
    pub fn is_picking(&self) -> bool {
        self.composer.is_picking()
    }

    /// Asks before others lose their room; says whether there was anything to ask.
    pub fn asks_before_leaving(&mut self) -> bool {
        let is_loss = self.is_host() && self.end().is_none() && self.timeline.roster().present() > 1;
        if is_loss {
            self.over = Over::Leaving;
        }
        is_loss
    }

    /// Listens to the clock while something on the screen counts, or moves where that is wanted.
    pub fn subscription(&self, is_calm: bool) -> Subscription<Message> {
        let is_counting = matches!(self.timeline.phase(), Phase::Lost { .. }) || self.copied.is_some();
        let is_moving = self.is_watched && !is_calm && self.timeline.roster().typing().next().is_some();
        let quick = self.timeline.waiting() + usize::from(self.reading.is_flashing() || is_moving);
        let ticks = match (is_counting, quick) {
            (true, _) => iced::time::every(Duration::from_secs(1)).map(|_| Message::Ticked),
            (false, 0) => Subscription::none(),
            (false, _) => iced::time::every(Duration::from_millis(lines::PATIENCE)).map(|_| Message::Ticked),
        };
        Subscription::batch([ticks, self.toasts.subscription().map(Message::Toast)])
    }

    /// Whether the room is over, and why.
    pub fn end(&self) -> Option<&ConnectError> {
        match self.timeline.phase() {
            Phase::Ended(error) => Some(error),
            Phase::Entering(_) | Phase::Here | Phase::Lost { .. } => None,
        }
    }

    /// Whether what is shown is this member's own copy, and the host has not been reached yet.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        !self.has_joined && self.timeline.room().is_some()
    }

    /// Whether the host has not let this member in because the name is somebody else's.
    #[must_use]
    pub fn is_refused_name(&self) -> bool {
        !self.has_joined
            && matches!(self.end(), Some(ConnectError::Refused(crate::wire::Refusal::NameTaken { .. })))
    }

    /// Brings everything that follows from the timeline up to date.
    fn refresh(&mut self) {
        self.rows.sync(&self.timeline);
        self.close_what_is_gone();
        if *self.timeline.phase() == Phase::Here {
            let roster = self.timeline.roster();
            self.composer.see_recipient(|key| {
                roster.member(key).map(|member| (member.name.clone(), member.presence.is_some()))
            });
        }
        self.see_lines();
        self.offer_people();
        self.newest_own = self.newest_own_told();
        self.note_missed();
        self.tell_read();
    }

    /// Returns the newest own line that was told; only lines near the end matter to anybody.
    fn newest_own_told(&self) -> Option<LineId> {
        self.timeline
            .lines()
            .rev()
            .take(200)
            .find(|line| line.sending() == Some(&Sending::Sent))
            .map(|line| line.id)
    }

    fn moved(&mut self, place: Place) {
        self.place = Some(place);
        self.menu = self.menu.filter(|menu| self.is_seen(menu.line));
        self.read_on();
        self.tell_read();
        if place.first <= PAGE_AHEAD && self.timeline.older().is_some() && self.wish(Wish::Page).is_ok() {
            self.timeline.paging();
        }
    }

    fn toggle_roster(&mut self) {
        self.is_roster_shown = !self.is_roster_shown;
        self.is_roster_out = !self.is_roster_out;
    }

    /// Leaves a room that is over at once; asks first where others would lose their room.
    fn ask_to_leave(&mut self) -> Action {
        if self.asks_before_leaving() { Action::Run(operation::focus(SAFE)) } else { self.leave() }
    }

    fn leave(&mut self) -> Action {
        self.wish_quietly(Wish::Leave);
        Action::Leave
    }

    fn tick(&mut self) {
        self.reading.tick();
        self.retry_in = self.retry_in.saturating_sub(1);
        if self.copied.is_some_and(|(_, at)| at.elapsed() >= TOAST) {
            self.copied = None;
        }
    }

    fn is_host(&self) -> bool {
        self.timeline.room().is_some_and(|room| room.me == room.charter.host)
    }

    /// Whether lines that are said now reach the host by and by.
    fn is_open(&self) -> bool {
        match self.timeline.phase() {
            Phase::Here | Phase::Lost { .. } => true,
            Phase::Entering(_) => self.is_offline(),
            Phase::Ended(_) => false,
        }
    }

    fn wish(&self, wish: Wish) -> Result<(), crate::client::Busy> {
        self.voice.as_ref().map_or(Err(crate::client::Busy), |voice| voice(wish))
    }

    /// Wishes something that can be pressed again if too much waits.
    fn wish_quietly(&self, wish: Wish) {
        if self.wish(wish).is_err() {
            tracing::debug!("a wish was not taken: too much waits");
        }
    }

    /// Tells the room that somebody types, now and then, and never on account of a whisper.
    fn tell_typing(&mut self) {
        let text = self.composer.text();
        let is_for_all = self.composer.recipient().is_none() && !text.starts_with(['/', '／']);
        let is_due = self.typed_at.is_none_or(|at| at.elapsed() >= limits::TYPING_EVERY);
        if is_for_all && !text.trim().is_empty() && is_due {
            self.typed_at = Some(Instant::now());
            self.wish_quietly(Wish::Activity(Activity::Typing));
        }
    }
}

/// Goes to the newest line.
fn to_latest() -> Task<Message> {
    operation::snap_to(LIST, RelativeOffset::END)
}

fn by_screens(screens: f32) -> Task<Message> {
    operation::scroll_by(LIST, AbsoluteOffset { x: 0.0, y: screens * PAGE })
}
