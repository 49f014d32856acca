//! Judges a window of our own plans: which words stand in it, which are replaced, and what its other characters become.

use super::chain::By;
use super::choice::{Around, Chooser, Glance};
use super::front::{Chooses, Judge};
use super::lattice::{self, Candidate};
use super::plan::{Plan, Reading};
use super::trace::{Alternative, Watch};
use crate::data::{Layer, Script};
use crate::table::chars::{CharMap, Mapped};
use crate::table::choice::Record;
use crate::table::index::pair;
use crate::table::plans::{Mode, flag};
use crate::table::words::{Action, Use, Writes};
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// The flags of text that may hold what is protected.
pub const UNUSUAL: u32 = flag::FOREIGN | flag::JOINS;

/// A unit of text has to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It shows the other script by a character.
    Shown,
    /// It does so by a phrase.
    ShownByPhrase,
    /// It shows nothing, and the caller said that it is of the other script.
    Prior,
    /// It shows the other script outside words that are replaced, or it does not.
    Shows(bool),
    /// It does not.
    Quiet,
    /// It is Cantonese, or it is not.
    Cantonese(bool),
    /// It may hold what is protected.
    Spans,
}

/// What could be written otherwise.
#[derive(Clone, Debug)]
pub struct Left {
    pub source: Range<usize>,
    pub alternatives: Vec<Alternative>,
}

/// What one reading of a unit has found.
#[derive(Debug, Default)]
pub struct Found {
    /// Flags of all that was read, and of what phrases show.
    pub seen: u32,
    /// Some of it was read as if nothing showed the other script.
    pub by_prior: bool,
    /// Some word of another place was replaced.
    pub foreign_words: bool,
    /// Which, where lines that show nothing are of the other script.
    pub replaced: Vec<Range<usize>>,
    /// Told only where somebody listens.
    pub left: Vec<Left>,
}

impl Found {
    /// Begins a reading, in a line of which this has been found.
    pub fn begin(&mut self, seen: u32, foreign_words: bool) {
        (self.seen, self.by_prior, self.foreign_words) = (seen, false, foreign_words);
        self.replaced.clear();
        self.left.clear();
    }
}

/// One reading of a unit.
pub struct PlanJudge<'r, 't> {
    pub plan: &'r Plan<'t>,
    /// All of the text: a window sees no farther than to the next protected span.
    pub text: &'r str,
    pub reading: &'r Reading,
    /// What single characters become in it.
    pub map: CharMap<'t>,
    pub found: &'r mut Found,
    pub scratch: &'r mut Scratch<'t>,
    /// Chooses in this reading, if anything does.
    chooser: Option<&'r Chooser<'t>>,
    /// Where neighbours begin to count.
    start: usize,
    /// Nothing shows so far that the line is to be changed: only the caller said so.
    by_prior: bool,
}

/// Buffers that a call keeps.
#[derive(Debug, Default)]
pub struct Scratch<'t> {
    chars: Vec<Char>,
    /// The window, folded.
    folded: Vec<u8>,
    phrases: Vec<Phrase<'t>>,
    keeps: Vec<Keep>,
    words: Vec<Candidate>,
    guarded: Vec<Candidate>,
    /// Phrases that show Simplified as they stand here.
    evidence: Vec<(usize, usize)>,
    /// For each character the number of the phrase over it, from 1.
    covers: Vec<u32>,
    /// For each character which of its classes is chosen, if it is another than the phrase or the table says.
    chosen: Vec<Option<char>>,
}

/// A character of the window.
#[derive(Clone, Copy, Debug)]
struct Char {
    c: char,
    folded: char,
    /// Where it begins, in bytes of the text, and folded in those of `folded`.
    at: usize,
    folded_at: usize,
}

/// A word that the place writes, or what only looks like others'.
#[derive(Clone, Copy, Debug)]
struct Keep {
    start: usize,
    end: usize,
    /// Phrases may cross its edges.
    open: bool,
}

/// A phrase of the script layer, from one character to another.
#[derive(Clone, Copy, Debug)]
struct Phrase<'t> {
    start: usize,
    end: usize,
    writes: Writes,
    text: &'t str,
}

impl<W: Watch> Judge<W> for PlanJudge<'_, '_> {
    type Stop = Stop;
    const READS: bool = true;

    #[inline]
    fn reach(&self, rest: &str) -> usize {
        rest.chars().next().map_or(0, char::len_utf8)
    }

