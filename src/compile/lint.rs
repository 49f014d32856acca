//! What the engine takes for granted of OpenCC's tables, checked: a release that breaks it stops the build.

use crate::data::opencc::{Config, Table};
use crate::data::{Error, ErrorKind, ideograph};
use crate::table::chars::MOST_TABLES;
use crate::table::forms::AS_CHARS;
use crate::table::plan::STAGES;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Checks all rows, and how the configurations use their tables.
pub fn check(tables: &[Table], configs: &[Config], errors: &mut Vec<Error>) {
    let mut complain = |message| errors.push(Error::new(ErrorKind::Row, message));
    let normalizes =
        |name| configs.iter().any(|config| config.normalization.iter().flatten().any(|other| other == name));
    for table in tables {
        for (key, value) in &table.entries {
            if let Some(fault) = row(key, value, normalizes(&table.name)) {
                complain(format!("{}.txt: {key}: {fault}", table.name));
            }
        }
    }
    // A bit in an anchor stands for a configuration.
    if tables.len() > MOST_TABLES || configs.len() > u32::BITS as usize {
        complain(format!("more than {MOST_TABLES} tables or {} configurations; leave some out", u32::BITS));
    }
    let any_key = |cascade: &[Vec<String>], wanted: fn(&str) -> bool| {
        let named = tables.iter().filter(|table| cascade.iter().flatten().any(|name| *name == table.name));
        named.flat_map(|table| table.entries.keys()).any(|key| wanted(key))
    };
    for config in configs {
        let name = &config.name;
        if !(1..=2).contains(&config.stages.len()) || name.len() > 8 {
            complain(format!("{name}: a configuration has one or two stages and a name of at most 8 bytes"));
        }
        let Some(segmentation) = &config.segmentation else { continue };
        if any_key(segmentation, is_single) {
            complain(format!(
                "{name}: its segmentation has a key of one character; the engine cuts by longer ones only"
            ));
        }
        let rest = config.stages.first().and_then(|first| first.strip_prefix(&segmentation[..]));
        if any_key(rest.unwrap_or_default(), |key| !is_single(key)) {
            let message = "beside the tables that cut the text its first stage has keys of more than one character";
            complain(format!("{name}: {message}; the engine takes such segments character by character"));
        }
    }
}

/// As `check`, for the stages that the configurations share.
pub fn check_stages(count: usize, errors: &mut Vec<Error>) {
    if count > STAGES {
        let message = format!("{count} different stages; a table has room for {STAGES}: share some");
        errors.push(Error::new(ErrorKind::Row, message));
    }
}

fn row(key: &str, value: &str, normalizes: bool) -> Option<&'static str> {
    let compatibility = key.contains(ideograph::is_compatibility);
    if key.len() >= AS_CHARS.into() || value.len() >= AS_CHARS.into() {
        Some("a key or value of 255 bytes and more; shorten it")
    } else if key.contains(ideograph::is_operator) || value.contains(ideograph::is_operator) {
        Some("a description operator; the engine steps over such sequences")
    } else if is_single(key) && key.chars().all(|c| c.len_utf8() < 3) {
        Some("a key of one character below U+0800; the character maps begin there")
    } else if key.contains(|c| ('\u{10000}'..'\u{20000}').contains(&c)) {
        Some("a character of the second plane in a key; the engine looks at U+20000 and beyond only")
    } else if normalizes && !(is_single(key) && compatibility) {
        Some("no compatibility ideograph; the engine looks for those only before it normalizes")
    } else if !normalizes && compatibility {
        Some("a compatibility ideograph in a key; normalization has replaced it before")
    } else {
        None
    }
}

fn is_single(key: &str) -> bool {
    key.chars().nth(1).is_none()
}
