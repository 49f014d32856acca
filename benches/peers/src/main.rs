//! tongwen and its rivals on the same text in the same run: one table.
//!
//! A figure is a ratio: the time of `std::str::from_utf8` over the same bytes, by the time of the engine; the median of
//! the turns, in each of which every engine runs once. So 0.5 is half as fast as the check for valid UTF-8, and the
//! figures of different machines can be compared. All engines run on one thread.

mod engine;
mod measure;
mod text;

use clap::{Parser, ValueEnum};
use engine::Engine;
use measure::{First, FirstCall, Portions};
use std::path::{Path, PathBuf};

/// The engines that convert Chinese, timed on the same text.
#[derive(Parser)]
struct Args {
    /// A text to convert, or a folder of .txt files [default: the seeds of this repository]
    #[arg(long)]
    text: Option<PathBuf>,
    /// How many MB of it: cut, or repeated with its clauses shuffled
    #[arg(long, default_value_t = 2.0)]
    size: f64,
    /// Turns, of which the median counts
    #[arg(long, default_value_t = 15)]
    turns: usize,
    /// Fresh processes for each first call
    #[arg(long, default_value_t = 9)]
    runs: usize,
    /// OpenCC's configurations
    #[arg(long, value_delimiter = ',', default_value = "s2t,t2s,s2tw,s2twp,tw2sp,s2hk,hk2sp,t2tw")]
    preset: Vec<String>,
    /// Only these engines
    #[arg(long, value_delimiter = ',')]
    engine: Vec<Engine>,
}

fn main() {
    // Before clap, whose memory is not the engine's.
    if let Some(first) = FirstCall::asked() {
        return first.run();
    }
    let args = Args::parse();
    // opencc-jieba-rs spreads long texts over rayon's threads and has no switch for it.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("the first use of rayon");
    let dictionaries = std::env::temp_dir().join(format!("peers-{}", std::process::id()));
    engine::write_dictionaries(&dictionaries);
    table(&args, &dictionaries);
    let _ = std::fs::remove_dir_all(&dictionaries); // Not there without OpenCC; no matter if it stays.
}

fn table(args: &Args, dictionaries: &Path) {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let path = args.text.as_deref().unwrap_or(&seeds);
    let text = text::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = text::stretch(&text, (args.size * 1e6) as usize);
    assert!(!lines.is_empty(), "{}: no text; name one by --text", path.display());
    println!("Text: {}.", text::describe(&lines));
    let nothing = measure::first(None, "s2t", dictionaries, args.runs).peak;
    println!("A process that converts nothing peaks at {nothing:.1} MB, the engines' libraries being in it.");
    println!("Ratios to from_utf8 of the same bytes, median of {} turns; one thread.\n", args.turns);
    println!(
        "| preset | engine | whole text | a line a call | 30 characters a call | ns a call | first call, ms: least (median) | peak then, MB (beyond nothing) |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for preset in &args.preset {
        rows(args, preset, &text::source(&lines, preset), dictionaries, nothing);
    }
}

fn rows(args: &Args, preset: &str, lines: &[String], dictionaries: &Path, nothing: f64) {
    let chosen = if args.engine.is_empty() { Engine::value_variants() } else { &args.engine };
    let mut engines = Vec::new();
    for &engine in chosen {
        if let Some(convert) = engine.open(preset, Some(dictionaries)) {
            measure::check(engine, preset, &convert, &lines.join("\n"));
            engines.push((engine, convert));
        }
    }
    let strings = Portions::new(text::strings(lines));
    let calls = strings.texts.len() as f64;
    let whole = measure::ratios(&engines, &Portions::new(vec![lines.join("\n")]), args.turns);
    let line = measure::ratios(&engines, &Portions::new(lines.to_vec()), args.turns);
    let short = measure::ratios(&engines, &strings, args.turns);
    for (at, (engine, _)) in engines.iter().enumerate() {
        let First { least, median, peak } = measure::first(Some(*engine), preset, dictionaries, args.runs);
        println!(
            "| {preset} | {} | {} | {} | {} | {:.0} | {} ({}) | {peak:.1} ({:+.1}) |",
            engine.name(),
            figure(whole[at].0),
            figure(line[at].0),
            figure(short[at].0),
            short[at].1 * 1e9 / calls,
            figure(least),
            figure(median),
            peak - nothing,
        );
    }
}

/// Two digits that count.
fn figure(value: f64) -> String {
    match value {
        value if value >= 10.0 => format!("{value:.0}"),
        value if value >= 1.0 => format!("{value:.1}"),
        value if value >= 0.1 => format!("{value:.2}"),
        value => format!("{value:.3}"),
    }
}
