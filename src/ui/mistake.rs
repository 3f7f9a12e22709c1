//! What is wrong with a settings or a language file, in the reader's language. Where the system or the parser says more, that
//! stays in its own words.

use crate::config::{Error, Place, Reason};
use crate::phrase::Phrases;

/// Says in which file the mistake is, where it stands there, and what it is.
pub(super) fn of_file(phrases: &Phrases, error: &Error) -> String {
    let reason = of_reason(phrases, &error.reason);
    if matches!(error.reason, Reason::Kept(_)) {
        // The mistake is in the same file, and says where.
        return reason;
    }
    let file = error.file.display().to_string();
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;
    use std::io;
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::phrase::Language;

    #[test]
    fn every_mistake_is_told_in_words_of_its_own() {
        let denied = || Arc::new(io::Error::from(io::ErrorKind::PermissionDenied));
        let error = |reason| Error { file: PathBuf::from("a.toml"), place: None, reason };
        let reasons = || {
            [
                Reason::Missing,
                Reason::NotAFile,
                Reason::Unreadable(denied()),
                Reason::TooLarge { bytes_max: 65_536 },
                Reason::NotText,
                Reason::Malformed("expected a number".to_owned()),
                Reason::Unwritable(denied()),
                Reason::Kept(Box::new(error(Reason::NotText))),
            ]
        };
        let told: BTreeSet<_> = [Language::Korean, Language::English]
            .into_iter()
            .flat_map(|language| reasons().map(|reason| of_file(&Phrases::new(language), &error(reason))))
            .collect();
        // What the parser says is in no language but its own; the file stands before it in both.
        assert_eq!(told.len(), 2 * reasons().len() - 1, "{told:#?}");
    }
}
