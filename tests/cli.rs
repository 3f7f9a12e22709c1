//! The real binary, started as a person would start it: usage errors, help, version, and a computer without a display.
//!
//! Nothing of the person who runs the tests is touched: home and data lie in a folder of each test's own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};

use maru::store::{Folder, Side};
use maru::wire::Invite;
use tempfile::TempDir;

/// A home of its own, with no display and no setting of the person who runs the tests.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn maru(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_maru"));
        command.args(line).env_clear().env("HOME", self.0.path()).env("MARU_ADDRESSES", "127.0.0.1");
        command
    }

    fn run(&self, line: &[&str]) -> Output {
        self.maru(line).output().unwrap()
    }
}

/// A host that runs until it is dropped, and the first line that it printed.
struct Running {
    child: Child,
    invite: String,
}

impl Running {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut invite = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut invite).unwrap();
        Self { child, invite: invite.trim().to_owned() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Standard error as text; fails if it is not exactly one line that starts with the program's name.
fn only_line(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(text.starts_with("maru: ") && text.ends_with('\n'), "{text:?}");
    assert_eq!(text.lines().count(), 1, "{text:?}");
    assert!(output.stdout.is_empty());
    text
}

#[test]
fn bad_usage_is_one_line_and_exit_code_2() {
    let home = Home::new();
    let lines: [&[&str]; 16] = [
        &["--host", "--join", "127.0.0.1"],
        &["--headless"],
        &["--console"],
        &["--json"],
        &["--port", "5000"],
        &["--room", "금요일"],
        &["--host", "--headless", "--console"],
        &["--host", "--port", "65536"],
        &["--host", "--port", "-5"],
        &["--host", "--room", ""],
        &["--nosuch"],
        &["127.0.0.1"],
        &["--log", "loud"],
        &["--name", "\u{1b}[31m\n\n"],
        &["--new-room"],
        &["--host", "--history", "forever"],
    ];
    for line in lines {
        let output = home.run(line);
        assert_eq!(output.status.code(), Some(2), "{line:?}: {output:?}");
        let text = only_line(&output);
        assert!(!text.contains('\u{1b}'), "{text:?}");
    }
}

#[test]
fn a_bad_variable_is_one_line_and_exit_code_2() {
    let home = Home::new();
    let output = home.maru(&[]).env("MARU_PORT", "http").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(only_line(&output).contains("MARU_PORT"));
}

#[test]
fn a_broken_settings_file_without_a_window_is_one_line_and_exit_code_2() {
    let home = Home::new();
    let file = home.0.path().join("settings.toml");
    fs::write(&file, "[host]\nport = \"\u{1b}[31m\"\nmembers_max = 0\n").unwrap();
    let file = file.to_str().unwrap();
    for line in
        [&["--host", "--headless"][..], &["--host", "--console"], &["--join", "127.0.0.1", "--console"]]
    {
        let output = home.run(&[line, &["--config", file]].concat());
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let text = only_line(&output);
        assert!(text.contains("settings.toml:2:") && !text.contains('\u{1b}'), "{text:?}");
    }
}

#[test]
fn version_and_help_are_printed_and_end_well() {
    let home = Home::new();
    let version = home.run(&["--version"]);
    assert_eq!(version.status.code(), Some(0));
    assert_eq!(version.stdout, format!("maru {}\n", env!("CARGO_PKG_VERSION")).into_bytes());
    let help = home.run(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(String::from_utf8(help.stdout).unwrap().contains("--headless"));
    assert!(help.stderr.is_empty() && version.stderr.is_empty());
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_a_sentence_names_the_ways_that_need_none() {
    let home = Home::new();
    for line in [&[][..], &["--host"], &["--join", "127.0.0.1"], &["maru:0123"]] {
        let output = home.run(line);
        assert_eq!(output.status.code(), Some(7), "{line:?}: {output:?}");
        let text = only_line(&output);
        assert!(text.contains("--headless") && text.contains("--console"), "{text}");
        assert!(!text.contains("panicked"), "{text}");
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn a_display_that_does_not_answer_is_a_sentence_and_no_panic() {
    let home = Home::new();
    for line in [&[][..], &["--host", "--port", "0"], &["--join", "127.0.0.1", "--name", "a"]] {
        let output = home.maru(line).env("DISPLAY", ":59999").output().unwrap();
        assert_eq!(output.status.code(), Some(7), "{line:?}: {output:?}");
        let text = only_line(&output);
        assert!(text.contains("--headless") && text.contains("--console"), "{text}");
    }
}

#[test]
fn a_second_program_on_one_folder_is_one_line_and_exit_code_6() {
    let home = Home::new();
    let host = ["--host", "--headless", "--port", "0", "--room", "Friday"];
    let first = Running::start(home.maru(&host));
    assert!(first.invite.starts_with("maru:"), "{}", first.invite);
    for line in [&host[..], &["--host", "--console", "--port", "0"], &["--join", "127.0.0.1:1", "--console"]]
    {
        let output = home.run(line);
        assert_eq!(output.status.code(), Some(6), "{line:?}: {output:?}");
        let text = only_line(&output);
        assert!(text.contains("--data-dir") && text.contains(home.0.path().to_str().unwrap()), "{text}");
    }
    // Somebody who uses another folder is not in the way.
    let folder = home.0.path().join("another");
    let other = [&host[..], &["--data-dir", folder.to_str().unwrap()]].concat();
    drop(Running::start(home.maru(&other)));
    drop(first);
    assert!(Running::start(home.maru(&host)).invite.starts_with("maru:"));
}

#[test]
fn the_same_room_is_hosted_again_unless_another_is_asked_for() {
    let home = Home::new();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let host = |line: &[&str]| {
        let line = [&["--host", "--headless", "--port", &port, "--name", "Minsu"], line].concat();
        Running::start(home.maru(&line)).invite.parse::<Invite>().unwrap()
    };
    let friday = host(&["--room", "Friday"]);
    assert_eq!(host(&["--room", "Friday"]), friday, "the room, its key and its address");
    assert_eq!(host(&[]), friday, "the room that was open last");
    let band = host(&["--room", "Band"]);
    assert_ne!(band.room, friday.room);
    assert_eq!(host(&[]), band);
    let another = host(&["--room", "Friday", "--new-room"]);
    assert!(another.room != friday.room && another.label == friday.label);
    assert_eq!(host(&["--room", &friday.room.to_string()]), friday, "by its id");
    assert_eq!(host(&["--room", "Friday"]), friday, "of two, the one that was open last");

    // Of a room in memory nothing lies on the disk, and nothing of it is found again.
    let folder = Folder::new(&home.0.path().join(".local/share/maru"));
    let before = folder.rooms(Side::Host).unwrap();
    assert_eq!(before.len(), 3);
    let memory = host(&["--room", "Friday", "--history", "memory"]);
    assert_ne!(memory.room, friday.room);
    assert_eq!(folder.rooms(Side::Host).unwrap(), before);

    let unknown = "0000000000000";
    for line in [&["--room", unknown][..], &["--room", &band.room.to_string(), "--history", "memory"]] {
        let output = home.run(&[&["--host", "--headless", "--port", &port], line].concat());
        assert_eq!(output.status.code(), Some(2), "{line:?}: {output:?}");
        assert!(only_line(&output).contains(line[1]));
    }
}

#[test]
fn starting_and_failing_leaves_nothing_behind() {
    let home = Home::new();
    home.run(&[]);
    home.run(&["--nosuch"]);
    home.run(&["--version"]);
    assert_eq!(fs::read_dir(home.0.path()).unwrap().count(), 0);
}
