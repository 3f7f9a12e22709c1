//! What a program at a pipe reads: one JSON object a line, as the table in [`super`] says.
//!
//! Pure. Whatever others typed stands in the object as it was typed, with everything that could steer a terminal escaped.

use serde_json::{Value, json};

use crate::client::command::{Mistake, Word, help_line, of_mistake};
use crate::client::console::desk::{Answer, Desk, Looked, Waiting};
use crate::client::console::request::BadRequest;
use crate::client::save::SaveError;
use crate::client::sentence::{of_connect_error, of_hint, of_keeping, of_note, of_save_error};
use crate::client::{ConnectError, Joined, Keeping, Kept, LineKind, Note, Resumed, Step, Ticket, Update};
use crate::phrase::{of_rejection, of_text_error};
use crate::store::LineRow;
use crate::store::search::Hint;
use crate::wire::key::crockford;
use crate::wire::{
    Board, Closed, Event, Kind, Live, MemberEntry, Notice, Presence, PresenceState, PublicKey, Refusal,
    Rejection, Seq, Shelf,
};

/// Says what happened; `kind` is what the event says, if the update is one, and `ended` the own line that it settles.
pub(super) fn of_update(
    desk: &Desk,
    update: &Update,
    kind: Option<&LineKind>,
    ended: Option<&Waiting>,
) -> Vec<String> {
    let line = ended.map(|ended| ended.line);
    let sent = |ticket: &Ticket, seq: Option<Seq>| json!({"type": "sent", "line": line, "ticket": ticket.0, "seq": seq});
    let value = match update {
        Update::Ready(_) | Update::Page { .. } => return Vec::new(),
        Update::Restored { shelf, after, lost } => {
            let shelf = if *shelf == Shelf::Room { "room" } else { "mail" };
            json!({"type": "restored", "shelf": shelf, "after": after, "lost": lost})
        }
        Update::Returned(_, mark) => json!({"type": "returned", "seq": mark.seq}),
        Update::Offered(count) => json!({"type": "offered", "count": count}),
        Update::Differs { author, name } => {
            let sentence = of_note(&desk.phrases, &Note::Differs { name: name.clone() });
            json!({"type": "differs", "key": of_key(author), "name": name.as_str(), "sentence": sentence})
        }
        Update::Forked(proof) => {
            let proof = proof.as_ref().map(|proof| {
                let heads = [&proof.one, &proof.other].map(|head| {
                    json!({"seq": head.mark.seq, "hash": hex(&head.mark.hash.0), "signature": hex(&head.signature.0)})
                });
                json!(heads)
            });
            json!({"type": "forked", "proof": proof, "sentence": of_note(&desk.phrases, &Note::Forked)})
        }
        Update::Kept(kept) => return of_kept(desk, kept),
        Update::Keeping(keeping) => {
            json!({"type": "keeping", "state": state_of(keeping), "sentence": of_keeping(&desk.phrases, keeping)})
        }
        Update::Step(step) => json!({"type": "step", "step": of_step(*step)}),
        Update::Joined(joined) => of_joined(joined),
        Update::Members(members) => of_members(members),
        Update::Event(event, ticket) => {
            let told = match kind {
                Some(kind) => of_event(event, kind),
                None => of_heard(desk, event),
            };
            let sent = ticket.as_ref().map(|ticket| sent(ticket, Some(event.header.slot.seq())));
            return told.iter().chain(&sent).map(safe).collect();
        }
        Update::Board(board) => of_board(board),
        // The event that pinned it was told, and `/pins` tells the rest.
        Update::Pinned(_) => return Vec::new(),
        Update::Presence(presence) => of_presence(desk, presence),
        Update::Pending(pending) => {
            let line = desk.line_of(pending.ticket);
            json!({"type": "pending", "line": line, "ticket": pending.ticket.0, "text": pending.text()})
        }
        Update::Refused { ticket, kind, rejection } => {
            let mut value = of_refused(ticket.0, *kind, rejection);
            insert(&mut value, "line", json!(line));
            insert(&mut value, "sentence", json!(of_rejection(&desk.phrases, rejection)));
            value
        }
        Update::Settled(ticket) => sent(ticket, None),
        // Only refused lines are thrown away here, and that was told.
        Update::Discarded(_) => return Vec::new(),
        Update::Slowed(wait) => json!({"type": "slowed", "wait": milliseconds(*wait)}),
        Update::Lost { attempt, wait, error } => {
            let (wait, reason) = (milliseconds(*wait), of_error(error));
            json!({"type": "lost", "attempt": attempt, "wait": wait, "reason": reason})
        }
        Update::Ended(error) => {
            let mut value = of_ended(error);
            let sentence = of_connect_error(&desk.phrases, error, Some(&desk.address)).line();
            insert(&mut value, "sentence", json!(sentence));
            insert(&mut value, "unsent", json!(desk.unsettled()));
            value
        }
    };
    vec![safe(&value)]
}

