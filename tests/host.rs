//! A host and its guests over real TLS on loopback.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{Guest, Table, identity, name, settings};
use maru::client::{ConnectError, Expected, LineKind, Phase, Route, Sending};
use maru::host::PortChoice;
use maru::host::Settings;
use maru::wire::{Address, Closed, Live, Notice, Pin, PresenceState, Refusal, Rejection, Topic, limits};

#[tokio::test]
async fn two_guests_and_the_host_talk_in_one_order() {
    let table = Table::new();
    let mut host = Guest::with(table.identity.clone(), "방주", table.pipe());
    host.until(|timeline| timeline.phase() == &Phase::Here).await;
    let (mut minsu, mut seoyeon) = (table.guest(2, "민수").await, table.guest(3, "서연").await);
    minsu.say("안녕하세요").await;
    host.hears("안녕하세요").await;
    host.say("어서 와요").await;
    seoyeon.hears("어서 와요").await;
    seoyeon.say("hello").await;
    for guest in [&mut host, &mut minsu, &mut seoyeon] {
        guest.hears("hello").await;
        assert_eq!(guest.texts(), ["안녕하세요", "어서 와요", "hello"]);
    }
}

#[tokio::test]
async fn a_whisper_reaches_its_two_people_and_leaves_no_trace_with_a_third() {
    let table = Table::new();
    let (mut minsu, mut seoyeon) = (table.guest(2, "민수").await, table.guest(3, "서연").await);
    let mut jihun = table.guest(4, "지훈").await;
    let to = seoyeon.key();
    minsu.until(|timeline| timeline.roster().name(&to).is_some()).await;
    minsu.whisper(seoyeon.key(), "비밀이에요").await;
    seoyeon.hears("w:비밀이에요").await;
    minsu.hears("w:비밀이에요").await;
    minsu.say("끝").await;
    for guest in [&mut minsu, &mut seoyeon, &mut jihun] {
        guest.hears("끝").await;
    }
    assert_eq!(seoyeon.texts(), ["w:비밀이에요", "끝"]);
    assert!(!jihun.told.iter().any(|told| told.contains("Mail") || told.contains("비밀")));
}

#[tokio::test]
async fn a_taken_name_is_refused_with_a_free_one() {
    let table = Table::new();
    let _minsu = table.guest(2, "민수").await;
    let error = Guest::go(3, "민 수", table.route()).ended().await;
    let ConnectError::Refused(Refusal::NameTaken { suggestion }) = error else { panic!("{error:?}") };
    table.guest(3, suggestion.as_str()).await;
}

#[tokio::test]
async fn fifty_who_want_one_name_at_once_leave_exactly_one_with_it() {
    let table = Table::new();
    let mut tasks = tokio::task::JoinSet::new();
    for seed in 10..60 {
        let route = table.route();
        tasks.spawn(async move {
            let mut guest = Guest::go(seed, "민수", route);
            guest.until(|timeline| matches!(timeline.phase(), Phase::Here | Phase::Ended(_))).await;
            (guest.timeline.phase() == &Phase::Here, guest)
        });
    }
    let all = tasks.join_all().await;
    assert_eq!(all.iter().filter(|(here, _)| *here).count(), 1);
}

#[tokio::test]
async fn a_rename_is_told_to_all_and_a_taken_one_only_to_its_author() {
    let table = Table::new();
    let (mut minsu, mut seoyeon) = (table.guest(2, "민수").await, table.guest(3, "서연").await);
    minsu.client().rename(&name("서연")).unwrap();
    minsu.until(|timeline| timeline.lines().any(|line| matches!(line.kind, LineKind::Note(_)))).await;
    minsu.client().rename(&name("하늘")).unwrap();
    let key = minsu.key();
    seoyeon.until(|timeline| timeline.roster().name(&key) == Some(name("하늘"))).await;
    let renamed = |kind: &LineKind| matches!(kind, LineKind::Renamed { old, new, .. } if *old == name("민수") && *new == name("하늘"));
    assert!(seoyeon.timeline.lines().any(|line| renamed(&line.kind)));
    // The name given up is free again.
    table.guest(4, "민수").await;
}

