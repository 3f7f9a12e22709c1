//! A room as a text that its reader keeps: for people, as Markdown, or as JSON lines. Pure.
//!
//! Goes through a [`Story`](crate::store::Story) from beginning to end and remembers only what people are called. Names
//! stand as they were, whispers are marked with whom they were for, what was deleted and what is missing is said. For people a
//! line says what it was changed to last, with what was put on it; a program is told each change in its place.
//! Nothing that somebody typed can look like another's line: texts are made safe for a terminal, Markdown is escaped,
//! and further lines are indented.
//!
//! JSON lines are those of the console (`message`, `whisper`, `arrived`, `left`, `renamed`, `topic`, `notice`, `pin`,
//! `erased`, `edited`, `deleted`, `reaction`) in the order in which they are shown. The first line says what they are of, and `gap` where something is missing:
//!
//! ```text
//! export  room id name key saved entries first last    name and key: the reader's room name and own key
//! gap     seq missing                                  seq: the last public place that is missing, null for a letter
//! ```

mod markdown;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use super::about::About as Words;
use super::console::json;
use super::timeline::LineKind;
use crate::phrase::time::moment;
use crate::phrase::{Phrases, Value};
use crate::store::{Around, Summary, Told};
use crate::wire::key::crockford;
use crate::wire::limits::MEMBERS_REMEMBERED;
use crate::wire::text::terminal;
use crate::wire::{Event, Kind, Live, Name, PublicKey, RoomId, RoomName, Seq, Slot, Spoken, Time};

/// What a room is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Lines for people.
    Text,
    /// Paragraphs under a heading for each day.
    Markdown,
    /// One JSON object a line.
    JsonLines,
}

impl Form {
    /// Returns the form that a person means by a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "text" | "txt" => Some(Self::Text),
            "markdown" | "md" => Some(Self::Markdown),
            "json" | "jsonl" => Some(Self::JsonLines),
            _ => None,
        }
    }

    /// Returns the form that the ending of a file's name stands for.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        Self::of_word(path.extension()?.to_str()?)
    }

    /// Returns the form that was asked for, or that the file's name stands for; text if neither says.
    #[must_use]
    pub fn meant(asked: Option<Self>, file: Option<&Path>) -> Self {
        asked.or_else(|| Self::of_path(file?)).unwrap_or(Self::Text)
    }

    /// Returns how the name of such a file ends.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::JsonLines => "jsonl",
        }
    }
}

/// What is written about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The room.
    pub id: RoomId,
    /// What it is called, if that is known.
    pub name: Option<RoomName>,
    /// Who hosts it, if that is known; nobody else can say who came and went.
    pub host: Option<PublicKey>,
    /// Whose copy this is.
    pub me: PublicKey,
    /// How much it is.
    pub summary: Summary,
    /// When it is written.
    pub saved: Time,
}

impl About {
    /// Returns what the room is called, or its id.
    #[must_use]
    pub fn title(&self) -> String {
        self.name.as_ref().map_or_else(|| self.id.to_string(), ToString::to_string)
    }
}

/// A line as it is written for people.
struct Shown {
    kind: LineKind,
    /// Words behind the text.
    marks: Vec<String>,
    /// Whom it answers.
    answers: Option<String>,
    reactions: String,
}

/// Writes one room, event after event.
#[derive(Debug)]
pub struct Pen {
    form: Form,
    about: About,
    phrases: Phrases,
    zone: TimeZone,
    /// What people were called when they last did something.
    names: BTreeMap<PublicKey, Name>,
    /// The public place told last.
    seq: Seq,
    /// The last public place that could not be read.
    unreadable: Seq,
    /// The day of the heading above.
    day: Option<Date>,
}

impl Pen {
    /// Takes a pen.
    #[must_use]
    pub fn new(form: Form, about: About, phrases: Phrases, zone: TimeZone) -> Self {
        let (names, day) = (BTreeMap::new(), None);
        Self { form, about, phrases, zone, names, seq: 0, unreadable: 0, day }
    }

    /// Returns what stands at the top.
    #[must_use]
    pub fn head(&self) -> String {
        let title = self.about.title();
        match self.form {
            Form::Text => format!("{}\n{}\n\n", terminal(&title), self.facts().join("\n")),
            Form::Markdown => {
                let facts: Vec<_> = self.facts().iter().map(|fact| markdown::escaped(fact)).collect();
                format!("# {}\n\n{}\n", markdown::escaped(&terminal(&title)), facts.join("\\\n"))
            }
            Form::JsonLines => {
                let About { id, name, me, saved, summary, .. } = &self.about;
                let name = name.as_ref().map(RoomName::as_str);
                let Summary { entries, first, last } = summary;
                line_of(&json!({
                    "type": "export", "room": name, "id": crockford().encode(&id.0), "key": json::of_key(me),
                    "saved": saved, "entries": entries, "first": first, "last": last,
                }))
            }
        }
    }

