//! What the bytes mean; no policy.
//!
//! One table, little-endian throughout, the same bytes from every build of the same rows, used in place.
//! `compile` writes it, `engine` reads it; the layout of each section is told in its own file.

pub mod bytes;
pub mod chars;
pub mod choice;
pub mod concepts;
pub mod cues;
pub mod forms;
pub mod frequencies;
pub mod glosses;
pub mod header;
pub mod index;
pub mod keys;
pub mod pairs;
pub mod plan;
pub mod plans;
pub mod senses;
pub mod styles;
pub mod words;

pub use header::{Section, Table};
