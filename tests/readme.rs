//! The README in Chinese: as Taiwan prints it, and the mainland's made of it. `README=write cargo test --test readme` writes the latter.

use std::{env, fs};
use tongwen::{Format, Locale, Normalizer};

#[test]
fn taiwans_is_as_taiwan_prints() {
    let text = fs::read_to_string("README.zh-TW.md").unwrap();
    let page = Format::Markdown.parse(&text).unwrap();
    let check = Normalizer::to(Locale::ZH_TW).linter().check_document(&page);
    assert!(check.findings().next().is_none(), "{:#?}", check.findings().collect::<Vec<_>>());
}

#[test]
fn the_mainlands_is_made_of_taiwans() {
    let text = fs::read_to_string("README.zh-TW.md").unwrap();
    let page = Format::Markdown.parse(&text).unwrap();
    let made = page.normalize(&Normalizer::to(Locale::ZH_CN));
    if env::var("README").is_ok_and(|asked| asked == "write") {
        fs::write("README.zh-CN.md", &*made).unwrap();
    }
    let kept = fs::read_to_string("README.zh-CN.md").unwrap_or_default();
    assert!(
        kept == made,
        "README.zh-CN.md is not what README.zh-TW.md becomes; `README=write cargo test --test readme` mends it"
    );
}
