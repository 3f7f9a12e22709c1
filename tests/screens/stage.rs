//! A window without a display: a language, a theme, a size, and the camera.

use iced::{Element, Settings, Size};
use iced_test::Simulator;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maru::config::WindowSection;
use maru::phrase::{Language, Phrases};
use maru::ui::look::Look;
use maru::ui::theme::{self, HANJI, NIGHT, Palette, TILES};
use maru::ui::widget::Pictures;

/// 20 November 2026, 19:20 in UTC.
pub(crate) const NOW: i64 = 1_795_202_400_000;

pub(crate) struct Stage {
    pub(crate) phrases: Phrases,
    pub(crate) palette: &'static Palette,
    pictures: Pictures,
    pub(crate) size: Size,
    pub(crate) window: WindowSection,
    /// Whether people and rooms are called what is hardest to draw of all that names may be.
    pub(crate) is_hostile: bool,
}

impl Stage {
    pub(crate) fn new(language: Language, palette: &'static Palette, size: impl Into<Size>) -> Self {
        Self {
            phrases: Phrases::new(language),
            palette,
            pictures: Pictures::of(palette),
            size: size.into(),
            window: WindowSection::default(),
            is_hostile: false,
        }
    }

    /// Hanji in Korean and Night in English: each theme and each language once.
    pub(crate) fn both(size: (f32, f32)) -> [Self; 2] {
        [Self::new(Language::Korean, &HANJI, size), Self::new(Language::English, &NIGHT, size)]
    }

    pub(crate) fn is_korean(&self) -> bool {
        self.phrases.language() == Language::Korean
    }

    pub(crate) fn pick<'a>(&self, korean: &'a str, english: &'a str) -> &'a str {
        if self.is_korean() { korean } else { english }
    }

    /// What the room is called.
    pub(crate) fn room(&self) -> &'static str {
        match self.is_hostile {
            true => self.pick(
                "가힣가힣가힣가힣가힣가힣가힣가힣가힣가힣가힣가힣가힣가힣가힣가힣가힣가힣가힣가힣",
                "WmWmWmWmWmWmWmWmWmWmWmWmWmWmWmWmWmWmWmWm",
            ),
            false => self.pick("금요일 마루", "Friday hall"),
        }
    }

    pub(crate) fn text(&self, key: &str) -> String {
        self.phrases.text(key)
    }

    pub(crate) fn look(&self) -> Look<'_> {
        const UTC: &TimeZone = &TimeZone::UTC;
        Look {
            phrases: &self.phrases,
            palette: self.palette,
            pictures: &self.pictures,
            window: self.window,
            mine: TILES[0],
            size: self.size,
            now: Timestamp::from_millisecond(NOW).unwrap(),
            zone: UTC,
        }
    }

    pub(crate) fn simulate<'a, M: 'a>(&self, view: Element<'a, M>) -> Simulator<'a, M> {
        let settings = Settings {
            fonts: theme::font_files().collect(),
            default_font: theme::REGULAR,
            ..Settings::default()
        };
        Simulator::with_size(settings, self.size, view)
    }

    /// Draws a picture to be looked at, if anybody wants to look.
    pub(crate) fn draw<'a, M: 'a>(&self, name: &str, view: Element<'a, M>) {
        self.draw_focused(name, view, None);
    }

    /// Draws a picture with the pointer somewhere.
    pub(crate) fn draw_pointed<'a, M: 'a>(&self, name: &str, view: Element<'a, M>, at: iced::Point) {
        self.draw_after(name, view, |simulator| {
            simulator.point_at(at);
            let moved = iced::mouse::Event::CursorMoved { position: at };
            drop(simulator.simulate([iced::Event::Mouse(moved)]));
        });
    }

    /// Draws a picture with the focus on something.
    pub(crate) fn draw_focused<'a, M: 'a>(
        &self,
        name: &str,
        view: Element<'a, M>,
        focus: Option<&'static str>,
    ) {
        self.draw_after(name, view, |simulator| {
            if let Some(id) = focus {
                drop(simulator.click(iced::advanced::widget::Id::new(id)));
            }
        });
    }

    fn draw_after<'a, M: 'a>(
        &self,
        name: &str,
        view: Element<'a, M>,
        what: impl FnOnce(&mut Simulator<'a, M>),
    ) {
        let Ok(folder) = std::env::var("MARU_PICTURES") else { return };
        let theme = if self.palette.is_night { "dark" } else { "light" };
        let name = format!("{name}-{theme}-{}", self.pick("ko", "en"));
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(&folder).expect("folder");
        let mut simulator = self.simulate(view);
        what(&mut simulator);
        let snapshot = simulator.snapshot(&theme::iced_theme(self.palette)).expect("drawn");
        drop(std::fs::remove_file(folder.join(format!("{name}-tiny-skia.png"))));
        assert!(snapshot.matches_image(folder.join(name)).expect("written"));
    }
}
