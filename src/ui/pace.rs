//! How often the window hears of a room in which very much is said: ten times a second.
//!
//! Nobody reads faster, and a frame in which every line is another one costs the window three times a frame that stands.
//! Nothing is dropped or put in another order, and where little is said nothing waits.

use std::time::Duration;

use futures::stream::unfold;
use futures::{FutureExt as _, Stream, StreamExt as _};

/// How many things at once are very much.
const CROWD: usize = 8;
/// How long the window is left alone then.
const REST: Duration = Duration::from_millis(100);

/// Gathers what is told while very much is.
pub(super) fn paced<T: Send + 'static>(
    batches: impl Stream<Item = Vec<T>> + Send + 'static,
) -> impl Stream<Item = Vec<T>> + Send {
    unfold((Box::pin(batches.fuse()), false), |(mut batches, is_crowded)| async move {
        let mut batch = batches.next().await?;
        if is_crowded {
            tokio::time::sleep(REST).await;
            while let Some(Some(more)) = batches.next().now_or_never() {
                batch.extend(more);
            }
        }
        let is_crowded = batch.len() > CROWD;
        Some((batch, (batches, is_crowded)))
    })
}

#[cfg(test)]
mod tests {
    use futures::stream::iter;
    use tokio::time::{Instant, sleep};

    use super::*;

    /// Tells so many things at a time, one batch each millisecond; returns what was heard, and after how many milliseconds.
    async fn heard(sizes: Vec<usize>) -> Vec<(Vec<usize>, u128)> {
        let ends = sizes.iter().scan(0, |end, size| {
            *end += size;
            Some(*end - size..*end)
        });
        let (sender, receiver) = futures::channel::mpsc::unbounded();
        let ends: Vec<_> = ends.collect();
        tokio::spawn(async move {
            for things in ends {
                sleep(Duration::from_millis(1)).await;
                sender.unbounded_send(things.collect::<Vec<_>>()).unwrap();
            }
        });
        let began = Instant::now();
        paced(receiver).map(|batch| (batch, began.elapsed().as_millis())).collect().await
    }

    #[tokio::test(start_paused = true)]
    async fn where_little_is_said_nothing_waits() {
        let heard = heard(vec![1, CROWD, 1]).await;
        let moments: Vec<_> = heard.iter().map(|(batch, moment)| (batch.len(), *moment)).collect();
        assert_eq!(moments, [(1, 1), (CROWD, 2), (1, 3)]);
    }

    #[tokio::test(start_paused = true)]
    async fn where_very_much_is_said_the_window_hears_all_of_it_ten_times_a_second() {
        let heard = heard(vec![CROWD + 1; 1_000]).await;
        assert!((10..=12).contains(&heard.len()), "{} frames in a second", heard.len());
        let things: Vec<_> = heard.into_iter().flat_map(|(batch, _)| batch).collect();
        assert_eq!(things, (0..1_000 * (CROWD + 1)).collect::<Vec<_>>());
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_told_before_the_end_is_heard() {
        let heard: Vec<_> = paced(iter([vec![0; CROWD + 1], vec![1], vec![2]])).collect().await;
        assert_eq!(heard, [vec![0; CROWD + 1], vec![1, 2]]);
    }
}
