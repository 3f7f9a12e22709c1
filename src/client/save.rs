//! Writing a room to a file or a pipe, from the copy on this computer.
//!
//! The copy is read beside whoever writes to it, one event at a time. A file appears whole or not at all, readable by its
//! owner alone since whispers are in it, and never in the place of another one unless that was asked for.

mod known;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;

pub use self::known::{KeptRoom, RoomError, find, kept_rooms};
use super::export::{About, Form, Pen};
use super::timeline::RoomInfo;
use crate::phrase::Phrases;
use crate::phrase::time::moment;
use crate::store::{Database, Fact, Folder, Side, StoreError};
use crate::wire::{Charter, PublicKey, RoomId, RoomName, Time, decode};

/// Bytes that are written at once.
const WRITE_BYTES: usize = 256 * 1024;
/// Names tried where nobody chose one, and for the file before it is whole.
const NAMES_TRIED_MAX: u32 = 99;

/// The copy of a room on this computer, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Where it lies.
    pub file: PathBuf,
    /// Of which room.
    pub room: RoomId,
    /// Whose whispers are told.
    pub me: PublicKey,
}

impl Copy {
    /// Names what a member keeps of a room in this folder; nothing is touched.
    #[must_use]
    pub fn of_member(folder: &Folder, room: &RoomInfo) -> Self {
        Self { file: folder.file(Side::Member, room.id), room: room.id, me: room.me }
    }
}

/// How it is written.
#[derive(Clone, Debug)]
pub struct Style {
    /// As what.
    pub form: Form,
    /// In which language.
    pub phrases: Phrases,
    /// By whose clock.
    pub zone: TimeZone,
    /// What the time is.
    pub now: Time,
}

/// Where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The file, or the folder for a file named after room and day.
    pub path: PathBuf,
    /// Whether a file that is there already makes way.
    pub replace: bool,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Where.
    pub path: PathBuf,
    /// How many events.
    pub entries: u64,
}

/// Why nothing was written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SaveError {
    /// There is no copy of this room on this computer.
    #[error("nothing is kept of this room")]
    NothingKept,
    /// The copy cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is such a file already.
    #[error("{} is there already", path.display())]
    Exists {
        /// Which.
        path: PathBuf,
    },
    /// The system refused to write.
    #[error("{}: {cause}", path.display())]
    File {
        /// What was to be written.
        path: PathBuf,
        /// Why not.
        cause: Arc<io::Error>,
    },
}

/// Returns the file or folder that was typed: `~/` is the person's own folder, which no shell has read here, and a path that
/// begins nowhere begins in `here`.
#[must_use]
pub fn typed_path(typed: &Path, here: &Path) -> PathBuf {
    match (typed.strip_prefix("~"), std::env::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => here.join(typed),
    }
}

/// Writes a room to a file.
///
/// # Errors
/// [`SaveError`]; whatever was there before is still whole.
pub fn to_file(copy: &Copy, style: &Style, destination: &Destination) -> Result<Saved, SaveError> {
    let database = open(copy)?;
    let path = settled(destination, style, &title(&database, copy.room))?;
    let failed = |cause| SaveError::File { path: path.clone(), cause: Arc::new(cause) };
    let (second, file) = create_beside(&path).map_err(failed)?;
    let written = tell(&database, copy, style, &mut BufWriter::with_capacity(WRITE_BYTES, file));
    let placed = written.and_then(|entries| {
        File::open(&second).and_then(|file| file.sync_all()).map_err(WriteError::Output)?;
        place(&second, &path, destination.replace)?;
        Ok(entries)
    });
    placed.map(|entries| Saved { path: path.clone(), entries }).map_err(|error| {
        // Half a file is of no use to anybody.
        drop(fs::remove_file(&second));
        error.at(&path)
    })
}

/// Writes a room to a pipe; returns how many events it has.
///
/// # Errors
/// [`SaveError`]; what was written is of no use then.
pub fn to_output(copy: &Copy, style: &Style, output: &mut impl Write) -> Result<u64, SaveError> {
    let database = open(copy)?;
    let mut output = BufWriter::with_capacity(WRITE_BYTES, output);
    tell(&database, copy, style, &mut output).map_err(|error| error.at(Path::new("-")))
}

