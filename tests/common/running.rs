//! `Running`: the real binary at pipes, and what it says, line by line.
#![allow(dead_code)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// How long anything may take on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn maru(home: &TempDir, line: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_maru"));
    command.args(line).env_clear().env("HOME", home.path()).env("MARU_LANGUAGE", "en");
    command
}

pub(crate) fn ended(home: &TempDir, line: &[&str]) -> Output {
    maru(home, line).stdin(Stdio::null()).output().unwrap()
}

/// A running program, its lines as they come.
pub(crate) struct Running {
    pub(crate) home: TempDir,
    pub(crate) child: Child,
    pub(crate) input: Option<ChildStdin>,
    lines: Receiver<String>,
    pub(crate) heard: Vec<String>,
}

impl Running {
    pub(crate) fn start(line: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        Self::start_with(home, line, &[])
    }

    pub(crate) fn start_with(home: TempDir, line: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = maru(&home, line);
        command
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        Self { home, child, input, lines, heard: Vec::new() }
    }

    pub(crate) fn host(line: &[&str]) -> (Self, String) {
        let fixed = ["--host", "--headless", "--port", "0"];
        let mut host = Self::start(&[&fixed[..], line].concat());
        let invite = host.line();
        (host, invite)
    }

    pub(crate) fn join(target: &str, name: &str) -> Self {
        let mut member = Self::start(&["--console", "--json", "--join", target, "--name", name]);
        member.hears("joined");
        member
    }

    /// The next line, whatever it is.
    pub(crate) fn line(&mut self) -> String {
        let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            let mut log = String::new();
            drop(self.child.kill());
            drop(self.child.stderr.take().map(|mut stderr| stderr.read_to_string(&mut log)));
            panic!("nothing more is said after {:#?}\n{log}", self.heard)
        });
        self.heard.push(line.clone());
        line
    }

    /// The next object of this type.
    pub(crate) fn hears(&mut self, wanted: &str) -> Value {
        loop {
            let told: Value = serde_json::from_str(&self.line()).unwrap();
            if told["type"] == wanted {
                return told;
            }
        }
    }

    /// Reads on to an object of this type that satisfies the question.
    pub(crate) fn hears_where(&mut self, wanted: &str, question: impl Fn(&Value) -> bool) -> Value {
        loop {
            let told = self.hears(wanted);
            if question(&told) {
                return told;
            }
        }
    }

    /// Reads on to a line that has this in it.
    pub(crate) fn reads(&mut self, text: &str) -> String {
        loop {
            let line = self.line();
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Reads on to this text of this type.
    pub(crate) fn hears_text(&mut self, wanted: &str, text: &str) -> Value {
        loop {
            let told = self.hears(wanted);
            if told["text"] == text {
                return told;
            }
        }
    }

    pub(crate) fn says(&mut self, line: &str) {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Searches until so many lines are found: what was told is on the disk a moment later.
    pub(crate) fn finds(&mut self, words: &str, count: u64) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.says(&format!("/search {words}"));
            let found = self.hears("found")["count"].as_u64();
            if found == Some(count) {
                return;
            }
            assert!(Instant::now() < deadline, "finds {found:?} of {words}");
        }
    }

    pub(crate) fn signal(&self, signal: &str) {
        let number = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &number]).status().unwrap().success());
    }

    /// Waits for the end and returns the exit code.
    pub(crate) fn ends(&mut self) -> Option<i32> {
        drop(self.input.take());
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < deadline, "the program does not end");
            thread::park_timeout(Duration::from_millis(5));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        assert!(self.home.path().is_dir());
    }
}
