//! Invariant 6: the user wins; and invariants 3, 4 and 5 with the user's words.

use crate::hands_off::stand;
use crate::idempotent::settles;
use crate::strategies::{form, name, source, target, word};
use proptest::collection::vec;
use proptest::prelude::*;
use std::io::{Read, Write};
use std::ops::Range;
use tongwen::{ErrorKind, Layer, Lexicon, Locale, Normalizer};

/// A row: what it is, its form, and what that becomes.
#[derive(Clone, Debug)]
enum Row {
    Replace(String, String),
    Keep(String),
    Forbid(String),
}

impl Row {
    fn form(&self) -> &str {
        match self {
            Row::Replace(form, _) | Row::Keep(form) | Row::Forbid(form) => form,
        }
    }
}

fn lexicon(rows: &[Row]) -> Lexicon {
    rows.iter().fold(Lexicon::new(), |lexicon, row| match row {
        Row::Replace(form, written) => lexicon.replace(form, written),
        Row::Keep(form) => lexicon.keep(form),
        Row::Forbid(form) => lexicon.forbid(form),
    })
}

/// Forms of our own rows, pieces of them, and words that nobody has.
fn some_form() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => form().prop_map(String::from),
        2 => "[\u{4E00}-\u{4FFF}]{1,4}",
        1 => "[A-Z][a-z]{1,3}",
        1 => form().prop_map(|form| form.chars().take(1).collect()),
        1 => (form(), form()).prop_map(|(one, two)| format!("{one}{two}")),
    ]
}

fn row() -> impl Strategy<Value = Row> {
    prop_oneof![
        4 => (some_form(), some_form()).prop_map(|(form, written)| Row::Replace(form, written)),
        1 => some_form().prop_map(Row::Keep),
        1 => some_form().prop_map(Row::Forbid),
    ]
}

/// Rows, and a text that holds their forms among other words.
fn rows_and_text() -> impl Strategy<Value = (Vec<Row>, String)> {
    vec(row(), 1..6).prop_flat_map(|rows| {
        let forms: Vec<String> = rows
            .iter()
            .flat_map(|row| match row {
                Row::Replace(form, written) => vec![form.clone(), written.clone()],
                Row::Keep(form) | Row::Forbid(form) => vec![form.clone()],
            })
            .collect();
        let piece = prop_oneof![
            3 => prop::sample::select(forms),
            2 => word(),
            1 => prop::sample::select(vec!["，", "。", "\n", "a", " ", "的", "“", "”", "`码`"]).prop_map(String::from),
        ];
        (Just(rows), vec(piece, 0..12).prop_map(|pieces| pieces.concat()))
    })
}

/// The same, with ranges that the caller protects: between characters, as a caller has them who knows the text.
fn rows_and_ranges() -> impl Strategy<Value = (Vec<Row>, String, Vec<Range<usize>>)> {
    (rows_and_text(), vec((any::<prop::sample::Index>(), 0..5_usize), 0..4)).prop_map(|((rows, text), places)| {
        let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        starts.push(text.len());
        let range = |(place, len): &(prop::sample::Index, usize)| {
            let start = place.index(starts.len());
            starts[start]..starts[(start + len).min(starts.len() - 1)]
        };
        let ranges = places.iter().map(range).collect();
        (rows, text, ranges)
    })
}

fn with(to: Locale, from: Option<Locale>, rows: &[Row]) -> Normalizer {
    let builder = Normalizer::builder(to).layer(lexicon(rows));
    from.into_iter().fold(builder, |builder, from| builder.from(from)).build().expect("these rows can be used")
}

