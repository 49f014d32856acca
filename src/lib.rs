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
mod data;
mod engine;
mod normalizer;
mod preset;
mod table;
#[cfg(feature = "serde")]
mod tags;

pub use analysis::{Analysis, Edit, Edits, Entries, Entry};
pub use data::{Error, ErrorKind, Locale, Place, Script};
pub use normalizer::Normalizer;
pub use preset::Preset;
