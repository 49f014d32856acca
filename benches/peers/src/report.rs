//! `benches/RESULTS.md`.

use crate::{
    engine::Engine,
    flat::Flat,
    measure::First,
    text::{self, Kind, Texts},
    workloads::Row,
};
use clap::ValueEnum;
use std::{fmt::Write, fs, process::Command, thread};

/// What a fresh process took, by configuration and engine.
pub type Firsts = Vec<(&'static str, Engine, First)>;

pub struct Record<'r> {
    pub texts: &'r Texts,
    /// Where the prose is from.
    pub source: &'r str,
    pub turns: usize,
    pub engines: &'r [Engine],
    pub rows: &'r [Row],
    pub firsts: &'r Firsts,
    /// MB that a process takes which converts nothing.
    pub nothing: f64,
    pub flat: &'r Flat,
    /// `from_utf8` over the prose, GB a second.
    pub unit: f64,
}

pub fn markdown(record: &Record) -> String {
    let mut out = String::new();
    let parts = [head(record), texts(record), rows(record), flat(record.flat), firsts(record)];
    for part in parts {
        out += &part;
    }
    out
}

fn head(record: &Record) -> String {
    let engines: Vec<String> =
        record.engines.iter().map(|engine| format!("{} {}", engine.name(), engine.version())).collect();
    format!(
        "# How fast\n\n\
        Written by `cargo run --release --features cpp --manifest-path benches/peers/Cargo.toml` (CONTRIBUTING.md tells \
        more); not by hand.\n\n\
        | | |\n|---|---|\n\
        | machine | {}, {} cores, {} {} |\n\
        | date | {} |\n\
        | compiler | {}, fat LTO, no flags for the processor |\n\
        | against tongwen {} | {} |\n\n\
        A figure is a ratio: the time of `std::str::from_utf8` over the same bytes, by the time of the engine: larger is faster, \
        and figures of different machines can be compared. Times are the \
        processor's. All engines take turns in one process, on one thread; the median of {} turns counts.\n\n",
        machine(),
        thread::available_parallelism().map_or(1, usize::from),
        std::env::consts::ARCH,
        std::env::consts::OS,
        printed("date", &["-u", "+%F"]),
        printed("rustc", &["-V"]),
        Engine::Tongwen.version(),
        engines.join(", "),
        record.turns,
    )
}

fn machine() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(": ").nth(1));
    name.unwrap_or("a processor that is not told").to_string()
}

fn printed(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output();
    output.map_or_else(|_| "not told".into(), |output| String::from_utf8_lossy(&output.stdout).trim().to_string())
}

fn texts(record: &Record) -> String {
    let mut out = format!(
        "## Texts\n\nProse {}. `from_utf8` of it makes {:.2} GB a second.\n\n\
        | | size | ASCII | characters a line |\n|---|---|---|---|\n",
        record.source, record.unit
    );
    for kind in Kind::value_variants() {
        let _ = writeln!(out, "| {} | {} |", kind.name(), text::describe(record.texts.of(*kind)));
    }
    out + "\n“Already” is what the plan made of the other script's prose: a second pass has nothing to do. Short calls \
        are cut from the Simplified prose.\n"
}

fn rows(record: &Record) -> String {
    let names: String = record.engines.iter().map(|engine| format!(" {} |", engine.name())).collect();
    let mut out = format!(
        "\n## Conversion\n\nThe others have no plans; they are run with the configuration that comes nearest.\n\n\
        | tongwen | text | ratio | by the fastest other | ns a call |{names} as |\n|---|---|---|---|---|{}---|\n",
        "---|".repeat(record.engines.len())
    );
    for row in record.rows {
        let fastest =
            row.fastest().map_or("–".into(), |(_, peer)| format!("{} ×", figure(row.figure.ratio / peer.ratio)));
        let call =
            if row.calls > 1 { format!("{:.0}", row.figure.seconds * 1e9 / row.calls as f64) } else { "".into() };
        let _ = write!(out, "| {} | {} | **{}** | {fastest} | {call} |", row.ours, row.text, figure(row.figure.ratio));
        for (_, peer) in &row.peers {
            let _ = write!(out, " {} |", peer.map_or("–".into(), |peer| figure(peer.ratio)));
        }
        let _ = writeln!(out, " {} |", row.theirs);
    }
    out + "\n![The ratios of tongwen and of the fastest other library](results.svg)\n"
}

fn flat(flat: &Flat) -> String {
    let sizes: String = flat.sizes.iter().map(|&size| format!(" {} |", bytes(size))).collect();
    let mut out = format!(
        "\n## Flatness\n\nWhat a byte costs on the way to Taiwan, as a multiple of what it costs in 1 MB of Simplified prose ({:.1} ns): \
        by length of the text, by rows of the caller's, and where the text is made to be slow.\n\n\
        | |{sizes}\n|---|{}\n",
        flat.unit,
        "---|".repeat(flat.sizes.len())
    );
    for (name, figures) in &flat.rows {
        let _ = write!(out, "| {name} |");
        for at in 0..flat.sizes.len() {
            let _ = write!(
                out,
                " {} |",
                figures.get(at).copied().flatten().map_or("".into(), |times| format!("{times:.2}"))
            );
        }
        out.push('\n');
    }
    out
}

fn firsts(record: &Record) -> String {
    let mut out = format!(
        "\n## First call\n\nA fresh process opens the engine and converts one sentence: milliseconds, least (median); and the most \
        memory it had, MB beyond the {:.1} of a process that converts nothing.\n\n\
        | | engine | ms | MB |\n|---|---|---|---|\n",
        record.nothing
    );
    for (config, engine, first) in record.firsts {
        let _ = writeln!(
            out,
            "| {config} | {} | {} ({}) | {:+.1} |",
            engine.name(),
            figure(first.least),
            figure(first.median),
            first.peak - record.nothing
        );
    }
    out
}

fn bytes(size: usize) -> String {
    match size {
        1_000_000_000.. => format!("{} GB", size / 1_000_000_000),
        1_000_000.. => format!("{} MB", size / 1_000_000),
        _ => format!("{} KB", size / 1_000),
    }
}

/// Two digits that count.
pub fn figure(value: f64) -> String {
    match value {
        value if value >= 10.0 => format!("{value:.0}"),
        value if value >= 1.0 => format!("{value:.1}"),
        value if value >= 0.1 => format!("{value:.2}"),
        value if value >= 0.01 => format!("{value:.3}"),
        value => format!("{value:.4}"),
    }
}
