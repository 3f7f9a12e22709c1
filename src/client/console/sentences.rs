//! What a person at a terminal reads: one line for each thing that happens, in the person's language.
//!
//! Whatever others typed is made safe for a terminal: no escape sequence of theirs is ever written, and no line of
//! theirs can look like another's. Nothing is told by colour alone, and our own marks are ASCII: a terminal may draw others
//! one or two cells wide.

use unicode_width::UnicodeWidthStr as _;

use crate::client::command::{Word, help_line, of_mistake};
use crate::client::console::desk::{Answer, Desk, Looked, Waiting};
use crate::client::console::request::BadRequest;
use crate::client::sentence::{of_hint, of_keeping, of_note, of_restored, of_save_error};
use crate::client::{ConnectError, Joined, Kept, Line, LineKind, Note, Resumed, Step, Update};
use crate::phrase::time::{day_line, moment, same_day};
use crate::phrase::{Language, Phrases, Value, of_rejection, of_text_error};
use crate::store::LineRow;
use crate::wire::text::terminal;
use crate::wire::{Closed, Event, Kind, Live, Name, Notice, Pinned, Rejection, Shelf, Time, Topic};

/// Characters of a line beside a hit.
const BESIDE_CHARACTERS_MAX: usize = 60;

/// Lines of one's own copy that are shown on opening.
const KEPT_LINES: usize = 20;

/// What was known just before an update was taken in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment<'a> {
    /// Whether this member was in the room.
    pub(super) was_here: bool,
    /// Whether the notice was known already.
    pub(super) was_told: bool,
    /// The own line that this settles, one way or the other.
    pub(super) ended: Option<&'a Waiting>,
}

/// Says what happened; `kind` is what the event says, if the update is one.
pub(super) fn of_update(
    desk: &Desk,
    update: &Update,
    kind: Option<&LineKind>,
    moment: Moment<'_>,
) -> Vec<String> {
    let phrases = &desk.phrases;
    match update {
        Update::Step(Step::Reach) => {
            vec![star(&phrases.with("console-connecting", &[("address", shown(&desk.address))]))]
        }
        Update::Joined(joined) => of_joined(phrases, joined),
        Update::Board(board) if !moment.was_told => {
            board.notice.iter().map(|notice| indented(&of_notice(phrases, Some(notice)))).collect()
        }
        Update::Event(event, _) => {
            let line = match kind {
                Some(kind) => of_line(desk, event, kind),
                None => of_live(desk, event),
            };
            let Some(line) = line else { return Vec::new() };
            of_day(desk, event.header.time).into_iter().chain([line]).collect()
        }
        Update::Refused { rejection, .. } => of_refused(phrases, rejection, moment.ended),
        Update::Slowed(wait) if !desk.is_slowed() => {
            let seconds = wait.as_secs().saturating_add(1);
            vec![star(&phrases.with("reject-too-fast", &[("seconds", seconds.into())]))]
        }
        Update::Lost { .. } if moment.was_here => vec![star(&phrases.text("console-lost"))],
        Update::Restored { shelf, lost, .. } => vec![star(&of_restored(phrases, *shelf, *lost))],
        Update::Offered(count) => vec![star(&of_note(phrases, &Note::Offered { count: *count }))],
        Update::Differs { name, .. } => {
            vec![star(&terminal(&of_note(phrases, &Note::Differs { name: name.clone() })))]
        }
        Update::Forked(_) => vec![star(&of_note(phrases, &Note::Forked))],
        Update::Kept(kept) => of_kept(desk, kept),
        Update::Keeping(keeping) => vec![star(&terminal(&of_keeping(phrases, keeping)))],
        Update::Ended(ConnectError::Closed(Closed::RoomClosed)) => {
            vec![star(&phrases.text("console-closed"))]
        }
        Update::Ready(_)
        | Update::Returned(..)
        | Update::Step(Step::Secure | Step::Enter)
        | Update::Members(_)
        | Update::Page { .. }
        | Update::Board(_)
        | Update::Pinned(_)
        | Update::Presence(_)
        | Update::Pending(_)
        | Update::Settled(_)
        | Update::Slowed(_)
        | Update::Discarded(_)
        | Update::Lost { .. }
        | Update::Ended(_) => Vec::new(),
    }
}

