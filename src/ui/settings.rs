//! The settings as the window uses and changes them: name, theme, language.

use iced::Task;

use super::{App, Message, Screen, ThemeChoice, theme};
use crate::config::LanguageChoice;
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
        self.save();
        Task::none()
    }

    /// Keeps the name for the next time and shows it as settled.
    pub(super) fn keep_name(&mut self, name: &str) {
        if let Screen::Lobby(lobby) = &mut self.screen {
            lobby.settle_name(name.to_owned());
        }
        if self.config.profile.name.as_deref() != Some(name) {
            self.config.profile.name = Some(name.to_owned());
            self.save();
        }
    }

    pub(super) fn read_error(&mut self) -> Task<Message> {
        self.config_error = None;
        Task::none()
    }

    fn dress(&mut self) {
        let palette = palette(self.config.profile.theme, self.is_system_dark);
        if palette != self.palette {
            self.palette = palette;
            self.pictures = Pictures::of(palette);
        }
    }

    /// Writes the settings on a thread of its own; a file that cannot be written is told to the log alone.
    fn save(&self) {
        let (Some(file), config) = (self.config_file.clone(), self.config.clone()) else { return };
        let writing = std::thread::Builder::new().name("settings".to_owned()).spawn(move || {
            if let Err(error) = config.save(&file) {
                tracing::warn!(%error, "the settings were not written");
            }
        });
        if let Err(error) = writing {
            tracing::warn!(%error, "no thread to write the settings");
        }
    }
}
