//! The publisher: the one task that shows what was appended.
//!
//! It takes the open batch, keeps it, signs one head for all of it, publishes it and rings. What is
//! appended meanwhile is the next batch, so there is no timer: the first message after a silence leaves
//! at once, and under load the batches grow with the time that keeping and signing take.

use super::keeper::Keeper;
use super::shared::{SharedRoom, Turn};

/// Publishes batch after batch; returns when the room is closed and everything appended before is shown
/// and kept.
pub async fn publish(shared: SharedRoom, mut keeper: Keeper) {
    loop {
        match shared.take_batch() {
            Turn::Batch(batch) => {
                keeper.keep(&batch).await;
                let head = batch.newest().map(|newest| shared.head(newest));
                shared.publish(batch, head);
                if let Some(floor) = keeper.trim(shared.now()).await {
                    shared.with(|room| room.kept_from(floor));
                }
            }
            Turn::Nothing => tokio::select! {
                biased;
                () = shared.appended() => {}
                () = keeper.pay() => {}
            },
            Turn::Over => return keeper.close().await,
        }
    }
}
