//! A room's own copy on this computer, as the window uses it: looking something up in it, and writing it to a file.
//!
//! Both happen on threads of their own; what is written never takes the place of another file.

use std::path::PathBuf;

use iced::Task;

use super::hosting::aside;
use super::{App, Message, known, room};
use crate::client::export::Form;
use crate::client::save::{self, Copy, Destination, SaveError, Saved, Style};
use crate::client::sentence::of_save_error;
use crate::store::StoreError;
use crate::ui::screen::search;
use crate::ui::widget::ToastSort;

impl App {
    /// Looks something up in the copy of a room.
    pub(super) fn look_up(&mut self, number: u64, question: search::Question) -> Task<Message> {
        let answered =
            move |answer| Message::Room(number, room::Message::Search(search::Message::Answered(answer)));
        let Some(copy) = self.copy_of(number) else {
            let page = Err(SaveError::NothingKept);
            return Task::done(answered(search::Answer { question, page }));
        };
        let (zone, lost) = (self.zone.clone(), question.clone());
        let looked = aside("search", move || search::look(&copy, question, &zone));
        looked.map(move |looked| {
            let broken = || search::Answer { question: lost.clone(), page: Err(StoreError::Closed.into()) };
            answered(looked.unwrap_or_else(broken))
        })
    }

    /// Writes the copy of a room to a file.
    pub(super) fn export(&mut self, number: u64, export: room::Export) -> Task<Message> {
        let Some(copy) = self.copy_of(number) else { return self.exported(Err(SaveError::NothingKept)) };
        let typed = PathBuf::from(export.path.unwrap_or_default());
        let form = Form::meant(export.form, Some(&typed));
        let style = Style { form, phrases: self.phrases.clone(), zone: self.zone.clone(), now: known::now() };
        let saved = aside("export", move || {
            let destination = Destination { path: save::typed_path(&typed, &documents()), replace: false };
            save::to_file(&copy, &style, &destination)
        });
        saved.map(|saved| Message::Exported(saved.unwrap_or(Err(StoreError::Closed.into()))))
    }

    /// Tells what came of writing a room to a file.
    pub(super) fn exported(&mut self, saved: Result<Saved, SaveError>) -> Task<Message> {
        let (sort, words) = match saved {
            Ok(Saved { path, entries }) => {
                let path = path.display().to_string();
                let told = self.look().with("save-done", &[("count", entries.into()), ("path", path.into())]);
                (ToastSort::Done, told)
            }
            Err(error) => (ToastSort::Trouble, of_save_error(&self.phrases, &error)),
        };
        self.tell_shortly(sort, words);
        Task::none()
    }

    /// Where the copy of a room lies, if anything of it is kept here.
    fn copy_of(&mut self, number: u64) -> Option<Copy> {
        let room = self.open.stay_mut(number)?.room.timeline().room()?;
        Some(Copy::of_member(self.folder.as_ref()?, room))
    }
}

/// Where a file goes whose folder nobody named: to the person's documents, or to what this computer has of that kind.
fn documents() -> PathBuf {
    let folders = directories::UserDirs::new();
    let documents =
        folders.as_ref().map(|folders| folders.document_dir().unwrap_or_else(|| folders.home_dir()));
    documents.map_or_else(std::env::temp_dir, std::path::Path::to_path_buf)
}
