//! Lines longer than a stream holds: what stands across the places where such a line is cut, at the moment when just
//! enough has come that it can be.

use crate::inner::{Does, Sink, Source, Taken, flush, read, write};
use crate::splits::TEXTS;
use crate::{difference, normalizers, with_rows};
use tongwen::Normalizer;

/// So much of a line is judged together (DESIGN.md), and so much beyond it has to be there before that is done.
const UNIT: usize = 64 << 10;
const BEYOND: usize = (4 << 10) + 5;

/// How much is held when a cut is tried: enough, and too little.
const HELD: &[usize] = &[UNIT + BEYOND, UNIT + BEYOND - 1, UNIT + 40, UNIT + BEYOND + 1];

fn fill(size: usize) -> String {
    " .".repeat(size / 2) + &" "[..size % 2]
}

/// Writes and reads a line so that the first try to cut it comes when so many bytes are held.
fn come_through(name: &str, normalizer: &Normalizer, line: &str, held: usize, what: &str) {
    let want = normalizer.normalize(line);
    let taken = Taken::default();
    let mut writer = normalizer.writer(Sink::new(&taken, &[Does::Passes(usize::MAX)]));
    // As long as less than a unit is held nothing is tried but by flushing.
    for piece in [&line.as_bytes()[..UNIT - 1], &line.as_bytes()[UNIT - 1..held]] {
        write(&mut writer, piece);
    }
    flush(&mut writer);
    write(&mut writer, &line.as_bytes()[held..]);
    writer.finish().unwrap();
    let found = difference(&taken.bytes.borrow(), want.as_bytes());
    assert_eq!(found, None, "{name}: {what}, written; {held} bytes held");

    // A reader tries again when twice as much is there.
    let half = [Does::Passes(held.div_ceil(2))];
    let (got, _) = read(normalizer.reader(Source::new(line.as_bytes(), &half)), 1 << 20);
    let found = difference(&got, want.as_bytes());
    assert_eq!(found, None, "{name}: {what}, read; {held} bytes held");
}

#[test]
fn texts_across_the_end_of_a_unit() {
    let normalizers = normalizers();
    for (number, text) in TEXTS.iter().enumerate() {
        let text = text.replace('\n', " ");
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            // What the line shows first counts for what comes after the cut.
            let line = "说".to_owned() + &fill(UNIT - at - 3) + &text + &fill(BEYOND + 40 - (text.len() - at)) + "后里";
            // Each place with one of the ways of converting, and with rows.
            for (name, normalizer) in [&normalizers[(number + at) % normalizers.len()], &("rows", with_rows())] {
                let what = format!("{text:?}, cut at its byte {at}");
                come_through(name, normalizer, &line, HELD[at % HELD.len()], &what);
            }
        }
    }
}

/// What is protected, a cluster and a run of keys, as long as is looked back and ahead for an end, and a little longer.
#[test]
fn long_spans_across_the_end_of_a_unit() {
    const SPANS: &[(&str, &str, &str)] = &[
        ("`", "软件 ", "` "),
        ("https://example.org/", "软", " "),
        ("{", "面", "}"),
        ("e", "\u{301}", ""),
        ("", "后里", ""),
        ("。", "国の", "。"),
        ("“", "软件‘", "”"),
        ("@", "软_", " "),
    ];
    const SIZES: &[usize] = &[1, 9, 4_080, 4_095, 4_097, 4_200, 8_300];
    let normalizers = normalizers();
    for (number, (open, inner, close)) in SPANS.iter().enumerate() {
        let span = |size: usize| inner.repeat(size / inner.len() + 1);
        for (row, before) in SIZES.iter().map(|&size| format!("说{open}{}", span(size))).enumerate() {
            for (column, after) in SIZES.iter().map(|&size| format!("{}{close}软件", span(size))).enumerate() {
                let (name, normalizer) = &normalizers[(number + row + column) % normalizers.len()];
                let line = fill(UNIT - before.len()) + &before + &after + &fill(BEYOND + 40) + "后里";
                let what = format!("{open}…{close}, {} bytes before and {} after the cut", before.len(), after.len());
                come_through(name, normalizer, &line, HELD[(row + column * 3) % HELD.len()], &what);
            }
        }
    }
}
