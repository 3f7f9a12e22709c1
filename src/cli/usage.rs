//! What is wrong with a command line, each mistake in one line.
//!
//! Words that a stranger chose (a link on a web page starts this program) never reach a terminal raw: see [`one_line`].

use crate::config::ValueMistake;

/// How many characters of a sentence a terminal is shown.
const LINE_CHARACTERS_MAX: usize = 400;

/// Why reading the command line ends here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Help or version was asked for; this is the text.
    Told(String),
    /// The command line has a mistake.
    Mistake(UsageError),
}

/// What is wrong with a command line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsageError {
    /// A flag that does not exist, a value that cannot be read, a flag given twice; in the parser's words.
    #[error("{0}; see maru --help")]
    Unreadable(String),
    /// Two flags that cannot both be meant.
    #[error("{one} and {other} cannot be used together; see maru --help")]
    Clash {
        /// The first.
        one: &'static str,
        /// The second.
        other: &'static str,
    },
    /// A flag that means nothing without another.
    #[error("{flag} needs {needs}; see maru --help")]
    Alone {
        /// The flag that was given.
        flag: &'static str,
        /// What has to be given with it.
        needs: &'static str,
    },
    /// A flag with nothing in its value.
    #[error("{flag} is blank")]
    Blank {
        /// The flag.
        flag: &'static str,
    },
    /// A flag whose value cannot be used.
    #[error("{flag}: {mistake}")]
    Value {
        /// The flag.
        flag: &'static str,
        /// What is wrong.
        mistake: ValueMistake,
    },
    /// A word that is no flag and no invite.
    #[error("'{0}' is no invite (maru:…); an address goes after --join")]
    NotAnInvite(String),
}

impl From<UsageError> for Stop {
    fn from(error: UsageError) -> Self {
        Self::Mistake(error)
    }
}

impl From<clap::Error> for Stop {
    fn from(error: clap::Error) -> Self {
        let text = error.render().to_string();
        if !error.use_stderr() {
            return Self::Told(text);
        }
        // The first paragraph says what is wrong; what follows are hints over several lines.
        let paragraph: Vec<_> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
        let words = paragraph.join(" ");
        let words = words.strip_prefix("error: ").unwrap_or(&words);
        Self::Mistake(UsageError::Unreadable(words.to_owned()))
    }
}

/// Returns the text as one line that is safe to write to a terminal: control characters are written out and
/// what is far too long is cut.
pub fn one_line(text: &str) -> String {
    let mut line = String::new();
    for character in text.chars().take(LINE_CHARACTERS_MAX) {
        match character {
            '\n' => line.push(' '),
            // Marks that turn the direction of writing could hide what was really typed.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                line.extend(character.escape_unicode());
            }
            _ if character.is_control() => line.extend(character.escape_default()),
            _ => line.push(character),
        }
    }
    if text.chars().nth(LINE_CHARACTERS_MAX).is_some() {
        line.push('…');
    }
    line
}
