//! `Scene`: a store with a history that is known in full, something that was done to its files, and what opening makes
//! of them.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use maru::store::{Change, Database, FILE, Salvage, Share, Side, StoreError, open_file};
use maru::wire::{Hash, PublicKey, RoomId, Seq};
use tempfile::TempDir;

use crate::chain::{Chain, ROOM};

/// Batches in a store; with those of a second one that are not yet written back into the file.
const BATCHES: usize = 50;
pub(crate) const ALL: Share = Share { events: usize::MAX, bytes: usize::MAX };

/// A store's files and what is in them.
pub(crate) struct Scene {
    folder: TempDir,
    pub(crate) hashes: Vec<Hash>,
    letters: usize,
    owner: PublicKey,
}

/// What opening came to.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Everything is there, and nothing is said of damage.
    Whole,
    /// Everything up to a batch is there, and nothing is said of what came later.
    Older,
    /// Not opened, for this reason, and no file was touched.
    Refused(StoreError),
    /// So many of the first events are there, and the rest is told to be lost.
    Cut { kept: usize },
}

impl Scene {
    /// Everything is in one file.
    pub(crate) fn new(room: RoomId, seed: u64) -> Self {
        let scene = Self::with_log(room, seed);
        // Who closes a store last writes the log back into the file.
        drop(Database::open(&scene.path(), room).unwrap());
        scene
    }

    /// The newest part is in the write-ahead log alone, as a crash leaves it.
    pub(crate) fn with_log(room: RoomId, seed: u64) -> Self {
        let (folder, mut chain) = (tempfile::tempdir().unwrap(), Chain::of(room, seed));
        let (mut hashes, mut letters) = (Vec::new(), 0);
        let path = folder.path().join("work").join(FILE);
        fs::create_dir(folder.path().join("work")).unwrap();
        let mut write = |database: &mut Database| {
            for _ in 0..BATCHES {
                let batch = chain.batch();
                for change in &batch.changes {
                    match change {
                        Change::Event(row) => hashes.push(row.mark.hash),
                        Change::Letter(_) => letters += 1,
                        _ => {}
                    }
                }
                database.commit(&batch).unwrap();
            }
        };
        write(&mut Database::open(&path, room).unwrap());
        let mut open = Database::open(&path, room).unwrap();
        write(&mut open);
        fs::create_dir(folder.path().join("room")).unwrap();
        for ending in ["", "-wal"] {
            let name = format!("{FILE}{ending}");
            let (from, to) = (path.with_file_name(&name), folder.path().join("room").join(&name));
            fs::copy(from, to).unwrap();
        }
        drop(open);
        Self { folder, hashes, letters, owner: Chain::new(0).author() }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("room").join(FILE)
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.path().with_file_name(format!("{FILE}-wal"))
    }

