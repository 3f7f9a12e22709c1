//! What is said about lines, in every order in which a host could tell it.

use super::*;
use crate::wire::{Audience, Body, Delete, Edit, Emoji, Reaction, Rejection, Reply, Text};

fn edit(of: Seq, text: &str) -> Live {
    Live::Edit(Edit { of, text: Text::parse(text).unwrap() })
}

fn reply(to: Seq, text: &str) -> Live {
    Live::Reply(Reply { to, text: Text::parse(text).unwrap() })
}

fn delete(of: Seq) -> Live {
    Live::Delete(Delete { of })
}

fn react(to: Seq, emoji: &str, on: bool) -> Live {
    Live::Reaction(Reaction { to, emoji: Emoji::parse(emoji).unwrap(), on })
}

impl Table {
    fn said(&self, who: &Identity, seq: Seq, text: &str) -> Event {
        self.event(who, Slot::Room { seq }, Kind::CHAT, text.as_bytes())
    }

    fn live(&self, who: &Identity, seq: Seq, live: &Live) -> Event {
        self.event(who, Slot::Room { seq }, live.kind(), &live.body())
    }

    fn change(&mut self, ticket: u64, live: &Live) {
        self.timeline.apply(Update::Pending(Pending {
            ticket: Ticket(ticket),
            audience: Audience::Room,
            kind: live.kind(),
            body: live.body(),
            time: 5,
        }));
    }

    /// What a line shows: its words, those before, its reactions, and whether a change is on its way.
    fn shows(&self, seq: Seq) -> String {
        let Some(line) = self.timeline.said_at(seq) else { return "nothing".to_owned() };
        let words = match &line.kind {
            LineKind::Said { text, .. } => text.clone(),
            LineKind::Erased { .. } => "erased".to_owned(),
            other => panic!("{other:?}"),
        };
        let edited = line.edited.as_ref().map_or_else(String::new, |before| format!(" (was {before})"));
        let mine = |one: &Reacted| if one.mine { "!" } else { "" };
        let reactions = line.reactions.iter();
        let reactions: String =
            reactions.map(|one| format!(" {}{}{}", one.emoji.as_str(), one.by.len(), mine(one))).collect();
        let changing = if line.changing.is_some() { " …" } else { "" };
        format!("{words}{edited}{reactions}{changing}")
    }
}

/// The beginning of a room of two, the host's lines at 1 and 2.
fn evening(table: &Table) -> Vec<Event> {
    let (host, me, other) = (&table.host, &table.me, &Identity::from_seed([3; 32]).unwrap());
    vec![
        table.said(host, 1, "hello"),
        table.said(me, 2, "hi"),
        table.live(host, 3, &edit(1, "hello all")),
        table.live(me, 4, &edit(1, "forged")),
        table.live(other, 5, &react(1, "👍", true)),
        table.live(me, 6, &react(1, "👀", true)),
        table.live(me, 7, &react(1, "👍", true)),
        table.live(me, 8, &react(1, "👀", false)),
        table.live(host, 9, &edit(1, "hello everybody")),
        table.live(me, 10, &delete(1)),
        table.live(host, 11, &delete(2)),
        table.live(me, 12, &reply(1, "yes?")),
        table.live(host, 13, &react(12, "👍", true)),
    ]
}

#[test]
fn pages_and_what_is_told_live_give_the_same_lines() {
    let expected = ["hello everybody (was hello all) 👍2!", "erased", "yes? 👍1"];
    for told in 0..=13 {
        for page in [1, 2, 5, 13] {
            let mut table = Table::new(told, 1);
            let events = evening(&table);
            let (older, newer) = events.split_at(usize::try_from(told).unwrap());
            for event in newer {
                table.timeline.apply(Update::Event(event.clone(), None));
            }
            for events in older.rchunks(page) {
                let (events, letters) = (events.to_vec(), Vec::new());
                table.timeline.apply(Update::Page { events, letters, floor: 1, missing: false });
            }
            let shown = [1, 2, 12].map(|seq| table.shows(seq));
            assert_eq!(shown, expected, "{told} in pages of {page}");
            assert_eq!(table.timeline.said_at(12).unwrap().reply, Some(1));
            assert_eq!(table.timeline.len(), 3, "what is about a line is none itself");
        }
    }
}

