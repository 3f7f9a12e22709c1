//! Who may import whom, and what every file must look like: what is not checked here is not a rule.
//!
//! The table [`ARROWS`] is the design. Another arrow is a change of the design and edits the table in the same commit.
//! The checkers are functions on text, and each is shown a planted violation below.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "arrows/sentences.rs"]
mod sentences;
#[path = "arrows/words.rs"]
mod words;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use words::{Word, paths, words};

/// Which modules of the top level each of them may import. `main` is the binary: `main.rs` and `launch`.
const ARROWS: &[(&str, &[&str])] = &[
    ("main", &["cli", "client", "clock", "config", "host", "identity", "phrase", "store", "ui", "wire"]),
    ("ui", &["client", "config", "host", "identity", "phrase", "store", "wire"]),
    ("client", &["clock", "config", "identity", "link", "phrase", "store", "wire"]),
    ("host", &["clock", "config", "identity", "link", "store", "wire"]),
    ("link", &["identity", "wire"]),
    ("store", &["identity", "wire"]),
    ("cli", &["config", "wire"]),
    ("phrase", &["wire"]),
    ("identity", &["wire"]),
    ("clock", &["wire"]),
    ("config", &["wire"]),
    ("wire", &[]),
];

/// Modules whose children nobody outside may name: they speak through their own top level.
const FACADES: &[&str] = &["host"];

/// Modules that hold no socket, clock, disk or task; their children neither.
const PURE: &[&str] = &[
    "cli",
    "client/about",
    "client/command",
    "client/console/desk",
    "client/console/json",
    "client/console/request",
    "client/console/sentences",
    "client/core",
    "client/export",
    "client/timeline",
    "client/trust/book",
    "host/limits",
    "host/log",
    "host/mailbox",
    "host/presence",
    "host/room",
    "phrase",
    "store/search",
    "ui/notify/pace",
    "ui/notify/rules",
    "ui/screen/room_code/ask/typed",
    "ui/words",
    "wire",
];

/// What a pure module never names outside of its tests.
const IMPURE: &[&str] = &["tokio", "std::fs", "std::net::TcpStream", "std::net::TcpListener", "std::thread"];

/// Where whatever a person reads comes from a file of `i18n`, so that another language needs only a file.
const SPOKEN: &[&str] = &[
    "client/console",
    "client/sentence",
    "main/launch/export",
    "main/launch/keeping",
    "main/launch/room",
    "main/launch/terminal",
    "ui",
];

/// The folder of the repository.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// How long a file may be at most; about 400 is what a reader likes.
const LINES_MAX: usize = 600;

/// One file of the repository.
struct Source {
    /// From the root of the repository, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The path of the module in its crate, as `["host", "room"]`; `main.rs` and `launch` lie in `main`.
    fn module(&self) -> Option<Vec<&str>> {
        let inside = self.path.strip_prefix("src/")?.strip_suffix(".rs")?;
        let mut module: Vec<&str> = inside.split('/').collect();
        match module[0] {
            "lib" => return None,
            "main" => {}
            "launch" => module.insert(0, "main"),
            _ => {}
        }
        Some(module)
    }
}

/// Every arrow of this file that the table does not have.
fn wrong_arrows(source: &Source, submodules: &[(String, String)]) -> Vec<String> {
    let Some(module) = source.module() else {
        return Vec::new();
    };
    let from = module[0];
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == from) else {
        return vec![format!("{}: the module {from} is not in the table of arrows", source.path)];
    };
    let mut wrong = Vec::new();
    for path in paths(&source.text, &module) {
        let Some(to) = path.first() else { continue };
        let is_module =
            ARROWS.iter().any(|(name, _)| name == to) || submodules.iter().any(|(parent, _)| parent == to);
        if to == from || !is_module {
            continue;
        }
        if !allowed.contains(&to.as_str()) {
            wrong.push(format!("{}: {from} may not import {to}", source.path));
        }
        let child = path.get(1).filter(|child| submodules.contains(&(to.clone(), (*child).clone())));
        if let Some(child) = child.filter(|_| FACADES.contains(&to.as_str())) {
            wrong.push(format!("{}: {to}::{child} is inside; {to} speaks for it", source.path));
        }
    }
    wrong
}

