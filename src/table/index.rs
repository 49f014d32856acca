//! An exact index of pairs of characters: of anchors, and of written forms by their first two characters.
//!
//! Slots of 8 bytes: the pair (low halves of both code points), then a value that is never 0. A pair is sought from
//! [`home`] on until an empty slot comes; the last [`TAIL`] are nobody's home, for those that come after the last.

use super::bytes::u32_at;

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
