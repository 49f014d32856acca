//! Marks of text about words: rows in, lists out (layout: `table::glosses`).

use super::script::Scripts;
use crate::data::gloss::Kind;
use crate::table::glosses::{ENDS, NONE, SLOTS, slot};
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

/// The section.
pub fn emit(marks: &[(Kind, &str)], scripts: &Scripts<'_>) -> Vec<u8> {
    let mut bytes = alloc::vec![0; SLOTS];
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
                [only] => bytes[slot(only, NONE)] |= 1 << kind as u8,
                [first, second, ..] => bytes[slot(first, second)] |= 1 << kind as u8,
                [] => {}
            }
            if kind == Kind::Names {
                match chars[..] {
                    [only] => bytes[slot(NONE, only)] |= ENDS,
                    [.., first, last] => bytes[slot(first, last)] |= ENDS,
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
