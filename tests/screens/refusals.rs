//! Every refusal and failure that a person can meet: what is told of it where it is met, in both languages.
//!
//! - Told is what the window shows more than it did before. It says what happened and what to do, shows the key of no
//!   sentence, and all of it fits, however narrow the window.
//! - [`every!`] takes an example of each variant, so that another variant does not compile before it has one here.

#[path = "refusals/examples.rs"]
mod examples;
#[path = "refusals/met.rs"]
mod met;

use iced::Element;

use crate::fit::{Study, is_key, study};
use crate::stage::Stage;

/// The usual window, a narrow one, and the smallest.
const WINDOWS: [(f32, f32); 3] = [(1100.0, 720.0), (420.0, 720.0), (380.0, 480.0)];
/// What holds the syllables of a word together and is not seen.
const JOINT: char = '\u{2060}';
/// Buttons that go on, by the keys of their words; those that only close say nothing about what to do.
const BUTTONS: [&str; 9] = [
    "closed-again",
    "closed-home",
    "common-try",
    "compose-left-send",
    "conn-retry-now",
    "guard-fix",
    "guard-send",
    "join-edit-address",
    "msg-retry",
];
/// The words with which an English sentence begins that asks for something.
const VERBS: [&str; 33] = [
    "add", "ask", "check", "choose", "close", "copy", "did", "free", "give", "go", "how", "join", "keep",
    "leave", "look", "move", "open", "paste", "press", "put", "restart", "send", "shorten", "tell", "try",
    "type", "unpin", "update", "use", "wait", "whisper", "write", "first",
];

/// An example of each variant of an enum, or several.
macro_rules! every {
    ($of:ty { $($variant:pat => $($example:expr),+;)+ }) => {{
        let mut all: Vec<$of> = Vec::new();
        $($({
            let example: $of = $example;
            assert!(matches!(example, $variant), "{example:?} is an example of something else");
            all.push(example);
        })+)+
        for one in &all {
            match one {
                $($variant => {})+
            }
        }
        all
    }};
}
pub(crate) use every;

/// A window in which something is refused, and what is wrong with how that is told.
pub(crate) struct Bench<'s> {
    pub(crate) stage: &'s Stage,
    /// What the window shows before anything is refused.
    before: Vec<String>,
    faults: Vec<String>,
    met: usize,
}

impl Bench<'_> {
    /// Looks at the window as it is before something is refused.
    pub(crate) fn before(&mut self, view: Element<'_, ()>) {
        self.before = seen(self.stage, view).texts;
    }

    /// Looks at the window after something was refused.
    pub(crate) fn refused(&mut self, what: &str, view: Element<'_, ()>) {
        let Study { faults, texts } = seen(self.stage, view);
        let mut before = self.before.clone();
        let is_more = |text: &String| match before.iter().position(|old| old == text) {
            Some(at) => {
                before.swap_remove(at);
                false
            }
            None => true,
        };
        let told: Vec<String> = texts.into_iter().filter(is_more).collect();
        let faults = faults.into_iter().chain(self.judge(&told));
        let (language, size) = (self.stage.pick("ko", "en"), self.stage.size);
        self.faults.extend(faults.map(|fault| format!("{what} {language} {size:?}: {fault}")));
        self.met += 1;
    }

    /// Says what is wrong with what is told of a refusal.
    fn judge(&self, told: &[String]) -> Option<String> {
        let ends = [". ", "? "];
        if !told.iter().any(|text| ends.iter().any(|end| format!("{text} ").contains(end))) {
            return Some(format!("no sentence in {told:?}"));
        }
        if let Some(key) = told.iter().find_map(|text| key_in(text)) {
            return Some(format!("the key {key} in {told:?}"));
        }
        let goes_on = BUTTONS.iter().any(|key| told.contains(&self.stage.text(key)));
        let asks = if self.stage.is_korean() { asks_in_korean } else { asks_in_english };
        let close = self.stage.text("common-close");
        let says_what_to_do = goes_on || told.iter().any(|text| *text != close && asks(text));
        (!says_what_to_do).then(|| format!("not what to do in {told:?}"))
    }
}

fn seen(stage: &Stage, view: Element<'_, ()>) -> Study {
    let Study { faults, texts } = study(stage, view);
    Study { faults, texts: texts.into_iter().map(|text| text.replace(JOINT, "")).collect() }
}

/// Returns what looks like the key of a sentence.
fn key_in(text: &str) -> Option<&str> {
    text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-')).find(|word| is_key(word))
}

/// Whether a Korean text asks for something: 해요체 asks with -세요, and offers with 어때요, 까요 and 혹시.
fn asks_in_korean(text: &str) -> bool {
    ["세요", "어때요", "까요", "혹시"].iter().any(|sign| text.contains(sign))
}

fn asks_in_english(text: &str) -> bool {
    let parts = text.split(['.', '?', ':', ';', ',']);
    let first = |part: &str| part.split_whitespace().next().unwrap_or_default().to_lowercase();
    parts.map(first).any(|word| VERBS.contains(&word.as_str()))
}

/// Goes over what a person meets, in every window and both languages.
fn told_everywhere(meets: fn(&mut Bench<'_>)) {
    let (mut faults, mut met) = (Vec::new(), 0);
    for size in WINDOWS {
        for stage in Stage::both(size) {
            let mut bench = Bench { stage: &stage, before: Vec::new(), faults: Vec::new(), met: 0 };
            meets(&mut bench);
            faults.append(&mut bench.faults);
            met += bench.met;
        }
    }
    assert!(met > 0, "nothing was refused");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// A test for each place, so that they run beside each other.
macro_rules! told {
    ($($test:ident: $meets:path),+ $(,)?) => {
        $(#[test] fn $test() { told_everywhere($meets); })+
    };
}

told! {
    every_field_of_the_lobby_tells_why_it_is_refused: met::in_the_lobby,
    every_room_that_does_not_open_is_told: met::setting_up,
    every_way_not_to_get_in_is_told: met::at_the_door,
    every_end_of_a_room_is_told: met::at_the_end,
    every_line_that_is_refused_is_told: met::under_a_line,
    every_change_that_is_refused_is_told: met::between_the_lines,
    every_line_that_is_held_back_is_told: met::over_the_box,
    every_search_that_fails_is_told: met::in_the_search,
    every_history_that_fails_is_told: met::under_the_head,
    every_choice_that_fails_is_told: met::in_the_settings,
}

#[test]
fn a_sentence_that_is_none_is_noticed() {
    for stage in Stage::both((1100.0, 720.0)) {
        let bench = Bench { stage: &stage, before: Vec::new(), faults: Vec::new(), met: 0 };
        let judged = |korean: &str, english: &str| bench.judge(&[stage.pick(korean, english).to_owned()]);
        assert_eq!(
            judged("방이 가득 찼어요. 나중에 다시 오세요.", "The room is full. Try again later."),
            None
        );
        assert!(judged("방이 가득 찼어요.", "The room is full.").is_some(), "nothing to do");
        assert!(judged("다시 시도", "Try again").is_some(), "no sentence");
        assert!(judged("refuse-full-title. 물어보세요.", "refuse-full-title. Ask.").is_some(), "a key");
    }
}
