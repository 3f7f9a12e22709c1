//! Why a settings file cannot be used: which file, where in it, and the reason.
//!
//! `Display` is one line of English for a log or a terminal; a window words the [`Reason`] itself.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// Why a settings file cannot be read or written.
#[derive(Clone, Debug, thiserror::Error)]
pub struct Error {
    /// The file in question.
    pub file: PathBuf,
    /// Line and column of the mistake, both counted from 1 and the column in characters, if it has a place.
    pub place: Option<Place>,
    /// What is wrong.
    pub reason: Reason,
}

/// A place in a text, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// What is wrong with a settings file.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Reason {
    /// A file was named and is not there.
    #[error("there is no such file")]
    Missing,
    /// A folder, a pipe or a device has the file's name.
    #[error("it is not a file")]
    NotAFile,
    /// The system refuses to read it.
    #[error("it cannot be read: {0}")]
    Unreadable(Arc<io::Error>),
    /// It is larger than any settings file is.
    #[error("it is larger than {bytes_max} bytes")]
    TooLarge {
        /// The bound.
        bytes_max: u64,
    },
    /// Its bytes are not text.
    #[error("it is not UTF-8 text")]
    NotText,
    /// Its text is no settings file, or a value is of the wrong kind or out of bounds; in the parser's words.
    #[error("{0}")]
    Malformed(String),
    /// The system refuses to write it.
    #[error("it cannot be written: {0}")]
    Unwritable(Arc<io::Error>),
    /// What lies there has a mistake, and writing would lose what a person typed.
    #[error("it has a mistake and is left as it is ({0})")]
    Kept(Box<Error>),
}

impl Error {
    /// Returns an error about the whole file.
    pub(super) fn whole(file: impl Into<PathBuf>, reason: Reason) -> Self {
        Self { file: file.into(), place: None, reason }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.file.display())?;
        if let Some(Place { line, column }) = self.place {
            write!(formatter, ":{line}:{column}")?;
        }
        write!(formatter, ": {}", self.reason)
    }
}

impl Place {
    /// Returns the place of the byte at `offset`, or of the end if `offset` lies beyond it.
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).map_or(0, |line| line.chars().count()) + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let text = "가나\n다라 = 1\n";
        let offset = text.find('=').unwrap();
        assert_eq!(Place::of(text, offset), Place { line: 2, column: 4 });
        assert_eq!(Place::of(text, 0), Place { line: 1, column: 1 });
    }

    #[test]
    fn a_place_beyond_the_end_is_the_end() {
        assert_eq!(Place::of("ab", 99), Place { line: 1, column: 3 });
    }
}
