//! Weights in, records and slots out (layout: `table::choice`).

use super::script::Scripts;
use super::words::Keys;
use crate::data::choice::{Choice, Feature, Rows, Template, numerals, symbol};
use crate::data::{Error, ErrorKind};
use crate::table::choice::{HEAD, INDEX, Key, RECORD, Side, bucket, home, in_set, place, slot};
use crate::table::plans::{Glyphs, Mode};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::vec::Vec;

/// Members that a word of a set holds: three bits each.
const MEMBERS_A_WORD: usize = 4;
/// Features a seed places; more make the table smaller and longer to build.
const IN_BUCKET: usize = 4;

/// The section; empty where there are no weights.
pub fn emit(rows: &Rows<'_>, scripts: &Scripts<'_>, keys: &Keys, errors: &mut Vec<Error>) -> Vec<u8> {
    if rows.choices.is_empty() {
        return Vec::new();
    }
    let number = |c: char| rows.choices.binary_search_by_key(&c, |choice| choice.c).unwrap_or_default() as u8;
    let mut features = Vec::new();
    for (feature, &weights) in &rows.features {
        let key = Key::new(number(feature.c), feature.template as u8, feature.sort, feature.symbols);
        let [second, third, fourth] = weights;
        features.extend(([second, third] != [0; 2]).then_some((key.hash(), [second, third])));
        features.extend((fourth != 0).then_some((key.fourth().hash(), [fourth, 0])));
    }
    features.sort();
    let Some((seeds, slots)) = displaced(&features) else {
        let message = "choice/weights.tsv: its features find no place in a table; one more or less may";
        errors.push(Error::new(ErrorKind::Row, message));
        return Vec::new();
    };
    let Records { sets, glances, records, index } = Records::new(rows, scripts, keys, errors);
    let counts = [rows.choices.len(), slots.len(), seeds.len(), INDEX, sets.len()];
    let mut out: Vec<u8> = counts.iter().flat_map(|&count| (count as u32).to_le_bytes()).collect();
    out.resize(HEAD, 0);
    out.extend(sets.into_iter().flat_map(u64::to_le_bytes));
    out.extend(glances);
    out.extend(records);
    out.extend(slots.as_flattened());
    out.extend(seeds.into_iter().flat_map(u16::to_le_bytes));
    out.extend(index.into_iter().flat_map(u16::to_le_bytes));
    out
}

/// All that is stored by character.
#[derive(Default)]
struct Records {
    sets: Vec<u64>,
    glances: Vec<u8>,
    records: Vec<u8>,
    index: Vec<u16>,
}

impl Records {
    fn new(rows: &Rows<'_>, scripts: &Scripts<'_>, keys: &Keys, errors: &mut Vec<Error>) -> Self {
        let mut spellings: BTreeMap<char, Vec<char>> = BTreeMap::new();
        for &c in scripts.map(Glyphs::Simplified, Mode::Shown).keys() {
            spellings.entry(scripts.simplify(c)).or_default().push(c);
        }
        // As a neighbour is written in either script.
        let spelled = |c: char| spellings.get(&c).into_iter().flatten().copied().chain([c]);
        let mut features: BTreeMap<char, Vec<Weighed>> = BTreeMap::new();
        for (&feature, &weights) in &rows.features {
            features.entry(feature.c).or_default().push(Weighed { feature, weights });
        }
        let mut out = Records { index: alloc::vec![0; INDEX], ..Records::default() };
        for (number, choice) in (1..).zip(&rows.choices) {
            let chars = core::iter::once(&choice.c).chain(&choice.classes);
            if number > 255 || chars.clone().any(|&c| c as u32 > 0xFFFF) {
                let message = format!("choice/weights.tsv: {}: at most 255 characters, all of three bytes", choice.c);
                errors.push(Error::new(ErrorKind::Row, message));
            }
            let mut record: Vec<u8> = chars.flat_map(|&c| (c as u16).to_le_bytes()).collect();
            record.resize(10, 0);
            record.extend(choice.bias.iter().chain(choice.evidence.as_flattened()).map(|&weight| weight as u8));
            debug_assert_eq!(record.len(), RECORD);
            out.records.extend(record);
            let neighbours = neighbours(choice, features.get(&choice.c).map_or(&[], |all| all));
            let is_none = neighbours.is_none();
            let sides = [Side::Before, Side::After, Side::SecondBefore, Side::SecondAfter];
            let mut members = BTreeSet::new();
            for (side, neighbours) in sides.into_iter().zip(neighbours.into_iter().flatten()) {
                members.extend(neighbours.into_iter().flat_map(spelled).map(|c| (c, side)));
            }
            for &(first, _) in keys.anchors.keys().filter(|(_, second)| *second == scripts.fold(choice.c)) {
                members.extend(scripts.members(first).into_iter().map(|c| (symbol(c), Side::Anchors)));
            }
            let bits = (members.len() / MEMBERS_A_WORD + 1).next_power_of_two().trailing_zeros();
            let start = out.sets.len();
            out.glances.extend((choice.c as u16).to_le_bytes());
            out.glances.extend((bits as u16).to_le_bytes());
            out.glances.extend((start as u32).to_le_bytes());
            out.sets.resize(start + (1 << bits), if is_none { u64::MAX } else { 0 });
            for (c, side) in members {
                let (word, mask) = in_set(c, side, bits);
                out.sets[start + word] |= mask;
            }
            let mut at = home(choice.c as u32);
            while out.index[at] != 0 {
                at = (at + 1) % INDEX;
            }
            out.index[at] = number;
        }
        out
    }
}

