//! The settings file on the disk: read whole, written whole.
//!
//! A file is refused by its kind and size before a byte of it is read. Writing goes to a second file in the same folder that
//! then takes the first one's place, so that no crash leaves half a file; a person's comments and unrelated order stay. A file
//! with a mistake in it is never written over by [`Config::save`]; [`Config::replace`] does it when told and keeps the old
//! one under another name.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml_edit::{DocumentMut, Item, Table};

use super::Config;
use super::error::{Error, Place, Reason};
use super::unknown::{self, Unknown};

/// The largest settings file that is looked at; the example has 2 KiB.
pub const FILE_BYTES_MAX: u64 = 256 * 1024;
/// How many names are tried when a broken file is put aside or a second file is written.
const NAMES_TRIED_MAX: u32 = 100;

/// What a settings file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// What stands there as well and is unknown here, in the order of the file.
    pub unknown: Vec<Unknown>,
}

impl Config {
    /// Reads the file; one that is not there is [`Reason::Missing`].
    pub fn load(file: &Path) -> Result<Loaded, Error> {
        let text = read_text(file)?;
        parse(file, &text)
    }

    /// Reads the file, or returns the defaults if there is none.
    pub fn load_or_default(file: &Path) -> Result<Loaded, Error> {
        match Self::load(file) {
            Err(Error { reason: Reason::Missing, .. }) => Ok(Loaded::default()),
            loaded => loaded,
        }
    }

    /// Writes the file in one step; refuses to touch one that it cannot read.
    ///
    /// Only what differs from the file is changed in it, and only what differs from the defaults is put into it.
    pub fn save(&self, file: &Path) -> Result<(), Error> {
        let text = match read_text(file) {
            Ok(text) => text,
            Err(Error { reason: Reason::Missing, .. }) => String::new(),
            Err(error) => return Err(kept(file, error)),
        };
        let before = parse(file, &text).map_err(|error| kept(file, error))?;
        let after = merged(file, &text, &before.config, self)?;
        if after == text {
            return Ok(());
        }
        write_whole(file, &after)
    }

    /// Writes the file though what lies there cannot be read; the old one stays beside it as `….broken`, and the
    /// path to it is returned if there was one.
    pub fn replace(&self, file: &Path) -> Result<Option<PathBuf>, Error> {
        let aside = put_aside(file)?;
        let text = merged(file, "", &Self::default(), self)?;
        write_whole(file, &text)?;
        Ok(aside)
    }
}

fn kept(file: &Path, error: Error) -> Error {
    Error::whole(file, Reason::Kept(Box::new(error)))
}

pub(super) fn read_text(file: &Path) -> Result<String, Error> {
    let unreadable = |cause: io::Error| match cause.kind() {
        io::ErrorKind::NotFound => Error::whole(file, Reason::Missing),
        _ => Error::whole(file, Reason::Unreadable(Arc::new(cause))),
    };
    let too_large = || {
        let bytes_max = FILE_BYTES_MAX;
        Error::whole(file, Reason::TooLarge { bytes_max })
    };
    let metadata = fs::metadata(file).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Error::whole(file, Reason::NotAFile));
    }
    if metadata.len() > FILE_BYTES_MAX {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let opened = File::open(file).map_err(unreadable)?;
    // The size was true a moment ago; the bound holds for what is read now.
    opened.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|cause| {
        let valid = cause.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(cause.as_bytes().get(..valid).unwrap_or_default()).into_owned();
        Error { file: file.to_owned(), place: Some(Place::of(&text, valid)), reason: Reason::NotText }
    })
}

fn parse(file: &Path, text: &str) -> Result<Loaded, Error> {
    let malformed = |cause: toml::de::Error| Error {
        file: file.to_owned(),
        place: cause.span().map(|span| Place::of(text, span.start)),
        reason: Reason::Malformed(cause.message().trim().replace('\n', ", ")),
    };
    let deserializer = toml::Deserializer::parse(text).map_err(malformed)?;
    let mut unknown = Vec::new();
    let mut note = |path: serde_ignored::Path<'_>| unknown.push(names_of(&path));
    let config = serde_ignored::deserialize(deserializer, &mut note).map_err(malformed)?;
    Ok(Loaded { config, unknown: unknown::find(text, unknown) })
}