/// Answers a typed line on the spot.
pub(super) fn of_answer(desk: &Desk, answer: &Answer) -> Vec<String> {
    let phrases = &desk.phrases;
    let held_back = |reason: &str, sentence: String| json!({"type": "mistake", "line": desk.line(), "reason": reason, "sentence": sentence});
    let value = match answer {
        Answer::Who => of_roster(desk),
        Answer::Topic => {
            let topic = desk.timeline().topic().filter(|topic| !topic.is_empty());
            json!({"type": "topic_is", "topic": topic.map(|topic| topic.as_str())})
        }
        Answer::Notice => {
            let notice = desk.timeline().notice();
            json!({"type": "notice_is", "notice": notice.map(Notice::as_str)})
        }
        Answer::Pins => of_pins(desk),
        Answer::NoSuchPin => held_back("no_such_pin", phrases.text("pins-no-such")),
        Answer::Invite => json!({"type": "invite", "invite": desk.invite()}),
        Answer::Help(about) => {
            let words = about.map_or_else(|| Word::ALL.to_vec(), |word| vec![word]);
            let lines: Vec<String> = words.into_iter().map(|word| help_line(phrases, word)).collect();
            json!({"type": "help", "commands": lines})
        }
        Answer::Target => {
            let target = desk.target().map(|(key, name)| json!({"key": of_key(&key), "name": name.as_str()}));
            json!({"type": "target", "to": target})
        }
        Answer::Cleared => json!({"type": "cleared"}),
        Answer::NoneOlder => of_found(desk, 0, false, &[]),
        Answer::NothingKept => held_back("nothing_kept", phrases.text("kept-nothing")),
        Answer::Mistake(mistake) => held_back(of_reason(mistake), of_mistake(phrases, mistake)),
        Answer::TargetLeft(name) => {
            held_back("target_left", phrases.with("console-target-left", &[("name", name.into())]))
        }
        Answer::BadRequest(BadRequest::NotJson) => held_back("bad_json", phrases.text("console-not-json")),
        Answer::BadRequest(BadRequest::UnknownShape) => {
            held_back("bad_request", phrases.text("console-bad-request"))
        }
        Answer::BadText(error) => held_back("bad_text", of_text_error(phrases, error)),
        Answer::NoLine => held_back("no_line", phrases.text("live-no-line")),
        Answer::NotAnEmoji => held_back("not_an_emoji", phrases.text("live-not-an-emoji")),
        Answer::NotText => held_back("not_text", phrases.text("console-not-text")),
        Answer::TooLong => held_back("too_long", phrases.text("console-too-long")),
    };
    vec![safe(&value)]
}

/// What one's own copy holds: what it is of, then its events as if they were told, each marked as kept.
fn of_kept(desk: &Desk, kept: &Kept) -> Vec<String> {
    let Some(door) = &kept.door else { return Vec::new() };
    let waiting = kept.outbox.iter().filter(|(_, record)| record.refused.is_none()).count();
    let head = json!({
        "type": "kept",
        "room": door.room_name.as_str(),
        "id": crockford().encode(&kept.room.0),
        "host": of_key(&door.charter.host),
        "name": door.name.as_str(),
        "key": of_key(&kept.me),
        "as_of": kept.time(),
        "last": kept.log.seq,
        "unsent": waiting,
    });
    let events = desk.kept_events(kept).into_iter().filter_map(|(event, kind)| {
        let mut value = match kind {
            Some(kind) => of_event(event, &kind)?,
            None => of_heard(desk, event)?,
        };
        insert(&mut value, "kept", json!(true));
        Some(value)
    });
    let lost = desk.lost_events(kept).into_iter().filter_map(|(event, kind)| {
        let mut value = of_event(event, &kind?)?;
        insert(&mut value, "kept", json!(true));
        insert(&mut value, "lost", json!(true));
        Some(value)
    });
    std::iter::once(head).chain(events).chain(lost).map(|value| safe(&value)).collect()
}

fn state_of(keeping: &Keeping) -> &'static str {
    match keeping {
        Keeping::Failed(_) => "failed",
        Keeping::Again => "again",
        Keeping::Salvaged(_) => "salvaged",
    }
}

