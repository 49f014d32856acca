//! Weights in, records and slots out (layout: `table::choice`).

use super::script::Scripts;
use crate::data::choice::{Choice, Feature, Rows, numerals};
use crate::data::{Error, ErrorKind};
use crate::table::choice::{INDEX, Key, Look, RECORD, Slot, bucket, home, place};
use crate::table::plans::{Glyphs, Mode};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

/// Keys that a seed places; more make the table smaller and longer to build.
const IN_BUCKET: usize = 4;

/// The section; empty where there are no weights.
pub fn emit(rows: &Rows<'_>, scripts: &Scripts<'_>, errors: &mut Vec<Error>) -> Vec<u8> {
    if rows.choices.is_empty() {
        return Vec::new();
    }
    let mut features: BTreeMap<char, Vec<(Feature, [i8; 3])>> = BTreeMap::new();
    for (&feature, &weights) in &rows.features {
        features.entry(feature.c).or_default().push((feature, weights));
    }
    let spellings = Spellings::new(scripts);
    let (mut index, mut records) = (alloc::vec![0_u16; INDEX], Vec::new());
    let (mut slots, mut seeds) = (Vec::new(), Vec::new());
    for (number, choice) in (1..).zip(&rows.choices) {
        let chars = core::iter::once(&choice.c).chain(&choice.classes);
        if chars.clone().any(|&c| c as u32 > 0xFFFF) {
            let message = format!("choice/weights.tsv: {}: all must be characters of three bytes", choice.c);
            errors.push(Error::new(ErrorKind::Row, message));
        }
        let of_char = features.get(&choice.c).map_or(&[][..], |all| all);
        let entries = entries(choice, of_char, &spellings);
        let hashes: Vec<u64> = entries.keys().map(|key| key.hash()).collect();
        let (start, seeds_start) = (slots.len(), seeds.len());
        match displaced(&hashes) {
            Some((places, of_record, count)) => {
                slots.resize(start + count, [0; 4]);
                for (at, (&key, &(weight, flags))) in places.into_iter().zip(&entries) {
                    let Ok(weight) = weight.try_into() else {
                        let message = format!("choice/weights.tsv: {}: weights that add up to {weight}", choice.c);
                        errors.push(Error::new(ErrorKind::Row, message));
                        continue;
                    };
                    slots[start + at] = Slot::new(key, weight, flags).to_le_bytes();
                }
                seeds.extend(of_record);
            }
            None => {
                let message = format!("choice/weights.tsv: {}: no table of its weights; one less may help", choice.c);
                errors.push(Error::new(ErrorKind::Row, message));
            }
        }
        let mut record: Vec<u8> = [start, seeds_start].into_iter().flat_map(|at| (at as u32).to_le_bytes()).collect();
        let counts = [slots.len() - start, seeds.len() - seeds_start];
        record.extend(counts.into_iter().flat_map(|count| (count as u16).to_le_bytes()));
        record.extend(chars.flat_map(|&c| (c as u16).to_le_bytes()));
        record.resize(22, 0);
        record.extend(choice.bias.iter().chain(choice.evidence.as_flattened()).map(|&weight| weight as u8));
        record.resize(RECORD, 0);
        records.extend(record);
        let mut at = home(choice.c as u32);
        while index[at] != 0 {
            at = (at + 1) % INDEX;
        }
        index[at] = number;
    }
    let counts = [rows.choices.len(), slots.len(), seeds.len()];
    let mut out: Vec<u8> = counts.iter().flat_map(|&count| (count as u32).to_le_bytes()).collect();
    out.extend(index.into_iter().flat_map(u16::to_le_bytes));
    out.extend(records);
    out.extend(slots.as_flattened());
    out.extend(seeds.into_iter().flat_map(u16::to_le_bytes));
    out
}

/// How a neighbour is written, in either script.
struct Spellings(BTreeMap<char, Vec<char>>);

impl Spellings {
    fn new(scripts: &Scripts<'_>) -> Self {
        let mut spellings: BTreeMap<char, Vec<char>> = BTreeMap::new();
        for &c in scripts.map(Glyphs::Simplified, Mode::Shown).keys() {
            spellings.entry(scripts.simplify(c)).or_default().push(c);
        }
        Spellings(spellings)
    }