/// A feature and what it weighs.
struct Weighed {
    feature: Feature,
    weights: [i8; 3],
}

/// The nearest neighbours before and after, and the second before and after, without any of which the first class leads;
/// none where it need not lead even so.
///
/// A sum has four parts, one a neighbour; what looks at two counts at its best for the nearer. Another class leads only if
/// some part is more than a quarter of what the character itself speaks against it.
fn neighbours(choice: &Choice, features: &[Weighed]) -> Option<[BTreeSet<char>; 4]> {
    let mut sets = [const { BTreeSet::new() }; 4];
    for class in 0..choice.classes.len() - 1 {
        let against = -(choice.bias[class] as i32 + choice.evidence[0][class] as i32);
        if against < 0 {
            return None;
        }
        for (set, parts) in sets.iter_mut().zip(parts(class, features)) {
            set.extend(parts.into_iter().filter(|&(_, part)| 4 * part > against).map(|(c, _)| c));
        }
    }
    Some(sets)
}

/// The most that each neighbour can add for a class.
fn parts(class: usize, features: &[Weighed]) -> [BTreeMap<char, i32>; 4] {
    use Template::*;
    let of = |template: Template| {
        let found = features.iter().filter(move |found| found.feature.template == template);
        found.map(move |found| (found.feature, found.weights[class] as i32))
    };
    let mut parts = [const { BTreeMap::new() }; 4];
    let [c1, d1, c2, d2] = &mut parts;
    // What always counts together.
    for (map, templates) in [(&mut *c1, [C1, OC1]), (&mut *d1, [D1, OD1]), (&mut *c2, [C2, C2]), (&mut *d2, [D2, D2])] {
        let [first, second] = templates;
        let second = of(second).filter(|_| first != second);
        for (feature, weight) in of(first).chain(second).filter(|(feature, _)| feature.sort == 0) {
            *map.entry(feature.symbols[0]).or_default() += weight;
        }
    }
    // Of what may count too the best.
    for template in [C2C1, C1D1, D1D2, ND1, ND1D2] {
        let mut best: BTreeMap<char, i32> = BTreeMap::new();
        for (feature, weight) in of(template) {
            let [first, second] = feature.symbols;
            let best = best.entry(if template == C2C1 { second } else { first }).or_default();
            *best = weight.max(*best);
        }
        let map = if matches!(template, C2C1 | C1D1) { &mut *c1 } else { &mut *d1 };
        best.into_iter().for_each(|(c, weight)| *map.entry(c).or_default() += weight);
    }
    for sort in [1, 2] {
        let best = |template: Template| {
            of(template).filter(|(feature, _)| feature.sort == sort).map(|(_, weight)| weight).fold(0, i32::max)
        };
        let most = best(N) + best(ND2);
        numerals(sort).for_each(|c| *c1.entry(c).or_default() += most);
    }
    parts
}

/// Seeds and slots: each bucket, the fullest first, takes the first seed that leads all of it to slots that are free.
fn displaced(features: &[(u64, [i8; 2])]) -> Option<(Vec<u16>, Vec<[u8; 4]>)> {
    let count = features.len() + features.len() / 32 + 1;
    let mut buckets = alloc::vec![Vec::new(); features.len() / IN_BUCKET + 1];
    for feature in features {
        let number = bucket(feature.0, buckets.len());
        buckets[number].push(feature);
    }
    let mut order: Vec<usize> = (0..buckets.len()).collect();
    order.sort_by_key(|&number| core::cmp::Reverse(buckets[number].len()));
    let mut seeds = alloc::vec![0; buckets.len()];
    let mut slots = alloc::vec![[0; 4]; count];
    let mut taken = alloc::vec![false; count];
    let mut places = Vec::new();
    for number in order {
        seeds[number] = (0..=u16::MAX).find(|&seed| {
            places.clear();
            for &&(hash, _) in &buckets[number] {
                let at = place(hash, seed, count);
                if taken[at] || places.contains(&at) {
                    return false;
                }
                places.push(at);
            }
            true
        })?;
        for (&at, &&(hash, weights)) in places.iter().zip(&buckets[number]) {
            (slots[at], taken[at]) = (slot(hash, weights).to_le_bytes(), true);
        }
    }
    Some((seeds, slots))
}
