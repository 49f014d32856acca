//! Places of a text in what was made of it, in other units, and edits by themselves: compared with the plainest computation
//! there could be, at every byte.

use std::ops::Range;
use std::sync::LazyLock;
use tongwen::{Analysis, ErrorKind, Lexicon, Locale, Normalizer, Offsets, Patch, Preset, Unit};

/// Texts with each kind of edit: characters one by one, words that grow and shrink, and what lies beside them.
const TEXTS: [&str; 16] = [
    "",
    "no change at all",
    "头发",
    "内存条和数据库",
    "头",
    "软件里的头发，鼠标和信息",
    "𠮷野家的软件𠮷",
    "👩‍👩‍👧‍👧软件👍🏽里🇹🇼",
    "一\n软件\r\n内存条\n\n头发\r\n",
    "他说：“软件”和‘硬件’",
    "特朗普，特朗普；优盘优盘",
    "删去这个词，写视频和博客",
    "e\u{301}里\u{FE00}葛\u{E0100}城的软件",
    "这些文件，那些文件",
    "abc 内存条 def `软件` https://example.org/软件 视频",
    "はい、電車です。软件。한국어 软件",
];

/// Rows that make texts shorter and longer than built-in words do.
static NORMALIZERS: LazyLock<Vec<Normalizer>> = LazyLock::new(|| {
    let rows = [("视频", "影音影音影音"), ("博客", "a"), ("删去这个词", "𠮷"), ("👍🏽", "x"), ("优盘", "隨身碟隨身碟")];
    let house = Normalizer::builder(Locale::ZH_TW).layer(Lexicon::from_pairs(rows)).build().unwrap();
    let locales = [Locale::ZH_TW, Locale::ZH_HK, Locale::ZH_CN, Locale::ZH_HANT].map(Normalizer::to);
    let presets = [Preset::S2twp, Preset::T2s].map(Normalizer::preset);
    [house].into_iter().chain(locales).chain(presets).collect()
});

/// Calls with each analysis of each text, and of all texts in one.
fn each(check: impl Fn(&Analysis<'_>)) {
    let all = TEXTS.join("\n").repeat(3);
    for normalizer in &*NORMALIZERS {
        TEXTS.into_iter().chain([all.as_str()]).for_each(|text| check(&normalizer.analyze(text)));
    }
}

/// The begin of the character in which a byte lies, or the text's end.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap()
}

/// A text's stretches, one after the other, each with its stretch in the other text: characters that stand for each other
/// (`true`), and edits that are mapped as a whole.
fn stretches(analysis: &Analysis<'_>) -> Vec<(Range<usize>, Range<usize>, bool)> {
    let (mut all, mut at) = (Vec::new(), (0, 0));
    let mut one_by_one = |at: &mut (usize, usize), before: &str, after: &str| {
        for (one, other) in before.chars().zip(after.chars()) {
            let end = (at.0 + one.len_utf8(), at.1 + other.len_utf8());
            all.push((at.0..end.0, at.1..end.1, true));
            *at = end;
        }
    };
    let mut whole = Vec::new();
    for edit in analysis.edits() {
        let gap = &analysis.source()[at.0..edit.source().start];
        one_by_one(&mut at, gap, gap);
        if edit.before().chars().count() == edit.after().chars().count() {
            one_by_one(&mut at, edit.before(), edit.after());
        } else {
            whole.push((edit.source(), edit.target(), false));
            at = (edit.source().end, edit.target().end);
        }
    }
    let gap = &analysis.source()[at.0..];
    one_by_one(&mut at, gap, gap);
    all.extend(whole);
    all.sort_by_key(|(source, target, _)| (source.start, target.start));
    all
}

/// Where a place is, by the stretches.
fn place(stretches: &[(Range<usize>, Range<usize>, bool)], at: usize, ends: (usize, usize)) -> usize {
    stretches.iter().find(|(one, ..)| one.contains(&at)).map_or(ends.1, |(_, other, _)| other.start)
}

/// What a span has become, by the stretches: edits that are mapped as a whole and that it reaches into belong to it.
fn span(stretches: &[(Range<usize>, Range<usize>, bool)], span: Range<usize>, ends: (usize, usize)) -> Range<usize> {
    let start = place(stretches, span.start, ends);
    let cut = stretches.iter().find(|(one, _, single)| !single && one.start < span.end && span.end < one.end);
    start..cut.map_or_else(|| place(stretches, span.end, ends), |(_, other, _)| other.end)
}

