//! What must hold when a world has come to rest, whatever happened in it before.

use std::collections::{BTreeMap, BTreeSet};

use maru::client::{Line, LineKind, Sending};
use maru::host::room::{Caller, Room};
use maru::store::{Database, Fact, Share};
use maru::wire::{
    Audience, Decoder, Delivery, Event, Hello, Kind, Mark, Name, PublicKey, RoomId, Shelf, Slot,
};

use crate::about::{self, Reckoned};
use crate::board::{Hanging, hangs};
use crate::keep::Keep;
use crate::liar::Lie;
use crate::member::Member;
use crate::note::Said;
use crate::property::{Law, Property};
use crate::truth::{Holdings, Truth, letters, presence};
use crate::world::World;

/// Every mailbox of the room that is open.
type Mail = BTreeMap<PublicKey, Vec<Event>>;

/// Judges a world at rest.
pub(crate) fn judge(world: &World) -> Law {
    if let Some(liar) = world.liar.as_ref().filter(|liar| liar.is_open()) {
        return Err(Property::Honest.broken(format!("nobody found out: {liar:?}")));
    }
    chained(&world.truth)?;
    if world.shows_two_histories() {
        // What was said where is a tangle; what everybody ends up with is not.
        let same = |member| told(world, member).and_then(|()| shelf(world, member));
        return world
            .members
            .iter()
            .try_for_each(|member| same(member).map_err(|broken| broken.of(&member.name)));
    }
    for truth in world.past.iter().chain([&world.truth]) {
        once_each(world, truth)?;
        about::allowed(truth)?;
        dense(world, truth)?;
    }
    on_disk(world)?;
    let mail: Mail = world
        .members
        .iter()
        .map(|member| (member.key(), letters(&world.hosted.shared, member.key())))
        .collect();
    let (placed, holdings) = (Placed::of(world, &mail), holdings(world));
    // What was told between a wrong date and its discovery is not taken down.
    let misled = |member: &Member| {
        world.liar.as_ref().is_some_and(|liar| liar.lie == Lie::Redated && liar.victim == member.key())
    };
    for member in world.members.iter().filter(|member| !misled(member)) {
        let wrap = |law: Law| law.map_err(|broken| broken.of(&member.name));
        wrap(told(world, member))?;
        wrap(about::reactions(&world.truth, member))?;
        wrap(shelf(world, member))?;
        wrap(settled(member))?;
        wrap(kept(world, member, &placed))?;
        wrap(whispers(member, &mail))?;
        wrap(returned(member, &placed, &world.truth))?;
        wrap(knows(member, &holdings))?;
        wrap(named(world, member, &holdings))?;
    }
    Ok(())
}

/// Whatever was shown is on the disk, unless the host says that nothing is being kept.
pub(crate) fn committed(world: &World) -> Law {
    let Some(disk) = world.ground.disk.as_ref().filter(|_| world.hosted.keeps()) else { return Ok(()) };
    match world.truth.events.iter().find(|event| !disk.holds(&event.mark())) {
        Some(event) => {
            Err(Property::CommittedFirst.broken(format!("{:?} is shown and not kept", event.mark())))
        }
        None => Ok(()),
    }
}

/// What a host would find if it died now is what it has.
fn on_disk(world: &World) -> Law {
    let (Some(disk), Some(database)) = (&world.ground.disk, &world.hosted.database) else { return Ok(()) };
    let summary = |database: &Database| {
        let shelf = (database.last().unwrap(), database.before().unwrap(), database.size().unwrap());
        let facts = [Fact::Topic, Fact::Board, Fact::Pinned].map(|fact| database.fact(fact).unwrap());
        (shelf, database.members().unwrap(), facts)
    };
    let (found, has) = (summary(&disk.open()), summary(&database.lock().unwrap()));
    about::erased(&world.truth, &disk.open())?;
    match found == has {
        true => Ok(()),
        false => Err(Property::Kept.broken(format!("{found:?} is on the disk of {has:?}"))),
    }
}

