//! Which of many keys begin at a place: a filter that answers nearly always, and an index by hashes.
//!
//! *Filter.* Pairs of characters have two bits: a key is the pair, and a longer one begins with it. The latter is asked once
//! more by three characters, since with very many keys most pairs of a text begin some. Both sets are bitmaps over a hash,
//! with false positives; their size follows the number of keys.
//!
//! *Index.* The hash of a text grows by a character at a time. By that of three characters it tells how long the keys are
//! that begin so, and by that of a whole key its number. So many keys that begin alike cost no more than few.

use crate::table::index::{PairIndex, hash, pair, slots};
use alloc::vec::Vec;

/// Stands for a character behind the end of a text.
pub const NONE: char = '\0';
/// How many characters the index knows keys by.
const START: usize = 3;
/// What the filter says of a place: keys of one or two characters, and longer ones.
const SHORT: u8 = 1;
const LONG: u8 = 2;

/// The texts of keys, folded, in an order that the caller knows.
#[derive(Clone, Debug, Default)]
pub struct Begins {
    /// By a pair two bits; 2^n bytes.
    pairs: Vec<u8>,
    /// By three characters one; 2^n bytes.
    starts: Vec<u8>,
    /// The lengths of keys in characters: bit 0 stands for 3, bit 31 for 34 and all beyond.
    lengths: Vec<[u8; 8]>,
    /// One more than the number of the first text with a hash.
    numbers: Vec<[u8; 8]>,
    /// Some key has but one character.
    has_single: bool,
}

/// What may begin at a place.
#[derive(Clone, Copy, Debug)]
pub struct May(u8);

/// How many places are asked at once: so what one waits for from memory, the others wait for meanwhile.
pub const PLACES: usize = 64;

/// Those of so many places where a key may begin, in order.
#[derive(Debug)]
pub struct Places {
    found: [(u8, May); PLACES],
    count: usize,
}

impl Places {
    pub fn iter(&self) -> impl Iterator<Item = (usize, May)> {
        self.found.iter().take(self.count).map(|&(place, may)| (place as usize, may))
    }

    /// Notes a place if something may begin there; always writes, for nobody can foretell which it is.
    #[inline(always)]
    fn note(&mut self, place: u8, found: u8) {
        if let Some(next) = self.found.get_mut(self.count) {
            *next = (place, May(found));
            self.count += usize::from(found != 0);
        }
    }
}

