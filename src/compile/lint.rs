//! What the engine takes for granted of OpenCC's tables, checked: a new release that breaks it stops the build.

use crate::data::opencc::Table;
use crate::data::{Error, ErrorKind, ideograph};
use crate::table::forms::AS_CHARS;
use alloc::format;
use alloc::vec::Vec;

/// The table that OpenCC applies before all others.
const NORMALIZATION: &str = "CJK_Compatibility_Ideographs";

/// Checks all tables.
pub fn tables(tables: &[Table], errors: &mut Vec<Error>) {
    for table in tables {
        for (key, value) in &table.entries {
            if let Some(fault) = fault(&table.name, key, value) {
                errors.push(Error::new(ErrorKind::Row, format!("{}.txt: {key}: {fault}", table.name)));
            }
        }
    }
}

fn fault(table: &str, key: &str, value: &str) -> Option<&'static str> {
    let single = key.chars().nth(1).is_none();
    let compatibility = key.contains(ideograph::is_compatibility);
    if key.len() >= AS_CHARS.into() || value.len() >= AS_CHARS.into() {
        Some("a key or value of 255 bytes and more; shorten it")
    } else if key.contains(ideograph::is_operator) {
        Some("a description operator in a key; the engine steps over such sequences")
    } else if single && key.chars().all(|c| c.len_utf8() < 3) {
        Some("a key of one character below U+0800; the character maps begin there")
    } else if key.contains(|c| ('\u{10000}'..'\u{20000}').contains(&c)) {
        Some("a character of the second plane in a key; the engine looks at U+20000 and beyond only")
    } else if table == NORMALIZATION && !(single && compatibility) {
        Some("no compatibility ideograph; the engine looks for those only before it normalizes")
    } else if table != NORMALIZATION && compatibility {
        Some("a compatibility ideograph in a key; normalization has replaced it before")
    } else {
        None
    }
}
