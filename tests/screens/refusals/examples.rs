//! An example of everything that is refused or fails.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use maru::client::{ConnectError, Violation};
use maru::config::{Error, Place, Reason};
use maru::store::StoreError;
use maru::wire::{
    Closed, Fingerprint, InviteError, Name, NameError, PublicKey, Refusal, Rejection, RoomId, TextError,
};

use super::every;

pub(super) fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub(super) fn path() -> PathBuf {
    PathBuf::from("/home/haneul/.local/share/maru")
}

pub(super) fn name_errors() -> Vec<NameError> {
    every!(NameError {
        NameError::Empty => NameError::Empty;
        NameError::TooLong { .. } => NameError::TooLong { graphemes: 30, max: 20 };
        NameError::TooManyBytes { .. } => NameError::TooManyBytes { bytes: 70, max: 64 };
        NameError::TooWide { .. } => NameError::TooWide { columns: 50, max: 40 };
        NameError::Forbidden { .. } =>
            NameError::Forbidden { character: '@' }, NameError::Forbidden { character: '\u{200b}' };
        NameError::TooManyMarks { .. } => NameError::TooManyMarks { max: 2 };
        NameError::OnlySigns => NameError::OnlySigns;
        NameError::MixedScripts { .. } => NameError::MixedScripts { character: 'а' };
        NameError::Reserved => NameError::Reserved;
    })
}

pub(super) fn settings_files() -> Vec<Reason> {
    let denied = || Arc::new(io::Error::from(io::ErrorKind::PermissionDenied));
    let mistake = || {
        let reason = Reason::Malformed("invalid type".to_owned());
        Box::new(Error {
            file: path().join("config.toml"),
            place: Some(Place { line: 3, column: 8 }),
            reason,
        })
    };
    every!(Reason {
        Reason::Missing => Reason::Missing;
        Reason::NotAFile => Reason::NotAFile;
        Reason::Unreadable(_) => Reason::Unreadable(denied());
        Reason::TooLarge { .. } => Reason::TooLarge { bytes_max: 65_536 };
        Reason::NotText => Reason::NotText;
        Reason::Malformed(_) => Reason::Malformed("invalid type: string, expected u16".to_owned());
        Reason::Unwritable(_) => Reason::Unwritable(denied());
        Reason::Kept(_) => Reason::Kept(mistake());
    })
}

pub(super) fn invite_errors() -> Vec<InviteError> {
    every!(InviteError {
        InviteError::Empty => InviteError::Empty;
        InviteError::TooLong => InviteError::TooLong;
        InviteError::BadCharacter { .. } => InviteError::BadCharacter { at: 7 };
        InviteError::Damaged => InviteError::Damaged;
        InviteError::Newer { .. } => InviteError::Newer { version: 9 };
        InviteError::NotAnAddress => InviteError::NotAnAddress;
        InviteError::BadPort => InviteError::BadPort;
    })
}

pub(super) fn text_errors() -> Vec<TextError> {
    every!(TextError {
        TextError::Blank => TextError::Blank;
        TextError::TooLong { .. } => TextError::TooLong { characters: 5_000, max: 4_000 };
        TextError::TooManyBytes { .. } => TextError::TooManyBytes { bytes: 20_000, max: 12_288 };
        TextError::TooManyLines { .. } => TextError::TooManyLines { lines: 200, max: 100 };
    })
}

pub(super) fn store_errors() -> Vec<StoreError> {
    let (found, wanted) = (RoomId([1; 8]), RoomId([2; 8]));
    every!(StoreError {
        StoreError::InUse { .. } =>
            StoreError::InUse { path: path() }, StoreError::InUse { path: PathBuf::new() };
        StoreError::Newer { .. } => StoreError::Newer { found: 9, known: 1 };
        StoreError::NotAStore => StoreError::NotAStore;
        StoreError::OtherRoom { .. } => StoreError::OtherRoom { found, wanted };
        StoreError::Damaged { .. } => StoreError::Damaged { place: None };
        StoreError::OutOfOrder => StoreError::OutOfOrder;
        StoreError::Full => StoreError::Full;
        StoreError::TooOld(_) => StoreError::TooOld("3.40.0");
        StoreError::Failed(_) => StoreError::Failed("Permission denied (os error 13)".into());
        StoreError::Closed => StoreError::Closed;
    })
}

