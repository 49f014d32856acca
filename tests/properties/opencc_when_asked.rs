//! Invariant 7, as far as it shows without OpenCC beside us (tests/opencc.rs has its answers): what a preset promises
//! of itself, and the conversion of single characters, which the tables alone decide.

use crate::strategies::{anything, data, mixture};
use proptest::collection::vec;
use proptest::prelude::*;
use std::borrow::Cow;
use tongwen::{Normalizer, Preset};

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn opencc_when_asked_unchanged_text_is_borrowed(text in anything()) {
        for &preset in Preset::ALL {
            let normalizer = Normalizer::preset(preset);
            let once = normalizer.normalize(&text);
            match &once {
                Cow::Borrowed(same) => prop_assert!(std::ptr::eq(*same, &*text), "{preset}: borrowed, but another text"),
                Cow::Owned(new) => prop_assert_ne!(new, &text, "{}: copied for nothing", preset),
            }
            prop_assert_eq!(normalizer.analyze(&text).edits().len() == 0, matches!(once, Cow::Borrowed(_)), "{}", preset);
        }
    }

    /// OpenCC loses what follows a NUL in its configurations with segmentation. Not here: the NUL stays, and the text
    /// around it converts. (Only a description sequence, `⿰`, takes a NUL in, as it takes any character.)
    #[test]
    fn opencc_when_asked_nul_is_kept(texts in vec(mixture(), 2..5)) {
        let describes = |c: char| ('\u{2ff0}'..='\u{2fff}').contains(&c) || c == '\u{31ef}';
        let texts: Vec<String> = texts.iter().map(|text| text.replace(describes, "").replace('\0', "")).collect();
        for &preset in Preset::ALL {
            let normalizer = Normalizer::preset(preset);
            let apart: Vec<_> = texts.iter().map(|text| normalizer.normalize(text)).collect();
            let joined = texts.join("\0");
            prop_assert_eq!(normalizer.normalize(&joined), apart.join("\0"), "{}", preset);
        }
    }

    /// `analyze` and `normalize`, and what a clone and a second call say.
    #[test]
    fn opencc_when_asked_two_ways_one_answer(text in anything()) {
        for &preset in Preset::ALL {
            let normalizer = Normalizer::preset(preset);
            let once = normalizer.normalize(&text);
            let analysis = normalizer.analyze(&text);
            prop_assert_eq!(analysis.output(), &once, "{}", preset);
            prop_assert_eq!(normalizer.clone().normalize(&text), &*once, "{}: a clone", preset);
            prop_assert_eq!(normalizer.normalize(&text), once, "{}: again", preset);
        }
    }
}

/// A character alone goes through the steps one table after the other: the first that has it converts it.
#[test]
fn opencc_when_asked_each_character_alone() {
    let data = data();
    let mut characters: Vec<&str> = data.tables.values().flat_map(|table| table.keys()).copied().collect();
    characters.retain(|key| key.chars().count() == 1);
    characters.sort_unstable();
    characters.dedup();
    assert!(characters.len() > 8_000, "only {} characters in the tables", characters.len());

    let (mut faults, mut changed) = (Vec::new(), 0);
    for &preset in Preset::ALL {
        let normalizer = Normalizer::preset(preset);
        'characters: for source in &characters {
            let mut want = *source;
            for tables in &data.steps[&preset] {
                if want.chars().count() != 1 {
                    continue 'characters; // more than one character at a later stage: no question of tables alone
                }
                let row = tables.iter().find_map(|table| data.tables[table].get(want));
                want = row.map_or(want, |values| values[0]);
            }
            changed += usize::from(want != *source);
            let got = normalizer.normalize(source);
            if got != want {
                faults.push(format!(
                    "{preset}: {source} (U+{:04X}) → {got}, want {want}",
                    source.chars().next().unwrap() as u32
                ));
            }
        }
    }
    assert!(changed > 30_000, "only {changed} characters change: are the tables all there?");
    assert!(faults.is_empty(), "{} faults, among them\n{}", faults.len(), faults[..faults.len().min(30)].join("\n"));
}