fn text_of(event: &Event) -> String {
    event.text().unwrap_or_default()
}

fn is_line(event: &Event) -> bool {
    event.header.kind.is_line()
}

/// The host's own log is dense and chained, and its time never falls.
fn chained(truth: &Truth) -> Law {
    let (mut last, mut time) = (Mark::default(), 0);
    for event in &truth.events {
        if event.header.time < time {
            return Err(Property::OneOrder.broken(format!("time falls within the log at {}", last.seq + 1)));
        }
        time = event.header.time;
        if (event.header.slot.seq(), event.header.previous) != (last.seq + 1, last.hash) {
            return Err(Property::OneOrder.broken(format!("the log breaks at {}", last.seq)));
        }
        last = event.mark();
    }
    Ok(())
}

/// Every text stands at most once in a room.
fn once_each(world: &World, truth: &Truth) -> Law {
    let mut texts = BTreeSet::new();
    let mut lines = truth.events.iter().filter(|event| is_line(event) && event.content().is_some());
    let is_excused = |event: &Event| {
        world.members.iter().any(|member| member.key() == event.header.author && may_double(world, member))
    };
    match lines.find(|event| !texts.insert(text_of(event)) && !is_excused(event)) {
        Some(doubled) => Err(Property::NothingTwice.broken(format!("{:.60} stands twice", text_of(doubled)))),
        None => Ok(()),
    }
}

/// Whether nobody can know what a member said in a life before: its disk missed the number of a line, and the host has let
/// go of the place where that line may stand. Such a line is said again.
fn may_double(world: &World, member: &Member) -> bool {
    member.life > 0 && !world.plan.keeps_all() && member.keep.as_ref().is_some_and(Keep::has_failed)
}

/// Nonces never fall, and have no hole but for what was refused.
fn dense(world: &World, truth: &Truth) -> Law {
    for member in &world.members {
        let key = member.key();
        let own = truth.events.iter().filter(|event| event.header.author == key && event.header.nonce > 0);
        let nonces: Vec<_> = own.map(|event| event.header.nonce).collect();
        if !nonces.windows(2).all(|pair| pair[0] < pair[1]) {
            return Err(Property::NothingTwice.broken(format!("nonces of {} fall: {nonces:?}", member.name)));
        }
        let refused = |nonce: &u64| truth.refused.contains(&(key, Shelf::Room, *nonce));
        let holes = (1..nonces.last().copied().unwrap_or(0)).filter(|nonce| !nonces.contains(nonce));
        // Who was killed may not have lived to hear of a refusal, and a line that is given back may skip some.
        let is_told = member.life == 0 && truth.undone.is_empty();
        if is_told && truth.room == world.truth.room && holes.clone().any(|nonce| !refused(&nonce)) {
            return Err(
                Property::OneOrder.broken(format!("nonces of {} have holes: {nonces:?}", member.name))
            );
        }
    }
    Ok(())
}

/// The timeline shows what the host placed, in the host's order, as far as it was told.
fn told(world: &World, member: &Member) -> Law {
    let seen = |event: &&Event| member.seen.contains_key(&event.header.slot.seq()) && is_line(event);
    let (reckoned, events) = (Reckoned::of(&world.truth), world.truth.events.iter());
    let expected: Vec<_> = events.filter(seen).filter_map(|event| reckoned.text(event, member)).collect();
    let lines: Vec<_> = member.timeline.lines().collect();
    let begin = lines.iter().rposition(|line| line.kind == LineKind::OtherRoom).map_or(0, |at| at + 1);
    let shown: Vec<_> = lines[begin..].iter().filter_map(|line| said_in_room(line)).collect();
    if shown != expected {
        let at = shown.iter().zip(&expected).position(|(a, b)| a != b);
        return Err(Property::OneHistory.broken(format!(
            "shows {} lines, was told {}, first other {at:?}",
            shown.len(),
            expected.len()
        )));
    }
    match member.timeline.waiting() {
        0 => Ok(()),
        waiting => Err(Property::NothingLost.broken(format!("shows {waiting} lines as waiting"))),
    }
}

