//! What a member at a terminal knows and is told; pure.
//!
//! Updates and typed lines go in, lines to write and wishes to do come out. A line that was held back is told with its
//! reason and wishes nothing; a line that was meant for one person never goes to everyone, whoever has left meanwhile.

mod heard;
mod looked;

use std::collections::{BTreeMap, VecDeque};

use jiff::tz::TimeZone;
use unicode_width::UnicodeWidthStr as _;

use self::heard::Heard;
pub(super) use self::looked::Looked;
use self::looked::Search;
use super::errand::Errand;
use super::request::{self, BadRequest, Request};
use super::typed::Typed;
use super::{Format, Setup, json, sentences};
use crate::client::command::live::{self, Lines as _, NotSaid};
use crate::client::command::{self, Command, Context, Mistake, Parsed, People, TARGETS_MAX, Word};
use crate::client::{Kept, LineKind, Phase, Route, Ticket, Timeline, Update};
use crate::phrase::Phrases;
use crate::store::Folder;
use crate::wire::{
    Address, Audience, Delete, Event, Invite, Kind, Live, Name, Notice, Pin, PublicKey, Seq, Slot, Text,
    TextError, Time, Topic,
};

/// Lines of the timeline that are kept at most; they have been written already.
const LINES_KEPT: usize = 256;
/// Cells that names are padded to at most; a longer one pushes its text aside.
const COLUMN_MAX: usize = 16;

/// What a typed line asks the client to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// Say or whisper.
    Say(Audience, Text),
    /// Tell what this member does.
    Act(Text),
    /// Take another name.
    Rename(Name),
    /// Set the topic.
    Topic(Topic),
    /// Put up a notice, or take it down.
    Notice(Notice),
    /// Answer, change or take away a line, or react to it.
    Live(Live),
    /// Forget a refused line.
    Discard(Ticket),
    /// Look at what is kept on this computer; nothing is sent.
    Errand(Errand),
    /// Leave the room once everything is told.
    Leave,
}

/// What a typed line is answered on the spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Who is here.
    Who,
    /// What the topic is.
    Topic,
    /// What the notice is.
    Notice,
    /// What is pinned.
    Pins,
    /// Nothing is pinned under that number.
    NoSuchPin,
    /// The invite.
    Invite,
    /// The commands, or one of them.
    Help(Option<Word>),
    /// To whom lines go from here on.
    Target,
    /// The screen is emptied.
    Cleared,
    /// The search before had found everything.
    NoneOlder,
    /// Nothing of the room is kept.
    NothingKept,
    /// The line was held back.
    Mistake(Mistake),
    /// The person to whom lines go has left; nothing was sent.
    TargetLeft(Name),
    /// The line begins like a request of a program and is none.
    BadRequest(BadRequest),
    /// The line is no text that a room takes.
    BadText(TextError),
    /// There is no line that could be meant.
    NoLine,
    /// What somebody wants to react with is not one emoji.
    NotAnEmoji,
    /// The line is not even text.
    NotText,
    /// The line is longer than any.
    TooLong,
}

/// An own line on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    /// The typed line that it comes from.
    pub(super) line: u64,
    /// What it says.
    pub(super) text: String,
}

/// A member's desk.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) phrases: Phrases,
    pub(super) zone: TimeZone,
    pub(super) address: String,
    /// Whether sentences are coloured.
    pub(super) colour: bool,
    /// Cells that names are padded to.
    pub(super) column: usize,
    /// When this desk was set up; what counts as today.
    pub(super) started: Time,
    /// When the event told before happened.
    pub(super) before: Time,
    format: Format,
    invite: Option<String>,
    /// Where the host was found, for an invite of our own making.
    addresses: Vec<Address>,
    timeline: Timeline,
    /// To whom lines without a command go, instead of everyone.
    target: Option<PublicKey>,
    /// Typed lines so far.
    line: u64,
    /// The typed lines whose wishes were given to the client and not yet taken into its outbox.
    untaken: VecDeque<u64>,
    /// What waits in the outbox, by its ticket.
    waiting: BTreeMap<Ticket, Waiting>,
    /// Whether the people here have been told since coming in.
    roster_told: bool,
    /// Whether the person was told to go slower since everything was settled.
    slowed: bool,
    /// Whom lines may name, until the roster changes.
    people: Option<People>,
    /// Where copies of rooms lie, if any are kept.
    copies: Option<Folder>,
    /// What was looked for last.
    search: Option<Search>,
    /// The newest lines of the room: what typed lines may be about.
    heard: Heard,
}

