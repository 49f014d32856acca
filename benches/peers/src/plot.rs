//! `benches/results.svg`: for each row two bars. It has a ground of its own, so it can be read on any page.

use crate::{report::figure, workloads::Row};
use std::fmt::Write;

const NAMES: usize = 340;
const BARS: usize = 400;
const STEP: usize = 38;
const TOP: usize = 66;

const STYLE: &str = "\
    svg { font: 13px system-ui, sans-serif } .ground { fill: #fff } text { fill: #24292f } .ours { fill: #0969da } .other { fill: #8c959f }\n\
    @media (prefers-color-scheme: dark) { .ground { fill: #0d1117 } text { fill: #e6edf3 } .ours { fill: #4493f8 } .other { fill: #6e7681 } }";

pub fn svg(rows: &[Row]) -> String {
    let most = rows.iter().map(|row| row.figure.ratio.max(other(row).1)).fold(0.0, f64::max);
    let width = |ratio: f64| ratio / most * BARS as f64;
    let (whole, height) = (NAMES + BARS + 190, TOP + rows.len() * STEP + 8);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {height}\" role=\"img\" aria-labelledby=\"title desc\">\n\
        <title id=\"title\">How fast: tongwen and the fastest other library, as ratios to from_utf8; longer is faster</title>\n\
        <desc id=\"desc\">{}</desc>\n<style>\n{STYLE}\n</style>\n\
        <rect class=\"ground\" width=\"{whole}\" height=\"{height}\" rx=\"6\"/>\n\
        <text x=\"16\" y=\"26\" font-weight=\"600\">Ratio to std::str::from_utf8 over the same bytes, one thread; longer is faster</text>\n\
        <rect class=\"ours\" x=\"16\" y=\"40\" width=\"12\" height=\"12\"/><text x=\"34\" y=\"51\">tongwen</text>\n\
        <rect class=\"other\" x=\"110\" y=\"40\" width=\"12\" height=\"12\"/><text x=\"128\" y=\"51\">the fastest other library</text>\n",
        rows.iter().map(sentence).collect::<String>()
    );
    for (at, row) in rows.iter().enumerate() {
        let y = TOP + at * STEP;
        let (name, ratio) = other(row);
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}: {}</text>",
            NAMES - 10,
            y + 20,
            row.text,
            row.ours
        );
        for (class, y, ratio, label) in [
            ("ours", y + 2, row.figure.ratio, figure(row.figure.ratio)),
            ("other", y + 17, ratio, format!("{}, {name}", figure(ratio))),
        ] {
            let bar = width(ratio);
            let _ = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{NAMES}\" y=\"{y}\" width=\"{bar:.1}\" height=\"13\"/><text x=\"{:.1}\" y=\"{}\" font-size=\"11\">{label}</text>",
                NAMES as f64 + bar + 6.0,
                y + 11
            );
        }
    }
    out + "</svg>\n"
}

fn other(row: &Row) -> (&'static str, f64) {
    row.fastest().map_or(("none", 0.0), |(engine, figure)| (engine.name(), figure.ratio))
}

/// What the bars of a row say, for who cannot see them.
fn sentence(row: &Row) -> String {
    let (name, ratio) = other(row);
    format!("{}, {}: tongwen {}, {name} {}. ", row.text, row.ours, figure(row.figure.ratio), figure(ratio))
}
