//! Conversion of streams in bounded memory.
//!
//! Text is converted in pieces that end where no key can reach across: after a line end where there is one, else
//! between two characters that are neighbours in no key.

use crate::data::{Error, ErrorKind};
use crate::engine::{Engine, LineState};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use std::io::{self, Read, Write};

/// Bytes that are asked for at once.
const PIECE: usize = 64 * 1024;

/// Text that has come and is still to be converted.
struct Held {
    engine: Engine,
    /// The line's that goes on.
    state: LineState,
    /// The first `filled` bytes have come and not been converted yet; the rest is room.
    bytes: Vec<u8>,
    filled: usize,
    /// How many bytes have been converted.
    offset: u64,
    /// How many bytes must be held before it is worth a try: where keys overlap without a cut, twice as many each time, so
    /// that the time stays linear.
    enough: usize,
    /// Memory for what a piece becomes.
    room: String,
    /// It has been told that the text is not UTF-8.
    is_broken: bool,
}

impl Held {
    fn new(engine: Engine) -> Self {
        Held {
            engine,
            state: LineState::default(),
            bytes: Vec::new(),
            filled: 0,
            offset: 0,
            enough: 0,
            room: String::new(),
            is_broken: false,
        }
    }

    /// Converts what can be, if enough is held or nothing more comes.
    fn convert(&mut self, ended: bool, output: &mut Vec<u8>) -> io::Result<()> {
        let held = self.bytes.get(..self.filled).unwrap_or_default();
        // What came since the last try may have ended the line.
        let is_line_ended = || memchr::memchr(b'\n', held.get(self.enough / 2..).unwrap_or_default()).is_some();
        if self.filled < self.enough && !ended && !is_line_ended() {
            return Ok(());
        }
        let (text, broken) = match core::str::from_utf8(held) {
            Ok(text) => (text, false),
            Err(error) => {
                let valid = held.get(..error.valid_up_to()).unwrap_or_default();
                // A character that the end of what has come cuts is no fault yet.
                let broken = error.error_len().is_some() || ended;
                (core::str::from_utf8(valid).unwrap_or_default(), broken)
            }
        };
        if text.is_empty() && broken {
            self.is_broken = true;
            return Err(not_utf8(self.offset));
        }
        let end = if ended || broken { text.len() } else { self.engine.boundary(text) };
        let piece = text.get(..end).unwrap_or_default();
        let made = self.engine.convert_in(&mut self.room, piece, &mut self.state);
        output.extend_from_slice(made.as_bytes());
        if let Cow::Owned(made) = made {
            self.room = made;
        }
        self.bytes.copy_within(end..self.filled, 0);
        self.filled -= end;
        self.offset += end as u64;
        self.enough = if end > 0 { 0 } else { self.filled * 2 };
        Ok(())
    }
}

/// A reader that yields the converted text of another one; made by [`Normalizer::reader`](crate::Normalizer::reader).
///
/// It holds a piece of the text and its output, some hundred kilobytes, however long the text or a line of it. (A line
/// that is nothing but keys which overlap in a later stage, compatibility ideographs or description characters is held
/// by presets until it can be cut; no real text is.)
///
/// # Errors
/// What the inner reader says; one can go on after that. Bytes that are not UTF-8 give an error of kind [`io::ErrorKind::InvalidData`] around an
/// [`Error`] of kind [`ErrorKind::Encoding`], whose [`offset`](Error::offset) tells where, now and at every
/// later read; all text before them is yielded first.
///
/// ```
/// use std::io::Read;
/// use tongwen::{Error, Normalizer, Preset};
///
/// let mut reader = Normalizer::preset(Preset::S2t).reader(&b"\xE6\xB1\x89\xE5\xAD\x97 \xBA\xBA"[..]);
/// let mut output = Vec::new();
/// let error = reader.read_to_end(&mut output).unwrap_err();
/// assert_eq!(output, "漢字 ".as_bytes());
/// let error: &Error = error.get_ref().and_then(|inner| inner.downcast_ref()).unwrap();
/// assert_eq!(error.offset(), Some(7));
/// ```
pub struct Reader<R> {
    held: Held,
    inner: R,
    /// The inner reader has come to its end.
    ended: bool,
    /// Converted bytes, and how many of them have been yielded.
    output: Vec<u8>,
    yielded: usize,
}

