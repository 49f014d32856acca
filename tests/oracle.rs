//! tongwen's presets against OpenCC 1.4.2 itself (C++). Built only with `--cfg opencc_oracle`; nobody else needs C++:
//!
//! ```sh
//! eval "$(.ci/opencc.sh)"    # the library, pinned; says where it is by OPENCC_* variables
//! RUSTFLAGS="--cfg opencc_oracle" cargo test --release --target-dir target/oracle --test oracle -- --nocapture
//! ```
//!
//! | variable | |
//! |---|---|
//! | `GOLDEN=write` | makes `tests/golden/` anew instead of checking it |
//! | `ORACLE_LINES` | how many random lines (20,000) |
//! | `ORACLE_SEED` | the seed that an earlier run printed |
//! | `ORACLE_TEXT` | files to compare line by line, with `:` between them |
//! | `ORACLE_PRESETS` | only these, with `,` between them |

#![cfg(opencc_oracle)]

#[path = "support/golden.rs"]
mod golden;
#[path = "support/mixture.rs"]
mod mixture;
#[path = "support/surprises.rs"]
mod surprises;

use golden::brief;
use mixture::Mixture;
use opencc_rust::{DefaultConfig, OpenCC, generate_static_dictionaries};
use std::{
    env, fs,
    path::Path,
    process,
    sync::LazyLock,
    time::{Instant, UNIX_EPOCH},
};
use tongwen::{Normalizer, Preset};

/// Lines joined into one call, so that state carried over a line end would show.
const BATCH: usize = 50;
/// Differences shown for each preset; the rest are counted.
const SHOWN: usize = 3;

/// One preset, both ways.
struct Pair {
    preset: Preset,
    ours: Normalizer,
    theirs: OpenCC,
}

struct Fault {
    what: &'static str,
    theirs: String,
    ours: String,
}

impl Pair {
    /// What OpenCC makes of the text, each line apart: its ideographic description sequences would reach over line ends.
    fn reference(&self, text: &str) -> String {
        let lines: Vec<String> = text.split('\n').map(|line| self.line(line)).collect();
        lines.join("\n")
    }

    /// OpenCC loses what follows a NUL, we do not. So a control character that no table names takes its place.
    fn line(&self, line: &str) -> String {
        let convert = |line: &str| self.theirs.convert(line).expect("OpenCC converts what is UTF-8");
        if !line.contains('\0') {
            return convert(line);
        }
        let stand_in = ('\u{1}'..='\u{8}').find(|c| !line.contains(*c)).expect("a control character to spare");
        convert(&line.replace('\0', &stand_in.to_string())).replace(stand_in, "\0")
    }

    /// Where we and OpenCC part.
    fn fault(&self, text: &str) -> Option<Fault> {
        let theirs = self.reference(text);
        let normalized = self.ours.normalize(text);
        if normalized != theirs {
            return Some(Fault { what: "normalize", theirs, ours: normalized.into_owned() });
        }
        let analysis = self.ours.analyze(text);
        let ours = analysis.output().to_string();
        (ours != theirs).then_some(Fault { what: "analyze", theirs, ours })
    }

    /// Prints what differs in the text, and the least part of it in which something still does.
    fn report(&self, text: &str, fault: &Fault) {
        let least = shrink(text, |text| self.fault(text).is_some());
        println!("{}: {} differs", self.preset, fault.what);
        println!("  line    {}\n  OpenCC  {}\n  tongwen {}", brief(text), brief(&fault.theirs), brief(&fault.ours));
        if let Some(fault) = self.fault(&least) {
            let Fault { what, theirs, ours } = fault;
            println!("  least   {}\n  OpenCC  {}\n  tongwen {} ({what})", brief(&least), brief(&theirs), brief(&ours));
        }
    }
}

/// Deletes characters, ever smaller pieces at a time, for as long as `fails` stays true.
fn shrink(text: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut kept: Vec<char> = text.chars().collect();
    let mut size = kept.len().div_ceil(2);
    // A line of many thousands of characters is not worth more.
    let mut tries = 3000;
    loop {
        let (before, mut at) = (kept.len(), 0);
        while at < kept.len() {
            if tries == 0 {
                return kept.into_iter().collect();
            }
            tries -= 1;
            let end = (at + size).min(kept.len());
            let shorter: String = kept[..at].iter().chain(&kept[end..]).collect();
            if fails(&shorter) {
                kept.drain(at..end);
            } else {
                at = end;
            }
        }
        match size {
            0 | 1 if kept.len() == before => return kept.into_iter().collect(),
            0 | 1 => {}
            _ => size = size.div_ceil(2),
        }
    }
}

