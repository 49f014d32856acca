//! `Normalizer::reader` and `Normalizer::writer`: whatever pieces a text comes in, the bytes are those of one call of
//! `normalize`; memory is bounded; an inner stream that fails loses nothing and gets nothing twice.

mod any_chunks;
mod edges;
mod encoding;
mod faults;
mod inner;
mod large;
mod promptness;
mod splits;
#[allow(dead_code, unused_imports, reason = "the properties use all of them")]
#[path = "../properties/strategies/mod.rs"]
mod strategies;

use tongwen::{Lexicon, Locale, Normalizer, Preset, Protect, Style};

/// Ways of converting, each with its name: our plans, with all that changes how they read a line, and OpenCC's.
fn normalizers() -> Vec<(&'static str, Normalizer)> {
    vec![
        ("zh-TW", Normalizer::to(Locale::ZH_TW)),
        ("zh-CN", Normalizer::to(Locale::ZH_CN)),
        ("zh-HK from zh-CN", Normalizer::builder(Locale::ZH_HK).from(Locale::ZH_CN).build().unwrap()),
        ("zh-TW with rows", with_rows()),
        ("zh-TW by the ministry, unprotected", by_the_ministry()),
        ("s2twp", Normalizer::preset(Preset::S2twp)),
        ("t2s", Normalizer::preset(Preset::T2s)),
    ]
}

/// A plan with rows of the caller's that overlap each other and built-in words, one of them in Latin letters.
fn with_rows() -> Normalizer {
    let rows = Lexicon::new()
        .replace("软件库", "軟體庫房")
        .replace("库里", "庫內")
        .replace("App", "應用程式")
        .replace("里面的", "裡頭之")
        .keep("数字经济学")
        .forbid("人工智能");
    Normalizer::builder(Locale::ZH_TW).layer(rows).build().unwrap()
}

/// A plan with a house style, which protects nothing.
fn by_the_ministry() -> Normalizer {
    Normalizer::builder(Locale::ZH_TW).style(Style::Ministry).protect(Protect::empty()).build().unwrap()
}

/// Where two texts differ first: the place in the first, and what stands there in both.
fn difference(got: &[u8], want: &[u8]) -> Option<String> {
    let same = got.iter().zip(want).take_while(|(got, want)| got == want).count();
    let around = |bytes: &[u8]| {
        let from = same.saturating_sub(12);
        String::from_utf8_lossy(bytes.get(from..bytes.len().min(same + 24)).unwrap_or_default()).into_owned()
    };
    (got != want).then(|| {
        let (got_here, want_here) = (around(got), around(want));
        format!("{} bytes, not {}; from byte {same} on {got_here:?}, not {want_here:?}", got.len(), want.len())
    })
}
