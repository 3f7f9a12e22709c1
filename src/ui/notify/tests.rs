//! What the desktop is told, in which words and how often.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::Duration;

use tokio::sync::mpsc::Receiver;

use super::*;
use crate::config::NoticeChoice;
use crate::phrase::Language;

const AWAY: Situation = Situation {
    weight: Weight::Line,
    is_focused: false,
    is_shown: true,
    wanted: NoticeChoice::All,
    do_not_disturb: false,
    is_quiet: false,
};

struct Evening {
    notifier: Notifier,
    orders: Receiver<Order>,
    settings: NotificationsSection,
    phrases: Phrases,
    now: Instant,
}

impl Evening {
    fn new() -> Self {
        let (notifier, orders) = Notifier::to_test();
        let settings = NotificationsSection { notices: NoticeChoice::All, ..NotificationsSection::default() };
        Self { notifier, orders, settings, phrases: Phrases::new(Language::Korean), now: Instant::now() }
    }

    fn says(&mut self, room: u64, weight: Weight, author: &str, text: &str) -> Wanted {
        let told = Told {
            room,
            room_name: "금요일".to_owned(),
            weight,
            author: author.to_owned(),
            text: text.to_owned(),
            line: LineId(7),
        };
        let wanted = self.notifier.tell(told, Situation { weight, ..AWAY }, self.now);
        self.notifier.deliver(&self.phrases, &self.settings, self.now);
        wanted
    }

    fn waits(&mut self, time: Duration) {
        self.now += time;
        self.notifier.deliver(&self.phrases, &self.settings, self.now);
    }

    /// Titles and bodies of what was shown since; a notice that was taken back is a dash.
    fn shown(&mut self) -> Vec<(String, String)> {
        let orders = std::iter::from_fn(|| self.orders.try_recv().ok());
        let shown = orders.map(|order| match order {
            Order::Show(notice) => (notice.title, notice.body),
            Order::Withdraw => ("-".to_owned(), String::new()),
        });
        shown.collect()
    }
}

fn pair(title: &str, body: &str) -> (String, String) {
    (title.to_owned(), body.to_owned())
}

#[test]
fn the_first_line_is_told_at_once_and_the_next_ones_together() {
    let mut evening = Evening::new();
    assert_eq!(evening.says(1, Weight::Line, "서연", "다들 왔어요?").again_at, Some(evening.now));
    assert_eq!(evening.shown(), [pair("서연 · 금요일", "다들 왔어요?")]);
    let due = evening.now + limits::NOTICE_EVERY;
    assert_eq!(evening.says(1, Weight::Line, "민수", "네").again_at, Some(due));
    for _ in 0..5 {
        assert_eq!(evening.says(1, Weight::Line, "민수", "저도요").again_at, None, "one timer is enough");
    }
    evening.waits(limits::NOTICE_EVERY - Duration::from_millis(1));
    assert_eq!(evening.shown(), []);
    evening.waits(Duration::from_millis(1));
    assert_eq!(evening.shown(), [pair("금요일", "민수 외 5개")]);
    evening.waits(Duration::from_secs(60));
    assert_eq!(evening.shown(), [], "nothing is told twice");
}

#[test]
fn a_whisper_is_told_without_its_text_whatever_is_set() {
    for show_text in [true, false] {
        let mut evening = Evening::new();
        evening.settings.show_text = show_text;
        evening.says(1, Weight::Whisper, "민수", "케이크는 비밀이에요");
        evening.says(1, Weight::Whisper, "민수", "케이크는 비밀이에요");
        evening.waits(limits::NOTICE_EVERY);
        evening.says(1, Weight::Line, "서연", "케이크");
        evening.says(1, Weight::Whisper, "민수", "케이크는 비밀이에요");
        evening.waits(limits::NOTICE_EVERY);
        let shown = evening.shown();
        assert_eq!(shown.first().unwrap().1, "새 귓속말");
        assert!(
            shown.len() >= 3 && shown.iter().all(|(title, body)| !format!("{title}{body}").contains("비밀"))
        );
    }
}

#[test]
fn without_text_no_name_is_told_either() {
    let mut evening = Evening::new();
    evening.settings.show_text = false;
    evening.says(1, Weight::Mention, "서연", "하늘님, 몇 시에 와요?");
    evening.says(1, Weight::Line, "민수", "기타 들고 가요");
    evening.says(1, Weight::Line, "민수", "네");
    evening.waits(limits::NOTICE_EVERY);
    assert_eq!(evening.shown(), [pair("금요일", "새 멘션"), pair("금요일", "새 메시지 2개")]);
}

#[test]
fn what_was_read_meanwhile_is_not_told_and_what_was_told_is_taken_back() {
    let mut evening = Evening::new();
    evening.says(1, Weight::Line, "서연", "하나");
    evening.says(1, Weight::Line, "서연", "둘");
    evening.says(2, Weight::Line, "지훈", "다른 방에서");
    evening.notifier.withdraw(1);
    evening.waits(limits::NOTICE_EVERY);
    let shown = evening.shown();
    let expected = [pair("서연 · 금요일", "하나"), pair("-", ""), pair("지훈 · 금요일", "다른 방에서")];
    assert_eq!(shown, expected);
    evening.notifier.withdraw(1);
    assert_eq!(evening.shown(), [], "the notice of another room stays");
}

#[test]
fn a_long_or_hostile_line_is_short_and_harmless() {
    let mut evening = Evening::new();
    evening.says(1, Weight::Line, "서연", &format!("a\u{1b}[31m\u{202e}b\nc {}", "가".repeat(5_000)));
    let (_, body) = evening.shown().remove(0);
    assert!(body.chars().count() <= limits::NOTICE_CHARACTERS + 1 && body.ends_with('…'), "{body}");
    assert!(!body.chars().any(|c| c.is_control() || c == '\u{202e}'), "{body}");
}
