//! `Disk`: which files may be found after power was lost, by what was synced until then.
//!
//! What was synced is there. Of what came later any part may be: a write whole, by some of its sectors, or not at all,
//! in any order. A name is there once its folder was synced, and so is a folder's.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::random::Random;
use crate::trace::Step;

/// A disk writes so many bytes whole or not at all.
const SECTOR: usize = 512;

/// How much of what was not synced is found all the same.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Luck {
    None,
    Full,
    /// Some of it, by seed.
    Some(u64),
}

#[derive(Clone, Debug)]
enum Change {
    Write(usize, Vec<u8>),
    Resize(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Folder,
    File(usize),
}

#[derive(Clone, Debug)]
enum Naming {
    Set(PathBuf, Node),
    Unset(PathBuf),
    Move(PathBuf, PathBuf),
}

#[derive(Default)]
struct File {
    durable: Vec<u8>,
    later: Vec<(usize, Change)>,
}

/// All that is known of a disk after some steps.
#[derive(Default)]
pub(crate) struct Disk {
    steps: usize,
    files: Vec<File>,
    /// Names as the program sees them.
    names: BTreeMap<PathBuf, Node>,
    durable: BTreeMap<PathBuf, Node>,
    later: Vec<(usize, Naming)>,
}

impl Disk {
    pub(crate) fn take(&mut self, step: &Step) {
        let at = self.steps;
        self.steps += 1;
        match step {
            Step::Folder(path) => self.name(at, Naming::Set(path.clone(), Node::Folder)),
            Step::File(path) => {
                self.files.push(File::default());
                self.name(at, Naming::Set(path.clone(), Node::File(self.files.len() - 1)));
            }
            Step::Remove(path) => self.name(at, Naming::Unset(path.clone())),
            Step::Rename(from, to) => self.name(at, Naming::Move(from.clone(), to.clone())),
            Step::Write(path, from, bytes) => self.change(at, path, Change::Write(*from, bytes.clone())),
            Step::Resize(path, size) => self.change(at, path, Change::Resize(*size)),
            Step::Sync(path, before) => self.sync(path, *before),
        }
    }

    fn name(&mut self, at: usize, naming: Naming) {
        naming.apply(&mut self.names);
        self.later.push((at, naming));
    }

    fn change(&mut self, at: usize, path: &Path, change: Change) {
        // A file that was removed while it was open matters to nobody.
        if let Some(Node::File(file)) = self.names.get(path) {
            self.files[*file].later.push((at, change));
        }
    }

    fn sync(&mut self, path: &Path, before: usize) {
        if let Some(Node::File(file)) = self.names.get(path) {
            let File { durable, later } = &mut self.files[*file];
            later.iter().filter(|(at, _)| *at < before).for_each(|(_, change)| change.apply(durable));
            later.retain(|(at, _)| *at >= before);
            return;
        }
        let durable = &mut self.durable;
        self.later.retain(|(at, naming)| {
            let lasts = *at < before && naming.folder() == path;
            if lasts {
                naming.apply(durable);
            }
            !lasts
        });
    }

    /// Puts what may be found below `from` into the empty folder `to`.
    pub(crate) fn put(&self, luck: Luck, from: &Path, to: &Path) {
        let mut random = Random::new(match luck {
            Luck::Some(seed) => seed,
            Luck::None | Luck::Full => 0,
        });
        let mut names = self.durable.clone();
        // A file system keeps the order of names, if nothing else.
        let many = match luck {
            Luck::None => 0,
            Luck::Full => self.later.len(),
            Luck::Some(_) => random.below(self.later.len() + 1),
        };
        self.later.iter().take(many).for_each(|(_, naming)| naming.apply(&mut names));
        // Folders stand before what lies in them.
        for (path, node) in &names {
            let Ok(path) = path.strip_prefix(from) else { continue };
            let path = to.join(path);
            if !path.parent().is_some_and(Path::exists) {
                continue;
            }
            match node {
                Node::Folder => fs::create_dir(&path).unwrap(),
                Node::File(file) => fs::write(&path, self.files[*file].found(luck, &mut random)).unwrap(),
            }
        }
    }
}

impl File {
    fn found(&self, luck: Luck, random: &mut Random) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        let percent = random.between(5, 95);
        for (_, change) in &self.later {
            match (luck, change) {
                (Luck::None, _) => {}
                (Luck::Full, change) => change.apply(&mut bytes),
                (Luck::Some(_), Change::Resize(_)) => {
                    if random.chance(percent) {
                        change.apply(&mut bytes);
                    }
                }
                (Luck::Some(_), Change::Write(from, written)) => {
                    let mut at = *from;
                    while at < from + written.len() {
                        let end = (at / SECTOR * SECTOR + SECTOR).min(from + written.len());
                        if random.chance(percent) {
                            Change::Write(at, written[at - from..end - from].to_vec()).apply(&mut bytes);
                        }
                        at = end;
                    }
                }
            }
        }
        bytes
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write(from, written) => {
                let end = from + written.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                bytes[*from..end].copy_from_slice(written);
            }
            Self::Resize(size) => bytes.resize(*size, 0),
        }
    }
}

impl Naming {
    fn folder(&self) -> &Path {
        let (Self::Set(path, _) | Self::Unset(path) | Self::Move(path, _)) = self;
        path.parent().unwrap_or(path)
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, Node>) {
        match self {
            Self::Set(path, node) => drop(names.insert(path.clone(), *node)),
            Self::Unset(path) => drop(names.remove(path)),
            Self::Move(from, to) => {
                assert_eq!(from.parent(), to.parent(), "not known: a name moves to another folder");
                if let Some(node) = names.remove(from) {
                    names.insert(to.clone(), node);
                }
            }
        }
    }
}
