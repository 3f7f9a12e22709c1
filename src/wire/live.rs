//! What is said about a line that stands already: answers, other words, taking it away, reactions, pins. Pure.
//!
//! Each names its line by its public place. [`Live::check`] is the one rule of who may do what to whose line: the host
//! goes by it before it places anything, and every member before it believes anything.

use bincode::{Decode, Encode};

use super::board::{Pin, Rank};
use super::codec::{CodecError, canonical, decode};
use super::emoji::Emoji;
use super::event::{Event, Kind, Seq, Slot, Time};
use super::frame::Rejection;
use super::key::PublicKey;
use super::limits::EDIT_WITHIN;
use super::text::Text;

/// The body of [`Kind::REPLY`]: a line that answers another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Reply {
    /// The line answered.
    pub to: Seq,
    /// What is said.
    pub text: Text,
}

/// The body of [`Kind::EDIT`]: what an own line says from here on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Edit {
    /// The line.
    pub of: Seq,
    /// All that it says now.
    pub text: Text,
}

/// The body of [`Kind::DELETE`]: a line that is to be gone, its edits too.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Delete {
    /// The line.
    pub of: Seq,
}

/// The body of [`Kind::REACTION`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Reaction {
    /// The line.
    pub to: Seq,
    /// With what.
    pub emoji: Emoji,
    /// Whether it is put on the line or taken off it.
    pub on: bool,
}

/// Anything that is said about a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Live {
    /// Answers it.
    Reply(Reply),
    /// Changes it.
    Edit(Edit),
    /// Takes it away.
    Delete(Delete),
    /// Puts an emoji on it, or takes one off.
    Reaction(Reaction),
    /// Pins it, or takes it off the board.
    Pin(Pin),
}

/// A line that can be answered and changed: by whom and when it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spoken {
    /// Who said it.
    pub author: PublicKey,
    /// When the host placed it.
    pub time: Time,
}

impl Spoken {
    /// Returns what can be answered and changed of an event, whether its body is still there or not.
    #[must_use]
    pub fn of(event: &Event) -> Option<Self> {
        let header = &event.header;
        let is_line = header.kind.is_line() && matches!(header.slot, Slot::Room { .. });
        is_line.then_some(Self { author: header.author, time: header.time })
    }
}

impl Kind {
    /// Whether it is a line to the room, which others may be about.
    #[must_use]
    pub fn is_line(self) -> bool {
        [Self::CHAT, Self::ACTION, Self::REPLY].contains(&self)
    }

    /// Whether it is about a line without being one.
    #[must_use]
    pub fn is_about_line(self) -> bool {
        [Self::EDIT, Self::DELETE, Self::REACTION].contains(&self)
    }
}

impl Live {
    /// Reads a body, if the kind is one of these.
    ///
    /// # Errors
    /// [`CodecError`] when the body is not what the kind says.
    pub fn read(kind: Kind, body: &[u8]) -> Option<Result<Self, CodecError>> {
        Some(match kind {
            Kind::REPLY => decode(body).map(Self::Reply),
            Kind::EDIT => decode(body).map(Self::Edit),
            Kind::DELETE => decode(body).map(Self::Delete),
            Kind::REACTION => decode(body).map(Self::Reaction),
            Kind::PIN => decode(body).map(Self::Pin),
            _ => return None,
        })
    }

    /// Returns what a public event says about an earlier line; `None` if it says nothing of the kind, or cannot.
    #[must_use]
    pub fn of(event: &Event) -> Option<Self> {
        let Slot::Room { seq } = event.header.slot else { return None };
        let live = Self::read(event.header.kind, &event.content()?.bytes)?.ok()?;
        (1..seq).contains(&live.line()).then_some(live)
    }

    /// Returns the kind of its event.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Reply(_) => Kind::REPLY,
            Self::Edit(_) => Kind::EDIT,
            Self::Delete(_) => Kind::DELETE,
            Self::Reaction(_) => Kind::REACTION,
            Self::Pin(_) => Kind::PIN,
        }
    }

    /// Returns the body of its event.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        match self {
            Self::Reply(reply) => canonical(reply),
            Self::Edit(edit) => canonical(edit),
            Self::Delete(delete) => canonical(delete),
            Self::Reaction(reaction) => canonical(reaction),
            Self::Pin(pin) => canonical(pin),
        }
    }

    /// Returns the place of the line that it is about.
    #[must_use]
    pub fn line(&self) -> Seq {
        match self {
            Self::Reply(Reply { to, .. }) | Self::Reaction(Reaction { to, .. }) => *to,
            Self::Edit(Edit { of, .. }) | Self::Delete(Delete { of }) => *of,
            Self::Pin(Pin { line, .. }) => *line,
        }
    }

    /// Returns the words in it, if it has some.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        match self {
            Self::Reply(Reply { text, .. }) | Self::Edit(Edit { text, .. }) => Some(text),
            Self::Delete(_) | Self::Reaction(_) | Self::Pin(_) => None,
        }
    }

    /// Says whether somebody may do this to a line at that time, in a room of this host.
    ///
    /// # Errors
    /// [`Rejection::NotYours`], [`Rejection::TooOld`] and [`Rejection::NotAllowed`].
    pub fn check(&self, who: &Spoken, host: &PublicKey, line: &Spoken) -> Result<(), Rejection> {
        match self {
            Self::Reply(_) | Self::Reaction(_) => Ok(()),
            Self::Pin(_) if Rank::of(&who.author, host).may_hang() => Ok(()),
            Self::Pin(_) => Err(Rejection::NotAllowed),
            Self::Delete(_) if who.author == *host => Ok(()),
            Self::Edit(_) | Self::Delete(_) if who.author != line.author => Err(Rejection::NotYours),
            Self::Edit(_) | Self::Delete(_) if who.time.saturating_sub(line.time) > EDIT_WITHIN => {
                Err(Rejection::TooOld)
            }
            Self::Edit(_) | Self::Delete(_) => Ok(()),
        }
    }
}

