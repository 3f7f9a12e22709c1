//! What happens in a world: words, cuts, deaths, by the seed's choice.

use std::time::Duration;

use maru::client::ConnectError;
use maru::wire::{Activity, Audience, Event, Kind, PublicKey};

use crate::fault::Tamper;
use crate::member::Words;
use crate::property::Law;
use crate::random::Random;
use crate::world::{NAMES, World};

impl World {
    /// One thing happens to somebody.
    pub(crate) fn happen(&mut self) -> Law {
        let who = self.random.below(self.members.len());
        let now = self.now();
        match self.random.below(100) {
            0..=9 if self.long => self.flood(who),
            0..=15 => self.say(who, 1),
            16..=27 => self.say_about(who),
            30..=32 => self.flood(who),
            33..=45 => self.whisper(who),
            46..=51 => {
                let name = NAMES[self.random.below(NAMES.len())].to_owned();
                self.put(who, Kind::RENAME, name);
            }
            52..=54 => self.hang(who),
            55 => {
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
            96 => self.members[who].core.redial(),
            97 => self.member_disk_fails(who),
            28..=29 | 98..=99 => self.happen_to_host(),
            _ => {}
        }
        self.with_host_of(who, |world| {
            world.members[who].transmit(
                now,
                &mut world.random,
                &mut Tamper {
                    fault: world.fault,
                    random: &mut Random::new(now.ticks.subsec_nanos().into()),
                    truth: &mut world.truth,
                    shared: &world.hosted.shared,
                    counts: &mut world.counts,
                    stray: &mut world.stray,
                    liar: &mut world.liar,
                },
            )
        })
    }

    pub(crate) fn text(&mut self) -> String {
        self.lines += 1;
        format!("줄 {}", self.lines)
    }

    fn put(&mut self, who: usize, kind: Kind, text: String) {
        let (now, salt) = (self.now(), self.random.byte());
        self.members[who].say(now, Words::of_text(Audience::Room, kind, &text), salt);
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
        self.members[who].say(now, Words::of_text(audience, Kind::WHISPER, &text), salt);
        self.fired("whisper");
    }

    /// The link breaks at some byte; either side notices first, or both.
    pub(crate) fn cut(&mut self, who: usize) {
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
    pub(crate) fn begin_again(&mut self, who: usize) {
        let key = self.members[who].key();
        if let Some(liar) = &mut self.liar {
            liar.forget(key);
        }
        if let Some(line) = self.members[who].line.take() {
            if !line.borrow().up.is_empty() {
                self.fired("killed with words on the way");
            }
            self.orphans.push(line);
        }
        let wait = self.random.between(0, 3_000) as u64;
        self.members[who].away_until = self.now().ticks + Duration::from_millis(wait);
        let now = self.now();
        self.age_copy(who);
        self.members[who].begin_again(now);
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
}
