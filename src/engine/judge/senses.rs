//! Forms that the place uses for something else: what they mean where they stand.

use super::words::edges_of;
use super::{PlanJudge, Scratch};
use crate::data::ideograph::is_ideograph;
use crate::data::sense::Act;
use crate::engine::lattice::{self, Candidate};
use crate::table::cues::{Around, NEAR, spread};
use crate::table::senses::{Sense, ends_sentence, is_line_edge};
use crate::table::words::Use;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// Stands for a word that must not be seen; a letter, so that no sentence begins beside it.
const HIDDEN: char = '\u{A000}';
/// How many characters may stand in the place of those that count before words are replaced, which have at most eight.
const FARTHEST: usize = 8 * NEAR;

impl<'t> PlanJudge<'_, 't> {
    /// Adds to the words those that senses replace; returns what they keep, from one character to another.
    pub(super) fn decide_senses(&mut self, end: usize) -> Vec<Range<usize>> {
        let mut kept = Vec::new();
        let places = self.reading.places.filter(|_| !self.scratch.guarded.is_empty());
        let Some(places) = places else { return kept };
        let senses = core::mem::take(&mut self.scratch.senses);
        let mut last = 0;
        for (form, group) in &senses {
            let Scratch { words, guarded, .. } = &*self.scratch;
            let is_form = |found: &Candidate| (found.start, found.end) == (form.start, form.end);
            let overlaps = |word: &Candidate| word.start < form.end && form.start < word.end;
            let is_inside = |word: &Candidate| form.start <= word.start && word.end <= form.end;
            let is_shorter = |word: &Candidate| is_inside(word) && (word.own || word.end - word.start < form.len());
            let is_free = words.iter().all(|word| !overlaps(word) || is_shorter(word));
            // As other words, it stays beside a key that is none there.
            let touches = |key: &Range<usize>| key.start < form.end && form.start < key.end;
            let is_free = is_free && !self.scratch.struck.iter().any(touches);
            if form.start < last || !is_free || !guarded.iter().any(is_form) || self.may_be_written(form) {
                continue;
            }
            match self.sense(form, *group, places, end) {
                Some(Candidate { own: true, .. }) => {
                    self.scratch.words.retain(|word| word.own || word.end <= form.start || form.end <= word.start);
                    kept.push(form.clone());
                }
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

    /// Whether a form may be what a first pass wrote for another word, where a second one asks senses again.
    fn may_be_written(&self, form: &Range<usize>) -> bool {
        let is_asked_again = self.reading.careful || self.by_prior;
        is_asked_again && self.scratch.keeps.iter().any(|keep| keep.writes && (keep.start..keep.end) == *form)
    }

    /// What a form becomes by its first sense that holds here: itself (`own`), or a word. None where none holds, or it is
    /// told to the caller.
    fn sense(&mut self, form: &Range<usize>, group: u16, places: u8, end: usize) -> Option<Candidate> {
        let place = |number: usize| self.scratch.chars.get(number).map_or(end, |c| c.at);
        let span = place(form.start)..place(form.end);
        let mut asked = 0;
        let sense = self.first_that_holds(span.clone(), group, places, &mut asked);
        self.found.asked |= asked;
        let sense = sense?;
        let mut candidate =
            Candidate { start: form.start, end: form.end, concept: sense.concept, own: true, places: 0 };
        match sense.act {
            Act::Keep => return Some(candidate),
            Act::Report => return None,
            Act::Write => {}
        }
        let is_guarded =
            |found: &&Candidate| (found.start, found.end, found.concept) == (form.start, form.end, sense.concept);
        // Where the place writes the form for it, too, it stays.
        let Some(found) = self.scratch.guarded.iter().find(is_guarded) else { return Some(candidate) };
        let written = self.plan.written(found.concept)?;
        let fits = super::words::has_word_edges(edges_of(written), self.text, &self.scratch.chars, form, end);
        if self.is_glossed(found, span.clone()) {
            return Some(candidate);
        }
        (candidate.own, candidate.places) = (false, found.places);
        (fits && self.is_read(span)).then_some(candidate)
    }

    /// Whether a sense may replace a form, in bytes of the text, that is guarded for these concepts.
    pub(super) fn may_write(&self, form: Range<usize>, group: u16, concepts: &[u16]) -> bool {
        let holds = |places| self.first_that_holds(form, group, places, &mut 0);
        self.reading
            .places
            .and_then(holds)
            .is_some_and(|sense| sense.act == Act::Write && concepts.contains(&sense.concept))
    }

    /// The first sense that holds of a form; notes whose text those read that were asked.
    fn first_that_holds(&self, form: Range<usize>, group: u16, places: u8, asked: &mut u64) -> Option<Sense> {
        let around = self.here(form.clone());
        let at_line = || self.at_line(form.clone());
        let is_asked = |read_in| {
            *asked |= 1_u64 << read_in;
            read_in & places != 0
        };
        let domains = |text: &[char]| self.domains_in(text);
        let beside = [around.before, around.after];
        let senses = self.plan.senses;
        let found = if self.reading.careful || self.by_prior {
            let fold = |c: char| self.plan.fold(c);
            let [before, after] =
                self.beside_hidden_words(beside).map(|text| text.chars().map(fold).collect::<Vec<char>>());
            let form = before.len()..before.len() + 1;
            let chars = [&*before, &[HIDDEN], &*after].concat();
            let hashes: Vec<u32> = chars.iter().zip(chars.iter().skip(1)).map(|(&a, &b)| spread(a, b)).collect();
            let around = Around { chars: &chars, hashes: &hashes, sentence: 0..chars.len(), form };
            senses.first(group, &around, at_line, is_asked, domains)
        } else {
            let mut line = self.scratch.line.take();
            let open = form.start - around.before.len()..form.end + around.after.len();
            let place = line.find(self.text, &self.unit, &form, self.plan.folds());
            let found = senses.first(group, &line.around(self.text, place, open), at_line, is_asked, domains);
            self.scratch.line.set(line);
            found
        };
        found.map(|(_, sense)| sense)
    }

    /// What stands in a sentence before a form and after it, with one form of each word that a second pass may find otherwise.
    fn beside_hidden_words(&self, [before, after]: [&str; 2]) -> [String; 2] {
        let is_inside = |&(_, c): &(usize, char)| !ends_sentence(c);
        let start = before.char_indices().rev().take(FARTHEST).take_while(is_inside).last();
        let before = before.get(start.map_or(before.len(), |(at, _)| at)..).unwrap_or_default();
        let end = after.char_indices().take(FARTHEST).take_while(is_inside).last();
        let after = after.get(..end.map_or(0, |(at, c)| at + c.len_utf8())).unwrap_or_default();
        [before, after].map(|text| self.beside_words(text))
    }

    /// Whether a form stands at its line's begin, and at its end, whatever is protected there.
    fn at_line(&self, form: Range<usize>) -> [bool; 2] {
        let neighbours = [self.text.get(..form.start), self.text.get(form.end..)].map(Option::unwrap_or_default);
        let [last, first] = [neighbours[0].chars().next_back(), neighbours[1].chars().next()];
        if self.spans.is_empty() && last.is_some_and(is_ideograph) && first.is_some_and(is_ideograph) {
            return [false; 2];
        }
        let next = self.spans.partition_point(|span| span.end <= form.start);
        let (before, after) = self.spans.split_at_checked(next).unwrap_or_default();
        let start = |span: &Range<usize>| span.start.max(self.unit.start);
        let end = |span: &Range<usize>| span.end.max(self.unit.start);
        let piece = |piece: Range<usize>| self.text.get(piece).unwrap_or_default();
        let starts = before.iter().rev().map(end).chain([self.unit.start]);
        let ends = [form.start].into_iter().chain(before.iter().rev().map(start));
        let left = starts.zip(ends).flat_map(|(start, end)| piece(start..end).chars().rev());
        let starts = [form.end].into_iter().chain(after.iter().map(|span| span.end.min(self.unit.end)));
        let ends = after.iter().map(|span| span.start.min(self.unit.end)).chain([self.unit.end]);
        let right = starts.zip(ends).flat_map(|(start, end)| piece(start..end).chars());
        [is_line_edge(left), is_line_edge(right)]
    }

    /// A text with one form of all that a word may be for each that the plan replaces or may have written, and a sign for Latin
    /// letters, as such a word may have: a second pass finds the same.
    fn beside_words(&self, text: &str) -> String {
        let mut words = self.words_in(text, None);
        lattice::leave_crossing(&mut words);
        lattice::best(&mut words, text.chars().count());
        let mut words = words.into_iter().peekable();
        let mut out = String::new();
        let hide = |out: &mut String| {
            if !out.ends_with(HIDDEN) {
                out.push(HIDDEN);
            }
        };
        for (number, c) in text.chars().enumerate() {
            while words.next_if(|word| word.end <= number).is_some() {}
            match words.peek().filter(|word| word.start <= number) {
                Some(word) if word.start < number => {}
                Some(word) if self.plan.written(word.concept).is_some_and(str::is_ascii) => hide(&mut out),
                Some(word) => out.push_str(self.plan.concepts.kin(word.concept)),
                None if c.is_ascii_alphabetic() => hide(&mut out),
                None => out.push(c),
            }
        }
        out
    }

    /// The layers of the words in a text, a bit each.
    fn domains_in(&self, text: &[char]) -> u16 {
        let mut bits = 0;
        for at in 0..text.len() {
            self.plan.words.each(text.get(at..).unwrap_or_default(), |_, found| {
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
