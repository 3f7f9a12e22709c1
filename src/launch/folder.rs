//! The data folder: one program alone uses it, as long as it runs.

use maru::client::sentence::of_store_error;
use maru::store::{Folder, Lock, StoreError};

use super::{Failure, Start};

impl Start {
    /// Returns where rooms lie.
    pub(super) fn folder(&self) -> Folder {
        Folder::new(&self.data_folder)
    }

    /// Takes the data folder for this program, until what is returned is dropped.
    pub(super) fn take_folder(&self) -> Result<Lock, Failure> {
        let phrases = self.phrases();
        self.folder().lock().map_err(|error| {
            if let StoreError::InUse { .. } = error {
                return Failure::FolderInUse { sentence: of_store_error(&phrases, &error) };
            }
            let (path, reason) = (self.data_folder.display().to_string(), error.to_string());
            let words = [("path", path.into()), ("reason", reason.into())];
            Failure::DataFolder { sentence: phrases.with("start-data-folder", &words) }
        })
    }
}
