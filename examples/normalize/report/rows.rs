//! The lines of a text with their changes.

use super::Kind;
use crate::explain::accounted;
use std::ops::Range;
use tongwen::{Ambiguity, Analysis, Edit, Layer, Reason};

/// How many lines without a change are shown beside one with some.
const AROUND: usize = 1;
/// The most characters of unchanged text that stand together.
const MOST: usize = 120;

/// What a table has a row for.
pub(crate) enum Row {
    Line {
        number: usize,
        parts: Vec<Part>,
    },
    /// So many lines are not shown.
    Gap(usize),
}

pub(crate) enum Part {
    Same(String),
    Change(Change),
}

/// Something that changes, or could.
pub(crate) struct Change {
    pub(crate) kind: Kind,
    pub(crate) before: String,
    /// The same where it is left.
    pub(crate) after: String,
    /// How sure it is; none where it is left.
    pub(crate) confidence: Option<String>,
    pub(crate) reasons: Vec<String>,
    pub(crate) by: Vec<Reason>,
}

impl Row {
    pub(crate) fn changes(&self) -> impl Iterator<Item = &Change> {
        let parts = match self {
            Row::Line { parts, .. } => parts.as_slice(),
            Row::Gap(_) => &[],
        };
        parts.iter().filter_map(|part| match part {
            Part::Change(change) => Some(change),
            Part::Same(_) => None,
        })
    }
}

/// The lines that change, and what is near them.
pub(crate) fn rows(analysis: &Analysis<'_>) -> Vec<Row> {
    let text = analysis.source();
    let mut changes: Vec<(Range<usize>, Change)> = Vec::new();
    changes.extend(analysis.edits().map(|edit| (edit.source(), changed(edit))));
    changes.extend(analysis.ambiguities().map(|left| (left.source(), stays(left))));
    changes.sort_by_key(|(source, _)| source.start);
    let mut changes = changes.into_iter().peekable();
    let (mut rows, mut waiting, mut skipped, mut at, mut after) = (Vec::new(), Vec::new(), 0, 0, 0);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let (start, end) = (at, at + line.len());
        at = end;
        if changes.peek().is_none_or(|(source, _)| source.start >= end) {
            let row = Row::Line { number: number + 1, parts: vec![same(line)] };
            if after > 0 {
                after -= 1;
                rows.push(row);
            } else {
                waiting.push(row);
                if waiting.len() > AROUND {
                    waiting.remove(0);
                    skipped += 1;
                }
            }
            continue;
        }
        if skipped > 0 {
            rows.push(Row::Gap(skipped));
        }
        rows.append(&mut waiting);
        (skipped, after) = (0, AROUND);
        let mut parts = Vec::new();
        let mut done = start;
        while let Some((source, change)) = changes.next_if(|(source, _)| source.start < end) {
            // Where a word is left inside one that changes, the latter tells of both.
            if source.start < done {
                continue;
            }
            parts.push(same(&text[done..source.start]));
            parts.push(Part::Change(change));
            done = source.end;
        }
        parts.push(same(text.get(done..end).unwrap_or_default()));
        rows.push(Row::Line { number: number + 1, parts });
    }
    skipped += waiting.len();
    if skipped > 0 {
        rows.push(Row::Gap(skipped));
    }
    rows
}

/// Unchanged text: of a long one its begin and end.
fn same(text: &str) -> Part {
    let text = text.trim_end_matches(['\r', '\n']);
    let count = text.chars().count();
    if count <= MOST {
        return Part::Same(text.to_owned());
    }
    let at = |number: usize| text.char_indices().nth(number).map_or(text.len(), |(at, _)| at);
    Part::Same(format!("{} … {}", &text[..at(MOST / 2)], &text[at(count - MOST / 2)..]))
}

fn changed(edit: Edit<'_>) -> Change {
    let kind = match edit.layer() {
        Some(Layer::Variant) => Kind::Variant,
        Some(Layer::Term(_)) => Kind::Word,
        Some(Layer::Name) => Kind::Name,
        Some(Layer::Punctuation) => Kind::Punctuation,
        Some(Layer::User) => Kind::User,
        _ => Kind::Script,
    };
    let reasons = edit.entries().map(|entry| accounted(&entry)).collect();
    let by = edit.entries().map(|entry| entry.reason()).collect();
    let confidence = Some(edit.confidence().to_string());
    Change { kind, before: edit.before().into(), after: edit.after().into(), confidence, reasons, by }
}

fn stays(left: Ambiguity<'_>) -> Change {
    let others = left.alternatives().collect::<Vec<_>>().join(" or ");
    let reasons = vec![format!("it could be {others}")];
    Change {
        kind: Kind::Left,
        before: left.text().into(),
        after: left.text().into(),
        confidence: None,
        reasons,
        by: Vec::new(),
    }
}
