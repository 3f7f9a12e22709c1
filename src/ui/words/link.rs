//! Addresses in what people write: where one begins and ends, and where it really leads.
//!
//! Only `http`, `https`, `mailto` and invites. Nothing is ever fetched; an address is opened only after its host was shown
//! in full, letter by letter as the network knows it, and what is opened is what was shown.

use unicode_normalization::UnicodeNormalization;

use super::punycode;
use crate::wire::text::is_shapeless;

/// Bytes between `//` and the path; a name on the network has 253 at most, and there may be a port.
const AUTHORITY_MAX: usize = 320;
/// Bytes of one part of a name.
const LABEL_MAX: usize = 63;
/// Where a Korean word may follow and still belong to the address.
const JOINTS: &str = "/=_-%+&#?:.@";
/// What ends a sentence or a mark rather than an address.
const TRAILING: &str = ".,;:!?'*~_…·」』》〉”’、。，．！？";

/// What a reader should look at twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The host has letters that can look like others.
    Letters,
    /// A name stands before the host and can be taken for it.
    Person,
}

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Somewhere outside of this program.
    Outside {
        /// The address that is opened, its host as the network knows it.
        address: String,
        /// The host as the network knows it; of mail everything before what is to be written.
        host: String,
        /// What to look at twice, if anything.
        doubt: Option<Doubt>,
    },
    /// Into a room.
    Invite(String),
}

impl Link {
    /// Reads an address as `find` found it; nothing if it leads nowhere for certain.
    #[must_use]
    pub fn read(address: &str) -> Option<Self> {
        let (scheme, rest) = split_scheme(address)?;
        if reach(rest, usize::MAX).len() < rest.len() {
            return None;
        }
        match scheme {
            Scheme::Maru => Some(Self::Invite(address.to_owned())),
            Scheme::Mail => {
                let to = rest.split('?').next()?;
                let (person, host) = to.rsplit_once('@').filter(|(person, _)| is_person(person))?;
                let known = network_name(host)?;
                let tail = rest.get(to.len()..)?;
                let doubt = (known != host.to_lowercase() || is_coded(&known)).then_some(Doubt::Letters);
                let to = format!("{person}@{known}");
                Some(Self::Outside { address: format!("mailto:{to}{tail}"), host: to, doubt })
            }
            Scheme::Http(scheme) => {
                let authority = authority(rest)?;
                let tail = rest.get(authority.len()..)?;
                let (person, place) = match authority.rsplit_once('@') {
                    Some((person, place)) => (Some(person), place),
                    None => (None, authority),
                };
                let (host, port) = split_port(place);
                let known = network_name(host)?;
                let is_strange = !host.is_ascii() || is_coded(&known);
                let doubt = match person {
                    Some(_) => Some(Doubt::Person),
                    None => is_strange.then_some(Doubt::Letters),
                };
                let person = person.map(|person| format!("{person}@")).unwrap_or_default();
                Some(Self::Outside {
                    address: format!("{scheme}{person}{known}{port}{tail}"),
                    host: known,
                    doubt,
                })
            }
        }
    }

    /// Returns the address to copy or to open.
    #[must_use]
    pub fn address(&self) -> &str {
        match self {
            Self::Outside { address, .. } | Self::Invite(address) => address,
        }
    }
}

