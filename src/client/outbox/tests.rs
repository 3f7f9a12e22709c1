//! Lines leave an outbox once, in order, with the nonce that the disk has.

use super::*;

fn entry(ticket: u64) -> Entry {
    let content = Content { salt: [0; 16], bytes: ticket.to_string().into_bytes() };
    Entry::new(Ticket(ticket), Audience::Room, Kind::CHAT, content, 0)
}

/// The body of the line with this ticket.
fn body(ticket: u64) -> Hash {
    entry(ticket).content.hash()
}

fn sent_with(outbox: &mut Outbox, writes: &mut Writes) -> Vec<Nonce> {
    std::iter::from_fn(|| outbox.poll(Duration::ZERO, Mark::default(), writes))
        .map(|said| said.nonce)
        .collect()
}

fn sent(outbox: &mut Outbox) -> Vec<Nonce> {
    sent_with(outbox, &mut Writes::default())
}

fn told(outbox: &mut Outbox, nonce: Nonce, line: u64) -> Option<Ticket> {
    outbox.handle_told(Shelf::Room, nonce, body(line), &mut Writes::default())
}

fn joined(lines: u64, settled: Nonce) -> Outbox {
    let mut outbox = Outbox::default();
    outbox.handle_joined(Settled { room: settled, mail: 0 }, false);
    (1..=lines).for_each(|ticket| outbox.push(entry(ticket), &mut Writes::default()));
    outbox
}

#[test]
fn lines_go_out_in_order_after_the_last_settled_nonce() {
    let mut outbox = joined(3, 7);
    assert_eq!(sent(&mut outbox), [8, 9, 10]);
    assert_eq!(told(&mut outbox, 8, 1), Some(Ticket(1)));
    assert!(sent(&mut outbox).is_empty());
    assert_eq!(outbox.len(), 2);
}

#[test]
fn after_a_break_everything_unsettled_goes_out_again_with_its_nonce() {
    let mut outbox = joined(3, 0);
    sent(&mut outbox);
    outbox.handle_joined(Settled { room: 2, mail: 0 }, true);
    assert_eq!(sent(&mut outbox), [1, 2, 3]);
}

#[test]
fn in_another_room_lines_get_that_rooms_nonces() {
    let mut outbox = joined(2, 5);
    sent(&mut outbox);
    outbox.handle_joined(Settled { room: 0, mail: 0 }, false);
    assert_eq!(sent(&mut outbox), [1, 2]);
}

#[test]
fn no_more_than_the_allowed_number_is_unanswered() {
    let mut outbox = joined(100, 0);
    assert_eq!(sent(&mut outbox).len(), UNANSWERED);
    told(&mut outbox, 1, 1);
    assert_eq!(sent(&mut outbox), [65]);
}

#[test]
fn a_line_put_off_goes_out_later_with_those_behind_it() {
    let mut outbox = joined(4, 0);
    sent(&mut outbox);
    outbox.handle_later(Shelf::Room, 2, Duration::from_secs(3));
    assert_eq!(outbox.poll_timeout(), Some(Duration::from_secs(3)));
    assert!(sent(&mut outbox).is_empty());
    told(&mut outbox, 1, 1);
    let later =
        outbox.poll(Duration::from_secs(3), Mark::default(), &mut Writes::default()).map(|said| said.nonce);
    assert_eq!(later, Some(2));
    // No more than the host seems to take: two, then three.
    assert_eq!(sent(&mut outbox), [3]);
    told(&mut outbox, 2, 2);
    assert_eq!(sent(&mut outbox), [4]);
}

#[test]
fn a_refused_line_can_be_tried_again_or_thrown_away() {
    let mut outbox = joined(2, 0);
    sent(&mut outbox);
    assert_eq!(
        outbox.handle_refused(Shelf::Room, 1, &Rejection::BadText, &mut Writes::default()),
        Some((Ticket(1), Kind::CHAT))
    );
    assert!(outbox.retry(Ticket(1), &mut Writes::default()).is_some());
    assert_eq!(sent(&mut outbox), [3]);
    assert!(!outbox.discard(Ticket(1), &mut Writes::default()));
    told(&mut outbox, 2, 2);
    outbox.handle_refused(Shelf::Room, 3, &Rejection::BadText, &mut Writes::default());
    assert!(outbox.discard(Ticket(1), &mut Writes::default()));
    assert!(outbox.is_empty());
}

