//! An evening without a mouse: a room is opened, its invite copied, somebody whispered to, searched, and left, by keys alone.
//!
//! Every key is written to `keys.txt` beside the pictures, each with the picture of what it did.

use std::fs::File;
use std::io::Write;

use crate::member::Member;
use crate::stage::{Stage, until};
use crate::window::{Home, Window};
use crate::{free_port, said, whispered};

/// Somebody who has a keyboard and nothing else.
struct Hands<'a> {
    stage: &'a Stage,
    window: &'a Window<'a>,
    keys: File,
    count: usize,
}

impl<'a> Hands<'a> {
    fn on(stage: &'a Stage, window: &'a Window<'a>) -> Self {
        Self { stage, window, keys: File::create(stage.file("keys.txt")).unwrap(), count: 0 }
    }

    /// Presses a key, and goes on when the window has settled.
    fn press(&mut self, key: &str, what: &str) {
        self.stage.key(key);
        self.note(key, what);
    }

    fn types(&mut self, text: &str, what: &str) {
        self.stage.type_text(text);
        self.note(&format!("\"{text}\""), what);
    }

    fn note(&mut self, keys: &str, what: &str) {
        self.count += 1;
        let picture = format!("{:02}", self.count);
        self.stage.picture_of(self.window.id(), &picture);
        writeln!(self.keys, "{picture}  {keys:<14}  {what}").unwrap();
    }
}

/// Goes through the settings and makes everything dark.
fn settle(hands: &mut Hands<'_>, minsu: &Home) {
    hands.press("ctrl+comma", "the settings");
    for place in ["the mark", "the room", "the gear", "the way back", "the list, at the profile"] {
        hands.press("Tab", place);
    }
    hands.press("Down", "how it looks");
    hands.press("Return", "its page");
    for place in ["the light colours", "the dark ones"] {
        hands.press("Tab", place);
    }
    hands.press("Return", "it is dark");
    until("the choice is kept", || {
        let settings = std::fs::read_to_string(minsu.path().join("config/maru/config.toml")).ok()?;
        settings.contains("theme = \"dark\"").then_some(())
    });
    hands.press("Escape", "back in the room");
}

#[test]
fn an_evening_needs_no_mouse() {
    let stage = Stage::open("keyboard", 1200, 800);
    let port = free_port();
    let (minsu, jane) = (Home::of("민수"), Home::of("Jane"));
    let window = Window::open(&stage, &minsu, &["--name", "민수"]);
    window.place(0, 0, 1100, 720);
    let mut hands = Hands::on(&stage, &window);

    hands.press("ctrl+n", "the set-up of a room, its name selected");
    hands.types("Hall", "the name");
    hands.press("Tab", "the port");
    hands.press("ctrl+a", "all of it");
    hands.types(&port, "another port");
    hands.press("Return", "the room opens");
    window.is_titled("Hall");

    hands.press("ctrl+i", "the invite");
    hands.press("Tab", "around the end to the cross");
    hands.press("Tab", "the button that copies the link");
    hands.press("Return", "copied");
    until("the invite is on the clipboard", || stage.clipboard().filter(|text| text.starts_with("maru:")));
    hands.press("Escape", "back in the room");

    let friend = Member::join(&stage, &jane, &format!("127.0.0.1:{port}"));
    friend.hears("that it is in", |told| told["type"] == "joined");
    hands.press("ctrl+k", "the finder");
    hands.types("jan", "a person");
    hands.press("Return", "the line is for her");
    hands.types("only for you", "a whisper");
    hands.press("Return", "sent");
    friend.hears("the whisper", whispered("민수", "only for you"));
    hands.press("F6", "the members");
    hands.press("End", "the last of them");
    hands.press("Escape", "the composer again, still for her");
    hands.press("Escape", "to everyone");
    hands.types("for everyone", "a line");
    hands.press("Return", "sent");
    friend.hears("the line", said("민수", "for everyone"));
    assert_eq!(friend.count(|told| told["type"] == "whisper"), 1);

    hands.press("ctrl+f", "the search");
    hands.types("every", "a word of the line");
    hands.press("Return", "the first hit");
    hands.press("Escape", "closed");
    hands.press("ctrl+slash", "the sheet of shortcuts");
    hands.press("Escape", "closed");

    settle(&mut hands, &minsu);

    // 나가기, with the keyboard still in Latin letters.
    hands.press("ctrl+k", "the finder");
    hands.types("skrkrl", "leaving, typed in the wrong layout");
    hands.press("Return", "the question, with the way back in front");
    hands.press("Return", "the way back");
    hands.types("still here", "the room is still open");
    hands.press("Return", "sent");
    friend.hears("that the room is still open", said("민수", "still here"));
    hands.press("ctrl+k", "the finder");
    hands.types("skrkrl", "leaving");
    hands.press("Return", "the question");
    hands.press("Tab", "the other button");
    hands.press("Return", "the room closes");
    friend
        .hears("that the room is closed", |told| told["type"] == "ended" && told["reason"] == "room_closed");
    window.is_titled("마루");
    assert_eq!(window.close(), 0);
    assert_eq!(friend.leave(), 0);
}
