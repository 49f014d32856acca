//! House styles: rows in, rules by character out (layout: `table::styles`).

use super::script::Scripts;
use super::words::Keys;
use crate::data::style::Rows;
use crate::data::{Error, ErrorKind};
use crate::table::styles::Styles;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What is said of a character.
#[derive(Debug, Default)]
struct Rule {
    /// As it is written, and as it is printed.
    alone: Vec<[char; 2]>,
    /// Which character of a phrase it is, what it is printed as, and the phrase, folded.
    phrases: Vec<(usize, char, Vec<char>)>,
}

/// The section; no text is cut inside a phrase.
pub fn emit(styles: &[Rows<'_>], scripts: &Scripts<'_>, keys: &mut Keys, errors: &mut Vec<Error>) -> Vec<u8> {
    let mut bytes = alloc::vec![styles.len() as u8];
    bytes.resize(1 + 4 * styles.len(), 0);
    for (number, style) in styles.iter().enumerate() {
        let [low, high] = (bytes.len() as u16).to_le_bytes();
        bytes[1 + 4 * number..][..4].copy_from_slice(&[style.place as u8, style.style as u8, low, high]);
        bytes.extend(rules(style, scripts));
        for (written, prints) in &style.rows {
            keys.hold(&scripts.folded(written));
            for text in [written, prints] {
                let rules = Styles { bytes: &bytes }.rules(style.place as u8, style.style as u8);
                let again = rules.map_or(String::new(), |rules| rules.print(text, |c| scripts.fold(c)));
                if again != *prints {
                    let message =
                        format!("styles/: {text} is printed as {again}, not as {prints}; add a phrase for it");
                    errors.push(Error::new(ErrorKind::Row, message));
                }
            }
        }
    }
    bytes
}

fn rules(style: &Rows<'_>, scripts: &Scripts<'_>) -> Vec<u8> {
    let mut rules: BTreeMap<char, Rule> = BTreeMap::new();
    for (written, prints) in &style.rows {
        if let (Some(c), None) = (written.chars().next(), written.chars().nth(1)) {
            let alone = &mut rules.entry(scripts.fold(c)).or_default().alone;
            alone.extend(prints.chars().next().map(|to| [c, to]));
        }
    }
    let is_alone: BTreeSet<char> = rules.keys().copied().collect();
    for (written, prints) in style.rows.iter().filter(|(written, _)| written.chars().nth(1).is_some()) {
        let folded: Vec<char> = written.chars().map(|c| scripts.fold(c)).collect();
        for (at, (c, to)) in written.chars().zip(prints.chars()).enumerate() {
            if c != to || is_alone.contains(&folded[at]) {
                rules.entry(folded[at]).or_default().phrases.push((at, to, folded.clone()));
            }
        }
    }
    let base = 2 + 4 * rules.len();
    let mut index = (rules.len() as u16).to_le_bytes().to_vec();
    let mut records = Vec::new();
    for (&folded, rule) in &mut rules {
        index.extend(unit(folded));
        index.extend(((base + records.len()) as u16).to_le_bytes());
        rule.phrases.sort_by_key(|(.., key)| core::cmp::Reverse(key.len()));
        records.push(rule.alone.len() as u8);
        records.extend(rule.alone.iter().flatten().flat_map(|&c| unit(c)));
        records.push(rule.phrases.len() as u8);
        for (at, to, key) in &rule.phrases {
            records.extend([key.len() as u8, *at as u8]);
            records.extend(unit(*to));
            records.extend(key.iter().flat_map(|&c| unit(c)));
        }
    }
    [index, records].concat()
}

/// A character of the tables: all are below U+10000.
fn unit(c: char) -> [u8; 2] {
    (c as u32 as u16).to_le_bytes()
}
