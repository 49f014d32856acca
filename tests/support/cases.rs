//! The files under `tests/cases/`, read: conversions, and the traps beside them.
//!
//! ```toml
//! [[case]]
//! text = "头 发 头发"
//! why = "a space ends a phrase"
//! expected.s2t = "頭 發 頭髮"   # what each preset makes of it
//! keep = ["t2s"]                # presets that must change nothing; "*" stands for all
//!
//! [[case]]
//! text = "后面的软件"
//! why = "a phrase of shared characters shows Simplified"
//! from = "zh-SG"                # what lines are that show nothing; may be absent
//! expected.zh-TW = "後面的軟體"  # what our plans make of it, by locale
//! keep = ["zh-CN", "zh-SG"]     # "**" stands for all fourteen locales
//!
//! [[case]]
//! text = "台湾的公布"
//! why = "the Ministry's 臺"
//! style = "ministry"            # whose spelling is printed; may be absent
//! expected.zh-TW = "臺灣的公布"  # each locale that is named must have the style
//!
//! [[case]]
//! text = "这个缓存很占内存"
//! why = "computing: 缓存 cache; 内存 memory"
//! from = "zh-CN"
//! expected.zh-HK = "這個快取很佔記憶體"
//! terms.zh-HK = [["快取", "緩存"], ["記憶體"]]  # of blind cases: only these are judged, in order, by any of their words
//! ```

#![allow(dead_code)] // Each user takes what it needs.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use tongwen::{Locale, Normalizer, NormalizerBuilder, Place, Preset, Script};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub text: String,
    pub why: String,
    pub from: Option<String>,
    pub style: Option<String>,
    /// What each target is to make of the text.
    #[serde(default)]
    pub expected: BTreeMap<String, String>,
    #[serde(default)]
    pub terms: BTreeMap<String, Vec<Vec<String>>>,
    #[serde(default)]
    keep: Vec<String>,
}

impl Case {
    /// The terms that a target's text should hold and lacks; none where the case names no terms.
    pub fn missed<'c>(&'c self, target: &str, mut text: &str) -> Option<Vec<&'c str>> {
        let mut missed = Vec::new();
        for words in self.terms.get(target)? {
            let ends = words.iter().filter_map(|word| text.find(word.as_str()).map(|at| at + word.len()));
            match ends.min() {
                Some(end) => text = &text[end..],
                None => missed.extend(words.first().map(String::as_str)),
            }
        }
        Some(missed)
    }

    /// The targets that must leave the text as it is.
    pub fn kept(&self) -> Vec<&str> {
        let mut kept = Vec::new();
        for target in &self.keep {
            match target.as_str() {
                "*" => presets().for_each(|target| kept.push(target)),
                "**" => LOCALES.iter().for_each(|locale| kept.push(locale.tag())),
                target => kept.push(target),
            }
        }
        kept
    }

    /// What a target names: a preset, or a plan with where the text comes from and the style that the case asks for.
    pub fn normalizer(&self, target: &str) -> Option<Normalizer> {
        if let Some(preset) = Preset::ALL.iter().copied().find(|preset| preset.name() == target) {
            return self.style.is_none().then(|| Normalizer::preset(preset));
        }
        let locale = LOCALES.iter().find(|locale| locale.tag() == target)?;
        let (from, style) = (self.from.as_deref(), self.style.as_deref());
        let from = from.map(str::parse).transpose().ok()?;
        let style = style.map(str::parse).transpose().ok()?;
        let builder = from.into_iter().fold(Normalizer::builder(*locale), NormalizerBuilder::from);
        style.into_iter().fold(builder, NormalizerBuilder::style).build().ok()
    }
}

/// Every pair of script and place.
pub static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let places = || [None].into_iter().chain(Place::ALL.iter().copied().map(Some));
    let of = |script| places().map(move |place| Locale::new(script, place));
    of(Script::Hans).chain(of(Script::Hant)).collect()
});

pub fn presets() -> impl Iterator<Item = &'static str> {
    Preset::ALL.iter().copied().map(Preset::name)
}

/// All names that a case may use.
pub fn targets() -> impl Iterator<Item = &'static str> {
    presets().chain(LOCALES.iter().map(|locale| locale.tag()))
}

/// The files by name, each with its cases.
///
/// # Errors
/// Names the file that cannot be read, and what is wrong in it.
pub fn topics() -> Result<BTreeMap<String, Topic>, String> {
    topics_of(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases"))
}

/// Those of `tests/blind/`, which somebody wrote who had seen no row.
///
/// # Errors
/// As [`topics`].
pub fn blind() -> Result<BTreeMap<String, Topic>, String> {
    topics_of(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blind"))
}

fn topics_of(folder: &str) -> Result<BTreeMap<String, Topic>, String> {
    let mut topics = BTreeMap::new();
    for file in std::fs::read_dir(folder).map_err(|error| format!("{folder}: {error}"))? {
        let path = file.map_err(|error| format!("{folder}: {error}"))?.path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = std::fs::read_to_string(&path).map_err(|error| told(&error))?;
        let topic = toml::from_str(&text).map_err(|error| told(&error))?;
        topics.insert(path.file_name().unwrap_or_default().to_string_lossy().into_owned(), topic);
    }
    if topics.is_empty() { Err(format!("{folder}: no case in it")) } else { Ok(topics) }
}
