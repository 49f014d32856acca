//! Text about words, the slow and obvious way: over folded characters of the line.

use super::Plain;
use crate::data::gloss::Kind;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

const OPEN: &str = "“‘「『《\"";
const CLOSE: &str = "”’」』》\"";
const BRACKETS: &str = "（()）［[]］";
const COMMAS: &str = "，,、";
const COLONS: &str = "：:";

impl Plain<'_> {
    /// Whether a word at some characters of the line is meant as one.
    pub fn is_glossed(&self, span: Range<usize>, concept: usize) -> bool {
        let byte = self.line.char_indices().nth(span.start).map_or(0, |(at, _)| at);
        let piece = self.piece_of(byte);
        let skipped = self.line[..piece.start].chars().count();
        let span = span.start - skipped..span.end - skipped;
        let line: Vec<char> = self.line[piece].chars().map(|c| self.scripts.fold(c)).collect();
        let is = |set: &str, at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(|&c| set.contains(c));
        let Range { start, end } = span;
        let (opened, closed) = (is(OPEN, start.checked_sub(1)), is(CLOSE, Some(end)));
        let after = end + usize::from(closed);
        let called = self.longest(Kind::Word, &line, after).is_some()
            || closed && self.longest(Kind::WordOfQuotation, &line, after).is_some();
        let quoted = opened
            && closed
            && (start.saturating_sub(33)..start - 1).any(|from| {
                let Some(place) = self.longest(Kind::Place, &line, from) else { return false };
                self.marks(&line[..start - 1], from + place) == (start - 1, true)
            });
        let first = self.link(&line, end).is_some_and(|(next, by_brackets)| {
            self.name_at(&line, next, concept).is_some_and(|len| {
                let mut at = next + len;
                while is(CLOSE, Some(at)) {
                    at += 1;
                }
                !by_brackets || is(BRACKETS, Some(at)) || is(COMMAS, Some(at))
            })
        });
        let second = (start.saturating_sub(32)..start).any(|from| {
            let name = self.name_at(&line[..start], from, concept);
            name.is_some_and(|len| self.link(&line[..start], from + len).is_some_and(|(next, _)| next == start))
        });
        called || quoted || first || second
    }

    /// Where the second name begins behind a link, and whether only brackets say so.
    fn link(&self, line: &[char], end: usize) -> Option<(usize, bool)> {
        let is = |set: &str, at: usize| line.get(at).is_some_and(|&c| set.contains(c));
        let mut at = end + usize::from(is(CLOSE, end));
        let in_brackets = is(BRACKETS, at);
        line.get(at)?;
        at += usize::from(in_brackets || is(COMMAS, at));
        let (mut at, mut names) = self.marks(line, at);
        if is(COLONS, at) {
            (at, names) = (at + 1, true);
        }
        at += usize::from(is(OPEN, at));
        (names || in_brackets).then_some((at, !names))
    }

    /// Where the marks end that begin at a place, and whether they name.
    fn marks(&self, line: &[char], mut at: usize) -> (usize, bool) {
        let mut names = false;
        for _ in 0..8 {
            let kinds = [Kind::Filler, Kind::Place, Kind::Names].map(|kind| (self.longest(kind, line, at), kind));
            let Some((Some(len), kind)) = kinds
                .into_iter()
                .filter(|(len, _)| len.is_some())
                .max_by_key(|&(len, kind)| (len, kind == Kind::Names))
            else {
                break;
            };
            names = kind == Kind::Names;
            at += len;
        }
        (at, names)
    }

    fn longest(&self, kind: Kind, line: &[char], at: usize) -> Option<usize> {
        let marks = self.marks.iter().filter(|mark| mark.0 == kind);
        let folded = marks.map(|(_, text)| self.scripts.folded(text).chars().collect::<Vec<char>>());
        folded.filter(|mark| line.get(at..).is_some_and(|rest| rest.starts_with(mark))).map(|mark| mark.len()).max()
    }

    /// How many characters of a name of a concept begin at a place.
    fn name_at(&self, line: &[char], at: usize, concept: usize) -> Option<usize> {
        (2..=12).rev().find(|&len| {
            let key: Option<String> = line.get(at..at + len).map(|key| key.iter().collect());
            let uses = key.and_then(|key| self.lexicon.forms.get(&key));
            uses.into_iter().flatten().any(|found| found.concept == concept)
        })
    }
}
