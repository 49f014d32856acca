//! How the program shares one text out: the bytes, faults and errors are those of one thread, wherever pieces end.

#[path = "../../examples/normalize/convert.rs"]
mod convert;
#[path = "../../examples/normalize/pieces.rs"]
mod pieces;

use convert::{Stop, Threads};
use proptest::prelude::*;
use std::io::{self, Read};
use std::sync::atomic::{AtomicUsize, Ordering};
use tongwen::{Locale, Normalizer, Preset};

/// Yields its bytes `most` at a time, with interruptions between, then what `end` says.
struct Source<'a> {
    bytes: &'a [u8],
    most: usize,
    reads: usize,
    end: Option<io::ErrorKind>,
}

impl<'a> Source<'a> {
    fn new(bytes: &'a [u8], most: usize) -> Self {
        Source { bytes, most, reads: 0, end: None }
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reads += 1;
        if self.reads.is_multiple_of(3) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        match self.end {
            Some(kind) if self.bytes.is_empty() => Err(kind.into()),
            _ => {
                let most = self.most.min(buffer.len());
                self.bytes.read(&mut buffer[..most])
            }
        }
    }
}

/// How a conversion ended.
#[derive(Debug, PartialEq)]
enum End {
    Well,
    NotUtf8(u64),
    Read(io::ErrorKind),
    Write(usize),
}

/// What is written, until `room` bytes are and more should be.
fn converted(threads: Threads, normalizer: &Normalizer, from: impl Read, room: usize) -> (Vec<u8>, End) {
    let mut output = Vec::new();
    let done = threads.convert(normalizer, from, |bytes| {
        if output.len() + bytes.len() > room {
            return Err(output.len());
        }
        output.extend_from_slice(bytes);
        Ok(())
    });
    let end = match done {
        Ok(()) => End::Well,
        Err(Stop::NotUtf8(offset)) => End::NotUtf8(offset),
        Err(Stop::Read(error)) => End::Read(error.kind()),
        Err(Stop::Write(written)) => End::Write(written),
    };
    (output, end)
}

/// What must be written, and how it must end.
fn expected(normalizer: &Normalizer, bytes: &[u8]) -> (Vec<u8>, End) {
    let (valid, end) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, End::Well),
        Err(error) => {
            let valid = error.valid_up_to();
            (std::str::from_utf8(&bytes[..valid]).unwrap(), End::NotUtf8(valid as u64))
        }
    };
    (normalizer.normalize(valid).into_owned().into_bytes(), end)
}

fn normalizer() -> impl Strategy<Value = Normalizer> {
    prop_oneof![
        Just(Normalizer::to(Locale::ZH_TW)),
        Just(Normalizer::to(Locale::ZH_CN)),
        Just(Normalizer::preset(Preset::S2twp)),
    ]
}

/// Words that change, and line ends enough for lines shorter and longer than pieces.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(&[
        "软件",
        "頭髮",
        "头发",
        "里",
        "皇后",
        "⿰马云",
        "a",
        ", ",
        "\r",
        "\u{2028}",
        "\n",
        "\n",
        "\n\n",
    ]);
    prop::collection::vec(word, 0..80).prop_map(|words| words.concat())
}

fn threads() -> impl Strategy<Value = Threads> {
    (1..4_usize, 1..50_usize).prop_map(|(count, piece)| Threads { count, piece })
}

proptest! {
    #[test]
    fn pieces_are_as_one_call(normalizer in normalizer(), text in text(), threads in threads(), most in 1..60_usize) {
        let found = converted(threads, &normalizer, Source::new(text.as_bytes(), most), usize::MAX);
        prop_assert_eq!(found, expected(&normalizer, text.as_bytes()));
    }

    #[test]
    fn a_fault_is_told_at_its_byte_and_what_comes_before_is_written(
        text in text(),
        threads in threads(),
        most in 1..60_usize,
        faults in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&[0xFF_u8, 0xE6, 0x80])), 1..3),
    ) {
        let normalizer = Normalizer::to(Locale::ZH_TW);
        let mut bytes = text.into_bytes();
        for (at, byte) in faults {
            bytes.insert(at.index(bytes.len() + 1), byte);
        }
        let found = converted(threads, &normalizer, Source::new(&bytes, most), usize::MAX);
        prop_assert_eq!(found, expected(&normalizer, &bytes));
    }

    #[test]
    fn what_was_read_before_an_error_is_written_as_by_one_thread(text in text(), threads in threads(), most in 1..60_usize) {
        let normalizer = Normalizer::to(Locale::ZH_TW);
        let source = || Source { end: Some(io::ErrorKind::TimedOut), ..Source::new(text.as_bytes(), most) };
        let (output, end) = converted(threads, &normalizer, source(), usize::MAX);
        prop_assert_eq!(end, End::Read(io::ErrorKind::TimedOut));
        let whole = normalizer.normalize(&text);
        prop_assert!(whole.as_bytes().starts_with(&output));
        // All lines that are whole, at least.
        let lines = &text[..text.rfind('\n').map_or(0, |end| end + 1)];
        prop_assert!(output.len() >= normalizer.normalize(lines).len());
    }

    #[test]
    fn an_output_that_fails_is_told_and_not_written_to_again(text in text(), threads in threads(), room in 0..100_usize) {
        let normalizer = Normalizer::preset(Preset::S2t);
        let (whole, _) = expected(&normalizer, text.as_bytes());
        let (output, end) = converted(threads, &normalizer, text.as_bytes(), room);
        prop_assert!(whole.starts_with(&output));
        prop_assert_eq!(end, if whole.len() > room { End::Write(output.len()) } else { End::Well });
    }
}

/// Counts what has been read of endless lines.
struct Endless<'a>(&'a AtomicUsize);

impl Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        buffer.fill(b'\n');
        self.0.fetch_add(buffer.len(), Ordering::Relaxed);
        Ok(buffer.len())
    }
}

#[test]
fn reads_no_further_ahead_than_it_says() {
    for count in [1, 2, 5] {
        let threads = Threads { count, piece: 1_000 };
        let (read, mut written) = (AtomicUsize::new(0), 0);
        let normalizer = Normalizer::preset(Preset::S2t);
        // A reader by itself holds a piece of its own.
        let ahead = threads.ahead().max(1 << 16);
        let done = threads.convert(&normalizer, Endless(&read), |bytes| {
            assert!(read.load(Ordering::Relaxed) <= written + ahead);
            written += bytes.len();
            if written < 1_000_000 { Ok(()) } else { Err(()) }
        });
        assert!(matches!(done, Err(Stop::Write(()))));
    }
}
