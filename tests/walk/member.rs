//! A member at a console, whose transcript says what really happened in the room.
//!
//! It is `maru --console --json` with its lines kept in a file: one JSON object for each thing it was told.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::{ChildStdin, Stdio};

use serde_json::Value;

use crate::stage::{Process, Stage, until};
use crate::window::Home;

/// A member at a console.
#[derive(Debug)]
pub(crate) struct Member {
    name: &'static str,
    process: Process,
    lines: ChildStdin,
    transcript: PathBuf,
}

impl Member {
    /// Joins the room at this address under the name of the home's owner.
    pub(crate) fn join(stage: &Stage, home: &Home, address: &str) -> Self {
        Self::start(stage, home, &["--join", address])
    }

    /// Opens a room at this port and takes part in it.
    pub(crate) fn host(stage: &Stage, home: &Home, port: &str) -> Self {
        Self::start(stage, home, &["--host", "--port", port])
    }

    fn start(stage: &Stage, home: &Home, line: &[&str]) -> Self {
        let name = home.name();
        let transcript = stage.file(&format!("{name}.jsonl"));
        let mut command = stage.command(env!("CARGO_BIN_EXE_maru"), home.path());
        command
            .args(["--console", "--json", "--name", name])
            .args(line)
            .env_remove("DISPLAY")
            .env("MARU_LOG", "debug")
            .stdin(Stdio::piped())
            .stdout(File::create(&transcript).unwrap())
            .stderr(File::create(stage.file(&format!("{name}.log"))).unwrap());
        let mut child = command.spawn().unwrap();
        let lines = child.stdin.take().unwrap();
        Self { name, process: Process(child), lines, transcript }
    }

    /// Types a line, a command too.
    pub(crate) fn say(&mut self, line: &str) {
        writeln!(self.lines, "{line}").unwrap();
        self.lines.flush().unwrap();
    }

    /// Everything the member has been told, each an object; a line that is still being written is left out.
    pub(crate) fn told(&self) -> Vec<Value> {
        let text = fs::read_to_string(&self.transcript).unwrap_or_default();
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        let read = |line: &str| {
            serde_json::from_str(line).unwrap_or_else(|cause| panic!("{}: {line}: {cause}", self.name))
        };
        whole.lines().map(read).collect()
    }

    /// How many of the things told satisfy the question.
    pub(crate) fn count(&self, question: impl Fn(&Value) -> bool) -> usize {
        self.told().iter().filter(|told| question(told)).count()
    }

    /// Waits until the member has been told something that satisfies the question, and returns the first.
    pub(crate) fn hears(&self, what: &str, question: impl Fn(&Value) -> bool) -> Value {
        until(&format!("{} hears {what}", self.name), || self.told().into_iter().find(&question))
    }

    /// Closes the member's input and returns the exit code.
    pub(crate) fn leave(self) -> i32 {
        let Self { mut process, lines, .. } = self;
        drop(lines);
        until("the console ends with its input", || process.ended())
    }
}
