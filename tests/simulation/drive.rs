//! How members and bytes are moved on, between the things that happen.

use std::time::Duration;

use maru::client::{ConnectError, Phase};
use maru::wire::{Closed, Now, Refusal};

use crate::fault::{Tamper, host};
use crate::line::Line;
use crate::property::{Law, Property};
use crate::random::Random;
use crate::world::World;

impl World {
    /// Moves every member and every byte a little.
    pub(crate) fn move_all(&mut self) -> Law {
        for at in (0..self.orphans.len()).rev() {
            let bytes = self.some_bytes();
            let line = self.orphans[at].clone();
            let moved = line.borrow_mut().carry_up(bytes);
            if !moved && (self.calm || self.random.chance(30)) {
                line.borrow_mut().lose_host();
                self.orphans.swap_remove(at);
            }
        }
        (0..self.members.len()).try_for_each(|who| {
            self.go_over(who);
            self.with_host_of(who, |world| world.move_one(who))
        })
    }

    fn some_bytes(&mut self) -> usize {
        if self.calm {
            return 16 * 1024;
        }
        match self.random.below(10) {
            0..=2 => 0,
            3..=5 => self.random.between(1, 60),
            _ => self.random.between(60, 16 * 1024),
        }
    }

    fn move_one(&mut self, who: usize) -> Law {
        let (now, up, down) = (self.now(), self.some_bytes(), self.some_bytes());
        if self.members[who].core.poll_timeout().is_some_and(|due| due <= now.ticks) {
            let jitter = self.random.byte();
            self.members[who].core.handle_timeout(now, jitter);
        }
        if self.members[who].restless && !self.calm && *self.members[who].timeline.phase() == Phase::Here {
            self.members[who].core.leave();
        }
        self.dial(who, now);
        let deaf = !self.calm && now.ticks < self.members[who].deaf_until;
        let line = self.members[who].line.clone();
        let (mut bytes, mut over) = (Vec::new(), false);
        if let Some(line) = &line {
            line.borrow_mut().carry_up(up);
            if !deaf {
                bytes = line.borrow_mut().carry_down(down);
            }
            over = line.borrow().is_lost() && line.borrow().down.is_empty();
        }
        // The host's answers to what was just carried are of another moment.
        let Self { members, random, fault, hosted, truth, counts, stray, liar, .. } = self;
        let own = &mut Random::new(random.next());
        let mut tamper =
            Tamper { fault: *fault, random: own, truth, shared: &hosted.shared, counts, stray, liar };
        let member = &mut members[who];
        if !bytes.is_empty() {
            member.read(now, &bytes, &mut tamper)?;
        }
        if over && member.core.has_link() {
            let jitter = random.byte();
            member.core.handle_disconnected(now, ConnectError::Broken, jitter);
        }
        member.keep(now, &mut tamper)?;
        member.transmit(now, random, &mut tamper)?;
        member.collect(&mut tamper)?;
        if !member.core.has_link()
            && let Some(line) = member.line.take()
        {
            self.orphans.push(line);
        }
        self.forgive(who);
        self.revive(who)
    }

    /// What a member took for the past, and what was not, goes with its memory: it begins again.
    fn forgive(&mut self, who: usize) {
        let key = self.members[who].key();
        let shown = self.liar.as_mut().filter(|liar| liar.found.is_some() && liar.may_show(key));
        if let Some(liar) = shown {
            liar.forgiven = true;
            self.begin_again(who);
        }
    }

    /// Makes a link where one is wanted, if there is a way.
    fn dial(&mut self, who: usize, now: Now) {
        if !self.members[who].core.wants_link() || now.ticks < self.members[who].away_until {
            return;
        }
        if self.down.is_some() || !self.calm && self.random.chance(10) {
            let jitter = self.random.byte();
            self.members[who].core.handle_disconnected(now, ConnectError::NothingListens, jitter);
            return self.fired("nothing listened");
        }
        if let Some(liar) = &mut self.liar {
            liar.relink(self.members[who].key());
        }
        let line = Line::new(self.random.between(200, 20_000));
        self.hosted.serve(line.clone(), self.members[who].key());
        self.members[who].connect(now, host().public(), line);
    }

    /// Whoever is out for good comes again as a newcomer, with another name if it has to be.
    fn revive(&mut self, who: usize) -> Law {
        let Some(ended) = self.members[who].ended.take() else { return Ok(()) };
        let wait = match &ended {
            ConnectError::Closed(Closed::RoomClosed) if self.down.is_none() => return Ok(()),
            ConnectError::Closed(Closed::RoomClosed) => 1,
            ConnectError::Refused(Refusal::Closing) if self.down.is_some() => 1,
            // On the way in while the world ends.
            ConnectError::Refused(Refusal::Closing) if self.calm => return Ok(()),
            ConnectError::Refused(Refusal::NameTaken { suggestion }) => {
                self.members[who].name = suggestion.clone();
                self.fired("name taken at the door");
                0
            }
            ConnectError::Refused(Refusal::TooOften { seconds }) => {
                self.fired("came too often");
                self.members[who].restless = false;
                u64::from(*seconds)
            }
            ConnectError::Closed(Closed::Left) => u64::from(!self.members[who].restless),
            ConnectError::Broken | ConnectError::NothingListens => 1,
            ConnectError::NoAnswer { .. } => 1,
            ConnectError::Violation(_) if self.liar.is_some() => 1,
            other => {
                return Err(
                    Property::Convergence.broken(format!("{} is out: {other}", self.members[who].name))
                );
            }
        };
        self.members[who].away_until = self.now().ticks + Duration::from_secs(wait);
        let now = self.now();
        self.members[who].begin_again(now);
        Ok(())
    }
}