pub(super) fn connect_errors() -> Vec<ConnectError> {
    let (expected, shown) = (Fingerprint([0x5A; 20]), PublicKey([9; 32]));
    let mut all = every!(ConnectError {
        ConnectError::NameUnknown { .. } => ConnectError::NameUnknown { name: "maru.example.org".to_owned() };
        ConnectError::NothingListens => ConnectError::NothingListens;
        ConnectError::NoAnswer { .. } => ConnectError::NoAnswer { waited: Duration::from_secs(10) };
        ConnectError::NoNetwork => ConnectError::NoNetwork;
        ConnectError::NotMaru => ConnectError::NotMaru;
        ConnectError::RoomIsNewer { .. } => ConnectError::RoomIsNewer { ours: 1, theirs: 2 };
        ConnectError::RoomIsOlder { .. } => ConnectError::RoomIsOlder { ours: 2, theirs: 1 };
        ConnectError::WrongKey { .. } => ConnectError::WrongKey { expected, shown };
        ConnectError::ChangedKey { .. } => ConnectError::ChangedKey { expected, shown };
        ConnectError::Refused(_) => ConnectError::Refused(Refusal::Closing);
        ConnectError::Closed(_) => ConnectError::Closed(Closed::RoomClosed);
        ConnectError::Broken => ConnectError::Broken;
        ConnectError::Violation(_) => ConnectError::Violation(Violation::OutOfOrder);
        ConnectError::OwnKey => ConnectError::OwnKey;
    });
    all.extend(refusals().into_iter().map(ConnectError::Refused));
    all.extend(closings().into_iter().map(ConnectError::Closed));
    all.extend(violations().into_iter().map(ConnectError::Violation));
    all
}

pub(super) fn refusals() -> Vec<Refusal> {
    every!(Refusal {
        Refusal::NameTaken { .. } => Refusal::NameTaken { suggestion: name("하늘2") };
        Refusal::Full { .. } => Refusal::Full { present: 256, allowed: 256 };
        Refusal::Closing => Refusal::Closing;
        Refusal::TooOften { .. } => Refusal::TooOften { seconds: 1 }, Refusal::TooOften { seconds: 600 };
    })
}

pub(super) fn closings() -> Vec<Closed> {
    every!(Closed {
        Closed::RoomClosed => Closed::RoomClosed;
        Closed::Elsewhere => Closed::Elsewhere;
        Closed::BrokenRule => Closed::BrokenRule;
        Closed::Left => Closed::Left;
    })
}

pub(super) fn violations() -> Vec<Violation> {
    every!(Violation {
        Violation::OutOfOrder => Violation::OutOfOrder;
        Violation::BrokenChain => Violation::BrokenChain;
        Violation::BrokenHead => Violation::BrokenHead;
        Violation::BadCharter => Violation::BadCharter;
        Violation::Forged => Violation::Forged;
        Violation::Redated => Violation::Redated;
        Violation::Forked => Violation::Forked;
        Violation::TooMuch => Violation::TooMuch;
    })
}

/// Every rejection that anybody is shown.
pub(super) fn rejections() -> Vec<Rejection> {
    let all = every!(Rejection {
        Rejection::BadText => Rejection::BadText;
        Rejection::BadName => Rejection::BadName;
        Rejection::NameTaken { .. } => Rejection::NameTaken { suggestion: name("하늘2") };
        Rejection::NoSuchMember => Rejection::NoSuchMember;
        Rejection::ToYourself => Rejection::ToYourself;
        Rejection::MailboxFull => Rejection::MailboxFull;
        Rejection::NotAllowed => Rejection::NotAllowed;
        Rejection::UnknownKind => Rejection::UnknownKind;
        Rejection::BadSignature => Rejection::BadSignature;
        Rejection::NoSuchLine => Rejection::NoSuchLine;
        Rejection::TooOld => Rejection::TooOld;
        Rejection::NotYours => Rejection::NotYours;
        Rejection::TooManyReactions => Rejection::TooManyReactions;
        Rejection::Unchanged => Rejection::Unchanged;
        Rejection::NonceUsed => Rejection::NonceUsed;
        Rejection::TooManyPins => Rejection::TooManyPins;
        Rejection::CalledAlready { .. } => Rejection::CalledAlready { seconds: 30 };
    });
    // A member settles these two alone and shows them to nobody.
    all.into_iter().filter(|one| !matches!(one, Rejection::Unchanged | Rejection::NonceUsed)).collect()
}
