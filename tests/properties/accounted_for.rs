//! Invariant 4: the edits are exactly what changed, and say why.

use crate::strategies::{data, mixture};
use proptest::prelude::*;
use tongwen::{Edit, Normalizer, Preset};
use unicode_segmentation::UnicodeSegmentation;

/// A reason against the edits of `source`, if there is one.
fn account(preset: Preset, source: &str) -> Result<(), TestCaseError> {
    let normalizer = Normalizer::preset(preset);
    let analysis = normalizer.analyze(source);
    let output = analysis.output();
    prop_assert!(std::ptr::eq(analysis.source(), source), "{preset}: source() is another text");
    prop_assert_eq!(&normalizer.normalize(source), output, "{}: normalize and analyze", preset);

    let edits: Vec<Edit<'_>> = analysis.edits().collect();
    prop_assert_eq!(analysis.edits().len(), edits.len());
    let mut clusters = vec![false; source.len() + 1];
    source.grapheme_indices(true).for_each(|(at, _)| clusters[at] = true);
    clusters[source.len()] = true;

    let (mut s, mut t) = (0, 0);
    for edit in &edits {
        let (from, to) = (edit.source(), edit.target());
        let gaps = (source.get(s..from.start), output.get(t..to.start));
        prop_assert!(gaps.0.is_some(), "{preset}: {edit:?} is out of order, out of range or cuts a character");
        prop_assert_eq!(gaps.0, gaps.1, "{}: the gap before {:?}", preset, edit);
        prop_assert_eq!(source.get(from.clone()), Some(edit.before()), "{}: before() of {:?}", preset, edit);
        prop_assert_eq!(output.get(to.clone()), Some(edit.after()), "{}: after() of {:?}", preset, edit);
        prop_assert!(!edit.before().is_empty() && !edit.after().is_empty(), "{preset}: {edit:?} inserts or deletes");
        prop_assert_ne!(edit.before(), edit.after(), "{}: changes nothing", preset);
        prop_assert!(clusters[from.start] && clusters[from.end], "{preset}: {edit:?} cuts a grapheme cluster");
        reasons(preset, edit)?;
        (s, t) = (from.end, to.end);
    }
    prop_assert_eq!(source.get(s..), output.get(t..), "{}: after the last edit", preset);
    // Said by the lines above already; said again as the contract has it.
    prop_assert_eq!(apply(source, edits.iter().map(|e| (e.source(), e.after()))), output, "{}: forwards", preset);
    prop_assert_eq!(apply(output, edits.iter().map(|e| (e.target(), e.before()))), source, "{}: backwards", preset);
    Ok(())
}

fn apply<'a>(text: &str, changes: impl DoubleEndedIterator<Item = (std::ops::Range<usize>, &'a str)>) -> String {
    let mut text = text.to_owned();
    changes.rev().for_each(|(range, new)| text.replace_range(range, new));
    text
}

/// The entries of an edit are rows of the preset's tables, in the order of its stages, and account for all of it.
fn reasons(preset: Preset, edit: &Edit<'_>) -> Result<(), TestCaseError> {
    let entries: Vec<_> = edit.entries().collect();
    let steps = &data().steps[&preset];
    let mut last = 0;
    for entry in &entries {
        let step = steps.iter().position(|tables| tables.contains(&entry.table()));
        prop_assert!(step >= Some(last), "{preset}: {entry:?} of {edit:?} is of no stage, or of one before the last");
        last = step.unwrap();
        let row = data().tables[entry.table()].get(entry.key());
        let value = row.and_then(|values| values.first());
        prop_assert_eq!(value, Some(&entry.value()), "{}: {:?} of {:?}", preset, entry, edit);
    }
    prop_assert!(entries.iter().any(|e| e.key() != e.value()), "{preset}: no entry of {edit:?} changes anything");
    // Nothing is swept along: each cluster in it holds a character that some entry names.
    for cluster in edit.before().graphemes(true) {
        let named = entries.iter().any(|e| e.key().chars().any(|c| cluster.contains(c)));
        prop_assert!(named, "{preset}: no entry names {cluster:?} of {edit:?}");
    }
    if let [entry] = &entries[..] {
        let meet = |a: &str, b: &str| a.contains(b) || b.contains(a);
        let meets = meet(entry.key(), edit.before()) && meet(entry.value(), edit.after());
        prop_assert!(meets, "{preset}: {entry:?} does not explain {edit:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn accounted_for(source in mixture()) {
        for &preset in Preset::ALL {
            account(preset, &source)?;
        }
    }
}

/// What generated texts reach only by luck.
#[test]
fn accounted_for_by_hand() {
    for source in [
        "",
        "马\u{fe00}",  // the edit takes the selector along
        "软\u{301}件", // no key
        "头发\u{e0100}",
        "\u{600}马", // and what is put before
        "⿰马云说",
        "⿰马\n云马",
        "\u{f9e9}面\u{fa10}", // normalization and a stage on the same character
        "局域网络",           // a second stage that cannot fire
        "索馬里",             // a second stage upon a first
        "计算机软件里面的硅",
        "㑮\u{2f800}",
        "软件\0软件",
        "电脑\r\n電腦\r",
    ] {
        for &preset in Preset::ALL {
            account(preset, source).unwrap_or_else(|why| panic!("{source:?}: {why}"));
        }
    }
}

/// An edit is no larger than its reason: what it takes in, character by character.
#[test]
fn accounted_for_no_more_than_changed() {
    for (preset, text, before, after) in [
        (Preset::S2twp, "他用鼠标点。", "鼠标点", "滑鼠點"),
        (Preset::S2twp, "A软件B", "软件", "軟體"),
        (Preset::S2twp, "鼠标、鼠标", "鼠标鼠标", "滑鼠滑鼠"),
        (Preset::T2s, "他說了", "說", "说"),
        (Preset::S2t, "马\u{fe00}也", "马\u{fe00}", "馬\u{fe00}"),
        (Preset::T2hk, "x\u{f9e9}x", "\u{f9e9}", "里"),
    ] {
        let normalizer = Normalizer::preset(preset);
        let analysis = normalizer.analyze(text);
        let (mut gone, mut come) = (String::new(), String::new());
        for edit in analysis.edits() {
            gone += edit.before();
            come += edit.after();
        }
        assert_eq!((&*gone, &*come), (before, after), "{preset} {text}");
    }
}
