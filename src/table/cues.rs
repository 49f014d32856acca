//! Cues: words that tell what others mean, wherever in a sentence they stand.
//!
//! First the bytes of the filter and the number of buckets (u32 each, powers of two); the filter, where a cue's first two
//! characters have their [`bit`]; where each bucket begins and the last one ends (u32 each, counted from the first); the
//! cues: its number (u16), the number of its characters (u8; with [`LISTED`] where some list that rows share has it), these
//! lists (a bit each, u32), and the characters (u16 each, folded). A cue lies in the bucket of its first two characters.

use super::bytes::{u16_at, u32_at};
use super::index::{hash, pair};
use alloc::vec::Vec;
use core::ops::Range;

/// How many characters of the sentence count before a form and after it.
pub const NEAR: usize = 24;
/// Marks a cue that some shared list has.
pub const LISTED: u8 = 0x80;

/// The cues of a table.
#[derive(Clone, Copy, Debug)]
pub struct Cues<'t> {
    filter: &'t [u8],
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
        Cues { filter, ends: ends.as_chunks().0, bytes: cues }
    }

    /// Adds those that stand in a text, which is folded, in the order in which they begin.
    pub fn find(self, text: &[char], found: &mut Vec<Cue>) {
        let shift = shift(self.filter.len());
        let mut before = 0;
        for (end, &c) in text.iter().enumerate() {
            let (byte, bit) = bit(before, c, shift);
            before = spread(c);
            if self.filter.get(byte).is_some_and(|bits| bits >> bit & 1 == 1) {
                self.find_at(text, end.saturating_sub(1), found);
            }
        }
    }

    /// Adds those that begin at a character.
    fn find_at(self, text: &[char], start: usize, found: &mut Vec<Cue>) -> Option<()> {
        let &[first, second] = text.get(start..)?.first_chunk()?;
        let number = bucket(hash(pair(first, second)), self.ends.len() - 1);
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

/// Where a pair has its bit in the filter, the first of which is [spread](spread) so: a byte, and a bit in it.
#[inline(always)]
pub fn bit(first: u32, second: char, shift: u32) -> (usize, u32) {
    let hash = (first ^ (second as u32).wrapping_mul(0x85EB_CA6B)) >> shift;
    ((hash >> 3) as usize, hash & 7)
}

/// Spreads the first character of a pair over 32 bits.
#[inline(always)]
pub fn spread(c: char) -> u32 {
    (c as u32).wrapping_mul(0x9E37_79B1)
}

/// By how much a hash of 32 bits is shifted for a filter of so many bytes.
pub fn shift(bytes: usize) -> u32 {
    29_u32.saturating_sub(bytes.trailing_zeros())
}

/// The bucket of a cue whose beginning is spread so, of so many.
pub fn bucket(hash: u32, buckets: usize) -> usize {
    hash as usize >> 8 & buckets.wrapping_sub(1)
}

/// The rows that one of some cues holds for, in a group's list of cues: a [set](in_set) of their numbers (u64), how many they
/// are (u16), the numbers in order (u16 each), and for each a bit for each row, in so many bytes.
pub fn rows_of<'a>(list: &[u8], width: usize, cues: impl Iterator<Item = &'a Cue>) -> u32 {
    let Some((set, rest)) = list.split_first_chunk() else { return 0 };
    let (set, count) = (u64::from_le_bytes(*set), u16_at(rest, 0) as usize);
    let Some((numbers, rows)) = rest.get(2..).and_then(|rest| rest.split_at_checked(2 * count)) else { return 0 };
    let numbers: &[[u8; 2]] = numbers.as_chunks().0;
    let rows_of = |number: u16| {
        let at = numbers.binary_search_by_key(&number, |number| u16::from_le_bytes(*number)).ok()?;
        let rows = rows.get(width * at..width * (at + 1))?;
        Some(rows.iter().rev().fold(0, |rows, &byte| rows << 8 | byte as u32))
    };
    let found = cues.filter(|cue| set & in_set(cue.number) != 0).filter_map(|cue| rows_of(cue.number));
    found.fold(0, |all, rows| all | rows)
}

/// The bit of a cue in a set, which it may share with others.
pub fn in_set(cue: u16) -> u64 {
    1 << (cue & 63)
}
