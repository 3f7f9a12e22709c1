//! The window: whether there is a display for it, and a net below it.
//!
//! The toolkit panics where it finds no display or misses a library. Both are made into a sentence here: first by looking
//! for a display, then by catching exactly the panics of opening one. Any other panic is a fault of ours and goes on.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use maru::cli::{Launch, LobbyLaunch};
use maru::identity::Identity;
use maru::store::Folder;
use maru::ui;

use super::room::{identity, member_name, open_room};
use super::{Failure, Start};

/// Opens the window and returns when it has been closed.
pub(crate) fn run(start: Start) -> Result<(), Failure> {
    if !has_display(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())) {
        return Err(Failure::NoDisplay { sentence: start.phrases().text("start-no-display") });
    }
    // A folder that cannot be used at all costs what would be kept, not the window.
    let lock = match start.take_folder() {
        Err(in_use @ Failure::FolderInUse { .. }) => {
            let (profile, folder) = (start.config.profile.clone(), start.data_folder.clone());
            opened(&start, || ui::refuse_second(&profile, start.phrases(), folder))?;
            return Err(in_use);
        }
        taken => taken.ok(),
    };
    let folder = lock.as_ref().map(|_| start.folder());
    let options = options(&start, folder)?;
    opened(&start, || ui::run(options))
}

/// Runs a window until it is closed.
fn opened(start: &Start, window: impl FnOnce() -> Result<(), ui::Error>) -> Result<(), Failure> {
    caught(|| window().map_err(|error| error.to_string())).map_err(|reason| {
        tracing::info!(reason, "the toolkit opens no window");
        Failure::DeadDisplay { sentence: start.phrases().text("start-dead-display") }
    })
}

/// Settles where the window begins; a room that is to be hosted is open before the window is.
fn options(start: &Start, folder: Option<Folder>) -> Result<ui::Options, Failure> {
    let phrases = start.phrases();
    let (identity, trouble) = identity_or_passing(start)?;
    let begin = match &start.launch {
        // An export opens no window at all.
        Launch::Lobby(_) | Launch::Export(_) => ui::Start::Lobby,
        Launch::Host(launch) => {
            let (name, _) = member_name(launch.name.as_deref(), &phrases)?;
            let host = open_room(start, launch, &name, Arc::clone(&identity), folder.clone())?;
            ui::Start::Host { host, name }
        }
        Launch::Join(launch) => {
            let chosen = launch.name.as_deref().map(|name| member_name(Some(name), &phrases)).transpose()?;
            ui::Start::Join { address: launch.target.clone(), name: chosen.map(|(name, _)| name) }
        }
    };
    let mut config = start.config.clone();
    if let Launch::Lobby(LobbyLaunch { name: Some(name) }) = &start.launch {
        config.profile.name = Some(name.clone());
    }
    Ok(ui::Options {
        identity,
        trouble,
        addresses: start.invite_addresses()?,
        folder,
        // A window opens also where nothing can be kept.
        known: start.known().ok(),
        config,
        languages: start.languages.clone(),
        config_file: start.config_file.clone(),
        config_error: start.config_error.clone(),
        unknown_settings: start.unknown_settings(),
        start: begin,
    })
}

/// Returns the key of this computer; where it cannot be read or kept, one for this window alone, and why.
fn identity_or_passing(start: &Start) -> Result<(Arc<Identity>, Option<String>), Failure> {
    match identity(start) {
        Ok(identity) => Ok((identity, None)),
        Err(Failure::DataFolder { sentence }) => match Identity::generate() {
            Ok(passing) => Ok((Arc::new(passing), Some(sentence))),
            Err(_) => Err(Failure::DataFolder { sentence }),
        },
        Err(other) => Err(other),
    }
}

/// Whether the environment names a display; other systems than these always have one.
fn has_display(is_set: impl Fn(&str) -> bool) -> bool {
    let asks_environment = cfg!(all(unix, not(target_os = "macos")));
    !asks_environment || ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(is_set)
}

/// Runs the window and makes the panic of a display that does not answer into its words.
fn caught(window: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let words = panic.payload_as_str().unwrap_or_default();
        if !is_dead_display(words) {
            usual(panic);
        }
    }));
    let ended = panic::catch_unwind(AssertUnwindSafe(window));
    // Taking ours away leaves the default one.
    drop(panic::take_hook());
    ended.unwrap_or_else(|payload| {
        let words = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or_default();
        if is_dead_display(words) { Err(words.to_owned()) } else { panic::resume_unwind(payload) }
    })
}

/// Whether these are the words with which the toolkit gives up on opening its first window.
fn is_dead_display(words: &str) -> bool {
    let gave_up = words.starts_with("Create event loop");
    let misses_library = words.contains("could not be loaded") || words.contains("Could not load");
    gave_up || misses_library
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn a_display_is_one_of_three_variables() {
        assert!(!has_display(|_| false));
        for display in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            assert!(has_display(|name| name == display));
        }
    }

    #[test]
    fn a_panic_of_opening_the_display_is_a_failure_and_another_goes_on() {
        let dead = caught(|| panic!("Create event loop: Os(OsError)")).unwrap_err();
        assert!(dead.starts_with("Create event loop"));
        let library = caught(|| panic!("Library libxkbcommon-x11.so could not be loaded."));
        assert!(library.is_err());
        let other = panic::catch_unwind(|| caught(|| panic!("a fault of ours")));
        assert_eq!(other.unwrap_err().downcast_ref::<&str>(), Some(&"a fault of ours"));
    }
}
