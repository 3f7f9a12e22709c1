//! A display of its own with a window manager, and the tools that look at it and type on it.
//!
//! Nothing here waits by sleeping for a guessed time: [`until`] asks again and again and gives up at a deadline, with a
//! sentence that says what did not happen. Every process that is started is ended when its owner is dropped.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long anything on the stage may take; a debug build on a busy machine needs most of it.
const PATIENCE: Duration = Duration::from_secs(40);
/// How long to pause between two looks.
const PAUSE: Duration = Duration::from_millis(40);
/// How long nothing may change in a picture that has settled; a blinking caret stands still for longer.
const SETTLING: Duration = Duration::from_millis(200);
/// How long one call of a tool may take; some wait for a window for ever.
const TOOL_SECONDS: &str = "20";
/// Between two keys, in milliseconds; faster typing loses keys in the toolkit's input method.
const KEY_DELAY: &str = "40";

/// Asks until there is an answer, and fails with the sentence when there is none in time.
pub(crate) fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < deadline, "in {} s it did not happen that {what}", PATIENCE.as_secs());
        thread::sleep(PAUSE);
    }
}

/// A process that ends with its owner.
#[derive(Debug)]
pub(crate) struct Process(pub(crate) Child);

impl Process {
    pub(crate) fn start(command: &mut Command) -> Self {
        let child = command.stdin(Stdio::null()).spawn();
        Self(
            child.unwrap_or_else(|cause| {
                panic!("{command:?} did not start: {cause}; scripts/test installs it")
            }),
        )
    }

    /// The exit code, once it has ended by itself.
    pub(crate) fn ended(&mut self) -> Option<i32> {
        let status = self.0.try_wait().unwrap()?;
        Some(status.code().unwrap_or(-1))
    }

    /// Ends it as a power cut would: no signal that it could answer.
    pub(crate) fn kill(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A display with a window manager, and the folder that keeps its pictures and logs.
#[derive(Debug)]
pub(crate) struct Stage {
    display: String,
    folder: PathBuf,
    /// In the order in which they end: the window manager before the display.
    _processes: Vec<Process>,
    _home: TempDir,
}

impl Stage {
    /// Starts a display of this size; pictures and logs go to `target/walk/NAME`.
    pub(crate) fn open(name: &str, width: u32, height: u32) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../walk").join(name);
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        let folder = folder.canonicalize().unwrap();
        let home = tempfile::tempdir().unwrap();

        let mut server = Process::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-nolisten", "tcp", "-noreset", "-screen", "0"])
                .arg(format!("{width}x{height}x24"))
                .stdout(Stdio::piped())
                .stderr(File::create(folder.join("Xvfb.log")).unwrap()),
        );
        let mut number = String::new();
        let told = server.0.stdout.take().unwrap();
        BufReader::new(told).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb found no free display");

        let mut stage =
            Self { display: format!(":{}", number.trim()), folder, _processes: Vec::new(), _home: home };
        let home = stage._home.path().to_owned();
        let log = File::create(stage.folder.join("openbox.log")).unwrap();
        let manager = Process::start(stage.command("openbox", &home).stderr(log));
        stage._processes = vec![manager, server];
        until("the window manager answers", || stage.ask("wmctrl", ["-m"]));
        stage
    }

