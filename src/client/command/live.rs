//! What the commands about a line come to: which line each of them means, and what is said about it. Pure.
//!
//! Window and console know their lines in ways of their own ([`Lines`]) and go by the same rule.

use crate::wire::{Delete, Edit, Emoji, Live, Name, PublicKey, Reaction, Reply, Seq, Text, TextError};

/// The lines that a command may be about, as far as somebody knows them.
pub trait Lines {
    /// Returns who this member is.
    fn me(&self) -> Option<PublicKey>;

    /// Returns who is called so.
    fn key_of(&self, name: &Name) -> Option<PublicKey>;

    /// Returns the newest line, of those that still stand, whose author fits.
    fn newest(&self, fits: &dyn Fn(&PublicKey) -> bool) -> Option<Seq>;

    /// Whether this member's emoji is on a line.
    fn has_mine(&self, line: Seq, emoji: &Emoji) -> bool;
}

/// Why nothing is said about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSaid {
    /// There is no line that could be meant.
    NoLine,
    /// What somebody wants to react with is not one emoji.
    NotAnEmoji,
    /// The words are none that a room takes.
    BadText(TextError),
}

/// What a command wants to say about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Answers a line for everyone to see.
    Quote {
        /// Whose newest line; without it, the newest of anybody else.
        of: Option<Name>,
        /// What: not blank.
        text: String,
    },
    /// Changes my newest line.
    Edit {
        /// All that it is to say: not blank.
        text: String,
    },
    /// Takes my newest line away.
    Delete,
    /// Puts an emoji on a line, or takes it off again.
    React {
        /// Which, as typed.
        emoji: String,
        /// On whose newest line; without it, on the newest of anybody else.
        of: Option<Name>,
    },
}

impl Asked {
    /// Returns what that comes to, now that the lines are known.
    ///
    /// # Errors
    /// [`NotSaid`] says why it comes to nothing.
    pub fn live(&self, lines: &impl Lines) -> Result<Live, NotSaid> {
        match self {
            Self::Quote { of, text } => reply(newest_of(lines, of.as_ref())?, text),
            Self::Edit { text } => edit(newest_own(lines)?, text),
            Self::Delete => Ok(Live::Delete(Delete { of: newest_own(lines)? })),
            Self::React { emoji, of } => toggle(lines, newest_of(lines, of.as_ref())?, emoji),
        }
    }
}

/// Answers a line.
///
/// # Errors
/// [`NotSaid::BadText`].
pub fn reply(to: Seq, text: &str) -> Result<Live, NotSaid> {
    Ok(Live::Reply(Reply { to, text: checked(text)? }))
}

/// Changes a line.
///
/// # Errors
/// [`NotSaid::BadText`].
pub fn edit(of: Seq, text: &str) -> Result<Live, NotSaid> {
    Ok(Live::Edit(Edit { of, text: checked(text)? }))
}

/// Puts an emoji on a line, or takes it off.
///
/// # Errors
/// [`NotSaid::NotAnEmoji`].
pub fn react(to: Seq, emoji: &str, on: bool) -> Result<Live, NotSaid> {
    let emoji = Emoji::parse(emoji).map_err(|_| NotSaid::NotAnEmoji)?;
    Ok(Live::Reaction(Reaction { to, emoji, on }))
}

/// Puts an emoji on a line, or takes it off where this member's is there already.
///
/// # Errors
/// [`NotSaid::NotAnEmoji`].
pub fn toggle(lines: &impl Lines, to: Seq, emoji: &str) -> Result<Live, NotSaid> {
    let typed = Emoji::parse(emoji).map_err(|_| NotSaid::NotAnEmoji)?;
    let on = !lines.has_mine(to, &typed);
    Ok(Live::Reaction(Reaction { to, emoji: typed, on }))
}

/// The newest line of a person, or of anybody else than this member.
fn newest_of(lines: &impl Lines, of: Option<&Name>) -> Result<Seq, NotSaid> {
    let (me, author) = (lines.me(), of.map(|name| lines.key_of(name)));
    let found = lines.newest(&|key| match author {
        Some(author) => author == Some(*key),
        None => me != Some(*key),
    });
    found.ok_or(NotSaid::NoLine)
}

/// Returns the newest line of a person, or of anybody.
///
/// # Errors
/// [`NotSaid::NoLine`].
pub fn newest_of_all(lines: &impl Lines, of: Option<&Name>) -> Result<Seq, NotSaid> {
    match of {
        Some(_) => newest_of(lines, of),
        None => lines.newest(&|_| true).ok_or(NotSaid::NoLine),
    }
}

fn newest_own(lines: &impl Lines) -> Result<Seq, NotSaid> {
    let me = lines.me();
    lines.newest(&|key| me == Some(*key)).ok_or(NotSaid::NoLine)
}

fn checked(text: &str) -> Result<Text, NotSaid> {
    Text::parse(text).map_err(NotSaid::BadText)
}