fn turned(stretches: &[(Range<usize>, Range<usize>, bool)]) -> Vec<(Range<usize>, Range<usize>, bool)> {
    stretches.iter().map(|(one, other, single)| (other.clone(), one.clone(), *single)).collect()
}

#[test]
fn places_at_every_byte() {
    each(|analysis| {
        let (alignment, (source, output)) = (analysis.alignment(), (analysis.source(), analysis.output()));
        let there = stretches(analysis);
        let back = turned(&there);
        for at in 0..source.len() + 5 {
            let want = place(&there, floor(source, at), (source.len(), output.len()));
            assert_eq!(alignment.to_target(at), want, "byte {at} of {source:?}, in {output:?}");
        }
        for at in 0..output.len() + 5 {
            let want = place(&back, floor(output, at), (output.len(), source.len()));
            assert_eq!(alignment.to_source(at), want, "byte {at} of {output:?}, from {source:?}");
        }
        assert_eq!((alignment.to_target(usize::MAX), alignment.to_source(usize::MAX)), (output.len(), source.len()));
    });
}

#[test]
fn places_are_monotone_and_between_characters() {
    each(|analysis| {
        let (alignment, (source, output)) = (analysis.alignment(), (analysis.source(), analysis.output()));
        let there: Vec<_> = (0..=source.len()).map(|at| alignment.to_target(at)).collect();
        let back: Vec<_> = (0..=output.len()).map(|at| alignment.to_source(at)).collect();
        assert!(there.is_sorted() && back.is_sorted(), "{source:?}, {output:?}");
        assert!(there.iter().all(|&at| output.is_char_boundary(at)), "{there:?} in {output:?}");
        assert!(back.iter().all(|&at| source.is_char_boundary(at)), "{back:?} in {source:?}");
    });
}

/// There and back again: the edges of edits, and what no edit touches.
#[test]
fn places_come_back() {
    each(|analysis| {
        let alignment = analysis.alignment();
        let edges = analysis.edits().map(|edit| (edit.source().start, edit.target().start));
        for (source, target) in edges {
            assert_eq!((alignment.to_source(target), alignment.to_target(source)), (source, target));
        }
        let single = stretches(analysis).into_iter().filter(|(.., single)| *single);
        for (source, target, _) in single {
            assert_eq!(alignment.to_source(alignment.to_target(source.start)), source.start);
            assert_eq!(alignment.to_target(alignment.to_source(target.start)), target.start);
        }
    });
}

#[test]
fn spans_at_every_pair_of_places() {
    for normalizer in &*NORMALIZERS {
        for text in TEXTS {
            let analysis = normalizer.analyze(text);
            let (alignment, (source, output)) = (analysis.alignment(), (analysis.source(), analysis.output()));
            let there = stretches(&analysis);
            let back = turned(&there);
            let places = |text: &str| {
                let all: Vec<_> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
                all.iter()
                    .flat_map(|&start| all.iter().map(move |&end| start..end))
                    .filter(|span| span.start < span.end)
                    .collect::<Vec<_>>()
            };
            for wanted in places(source) {
                let want = span(&there, wanted.clone(), (source.len(), output.len()));
                assert_eq!(alignment.target(wanted.clone()), want, "{:?} of {source:?} in {output:?}", &source[wanted]);
            }
            for wanted in places(output) {
                let want = span(&back, wanted.clone(), (output.len(), source.len()));
                assert_eq!(alignment.source(wanted.clone()), want, "{:?} of {output:?} in {source:?}", &output[wanted]);
            }
        }
    }
}

/// An edit's span is the other text's span, and all of one text is all of the other.
#[test]
fn spans_of_edits() {
    each(|analysis| {
        let (alignment, (source, output)) = (analysis.alignment(), (analysis.source(), analysis.output()));
        for edit in analysis.edits() {
            assert_eq!(alignment.target(edit.source()), edit.target(), "{source:?}");
            assert_eq!(alignment.source(edit.target()), edit.source(), "{source:?}");
        }
        assert_eq!(alignment.target(0..source.len()), 0..output.len());
        assert_eq!(alignment.source(0..output.len()), 0..source.len());
        assert_eq!(alignment.target(0..usize::MAX), 0..output.len());
    });
}

