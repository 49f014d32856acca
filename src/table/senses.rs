//! Senses: what a form means where it stands.
//!
//! A group for each form: the number of its rows (u16), then the rows, of which the first that holds wins. A row: its
//! bytes (u16), whose text it reads (a bit each by place, u8), what is done (u8), the concept (u16), the layers one of
//! whose words may stand near (a bit each, u16); then three lists of folded texts: those that may stand before, after and
//! near. A list: its bytes (u16), then its texts, each after its bytes (u8). At the end of a row where something is near,
//! a set of pairs, [`SET`] bytes: the first two characters of those texts. A group begins at a multiple of
//! 4, by which it is numbered.

use super::bytes::u16_at;
use super::index::{hash, pair};
use crate::data::sense::Act;
use alloc::string::String;

/// Bytes of a set of pairs.
pub const SET: usize = 32;
/// How many characters of the sentence count before the form and after it.
pub const NEAR: usize = 24;

/// The senses of a table.
#[derive(Clone, Copy, Debug)]
pub struct Senses<'t> {
    pub bytes: &'t [u8],
}

/// A row.
#[derive(Clone, Copy, Debug)]
pub struct Sense<'t> {
    pub read_in: u8,
    pub act: Act,
    pub concept: u16,
    domains: u16,
    lists: &'t [u8],
}

impl<'t> Senses<'t> {
    /// The rows of a group, in their order.
    pub fn rows(self, group: u16) -> impl Iterator<Item = Sense<'t>> {
        let at = 4 * group as usize;
        let mut rest = self.bytes.get(at + 2..).unwrap_or_default();
        (0..u16_at(self.bytes, at)).map_while(move |_| {
            let (row, next) = rest.split_at_checked(u16_at(rest, 0) as usize)?;
            rest = next;
            let (&[_, _, read_in, act, a, b, c, d], lists) = row.split_first_chunk()?;
            let act = [Act::Write, Act::Keep, Act::Report].get(act as usize).copied()?;
            let [concept, domains] = [[a, b], [c, d]].map(u16::from_le_bytes);
            Some(Sense { read_in, act, concept, domains, lists })
        })
    }
}

/// What stands around a form: its sentence, folded, as far as it counts.
pub struct Context<'a> {
    before: String,
    after: String,
    /// The same as it is written.
    raw: [&'a str; 2],
    /// The numbers in a set of all pairs of neighbours; once that was asked for.
    pairs: Option<[u8; SET]>,
}

impl<'a> Context<'a> {
    /// Of a form between two texts.
    pub fn new(before: &'a str, after: &'a str, fold: impl Fn(char) -> char) -> Self {
        let start = before.char_indices().rev().take(NEAR).take_while(|&(_, c)| !ends_sentence(c)).last();
        let end = after.char_indices().take(NEAR).take_while(|&(_, c)| !ends_sentence(c)).last();
        let before = before.get(start.map_or(before.len(), |(at, _)| at)..).unwrap_or_default();
        let after = after.get(..end.map_or(0, |(at, c)| at + c.len_utf8())).unwrap_or_default();
        let [left, right] = [before, after].map(|text| {
            let mut folded = String::with_capacity(text.len() + 3);
            for c in text.chars() {
                folded.push(fold(c));
            }
            folded
        });
        Context { before: left, after: right, raw: [before, after], pairs: None }
    }

    /// Whether a row holds. `domains` tells the layers of the words that stand in two texts.
    pub fn holds(&mut self, row: Sense<'_>, domains: impl Fn(&str) -> u16) -> bool {
        let Some((before, rest)) = list(row.lists) else { return false };
        let Some((after, rest)) = list(rest) else { return false };
        let Some((near, set)) = list(rest) else { return false };
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let stands_before = |text: &[u8]| match text {
            [] => !is_letter(self.before.chars().next_back()),
            // Most differ in their last byte, or in their third; that spares a call.
            _ => text.last() == self.before.as_bytes().last() && self.before.as_bytes().ends_with(text),
        };
        let stands_after = |text: &[u8]| match text {
            [] => !is_letter(self.after.chars().next()),
            _ => {
                (text.len() < 3 || text.get(2) == self.after.as_bytes().get(2))
                    && self.after.as_bytes().starts_with(text)
            }
        };
        if !before.0.is_empty() && !{ before }.any(stands_before) || !after.0.is_empty() && !{ after }.any(stands_after)
        {
            return false;
        }
        let [raw_before, raw_after] = self.raw;
        near.0.is_empty() && row.domains == 0
            || !near.0.is_empty() && self.stands_near(near, set)
            || row.domains != 0 && row.domains & (domains(raw_before) | domains(raw_after)) != 0
    }

    fn stands_near(&mut self, mut texts: Texts<'_>, set: &[u8]) -> bool {
        let (before, after) = (&self.before, &self.after);
        let pairs = self.pairs.get_or_insert_with(|| {
            let mut pairs = [0; SET];
            for text in [before, after] {
                for (first, second) in text.chars().zip(text.chars().skip(1)) {
                    let bit = bit(first, second) as usize;
                    if let Some(bits) = pairs.get_mut(bit / 8) {
                        *bits |= 1 << (bit % 8);
                    }
                }
            }
            pairs
        });
        let meets = set.iter().zip(pairs.iter()).any(|(wanted, found)| wanted & found != 0);
        let stands = |text: &[u8]| {
            // All of them are UTF-8, so that a match of bytes is one of characters.
            let text = core::str::from_utf8(text).unwrap_or_default();
            before.contains(text) || after.contains(text)
        };
        meets && texts.any(stands)
    }
}

/// The number of a pair in a set.
pub fn bit(first: char, second: char) -> u8 {
    (hash(pair(first, second)) >> 8) as u8
}

/// Whether a character ends a sentence.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '\n')
}

/// Texts of a list.
#[derive(Clone, Copy)]
struct Texts<'t>(&'t [u8]);

impl<'t> Iterator for Texts<'t> {
    type Item = &'t [u8];

    fn next(&mut self) -> Option<&'t [u8]> {
        let (&len, rest) = self.0.split_first()?;
        let (text, rest) = rest.split_at_checked(len as usize)?;
        self.0 = rest;
        Some(text)
    }
}

/// The list that bytes begin with, and what follows it.
fn list(bytes: &[u8]) -> Option<(Texts<'_>, &[u8])> {
    let (texts, rest) = bytes.get(2..)?.split_at_checked(u16_at(bytes, 0) as usize)?;
    Some((Texts(texts), rest))
}
