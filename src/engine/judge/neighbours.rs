//! What stands around a character that has a choice.

use super::PlanJudge;
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

    pub(super) fn near(&self, at: Range<usize>) -> Around<'r> {
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
                || spans(self.words_in(text), text.chars().count()).iter().any(|span| span.start < near.end && near.start < span.end)
        };
        let (before, after) = in_reach(&around);
        let count = before.chars().count();
        Around {
            before: if is_near(before, count.saturating_sub(NEAR)..count) { "" } else { around.before },
            after: if is_near(after, 0..NEAR) { "" } else { around.after },
            ..around
        }
    }

    /// All words that may be replaced or kept, from one character of a text to another.
    pub(super) fn words_in(&self, text: &str) -> Vec<Candidate> {
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
                    Action::Replace | Action::Guarded => self.reading.without >> self.plan.concepts.layer(word.concept) & 1 == 0,
                    Action::None => false,
                };
                if counts && let Ok(end) = places.binary_search(&(at + len)) {
                    found_words.push(Candidate { start: number, end, concept: word.concept, own: false, places: word.places });
                }
            });
        }
        found_words
    }
}

/// Where the words stand that win among these, in a text of so many characters.
pub(super) fn spans(mut words: Vec<Candidate>, chars: usize) -> Vec<Range<usize>> {
    lattice::best(&mut words, chars);
    words.into_iter().map(|word| word.start..word.end).collect()
}

/// The parts in which words are looked for that count beside a character or a word.
pub(super) fn in_reach<'a>(around: &Around<'a>) -> (&'a str, &'a str) {
    const FARTHEST: usize = 16;
    let start = around.before.char_indices().rev().take(FARTHEST).last().map_or(0, |(at, _)| at);
    let end = around.after.char_indices().nth(FARTHEST).map_or(around.after.len(), |(at, _)| at);
    (around.before.get(start..).unwrap_or_default(), around.after.get(..end).unwrap_or_default())
}
