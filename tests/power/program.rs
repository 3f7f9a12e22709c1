//! The program that loses power: a host's store at work, which says after each commit what was promised by it.
//!
//! Runs in a process of its own under `strace`. What it promises goes into a file, so that the promise stands in the
//! same trace as everything else, in the order in which things happened.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use futures::StreamExt as _;
use futures::stream::FuturesOrdered;
use maru::store::{Folder, Side, Store};
use maru::wire::{Hash, Seq};

use crate::chain::{Chain, ROOM};

/// Where promises are written, beside the data folder.
pub(crate) const PROMISES: &str = "promises";
/// Batches in flight, as a busy host has them.
const AHEAD: usize = 3;
/// Batches of each life; more than enough for the log to be written back into the file on the way.
const BATCHES: u64 = 160;
/// Lives, each of which ends in order.
const LIVES: u64 = 2;

/// The hashes of the whole public shelf, by place; the first stands for the beginning.
pub(crate) fn hashes(seed: u64) -> Vec<Hash> {
    let mut chain = Chain::new(seed);
    let mut hashes = vec![Hash::default()];
    for _ in 0..LIVES * BATCHES {
        hashes.extend(chain.hashes_of_batch());
    }
    hashes
}

/// Writes batch after batch and promises what is committed.
pub(crate) async fn run(root: &Path, seed: u64) {
    let promises = OpenOptions::new().create(true).append(true).open(root.join(PROMISES)).unwrap();
    let mut chain = Chain::new(seed);
    for _ in 0..LIVES {
        let folder = Folder::new(&root.join("data"));
        let lock = folder.lock().unwrap();
        let room = folder.lock_room(Side::Host, ROOM).unwrap();
        let (store, salvage) = Store::open(&folder.file(Side::Host, ROOM), ROOM, Side::Host).unwrap();
        assert_eq!(salvage, None);
        live(&store, &mut chain, &promises).await;
        store.close().await;
        drop((room, lock));
    }
}

async fn live(store: &Store, chain: &mut Chain, promises: &File) {
    let mut flying = FuturesOrdered::new();
    for at in 0..BATCHES {
        if flying.len() >= AHEAD {
            promise(promises, flying.next().await);
        }
        let batch = chain.batch();
        let last = chain.last.seq;
        flying.push_back(async move { store.commit(batch).await.map(|()| last) });
        if at % 20 == 7 {
            store.read(|database| database.last()).await.unwrap();
        }
    }
    while !flying.is_empty() {
        promise(promises, flying.next().await);
    }
}

fn promise(mut promises: &File, committed: Option<Result<Seq, maru::store::StoreError>>) {
    let last = committed.unwrap().unwrap();
    promises.write_all(format!("{last}\n").as_bytes()).unwrap();
}
