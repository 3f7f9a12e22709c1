//! The menu of a member, by keys alone.

use iced::keyboard::key::Named;

use super::rooms::{FRIEND, Hall};
use super::walking::Desk;
use super::*;
use crate::ui::screen::room::people;

fn written(desk: &Desk) -> String {
    desk.app.open.shown().unwrap().room.composer().text()
}

#[test]
fn the_menu_key_asks_what_can_be_done_with_somebody_and_escape_goes_back_to_their_row() {
    let mut desk = Desk::at(Hall::of(1).app);
    let row = iced::widget::operation::focus(people::name_of_row(&FRIEND));
    desk.begin(row);
    let reads = desk.reads();
    assert!(reads.contains("서연"), "{reads}");
    let mention = desk.app.phrases.text("card-mention");
    let sees = |desk: &mut Desk| desk.texts().iter().any(|(text, _)| *text == mention);
    desk.press(keyboard::Key::Named(Named::F10), keyboard::Modifiers::SHIFT);
    assert!(sees(&mut desk));
    desk.named(Named::Escape);
    assert!(!sees(&mut desk));
    assert_eq!(desk.reads(), reads, "the focus is where it was");
    desk.named(Named::ContextMenu);
    desk.named(Named::ArrowDown);
    desk.named(Named::Enter);
    assert!(!sees(&mut desk));
    assert_eq!(written(&desk).trim_end(), "@서연");
}
