//! Neighbouring characters: sets and filters of pairs (layout: `table::pairs`).

use super::chars::Words;
use crate::data::pairs::Counts;
use crate::table::chars::utf8_word;
use crate::table::index::pair;
use crate::table::pairs::{ALWAYS, CLASSES, NOTHING, PairSet, WrittenPairs};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// A set of pairs: so many bytes each or a little more.
pub fn set(pairs: &BTreeSet<(char, char)>, each: usize) -> Vec<u8> {
    let bytes = (pairs.len() * each).next_power_of_two().max(8);
    let mut bits = alloc::vec![0; bytes];
    for &(first, second) in pairs {
        let (byte, mask) = PairSet::bit(pair(first, second), bytes);
        bits[byte] |= mask;
    }
    bits
}

/// A set of pairs as they are written, a byte each or a little more; pairs that the filter cannot see are left out.
pub fn written(pairs: &BTreeSet<(char, char)>) -> Vec<u8> {
    let bytes = pairs.len().next_power_of_two().max(8);
    let mut bits = alloc::vec![0; bytes];
    let first = |c: char| if c.is_ascii() { Some((c as u32) << 16) } else { utf8_word(c) };
    for (first, second) in pairs.iter().filter_map(|&(a, b)| Some((first(a)?, utf8_word(b)?))) {
        let (byte, mask) = WrittenPairs::bit(first, second, bytes);
        bits[byte] |= mask;
    }
    bits
}

/// The filter's words for a set of pairs, by code point; [`NOTHING`] where a character has none. Each of `always` is let
/// through whatever stands before it.
///
/// The most frequent second characters choose their class first, each the one that lets the fewest foreign pairs
/// through.
pub fn filter(pairs: &BTreeSet<(char, char)>, always: &BTreeSet<u32>, counts: &Counts, script: usize) -> Words {
    let firsts: BTreeSet<char> = pairs.iter().map(|&(first, _)| first).collect();
    let mut seconds: BTreeMap<char, Second> = BTreeMap::new();
    for &(first, second) in pairs {
        seconds.entry(second).or_default().own.push(first);
    }
    for (&(first, second), count) in counts {
        if let Some(second) = seconds.get_mut(&second).filter(|_| firsts.contains(&first)) {
            second.before.push((first, count[script] as u64));
        }
    }
    let weight = |second: &Second| second.before.iter().map(|&(_, count)| count).sum::<u64>();
    let mut order: Vec<_> = seconds.into_iter().collect();
    order.sort_by_key(|(c, second)| (core::cmp::Reverse(weight(second)), *c));

    let mut rows: BTreeMap<char, Row> = firsts.into_iter().map(|first| (first, Row::default())).collect();
    let mut words = Words::new();
    for (second, Second { own, before }) in order {
        let mut cost = [0_u64; 32];
        for (first, count) in &before {
            let row = &rows[first];
            for class in CLASSES.filter(|class| row.classes >> class & 1 == 1) {
                cost[class as usize] += count;
            }
        }
        for first in &own {
            let row = &rows[first];
            for class in CLASSES.filter(|class| row.classes >> class & 1 == 0) {
                cost[class as usize] += row.follows[class as usize] + 1;
            }
        }
        let class = CLASSES.min_by_key(|&class| cost[class as usize]).unwrap_or(ALWAYS);
        words.insert(second as u32, 1 << ALWAYS | class);
        for first in own {
            rows.entry(first).or_default().classes |= 1 << class;
        }
        for (first, count) in before {
            rows.entry(first).or_default().follows[class as usize] += count;
        }
    }
    for (first, row) in rows {
        *words.entry(first as u32).or_insert(NOTHING) |= row.classes;
    }
    for &code in always {
        let word = words.entry(code).or_insert(NOTHING);
        *word = *word & !31 | ALWAYS;
    }
    words
}

/// A second character: the firsts of its pairs, and what else precedes it in text, how often.
#[derive(Debug, Default)]
struct Second {
    own: Vec<char>,
    before: Vec<(char, u64)>,
}

/// A first character's classes, and how often characters of each class follow it in text.
#[derive(Debug, Default)]
struct Row {
    classes: u32,
    follows: [u64; 32],
}
