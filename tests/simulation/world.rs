//! The world: one host, some members, and everything that can happen between them, by seed.
//!
//! The host is the real room behind the real `serve`, on a runtime whose time the world moves; members
//! are moved by hand. One thread, no socket, no clock: a seed is a run.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use maru::client::{ConnectError, Phase, Timeline};
use maru::host::log::Bounds;
use maru::host::{self, Settings};
use maru::wire::{Closed, Event, Mark, Name, Now, Refusal, RoomName, Text};
use tokio::time::{Instant, sleep};

use crate::fault::{Fault, person};
use crate::host::{Ground, Hosted, Plan};
use crate::keep::Keep;
use crate::laws;
use crate::liar::{Liar, Lie};
use crate::line::LineRef;
use crate::member::Member;
use crate::property::{Law, Property};
use crate::random::Random;
use crate::rival::Rival;
use crate::truth::Truth;
use crate::wall::Wall;

pub(crate) type Counts = BTreeMap<&'static str, u64>;

/// Names that several want.
pub(crate) const NAMES: [&str; 5] = ["민수", "서연", "지훈", "하늘", "바다"];
/// Things that happen before the world calms down.
const STEPS: usize = 50;

pub(crate) struct World {
    pub(crate) random: Random,
    pub(crate) fault: Option<Fault>,
    pub(crate) plan: Plan,
    pub(crate) ground: Ground,
    pub(crate) hosted: Hosted,
    /// The host's other history, if it shows two.
    pub(crate) rival: Option<Rival>,
    /// Nobody hosts before this moment, if the host died or closed.
    pub(crate) down: Option<Duration>,
    /// The host's disk takes nothing before this moment.
    pub(crate) trouble_until: Option<Duration>,
    pub(crate) truth: Truth,
    /// What was told in rooms that are no more.
    pub(crate) past: Vec<Truth>,
    pub(crate) members: Vec<Member>,
    pub(crate) counts: Counts,
    /// Lines are long, so that they do not all fit.
    pub(crate) long: bool,
    /// Nothing happens any more but what follows from what happened.
    pub(crate) calm: bool,
    pub(crate) orphans: Vec<LineRef>,
    pub(crate) stray: Option<Event>,
    pub(crate) liar: Option<Liar>,
    /// The host's wall clock, and that of all members.
    pub(crate) walls: [Wall; 2],
    pub(crate) lines: u64,
    start: Instant,
}

impl World {
    pub(crate) fn new(seed: u64, fault: Option<Fault>) -> Self {
        Self::with(seed, fault, None)
    }

    fn with(seed: u64, fault: Option<Fault>, lie: Option<Lie>) -> Self {
        let mut random = Random::new(seed);
        let long = random.chance(4);
        let mut plan = plan(&mut random, long);
        if fault == Some(Fault::TrimForgotten) {
            plan.history = Some(host::Bounds { events: 5, ..host::Bounds::default() });
        }
        if lie == Some(Lie::TwoHistories) {
            plan.history = Some(host::Bounds::default());
        }
        let walls = [Wall::new(), Wall::new()];
        let ground = Ground::new(&plan, &mut random, fault);
        let (hosted, _) = Hosted::open(&plan, &ground, walls[0].shown(), &mut random);
        let most = if random.chance(20) && !long { 8 } else { 4 };
        let count = random.between(2, most);
        let members = (0..count).map(|number| {
            let name = Name::parse(NAMES[number % NAMES.len()]).unwrap();
            let mut member = Member::new(Arc::new(person(number)), name);
            member.keep = random.chance(60).then(|| Keep::new(member.key(), random.next(), fault));
            member
        });
        let members = members.collect();
        Self {
            members,
            truth: Truth::of(&hosted.shared),
            random,
            fault,
            plan,
            ground,
            hosted,
            rival: None,
            down: None,
            trouble_until: None,
            past: Vec::new(),
            counts: Counts::new(),
            long,
            calm: false,
            orphans: Vec::new(),
            stray: None,
            liar: None,
            walls,
            lines: 0,
            start: Instant::now(),
        }
    }

    /// A world whose host lies to somebody.
    pub(crate) fn of_a_liar(seed: u64, lie: Lie) -> Self {
        let mut world = Self::with(seed, None, Some(lie));
        let victim = world.random.below(world.members.len());
        if lie == Lie::Redated {
            // A copy that holds the lie shows it again.
            world.members.iter_mut().for_each(|member| member.keep = None);
        }
        world.liar = Some(Liar::new(lie, world.members[victim].key()));
        world
    }

    pub(crate) fn now(&self) -> Now {
        Now { ticks: self.start.elapsed(), wall: self.walls[1].now() }
    }

    /// Lets things happen, and then everything come to rest.
    pub(crate) async fn run(&mut self) -> Law {
        // Talk on two sides takes longer.
        let steps = if self.shows_two_histories() { 4 * STEPS } else { STEPS };
        for _ in 0..steps {
            let wait = match self.random.below(20) {
                0 => self.random.between(2_000, 20_000),
                1..=5 => self.random.between(40, 700),
                _ => self.random.between(1, 40),
            };
            self.pass(wait).await?;
            self.lead_astray()?;
            self.happen()?;
            self.move_all()?;
        }
        self.calm = true;
        self.end_rival();
        for round in 0..3_000 {
            self.pass(if round < 500 { 20 } else { 500 }).await?;
            self.move_all()?;
            self.read_back();
            if self.is_quiet() {
                // Presence is told once a tick; typing ends by itself.
                for _ in 0..8 {
                    self.pass(1_000).await?;
                    self.move_all()?;
                }
                if self.is_quiet() {
                    self.count_overtaken();
                    return self.ended_well();
                }
            }
        }
        let states = self.members.iter().map(|m| {
            let bytes = m.line.as_ref().map(|line| (line.borrow().up.len(), line.borrow().down.len()));
            let room = m.room == Some(self.truth.room);
            let (phase, waiting) = (m.timeline.phase(), m.core.waiting());
            format!("{} {phase:?} waits {waiting} at {} flying {bytes:?} {room}", m.name, m.at.seq)
        });
        Err(Property::Convergence.broken(format!(
            "never at rest, host at {}: {:#?}",
            self.truth.last(),
            states.collect::<Vec<_>>()
        )))
    }

