//! Writing choices into the settings file, on threads of their own, the newest choice of each thing last.
//!
//! Only what was chosen in the window is written: what flags and the environment say for this one time is not.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use iced::Task;

use crate::config::{Choice, Config, Error};
use crate::ui::hosting::aside;

/// Choices that wait to be written, at most one of each kind.
#[derive(Debug, Clone, Default)]
pub(in crate::ui) struct Writer {
    waiting: Arc<Mutex<Vec<Choice>>>,
    turn: Arc<Mutex<()>>,
}

impl Writer {
    /// Has a choice written; tells why it was not, if so.
    pub(super) fn write(&self, file: PathBuf, choice: Choice) -> Task<Option<Error>> {
        self.queue(choice);
        let writer = self.clone();
        aside("settings", move || writer.work(&file)).map(Option::flatten)
    }

    fn queue(&self, choice: Choice) {
        let Ok(mut waiting) = self.waiting.lock() else { return };
        waiting.retain(|other| !other.is_about_the_same(&choice));
        waiting.push(choice);
    }

    fn work(&self, file: &Path) -> Option<Error> {
        let _turn = self.turn.lock().ok()?;
        let choices = self.waiting.lock().map(|mut waiting| std::mem::take(&mut *waiting)).ok()?;
        if choices.is_empty() {
            return None;
        }
        let written = Config::load_or_default(file).and_then(|mut loaded| {
            choices.iter().for_each(|choice| choice.apply(&mut loaded.config));
            loaded.config.save(file)
        });
        if let Err(error) = &written {
            tracing::warn!(%error, "the settings were not written");
        }
        written.err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Density;

    #[test]
    fn only_what_was_chosen_in_the_window_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        std::fs::write(&file, "# mine\n[host]\nport = 4000\n").unwrap();
        let writer = Writer::default();
        for name in ["민수", "서연"] {
            writer.queue(Choice::Name(name.to_owned()));
        }
        writer.queue(Choice::Density(Density::Compact));
        assert_eq!(writer.waiting.lock().unwrap().len(), 2);
        assert!(writer.work(&file).is_none() && writer.work(&file).is_none());
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("# mine\n[host]\nport = 4000\n"), "{text}");
        let kept = Config::load(&file).unwrap().config;
        assert_eq!((kept.window.density, kept.profile.name.as_deref()), (Density::Compact, Some("서연")));
        assert!(!text.contains("theme"), "nobody chose one");
    }

    #[test]
    fn a_file_with_a_mistake_is_left_alone_and_the_reason_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        std::fs::write(&file, "[profile]\nname = \n").unwrap();
        let writer = Writer::default();
        writer.queue(Choice::Sound(true));
        assert!(writer.work(&file).is_some());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "[profile]\nname = \n");
    }
}
