//! Every flag, every clash and every bad value of the command line.

use super::*;
use crate::config::{History, ValueMistake};

fn read(line: &[&str]) -> Result<Arguments, Stop> {
    let words = std::iter::once("maru").chain(line.iter().copied());
    Arguments::read(words.map(OsString::from))
}

fn launch(line: &[&str]) -> Launch {
    read(line).unwrap().launch(&Config::default())
}

fn mistake(line: &[&str]) -> UsageError {
    match read(line) {
        Err(Stop::Mistake(error)) => error,
        other => panic!("{line:?} gave {other:?}"),
    }
}

fn host(line: &[&str]) -> HostLaunch {
    match launch(line) {
        Launch::Host(host) => host,
        other => panic!("{line:?} gave {other:?}"),
    }
}

fn join(line: &[&str]) -> JoinLaunch {
    match launch(line) {
        Launch::Join(join) => join,
        other => panic!("{line:?} gave {other:?}"),
    }
}

#[test]
fn nothing_at_all_opens_the_lobby() {
    assert_eq!(launch(&[]), Launch::Lobby(LobbyLaunch { name: None }));
    let name = Some("민수".to_owned());
    assert_eq!(launch(&["--name", "민수"]), Launch::Lobby(LobbyLaunch { name }));
}

#[test]
fn host_opens_a_room_with_the_defaults() {
    let expected = HostLaunch {
        port: Port::From(27410),
        room: None,
        fresh: false,
        history: History::default(),
        name: None,
        face: HostFace::Window,
    };
    assert_eq!(host(&["--host"]), expected);
}

#[test]
fn every_flag_of_hosting_is_taken() {
    let line = ["--host", "--port", "5000", "--room", " 금요일 ", "--name", "민수"];
    let expected = HostLaunch {
        port: Port::Exactly(5000),
        room: Some("금요일".to_owned()),
        fresh: false,
        history: History::default(),
        name: Some("민수".to_owned()),
        face: HostFace::Window,
    };
    assert_eq!(host(&line), expected);
    assert_eq!(host(&["--host", "--port=0"]).port, Port::Exactly(0));
    assert_eq!(host(&["--host", "--port=65535"]).port, Port::Exactly(65535));
}

#[test]
fn a_host_says_whether_the_room_is_another_and_what_is_kept_of_it() {
    assert!(host(&["--host", "--new-room"]).fresh);
    assert_eq!(host(&["--host", "--history", "memory"]).history, History::Memory);
    assert_eq!(host(&["--host", "--history", "30 days"]).history.to_string(), "30 days");
    for value in ["forever", "0 days", "", "\u{1b}[31m"] {
        let error = mistake(&["--host", "--history", value]);
        assert!(matches!(error, UsageError::Unreadable(_)), "{value:?} gave {error:?}");
    }
    let mut config = Config::default();
    config.host.history = History::Memory;
    let Launch::Host(launch) = read(&["--host"]).unwrap().launch(&config) else { panic!("no host") };
    assert_eq!(launch.history, History::Memory);
}

#[test]
fn a_host_has_three_faces() {
    let face = |line: &[&str]| host(line).face;
    assert_eq!(face(&["--host", "--headless"]), HostFace::Headless(Output::Sentences));
    assert_eq!(face(&["--host", "--headless", "--json"]), HostFace::Headless(Output::Json));
    assert_eq!(face(&["--host", "--console"]), HostFace::Console(Output::Sentences));
    assert_eq!(face(&["--host", "--console", "--json"]), HostFace::Console(Output::Json));
}

#[test]
fn join_takes_an_address_or_an_invite_as_it_stands() {
    for target in ["192.168.0.7", "[::1]:27410", "maru:0123", "민수네.example:1", "MARU://0123"] {
        let expected = JoinLaunch { target: target.to_owned(), name: None, face: GuestFace::Window };
        assert_eq!(join(&["--join", &format!(" {target}\n")]), expected);
    }
    assert_eq!(join(&["--join", "a", "--console"]).face, GuestFace::Console(Output::Sentences));
    assert_eq!(join(&["--join", "a", "--console", "--json"]).face, GuestFace::Console(Output::Json));
}

