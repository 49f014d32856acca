//! The loop's two ways to copy make the same bytes, events and flags of any text, wherever a chunk ends.

use super::presets::texts;
use crate::engine::agree::first_difference;
use alloc::string::String;
use alloc::vec::Vec;
use proptest::prelude::*;

/// Runs of every length beside everything that ends them.
fn runs() -> impl Strategy<Value = String> {
    let others =
        ["a", "aA9", "https://例.tw/", "\n", "\r\n", "\0", "\u{7F}", "\u{80}", "\u{7FF}", "é", "ö\u{308}", "😀"];
    let joined =
        ["\u{FE00}", "\u{E0100}", "𠮷", "\u{20000}", "\u{10FFFF}", "👩\u{200D}🔬", "か", "한", "\u{2FF0}", "\u{F900}"];
    let ends = prop::sample::select([others.as_slice(), joined.as_slice()].concat());
    let shared =
        prop::sample::select("头发发后里乾干著着么什面鼠標软件台灣，。「”\u{800}\u{FFFF}".chars().collect::<Vec<_>>());
    let run = prop::collection::vec(
        prop_oneof![6 => shared, 1 => prop::char::range('\u{800}', '\u{D7FF}'), 1 => any::<char>()],
        0..30,
    );
    let piece = (run, ends).prop_map(|(run, end)| run.into_iter().collect::<String>() + end);
    prop::collection::vec(piece, 1..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn both_ways_agree(text in prop_oneof![texts(), runs()], cuts in prop::collection::vec(any::<u8>(), 1..8)) {
        prop_assert_eq!(first_difference(&text, &cuts), None);
    }
}

/// Chunks of a long text end after each number of characters of a run.
#[test]
fn runs_longer_than_a_chunk_agree() {
    for before in 0..9 {
        for (run, count) in [("发", 400), ("头发里的鼠标", 70), ("后\u{FE00}", 200)] {
            let text = "a".repeat(before) + &run.repeat(count);
            assert_eq!(first_difference(&text, &[255, 24, 25, 96, 7]), None);
        }
    }
}

/// Where there are two ways: else the tests above compare nothing.
#[test]
#[cfg(target_arch = "x86_64")]
fn this_machine_has_both() {
    assert_eq!(crate::engine::simd::Wide::new().is_some(), std::is_x86_feature_detected!("avx2"));
}
