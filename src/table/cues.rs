//! Cues: words that tell what a form means, wherever in its sentence they stand.
//!
//! A list of them: bytes of its filter (u16, a power of two), where each bucket begins and the last one ends (u16 each, from the
//! list's begin, for each byte and one more), the filter, then the cues: for which rows each holds (a bit each, in as many bytes
//! as the list has), the number of its characters (u8), and these (u16 each, folded). A cue's first two characters have a
//! [hash](spread) by which it lies in a bucket, and has a bit in the filter.

use super::bytes::u16_at;
use core::ops::Range;

/// How many characters of the sentence count before a form and after it.
pub const NEAR: usize = 24;

/// A form in its sentence, which are parts of a folded text, from one character to another.
#[derive(Clone, Debug)]
pub struct Around<'a> {
    pub chars: &'a [char],
    /// For each of them the hash of it and the next one.
    pub hashes: &'a [u32],
    pub sentence: Range<usize>,
    pub form: Range<usize>,
}

impl<'a> Around<'a> {
    /// The sentence before the form and after it.
    pub fn beside(&self) -> [&'a [char]; 2] {
        let Range { start, end } = self.form;
        [self.sentence.start..start, end..self.sentence.end].map(|part| self.chars.get(part).unwrap_or_default())
    }

    /// What counts of it as near.
    pub fn near(&self) -> [&'a [char]; 2] {
        self.parts().map(|part| self.chars.get(part).unwrap_or_default())
    }

    /// Where that lies.
    fn parts(&self) -> [Range<usize>; 2] {
        let Range { start, end } = self.form;
        let (first, last) = (start.saturating_sub(NEAR), end + NEAR);
        [first.max(self.sentence.start)..start, end..last.min(self.sentence.end)]
    }

    /// The rows of a list for which some cue there holds, a bit each; `width`: in how many bytes the list tells them.
    pub fn rows_of(&self, list: &[u8], width: usize) -> u32 {
        let buckets = u16_at(list, 0) as usize;
        let Some((ends, rest)) = list.get(2..).and_then(|rest| rest.split_at_checked(2 * (buckets + 1))) else {
            return 0;
        };
        let (Some(filter), shift) = (rest.get(..buckets), shift(buckets)) else { return 0 };
        let mut rows = 0;
        for part in self.parts() {
            let text = self.chars.get(part.clone()).unwrap_or_default();
            // The last character begins no cue.
            let hashes = self.hashes.get(part.start..part.end.saturating_sub(1)).unwrap_or_default();
            for (at, &hash) in hashes.iter().enumerate() {
                let bit = hash >> shift;
                if filter.get(bit as usize >> 3).is_some_and(|bits| bits >> (bit & 7) & 1 == 1) {
                    rows |= rows_at(list, ends, text.get(at..).unwrap_or_default(), hash, width);
                }
            }
        }
        rows
    }
}

/// The rows for which some cue holds with which a text begins.
fn rows_at(list: &[u8], ends: &[u8], text: &[char], hash: u32, width: usize) -> u32 {
    let at = 2 * bucket(hash, ends.len() / 2 - 1);
    let [start, end] = [at, at + 2].map(|at| u16_at(ends, at) as usize);
    let (mut rest, mut all) = (list.get(start..end).unwrap_or_default(), 0);
    while let Some((rows, after)) = rest.split_at_checked(width)
        && let Some((&len, after)) = after.split_first()
        && let Some((chars, next)) = after.split_at_checked(2 * len as usize)
    {
        rest = next;
        if let Some(here) = text.get(..len.into())
            && here.iter().zip(chars.as_chunks().0).all(|(&c, wanted)| c as u32 == u16::from_le_bytes(*wanted) as u32)
        {
            all |= rows.iter().rev().fold(0, |rows, &byte| rows << 8 | byte as u32);
        }
    }
    all
}

/// Spreads a pair of characters over 32 bits.
#[inline(always)]
pub fn spread(first: char, second: char) -> u32 {
    (first as u32).wrapping_mul(0x9E37_79B1) ^ (second as u32).wrapping_mul(0x85EB_CA6B)
}

/// By how much a hash is shifted to give a bit in a filter of so many bytes.
pub fn shift(bytes: usize) -> u32 {
    29_u32.saturating_sub(bytes.trailing_zeros())
}

/// The bucket of a hash, of so many.
pub fn bucket(hash: u32, buckets: usize) -> usize {
    hash as usize >> 4 & buckets.wrapping_sub(1)
}
