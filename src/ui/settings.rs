//! The settings as the window uses and changes them: each choice acts at once, and the writer puts it into the file.

mod writer;

use iced::{Element, Size, Task};

use super::hosting::aside;
use super::screen::settings::{self as screen, Action, Facts, Settings, Tongue};
use super::{App, Message, ThemeChoice, mistake, theme};
use crate::config::{self, Choice, LanguageChoice, LanguageFile, read_languages};
use crate::phrase::Phrases;
use crate::ui::look::Look;
use crate::ui::theme::Palette;
use crate::ui::widget::{Pictures, SAFE, ToastSort, focus_if_none};
use crate::wire::limits;
pub(super) use writer::Writer;

/// The settings, where they are shown.
#[derive(Debug)]
pub(super) struct Shown {
    screen: Settings,
    /// The room that was shown before.
    pub(super) back: Option<u64>,
}

/// Returns the sentences of the language that a choice means on this computer.
pub(super) fn phrases(choice: LanguageChoice, files: &[LanguageFile]) -> Phrases {
    Phrases::chosen(choice.as_str(), choice.text_in(files))
}

/// Returns the colours that a choice means on a light or dark desktop.
pub(super) fn palette(choice: ThemeChoice, is_system_dark: bool) -> &'static Palette {
    match (choice, is_system_dark) {
        (ThemeChoice::Dark, _) | (ThemeChoice::System, true) => &theme::NIGHT,
        (ThemeChoice::Light, _) | (ThemeChoice::System, false) => &theme::HANJI,
    }
}

