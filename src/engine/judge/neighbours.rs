//! What stands around a character that has a choice.

use super::PlanJudge;
use crate::data::ideograph::is_ideograph;
use crate::engine::borders::{self, AROUND};
use crate::engine::choice::Around;
use crate::engine::lattice::{self, Candidate};
use crate::table::index::pair;
use crate::table::words::{Action, Use};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

impl<'r> PlanJudge<'r, '_> {
    /// What stands around a character; what is protected counts, too.
    #[inline]
    pub(super) fn around(&self, at: Range<usize>) -> Around<'r> {
        let around = self.near(at);
        if self.by_prior || self.reading.stays { self.without_words(around) } else { around }
    }

    fn near(&self, at: Range<usize>) -> Around<'r> {
        let before = self.text.get(self.unit.start..at.start).unwrap_or_default();
        let after = self.text.get(at.end..self.unit.end).unwrap_or_default();
        Around { before, after, cantonese: self.reading.cantonese }
    }

    /// Without neighbours in words that the plan replaces or may have written. A line that shows nothing may do so in a
    /// second pass, too, which finds other words there and must choose the same.
    fn without_words<'a>(&self, around: Around<'a>) -> Around<'a> {
        const NEAR: usize = 2;
        let is_near = |text: &str, near: Range<usize>| {
            // A written word may be Latin, and is no key then.
            text.chars().skip(near.start).take(near.len()).any(|c| c.is_ascii_alphabetic())
                || self.word_spans(text).iter().any(|span| span.start < near.end && near.start < span.end)
        };
        let (before, after) = in_reach(&around);
        let count = before.chars().count();
        Around {
            before: if is_near(before, count.saturating_sub(NEAR)..count) { "" } else { around.before },
            after: if is_near(after, 0..NEAR) { "" } else { around.after },
            ..around
        }
    }

    /// Leaves of overlapping words the best path, without those that are none where they stand: other words end inside
    /// them.
    pub(super) fn best_path(&mut self, end: usize) {
        let mut words = core::mem::take(&mut self.scratch.words);
        let place = |number: usize| self.scratch.chars.get(number).map_or(end, |c| c.at);
        let is_none = |word: &Candidate| !word.own && !self.is_read(place(word.start)..place(word.end));
        let chars = self.scratch.chars.len();
        let mut path = words.clone();
        for round in 1..=MOST_ROUNDS {
            lattice::best(&mut path, chars);
            let struck: Vec<Candidate> = path.extract_if(.., |word| is_none(word)).collect();
            if struck.is_empty() || round == MOST_ROUNDS {
                break;
            }
            // What touches it stays, too: else a second pass could find other words beside what this one writes.
            let touches = |word: &Candidate| struck.iter().any(|key| key.start < word.end && word.start < key.end);
            words.retain(|word| word.own || !touches(word));
            path.clone_from(&words);
        }
        self.scratch.words = path;
    }

    /// Whether a word is read as one where it stands, in bytes of the text.
    fn is_read(&self, word: Range<usize>) -> bool {
        let key: Vec<char> =
            self.text.get(word.clone()).unwrap_or_default().chars().map(|c| self.plan.fold(c)).collect();
        if !key.iter().copied().all(is_ideograph) {
            return true;
        }
        let around = self.near(word);
        let fold = |c: char| self.plan.fold(c);
        let mut text: Vec<char> =
            around.before.chars().rev().map(fold).take(AROUND).take_while(|&c| is_ideograph(c)).collect();
        text.reverse();
        let start = text.len();
        text.extend(key);
        let end = text.len();
        text.extend(around.after.chars().map(fold).take(AROUND).take_while(|&c| is_ideograph(c)));
        if !borders::is_crossed(&text, start..end, self.plan.frequencies) {
            return true;
        }
        // A second pass finds other words beside it, where this one replaces some: what may be in such does not count.
        let (before, after) = in_reach(&around);
        let count = before.chars().count();
        let last = self.words_in(before).iter().map(|word| word.end).max().unwrap_or(0);
        let next = self.words_in(after).iter().map(|word| word.start).min().unwrap_or(usize::MAX);
        let (skipped, kept) = ((last + start).saturating_sub(count), next.min(text.len() - end));
        // What stands beyond a mark does not matter, but a word that is written may be Latin.
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let len = text.len() - end;
        let is_apart = self.word_spans(before).last().is_none_or(|word| word.end + start <= count)
            && self.word_spans(after).first().is_none_or(|word| len <= word.start)
            && !(start < AROUND && is_latin(before.chars().rev().nth(start)))
            && !(len < AROUND && is_latin(after.chars().nth(len)));
        if is_apart {
            return borders::is_word(&text, start..end, self.plan.frequencies);
        }
        let text = text.get(skipped..end + kept).unwrap_or_default();
        borders::is_word_alone(text, start - skipped..end - skipped, self.plan.frequencies)
    }

    /// Where words stand that are replaced or kept, from one character of a text to another.
    fn word_spans(&self, text: &str) -> Vec<Range<usize>> {
        let mut words = self.words_in(text);
        lattice::best(&mut words, text.chars().count());
        words.into_iter().map(|word| word.start..word.end).collect()
    }

    /// All words that may be replaced or kept, from one character of a text to another.
    fn words_in(&self, text: &str) -> Vec<Candidate> {
        let chars: Vec<char> = text.chars().map(|c| self.plan.fold(c)).collect();
        let folded: String = chars.iter().collect();
        let places: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
        let mut found_words = Vec::new();
        for (number, both) in chars.windows(2).enumerate() {
            let (&[first, second], Some(&at)) = (both, places.get(number)) else { continue };
            self.plan.words.each(folded.as_bytes().get(at..).unwrap_or_default(), pair(first, second), |len, found| {
                let (Use::Word(word), Some(place)) = (found, self.plan.place) else { return };
                let counts = match word.action(place) {
                    Action::Keep => !self.plan.concepts.is_keeper(word.concept),
                    Action::Replace => self.reading.without >> self.plan.concepts.layer(word.concept) & 1 == 0,
                    Action::None | Action::Guarded => false,
                };
                if counts && let Ok(end) = places.binary_search(&(at + len)) {
                    found_words.push(Candidate { start: number, end, concept: word.concept, own: false });
                }
            });
        }
        found_words
    }
}

/// How often words are struck and others tried in their place: that ends soon but in text made for it.
const MOST_ROUNDS: usize = 4;

/// The parts in which words are looked for that count beside a character or a word.
fn in_reach<'a>(around: &Around<'a>) -> (&'a str, &'a str) {
    const FARTHEST: usize = 16;
    let start = around.before.char_indices().rev().take(FARTHEST).last().map_or(0, |(at, _)| at);
    let end = around.after.char_indices().nth(FARTHEST).map_or(around.after.len(), |(at, _)| at);
    (around.before.get(start..).unwrap_or_default(), around.after.get(..end).unwrap_or_default())
}
