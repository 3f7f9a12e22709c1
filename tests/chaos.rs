//! A host and members with a bad network between them: whatever it does, all of them end with the same room.
//!
//! The host is the real binary; what lies between is a proxy of our own for each member (`common/proxy.rs`).
//! `MARU_SEED=n` breaks other places.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout, reason = "what happened in a run is for reading")]

#[allow(dead_code, reason = "each test uses a part of what is common")]
#[path = "common/ledger.rs"]
mod ledger;
#[allow(dead_code, reason = "each test uses a part of what is common")]
#[path = "common/program.rs"]
mod program;
#[path = "common/proxy.rs"]
mod proxy;
#[allow(dead_code, reason = "each test uses a part of what is common")]
#[path = "simulation/random.rs"]
mod random;
#[allow(dead_code, reason = "each test uses a part of what is common")]
#[path = "common/talker.rs"]
mod talker;

use std::time::{Duration, Instant};

use futures::future::join_all;
use ledger::judge;
use maru::client::{Expected, Route};
use maru::wire::Invite;
use program::Home;
use proxy::{Fault, Fired, Proxy};
use random::Random;
use talker::Talker;
use tokio::time::timeout;

/// Longer than any link takes to be noticed as dead and made again.
const PATIENCE: Duration = Duration::from_secs(90);
/// Lines that each member has acknowledged before it stops talking.
const LINES: usize = 80;
/// What one member's network does, connection by connection.
type Plan = (&'static str, Vec<Fault>);

/// The members with their networks.
async fn members(home: &Home, invite: &Invite, plans: Vec<Plan>, fired: &Fired) -> (Vec<Talker>, Vec<Proxy>) {
    let mut random = Random::new(seed());
    let (mut talkers, mut proxies) = (Vec::new(), Vec::new());
    for (n, (called, plan)) in (2..).zip(plans) {
        let proxy = Proxy::new(home.port(), random.next(), plan.clone(), Fired::clone(fired)).await;
        let through =
            Route::Dial { addresses: vec![proxy.address()], expected: Expected::Invited(invite.host) };
        let route = if plan.is_empty() { home.route(invite) } else { through };
        talkers.push(Talker::new(n, called, route));
        proxies.push(proxy);
    }
    (talkers, proxies)
}

async fn everybody(talkers: &mut [Talker], work: impl AsyncFn(&mut Talker)) {
    let all = join_all(talkers.iter_mut().map(|talker| work(talker)));
    if timeout(PATIENCE, all).await.is_err() {
        let each = talkers.iter().map(|talker| {
            let (called, here, unsettled) = (talker.called(), talker.is_here(), talker.ledger.unsettled());
            format!("{called}: here {here}, {unsettled} unsettled, {:?}", talker.over())
        });
        panic!("somebody waits in vain:\n{}", each.collect::<Vec<_>>().join("\n"));
    }
}

fn seed() -> u64 {
    std::env::var("MARU_SEED").map_or(1, |text| text.parse().expect("a number"))
}

/// Lets all talk over their networks, and compares what they were told with the room.
async fn converge(plans: Vec<Plan>, must_fire: &[&str]) {
    let home = Home::new(&[("MARU_MESSAGES_BURST", "1000"), ("MARU_MESSAGES_PER_SECOND", "1000")]);
    let mut host = home.start();
    let (invite, _) = host.opens();
    let (fired, begin) = (Fired::default(), Instant::now());
    let (mut talkers, proxies) = members(&home, &invite, plans, &fired).await;
    everybody(&mut talkers, async |talker| talker.until(Talker::is_here).await).await;
    everybody(&mut talkers, async |talker| {
        talker.talk_until(LINES).await;
        talker.settle().await;
        println!("{} was heard out after {:.1?}", talker.called(), begin.elapsed());
    })
    .await;
    let newest = talkers.iter().filter_map(|talker| talker.ledger.public.keys().next_back().copied()).max();
    let newest = newest.unwrap();
    everybody(&mut talkers, async |talker| talker.catch_up(newest).await).await;
    let mut reader = Talker::reader(99, "나중", home.route(&invite));
    timeout(PATIENCE, reader.read_all(newest)).await.expect("the room can be read");
    let (seed, fired) = (seed(), fired.lock().unwrap().clone());
    println!("seed {seed}: {newest} events in {:.1?}, fired {fired:?}", begin.elapsed());
    let faults = judge(&reader.events, &talkers.iter().map(|talker| &talker.ledger).collect::<Vec<_>>());
    assert!(faults.is_empty(), "seed {seed}: {faults}");
    for talker in &talkers {
        let (told, called) = (&talker.ledger.public, talker.called());
        let from = *told.keys().next().unwrap();
        let all = reader.events.range(from..=newest).count();
        assert_eq!(told.range(..=newest).count(), all, "{called} has had everything since it came");
        assert_eq!(talker.over(), None, "{called}");
    }
    let missing: Vec<_> = must_fire.iter().filter(|fault| !fired.contains_key(**fault)).collect();
    assert!(missing.is_empty(), "seed {seed}: never happened: {missing:?}");
    drop((proxies, host));
}

/// Behind the handshake and the first words: a newcomer who is cut off there is told so instead.
fn later(random: &mut Random) -> usize {
    random.between(12_000, 30_000)
}

#[tokio::test(flavor = "multi_thread")]
async fn members_behind_a_bad_network_end_with_the_same_room_as_the_others() {
    let random = &mut Random::new(seed());
    let [one, two, three] = [later(random), later(random), later(random)];
    let mid_handshake = random.between(200, 3_000);
    let plans = vec![
        ("가까이", vec![]),
        ("여기", vec![]),
        ("늦게", vec![Fault::Delay]),
        ("부스러기", vec![Fault::Crumbs]),
        ("끊김", vec![Fault::Reset(one), Fault::Reset(mid_handshake), Fault::Reset(two), Fault::Delay]),
        ("멈춤", vec![Fault::Stall(two)]),
        ("닫힌문", vec![Fault::Reset(three), Fault::Stall(0), Fault::Crumbs]),
        ("귀구멍", vec![Fault::HoleDown(one)]),
    ];
    converge(plans, &["crumbs", "delay", "hole towards the member", "reset", "stall"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_whose_words_vanish_finds_out_when_the_others_fall_silent() {
    let plan = vec![Fault::HoleUp(later(&mut Random::new(seed())))];
    converge(vec![("가까이", vec![]), ("말구멍", plan)], &["hole towards the host"]).await;
}
