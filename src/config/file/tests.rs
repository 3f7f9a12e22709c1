//! The settings file under a hostile disk: what cannot be read is told with its place, and never lost.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::config::{
    Density, EnterChoice, History, LanguageChoice, LogLevel, SkinTone, ThemeChoice, WindowSection,
};

/// A folder of its own for one test, and the settings file in it.
struct Desk {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Desk {
    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        Self { folder, file }
    }

    fn with(content: impl AsRef<[u8]>) -> Self {
        let desk = Self::empty();
        fs::write(&desk.file, content).unwrap();
        desk
    }

    fn load(&self) -> Result<Config, Error> {
        Config::load(&self.file).map(|loaded| loaded.config)
    }

    /// What the file says that is unknown, and in which lines.
    fn unknown(&self) -> Vec<(String, usize)> {
        let unknown = Config::load(&self.file).unwrap().unknown.into_iter();
        unknown.map(|unknown| (unknown.option, unknown.place.unwrap().line)).collect()
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.file).unwrap()
    }

    /// The names of everything in the folder, sorted.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Settings in which every option differs from its default.
fn other() -> Config {
    let mut config = Config::default();
    config.profile.name = Some("김 \"철수\"".to_owned());
    config.profile.language = LanguageChoice::Korean;
    config.profile.theme = ThemeChoice::Dark;
    config.profile.colour = 8;
    config.window = WindowSection {
        enter: EnterChoice::Break,
        text_size: 20,
        scale: 80,
        density: Density::Compact,
        reduce_motion: true,
        full_day: true,
        keep_drafts: false,
        skin_tone: SkinTone::MediumDark,
    };
    config.host.room = Some("금요일".to_owned());
    config.host.port = 0;
    config.host.history = History::Memory;
    config.host.members_max = 10_000;
    config.host.messages_burst = 1_000;
    config.host.messages_per_second = 1;
    config.log.level = LogLevel::Trace;
    config
}

#[test]
fn a_missing_file_is_the_defaults_or_an_error_as_the_caller_likes() {
    let desk = Desk::empty();
    assert!(matches!(desk.load().unwrap_err().reason, Reason::Missing));
    assert_eq!(Config::load_or_default(&desk.file).unwrap(), Loaded::default());
}

#[test]
fn an_empty_file_is_the_defaults() {
    assert_eq!(Desk::with("").load().unwrap(), Config::default());
}

#[test]
fn everything_that_is_saved_comes_back() {
    let desk = Desk::empty();
    other().save(&desk.file).unwrap();
    assert_eq!(desk.load().unwrap(), other());
    Config::default().save(&desk.file).unwrap();
    assert_eq!(desk.load().unwrap(), Config::default());
    assert_eq!(desk.names(), ["config.toml"]);
}

#[test]
fn saving_makes_the_folders_on_the_way() {
    let desk = Desk::empty();
    let file = desk.folder.path().join("새 폴더/maru/config.toml");
    other().save(&file).unwrap();
    assert_eq!(Config::load(&file).unwrap().config, other());
}

#[test]
fn saving_keeps_comments_and_writes_only_what_differs() {
    let desk = Desk::with("# mine\n[host]\nport = 5000 # the router knows it\n");
    let mut config = desk.load().unwrap();
    config.profile.theme = ThemeChoice::Light;
    config.host.port = 5001;
    config.save(&desk.file).unwrap();
    assert_eq!(
        desk.text(),
        "# mine\n[host]\nport = 5001 # the router knows it\n\n[profile]\ntheme = \"light\"\n"
    );
}

#[test]
fn saving_fits_into_every_way_a_section_can_be_written() {
    for text in ["host.port = 5000\n", "host = { port = 5000 }\n", "[host]\n\"port\" = 5000\n"] {
        let desk = Desk::with(text);
        other().save(&desk.file).unwrap();
        assert_eq!(desk.load().unwrap(), other(), "{text}");
    }
}