    /// Returns what is written for one thing that was told.
    pub fn write(&mut self, told: &Told) -> String {
        match told {
            Told::Event(event, around) => self.event(event, around),
            Told::Unreadable { seq: Some(seq) } => {
                self.unreadable = *seq;
                String::new()
            }
            Told::Unreadable { seq: None } => self.gap(None, 1),
        }
    }

    /// Returns what stands at the bottom.
    #[must_use]
    pub fn foot(&self) -> String {
        match self.unreadable.checked_sub(self.seq) {
            Some(missing @ 1..) => self.gap(Some(self.unreadable), missing),
            _ => String::new(),
        }
    }

    fn event(&mut self, event: &Event, around: &Around) -> String {
        let mut written = String::new();
        if let Slot::Room { seq } = event.header.slot {
            let before = seq.saturating_sub(1);
            if let Some(missing @ 1..) = before.checked_sub(self.seq) {
                written.push_str(&self.gap(Some(before), missing));
            }
            self.seq = seq;
        }
        self.learn(&event.header.author, &event.header.name);
        let (me, host) = (Some(self.about.me), self.about.host);
        if self.form == Form::JsonLines && event.header.kind.is_about_line() {
            written.extend(json::of_live(event, self.about.me).as_ref().map(line_of));
            return written;
        }
        let Some(kind) = LineKind::of(event, me, host, |key| self.names.get(key).cloned()) else {
            return written;
        };
        match &kind {
            LineKind::Joined { member, name } | LineKind::Renamed { member, new: name, .. } => {
                self.learn(member, name);
            }
            _ => {}
        }
        match self.form {
            Form::JsonLines => {
                written.extend(json::of_event(event, &kind).as_ref().map(line_of));
            }
            Form::Text => {
                let at = moment(event.header.time);
                let (day, clock) = (self.date(at), self.clock(at));
                let shown = self.shown(event, kind, around);
                if let Some(said) = self.text_of(&shown) {
                    written.push_str(&format!("{day} {clock}  {said}\n"));
                }
            }
            Form::Markdown => {
                let shown = self.shown(event, kind, around);
                written.push_str(&self.paragraph(&shown, moment(event.header.time)));
            }
        }
        written
    }

    /// A line as all that was said about it leaves it.
    fn shown(&self, event: &Event, kind: LineKind, around: &Around) -> Shown {
        let nobody = PublicKey([0; 32]);
        let host = self.about.host.unwrap_or(nobody);
        let reply = event.header.kind == Kind::REPLY;
        let mut shown = Shown { kind, marks: Vec::new(), answers: None, reactions: String::new() };
        let (Some(spoken), LineKind::Said { author, name, text, .. }) = (Spoken::of(event), &mut shown.kind)
        else {
            return shown;
        };
        let mut all = Words::default();
        for word in &around.about {
            let who = Spoken { author: word.header.author, time: word.header.time };
            if let Some(live) = Live::of(word) {
                all.note(word.header.slot.seq(), who, live);
            }
        }
        if all.deleted_by(&spoken, &host).is_some() {
            shown.kind = LineKind::Erased { author: *author, name: name.clone() };
            return shown;
        }
        if let Some(newest) = all.texts(&spoken, &host).pop() {
            newest.clone_into(text);
            shown.marks.push(self.phrases.text("msg-edited"));
        }
        let answered = || {
            around.answered.as_ref().map_or_else(|| self.phrases.text("live-earlier"), ToString::to_string)
        };
        shown.answers = reply.then(answered);
        let reactions = all.reactions(&[], &self.about.me);
        let counted = reactions.iter().map(|one| format!("{} {}", one.emoji.as_str(), one.by.len()));
        shown.reactions = counted.collect::<Vec<_>>().join("  ");
        shown
    }

    /// One line of text, without its time.
    fn text_of(&self, shown: &Shown) -> Option<String> {
        let kind = &shown.kind;
        let answers = shown.answers.as_ref().map_or_else(String::new, |name| format!("(> {name}) "));
        let marks: String = shown.marks.iter().map(|mark| format!(" ({mark})")).collect();
        let below = match shown.reactions.is_empty() {
            true => String::new(),
            false => format!("\n    {}", shown.reactions),
        };
        Some(match kind {
            LineKind::Said { name, text, action: false, .. } => {
                format!("{name}: {answers}{}{marks}{below}", terminal(text))
            }
            LineKind::Said { name, text, action: true, .. } => {
                format!("* {name} {}{marks}{below}", terminal(text))
            }
            LineKind::Whisper { name, text, .. } => {
                format!("{name} ({}): {}", self.whisper_of(kind), terminal(text))
            }
            LineKind::Erased { name, .. } => format!("{name}: ({})", self.phrases.text("msg-erased")),
            _ => format!("* {}", terminal(&self.happened(kind)?)),
        })
    }

