//! Invariant 1: every text converts, in time linear in its length.

use crate::strategies::{self, anything, data, lexicon, lines, name, plan, ring, source, targets, with_ranges};
use proptest::prelude::*;
use std::io::Read;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use tongwen::{Locale, Normalizer, Preset, detect};

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

    #[test]
    fn total_for_plans(text in prop_oneof![any::<String>(), lines()], from in source()) {
        for to in targets() {
            let output = plan(to, from).normalize(&text);
            prop_assert_eq!(output.is_empty(), text.is_empty(), "{}", name(to, from));
            for end in ['\n', '\r', '\u{2028}', '\0'] {
                prop_assert_eq!(output.matches(end).count(), text.matches(end).count(), "{} {:?}", name(to, from), end);
            }
        }
        detect(&text);
    }

    /// What a caller says of ranges may be anything.
    #[test]
    fn total_for_any_ranges(
        (text, mut ranges) in with_ranges(), odd in any::<[usize; 4]>(), to in strategies::target(), from in source(),
    ) {
        ranges.extend([odd[0]..odd[1], odd[2] % 64..odd[3] % 64]);
        let normalizer = plan(to, from);
        let output = normalizer.normalize_except(&text, &ranges);
        let analysis = normalizer.analyze_except(&text, &ranges);
        prop_assert_eq!(analysis.output(), output, "{}", name(to, from));
    }
}

/// Hostile texts have about this many bytes: what is not linear in them does not end.
const SIZE: usize = 2 << 20;

fn fill(piece: &str) -> String {
    piece.repeat(SIZE / piece.len() + 1)
}

/// Converts in all ways by these. That this ends is the point; that the ways agree comes for nothing.
fn survive(text: &str, normalizers: impl IntoIterator<Item = (String, Normalizer)>) {
    for (name, normalizer) in normalizers {
        let output = normalizer.normalize(text);
        let analysis = normalizer.analyze(text);
        assert!(analysis.output() == output, "{name}: analyze differs");
        let (mut rebuilt, mut done) = (String::with_capacity(output.len()), 0);
        for edit in analysis.edits() {
            rebuilt += &text[done..edit.source().start];
            rebuilt += edit.after();
            done = edit.source().end;
        }
        rebuilt += &text[done..];
        assert!(rebuilt == output, "{name}: the edits do not give the output");
        let mut read = String::new();
        normalizer.reader(text.as_bytes()).read_to_string(&mut read).expect("valid UTF-8");
        assert!(read == output, "{name}: the reader differs");
    }
}

/// By all presets where the compiler optimises, else by the one whose keys the text is made of.
fn survive_presets(text: &str, preset: Preset) {
    let presets = if cfg!(debug_assertions) { &[preset][..] } else { Preset::ALL };
    survive(text, presets.iter().map(|&preset| (preset.to_string(), Normalizer::preset(preset))));
}

/// How long a hostile text may take: a hundred times what it does where all is linear.
const DEADLINE: Duration = Duration::from_secs(120);

/// By all plans where the compiler optimises, else by one. Fails where it does not end.
fn survive_plans(text: String, locale: Locale) {
    let (done, ended) = mpsc::channel();
    let worker = thread::spawn(move || {
        let locales = targets().filter(|&to| to == locale || !cfg!(debug_assertions));
        survive(&text, locales.map(|to| (to.to_string(), Normalizer::to(to))));
        detect(&text);
        let _ = done.send(());
    });
    match ended.recv_timeout(DEADLINE) {
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("not done in {DEADLINE:?}: is it linear?"),
        _ => worker.join().unwrap(),
    }
}

