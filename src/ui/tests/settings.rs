//! The settings in the window: how one gets there and back, and that each choice acts at once.

use super::*;
use crate::config::{Choice, Density, LanguageChoice, LanguageFile};
use crate::ui::screen::settings::{Message as SettingsMessage, Tongue};

fn press(app: &mut App, sign: &str) {
    let key = keyboard::Key::Character(sign.into());
    drop(app.update(Message::Keyed(key, keyboard::Modifiers::COMMAND, true)));
}

#[test]
fn the_settings_come_by_key_and_gear_and_go_by_escape() {
    let mut app = app(Some("민수"));
    press(&mut app, ",");
    assert!(app.settings.is_some());
    press(&mut app, ",");
    assert!(app.settings.is_none());
    drop(app.update(Message::Lobby(lobby::Message::GearPressed)));
    assert!(app.settings.is_some());
    let escape = keyboard::Key::Named(keyboard::key::Named::Escape);
    drop(app.update(Message::Keyed(escape, keyboard::Modifiers::empty(), false)));
    assert!(app.settings.is_none());
    drop(app.update(Message::Rail(rail::Message::SettingsPressed)));
    assert!(app.settings.is_some());
}

#[test]
fn a_name_typed_in_the_settings_is_that_of_the_lobby() {
    let mut app = app(None);
    press(&mut app, ",");
    drop(app.update(Message::Settings(SettingsMessage::Named("민수".to_owned()))));
    press(&mut app, ",");
    assert_eq!((app.lobby.name(), app.config.profile.name.as_deref()), ("민수", Some("민수")));
}

#[test]
fn the_size_of_everything_changes_by_keys_within_its_bounds_and_the_window_is_measured_anew() {
    let mut app = app(Some("민수"));
    for _ in 0..20 {
        press(&mut app, "+");
    }
    assert_eq!(app.config.window.scale, limits::SCALE_MAX);
    assert_eq!(app.size, Size::new(SIZE.width / 2.0, SIZE.height / 2.0));
    assert!(app.look().is_narrow(), "half as much fits");
    press(&mut app, "0");
    assert_eq!(app.config.window.scale, limits::SCALE);
    assert!((app.size.width - SIZE.width).abs() < 0.01);
    for _ in 0..20 {
        press(&mut app, "-");
    }
    assert_eq!(app.config.window.scale, limits::SCALE_MIN);
}

#[test]
fn a_third_language_needs_only_a_file() {
    let mut app = app(Some("민수"));
    press(&mut app, ",");
    let tag = "ja".parse().unwrap();
    let text = Ok("app-name = マル\nlanguage-name = 日本語\n".to_owned());
    let tongue = Tongue::of(LanguageFile { tag, file: "ja.ftl".into(), text });
    assert_eq!(tongue.name, "日本語");
    drop(app.update(Message::Settings(SettingsMessage::TonguesRead(vec![tongue]))));
    drop(app.choose(Choice::Language(LanguageChoice::Other(tag))));
    assert_eq!(app.name_of_window(), "マル");
    assert_eq!(app.phrases.text("common-close"), "Close", "English stands in");
    drop(app.update(Message::Settings(SettingsMessage::TonguesRead(Vec::new()))));
    assert_eq!(app.name_of_window(), "Maru", "the file is gone");
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_the_choice_acts() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(Some("민수"));
    // A folder is no file to write to.
    app.config_file = Some(folder.path().to_owned());
    drop(app.choose(Choice::Density(Density::Compact)));
    assert_eq!(app.config.window.density, Density::Compact);
    let error = Config::load(folder.path()).unwrap_err();
    drop(app.update(Message::Written(Some(error))));
    assert!(app.unwritten.is_some());
    drop(app.update(Message::Written(None)));
    assert!(app.unwritten.is_none());
}

#[test]
fn what_is_unknown_in_the_file_is_told_at_the_foot_of_the_window() {
    let words = "settings.toml: host.prot".to_owned();
    let options = Options { unknown_settings: Some(words.clone()), ..options(None) };
    let app = App::new(options, Keeper::default()).0;
    assert!(format!("{:?}", app.toasts).contains(&words));
    assert!(!format!("{:?}", super::app(None).toasts).contains(&words));
}

#[test]
fn settings_that_could_not_be_written_are_told_where_the_settings_do_not_tell_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, "[profile]\nname = \n").unwrap();
    let error = Config::load(&file).unwrap_err();
    let mut app = app(Some("민수"));
    drop(app.update(Message::Written(Some(error.clone()))));
    let told = |app: &App| app.toasts.shown().map(|toast| toast.words.clone()).collect::<Vec<_>>();
    assert!(told(&app).iter().any(|words| words.contains("config.toml")), "{:?}", told(&app));
    app.toasts = Toasts::default();
    press(&mut app, ",");
    drop(app.update(Message::Written(Some(error))));
    assert!(told(&app).is_empty() && app.unwritten.is_some(), "the page says it");
}
