//! What a linter finds: texts of each locale with their findings, and texts that must give none, as data under `check/`,
//! whose format is that of [`Case`] below.

use serde::Deserialize;
use std::collections::BTreeMap;
use tongwen::{Check, Confidence, Lexicon, Linter, Locale, Normalizer, Reason, Rule, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    why: String,
    to: String,
    from: Option<String>,
    style: Option<String>,
    /// The caller's own words.
    #[serde(default)]
    rows: Vec<[String; 2]>,
    #[serde(default)]
    allow: Vec<String>,
    /// Rules that are off.
    #[serde(default)]
    without: Vec<String>,
    text: String,
    /// Rule, text, suggestion (empty: none), in the order of the text.
    #[serde(default)]
    found: Vec<[String; 3]>,
    /// The text with what is safe mended; not asked where absent.
    fix: Option<String>,
    /// The text with everything mended; what is asked where absent is that findings tell it.
    fix_all: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// The files by name, each with its cases.
fn files() -> BTreeMap<String, Vec<Case>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check");
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        files.insert(name, file.case);
    }
    files
}

fn rule(name: &str) -> Rule {
    *Rule::ALL.iter().find(|rule| rule.name() == name).unwrap_or_else(|| panic!("no rule {name}"))
}

impl Case {
    fn linter(&self) -> Linter {
        let mut builder = Normalizer::builder(self.to.parse().unwrap());
        if let Some(from) = &self.from {
            builder = builder.from(from.parse().unwrap());
        }
        if let Some(style) = &self.style {
            builder = builder.style(style.parse().unwrap());
        }
        let house = Lexicon::from_pairs(self.rows.iter().map(|[form, written]| (form, written)));
        let linter = builder.layer(house).build().unwrap().linter();
        let linter = self.allow.iter().fold(linter, Linter::allow);
        self.without.iter().fold(linter, |linter, name| linter.without(rule(name)))
    }
}

/// What was found, as cases write it.
fn found(check: &Check<'_>) -> Vec<[String; 3]> {
    let row = |finding: tongwen::Finding<'_>| {
        [finding.rule().name(), finding.text(), finding.suggestion().unwrap_or_default()].map(str::to_owned)
    };
    check.findings().map(row).collect()
}

/// A text with the suggestions of those findings in it.
fn mended(check: &Check<'_>, text: &str, wanted: impl Fn(&tongwen::Finding<'_>) -> bool) -> String {
    let mut text = text.to_owned();
    for finding in check.findings().collect::<Vec<_>>().into_iter().rev().filter(wanted) {
        if let Some(suggestion) = finding.suggestion() {
            text.replace_range(finding.source(), suggestion);
        }
    }
    text
}

