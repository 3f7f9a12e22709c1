//! `Program`: the real binary as a host without a window, which can be killed and started again where it was.

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use maru::client::{Expected, Route};
use maru::wire::{Address, Invite};
use tempfile::TempDir;

/// Longer than opening takes on any machine; running into it is a failure.
const PATIENCE: Duration = Duration::from_secs(60);
/// Ports below the ones that a system gives to outgoing connections. A port among those may be taken by somebody's
/// connection while the host is down, or by a member who dials it and reaches itself.
const PORTS: std::ops::Range<u16> = 21_000..31_000;

/// Where a host lives, whether it runs or not.
pub(crate) struct Home {
    folder: TempDir,
    port: u16,
    variables: Vec<(&'static str, &'static str)>,
}

/// A host that runs, or ran.
pub(crate) struct Program {
    child: Child,
    lines: Receiver<String>,
    started: Instant,
}

/// What became of an opening.
pub(crate) enum Opened {
    /// Members may come, to this room, after this long.
    Yes(Invite, Duration),
    /// It was not open after as long as it was given.
    NotYet,
}

impl Home {
    /// A folder and a port of its own for the host; `variables` stand in its environment.
    pub(crate) fn new(variables: &[(&'static str, &'static str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, port: free_port(), variables: variables.to_vec() }
    }

    /// Where the host keeps what it keeps.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The way in that the first invite told.
    pub(crate) fn route(&self, invite: &Invite) -> Route {
        let addresses = vec![Address::V4([127, 0, 0, 1], self.port)];
        Route::Dial { addresses, expected: Expected::Invited(invite.host) }
    }

    pub(crate) fn start(&self) -> Program {
        let log = OpenOptions::new().create(true).append(true).open(self.log()).unwrap();
        let (port, data) = (self.port.to_string(), self.data());
        let mut command = Command::new(env!("CARGO_BIN_EXE_maru"));
        command
            .args(["--host", "--headless", "--room", "금요일 마루", "--port", &port, "--data-dir"])
            .arg(data)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("MARU_LANGUAGE", "en")
            .env("MARU_ADDRESSES", "127.0.0.1")
            // What is compared in the end is the whole room: nothing of it may go for age or size.
            .env("MARU_HISTORY", "100000000 lines, 1048576 MiB, 36500 days")
            .envs(self.variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        let started = Instant::now();
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Program { child, lines, started }
    }

    /// What the host wrote to standard error, in all its lives.
    pub(crate) fn told(&self) -> String {
        File::open(self.log()).and_then(std::io::read_to_string).unwrap_or_default()
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }
}

impl Program {
    /// Waits until members may come, or as long as it is given.
    ///
    /// # Panics
    /// When the host has ended by itself.
    pub(crate) fn opens_within(&mut self, time: Duration) -> Opened {
        match self.lines.recv_timeout(time) {
            Ok(line) => {
                Opened::Yes(line.parse().expect("the first line is the invite"), self.started.elapsed())
            }
            Err(RecvTimeoutError::Timeout) => Opened::NotYet,
            Err(RecvTimeoutError::Disconnected) => panic!("the host ended: {:?}", self.child.wait()),
        }
    }

    /// Waits until members may come.
    pub(crate) fn opens(&mut self) -> (Invite, Duration) {
        match self.opens_within(PATIENCE) {
            Opened::Yes(invite, time) => (invite, time),
            Opened::NotYet => panic!("the host does not open"),
        }
    }

    /// Ends it from one instruction to the next, as `kill -9` does; returns whether it still ran.
    pub(crate) fn kill(mut self) -> bool {
        let ran = matches!(self.child.try_wait(), Ok(None));
        self.end();
        ran
    }

    fn end(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.end();
    }
}

/// A port at which nothing listens, of its own for each call.
pub(crate) fn free_port() -> u16 {
    let many = PORTS.end - PORTS.start;
    let begin = u16::try_from(std::process::id() % u32::from(many)).unwrap();
    // Tests of one program choose one after another.
    static CHOSEN: std::sync::atomic::AtomicU16 = std::sync::atomic::AtomicU16::new(0);
    for _ in 0..1_000 {
        let step = CHOSEN.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let port = PORTS.start + (begin.wrapping_mul(37).wrapping_add(step)) % many;
        if TcpListener::bind(("::", port)).or_else(|_| TcpListener::bind(("0.0.0.0", port))).is_ok() {
            return port;
        }
    }
    panic!("no free port");
}
