//! Keys, signatures, hashes and how people read them.
//!
//! Holds public material only; private keys live in [`crate::identity`] and never reach this module.

use std::fmt;

use aws_lc_rs::digest;
use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use bincode::{Decode, Encode};
use data_encoding::Encoding;

/// An Ed25519 public key (RFC 8032): who a member or a host is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// Checks `signature` over the concatenation of `domain` and `message`.
    ///
    /// # Errors
    /// [`BadSignature`] when this key did not sign exactly these bytes under this domain.
    pub fn verify(&self, domain: Domain, message: &[u8], signature: &Signature) -> Result<(), BadSignature> {
        let bytes = domain.bytes(message);
        UnparsedPublicKey::new(&ED25519, self.0).verify(&bytes, &signature.0).map_err(|_| BadSignature)
    }

    /// Returns what people compare: 160 bits of SHA-256 of the key.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let Hash(hash) = Hash::of(&[&self.0]);
        let mut short = [0; 20];
        short.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Fingerprint(short)
    }

    /// Returns the first four characters of the fingerprint: the mark beside a name.
    #[must_use]
    pub fn mark(&self) -> String {
        self.fingerprint().to_string().chars().take(4).collect()
    }
}

impl fmt::Debug for PublicKey {
    /// Six characters: enough to tell members apart in a log, too few to be an address book.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = self.fingerprint().to_string().chars().filter(|c| *c != ' ').take(6).collect();
        write!(f, "key:{text}")
    }
}

/// 160 bits of a key's SHA-256: what an invite pins and people read aloud.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Fingerprint(pub [u8; 20]);

impl fmt::Display for Fingerprint {
    /// 32 Crockford base32 characters in 8 groups of 4.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = crockford().encode(&self.0);
        for (at, character) in text.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fingerprint:{self}")
    }
}

/// An Ed25519 signature (RFC 8032).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Signature(pub [u8; 64]);

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("signature")
    }
}

/// What a signature is about; part of the signed bytes, so that none can be passed off as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// An author's statement.
    Event,
    /// A host's head of the log.
    Head,
    /// A room key's word on who hosts it.
    Charter,
}

impl Domain {
    /// Returns the exact bytes to sign or to check: the domain's prefix, then `message`.
    #[must_use]
    pub fn bytes(self, message: &[u8]) -> Vec<u8> {
        let prefix: &[u8] = match self {
            Self::Event => b"maru-event-v1",
            Self::Head => b"maru-head-v1",
            Self::Charter => b"maru-charter-v1",
        };
        [prefix, message].concat()
    }
}

/// The signature does not belong to this key and these bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("signature does not belong to this key and these bytes")]
pub struct BadSignature;

/// A SHA-256 digest (FIPS 180-4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Default)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Hashes the concatenation of `parts`.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut context = digest::Context::new(&digest::SHA256);
        parts.iter().for_each(|part| context.update(part));
        let mut out = [0; 32];
        out.iter_mut().zip(context.finish().as_ref()).for_each(|(to, from)| *to = *from);
        Self(out)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, ..] = self.0;
        write!(f, "hash:{a:02x}{b:02x}{c:02x}")
    }
}

/// A room, by the first 8 bytes of SHA-256 of its room key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct RoomId(pub [u8; 8]);

impl RoomId {
    /// Returns the id of the room whose key is `key`.
    #[must_use]
    pub fn of(key: &PublicKey) -> Self {
        let Hash(hash) = Hash::of(&[&key.0]);
        let mut id = [0; 8];
        id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Self(id)
    }
}

impl fmt::Display for RoomId {
    /// 13 Crockford base32 characters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crockford().encode(&self.0))
    }
}

impl fmt::Debug for RoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "room:{self}")
    }
}

/// Returns Crockford's base32: upper case out; any case, and I, L, O for 1, 1, 0, in.
#[must_use]
pub fn crockford() -> &'static Encoding {
    static ENCODING: std::sync::OnceLock<Encoding> = std::sync::OnceLock::new();
    ENCODING.get_or_init(|| {
        let mut specification = data_encoding::Specification::new();
        specification.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
        specification.translate.from.push_str("abcdefghjkmnpqrstvwxyzOoIiLl");
        specification.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
        specification.encoding().unwrap_or(data_encoding::BASE32_NOPAD)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crockford_reads_what_people_confuse() {
        assert_eq!(crockford().encode(b"maru"), "DNGQ4X8");
        assert_eq!(crockford().decode(b"dngq4x8").unwrap(), b"maru");
        assert_eq!(crockford().decode(b"OIlLoO00").unwrap(), crockford().decode(b"01110000").unwrap());
    }

    #[test]
    fn a_fingerprint_reads_as_eight_groups_of_four() {
        let text = PublicKey([7; 32]).fingerprint().to_string();
        assert_eq!(text.len(), 32 + 7);
        assert_eq!(text.split(' ').count(), 8);
    }
}
