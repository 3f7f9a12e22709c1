//! What was taken off the sockets, looked at after the clock stopped: nothing lost, nothing twice, one
//! order, one chain; and when each event was there.

use std::io::{Read as _, Write as _};

use maru::wire::{Delivery, Event, Mark, PublicKey, decode};

use super::child::Nanos;
use super::member::{Capture, Secrets};

/// The number of [`Delivery::Event`] among the deliveries, as it stands in a frame's first byte.
pub(crate) const EVENT: u8 = 3;

/// Bytes off a socket to frames.
pub(crate) struct Stream {
    secrets: Option<Box<Secrets>>,
    /// The beginning of a frame whose rest is still to come.
    rest: Vec<u8>,
}

impl Stream {
    pub(crate) fn plain() -> Self {
        Self { secrets: None, rest: Vec::new() }
    }

    pub(crate) fn secure(mut secrets: Secrets) -> Self {
        let mut rest = Vec::new();
        // What was decrypted together with the first words is still in there.
        drop(secrets.reader().read_to_end(&mut rest));
        let mut stream = Self { secrets: Some(Box::new(secrets)), rest };
        stream.skip(&[]);
        stream
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.secrets.is_some()
    }

    /// Returns what goes over the socket so that these bytes arrive.
    pub(crate) fn seal(&mut self, bytes: &[u8]) -> Vec<u8> {
        let Some(secrets) = &mut self.secrets else { return bytes.to_vec() };
        let mut sealed = Vec::new();
        secrets.writer().write_all(bytes).unwrap();
        while secrets.wants_write() {
            secrets.write_tls(&mut sealed).unwrap();
        }
        sealed
    }

    /// Follows the stream without keeping anything.
    pub(crate) fn skip(&mut self, bytes: &[u8]) {
        self.events(bytes, |_| {});
    }

    /// Calls `each` with every event frame that these bytes complete.
    fn events(&mut self, bytes: &[u8], mut each: impl FnMut(&[u8])) {
        self.open(bytes);
        let mut at = 0;
        while let Some(prefix) = self.rest[at..].first_chunk::<4>() {
            let end = at + 4 + u32::from_be_bytes(*prefix) as usize;
            let Some(frame) = self.rest.get(at..end) else { break };
            if frame[4] == EVENT {
                each(frame);
            }
            at = end;
        }
        self.rest.drain(..at);
        if self.rest.is_empty() {
            self.rest = Vec::new();
        }
    }

    fn open(&mut self, mut bytes: &[u8]) {
        let Some(secrets) = &mut self.secrets else { return self.rest.extend_from_slice(bytes) };
        while !bytes.is_empty() {
            secrets.read_tls(&mut bytes).unwrap();
            secrets.process_new_packets().unwrap();
            drop(secrets.reader().read_to_end(&mut self.rest));
        }
    }
}

/// The events of one measurement, as the first member got them.
#[derive(Default)]
pub(crate) struct Heard {
    frames: Vec<u8>,
    count: usize,
}

impl Heard {
    /// Reads what a member took; returns when each event was there. The first one's events are the
    /// others' measure: byte for byte the same.
    pub(crate) fn arrivals(&mut self, stream: &mut Stream, capture: &Capture) -> Vec<Nanos> {
        let (first, mut from, mut place) = (self.count == 0, 0, 0);
        let mut times = Vec::with_capacity(self.count);
        for (upto, time) in &capture.reads {
            stream.events(&capture.bytes[from..*upto], |frame| {
                if first {
                    self.frames.extend_from_slice(frame);
                } else {
                    assert_eq!(
                        self.frames.get(place..place + frame.len()),
                        Some(frame),
                        "not the same events"
                    );
                }
                place += frame.len();
                times.push(*time);
            });
            from = *upto;
        }
        if first {
            self.count = times.len();
        }
        assert_eq!(times.len(), self.count, "some were lost, or came twice");
        times
    }

    /// Returns who said what, and checks that each event stands on the one before it.
    pub(crate) fn chain(&self) -> Vec<(PublicKey, u64)> {
        let (mut bytes, mut said, mut last) = (&self.frames[..], Vec::new(), None::<Mark>);
        while let Some(prefix) = bytes.first_chunk::<4>() {
            let (frame, rest) = bytes.split_at(4 + u32::from_be_bytes(*prefix) as usize);
            bytes = rest;
            let event: Event = match decode(&frame[4..]).unwrap() {
                Delivery::Event(event) => event,
                other => panic!("{other:?}"),
            };
            if let Some(last) = last {
                let (seq, previous) = (event.header.slot.seq(), event.header.previous);
                assert_eq!((seq, previous), (last.seq + 1, last.hash), "not one chain");
            }
            last = Some(event.mark());
            said.push((event.header.author, event.header.nonce));
        }
        said
    }

    pub(crate) fn count(&self) -> usize {
        self.count
    }
}
