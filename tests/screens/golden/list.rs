//! Which scenes are compared, in which window, and what a person does there meanwhile.

use maru::phrase::Language::{English, Korean};
use maru::ui::theme::{HANJI, NIGHT};

use crate::camera::Pose;
use crate::stage::Stage;
use Sides::{Both, Day, Night};

/// A scene that is compared with its picture.
pub(crate) struct Golden {
    pub(crate) scene: &'static str,
    size: (f32, f32),
    sides: Sides,
    pub(crate) pose: Pose,
}

/// In which language and theme.
#[derive(Clone, Copy)]
enum Sides {
    /// Korean by day.
    Day,
    /// English by night.
    Night,
    /// Both.
    Both,
}

impl Golden {
    const fn of(scene: &'static str, size: (f32, f32), sides: Sides) -> Self {
        Self { scene, size, sides, pose: Pose { focus: None, pointer: None, is_held: false } }
    }

    const fn focused(mut self, id: &'static str) -> Self {
        self.pose.focus = Some(id);
        self
    }

    const fn pointed(mut self, at: (f32, f32)) -> Self {
        self.pose.pointer = Some(at);
        self
    }

    /// The windows in which it is drawn.
    pub(crate) fn stages(&self) -> Vec<Stage> {
        let day = || Stage::new(Korean, &HANJI, self.size);
        let night = || Stage::new(English, &NIGHT, self.size);
        match self.sides {
            Day => vec![day()],
            Night => vec![night()],
            Both => vec![day(), night()],
        }
    }

    /// What its picture is called.
    pub(crate) fn name(&self, stage: &Stage) -> String {
        format!("{}-{}-{}", self.scene, self.size.0, stage.pick("ko", "en"))
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.stages().iter().map(|stage| self.name(stage)).collect()
    }
}

/// Wide enough for the members beside the lines, and no larger than that.
const WIDE: (f32, f32) = (960.0, 460.0);
/// Where the members are a drawer.
const MEDIUM: (f32, f32) = (690.0, 440.0);
/// Where everything is a page.
const NARROW: (f32, f32) = (400.0, 520.0);
/// A dialog and a little of what lies behind it.
const DIALOG: (f32, f32) = (490.0, 420.0);
/// A wider dialog in its whole width.
const CARD: (f32, f32) = (540.0, 420.0);

pub(crate) const GOLDEN: &[Golden] = &[
    Golden::of("lobby", WIDE, Day),
    Golden::of("lobby", NARROW, Night),
    Golden::of("lobby-wrong", MEDIUM, Night),
    Golden::of("host-setup", DIALOG, Day).focused("host-room"),
    Golden::of("host-again", DIALOG, Night),
    Golden::of("host-erasing", DIALOG, Day),
    Golden::of("join-secure", DIALOG, Day),
    Golden::of("join-name-taken", DIALOG, Night),
    Golden::of("join-no-answer", DIALOG, Night),
    Golden::of("join-changed-key", DIALOG, Day),
    Golden::of("finder", MEDIUM, Day).focused("finder-field"),
    Golden::of("shortcuts", WIDE, Night),
    Golden::of("settings-profile", MEDIUM, Day),
    Golden::of("settings-appearance", MEDIUM, Night),
    Golden::of("settings-notifications", MEDIUM, Day),
    Golden::of("settings-list", NARROW, Night),
    Golden::of("settings-privacy", MEDIUM, Night),
    Golden::of("rail-menu", WIDE, Night).pointed((140.0, 300.0)),
    Golden::of("rail-page", NARROW, Day),
    Golden::of("room", WIDE, Both).focused("room-input"),
    Golden::of("room", NARROW, Day),
    Golden::of("room", MEDIUM, Night).pointed((300.0, 300.0)),
    Golden::of("room-roster", MEDIUM, Day),
    Golden::of("room-empty", MEDIUM, Night),
    Golden::of("invite", (690.0, 520.0), Day),
    Golden::of("confirm-closing", DIALOG, Night),
    Golden::of("confirm-deleting", DIALOG, Day),
    Golden::of("confirm-link", DIALOG, Night),
    Golden::of("board-card", DIALOG, Day),
    Golden::of("search-hits", WIDE, Day),
    Golden::of("pins", MEDIUM, Night),
    Golden::of("own-lines", MEDIUM, Day),
    Golden::of("unread", MEDIUM, Night),
    Golden::of("slash", MEDIUM, Day).focused("room-input"),
    Golden::of("recipients", MEDIUM, Night),
    Golden::of("whispering", MEDIUM, Day).focused("room-input"),
    Golden::of("answering", NARROW, Night),
    Golden::of("long-paste", MEDIUM, Day),
    Golden::of("toasts", MEDIUM, Night),
    Golden::of("reconnecting", MEDIUM, Day),
    Golden::of("closed", MEDIUM, Night),
    Golden::of("not-kept", MEDIUM, Day),
    Golden::of("knock", WIDE, Day),
    Golden::of("knock-many", NARROW, Night),
    Golden::of("wait", DIALOG, Both),
    Golden::of("wait-unanswered", DIALOG, Night),
    Golden::of("code-plates", CARD, Day),
    Golden::of("code-hidden", NARROW, Night),
    Golden::of("code-ask", CARD, Night).focused("code-word-2"),
    Golden::of("code-wrong", NARROW, Day),
    Golden::of("code-blocked", NARROW, Day),
    Golden::of("compare", (560.0, 450.0), Both),
    Golden::of("compare-waiting", NARROW, Day),
    Golden::of("compare-long", NARROW, Night),
    Golden::of("compare-different", CARD, Night),
    Golden::of("room-settings", (940.0, 640.0), Day).focused("room-notice"),
    Golden::of("room-settings-open", (700.0, 1060.0), Night),
    Golden::of("room-settings-deputy", MEDIUM, Night),
    Golden::of("room-bans", MEDIUM, Day),
];