/// All presets, or those that `ORACLE_PRESETS` names.
fn pairs() -> &'static [Pair] {
    static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| {
        use DefaultConfig::*;
        let all = [S2T, T2S, S2TW, TW2S, S2HK, HK2S, S2TWP, TW2SP, S2HKP, HK2SP, T2TW, TW2T, T2HK, HK2T, T2JP, JP2T];
        // opencc-rust has the dictionaries inside, but OpenCC opens files; it needs them no longer once it has read them.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("opencc-{}", process::id()));
        generate_static_dictionaries(&folder, &all).expect("a writable target folder");
        let named: Option<Vec<Preset>> =
            env::var("ORACLE_PRESETS").ok().map(|names| names.split(',').map(|name| name.parse().unwrap()).collect());
        let pairs = named.unwrap_or(Preset::ALL.to_vec()).into_iter().map(|preset| Pair {
            preset,
            ours: Normalizer::preset(preset),
            theirs: OpenCC::new(folder.join(format!("{preset}.json"))).expect("a configuration that OpenCC ships"),
        });
        let pairs = pairs.collect();
        fs::remove_dir_all(&folder).expect("a folder of our own");
        pairs
    });
    &PAIRS
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|value| value.parse().unwrap_or_else(|_| panic!("{name}={value}: write a number")))
}

/// Compares line by line, then the lines together; shows the first differences of each preset. Returns how many differ.
fn compare(lines: &[String], found: &mut [usize]) {
    for (pair, found) in pairs().iter().zip(found) {
        let mut see = |text: &str| {
            let fault = pair.fault(text);
            if let Some(fault) = &fault {
                *found += 1;
                if *found <= SHOWN {
                    pair.report(text, fault);
                }
            }
            fault.is_none()
        };
        let alike = lines.iter().filter(|line| see(line)).count();
        if alike == lines.len() && alike > 1 {
            see(&lines.join("\n"));
        }
    }
}

/// Fails with the counts where anything differed.
fn conclude(title: &str, lines: usize, bytes: usize, found: &[usize], since: Instant) {
    let counts: Vec<String> =
        pairs().iter().zip(found).map(|(pair, found)| format!("{} {found}", pair.preset)).collect();
    let all: usize = found.iter().sum();
    println!(
        "{title}: {lines} lines, {bytes} bytes, in {} presets: {all} differences ({:.1?})",
        found.len(),
        since.elapsed()
    );
    assert!(all == 0, "{title}: differences by preset: {}", counts.join(", "));
}

#[test]
fn golden_files_are_what_opencc_gives() {
    let write = env::var("GOLDEN").is_ok_and(|value| value == "write");
    if write {
        golden::write("mixture", "input", &mixture_for_golden(), None);
    }
    for set in golden::SETS {
        let input = golden::input(set);
        if write {
            golden::write(set, "input", &input, None); // The same spelling of the JSON, whoever wrote it.
        }
        for pair in pairs() {
            let now: Vec<String> = input.iter().map(|line| pair.reference(line)).collect();
            if write {
                golden::write(set, pair.preset.name(), &now, Some(&input));
            }
            let golden = golden::expected(set, pair.preset.name(), &input);
            let stale = golden.iter().zip(&now).filter(|(golden, now)| golden != now).count();
            assert_eq!(
                stale, 0,
                "{set}/{}: lines that OpenCC converts otherwise; GOLDEN=write makes them anew",
                pair.preset
            );
        }
    }
}

#[test]
fn surprises_are_what_opencc_gives() {
    let mut stale = 0;
    for &(preset, text, expected, why) in surprises::SURPRISES {
        let Some(pair) = pairs().iter().find(|pair| pair.preset.name() == preset) else { continue };
        let now = pair.reference(text);
        if now != expected {
            stale += 1;
            println!("{preset}: {text:?} ({why})\n  OpenCC  {now:?}\n  written {expected:?}");
        }
    }
    assert_eq!(stale, 0, "surprises that are none, or others");
}

/// 600 short lines, some of them with NUL, and four that are longer than a buffer.
fn mixture_for_golden() -> Vec<String> {
    let mut mixture = Mixture::new(142);
    let mut lines: Vec<String> = (0..580).map(|_| mixture.short(9)).collect();
    lines.extend((0..4).map(|_| mixture.long(1_500)));
    let mut mixture = Mixture::new(143).with_nul();
    lines.extend((0..20).map(|_| mixture.short(6)));
    lines
}

#[test]
fn generated_text_agrees() {
    let fresh = || UNIX_EPOCH.elapsed().map_or(0, |time| time.as_nanos() as u64);
    let seed = number("ORACLE_SEED").unwrap_or_else(fresh);
    let lines = number("ORACLE_LINES").unwrap_or(20_000) as usize;
    println!("ORACLE_SEED={seed} ORACLE_LINES={lines}");
    let since = Instant::now();
    let mut mixture = Mixture::new(seed).with_nul();
    let (mut left, mut bytes, mut found) = (lines, 0, vec![0; pairs().len()]);
    while left > 0 {
        let batch: Vec<String> = (0..left.min(BATCH)).map(|_| mixture.line()).collect();
        left -= batch.len();
        bytes += batch.iter().map(String::len).sum::<usize>();
        compare(&batch, &mut found);
    }
    conclude(&format!("generated (ORACLE_SEED={seed})"), lines, bytes, &found, since);
}

#[test]
fn real_text_agrees() {
    let Ok(files) = env::var("ORACLE_TEXT") else {
        println!("ORACLE_TEXT names no files: nothing to compare");
        return;
    };
    for file in files.split(':') {
        let since = Instant::now();
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let lines: Vec<String> = text.split('\n').map(str::to_string).collect();
        let mut found = vec![0; pairs().len()];
        for batch in lines.chunks(BATCH) {
            compare(batch, &mut found);
        }
        conclude(file, lines.len(), text.len(), &found, since);
    }
}
