//! Letters and a disk that fails for a while: none is missing on it behind a place that it holds.

use super::*;
use crate::client::kept::Kept;
use crate::store::{Batch, Database, Share};

/// A member with its own copy on a disk that can be told to fail.
struct Failing {
    stage: Stage,
    database: Database,
    fails: bool,
}

impl Failing {
    fn new() -> Self {
        let stage = Stage::new();
        let database = Database::in_memory(stage.charter().room()).unwrap();
        let mut failing = Self { stage, database, fails: false };
        failing.open();
        failing.come_in();
        failing
    }

    /// Opens the copy as a program does that starts.
    fn open(&mut self) {
        let (room, me) = (self.stage.charter().room(), self.stage.me.public());
        self.stage.core = Core::new(Arc::clone(&self.stage.me), name("하늘"));
        self.stage.core.handle_copy(Kept::read(&self.database, room, me).unwrap());
        self.settle();
    }

    /// Comes in; returns the place on the mail shelf that the host was told.
    fn come_in(&mut self) -> Option<Seq> {
        self.stage.connect();
        let resume = self.stage.hello().resume;
        self.stage.welcome().unwrap();
        self.settle();
        resume.map(|resume| resume.mail.seq)
    }

    /// Writes what the core wants kept, or fails to.
    fn settle(&mut self) {
        let changes: Vec<_> = std::iter::from_fn(|| self.stage.core.poll_write()).collect();
        if self.fails {
            return self.stage.core.handle_missed(self.stage.now);
        }
        self.database.commit(&Batch { changes }).unwrap();
        self.stage.core.handle_kept(self.stage.now, u64::MAX - 1);
    }

    fn letters(&mut self, many: usize) {
        for _ in 0..many {
            let nonce = self.stage.mail.seq + 1;
            let letter = self.stage.letter(&person(3), &format!("비밀 {nonce}"), nonce);
            self.stage.tell(Delivery::Event(letter)).unwrap();
            self.settle();
        }
    }

    fn works_again(&mut self) {
        self.fails = false;
        self.stage.core.write_again();
        self.settle();
    }

    fn kept(&self) -> Vec<Seq> {
        let all = Share { events: usize::MAX, bytes: usize::MAX };
        let letters = self.database.letters_after(&self.stage.me.public(), 0, all).unwrap();
        letters.iter().map(|letter| letter.row.mark.seq).collect()
    }
}

#[test]
fn a_letter_that_the_disk_missed_is_told_again_at_the_next_visit() {
    let mut failing = Failing::new();
    failing.letters(1);
    failing.fails = true;
    failing.letters(2);
    // The program ends before the disk works again.
    failing.fails = false;
    failing.open();
    assert_eq!((failing.kept(), failing.come_in()), (vec![1], Some(1)));
}

#[test]
fn a_disk_that_works_again_gets_every_letter_and_the_place_of_the_last() {
    let mut failing = Failing::new();
    failing.letters(1);
    failing.fails = true;
    failing.letters(2);
    // A link made anew says nothing of the disk.
    failing.stage.cut_and_wait();
    assert_eq!(failing.come_in(), Some(3));
    failing.fails = false;
    // What comes before the disk is tried again waits behind what it missed.
    failing.letters(1);
    assert_eq!(failing.kept(), [1]);
    failing.works_again();
    failing.letters(1);
    assert_eq!(failing.kept(), [1, 2, 3, 4, 5]);
    failing.open();
    assert_eq!(failing.come_in(), Some(5));
}

#[test]
fn of_more_letters_than_are_held_the_host_tells_the_rest_again() {
    let mut failing = Failing::new();
    failing.fails = true;
    failing.letters(limits::LETTERS_OWED + 2);
    failing.works_again();
    failing.letters(1);
    let held = Seq::try_from(limits::LETTERS_OWED).unwrap();
    assert_eq!(failing.kept().last(), Some(&held));
    failing.open();
    assert_eq!(failing.come_in(), Some(held));
}

#[test]
fn letters_that_the_host_lost_are_no_longer_owed_to_the_disk() {
    let mut failing = Failing::new();
    failing.letters(1);
    let first = failing.stage.mail;
    failing.fails = true;
    failing.letters(2);
    failing.stage.cut_and_wait();
    failing.stage.mail = first;
    failing.stage.connect();
    failing.stage.welcome().unwrap();
    failing.works_again();
    failing.come_in();
    failing.letters(1);
    assert_eq!(failing.kept(), [1, 2]);
    failing.open();
    assert_eq!(failing.come_in(), Some(2));
}
