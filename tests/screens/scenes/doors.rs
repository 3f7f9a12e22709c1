//! What stands at the door of a room: who knocks, and what somebody sees who waits there.

use std::time::Duration;

use maru::client::{ConnectError, Update};
use maru::ui::screen::knock::wait::{self, State};

use super::{Look, rooms::talk};
use crate::doors::{crowd, hall_with, longest, waits, yuna};
use crate::hall::HANEUL;
use crate::lobby::{lobby, over_lobby};
use crate::stage::Stage;

pub(super) fn knocks(stage: &Stage, look: &mut Look<'_>) {
    let mut hall = talk(stage, HANEUL);
    let mut show = |name, hall: &_, knocks: &_| look(name, hall_with(hall, knocks));
    show("knock", &hall, &crowd([yuna(stage, None)]));
    show("knock-many", &hall, &crowd((0..20).map(|at| longest(at, at == 0))));
    hall.tell(Update::Lost { attempt: 2, wait: Duration::from_secs(4), error: ConnectError::Broken });
    show("knock-lost", &hall, &crowd([longest(0, false), yuna(stage, None)]));
}

pub(super) fn waiting(stage: &Stage, look: &mut Look<'_>) {
    let lobby = lobby(Some(stage.pick("하늘", "Haneul")), stage);
    let states = [
        ("wait", State::Waiting { left: 85 }),
        ("wait-over", State::Waiting { left: 0 }),
        ("wait-in", State::LetIn),
        ("wait-refused", State::Refused),
        ("wait-unanswered", State::Unanswered),
        ("wait-crowded", State::Crowded),
    ];
    let room = stage.pick("금요일 마루", "Friday hall");
    let mut show = |name, wait: &wait::Wait| {
        look(name, over_lobby(stage, &lobby, wait::WIDTH, wait.view(stage.look())));
    };
    for (name, state) in states {
        show(name, &waits(room, state));
    }
    show("wait-long", &waits(&"뷁".repeat(40), State::Waiting { left: wait::SECONDS }));
}
