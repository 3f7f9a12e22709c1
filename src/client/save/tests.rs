//! A saved room is whole or not there, and takes no other file's place.

use super::*;
use crate::phrase::Language;
use crate::store::{Batch, Change, Row};
use crate::wire::codec::canonical;
use crate::wire::{Body, Content, Event, Hash, Header, Kind, Mark, Name, Signature, Slot};

const ROOM: RoomId = RoomId([5; 8]);
const ME: PublicKey = PublicKey([1; 32]);

fn event(seq: u64) -> Event {
    let content = Content { salt: [0; 16], bytes: format!("line {seq}").into_bytes() };
    let header = Header {
        room: ROOM,
        slot: Slot::Room { seq },
        previous: Hash::default(),
        time: seq * 1_000,
        author: ME,
        name: Name::parse("영희").unwrap(),
        nonce: 1,
        seen: Mark::default(),
        kind: Kind::CHAT,
        body: content.hash(),
    };
    Event { header, body: Body::Present(content), signature: Signature([0; 64]) }
}

/// A data folder with a copy of 30 lines in it, and an empty one to write to.
struct Shelf {
    data: tempfile::TempDir,
    out: tempfile::TempDir,
}

impl Shelf {
    fn new(name: &str) -> Self {
        let shelf = Self { data: tempfile::tempdir().unwrap(), out: tempfile::tempdir().unwrap() };
        let mut database = Database::open(&shelf.copy().file, ROOM).unwrap();
        let rows = (1..=30).map(|seq| Change::Event(Row::of(event(seq)).unwrap()));
        let name = Change::Fact(Fact::RoomName, canonical(&RoomName::parse(name).unwrap()));
        database.commit(&Batch { changes: rows.chain([name]).collect() }).unwrap();
        shelf
    }

    fn copy(&self) -> Copy {
        Copy { file: self.data.path().join(crate::store::FILE), room: ROOM, me: ME }
    }

    fn save(&self, path: &Path, replace: bool) -> Result<Saved, SaveError> {
        to_file(&self.copy(), &style(), &Destination { path: path.to_owned(), replace })
    }

    /// The names of everything in the folder that is written to.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.out.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn style() -> Style {
    let (phrases, zone) = (Phrases::new(Language::English), TimeZone::UTC);
    Style { form: Form::Text, phrases, zone, now: 1_795_000_000_000 }
}

#[test]
fn a_room_is_written_whole_for_its_owner_alone() {
    let shelf = Shelf::new("금요일: 마루/방");
    let path = shelf.out.path().join("room.txt");
    let saved = shelf.save(&path, false).unwrap();
    assert_eq!(saved.entries, 30);
    assert_eq!(saved.path, path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("금요일: 마루/방\n") && text.ends_with("영희: line 30\n"), "{text}");
    assert_eq!(shelf.names(), ["room.txt"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_file_that_is_there_stays_unless_it_is_to_make_way() {
    let shelf = Shelf::new("room");
    let path = shelf.out.path().join("room.txt");
    fs::write(&path, "precious").unwrap();
    assert!(matches!(shelf.save(&path, false), Err(SaveError::Exists { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
    shelf.save(&path, true).unwrap();
    assert!(fs::read_to_string(&path).unwrap().ends_with("line 30\n"));
    assert_eq!(shelf.names(), ["room.txt"]);
}

#[test]
fn a_file_that_came_meanwhile_stays_too() {
    let shelf = Shelf::new("room");
    let (second, path) = (shelf.out.path().join("second"), shelf.out.path().join("room.txt"));
    fs::write(&second, "room").unwrap();
    fs::write(&path, "precious").unwrap();
    assert!(matches!(place(&second, &path, false), Err(WriteError::Exists)));
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
}

#[test]
fn without_a_name_it_is_room_and_day_and_a_number() {
    let shelf = Shelf::new("금요일: 마루/방");
    for expected in [
        "금요일_ 마루_방 2026-11-18.txt",
        "금요일_ 마루_방 2026-11-18 (2).txt",
        "금요일_ 마루_방 2026-11-18 (3).txt",
    ] {
        let saved = shelf.save(shelf.out.path(), true).unwrap();
        assert_eq!(saved.path, shelf.out.path().join(expected));
    }
    assert_eq!(shelf.names().len(), 3);
}

#[test]
fn what_cannot_be_written_leaves_nothing_behind() {
    let shelf = Shelf::new("room");
    let nowhere = shelf.out.path().join("no such folder").join("room.txt");
    assert!(matches!(shelf.save(&nowhere, false), Err(SaveError::File { .. })));
    let file = shelf.out.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(matches!(shelf.save(&file.join("room.txt"), false), Err(SaveError::File { .. })));
    assert_eq!(shelf.names(), ["file"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_what_is_no_file_is_not_replaced() {
    let shelf = Shelf::new("room");
    let (link, path) = (shelf.out.path().join("link"), shelf.out.path().join("room.txt"));
    fs::write(&path, "old").unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    shelf.save(&link, true).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&path).unwrap().ends_with("line 30\n"));
    let device = shelf.save(Path::new("/dev/null"), true);
    assert!(matches!(device, Err(SaveError::Exists { .. })), "{device:?}");
}

#[test]
fn where_nothing_is_kept_nothing_is_made() {
    let shelf = Shelf::new("room");
    let copy = Copy { file: shelf.data.path().join("other").join("room.sqlite3"), ..shelf.copy() };
    let destination = Destination { path: shelf.out.path().join("room.txt"), replace: false };
    assert!(matches!(to_file(&copy, &style(), &destination), Err(SaveError::NothingKept)));
    fs::write(shelf.data.path().join("junk"), "junk".repeat(500)).unwrap();
    let junk = Copy { file: shelf.data.path().join("junk"), ..shelf.copy() };
    assert!(matches!(to_file(&junk, &style(), &destination), Err(SaveError::Store(_))));
    assert_eq!(shelf.names(), Vec::<String>::new());
}

#[test]
fn a_reader_that_goes_away_is_told() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let shelf = Shelf::new("room");
    let Err(SaveError::File { cause, .. }) = to_output(&shelf.copy(), &style(), &mut Gone) else {
        panic!("it was written")
    };
    assert_eq!(cause.kind(), io::ErrorKind::BrokenPipe);
    let mut output = Vec::new();
    assert_eq!(to_output(&shelf.copy(), &style(), &mut output).unwrap(), 30);
    assert!(output.ends_with(b"line 30\n"));
}

#[test]
fn a_tilde_is_the_persons_own_folder_and_a_path_begins_here() {
    let home = std::env::home_dir().unwrap();
    for (typed, expected) in [
        ("~/rooms/a.txt", home.join("rooms/a.txt")),
        ("~", home),
        ("", PathBuf::from("/here")),
        ("/there/b.txt", PathBuf::from("/there/b.txt")),
        ("a~b.txt", PathBuf::from("/here/a~b.txt")),
        ("~other/a.txt", PathBuf::from("/here/~other/a.txt")),
    ] {
        assert_eq!(typed_path(Path::new(typed), Path::new("/here")), expected, "{typed}");
    }
}
