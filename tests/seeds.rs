//! The texts of `seeds/` as golden files: native text comes back as it was, and the parallel article comes out as an
//! editor of each place prints it.
//!
//! What still differs stands in `seeds/article.toml` with its reason: a gloss, quotation marks, a word with several senses.
//! A difference that is not listed fails, and so does one that is listed and gone.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use tongwen::{Locale, Normalizer, Place, Script};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Differences {
    difference: Vec<Difference>,
}

/// What a line has instead of what it should.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    /// The editions whose golden file it is about.
    editions: Vec<String>,
    /// Where; every line where none is named.
    #[serde(default)]
    lines: Vec<usize>,
    ours: String,
    golden: String,
    reason: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn seed(path: &str) -> String {
    fs::read_to_string(root().join("seeds").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn differences() -> Vec<Difference> {
    let text = fs::read_to_string(root().join("tests/seeds/article.toml")).unwrap();
    toml::from_str::<Differences>(&text).unwrap().difference
}

fn editions() -> impl Iterator<Item = Locale> {
    Place::ALL.iter().map(|&place| Locale::new(place.script(), Some(place)))
}

/// Every file of a place, but for the lines that a difference names, is its own output.
#[test]
fn native_text_comes_back() {
    let gloss: Vec<Difference> = differences().into_iter().filter(|found| found.reason == "gloss").collect();
    for locale in editions() {
        let normalizer = Normalizer::to(locale);
        let folder = root().join("seeds").join(locale.tag());
        let mut files = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files += 1;
            for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
                let glossed = |found: &Difference| {
                    found.lines.contains(&(number + 1)) && found.editions.iter().any(|edition| edition == locale.tag())
                };
                if name == "article.txt" && gloss.iter().any(glossed) {
                    continue;
                }
                let found = normalizer.normalize(line);
                assert!(found == line, "{locale}/{name}:{}:\n {line}\n {found}", number + 1);
                assert!(matches!(found, std::borrow::Cow::Borrowed(_)), "{locale}/{name}:{}: copied", number + 1);
            }
        }
        assert!(files >= 8, "{locale}: {files} files");
    }
}

/// Singapore's editions in both scripts become each of the six, the mainland's those in Traditional script. (Between other
/// places words that both accept stay, so that the text is right but not the same.)
#[test]
fn the_article_becomes_each_edition() {
    let listed = differences();
    let mut seen = BTreeMap::new();
    for source in ["zh-Hant-SG", "zh-SG", "zh-CN"] {
        let text = seed(&format!("{source}/article.txt"));
        for locale in editions().filter(|locale| source != "zh-CN" || locale.script() == Script::Hant) {
            let builder = Normalizer::builder(locale).from(source.parse().unwrap());
            let output = builder.build().unwrap().normalize(&text).into_owned();
            let golden = seed(&format!("{locale}/article.txt"));
            assert_eq!(output.lines().count(), golden.lines().count(), "{locale}");
            for (number, (ours, golden)) in output.lines().zip(golden.lines()).enumerate() {
                // What is listed is put right, and then nothing may differ.
                let mut mended = ours.to_string();
                for (index, found) in listed.iter().enumerate() {
                    let here = found.editions.iter().any(|edition| edition == locale.tag())
                        && (found.lines.is_empty() || found.lines.contains(&(number + 1)));
                    if here && mended.contains(&found.ours) && mended != golden {
                        mended = mended.replace(&found.ours, &found.golden);
                        *seen
                            .entry((index, locale.tag(), if found.lines.is_empty() { 0 } else { number + 1 }))
                            .or_insert(0) += 1;
                    }
                }
                assert!(
                    mended == golden,
                    "{source} → {locale}, line {}:\n ours   {ours}\n golden {golden}",
                    number + 1
                );
            }
        }
    }
    for (index, found) in listed.iter().enumerate() {
        for edition in &found.editions {
            let lines = if found.lines.is_empty() { vec![0] } else { found.lines.clone() };
            for line in lines {
                let key = (index, edition.as_str(), line);
                assert!(
                    seen.contains_key(&key),
                    "{edition}, line {line}: {} is right now; strike {found:?}",
                    found.golden
                );
            }
        }
    }
}

/// Lines that hold no character of one script only are converted all the same; those with nothing but words of several
/// senses are left, and reported where the caller says where they come from.
#[test]
fn lines_that_show_nothing() {
    let text = seed("zh-Hant-SG/article.txt");
    let simplified = seed("zh-SG/article.txt");
    let neutral: Vec<&str> = text.lines().zip(simplified.lines()).filter(|(a, b)| a == b).map(|(a, _)| a).collect();
    assert!(neutral.len() >= 7, "{} lines are alike in both scripts", neutral.len());
    let to_taiwan = Normalizer::to(Locale::ZH_TW);
    let (mut converted, mut left) = (0, 0);
    let from = Normalizer::builder(Locale::ZH_TW).from(Locale::new(Script::Hant, Some(Place::SG))).build().unwrap();
    for line in neutral {
        if to_taiwan.normalize(line) != line {
            converted += 1;
        } else {
            assert_eq!(to_taiwan.analyze(line).ambiguities().count(), 0, "silent: {line}");
            left += usize::from(from.normalize(line) != line);
        }
    }
    assert!(converted >= 5 && left >= 2, "{converted} converted, {left} where the caller says whence");
}
