//! Where to go: what a person pasted or typed, read as an invite or an address. Pure.
//!
//! Takes whatever was pasted: text around a link, full-width digits, `http://` stuck on, a path.

use unicode_normalization::UnicodeNormalization as _;

use crate::wire::invite::SCHEME;
use crate::wire::limits::INVITE_CHARACTERS;
use crate::wire::{Address, Fingerprint, Invite, InviteError, RoomId, RoomName};

/// A room to go to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// Where the host may be found, best first; never empty.
    pub addresses: Vec<Address>,
    /// The key that the host must show, if an invite said so.
    pub pin: Option<Fingerprint>,
    /// Whether an invite said which key that is, here or on a visit before; otherwise it was only seen.
    pub invited: bool,
    /// Which room an invite leads to, or which one was there the last time.
    pub room: Option<RoomId>,
    /// What an invite calls the room; a stranger's word.
    pub label: Option<RoomName>,
}

/// Why a text leads nowhere.
pub type TargetError = InviteError;

/// Pasted text longer than this is not searched for an invite.
const PASTED_BYTES_MAX: usize = 16 * 1024;

impl Target {
    /// Reads what a person pasted or typed.
    ///
    /// # Errors
    /// [`TargetError`] says what is wrong with it; nothing is half used.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        if text.len() > PASTED_BYTES_MAX {
            return Err(InviteError::TooLong);
        }
        // Compatibility form turns full-width digits, letters and dots into the plain ones.
        let plain: String = text.nfkc().filter(|c| !is_invisible(*c)).collect();
        let plain = plain.trim().trim_matches(is_wrapping);
        if plain.is_empty() {
            return Err(InviteError::Empty);
        }
        match find_invite(plain) {
            Some(at) => read_invite(plain.get(at..).unwrap_or_default()),
            None => Self::of_address(plain),
        }
    }

    fn of_address(text: &str) -> Result<Self, TargetError> {
        let bare = ["https://", "http://", "tcp://"]
            .iter()
            .find_map(|scheme| {
                let (head, rest) = text.split_at_checked(scheme.len())?;
                head.eq_ignore_ascii_case(scheme).then_some(rest)
            })
            .unwrap_or(text);
        let bare = bare.split(['/', '?', '#']).next().unwrap_or_default();
        let address = bare.trim_matches(is_wrapping).replace('。', ".").parse::<Address>()?;
        Ok(Self { addresses: vec![address], pin: None, invited: false, room: None, label: None })
    }
}

impl From<Invite> for Target {
    fn from(invite: Invite) -> Self {
        Self {
            addresses: invite.addresses,
            pin: Some(invite.host),
            invited: true,
            room: Some(invite.room),
            label: Some(invite.label),
        }
    }
}

/// Returns where an invite begins; `maru:` followed by digits alone is a host of that name and a port.
fn find_invite(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let at = lower.find(SCHEME)?;
    let rest = lower.get(at + SCHEME.len()..)?.trim_end();
    let port = !rest.is_empty() && rest.len() <= 5 && rest.bytes().all(|byte| byte.is_ascii_digit());
    (!port).then_some(at)
}

/// Reads the longest run of words that makes an invite: a messenger may have wrapped it, and a person
/// may have written on after it.
fn read_invite(text: &str) -> Result<Target, TargetError> {
    let text = text.get(..text.floor_char_boundary(INVITE_CHARACTERS)).unwrap_or(text);
    let mut error = None;
    let ends = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    for end in ends.chain([text.len()]) {
        let candidate = text.get(..end).unwrap_or_default();
        let symbols = candidate.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != ':');
        match symbols.parse::<Invite>() {
            Ok(invite) => return Ok(invite.into()),
            Err(found) => {
                error.get_or_insert(found);
            }
        }
    }
    Err(error.unwrap_or(InviteError::Damaged))
}

