//! The key pair that this computer is known by, and the file it lies in.
//!
//! The private key is made at the first start, never leaves the data folder, never appears in a log,
//! and is never overwritten: a damaged file is an error for a person to decide about.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aws_lc_rs::rand;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};

use crate::wire::{
    Audience, Charter, Content, Domain, Draft, Head, Kind, Mark, Nonce, PublicKey, RoomId, Signature,
    Statement,
};

/// The identity's file within the data folder.
pub const FILE: &str = "identity.key";
const FIRST_LINE: &str = "maru identity 1: keep this file secret";
/// Longer than any identity file; a longer one is not read.
const FILE_BYTES_MAX: u64 = 1_024;

/// An Ed25519 key pair (RFC 8032) and the seed it was made from.
pub struct Identity {
    seed: [u8; 32],
    pair: Ed25519KeyPair,
    public: PublicKey,
}

impl fmt::Debug for Identity {
    /// Only the public part.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "identity of {:?}", self.public)
    }
}

/// Why there is no identity to work with.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IdentityError {
    /// The system gave no random bytes.
    #[error("system gave no random bytes")]
    NoRandomness,
    /// The file or its folder could not be read or written.
    #[error("cannot use {}: {cause}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: Arc<io::Error>,
    },
    /// The file is there but holds no identity; it was left as it is.
    #[error("{} holds no identity", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// Other users of this computer could read the file.
    #[error("{} can be read by others (mode {mode:o})", path.display())]
    TooOpen {
        /// The file.
        path: PathBuf,
        /// Its mode bits.
        mode: u32,
    },
}

impl Identity {
    /// Makes an identity of 32 secret bytes.
    ///
    /// # Errors
    /// [`IdentityError::NoRandomness`] never in practice: every 32 bytes are a seed.
    pub fn from_seed(seed: [u8; 32]) -> Result<Self, IdentityError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| IdentityError::NoRandomness)?;
        let public =
            <[u8; 32]>::try_from(pair.public_key().as_ref()).map_err(|_| IdentityError::NoRandomness)?;
        Ok(Self { seed, pair, public: PublicKey(public) })
    }

    /// Makes an identity that nobody had before.
    ///
    /// # Errors
    /// [`IdentityError::NoRandomness`] when the system has none.
    pub fn generate() -> Result<Self, IdentityError> {
        Self::from_seed(random()?)
    }

    /// Reads the identity in `folder`, or makes one there at the first start.
    ///
    /// # Errors
    /// Every [`IdentityError`]; a file that is there is never replaced.
    pub fn load_or_create(folder: &Path) -> Result<Self, IdentityError> {
        let path = folder.join(FILE);
        match Self::load(&path) {
            Err(IdentityError::File { cause, .. }) if cause.kind() == io::ErrorKind::NotFound => {
                let failed = |cause| IdentityError::File { path: path.clone(), cause: Arc::new(cause) };
                fs::create_dir_all(folder).map_err(failed)?;
                let identity = Self::generate()?;
                match identity.save(&path) {
                    Ok(()) => Ok(identity),
                    // Another start was faster: its identity is the one.
                    Err(IdentityError::File { cause, .. })
                        if cause.kind() == io::ErrorKind::AlreadyExists =>
                    {
                        Self::load(&path)
                    }
                    Err(error) => Err(error),
                }
            }
            loaded => loaded,
        }
    }

    /// Reads the identity in a file.
    ///
    /// # Errors
    /// Every [`IdentityError`].
    pub fn load(path: &Path) -> Result<Self, IdentityError> {
        let failed = |cause| IdentityError::File { path: path.to_owned(), cause: Arc::new(cause) };
        Self::read(path, File::open(path).map_err(failed)?)
    }

    /// Writes the identity to a file that is not there yet, for this person's eyes only.
    ///
    /// # Errors
    /// [`IdentityError::File`], also when a file is there; that one is left as it was.
    pub fn save(&self, path: &Path) -> Result<(), IdentityError> {
        self.write(path)
            .map_err(|cause| IdentityError::File { path: path.to_owned(), cause: Arc::new(cause) })
    }

    fn read(path: &Path, file: File) -> Result<Self, IdentityError> {
        let failed = |cause| IdentityError::File { path: path.to_owned(), cause: Arc::new(cause) };
        check_mode(path, &file.metadata().map_err(failed)?)?;
        let mut text = String::new();
        let damaged = || IdentityError::Damaged { path: path.to_owned() };
        match file.take(FILE_BYTES_MAX).read_to_string(&mut text) {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(damaged()),
            other => other.map_err(failed)?,
        };
        let mut lines = text.lines();
        if lines.next() != Some(FIRST_LINE) {
            return Err(damaged());
        }
        let seed = lines.next().and_then(|line| crate::wire::key::crockford().decode(line.as_bytes()).ok());
        let seed = seed.and_then(|seed| <[u8; 32]>::try_from(seed).ok()).ok_or_else(damaged)?;
        Self::from_seed(seed)
    }

    /// Writes a whole file beside the final name and links it there, which fails if one is there.
    fn write(&self, path: &Path) -> io::Result<()> {
        let temporary = path.with_added_extension(std::process::id().to_string());
        let result = (|| {
            let mut file = create_private(&temporary)?;
            let seed = crate::wire::key::crockford().encode(&self.seed);
            writeln!(file, "{FIRST_LINE}\n{seed}")?;
            file.sync_all()?;
            fs::hard_link(&temporary, path)
        })();
        let removed = fs::remove_file(&temporary);
        result.and(removed)
    }

    /// Returns the public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.public
    }

    /// Signs `message` under `domain`; the same bytes always give the same signature.
    #[must_use]
    pub fn sign(&self, domain: Domain, message: &[u8]) -> Signature {
        let mut out = [0; 64];
        let signature = self.pair.sign(&domain.bytes(message));
        out.iter_mut().zip(signature.as_ref()).for_each(|(to, from)| *to = *from);
        Signature(out)
    }

    /// Returns the key pair as PKCS #8 (RFC 8410), for TLS.
    ///
    /// # Errors
    /// [`IdentityError::NoRandomness`] never in practice.
    pub fn pkcs8(&self) -> Result<Vec<u8>, IdentityError> {
        let document = self.pair.to_pkcs8v1().map_err(|_| IdentityError::NoRandomness)?;
        Ok(document.as_ref().to_vec())
    }

    /// Signs something to say.
    #[must_use]
    pub fn draft(&self, room: RoomId, said: Said) -> Draft {
        let Said { audience, nonce, seen, kind, content } = said;
        let statement = Statement { room, audience, nonce, seen, kind, body: content.hash() };
        let signature = self.sign(Domain::Event, &statement.bytes());
        Draft { audience, nonce, seen, kind, content, signature }
    }

    /// Signs where a log stands.
    #[must_use]
    pub fn head(&self, room: RoomId, mark: Mark) -> Head {
        Head { room, mark, signature: self.sign(Domain::Head, &Head::message(room, mark)) }
    }

    /// Signs, as a room key, who hosts the room.
    #[must_use]
    pub fn charter(&self, host: PublicKey, epoch: u32) -> Charter {
        let signature = self.sign(Domain::Charter, &Charter::message(&host, epoch));
        Charter { room_key: self.public, host, epoch, signature }
    }
}

