//! Every preset gives OpenCC 1.4.2's bytes, line by line. The expected ones are in `golden/`, so this needs no C++;
//! `oracle.rs` makes them and goes further with fresh random text.

#[path = "support/golden.rs"]
mod golden;
#[path = "support/surprises.rs"]
mod surprises;

use golden::brief;
use surprises::SURPRISES;
use tongwen::{Normalizer, Preset};

/// Counts what differs, shows the first ten, and fails at the end.
#[derive(Default)]
struct Differences {
    asked: usize,
    found: Vec<String>,
}

impl Differences {
    fn see(&mut self, what: &str, text: &str, expected: &str, got: &str) {
        self.asked += 1;
        if expected != got {
            // Where they part, so that a long text is not shown from its start.
            let parts = expected.char_indices().zip(got.char_indices());
            let at = parts.take_while(|((at, a), (_, b))| a == b && got.is_char_boundary(*at)).count();
            let tail = |text: &str| brief(&text.chars().skip(at.saturating_sub(10)).collect::<String>());
            self.found.push(format!(
                "{what}: {}\n  parts at character {at}\n  expected {}\n  got      {}",
                brief(text),
                tail(expected),
                tail(got)
            ));
        }
    }

    fn conclude(self) {
        let Differences { asked, found } = self;
        for difference in found.iter().take(10) {
            println!("{difference}");
        }
        assert!(found.is_empty(), "{} of {asked} texts differ; the first ten are above", found.len());
    }
}

/// A set of golden lines and, for each preset, what they must become.
fn golden_lines() -> impl Iterator<Item = (String, Normalizer, Vec<String>, Vec<String>)> {
    golden::SETS.into_iter().flat_map(|set| {
        let input = golden::input(set);
        Preset::ALL.iter().copied().map(move |preset| {
            let expected = golden::expected(set, preset.name(), &input);
            (format!("{set}/{preset}"), Normalizer::preset(preset), input.clone(), expected)
        })
    })
}

#[test]
fn each_line() {
    let mut differences = Differences::default();
    for (what, normalizer, input, expected) in golden_lines() {
        for (line, expected) in input.iter().zip(&expected) {
            differences.see(&what, line, expected, &normalizer.normalize(line));
        }
    }
    differences.conclude();
}

#[test]
fn each_line_analyzed() {
    let mut differences = Differences::default();
    for (what, normalizer, input, expected) in golden_lines() {
        for (line, expected) in input.iter().zip(&expected) {
            differences.see(&what, line, expected, normalizer.analyze(line).output());
        }
    }
    differences.conclude();
}

#[test]
fn all_lines_in_one_call() {
    let mut differences = Differences::default();
    for (what, normalizer, input, expected) in golden_lines() {
        let (text, expected) = (input.join("\n"), expected.join("\n"));
        differences.see(&what, &text, &expected, &normalizer.normalize(&text));
        differences.see(&format!("{what}, analyzed"), &text, &expected, normalizer.analyze(&text).output());
    }
    differences.conclude();
}

/// One line of many thousand characters, cut nowhere: "。" is in no key, so it joins lines without changing any. Shifts
/// lay the same words differently across the ends of buffers. An ideographic description sequence would swallow the
/// "。", so lines with its operators are left out.
#[test]
fn all_lines_as_one_line() {
    let plain = |line: &str| !line.chars().any(|c| ('⿰'..='\u{2fff}').contains(&c) || c == '\u{31ef}');
    let mut differences = Differences::default();
    for (what, normalizer, input, expected) in golden_lines() {
        let pairs = input.iter().zip(&expected).filter(|(line, _)| plain(line));
        let (lines, expected): (Vec<&str>, Vec<&str>) = pairs.map(|(a, b)| (a.as_str(), b.as_str())).unzip();
        for shift in ["", "x", "。", "𠮷", "xx。"] {
            let text = format!("{shift}{}", lines.join("。"));
            let expected = format!("{shift}{}", expected.join("。"));
            differences.see(&format!("{what} after {shift:?}"), &text, &expected, &normalizer.normalize(&text));
        }
    }
    differences.conclude();
}

/// A run of every length up to some times the size of a buffer, so that each end of one meets each place in a run.
#[test]
fn runs_of_every_length() {
    let mut differences = Differences::default();
    for preset in [Preset::S2t, Preset::S2twp] {
        let normalizer = Normalizer::preset(preset);
        for (fill, filled) in [("x", "x"), ("。", "。"), ("们", "們"), ("𠮷", "𠮷"), ("\u{fa10}", "塚")] {
            for count in 1..2_600 / fill.len() {
                let text = format!("头{}发展", fill.repeat(count));
                let expected = format!("頭{}發展", filled.repeat(count));
                differences.see(&format!("{preset}, a run of {count}"), &text, &expected, &normalizer.normalize(&text));
            }
        }
    }
    differences.conclude();
}

#[test]
fn surprises() {
    let mut differences = Differences::default();
    for &(preset, text, expected, why) in SURPRISES {
        let normalizer = Normalizer::preset(preset.parse().expect("a preset's name"));
        let what = format!("{preset} ({why})");
        differences.see(&what, text, expected, &normalizer.normalize(text));
        differences.see(&format!("{what}, analyzed"), text, expected, normalizer.analyze(text).output());
    }
    differences.conclude();
}

/// The one place where we part from OpenCC: s2twp and the others with a segmentation give "a" here.
#[test]
fn nul_keeps_what_follows() {
    for &preset in Preset::ALL {
        let text = "a\0b";
        assert_eq!(Normalizer::preset(preset).normalize(text), text, "{preset}");
    }
    let words = [
        (Preset::S2twp, "a\0b软件c\0d", "a\0b軟體c\0d"),
        (Preset::S2t, "a\0b软件c\0d", "a\0b軟件c\0d"),
        (Preset::Tw2sp, "\0滑鼠\0", "\0鼠标\0"),
        (Preset::S2hk, "头\0发", "頭\0發"),
    ];
    for (preset, text, expected) in words {
        assert_eq!(Normalizer::preset(preset).normalize(text), expected, "{preset}");
    }
}

#[test]
fn nothing_from_nothing() {
    for &preset in Preset::ALL {
        let normalizer = Normalizer::preset(preset);
        for text in ["", "\n", "\n\n", "\r\n", " "] {
            assert_eq!(normalizer.normalize(text), text, "{preset}");
            assert_eq!(normalizer.analyze(text).output(), text, "{preset}");
        }
    }
}
