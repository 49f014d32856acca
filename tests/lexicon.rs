//! The caller's own words: what rows do to texts, as data under `lexicon/`, whose format is that of [`Case`], [`Wrong`] and
//! [`Looked`] below; beside it what no table can say.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::io::Read;
use tongwen::{Error, ErrorKind, Lexicon, Locale, Normalizer, NormalizerBuilder};

#[path = "lexicon/files.rs"]
mod files;
#[path = "lexicon/reports.rs"]
mod reports;

/// Rows as they are written down.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Rows {
    /// A file.
    File(String),
    /// Calls: a form and what it becomes, or a form, nothing, and `keep` or `forbid`.
    Calls(Vec<Vec<String>>),
}

/// What rows make of texts: `*.toml` but for the two below.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    why: String,
    /// One layer.
    rows: Option<Rows>,
    /// Several layers, in the order in which they are added.
    #[serde(default)]
    layers: Vec<Rows>,
    /// `opencc`, else with tabs.
    format: Option<String>,
    to: String,
    from: Option<String>,
    style: Option<String>,
    /// Each with what it becomes.
    #[serde(default)]
    texts: Vec<[String; 2]>,
    /// Texts that nothing may change.
    #[serde(default)]
    keep: Vec<String>,
}

/// Rows that cannot be used: `errors.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrong {
    name: String,
    rows: Rows,
    format: Option<String>,
    errors: Vec<Fault>,
}

/// What is said of a row, and where.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    line: Option<usize>,
    column: Option<usize>,
    /// Words of the message.
    #[serde(default)]
    says: Vec<String>,
}

/// What `lint` says of rows: `lint.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Looked {
    name: String,
    why: String,
    rows: Rows,
    format: Option<String>,
    to: Vec<String>,
    /// The kinds with the lines of the rows they name, in any order; none where all is well.
    found: Vec<(String, usize)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<T> {
    case: Vec<T>,
}

const FILE: &str = "house.tsv";

/// The files of a kind of case, each with its cases.
fn tables<T: DeserializeOwned>(wanted: impl Fn(&str) -> bool) -> BTreeMap<String, Vec<T>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lexicon");
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".toml") && wanted(&name) {
            let text = std::fs::read_to_string(&path).unwrap();
            let file: File<T> = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            files.insert(name, file.case);
        }
    }
    assert!(!files.is_empty());
    files
}

fn lexicon(rows: &Rows, format: Option<&str>) -> Result<Lexicon, Error> {
    match (rows, format) {
        (Rows::File(text), None) => Lexicon::from_tsv(FILE, text),
        (Rows::File(text), Some("opencc")) => Lexicon::from_opencc(FILE, text),
        (Rows::Calls(calls), None) => Ok(calls.iter().fold(Lexicon::new(), |lexicon, call| match &call[..] {
            [form, written] => lexicon.replace(form, written),
            [form, empty, mark] if empty.is_empty() && mark == "keep" => lexicon.keep(form),
            [form, empty, mark] if empty.is_empty() && mark == "forbid" => lexicon.forbid(form),
            _ => panic!("no call: {call:?}"),
        })),
        _ => panic!("no such format: {format:?}"),
    }
}

impl Case {
    fn layers(&self) -> Result<Vec<Lexicon>, Error> {
        self.rows.iter().chain(&self.layers).map(|rows| lexicon(rows, self.format.as_deref())).collect()
    }

    fn normalizer(&self) -> Result<Normalizer, Error> {
        let mut builder = Normalizer::builder(self.to.parse()?);
        if let Some(from) = &self.from {
            builder = builder.from(from.parse()?);
        }
        if let Some(style) = &self.style {
            builder = builder.style(style.parse()?);
        }
        self.layers()?.into_iter().fold(builder, NormalizerBuilder::layer).build()
    }

    /// Whether a second pass has to be idle: it need not be where lint tells of a chain.
    fn is_settled(&self) -> bool {
        let all = self.layers().unwrap().into_iter().fold(Lexicon::new(), |mut all, layer| {
            all.extend(layer);
            all
        });
        all.lint(self.to.parse().unwrap()).iter().all(|found| found.kind() != ErrorKind::Chain)
    }
}

/// The answers to a text, each with the way in which it came about.
fn answers(normalizer: &Normalizer, text: &str) -> Vec<(&'static str, String)> {
    let analysis = normalizer.analyze(text);
    let mut edited = text.to_owned();
    for edit in analysis.edits().rev() {
        edited.replace_range(edit.source(), edit.after());
    }
    let mut read = String::new();
    normalizer.reader(text.as_bytes()).read_to_string(&mut read).unwrap();
    vec![
        ("normalize", normalizer.normalize(text).into_owned()),
        ("analyze", analysis.output().to_owned()),
        ("the edits", edited),
        ("line by line", text.split('\n').map(|line| normalizer.normalize(line)).collect::<Vec<_>>().join("\n")),
        ("reader", read),
        ("normalize_parallel", normalizer.normalize_parallel(text).into_owned()),
        ("the patch", analysis.patch().apply(text).unwrap()),
    ]
}

