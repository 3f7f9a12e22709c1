//! Every screen in both languages at three widths and three scales: nothing is clipped, squeezed away or too small to hit.

use maru::config::Config;
use maru::ui::screen::host_setup::{HostSetup, WIDTH};
use maru::ui::screen::room::Message;
use maru::ui::screen::shortcuts;
use maru::ui::widget::modal;

use crate::fit::faults;
use crate::hall::{HANEUL, Hall, hostile_lines};
use crate::lobby::{lobby, over_lobby};
use crate::settings::{PAGES, facts, settings};
use crate::stage::Stage;

/// The widths at which the layout is another one, each with a height.
const WINDOWS: [(f32, f32); 3] = [(1100.0, 720.0), (800.0, 720.0), (420.0, 720.0)];
/// The least, the usual and the most that everything may be enlarged by.
const SCALES: [f32; 3] = [0.8, 1.0, 2.0];
/// The smallest window there is, in logical pixels.
const SMALLEST: (f32, f32) = (380.0, 480.0);

/// Windows as the screens see them.
fn sizes() -> impl Iterator<Item = (f32, f32)> {
    WINDOWS.into_iter().flat_map(|(width, height)| {
        SCALES.map(|scale| ((width / scale).max(SMALLEST.0), (height / scale).max(SMALLEST.1)))
    })
}

/// Asserts that a screen fits, whatever the window, in both languages.
fn fits_everywhere(name: &str, check: impl Fn(&Stage) -> Vec<String>) {
    let mut faults = Vec::new();
    for size in sizes() {
        for stage in Stage::both(size) {
            let language = stage.pick("ko", "en");
            let found = check(&stage);
            faults.extend(found.into_iter().map(|fault| format!("{name} {language} {size:?}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn name(stage: &Stage) -> &str {
    stage.pick("하늘", "Haneul")
}

#[test]
fn the_lobby_fits() {
    fits_everywhere("lobby", |stage| {
        let (known, first) = (lobby(Some(name(stage)), stage), lobby(None, stage));
        [known, first].iter().flat_map(|lobby| faults(stage, lobby.view(stage.look()))).collect()
    });
}

#[test]
fn the_host_setup_fits() {
    fits_everywhere("host set-up", |stage| {
        let lobby = lobby(Some(name(stage)), stage);
        let room = stage.pick("하늘님의 방", "Haneul’s room").to_owned();
        let setup = HostSetup::new(room, 27410, true).0;
        faults(stage, over_lobby(stage, &lobby, WIDTH, setup.view(stage.look())))
    });
}

#[test]
fn a_room_fits() {
    fits_everywhere("room", |stage| {
        let mut hall = Hall::evening(stage, HANEUL);
        let mut all = faults(stage, hall.room.view(stage.look()));
        for message in [Message::RosterPressed, Message::SearchPressed, Message::InvitePressed] {
            let mut hall = Hall::evening(stage, HANEUL);
            let shown = format!("{message:?}");
            drop(hall.room.update(&stage.phrases, message));
            let found = faults(stage, hall.room.view(stage.look()));
            all.extend(found.into_iter().map(|fault| format!("{shown}: {fault}")));
        }
        for line in hostile_lines() {
            hall.says(HANEUL, &line, &line);
        }
        all.extend(faults(stage, hall.room.view(stage.look())));
        all
    });
}

#[test]
fn the_settings_fit() {
    fits_everywhere("settings", |stage| {
        let config = Config::default();
        let pages = PAGES.iter().flat_map(|(name, page)| {
            let settings = settings(stage, *page);
            let found = faults(stage, settings.view(stage.look(), facts(&config)));
            found.into_iter().map(move |fault| format!("{name}: {fault}")).collect::<Vec<_>>()
        });
        pages.collect()
    });
}

#[test]
fn the_sheet_of_shortcuts_fits() {
    fits_everywhere("shortcuts", |stage| {
        let look = stage.look();
        let page = lobby(None, stage);
        let sheet = shortcuts::view(look).map(|_| ());
        let card = Some((shortcuts::WIDTH, sheet));
        faults(stage, modal(stage.palette, page.view(look).map(|_| ()), card, ()))
    });
}
