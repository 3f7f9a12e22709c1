//! Rooms and members of the real binary, at pipes: what a person at a terminal, a bot and a service manager rely on.
//!
//! Ports are free ones, hosts are loopback, every home is a folder of its own, and nothing is waited for by sleeping.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "common/running.rs"]
mod running;

use std::io::Write as _;
use std::process::Output;

use running::{Running, ended};
use serde_json::Value;

fn only_line(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(text.lines().count(), 1, "{text:?}");
    text
}

#[test]
fn three_members_talk_and_a_whisper_reaches_two_only() {
    let (_host, invite) = Running::host(&["--room", "금요일"]);
    assert!(invite.starts_with("maru:"), "{invite}");
    let mut minsu = Running::join(&invite, "민수");
    let mut jieun = Running::join(&invite, "지은");
    let mut third = Running::join(&invite, "철수");
    minsu.says("안녕하세요");
    for member in [&mut jieun, &mut third] {
        assert_eq!(member.hears_text("message", "안녕하세요")["name"], "민수");
    }
    assert_eq!(minsu.hears_text("message", "안녕하세요")["own"], true);
    minsu.says("/w 지은 둘만 아는 이야기");
    let whisper = jieun.hears("whisper");
    assert_eq!((&whisper["text"], &whisper["name"]), (&"둘만 아는 이야기".into(), &"민수".into()));
    assert_eq!(minsu.hears("whisper")["to_name"], "지은");
    jieun.says("/r 알겠어요");
    assert_eq!(minsu.hears_text("whisper", "알겠어요")["own"], false);
    jieun.says("모두 안녕");
    let (before, after) = (third.heard.len(), third.hears_text("message", "모두 안녕"));
    assert_eq!(after["seq"], 5, "the public places have no hole");
    let between = third.heard[before..].join("\n");
    assert!(!between.contains("whisper") && !between.contains("이야기"), "{between}");
}

