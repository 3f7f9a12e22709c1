//! How it stands with the disk under a hosted room, told at a terminal: on standard error, or as JSON lines.

use std::io::{self, Write as _};

use maru::cli::Output;
use maru::client::sentence::{of_salvage, of_store_error};
use maru::host::{Host, Keeping};
use maru::phrase::Phrases;
use maru::store::StoreError;
use serde_json::json;
use tokio::runtime::Builder;
use tokio::sync::watch;

/// Tells what was lost when the room was opened, and from then on whatever changes, until the room is closed.
pub(super) fn tell_keeping(host: &Host, phrases: &Phrases, output: Output) {
    if let Some(salvage) = host.salvage() {
        tell(output, "salvaged", &of_salvage(phrases, salvage));
    }
    let (keeping, phrases) = (host.keeping(), phrases.clone());
    let watching = Builder::new_current_thread().build().and_then(|runtime| {
        std::thread::Builder::new()
            .name("keeping".to_owned())
            .spawn(move || runtime.block_on(tell_changes(keeping, &phrases, output)))
    });
    if let Err(error) = watching {
        tracing::warn!(%error, "no thread to tell how it stands with the disk");
    }
}

/// Tells every change until the host lets go of its end, which is when the room is closed.
async fn tell_changes(mut keeping: watch::Receiver<Keeping>, phrases: &Phrases, output: Output) {
    let mut is_kept = true;
    while keeping.changed().await.is_ok() {
        let now = keeping.borrow_and_update().clone();
        match now {
            Keeping::NotKept(error) => {
                tell(output, "not_kept", &not_kept(phrases, &error));
                is_kept = false;
            }
            Keeping::Kept | Keeping::Memory if is_kept => {}
            Keeping::Kept | Keeping::Memory => {
                tell(output, "kept_again", &phrases.text("notice-kept-again"));
                is_kept = true;
            }
        }
    }
}

fn not_kept(phrases: &Phrases, error: &StoreError) -> String {
    phrases.with("notice-not-kept", &[("reason", of_store_error(phrases, error).into())])
}

fn tell(output: Output, state: &str, sentence: &str) {
    match output {
        Output::Sentences => super::warn(sentence),
        Output::Json => {
            let line = json!({"type": "history", "state": state, "sentence": sentence});
            // With standard output closed there is nobody left to tell.
            drop(writeln!(io::stdout().lock(), "{line}"));
        }
    }
}