    #[inline]
    fn read(&mut self, seen: u32, last: bool) -> Result<(), Stop> {
        self.found.seen |= seen;
        let shows = self.reading.shows.unwrap_or(self.found.seen & self.plan.other() != 0);
        self.by_prior = self.reading.mode == Mode::Shown && !shows;
        self.found.by_prior |= self.by_prior;
        if seen & UNUSUAL != 0 && !self.reading.spans_known {
            return Err(Stop::Spans);
        }
        match self.reading.mode {
            Mode::Quiet if self.found.seen & self.plan.other() != 0 => Err(Stop::Shown),
            Mode::Shown
                if last && !self.reading.sure && self.plan.mode(self.found.seen, self.reading.prior) == Mode::Quiet =>
            {
                Err(Stop::Quiet)
            }
            _ => Ok(()),
        }
    }

    fn window(&mut self, text: &str, start: usize, end: usize, out: &mut String, watch: &mut W) -> Result<(), Stop> {
        self.look_up::<W>(text, start, end);
        self.choose::<W>(end);
        self.cover();
        self.choose_chars::<W>(text);
        if !self.scratch.evidence.is_empty() && self.is_shown() {
            return Err(Stop::ShownByPhrase);
        }
        self.write(text, start, end, out, watch);
        Ok(())
    }

    fn begin(&mut self, start: usize) {
        self.start = start;
    }

    fn chooses(&mut self, text: &str, at: usize) -> Chooses {
        let c = || text.get(at..)?.chars().next();
        let (Some(chooser), Some(c)) = (self.chooser, c()) else { return Chooses::IfAnchor };
        let around = self.around(text, at..at + c.len_utf8());
        let glance = chooser.glance(c, around);
        let Glance::Known { number, may_differ, may_be_anchor } = glance else { return Chooses::IfAnchor };
        // In a Cantonese line more than neighbours is asked.
        if may_differ || self.reading.cantonese {
            let choice = chooser.choices.record(number).map(|record| chooser.choose(record, around, 0));
            if choice.is_some_and(|choice| choice.class != 0 || W::LISTENS && choice.close.is_some()) {
                return Chooses::Otherwise;
            }
        }
        if may_be_anchor { Chooses::IfAnchor } else { Chooses::Table }
    }

    fn between(&mut self, source: &str, target: &str, watch: &mut W) {
        let (map, mode) = (self.map, self.told_mode());
        watch.between(source, target, |c, watch| {
            let mut made = String::new();
            push(map.get(c), c, &mut made);
            let by = layer_of(map, c, mode);
            let mut buffer = [0; 4];
            let c: &str = c.encode_utf8(&mut buffer);
            watch.piece(0, c, c, None);
            watch.piece(1, c, &made, Some(by));
        });
    }
}

impl<'r, 't> PlanJudge<'r, 't> {
    pub fn new(
        plan: &'r Plan<'t>,
        text: &'r str,
        reading: &'r Reading,
        found: &'r mut Found,
        scratch: &'r mut Scratch<'t>,
    ) -> Self {
        let (map, chooser) = (plan.map(reading), plan.chooser(reading));
        PlanJudge { plan, text, map, reading, found, scratch, chooser, start: 0, by_prior: false }
    }

