//! Whether a key is read as a word where it stands, or words end inside it: 改变|量化 holds 变量.
//!
//! Method: the cheapest way to cut a few characters around the key into words, each with a cost (a unigram path; Viterbi).
//! The key is a word if it is one there, or lies within one, or is put together of words itself.

use crate::data::frequencies::LONGEST;
use crate::data::ideograph::is_ideograph;
use crate::table::frequencies::{Frequencies, Hash};
use core::ops::Range;

/// How many characters count before a key and after it.
pub const AROUND: usize = 4;
/// What a character costs that no list has as a word.
const UNKNOWN: u8 = 220;
/// What a phrase costs that no list has.
const OF_PHRASE: u8 = 140;

/// The most characters of a stretch.
const MOST: usize = 2 * AROUND + LONGEST;

/// A key with what stands around it, as far as one word could hold it together with the key: where no word holds two
/// neighbours, every reading ends one there, whatever stands beyond. At most [`AROUND`] characters on both sides, folded.
#[derive(Clone, Debug)]
pub struct Stretch<'t> {
    /// The key begins at [`AROUND`].
    text: [char; MOST],
    /// What of it is there.
    whole: Range<usize>,
    key: Range<usize>,
    /// A bit for each character that some word may hold with the one before.
    joined: u32,
    frequencies: Frequencies<'t>,
}

impl<'t> Stretch<'t> {
    /// None where no word could stick out of the key: so most keys stand. `before` goes from the key to the left; all is
    /// folded. A long key never is crossed: hardly any stands where it does not mean itself.
    #[inline]
    pub fn new(
        mut before: impl Iterator<Item = char>,
        key: impl DoubleEndedIterator<Item = char> + Clone,
        mut after: impl Iterator<Item = char>,
        frequencies: Frequencies<'t>,
    ) -> Option<Self> {
        let joins = |(first, second): &(char, char)| frequencies.pairs.has(*first, *second);
        let left = before.next().zip(key.clone().next()).filter(joins).map(|(c, _)| c);
        let right = key.clone().next_back().zip(after.next()).filter(joins).map(|(_, c)| c);
        if left.is_none() && right.is_none() {
            return None;
        }
        let mut stretch = Stretch { text: ['\0'; MOST], whole: AROUND..AROUND, key: AROUND..AROUND, joined: 0, frequencies };
        for c in key {
            if stretch.whole.len() == LONGEST || !is_ideograph(c) {
                return None;
            }
            stretch.append(c, stretch.at(stretch.whole.end - 1).is_some_and(|last| joins(&(last, c))));
        }
        stretch.key.end = stretch.whole.end;
        let mut next = left;
        while let Some(c) = next.filter(|&c| is_ideograph(c)) {
            stretch.prepend(c);
            next = if stretch.whole.start == 0 { None } else { before.next().filter(|&next| joins(&(next, c))) };
        }
        let mut next = right;
        while let Some(c) = next.filter(|&c| is_ideograph(c)) {
            stretch.append(c, true);
            let is_full = stretch.whole.end == stretch.key.end + AROUND;
            next = if is_full { None } else { after.next().filter(|&next| joins(&(c, next))) };
        }
        (stretch.whole != stretch.key).then_some(stretch)
    }

    /// A character of the key, or after it.
    fn at(&self, at: usize) -> Option<char> {
        if at < AROUND { None } else { self.text.get(at).copied() }
    }

    fn append(&mut self, c: char, joins: bool) {
        let end = self.whole.end;
        self.joined |= u32::from(joins) << end;
        if let Some(place) = self.text.get_mut(end) {
            *place = c;
        }
        self.whole.end = end + 1;
    }

    /// What joins.
    fn prepend(&mut self, c: char) {
        self.joined |= 1 << self.whole.start;
        self.whole.start -= 1;
        if let Some(place) = self.text.get_mut(self.whole.start) {
            *place = c;
        }
    }

    /// Whether two words could meet inside the key, one of which sticks out of it.
    pub fn is_crossed(&self) -> bool {
        let Range { start, end } = self.key;
        let (inside, outside) = (start + 1..end, end + 1..self.whole.end + 1);
        let lefts = self.whole.start.max(end.saturating_sub(LONGEST + 1))..start;
        let from_left = lefts.fold(0, |ends, left| ends | self.ends(left, inside.clone()));
        let from_start = if inside.len() > 1 { self.ends(start, inside.clone()) } else { 0 };
        // One character of the key that is left over is taken for a word.
        let from_start = from_start | 2 << start;
        inside.into_iter().any(|at| {
            let is_end = |ends: u32| ends >> at & 1 == 1;
            if is_end(from_left) {
                at + 1 == end || self.ends(at, end..outside.end) != 0
            } else {
                is_end(from_start) && self.ends(at, outside.clone()) != 0
            }
        })
    }

