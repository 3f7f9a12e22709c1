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
