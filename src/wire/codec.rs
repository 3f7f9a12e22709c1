//! Bytes to frames to words and back: length prefix, limits, bincode. Sans-IO.
//!
//! A frame is a `u32` big-endian length and exactly that many bytes: one bincode 2.0.1 value in
//! the standard configuration (variable-length integers, little endian), nothing after it, in the
//! one form that encoding it again yields. A length over the limit is refused when its four bytes
//! are there, before anything is stored for it; the buffer grows only by bytes that arrived.
//! This is the only module that may call bincode.

use bincode::{Decode, Encode, config};

use super::limits::{DECODE_BYTES, FRAME_BYTES, FRAME_BYTES_BEFORE_SIGN_IN};

const PREFIX: usize = 4;
/// A buffer that grew beyond this is given back once it is empty.
const BUFFER_KEPT: usize = 4 * 1024;

/// Why bytes are no frame of ours; the link they came from is of no further use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// The announced length is over the limit in force.
    #[error("frame of {length} bytes is over the limit of {limit}")]
    TooLong {
        /// Bytes announced or to be sent.
        length: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The bytes are not a value of the expected type.
    #[error("frame is not a word of the protocol")]
    Malformed,
    /// The value was complete, but bytes were left.
    #[error("frame has {left} bytes after its word")]
    Trailing {
        /// Bytes left over.
        left: usize,
    },
    /// The value is right, its encoding is not the one form.
    #[error("frame is not in the canonical form")]
    NotCanonical,
}

fn configuration() -> impl config::Config {
    config::standard().with_limit::<DECODE_BYTES>()
}

/// Appends a whole frame that carries `word`.
///
/// # Errors
/// [`CodecError::TooLong`] when the word outgrows [`FRAME_BYTES`]; `out` is left as it was.
pub fn encode<T: Encode>(word: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
    let start = out.len();
    out.extend_from_slice(&[0; PREFIX]);
    // Writing into a vector cannot fail; a failure could only be a value without an encoding.
    if bincode::encode_into_std_write(word, out, config::standard()).is_err() {
        out.truncate(start);
        return Err(CodecError::Malformed);
    }
    let length = out.len() - start - PREFIX;
    match u32::try_from(length) {
        Ok(prefix) if length <= FRAME_BYTES => {
            let bytes = out.iter_mut().skip(start);
            bytes.zip(prefix.to_be_bytes()).for_each(|(to, from)| *to = from);
            Ok(())
        }
        _ => {
            out.truncate(start);
            Err(CodecError::TooLong { length, limit: FRAME_BYTES })
        }
    }
}

/// Returns the one encoding of a value: what hashes and signatures are about.
#[must_use]
pub fn canonical<T: Encode>(value: &T) -> Vec<u8> {
    bincode::encode_to_vec(value, config::standard()).unwrap_or_default()
}

/// Reads one value that fills `bytes` exactly, in its one form.
///
/// # Errors
/// Every [`CodecError`] but `TooLong`.
pub fn decode<T: Encode + Decode<()>>(bytes: &[u8]) -> Result<T, CodecError> {
    let (word, used) =
        bincode::decode_from_slice::<T, _>(bytes, configuration()).map_err(|_| CodecError::Malformed)?;
    if used != bytes.len() {
        return Err(CodecError::Trailing { left: bytes.len().saturating_sub(used) });
    }
    let mut rest = Compare { expected: bytes };
    match bincode::encode_into_std_write(&word, &mut rest, config::standard()) {
        Ok(_) if rest.expected.is_empty() => Ok(word),
        _ => Err(CodecError::NotCanonical),
    }
}

/// A writer that accepts exactly the bytes it was made with: re-encoding without a buffer.
struct Compare<'a> {
    expected: &'a [u8],
}

impl std::io::Write for Compare<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self.expected.strip_prefix(bytes) {
            Some(rest) => {
                self.expected = rest;
                Ok(bytes.len())
            }
            None => Err(std::io::ErrorKind::InvalidData.into()),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Cuts arriving bytes into frames; any split of the bytes gives the same words.
#[derive(Debug)]
pub struct Decoder {
    buffer: Vec<u8>,
    /// Bytes of `buffer` already taken.
    taken: usize,
    limit: usize,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// Starts with the limit in force before sign-in.
    #[must_use]
    pub fn new() -> Self {
        Self { buffer: Vec::new(), taken: 0, limit: FRAME_BYTES_BEFORE_SIGN_IN }
    }

    /// Puts the limit in force that holds after sign-in.
    pub fn signed_in(&mut self) {
        self.limit = FRAME_BYTES;
    }

