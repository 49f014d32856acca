//! Writes what becomes of a window, and tells why.

use super::chars::{by_phrase, is_same};
use super::words::decided_at;
use super::{Char, PlanJudge, Scratch, quotes, styles};
use crate::data::Layer;
use crate::engine::chain::By;
use crate::engine::choice::Chooser;
use crate::engine::lattice::Candidate;
use crate::engine::plan::Plan;
use crate::engine::quotes::mark;
use crate::engine::reason::Reason;
use crate::engine::trace::{Alternative, Watch};
use crate::table::chars::{CHANGE, CharMap, Mapped, SPECIAL};
use crate::table::plans::{Mode, flag};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

impl<'t> PlanJudge<'_, 't> {
    /// Whether nothing in the window says more than the table does, which made characters of characters.
    pub(super) fn is_as_made(&mut self) -> bool {
        let Scratch { chars, words, covers, chosen, .. } = &*self.scratch;
        if !words.is_empty() || !covers.is_empty() || !chosen.is_empty() {
            return false;
        }
        let (mut all, mut stays) = (0, false);
        for found in chars {
            let word = self.map.word(found.c);
            all |= if found.c < '\u{10000}' { word } else { SPECIAL };
            stays |= word & self.plan.other() != 0 && word & CHANGE == 0;
        }
        let is_so = all & SPECIAL == 0;
        self.found.stays |= is_so && stays;
        is_so
    }

    /// Writes what becomes of the window.
    pub(super) fn write<W: Watch>(&mut self, text: &str, start: usize, end: usize, out: &mut String, watch: &mut W) {
        let source = text.get(start..end).unwrap_or_default();
        watch.piece(0, source, source, None);
        if self.scratch.chars.iter().any(|found| mark(found.c).is_some()) {
            self.know_quotes(end);
        }
        let plan = self.plan;
        let map = self.map;
        let scratch = &*self.scratch;
        let place = |number: usize| scratch.chars.get(number).map_or(end, |c| c.at);
        let script = if self.told_mode() == Mode::Quiet { Layer::Variant } else { Layer::Script };
        let mut words = scratch.words.iter().peekable();
        let (mut number, mut stays) = (0, false);
        while let Some(found) = scratch.chars.get(number) {
            let from = out.len();
            if let Some(word) = words.next_if(|word| word.start == number) {
                let written = plan.written(word.concept).unwrap_or_default();
                if word.own {
                    // Only what the script layer writes anyway is spelled as the word is.
                    for (found, c) in scratch.chars.iter().skip(word.start).zip(written.chars()) {
                        self.push(by_phrase(map, found.c, Some(Mapped::Char(c, 0))), found, out);
                    }
                } else if let Some(rules) = self.style {
                    out.push_str(&rules.print(written, |c| plan.fold(c)));
                } else {
                    out.push_str(written);
                }
                let layer = if word.own { script.number() } else { plan.concepts.layer(word.concept) };
                let span = found.at..place(word.end);
                let reason = if word.own { Reason::Phrase } else { self.reason_of(word, &span) };
                let by = By::Layer(layer, Some(word.concept).filter(|_| !word.own), reason);
                let source = text.get(span).unwrap_or_default();
                watch.piece(1, source, out.get(from..).unwrap_or_default(), Some(by));
                if W::LISTENS && reason == Reason::Sense {
                    watch.could_be(self.other_senses(word));
                }
                number = word.end;
                continue;
            }
            if let Some(to) = mark(found.c).and_then(|_| self.quote_at(found.at)) {
                out.push(to);
                let source = text.get(found.at..place(number + 1)).unwrap_or_default();
                watch.piece(1, source, out.get(from..).unwrap_or_default(), Some(quotes::by()));
                number += 1;
                continue;
            }
            let last = if W::LISTENS { self.whole_phrase(map, number) } else { number + 1 };
            let last = if words.peek().is_some_and(|word| word.start < last) { number + 1 } else { last };
            let mut styled = false;
            for (number, found) in scratch.chars.iter().enumerate().take(last).skip(number) {
                let becomes = self.becomes(map, number);
                stays |= map.word(found.c) & plan.other() != 0 && is_same(becomes, found.c);
                styled = self.push(becomes, found, out) && is_same(becomes, found.c);
            }
            if W::LISTENS {
                let source = text.get(found.at..place(last)).unwrap_or_default();
                let written = out.get(from..).unwrap_or_default();
                let by = if last > number + 1 {
                    By::Layer(script.number(), None, Reason::Phrase)
                } else if styled {
                    styles::by()
                } else {
                    self.chosen_by(map, number)
                };
                watch.piece(1, source, written, Some(by));
                if let By::Layer(.., Reason::Neighbours | Reason::Close) = by {
                    watch.could_be(other_characters(self.plan, self.chooser, found.c, written));
                }
            }
            number = last;
        }
        self.found.stays |= stays;
    }

    /// Why a word is written for a span of the text.
    fn reason_of(&self, word: &Candidate, span: &Range<usize>) -> Reason {
        let is_it = |form: &Candidate| (form.start, form.end, form.concept) == (word.start, word.end, word.concept);
        if decided_at(self.decided, span).is_some() {
            Reason::Decided
        } else if self.scratch.sensed.iter().any(is_it) {
            Reason::Sense
        } else {
            Reason::Word
        }
    }

    /// What else a form could mean.
    fn other_senses(&self, word: &Candidate) -> Vec<Alternative> {
        let is_other =
            |form: &&Candidate| (form.start, form.end) == (word.start, word.end) && form.concept != word.concept;
        self.scratch.sensed.iter().filter(is_other).map(|form| Alternative::Concept(form.concept)).collect()
    }

    /// By what a character of the window has become what it does.
    fn chosen_by(&self, map: CharMap<'t>, number: usize) -> By {
        let Some(found) = self.scratch.chars.get(number) else { return By::User(0) };
        let by = layer_of(map, found.c, self.told_mode());
        let By::Layer(layer, None, Reason::Neighbours) = by else { return by };
        let span = found.at..found.at + found.c.len_utf8();
        let is_chosen = self.scratch.chosen.get(number).is_some_and(Option::is_some);
        let reason = if decided_at(self.decided, &span).is_some() {
            Reason::Decided
        } else if self.found.left.iter().rev().any(|left| left.source == span) {
            Reason::Close
        } else if !is_chosen && self.scratch.covers.get(number).is_some_and(|&cover| cover != 0) {
            Reason::Phrase
        } else {
            Reason::Neighbours
        };
        By::Layer(layer, None, reason)
    }

    /// Writes what becomes of a character of the window, as the style prints it; whether that is something else.
    fn push(&self, becomes: Mapped<'_>, found: &Char, out: &mut String) -> bool {
        let made = match becomes {
            Mapped::Same => Some(found.c),
            Mapped::Char(c, _) => Some(c),
            Mapped::Text(..) => None,
        };
        let Some((rules, made)) = self.style.zip(made) else {
            push(becomes, found.c, out);
            return false;
        };
        let printed = self.printed(rules, made, found.at..found.at + found.c.len_utf8());
        out.push(printed);
        printed != made
    }

    /// The end of the phrase that begins at a character, where nothing cuts it and it says what its characters do not;
    /// else that of the character.
    fn whole_phrase(&self, map: CharMap<'_>, number: usize) -> usize {
        let Scratch { chars, phrases, covers, .. } = &*self.scratch;
        let end = || {
            let cover = *covers.get(number)?;
            let phrase = phrases.get((cover as usize).checked_sub(1)?).filter(|phrase| phrase.start == number)?;
            let chosen = self.scratch.chosen.get(number..phrase.end).unwrap_or_default();
            let undivided = covers.get(number..phrase.end)?.iter().all(|&other| other == cover);
            let whole = undivided && chosen.iter().all(Option::is_none);
            let mut says = chars.iter().enumerate().take(phrase.end).skip(number);
            let says_more = says.any(|(number, found)| {
                let (becomes, alone) = (self.becomes(map, number), map.get(found.c));
                becomes != alone && !(is_same(becomes, found.c) && is_same(alone, found.c))
            });
            Some(phrase.end).filter(|_| whole && says_more)
        };
        end().unwrap_or(number + 1)
    }
}