    /// Where words end that begin at a place: a bit for each of the places that are asked for.
    fn ends(&self, start: usize, wanted: Range<usize>) -> u32 {
        let (mut hash, mut ends) = (Hash::NONE, 0);
        for (at, &c) in self.text.iter().enumerate().take(wanted.end - 1).skip(start).take(LONGEST) {
            if at > start && self.joined >> at & 1 == 0 {
                break;
            }
            hash = hash.and(c);
            if wanted.start <= at + 1 && self.frequencies.cost(hash).is_some() {
                ends |= 2 << at;
            }
        }
        ends
    }

    /// What words there are.
    pub fn words(&self) -> Words {
        let Range { start, end } = self.key;
        let mut words = Words { rows: [Row::default(); MOST], whole: self.whole.clone(), key: self.key.clone() };
        for (first, row) in words.rows.iter_mut().enumerate().take(self.whole.end).skip(self.whole.start) {
            // A character that no list has is one, too, and so is the key.
            row.ways = 1;
            row.costs[0] = UNKNOWN;
            if first == start && end - start > 1 {
                row.ways |= 1 << (end - start - 1);
                if let Some(cost) = row.costs.get_mut(end - start - 1) {
                    *cost = OF_PHRASE;
                }
            }
            let mut hash = Hash::NONE;
            let chars = self.text.iter().enumerate().take(self.whole.end).skip(first);
            for (number, ((at, &c), place)) in chars.zip(&mut row.costs).enumerate() {
                if number > 0 && self.joined >> at & 1 == 0 {
                    break;
                }
                hash = hash.and(c);
                if let Some(cost) = self.frequencies.cost(hash) {
                    *place = cost;
                    row.known |= 1 << number;
                }
            }
            row.ways |= row.known;
        }
        words
    }
}

/// The words of a stretch.
#[derive(Clone, Debug)]
pub struct Words {
    rows: [Row; MOST],
    whole: Range<usize>,
    key: Range<usize>,
}

/// What begins at a character: a bit for each number of characters, from one, and what it costs.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    known: u8,
    /// Also what no list has.
    ways: u8,
    costs: [u8; LONGEST],
}

impl Words {
    /// Whether the key is read as a word.
    pub fn is_word(&self) -> bool {
        self.is_word_in(self.whole.clone())
    }

    /// The same where no more of the text counts than two words that meet inside the key: with more text there are only
    /// more of them. Of the text so many characters count before the key, and after it.
    pub fn is_word_alone(&self, before: usize, after: usize) -> bool {
        let Range { start, end } = self.key;
        let first = self.whole.start.max(start.saturating_sub(before));
        let last = self.whole.end.min(end.saturating_add(after));
        (start + 1..end).all(|at| {
            let is_left = |left: usize| left == start && at - start == 1 || self.is_known(left..at);
            let is_right = |right: usize| right == end && end - at == 1 || self.is_known(at..right);
            (first..=start).filter(|&left| is_left(left)).all(|left| {
                let rights = (end..=last).filter(|&right| is_right(right) && (left..right) != self.key);
                rights.into_iter().all(|right| self.is_word_in(left..right))
            })
        })
    }

    fn is_known(&self, part: Range<usize>) -> bool {
        part.len() <= LONGEST && self.rows.get(part.start).is_some_and(|row| row.known << 1 >> part.len() & 1 == 1)
    }

    fn is_word_in(&self, part: Range<usize>) -> bool {
        let Range { start, end } = self.key;
        let ends = self.cheapest(part);
        let is_end = |at: usize| ends >> at & 1 == 1;
        // The seams of what is put together of words are no borders.
        let is_seam =
            |at: usize| at >= start + 2 && at + 2 <= end && self.is_known(start..at) && self.is_known(at..end);
        is_end(start) && is_end(end) || (start + 1..end).all(|at| !is_end(at) || is_seam(at))
    }

    /// Where words end in the cheapest reading of a part: a bit for each place between characters and both ends.
    fn cheapest(&self, part: Range<usize>) -> u32 {
        // The cost up to each place, and in the low bits where the last word before it begins: of equals the longest.
        const PLACE: u32 = 4;
        let mut best = [u32::MAX; MOST + 1];
        best[part.start] = 0;
        for (start, row) in self.rows.iter().enumerate().take(part.end).skip(part.start) {
            let before = best[start] >> PLACE;
            for ((number, &cost), best) in row.costs.iter().enumerate().zip(&mut best[start + 1..=part.end]) {
                if row.ways >> number & 1 == 1 {
                    *best = (*best).min((before + u32::from(cost)) << PLACE | start as u32);
                }
            }
        }
        let (mut ends, mut at) = (1 << part.start, part.end);
        while at > part.start {
            ends |= 1 << at;
            at = (best[at] & ((1 << PLACE) - 1)) as usize;
        }
        ends
    }
}
