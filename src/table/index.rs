//! An exact index of pairs of characters: of anchors, and of written forms by their first two characters.
//!
//! Slots of 8 bytes: the pair (low halves of both code points), then a value that is never 0. A pair is sought from
//! [`home`] on until an empty slot comes; the last [`TAIL`] are nobody's home, for those that come after the last.

use super::bytes::u32_at;
use alloc::vec::Vec;

/// Slots after the last home.
pub const TAIL: usize = 64;

/// A pair as a number; pairs of characters beyond U+FFFF may share it.
#[inline]
pub fn pair(first: char, second: char) -> u32 {
    (first as u32) << 16 | (second as u32 & 0xFFFF)
}

/// Spreads pairs over 32 bits.
#[inline]
pub fn hash(pair: u32) -> u32 {
    let mixed = (pair ^ pair >> 15).wrapping_mul(0x9E37_79B1);
    (mixed ^ mixed >> 13).wrapping_mul(0x85EB_CA6B)
}

/// The slot where a pair is sought first, of so many.
#[inline]
pub fn home(pair: u32, homes: usize) -> usize {
    ((hash(pair) as u64 * homes as u64) >> 32) as usize
}

/// An exact map from pairs to numbers.
#[derive(Clone, Copy, Debug)]
pub struct PairIndex<'t> {
    pub slots: &'t [[u8; 8]],
}

impl PairIndex<'_> {
    /// A pair's value; 0 if it has none.
    #[inline]
    pub fn get(&self, pair: u32) -> u32 {
        let mut rest = self.slots.get(home(pair, self.slots.len().saturating_sub(TAIL))..).unwrap_or_default().iter();
        loop {
            match rest.next() {
                // The writer leaves an empty slot at the end.
                None => return 0,
                Some(slot) => {
                    let value = u32_at(slot, 4);
                    if value == 0 || u32_at(slot, 0) == pair {
                        return value;
                    }
                }
            }
        }
    }
}

/// The slots of an index; no value may be 0.
pub fn slots(entries: &[(u32, u32)]) -> Vec<[u8; 8]> {
    let mut homes = entries.len() * 3 / 2 + 2;
    loop {
        if let Some(table) = filled(entries, homes) {
            let bytes = |(pair, value): (u32, u32)| u64::to_le_bytes(u64::from(value) << 32 | u64::from(pair));
            return table.into_iter().map(bytes).collect();
        }
        homes += homes / 8;
    }
}

/// A table with so many homes, if every entry finds a slot.
fn filled(entries: &[(u32, u32)], homes: usize) -> Option<Vec<(u32, u32)>> {
    let mut table = alloc::vec![(0_u32, 0_u32); homes + TAIL];
    // The last slot stays empty, so that every search ends.
    let last = table.len() - 1;
    for &(pair, value) in entries {
        let free = table.get_mut(home(pair, homes)..last)?.iter_mut().find(|slot| slot.1 == 0)?;
        *free = (pair, value);
    }
    Some(table)
}
