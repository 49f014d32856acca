//! Invariant 5: whole, line by line, in any chunks or in several threads, a text has one answer.

use crate::strategies::{
    lexicon, lines, mixture, name, plan, preset, ring, short, short_lines, source, target, targets, words,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::io::{self, ErrorKind, Read};
use tongwen::{Analysis, Edit, Locale, Normalizer, Preset};

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

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn same_text_same_answer_line_by_line_by_plans(text in lines(), from in source()) {
        for to in targets() {
            let normalizer = plan(to, from);
            let whole = normalizer.normalize(&text);
            let parts: Vec<_> = text.split('\n').map(|line| normalizer.normalize(line)).collect();
            prop_assert_eq!(&whole, &parts.join("\n"), "{}", name(to, from));
            let (mut apart, mut source, mut target) = (Vec::new(), 0, 0);
            for line in text.split_inclusive('\n') {
                let analysis = normalizer.analyze(line);
                apart.extend(told(&analysis, source, target));
                source += line.len();
                target += analysis.output().len();
            }
            let analysis = normalizer.analyze(&text);
            prop_assert_eq!(analysis.output(), whole, "{}: analyze", name(to, from));
            prop_assert_eq!(told(&analysis, 0, 0), apart, "{}: edits", name(to, from));
        }
    }

    #[test]
    fn same_text_same_answer_in_any_chunks_by_plans(
        text in lines(), times in prop_oneof![4 => Just(1usize), 1 => 1..60usize],
        to in target(), from in source(), given in sizes(0), taken in sizes(0),
    ) {
        let text = text.repeat(times);
        let normalizer = plan(to, from);
        let (bytes, end) = read_all(normalizer.reader(Pieces::new(text.as_bytes(), &given)), &taken);
        prop_assert!(end.is_ok(), "{}: {end:?}", name(to, from));
        prop_assert_eq!(String::from_utf8(bytes).unwrap(), normalizer.normalize(&text), "{}", name(to, from));
    }

    #[test]
    fn same_text_same_answer_at_every_split_by_plans(text in short_lines(), to in target(), from in source()) {
        let normalizer = plan(to, from);
        let want = normalizer.normalize(&text);
        for split in 0..=text.len() {
            let (head, tail) = text.as_bytes().split_at(split);
            let mut got = String::new();
            normalizer.reader(head.chain(tail)).read_to_string(&mut got).unwrap();
            prop_assert_eq!(&got, &want, "{}: split at byte {}", name(to, from), split);
        }
    }

    #[test]
    fn same_text_same_answer_until_bad_bytes_by_plans(
        text in lines(), at in any::<prop::sample::Index>(), bad in vec(0x80u8.., 1..3), to in target(),
        given in sizes(1), taken in sizes(1),
    ) {
        let mut bytes = text.into_bytes();
        let at = at.index(bytes.len() + 1);
        bytes.splice(at..at, bad);
        let valid = std::str::from_utf8(&bytes).map_or_else(|fault| fault.valid_up_to(), str::len);
        let normalizer = Normalizer::to(to);
        let (got, end) = read_all(normalizer.reader(Pieces::new(&bytes, &given)), &taken);
        let before = normalizer.normalize(std::str::from_utf8(&bytes[..valid]).unwrap());
        prop_assert_eq!(String::from_utf8(got).unwrap(), before, "{}", to);
        prop_assert_eq!(end.is_ok(), valid == bytes.len(), "{}", to);
    }

    #[test]
    fn same_text_same_answer_in_threads_by_plans(texts in vec(lines(), 1..5), to in target(), from in source()) {
        let normalizer = plan(to, from);
        let want: Vec<_> = texts.iter().map(|text| normalizer.normalize(text)).collect();
        let (clone, texts) = (normalizer.clone(), &texts);
        let shared = || texts.iter().map(|text| normalizer.normalize(text).into_owned()).collect();
        let moved = move || texts.iter().map(|text| clone.analyze(text).output().to_owned()).collect();
        let fresh = || texts.iter().rev().map(|text| plan(to, from).normalize(text).into_owned()).collect();
        let mut got: [Vec<String>; 3] = std::thread::scope(|scope| {
            [scope.spawn(shared), scope.spawn(moved), scope.spawn(fresh)].map(|thread| thread.join().unwrap())
        });
        got[2].reverse();
        for got in got {
            prop_assert_eq!(&got, &want, "{}", name(to, from));
        }
    }
}

