//! Senses: what a form means where it stands.
//!
//! First the list of the cues that rows share (see below; a bit each not by row, but by the number of a list of them), then a
//! group for each form, at a multiple of [`UNIT`], by which it is numbered: the number of its rows (u8, at most
//! [`MOST_ROWS`]), a zero, where its second and third list of cues begin (u16 each, from the group's begin), for each list
//! which rows ask it (a bit each, u32), the rows, and the lists: what stands before, after and near.
//!
//! A row, of which the first that holds wins: whose text it reads (a bit each by place, u8), what is done (u8), the concept
//! (u16), the layers one of whose words may stand near (a bit each, u16), the lists of shared cues that do (a bit each, u32).
//!
//! A list: the rows that hold where no letter stands (a bit each, u32) and at the line's edge (u32), the number of its buckets
//! (u16, a power of two), where each bucket begins and the last one ends (u16 each, from here on), then the cues: the rows that one holds for (a bit each,
//! in as many [bytes](width) as the group's rows need; of shared cues four), the number of its characters (u8), and these (u16
//! each, folded), from the form outwards; of what is near as they are read. A cue lies in the bucket of its first
//! character; of what is near, of its first two.

use super::bytes::{u16_at, u32_at};
use super::index::{hash, pair};
use crate::data::sense::Act;
use alloc::vec::Vec;
use core::ops::BitOr;

/// The most rows of a form.
pub const MOST_ROWS: usize = 32;
/// What the number of a group counts, in bytes.
pub const UNIT: usize = 16;
/// How many characters of the sentence count before the form and after it.
pub const NEAR: usize = 24;
/// The lists of a group.
pub const ASKS: usize = 3;

/// The bytes of a bit for each of so many rows.
pub fn width(rows: usize) -> usize {
    match rows {
        ..=8 => 1,
        9..=16 => 2,
        _ => 4,
    }
}

/// Bytes before the rows.
pub const HEAD: usize = 6 + 4 * ASKS;
const ROW: usize = 10;

/// The senses of a table.
#[derive(Clone, Copy, Debug)]
pub struct Senses<'t> {
    pub bytes: &'t [u8],
}

/// A row.
#[derive(Clone, Copy, Debug)]
pub struct Sense {
    pub read_in: u8,
    pub act: Act,
    pub concept: u16,
    domains: u16,
    lists: u32,
}

impl Senses<'_> {
    /// The first row of a group that holds, and its number. `is_asked` tells, by whose text it reads, whether a row counts;
    /// `domains` the layers of the words that stand in a text.
    pub fn first<'a>(
        self,
        group: u16,
        context: Context<'a, impl Fn(char) -> char, impl Fn() -> [bool; 2], impl FnOnce() -> [&'a [Seen]; 2]>,
        mut is_asked: impl FnMut(u8) -> bool,
        domains: impl Fn(&[Seen]) -> u16,
    ) -> Option<(usize, Sense)> {
        let bytes = self.bytes.get(UNIT * group as usize..)?;
        let (&[count, _], rest) = bytes.split_first_chunk()?;
        let (starts, rest) = rest.split_first_chunk::<4>()?;
        let (asks, rows) = rest.split_first_chunk::<{ 4 * ASKS }>()?;
        let width = width(count.into());
        let list = |at: usize| Cues { bytes: bytes.get(at..).unwrap_or_default(), width };
        let (rows, [after_at, near_at]) = (rows.as_chunks::<ROW>().0, [0, 2].map(|at| u16_at(starts, at) as usize));
        let [asks_before, asks_after, asks_near] = [0, 4, 8].map(|at| u32_at(asks, at));
        let Context { beside: [before, after], fold, at_line, sentence } = context;
        let is_inside = |c: &char| !ends_sentence(*c);
        let mut line = None;
        let mut at_line = || *line.get_or_insert_with(&at_line);
        let before = list(HEAD + ROW * count as usize)
            .beside(before.chars().rev().take_while(is_inside).map(&fold), || at_line()[0]);
        let after = list(after_at).beside(after.chars().take_while(is_inside).map(&fold), || at_line()[1]);
        let shared = Cues { bytes: self.bytes, width: 4 };
        let (mut near, mut layers, mut lists) = (None, None, None);
        let (mut read, mut sentence) = (None, Some(sentence));
        let mut seen = || *read.get_or_insert_with(|| sentence.take().map_or([&[][..]; 2], |read| read()));
        // The rows that hold by what is beside the form.
        let mut left = (!asks_before | before) & (!asks_after | after);
        while left != 0 {
            let number = left.trailing_zeros() as usize;
            let bit = left & left.wrapping_neg();
            left ^= bit;
            let Some(sense) = rows.get(number).filter(|_| number < count.into()).and_then(sense) else { break };
            if !is_asked(sense.read_in) {
                continue;
            }
            let asks = asks_near & bit != 0;
            let mut is_near =
                || bit & *near.get_or_insert_with(|| either(seen(), |text| list(near_at).near(text))) != 0;
            let holds = !asks && sense.domains == 0 && sense.lists == 0
                || asks && is_near()
                || sense.lists != 0
                    && sense.lists & *lists.get_or_insert_with(|| either(seen(), |text| shared.near(text))) != 0
                || sense.domains != 0 && sense.domains & *layers.get_or_insert_with(|| either(seen(), &domains)) != 0;
            if holds {
                return Some((number, sense));
            }
        }
        None
    }
}