/// The parts of a statement, before it is signed.
#[derive(Clone, Debug)]
pub struct Said {
    /// For whom it is meant.
    pub audience: Audience,
    /// The author's number for it.
    pub nonce: Nonce,
    /// The newest public place the author has seen.
    pub seen: Mark,
    /// What it says.
    pub kind: Kind,
    /// Its body.
    pub content: Content,
}

/// Returns random bytes from the system.
///
/// # Errors
/// [`IdentityError::NoRandomness`] when it has none.
pub fn random<const N: usize>() -> Result<[u8; N], IdentityError> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).map_err(|_| IdentityError::NoRandomness)?;
    Ok(bytes)
}

#[cfg(unix)]
fn create_private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    drop(fs::remove_file(path));
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> io::Result<File> {
    drop(fs::remove_file(path));
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn check_mode(path: &Path, metadata: &fs::Metadata) -> Result<(), IdentityError> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 { Ok(()) } else { Err(IdentityError::TooOpen { path: path.to_owned(), mode }) }
}

#[cfg(not(unix))]
fn check_mode(_path: &Path, _metadata: &fs::Metadata) -> Result<(), IdentityError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_made_once_and_read_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let first = Identity::load_or_create(&folder.path().join("마루")).unwrap();
        let second = Identity::load_or_create(&folder.path().join("마루")).unwrap();
        assert_eq!(first.public(), second.public());
        assert_eq!(fs::read_dir(folder.path().join("마루")).unwrap().count(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn the_file_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        Identity::load_or_create(folder.path()).unwrap();
        let path = folder.path().join(FILE);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Identity::load_or_create(folder.path()), Err(IdentityError::TooOpen { .. })));
    }

    #[test]
    fn a_damaged_file_is_reported_and_kept() {
        for bytes in [&b""[..], b"\xff\xfe", b"maru identity 1: keep this file secret\nABC", &[b'x'; 5_000]] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(FILE);
            create_private(&path).unwrap().write_all(bytes).unwrap();
            assert!(matches!(Identity::load_or_create(folder.path()), Err(IdentityError::Damaged { .. })));
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
    }

    #[test]
    fn a_signature_of_one_domain_is_none_of_another() {
        let identity = Identity::from_seed([1; 32]).unwrap();
        let signature = identity.sign(Domain::Event, b"hello");
        assert!(identity.public().verify(Domain::Event, b"hello", &signature).is_ok());
        assert!(identity.public().verify(Domain::Head, b"hello", &signature).is_err());
        assert!(identity.public().verify(Domain::Event, b"hellp", &signature).is_err());
    }
}
