//! Findings as SARIF 2.1.0 (OASIS), which code scanning and editors read.

use super::Record;
use serde_json::{Value, json};
use std::io::{self, Write};
use tongwen::{Rule, Severity};

pub(super) fn write(records: &[Record], out: &mut impl Write) -> io::Result<()> {
    let rules: Vec<Value> = Rule::ALL
        .iter()
        .map(|rule| {
            json!({
                "id": rule.name(),
                "shortDescription": { "text": rule.meaning() },
                "defaultConfiguration": { "level": level(rule.severity()) },
            })
        })
        .collect();
    let driver = json!({
        "name": "tongwen",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let report = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "results": records.iter().map(result).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn result(record: &Record) -> Value {
    let region = json!({
        "startLine": record.line,
        "startColumn": record.column,
        "endLine": record.end_line,
        "endColumn": record.end_column,
    });
    let artifact = json!({ "uri": uri(&record.path) });
    let mut result = json!({
        "ruleId": record.rule.name(),
        "level": level(record.severity),
        "message": { "text": record.message },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact, "region": region } }],
    });
    if let Some(suggestion) = &record.suggestion {
        let replacement = json!({ "deletedRegion": region, "insertedContent": { "text": suggestion } });
        result["fixes"] = json!([{
            "description": { "text": format!("Write {suggestion}") },
            "artifactChanges": [{ "artifactLocation": artifact, "replacements": [replacement] }],
        }]);
    }
    result
}

fn level(severity: Severity) -> &'static str {
    severity.name()
}

/// A path as a relative reference: what no such may hold is escaped.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let path = path.replace('\\', "/");
    path.bytes().map(|byte| if is_plain(byte) { char::from(byte).into() } else { format!("%{byte:02X}") }).collect()
}
