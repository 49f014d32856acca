//! How dear words are, folded: -10 times the natural logarithm of their share in text.
//!
//! Slots of four bytes: a tag of 24 bits, then the cost (u8); an empty slot is 0. A word is sought by its [`Hash`] from
//! [`Hash::home`] on, and what it passes has larger tags: so it is none where a smaller one comes, or an empty slot (an
//! ordered hash table; Amble and Knuth 1974). The last [`TAIL`] slots are nobody's home, for those that come after the
//! last. One in sixteen million that is no word is taken for one.

use super::pairs::PairSet;

/// Slots after the last home.
pub const TAIL: usize = 512;

/// The costs of a table.
#[derive(Clone, Copy, Debug)]
pub struct Frequencies<'t> {
    pub slots: &'t [[u8; 4]],
    /// Neighbours inside some word.
    pub pairs: PairSet<'t>,
}

impl Frequencies<'_> {
    /// What a word costs, if it is known.
    #[inline]
    pub fn cost(&self, word: Hash) -> Option<u8> {
        let slots = self.slots.get(word.home(self.slots.len().saturating_sub(TAIL))..)?;
        let tag = word.tag();
        let slot = slots.iter().map(|&slot| u32::from_le_bytes(slot)).find(|slot| slot >> 8 <= tag)?;
        (slot >> 8 == tag).then_some(slot as u8)
    }
}

/// Names a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(u64);

impl Hash {
    /// Of no characters.
    pub const NONE: Hash = Hash(0);

    /// With one character more.
    #[inline]
    pub fn and(self, c: char) -> Hash {
        let mixed = (self.0 ^ c as u64).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        Hash(mixed ^ mixed >> 32)
    }

    /// The slot where it is sought first.
    #[inline]
    pub fn home(self, homes: usize) -> usize {
        (((self.0 & 0xFFFF_FFFF) * homes as u64) >> 32) as usize
    }

    /// What tells it from others, in 24 bits; never 0.
    #[inline]
    pub fn tag(self) -> u32 {
        (self.0 >> 40) as u32 | 1
    }
}
