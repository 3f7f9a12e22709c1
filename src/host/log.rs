//! The public shelf: append, chain, one byte log, read after a place. Pure.
//!
//! An event is encoded once, as a complete frame, into segments with absolute offsets; a reader owns
//! nothing but an offset, always at the beginning of a frame. The log has two ends: what is appended
//! and what is published. What lies between is a [`Portion`], which is taken out, kept and put back as a
//! whole; readers see only what is published. Oldest events go when a bound is met. An erased body leaves
//! its place: offsets stay, only fewer bytes lie there.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use crate::wire::limits::{LOG_BYTES, LOG_EVENTS, SEGMENT_BYTES};
use crate::wire::{Body, CodecError, Delivery, Event, Head, Mark, Seq, Time, encode};

/// What a log keeps at most.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Events.
    pub events: usize,
    /// Bytes of whole frames.
    pub bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { events: LOG_EVENTS, bytes: LOG_BYTES }
    }
}

/// Whole frames at consecutive offsets; replaced, never changed, while a reader holds them.
#[derive(Debug)]
struct Segment {
    start: u64,
    bytes: Arc<Vec<u8>>,
    /// Bytes that lay here before a body was erased; such a segment is one frame and takes no other.
    saved: u64,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    offset: u64,
    mark: Mark,
}

/// Bytes to write next: whole frames within one segment.
#[derive(Clone, Debug)]
pub struct Chunk {
    segment: Arc<Vec<u8>>,
    range: Range<usize>,
    /// Offsets behind the last byte where nothing lies any more.
    saved: u64,
}

impl Chunk {
    /// Returns the bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.segment.get(self.range.clone()).unwrap_or_default()
    }

    /// Returns how far a reader moves on that took this many bytes, whole frames.
    #[must_use]
    pub fn passed(&self, taken: usize) -> u64 {
        let saved = if taken >= self.range.len() { self.saved } else { 0 };
        u64::try_from(taken).unwrap_or(u64::MAX).saturating_add(saved)
    }
}

/// What a reader at some offset is to do.
#[derive(Clone, Debug)]
pub enum Read {
    /// Write this.
    Chunk(Chunk),
    /// Everything up to the target was read.
    UpToDate,
    /// What was there is no longer kept: tell the mark, and go on at the offset.
    Gap(Mark, u64),
}

/// Events that were appended one after another and that nobody has seen yet.
#[derive(Debug, Default)]
pub struct Portion {
    frames: Vec<u8>,
    /// Where each frame begins, and the event's mark and time.
    begins: Vec<(usize, Mark, Time)>,
}

impl Portion {
    /// Returns each event's mark, time and whole frame, in order.
    pub fn events(&self) -> impl Iterator<Item = (Mark, Time, &[u8])> {
        let ends = self.begins.iter().skip(1).map(|(begin, ..)| *begin).chain([self.frames.len()]);
        let frame = |begin: usize, end: usize| self.frames.get(begin..end).unwrap_or_default();
        self.begins.iter().zip(ends).map(move |((begin, mark, time), end)| (*mark, *time, frame(*begin, end)))
    }

    /// Returns the newest event, if there is one at all.
    #[must_use]
    pub fn newest(&self) -> Option<Mark> {
        self.begins.last().map(|(_, mark, _)| *mark)
    }
}

/// The public shelf of one room.
#[derive(Debug)]
pub struct Log {
    bounds: Bounds,
    segments: VecDeque<Segment>,
    /// Events kept, oldest first.
    entries: VecDeque<Entry>,
    /// What stands just before the oldest event kept.
    before: Mark,
    /// Appended since the last portion was taken.
    open: Portion,
    appended: Mark,
    published: Mark,
    /// Where the newest head begins.
    published_head: u64,
}

