//! Whom a line names: the longest name that fits, quotes for doubts, lists with commas.
//!
//! Names are compared as the host compares them, by [`Skeleton`]. Where the blanks typed could mean two people, neither
//! is taken.

use std::collections::BTreeMap;

use super::{Context, Mistake, keys};
use crate::wire::{Name, Skeleton};

/// The most people that one whisper goes to.
pub const TARGETS_MAX: usize = 8;
/// Names offered when none or several fit.
const OFFERED_MAX: usize = 5;
/// Bytes in which the end of a name is looked for: more than any name typed with generous blanks.
const NAME_SPAN_BYTES: usize = 256;
/// Characters of a wrong name that are repeated in a sentence.
const SHOWN_CHARACTERS_MAX: usize = 40;

/// Who is in the room, and whom it knows besides. Made once for each change of the roster.
#[derive(Clone, Debug, Default)]
pub struct People {
    by_skeleton: BTreeMap<Skeleton, Person>,
}

#[derive(Clone, Debug)]
struct Person {
    name: Name,
    present: bool,
}

impl People {
    /// Takes those present and those known but gone; a present one counts where both have the same name.
    #[must_use]
    pub fn new(present: impl IntoIterator<Item = Name>, known: impl IntoIterator<Item = Name>) -> Self {
        let gone = known.into_iter().map(|name| Person { name, present: false });
        let here = present.into_iter().map(|name| Person { name, present: true });
        let by_skeleton = gone.chain(here).map(|person| (person.name.skeleton(), person)).collect();
        Self { by_skeleton }
    }

    /// Whether somebody of this name is in the room.
    #[must_use]
    pub fn is_present(&self, name: &Name) -> bool {
        self.by_skeleton.get(&name.skeleton()).is_some_and(|person| person.present)
    }

    /// The names of those present, in a fixed order.
    pub fn present(&self) -> impl Iterator<Item = &Name> {
        self.by_skeleton.values().filter(|person| person.present).map(|person| &person.name)
    }

    fn find(&self, skeleton: &Skeleton) -> Option<&Name> {
        self.by_skeleton.get(skeleton).map(|person| &person.name)
    }

    /// Those whose name begins as typed, then those whose name is a slip away; the present first, the nearest first.
    fn nearest(&self, typed: &str, own: &Name) -> (Vec<Name>, bool) {
        let struck = keys::struck(typed);
        let mut near: Vec<(bool, bool, usize, &Name)> = Vec::new();
        for person in self.by_skeleton.values().filter(|person| person.name != *own) {
            let name = keys::struck(person.name.as_str());
            let begins = !struck.is_empty() && name.starts_with(&struck);
            let worth = begins || name.len().abs_diff(struck.len()) <= keys::slips(&struck);
            let distance = if worth { keys::distance(&struck, &name) } else { usize::MAX };
            if begins || distance <= keys::slips(&struck) {
                near.push((!begins, !person.present, distance, &person.name));
            }
        }
        near.sort_unstable();
        let several = near.iter().filter(|(later, ..)| !later).count() > 1;
        (near.into_iter().take(OFFERED_MAX).map(|(.., name)| name.clone()).collect(), several)
    }

    /// Those whose name begins with the keys typed so far.
    pub(super) fn beginning_with<'a>(&'a self, typed: &str) -> impl Iterator<Item = &'a Name> {
        let struck = keys::struck(typed);
        self.present().filter(move |name| keys::struck(name.as_str()).starts_with(&struck))
    }
}

/// The name as it must be typed in a list of targets, so that no longer name fits instead.
#[must_use]
pub fn quoted(name: &Name, context: &Context<'_>) -> String {
    let skeleton = name.skeleton();
    let longer = |other: &Skeleton| *other != skeleton && other.starts_with(&skeleton);
    if longer(&context.own_skeleton()) || context.people.by_skeleton.keys().any(longer) {
        format!("\"{name}\"")
    } else {
        name.as_str().to_owned()
    }
}

/// Reads `NAME[,NAME...] TEXT`: who is meant, and the text as typed after one blank.
pub(super) fn read_targets<'t>(
    tail: &'t str,
    context: &Context<'_>,
) -> Result<(Vec<Name>, &'t str), Mistake> {
    let mut names: Vec<Name> = Vec::new();
    let mut rest = tail.trim_start();
    loop {
        let (name, after) = read_name(rest, context)?;
        if name.skeleton() == context.own_skeleton() {
            return Err(Mistake::ToYourself);
        }
        if !names.contains(&name) {
            names.push(name.clone());
        }
        if names.len() > TARGETS_MAX {
            return Err(Mistake::TooManyNames { max: TARGETS_MAX });
        }
        let Some(listed) = after.strip_prefix(COMMAS) else {
            let text = after.strip_prefix(COLONS).unwrap_or(after);
            return Ok((names, without_blank(text)));
        };
        if listed.starts_with(|character: char| !character.is_whitespace()) {
            rest = listed;
            continue;
        }
        // `민수, 뭐해` speaks to one person; `민수, 영희 …` may be a list or may speak about the second.
        return match read_name(listed.trim_start(), context) {
            Ok((second, _)) if second.skeleton() != context.own_skeleton() => {
                Err(Mistake::ListOrText { first: name, second })
            }
            _ => Ok((names, without_blank(listed))),
        };
    }
}

