//! Which words stand in a window, and which of them are replaced.

use super::{Char, Keep, Left, Phrase, PlanJudge, Scratch};
use crate::data::Script;
use crate::engine::lattice::Candidate;
use crate::engine::trace::{Alternative, Decision, Watch};
use crate::table::plans::Mode;
use crate::table::words::{Action, Use};
use alloc::vec::Vec;
use core::ops::Range;

impl<'t> PlanJudge<'_, 't> {
    /// Finds every phrase and word of the window.
    pub(super) fn look_up<W: Watch>(&mut self, text: &str, start: usize, end: usize) {
        let PlanJudge { plan, text: whole, reading, scratch, by_prior, .. } = self;
        let Scratch { chars, folded, phrases, keeps, words, guarded, sensed, senses, evidence, .. } = &mut **scratch;
        chars.clear();
        folded.clear();
        phrases.clear();
        keeps.clear();
        words.clear();
        guarded.clear();
        sensed.clear();
        senses.clear();
        evidence.clear();
        for (offset, c) in text.get(start..end).unwrap_or_default().char_indices() {
            let one = plan.fold(c);
            folded.push(one);
            chars.push(Char { c, folded: one, at: start + offset });
        }
        for (number, first) in chars.iter().enumerate() {
            let rest = folded.get(number..).unwrap_or_default();
            plan.words.each(rest, |len, found| {
                let key = number..number + len;
                match found {
                    Use::Phrase(writes, text) if plan.says(writes) => {
                        phrases.push(Phrase { start: key.start, end: key.end, writes, text });
                    }
                    Use::Phrase(..) => {}
                    Use::Evidence(as_written) => {
                        let is_so = |text: &str| text.get(first.at..).is_some_and(|rest| rest.starts_with(as_written));
                        if plan.script == Script::Hant && reading.mode == Mode::Quiet && is_so(text) {
                            evidence.push((key.start, key.end));
                        }
                    }
                    Use::Senses(group) => senses.push((key, group)),
                    Use::Word(word) => {
                        let written = rest.get(..len).unwrap_or_default();
                        let edges = [written.first(), written.last()].map(Option::<&char>::copied);
                        let fits = |edges| has_word_edges(edges, whole, chars, &key, end);
                        let Some(place) = plan.place.filter(|_| fits(edges)) else { return };
                        let action = word.action(place);
                        let own = action == Action::Keep;
                        let places = word.places;
                        let candidate =
                            Candidate { start: key.start, end: key.end, concept: word.concept, own, places };
                        let list = match action {
                            Action::None => return,
                            Action::Keep => {
                                let open = plan.concepts.is_keeper(word.concept);
                                let spelled =
                                    || plan.written(word.concept).is_some_and(|text| plan.is_key(text, written));
                                let writes = (reading.careful || *by_prior) && !open && spelled();
                                keeps.push(Keep { start: key.start, end: key.end, open, writes });
                                // Where nothing shows the script, a second pass could find it anew beside what this one
                                // writes: it only keeps others off.
                                if reading.mode == Mode::Quiet || open && plan.script == Script::Hans || !spelled() {
                                    return;
                                }
                                &mut *words
                            }
                            _ if reading.without >> plan.concepts.layer(word.concept) & 1 == 1 => return,
                            Action::Replace if !plan.written(word.concept).is_some_and(|word| fits(edges_of(word))) => {
                                return;
                            }
                            Action::Replace => &mut *words,
                            Action::Guarded => &mut *guarded,
                        };
                        list.push(candidate);
                    }
                }
            });
        }
    }

    /// Chooses among overlapping words. A word that the place writes keeps itself: nothing inside it or across its edge
    /// is replaced.
    pub(super) fn choose<W: Watch>(&mut self, end: usize) {
        if !self.bars.is_empty() {
            self.leave_barred(end);
        }
        if self.scratch.words.is_empty() && self.scratch.guarded.is_empty() {
            return;
        }
        if !self.scratch.keeps.is_empty() {
            let Scratch { keeps, words, guarded, .. } = &mut *self.scratch;
            let contains = |word: &Candidate, keep: &Keep| word.start <= keep.start && keep.end <= word.end;
            let apart = |word: &Candidate, keep: &Keep| keep.end <= word.start || word.end <= keep.start;
            let equal = |word: &Candidate, keep: &Keep| word.start == keep.start && word.end == keep.end;
            let holds = |word: &Candidate| keeps.iter().all(|keep| apart(word, keep) || contains(word, keep));
            words.retain(|word| holds(word) && (word.own || !keeps.iter().any(|keep| equal(word, keep))));
            words.dedup_by_key(|word| (word.start, word.end));
            guarded.retain(holds);
        }
        self.scratch.struck.clear();
        if !self.scratch.words.is_empty() {
            self.best_path(end);
            self.leave_glosses(end);
        }
        for word in self.scratch.words.iter().filter(|word| !word.own) {
            self.found.foreign_words = true;
            self.found.word_places &= if word.places == 0 { u8::MAX } else { word.places };
        }
        if !self.decided.is_empty() {
            self.take_decided(end);
        }
        // A line of the plan's own script shows it also by what senses replace: whether they are asked depends on it.
        let is_own = self.reading.mode == Mode::Quiet;
        if is_own {
            self.spend(end);
        }
        let kept = self.decide_senses(end);
        if !is_own {
            self.spend(end);
        }
        let Scratch { chars, words, guarded, sensed, .. } = &mut *self.scratch;
        let place = |number: usize| chars.get(number).map_or(end, |c| c.at);
        if W::LISTENS {
            let is_decided = |form: &&Candidate| {
                words.iter().any(|word| !word.own && (word.start, word.end) == (form.start, form.end))
            };
            sensed.extend(guarded.iter().filter(is_decided).copied());
            guarded.retain(|form| !kept.contains(&(form.start..form.end)));
            // Of forms that overlap the first and longest is told.
            let mut told = (0, 0);
            guarded.retain(|form| {
                let next = form.start >= told.1 || (form.start, form.end) == told;
                told = if next { (form.start, form.end) } else { told };
                next
            });
            guarded.retain(|form| words.iter().all(|word| leaves(word, form)));
            for form in guarded.iter() {
                let source = place(form.start)..place(form.end);
                match self.found.left.last_mut().filter(|last| last.source == source) {
                    Some(last) => last.alternatives.push(Alternative::Concept(form.concept)),
                    None => {
                        let alternatives = alloc::vec![Alternative::Concept(form.concept)];
                        self.found.left.push(Left { source, alternatives });
                    }
                }
            }
        }
    }
}

