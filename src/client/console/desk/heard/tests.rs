//! Lines that are answered, changed, taken away and reacted to from a terminal or a pipe.

use serde_json::json;

use super::super::tests::{Table, objects};
use super::super::{Format, Wish};
use crate::client::Update;
use crate::wire::{Delete, Edit, Emoji, Live, Reaction, Reply, Text};

fn text(text: &str) -> Text {
    Text::parse(text).unwrap()
}

fn edit(of: u64, words: &str) -> Live {
    Live::Edit(Edit { of, text: text(words) })
}

fn react(to: u64, on: bool) -> Live {
    Live::Reaction(Reaction { to, emoji: Emoji::parse("👍").unwrap(), on })
}

impl Table {
    fn hears(&mut self, live: &Live, own: bool) -> Vec<String> {
        let event = self.live(live, own);
        self.desk.handle_update(Update::Event(event, None))
    }
}

#[test]
fn typed_lines_are_about_the_newest_line_of_whom_they_name() {
    let (mut table, _) = Table::new(Format::Sentences);
    let no_line = "* There is no message for that. Try again when there is one.";
    assert_eq!(table.told("/edit 고침"), [no_line]);
    assert_eq!(table.told("/quote 그래"), [no_line]);
    table.says("하나");
    table.says("둘");
    table.hears(&Live::Reply(Reply { to: 2, text: text("내 말") }), true);
    let live = |live| [Wish::Live(live)];
    assert_eq!(table.wishes("/quote 그래"), live(Live::Reply(Reply { to: 2, text: text("그래") })));
    assert_eq!(table.wishes("/quote 민수 그래"), live(Live::Reply(Reply { to: 2, text: text("그래") })));
    assert_eq!(table.wishes("/edit 고침"), live(edit(3, "고침")));
    assert_eq!(table.wishes("/delete"), live(Live::Delete(Delete { of: 3 })));
    assert_eq!(table.wishes("/react 👍"), live(react(2, true)));
    assert_eq!(table.wishes("/반응 👍 민수"), live(react(2, true)));
    assert_eq!(table.told("/react 좋아").len(), 1, "no emoji");
    table.hears(&react(2, true), true);
    assert_eq!(table.wishes("/react 👍"), live(react(2, false)), "what is on comes off");
    table.hears(&Live::Delete(Delete { of: 2 }), false);
    assert_eq!(table.wishes("/quote 그래"), live(Live::Reply(Reply { to: 1, text: text("그래") })));
}

#[test]
fn people_read_who_did_what_to_whose_line() {
    let (mut table, _) = Table::new(Format::Sentences);
    table.says("하나");
    let told = |lines: Vec<String>| lines.join("|");
    let answer = table.hears(&Live::Reply(Reply { to: 1, text: text("그래") }), true);
    assert!(told(answer).ends_with("하늘  (> 민수) 그래"));
    assert!(told(table.hears(&edit(1, "둘"), false)).ends_with("* 민수 changed a message: 둘"));
    assert!(told(table.hears(&react(1, true), true)).ends_with("* 하늘 reacted with 👍 to 민수."));
    assert!(told(table.hears(&react(1, false), true)).ends_with("* 하늘 took 👍 back from 민수."));
    assert_eq!(table.hears(&edit(1, "거짓"), true), Vec::<String>::new(), "another's edit is not told");
    let deleted = table.hears(&Live::Delete(Delete { of: 2 }), false);
    assert!(told(deleted).ends_with("* 민수 deleted a message by 하늘."));
    assert!(
        told(table.hears(&Live::Delete(Delete { of: 1 }), false))
            .ends_with("* 민수 deleted their own message.")
    );
}

#[test]
fn a_program_reads_places_and_says_them() {
    let (mut table, _) = Table::new(Format::Json);
    assert_eq!(objects(&table.says("하나"))[0]["reply"], json!(null));
    let answer = objects(&table.hears(&Live::Reply(Reply { to: 1, text: text("그래") }), true));
    assert_eq!(
        (&answer[0]["type"], &answer[0]["reply"], &answer[0]["text"]),
        (&json!("message"), &json!(1), &json!("그래"))
    );
    let edited = objects(&table.hears(&edit(1, "둘"), false));
    assert_eq!(
        (&edited[0]["type"], &edited[0]["of"], &edited[0]["text"]),
        (&json!("edited"), &json!(1), &json!("둘"))
    );
    let reacted = objects(&table.hears(&react(1, true), true));
    assert_eq!(
        (&reacted[0]["type"], &reacted[0]["to"], &reacted[0]["emoji"], &reacted[0]["on"], &reacted[0]["own"]),
        (&json!("reaction"), &json!(1), &json!("👍"), &json!(true), &json!(true))
    );
    assert_eq!(table.hears(&edit(1, "거짓"), true), Vec::<String>::new());
    let deleted = objects(&table.hears(&Live::Delete(Delete { of: 1 }), false));
    assert_eq!((&deleted[0]["type"], &deleted[0]["of"]), (&json!("deleted"), &json!(1)));
    for (line, live) in [
        (r#"{"reply":"그래","to":1}"#, Live::Reply(Reply { to: 1, text: text("그래") })),
        (r#"{"edit":"둘","of":2}"#, edit(2, "둘")),
        (r#"{"delete":2}"#, Live::Delete(Delete { of: 2 })),
        (r#"{"react":"👍","to":1,"on":false}"#, react(1, false)),
    ] {
        assert_eq!(table.wishes(line), [Wish::Live(live)], "{line}");
    }
    for (line, reason) in [
        (r#"{"react":"좋아","to":1}"#, "not_an_emoji"),
        (r#"{"reply":" ","to":1}"#, "bad_text"),
        (r#"{"delete":"2"}"#, "bad_request"),
    ] {
        assert_eq!(objects(&table.told(line))[0]["reason"], reason, "{line}");
    }
}