/// What a room is called by its copy, or its id.
#[must_use]
pub fn title(database: &Database, room: RoomId) -> String {
    name_of(database).map_or_else(|| room.to_string(), |name| name.to_string())
}

/// What a room is called by its copy, if it says.
#[must_use]
pub fn name_of(database: &Database) -> Option<RoomName> {
    let bytes = database.fact(Fact::RoomName).ok()??;
    decode(&bytes).ok()
}

/// What stops the writing.
enum WriteError {
    Store(StoreError),
    Output(io::Error),
    Exists,
}

impl From<StoreError> for WriteError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl WriteError {
    fn at(self, path: &Path) -> SaveError {
        match self {
            Self::Store(error) => SaveError::Store(error),
            Self::Output(cause) => SaveError::File { path: path.to_owned(), cause: Arc::new(cause) },
            Self::Exists => SaveError::Exists { path: path.to_owned() },
        }
    }
}

fn open(copy: &Copy) -> Result<Database, SaveError> {
    if !copy.file.exists() {
        return Err(SaveError::NothingKept);
    }
    Ok(Database::open_to_read(&copy.file)?)
}

/// Writes all of it, from top to bottom.
fn tell(database: &Database, copy: &Copy, style: &Style, output: &mut impl Write) -> Result<u64, WriteError> {
    let story = database.story()?;
    let charter = database.fact(Fact::Charter)?.and_then(|bytes| decode::<Charter>(&bytes).ok());
    let summary = story.summary(&copy.me)?;
    let about = About {
        id: copy.room,
        name: name_of(database),
        host: charter.map(|charter| charter.host),
        me: copy.me,
        summary,
        saved: style.now,
    };
    let mut pen = Pen::new(style.form, about, style.phrases.clone(), style.zone.clone());
    let mut write = |text: String| output.write_all(text.as_bytes()).map_err(WriteError::Output);
    write(pen.head())?;
    story.tell(&copy.me, |told| write(pen.write(&told)))?;
    write(pen.foot())?;
    output.flush().map_err(WriteError::Output)?;
    Ok(summary.entries)
}

/// The file that is to be written, if it may be.
fn settled(destination: &Destination, style: &Style, title: &str) -> Result<PathBuf, SaveError> {
    let path = &destination.path;
    let named = !path.as_os_str().is_empty() && !path.is_dir();
    if !named {
        return free_name(path, style, title);
    }
    // A link is followed, so that the file it leads to is written and the link stays.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    match fs::symlink_metadata(&path) {
        Ok(found) if !destination.replace || !found.is_file() => Err(SaveError::Exists { path }),
        _ => Ok(path),
    }
}

/// A name after room and day that no file in the folder has.
fn free_name(folder: &Path, style: &Style, title: &str) -> Result<PathBuf, SaveError> {
    let day = style.zone.to_datetime(moment(style.now)).date();
    let safe = |character: char| {
        let kept = character.is_alphanumeric() || matches!(character, ' ' | '-' | '_');
        if kept { character } else { '_' }
    };
    let title: String = title.trim().chars().map(safe).collect();
    let ending = style.form.ending();
    let names = std::iter::once(format!("{title} {day}.{ending}"))
        .chain((2..=NAMES_TRIED_MAX).map(|number| format!("{title} {day} ({number}).{ending}")));
    let mut path = folder.to_owned();
    for name in names {
        path = folder.join(name);
        if fs::symlink_metadata(&path).is_err() {
            return Ok(path);
        }
    }
    Err(SaveError::Exists { path })
}

/// Gives the whole file its name.
fn place(second: &Path, path: &Path, replace: bool) -> Result<(), WriteError> {
    if !replace {
        // Taking the name first makes sure that no file that came meanwhile is lost.
        match OpenOptions::new().write(true).create_new(true).open(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(WriteError::Exists),
            taken => drop(taken.map_err(WriteError::Output)?),
        }
    }
    fs::rename(second, path).map_err(WriteError::Output)
}

/// A second file in the same folder, for its owner alone.
fn create_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    for number in 1..=NAMES_TRIED_MAX {
        let mut second = std::ffi::OsString::from(".");
        second.push(name);
        second.push(format!(".{}-{number}.part", std::process::id()));
        let second = path.with_file_name(second);
        match options.open(&second) {
            Ok(file) => return Ok((second, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests;
