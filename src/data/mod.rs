//! What a file says: strings and line numbers in, typed rows out.

mod error;
pub mod ideograph;
mod locale;
pub mod opencc;
pub mod pairs;
pub mod tsv;

pub use error::{Error, ErrorKind};
pub use locale::{Locale, Place, Script};
