//! The walk: real windows on a display of their own, started as a person would start them, and what a member heard.
//!
//! `scripts/test` installs what this needs and runs it; by hand it is `cargo test --test walk`. Pictures, logs and the
//! members' transcripts stay in `target/walk`. What happened is read from the transcript of a member at a console, who is
//! told what everybody is told; the pictures are for people.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "walk/input.rs"]
mod input;
#[path = "walk/keyboard.rs"]
mod keyboard;
#[path = "walk/member.rs"]
mod member;
#[path = "walk/network.rs"]
mod network;
#[path = "walk/stage.rs"]
mod stage;
#[path = "walk/window.rs"]
mod window;

use std::net::TcpListener;

use input::{ANTHY, HANGUL, InputMethod};
use member::Member;
use network::Cable;
use serde_json::Value;
use stage::{Stage, until};
use window::{Home, Window};

/// Where in a room's window the recipient box is, from the left and from the bottom.
const RECIPIENT: (i32, i32) = (140, -40);
/// Where the send button is, from the right edge of the member list and from the bottom.
const SEND: (i32, i32) = (-266, -40);

/// Where the last line but one begins, and a place behind the end of the last one.
const FIRST_LINE: (i32, i32) = (133, -137);
const SECOND_LINE_END: (i32, i32) = (420, -111);

/// Where the lobby of 1100 by 720 has the first room of before, and the button that hosts one.
const RECENT: (i32, i32) = (560, 434);
const HOST: (i32, i32) = (560, 310);
/// Where the set-up over it has its button, while one room of before is listed and chosen.
const OPEN: (i32, i32) = (715, 525);

/// Where the rail leads to another room while one is open.
const ANOTHER: (i32, i32) = (32, 139);

/// A port that nobody uses right now.
fn free_port() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string()
}

/// Whether a member was told this text under this name.
fn said<'a>(name: &'a str, text: &'a str) -> impl Fn(&Value) -> bool + 'a {
    move |told| told["type"] == "message" && told["name"] == name && told["text"] == text
}

/// Whether a member was told this whisper of this person.
fn whispered<'a>(name: &'a str, text: &'a str) -> impl Fn(&Value) -> bool + 'a {
    move |told| told["type"] == "whisper" && told["name"] == name && told["text"] == text
}

/// Whether a member was told that this person is in this state now.
fn is_now<'a>(name: &'a str, state: &'a str) -> impl Fn(&Value) -> bool + 'a {
    move |told| {
        let changes = told["changes"].as_array();
        changes.is_some_and(|changes| changes.iter().any(|one| one["name"] == name && one["state"] == state))
    }
}

