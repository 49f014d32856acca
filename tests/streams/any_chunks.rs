//! Invariant 5 where tests/properties does not ask: writers over any pieces, with flushes and failures between; the
//! caller's rows in readers and writers over lines that are longer than a unit.

use crate::difference;
use crate::inner::{Does, Sink, Source, Taken, flush, read, write};
use crate::strategies::{form, lines, mixture, name, plan, preset, source, target, word};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, FileFailurePersistence};
use std::io::ErrorKind;
use tongwen::{Error, Lexicon, Locale, Normalizer};

fn config(cases: u32) -> Config {
    let regressions = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/streams/regressions.txt");
    let persistence = FileFailurePersistence::Direct(regressions);
    let default = Config::default();
    Config { cases: (default.cases * cases).div_ceil(256), failure_persistence: Some(Box::new(persistence)), ..default }
}

/// What an inner stream does: short and long pieces, and failures that pass.
fn does() -> impl Strategy<Value = Vec<Does>> {
    let size = prop_oneof![1..8_usize, 8..100_usize, 1_000..9_000_usize];
    let kind = select(&[ErrorKind::Interrupted, ErrorKind::WouldBlock, ErrorKind::Other][..]);
    let one = prop_oneof![3 => size.prop_map(Does::Passes), 1 => kind.prop_map(Does::Fails)];
    vec(one, 0..6).prop_map(|mut does| {
        does.push(Does::Passes(777));
        does
    })
}

/// Sizes of pieces, and whether a flush follows.
fn pieces() -> impl Strategy<Value = Vec<(usize, bool)>> {
    let size = prop_oneof![1..8_usize, 1..8_usize, 8..100_usize, 1_000..9_000_usize, 60_000..140_000_usize];
    vec((size, any::<bool>()), 1..6)
}

/// Rows of the caller's, and their forms.
fn rows() -> impl Strategy<Value = Vec<(String, String)>> {
    let some_form = || prop_oneof![3 => form().prop_map(String::from), 1 => word(), 1 => "[A-Z][a-z]{1,3}"];
    let row = (some_form(), some_form()).prop_filter("a form of nothing", |(form, _)| !form.trim().is_empty());
    vec(row, 0..4)
}

fn with(to: Locale, from: Option<Locale>, rows: &[(String, String)]) -> Result<Normalizer, Error> {
    let builder = Normalizer::builder(to).layer(Lexicon::from_pairs(rows.iter().cloned()));
    from.into_iter().fold(builder, |builder, from| builder.from(from)).build()
}

/// Where that differs, if it does, which a writer has given in the end, however its inner writer failed before.
fn written(
    normalizer: &Normalizer,
    bytes: &[u8],
    pieces: &[(usize, bool)],
    does: &[Does],
    want: &[u8],
) -> Option<String> {
    let taken = Taken::default();
    let mut writer = normalizer.writer(Sink::new(&taken, does));
    let mut rest = bytes;
    for &(size, flushes) in pieces.iter().cycle() {
        let (piece, later) = rest.split_at(size.min(rest.len()));
        write(&mut writer, piece);
        if flushes {
            flush(&mut writer);
        }
        rest = later;
        if rest.is_empty() {
            break;
        }
    }
    taken.is_well.set(true);
    writer.finish().unwrap();
    difference(&taken.bytes.borrow(), want)
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn writers_in_any_chunks_by_plans(
        text in lines(), times in prop_oneof![4 => Just(1_usize), 1 => 1..60_usize], to in target(), from in source(),
        pieces in pieces(), does in does(),
    ) {
        let text = text.repeat(times);
        let normalizer = plan(to, from);
        let found = written(&normalizer, text.as_bytes(), &pieces, &does, normalizer.normalize(&text).as_bytes());
        prop_assert_eq!(found, None, "{}", name(to, from));
    }

    #[test]
    fn writers_in_any_chunks_by_presets(
        text in mixture(), times in prop_oneof![4 => Just(1_usize), 1 => 1..60_usize], preset in preset(),
        pieces in pieces(), does in does(),
    ) {
        let text = text.repeat(times);
        let normalizer = Normalizer::preset(preset);
        let found = written(&normalizer, text.as_bytes(), &pieces, &does, normalizer.normalize(&text).as_bytes());
        prop_assert_eq!(found, None, "{}", preset);
    }
}

proptest! {
    // Each case converts some hundred kilobytes.
    #![proptest_config(config(24))]

    /// What is protected and what rows find stands anywhere near the ends of units, and is itself as long as one.
    #[test]
    fn rows_in_long_lines(
        rows in rows(), mixed in vec(lines(), 1..4), at in vec(any::<Index>(), 1..5), to in target(), from in source(),
        size in 66_000..150_000_usize, one_line in any::<bool>(), pieces in pieces(), does in does(),
    ) {
        let mut period = mixed.concat() + "里面的软件，";
        for at in at {
            let Some((form, written)) = rows.get(at.index(rows.len().max(1))) else { break };
            let (at, _) = period.char_indices().nth(at.index(period.chars().count())).unwrap_or_default();
            period.insert_str(at, form);
            period.insert_str(at, written);
        }
        if one_line {
            period.retain(|c| c != '\n');
        }
        let text = period.repeat(size / period.len() + 1);
        let normalizer = with(to, from, &rows);
        prop_assume!(normalizer.is_ok(), "rows that cannot be used");
        let normalizer = normalizer.unwrap();
        let want = normalizer.normalize(&text);
        let found = written(&normalizer, text.as_bytes(), &pieces, &does, want.as_bytes());
        prop_assert_eq!(found, None, "{}, written, with {:?}", name(to, from), rows);
        let (got, _) = read(normalizer.reader(Source::new(text.as_bytes(), &does)), pieces[0].0);
        let found = difference(&got, want.as_bytes());
        prop_assert_eq!(found, None, "{}, read, with {:?}", name(to, from), rows);
    }
}
