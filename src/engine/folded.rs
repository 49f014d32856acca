//! A part of a line with its characters folded, read once for all that is decided there.

use super::front::floor;
use crate::table::chars::CharMap;
use crate::table::cues::{Around, NEAR, spread};
use crate::table::senses::ends_sentence;
use alloc::vec::Vec;
use core::ops::Range;

/// Bytes that are read before a place, and at most altogether.
const BEFORE: usize = 4 * MARGIN;
const MOST: usize = 1024;
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
        match self.known(text, piece) {
            Some(found) => found,
            None => {
                self.read(text, unit, piece, fold);
                self.place(text, piece)
            }
        }
    }

    /// A form, from one character to another, in its sentence; what is protected reaches to `open.start` and begins at
    /// `open.end`, in bytes of the text.
    pub fn around(&self, text: &str, form: Range<usize>, open: Range<usize>) -> Around<'_> {
        let before =
            self.ends.iter().rev().find(|&&end| (end as usize) < form.start).map_or(0, |&end| end as usize + 1);
        let after = self.ends.iter().find(|&&end| form.end <= end as usize).map_or(self.count, |&end| end as usize);
        let start = if open.start <= self.bytes.start { before } else { before.max(self.number(text, open.start)) };
        let end = if self.bytes.end <= open.end { after } else { after.min(self.number(text, open.end)) };
        Around { chars: &self.chars, hashes: &self.hashes, sentence: start..end, form }
    }

    /// The number of the character that begins at a byte of the text.
    fn number(&self, text: &str, at: usize) -> usize {
        text.get(self.bytes.start..at).map_or(0, |before| before.chars().count())
    }

    /// From which character to which a piece of the text reaches that was read.
    fn place(&self, text: &str, piece: &Range<usize>) -> Range<usize> {
        let start = self.number(text, piece.start);
        start..start + text.get(piece.clone()).map_or(0, |piece| piece.chars().count())
    }

    fn known(&self, text: &str, piece: &Range<usize>) -> Option<Range<usize>> {
        if piece.start < self.bytes.start || self.bytes.end < piece.end {
            return None;
        }
        let found = self.place(text, piece);
        let [begins, ends] = self.whole;
        let is_enough = (begins || MARGIN <= found.start) && (ends || MARGIN <= self.count - found.end);
        is_enough.then_some(found)
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
        if self.chars.len() < part.len() {
            self.chars.resize(part.len(), '\0');
            self.hashes.resize(part.len(), 0);
        }
        self.ends.clear();
        let bytes = part.as_bytes();
        let (mut at, mut count, mut before) = (0, 0, '\0');
        let mut places = self.chars.iter_mut().zip(&mut self.hashes);
        // A hash tells of a character and the next one, which is read after it.
        let mut hash = &mut 0;
        while let Some((&a, (place, next))) = bytes.get(at).zip(places.next()) {
            let three = if a >> 4 == 0xE { bytes.get(at..at + 3).and_then(|three| three.first_chunk()) } else { None };
            let (c, len) = match three {
                Some(&three) => (fold.fold_three(three), 3),
                None if a < 0x80 => (a.to_ascii_lowercase() as char, 1),
                None => {
                    let c = part.get(at..).and_then(|rest| rest.chars().next());
                    c.map_or((' ', 1), |c| (fold.fold(c), c.len_utf8()))
                }
            };
            *place = c;
            *hash = spread(before, c);
            hash = next;
            if !('?'..'\u{FF00}').contains(&c) && ends_sentence(c) || c == '。' {
                self.ends.push(count);
            }
            (before, at, count) = (c, at + len, count + 1);
        }
        self.count = count.into();
    }
}
