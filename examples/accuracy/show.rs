//! The tables, and under each what goes wrong most.

use crate::faults::Measured;
use crate::report::{Figure, Figures, Measure, Row, Section};
use comfy_table::{CellAlignment, Table, presets};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A section's title, table and worst faults.
pub(crate) fn section(section: Section, measured: &Measured, most: usize) -> String {
    if measured.rows.is_empty() {
        return format!("{}\n\n no such text was found\n\n\n", title(section));
    }
    let mut shown = format!("{}\n\n{}\n", title(section), table(&measured.rows));
    let worst = measured.faults.worst(most);
    if !worst.is_empty() {
        let _ = writeln!(shown, "\n{}", title_of_faults(section));
        for (fault, count, contexts) in worst {
            let _ = writeln!(shown, "  {count:>5} × {fault}   {}", contexts.join("   "));
        }
    }
    shown + "\n\n"
}

fn title(section: Section) -> &'static str {
    match section {
        Section::Traditional => "TRADITIONAL → Simplified by OpenCC → back: wrong characters per 10,000",
        Section::Simplified => "SIMPLIFIED → Traditional by OpenCC → back: wrong characters per 10,000",
        Section::Native => "NATIVE text to its own place: touched, and should not be",
        Section::Cases => "CASES: terms right, traps kept",
        Section::Parallel => "PARALLEL strings: terms and names against characters alone",
    }
}

fn title_of_faults(section: Section) -> &'static str {
    match section {
        Section::Traditional | Section::Simplified => {
            "Most often wrong (should be → became), but for accepted spellings:"
        }
        Section::Native => "Most often touched (was → became):",
        Section::Cases => "Wrong:",
        Section::Parallel => "Replaced where that led farther (word → ours, the string | its reference):",
    }
}

fn table(rows: &[Row]) -> String {
    let measures: BTreeSet<Measure> = rows.iter().flat_map(|row| row.figures.keys().copied()).collect();
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let bases: Vec<(&str, Measure)> = bases(&measures);
    let head = [""].into_iter().chain(bases.iter().map(|(base, _)| *base)).map(ToOwned::to_owned);
    let names = || measures.iter().map(|measure| column(*measure).to_owned());
    table.set_header(head.chain(names()).chain(["OpenCC".to_owned()]).chain(names()));
    for row in rows {
        let sizes =
            bases.iter().map(|(_, measure)| row.figures.get(measure).map_or(String::new(), |it| grouped(it.of)));
        let cells =
            |figures: &Figures| measures.iter().map(|measure| cell(*measure, figures.get(measure))).collect::<Vec<_>>();
        let (preset, beside) = match &row.opencc {
            Some(opencc) => (opencc.preset.clone(), cells(&opencc.figures)),
            None => Default::default(),
        };
        let ours = [row.name.clone()].into_iter().chain(sizes).chain(cells(&row.figures));
        table.add_row(ours.chain([preset]).chain(beside));
    }
    for (index, column) in table.column_iter_mut().enumerate() {
        let is_name = index == 0 || index == 1 + bases.len() + measures.len();
        column.set_cell_alignment(if is_name { CellAlignment::Left } else { CellAlignment::Right });
    }
    table.trim_fmt()
}

/// What figures are shares of, each with a measure that knows it.
fn bases(measures: &BTreeSet<Measure>) -> Vec<(&'static str, Measure)> {
    let mut bases: Vec<(&str, Measure)> = Vec::new();
    for &measure in measures {
        let base = match measure {
            Measure::Errors | Measure::Folded | Measure::Characters => "Han",
            Measure::Lines => "lines",
            Measure::Closer | Measure::Farther => "strings",
            Measure::Terms | Measure::Traps => continue,
        };
        if bases.iter().all(|(known, _)| *known != base) {
            bases.push((base, measure));
        }
    }
    bases
}

fn column(measure: Measure) -> &'static str {
    match measure {
        Measure::Errors => "raw",
        Measure::Lines => "lines touched",
        Measure::Characters => "characters touched",
        other => other.name(),
    }
}

/// A share with its count.
fn cell(measure: Measure, figure: Option<&Figure>) -> String {
    let Some(&Figure { count, of }) = figure else { return String::new() };
    let share = |of_so_many: f64| count as f64 * of_so_many / of.max(1) as f64;
    match measure {
        Measure::Errors | Measure::Folded => format!("{:.2} ({count})", share(10_000.0)),
        Measure::Terms | Measure::Traps => format!("{count}/{of}"),
        Measure::Characters => format!("{:.2} ‱ ({count})", share(10_000.0)),
        Measure::Lines | Measure::Closer | Measure::Farther => format!("{:.2} % ({count})", share(100.0)),
    }
}

/// A number with commas.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[test]
fn numbers_and_shares_are_plain() {
    assert_eq!([7, 123, 1234, 1234567].map(grouped), ["7", "123", "1,234", "1,234,567"]);
    assert_eq!(cell(Measure::Folded, Some(&Figure { count: 3, of: 20_000 })), "1.50 (3)");
    assert_eq!(cell(Measure::Lines, Some(&Figure { count: 0, of: 0 })), "0.00 % (0)");
    assert_eq!(cell(Measure::Terms, None), "");
}
