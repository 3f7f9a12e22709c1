//! The publisher: the one task that shows what was appended.
//!
//! It takes the open batch, keeps it, signs one head for all of it, publishes it and rings. What is
//! appended meanwhile is the next batch, so there is no timer: the first message after a silence leaves
//! at once, and under load the batches grow with the time that keeping and signing take.

use super::room::Batch;
use super::shared::{SharedRoom, Turn};

/// Publishes batch after batch; returns when the room is closed and everything appended before is shown.
pub async fn publish(shared: SharedRoom) {
    loop {
        match shared.take_batch() {
            Turn::Batch(batch) => {
                keep(&batch).await;
                let head = batch.newest().map(|newest| shared.head(newest));
                shared.publish(batch, head);
            }
            Turn::Nothing => shared.appended().await,
            Turn::Over => return,
        }
    }
}

/// Keeps a batch before anybody sees it. A log in memory keeps it by having it.
async fn keep(_batch: &Batch) {}
