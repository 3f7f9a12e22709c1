//! The room.

use crate::hall::{HANEUL, Hall};
use crate::stage::Stage;

#[test]
fn the_room_is_drawn_at_every_width() {
    let sizes = [
        ("03a-room", (1100.0, 720.0)),
        ("26-medium-room", (800.0, 720.0)),
        ("09a-narrow-room", (420.0, 720.0)),
        ("09c-smallest-room", (480.0, 480.0)),
    ];
    for (name, size) in sizes {
        for stage in Stage::both(size) {
            let hall = Hall::evening(&stage, HANEUL);
            stage.draw_focused(name, hall.room.view(stage.look()), Some("room-input"));
        }
    }
}