impl Log {
    /// Starts empty.
    #[must_use]
    pub fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            segments: VecDeque::new(),
            entries: VecDeque::new(),
            before: Mark::default(),
            open: Portion::default(),
            appended: Mark::default(),
            published: Mark::default(),
            published_head: 0,
        }
    }

    /// Goes on behind events that were kept: `rows` are whole frames without a hole behind `before`,
    /// and `head` is the host's word for the newest of them.
    ///
    /// # Errors
    /// [`CodecError`] never in practice: a head always fits.
    pub fn restored<'a>(
        bounds: Bounds,
        before: Mark,
        rows: impl IntoIterator<Item = (Mark, &'a [u8])>,
        head: Head,
    ) -> Result<Self, CodecError> {
        let mut log = Self { before, appended: before, published: before, ..Self::new(bounds) };
        for (mark, frame) in rows {
            log.put(mark, frame);
        }
        log.appended = log.published;
        log.published_head = log.end();
        encode(&Delivery::Head(head), log.segment())?;
        log.trim();
        Ok(log)
    }

    /// Appends an event that follows [`Self::appended`]; readers do not see it yet.
    ///
    /// # Errors
    /// [`CodecError`] when it does not fit a frame; nothing was appended.
    pub fn append(&mut self, event: Event) -> Result<Mark, CodecError> {
        let (mark, time) = (event.mark(), event.header.time);
        let begin = self.open.frames.len();
        encode(&Delivery::Event(event), &mut self.open.frames)?;
        self.open.begins.push((begin, mark, time));
        self.appended = mark;
        Ok(mark)
    }

    /// Returns how many bytes were appended since the last portion was taken.
    #[must_use]
    pub fn open_bytes(&self) -> usize {
        self.open.frames.len()
    }

    /// Takes out what was appended; it comes back by [`Self::publish`], before the next is taken.
    #[must_use]
    pub fn take(&mut self) -> Portion {
        std::mem::take(&mut self.open)
    }

    /// Shows a portion that was taken to the readers, followed by the host's head.
    ///
    /// # Errors
    /// [`CodecError`] never in practice: a head always fits.
    pub fn publish(&mut self, portion: &Portion, head: Head) -> Result<(), CodecError> {
        for (mark, _, frame) in portion.events() {
            self.put(mark, frame);
        }
        self.published_head = self.end();
        encode(&Delivery::Head(head), self.segment())?;
        self.trim();
        Ok(())
    }

    /// Returns the newest event appended.
    #[must_use]
    pub fn appended(&self) -> Mark {
        self.appended
    }

    /// Returns the newest event that readers see.
    #[must_use]
    pub fn published(&self) -> Mark {
        self.published
    }

    /// Returns the offset just after everything that readers see.
    #[must_use]
    pub fn published_end(&self) -> u64 {
        self.end()
    }

    /// Returns the oldest place kept; one more than the newest if none is.
    #[must_use]
    pub fn floor(&self) -> Seq {
        self.before.seq.saturating_add(1)
    }

    /// Returns what stands at a published place: kept, or just before what is kept.
    #[must_use]
    pub fn mark(&self, seq: Seq) -> Option<Mark> {
        if seq == self.before.seq { Some(self.before) } else { self.entry(seq).map(|entry| entry.mark) }
    }

    /// Returns where a reader who had everything up to `seq` goes on; behind the newest event stands its head.
    #[must_use]
    pub fn offset_after(&self, seq: Seq) -> Option<u64> {
        match self.entry(seq.checked_add(1)?) {
            Some(next) => Some(next.offset),
            None => (seq == self.published.seq).then_some(self.published_head),
        }
    }

    /// Returns what a reader at `offset` writes on its way to `target`.
    #[must_use]
    pub fn read(&self, offset: u64, target: u64) -> Read {
        if offset >= target {
            return Read::UpToDate;
        }
        let after = self.segments.partition_point(|segment| segment.start <= offset);
        let Some(segment) = after.checked_sub(1).and_then(|at| self.segments.get(at)) else {
            return Read::Gap(self.before, self.offset_after(self.before.seq).unwrap_or(target));
        };
        let from = usize::try_from(offset - segment.start).unwrap_or(usize::MAX);
        let to = usize::try_from(target - segment.start).unwrap_or(usize::MAX).min(segment.bytes.len());
        if from >= to {
            return Read::UpToDate;
        }
        Read::Chunk(Chunk { segment: Arc::clone(&segment.bytes), range: from..to, saved: segment.saved })
    }

    /// Appends the frames of the events in `places` to `out`, oldest first, as long as they fit `bytes`
    /// counted from the newest; returns how many.
    pub fn copy_newest(&self, places: Range<Seq>, bytes: usize, out: &mut Vec<u8>) -> u16 {
        let (mut frames, mut size) = (Vec::new(), 0);
        for seq in places.rev() {
            let Some(frame) = self.frame(seq) else { break };
            size += frame.len();
            if size > bytes {
                break;
            }
            frames.push(frame);
        }
        frames.iter().rev().for_each(|frame| out.extend_from_slice(frame));
        u16::try_from(frames.len()).unwrap_or(u16::MAX)
    }

    /// Returns the event at a published place, if it is kept.
    #[must_use]
    pub fn event(&self, seq: Seq) -> Option<Event> {
        Delivery::event_in(self.frame(seq)?)
    }

    /// Erases the body of the event at a published place; a reader who has it in flight keeps what it has.
    ///
    /// # Errors
    /// [`CodecError`] never in practice: an event without its body is shorter.
    pub fn erase(&mut self, seq: Seq) -> Result<(), CodecError> {
        let Some(event) = self.event(seq).filter(|event| event.body != Body::Erased) else { return Ok(()) };
        let Some(offset) = self.entry(seq).map(|entry| entry.offset) else { return Ok(()) };
        let mut erased = Vec::new();
        encode(&Delivery::Event(Event { body: Body::Erased, ..event }), &mut erased)?;
        let at = self.segments.partition_point(|segment| segment.start <= offset).saturating_sub(1);
        let Some(Segment { start, bytes, .. }) = self.segments.remove(at) else { return Ok(()) };
        let from = usize::try_from(offset - start).unwrap_or(usize::MAX).min(bytes.len());
        let (before, rest) = bytes.split_at(from);
        let (frame, after) = rest.split_at(frame_length(rest).unwrap_or(rest.len()).min(rest.len()));
        let long = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let saved = long(frame).saturating_sub(long(&erased));
        let pieces = [
            Segment { start, bytes: Arc::new(before.to_vec()), saved: 0 },
            Segment { start: offset, bytes: Arc::new(erased), saved },
            Segment { start: offset + long(frame), bytes: Arc::new(after.to_vec()), saved: 0 },
        ];
        let pieces = pieces.into_iter().filter(|piece| !piece.bytes.is_empty());
        (at..).zip(pieces).for_each(|(at, piece)| self.segments.insert(at, piece));
        Ok(())
    }

    /// Writes an event behind those that are published.
    fn put(&mut self, mark: Mark, frame: &[u8]) {
        let offset = self.end();
        self.segment().extend_from_slice(frame);
        self.entries.push_back(Entry { offset, mark });
        self.published = mark;
    }

    fn entry(&self, seq: Seq) -> Option<&Entry> {
        let at = seq.checked_sub(self.floor())?;
        self.entries.get(usize::try_from(at).ok()?)
    }

    fn frame(&self, seq: Seq) -> Option<&[u8]> {
        let offset = self.entry(seq)?.offset;
        let after = self.segments.partition_point(|segment| segment.start <= offset);
        let segment = self.segments.get(after.checked_sub(1)?)?;
        let rest = segment.bytes.get(usize::try_from(offset - segment.start).ok()?..)?;
        rest.get(..frame_length(rest)?)
    }

    fn end(&self) -> u64 {
        self.segments.back().map_or(0, Segment::end)
    }

    /// Returns the segment that is written to; copies it if a reader holds it.
    fn segment(&mut self) -> &mut Vec<u8> {
        let end = self.end();
        let segment = match self.segments.pop_back() {
            Some(last) if last.bytes.len() < SEGMENT_BYTES && last.saved == 0 => last,
            last => {
                self.segments.extend(last);
                Segment { start: end, bytes: Arc::default(), saved: 0 }
            }
        };
        Arc::make_mut(&mut self.segments.push_back_mut(segment).bytes)
    }

    /// Drops the oldest events beyond the bounds, and segments that hold none of those kept.
    fn trim(&mut self) {
        let end = self.end();
        let over = |log: &Self| {
            let oldest = log.entries.front().map_or(end, |entry| entry.offset);
            let bytes = usize::try_from(end - oldest).unwrap_or(usize::MAX);
            log.entries.len() > log.bounds.events || bytes > log.bounds.bytes
        };
        while over(self)
            && let Some(entry) = self.entries.pop_front()
        {
            self.before = entry.mark;
        }
        let oldest = self.entries.front().map_or(end, |entry| entry.offset);
        while self.segments.front().is_some_and(|segment| segment.end() <= oldest && segment.end() < end) {
            self.segments.pop_front();
        }
    }
}

