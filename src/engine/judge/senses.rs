//! Forms that the place uses for something else: what they mean where they stand.

use super::{PlanJudge, Scratch};
use crate::data::sense::Act;
use crate::engine::lattice::Candidate;
use crate::engine::trace::Watch;
use crate::table::index::pair;
use crate::table::senses::Context;
use crate::table::words::Use;
use alloc::vec::Vec;
use core::ops::Range;

impl PlanJudge<'_, '_> {
    /// Adds to the words those that senses replace; returns what they keep, from one character to another.
    pub(super) fn decide_senses<W: Watch>(&mut self, end: usize) -> Vec<Range<usize>> {
        let mut kept = Vec::new();
        let scratch = &mut *self.scratch;
        for word in scratch.words.iter().filter(|word| !word.own) {
            self.found.foreign_words = true;
            self.found.word_places &= if word.places == 0 { u8::MAX } else { word.places };
        }
        let places = self.reading.places.filter(|_| self.reading.places_known || !self.by_prior);
        let Some(places) = places.filter(|_| !scratch.guarded.is_empty()) else { return kept };
        let senses = core::mem::take(&mut scratch.senses);
        let mut last = 0;
        for (form, group) in &senses {
            let Scratch { words, guarded, .. } = &*self.scratch;
            let is_form = |found: &Candidate| (found.start, found.end) == (form.start, form.end);
            let overlaps = |word: &Candidate| word.start < form.end && form.start < word.end;
            let is_free = words.iter().all(|word| !overlaps(word) || word.own && form.start <= word.start && word.end <= form.end);
            if form.start < last || !is_free || !guarded.iter().any(is_form) {
                continue;
            }
            match self.sense(form, *group, places, end) {
                Some(Candidate { own: true, .. }) => kept.push(form.clone()),
                Some(written) => {
                    let words = &mut self.scratch.words;
                    words.retain(|word| word.end <= form.start || form.end <= word.start);
                    words.insert(words.partition_point(|word| word.start < form.start), written);
                }
                None => continue,
            }
            last = form.end;
        }
        self.scratch.senses = senses;
        kept
    }

    /// What a form becomes by its first sense that holds here: itself (`own`), or a word. None where none holds, or it is
    /// told to the caller.
    fn sense(&mut self, form: &Range<usize>, group: u16, places: u8, end: usize) -> Option<Candidate> {
        let place = |number: usize| self.scratch.chars.get(number).map_or(end, |c| c.at);
        let span = place(form.start)..place(form.end);
        let (plan, around) = (self.plan, self.near(span.clone()));
        let mut context = Context::new(around.before, around.after, |c| plan.fold(c));
        let sense = plan.senses.rows(group).find(|&sense| {
            self.found.asked |= 1 << sense.read_in;
            sense.read_in & places != 0 && context.holds(sense, |text| self.domains_in(text))
        })?;
        let mut candidate = Candidate { start: form.start, end: form.end, concept: sense.concept, own: true, places: 0 };
        match sense.act {
            Act::Keep => return Some(candidate),
            Act::Report => return None,
            Act::Write => {}
        }
        let is_guarded = |found: &&Candidate| (found.start, found.end, found.concept) == (form.start, form.end, sense.concept);
        // Where the place writes the form for it, too, it stays.
        let Some(found) = self.scratch.guarded.iter().find(is_guarded) else { return Some(candidate) };
        let written = plan.written(found.concept)?;
        let fits = super::words::has_word_edges(written, self.text, &self.scratch.chars, form, end);
        (candidate.own, candidate.places) = (false, found.places);
        (fits && self.is_read(span)).then_some(candidate)
    }

    /// The layers of the words in a text, a bit each.
    fn domains_in(&self, text: &str) -> u16 {
        let folded: alloc::string::String = text.chars().map(|c| self.plan.fold(c)).collect();
        let mut bits = 0;
        for ((at, first), second) in folded.char_indices().zip(folded.chars().skip(1)) {
            self.plan.words.each(folded.as_bytes().get(at..).unwrap_or_default(), pair(first, second), |_, found| {
                if let Use::Word(word) = found
                    && word.actions != 0
                {
                    bits |= 1 << self.plan.concepts.layer(word.concept);
                }
            });
        }
        bits
    }
}
