//! **tongwen** (同文, from 書同文, “one script for all”) converts Chinese text between its scripts and the standards of
//! its places, and reports every change.
//!
//! This release carries the machine and OpenCC's data: all 16 configurations of OpenCC 1.4.2 as [`Preset`]s, with the
//! same bytes out, many times faster, in safe Rust, without C++, files or start-up.
//!
//! ```
//! use tongwen::{Normalizer, Preset};
//!
//! let to_taiwan = Normalizer::preset(Preset::S2twp);
//! assert_eq!(to_taiwan.normalize("鼠标里的芯片"), "滑鼠裡的晶片");
//! ```
//!
//! # What it promises
//! - **Total.** Every `&str` converts: no panic, valid UTF-8 out, time linear in the input whatever the input.
//! - **No copy without a change.** Text that stays as it is comes back borrowed.
//! - **Accounted for.** [`analyze`](Normalizer::analyze) gives the same output with its edits: sorted, disjoint, each
//!   with the dictionary entries that made it.
//! - **Same text, same answer.** One call, line by line, or a [`Reader`] over any pieces: the same bytes.
//! - **OpenCC when asked.** Presets are byte-identical with OpenCC 1.4.2, line by line (U+000A parts lines). One thing
//!   differs: OpenCC loses what follows a NUL in some of them; tongwen keeps it.
//!
//! # What was changed, and why
//! ```
//! use tongwen::{Normalizer, Preset};
//!
//! let analysis = Normalizer::preset(Preset::S2twp).analyze("数据里的头发");
//! assert_eq!(analysis.output(), "資料裡的頭髮");
//! for edit in analysis.edits() {
//!     let entries: Vec<_> = edit.entries().map(|entry| (entry.table(), entry.key(), entry.value())).collect();
//!     println!("{:?} {} → {} by {entries:?}", edit.source(), edit.before(), edit.after());
//! }
//! ```
//!
//! # Text of any size
//! ```no_run
//! use std::{fs::File, io};
//! use tongwen::{Normalizer, Preset};
//!
//! let mut reader = Normalizer::preset(Preset::T2s).reader(File::open("book.txt")?);
//! io::copy(&mut reader, &mut io::stdout().lock())?; // bounded memory (see `Reader`), even where the book is one line
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
//! - `std` (default): [`Reader`].
//! - `serde`: `Serialize` for analyses; `Serialize` and `Deserialize` for locales and presets, as their names.
//! - `markup`, `parallel`: nothing yet.
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
#[cfg(test)]
mod compile;
#[cfg_attr(not(test), allow(dead_code, reason = "dictionary files are read by build.rs and by tests"))]
mod data;
mod detect;
mod engine;
mod normalizer;
mod preset;
#[cfg(feature = "serde")]
mod serialize;
#[cfg(feature = "std")]
mod stream;
#[cfg_attr(not(test), allow(dead_code, reason = "what `compile` needs to write a table"))]
mod table;

pub use analysis::{Ambiguities, Ambiguity, Analysis, Edit, Edits, Entries, Entry};
pub use builder::NormalizerBuilder;
pub use data::{Domain, Error, ErrorKind, Layer, Locale, Place, Script};
pub use detect::{Detection, detect};
pub use engine::Protect;
pub use normalizer::Normalizer;
pub use preset::Preset;
#[cfg(feature = "std")]
pub use stream::Reader;

/// Names the dictionaries of this build: OpenCC's release.
///
/// ```
/// assert_eq!(tongwen::DATA_VERSION, "opencc-1.4.2");
/// ```
pub const DATA_VERSION: &str = "opencc-1.4.2";

/// The README's examples, tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
