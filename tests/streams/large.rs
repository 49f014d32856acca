//! Texts that nobody holds: their bytes are made as they are asked for, and compared as they come.

use crate::{difference, normalizers, with_rows};
use allocation_counter::measure;
use std::io::{self, Read, Write};
use tongwen::{Locale, Normalizer, Preset};

/// What a stream may hold at once, with what the test itself needs: some hundred kilobytes, however long the text.
const MOST: u64 = 4 << 20;

/// A period over and over, so many bytes in all, and at most so many a time.
struct Over<'a> {
    period: &'a [u8],
    at: usize,
    left: usize,
    most: usize,
}

impl<'a> Over<'a> {
    fn new(period: &'a str, times: usize, most: usize) -> Self {
        assert!(!period.is_empty(), "a period of nothing has no end");
        Over { period: period.as_bytes(), at: 0, left: period.len() * times, most }
    }
}

impl Read for Over<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(self.left).min(self.most);
        let mut count = 0;
        while count < most {
            let piece = &self.period[self.at..];
            let now = piece.len().min(most - count);
            buffer[count..count + now].copy_from_slice(&piece[..now]);
            self.at = (self.at + now) % self.period.len();
            count += now;
        }
        self.left -= count;
        Ok(count)
    }
}

/// Takes what an expected text says, and nothing else.
struct Expects<R> {
    text: R,
    taken: u64,
    buffer: Vec<u8>,
}

impl<R: Read> Expects<R> {
    fn new(text: R) -> Self {
        Expects { text, taken: 0, buffer: Vec::new() }
    }

    /// How many bytes were taken, if that was all.
    fn end(mut self) -> u64 {
        assert_eq!(self.text.read(&mut [0; 8]).unwrap(), 0, "more was expected after {} bytes", self.taken);
        self.taken
    }
}

