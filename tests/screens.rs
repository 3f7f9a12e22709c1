//! The screens, without a display.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use iced::{Element, Settings, Size};
use iced_test::Simulator;
use maru::phrase::{Language, Phrases};
use maru::ui::choice::{LanguageChoice, ThemeChoice};
use maru::ui::look::Look;
use maru::ui::screen::host_setup::{self, HostSetup};
use maru::ui::screen::lobby::{Lobby, Recent};
use maru::ui::theme::{self, HANJI, NIGHT, Palette};
use maru::ui::widget::{Pictures, modal};

struct Stage {
    phrases: Phrases,
    palette: &'static Palette,
    pictures: Pictures,
    size: Size,
}

impl Stage {
    fn new(language: Language, palette: &'static Palette, size: impl Into<Size>) -> Self {
        Self { phrases: Phrases::new(language), palette, pictures: Pictures::of(palette), size: size.into() }
    }

    fn look(&self) -> Look<'_> {
        Look { phrases: &self.phrases, palette: self.palette, pictures: &self.pictures, size: self.size }
    }

    fn simulate<'a, M: Clone + 'a>(&self, view: Element<'a, M>) -> Simulator<'a, M> {
        let settings = Settings {
            fonts: theme::font_files().collect(),
            default_font: theme::REGULAR,
            ..Settings::default()
        };
        Simulator::with_size(settings, self.size, view)
    }

    fn draw<M: Clone>(&self, name: &str, view: Element<'_, M>) {
        let Ok(folder) = std::env::var("MARU_PICTURES") else { return };
        let language = if self.phrases.language() == Language::Korean { "ko" } else { "en" };
        let theme = if self.palette.is_night { "dark" } else { "light" };
        let path = std::path::PathBuf::from(folder).join(format!("{name}-{theme}-{language}"));
        let mut simulator = self.simulate(view);
        let snapshot = simulator.snapshot(&theme::iced_theme(self.palette)).expect("drawn");
        drop(std::fs::remove_file(path.with_file_name(format!("{name}-{theme}-{language}-tiny-skia.png"))));
        snapshot.matches_image(path).expect("written");
    }
}

fn stages(size: (f32, f32)) -> [Stage; 2] {
    [Stage::new(Language::Korean, &HANJI, size), Stage::new(Language::English, &NIGHT, size)]
}

fn lobby(name: Option<&str>, stage: &Stage) -> Lobby {
    let is_korean = stage.phrases.language() == Language::Korean;
    let recent = |room: &str, caption: &str, pigment| Recent {
        room: room.to_owned(),
        caption: caption.to_owned(),
        pigment,
        target: "192.168.0.12".to_owned(),
    };
    let recents = match (name, is_korean) {
        (None, _) => Vec::new(),
        (_, true) => {
            vec![recent("금요일 마루", "어제 · 내가 연 방", 3), recent("밴드 합주", "화요일 · 닫힘", 1)]
        }
        (_, false) => {
            vec![recent("Friday hall", "yesterday · hosted by you", 3), recent("Band practice", "Tuesday", 1)]
        }
    };
    Lobby::new(name.map(str::to_owned), recents, ThemeChoice::System, LanguageChoice::System).0
}

#[test]
fn the_lobby_is_drawn_in_both_themes_and_languages() {
    for (name, size) in [
        ("01-launcher", (1100.0, 720.0)),
        ("09b-narrow-launcher", (420.0, 720.0)),
        ("01-medium", (800.0, 480.0)),
    ] {
        for stage in stages(size) {
            let lobby = lobby(Some("하늘"), &stage);
            stage.draw(name, lobby.view(stage.look()));
        }
    }
    for stage in stages((1100.0, 720.0)) {
        let mut first = lobby(None, &stage);
        stage.draw("01b-first", first.view(stage.look()));
        drop(first.update(maru::ui::screen::lobby::Message::GearPressed));
        stage.draw("01c-gear", first.view(stage.look()));
    }
}

#[test]
fn the_host_setup_lies_over_the_lobby() {
    for stage in stages((1100.0, 720.0)) {
        let lobby = lobby(Some("하늘"), &stage);
        let (setup, _) = HostSetup::new("금요일 마루".to_owned(), 27410);
        let base = lobby.view(stage.look()).map(|_| ());
        let card = setup.view(stage.look()).map(|_| ());
        stage.draw("02-host-setup", modal(stage.palette, base, Some((host_setup::WIDTH, card)), ()));
    }
}
