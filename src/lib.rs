//! **tongwen** (同文, from 書同文, “one script for all”) takes any Chinese text and gives it back in one standard: the
//! script and the words of one place, with a report of every change. What no entry names is left alone.
//!
//! ```
//! use tongwen::{Locale, Normalizer};
//!
//! let to_taiwan = Normalizer::to(Locale::ZH_TW);
//! assert_eq!(to_taiwan.normalize("鼠标里的芯片"), "滑鼠裡的晶片");
//! assert_eq!(to_taiwan.normalize("軟件裏的晶片"), "軟體裡的晶片");        // from any script and place
//!
//! let to_the_mainland = Normalizer::to(Locale::ZH_CN);
//! assert_eq!(to_the_mainland.normalize("滑鼠裡的晶片"), "鼠标里的芯片");
//! ```
//!
//! # What it promises
//! - **Total.** Every `&str` converts: no panic, valid UTF-8 out, time linear in the input whatever the input.
//! - **Hands off.** Native text, addresses, code, placeholders, Japanese and Korean, variation sequences come back byte
//!   for byte ([`Protect`]); unchanged text is borrowed, not copied.
//! - **Idempotent.** A second pass changes nothing.
//! - **Accounted for.** [`analyze`](Normalizer::analyze) gives the same output with its edits: sorted, disjoint, each
//!   with the dictionary entries that made it.
//! - **Same text, same answer.** One call, line by line, on several threads, a [`Reader`] or a [`Writer`] over any pieces: the
//!   same bytes.
//! - **The user wins.** Your own words ([`Lexicon`]) beat all others, in either script, and what they write is left alone.
//! - **OpenCC when asked.** [`Preset`]s are byte-identical with OpenCC 1.4.2, line by line (U+000A parts lines). One
//!   thing differs: OpenCC loses what follows a NUL in some of them; tongwen keeps it. Presets do as OpenCC does:
//!   they protect nothing, and a second pass may change text again.
//!
//! # How a line is read
//! Each line is judged by itself, and nothing need be said of where it comes from.
//!
//! - Characters that one script has and the other has not show its script, and are converted. So do phrases that native
//!   text of the other script never has (后面, 什么).
//! - Characters that both scripts have (后 里 干 面 只 …) are converted only in lines that show the other script, or
//!   show nothing and the caller said so ([`from`](NormalizerBuilder::from)).
//! - Words of other places are replaced in either script. A word that the target's place itself uses, for something
//!   else, is left; in lines from elsewhere it is reported ([`ambiguities`](Analysis::ambiguities)).
//!
//! ```
//! use tongwen::{Locale, Normalizer};
//!
//! let to_taiwan = Normalizer::to(Locale::ZH_TW);
//! assert_eq!(to_taiwan.normalize("皇后以后在后面"), "皇后以後在後面");
//! assert_eq!(to_taiwan.normalize("皇后只有一里路"), "皇后只有一里路"); // shows nothing: left
//! assert_eq!(to_taiwan.normalize("见 https://example.org/软件 和 `软件`"), "見 https://example.org/软件 和 `软件`");
//! ```
//!
//! # What was changed, and why
//! ```
//! use tongwen::{Locale, Normalizer};
//!
//! let analysis = Normalizer::to(Locale::ZH_TW).analyze("数据库里的头发");
//! assert_eq!(analysis.output(), "資料庫裡的頭髮");
//! for edit in analysis.edits() {
//!     println!("{:?} {} → {}, {}", edit.source(), edit.before(), edit.after(), edit.confidence());
//!     for entry in edit.entries() {
//!         println!("    {}: {} → {} by {}", entry.table(), entry.key(), entry.value(), entry.reason());
//!     }
//! }
//! ```
//!
//! Ranges are of bytes; [`Offsets`] has them in `char`s, or in UTF-16 as editors and JavaScript count. An [`Alignment`] maps any
//! place of one text to the other, so that what was found in the output is marked in the source:
//!
//! ```
//! use tongwen::{Locale, Normalizer, Offsets, Unit};
//!
//! let analysis = Normalizer::to(Locale::ZH_TW).analyze("😀数据库");
//! let found = analysis.output().find("資料庫").map(|at| at..at + "資料庫".len()).unwrap();
//! let there = analysis.alignment().source(found);
//! assert_eq!(&analysis.source()[there.clone()], "数据库");
//! assert_eq!(Offsets::new(analysis.source(), Unit::Utf16).range(there), 2..5);
//! ```
//!
//! [`apply`](Analysis::apply) makes some of the edits; a [`Patch`] keeps them by themselves, and takes them back.
//!
//! # Your own words
//! ```
//! use tongwen::{Lexicon, Locale, Normalizer};
//!
//! let rows = "视频\t影音\n人工智能\t\tforbid\n元宇宙大会\t\tkeep\n"; // Lexicon::from_path("house.tsv")?
//! let house = Lexicon::from_tsv("house.tsv", rows)?.replace("博客", "網誌");
//! let n = Normalizer::builder(Locale::ZH_TW).layer(house).build()?;
//! assert_eq!(n.normalize("讲人工智能的视频和博客"), "講人工智能的影音和網誌");
//! let analysis = n.analyze("视频");
//! let entry = analysis.edits().next().unwrap().entries().next().unwrap();
//! assert_eq!(entry.origin(), Some("house.tsv:1")); // which row it was
//! # Ok::<(), tongwen::Error>(())
//! ```
//!
//! What a file may hold stands at [`Lexicon`]; [`lint`](Lexicon::lint) tells what could go wrong with it. Ranges of one text that
//! must stay are given with it: [`normalize_except`](Normalizer::normalize_except).
//!
//! # Is it in the right locale already?
//! ```
//! use tongwen::{Locale, Normalizer};
//!
//! let check = Normalizer::to(Locale::ZH_TW).check("安裝“软件”\n安裝軟件裏的文件");
//! for finding in check.findings() {
//!     println!("{:?} {} [{}] {}", finding.source(), finding.severity(), finding.rule(), finding.message());
//! }
//! assert_eq!(check.fix(), "安裝「軟體」\n安裝軟件裏的文件"); // what is safe, line by line: 文件 needs a look
//! assert_eq!(check.fix_all(), "安裝「軟體」\n安裝軟體裡的文件");
//! ```
//!
//! A [`Linter`] lets words stand and turns [rules](Rule) off; comments in the text do (`tongwen-ignore`, see
//! [`Linter::check`]). What a text is without a target in mind, [`detect`] tells.
//!
//! # Text of any size
//! ```no_run
//! use std::{fs::File, io};
//! use tongwen::{Locale, Normalizer};
//!
//! let to_the_mainland = Normalizer::to(Locale::ZH_CN);
//! let mut reader = to_the_mainland.reader(File::open("book.txt")?);
//! io::copy(&mut reader, &mut io::stdout().lock())?; // bounded memory (see `Reader`), even where the book is one line
//!
//! let mut writer = to_the_mainland.writer(File::create("out.txt")?);
//! io::copy(&mut File::open("book.txt")?, &mut writer)?;
//! writer.finish()?; // without it the last line may be missing
//! # Ok::<(), io::Error>(())
//! ```
//!
//! # Which preset
//! | from ↓ to → | Simplified | Traditional (OpenCC) | Taiwan | Hong Kong | Japan |
//! |---|---|---|---|---|---|
//! | Simplified | | [`S2t`](Preset::S2t) | [`S2tw`](Preset::S2tw), words too: [`S2twp`](Preset::S2twp) | [`S2hk`](Preset::S2hk), words too: [`S2hkp`](Preset::S2hkp) | |
//! | Traditional (OpenCC) | [`T2s`](Preset::T2s) | | [`T2tw`](Preset::T2tw) | [`T2hk`](Preset::T2hk) | [`T2jp`](Preset::T2jp) |
//! | Taiwan | [`Tw2s`](Preset::Tw2s), words too: [`Tw2sp`](Preset::Tw2sp) | [`Tw2t`](Preset::Tw2t) | | | |
//! | Hong Kong | [`Hk2s`](Preset::Hk2s), words too: [`Hk2sp`](Preset::Hk2sp) | [`Hk2t`](Preset::Hk2t) | | | |
//! | Japan | | [`Jp2t`](Preset::Jp2t) | | | |
//!
//! # Features
//! All only add; none changes an answer.
//! - `std` (default): [`Reader`], [`Writer`], `Lexicon::from_path`.
//! - `serde`: `Serialize` and `Deserialize` for names (locales, presets, layers, rules …, as `Display` has them), [`Lexicon`],
//!   [`NormalizerBuilder`], [`Patch`], [`Detection`] and [`Protect`]; `Serialize` for reports ([`Analysis`], [`Check`] and their
//!   parts). The `edits` of an analysis in JSON are a `Patch`.
//! - `parallel`: `Normalizer::normalize_parallel`, by `rayon`.
//! - `markup`: [`Document`]s: HTML, Markdown, subtitles, PO, JSON and others, of which only the text is converted.
//!
//! Without default features the crate needs `alloc` only.

