//! House styles: what one prints for a character, by what stands around it.
//!
//! The number of styles (u8), then for each its place and itself (u8 each, by their numbers) and where its rules begin (u16).
//! Rules: how many characters have some (u16), then for each, in order, the character folded (u16) and where its rule
//! begins (u16, from the rules' begin). A rule: the number of its characters (u8), each as it is written and as it is
//! printed (u16 both); the number of its phrases (u8), the longest first: their characters (u8), which of them this is
//! (u8), what it is printed as (u16), and all of them, folded (u16 each).

use super::bytes::u16_at;
use alloc::string::String;

/// The styles of a table.
#[derive(Clone, Copy, Debug)]
pub struct Styles<'t> {
    pub bytes: &'t [u8],
}

/// What one style prints.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'t> {
    bytes: &'t [u8],
}

impl<'t> Styles<'t> {
    /// The rules of a place's style, both by their numbers.
    pub fn rules(self, place: u8, style: u8) -> Option<Rules<'t>> {
        let (&count, rows) = self.bytes.split_first()?;
        let rows = rows.as_chunks::<4>().0.iter().take(count.into());
        let &[_, _, low, high] = rows.into_iter().find(|[a, b, ..]| (*a, *b) == (place, style))?;
        Some(Rules { bytes: self.bytes.get(u16::from_le_bytes([low, high]).into()..)? })
    }
}

impl Rules<'_> {
    /// Whether something is said of a folded character: where its rule begins.
    pub fn find(self, folded: char) -> Option<usize> {
        let rows = self.bytes.get(2..)?.get(..4 * u16_at(self.bytes, 0) as usize)?.as_chunks::<4>().0;
        let found = rows.binary_search_by_key(&(folded as u32), |row| u16_at(row, 0).into()).ok()?;
        rows.get(found).map(|row| u16_at(row, 2).into())
    }

    /// What is printed for a character that is written, by its rule; `before` and `after` go outwards from it, folded.
    /// `counts` tells whether a phrase does that begins so many characters before this one and ends so many after it.
    pub fn printed(
        self,
        rule: usize,
        c: char,
        before: impl Iterator<Item = char> + Clone,
        after: impl Iterator<Item = char> + Clone,
        counts: impl Fn(usize, usize) -> bool,
    ) -> char {
        self.of_phrase(rule, before, after, counts)
            .or_else(|| self.alone(rule, c))
            .and_then(|c| char::from_u32(c.into()))
            .unwrap_or(c)
    }

    /// What is printed for a text that stands alone.
    pub fn print(self, text: &str, fold: impl Fn(char) -> char) -> String {
        let printed = |(at, c): (usize, char)| {
            let (before, rest) = text.split_at(at);
            let (before, after) = (before.chars().rev().map(&fold), rest.chars().skip(1).map(&fold));
            self.find(fold(c)).map_or(c, |rule| self.printed(rule, c, before, after, |_, _| true))
        };
        text.char_indices().map(printed).collect()
    }

    fn alone(self, rule: usize, c: char) -> Option<u16> {
        let count = *self.bytes.get(rule)?;
        let rows = self.bytes.get(rule + 1..)?.as_chunks::<4>().0.iter().take(count.into());
        let found = rows.into_iter().find(|row| u16_at(*row, 0) as u32 == c as u32);
        found.map(|row| u16_at(row, 2))
    }

    fn of_phrase(
        self,
        rule: usize,
        before: impl Iterator<Item = char> + Clone,
        after: impl Iterator<Item = char> + Clone,
        counts: impl Fn(usize, usize) -> bool,
    ) -> Option<u16> {
        let mut rest = self.bytes.get(rule + 1 + 4 * *self.bytes.get(rule)? as usize..)?;
        let (&count, phrases) = rest.split_first()?;
        rest = phrases;
        for _ in 0..count {
            let (&[len, at, low, high], chars) = rest.split_first_chunk()?;
            let (chars, next) = chars.split_at_checked(2 * len as usize)?;
            rest = next;
            let (left, right) = chars.as_chunks::<2>().0.split_at_checked(at.into())?;
            let is = |wanted: &[u8; 2], c: Option<char>| c.is_some_and(|c| u16_at(wanted, 0) as u32 == c as u32);
            let (mut before, mut after) = (before.clone(), after.clone());
            let stands =
                left.iter().rev().all(|c| is(c, before.next())) && right.iter().skip(1).all(|c| is(c, after.next()));
            if stands && counts(left.len(), right.len() - 1) {
                return Some(u16::from_le_bytes([low, high]));
            }
        }
        None
    }
}
