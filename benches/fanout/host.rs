//! The host's process: opens a room, fills it, says where it is, ends with its standard input.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use maru::client::{Keep, Options, Pipe, Route, Update, open};
use maru::host::{PortChoice, Settings, start};
use maru::identity::Identity;
use maru::wire::{Address, Audience, Invite, Name, RoomName, Text};

/// Ticks a second of `/proc/*/stat` on Linux.
const TICKS: u64 = 100;

pub(crate) struct HostProcess {
    child: Child,
    _stdin: ChildStdin,
    pub(crate) invite: Invite,
}

impl HostProcess {
    pub(crate) fn start(events: usize) -> Self {
        let program = std::env::current_exe().unwrap();
        let mut child = Command::new(program)
            .args(["host", &events.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let invite = line.trim().parse().unwrap();
        Self { _stdin: child.stdin.take().unwrap(), child, invite }
    }

    /// Returns the CPU time that the host has used, user and system.
    pub(crate) fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
        let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        Duration::from_millis(ticks * 1_000 / TICKS)
    }

    /// Returns the bytes of memory that the host holds.
    pub(crate) fn resident(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1_024
    }
}

impl Drop for HostProcess {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Hosts a room with this many lines in it until standard input ends.
pub(crate) fn run(events: usize) {
    let identity = Arc::new(Identity::from_seed([1; 32]).unwrap());
    let settings = Settings {
        members_max: 10_000,
        messages_burst: u32::MAX,
        messages_per_second: 1_000_000,
        ..Settings::new(RoomName::parse("bench").unwrap())
    };
    let options = maru::host::Options {
        identity: Arc::clone(&identity),
        settings,
        room: maru::host::RoomSource::Fleeting,
        port: PortChoice::Exactly(0),
        addresses: vec![Address::V4([127, 0, 0, 1], 0)],
    };
    let host = start(options).unwrap();
    if events > 0 {
        fill(&host, events);
    }
    println!("{}", host.invite());
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    host.stop();
}

/// A member over a pipe says as many lines.
fn fill(host: &maru::host::Host, events: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let end = host.pipe();
    let route = Route::Pipe(Pipe::new(host.key(), move || end.connect()));
    let identity = Arc::new(Identity::from_seed([1; 32]).unwrap());
    let options = Options { identity, name: Name::parse("filler").unwrap(), route, keep: Keep::Nothing };
    let text = Text::parse(&"x".repeat(super::TEXT)).unwrap();
    runtime.block_on(async {
        let mut stream = std::pin::pin!(open(options));
        let (mut client, mut said, mut told) = (None, 0, 0);
        while told < events {
            for update in futures::StreamExt::next(&mut stream).await.unwrap() {
                match update {
                    Update::Ready(handle) => client = Some(handle),
                    Update::Event(_, Some(_)) => told += 1,
                    _ => {}
                }
            }
            while said < events
                && said < told + 32
                && let Some(client) = &client
                && client.say(Audience::Room, &text).is_ok()
            {
                said += 1;
            }
        }
    });
}
