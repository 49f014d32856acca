//! What can be converted is handed over as soon as one asks for it: who talks over a pipe waits for it.

use crate::inner::{Does, Sink, Source, Taken, flush, write};
use crate::normalizers;
use std::io::{ErrorKind, Read};
use tongwen::{Locale, Normalizer};

#[test]
fn flush_hands_over_whole_lines() {
    for (name, normalizer) in normalizers() {
        let taken = Taken::default();
        let mut writer = normalizer.writer(Sink::new(&taken, &[Does::Passes(usize::MAX)]));
        write(&mut writer, "软件\n里面".as_bytes());
        flush(&mut writer);
        let got = String::from_utf8(taken.bytes.borrow().clone()).unwrap();
        assert!(got.starts_with(&*normalizer.normalize("软件\n")), "{name}: {got:?} after a flush");
        assert_eq!(taken.flushes.get(), 1, "{name}: the inner writer was not flushed");
    }
}

/// The same, where the begin of the line has been flushed, too.
#[test]
fn flush_hands_over_lines_that_came_in_pieces() {
    let taken = Taken::default();
    let mut writer = Normalizer::to(Locale::ZH_TW).writer(Sink::new(&taken, &[Does::Passes(usize::MAX)]));
    for piece in ["软件", "\n"] {
        write(&mut writer, piece.as_bytes());
        flush(&mut writer);
    }
    assert_eq!(String::from_utf8_lossy(&taken.bytes.borrow()), "軟體\n");
}

/// A line that came in pieces is yielded before the inner reader is asked for what follows.
#[test]
fn lines_that_came_in_pieces_are_read() {
    let does = [Does::Passes(6), Does::Passes(1), Does::Fails(ErrorKind::WouldBlock)];
    let mut reader = Normalizer::to(Locale::ZH_TW).reader(Source::new("软件\n里面".as_bytes(), &does));
    let mut buffer = [0; 100];
    let count = reader.read(&mut buffer).expect("the line is there");
    assert_eq!(String::from_utf8_lossy(&buffer[..count]), "軟體\n");
}
