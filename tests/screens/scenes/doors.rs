//! What stands at the door of a room: who knocks.

use std::time::Duration;

use maru::client::{ConnectError, Update};

use super::{Look, rooms::talk};
use crate::doors::{crowd, hall_with, longest, yuna};
use crate::hall::HANEUL;
use crate::stage::Stage;

pub(super) fn knocks(stage: &Stage, look: &mut Look<'_>) {
    let mut hall = talk(stage, HANEUL);
    let mut show = |name, hall: &_, knocks: &_| look(name, hall_with(hall, knocks));
    show("knock", &hall, &crowd([yuna(stage, None)]));
    show("knock-many", &hall, &crowd((0..20).map(|at| longest(at, at == 0))));
    hall.tell(Update::Lost { attempt: 2, wait: Duration::from_secs(4), error: ConnectError::Broken });
    show("knock-lost", &hall, &crowd([longest(0, false), yuna(stage, None)]));
}
