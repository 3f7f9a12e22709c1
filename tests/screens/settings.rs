//! The settings: every page in both languages, both themes and three widths, and what each control asks for.

use std::path::{Path, PathBuf};

use iced::widget::row;
use iced::{Element, Size};
use maru::config::{
    Choice, Config, Density, Error, LanguageChoice, LanguageFile, NoticeChoice, Reason, ThemeChoice,
};
use maru::phrase::Language;
use maru::ui::look::Look;
use maru::ui::screen::rail::{self, Rail};
use maru::ui::screen::settings::{Action, Facts, Message, Page, Settings, Tongue};
use maru::ui::theme::{HANJI, NIGHT};

use crate::hall::{HANEUL, Hall, key};
use crate::rail::tiles;
use crate::stage::Stage;

pub(crate) const PAGES: [(&str, Page); 7] = [
    ("08a-settings-profile", Page::Profile),
    ("08b-settings-appearance", Page::Appearance),
    ("08c-settings-notifications", Page::Notifications),
    ("08d-settings-language", Page::Language),
    ("08e-settings-privacy", Page::Privacy),
    ("25-about", Page::About),
    ("25-thanks", Page::Thanks),
];

/// Both themes in both languages at the usual width, and each once at the others.
fn stages(width: f32) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Stage::both((width, 720.0)).into();
    if width > 1000.0 {
        stages.push(Stage::new(Language::Korean, &NIGHT, (width, 720.0)));
        stages.push(Stage::new(Language::English, &HANJI, (width, 720.0)));
    }
    stages
}

pub(crate) fn facts(config: &Config) -> Facts<'_> {
    let folder = Some(Path::new("/home/haneul/.local/share/maru"));
    Facts { config, key: key(HANEUL), folder, known: (3, 5), unwritten: None }
}

fn tongue(tag: &str, text: &str) -> Tongue {
    let file = PathBuf::from(format!("{tag}.ftl"));
    Tongue::of(LanguageFile { tag: tag.parse().unwrap(), file, text: Ok(text.to_owned()) })
}

pub(crate) fn settings(stage: &Stage, page: Page) -> Settings {
    let mut settings = Settings::new(Some(stage.pick("하늘", "Haneul")));
    let tongues =
        vec![tongue("ja", "language-name = 日本語\n"), tongue("xx", "a-a = x\n= broken\nb-b = x\n= again\n")];
    drop(settings.update(Message::TonguesRead(tongues)));
    drop(settings.update(Message::PagePressed(page)));
    settings
}

/// Presses what says these words and returns what the settings ask for.
fn press(stage: &Stage, settings: &mut Settings, config: &Config, words: &str) -> Vec<Action> {
    let mut simulator = stage.simulate(settings.view(stage.look(), facts(config)));
    simulator.click(words).unwrap_or_else(|error| panic!("{words}: {error:?}"));
    let messages: Vec<Message> = simulator.into_messages().collect();
    messages.into_iter().map(|message| settings.update(message)).collect()
}

fn choices(actions: Vec<Action>) -> Vec<Choice> {
    let chosen = |action| match action {
        Action::Choose(choice) => Some(choice),
        _ => None,
    };
    actions.into_iter().filter_map(chosen).collect()
}

#[test]
fn every_page_is_drawn_at_every_width() {
    for (width, ending) in [(1100.0, ""), (760.0, "-medium"), (420.0, "-narrow")] {
        for stage in stages(width) {
            let hall = Hall::evening(&stage, HANEUL);
            for (name, page) in PAGES {
                let (config, rail, settings) = (Config::default(), Rail::default(), settings(&stage, page));
                let look = stage.look();
                let page: Element<'_, ()> = if look.is_narrow() {
                    settings.view(look, facts(&config)).map(drop)
                } else {
                    let size = Size { width: width - rail::WIDTH, ..look.size };
                    let beside = Look { size, ..look };
                    let me = rail::Me { name: stage.pick("하늘", "Haneul").to_owned(), is_here: true };
                    row![
                        rail.view(look, &tiles(hall.stage), Some(me)).map(drop),
                        settings.view(beside, facts(&config)).map(drop)
                    ]
                    .into()
                };
                stage.draw(&format!("{name}{ending}"), page);
            }
        }
    }
}

#[test]
fn a_narrow_window_lists_the_pages_first() {
    for stage in Stage::both((420.0, 720.0)) {
        let config = Config::default();
        let mut settings = Settings::new(None);
        stage.draw("08-settings-list-narrow", settings.view(stage.look(), facts(&config)));
        drop(press(&stage, &mut settings, &config, &stage.text("set-appearance")));
        let mut simulator = stage.simulate(settings.view(stage.look(), facts(&config)));
        assert!(simulator.find(stage.text("set-text-size").as_str()).is_ok());
        assert!(simulator.find(stage.text("set-profile").as_str()).is_err());
        drop(simulator);
        assert!(matches!(settings.escape(true), Action::None), "back to the list");
        assert!(matches!(settings.escape(true), Action::Close(None)), "and out");
    }
}

