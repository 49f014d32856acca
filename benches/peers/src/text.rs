//! The texts to convert: prose of files, or made from the seeds; and what must be known of a text to judge a figure.

use crate::made;
use clap::ValueEnum;
use std::{fs, path::Path};
use tongwen::{Locale, Normalizer};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Simplified prose.
    Hans,
    /// Traditional prose.
    Hant,
    /// What zh-TW makes of the Simplified prose: nothing is left to be done.
    Taiwan,
    /// What zh-CN makes of the Traditional prose.
    Mainland,
    Ascii,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Hans => "Simplified prose",
            Kind::Hant => "Traditional prose",
            Kind::Taiwan => "Taiwan's already",
            Kind::Mainland => "the mainland's already",
            Kind::Ascii => "ASCII only",
        }
    }
}

/// One text of each kind.
pub struct Texts(Vec<String>);

impl Texts {
    pub fn new(hans: Option<&Path>, hant: Option<&Path>, bytes: usize) -> Self {
        let hans = hans.map_or_else(|| made::made("zh-CN", 0, bytes), |path| read(path, bytes));
        let hant = hant.map_or_else(|| made::made("zh-TW", 1, bytes), |path| read(path, bytes));
        let taiwan = Normalizer::to(Locale::ZH_TW).normalize(&hans).into_owned();
        let mainland = Normalizer::to(Locale::ZH_CN).normalize(&hant).into_owned();
        let line = "let total = items.iter().map(|item| item.price).sum::<u64>(); // https://example.org/a?b=c\n";
        Texts(vec![hans, hant, taiwan, mainland, line.repeat(bytes / line.len())])
    }

    pub fn of(&self, kind: Kind) -> &str {
        &self.0[kind as usize]
    }
}

/// Of a longer file every second line, or third, so that all of it has a say.
fn read(path: &Path, bytes: usize) -> String {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(!text.trim().is_empty(), "{}: no text", path.display());
    text.split_inclusive('\n').step_by(text.len().div_ceil(bytes)).collect()
}

/// Text of exactly so many bytes, or some less where a character ends: cut, or repeated.
pub fn sized(text: &str, bytes: usize) -> String {
    let mut made = text.repeat(bytes.div_ceil(text.len()));
    made.truncate(made.floor_char_boundary(bytes));
    made
}

/// The text without line ends in strings of so many characters.
pub fn strings(text: &str, chars: usize) -> Vec<String> {
    let all: Vec<char> = text.chars().filter(|&c| c != '\n').collect();
    all.chunks(chars).map(|chunk| chunk.iter().collect()).collect()
}

/// Its size, the share of its characters that are ASCII, and how long its lines are.
pub fn describe(text: &str) -> String {
    let chars = text.chars().count().max(1) as f64;
    let ascii = text.bytes().filter(u8::is_ascii).count() as f64 / chars;
    let lines = text.lines().count().max(1) as f64;
    format!("{:.1} MB | {:.0} % | {:.0}", text.len() as f64 / 1e6, ascii * 100.0, chars / lines)
}