impl Desk {
    pub(super) fn new(setup: Setup) -> Self {
        let addresses = match setup.options.route {
            Route::Dial { addresses, .. } => addresses,
            Route::Pipe(_) => Vec::new(),
        };
        Self {
            addresses,
            phrases: setup.phrases,
            zone: setup.zone,
            address: setup.address,
            colour: setup.colour,
            column: 0,
            started: setup.started,
            before: setup.started,
            format: setup.format,
            invite: setup.invite,
            timeline: Timeline::new(),
            target: None,
            line: 0,
            untaken: VecDeque::new(),
            waiting: BTreeMap::new(),
            roster_told: false,
            slowed: false,
            people: None,
            copies: setup.copies,
            search: None,
            heard: Heard::default(),
        }
    }

    /// Takes in what happened and returns the lines to write.
    pub(super) fn handle_update(&mut self, update: Update) -> Vec<String> {
        let kind = match &update {
            Update::Event(event, _) => self.timeline.kind_of(event),
            _ => None,
        };
        let was_here = self.timeline.phase() == &Phase::Here;
        let was_told = match &update {
            Update::Board(board) => board.notice.as_ref() == self.timeline.notice(),
            _ => false,
        };
        let ended = self.handle_ticket(&update);
        self.timeline.apply(update.clone());
        self.hear(&update);
        self.note(&update, kind.as_ref());
        let mut told = match self.format {
            Format::Json => json::of_update(self, &update, kind.as_ref(), ended.as_ref()),
            Format::Sentences => {
                let moment = sentences::Moment { was_here, was_told, ended: ended.as_ref() };
                sentences::of_update(self, &update, kind.as_ref(), moment)
            }
        };
        match &update {
            Update::Joined(_) => self.roster_told = false,
            Update::Presence(presence) if presence.whole && !self.roster_told => {
                self.roster_told = true;
                if self.format == Format::Sentences {
                    told.extend(self.answer(&Answer::Who));
                }
            }
            Update::Slowed(_) => self.slowed = true,
            Update::Event(event, _) => self.before = event.header.time,
            _ => {}
        }
        self.slowed = self.slowed && self.unsettled() > 0;
        told
    }

    /// Notes what later lines depend on.
    fn note(&mut self, update: &Update, kind: Option<&LineKind>) {
        match update {
            Update::Joined(_) | Update::Members(_) | Update::Presence(_) | Update::Lost { .. } => {
                self.people = None;
            }
            Update::Event(event, _) if matches!(event.header.kind, Kind::ARRIVAL | Kind::RENAME) => {
                self.people = None;
            }
            _ => {}
        }
        if let Some(LineKind::Said { name, action: false, .. }) = kind {
            self.column = self.column.max(name.as_str().width().min(COLUMN_MAX));
        }
    }

    /// Takes in a typed line and returns what it wishes, and the lines to write.
    pub(super) fn handle_line(&mut self, line: Typed) -> (Vec<Wish>, Vec<String>) {
        self.line += 1;
        let outcome = match line {
            Typed::Line(line) => self.read(&line),
            Typed::NotText => Err(Answer::NotText),
            Typed::TooLong => Err(Answer::TooLong),
        };
        match outcome {
            Ok(wishes) => (wishes, Vec::new()),
            Err(answer) => (Vec::new(), self.answer(&answer)),
        }
    }

    /// Notes that the client took a wish.
    pub(super) fn handle_taken(&mut self, wish: &Wish) {
        match wish {
            Wish::Say(..)
            | Wish::Act(_)
            | Wish::Rename(_)
            | Wish::Topic(_)
            | Wish::Notice(_)
            | Wish::Live(_) => {
                self.untaken.push_back(self.line);
            }
            Wish::Discard(_) | Wish::Errand(_) | Wish::Leave => {}
        }
    }

