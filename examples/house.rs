//! A house dictionary: your words win over all others, and a report says which row made which change.
//!
//! `cargo run --example house`

use tongwen::{Error, Lexicon, Locale, Normalizer};

/// A file of rows: form, what it becomes, marks (see `Lexicon`). Read yours by `Lexicon::from_path`.
const HOUSE: &str = "\
# what we print
视频\t影音
元宇宙大会\t\tkeep
人工智能\t\tforbid
";

fn main() -> Result<(), Error> {
    let house = Lexicon::from_tsv("house.tsv", HOUSE)?.replace("博客", "網誌");
    // What could go wrong, before it does: rows that clash, that undo each other, that do nothing.
    for warning in house.lint(Locale::ZH_TW) {
        eprintln!("{warning}");
    }
    // All rows that cannot be used are told at once, each with its line and the mend.
    let normalizer = Normalizer::builder(Locale::ZH_TW).layer(house).build()?;
    for text in ["软件和视频", "軟件與視頻", "元宇宙大会讨论人工智能", "她的博客"] {
        let analysis = normalizer.analyze(text);
        println!("{text} → {}", analysis.output());
        for edit in analysis.edits() {
            let rows: Vec<&str> = edit.entries().map(|entry| entry.origin().unwrap_or(entry.table())).collect();
            println!("    {} → {} by {}", edit.before(), edit.after(), rows.join(", "));
        }
    }
    Ok(())
}