#[test]
fn texts_have_their_findings() {
    let (mut faults, mut count, mut asked) = (Vec::new(), 0, BTreeMap::<String, usize>::new());
    for (file, cases) in files() {
        for (number, case) in (1..).zip(cases) {
            count += 1;
            let check = case.linter().check(&case.text);
            let place = format!("{file}, case {number} ({})\n  text {:?}", case.why, case.text);
            let mut fault = |what: String| faults.push(format!("{place}\n  {what}"));
            let got = found(&check);
            if got != case.found {
                fault(format!("want {:?}\n  got  {got:?}", case.found));
                continue;
            }
            for [rule, ..] in &got {
                *asked.entry(rule.clone()).or_default() += 1;
            }
            let worst = case.found.iter().map(|[name, ..]| rule(name).severity()).max();
            if check.worst() != worst {
                fault(format!("worst is {:?}, not {worst:?}", check.worst()));
            }
            let mut end = 0;
            for finding in check.findings() {
                let source = finding.source();
                if &case.text[source.clone()] != finding.text() || source.start < end {
                    fault(format!("{:?} does not stand at {source:?} after {end}", finding.text()));
                }
                end = source.end;
                if finding.severity() != finding.rule().severity() {
                    fault(format!("{} as {}", finding.rule(), finding.severity()));
                }
                if finding.is_safe() && (finding.suggestion().is_none() || finding.confidence() == Confidence::Doubtful)
                {
                    fault(format!("{:?} is no safe mend", finding.text()));
                }
                let message = finding.message();
                if let Err(what) = reads_well(&message, &finding, &case.to) {
                    fault(format!("{what}: {message}"));
                }
            }
            let safe = mended(&check, &case.text, |finding| finding.is_safe());
            let all = mended(&check, &case.text, |_| true);
            for (what, want, got) in [
                ("fix", case.fix.as_ref().unwrap_or(&safe), check.fix()),
                ("fix, by findings", &check.fix(), safe.clone()),
                ("fix_all", case.fix_all.as_ref().unwrap_or(&all), check.fix_all()),
                ("fix_all, by findings", &check.fix_all(), all.clone()),
            ] {
                if *want != got {
                    fault(format!("{what}\n  want {want:?}\n  got  {got:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} fault(s):\n\n{}\n", faults.len(), faults.join("\n\n"));
    assert!(count >= 80, "{count} cases");
    for rule in Rule::ALL {
        assert!(asked.contains_key(rule.name()), "{rule} is asked of no text");
    }
}

/// A sentence that says what it is about, and no more.
fn reads_well(message: &str, finding: &tongwen::Finding<'_>, to: &str) -> Result<(), &'static str> {
    let in_words = |part: &str| message.contains(part);
    if message.lines().count() != 1 || message.trim() != message || message.contains("  ") {
        return Err("is no single sentence");
    }
    if ["Some(", "None", "[]", "\"\"", "{", "_"].into_iter().any(in_words) {
        return Err("shows code");
    }
    if !in_words(finding.text()) {
        return Err("does not say what stands there");
    }
    if finding.suggestion().is_some_and(|suggestion| !in_words(suggestion)) {
        return Err("does not say what should stand there");
    }
    // Of the house, the row is at fault, not the place.
    if finding.rule() != Rule::House && !in_words(to) {
        return Err("does not say for which locale");
    }
    Ok(())
}

/// What is left as ambiguous says what it could be.
#[test]
fn an_ambiguity_says_what_it_could_be() {
    let check = Normalizer::to(Locale::ZH_TW).check("这些文件");
    let note = check.findings().find(|finding| finding.rule() == Rule::Ambiguous).unwrap();
    assert_eq!((note.text(), note.suggestion(), note.is_safe()), ("文件", None, false));
    assert_eq!(note.confidence(), Confidence::Doubtful);
    assert!(note.message().contains("檔案"), "{}", note.message());
}

/// A row of the caller's is told as such; where it stands the analysis tells.
#[test]
fn a_house_finding_has_its_row() {
    let house = Lexicon::from_tsv("house.tsv", "# of the house\n视频\t影音\n").unwrap();
    let check = Normalizer::builder(Locale::ZH_TW).layer(house).build().unwrap();
    let check = check.check("這部視頻");
    let finding = check.findings().next().unwrap();
    assert_eq!((finding.rule(), finding.severity(), finding.is_safe()), (Rule::House, Severity::Warning, true));
    let analysis = check.analysis();
    let edit = analysis.edits().find(|edit| edit.source() == finding.source()).unwrap();
    assert_eq!(edit.entries().next().unwrap().origin(), Some("house.tsv:2"));
}

/// A word that a sense decided on is to be looked at: the place uses it for something else, too.
#[test]
fn a_sense_is_no_safe_mend() {
    for (text, word, suggestion) in [
        ("请下载文件", "文件", "檔案"),
        ("这个播放器不认识这种文件格式，要先转换。", "文件", "檔案"),
        ("这个文件夹里有三百多个文件。", "文件", "檔案"),
    ] {
        let check = Normalizer::to(Locale::ZH_TW).check(text);
        let finding = check.findings().filter(|finding| finding.text() == word).last().unwrap();
        assert_eq!((finding.rule(), finding.suggestion()), (Rule::Word, Some(suggestion)), "{text}");
        assert_eq!((finding.is_safe(), finding.confidence()), (false, Confidence::Likely), "{text}");
        let analysis = check.analysis();
        let edit = analysis.edits().find(|edit| edit.source() == finding.source()).unwrap();
        let entry = edit.entries().next().unwrap();
        assert_eq!(entry.reason(), Reason::Sense, "{text}");
        assert!(check.fix().contains(word) && check.fix_all().contains(suggestion), "{text}");
    }
}

/// Notes fail no text: a caller who asks for what is worse gets none.
#[test]
fn notes_never_fail() {
    let n = Normalizer::builder(Locale::ZH_TW).from(Locale::ZH_CN).build().unwrap();
    let check = n.check("文件很多");
    assert_eq!(found(&check), [["ambiguous", "文件", ""]]);
    assert_eq!(check.worst(), Some(Severity::Note));
    assert!(check.worst() < Some(Severity::Warning));
    assert_eq!((check.fix().as_str(), check.fix_all().as_str()), ("文件很多", "文件很多"));
    assert_eq!(n.check("資料很多").worst(), None);
    assert_eq!(n.check("").findings().count(), 0);
}

#[test]
fn rules_and_severities_by_name() {
    let names: Vec<_> = Rule::ALL.iter().map(|rule| rule.to_string()).collect();
    assert_eq!(names, ["script", "glyph", "word", "name", "quotation", "house", "ambiguous"]);
    let severities: Vec<_> = Rule::ALL.iter().map(|rule| rule.severity().name()).collect();
    assert_eq!(severities, ["error", "warning", "warning", "warning", "warning", "warning", "note"]);
    assert!(Severity::Note < Severity::Warning && Severity::Warning < Severity::Error);
    assert_eq!(format!("[{:>8}] [{:<9}]", Severity::Note, Rule::Word), "[    note] [word     ]");
}

/// What was fixed has nothing that is safe left, and nothing but notes where everything was.
#[test]
fn a_mended_text_is_clean() {
    for case in files().into_values().flatten() {
        let linter = case.linter();
        let check = linter.check(&case.text);
        let (safe, all) = (check.fix(), check.fix_all());
        let left = found(&linter.check(&all));
        assert!(left.iter().all(|[rule, ..]| rule == "ambiguous"), "{}: {all:?} has {left:?}", case.why);
        let left = linter.check(&safe).findings().filter(|finding| finding.is_safe()).count();
        assert_eq!(left, 0, "{}: {safe:?}", case.why);
    }
}

/// A check is a view of the analysis: without comments and words that may stand, each edit is a finding and each ambiguity a note.
#[test]
fn a_view_of_the_analysis() {
    let text = "这些文件在“软件”裏，打开視頻。\n特朗普说皇后后面";
    let n = Normalizer::to(Locale::ZH_TW);
    let (check, analysis) = (n.check(text), n.analyze(text));
    let mut spans: Vec<_> = analysis.edits().map(|edit| edit.source()).collect();
    spans.extend(analysis.ambiguities().map(|left| left.source()));
    spans.sort_by_key(|span| span.start);
    assert_eq!(check.findings().map(|finding| finding.source()).collect::<Vec<_>>(), spans);
    assert_eq!(check.fix_all(), analysis.output());
    assert_eq!(check.analysis().output(), analysis.output());
    assert_eq!(check.analysis().source(), text);
}

/// Reports as JSON, with the feature `serde`, which tests always have.
#[test]
fn as_json() {
    let check = Normalizer::to(Locale::ZH_TW).check("这些文件");
    let json = serde_json::to_value(&check).unwrap();
    let list = json.as_array().or_else(|| json.get("findings").and_then(|list| list.as_array())).unwrap();
    assert_eq!(list.len(), 2);
    assert_eq!(list[0]["rule"], "script");
    assert_eq!(list[0]["severity"], "error");
    assert_eq!(list[0]["source"], serde_json::json!({ "start": 0, "end": 3 }));
    assert_eq!(list[0]["text"], "这");
    assert_eq!(list[0]["suggestion"], "這");
    assert_eq!(list[1]["suggestion"], serde_json::Value::Null);
    assert_eq!((&list[1]["severity"], &list[1]["safe"]), (&"note".into(), &false.into()));
    assert_eq!(list[0]["message"].as_str().unwrap(), check.findings().next().unwrap().message());
}

/// Many lines with a comment each take no longer than their length.
#[test]
fn many_comments() {
    let text = "软件 <!-- tongwen-ignore -->\n软件\n".repeat(20_000);
    let check = Normalizer::to(Locale::ZH_TW).check(&text);
    assert_eq!(check.findings().count(), 20_000);
    let open = "软件 // tongwen-ignore-start\n".repeat(20_000);
    assert!(Normalizer::to(Locale::ZH_TW).check(&open).findings().count() <= 1);
}