#[test]
fn two_windows_and_a_console_share_a_room_from_opening_to_closing() {
    let stage = Stage::open("room", 1800, 1100);
    let port = free_port();
    let address = format!("127.0.0.1:{port}");
    let (minsu, jieun) = (Home::of("민수"), Home::of("지은"));
    let (cheolsu, younghee) = (Home::of("철수"), Home::of("영희"));

    let host =
        Window::open(&stage, &minsu, &["--host", "--port", &port, "--room", "금요일", "--name", "민수"]);
    host.place(0, 0, 890, 680);
    host.picture("01-host-alone");
    let mut friend = Member::join(&stage, &cheolsu, &address);
    let witness = Member::join(&stage, &younghee, &address);
    friend.hears("that it is in", |told| told["type"] == "joined" && told["room"] == "금요일");
    witness.hears("that it is in", |told| told["type"] == "joined");

    // A guest joins by the address, from the lobby.
    let guest = Window::open(&stage, &jieun, &["--name", "지은"]);
    guest.place(900, 0, 890, 680);
    guest.picture("02-lobby");
    guest.paste_line(&address);
    friend.hears("that 지은 came in", |told| told["type"] == "arrived" && told["name"] == "지은");

    // Everybody talks, in two languages.
    host.say("hello from the hall");
    friend.hears("the host in English", said("민수", "hello from the hall"));
    guest.paste_line("안녕하세요, 여러분!");
    friend.hears("the guest in Korean", said("지은", "안녕하세요, 여러분!"));
    friend.say("어서 와요. Welcome!");
    witness.hears("the console", said("철수", "어서 와요. Welcome!"));

    // Somebody sits at a real terminal.
    let haneul = Home::of("하늘");
    let terminal = Window::terminal(&stage, &haneul, &["--console", "--join", &address, "--name", "하늘"]);
    terminal.place(0, 730, 1790, 330);
    friend.hears("that 하늘 came in", |told| told["type"] == "arrived" && told["name"] == "하늘");
    terminal.say("see you at eight");
    friend.hears("the terminal", said("하늘", "see you at eight"));

    // A whisper by command, and one by the recipient box.
    host.paste_line("/w 철수 둘만 아는 이야기");
    friend.hears("the whisper by command", whispered("민수", "둘만 아는 이야기"));
    guest.click(RECIPIENT.0, RECIPIENT.1);
    guest.picture("03-recipients");
    stage.paste("철수");
    stage.key("Return");
    guest.paste_line("상자로 보낸 귓속말");
    friend.hears("the whisper by the box", whispered("지은", "상자로 보낸 귓속말"));
    guest.picture("04-whispering");
    guest.paste_line("/all");
    guest.paste_line("다시 모두에게");
    witness.hears("that the box is back", said("지은", "다시 모두에게"));
    assert_eq!(witness.count(|told| told["type"] == "whisper"), 0, "a third person hears no whisper");

    // A taken name is refused, and everything stays as it was.
    guest.paste_line("/nick 민수");
    guest.paste_line("이름이 있대요");
    witness.hears("the guest under the old name", said("지은", "이름이 있대요"));
    assert_eq!(witness.count(|told| told["type"] == "renamed"), 0);
    stage.picture("05-conversation");

    terminal.say("/leave");
    friend.hears("that 하늘 left", |told| told["type"] == "left" && told["name"] == "하늘");

    // The guest is killed, and comes back as the same person.
    guest.kill();
    friend.hears("that 지은 is cut off", is_now("지은", "reconnecting"));
    host.say("said while you were away");
    friend.hears("the host meanwhile", said("민수", "said while you were away"));
    let guest = Window::open(&stage, &jieun, &["--join", &address, "--name", "지은"]);
    guest.place(900, 0, 890, 680);
    friend.hears("that 지은 is back", is_now("지은", "here"));
    guest.paste_line("돌아왔어요");
    witness.hears("the guest again", said("지은", "돌아왔어요"));
    assert_eq!(witness.count(said("지은", "돌아왔어요")), 1);
    guest.picture("06-guest-back");

    // The host closes, and everybody is told.
    assert_eq!(host.close_room("07-host-asks"), 0);
    for member in [friend, witness] {
        member.hears("that the room is closed", |told| {
            told["type"] == "ended" && told["reason"] == "room_closed"
        });
        assert_eq!(member.leave(), 0);
    }
    guest.picture("08-host-closed");
    assert_eq!(guest.close(), 0);
}