/// Answers a typed line on the spot.
pub(super) fn of_answer(desk: &Desk, answer: &Answer) -> Vec<String> {
    let phrases = &desk.phrases;
    match answer {
        Answer::Who => vec![indented(&of_roster(desk))],
        Answer::Topic => vec![indented(&of_topic(phrases, desk.timeline().topic()))],
        Answer::Notice => vec![indented(&of_notice(phrases, desk.timeline().notice()))],
        Answer::Pins => of_pins(desk),
        Answer::NoSuchPin => vec![star(&phrases.text("pins-no-such"))],
        Answer::Invite => vec![indented(&match desk.invite() {
            Some(invite) => phrases.with("invite-console", &[("invite", invite.into())]),
            None => phrases.text("invite-none"),
        })],
        Answer::Help(Some(word)) => vec![indented(&help_line(phrases, *word))],
        Answer::Help(None) => {
            let count = Word::ALL.len();
            let title = phrases.with("slash-list-title", &[("count", count.into())]);
            let lines = Word::ALL.into_iter().map(|word| indented(&help_line(phrases, word)));
            std::iter::once(title).chain(lines).collect()
        }
        Answer::Target => vec![indented(&match desk.target() {
            Some((_, name)) => phrases.with("slash-target", &[("name", (&name).into())]),
            None => phrases.text("slash-target-all"),
        })],
        Answer::Cleared => vec![indented(&phrases.text("slash-cleared"))],
        Answer::NoneOlder => vec![indented(&phrases.text("search-none-older"))],
        Answer::NothingKept => vec![star(&phrases.text("kept-nothing"))],
        Answer::Mistake(mistake) => vec![star(&terminal(&of_mistake(phrases, mistake)))],
        Answer::TargetLeft(name) => {
            vec![star(&phrases.with("console-target-left", &[("name", name.into())]))]
        }
        Answer::BadRequest(BadRequest::NotJson) => vec![bad_line(desk, "console-not-json")],
        Answer::BadRequest(BadRequest::UnknownShape) => vec![bad_line(desk, "console-bad-request")],
        Answer::BadText(error) => vec![star(&of_text_error(phrases, error))],
        Answer::NoLine => vec![star(&phrases.text("live-no-line"))],
        Answer::NotAnEmoji => vec![star(&phrases.text("live-not-an-emoji"))],
        Answer::NotText => vec![bad_line(desk, "console-not-text")],
        Answer::TooLong => vec![bad_line(desk, "console-too-long")],
    }
}

/// Tells what came of searching or saving.
pub(super) fn of_looked(desk: &Desk, looked: &Looked) -> Vec<String> {
    let phrases = &desk.phrases;
    match looked {
        Looked::Found { page, found, hints } => {
            let hints = hints.iter().map(|hint| star(&of_hint(phrases, hint)));
            let hits = page.hits.iter().enumerate().flat_map(|(at, hit)| {
                let between = (at > 0).then(|| desk.painted(Paint::Quiet, "  --"));
                let around = |line: &Option<LineRow>| {
                    Some(desk.painted(Paint::Quiet, &format!("  {}", of_row(desk, line.as_ref()?, true))))
                };
                let line = format!("> {}", of_row(desk, &hit.line, false));
                [between, around(&hit.before), Some(line), around(&hit.after)]
            });
            let key = match (found, page.older) {
                (0, _) => "search-none",
                (_, Some(_)) => "search-more",
                (_, None) => "search-found",
            };
            let end = indented(&phrases.with(key, &[("count", (*found).into())]));
            hints.chain(hits.flatten()).chain([end]).collect()
        }
        Looked::Saved(saved) => {
            let path = shown(&saved.path.display().to_string());
            vec![indented(&phrases.with("save-done", &[("count", saved.entries.into()), ("path", path)]))]
        }
        Looked::Failed(error) => vec![star(&terminal(&of_save_error(phrases, error)))],
    }
}