    /// Lets go of lines that have been written.
    pub(super) fn forget(&mut self) {
        if self.timeline.len() > LINES_KEPT {
            self.timeline.clear();
        }
    }

    /// Returns whether typed lines can be read: it is known who is here, or who was when the link broke.
    pub(super) fn is_ready(&self) -> bool {
        match self.timeline.phase() {
            Phase::Here => self.roster_told,
            Phase::Lost { .. } => true,
            Phase::Entering(_) | Phase::Ended(_) => false,
        }
    }

    /// Returns how many own lines the host has neither told nor refused.
    pub(super) fn unsettled(&self) -> usize {
        self.untaken.len() + self.waiting.len()
    }

    /// Returns whether the person was told to go slower and nothing was settled for good since.
    pub(super) fn is_slowed(&self) -> bool {
        self.slowed
    }

    /// Returns the line that an own line on its way comes from.
    pub(super) fn line_of(&self, ticket: Ticket) -> Option<u64> {
        self.waiting.get(&ticket).map(|waiting| waiting.line)
    }

    /// Returns what stands before the place where a person types: to whom the next line goes.
    pub(super) fn prompt(&self) -> String {
        let to = self.target().map(|(_, name)| name.as_str().to_owned());
        format!("{} > ", to.unwrap_or_else(|| self.phrases.text("console-all")))
    }

