//! What is being written in each room, kept beside this member's own copy of it.
//!
//! - The window's thread neither reads nor writes: both happen on threads of their own, and the newest text counts.
//! - A file that cannot be read is put aside before another takes its place.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use iced::Task;
use iced::futures::channel::oneshot;

use super::{App, Message};
use crate::store::{Folder, Side};
use crate::ui::screen::room::Drafts;
use crate::wire::limits;

/// The file in the folder of a room.
const FILE: &str = "drafts.json";
/// What the name of a file ends in that is being written, and of one that cannot be read.
const NEXT: &str = "next";
const ASIDE: &str = "broken";

impl App {
    /// Has the drafts of a room that was entered read.
    pub(super) fn read_drafts(&self, number: u64) -> Task<Message> {
        let stay = self.open.stays().iter().find(|stay| stay.number == number);
        let is_read = stay.is_none_or(|stay| stay.room.composer().has_read_drafts());
        let Some(file) = self.drafts_file(number).filter(|_| !is_read) else { return Task::none() };
        let (sender, receiver) = oneshot::channel();
        let reading = std::thread::Builder::new().name("drafts".to_owned()).spawn(move || {
            drop(sender.send(read(&file)));
        });
        if let Err(error) = reading {
            tracing::warn!(%error, "no thread to read drafts");
        }
        Task::perform(receiver, move |drafts| Message::DraftsRead(number, drafts.unwrap_or_default()))
    }

    /// Gives a room what was read for it.
    pub(super) fn drafts_read(&mut self, number: u64, drafts: Drafts) -> Task<Message> {
        if let Some(stay) = self.open.stay_mut(number) {
            stay.room.composer_mut().restore(drafts);
        }
        Task::none()
    }

    /// Whether something was written that is not kept yet.
    pub(super) fn has_new_drafts(&self) -> bool {
        self.open.stays().iter().any(|stay| stay.room.composer().has_new_drafts())
    }

    /// Has everything that was written kept.
    pub(super) fn keep_drafts(&mut self) -> Task<Message> {
        let numbers: Vec<u64> = self.open.stays().iter().map(|stay| stay.number).collect();
        numbers.into_iter().for_each(|number| self.keep_drafts_of(number));
        Task::none()
    }

    /// Has what was written in one room kept.
    pub(super) fn keep_drafts_of(&mut self, number: u64) {
        let file = self.drafts_file(number);
        let drafts = self.open.stay_mut(number).and_then(|stay| stay.room.composer_mut().take_new_drafts());
        if let (Some(file), Some(drafts)) = (file, drafts) {
            self.drafts.write(file, drafts);
        }
    }

    /// Removes what was being written in any room from the disk.
    pub(super) fn erase_drafts(&self) {
        let Some(folder) = self.folder.clone() else { return };
        self.drafts.start(move |work| work.erase(&folder));
    }

    fn drafts_file(&self, number: u64) -> Option<PathBuf> {
        if !self.config.window.keep_drafts {
            return None;
        }
        let room = self.open.stays().iter().find(|stay| stay.number == number)?.id()?;
        Some(self.folder.as_ref()?.room(Side::Member, room).join(FILE))
    }
}

/// Writes drafts on threads of their own; dropping it writes what is left.
#[derive(Debug, Default)]
pub(super) struct Writer(Arc<Work>);

#[derive(Debug, Default)]
struct Work {
    newest: Mutex<BTreeMap<PathBuf, Drafts>>,
    turn: Mutex<()>,
}

impl Writer {
    fn write(&self, file: PathBuf, drafts: Drafts) {
        if let Ok(mut newest) = self.0.newest.lock() {
            newest.insert(file, drafts);
        }
        self.start(Work::run);
    }

    fn start(&self, does: impl FnOnce(&Work) + Send + 'static) {
        let work = Arc::clone(&self.0);
        let thread = std::thread::Builder::new().name("drafts".to_owned()).spawn(move || does(&work));
        if let Err(error) = thread {
            tracing::warn!(%error, "no thread to write drafts");
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.0.run();
    }
}

impl Work {
    /// Removes every file, and forgets what was to be written.
    fn erase(&self, folder: &Folder) {
        let Ok(_turn) = self.turn.lock() else { return };
        if let Ok(mut newest) = self.newest.lock() {
            newest.clear();
        }
        for room in folder.rooms(Side::Member).unwrap_or_default() {
            let file = folder.room(Side::Member, room).join(FILE);
            for file in [file.with_extension(NEXT), file.with_extension(ASIDE), file] {
                if let Err(error) = write(&file, &Drafts::default()) {
                    tracing::warn!(%error, "drafts were not removed");
                }
            }
        }
    }

