//! The settings: who I am, how the window looks, what is told, the language, what is kept here, and what Maru is.
//!
//! Each choice acts at once and is asked of the parent, which lays it on the settings and has it written. What is typed as a
//! name stays in its field until it can be one.

mod about;
mod appearance;
mod language;
mod notifications;
mod parts;
mod privacy;
mod profile;
mod view;

use std::path::Path;

use iced::Task;

use crate::config::{self, Choice, Config, LanguageFile};
use crate::phrase::{Language, Phrases, Unread};
use crate::wire::{Name, NameError, PublicKey};

/// The field for the name.
pub const NAME: &str = "settings-name";

/// A page of the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    /// Name, colour, key.
    #[default]
    Profile,
    /// Theme, sizes, spacing, motion.
    Appearance,
    /// What is told outside of the window.
    Notifications,
    /// The language.
    Language,
    /// What is kept on this computer.
    Privacy,
    /// What Maru is.
    About,
    /// Whose work is inside.
    Thanks,
}

/// A language that a file brings.
#[derive(Debug, Clone)]
pub struct Tongue {
    /// The file.
    pub file: LanguageFile,
    /// What the language is called in itself, or its tag.
    pub name: String,
    /// Which lines of the file cannot be read.
    pub unread: Unread,
}

impl Tongue {
    /// Looks into a file.
    #[must_use]
    pub fn of(file: LanguageFile) -> Self {
        let tag = file.tag.as_str().to_owned();
        let Ok(text) = &file.text else { return Self { name: tag, unread: Unread::default(), file } };
        let (phrases, unread) = Phrases::of_file(&tag, text);
        let english = Phrases::new(Language::English).text("language-name");
        let name = Some(phrases.text("language-name")).filter(|name| *name != english).unwrap_or(tag);
        Self { file, name, unread }
    }
}

/// What the settings show of the window around them.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "the settings in it have one")]
pub struct Facts<'a> {
    /// The settings in use.
    pub config: &'a Config,
    /// The own key.
    pub key: PublicKey,
    /// Where everything is kept, if anywhere.
    pub folder: Option<&'a Path>,
    /// How many rooms of before and how many hosts are known.
    pub known: (usize, usize),
    /// Why the settings file was not written the last time, if it was not.
    pub unwritten: Option<&'a config::Error>,
}

/// The state of the settings.
#[derive(Debug)]
pub struct Settings {
    page: Page,
    /// Whether a narrow window shows the list of pages.
    is_list: bool,
    name: String,
    name_error: Option<NameError>,
    tongues: Vec<Tongue>,
    /// Whether it is asked if the rooms of before are to be forgotten.
    is_asking: bool,
    /// What was done last, under its button.
    done: Option<Done>,
}

/// What was done by a button that shows nothing by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// A notice was sent to the desktop.
    Notice,
    /// The version was copied.
    Copied,
    /// The folder could not be opened.
    FolderUnopened,
}

/// What the settings hear.
#[derive(Debug, Clone)]
pub enum Message {
    /// A page was asked for.
    PagePressed(Page),
    /// The arrow before a title was pressed, in a window with the list of pages beside each page or not.
    BackPressed(bool),
    /// The name was typed.
    Named(String),
    /// Enter was pressed in the name.
    NameDone,
    /// Something was chosen.
    Chosen(Choice),
    /// The files with languages were read.
    TonguesRead(Vec<Tongue>),
    /// A notice was asked for, to see how it looks.
    NoticePressed,
    /// The folder with everything was asked for.
    FolderPressed,
    /// The system has opened the folder, or not.
    FolderOpened(bool),
    /// The rooms of before are to be forgotten; it is asked whether they are.
    ForgetPressed,
    /// They are.
    ForgetConfirmed,
    /// They are not.
    ForgetDismissed,
    /// The version is to be copied.
    CopyPressed,
    /// The sheet of shortcuts was asked for.
    SheetPressed,
}

/// What the settings ask of the window.
#[must_use]
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// A task of the settings.
    Run(Task<Message>),
    /// Use and keep a choice.
    Choose(Choice),
    /// Send a notice to the desktop.
    TryNotice,
    /// Open the folder with everything.
    OpenFolder,
    /// Forget the rooms of before.
    Forget,
    /// Show the sheet of shortcuts.
    ShowSheet,
    /// Go back to where the settings were opened, and keep a name that was typed and can be one.
    Close(Option<Choice>),
}

impl Settings {
    /// Opens the settings of somebody who goes by `name`.
    #[must_use]
    pub fn new(name: Option<&str>) -> Self {
        Self {
            page: Page::default(),
            is_list: true,
            name: name.unwrap_or_default().to_owned(),
            name_error: None,
            tongues: Vec::new(),
            is_asking: false,
            done: None,
        }
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        self.done = None;
        match message {
            Message::PagePressed(page) => return self.turn_to(page),
            Message::BackPressed(is_narrow) => return self.back(is_narrow),
            Message::Named(name) => self.named(name),
            Message::NameDone => return self.finish_naming(),
            Message::Chosen(choice) => return Action::Choose(choice),
            Message::TonguesRead(tongues) => self.tongues = tongues,
            Message::NoticePressed => return self.try_notice(),
            Message::FolderPressed => return Action::OpenFolder,
            Message::FolderOpened(is_open) => self.done = (!is_open).then_some(Done::FolderUnopened),
            Message::ForgetPressed => self.is_asking = true,
            Message::ForgetDismissed => self.is_asking = false,
            Message::ForgetConfirmed => return self.forget(),
            Message::CopyPressed => return self.copy(),
            Message::SheetPressed => return Action::ShowSheet,
        }
        Action::None
    }

    /// Steps back by what Esc means: from a question, from a page in a narrow window, out of the settings.
    pub fn escape(&mut self, is_narrow: bool) -> Action {
        if std::mem::take(&mut self.is_asking) {
            return Action::None;
        }
        self.back(is_narrow)
    }

    fn turn_to(&mut self, page: Page) -> Action {
        (self.page, self.is_list, self.is_asking) = (page, false, false);
        self.typed().map_or(Action::None, Action::Choose)
    }

    /// Leads from the thanks to what Maru is, from a page to the list where that is a page, and out from there.
    fn back(&mut self, is_narrow: bool) -> Action {
        if self.page == Page::Thanks {
            return self.turn_to(Page::About);
        }
        if is_narrow && !std::mem::replace(&mut self.is_list, true) {
            return self.typed().map_or(Action::None, Action::Choose);
        }
        Action::Close(self.typed())
    }

    /// Returns the name that was typed, if it can be one.
    fn typed(&self) -> Option<Choice> {
        Name::parse(&self.name).ok().map(|name| Choice::Name(name.to_string()))
    }

    fn named(&mut self, name: String) {
        self.name_error = Name::parse(&name).err().filter(|_| !name.trim().is_empty());
        self.name = name;
    }

    fn finish_naming(&mut self) -> Action {
        self.name_error = Name::parse(&self.name).err();
        self.typed().map_or(Action::None, Action::Choose)
    }

    fn try_notice(&mut self) -> Action {
        self.done = Some(Done::Notice);
        Action::TryNotice
    }

    fn forget(&mut self) -> Action {
        self.is_asking = false;
        Action::Forget
    }

    fn copy(&mut self) -> Action {
        self.done = Some(Done::Copied);
        Action::Run(iced::clipboard::write(about::build()))
    }
}
