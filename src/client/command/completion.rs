//! What a line that begins with a slash could become: commands, then names.

use super::word::{self, Word};
use super::{Context, keys, people, split_word};
use crate::wire::Name;

/// Names offered at once; typing on narrows them down.
const NAMES_OFFERED_MAX: usize = 8;

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The whole line after choosing it, with the cursor at its end.
    pub line: String,
    /// What is offered.
    pub offer: Offer,
}

/// What a completion puts into the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A command, under the name that fits what was typed.
    Command {
        /// The command.
        word: Word,
        /// Its name without a slash.
        name: &'static str,
    },
    /// A member to whisper to.
    Member(Name),
}

/// What the line typed so far could become; nothing if it is no command line or is past its names.
#[must_use]
pub fn completions(typed: &str, context: &Context<'_>) -> Vec<Completion> {
    let Some(rest) = word::strip_slash(typed).filter(|rest| word::strip_slash(rest).is_none()) else {
        return Vec::new();
    };
    if context.in_fence {
        return Vec::new();
    }
    if !rest.contains(char::is_whitespace) {
        return commands(rest);
    }
    let (command, tail) = split_word(rest);
    match Word::find(command) {
        Some(Word::Whisper) => members(command, tail, context),
        _ => Vec::new(),
    }
}

fn commands(typed: &str) -> Vec<Completion> {
    let folded = word::fold(typed).unwrap_or_default();
    if folded.is_empty() && !typed.is_empty() {
        return Vec::new();
    }
    let offers = Word::ALL.into_iter().filter_map(|word| {
        let name = word.names().find(|name| fits(name, &folded))?;
        let blank = if word.usage_key().is_some() { " " } else { "" };
        Some(Completion { line: format!("/{name}{blank}"), offer: Offer::Command { word, name } })
    });
    offers.collect()
}

/// Whether a name begins as typed, be it with the other layout or with a syllable that is not finished.
fn fits(name: &str, folded: &str) -> bool {
    let hangul = !folded.is_ascii();
    name.starts_with(folded) || (hangul && keys::struck(name).starts_with(&keys::struck(folded)))
}

fn members(command: &str, tail: &str, context: &Context<'_>) -> Vec<Completion> {
    let listed = tail.rfind([',', '，', '、']).map_or(0, |at| at + tail_comma(tail, at));
    let Some((before, typed)) = tail.split_at_checked(listed) else {
        return Vec::new();
    };
    let typed = typed.trim_start().trim_start_matches(['@', '＠', '"', '“', '”']);
    let finished = typed.ends_with(char::is_whitespace) && people::read_name(typed, context).is_ok();
    if finished {
        return Vec::new();
    }
    let fitting = context.people.beginning_with(typed).filter(|name| *name != context.own);
    let offer = |name: &Name| Completion {
        line: format!("/{command} {}{} ", before.trim_start(), people::quoted(name, context)),
        offer: Offer::Member(name.clone()),
    };
    fitting.take(NAMES_OFFERED_MAX).map(offer).collect()
}

/// The bytes of the comma at this place.
fn tail_comma(tail: &str, at: usize) -> usize {
    tail.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}
