//! Which words of a window are none where they stand: other words end inside them.

use super::neighbours::{FARTHEST, spans};
use super::{Char, PlanJudge};
use crate::data::ideograph::is_ideograph;
use crate::engine::borders::{AROUND, Stretch, Words};
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
        // As it is nearly always.
        if let &[word] = &*words {
            if is_none(&word) {
                words.clear();
                self.scratch.struck.push(word.start..word.end);
            }
            self.scratch.words = words;
            return;
        }
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
        let chars = &*self.scratch.chars;
        let from = |at: usize, rest: &[Char]| rest.iter().position(|c| at <= c.at).unwrap_or(rest.len());
        let (before, rest) = chars.split_at(from(word.start, chars));
        let (key, after) = rest.split_at(from(word.end, rest));
        let start = chars.first().map_or(word.start, |first| first.at);
        let end = chars.last().map_or(word.end, |last| last.at + last.c.len_utf8());
        let seen = self.seen(&word);
        // What stands beyond the window has to be folded yet.
        let fold = |c: char| self.plan.fold(c);
        let far_before = self.text.get(seen.start..start).unwrap_or_default();
        let far_after = self.text.get(end..seen.end).unwrap_or_default();
        let folded = |c: &Char| c.folded;
        let stretch = Stretch::new(
            before.iter().rev().map(folded).chain(far_before.chars().rev().map(fold)),
            key.iter().map(folded),
            after.iter().map(folded).chain(far_after.chars().map(fold)),
            self.plan.frequencies,
        );
        match stretch {
            Some(stretch) if stretch.is_crossed() => self.is_read_among(&stretch.words(), word),
            _ => true,
        }
    }

    /// The same of a word in which others could meet.
    fn is_read_among(&self, words: &Words, word: Range<usize>) -> bool {
        // With less text there are only fewer words that could meet in it: where all of it says that it is one, it is.
        let is_word = words.is_word();
        if is_word && words.is_word_alone(AROUND, AROUND) {
            return true;
        }
        // A second pass finds other words beside it, where this one replaces some: what may be in such does not count.
        let around = self.here(word.clone());
        let before = self.beside(around.before.chars().rev(), true, |len| word.start - len..word.start);
        let after = self.beside(around.after.chars(), false, |len| word.end..word.end + len);
        if before.is_apart && after.is_apart { is_word } else { words.is_word_alone(before.free, after.free) }
    }

    /// Of the characters beside a key, which are told outwards: how far words may stand in those that count. Only what could
    /// hold one of them is looked at.
    fn beside(
        &self,
        outwards: impl Iterator<Item = char>,
        before: bool,
        part: impl Fn(usize) -> Range<usize>,
    ) -> Beside {
        let (mut count, mut near, mut bytes) = (0, 0, 0);
        let (mut is_latin, mut is_inner, mut last) = (false, false, '\0');
        for written in outwards.take(FARTHEST) {
            let c = self.plan.fold(written);
            let (first, second) = if before { (c, last) } else { (last, c) };
            let joins = count > 0 && self.plan.front.inner.has(first, second);
            let is_next = count == near && near < AROUND;
            if is_next && is_ideograph(c) {
                near += 1;
            } else {
                // What stands beyond a mark does not matter, but a word that is written may be Latin.
                is_latin |= is_next && written.is_ascii_alphanumeric();
                if !joins {
                    break;
                }
            }
            is_inner |= joins;
            (count, bytes, last) = (count + 1, bytes + written.len_utf8(), c);
        }
        let far = Beside { free: AROUND, is_apart: !is_latin };
        if near == 0 || !is_inner {
            return far;
        }
        let part = part(bytes);
        let text = self.text.get(part.clone()).unwrap_or_default();
        let distance = |word: Range<usize>| if before { count - word.end } else { word.start };
        let words = self.words_in(text, Some(part.start));
        let Some(free) = words.iter().map(|word| distance(word.start..word.end)).min() else { return far };
        let path = spans(words, count);
        let end = if before { path.last() } else { path.first() };
        Beside { free, is_apart: !is_latin && end.is_none_or(|word| near <= distance(word.clone())) }
    }
}

/// What stands on one side of a key.
struct Beside {
    /// How many characters lie between it and the nearest word that a second pass may find otherwise.
    free: usize,
    /// A second pass reads the key as this one does.
    is_apart: bool,
}
