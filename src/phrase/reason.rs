//! What people read when something was not possible: each sentence says what happened and what to do.
//!
//! One function for each enum of the wire, each a plain `match`, so that a variant without a sentence does not compile.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::Phrases;
use crate::wire::limits::{PINS, REACTION_KINDS};
use crate::wire::{Closed, InviteError, NameError, Refusal, Rejection, TextError};

/// A short headline, and a sentence or two below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub title: String,
    /// What that means, and what to do.
    pub body: String,
}

impl Notice {
    /// The notice on one line, for a terminal.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{}. {}", self.title, self.body)
    }
}

/// Says what is wrong with a name, be it a person's or a room's.
#[must_use]
pub fn of_name_error(phrases: &Phrases, error: &NameError) -> String {
    match *error {
        NameError::Empty => phrases.text("name-empty"),
        NameError::TooLong { graphemes, max } => {
            phrases.with("name-too-long", &[("graphemes", graphemes.into()), ("max", max.into())])
        }
        NameError::TooManyBytes { .. } => phrases.text("name-too-many-bytes"),
        NameError::TooWide { .. } => phrases.text("name-too-wide"),
        NameError::Forbidden { character } if is_seen(character) => {
            phrases.with("name-forbidden", &[("character", character.into())])
        }
        NameError::Forbidden { character } => {
            let code = format!("U+{:04X}", u32::from(character));
            phrases.with("name-forbidden-hidden", &[("code", code.into())])
        }
        NameError::TooManyMarks { max } => phrases.with("name-too-many-marks", &[("max", max.into())]),
        NameError::OnlySigns => phrases.text("name-only-signs"),
        NameError::MixedScripts { character } => {
            phrases.with("name-mixed-scripts", &[("character", character.into())])
        }
        NameError::Reserved => phrases.text("name-reserved"),
    }
}

/// Says why a text cannot be sent, or a topic not be set.
#[must_use]
pub fn of_text_error(phrases: &Phrases, error: &TextError) -> String {
    match *error {
        TextError::Blank => phrases.text("text-blank"),
        TextError::TooLong { characters, max } => {
            phrases.with("text-too-long", &[("characters", characters.into()), ("max", max.into())])
        }
        TextError::TooManyBytes { .. } => phrases.text("text-too-many-bytes"),
        TextError::TooManyLines { lines, max } => {
            phrases.with("text-too-many-lines", &[("lines", lines.into()), ("max", max.into())])
        }
    }
}

/// Says why a text is neither an invite nor an address.
#[must_use]
pub fn of_invite_error(phrases: &Phrases, error: &InviteError) -> String {
    match error {
        InviteError::Empty => phrases.text("invite-error-empty"),
        InviteError::TooLong => phrases.text("invite-error-too-long"),
        InviteError::BadCharacter { .. } | InviteError::Damaged => phrases.text("invite-error-damaged"),
        InviteError::Newer { .. } => phrases.text("invite-error-newer"),
        InviteError::NotAnAddress => phrases.text("join-address-invalid"),
        InviteError::BadPort => phrases.text("invite-error-port"),
    }
}

/// Says why the door is closed.
#[must_use]
pub fn of_refusal(phrases: &Phrases, refusal: &Refusal) -> Notice {
    match refusal {
        Refusal::NameTaken { suggestion } => Notice {
            title: phrases.text("refuse-name-taken-title"),
            body: phrases.with("refuse-name-taken-body", &[("suggestion", suggestion.into())]),
        },
        Refusal::Full { present, allowed } => Notice {
            title: phrases.text("refuse-full-title"),
            body: phrases
                .with("refuse-full-body", &[("count", (*present).into()), ("max", (*allowed).into())]),
        },
        Refusal::Closing => {
            Notice { title: phrases.text("refuse-closing-title"), body: phrases.text("refuse-closing-body") }
        }
        Refusal::TooOften { seconds } => Notice {
            title: phrases.text("refuse-too-often-title"),
            body: phrases.with("refuse-too-often-body", &[("seconds", (*seconds).into())]),
        },
    }
}

/// Says why one request was refused for good.
#[must_use]
pub fn of_rejection(phrases: &Phrases, rejection: &Rejection) -> String {
    match rejection {
        Rejection::BadText => phrases.text("reject-bad-text"),
        Rejection::BadName => phrases.text("reject-bad-name"),
        Rejection::NameTaken { suggestion } => {
            phrases.with("reject-name-taken", &[("suggestion", suggestion.into())])
        }
        Rejection::NoSuchMember => phrases.text("reject-no-such-member"),
        Rejection::ToYourself => phrases.text("reject-to-yourself"),
        Rejection::MailboxFull => phrases.text("reject-mailbox-full"),
        Rejection::NotAllowed => phrases.text("reject-not-allowed"),
        Rejection::UnknownKind => phrases.text("reject-unknown-kind"),
        Rejection::BadSignature => phrases.text("reject-bad-signature"),
        Rejection::NoSuchLine => phrases.text("reject-no-such-line"),
        Rejection::TooOld => phrases.text("reject-too-old"),
        Rejection::NotYours => phrases.text("reject-not-yours"),
        Rejection::TooManyReactions => {
            phrases.with("reject-too-many-reactions", &[("max", REACTION_KINDS.into())])
        }
        Rejection::Unchanged => phrases.text("reject-unchanged"),
        Rejection::NonceUsed => phrases.text("reject-nonce-used"),
        Rejection::TooManyPins => phrases.with("reject-too-many-pins", &[("max", PINS.into())]),
        Rejection::CalledAlready { seconds } => {
            phrases.with("reject-called-already", &[("seconds", (*seconds).into())])
        }
    }
}

/// Says why the host ended the link.
#[must_use]
pub fn of_closed(phrases: &Phrases, closed: Closed) -> Notice {
    let (title, body) = match closed {
        Closed::RoomClosed => (phrases.text("closed-title"), phrases.text("closed-body")),
        Closed::Elsewhere => (phrases.text("closed-elsewhere-title"), phrases.text("closed-elsewhere-body")),
        Closed::BrokenRule => (phrases.text("closed-rule-title"), phrases.text("closed-rule-body")),
        Closed::Left => (phrases.text("closed-left-title"), phrases.text("closed-left-body")),
    };
    Notice { title, body }
}

/// Whether a person could find this character in what they typed.
fn is_seen(character: char) -> bool {
    let hidden = matches!(
        character.general_category_group(),
        GeneralCategoryGroup::Other | GeneralCategoryGroup::Separator | GeneralCategoryGroup::Mark
    );
    let fillers = matches!(character, '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}');
    !hidden && !fillers
}