    /// Returns what one's own copy holds, in the order in which it happened, and what each says.
    pub(super) fn kept_events<'a>(&self, kept: &'a Kept) -> Vec<(&'a Event, Option<LineKind>)> {
        self.told(kept.events.iter().chain(&kept.letters))
    }

    /// Returns the lines that one's own copy holds, as they were changed last.
    pub(super) fn kept_lines<'a>(&self, kept: &'a Kept) -> Vec<(&'a Event, LineKind)> {
        let line_at = |event: &Event| match event.header.slot {
            Slot::Room { seq } => self.timeline.said_at(seq).map(|line| line.kind.clone()),
            Slot::Mail { .. } => None,
        };
        let events = self.kept_events(kept).into_iter();
        events.filter_map(|(event, kind)| Some((event, line_at(event).or(kind)?))).collect()
    }

    /// Returns what one's own copy holds that the host has lost, as [`Self::kept_events`] does.
    pub(super) fn lost_events<'a>(&self, kept: &'a Kept) -> Vec<(&'a Event, Option<LineKind>)> {
        self.told(kept.aside.iter())
    }

    fn told<'a>(&self, events: impl Iterator<Item = &'a Event>) -> Vec<(&'a Event, Option<LineKind>)> {
        let place = |event: &Event| match event.header.slot {
            Slot::Room { seq } => (seq, 0),
            Slot::Mail { seq, after, .. } => (after, seq),
        };
        let mut events: Vec<_> = events.collect();
        events.sort_by_key(|event| place(event));
        events.into_iter().map(|event| (event, self.timeline.kind_of(event))).collect()
    }

    /// Returns what is known of the room.
    pub(super) fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Returns the number of the line typed last.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Returns to whom lines go that name nobody.
    pub(super) fn target(&self) -> Option<(PublicKey, Name)> {
        let key = self.target?;
        Some((key, self.timeline.roster().name(&key)?))
    }

    /// Returns the invite: the one this member came by, or one made of what is known.
    pub(super) fn invite(&self) -> Option<String> {
        let leads_here = |address: &Address| address.as_ip().is_some_and(|ip| ip.is_loopback());
        let made = || {
            // An address that only this computer has invites nobody.
            let room = self.timeline.room().filter(|_| !self.addresses.iter().all(leads_here))?;
            let (addresses, label) = (self.addresses.clone(), room.name.clone());
            let invite = Invite { host: room.charter.host.fingerprint(), room: room.id, addresses, label };
            Some(invite.to_string())
        };
        self.invite.clone().or_else(made)
    }

    fn answer(&self, answer: &Answer) -> Vec<String> {
        match self.format {
            Format::Sentences => sentences::of_answer(self, answer),
            Format::Json => json::of_answer(self, answer),
        }
    }

    /// Follows what waits; returns the own line that this settles, one way or the other.
    fn handle_ticket(&mut self, update: &Update) -> Option<Waiting> {
        match update {
            Update::Pending(pending) => {
                let line = self.untaken.pop_front().unwrap_or(self.line);
                self.waiting.insert(pending.ticket, Waiting { line, text: pending.text() });
                None
            }
            Update::Event(_, Some(ticket))
            | Update::Settled(ticket)
            | Update::Discarded(ticket)
            | Update::Refused { ticket, .. } => self.waiting.remove(ticket),
            _ => None,
        }
    }

    /// Reads one line; what is held back comes as an answer.
    fn read(&mut self, line: &str) -> Result<Vec<Wish>, Answer> {
        let request = match self.format {
            Format::Json => request::read(line),
            Format::Sentences => None,
        };
        match request {
            None => self.read_typed(line),
            Some(Ok(Request::Command(line))) => self.read_typed(&line),
            Some(Ok(Request::Say(text))) => Ok(vec![Wish::Say(Audience::Room, checked(&text)?)]),
            Some(Ok(Request::Whisper { to, text })) => self.whisper(&to, &text),
            Some(Ok(Request::Reply { to, text })) => Ok(vec![Wish::Live(live::reply(to, &text)?)]),
            Some(Ok(Request::Edit { of, text })) => Ok(vec![Wish::Live(live::edit(of, &text)?)]),
            Some(Ok(Request::Delete { of })) => Ok(vec![Wish::Live(Live::Delete(Delete { of }))]),
            Some(Ok(Request::Pin { line, on })) => Ok(vec![pin(line, on)]),
            Some(Ok(Request::React { to, emoji, on })) => Ok(vec![Wish::Live(live::react(to, &emoji, on)?)]),
            Some(Err(bad)) => Err(Answer::BadRequest(bad)),
        }
    }

    fn read_typed(&mut self, line: &str) -> Result<Vec<Wish>, Answer> {
        let people = self.people.take().unwrap_or_else(|| self.people_now());
        let roster = self.timeline.roster();
        let Some(me) = self.timeline.me() else { return Ok(Vec::new()) };
        let last_whisperer = self.timeline.last_whisperer().and_then(|key| roster.name(&key));
        let last_whisperer = last_whisperer.as_ref();
        let context = Context { own: &me.name, people: &people, last_whisperer, in_fence: false };
        let parsed = command::parse(line, &context);
        self.people = Some(people);
        match parsed {
            Parsed::Chat(text) if text.trim().is_empty() => Ok(Vec::new()),
            Parsed::Chat(text) => Ok(vec![Wish::Say(self.audience()?, checked(&text)?)]),
            Parsed::Command(command) => self.obey(command),
            Parsed::Mistake(mistake) => Err(Answer::Mistake(mistake)),
        }
    }

    fn people_now(&self) -> People {
        let named = |present: bool| {
            let members = self.timeline.roster().members();
            members.filter(move |member| member.presence.is_some() == present).map(|m| m.name.clone())
        };
        People::new(named(true), named(false))
    }

    /// To whom a line without a command goes: never to everyone because the person meant has left.
    fn audience(&self) -> Result<Audience, Answer> {
        let Some(key) = self.target else { return Ok(Audience::Room) };
        let member = self.timeline.roster().member(&key);
        let gone = member.is_none_or(|member| member.presence.is_none());
        // While the link is broken nobody knows who is here; the line waits, for that person alone.
        if gone && self.timeline.phase() == &Phase::Here {
            let name = member.map(|member| member.name.clone());
            return Err(name.map_or_else(|| gone_from(&[]), Answer::TargetLeft));
        }
        Ok(Audience::Member(key))
    }

    fn whisper(&self, to: &[String], text: &str) -> Result<Vec<Wish>, Answer> {
        let text = checked(text)?;
        let mut keys: Vec<PublicKey> = Vec::new();
        for typed in to {
            let key = Name::parse(typed).ok().and_then(|name| self.key_of(&name));
            let Some(key) = key else {
                let typed = typed.chars().take(Name::GRAPHEMES_MAX * 2).collect();
                return Err(Answer::Mistake(Mistake::NoSuchMember { typed, nearest: Vec::new() }));
            };
            if self.timeline.room().is_some_and(|room| room.me == key) {
                return Err(Answer::Mistake(Mistake::ToYourself));
            }
            if !keys.contains(&key) {
                keys.push(key);
            }
            if keys.len() > TARGETS_MAX {
                return Err(Answer::Mistake(Mistake::TooManyNames { max: TARGETS_MAX }));
            }
        }
        Ok(keys.into_iter().map(|key| Wish::Say(Audience::Member(key), text.clone())).collect())
    }

    fn obey(&mut self, command: Command) -> Result<Vec<Wish>, Answer> {
        match command {
            Command::Help { about } => Err(Answer::Help(about)),
            Command::Whisper { to, text } => {
                let text = checked(&text)?;
                let say = |name: &Name| Some(Wish::Say(Audience::Member(self.key_of(name)?), text.clone()));
                let wishes: Option<Vec<_>> = to.iter().map(say).collect();
                wishes.ok_or_else(|| gone_from(&to))
            }
            Command::Target { to } => {
                let key = self.key_of(&to).ok_or_else(|| gone_from(std::slice::from_ref(&to)))?;
                let before = self.target.replace(key);
                if let Err(answer) = self.audience() {
                    self.target = before;
                    return Err(answer);
                }
                Err(Answer::Target)
            }
            Command::Everyone { text: Some(text) } => Ok(vec![Wish::Say(Audience::Room, checked(&text)?)]),
            Command::Everyone { text: None } => {
                self.target = None;
                Err(Answer::Target)
            }
            Command::Me { text } => Ok(vec![Wish::Act(checked(&text)?)]),
            Command::Live(asked) => Ok(vec![Wish::Live(asked.live(self)?)]),
            Command::Nick { name } => Ok(vec![Wish::Rename(name)]),
            Command::Who => Err(Answer::Who),
            Command::ShowTopic => Err(Answer::Topic),
            Command::SetTopic { topic } => Ok(vec![Wish::Topic(topic)]),
            Command::ShowNotice => Err(Answer::Notice),
            Command::SetNotice { notice } => Ok(vec![Wish::Notice(notice)]),
            Command::Pin { of } => Ok(vec![pin(live::newest_of_all(self, of.as_ref())?, true)]),
            Command::Unpin { number } => {
                let pins = self.timeline.pins().map(|(pin, _)| pin.line);
                let line = number.checked_sub(1).and_then(|before| pins.into_iter().nth(before));
                Ok(vec![pin(line.ok_or(Answer::NoSuchPin)?, false)])
            }
            Command::Pins => Err(Answer::Pins),
            Command::Invite => Err(Answer::Invite),
            Command::Search { query } => self.search(query.as_deref()),
            Command::Save { path, form } => self.save(path, form),
            Command::Clear => {
                self.timeline.clear();
                Err(Answer::Cleared)
            }
            Command::Leave { text: Some(text) } => {
                Ok(vec![Wish::Say(Audience::Room, checked(&text)?), Wish::Leave])
            }
            Command::Leave { text: None } => Ok(vec![Wish::Leave]),
        }
    }
}

impl From<NotSaid> for Answer {
    fn from(why: NotSaid) -> Self {
        match why {
            NotSaid::NoLine => Self::NoLine,
            NotSaid::NotAnEmoji => Self::NotAnEmoji,
            NotSaid::BadText(error) => Self::BadText(error),
        }
    }
}

fn pin(line: Seq, on: bool) -> Wish {
    Wish::Live(Live::Pin(Pin { line, on }))
}

fn checked(text: &str) -> Result<Text, Answer> {
    Text::parse(text).map_err(Answer::BadText)
}

/// Somebody of these left between reading the line and sending it.
fn gone_from(names: &[Name]) -> Answer {
    let typed = names.first().map(|name| name.as_str().to_owned()).unwrap_or_default();
    Answer::Mistake(Mistake::NoSuchMember { typed, nearest: Vec::new() })
}

#[cfg(test)]
mod tests;