#[test]
fn hangul_of_a_real_input_method_goes_out_whole_and_once() {
    let stage = Stage::open("hangul", 1200, 800);
    let hangul = InputMethod::start(&stage, HANGUL);
    let port = free_port();
    let (minsu, cheolsu) = (Home::of("민수"), Home::of("철수"));
    let line = ["--host", "--port", &port, "--room", "금요일", "--name", "민수"];
    let host = Window::open_with(&stage, &minsu, &line, Some(&hangul));
    let friend = Member::join(&stage, &cheolsu, &format!("127.0.0.1:{port}"));
    friend.hears("that it is in", |told| told["type"] == "joined");

    host.focus();
    hangul.switch_on(&stage);
    stage.type_text("gksrmf dkssud");
    host.picture("01-composing");
    stage.key("Return");
    friend.hears("the whole first line", said("민수", "한글 안녕"));
    for round in 1..=8 {
        stage.type_text("rkskek");
        stage.key("Return");
        until(&format!("{round} lines are heard"), || {
            (friend.count(said("민수", "가나다")) == round).then_some(())
        });
    }

    // By the send button nothing is lost and nothing comes twice: what was still composed leads the next line.
    stage.type_text("fkak");
    host.click(SEND.0, SEND.1);
    host.picture("02-after-the-button");
    stage.type_text("qktk");
    stage.key("Return");
    let texts = |told: Vec<Value>| -> Vec<String> {
        told.iter().filter_map(|told| told["text"].as_str().map(str::to_owned)).collect()
    };
    let since = |lines: usize| texts(friend.told()).into_iter().skip(lines).collect::<String>();
    until("all that was composed is heard", || (since(9).chars().count() >= 4).then_some(()));
    assert_eq!(since(9), "라마바사");

    // Keys take the way through the input method and clicks do not: on a busy machine a click may overtake
    // the last keys, which then open the next line. What counts is that all of it goes out, once.
    hangul.switch_off(&stage);
    host.focus();
    let before = texts(friend.told()).len();
    stage.type_text("by the button");
    host.click(SEND.0, SEND.1);
    host.say("and by Enter, without a click between");
    let all = "by the buttonand by Enter, without a click between";
    until("both lines are heard", || (since(before).len() >= all.len()).then_some(()));
    assert_eq!(since(before), all);
    assert!(texts(friend.told()).len() >= before + 2, "the button sent nothing");
    assert_eq!(host.close_room("03-host-asks"), 0);
}

#[test]
fn japanese_is_chosen_with_one_enter_and_sent_with_the_next() {
    let stage = Stage::open("japanese", 1200, 800);
    let anthy = InputMethod::start(&stage, ANTHY);
    let port = free_port();
    let (minsu, cheolsu) = (Home::of("민수"), Home::of("철수"));
    let line = ["--host", "--port", &port, "--room", "금요일", "--name", "민수"];
    let host = Window::open_with(&stage, &minsu, &line, Some(&anthy));
    let friend = Member::join(&stage, &cheolsu, &format!("127.0.0.1:{port}"));
    friend.hears("that it is in", |told| told["type"] == "joined");

    host.focus();
    anthy.switch_on(&stage);
    for (round, (keys, kana)) in [("nihongo", "にほんご"), ("arigatou", "ありがとう")].into_iter().enumerate()
    {
        stage.type_text(keys);
        host.picture(&format!("0{round}-composing"));
        // Chosen as it is, without a word in Chinese characters: those are the dictionary's business.
        stage.key("Return");
        stage.key("Return");
        friend.hears("the line as it was chosen", said("민수", kana));
    }
    stage.type_text("kanji");
    stage.key("space");
    host.picture("02-converted");
    stage.key("Return");
    stage.key("Return");
    let chinese = |told: &Value| {
        let text = told["text"].as_str().unwrap_or_default();
        text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
    };
    friend.hears("a word in Chinese characters", chinese);
    let lines = friend.count(|told| told["type"] == "message");
    assert_eq!(lines, 3, "each Enter that chose something sent nothing");
    anthy.switch_off(&stage);
    host.say("and on");
    friend.hears("the next line", said("민수", "and on"));
    assert_eq!(host.close_room("03-host-asks"), 0);
}

#[test]
fn what_is_selected_with_the_mouse_comes_to_the_clipboard() {
    let stage = Stage::open("select", 1200, 800);
    let port = free_port();
    let (minsu, cheolsu) = (Home::of("민수"), Home::of("철수"));
    let host = Window::open(&stage, &minsu, &["--host", "--port", &port, "--name", "민수"]);
    host.place(0, 0, 1000, 700);
    let friend = Member::join(&stage, &cheolsu, &format!("127.0.0.1:{port}"));
    friend.hears("that it is in", |told| told["type"] == "joined");
    for line in ["*first* words", "second `words`"] {
        host.say(line);
        friend.hears(line, said("민수", line));
    }
    until("both lines are on the clipboard, as they were written", || {
        host.drag(FIRST_LINE, SECOND_LINE_END);
        stage.key("ctrl+c");
        stage.clipboard().filter(|copied| copied.ends_with("*first* words\nsecond `words`"))
    });
    let selected = stage.selection();
    assert!(
        selected.is_some_and(|selected| selected.starts_with("민수 ")),
        "the mouse's own clipboard has it too"
    );
    host.picture("01-selected");
    // The composer still has the keyboard, and a press there lets go of the selection.
    host.say("and on");
    friend.hears("the next line", said("민수", "and on"));
    assert_eq!(host.close_room("02-host-asks"), 0);
}

