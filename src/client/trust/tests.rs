//! Books that are kept, forgotten, and found damaged.

use std::fmt::Write as _;

use super::book::{HOSTS_MAX, ROOMS_MAX};
use super::*;
use crate::client::{Expected, Joined, Resumed, Target};
use crate::identity::Identity;
use crate::wire::{Allowance, Fingerprint, Mark, Name, PublicKey, RoomId, RoomName};

fn key(seed: u8) -> PublicKey {
    Identity::from_seed([seed; 32]).unwrap().public()
}

fn host(seed: u8) -> Fingerprint {
    key(seed).fingerprint()
}

/// The host with one seed lets in, in a room whose key has the other.
fn joined(host: u8, room: u8, name: &str) -> Joined {
    Joined {
        charter: Identity::from_seed([room; 32]).unwrap().charter(key(host), 0),
        room_name: RoomName::parse(name).unwrap(),
        name: Name::parse("하늘").unwrap(),
        me: key(200),
        snapshot: Mark::default(),
        floor: 1,
        log: Mark::default(),
        topic: None,
        resumed: Resumed::First,
        allowance: Allowance {
            members: 1,
            text_characters: 1,
            text_bytes: 1,
            text_lines: 1,
            messages_burst: 1,
            messages_per_second: 1,
        },
    }
}

fn target(text: &str) -> Target {
    Target::parse(text).unwrap()
}

#[test]
fn what_is_known_is_the_same_after_it_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut known = Known::load(folder.path()).unwrap();
    assert!(known.rooms().is_empty());
    known.remember(&target("friday.example:27410"), &joined(1, 10, "금요일 \"마루\" #1"), false, 1_000);
    known.remember(&target("[2001:db8::1]:99"), &joined(2, 11, "둘째"), false, 2_000);
    known.remember(&target("192.168.0.7"), &joined(3, 12, "내 방"), true, 3_000);
    known.save().unwrap();
    let again = Known::load(folder.path()).unwrap();
    assert_eq!(again.book, known.book);
    assert_eq!(again.rooms().iter().map(|room| room.visited).collect::<Vec<_>>(), [3_000, 2_000, 1_000]);
    assert_eq!(again.rooms()[2].target().pin, Some(host(1)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left behind");
}

#[test]
#[cfg(unix)]
fn the_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(FILE), "").unwrap();
    Known::load(folder.path()).unwrap().save().unwrap();
    let mode = fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn an_invite_beats_what_was_seen_and_a_public_address_is_held_to_its_key() {
    let mut book = Book::default();
    let bare = target("203.0.113.5");
    assert_eq!(book.expected(&bare), Expected::Anyone);
    book.remember(&bare, &joined(1, 10, "방"), false, 1);
    assert_eq!(book.expected(&bare), Expected::Seen(host(1)));
    assert_eq!(book.expected(&target("203.0.113.5:1")), Expected::Anyone, "another port is another program");
    let invited = Target { pin: Some(host(2)), invited: true, ..bare.clone() };
    assert_eq!(book.expected(&invited), Expected::Invited(host(2)));
    book.remember(&invited, &joined(2, 11, "방"), false, 2);
    assert_eq!(book.expected(&bare), Expected::Seen(host(2)), "an invite that held settles it");
}

#[test]
fn a_host_that_an_invite_named_stays_named() {
    let mut book = Book::default();
    let bare = target("203.0.113.5");
    book.remember(&bare, &joined(1, 10, "방"), false, 1);
    assert!(!book.rooms()[0].target().invited, "it was only seen");
    book.remember(&book.rooms()[0].target(), &joined(1, 10, "방"), false, 2);
    assert!(!book.rooms()[0].invited, "the way back is no invite");
    book.remember(&Target { invited: true, ..bare.clone() }, &joined(1, 10, "방"), false, 3);
    book.remember(&bare, &joined(1, 10, "방"), false, 4);
    assert!(book.rooms()[0].target().invited, "what an invite said is forgotten");
    let again = Book::read(&book.write()).unwrap();
    assert_eq!(again, book);
    book.remember(&bare, &joined(2, 10, "방"), false, 5);
    assert!(!book.rooms()[0].invited, "another host is not the one that was named");
}

