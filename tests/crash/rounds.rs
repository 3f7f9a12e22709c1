//! `Rounds`: open, talk, kill, and again; in the end somebody reads the whole room.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use futures::future::{join_all, select_all};
use maru::wire::Invite;
use tokio::time::timeout;

use crate::ledger::{Faults, Ledger, judge, judge_mail};
use crate::program::{Home, Opened, Program};
use crate::random::Random;
use crate::talker::Talker;

/// Who talks.
const MEMBERS: [&str; 4] = ["민수", "서연", "지훈", "하늘"];
/// Longer than anything here takes; running into it is a failure.
const PATIENCE: Duration = Duration::from_secs(60);
/// As much as a host may allow.
const VARIABLES: [(&str, &str); 2] = [("MARU_MESSAGES_BURST", "1000"), ("MARU_MESSAGES_PER_SECOND", "1000")];

/// When a round's kill comes.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// This long after the program was started, whether the room is open by then or not.
    Opening(Duration),
    /// This long after the room was opened, while members come back and talk.
    Open(Duration),
    /// When one member has had this many lines more acknowledged.
    Acknowledged(usize),
}

impl Moment {
    fn of(random: &mut Random) -> Self {
        let below = |random: &mut Random, end| Duration::from_micros(random.below(end) as u64);
        match random.below(10) {
            0 => Self::Opening(below(random, 100_000)),
            1..=6 => Self::Open(below(random, 400_000)),
            _ => Self::Acknowledged(random.between(1, 300)),
        }
    }
}

pub(crate) struct Rounds {
    random: Random,
    home: Home,
    invite: Invite,
    talkers: Vec<Talker>,
    begin: Instant,
    kills: u64,
    opening: u64,
    openings: Vec<Duration>,
}

/// What a run came to.
pub(crate) struct Sum {
    kills: u64,
    opening: u64,
    said: u64,
    pub(crate) acknowledged: usize,
    events: usize,
    letters: usize,
    gaps: u64,
    openings: Vec<Duration>,
    time: Duration,
    pub(crate) faults: Faults,
}

impl Rounds {
    /// Opens a room for the first time, lets everybody in, and kills the host when they have said a little.
    pub(crate) async fn begin(seed: u64) -> Self {
        let home = Home::new(&VARIABLES);
        let mut program = home.start();
        let (invite, _) = program.opens();
        let talker = |(n, called): (u8, &&str)| Talker::new(n, called, home.route(&invite));
        let mut talkers: Vec<_> = (2..).zip(&MEMBERS).map(talker).collect();
        let keys: Vec<_> = talkers.iter().map(Talker::key).collect();
        for talker in &mut talkers {
            let me = talker.key();
            talker.befriend(keys.iter().copied().filter(|key| *key != me).collect());
        }
        let mut rounds = Self {
            random: Random::new(seed),
            home,
            invite,
            talkers,
            begin: Instant::now(),
            kills: 0,
            opening: 0,
            openings: Vec::new(),
        };
        // Nobody whispers to somebody who was never there.
        rounds.everybody(async |talker| talker.until(Talker::is_here).await).await;
        rounds.everybody(async |talker| talker.talk_until(10).await).await;
        rounds.kill(program);
        rounds
    }

    /// One life of the host.
    pub(crate) async fn kill_once(&mut self) {
        let moment = Moment::of(&mut self.random);
        let mut program = self.home.start();
        match moment {
            Moment::Opening(time) => match program.opens_within(time) {
                Opened::Yes(invite, time) => self.opened(&invite, time),
                Opened::NotYet => self.opening += 1,
            },
            Moment::Open(time) => {
                self.open(&mut program);
                let talking = join_all(self.talkers.iter_mut().map(Talker::talk));
                assert!(timeout(time, talking).await.is_err(), "talking has no end");
            }
            Moment::Acknowledged(many) => {
                self.open(&mut program);
                let talking = self.talkers.iter_mut().map(|talker| Box::pin(talker.talk_until(many)));
                if timeout(PATIENCE, select_all(talking)).await.is_err() {
                    self.fail("nobody gets a word in");
                }
            }
        }
        self.kill(program);
        let (opening, acknowledged) = (self.openings.last(), self.acknowledged());
        println!(
            "kill {}: {moment:?}, last opened in {opening:.1?}, {acknowledged} acknowledged",
            self.kills
        );
        self.check();
    }

