//! Input methods: whatever the order of preedit, commit and key, each syllable goes out once.

use iced::widget::text_editor::{Action as Act, Edit, Motion};

use super::*;

/// In which order an input method tells of the end of a syllable and of the key that ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// The preedit ends, the commit comes, then the key: Windows, Wayland, Fcitx.
    CommitThenKey,
    /// No preedit is told at all: XIM.
    OnlyCommit,
    /// The commit comes while the preedit stands.
    CommitOverPreedit,
    /// The key comes before anything ends: IBus in its asynchronous mode.
    KeyFirst,
    /// The key comes first, and the preedit ends last.
    KeyFirstPreeditLast,
    /// The key is swallowed, and the commit is all that comes: macOS.
    KeySwallowed,
}

const ORDERS: [Order; 6] = [
    Order::CommitThenKey,
    Order::OnlyCommit,
    Order::CommitOverPreedit,
    Order::KeyFirst,
    Order::KeyFirstPreeditLast,
    Order::KeySwallowed,
];

/// What ends a syllable.
#[derive(Debug, Clone, Copy)]
enum Key {
    Enter,
    Digit,
    Left,
    Nothing,
}

struct Bench {
    composer: Composer,
    sent: Vec<String>,
}

impl Bench {
    fn hears(&mut self, message: Message) {
        if let Action::Submit { line, .. } = self.composer.update(message) {
            self.sent.push(line);
            self.composer.taken();
        }
    }

    fn preedit(&mut self, text: &str) {
        self.hears(Message::Composed(Composed::Preedit(text.to_owned())));
    }

    fn commit(&mut self, text: &str) {
        self.hears(Message::Composed(Composed::Commit(text.to_owned())));
    }

    fn key(&mut self, key: Key) {
        match key {
            Key::Enter => self.hears(Message::Entered),
            Key::Digit => self.hears(Message::Edited(Act::Edit(Edit::Insert('1')))),
            Key::Left => self.hears(Message::Edited(Act::Move(Motion::Left))),
            Key::Nothing => {}
        }
    }

    /// Types one syllable and the key that ends it.
    fn syllable(&mut self, steps: &[&str], key: Key, order: Order) {
        let whole = steps.last().unwrap();
        if order == Order::OnlyCommit {
            for _ in steps {
                self.preedit("");
            }
            self.commit(whole);
            self.key(key);
        } else {
            steps.iter().for_each(|step| self.preedit(step));
            match order {
                Order::CommitOverPreedit => {
                    self.commit(whole);
                    self.preedit("");
                    self.key(key);
                }
                Order::KeyFirst => {
                    self.key(key);
                    self.preedit("");
                    self.commit(whole);
                }
                Order::KeyFirstPreeditLast => {
                    self.key(key);
                    self.commit(whole);
                    self.preedit("");
                }
                Order::KeySwallowed => {
                    self.preedit("");
                    self.commit(whole);
                    if !matches!(key, Key::Enter) {
                        self.key(key);
                    }
                }
                _ => {
                    self.preedit("");
                    self.commit(whole);
                    self.key(key);
                }
            }
        }
        if matches!(key, Key::Enter) {
            self.hears(Message::Composed(Composed::EnterReleased));
        }
    }
}

fn bench() -> Bench {
    Bench { composer: Composer::new().0, sent: Vec::new() }
}

const GA: &[&str] = &["ㄱ", "가"];
const NA: &[&str] = &["ㄴ", "나"];
const DA: &[&str] = &["ㄷ", "다", "닫"];

#[test]
fn hangul_goes_out_whole_and_once_with_one_enter_in_every_order() {
    for order in ORDERS {
        let mut bench = bench();
        for round in 1..=3 {
            bench.syllable(GA, Key::Nothing, order);
            bench.syllable(NA, Key::Nothing, order);
            bench.syllable(DA, Key::Enter, order);
            assert_eq!(bench.sent, vec!["가나닫"; round], "{order:?}");
            assert_eq!(bench.composer.text(), "", "{order:?}");
            assert_eq!(bench.composer.sheet.preedit(), "", "{order:?}");
        }
    }
}

