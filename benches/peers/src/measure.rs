//! Time and memory.

use crate::engine::Engine;
use clap::ValueEnum;
use cpu_time::ProcessTime;
use std::{
    env, fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// Does with a text what is timed, and gives a number that depends on what it did.
pub type Work = Box<dyn Fn(&str) -> usize>;

/// One text in the portions in which it is handed over.
pub struct Portions {
    pub texts: Vec<String>,
    /// The same bytes in one piece, for `from_utf8`.
    joined: String,
}

impl Portions {
    pub fn new(texts: Vec<String>) -> Self {
        let joined = texts.concat();
        Portions { texts, joined }
    }
}

/// Medians of the turns.
#[derive(Clone, Copy)]
pub struct Figure {
    /// Time of `from_utf8` by time of the work.
    pub ratio: f64,
    pub seconds: f64,
}

/// Of the processor, so that what else runs on the machine counts less; nobody here uses a second thread meanwhile.
pub fn seconds(work: impl FnOnce() -> usize) -> f64 {
    let since = ProcessTime::now();
    black_box(work());
    since.elapsed().as_secs_f64()
}

pub fn from_utf8(text: &str) -> f64 {
    seconds(|| std::str::from_utf8(black_box(text.as_bytes())).map_or(0, str::len))
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// In a turn each work is done once, with `from_utf8` before and after it, for machines drift; each turn begins with
/// another.
pub fn turns(works: &[Work], portions: &Portions, turns: usize) -> Vec<Figure> {
    let mut samples = vec![(Vec::new(), Vec::new()); works.len()];
    for turn in 0..turns {
        for step in 0..works.len() {
            let at = (turn + step) % works.len();
            let before = from_utf8(&portions.joined);
            let time = seconds(|| portions.texts.iter().map(|text| works[at](black_box(text))).sum());
            let unit = (before + from_utf8(&portions.joined)) / 2.0;
            samples[at].0.push(unit / time);
            samples[at].1.push(time);
        }
    }
    samples.into_iter().map(|(ratios, times)| Figure { ratio: median(ratios), seconds: median(times) }).collect()
}

/// What a fresh process is asked for: `first ENGINE CONFIGURATION DICTIONARIES`; `nothing` for an engine does nothing.
pub struct FirstCall {
    engine: Option<Engine>,
    config: String,
    dictionaries: PathBuf,
}

impl FirstCall {
    pub fn asked() -> Option<Self> {
        let mut args = env::args().skip(1);
        if args.next()? != "first" {
            return None;
        }
        let engine = Engine::from_str(&args.next()?, true).ok();
        Some(FirstCall { engine, config: args.next()?, dictionaries: args.next()?.into() })
    }

    /// Opens the engine and converts one sentence. Prints nanoseconds and the peak memory in KB.
    pub fn run(&self) {
        let simplified = self.config.starts_with('s') || self.config == "zh-TW";
        let sentence = if simplified {
            "我们用汉字写软件里的信息。"
        } else {
            "我們用漢字寫軟體裡的資訊。"
        };
        let since = Instant::now();
        if let Some(engine) = self.engine {
            let convert = engine.open(&self.config, &self.dictionaries).expect("the parent asks for what there is");
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
pub fn first(engine: Option<Engine>, config: &str, dictionaries: &Path, runs: usize) -> First {
    let program = env::current_exe().expect("a program knows where it is");
    let name = engine.map_or("nothing".to_string(), |engine| format!("{engine:?}"));
    let mut times = Vec::new();
    let mut peaks = Vec::new();
    for _ in 0..runs {
        let mut command = Command::new(&program);
        command.args(["first", &name, config]).arg(dictionaries);
        let output = command.output().expect("this program runs again");
        let text = String::from_utf8_lossy(&output.stdout);
        let mut numbers = text.split_whitespace().map_while(|number| number.parse::<f64>().ok());
        let (Some(time), Some(peak)) = (numbers.next(), numbers.next()) else {
            panic!("{name} {config}: {}", String::from_utf8_lossy(&output.stderr));
        };
        times.push(time / 1e6);
        peaks.push(peak / 1024.0);
    }
    let least = times.iter().copied().fold(f64::INFINITY, f64::min);
    First { least, median: median(times), peak: median(peaks) }
}