/// Spans that are empty, or that begin beyond the end, are spans of the other text, too.
#[test]
fn odd_spans() {
    each(|analysis| {
        let (alignment, output) = (analysis.alignment(), analysis.output());
        for at in 0..analysis.source().len() + 3 {
            let span = alignment.target(at..at);
            assert!(span.start <= span.end && output.get(span.clone()).is_some(), "{at}: {span:?} of {output:?}");
        }
    });
}

#[test]
fn examples_in_words() {
    let analysis = Normalizer::to(Locale::ZH_TW).analyze("𠮷野家的内存条和头发");
    assert_eq!(analysis.output(), "𠮷野家的記憶體模組和頭髮");
    let (source, output) = (analysis.source(), analysis.output());
    let find = |text: &str, part: &str| text.find(part).map(|at| at..at + part.len()).unwrap();
    let alignment = analysis.alignment();
    assert_eq!(alignment.target(find(source, "内存条")), find(output, "記憶體模組"));
    assert_eq!(alignment.target(find(source, "存")), find(output, "記憶體模組"), "as a whole");
    assert_eq!(alignment.target(find(source, "条和")), find(output, "記憶體模組和"), "as a whole");
    assert_eq!(alignment.source(find(output, "模組和")), find(source, "内存条和"), "as a whole");
    assert_eq!(alignment.target(find(source, "发")), find(output, "髮"), "one by one");
    assert_eq!(alignment.to_target(find(source, "存").start), find(output, "記").start, "where its text begins");
}

/// The smallest text of more bytes than a look-up reads.
#[test]
fn offsets_of_a_hundred_characters() {
    let text = "软".repeat(100);
    for unit in [Unit::Chars, Unit::Utf16] {
        let offsets = Offsets::new(&text, unit);
        let wrong: Vec<_> = (0..text.len()).filter(|&byte| offsets.of(byte) != byte / 3).collect();
        assert_eq!(wrong, [0; 0], "bytes of which {unit:?} is wrong");
    }
}

/// The unit of each place, one character after the other; and the byte of each place.
#[test]
fn offsets_at_every_byte() {
    let long = format!("{}{}", "abc软件𠮷é\r\n".repeat(200), TEXTS.join("\n"));
    let astral = "𠮷👩‍👧".repeat(300);
    let ascii = "a".repeat(1025);
    let texts = TEXTS.into_iter().chain([long.as_str(), &astral, &ascii]);
    for text in texts {
        for (unit, length) in [(Unit::Chars, (|_| 1) as fn(char) -> usize), (Unit::Utf16, char::len_utf16)] {
            let offsets = Offsets::new(text, unit);
            let total: usize = text.chars().map(length).sum();
            let (mut place, mut places) = (0, Vec::new());
            for (byte, char) in text.char_indices() {
                places.extend((0..char.len_utf8()).map(|_| place));
                for inside in 0..length(char) {
                    assert_eq!(offsets.byte(place + inside), byte, "{unit:?} {place} of {text:.40?}");
                }
                place += length(char);
            }
            for (byte, &want) in places.iter().enumerate() {
                assert_eq!(offsets.of(byte), want, "byte {byte} of {text:.40?}");
            }
            for beyond in [0, 1, 300, usize::MAX - text.len()] {
                assert_eq!(offsets.of(text.len() + beyond), total, "{beyond} beyond {text:.40?}");
                assert_eq!(offsets.byte(total + beyond), text.len(), "{beyond} beyond {text:.40?}");
            }
        }
    }
}

/// As UTF-16 and lists of characters have it: a range taken there is the range taken here.
#[test]
fn offsets_cut_the_same() {
    each(|analysis| {
        let source = analysis.source();
        let (utf16, chars): (Vec<u16>, Vec<char>) = (source.encode_utf16().collect(), source.chars().collect());
        let (by_utf16, by_chars) = (Offsets::new(source, Unit::Utf16), Offsets::new(source, Unit::Chars));
        for edit in analysis.edits() {
            let cut = String::from_utf16(&utf16[by_utf16.range(edit.source())]).unwrap();
            assert_eq!(cut, edit.before());
            assert_eq!(chars[by_chars.range(edit.source())].iter().collect::<String>(), edit.before());
            let range = by_utf16.range(edit.source());
            assert_eq!(by_utf16.byte(range.start)..by_utf16.byte(range.end), edit.source());
        }
    });
}

