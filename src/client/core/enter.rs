//! Coming in, and coming back: where this member was, and whether what the host says fits that.

use super::place::Relation;
use super::{
    Core, Delivery, Fact, Hello, Joined, MembersPart, Now, Places, PublicKey, Request, Resumed, RoomId,
    Shelf, State, Step, Update, Violation, Wanted, Welcome, limits,
};
use crate::wire::codec::canonical;

impl Core {
    /// A link to the host with this key stands.
    pub fn handle_connected(&mut self, now: Now, host: PublicKey) {
        self.state = State::Entering { host, deadline: now.ticks + limits::SIGN_IN };
        (self.heard, self.sent, self.pinged) = (now.ticks, now.ticks, false);
        (self.page, self.head, self.compare) = (None, None, None);
        self.wanted.take_if(|wanted| *wanted != Wanted::Own);
        self.requests.clear();
        let resume = self.places.as_ref().map(Places::resume);
        self.told = resume.map(|resume| resume.room);
        self.requests.push_back(Request::Hello(Hello { name: self.name.clone(), resume }));
        self.updates.push_back(Update::Step(Step::Enter));
    }

    /// Returns the room that a word lets this member into, if it is another one than before: its copy, if there is one, is
    /// to be handed to [`Self::handle_copy`] before the word.
    #[must_use]
    pub fn room_entered(&self, word: &Delivery) -> Option<RoomId> {
        let Delivery::Welcome(welcome) = word else { return None };
        let room = welcome.charter.room();
        let is_known = self.places.as_ref().is_some_and(|places| places.room == room);
        (!is_known && matches!(self.state, State::Entering { .. })).then_some(room)
    }

    pub(super) fn handle_welcome(
        &mut self,
        now: Now,
        host: PublicKey,
        welcome: Welcome,
    ) -> Result<(), Violation> {
        let known = usize::try_from(welcome.members).unwrap_or(usize::MAX);
        if welcome.charter.host != host || welcome.charter.verify().is_err() {
            return Err(Violation::BadCharter);
        }
        if known > limits::MEMBERS_REMEMBERED {
            return Err(Violation::TooMuch);
        }
        let Some(resumed) = self.find_place(&welcome)? else { return Ok(()) };
        self.rejoins = 0;
        self.visited = Some(welcome.charter.room());
        let is_fresh = matches!(resumed, Resumed::OtherRoom | Resumed::First);
        let same_room = !is_fresh || self.copy == Some(welcome.charter.room());
        if !same_room {
            self.forget_places_after(0);
        }
        self.outbox.handle_joined(welcome.settled, same_room);
        self.snapshot = welcome.snapshot.seq;
        self.members_left = welcome.members;
        self.name = welcome.name.clone();
        self.state = State::Here { host };
        self.attempt = 0;
        self.floor = welcome.floor;
        let is_cut = self.places.as_mut().is_some_and(|places| places.give_up_below(welcome.floor));
        self.lost_some = is_cut || (is_fresh && welcome.log.seq > 0);
        if self.outbox.is_in_doubt(Shelf::Mail) {
            // Letters come before the answer to it.
            self.requests.push_back(Request::Ping(0));
        }
        self.write_door(&welcome);
        self.updates.push_back(Update::Joined(Box::new(Joined {
            charter: welcome.charter,
            room_name: welcome.room_name,
            name: welcome.name,
            me: self.me(),
            snapshot: welcome.snapshot,
            floor: self.floor.min(self.oldest),
            log: welcome.log,
            topic: welcome.topic,
            resumed,
            allowance: welcome.allowance,
        })));
        self.resolve_doubt();
        self.offer_lost();
        self.transmit_drafts(now);
        Ok(())
    }

    /// Finds the place to go on from; `None` if that takes another way in, or has to be looked for first.
    fn find_place(&mut self, welcome: &Welcome) -> Result<Option<Resumed>, Violation> {
        let room = welcome.charter.room();
        let Some(places) = self.places.as_mut().filter(|places| places.room == room) else {
            self.places = Some(Places::fresh(welcome));
            self.oldest = welcome.log.seq.saturating_add(1);
            let is_first = self.visited.is_none_or(|visited| visited == room);
            return Ok(Some(if is_first { Resumed::First } else { Resumed::OtherRoom }));
        };
        let relation = places.relation(welcome);
        if self.told != Some(room) && relation != Relation::Seamless {
            return self.rejoin().map(|()| None);
        }
        let resumed = match relation {
            Relation::Seamless => Resumed::Seamless,
            Relation::Ahead => Resumed::AfterGap,
            Relation::Behind if places.mark(welcome.snapshot.seq) == Some(welcome.snapshot) => {
                return self.give_up_after(welcome.snapshot).map(|()| None);
            }
            Relation::Behind => {
                let high = places.log.seq.min(welcome.snapshot.seq.saturating_add(1));
                self.floor = welcome.floor;
                return self.compare(high).map(|()| None);
            }
        };
        let mail = places.mail;
        if welcome.mail.seq < mail.seq || (welcome.mail.seq == mail.seq && welcome.mail != mail) {
            return self.give_up_letters(welcome.mail).map(|()| None);
        }
        places.jump(welcome);
        Ok(Some(resumed))
    }

    /// Gives the link up to come in again at once, from the place that this member has.
    pub(super) fn rejoin(&mut self) -> Result<(), Violation> {
        self.rejoins += 1;
        if self.rejoins > limits::REJOIN_TRIES {
            return Err(Violation::BrokenChain);
        }
        self.state = State::Dialing;
        self.requests.clear();
        Ok(())
    }

    /// Writes down what a member sees of a room before coming in.
    fn write_door(&mut self, welcome: &Welcome) {
        if !self.writes.is_on() {
            return;
        }
        self.write_fact(Fact::Charter, canonical(&welcome.charter));
        self.write_fact(Fact::RoomName, canonical(&welcome.room_name));
        self.write_fact(Fact::OwnName, canonical(&welcome.name));
        self.write_fact(Fact::Topic, welcome.topic.as_ref().map(canonical).unwrap_or_default());
        self.write_mail(welcome.mail);
    }

    pub(super) fn handle_members(&mut self, part: MembersPart) -> Result<(), Violation> {
        let MembersPart { members } = part;
        let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
        self.members_left = self.members_left.checked_sub(count).ok_or(Violation::TooMuch)?;
        members.iter().for_each(|member| self.write_name(member.key, &member.name));
        self.updates.push_back(Update::Members(members));
        Ok(())
    }
}