proptest! {
    // Each case converts about a megabyte.
    #![proptest_config(proptest::test_runner::Config { cases: crate::config().cases.div_ceil(32), ..crate::config() })]

    /// One line longer than a window or three, which begins with what shows nothing or something, has an end of a word
    /// at any place near a window's end, and shows its script and place early, late, or never.
    #[test]
    fn same_text_same_answer_in_long_lines(
        silent in select(SILENT), shift in 0..97usize, size in select(&[40usize << 10, 64 << 10, 66 << 10, 130 << 10, 210 << 10][..]),
        early in prop_oneof![Just(String::new()), words()], late in words(), tail in words(), to in target(), from in source(), given in sizes(0), taken in sizes(0),
    ) {
        let line = "a".repeat(shift) + &early + &silent.repeat(size / silent.len()) + &late + &silent.repeat(99) + &tail;
        let text = format!("{line}\r\n{silent}\0{line}\n");
        let normalizer = plan(to, from);
        let whole = normalizer.normalize(&text);
        let parts: Vec<_> = text.split('\n').map(|line| normalizer.normalize(line)).collect();
        prop_assert!(whole == parts.join("\n"), "{}: line by line differs", name(to, from));
        let analysis = normalizer.analyze(&text);
        prop_assert!(analysis.output() == whole, "{}: analyze differs", name(to, from));
        let (bytes, end) = read_all(normalizer.reader(Pieces::new(text.as_bytes(), &given)), &taken);
        prop_assert!(end.is_ok(), "{}: {end:?}", name(to, from));
        prop_assert!(bytes == whole.as_bytes(), "{}: the reader differs at byte {:?}", name(to, from), differ(&bytes, whole.as_bytes()));
        let again = normalizer.normalize(&whole);
        prop_assert!(again == whole, "{}: not idempotent at byte {:?}", name(to, from), differ(again.as_bytes(), whole.as_bytes()));
    }

    /// Long lines of everything.
    #[test]
    fn same_text_same_answer_in_long_lines_of_everything(
        piece in vec(words(), 3..9), to in target(), from in source(), given in sizes(0), taken in sizes(0),
    ) {
        let piece = piece.concat() + "軟件里";
        let text = piece.repeat((150 << 10) / piece.len() + 1);
        let normalizer = plan(to, from);
        let whole = normalizer.normalize(&text);
        prop_assert!(normalizer.analyze(&text).output() == whole, "{}: analyze differs", name(to, from));
        let (bytes, end) = read_all(normalizer.reader(Pieces::new(text.as_bytes(), &given)), &taken);
        prop_assert!(end.is_ok(), "{}: {end:?}", name(to, from));
        prop_assert!(bytes == whole.as_bytes(), "{}: the reader differs at byte {:?}", name(to, from), differ(&bytes, whole.as_bytes()));
    }
}

fn differ(one: &[u8], two: &[u8]) -> Option<usize> {
    one.iter().zip(two).position(|(a, b)| a != b).or((one.len() != two.len()).then(|| one.len().min(two.len())))
}

/// Words that show neither script nor place by themselves, and that what comes later may decide.
const SILENT: &[&str] = &["后", "一只", "干部了里", "程序文件", "著", "a", " ", "皇后的信用", "，", "覆", "藉了"];