#[test]
fn a_refusal_that_overtakes_the_event_before_it_settles_its_own_line() {
    let mut outbox = joined(4, 0);
    sent(&mut outbox);
    assert_eq!(
        outbox.handle_refused(Shelf::Room, 2, &Rejection::BadText, &mut Writes::default()),
        Some((Ticket(2), Kind::CHAT))
    );
    assert_eq!(outbox.handle_refused(Shelf::Room, 2, &Rejection::BadText, &mut Writes::default()), None);
    assert_eq!(outbox.len(), 3);
    assert_eq!(told(&mut outbox, 1, 1), Some(Ticket(1)));
    assert_eq!(told(&mut outbox, 3, 3), Some(Ticket(3)));
    assert_eq!(told(&mut outbox, 4, 4), Some(Ticket(4)));
    outbox.push(entry(5), &mut Writes::default());
    assert_eq!(sent(&mut outbox), [5]);
}

#[test]
fn a_line_settled_ahead_of_its_turn_is_not_sent_again_after_a_break() {
    let mut outbox = joined(3, 0);
    sent(&mut outbox);
    outbox.handle_refused(Shelf::Room, 2, &Rejection::BadText, &mut Writes::default());
    outbox.handle_joined(Settled { room: 3, mail: 0 }, true);
    assert_eq!(sent(&mut outbox), [1, 3]);
    outbox.handle_joined(Settled { room: 7, mail: 0 }, false);
    assert_eq!(sent(&mut outbox), [8, 9]);
}

#[test]
fn a_refusal_that_the_host_has_forgotten_leaves_no_hole() {
    let mut outbox = joined(4, 0);
    sent(&mut outbox);
    outbox.handle_refused(Shelf::Room, 3, &Rejection::BadText, &mut Writes::default());
    outbox.handle_joined(Settled { room: 1, mail: 0 }, true);
    assert_eq!(sent(&mut outbox), [1, 2, 3]);
    assert_eq!(told(&mut outbox, 3, 4), Some(Ticket(4)));
}

#[test]
fn a_nonce_that_nothing_waits_for_settles_nothing() {
    let mut outbox = joined(2, 5);
    sent(&mut outbox);
    for (shelf, nonce) in [(Shelf::Room, 5), (Shelf::Room, 8), (Shelf::Mail, 1), (Shelf::Room, u64::MAX)] {
        assert_eq!(outbox.handle_told(shelf, nonce, body(1), &mut Writes::default()), None);
    }
    assert_eq!(outbox.len(), 2);
}

#[test]
fn a_host_that_puts_off_what_was_never_sent_holds_nothing_up() {
    let mut outbox = joined(100, 0);
    sent(&mut outbox);
    outbox.handle_later(Shelf::Room, 80, Duration::from_secs(1));
    assert_eq!(outbox.poll_timeout(), None);
}

#[test]
fn a_host_that_settles_the_last_number_there_is_does_no_harm() {
    let mut outbox = joined(2, u64::MAX);
    sent(&mut outbox);
    assert_eq!(told(&mut outbox, u64::MAX, 1), Some(Ticket(1)));
    assert_eq!(told(&mut outbox, u64::MAX, 2), Some(Ticket(2)));
}

/// An outbox whose lines lay on the disk under these nonces, in the order of their tickets.
fn kept(nonces: &[Nonce]) -> Outbox {
    let mut outbox = Outbox::default();
    let record = |(at, nonce): (usize, &Nonce)| {
        let ticket = at as u64 + 1;
        let Entry { audience, kind, content, time, .. } = entry(ticket);
        (Ticket(ticket), ticket, OutboxRecord { audience, kind, content, time, nonce: *nonce, refused: None })
    };
    let shown = outbox.restore(nonces.iter().enumerate().map(record).collect(), Settled::default());
    assert_eq!(shown.len(), nonces.len());
    outbox
}

