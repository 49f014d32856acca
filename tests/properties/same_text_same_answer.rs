//! Invariant 5: whole, line by line, in any chunks or in several threads, a text has one answer.

use crate::strategies::{mixture, preset, ring, short};
use proptest::collection::vec;
use proptest::prelude::*;
use std::io::{self, ErrorKind, Read};
use tongwen::{Analysis, Edit, Normalizer, Preset};

/// A source that gives its bytes in pieces of these sizes, over and over; 0 is an interruption.
struct Pieces<'a> {
    bytes: &'a [u8],
    sizes: std::iter::Cycle<std::slice::Iter<'a, usize>>,
}

impl<'a> Pieces<'a> {
    fn new(bytes: &'a [u8], sizes: &'a [usize]) -> Self {
        assert!(sizes.iter().any(|&size| size > 0), "a source that never gives anything");
        Pieces { bytes, sizes: sizes.iter().cycle() }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match *self.sizes.next().unwrap() {
            0 => Err(ErrorKind::Interrupted.into()),
            size => {
                let n = size.min(buffer.len()).min(self.bytes.len());
                let (now, later) = self.bytes.split_at(n);
                buffer[..n].copy_from_slice(now);
                self.bytes = later;
                Ok(n)
            }
        }
    }
}

/// Reads to the end into buffers of these sizes, over and over. What came before an error comes with it.
fn read_all(mut reader: impl Read, sizes: &[usize]) -> (Vec<u8>, io::Result<()>) {
    let mut out = Vec::new();
    for &size in sizes.iter().cycle() {
        let mut buffer = vec![0; size];
        match reader.read(&mut buffer) {
            Ok(0) if size > 0 => break,
            Ok(n) => out.extend_from_slice(&buffer[..n]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return (out, Err(error)),
        }
    }
    // The end is the end, however often one asks.
    let again = reader
        .read(&mut [0; 8])
        .and_then(|n| if n == 0 { Ok(()) } else { Err(io::Error::other("more after the end")) });
    (out, again)
}

fn sizes(from: usize) -> impl Strategy<Value = Vec<usize>> {
    let size = prop_oneof![from..8usize, from..8usize, 8..100usize, 1_000..9_000usize];
    vec(size, 1..6).prop_map(|mut sizes| {
        sizes.push(1 + sizes[0]);
        sizes
    })
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn same_text_same_answer_line_by_line(text in mixture()) {
        for &preset in Preset::ALL {
            let normalizer = Normalizer::preset(preset);
            let lines: Vec<_> = text.split('\n').map(|line| normalizer.normalize(line)).collect();
            prop_assert_eq!(&normalizer.normalize(&text), &lines.join("\n"), "{}", preset);
            let ended: String = text.split_inclusive('\n').map(|line| normalizer.normalize(line)).collect();
            prop_assert_eq!(&normalizer.normalize(&text), &ended, "{}: with their ends", preset);
        }
    }

    #[test]
    fn same_text_same_answer_edits_line_by_line(text in mixture()) {
        for &preset in Preset::ALL {
            let normalizer = Normalizer::preset(preset);
            let (mut apart, mut source, mut target) = (Vec::new(), 0, 0);
            for line in text.split_inclusive('\n') {
                let analysis = normalizer.analyze(line);
                apart.extend(told(&analysis, source, target));
                source += line.len();
                target += analysis.output().len();
            }
            prop_assert_eq!(told(&normalizer.analyze(&text), 0, 0), apart, "{}", preset);
        }
    }

    #[test]
    fn same_text_same_answer_in_any_chunks(
        text in mixture(), times in prop_oneof![4 => Just(1usize), 1 => 1..60usize],
        preset in preset(), given in sizes(0), taken in sizes(0),
    ) {
        let text = text.repeat(times);
        let normalizer = Normalizer::preset(preset);
        let (bytes, end) = read_all(normalizer.reader(Pieces::new(text.as_bytes(), &given)), &taken);
        prop_assert!(end.is_ok(), "{preset}: {end:?}");
        prop_assert_eq!(String::from_utf8(bytes).unwrap(), normalizer.normalize(&text), "{}", preset);
    }

    #[test]
    fn same_text_same_answer_at_every_split(text in short(), preset in preset()) {
        let normalizer = Normalizer::preset(preset);
        let want = normalizer.normalize(&text);
        for split in 0..=text.len() {
            let (head, tail) = text.as_bytes().split_at(split);
            let mut got = String::new();
            normalizer.reader(head.chain(tail)).read_to_string(&mut got).unwrap();
            prop_assert_eq!(&got, &want, "{}: split at byte {}", preset, split);
        }
    }

    /// Bytes that are not UTF-8 are an error that says where; all text before them comes first.
    #[test]
    fn same_text_same_answer_until_bad_bytes(
        text in mixture(), at in any::<prop::sample::Index>(), bad in vec(0x80u8.., 1..3), preset in preset(),
        given in sizes(1), taken in sizes(1),
    ) {
        let mut bytes = text.into_bytes();
        let at = at.index(bytes.len() + 1);
        bytes.splice(at..at, bad);
        let valid = std::str::from_utf8(&bytes).map_or_else(|fault| fault.valid_up_to(), str::len);
        let normalizer = Normalizer::preset(preset);
        let (got, end) = read_all(normalizer.reader(Pieces::new(&bytes, &given)), &taken);
        let before = normalizer.normalize(std::str::from_utf8(&bytes[..valid]).unwrap());
        prop_assert_eq!(String::from_utf8(got).unwrap(), before, "{}", preset);
        if valid == bytes.len() {
            prop_assert!(end.is_ok(), "{preset}: {end:?}"); // by chance they are a character
        } else {
            let error = end.expect_err("bad bytes");
            prop_assert_eq!(error.kind(), ErrorKind::InvalidData);
            let error = error.get_ref().and_then(|inner| inner.downcast_ref::<tongwen::Error>());
            let told = error.map(|error| (error.kind(), error.offset()));
            prop_assert_eq!(told, Some((tongwen::ErrorKind::Encoding, Some(valid as u64))), "{}", preset);
        }
    }

    #[test]
    fn same_text_same_answer_in_threads(texts in vec(mixture(), 1..6), preset in preset()) {
        let normalizer = Normalizer::preset(preset);
        let want: Vec<_> = texts.iter().map(|text| normalizer.normalize(text)).collect();
        let (clone, texts) = (normalizer.clone(), &texts);
        let shared = || texts.iter().map(|text| normalizer.normalize(text).into_owned()).collect();
        let moved = move || texts.iter().map(|text| clone.analyze(text).output().to_owned()).collect();
        let fresh = || texts.iter().map(|text| Normalizer::preset(preset).normalize(text).into_owned()).collect();
        let got: [Vec<String>; 3] = std::thread::scope(|scope| {
            [scope.spawn(shared), scope.spawn(moved), scope.spawn(fresh)].map(|thread| thread.join().unwrap())
        });
        for got in got {
            prop_assert_eq!(&got, &want, "{}", preset);
        }
    }
}

/// All that can be asked of the edits, moved by so many bytes.
fn told(analysis: &Analysis<'_>, source: usize, target: usize) -> Vec<String> {
    let tell = |edit: Edit<'_>| {
        let (from, to) = (edit.source(), edit.target());
        let entries: Vec<_> = edit.entries().map(|e| format!("{} {}→{}", e.table(), e.key(), e.value())).collect();
        let ranges = (from.start + source..from.end + source, to.start + target..to.end + target);
        format!("{ranges:?} {}→{}: {entries:?}", edit.before(), edit.after())
    };
    analysis.edits().map(tell).collect()
}