/// One thing that an input method or the keyboard tells.
#[derive(Debug, Clone, Copy)]
enum Told {
    Preedit(&'static str),
    Commit(&'static str),
    Enter,
    Released,
}

/// Replays what was told while somebody typed 안녕 and pressed Enter once, and returns what went out and what is left.
fn replay(told: &[Told]) -> (Vec<String>, String) {
    let mut bench = bench();
    for told in told {
        match told {
            Told::Preedit(text) => bench.preedit(text),
            Told::Commit(text) => bench.commit(text),
            Told::Enter => bench.key(Key::Enter),
            Told::Released => bench.hears(Message::Composed(Composed::EnterReleased)),
        }
    }
    (bench.sent, bench.composer.sheet.content().text())
}

/// The syllable before the last, which every input method tells alike.
const AN: [Told; 5] =
    [Told::Preedit("ㅇ"), Told::Preedit("아"), Told::Preedit("안"), Told::Preedit(""), Told::Commit("안")];
const NYEONG: [Told; 3] = [Told::Preedit("ㄴ"), Told::Preedit("녀"), Told::Preedit("녕")];

#[test]
fn the_last_syllable_is_not_sent_again_as_a_line_of_its_own() {
    // The key comes while the syllable is open, and its commit when the line is gone already.
    let late = [Told::Enter, Told::Preedit(""), Told::Commit("녕"), Told::Released];
    let told = [&AN[..], &NYEONG, &late].concat();
    assert_eq!(replay(&told), (vec!["안녕".to_owned()], String::new()));
    // And the next line starts clean, with its own first syllable.
    let next = [Told::Preedit("ㅇ"), Told::Preedit("응"), Told::Preedit(""), Told::Commit("응"), Told::Enter];
    let told = [&told[..], &next].concat();
    assert_eq!(replay(&told), (vec!["안녕".to_owned(), "응".to_owned()], String::new()));
}

#[test]
fn the_last_syllable_is_not_missing() {
    // The key comes while the syllable is open, and no commit follows.
    let open = [Told::Enter, Told::Preedit(""), Told::Released];
    let told = [&AN[..], &NYEONG, &open].concat();
    assert_eq!(replay(&told), (vec!["안녕".to_owned()], String::new()));
    // The same syllable at the beginning of the next line is no late commit.
    let told = [&told[..], &NYEONG, &[Told::Preedit(""), Told::Commit("녕"), Told::Enter]].concat();
    assert_eq!(replay(&told), (vec!["안녕".to_owned(), "녕".to_owned()], String::new()));
}

#[test]
fn one_enter_is_enough() {
    // The commit takes the key with it: nothing but its release is told.
    let swallowed = [Told::Preedit(""), Told::Commit("녕"), Told::Released];
    let told = [&AN[..], &NYEONG, &swallowed].concat();
    assert_eq!(replay(&told), (vec!["안녕".to_owned()], String::new()));
    // The key comes after the commit, and sends once.
    let after = [Told::Preedit(""), Told::Commit("녕"), Told::Enter, Told::Released];
    let told = [&AN[..], &NYEONG, &after].concat();
    assert_eq!(replay(&told), (vec!["안녕".to_owned()], String::new()));
}

#[test]
fn a_key_in_the_middle_of_a_syllable_loses_and_doubles_nothing() {
    for order in ORDERS {
        let mut bench = bench();
        bench.syllable(GA, Key::Nothing, order);
        bench.syllable(NA, Key::Left, order);
        bench.syllable(DA, Key::Digit, order);
        assert_eq!(bench.composer.text(), "가닫1나", "{order:?}");
    }
}

#[test]
fn the_syllable_is_drawn_in_place_and_counted() {
    let mut bench = bench();
    bench.commit("앞뒤");
    bench.key(Key::Left);
    bench.preedit("ㄱ");
    bench.preedit("가");
    assert_eq!(bench.composer.sheet.content().text(), "앞가뒤");
    assert_eq!(bench.composer.text(), "앞뒤", "it is not text before its commit");
    assert_eq!(bench.composer.written(), 3);
    bench.preedit("ㄱ");
    bench.preedit("");
    assert_eq!(bench.composer.sheet.content().text(), "앞뒤", "Backspace took its last letter");
}

#[test]
fn a_window_that_goes_away_keeps_the_syllable_and_passes_over_its_commit() {
    let mut bench = bench();
    bench.preedit("가");
    bench.hears(Message::Composed(Composed::Ended));
    assert_eq!(bench.composer.text(), "가");
    bench.preedit("");
    bench.commit("가");
    assert_eq!(bench.composer.text(), "가");
    bench.syllable(GA, Key::Enter, Order::CommitThenKey);
    assert_eq!(bench.sent, ["가가"], "what is typed afterwards is no late commit");
}

#[test]
fn a_selection_gives_way_to_what_is_composed() {
    let mut bench = bench();
    bench.commit("앞뒤");
    bench.hears(Message::Edited(Act::SelectAll));
    bench.syllable(GA, Key::Nothing, Order::CommitThenKey);
    assert_eq!(bench.composer.text(), "가");
    drop(bench.composer.update(Message::UndoPressed));
    assert_eq!(bench.composer.text(), "앞뒤");
}

#[test]
fn enter_that_picks_a_candidate_sends_nothing() {
    let mut bench = bench();
    bench.preedit("わたし");
    bench.preedit("私");
    bench.key(Key::Enter);
    bench.preedit("");
    bench.commit("私");
    bench.hears(Message::Composed(Composed::EnterReleased));
    assert!(bench.sent.is_empty());
    bench.preedit("です");
    bench.preedit("");
    bench.commit("です");
    bench.hears(Message::Composed(Composed::EnterReleased));
    assert!(bench.sent.is_empty(), "only Hangul is committed and sent in one stroke");
    bench.key(Key::Enter);
    assert_eq!(bench.sent, ["私です"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn whatever_is_composed_in_whatever_order_is_heard_once(
        typed in prop::collection::vec((0_usize..3, 0_usize..4, 0_usize..ORDERS.len()), 1..40),
    ) {
        let mut bench = bench();
        let mut meant = String::new();
        for (syllable, key, order) in typed {
            let steps = [GA, NA, DA][syllable];
            let key = [Key::Enter, Key::Digit, Key::Nothing, Key::Nothing][key];
            bench.syllable(steps, key, ORDERS[order]);
            meant.push_str(steps.last().unwrap());
            if matches!(key, Key::Digit) {
                meant.push('1');
            }
            let heard = bench.sent.concat() + &bench.composer.text();
            prop_assert_eq!(&heard, &meant);
            let is_sent = matches!(key, Key::Enter);
            prop_assert!(!is_sent || bench.composer.text().is_empty(), "one Enter was not enough");
        }
    }
}