impl<R: Read> Reader<R> {
    pub(crate) fn new(engine: Engine, inner: R) -> Self {
        Reader { held: Held::new(engine), inner, ended: false, output: Vec::new(), yielded: 0 }
    }

    /// The inner reader. What has been read from it and not yielded yet is lost.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Converts what can be of the bytes that are held, and reads more until something can.
    fn refill(&mut self) -> io::Result<()> {
        self.output.clear();
        self.yielded = 0;
        loop {
            self.held.convert(self.ended, &mut self.output)?;
            if !self.output.is_empty() || (self.ended && self.held.filled == 0) {
                return Ok(());
            }
            self.read_more()?;
        }
    }

    /// Asks the inner reader once, so that text from a pipe goes on as soon as it is there.
    fn read_more(&mut self) -> io::Result<()> {
        let Held { bytes, filled, .. } = &mut self.held;
        let end = *filled + PIECE;
        if bytes.len() < end {
            bytes.resize(end, 0);
        }
        let read = loop {
            match self.inner.read(bytes.get_mut(*filled..end).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        *filled += read.min(PIECE);
        self.ended = read == 0;
        Ok(())
    }
}

fn not_utf8(offset: u64) -> io::Error {
    let message = format!("the text is not UTF-8 from byte {offset} on; convert it to UTF-8 first");
    io::Error::new(io::ErrorKind::InvalidData, Error::new(ErrorKind::Encoding, message).at_offset(offset))
}

/// A writer that converts what is written to it and hands it to another one; made by
/// [`Normalizer::writer`](crate::Normalizer::writer).
///
/// What is written is converted in pieces, as a [`Reader`] does, in as little memory. A flush hands over all but the begin of a
/// line that goes on, for what follows may change it. The end of the text must be told:
/// [`finish`](Self::finish) converts what is still held (or [`try_finish`](Self::try_finish), which can be tried again). A
/// writer that is dropped has not written that.
///
/// # Errors
/// What the inner writer says: nothing is lost by that, the next call goes on where it stopped. Bytes that are not UTF-8 as in a
/// [`Reader`]: the text before them is written first; once they have been told, all that comes after is refused.
///
/// ```
/// use std::io::Write;
/// use tongwen::{Locale, Normalizer};
///
/// let mut writer = Normalizer::to(Locale::ZH_TW).writer(Vec::new());
/// writer.write_all("鼠".as_bytes())?;
/// writer.write_all("标和软件\n".as_bytes())?;
/// assert_eq!(writer.finish()?, "滑鼠和軟體\n".as_bytes());
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Writer<W> {
    held: Held,
    inner: W,
    /// Converted bytes, and how many of them the inner writer has taken.
    output: Vec<u8>,
    taken: usize,
}

impl<W: Write> Writer<W> {
    pub(crate) fn new(engine: Engine, inner: W) -> Self {
        Writer { held: Held::new(engine), inner, output: Vec::new(), taken: 0 }
    }

    /// Converts what is still held, writes and flushes it, and gives back the inner writer.
    ///
    /// # Errors
    /// As [`try_finish`](Self::try_finish), but the writer is gone then, with what it held.
    pub fn finish(mut self) -> io::Result<W> {
        self.try_finish()?;
        Ok(self.inner)
    }

    /// Converts what is still held, writes and flushes it: the text's end. (What is written after that is converted as if it
    /// began a line.)
    ///
    /// # Errors
    /// Those of the inner writer: nothing is lost by them, it may be called again. Bytes that are not UTF-8, also a last
    /// character that is cut: the text before them has been written.
    pub fn try_finish(&mut self) -> io::Result<()> {
        loop {
            self.drain()?;
            if self.held.filled == 0 {
                break;
            }
            self.held.convert(true, &mut self.output)?;
        }
        self.held.state = LineState::default();
        self.inner.flush()
    }

    /// The inner writer. Up to 64 KB and a line's begin may not have come to it yet.
    pub fn get_ref(&self) -> &W {
        &self.inner
    }

    /// The inner writer. What has been written and has not come to it yet is lost.
    pub fn into_inner(self) -> W {
        self.inner
    }

    /// Hands over what has been converted.
    fn drain(&mut self) -> io::Result<()> {
        while self.taken < self.output.len() {
            match self.inner.write(self.output.get(self.taken..).unwrap_or_default()) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(taken) => self.taken += taken,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.output.clear();
        self.taken = 0;
        Ok(())
    }
}

impl<W: Write> Write for Writer<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        if self.held.is_broken {
            return Err(not_utf8(self.held.offset));
        }
        self.drain()?;
        if self.held.filled >= PIECE {
            self.held.convert(false, &mut self.output)?;
            self.drain()?;
        }
        let count = buffer.len().min(PIECE);
        let Held { bytes, filled, .. } = &mut self.held;
        bytes.truncate(*filled);
        bytes.extend_from_slice(buffer.get(..count).unwrap_or_default());
        *filled += count;
        Ok(count)
    }

    /// Hands over what can be converted, and flushes the inner writer. The begin of a line that goes on is held back, for what
    /// follows may change it.
    fn flush(&mut self) -> io::Result<()> {
        loop {
            self.drain()?;
            self.held.convert(false, &mut self.output)?;
            if self.output.is_empty() {
                return self.inner.flush();
            }
        }
    }
}

impl<W: fmt::Debug> fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Writer");
        out.field("inner", &self.inner).field("offset", &self.held.offset).finish_non_exhaustive()
    }
}

