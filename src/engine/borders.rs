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

/// Room for the most characters of a stretch; a power of two, so that no place has to be checked.
const ROOM: usize = (2 * AROUND + LONGEST).next_power_of_two();

/// A key with what stands around it, as far as one word could hold it together with the key: where no word holds two
/// neighbours, every reading ends one there, whatever stands beyond. At most [`AROUND`] characters on both sides, folded.
#[derive(Clone, Debug)]
pub struct Stretch<'t> {
    /// The key begins at [`AROUND`].
    text: [char; ROOM],
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
        key: impl ExactSizeIterator<Item = char> + DoubleEndedIterator + Clone,
        mut after: impl Iterator<Item = char>,
        frequencies: Frequencies<'t>,
    ) -> Option<Self> {
        let joins = |first, second| frequencies.pairs.has(first, second);
        let (first, last) = (key.clone().next()?, key.clone().next_back()?);
        let left = before.next().filter(|&c| joins(c, first) && is_ideograph(c));
        let right = after.next().filter(|&c| joins(last, c) && is_ideograph(c));
        if left.is_none() && right.is_none() || key.len() > LONGEST {
            return None;
        }
        let end = AROUND + key.len();
        let mut stretch = Stretch { text: ['\0'; ROOM], whole: AROUND..end, key: AROUND..end, joined: 0, frequencies };
        for (at, c) in (AROUND..).zip(key) {
            if !is_ideograph(c) {
                return None;
            }
            stretch.put(at, c);
            stretch.joined |= u32::from(at > AROUND && joins(stretch.at(at - 1), c)) << at;
        }
        let mut next = left;
        while let Some(c) = next {
            stretch.joined |= 1 << stretch.whole.start;
            stretch.whole.start -= 1;
            stretch.put(stretch.whole.start, c);
            let is_full = stretch.whole.start == 0;
            next = if is_full { None } else { before.next().filter(|&next| joins(next, c) && is_ideograph(next)) };
        }
        let mut next = right;
        while let Some(c) = next {
            stretch.joined |= 1 << stretch.whole.end;
            stretch.put(stretch.whole.end, c);
            stretch.whole.end += 1;
            let is_full = stretch.whole.end == end + AROUND;
            next = if is_full { None } else { after.next().filter(|&next| joins(c, next) && is_ideograph(next)) };
        }
        Some(stretch)
    }

    fn at(&self, at: usize) -> char {
        self.text.get(at % ROOM).copied().unwrap_or_default()
    }

    fn put(&mut self, at: usize, c: char) {
        if let Some(place) = self.text.get_mut(at % ROOM) {
            *place = c;
        }
    }

    /// How far one word could reach at most that begins at a place.
    fn reach(&self, start: usize) -> usize {
        let joined = (self.joined >> start >> 1).trailing_ones() as usize;
        start + 1 + joined.min(LONGEST - 1)
    }

    /// Whether two words could meet inside the key, one of which sticks out of it.
    pub fn is_crossed(&self) -> bool {
        let Range { start, end } = self.key;
        let (inside, outside) = (start + 1..end, end + 1..self.whole.end + 1);
        let lefts = self.whole.start..start;
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
        let reach = self.reach(start).min(wanted.end - 1);
        if reach < wanted.start {
            return 0;
        }
        let skipped = (start..wanted.start - 1).fold(Hash::NONE, |hash, at| hash.and(self.at(at)));
        let (mut hash, mut ends) = (skipped, 0);
        for end in wanted.start..=reach {
            hash = hash.and(self.at(end - 1));
            ends |= u32::from(self.frequencies.cost(hash).is_some()) << end;
        }
        ends
    }

    /// What words there are.
    pub fn words(&self) -> Words {
        let Range { start, end } = self.key;
        let mut words = Words { rows: [Row::default(); ROOM], whole: self.whole.clone(), key: self.key.clone() };
        for first in self.whole.clone() {
            let Some(row) = words.rows.get_mut(first % ROOM) else { continue };
            // A character that no list has is one, too, and so is the key.
            row.ways = 1;
            row.costs[0] = UNKNOWN;
            if first == start && end - start > 1 {
                row.ways |= 1 << (end - start - 1);
                if let Some(cost) = row.costs.get_mut(end - start - 1) {
                    *cost = OF_PHRASE;
                }
            }
            let (mut hash, mut known) = (Hash::NONE, 0);
            for ((number, at), place) in (first..self.reach(first)).enumerate().zip(&mut row.costs) {
                hash = hash.and(self.at(at));
                if let Some(cost) = self.frequencies.cost(hash) {
                    *place = cost;
                    known |= 1 << number;
                }
            }
            row.known = known;
            row.ways |= known;
        }
        words
    }
}