    /// The same files once more.
    pub(crate) fn copy(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("room")).unwrap();
        for (path, bytes) in files(self.path().parent().unwrap()) {
            fs::write(folder.path().join("room").join(path.file_name().unwrap()), bytes).unwrap();
        }
        Self { folder, hashes: self.hashes.clone(), ..*self }
    }

    /// Opens it; says what is not as it must be, whatever was done to it.
    pub(crate) fn open(&self, side: Side) -> Result<Outcome, String> {
        let folder = self.path().parent().unwrap().to_owned();
        let before = files(&folder);
        let opened = catch_unwind(AssertUnwindSafe(|| open_file(&self.path(), ROOM, side)));
        match opened.map_err(|_| "somebody panicked".to_owned())? {
            Err(error) => {
                let same = without_index(files(&folder)) == without_index(before);
                same.then_some(Outcome::Refused(error)).ok_or_else(|| "a refused file was touched".to_owned())
            }
            Ok((database, None)) => {
                let kept = self.judge(&database, side, None)?;
                Ok(if kept == self.hashes.len() { Outcome::Whole } else { Outcome::Older })
            }
            Ok((database, Some(salvage))) => {
                let kept = self.judge(&database, side, Some(&salvage))?;
                kept_aside(&salvage, &self.path(), &before)?;
                drop(database);
                self.goes_on(side, kept)?;
                Ok(Outcome::Cut { kept })
            }
        }
    }

    /// What is there is what was written, and what is not there was told to be lost; returns how many events are.
    fn judge(&self, database: &Database, side: Side, salvage: Option<&Salvage>) -> Result<usize, String> {
        let words = |error: StoreError| format!("opened, but {error}");
        let newest = database.last().map_err(words)?.seq;
        let mut kept = 0;
        for (seq, hash) in (1..).zip(&self.hashes) {
            match database.mark(seq).map_err(words)? {
                Some(mark) if mark.hash == *hash => kept += 1,
                Some(_) => return Err(format!("another event at {seq}")),
                None if side == Side::Host && seq <= newest => return Err(format!("a hole at {seq}")),
                None => {}
            }
        }
        let rows = database.events_before(newest + 1, ALL).map_err(words)?;
        if side == Side::Host && rows.len() != kept {
            return Err(format!("{} events can be read of {kept}", rows.len()));
        }
        if newest > self.hashes.len() as u64 {
            return Err(format!("events up to {newest}"));
        }
        let letters = match database.letters_after(&self.owner, 0, ALL) {
            // A member's letters are looked at when they are read, and are refused then.
            Err(StoreError::Damaged { .. }) if side == Side::Member => return Ok(kept),
            letters => letters.map_err(words)?,
        };
        let members = database.members().map_err(words)?;
        if let Some(salvage) = salvage {
            let gone = (self.hashes.len() - kept + self.letters - letters.len()) as u64;
            // Of a member's own copy nothing may be left that could tell how much there was; the host has it.
            let is_told = salvage.lost.map_or(side == Side::Member && kept == 0, |lost| lost == gone);
            if !is_told {
                return Err(format!(
                    "{gone} events and letters are gone, {:?} were told to be",
                    salvage.lost
                ));
            }
        }
        match members.as_slice() {
            [] if salvage.is_some() => Ok(kept),
            [(key, record)] if *key == self.owner && record.name.as_str() == "민수" => {
                let settled = if salvage.is_some() { self.hashes.len() as Seq } else { newest };
                let first = letters.first().map_or(record.letters_last.seq, |letter| letter.row.mark.seq - 1);
                let last = letters.last().map_or(record.letters_last, |letter| letter.row.mark);
                let mailbox = first == record.letters_before.seq && last == record.letters_last;
                let right = record.room.settled == settled && (side == Side::Member || mailbox);
                if right { Ok(kept) } else { Err(format!("{newest} events, and another record: {record:?}")) }
            }
            members => Err(format!("{} other members", members.len())),
        }
    }

    /// What was saved is a store like any other.
    fn goes_on(&self, side: Side, kept: usize) -> Result<(), String> {
        let (mut database, again) = open_file(&self.path(), ROOM, side).map_err(|error| error.to_string())?;
        if again.is_some() {
            return Err("damaged again".to_owned());
        }
        if side == Side::Host && kept == 0 {
            database.commit(&Chain::new(7).batch()).map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}

/// Every file of a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

/// The readers' index holds nothing that was said, and is made anew; an empty log is none.
fn without_index(mut files: BTreeMap<PathBuf, Vec<u8>>) -> BTreeMap<PathBuf, Vec<u8>> {
    let of = |path: &Path, ending: &str| path.to_string_lossy().ends_with(ending);
    files.retain(|path, bytes| !(of(path, "-shm") || of(path, "-wal") && bytes.is_empty()));
    files
}

/// The damaged file lies beside the saved one as it was, or as its log was written back into it.
fn kept_aside(salvage: &Salvage, path: &Path, before: &BTreeMap<PathBuf, Vec<u8>>) -> Result<(), String> {
    let had_log = before.keys().any(|path| path.to_string_lossy().ends_with("-wal"));
    match fs::read(&salvage.damaged) {
        Ok(bytes) if had_log || Some(&bytes) == before.get(path) => Ok(()),
        Ok(_) => Err("the damaged file was touched".to_owned()),
        Err(error) => Err(format!("the damaged file: {error}")),
    }
}
