//! Coming and going: the first start, a room of one's own, an invite, the settings, and what waits when one comes back.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_gives_a_name_and_is_called_by_it_the_next_time() {
    const GREETING: &str = "가입은 필요 없어요. 이름만 정하고 들어오세요.";
    let home = Home::of(LanguageChoice::Korean, None);
    let mut person = Person::at(&home);
    assert!(person.sees(GREETING), "{}", person.page());
    person.click("방 열기…");
    assert!(person.sees("먼저 이름을 정해 주세요."), "{}", person.page());
    person.says("하늘");
    assert!(person.sees("하늘") && !person.sees(GREETING), "{}", person.page());
    let is_kept = || Config::load(&home.settings()).is_ok_and(|loaded| loaded.config.profile.name.is_some());
    until(&mut [&mut person], |_| is_kept()).await;
    go_home(&mut [&mut person]).await;
    drop(person);
    let mut again = Person::at(&home);
    assert!(again.sees("하늘") && !again.sees(GREETING), "{}", again.page());
    go_home(&mut [&mut again]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_is_open_after_two_presses() {
    let home = Home::of(LanguageChoice::English, Some("Haneul"));
    let mut host = Person::at(&home);
    host.click("Host a room…");
    assert!(host.sees("Room name") && host.sees("Haneul’s room"), "{}", host.page());
    host.click("Open the room");
    until(&mut [&mut host], |people| people[0].sees("You are hosting")).await;
    for words in ["Haneul’s room", "1 member", "The floor is yours", "Invite people", "Encrypted"] {
        assert!(host.sees(words), "{words:?} in {}", host.page());
    }
    assert!(!host.sees("Room name") && !host.sees("Host a room…"), "{}", host.page());
    go_home(&mut [&mut host]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_invite_is_on_the_clipboard_and_the_window_says_so() {
    let home = Home::of(LanguageChoice::Korean, Some("하늘"));
    let mut host = Person::at(&home);
    host.hosts().await;
    host.click("초대하기");
    assert!(host.sees("초대 링크") && host.sees("QR 코드로 들어오기"), "{}", host.page());
    host.named(Named::Escape);
    assert!(!host.sees("QR 코드로 들어오기"), "{}", host.page());
    let link = host.copies_invite();
    assert!(host.sees(&link) && host.sees("복사됨"), "{}", host.page());
    host.named(Named::Escape);
    assert!(!host.sees(&link) && host.sees("초대 링크를 복사했어요"), "{}", host.page());
    let target = client::Target::parse(&link).unwrap();
    assert_eq!(target.label.unwrap().as_str(), "하늘님의 방");
    go_home(&mut [&mut host]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_pastes_the_line_with_the_invite_is_in_the_room() {
    let hosts_home = Home::of(LanguageChoice::English, Some("Haneul"));
    let guests_home = Home::of(LanguageChoice::Korean, Some("민수"));
    let (mut host, mut guest) = (Person::at(&hosts_home), Person::at(&guests_home));
    host.hosts().await;
    let link = host.copies_invite();
    host.named(Named::Escape);
    guest.pastes(&format!("여기로 와 {link}"));
    let leads_to = |text: &str| text.starts_with("Haneul’s room · 127.0.0.1:");
    assert!(guest.desk.texts().iter().any(|(text, _)| leads_to(text)), "{}", guest.page());
    guest.click("들어가기");
    until(&mut [&mut host, &mut guest], |people| {
        let [host, guest] = people else { unreachable!("they are two") };
        host.sees("민수 joined") && guest.sees("Haneul님의 방")
    })
    .await;
    for words in ["Haneul’s room", "2명", "접속 중 · 2", "방장", "암호화됨"] {
        assert!(guest.sees(words), "{words:?} in {}", guest.page());
    }
    assert!(host.sees("2 members") && host.sees("민수"), "{}", host.page());
    go_home(&mut [&mut guest, &mut host]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn theme_and_language_are_others_at_once_and_after_the_next_start() {
    let home = Home::of(LanguageChoice::English, Some("Haneul"));
    let mut person = Person::at(&home);
    person.with_command(",");
    person.click("Appearance");
    let day = ground(&mut person);
    person.click("Night");
    let night = ground(&mut person);
    assert_ne!(day, night, "the page is as light as it was");
    person.click("Language");
    person.click("한국어");
    for words in ["설정", "화면", "알림", "언어"] {
        assert!(person.sees(words) && !person.sees("Settings"), "{words:?} in {}", person.page());
    }
    let is_kept = || {
        let config = Config::load(&home.settings()).unwrap().config;
        config.profile.theme == ThemeChoice::Dark && config.profile.language == LanguageChoice::Korean
    };
    until(&mut [&mut person], |_| is_kept()).await;
    person.named(Named::Escape);
    assert!(person.sees("방에 들어가기"), "{}", person.page());
    go_home(&mut [&mut person]).await;
    drop(person);
    let mut again = Person::at(&home);
    assert!(again.sees("방에 들어가기"), "{}", again.page());
    again.with_command(",");
    assert_eq!(ground(&mut again), night);
    go_home(&mut [&mut again]).await;
}

/// The colour of the page, in the corner at the lower right.
fn ground(person: &mut Person) -> Vec<u8> {
    let (pixels, width) = person.desk.picture();
    pixels[(width * 700 + width - 60) * 4..].iter().take(3).copied().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_in_the_middle_of_a_line_finds_it_again_even_after_the_next_start() {
    const DRAFT: &str = "쓰다 만 말";
    let mut evening = Evening::begins().await;
    evening.guest.types(DRAFT);
    let leave = Icon::LogOut.glyph().to_string();
    evening.guest.click(&leave);
    evening.until(|host, guest| host.sees("민수 left") && guest.sees("최근 방")).await;
    evening.guest.click("Haneul’s room");
    evening.until(|_, guest| guest.sees("Haneul님의 방") && guest.box_reads() == DRAFT).await;
    go_home(&mut [&mut evening.guest]).await;
    evening.guest = Person::at(&evening.guests_home);
    evening.guest.click("Haneul’s room");
    evening.until(|_, guest| guest.sees("Haneul님의 방") && guest.box_reads() == DRAFT).await;
    evening.guest.says("!");
    evening.both_see("쓰다 만 말!").await;
    assert_eq!(evening.guest.box_reads(), "");
    evening.ends().await;
}