/// Tells what came of searching or saving.
pub(super) fn of_looked(desk: &Desk, looked: &Looked) -> Vec<String> {
    match looked {
        Looked::Found { page, hints, .. } => {
            let hits = page.hits.iter().map(|hit| {
                let mut value = of_line(&hit.line);
                insert(&mut value, "type", json!("hit"));
                insert(&mut value, "before", json!(hit.before.as_ref().map(of_line)));
                insert(&mut value, "after", json!(hit.after.as_ref().map(of_line)));
                value
            });
            let end = of_found(desk, page.hits.len(), page.older.is_some(), hints);
            hits.chain([end]).map(|value| safe(&value)).collect()
        }
        Looked::Saved(saved) => {
            let (line, path) = (desk.line(), saved.path.display().to_string());
            vec![safe(&json!({"type": "saved", "line": line, "path": path, "entries": saved.entries}))]
        }
        Looked::Failed(error) => {
            let reason = match error {
                SaveError::NothingKept => "nothing_kept",
                SaveError::Store(_) => "unreadable",
                SaveError::Exists { .. } => "file_exists",
                SaveError::File { .. } => "not_saved",
            };
            let (line, sentence) = (desk.line(), of_save_error(&desk.phrases, error));
            vec![safe(&json!({"type": "mistake", "line": line, "reason": reason, "sentence": sentence}))]
        }
    }
}

fn of_found(desk: &Desk, count: usize, more: bool, hints: &[Hint]) -> Value {
    let hints: Vec<_> = hints.iter().map(|hint| of_hint(&desk.phrases, hint)).collect();
    json!({"type": "found", "line": desk.line(), "count": count, "more": more, "hints": hints})
}

fn of_line(line: &LineRow) -> Value {
    let kind = match line.kind {
        Kind::ACTION => "action",
        Kind::WHISPER => "whisper",
        Kind::TOPIC => "topic",
        Kind::NOTICE => "notice",
        _ => "said",
    };
    json!({
        "seq": line.seq, "mail": line.mail, "time": line.time, "key": of_key(&line.author),
        "name": line.name.as_str(), "kind": kind, "text": line.text,
    })
}

fn of_joined(joined: &Joined) -> Value {
    let resumed = match joined.resumed {
        Resumed::First => "first",
        Resumed::Seamless => "seamless",
        Resumed::AfterGap => "after_gap",
        Resumed::OtherRoom => "other_room",
    };
    json!({
        "type": "joined",
        "room": joined.room_name.as_str(),
        "id": crockford().encode(&joined.charter.room().0),
        "host": of_key(&joined.charter.host),
        "name": joined.name.as_str(),
        "key": of_key(&joined.me),
        "topic": joined.topic.as_ref().filter(|topic| !topic.is_empty()).map(|topic| topic.as_str()),
        "resumed": resumed,
        "after": joined.log.seq,
    })
}

fn of_members(members: &[MemberEntry]) -> Value {
    let members: Vec<_> = members
        .iter()
        .map(|member| json!({"key": of_key(&member.key), "name": member.name.as_str()}))
        .collect();
    json!({"type": "members", "members": members})
}

/// What an event says, as an object; `None` for what only a screen shows.
pub(in crate::client) fn of_event(event: &Event, kind: &LineKind) -> Option<Value> {
    let mut value = match kind {
        LineKind::Said { author, name, text, action, own } => json!({
            "type": "message", "key": of_key(author), "name": name.as_str(), "text": text, "action": action,
            "own": own.is_some(), "reply": Live::of(event).map(|live| live.line()),
        }),
        LineKind::Whisper { author, name, to, to_name, text, own } => json!({
            "type": "whisper", "key": of_key(author), "name": name.as_str(), "to": of_key(to),
            "to_name": to_name.as_ref().map(|name| name.as_str()), "text": text, "own": own.is_some(),
        }),
        LineKind::Erased { author, name } => {
            json!({"type": "erased", "key": of_key(author), "name": name.as_str()})
        }
        LineKind::Joined { member, name } => {
            json!({"type": "arrived", "key": of_key(member), "name": name.as_str()})
        }
        LineKind::Left { member, name } => {
            json!({"type": "left", "key": of_key(member), "name": name.as_str()})
        }
        LineKind::Renamed { member, old, new } => {
            json!({"type": "renamed", "key": of_key(member), "old": old.as_str(), "name": new.as_str()})
        }
        LineKind::Topic { name, topic } => {
            let topic = topic.as_ref().filter(|topic| !topic.is_empty()).map(|topic| topic.as_str());
            json!({"type": "topic", "key": of_key(&event.header.author), "name": name.as_str(), "topic": topic})
        }
        LineKind::Notice { name, notice } => {
            let notice = notice.as_ref().map(Notice::as_str);
            json!({"type": "notice", "key": of_key(&event.header.author), "name": name.as_str(), "notice": notice})
        }
        LineKind::Pinned { name, line, on } => {
            let key = of_key(&event.header.author);
            json!({"type": "pin", "key": key, "name": name.as_str(), "line": line, "on": on})
        }
        LineKind::Gap { .. } | LineKind::Restored { .. } | LineKind::OtherRoom | LineKind::Note(_) => {
            return None;
        }
    };
    insert(&mut value, "seq", json!(event.header.slot.seq()));
    insert(&mut value, "time", json!(event.header.time));
    Some(value)
}