impl Segment {
    fn end(&self) -> u64 {
        self.start + u64::try_from(self.bytes.len()).unwrap_or(u64::MAX) + self.saved
    }
}

/// Returns the length of the frame at the beginning of `bytes`, its prefix included.
#[must_use]
pub fn frame_length(bytes: &[u8]) -> Option<usize> {
    let prefix = bytes.first_chunk::<4>()?;
    usize::try_from(u32::from_be_bytes(*prefix)).ok()?.checked_add(4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{Identity, Said};
    use crate::wire::{Audience, Content, Decoder, Header, Kind, Name, RoomId, Slot};

    struct Shelf {
        identity: Identity,
        log: Log,
    }

    impl Shelf {
        fn new(bounds: Bounds) -> Self {
            Self { identity: Identity::from_seed([1; 32]).unwrap(), log: Log::new(bounds) }
        }

        fn say(&mut self, text: &str) {
            let room = RoomId([0; 8]);
            let last = self.log.appended();
            let content = Content { salt: [0; 16], bytes: text.as_bytes().to_vec() };
            let (seen, kind, nonce) = (last, Kind::CHAT, last.seq + 1);
            let said = Said { audience: Audience::Room, nonce, seen, kind, content: content.clone() };
            let header = Header {
                room,
                slot: Slot::Room { seq: last.seq + 1 },
                previous: last.hash,
                time: 0,
                author: self.identity.public(),
                name: Name::parse("민수").unwrap(),
                nonce,
                seen,
                kind,
                body: content.hash(),
            };
            let signature = self.identity.draft(room, said).signature;
            self.log.append(Event { header, body: Body::Present(content), signature }).unwrap();
            let head = self.identity.head(room, self.log.appended());
            let portion = self.log.take();
            self.log.publish(&portion, head).unwrap();
        }

        /// Reads everything after `offset` and returns the places seen and the gaps met.
        fn read(&self, mut offset: u64) -> (Vec<Seq>, Vec<Seq>) {
            let (mut decoder, mut seen, mut gaps) = (Decoder::new(), Vec::new(), Vec::new());
            decoder.signed_in();
            loop {
                match self.log.read(offset, self.log.published_end()) {
                    Read::UpToDate => return (seen, gaps),
                    Read::Gap(mark, next) => {
                        gaps.push(mark.seq);
                        offset = next;
                    }
                    Read::Chunk(chunk) => {
                        offset += chunk.passed(chunk.bytes().len());
                        decoder.feed(chunk.bytes());
                        while let Some(word) = decoder.poll_message::<Delivery>().unwrap() {
                            if let Delivery::Event(event) = word {
                                seen.push(event.header.slot.seq());
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_reader_sees_everything_after_its_place_once_and_in_order() {
        let mut shelf = Shelf::new(Bounds::default());
        (0..50).for_each(|n| shelf.say(&n.to_string()));
        for place in [0, 1, 20, 49, 50] {
            let offset = shelf.log.offset_after(place).unwrap();
            assert_eq!(shelf.read(offset).0, (place + 1..=50).collect::<Vec<_>>());
        }
        assert_eq!(shelf.log.offset_after(51), None);
    }

    #[test]
    fn what_is_appended_is_not_seen_before_it_is_published() {
        let mut shelf = Shelf::new(Bounds::default());
        shelf.say("a");
        let end = shelf.log.published_end();
        let event = shelf.log.event(1).unwrap();
        shelf.log.append(event).unwrap();
        assert_eq!(shelf.log.published_end(), end);
        assert_eq!(shelf.read(0).0, [1]);
    }

    #[test]
    fn a_reader_off_the_tail_gets_a_gap_and_goes_on() {
        let mut shelf = Shelf::new(Bounds { events: 10, bytes: usize::MAX });
        let long = "가".repeat(3_000);
        (0..100).for_each(|_| shelf.say(&long));
        let (seen, gaps) = shelf.read(0);
        assert_eq!(gaps, [90]);
        assert_eq!(seen, (91..=100).collect::<Vec<_>>());
        assert_eq!(shelf.log.floor(), 91);
        assert_eq!(shelf.log.mark(90).map(|mark| mark.seq), Some(90));
        assert_eq!(shelf.log.mark(89), None);
    }

    #[test]
    fn bytes_kept_stay_within_their_bound() {
        let mut shelf = Shelf::new(Bounds { events: usize::MAX, bytes: 600_000 });
        let long = "가".repeat(3_000);
        (0..300).for_each(|_| shelf.say(&long));
        let kept: usize = shelf.log.segments.iter().map(|segment| segment.bytes.len()).sum();
        assert!(kept <= 600_000 + 2 * SEGMENT_BYTES, "{kept}");
    }

    #[test]
    fn a_chunk_in_flight_stays_as_it_was() {
        let mut shelf = Shelf::new(Bounds::default());
        shelf.say("a");
        let Read::Chunk(chunk) = shelf.log.read(0, shelf.log.published_end()) else { panic!() };
        let before = chunk.bytes().to_vec();
        shelf.say("b");
        assert_eq!(chunk.bytes(), before);
    }

    #[test]
    fn a_page_holds_the_newest_that_fit() {
        let mut shelf = Shelf::new(Bounds::default());
        (0..20).for_each(|n| shelf.say(&n.to_string()));
        let mut out = Vec::new();
        assert_eq!(shelf.log.copy_newest(1..11, usize::MAX, &mut out), 10);
        let one = shelf.log.frame(10).unwrap().len();
        out.clear();
        assert_eq!(shelf.log.copy_newest(1..11, one, &mut out), 1);
        assert_eq!(out, shelf.log.frame(10).unwrap());
    }

    #[test]
    fn an_erased_body_leaves_its_place_and_every_reader_goes_on() {
        let mut shelf = Shelf::new(Bounds::default());
        (0..30).for_each(|n| shelf.say(&format!("word {n}")));
        let (end, marks) =
            (shelf.log.published_end(), |log: &Log| (1..=30).map(|seq| log.mark(seq)).collect::<Vec<_>>());
        let before = marks(&shelf.log);
        for seq in [1, 15, 16, 30, 15] {
            shelf.log.erase(seq).unwrap();
        }
        assert_eq!((shelf.log.published_end(), marks(&shelf.log)), (end, before));
        for place in 0..=30 {
            let offset = shelf.log.offset_after(place).unwrap();
            assert_eq!(shelf.read(offset).0, (place + 1..=30).collect::<Vec<_>>(), "after {place}");
        }
        let text = |seq| {
            shelf.log.event(seq).unwrap().content().and_then(|content| content.text().map(str::to_owned))
        };
        assert_eq!(
            [1, 2, 15, 16, 17, 30].map(text).map(|text| text.is_none()),
            [true, false, true, true, false, true]
        );
        let bytes: Vec<u8> =
            shelf.log.segments.iter().flat_map(|segment| segment.bytes.iter().copied()).collect();
        let holds = |word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        assert!(holds("word 13") && !holds("word 14") && !holds("word 29"));
    }

    #[test]
    fn what_is_said_after_an_erased_line_stands_behind_it() {
        let mut shelf = Shelf::new(Bounds { events: 10, bytes: usize::MAX });
        for _ in 0..40 {
            shelf.say("a");
            shelf.log.erase(shelf.log.published().seq).unwrap();
        }
        let floor = shelf.log.floor();
        assert_eq!(
            shelf.read(shelf.log.offset_after(floor).unwrap()).0,
            (floor + 1..=40).collect::<Vec<_>>()
        );
        shelf.log.erase(99).unwrap();
        shelf.log.erase(0).unwrap();
        let mut out = Vec::new();
        assert_eq!(shelf.log.copy_newest(1..99, usize::MAX, &mut out), 0);
        assert_eq!(shelf.log.copy_newest(1..41, usize::MAX, &mut out), 10);
    }

    #[test]
    fn a_reader_in_flight_keeps_what_it_has() {
        let mut shelf = Shelf::new(Bounds::default());
        shelf.say("a");
        let Read::Chunk(chunk) = shelf.log.read(0, shelf.log.published_end()) else { panic!() };
        let before = chunk.bytes().to_vec();
        shelf.log.erase(1).unwrap();
        assert_eq!(chunk.bytes(), before);
        assert_eq!(chunk.passed(before.len()), shelf.log.published_end());
    }
}
