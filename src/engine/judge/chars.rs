//! What the characters of a window become that no word covers: by phrases, and by their neighbours.

use super::words::decided_at;
use super::{Keep, Left, Phrase, PlanJudge, Scratch};
use crate::engine::lattice::Candidate;
use crate::engine::plan::Reading;
use crate::engine::trace::{Alternative, Decision, Watch};
use crate::table::chars::{CharMap, Mapped};
use crate::table::choice::Record;
use crate::table::plans::{Mode, flag};
use crate::table::words::Writes;
use core::ops::Range;

impl<'t> PlanJudge<'_, 't> {
    /// Finds for each character the phrase that decides it: one of ours, else the longest over it, the leftmost of equals.
    /// Phrases that touch a word that is replaced do not count, nor those that reach into one that the plan could have
    /// written: a second pass would find that there.
    pub(super) fn cover(&mut self, end: usize) {
        self.scratch.covers.clear();
        if self.scratch.phrases.is_empty() {
            return;
        }
        let mut covers = core::mem::take(&mut self.scratch.covers);
        let concepts = self.plan.concepts;
        let Scratch { chars, phrases, keeps, words, .. } = &*self.scratch;
        for (number, phrase) in phrases.iter().enumerate() {
            let touches = |word: &Candidate| word.start < phrase.end && phrase.start < word.end;
            if words.iter().any(|word| touches(word) && !(word.own && concepts.is_keeper(word.concept))) {
                continue;
            }
            let reaches_into = |keep: &Keep| {
                let inside = keep.start <= phrase.start && phrase.end <= keep.end;
                !keep.open && keep.start < phrase.end && phrase.start < keep.end && !inside
            };
            if keeps.iter().any(reaches_into) || self.is_crossed(phrase, end) {
                continue;
            }
            covers.resize(chars.len(), 0);
            let rank = |phrase: &Phrase<'_>| (phrase.writes != Writes::Traditional, phrase.end - phrase.start);
            for cover in covers.iter_mut().take(phrase.end).skip(phrase.start) {
                let before = (*cover as usize).checked_sub(1).and_then(|number| phrases.get(number));
                if before.is_none_or(|before| rank(before) < rank(phrase)) {
                    *cover = number as u32 + 1;
                }
            }
        }
        self.scratch.covers = covers;
    }

    /// Whether other words end inside a phrase that says something where it stands (理发|还 in 办理发还), of what neighbours
    /// have no say in.
    fn is_crossed(&self, phrase: &Phrase<'_>, end: usize) -> bool {
        let Some(chooser) = self.chooser else { return false };
        let place = |number: usize| self.scratch.chars.get(number).map_or(end, |c| c.at);
        if phrase.writes != Writes::Traditional {
            return false;
        }
        let mut says = false;
        for (found, to) in self.scratch.chars.iter().skip(phrase.start).zip(phrase.text.chars()) {
            if self.map.word(found.c) & flag::CHOICE == 0 {
                continue;
            }
            let said = by_phrase(self.map, found.c, Some(Mapped::Char(self.plan.in_glyphs(to), 0)));
            let own = self.map.get(found.c);
            if said != own && !(is_same(said, found.c) && is_same(own, found.c)) {
                if chooser.choices.find(found.c).is_some() {
                    return false;
                }
                says = true;
            }
        }
        says && !self.is_read(place(phrase.start)..place(phrase.end))
    }

    /// Chooses for each character of the window that has a choice, no word covers, and no phrase of ours decides.
    pub(super) fn choose_chars<W: Watch>(&mut self) {
        self.scratch.chosen.clear();
        let Some(chooser) = self.chooser else { return };
        for number in 0..self.scratch.chars.len() {
            let Some(found) = self.scratch.chars.get(number).copied() else { return };
            if self.map.word(found.c) & flag::CHOICE == 0 {
                continue;
            }
            let Some(record) = chooser.choices.find(found.c) else { continue };
            if self.scratch.words.iter().any(|word| word.start <= number && number < word.end) {
                continue;
            }
            let is_kept = |keep: &Keep| keep.open && keep.start <= number && number < keep.end;
            if self.by_prior && self.scratch.keeps.iter().any(is_kept) {
                continue;
            }
            let Some(said) = self.class_said(record, number) else { continue };
            let at = found.at..found.at + found.c.len_utf8();
            if let Some(Decision { alternative: Alternative::Text(text), .. }) = decided_at(self.decided, &at) {
                let is_it = |class: &char| text.chars().eq([self.plan.in_glyphs(*class)]);
                self.scratch.chosen.resize(self.scratch.chars.len(), None);
                if let Some(place) = self.scratch.chosen.get_mut(number) {
                    *place = record.classes().find(is_it);
                }
                continue;
            }
            let choice = chooser.choose(record, self.around(at.clone()), said);
            if choice.class != said {
                self.scratch.chosen.resize(self.scratch.chars.len(), None);
                if let Some(place) = self.scratch.chosen.get_mut(number) {
                    *place = record.classes().nth(choice.class);
                }
            }
            let class = |class: usize| record.classes().nth(class).map(|c| self.plan.in_glyphs(c));
            if W::LISTENS
                && let Some(close) = choice.close.and_then(class).filter(|&close| Some(close) != class(choice.class))
            {
                let alternatives = alloc::vec![Alternative::Text(close.into())];
                self.found.left.push(Left { source: at, alternatives });
            }
        }
    }

    /// The class that a phrase says of a character, the first where none does; none where that is final.
    fn class_said(&self, record: Record<'_>, number: usize) -> Option<usize> {
        let Some(phrase) = self.phrase_over(number) else { return Some(0) };
        let c = phrase.text.chars().nth(number - phrase.start)?;
        let own = phrase.writes != Writes::Traditional;
        record.classes().position(|class| self.plan.in_glyphs(class) == self.plan.in_glyphs(c)).filter(|_| !own)
    }

    /// The phrase that decides a character.
    fn phrase_over(&self, number: usize) -> Option<&Phrase<'t>> {
        let cover = (*self.scratch.covers.get(number)? as usize).checked_sub(1)?;
        self.scratch.phrases.get(cover)
    }

    /// Whether some phrase that shows Simplified is read as such here: its characters would change, no word of the place's
    /// own reaches across its edge, and no other place's word touches it. What is decided from outside leaves the line as it
    /// was read.
    pub(super) fn is_shown(&self) -> bool {
        let Scratch { evidence, keeps, words, chars, .. } = &*self.scratch;
        let end = chars.last().map_or(0, |last| last.at + last.c.len_utf8());
        let place = |number: usize| chars.get(number).map_or(end, |c| c.at);
        let is_decided = |word: &Candidate| decided_at(self.decided, &(place(word.start)..place(word.end))).is_some();
        let crosses = |&(start, end): &(usize, usize), keep: &Keep| {
            keep.start < start && start < keep.end && keep.end < end
                || start < keep.start && keep.start < end && end < keep.end
        };
        let touches = |&(start, end): &(usize, usize), word: &Candidate| word.start < end && start < word.end;
        let counts = |key: &&(usize, usize)| {
            !keeps.iter().any(|keep| crosses(key, keep))
                && !words.iter().any(|word| touches(key, word) && !is_decided(word))
        };
        evidence.iter().filter(counts).any(|&(start, end)| self.would_change(start..end))
    }

    fn would_change(&self, key: Range<usize>) -> bool {
        let map = self.plan.map(&Reading { mode: Mode::Shown, ..*self.reading });
        let chars = self.scratch.chars.iter().enumerate().skip(key.start).take(key.len());
        chars.into_iter().any(|(number, c)| !is_same(self.becomes(map, number), c.c))
    }

    /// What becomes of one character of the window.
    pub(super) fn becomes<'m>(&self, map: CharMap<'m>, number: usize) -> Mapped<'m>
    where
        't: 'm,
    {
        let Some(found) = self.scratch.chars.get(number) else { return Mapped::Same };
        let said = || {
            let chosen = self.scratch.chosen.get(number).copied().flatten();
            let phrase = self.phrase_over(number);
            let of_phrase = || phrase.and_then(|phrase| phrase.text.chars().nth(number - phrase.start));
            let c = chosen.or_else(of_phrase)?;
            let in_glyphs = chosen.is_some() || phrase.is_some_and(|phrase| phrase.writes == Writes::Traditional);
            let glyph = self.plan.glyphs.filter(|_| in_glyphs).map(|map| map.get(c));
            Some(glyph.filter(|glyph| *glyph != Mapped::Same).unwrap_or(Mapped::Char(c, 0)))
        };
        by_phrase(map, found.c, if map.word(found.c) & flag::CHOICE != 0 { said() } else { None })
    }
}

/// What becomes of a character of which a phrase says something. Of a glyph of its own script a phrase only says whether
/// it stays.
pub(super) fn by_phrase<'m>(map: CharMap<'m>, c: char, said: Option<Mapped<'m>>) -> Mapped<'m> {
    let (flags, own) = (map.word(c), map.get(c));
    let may = |said: &Mapped<'_>| {
        flags & flag::CHOICE != 0 && (flags & flag::VARIANT == 0 || is_same(*said, c) || *said == own)
    };
    said.filter(may).unwrap_or(own)
}

pub(super) fn is_same(becomes: Mapped<'_>, c: char) -> bool {
    match becomes {
        Mapped::Same => true,
        Mapped::Char(to, _) => to == c,
        Mapped::Text(..) => false,
    }
}
