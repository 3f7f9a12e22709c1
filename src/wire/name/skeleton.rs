//! When two names count as one: what is left of a name once case, width, spaces, invisible characters and
//! look-alike letters no longer matter.
//!
//! A skeleton is only for comparing. It is never shown, never sent and never stored: tables of look-alikes grow with
//! each edition of Unicode, and host and members may have different ones; the host decides.

use std::sync::LazyLock;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

use super::rule::INPUT_BYTES_MAX;

/// What names are compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Skeleton(String);

impl Skeleton {
    /// The skeleton of any text, be it a valid name or not; of very long text that of its beginning.
    ///
    /// UTS 39 takes look-alikes as they stand: `I` is like `l`, but `i` is not, `0` is like `O`, but not like `o`.
    /// Folding the case before *and* after closes the second gap, and counting `i` as `l` the first.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let folded: String = bounded(text).nfkc().default_case_fold().nfkc().collect();
        let alike: String = unicode_security::skeleton(&folded).default_case_fold().collect();
        let merged = unicode_security::skeleton(&alike)
            .filter(|character| !character.is_whitespace())
            .map(|character| if character == 'i' { 'l' } else { character });
        Self(merged.collect())
    }

    /// Whether nothing is left to compare.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the other is a beginning of this one.
    #[must_use]
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

/// Whether this reads like one of the names that nobody may have.
pub(super) fn is_reserved(spelled: &str) -> bool {
    RESERVED.contains(&folded(spelled)) || RESERVED.contains(&as_seen(spelled))
}

/// Names that would let somebody speak for the host, for the program or to everybody.
const RESERVED_WORDS: [&str; 12] = [
    "host",
    "admin",
    "server",
    "system",
    "maru",
    "all",
    "everyone",
    "모두",
    "방장",
    "관리자",
    "운영자",
    "시스템",
];

/// The reserved words in every form that [`folded`] and [`as_seen`] can give: small, and with a capital in front.
static RESERVED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let small = RESERVED_WORDS.iter().map(|word| folded(word));
    let shown = RESERVED_WORDS.iter().flat_map(|word| {
        let mut rest = word.chars();
        let capital: String = rest.next().into_iter().flat_map(char::to_uppercase).collect();
        [as_seen(word), as_seen(&format!("{capital}{}", rest.as_str()))]
    });
    small.chain(shown).collect()
});

/// The text as UTS 39 compares it without case. `i` and `l` stay apart here: Ali is not "all".
fn folded(text: &str) -> String {
    let folded: String = bounded(text).nfkc().default_case_fold().nfkc().collect();
    let alike: String = unicode_security::skeleton(&folded).default_case_fold().collect();
    compact(&alike)
}

/// The text as it looks, case and all: AII looks like All.
fn as_seen(text: &str) -> String {
    compact(&bounded(text).nfkc().collect::<String>())
}

/// The plain skeleton without spaces.
fn compact(text: &str) -> String {
    unicode_security::skeleton(text).filter(|character| !character.is_whitespace()).collect()
}

/// The characters that are looked at at all.
fn bounded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().take(INPUT_BYTES_MAX)
}
