//! The world: one host, some members, and everything that can happen between them, by seed.
//!
//! The host is the real room behind the real `serve`, on a runtime whose time the world moves; members
//! are moved by hand. One thread, no socket, no clock: a seed is a run.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use maru::client::{ConnectError, Phase};
use maru::host::Settings;
use maru::host::log::Bounds;
use maru::host::publisher::publish;
use maru::host::room::{Opening, Room};
use maru::host::session::{SessionError, serve};
use maru::host::shared::SharedRoom;
use maru::identity::Identity;
use maru::wire::{Activity, Audience, Closed, Event, Kind, Name, Now, PublicKey, Refusal, RoomName, Text};
use tokio::task::{JoinHandle, spawn_local};
use tokio::time::{Instant, sleep};

use crate::fault::{Fault, Tamper, host, person};
use crate::line::{HostEnd, Line, LineRef};
use crate::member::{Law, Member, Words};
use crate::random::Random;
use crate::truth::Truth;

pub(crate) type Counts = BTreeMap<&'static str, u64>;
type Served = JoinHandle<Result<Closed, SessionError>>;

/// Names that several want.
const NAMES: [&str; 5] = ["민수", "서연", "지훈", "하늘", "바다"];
/// Things that happen before the world calms down.
const STEPS: usize = 50;

pub(crate) struct World {
    pub(crate) random: Random,
    pub(crate) fault: Option<Fault>,
    pub(crate) shared: SharedRoom,
    pub(crate) truth: Truth,
    /// What was told in rooms that are no more.
    pub(crate) past: Vec<Truth>,
    pub(crate) members: Vec<Member>,
    pub(crate) counts: Counts,
    settings: Settings,
    bounds: Bounds,
    long: bool,
    calm: bool,
    orphans: Vec<LineRef>,
    served: Vec<Served>,
    keeper: JoinHandle<()>,
    stray: Option<Event>,
    start: Instant,
    wall: u64,
    lines: u64,
}

impl World {
    pub(crate) fn new(seed: u64, fault: Option<Fault>) -> Self {
        let mut random = Random::new(seed);
        let long = random.chance(4);
        let bounds = match long || random.chance(30) {
            true => Bounds { events: random.between(20, 40), bytes: usize::MAX },
            false => Bounds::default(),
        };
        let (burst, rate) = if random.chance(50) && !long { (6, 4) } else { (1_000, 1_000) };
        let name = RoomName::parse("금요일").unwrap();
        let settings = Settings { messages_burst: burst, messages_per_second: rate, ..Settings::new(name) };
        let shared = open(&settings, bounds, &mut random);
        let most = if random.chance(20) && !long { 8 } else { 4 };
        let count = random.between(2, most);
        let members = (0..count).map(|number| {
            let name = Name::parse(NAMES[number % NAMES.len()]).unwrap();
            Member::new(Arc::new(person(number)), name)
        });
        Self {
            members: members.collect(),
            truth: Truth::of(&shared),
            keeper: keep(&shared),
            random,
            fault,
            shared,
            past: Vec::new(),
            counts: Counts::new(),
            settings,
            bounds,
            long,
            calm: false,
            orphans: Vec::new(),
            served: Vec::new(),
            stray: None,
            start: Instant::now(),
            wall: 1_000_000,
            lines: 0,
        }
    }

    pub(crate) fn now(&self) -> Now {
        Now { ticks: self.start.elapsed(), wall: self.wall }
    }

