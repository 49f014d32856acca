//! Senses: what a form means where it stands.
//!
//! A group for each form, at a multiple of [`UNIT`], by which it is numbered: the number of its rows (u8, at most [`MOST_ROWS`]), a
//! zero, where its second and third list of cues begin (u16 each, from the group's begin), for each list which rows ask it (a
//! bit each, u32), the rows, and the lists: what stands before, after and near.
//!
//! A row, of which the first that holds wins: whose text it reads (a bit each by place, u8), what is done (u8), the concept
//! (u16), the layers one of whose words may stand near (a bit each, u16), the lists of shared cues that do (a bit each, u32).
//!
//! A list of what is near: see [`cues`](super::cues); the first list of the section is that of the cues that rows share, with a bit
//! for each of their lists, in four bytes. Another list: the rows that hold where no letter stands (a bit each, u32) and at the line's
//! edge (u32), the number of its buckets (u16, a power of two), where each bucket begins and the last one ends (u16 each, from
//! here on), then the cues: the rows that one holds for (a bit each, in as many [bytes](width) as the group's rows need), the
//! number of its characters (u8), and these (u16 each, folded), from the form outwards. A cue lies in the bucket of its first
//! character.

use super::bytes::{u16_at, u32_at};
use super::cues::{Around, NEAR, bucket};
use super::index::{hash, pair};
use crate::data::ideograph::is_ideograph;
use crate::data::sense::Act;

/// The most rows of a form.
pub const MOST_ROWS: usize = 32;
/// What the number of a group counts, in bytes.
pub const UNIT: usize = 16;
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
    /// The first row of a group that holds, and its number. `at_line` tells whether the form's line begins there, and ends;
    /// `is_asked`, by whose text it reads, whether a row counts; `domains` the layers of the words that stand in a text.
    pub fn first(
        self,
        group: u16,
        around: &Around<'_>,
        at_line: impl Fn() -> [bool; 2],
        mut is_asked: impl FnMut(u8) -> bool,
        domains: impl Fn(&[char]) -> u16,
    ) -> Option<(usize, Sense)> {
        let bytes = self.bytes.get(UNIT * group as usize..)?;
        let (&[count, _], rest) = bytes.split_first_chunk()?;
        let (starts, rest) = rest.split_first_chunk::<4>()?;
        let (asks, rows) = rest.split_first_chunk::<{ 4 * ASKS }>()?;
        let width = width(count.into());
        let list = |at: usize| bytes.get(at..).unwrap_or_default();
        let rows = rows.as_chunks::<ROW>().0.get(..count.into())?;
        let [after_at, near_at] = [0, 2].map(|at| u16_at(starts, at) as usize);
        let [asks_before, asks_after, asks_near] = [0, 4, 8].map(|at| u32_at(asks, at));
        let mut line = None;
        let mut at_line = || *line.get_or_insert_with(&at_line);
        // The rows that hold by what is beside the form.
        let mut left = u32::MAX;
        let [before, after] = around.beside();
        if asks_before != 0 {
            let list = Beside { bytes: list(HEAD + ROW * count as usize), width };
            left &= !asks_before | list.rows(before.iter().rev(), || at_line()[0]);
        }
        if asks_after != 0 {
            let list = Beside { bytes: list(after_at), width };
            left &= !asks_after | list.rows(after.iter(), || at_line()[1]);
        }
        let (mut near, mut layers, mut lists) = (None, None, None);
        while let Some(sense) = rows.get(left.trailing_zeros() as usize).and_then(sense) {
            let bit = left & left.wrapping_neg();
            left ^= bit;
            if !is_asked(sense.read_in) {
                continue;
            }
            let asks = asks_near & bit != 0;
            let of_cues = || around.rows_of(list(near_at), width);
            let of_lists = || around.rows_of(self.bytes, 4);
            let of_words = || around.near().into_iter().fold(0, |layers, text| layers | domains(text));
            let holds = !asks && sense.domains == 0 && sense.lists == 0
                || asks && bit & *near.get_or_insert_with(of_cues) != 0
                || sense.lists != 0 && sense.lists & *lists.get_or_insert_with(of_lists) != 0
                || sense.domains != 0 && sense.domains & *layers.get_or_insert_with(of_words) != 0;
            if holds {
                return Some((bit.trailing_zeros() as usize, sense));
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

/// A list of what stands beside.
#[derive(Clone, Copy)]
struct Beside<'t> {
    bytes: &'t [u8],
    /// Bytes of what tells a cue's rows.
    width: usize,
}

impl<'t> Beside<'t> {
    /// The rows one of whose cues stands here, in what goes outwards from the form; a bit each.
    fn rows<'a>(self, outwards: impl Iterator<Item = &'a char> + Clone, is_line_edge: impl FnOnce() -> bool) -> u32 {
        let first = outwards.clone().next().copied();
        let (edge, at_line) = (u32_at(self.bytes, 0), u32_at(self.bytes, 4));
        let is_letter = |c: char| is_ideograph(c) || c.is_alphanumeric();
        let mut rows = if edge != 0 && !first.is_some_and(is_letter) { edge } else { 0 };
        if at_line != 0 && is_line_edge() {
            rows |= at_line;
        }
        let Some(first) = first else { return rows };
        for (cue, of) in self.bucket(hash(pair(first, '\0'))) {
            let mut chars = outwards.clone();
            if cue.iter().all(|&c| chars.next().is_some_and(|&next| next as u32 == u16::from_le_bytes(c) as u32)) {
                rows |= of;
            }
        }
        rows
    }

    /// The cues of a bucket, and the rows that each holds for.
    #[inline]
    fn bucket(self, hash: u32) -> impl Iterator<Item = (&'t [[u8; 2]], u32)> {
        let at = 10 + 2 * bucket(hash, u16_at(self.bytes, 8).into());
        let [start, end] = [at, at + 2].map(|at| u16_at(self.bytes, at).into());
        let mut rest = if start < end { self.bytes.get(start..end).unwrap_or_default() } else { &[] };
        core::iter::from_fn(move || {
            let (rows, after) = rest.split_at_checked(self.width)?;
            let (&len, after) = after.split_first()?;
            let (chars, next) = after.split_at_checked(2 * len as usize)?;
            rest = next;
            Some((chars.as_chunks().0, rows.iter().rev().fold(0, |rows, &byte| rows << 8 | byte as u32)))
        })
    }
}
