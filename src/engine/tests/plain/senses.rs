//! What forms mean where they stand, the slow and obvious way.

use super::Plain;
use super::words::Keep;
use crate::compile::lexicon::FormUse;
use crate::data::sense::{Act, Cues, EDGE, LINE, Sense};
use crate::data::{Layer, Locale, Place};
use crate::engine::lattice::{self, Candidate};
use crate::table::concepts::KEEPER;
use crate::table::words::Action;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

impl Plain<'_> {
    /// Where a line may come from.
    pub fn places_of(&self, shows_other: bool, pieces: &[(bool, &str)]) -> Option<Vec<Place>> {
        let all: Vec<Place> = Place::ALL.to_vec();
        let script = |place: &Place| !shows_other || place.script() != self.to.script();
        let said = self.from.and_then(Locale::place).filter(|&place| Some(place) != self.to.place());
        let edition = said.filter(|_| shows_other && self.from.is_some_and(|from| from.script() != self.to.script()));
        let of_script: Vec<Place> =
            edition.map_or_else(|| all.into_iter().filter(script).collect(), |place| alloc::vec![place]);
        let plan = Plain { places: None, quotes: &[], ..*self };
        let (mut at, mut words) = (0, Vec::new());
        let mode = if shows_other { crate::table::plans::Mode::Shown } else { crate::table::plans::Mode::Quiet };
        for &(open, piece) in pieces {
            if open {
                words.extend(plan.words(at, &piece.chars().collect::<Vec<_>>(), mode));
            }
            at += piece.len();
        }
        words.retain(|word: &Candidate| !word.own);
        let own = |c: char| self.shows(c) == Some(self.to.script());
        // What is replaced is spent, where lines that show nothing are of the other script.
        let shows_own = match self.from.is_some_and(|from| from.script() != self.to.script()) {
            true => plan.rest(pieces, mode).chars().any(own),
            false => pieces.iter().any(|(open, piece)| *open && piece.chars().any(own)),
        };
        let is_so = self.from.is_some_and(|from| from.script() == self.to.script()) || !shows_other && !shows_own;
        if let Some(place) = said.filter(|_| is_so) {
            return Some(alloc::vec![place]);
        }
        if words.is_empty() && !shows_other {
            return None;
        }
        let uses = |place: &Place| words.iter().all(|word| word.places == 0 || word.places >> *place as u8 & 1 == 1);
        let mut found: Vec<Place> = of_script.iter().copied().filter(uses).collect();
        if found.is_empty() {
            found = of_script;
        }
        match said.filter(|place| found.contains(place)) {
            Some(place) => Some(alloc::vec![place]),
            None => Some(found),
        }
    }

    /// The words of a piece with those that senses write.
    pub fn with_senses(
        &self,
        at: usize,
        chars: &[char],
        mut words: Vec<Candidate>,
        keeps: &[Keep],
        struck: &[Range<usize>],
    ) -> Vec<Candidate> {
        let (Some(places), Some(place)) = (&self.places, self.place()) else { return words };
        let folded: Vec<char> = chars.iter().map(|&c| self.scripts.fold(c)).collect();
        let mut last = 0;
        for start in 0..chars.len() {
            for end in (start + 2..=chars.len()).rev().filter(|end| end - start < 12) {
                let key: String = folded[start..end].iter().collect();
                let Some(uses) = self.lexicon.forms.get(&key).filter(|_| self.lexicon.by_sense.contains_key(&key))
                else {
                    continue;
                };
                let rows: Vec<&Sense<'_>> =
                    self.senses.iter().filter(|sense| self.scripts.folded(sense.form) == key).collect();
                let guarded: Vec<_> = uses.iter().filter(|found| found.actions[place] == Action::Guarded).collect();
                // What the place writes for what others call otherwise may be a first pass's, where a second one asks again.
                let writes = |found: &&FormUse| {
                    let keeper = self.lexicon.concepts[found.concept].layer & KEEPER != 0;
                    found.actions[place] == Action::Keep
                        && !keeper
                        && self.scripts.folded(self.written(found.concept)) == key
                };
                if self.is_careful() && uses.iter().any(|found| writes(&found)) {
                    continue;
                }
                let overlaps = |word: &Candidate| word.start < end && start < word.end;
                let inside = |word: &Candidate| {
                    start <= word.start && word.end <= end && (word.own || word.end - word.start < end - start)
                };
                let lets = |keep: &Keep| {
                    let keep = &keep.span;
                    keep.end <= start || end <= keep.start || start <= keep.start && keep.end <= end
                };
                if rows.is_empty()
                    || guarded.is_empty()
                    || start < last
                    || !self.has_edges(&key, at, chars, start..end)
                    || !keeps.iter().all(lets)
                    || !words.iter().all(|word| !overlaps(word) || inside(word))
                    || struck.iter().any(|key| key.start < end && start < key.end)
                {
                    continue;
                }
                let span = at + bytes(&chars[..start])..at + bytes(&chars[..end]);
                let around = (self.around(&span), self.at_line(&span));
                let Some(sense) = rows.into_iter().find(|sense| self.holds(sense, places, &around)) else { continue };
                if sense.act == Act::Report {
                    continue;
                }
                let written = guarded.iter().find(|found| self.lexicon.concepts[found.concept].id == sense.concept);
                let stays = |word: &Candidate| word.own || !overlaps(word);
                if let Some(found) = written.filter(|_| sense.act == Act::Write) {
                    let first = self.line[..at].chars().count();
                    if self.is_glossed(first + start..first + end, found.concept) {
                        words.retain(stays);
                        last = end;
                        continue;
                    }
                    let fits = self.has_edges(self.written(found.concept), at, chars, start..end);
                    if !fits || !self.is_read(at, chars, start..end) {
                        continue;
                    }
                    words.retain(|word| !overlaps(word));
                    let concept = found.concept as u16;
                    words.push(Candidate { start, end, concept, own: false, places: 0 });
                    words.sort_by_key(|word| word.start);
                } else {
                    words.retain(stays);
                }
                last = end;
            }
        }
        words
    }

    /// The open piece of the line in which a byte stands.
    pub fn piece_of(&self, at: usize) -> Range<usize> {
        let start = self.spans.iter().map(|span| span.end).filter(|&end| end <= at).max().unwrap_or(0);
        let end = self.spans.iter().map(|span| span.start).filter(|&start| start >= at).min();
        start..end.unwrap_or(self.line.len())
    }

    /// Whether a sense may write something for a form, at these characters of the line; or anywhere.
    pub fn may_write(&self, at: Option<Range<usize>>, key: &str) -> bool {
        let rows = || self.senses.iter().filter(|sense| self.scripts.folded(sense.form) == key);
        let place = self.place().unwrap();
        let Some(at) = at else { return self.lexicon.by_sense.contains_key(key) };
        let Some(places) = self.places.as_ref().filter(|_| self.lexicon.by_sense.contains_key(key)) else {
            return false;
        };
        let byte = |number: usize| self.line.char_indices().nth(number).map_or(self.line.len(), |(at, _)| at);
        let span = byte(at.start)..byte(at.end);
        let around = (self.around(&span), self.at_line(&span));
        rows().find(|sense| self.holds(sense, places, &around)).is_some_and(|sense| {
            let is_it = |found: &&FormUse| self.lexicon.concepts[found.concept].id == sense.concept;
            let mut uses = self.lexicon.forms[key].iter().filter(is_it);
            sense.act == Act::Write && uses.any(|found| found.actions[place] == Action::Guarded)
        })
    }

    /// The sentence around a form as senses see it: where a second pass may ask them again, without words that it would
    /// find changed.
    fn around(&self, span: &Range<usize>) -> [String; 2] {
        let ends = |c: char| "。！？!?；;\n".contains(c);
        let piece = self.piece_of(span.start);
        let (before, after) = (&self.line[piece.start..span.start], &self.line[span.end..piece.end]);
        let before = before.rsplit(ends).next().unwrap();
        let after = after.split(ends).next().unwrap();
        let careful = self.is_careful();
        let seen = |text: &str| if careful { self.beside_words(text) } else { text.into() };
        let before: Vec<char> = seen(before).chars().rev().take(24).collect();
        [before.into_iter().rev().collect(), seen(after).chars().take(24).collect()]
    }

    /// Whether a second pass may ask senses again.
    fn is_careful(&self) -> bool {
        let place = self.from.and_then(Locale::place);
        let again = self.from.is_some_and(|from| from.script() == self.to.script());
        self.by_prior || self.stays || again && place.is_some() && place != self.to.place()
    }

    fn beside_words(&self, text: &str) -> String {
        let mut out = String::new();
        let chars: Vec<char> = text.chars().collect();
        let mut words = self.words_in(&chars, None);
        lattice::leave_crossing(&mut words);
        lattice::best(&mut words, chars.len());
        let hide = |out: &mut String| {
            if !out.ends_with('\u{A000}') {
                out.push('\u{A000}');
            }
        };
        for (at, &c) in chars.iter().enumerate() {
            match words.iter().find(|word| word.start <= at && at < word.end) {
                Some(word) if word.start < at => {}
                Some(word) => {
                    let written = self.written(word.concept as usize);
                    if written.is_ascii() && !written.is_empty() {
                        hide(&mut out);
                    } else {
                        out.push_str(&self.lexicon.kin[word.concept as usize]);
                    }
                }
                None if c.is_ascii_alphabetic() => hide(&mut out),
                None => out.push(c),
            }
        }
        out
    }

    /// Whether a line has nothing before a form, and after it, that could be part of a sentence with it.
    fn at_line(&self, span: &Range<usize>) -> [bool; 2] {
        let is_open = |at: usize| !self.spans.iter().any(|span| span.contains(&at));
        let open = |part: Range<usize>| -> String {
            let chars = self.line[part.clone()].char_indices();
            chars.filter(|(at, _)| is_open(part.start + at)).map(|(_, c)| c).collect()
        };
        let before: String = open(0..span.start).chars().rev().collect();
        [before, open(span.end..self.line.len())].map(|text| {
            let is_sign = |c: char| !c.is_alphanumeric() && !"。！？!?；;，,、".contains(c);
            let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"&_".contains(*c)).collect();
            let bare: Vec<char> = bare.chars().take(3).collect();
            let has_key = bare.len() == 3
                && "(（".contains(bare[0])
                && bare[1].is_ascii_alphanumeric()
                && ")）".contains(bare[2]);
            let rest = if has_key { text.split_once([')', '）']).unwrap().1 } else { &text };
            rest.split('\n').next().unwrap().chars().take(24).all(is_sign)
        })
    }

    fn holds(
        &self,
        sense: &Sense<'_>,
        places: &[Place],
        ([before, after], [begins, ends]): &([String; 2], [bool; 2]),
    ) -> bool {
        let [left, right] = [before, after].map(|text| self.scripts.folded(text));
        // A cue that is a form also stands for all that its concept shares forms with.
        let spelled = |text: &str| {
            let folded = self.scripts.folded(text);
            let kin = self
                .lexicon
                .forms
                .get(&folded)
                .and_then(|uses| uses.first())
                .map(|found| self.lexicon.kin[found.concept].clone());
            [Some(folded), kin]
        };
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let stands_before = |text: &&str| match *text {
            EDGE => !is_letter(before.chars().next_back()),
            LINE => *begins,
            _ => spelled(text).iter().flatten().any(|text| left.ends_with(text)),
        };
        let stands_after = |text: &&str| match *text {
            EDGE => !is_letter(after.chars().next()),
            LINE => *ends,
            _ => spelled(text).iter().flatten().any(|text| right.starts_with(text)),
        };
        let in_domain = |text: &str| {
            self.lexicon.forms.iter().filter(|(form, _)| text.contains(form.as_str())).any(|(_, uses)| {
                uses.iter().any(|found| {
                    let layer = Layer::numbered(self.lexicon.concepts[found.concept].layer & 0x7F);
                    let counts = found.actions.iter().any(|action| *action != Action::None);
                    counts && sense.domains.iter().any(|&domain| Layer::Term(domain) == layer)
                })
            })
        };
        let stands_near =
            |text: &&str| spelled(text).iter().flatten().any(|text| left.contains(text) || right.contains(text));
        let is_named = |(number, _): &(usize, &Cues<'_>)| sense.lists >> number & 1 == 1;
        let listed = || self.cues.iter().enumerate().filter(is_named).flat_map(|(_, list)| &list.texts);
        places.iter().any(|&place| sense.read_in >> place as u8 & 1 == 1)
            && (sense.before.is_empty() || sense.before.iter().any(stands_before))
            && (sense.after.is_empty() || sense.after.iter().any(stands_after))
            && (sense.near.is_empty() && sense.lists == 0 && sense.domains.is_empty()
                || sense.near.iter().any(stands_near)
                || listed().any(stands_near)
                || in_domain(&left)
                || in_domain(&right))
    }
}

fn bytes(chars: &[char]) -> usize {
    chars.iter().map(|c| c.len_utf8()).sum()
}