#[test]
fn own_changes_show_at_once_and_go_back_if_they_are_refused() {
    let mut table = Table::new(0, 1);
    let (host, me) = (Arc::clone(&table.host), Arc::clone(&table.me));
    for event in [table.said(&me, 1, "typo"), table.said(&host, 2, "hello")] {
        table.timeline.apply(Update::Event(event, None));
    }
    table.change(1, &edit(1, "no typo"));
    table.change(2, &react(2, "👍", true));
    table.change(3, &delete(1));
    assert_eq!([1, 2].map(|seq| table.shows(seq)), ["erased …", "hello 👍1! …"]);
    assert_eq!(table.timeline.waiting(), 3);
    let refuse = |table: &mut Table, ticket, kind| {
        let rejection = Rejection::TooOld;
        table.timeline.apply(Update::Refused { ticket: Ticket(ticket), kind, rejection });
    };
    refuse(&mut table, 3, Kind::DELETE);
    assert_eq!(table.shows(1), "no typo (was typo) …");
    let event = table.live(&me, 3, &edit(1, "no typo"));
    table.timeline.apply(Update::Event(event, Some(Ticket(1))));
    assert_eq!(table.shows(1), "no typo (was typo)");
    refuse(&mut table, 2, Kind::REACTION);
    assert_eq!((table.shows(2), table.timeline.waiting()), ("hello".to_owned(), 0));
    table.change(4, &react(2, "👍", true));
    table.timeline.apply(Update::Settled(Ticket(4)));
    assert_eq!(table.shows(2), "hello", "nothing says that it came about");
    let notes = table.timeline.lines().filter(|line| matches!(line.kind, LineKind::Note(_)));
    assert_eq!(notes.count(), 2);
}

#[test]
fn an_answer_waits_as_a_line_and_says_what_it_answers() {
    let mut table = Table::new(0, 1);
    let (host, me) = (Arc::clone(&table.host), Arc::clone(&table.me));
    let event = table.said(&host, 1, "hello");
    table.timeline.apply(Update::Event(event, None));
    table.change(1, &reply(1, "yes?"));
    let line = table.timeline.lines().last().unwrap();
    let id = line.id;
    assert_eq!((line.sending(), line.reply, line.place()), (Some(&Sending::Sending), Some(1), None));
    let event = table.live(&me, 2, &reply(1, "yes?"));
    table.timeline.apply(Update::Event(event, Some(Ticket(1))));
    let line = table.timeline.said_at(2).unwrap();
    assert_eq!((line.id, line.reply), (id, Some(1)));
    assert!(table.timeline.said_at(line.reply.unwrap()).is_some());
    let event = table.live(&me, 3, &reply(77, "to whom?"));
    table.timeline.apply(Update::Event(event, None));
    assert_eq!(table.timeline.said_at(3).unwrap().reply, None, "nothing later is answered");
}

#[test]
fn a_body_that_the_host_erased_stays_erased_whatever_is_said_about_it() {
    let mut table = Table::new(0, 1);
    let host = Arc::clone(&table.host);
    let erased = Event { body: Body::Erased, ..table.said(&host, 1, "hello") };
    let words = Event { body: Body::Erased, ..table.live(&host, 2, &edit(1, "hello all")) };
    for event in
        [erased, words, table.live(&host, 3, &edit(1, "again")), table.live(&host, 4, &react(1, "👍", true))]
    {
        table.timeline.apply(Update::Event(event, None));
    }
    assert_eq!((table.shows(1), table.timeline.len()), ("erased".to_owned(), 1));
}

#[test]
fn what_a_host_lost_changes_nothing_any_more() {
    let mut table = Table::new(0, 1);
    for event in evening(&table) {
        table.timeline.apply(Update::Event(event, None));
    }
    table.timeline.apply(Update::Restored { shelf: Shelf::Room, after: 5, lost: 8 });
    // Words that were taken away here are gone, whatever the host has of them.
    assert_eq!([1, 2, 12].map(|seq| table.shows(seq)), ["hello all (was hello) 👍1", "erased", "nothing"]);
}

#[test]
fn another_room_has_other_places() {
    let mut table = Table::new(0, 1);
    for event in evening(&table) {
        table.timeline.apply(Update::Event(event, None));
    }
    table.join(Mark::default(), 1, Resumed::OtherRoom);
    assert_eq!(table.shows(1), "nothing");
    let event = table.said(&Arc::clone(&table.me), 1, "new here");
    table.timeline.apply(Update::Event(event, None));
    assert_eq!(table.shows(1), "new here");
}
