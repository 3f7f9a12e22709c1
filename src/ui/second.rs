//! The window of a second program on one data folder: it says so, and closes. It reads and writes nothing there.

use std::path::PathBuf;

use iced::keyboard::{self, Key, key::Named};
use iced::{Element, Event, Size, Subscription, Task, event, window};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::look::Look;
use super::screen::second::{Action, Message, Second};
use super::settings;
use super::theme::{self, Palette};
use super::widget::{self, Pictures};
use crate::config::{ProfileSection, WindowSection};
use crate::phrase::Phrases;

/// The size of the window: the words and a button, in both languages.
const SIZE: Size = Size::new(460.0, 330.0);

/// The state of the window.
#[derive(Debug)]
struct App {
    second: Second,
    profile: ProfileSection,
    phrases: Phrases,
    palette: &'static Palette,
    pictures: Pictures,
    size: Size,
    zone: TimeZone,
}

#[derive(Debug, Clone)]
enum Heard {
    Screen(Message),
    Resized(Size),
    SystemTurned(bool),
}

/// Tells a person, in a window, that another program uses this folder; returns when the window was closed.
///
/// # Errors
/// What the toolkit says if it cannot open a window.
pub fn refuse_second(profile: &ProfileSection, phrases: Phrases, folder: PathBuf) -> iced::Result {
    let profile = profile.clone();
    let application = iced::application(
        move || {
            let system = iced::system::theme().map(settings::is_dark).map(Heard::SystemTurned);
            (App::new(profile.clone(), phrases.clone(), folder.clone()), system)
        },
        App::update,
        App::view,
    );
    application
        .title(|app: &App| app.phrases.text("app-name"))
        .theme(|app: &App| theme::iced_theme(app.palette))
        .subscription(App::subscription)
        .window(window::Settings { size: SIZE, icon: widget::window_icon(), ..window::Settings::default() })
        .settings(super::toolkit())
        .run()
}

impl App {
    fn new(profile: ProfileSection, phrases: Phrases, folder: PathBuf) -> Self {
        let palette = settings::palette(profile.theme, false);
        Self {
            second: Second::new(folder),
            phrases,
            palette,
            pictures: Pictures::of(palette),
            size: SIZE,
            zone: TimeZone::UTC,
            profile,
        }
    }

    fn update(&mut self, heard: Heard) -> Task<Heard> {
        match heard {
            Heard::Screen(message) => match self.second.update(message) {
                Action::Close => return iced::exit(),
            },
            Heard::Resized(size) => self.size = size,
            Heard::SystemTurned(is_dark) => self.dress(is_dark),
        }
        Task::none()
    }

    fn dress(&mut self, is_dark: bool) {
        self.palette = settings::palette(self.profile.theme, is_dark);
        self.pictures = Pictures::of(self.palette);
    }

    fn view(&self) -> Element<'_, Heard> {
        let look = Look {
            phrases: &self.phrases,
            palette: self.palette,
            pictures: &self.pictures,
            window: WindowSection::default(),
            mine: self.palette.accent,
            size: self.size,
            now: Timestamp::UNIX_EPOCH,
            zone: &self.zone,
        };
        self.second.view(look).map(Heard::Screen)
    }

    fn subscription(&self) -> Subscription<Heard> {
        Subscription::batch([
            event::listen_with(|event, _, _| match event {
                Event::Keyboard(keyboard::Event::KeyPressed {
                    key: Key::Named(Named::Escape | Named::Enter),
                    ..
                }) => Some(Heard::Screen(Message::ClosePressed)),
                _ => None,
            }),
            window::resize_events().map(|(_, size)| Heard::Resized(size)),
            iced::system::theme_changes().map(|mode| Heard::SystemTurned(settings::is_dark(mode))),
        ])
    }
}