/// A line that was found, or one beside it: that one only as far as one line of the screen shows it.
fn of_row(desk: &Desk, row: &LineRow, beside: bool) -> String {
    let at = desk.zone.to_datetime(moment(row.time));
    let (date, clock, name) = (at.date(), of_time(desk, row.time), &row.name);
    let text = if beside {
        let first = row.text.lines().next().unwrap_or_default();
        let cut: String = first.chars().take(BESIDE_CHARACTERS_MAX).collect();
        if cut.len() < row.text.len() { format!("{cut}…") } else { cut }
    } else {
        row.text.clone()
    };
    let text = terminal(&text);
    let said = match row.kind {
        Kind::ACTION => format!("* {name} {text}"),
        Kind::WHISPER => format!("{name} ({}): {text}", desk.phrases.text("search-whisper")),
        Kind::TOPIC => format!("* {}: {text}", desk.phrases.with("room-topic-set", &[("name", name.into())])),
        Kind::NOTICE => {
            format!("* {}: {text}", desk.phrases.with("room-notice-set", &[("name", name.into())]))
        }
        _ => format!("{name}: {text}"),
    };
    format!("{date} {clock}  {said}")
}

fn of_joined(phrases: &Phrases, joined: &Joined) -> Vec<String> {
    match joined.resumed {
        Resumed::Seamless => return vec![star(&phrases.text("console-back"))],
        Resumed::AfterGap => {
            return vec![star(&phrases.text("console-back")), star(&phrases.text("room-gap"))];
        }
        Resumed::First | Resumed::OtherRoom => {}
    }
    let (room, name) = (shown(joined.room_name.as_str()), Value::from(&joined.name));
    let mut told = vec![
        star(&phrases.with("console-joined", &[("room", room), ("name", name)])),
        indented(&phrases.text("console-whisper-unsealed")),
    ];
    if joined.topic.is_some() {
        told.push(indented(&of_topic(phrases, joined.topic.as_ref())));
    }
    told
}

/// Shows the newest of what one's own copy holds, and what of one's own still waits.
fn of_kept(desk: &Desk, kept: &Kept) -> Vec<String> {
    let phrases = &desk.phrases;
    let Some((door, time)) = kept.door.as_ref().zip(kept.time()) else { return Vec::new() };
    let day = day_line(phrases, moment(time), moment(desk.started), &desk.zone);
    let words =
        [("room", shown(door.room_name.as_str())), ("day", day.into()), ("time", of_time(desk, time).into())];
    let mut told = vec![star(&phrases.with("console-kept", &words))];
    let events = desk.kept_lines(kept);
    let skipped = events.len().saturating_sub(KEPT_LINES);
    let mut before = desk.started;
    for (event, kind) in events.iter().skip(skipped) {
        let time = event.header.time;
        if !same_day(moment(time), moment(before), &desk.zone) {
            let day = day_line(phrases, moment(time), moment(desk.started), &desk.zone);
            told.push(desk.painted(Paint::Quiet, &format!("  -- {day} --")));
        }
        before = time;
        told.extend(of_line(desk, event, kind));
    }
    let lost = desk.lost_events(kept);
    told.extend(lost.iter().filter_map(|(event, kind)| of_line(desk, event, kind.as_ref()?)));
    if !lost.is_empty() {
        let count = u64::try_from(lost.len()).unwrap_or(u64::MAX);
        told.push(star(&of_restored(phrases, Shelf::Room, count)));
    }
    let waiting = kept.outbox.iter().filter(|(_, record)| record.refused.is_none()).count();
    if waiting > 0 {
        told.push(star(&phrases.with("console-waiting", &[("count", waiting.into())])));
    }
    told
}