/// Characters that a messenger or a person puts around an address.
fn is_wrapping(c: char) -> bool {
    matches!(
        c,
        '<' | '>' | '"' | '\'' | '“' | '”' | '‘' | '’' | '(' | ')' | ',' | ';' | '!' | '«' | '»' | '`'
    )
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invite() -> Invite {
        Invite {
            host: Fingerprint([9; 20]),
            room: RoomId([8; 8]),
            addresses: vec![Address::V4([192, 168, 0, 7], 27410)],
            label: RoomName::parse("금요일").unwrap(),
        }
    }

    #[test]
    fn an_invite_is_found_in_whatever_was_pasted() {
        let link = invite().to_string();
        let (upper, slashes) = (link.to_uppercase(), link.replace("maru:", "maru://"));
        let (head, tail) = link.split_at(50);
        for pasted in [
            link.clone(),
            upper,
            slashes,
            format!("여기로 와 {link}"),
            format!("여기로 와: {link} 기다릴게!"),
            format!("<{link}>"),
            format!("“{link}”."),
            format!("{link},"),
            format!("{head}\n{tail}"),
            format!("{head}\r\n   {tail}\r\n"),
            format!("{head} {tail} 이따 봐"),
            format!("\u{200B}{link}\u{FEFF}"),
        ] {
            assert_eq!(Target::parse(&pasted).as_ref(), Ok(&Target::from(invite())), "{pasted}");
        }
    }

    #[test]
    fn addresses_are_found_in_whatever_was_pasted() {
        for (pasted, expected) in [
            ("1.2.3.4", "1.2.3.4:27410"),
            (" 1.2.3.4:80 ", "1.2.3.4:80"),
            ("http://1.2.3.4:80/", "1.2.3.4:80"),
            ("HTTPS://1.2.3.4/room?x=1#y", "1.2.3.4:27410"),
            ("１９２．１６８．０．７：２７４１０", "192.168.0.7:27410"),
            ("192。168。0。7", "192.168.0.7:27410"),
            ("[2001:db8::1]:27410", "[2001:db8::1]:27410"),
            ("2001:db8::1", "[2001:db8::1]:27410"),
            ("http://[::1]:99/x", "[::1]:99"),
            ("::ffff:10.0.0.1", "10.0.0.1:27410"),
            ("My-PC.local", "my-pc.local:27410"),
            ("localhost:5000", "localhost:5000"),
            ("maru:27410", "maru:27410"),
            ("“example.org”", "example.org:27410"),
            ("(example.org),", "example.org:27410"),
            ("한글.kr", "한글.kr:27410"),
            ("example.org.", "example.org:27410"),
        ] {
            let target = Target::parse(pasted).map(|target| target.addresses[0].to_string());
            assert_eq!(target.as_deref(), Ok(expected), "{pasted}");
        }
    }

    #[test]
    fn what_leads_nowhere_says_why() {
        let cut = invite().to_string();
        for (pasted, expected) in [
            ("", InviteError::Empty),
            ("   \n", InviteError::Empty),
            ("\u{200B}", InviteError::Empty),
            ("hello there", InviteError::NotAnAddress),
            ("1.2.3", InviteError::NotAnAddress),
            ("256.1.1.1", InviteError::NotAnAddress),
            ("1.2.3.4:0", InviteError::BadPort),
            ("1.2.3.4:65536", InviteError::BadPort),
            ("1.2.3.4:", InviteError::BadPort),
            ("[::1]:x", InviteError::BadPort),
            ("[::1", InviteError::NotAnAddress),
            ("maru:", InviteError::Damaged),
            (cut.get(..60).unwrap_or_default(), InviteError::Damaged),
        ] {
            assert_eq!(Target::parse(pasted), Err(expected), "{pasted}");
        }
        assert_eq!(Target::parse(&"x".repeat(20_000)), Err(InviteError::TooLong));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_pasted_never_panics(text in "\\PC{0,80}") {
            drop(Target::parse(&text));
            drop(Target::parse(&format!("maru:{text}")));
        }
    }
}
