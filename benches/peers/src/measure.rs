//! Time and memory.

use crate::engine::{Convert, Engine, proof};
use clap::ValueEnum;
use std::{
    env, fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

/// One text in the portions in which it is handed over: all of it, its lines, or strings of 30 characters.
pub struct Portions {
    pub texts: Vec<String>,
    /// The same bytes in one piece, for `from_utf8`.
    pub joined: Vec<u8>,
}

impl Portions {
    pub fn new(texts: Vec<String>) -> Self {
        let joined = texts.concat().into_bytes();
        Portions { texts, joined }
    }
}

fn from_utf8(portions: &Portions) -> Duration {
    let since = Instant::now();
    black_box(std::str::from_utf8(black_box(&portions.joined)).is_ok());
    since.elapsed()
}

fn convert(portions: &Portions, convert: &Convert) -> Duration {
    let since = Instant::now();
    for text in &portions.texts {
        black_box(convert(black_box(text)).len());
    }
    since.elapsed()
}

pub fn median<T: PartialOrd + Copy>(mut values: Vec<T>) -> T {
    values.sort_by(|a, b| a.partial_cmp(b).expect("no NaN among times"));
    values[values.len() / 2]
}

/// For each engine the median, over the turns, of time of `from_utf8` by time of the engine, and of its seconds. In a
/// turn every engine runs once, with `from_utf8` before and after it; each turn begins with another engine.
pub fn ratios(engines: &[(Engine, Convert)], portions: &Portions, turns: usize) -> Vec<(f64, f64)> {
    let mut samples = vec![(Vec::new(), Vec::new()); engines.len()];
    for turn in 0..turns {
        for step in 0..engines.len() {
            let at = (turn + step) % engines.len();
            let before = from_utf8(portions);
            let time = convert(portions, &engines[at].1).as_secs_f64();
            let reference = (before + from_utf8(portions)).as_secs_f64() / 2.0;
            samples[at].0.push(reference / time);
            samples[at].1.push(time);
        }
    }
    samples.into_iter().map(|(ratios, times)| (median(ratios), median(times))).collect()
}

/// What a fresh process is asked for: `first ENGINE PRESET DICTIONARIES`; `nothing` for an engine does nothing.
pub struct FirstCall {
    engine: Option<Engine>,
    preset: String,
    dictionaries: PathBuf,
}

impl FirstCall {
    pub fn asked() -> Option<Self> {
        let mut args = env::args().skip(1);
        if args.next()? != "first" {
            return None;
        }
        let engine = Engine::from_str(&args.next()?, true).ok();
        Some(FirstCall { engine, preset: args.next()?, dictionaries: args.next()?.into() })
    }

    /// Opens the engine and converts one sentence. Prints nanoseconds and the peak memory in KB.
    pub fn run(&self) {
        let simplified = self.preset.starts_with('s');
        let sentence = if simplified {
            "我们用汉字写软件里的信息。"
        } else {
            "我們用漢字寫軟體裡的資訊。"
        };
        let since = Instant::now();
        if let Some(engine) = self.engine {
            let convert =
                engine.open(&self.preset, Some(&self.dictionaries)).expect("the parent asks for what there is");
            black_box(convert(black_box(sentence)).len());
        }
        let time = since.elapsed();
        println!("{} {}", time.as_nanos(), peak().unwrap_or(0));
    }
}

/// The most memory that this process has had at once, in KB (Linux).
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

pub struct First {
    pub least: f64,
    pub median: f64,
    /// MB, 0 where the system does not tell.
    pub peak: f64,
}

/// Runs this program again and again for a [`FirstCall`]. No engine: what a process takes that converts nothing.
pub fn first(engine: Option<Engine>, preset: &str, dictionaries: &Path, runs: usize) -> First {
    let program = env::current_exe().expect("a program knows where it is");
    let name = engine.map_or("nothing".to_string(), |engine| format!("{engine:?}"));
    let mut times = Vec::new();
    let mut peaks = Vec::new();
    for _ in 0..runs {
        let mut command = Command::new(&program);
        command.args(["first", &name, preset]).arg(dictionaries);
        let output = command.output().expect("this program runs again");
        let text = String::from_utf8_lossy(&output.stdout);
        let mut numbers = text.split_whitespace().map_while(|number| number.parse::<f64>().ok());
        let (Some(time), Some(peak)) = (numbers.next(), numbers.next()) else {
            panic!("{name} {preset}: {}", String::from_utf8_lossy(&output.stderr));
        };
        times.push(time / 1e6);
        peaks.push(peak / 1024.0);
    }
    let least = times.iter().copied().fold(f64::INFINITY, f64::min);
    First { least, median: median(times), peak: median(peaks) }
}

/// An engine that gave the text back would be the fastest of all.
pub fn check(engine: Engine, preset: &str, convert: &Convert, text: &str) {
    let (from, to) = proof(preset);
    assert_eq!(convert(from), to, "{} {preset} does not convert", engine.name());
    assert_ne!(convert(text), text, "{} {preset} changes nothing in the text", engine.name());
}