fn sense(&[read_in, act, a, b, c, d, lists @ ..]: &[u8; ROW]) -> Option<Sense> {
    let act = [Act::Write, Act::Keep, Act::Report].get(act as usize).copied()?;
    let [concept, domains] = [[a, b], [c, d]].map(u16::from_le_bytes);
    Some(Sense { read_in, act, concept, domains, lists: u32::from_le_bytes(lists) })
}

/// What is true of a text before a form, and after it.
fn either<T: BitOr<Output = T>>([before, after]: [&[Seen]; 2], of: impl Fn(&[Seen]) -> T) -> T {
    let before = before.get(before.len().saturating_sub(NEAR)..).unwrap_or_default();
    of(before) | of(after.get(..after.len().min(NEAR)).unwrap_or_default())
}

/// A character of a sentence as senses see it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Folded.
    pub c: char,
    /// Spread over 32 bits, with the next one.
    hash: u32,
}

/// Adds a text to what is seen: folded, inside one sentence.
pub fn see(text: impl Iterator<Item = char>, seen: &mut Vec<Seen>) {
    for c in text {
        if let Some(last) = seen.last_mut() {
            last.hash = hash(pair(last.c, c));
        }
        seen.push(Seen { c, hash: 0 });
    }
}

/// What stands around a form.
pub struct Context<'a, F, L, S> {
    /// Directly before it and after it.
    pub beside: [&'a str; 2],
    pub fold: F,
    /// Tells whether its line begins there, and ends.
    pub at_line: L,
    /// Gives what stands in its sentence before it and after it.
    pub sentence: S,
}

/// The parts of a sentence before a form and after it, so many characters of each.
pub fn sentence([before, after]: [&str; 2], [most_before, most_after]: [usize; 2]) -> [&str; 2] {
    let is_inside = |&(_, c): &(usize, char)| !ends_sentence(c);
    let start = before.char_indices().rev().take(most_before).take_while(is_inside).last();
    let end = after.char_indices().take(most_after).take_while(is_inside).last();
    let before = before.get(start.map_or(before.len(), |(at, _)| at)..).unwrap_or_default();
    [before, after.get(..end.map_or(0, |(at, c)| at + c.len_utf8())).unwrap_or_default()]
}

