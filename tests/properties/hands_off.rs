//! Invariant 2: what no entry names comes back byte for byte; what is protected too, found or named by the caller.

#![allow(clippy::single_range_in_vec_init, reason = "one range is what is meant")]

use crate::strategies::{
    Kept, SOURCES, foreign, kept, lexicon, lines, name, plan, source, tables, targets, with_ranges, words,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;
use tongwen::{Analysis, Locale, Normalizer, Script};
use unicode_segmentation::UnicodeSegmentation;

/// A text with pieces that must stand, and where they do.
#[derive(Clone, Debug)]
pub(crate) struct Sprinkled {
    pub(crate) text: String,
    pub(crate) kept: Vec<Range<usize>>,
}

pub(crate) fn sprinkled() -> impl Strategy<Value = Sprinkled> {
    (words(), vec((kept(), words()), 1..5)).prop_map(|(head, rest)| {
        let mut all = Sprinkled { text: head, kept: Vec::new() };
        for (kept, words) in rest {
            all.push(&kept);
            all.text += &words;
        }
        all
    })
}

impl Sprinkled {
    fn push(&mut self, kept: &Kept) {
        let padded = kept.padded();
        let at = self.text.len() + padded.find(&kept.text).unwrap();
        self.kept.push(at..at + kept.text.len());
        self.text += &padded;
    }
}

/// A reason against these ranges' having come through, if there is one: an edit that touches one, or its bytes missing
/// from their place in the output.
pub(crate) fn stand(analysis: &Analysis<'_>, ranges: &[Range<usize>]) -> Result<(), String> {
    let edits: Vec<_> = analysis.edits().collect();
    for range in ranges.iter().filter(|range| !range.is_empty()) {
        let range = whole_characters(analysis.source(), range);
        let text = &analysis.source()[range.clone()];
        if let Some(edit) = edits.iter().find(|e| e.source().start < range.end && range.start < e.source().end) {
            return Err(format!("{edit:?} touches {text:?} at {range:?}"));
        }
        // By how much the edits before it have moved it.
        let moved = edits.iter().rfind(|e| e.source().end <= range.start);
        let at = range.start - moved.map_or(0, |e| e.source().end) + moved.map_or(0, |e| e.target().end);
        if analysis.output().get(at..at + text.len()) != Some(text) {
            return Err(format!("{text:?} at {range:?} is not at {at} of the output {:?}", analysis.output()));
        }
    }
    Ok(())
}

/// A range that ends inside a character takes in all of it.
fn whole_characters(text: &str, range: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// What was changed outside these ranges, in order.
fn changes(analysis: &Analysis<'_>) -> Vec<(String, String)> {
    analysis.edits().map(|edit| (edit.before().to_owned(), edit.after().to_owned())).collect()
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn hands_off_what_is_no_prose(all in sprinkled(), from in source()) {
        for to in targets() {
            let normalizer = plan(to, from);
            let analysis = normalizer.analyze(&all.text);
            stand(&analysis, &all.kept).map_err(|why| TestCaseError::fail(format!("{}: {why}", name(to, from))))?;
            // And in the output of the plainest call, one after the other.
            let output = normalizer.normalize(&all.text);
            let mut rest = &*output;
            for kept in &all.kept {
                let kept = &all.text[kept.clone()];
                let Some((_, after)) = rest.split_once(kept) else {
                    return Err(TestCaseError::fail(format!("{}: {kept:?} is not in {rest:?}", name(to, from))));
                };
                rest = after;
            }
        }
    }

    /// What is protected shows nothing of its line: another text in its stead changes nothing else.
    #[test]
    fn hands_off_and_no_evidence(head in words(), tail in words(), at in 0..STAND_INS.len(), from in source()) {
        let (hans, hant) = STAND_INS[at];
        let around = |middle: &str| format!("{head} {middle} {tail}");
        let (hans, hant) = (around(hans), around(hant));
        for to in targets() {
            let normalizer = plan(to, from);
            let (one, two) = (changes(&normalizer.analyze(&hans)), changes(&normalizer.analyze(&hant)));
            prop_assert_eq!(one, two, "{}: {} and {}", name(to, from), hans, hant);
        }
    }

    /// The ranges that the caller names: no edit reaches into one.
    #[test]
    fn hands_off_what_the_caller_names((text, ranges) in with_ranges(), from in source()) {
        for to in targets() {
            let normalizer = plan(to, from);
            let analysis = normalizer.analyze_except(&text, &ranges);
            stand(&analysis, &ranges).map_err(|why| TestCaseError::fail(format!("{}: {why}", name(to, from))))?;
            let output = normalizer.normalize_except(&text, &ranges);
            prop_assert_eq!(analysis.output(), &*output, "{}: analyze_except and normalize_except", name(to, from));
            // In any order, and said twice.
            let again: Vec<_> = ranges.iter().chain(&ranges).rev().cloned().collect();
            prop_assert_eq!(normalizer.normalize_except(&text, &again), &*output, "{}: in another order", name(to, from));
            if analysis.edits().len() == 0 {
                prop_assert!(matches!(output, Cow::Borrowed(_)), "{}: copied for nothing", name(to, from));
            }
        }
    }

    /// What the caller names shows nothing either. Two blanks part it from the rest: the two neighbours that help to choose a
    /// character are seen as they stand.
    #[test]
    fn hands_off_what_the_caller_names_is_no_evidence(
        head in words(), hans in words(), hant in words(), tail in words(), from in source(),
    ) {
        // An empty range names nothing: what stands before it is seen from behind it.
        prop_assume!(!hans.is_empty() && !hant.is_empty());
        let given = |middle: &str| {
            let text = format!("{head}  {middle}  {tail}");
            (text, head.len() + 2..head.len() + 2 + middle.len())
        };
        let [(one, first), (two, second)] = [given(&hans), given(&hant)];
        for to in targets() {
            let normalizer = plan(to, from);
            let ones = changes(&normalizer.analyze_except(&one, std::slice::from_ref(&first)));
            let twos = changes(&normalizer.analyze_except(&two, std::slice::from_ref(&second)));
            prop_assert_eq!(ones, twos, "{}: {} and {}", name(to, from), one, two);
        }
    }

    /// No range at all is the same as no ranges; the whole text is left; what is outside the text is nobody's.
    #[test]
    fn hands_off_all_or_nothing(text in lines(), from in source()) {
        for to in targets() {
            let normalizer = plan(to, from);
            let want = normalizer.normalize(&text);
            prop_assert_eq!(&normalizer.normalize_except(&text, &[]), &want, "{}", name(to, from));
            let kept = normalizer.normalize_except(&text, std::slice::from_ref(&(0..text.len())));
            prop_assert!(matches!(&kept, Cow::Borrowed(same) if std::ptr::eq(*same, &*text)), "{}: {kept:?}", name(to, from));
            let beyond = [text.len()..usize::MAX, text.len() + 7..text.len() + 9];
            prop_assert_eq!(&normalizer.normalize_except(&text, &beyond), &want, "{}: beyond the end", name(to, from));
        }
    }

    #[test]
    fn hands_off_other_languages(text in foreign(), from in source()) {
        for to in targets() {
            let output = plan(to, from).normalize(&text);
            prop_assert!(
                matches!(&output, Cow::Borrowed(same) if std::ptr::eq(*same, &*text)),
                "{}: {:?}", name(to, from), output
            );
        }
    }

    /// Unchanged text is borrowed, changed text is not the same.
    #[test]
    fn hands_off_borrows(text in lines(), from in source()) {
        for to in targets() {
            let normalizer = plan(to, from);
            let output = normalizer.normalize(&text);
            match &output {
                Cow::Borrowed(same) => prop_assert!(std::ptr::eq(*same, &*text), "{}: another text", name(to, from)),
                Cow::Owned(new) => prop_assert_ne!(new, &text, "{}: copied for nothing", name(to, from)),
            }
            let analysis = normalizer.analyze(&text);
            let edits = analysis.edits().len();
            prop_assert_eq!(edits == 0, matches!(output, Cow::Borrowed(_)), "{}", name(to, from));
            let borrowed = matches!(analysis.into_output(), Cow::Borrowed(_));
            prop_assert_eq!(edits == 0, borrowed, "{}: into_output()", name(to, from));
        }
    }

    /// A character with a selector, a mark or a joiner upon it is left, and no edit ends inside it. (One with a sign put
    /// before it, as U+0600, is taken with its sign: invariant 4 has that no edit splits it.)
    #[test]
    fn hands_off_clusters(text in lines(), from in source()) {
        let clusters: Vec<_> = text
            .grapheme_indices(true)
            .filter(|(_, cluster)| cluster.chars().nth(1).is_some() && !cluster.starts_with(['\u{600}', '\u{110bd}']))
            .map(|(at, cluster)| at..at + cluster.len())
            .collect();
        for to in targets() {
            let normalizer = plan(to, from);
            stand(&normalizer.analyze(&text), &clusters)
                .map_err(|why| TestCaseError::fail(format!("{}: {why}", name(to, from))))?;
        }
    }
}

/// Protected texts, one that would show Simplified and one that would show Traditional, of one kind.
const STAND_INS: &[(&str, &str)] = &[
    ("https://example.org/这个软件里面", "https://example.org/這個軟體裡面"),
    ("`这个软件里面`", "`這個軟體裡面`"),
    ("{说话}", "{說話}"),
    ("${说话}", "${說話}"),
    ("%(说话)s", "%(說話)s"),
    ("@说话_飞机", "@說話_飛機"),
    ("/usr/软件/说话.txt", "/usr/軟體/說話.txt"),
    ("C:\\软件\\说话", "C:\\軟體\\說話"),
    ("说\u{fe00}", "說\u{fe00}"),
    ("发\u{e0100}软\u{301}", "發\u{e0100}軟\u{301}"),
    ("a@example.org", "b@example.org"),
];

/// A native text that its own plan changes, and why that is known and not yet mended: edition, line, reason.
const NATIVE_FAULTS: &[(&str, &str, &str)] = &[];

/// Whether a line has a character that only this script has, and every place that writes it.
fn shows(line: &str, script: Script) -> bool {
    let rows = |name: &'static str| {
        tables("script").into_iter().filter(move |(path, _)| path.ends_with(name)).flat_map(|(_, table)| table)
    };
    static SHOWN: OnceLock<[HashSet<&str>; 2]> = OnceLock::new();
    let shown = SHOWN.get_or_init(|| {
        let edited: HashSet<&str> = rows("variants.tsv").map(|row| row[0]).collect();
        ["hans", "hant"].map(|script| {
            let rows = rows("evidence.tsv").filter(|row| row[1] == script).map(|row| row[0]);
            rows.filter(|text| !edited.contains(text)).collect()
        })
    });
    let shown = &shown[usize::from(script == Script::Hant)];
    line.char_indices().any(|(at, c)| shown.contains(&line[at..at + c.len_utf8()]))
}

/// The word that a place writes is what its plan leaves, alone in a line and among its like, whatever is said of the
/// source.
#[test]
fn hands_off_own_words() {
    let (mut faults, mut words) = (Vec::new(), 0);
    for &locale in Locale::ALL.iter().filter(|locale| locale.place().is_some()) {
        for row in lexicon().rows.values() {
            let cell = row.cell(locale.place().unwrap());
            let Some(word) = cell.split('|').find(|form| !form.starts_with('~') && !matches!(*form, "" | "-")) else {
                continue;
            };
            let word = word.split('=').next().unwrap();
            words += 1;
            for from in SOURCES {
                for text in [word.to_owned(), format!("（{word}）"), format!("{word}、{word}")] {
                    let output = plan(locale, from).normalize(&text).into_owned();
                    if output != text {
                        faults.push(format!("{}: {text} → {output}", name(locale, from)));
                    }
                }
            }
        }
    }
    assert!(words > 2_000, "only {words} words");
    assert!(faults.is_empty(), "{} fault(s), among them\n{:.4000}", faults.len(), faults.join("\n"));
}

/// What a place's own editors wrote is what its plan leaves, whatever is said of the source. Line by line, so that a
/// fault in one hides nothing.
#[test]
fn hands_off_native_text() {
    let (mut faults, mut known, mut lines) = (Vec::new(), std::collections::BTreeSet::new(), 0);
    for &locale in Locale::ALL.iter().filter(|locale| locale.place().is_some()) {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(locale.tag());
        let mut paths: Vec<_> = std::fs::read_dir(&folder).expect("seeds").map(|file| file.unwrap().path()).collect();
        paths.sort();
        assert!(paths.len() > 7, "{locale} has only {} texts", paths.len());
        for path in paths {
            let text = std::fs::read_to_string(&path).unwrap();
            for (number, line) in (1..).zip(text.lines()) {
                lines += 1;
                let place = format!("{}:{number}", path.file_name().unwrap().to_str().unwrap());
                let listed = NATIVE_FAULTS.iter().find(|(edition, at, _)| *edition == locale.tag() && *at == place);
                // What is said of a line is void where the line itself shows its script.
                let said: &[_] = if shows(line, locale.script()) { &SOURCES } else { &[None] };
                // Nor may the caller say that a place's text is another's in its own script: that is believed.
                let is_void = |from: &Option<Locale>| from.is_none_or(|from| from.script() != locale.script());
                for from in said.iter().copied().filter(is_void).chain([Some(locale)]) {
                    let normalizer = plan(locale, from);
                    let output = normalizer.normalize(line);
                    if matches!(output, Cow::Borrowed(_)) {
                        continue;
                    }
                    match listed {
                        Some(listed) => drop(known.insert(listed)),
                        None => faults.push(format!("{} {place}\n  {line}\n  {output}", name(locale, from))),
                    }
                }
            }
        }
    }
    assert!(lines > 1_500, "only {lines} lines");
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
    let mended: Vec<_> = NATIVE_FAULTS.iter().filter(|listed| !known.contains(listed)).collect();
    assert!(mended.is_empty(), "no longer a fault, take it from the list: {mended:?}");
}

/// The texts in seeds/ have what generated ones come upon by luck: none of their clusters and no address is touched.
#[test]
fn hands_off_in_seeds() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/zh-Hant-SG/article.txt")).unwrap();
    for to in targets() {
        for from in SOURCES {
            let output = plan(to, from).normalize(&text);
            let mut rest = &*output;
            for mark in ["`make install`", "https://www.example.org/chips/part-1?lang=zh", "chips@example.org"] {
                rest = rest.split_once(mark).unwrap_or_else(|| panic!("{}: {mark} is gone", name(to, from))).1;
            }
        }
    }
}

