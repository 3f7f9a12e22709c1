//! Every scene in both languages at three widths, three scales and three sizes of text: nothing is clipped, squeezed away
//! or too small to hit.

use crate::fit::faults;
use crate::scenes::GROUPS;
use crate::stage::Stage;

/// The widths at which the layout is another one, each with a height.
const WINDOWS: [(f32, f32); 3] = [(1100.0, 720.0), (800.0, 720.0), (420.0, 720.0)];
/// The least, the usual and the most that everything may be enlarged by.
const SCALES: [f32; 3] = [0.8, 1.0, 2.0];
/// The smallest window there is, in logical pixels.
const SMALLEST: (f32, f32) = (380.0, 480.0);
/// The size that lines have unless somebody chooses, and the least and the most that can be chosen.
const LETTERS: (u8, [u8; 2]) = (15, [13, 20]);

/// Windows as the screens see them, and the size of the text in each: at the usual scale all three.
fn windows() -> Vec<((f32, f32), u8)> {
    let mut windows = Vec::new();
    for (width, height) in WINDOWS {
        for scale in SCALES {
            let size = ((width / scale).max(SMALLEST.0), (height / scale).max(SMALLEST.1));
            windows.push((size, LETTERS.0));
        }
        windows.extend(LETTERS.1.map(|letters| ((width, height), letters)));
    }
    windows
}

/// Asserts that the scenes of a group fit, whatever the window, in both languages.
fn fit_everywhere(group: &str) {
    let group = GROUPS.iter().find(|one| one.name == group).expect("a group of this name");
    let mut all = Vec::new();
    for (size, letters) in windows() {
        for mut stage in Stage::both(size) {
            stage.window.text_size = letters;
            let language = stage.pick("ko", "en");
            (group.shows)(&stage, &mut |name, view| {
                let found = faults(&stage, view).into_iter();
                all.extend(found.map(|fault| format!("{name} {language} {size:?} {letters} px: {fault}")));
            });
        }
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

/// A test for each group, so that they run beside each other.
macro_rules! fits {
    ($($test:ident: $group:literal),+ $(,)?) => {
        const TESTED: &[&str] = &[$($group),+];
        $(#[test] fn $test() { fit_everywhere($group); })+
    };
}

fits! {
    the_lobby_fits: "lobby",
    the_host_setup_fits: "host set-up",
    the_dialog_at_the_door_fits: "join",
    the_finder_and_the_sheet_of_shortcuts_fit: "finder and sheet",
    the_settings_fit: "settings",
    the_strip_of_rooms_fits: "rooms",
    a_room_fits: "room",
    what_opens_over_a_room_fits: "over a room",
    the_panels_beside_a_room_fit: "panels",
    the_menus_of_lines_fit: "lines",
    what_opens_over_the_composer_fits: "composer",
    bars_and_notes_fit: "bars",
    who_knocks_fits: "knocks",
    whoever_waits_at_the_door_fits: "waiting",
    the_words_of_a_code_fit: "room code",
    what_two_compare_fits: "comparing",
    the_settings_of_a_room_fit: "room settings",
}

#[test]
fn every_scene_fits_whatever_people_and_rooms_are_called() {
    let mut all = Vec::new();
    for size in WINDOWS {
        for mut stage in Stage::both(size) {
            stage.is_hostile = true;
            let language = stage.pick("ko", "en");
            for group in GROUPS {
                (group.shows)(&stage, &mut |name, view| {
                    let found = faults(&stage, view).into_iter();
                    all.extend(found.map(|fault| format!("{name} {language} {size:?}: {fault}")));
                });
            }
        }
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}

#[test]
fn every_group_of_scenes_is_laid_out() {
    let names: Vec<&str> = GROUPS.iter().map(|group| group.name).collect();
    assert_eq!(TESTED, names);
}