#[test]
fn an_export_says_what_is_written_and_where() {
    let export = |line: &[&str]| match launch(line) {
        Launch::Export(export) => export,
        other => panic!("{line:?} gave {other:?}"),
    };
    let plain = ExportLaunch { room: "금요일".to_owned(), format: None, output: None, force: false };
    assert_eq!(export(&["--export", " 금요일 "]), plain);
    assert_eq!(export(&["--export", "금요일", "--output", "-"]), plain);
    let line = ["--export", "금요일", "--format", "jsonl", "--output", "a.md", "--force"];
    let all =
        ExportLaunch { format: Some(ExportFormat::Jsonl), output: Some("a.md".into()), force: true, ..plain };
    assert_eq!(export(&line), all);
    assert!(!read(&line).unwrap().wants_window());
}

#[test]
fn a_bare_invite_is_joined() {
    for invite in ["maru:0123", "MARU:0123", "maru://0123", "Maru:"] {
        assert_eq!(join(&[invite]).target, invite);
    }
    assert_eq!(join(&["maru:0", "--console"]).face, GuestFace::Console(Output::Sentences));
}

#[test]
fn a_bare_word_that_is_no_invite_is_refused() {
    for word in ["192.168.0.7", "host", "maru", "마루:0123", "", "m"] {
        assert_eq!(mistake(&[word]), UsageError::NotAnInvite(word.to_owned()));
    }
}

#[test]
fn flags_that_cannot_be_meant_together_are_refused() {
    let clashes: [&[&str]; 13] = [
        &["--export", "a", "--host"],
        &["--export", "a", "--join", "b"],
        &["--export", "a", "maru:0"],
        &["--export", "a", "--json"],
        &["--export", "a", "--name", "b"],
        &["--host", "--join", "a"],
        &["--host", "maru:0"],
        &["--join", "a", "maru:0"],
        &["--headless", "--join", "a"],
        &["--headless", "maru:0"],
        &["--host", "--headless", "--console"],
        &["--headless", "--console"],
        &["--host", "--join", "a", "--headless", "--console", "--json"],
    ];
    for line in clashes {
        let error = mistake(line);
        assert!(matches!(error, UsageError::Clash { .. }), "{line:?} gave {error:?}");
    }
}

#[test]
fn flags_that_mean_nothing_alone_are_refused() {
    let lonely: [(&[&str], &str); 16] = [
        (&["--format", "text"], "--format"),
        (&["--output", "-"], "--output"),
        (&["--force"], "--force"),
        (&["--export", "a", "--force"], "--force"),
        (&["--export", "a", "--output", "-", "--force"], "--force"),
        (&["--new-room"], "--new-room"),
        (&["--history", "keep"], "--history"),
        (&["--headless"], "--headless"),
        (&["--port", "1"], "--port"),
        (&["--room", "a"], "--room"),
        (&["--console"], "--console"),
        (&["--json"], "--json"),
        (&["--host", "--json"], "--json"),
        (&["--join", "a", "--json"], "--json"),
        (&["--join", "a", "--port", "1"], "--port"),
        (&["maru:0", "--room", "a"], "--room"),
    ];
    for (line, expected) in lonely {
        match mistake(line) {
            UsageError::Alone { flag, .. } => assert_eq!(flag, expected),
            other => panic!("{line:?} gave {other:?}"),
        }
    }
}

#[test]
fn values_that_cannot_be_read_are_refused_in_one_line() {
    let lines: [&[&str]; 12] = [
        &["--host", "--port", "65536"],
        &["--host", "--port", "-1"],
        &["--host", "--port", "http"],
        &["--host", "--port", ""],
        &["--host", "--port"],
        &["--host", "--port", "1", "--port", "2"],
        &["--host", "--host"],
        &["--log", "loud"],
        &["--log"],
        &["--nosuch"],
        &["-x"],
        &["maru:0", "maru:1"],
    ];
    for line in lines {
        let error = mistake(line);
        assert!(matches!(error, UsageError::Unreadable(_)), "{line:?} gave {error:?}");
        let text = error.to_string();
        assert!(!text.contains('\n') && !text.starts_with("error"), "{text}");
    }
}

