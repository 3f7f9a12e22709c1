//! What a typed line means: something to say, a command, or a mistake.
//!
//! Pure, and shared by the window's composer and the console. Every line is exactly one of the three, and only
//! [`Parsed::Chat`] and what a [`Command`] carries may ever leave this computer. A mistake sends nothing: in doubt whether
//! a line was meant for one person, it is held back, because a whisper must never turn into a line for everybody, nor
//! reach another person than the one meant.
//!
//! People are addressed by [`Name`] here; the caller knows their keys.

mod completion;
mod fit;
mod guard;
mod keys;
pub mod live;
mod people;
mod sentence;
#[cfg(test)]
mod tests;
mod word;

pub use self::live::Asked;
pub use completion::{Completion, Offer, completions};
pub use fit::{Fit, begins_as_typed, fit};
pub use people::{People, TARGETS_MAX, quoted};
pub use sentence::{help_line, of_mistake, usage};
pub use word::Word;

use crate::client::export::Form;
use crate::wire::{Name, NameError, Notice, TextError, Topic};

/// What reading a line depends on besides the line.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// My own name.
    pub own: &'a Name,
    /// Who is in the room, and whom else it knows.
    pub people: &'a People,
    /// Who whispered to me last; fixed when the answer was begun, so that nobody slips in between.
    pub last_whisperer: Option<&'a Name>,
    /// Whether this line stands inside a fenced block of code, where nothing is a command.
    pub in_fence: bool,
}

/// What a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parsed {
    /// Something to say to whoever is chosen, as typed; possibly blank, which says nothing.
    Chat(String),
    /// Something to do.
    Command(Command),
    /// Nothing was understood for certain: nothing is sent, and the line stays in its box.
    Mistake(Mistake),
}

/// What a command line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Shows all commands, or one.
    Help {
        /// The one to explain.
        about: Option<Word>,
    },
    /// Whispers a text to each of these people.
    Whisper {
        /// To whom: at least one, at most [`TARGETS_MAX`], nobody twice, never oneself.
        to: Vec<Name>,
        /// What: not blank.
        text: String,
    },
    /// Sets the target box to this person.
    Target {
        /// To whom lines go from here on.
        to: Name,
    },
    /// Sets the target box back to the room, or sends one line there.
    Everyone {
        /// What to send; without it only the box is set.
        text: Option<String>,
    },
    /// Says what I am doing: "* 민수 TEXT".
    Me {
        /// What: not blank.
        text: String,
    },
    /// Says something about a line that stands already.
    Live(Asked),
    /// Changes my name.
    Nick {
        /// To this.
        name: Name,
    },
    /// Lists who is here.
    Who,
    /// Shows the topic.
    ShowTopic,
    /// Sets the topic, or clears it with an empty one.
    SetTopic {
        /// To this.
        topic: Topic,
    },
    /// Shows the notice.
    ShowNotice,
    /// Puts up a notice, or takes it down with an empty one.
    SetNotice {
        /// This one.
        notice: Notice,
    },
    /// Pins a line.
    Pin {
        /// Whose newest line; without it, the newest of all.
        of: Option<Name>,
    },
    /// Takes a line off the board.
    Unpin {
        /// The how manyth of the list, from 1; without it, the first.
        number: usize,
    },
    /// Shows what is pinned.
    Pins,
    /// Shows the invite.
    Invite,
    /// Searches what is kept on this computer, or goes on with the search before.
    Search {
        /// What is looked for; not blank.
        query: Option<String>,
    },
    /// Writes the room to a file.
    Save {
        /// Where to; without it, a name after room and day.
        path: Option<String>,
        /// As what; without it, what the file's name says.
        form: Option<Form>,
    },
    /// Clears my own screen.
    Clear,
    /// Leaves the room.
    Leave {
        /// Last words to the room.
        text: Option<String>,
    },
}

