//! Bytes that are not UTF-8: all text before them comes first, then an error that says where they stand.

use crate::inner::{Does, Sink, Source, Taken};
use crate::{difference, normalizers};
use std::io::{self, Read, Write};
use tongwen::{Locale, Normalizer};

const TEXTS: &[&str] = &["软件里\n后说", "“后面\r\n👍🏽é说", "\u{feff}数据库", ""];

/// Bytes that belong to no character, a character too much of one, surrogates, and characters that are cut.
const BAD: &[&[u8]] = &[
    b"\xFF",
    b"\x80",
    b"\xC0\x80",
    b"\xE0\x80\x80",
    b"\xED\xA0\x80",
    b"\xF4\x90\x80\x80",
    b"\xC3",
    b"\xE9",
    b"\xE8\xBD",
    b"\xF0",
    b"\xF0\x9F\x91",
];

/// Where an error says that the text is not UTF-8.
fn offset(error: io::Error) -> Option<u64> {
    assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{error}");
    let inner: &tongwen::Error = error.get_ref().and_then(|inner| inner.downcast_ref()).expect("an error of tongwen's");
    assert_eq!(inner.kind(), tongwen::ErrorKind::Encoding);
    inner.offset()
}

/// What a reader yields before it fails, and where it says that the fault is: each time that it is asked.
fn read(normalizer: &Normalizer, bytes: &[u8], does: &[Does], size: usize) -> (Vec<u8>, Option<u64>) {
    let (mut reader, mut out, mut buffer) = (normalizer.reader(Source::new(bytes, does)), Vec::new(), vec![0; size]);
    let told = loop {
        match reader.read(&mut buffer) {
            Ok(0) => return (out, None),
            Ok(count) => out.extend_from_slice(&buffer[..count]),
            Err(error) => break offset(error),
        }
    };
    assert_eq!(reader.read(&mut buffer).map_err(offset), Err(told), "asked again");
    (out, told)
}

/// What is written before a writer fails, and where it says that the fault is.
fn write(normalizer: &Normalizer, pieces: &[&[u8]], flushing: bool) -> (Vec<u8>, Option<u64>) {
    let taken = Taken::default();
    let mut writer = normalizer.writer(Sink::new(&taken, &[Does::Passes(usize::MAX)]));
    let mut told = None;
    for piece in pieces {
        let done = writer.write_all(piece).and_then(|()| if flushing { writer.flush() } else { Ok(()) });
        if let Err(error) = done {
            told = offset(error);
            break;
        }
    }
    let finished = writer.finish().map(drop).map_err(offset);
    assert!(told.is_none() || finished == Err(told), "finished, though {told:?} was told: {finished:?}");
    (taken.bytes.into_inner(), finished.err().flatten())
}

/// Whatever pieces these bytes come in, the text before the fault comes out, and the fault is told.
fn are_told(name: &str, normalizer: &Normalizer, bytes: &[u8]) {
    let fault = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
    let text = std::str::from_utf8(&bytes[..fault.unwrap_or(bytes.len())]).unwrap();
    let want = normalizer.normalize(text);
    let check = |way: &str, (got, told): (Vec<u8>, Option<u64>)| {
        let found = difference(&got, want.as_bytes());
        assert_eq!(found, None, "{name}: {way}, before the fault in {:?}", bytes.escape_ascii().to_string());
        assert_eq!(told, fault.map(|at| at as u64), "{name}: {way}, {:?}", bytes.escape_ascii().to_string());
    };
    for split in 0..=bytes.len() {
        let (head, tail) = bytes.split_at(split);
        for flushing in [false, true] {
            check(&format!("written {split} bytes first"), write(normalizer, &[head, tail], flushing));
        }
        let does = [head.len(), tail.len()].map(|size| Does::Passes(size.max(1)));
        check(&format!("read {split} bytes first"), read(normalizer, bytes, &does, 100));
    }
    check("written by bytes", write(normalizer, &bytes.chunks(1).collect::<Vec<_>>(), false));
    check("written and flushed by bytes", write(normalizer, &bytes.chunks(1).collect::<Vec<_>>(), true));
    check("read by bytes", read(normalizer, bytes, &[Does::Passes(1)], 1));
}

#[test]
fn bad_bytes_at_every_place() {
    for (name, normalizer) in normalizers() {
        for (text, bad) in TEXTS.iter().flat_map(|text| BAD.iter().map(move |bad| (text, bad))) {
            for at in 0..=text.len() {
                let (head, tail) = text.as_bytes().split_at(at);
                are_told(name, &normalizer, &[head, bad, tail].concat());
            }
        }
    }
}

#[test]
fn a_last_character_that_is_cut() {
    for (name, normalizer) in normalizers() {
        for text in TEXTS {
            for end in 0..=text.len() {
                are_told(name, &normalizer, &text.as_bytes()[..end]);
            }
        }
    }
}

/// Far in a line that is longer than a stream holds, and just where it holds no more.
#[test]
fn bad_bytes_in_a_long_line() {
    let normalizer = Normalizer::to(Locale::ZH_TW);
    for size in [65_533, 65_536, 131_073, 200_000] {
        let text = "a".repeat(size % 3) + &"说".repeat(size / 3);
        let want = normalizer.normalize(&text);
        for (tail, told) in [(&b"\xFF"[..], true), (b"\xE8\xBD", true), (b"\xE8\xBD\xAF", false)] {
            let end = if told { "" } else { "軟" };
            let want = [want.as_bytes(), end.as_bytes()].concat();
            let bytes = [text.as_bytes(), tail].concat();
            let told = told.then_some(size as u64);
            for (way, (got, at)) in [
                ("read", read(&normalizer, &bytes, &[Does::Passes(1000)], 777)),
                ("written", write(&normalizer, &bytes.chunks(1000).collect::<Vec<_>>(), false)),
                ("written at once", write(&normalizer, &[&bytes], false)),
            ] {
                assert_eq!((difference(&got, &want), at), (None, told), "{size} bytes and {tail:?} {way}");
            }
        }
    }
}

/// Once the fault has been told, whatever is written then is refused.
#[test]
fn what_comes_after_bad_bytes_is_refused() {
    let taken = Taken::default();
    let mut writer = Normalizer::to(Locale::ZH_TW).writer(Sink::new(&taken, &[Does::Passes(usize::MAX)]));
    writer.write_all("软件\u{0}".as_bytes()).unwrap();
    writer.write_all(b"\xFF").unwrap();
    // Both flushes may tell of it; the second has nothing else to do.
    let told = writer.flush().and_then(|()| writer.flush()).map_err(offset);
    assert_eq!(told, Err(Some(7)));
    assert_eq!(*taken.bytes.borrow(), "軟體\0".as_bytes());
    assert_eq!(writer.write("后".as_bytes()).map_err(offset), Err(Some(7)), "written after the fault was told");
}
