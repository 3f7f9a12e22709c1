//! The settings as the window uses and changes them: name, theme, language.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use iced::Task;

use super::{App, Message, ThemeChoice, theme};
use crate::config::{Config, LanguageChoice, ProfileSection};
use crate::phrase::{Language, Phrases};
use crate::ui::theme::Palette;
use crate::ui::widget::Pictures;

/// Returns the language that a choice means on this computer.
pub(super) fn language(choice: LanguageChoice) -> Language {
    match choice {
        LanguageChoice::System => Language::of_system(),
        LanguageChoice::Korean => Language::Korean,
        LanguageChoice::English => Language::English,
    }
}

/// Returns the colours that a choice means on a light or dark desktop.
pub(super) fn palette(choice: ThemeChoice, is_system_dark: bool) -> &'static Palette {
    match (choice, is_system_dark) {
        (ThemeChoice::Dark, _) | (ThemeChoice::System, true) => &theme::NIGHT,
        (ThemeChoice::Light, _) | (ThemeChoice::System, false) => &theme::HANJI,
    }
}

/// Whether a desktop of this mode is dark.
pub(super) fn is_dark(mode: iced::theme::Mode) -> bool {
    mode == iced::theme::Mode::Dark
}

impl App {
    pub(super) fn follow_system(&mut self, is_dark: bool) -> Task<Message> {
        self.is_system_dark = is_dark;
        self.dress();
        Task::none()
    }

    pub(super) fn choose_theme(&mut self, choice: ThemeChoice) -> Task<Message> {
        self.config.profile.theme = choice;
        self.dress();
        self.save();
        Task::none()
    }

    pub(super) fn choose_language(&mut self, choice: LanguageChoice) -> Task<Message> {
        self.config.profile.language = choice;
        self.phrases = Phrases::new(language(choice));
        self.show_recents();
        self.save();
        Task::none()
    }

    /// Shows the name as settled.
    pub(super) fn settle_name(&mut self, name: &str) {
        self.called = Some(name.to_owned());
        self.lobby.settle_name(name.to_owned());
    }

    /// Shows the name as settled and keeps it for the next time.
    pub(super) fn keep_name(&mut self, name: &str) {
        self.settle_name(name);
        if self.config.profile.name.as_deref() != Some(name) {
            self.config.profile.name = Some(name.to_owned());
            self.save();
        }
    }

    pub(super) fn read_error(&mut self) -> Task<Message> {
        // One after the other: what is wrong with the settings stands before what is wrong with the folder.
        if self.config_error.take().is_none() {
            self.trouble = None;
        }
        Task::none()
    }

    fn dress(&mut self) {
        let palette = palette(self.config.profile.theme, self.is_system_dark);
        if palette != self.palette {
            self.palette = palette;
            self.pictures = Pictures::of(palette);
        }
    }

    /// Has the writer write what was chosen.
    fn save(&self) {
        if let Some(file) = &self.config_file {
            self.writer.write(file.clone(), self.config.profile.clone());
        }
    }
}

/// Writes choices into the settings file, on threads of their own, the newest choice last.
///
/// Only what the window changes is written: what flags and the environment say for this one time is not.
#[derive(Debug, Clone, Default)]
pub(super) struct Writer {
    newest: Arc<Mutex<Option<ProfileSection>>>,
    file: Arc<Mutex<()>>,
}

impl Writer {
    fn write(&self, file: PathBuf, profile: ProfileSection) {
        if let Ok(mut newest) = self.newest.lock() {
            *newest = Some(profile);
        }
        let writer = self.clone();
        let thread =
            std::thread::Builder::new().name("settings".to_owned()).spawn(move || writer.work(&file));
        if let Err(error) = thread {
            tracing::warn!(%error, "no thread to write the settings");
        }
    }

    fn work(&self, file: &Path) {
        let Ok(_turn) = self.file.lock() else { return };
        let Some(profile) = self.newest.lock().ok().and_then(|mut newest| newest.take()) else { return };
        let written = Config::load_or_default(file).and_then(|kept| Config { profile, ..kept }.save(file));
        if let Err(error) = written {
            tracing::warn!(%error, "the settings were not written");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_chosen_in_the_window_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        std::fs::write(&file, "[host]\nport = 4000\n").unwrap();
        let writer = Writer::default();
        for name in ["민수", "서연"] {
            let profile = ProfileSection { name: Some(name.to_owned()), ..ProfileSection::default() };
            *writer.newest.lock().unwrap() = Some(profile);
            writer.work(&file);
            writer.work(&file);
        }
        let kept = Config::load(&file).unwrap();
        assert_eq!((kept.host.port, kept.profile.name.as_deref()), (4000, Some("서연")));
    }

    #[test]
    fn a_choice_beats_the_desktop() {
        assert!(palette(ThemeChoice::System, true).is_night);
        assert!(!palette(ThemeChoice::Light, true).is_night);
        assert!(palette(ThemeChoice::Dark, false).is_night);
        assert_eq!(language(LanguageChoice::Korean), Language::Korean);
    }
}
