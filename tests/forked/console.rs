//! `Console`: a member as a person runs it, the real program at pipes with a data folder of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use crate::common::PATIENCE;

/// A running program, its lines as they come.
pub(crate) struct Console {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    errors: Option<JoinHandle<String>>,
    pub(crate) heard: Vec<String>,
}

/// What a program came to.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    /// Everything on its standard output.
    pub(crate) heard: Vec<String>,
    /// What it said on standard error.
    pub(crate) last: String,
}

impl Console {
    /// Joins a room with what lies in this home.
    pub(crate) fn join(home: &Path, language: &str, target: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_maru"))
            .args(["--console", "--join", target, "--name", "하늘", "--data-dir"])
            .arg(home.join("data"))
            .env_clear()
            .env("HOME", home)
            .env("MARU_LANGUAGE", language)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut stderr = child.stderr.take().unwrap();
        let errors = thread::spawn(move || {
            let mut said = String::new();
            stderr.read_to_string(&mut said).unwrap();
            said
        });
        Self { input: child.stdin.take(), child, lines, errors: Some(errors), heard: Vec::new() }
    }

    /// Reads on to a line that has this in it.
    pub(crate) fn reads(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => self.heard.push(line),
                Err(error) => panic!("{error}: no {text:?} in {:#?}", self.heard),
            }
            if self.heard.last().unwrap().contains(text) {
                return;
            }
        }
    }

    /// Reads on to the end, which it comes to by itself.
    pub(crate) fn ends(mut self) -> Ended {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => self.heard.push(line),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it goes on after {:#?}", self.heard),
            }
        }
        let code = self.child.wait().unwrap().code();
        let last = self.errors.take().unwrap().join().unwrap();
        Ended { code, heard: std::mem::take(&mut self.heard), last }
    }

    /// Has nothing more to say, and reads on to the end.
    pub(crate) fn leaves(mut self) -> Ended {
        drop(self.input.take());
        self.ends()
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