    /// What a run comes down to: another one of the same seed has the same.
    pub(crate) fn trace(&self) -> (Counts, Vec<Mark>) {
        (self.counts.clone(), self.truth.marks.clone())
    }

    /// The host closes the room; everyone is told.
    pub(crate) async fn close(&mut self) -> Law {
        if let Some(liar) = &mut self.liar {
            liar.silent = true;
        }
        self.hosted.shared.close();
        let ends = [ConnectError::Closed(Closed::RoomClosed), ConnectError::Refused(Refusal::Closing)]
            .map(Phase::Ended);
        let is_told = |member: &&Member| ends.contains(member.timeline.phase());
        let told = |world: &Self| world.members.iter().all(|member| is_told(&member));
        // A slow disk may take its time to write the last words, and to let old ones go.
        for _ in 0..1_000 {
            self.pass(20).await?;
            self.move_all()?;
            if told(self) && self.hosted.is_over() {
                break;
            }
        }
        if let Some(member) = self.members.iter().find(|member| !is_told(member)) {
            let phase = member.timeline.phase();
            return Err(
                Property::Convergence.broken(format!("{} was not told of the end: {phase:?}", member.name))
            );
        }
        self.fired("room closed");
        self.hosted.die();
        Ok(())
    }

    pub(crate) fn fired(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    pub(crate) fn has_fired(&self, what: &str) -> bool {
        self.counts.contains_key(what)
    }

    async fn pass(&mut self, milliseconds: usize) -> Law {
        sleep(Duration::from_millis(milliseconds as u64)).await;
        self.walls.iter().for_each(|wall| wall.pass(milliseconds as u64));
        if self.random.below(100) == 0 {
            let whose = self.random.below(2);
            let what = self.walls[whose].upset(&mut self.random);
            self.fired(what);
        }
        self.mend();
        self.return_host()?;
        self.truth.record(&self.hosted.shared, &self.ground);
        self.hosted.check()?;
        self.record_rival()?;
        laws::committed(self)
    }

    /// Whoever has missed something looks for it: only then can it show that a host has lost what was had before that.
    fn read_back(&mut self) {
        if self.truth.undone.is_empty() {
            return;
        }
        for member in self.members.iter_mut().filter(|member| member.timeline.older().is_some()) {
            member.timeline.paging();
            member.core.page();
        }
    }

    fn is_quiet(&self) -> bool {
        let has_read_back = |timeline: &Timeline| timeline.older().is_none() && !timeline.is_paging();
        let kept = self.ground.disk.is_none() || self.hosted.keeps();
        kept && self.down.is_none()
            && self.members.iter().all(|member| {
                // A ping may always fly.
                let still = |line: &LineRef| line.borrow().up.len() < 32 && line.borrow().down.is_empty();
                *member.timeline.phase() == Phase::Here
                    && member.core.waiting() == 0
                    && (self.truth.undone.is_empty() || has_read_back(&member.timeline))
                    && member.keep.as_ref().is_none_or(Keep::is_idle)
                    && member.at.seq == self.truth.last()
                    && member.room == Some(self.truth.room)
                    && member.line.as_ref().is_some_and(still)
            })
    }

    /// Lines are numbered in the order in which they were typed.
    fn count_overtaken(&mut self) {
        let number = |event: &Event| event.text()?.strip_prefix("줄 ")?.parse::<u64>().ok();
        let numbers: Vec<_> = self.truth.events.iter().filter_map(number).collect();
        numbers
            .windows(2)
            .filter(|pair| pair[0] > pair[1])
            .for_each(|_| self.fired("line overtaken by a later one"));
    }

    fn ended_well(&self) -> Law {
        match self.hosted.sessions() {
            links if links <= self.members.len() => Ok(()),
            links => {
                Err(Property::Convergence
                    .broken(format!("{links} sessions for {} members", self.members.len())))
            }
        }
    }
}

fn plan(random: &mut Random, long: bool) -> Plan {
    let bounds = match long || random.chance(30) {
        true => Bounds { events: random.between(20, 40), bytes: usize::MAX },
        false => Bounds::default(),
    };
    let (burst, rate) = if random.chance(50) && !long { (6, 4) } else { (1_000, 1_000) };
    let name = RoomName::parse("금요일").unwrap();
    let settings = Settings { messages_burst: burst, messages_per_second: rate, ..Settings::new(name) };
    let history = random.chance(70).then(|| match random.chance(50) {
        true => host::Bounds { events: random.between(15, 40) as u64, ..host::Bounds::default() },
        false => host::Bounds::default(),
    });
    Plan { settings, bounds, history }
}

/// What was written as one text is one text; long ones too.
#[test]
fn long_lines_are_texts() {
    assert!(Text::parse(&format!("줄 {}{}", u64::MAX, "가".repeat(3_500))).is_ok());
}
