//! A linter in thirty lines: `cargo run --example lint -- zh-TW FILE…` tells what these files have that Taiwan does not
//! print, as compilers do: `file:line:column: severity: message [rule]`. It fails if more than notes are found.

use std::error::Error;
use std::process::ExitCode;
use tongwen::{Locale, Normalizer, Offsets, Severity, Unit};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let locale: Locale = args.next().ok_or("say for which locale, then which files")?.parse()?;
    let linter = Normalizer::to(locale).linter();
    let mut worst = None;
    for path in args {
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let check = linter.check(&text);
        let (mut line, mut begin, mut at) = (1, 0, 0);
        for finding in check.findings() {
            let start = finding.source().start;
            for (newline, _) in text[at..start].match_indices('\n') {
                (line, begin) = (line + 1, at + newline + 1);
            }
            at = start;
            let column = Offsets::new(&text[begin..start], Unit::Chars).of(start - begin) + 1;
            println!("{path}:{line}:{column}: {}: {} [{}]", finding.severity(), finding.message(), finding.rule());
        }
        worst = worst.max(check.worst());
    }
    Ok(if worst > Some(Severity::Note) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
