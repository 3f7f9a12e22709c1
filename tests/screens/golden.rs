//! What the window looks like, compared with pictures of it that somebody has looked at.
//!
//! - What is drawn depends on no font of the system: the pictures are drawn by this program run again where fontconfig finds
//!   none, and it looks whether that is so. Whatever needs one, an emoji above all, is not in them.
//! - A picture that is missing fails, and so does one of which nothing is drawn.
//! - `MARU_GOLDEN=write` draws them anew; look at each before it is committed.

#[path = "golden/compare.rs"]
mod compare;
#[path = "golden/list.rs"]
mod list;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use iced::advanced::graphics::text::{cosmic_text::fontdb::Source, font_system};
use image::RgbaImage;

use crate::camera::picture;
use crate::scenes::GROUPS;
use crate::stage::Stage;
use compare::{difference, read, stray, write};
use list::{GOLDEN, Golden};

/// Where the pictures lie that somebody has looked at.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens/pictures")
}

/// Where those are put that are not as expected.
fn output() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden")
}

/// Only here can a program be kept from seeing the fonts of its system.
#[cfg(target_os = "linux")]
#[test]
fn the_window_looks_as_it_did() {
    let folder = tempfile::tempdir().expect("a folder");
    let fonts = folder.path().join("fonts");
    std::fs::create_dir(&fonts).expect("a folder without fonts");
    let config = folder.path().join("fonts.conf");
    let xml = format!("<?xml version=\"1.0\"?><fontconfig><dir>{}</dir></fontconfig>", fonts.display());
    std::fs::write(&config, xml).expect("a configuration");
    let program = std::env::current_exe().expect("this program");
    let drawn = Command::new(program)
        .args(["golden::pictures_drawn_without_fonts_of_the_system", "--exact", "--ignored"])
        .env("FONTCONFIG_FILE", &config)
        .output()
        .expect("this program runs again");
    let said = String::from_utf8_lossy(&drawn.stdout);
    assert!(drawn.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
#[ignore = "run by the test above, where no font of the system is found"]
fn pictures_drawn_without_fonts_of_the_system() {
    let is_bare = |face: &_| matches!(face, Source::Binary(_));
    let bare = font_system().write().expect("fonts").raw().db().faces().all(|face| is_bare(&face.source));
    assert!(bare, "fonts of the system are found: FONTCONFIG_FILE has to name an empty folder");
    let is_writing = std::env::var_os("MARU_GOLDEN").is_some_and(|wish| wish == "write");
    drop(std::fs::remove_dir_all(output()));
    let mut faults = Vec::new();
    for golden in GOLDEN {
        for stage in golden.stages() {
            let drawn = draw(golden, &stage);
            let name = golden.name(&stage);
            let file = folder().join(format!("{name}.png"));
            if is_writing {
                write(&file, &drawn);
            } else if let Some(fault) = fault(&name, &file, &drawn) {
                faults.push(fault);
            }
        }
    }
    let names: BTreeSet<String> = GOLDEN.iter().flat_map(Golden::names).collect();
    faults.extend(stray(&folder(), &names, is_writing));
    assert!(
        faults.is_empty(),
        "{}\nIf that is meant: MARU_GOLDEN=write cargo test --test screens the_window_looks, and look at them.",
        faults.join("\n")
    );
}

/// Draws a scene of the list.
fn draw(golden: &Golden, stage: &Stage) -> RgbaImage {
    let mut drawn = None;
    for group in &GROUPS {
        (group.shows)(stage, &mut |name, view| {
            if name == golden.scene && drawn.is_none() {
                drawn = Some(picture(stage, view, golden.pose));
            }
        });
        if drawn.is_some() {
            break;
        }
    }
    drawn.unwrap_or_else(|| panic!("no scene is called {}", golden.scene))
}

/// Says in which way a picture is not as expected, and where both lie.
fn fault(name: &str, file: &Path, drawn: &RgbaImage) -> Option<String> {
    let put = |kind: &str, picture: &RgbaImage| {
        let file = output().join(format!("{name}-{kind}.png"));
        write(&file, picture);
        file.display().to_string()
    };
    let Some(expected) = read(file) else {
        return Some(format!("{name}: there is no picture of it; drawn is {}", put("drawn", drawn)));
    };
    let (others, shown) = difference(&expected, drawn)?;
    let (drawn, different) = (put("drawn", drawn), put("difference", &shown));
    put("expected", &expected);
    Some(format!("{name}: {others} pixels are others: {drawn}, {different}"))
}