    /// The last life: everything still on its way arrives, and the books are compared with the room.
    pub(crate) async fn end(mut self) -> Sum {
        let mut program = self.home.start();
        self.open(&mut program);
        self.everybody(async |talker| talker.settle().await).await;
        let whispered = |to| self.talkers.iter().filter_map(move |talker| talker.ledger.whispered.get(&to));
        let due = |to| whispered(to).sum::<usize>();
        let due: BTreeMap<_, _> = self.talkers.iter().map(Talker::key).map(|key| (key, due(key))).collect();
        self.everybody(async |talker| {
            let due = due[&talker.key()];
            talker.until(|talker| talker.ledger.whispers.len() >= due).await;
        })
        .await;
        self.check();
        let (said, acknowledged) = (self.talkers.iter().map(Talker::said).sum(), self.acknowledged());
        let mut ledgers = Vec::new();
        for talker in std::mem::take(&mut self.talkers) {
            ledgers.push(talker.vanish().await);
        }
        let newest = ledgers.iter().filter_map(|ledger| ledger.public.keys().next_back()).max();
        let mut reader = Talker::reader(99, "나중", self.home.route(&self.invite));
        let newest = newest.copied().unwrap_or(0);
        // A thousand rounds say more than is read in a minute, page by page.
        let patience = PATIENCE + Duration::from_millis(newest);
        self.patiently(patience, reader.read_all(newest)).await;
        let mut faults = judge(&reader.events, &ledgers.iter().collect::<Vec<_>>());
        for (n, called) in (2..).zip(MEMBERS) {
            let key = crate::talker::identity(n).public();
            let there = reader.names.get(&key).map(ToString::to_string);
            if there.as_deref() != Some(called) {
                faults.add("member lost", || format!("{called} is {there:?}"));
            }
        }
        let again = self.read_mail(&ledgers).await;
        faults.merge(&judge_mail(&ledgers.iter().zip(&again).collect::<Vec<_>>()));
        Sum {
            kills: self.kills,
            opening: self.opening,
            said,
            acknowledged,
            events: reader.events.len(),
            letters: again.iter().map(|ledger| ledger.mail.len()).sum(),
            gaps: ledgers.iter().map(|ledger| ledger.gaps).sum(),
            openings: std::mem::take(&mut self.openings),
            time: self.begin.elapsed(),
            faults,
        }
    }

    /// Each mailbox as its owner reads it from the beginning.
    async fn read_mail(&self, ledgers: &[Ledger]) -> Vec<Ledger> {
        let mut again = Vec::new();
        for ((n, called), before) in (2..).zip(MEMBERS).zip(ledgers) {
            let mut member = Talker::reader(n, called, self.home.route(&self.invite));
            let newest = before.mail.keys().next_back();
            let had = |member: &Talker| newest.is_none_or(|seq| member.ledger.mail.contains_key(seq));
            self.patiently(PATIENCE, member.until(had)).await;
            again.push(member.vanish().await);
        }
        again
    }

    fn open(&mut self, program: &mut Program) {
        let (invite, time) = program.opens();
        self.opened(&invite, time);
        self.talkers.iter().for_each(Talker::redial);
    }

    fn opened(&mut self, invite: &Invite, time: Duration) {
        self.openings.push(time);
        if invite.room != self.invite.room {
            self.fail(&format!("{:?} is another room than {:?}", invite.room, self.invite.room));
        }
    }

    fn kill(&mut self, program: Program) {
        self.kills += 1;
        if !program.kill() {
            self.fail("the host had ended by itself");
        }
    }

    fn acknowledged(&self) -> usize {
        self.talkers.iter().map(|talker| talker.ledger.acknowledged.len()).sum()
    }

    /// Lets all members do the same, each until it is done.
    async fn everybody(&mut self, work: impl AsyncFn(&mut Talker)) {
        let all = join_all(self.talkers.iter_mut().map(|talker| work(talker)));
        if timeout(PATIENCE, all).await.is_err() {
            self.fail("somebody waits in vain");
        }
    }

    async fn patiently(&self, patience: Duration, work: impl Future<Output = ()>) {
        if timeout(patience, work).await.is_err() {
            self.fail("the reader waits in vain");
        }
    }

    /// Fails if anybody was told what must not be.
    fn check(&self) {
        if self.talkers.iter().any(|talker| talker.over().is_some() || !talker.ledger.faults.is_empty()) {
            self.fail("somebody was told what must not be");
        }
    }

    /// Fails with everything that helps to understand why.
    fn fail(&self, why: &str) -> ! {
        let each = self.talkers.iter().map(|talker| {
            let (called, over, ledger) = (talker.called(), talker.over(), &talker.ledger);
            let (here, unsettled) = (talker.is_here(), ledger.unsettled());
            format!("{called}: here {here}, {unsettled} unsettled, over {over:?}, {}", ledger.faults)
        });
        let each: Vec<_> = each.collect();
        panic!(
            "after {} kills: {why}\n{}\nthe host said:\n{}",
            self.kills,
            each.join("\n"),
            self.home.told()
        );
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut openings = self.openings.clone();
        openings.sort();
        let middle = openings.get(openings.len() / 2).copied().unwrap_or_default();
        let worst = openings.last().copied().unwrap_or_default();
        let (kills, opening, time) = (self.kills, self.opening, self.time);
        writeln!(f, "{kills} kills ({opening} of them while the room was opening) in {time:.1?}")?;
        let Self { said, acknowledged, events, letters, gaps, .. } = self;
        writeln!(
            f,
            "{said} lines said, {acknowledged} acknowledged; {events} events, {letters} letters, {gaps} gaps"
        )?;
        let of = |kind| self.faults.of(kind);
        let (lost, doubled, reordered) = (of("lost") + of("letter lost"), of("doubled"), of("reordered"));
        writeln!(f, "lost {lost}, doubled {doubled}, reordered {reordered}, rewritten {}", of("rewritten"))?;
        write!(f, "opening: {middle:.1?} in the middle, {worst:.1?} at worst")
    }
}