/// What else a character could become than what is written.
pub(super) fn other_characters(
    plan: &Plan<'_>,
    chooser: Option<&Chooser<'_>>,
    c: char,
    written: &str,
) -> Vec<Alternative> {
    let Some(record) = chooser.and_then(|chooser| chooser.choices.find(c)) else { return Vec::new() };
    let glyphs = record.classes().map(|class| String::from(plan.in_glyphs(class)));
    glyphs.filter(|glyph| glyph != written).map(Alternative::Text).collect()
}

pub(super) fn push(becomes: Mapped<'_>, c: char, out: &mut String) {
    match becomes {
        Mapped::Same => out.push(c),
        Mapped::Char(to, _) => out.push(to),
        Mapped::Text(text, _) => out.push_str(text),
    }
}

/// The layer of a change that a map makes. In lines that show the other script the script layer writes all glyphs.
pub(super) fn layer_of(map: CharMap<'_>, c: char, mode: Mode) -> By {
    let variant = mode == Mode::Quiet && map.word(c) & flag::VARIANT != 0;
    let layer = if variant { Layer::Variant } else { Layer::Script };
    let word = map.word(c);
    let reason = if word & flag::CHOICE != 0 {
        Reason::Neighbours
    } else if variant || word & (flag::HANS | flag::HANT) != 0 {
        Reason::Character
    } else {
        Reason::Line
    };
    By::Layer(layer.number(), None, reason)
}
