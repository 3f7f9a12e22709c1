//! What happens to the host: it dies, closes, comes back, and its disk fails.

use std::sync::Arc;
use std::time::Duration;

use maru::store::StoreError;
use maru::wire::Event;

use crate::host::{Ground, Hosted};
use crate::property::Law;
use crate::truth::{Truth, letters};
use crate::world::World;

impl World {
    /// One thing happens to the host.
    pub(crate) fn happen_to_host(&mut self) {
        match (self.ground.disk.is_some(), self.random.below(10)) {
            // Places that a host owes its disk are to be had from nobody, and nothing shows there.
            _ if self.down.is_some() || self.shows_two_histories() => {}
            (false, 0..=1) => self.another_room(),
            (true, 0..=3) => self.host_dies(),
            (true, 4..=5) => self.host_closes(),
            (true, 6..=9) => self.disk_fails(),
            _ => {}
        }
    }

    /// The host's computer dies between two steps; what was not committed is gone.
    fn host_dies(&mut self) {
        if !self.hosted.keeps() {
            return;
        }
        self.hosted.die();
        self.cut_all();
        let wait = self.random.between(0, 5_000) as u64;
        self.down = Some(self.now().ticks + Duration::from_millis(wait));
        self.fired("host died");
    }

    /// The host closes the room and opens it again later.
    fn host_closes(&mut self) {
        if !self.hosted.keeps() || self.trouble_until.is_some() {
            return;
        }
        self.hosted.shared.close();
        let wait = self.random.between(0, 20_000) as u64;
        self.down = Some(self.now().ticks + Duration::from_millis(wait));
        self.fired("host closed");
    }

    /// The host's disk takes nothing for a while.
    fn disk_fails(&mut self) {
        let Some(disk) = &self.ground.disk else { return };
        let (trouble, what) = match self.random.chance(50) {
            true => (StoreError::Full, "disk full"),
            false => (StoreError::Failed(Arc::from("the disk makes a noise")), "disk broken"),
        };
        disk.trouble(Some(trouble));
        let wait = self.random.between(100, 20_000) as u64;
        self.trouble_until = Some(self.now().ticks + Duration::from_millis(wait));
        self.fired(what);
    }

    /// A member's disk takes nothing for a while.
    pub(crate) fn member_disk_fails(&mut self, who: usize) {
        let Some(keep) = &mut self.members[who].keep else { return };
        keep.trouble(Some(StoreError::Full));
        let wait = self.random.between(100, 20_000) as u64;
        self.members[who].trouble_until = Some(self.now().ticks + Duration::from_millis(wait));
        self.fired("a member's disk full");
    }

    /// Somebody puts an older copy in the place of what a member has on its disk, now and then.
    ///
    /// Where the host has let go of what was said since, nobody can know what of the old copy is still to be said.
    pub(crate) fn age_copy(&mut self, who: usize) {
        if !self.plan.keeps_all() || self.has_fired("the host's older copy") {
            return;
        }
        if let Some(keep) = &mut self.members[who].keep
            && self.random.chance(20)
            && keep.go_back(&mut self.random)
        {
            self.fired("a member's older copy");
        }
    }

    fn mend_members(&mut self) {
        let (now, calm) = (self.now().ticks, self.calm);
        for member in &mut self.members {
            if let Some(keep) = &mut member.keep
                && member.trouble_until.is_some_and(|until| calm || until <= now)
            {
                keep.trouble(None);
                member.trouble_until = None;
            }
        }
    }

    /// Ends the disk's trouble when it is time.
    pub(crate) fn mend(&mut self) {
        self.mend_members();
        let now = self.now().ticks;
        let Some(disk) = &self.ground.disk else { return };
        if self.trouble_until.is_some_and(|until| self.calm || until <= now) {
            disk.trouble(None);
            self.trouble_until = None;
        }
        for (what, times) in disk.take_counts() {
            *self.counts.entry(what).or_default() += times;
        }
    }

    /// Somebody puts an older copy in the place of what the host has on its disk, once in a world; returns the letters
    /// that were there before.
    ///
    /// Where members have older copies too, nobody can know what was said.
    fn put_back(&mut self) -> Option<Vec<Event>> {
        let is_open = self.plan.keeps_all() && self.liar.is_none();
        let is_over =
            ["the host's older copy", "a member's older copy"].iter().any(|what| self.has_fired(what));
        if !is_open || is_over || !self.random.chance(50) {
            return None;
        }
        let disk = self.ground.disk.as_ref()?;
        if !disk.go_back(1, &mut self.random) {
            return None;
        }
        self.fired("the host's older copy");
        let shared = &self.hosted.shared;
        Some(self.members.iter().flat_map(|member| letters(shared, member.key())).collect())
    }

    /// Opens the room again when it is time.
    pub(crate) fn return_host(&mut self) -> Law {
        let now = self.now().ticks;
        let due = self.down.is_some_and(|until| self.calm || until <= now);
        if !due || !self.hosted.is_over() {
            return Ok(());
        }
        // What was published since the world looked last is no secret.
        self.truth.record(&self.hosted.shared, &self.ground);
        let letters = self.put_back();
        let is_older = letters.is_some();
        let wall = self.walls[0].shown();
        let (hosted, kept) = Hosted::open(&self.plan, &self.ground, wall, &mut self.random);
        self.hosted = hosted;
        self.cut_all();
        self.down = None;
        self.fired("host came back");
        self.truth.reopen(&self.hosted.shared, &kept, letters)?;
        if is_older {
            self.members.iter_mut().for_each(|member| member.owe(&self.truth));
        }
        Ok(())
    }

    /// The host's computer dies; another room is opened on it, which knows nothing.
    fn another_room(&mut self) {
        self.ground = Ground::new(&self.plan, &mut self.random, self.fault);
        let wall = self.walls[0].shown();
        (self.hosted, _) = Hosted::open(&self.plan, &self.ground, wall, &mut self.random);
        let truth = std::mem::replace(&mut self.truth, Truth::of(&self.hosted.shared));
        self.past.push(truth);
        self.stray = None;
        self.cut_all();
        self.fired("another room opened");
    }

    /// Every link of a host that is no more breaks.
    pub(crate) fn cut_all(&mut self) {
        for line in self.members.iter().filter_map(|member| member.line.as_ref()) {
            line.borrow_mut().lose_host();
            line.borrow_mut().down.clear();
            line.borrow_mut().ended = true;
        }
    }
}
