//! What a program did to its files, step by step, as `strace` saw it.
//!
//! Whatever could change a file in a way that is not known here is a failure, never passed over.

use std::collections::BTreeMap;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Everything that changes files, or makes changes last.
const CALLS: &str = "openat,open,creat,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,\
    copy_file_range,sendfile,splice,fsync,fdatasync,sync,syncfs,sync_file_range,msync,mmap,\
    rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir";

/// One step; paths are whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Folder(PathBuf),
    File(PathBuf),
    Write(PathBuf, usize, Vec<u8>),
    Resize(PathBuf, usize),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf),
    /// What was done to it before so many steps is on the disk from here on.
    Sync(PathBuf, usize),
}

/// Runs a program and returns what it did to everything below `root`.
pub(crate) fn record(command: &Command, root: &Path, log: &Path) -> Vec<Step> {
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-y", "-xx", "-s", "10000000", "-e", &format!("trace={CALLS}"), "-o"])
        .arg(log)
        .arg("--");
    strace.arg(command.get_program()).args(command.get_args()).stdin(Stdio::null()).stdout(Stdio::null());
    for (name, value) in command.get_envs() {
        strace.env(name, value.unwrap_or_default());
    }
    let output = strace.output().expect("strace is there; scripts/test installs it");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut reader = Reader { root, steps: Vec::new(), places: BTreeMap::new() };
    let mut begun = BTreeMap::new();
    for line in std::fs::read_to_string(log).unwrap().lines() {
        let (thread, said) = line.split_once(' ').unwrap();
        let said = said.trim_start();
        if let Some(beginning) = said.strip_suffix(" <unfinished ...>") {
            begun.insert(thread, (beginning, reader.steps.len()));
        } else if let Some((_, end)) = said.split_once(" resumed>").filter(|_| said.starts_with("<... ")) {
            let (beginning, at) = begun.remove(thread).unwrap();
            reader.read(&format!("{beginning}{end}"), at);
        } else {
            let at = reader.steps.len();
            reader.read(said, at);
        }
    }
    reader.steps
}

struct Reader<'a> {
    root: &'a Path,
    steps: Vec<Step>,
    /// How far each open file was written by whoever writes on and on.
    places: BTreeMap<usize, usize>,
}

/// What stands between the brackets of a call, one after another.
#[derive(Debug)]
enum Word {
    Number(usize),
    Text(Vec<u8>),
    /// An open file by its number and path.
    Open(usize, PathBuf),
    Other(String),
}

impl Reader<'_> {
    /// Reads one call that began when there were `at` steps.
    fn read(&mut self, said: &str, at: usize) {
        let Some((call, rest)) = said.split_once('(') else { return };
        let Some((arguments, result)) = rest.rsplit_once(" = ") else { return };
        if result.starts_with('-') {
            return;
        }
        let words = words(arguments.trim_end().trim_end_matches(')'));
        let ours = |path: &Path| path.starts_with(self.root);
        let touched = words.iter().any(|word| match word {
            Word::Open(_, path) => ours(path),
            Word::Text(bytes) => ours(&path_of(bytes)),
            _ => false,
        });
        if !touched {
            return;
        }
        match (call, words.as_slice()) {
            ("openat", [_, Word::Text(path), Word::Other(flags), ..]) => {
                self.open(path_of(path), flags, result);
            }
            ("write", [Word::Open(file, path), Word::Text(bytes), ..]) => {
                let place = self.places.entry(*file).or_default();
                let from = std::mem::replace(place, *place + bytes.len());
                self.write(path, from, bytes, result);
            }
            ("pwrite64", [Word::Open(_, path), Word::Text(bytes), _, Word::Number(from)]) => {
                self.write(path, *from, bytes, result);
            }
            ("ftruncate", [Word::Open(_, path), Word::Number(size)]) => {
                self.steps.push(Step::Resize(path.clone(), *size));
            }
            ("fsync" | "fdatasync", [Word::Open(_, path)]) => self.steps.push(Step::Sync(path.clone(), at)),
            ("mkdir", [Word::Text(path), ..]) => self.steps.push(Step::Folder(path_of(path))),
            ("unlink", [Word::Text(path)]) => self.steps.push(Step::Remove(path_of(path))),
            ("rename", [Word::Text(from), Word::Text(to)]) => {
                self.steps.push(Step::Rename(path_of(from), path_of(to)));
            }
            // Readers' index, made anew after a crash; what is in it counts for nothing.
            ("mmap", words) if is_index(words) || !arguments.contains("MAP_SHARED") => {}
            other => panic!("not known: {other:?}"),
        }
    }

    fn open(&mut self, path: PathBuf, flags: &str, result: &str) {
        let file: usize = result.split('<').next().and_then(|number| number.parse().ok()).unwrap();
        self.places.insert(file, 0);
        let known = self.steps.iter().rev().find_map(|step| match step {
            Step::File(other) => (*other == path).then_some(true),
            Step::Remove(other) => (*other == path).then_some(false),
            Step::Rename(from, to) => (*to == path).then_some(true).or((*from == path).then_some(false)),
            _ => None,
        });
        assert!(!flags.contains("O_APPEND") || known != Some(true), "not known: adding to {path:?}");
        if flags.contains("O_CREAT") && known != Some(true) {
            self.steps.push(Step::File(path));
        } else if flags.contains("O_TRUNC") {
            self.steps.push(Step::Resize(path, 0));
        }
    }

    fn write(&mut self, path: &Path, from: usize, bytes: &[u8], result: &str) {
        assert_eq!(result.parse(), Ok(bytes.len()), "written in one piece");
        self.steps.push(Step::Write(path.to_owned(), from, bytes.to_vec()));
    }
}

fn is_index(words: &[Word]) -> bool {
    words.iter().any(|word| matches!(word, Word::Open(_, path) if path.to_string_lossy().ends_with("-shm")))
}

fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(std::ffi::OsString::from_vec(bytes.to_vec()))
}

fn words(arguments: &str) -> Vec<Word> {
    arguments.split(", ").map(word).collect()
}

fn word(said: &str) -> Word {
    if let Some(text) = said.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        return Word::Text(unhex(text));
    }
    if let Some((number, path)) = said.strip_suffix('>').and_then(|said| said.split_once('<'))
        && let Ok(number) = number.parse()
    {
        return Word::Open(number, path_of(&unhex(path)));
    }
    said.parse().map_or_else(|_| Word::Other(said.to_owned()), Word::Number)
}

/// Reads `\x6d\x61`.
fn unhex(text: &str) -> Vec<u8> {
    let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes = text.as_bytes().chunks(4).map(|chunk| match chunk {
        [b'\\', b'x', high, low] => Some(digit(*high)? * 16 + digit(*low)?),
        _ => None,
    });
    bytes.collect::<Option<_>>().unwrap_or_else(|| text.as_bytes().to_vec())
}
