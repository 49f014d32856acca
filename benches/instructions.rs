//! How many instructions small fixed workloads take, as valgrind counts them: the same in every run, so a loss of a few
//! per cent shows that no clock would show. `.ci/instructions` runs this and compares with `instructions.json`.

use gungraun::{Callgrind, prelude::*};
use std::hint::black_box;
use tongwen::{Locale, Normalizer};

mod texts;

const BYTES: usize = 100_000;

fn simplified() -> String {
    texts::made("zh-CN", 0, BYTES)
}

fn traditional() -> String {
    texts::made("zh-TW", 1, BYTES)
}

/// As it should be already.
fn taiwan() -> String {
    named("zh-TW").normalize(&simplified()).into_owned()
}

fn ascii() -> String {
    let line = "let total = items.iter().map(|item| item.price).sum::<u64>(); // https://example.org/a?b=c\n";
    line.repeat(BYTES / line.len())
}

/// A preset or a plan.
fn named(name: &str) -> Normalizer {
    match name.parse::<Locale>() {
        Ok(locale) => Normalizer::to(locale),
        Err(_) => Normalizer::preset(name.parse().expect("a locale or a preset")),
    }
}

struct Work {
    normalizer: Normalizer,
    calls: Vec<String>,
}

fn whole(name: &str, text: String) -> Work {
    // What processors can do decides which code runs. Valgrind shows one and the same processor, if ours has AVX2.
    #[cfg(target_arch = "x86_64")]
    assert!(is_x86_feature_detected!("avx2"), "counts are taken with AVX2, which this processor lacks");
    let normalizer = named(name);
    black_box(normalizer.normalize(&text)); // What is made at the first call is not counted.
    Work { normalizer, calls: vec![text] }
}

fn thirty(name: &str, text: String) -> Work {
    let chars: Vec<char> = text.chars().collect();
    let calls = chars.chunks(30).map(|chars| chars.iter().collect()).collect();
    Work { calls, ..whole(name, text) }
}

#[library_benchmark]
#[bench::zh_tw_of_simplified(args = ("zh-TW", simplified()), setup = whole)]
#[bench::zh_tw_of_taiwan(args = ("zh-TW", taiwan()), setup = whole)]
#[bench::zh_tw_of_ascii(args = ("zh-TW", ascii()), setup = whole)]
#[bench::zh_tw_by_30_characters(args = ("zh-TW", simplified()), setup = thirty)]
#[bench::zh_cn_of_traditional(args = ("zh-CN", traditional()), setup = whole)]
#[bench::zh_hant_of_simplified(args = ("zh-Hant", simplified()), setup = whole)]
#[bench::s2t(args = ("s2t", simplified()), setup = whole)]
#[bench::s2twp(args = ("s2twp", simplified()), setup = whole)]
#[bench::t2s(args = ("t2s", traditional()), setup = whole)]
fn normalize(work: Work) -> usize {
    work.calls.iter().map(|text| work.normalizer.normalize(black_box(text)).len()).sum()
}

#[library_benchmark]
#[bench::zh_tw_of_simplified(args = ("zh-TW", simplified()), setup = whole)]
fn analyze(work: Work) -> usize {
    work.calls.iter().map(|text| work.normalizer.analyze(black_box(text)).edits().len()).sum()
}

library_benchmark_group!(name = instructions, benchmarks = [normalize, analyze]);

main!(
    config = LibraryBenchmarkConfig::default().tool(Callgrind::with_args(["--cache-sim=no"])),
    library_benchmark_groups = instructions
);