#[test]
fn blank_values_are_refused() {
    let lines: [&[&str]; 5] = [
        &["--host", "--room", " "],
        &["--name", ""],
        &["--join", "\t"],
        &["--config", ""],
        &["--data-dir", ""],
    ];
    for line in lines {
        let error = mistake(line);
        // The parser itself refuses a path of no letters.
        let refused = matches!(error, UsageError::Blank { .. } | UsageError::Unreadable(_));
        assert!(refused, "{line:?} gave {error:?}");
    }
}

#[test]
fn names_with_control_characters_or_without_end_are_refused() {
    let flag = "--name";
    let error = |mistake| UsageError::Value { flag, mistake };
    assert_eq!(mistake(&[flag, "a\u{1b}[2J"]), error(ValueMistake::ControlCharacter));
    assert_eq!(mistake(&[flag, &"가".repeat(1000)]), error(ValueMistake::TooLong));
}

#[cfg(unix)]
#[test]
fn words_that_are_not_text_are_refused_but_paths_may_be() {
    use std::os::unix::ffi::OsStringExt;
    let strange = || OsString::from_vec(vec![b'/', 0xff]);
    let words = |flag: &str| [OsString::from("maru"), OsString::from(flag), strange()];
    assert!(matches!(Arguments::read(words("--name")), Err(Stop::Mistake(_))));
    let arguments = Arguments::read(words("--data-dir")).unwrap();
    assert_eq!(arguments.data_dir(), Some(&PathBuf::from(strange())));
}

#[test]
fn flags_beat_the_settings_and_the_settings_beat_the_defaults() {
    let mut config = Config::default();
    config.profile.name = Some("지은".to_owned());
    config.host.room = Some("월요일".to_owned());
    config.host.port = 5000;
    let launched = |line: &[&str]| read(line).unwrap().launch(&config);
    let Launch::Host(settled) = launched(&["--host"]) else { panic!("no host") };
    assert_eq!((settled.name.as_deref(), settled.room.as_deref()), (Some("지은"), Some("월요일")));
    assert_eq!(settled.port, Port::From(5000));
    let line = ["--host", "--name", "민수", "--room", "금요일", "--port", "1"];
    let Launch::Host(settled) = launched(&line) else { panic!("no host") };
    assert_eq!((settled.name.as_deref(), settled.room.as_deref()), (Some("민수"), Some("금요일")));
    assert_eq!(settled.port, Port::Exactly(1));
}

#[test]
fn files_and_level_are_taken() {
    let arguments = read(&["--config", "a.toml", "--data-dir", "b", "--log", "debug"]).unwrap();
    assert_eq!(arguments.config(), Some(&PathBuf::from("a.toml")));
    assert_eq!(arguments.data_dir(), Some(&PathBuf::from("b")));
    assert_eq!(arguments.log(), Some(LogLevel::Debug));
    assert_eq!(read(&[]).unwrap().log(), None);
}

#[test]
fn a_window_opens_unless_the_terminal_is_asked_for() {
    assert!(read(&[]).unwrap().wants_window());
    assert!(read(&["--host"]).unwrap().wants_window());
    assert!(!read(&["--host", "--headless"]).unwrap().wants_window());
    assert!(!read(&["--join", "a", "--console"]).unwrap().wants_window());
}

#[test]
fn help_and_version_are_told_and_are_no_mistake() {
    let told = |flag| match read(&[flag]) {
        Err(Stop::Told(text)) => text,
        other => panic!("{flag} gave {other:?}"),
    };
    assert_eq!(told("--version"), format!("maru {}\n", env!("CARGO_PKG_VERSION")));
    let help = told("--help");
    for flag in
        ["host", "port", "room", "name", "headless", "join", "console", "json", "config", "data-dir", "log"]
    {
        assert!(help.contains(&format!("--{flag}")), "{flag} is not in the help");
    }
    assert!(help.contains("Exit codes"));
}

#[test]
fn a_strangers_words_reach_the_terminal_harmless_and_short() {
    assert_eq!(one_line("a\u{1b}[31m\r\nb"), "a\\u{1b}[31m\\r b");
    assert_eq!(one_line("\u{202e}evil"), "\\u{202e}evil");
    assert_eq!(one_line("한글"), "한글");
    let long = one_line(&"가".repeat(100_000));
    assert_eq!(long.chars().count(), 401);
}