fn of_line(desk: &Desk, event: &Event, kind: &LineKind) -> Option<String> {
    let phrases = &desk.phrases;
    let time = of_time(desk, event.header.time);
    let named = |key: &str, name: &Name| phrases.with(key, &[("name", name.into())]);
    let mark = match desk.timeline().names_me(kind) {
        true => desk.painted(Paint::Mention, "!"),
        false => " ".to_owned(),
    };
    let quiet = |line: String| desk.painted(Paint::Quiet, &line);
    let whisper = |label: String, text: &str| {
        desk.painted(Paint::Whisper, &format!("|{time} [{label}] {}", terminal(text)))
    };
    Some(match kind {
        LineKind::Said { name, text, action: false, .. } => {
            let gap = " ".repeat(desk.column.saturating_sub(name.as_str().width()));
            let name = desk.painted(Paint::Name, name.as_str());
            let answers = of_answered(desk, event).unwrap_or_default();
            format!("{mark}{time} {name}{gap}  {answers}{}", terminal(text))
        }
        LineKind::Said { name, text, action: true, .. } => {
            format!("{mark}{time} * {name} {}", terminal(text))
        }
        LineKind::Whisper { name, text, own: None, .. } => whisper(named("console-from", name), text),
        LineKind::Whisper { to_name: Some(name), text, .. } => whisper(named("console-to", name), text),
        LineKind::Whisper { to, text, .. } => {
            whisper(phrases.with("console-to", &[("name", to.mark().into())]), text)
        }
        LineKind::Joined { name, .. } => quiet(format!(" {time} -> {}", named("room-joined", name))),
        LineKind::Left { name, .. } => quiet(format!(" {time} <- {}", named("room-left", name))),
        LineKind::Renamed { old, new, .. } => {
            let sentence = phrases.with("room-renamed", &[("old", old.into()), ("new", new.into())]);
            quiet(format!(" {time} * {sentence}"))
        }
        LineKind::Topic { name, topic } => match topic.as_ref().filter(|topic| !topic.is_empty()) {
            Some(topic) => {
                let topic = terminal(topic.as_str());
                format!(" {time} * {}: {topic}", named("room-topic-set", name))
            }
            None => format!(" {time} * {}", named("room-topic-cleared", name)),
        },
        LineKind::Notice { name, notice: Some(notice) } => {
            let notice = terminal(notice.as_str());
            format!(" {time} * {}: {notice}", named("room-notice-set", name))
        }
        LineKind::Notice { name, notice: None } => {
            format!(" {time} * {}", named("room-notice-cleared", name))
        }
        LineKind::Pinned { name, on: true, .. } => format!(" {time} * {}", named("room-pinned", name)),
        LineKind::Pinned { name, on: false, .. } => format!(" {time} * {}", named("room-unpinned", name)),
        LineKind::Erased { .. }
        | LineKind::Gap { .. }
        | LineKind::Restored { .. }
        | LineKind::OtherRoom
        | LineKind::Note(_) => {
            return None;
        }
    })
}

/// Says whom a line answers.
fn of_answered(desk: &Desk, event: &Event) -> Option<String> {
    let to = Live::of(event)?.line();
    let name = desk.name_at(to).map_or_else(|| desk.phrases.text("live-earlier"), |name| name.to_string());
    Some(desk.painted(Paint::Quiet, &format!("(> {name}) ")))
}

/// Says what somebody did to a line.
fn of_live(desk: &Desk, event: &Event) -> Option<String> {
    let (phrases, header) = (&desk.phrases, &event.header);
    let live = desk.heard(event)?;
    let author = desk.name_at(live.line());
    let author = author.map_or_else(|| phrases.text("live-somebody"), |name| name.to_string());
    let words = |key: &str, emoji: &str| {
        let words =
            [("name", (&header.name).into()), ("author", author.clone().into()), ("emoji", shown(emoji))];
        phrases.with(key, &words)
    };
    let sentence = match &live {
        Live::Edit(edit) => format!("{}: {}", words("live-edited", ""), terminal(edit.text.as_str())),
        Live::Delete(_) if desk.author_at(live.line()) == Some(header.author) => words("live-deleted", ""),
        Live::Delete(_) => words("live-deleted-of", ""),
        Live::Reaction(reaction) if reaction.on => words("live-reacted", reaction.emoji.as_str()),
        Live::Reaction(reaction) => words("live-unreacted", reaction.emoji.as_str()),
        Live::Reply(_) | Live::Pin(_) => return None,
    };
    Some(format!(" {} * {sentence}", of_time(desk, header.time)))
}

