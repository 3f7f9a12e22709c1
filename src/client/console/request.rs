//! Lines that a program types: one JSON object each, which says more exactly than a typed line what is meant.
//!
//! Pure. An object is exactly one request: what is missing, unknown or of the wrong type is told and does nothing, so
//! that a slip in a script never becomes a line for everybody.

use serde_json::{Map, Value};

use crate::wire::Seq;

/// What an object asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Request {
    /// Say this to everyone, whatever it begins with.
    Say(String),
    /// Whisper this to these people.
    Whisper {
        /// Names, as typed.
        to: Vec<String>,
        /// What.
        text: String,
    },
    /// Answer the message in a place.
    Reply {
        /// The place.
        to: Seq,
        /// What.
        text: String,
    },
    /// Change the own message in a place.
    Edit {
        /// The place.
        of: Seq,
        /// All that it is to say.
        text: String,
    },
    /// Take away the message in a place.
    Delete {
        /// The place.
        of: Seq,
    },
    /// Put an emoji on the message in a place, or take it off.
    React {
        /// The place.
        to: Seq,
        /// Which.
        emoji: String,
        /// Whether it is put on.
        on: bool,
    },
    /// Pin the message in a place, or take it off the board.
    Pin {
        /// The place.
        line: Seq,
        /// Whether it is pinned.
        on: bool,
    },
    /// Do as this command line says.
    Command(String),
}

/// Why an object asks for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadRequest {
    /// The line begins like an object and is none.
    NotJson,
    /// The object is none of those that are known.
    UnknownShape,
}

/// Reads a line that begins like an object; `None` for any other, which is a line as people type it.
pub(super) fn read(line: &str) -> Option<Result<Request, BadRequest>> {
    if !line.trim_start().starts_with('{') {
        return None;
    }
    Some(match serde_json::from_str::<Map<String, Value>>(line) {
        Ok(fields) => of_fields(fields).ok_or(BadRequest::UnknownShape),
        Err(_) => Err(BadRequest::NotJson),
    })
}

fn of_fields(mut fields: Map<String, Value>) -> Option<Request> {
    if let Some(request) = about_line(&mut fields) {
        return request.filter(|_| fields.is_empty());
    }
    let mut take = |name: &str| fields.remove(name);
    let request = match (take("say"), take("whisper"), take("to"), take("command")) {
        (Some(Value::String(text)), None, None, None) => Request::Say(text),
        (None, Some(Value::String(text)), Some(to), None) => Request::Whisper { to: names(to)?, text },
        (None, None, None, Some(Value::String(line))) if line.starts_with(['/', '／']) => {
            Request::Command(line)
        }
        _ => return None,
    };
    fields.is_empty().then_some(request)
}

/// What is to be done about the message in a place; `None` if the object is about none.
fn about_line(fields: &mut Map<String, Value>) -> Option<Option<Request>> {
    let act =
        ["reply", "edit", "delete", "react", "pin"].into_iter().find(|act| fields.contains_key(*act))?;
    let what = fields.remove(act)?;
    let mut take = |name: &str| fields.remove(name);
    let place = |place: Option<Value>| place.and_then(|place| place.as_u64());
    let is_on = |on: Option<Value>| on.map_or(Some(true), |on| on.as_bool());
    let text = || what.as_str().map(str::to_owned);
    Some(match act {
        "reply" => place(take("to")).zip(text()).map(|(to, text)| Request::Reply { to, text }),
        "edit" => place(take("of")).zip(text()).map(|(of, text)| Request::Edit { of, text }),
        "delete" => what.as_u64().map(|of| Request::Delete { of }),
        "pin" => what.as_u64().zip(is_on(take("on"))).map(|(line, on)| Request::Pin { line, on }),
        _ => {
            let (to, on) = (place(take("to")), is_on(take("on")));
            to.zip(text()).zip(on).map(|((to, emoji), on)| Request::React { to, emoji, on })
        }
    })
}

/// One name, or a list of at least one.
fn names(to: Value) -> Option<Vec<String>> {
    let name = |value| match value {
        Value::String(name) => Some(name),
        _ => None,
    };
    match to {
        Value::Array(list) if !list.is_empty() => list.into_iter().map(name).collect(),
        single => Some(vec![name(single)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_one_request() {
        let whisper = |to: &[&str]| Request::Whisper {
            to: to.iter().map(ToString::to_string).collect(),
            text: "비밀".to_owned(),
        };
        for (line, request) in [
            (r#"{"say":"/not a command"}"#, Request::Say("/not a command".to_owned())),
            (r#"  {"say":"a\nb"} "#, Request::Say("a\nb".to_owned())),
            (r#"{"whisper":"비밀","to":"민수"}"#, whisper(&["민수"])),
            (r#"{"to":["민수","영희"],"whisper":"비밀"}"#, whisper(&["민수", "영희"])),
            (r#"{"command":"/who"}"#, Request::Command("/who".to_owned())),
            (r#"{"reply":"그래","to":7}"#, Request::Reply { to: 7, text: "그래".to_owned() }),
            (r#"{"edit":"아니","of":7}"#, Request::Edit { of: 7, text: "아니".to_owned() }),
            (r#"{"delete":7}"#, Request::Delete { of: 7 }),
            (r#"{"react":"👍","to":7}"#, Request::React { to: 7, emoji: "👍".to_owned(), on: true }),
            (r#"{"pin":7}"#, Request::Pin { line: 7, on: true }),
            (r#"{"pin":7,"on":false}"#, Request::Pin { line: 7, on: false }),
            (
                r#"{"react":"👍","to":7,"on":false}"#,
                Request::React { to: 7, emoji: "👍".to_owned(), on: false },
            ),
        ] {
            assert_eq!(read(line), Some(Ok(request)), "{line}");
        }
    }

    #[test]
    fn what_is_no_object_is_a_typed_line() {
        for line in ["", "hello", "/w 민수 {", "[1]", "\"{\""] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn an_object_of_another_shape_asks_for_nothing() {
        for line in [
            "{}",
            r#"{"say":1}"#,
            r#"{"say":"a","whisper":"b","to":"c"}"#,
            r#"{"say":"a","extra":1}"#,
            r#"{"whisper":"b"}"#,
            r#"{"whisper":"b","to":[]}"#,
            r#"{"whisper":"b","to":[1]}"#,
            r#"{"to":"c"}"#,
            r#"{"reply":"a"}"#,
            r#"{"reply":"a","to":"민수"}"#,
            r#"{"reply":"a","to":7,"say":"b"}"#,
            r#"{"edit":"a","to":7}"#,
            r#"{"edit":7,"of":7}"#,
            r#"{"delete":-1}"#,
            r#"{"delete":1.5}"#,
            r#"{"delete":"7"}"#,
            r#"{"pin":"7"}"#,
            r#"{"pin":7,"of":7}"#,
            r#"{"delete":7,"edit":"a","of":7}"#,
            r#"{"react":"👍","to":7,"on":1}"#,
            r#"{"command":"hello everybody"}"#,
            r#"{"command":" /w"}"#,
        ] {
            assert_eq!(read(line), Some(Err(BadRequest::UnknownShape)), "{line}");
        }
        let deep = format!("{{\"say\":{}", "[".repeat(60_000));
        for line in ["{", "{say:1}", r#"{"say":"a"} x"#, "{\u{0}}", &deep] {
            assert_eq!(read(line), Some(Err(BadRequest::NotJson)), "{}", line.len());
        }
    }
}