#[test]
fn a_room_taken_off_the_list_goes_back_to_its_place_once() {
    let mut book = Book::default();
    for room in 1..=3 {
        book.remember(&target("203.0.113.5"), &joined(room, room, "방"), false, u64::from(room));
    }
    let whole = book.clone();
    let middle = book.rooms()[1].clone();
    book.forget(middle.id);
    assert_eq!(book.rooms().len(), 2);
    book.restore(middle.clone());
    assert_eq!(book, whole);
    book.restore(middle);
    assert_eq!(book, whole, "it is on the list twice");
}

#[test]
fn an_older_book_is_not_written_over_a_later_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut known = Known::load(folder.path()).unwrap();
    known.remember(&target("friday.example"), &joined(1, 10, "첫째"), false, 1_000);
    let older = known.clone();
    known.remember(&target("saturday.example"), &joined(2, 11, "둘째"), false, 2_000);
    known.save().unwrap();
    older.save().unwrap();
    assert_eq!(Known::load(folder.path()).unwrap().rooms().len(), 2);
    let writers: Vec<_> = (0..8)
        .map(|room| {
            known.remember(&target("sunday.example"), &joined(3, 20 + room, "셋째"), false, 3_000);
            let known = known.clone();
            std::thread::spawn(move || known.save().unwrap())
        })
        .collect();
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    assert_eq!(Known::load(folder.path()).unwrap().book, known.book, "the last one is in the file, whole");
}

#[test]
fn the_way_back_to_a_host_that_no_invite_named_is_held_to_what_was_seen() {
    let mut book = Book::default();
    book.remember(&target("192.168.0.7"), &joined(1, 10, "방"), false, 1);
    let back = book.rooms()[0].target();
    assert_eq!(book.expected(&back), Expected::Seen(host(1)));
    assert!(!book.is_invited(&host(1)));
    book.note_invited(&host(1));
    assert!(book.is_invited(&host(1)));
    assert_eq!(book.expected(&book.rooms()[0].target()), Expected::Invited(host(1)));
}

#[test]
fn a_private_address_is_never_an_alarm() {
    for address in
        ["192.168.0.7", "10.0.0.1:5000", "127.0.0.1", "169.254.1.1", "[fe80::1]:1", "::1", "localhost"]
    {
        let mut book = Book::default();
        book.remember(&target(address), &joined(1, 10, "방"), false, 1);
        assert_eq!(book.expected(&target(address)), Expected::Anyone, "{address}");
        assert_eq!(book.rooms().len(), 1, "but the room is remembered");
    }
}

#[test]
fn of_several_addresses_none_is_tied_to_the_host() {
    let mut book = Book::default();
    let mut both = target("203.0.113.5");
    both.addresses.extend(target("198.51.100.1").addresses);
    book.remember(&both, &joined(1, 10, "방"), false, 1);
    assert_eq!(book.expected(&target("203.0.113.5")), Expected::Anyone);
}

#[test]
fn a_room_opened_again_takes_the_place_of_the_one_before() {
    let mut book = Book::default();
    book.remember(&target("192.168.0.7"), &joined(1, 10, "금요일"), false, 1);
    book.remember(&target("192.168.0.7"), &joined(1, 11, "토요일"), false, 2);
    book.remember(&target("192.168.0.9"), &joined(1, 12, "금요일"), false, 3);
    let rooms: Vec<_> = book.rooms().iter().map(|room| (room.name.as_str(), room.visited)).collect();
    assert_eq!(rooms, [("금요일", 3), ("토요일", 2)]);
    assert_eq!(book.rooms()[0].addresses, target("192.168.0.9").addresses);
    book.forget(book.rooms()[0].id);
    assert_eq!(book.rooms().len(), 1);
    book.forget(RoomId([0; 8]));
    assert_eq!(book.rooms().len(), 1);
}

