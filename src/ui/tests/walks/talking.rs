//! Talking: saying, whispering, answering, and changing what was said.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_is_seen_by_both_and_the_box_is_empty() {
    let mut evening = Evening::begins().await;
    evening.guest.types("안녕하세요");
    assert_eq!(evening.guest.box_reads(), "안녕하세요");
    assert!(!evening.guest.sees("안녕하세요"), "nothing is said before Enter");
    evening.until(|host, _| host.sees("민수 is typing…")).await;
    evening.guest.named(Named::Enter);
    assert_eq!(evening.guest.box_reads(), "");
    evening.both_see("안녕하세요").await;
    let sent = Icon::Check.glyph().to_string();
    evening.until(|_, guest| guest.sees(&sent)).await;
    evening.host.says("Hello 1 2 3");
    evening.both_see("Hello 1 2 3").await;
    assert_eq!((evening.host.count("안녕하세요"), evening.guest.count("안녕하세요")), (1, 1));
    evening.ends().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_lines_go_out_as_one_message() {
    let mut evening = Evening::begins().await;
    evening.host.types("first");
    evening.host.press(&Key::Named(Named::Enter), Modifiers::SHIFT);
    evening.host.types("second");
    assert_eq!(evening.host.box_reads(), "first\nsecond");
    assert!(!evening.host.sees("first"));
    evening.host.named(Named::Enter);
    evening.both_see("first\nsecond").await;
    evening.ends().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whisper_is_seen_by_one_and_by_nobody_else() {
    let mut evening = Evening::begins().await;
    let home = Home::of(LanguageChoice::English, Some("Sora"));
    let mut sora = Person::at(&home);
    let link = evening.host.copies_invite();
    evening.host.named(Named::Escape);
    sora.pastes(&link);
    sora.named(Named::Enter);
    let Evening { host, guest, .. } = &mut evening;
    all_see(&mut [host, guest, &mut sora], "Sora").await;

    let chosen = Modifiers::COMMAND | Modifiers::SHIFT;
    host.press(&Key::Character("w".into()), chosen);
    assert!(host.sees("Send to"), "{}", host.page());
    host.types("민");
    host.named(Named::Enter);
    assert!(host.sees("Whisper to 민수") && !host.sees("To everyone"), "{}", host.page());
    host.says("act surprised");
    until(&mut [host, guest, &mut sora], |people| {
        people[0].sees("act surprised") && people[1].sees("act surprised")
    })
    .await;
    assert!(guest.sees("Haneul님의 귓속말"), "{}", guest.page());
    assert_eq!(host.count("Whisper to 민수"), 2, "over the line and at the box: {}", host.page());

    host.named(Named::Escape);
    assert!(host.sees("To everyone"), "{}", host.page());
    host.says("for all");
    all_see(&mut [host, guest, &mut sora], "for all").await;
    assert!(!sora.sees("act surprised") && !sora.sees("Whisper from Haneul"), "{}", sora.page());
    go_home(&mut [&mut sora]).await;
    evening.ends().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_stands_under_what_it_answers() {
    let mut evening = Evening::begins().await;
    evening.host.says("who brings rice cakes");
    evening.both_see("who brings rice cakes").await;
    evening.guest.chooses("who brings rice cakes", "답장");
    assert!(evening.guest.sees("Haneul님에게 답장"), "{}", evening.guest.page());
    evening.guest.says("제가요");
    evening.both_see("제가요").await;
    assert!(!evening.guest.sees("Haneul님에게 답장"), "{}", evening.guest.page());
    evening
        .until(|host, guest| {
            host.count("who brings rice cakes") == 2 && guest.count("who brings rice cakes") == 2
        })
        .await;
    evening.ends().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_line_is_another_one_for_everybody() {
    let mut evening = Evening::begins().await;
    evening.guest.says("일곱 시");
    evening.both_see("일곱 시").await;
    evening.guest.chooses("일곱 시", "수정");
    assert!(evening.guest.sees("메시지 수정 중"), "{}", evening.guest.page());
    assert_eq!(evening.guest.box_reads(), "일곱 시");
    evening.guest.with_command("a");
    evening.guest.says("여덟 시");
    evening.until(|host, guest| host.sees("edited") && guest.sees("수정됨")).await;
    assert!(!evening.guest.sees("메시지 수정 중"), "{}", evening.guest.page());
    for person in [&mut evening.host, &mut evening.guest] {
        assert!(person.sees("여덟 시") && !person.sees("일곱 시"), "{}", person.page());
    }
    evening.ends().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_line_is_gone_for_everybody_after_a_question() {
    let mut evening = Evening::begins().await;
    evening.host.says("a slip");
    evening.both_see("a slip").await;
    evening.host.chooses("a slip", "Delete");
    assert!(evening.host.sees("Delete this message?"), "{}", evening.host.page());
    evening.host.named(Named::Escape);
    assert!(!evening.host.sees("Delete this message?") && evening.host.sees("a slip"));
    evening.host.chooses("a slip", "Delete");
    evening.host.click("Delete");
    evening.until(|host, guest| host.sees("Message deleted") && guest.sees("삭제된 메시지")).await;
    assert!(!evening.host.sees("a slip") && !evening.guest.sees("a slip"));
    evening.ends().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reaction_is_counted_and_taken_back() {
    let mut evening = Evening::begins().await;
    evening.host.says("I made soup");
    evening.both_see("I made soup").await;
    evening.guest.chooses("I made soup", "👍");
    evening.until(|host, guest| host.sees("👍") && host.sees("1") && guest.sees("1")).await;
    evening.host.click("👍");
    evening.until(|host, guest| host.sees("2") && guest.sees("2")).await;
    evening.guest.click("👍");
    evening.until(|host, guest| host.sees("1") && guest.sees("1")).await;
    evening.host.click("👍");
    evening.until(|host, guest| !host.sees("👍") && !guest.sees("👍")).await;
    evening.ends().await;
}
