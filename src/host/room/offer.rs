//! Lines that this host has lost and a member gives back: placed anew, under their authors' signatures. Pure.

use std::collections::{BTreeSet, VecDeque};

use super::Room;
use super::say::check_text;
use crate::wire::limits::{LOG_EVENTS, OFFER_SKIPS, OFFERS};
use crate::wire::{Audience, Hash, Kind, Notice, Now, PublicKey, Rank, SignedDraft, Topic};

/// The bodies of the newest public events; salted, so that two lines never share one.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    known: BTreeSet<Hash>,
    order: VecDeque<Hash>,
}

impl Bodies {
    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    pub(super) fn has(&self, body: &Hash) -> bool {
        self.known.contains(body)
    }

    pub(super) fn note(&mut self, body: Hash) {
        if self.known.insert(body) {
            self.order.push_back(body);
        }
        if self.order.len() > LOG_EVENTS
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }
}

impl Room {
    /// A member gives back a line of somebody who is known here. What is there already, or can be no line of this room, is
    /// passed over: several members give back the same, and none of them waits for an answer.
    pub fn offer(&mut self, now: Now, carrier: &PublicKey, signed: &SignedDraft) {
        let (author, draft) = (signed.author(), signed.draft());
        let Some(member) = self.members.get_mut(carrier).filter(|member| member.offers < OFFERS) else {
            return;
        };
        member.offers += 1;
        self.hand.set(now.ticks);
        let topic = draft.content.text().and_then(|text| Topic::parse(text).ok());
        let is_line = draft.audience == Audience::Room
            && match draft.kind {
                Kind::CHAT | Kind::ACTION => check_text(draft).is_ok(),
                Kind::TOPIC => {
                    let is_plain = topic.as_ref().map(Topic::as_str) == draft.content.text();
                    author == self.charter.host && is_plain
                }
                Kind::NOTICE => {
                    let notice = draft.content.text().and_then(|text| Notice::parse(text).ok());
                    let is_plain = notice.as_ref().map(Notice::as_str) == draft.content.text();
                    Rank::of(&author, &self.charter.host).may_hang() && is_plain
                }
                _ => false,
            };
        if self.closing || !is_line || self.bodies.has(&draft.content.hash()) {
            return;
        }
        let Some(member) = self.members.get_mut(&author) else { return };
        let next = member.settled().room.saturating_add(1);
        if draft.nonce < next || draft.nonce - next > OFFER_SKIPS {
            return;
        }
        member.skip_to(draft.nonce);
        let is_placed = self.place_in_room(now, author, draft).is_ok();
        self.given_back.note(draft.content.hash());
        self.batches.touch(author);
        if is_placed && draft.kind == Kind::TOPIC {
            self.topic = topic.filter(|topic| !topic.is_empty());
            self.batches.touch_topic();
        }
    }
}
