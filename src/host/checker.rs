//! Checks authors' signatures away from the host's thread.
//!
//! A check costs as much as telling hundreds of members. What came together is checked together, and the
//! session goes on telling meanwhile; a single line is checked at once, since handing it over would take as
//! long. The order of one member's lines is kept: a session hands over nothing while it waits.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::available_parallelism;

use tokio::sync::oneshot;

use crate::wire::limits::{CHECKER_BATCHES, CHECKER_THREADS};
use crate::wire::{Audience, Draft, Nonce, PublicKey, RoomId, SignedDraft};

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// The member signed it.
    Signed(SignedDraft),
    /// Somebody else did, or nobody.
    Forged(Audience, Nonce),
}

/// Drafts of one member, in the order in which they came.
#[derive(Debug)]
pub struct Unchecked {
    /// Whose link they came by.
    pub author: PublicKey,
    /// The room that they are for.
    pub room: RoomId,
    /// The drafts.
    pub drafts: Vec<Draft>,
}

/// What is known of a batch of drafts.
#[derive(Debug)]
pub enum Checking {
    /// Everything.
    Done(Vec<Checked>),
    /// A thread will tell.
    Waits(oneshot::Receiver<Vec<Checked>>),
}

#[derive(Debug)]
struct Job {
    unchecked: Unchecked,
    answer: oneshot::Sender<Vec<Checked>>,
}

/// The way to the threads that check; without any, everything is checked where it is asked for.
#[derive(Clone, Debug, Default)]
pub struct Checker {
    jobs: Option<SyncSender<Job>>,
}

impl Unchecked {
    fn check(self) -> Vec<Checked> {
        let Self { author, room, drafts } = self;
        let check = |draft: Draft| {
            let (audience, nonce) = (draft.audience, draft.nonce);
            draft.check(author, room).map_or(Checked::Forged(audience, nonce), Checked::Signed)
        };
        drafts.into_iter().map(check).collect()
    }
}

impl Checker {
    /// Starts threads that check, beside the host's own; they end with the last handle.
    #[must_use]
    pub fn start() -> Self {
        let (jobs, waiting) = sync_channel(CHECKER_BATCHES);
        let waiting = Arc::new(Mutex::new(waiting));
        let others = available_parallelism().map_or(1, NonZero::get).saturating_sub(1);
        let mut started = false;
        for _ in 0..others.clamp(1, CHECKER_THREADS) {
            let waiting = Arc::clone(&waiting);
            let thread = std::thread::Builder::new().name("checker".to_owned());
            match thread.spawn(move || work(&waiting)) {
                Ok(_) => started = true,
                Err(error) => tracing::warn!(%error, "no thread to check signatures"),
            }
        }
        Self { jobs: started.then_some(jobs) }
    }

    /// Checks drafts, here or elsewhere.
    #[must_use]
    pub fn check(&self, unchecked: Unchecked) -> Checking {
        let Some(jobs) = self.jobs.as_ref().filter(|_| unchecked.drafts.len() > 1) else {
            return Checking::Done(unchecked.check());
        };
        let (answer, receiver) = oneshot::channel();
        match jobs.try_send(Job { unchecked, answer }) {
            Ok(()) => Checking::Waits(receiver),
            // More than the threads can take: whoever asks does it.
            Err(back) => {
                let (std::sync::mpsc::TrySendError::Full(job)
                | std::sync::mpsc::TrySendError::Disconnected(job)) = back;
                Checking::Done(job.unchecked.check())
            }
        }
    }
}

fn work(waiting: &Mutex<Receiver<Job>>) {
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { unchecked, answer }) = job else { return };
        // A session that ended meanwhile does not ask any more.
        drop(answer.send(unchecked.check()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{Identity, Said};
    use crate::wire::{Content, Kind, Mark};

    fn drafts(author: &Identity, room: RoomId) -> Unchecked {
        let draft = |nonce| {
            let content = Content { salt: [0; 16], bytes: b"x".to_vec() };
            let (audience, seen, kind) = (Audience::Room, Mark::default(), Kind::CHAT);
            author.draft(room, Said { audience, nonce, seen, kind, content })
        };
        let mut drafts: Vec<_> = (1..=20).map(draft).collect();
        drafts[6].nonce += 100;
        Unchecked { author: author.public(), room, drafts }
    }

    fn places(checked: &[Checked]) -> Vec<(bool, Nonce)> {
        let place = |checked: &Checked| match checked {
            Checked::Signed(signed) => (true, signed.draft().nonce),
            Checked::Forged(_, nonce) => (false, *nonce),
        };
        checked.iter().map(place).collect()
    }

    #[test]
    fn threads_find_what_is_found_without_them_in_the_same_order() {
        let (author, room) = (Identity::from_seed([1; 32]).unwrap(), RoomId([7; 8]));
        let Checking::Done(here) = Checker::default().check(drafts(&author, room)) else { panic!() };
        let Checking::Waits(elsewhere) = Checker::start().check(drafts(&author, room)) else { panic!() };
        let elsewhere = elsewhere.blocking_recv().unwrap();
        assert_eq!(here, elsewhere);
        let mut expected: Vec<_> = (1..=20).map(|nonce| (true, nonce)).collect();
        expected[6] = (false, 107);
        assert_eq!(places(&here), expected);
    }

    #[test]
    fn threads_with_too_much_to_do_leave_it_to_who_asks() {
        let (author, room) = (Identity::from_seed([1; 32]).unwrap(), RoomId([7; 8]));
        let (jobs, _nobody_works) = sync_channel(1);
        let checker = Checker { jobs: Some(jobs) };
        assert!(matches!(checker.check(drafts(&author, room)), Checking::Waits(_)));
        assert!(matches!(checker.check(drafts(&author, room)), Checking::Done(_)));
    }
}
