//! What people read when a link to a room did not come about or ended, or when its history cannot be used.
//!
//! A plain `match`, so that an error without a sentence does not compile. Window and console show the same words.

use std::path::Path;

use super::ConnectError;
use super::error::Violation;
use super::save::SaveError;
use super::timeline::Note;
use super::update::Keeping;
use crate::phrase::{Notice, Phrases, of_closed, of_refusal, of_rejection};
use crate::store::search::Hint;
use crate::store::{Salvage, StoreError};
use crate::wire::Shelf;
use crate::wire::text::terminal;

/// Says how it stands with a member's own copy.
#[must_use]
pub fn of_keeping(phrases: &Phrases, keeping: &Keeping) -> String {
    match keeping {
        Keeping::Failed(error) => {
            phrases.with("copy-failed", &[("reason", of_store_error(phrases, error).into())])
        }
        Keeping::Again => phrases.text("copy-again"),
        Keeping::Salvaged(salvage) => {
            let path = salvage.damaged.display().to_string();
            match salvage.lost {
                Some(lost) => phrases.with("copy-salvaged", &[("lost", lost.into()), ("path", path.into())]),
                None => phrases.with("copy-unreadable", &[("path", path.into())]),
            }
        }
    }
}

/// Says that a host went back to an older copy, and what became of what it lost.
#[must_use]
pub fn of_restored(phrases: &Phrases, shelf: Shelf, lost: u64) -> String {
    let key = if shelf == Shelf::Room { "room-restored" } else { "room-restored-mail" };
    phrases.with(key, &[("count", lost.into())])
}

/// Says what only one screen shows.
#[must_use]
pub fn of_note(phrases: &Phrases, note: &Note) -> String {
    match note {
        Note::Refused { rejection, .. } => of_rejection(phrases, rejection),
        Note::Differs { name } => phrases.with("room-differs", &[("name", name.into())]),
        Note::Forked => {
            let notice = of_connect_error(phrases, &ConnectError::Violation(Violation::Forked), None);
            notice.line()
        }
        Note::Offered { count } => phrases.with("room-offered", &[("count", (*count).into())]),
        Note::Sentence(words) => words.clone(),
    }
}

/// Says why somebody is not in the room at this address, if it is one that was typed, and what to do.
#[must_use]
pub fn of_connect_error(phrases: &Phrases, error: &ConnectError, address: Option<&str>) -> Notice {
    let (title, body) = match error {
        ConnectError::Refused(refusal) => return of_refusal(phrases, refusal),
        ConnectError::Closed(closed) => return of_closed(phrases, *closed),
        ConnectError::NameUnknown { name } => (
            phrases.text("connect-name-unknown-title"),
            phrases.with("connect-name-unknown-body", &[("name", name.into())]),
        ),
        ConnectError::NothingListens => {
            (phrases.text("join-refused-title"), phrases.text("join-refused-body"))
        }
        ConnectError::NoAnswer { waited } => {
            let seconds = waited.as_secs().max(1).into();
            let body = match address {
                Some(address) => phrases
                    .with("join-unreachable-body", &[("address", address.into()), ("seconds", seconds)]),
                None => phrases.with("conn-no-answer", &[("seconds", seconds)]),
            };
            (phrases.text("join-unreachable-title"), body)
        }
        ConnectError::NoNetwork => {
            (phrases.text("connect-no-network-title"), phrases.text("connect-no-network-body"))
        }
        ConnectError::NotMaru => {
            let body = match address {
                Some(address) => phrases.with("connect-not-maru-body", &[("address", address.into())]),
                None => phrases.text("conn-not-maru"),
            };
            (phrases.text("connect-not-maru-title"), body)
        }
        ConnectError::RoomIsNewer { .. } => {
            (phrases.text("refuse-old-title"), phrases.text("refuse-old-body"))
        }
        ConnectError::RoomIsOlder { .. } => {
            (phrases.text("refuse-new-title"), phrases.text("refuse-new-body"))
        }
        ConnectError::WrongKey { .. } => {
            (phrases.text("connect-wrong-key-title"), phrases.text("connect-wrong-key-body"))
        }
        ConnectError::ChangedKey { .. } => {
            let body = format!("{} {}", phrases.text("join-key-changed-body"), phrases.text("join-key-ask"));
            (phrases.text("join-key-changed-title"), body)
        }
        ConnectError::Broken => (phrases.text("connect-broken-title"), phrases.text("connect-broken-body")),
        ConnectError::Violation(Violation::Forked) => {
            (phrases.text("connect-forked-title"), phrases.text("connect-forked-body"))
        }
        ConnectError::Violation(_) => {
            (phrases.text("connect-violation-title"), phrases.text("connect-violation-body"))
        }
        ConnectError::OwnKey => (phrases.text("connect-own-key-title"), phrases.text("connect-own-key-body")),
    };
    Notice { title, body }
}

/// Says why a room was not saved, and what to do.
#[must_use]
pub fn of_save_error(phrases: &Phrases, error: &SaveError) -> String {
    let named = |key: &str, path: &Path| phrases.with(key, &[("path", path.display().to_string().into())]);
    match error {
        SaveError::NothingKept => phrases.text("kept-nothing"),
        SaveError::Store(error) => of_store_error(phrases, error),
        SaveError::Exists { path } => named("save-exists", path),
        SaveError::File { path, cause } => {
            let (path, reason) = (path.display().to_string(), cause.to_string());
            phrases.with("save-failed", &[("path", path.into()), ("reason", reason.into())])
        }
    }
}

