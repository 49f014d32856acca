//! tongwen
#![no_std]
#![cfg_attr(
    not(test),
    deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable)
)]

extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

mod analysis;
mod builtin;
#[cfg(test)]
mod compile;
#[cfg_attr(not(test), allow(dead_code, reason = "dictionary files are read by build.rs and by tests"))]
mod data;
mod engine;
mod normalizer;
mod preset;
#[cfg(feature = "std")]
mod stream;
mod table;
#[cfg(feature = "serde")]
mod tags;

pub use analysis::{Analysis, Edit, Edits, Entries, Entry};
pub use data::{Error, ErrorKind, Locale, Place, Script};
pub use normalizer::Normalizer;
pub use preset::Preset;
#[cfg(feature = "std")]
pub use stream::Reader;

/// Names the dictionaries in this build: OpenCC's release, then tongwen's own.
///
/// ```
/// assert!(tongwen::DATA_VERSION.starts_with("opencc-1.4.2"));
/// ```
pub const DATA_VERSION: &str = "opencc-1.4.2";
