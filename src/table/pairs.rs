//! Neighbouring characters: filter, exact index, and the set of pairs that lie inside some key.
//!
//! *Filter.* Each character has a word: bits 0 to 4 its class as the second of a pair, bits 5 to 30 the classes that may
//! follow it. `first >> (second & 31) & 1` lets a pair through; class 31 is never let through, class 30 always. The words
//! lie in blocks as character maps do; ASCII has 128 words of its own.
//!
//! *Index.* Slots of 8 bytes: the pair (low halves of both code points), then a value that is never 0. A pair is sought
//! from `hash × slots >> 32` on until an empty slot comes.
//!
//! *Inner pairs.* A bitmap over a hash of the pair, with false positives.

use super::bytes::u32_at;

/// The classes of second characters: what fits into one word beside the class itself.
pub const CLASSES: core::ops::Range<u32> = 5..30;
/// The class of characters that are let through whatever stands before them.
pub const ALWAYS: u32 = 30;
/// The word of a character that is in no pair.
pub const NOTHING: u32 = 1 << ALWAYS | 31;

/// A pair as a number; pairs of characters beyond U+FFFF may share it.
#[inline]
pub fn pair(first: char, second: char) -> u32 {
    (first as u32) << 16 | (second as u32 & 0xFFFF)
}

#[inline]
fn hash(pair: u32) -> u32 {
    let mixed = (pair ^ pair >> 15).wrapping_mul(0x9E37_79B1);
    (mixed ^ mixed >> 13).wrapping_mul(0x85EB_CA6B)
}

/// The slot where a pair is sought first.
#[inline]
pub fn home(pair: u32, slots: usize) -> usize {
    ((hash(pair) as u64 * slots as u64) >> 32) as usize
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
        let mut rest = self.slots.get(home(pair, self.slots.len())..).unwrap_or_default().iter();
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

/// A set of pairs.
#[derive(Clone, Copy, Debug)]
pub struct PairSet<'t> {
    /// 2^n bytes.
    pub bits: &'t [u8],
}

impl PairSet<'_> {
    /// The bit of a pair in a set of so many bytes (a power of two).
    #[inline]
    pub fn bit(pair: u32, bytes: usize) -> (usize, u8) {
        let hash = hash(pair);
        ((hash >> 3) as usize & bytes.wrapping_sub(1), 1 << (hash & 7))
    }

    /// Whether a pair may be in the set; certainly not where this is false.
    #[inline]
    pub fn has(&self, first: char, second: char) -> bool {
        let (byte, mask) = Self::bit(pair(first, second), self.bits.len());
        self.bits.get(byte).is_some_and(|bits| bits & mask != 0)
    }
}
