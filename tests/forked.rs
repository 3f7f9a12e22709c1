//! A host that shows two histories of one room, as a person with the real program at a terminal meets it.
//!
//! Both histories are of real hosts with the same keys, from a room's folder that was copied while it was closed, or of
//! one made by hand. Loopback, homes of their own, nothing waits by sleeping.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
#[path = "forked/console.rs"]
mod console;
#[path = "forked/liar.rs"]
mod liar;
#[allow(dead_code, reason = "of the hosts that are programs only the choice of a port is of use here")]
#[path = "common/program.rs"]
mod program;
#[path = "forked/relay.rs"]
mod relay;

use std::path::{Path, PathBuf};

use common::{Guest, Table, copy, settings};
use console::{Console, Ended};
use liar::{LINE, Liar};
use maru::client::proof::Proof;
use maru::host::{Bounds, PortChoice, RoomSource};
use maru::phrase::{Language, Notice, Phrases};
use maru::store::{Database, Fact, Folder, Side};
use maru::wire::{Address, Invite, PublicKey, RoomId, decode};
use relay::Relay;
use tempfile::TempDir;

/// What the program ends with when it was not refused and cannot stay: see the table in README.md.
const CANNOT_REACH: Option<i32> = Some(4);

/// A room of which there are two folders, the same up to a place.
struct Branches {
    all: TempDir,
    room: RoomId,
}

/// One of the two, open, and who talks there.
struct Branch {
    table: Table,
    _seoyeon: Guest,
}

impl Branches {
    /// Founds a room, says something in it, closes it and copies it.
    async fn new() -> Self {
        let all = tempfile::tempdir().unwrap();
        let table = Table::kept(&Folder::new(&all.path().join("one")), None);
        let room = table.host.room();
        let mut seoyeon = table.guest(3, "서연").await;
        seoyeon.say("하나").await;
        seoyeon.hears("하나").await;
        seoyeon.cut().await;
        table.host.stop();
        copy(&all.path().join("one"), &all.path().join("other"));
        Self { all, room }
    }

    fn open(&self, which: &str, port: u16) -> Table {
        let (folder, bounds) = (Folder::new(&self.all.path().join(which)), Bounds::default());
        let source = RoomSource::Kept { folder, room: Some(self.room), bounds };
        Table::of(source, settings(), PortChoice::Exactly(port))
    }

    /// Opens one of them, where somebody goes on talking.
    async fn go_on(&self, which: &str, port: u16, lines: [&str; 2]) -> Branch {
        let table = self.open(which, port);
        let mut seoyeon = table.guest(3, "서연").await;
        for line in lines {
            seoyeon.say(line).await;
            seoyeon.hears(line).await;
        }
        Branch { table, _seoyeon: seoyeon }
    }

    fn home(&self) -> PathBuf {
        let home = self.all.path().join("home");
        std::fs::create_dir_all(&home).unwrap();
        home
    }
}

fn invite(table: &Table, address: Address) -> String {
    Invite { addresses: vec![address], ..table.host.invite() }.to_string()
}

/// What a person is told of a fork.
fn forked(language: &str) -> String {
    let phrases = Phrases::new(if language == "ko" { Language::Korean } else { Language::English });
    let (title, body) = (phrases.text("connect-forked-title"), phrases.text("connect-forked-body"));
    Notice { title, body }.line()
}

/// The beginning of what a person is told when a host went back.
fn restored(language: &str) -> &'static str {
    match language {
        "ko" => "방장 컴퓨터가 이 방의 예전 사본으로 돌아갔어요",
        _ => "The host’s computer went back to an older copy of this room",
    }
}

fn told(ended: &Ended, text: &str) -> usize {
    ended.heard.iter().filter(|line| line.contains(text)).count()
}

/// The program has said that the host showed two histories, and ended because of it.
fn is_forked(ended: &Ended, language: &str) {
    assert_eq!(ended.code, CANNOT_REACH, "{:#?}\n{}", ended.heard, ended.last);
    assert_eq!(told(ended, &forked(language)), 1, "{:#?}", ended.heard);
    assert!(ended.last.contains(&forked(language)), "{}", ended.last);
}

