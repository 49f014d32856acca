//! Invariant 1: every text converts, in time linear in its length.

use crate::strategies::{self, anything, data, ring};
use proptest::prelude::*;
use std::io::Read;
use tongwen::{Normalizer, Preset};

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn total(text in anything()) {
        for &preset in Preset::ALL {
            let output = Normalizer::preset(preset).normalize(&text);
            prop_assert_eq!(output.is_empty(), text.is_empty(), "{}", preset);
            // No table holds a character that ends a line.
            for end in ['\n', '\r', '\u{2028}', '\0'] {
                prop_assert_eq!(output.matches(end).count(), text.matches(end).count(), "{} {:?}", preset, end);
            }
        }
    }
}

/// Hostile texts have about this many bytes: what is not linear in them does not end.
const SIZE: usize = 2 << 20;

fn fill(piece: &str) -> String {
    piece.repeat(SIZE / piece.len() + 1)
}

/// Converts in all ways: by all presets where the compiler optimises, else by the one whose keys the text is made of.
/// That this ends is the point; that the ways agree comes for nothing.
fn survive(text: &str, preset: Preset) {
    let presets = if cfg!(debug_assertions) { &[preset][..] } else { Preset::ALL };
    for &preset in presets {
        let normalizer = Normalizer::preset(preset);
        let output = normalizer.normalize(text);
        let analysis = normalizer.analyze(text);
        assert!(analysis.output() == output, "{preset}: analyze differs");
        let (mut rebuilt, mut done) = (String::with_capacity(output.len()), 0);
        for edit in analysis.edits() {
            rebuilt += &text[done..edit.source().start];
            rebuilt += edit.after();
            done = edit.source().end;
        }
        rebuilt += &text[done..];
        assert!(rebuilt == output, "{preset}: the edits do not give the output");
        let mut read = String::new();
        normalizer.reader(text.as_bytes()).read_to_string(&mut read).expect("valid UTF-8");
        assert!(read == output, "{preset}: the reader differs");
    }
}

/// Keys of all tables, without their last `cut` characters.
fn keys(cut: usize) -> String {
    let mut keys: Vec<&str> = data().tables.values().flat_map(|table| table.keys()).copied().collect();
    keys.sort_unstable();
    keys.iter().flat_map(|key| key.chars().take(key.chars().count() - cut.min(key.chars().count()))).collect()
}

macro_rules! hostile {
    ($($name:ident, $preset:ident: $text:expr;)*) => {$(
        #[test]
        fn $name() {
            survive(&$text, Preset::$preset);
        }
    )*};
}

hostile! {
    total_ring_of_simplified_keys, S2twp: fill(&ring("ST"));
    total_ring_of_taiwan_keys, Tw2sp: fill(&ring("TW"));
    total_ring_of_traditional_keys, Tw2sp: fill(&ring("T"));
    total_all_keys_in_one_line, S2twp: fill(&keys(0));
    total_all_keys_cut_short, Tw2sp: fill(&keys(1));
    total_compatibility_ideographs, Tw2sp: fill(&('\u{f900}'..='\u{faff}').chain('\u{2f800}'..='\u{2fa1f}').collect::<String>());
    total_ids_operators, S2twp: fill("⿰");
    total_ids_deeper_than_allowed, S2twp: fill(&("⿲".repeat(15) + &"马".repeat(40)));
    total_ids_of_keys, S2twp: fill("⿰软件⿱里面⿳头发展");
    total_variation_selectors, S2twp: format!("马{}马", fill("\u{fe00}"));
    total_marks_between_keys, S2twp: fill(&("软\u{301}件软件".to_owned() + &"\u{301}".repeat(5_000)));
    total_flags_between_keys, S2twp: fill(&("软件".to_owned() + &"🇹".repeat(5_001)));
    total_joined_emoji_between_keys, S2twp: fill(&("软件".to_owned() + &"👩\u{200d}".repeat(5_000)));
    total_prepended_signs, S2twp: format!("{}软件", fill("\u{600}"));
    total_nothing_but_line_ends, S2twp: fill("\n");
    total_lines_of_one_character, S2twp: fill("软\r\n");
    total_nothing_but_nul, S2twp: fill("\0");
    total_ascii_between_keys, S2twp: fill(&("软".to_owned() + &"a".repeat(3_000) + "件"));
}

#[test]
fn total_rings_have_no_break() {
    for tables in ["ST", "TW", "T"] {
        let ring: Vec<char> = strategies::ring(tables).repeat(3).chars().collect();
        let third = ring.len() / 3;
        assert!(third > 8, "a ring of {third} characters in {tables}* is no test");
        let keys: std::collections::HashSet<&str> =
            data().tables.values().flat_map(|table| table.keys()).copied().collect();
        let text: String = ring[third..].iter().collect();
        let within = |at: usize| {
            (at.saturating_sub(15)..=at).any(|from| {
                (at + 2..=(from + 16).min(ring.len()))
                    .any(|to| keys.contains(&*ring[from..to].iter().collect::<String>()))
            })
        };
        assert!((third..2 * third).all(within), "a pair in {text} is in no key");
    }
}
