//! Neighbouring characters: the filter, and the set of pairs that lie inside some key.
//!
//! *Filter.* Each character has a word: bits 0 to 4 its class as the second of a pair, bits 5 to 30 the classes that may
//! follow it. `first >> (second & 31) & 1` lets a pair through; class 31 is never let through, class 30 always. The words
//! lie in the blocks of the fast loop, beside those of characters; ASCII has 128 words of its own.
//!
//! *Written pairs.* What the filter lets through is looked for in a bitmap of the anchors, and only what is found there in
//! the exact index.
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

/// A set of pairs by the bytes in which they are written.
#[derive(Clone, Copy, Debug)]
pub struct WrittenPairs<'t> {
    /// 2^n bytes.
    pub bits: &'t [u8],
}

impl WrittenPairs<'_> {
    /// The bit of a pair in a set of so many bytes (a power of two). Each character is its three bytes, little-endian;
    /// ASCII is the highest of them.
    #[inline(always)]
    pub fn bit(first: u32, second: u32, bytes: usize) -> (usize, u8) {
        let mixed = first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA6B);
        let hash = mixed ^ mixed >> 15;
        ((hash >> 3) as usize & bytes.wrapping_sub(1), 1 << (hash & 7))
    }

    /// Whether a pair may be in the set; certainly not where this is false.
    #[inline(always)]
    pub fn has(&self, first: u32, second: u32) -> bool {
        let (byte, mask) = Self::bit(first, second, self.bits.len());
        self.bits.get(byte).is_some_and(|bits| bits & mask != 0)
    }
}