impl<R: fmt::Debug> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Reader");
        out.field("inner", &self.inner).field("offset", &self.held.offset).finish_non_exhaustive()
    }
}

impl<R: Read> Read for Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        if self.yielded == self.output.len() {
            self.refill()?;
        }
        let rest = self.output.get(self.yielded..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.yielded += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Normalizer, Preset};

    /// Yields its text, then nothing; counts how often and how much it is asked for.
    struct Counted<'a> {
        text: &'a [u8],
        reads: usize,
        most: usize,
    }

    impl Read for Counted<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.reads += 1;
            self.most = self.most.max(buffer.len());
            self.text.read(buffer)
        }
    }

    #[test]
    fn a_fault_is_told_again_and_asks_for_nothing_more() {
        let text = ["头发".as_bytes(), b"\xFF", "头发".repeat(100_000).as_bytes()].concat();
        let mut reader = Normalizer::preset(Preset::S2t).reader(Counted { text: &text, reads: 0, most: 0 });
        let mut output = Vec::new();
        for _ in 0..50 {
            assert_eq!(reader.read_to_end(&mut output).unwrap_err().kind(), io::ErrorKind::InvalidData);
        }
        assert_eq!(output, "頭髮".as_bytes());
        assert_eq!(reader.into_inner().reads, 1);
    }

    #[test]
    fn asks_for_one_piece_at_a_time() {
        // A line that cannot be cut is held; what follows it is read as anything else.
        let text = ["\u{F900}".repeat(200_000), "\n".into(), "头发".repeat(100_000)].concat();
        let mut reader = Normalizer::preset(Preset::S2t).reader(Counted { text: text.as_bytes(), reads: 0, most: 0 });
        assert_eq!(io::copy(&mut reader, &mut io::sink()).unwrap(), text.len() as u64);
        assert_eq!(reader.into_inner().most, PIECE);
    }
}