#[test]
fn a_cut_cable_loses_and_doubles_nothing() {
    let stage = Stage::open("network", 1200, 800);
    let port = free_port();
    let cable = Cable::to(port.parse().unwrap());
    let (minsu, jieun, cheolsu) = (Home::of("민수"), Home::of("지은"), Home::of("철수"));
    let mut host = Member::host(&stage, &minsu, &port);
    host.hears("that the room is open", |told| told["type"] == "joined");
    let witness = Member::join(&stage, &cheolsu, &cable.address());
    witness.hears("that it is in", |told| told["type"] == "joined");
    let guest = Window::open(&stage, &jieun, &["--join", &cable.address(), "--name", "지은"]);
    host.hears("that 지은 came in", |told| told["type"] == "arrived" && told["name"] == "지은");
    guest.say("before the cut");
    host.hears("the guest", said("지은", "before the cut"));

    cable.cut();
    host.hears("that 지은 is cut off", is_now("지은", "reconnecting"));
    witness.hears("that the link broke", |told| told["type"] == "lost");
    for number in 1..=5 {
        host.say(&format!("meanwhile {number}"));
    }
    guest.say("typed while cut off");
    guest.picture("01-cut-off");
    cable.mend();

    host.hears("what was typed while cut off", said("지은", "typed while cut off"));
    guest.say("after the cut");
    host.hears("the guest again", said("지은", "after the cut"));
    witness.hears("the guest again", said("지은", "after the cut"));
    guest.picture("02-back");
    let texts = |member: &Member| -> Vec<String> {
        let told = member.told();
        told.iter().filter(|told| told["type"] == "message").map(|told| told["text"].to_string()).collect()
    };
    assert_eq!(texts(&host), texts(&witness), "one order for all");
    for text in ["before the cut", "meanwhile 1", "meanwhile 5", "typed while cut off", "after the cut"] {
        assert_eq!(witness.count(|told| told["type"] == "message" && told["text"] == text), 1, "{text}");
    }
    assert_eq!(guest.close(), 0);
    host.hears("that 지은 left", |told| told["type"] == "left" && told["name"] == "지은");
}

#[test]
fn a_room_outlives_its_windows_and_nothing_typed_is_lost() {
    let stage = Stage::open("lasting", 1200, 800);
    let port = free_port();
    let address = format!("127.0.0.1:{port}");
    let (minsu, jieun, cheolsu) = (Home::of("민수"), Home::of("지은"), Home::of("철수"));
    let line = ["--host", "--port", &port, "--room", "금요일", "--name", "민수"];
    let host = Window::open(&stage, &minsu, &line);
    host.place(0, 0, 1100, 720);

    // A second window on the same folder says that Maru is open, and ends with 6.
    let second = Window::open(&stage, &minsu, &["--name", "민수"]);
    second.picture("01-second");
    stage.key("Return");
    assert_eq!(second.ends(), 6);

    let guest = Window::open(&stage, &jieun, &["--join", &address, "--name", "지은"]);
    let friend = Member::join(&stage, &cheolsu, &address);
    friend.hears("that it is in", |told| told["type"] == "joined");
    guest.paste_line("내일도 여기서 봐요");
    friend.hears("the guest", said("지은", "내일도 여기서 봐요"));
    assert_eq!(friend.leave(), 0);
    host.kill();
    guest.kill();

    // The host is gone. The guest reads the room, and types a line that has to wait.
    let guest = Window::open(&stage, &jieun, &["--name", "지은"]);
    guest.place(0, 0, 1100, 720);
    guest.picture("02-recents");
    guest.click(RECENT.0, RECENT.1);
    guest.picture("03-offline");
    guest.paste_line("방이 열리면 가는 말");
    guest.picture("04-waiting");
    guest.kill();
    let guest = Window::open(&stage, &jieun, &["--name", "지은"]);
    guest.place(0, 0, 1100, 720);
    guest.click(RECENT.0, RECENT.1);
    guest.picture("05-still-waiting");

    // The host opens the room again from the lobby, at the port where its people look for it.
    let host = Window::open(&stage, &minsu, &["--name", "민수"]);
    host.place(0, 0, 1100, 720);
    host.click(HOST.0, HOST.1);
    host.picture("06-open-again");
    host.click(OPEN.0, OPEN.1);
    host.picture("07-opened-again");
    let friend = Member::join(&stage, &cheolsu, &address);
    friend.hears("the line that waited", said("지은", "방이 열리면 가는 말"));
    guest.paste_line("다시 만났어요");
    friend.hears("the guest again", said("지은", "다시 만났어요"));
    assert_eq!(friend.count(said("지은", "방이 열리면 가는 말")), 1);
    assert_eq!(friend.count(said("지은", "내일도 여기서 봐요")), 1);
    guest.picture("08-together-again");
    assert_eq!(guest.close(), 0);
    assert_eq!(friend.leave(), 0);
}

