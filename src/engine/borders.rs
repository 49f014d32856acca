//! Whether a key is read as a word where it stands, or words end inside it: 改变|量化 holds 变量.
//!
//! Method: the cheapest way to cut a few characters around the key into words, each with a cost (a unigram path; Viterbi).
//! The key is a word if it is one there, or lies within one, or is put together of words itself.

use crate::data::frequencies::LONGEST;
use crate::table::frequencies::{Frequencies, Hash};
use alloc::vec::Vec;
use core::ops::Range;

/// How many characters count before a key and after it.
pub const AROUND: usize = 4;
/// What a character costs that no list has as a word.
const UNKNOWN: u32 = 220;
/// What a phrase costs that no list has.
const OF_PHRASE: u32 = 140;

/// Whether the key is read as a word; `text` is folded, of ideographs alone, and has at most [`AROUND`] characters on
/// both sides of it. A long key always is: hardly any stands where it does not mean itself.
pub fn is_word(text: &[char], key: Range<usize>, frequencies: Frequencies<'_>) -> bool {
    if key.len() > LONGEST {
        return true;
    }
    let ends = cheapest(text, &key, frequencies);
    let is_end = |at: usize| ends.get(at).is_some_and(|&ends| ends);
    let known = |part: Range<usize>| cost(text, part, frequencies).is_some();
    // The seams of what is put together of words are no borders.
    let is_seam = |at: usize| at >= key.start + 2 && at + 2 <= key.end && known(key.start..at) && known(at..key.end);
    is_end(key.start) && is_end(key.end) || (key.start + 1..key.end).all(|at| !is_end(at) || is_seam(at))
}

/// The same where no more of the text counts than two words that meet inside the key: with more text there are only more
/// of them.
pub fn is_word_alone(text: &[char], key: Range<usize>, frequencies: Frequencies<'_>) -> bool {
    crossings(text, &key, frequencies).all(|joint| {
        let at = joint.start;
        is_word(text.get(joint).unwrap_or_default(), key.start - at..key.end - at, frequencies)
    })
}

/// Whether some word could stick out of a key with so many characters, whose first and last stand beside these (folded).
/// Most keys stand otherwise: it saves the rest.
pub fn may_be_crossed(
    len: usize,
    [before, first]: [Option<char>; 2],
    [last, after]: [Option<char>; 2],
    frequencies: Frequencies<'_>,
) -> bool {
    let joins = |a: Option<char>, b: Option<char>| a.zip(b).is_some_and(|(a, b)| frequencies.pairs.has(a, b));
    len <= LONGEST && (joins(before, first) || joins(last, after))
}

/// Whether two words could meet inside the key, one of which sticks out of it.
pub fn is_crossed(text: &[char], key: Range<usize>, frequencies: Frequencies<'_>) -> bool {
    crossings(text, &key, frequencies).next().is_some()
}

/// From where to where two words reach that meet inside the key, and of which one sticks out of it.
fn crossings(text: &[char], key: &Range<usize>, frequencies: Frequencies<'_>) -> impl Iterator<Item = Range<usize>> {
    let Range { start, end } = *key;
    let known = move |part: Range<usize>| part.len() <= LONGEST && cost(text, part, frequencies).is_some();
    (start + 1..end).flat_map(move |at| {
        let lefts = (0..=start).filter(move |&left| start == left && at - start == 1 || known(left..at));
        let rights = move || (end..=text.len()).filter(move |&right| right == end && end - at == 1 || known(at..right));
        lefts.flat_map(move |left| rights().map(move |right| left..right)).filter(move |joint| *joint != (start..end))
    })
}

/// Where words end in the cheapest reading, for each place between characters and both ends.
fn cheapest(text: &[char], key: &Range<usize>, frequencies: Frequencies<'_>) -> Vec<bool> {
    // The cost up to each place, and where the last word before it begins.
    let mut best: Vec<(u32, usize)> = alloc::vec![(0, 0)];
    for end in 1..=text.len() {
        let starts = end.saturating_sub(LONGEST)..end;
        let cost = |start: usize| {
            let word = cost(text, start..end, frequencies);
            let unknown = match end - start {
                1 => Some(UNKNOWN),
                _ => Some(OF_PHRASE).filter(|_| (start..end) == *key),
            };
            let word = word.or(unknown)?;
            Some((best.get(start)?.0 + word, start))
        };
        best.push(starts.filter_map(cost).min().unwrap_or_default());
    }
    let mut ends = alloc::vec![false; best.len()];
    let mut at = text.len();
    while let Some(place) = ends.get_mut(at) {
        *place = true;
        match best.get(at) {
            Some(&(_, start)) if at > 0 => at = start,
            _ => break,
        }
    }
    ends
}

fn cost(text: &[char], part: Range<usize>, frequencies: Frequencies<'_>) -> Option<u32> {
    frequencies.cost(text.get(part)?.iter().fold(Hash::NONE, |hash, &c| hash.and(c)))
}
