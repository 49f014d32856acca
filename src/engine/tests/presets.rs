//! The fast engine against the plainest one (`compile::chain`), and the compiler at run time.

use super::chain as reference;
use crate::compile::chain::{Chain, Stage};
use crate::compile::{Sources, cascades, chains, compile};
use crate::data::opencc::{self, Table};
use crate::data::tsv::File;
use crate::engine::{PresetPlan, Trace};
use crate::{Preset, table};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

/// OpenCC's tables as they lie in `dictionaries/`.
pub static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let mut paths: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut errors = Vec::new();
    let mut read = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        opencc::table(File { path: &path.to_string_lossy(), text: &text }, &mut errors)
    };
    let tables = paths.iter().map(&mut read).collect();
    assert_eq!(errors, []);
    tables
});

/// The plainest engine for each preset.
static CHAINS: LazyLock<Vec<(Preset, Chain<'static, 'static>)>> = LazyLock::new(|| {
    let text = fs::read_to_string(folder().join("presets.tsv")).unwrap();
    let mut errors = Vec::new();
    let configs = opencc::configs(File { path: "presets.tsv", text: &text }, &TABLES, &mut errors);
    let cascades = cascades(&configs, &mut errors);
    assert_eq!(errors, []);
    let stages: Vec<_> = cascades.iter().map(|cascade| Stage::new(cascade, &TABLES)).collect();
    let chains = chains(&configs, &cascades, stages.leak());
    configs.iter().map(|config| config.name.parse().unwrap()).zip(chains).collect()
});

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("dictionaries/opencc")
}

/// Words as text is made of them: keys, values, their beginnings and ends, and what stands between.
pub fn words() -> impl Strategy<Value = String> {
    let entries: Vec<(&str, &str)> =
        TABLES.iter().flat_map(|table| &table.entries).map(|(key, value)| (&**key, &**value)).collect();
    let entry = prop::sample::select(entries);
    let cut = |text: &str, from: usize, to: usize| {
        let chars: Vec<char> = text.chars().collect();
        let (from, to) = (from % chars.len(), to % (chars.len() + 1));
        chars[from.min(to)..to.max(from)].iter().collect::<String>()
    };
    let other = prop::sample::select(
        "，|。|的|·|a|SQL|PN|-|\n|\0|é|𠮷|😀|\u{FE00}|\u{E0100}|\u{301}|⿰|⿲|⿱⿰氵|\u{F900}|\u{F9E9}|\u{2F800}|が|가|\u{2029}"
            .split('|')
            .map(String::from)
            .collect::<Vec<_>>(),
    );
    prop_oneof![
        4 => entry.clone().prop_map(|(key, _)| key.to_string()),
        2 => entry.clone().prop_map(|(_, value)| value.to_string()),
        4 => (entry, any::<usize>(), any::<usize>()).prop_map(move |((key, _), from, to)| cut(key, from, to)),
        1 => other,
    ]
}

pub fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(words(), 1..40).prop_map(|words| words.concat())
}

