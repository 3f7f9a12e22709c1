//! A real input method on the stage: fcitx5 with an engine for Korean or Japanese, over XIM as on most desktops.
//!
//! It has its own session bus and home, so nothing of the person who runs the tests is touched.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::stage::{Process, Stage, until};
use crate::window::Home;

/// The engine for Korean.
pub(crate) const HANGUL: &str = "hangul";
/// An engine for Japanese.
pub(crate) const ANTHY: &str = "anthy";

/// Two ways to type, and the engine's is the second; ctrl+space goes from one to the other.
const PROFILE: &str = "\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=ENGINE

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=ENGINE
Layout=

[GroupOrder]
0=Default
";

/// What `fcitx5-remote` answers while the engine is typed with.
const ACTIVE: &str = "2";

/// A running input method.
#[derive(Debug)]
pub(crate) struct InputMethod {
    bus: String,
    home: Home,
    /// In the order in which they end.
    _processes: Vec<Process>,
}

impl InputMethod {
    /// Starts the input method and returns when windows can find it.
    pub(crate) fn start(stage: &Stage, engine: &str) -> Self {
        let home = Home::of("fcitx5");
        let profile = home.path().join("config/fcitx5/profile");
        fs::create_dir_all(profile.parent().unwrap()).unwrap();
        fs::write(&profile, PROFILE.replace("ENGINE", engine)).unwrap();

        let mut bus = Process::start(
            stage
                .command("dbus-daemon", home.path())
                .args(["--session", "--nofork", "--nopidfile", "--print-address"])
                .stdout(Stdio::piped())
                .stderr(File::create(stage.file("dbus.log")).unwrap()),
        );
        let mut address = String::new();
        BufReader::new(bus.0.stdout.take().unwrap()).read_line(&mut address).unwrap();

        let log = File::create(stage.file("fcitx5.log")).unwrap();
        let server = Process::start(
            stage
                .command("fcitx5", home.path())
                .env("DBUS_SESSION_BUS_ADDRESS", address.trim())
                .arg("--replace")
                .stdout(log.try_clone().unwrap())
                .stderr(log),
        );
        until("the input method offers itself to windows", || {
            let servers = stage.ask("xprop", ["-root", "XIM_SERVERS"])?;
            servers.contains("fcitx").then_some(())
        });
        let method = Self { bus: address.trim().to_owned(), home, _processes: vec![server, bus] };
        // It offers itself before it has loaded everything, and a window that asks meanwhile may never hear back.
        until("the input method answers", || (!method.state(stage).is_empty()).then_some(()));
        method
    }

    /// Tells a program how to find this input method.
    pub(crate) fn serve(&self, command: &mut Command) {
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.bus).env("XMODIFIERS", "@im=fcitx");
    }

    /// Switches the focused window to the engine.
    pub(crate) fn switch_on(&self, stage: &Stage) {
        self.switch(stage, true);
    }

    /// Switches the focused window back to Latin letters.
    pub(crate) fn switch_off(&self, stage: &Stage) {
        self.switch(stage, false);
    }

    fn switch(&self, stage: &Stage, on: bool) {
        if self.is_on(stage) == on {
            return;
        }
        stage.key("ctrl+space");
        let what = if on { "the engine is typed with" } else { "Latin letters are typed" };
        until(what, || (self.is_on(stage) == on).then_some(()));
    }

    fn is_on(&self, stage: &Stage) -> bool {
        self.state(stage) == ACTIVE
    }

    /// The number of its state, or nothing while it does not answer.
    fn state(&self, stage: &Stage) -> String {
        let mut remote = stage.command("fcitx5-remote", self.home.path());
        let output = remote.env("DBUS_SESSION_BUS_ADDRESS", &self.bus).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}
