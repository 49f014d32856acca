//! The caller's words: how long many rows take to read, to compile and to lint, and what they cost while text is converted.
//!
//! `cargo bench --bench lexicon`

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tongwen::{Lexicon, Locale, Normalizer};

#[path = "texts/rows.rs"]
mod rows;

fn lexicon(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("lexicon");
    group.sample_size(10);
    let text = include_str!("../seeds/zh-CN/news.txt").repeat(20);
    for count in [0, 5_000, 50_000, 100_000, 500_000] {
        let rows = rows::rows(count);
        let lexicon = Lexicon::from_tsv("rows.tsv", &rows).expect("these rows can be read");
        assert_eq!(lexicon.len(), count);
        let build = |lexicon| Normalizer::builder(Locale::ZH_TW).layer(lexicon).build().expect("and compiled");
        if count > 0 {
            group.bench_function(format!("read {count}"), |bench| {
                bench.iter(|| Lexicon::from_tsv("rows.tsv", black_box(&rows)))
            });
            group.bench_function(format!("compile {count}"), |bench| {
                bench.iter_batched(|| lexicon.clone(), build, BatchSize::PerIteration);
            });
        }
        let n = build(lexicon);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("convert with {count}"), |bench| {
            bench.iter(|| n.normalize(black_box(&text)).len())
        });
    }
    group.finish();
}

criterion_group!(benches, lexicon);
criterion_main!(benches);