/// As [`fill`], between words: a text of ASCII alone is never looked at. A quarter of the size, for plans do more.
fn among_words(piece: &str) -> String {
    format!("软件 {} 软件", piece.repeat(SIZE / 4 / piece.len() + 1))
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
            survive_presets(&$text, Preset::$preset);
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

macro_rules! hostile_to_plans {
    ($($name:ident, $locale:ident: $text:expr;)*) => {$(
        #[test]
        fn $name() {
            survive_plans($text, Locale::$locale);
        }
    )*};
}

hostile_to_plans! {
    total_plans_ring_of_simplified_keys, ZH_TW: fill(&ring("ST"));
    total_plans_ring_of_traditional_keys, ZH_CN: fill(&ring("T"));
    total_plans_all_forms_in_one_line, ZH_TW: fill(&lexicon().forms().concat());
    total_plans_all_forms_to_simplified, ZH_MY: fill(&lexicon().forms().concat());
    total_plans_all_forms_cut_short, ZH_HK: fill(&forms_cut_short());
    total_plans_guarded_forms_alone, ZH_TW: fill("程序文件数字");
    total_plans_guarded_forms_and_late_evidence, ZH_TW: fill("程序文件数字") + "软件";
    total_plans_shared_characters_alone, ZH_TW: fill("后里干面只发");
    total_plans_shared_characters_and_late_evidence, ZH_TW: fill("后里干面只") + "说";
    total_plans_taxi_upon_taxi, ZH_SG: fill("出租车出租");
    total_plans_at_signs, ZH_TW: among_words("@");
    total_plans_at_signs_and_dots, ZH_TW: among_words("a@b.");
    total_plans_mail_without_a_host, ZH_TW: among_words("a.b") + "@";
    total_plans_closed_braces_in_open_ones, ZH_TW: among_words("{{a}");
    total_plans_dots_and_slashes, ZH_TW: among_words("./");
    total_plans_tildes_and_slashes, ZH_TW: among_words("~/");
    total_plans_backticks, ZH_TW: among_words("`");
    total_plans_backticks_of_all_lengths, ZH_TW: (1..1_000).map(|n| "`".repeat(n) + "软").collect::<String>();
    total_plans_braces, ZH_TW: among_words("{");
    total_plans_dollar_braces_never_closed, ZH_TW: among_words("${软件");
    total_plans_percent_signs, ZH_TW: among_words("%");
    total_plans_percent_brackets, ZH_TW: among_words("%(软");
    total_plans_percent_digits, ZH_TW: among_words("%1");
    total_plans_ampersands, ZH_TW: among_words("&a");
    total_plans_one_long_entity, ZH_TW: format!("软&{};", fill("a"));
    total_plans_slashes, ZH_TW: among_words("/");
    total_plans_path_upon_path, ZH_TW: among_words("/a软");
    total_plans_backslashes, ZH_TW: among_words("C:\\");
    total_plans_schemes, ZH_TW: among_words("http://");
    total_plans_one_long_address, ZH_TW: format!("软件 https://example.org/{}", fill("软件"));
    total_plans_one_long_handle, ZH_TW: format!("软件 @{}", fill("软件"));
    total_plans_www, ZH_TW: among_words("www.");
    total_plans_kana_between_keys, ZH_TW: among_words("软件の");
    total_plans_one_japanese_sentence, ZH_CN: fill("国会は来週、") + "。";
    total_plans_hangul_between_keys, ZH_TW: among_words("软件의 ");
    total_plans_nothing_but_kana, ZH_TW: among_words("の");
    total_plans_quotes_never_closed, ZH_TW: among_words("“软件「");
    total_plans_variation_selectors, ZH_TW: format!("马{}马", fill("\u{e0100}"));
    total_plans_marks_between_keys, ZH_TW: fill(&("软\u{301}件软件".to_owned() + &"\u{301}".repeat(5_000)));
    total_plans_joined_emoji_between_keys, ZH_TW: fill(&("软件".to_owned() + &"👩\u{200d}".repeat(5_000)));
    total_plans_flags_between_keys, ZH_TW: fill(&("软件".to_owned() + &"🇹".repeat(5_001)));
    total_plans_ids_operators, ZH_TW: fill("⿰");
    total_plans_nothing_but_nul, ZH_TW: fill("\0");
    total_plans_nothing_but_line_ends, ZH_TW: fill("\n");
    total_plans_lines_of_one_character, ZH_TW: fill("软\r\n");
    total_plans_ascii_between_keys, ZH_TW: fill(&("软".to_owned() + &"a".repeat(3_000) + "件"));
}

/// Ranges of the caller's own, as many as characters.
#[test]
fn total_many_ranges() {
    let text = fill("软件里的");
    let ranges: Vec<_> = (0..text.len() / 12).map(|at| at * 12..at * 12 + 6).rev().collect();
    let normalizer = Normalizer::to(Locale::ZH_TW);
    let output = normalizer.normalize_except(&text, &ranges);
    assert!(output == text, "里 alone is left, as nothing shows its script, and 软件 is protected");
    // The last 软件 shows a script: to all of the last window, and to nothing before it.
    let output = normalizer.normalize_except(&text, &ranges[1..]);
    assert!(output.starts_with("软件里的软件里的") && output.ends_with("软件裡的软件裡的軟體裡的"));
}

/// As many ranges in as many lines: each line looks at its own alone.
#[test]
fn total_many_ranges_in_many_lines() {
    let text = "软件里的\n".repeat(40_000);
    let ranges: Vec<_> = (0..text.len() / 13).map(|at| at * 13..at * 13 + 6).rev().collect();
    let some = ranges.len() / 64;
    let normalizer = Normalizer::to(Locale::ZH_TW);
    let time = |count: usize| {
        let text = &text[..13 * count];
        quickest(|| assert!(normalizer.normalize_except(text, &ranges[ranges.len() - count..]) == text))
    };
    let (few, all) = (time(some), time(ranges.len()));
    // Squared it would be 4096 times as long; a machine that does something else beside may take some times as long.
    assert!(all < few * 512, "{some} lines in {few:?}, 64 times as many in {all:?}");
}

/// The shortest of a few times.
fn quickest(mut work: impl FnMut()) -> Duration {
    let times = (0..7).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed()
    });
    times.min().unwrap().max(Duration::from_micros(500))
}

