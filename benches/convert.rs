//! The hot path: whole texts, a call a line, a call a short string; `from_utf8` of the same bytes is the unit.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tongwen::{Locale, Normalizer, Preset};

mod texts;

fn convert(c: &mut Criterion) {
    for (folder, column, presets) in [
        ("zh-CN", 0, &[Preset::S2t, Preset::S2twp, Preset::S2hkp][..]),
        ("zh-TW", 1, &[Preset::T2s, Preset::Tw2s, Preset::Tw2sp, Preset::T2tw][..]),
    ] {
        let text = texts::made(folder, column, 1 << 20);
        let lines: Vec<&str> = text.lines().collect();
        let mut group = c.benchmark_group(format!("convert/{folder}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("from_utf8", |b| b.iter(|| str::from_utf8(black_box(text.as_bytes())).unwrap().len()));
        for &preset in presets {
            let normalizer = Normalizer::preset(preset);
            assert_ne!(normalizer.normalize(&text), text, "{preset} has something to do");
            group.bench_function(preset.name(), |b| b.iter(|| normalizer.normalize(black_box(&text)).len()));
            group.bench_function(format!("{preset} by lines"), |b| {
                b.iter(|| lines.iter().map(|line| normalizer.normalize(black_box(line)).len()).sum::<usize>());
            });
        }
        let normalizer = Normalizer::preset(presets[0]);
        group.bench_function(format!("{} analyzed", presets[0]), |b| {
            b.iter(|| normalizer.analyze(black_box(&text)).edits().len());
        });
        group.finish();
    }
}

fn short(c: &mut Criterion) {
    let text = "这一家公司去年发布的芯片，里面一共有多少个晶体管，没有人知道";
    let mut group = c.benchmark_group("short");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("from_utf8", |b| b.iter(|| str::from_utf8(black_box(text.as_bytes())).unwrap().len()));
    for preset in [Preset::S2t, Preset::S2twp, Preset::T2s] {
        let normalizer = Normalizer::preset(preset);
        group.bench_function(preset.name(), |b| b.iter(|| normalizer.normalize(black_box(text)).len()));
    }
    group.bench_function("ascii", |b| {
        let normalizer = Normalizer::preset(Preset::S2twp);
        b.iter(|| normalizer.normalize(black_box("https://example.org/a/path?query=string")).len());
    });
    group.finish();
}

/// Our own plans: prose that changes, prose that is as it should be, ASCII with a little Chinese.
fn plans(c: &mut Criterion) {
    let ascii: String = "let total = items.iter().map(|item| item.price).sum::<u64>(); // 价格之和\n".repeat(8000);
    for (name, text) in [
        ("Simplified", texts::made("zh-CN", 0, 1 << 20)),
        ("Traditional", texts::made("zh-TW", 1, 1 << 20)),
        ("mostly ASCII", ascii),
    ] {
        let mut group = c.benchmark_group(format!("plans/{name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("from_utf8", |b| b.iter(|| str::from_utf8(black_box(text.as_bytes())).unwrap().len()));
        let mut changed = 0;
        for locale in [Locale::ZH_TW, Locale::ZH_HK, Locale::ZH_CN] {
            let normalizer = Normalizer::to(locale);
            changed += usize::from(normalizer.normalize(&text) != text);
            group.bench_function(locale.tag(), |b| b.iter(|| normalizer.normalize(black_box(&text)).len()));
            group.bench_function(format!("{locale} analyzed"), |b| {
                b.iter(|| normalizer.analyze(black_box(&text)).edits().len());
            });
        }
        assert!(changed > 0, "{name}: some plan has something to do");
        group.finish();
    }
}

criterion_group!(benches, convert, short, plans);
criterion_main!(benches);
