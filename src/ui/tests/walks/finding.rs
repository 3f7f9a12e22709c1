//! Finding: a line of before by its words, and the other room by a key.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_far_above_is_found_by_its_words_and_shown() {
    const SOUGHT: &str = "the key is under the mat";
    let mut evening = Evening::begins().await;
    evening.host.says(SOUGHT);
    evening.both_see(SOUGHT).await;
    for line in 1..=40 {
        let line = format!("line {line}");
        evening.host.pastes(&line);
        evening.host.named(Named::Enter);
    }
    evening.both_see("line 40").await;
    assert!(!evening.guest.sees(SOUGHT), "it is still near: {}", evening.guest.page());
    evening.guest.with_command("f");
    assert!(evening.guest.sees("단어나 이름으로 검색해 보세요. 초성만 써도 돼요."));
    evening.guest.types("under");
    evening.until(|_, guest| guest.sees("결과 1개")).await;
    assert_eq!(evening.guest.count(SOUGHT), 1, "beside the lines: {}", evening.guest.page());
    evening.guest.named(Named::Enter);
    evening.until(|_, guest| guest.count(SOUGHT) == 2 && guest.sees("최신 메시지로")).await;
    evening.guest.named(Named::Escape);
    assert_eq!(evening.guest.count(SOUGHT), 1, "the search is closed, and its line is still shown");
    evening.guest.click("최신 메시지로");
    evening.until(|_, guest| !guest.sees(SOUGHT)).await;
    evening.ends().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_lead_to_the_room_with_unread_lines_and_their_number_goes() {
    let mut evening = Evening::begins().await;
    // Minsu opens a room of his own beside it, and Haneul comes there too.
    evening.guest.with_command("n");
    let open = evening.guest.desk.app.phrases.text("host-open");
    evening.guest.click(&open);
    evening.until(|_, guest| guest.sees("민수님의 방") && guest.sees("내가 방장")).await;
    let link = evening.guest.copies_invite();
    evening.guest.named(Named::Escape);
    evening.host.with_command("j");
    evening.host.pastes(&link);
    evening.host.named(Named::Enter);
    evening.until(|host, guest| host.sees("Hosted by 민수") && guest.sees("Haneul님이 들어왔어요")).await;

    evening.guest.with_command("1");
    assert!(evening.guest.sees("Haneul님의 방"), "{}", evening.guest.page());
    for words in ["one", "two"] {
        evening.guest.says(words);
    }
    evening.until(|host, _| host.sees("2") && host.desk.app.name_of_window().starts_with("(2) ")).await;
    assert!(evening.host.sees("Hosted by 민수") && !evening.host.sees("two"), "{}", evening.host.page());
    evening.host.press(&Key::Named(Named::ArrowDown), Modifiers::ALT);
    evening.until(|host, _| host.sees("You are hosting") && host.sees("one") && host.sees("two")).await;
    assert!(!evening.host.sees("2"), "{}", evening.host.page());
    assert_eq!(evening.host.desk.app.name_of_window(), "Haneul’s room - Maru");
    evening.host.press(&Key::Named(Named::Tab), Modifiers::CTRL);
    assert!(evening.host.sees("Hosted by 민수"), "{}", evening.host.page());
    evening.host.with_command("1");
    assert!(evening.host.sees("You are hosting"), "{}", evening.host.page());
    evening.ends().await;
}