/// Says what to know of a query.
#[must_use]
pub fn of_hint(phrases: &Phrases, hint: &Hint) -> String {
    match hint {
        Hint::UnknownFilter { typed } => {
            phrases.with("search-hint-filter", &[("typed", terminal(typed).into())])
        }
        Hint::NotADay { typed } => phrases.with("search-hint-day", &[("typed", terminal(typed).into())]),
        Hint::TooLong { max } => phrases.with("search-hint-long", &[("max", (*max).into())]),
    }
}

/// Says why what is kept of a room cannot be used, and what to do.
#[must_use]
pub fn of_store_error(phrases: &Phrases, error: &StoreError) -> String {
    match error {
        StoreError::InUse { path } if path.as_os_str().is_empty() => phrases.text("store-in-use-room"),
        StoreError::InUse { path } => {
            phrases.with("store-in-use", &[("path", path.display().to_string().into())])
        }
        StoreError::Newer { found, known } => {
            phrases.with("store-newer", &[("found", (*found).into()), ("known", (*known).into())])
        }
        StoreError::NotAStore => phrases.text("store-not-ours"),
        StoreError::OtherRoom { found, .. } => {
            phrases.with("store-other-room", &[("room", found.to_string().into())])
        }
        StoreError::Damaged { .. } => phrases.text("store-damaged"),
        StoreError::OutOfOrder => phrases.text("store-out-of-order"),
        StoreError::Full => phrases.text("store-full"),
        StoreError::TooOld(version) => phrases.with("store-too-old", &[("version", (*version).into())]),
        StoreError::Failed(reason) => phrases.with("store-failed", &[("reason", reason.to_string().into())]),
        StoreError::Closed => phrases.text("store-closed"),
    }
}

/// Says what was lost of a damaged history, and where the damaged file lies.
#[must_use]
pub fn of_salvage(phrases: &Phrases, salvage: &Salvage) -> String {
    let path = salvage.damaged.display().to_string();
    // A host's is saved only if what is lost can be counted.
    let lost = salvage.lost.unwrap_or_default();
    phrases.with("store-salvaged", &[("count", lost.into()), ("path", path.into())])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::PathBuf;
    use std::time::Duration;

    use super::*;
    use crate::phrase::{Language, of_invite_error};
    use crate::wire::{Closed, InviteError, Refusal};

    #[test]
    fn every_way_to_fail_has_its_own_words_and_says_where() {
        for language in Language::ALL {
            let phrases = Phrases::new(language);
            let errors = [
                ConnectError::NameUnknown { name: "maru.example".to_owned() },
                ConnectError::NothingListens,
                ConnectError::NoAnswer { waited: Duration::from_secs(10) },
                ConnectError::NoNetwork,
                ConnectError::NotMaru,
                ConnectError::RoomIsNewer { ours: 1, theirs: 2 },
                ConnectError::RoomIsOlder { ours: 2, theirs: 1 },
                ConnectError::Refused(Refusal::Full { present: 2, allowed: 2 }),
                ConnectError::Closed(Closed::Elsewhere),
                ConnectError::Broken,
                ConnectError::Violation(Violation::OutOfOrder),
                ConnectError::Violation(Violation::Forked),
                ConnectError::OwnKey,
            ];
            let lines: Vec<String> = errors
                .iter()
                .map(|error| of_connect_error(&phrases, error, Some("192.168.0.7:27410")).line())
                .collect();
            assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), errors.len());
            assert!(lines.iter().any(|line| line.contains("maru.example")));
            assert!(lines.iter().filter(|line| line.contains("192.168.0.7:27410")).count() == 2);
        }
    }

    #[test]
    fn every_way_in_which_a_history_fails_has_its_own_words() {
        let (found, wanted) = (crate::wire::RoomId([1; 8]), crate::wire::RoomId([2; 8]));
        for language in Language::ALL {
            let phrases = Phrases::new(language);
            let errors = [
                StoreError::InUse { path: PathBuf::from("/data") },
                StoreError::InUse { path: PathBuf::new() },
                StoreError::Newer { found: 9, known: 1 },
                StoreError::NotAStore,
                StoreError::OtherRoom { found, wanted },
                StoreError::Damaged { place: None },
                StoreError::OutOfOrder,
                StoreError::Full,
                StoreError::TooOld("3.40.0"),
                StoreError::Failed("read-only".into()),
                StoreError::Closed,
            ];
            let said: BTreeSet<String> = errors.iter().map(|error| of_store_error(&phrases, error)).collect();
            assert_eq!(said.len(), errors.len());
            for part in ["/data", "3.40.0", "read-only", &found.to_string()] {
                assert!(said.iter().any(|sentence| sentence.contains(part)), "{part}");
            }
            let salvage = Salvage { lost: Some(3), damaged: PathBuf::from("/data/room.damaged-1") };
            let sentence = of_salvage(&phrases, &salvage);
            assert!(sentence.contains('3') && sentence.contains("/data/room.damaged-1"), "{sentence}");
        }
    }

    #[test]
    fn every_unreadable_invite_is_explained() {
        let phrases = Phrases::new(Language::English);
        let errors = [
            InviteError::Empty,
            InviteError::TooLong,
            InviteError::Damaged,
            InviteError::Newer { version: 9 },
            InviteError::NotAnAddress,
            InviteError::BadPort,
        ];
        let said: BTreeSet<String> = errors.iter().map(|error| of_invite_error(&phrases, error)).collect();
        assert_eq!(said.len(), errors.len());
    }
}
