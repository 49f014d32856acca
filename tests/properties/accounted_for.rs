//! Invariant 4: the edits are exactly what changed, and say why.

use crate::strategies::{
    SOURCES, alike, data, folded, lexicon, lines, mixture, name, plan, source, tables, targets, with_ranges,
};
use proptest::prelude::*;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;
use tongwen::{Analysis, Edit, Layer, Locale, Normalizer, Place, Preset, Script};
use unicode_segmentation::UnicodeSegmentation;

/// A reason against a preset's edits of `source`, if there is one.
fn account(preset: Preset, source: &str) -> Result<(), TestCaseError> {
    let reasons = |edit: &Edit<'_>| {
        prop_assert_eq!(edit.layer(), None, "{}: {:?}", preset, edit);
        reasons(preset, edit)
    };
    account_of(preset.name(), &Normalizer::preset(preset), source, &[], reasons)
}

/// The same of a plan's edits.
fn account_for_plan(
    to: Locale,
    from: Option<Locale>,
    source: &str,
    kept: &[Range<usize>],
) -> Result<(), TestCaseError> {
    account_of(&name(to, from), &plan(to, from), source, kept, |edit| plan_reasons(to, edit))
}

/// The same, by what reasons its edits must give.
pub(crate) fn account_of(
    preset: &str,
    normalizer: &Normalizer,
    source: &str,
    kept: &[Range<usize>],
    reasons: impl Fn(&Edit<'_>) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let analysis = normalizer.analyze_except(source, kept);
    prop_assert!(std::ptr::eq(analysis.source(), source), "{preset}: source() is another text");
    let output = normalizer.normalize_except(source, kept);
    prop_assert_eq!(&output, analysis.output(), "{}: normalize and analyze", preset);
    account_of_analysis(preset, &analysis, reasons)
}

/// The same of what was analysed.
pub(crate) fn account_of_analysis(
    preset: &str,
    analysis: &Analysis<'_>,
    reasons: impl Fn(&Edit<'_>) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let (source, output) = (analysis.source(), analysis.output());
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
        reasons(edit)?;
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

/// The entries of a plan's edit are rows of the layers that they name, and say what the target's place writes.
pub(crate) fn plan_reasons(to: Locale, edit: &Edit<'_>) -> Result<(), TestCaseError> {
    styled_reasons(to, edit, |word, value| word == value)
}

/// The same where a word may be printed otherwise than its row has it.
pub(crate) fn styled_reasons(
    to: Locale,
    edit: &Edit<'_>,
    prints: impl Fn(&str, &str) -> bool,
) -> Result<(), TestCaseError> {
    let entries: Vec<_> = edit.entries().collect();
    prop_assert!(!entries.is_empty(), "{to}: {edit:?} gives no reason");
    prop_assert_eq!(edit.layer(), entries.iter().filter_map(|entry| entry.layer()).max(), "{}: {:?}", to, edit);
    for entry in &entries {
        let Some(layer) = entry.layer() else {
            return Err(TestCaseError::fail(format!("{to}: {entry:?} has no layer")));
        };
        prop_assert_eq!(entry.table(), layer.name(), "{}: {:?}", to, entry);
        prop_assert!(!entry.key().is_empty() && !entry.value().is_empty(), "{to}: {entry:?}");
        match (layer, entry.concept()) {
            (Layer::Script | Layer::Variant, None) => {}
            (Layer::Punctuation, None) => quoted(to, entry.key(), entry.value())?,
            (Layer::Term(_) | Layer::Name, Some(concept)) => {
                written(to, layer, concept, entry.key(), entry.value(), &prints)
                    .map_err(|why| TestCaseError::fail(format!("{to}: {entry:?} of {edit:?} ({concept}): {why}")))?
            }
            other => return Err(TestCaseError::fail(format!("{to}: {edit:?} gives {other:?}"))),
        }
    }
    prop_assert!(entries.iter().any(|e| e.key() != e.value()), "{to}: no entry of {edit:?} changes anything");
    for cluster in edit.before().graphemes(true) {
        let named = entries.iter().any(|e| e.key().chars().any(|c| cluster.contains(c)));
        prop_assert!(named, "{to}: no entry names {cluster:?} of {edit:?}");
    }
    Ok(())
}

/// A quotation mark becomes one of the place's, opening or closing as it did.
fn quoted(to: Locale, key: &str, value: &str) -> Result<(), TestCaseError> {
    let (open, close) = ("“‘「『", "”’」』");
    let is_alike = [open, close].iter().any(|marks| marks.contains(key) && marks.contains(value));
    let curly = matches!(value, "“" | "”" | "‘" | "’");
    let is_own = to.place().is_some_and(|place| (place.script() == Script::Hans) == curly);
    prop_assert!(is_alike && is_own, "{to}: {key} → {value}");
    Ok(())
}

/// Whether the row of a concept has the key in some cell, and the value as the word of the target's place.
fn written(
    to: Locale,
    layer: Layer,
    concept: &str,
    key: &str,
    value: &str,
    prints: impl Fn(&str, &str) -> bool,
) -> Result<(), String> {
    let row = lexicon().rows.get(concept).ok_or("no row")?;
    if row.file != layer.name() {
        return Err(format!("the row is in {}", row.file));
    }
    let place = to.place().ok_or("a target of script alone has no words")?;
    let spellings =
        || row.cells.values().flat_map(|cell| cell.split(['|', '='])).map(|form| form.trim_start_matches('~'));
    if !spellings().any(|form| alike(form, key)) && !spellings().any(|form| put_together(form, key)) {
        return Err("no cell has the key, nor is it one with another concept's word in it".into());
    }
    let first =
        row.cell(place).split('|').find(|form| !form.starts_with('~')).filter(|form| !matches!(*form, "" | "-"));
    let first = first.ok_or("the place has no word for it")?;
    let (own, other) = first.split_once('=').unwrap_or((first, first));
    let native = if matches!(place, Place::CN | Place::SG | Place::MY) { Script::Hans } else { Script::Hant };
    let fits = if to.script() == native { prints(own, value) } else { alike(value, own) || alike(value, other) };
    if fits { Ok(()) } else { Err(format!("the place writes {first}")) }
}

/// What is left as ambiguous is in order, no word replaces it (its script may change), and its alternatives are other
/// words, which rows have for it; of a character other characters than the one that is written.
fn ambiguities(to: Locale, from: Option<Locale>, text: &str) -> Result<usize, TestCaseError> {
    let normalizer = plan(to, from);
    let analysis = normalizer.analyze(text);
    let mut last = 0;
    for left in analysis.ambiguities() {
        let range = left.source();
        prop_assert!(last <= range.start, "{}: {:?} is out of order", name(to, from), left);
        prop_assert_eq!(text.get(range.clone()), Some(left.text()), "{}", name(to, from));
        prop_assert!(!left.text().is_empty(), "{}: {:?}", name(to, from), left);
        let replaced = analysis.edits().find(|edit| {
            let apart = edit.source().end <= range.start || range.end <= edit.source().start;
            !apart && edit.entries().any(|entry| entry.concept().is_some())
        });
        prop_assert!(replaced.is_none(), "{}: {:?} is replaced by {:?}", name(to, from), left, replaced);
        let alternatives: Vec<_> = left.alternatives().collect();
        let covers = |edit: Edit<'_>| edit.source().start <= range.start && range.end <= edit.source().end;
        let is_changed = analysis.edits().any(covers);
        let others = alternatives.iter().all(|word| is_changed || *word != left.text());
        prop_assert!(!alternatives.is_empty() && others, "{left:?}");
        for word in alternatives {
            if left.text().chars().nth(1).is_none() {
                prop_assert!(word.chars().nth(1).is_none(), "{}: {left:?}", name(to, from));
                continue;
            }
            prop_assert!(is_written_for(to, left.text(), word), "{}: no row has {word} for {left:?}", name(to, from));
        }
        last = range.start;
    }
    Ok(analysis.ambiguities().len())
}

/// Whether some row has the form in a cell, and the place of the target writes the word for it.
fn is_written_for(to: Locale, form: &str, word: &str) -> bool {
    static IDS: OnceLock<HashMap<String, Vec<&str>>> = OnceLock::new();
    let ids = IDS.get_or_init(|| {
        let mut ids: HashMap<String, Vec<&str>> = HashMap::new();
        for (id, row) in &lexicon().rows {
            row.spellings().into_iter().for_each(|form| ids.entry(folded(form)).or_default().push(id));
        }
        ids
    });
    let is_so = |id: &&str| {
        let layer = lexicon().rows[id].file.parse().expect("rows name their file");
        written(to, layer, id, form, word, |own, word| own == word).is_ok()
    };
    ids.get(&folded(form)).into_iter().flatten().any(is_so)
}

/// Whether the key is this form with a word in it as another place has that: 快闪存储器, of 快闪记忆体 and the two words
/// of `memory`.
fn put_together(form: &str, key: &str) -> bool {
    let folded = |text: &str| Normalizer::preset(Preset::T2s).normalize(text).into_owned();
    let (form, key) = (folded(form), folded(key));
    lexicon().rows.values().any(|row| {
        let words = row.cells.values().flat_map(|cell| cell.split(['|', '='])).map(|word| word.trim_start_matches('~'));
        let words: Vec<_> = words.filter(|word| !matches!(*word, "" | "-")).map(folded).collect();
        words.iter().any(|one| key.contains(one) && words.iter().any(|two| alike(&key.replace(one, two), &form)))
    })
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn accounted_for(source in mixture()) {
        for &preset in Preset::ALL {
            account(preset, &source)?;
        }
    }

    #[test]
    fn accounted_for_by_plans(text in lines(), from in source()) {
        for to in targets() {
            account_for_plan(to, from, &text, &[])?;
        }
    }

    #[test]
    fn accounted_for_with_ranges((text, kept) in with_ranges(), from in source()) {
        for to in targets() {
            account_for_plan(to, from, &text, &kept)?;
        }
    }

    #[test]
    fn accounted_for_ambiguities(text in lines(), from in source()) {
        for to in targets() {
            ambiguities(to, from, &text)?;
        }
    }

    /// A layer that is off makes no edit, what it alone would have changed stays, and where marks had no part in any edit
    /// nothing else is changed without them. (A word that is none where it stands holds off what touches it, though it makes no
    /// edit.)
    #[test]
    fn accounted_for_without_a_layer(text in lines(), to in crate::strategies::target(), from in source()) {
        let all = plan(to, from);
        let all = all.analyze(&text);
        for off in LAYERS {
            let builder = Normalizer::builder(to).without(off);
            let normalizer = from.map_or(builder.clone(), |from| builder.from(from)).build().unwrap();
            account_of(&format!("{} without {off}", name(to, from)), &normalizer, &text, &[], |edit| {
                let made = edit.entries().any(|entry| entry.layer() == Some(off));
                prop_assert!(!made && edit.layer() != Some(off), "{}: {edit:?}, though {off} is off", name(to, from));
                plan_reasons(to, edit)
            })?;
            let had_part = |edit: &Edit<'_>| edit.entries().any(|entry| entry.layer() == Some(off));
            if off == Layer::Punctuation && !all.edits().any(|edit| had_part(&edit)) {
                prop_assert_eq!(normalizer.normalize(&text), all.output(), "{} without {}", name(to, from), off);
            }
        }
    }
}

/// All layers.
const LAYERS: [Layer; 9] = [
    Layer::Script,
    Layer::Variant,
    Layer::Term(tongwen::Domain::Computing),
    Layer::Term(tongwen::Domain::Daily),
    Layer::Term(tongwen::Domain::Science),
    Layer::Term(tongwen::Domain::Society),
    Layer::Term(tongwen::Domain::Transport),
    Layer::Name,
    Layer::Punctuation,
];

/// Each form of each row, alone in a line: whatever is made of it is in the row.
#[test]
fn accounted_for_each_form() {
    let mut edits = 0;
    let forms: Vec<_> = lexicon()
        .forms()
        .iter()
        .flat_map(|form| [form.to_string(), format!("我说{form}，"), format!("我說{form}。")])
        .collect();
    for to in targets() {
        for from in [None, Some(Locale::ZH_CN), Some(Locale::ZH_TW)] {
            for form in &forms {
                account_for_plan(to, from, form, &[]).unwrap_or_else(|why| panic!("{form}: {why}"));
            }
            edits += plan(to, from).analyze(&forms.join("\n")).edits().len();
        }
    }
    assert!(edits > 100_000, "only {edits} edits");
}

/// The same of each form, in a line that shows another script too late and is read again.
#[test]
fn accounted_for_ambiguities_of_each_form() {
    let lines: Vec<_> = lexicon().forms().iter().map(|form| format!("{form}，{form}的说，說")).collect();
    let mut told = 0;
    // A few at a time: the edits are searched for each.
    for to in targets() {
        for text in lines.chunks(64) {
            told += ambiguities(to, None, &text.join("\n")).unwrap_or_else(|why| panic!("{why}"));
        }
    }
    assert!(told > 1_000, "only {told}");
}

/// Each glyph that a place does not use, alone: an edit of the variant layer, in lines that show the other script one of
/// the script layer.
#[test]
fn accounted_for_variants() {
    let (_, table) = tables("script").into_iter().find(|(path, _)| path.ends_with("variants.tsv")).unwrap();
    let mut edits = 0;
    for row in &table[1..] {
        for (to, target) in [Locale::ZH_TW, Locale::ZH_HK].into_iter().zip(&row[1..]).filter(|(_, to)| !to.is_empty()) {
            for (text, layer) in [(row[0].to_owned(), Layer::Variant), (format!("{}，说", row[0]), Layer::Script)] {
                let normalizer = plan(to, None);
                let analysis = normalizer.analyze(&text);
                let edit = analysis.edits().next().unwrap_or_else(|| panic!("{to}: {text} is left"));
                assert_eq!((edit.after(), edit.layer()), (*target, Some(layer)), "{to}: {text}");
                edits += 1;
            }
        }
    }
    assert!(edits > 60, "only {edits} edits");
}

#[test]
fn accounted_for_in_seeds() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/hostile/mixed.txt")).unwrap();
    for to in targets() {
        for from in SOURCES {
            account_for_plan(to, from, &text, &[]).unwrap_or_else(|why| panic!("{why}"));
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
