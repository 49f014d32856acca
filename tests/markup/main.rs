//! Documents: of each format a folder with files and what they become, and documents made by chance, which another parser reads
//! before and after: only text has changed, and as it changes by itself.
//!
//! `PROPTEST_CASES=10000 cargo test --release --test markup` looks harder.

mod check;
mod csv;
mod files;
mod html;
mod html_cases;
mod json;
mod language;
mod markdown;
mod messages;
mod passage;
mod po;
mod subtitles;
mod text;
mod toml;
mod xliff;
mod yaml;

use proptest::test_runner::{Config, FileFailurePersistence};
use std::borrow::Cow;
use tongwen::{Document, Format, Locale, Normalizer, NormalizerBuilder, Parser};

/// As many cases as the environment says, or some; the release build's run of CI asks 10,000 of each format.
fn config() -> Config {
    let regressions = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/markup/regressions.txt");
    let config = Config {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(regressions))),
        ..Config::default()
    };
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => config,
        None => Config { cases: 200, ..config },
    }
}

fn to_taiwan() -> Normalizer {
    Normalizer::to(Locale::ZH_TW)
}

/// To Taiwan, from where a document says that it comes.
fn to_taiwan_from(document: &Document<'_>) -> Normalizer {
    let builder = Normalizer::builder(Locale::ZH_TW);
    document.locale().into_iter().fold(builder, NormalizerBuilder::from).build().unwrap()
}

/// Parses, and says where a document is bad that should not be.
fn parsed<'d>(parser: &Parser, document: &'d str) -> Document<'d> {
    parser.parse(document).unwrap_or_else(|error| panic!("{error}\n{document}"))
}

/// What becomes of a document. That holds of every one: its edits make it, and what stands between them has stayed; a second
/// pass finds nothing.
fn converted(format: Format, document: &str) -> String {
    let (parser, normalizer) = (Parser::new(format), to_taiwan());
    let document = parsed(&parser, document);
    let analysis = document.analyze(&normalizer);
    assert_eq!(analysis.apply(|_| true), analysis.output());
    if analysis.output() == document.source() {
        assert!(matches!(document.normalize(&normalizer), Cow::Borrowed(_)));
    }
    let output = analysis.output().to_owned();
    assert_eq!(parsed(&parser, &output).normalize(&normalizer), output, "a second pass changes it");
    output
}