/// What an event says about a line, if it may be believed.
fn of_heard(desk: &Desk, event: &Event) -> Option<Value> {
    desk.heard(event)?;
    of_live(event, desk.own_key()?)
}

/// What an event says about a line, as an object.
pub(in crate::client) fn of_live(event: &Event, me: PublicKey) -> Option<Value> {
    let header = &event.header;
    let mut value = match Live::of(event)? {
        Live::Edit(edit) => json!({"type": "edited", "of": edit.of, "text": edit.text.as_str()}),
        Live::Delete(delete) => json!({"type": "deleted", "of": delete.of}),
        Live::Reaction(reaction) => json!({
            "type": "reaction", "to": reaction.to, "emoji": reaction.emoji.as_str(), "on": reaction.on,
        }),
        Live::Reply(_) | Live::Pin(_) => return None,
    };
    insert(&mut value, "key", json!(of_key(&header.author)));
    insert(&mut value, "name", json!(header.name.as_str()));
    insert(&mut value, "own", json!(header.author == me));
    insert(&mut value, "seq", json!(header.slot.seq()));
    insert(&mut value, "time", json!(header.time));
    Some(value)
}

fn of_board(board: &Board) -> Value {
    let pins = board.pins().iter().map(|pin| json!({"line": pin.line, "by": pin.by.as_str()}));
    let notice = board.notice.as_ref().map(Notice::as_str);
    json!({"type": "board", "notice": notice, "pins": pins.collect::<Vec<_>>()})
}

fn of_pins(desk: &Desk) -> Value {
    let pins = desk.timeline().pins().map(|(pin, line)| {
        let said = line.and_then(|line| match &line.kind {
            LineKind::Said { name, text, .. } => Some((name.as_str(), text.as_str())),
            _ => None,
        });
        let (name, text) = said.unzip();
        json!({"line": pin.line, "by": pin.by.as_str(), "name": name, "text": text})
    });
    json!({"type": "pins", "pins": pins.collect::<Vec<_>>()})
}

fn of_presence(desk: &Desk, presence: &Presence) -> Value {
    let roster = desk.timeline().roster();
    let changes = presence.changes.iter().map(|change| {
        let name = roster.member(&change.member).map(|member| member.name.as_str());
        json!({"key": of_key(&change.member), "name": name, "state": of_state(change.state)})
    });
    json!({"type": "presence", "whole": presence.whole, "changes": changes.collect::<Vec<_>>()})
}

fn of_roster(desk: &Desk) -> Value {
    let members = desk.timeline().roster().sorted(true).into_iter().map(|member| {
        json!({
            "key": of_key(&member.key), "name": member.name.as_str(), "state": of_state(member.presence),
            "own": member.own, "host": member.host,
        })
    });
    json!({"type": "who", "members": members.collect::<Vec<_>>()})
}

fn of_refused(ticket: u64, kind: Kind, rejection: &Rejection) -> Value {
    let suggestion = match rejection {
        Rejection::NameTaken { suggestion } => Some(suggestion.as_str()),
        _ => None,
    };
    let reason = match rejection {
        Rejection::BadText => "bad_text",
        Rejection::BadName => "bad_name",
        Rejection::NameTaken { .. } => "name_taken",
        Rejection::NoSuchMember => "no_such_member",
        Rejection::ToYourself => "to_yourself",
        Rejection::MailboxFull => "mailbox_full",
        Rejection::NotAllowed => "not_allowed",
        Rejection::UnknownKind => "unknown_kind",
        Rejection::BadSignature => "bad_signature",
        Rejection::NoSuchLine => "no_such_line",
        Rejection::TooOld => "too_old",
        Rejection::NotYours => "not_yours",
        Rejection::TooManyReactions => "too_many_reactions",
        Rejection::Unchanged => "unchanged",
        Rejection::NonceUsed => "nonce_used",
        Rejection::TooManyPins => "too_many_pins",
        Rejection::CalledAlready { .. } => "called_already",
    };
    json!({
        "type": "refused", "ticket": ticket, "kind": kind.0, "reason": reason, "suggestion": suggestion,
    })
}