/// What the contract says of long lines: windows of 64 KB, each judged by all from the line's start to its own end.
#[test]
fn same_text_same_answer_evidence_by_windows() {
    const WINDOW: usize = 64 << 10;
    let normalizer = Normalizer::to(Locale::ZH_TW);
    let (silent, shown) = ("一只", "说");
    for size in [WINDOW / 2, 2 * WINDOW - 10_000, 3 * WINDOW + 1_234] {
        let text = silent.repeat(size / silent.len()) + shown;
        let output = normalizer.normalize(&text);
        assert!(output.ends_with("一隻一隻一隻說"), "{size}: what shows it is in the last window");
        let first = if size < WINDOW { "一隻一隻" } else { "一只一只" };
        assert!(output.starts_with(first), "{size}");
        // Evidence is of everything before, too.
        let text = shown.to_owned() + &silent.repeat(size / silent.len());
        assert!(!normalizer.normalize(&text).contains("只"), "{size}: shown at the start of the line");
        let mut read = String::new();
        normalizer.reader(text.as_bytes()).read_to_string(&mut read).unwrap();
        assert!(read == normalizer.normalize(&text), "{size}: a reader knows what the line's start showed");
        // And of no other line.
        let text = format!("{shown}\n{}\n{shown}", silent.repeat(size / silent.len()));
        assert_eq!(normalizer.normalize(&text).matches("一只").count(), size / silent.len(), "{size}: another line");
    }
    // Nothing but U+000A ends a line.
    for end in ["\r", "\u{b}", "\u{85}", "\u{2028}", "\u{2029}", "\0"] {
        assert_eq!(normalizer.normalize(&format!("一只{end}说")), format!("一隻{end}說"), "{end:?}");
    }
    // A word across the end of a window is found there as elsewhere.
    for shift in 0..9 {
        let text = "x".repeat(shift) + &"软件、".repeat(2 * WINDOW / 9);
        assert_eq!(normalizer.normalize(&text), "x".repeat(shift) + &"軟體、".repeat(2 * WINDOW / 9), "{shift}");
    }
}

/// A reader of a plan holds a bounded part of the text, too.
#[test]
fn same_text_same_answer_in_bounded_memory_by_plans() {
    const SLACK: usize = 512 << 10;
    let forms = lexicon().forms().concat();
    for (name, piece) in
        [("one line", "我们在里面开发软件，头发干了。"), ("all forms", &forms), ("an address", "https://例")]
    {
        let text = piece.repeat((2 << 20) / piece.len());
        for to in [Locale::ZH_TW, Locale::ZH_CN] {
            holds_little(&format!("{name}, {to}"), &Normalizer::to(to), &text, SLACK);
        }
    }
}

/// Fails where a reader takes more than so many bytes beyond what it has given. The text repeats itself, so all its parts
/// grow or shrink alike.
fn holds_little(name: &str, normalizer: &Normalizer, text: &str, slack: usize) {
    struct Counted<'a>(&'a [u8], &'a std::cell::Cell<usize>);
    impl Read for Counted<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = self.0.read(buffer)?;
            self.1.set(self.1.get() + n);
            Ok(n)
        }
    }
    let whole = normalizer.normalize(text).len();
    let taken = std::cell::Cell::new(0);
    let mut reader = normalizer.reader(Counted(text.as_bytes(), &taken));
    let (mut given, mut buffer) = (0, vec![0; 4096]);
    loop {
        let n = reader.read(&mut buffer).unwrap();
        given += n;
        let accounted = given as u64 * text.len() as u64 / whole as u64;
        let held = taken.get().saturating_sub(accounted as usize);
        assert!(held <= slack, "{name}: holds {held} bytes after giving {given}");
        if n == 0 {
            break;
        }
    }
    assert_eq!(given, whole, "{name}");
}

/// All that can be asked of the edits, moved by so many bytes.
fn told(analysis: &Analysis<'_>, source: usize, target: usize) -> Vec<String> {
    let tell = |edit: Edit<'_>| {
        let (from, to) = (edit.source(), edit.target());
        let entries: Vec<_> =
            edit.entries().map(|e| format!("{} {}→{} {:?}", e.table(), e.key(), e.value(), e.concept())).collect();
        let ranges = (from.start + source..from.end + source, to.start + target..to.end + target);
        format!("{ranges:?} {}→{}: {entries:?}", edit.before(), edit.after())
    };
    analysis.edits().map(tell).collect()
}

/// A reader holds a bounded part of the text, however long the text is and its lines are: it never takes from its
/// source more than a quarter of a megabyte beyond what it has given.
#[test]
fn same_text_same_answer_in_bounded_memory() {
    const SLACK: usize = 256 << 10;
    let short = "我们在里面开发软件，头发干了。\n".to_owned();
    for (name, piece) in
        [("short lines", short.clone()), ("one line", short.replace('\n', " ")), ("one ring", ring("ST"))]
    {
        let text = piece.repeat((1 << 20) / piece.len());
        for preset in [Preset::S2t, Preset::S2twp, Preset::Tw2sp] {
            holds_little(&format!("{name}, {preset}"), &Normalizer::preset(preset), &text, SLACK);
        }
    }
}