/// Returns the names that lead to an option, from the outside in.
fn names_of(path: &serde_ignored::Path<'_>) -> Vec<String> {
    match path {
        serde_ignored::Path::Map { parent, key } => {
            let mut names = names_of(parent);
            names.push(key.clone());
            names
        }
        serde_ignored::Path::Some { parent }
        | serde_ignored::Path::NewtypeStruct { parent }
        | serde_ignored::Path::NewtypeVariant { parent }
        | serde_ignored::Path::Seq { parent, .. } => names_of(parent),
        serde_ignored::Path::Root => Vec::new(),
    }
}

/// Returns `text` with every option changed in it that has another value in `after` than in `before`.
fn merged(file: &Path, text: &str, before: &Config, after: &Config) -> Result<String, Error> {
    let mistake = |words: String| Error::whole(file, Reason::Malformed(words));
    let mut document: DocumentMut =
        text.parse().map_err(|cause: toml_edit::TomlError| mistake(cause.to_string()))?;
    let table = |config: &Config| toml::Table::try_from(config).map_err(|cause| mistake(cause.to_string()));
    let (before, after) = (table(before)?, table(after)?);
    for (section, options) in &after {
        let Some(options) = options.as_table() else {
            continue;
        };
        let old = before.get(section).and_then(toml::Value::as_table);
        for (option, value) in options {
            if old.and_then(|old| old.get(option)) != Some(value) {
                put(&mut document, section, option, value);
            }
        }
    }
    Ok(document.to_string())
}

fn put(document: &mut DocumentMut, section: &str, option: &str, value: &toml::Value) {
    let mut value = match value {
        toml::Value::String(text) => toml_edit::Value::from(text.as_str()),
        toml::Value::Integer(number) => toml_edit::Value::from(*number),
        toml::Value::Boolean(flag) => toml_edit::Value::from(*flag),
        // No option is of another kind; the round trip in the tests would show one.
        toml::Value::Float(_) | toml::Value::Datetime(_) | toml::Value::Array(_) | toml::Value::Table(_) => {
            return;
        }
    };
    let entry = document.entry(section).or_insert_with(|| Item::Table(Table::new()));
    let Some(table) = entry.as_table_like_mut() else {
        return;
    };
    match table.get_mut(option).and_then(Item::as_value_mut) {
        Some(present) => {
            *value.decor_mut() = present.decor().clone();
            *present = value;
        }
        None => {
            table.insert(option, Item::Value(value));
        }
    }
}

/// Renames what lies at `file`, whatever it is, so that nothing of it is lost.
fn put_aside(file: &Path) -> Result<Option<PathBuf>, Error> {
    if fs::symlink_metadata(file).is_err() {
        return Ok(None);
    }
    let unwritable = |cause| Error::whole(file, Reason::Unwritable(Arc::new(cause)));
    for number in 1..=NAMES_TRIED_MAX {
        let aside = beside(file, &format!("broken-{number}"));
        if fs::symlink_metadata(&aside).is_ok() {
            continue;
        }
        fs::rename(file, &aside).map_err(unwritable)?;
        return Ok(Some(aside));
    }
    Err(unwritable(io::ErrorKind::AlreadyExists.into()))
}

/// Writes a second file in the same folder and lets it take the first one's place.
fn write_whole(file: &Path, text: &str) -> Result<(), Error> {
    let unwritable = |cause| Error::whole(file, Reason::Unwritable(Arc::new(cause)));
    // A link is followed, so that the file it leads to is written and the link stays.
    let file = &fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let (second, mut opened) = create_beside(file).map_err(unwritable)?;
    let written = opened
        .write_all(text.as_bytes())
        .and_then(|()| opened.sync_all())
        .and_then(|()| keep_permissions(file, &opened))
        .and_then(|()| fs::rename(&second, file));
    if written.is_err() {
        // The first file is whole; the second one is of no use, and if it cannot be removed either, it does no harm.
        drop(fs::remove_file(&second));
    }
    written.map_err(unwritable)
}

fn create_beside(file: &Path) -> io::Result<(PathBuf, File)> {
    for number in 1..=NAMES_TRIED_MAX {
        let second = beside(file, &format!("{}-{number}.part", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&second) {
            Ok(opened) => return Ok((second, opened)),
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(cause),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Gives the second file what the first one allows, if there is a first one.
fn keep_permissions(file: &Path, opened: &File) -> io::Result<()> {
    match fs::metadata(file) {
        Ok(metadata) => opened.set_permissions(metadata.permissions()),
        Err(_) => Ok(()),
    }
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    file.with_file_name(name)
}

#[cfg(test)]
mod tests;