fn of_ended(error: &ConnectError) -> Value {
    let suggestion = match error {
        ConnectError::Refused(Refusal::NameTaken { suggestion }) => Some(suggestion.as_str()),
        _ => None,
    };
    json!({"type": "ended", "reason": of_error(error), "suggestion": suggestion})
}

fn of_step(step: Step) -> &'static str {
    match step {
        Step::Reach => "reach",
        Step::Secure => "secure",
        Step::Enter => "enter",
    }
}

fn of_state(state: Option<PresenceState>) -> &'static str {
    match state {
        Some(PresenceState::Here) => "here",
        Some(PresenceState::Typing) => "typing",
        Some(PresenceState::Away) => "away",
        Some(PresenceState::Reconnecting) => "reconnecting",
        None => "gone",
    }
}

fn of_error(error: &ConnectError) -> &'static str {
    match error {
        ConnectError::NameUnknown { .. } => "name_unknown",
        ConnectError::NothingListens => "nothing_listens",
        ConnectError::NoAnswer { .. } => "no_answer",
        ConnectError::NoNetwork => "no_network",
        ConnectError::NotMaru => "not_maru",
        ConnectError::RoomIsNewer { .. } => "room_is_newer",
        ConnectError::RoomIsOlder { .. } => "room_is_older",
        ConnectError::WrongKey { .. } => "wrong_key",
        ConnectError::ChangedKey { .. } => "changed_key",
        ConnectError::Refused(Refusal::NameTaken { .. }) => "name_taken",
        ConnectError::Refused(Refusal::Full { .. }) => "full",
        ConnectError::Refused(Refusal::Closing) => "closing",
        ConnectError::Refused(Refusal::TooOften { .. }) => "too_often",
        ConnectError::Closed(Closed::RoomClosed) => "room_closed",
        ConnectError::Closed(Closed::Elsewhere) => "elsewhere",
        ConnectError::Closed(Closed::BrokenRule) => "broken_rule",
        ConnectError::Closed(Closed::Left) => "left",
        ConnectError::Broken => "broken",
        ConnectError::Violation(_) => "violation",
        ConnectError::OwnKey => "own_key",
    }
}

fn of_reason(mistake: &Mistake) -> &'static str {
    match mistake {
        Mistake::Unknown { .. } => "unknown_command",
        Mistake::UnknownHelp { .. } => "unknown_help",
        Mistake::LooksLikeCommand { .. } => "looks_like_command",
        Mistake::NoSuchMember { .. } => "no_such_member",
        Mistake::Ambiguous { .. } => "ambiguous",
        Mistake::ListOrText { .. } => "list_or_text",
        Mistake::TooManyNames { .. } => "too_many_names",
        Mistake::ToYourself => "to_yourself",
        Mistake::MissingName { .. } => "missing_name",
        Mistake::MissingText { .. } => "missing_text",
        Mistake::Unexpected { .. } => "unexpected",
        Mistake::OpenQuote => "open_quote",
        Mistake::NobodyToAnswer => "nobody_to_answer",
        Mistake::Left { .. } => "left",
        Mistake::BadName { .. } => "bad_name",
        Mistake::SameName => "same_name",
        Mistake::BadTopic { .. } => "bad_topic",
    }
}

fn milliseconds(wait: std::time::Duration) -> u64 {
    u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)
}

fn insert(object: &mut Value, name: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A member's key as invites and people have it: its fingerprint, 32 characters.
pub(in crate::client) fn of_key(key: &PublicKey) -> String {
    crockford().encode(&key.fingerprint().0)
}

/// The object on one line, safe for a terminal: what is left of controls and of marks that turn the direction of writing
/// stands inside strings, where a code says the same.
pub(in crate::client) fn safe(value: &Value) -> String {
    let mut line = String::new();
    for character in value.to_string().chars() {
        let turns = matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if character.is_control() || turns {
            line.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            line.push(character);
        }
    }
    line
}