proptest! {
    #![proptest_config(crate::config_of(10_000))]

    /// A form that stands by itself becomes what the last row says, whatever is built in.
    #[test]
    fn user_wins(rows in vec(row(), 1..6), to in target(), from in source()) {
        let n = with(to, from, &rows);
        let is_equal = |one: &str, two: &str| {
            let fold = |text: &str| Normalizer::preset(tongwen::Preset::T2s).normalize(text).into_owned();
            one == two || fold(one) == fold(two)
        };
        for (number, row) in rows.iter().enumerate() {
            let is_last = !rows[number + 1..].iter().any(|later| is_equal(later.form(), row.form()));
            // Another row's text may hold this form, or cross it.
            let others = rows.iter().filter(|other| !is_equal(other.form(), row.form()));
            let is_crossed = others.into_iter().any(|other| match other {
                Row::Replace(form, written) => shares(form, row.form()) || shares(written, row.form()),
                Row::Keep(form) | Row::Forbid(form) => shares(form, row.form()),
            });
            if let Row::Replace(form, written) = row && is_last && !is_crossed {
                let text = format!("：{form}：");
                prop_assert_eq!(n.normalize(&text), format!("：{written}："), "{}: {:?}", name(to, from), row);
            }
            if let Row::Keep(form) = row && is_last && !is_crossed {
                let text = format!("：{form}：");
                prop_assert_eq!(n.normalize(&text), text.as_str(), "{}: {:?}", name(to, from), row);
            }
        }
    }

    /// What is protected, found or given, comes before the user's words: these stay in it, and outside nothing changes by it.
    #[test]
    fn user_wins_but_over_what_is_protected((rows, text, ranges) in rows_and_ranges(), to in target(), from in source()) {
        let n = with(to, from, &rows);
        let analysis = n.analyze_except(&text, &ranges);
        let stands = stand(&analysis, &ranges);
        prop_assert!(stands.is_ok(), "{}: {}", name(to, from), stands.unwrap_err());
        for row in &rows {
            if let Row::Replace(form, written) = row {
                let (code, given) = (format!("`{form}`"), format!("“{form}”"));
                prop_assert_eq!(n.normalize(&code), code.as_str());
                let inside = 3..3 + form.len();
                let output = n.normalize_except(&given, std::slice::from_ref(&inside)).into_owned();
                prop_assert!(output.contains(form.as_str()), "{output} has {written} for {form}");
            }
        }
    }

    /// Edits account for the output, and can be made and taken back.
    #[test]
    fn user_rows_are_accounted_for((rows, text, ranges) in rows_and_ranges(), to in target(), from in source()) {
        let n = with(to, from, &rows);
        let analysis = n.analyze_except(&text, &ranges);
        prop_assert_eq!(analysis.output(), &*n.normalize_except(&text, &ranges), "{}", name(to, from));
        prop_assert_eq!(analysis.apply(|_| true), analysis.output());
        prop_assert_eq!(analysis.apply(|_| false), text.as_str());
        let patch = analysis.patch();
        prop_assert_eq!(patch.apply(&text).unwrap(), analysis.output());
        prop_assert_eq!(patch.undo(analysis.output()).unwrap(), text.as_str());
        let mut end = 0;
        for edit in analysis.edits() {
            prop_assert!(edit.source().start >= end && edit.before() != edit.after(), "{edit:?}");
            end = edit.source().end;
            let is_users = edit.layer() == Some(Layer::User);
            prop_assert_eq!(is_users, edit.entries().any(|entry| entry.origin().is_some()), "{:?}", edit);
        }
        let alignment = analysis.alignment();
        let (mut forth, mut back) = (0, 0);
        for at in 0..=text.len() {
            let there = alignment.to_target(at);
            prop_assert!(there >= forth && there <= analysis.output().len());
            forth = there;
        }
        for at in 0..=analysis.output().len() {
            let here = alignment.to_source(at);
            prop_assert!(here >= back && here <= text.len());
            back = here;
        }
        let ends = (alignment.to_target(text.len()), alignment.to_source(analysis.output().len()));
        prop_assert_eq!(ends, (analysis.output().len(), text.len()));
    }

    /// With ranges that the caller gives, line by line gives the bytes of one call.
    #[test]
    fn user_rows_line_by_line((rows, text, ranges) in rows_and_ranges(), to in target(), from in source()) {
        let n = with(to, from, &rows);
        let (mut lines, mut at) = (String::new(), 0);
        for line in text.split_inclusive('\n') {
            let of_line = |place: usize| place.clamp(at, at + line.len()) - at;
            let here: Vec<Range<usize>> = ranges.iter().map(|range| of_line(range.start)..of_line(range.end)).collect();
            lines += &n.normalize_except(line, &here);
            at += line.len();
        }
        prop_assert_eq!(n.normalize_except(&text, &ranges), lines, "{}", name(to, from));
    }

    /// One call, line by line, a reader and a writer give the same bytes.
    #[test]
    fn user_rows_in_any_pieces((rows, text) in rows_and_text(), to in target(), from in source(), size in 1..40_usize) {
        let n = with(to, from, &rows);
        let whole = n.normalize(&text);
        let lines: String = text.split_inclusive('\n').map(|line| n.normalize(line)).collect();
        prop_assert_eq!(&*whole, lines.as_str(), "{}", name(to, from));
        let mut read = String::new();
        n.reader(text.as_bytes()).read_to_string(&mut read).unwrap();
        prop_assert_eq!(&*whole, read.as_str());
        let mut writer = n.writer(Vec::new());
        for piece in text.as_bytes().chunks(size) {
            writer.write_all(piece).unwrap();
            writer.flush().unwrap();
        }
        prop_assert_eq!(whole.as_bytes(), writer.finish().unwrap());
        prop_assert_eq!(&*whole, &*n.normalize_parallel(&text));
    }

    /// What rows write stays, where the lint finds no clash and no chain.
    #[test]
    fn user_rows_settle((rows, text) in rows_and_text(), to in target(), from in source()) {
        let found = lexicon(&rows).lint(to);
        if found.iter().any(|error| error.kind() != ErrorKind::Dead) {
            return Ok(());
        }
        // Latin letters that a row writes may join those that stand there (MyawWord), which is then another word; those that
        // it takes away join no longer.
        let is_latin = |text: &str| text.contains(|c: char| c.is_ascii_alphanumeric());
        if is_latin(&text) && rows.iter().any(|row| matches!(row, Row::Replace(form, written) if is_latin(form) || is_latin(written))) {
            return Ok(());
        }
        let settled = settles(&with(to, from, &rows), &text);
        prop_assert!(settled.is_ok(), "{} with {rows:?}: {}", name(to, from), settled.unwrap_err());
    }
}

/// Whether two texts have a character in common, in either script.
fn shares(one: &str, two: &str) -> bool {
    let fold = |text: &str| Normalizer::preset(tongwen::Preset::T2s).normalize(text).into_owned();
    let two = fold(two);
    fold(one).chars().any(|c| two.contains(c))
}