/// Every crate or part of the standard library that this file may not name.
fn wrong_crates(source: &Source) -> Vec<String> {
    let Some(module) = source.module() else {
        return Vec::new();
    };
    let mut wrong = Vec::new();
    let names_crate = |name: &str| {
        let words = words(&source.text);
        let starts_path =
            |window: &[Word]| window[0] == Word::Name(name.to_owned()) && window[1] == Word::Path;
        let in_use = |window: &[Word]| {
            window[0] == Word::Name("use".to_owned()) && window[1] == Word::Name(name.to_owned())
        };
        words.windows(2).any(|window| starts_path(window) || in_use(window))
    };
    if module[0] != "ui" && ["iced", "iced_test", "iced_selection"].into_iter().any(names_crate) {
        wrong.push(format!("{}: iced belongs to ui", source.path));
    }
    let inside = module.join("/");
    let pure = PURE.iter().any(|pure| inside == *pure || inside.starts_with(&format!("{pure}/")));
    if pure && module.last() != Some(&"tests") {
        let text = sentences::outside_of_tests(&source.text);
        for impure in IMPURE {
            let name: Vec<_> = impure.split("::").collect();
            if words::foreign_paths(text)
                .iter()
                .any(|path| path.starts_with(&name.iter().map(ToString::to_string).collect::<Vec<_>>()))
            {
                wrong.push(format!("{}: {impure} has no place in a pure module", source.path));
            }
        }
        for clock in ["Instant", "SystemTime"] {
            let now = [Word::Name(clock.to_owned()), Word::Path, Word::Name("now".to_owned())];
            if words(text).windows(3).any(|window| window == now) {
                wrong.push(format!("{}: a pure module is told the time", source.path));
            }
        }
    }
    wrong
}

/// Every sentence written into the code of what speaks to people.
fn fixed_sentences(source: &Source) -> Vec<String> {
    let Some(module) = source.module() else {
        return Vec::new();
    };
    let inside = module.join("/");
    let is_spoken =
        SPOKEN.iter().any(|spoken| inside == *spoken || inside.starts_with(&format!("{spoken}/")));
    if !is_spoken || module.contains(&"tests") {
        return Vec::new();
    }
    let found = sentences::sentences(&source.text);
    found.into_iter().map(|sentence| format!("{}: {sentence} belongs to i18n", source.path)).collect()
}

/// Every sentence of a catalogue that nothing outside of the tests asks for by its whole key.
fn unused_sentences(sources: &[Source], catalogue: &str) -> Vec<String> {
    let asked: HashSet<String> =
        sources.iter().flat_map(|source| sentences::literals(&source.text)).collect();
    let keys = catalogue.lines().filter_map(|line| line.split_once(" ="));
    let is_key =
        |key: &str| key.chars().all(|letter| letter.is_ascii_lowercase() || "-0123456789".contains(letter));
    keys.map(|(key, _)| key).filter(|key| is_key(key) && !asked.contains(*key)).map(str::to_owned).collect()
}

/// What every file of ours must look like.
fn wrong_form(source: &Source) -> Vec<String> {
    let mut wrong = Vec::new();
    let path = &source.path;
    if !source.text.starts_with("//! ") {
        wrong.push(format!("{path}: the first line says what the file is for, after //!"));
    }
    let lines = source.text.lines().count();
    if lines > LINES_MAX {
        wrong.push(format!("{path}: {lines} lines, more than {LINES_MAX}"));
    }
    if path.ends_with("/mod.rs") && path != "tests/common/mod.rs" {
        wrong.push(format!("{path}: a module with children is name.rs and name/"));
    }
    if words(&source.text).contains(&Word::Name("unsafe".to_owned())) {
        wrong.push(format!("{path}: unsafe"));
    }
    wrong
}

/// Every parent and child of `src`, as `("host", "room")`.
fn submodules(sources: &[Source]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for source in sources {
        match source.module().as_deref() {
            Some([parent, child, ..]) => found.push(((*parent).to_owned(), (*child).to_owned())),
            Some([name]) => found.push(((*name).to_owned(), String::new())),
            _ => {}
        }
    }
    found
}

fn violations(sources: &[Source]) -> Vec<String> {
    let submodules = submodules(sources);
    let mut found = Vec::new();
    for source in sources {
        found.extend(wrong_form(source));
        found.extend(wrong_arrows(source, &submodules));
        found.extend(wrong_crates(source));
        found.extend(fixed_sentences(source));
    }
    found.dedup();
    found
}

/// Every Rust file below one folder of the repository.
fn read_folder(folder: &Path, root: &Path, sources: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_folder(&path, root, sources);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let path = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            sources.push(Source { path, text });
        }
    }
}

/// Every Rust file of some folders of the repository.
fn sources(folders: &[&str]) -> Vec<Source> {
    let root = Path::new(ROOT);
    let mut sources = Vec::new();
    for folder in folders {
        read_folder(&root.join(folder), root, &mut sources);
    }
    sources
}

