//! Short notes at the foot of the messages, the question that gives a line up, and the finder.

use iced::Color;
use maru::ui::screen::finder::{Aim, FIELD, Finder, Message as FinderMessage, Offer, WIDTH};
use maru::ui::screen::room::Message;
use maru::ui::shortcuts::Command;
use maru::ui::theme::TILES;
use maru::ui::widget::{Icon, ToastSort, hung};

use crate::hall::{HANEUL, Hall, MINSU, SEOYEON, key, name};
use crate::room::{said, types};
use crate::stage::Stage;

#[test]
fn notes_stand_at_the_foot_of_the_messages_and_never_over_what_is_written() {
    for (picture, size) in [("11b-toasts", (1100.0, 720.0)), ("11b-toasts-narrow", (420.0, 720.0))] {
        for stage in Stage::both(size) {
            let mut hall = Hall::evening(&stage, HANEUL);
            hall.room.tell(ToastSort::Done, stage.text("toast-copied"));
            let large = stage.look().with("compose-paste-large", &[("max", 64.into())]);
            hall.room.tell(ToastSort::Trouble, large.clone());
            stage.draw(picture, hall.room.view(stage.look()));
            let mut simulator = stage.simulate(hall.room.view(stage.look()));
            let note = simulator.find(stage.look().kept(large).as_str()).unwrap();
            let composer =
                simulator.find(iced::advanced::widget::Id::new(maru::ui::screen::room::INPUT)).unwrap();
            assert!(note.bounds().y + note.bounds().height < composer.bounds().y);
        }
    }
}

#[test]
fn a_note_about_trouble_is_closed_by_its_button() {
    for stage in Stage::both((1100.0, 720.0)) {
        let mut hall = Hall::evening(&stage, HANEUL);
        hall.room.tell(ToastSort::Trouble, "trouble".to_owned());
        let mut simulator = stage.simulate(hall.room.view(stage.look()));
        simulator.click(Icon::Close.glyph().to_string().as_str()).unwrap();
        for message in simulator.into_messages().collect::<Vec<_>>() {
            drop(hall.room.update(&stage.phrases, message));
        }
        assert_eq!(hall.room.toasts().shown().count(), 0);
    }
}

pub(crate) fn offers(stage: &Stage) -> Vec<Offer> {
    let caps = |caps: &[&str]| caps.iter().map(|cap| (*cap).to_owned()).collect();
    let action = |key: &str, keys: &[&str], command, mark| Offer {
        words: stage.text(key),
        caps: caps(keys),
        to: Aim::Action(command, mark),
    };
    let room = |words: &str, keys: &[&str], number, fill: Color| Offer {
        words: words.to_owned(),
        caps: caps(keys),
        to: Aim::Room(number, fill),
    };
    let person =
        |who| Offer { words: name(stage, who).to_string(), caps: Vec::new(), to: Aim::Person(key(who)) };
    vec![
        action("invite-title", &["Ctrl", "I"], Command::Invite, Icon::UserPlus),
        action("keys-whisper", &["Ctrl", "Shift", "W"], Command::Recipient, Icon::Ear),
        action("search-placeholder", &["Ctrl", "F"], Command::Search, Icon::Search),
        action("keys-members", &["Ctrl", "Shift", "M"], Command::Roster, Icon::Users),
        room(stage.room(), &["Ctrl", "1"], 1, TILES[3]),
        room(stage.pick("스터디 마루", "Study hall"), &["Ctrl", "2"], 2, TILES[5]),
        person(SEOYEON),
        person(MINSU),
    ]
}

#[test]
fn the_finder_is_drawn_at_every_width_whole_and_empty() {
    for (picture, size) in [("10c-palette", (1100.0, 720.0)), ("10c-palette-narrow", (420.0, 480.0))] {
        for stage in Stage::both(size) {
            let (hall, look) = (Hall::evening(&stage, HANEUL), stage.look());
            let (mut finder, _) = Finder::new(offers(&stage));
            let page = |finder: &Finder| {
                let base = hall.room.page(look).map(|_| FinderMessage::Closed);
                stage.draw_focused(
                    picture,
                    hung(look.palette, base, (88.0, WIDTH, finder.view(look)), FinderMessage::Closed),
                    Some(FIELD),
                );
            };
            page(&finder);
            drop(finder.update(FinderMessage::Typed("xyzzy".to_owned())));
            let mut simulator = stage.simulate(finder.view(look));
            assert!(simulator.find(look.prose("palette-empty").as_str()).is_ok());
        }
    }
}

#[test]
fn a_wrong_command_is_marked_before_enter_and_nothing_is_sent() {
    for stage in Stage::both((1100.0, 720.0)) {
        let nobody = stage.pick("없는사람", "nobody");
        let usage = format!("{} {}", stage.pick("/나", "/me"), stage.phrases.text("slash-me-args"));
        for (typed, told) in [
            (format!("/w {} ", name(&stage, MINSU)), None),
            (format!("/w {} hello", name(&stage, MINSU)), None),
            (
                "/who else".to_owned(),
                Some(
                    stage
                        .look()
                        .with("mistake-unexpected", &[("command", stage.pick("/누구", "/who").into())]),
                ),
            ),
            (
                format!("/w {nobody} hello"),
                Some(stage.look().with("mistake-no-such-member", &[("typed", nobody.into())])),
            ),
            ("/me ".to_owned(), Some(usage.clone())),
            ("plain words".to_owned(), None),
        ] {
            let mut hall = Hall::evening(&stage, HANEUL);
            types(&mut hall, &typed, false);
            stage.draw("10a-wrong", hall.room.view(stage.look()));
            let mut simulator = stage.simulate(hall.room.view(stage.look()));
            if let Some(told) = told {
                let told = stage.look().kept(told);
                assert!(simulator.find(told.as_str()).is_ok(), "{typed}: {told}");
            } else {
                assert!(!hall.room.composer().has_popup(), "{typed}");
            }
            assert!(said(&hall).is_empty());
        }
    }
}

#[test]
fn giving_up_a_line_is_asked_about() {
    for stage in Stage::both((1100.0, 720.0)) {
        let mut hall = Hall::evening(&stage, HANEUL);
        drop(hall.room.update(&stage.phrases, Message::DiscardPressed(maru::client::Ticket(2))));
        assert!(hall.room.takes_escape());
        drop(hall.room.update(&stage.phrases, Message::Dismissed));
        assert!(!hall.room.takes_escape());
    }
}
