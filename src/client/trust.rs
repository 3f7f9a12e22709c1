//! Known rooms and hosts on the disk: `rooms.toml` in the data folder.
//!
//! Trust on first use lives here, so the file is never lost silently: one that cannot be understood is put aside under
//! another name and reported, and a whole file takes the place of a whole file. What is remembered and what follows from
//! it is in [`book`], which is pure.

pub mod book;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub use self::book::{Book, KnownRoom};

/// The file within the data folder.
pub const FILE: &str = "rooms.toml";
/// More than any book that is full of the longest names and addresses.
const FILE_BYTES_MAX: u64 = 1024 * 1024;
/// How many names are tried when a damaged file is put aside.
const NAMES_TRIED_MAX: u32 = 100;

/// A book and the file that it is kept in.
#[derive(Clone, Debug)]
pub struct Known {
    book: Book,
    path: PathBuf,
    /// How often the book may have changed.
    version: u64,
    /// The version in the file; whoever writes holds it.
    written: Arc<Mutex<u64>>,
}

/// Why known rooms and hosts could not be read or written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TrustError {
    /// The file or its folder cannot be used; nothing was changed.
    #[error("cannot use {}: {cause}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: Arc<io::Error>,
    },
    /// The file could not be understood and lies under another name from here on; loading again starts empty.
    #[error("{} could not be read and lies at {} from here on", path.display(), aside.display())]
    Damaged {
        /// Where the file lay.
        path: PathBuf,
        /// Where it lies.
        aside: PathBuf,
    },
}

impl Known {
    /// Reads what is kept in `folder`; without a file, nothing is known.
    ///
    /// # Errors
    /// [`TrustError`]; after [`TrustError::Damaged`] the old file is safe and loading again succeeds.
    pub fn load(folder: &Path) -> Result<Self, TrustError> {
        let path = folder.join(FILE);
        let failed = |cause| TrustError::File { path: path.clone(), cause: Arc::new(cause) };
        let text = match read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Some(String::new()),
            Err(error) => return Err(failed(error)),
        };
        match text.as_deref().and_then(Book::read) {
            Some(book) => Ok(Self { book, path, version: 0, written: Arc::default() }),
            None => {
                let aside = put_aside(&path).map_err(failed)?;
                Err(TrustError::Damaged { path, aside })
            }
        }
    }

    /// Writes the whole file, readable by its owner alone, in one step. Several clones may write at a time: one does after
    /// the other, and what is older than the file is not written any more.
    ///
    /// # Errors
    /// [`TrustError::File`]; the file before is still whole.
    pub fn save(&self) -> Result<(), TrustError> {
        let mut newest = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if *newest > self.version {
            return Ok(());
        }
        let mut second = self.path.clone().into_os_string();
        second.push(format!(".{}", std::process::id()));
        let second = PathBuf::from(second);
        let written =
            write_private(&second, &self.book.write()).and_then(|()| fs::rename(&second, &self.path));
        written.map_err(|cause| {
            // The first file is whole; a second one that stays does no harm.
            drop(fs::remove_file(&second));
            TrustError::File { path: self.path.clone(), cause: Arc::new(cause) }
        })?;
        *newest = self.version;
        Ok(())
    }
}

impl Deref for Known {
    type Target = Book;

    fn deref(&self) -> &Book {
        &self.book
    }
}

impl DerefMut for Known {
    fn deref_mut(&mut self) -> &mut Book {
        self.version += 1;
        &mut self.book
    }
}

/// Reads the file; `None` if it is no text or too large to be one of ours.
fn read(path: &Path) -> io::Result<Option<String>> {
    // A pipe or a device at this place would never end.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= FILE_BYTES_MAX);
    Ok(String::from_utf8(bytes).ok().filter(|_| fits))
}

/// Renames the file, so that nothing of it is lost.
fn put_aside(path: &Path) -> io::Result<PathBuf> {
    for number in 1..=NAMES_TRIED_MAX {
        let aside = path.with_file_name(format!("{FILE}.broken-{number}"));
        if fs::symlink_metadata(&aside).is_err() {
            fs::rename(path, &aside)?;
            return Ok(aside);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    drop(fs::remove_file(path));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests;
