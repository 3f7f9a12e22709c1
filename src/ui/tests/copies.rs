//! What is kept of a room, written to a file by what is typed into its box.

use std::path::Path;

use iced_test::runtime::{Action, task};

use super::rooms::Hall;
use super::*;
use crate::store::{Batch, Database, Side};
use crate::ui::screen::room::ComposerMessage;
use crate::ui::widget::ToastSort;

/// Types a line into the box of the only room, and does all of what follows.
fn enters(hall: &mut Hall, line: &str) {
    hall.writes(line);
    let mut waiting = vec![Message::Room(1, RoomMessage::Composer(ComposerMessage::Entered))];
    while let Some(message) = waiting.pop() {
        let Some(actions) = task::into_stream(hall.app.update(message)) else { continue };
        let outputs = futures::executor::block_on_stream(actions).filter_map(|action| match action {
            Action::Output(message) => Some(message),
            _ => None,
        });
        waiting.extend(outputs);
    }
}

/// What the only room told last.
fn told(hall: &Hall) -> (ToastSort, String) {
    let room = &hall.app.open.shown().unwrap().room;
    let toast = room.toasts().shown().last().unwrap();
    (toast.sort, toast.words.clone())
}

/// Puts an empty copy of the only room where its member keeps it.
fn keep(hall: &mut Hall, data: &Path) {
    let (folder, id) = (Folder::new(data), hall.app.open.shown().unwrap().id().unwrap());
    let file = folder.file(Side::Member, id);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    Database::open(&file, id).unwrap().commit(&Batch::default()).unwrap();
    hall.app.folder = Some(folder);
}

#[test]
fn a_room_is_written_to_a_file_once_and_the_window_says_where() {
    let (data, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut hall = Hall::of(1);
    keep(&mut hall, data.path());
    let file = out.path().join("room.md");
    let line = format!("/save {}", file.display());
    enters(&mut hall, &line);
    let (sort, words) = told(&hall);
    assert!(sort == ToastSort::Done && words.contains("room.md"), "{words}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# "), "as its name says: {text}");

    std::fs::write(&file, "mine").unwrap();
    enters(&mut hall, &line);
    let (sort, words) = told(&hall);
    assert!(sort == ToastSort::Trouble && words.contains("room.md"), "{words}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn a_room_of_which_nothing_is_kept_says_so() {
    let mut hall = Hall::of(1);
    enters(&mut hall, "/save");
    assert_eq!(told(&hall), (ToastSort::Trouble, hall.app.phrases.text("kept-nothing")));
}