#[tokio::test]
async fn only_the_host_sets_the_topic_and_a_newcomer_sees_it() {
    let table = Table::new();
    let mut host = Guest::with(table.identity.clone(), "방주", table.pipe());
    host.until(|timeline| timeline.phase() == &Phase::Here).await;
    let mut minsu = table.guest(2, "민수").await;
    minsu.client().topic(&Topic::parse("제 주제").unwrap()).unwrap();
    minsu.until(|timeline| timeline.lines().any(|line| matches!(line.kind, LineKind::Note(_)))).await;
    host.client().topic(&Topic::parse("떡볶이").unwrap()).unwrap();
    minsu.until(|timeline| timeline.topic().is_some_and(|topic| topic.as_str() == "떡볶이")).await;
    let seoyeon = table.guest(3, "서연").await;
    assert_eq!(seoyeon.timeline.topic().map(Topic::as_str), Some("떡볶이"));
}

#[tokio::test]
async fn a_newcomer_sees_notice_and_pins_also_of_a_line_that_it_was_never_told() {
    let table = Table::new();
    let mut host = Guest::with(table.identity.clone(), "방주", table.pipe());
    host.until(|timeline| timeline.phase() == &Phase::Here).await;
    let mut minsu = table.guest(2, "민수").await;
    minsu.say("오래된 규칙").await;
    host.hears("오래된 규칙").await;
    let line = host.timeline.lines().rev().find_map(maru::client::Line::place).unwrap();
    let pin = Live::Pin(Pin { line, on: true });
    minsu.client().live(&pin).unwrap();
    minsu.until(|timeline| timeline.lines().any(|line| matches!(line.kind, LineKind::Note(_)))).await;
    host.client().notice(&Notice::parse("방석을 가져오세요").unwrap()).unwrap();
    host.client().live(&pin).unwrap();
    minsu.until(|timeline| timeline.is_pinned(line)).await;
    for number in 0..=limits::NEWCOMER_EVENTS {
        host.say(&format!("말 {number}")).await;
    }
    host.hears(&format!("말 {}", limits::NEWCOMER_EVENTS)).await;
    let mut seoyeon = table.guest(3, "서연").await;
    let is_known = |timeline: &maru::client::Timeline| {
        let known = timeline.pins().find_map(|(_, line)| line.map(|line| format!("{:?}", line.kind)));
        known.is_some_and(|line| line.contains("오래된 규칙"))
    };
    seoyeon.until(is_known).await;
    assert!(seoyeon.timeline.said_at(line).is_none(), "it is not in the history that was told");
    assert_eq!(seoyeon.timeline.notice().map(Notice::as_str), Some("방석을 가져오세요"));
}

#[tokio::test]
async fn who_leaves_is_gone_and_whose_link_breaks_is_reconnecting() {
    let table = Table::new();
    let mut minsu = table.guest(2, "민수").await;
    let (mut seoyeon, jihun) = (table.guest(3, "서연").await, table.guest(4, "지훈").await);
    let (left, broken) = (seoyeon.key(), jihun.key());
    let state = |key, state| {
        move |timeline: &maru::client::Timeline| {
            timeline.roster().member(&key).is_some_and(|member| member.presence == state)
        }
    };
    minsu.until(state(left, Some(PresenceState::Here))).await;
    minsu.until(state(broken, Some(PresenceState::Here))).await;
    seoyeon.client().leave().unwrap();
    assert_eq!(seoyeon.ended().await, ConnectError::Closed(Closed::Left));
    minsu.until(state(left, None)).await;
    jihun.cut().await;
    minsu.until(state(broken, Some(PresenceState::Reconnecting))).await;
}

#[tokio::test]
async fn the_same_key_again_takes_the_seat_and_the_older_link_does_not_come_back() {
    let table = Table::new();
    let mut first = table.guest(2, "민수").await;
    let mut second = table.guest(2, "민수").await;
    assert_eq!(first.ended().await, ConnectError::Closed(Closed::Elsewhere));
    second.say("여기").await;
    second.hears("여기").await;
}