/// What is on a member's disk is what the host placed, and nobody else's letters.
fn shelf(world: &World, member: &Member) -> Law {
    // What a disk missed is made good with the next change.
    let Some(keep) = member.keep.as_ref().filter(|keep| !keep.is_behind()) else { return Ok(()) };
    let Some(database) = keep.database() else { return Ok(()) };
    about::erased(&world.truth, database)?;
    let strange = |mark: &&Mark| database.mark(mark.seq).unwrap().is_some_and(|kept| kept != **mark);
    if let Some(mark) = world.truth.marks.iter().find(strange) {
        return Err(Property::OneHistory.broken(format!("keeps another {mark:?}")));
    }
    let all = Share { events: usize::MAX, bytes: usize::MAX };
    let mut others = world.members.iter().filter(|other| other.key() != member.key());
    if others.any(|other| !database.letters_after(&other.key(), 0, all).unwrap().is_empty()) {
        return Err(Property::Private.broken("keeps a letter that is not its own"));
    }
    Ok(())
}

fn said_in_room(line: &Line) -> Option<String> {
    match &line.kind {
        _ if line.is_lost => None,
        LineKind::Said { text, own, .. } if !matches!(own, Some(Sending::Failed(_))) => Some(text.clone()),
        _ => None,
    }
}

/// Every own line of this life was told once or refused; of a life before, at most once. What the host has lost is said
/// again by whoever has a copy of it.
fn settled(member: &Member) -> Law {
    for said in &member.ledger {
        let is_over =
            said.kind == Kind::RENAME || said.is_over || member.keep.as_ref().is_none_or(Keep::has_failed);
        let fine = match said.life == member.life {
            _ if said.is_lost => said.told == 0 && is_over,
            true => said.told + u32::from(said.is_refused) == 1,
            false => said.told <= 1,
        };
        if !fine {
            return Err(Property::NothingLost.broken(format!("lost or doubled: {}", short(said))));
        }
    }
    Ok(())
}

fn short(said: &Said) -> String {
    format!("{said:?}").chars().take(300).collect()
}

/// What was said, or what is left of it.
fn words_of(event: &Event) -> String {
    event.text().unwrap_or_else(|| format!("{:?}", event.header.body))
}

/// How often each author's text stands somewhere.
type Copies = BTreeMap<(PublicKey, String), usize>;

fn copies<'a>(events: impl IntoIterator<Item = &'a Event>) -> Copies {
    events.into_iter().fold(Copies::new(), |mut copies, event| {
        *copies.entry((event.header.author, words_of(event))).or_default() += 1;
        copies
    })
}

/// What the host has placed, for asking how often.
struct Placed {
    rooms: BTreeMap<RoomId, Copies>,
    mail: BTreeMap<PublicKey, Copies>,
    here: RoomId,
}

impl Placed {
    fn of(world: &World, mail: &Mail) -> Self {
        let all = world.past.iter().chain([&world.truth]);
        fn lines(truth: &Truth) -> impl Iterator<Item = &Event> {
            truth.events.iter().filter(|event| event.header.kind != Kind::RENAME)
        }
        Self {
            rooms: all.map(|truth| (truth.room, copies(lines(truth)))).collect(),
            mail: mail.iter().map(|(owner, letters)| (*owner, copies(letters))).collect(),
            here: world.truth.room,
        }
    }

    /// Whether it stands in the room again, or in this member's mailbox.
    fn stands(&self, member: PublicKey, event: &Event) -> bool {
        let copies = match event.header.slot {
            Slot::Room { .. } => &self.rooms[&self.here],
            Slot::Mail { .. } => &self.mail[&member],
        };
        copies.contains_key(&(event.header.author, text_of(event)))
    }

