//! Every sentence that people read, by its key, in Korean and English (stand-in until the real one is merged).

pub use fluent_bundle::FluentValue as Value;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 한국어
    Korean,
    /// English
    English,
}

impl Language {
    /// What this computer speaks.
    pub fn of_system() -> Self {
        Self::English
    }
}

/// The sentences in one language.
#[allow(missing_debug_implementations)]
pub struct Phrases {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Phrases {
    /// Reads the sentences of a language.
    pub fn new(language: Language) -> Self {
        let source = match language {
            Language::Korean => include_str!("../i18n/ko.ftl"),
            Language::English => include_str!("../i18n/en.ftl"),
        };
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let mut bundle = FluentBundle::new_concurrent(vec![unic_langid::LanguageIdentifier::default()]);
        bundle.set_use_isolating(false);
        drop(bundle.add_resource(resource));
        Self { language, bundle }
    }

    /// Which language this is.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A sentence without parts.
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A sentence with parts.
    pub fn with(&self, key: &str, parts: &[(&str, Value<'_>)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in parts {
            args.set(name.to_string(), value.clone());
        }
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}