#[test]
fn nothing_is_sent_before_the_disk_has_it_with_its_nonce() {
    let (mut outbox, mut writes) = (Outbox::default(), Writes::default());
    writes.begin(0);
    outbox.handle_joined(Settled { room: 7, mail: 0 }, false);
    outbox.push(entry(1), &mut writes);
    assert!(sent_with(&mut outbox, &mut writes).is_empty());
    let nonces: Vec<_> = std::iter::from_fn(|| writes.poll())
        .map(|change| match change {
            Change::Outbox(key, record) => (key, record.nonce),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(nonces, [(1, 0), (1, 8)]);
    // The line alone is not enough: without its nonce it would be another line after a crash.
    writes.handle_kept(1);
    assert!(sent_with(&mut outbox, &mut writes).is_empty());
    writes.handle_kept(2);
    assert_eq!(sent_with(&mut outbox, &mut writes), [8]);
    outbox.handle_told(Shelf::Room, 8, body(1), &mut writes);
    assert_eq!(writes.poll(), Some(Change::OutboxDone(1)));
}

#[test]
fn after_a_restart_lines_go_out_with_the_nonces_they_had() {
    let mut outbox = kept(&[8, 9, 0]);
    outbox.handle_joined(Settled { room: 8, mail: 0 }, true);
    assert_eq!(sent(&mut outbox), [8, 9, 10]);
    assert_eq!(told(&mut outbox, 8, 1), Some(Ticket(1)));
}

#[test]
fn a_line_that_was_never_sent_gets_a_nonce_that_the_host_has_not_settled() {
    for is_whole in [true, false] {
        let mut outbox = kept(&[8, 0]);
        outbox.push(entry(3), &mut Writes::default());
        outbox.handle_joined(Settled { room: 20, mail: 0 }, true);
        // More was said than the disk knows of: it may be an old copy, and the line said since. None overtakes it.
        assert_eq!(sent(&mut outbox), [8]);
        assert!(outbox.end_doubt(Shelf::Room, is_whole, &mut Writes::default()).is_empty());
        assert_eq!(sent(&mut outbox), [21, 22]);
        assert_eq!(told(&mut outbox, 21, 2), Some(Ticket(2)));
    }
}

#[test]
fn a_line_that_was_sent_after_the_copy_was_made_is_known_by_its_body() {
    let mut outbox = kept(&[0, 0]);
    outbox.handle_joined(Settled { room: 20, mail: 0 }, true);
    assert!(sent(&mut outbox).is_empty());
    assert_eq!(told(&mut outbox, 20, 1), Some(Ticket(1)));
    outbox.end_doubt(Shelf::Room, true, &mut Writes::default());
    assert_eq!(sent(&mut outbox), [21]);
    assert_eq!(told(&mut outbox, 21, 2), Some(Ticket(2)));
}

#[test]
fn a_nonce_that_another_line_has_taken_is_not_this_lines_end() {
    let mut outbox = kept(&[8]);
    outbox.handle_joined(Settled { room: 9, mail: 0 }, true);
    assert_eq!(sent(&mut outbox), [8]);
    // The folder is an old copy: what stands in the room under 8 was said after it was made.
    assert_eq!(told(&mut outbox, 8, 77), None);
    assert_eq!(outbox.len(), 1);
    assert!(sent(&mut outbox).is_empty());
    assert!(outbox.is_in_doubt(Shelf::Room));
    outbox.end_doubt(Shelf::Room, true, &mut Writes::default());
    assert_eq!(sent(&mut outbox), [10]);
    assert_eq!(told(&mut outbox, 10, 1), Some(Ticket(1)));
}

#[test]
fn a_nonce_settled_long_ago_is_looked_for_in_the_history_and_not_asked_for() {
    let mut outbox = kept(&[8, 9]);
    let settled = 9 + u64::try_from(UNANSWERED).unwrap();
    outbox.handle_joined(Settled { room: settled, mail: 0 }, true);
    assert!(sent(&mut outbox).is_empty());
    assert!(outbox.is_in_doubt(Shelf::Room));
    assert_eq!(told(&mut outbox, 8, 1), Some(Ticket(1)));
    assert!(outbox.end_doubt(Shelf::Room, true, &mut Writes::default()).is_empty());
    assert_eq!(sent(&mut outbox), [settled + 1]);
    assert_eq!(told(&mut outbox, settled + 1, 2), Some(Ticket(2)));
    assert!(outbox.is_empty());
}

#[test]
fn where_history_is_lost_a_line_settled_long_ago_is_not_said_twice() {
    let mut outbox = kept(&[8]);
    outbox.handle_joined(Settled { room: 1_000, mail: 0 }, true);
    assert_eq!(outbox.end_doubt(Shelf::Room, false, &mut Writes::default()), [Ticket(1)]);
    assert!(outbox.is_empty());
}

#[test]
fn a_host_that_knows_less_than_was_settled_gets_the_lines_under_its_next_nonces() {
    let mut outbox = kept(&[8, 9]);
    outbox.handle_joined(Settled { room: 3, mail: 0 }, true);
    assert_eq!(sent(&mut outbox), [4, 5]);
}

#[test]
fn whatever_numbers_a_damaged_disk_says_nothing_is_lost_and_no_memory_is_claimed() {
    let mut outbox = kept(&[1, 1, u64::MAX, 1 << 40, 2]);
    assert_eq!(outbox.len(), 5);
    outbox.handle_joined(Settled { room: u64::MAX, mail: 0 }, true);
    outbox.end_doubt(Shelf::Room, true, &mut Writes::default());
    assert_eq!(outbox.len(), 5);
}

#[test]
fn lines_that_a_host_has_lost_come_before_the_others_and_keep_their_nonces_if_it_lets_them() {
    for (settled, expected) in [(5, [(1, 6), (2, 7), (3, 8)]), (3, [(1, 4), (2, 5), (3, 6)])] {
        let mut outbox = joined(0, 7);
        let mut writes = Writes::default();
        outbox.push(entry(3), &mut writes);
        outbox.say_again(vec![(entry(1), 6), (entry(2), 7)], &mut writes);
        outbox.handle_joined(Settled { room: settled, mail: 0 }, true);
        let sent: Vec<_> = sent(&mut outbox);
        assert_eq!(sent, expected.map(|(_, nonce)| nonce));
        for (ticket, nonce) in expected {
            assert_eq!(told(&mut outbox, nonce, ticket), Some(Ticket(ticket)));
        }
    }
}

#[test]
fn of_two_lines_with_one_nonce_the_one_that_is_not_told_is_said_anew() {
    for (told_first, other) in [(1, 2), (2, 1)] {
        let mut outbox = kept(&[8, 8]);
        outbox.handle_joined(Settled { room: 8, mail: 0 }, true);
        sent(&mut outbox);
        assert_eq!(told(&mut outbox, 8, told_first), Some(Ticket(told_first)));
        outbox.end_doubt(Shelf::Room, true, &mut Writes::default());
        assert_eq!(sent(&mut outbox), [9], "{told_first}");
        assert_eq!(told(&mut outbox, 9, other), Some(Ticket(other)));
        assert!(outbox.is_empty());
    }
}

#[test]
fn a_line_that_others_gave_back_is_told_under_whatever_nonce_it_had() {
    let mut outbox = joined(0, 7);
    let mut writes = Writes::default();
    outbox.say_again(vec![(entry(1), 6), (entry(2), 7), (entry(3), 8)], &mut writes);
    // The host knows of none of them, and takes them from somebody else under the nonces that they had.
    outbox.handle_joined(Settled { room: 0, mail: 0 }, true);
    for (nonce, ticket) in [(6, 1), (7, 2), (8, 3)] {
        assert_eq!(told(&mut outbox, nonce, ticket), Some(Ticket(ticket)));
    }
    assert!(outbox.is_empty());
    outbox.push(entry(4), &mut writes);
    outbox.handle_joined(Settled { room: 8, mail: 0 }, true);
    assert_eq!(sent(&mut outbox), [9]);
}
