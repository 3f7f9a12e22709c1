//! What a person looks for in what was said, and whether a line is it.
//!
//! Pure. All words of a query have to be in a line, each anywhere in it; `"several words"` in a row. Filters narrow it
//! down: `@NAME` or `from:NAME` by the beginning of the author's name at that moment (several of them: any), `before:`,
//! `after:` and `on:` with a day as `2026-11-01` (the day itself is neither before nor after), `has:link`. What looks like
//! a filter and is none is looked for as text, and a [`Hint`] says so.
//!
//! How texts are compared, `fold` says; how Hangul is, `term`. Lines are compared one by one: no index knows two
//! syllables or initial consonants, and a scan is quick enough (ARCHITECTURE, "Decisions").

mod fold;
mod marks;
mod term;
#[cfg(test)]
mod tests;

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use self::fold::{fold, fold_into};
use self::term::Term;
use crate::wire::Time;
use crate::wire::limits::SEARCH_CHARACTERS;

/// Returns whether a text holds what somebody typed, as the words of a query are found.
#[must_use]
pub fn holds(text: &str, typed: &str) -> bool {
    Term::read(typed).is_some_and(|term| term.is_in(&fold(text)))
}

/// Returns whether a text begins with what somebody typed, as the words of a query are found.
#[must_use]
pub fn begins(text: &str, typed: &str) -> bool {
    Term::read(typed).is_some_and(|term| term.begins(&fold(text)))
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    /// The beginnings of names; any of them.
    from: Vec<Term>,
    /// The first moment, and the first one that is too late.
    since: Time,
    until: Time,
    link: bool,
    hints: Vec<Hint>,
}

/// What a person should know about the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// This looks like a filter; it was looked for as text.
    UnknownFilter {
        /// As typed.
        typed: String,
    },
    /// Behind the filter stands no day; it was looked for as text.
    NotADay {
        /// As typed.
        typed: String,
    },
    /// The query is too long; only its beginning was looked for.
    TooLong {
        /// How many characters were looked for.
        max: usize,
    },
}

/// What of a line is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// The author's name at that moment.
    pub name: &'a str,
    /// When the host placed it.
    pub time: Time,
    /// What was said.
    pub text: &'a str,
}

impl Query {
    /// Reads what somebody typed; days are those of the zone.
    #[must_use]
    pub fn parse(typed: &str, zone: &TimeZone) -> Self {
        let mut query = Self {
            terms: Vec::new(),
            from: Vec::new(),
            since: 0,
            until: Time::MAX,
            link: false,
            hints: Vec::new(),
        };
        let mut rest = typed;
        if let Some((end, _)) = typed.char_indices().nth(SEARCH_CHARACTERS) {
            rest = typed.get(..end).unwrap_or_default();
            query.hints.push(Hint::TooLong { max: SEARCH_CHARACTERS });
        }
        while let Some((word, after)) = take_word(rest) {
            query.add(&word, zone);
            rest = after;
        }
        query
    }

    /// Returns whether nothing is looked for at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let whole = self.since == 0 && self.until == Time::MAX;
        self.terms.is_empty() && self.from.is_empty() && whole && !self.link
    }

    /// Returns what the person should know.
    #[must_use]
    pub fn hints(&self) -> &[Hint] {
        &self.hints
    }

    /// Returns the first moment a line may be of, and the first that is too late.
    #[must_use]
    pub fn span(&self) -> (Time, Time) {
        (self.since, self.until)
    }

    /// Returns whether a line is what is looked for; the buffer may hold anything and is kept for the next line.
    #[must_use]
    pub fn matches(&self, line: Said<'_>, buffer: &mut String) -> bool {
        if line.time < self.since || line.time >= self.until {
            return false;
        }
        if !self.from.is_empty() {
            fold_into(line.name, buffer);
            if !self.from.iter().any(|term| term.begins(buffer)) {
                return false;
            }
        }
        if self.terms.is_empty() && !self.link {
            return true;
        }
        fold_into(line.text, buffer);
        self.terms.iter().all(|term| term.is_in(buffer)) && (!self.link || has_link(buffer))
    }

    /// Returns where in a text stands what is looked for, in order and apart from each other.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        marks::marks(&self.terms, text)
    }

    fn add(&mut self, word: &Word<'_>, zone: &TimeZone) {
        let whole = || Term::read(word.whole);
        let day = || day_of(word.value);
        let shown = || word.whole.to_owned();
        match word.filter.as_str() {
            "" => self.terms.extend(Term::read(word.value)),
            "@" | "from" if Term::read(word.value).is_some() => self.from.extend(Term::read(word.value)),
            "before" | "after" | "on" => match day() {
                Some(day) => self.add_day(&word.filter, day, zone),
                None => {
                    self.hints.push(Hint::NotADay { typed: shown() });
                    self.terms.extend(whole());
                }
            },
            "has" if fold(word.value) == "link" => self.link = true,
            // A sign alone is a sign.
            "@" => self.terms.extend(whole()),
            _ => {
                self.hints.push(Hint::UnknownFilter { typed: shown() });
                self.terms.extend(whole());
            }
        }
    }

    fn add_day(&mut self, filter: &str, day: Date, zone: &TimeZone) {
        let (first, past) = (begin(day, zone), day.tomorrow().map_or(Time::MAX, |next| begin(next, zone)));
        if filter != "before" {
            let since = if filter == "on" { first } else { past };
            self.since = self.since.max(since);
        }
        if filter != "after" {
            let until = if filter == "on" { past } else { first };
            self.until = self.until.min(until);
        }
    }
}