/// Japanese and Korean prose, sentence by sentence as their writers have it: clauses that end in Han characters, few
/// kana, quotations, numbers; alone, after a Chinese sentence and before one.
#[test]
fn hands_off_japanese_and_korean() {
    const SENTENCES: &[&str] = &[
        "発表会の後、台風で電車が止まり、駅前の麺屋に並んだ。",
        "今日は学校で、頭を切った後、食べた！",
        "彼は2017年に東京大学を卒業後、同社に入社した。",
        "この製品は無料、送料別です。",
        "「説明書を読んだ後、電話する」と彼女は言った。",
        "国会は来週、半導体とデジタル経済の予算を審議する。",
        "頭が痛い。",
        "数字와 漢字는 그대로 둔다。",
        "그 会社는 電子郵件을 보냈다。",
    ];
    let mut faults = Vec::new();
    for sentence in SENTENCES {
        for (before, after) in
            [("", ""), ("他说话了。", ""), ("他說話了。", ""), ("", "他说话了。"), ("他说\n", "\n他說")]
        {
            let text = format!("{before}{sentence}{after}");
            for to in targets() {
                let output = plan(to, None).normalize(&text);
                if !output.contains(sentence) {
                    faults.push(format!("{}: {text:?} → {output:?}", name(to, None)));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}

/// A protected span is one wherever a long line is divided (at 64 KB).
#[test]
fn hands_off_across_windows() {
    const WINDOW: usize = 64 << 10;
    let normalizer = Normalizer::to(Locale::ZH_TW);
    let mut faults = Vec::new();
    for before in [WINDOW - 70, WINDOW - 40, WINDOW - 22, WINDOW - 9, WINDOW - 3, WINDOW + 5] {
        for (open, close) in
            [(" https://example.org/", ""), (" `", "`"), (" @", ""), (" {", "}"), ("。今日は", "を読みました。")]
        {
            let kept = format!("{open}软件软件软件软件{close}");
            let output = normalizer.normalize(&("x".repeat(before) + &kept + " 软件")).into_owned().split_off(before);
            if output != format!("{kept} 軟體") {
                faults.push(format!("{before}: {output}"));
            }
        }
    }
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}

/// What lies beyond the text, inside characters, or backwards is no reason to panic.
#[test]
#[allow(clippy::reversed_empty_ranges)]
fn hands_off_odd_ranges() {
    let normalizer = Normalizer::to(Locale::ZH_TW);
    let convert = |ranges: &[Range<usize>]| normalizer.normalize_except("软件和软件", ranges).into_owned();
    assert_eq!(convert(&[]), "軟體和軟體");
    assert_eq!(convert(&[0..6]), "软件和軟體");
    assert_eq!(convert(&[9..15]), "軟體和软件");
    assert_eq!(convert(&[0..1]), "软件和軟體", "软 is left, so there is no 软件; 件 is the same in both");
    assert_eq!(convert(&[5..6]), "軟件和軟體", "inside 件");
    assert_eq!(convert(&[9..usize::MAX]), "軟體和软件");
    assert_eq!(convert(&[99..100]), "軟體和軟體");
    assert_eq!(convert(&[0..0, 6..6]), "軟體和軟體", "empty ranges at the edges of words");
    assert_eq!(convert(&[9..3]), "軟體和軟體", "a backward range is empty");
}
