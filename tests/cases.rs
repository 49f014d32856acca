//! Conversions, and the traps beside them, as data: `cases/<topic>.toml`, whose format `support/cases.rs` says.
//!
//! What a plan is expected to give is what an editor of the place prints. What a preset is expected to give is OpenCC 1.4.2's answer, line by line, right or wrong: take it from there
//! (`opencc.OpenCC("s2t").convert(line)`). The one exception is text with a NUL, which OpenCC loses.

#[path = "support/cases.rs"]
mod support;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use support::{Case, Topic, targets};
use tongwen::Normalizer;

/// The files by name, each with its cases.
fn topics() -> BTreeMap<String, Topic> {
    support::topics().unwrap_or_else(|error| panic!("{error}"))
}

/// What each target is to make of a text.
fn wants(case: &Case) -> impl Iterator<Item = (&str, &str)> {
    let expected = case.expected.iter().map(|(target, want)| (target.as_str(), want.as_str()));
    expected.chain(case.kept().into_iter().map(|target| (target, case.text.as_str())))
}

/// A source that gives so many bytes a read.
struct Drops<'a>(&'a [u8], usize);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = self.1.min(buffer.len());
        self.0.read(&mut buffer[..most])
    }
}

/// The answers to a text, each with the way in which it came about.
fn answers(normalizer: &Normalizer, text: &str) -> Vec<(String, String)> {
    let analysis = normalizer.analyze(text);
    let mut edited = text.to_owned();
    for edit in analysis.edits().collect::<Vec<_>>().into_iter().rev() {
        edited.replace_range(edit.source(), edit.after());
    }
    let lines: Vec<_> = text.split('\n').map(|line| normalizer.normalize(line)).collect();
    // What a buffer held before has no say.
    let mut buffer = String::from("舊的");
    normalizer.normalize_into(text, &mut buffer);
    let mut answers = vec![
        ("normalize".into(), normalizer.normalize(text).into_owned()),
        ("normalize_into".into(), buffer),
        ("analyze".into(), analysis.output().to_owned()),
        ("analyze, by its edits".into(), edited),
        ("line by line".into(), lines.join("\n")),
    ];
    for size in 1..=7 {
        let (mut reader, mut out, mut buffer) = (normalizer.reader(Drops(text.as_bytes(), size)), Vec::new(), [0; 7]);
        loop {
            match reader.read(&mut buffer[..size]) {
                Ok(0) => break,
                Ok(n) => out.extend_from_slice(&buffer[..n]),
                Err(error) => {
                    out = error.to_string().into_bytes();
                    break;
                }
            }
        }
        answers.push((format!("reader, {size} bytes at a time"), String::from_utf8_lossy(&out).into_owned()));
    }
    answers
}

/// Fails with all of these, if there are any.
fn report(faults: &[String]) {
    assert!(faults.is_empty(), "{} fault(s):\n\n{}\n", faults.len(), faults.join("\n\n"));
}

#[test]
fn every_case_in_every_way() {
    let mut faults = Vec::new();
    for (file, topic) in topics() {
        for (number, case) in (1..).zip(&topic.case) {
            for (target, want) in wants(case) {
                let place = format!("{file}, case {number}, {target} ({})", case.why);
                let Some(normalizer) = case.normalizer(target) else {
                    faults.push(format!(
                        "{place}: there is no such preset or locale, `from` is none, or not its `style`"
                    ));
                    continue;
                };
                let wrong: Vec<_> =
                    answers(&normalizer, &case.text).into_iter().filter(|(_, got)| got != want).collect();
                if let Some((_, got)) = wrong.first() {
                    // Mostly all ways go wrong together; what differs from the first is told too.
                    let ways: Vec<_> = wrong.iter().map(|(way, _)| way.as_str()).collect();
                    let mut fault = format!(
                        "{place}\n  text {:?}\n  want {want:?}\n  got  {got:?}\n  from {}",
                        case.text,
                        ways.join("; ")
                    );
                    for (way, other) in wrong.iter().filter(|(_, other)| other != got) {
                        fault += &format!("\n  but  {other:?}\n  from {way}");
                    }
                    faults.push(fault);
                } else if target.starts_with("zh") && normalizer.normalize(want) != want {
                    let again = normalizer.normalize(want);
                    faults.push(format!(
                        "{place}\n  text {:?}\n  then {want:?}\n  and  {again:?} at a second pass",
                        case.text
                    ));
                } else if want == case.text && !matches!(normalizer.normalize(&case.text), Cow::Borrowed(_)) {
                    faults.push(format!("{place}\n  text {:?} was copied, though nothing changed", case.text));
                }
            }
        }
    }
    report(&faults);
}

