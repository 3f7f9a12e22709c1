//! What people read about commands: how each is used, and why a line was held back.

use super::{Mistake, Word};
use crate::phrase::{Language, Phrases, of_name_error, of_text_error};
use crate::wire::Name;

/// How a command is written, with the name that is usual in that language: `/w name message`, `/귓 이름 메시지`.
#[must_use]
pub fn usage(phrases: &Phrases, word: Word) -> String {
    let name = command(phrases, word);
    match word.usage_key() {
        Some(key) => format!("{name} {}", phrases.text(key)),
        None => name,
    }
}

/// One line of the list of commands: how it is written, and what it does.
#[must_use]
pub fn help_line(phrases: &Phrases, word: Word) -> String {
    let english = word.english().first().copied().unwrap_or_default();
    let arguments = word.usage_key().map_or_else(String::new, |key| format!(" {}", phrases.text(key)));
    format!("/{english}{arguments}: {}", phrases.text(word.help_key()))
}

/// Says why a line was held back, and what to do.
#[must_use]
pub fn of_mistake(phrases: &Phrases, mistake: &Mistake) -> String {
    match mistake {
        Mistake::Unknown { typed, nearest: Some(nearest), .. } => {
            let nearest = format!("/{nearest}");
            phrases.with("mistake-unknown-nearest", &[("typed", typed.into()), ("nearest", nearest.into())])
        }
        Mistake::Unknown { typed, .. } => phrases.with("mistake-unknown", &[("typed", typed.into())]),
        Mistake::UnknownHelp { typed } => phrases.with("mistake-unknown-help", &[("typed", typed.into())]),
        Mistake::LooksLikeCommand { fixed, .. } => {
            let fixed = super::people::shortened(fixed);
            phrases.with("mistake-looks-like", &[("fixed", fixed.into())])
        }
        Mistake::NoSuchMember { typed, nearest } => match nearest.first() {
            Some(_) => {
                let nearest = list(phrases, nearest);
                phrases.with(
                    "mistake-no-such-member-nearest",
                    &[("typed", typed.into()), ("nearest", nearest.into())],
                )
            }
            None => phrases.with("mistake-no-such-member", &[("typed", typed.into())]),
        },
        Mistake::Ambiguous { typed, names } => {
            let names = list(phrases, names);
            phrases.with("mistake-ambiguous", &[("typed", typed.into()), ("names", names.into())])
        }
        Mistake::ListOrText { first, second } => {
            phrases.with("mistake-list-or-text", &[("first", first.into()), ("second", second.into())])
        }
        Mistake::TooManyNames { max } => phrases.with("mistake-too-many-names", &[("max", (*max).into())]),
        Mistake::Left { name } => phrases.with("mistake-left", &[("name", name.into())]),
        Mistake::BadName { why } => of_name_error(phrases, why),
        Mistake::BadTopic { why } => of_text_error(phrases, why),
        Mistake::MissingName { word } => {
            phrases.with("mistake-missing-name", &[("usage", usage(phrases, *word).into())])
        }
        Mistake::MissingText { word } => {
            phrases.with("mistake-missing-text", &[("usage", usage(phrases, *word).into())])
        }
        Mistake::Unexpected { word } => {
            phrases.with("mistake-unexpected", &[("command", command(phrases, *word).into())])
        }
        Mistake::ToYourself => phrases.text("mistake-to-yourself"),
        Mistake::OpenQuote => phrases.text("mistake-open-quote"),
        Mistake::NobodyToAnswer => phrases.text("mistake-nobody-to-answer"),
        Mistake::SameName => phrases.text("mistake-same-name"),
    }
}

/// A command with its slash, by the name that is usual in that language.
fn command(phrases: &Phrases, word: Word) -> String {
    let names = match phrases.language() {
        Language::Korean => word.korean(),
        Language::English => word.english(),
    };
    format!("/{}", names.first().copied().unwrap_or_default())
}

/// Names in a row, the last behind an "or".
fn list(phrases: &Phrases, names: &[Name]) -> String {
    let Some((last, before)) = names.split_last() else {
        return String::new();
    };
    if before.is_empty() {
        return last.as_str().to_owned();
    }
    let before: Vec<&str> = before.iter().map(Name::as_str).collect();
    let first = before.join(", ");
    phrases.with("list-or", &[("first", first.into()), ("second", last.into())])
}
