//! A process of its own for whoever sends: this program again, told what to do line by line.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A moment that two processes agree on, in nanoseconds.
pub(crate) type Nanos = u64;

pub(crate) fn now() -> Nanos {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as Nanos
}

/// A sender: Maru's host or a bare broadcaster.
pub(crate) struct Process {
    child: Child,
    input: ChildStdin,
    /// Read by a thread of its own: a full pipe would stop the sender.
    answers: Receiver<String>,
    pub(crate) port: u16,
}

impl Process {
    pub(crate) fn start(words: &[String]) -> Self {
        Self::spawn(Command::new(std::env::current_exe().unwrap()).args(words))
    }

    /// Starts one that gets what CPU the others leave: it stands for somebody who has a computer of his own.
    pub(crate) fn start_last(words: &[String]) -> Self {
        Self::spawn(Command::new("nice").args(["-n", "19"]).arg(std::env::current_exe().unwrap()).args(words))
    }

    fn spawn(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines() {
                if sender.send(line.unwrap()).is_err() {
                    return;
                }
            }
        });
        let port = answers.recv().unwrap().parse().unwrap();
        Self { child, input, answers, port }
    }

    pub(crate) fn tell(&mut self, command: &str) {
        writeln!(self.input, "{command}").unwrap();
        self.input.flush().unwrap();
    }

    /// Returns when each event of the last command left.
    pub(crate) fn times(&mut self) -> Vec<Nanos> {
        self.answers.recv().unwrap().split_whitespace().map(|word| word.parse().unwrap()).collect()
    }

    /// Returns the CPU time that the process has used, user and system.
    pub(crate) fn cpu(&self) -> Duration {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap();
        let spent = tasks.filter_map(|task| {
            let schedule = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
            schedule.split_whitespace().next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(spent.sum())
    }

    /// Returns the bytes of memory that the process holds.
    pub(crate) fn resident(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1_024
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The child's side: says where it is, then takes commands until its input ends.
pub(crate) fn commands(port: u16) -> tokio::sync::mpsc::UnboundedReceiver<Vec<String>> {
    println!("{port}");
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines() {
            let words = line.unwrap().split_whitespace().map(str::to_owned).collect();
            if sender.send(words).is_err() {
                return;
            }
        }
    });
    receiver
}

/// The child's side: says when each event left.
pub(crate) fn report(times: &[Nanos]) {
    let words: Vec<String> = times.iter().map(ToString::to_string).collect();
    println!("{}", words.join(" "));
}