#[test]
fn what_is_unknown_is_told_with_its_line_and_kept() {
    let text = "\"\" = 1\n[host]\nport = 4000\nprot = 2 # mine\n[hots]\na = { b = [1] }\n[[many]]\nc = 1\n";
    let desk = Desk::with(text);
    let unknown = desk.unknown();
    let expected = [("", 1), ("host.prot", 4), ("hots", 5), ("many", 7)];
    assert_eq!(unknown, expected.map(|(option, line)| (option.to_owned(), line)));
    let mut config = desk.load().unwrap();
    assert_eq!(config.host.port, 4000);
    config.host.port = 5000;
    config.save(&desk.file).unwrap();
    assert_eq!(desk.text(), text.replace("4000", "5000"), "what is unknown stays as it was");
    assert_eq!(desk.unknown(), unknown);
    let error = Desk::with("prot = 1\n[host]\nport = \"\"\n").load().unwrap_err();
    assert_eq!(error.place.unwrap().line, 3, "a known option of a wrong kind is a mistake all the same");
}

#[test]
fn wrong_types_and_values_out_of_bounds_are_refused_with_their_place() {
    let bad = [
        "[host]\nport = \"80\"",
        "[host]\nport = 65536",
        "[host]\nport = -1",
        "[host]\nport = 1.5",
        "[host]\nmembers_max = 0",
        "[host]\nmembers_max = 10001",
        "[host]\nmembers_max = 9223372036854775807",
        "[host]\nmessages_burst = 0",
        "[host]\nmessages_per_second = 1001",
        "[host]\nroom = 5",
        "[host]\nhistory = 30",
        "[host]\nhistory = \"forever\"",
        "[host]\nhistory = \"0 MiB\"",
        "[host]\nroom = \"a\\nb\"",
        "[profile]\nname = [\"a\"]",
        "[profile]\nname = \"\\u001b[31m\"",
        "[profile]\nlanguage = \"Klingon!\"",
        "[profile]\ntheme = true",
        "[log]\nlevel = 3",
        "\nhost = 5",
    ];
    for text in bad {
        let error = Desk::with(text).load().unwrap_err();
        let place = error.place.unwrap_or_else(|| panic!("no place: {text}"));
        assert_eq!(place.line, 2, "{text}: {error}");
        assert!(matches!(error.reason, Reason::Malformed(_)), "{text}");
        assert!(!error.to_string().contains('\n'), "{error}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let error = Desk::with(b"[host]\n# \xea\xb0\x80 \xff\n").load().unwrap_err();
    assert!(matches!(error.reason, Reason::NotText));
    assert_eq!(error.place, Some(Place { line: 2, column: 5 }));
}

#[test]
fn nul_bytes_are_refused() {
    for text in ["[host]\nport = \0 1", "\0\0\0\0", "[profile]\nname = \"a\0b\""] {
        assert!(matches!(Desk::with(text).load().unwrap_err().reason, Reason::Malformed(_)));
    }
}

#[test]
fn ten_megabytes_are_refused_without_being_read() {
    let desk = Desk::empty();
    let file = File::create(&desk.file).unwrap();
    file.set_len(10 * 1024 * 1024).unwrap();
    assert!(matches!(desk.load().unwrap_err().reason, Reason::TooLarge { .. }));
}

#[test]
fn the_largest_file_is_read_and_one_byte_more_is_not() {
    let largest = "#".repeat(usize::try_from(FILE_BYTES_MAX).unwrap());
    assert_eq!(Desk::with(&largest).load().unwrap(), Config::default());
    let larger = largest + "#";
    assert!(matches!(Desk::with(larger).load().unwrap_err().reason, Reason::TooLarge { .. }));
}

#[test]
fn a_deep_nest_of_brackets_is_refused_and_does_not_overflow() {
    let nest = format!("host = {}", "[".repeat(200_000));
    assert!(Desk::with(nest).load().is_err());
}

#[test]
fn a_folder_in_its_place_is_told_and_kept() {
    let desk = Desk::empty();
    fs::create_dir(&desk.file).unwrap();
    assert!(matches!(desk.load().unwrap_err().reason, Reason::NotAFile));
    assert!(matches!(other().save(&desk.file).unwrap_err().reason, Reason::Kept(_)));
    assert!(desk.file.is_dir());
}

#[cfg(unix)]
#[test]
fn a_file_that_the_system_refuses_is_told_and_kept() {
    let desk = Desk::empty();
    std::os::unix::fs::symlink("config.toml", &desk.file).unwrap();
    assert!(matches!(desk.load().unwrap_err().reason, Reason::Unreadable(_)));
    assert!(matches!(other().save(&desk.file).unwrap_err().reason, Reason::Kept(_)));
    let below_a_file = Desk::with("");
    let error = Config::load(&below_a_file.file.join("config.toml")).unwrap_err();
    assert!(matches!(error.reason, Reason::Unreadable(_)), "{error}");
}

#[cfg(unix)]
#[test]
fn a_device_in_its_place_is_not_opened() {
    let error = Config::load(Path::new("/dev/zero")).unwrap_err();
    assert!(matches!(error.reason, Reason::NotAFile));
}

#[test]
fn saving_leaves_a_broken_file_byte_for_byte() {
    let broken: [&[u8]; 3] = [b"[host]\nport = oops\n", b"\xff\xfe", b"[host]\nport = 1.5\n"];
    for bytes in broken {
        let desk = Desk::with(bytes);
        let error = other().save(&desk.file).unwrap_err();
        assert!(matches!(error.reason, Reason::Kept(_)), "{error}");
        assert_eq!(fs::read(&desk.file).unwrap(), bytes);
        assert_eq!(desk.names(), ["config.toml"]);
    }
}

#[test]
fn replacing_keeps_every_broken_file_beside_it() {
    let desk = Desk::with("one = [");
    let aside = other().replace(&desk.file).unwrap().unwrap();
    assert_eq!(desk.load().unwrap(), other());
    assert_eq!(fs::read_to_string(aside).unwrap(), "one = [");
    fs::write(&desk.file, "two = [").unwrap();
    other().replace(&desk.file).unwrap();
    assert_eq!(desk.names(), ["config.toml", "config.toml.broken-1", "config.toml.broken-2"]);
    assert_eq!(desk.load().unwrap(), other());
}

#[test]
fn replacing_where_nothing_lies_just_writes() {
    let desk = Desk::empty();
    assert_eq!(other().replace(&desk.file).unwrap(), None);
    assert_eq!(desk.load().unwrap(), other());
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_the_old_one_stays() {
    let desk = Desk::with("");
    let error = other().save(&desk.file.join("config.toml")).unwrap_err();
    assert!(matches!(error.reason, Reason::Kept(_) | Reason::Unwritable(_)), "{error}");
    assert_eq!(desk.text(), "");
}

#[cfg(unix)]
#[test]
fn saving_keeps_permissions_and_follows_a_link() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with("");
    fs::set_permissions(&desk.file, fs::Permissions::from_mode(0o600)).unwrap();
    let link = desk.folder.path().join("link.toml");
    std::os::unix::fs::symlink(&desk.file, &link).unwrap();
    other().save(&link).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(desk.load().unwrap(), other());
    let mode = fs::metadata(&desk.file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    let desk = Desk::with("\u{feff}[host]\r\nport = 5\r\n");
    assert_eq!(desk.load().unwrap().host.port, 5);
    other().save(&desk.file).unwrap();
    assert_eq!(desk.load().unwrap(), other());
}

#[test]
fn an_error_is_one_line_with_file_line_column_and_reason() {
    let desk = Desk::with("[host]\nport = 70000\n");
    let line = desk.load().unwrap_err().to_string();
    assert!(line.starts_with(&format!("{}:2:8: ", desk.file.display())), "{line}");
    assert!(line.contains("70000") && !line.contains('\n'), "{line}");
}
