//! One thing that a person chooses in the window. Pure.
//!
//! The same choice is laid on the settings in use and on those in the file, so that what a flag or the environment says
//! for this one time never ends up in the file.

use super::{Config, Density, LanguageChoice, NoticeChoice, SkinTone, ThemeChoice};
use crate::wire::limits;

/// One thing that a person chooses in the window.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described at the option that it sets")]
pub enum Choice {
    Name(String),
    Colour(u8),
    Language(LanguageChoice),
    Theme(ThemeChoice),
    TextSize(u8),
    Scale(u16),
    Density(Density),
    ReduceMotion(bool),
    FullDay(bool),
    Notices(NoticeChoice),
    Sound(bool),
    DoNotDisturb(bool),
    ShowText(bool),
    KeepDrafts(bool),
    SkinTone(SkinTone),
}

impl Choice {
    /// Lays the choice on settings; a number beyond its bounds is the nearest one within them.
    pub fn apply(&self, config: &mut Config) {
        let Config { profile, window, notifications, .. } = config;
        match self {
            Self::Name(name) => profile.name = Some(name.clone()),
            Self::Colour(colour) => profile.colour = (*colour).min(limits::COLOURS),
            Self::Language(language) => profile.language = *language,
            Self::Theme(theme) => profile.theme = *theme,
            Self::TextSize(size) => {
                window.text_size = (*size).clamp(limits::TEXT_SIZE_MIN, limits::TEXT_SIZE_MAX);
            }
            Self::Scale(scale) => window.scale = (*scale).clamp(limits::SCALE_MIN, limits::SCALE_MAX),
            Self::Density(density) => window.density = *density,
            Self::ReduceMotion(is_reduced) => window.reduce_motion = *is_reduced,
            Self::FullDay(is_full) => window.full_day = *is_full,
            Self::Notices(notices) => notifications.notices = *notices,
            Self::Sound(is_heard) => notifications.sound = *is_heard,
            Self::DoNotDisturb(is_wanted) => notifications.do_not_disturb = *is_wanted,
            Self::ShowText(is_shown) => notifications.show_text = *is_shown,
            Self::KeepDrafts(is_kept) => window.keep_drafts = *is_kept,
            Self::SkinTone(tone) => window.skin_tone = *tone,
        }
    }

    /// Whether both choose the same thing, perhaps differently.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_changes_one_option_and_stays_within_its_bounds() {
        let chosen = |choice: Choice| {
            let mut config = Config::default();
            choice.apply(&mut config);
            config
        };
        assert_eq!(chosen(Choice::TextSize(200)).window.text_size, limits::TEXT_SIZE_MAX);
        assert_eq!(chosen(Choice::Scale(0)).window.scale, limits::SCALE_MIN);
        assert_eq!(chosen(Choice::Colour(9)).profile.colour, limits::COLOURS);
        let quiet = chosen(Choice::DoNotDisturb(true));
        let mut expected = Config::default();
        expected.notifications.do_not_disturb = true;
        assert_eq!(quiet, expected);
    }

    #[test]
    fn choices_about_one_thing_replace_each_other() {
        assert!(Choice::Scale(80).is_about_the_same(&Choice::Scale(90)));
        assert!(!Choice::Sound(true).is_about_the_same(&Choice::ShowText(true)));
    }
}
