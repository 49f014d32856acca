//! Inner streams that fail: what they say is passed on, nothing is lost by it, and nothing comes twice.

use crate::inner::{Does, Sink, Source, Taken, flush, read, write};
use crate::splits::TEXTS;
use crate::{difference, normalizers};
use std::io::{ErrorKind, Write};
use tongwen::{Locale, Normalizer};

use Does::{Fails, Passes};

/// How inner streams misbehave, each over and over.
const MISDEEDS: &[&[Does]] = &[
    &[Passes(1)],
    &[Fails(ErrorKind::Interrupted), Passes(2)],
    &[Fails(ErrorKind::WouldBlock), Passes(3)],
    &[Passes(5), Fails(ErrorKind::Interrupted), Fails(ErrorKind::WouldBlock), Fails(ErrorKind::TimedOut)],
    &[Passes(1), Passes(40), Fails(ErrorKind::BrokenPipe), Passes(7), Fails(ErrorKind::Other)],
];

/// A line for each text, and one that is longer than a stream holds.
fn text() -> String {
    TEXTS.join("\n") + &"软件里，".repeat(6_000) + "\n后说"
}

/// Whether one of these failures is the caller's to know of.
fn are_told(does: &[Does]) -> impl Iterator<Item = ErrorKind> {
    does.iter().filter_map(|does| match does {
        Fails(ErrorKind::Interrupted) | Passes(1..) => None,
        Fails(kind) => Some(*kind),
        Passes(0) => Some(ErrorKind::WriteZero),
    })
}

#[test]
fn writers_go_on_after_failures() {
    let text = text();
    let nothing: &[Does] = &[Passes(9), Passes(0)];
    for (name, normalizer) in normalizers() {
        let want = normalizer.normalize(&text);
        for does in MISDEEDS.iter().copied().chain([nothing]) {
            for (size, flushing) in [(11, true), (4_000, true), (usize::MAX, false)] {
                let taken = Taken::default();
                let mut writer = normalizer.writer(Sink::new(&taken, does));
                let mut failures = Vec::new();
                for piece in text.as_bytes().chunks(size) {
                    failures.extend(write(&mut writer, piece));
                    assert!(!failures.contains(&ErrorKind::Interrupted), "{name}: an interruption was told");
                    if flushing {
                        // The inner flush has its own interruptions.
                        failures.extend(flush(&mut writer).into_iter().filter(|&kind| kind != ErrorKind::Interrupted));
                    }
                }
                taken.is_well.set(true);
                writer.finish().unwrap();
                let found = difference(&taken.bytes.borrow(), want.as_bytes());
                assert_eq!(found, None, "{name}: {does:?}, in pieces of {size} bytes");
                for told in are_told(does) {
                    assert!(
                        failures.contains(&told),
                        "{name}: {does:?}, in pieces of {size} bytes: {told} was not told"
                    );
                }
            }
        }
    }
}

#[test]
fn readers_go_on_after_failures() {
    let text = text();
    for (name, normalizer) in normalizers() {
        let want = normalizer.normalize(&text);
        for does in MISDEEDS {
            for size in [1, 7, 1 << 20] {
                let (got, failures) = read(normalizer.reader(Source::new(text.as_bytes(), does)), size);
                let found = difference(&got, want.as_bytes());
                assert_eq!(found, None, "{name}: {does:?}, into {size} bytes");
                assert!(!failures.contains(&ErrorKind::Interrupted), "{name}: an interruption was told");
                for told in are_told(does) {
                    assert!(failures.contains(&told), "{name}: {does:?}, into {size} bytes: {told} was not told");
                }
            }
        }
    }
}

/// One failure, at each of the inner stream's calls in turn.
#[test]
fn one_failure_at_any_call() {
    let text = "数据库里\n软件\n".repeat(3) + "后面说";
    let normalizer = Normalizer::to(Locale::ZH_TW);
    let want = normalizer.normalize(&text);
    for call in 0..want.len() + 8 {
        let does: Vec<_> = [vec![Passes(2); call], vec![Fails(ErrorKind::Other)], vec![Passes(2); 200]].concat();
        let taken = Taken::default();
        let mut writer = normalizer.writer(Sink::new(&taken, &does));
        let mut failures = Vec::new();
        for line in text.split_inclusive('\n') {
            failures.extend(write(&mut writer, line.as_bytes()));
            failures.extend(flush(&mut writer));
            assert!(
                want.as_bytes().starts_with(&taken.bytes.borrow()),
                "not what one call begins with, at call {call}"
            );
        }
        assert!(failures.len() <= 1, "one failure was told {} times", failures.len());
        let ended = writer.finish();
        let got = taken.bytes.borrow();
        match (failures.len(), ended.is_err()) {
            (1, false) | (0, false) => assert_eq!(difference(&got, want.as_bytes()), None, "at call {call}"),
            // Who cannot be asked again has at least written nothing wrong and nothing twice.
            (0, true) => assert!(want.as_bytes().starts_with(&got), "not what one call begins with, at call {call}"),
            told => panic!("{told:?} at call {call}"),
        }

        let (got, failures) = read(normalizer.reader(Source::new(text.as_bytes(), &does)), 5);
        assert_eq!(difference(&got, want.as_bytes()), None, "read, at call {call}");
        assert!(failures.len() <= 1, "one failure was told {} times", failures.len());
    }
}

#[test]
fn a_finish_that_fails_says_why() {
    let normalizer = Normalizer::to(Locale::ZH_TW);
    for (does, kind) in [
        (Passes(0), ErrorKind::WriteZero),
        (Fails(ErrorKind::WouldBlock), ErrorKind::WouldBlock),
        (Fails(ErrorKind::StorageFull), ErrorKind::StorageFull),
    ] {
        let taken = Taken::default();
        let does = [Passes(4), does];
        let mut writer = normalizer.writer(Sink::new(&taken, &does));
        writer.write_all("鼠标里".as_bytes()).unwrap();
        assert_eq!(writer.finish().map(drop).unwrap_err().kind(), kind);
        assert_eq!(*taken.bytes.borrow(), "滑鼠裡".as_bytes()[..4]);
    }
}

#[test]
fn a_writer_that_is_dropped_writes_nothing_more() {
    let taken = Taken::default();
    let mut writer = Normalizer::to(Locale::ZH_TW).writer(Sink::new(&taken, &[Passes(usize::MAX)]));
    writer.write_all("鼠标\n里".as_bytes()).unwrap();
    writer.flush().unwrap();
    drop(writer);
    assert_eq!(*taken.bytes.borrow(), "滑鼠\n".as_bytes());
}
