//! What a file says: strings and line numbers in, typed rows out.

pub mod choice;
pub mod concept;
mod error;
pub mod frequencies;
pub mod gloss;
pub mod ideograph;
mod layer;
mod locale;
pub mod opencc;
pub mod pairs;
pub mod plain;
pub mod script;
pub mod sense;
pub mod style;
pub mod tsv;

pub use error::{Error, ErrorKind};
pub use layer::{Domain, Layer};
pub use locale::{Locale, Place, Script};
pub use style::Style;