/// Returns how many times as large as usual everything is.
pub(super) fn factor(scale: u16) -> f32 {
    f32::from(scale) / f32::from(limits::SCALE)
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

    /// Shows the settings in the place of a room or the lobby; what comes meanwhile counts as unread.
    pub(super) fn show_settings(&mut self) -> Task<Message> {
        if self.settings.is_some() {
            return Task::none();
        }
        let back = self.open.shown().map(|stay| stay.number);
        self.open.show_lobby();
        self.settings = Some(Shown { screen: Settings::new(self.called.as_deref()), back });
        let Some(file) = self.config_file.clone() else { return Task::none() };
        let reading = aside("languages", move || read_languages(&file).into_iter().map(Tongue::of).collect());
        reading.map(|read| Message::Settings(screen::Message::TonguesRead(read.unwrap_or_default())))
    }

    /// Shows the settings, or goes back from them.
    pub(super) fn toggle_settings(&mut self) -> Task<Message> {
        match &self.settings {
            Some(_) => self.update_settings(screen::Message::BackPressed(false)),
            None if self.join.is_some() || self.setup.is_some() => Task::none(),
            None => self.show_settings(),
        }
    }

    pub(super) fn update_settings(&mut self, message: screen::Message) -> Task<Message> {
        if let screen::Message::TonguesRead(tongues) = &message {
            self.languages = tongues.iter().map(|tongue| tongue.file.clone()).collect();
            self.speak();
        }
        let Some(shown) = &mut self.settings else { return Task::none() };
        let action = shown.screen.update(message);
        self.do_in_settings(action)
    }

    /// Closes the topmost thing of the settings, or the settings.
    pub(super) fn escape_settings(&mut self) -> Task<Message> {
        let is_narrow = self.look().is_narrow();
        let Some(shown) = &mut self.settings else { return Task::none() };
        let action = shown.screen.escape(is_narrow);
        self.do_in_settings(action)
    }

    /// Draws the settings.
    pub(super) fn settings_page<'a>(&'a self, look: Look<'a>) -> Element<'a, Message> {
        let Some(shown) = &self.settings else { return iced::widget::space().into() };
        let facts = Facts {
            config: &self.config,
            key: self.identity.public(),
            folder: self.folder.as_ref().map(crate::store::Folder::path),
            known: self.known.as_ref().map_or((0, 0), |known| (known.rooms().len(), known.hosts())),
            unwritten: self.unwritten.as_ref(),
        };
        shown.screen.view(look, facts).map(Message::Settings)
    }

    /// Uses a choice from now on and has it written.
    pub(super) fn choose(&mut self, choice: Choice) -> Task<Message> {
        let before = self.config.clone();
        choice.apply(&mut self.config);
        if let Choice::Name(name) = &choice {
            self.settle_name(&name.clone());
        }
        if self.config == before {
            return Task::none();
        }
        match choice {
            Choice::Theme(_) => self.dress(),
            Choice::Language(_) => self.speak(),
            Choice::Scale(_) => self.measure(factor(before.window.scale)),
            Choice::KeepDrafts(false) => self.erase_drafts(),
            Choice::SkinTone(tone) => self.open.tone(tone),
            _ => {}
        }
        let Some(file) = &self.config_file else { return Task::none() };
        self.writer.write(file.clone(), choice).map(Message::Written)
    }

    /// Makes everything larger by some steps, or as large as usual.
    pub(super) fn scale_by(&mut self, steps: i8) -> Task<Message> {
        let scale = self.config.window.scale;
        self.choose(Choice::Scale(match steps {
            0 => limits::SCALE,
            1.. => scale.saturating_add(limits::SCALE_STEP),
            _ => scale.saturating_sub(limits::SCALE_STEP),
        }))
    }

    /// Notes whether the settings file was written, and tells it where the settings do not.
    pub(super) fn written(&mut self, error: Option<config::Error>) -> Task<Message> {
        self.unwritten = error;
        if let (Some(error), None) = (&self.unwritten, &self.settings) {
            let reason = mistake::of_file(&self.phrases, error);
            let words = self.look().with("config-not-saved", &[("reason", reason.into())]);
            self.tell_shortly(ToastSort::Trouble, words);
        }
        Task::none()
    }

    /// Shows the name as settled.
    pub(super) fn settle_name(&mut self, name: &str) {
        self.called = Some(name.to_owned());
        self.lobby.settle_name(name.to_owned());
    }

    /// Shows the name as settled and keeps it for the next time.
    pub(super) fn keep_name(&mut self, name: &str) -> Task<Message> {
        self.choose(Choice::Name(name.to_owned()))
    }

    pub(super) fn read_error(&mut self) -> Task<Message> {
        // One after the other: what is wrong with the settings stands before what is wrong with the folder.
        if self.config_error.take().is_none() {
            self.trouble = None;
        }
        focus_if_none(SAFE).chain(self.rest())
    }

    fn do_in_settings(&mut self, action: Action) -> Task<Message> {
        match action {
            Action::None => Task::none(),
            Action::Run(task) => task.map(Message::Settings),
            Action::Choose(choice) => self.choose(choice),
            Action::TryNotice => {
                self.notifier.try_out(&self.phrases, &self.config.notifications);
                Task::none()
            }
            Action::OpenFolder => self.open_folder(),
            Action::Forget => {
                self.forget_all();
                Task::none()
            }
            Action::ShowSheet => self.toggle_sheet(),
            Action::Close(name) => self.close_settings(name),
        }
    }

    fn close_settings(&mut self, name: Option<Choice>) -> Task<Message> {
        let named = name.map_or_else(Task::none, |name| self.choose(name));
        let back = self.settings.take().and_then(|shown| shown.back);
        let is_there = |number: &u64| self.open.stays().iter().any(|stay| stay.number == *number);
        let shown = match back.filter(is_there) {
            Some(number) => self.show(number),
            None => self.show_lobby(),
        };
        Task::batch([named, shown])
    }

    /// Hands the folder with everything to the system, on a thread of its own.
    fn open_folder(&self) -> Task<Message> {
        let Some(folder) = self.folder.as_ref().map(|folder| folder.path().to_owned()) else {
            return Task::none();
        };
        let opening = aside("folder", move || open::that_detached(folder).is_ok());
        opening.map(|opened| Message::Settings(screen::Message::FolderOpened(opened.unwrap_or_default())))
    }

    fn dress(&mut self) {
        let palette = palette(self.config.profile.theme, self.is_system_dark);
        if palette != self.palette {
            self.palette = palette;
            self.pictures = Pictures::of(palette);
        }
    }

    /// Shows everything in the language that was chosen.
    fn speak(&mut self) {
        self.phrases = phrases(self.config.profile.language, &self.languages);
        self.show_recents();
    }

    /// Reckons the size of the window anew after its pixels became larger or smaller; the toolkit does not tell it.
    fn measure(&mut self, before: f32) {
        let change = before / factor(self.config.window.scale);
        self.size = Size::new(self.size.width * change, self.size.height * change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_beats_the_desktop() {
        assert!(palette(ThemeChoice::System, true).is_night);
        assert!(!palette(ThemeChoice::Light, true).is_night);
        assert!(palette(ThemeChoice::Dark, false).is_night);
    }
}
