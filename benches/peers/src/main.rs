//! tongwen and its rivals on the same texts in the same run: writes `benches/RESULTS.md` and `benches/results.svg`.

mod engine;
mod flat;
mod hostile;
#[path = "../../texts/mod.rs"]
mod made;
mod measure;
mod plot;
mod report;
#[path = "../../texts/rows.rs"]
mod rows;
mod text;
mod workloads;

use clap::{Parser, ValueEnum};
use engine::Engine;
use measure::FirstCall;
use report::{Firsts, Record};
use std::{
    fs,
    path::{Path, PathBuf},
};
use text::{Kind, Texts};

/// How fast tongwen and its rivals are: writes RESULTS.md and results.svg
#[derive(Parser)]
struct Args {
    /// Lines of Simplified prose [default: made from the seeds, which is kinder to caches]
    #[arg(long)]
    hans: Option<PathBuf>,
    /// Lines of Traditional prose
    #[arg(long)]
    hant: Option<PathBuf>,
    /// MB of each text; of longer files every second line is read, or third
    #[arg(long, default_value_t = 2.0)]
    size: f64,
    /// Turns, of which the median counts
    #[arg(long, default_value_t = 15)]
    turns: usize,
    /// Fresh processes for each first call
    #[arg(long, default_value_t = 9)]
    runs: usize,
    /// Only these beside tongwen; `tongwen` for none
    #[arg(long, value_delimiter = ',')]
    engine: Vec<Engine>,
    /// Measure flatness up to 1 GB, which takes 3 GB of memory
    #[arg(long)]
    huge: bool,
    /// The folder to write to [default: benches/]
    #[arg(long)]
    out: Option<PathBuf>,
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
    run(&args, &dictionaries);
    let _ = fs::remove_dir_all(&dictionaries); // Not there without OpenCC; no matter if it stays.
}

fn run(args: &Args, dictionaries: &Path) {
    let chosen = if args.engine.is_empty() { Engine::value_variants() } else { &args.engine };
    let engines: Vec<Engine> = chosen.iter().copied().filter(|&engine| engine != Engine::Tongwen).collect();
    let texts = Texts::new(args.hans.as_deref(), args.hant.as_deref(), (args.size * 1e6) as usize);
    let prose = texts.of(Kind::Hans);
    let mut sizes = vec![10_000, 1_000_000, 100_000_000];
    sizes.extend(args.huge.then_some(1_000_000_000));
    let record = Record {
        source: if args.hans.is_some() { "of many kinds" } else { "made from the seeds" },
        turns: args.turns,
        rows: &workloads::rows(&texts, &engines, dictionaries, args.turns),
        firsts: &firsts(&engines, dictionaries, args.runs),
        nothing: measure::first(None, "s2t", dictionaries, args.runs).peak,
        flat: &flat::flat(prose, &sizes, args.turns),
        unit: prose.len() as f64 / 1e9 / measure::median((0..args.turns).map(|_| measure::from_utf8(prose)).collect()),
        engines: &engines,
        texts: &texts,
    };
    let folder = args.out.clone().unwrap_or_else(|| made::root().join("benches"));
    for (name, text) in [("RESULTS.md", report::markdown(&record)), ("results.svg", plot::svg(record.rows))] {
        fs::write(folder.join(name), text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        println!("{}", folder.join(name).display());
    }
}

fn firsts(engines: &[Engine], dictionaries: &Path, runs: usize) -> Firsts {
    let mut firsts = Vec::new();
    for &config in workloads::FIRST {
        eprintln!("first call, {config} …");
        for &engine in [&[Engine::Tongwen], engines].concat().iter() {
            if engine.open(config, dictionaries).is_some() {
                firsts.push((config, engine, measure::first(Some(engine), config, dictionaries, runs)));
            }
        }
    }
    firsts
}