#![no_std]
#![deny(missing_docs)]
#![cfg_attr(
    not(test),
    deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable)
)]

extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

mod analysis;
mod builder;
mod builtin;
mod check;
#[cfg(test)]
mod compile;
#[cfg_attr(not(test), allow(dead_code, reason = "dictionary files are read by build.rs and by tests"))]
mod data;
mod detect;
mod engine;
mod lexicon;
#[cfg(feature = "markup")]
mod markup;
mod normalizer;
mod offsets;
#[cfg(feature = "parallel")]
mod parallel;
mod preset;
#[cfg(feature = "serde")]
mod serialize;
#[cfg(feature = "std")]
mod stream;
#[cfg_attr(not(test), allow(dead_code, reason = "what `compile` needs to write a table"))]
mod table;

pub use analysis::{
    Alignment, Ambiguities, Ambiguity, Analysis, Confidence, Edit, Edits, Entries, Entry, Keeps, Kept, KeptBy, Patch,
};
pub use builder::NormalizerBuilder;
pub use check::{Check, Finding, Linter, Rule, Severity};
pub use data::{Domain, Error, ErrorKind, Layer, Locale, Place, Script, Style};
pub use detect::{Detection, Language, detect, detect_lines};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use engine::agree;
pub use engine::{Protect, Reason};
pub use lexicon::Lexicon;
#[cfg(feature = "markup")]
pub use markup::{Document, Format, Parser};
pub use normalizer::Normalizer;
pub use offsets::{Offsets, Unit};
pub use preset::Preset;
#[cfg(feature = "std")]
pub use stream::{Reader, Writer};

/// Names the dictionaries of this build: OpenCC's release, and our own rows by date.
///
/// ```
/// assert!(tongwen::DATA_VERSION.starts_with("opencc-1.4.2"));
/// ```
pub const DATA_VERSION: &str = "opencc-1.4.2, tongwen-2026.11.29";

/// The README's examples, tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