impl Begins {
    /// The index of texts that are sorted by their [hashes](hash_of).
    pub fn new<'k>(texts: impl Iterator<Item = (u32, &'k str)> + Clone) -> Self {
        let has_single = texts.clone().any(|(_, text)| text.chars().nth(1).is_none());
        let mut pairs: Vec<(u32, u8)> = Vec::new();
        let mut starts: Vec<(u32, u32)> = Vec::new();
        let mut numbers: Vec<(u32, u32)> = Vec::new();
        for (number, (hash, text)) in (1..).zip(texts) {
            let mut chars = text.chars();
            let (first, second) = (chars.next().unwrap_or(NONE), chars.next().unwrap_or(NONE));
            let count = 2 + chars.count();
            pairs.push((pair(first, second), if count < START { SHORT } else { LONG }));
            if count >= START {
                starts.push((hash_of(text.chars().take(START)), length_bit(count)));
            }
            if numbers.last().is_none_or(|last| last.0 != hash) {
                numbers.push((hash, number));
            }
        }
        starts.sort_unstable();
        starts.dedup_by(|next, last| {
            let is_same = next.0 == last.0;
            last.1 |= if is_same { next.1 } else { 0 };
            is_same
        });
        pairs.sort_unstable();
        pairs.dedup();
        let mut begins = Begins {
            pairs: alloc::vec![0; (pairs.len() * 2).next_power_of_two()],
            starts: alloc::vec![0; (starts.len() * 2).next_power_of_two()],
            lengths: slots(&starts),
            numbers: slots(&numbers),
            has_single,
        };
        for (pair, which) in pairs {
            let (byte, shift) = place_of_pair(pair, begins.pairs.len());
            begins.pairs.get_mut(byte).into_iter().for_each(|bits| *bits |= which << shift);
        }
        for (start, _) in starts {
            let (byte, shift) = place_of_start(start, begins.starts.len());
            begins.starts.get_mut(byte).into_iter().for_each(|bits| *bits |= 1 << shift);
        }
        begins
    }

    /// What may begin with three characters; none is certain where something is told.
    #[inline(always)]
    pub fn may(&self, first: char, second: char, third: char) -> Option<May> {
        let may = match self.of_two(first, second) {
            short @ (0 | SHORT) => short,
            long => long & (SHORT | self.of_start(first, second, third)),
        };
        (may != 0).then_some(May(may))
    }

    /// The same of many places, and two characters that follow the last.
    #[inline]
    pub fn places(&self, chars: &[char; PLACES + 2]) -> Places {
        let [mut by_pair, mut found] = [(); 2].map(|()| Places { found: [(0, May(0)); PLACES], count: 0 });
        for ((place, &first), &second) in (0..PLACES as u8).zip(chars).zip(chars.iter().skip(1)) {
            by_pair.note(place, self.of_two(first, second));
        }
        for (place, May(may)) in by_pair.iter() {
            if let Some(&[first, second, third]) = chars.get(place..place + START) {
                found.note(place as u8, may & (SHORT | self.of_start(first, second, third)));
            }
        }
        found
    }

    #[inline(always)]
    fn of_two(&self, first: char, second: char) -> u8 {
        let single = if self.has_single { self.of_pair(first, NONE) & SHORT } else { 0 };
        single | self.of_pair(first, second)
    }

    /// Whether a longer key may begin so.
    #[inline(always)]
    fn of_start(&self, first: char, second: char, third: char) -> u8 {
        let (byte, shift) = place_of_start(hash_of([first, second, third].into_iter()), self.starts.len());
        self.starts.get(byte).map_or(0, |bits| (bits >> shift & 1) * LONG)
    }

    #[inline(always)]
    fn of_pair(&self, first: char, second: char) -> u8 {
        let (byte, shift) = place_of_pair(pair(first, second), self.pairs.len());
        self.pairs.get(byte).map_or(0, |bits| bits >> shift & (SHORT | LONG))
    }

    /// The keys with whose hash a text begins, the shortest first: how many characters, and the number of the first
    /// key with the hash.
    pub fn of(&self, may: May, mut chars: impl Iterator<Item = char>) -> impl Iterator<Item = (usize, usize)> {
        let index = |slots, hash| PairIndex { slots }.get(hash);
        let (mut hash, mut count, mut lengths) = (0, 0, 0);
        core::iter::from_fn(move || {
            loop {
                if count + 1 == START && may.0 & LONG == 0 {
                    return None;
                }
                hash = grown(hash, chars.next()?);
                count += 1;
                if count == START {
                    lengths = index(&self.lengths, hash);
                }
                let bit = length_bit(count);
                // No longer one is left.
                if count >= START && lengths < bit {
                    return None;
                }
                let is_asked = if count < START { may.0 & SHORT != 0 } else { lengths & bit != 0 };
                let number = if is_asked { index(&self.numbers, hash) } else { 0 };
                if let Some(number) = number.checked_sub(1) {
                    return Some((count, number as usize));
                }
            }
        })
    }
}

/// The hash of a key.
pub fn hash_of(chars: impl Iterator<Item = char>) -> u32 {
    chars.fold(0, grown)
}

#[inline(always)]
fn grown(hash: u32, c: char) -> u32 {
    let mixed = (hash.rotate_left(5) ^ c as u32).wrapping_mul(0x9E37_79B1);
    mixed ^ mixed >> 15
}