    fn of(&self, c: char) -> impl Iterator<Item = char> {
        let others = self.0.get(&c).into_iter().flatten().copied();
        others.filter(move |&other| other != c).chain([c])
    }
}

/// Whether a look is at one neighbour, as it is written.
fn is_single(look: Look) -> bool {
    matches!(look, Look::Before | Look::After | Look::SecondBefore | Look::SecondAfter)
}

/// All that a record knows: weights with flags.
fn entries(choice: &Choice, features: &[(Feature, [i8; 3])], spellings: &Spellings) -> BTreeMap<Key, (i32, u32)> {
    const NONE: char = '\0';
    let mut entries: BTreeMap<Key, (i32, u32)> = BTreeMap::new();
    let mut add = |look: Look, class: usize, sort: u8, symbols: [char; 2], weight: i32, flags: u32| {
        let mut add = |symbols| {
            let entry = entries.entry(Key::new(look, class, sort, symbols)).or_default();
            *entry = (entry.0 + weight, entry.1 | flags);
        };
        if is_single(look) {
            spellings.of(symbols[0]).for_each(|c| add([c, NONE]));
        } else {
            add(symbols);
        }
    };
    for (feature, weights) in features {
        let look = Look::of(feature.template);
        let [first, second] = feature.symbols;
        for (class, &weight) in (1..choice.classes.len()).zip(weights).filter(|&(_, &weight)| weight != 0) {
            let weight = weight as i32;
            if matches!(look, Look::SaidBefore | Look::SaidAfter) {
                // What a phrase says is the first class more often than all others: that is added up beforehand.
                let single = if look == Look::SaidBefore { Look::Before } else { Look::After };
                match feature.sort {
                    0 => {
                        add(single, class, 0, [first, NONE], weight, 0);
                        (1..choice.classes.len() as u8)
                            .for_each(|said| add(look, class, said, [first, NONE], -weight, 0));
                    }
                    said => add(look, class, said, [first, NONE], weight, 0),
                }
                continue;
            }
            if matches!(look, Look::Numeral | Look::NumeralAfter | Look::NumeralAfters | Look::NumeralSecondAfter) {
                numerals(feature.sort).for_each(|c| add(Look::Before, class, 0, [c, NONE], 0, Slot::NUMERAL));
            }
            add(look, class, feature.sort, feature.symbols, weight, 0);
            let (flag, ends) = match look {
                Look::Befores => (Slot::BESIDE, [(Look::SecondBefore, first), (Look::Before, second)]),
                Look::Both => (Slot::ACROSS, [(Look::Before, first), (Look::After, second)]),
                Look::Afters => (Slot::BESIDE, [(Look::After, first), (Look::SecondAfter, second)]),
                _ => continue,
            };
            ends.into_iter().for_each(|(look, c)| add(look, class, 0, [c, NONE], 0, flag));
        }
    }
    entries.retain(|_, entry| *entry != (0, 0));
    entries
}

/// Where hashes are placed, the seeds that lead there, and among how many slots: each bucket, the fullest first, takes
/// the first seed that leads all of it to slots that are free.
fn displaced(hashes: &[u64]) -> Option<(Vec<usize>, Vec<u16>, usize)> {
    let count = hashes.len() + hashes.len() / 32 + 1;
    let mut buckets = alloc::vec![Vec::new(); hashes.len() / IN_BUCKET + 1];
    for (number, &hash) in hashes.iter().enumerate() {
        let bucket = bucket(hash, buckets.len());
        buckets[bucket].push(number);
    }
    let mut order: Vec<usize> = (0..buckets.len()).collect();
    order.sort_by_key(|&number| core::cmp::Reverse(buckets[number].len()));
    let mut seeds = alloc::vec![0; buckets.len()];
    let mut places = alloc::vec![0; hashes.len()];
    let mut taken = alloc::vec![false; count];
    let mut found = Vec::new();
    for number in order {
        seeds[number] = (0..=u16::MAX).find(|&seed| {
            found.clear();
            for &key in &buckets[number] {
                let at = place(hashes[key], seed, count);
                if taken[at] || found.contains(&at) {
                    return false;
                }
                found.push(at);
            }
            true
        })?;
        for (&at, &key) in found.iter().zip(&buckets[number]) {
            (places[key], taken[at]) = (at, true);
        }
    }
    Some((places, seeds, count))
}