/// Marks that open what nothing closes, and what a place is looked back from.
const UNCLOSED: &[&str] = &[
    "{软",
    "{{软",
    "${软",
    "%(软",
    "%1",
    "&a",
    "`软",
    "@",
    "@软",
    "a@b.",
    "a.b",
    "./",
    "~/",
    "/",
    "/a软",
    "a/软",
    "C:\\",
    "http://",
    "www.",
    "http://软(",
    "软件の",
    "软件의 ",
    "“软件「",
    "\u{301}",
    "🇹",
    "👩\u{200d}",
    "⿰",
    "软\u{e0100}",
];

/// A window's worth of such marks takes about as long in one line as in many short ones: none is looked for as far as the
/// line goes, again and again.
#[test]
fn total_in_one_line_as_in_many() {
    const LINE: usize = 400;
    let normalizer = Normalizer::to(Locale::ZH_TW);
    let mut faults = Vec::new();
    for text in UNCLOSED.iter().map(|mark| mark.repeat((60 << 10) / mark.len())) {
        let (mut apart, mut done) = (String::new(), 0);
        for (at, _) in text.char_indices().filter(|&(at, c)| at % LINE < c.len_utf8()) {
            apart += &text[done..at];
            apart += "软\n";
            done = at;
        }
        let [apart, text] = [apart, text + "软"];
        let [many, one] = [&apart, &text].map(|text| quickest(|| drop(normalizer.normalize(text))));
        if one > many * 8 {
            faults.push(format!("{:.12}…: {one:?} in one line, {many:?} in many", text));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn forms_cut_short() -> String {
    let forms = lexicon().forms().iter();
    forms.flat_map(|form| form.chars().take(form.chars().count() - 1)).collect()
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