/// One word of a query.
struct Word<'a> {
    /// What stands before the colon, folded; `@` for a name, nothing for what is looked for as it is.
    filter: String,
    /// What is looked for, or what the filter is about; without its quotation marks.
    value: &'a str,
    /// All of it.
    whole: &'a str,
}

/// Letters of a filter at most.
const FILTER_LETTERS_MAX: usize = 10;
/// What a name begins with.
const AT_SIGNS: [char; 2] = ['@', '＠'];
/// What stands between a filter and its value.
const COLONS: [char; 2] = [':', '：'];
/// What stands around a phrase.
const QUOTES: [char; 4] = ['"', '“', '”', '＂'];

/// The next word and what stands behind it.
fn take_word(text: &str) -> Option<(Word<'_>, &str)> {
    let text = text.trim_start();
    if text.is_empty() {
        return None;
    }
    let (filter, value) = split_filter(text);
    let (value, rest) = take_value(value);
    let whole = text.get(..text.len() - rest.len()).unwrap_or(text).trim_end();
    Some((Word { filter, value, whole }, rest))
}

/// What kind of filter stands here, if any, and the text behind it.
fn split_filter(text: &str) -> (String, &str) {
    if let Some(rest) = text.strip_prefix(AT_SIGNS) {
        return ("@".to_owned(), rest);
    }
    let none = (String::new(), text);
    let end = text.find(|character: char| character.is_whitespace() || COLONS.contains(&character));
    let Some((word, rest)) = end.and_then(|end| text.split_at_checked(end)) else { return none };
    let Some(value) = rest.strip_prefix(COLONS) else { return none };
    let word = fold(word);
    // An address of the web has a colon too.
    let letters =
        (1..=FILTER_LETTERS_MAX).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase());
    if letters && !value.starts_with("//") { (word, value) } else { none }
}

/// A phrase in quotation marks, closed or not, or all up to the next blank.
fn take_value(text: &str) -> (&str, &str) {
    if let Some(phrase) = text.strip_prefix(QUOTES) {
        return phrase.split_once(QUOTES).unwrap_or((phrase, ""));
    }
    text.find(char::is_whitespace).and_then(|end| text.split_at_checked(end)).unwrap_or((text, ""))
}

/// The day that is written as year, month and day.
fn day_of(typed: &str) -> Option<Date> {
    let folded = fold(typed);
    let mut numbers = folded.split(['-', '.', '/']);
    let mut number = || {
        let digits = numbers.next()?;
        (digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse::<i16>().ok()).flatten()
    };
    let (year, month, day) = (number()?, number()?, number()?);
    if numbers.next().is_some() {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The first moment of a day there.
fn begin(day: Date, zone: &TimeZone) -> Time {
    let begin = day.to_zoned(zone.clone()).map(|zoned| zoned.timestamp().as_millisecond());
    begin.map_or(Time::MAX, |begin| Time::try_from(begin).unwrap_or(0))
}

/// Whether a folded text holds an address of the web.
fn has_link(folded: &str) -> bool {
    ["http://", "https://", "www."].into_iter().any(|scheme| {
        folded.match_indices(scheme).any(|(at, _)| {
            let before = folded.get(..at).and_then(|text| text.chars().next_back());
            let after = folded.get(at + scheme.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(|character| character.is_ascii_alphanumeric())
                && after.is_some_and(char::is_alphanumeric)
        })
    })
}