/// The words of a stretch.
#[derive(Clone, Debug)]
pub struct Words {
    rows: [Row; ROOM],
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

    fn row(&self, start: usize) -> Row {
        self.rows.get(start % ROOM).copied().unwrap_or_default()
    }

    fn is_known(&self, part: Range<usize>) -> bool {
        part.len() <= LONGEST && self.row(part.start).known << 1 >> part.len() & 1 == 1
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
        const PLACE: u32 = ROOM as u32;
        let mut best = [u32::MAX; ROOM];
        let at = |best: &[u32; ROOM], at: usize| best.get(at % ROOM).copied().unwrap_or_default();
        for start in part.clone() {
            let before = if start == part.start { 0 } else { at(&best, start) / PLACE };
            let row = self.row(start);
            let mut ways = u32::from(row.ways) & ((1 << (part.end - start)) - 1);
            while ways != 0 {
                let number = ways.trailing_zeros() as usize;
                ways &= ways - 1;
                let cost = row.costs.get(number).copied().unwrap_or_default();
                if let Some(best) = best.get_mut((start + 1 + number) % ROOM) {
                    *best = (*best).min((before + u32::from(cost)) * PLACE + start as u32);
                }
            }
        }
        let (mut ends, mut end) = (1 << part.start, part.end);
        while end > part.start {
            ends |= 1 << end;
            end = (at(&best, end) % PLACE) as usize;
        }
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Locale;
    use alloc::string::String;
    use alloc::vec::Vec;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    /// The words of the list, folded.
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries/frequencies.tsv");
        let text = std::fs::read_to_string(path).unwrap();
        text.lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(word, _)| folded(word).into_iter().collect())
            .collect()
    });

    fn folded(text: &str) -> Vec<char> {
        text.chars().map(|c| crate::builtin::plan(Locale::ZH_TW).fold(c)).collect()
    }

    /// A key in a text, the slow and obvious way.
    struct Plain<'t> {
        text: &'t [char],
        key: Range<usize>,
        frequencies: Frequencies<'t>,
    }

    impl Plain<'_> {
        fn cost(&self, part: Range<usize>) -> Option<u32> {
            let word = &self.text[part];
            let joined = word.windows(2).all(|both| self.frequencies.pairs.has(both[0], both[1]));
            let hash = word.iter().fold(Hash::NONE, |hash, &c| hash.and(c));
            self.frequencies.cost(hash).map(u32::from).filter(|_| joined && word.len() <= LONGEST)
        }

        /// With so many characters before the key and after it, as far as there are ideographs.
        fn part(&self, before: usize, after: usize) -> Plain<'_> {
            let Range { start, end } = self.key;
            let count = |c: &&char| is_ideograph(**c);
            let before = self.text[..start].iter().rev().take(before).take_while(count).count();
            let after = self.text[end..].iter().take(after).take_while(count).count();
            let text = &self.text[start - before..end + after];
            Plain { text, key: before..before + self.key.len(), frequencies: self.frequencies }
        }

        fn joints(&self) -> Vec<Range<usize>> {
            let Range { start, end } = self.key;
            let mut joints = Vec::new();
            for at in start + 1..end {
                for left in (0..=start).filter(|&left| left + 1 == at || self.cost(left..at).is_some()) {
                    let is_word = |right: usize| right == at + 1 || self.cost(at..right).is_some();
                    joints.extend((end..=self.text.len()).filter(|&right| is_word(right)).map(|right| left..right));
                }
            }
            joints.retain(|joint| *joint != self.key);
            joints
        }

        fn is_word(&self) -> bool {
            let Range { start, end } = self.key;
            let mut best = Vec::from([(0, Vec::from([0]))]);
            for to in 1..=self.text.len() {
                let ways = (0..to).filter_map(|from| {
                    let phrase = ((from..to) == self.key).then_some(140);
                    let unknown = if to - from == 1 { Some(220) } else { phrase };
                    let (sum, ends): &(u32, Vec<usize>) = &best[from];
                    Some((sum + self.cost(from..to).or(unknown)?, from, ends))
                });
                let (sum, _, ends) = ways.min_by_key(|&(sum, from, _)| (sum, from)).unwrap();
                let ends = ends.iter().copied().chain([to]).collect();
                best.push((sum, ends));
            }
            let ends = &best[self.text.len()].1;
            let is_seam = |at: usize| {
                at >= start + 2 && at + 2 <= end && self.cost(start..at).is_some() && self.cost(at..end).is_some()
            };
            ends.contains(&start) && ends.contains(&end)
                || ends.iter().all(|&at| at <= start || end <= at || is_seam(at))
        }

        fn is_word_alone(&self) -> bool {
            let is_word = |joint: Range<usize>| {
                let key = self.key.start - joint.start..self.key.end - joint.start;
                Plain { text: &self.text[joint], key, frequencies: self.frequencies }.is_word()
            };
            self.joints().into_iter().all(is_word)
        }
    }

    /// Text of words, whole and cut, and of what stands between them.
    fn text() -> impl Strategy<Value = Vec<char>> {
        let word = || prop::sample::select(&**WORDS);
        let piece = prop_oneof![
            8 => word().prop_map(|word| word.chars().collect::<Vec<_>>()),
            4 => (word(), any::<prop::sample::Index>()).prop_map(|(word, at)| {
                let chars: Vec<char> = word.chars().collect();
                chars[at.index(chars.len())..].to_vec()
            }),
            1 => prop::sample::select(&['，', 'a', '的', '一', '㐀', '𠀀'][..]).prop_map(|c| Vec::from([c])),
        ];
        prop::collection::vec(piece, 2..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn borders_are_as_obvious(text in text(), at in any::<prop::sample::Index>(), len in 1_usize..8) {
            let start = at.index(text.len());
            let end = text.len().min(start + len);
            let frequencies = crate::builtin::plan(Locale::ZH_TW).frequencies;
            let all = Plain { text: &text, key: start..end, frequencies };
            let (before, after) = (text[..start].iter().rev().copied(), text[end..].iter().copied());
            let stretch = Stretch::new(before, text[start..end].iter().copied(), after, frequencies);
            let plain = all.part(AROUND, AROUND);
            let may_be = text[start..end].iter().all(|&c| is_ideograph(c)) && end - start <= LONGEST;
            let crossed = stretch.as_ref().is_some_and(Stretch::is_crossed);
            prop_assert_eq!(crossed, may_be && !plain.joints().is_empty());
            let Some(stretch) = stretch else { return Ok(()) };
            let words = stretch.words();
            prop_assert_eq!(words.is_word(), plain.is_word());
            for before in 0..=AROUND {
                for after in 0..=AROUND {
                    let part = all.part(before, after);
                    prop_assert_eq!(words.is_word_alone(before, after), part.is_word_alone(), "{} {}", before, after);
                }
            }
        }
    }

    /// Words that meet inside a key, and marks beside it.
    #[test]
    fn keys_are_read() {
        let read = |before, key, after| {
            let frequencies = crate::builtin::plan(Locale::ZH_TW).frequencies;
            let [before, key, after] = [before, key, after].map(folded);
            let stretch = Stretch::new(before.into_iter().rev(), key.into_iter(), after.into_iter(), frequencies)?;
            stretch.is_crossed().then(|| stretch.words().is_word())
        };
        assert_eq!(read("改", "变量", "化"), Some(false));
        assert_eq!(read("", "变量", ""), None);
        assert_eq!(read("，", "变量", "，"), None);
    }
}