/// The member's own disk proves it to anybody.
fn is_proved(home: &Path, room: RoomId, host: &PublicKey) {
    let file = Folder::new(&home.join("data")).file(Side::Member, room);
    let database = Database::open_to_read(&file).unwrap();
    let proof: Proof = decode(&database.fact(Fact::Proof).unwrap().expect("a proof is kept")).unwrap();
    assert!(proof.holds(host), "{proof:?}");
    assert_ne!(proof.one, proof.other);
}

/// Without the host, its own copy still shows what was said, and what was found out.
fn is_read_alone(home: &Path, language: &str, target: &str, lines: &[&str]) {
    let mut alone = Console::join(home, language, target);
    alone.reads(&forked(language));
    let ended = alone.leaves();
    for line in lines {
        assert_eq!(told(&ended, line), 1, "{line}: {:#?}", ended.heard);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_that_shows_one_history_then_another_then_the_first_is_found_out_by_a_member_who_stays() {
    let branches = Branches::new().await;
    let (one, other) = (
        branches.go_on("one", 0, ["이쪽 둘", "이쪽 셋"]).await,
        branches.go_on("other", 0, ["저쪽 둘", "저쪽 셋"]).await,
    );
    let relay = Relay::to(one.table.host.port()).await;
    let (home, target) = (branches.home(), invite(&one.table, relay.address()));
    let mut member = Console::join(&home, "en", &target);
    member.reads("이쪽 셋");
    member.reads("하늘");
    relay.turn_to(other.table.host.port());
    member.reads(restored("en"));
    member.reads("저쪽 셋");
    member.reads("하늘");
    relay.turn_to(one.table.host.port());
    let ended = member.ends();
    is_forked(&ended, "en");
    is_proved(&home, branches.room, &one.table.host.key());
    drop((relay, one, other));
    is_read_alone(&home, "en", &target, &["하나", "이쪽 둘", "이쪽 셋", "저쪽 둘", "저쪽 셋"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_found_out_as_well_by_a_member_who_ends_the_program_in_between() {
    let (branches, port) = (Branches::new().await, program::free_port());
    let one = branches.go_on("one", port, ["이쪽 둘", "이쪽 셋"]).await;
    let (home, host) = (branches.home(), one.table.host.key());
    let target = invite(&one.table, one.table.address());
    let mut member = Console::join(&home, "ko", &target);
    member.reads("이쪽 셋");
    member.reads("하늘");
    one.table.host.stop();
    assert_eq!(member.ends().code, Some(0));

    let other = branches.go_on("other", port, ["저쪽 둘", "저쪽 셋"]).await;
    let mut member = Console::join(&home, "ko", &target);
    member.reads(restored("ko"));
    member.reads("저쪽 셋");
    member.reads("하늘");
    other.table.host.stop();
    let ended = member.ends();
    assert_eq!((ended.code, told(&ended, &forked("ko"))), (Some(0), 0), "a host may be put back");

    let one = branches.open("one", port);
    let ended = Console::join(&home, "ko", &target).ends();
    is_forked(&ended, "ko");
    is_proved(&home, branches.room, &host);
    one.host.stop();
    is_read_alone(&home, "ko", &target, &["하나", "이쪽 둘", "이쪽 셋", "저쪽 둘", "저쪽 셋"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_heads_of_one_place_over_one_link_are_found_out_at_once() {
    for language in ["en", "ko"] {
        let (home, liar) = (tempfile::tempdir().unwrap(), Liar::open().await);
        let (host, invite) = (liar.key(), liar.invite());
        let ended = Console::join(home.path(), language, &invite.to_string()).ends();
        is_forked(&ended, language);
        assert_eq!(told(&ended, LINE), 1, "{:#?}", ended.heard);
        is_proved(home.path(), invite.room, &host);
        drop(liar);
        is_read_alone(home.path(), language, &invite.to_string(), &[LINE]);
    }
}
