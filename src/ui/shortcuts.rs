//! The shortcuts: one table from which the window hears keys, the sheet of shortcuts is drawn, and the finder offers what
//! the window does, so that they agree.

use iced::keyboard::{Key, Modifiers, key::Named};

use crate::ui::widget::Icon;

/// What the window does at a key, or when the finder is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Show the room with this number, counted from 1.
    Room(usize),
    /// Show the room some steps on.
    RoomBeside(isize),
    /// Show the next room with something unread, in this direction.
    RoomUnread(isize),
    /// Go to the next region of the window, or to the one before.
    Region(isize),
    /// Find a room, a person or an action.
    Find,
    /// Set up a room.
    Host,
    /// Join a room.
    Join,
    /// Show or hide the members.
    Roster,
    /// Show the invite.
    Invite,
    /// Show or hide the sheet of shortcuts.
    Sheet,
    /// Show or hide the settings.
    Settings,
    /// Make everything larger by some steps, smaller if negative; as large as usual without any.
    Scale(i8),
    /// Choose whom to whisper to.
    Recipient,
    /// Search the room.
    Search,
    /// Scroll by a page, towards newer lines if positive.
    Page(i8),
    /// Go to the newest line.
    Latest,
    /// Leave the room.
    Leave,
}

/// The parts of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Getting around.
    Go,
    /// Writing.
    Write,
    /// Reading.
    Read,
}

