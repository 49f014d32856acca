//! Whether a key is read as a word where it stands, or words end inside it: 改变|量化 holds 变量.
//!
//! Method: the cheapest way to cut a few characters around the key into words, each with a cost (a unigram path; Viterbi).
//! The key is a word if it is one there, or lies within one, or is put together of words itself.

use crate::data::frequencies::LONGEST;
use crate::table::frequencies::{Frequencies, Hash};
use core::ops::Range;

/// How many characters count before a key and after it.
pub const AROUND: usize = 4;
/// What a character costs that no list has as a word.
const UNKNOWN: u32 = 220;
/// What a phrase costs that no list has.
const OF_PHRASE: u32 = 140;

/// The most characters of a stretch.
pub const MOST: usize = 2 * AROUND + LONGEST;

/// Whether some word could stick out of a key with so many characters, whose first and last stand beside these (folded).
/// Most keys stand otherwise: it saves the rest. A long key never is crossed: hardly any stands where it does not mean
/// itself.
pub fn may_be_crossed(
    len: usize,
    [before, first]: [Option<char>; 2],
    [last, after]: [Option<char>; 2],
    frequencies: Frequencies<'_>,
) -> bool {
    let joins = |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| frequencies.pairs.has(a, b));
    len <= LONGEST && (joins(before, first) || joins(last, after))
}

/// A key with what stands around it: folded, ideographs alone, at most [`AROUND`] on both sides.
#[derive(Clone, Debug)]
pub struct Stretch<'a, 't> {
    text: &'a [char],
    key: Range<usize>,
    /// A bit for each character that some word may hold with the one before.
    joined: u32,
    frequencies: Frequencies<'t>,
}

impl<'a, 't> Stretch<'a, 't> {
    pub fn new(text: &'a [char], key: Range<usize>, frequencies: Frequencies<'t>) -> Self {
        let bit = |(at, both): (usize, &[char])| match *both {
            [first, second] => u32::from(frequencies.pairs.has(first, second)) << (at + 1),
            _ => 0,
        };
        let joined = text.windows(2).take(MOST).enumerate().map(bit).sum();
        Stretch { text, key, joined, frequencies }
    }

    /// Less of it, with the key.
    pub fn part(&self, part: Range<usize>) -> Self {
        Stretch {
            text: self.text.get(part.clone()).unwrap_or_default(),
            key: self.key.start - part.start..self.key.end - part.start,
            joined: self.joined >> part.start,
            frequencies: self.frequencies,
        }
    }

    /// Whether the key is read as a word.
    pub fn is_word(&self) -> bool {
        let Range { start, end } = self.key;
        let ends = self.cheapest();
        let is_end = |at: usize| ends >> at & 1 == 1;
        let known = |part: Range<usize>| self.cost(part).is_some();
        // The seams of what is put together of words are no borders.
        let is_seam = |at: usize| at >= start + 2 && at + 2 <= end && known(start..at) && known(at..end);
        is_end(start) && is_end(end) || (start + 1..end).all(|at| !is_end(at) || is_seam(at))
    }

    /// The same where no more of the text counts than two words that meet inside the key: with more text there are only
    /// more of them.
    pub fn is_word_alone(&self) -> bool {
        self.crossings().all(|joint| self.part(joint).is_word())
    }

    /// Whether two words could meet inside the key, one of which sticks out of it.
    pub fn is_crossed(&self) -> bool {
        self.crossings().next().is_some()
    }

    /// From where to where two words reach that meet inside the key, and of which one sticks out of it.
    fn crossings(&self) -> impl Iterator<Item = Range<usize>> {
        let Range { start, end } = self.key;
        let known = move |part: Range<usize>| self.cost(part).is_some();
        (start + 1..end).flat_map(move |at| {
            let lefts = (0..=start).filter(move |&left| start == left && at - start == 1 || known(left..at));
            let rights =
                move || (end..=self.text.len()).filter(move |&right| right == end && end - at == 1 || known(at..right));
            lefts
                .flat_map(move |left| rights().map(move |right| left..right))
                .filter(move |joint| *joint != (start..end))
        })
    }

    /// Where words end in the cheapest reading: a bit for each place between characters and both ends.
    fn cheapest(&self) -> u32 {
        // The cost up to each place, and where the last word before it begins.
        let mut best = [(0, 0); MOST + 1];
        for end in 1..=self.text.len().min(MOST) {
            let mut least = (u32::MAX, 0);
            for start in end.saturating_sub(LONGEST)..end {
                let unknown = match end - start {
                    1 => Some(UNKNOWN),
                    _ => Some(OF_PHRASE).filter(|_| (start..end) == self.key),
                };
                let Some(word) = self.cost(start..end).or(unknown) else { continue };
                least = least.min((best.get(start).map_or(0, |before| before.0) + word, start));
            }
            if let Some(place) = best.get_mut(end) {
                *place = least;
            }
        }
        let (mut ends, mut at) = (1, self.text.len());
        while at > 0 {
            ends |= 1 << at;
            at = best.get(at).map_or(0, |&(_, start)| start);
        }
        ends
    }

    fn cost(&self, part: Range<usize>) -> Option<u32> {
        // The bits of all its characters but the first.
        let inside = (1_u32 << part.end) - (2 << part.start);
        if part.len() > LONGEST || self.joined & inside != inside {
            return None;
        }
        self.frequencies.cost(self.text.get(part)?.iter().fold(Hash::NONE, |hash, &c| hash.and(c)))
    }
}
