//! Texts aimed at where rules meet: a word inside a longer key, a key across the edge of a word that will be written, and
//! lines that show next to nothing.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;
use tongwen::{Normalizer, Preset};

use super::lexicon::{lexicon, style_rows, tables};
use super::plans::{SHARED, lines, words};
use super::presets::begin_with;

/// Longer forms with a word in them as another place calls it: 快闪记忆体, of 快闪存储器 and the words of `memory`. What a
/// plan writes for the inner word completes the longer one. In both scripts.
pub fn nested() -> &'static [String] {
    static NESTED: OnceLock<Vec<String>> = OnceLock::new();
    NESTED.get_or_init(|| {
        let (hans, hant) = (Normalizer::preset(Preset::T2s), Normalizer::preset(Preset::S2t));
        let folded: Vec<BTreeSet<String>> = families()
            .iter()
            .map(|family| family.iter().map(|form| hans.normalize(form).into_owned()).collect())
            .collect();
        let mut rows: HashMap<&str, Vec<usize>> = HashMap::new();
        for (row, family) in folded.iter().enumerate() {
            family.iter().for_each(|form| rows.entry(form).or_default().push(row));
        }
        let mut out = BTreeSet::new();
        for form in folded.iter().flatten() {
            let ends: Vec<usize> = form.char_indices().map(|(at, _)| at).chain([form.len()]).collect();
            for (first, &start) in ends.iter().enumerate() {
                for &end in ends[first + 1..].iter().filter(|&&end| end - start < form.len()) {
                    for &row in rows.get(&form[start..end]).into_iter().flatten() {
                        let others = folded[row].iter().filter(|other| *other != &form[start..end]);
                        out.extend(others.map(|other| [&form[..start], other, &form[end..]].concat()));
                    }
                }
            }
        }
        let out: BTreeSet<String> = out.iter().flat_map(|t| [t.clone(), hant.normalize(t).into_owned()]).collect();
        assert!(out.len() > 500, "only {} nested words", out.len());
        out.into_iter().collect()
    })
}

/// Row by row, all forms of a row.
fn families() -> &'static [Vec<&'static str>] {
    static FAMILIES: OnceLock<Vec<Vec<&str>>> = OnceLock::new();
    FAMILIES.get_or_init(|| {
        let mut families: Vec<_> = lexicon().rows.values().map(|row| row.spellings()).collect();
        families.sort();
        families
    })
}

/// Forms, phrases that show a script, and keys of OpenCC's, by their last character.
fn end_with(last: char) -> &'static [&'static str] {
    static ENDS: OnceLock<HashMap<char, Vec<&str>>> = OnceLock::new();
    let ends = ENDS.get_or_init(|| {
        let mut ends: HashMap<char, Vec<&str>> = HashMap::new();
        let firsts: BTreeSet<char> = lexicon().forms.iter().flat_map(|form| form.chars()).collect();
        let keys = firsts.iter().flat_map(|&first| begin_with(first)).copied();
        for text in lexicon().forms.iter().chain(lexicon().phrases()).copied().chain(keys) {
            ends.entry(text.chars().next_back().unwrap()).or_default().push(text);
        }
        ends
    });
    ends.get(&last).map_or(&[], Vec::as_slice)
}

