//! The sheet of shortcuts: every line has words, and it closes.

use maru::ui::screen::shortcuts::{Closed, WIDTH, view};
use maru::ui::widget::modal;

use crate::hall::{HANEUL, Hall};
use crate::stage::Stage;

#[test]
fn the_sheet_is_drawn_at_every_width() {
    for (name, size) in [("24-shortcuts", (1100.0, 720.0)), ("24-shortcuts-narrow", (420.0, 720.0))] {
        for stage in Stage::both(size) {
            let (hall, look) = (Hall::evening(&stage, HANEUL), stage.look());
            let page = hall.room.page(look).map(|_| Closed);
            stage.draw(name, modal(look.palette, page, Some((WIDTH, view(look))), Closed));
        }
    }
}

#[test]
fn each_line_has_its_words_and_its_caps() {
    for stage in Stage::both((1100.0, 900.0)) {
        let mut simulator = stage.simulate(view(stage.look()));
        for key in
            ["keys-title", "keys-room", "keys-members", "invite-title", "search-placeholder", "keys-line"]
        {
            assert!(simulator.find(stage.text(key).as_str()).is_ok(), "{key}");
        }
        for cap in ["1–9", "F", "Shift", "Page Up"] {
            assert!(simulator.find(cap).is_ok(), "{cap}");
        }
    }
}