#[test]
fn each_control_asks_for_its_choice() {
    use Page::{Appearance, Language as Languages, Notifications, Privacy};
    let ja = LanguageChoice::Other("ja".parse().unwrap());
    for stage in Stage::both((1100.0, 720.0)) {
        let config = Config::default();
        let table = [
            (Appearance, "set-theme-dark", Choice::Theme(ThemeChoice::Dark)),
            (Appearance, "set-density-compact", Choice::Density(Density::Compact)),
            (Notifications, "set-notify-all", Choice::Notices(NoticeChoice::All)),
            (Notifications, "set-notify-none", Choice::Notices(NoticeChoice::Off)),
            (Languages, "set-lang-korean-help", Choice::Language(LanguageChoice::Korean)),
        ];
        for (page, words, choice) in table {
            let mut settings = settings(&stage, page);
            let asked = press(&stage, &mut settings, &config, &stage.text(words));
            assert_eq!(choices(asked), [choice], "{words}");
        }
        let mut languages = settings(&stage, Languages);
        assert_eq!(choices(press(&stage, &mut languages, &config, "日本語")), [Choice::Language(ja)]);
        let mut simulator = stage.simulate(languages.view(stage.look(), facts(&config)));
        let partly = stage.phrases.with("set-lang-partly", &[("lines", "2, 4".into())]);
        assert!(simulator.find(format!("xx.ftl · {partly}").as_str()).is_ok());
        drop(simulator);
        let mut privacy = settings(&stage, Privacy);
        assert!(press(&stage, &mut privacy, &config, &stage.text("set-recents-clear")).len() == 1);
        let asked = press(&stage, &mut privacy, &config, &stage.text("set-recents-forget"));
        assert!(matches!(asked.as_slice(), [Action::Forget]), "{asked:?}");
        let mut about = settings(&stage, Page::About);
        let asked = press(&stage, &mut about, &config, &stage.text("keys-title"));
        assert!(matches!(asked.as_slice(), [Action::ShowSheet]), "{asked:?}");
    }
}

#[test]
fn a_name_that_cannot_be_one_says_why_and_is_not_kept() {
    for stage in Stage::both((1100.0, 720.0)) {
        let config = Config::default();
        let mut settings = settings(&stage, Page::Profile);
        drop(settings.update(Message::Named("a@b".to_owned())));
        stage.draw("08a-settings-name-wrong", settings.view(stage.look(), facts(&config)));
        assert!(matches!(settings.update(Message::NameDone), Action::None));
        assert!(matches!(settings.escape(false), Action::Close(None)));
        drop(settings.update(Message::Named("  민수 ".to_owned())));
        let done = settings.update(Message::NameDone);
        assert!(matches!(&done, Action::Choose(Choice::Name(name)) if name == "민수"), "{done:?}");
        let closed = settings.escape(false);
        assert!(matches!(&closed, Action::Close(Some(Choice::Name(name))) if name == "민수"), "{closed:?}");
    }
}

/// Why the settings file was not written.
pub(crate) fn unwritten(reason: Reason) -> Error {
    Error { file: "config.toml".into(), place: None, reason }
}

#[test]
fn a_file_that_is_not_written_is_told_on_each_page() {
    for stage in Stage::both((1100.0, 720.0)) {
        let config = Config::default();
        for (name, page) in PAGES.into_iter().take(2) {
            let settings = settings(&stage, page);
            let error = unwritten(Reason::TooLarge { bytes_max: 65_536 });
            let facts = Facts { unwritten: Some(&error), ..facts(&config) };
            let mut simulator = stage.simulate(settings.view(stage.look(), facts));
            let told = stage.pick("파일이 64KiB보다 커요", "it is larger than 64 KiB");
            let told = stage.look().kept(format!("config.toml: {told}"));
            assert!(simulator.find(told.as_str()).is_ok(), "{name}");
        }
    }
}

#[test]
fn lines_stand_close_and_letters_grow_where_that_was_chosen() {
    for (width, ending) in [(1100.0, ""), (420.0, "-narrow")] {
        for mut stage in Stage::both((width, 720.0)) {
            stage.window.density = Density::Compact;
            stage.window.full_day = !stage.is_korean();
            let hall = Hall::evening(&stage, HANEUL);
            stage.draw(&format!("27-compact{ending}"), hall.room.view(stage.look()));
        }
    }
    for mut stage in Stage::both((1100.0, 720.0)) {
        stage.window.text_size = 20;
        let hall = Hall::evening(&stage, HANEUL);
        stage.draw("08b-large-letters", hall.room.view(stage.look()));
    }
}

#[test]
fn a_tighter_window_shows_more_of_the_conversation() {
    let seen = |density, text_size| {
        let mut stage = Stage::new(Language::Korean, &HANJI, (1100.0, 500.0));
        (stage.window.density, stage.window.text_size) = (density, text_size);
        let mut hall = Hall::evening(&stage, HANEUL);
        (0..60).for_each(|_| hall.says(HANEUL, "저녁 먹었어요?", "Had dinner?"));
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        drop(simulator.simulate([iced::Event::Window(iced::window::Event::RedrawRequested(
            std::time::Instant::now(),
        ))]));
        let places = simulator.into_messages().filter_map(|message| match message {
            maru::ui::screen::room::Message::Moved(place) => Some(place.seen),
            _ => None,
        });
        places.last().unwrap()
    };
    let [close, usual, large] =
        [(Density::Compact, 15), (Density::Normal, 15), (Density::Normal, 20)].map(|(d, s)| seen(d, s));
    assert!(close > usual && usual > large, "{close} {usual} {large}");
}
