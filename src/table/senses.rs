//! Senses: what a form means where it stands.
//!
//! A group for each form: the number of its rows (u16), then the rows, of which the first that holds wins. A row: its
//! bytes (u16), whose text it reads (a bit each by place, u8), what is done (u8), the concept (u16), the layers one of
//! whose words may stand near (a bit each, u16); then three lists of folded texts: those that may stand before, after and
//! near. A list: its bytes (u16), then its texts, each after its bytes (u8). At the end of a row where something is near,
//! a set of pairs, [`SET`] bytes: the first two characters of those texts in every spelling. A group begins at a multiple of
//! 4, by which it is numbered.

use super::bytes::u16_at;
use super::index::{hash, pair};
use crate::data::sense::{Act, EDGE};
use alloc::vec::Vec;

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

/// What stands around a form: its sentence, as far as it counts.
pub struct Context<'a, F> {
    before: &'a str,
    after: &'a str,
    fold: F,
    /// Where each pair of neighbours begins, with its number in a set; once that was asked for.
    pairs: Option<Vec<(u8, &'a str)>>,
}

impl<'a, F: Fn(char) -> char> Context<'a, F> {
    /// Of a form between two texts.
    pub fn new(before: &'a str, after: &'a str, fold: F) -> Self {
        let start = before.char_indices().rev().take(NEAR).take_while(|&(_, c)| !ends_sentence(c)).last();
        let end = after.char_indices().take(NEAR).take_while(|&(_, c)| !ends_sentence(c)).last();
        let before = before.get(start.map_or(before.len(), |(at, _)| at)..).unwrap_or_default();
        let after = after.get(..end.map_or(0, |(at, c)| at + c.len_utf8())).unwrap_or_default();
        Context { before, after, fold, pairs: None }
    }

    /// Whether a row holds. `domains` tells the layers of the words that stand in two texts.
    pub fn holds(&mut self, row: Sense<'_>, domains: impl Fn(&str) -> u16) -> bool {
        let Some((before, rest)) = list(row.lists) else { return false };
        let Some((after, rest)) = list(rest) else { return false };
        let Some((near, set)) = list(rest) else { return false };
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let stands_before = |text: &str| match text {
            EDGE => !is_letter(self.before.chars().next_back()),
            _ => begins(self.before.chars().rev(), text.chars().rev(), &self.fold),
        };
        let stands_after = |text: &str| match text {
            EDGE => !is_letter(self.after.chars().next()),
            _ => begins(self.after.chars(), text.chars(), &self.fold),
        };
        if !before.0.is_empty() && !{ before }.any(stands_before) || !after.0.is_empty() && !{ after }.any(stands_after)
        {
            return false;
        }
        let stands_near = !near.0.is_empty() && self.stands_near(near, set);
        near.0.is_empty() && row.domains == 0
            || stands_near
            || row.domains != 0 && row.domains & (domains(self.before) | domains(self.after)) != 0
    }

    fn stands_near(&mut self, texts: Texts<'_>, set: &[u8]) -> bool {
        let (before, after) = (self.before, self.after);
        let pairs = self.pairs.get_or_insert_with(|| pairs_of(before).chain(pairs_of(after)).collect());
        let is_in_set = |bit: u8| set.get(bit as usize >> 3).is_some_and(|bits| bits >> (bit & 7) & 1 == 1);
        let fold = &self.fold;
        let begins_with = |rest: &str| { texts }.any(|text| begins(rest.chars(), text.chars(), fold));
        pairs.iter().any(|&(bit, rest)| is_in_set(bit) && begins_with(rest))
    }
}

/// Whether a text begins with another that is folded.
fn begins(
    text: impl Iterator<Item = char>,
    mut wanted: impl Iterator<Item = char>,
    fold: impl Fn(char) -> char,
) -> bool {
    let mut text = text.map(fold);
    wanted.all(|c| text.next() == Some(c))
}

/// Each character but the last of a text, with the number of the pair that it begins.
fn pairs_of(text: &str) -> impl Iterator<Item = (u8, &str)> {
    let next = text.chars().skip(1);
    text.char_indices().zip(next).filter_map(|((at, first), second)| Some((bit(first, second), text.get(at..)?)))
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
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let (&len, rest) = self.0.split_first()?;
        let (text, rest) = rest.split_at_checked(len as usize)?;
        self.0 = rest;
        core::str::from_utf8(text).ok()
    }
}

/// The list that bytes begin with, and what follows it.
fn list(bytes: &[u8]) -> Option<(Texts<'_>, &[u8])> {
    let (texts, rest) = bytes.get(2..)?.split_at_checked(u16_at(bytes, 0) as usize)?;
    Some((Texts(texts), rest))
}
