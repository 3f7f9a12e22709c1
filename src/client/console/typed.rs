//! Lines as they are typed, read by a thread of their own so that nothing else waits for a person.
//!
//! A line that is no text, or longer than any line can be, is told as such with its number; what follows it is read on.

use std::io::{self, BufRead, BufReader, Read};
use std::thread;

use tokio::sync::mpsc;

/// The longest line in bytes: more than any text that a room takes, and than any command.
const LINE_BYTES_MAX: u64 = 64 * 1024;
/// Lines that are read ahead.
const LINES_AHEAD: usize = 16;

/// One typed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Text, without its line end.
    Line(String),
    /// Bytes that are not UTF-8.
    NotText,
    /// More than any line holds; none of it is kept.
    TooLong,
}

/// Starts reading; the lines end when the source does or cannot be read any longer.
///
/// # Errors
/// The system starts no further thread.
pub fn typed(source: impl Read + Send + 'static) -> io::Result<mpsc::Receiver<Typed>> {
    let (sender, receiver) = mpsc::channel(LINES_AHEAD);
    let read = move || {
        let mut source = BufReader::new(source);
        while let Ok(Some(line)) = read_line(&mut source) {
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("typed-lines".to_owned()).spawn(read)?;
    Ok(receiver)
}

fn read_line(source: &mut impl BufRead) -> io::Result<Option<Typed>> {
    let mut bytes = Vec::new();
    source.take(LINE_BYTES_MAX + 1).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if bytes.len() as u64 > LINE_BYTES_MAX {
        skip_line(source)?;
        return Ok(Some(Typed::TooLong));
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    Ok(Some(String::from_utf8(bytes).map_or(Typed::NotText, Typed::Line)))
}

/// Reads to the end of the line and keeps nothing.
fn skip_line(source: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = source.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let count = end.map_or(buffer.len(), |end| end + 1);
        source.consume(count);
        if end.is_some() || count == 0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<Typed> {
        let mut source = BufReader::with_capacity(7, bytes);
        std::iter::from_fn(|| read_line(&mut source).unwrap()).collect()
    }

    fn line(text: &str) -> Typed {
        Typed::Line(text.to_owned())
    }

    #[test]
    fn lines_are_cut_at_their_ends_and_the_last_needs_none() {
        let read = lines("하나\r\n\n둘 \n셋".as_bytes());
        assert_eq!(read, [line("하나"), line(""), line("둘 "), line("셋")]);
        assert_eq!(lines(b""), []);
    }

    #[test]
    fn what_is_no_text_is_told_and_reading_goes_on() {
        assert_eq!(lines(b"\xff\xfe\nok\n"), [Typed::NotText, line("ok")]);
    }

    #[test]
    fn a_line_without_end_is_told_and_not_kept() {
        let most = usize::try_from(LINE_BYTES_MAX).unwrap();
        let longest = "a".repeat(most);
        assert_eq!(lines(format!("{longest}\nok").as_bytes()), [line(&longest), line("ok")]);
        let longer = "a".repeat(most * 3);
        assert_eq!(lines(format!("{longer}\nok").as_bytes()), [Typed::TooLong, line("ok")]);
        assert_eq!(lines(longer.as_bytes()), [Typed::TooLong]);
    }

    #[test]
    fn the_lines_end_with_their_source() {
        let mut receiver = typed("하나\n둘\n".as_bytes()).unwrap();
        assert_eq!(receiver.blocking_recv(), Some(line("하나")));
        assert_eq!(receiver.blocking_recv(), Some(line("둘")));
        assert_eq!(receiver.blocking_recv(), None);
    }
}
