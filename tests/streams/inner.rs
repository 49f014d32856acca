//! Inner streams that pass a few bytes at a time and fail now and then, and callers that go on after that.

use std::cell::{Cell, RefCell};
use std::io::{self, ErrorKind, Read, Write};
use std::iter::Cycle;
use std::slice::Iter;
use tongwen::Writer;

/// What an inner stream does when it is called: it passes at most so many bytes, or fails.
#[derive(Clone, Copy, Debug)]
pub enum Does {
    Passes(usize),
    Fails(ErrorKind),
}

impl Does {
    fn most(self) -> io::Result<usize> {
        match self {
            Does::Passes(most) => Ok(most),
            Does::Fails(kind) => Err(kind.into()),
        }
    }
}

/// An inner reader that does so, over and over.
pub struct Source<'a> {
    rest: &'a [u8],
    does: Cycle<Iter<'a, Does>>,
}

impl<'a> Source<'a> {
    pub fn new(text: &'a [u8], does: &'a [Does]) -> Self {
        Source { rest: text, does: does.iter().cycle() }
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.does.next().unwrap().most()?.min(buffer.len());
        self.rest.read(&mut buffer[..most])
    }
}

/// What an inner writer has taken, also when the [`Writer`] around it is gone; and whether it has recovered for good.
#[derive(Default)]
pub struct Taken {
    pub bytes: RefCell<Vec<u8>>,
    pub flushes: Cell<usize>,
    pub is_well: Cell<bool>,
}

/// An inner writer that does so, over and over, until it is well. Flushing fails as writing does.
pub struct Sink<'a> {
    taken: &'a Taken,
    does: Cycle<Iter<'a, Does>>,
}

impl<'a> Sink<'a> {
    pub fn new(taken: &'a Taken, does: &'a [Does]) -> Self {
        Sink { taken, does: does.iter().cycle() }
    }

    fn most(&mut self) -> io::Result<usize> {
        if self.taken.is_well.get() { Ok(usize::MAX) } else { self.does.next().unwrap().most() }
    }
}

impl Write for Sink<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let count = self.most()?.min(buffer.len());
        self.taken.bytes.borrow_mut().extend_from_slice(&buffer[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.most()?;
        self.taken.flushes.set(self.taken.flushes.get() + 1);
        Ok(())
    }
}

/// How often a stream may fail on end before a caller gives up.
const PATIENCE: usize = 1_000_000;

/// Calls until it works; adds what went wrong before to `failures`.
fn insist<T>(failures: &mut Vec<ErrorKind>, mut call: impl FnMut() -> io::Result<T>) -> T {
    for _ in 0..PATIENCE {
        match call() {
            Ok(done) => return done,
            Err(error) => failures.push(error.kind()),
        }
    }
    panic!("failed {PATIENCE} times, the last time by {:?}", failures.last());
}

/// Writes a piece, going on after failures; says what they were.
pub fn write(writer: &mut Writer<Sink<'_>>, mut piece: &[u8]) -> Vec<ErrorKind> {
    let mut failures = Vec::new();
    while !piece.is_empty() {
        let count = insist(&mut failures, || writer.write(piece));
        assert!(count > 0, "nothing of {} bytes was accepted", piece.len());
        piece = &piece[count..];
    }
    failures
}

/// Flushes, going on after failures; says what they were.
pub fn flush(writer: &mut Writer<Sink<'_>>) -> Vec<ErrorKind> {
    let mut failures = Vec::new();
    insist(&mut failures, || writer.flush());
    failures
}

/// Reads to the end into buffers of one size, going on after failures; gives what was read, and what they were.
pub fn read(mut reader: impl Read, size: usize) -> (Vec<u8>, Vec<ErrorKind>) {
    let (mut out, mut failures, mut buffer) = (Vec::new(), Vec::new(), vec![0; size]);
    loop {
        match insist(&mut failures, || reader.read(&mut buffer)) {
            0 => return (out, failures),
            count => out.extend_from_slice(&buffer[..count]),
        }
    }
}