/// Why a line was held back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// There is no such command.
    Unknown {
        /// The command as typed, with its slash.
        typed: String,
        /// The nearest command's name, without a slash.
        nearest: Option<&'static str>,
        /// The line with that name in place of what was typed.
        fixed: Option<String>,
        /// The line, to send as text if that was meant.
        text: String,
    },
    /// `/help` about a command that is not there.
    UnknownHelp {
        /// What was asked about.
        typed: String,
    },
    /// The line is no command, but it may have been meant as one.
    LooksLikeCommand {
        /// The line as a command.
        fixed: String,
        /// The line, to send as text if that was meant.
        text: String,
    },
    /// Nobody by that name is in the room.
    NoSuchMember {
        /// The name as typed.
        typed: String,
        /// The nearest names, best first.
        nearest: Vec<Name>,
    },
    /// Several people may be meant.
    Ambiguous {
        /// What was typed.
        typed: String,
        /// Who may be meant.
        names: Vec<Name>,
    },
    /// A comma and a space between two members: both may be meant, or the second belongs to the text.
    ListOrText {
        /// The person before the comma.
        first: Name,
        /// The person after it.
        second: Name,
    },
    /// More people than one whisper may go to.
    TooManyNames {
        /// How many may be named.
        max: usize,
    },
    /// A whisper to oneself.
    ToYourself,
    /// A whisper without a name.
    MissingName {
        /// The command that lacks it.
        word: Word,
    },
    /// A command without its text.
    MissingText {
        /// The command that lacks it.
        word: Word,
    },
    /// Something stands behind a command that takes nothing.
    Unexpected {
        /// That command.
        word: Word,
    },
    /// A quotation mark before a name is not closed.
    OpenQuote,
    /// An answer, but nobody has whispered to me.
    NobodyToAnswer,
    /// An answer to somebody who has left.
    Left {
        /// Who has left.
        name: Name,
    },
    /// The wished name breaks the rule of names.
    BadName {
        /// How.
        why: NameError,
    },
    /// The wished name is mine already.
    SameName,
    /// The wished topic or notice is too long.
    BadTopic {
        /// How.
        why: TextError,
    },
}

/// Reads one typed line, which may have line breaks inside.
#[must_use]
pub fn parse(line: &str, context: &Context<'_>) -> Parsed {
    let line = without_newline(line);
    if context.in_fence {
        return Parsed::Chat(line.to_owned());
    }
    let Some(rest) = word::strip_slash(line) else {
        return guard::suspicious(line, context)
            .map_or_else(|| Parsed::Chat(line.to_owned()), Parsed::Mistake);
    };
    if word::strip_slash(rest).is_some() {
        return Parsed::Chat(rest.to_owned());
    }
    let (typed, tail) = split_word(rest);
    let read = match Word::find(typed) {
        Some(word) => arguments(word, tail, context),
        None => Err(guard::unknown(line, typed, tail, context)),
    };
    read.map_or_else(Parsed::Mistake, Parsed::Command)
}

/// Reads what stands behind a command.
fn arguments(word: Word, tail: &str, context: &Context<'_>) -> Result<Command, Mistake> {
    let blank = tail.trim().is_empty();
    match word {
        Word::Help => help(tail.trim()),
        Word::Whisper if blank => Err(Mistake::MissingName { word }),
        Word::Whisper => whisper(tail, context),
        Word::Reply => answer(tail, context),
        Word::Everyone => Ok(Command::Everyone { text: (!blank).then(|| tail.to_owned()) }),
        Word::Me | Word::Quote | Word::Edit | Word::React if blank => Err(Mistake::MissingText { word }),
        Word::Quote => quote(tail, context),
        Word::Edit => Ok(Command::Live(Asked::Edit { text: tail.to_owned() })),
        Word::React => react(tail.trim(), context),
        Word::Me => Ok(Command::Me { text: tail.to_owned() }),
        Word::Nick => nick(tail, context),
        Word::Who | Word::Pins | Word::Invite | Word::Clear | Word::Delete if !blank => {
            Err(Mistake::Unexpected { word })
        }
        Word::Delete => Ok(Command::Live(Asked::Delete)),
        Word::Who => Ok(Command::Who),
        Word::Invite => Ok(Command::Invite),
        Word::Search => Ok(Command::Search { query: (!blank).then(|| tail.to_owned()) }),
        Word::Save => save(tail.trim()),
        Word::Clear => Ok(Command::Clear),
        Word::Topic => topic(tail.trim()),
        Word::Notice => notice(tail.trim()),
        Word::Pin => pin(tail.trim(), context),
        Word::Unpin => unpin(tail.trim()),
        Word::Pins => Ok(Command::Pins),
        Word::Leave => Ok(Command::Leave { text: (!blank).then(|| tail.to_owned()) }),
    }
}

fn help(about: &str) -> Result<Command, Mistake> {
    if about.is_empty() {
        return Ok(Command::Help { about: None });
    }
    match Word::find(word::strip_slash(about).unwrap_or(about)) {
        Some(word) => Ok(Command::Help { about: Some(word) }),
        None => Err(Mistake::UnknownHelp { typed: people::shortened(about) }),
    }
}

fn whisper(tail: &str, context: &Context<'_>) -> Result<Command, Mistake> {
    let (mut to, text) = people::read_targets(tail, context)?;
    if !text.trim().is_empty() {
        return Ok(Command::Whisper { to, text: text.to_owned() });
    }
    match (to.pop(), to.is_empty()) {
        (Some(only), true) => Ok(Command::Target { to: only }),
        _ => Err(Mistake::MissingText { word: Word::Whisper }),
    }
}

