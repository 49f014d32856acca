//! Which words of a window are none where they stand: other words end inside them.

use super::PlanJudge;
use super::neighbours::{in_reach, spans};
use crate::data::ideograph::is_ideograph;
use crate::engine::borders::{AROUND, MOST, Stretch, may_be_crossed};
use crate::engine::lattice::{self, Candidate};
use alloc::vec::Vec;
use core::ops::Range;

/// How often words are struck and others tried in their place: that ends soon but in text made for it.
const MOST_ROUNDS: usize = 4;

impl PlanJudge<'_, '_> {
    /// Leaves of overlapping words the best path, without those that are none where they stand: other words end inside
    /// them.
    pub(super) fn best_path(&mut self, end: usize) {
        let mut words = core::mem::take(&mut self.scratch.words);
        let place = |number: usize| self.scratch.chars.get(number).map_or(end, |c| c.at);
        let is_none = |word: &Candidate| !word.own && !self.is_read(place(word.start)..place(word.end));
        let chars = self.scratch.chars.len();
        let (mut path, mut all_struck) = (words.clone(), Vec::new());
        for round in 1..=MOST_ROUNDS {
            lattice::best(&mut path, chars);
            let struck: Vec<Candidate> = path.extract_if(.., |word| is_none(word)).collect();
            if struck.is_empty() || round == MOST_ROUNDS {
                all_struck.extend(struck.iter().map(|key| key.start..key.end));
                break;
            }
            // What touches it stays, too: else a second pass could find other words beside what this one writes.
            all_struck.extend(struck.iter().map(|key| key.start..key.end));
            let touches = |word: &Candidate| struck.iter().any(|key| key.start < word.end && word.start < key.end);
            words.retain(|word| word.own || !touches(word));
            path.clone_from(&words);
        }
        (self.scratch.words, self.scratch.struck) = (path, all_struck);
    }

    /// Whether a word is read as one where it stands, in bytes of the text.
    pub(super) fn is_read(&self, word: Range<usize>) -> bool {
        let fold = |c: char| self.plan.fold(c);
        let key = self.text.get(word.clone()).unwrap_or_default().chars().map(fold);
        let around = self.here(word.clone());
        let (left, right) = (around.before.chars().rev().map(fold), around.after.chars().map(fold));
        let (first, last) = (key.clone().next(), key.clone().next_back());
        let (begin, end) = ([left.clone().next(), first], [last, right.clone().next()]);
        let frequencies = self.plan.frequencies;
        if !may_be_crossed(key.clone().count(), begin, end, frequencies) || !key.clone().all(is_ideograph) {
            return true;
        }
        let mut text = ['\0'; MOST];
        let (first, middle) = text.split_at_mut(AROUND);
        let (middle, last) = middle.split_at_mut(key.clone().count());
        let fill = |place: &mut char, c| *place = c;
        let outside = |c: &char| is_ideograph(*c);
        let start = first.iter_mut().rev().zip(left.take_while(outside)).map(|(place, c)| fill(place, c)).count();
        let end = start + middle.iter_mut().zip(key).map(|(place, c)| fill(place, c)).count();
        let len =
            end + last.iter_mut().take(AROUND).zip(right.take_while(outside)).map(|(place, c)| fill(place, c)).count();
        let text = text.get(AROUND - start..AROUND - start + len).unwrap_or_default();
        let stretch = Stretch::new(text, start..end, frequencies);
        if !stretch.is_crossed() {
            return true;
        }
        // With less text there are only fewer words that could meet in it: where all of it says that it is one, it is.
        let is_word = stretch.is_word();
        if is_word && stretch.is_word_alone() {
            return true;
        }
        // A second pass finds other words beside it, where this one replaces some: what may be in such does not count.
        let (before, after) = in_reach(&around);
        let (count, len) = (before.chars().count(), text.len() - end);
        let words_before = self.words_in(before, Some(word.start - before.len()));
        let words_after = self.words_in(after, Some(word.end));
        let last = words_before.iter().map(|word| word.end).max().unwrap_or(0);
        let next = words_after.iter().map(|word| word.start).min().unwrap_or(usize::MAX);
        let (skipped, kept) = ((last + start).saturating_sub(count), next.min(len));
        // What stands beyond a mark does not matter, but a word that is written may be Latin.
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let is_apart = spans(words_before, count).last().is_none_or(|word| word.end + start <= count)
            && spans(words_after, after.chars().count()).first().is_none_or(|word| len <= word.start)
            && !(start < AROUND && is_latin(before.chars().rev().nth(start)))
            && !(len < AROUND && is_latin(after.chars().nth(len)));
        if is_apart {
            return is_word;
        }
        stretch.part(skipped..end + kept).is_word_alone()
    }
}
