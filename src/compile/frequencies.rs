//! Words with their costs in, slots out (layout: `table::frequencies`).

use super::chain::neighbours;
use super::lexicon::Lexicon;
use super::pairs;
use super::script::Scripts;
use crate::data::{Error, ErrorKind};
use crate::table::frequencies::{Hash, TAIL};
use crate::table::words::Action;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What a key costs at most, however seldom lists have it: a seldom word's cost.
pub const OF_KEY: u8 = 120;

/// Folded words with their costs, keys among them.
pub fn costs(words: &[(&str, u8)], lexicon: &Lexicon<'_>, scripts: &Scripts<'_>) -> BTreeMap<String, u8> {
    let mut costs: BTreeMap<String, u8> = BTreeMap::new();
    let replaced =
        lexicon.forms.iter().filter(|(_, uses)| uses.iter().any(|found| found.actions.contains(&Action::Replace)));
    let keys = replaced.map(|(form, _)| (form.clone(), OF_KEY));
    for (word, cost) in words.iter().map(|&(word, cost)| (scripts.folded(word), cost)).chain(keys) {
        costs.entry(word).and_modify(|known| *known = cost.min(*known)).or_insert(cost);
    }
    costs
}

/// Neighbours inside words.
pub fn pairs(costs: &BTreeMap<String, u8>) -> Vec<u8> {
    // One that is taken for a pair by chance costs a little time.
    pairs::set(&costs.keys().flat_map(|word| neighbours(word)).collect(), 1)
}

/// The section.
pub fn emit(costs: &BTreeMap<String, u8>, errors: &mut Vec<Error>) -> Vec<u8> {
    let homes = costs.len() * 5 / 4 + 1;
    let mut slots = alloc::vec![0_u32; homes + TAIL];
    for (word, &cost) in costs {
        let hash = word.chars().fold(Hash::NONE, Hash::and);
        let mut carried = hash.tag() << 8 | cost as u32;
        // The last slot stays empty, so that every search ends.
        for slot in &mut slots[hash.home(homes)..homes + TAIL - 1] {
            if *slot >> 8 < carried >> 8 {
                core::mem::swap(slot, &mut carried);
            }
            if carried == 0 {
                break;
            }
        }
        if carried != 0 {
            errors.push(Error::new(ErrorKind::Row, format!("frequencies.tsv: no slot for {word}; raise TAIL")));
        }
    }
    slots.into_iter().flat_map(u32::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::frequencies::Frequencies;
    use crate::table::pairs::PairSet;
    use proptest::prelude::*;

    proptest! {
        /// Each word is found with its cost, and nothing else is.
        #[test]
        fn words_are_found(words in prop::collection::btree_map("[一-十]{1,4}", any::<u8>(), 1..300), other in "[一-十]{1,4}") {
            let mut errors = Vec::new();
            let section = emit(&words, &mut errors);
            prop_assert_eq!(errors, []);
            let frequencies = Frequencies { slots: section.as_chunks().0, pairs: PairSet { bits: &[] } };
            let cost = |word: &str| frequencies.cost(word.chars().fold(Hash::NONE, Hash::and));
            for (word, &found) in &words {
                prop_assert_eq!(cost(word), Some(found), "{}", word);
            }
            prop_assert_eq!(cost(&other), words.get(&other).copied());
        }
    }
}