#[test]
fn a_host_without_a_window_can_speak_json() {
    let (mut host, told) = Running::host(&["--json", "--room", "금요일"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((&told["type"], &told["room"]), (&"hosting".into(), &"금요일".into()));
    let member = Running::join(told["invite"].as_str().unwrap(), "민수");
    let port = told["port"].as_u64().unwrap();
    let other = Running::join(&format!("127.0.0.1:{port}"), "지은");
    host.signal("-TERM");
    assert_eq!(host.ends(), Some(0));
    for mut member in [member, other] {
        assert_eq!(member.hears("ended")["reason"], "room_closed");
        assert_eq!(member.ends(), Some(0));
    }
}

#[test]
fn a_host_at_a_console_is_a_member_too() {
    let mut host = Running::start(&["--host", "--console", "--json", "--port", "0", "--name", "민수"]);
    let invite = host.hears("hosting")["invite"].as_str().unwrap().to_owned();
    host.hears("joined");
    let mut guest = Running::join(&invite, "지은");
    host.says("어서 와요");
    guest.hears_text("message", "어서 와요");
    guest.says("고마워요");
    host.hears_text("message", "고마워요");
    host.says("/leave 이만");
    guest.hears_text("message", "이만");
    assert_eq!(host.ends(), Some(0));
    assert_eq!(guest.hears("ended")["reason"], "room_closed");
}

#[test]
fn lines_from_a_pipe_are_all_told_before_the_member_leaves() {
    let home = tempfile::tempdir().unwrap();
    let fast = [("MARU_MESSAGES_BURST", "1000"), ("MARU_MESSAGES_PER_SECOND", "1000")];
    let mut host = Running::start_with(home, &["--host", "--headless", "--port", "0"], &fast);
    let invite = host.line();
    let mut listener = Running::join(&invite, "민수");
    let mut talker = Running::join(&invite, "지은");
    for number in 0..200 {
        talker.says(&format!("line {number}"));
    }
    assert_eq!(talker.ends(), Some(0));
    let mut last = 0;
    for number in 0..200 {
        let told = listener.hears("message");
        assert_eq!(told["text"], format!("line {number}"));
        assert!(told["seq"].as_u64().unwrap() > last);
        last = told["seq"].as_u64().unwrap();
    }
}

#[test]
fn a_member_who_is_told_to_end_leaves_in_order() {
    let (_host, invite) = Running::host(&[]);
    let mut stays = Running::join(&invite, "민수");
    let mut goes = Running::join(&invite, "지은");
    goes.signal("-INT");
    assert_eq!(goes.hears("ended")["reason"], "left");
    assert_eq!(goes.ends(), Some(0));
    assert_eq!(stays.hears("left")["name"], "지은");
}

#[test]
fn a_taken_port_is_exit_code_3() {
    let (_host, told) = Running::host(&["--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    let home = tempfile::tempdir().unwrap();
    let port = told["port"].to_string();
    let output = ended(&home, &["--host", "--headless", "--port", &port]);
    assert_eq!(output.status.code(), Some(3));
    assert!(only_line(&output).contains(&port) && output.stdout.is_empty());
}

#[test]
fn nobody_there_is_exit_code_4() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    let home = tempfile::tempdir().unwrap();
    let output = ended(&home, &["--console", "--join", &address]);
    assert_eq!(output.status.code(), Some(4), "{output:?}");
    only_line(&output);
}

#[test]
fn a_name_that_somebody_has_is_exit_code_5_if_it_was_chosen() {
    let (_host, invite) = Running::host(&[]);
    let _first = Running::join(&invite, "Kim");
    let home = tempfile::tempdir().unwrap();
    let output = ended(&home, &["--console", "--join", &invite, "--name", "kim"]);
    assert_eq!(output.status.code(), Some(5), "{output:?}");
    assert!(only_line(&output).contains("kim2"), "a free name is offered");
    let mut second =
        Running::start_with(home, &["--console", "--json", "--join", &invite], &[("USER", "kim")]);
    assert_eq!(second.hears("joined")["name"], "kim2", "a name that nobody chose gives way");
}

#[test]
fn a_data_folder_that_cannot_be_used_is_exit_code_6() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    std::fs::write(&file, "kept").unwrap();
    let output = ended(&home, &["--host", "--headless", "--port", "0", "--data-dir", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(6), "{output:?}");
    only_line(&output);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "kept");
}

#[test]
fn what_leads_nowhere_and_what_is_no_name_is_exit_code_2() {
    let home = tempfile::tempdir().unwrap();
    let lines: [&[&str]; 4] = [
        &["--console", "--join", "a b c"],
        &["--console", "--join", "maru:zzzz"],
        &["--console", "--join", "127.0.0.1", "--name", "!!"],
        &["--host", "--headless", "--port", "0", "--room", "\u{202e}"],
    ];
    for line in lines {
        let output = ended(&home, line);
        assert_eq!(output.status.code(), Some(2), "{line:?}: {output:?}");
        only_line(&output);
    }
}

#[test]
fn an_unreadable_line_is_told_with_its_number_and_the_next_is_read() {
    let (_host, invite) = Running::host(&[]);
    let mut member = Running::join(&invite, "민수");
    member.input.as_mut().unwrap().write_all(b"one\n\xff\xfe\n/nosuch\nfour\n").unwrap();
    let told = member.hears("mistake");
    assert_eq!((&told["line"], &told["reason"]), (&2.into(), &"not_text".into()));
    let told = member.hears("mistake");
    assert_eq!((&told["line"], &told["reason"]), (&3.into(), &"unknown_command".into()));
    member.hears_text("message", "four");
}

#[test]
fn the_third_member_is_told_the_same_whether_others_whisper_or_not() {
    let told = |whispering: bool| {
        let (_host, invite) = Running::host(&["--room", "금요일"]);
        let mut minsu = Running::join(&invite, "민수");
        let mut jieun = Running::join(&invite, "지은");
        let mut third = Running::join(&invite, "철수");
        jieun.hears_where("arrived", |told| told["name"] == "철수");
        for round in 0..5 {
            if whispering {
                minsu.says("/w 지은 우리만 아는 이야기");
                jieun.hears("whisper");
            }
            let public = format!("hello 안녕 {round}");
            minsu.says(&public);
            jieun.hears_text("message", &public);
        }
        third.hears_text("message", "hello 안녕 4");
        let heard = third.heard.join("\n");
        for trace in ["whisper", "이야기", "mail"] {
            assert!(!heard.contains(trace), "{heard}");
        }
        let objects = third.heard.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let seqs: Vec<_> =
            objects.filter_map(|told| Some((told["type"].clone(), told["seq"].as_u64()?))).collect();
        seqs
    };
    assert_eq!(told(true), told(false));
}

#[test]
fn a_member_killed_outright_comes_back_to_its_seat() {
    let (_host, invite) = Running::host(&[]);
    let mut stays = Running::join(&invite, "민수");
    let data = tempfile::tempdir().unwrap();
    let line = [
        "--console",
        "--json",
        "--join",
        &invite,
        "--name",
        "지은",
        "--data-dir",
        data.path().to_str().unwrap(),
    ];
    let mut goes = Running::start(&line);
    let key = goes.hears("joined")["key"].clone();
    goes.says("여기 있어요");
    stays.hears_text("message", "여기 있어요");
    stays.says("/w 지은 먼저");
    goes.hears("whisper");
    goes.child.kill().unwrap();
    goes.child.wait().unwrap();
    // One delta may tell of several members.
    stays.hears_where("presence", |told| {
        let changes = told["changes"].as_array().unwrap();
        changes.iter().any(|change| change["key"] == key && change["state"] == "reconnecting")
    });
    stays.says("그동안 한 말");
    stays.says("/w 지은 그동안 한 귓속말");
    stays.hears_text("whisper", "그동안 한 귓속말");
    let mut back = Running::start(&line);
    assert_eq!(back.hears("joined")["key"], key, "the same key has the same seat and name");
    back.hears_text("message", "그동안 한 말");
    back.hears_text("whisper", "그동안 한 귓속말");
    back.says("돌아왔어요");
    assert_eq!(stays.hears_text("message", "돌아왔어요")["key"], key);
    let texts =
        |running: &Running, text: &str| running.heard.iter().filter(|line| line.contains(text)).count();
    assert_eq!((texts(&back, "한 말"), texts(&back, "한 귓속말")), (1, 1), "once each");
}

#[test]
fn a_program_is_told_what_became_of_each_of_its_lines() {
    let (_host, invite) = Running::host(&[]);
    let _jieun = Running::join(&invite, "지은");
    let mut bot = Running::join(&invite, "로봇");
    bot.says(r#"{"say":"/w is no command here"}"#);
    bot.says(r#"{"whisper":"비밀","to":"지은"}"#);
    bot.says(r#"{"shout":"?"}"#);
    bot.says(r#"{"command":"/topic 제 주제"}"#);
    bot.says("{not json");
    let sent: Vec<_> = (0..2).map(|_| bot.hears("sent")["line"].as_u64()).collect();
    // The two shelves settle on their own.
    assert!(sent.contains(&Some(1)) && sent.contains(&Some(2)), "{sent:?}");
    let heard = |bot: &Running, wanted: &str| -> Vec<Value> {
        let objects = bot.heard.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
        objects.filter(|told| told["type"] == wanted).collect()
    };
    while heard(&bot, "refused").is_empty() || heard(&bot, "mistake").len() < 2 {
        bot.line();
    }
    let mistakes: Vec<_> =
        heard(&bot, "mistake").iter().map(|told| (told["line"].clone(), told["reason"].clone())).collect();
    assert_eq!(mistakes, [(3.into(), "bad_request".into()), (5.into(), "bad_json".into())]);
    let refused = heard(&bot, "refused").remove(0);
    assert_eq!((&refused["line"], &refused["reason"]), (&4.into(), &"not_allowed".into()));
}

#[test]
fn the_very_first_line_of_a_pipe_may_be_a_whisper() {
    let (_host, invite) = Running::host(&[]);
    let mut minsu = Running::join(&invite, "민수");
    let mut bot = Running::start(&["--console", "--json", "--join", &invite, "--name", "로봇"]);
    bot.says("/w 민수 처음부터");
    assert_eq!(bot.ends(), Some(0));
    minsu.hears_text("whisper", "처음부터");
}

#[test]
fn a_pipe_that_is_too_fast_for_the_room_loses_nothing() {
    let home = tempfile::tempdir().unwrap();
    let slow = [("MARU_MESSAGES_BURST", "2"), ("MARU_MESSAGES_PER_SECOND", "50")];
    let mut host = Running::start_with(home, &["--host", "--headless", "--port", "0"], &slow);
    let invite = host.line();
    let mut listener = Running::join(&invite, "민수");
    let mut talker = Running::join(&invite, "지은");
    for number in 0..60 {
        talker.says(&format!("line {number}"));
    }
    assert_eq!(talker.ends(), Some(0));
    for number in 0..60 {
        assert_eq!(listener.hears("message")["text"], format!("line {number}"));
    }
}

#[test]
fn a_line_longer_than_any_is_told_and_the_next_is_read() {
    let (_host, invite) = Running::host(&[]);
    let mut member = Running::join(&invite, "민수");
    member.says(&"가".repeat(200_000));
    member.says(&"나".repeat(5_000));
    member.says("next");
    let told = member.hears("mistake");
    assert_eq!((&told["line"], &told["reason"]), (&1.into(), &"too_long".into()));
    let told = member.hears("mistake");
    assert_eq!((&told["line"], &told["reason"]), (&2.into(), &"bad_text".into()));
    member.hears_text("message", "next");
}

#[test]
fn a_person_reads_sentences_and_how_it_ended() {
    let (mut host, invite) = Running::host(&["--room", "금요일"]);
    let mut person = Running::start(&["--console", "--join", &invite, "--name", "하늘"]);
    let mut bot = Running::join(&invite, "로봇");
    let said = "빨강 \u{1b}[31m \u{9b}2J 끝";
    bot.says(&Value::from_iter([("say", said)]).to_string());
    let line = person.reads("빨강");
    assert!(line.contains(" 로봇  빨강"), "{line}");
    bot.says("/w 하늘 둘만");
    let line = person.reads("둘만");
    assert!(line.starts_with('|') && line.contains("[whisper from 로봇]"), "{line}");
    host.signal("-INT");
    assert_eq!(host.ends(), Some(0));
    person.reads("The room is closed.");
    assert_eq!(person.ends(), Some(0));
    assert!(!person.heard.join("\n").contains(['\u{1b}', '\u{9b}']), "no escape, no colour at a pipe");
}

#[test]
fn a_host_told_to_end_by_its_first_line_ends_in_order() {
    for _ in 0..5 {
        let (mut host, _) = Running::host(&[]);
        host.signal("-TERM");
        assert_eq!(host.ends(), Some(0));
    }
}

#[test]
fn rooms_are_known_again_and_a_damaged_list_is_kept() {
    let (_host, invite) = Running::host(&["--room", "금요일"]);
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let line = ["--console", "--json", "--join", &invite, "--data-dir", folder];
    let rooms = data.path().join("rooms.toml");
    std::fs::write(&rooms, b"\0 no list").unwrap();
    let mut member = Running::start(&line);
    member.hears("joined");
    assert_eq!(std::fs::read(data.path().join("rooms.toml.broken-1")).unwrap(), b"\0 no list");
    let kept = std::fs::read_to_string(&rooms).unwrap();
    assert!(kept.contains("금요일"), "{kept}");
    assert_eq!(member.ends(), Some(0));
}

/// Whether any file below a folder holds these words.
fn is_kept(folder: &std::path::Path, words: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        let holds = |bytes: Vec<u8>| bytes.windows(words.len()).any(|part| part == words.as_bytes());
        if path.is_dir() { is_kept(&path, words) } else { std::fs::read(&path).is_ok_and(holds) }
    })
}

#[test]
fn a_line_is_answered_changed_and_taken_away_and_no_file_keeps_its_words() {
    let (mut host, invite) = Running::host(&["--room", "금요일"]);
    let (mut minsu, mut jieun) = (Running::join(&invite, "민수"), Running::join(&invite, "지은"));
    minsu.says("blackbird");
    let line = jieun.hears_text("message", "blackbird")["seq"].as_u64().unwrap();
    jieun.says(&format!(r#"{{"reply":"heron","to":{line}}}"#));
    assert_eq!(minsu.hears_text("message", "heron")["reply"], line);
    jieun.says(&format!(r#"{{"edit":"not yours","of":{line}}}"#));
    assert_eq!(jieun.hears("refused")["reason"], "not_yours");
    jieun.says("/react 👍 민수");
    assert_eq!(
        (&minsu.hears("reaction")["to"], jieun.hears("reaction")["own"] == true),
        (&line.into(), true)
    );
    jieun.says(&format!(r#"{{"react":"👍","to":{line}}}"#));
    jieun.hears_where("sent", |sent| sent["seq"].is_null());
    minsu.says("/edit nightingale");
    assert_eq!(jieun.hears_text("edited", "nightingale")["of"], line);
    minsu.hears("edited");
    for (word, count) in [("blackbird", 0), ("nightingale", 1), ("heron", 1)] {
        minsu.finds(word, count);
    }
    jieun.finds("nightingale", 1);
    for words in ["blackbird", "nightingale"] {
        assert!(is_kept(host.home.path(), words) && is_kept(jieun.home.path(), words), "{words}");
    }
    minsu.says(&format!(r#"{{"delete":{line}}}"#));
    assert_eq!(jieun.hears("deleted")["of"], line);
    minsu.hears("deleted");
    minsu.finds("nightingale", 0);
    jieun.says(&format!(r#"{{"edit":"a","of":{line}}}"#));
    assert_eq!(jieun.hears("refused")["reason"], "not_yours");
    minsu.says(&format!(r#"{{"edit":"a","of":{line}}}"#));
    assert_eq!(minsu.hears("refused")["reason"], "no_such_line");
    assert_eq!((minsu.ends(), jieun.ends()), (Some(0), Some(0)));
    host.signal("-TERM");
    host.ends();
    for home in [&host.home, &minsu.home, &jieun.home] {
        assert!(is_kept(home.path(), "heron"));
        assert!(!is_kept(home.path(), "blackbird") && !is_kept(home.path(), "nightingale"));
    }
}
