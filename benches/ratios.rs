//! One table: how each preset and plan stands to `from_utf8` on the same text in the same run.
//!
//! `cargo bench --bench ratios -- [--hans FILE] [--hant FILE]`: lines of real text; without a file text is made from the
//! seeds and the dictionary, which is kinder to caches. Machines drift, so every figure is the median of 15 turns in
//! which all take part one after the other, and only the ratio counts.

use clap::Parser;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;
use tongwen::{Locale, Normalizer, Preset};

mod texts;

const TURNS: usize = 15;
const BYTES: usize = 10_000_000;

/// How each preset and plan stands to `from_utf8`
#[derive(Parser)]
struct Args {
    /// Lines of text in Simplified script
    #[arg(long)]
    hans: Option<PathBuf>,
    /// Lines of text in Traditional script
    #[arg(long)]
    hant: Option<PathBuf>,
    /// Only convert one sentence and print the milliseconds: what the table runs as a fresh process
    #[arg(long)]
    first: Option<String>,
    /// What Cargo says to a benchmark; without it this one is run as a test, and only once over a little text
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let args = Args::parse();
    match &args.first {
        Some(name) => first_call(name),
        None if args.bench => table(&args, TURNS, BYTES),
        None => table(&args, 1, BYTES / 1000),
    }
}

fn table(args: &Args, turns: usize, bytes: usize) {
    println!("{:24} {:>8} {:>8} {:>8} {:>10}", "", "whole", "by line", "30 chars", "first call");
    for (path, folder, column) in [(&args.hans, "zh-CN", 0), (&args.hant, "zh-TW", 1)] {
        let text = match path {
            Some(path) => std::fs::read_to_string(path).expect("a file of lines"),
            None => texts::made(folder, column, bytes),
        };
        let ascii = text.bytes().filter(u8::is_ascii).count() as f64 / text.chars().count() as f64;
        let title = if path.is_some() { "real text" } else { "made from seeds" };
        println!("{title}, {:.1} MB, {:.0} % ASCII", text.len() as f64 / 1e6, ascii * 100.0);
        rows(&text, column, turns);
        let pure: String = text.chars().filter(|c| !c.is_ascii() || *c == '\n').collect();
        println!("the same without ASCII, {:.1} MB", pure.len() as f64 / 1e6);
        rows(&pure, column, turns);
    }
}

fn rows(text: &str, column: usize, turns: usize) {
    let reads = |name: &&str| name.starts_with('s') == (column == 0);
    let presets = Preset::ALL.iter().map(|preset| preset.name()).filter(reads);
    // What is already as it should be is a plan's commonest text.
    let names: Vec<&str> = ["zh-TW", "zh-HK", "zh-CN"].into_iter().chain(presets).collect();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let lines: Vec<&str> = text.lines().collect();
    let short: Vec<&str> =
        chars.chunks_exact(30).map(|cut| &text[cut[0].0..cut[29].0 + cut[29].1.len_utf8()]).collect();
    let mut units = Vec::new();
    let mut times = vec![[const { Vec::new() }; 3]; names.len()];
    for _ in 0..turns {
        units.push(seconds(|| str::from_utf8(black_box(text.as_bytes())).map_or(0, str::len)));
        for (name, [whole, by_line, by_thirty]) in names.iter().zip(&mut times) {
            let normalizer = named(name);
            whole.push(seconds(|| normalizer.normalize(black_box(text)).len()));
            by_line.push(seconds(|| lines.iter().map(|line| normalizer.normalize(black_box(line)).len()).sum()));
            by_thirty.push(seconds(|| short.iter().map(|text| normalizer.normalize(black_box(text)).len()).sum()));
        }
    }
    let unit = median(&mut units);
    println!(
        "  from_utf8: {:.2} GB/s, {:.2} ns a character",
        text.len() as f64 / unit / 1e9,
        unit * 1e9 / chars.len() as f64
    );
    for (name, times) in names.iter().zip(&mut times) {
        let [whole, by_line, by_thirty] = times.each_mut().map(|times| unit / median(times));
        println!("  {:22} {whole:8.2} {by_line:8.2} {by_thirty:8.2} {:>7.3} ms", name, first_calls(name));
    }
}

fn seconds(work: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Milliseconds until a fresh process has converted its first sentence: the median of some processes.
fn first_calls(name: &str) -> f64 {
    let program = std::env::current_exe().expect("this program");
    let run = || Command::new(&program).args(["--first", name]).output().expect("this program again");
    let milliseconds = |_| String::from_utf8_lossy(&run().stdout).trim().parse().expect("milliseconds");
    median(&mut (0..9).map(milliseconds).collect::<Vec<f64>>())
}

fn first_call(name: &str) {
    let taken = seconds(|| named(name).normalize("人工智能芯片的数字经济发展，後面的頭髮").len());
    println!("{}", taken * 1e3);
}

/// A preset or a plan.
fn named(name: &str) -> Normalizer {
    match name.parse::<Locale>() {
        Ok(locale) => Normalizer::to(locale),
        Err(_) => Normalizer::preset(name.parse().expect("a locale or a preset")),
    }
}