    fn run(&self) {
        let Ok(_turn) = self.turn.lock() else { return };
        let newest = self.newest.lock().map(|mut newest| std::mem::take(&mut *newest)).unwrap_or_default();
        for (file, drafts) in newest {
            if let Err(error) = write(&file, &drafts) {
                tracing::warn!(%error, "drafts were not written");
            }
        }
    }
}

/// Reads a room's drafts; none if there is no file or it is not ours, which is then put aside.
fn read(file: &Path) -> Drafts {
    match read_text(file) {
        Ok(Some(text)) => Drafts::read(&text).unwrap_or_else(|| put_aside(file)),
        Ok(None) => put_aside(file),
        Err(error) => {
            if error.kind() != io::ErrorKind::NotFound {
                tracing::warn!(%error, "drafts were not read");
            }
            Drafts::default()
        }
    }
}

fn put_aside(file: &Path) -> Drafts {
    tracing::warn!(file = %file.display(), "drafts cannot be read and are put aside");
    if let Err(error) = fs::rename(file, file.with_extension(ASIDE)) {
        tracing::warn!(%error, "drafts were not put aside");
    }
    Drafts::default()
}

/// Reads the text of a file; `None` if it is no text or too large to be one of ours.
fn read_text(file: &Path) -> io::Result<Option<String>> {
    // A pipe or a device at this place would never end.
    if !fs::metadata(file)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    File::open(file)?.take(limits::DRAFTS_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= limits::DRAFTS_FILE_BYTES);
    Ok(String::from_utf8(bytes).ok().filter(|_| fits))
}

fn write(file: &Path, drafts: &Drafts) -> io::Result<()> {
    if drafts.is_empty() {
        return match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let second = file.with_extension(NEXT);
    drop(fs::remove_file(&second));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut next = options.open(&second)?;
    next.write_all(drafts.write().as_bytes())?;
    next.sync_all()?;
    fs::rename(&second, file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::screen::room::Composer;
    use crate::ui::screen::room::composer::Recipient;
    use crate::wire::PublicKey;

    fn composer(kept: Drafts) -> Composer {
        let (mut composer, _) = Composer::new();
        composer.restore(kept);
        composer
    }

    fn minsu() -> Option<Recipient> {
        let name = crate::wire::Name::parse("민수").unwrap();
        Some(Recipient { key: PublicKey([7; 32]), name, is_here: true })
    }

    #[test]
    fn erased_drafts_leave_nothing_on_the_disk_and_nothing_that_waits() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::new(data.path());
        let room = crate::wire::RoomId([7; 8]);
        drop(folder.lock_room(Side::Member, room).unwrap());
        let file = folder.room(Side::Member, room).join(FILE);
        let mut composer = composer(Drafts::default());
        drop(composer.replace("비밀"));
        let drafts = composer.take_new_drafts().unwrap();
        write(&file, &drafts).unwrap();
        fs::write(file.with_extension(ASIDE), "비밀").unwrap();
        let work = Work::default();
        work.newest.lock().unwrap().insert(file.clone(), drafts);
        work.erase(&folder);
        work.run();
        assert!(!file.exists() && !file.with_extension(ASIDE).exists());
    }

    #[test]
    fn drafts_outlive_the_program_and_a_whisper_stays_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        let mut first = composer(read(&file));
        drop(first.address(minsu()));
        drop(first.replace("비밀"));
        let writer = Writer::default();
        writer.write(file.clone(), first.take_new_drafts().unwrap());
        drop(writer);

        let mut second = composer(read(&file));
        assert_eq!((second.text(), second.recipient()), (String::new(), None));
        drop(second.replace("모두에게"));
        drop(second.address(minsu()));
        assert_eq!(second.text(), "비밀");
        drop(second.address(None));
        assert_eq!(second.text(), "모두에게");
        let writer = Writer::default();
        writer.write(file.clone(), second.take_new_drafts().unwrap());
        drop(writer);

        let mut third = composer(read(&file));
        assert_eq!(third.text(), "모두에게");
        third.taken();
        drop(third.address(minsu()));
        third.taken();
        write(&file, &third.take_new_drafts().unwrap()).unwrap();
        assert!(!file.exists(), "nothing waits and yet there is a file");
    }

    #[test]
    fn nothing_is_written_over_what_was_not_read() {
        let (mut composer, _) = Composer::new();
        drop(composer.replace("early"));
        assert!(composer.take_new_drafts().is_none());
        let mut kept = Composer::new().0;
        kept.restore(Drafts::default());
        drop(kept.replace("of before"));
        composer.restore(kept.take_new_drafts().unwrap());
        assert_eq!(composer.text(), "early");
        assert!(composer.take_new_drafts().is_some());
    }

    #[test]
    fn a_broken_file_is_put_aside() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        let huge = "x".repeat(usize::try_from(limits::DRAFTS_FILE_BYTES).unwrap() + 1);
        let other = r#"{"everyone":"","people":[["not a key","text"]]}"#;
        for broken in [&b"{"[..], b"\xff\xfe", huge.as_bytes(), other.as_bytes()] {
            fs::write(&file, broken).unwrap();
            assert!(read(&file).is_empty());
            assert!(!file.exists());
            assert_eq!(fs::read(file.with_extension("broken")).unwrap(), broken);
        }
        assert!(read(folder.path()).is_empty());
    }
}
