//! What a program at a pipe reads: one JSON object a line, its `type` saying what it is.
//!
//! Names, texts and topics stand as they were typed; keys of members are hexadecimal, times are milliseconds since 1970
//! and places count from 1. A reader passes over types and fields that it does not know: more of them may be added, and
//! none is ever given another meaning.

use serde_json::{Value, json};

use crate::client::command::{Mistake, Word, help_line, of_mistake};
use crate::client::console::desk::{Answer, Desk};
use crate::client::{ConnectError, Joined, LineKind, Resumed, Step, Update};
use crate::phrase::of_text_error;
use crate::wire::{Closed, Event, Kind, MemberEntry, Presence, PresenceState, PublicKey, Refusal, Rejection};

/// Says what happened; `kind` is what the event says, if the update is one.
pub(super) fn of_update(desk: &Desk, update: &Update, kind: Option<&LineKind>) -> Vec<String> {
    let value = match update {
        Update::Ready(_) | Update::Page { .. } => return Vec::new(),
        Update::Step(step) => json!({"type": "step", "step": of_step(*step)}),
        Update::Joined(joined) => of_joined(joined),
        Update::Members(members) => of_members(members),
        Update::Event(event, ticket) => {
            let Some(mut value) = kind.and_then(|kind| of_event(event, kind)) else { return Vec::new() };
            if let (Some(ticket), Some(fields)) = (ticket, value.as_object_mut()) {
                fields.insert("ticket".to_owned(), json!(ticket.0));
            }
            value
        }
        Update::Presence(presence) => of_presence(desk, presence),
        Update::Gap(mark) => json!({"type": "gap", "seq": mark.seq}),
        Update::Pending(pending) => {
            json!({"type": "pending", "ticket": pending.ticket.0, "text": pending.text, "time": pending.time})
        }
        Update::Refused { ticket, kind, rejection } => of_refused(ticket.0, *kind, rejection),
        Update::Settled(ticket) => json!({"type": "settled", "ticket": ticket.0}),
        Update::Discarded(ticket) => json!({"type": "discarded", "ticket": ticket.0}),
        Update::Slowed(wait) => json!({"type": "slowed", "wait": milliseconds(*wait)}),
        Update::Lost { attempt, wait, error } => {
            let (wait, reason) = (milliseconds(*wait), of_error(error));
            json!({"type": "lost", "attempt": attempt, "wait": wait, "reason": reason})
        }
        Update::Ended(error) => of_ended(error),
    };
    vec![value.to_string()]
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
        Answer::Invite => json!({"type": "invite", "invite": desk.invite()}),
        Answer::Help(about) => {
            let words = about.map_or_else(|| Word::ALL.to_vec(), |word| vec![word]);
            let lines: Vec<String> = words.into_iter().map(|word| help_line(phrases, word)).collect();
            json!({"type": "help", "commands": lines})
        }
        Answer::Target => {
            let target = desk.target().map(|(key, name)| json!({"key": hex(&key), "name": name.as_str()}));
            json!({"type": "target", "to": target})
        }
        Answer::Cleared => json!({"type": "cleared"}),
        Answer::Mistake(mistake) => held_back(of_reason(mistake), of_mistake(phrases, mistake)),
        Answer::BadText(error) => held_back("bad_text", of_text_error(phrases, error)),
        Answer::NotText => held_back("not_text", phrases.text("console-not-text")),
        Answer::TooLong => held_back("too_long", phrases.text("console-too-long")),
    };
    vec![value.to_string()]
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
        "id": data_encoding::HEXLOWER.encode(&joined.charter.room().0),
        "host": hex(&joined.charter.host),
        "name": joined.name.as_str(),
        "key": hex(&joined.me),
        "topic": joined.topic.as_ref().filter(|topic| !topic.is_empty()).map(|topic| topic.as_str()),
        "resumed": resumed,
        "after": joined.log.seq,
    })
}

fn of_members(members: &[MemberEntry]) -> Value {
    let members: Vec<_> =
        members.iter().map(|member| json!({"key": hex(&member.key), "name": member.name.as_str()})).collect();
    json!({"type": "members", "members": members})
}

fn of_event(event: &Event, kind: &LineKind) -> Option<Value> {
    let mut value = match kind {
        LineKind::Said { author, name, text, action, own } => json!({
            "type": "message", "key": hex(author), "name": name.as_str(), "text": text, "action": action,
            "own": own.is_some(),
        }),
        LineKind::Whisper { author, name, to, to_name, text, own } => json!({
            "type": "whisper", "key": hex(author), "name": name.as_str(), "to": hex(to),
            "to_name": to_name.as_ref().map(|name| name.as_str()), "text": text, "own": own.is_some(),
        }),
        LineKind::Erased { author, name } => {
            json!({"type": "erased", "key": hex(author), "name": name.as_str()})
        }
        LineKind::Joined { member, name } => {
            json!({"type": "arrived", "key": hex(member), "name": name.as_str()})
        }
        LineKind::Left { member, name } => json!({"type": "left", "key": hex(member), "name": name.as_str()}),
        LineKind::Renamed { member, old, new } => {
            json!({"type": "renamed", "key": hex(member), "old": old.as_str(), "name": new.as_str()})
        }
        LineKind::Topic { name, topic } => {
            let topic = topic.as_ref().filter(|topic| !topic.is_empty()).map(|topic| topic.as_str());
            json!({"type": "topic", "key": hex(&event.header.author), "name": name.as_str(), "topic": topic})
        }
        LineKind::Gap { .. } | LineKind::OtherRoom | LineKind::Note(_) => return None,
    };
    let fields = value.as_object_mut()?;
    fields.insert("seq".to_owned(), json!(event.header.slot.seq()));
    fields.insert("time".to_owned(), json!(event.header.time));
    Some(value)
}

fn of_presence(desk: &Desk, presence: &Presence) -> Value {
    let roster = desk.timeline().roster();
    let changes = presence.changes.iter().map(|change| {
        let name = roster.member(&change.member).map(|member| member.name.as_str());
        json!({"key": hex(&change.member), "name": name, "state": of_state(change.state)})
    });
    json!({"type": "presence", "whole": presence.whole, "changes": changes.collect::<Vec<_>>()})
}

fn of_roster(desk: &Desk) -> Value {
    let members = desk.timeline().roster().sorted(true).into_iter().map(|member| {
        json!({
            "key": hex(&member.key), "name": member.name.as_str(), "state": of_state(member.presence),
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

fn hex(key: &PublicKey) -> String {
    data_encoding::HEXLOWER.encode(&key.0)
}
