//! Which words stand in a piece of text, the slow and obvious way.

use super::Plain;
use crate::compile::lexicon::FormUse;
use crate::data::Script;
use crate::engine::lattice::{self, Candidate};
use crate::table::concepts::KEEPER;
use crate::table::plans::Mode;
use crate::table::words::Action;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// The places that use a form, a bit each.
fn bits(found: &FormUse) -> u8 {
    found.places.iter().rev().fold(0, |bits, &uses| bits << 1 | u8::from(uses))
}

/// A word of the place's own.
pub struct Keep {
    pub span: Range<usize>,
    pub keeper: bool,
}

impl Keep {
    /// Whether a phrase may stand here.
    pub fn lets(&self, start: usize, end: usize) -> bool {
        let Range { start: from, end: to } = self.span;
        self.keeper || end <= from || to <= start || from <= start && end <= to
    }
}

impl Plain<'_> {
    /// Where words stand that are replaced or kept.
    pub fn word_spans(&self, chars: &[char], base: Option<usize>) -> Vec<Range<usize>> {
        let mut words = self.words_in(chars, base);
        lattice::best(&mut words, chars.len());
        words.into_iter().map(|word| word.start..word.end).collect()
    }

    /// `base`: where the characters begin in the line, if forms count only that a sense replaces there.
    pub fn words_in(&self, chars: &[char], base: Option<usize>) -> Vec<Candidate> {
        let Some(place) = self.place() else { return Vec::new() };
        let folded: Vec<char> = chars.iter().map(|&c| self.scripts.fold(c)).collect();
        let longest = self.lexicon.forms.keys().map(|form| form.chars().count()).max().unwrap_or(0);
        let ends = |start: usize| (start + 2..=chars.len().min(start + longest)).rev();
        let all = (0..chars.len()).flat_map(|start| ends(start).map(move |end| start..end));
        let word = |span: Range<usize>| {
            let key: String = folded[span.clone()].iter().collect();
            let uses = self.lexicon.forms.get(&key)?;
            let plain = |found: &&FormUse| match found.actions[place] {
                Action::Keep => self.lexicon.concepts[found.concept].layer & KEEPER == 0,
                action => action == Action::Replace,
            };
            let may = |_: &&FormUse| self.may_write(base.map(|base| base + span.start..base + span.end), &key);
            let guarded = |found: &&FormUse| found.actions[place] == Action::Guarded;
            let found = uses.iter().find(plain).or_else(|| uses.iter().find(guarded).filter(may))?;
            let concept = found.concept as u16;
            Some(Candidate { start: span.start, end: span.end, concept, own: false, places: 0 })
        };
        all.filter_map(word).collect()
    }

    /// The words that are replaced in a piece.
    pub fn words(&self, at: usize, chars: &[char], mode: Mode) -> Vec<Candidate> {
        let (keeps, mut words) = self.found(at, chars, mode);
        words.retain(|word| {
            keeps.iter().all(|keep| {
                let keep = &keep.span;
                let apart = keep.end <= word.start || word.end <= keep.start;
                let inside = word.start <= keep.start && keep.end <= word.end && *keep != (word.start..word.end);
                apart || inside || word.own && *keep == (word.start..word.end)
            })
        });
        let mut all_struck: Vec<Range<usize>> = Vec::new();
        loop {
            let mut path = words.clone();
            lattice::best(&mut path, chars.len());
            let is_none = |word: &Candidate| !word.own && !self.is_read(at, chars, word.start..word.end);
            let struck: Vec<Candidate> = path.iter().copied().filter(is_none).collect();
            all_struck.extend(struck.iter().map(|key| key.start..key.end));
            if struck.is_empty() {
                let first = self.line[..at].chars().count();
                path.retain(|word| {
                    let span = first + word.start..first + word.end;
                    let stays = !word.own && self.is_glossed(span, word.concept as usize);
                    if stays {
                        all_struck.push(word.start..word.end);
                    }
                    !stays
                });
                return self.with_senses(at, chars, path, &keeps, &all_struck);
            }
            let touches = |word: &Candidate| struck.iter().any(|key| key.start < word.end && word.start < key.end);
            words.retain(|word| word.own || !touches(word));
        }
    }

    /// The place's own words in a piece, and all that could be replaced.
    pub fn found(&self, at: usize, chars: &[char], mode: Mode) -> (Vec<Keep>, Vec<Candidate>) {
        let Some(place) = self.place() else { return Default::default() };
        let folded: Vec<char> = chars.iter().map(|&c| self.scripts.fold(c)).collect();
        let longest = self.lexicon.forms.keys().map(|form| form.chars().count()).max().unwrap_or(0);
        let (mut keeps, mut words): (Vec<Keep>, Vec<Candidate>) = (Vec::new(), Vec::new());
        for start in 0..chars.len() {
            for end in (start + 2..=chars.len().min(start + longest)).rev() {
                let key: String = folded[start..end].iter().collect();
                let Some(uses) = self.lexicon.forms.get(&key) else { continue };
                if !self.has_edges(&key, at, chars, start..end) {
                    continue;
                }
                for found in uses {
                    match found.actions[place] {
                        Action::Keep => {
                            let keeper = self.lexicon.concepts[found.concept].layer & KEEPER != 0;
                            keeps.push(Keep { span: start..end, keeper });
                            if mode == Mode::Shown
                                && !(keeper && self.to.script() == Script::Hans)
                                && self.scripts.folded(self.written(found.concept)) == key
                            {
                                words.push(Candidate {
                                    start,
                                    end,
                                    concept: found.concept as u16,
                                    own: true,
                                    places: 0,
                                });
                            }
                        }
                        Action::Replace if !self.has_edges(self.written(found.concept), at, chars, start..end) => {}
                        Action::Replace => words.push(Candidate {
                            start,
                            end,
                            concept: found.concept as u16,
                            own: false,
                            places: bits(found),
                        }),
                        Action::None | Action::Guarded => {}
                    }
                }
            }
        }
        (keeps, words)
    }

    pub fn has_edges(&self, word: &str, at: usize, chars: &[char], key: Range<usize>) -> bool {
        let place = |number: usize| at + chars[..number].iter().map(|c| c.len_utf8()).sum::<usize>();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic() && !"()[]<>,;!?\"'".contains(c));
        let after = self.line[place(key.end)..].chars().next();
        let before = self.line[..place(key.start)].chars().next_back();
        let grows_left = joins(before) && latin(word.chars().next());
        let grows_right = joins(after) && latin(word.chars().next_back());
        !grows_left && !grows_right
    }
}
