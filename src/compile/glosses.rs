//! Marks of text about words: rows in, lists out (layout: `table::glosses`).

use super::script::Scripts;
use crate::data::gloss::Kind;
use crate::table::glosses::{ENDS, LISTS, NONE, SET, bit};
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
            let chars: Vec<char> = text.chars().collect();
            match chars[..] {
                [only] => set(&mut bytes, kind as usize, bit(only, NONE)),
                [first, second, ..] => set(&mut bytes, kind as usize, bit(first, second)),
                [] => {}
            }
            if kind == Kind::Names {
                match chars[..] {
                    [only] => set(&mut bytes, ENDS, bit(NONE, only)),
                    [.., first, last] => set(&mut bytes, ENDS, bit(first, last)),
                    [] => {}
                }
            }
        }
        let list: Vec<u8> = texts.iter().flat_map(|text| [&[text.len() as u8], text.as_bytes()].concat()).collect();
        bytes.extend((list.len() as u16).to_le_bytes());
        bytes.extend(list);
    }
    bytes
}

fn set(bytes: &mut [u8], set: usize, bit: usize) {
    bytes[set * SET + bit / 8] |= 1 << (bit % 8);
}
