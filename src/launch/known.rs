//! What this computer knows of rooms and hosts, for every role that goes into one.

use maru::client::trust::{Known, TrustError};

use super::{Failure, Start, warn};

impl Start {
    /// Reads what is known; a list that cannot be understood is kept under another name, and the person is told.
    pub(super) fn known(&self) -> Result<Known, Failure> {
        let phrases = self.phrases();
        let failed = |error: &TrustError| {
            let (path, reason) = (self.data_folder.display().to_string(), error.to_string());
            let words = [("path", path.into()), ("reason", reason.into())];
            Failure::DataFolder { sentence: phrases.with("start-data-folder", &words) }
        };
        match Known::load(&self.data_folder) {
            Err(TrustError::Damaged { aside, .. }) => {
                let path = aside.display().to_string();
                warn(&phrases.with("start-rooms-damaged", &[("path", path.into())]));
                Known::load(&self.data_folder).map_err(|error| failed(&error))
            }
            loaded => loaded.map_err(|error| failed(&error)),
        }
    }
}
