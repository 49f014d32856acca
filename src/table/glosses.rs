//! Marks of text about words, folded.
//!
//! For each [`Kind`] a list: its bytes (u16), then its texts, the longest first, each after its bytes (u8). Before them a byte
//! for each [number](slot) of two characters: of which kinds a mark begins with these, a bit each, and whether one that names ends
//! with them ([`ENDS`]); of a mark of one character this.

use super::bytes::{begins_with, u16_at};
use crate::data::gloss::Kind;

/// Stands for no character.
pub const NONE: char = '\0';
/// How many numbers two characters may have: so many bytes lie before the lists.
pub const SLOTS: usize = 4096;
/// The bit of what ends a mark that names, after those of the kinds.
pub const ENDS: u8 = 1 << Kind::ALL.len();

/// The marks of a table.
#[derive(Clone, Copy, Debug)]
pub struct Glosses<'t> {
    pub bytes: &'t [u8],
}

impl Glosses<'_> {
    /// The kinds of which some mark may begin with folded characters, a bit each.
    pub fn kinds(&self, first: char, second: char) -> u8 {
        (self.slot(first, second) | self.slot(first, NONE)) & !ENDS
    }

    /// Whether a mark that names may end with folded characters.
    pub fn may_name(&self, first: char, last: char) -> bool {
        (self.slot(first, last) | self.slot(NONE, last)) & ENDS != 0
    }

    fn slot(&self, first: char, second: char) -> u8 {
        self.bytes.get(slot(first, second)).copied().unwrap_or(0)
    }

    /// The bytes of the longest mark of a kind with which folded text begins.
    pub fn longest(&self, kind: Kind, text: &[u8]) -> Option<usize> {
        let mut at = SLOTS;
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

/// The number of two characters; [`NONE`] with that of a mark of one.
pub fn slot(first: char, second: char) -> usize {
    super::index::hash(super::index::pair(first, second)) as usize % SLOTS
}
