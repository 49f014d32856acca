//! The best path over overlapping candidates: the one whose lengths, squared, sum up to most.
//!
//! Squares prefer one long word to two short ones; of equals the leftmost longest wins. Every candidate that is not
//! taken overlaps one that is.

use alloc::vec::Vec;

/// A candidate: from one character of the window to another, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub start: usize,
    pub end: usize,
    pub concept: u16,
    /// The place's own word, which may only need to be spelled in the other script.
    pub own: bool,
    /// The places that use the form, a bit each.
    pub places: u8,
}

/// Leaves out candidates that cross another: which of them is a word there their borders tell, which not all know.
pub fn leave_crossing(candidates: &mut Vec<Candidate>) {
    let all: Vec<(usize, usize)> = candidates.iter().map(|word| (word.start, word.end)).collect();
    let crosses = |one: &Candidate| {
        let partly = |&(start, end): &(usize, usize)| {
            one.start < start && start < one.end && one.end < end
                || start < one.start && one.start < end && end < one.end
        };
        all.iter().any(partly)
    };
    candidates.retain(|word| !crosses(word));
}

/// Keeps the candidates of the best path; they come and go sorted by their start, the longest first. Time is linear in
/// their number and that of the characters.
pub fn best(candidates: &mut Vec<Candidate>, chars: usize) {
    if candidates.len() < 2 {
        return;
    }
    // From the right: the best sum from each character on, and what begins there on that path.
    let mut sums: Vec<(u64, Option<Candidate>)> = alloc::vec![(0, None); chars + 1];
    let mut rest = candidates.as_slice();
    for at in (0..chars).rev() {
        let mut best = (sums.get(at + 1).map_or(0, |next| next.0), None);
        while let Some((candidate, before)) = rest.split_last().filter(|(candidate, _)| candidate.start == at) {
            rest = before;
            let len = (candidate.end - candidate.start) as u64;
            let sum = len * len + sums.get(candidate.end).map_or(0, |end| end.0);
            if sum >= best.0 {
                best = (sum, Some(*candidate));
            }
        }
        if let Some(place) = sums.get_mut(at) {
            *place = best;
        }
    }
    candidates.clear();
    let mut at = 0;
    while let Some(&(_, taken)) = sums.get(at) {
        match taken {
            Some(candidate) => {
                candidates.push(candidate);
                at = candidate.end;
            }
            None => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(spans: &[(usize, usize)], chars: usize) -> Vec<(usize, usize)> {
        let mut candidates: Vec<_> =
            spans.iter().map(|&(start, end)| Candidate { start, end, concept: 0, own: false, places: 0 }).collect();
        candidates.sort_by_key(|found| (found.start, core::cmp::Reverse(found.end)));
        best(&mut candidates, chars);
        candidates.iter().map(|found| (found.start, found.end)).collect()
    }

    #[test]
    fn longer_words_win() {
        assert_eq!(path(&[(0, 2), (0, 4), (2, 4)], 4), [(0, 4)]);
        assert_eq!(path(&[(0, 2), (1, 4)], 4), [(1, 4)]);
        assert_eq!(path(&[(0, 2), (1, 3), (2, 4)], 4), [(0, 2), (2, 4)]);
        assert_eq!(path(&[(0, 2), (1, 3)], 3), [(0, 2)]);
        assert_eq!(path(&[(0, 3), (2, 6), (5, 8)], 8), [(0, 3), (5, 8)]);
        assert_eq!(path(&[], 3), []);
    }
}