/// Says which day it is where it is another than of the line before.
fn of_day(desk: &Desk, time: Time) -> Option<String> {
    let (at, before) = (moment(time), moment(desk.before));
    let other = !same_day(at, before, &desk.zone);
    other.then(|| {
        let day = day_line(&desk.phrases, at, moment(desk.started), &desk.zone);
        desk.painted(Paint::Quiet, &format!("  -- {day} --"))
    })
}

/// What a colour stands for; each is one of the sixteen that every terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paint {
    Name,
    Quiet,
    Whisper,
    Mention,
}

impl Desk {
    fn painted(&self, paint: Paint, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let code = match paint {
            Paint::Name => "1;36",
            Paint::Quiet => "90",
            Paint::Whisper => "35",
            Paint::Mention => "1;33",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

fn of_refused(phrases: &Phrases, rejection: &Rejection, line: Option<&Waiting>) -> Vec<String> {
    let failed = |line: &Waiting| phrases.with("console-line-failed", &[("text", shown(&line.text))]);
    let failed = line.map(|line| star(&failed(line)));
    let reason = indented(&of_rejection(phrases, rejection));
    failed.into_iter().chain([reason]).collect()
}

fn of_roster(desk: &Desk) -> String {
    let hangul_first = desk.phrases.language() == Language::Korean;
    let members = desk.timeline().roster().sorted(hangul_first);
    let here = members.iter().filter(|member| member.presence.is_some());
    let names: Vec<&str> = here.map(|member| member.name.as_str()).collect();
    let count = names.len();
    desk.phrases.with("console-here", &[("count", count.into()), ("names", names.join(", ").into())])
}

fn of_topic(phrases: &Phrases, topic: Option<&Topic>) -> String {
    match topic.filter(|topic| !topic.is_empty()) {
        Some(topic) => phrases.with("room-topic", &[("topic", shown(topic.as_str()))]),
        None => phrases.text("room-topic-none"),
    }
}

fn of_notice(phrases: &Phrases, notice: Option<&Notice>) -> String {
    match notice {
        Some(notice) => phrases.with("room-notice", &[("notice", shown(notice.as_str()))]),
        None => phrases.text("room-notice-none"),
    }
}

/// What is pinned, numbered as `/unpin` counts.
fn of_pins(desk: &Desk) -> Vec<String> {
    let phrases = &desk.phrases;
    let pins = desk.timeline().pins();
    if pins.len() == 0 {
        return vec![indented(&phrases.text("pins-empty"))];
    }
    let line = |(number, (pin, line)): (usize, (&Pinned, Option<&Line>))| {
        let said = match line.map(|line| &line.kind) {
            Some(LineKind::Said { name, text, .. }) => format!("{name}: {}", terminal(text)),
            _ => phrases.text("live-earlier"),
        };
        let by = phrases.with("pins-by", &[("name", (&pin.by).into())]);
        indented(&format!("{}. {said} ({by})", number + 1))
    };
    pins.enumerate().map(line).collect()
}

fn of_time(desk: &Desk, time: Time) -> String {
    let time = desk.zone.to_datetime(moment(time)).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn bad_line(desk: &Desk, reason: &str) -> String {
    let (line, reason) = (desk.line(), desk.phrases.text(reason));
    star(&desk.phrases.with("console-bad-line", &[("line", line.into()), ("reason", reason.into())]))
}

/// What somebody typed, as a word in a sentence.
fn shown(text: &str) -> Value<'static> {
    terminal(text).into()
}

fn star(sentence: &str) -> String {
    format!("* {sentence}")
}

fn indented(sentence: &str) -> String {
    format!("  {sentence}")
}