enum Scheme {
    Http(&'static str),
    Mail,
    Maru,
}

/// Returns where the address that begins at byte `at` ends, if one does.
pub(super) fn find(words: &str, at: usize, before: Option<char>) -> Option<usize> {
    let rest = words.get(at..)?;
    if !rest.starts_with(['h', 'H', 'm', 'M']) || before.is_some_and(|before| before.is_ascii_alphanumeric())
    {
        return None;
    }
    let (scheme, after) = split_scheme(rest)?;
    let begin = rest.len() - after.len();
    if matches!(scheme, Scheme::Http(_)) {
        let authority = authority(after)?;
        network_name(split_port(authority.rsplit_once('@').map_or(authority, |(_, place)| place)).0)?;
    }
    let end = begin + trimmed(reach(after, usize::MAX)).len();
    let address = rest.get(..end)?;
    (end > begin && Link::read(address).is_some()).then_some(at + end)
}

fn split_scheme(address: &str) -> Option<(Scheme, &str)> {
    let schemes = [
        ("https://", Scheme::Http("https://")),
        ("http://", Scheme::Http("http://")),
        ("mailto:", Scheme::Mail),
    ];
    let maru = (crate::wire::invite::SCHEME, Scheme::Maru);
    schemes.into_iter().chain([maru]).find_map(|(name, scheme)| {
        let begin = address.get(..name.len())?;
        begin.eq_ignore_ascii_case(name).then(|| (scheme, address.get(name.len()..).unwrap_or_default()))
    })
}

/// Returns what stands before the path, if that is of bearable length.
fn authority(rest: &str) -> Option<&str> {
    let whole = reach(rest, AUTHORITY_MAX);
    let end = whole.find(['/', '?', '#']).unwrap_or(whole.len());
    let authority = trimmed(whole.get(..end)?);
    (!authority.is_empty() && authority.len() < AUTHORITY_MAX).then_some(authority)
}

/// Returns the beginning that can belong to one address, no more than about `most` bytes.
fn reach(text: &str, most: usize) -> &str {
    let mut before = '/';
    for (at, letter) in text.char_indices() {
        let is_korean =
            matches!(letter, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}');
        let is_attached = is_korean && before.is_ascii() && !JOINTS.contains(before);
        if at >= most || ends_address(letter) || is_attached {
            return text.get(..at).unwrap_or_default();
        }
        before = letter;
    }
    text
}

fn ends_address(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || is_shapeless(letter) || "<>\"`\\|{}^".contains(letter)
}

/// Takes away what belongs to the sentence around an address: its stop, and brackets that were opened before it.
fn trimmed(address: &str) -> &str {
    let count = |letter: char| i64::try_from(address.matches(letter).count()).unwrap_or(i64::MAX);
    let mut round = count(')') - count('(');
    let mut square = count(']') - count('[');
    let mut end = address.len();
    for (at, letter) in address.char_indices().rev() {
        let surplus = match letter {
            ')' => &mut round,
            ']' => &mut square,
            _ if TRAILING.contains(letter) => &mut 1,
            _ => break,
        };
        if *surplus <= 0 {
            break;
        }
        *surplus -= 1;
        end = at;
    }
    address.get(..end).unwrap_or_default()
}

fn split_port(place: &str) -> (&str, &str) {
    match place.rfind(':').filter(|at| !place.get(*at..).unwrap_or_default().contains(']')) {
        Some(at) => place.split_at(at),
        None => (place, ""),
    }
}

/// Returns a host as the network knows it: small letters, every other script in its code.
fn network_name(host: &str) -> Option<String> {
    if let Some(inside) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return inside.parse::<std::net::Ipv6Addr>().ok().map(|ip| format!("[{ip}]"));
    }
    let plain: String = host.nfkc().flat_map(char::to_lowercase).nfc().collect();
    let labels: Option<Vec<String>> = plain.split(['.', '。', '｡']).map(label).collect();
    Some(labels?.join(".")).filter(|name| name.bytes().any(|byte| byte.is_ascii_alphanumeric()))
}

fn label(label: &str) -> Option<String> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let known = if label.is_ascii() {
        label.to_owned()
    } else {
        let is_word = |letter: char| is_plain(letter) || !letter.is_ascii() && !is_shapeless(letter);
        format!("xn--{}", punycode::encode(label).filter(|_| label.chars().all(is_word))?)
    };
    (!known.is_empty() && known.len() <= LABEL_MAX && known.chars().all(is_plain)).then_some(known)
}

fn is_coded(name: &str) -> bool {
    name.split('.').any(|label| label.starts_with("xn--"))
}

fn is_person(person: &str) -> bool {
    !person.is_empty()
        && person.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".!#$&'*+-/=?_~".contains(&byte))
}
