//! What a member at a terminal knows and is told; pure.
//!
//! Updates and typed lines go in, lines to write and wishes to do come out. A line that was held back is told with its
//! reason and wishes nothing.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::typed::Typed;
use super::{Format, Setup, json, sentences};
use crate::client::command::{self, Command, Context, Mistake, Parsed, People, Word};
use crate::client::{LineKind, Phase, Roster, Route, Ticket, Timeline, Update};
use crate::phrase::Phrases;
use crate::wire::{Address, Audience, Invite, Name, PublicKey, Text, TextError, Topic};

/// Lines of the timeline that are kept at most; they have been written already.
const LINES_KEPT: usize = 256;

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
    /// Forget a refused line.
    Discard(Ticket),
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
    /// The invite.
    Invite,
    /// The commands, or one of them.
    Help(Option<Word>),
    /// To whom lines go from here on.
    Target,
    /// The screen is emptied.
    Cleared,
    /// The line was held back.
    Mistake(Mistake),
    /// The line is no text that a room takes.
    BadText(TextError),
    /// The line is not even text.
    NotText,
    /// The line is longer than any.
    TooLong,
}

/// A member's desk.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) phrases: Phrases,
    pub(super) zone: TimeZone,
    pub(super) address: String,
    format: Format,
    invite: Option<String>,
    /// Where the host was found, for an invite of our own making.
    addresses: Vec<Address>,
    timeline: Timeline,
    /// To whom lines without a command go, instead of everyone.
    target: Option<PublicKey>,
    /// Typed lines so far.
    line: u64,
    /// What was given to the client and not yet taken into its outbox.
    untaken: usize,
    /// What waits in the outbox, by its ticket.
    waiting: BTreeMap<Ticket, String>,
    /// Whether the people here have been told since coming in.
    roster_told: bool,
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
            format: setup.format,
            invite: setup.invite,
            timeline: Timeline::new(),
            target: None,
            line: 0,
            untaken: 0,
            waiting: BTreeMap::new(),
            roster_told: false,
        }
    }

    /// Takes in what happened and returns the lines to write.
    pub(super) fn handle_update(&mut self, update: Update) -> Vec<String> {
        let kind = match &update {
            Update::Event(event, _) => self.timeline.kind_of(event),
            _ => None,
        };
        let was_here = self.is_here();
        let refused = self.handle_ticket(&update);
        self.timeline.apply(update.clone());
        let mut told = match self.format {
            Format::Json => json::of_update(self, &update, kind.as_ref()),
            Format::Sentences => {
                let moment = sentences::Moment { was_here, refused: refused.as_deref() };
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
            _ => {}
        }
        told
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
            Wish::Say(..) | Wish::Act(_) | Wish::Rename(_) | Wish::Topic(_) => self.untaken += 1,
            Wish::Discard(_) | Wish::Leave => {}
        }
    }

    /// Lets go of lines that have been written.
    pub(super) fn forget(&mut self) {
        if self.timeline.len() > LINES_KEPT {
            self.timeline.clear();
        }
    }

    /// Returns whether this member is in the room.
    pub(super) fn is_here(&self) -> bool {
        self.timeline.phase() == &Phase::Here
    }

    /// Returns whether nothing waits to be told by the host.
    pub(super) fn is_all_told(&self) -> bool {
        self.untaken == 0 && self.waiting.is_empty()
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
        let made = || {
            let room = self.timeline.room().filter(|_| !self.addresses.is_empty())?;
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

    /// Follows what waits; returns the text of a line that was refused.
    fn handle_ticket(&mut self, update: &Update) -> Option<String> {
        match update {
            Update::Pending(pending) => {
                self.untaken = self.untaken.saturating_sub(1);
                self.waiting.insert(pending.ticket, pending.text.clone());
                None
            }
            Update::Event(_, Some(ticket))
            | Update::Settled(ticket)
            | Update::Discarded(ticket)
            | Update::Refused { ticket, .. } => self.waiting.remove(ticket),
            _ => None,
        }
    }

    /// Reads one typed line; what is held back comes as an answer.
    fn read(&mut self, line: &str) -> Result<Vec<Wish>, Answer> {
        let roster = self.timeline.roster();
        let Some(me) = self.timeline.me() else { return Ok(Vec::new()) };
        let named = |present: bool| {
            let members = roster.members().filter(move |member| member.presence.is_some() == present);
            members.map(|member| member.name.clone())
        };
        let people = People::new(named(true), named(false));
        let last_whisperer = self.timeline.last_whisperer().and_then(|key| roster.name(&key));
        let last_whisperer = last_whisperer.as_ref();
        let context = Context { own: &me.name, people: &people, last_whisperer, in_fence: false };
        match command::parse(line, &context) {
            Parsed::Chat(text) if text.trim().is_empty() => Ok(Vec::new()),
            Parsed::Chat(text) => {
                let audience = self.target.map_or(Audience::Room, Audience::Member);
                Ok(vec![Wish::Say(audience, checked(&text)?)])
            }
            Parsed::Command(command) => self.obey(command),
            Parsed::Mistake(mistake) => Err(Answer::Mistake(mistake)),
        }
    }

    fn obey(&mut self, command: Command) -> Result<Vec<Wish>, Answer> {
        match command {
            Command::Help { about } => Err(Answer::Help(about)),
            Command::Whisper { to, text } => {
                let text = checked(&text)?;
                let say = |name: &Name| Some(Wish::Say(Audience::Member(self.key_of(name)?), text.clone()));
                let wishes: Option<Vec<_>> = to.iter().map(say).collect();
                wishes.ok_or_else(|| gone(&to))
            }
            Command::Target { to } => {
                self.target = Some(self.key_of(&to).ok_or_else(|| gone(&[to]))?);
                Err(Answer::Target)
            }
            Command::Everyone { text: Some(text) } => Ok(vec![Wish::Say(Audience::Room, checked(&text)?)]),
            Command::Everyone { text: None } => {
                self.target = None;
                Err(Answer::Target)
            }
            Command::Me { text } => Ok(vec![Wish::Act(checked(&text)?)]),
            Command::Nick { name } => Ok(vec![Wish::Rename(name)]),
            Command::Who => Err(Answer::Who),
            Command::ShowTopic => Err(Answer::Topic),
            Command::SetTopic { topic } => Ok(vec![Wish::Topic(topic)]),
            Command::Invite => Err(Answer::Invite),
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

    fn key_of(&self, name: &Name) -> Option<PublicKey> {
        let roster: &Roster = self.timeline.roster();
        roster.by_skeleton(&name.skeleton()).map(|member| member.key)
    }
}

fn checked(text: &str) -> Result<Text, Answer> {
    Text::parse(text).map_err(Answer::BadText)
}

/// Somebody of these left between reading the line and sending it.
fn gone(names: &[Name]) -> Answer {
    let typed = names.first().map(|name| name.as_str().to_owned()).unwrap_or_default();
    Answer::Mistake(Mistake::NoSuchMember { typed, nearest: Vec::new() })
}

/// Whether a line names this member, so that it deserves a look.
pub(super) fn mentions(kind: &LineKind, me: &Name) -> bool {
    match kind {
        LineKind::Said { text, own: None, .. } => text.contains(me.as_str()),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
