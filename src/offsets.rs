//! Places of a text in other units than bytes.

use alloc::vec::Vec;
use core::ops::Range;

/// Bytes from one known place to the next.
const STEP: usize = 256;

/// What places are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// Unicode code points, as Python and Rust's `char`s count.
    Chars,
    /// UTF-16 code units, as JavaScript, Java and the Language Server Protocol count.
    Utf16,
}

/// Maps places of a text between bytes, in which this crate counts, and another unit.
///
/// Making it reads the text once; a look-up reads 256 bytes of it at most. A place beyond the text is its end; one inside a
/// character is that character's begin.
///
/// ```
/// use tongwen::{Locale, Normalizer, Offsets, Unit};
///
/// let analysis = Normalizer::to(Locale::ZH_TW).analyze("𠮷野家的软件");
/// let edit = analysis.edits().last().unwrap();
/// assert_eq!(edit.source(), 13..19);
/// assert_eq!(Offsets::new(analysis.source(), Unit::Chars).range(edit.source()), 4..6);
/// assert_eq!(Offsets::new(analysis.source(), Unit::Utf16).range(edit.source()), 5..7);
/// ```
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    unit: Unit,
    /// The count up to the first character that begins at or after each multiple of the step.
    counts: Vec<usize>,
}

impl<'t> Offsets<'t> {
    /// Reads a text.
    pub fn new(text: &'t str, unit: Unit) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for (at, c) in text.char_indices() {
            while counts.len() * STEP <= at {
                counts.push(count);
            }
            count += unit.len(c);
        }
        Offsets { text, unit, counts }
    }

    /// The place of a byte in the unit.
    pub fn of(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let known = (byte / STEP).min(self.counts.len().saturating_sub(1));
        let Some(&count) = self.counts.get(known) else { return 0 };
        let start = self.begin(known);
        let chars = self.text.get(start..).unwrap_or_default().char_indices();
        let before = chars.take_while(|(at, c)| start + at + c.len_utf8() <= byte);
        count + before.map(|(_, c)| self.unit.len(c)).sum::<usize>()
    }

    /// The byte of a place in the unit.
    pub fn byte(&self, place: usize) -> usize {
        let known = self.counts.partition_point(|&count| count <= place).saturating_sub(1);
        let mut count = self.counts.get(known).copied().unwrap_or_default();
        let mut at = self.begin(known);
        for c in self.text.get(at..).unwrap_or_default().chars() {
            count += self.unit.len(c);
            if count > place {
                break;
            }
            at += c.len_utf8();
        }
        at
    }

    /// A range of bytes in the unit.
    pub fn range(&self, bytes: Range<usize>) -> Range<usize> {
        self.of(bytes.start)..self.of(bytes.end)
    }

    /// Where the first character begins at or after a multiple of the step.
    fn begin(&self, known: usize) -> usize {
        let mut at = (known * STEP).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }
}

impl Unit {
    fn len(self, c: char) -> usize {
        match self {
            Unit::Chars => 1,
            Unit::Utf16 => c.len_utf16(),
        }
    }
}
