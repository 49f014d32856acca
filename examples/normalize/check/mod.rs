//! `--check`: what a text has that its locale does not print, told in one of several ways.

mod github;
mod json;
mod record;
mod sarif;
mod text;

use crate::args::OutputFormat;
use crate::document::Text;
use crate::input::{Fault, Source};
use crate::rewrite;
use crate::settings::Settings;
pub(crate) use record::Record;
use std::borrow::Cow;
use std::io::{self, Write};
use tongwen::{Check, Document, Severity};

/// What was found in one text.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    records: Vec<Record>,
    /// How many were mended.
    fixed: usize,
}

/// What is found in a document.
pub(crate) fn check<'t>(document: &Document<'t>, text: &Text, settings: &Settings) -> Check<'t> {
    settings.linter(&text.normalizer).check_document(document)
}

/// Checks a text; where asked for, mends first what is safe.
pub(crate) fn of(source: &Source, settings: &Settings, fix: bool) -> Result<Checked, Fault> {
    let text = Text::read(source, settings)?;
    let document = text.document(settings)?;
    let check = self::check(&document, &text, settings);
    let name = source.to_string();
    let fixed = if fix { check.fix() } else { text.text.clone() };
    let made = settings.links.follow(source, Cow::Borrowed(&fixed));
    if *made == text.text {
        return Ok(Checked { records: record::records(&name, &text.text, &check, |_| true), fixed: 0 });
    }
    rewrite::write(source, &text, &made)?;
    // The rest is told as it was found: mended, a line may show no more that it comes from elsewhere. (Columns are those before
    // links followed.)
    let count = check.findings().filter(|finding| finding.is_safe()).count();
    Ok(Checked { records: record::records(&name, &fixed, &check, |finding| !finding.is_safe()), fixed: count })
}

/// Tells of them, and counts.
pub(crate) struct Teller<W> {
    format: OutputFormat,
    /// Notes are something to be mended, too.
    strict: bool,
    out: W,
    kept: Vec<Record>,
    files: usize,
    count: usize,
    safe: usize,
    fixed: usize,
    worst: Option<Severity>,
}

impl<W: Write> Teller<W> {
    pub(crate) fn new(format: OutputFormat, strict: bool, out: W) -> Self {
        Teller { format, strict, out, kept: Vec::new(), files: 0, count: 0, safe: 0, fixed: 0, worst: None }
    }

    pub(crate) fn tell(&mut self, checked: Checked) -> io::Result<()> {
        let Checked { records, fixed } = checked;
        self.files += usize::from(!records.is_empty());
        self.count += records.len();
        self.safe += records.iter().filter(|record| record.safe).count();
        self.fixed += fixed;
        self.worst = self.worst.max(records.iter().map(|record| record.severity).max());
        match self.format {
            OutputFormat::Text => records.iter().try_for_each(|record| text::write(record, &mut self.out)),
            OutputFormat::Github => records.iter().try_for_each(|record| github::write(record, &mut self.out)),
            // One value for all.
            OutputFormat::Json | OutputFormat::Sarif => {
                self.kept.extend(records);
                Ok(())
            }
        }
    }

    /// Writes what is left; says whether something is to be mended.
    pub(crate) fn finish(mut self) -> io::Result<Outcome> {
        match self.format {
            OutputFormat::Json => json::write(&self.kept, &mut self.out)?,
            OutputFormat::Sarif => sarif::write(&self.kept, &mut self.out)?,
            OutputFormat::Text | OutputFormat::Github => {}
        }
        self.out.flush()?;
        let is_bad = self.worst >= Some(if self.strict { Severity::Note } else { Severity::Warning });
        let Teller { files, count, safe, fixed, .. } = self;
        let mended = if fixed > 0 { format!("{fixed} mended; ") } else { String::new() };
        let fixable = if safe > 0 { format!(", {safe} of them safe to mend by --fix") } else { String::new() };
        let summary = match (count, fixed) {
            (0, 0) => None,
            (0, _) => Some(format!("{fixed} mended, nothing left")),
            _ => {
                Some(format!("{mended}{count} found in {files} {}{fixable}", if files == 1 { "file" } else { "files" }))
            }
        };
        Ok(Outcome { is_bad, summary })
    }
}

/// How it ended.
pub(crate) struct Outcome {
    pub(crate) is_bad: bool,
    pub(crate) summary: Option<String>,
}
