//! Every sentence that people read, by its key, in Korean, in English and in the language of a file.
//!
//! The sentences lie in `i18n/ko.ftl` and `i18n/en.ftl` and are compiled in; a language of a file is laid over English, so
//! that it may lack what it likes. Window and console alike ask here. The rest
//! of Maru has error enums and keys, never sentences. This module knows nothing of ours but the words of the wire, which
//! some sentences are about. Tests prove that both files have the same keys with the same arguments and that every
//! key used in the code is there, so that nobody is ever shown a key.

mod foreign;
mod particle;
mod reason;
#[cfg(test)]
mod tests;
pub mod time;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use particle::{Particle, particle, with_particle};
pub use reason::{
    Notice, of_closed, of_invite_error, of_name_error, of_refusal, of_rejection, of_text_error,
};

use crate::wire::{Name, RoomName, limits};

/// A language of the interface that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// 한국어.
    Korean,
    /// English.
    English,
}

impl Language {
    /// Every one, in the order of a list to choose from.
    pub const ALL: [Self; 2] = [Self::Korean, Self::English];

    /// The language that this computer speaks; English where it speaks neither.
    #[must_use]
    pub fn of_system() -> Self {
        sys_locale::get_locale().map_or(Self::English, |tag| Self::of_tag(&tag))
    }

    /// The language of a tag as systems write it: `ko`, `ko-KR`, `ko_KR.UTF-8`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        let language = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("ko") || language.eq_ignore_ascii_case("kor") {
            Self::Korean
        } else {
            Self::English
        }
    }

    /// The tag of this language, for files and the command line.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::Korean => include_str!("../i18n/ko.ftl"),
            Self::English => include_str!("../i18n/en.ftl"),
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().unwrap_or_default()
    }
}

/// What a sentence is filled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A word or more, shown as it is.
    Text(Cow<'a, str>),
    /// A number, which may choose between singular and plural.
    Number(i64),
}

/// All sentences in one language. Cloning is cheap.
#[derive(Clone)]
pub struct Phrases {
    language: Language,
    /// The chosen language, then English for what it lacks.
    bundles: Arc<[FluentBundle<FluentResource>]>,
}

/// Lines of a language file that cannot be read, counted from 1; the others are used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// The first of them.
    pub lines: Vec<usize>,
    /// Whether there are more.
    pub has_more: bool,
}

impl Phrases {
    /// Reads the sentences of one language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let fallback = (language != Language::English).then_some(Language::English);
        let bundles = [language].into_iter().chain(fallback).map(built_in).collect();
        Self { language, bundles }
    }

    /// Reads the sentences of the language that goes by a word of the settings, which a file brings if it is not built in.
    #[must_use]
    pub fn chosen(word: &str, file: Option<&str>) -> Self {
        match (word, file) {
            ("system", _) => Self::new(Language::of_system()),
            (tag, Some(text)) => Self::of_file(tag, text).0,
            (tag, None) => Self::new(Language::of_tag(tag)),
        }
    }

    /// Reads the sentences of a file, with English for what it lacks or has wrong, and returns which lines are wrong.
    #[must_use]
    pub fn of_file(tag: &str, text: &str) -> (Self, Unread) {
        let (text, mut lines) = foreign::bounded(text);
        let (resource, errors) = match FluentResource::try_new(text) {
            Ok(resource) => (resource, Vec::new()),
            Err(broken) => broken,
        };
        lines.extend(errors.iter().map(|error| line_of(resource.source(), error.pos.start)));
        lines.sort_unstable();
        lines.dedup();
        let has_more = lines.len() > limits::LANGUAGE_MISTAKES;
        lines.truncate(limits::LANGUAGE_MISTAKES);
        let unread = Unread { lines, has_more };
        let mut foreign = empty(tag.parse().unwrap_or_default());
        foreign.add_resource_overriding(resource);
        let bundles = [foreign, built_in(Language::English)].into_iter().collect();
        (Self { language: Language::English, bundles }, unread)
    }

    /// Which language this is; one of a file keeps the habits of English where the code knows of habits.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The sentence of this key, for one that takes no arguments.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The sentence of this key, filled with arguments.
    #[must_use]
    pub fn with(&self, key: &str, arguments: &[(&str, Value<'_>)]) -> String {
        let bytes_max = foreign::bytes_max(arguments);
        let arguments: FluentArgs<'_> =
            arguments.iter().map(|(name, value)| ((*name).to_owned(), FluentValue::from(value))).collect();
        let mut unfilled = None;
        for bundle in self.bundles.iter() {
            let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
                continue;
            };
            let mut errors = Vec::new();
            let sentence = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
            if sentence.len() > bytes_max {
                tracing::error!(key, "a sentence is too long");
                continue;
            }
            if errors.is_empty() {
                return sentence.into_owned();
            }
            report(key, &errors);
            unfilled.get_or_insert_with(|| sentence.into_owned());
        }
        unfilled.unwrap_or_else(|| {
            tracing::error!(key, "there is no such sentence");
            key.to_owned()
        })
    }

    /// Whether there is a sentence of this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundles.iter().any(|bundle| bundle.has_message(key))
    }
}

impl fmt::Debug for Phrases {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Phrases").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Default for Phrases {
    fn default() -> Self {
        Self::new(Language::of_system())
    }
}

/// Reads one built-in file. What it lacks or has wrong is logged and left out; a test proves that nothing is.
fn built_in(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = empty(language.identifier());
    let resource =
        FluentResource::try_new(language.source().to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(?errors, language = language.tag(), "some sentences cannot be read");
            resource
        });
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::error!(?errors, language = language.tag(), "some sentences are there twice");
    }
    bundle
}

/// Makes a bundle without sentences.
fn empty(language: LanguageIdentifier) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The bundled font has no glyph for the isolation marks, and the built-in languages run left to right.
    bundle.set_use_isolating(false);
    if let Err(error) = bundle.add_function("PARTICLE", particle::function) {
        tracing::error!(%error, "particles cannot be chosen");
    }
    bundle
}

/// Returns the line of a byte, counted from 1.
fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

fn report(key: &str, errors: &[FluentError]) {
    for error in errors {
        tracing::error!(key, %error, "a sentence was not filled");
    }
}

impl<'a> From<&'a Value<'_>> for FluentValue<'a> {
    fn from(value: &'a Value<'_>) -> Self {
        match value {
            Value::Text(text) => FluentValue::from(text.as_ref()),
            Value::Number(number) => FluentValue::from(*number),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a Name> for Value<'a> {
    fn from(name: &'a Name) -> Self {
        Self::Text(Cow::Borrowed(name.as_str()))
    }
}

impl<'a> From<&'a RoomName> for Value<'a> {
    fn from(name: &'a RoomName) -> Self {
        Self::Text(Cow::Borrowed(name.as_str()))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl From<char> for Value<'_> {
    fn from(character: char) -> Self {
        Self::Text(Cow::Owned(character.to_string()))
    }
}

macro_rules! from_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Value<'_> {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}

from_number!(u8, u16, u32, u64, usize, i32, i64);
