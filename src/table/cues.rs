//! Cues: words that tell what others mean, wherever in a sentence they stand.
//!
//! First the bytes of the filter and the number of buckets (u32 each, powers of two); the filter, a [set](super::pairs) of the
//! first two characters of all cues; where each bucket begins and the last one ends (u32 each, counted from the first); the
//! cues: its number (u16), the number of its characters (u8; with [`LISTED`] where some list that rows share has it), these
//! lists (a bit each, u32), and the characters (u16 each, folded). A cue lies in the bucket of its first two characters.

use super::bytes::{u16_at, u32_at};
use super::index::{hash, pair};
use super::pairs::PairSet;
use alloc::vec::Vec;
use core::ops::Range;

/// How many characters of the sentence count before a form and after it.
pub const NEAR: usize = 24;
/// Marks a cue that some shared list has.
pub const LISTED: u8 = 0x80;

/// The cues of a table.
#[derive(Clone, Copy, Debug)]
pub struct Cues<'t> {
    filter: PairSet<'t>,
    ends: &'t [[u8; 4]],
    bytes: &'t [u8],
}

/// A cue that stands in a text, from one character to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    pub start: usize,
    pub end: usize,
    pub number: u16,
    /// The shared lists that have it, a bit each.
    pub lists: u32,
}

impl<'t> Cues<'t> {
    pub fn new(bytes: &'t [u8]) -> Self {
        let (filter, rest) =
            bytes.get(8..).unwrap_or_default().split_at_checked(u32_at(bytes, 0) as usize).unwrap_or_default();
        let (ends, cues) = rest.split_at_checked(4 * (u32_at(bytes, 4) as usize + 1)).unwrap_or_default();
        Cues { filter: PairSet { bits: filter }, ends: ends.as_chunks().0, bytes: cues }
    }

    /// Adds those that stand in a text, which is folded, in the order in which they begin.
    pub fn find(self, text: &[char], found: &mut Vec<Cue>) {
        for (start, both) in text.windows(2).enumerate() {
            if let &[first, second] = both
                && self.filter.has(first, second)
            {
                self.find_at(text, start, hash(pair(first, second)), found);
            }
        }
    }

    fn find_at(self, text: &[char], start: usize, hash: u32, found: &mut Vec<Cue>) -> Option<()> {
        let number = bucket(hash, self.ends.len() - 1);
        let ends: [u32; 2] = self.ends.get(number..number + 2)?.first_chunk()?.map(u32::from_le_bytes);
        let mut rest = self.bytes.get(ends[0] as usize..ends[1] as usize)?;
        while let Some((&[low, high, len], after)) = rest.split_first_chunk() {
            let (lists, after) = if len & LISTED == 0 { (0, after) } else { (u32_at(after, 0), after.get(4..)?) };
            let len = (len & !LISTED) as usize;
            let (chars, next) = after.split_at_checked(2 * len)?;
            rest = next;
            if let Some(here) = text.get(start..start + len)
                && here
                    .iter()
                    .zip(chars.as_chunks().0)
                    .all(|(&c, wanted)| c as u32 == u16::from_le_bytes(*wanted) as u32)
            {
                found.push(Cue { start, end: start + len, number: u16::from_le_bytes([low, high]), lists });
            }
        }
        Some(())
    }
}

/// A form in its sentence, which are parts of a folded text, from one character to another; and the cues that stand there.
#[derive(Clone, Debug)]
pub struct Around<'a> {
    pub chars: &'a [char],
    pub sentence: Range<usize>,
    pub form: Range<usize>,
    pub cues: &'a [Cue],
}

impl Around<'_> {
    /// What stands before the form and after it.
    pub fn beside(&self) -> [&[char]; 2] {
        let Range { start, end } = self.sentence;
        [start..self.form.start, self.form.end..end].map(|part| self.chars.get(part).unwrap_or_default())
    }

    /// The same, as far as it counts.
    pub fn near(&self) -> [&[char]; 2] {
        let [before, after] = self.beside();
        let before = before.get(before.len().saturating_sub(NEAR)..).unwrap_or_default();
        [before, after.get(..after.len().min(NEAR)).unwrap_or_default()]
    }

    /// The cues that stand there.
    pub fn cues(&self) -> impl Iterator<Item = &Cue> {
        let Range { start, end } = self.form;
        let first = self.sentence.start.max(start.saturating_sub(NEAR));
        let last = self.sentence.end.min(end + NEAR);
        let counts = move |cue: &&Cue| first <= cue.start && cue.end <= last && (cue.end <= start || end <= cue.start);
        self.cues.iter().filter(counts)
    }
}

/// The bucket of a cue whose beginning is spread so, of so many.
pub fn bucket(hash: u32, buckets: usize) -> usize {
    hash as usize >> 8 & buckets.wrapping_sub(1)
}

/// The rows that a cue holds for, in a group's list of cues: how many (u16), their numbers in order (u16 each), and for each
/// a bit for each row, in so many bytes.
pub fn rows_of(list: &[u8], width: usize, cue: u16) -> u32 {
    let count = u16_at(list, 0) as usize;
    let numbers: &[[u8; 2]] = list.get(2..2 + 2 * count).unwrap_or_default().as_chunks().0;
    let Ok(at) = numbers.binary_search_by_key(&cue, |number| u16::from_le_bytes(*number)) else { return 0 };
    let rows = list.get(2 + 2 * count + width * at..).and_then(|rest| rest.get(..width)).unwrap_or_default();
    rows.iter().rev().fold(0, |rows, &byte| rows << 8 | byte as u32)
}