#[tokio::test]
async fn a_closing_room_tells_its_members() {
    let table = Table::new();
    let mut minsu = table.guest(2, "민수").await;
    minsu.say("마지막").await;
    minsu.hears("마지막").await;
    let started = std::time::Instant::now();
    tokio::task::spawn_blocking(move || table.host.stop()).await.unwrap();
    assert!(started.elapsed() < limits::CLOSING);
    assert_eq!(minsu.ended().await, ConnectError::Closed(Closed::RoomClosed));
}

#[tokio::test]
async fn a_full_room_says_so_and_the_host_always_has_a_seat() {
    let table = Table::with(Settings { members_max: 2, ..settings() }, PortChoice::Exactly(0));
    let (_a, b) = (table.guest(2, "하나").await, table.guest(3, "두리").await);
    let error = Guest::go(4, "세나", table.route()).ended().await;
    assert_eq!(error, ConnectError::Refused(Refusal::Full { present: 2, allowed: 2 }));
    let mut host = Guest::with(table.identity.clone(), "방주", table.pipe());
    host.until(|timeline| timeline.phase() == &Phase::Here).await;
    // A broken link keeps its seat for a while.
    b.cut().await;
    table.guest(3, "두리").await;
}

#[tokio::test]
async fn a_newcomer_sees_the_last_lines_and_pages_to_the_first() {
    let table = Table::new();
    let mut minsu = table.guest(2, "민수").await;
    for n in 0..450 {
        minsu.say(&format!("줄 {n}")).await;
    }
    minsu.hears("줄 449").await;
    let mut late = table.guest(3, "늦둥").await;
    late.hears("줄 449").await;
    assert!((150..=200).contains(&late.texts().len()), "{}", late.texts().len());
    while late.timeline.older().is_some() {
        let before = late.timeline.len();
        late.timeline.paging();
        late.client().page().unwrap();
        late.until(|timeline| timeline.len() > before).await;
    }
    assert_eq!(late.texts(), (0..450).map(|n| format!("줄 {n}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_whisper_to_somebody_unknown_or_oneself_is_refused_and_kept() {
    let table = Table::new();
    let mut minsu = table.guest(2, "민수").await;
    for (to, why) in [(identity(9).public(), Rejection::NoSuchMember), (minsu.key(), Rejection::ToYourself)] {
        minsu.whisper(to, "어디").await;
        let failed = Sending::Failed(why);
        minsu.until(|timeline| timeline.lines().any(|line| line.sending() == Some(&failed))).await;
    }
}

#[tokio::test]
async fn a_flood_is_slowed_and_everything_arrives_in_order() {
    let table = Table::with(
        Settings { messages_burst: 5, messages_per_second: 100, ..settings() },
        PortChoice::Exactly(0),
    );
    let mut minsu = table.guest(2, "민수").await;
    for n in 0..60 {
        minsu.say(&n.to_string()).await;
    }
    let mut seoyeon = table.guest(3, "서연").await;
    seoyeon.hears("59").await;
    minsu.hears("59").await;
    let expected: Vec<_> = (0..60).map(|n| n.to_string()).collect();
    assert_eq!(minsu.texts(), expected);
    assert_eq!(seoyeon.texts(), expected);
    assert!(minsu.told.iter().any(|told| told.starts_with("Slowed")));
}

#[tokio::test]
async fn each_way_of_not_getting_in_has_its_own_name() {
    let table = Table::new();
    let dial = |address: &str, expected| Route::Dial { addresses: vec![address.parse().unwrap()], expected };
    let here = table.address().to_string();
    let other = identity(7).public().fingerprint();
    let error = Guest::go(2, "민수", dial(&here, Expected::Invited(other))).ended().await;
    assert!(matches!(error, ConnectError::WrongKey { .. }), "{error:?}");
    let error = Guest::go(2, "민수", dial(&here, Expected::Seen(other))).ended().await;
    assert!(matches!(error, ConnectError::ChangedKey { .. }), "{error:?}");

    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = free.local_addr().unwrap().to_string();
    drop(free);
    let error = Guest::go(2, "민수", dial(&nobody, Expected::Anyone)).ended().await;
    assert_eq!(error, ConnectError::NothingListens);

    let web = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = web.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        let (mut stream, _) = web.accept().unwrap();
        std::io::Write::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        std::io::Read::read_to_end(&mut stream, &mut Vec::new()).ok();
    });
    let error = Guest::go(2, "민수", dial(&address, Expected::Anyone)).ended().await;
    assert_eq!(error, ConnectError::NotMaru);
}

#[tokio::test]
async fn every_address_is_tried_and_the_first_that_is_the_host_wins() {
    let table = Table::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody: Address = free.local_addr().unwrap().to_string().parse().unwrap();
    drop(free);
    let addresses = vec![nobody, "[::1]:1".parse().unwrap(), table.address()];
    let expected = Expected::Invited(table.host.key().fingerprint());
    let mut guest = Guest::go(2, "민수", Route::Dial { addresses, expected });
    guest.until(|timeline| timeline.phase() == &Phase::Here).await;
}

#[tokio::test]
async fn who_sends_more_bytes_than_a_share_is_read_slowly_and_loses_nothing() {
    let table = Table::with(
        Settings { messages_burst: 1_000, messages_per_second: 2, ..settings() },
        PortChoice::Exactly(0),
    );
    let mut minsu = table.guest(2, "민수").await;
    let mut seoyeon = table.guest(3, "서연").await;
    let line = "가".repeat(3_900);
    let started = std::time::Instant::now();
    for _ in 0..40 {
        minsu.say(&line).await;
    }
    minsu.say("끝").await;
    seoyeon.say("나는 바로").await;
    minsu
        .until(|timeline| timeline.lines().any(|line| common::text_of(line).as_deref() == Some("나는 바로")))
        .await;
    seoyeon.hears("끝").await;
    assert_eq!(seoyeon.texts().iter().filter(|text| **text == line).count(), 40);
    // 40 lines of 11,700 bytes are 212 KiB more than the 256 KiB that come at once.
    assert!(started.elapsed() > std::time::Duration::from_millis(2_000));
}

/// Passes a link on and changes one word in what the host says was said.
async fn forge(member: tokio::io::DuplexStream, host: tokio::io::DuplexStream) {
    use maru::wire::{Body, Decoder, Delivery, encode};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let (mut from_member, mut to_member) = tokio::io::split(member);
    let (mut from_host, mut to_host) = tokio::io::split(host);
    tokio::spawn(async move { tokio::io::copy(&mut from_member, &mut to_host).await.ok() });
    let preamble = {
        let length = from_host.read_u32().await.unwrap();
        let mut body = vec![0; length as usize];
        from_host.read_exact(&mut body).await.unwrap();
        [&length.to_be_bytes()[..], &body].concat()
    };
    to_member.write_all(&preamble).await.unwrap();
    let (mut decoder, mut buffer) = (Decoder::new(), vec![0; 64 * 1024]);
    decoder.signed_in();
    while let Ok(read @ 1..) = from_host.read(&mut buffer).await {
        decoder.feed(&buffer[..read]);
        while let Some(mut delivery) = decoder.poll_message::<Delivery>().unwrap() {
            if let Delivery::Event(event) = &mut delivery
                && let Body::Present(content) = &mut event.body
                && content.bytes == b"yes"
            {
                content.bytes = b"no!".to_vec();
            }
            let mut out = Vec::new();
            encode(&delivery, &mut out).unwrap();
            if to_member.write_all(&out).await.is_err() {
                return;
            }
        }
    }
}

#[tokio::test]
async fn a_line_that_is_not_as_its_author_wrote_it_is_noticed() {
    use maru::client::Pipe;
    use maru::client::error::Violation;
    let table = Table::new();
    let end = table.host.pipe();
    let way = Pipe::new(table.host.key(), move || {
        let (near, far) = tokio::io::duplex(64 * 1024);
        tokio::spawn(forge(far, end.connect()?));
        Ok(near)
    });
    let mut host = Guest::with(table.identity.clone(), "방주", Route::Pipe(way));
    host.until(|timeline| timeline.phase() == &Phase::Here).await;
    let mut minsu = table.guest(2, "민수").await;
    minsu.say("hello").await;
    host.hears("hello").await;
    minsu.say("yes").await;
    assert_eq!(host.ended().await, ConnectError::Violation(Violation::Forged));
    assert!(!host.texts().contains(&"no!".to_owned()));
}
