//! One real window of the program, started as a person would start it, in a home of its own.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::input::InputMethod;
use crate::stage::{Process, Stage, until};

/// How many colours a window has at least once there is text on it.
const PAINTED_COLOURS: u32 = 4;

/// A person's computer: a home that outlives the windows that are opened in it.
#[derive(Debug)]
pub(crate) struct Home {
    folder: TempDir,
    name: &'static str,
}

impl Home {
    pub(crate) fn of(name: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, name }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }
}

/// A window of the program.
#[derive(Debug)]
pub(crate) struct Window<'a> {
    stage: &'a Stage,
    process: Process,
    id: String,
}

impl<'a> Window<'a> {
    /// Starts the program with these arguments and returns when its window is on the screen.
    pub(crate) fn open(stage: &'a Stage, home: &Home, line: &[&str]) -> Self {
        Self::open_with(stage, home, line, None)
    }

    /// The same, with an input method if there is one.
    pub(crate) fn open_with(
        stage: &'a Stage,
        home: &Home,
        line: &[&str],
        input: Option<&InputMethod>,
    ) -> Self {
        let mut command = stage.command(env!("CARGO_BIN_EXE_maru"), home.path());
        command.args(line).env("MARU_LOG", "debug").env("MARU_LANGUAGE", "ko").env("MARU_THEME", "light");
        if let Some(input) = input {
            input.serve(&mut command);
        }
        Self::start(stage, home, &mut command)
    }

    /// Starts a member at a real terminal.
    pub(crate) fn terminal(stage: &'a Stage, home: &Home, line: &[&str]) -> Self {
        let mut command = stage.command("xterm", home.path());
        command
            .args([
                "-fa",
                "DejaVu Sans Mono",
                "-fd",
                "NanumGothicCoding",
                "-fs",
                "12",
                "-geometry",
                "140x17",
                "-title",
                "maru --console",
            ])
            .args(["-bg", "#191512", "-fg", "#efe7d8", "-b", "12", "-u8", "-e", env!("CARGO_BIN_EXE_maru")])
            .args(line)
            .env("MARU_LANGUAGE", "ko");
        Self::start(stage, home, &mut command)
    }

    /// Starts any program that opens one window.
    pub(crate) fn start(stage: &'a Stage, home: &Home, command: &mut Command) -> Self {
        let log = stage.file(&format!("{}.log", home.name()));
        let log = File::options().create(true).append(true).open(log).unwrap();
        let mut process = Process::start(command.stdout(log.try_clone().unwrap()).stderr(log));
        let owner = process.0.id().to_string();
        let id = until(&format!("the window of {} opens", home.name()), || {
            let ended = process.ended();
            assert_eq!(ended, None, "the program of {} ended", home.name());
            let found = stage.ask("xdotool", ["search", "--onlyvisible", "--pid", &owner])?;
            found.lines().last().map(ToOwned::to_owned)
        });
        let window = Self { stage, process, id };
        until(&format!("the window of {} is painted", home.name()), || {
            let picture = stage.picture_if_shown(&window.id, "opening")?;
            (stage.colours(&picture) > PAINTED_COLOURS).then_some(())
        });
        window.focus();
        window
    }

    /// Gives the window its place and size on the screen, without its frame.
    pub(crate) fn place(&self, x: i32, y: i32, width: u32, height: u32) {
        let (x, y) = (x.to_string(), y.to_string());
        let (width, height) = (width.to_string(), height.to_string());
        self.stage.run("xdotool", ["windowsize", &self.id, &width, &height]);
        self.stage.run("xdotool", ["windowmove", &self.id, &x, &y]);
    }

    /// Brings the window to the front, with the keyboard.
    pub(crate) fn focus(&self) {
        until("the window has the keyboard", || {
            self.stage.ask("xdotool", ["windowactivate", &self.id])?;
            let active = self.stage.ask("xdotool", ["getactivewindow"])?;
            (active == self.id).then_some(())
        });
    }

