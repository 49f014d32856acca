//! Written forms: rows in, records out (layout: `table::forms`).

use super::chain::{Key, Stage};
use crate::table::forms::AS_CHARS;
use crate::table::index::{self, pair};
use crate::table::keys;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// One value of a form: the stages it stands in, and what it says there (`None`: as the characters do).
#[derive(Clone, Debug, PartialEq, Eq)]
struct Value<'a> {
    stages: u16,
    table: u8,
    rank: u8,
    text: Option<&'a str>,
}

/// All keys of two and more characters with their values in each stage.
#[derive(Debug, Default)]
pub struct Forms<'a> {
    forms: BTreeMap<&'a str, Vec<Value<'a>>>,
}

impl<'a> Forms<'a> {
    /// Adds the keys of a stage.
    pub fn add(&mut self, number: usize, stage: &Stage<'a>) {
        for (&key, &Key { rank, as_chars }) in &stage.keys {
            let (value, table) = stage.value(key, rank);
            let text = Some(value).filter(|_| !as_chars);
            let value = Value { stages: 1 << number, table, rank: rank as u8, text };
            let values = self.forms.entry(key).or_default();
            match values.iter_mut().find(|old| Value { stages: value.stages, ..(*old).clone() } == value) {
                Some(old) => old.stages |= value.stages,
                None => values.push(value),
            }
        }
    }

    /// The index and the records.
    pub fn emit(self) -> (Vec<u8>, Vec<u8>) {
        let mut groups: BTreeMap<u32, Vec<(&str, Vec<Value<'_>>)>> = BTreeMap::new();
        for (key, values) in self.forms {
            let mut chars = key.chars();
            if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
                groups.entry(pair(first, second)).or_default().push((key, values));
            }
        }
        // A group never stands at 0, which means "none" in the index.
        let mut bytes = alloc::vec![0; 4];
        let mut groups_at = Vec::with_capacity(groups.len());
        for (pair, mut group) in groups {
            group.sort_by_key(|(key, _)| (core::cmp::Reverse(key.len()), *key));
            groups_at.push((pair, bytes.len() as u32));
            bytes.extend((group.len() as u16).to_le_bytes());
            let values = group.iter().flat_map(|(_, values)| values);
            bytes.extend(values.fold(0, |stages, value| stages | value.stages).to_le_bytes());
            for (key, values) in group {
                record(key, &values, &mut bytes);
            }
        }
        (index::slots(&groups_at).concat(), bytes)
    }
}

fn record(key: &str, values: &[Value<'_>], bytes: &mut Vec<u8>) {
    let start = bytes.len();
    bytes.extend([0, 0]);
    keys::write(key, values.len() as u8, bytes);
    for value in values {
        bytes.extend(value.stages.to_le_bytes());
        bytes.extend([value.table, value.rank, value.text.map_or(AS_CHARS, |text| text.len() as u8)]);
        bytes.extend(value.text.unwrap_or_default().bytes());
    }
    let len = (bytes.len() - start) as u16;
    bytes[start..start + 2].copy_from_slice(&len.to_le_bytes());
}
