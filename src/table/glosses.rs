//! Marks of text about words, folded.
//!
//! For each [`Kind`] a list: its bytes (u16), then its texts, the longest first, each after its bytes (u8). Before them sets of
//! [`SET`] bytes each: for each kind the characters with which its marks begin, and those with which one that names ends.

use super::bytes::{begins_with, u16_at};
use crate::data::gloss::Kind;

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
    /// Whether some mark may begin with a folded character.
    pub fn may_begin(&self, c: char) -> bool {
        Kind::ALL.into_iter().any(|kind| self.has(kind as usize, c))
    }

    /// Whether some mark of a kind may begin with a folded character.
    pub fn may_begin_with(&self, kind: Kind, c: char) -> bool {
        self.has(kind as usize, c)
    }

    /// Whether a mark that names may end with a folded character.
    pub fn may_name(&self, c: char) -> bool {
        self.has(ENDS, c)
    }

    fn has(&self, set: usize, c: char) -> bool {
        let bit = bit(c);
        self.bytes.get(set * SET + bit / 8).is_some_and(|bits| bits >> (bit % 8) & 1 == 1)
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

/// The number of a character in a set.
pub fn bit(c: char) -> usize {
    super::index::hash(c as u32) as usize % (8 * SET)
}