    /// Clicks at a place of the window; negative numbers count from the right and from the bottom.
    pub(crate) fn click(&self, x: i32, y: i32) {
        self.focus();
        let (x, y) = self.on_screen(x, y);
        self.stage.click(x, y);
    }

    /// Drags the pointer from one place of the window to another.
    pub(crate) fn drag(&self, from: (i32, i32), to: (i32, i32)) {
        self.focus();
        let place = |(x, y): (i32, i32)| {
            let (x, y) = self.on_screen(x, y);
            [x.to_string(), y.to_string()]
        };
        let ([x, y], [to_x, to_y]) = (place(from), place(to));
        self.stage.run("xdotool", ["mousemove", &x, &y, "mousedown", "1"]);
        self.stage.run("xdotool", ["mousemove", "--sync", &to_x, &to_y, "mouseup", "1"]);
    }

    /// Returns where a place of the window is on the screen.
    fn on_screen(&self, x: i32, y: i32) -> (i32, i32) {
        let geometry = self.stage.run("xwininfo", ["-id", &self.id]);
        let number = |name: &str| -> i32 {
            let line = geometry.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(':'));
            line.and_then(|number| number.trim().parse().ok()).unwrap()
        };
        let from = |place: i32, size: i32| if place < 0 { size + place } else { place };
        let (x, y) = (from(x, number("Width")), from(y, number("Height")));
        (number("Absolute upper-left X") + x, number("Absolute upper-left Y") + y)
    }

    /// What the window goes by on its display.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Types an ASCII line and presses Enter.
    pub(crate) fn say(&self, line: &str) {
        self.focus();
        self.stage.type_text(line);
        self.stage.key("Return");
    }

    /// Pastes a line of any letters and presses Enter.
    pub(crate) fn paste_line(&self, line: &str) {
        self.focus();
        self.stage.paste(line);
        self.stage.key("Return");
    }

    /// Pastes a text of any letters and leaves it in the box.
    pub(crate) fn paste_text(&self, text: &str) {
        self.focus();
        self.stage.paste(text);
    }

    /// Waits until the window's title begins like this.
    pub(crate) fn is_titled(&self, beginning: &str) {
        until(&format!("the title begins with {beginning:?}"), || {
            let title = self.stage.ask("xdotool", ["getwindowname", &self.id])?;
            title.starts_with(beginning.trim_end()).then_some(())
        });
    }

    /// Keeps a picture of this window alone.
    pub(crate) fn picture(&self, name: &str) {
        let file = self.stage.picture_of(&self.id, name);
        assert!(self.stage.colours(&file) > PAINTED_COLOURS, "{name} shows something");
    }

    /// Ends the program as a power cut would.
    pub(crate) fn kill(mut self) {
        self.process.kill();
    }

    /// Waits until the program ends by itself, and returns the exit code.
    pub(crate) fn ends(mut self) -> i32 {
        until("the program ends", || self.process.ended())
    }

    /// Presses the closing button of the frame, and returns the exit code.
    pub(crate) fn close(mut self) -> i32 {
        self.press_close();
        until("the program ends after its window was closed", || self.process.ended())
    }

    /// Closes the window of a host who is not alone: the window asks, and the button beside the safe one says yes.
    pub(crate) fn close_room(mut self, picture: &str) -> i32 {
        self.focus();
        let before = self.brightness(picture);
        self.press_close();
        until("the window asks", || (self.brightness(picture) < before * 0.9).then_some(()));
        until("the program ends after its room was closed", || {
            // The focus follows a key only at the next frame, so a press may fall on the wrong button.
            if self.brightness("closing") < before * 0.9 {
                self.stage.keys(&["Tab", "Return"]);
            } else {
                self.press_close();
            }
            self.process.ended()
        })
    }

    fn brightness(&self, picture: &str) -> f64 {
        self.stage.picture_if_shown(&self.id, picture).map_or(0.0, |file| self.stage.brightness(&file))
    }

    fn press_close(&self) {
        // Without effect on a window that has closed meanwhile.
        self.stage.ask("wmctrl", ["-i", "-c", &self.id]);
    }
}
