//! What is wrong with a settings or a language file, in the reader's language. Where the system or the parser says more, that
//! stays in its own words.

use crate::config::{Error, Place, Reason};
use crate::phrase::Phrases;

/// Says in which file the mistake is, where it stands there, and what it is.
pub(super) fn of_file(phrases: &Phrases, error: &Error) -> String {
    if let Reason::Kept(mistake) = &error.reason {
        // The file is the same, and only the mistake in it has a place.
        return phrases.with("config-kept", &[("mistake", of_file(phrases, mistake).into())]);
    }
    let file = error.file.display().to_string();
    let reason = of_reason(phrases, &error.reason);
    match error.place {
        None => phrases.with("config-broken", &[("file", file.into()), ("reason", reason.into())]),
        Some(Place { line, column }) => {
            let parts = [
                ("file", file.into()),
                ("line", line.into()),
                ("column", column.into()),
                ("reason", reason.into()),
            ];
            phrases.with("config-broken-at", &parts)
        }
    }
}

/// Says what the mistake is.
pub(super) fn of_reason(phrases: &Phrases, reason: &Reason) -> String {
    let refused = |key, error: &std::io::Error| phrases.with(key, &[("error", error.to_string().into())]);
    match reason {
        Reason::Missing => phrases.text("config-missing"),
        Reason::NotAFile => phrases.text("config-not-a-file"),
        Reason::Unreadable(error) => refused("config-unreadable", error),
        Reason::TooLarge { bytes_max } => {
            phrases.with("config-too-large", &[("max", (bytes_max / 1024).into())])
        }
        Reason::NotText => phrases.text("config-not-text"),
        Reason::Malformed(words) => words.clone(),
        Reason::Unwritable(error) => refused("config-unwritable", error),
        Reason::Kept(mistake) => {
            phrases.with("config-kept", &[("mistake", of_file(phrases, mistake).into())])
        }
    }
}
