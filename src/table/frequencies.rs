//! How dear words are, folded: -10 times the natural logarithm of their share in text.
//!
//! Slots of four bytes: a tag of 24 bits, then the cost (u8); an empty slot is 0. A word is sought by its [`Hash`] from
//! [`Hash::home`] on until an empty slot comes; the last [`TAIL`] are nobody's home, for those that come after the last. One in sixteen million that is no word is taken for one.

use super::bytes::u32_at;
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
    pub fn cost(&self, word: Hash) -> Option<u32> {
        let slots =
            self.slots.get(word.home(self.slots.len().saturating_sub(TAIL))..)?.iter().map(|slot| u32_at(slot, 0));
        // The writer leaves an empty slot at the end.
        let mut slots = slots.take_while(|&slot| slot != 0);
        slots.find(|slot| slot >> 8 == word.tag()).map(|slot| slot & 0xFF)
    }
}

/// Names a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(u64);

impl Hash {
    /// Of no characters.
    pub const NONE: Hash = Hash(0);

    /// With one character more.
    pub fn and(self, c: char) -> Hash {
        let mixed = (self.0 ^ c as u64).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        Hash(mixed ^ mixed >> 32)
    }

    /// The slot where it is sought first.
    pub fn home(self, homes: usize) -> usize {
        (((self.0 & 0xFFFF_FFFF) * homes as u64) >> 32) as usize
    }

    /// What tells it from others, in 24 bits; never 0.
    pub fn tag(self) -> u32 {
        (self.0 >> 40) as u32 | 1
    }
}
