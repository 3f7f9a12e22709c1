//! A host that shows two histories: it comes up twice from one disk, and links lead now to the one, now to the other.
//!
//! Whatever is done for a member is done with the history that its link leads to in the place of the host.

use crate::host::{Ground, Hosted};
use crate::laws;
use crate::liar::Lie;
use crate::property::Law;
use crate::truth::Truth;
use crate::world::World;

/// Events that both histories have at least.
const COMMON: u64 = 3;

/// The other history.
pub(crate) struct Rival {
    ground: Ground,
    hosted: Hosted,
    truth: Truth,
    /// Events that both have.
    common: usize,
}

impl World {
    pub(crate) fn shows_two_histories(&self) -> bool {
        self.liar.as_ref().is_some_and(|liar| liar.lie == Lie::TwoHistories)
    }

    /// The host shows two histories, if it is that kind of liar: it begins to, or a link breaks that may lead to the
    /// other one next.
    pub(crate) fn lead_astray(&mut self) -> Law {
        if !self.shows_two_histories() {
            return Ok(());
        }
        if self.rival.is_some() {
            let who = self.random.below(self.members.len());
            if self.random.chance(10) {
                self.cut(who);
            }
            return Ok(());
        }
        let is_due = self.truth.last() >= COMMON && self.down.is_none() && self.hosted.keeps();
        if is_due { self.split() } else { Ok(()) }
    }

    /// The host dies and comes up twice.
    fn split(&mut self) -> Law {
        self.hosted.die();
        self.cut_all();
        self.truth.record(&self.hosted.shared, &self.ground);
        let (ground, mut truth) = (self.ground.fork(), self.truth.clone());
        let mut open = |ground: &Ground, truth: &mut Truth| {
            let (hosted, kept) = Hosted::open(&self.plan, ground, self.walls[0].shown(), &mut self.random);
            truth.reopen(&hosted.shared, &kept, None).map(|()| hosted)
        };
        self.hosted = open(&self.ground, &mut self.truth)?;
        let hosted = open(&ground, &mut truth)?;
        self.rival = Some(Rival { ground, hosted, common: truth.events.len(), truth });
        Ok(())
    }

    /// A link that is wanted may lead to the other history.
    pub(crate) fn go_over(&mut self, who: usize) {
        if self.rival.is_some() && self.members[who].core.wants_link() && self.random.chance(50) {
            self.members[who].is_astray ^= true;
            self.fired("a link led to the other history");
            self.liar.iter_mut().for_each(|liar| liar.told = true);
        }
    }

    /// Does something with the history that a member's link leads to.
    pub(crate) fn with_host_of<T>(&mut self, who: usize, act: impl FnOnce(&mut Self) -> T) -> T {
        let is_astray = self.members[who].is_astray;
        if is_astray {
            self.swap_histories();
        }
        let done = act(self);
        if is_astray {
            self.swap_histories();
        }
        done
    }

    /// Takes down and judges what the other history shows.
    pub(crate) fn record_rival(&mut self) -> Law {
        if self.rival.is_none() {
            return Ok(());
        }
        self.swap_histories();
        self.truth.record(&self.hosted.shared, &self.ground);
        let law = self.hosted.check().and_then(|()| laws::committed(self));
        self.swap_histories();
        if let Some(Rival { truth, common, .. }) = &mut self.rival {
            self.truth.undone = truth.events[*common..].to_vec();
            truth.undone = self.truth.events[*common..].to_vec();
        }
        law
    }

    /// All links lead to one history from here on.
    pub(crate) fn end_rival(&mut self) {
        if self.rival.take().is_some() {
            self.members.iter_mut().for_each(|member| member.is_astray = false);
            self.cut_all();
        }
    }

    fn swap_histories(&mut self) {
        if let Some(Rival { ground, hosted, truth, .. }) = &mut self.rival {
            std::mem::swap(&mut self.ground, ground);
            std::mem::swap(&mut self.hosted, hosted);
            std::mem::swap(&mut self.truth, truth);
        }
    }
}