/// Converts in both ways, and says what was found wrong.
fn compare(text: &str) -> Result<(), String> {
    for (preset, chain) in &*CHAINS {
        let plan = crate::builtin::preset(*preset);
        let wanted = reference::convert(chain, text);
        let found = plan.convert(text, &mut ());
        let traced = plan.convert(text, &mut Trace::default());
        if found != wanted || traced != wanted {
            return Err(format!("{preset}: {text:?}\n wanted {wanted:?}\n found  {found:?}\n traced {traced:?}"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn fast_and_plain_agree(text in texts()) {
        compare(&text).map_err(TestCaseError::fail)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Sequences that become complete only when a stage has made the text longer (`⿲卡達`, 卡塔爾) or shorter, deep and
    /// long ones; and wherever the beginning of a text is cut, the rest can be whatever it is.
    #[test]
    fn description_sequences_agree(
        words in prop::collection::vec(prop::sample::select(
            ["⿰", "⿲", "⿳⿰", "⿾", "卡達", "埠", "們", "泡麵", "位元組", "發展", "头发", "乾", "x", "\n", "𠮷", "\u{F900}"].as_slice()), 1..30),
        nested in 0..70_usize,
        begin in 0..40_usize,
    ) {
        let text = format!("{}{}", "⿰".repeat(nested), words.concat());
        compare(&text).map_err(TestCaseError::fail)?;
        let begin = text.char_indices().map(|(at, _)| at).nth(begin).unwrap_or(text.len());
        for (preset, _) in &*CHAINS {
            let plan = crate::builtin::preset(*preset);
            let (first, rest) = text.split_at(plan.boundary(&text[..begin]));
            let parts = [first, rest].map(|part| plan.convert(part, &mut ()));
            prop_assert_eq!(parts.concat(), plan.convert(&text, &mut ()), "{} cut after {:?}", preset, first);
        }
    }
}

/// Keys that overlap without a break, over several chunks, with something to decide at each place.
#[test]
fn long_rings_agree() {
    for ring in ["头发展示", "台湾台", "高性能计算出", "⿰头发", "里面子里", "\u{F900}车"] {
        compare(&ring.repeat(700)).unwrap();
        compare(&format!("{}\n{}x", ring.repeat(400), ring.repeat(400))).unwrap();
    }
}

/// Operators that no sequence completes, over many chunks, with complete sequences at all places between.
#[test]
fn unfinished_sequences_agree() {
    for filling in ["头发", "卡達", "⿰卡達", "⿲卡達面", "⿰⿰頭髮裏"] {
        let text = format!("{}{}", "⿰".repeat(40), filling.repeat(4000));
        compare(&text).unwrap();
        compare(&format!("⿲卡達\n{}\n{text}⿲埠們", "⿰".repeat(3000))).unwrap();
    }
}

/// Wherever a text is parted, both parts converted apart give what one call gives.
#[test]
fn parts_convert_apart() {
    for ring in ["后", "发", "头发展示", "台湾台", "高性能计算出", "⿰头发", "里面子里", "\u{F900}车", "⿰", "a"]
    {
        let text = ring.repeat(3000);
        for (preset, _) in &*CHAINS {
            let plan = crate::builtin::preset(*preset);
            let (begin, end) = text.split_at(plan.boundary(&text));
            let parts = [begin, end].map(|part| plan.convert(part, &mut ()));
            assert!(parts.concat() == plan.convert(&text, &mut ()), "{preset} {ring} parted at {}", begin.len());
            // What `parting` cannot part is held: see `Reader`.
            let held = ring.contains(['⿰', '\u{F900}']) || preset.name().contains("2s");
            let bounded = begin.len() > 2000 || held;
            assert!(bounded, "{preset} {ring}: parted at {} only", begin.len());
        }
    }
}

/// The same compiler serves tables that are made at run time.
#[test]
fn compiles_at_run_time() {
    let table = |path, text| File { path, text };
    let sources = Sources {
        tables: [
            table("None.txt", "\u{F900}\t豈\n"),
            table("Words.txt", "甲乙\t丙\n乙丙丁\t戊己庚辛\n"),
            table("Chars.txt", "甲\t申\n"),
        ]
        .into(),
        presets: table(
            "presets.tsv",
            "preset\tnormalization\tsegmentation\tstage 1\tstage 2\ns2x\tNone\t\tWords Chars\t\nx2s\tNone\t\tChars\t\n",
        ),
        pairs: table("pairs.tsv", "pair\thans\thant\n甲乙\t5\t5\n"),
        ..Sources::default()
    };
    let bytes = compile(&sources).unwrap();
    let plan = PresetPlan::new(table::Table::new(&bytes), "s2x").unwrap();
    assert_eq!(plan.convert("甲甲乙丙丁乙丙丁", &mut ()), "申丙丙丁戊己庚辛");
    assert_eq!(bytes, compile(&sources).unwrap(), "the same rows give the same bytes");
    assert!(PresetPlan::new(table::Table::new(&bytes), "s2y").is_none());
    assert!(PresetPlan::new(table::Table::new(b"anything"), "s2x").is_none());
}