    /// How often it stands in the room where it was told; a whisper, on both sides.
    fn count(&self, author: PublicKey, said: &Said) -> usize {
        let count = |copies: Option<&Copies>| {
            let times = |words: String| copies.and_then(|copies| copies.get(&(author, words)));
            let erased = times(format!("{:?}", said.content.hash()));
            times(said.text.clone()).copied().unwrap_or(0) + erased.copied().unwrap_or(0)
        };
        match said.audience {
            Audience::Room => said.room.map_or(0, |room| count(self.rooms.get(&room))),
            Audience::Member(to) if said.room == Some(self.here) => {
                let (own, other) = (count(self.mail.get(&author)), count(self.mail.get(&to)));
                if own == other { own } else { usize::MAX }
            }
            // Its room is no more, and what was private there is not kept for judging.
            Audience::Member(_) => 1,
        }
    }
}

/// What a member was told is sent stands there, exactly once; what was refused does not.
///
/// What the host has lost may stand nowhere.
fn kept(world: &World, member: &Member, placed: &Placed) -> Law {
    for said in member.ledger.iter().filter(|said| said.kind != Kind::RENAME && !said.text.is_empty()) {
        let count = placed.count(member.key(), said);
        let is_lost = count == 0 && world.truth.has_lost(member.key(), said);
        let is_doubled = count > 1 && may_double(world, member);
        if said.told > 0 && count != 1 && !is_lost && !is_doubled {
            return Err(Property::NothingLost
                .broken(format!("was told that it is sent, and it stands {count} times: {}", short(said))));
        }
        let copies = &placed.rooms[&placed.here];
        if said.is_refused
            && said.life == member.life
            && copies.contains_key(&(member.key(), said.text.clone()))
        {
            return Err(Property::NothingTwice
                .broken(format!("was told that it is refused, and it stands there: {}", short(said))));
        }
    }
    Ok(())
}

/// The mailbox was told whole, in order, and to nobody else.
fn whispers(member: &Member, mail: &Mail) -> Law {
    let expected = &mail[&member.key()];
    if member.letters != *expected {
        return Err(Property::NothingLost.broken(format!(
            "was told {} letters of {}",
            member.letters.len(),
            expected.len()
        )));
    }
    let mut texts: Vec<_> = expected.iter().map(text_of).collect();
    let whisper = |line: &Line| match &line.kind {
        _ if line.is_lost => None,
        LineKind::Whisper { text, own, .. } if !matches!(own, Some(Sending::Failed(_))) => Some(text.clone()),
        _ => None,
    };
    let lines: Vec<_> = member.timeline.lines().collect();
    let begin = lines.iter().rposition(|line| line.kind == LineKind::OtherRoom).map_or(0, |at| at + 1);
    let mut shown: Vec<_> = lines[begin..].iter().filter_map(|line| whisper(line)).collect();
    // Those before the oldest loaded place wait for its page.
    let first = member.seen.keys().next().copied().unwrap_or(0);
    let loaded = |event: &&Event| matches!(event.header.slot, Slot::Mail { after, .. } if after + 1 >= first);
    let at_least: BTreeSet<_> = expected.iter().filter(loaded).map(text_of).collect();
    shown.sort();
    texts.sort_unstable();
    let doubled = shown.windows(2).any(|pair| pair[0] == pair[1]);
    let strange = shown.iter().any(|text| !texts.contains(text));
    let missing = at_least.iter().any(|text| !shown.iter().any(|shown| shown == text));
    match doubled || strange || missing {
        true => Err(Property::OneHistory.broken(format!("shows the whispers {shown:?} of {texts:?}"))),
        false => Ok(()),
    }
}