fn length_bit(count: usize) -> u32 {
    1 << count.saturating_sub(START).min(31)
}

/// The byte of a pair's two bits among so many bytes (a power of two), and where they lie in it.
#[inline(always)]
fn place_of_pair(pair: u32, bytes: usize) -> (usize, u8) {
    let hash = hash(pair);
    ((hash >> 2) as usize & bytes.wrapping_sub(1), (hash & 3) as u8 * 2)
}

/// The same of the one bit of three characters.
#[inline(always)]
fn place_of_start(start: u32, bytes: usize) -> (usize, u8) {
    ((start >> 3) as usize & bytes.wrapping_sub(1), (start & 7) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;
    use alloc::string::String;
    use proptest::prelude::*;

    /// Of few characters, so that many begin alike, and of some so long that their lengths are not told apart.
    fn text(most: usize) -> impl Strategy<Value = String> {
        let chars = prop::sample::select(&['a', '的', '一', '㐀', '𠀀'][..]);
        prop_oneof![
            8 => prop::collection::vec(chars, 1..most).prop_map(String::from_iter),
            1 => (30..40_usize).prop_map(|count| "一".repeat(count)),
        ]
    }

    proptest! {
        #[test]
        fn all_keys_are_found(keys in prop::collection::btree_set(text(6), 0..30), text in text(80)) {
            let mut sorted: Vec<(u32, &str)> = keys.iter().map(|key| (hash_of(key.chars()), key.as_str())).collect();
            sorted.sort_unstable();
            let begins = Begins::new(sorted.iter().copied());
            let chars: Vec<char> = text.chars().collect();
            let mut window = [NONE; PLACES + 2];
            window.iter_mut().zip(&chars).for_each(|(place, c)| *place = *c);
            let together: Vec<(usize, u8)> = begins.places(&window).iter().map(|(at, may)| (at, may.0)).collect();
            for at in 0..chars.len().min(PLACES) {
                let rest = &chars[at..];
                let next = |at: usize| rest.get(at).copied().unwrap_or(NONE);
                let may = begins.may(next(0), next(1), next(2));
                prop_assert_eq!(may.map(|may| (at, may.0)), together.iter().find(|found| found.0 == at).copied());
                let found = may.into_iter().flat_map(|may| begins.of(may, rest.iter().copied()));
                let found: Vec<String> = found
                    .filter(|&(count, number)| sorted[number].1.chars().eq(rest[..count].iter().copied()))
                    .map(|(count, _)| rest[..count].iter().collect())
                    .collect();
                let prefixes = (1..=rest.len()).map(|count| rest[..count].iter().collect::<String>());
                let expected: Vec<String> = prefixes.filter(|prefix| keys.contains(prefix)).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }

    /// Whatever is in no key, the filter lets little of it through, however many keys there are.
    #[test]
    fn little_is_let_through() {
        let chars: Vec<char> = ('一'..'丠').collect();
        let (thirds, others) = chars.split_at(16);
        let texts = |thirds: &[char]| -> BTreeSet<String> {
            let pairs = chars.iter().flat_map(|&a| chars.iter().map(move |&b| [a, b]));
            pairs.flat_map(|[a, b]| thirds.iter().map(move |&c| String::from_iter([a, b, c]))).collect()
        };
        let keys = texts(thirds);
        let mut sorted: Vec<(u32, &str)> = keys.iter().map(|key| (hash_of(key.chars()), key.as_str())).collect();
        sorted.sort_unstable();
        let begins = Begins::new(sorted.into_iter());
        let others = texts(others);
        let passed = others.iter().filter(|text| {
            let mut chars = text.chars();
            let mut next = || chars.next().unwrap_or(NONE);
            begins.may(next(), next(), next()).is_some()
        });
        let passed = passed.count();
        assert!(passed * 10 < others.len(), "{passed} of {}", others.len());
    }
}
