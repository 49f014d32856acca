//! A sentence as senses see it, read once for all forms that stand in it.

use crate::table::senses::{NEAR, Seen, see, sentence};
use alloc::vec::Vec;
use core::ops::Range;

/// How far is read for the forms that follow.
const AHEAD: usize = 2 * NEAR;

/// What was read last.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    seen: Vec<Seen>,
    /// Where each of these begins, in bytes of the text, and the last one ends.
    places: Vec<usize>,
    /// Whether the sentence begins there, and ends.
    whole: [bool; 2],
}

impl Sentence {
    /// The text is another, or other spans of it are protected.
    pub fn forget(&mut self) {
        self.places.clear();
    }

    /// What stands in its sentence before a form (in bytes of the text) and after it; `open`: what is not protected
    /// there.
    pub fn around(
        &mut self,
        text: &str,
        form: Range<usize>,
        open: [&str; 2],
        fold: impl Fn(char) -> char,
    ) -> [&[Seen]; 2] {
        let [start, end] = self.find(&form).unwrap_or_else(|| {
            self.read(text, &form, open, fold);
            self.find(&form).unwrap_or_default()
        });
        [self.seen.get(..start).unwrap_or_default(), self.seen.get(end..).unwrap_or_default()]
    }

    fn read(&mut self, text: &str, form: &Range<usize>, open: [&str; 2], fold: impl Fn(char) -> char) {
        let [before, after] = sentence(open, [NEAR, AHEAD]).map(str::len);
        let (start, end) = (form.start - before, form.end + after);
        self.seen.clear();
        self.places.clear();
        let chars = text.get(start..end).unwrap_or_default().char_indices();
        let places = &mut self.places;
        see(chars.inspect(|(at, _)| places.push(start + at)).map(|(_, c)| fold(c)), &mut self.seen);
        self.places.push(end);
        let number = |at: usize| self.places.binary_search(&at).unwrap_or_default();
        self.whole = [number(form.start) < NEAR, self.seen.len() - number(form.end) < AHEAD];
    }

    /// The numbers of a form's first character and of the one after it, if enough has been read around it.
    fn find(&self, form: &Range<usize>) -> Option<[usize; 2]> {
        let start = self.places.binary_search(&form.start).ok()?;
        let end = self.places.binary_search(&form.end).ok()?;
        let [begins, ends] = self.whole;
        let is_enough = (begins || NEAR <= start) && (ends || NEAR <= self.seen.len() - end);
        is_enough.then_some([start, end])
    }
}
