//! Rust text cut into the words that name things and its literals, without comments, and the paths they make.
//!
//! It knows just enough of the language for `tests/arrows.rs`: names, `::`, braces, marks and what is quoted.

/// One word of a Rust text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// A name or a keyword, without `r#`.
    Name(String),
    /// `::`
    Path,
    /// A string or a character, as it is written, with its quotes.
    Literal(String),
    /// Any other mark.
    Mark(char),
}

/// Cuts the text into words.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let characters: Vec<char> = text.chars().collect();
    let at = |place: usize| characters.get(place).copied().unwrap_or('\0');
    let mut found = Vec::new();
    let mut place = 0;
    while place < characters.len() {
        let character = at(place);
        if character.is_whitespace() {
            place += 1;
        } else if character == '/' && at(place + 1) == '/' {
            while place < characters.len() && at(place) != '\n' {
                place += 1;
            }
        } else if character == '/' && at(place + 1) == '*' {
            place = after_block_comment(&characters, place);
        } else if let Some(after) = after_literal(&characters, place) {
            let end = after.min(characters.len());
            found.push(Word::Literal(characters[place..end].iter().collect()));
            place = after;
        } else if character.is_alphanumeric() || character == '_' {
            let start = place;
            while at(place).is_alphanumeric() || at(place) == '_' {
                place += 1;
            }
            let name: String = characters[start..place].iter().collect();
            if name == "r" && at(place) == '#' {
                place += 1;
            } else {
                found.push(Word::Name(name));
            }
        } else if character == ':' && at(place + 1) == ':' {
            found.push(Word::Path);
            place += 2;
        } else {
            found.push(Word::Mark(character));
            place += 1;
        }
    }
    found
}

fn after_block_comment(characters: &[char], mut place: usize) -> usize {
    let mut depth = 0;
    while place < characters.len() {
        match characters.get(place..place + 2) {
            Some(['/', '*']) => {
                depth += 1;
                place += 2;
            }
            Some(['*', '/']) => {
                depth -= 1;
                place += 2;
                if depth == 0 {
                    break;
                }
            }
            _ => place += 1,
        }
    }
    place
}

/// Where the string or character that starts here ends, if one starts here.
fn after_literal(characters: &[char], start: usize) -> Option<usize> {
    let at = |place: usize| characters.get(place).copied().unwrap_or('\0');
    let mut place = start;
    while matches!(at(place), 'b' | 'c' | 'r') && place < start + 2 {
        place += 1;
    }
    let raw = place > start && at(place - 1) == 'r';
    let hashes = (place..).take_while(|place| raw && at(*place) == '#').count();
    place += hashes;
    if at(place) == '"' {
        place += 1;
        while place < characters.len() {
            if at(place) == '\\' && !raw {
                place += 2;
            } else if at(place) == '"' && (1..=hashes).all(|hash| at(place + hash) == '#') {
                return Some(place + 1 + hashes);
            } else {
                place += 1;
            }
        }
        return Some(place);
    }
    // A quote is a character, unless it is the start of a lifetime.
    if raw || at(place) != '\'' || place > start + 1 {
        return None;
    }
    if at(place + 1) == '\\' {
        let end = (place + 3..characters.len()).find(|place| at(*place) == '\'')?;
        return Some(end + 1);
    }
    (at(place + 2) == '\'').then_some(place + 3)
}

/// Every path into our own crate, from its root: by `crate::`, `maru::` or `super::`, groups spread out.
///
/// `module` is where the text lies; modules written out inside of it are followed.
pub(crate) fn paths(text: &str, module: &[&str]) -> Vec<Vec<String>> {
    let words = words(text);
    let mut found = Vec::new();
    // How deep in braces each inner module began.
    let mut inner: Vec<usize> = Vec::new();
    let mut depth = 0;
    for (place, word) in words.iter().enumerate() {
        match word {
            Word::Mark('{') => {
                depth += 1;
                let opens_module = place >= 2 && words[place - 2] == Word::Name("mod".to_owned());
                if opens_module {
                    inner.push(depth);
                }
            }
            Word::Mark('}') => {
                if inner.last() == Some(&depth) {
                    inner.pop();
                }
                depth = depth.saturating_sub(1);
            }
            Word::Name(name) if starts_path(&words, place) => {
                let mut base = match name.as_str() {
                    "crate" | "maru" => Vec::new(),
                    "super" => {
                        let mut base: Vec<String> = module.iter().map(ToString::to_string).collect();
                        base.extend(inner.iter().map(|_| String::new()));
                        base.pop();
                        base
                    }
                    _ => continue,
                };
                let mut next = place + 2;
                while words.get(next) == Some(&Word::Name("super".to_owned())) {
                    base.pop();
                    next += 2;
                }
                spread(&words, next, &base, &mut found);
            }
            _ => {}
        }
    }
    found
}

/// Every path that starts with the name of a crate, as it is written, groups spread out.
pub(crate) fn foreign_paths(text: &str) -> Vec<Vec<String>> {
    let words = words(text);
    let mut found = Vec::new();
    for place in 0..words.len() {
        if matches!(words[place], Word::Name(_)) && starts_path(&words, place) {
            spread(&words, place, &[], &mut found);
        }
    }
    found
}

/// Whether a name stands at the beginning of a path.
fn starts_path(words: &[Word], place: usize) -> bool {
    let follows_path = place > 0 && words[place - 1] == Word::Path;
    words.get(place + 1) == Some(&Word::Path) && !follows_path
}

/// Reads the tree of names at `place` and adds each path in it; returns where it ends.
fn spread(words: &[Word], mut place: usize, base: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = base.to_vec();
    loop {
        match words.get(place) {
            Some(Word::Name(name)) => {
                path.push(name.clone());
                place += 1;
                if words.get(place) != Some(&Word::Path) {
                    found.push(path);
                    return place;
                }
                place += 1;
            }
            Some(Word::Mark('{')) => {
                place += 1;
                while place < words.len() && words[place] != Word::Mark('}') {
                    let after = spread(words, place, &path, found);
                    // Past the comma, a renaming, or a mark that belongs to no tree.
                    place = after.max(place + 1);
                    while place < words.len()
                        && !matches!(words[place - 1], Word::Mark(','))
                        && words[place] != Word::Mark('}')
                    {
                        place += 1;
                    }
                }
                return place + 1;
            }
            _ => {
                found.push(path);
                return place;
            }
        }
    }
}