/// A form, and beside it the rest of a key that goes across the edge of another form of its row: once that is written,
/// the key stands there.
pub fn beside_a_key() -> impl Strategy<Value = String> {
    let family = select(families());
    (family, any::<[Index; 4]>(), any::<bool>()).prop_map(|(family, [one, two, at, among], after)| {
        let (found, written) = (family[one.index(family.len())], family[two.index(family.len())]);
        let pick = |keys: &[&'static str]| (!keys.is_empty()).then(|| keys[at.index(keys.len())]);
        if after {
            let last = written.chars().next_back().unwrap();
            // Phrases of ours as often as OpenCC's, which are many more.
            let phrases: Vec<&str> = lexicon().phrases().filter(|key| key.starts_with(last)).copied().collect();
            let keys = if among.index(2) == 0 && !phrases.is_empty() { &phrases[..] } else { begin_with(last) };
            let rest = pick(keys).map_or("", |key| &key[last.len_utf8()..]);
            format!("{found}{rest}")
        } else {
            let first = written.chars().next().unwrap();
            let rest = pick(end_with(first)).map_or("", |key| &key[..key.len() - first.len_utf8()]);
            format!("{rest}{found}")
        }
    })
}

/// One of the texts of our script tables, of a small table as often as of a large one.
pub fn of_script_tables() -> impl Strategy<Value = &'static str> {
    select(&lexicon().script[..]).prop_flat_map(select)
}

/// A few pieces that show little: what both scripts have, beside one thing that may be written away.
pub fn sparse() -> impl Strategy<Value = String> {
    let shared = || select(SHARED).prop_map(str::to_owned);
    let piece = prop_oneof![
        3 => select(&lexicon().forms[..]).prop_map(str::to_owned),
        2 => of_script_tables().prop_map(str::to_owned),
        2 => beside_a_key(),
        1 => select(nested()),
        1 => shared(),
        1 => select(&["a", "B1", "，", "：", "@", "_", "-", ".", "/", "a.", "x@", "\u{600}", "\u{301}", "の"][..]).prop_map(str::to_owned),
    ];
    (shared(), prop::collection::vec(piece, 1..4), shared(), 0..3u8).prop_map(|(head, pieces, tail, ends)| {
        let text = pieces.concat();
        [if ends == 1 { "" } else { &head }, &text, if ends == 0 { "" } else { &tail }].concat()
    })
}

/// Texts in which house styles have much to print: both sides of their rows, in both scripts, cut, among other words.
pub fn spelt() -> impl Strategy<Value = String> {
    let hans = Normalizer::preset(Preset::T2s);
    let rows = style_rows().iter().flat_map(|row| [row.written, row.prints]);
    let texts: BTreeSet<String> = rows.flat_map(|text| [text.to_owned(), hans.normalize(text).into_owned()]).collect();
    let row = select(texts.into_iter().collect::<Vec<_>>());
    let of_row = (row, any::<[Index; 2]>(), 0..4u8).prop_map(|(row, [from, to], part)| {
        let chars: Vec<char> = row.chars().collect();
        let (from, to) = (from.index(chars.len()), to.index(chars.len()));
        if part > 0 { row } else { chars[from.min(to)..=from.max(to)].iter().collect() }
    });
    let piece = prop_oneof![
        5 => of_row,
        2 => words(),
        1 => lines(),
        1 => select(&["说", "說", "説", "の", "。", "\n", " ", "\u{301}", "\u{e0100}", "`"][..]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..9).prop_map(|pieces| pieces.concat())
}

/// Texts in which much is left for somebody to decide: words of several senses and characters of several targets, in
/// lines that show where they come from.
pub fn unresolved() -> impl Strategy<Value = String> {
    let forms: BTreeSet<&str> = tables("senses").iter().flat_map(|(_, rows)| &rows[1..]).map(|row| row[1]).collect();
    let (hans, hant) = (Normalizer::preset(Preset::T2s), Normalizer::preset(Preset::S2t));
    let forms: BTreeSet<String> =
        forms.iter().flat_map(|form| [&hans, &hant].map(|by| by.normalize(form).into_owned())).collect();
    let piece = prop_oneof![
        6 => select(forms.into_iter().collect::<Vec<_>>()),
        2 => select(SHARED).prop_map(str::to_owned),
        2 => select(&["说", "這個說", "，", "。", "\n", "`", "の"][..]).prop_map(str::to_owned),
        1 => words(),
        1 => lines(),
    ];
    prop::collection::vec(piece, 1..9).prop_map(|pieces| pieces.concat())
}
