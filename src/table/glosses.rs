//! Marks of text about words, folded.
//!
//! For each [`Kind`] a list: its bytes (u16), then its texts, the longest first, each after its bytes (u8). Before them sets of
//! [`SET`] bytes each: for each kind the two characters with which its marks begin, and those with which one that names ends;
//! of a mark of one character this.

use super::bytes::{begins_with, u16_at};
use crate::data::gloss::Kind;

/// Stands for no character.
pub const NONE: char = '\0';
/// Bytes of a set of characters.
pub const SET: usize = 512;
/// Where the set of ends lies, after those of the kinds, and the lists.
pub const ENDS: usize = Kind::ALL.len();
pub const LISTS: usize = (ENDS + 1) * SET;

/// The marks of a table.
#[derive(Clone, Copy, Debug)]
pub struct Glosses<'t> {
    pub bytes: &'t [u8],
}

impl Glosses<'_> {
    /// The kinds of which some mark may begin with folded characters, a bit each.
    pub fn kinds(&self, first: char, second: char) -> u8 {
        let bits = [bit(first, second), bit(first, NONE)];
        (0..ENDS).fold(0, |kinds, set| kinds | u8::from(self.has(set, bits)) << set)
    }

    /// Whether a mark that names may end with folded characters.
    pub fn may_name(&self, first: char, last: char) -> bool {
        self.has(ENDS, [bit(first, last), bit(NONE, last)])
    }

    /// Whether a set has one of two bits.
    fn has(&self, set: usize, bits: [usize; 2]) -> bool {
        let set = self.bytes.get(set * SET..).unwrap_or_default();
        bits.into_iter().any(|bit| set.get(bit / 8).is_some_and(|bits| bits >> (bit % 8) & 1 == 1))
    }

    /// The bytes of the longest mark of a kind with which folded text begins.
    pub fn longest(&self, kind: Kind, text: &[u8]) -> Option<usize> {
        let mut at = LISTS;
        for _ in 0..kind as usize {
            at += 2 + u16_at(self.bytes, at) as usize;
        }
        let mut rest = self.bytes.get(at + 2..)?.get(..u16_at(self.bytes, at) as usize)?;
        loop {
            let (&len, texts) = rest.split_first()?;
            let (mark, next) = texts.split_at_checked(len as usize)?;
            if begins_with(text, mark) {
                return Some(mark.len());
            }
            rest = next;
        }
    }
}

/// The number of two characters in a set; [`NONE`] with that of a mark of one.
pub fn bit(first: char, second: char) -> usize {
    super::index::hash(super::index::pair(first, second)) as usize % (8 * SET)
}
