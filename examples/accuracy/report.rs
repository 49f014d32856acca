//! The figures: rows of measures, and their form as JSON.

use crate::Fault;
use crate::texts::Part;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What is measured together, in one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Section {
    /// Characters of Traditional text that went to Simplified script and came back
    Traditional,
    /// Characters of Simplified text that went to Traditional script and came back
    Simplified,
    /// Native text that is converted to its own place
    Native,
    /// The cases of tests/cases, by locale and by topic
    Cases,
    /// Strings that two places wrote for themselves (needs --corpora)
    Parallel,
}

impl Section {
    pub(crate) const ALL: [Section; 5] =
        [Section::Traditional, Section::Simplified, Section::Native, Section::Cases, Section::Parallel];
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Measure {
    /// Wrong characters.
    Errors,
    /// Wrong characters but for accepted spellings.
    Folded,
    /// Lines that changed and should not.
    Lines,
    /// Characters that changed and should not.
    Characters,
    /// Texts of cases that became what they should.
    Terms,
    /// Texts of cases that stayed as they should.
    Traps,
    /// Strings that terms and names brought closer to the reference.
    Closer,
    /// Strings that they took farther from it.
    Farther,
}

impl Measure {
    /// Whether more of it is better.
    pub(crate) fn is_good(self) -> bool {
        matches!(self, Measure::Terms | Measure::Traps | Measure::Closer)
    }

    /// As JSON has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Measure::Errors => "errors",
            Measure::Folded => "folded",
            Measure::Lines => "lines",
            Measure::Characters => "characters",
            Measure::Terms => "terms",
            Measure::Traps => "traps",
            Measure::Closer => "closer",
            Measure::Farther => "farther",
        }
    }
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figure {
    pub(crate) count: usize,
    pub(crate) of: usize,
}

pub(crate) type Figures = BTreeMap<Measure, Figure>;

/// A text, topic or locale with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(crate) section: Section,
    pub(crate) name: String,
    pub(crate) figures: Figures,
    /// For a preset that does the same, if there is one; no loss is found here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) opencc: Option<OpenCc>,
}

/// What OpenCC makes of the same text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenCc {
    pub(crate) preset: String,
    pub(crate) figures: Figures,
}

impl Row {
    pub(crate) fn new(section: Section, name: impl Into<String>) -> Self {
        Row { section, name: name.into(), figures: Figures::new(), opencc: None }
    }

    /// OpenCC's figures, to which a preset of this name contributes.
    pub(crate) fn opencc(&mut self, preset: &str) -> &mut Figures {
        let opencc = self.opencc.get_or_insert_with(|| OpenCc { preset: preset.into(), figures: Figures::new() });
        if opencc.preset != preset {
            opencc.preset = "these".into();
        }
        &mut opencc.figures
    }

    /// All rows together.
    pub(crate) fn all(section: Section, rows: &[Row]) -> Self {
        let mut all = Row::new(section, "all");
        for row in rows {
            add(&mut all.figures, &row.figures);
            if let Some(opencc) = &row.opencc {
                add(all.opencc(&opencc.preset), &opencc.figures);
            }
        }
        all
    }
}

fn add(sum: &mut Figures, figures: &Figures) {
    for (measure, figure) in figures {
        count(sum, *measure, figure.count, figure.of);
    }
}

/// Adds so many of so many to a measure.
pub(crate) fn count(figures: &mut Figures, measure: Measure, count: usize, of: usize) {
    let figure = figures.entry(measure).or_default();
    figure.count += count;
    figure.of += of;
}

/// What figures depend on beside the code and the texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// The part of the corpora; none where the seeds were read.
    pub(crate) part: Option<Part>,
    /// How many lines a file at most.
    pub(crate) limit: Option<usize>,
}

/// All figures. There is no text in it, so it may be kept wherever the texts came from.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Report {
    pub(crate) settings: Settings,
    pub(crate) rows: Vec<Row>,
}

impl Report {
    /// One line a row, so that a change of a row is a change of a line.
    pub(crate) fn to_json(&self) -> Result<String, Fault> {
        let rows = self.rows.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
        let settings = serde_json::to_string(&self.settings)?;
        Ok(format!("{{\"settings\": {settings}, \"rows\": [\n{}\n]}}\n", rows.join(",\n")))
    }

    /// Figures of an earlier run, which must have been asked the same.
    pub(crate) fn read(path: &Path, settings: &Settings) -> Result<Self, Fault> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let report: Report = serde_json::from_str(&text)
            .map_err(|error| format!("{}: {error}; write it anew with --json", path.display()))?;
        if report.settings != *settings {
            let (theirs, ours) = (serde_json::to_string(&report.settings)?, serde_json::to_string(settings)?);
            return Err(format!(
                "{}: measured with {theirs}, but you ask for {ours}: give the same --corpora, --part and --limit",
                path.display()
            )
            .into());
        }
        Ok(report)
    }
}