#[test]
fn the_longest_unvisited_are_forgotten_first() {
    let mut book = Book::default();
    for number in 0..HOSTS_MAX + 10 {
        let address = target(&format!("host{number}.example"));
        book.remember(&address, &joined(1, 10, &format!("방 {number}")), false, 1);
    }
    // Every room here has one id, so only the newest is left of them.
    assert_eq!(book.rooms().len(), 1);
    assert_eq!(book.expected(&target("host9.example")), Expected::Anyone);
    assert_eq!(book.expected(&target("host10.example")), Expected::Seen(host(1)));
    for seed in 0..60 {
        book.remember(&target("10.0.0.1"), &joined(1, seed, &format!("방 {seed}")), false, 1);
    }
    assert_eq!(book.rooms().len(), ROOMS_MAX);
    assert_eq!(book.rooms()[0].name.as_str(), "방 59");
}

fn entry(number: usize) -> String {
    format!("[[host]]\naddress = \"h{number}.example\"\nkey = \"{}\"\n", "0".repeat(32))
}

#[test]
fn a_file_that_is_not_ours_is_put_aside_whole_and_reported() {
    let good = entry(1);
    let hostile: Vec<Vec<u8>> = vec![
        b"\0\0\0".to_vec(),
        b"\xff\xfe".to_vec(),
        vec![b'#'; 10 * 1024 * 1024],
        b"room = 5".to_vec(),
        b"[[room]]\nid = 1\n".to_vec(),
        b"[[host]]\naddress = \"a.example\"\n".to_vec(),
        good.replace("h1.example", "not an address").into_bytes(),
        good.replace("00000000", "!!!!!!!!").into_bytes(),
        good.replace("0000", "").into_bytes(),
        [good.as_bytes(), b"[[host"].concat(),
        b"a".repeat(100_000),
        "[".repeat(100_000).into_bytes(),
    ];
    for bytes in hostile {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        fs::write(&path, &bytes).unwrap();
        let error = Known::load(folder.path()).unwrap_err();
        let TrustError::Damaged { aside, .. } = error else { panic!("{error}") };
        assert!(fs::read(&aside).unwrap() == bytes, "kept as it was");
        let known = Known::load(folder.path()).unwrap();
        known.save().unwrap();
        assert!(fs::read(&aside).unwrap() == bytes, "and not written over");
    }
}

#[test]
fn damaged_files_do_not_push_each_other_out() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0_u8..3 {
        fs::write(folder.path().join(FILE), [0, number]).unwrap();
        assert!(matches!(Known::load(folder.path()), Err(TrustError::Damaged { .. })));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn ten_thousand_entries_are_cut_to_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let text = (0..10_000).fold(String::new(), |mut text, number| {
        write!(text, "{}", entry(number)).unwrap();
        text
    });
    fs::write(folder.path().join(FILE), text).unwrap();
    let known = Known::load(folder.path()).unwrap();
    assert_eq!(known.expected(&target("h0.example")), Expected::Seen(Fingerprint([0; 20])));
    assert_eq!(known.expected(&target("h500.example")), Expected::Anyone);
}

#[test]
fn what_cannot_be_read_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(FILE)).unwrap();
    assert!(matches!(Known::load(folder.path()), Err(TrustError::File { .. })));
    assert!(folder.path().join(FILE).is_dir());
}

#[test]
fn what_cannot_be_written_leaves_the_file_before_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut known = Known::load(folder.path()).unwrap();
    known.remember(&target("a.example"), &joined(1, 10, "방"), false, 1);
    known.save().unwrap();
    let before = fs::read(folder.path().join(FILE)).unwrap();
    let gone = Known { path: folder.path().join("no/such").join(FILE), ..known };
    assert!(matches!(gone.save(), Err(TrustError::File { .. })));
    assert_eq!(fs::read(folder.path().join(FILE)).unwrap(), before);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_a_panic(text in "(\\[\\[(room|host)\\]\\]\n|(id|host|key|name|address|visited) = [\"0-9a-z.\\[\\]]{0,12}\n|\\PC{0,8}){0,12}") {
        drop(Book::read(&text));
    }
}

#[test]
fn a_cleared_list_forgets_rooms_and_keeps_what_is_known_of_keys() {
    let (mut book, target) = (Book::default(), target("maru.example.org"));
    book.remember(&target, &joined(1, 10, "금요일"), false, 1);
    assert_eq!((book.rooms().len(), book.hosts()), (1, 1));
    book.forget_all();
    assert_eq!((book.rooms().len(), book.hosts()), (0, 1));
}
