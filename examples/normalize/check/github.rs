//! Findings as workflow commands, which become annotations of a pull request.

use super::Record;
use std::io::{self, Write};
use tongwen::Severity;

pub(super) fn write(record: &Record, out: &mut impl Write) -> io::Result<()> {
    let command = match record.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        _ => "notice",
    };
    let Record { path, line, column, end_line, end_column, rule, message, .. } = record;
    let (path, message) = (escaped(path, true), escaped(message, false));
    // The end's column is counted with the last character; a mark over several lines has none.
    let end = if line == end_line { format!(",endColumn={}", end_column - 1) } else { String::new() };
    writeln!(
        out,
        "::{command} file={path},line={line},col={column},endLine={end_line}{end},title=tongwen ({rule})::{message}"
    )
}

/// As the runner reads it; properties have more that must be escaped.
fn escaped(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}