    /// What stands around a character.
    #[inline]
    fn around<'a>(&self, text: &'a str, at: Range<usize>) -> Around<'a> {
        let before = text.get(self.start..at.start).unwrap_or_default();
        let after = text.get(at.end..).unwrap_or_default();
        let around = Around { before, after, cantonese: self.reading.cantonese };
        if self.by_prior { self.without_words(around) } else { around }
    }

    /// Without neighbours in words that the plan replaces or may have written. A line that shows nothing may do so in a
    /// second pass, too, which finds other words there and must choose the same.
    fn without_words<'a>(&self, around: Around<'a>) -> Around<'a> {
        const FARTHEST: usize = 16;
        const NEAR: usize = 2;
        let cut = |text: &'a str, backwards: bool| -> (usize, &'a str) {
            let place = if backwards {
                text.char_indices().rev().nth(FARTHEST - 1).map_or(0, |(at, _)| at)
            } else {
                text.char_indices().nth(FARTHEST).map_or(text.len(), |(at, _)| at)
            };
            let part = if backwards { text.get(place..) } else { text.get(..place) };
            (place, part.unwrap_or_default())
        };
        let is_near = |text: &str, backwards: bool| {
            let count = text.chars().count();
            let near = if backwards { count.saturating_sub(NEAR)..count } else { 0..NEAR.min(count) };
            // A written word may be Latin, and is no key then.
            let mut chars = text.chars().skip(near.start).take(NEAR);
            chars.any(|c| c.is_ascii_alphabetic())
                || self.word_spans(text).iter().any(|span| span.start < near.end && near.start < span.end)
        };
        let (before, after) = (cut(around.before, true).1, cut(around.after, false).1);
        Around {
            before: if is_near(before, true) { "" } else { around.before },
            after: if is_near(after, false) { "" } else { around.after },
            ..around
        }
    }

    /// Where words stand that are replaced or kept, from one character of a text to another.
    fn word_spans(&self, text: &str) -> Vec<Range<usize>> {
        let chars: Vec<char> = text.chars().map(|c| self.plan.fold(c)).collect();
        let folded: String = chars.iter().collect();
        let places: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
        let mut spans = Vec::new();
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
                    spans.push(number..end);
                }
            });
        }
        spans
    }

    /// Chooses for each character of the window that has a choice, no word covers, and no phrase of ours decides.
    fn choose_chars<W: Watch>(&mut self, text: &str) {
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
            let choice = chooser.choose(record, self.around(text, at.clone()), said);
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

    /// As what the line's changes are told: without the script layer all are variants.
    fn told_mode(&self) -> Mode {
        let off = self.reading.without >> Layer::Script.number() & 1 == 1;
        if off { Mode::Quiet } else { self.reading.mode }
    }

    /// Finds every phrase and word of the window.
    fn look_up<W: Watch>(&mut self, text: &str, start: usize, end: usize) {
        let PlanJudge { plan, text: whole, reading, scratch, by_prior, .. } = self;
        let by_prior = *by_prior;
        let Scratch { chars, folded, phrases, keeps, words, guarded, evidence, .. } = &mut **scratch;
        chars.clear();
        folded.clear();
        phrases.clear();
        keeps.clear();
        words.clear();
        guarded.clear();
        evidence.clear();
        for (offset, c) in text.get(start..end).unwrap_or_default().char_indices() {
            let folded_at = folded.len();
            let one = plan.fold(c);
            folded.extend_from_slice(one.encode_utf8(&mut [0; 4]).as_bytes());
            chars.push(Char { c, folded: one, at: start + offset, folded_at });
        }
        for (number, both) in chars.windows(2).enumerate() {
            let [first, second] = both else { continue };
            let rest = folded.get(first.folded_at..).unwrap_or_default();
            plan.words.each(rest, pair(first.folded, second.folded), |len, found| {
                let last = first.folded_at + len;
                let after = chars.get(number..).unwrap_or_default();
                let count = after.iter().position(|c| c.folded_at >= last).unwrap_or(after.len());
                let key = number..number + count;
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
                    Use::Word(word) => {
                        let fits = |word: &str| has_word_edges(word, whole, chars, &key, end);
                        let written = core::str::from_utf8(rest.get(..len).unwrap_or_default()).unwrap_or_default();
                        let Some(place) = plan.place.filter(|_| fits(written)) else { return };
                        let action = word.action(place);
                        let own = action == Action::Keep;
                        let candidate = Candidate { start: key.start, end: key.end, concept: word.concept, own };
                        let list = match action {
                            Action::None => return,
                            Action::Keep => {
                                let open = plan.concepts.is_keeper(word.concept);
                                keeps.push(Keep { start: key.start, end: key.end, open });
                                let spelled =
                                    || plan.written(word.concept).is_some_and(|text| plan.is_key(text, rest, len));
                                // Where nothing shows the script, a second pass could find it anew beside what this one
                                // writes: it only keeps others off.
                                if reading.mode == Mode::Quiet
                                    || open && by_prior && plan.script == Script::Hans
                                    || !spelled()
                                {
                                    return;
                                }
                                &mut *words
                            }
                            _ if reading.without >> plan.concepts.layer(word.concept) & 1 == 1 => return,
                            Action::Replace if !plan.written(word.concept).is_some_and(fits) => return,
                            Action::Replace => &mut *words,
                            Action::Guarded if W::LISTENS => &mut *guarded,
                            Action::Guarded => return,
                        };
                        list.push(candidate);
                    }
                }
            });
        }
    }

    /// Whether some phrase that shows Simplified is read as such here: its characters would change, no word of the place's
    /// own reaches across its edge, and no other place's word touches it.
    fn is_shown(&self) -> bool {
        let Scratch { evidence, keeps, words, .. } = &*self.scratch;
        let crosses = |&(start, end): &(usize, usize), keep: &Keep| {
            keep.start < start && start < keep.end && keep.end < end
                || start < keep.start && keep.start < end && end < keep.end
        };
        let touches = |&(start, end): &(usize, usize), word: &Candidate| word.start < end && start < word.end;
        let counts = |key: &&(usize, usize)| {
            !keeps.iter().any(|keep| crosses(key, keep)) && !words.iter().any(|word| touches(key, word))
        };
        evidence.iter().filter(counts).any(|&(start, end)| self.would_change(start..end))
    }

    fn would_change(&self, key: Range<usize>) -> bool {
        let map = self.plan.map(&Reading { mode: Mode::Shown, ..*self.reading });
        let chars = self.scratch.chars.iter().enumerate().skip(key.start).take(key.len());
        chars.into_iter().any(|(number, c)| !is_same(self.becomes(map, number), c.c))
    }

    /// Chooses among overlapping words. A word that the place writes keeps itself: nothing inside it or across its edge
    /// is replaced.
    fn choose<W: Watch>(&mut self, end: usize) {
        let Scratch { chars, keeps, words, guarded, .. } = &mut *self.scratch;
        if words.is_empty() && guarded.is_empty() {
            return;
        }
        if !keeps.is_empty() {
            let contains = |word: &Candidate, keep: &Keep| word.start <= keep.start && keep.end <= word.end;
            let apart = |word: &Candidate, keep: &Keep| keep.end <= word.start || word.end <= keep.start;
            let equal = |word: &Candidate, keep: &Keep| word.start == keep.start && word.end == keep.end;
            let holds = |word: &Candidate| keeps.iter().all(|keep| apart(word, keep) || contains(word, keep));
            words.retain(|word| holds(word) && (word.own || !keeps.iter().any(|keep| equal(word, keep))));
            words.dedup_by_key(|word| (word.start, word.end));
            guarded.retain(holds);
        }
        lattice::best(words, chars.len());
        let place = |number: usize| chars.get(number).map_or(end, |c| c.at);
        for word in words.iter().filter(|word| !word.own) {
            self.found.foreign_words = true;
            if self.reading.prior {
                self.found.replaced.push(place(word.start)..place(word.end));
            }
        }
        if W::LISTENS {
            // Of forms that overlap the first and longest is told.
            let mut told = (0, 0);
            guarded.retain(|form| {
                let next = form.start >= told.1 || (form.start, form.end) == told;
                told = if next { (form.start, form.end) } else { told };
                next
            });
            guarded.retain(|form| words.iter().all(|word| word.end <= form.start || form.end <= word.start));
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

    /// Finds for each character the phrase that decides it: one of ours, else the longest over it, the leftmost of equals.
    /// Phrases that touch a word that is replaced do not count, nor those that reach into one that the plan could have
    /// written: a second pass would find that there.
    fn cover(&mut self) {
        let concepts = self.plan.concepts;
        let Scratch { chars, phrases, keeps, words, covers, .. } = &mut *self.scratch;
        covers.clear();
        if phrases.is_empty() {
            return;
        }
        covers.resize(chars.len(), 0);
        for (number, phrase) in phrases.iter().enumerate() {
            let touches = |word: &Candidate| word.start < phrase.end && phrase.start < word.end;
            if words.iter().any(|word| touches(word) && !(word.own && concepts.is_keeper(word.concept))) {
                continue;
            }
            let reaches_into = |keep: &Keep| {
                let inside = keep.start <= phrase.start && phrase.end <= keep.end;
                !keep.open && keep.start < phrase.end && phrase.start < keep.end && !inside
            };
            if keeps.iter().any(reaches_into) {
                continue;
            }
            let rank = |phrase: &Phrase<'_>| (phrase.writes != Writes::Traditional, phrase.end - phrase.start);
            for cover in covers.iter_mut().take(phrase.end).skip(phrase.start) {
                let before = (*cover as usize).checked_sub(1).and_then(|number| phrases.get(number));
                if before.is_none_or(|before| rank(before) < rank(phrase)) {
                    *cover = number as u32 + 1;
                }
            }
        }
    }

    /// Writes what becomes of the window.
    fn write<W: Watch>(&mut self, text: &str, start: usize, end: usize, out: &mut String, watch: &mut W) {
        let source = text.get(start..end).unwrap_or_default();
        watch.piece(0, source, source, None);
        let plan = self.plan;
        let map = self.map;
        let scratch = &*self.scratch;
        let place = |number: usize| scratch.chars.get(number).map_or(end, |c| c.at);
        let script = if self.told_mode() == Mode::Quiet { Layer::Variant } else { Layer::Script };
        let mut words = scratch.words.iter().peekable();
        let mut number = 0;
        while let Some(found) = scratch.chars.get(number) {
            let from = out.len();
            if let Some(word) = words.next_if(|word| word.start == number) {
                let written = plan.written(word.concept).unwrap_or_default();
                if word.own {
                    // Only what the script layer writes anyway is spelled as the word is.
                    for (found, c) in scratch.chars.iter().skip(word.start).zip(written.chars()) {
                        push(by_phrase(map, found.c, Some(Mapped::Char(c, 0))), found.c, out);
                    }
                } else {
                    out.push_str(written);
                }
                let layer = if word.own { script.number() } else { plan.concepts.layer(word.concept) };
                let by = By::Layer(layer, Some(word.concept).filter(|_| !word.own));
                let source = text.get(found.at..place(word.end)).unwrap_or_default();
                watch.piece(1, source, out.get(from..).unwrap_or_default(), Some(by));
                number = word.end;
                continue;
            }
            let last = if W::LISTENS { self.whole_phrase(map, number) } else { number + 1 };
            let last = if words.peek().is_some_and(|word| word.start < last) { number + 1 } else { last };
            for (number, found) in scratch.chars.iter().enumerate().take(last).skip(number) {
                push(self.becomes(map, number), found.c, out);
            }
            if W::LISTENS {
                let source = text.get(found.at..place(last)).unwrap_or_default();
                let phrase = By::Layer(script.number(), None);
                let by = if last > number + 1 { phrase } else { layer_of(map, found.c, self.told_mode()) };
                watch.piece(1, source, out.get(from..).unwrap_or_default(), Some(by));
            }
            number = last;
        }
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

    /// What becomes of one character of the window.
    fn becomes<'m>(&self, map: CharMap<'m>, number: usize) -> Mapped<'m>
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
fn by_phrase<'m>(map: CharMap<'m>, c: char, said: Option<Mapped<'m>>) -> Mapped<'m> {
    let (flags, own) = (map.word(c), map.get(c));
    let may = |said: &Mapped<'_>| {
        flags & flag::CHOICE != 0 && (flags & flag::VARIANT == 0 || is_same(*said, c) || *said == own)
    };
    said.filter(may).unwrap_or(own)
}

fn is_same(becomes: Mapped<'_>, c: char) -> bool {
    match becomes {
        Mapped::Same => true,
        Mapped::Char(to, _) => to == c,
        Mapped::Text(..) => false,
    }
}

fn push(becomes: Mapped<'_>, c: char, out: &mut String) {
    match becomes {
        Mapped::Same => out.push(c),
        Mapped::Char(to, _) => out.push(to),
        Mapped::Text(text, _) => out.push_str(text),
    }
}

/// The layer of a change that a map makes. In lines that show the other script the script layer writes all glyphs.
fn layer_of(map: CharMap<'_>, c: char, mode: Mode) -> By {
    let variant = mode == Mode::Quiet && map.word(c) & flag::VARIANT != 0;
    let layer = if variant { Layer::Variant } else { Layer::Script };
    By::Layer(layer.number(), None)
}

/// Whether a word may stand where a key does: a Latin letter or digit at its edge is not part of a longer word of them, or
/// of what could be an address.
fn has_word_edges(word: &str, text: &str, chars: &[Char], key: &Range<usize>, end: usize) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic() && !"()[]<>,;!?\"'".contains(c));
    let place = |number: usize| chars.get(number).map_or(end, |c| c.at);
    let (Some(before), Some(after)) = (text.get(..place(key.start)), text.get(place(key.end)..)) else { return false };
    let grows_left = is_latin(word.chars().next()) && joins(before.chars().next_back());
    let grows_right = is_latin(word.chars().next_back()) && joins(after.chars().next());
    !grows_left && !grows_right
}
