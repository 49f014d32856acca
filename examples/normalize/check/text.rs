//! Findings with the lines they stand in.

use super::Record;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::io::{self, Write};
use tongwen::Severity;

/// A line that editors and `grep` understand, and the place marked below it.
pub(super) fn write(record: &Record, out: &mut impl Write) -> io::Result<()> {
    let level = match record.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        _ => Level::NOTE,
    };
    let mark = AnnotationKind::Primary.span(record.span.clone()).label(record.suggestion.as_deref().unwrap_or("?"));
    let snippet = Snippet::source(record.context.as_str()).line_start(record.line).annotation(mark);
    let title = format!("{}:{}:{}: {}", record.path, record.line, record.column, record.message);
    let group = level.primary_title(title).id(record.rule.name()).element(snippet);
    writeln!(out, "{}\n", Renderer::styled().render(&[group]))
}
