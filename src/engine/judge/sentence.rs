//! A sentence as senses see it, read once for all forms that stand in it.

use crate::table::cues::{Around, Cue, Cues, NEAR};
use crate::table::senses::ends_sentence;
use alloc::vec::Vec;
use core::ops::Range;

/// How far is read, in characters, before a form and after it, for others that stand there.
const AROUND: [usize; 2] = [2 * NEAR, 3 * NEAR];

/// What was read last.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    chars: Vec<char>,
    /// Where each of these begins, in bytes of the text, and the last one ends.
    places: Vec<usize>,
    cues: Vec<Cue>,
    /// Whether the sentence begins there, and ends.
    whole: [bool; 2],
}

impl Sentence {
    /// The text is another, or other spans of it are protected.
    pub fn forget(&mut self) {
        self.places.clear();
    }

    /// A form (in bytes of the text) in its sentence; `open`: what before it and after it is not protected.
    pub fn around(
        &mut self,
        text: &str,
        form: Range<usize>,
        open: [&str; 2],
        fold: impl Fn(char) -> char,
        cues: Cues<'_>,
    ) -> Around<'_> {
        let form = self.find(&form).unwrap_or_else(|| self.read(text, form, open, fold, cues));
        Around { chars: &self.chars, form, cues: &self.cues }
    }

    fn read(
        &mut self,
        text: &str,
        form: Range<usize>,
        [before, after]: [&str; 2],
        fold: impl Fn(char) -> char,
        cues: Cues<'_>,
    ) -> Range<usize> {
        let Sentence { chars, places, .. } = self;
        chars.clear();
        places.clear();
        let is_inside = |&(_, c): &(usize, char)| !ends_sentence(c);
        let begin = form.start - before.len();
        let mut add = |base: usize, (at, c): (usize, char)| {
            places.push(base + at);
            chars.push(fold(c));
        };
        before.char_indices().rev().take(AROUND[0]).take_while(is_inside).for_each(|found| add(begin, found));
        chars.reverse();
        places.reverse();
        let start = chars.len();
        let mut add = |base: usize, (at, c): (usize, char)| {
            places.push(base + at);
            chars.push(fold(c));
        };
        text.get(form.clone()).unwrap_or_default().char_indices().for_each(|found| add(form.start, found));
        let end = chars.len();
        let mut last = form.end;
        for (at, c) in after.char_indices().take(AROUND[1]).take_while(is_inside) {
            places.push(form.end + at);
            chars.push(fold(c));
            last = form.end + at + c.len_utf8();
        }
        places.push(last);
        self.whole = [start < AROUND[0], chars.len() - end < AROUND[1]];
        self.cues.clear();
        cues.find(chars, &mut self.cues);
        start..end
    }

    /// From which character to which a form reaches, if enough has been read around it.
    fn find(&self, form: &Range<usize>) -> Option<Range<usize>> {
        let start = self.places.binary_search(&form.start).ok()?;
        let end = self.places.binary_search(&form.end).ok()?;
        let [begins, ends] = self.whole;
        let is_enough = (begins || NEAR <= start) && (ends || NEAR <= self.chars.len() - end);
        is_enough.then_some(start..end)
    }
}
