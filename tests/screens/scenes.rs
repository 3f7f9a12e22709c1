//! What the window can show, by name: every screen and what opens over it, for whoever lays out, draws or compares them.
//!
//! A scene is built anew for each look at it, from what a person pressed or what a host told; none of them holds an emoji
//! unless its name says so, since those are drawn with a font of the system.

#[path = "scenes/dialogs.rs"]
mod dialogs;
#[path = "scenes/doors.rs"]
mod doors;
#[path = "scenes/rooms.rs"]
mod rooms;

use iced::Element;

use crate::stage::Stage;

/// Looks at a scene, once for each state that it has.
pub(crate) type Look<'a> = dyn FnMut(&'static str, Element<'_, ()>) + 'a;

/// Scenes that belong together, each shown under its own name.
pub(crate) struct Group {
    pub(crate) name: &'static str,
    pub(crate) shows: fn(&Stage, &mut Look<'_>),
}

pub(crate) const GROUPS: [Group; 17] = [
    Group { name: "lobby", shows: dialogs::lobby },
    Group { name: "host set-up", shows: dialogs::host_setup },
    Group { name: "join", shows: dialogs::join },
    Group { name: "finder and sheet", shows: dialogs::finder_and_sheet },
    Group { name: "settings", shows: dialogs::settings },
    Group { name: "rooms", shows: dialogs::rooms },
    Group { name: "room", shows: rooms::room },
    Group { name: "over a room", shows: rooms::over },
    Group { name: "panels", shows: rooms::panels },
    Group { name: "lines", shows: rooms::lines },
    Group { name: "composer", shows: rooms::composer },
    Group { name: "bars", shows: rooms::bars },
    Group { name: "knocks", shows: doors::knocks },
    Group { name: "waiting", shows: doors::waiting },
    Group { name: "room code", shows: doors::code },
    Group { name: "comparing", shows: doors::comparing },
    Group { name: "room settings", shows: doors::settings },
];
