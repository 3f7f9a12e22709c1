//! Authors' signatures: checked together for everything that one read brought.

use crate::wire::{BadSignature, Delivery, Event, PinnedLine};

/// Events whose signatures are checked on another thread if they came at once: about as long as changing threads takes.
const CHECKED_AT_ONCE: usize = 16;
/// Checks what authors signed; returns the words up to the first that was not, and whether there was one.
///
/// The dearest check by far: never on the window's thread, and where there is much of it, not on the link's either.
pub(super) async fn check(words: Vec<Delivery>) -> (Vec<Delivery>, bool) {
    let is_event = |word: &&Delivery| matches!(word, Delivery::Event(_) | Delivery::Pinned(_));
    if words.iter().filter(is_event).count() < CHECKED_AT_ONCE {
        return check_now(words);
    }
    // Whatever keeps the check from ending keeps its words from being believed.
    tokio::task::spawn_blocking(move || check_now(words)).await.unwrap_or((Vec::new(), true))
}

fn check_now(mut words: Vec<Delivery>) -> (Vec<Delivery>, bool) {
    let is_bad = |word: &Delivery| match word {
        Delivery::Event(event) => event.verify().is_err(),
        Delivery::Pinned(pinned) => pinned.line.verify().and(verify_edit(pinned)).is_err(),
        _ => false,
    };
    let bad = words.iter().position(is_bad);
    words.truncate(bad.unwrap_or(words.len()));
    (words, bad.is_some())
}

fn verify_edit(pinned: &PinnedLine) -> Result<(), BadSignature> {
    pinned.edit.as_ref().map_or(Ok(()), Event::verify)
}
