//! What can be chosen in the gear: the theme and the language.

/// Which of the two themes is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Hanji.
    Light,
    /// Night.
    Dark,
}

/// Which language is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LanguageChoice {
    /// As the system has it.
    #[default]
    System,
    /// 한국어
    Korean,
    /// English
    English,
}