/// What the host has lost stands there again, or is shown by everybody who had it, or was refused to its author; and who
/// sees it in its place sees it nowhere else.
fn returned(member: &Member, placed: &Placed, truth: &Truth) -> Law {
    let text = |line: &Line| match &line.kind {
        LineKind::Said { text, .. } | LineKind::Whisper { text, .. } if line.is_lost => Some(text.clone()),
        _ => None,
    };
    let shown: BTreeSet<_> = member.timeline.lines().filter_map(text).collect();
    let is_refused = |text: &str| member.ledger.iter().any(|said| said.text == text && said.is_refused);
    let missed = member.keep.as_ref().is_some_and(Keep::has_failed);
    let matches = member.keep.is_some() && !missed;
    let reckoned = Reckoned::of(truth);
    let is_gone = |event: &Event| reckoned.was_deleted(event.header.slot.seq());
    for event in member.owed.iter().filter(|event| is_said(event) && !is_gone(event)) {
        let text = text_of(event);
        let is_there = placed.stands(member.key(), event);
        if !is_there && !is_refused(&text) && !shown.contains(&text) && !missed {
            return Err(Property::NothingLost
                .broken(format!("had what the host has lost, and shows it not: {text:.60}")));
        }
        if is_there && shown.contains(&text) && matches {
            return Err(Property::NothingTwice.broken(format!("shows as lost what stands there: {text:.60}")));
        }
    }
    Ok(())
}

fn is_said(event: &Event) -> bool {
    is_line(event) || event.header.kind == Kind::WHISPER
}

/// Membership, topic, board and presence are the host's.
fn knows(member: &Member, holdings: &Holdings) -> Law {
    let roster = member.timeline.roster();
    let members: BTreeMap<_, _> = roster.members().map(|other| (other.key, other.name.clone())).collect();
    if members != holdings.members {
        return Err(
            Property::Convergence.broken(format!("knows {members:?}, the host {:?}", holdings.members))
        );
    }
    if member.timeline.topic() != holdings.topic.as_ref() {
        return Err(Property::Convergence.broken(format!(
            "knows the topic {:?}, the host {:?}",
            member.timeline.topic(),
            holdings.topic
        )));
    }
    hangs(member, &holdings.board)?;
    let here = roster.members().filter_map(|other| Some((other.key, other.presence?)));
    let here: BTreeMap<_, _> = here.collect();
    match here == holdings.presence {
        true => Ok(()),
        false => {
            Err(Property::Convergence.broken(format!("sees {here:?}, the host {:?}", holdings.presence)))
        }
    }
}

/// A rename that was told stands, until the next one.
fn named(world: &World, member: &Member, holdings: &Holdings) -> Law {
    let rename = |event: &&Event| event.header.kind == Kind::RENAME && event.header.author == member.key();
    let Some(last) = world.truth.events.iter().rev().find(rename).map(text_of) else { return Ok(()) };
    if world.truth.undone.iter().any(|event| rename(&event)) {
        // A name that the host has lost is asked for at its door.
        return Ok(());
    }
    let told = |said: &Said| said.life == member.life && said.told > 0 && said.kind == Kind::RENAME;
    let of_this_life = member.ledger.iter().any(|said| told(said) && said.text == last);
    match holdings.members.get(&member.key()) {
        Some(name) if of_this_life && name.as_str() != last => {
            Err(Property::NothingLost.broken(format!("was renamed to {last}, and is {name}")))
        }
        _ => Ok(()),
    }
}

/// Asks the host as a newcomer would, and takes out the newcomer.
fn holdings(world: &World) -> Holdings {
    let presence = presence(&world.hosted.shared);
    let probe = PublicKey([77; 32]);
    let hello = Hello { name: Name::parse("검사관").unwrap(), resume: None };
    let now = world.hosted.shared.now();
    let admit = |room: &mut Room| {
        let caller = Caller { key: probe, link: room.begin_link() };
        room.admit(now, caller, &hello)
    };
    let admission = world.hosted.shared.with(admit).unwrap();
    let mut decoder = Decoder::new();
    decoder.signed_in();
    decoder.feed(&admission.members);
    let mut members = BTreeMap::new();
    while let Some(Delivery::Members(part)) = decoder.poll_message().unwrap() {
        members.extend(part.members.into_iter().map(|entry| (entry.key, entry.name)));
    }
    members.remove(&probe);
    let board = Hanging::at_host(&admission.board, &world.hosted.shared, &world.truth);
    Holdings { members, topic: admission.welcome.topic, board, presence }
}
