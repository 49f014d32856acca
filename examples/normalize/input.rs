//! One thing to read: opening it, and saying what is wrong with it.

use crate::encoding::Guess;
use crate::output;
use std::collections::VecDeque;
use std::fmt;
use std::fs::{File, Metadata};
use std::io::{self, Read, StdinLock};
use std::path::{Path, PathBuf};

/// How many bytes on each side of a fault are looked at to judge the encoding by.
const KEEP: usize = 1 << 16;
/// How many bytes are looked at to guess where a text comes from.
pub(crate) const SAMPLE: usize = 1 << 16;

/// What to read, as the command line names it.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Standard,
    File(PathBuf),
}

impl Source {
    /// What a path on the command line means: `-` is standard input.
    pub(crate) fn named(path: &Path) -> Self {
        if path == Path::new("-") { Source::Standard } else { Source::File(path.to_owned()) }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Source::Standard => None,
            Source::File(path) => Some(path),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Standard => f.write_str("standard input"),
            Source::File(path) => path.display().fmt(f),
        }
    }
}

/// An open input that remembers its last bytes, so that a fault in them can be explained.
pub(crate) struct Input {
    from: From,
    /// What the file was when it was opened.
    about: Option<Metadata>,
    /// The last bytes read: all of them, or `keep`.
    recent: VecDeque<u8>,
    keep: usize,
    /// How many bytes were read before `recent`.
    before: u64,
    /// What was looked at and is still to be read, and how far that has come.
    sample: Vec<u8>,
    given: usize,
}

enum From {
    Standard(StdinLock<'static>),
    File(File),
}

impl Input {
    /// Opens `source`. A fault will be told when at most `ahead` bytes beyond it have been read.
    pub(crate) fn open(source: &Source, ahead: usize) -> Result<Self, Fault> {
        let (from, about) = match source {
            Source::Standard => (From::Standard(io::stdin().lock()), None),
            Source::File(path) => {
                let file = File::open(path)?;
                let about = file.metadata()?;
                if about.is_dir() {
                    return Err(Fault::Directory);
                }
                (From::File(file), Some(about))
            }
        };
        // Room for what `not_utf8` reads besides.
        let keep = ahead + 3 * KEEP;
        Ok(Input { from, about, recent: VecDeque::with_capacity(keep), keep, before: 0, sample: Vec::new(), given: 0 })
    }

    /// What the file was when it was opened; standard input is none.
    pub(crate) fn about(&self) -> Option<&Metadata> {
        self.about.as_ref()
    }

    /// The first 64 KB, or what of them is UTF-8; they are still to be read.
    pub(crate) fn sample(&mut self) -> Result<&str, Fault> {
        let mut sample = vec![0; SAMPLE];
        let mut filled = 0;
        while filled < SAMPLE {
            match self.from.read(&mut sample[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        sample.truncate(filled);
        self.sample = sample;
        let valid = str::from_utf8(&self.sample).map_or_else(|error| error.valid_up_to(), str::len);
        Ok(str::from_utf8(&self.sample[..valid]).unwrap_or_default())
    }

    /// What is wrong, when this input is not UTF-8 at byte `offset`.
    pub(crate) fn not_utf8(&mut self, offset: u64) -> Fault {
        // More text makes a better guess; only a file has it at once.
        if let From::File(_) = self.from {
            let mut more = vec![0; KEEP];
            let enough = offset + KEEP as u64;
            while self.before + (self.recent.len() as u64) < enough && self.read(&mut more).is_ok_and(|count| count > 0)
            {
            }
        }
        // A line without a place to cut may have been held so long that its fault is no longer among the recent bytes.
        let at = offset.checked_sub(self.before).map(|at| at as usize);
        let found = at.filter(|&at| at < self.recent.len()).map(|at| {
            let (start, end) = (at.saturating_sub(KEEP), self.recent.len().min(at + KEEP));
            let around = &self.recent.make_contiguous()[start..end];
            (around[at - start], Guess::of(around, at - start))
        });
        Fault::NotUtf8 { offset, found }
    }
}

impl Read for From {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            From::Standard(stdin) => stdin.read(buffer),
            From::File(file) => file.read(buffer),
        }
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut rest = &self.sample[self.given..];
        let count = if rest.is_empty() { self.from.read(buffer)? } else { rest.read(buffer)? };
        self.given = (self.given + count).min(self.sample.len());
        let old = (self.recent.len() + count).saturating_sub(self.keep);
        let drained = old.min(self.recent.len());
        self.recent.drain(..drained);
        self.before += old as u64;
        // A large read may bring more than is kept.
        self.recent.extend(&buffer[old - drained..count]);
        Ok(count)
    }
}

/// Why an input was not converted, or not to its end.
#[derive(Debug)]
pub(crate) enum Fault {
    Missing,
    Directory,
    IsOutput,
    /// Standard input, where a file is needed.
    Standard,
    Folder(ignore::Error),
    Format(tongwen::Error),
    Output(output::Fault),
    NotUtf8 {
        offset: u64,
        found: Option<(u8, Guess)>,
    },
    Io(io::Error),
}

impl std::convert::From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Fault::Missing,
            io::ErrorKind::IsADirectory => Fault::Directory,
            _ => Fault::Io(error),
        }
    }
}

impl std::convert::From<output::Fault> for Fault {
    fn from(fault: output::Fault) -> Self {
        Fault::Output(fault)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Missing => f.write_str("no such file; check how the path is spelt"),
            Fault::Directory => {
                f.write_str("is a folder; name files in it, or say what is to be done: --in-place, --check, --diff …")
            }
            Fault::IsOutput => f.write_str("is the output too; give it by -o, which writes in place"),
            Fault::Standard => f.write_str("cannot be written in place; name a file"),
            Fault::Folder(error) => write!(f, "cannot be read: {error}"),
            Fault::Format(error) => error.fmt(f),
            Fault::Output(fault) => fault.what(f),
            Fault::NotUtf8 { offset, found: Some((byte, guess)) } => {
                write!(f, "not UTF-8 at byte {offset} (0x{byte:02X}): {guess}")
            }
            Fault::NotUtf8 { offset, found: None } => write!(f, "not UTF-8 at byte {offset}; convert it first"),
            Fault::Io(error) => write!(f, "cannot be read: {error}"),
        }
    }
}