/// A key that is pressed while others are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Chord {
    held: Held,
    cap: Cap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Nothing,
    Command,
    CommandShift,
    /// The control key on every system: the command key with Tab belongs to macOS itself.
    Control,
    ControlShift,
    Shift,
    Alt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cap {
    /// A key by what is written on it.
    Sign(&'static str),
    /// The digits from 1 to 9.
    Digits,
    /// A key by its name, and what is written on it.
    Named(Named, &'static str),
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
struct Shortcut {
    group: Group,
    /// The key of the words in the catalogues; none for a second way to the same.
    words: Option<&'static str>,
    /// The keys, if there are any.
    chord: Option<Chord>,
    /// What the window does; nothing where a field of its own hears the key.
    does: Option<Command>,
    /// The picture beside it in the finder, where it is offered there.
    mark: Option<Icon>,
}

impl Shortcut {
    const fn of(
        group: Group,
        words: Option<&'static str>,
        chord: Option<Chord>,
        does: Option<Command>,
    ) -> Self {
        Self { group, words, chord, does, mark: None }
    }

    /// Has the finder offer it.
    const fn offered(self, mark: Icon) -> Self {
        Self { mark: Some(mark), ..self }
    }
}

const fn heard(group: Group, words: &'static str, held: Held, cap: Cap, does: Command) -> Shortcut {
    Shortcut::of(group, Some(words), Some(Chord { held, cap }), Some(does))
}

const fn unlisted(group: Group, held: Held, cap: Cap, does: Command) -> Shortcut {
    Shortcut::of(group, None, Some(Chord { held, cap }), Some(does))
}

const fn told(group: Group, words: &'static str, held: Held, cap: Cap) -> Shortcut {
    Shortcut::of(group, Some(words), Some(Chord { held, cap }), None)
}

const fn unkeyed(group: Group, words: &'static str, does: Command) -> Shortcut {
    Shortcut::of(group, Some(words), None, Some(does))
}

const TAB: Cap = Cap::Named(Named::Tab, "Tab");
const ENTER: Cap = Cap::Named(Named::Enter, "Enter");
const DELETE: Cap = Cap::Named(Named::Delete, "Delete");
const ESCAPE: Cap = Cap::Named(Named::Escape, "Esc");
const REGION: Cap = Cap::Named(Named::F6, "F6");
const UP: Cap = Cap::Named(Named::ArrowUp, "↑");
const DOWN: Cap = Cap::Named(Named::ArrowDown, "↓");

/// Every shortcut, in the order of the sheet.
const TABLE: &[Shortcut] = &[
    heard(Group::Go, "keys-palette", Held::Command, Cap::Sign("k"), Command::Find),
    heard(Group::Go, "launcher-host-title", Held::Command, Cap::Sign("n"), Command::Host)
        .offered(Icon::DoorOpen),
    heard(Group::Go, "launcher-join-title", Held::Command, Cap::Sign("j"), Command::Join)
        .offered(Icon::LogIn),
    heard(Group::Go, "keys-room", Held::Command, Cap::Digits, Command::Room(1)),
    heard(Group::Go, "keys-next", Held::Control, TAB, Command::RoomBeside(1)),
    unlisted(Group::Go, Held::ControlShift, TAB, Command::RoomBeside(-1)),
    heard(Group::Go, "keys-unread", Held::Alt, DOWN, Command::RoomUnread(1)).offered(Icon::Bell),
    unlisted(Group::Go, Held::Alt, UP, Command::RoomUnread(-1)),
    heard(Group::Go, "keys-region", Held::Nothing, REGION, Command::Region(1)),
    unlisted(Group::Go, Held::Shift, REGION, Command::Region(-1)),
    told(Group::Go, "keys-control", Held::Nothing, TAB),
    told(Group::Go, "keys-forget", Held::Nothing, DELETE),
    heard(Group::Go, "keys-members", Held::CommandShift, Cap::Sign("m"), Command::Roster)
        .offered(Icon::Users),
    heard(Group::Go, "invite-title", Held::Command, Cap::Sign("i"), Command::Invite).offered(Icon::UserPlus),
    heard(Group::Go, "keys-sheet", Held::Command, Cap::Sign("/"), Command::Sheet).offered(Icon::Info),
    unkeyed(Group::Go, "room-leave", Command::Leave).offered(Icon::LogOut),
    heard(Group::Go, "set-title", Held::Command, Cap::Sign(","), Command::Settings).offered(Icon::Settings),
    heard(Group::Go, "keys-larger", Held::Command, Cap::Sign("+"), Command::Scale(1)),
    unlisted(Group::Go, Held::Command, Cap::Sign("="), Command::Scale(1)),
    unlisted(Group::Go, Held::CommandShift, Cap::Sign("+"), Command::Scale(1)),
    unlisted(Group::Go, Held::CommandShift, Cap::Sign("="), Command::Scale(1)),
    heard(Group::Go, "keys-smaller", Held::Command, Cap::Sign("-"), Command::Scale(-1)),
    unlisted(Group::Go, Held::Command, Cap::Sign("0"), Command::Scale(0)),
    told(Group::Write, "keys-send", Held::Nothing, ENTER),
    told(Group::Write, "keys-line", Held::Shift, ENTER),
    told(Group::Write, "keys-recall", Held::Nothing, UP),
    heard(Group::Write, "keys-whisper", Held::CommandShift, Cap::Sign("w"), Command::Recipient)
        .offered(Icon::Ear),
    told(Group::Write, "keys-everyone", Held::Nothing, ESCAPE),
    told(Group::Write, "keys-take", Held::Nothing, TAB),
    heard(Group::Read, "search-placeholder", Held::Command, Cap::Sign("f"), Command::Search)
        .offered(Icon::Search),
    told(Group::Read, "keys-hit", Held::Nothing, ENTER),
    told(Group::Read, "keys-walk", Held::Nothing, UP),
    told(Group::Read, "keys-deeds", Held::Nothing, ENTER),
    told(Group::Read, "msg-reply", Held::Nothing, Cap::Sign("r")),
    heard(
        Group::Read,
        "keys-page-up",
        Held::Nothing,
        Cap::Named(Named::PageUp, "Page Up"),
        Command::Page(-1),
    ),
    heard(
        Group::Read,
        "keys-page-down",
        Held::Nothing,
        Cap::Named(Named::PageDown, "Page Down"),
        Command::Page(1),
    ),
    heard(Group::Read, "room-jump-latest", Held::Command, Cap::Named(Named::End, "End"), Command::Latest)
        .offered(Icon::ArrowDown),
];

/// Returns what the window does at a key, if it is a shortcut of the window.
pub(super) fn command_of(key: &Key, modifiers: Modifiers) -> Option<Command> {
    TABLE.iter().find_map(|shortcut| shortcut.chord?.hears(key, modifiers, shortcut.does?))
}

/// Returns what the sheet shows of a group: the key of the words, and the caps from left to right.
pub(crate) fn sheet(group: Group) -> impl Iterator<Item = (&'static str, Vec<String>)> {
    let listed = TABLE.iter().filter(move |shortcut| shortcut.group == group);
    listed.filter_map(|shortcut| Some((shortcut.words?, shortcut.chord?.caps())))
}

/// Returns what the finder offers: what the window does, the key of the words, the caps, and the picture beside it.
pub(super) fn offered() -> impl Iterator<Item = (Command, &'static str, Vec<String>, Icon)> {
    TABLE.iter().filter_map(|shortcut| {
        let caps = shortcut.chord.map(Chord::caps).unwrap_or_default();
        Some((shortcut.does?, shortcut.words?, caps, shortcut.mark?))
    })
}

/// Returns the caps of the keys that lead to the room at a place counted from 1, if there are any.
pub(super) fn caps_of_room(at: usize) -> Vec<String> {
    let is_digit = (1..=9).contains(&at);
    let caps = is_digit.then(|| Held::Command.caps().into_iter().map(str::to_owned).chain([at.to_string()]));
    caps.into_iter().flatten().collect()
}

impl Held {
    fn is_held(self, modifiers: Modifiers) -> bool {
        let wanted = match self {
            Self::Nothing => Modifiers::empty(),
            Self::Command => Modifiers::COMMAND,
            Self::CommandShift => Modifiers::COMMAND | Modifiers::SHIFT,
            Self::Control => Modifiers::CTRL,
            Self::ControlShift => Modifiers::CTRL | Modifiers::SHIFT,
            Self::Shift => Modifiers::SHIFT,
            Self::Alt => Modifiers::ALT,
        };
        modifiers == wanted
    }

    fn caps(self) -> Vec<&'static str> {
        let command = if cfg!(target_os = "macos") { "⌘" } else { "Ctrl" };
        match self {
            Self::Nothing => vec![],
            Self::Command => vec![command],
            Self::CommandShift => vec![command, "Shift"],
            Self::Control => vec!["Ctrl"],
            Self::ControlShift => vec!["Ctrl", "Shift"],
            Self::Shift => vec!["Shift"],
            Self::Alt => vec!["Alt"],
        }
    }
}

impl Chord {
    fn hears(self, key: &Key, modifiers: Modifiers, does: Command) -> Option<Command> {
        if !self.held.is_held(modifiers) {
            return None;
        }
        match (self.cap, key) {
            (Cap::Sign(sign), Key::Character(typed)) => typed.to_lowercase().eq(sign).then_some(does),
            (Cap::Digits, Key::Character(typed)) => {
                let digit = typed.parse::<usize>().ok();
                digit.filter(|digit| (1..=9).contains(digit)).map(Command::Room)
            }
            (Cap::Named(name, _), Key::Named(pressed)) => (name == *pressed).then_some(does),
            _ => None,
        }
    }

    fn caps(self) -> Vec<String> {
        let last = match self.cap {
            Cap::Sign(sign) => sign.to_uppercase(),
            Cap::Digits => "1–9".to_owned(),
            Cap::Named(_, cap) => cap.to_owned(),
        };
        self.held.caps().into_iter().map(str::to_owned).chain([last]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(cap: Cap) -> Key {
        match cap {
            Cap::Sign(sign) => Key::Character(sign.into()),
            Cap::Digits => Key::Character("1".into()),
            Cap::Named(name, _) => Key::Named(name),
        }
    }

    fn modifiers_of(held: Held) -> Modifiers {
        [
            Modifiers::empty(),
            Modifiers::COMMAND,
            Modifiers::COMMAND | Modifiers::SHIFT,
            Modifiers::CTRL,
            Modifiers::CTRL | Modifiers::SHIFT,
            Modifiers::SHIFT,
            Modifiers::ALT,
        ]
        .into_iter()
        .find(|modifiers| held.is_held(*modifiers))
        .unwrap()
    }

    #[test]
    fn every_shortcut_of_the_window_does_what_its_line_says() {
        for shortcut in TABLE {
            let (Some(does), Some(chord)) = (shortcut.does, shortcut.chord) else { continue };
            let (key, modifiers) = (key_of(chord.cap), modifiers_of(chord.held));
            assert_eq!(command_of(&key, modifiers), Some(does), "{shortcut:?} is taken by an earlier line");
        }
    }

    #[test]
    fn a_key_with_something_else_held_is_another_key() {
        let character = |text: &str| Key::Character(text.into());
        assert_eq!(command_of(&character("f"), Modifiers::COMMAND), Some(Command::Search));
        assert_eq!(command_of(&character("F"), Modifiers::COMMAND), Some(Command::Search));
        for modifiers in [Modifiers::empty(), Modifiers::COMMAND | Modifiers::ALT, Modifiers::SHIFT] {
            assert_eq!(command_of(&character("f"), modifiers), None);
        }
        assert_eq!(command_of(&character("9"), Modifiers::COMMAND), Some(Command::Room(9)));
        for text in ["10", "", "f1"] {
            assert_eq!(command_of(&character(text), Modifiers::COMMAND), None, "{text}");
        }
    }

    #[test]
    fn what_the_finder_offers_is_done_at_the_keys_it_shows() {
        for (command, words, caps, _) in offered() {
            let line = TABLE.iter().find(|shortcut| shortcut.words == Some(words)).unwrap();
            assert_eq!(line.does, Some(command), "{words}");
            assert_eq!(caps, line.chord.map(Chord::caps).unwrap_or_default(), "{words}");
        }
        assert_eq!(caps_of_room(9).len(), 2);
        assert!(caps_of_room(10).is_empty() && caps_of_room(0).is_empty());
    }

    #[test]
    fn the_sheet_names_every_key_that_is_held() {
        let caps: Vec<_> = sheet(Group::Go).filter(|(words, _)| *words == "keys-members").collect();
        assert_eq!(caps.len(), 1);
        assert_eq!(caps.iter().map(|(_, caps)| caps.len()).sum::<usize>(), 3);
    }
}
