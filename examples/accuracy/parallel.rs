//! Parallel strings: do terms and names bring a string closer to what the other place wrote for itself?
//!
//! Each string is converted with all layers and by characters alone; the edit distance of both to the reference is
//! compared. Where both are as far, the string counts for neither.

use crate::Fault;
use crate::faults::{Faults, Measured};
use crate::report::{Figures, Measure, Row, Section, Settings, count};
use crate::slips::around;
use crate::texts::{all_lines, entries, lines, name_of};
use crate::ways;
use std::path::{Path, PathBuf};
use strsim::levenshtein;
use tongwen::{Layer, Locale, Normalizer};

/// From where to where.
const DIRECTIONS: [(Locale, Locale); 3] =
    [(Locale::ZH_CN, Locale::ZH_TW), (Locale::ZH_CN, Locale::ZH_HK), (Locale::ZH_TW, Locale::ZH_CN)];

/// Strings that came closer, and such as came farther.
pub(crate) fn closer(folder: Option<&Path>, settings: &Settings) -> Result<Measured, Fault> {
    let (mut rows, mut faults) = (Vec::new(), Faults::default());
    let folder = folder.ok_or("there are no parallel strings in the repository: give --corpora DIR")?;
    for path in entries(folder)? {
        let name = name_of(&path);
        let Some(name) = name.strip_suffix(".tsv.xz").filter(|name| *name == "ui" || name.starts_with("parallel."))
        else {
            continue;
        };
        let strings = Strings::open(path)?;
        for (from, to) in DIRECTIONS {
            if let (Some(source), Some(reference)) = (strings.column(from), strings.column(to)) {
                let pairs = strings.pairs(source, reference, settings)?;
                rows.push(measure(format!("{name} {from} → {to}"), from, to, &pairs, &mut faults)?);
            }
        }
    }
    Ok(Measured::of(Section::Parallel, rows, faults))
}

/// A file of strings: a head that names its columns, some by locale, and rows.
struct Strings {
    path: PathBuf,
    head: Vec<String>,
}

impl Strings {
    fn open(path: PathBuf) -> Result<Self, Fault> {
        let head = all_lines(&path)?.next().transpose()?.map(|(_, line)| line).unwrap_or_default();
        let strings = Strings { head: head.split('\t').map(ToOwned::to_owned).collect(), path };
        if DIRECTIONS.iter().any(|(from, to)| strings.column(*from).is_some() && strings.column(*to).is_some()) {
            return Ok(strings);
        }
        let path = strings.path.display();
        Err(format!("{path}:1: the first line should name the columns, and two of them zh-CN, zh-TW, zh-HK").into())
    }

    fn column(&self, locale: Locale) -> Option<usize> {
        self.head.iter().position(|name| name == locale.tag())
    }

    /// What two columns have, where neither is empty.
    fn pairs(&self, source: usize, reference: usize, settings: &Settings) -> Result<Vec<(String, String)>, Fault> {
        let mut pairs = Vec::new();
        for row in lines(&self.path, settings)? {
            let (number, row) = row?;
            let cells: Vec<&str> = row.split('\t').collect();
            if cells.len() != self.head.len() {
                let (cells, columns) = (cells.len(), self.head.len());
                let path = self.path.display();
                return Err(
                    format!("{path}:{number}: {cells} cells, but the first line names {columns} columns").into()
                );
            }
            let pair = (cells[source], cells[reference]);
            if number > 1 && !pair.0.is_empty() && !pair.1.is_empty() {
                pairs.push((pair.0.to_owned(), pair.1.to_owned()));
            }
        }
        Ok(pairs)
    }
}

fn measure(
    name: String,
    from: Locale,
    to: Locale,
    pairs: &[(String, String)],
    faults: &mut Faults,
) -> Result<Row, Fault> {
    let (characters, full) = (ways::characters_only(to, from)?, ways::plan(to, from)?);
    let presets = ways::opencc_script(to).zip(ways::opencc_words(to));
    let mut row = Row::new(Section::Parallel, name);
    for (source, reference) in pairs {
        if tally(&mut row.figures, &characters, &full, source, reference) == Some(Measure::Farther) {
            blame(&full, source, reference, faults);
        }
        if let Some((script, words)) = presets {
            let (script, full) = (Normalizer::preset(script), Normalizer::preset(words));
            tally(row.opencc(words.name()), &script, &full, source, reference);
        }
    }
    Ok(row)
}

/// Counts whether the second way came closer than the first, or farther.
fn tally(
    figures: &mut Figures,
    plain: &Normalizer,
    full: &Normalizer,
    source: &str,
    reference: &str,
) -> Option<Measure> {
    let (plain, full) = (plain.normalize(source), full.normalize(source));
    let (before, after) =
        if plain == full { (0, 0) } else { (levenshtein(&plain, reference), levenshtein(&full, reference)) };
    count(figures, Measure::Closer, usize::from(after < before), 1);
    count(figures, Measure::Farther, usize::from(after > before), 1);
    match after.cmp(&before) {
        std::cmp::Ordering::Less => Some(Measure::Closer),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(Measure::Farther),
    }
}

/// Names the words that were replaced.
fn blame(full: &Normalizer, source: &str, reference: &str, faults: &mut Faults) {
    let analysis = full.analyze(source);
    let of_words = |layer: Option<Layer>| layer.is_some_and(|layer| !matches!(layer, Layer::Script | Layer::Variant));
    for edit in analysis.edits().filter(|edit| of_words(edit.layer())) {
        faults.add(format!("{} → {}", edit.before(), edit.after()), || {
            let line: Vec<char> = source.chars().collect();
            let start = source[..edit.source().start].chars().count();
            let reference: String = reference.chars().take(24).collect();
            format!("{} | {reference}", around(&line, start, start + edit.before().chars().count()))
        });
    }
}

#[test]
fn closer_farther_and_neither() {
    let (plain, full) = (
        ways::characters_only(Locale::ZH_TW, Locale::ZH_CN).unwrap(),
        ways::plan(Locale::ZH_TW, Locale::ZH_CN).unwrap(),
    );
    let mut figures = Figures::new();
    let mut tally = |source, reference| tally(&mut figures, &plain, &full, source, reference);
    assert_eq!(tally("软件", "軟體"), Some(Measure::Closer));
    assert_eq!(tally("软件", "軟件"), Some(Measure::Farther));
    assert_eq!(tally("软件", "程式"), None);
    assert_eq!(tally("头发", "毛髮"), None);
    let mut faults = Faults::default();
    blame(&full, "打开软件", "打開軟件", &mut faults);
    assert_eq!(faults.worst(9), [("软件 → 軟體", 1, &["打开〔软件〕 | 打開軟件".to_owned()][..])]);
}
