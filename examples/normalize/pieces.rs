//! A text in pieces that end with a line end: no line knows of another, so each is converted by itself.

use memchr::{memchr, memrchr};
use std::io::{self, Read};
use tongwen::Normalizer;

/// A part of a text, and what becomes of it. Its memory is used again for another part.
pub(crate) struct Piece {
    /// The first `filled` bytes are the part; the rest is room.
    bytes: Vec<u8>,
    filled: usize,
    /// Where in the text it begins.
    offset: u64,
    made: String,
    fault: Option<u64>,
}

impl Piece {
    pub(crate) fn with_size(size: usize) -> Self {
        Piece { bytes: vec![0; size], filled: 0, offset: 0, made: String::new(), fault: None }
    }

    pub(crate) fn convert(&mut self, normalizer: &Normalizer) {
        let part = &self.bytes[..self.filled];
        let valid = str::from_utf8(part).map_or_else(|error| error.valid_up_to(), str::len);
        self.fault = (valid < part.len()).then_some(self.offset + valid as u64);
        normalizer.normalize_into(str::from_utf8(&part[..valid]).unwrap_or_default(), &mut self.made);
    }

    /// What [`convert`](Self::convert) made of it.
    pub(crate) fn made(&self) -> &str {
        &self.made
    }

    /// Where in the text it is not UTF-8: what is made ends there.
    pub(crate) fn fault(&self) -> Option<u64> {
        self.fault
    }

    /// Its begin, which has been seen to, makes room.
    fn consume(&mut self, count: usize) {
        self.bytes.copy_within(count..self.filled, 0);
        self.filled -= count;
        self.offset += count as u64;
    }
}

/// Cuts what a reader yields.
pub(crate) struct Pieces<R> {
    inner: R,
    /// What has been read and not been given on.
    held: Piece,
    ended: bool,
    /// What the reader said, to be told after what it yielded before.
    failed: Option<io::Error>,
}

impl<R: Read> Pieces<R> {
    pub(crate) fn new(inner: R, size: usize) -> Self {
        Pieces { inner, held: Piece::with_size(size), ended: false, failed: None }
    }

    /// Whether a piece may still grow.
    pub(crate) fn is_filling(&self) -> bool {
        !self.ended && self.failed.is_none() && self.held.filled < self.held.bytes.len()
    }

    /// Asks the reader once: it may take its time for more.
    pub(crate) fn read(&mut self) {
        match self.inner.read(&mut self.held.bytes[self.held.filled..]) {
            Ok(count) => {
                self.held.filled += count;
                self.ended = count == 0;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => self.failed = Some(error),
        }
    }

    /// Whether all has been given on.
    pub(crate) fn are_over(&self) -> bool {
        self.ended && self.held.filled == 0
    }

    /// Where in the text the next piece begins.
    pub(crate) fn offset(&self) -> u64 {
        self.held.offset
    }

    /// How long the next piece is: up to the last line end that has been read, or the text's end. None where the line is
    /// longer than a piece, or the rest of it could not be read: that is left to [`line`](Self::line).
    pub(crate) fn next_len(&self) -> Option<usize> {
        if self.ended {
            return Some(self.held.filled);
        }
        memrchr(b'\n', &self.held.bytes[..self.held.filled]).map(|end| end + 1)
    }

    /// The next `len` bytes; what follows them is held in `room`.
    pub(crate) fn cut(&mut self, len: usize, mut room: Piece) -> Piece {
        let rest = &self.held.bytes[len..self.held.filled];
        room.bytes[..rest.len()].copy_from_slice(rest);
        room.filled = rest.len();
        room.offset = self.held.offset + len as u64;
        self.held.filled = len;
        std::mem::replace(&mut self.held, room)
    }

    /// The bytes up to the next line end, however far it is.
    pub(crate) fn line(&mut self) -> Line<'_, R> {
        Line { pieces: self, is_over: false }
    }
}

/// One line, as a stream.
pub(crate) struct Line<'a, R> {
    pieces: &'a mut Pieces<R>,
    is_over: bool,
}

impl<R: Read> Read for Line<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_over {
            return Ok(0);
        }
        while self.pieces.held.filled == 0 && !self.pieces.ended {
            if let Some(error) = self.pieces.failed.take() {
                return Err(error);
            }
            self.pieces.read();
        }
        let held = &self.pieces.held.bytes[..self.pieces.held.filled];
        let end = memchr(b'\n', held).map(|end| end + 1);
        let count = (&held[..end.unwrap_or(held.len())]).read(buffer)?;
        self.is_over = end == Some(count);
        self.pieces.held.consume(count);
        Ok(count)
    }
}