impl PlanJudge<'_, '_> {
    /// Strikes words that touch what the caller forbids.
    fn leave_barred(&mut self, end: usize) {
        let PlanJudge { bars, scratch, .. } = self;
        let Scratch { chars, words, guarded, .. } = &mut **scratch;
        let place = |number: usize| chars.get(number).map_or(end, |c| c.at);
        let is_free = |word: &Candidate| {
            let next = bars.partition_point(|bar| bar.end <= place(word.start));
            bars.get(next).is_none_or(|bar| place(word.end) <= bar.start)
        };
        words.retain(|word| word.own || is_free(word));
        guarded.retain(is_free);
    }

    /// Notes what is replaced where nothing but the caller may show what a line is. What is decided from outside leaves the line
    /// as it was read.
    fn spend(&mut self, end: usize) {
        if !self.reading.prior {
            return;
        }
        let Scratch { chars, words, .. } = &*self.scratch;
        let place = |number: usize| chars.get(number).map_or(end, |c| c.at);
        let replaced = words.iter().filter(|word| !word.own).map(|word| place(word.start)..place(word.end));
        self.found.replaced.extend(replaced.filter(|word| decided_at(self.decided, word).is_none()));
    }

    /// Adds to the words those forms that somebody has decided on.
    fn take_decided(&mut self, end: usize) {
        let Scratch { chars, words, guarded, .. } = &mut *self.scratch;
        let place = |number: usize| chars.get(number).map_or(end, |c| c.at);
        let is_decided = |form: &Candidate| {
            let span = place(form.start)..place(form.end);
            let decision = decided_at(self.decided, &span);
            decision.is_some_and(|decision| decision.alternative == Alternative::Concept(form.concept))
        };
        for form in guarded.extract_if(.., |form| is_decided(form)).collect::<Vec<_>>() {
            words.retain(|word| word.end <= form.start || form.end <= word.start);
            words.insert(words.partition_point(|word| word.start < form.start), form);
        }
        guarded.retain(|form| words.iter().all(|word| leaves(word, form)));
    }
}

/// Whether a word leaves a form to be told: it stands elsewhere, or is the same, which the place writes for something else.
fn leaves(word: &Candidate, form: &Candidate) -> bool {
    let is_apart = word.end <= form.start || form.end <= word.start;
    is_apart || word.own && (word.start, word.end) == (form.start, form.end)
}

/// What has been decided of a span of the text.
pub(super) fn decided_at<'d>(decided: &'d [Decision], span: &Range<usize>) -> Option<&'d Decision> {
    let first = decided.partition_point(|decision| decision.source.start < span.start);
    let beginning = decided.get(first..)?.iter().take_while(|decision| decision.source.start == span.start);
    beginning.into_iter().find(|decision| decision.source == *span)
}

/// The first character of a word and the last one.
pub(super) fn edges_of(word: &str) -> [Option<char>; 2] {
    [word.chars().next(), word.chars().next_back()]
}

/// Whether a word with these edges may stand where a key does: a Latin letter or digit at its edge is not part of a longer word of them, or
/// of what could be an address.
pub(super) fn has_word_edges(
    edges: [Option<char>; 2],
    text: &str,
    chars: &[Char],
    key: &Range<usize>,
    end: usize,
) -> bool {
    let [begins, ends] = edges.map(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()));
    if !begins && !ends {
        return true;
    }
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic() && !"()[]<>,;!?\"'".contains(c));
    let place = |number: usize| chars.get(number).map_or(end, |c| c.at);
    let (Some(before), Some(after)) = (text.get(..place(key.start)), text.get(place(key.end)..)) else { return false };
    let grows_left = begins && joins(before.chars().next_back());
    let grows_right = ends && joins(after.chars().next());
    !grows_left && !grows_right
}