/// A reader holds a bounded part of the text, however long the text is and its lines are: it never takes from its
/// source more than a quarter of a megabyte beyond what it has given.
#[test]
fn same_text_same_answer_in_bounded_memory() {
    struct Counted<'a>(&'a [u8], &'a std::cell::Cell<usize>);
    impl Read for Counted<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = self.0.read(buffer)?;
            self.1.set(self.1.get() + n);
            Ok(n)
        }
    }
    const SLACK: usize = 256 << 10;
    let short = "我们在里面开发软件，头发干了。\n".to_owned();
    for (name, piece) in
        [("short lines", short.clone()), ("one line", short.replace('\n', " ")), ("one ring", ring("ST"))]
    {
        let text = piece.repeat((1 << 20) / piece.len());
        for preset in [Preset::S2t, Preset::S2twp, Preset::Tw2sp] {
            let normalizer = Normalizer::preset(preset);
            let whole = normalizer.normalize(&text).len();
            let taken = std::cell::Cell::new(0);
            let mut reader = normalizer.reader(Counted(text.as_bytes(), &taken));
            let (mut given, mut buffer) = (0, vec![0; 4096]);
            loop {
                let n = reader.read(&mut buffer).unwrap();
                given += n;
                // The texts repeat themselves, so all parts of one grow or shrink alike.
                let accounted = given as u64 * text.len() as u64 / whole as u64;
                let held = taken.get().saturating_sub(accounted as usize);
                assert!(held <= SLACK, "{name}, {preset}: holds {held} bytes after giving {given}");
                if n == 0 {
                    break;
                }
            }
            assert_eq!(given, whole, "{name}, {preset}");
        }
    }
}