    /// One paragraph of Markdown, under the heading of its day if that is another one.
    fn paragraph(&mut self, shown: &Shown, at: Timestamp) -> String {
        let (clock, kind) = (self.clock(at), &shown.kind);
        let answers =
            shown.answers.as_ref().map_or_else(String::new, |name| format!(" > {}", markdown::escaped(name)));
        let marks: String =
            shown.marks.iter().map(|mark| format!(" *{}*", markdown::escaped(mark))).collect();
        let below = match shown.reactions.is_empty() {
            true => String::new(),
            false => format!("\\\n{}", markdown::escaped(&shown.reactions)),
        };
        let name_of = |name: &Name| format!("**{}**", markdown::escaped(name.as_str()));
        let said = match kind {
            LineKind::Said { name, text, action: false, .. } => {
                format!("{} {clock}{answers}\\\n{}{marks}{below}", name_of(name), markdown::lines(text))
            }
            LineKind::Said { name, text, action: true, .. } => {
                format!("\\* {} {}{marks}{below}", name_of(name), markdown::lines(text))
            }
            LineKind::Whisper { name, text, .. } => {
                let whisper = markdown::escaped(&self.whisper_of(kind));
                format!("{} {clock} ({whisper})\\\n{}", name_of(name), markdown::lines(text))
            }
            LineKind::Erased { name, .. } => {
                format!(
                    "{} {clock}\\\n*{}*",
                    name_of(name),
                    markdown::escaped(&self.phrases.text("msg-erased"))
                )
            }
            _ => match self.happened(kind) {
                Some(sentence) => format!("{clock} *{}*", markdown::escaped(&terminal(&sentence))),
                None => return String::new(),
            },
        };
        let day = self.zone.to_datetime(at).date();
        let heading =
            if self.day.replace(day) == Some(day) { String::new() } else { format!("\n## {day}\n") };
        format!("{heading}\n{said}\n")
    }

    /// The sentence for what somebody did without saying anything.
    fn happened(&self, kind: &LineKind) -> Option<String> {
        let phrases = &self.phrases;
        let named = |key: &str, name: &Name| phrases.with(key, &[("name", name.into())]);
        Some(match kind {
            LineKind::Joined { name, .. } => named("room-joined", name),
            LineKind::Left { name, .. } => named("room-left", name),
            LineKind::Renamed { old, new, .. } => {
                phrases.with("room-renamed", &[("old", old.into()), ("new", new.into())])
            }
            LineKind::Topic { name, topic: Some(topic) } => {
                format!("{}: {topic}", named("room-topic-set", name))
            }
            LineKind::Topic { name, topic: None } => named("room-topic-cleared", name),
            LineKind::Notice { name, notice: Some(notice) } => {
                format!("{}: {notice}", named("room-notice-set", name))
            }
            LineKind::Notice { name, notice: None } => named("room-notice-cleared", name),
            LineKind::Pinned { name, on: true, .. } => named("room-pinned", name),
            LineKind::Pinned { name, on: false, .. } => named("room-unpinned", name),
            _ => return None,
        })
    }

    /// For whom a whisper was.
    fn whisper_of(&self, kind: &LineKind) -> String {
        let LineKind::Whisper { to, to_name, .. } = kind else { return String::new() };
        let name = to_name.as_ref().map_or_else(|| Value::from(to.mark()), Value::from);
        self.phrases.with("export-whisper", &[("name", name)])
    }

    /// Says that something is missing.
    fn gap(&self, seq: Option<Seq>, missing: u64) -> String {
        let sentence = || self.phrases.with("export-gap", &[("count", missing.into())]);
        match self.form {
            Form::Text => format!("--  {}\n", sentence()),
            Form::Markdown => format!("\n*{}*\n", markdown::escaped(&sentence())),
            Form::JsonLines => line_of(&json!({"type": "gap", "seq": seq, "missing": missing})),
        }
    }

    /// What people read at the top: when it was saved, how much it is, whose clock it has.
    fn facts(&self) -> Vec<String> {
        let when = |time: Time| {
            let at = moment(time);
            format!("{} {}", self.date(at), self.clock(at))
        };
        let Summary { entries, first, last } = self.about.summary;
        let now = when(self.about.saved);
        let saved = match first.zip(last) {
            Some((first, last)) => self.phrases.with(
                "export-head",
                &[
                    ("now", now.into()),
                    ("count", entries.into()),
                    ("first", when(first).into()),
                    ("last", when(last).into()),
                ],
            ),
            None => self.phrases.with("export-head-empty", &[("now", now.into())]),
        };
        let offset = || format!("UTC{}", self.zone.to_offset(moment(self.about.saved)));
        let zone = self.zone.iana_name().map_or_else(offset, str::to_owned);
        vec![saved, self.phrases.with("export-zone", &[("zone", zone.into())])]
    }

    fn date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    fn clock(&self, at: Timestamp) -> String {
        let time = self.zone.to_datetime(at).time();
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    fn learn(&mut self, key: &PublicKey, name: &Name) {
        if let Some(known) = self.names.get_mut(key) {
            if known != name {
                known.clone_from(name);
            }
        } else if self.names.len() < MEMBERS_REMEMBERED {
            // No room has more members; a copy that was made up must not fill the memory.
            self.names.insert(*key, name.clone());
        }
    }
}

fn line_of(value: &serde_json::Value) -> String {
    format!("{}\n", json::safe(value))
}