impl<R: Read> Write for Expects<R> {
    fn write(&mut self, got: &[u8]) -> io::Result<usize> {
        self.buffer.resize(got.len(), 0);
        let mut count = 0;
        while count < got.len() {
            match self.text.read(&mut self.buffer[count..])? {
                0 => break,
                more => count += more,
            }
        }
        let found = difference(got, &self.buffer[..count]);
        assert_eq!(found, None, "in the piece from byte {} on", self.taken);
        self.taken += got.len() as u64;
        Ok(got.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What each period becomes, however many there are: one call says so of enough of them to fill some units.
fn made_of(normalizer: &Normalizer, period: &str) -> String {
    let some = (200 << 10) / period.len() + 1;
    let made = normalizer.normalize(period).into_owned();
    let found = difference(normalizer.normalize(&period.repeat(some)).as_bytes(), made.repeat(some).as_bytes());
    assert_eq!(found, None, "the answer is not periodic");
    made
}

/// Reads so many periods, so many bytes a time: each comes out converted, and little is held.
fn is_read(normalizer: &Normalizer, period: &str, times: usize, most: usize) {
    let made = made_of(normalizer, period);
    let held = measure(|| {
        let mut reader = normalizer.reader(Over::new(period, times, most));
        let mut expects = Expects::new(Over::new(&made, times, usize::MAX));
        io::copy(&mut reader, &mut expects).unwrap();
        assert_eq!(expects.end(), (made.len() * times) as u64);
    });
    assert!(held.bytes_max < MOST, "{} bytes were held at once", held.bytes_max);
}

/// As [`is_read`], but written.
fn is_written(normalizer: &Normalizer, period: &str, times: usize, most: usize) {
    let made = made_of(normalizer, period);
    let (mut text, mut buffer) = (Over::new(period, times, most), vec![0; most.min(100_000)]);
    let held = measure(|| {
        let mut writer = normalizer.writer(Expects::new(Over::new(&made, times, usize::MAX)));
        loop {
            match text.read(&mut buffer).unwrap() {
                0 => break,
                count => writer.write_all(&buffer[..count]).unwrap(),
            }
        }
        assert_eq!(writer.finish().unwrap().end(), (made.len() * times) as u64);
    });
    assert!(held.bytes_max < MOST, "{} bytes were held at once", held.bytes_max);
}

/// Nothing in it depends on how often it stands there, and something of everything is in it: words, characters that
/// phrases and neighbours decide, quotation marks, what is protected, a cluster.
const LINE: &str = "数据库里的软件，头发和发展；皇后以后在后面。“一只”羊 https://example.org/软件 `软件` 👩‍👩‍👧，";

#[test]
fn a_line_of_100_mb_is_read() {
    is_read(&Normalizer::to(Locale::ZH_TW), LINE, 100_000_000 / LINE.len() + 1, usize::MAX);
}

#[test]
fn a_line_of_100_mb_is_written() {
    is_written(&Normalizer::to(Locale::ZH_TW), LINE, 100_000_000 / LINE.len() + 1, usize::MAX);
}

#[test]
fn ten_million_empty_lines() {
    for normalizer in [Normalizer::to(Locale::ZH_TW), Normalizer::preset(Preset::S2twp)] {
        is_read(&normalizer, "\n", 10_000_000, usize::MAX);
        is_written(&normalizer, "\n", 10_000_000, usize::MAX);
    }
}

#[test]
fn many_nul_bytes() {
    for (_, normalizer) in normalizers() {
        let period = format!("软件{}", "\0".repeat(997));
        is_read(&normalizer, &period, 2_000, usize::MAX);
        is_written(&normalizer, &period, 2_000, usize::MAX);
    }
}

#[test]
fn a_byte_at_a_time() {
    for (_, normalizer) in normalizers() {
        is_read(&normalizer, LINE, 300_000 / LINE.len(), 1);
        is_written(&normalizer, LINE, 300_000 / LINE.len(), 1);
        is_written(&normalizer, "里面说\n", 30_000, 1);
    }
}

/// Lines in which there is no good place to cut: one protected span, one cluster, one quotation, one run of keys.
#[test]
fn lines_without_an_end_in_sight() {
    const SIZE: usize = 1_000_000;
    const COMPATIBLE: &str = "\u{f900}";
    const OPERATOR: &str = "⿰";
    let long = |head: &str, period: &str| format!("{head}{}软件", period.repeat(SIZE / period.len()));
    let texts = [
        long("说https://example.org/", "软a"),
        long("说`", "软件 "),
        long("说“", "里‘面，"),
        long("说e", "\u{301}"),
        long("说👩", "\u{200d}👩"),
        long("后", "后里"),
        long("后", COMPATIBLE),
        long("これは", "国の"),
        long("说@", "a_"),
        long("说", "面\u{fe00}"),
        long("说", "软件库里面的"),
        long("说", OPERATOR),
    ];
    let plans = [Normalizer::to(Locale::ZH_CN), with_rows()].map(|plan| (plan, &[][..]));
    // Presets hold a line of nothing but compatibility ideographs (`Reader` says so), or but operators of description
    // sequences, which a later stage may complete.
    let held_by_presets = &[COMPATIBLE, OPERATOR][..];
    let presets = [Preset::S2twp, Preset::T2s].map(|preset| (Normalizer::preset(preset), held_by_presets));
    for (normalizer, excepted) in plans.into_iter().chain(presets) {
        for text in texts.iter().filter(|text| !excepted.iter().any(|excepted| text.contains(excepted))) {
            let want = normalizer.normalize(text);
            let held = measure(|| {
                let mut expects = Expects::new(want.as_bytes());
                io::copy(&mut normalizer.reader(text.as_bytes()), &mut expects).unwrap();
                expects.end();
                let mut writer = normalizer.writer(Expects::new(want.as_bytes()));
                writer.write_all(text.as_bytes()).unwrap();
                writer.finish().unwrap().end();
            });
            let begin: String = text.chars().take(12).collect();
            assert!(held.bytes_max < MOST, "{begin}…: {} bytes were held at once", held.bytes_max);
        }
    }
}