/// Whether a line has nothing more than signs that belong to no sentence, from a form outwards, as beside a label: 文件(&F)…
pub fn is_line_edge(outwards: impl Iterator<Item = char> + Clone) -> bool {
    let mut rest = outwards.clone();
    // The letter that a menu shows for its key.
    let mut key = outwards.filter(|c| !c.is_whitespace() && !matches!(c, '&' | '_'));
    if matches!((key.next(), key.next(), key.next()), (Some('(' | '（'), Some(c), Some(')' | '）')) if c.is_ascii_alphanumeric())
    {
        rest.by_ref().find(|c| matches!(c, ')' | '）'));
    }
    let mut rest = rest.take(NEAR).take_while(|c| *c != '\n');
    let goes_on = |c: char| c.is_alphanumeric() || ends_sentence(c) || matches!(c, ',' | '，' | '、');
    !rest.any(goes_on)
}

/// Whether a character ends a sentence.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '\n')
}

/// The bucket of a cue whose beginning is spread so, of so many.
pub fn bucket(hash: u32, buckets: usize) -> usize {
    hash as usize >> 8 & buckets.wrapping_sub(1)
}

/// The code point of a cue's character.
fn code(bytes: [u8; 2]) -> u32 {
    u16::from_le_bytes(bytes).into()
}

/// A list of cues.
#[derive(Clone, Copy)]
struct Cues<'t> {
    bytes: &'t [u8],
    /// Bytes of what tells a cue's rows.
    width: usize,
}

impl<'t> Cues<'t> {
    /// The rows one of whose cues stands here, in what goes outwards from the form; a bit each.
    fn beside(self, outwards: impl Iterator<Item = char> + Clone, is_line_edge: impl FnOnce() -> bool) -> u32 {
        let first = outwards.clone().next();
        let (edge, at_line) = (u32_at(self.bytes, 0), u32_at(self.bytes, 4));
        let mut rows = if edge != 0 && !first.is_some_and(char::is_alphanumeric) { edge } else { 0 };
        if at_line != 0 && is_line_edge() {
            rows |= at_line;
        }
        for (cue, of) in first.into_iter().flat_map(|first| self.bucket(self.ends(), hash(pair(first, '\0')))) {
            let mut chars = outwards.clone();
            if cue.iter().all(|c| chars.next().is_some_and(|next| next as u32 == code(*c))) {
                rows |= of;
            }
        }
        rows
    }

    /// The rows one of whose cues stands in a text; a bit each.
    fn near(self, text: &[Seen]) -> u32 {
        let mut rows = 0;
        let starts = text.len().saturating_sub(1);
        let ends = self.ends();
        for (at, seen) in text.iter().enumerate().take(starts) {
            for (cue, of) in self.bucket(ends, seen.hash) {
                let is_it = |(seen, wanted): (&Seen, &[u8; 2])| seen.c as u32 == code(*wanted);
                let rest = text.get(at..at + cue.len()).unwrap_or_default();
                if rest.len() == cue.len() && rest.iter().zip(cue).all(is_it) {
                    rows |= of;
                }
            }
        }
        rows
    }

    /// Where each bucket begins, and the last one ends.
    #[inline]
    fn ends(self) -> &'t [[u8; 2]] {
        let count = u16_at(self.bytes, 8) as usize;
        let ends = self.bytes.get(10..10 + 2 * (count + 1)).unwrap_or_default();
        ends.as_chunks().0
    }

    /// The cues of a bucket, and the rows that each holds for.
    #[inline]
    fn bucket(self, ends: &[[u8; 2]], hash: u32) -> impl Iterator<Item = (&'t [[u8; 2]], u32)> {
        let at = bucket(hash, ends.len().wrapping_sub(1));
        let [start, end] = match ends.get(at..at + 2) {
            Some(&[start, end]) => [start, end].map(u16::from_le_bytes),
            _ => [0; 2],
        };
        let mut rest = if start < end { self.bytes.get(start.into()..end.into()).unwrap_or_default() } else { &[] };
        core::iter::from_fn(move || {
            let (rows, after) = rest.split_at_checked(self.width)?;
            let (&len, after) = after.split_first()?;
            let (chars, next) = after.split_at_checked(2 * len as usize)?;
            rest = next;
            let rows = match *rows {
                [a] => a.into(),
                [a, b] => u16::from_le_bytes([a, b]).into(),
                _ => u32_at(rows, 0),
            };
            Some((chars.as_chunks().0, rows))
        })
    }
}