/// Sentences by somebody who had seen no row (`blind/README.md`): all come out as they should but those that `open.tsv` names.
/// With `--nocapture` it says how many terms of each domain are right.
#[test]
fn blind_cases() {
    let open = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blind/open.tsv")).unwrap();
    let open: BTreeSet<String> = open.lines().skip(1).map(|row| row.rsplit_once('\t').unwrap().0.to_owned()).collect();
    let (mut faults, mut wrong, mut count) = (Vec::new(), BTreeSet::new(), 0);
    let mut right_of: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    for (file, topic) in support::blind().unwrap_or_else(|error| panic!("{error}")) {
        for (number, case) in (1..).zip(&topic.case) {
            count += 1;
            for (target, want) in wants(case) {
                let got = case.normalizer(target).unwrap().normalize(&case.text).into_owned();
                let place = format!("{file}\t{number}\t{target}");
                let missed = case.missed(target, &got);
                if let Some(missed) = &missed {
                    let domain = case.why.split(':').next().unwrap_or_default().to_owned();
                    let (right, all) = right_of.entry((domain, target.to_owned())).or_default();
                    *all += case.terms[target].len();
                    *right += case.terms[target].len() - missed.len();
                }
                let is_wrong = missed.as_ref().map_or(got != want, |missed| !missed.is_empty());
                if is_wrong && !open.contains(&place) {
                    let missed = missed.unwrap_or_default().join(" ");
                    faults.push(format!("{place} ({}) {missed}\n  want {want:?}\n  got  {got:?}", case.why));
                }
                if is_wrong {
                    wrong.insert(place);
                }
            }
        }
    }
    let right = open.difference(&wrong).map(|place| format!("{place} is right now: strike it from open.tsv"));
    faults.extend(right);
    for ((domain, target), (right, all)) in &right_of {
        println!("{domain}, {target}: {right} of {all} terms");
    }
    report(&faults);
    assert!(count >= 200, "{count} cases");
}

#[test]
fn cases_make_sense() {
    let (mut faults, mut texts, mut asked) = (Vec::new(), BTreeMap::new(), BTreeMap::<_, usize>::new());
    let known: BTreeSet<_> = targets().collect();
    for (file, topic) in topics() {
        for (number, case) in (1..).zip(&topic.case) {
            let mut fault = |what: String| faults.push(format!("{file}, case {number}: {what}"));
            if case.why.trim().is_empty() {
                fault("says no why".into());
            }
            if wants(case).next().is_none() {
                fault("expects nothing".into());
            }
            let mut seen = BTreeSet::new();
            for (target, _) in wants(case) {
                if !seen.insert(target) {
                    fault(format!("names {target} twice"));
                }
            }
            for (target, want) in &case.expected {
                if *want == case.text {
                    fault(format!("expects no change from {target}: write it under keep"));
                }
                let Some(target) = known.get(target.as_str()) else {
                    fault(format!("{target} is no preset and no locale"));
                    continue;
                };
                *asked.entry(*target).or_default() += 1;
            }
            // A text may be asked of each style.
            let asked_once = (case.text.clone(), case.style.clone());
            if let Some(other) = texts.insert(asked_once, format!("{file}, case {number}")) {
                fault(format!("has the text of {other}"));
            }
        }
    }
    // A preset or locale that no file asks anything of is not tested here.
    for target in targets().filter(|target| asked.get(target).is_none_or(|count| *count < 3)) {
        faults.push(format!("{target} has fewer than three conversions in all files together"));
    }
    assert!(texts.len() >= 80, "only {} cases", texts.len());
    report(&faults);
}

#[test]
fn unknown_fields_are_errors() {
    let fault = |text: &str| toml::from_str::<Topic>(text).map(|_| ()).unwrap_err().to_string();
    assert!(fault("[[case]]\ntext = \"a\"\nwhy = \"b\"\nkept = [\"s2t\"]").contains("unknown field `kept`"));
    assert!(fault("[[cases]]\ntext = \"a\"\nwhy = \"b\"").contains("unknown field `cases`"));
    assert!(fault("[[case]]\ntext = \"a\"").contains("missing field `why`"));
}
