//! The conversion of one input: as a stream, or by several threads.
//!
//! Threads convert pieces; the one that was there already reads and writes meanwhile, in order. So what is read from
//! and written to need not know of threads, and their errors come where they would without any.

use super::pieces::{Piece, Pieces};
use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Scope};
use tongwen::Normalizer;

/// Why a conversion stopped; what comes before is written.
#[derive(Debug)]
pub(crate) enum Stop<E> {
    /// The input is not UTF-8 from this byte on.
    NotUtf8(u64),
    Read(io::Error),
    Write(E),
}

/// How the work is shared out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Threads {
    /// How many convert.
    pub(crate) count: usize,
    /// How many bytes each takes at once.
    pub(crate) piece: usize,
}

impl Threads {
    /// Pieces that wait, are converted, or wait to be written: two for each, so that none is idle while one is written; with
    /// many threads fewer wait at once.
    fn pieces(self) -> usize {
        self.count + self.count.min(8)
    }

    /// How many bytes may have been read beyond those that were written.
    pub(crate) fn ahead(self) -> usize {
        (self.pieces() + 1) * self.piece
    }

    /// Converts what `from` yields.
    pub(crate) fn convert<E>(
        self,
        normalizer: &Normalizer,
        from: impl Read,
        mut write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), Stop<E>> {
        if self.count < 2 {
            return stream(normalizer, from, 0, &mut write);
        }
        let (work, queue) = mpsc::channel();
        let queue = Mutex::new(queue);
        thread::scope(|scope| {
            let given = VecDeque::with_capacity(self.pieces());
            let crew = Crew { scope, normalizer, queue: &queue, work, workers: 0, given, spare: Vec::new(), write };
            crew.convert(self, Pieces::new(from, self.piece))
        })
    }
}

/// Converts as it comes what begins at byte `offset` of the text.
fn stream<E>(
    normalizer: &Normalizer,
    from: impl Read,
    offset: u64,
    write: &mut impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), Stop<E>> {
    let mut reader = normalizer.reader(from);
    let mut buffer = vec![0; 1 << 17];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => write(&buffer[..count]).map_err(Stop::Write)?,
            Err(error) => return Err(utf8_fault(&error).map_or(Stop::Read(error), |at| Stop::NotUtf8(offset + at))),
        }
    }
}

/// Where the text is not UTF-8, if that is what `error` says.
fn utf8_fault(error: &io::Error) -> Option<u64> {
    error.get_ref()?.downcast_ref::<tongwen::Error>()?.offset()
}

/// A piece to convert, and the way back.
type Job = (Piece, SyncSender<Piece>);

/// Threads at work, and the one that gives them pieces.
struct Crew<'scope, 'env, W> {
    scope: &'scope Scope<'scope, 'env>,
    normalizer: &'env Normalizer,
    queue: &'env Mutex<Receiver<Job>>,
    work: Sender<Job>,
    /// How many threads have been started.
    workers: usize,
    /// Where pieces come back from, in the text's order.
    given: VecDeque<Receiver<Piece>>,
    /// Those that are written, to be filled again.
    spare: Vec<Piece>,
    write: W,
}

impl<E, W: FnMut(&[u8]) -> Result<(), E>> Crew<'_, '_, W> {
    fn convert(mut self, threads: Threads, mut pieces: Pieces<impl Read>) -> Result<(), Stop<E>> {
        loop {
            while pieces.is_filling() {
                // Reading may wait for text that is still to be made; what is done shall not.
                self.write_what_is_done()?;
                pieces.read();
            }
            if pieces.are_over() {
                return self.write_all();
            }
            let Some(len) = pieces.next_len() else {
                self.write_all()?;
                let offset = pieces.offset();
                stream(self.normalizer, pieces.line(), offset, &mut self.write)?;
                continue;
            };
            while self.given.len() >= threads.pieces() {
                self.write_next()?;
            }
            let room = self.spare.pop().unwrap_or_else(|| Piece::with_size(threads.piece));
            let mut piece = pieces.cut(len, room);
            let is_alone = pieces.are_over() && self.given.is_empty();
            if is_alone || !self.is_manned(threads.count) {
                self.write_all()?;
                piece.convert(self.normalizer);
                self.write(piece)?;
            } else {
                self.give(piece);
            }
        }
    }

    /// Starts a thread more, up to `count`; says whether there is any. (A system may have none to give.)
    fn is_manned(&mut self, count: usize) -> bool {
        if self.workers < count {
            let (queue, normalizer) = (self.queue, self.normalizer);
            let started = thread::Builder::new().spawn_scoped(self.scope, || work(queue, normalizer));
            self.workers += usize::from(started.is_ok());
        }
        self.workers > 0
    }

    fn give(&mut self, piece: Piece) {
        let (done, back) = mpsc::sync_channel(1);
        self.work.send((piece, done)).expect("the queue outlives the crew");
        self.given.push_back(back);
    }

    fn write_what_is_done(&mut self) -> Result<(), Stop<E>> {
        while let Some(piece) = self.given.front().and_then(|back| back.try_recv().ok()) {
            self.given.pop_front();
            self.write(piece)?;
        }
        Ok(())
    }

    fn write_all(&mut self) -> Result<(), Stop<E>> {
        while !self.given.is_empty() {
            self.write_next()?;
        }
        Ok(())
    }

    /// Waits for the piece that is next in the text.
    fn write_next(&mut self) -> Result<(), Stop<E>> {
        let back = self.given.pop_front().expect("somebody looked");
        self.write(back.recv().expect("a thread gives back what it took"))
    }

    fn write(&mut self, piece: Piece) -> Result<(), Stop<E>> {
        (self.write)(piece.made().as_bytes()).map_err(Stop::Write)?;
        let fault = piece.fault();
        self.spare.push(piece);
        fault.map_or(Ok(()), |at| Err(Stop::NotUtf8(at)))
    }
}

/// What a thread does, until nobody can give it more.
fn work(queue: &Mutex<Receiver<Job>>, normalizer: &Normalizer) {
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((mut piece, done)) = job else { return };
        piece.convert(normalizer);
        // Where the conversion has stopped, nobody waits for it.
        let _ = done.send(piece);
    }
}
