//! What typed lines mean, line by line, and what must hold for any line.

use proptest::prelude::*;

use super::*;
use crate::phrase::{Language, Phrases};

mod lines;

/// The names around which the lines of the table are read; I am 나영.
const PRESENT: [&str; 9] = ["민수", "영희", "김", "김 철수", "Bob", "Ana María", "박철수", "박영희", "나영"];
const GONE: [&str; 2] = ["지훈", "Old Tom"];

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn names<const N: usize>(list: [&str; N]) -> Vec<Name> {
    list.into_iter().map(name).collect()
}

/// Calls with the usual context.
fn in_room<T>(call: impl FnOnce(&Context<'_>) -> T) -> T {
    let people = People::new(names(PRESENT), names(GONE));
    let (own, whisperer) = (name("나영"), name("영희"));
    call(&Context { own: &own, people: &people, last_whisperer: Some(&whisperer), in_fence: false })
}

fn read(line: &str) -> Parsed {
    in_room(|context| parse(line, context))
}

/// What a line means, in a few characters, so that a table can be read.
fn short(parsed: &Parsed) -> String {
    let join = |names: &[Name]| names.iter().map(Name::as_str).collect::<Vec<_>>().join("+");
    match parsed {
        Parsed::Chat(text) => format!("chat {text}"),
        Parsed::Command(command) => match command {
            Command::Help { about: None } => "help".to_owned(),
            Command::Help { about: Some(word) } => format!("help {word:?}"),
            Command::Whisper { to, text } => format!("whisper {} | {text}", join(to)),
            Command::Target { to } => format!("target {to}"),
            Command::Everyone { text: None } => "everyone".to_owned(),
            Command::Everyone { text: Some(text) } => format!("everyone | {text}"),
            Command::Me { text } => format!("me | {text}"),
            Command::Live(Asked::Quote { of, text }) => {
                format!("quote {} | {text}", of.as_ref().map_or("-", Name::as_str))
            }
            Command::Live(Asked::Edit { text }) => format!("edit | {text}"),
            Command::Live(Asked::Delete) => "delete".to_owned(),
            Command::Live(Asked::React { emoji, of }) => {
                format!("react {emoji} {}", of.as_ref().map_or("-", Name::as_str))
            }
            Command::Nick { name } => format!("nick {name}"),
            Command::Who => "who".to_owned(),
            Command::ShowTopic => "topic".to_owned(),
            Command::SetTopic { topic } => format!("topic | {}", topic.as_str()),
            Command::ShowNotice => "notice".to_owned(),
            Command::SetNotice { notice } => format!("notice | {}", notice.as_str()),
            Command::Pin { of } => format!("pin {}", of.as_ref().map_or("-", Name::as_str)),
            Command::Unpin { number } => format!("unpin {number}"),
            Command::Pins => "pins".to_owned(),
            Command::Invite => "invite".to_owned(),
            Command::Search { query } => format!("search {}", query.as_deref().unwrap_or("on")),
            Command::Save { path, form } => format!("save {} {form:?}", path.as_deref().unwrap_or("-")),
            Command::Clear => "clear".to_owned(),
            Command::Leave { text: None } => "leave".to_owned(),
            Command::Leave { text: Some(text) } => format!("leave | {text}"),
        },
        Parsed::Mistake(mistake) => match mistake {
            Mistake::Unknown { nearest, .. } => format!("? {}", nearest.unwrap_or("-")),
            Mistake::UnknownHelp { .. } => "?help".to_owned(),
            Mistake::LooksLikeCommand { fixed, .. } => format!("held {fixed}"),
            Mistake::NoSuchMember { nearest, .. } => format!("nobody {}", join(nearest)),
            Mistake::Ambiguous { names, .. } => format!("several {}", join(names)),
            Mistake::ListOrText { first, second } => format!("list? {first}+{second}"),
            Mistake::TooManyNames { max } => format!("over {max}"),
            Mistake::ToYourself => "self".to_owned(),
            Mistake::MissingName { word } => format!("name? {word:?}"),
            Mistake::MissingText { word } => format!("text? {word:?}"),
            Mistake::Unexpected { word } => format!("nothing after {word:?}"),
            Mistake::OpenQuote => "quote".to_owned(),
            Mistake::NobodyToAnswer => "nobody whispered".to_owned(),
            Mistake::Left { name } => format!("left {name}"),
            Mistake::BadName { why } => format!("bad name {why:?}"),
            Mistake::SameName => "same name".to_owned(),
            Mistake::BadTopic { why } => format!("bad topic {why:?}"),
        },
    }
}

#[test]
fn every_line_of_the_table_means_what_it_says() {
    assert!(lines::LINES.len() >= 150, "{} lines", lines::LINES.len());
    let wrong: Vec<String> = lines::LINES
        .iter()
        .filter_map(|(line, meaning)| {
            let got = short(&read(line));
            (got != *meaning).then(|| format!("{line:?}: {got:?} instead of {meaning:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_is_a_command_inside_a_fence() {
    in_room(|context| {
        let context = Context { in_fence: true, ..*context };
        for line in ["/w 민수 비밀", " /w 민수", "w/ 민수", "//x", "/usr/bin"] {
            assert_eq!(parse(line, &context), Parsed::Chat(line.to_owned()));
        }
        assert!(completions("/", &context).is_empty());
    });
}

#[test]
fn a_line_is_answered_changed_and_reacted_to_by_whose_it_is() {
    for (line, meaning) in [
        ("/quote 그래", "quote - | 그래"),
        ("/quote 민수 그래", "quote 민수 | 그래"),
        ("/인용 @민수 그래", "quote 민수 | 그래"),
        ("/quote", "text? Quote"),
        ("/quote 민수", "text? Quote"),
        ("/edit 고친 말", "edit | 고친 말"),
        ("/수정  두 칸", "edit |  두 칸"),
        ("/edit ", "text? Edit"),
        ("/delete", "delete"),
        ("/삭제", "delete"),
        ("/delete 민수", "nothing after Delete"),
        ("/del", "? delete"),
        ("/react 👍", "react 👍 -"),
        ("/반응 👍 민수", "react 👍 민수"),
        ("/react 👍 @민수", "react 👍 민수"),
        ("/react 👍 민수 좋아", "nothing after React"),
        ("/react", "text? React"),
        ("/reply 비밀", "whisper 영희 | 비밀"),
    ] {
        assert_eq!(short(&read(line)), meaning, "{line}");
    }
}

#[test]
fn an_answer_goes_to_the_last_whisperer_or_nowhere() {
    in_room(|context| {
        let nobody = Context { last_whisperer: None, ..*context };
        for line in ["/r 비밀", "/r", "/ㄱ 비밀", "/답장 비밀"] {
            assert_eq!(parse(line, &nobody), Parsed::Mistake(Mistake::NobodyToAnswer));
        }
        assert_eq!(short(&parse("r/ 비밀", &nobody)), "chat r/ 비밀");
        let gone = name("지훈");
        let left = Context { last_whisperer: Some(&gone), ..*context };
        assert_eq!(parse("/r 비밀", &left), Parsed::Mistake(Mistake::Left { name: gone.clone() }));
    });
}

#[test]
fn at_most_eight_people_are_whispered_to_at_once() {
    let people = People::new(('가'..='자').step_by(588).map(|c| name(&c.to_string())), []);
    let own = name("나영");
    let context = Context { own: &own, people: &people, last_whisperer: None, in_fence: false };
    let list: Vec<&str> = people.present().map(Name::as_str).collect();
    assert!(list.len() >= 9);
    let eight = parse(&format!("/w {} 안녕", list[..8].join(",")), &context);
    assert!(matches!(eight, Parsed::Command(Command::Whisper { to, .. }) if to.len() == 8));
    let nine = parse(&format!("/w {} 안녕", list[..9].join(",")), &context);
    assert_eq!(nine, Parsed::Mistake(Mistake::TooManyNames { max: 8 }));
}

#[test]
fn where_blanks_could_mean_two_people_neither_is_taken() {
    let people = People::new(names(["민수", "민수야", "김", "김철수"]), []);
    let own = name("나영");
    let context = Context { own: &own, people: &people, last_whisperer: None, in_fence: false };
    for (line, meaning) in [
        ("/w 민수 야 뭐해", "several 민수+민수야"),
        ("/w \"민수\" 야 뭐해", "whisper 민수 | 야 뭐해"),
        ("/w 민수야 뭐해", "whisper 민수야 | 뭐해"),
        ("/w 김 철수 안녕", "several 김+김철수"),
        ("/w 김철수 안녕", "whisper 김철수 | 안녕"),
        ("/w 김: 철수 안녕", "whisper 김 | 철수 안녕"),
    ] {
        assert_eq!(short(&parse(line, &context)), meaning, "{line}");
    }
}

#[test]
fn a_guard_keeps_the_line_and_offers_what_was_meant() {
    let Parsed::Mistake(Mistake::LooksLikeCommand { fixed, text }) = read(" /w 민수 비밀") else {
        panic!("not held back");
    };
    assert_eq!(text, " /w 민수 비밀");
    assert_eq!(short(&read(&fixed)), "whisper 민수 | 비밀");
    let Parsed::Mistake(Mistake::Unknown { typed, nearest, fixed, text }) = read("/hlep w") else {
        panic!("not unknown");
    };
    assert_eq!((typed.as_str(), nearest), ("/hlep", Some("help")));
    assert_eq!((fixed.as_deref(), text.as_str()), (Some("/help w"), "/hlep w"));
}

fn offered(typed: &str) -> Vec<String> {
    in_room(|context| completions(typed, context).into_iter().map(|completion| completion.line).collect())
}

#[test]
fn the_popup_narrows_down_as_one_types() {
    assert_eq!(offered("/").len(), Word::ALL.len());
    assert_eq!(offered("/w"), ["/w ", "/who"]);
    assert_eq!(offered("/wh"), ["/whisper ", "/who"]);
    assert_eq!(offered("/귓"), ["/귓 "]);
    assert_eq!(offered("/ㅈ"), ["/w ", "/전체 ", "/who", "/주제 ", "/저장 ", "/지우기"]);
    assert_eq!(offered("/구"), ["/귓 "]);
    assert_eq!(offered("／c"), ["/clear"]);
    for past in ["", "안녕", "//w", "/zzz", "/w 민수 ", "/w 민수 안녕", "/me 민"] {
        assert!(offered(past).is_empty(), "{past:?}: {:?}", offered(past));
    }
}

#[test]
fn names_complete_behind_a_whisper_with_quotes_where_needed() {
    assert_eq!(offered("/w 민"), ["/w 민수 "]);
    assert_eq!(offered("/w 미"), ["/w 민수 "]);
    assert_eq!(offered("/귓 @bo"), ["/귓 Bob "]);
    assert_eq!(offered("/w 민수,영"), ["/w 민수,영희 "]);
    assert_eq!(offered("/w 김"), ["/w \"김\" ", "/w 김 철수 "]);
    assert_eq!(offered("/w ana m"), ["/w Ana María "]);
    assert_eq!(offered("/w ").len(), 8);
    assert!(offered("/w 나").is_empty(), "never oneself");
}

#[test]
fn every_command_has_names_and_words() {
    let mut all: Vec<&str> = Vec::new();
    for word in Word::ALL {
        for typed in word.names() {
            assert_eq!(Word::find(typed), Some(word), "{typed}");
            all.push(typed);
        }
        for typed in word.english().iter().filter(|typed| **typed != "?") {
            assert_eq!(Word::find(&typed.to_uppercase()), Some(word), "{typed}");
        }
        for language in Language::ALL {
            let phrases = Phrases::new(language);
            assert!(phrases.has(word.help_key()));
            assert!(word.usage_key().is_none_or(|key| phrases.has(key)));
            assert!(usage(&phrases, word).starts_with('/'));
            assert!(help_line(&phrases, word).len() > 8);
        }
    }
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count, "no name twice");
}

#[test]
fn the_korean_list_shows_every_korean_name() {
    let phrases = Phrases::new(Language::Korean);
    for word in Word::ALL {
        for name in word.korean() {
            assert!(help_line(&phrases, word).contains(&format!("/{name}")), "{name}");
        }
    }
}

#[test]
fn every_mistake_is_said_in_both_languages() {
    let mistakes = lines::LINES.iter().filter_map(|(line, _)| match read(line) {
        Parsed::Mistake(mistake) => Some(mistake),
        Parsed::Chat(_) | Parsed::Command(_) => None,
    });
    let more = [
        Mistake::NobodyToAnswer,
        Mistake::Left { name: name("지훈") },
        Mistake::TooManyNames { max: TARGETS_MAX },
    ];
    let (korean, english) = (Phrases::new(Language::Korean), Phrases::new(Language::English));
    for mistake in mistakes.chain(more) {
        let (ko, en) = (of_mistake(&korean, &mistake), of_mistake(&english, &mistake));
        assert!(ko.chars().any(|c| ('가'..='힣').contains(&c)), "{ko}");
        assert!(en.contains(' ') && en != ko, "{en}");
    }
    let usage = of_mistake(&korean, &Mistake::MissingName { word: Word::Whisper });
    assert!(usage.contains("/귓 이름 메시지"), "{usage}");
}

#[test]
fn a_command_typed_with_the_wrong_layout_is_the_same_command() {
    for (typed, word) in [
        ("ㅗ디ㅔ", Word::Help),
        ("ㅈ", Word::Whisper),
        ("조ㅑ네ㄷㄱ", Word::Whisper),
        ("ㅡㄴㅎ", Word::Whisper),
        ("ㅅ디ㅣ", Word::Whisper),
        ("ㄱ", Word::Reply),
        ("ㄱ데ㅣㅛ", Word::Reply),
        ("미ㅣ", Word::Everyone),
        ("ㅡㄷ", Word::Me),
        ("ㅜㅑ차", Word::Nick),
        ("ㅜ믇", Word::Nick),
        ("조ㅐ", Word::Who),
        ("ㅣㅑㄴㅅ", Word::Who),
        ("새ㅔㅑㅊ", Word::Topic),
        ("ㅑㅜ퍗ㄷ", Word::Invite),
        ("칟ㅁㄱ", Word::Clear),
        ("ㅣㄷㅁㅍㄷ", Word::Leave),
        ("벼ㅑㅅ", Word::Leave),
        ("ㅔㅁㄱㅅ", Word::Leave),
    ] {
        assert_eq!(Word::find(typed), Some(word), "{typed}");
    }
}

proptest! {
    #[test]
    fn any_line_is_exactly_one_thing_and_never_a_panic(
        line in "([/／ ]{0,3}[a-z?ㄱ-ㅣ가-힣]{0,8}[ /\"“:,@\n]{0,3}(민수|영희|김 철수|나영|지훈)?[ :,]{0,2}\\PC{0,12}|(.|\n){0,40})",
        in_fence: bool,
    ) {
        in_room(|context| {
            let parsed = parse(&line, &Context { in_fence, ..*context });
            let typed = line.strip_suffix('\n').unwrap_or(&line);
            let typed = typed.strip_suffix('\r').unwrap_or(typed);
            match parsed {
                Parsed::Chat(text) => {
                    let slash = typed.starts_with(['/', '／']);
                    prop_assert!(in_fence || !slash || text.starts_with(['/', '／']));
                    prop_assert!(text == typed || (slash && typed.ends_with(&text)));
                }
                Parsed::Command(Command::Whisper { to, text }) => {
                    prop_assert!(!to.is_empty() && to.len() <= TARGETS_MAX && !text.trim().is_empty());
                    prop_assert!(!to.contains(context.own));
                    prop_assert!(typed.ends_with(&text));
                }
                Parsed::Command(_) => prop_assert!(!in_fence),
                Parsed::Mistake(mistake) => {
                    prop_assert!(!of_mistake(&Phrases::new(Language::English), &mistake).is_empty());
                }
            }
            let _offers = completions(&line, context);
            Ok(())
        })?;
    }

    #[test]
    fn a_completed_name_always_reaches_its_person(
        raw in prop::collection::vec("[가나다a-c]{1,3}( [가나다a-c]{1,2})?", 1..6),
        text in "[가나다a-c,:@\"]{1,4}( [가나다a-c]{1,3}){0,2}",
    ) {
        let all: Vec<Name> = raw.iter().filter_map(|raw| Name::parse(raw).ok()).collect();
        let people = People::new(all, []);
        let own = name("나영");
        let context = Context { own: &own, people: &people, last_whisperer: None, in_fence: false };
        for target in people.present().filter(|target| **target != own) {
            let line = format!("/w {} {text}", quoted(target, &context));
            let expected = Command::Whisper { to: vec![target.clone()], text: text.clone() };
            prop_assert_eq!(parse(&line, &context), Parsed::Command(expected), "{}", line);
        }
    }

    #[test]
    fn a_whisper_never_becomes_a_line_for_everybody(
        slash in "[/／]",
        word in "(w|whisper|msg|tell|귓|귓말|귓속말|ㅈ|r|reply|답|답장|ㄱ|W|ｗ)",
        rest in "( [^\n]{0,20})?",
    ) {
        let parsed = read(&format!("{slash}{word}{rest}"));
        let private = matches!(
            parsed,
            Parsed::Mistake(_) | Parsed::Command(Command::Whisper { .. } | Command::Target { .. })
        );
        prop_assert!(private, "{:?}", parsed);
    }
}
