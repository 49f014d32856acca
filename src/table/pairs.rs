//! Neighbouring characters: the filter, and the set of pairs that lie inside some key.
//!
//! *Filter.* Each character has a word: bits 0 to 4 its class as the second of a pair, bits 5 to 30 the classes that may
//! follow it. `first >> (second & 31) & 1` lets a pair through; class 31 is never let through, class 30 always. The words
//! lie in blocks as character maps do; ASCII has 128 words of its own.
//!
//! *Inner pairs.* A bitmap over a hash of the pair, with false positives.

use super::index::{hash, pair};

/// The classes of second characters: what fits into one word beside the class itself.
pub const CLASSES: core::ops::Range<u32> = 5..30;
/// The class of characters that are let through whatever stands before them.
pub const ALWAYS: u32 = 30;
/// The word of a character that is in no pair.
pub const NOTHING: u32 = 1 << ALWAYS | 31;

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