fn answer(tail: &str, context: &Context<'_>) -> Result<Command, Mistake> {
    let Some(name) = context.last_whisperer else {
        return Err(Mistake::NobodyToAnswer);
    };
    if !context.people.is_present(name) {
        return Err(Mistake::Left { name: name.clone() });
    }
    if tail.trim().is_empty() {
        return Ok(Command::Target { to: name.clone() });
    }
    Ok(Command::Whisper { to: vec![name.clone()], text: tail.to_owned() })
}

fn quote(tail: &str, context: &Context<'_>) -> Result<Command, Mistake> {
    let tail = tail.trim_start();
    let (of, text) = match people::begins_with_name(tail, context) {
        true => people::read_name(tail, context).map(|(name, text)| (Some(name), text))?,
        false => (None, tail),
    };
    match text.trim().is_empty() {
        true => Err(Mistake::MissingText { word: Word::Quote }),
        false => Ok(Command::Live(Asked::Quote { of, text: people::without_blank(text).to_owned() })),
    }
}

fn react(tail: &str, context: &Context<'_>) -> Result<Command, Mistake> {
    let (emoji, name) = split_word(tail);
    let emoji = emoji.to_owned();
    if name.trim().is_empty() {
        return Ok(Command::Live(Asked::React { emoji, of: None }));
    }
    let (of, rest) = people::read_name(name.trim(), context)?;
    match rest.trim().is_empty() {
        true => Ok(Command::Live(Asked::React { emoji, of: Some(of) })),
        false => Err(Mistake::Unexpected { word: Word::React }),
    }
}

fn nick(tail: &str, context: &Context<'_>) -> Result<Command, Mistake> {
    let wished = match people::read_quoted(tail.trim()) {
        Some(Ok((inside, rest))) if rest.trim().is_empty() => inside,
        _ => tail.trim().to_owned(),
    };
    match Name::parse(&wished) {
        Ok(name) if name == *context.own => Err(Mistake::SameName),
        Ok(name) => Ok(Command::Nick { name }),
        Err(why) => Err(Mistake::BadName { why }),
    }
}

fn topic(wished: &str) -> Result<Command, Mistake> {
    match wished {
        "" => Ok(Command::ShowTopic),
        "-" | "－" => Ok(Command::SetTopic { topic: Topic::default() }),
        _ => match Topic::parse(wished) {
            Ok(topic) => Ok(Command::SetTopic { topic }),
            Err(why) => Err(Mistake::BadTopic { why }),
        },
    }
}

fn notice(wished: &str) -> Result<Command, Mistake> {
    match wished {
        "" => Ok(Command::ShowNotice),
        "-" | "－" => Ok(Command::SetNotice { notice: Notice::default() }),
        _ => match Notice::parse(wished) {
            Ok(notice) => Ok(Command::SetNotice { notice }),
            Err(why) => Err(Mistake::BadTopic { why }),
        },
    }
}

fn pin(tail: &str, context: &Context<'_>) -> Result<Command, Mistake> {
    if tail.is_empty() {
        return Ok(Command::Pin { of: None });
    }
    let (of, rest) = people::read_name(tail, context)?;
    match rest.trim().is_empty() {
        true => Ok(Command::Pin { of: Some(of) }),
        false => Err(Mistake::Unexpected { word: Word::Pin }),
    }
}

/// What is no number is one that no pin has.
fn unpin(tail: &str) -> Result<Command, Mistake> {
    match tail {
        "" => Ok(Command::Unpin { number: 1 }),
        _ => Ok(Command::Unpin { number: tail.parse().unwrap_or(0) }),
    }
}

/// What stands around the name of a file.
const QUOTES: [char; 4] = ['"', '“', '”', '＂'];

/// A file, in quotation marks or not, and the form behind it, both optional.
fn save(tail: &str) -> Result<Command, Mistake> {
    let path = |path: &str| (!path.trim().is_empty()).then(|| path.trim().to_owned());
    if let Some((inside, rest)) = tail.strip_prefix(QUOTES).and_then(|body| body.rsplit_once(QUOTES)) {
        let form = match rest.trim() {
            "" => None,
            word => Some(Form::of_word(word).ok_or(Mistake::Unexpected { word: Word::Save })?),
        };
        return Ok(Command::Save { path: path(inside), form });
    }
    let (before, last) = tail.rsplit_once(char::is_whitespace).unwrap_or(("", tail));
    Ok(match Form::of_word(last) {
        Some(form) => Command::Save { path: path(before), form: Some(form) },
        None => Command::Save { path: path(tail), form: None },
    })
}

/// The line without the line end that a terminal adds.
fn without_newline(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// The part up to the first blank, and the part after that one blank.
fn split_word(text: &str) -> (&str, &str) {
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}