#[test]
fn one_window_is_in_two_rooms_of_two_hosts() {
    let stage = Stage::open("rooms", 1200, 800);
    let (first_port, second_port) = (free_port(), free_port());
    let (minsu, seoyeon, jieun) = (Home::of("민수"), Home::of("서연"), Home::of("지은"));
    let mut first = Member::host(&stage, &minsu, &first_port);
    let mut second = Member::host(&stage, &seoyeon, &second_port);
    for host in [&first, &second] {
        host.hears("that its room is open", |told| told["type"] == "joined");
    }
    let line = ["--join", &format!("127.0.0.1:{first_port}"), "--name", "지은"];
    let guest = Window::open(&stage, &jieun, &line);
    guest.place(0, 0, 1100, 720);
    first.hears("that 지은 came in", |told| told["type"] == "arrived" && told["name"] == "지은");

    guest.is_titled("민수");

    // Another room by way of the lobby; the first one stays open.
    guest.click(ANOTHER.0, ANOTHER.1);
    guest.picture("01-lobby-beside-a-room");
    guest.paste_line(&format!("127.0.0.1:{second_port}"));
    second.hears("that 지은 came in", |told| told["type"] == "arrived" && told["name"] == "지은");
    guest.is_titled("서연");
    guest.paste_line("둘째 방에서 인사해요");
    second.hears("the guest", said("지은", "둘째 방에서 인사해요"));

    // What is said in the first room meanwhile is counted, until it is looked at.
    first.say("지은님, 거기 계세요?");
    guest.is_titled("(1) ");
    guest.picture("02-unread");
    stage.key("ctrl+1");
    guest.is_titled("민수");
    guest.paste_line("네, 여기도 있어요");
    first.hears("the guest", said("지은", "네, 여기도 있어요"));

    // A draft waits in its room.
    guest.paste_text("아직 안 보낸 말");
    stage.key("ctrl+2");
    guest.is_titled("서연");
    guest.paste_line("여기서는 다른 말");
    second.hears("the other line", said("지은", "여기서는 다른 말"));
    stage.key("ctrl+Tab");
    guest.is_titled("민수");
    guest.picture("03-draft");
    stage.key("Return");
    first.hears("the draft", said("지은", "아직 안 보낸 말"));
    assert_eq!(second.count(|told| told["text"] == "아직 안 보낸 말"), 0);

    // A room that closes keeps its tile; leaving goes to the other one.
    second.say("/leave");
    guest.picture("04-one-is-closed");
    guest.paste_line("/leave");
    first.hears("that 지은 left", |told| told["type"] == "left" && told["name"] == "지은");
    guest.is_titled("서연");
    guest.picture("05-the-other-is-left");
    assert_eq!(guest.close(), 0);
    assert_eq!(first.leave(), 0);
}
