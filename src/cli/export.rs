//! The flags of a program that writes what is kept of a room, and ends.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::UsageError;

/// What stands for standard output where a file could stand.
const STANDARD_OUTPUT: &str = "-";

/// What is to be written, and where to.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct ExportArguments {
    /// Write what is kept of a room, by its name or its id, and end.
    #[arg(long, value_name = "ROOM")]
    export: Option<String>,
    /// Write it so (with --export); without it, what the name of the file says, else text.
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<ExportFormat>,
    /// Write it to this file, or into this folder; - is standard output (with --export).
    #[arg(long, value_name = "FILE|-")]
    output: Option<PathBuf>,
    /// Write over a file that is there already (with --output).
    #[arg(long)]
    force: bool,
}

/// What a room is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Lines for people.
    Text,
    /// Paragraphs under a heading for each day.
    Markdown,
    /// One JSON object a line.
    Jsonl,
}

/// A room to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportLaunch {
    /// Its name or its id.
    pub room: String,
    /// As what, if a flag says it.
    pub format: Option<ExportFormat>,
    /// To which file, or into which folder; `None` is standard output.
    pub output: Option<PathBuf>,
    /// Whether a file that is there makes way.
    pub force: bool,
}

impl ExportArguments {
    pub(super) fn is_asked(&self) -> bool {
        self.export.is_some()
    }

    pub(super) fn launch(&self) -> Option<ExportLaunch> {
        let to_file = |output: &&PathBuf| output.as_os_str() != STANDARD_OUTPUT;
        Some(ExportLaunch {
            room: self.export.as_ref()?.trim().to_owned(),
            format: self.format,
            output: self.output.as_ref().filter(to_file).cloned(),
            force: self.force,
        })
    }

    /// Refuses flags that mean nothing alone, and blank values.
    pub(super) fn check(&self) -> Result<(), UsageError> {
        let asked = self.is_asked();
        let lonely = [
            (self.format.is_some() && !asked, "--format", "--export"),
            (self.output.is_some() && !asked, "--output", "--export"),
            (self.force && self.launch().is_none_or(|launch| launch.output.is_none()), "--force", "--output"),
        ];
        if let Some((_, flag, needs)) = lonely.into_iter().find(|(alone, ..)| *alone) {
            return Err(UsageError::Alone { flag, needs });
        }
        let room = self.export.as_ref().is_some_and(|room| room.trim().is_empty());
        let output = self.output.as_ref().is_some_and(|path| path.as_os_str().is_empty());
        match (room, output) {
            (true, _) => Err(UsageError::Blank { flag: "--export" }),
            (_, true) => Err(UsageError::Blank { flag: "--output" }),
            _ => Ok(()),
        }
    }
}
