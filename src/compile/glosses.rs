//! Marks of text about words: rows in, lists out (layout: `table::glosses`).

use super::script::Scripts;
use crate::data::gloss::Kind;
use crate::table::glosses::{ENDS, LISTS, SET, bit};
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

/// The section.
pub fn emit(marks: &[(Kind, &str)], scripts: &Scripts<'_>) -> Vec<u8> {
    let mut bytes = alloc::vec![0; LISTS];
    for kind in Kind::ALL {
        let mut texts: Vec<String> = marks
            .iter()
            .filter(|mark| mark.0 == kind)
            .map(|(_, text)| scripts.folded(text))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        texts.sort_by_key(|text| core::cmp::Reverse(text.len()));
        for text in &texts {
            text.chars().next().into_iter().for_each(|c| set(&mut bytes, kind as usize, c));
            let last = text.chars().next_back().filter(|_| kind == Kind::Names);
            last.into_iter().for_each(|c| set(&mut bytes, ENDS, c));
        }
        let list: Vec<u8> = texts.iter().flat_map(|text| [&[text.len() as u8], text.as_bytes()].concat()).collect();
        bytes.extend((list.len() as u16).to_le_bytes());
        bytes.extend(list);
    }
    bytes
}

fn set(bytes: &mut [u8], set: usize, c: char) {
    let bit = bit(c);
    bytes[set * SET + bit / 8] |= 1 << (bit % 8);
}
