//! Which language a person chooses, and the files that bring languages of their own: `languages/xx.ftl` beside the settings.
//!
//! Only as many files and bytes are read as a folder of languages has. What a file says is not looked at here.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Error;
use super::file::read_text;
use crate::wire::limits;

/// The folder with language files, beside the settings file.
const FOLDER: &str = "languages";
/// What the name of a language file ends in.
const ENDING: &str = "ftl";

/// The language of every sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum LanguageChoice {
    /// What this computer speaks.
    #[default]
    System,
    /// Korean.
    Korean,
    /// English.
    English,
    /// That of a file; English where there is no such file.
    Other(LanguageTag),
}

/// The tag of a language that is not built in, as `ja` or `pt-BR`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag([u8; limits::LANGUAGE_TAG_BYTES]);

/// A text is no tag of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected system, ko, en or the tag of a language file, as ja or pt-BR")]
pub struct NotALanguage;

/// A language file.
#[derive(Clone, Debug)]
pub struct LanguageFile {
    /// Which language it brings.
    pub tag: LanguageTag,
    /// Where it lies.
    pub file: PathBuf,
    /// What it says, or why it cannot be read.
    pub text: Result<String, Error>,
}

impl LanguageChoice {
    /// Returns the word that stands for this choice in the file.
    pub fn as_str(&self) -> &str {
        match self {
            Self::System => "system",
            Self::Korean => "ko",
            Self::English => "en",
            Self::Other(tag) => tag.as_str(),
        }
    }

    /// Returns what the file of this language says, if it is one of a file that can be read.
    pub fn text_in<'a>(&self, files: &'a [LanguageFile]) -> Option<&'a str> {
        let Self::Other(tag) = self else { return None };
        files.iter().find(|file| file.tag == *tag).and_then(|file| file.text.as_deref().ok())
    }
}

impl FromStr for LanguageChoice {
    type Err = NotALanguage;

    fn from_str(word: &str) -> Result<Self, NotALanguage> {
        Ok(match word {
            "system" => Self::System,
            "ko" => Self::Korean,
            "en" => Self::English,
            tag => Self::Other(tag.parse()?),
        })
    }
}

impl TryFrom<String> for LanguageChoice {
    type Error = NotALanguage;

    fn try_from(word: String) -> Result<Self, NotALanguage> {
        word.parse()
    }
}

impl From<LanguageChoice> for String {
    fn from(choice: LanguageChoice) -> Self {
        choice.as_str().to_owned()
    }
}

impl LanguageTag {
    /// Returns the tag as it is written.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(self.0.len());
        self.0.get(..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl FromStr for LanguageTag {
    type Err = NotALanguage;

    /// Reads two or three small letters, and perhaps parts of letters and digits behind hyphens.
    fn from_str(text: &str) -> Result<Self, NotALanguage> {
        let mut parts = text.split('-');
        let language = parts.next().unwrap_or_default();
        let is_language = matches!(language.len(), 2 | 3) && language.bytes().all(|c| c.is_ascii_lowercase());
        let is_part =
            |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_alphanumeric());
        if !is_language || matches!(text, "ko" | "en") || !parts.all(is_part) {
            return Err(NotALanguage);
        }
        let mut bytes = [0; limits::LANGUAGE_TAG_BYTES];
        bytes.get_mut(..text.len()).ok_or(NotALanguage)?.copy_from_slice(text.as_bytes());
        Ok(Self(bytes))
    }
}

impl fmt::Debug for LanguageTag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Reads the language files beside a settings file, in the order of their tags.
pub fn read_languages(config_file: &Path) -> Vec<LanguageFile> {
    let Some(folder) = config_file.parent().map(|parent| parent.join(FOLDER)) else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let files = entries.flatten().take(limits::LANGUAGE_FILES).map(|entry| entry.path());
    let mut found: Vec<_> = files.filter_map(tagged).collect();
    found.sort_by_key(|(tag, _)| *tag);
    let read = |(tag, file): (LanguageTag, PathBuf)| {
        let text = read_text(&file);
        LanguageFile { tag, file, text }
    };
    found.into_iter().map(read).collect()
}

/// Returns the language that a file brings by its name; others are passed over.
fn tagged(file: PathBuf) -> Option<(LanguageTag, PathBuf)> {
    let tag = file.file_stem()?.to_str()?.parse().ok()?;
    (file.extension()? == ENDING).then_some((tag, file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::error::Reason;
    use crate::config::file::FILE_BYTES_MAX;

    #[test]
    fn a_tag_is_short_and_plain_and_none_of_the_built_in_ones() {
        for tag in ["ja", "pt-BR", "zh-Hant-TW", "fil"] {
            let read: LanguageTag = tag.parse().unwrap();
            assert_eq!(read.as_str(), tag);
        }
        for tag in
            ["", "j", "ko", "en", "JA", "ja-", "ja_JP", "../ja", "ja-JP-x-toolongforus", "일본", "japanese"]
        {
            assert_eq!(tag.parse::<LanguageTag>(), Err(NotALanguage), "{tag}");
        }
        assert_eq!("system".parse(), Ok(LanguageChoice::System));
        assert_eq!(LanguageChoice::Other("ja".parse().unwrap()).as_str(), "ja");
    }

    #[test]
    fn language_files_are_found_in_order_and_a_bad_one_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config.toml");
        assert!(read_languages(&config).is_empty(), "there is no folder");
        let languages = folder.path().join(FOLDER);
        fs::create_dir(&languages).unwrap();
        let write = |name: &str, bytes: &[u8]| fs::write(languages.join(name), bytes).unwrap();
        write("ja.ftl", "app-name = マル\n".as_bytes());
        write("fr.ftl", &[0xFF, 0xFE, 0x41]);
        write("de.ftl", &vec![b' '; usize::try_from(FILE_BYTES_MAX).unwrap() + 1]);
        write("en.ftl", b"app-name = not ours");
        write("notes.txt", b"x");
        write("es.txt", b"x");
        fs::create_dir(languages.join("it.ftl")).unwrap();
        let found = read_languages(&config);
        let tags: Vec<&str> = found.iter().map(|file| file.tag.as_str()).collect();
        assert_eq!(tags, ["de", "fr", "it", "ja"]);
        let reason = |at: usize| &found[at].text.as_ref().unwrap_err().reason;
        assert!(matches!(reason(0), Reason::TooLarge { .. }));
        assert!(matches!(reason(1), Reason::NotText));
        assert!(matches!(reason(2), Reason::NotAFile));
        let choice = LanguageChoice::Other("ja".parse().unwrap());
        assert_eq!(choice.text_in(&found), Some("app-name = マル\n"));
        assert_eq!(LanguageChoice::Other("fr".parse().unwrap()).text_in(&found), None);
        assert_eq!(LanguageChoice::Korean.text_in(&found), None);
    }
}
