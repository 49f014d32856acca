//! Our own plans: the fast engine against the plainest one, and what must hold of every plan.

use super::plain::{self, Rows};
use super::presets;
use crate::compile::lexicon::Lexicon;
use crate::compile::script::{Scripts, Singles};
use crate::compile::{Sources, concepts, everyday, frequencies};
use crate::data::gloss;
use crate::data::tsv::File;
use crate::data::{Locale, Place, Script, choice, script};
use crate::engine::{Given, LineState, Options, Trace};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// What the rows say, in maps.
static PLAIN: LazyLock<Rows<'static>> = LazyLock::new(|| {
    let mut texts = Vec::new();
    read(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("dictionaries"), &mut texts);
    let texts: &'static [(String, String)] = texts.leak();
    let sources = Sources::of(texts.iter().map(|(path, text)| File { path, text })).unwrap();
    let mut errors = Vec::new();
    let rows: &'static script::Rows<'static> =
        std::boxed::Box::leak(std::boxed::Box::new(script::rows(sources.script.unwrap(), &mut errors)));
    let singles = std::boxed::Box::leak(std::boxed::Box::new(Singles::new(rows)));
    let scripts = Scripts::new(&presets::TABLES, rows, singles);
    let concepts = concepts(&sources, &mut errors);
    let (senses, cues) = crate::compile::senses(&sources, &mut errors);
    let lexicon = Lexicon::new(&concepts, &senses, &everyday(&sources, &mut errors), &scripts, &mut errors);
    let marks = gloss::glosses(sources.glosses.unwrap(), &mut errors);
    let words = crate::data::frequencies::costs(sources.frequencies.unwrap(), &mut errors);
    assert_eq!(errors, []);
    let costs = frequencies::costs(&words, &lexicon, &scripts);
    Rows { scripts, lexicon, costs, senses, cues, marks }
});

fn read(folder: &Path, texts: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "txt" || ending == "tsv") {
            let text = fs::read_to_string(&path).unwrap();
            texts.push((path.to_string_lossy().into(), text));
        }
    }
}

fn locales() -> Vec<Locale> {
    let places = || [None].into_iter().chain(Place::ALL.iter().copied().map(Some));
    [Script::Hans, Script::Hant]
        .into_iter()
        .flat_map(|script| places().map(move |place| Locale::new(script, place)))
        .collect()
}

/// A character that has a choice, among neighbours that say something of it.
fn neighbourhood() -> impl Strategy<Value = String> {
    use choice::Template::*;
    let features: Vec<choice::Feature> = PLAIN.scripts.choice.unwrap().features.keys().copied().collect();
    (prop::sample::select(features), prop::sample::select(&['的', '3', 'b', '，'][..])).prop_map(|(feature, other)| {
        let [first, second] = feature.symbols;
        let spelled = match feature.template {
            C1 | OC1 | YC1 => [other, first, feature.c, other, other],
            D1 | OD1 | YD1 | ND1 => [other, '三', feature.c, first, other],
            C2 => [first, other, feature.c, other, other],
            D2 | ND2 => [other, '这', feature.c, other, first],
            C2C1 => [first, second, feature.c, other, other],
            C1D1 => [other, first, feature.c, second, other],
            D1D2 | ND1D2 => [other, '这', feature.c, first, second],
            N | Y => [other, '三', feature.c, '嘅', other],
        };
        spelled.into_iter().collect()
    })
}

/// Words of our own rows, in both scripts and folded; and what OpenCC's tables have.
fn words() -> impl Strategy<Value = String> {
    let mut own: Vec<String> = PLAIN.lexicon.forms.keys().cloned().collect();
    own.extend(PLAIN.lexicon.concepts.iter().flat_map(|concept| concept.written.iter().flatten().flatten().cloned()));
    own.extend(PLAIN.senses.iter().map(|sense| sense.case.into()));
    own.extend(PLAIN.scripts.evidence.iter().map(ToString::to_string));
    let shared = "“|”|‘|’|「|」|『|』|后|里|干|面|只|系|台|着|著|裏|裡|於|乾|藉|發|发|這|这|的|，|。|\n| |U|3|@|/|`|{|}|%s|&amp;|https://a.b/|が";
    let glosses = PLAIN.marks.iter().map(|(_, mark)| String::from(*mark));
    let shared: Vec<String> = shared.split('|').map(String::from).collect();
    prop_oneof![
        5 => prop::sample::select(own.clone()),
        5 => neighbourhood(),
        3 => (prop::sample::select(own), any::<usize>(), any::<usize>()).prop_map(|(text, from, to)| {
            let chars: Vec<char> = text.chars().collect();
            let (from, to) = (from % chars.len(), to % (chars.len() + 1));
            chars[from.min(to)..to.max(from)].iter().collect::<String>()
        }),
        3 => prop::sample::select(shared),
        2 => prop::sample::select(glosses.chain(["（", "）", "："].map(String::from)).collect::<Vec<_>>()),
        3 => presets::words(),
    ]
}

fn compare(text: &str, to: Locale, from: Option<Locale>) -> Result<String, String> {
    let plan = crate::builtin::plan(to);
    let options = Options { from, ..Options::default() };
    let wanted = plain::convert(&PLAIN, to, from, text);
    let found = plan.convert(text, &options, Given::default(), &mut LineState::default(), &mut ());
    let traced = plan.convert(text, &options, Given::default(), &mut LineState::default(), &mut Trace::default());
    if found != wanted || traced != wanted {
        return Err(format!("{to} from {from:?}: {text:?}\n wanted {wanted:?}\n found  {found:?}\n traced {traced:?}"));
    }
    Ok(wanted)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..ProptestConfig::default() })]

    #[test]
    fn fast_and_plain_agree(
        words in prop::collection::vec(words(), 1..30),
        from in prop::option::of(prop::sample::select(locales())),
    ) {
        let text = words.concat();
        for to in locales() {
            let made = compare(&text, to, from).map_err(TestCaseError::fail)?;
            let again = compare(&made, to, from).map_err(TestCaseError::fail)?;
            prop_assert_eq!(&again, &made, "{} from {:?}: not idempotent on {:?}", to, from, text);
        }
    }
}

/// Lines of several chunks, and keys that overlap without a break.
#[test]
fn long_lines_agree() {
    for ring in ["头发展示", "軟件硬件", "后面", "皇后面對", "布什么", "程序文件", "a b。里", "`里`里"]
    {
        for to in [Locale::ZH_TW, Locale::ZH_HK, Locale::ZH_CN] {
            for text in
                [ring.repeat(300), format!("{}发", ring.repeat(300)), format!("{}\n{ring}發\n", ring.repeat(150))]
            {
                compare(&text, to, None).unwrap();
            }
        }
    }
}