/// Returns the words of a body, for every kind that has some.
#[must_use]
pub fn text_of(kind: Kind, body: &[u8]) -> Option<String> {
    let plain = [Kind::CHAT, Kind::ACTION, Kind::TOPIC, Kind::NOTICE, Kind::RENAME, Kind::WHISPER];
    if plain.contains(&kind) {
        return std::str::from_utf8(body).ok().map(str::to_owned);
    }
    Live::read(kind, body)?.ok()?.text().map(|text| text.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::limits::TEXT_CHARACTERS;

    const HOST: PublicKey = PublicKey([1; 32]);
    const MINSU: PublicKey = PublicKey([2; 32]);
    const YOUNGHEE: PublicKey = PublicKey([3; 32]);

    fn text(text: &str) -> Text {
        Text::parse(text).unwrap()
    }

    fn all() -> [Live; 5] {
        let emoji = Emoji::parse("👍").unwrap();
        [
            Live::Reply(Reply { to: 7, text: text("그래") }),
            Live::Edit(Edit { of: 7, text: text("아니") }),
            Live::Delete(Delete { of: 7 }),
            Live::Reaction(Reaction { to: 7, emoji, on: true }),
            Live::Pin(Pin { line: 7, on: true }),
        ]
    }

    #[test]
    fn a_body_reads_as_what_it_was_written_from() {
        for live in all() {
            assert_eq!(Live::read(live.kind(), &live.body()), Some(Ok(live.clone())));
            assert_eq!(live.line(), 7);
        }
        assert_eq!(Live::read(Kind::CHAT, b"7"), None);
        let words = all().map(|live| text_of(live.kind(), &live.body()));
        assert_eq!(words, [Some("그래".to_owned()), Some("아니".to_owned()), None, None, None]);
        assert_eq!(text_of(Kind::ACTION, "웃는다".as_bytes()), Some("웃는다".to_owned()));
        assert_eq!(text_of(Kind::ARRIVAL, b"x"), None);
    }

    #[test]
    fn a_line_is_changed_by_its_author_for_a_day_and_taken_away_by_the_host_at_any_time() {
        let line = Spoken { author: MINSU, time: 1_000 };
        let at = |author, time| Spoken { author, time };
        let (soon, last, late) = (2_000, 1_000 + EDIT_WITHIN, 1_001 + EDIT_WITHIN);
        let [reply, edit, delete, reaction, pin] = all();
        for (live, author, time, expected) in [
            (&edit, MINSU, soon, Ok(())),
            (&edit, MINSU, last, Ok(())),
            (&edit, MINSU, late, Err(Rejection::TooOld)),
            (&edit, YOUNGHEE, soon, Err(Rejection::NotYours)),
            (&edit, HOST, soon, Err(Rejection::NotYours)),
            (&delete, MINSU, last, Ok(())),
            (&delete, MINSU, late, Err(Rejection::TooOld)),
            (&delete, YOUNGHEE, soon, Err(Rejection::NotYours)),
            (&delete, HOST, late, Ok(())),
            (&reply, YOUNGHEE, late, Ok(())),
            (&reaction, YOUNGHEE, late, Ok(())),
            (&pin, HOST, late, Ok(())),
            (&pin, MINSU, soon, Err(Rejection::NotAllowed)),
        ] {
            assert_eq!(live.check(&at(author, time), &HOST, &line), expected, "{live:?} {author:?} {time}");
        }
    }

    #[test]
    fn hostile_bodies_are_not_read() {
        let long = "가".repeat(TEXT_CHARACTERS + 1);
        let emoji = "👍".repeat(250_000);
        for (kind, body) in [
            (Kind::REPLY, canonical(&(7_u64, String::new()))),
            (Kind::REPLY, canonical(&(7_u64, "a\u{7}".to_owned()))),
            (Kind::EDIT, canonical(&(7_u64, long))),
            (Kind::EDIT, canonical(&(7_u64, " ".to_owned()))),
            (Kind::EDIT, b"plain".to_vec()),
            (Kind::DELETE, Vec::new()),
            (Kind::DELETE, vec![251, 7, 0]),
            (Kind::DELETE, vec![7, 7]),
            (Kind::REACTION, canonical(&(7_u64, emoji, true))),
            (Kind::REACTION, canonical(&(7_u64, "a".to_owned(), true))),
            (Kind::REACTION, canonical(&(7_u64, "👍".to_owned(), 2_u8))),
            (Kind::PIN, canonical(&(7_u64, 2_u8))),
            (Kind::PIN, canonical(&7_u64)),
        ] {
            assert!(matches!(Live::read(kind, &body), Some(Err(_))), "{kind:?} {:?}", body.get(..20));
        }
    }

    proptest! {
        #[test]
        fn random_bodies_never_panic(kind in 0_u16..20, body in prop::collection::vec(any::<u8>(), 0..200)) {
            drop(Live::read(Kind(kind), &body));
            drop(text_of(Kind(kind), &body));
        }
    }
}
