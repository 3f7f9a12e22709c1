//! The shortcuts: one table from which the window hears keys and the sheet of shortcuts is drawn, so that they agree.

use iced::keyboard::{Key, Modifiers, key::Named};

/// What the window does at a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    /// Show the room with this number, counted from 1.
    Room(usize),
    /// Show the room some steps on.
    RoomBeside(isize),
    /// Show the next room with something unread, in this direction.
    RoomUnread(isize),
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
}

/// The parts of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
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
    chord: Chord,
    /// What the window does; nothing where a field of its own hears the key.
    does: Option<Command>,
}

const fn heard(group: Group, words: &'static str, held: Held, cap: Cap, does: Command) -> Shortcut {
    Shortcut { group, words: Some(words), chord: Chord { held, cap }, does: Some(does) }
}

const fn unlisted(group: Group, held: Held, cap: Cap, does: Command) -> Shortcut {
    Shortcut { group, words: None, chord: Chord { held, cap }, does: Some(does) }
}

const fn told(group: Group, words: &'static str, held: Held, cap: Cap) -> Shortcut {
    Shortcut { group, words: Some(words), chord: Chord { held, cap }, does: None }
}

const TAB: Cap = Cap::Named(Named::Tab, "Tab");
const ENTER: Cap = Cap::Named(Named::Enter, "Enter");
const ESCAPE: Cap = Cap::Named(Named::Escape, "Esc");
const UP: Cap = Cap::Named(Named::ArrowUp, "↑");
const DOWN: Cap = Cap::Named(Named::ArrowDown, "↓");

/// Every shortcut, in the order of the sheet.
const TABLE: &[Shortcut] = &[
    heard(Group::Go, "keys-room", Held::Command, Cap::Digits, Command::Room(1)),
    heard(Group::Go, "keys-next", Held::Control, TAB, Command::RoomBeside(1)),
    unlisted(Group::Go, Held::ControlShift, TAB, Command::RoomBeside(-1)),
    heard(Group::Go, "keys-unread", Held::Alt, DOWN, Command::RoomUnread(1)),
    unlisted(Group::Go, Held::Alt, UP, Command::RoomUnread(-1)),
    told(Group::Go, "keys-control", Held::Nothing, TAB),
    heard(Group::Go, "keys-members", Held::CommandShift, Cap::Sign("m"), Command::Roster),
    heard(Group::Go, "invite-title", Held::Command, Cap::Sign("i"), Command::Invite),
    heard(Group::Go, "keys-sheet", Held::Command, Cap::Sign("/"), Command::Sheet),
    heard(Group::Go, "set-title", Held::Command, Cap::Sign(","), Command::Settings),
    heard(Group::Go, "keys-larger", Held::Command, Cap::Sign("+"), Command::Scale(1)),
    unlisted(Group::Go, Held::Command, Cap::Sign("="), Command::Scale(1)),
    unlisted(Group::Go, Held::CommandShift, Cap::Sign("+"), Command::Scale(1)),
    unlisted(Group::Go, Held::CommandShift, Cap::Sign("="), Command::Scale(1)),
    heard(Group::Go, "keys-smaller", Held::Command, Cap::Sign("-"), Command::Scale(-1)),
    unlisted(Group::Go, Held::Command, Cap::Sign("0"), Command::Scale(0)),
    told(Group::Write, "keys-send", Held::Nothing, ENTER),
    told(Group::Write, "keys-line", Held::Shift, ENTER),
    heard(Group::Write, "keys-whisper", Held::CommandShift, Cap::Sign("w"), Command::Recipient),
    told(Group::Write, "keys-everyone", Held::Nothing, ESCAPE),
    told(Group::Write, "keys-take", Held::Nothing, TAB),
    heard(Group::Read, "search-placeholder", Held::Command, Cap::Sign("f"), Command::Search),
    told(Group::Read, "keys-hit", Held::Nothing, ENTER),
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
    heard(Group::Read, "room-jump-latest", Held::Command, Cap::Named(Named::End, "End"), Command::Latest),
];

/// Returns what the window does at a key, if it is a shortcut of the window.
pub(super) fn command_of(key: &Key, modifiers: Modifiers) -> Option<Command> {
    TABLE
        .iter()
        .find_map(|shortcut| shortcut.does.and_then(|does| shortcut.chord.hears(key, modifiers, does)))
}

/// Returns what the sheet shows of a group: the key of the words, and the caps from left to right.
pub(crate) fn sheet(group: Group) -> impl Iterator<Item = (&'static str, Vec<String>)> {
    let listed = TABLE.iter().filter(move |shortcut| shortcut.group == group);
    listed.filter_map(|shortcut| Some((shortcut.words?, shortcut.chord.caps())))
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
            let Some(does) = shortcut.does else { continue };
            let (key, modifiers) = (key_of(shortcut.chord.cap), modifiers_of(shortcut.chord.held));
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
    fn the_sheet_names_every_key_that_is_held() {
        let caps: Vec<_> = sheet(Group::Go).filter(|(words, _)| *words == "keys-members").collect();
        assert_eq!(caps.len(), 1);
        assert_eq!(caps.iter().map(|(_, caps)| caps.len()).sum::<usize>(), 3);
    }
}
