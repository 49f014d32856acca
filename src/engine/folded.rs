//! A part of a line with its characters folded, read once for all that is decided there.

use super::front::floor;
use crate::table::chars::CharMap;
use crate::table::cues::{Around, NEAR, spread};
use crate::table::senses::ends_sentence;
use alloc::vec::Vec;
use core::ops::Range;

/// Bytes that are read before a place, and at most altogether: less than the [`ROOM`].
const BEFORE: usize = 4 * MARGIN;
const MOST: usize = ROOM - 1;
/// How many characters, and bytes, there is room for: a power of two spares the loop comparisons.
const ROOM: usize = 512;
/// So many characters on both sides of a place must be known, or the line's edge.
const MARGIN: usize = NEAR + 8;

/// What was read last.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// Where it lies in the text, in bytes.
    bytes: Range<usize>,
    /// Whether the line, or what of it is judged together, begins there, and ends.
    whole: [bool; 2],
    /// How many characters it has; the buffers may have more.
    count: usize,
    chars: Vec<char>,
    /// Of each and the next one.
    hashes: Vec<u32>,
    /// By the byte at which a character begins, its number.
    numbers: Vec<u16>,
    /// The characters that end a sentence.
    ends: Vec<u16>,
}

impl Folded {
    /// The text is another.
    pub fn forget(&mut self) {
        self.bytes = 0..0;
    }

    /// From which character to which a piece of the text reaches, which is read if it has not been yet; `unit`: what is judged
    /// together.
    pub fn find(&mut self, text: &str, unit: &Range<usize>, piece: &Range<usize>, fold: CharMap<'_>) -> Range<usize> {
        match self.known(piece) {
            Some(found) => found,
            None => {
                self.read(text, unit, piece, fold);
                self.number(piece.start)..self.number(piece.end)
            }
        }
    }

    /// A form, from one character to another, in its sentence; what is protected reaches to `open.start` and begins at
    /// `open.end`, in bytes of the text.
    pub fn around(&self, form: Range<usize>, open: Range<usize>) -> Around<'_> {
        let before =
            self.ends.iter().rev().find(|&&end| (end as usize) < form.start).map_or(0, |&end| end as usize + 1);
        let after = self.ends.iter().find(|&&end| form.end <= end as usize).map_or(self.count, |&end| end as usize);
        let start = if open.start <= self.bytes.start { before } else { before.max(self.number(open.start)) };
        let end = if self.bytes.end <= open.end { after } else { after.min(self.number(open.end)) };
        Around { chars: &self.chars, hashes: &self.hashes, sentence: start..end, form }
    }

    /// The number of the character that begins at a byte of the text, or of the one after the last.
    fn number(&self, at: usize) -> usize {
        let known = self.numbers.get(at.wrapping_sub(self.bytes.start)).filter(|_| at < self.bytes.end);
        known.map_or(self.count, |&number| number as usize)
    }

    fn known(&self, piece: &Range<usize>) -> Option<Range<usize>> {
        if piece.start < self.bytes.start || self.bytes.end < piece.end {
            return None;
        }
        let (start, end) = (self.number(piece.start), self.number(piece.end));
        let [begins, ends] = self.whole;
        let is_enough = (begins || MARGIN <= start) && (ends || MARGIN <= self.count - end);
        is_enough.then_some(start..end)
    }

    fn read(&mut self, text: &str, unit: &Range<usize>, piece: &Range<usize>, fold: CharMap<'_>) {
        let from = floor(text, piece.start.saturating_sub(BEFORE).max(unit.start));
        let to = floor(text, (from + MOST).min(unit.end));
        let bytes = text.as_bytes();
        let line = memchr::memrchr(b'\n', bytes.get(from..piece.start).unwrap_or_default()).map(|at| from + at + 1);
        let next = memchr::memchr(b'\n', bytes.get(piece.end..to).unwrap_or_default()).map(|at| piece.end + at);
        self.whole = [line.is_some() || from == unit.start, next.is_some() || to == unit.end];
        self.bytes = line.unwrap_or(from)..next.unwrap_or(to);
        let part = text.get(self.bytes.clone()).unwrap_or_default();
        if self.chars.is_empty() {
            self.chars.resize(ROOM, '\0');
            self.hashes.resize(ROOM, 0);
            self.numbers.resize(ROOM, 0);
        }
        self.ends.clear();
        let Folded { chars, hashes, numbers, ends, .. } = self;
        let Some(((chars, hashes), numbers)) =
            chars.first_chunk_mut().zip(hashes.first_chunk_mut()).zip(numbers.first_chunk_mut())
        else {
            return;
        };
        let (mut at, mut count, mut before) = (0, 0, '\0');
        let len = part.len();
        let mut bytes = [0; ROOM + 2];
        if let Some(place) = bytes.get_mut(..len) {
            place.copy_from_slice(part.as_bytes());
        }
        while at < len {
            let here = at & (ROOM - 1);
            let Some(&[a, b, c]) = bytes.get(here..here + 3) else { break };
            let (c, len) = if a >> 4 == 0xE {
                (fold.fold_three([a, b, c]), 3)
            } else if a < 0x80 {
                (a.to_ascii_lowercase() as char, 1)
            } else {
                let c = part.get(at..).and_then(|rest| rest.chars().next());
                c.map_or((' ', 1), |c| (fold.fold(c), c.len_utf8()))
            };
            set(numbers, at, count as u16);
            set(chars, count, c);
            set(hashes, count.wrapping_sub(1), spread(before, c));
            if !('?'..'\u{FF00}').contains(&c) && ends_sentence(c) || c == '。' {
                ends.push(count as u16);
            }
            (before, at, count) = (c, at + len, count + 1);
        }
        self.count = count;
    }
}

#[inline(always)]
fn set<T>(all: &mut [T; ROOM], at: usize, value: T) {
    if let Some(place) = all.get_mut(at & (ROOM - 1)) {
        *place = value;
    }
}