/// Reads one name from the beginning, with an optional `@`: who it is, and what follows it.
pub(super) fn read_name<'t>(text: &'t str, context: &Context<'_>) -> Result<(Name, &'t str), Mistake> {
    let text = text.strip_prefix(['@', '＠']).unwrap_or(text);
    match read_quoted(text) {
        Some(Ok((inside, rest))) if rest.is_empty() || rest.starts_with(is_boundary) => {
            match context.find(&Skeleton::of(&inside)) {
                Some(name) => Ok((name.clone(), rest)),
                None => Err(nobody(&inside, context)),
            }
        }
        Some(Ok((inside, _))) => Err(nobody(&inside, context)),
        Some(Err(mistake)) => Err(mistake),
        None => read_longest(text, context),
    }
}

/// Whether a text begins with the name of somebody else.
pub(super) fn begins_with_name(text: &str, context: &Context<'_>) -> bool {
    let text = text.trim_start();
    let text = text.strip_prefix(['@', '＠']).unwrap_or(text);
    let somebody = |typed: &str| context.find(&Skeleton::of(typed)).is_some_and(|name| name != context.own);
    match read_quoted(text) {
        Some(Ok((inside, _))) => somebody(&inside),
        Some(Err(_)) => false,
        None => beginnings(text).any(|(candidate, _)| somebody(candidate)),
    }
}

/// Reads a name in quotation marks: what is inside, and what follows. Nothing if there are none.
pub(super) fn read_quoted(text: &str) -> Option<Result<(String, &str), Mistake>> {
    let body = text.strip_prefix(['"', '“', '”', '„', '＂'])?;
    let mut inside = String::new();
    let mut escaped = false;
    for (at, character) in body.char_indices().take(NAME_SPAN_BYTES) {
        match character {
            '"' | '“' | '”' | '＂' if !escaped => {
                let rest = body.get(at + character.len_utf8()..).unwrap_or_default();
                return Some(Ok((inside, rest)));
            }
            '\\' if !escaped => escaped = true,
            _ => {
                if escaped && !matches!(character, '"' | '\\' | '“' | '”' | '＂') {
                    inside.push('\\');
                }
                inside.push(character);
                escaped = false;
            }
        }
    }
    Some(Err(Mistake::OpenQuote))
}

/// Takes the longest beginning that is somebody's name, up to a blank, comma, colon or the end.
///
/// Blanks inside names do not count when names are compared. So `민수 야` may be 민수야 or 민수 with a text: where
/// counting the blanks and not counting them give two people, both are offered.
fn read_longest<'t>(text: &'t str, context: &Context<'_>) -> Result<(Name, &'t str), Mistake> {
    let mut loose: Option<(&Name, &str)> = None;
    let mut strict: Option<(&Name, &str)> = None;
    for (candidate, rest) in beginnings(text) {
        let Some(name) = context.find(&Skeleton::of(candidate)) else { continue };
        loose = Some((name, rest));
        if words_alike(candidate, name.as_str()) {
            strict = Some((name, rest));
        }
    }
    match (strict, loose) {
        (Some((strict, rest)), Some((loose, _))) if strict == loose => Ok((strict.clone(), rest)),
        (Some((strict, _)), Some((loose, _))) => Err(Mistake::Ambiguous {
            typed: shortened(first_word(text)),
            names: vec![strict.clone(), loose.clone()],
        }),
        (None, Some((loose, rest))) => Ok((loose.clone(), rest)),
        (_, None) => Err(nobody(first_word(text), context)),
    }
}

/// Every beginning of the text that could be a name, shortest first, each with what follows it.
fn beginnings(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let line = text.split('\n').next().unwrap_or_default();
    let ends = line
        .char_indices()
        .take_while(|(at, _)| *at <= NAME_SPAN_BYTES)
        .filter(|(_, character)| is_boundary(*character))
        .map(|(at, _)| at)
        .chain((line.len() <= NAME_SPAN_BYTES).then_some(line.len()));
    ends.filter_map(move |end| text.split_at_checked(end))
        .filter(|(candidate, _)| !candidate.is_empty() && !candidate.ends_with(char::is_whitespace))
}

/// Whether two texts agree word by word, so that their blanks stand in the same places.
fn words_alike(one: &str, other: &str) -> bool {
    one.split_whitespace().map(Skeleton::of).eq(other.split_whitespace().map(Skeleton::of))
}

/// The mistake of naming somebody who is not there.
fn nobody(typed: &str, context: &Context<'_>) -> Mistake {
    let (nearest, several) = context.people.nearest(typed, context.own);
    let typed = shortened(typed);
    if several {
        Mistake::Ambiguous { typed, names: nearest }
    } else {
        Mistake::NoSuchMember { typed, nearest }
    }
}

/// What a sentence repeats of something typed.
pub(super) fn shortened(typed: &str) -> String {
    let typed = typed.trim();
    match typed.char_indices().nth(SHOWN_CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", typed.get(..end).unwrap_or_default()),
        None => typed.to_owned(),
    }
}

fn first_word(text: &str) -> &str {
    text.split(is_boundary).next().unwrap_or_default()
}

pub(super) fn without_blank(text: &str) -> &str {
    text.strip_prefix(char::is_whitespace).unwrap_or(text)
}

fn is_boundary(character: char) -> bool {
    character.is_whitespace() || COMMAS.contains(&character) || COLONS.contains(&character)
}

/// What stands between the names of a list.
const COMMAS: [char; 3] = [',', '，', '、'];
/// What may stand behind a name.
const COLONS: [char; 2] = [':', '：'];

impl Context<'_> {
    fn own_skeleton(&self) -> Skeleton {
        self.own.skeleton()
    }

    fn find(&self, skeleton: &Skeleton) -> Option<&Name> {
        if *skeleton == self.own_skeleton() { Some(self.own) } else { self.people.find(skeleton) }
    }
}