/// Fails with all of these, if there are any.
fn report(faults: &[String]) {
    assert!(faults.is_empty(), "{} fault(s):\n\n{}\n", faults.len(), faults.join("\n\n"));
}

#[test]
fn rows_do_what_they_say() {
    let (mut faults, mut count) = (Vec::new(), 0);
    for (file, cases) in tables::<Case>(|name| !["errors.toml", "lint.toml"].contains(&name)) {
        for case in cases {
            let place = format!("{file}, {} ({})", case.name, case.why);
            let normalizer = match case.normalizer() {
                Ok(normalizer) => normalizer,
                Err(error) => {
                    faults.push(format!("{place}: {error}"));
                    continue;
                }
            };
            let keep = case.keep.iter().map(|text| (text, text));
            for (text, want) in case.texts.iter().map(|[text, want]| (text, want)).chain(keep) {
                count += 1;
                let wrong: Vec<_> = answers(&normalizer, text).into_iter().filter(|(_, got)| got != want).collect();
                if let Some((_, got)) = wrong.first() {
                    // Mostly all ways go wrong together; what differs from the first is told too.
                    let ways: Vec<_> = wrong.iter().map(|(way, _)| *way).collect();
                    let mut fault =
                        format!("{place}\n  text {text:?}\n  want {want:?}\n  got  {got:?} from {}", ways.join(", "));
                    for (way, other) in wrong.iter().filter(|(_, other)| other != got) {
                        fault += &format!("\n  but  {other:?} from {way}");
                    }
                    faults.push(fault);
                    continue;
                }
                let again = normalizer.normalize(want);
                if again != *want && case.is_settled() {
                    faults
                        .push(format!("{place}\n  text {text:?}\n  then {want:?}\n  and  {again:?} at a second pass"));
                }
            }
        }
    }
    report(&faults);
    assert!(count >= 150, "{count} texts");
}

/// All at once, and of each the file, the line, the column and the mend.
#[test]
fn wrong_rows_are_told() {
    let mut faults = Vec::new();
    for case in tables::<Wrong>(|name| name == "errors.toml").into_values().flatten() {
        let build = |lexicon| Normalizer::builder(Locale::ZH_TW).layer(lexicon).build();
        let Err(error) = lexicon(&case.rows, case.format.as_deref()).and_then(build) else {
            faults.push(format!("{}: nothing is told", case.name));
            continue;
        };
        let text = error.to_string();
        let mut fault = |what: String| faults.push(format!("{}: {what}\n{text}", case.name));
        let told: Vec<_> = error.all().map(|error| (error.line(), error.column())).collect();
        let wanted: Vec<_> = case.errors.iter().map(|want| (want.line, want.column)).collect();
        if told != wanted {
            fault(format!("at {told:?}, not at {wanted:?}"));
        }
        if text.lines().count() != case.errors.len() {
            fault("not a line for each".into());
        }
        for (told, want) in error.all().zip(&case.errors) {
            if told.kind() != ErrorKind::Row {
                fault(format!("of kind {:?}", told.kind()));
            }
            if want.line.is_some() && told.path() != Some(FILE) {
                fault(format!("in {:?}", told.path()));
            }
            for word in want.says.iter().filter(|word| !told.to_string().lines().next().unwrap().contains(*word)) {
                fault(format!("does not say {word:?}"));
            }
        }
    }
    report(&faults);
}

#[test]
fn lint_tells_what_could_go_wrong() {
    let mut faults = Vec::new();
    for case in tables::<Looked>(|name| name == "lint.toml").into_values().flatten() {
        let lexicon =
            lexicon(&case.rows, case.format.as_deref()).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        for to in &case.to {
            let found = lexicon.lint(to.parse().unwrap());
            let mut told: Vec<_> = found
                .iter()
                .map(|found| (format!("{:?}", found.kind()).to_lowercase(), found.line().unwrap_or_default()))
                .collect();
            let mut wanted = case.found.clone();
            told.sort();
            wanted.sort();
            if told != wanted {
                let texts: Vec<_> = found.iter().map(Error::to_string).collect();
                faults.push(format!(
                    "{} to {to} ({})\n  want {wanted:?}\n  got  {told:?}\n  {texts:#?}",
                    case.name, case.why
                ));
            }
            for found in &found {
                let text = found.to_string();
                if text.contains('\n') || found.path() != Some(FILE) || text.len() < 30 {
                    faults.push(format!("{}: no sentence about a row: {text:?}", case.name));
                }
            }
        }
    }
    report(&faults);
}

fn to_taiwan(lexicon: Lexicon) -> Normalizer {
    Normalizer::builder(Locale::ZH_TW).layer(lexicon).build().unwrap()
}

#[test]
fn unknown_fields_are_errors() {
    let text = "[[case]]\nname = \"a\"\nwhy = \"b\"\nto = \"zh-TW\"\nkept = []";
    let fault = toml::from_str::<File<Case>>(text).map(|_| ()).unwrap_err().to_string();
    assert!(fault.contains("unknown field `kept`"), "{fault}");
}
