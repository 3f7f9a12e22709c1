//! Lines that are no command but may have been meant as one: the classic way to tell everybody a secret.
//!
//! Held back are: blanks before a slash; the slash behind the word (`w/ 민수`); a whisper without its slash or with the
//! wrong sign before it, if a member's name follows; a command glued to its name. Nothing else: a guard that asks
//! too often is answered without reading.

use super::word::{self, Word};
use super::{Context, Mistake, people, split_word};

/// Signs next to the slash, or where another layout has it.
const WRONG_SIGNS: [char; 10] = ['\\', '₩', '￦', '?', '？', '.', ',', ';', '|', '÷'];

/// Whether a line without a leading slash looks like a mistyped command.
pub(super) fn suspicious(line: &str, context: &Context<'_>) -> Option<Mistake> {
    let fixed = indented(line)
        .or_else(|| slash_behind(line, context))
        .or_else(|| bare(line, context))
        .or_else(|| wrong_sign(line, context))?;
    Some(Mistake::LooksLikeCommand { fixed, text: line.to_owned() })
}

/// The mistake of a command that there is not.
pub(super) fn unknown(line: &str, typed: &str, tail: &str, context: &Context<'_>) -> Mistake {
    let fixed = if typed.is_empty() { spaced(tail) } else { glued(typed, tail, context) };
    if let Some(fixed) = fixed {
        return Mistake::LooksLikeCommand { fixed, text: line.to_owned() };
    }
    let nearest = Word::nearest(typed);
    let fixed = nearest.map(|name| with_tail(&format!("/{name}"), tail));
    Mistake::Unknown { typed: people::shortened(&format!("/{typed}")), nearest, fixed, text: line.to_owned() }
}

/// ` /w 민수`
fn indented(line: &str) -> Option<String> {
    let trimmed = line.trim_start();
    let blank_before = trimmed.len() < line.len();
    (blank_before && word::strip_slash(trimmed).is_some()).then(|| trimmed.to_owned())
}

/// `w/ 민수`, `w/민수`, `r/ 응`
fn slash_behind(line: &str, context: &Context<'_>) -> Option<String> {
    let (typed, rest) = line.split_once(word::SLASHES)?;
    let private = Word::exact(typed).filter(|word| is_private(*word, context))?;
    let glued = rest.starts_with(|character: char| !character.is_whitespace());
    if glued && !(private == Word::Whisper && people::begins_with_name(rest, context)) {
        return None;
    }
    Some(with_tail(&format!("/{typed}"), rest.trim_start()))
}

/// `w 민수 …`, `ㅈ 민수 …`, `귓 민수 …`
fn bare(line: &str, context: &Context<'_>) -> Option<String> {
    let (typed, tail) = split_word(line);
    let whisper = Word::exact(typed) == Some(Word::Whisper);
    (whisper && people::begins_with_name(tail, context)).then(|| format!("/{line}"))
}

/// `\w 민수 …`, `₩귓 민수 …`, `?w 민수 …`
fn wrong_sign(line: &str, context: &Context<'_>) -> Option<String> {
    bare(line.strip_prefix(WRONG_SIGNS)?, context)
}

/// `/ w 민수`
fn spaced(tail: &str) -> Option<String> {
    let line = tail.trim_start();
    Word::exact(split_word(line).0).map(|_| format!("/{line}"))
}

/// `/w민수 …`, `/귓민수 …`
fn glued(typed: &str, tail: &str, context: &Context<'_>) -> Option<String> {
    let ends = typed.char_indices().map(|(at, _)| at).filter(|at| *at > 0).take(GLUED_CHARACTERS_MAX);
    let mut fixed = None;
    for (command, name) in ends.filter_map(|at| typed.split_at_checked(at)) {
        let rest = with_tail(name, tail);
        if Word::exact(command) == Some(Word::Whisper) && people::begins_with_name(&rest, context) {
            fixed = Some(format!("/{command} {rest}"));
        }
    }
    fixed
}

/// No name of a command is longer.
const GLUED_CHARACTERS_MAX: usize = 8;

fn is_private(word: Word, context: &Context<'_>) -> bool {
    word == Word::Whisper || (word == Word::Reply && context.last_whisperer.is_some())
}

fn with_tail(head: &str, tail: &str) -> String {
    if tail.is_empty() { head.to_owned() } else { format!("{head} {tail}") }
}