    /// Takes bytes as they arrived. Take every word with [`Self::poll_message`] before feeding again.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.taken == self.buffer.len() {
            self.taken = 0;
            self.buffer.clear();
            if self.buffer.capacity() > BUFFER_KEPT && bytes.len() <= BUFFER_KEPT {
                self.buffer = Vec::new();
            }
        } else if self.taken > 0 {
            self.buffer.drain(..self.taken);
            self.taken = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Returns the next whole word, or `None` when more bytes are needed.
    ///
    /// # Errors
    /// A [`CodecError`] after which nothing more can be read.
    pub fn poll_message<T: Encode + Decode<()>>(&mut self) -> Result<Option<T>, CodecError> {
        match self.frame()? {
            None => Ok(None),
            Some((from, to)) => {
                let word = decode(self.buffer.get(from..to).unwrap_or_default())?;
                self.taken = to;
                Ok(Some(word))
            }
        }
    }

    /// Returns the bytes held, whether of whole frames or of the beginning of one.
    #[must_use]
    pub fn buffered(&self) -> usize {
        self.buffer.len() - self.taken
    }

    fn frame(&self) -> Result<Option<(usize, usize)>, CodecError> {
        let waiting = self.buffer.get(self.taken..).unwrap_or_default();
        let Some((prefix, body)) = waiting.split_first_chunk::<PREFIX>() else { return Ok(None) };
        let length = usize::try_from(u32::from_be_bytes(*prefix)).unwrap_or(usize::MAX);
        if length > self.limit {
            return Err(CodecError::TooLong { length, limit: self.limit });
        }
        let from = self.taken + PREFIX;
        Ok((body.len() >= length).then_some((from, from + length)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hostile_length_is_refused_by_its_four_bytes() {
        let mut decoder = Decoder::new();
        decoder.feed(&u32::MAX.to_be_bytes());
        assert!(matches!(decoder.poll_message::<u64>(), Err(CodecError::TooLong { .. })));
        assert_eq!(decoder.buffered(), PREFIX);
    }

    #[test]
    fn the_limit_grows_with_sign_in() {
        let prefix = u32::try_from(FRAME_BYTES_BEFORE_SIGN_IN + 1).unwrap().to_be_bytes();
        let mut decoder = Decoder::new();
        decoder.feed(&prefix);
        assert!(decoder.poll_message::<u64>().is_err());
        let mut decoder = Decoder::new();
        decoder.signed_in();
        decoder.feed(&prefix);
        assert_eq!(decoder.poll_message::<u64>(), Ok(None));
    }

    #[test]
    fn a_number_in_a_longer_form_is_refused() {
        assert_eq!(decode::<u64>(&[5]), Ok(5));
        assert_eq!(decode::<u64>(&[251, 5, 0]), Err(CodecError::NotCanonical));
        assert_eq!(decode::<u64>(&[253, 5, 0, 0, 0, 0, 0, 0, 0]), Err(CodecError::NotCanonical));
    }

    #[test]
    fn bytes_left_over_are_an_error() {
        assert_eq!(decode::<u64>(&[5, 5]), Err(CodecError::Trailing { left: 1 }));
    }

    #[test]
    fn a_huge_inner_length_claims_no_memory() {
        for length in [1_u64 << 20, 1 << 30, u64::MAX] {
            let mut bytes = vec![253];
            bytes.extend_from_slice(&length.to_le_bytes());
            assert_eq!(decode::<Vec<u8>>(&bytes), Err(CodecError::Malformed));
        }
    }

    #[test]
    fn a_word_over_the_limit_is_not_sent() {
        let mut out = vec![1, 2, 3];
        assert!(encode(&vec![0_u8; FRAME_BYTES], &mut out).is_err());
        assert_eq!(out, [1, 2, 3]);
    }

    proptest! {
        #[test]
        fn any_split_gives_the_same_words(
            words in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 1..20),
            cuts in prop::collection::vec(1_usize..50, 1..60),
        ) {
            let mut bytes = Vec::new();
            words.iter().for_each(|word| encode(word, &mut bytes).unwrap());
            let (mut decoder, mut rest, mut got) = (Decoder::new(), bytes.as_slice(), Vec::new());
            let mut cuts = cuts.iter().cycle();
            while !rest.is_empty() {
                let (chunk, after) = rest.split_at((*cuts.next().unwrap()).min(rest.len()));
                decoder.feed(chunk);
                while let Some(word) = decoder.poll_message::<Vec<u8>>().unwrap() {
                    got.push(word);
                }
                rest = after;
            }
            prop_assert_eq!(got, words);
            prop_assert_eq!(decoder.buffered(), 0);
        }

        #[test]
        fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
            drop(decode::<crate::wire::Request>(&bytes));
            drop(decode::<crate::wire::Delivery>(&bytes));
            prop_assert!(decode::<crate::wire::Preamble>(&bytes).is_err() || bytes.len() > 6);
        }
    }
}