    /// Lets things happen, and then everything come to rest.
    pub(crate) async fn run(&mut self) -> Law {
        for _ in 0..STEPS {
            let wait = match self.random.below(20) {
                0 => self.random.between(2_000, 20_000),
                1..=5 => self.random.between(40, 700),
                _ => self.random.between(1, 40),
            };
            self.pass(wait).await?;
            self.happen()?;
            self.move_all()?;
        }
        self.calm = true;
        for round in 0..3_000 {
            self.pass(if round < 500 { 20 } else { 500 }).await?;
            self.move_all()?;
            if self.is_quiet() {
                // Presence is told once a tick; typing ends by itself.
                for _ in 0..8 {
                    self.pass(1_000).await?;
                    self.move_all()?;
                }
                if self.is_quiet() {
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
        Err(format!("never at rest, host at {}: {:#?}", self.truth.last(), states.collect::<Vec<_>>()))
    }

    /// The host closes the room; everyone is told.
    pub(crate) async fn close(&mut self) -> Law {
        self.shared.close();
        for _ in 0..100 {
            self.pass(20).await?;
            self.move_all()?;
        }
        for member in &self.members {
            let phase = member.timeline.phase();
            if *phase != Phase::Ended(ConnectError::Closed(Closed::RoomClosed)) {
                return Err(format!("{} was not told of the end: {phase:?}", member.name));
            }
        }
        self.fired("room closed");
        self.keeper.abort();
        Ok(())
    }

    fn fired(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    async fn pass(&mut self, milliseconds: usize) -> Law {
        sleep(Duration::from_millis(milliseconds as u64)).await;
        self.wall = match self.random.below(200) {
            0 => self.random.next() >> 20,
            _ => self.wall + milliseconds as u64,
        };
        self.truth.record(&self.shared);
        self.served.retain_mut(|served| !served.is_finished() || !is_harmless(served));
        match self.served.iter().any(JoinHandle::is_finished) {
            true => Err("a session of the host panicked, or ended for no good reason".to_owned()),
            false => Ok(()),
        }
    }

    fn is_quiet(&self) -> bool {
        self.members.iter().all(|member| {
            // A ping may always fly.
            let still = |line: &LineRef| line.borrow().up.len() < 32 && line.borrow().down.is_empty();
            *member.timeline.phase() == Phase::Here
                && member.core.waiting() == 0
                && member.at.seq == self.truth.last()
                && member.room == Some(self.truth.room)
                && member.line.as_ref().is_some_and(still)
        })
    }

    /// One thing happens to somebody.
    fn happen(&mut self) -> Law {
        let who = self.random.below(self.members.len());
        let now = self.now();
        match self.random.below(100) {
            0..=9 if self.long => self.flood(who),
            0..=29 => self.say(who, 1),
            30..=32 => self.flood(who),
            33..=45 => self.whisper(who),
            46..=51 => {
                let name = NAMES[self.random.below(NAMES.len())].to_owned();
                self.put(who, Kind::RENAME, name);
            }
            52..=55 => {
                let who = if self.random.chance(70) { 0 } else { who };
                let topic = if self.random.chance(30) { String::new() } else { self.text() };
                self.put(who, Kind::TOPIC, topic);
                self.fired("topic");
            }
            56..=60 => {
                let all = [Activity::Here, Activity::Typing, Activity::Away];
                let activity = all[self.random.below(3)];
                self.members[who].core.activity(activity);
                self.fired("activity");
            }
            61..=64 => self.members[who].core.page(),
            65..=76 => self.cut(who),
            77..=82 => {
                let wait = self.random.between(100, 12_000);
                self.members[who].deaf_until = now.ticks + Duration::from_millis(wait as u64);
                self.fired("stopped reading");
            }
            83..=87 => self.begin_again(who),
            88..=89 => {
                self.members[who].core.leave();
                self.members[who].restless = self.random.chance(50);
                self.fired("left");
            }
            90..=92 => self.say_twice(who),
            93..=95 => self.try_again(who),
            96..=97 => self.members[who].core.redial(),
            98 if self.random.chance(25) => self.reopen(),
            _ => {}
        }
        self.members[who].transmit(
            now,
            &mut self.random,
            &mut Tamper {
                fault: self.fault,
                random: &mut Random::new(now.ticks.subsec_nanos().into()),
                truth: &mut self.truth,
                shared: &self.shared,
                counts: &mut self.counts,
                stray: &mut self.stray,
            },
        );
        Ok(())
    }

    fn text(&mut self) -> String {
        self.lines += 1;
        format!("줄 {}", self.lines)
    }

    fn put(&mut self, who: usize, kind: Kind, text: String) {
        let (now, salt) = (self.now(), self.random.byte());
        self.members[who].say(now, Words { audience: Audience::Room, kind, text }, salt);
    }

    fn say(&mut self, who: usize, many: usize) {
        for _ in 0..many {
            let mut text = self.text();
            if self.long {
                text.push_str(&"가".repeat(3_500));
            } else if self.random.chance(3) {
                // Not in its one spelling: the host refuses it.
                text.push('\u{7}');
            }
            let kind = if self.random.chance(10) { Kind::ACTION } else { Kind::CHAT };
            self.put(who, kind, text);
        }
    }

    fn flood(&mut self, who: usize) {
        let most = if self.random.chance(10) && !self.long { 80 } else { 15 };
        let many = self.random.between(5, most);
        self.fired("flood");
        self.say(who, many);
    }

    fn whisper(&mut self, who: usize) {
        let to = match self.random.chance(5) {
            true => PublicKey([9; 32]),
            false => self.members[self.random.below(self.members.len())].key(),
        };
        let (now, text, salt) = (self.now(), self.text(), self.random.byte());
        let audience = Audience::Member(to);
        self.members[who].say(now, Words { audience, kind: Kind::WHISPER, text }, salt);
        self.fired("whisper");
    }

    /// The link breaks at some byte; either side notices first, or both.
    fn cut(&mut self, who: usize) {
        let Some(line) = self.members[who].line.clone() else { return };
        let (kept_up, kept_down) =
            (self.random.below(line.borrow().up.len() + 1), self.random.below(line.borrow().down.len() + 1));
        line.borrow_mut().up.truncate(kept_up);
        line.borrow_mut().down.truncate(kept_down);
        match self.random.below(3) {
            0 => {
                line.borrow_mut().lose_host();
                self.fired("cut, host noticed first");
            }
            1 => {
                self.lose(who);
                self.orphans.push(line);
                self.fired("cut, member noticed first");
            }
            _ => {
                line.borrow_mut().lose_host();
                self.lose(who);
                self.fired("cut, both noticed");
            }
        }
    }

    fn lose(&mut self, who: usize) {
        let (now, jitter) = (self.now(), self.random.byte());
        self.members[who].line = None;
        self.members[who].core.handle_disconnected(now, ConnectError::Broken, jitter);
    }

    /// The member's program is killed and started again, without its memory.
    fn begin_again(&mut self, who: usize) {
        if let Some(line) = self.members[who].line.take() {
            if !line.borrow().up.is_empty() {
                self.fired("killed with words on the way");
            }
            self.orphans.push(line);
        }
        let wait = self.random.between(0, 3_000) as u64;
        self.members[who].away_until = self.now().ticks + Duration::from_millis(wait);
        self.members[who].begin_again();
        self.fired("killed and started again");
    }

    /// A frame that was said comes a second time, as the protocol allows for what was settled.
    fn say_twice(&mut self, who: usize) {
        let member = &self.members[who];
        let Some(line) = &member.line else { return };
        let told = |nonce| {
            let own = |event: &&Event| event.header.author == member.key() && event.header.nonce == nonce;
            self.truth.events.iter().rev().take(40).find(own).is_some()
        };
        let all = &member.said_here;
        let Some((_, frame)) = all.iter().rev().take(8).find(|(nonce, _)| told(*nonce)) else { return };
        line.borrow_mut().up.extend_from_slice(frame);
        self.fired("frame said again later");
    }

    fn try_again(&mut self, who: usize) {
        let now = self.now();
        let member = &mut self.members[who];
        let refused = |at: &usize| member.ledger[*at].is_refused;
        let Some((ticket, at)) = member.tickets.iter().find(|(_, at)| refused(at)) else { return };
        let (ticket, at) = (*ticket, *at);
        member.ledger[at].is_refused = false;
        member.core.retry(now, ticket);
        self.fired("tried again");
    }

    /// The host's computer dies; another room is opened on it, which knows nothing.
    fn reopen(&mut self) {
        self.served.drain(..).for_each(|served| served.abort());
        self.keeper.abort();
        self.shared = open(&self.settings, self.bounds, &mut self.random);
        self.keeper = keep(&self.shared);
        let truth = std::mem::replace(&mut self.truth, Truth::of(&self.shared));
        self.past.push(truth);
        self.stray = None;
        for who in 0..self.members.len() {
            if let Some(line) = &self.members[who].line {
                line.borrow_mut().lose_host();
                line.borrow_mut().down.clear();
                line.borrow_mut().ended = true;
            }
        }
        self.fired("room opened again");
    }

    /// Moves every member and every byte a little.
    fn move_all(&mut self) -> Law {
        for at in (0..self.orphans.len()).rev() {
            let bytes = self.some_bytes();
            let line = self.orphans[at].clone();
            let moved = line.borrow_mut().carry_up(bytes);
            if !moved && (self.calm || self.random.chance(30)) {
                line.borrow_mut().lose_host();
                self.orphans.swap_remove(at);
            }
        }
        (0..self.members.len()).try_for_each(|who| self.move_one(who))
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
        let Self { members, random, fault, shared, truth, counts, stray, .. } = self;
        let own = &mut Random::new(random.next());
        let mut tamper = Tamper { fault: *fault, random: own, truth, shared, counts, stray };
        let member = &mut members[who];
        if !bytes.is_empty() {
            member.read(now, &bytes, &mut tamper)?;
        }
        if over && member.core.has_link() {
            let jitter = random.byte();
            member.core.handle_disconnected(now, ConnectError::Broken, jitter);
        }
        member.transmit(now, random, &mut tamper);
        member.collect(&mut tamper)?;
        if !member.core.has_link()
            && let Some(line) = member.line.take()
        {
            self.orphans.push(line);
        }
        self.revive(who)
    }

    /// Makes a link where one is wanted, if there is a way.
    fn dial(&mut self, who: usize, now: Now) {
        if !self.members[who].core.wants_link() || now.ticks < self.members[who].away_until {
            return;
        }
        if !self.calm && self.random.chance(10) {
            let jitter = self.random.byte();
            self.members[who].core.handle_disconnected(now, ConnectError::NothingListens, jitter);
            return self.fired("nothing listened");
        }
        let line = Line::new(self.random.between(200, 20_000));
        let (shared, key, end) = (self.shared.clone(), self.members[who].key(), HostEnd(line.clone()));
        self.served.push(spawn_local(serve(shared, end, key, || {})));
        self.members[who].connect(now, host().public(), line);
    }

    /// Whoever is out for good comes again as a newcomer, with another name if it has to be.
    fn revive(&mut self, who: usize) -> Law {
        let Some(ended) = self.members[who].ended.take() else { return Ok(()) };
        let wait = match &ended {
            ConnectError::Closed(Closed::RoomClosed) => return Ok(()),
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
            other => return Err(format!("{} is out: {other}", self.members[who].name)),
        };
        self.members[who].away_until = self.now().ticks + Duration::from_secs(wait);
        self.members[who].begin_again();
        Ok(())
    }

    fn ended_well(&self) -> Law {
        match self.served.iter().filter(|served| !served.is_finished()).count() {
            links if links <= self.members.len() => Ok(()),
            links => Err(format!("{links} sessions for {} members", self.members.len())),
        }
    }
}

fn open(settings: &Settings, bounds: Bounds, random: &mut Random) -> SharedRoom {
    let mut seed = [0; 32];
    seed.iter_mut().for_each(|byte| *byte = random.byte());
    let room_key = Identity::from_seed(seed).unwrap();
    let opening = Opening { identity: Arc::new(host()), room_key, settings: settings.clone(), bounds, seed };
    SharedRoom::new(Room::new(opening))
}

/// What a host runs beside its sessions, until the room is over.
fn keep(shared: &SharedRoom) -> JoinHandle<()> {
    let (time, publishing) = (shared.clone(), publish(shared.clone(), maru::host::keeper::Keeper::memory()));
    spawn_local(async move {
        tokio::select! {
            biased;
            () = publishing => {}
            () = time.keep_time() => {}
        }
    })
}

/// Whether a session that ended did so for a reason that a link can have.
fn is_harmless(served: &mut Served) -> bool {
    use futures::FutureExt as _;
    match served.now_or_never() {
        Some(Ok(Ok(closed))) => closed != Closed::BrokenRule,
        Some(Ok(Err(SessionError::Link(error)))) => !matches!(error, maru::link::LinkError::Codec(_)),
        Some(Ok(Err(SessionError::Late))) => true,
        _ => false,
    }
}

/// What was written as one text is one text; long ones too.
#[test]
fn long_lines_are_texts() {
    assert!(Text::parse(&format!("줄 {}{}", u64::MAX, "가".repeat(3_500))).is_ok());
}