#[test]
fn every_file_keeps_to_the_arrows_and_the_form() {
    let sources = sources(&["src", "tests", "benches", "examples"]);
    assert!(sources.iter().any(|source| source.path == "src/main.rs"), "the files were found");
    let found = violations(&sources);
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// The violations of one planted file beside a house of harmless ones.
fn planted(path: &str, code: &str) -> Vec<String> {
    let file = |path: &str, text: String| Source { path: path.to_owned(), text };
    let harmless =
        ["src/host.rs", "src/host/room.rs", "src/ui.rs", "src/client.rs", "src/config.rs", "src/wire.rs"];
    let mut sources = vec![file(path, format!("//! Planted.\n{code}\n"))];
    sources.extend(
        harmless
            .into_iter()
            .filter(|other| *other != path)
            .map(|path| file(path, "//! Harmless.\n".to_owned())),
    );
    violations(&sources)
}

#[test]
fn a_wrong_arrow_is_found_however_it_is_written() {
    let codes = [
        "use crate::client::Client;",
        "use crate::client;",
        "use crate::{config::Config, client};",
        "use crate::{\n    config::{Config, Error},\n    wire,\n    client::{self, Core},\n};",
        "pub use crate :: client;",
        "fn f() { crate::client::open(); }",
        "type A = Vec<crate::client::Core>;",
        "use super::client::Core;",
        "mod inner { use super::super::client; }",
        "use r#crate::client; use crate::r#client;",
    ];
    for code in codes {
        let found = planted("src/host.rs", code);
        assert_eq!(found, ["src/host.rs: host may not import client"], "{code}");
    }
    let deeper = planted("src/host/room.rs", "use super::super::client::Core;");
    assert_eq!(deeper, ["src/host/room.rs: host may not import client"]);
}

#[test]
fn nobody_but_main_imports_the_window() {
    for path in
        ["src/client/console.rs", "src/host/room.rs", "src/cli.rs", "src/phrase.rs", "src/wire/name.rs"]
    {
        assert_eq!(planted(path, "use crate::ui::App;").len(), 1, "{path}");
    }
    assert!(planted("src/main.rs", "use maru::ui;").is_empty());
    assert!(planted("src/launch/window.rs", "use maru::ui;").is_empty());
    assert_eq!(planted("src/launch/window.rs", "use maru::link::Link;").len(), 1);
    assert_eq!(planted("src/main.rs", "use maru::host::room::Room;").len(), 1);
}

#[test]
fn what_is_allowed_is_not_found() {
    let codes = [
        "use crate::config::Config;",
        "use crate::{config::Config, wire::{Name, Seq}};",
        "//! [`crate::client`] is only named here.",
        "/* use crate::client; */ // use crate::client;",
        "const TEXT: &str = \"crate::client \\\" crate::client\";",
        "const RAW: &str = r#\"\"crate::client\"#; const BYTE: u8 = b'\"'; const QUOTE: char = '\"';",
        "mod tests { use super::client; fn client() {} }",
        "use self::room::Room; use super::wire;",
        "fn longer<'a>(text: &'a str) -> &'a str { text }",
    ];
    for code in codes {
        assert!(planted("src/host.rs", code).is_empty(), "{code}: {:?}", planted("src/host.rs", code));
    }
}

#[test]
fn a_facade_is_not_walked_around() {
    let found = planted("src/ui.rs", "use crate::host::room::Room;");
    assert_eq!(found, ["src/ui.rs: host::room is inside; host speaks for it"]);
    assert_eq!(planted("src/ui.rs", "use crate::host::{Host, room};").len(), 1);
    assert!(planted("src/ui.rs", "use crate::host::{Host, Options};").is_empty());
}

#[test]
fn a_module_that_is_not_in_the_table_is_found() {
    let found = planted("src/utils.rs", "");
    assert_eq!(found, ["src/utils.rs: the module utils is not in the table of arrows"]);
    assert_eq!(planted("src/utils/deep.rs", "").len(), 1);
}

#[test]
fn iced_is_found_outside_of_the_window() {
    for code in ["use iced::Task;", "use iced;", "fn f() { iced::exit() }", "use iced::{Element, Task};"] {
        assert_eq!(planted("src/client/driver.rs", code).len(), 1, "{code}");
        assert!(planted("src/ui/screen.rs", code).is_empty(), "{code}");
    }
    assert!(planted("src/launch/window.rs", "use iced::Task;").len() == 1);
}

#[test]
fn a_pure_module_has_no_runtime_no_disk_and_no_clock() {
    let codes = [
        "use tokio::sync::watch;",
        "use std::{fs, io};",
        "use std::{collections::BTreeMap, net::{IpAddr, TcpStream}};",
        "fn f() { let now = std::time::Instant::now(); }",
        "use std::time::SystemTime; fn f() { SystemTime::now(); }",
    ];
    for code in codes {
        for path in ["src/wire/codec.rs", "src/host/room.rs", "src/host/room/names.rs", "src/client/core.rs"]
        {
            assert_eq!(planted(path, code).len(), 1, "{path}: {code}");
        }
        assert!(planted("src/client/driver.rs", code).is_empty(), "{code}");
        let in_tests = format!("#[cfg(test)]\nmod tests {{ {code} }}");
        assert!(planted("src/host/room.rs", &in_tests).is_empty(), "{in_tests}");
        let after_tests = format!("#[cfg(test)]\nmod tests;\n{code}");
        assert_eq!(planted("src/host/room.rs", &after_tests).len(), 1, "{after_tests}");
    }
    assert!(planted("src/wire.rs", "use std::net::IpAddr; use std::time::Instant;").is_empty());
}

#[test]
fn a_sentence_in_the_code_is_found() {
    let codes = [
        "fn f() -> &'static str { \"Nobody is here\" }",
        "fn f() -> &'static str { r#\"There is \"nobody\" here\"# }",
        "const A: &str = \"아무도 없어요\";",
        "const A: &[&str] = &[\"room\", \"열기\"];",
        "fn f() { println!(\"The room {name} is full.\"); }",
        "fn f() -> String { format!(\"{count} people wait\") }",
        "#[must_use] const A: &str = \"Nobody is here\";",
        "fn f() { tracing::warn!(\"nobody is here\"); g(\"Nobody is here\"); }",
    ];
    for code in codes {
        for path in ["src/ui/screen.rs", "src/client/console/desk.rs", "src/launch/room.rs"] {
            assert_eq!(planted(path, code).len(), 1, "{path}: {code}");
        }
        assert!(planted("src/store.rs", code).is_empty(), "{code}");
    }
    let codes = [
        "fn f() { tracing::warn!(%error, \"nobody is here ({})\", g(1)); }",
        "#[error(\"nobody is here\")] struct A;",
        "#[expect(missing_docs, reason = \"the name says it\")] struct A;",
        "const A: &str = \"room-empty\";",
        "const A: &str = \"JetBrains Mono\";",
        "// Nobody is \"here at all\".",
        "#[cfg(test)]\nmod tests { const A: &str = \"Nobody is here\"; }",
    ];
    for code in codes {
        assert!(
            planted("src/ui/screen.rs", code).is_empty(),
            "{code}: {:?}",
            planted("src/ui/screen.rs", code)
        );
    }
}

#[test]
fn a_sentence_that_nothing_asks_for_is_found() {
    let code = "fn f() { say(\"room-full\") }\n#[cfg(test)]\nmod tests { fn g() { say(\"room-late\") } }";
    let source = Source { path: "src/ui.rs".to_owned(), text: code.to_owned() };
    let catalogue =
        "## Room\nroom-full = Full\nroom-late = { $count ->\n    [one] Late\n   *[other] Later\n}\n";
    assert_eq!(unused_sentences(&[source], catalogue), ["room-late"]);
    let catalogue = fs::read_to_string(Path::new(ROOT).join("i18n/en.ftl")).unwrap();
    assert_eq!(unused_sentences(&sources(&["src"]), &catalogue), Vec::<String>::new());
}

#[test]
fn the_form_of_a_file_is_checked() {
    let form = |path: &str, text: &str| wrong_form(&Source { path: path.to_owned(), text: text.to_owned() });
    assert!(form("src/a.rs", "//! Is for a.\n").is_empty());
    assert_eq!(form("src/a.rs", "\n//! Is for a.\n").len(), 1);
    assert_eq!(form("src/a.rs", "// Is for a.\n").len(), 1);
    assert_eq!(form("src/a.rs", "").len(), 1);
    assert_eq!(form("src/a/mod.rs", "//! Is for a.\n").len(), 1);
    assert!(form("tests/common/mod.rs", "//! Is for all.\n").is_empty());
    assert_eq!(form("src/a.rs", "//! A.\nfn f() { unsafe {} }").len(), 1);
    assert!(form("src/a.rs", "//! A, never unsafe.\nconst A: &str = \"unsafe\";").is_empty());
    let long = |lines: usize| format!("//! A.\n{}", "\n".repeat(lines - 1));
    assert!(form("src/a.rs", &long(LINES_MAX)).is_empty());
    assert_eq!(form("src/a.rs", &long(LINES_MAX + 1)).len(), 1);
}
