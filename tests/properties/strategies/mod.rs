//! Texts to try the invariants on: dictionary keys whole, cut, overlapped and dressed up, among characters that
//! trip text code (graphemes, rare planes, line ends, NUL). Of OpenCC's tables for its presets ([`mixture`]), of those
//! and our own lexicon for our plans ([`lines`]), with what nobody may touch among them ([`kept`]).

mod aimed;
mod lexicon;
mod plans;
mod presets;

pub use aimed::{nested, sparse, spelt, unresolved};
pub use lexicon::{StyleRow, style_rows};
pub use lexicon::{alike, folded, lexicon, tables};
pub use plans::*;
pub use presets::{anything, data, mixture, preset, ring, short};