#[test]
fn patches_there_and_back() {
    each(|analysis| {
        let patch = analysis.patch();
        assert_eq!((patch.len(), patch.is_empty()), (analysis.edits().len(), analysis.edits().len() == 0));
        assert_eq!(patch.apply(analysis.source()).unwrap(), analysis.output());
        assert_eq!(patch.undo(analysis.output()).unwrap(), analysis.source());
        let json = serde_json::to_string(&patch).unwrap();
        let back: Patch = serde_json::from_str(&json).unwrap();
        assert_eq!(back, patch, "{json}");
        assert_eq!(back.apply(analysis.source()).unwrap(), analysis.output());
    });
    assert_eq!(Patch::default().apply("软件").unwrap(), "软件");
    assert!(Patch::default().is_empty());
}

/// A text that a patch does not fit is told with the byte at which it does not.
#[test]
fn patches_that_do_not_fit() {
    let analysis = Normalizer::to(Locale::ZH_TW).analyze("软件里的头发");
    let patch = analysis.patch();
    for (text, byte) in [
        ("", "byte 0"),
        ("硬件里的头发", "byte 0"),
        ("軟體裡的頭髮", "byte 0"),
        (" 软件里的头发", "byte 0"),
        ("软件", "byte 6"),
        ("软件里", "byte 12"),
        ("软件里的头", "byte 12"),
        ("软件里的𠮷发", "byte 12"),
        ("软件里a头发", "byte 12"),
    ] {
        let error = patch.apply(text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Patch, "{text}");
        assert!(error.to_string().contains(byte), "{text}: {error}");
    }
    for (text, byte) in [("", "byte 0"), ("软件里的头发", "byte 0"), ("軟體", "byte 6"), ("軟體裡的頭", "byte 12")]
    {
        let error = patch.undo(text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Patch, "{text}");
        assert!(error.to_string().contains(byte), "{text}: {error}");
    }
}

/// A stored patch may have been spoilt: whatever its numbers and texts are, it is an error or a text, and no panic.
#[test]
fn patches_that_were_spoilt() {
    let source = "软件里的头发𠮷";
    let analysis = Normalizer::to(Locale::ZH_TW).analyze(source);
    let json = serde_json::to_string(&analysis.patch()).unwrap();
    let spoilt = [
        json.replace(":6,", ":7,"),
        json.replace(":0,", ":12,"),
        json.replace(":12,", ":0,"),
        json.replace(":12,", ":1,"),
        json.replace(":6,", ":0,"),
        json.replace(":12,", &format!(":{},", u64::MAX)),
        json.replace(":12,", &format!(":{},", usize::MAX - 2)),
        json.replace("\"头发\"", "\"\""),
        json.replace("\"里\"", "\"里的头发\""),
    ];
    for spoilt in spoilt {
        assert_ne!(spoilt, json);
        let patch: Patch = serde_json::from_str(&spoilt).unwrap();
        for text in [source, analysis.output(), ""] {
            for made in [patch.apply(text), patch.undo(text)] {
                assert!(made.is_ok_and(|made| made.len() < 100) || patch.apply("").is_err(), "{spoilt}");
            }
        }
    }
    // Changes that overlap are none that a text could have had.
    let overlap = r#"[
        {"source":{"start":0,"end":6},"before":"软件","after":"a"},
        {"source":{"start":3,"end":9},"before":"件里","after":"b"}
    ]"#;
    let patch: Patch = serde_json::from_str(overlap).unwrap();
    assert_eq!(patch.apply(source).unwrap_err().kind(), ErrorKind::Patch);
    let out_of_order = r#"[
        {"source":{"start":6,"end":9},"before":"里","after":"a"},
        {"source":{"start":0,"end":6},"before":"软件","after":"b"}
    ]"#;
    let patch: Patch = serde_json::from_str(out_of_order).unwrap();
    assert_eq!(patch.apply(source).unwrap_err().kind(), ErrorKind::Patch);
}

/// All edits give the output, none the source, and each alone what it says.
#[test]
fn some_of_the_edits() {
    each(|analysis| {
        assert_eq!(analysis.apply(|_| true), analysis.output());
        assert_eq!(analysis.apply(|_| false), analysis.source());
        for wanted in analysis.edits() {
            let mut want = analysis.source().to_owned();
            want.replace_range(wanted.source(), wanted.after());
            assert_eq!(analysis.apply(|edit| edit.source() == wanted.source()), want);
        }
        let mut seen = Vec::new();
        let same = analysis.apply(|edit| {
            seen.push(edit.source());
            false
        });
        assert_eq!(same, analysis.source());
        assert_eq!(seen, analysis.edits().map(|edit| edit.source()).collect::<Vec<_>>(), "first to last");
    });
}
