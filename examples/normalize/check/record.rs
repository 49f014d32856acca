//! A finding by itself, with its place.

use crate::place::{Places, line};
use serde::Serialize;
use std::ops::Range;
use tongwen::{Check, Finding, Rule, Severity};

/// A finding. Lines and columns are from 1, columns in characters.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Record {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
    /// In bytes.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) rule: Rule,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) text: String,
    pub(crate) suggestion: Option<String>,
    /// Whether the suggestion can be taken without a look.
    pub(crate) safe: bool,
    /// The line it begins in, or what is near in a long one.
    #[serde(skip)]
    pub(crate) context: String,
    /// From where to where it stands in that, in bytes.
    #[serde(skip)]
    pub(crate) span: Range<usize>,
}

/// What was found and is wanted, in places of a text in which all else has been mended.
pub(crate) fn records(path: &str, text: &str, check: &Check<'_>, wanted: fn(&Finding<'_>) -> bool) -> Vec<Record> {
    let (mut starts, mut ends) = (Places::new(text), Places::new(text));
    let (mut added, mut removed) = (0, 0);
    let record = |finding: Finding<'_>| {
        let Range { start, end } = finding.source();
        let source = start + added - removed..end + added - removed;
        if !wanted(&finding) {
            added += finding.suggestion().map_or(end - start, str::len);
            removed += end - start;
            return None;
        }
        let ((line, column), (end_line, end_column)) = (starts.of(source.start), ends.of(source.end));
        let (context, span) = context(text, source.clone());
        Some(Record {
            path: path.to_owned(),
            line,
            column,
            end_line,
            end_column,
            start: source.start,
            end: source.end,
            rule: finding.rule(),
            severity: finding.severity(),
            message: finding.message(),
            text: finding.text().to_owned(),
            suggestion: finding.suggestion().map(str::to_owned),
            safe: finding.is_safe(),
            context,
            span,
        })
    };
    check.findings().filter_map(record).collect()
}

/// The line that a span begins in, no more than some characters of it, and where the span stands there.
fn context(text: &str, source: Range<usize>) -> (String, Range<usize>) {
    const MOST: usize = 60;
    let (start, line) = line(text, source.start);
    let (from, to) = (source.start - start, (source.end - start).min(line.len()));
    let (before, found, after) = (&line[..from], &line[from..to], &line[to..]);
    let cut = |at: Option<(usize, char)>, end: usize| at.map_or(end, |(at, _)| at);
    let first = cut(before.char_indices().rev().nth(MOST - 1), 0);
    let last = cut(after.char_indices().nth(MOST), after.len());
    let (left, right) = (if first > 0 { "…" } else { "" }, if last < after.len() { "…" } else { "" });
    let head = format!("{left}{}", &before[first..]);
    let span = head.len()..head.len() + found.len();
    (format!("{head}{found}{}{right}", &after[..last]), span)
}
