//! The role that writes what is kept of a room, and ends: no window, no link, no lock on the data folder.

use std::io;

use jiff::tz::TimeZone;
use maru::cli::{ExportFormat, ExportLaunch};
use maru::client::export::Form;
use maru::client::save::{
    Copy, Destination, RoomError, SaveError, Style, find, kept_rooms, to_file, to_output,
};
use maru::client::sentence::{of_save_error, of_store_error};
use maru::clock::Clock;
use maru::phrase::Phrases;
use maru::store::Folder;

use super::room::identity;
use super::{Failure, Start, warn};

/// Writes the room to a file, and says so, or to standard output.
pub(crate) fn run(start: &Start, launch: &ExportLaunch) -> Result<(), Failure> {
    let phrases = start.phrases();
    let unreadable = |error| Failure::DataFolder { sentence: of_store_error(&phrases, &error) };
    let rooms = kept_rooms(&Folder::new(&start.data_folder)).map_err(unreadable)?;
    let room = find(&rooms, &launch.room).map_err(|error| of_room_error(&phrases, &launch.room, &error))?;
    let me = identity(start)?.public();
    let copy = Copy { file: room.file.clone(), room: room.id, me };
    let (zone, now) = (TimeZone::system(), Clock::start().now().wall);
    let style = Style { form: form(launch), phrases: phrases.clone(), zone, now };
    let written = match &launch.output {
        Some(path) => {
            let destination = Destination { path: path.clone(), replace: launch.force };
            to_file(&copy, &style, &destination).map(|saved| {
                let path = saved.path.display().to_string();
                warn(&phrases.with("save-done", &[("count", saved.entries.into()), ("path", path.into())]));
            })
        }
        None => to_output(&copy, &style, &mut io::stdout().lock()).map(drop),
    };
    written.or_else(|error| of_error(&phrases, &error))
}

fn form(launch: &ExportLaunch) -> Form {
    let asked = launch.format.map(|format| match format {
        ExportFormat::Text => Form::Text,
        ExportFormat::Markdown => Form::Markdown,
        ExportFormat::Jsonl => Form::JsonLines,
    });
    Form::meant(asked, launch.output.as_deref())
}

fn of_room_error(phrases: &Phrases, meant: &str, error: &RoomError) -> Failure {
    let sentence = match error {
        RoomError::Unknown => phrases.with("export-unknown", &[("room", meant.into())]),
        RoomError::Ambiguous { rooms } => {
            let rooms: Vec<_> = rooms.iter().map(ToString::to_string).collect();
            phrases.with("export-ambiguous", &[("room", meant.into()), ("rooms", rooms.join(", ").into())])
        }
    };
    Failure::Meaning { sentence }
}

fn of_error(phrases: &Phrases, error: &SaveError) -> Result<(), Failure> {
    let sentence = of_save_error(phrases, error);
    Err(match error {
        // Whoever read it has had enough.
        SaveError::File { cause, .. } if cause.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
        SaveError::File { .. } => Failure::Output { sentence },
        SaveError::Exists { .. } => {
            Failure::Meaning { sentence: format!("{sentence} {}", phrases.text("export-force")) }
        }
        SaveError::NothingKept => Failure::Meaning { sentence },
        SaveError::Store(_) => Failure::DataFolder { sentence },
    })
}