    /// A program that sees this display, this home, and nothing else of the person who runs the tests.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>, home: &Path) -> Command {
        let runtime = home.join("run");
        fs::create_dir_all(&runtime).unwrap();
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("DISPLAY", &self.display)
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_RUNTIME_DIR", runtime)
            .env("LC_ALL", "C.UTF-8");
        command
    }

    /// A file beside the pictures.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What a tool prints, or `None` if it fails or hangs.
    pub(crate) fn ask<'a>(&self, program: &str, line: impl IntoIterator<Item = &'a str>) -> Option<String> {
        let output =
            self.command("timeout", self._home.path()).args([TOOL_SECONDS, program]).args(line).output();
        let output = output
            .unwrap_or_else(|cause| panic!("{program} did not start: {cause}; scripts/test installs it"));
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        output.status.success().then_some(text)
    }

    /// Runs a tool that has to succeed.
    pub(crate) fn run<'a>(&self, program: &str, line: impl IntoIterator<Item = &'a str>) -> String {
        let line: Vec<&str> = line.into_iter().collect();
        self.ask(program, line.clone()).unwrap_or_else(|| panic!("{program} {line:?} failed"))
    }

    /// Presses one key, as `Return` or `ctrl+v`, in whatever window has the focus.
    pub(crate) fn key(&self, key: &str) {
        self.run("xdotool", ["key", "--clearmodifiers", key]);
    }

    /// Presses one key after the other, as slowly as a person; nothing happens if no window has the focus.
    pub(crate) fn keys(&self, keys: &[&str]) {
        let line = ["key", "--delay", "150"].into_iter().chain(keys.iter().copied());
        self.ask("xdotool", line);
    }

    /// Types ASCII text key by key.
    pub(crate) fn type_text(&self, text: &str) {
        assert!(text.is_ascii(), "other letters come by the input method or by pasting");
        self.run("xdotool", ["type", "--delay", KEY_DELAY, "--", text]);
    }

    /// Puts a text on the clipboard and pastes it.
    pub(crate) fn paste(&self, text: &str) {
        self.copy(text);
        self.key("ctrl+v");
    }

    /// Puts a text on the clipboard, and returns when the clipboard has it.
    pub(crate) fn copy(&self, text: &str) {
        let file = self.file("clipboard.txt");
        fs::write(&file, text).unwrap();
        // It stays behind to serve the clipboard, so its output must not be waited for.
        let mut command = self.command("xclip", self._home.path());
        command.args(["-selection", "clipboard", "-in"]).arg(&file);
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert!(status.success(), "xclip took the text");
        until("the clipboard holds the text", || self.clipboard().filter(|held| held == text.trim()));
    }

    /// What the clipboard holds.
    pub(crate) fn clipboard(&self) -> Option<String> {
        self.ask("xclip", ["-selection", "clipboard", "-out"])
    }

    /// What was selected last with the mouse.
    pub(crate) fn selection(&self) -> Option<String> {
        self.ask("xclip", ["-selection", "primary", "-out"])
    }

    /// Clicks once at a place of the screen.
    pub(crate) fn click(&self, x: i32, y: i32) {
        self.run("xdotool", ["mousemove", &x.to_string(), &y.to_string(), "click", "1"]);
    }

    /// Keeps a picture of the whole screen.
    pub(crate) fn picture(&self, name: &str) -> PathBuf {
        self.picture_of("root", name)
    }

    /// Keeps a picture of one window, or of the whole screen as `root`, once what it shows has settled.
    pub(crate) fn picture_of(&self, window: &str, name: &str) -> PathBuf {
        let mut before = String::new();
        until(&format!("the picture {name} settles"), || {
            let file = self.picture_if_shown(window, name).unwrap_or_else(|| panic!("no picture {name}"));
            let now = self.run("identify", ["-format", "%#", file.to_str().unwrap()]);
            thread::sleep(SETTLING);
            (std::mem::replace(&mut before, now.clone()) == now).then_some(file)
        })
    }

    /// Keeps a picture of one window, unless it is gone.
    pub(crate) fn picture_if_shown(&self, window: &str, name: &str) -> Option<PathBuf> {
        let file = self.file(&format!("{name}.png"));
        self.ask("import", ["-window", window, file.to_str()?])?;
        fs::metadata(&file).is_ok_and(|file| file.len() > 0).then_some(file)
    }

    /// How bright a picture is on the whole, from 0 to 1; a dialog darkens what is behind it.
    pub(crate) fn brightness(&self, picture: &Path) -> f64 {
        let mean = self.run("identify", ["-format", "%[fx:mean]", picture.to_str().unwrap()]);
        mean.parse().unwrap()
    }

    /// How many colours a picture has; one that shows nothing has one or two.
    pub(crate) fn colours(&self, picture: &Path) -> u32 {
        let counted = self.run("identify", ["-format", "%k", picture.to_str().unwrap()]);
        counted.parse().unwrap()
    }
}
