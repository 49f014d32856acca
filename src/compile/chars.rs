//! Character maps: rows in, blocks and pages out (layout: `table::chars`).

use super::chain::{Chain, Stage};
use crate::data::ideograph;
use crate::table::chars::{FrontPages, SPECIAL, TABLE_SHIFT, front_page, utf8_word};
use crate::table::pairs::NOTHING;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

/// The words of a map by code point; absent means 0.
pub type Words = BTreeMap<u32, u32>;

/// The shared blocks.
#[derive(Debug, Default)]
pub struct Pool {
    pub blocks: Vec<[u32; 64]>,
    known: BTreeMap<[u32; 64], u16>,
}

impl Pool {
    /// The page table of a map.
    pub fn pages(&mut self, words: &Words) -> Vec<u16> {
        let mut pages = Vec::with_capacity(1024);
        for page in 0..1024_u32 {
            let mut block = [0; 64];
            for (&code, &word) in words.range(page << 6..(page + 1) << 6) {
                block[code as usize & 63] = word;
            }
            let next = self.blocks.len() as u16;
            let number = *self.known.entry(block).or_insert(next);
            if number == next {
                self.blocks.push(block);
            }
            pages.push(number);
        }
        pages
    }
}

/// The blocks of the fast loop.
#[derive(Debug, Default)]
pub struct FrontPool {
    pub blocks: Vec<[u64; 64]>,
    known: BTreeMap<[u64; 64], u16>,
}

impl FrontPool {
    /// The page table of a map with its pair filter.
    pub fn pages(&mut self, chars: &Words, filter: &Words) -> FrontPages {
        let mut pages = [[0; 4]; 1024];
        for page in 0..1024_u32 {
            let entry = |index: usize| {
                let code = page << 6 | index as u32;
                let second = filter.get(&code).copied().unwrap_or(NOTHING);
                u64::from(second) << 32 | u64::from(chars.get(&code).copied().unwrap_or(0))
            };
            let block = core::array::from_fn(entry);
            let next = self.blocks.len() as u16;
            let number = *self.known.entry(block).or_insert(next);
            if number == next {
                self.blocks.push(block);
            }
            pages[front_page(page as usize)] = (u32::from(number) * 64).to_le_bytes();
        }
        pages
    }
}

/// A character that no word can convert: code point, target, table.
pub type RareRow = (u32, String, u8);

/// The map of a stage: what each single character becomes there, and by which table.
pub fn of_stage(stage: &Stage<'_>) -> (Words, Vec<RareRow>) {
    let mut words = Words::new();
    let mut rare = Vec::new();
    for c in single_keys(stage) {
        let mut buffer = [0; 4];
        let Some(found) = stage.longest(c.encode_utf8(&mut buffer)) else { continue };
        let (value, table) = found.target;
        match change(c, value) {
            // A row that maps a character to itself needs no word.
            Some(0) => {}
            Some(change) => drop(words.insert(c as u32, change | (table as u32) << TABLE_SHIFT)),
            None => {
                if (c as u32) < 0x10000 {
                    words.insert(c as u32, SPECIAL);
                }
                rare.push((c as u32, value.into(), table));
            }
        }
    }
    (words, rare)
}

/// The map of a whole chain. Characters that the chain must look at itself are special: those that the normalization
/// changes (keys match after it), those that begin a description sequence, those whose target has not three bytes.
pub fn of_chain(chain: &Chain<'_, '_>) -> Words {
    let mut words = Words::new();
    let mut keys = BTreeSet::new();
    for stage in &chain.stages {
        keys.extend(single_keys(stage));
    }
    for c in keys.into_iter().filter(|&c| (c as u32) < 0x10000) {
        let mut buffer = [0; 4];
        match change(c, &chain.singles(c.encode_utf8(&mut buffer))) {
            Some(0) => {}
            Some(change) => drop(words.insert(c as u32, change)),
            None => drop(words.insert(c as u32, SPECIAL)),
        }
    }
    let operators = ('\u{2FF0}'..='\u{2FFF}').filter(|&c| ideograph::is_operator(c));
    for c in operators.chain(single_keys(chain.normalization)).filter(|&c| (c as u32) < 0x10000) {
        words.insert(c as u32, SPECIAL);
    }
    words
}

/// The keys of one character.
pub fn single_keys(stage: &Stage<'_>) -> BTreeSet<char> {
    let keys = stage.unions.iter().flat_map(|union| union.entries.keys());
    keys.filter_map(|key| Some(key.chars().next()?).filter(|c| c.len_utf8() == key.len())).collect()
}

/// The difference between the bytes of a character and of its target, if both have three.
pub fn change(c: char, target: &str) -> Option<u32> {
    let mut chars = target.chars();
    let (Some(first), None) = (chars.next(), chars.next()) else { return None };
    Some(utf8_word(c)? ^ utf8_word(first)?)
}
