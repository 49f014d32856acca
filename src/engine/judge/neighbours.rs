//! What stands around a character that has a choice.

use super::PlanJudge;
use crate::engine::choice::Around;
use crate::engine::lattice::{self, Candidate};
use crate::table::words::{Action, Use};
use alloc::vec::Vec;
use core::ops::Range;

impl<'r> PlanJudge<'r, '_> {
    /// What stands around a character; what is protected counts, too.
    #[inline]
    pub(super) fn around(&self, at: Range<usize>) -> Around<'r> {
        if self.by_prior || self.reading.stays {
            // What the caller writes stands there in a second pass, as a word of the caller's.
            self.without_words(self.between(at, self.user_words))
        } else {
            self.near(at)
        }
    }

    pub(super) fn near(&self, at: Range<usize>) -> Around<'r> {
        let before = self.text.get(self.unit.start..at.start).unwrap_or_default();
        let after = self.text.get(at.end..self.unit.end).unwrap_or_default();
        Around { before, after, cantonese: self.reading.cantonese }
    }

    /// The same up to what is protected.
    pub(super) fn here(&self, at: Range<usize>) -> Around<'r> {
        self.between(at, self.spans)
    }

    /// The same up to some spans, which are sorted and apart.
    fn between(&self, at: Range<usize>, spans: &[Range<usize>]) -> Around<'r> {
        let seen = self.seen_to(&at, spans);
        let before = self.text.get(seen.start..at.start).unwrap_or_default();
        let after = self.text.get(at.end..seen.end).unwrap_or_default();
        Around { before, after, cantonese: self.reading.cantonese }
    }

    /// From where to where text is seen around a place, up to what is protected.
    #[inline]
    pub(super) fn seen(&self, at: &Range<usize>) -> Range<usize> {
        self.seen_to(at, self.spans)
    }

    #[inline]
    fn seen_to(&self, at: &Range<usize>, spans: &[Range<usize>]) -> Range<usize> {
        if spans.is_empty() {
            return self.unit.clone();
        }
        let next = spans.partition_point(|span| span.end <= at.start);
        let start = next.checked_sub(1).and_then(|last| spans.get(last)).map_or(self.unit.start, |span| span.end);
        let end = spans.get(next).map_or(self.unit.end, |span| span.start);
        start.max(self.unit.start)..end.min(self.unit.end)
    }

    /// Without what stands beyond a word that the plan replaces or may have written, and without Latin letters, as such a word
    /// may have. A line that shows nothing may do so in a second pass, too, which finds other words there and must choose
    /// the same.
    fn without_words<'a>(&self, around: Around<'a>) -> Around<'a> {
        let (before, after) = in_reach(&around);
        let is_latin = |c: char| c.is_ascii_alphabetic();
        let count = before.chars().count();
        let last = spans(self.words_in(before, None), count).last().map_or(0, |word| word.end);
        let letter = before.chars().rev().position(is_latin).map_or(0, |at| count - at);
        let next =
            spans(self.words_in(after, None), after.chars().count()).first().map_or(usize::MAX, |word| word.start);
        let next = next.min(after.chars().position(is_latin).unwrap_or(usize::MAX));
        let at = |text: &str, number: usize| text.char_indices().nth(number).map_or(text.len(), |(at, _)| at);
        Around {
            before: before.get(at(before, last.max(letter))..).unwrap_or_default(),
            after: after.get(..at(after, next)).unwrap_or_default(),
            ..around
        }
    }

    /// All words that may be replaced or kept, from one character of a text to another. `base`: where it begins in the whole,
    /// if forms count only that a sense replaces here; else all that one may replace.
    pub(super) fn words_in(&self, text: &str, base: Option<usize>) -> Vec<Candidate> {
        let Some(place) = self.plan.place else { return Vec::new() };
        let mut folded = Vec::with_capacity(text.len() / 2);
        folded.extend(text.chars().map(|c| self.plan.fold(c)));
        let (mut found_words, mut guarded, mut senses) = (Vec::new(), Vec::new(), Vec::new());
        for (start, both) in folded.windows(2).enumerate() {
            if !matches!(*both, [first, second] if self.plan.front.inner.has(first, second)) {
                continue;
            }
            self.plan.words.each(folded.get(start..).unwrap_or_default(), |len, found| {
                let end = start + len;
                let word = match found {
                    Use::Word(word) => word,
                    Use::Senses(group) => return senses.push((start..end, group)),
                    Use::Phrase(..) | Use::Evidence(_) => return,
                };
                let (concept, places) = (word.concept, word.places);
                let candidate = Candidate { start, end, concept, own: false, places };
                let is_on = self.reading.without >> self.plan.concepts.layer(concept) & 1 == 0;
                match word.action(place) {
                    Action::Keep if !self.plan.concepts.is_keeper(concept) => found_words.push(candidate),
                    Action::Replace if is_on => found_words.push(candidate),
                    Action::Guarded if is_on => guarded.push(candidate),
                    _ => {}
                }
            });
        }
        for (span, group) in senses {
            let concepts: Vec<u16> =
                guarded.iter().filter(|word| (word.start..word.end) == span).map(|word| word.concept).collect();
            let at = |number: usize| text.char_indices().nth(number).map_or(text.len(), |(at, _)| at);
            let may = |base: usize| self.may_write(base + at(span.start)..base + at(span.end), group, &concepts);
            if let Some(&concept) = concepts.first().filter(|_| base.is_none_or(may)) {
                found_words.push(Candidate { start: span.start, end: span.end, concept, own: false, places: 0 });
            }
        }
        found_words.sort_by_key(|word| (word.start, core::cmp::Reverse(word.end)));
        found_words
    }
}

/// Where the words stand that win among these, in a text of so many characters.
pub(super) fn spans(mut words: Vec<Candidate>, chars: usize) -> Vec<Range<usize>> {
    lattice::best(&mut words, chars);
    words.into_iter().map(|word| word.start..word.end).collect()
}

/// How many characters beside a character or a word words are looked for in.
pub(super) const FARTHEST: usize = 16;

/// The parts in which words are looked for that count beside a character or a word.
pub(super) fn in_reach<'a>(around: &Around<'a>) -> (&'a str, &'a str) {
    let start = around.before.char_indices().rev().take(FARTHEST).last().map_or(0, |(at, _)| at);
    let end = around.after.char_indices().nth(FARTHEST).map_or(around.after.len(), |(at, _)| at);
    (around.before.get(start..).unwrap_or_default(), around.after.get(..end).unwrap_or_default())
}
