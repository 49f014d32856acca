//! Text about words: 迴紋針（大陸叫回形針）, “芯片”一词. Both names of the thing stay.
//!
//! Two names of one thing are a gloss if nothing but marks stands between them (`dictionaries/glosses.tsv`): where, and what
//! says that it is called so; or the second stands alone in brackets. A name by itself is one if it is called a word, or
//! quoted behind a place that calls it so. What decides is the text around, which no pass changes, so that a second pass
//! finds the same.

use super::PlanJudge;
use crate::data::gloss::Kind;
use crate::engine::lattice::Candidate;
use crate::table::chars::Begin;
use crate::table::glosses::NONE;
use crate::table::index::pair;
use crate::table::words::Use;
use core::ops::Range;

/// The most marks between two names.
const MOST_MARKS: usize = 8;
/// How many characters before a name another one is looked for.
const FARTHEST: usize = 32;

/// What stands between two names.
#[derive(Clone, Copy, Debug)]
struct Link {
    /// Bytes from the end of the first name to the second.
    len: usize,
    /// It says only by brackets that the second is a name.
    by_brackets: bool,
}

impl PlanJudge<'_, '_> {
    /// Takes from the words of a window those that are meant as words: they stay, and no sense is asked inside them, so that
    /// a second pass finds them again.
    pub(super) fn leave_glosses(&mut self, end: usize) {
        let mut words = core::mem::take(&mut self.scratch.words);
        let mut struck = core::mem::take(&mut self.scratch.struck);
        let place = |number: usize| self.scratch.chars.get(number).map_or(end, |c| c.at);
        words.retain(|word| {
            let stays = !word.own && self.is_glossed(word, place(word.start)..place(word.end));
            if stays {
                struck.push(word.start..word.end);
            }
            !stays
        });
        (self.scratch.words, self.scratch.struck) = (words, struck);
    }

    /// Whether a word, in bytes of the text, is meant as one: it is named beside another name of the same thing, or called a
    /// word.
    pub(super) fn is_glossed(&self, word: &Candidate, span: Range<usize>) -> bool {
        let around = self.here(span);
        let (before, after) = (around.before, around.after);
        let fold = |c: char| self.plan.fold(c);
        let opened = before.strip_suffix(is_open);
        let closed = after.strip_prefix(is_close);
        let glosses = self.plan.glosses;
        let mut left = opened.unwrap_or(before).chars().rev();
        let may_name = left.next().is_some_and(|last| {
            is_bracket(last) || is_colon(last) || glosses.may_name(left.next().map_or(NONE, fold), fold(last))
        });
        let right = closed.unwrap_or(after);
        let begins = |text: &str| self.kinds(text) != 0;
        let may_begin = right.starts_with(is_bracket)
            || match right.strip_prefix(is_comma) {
                // Behind it only what names, or a colon, makes a link.
                Some(rest) => rest.starts_with(is_colon) || begins(rest),
                None => begins(right),
            };
        may_begin && (self.is_called_word(closed, after) || self.names_another(word, after))
            || may_name && (self.is_quoted_name(opened, closed) || self.is_another_name(word, before))
    }

    /// 芯片一词, “芯片”的说法.
    fn is_called_word(&self, closed: Option<&str>, after: &str) -> bool {
        let begins = |kind, text| self.mark(kind, text).is_some();
        begins(Kind::Word, closed.unwrap_or(after)) || closed.is_some_and(|rest| begins(Kind::WordOfQuotation, rest))
    }

    /// 台湾叫“晶片”.
    fn is_quoted_name(&self, opened: Option<&str>, closed: Option<&str>) -> bool {
        let Some(before) = opened.filter(|_| closed.is_some()) else { return false };
        let starts = before.char_indices().rev().take(FARTHEST).map(|(at, _)| at);
        starts.into_iter().any(|at| {
            let rest = before.get(at..).unwrap_or_default();
            let Some(place) = self.mark(Kind::Place, rest) else { return false };
            let tail = rest.get(place..).unwrap_or_default();
            self.marks(tail).is_some_and(|(len, names)| names && len == tail.len())
        })
    }

    /// 回形针（台湾叫迴紋針）, of the first.
    fn names_another(&self, word: &Candidate, after: &str) -> bool {
        let Some(link) = self.link(after) else { return false };
        let rest = after.get(link.len..).unwrap_or_default();
        self.name_at(rest, word.concept).is_some_and(|len| {
            let tail = rest.get(len..).unwrap_or_default();
            !link.by_brackets || tail.trim_start_matches(is_close).starts_with(|c| is_bracket(c) || is_comma(c))
        })
    }

    /// The same of the second.
    fn is_another_name(&self, word: &Candidate, before: &str) -> bool {
        let mut next = None;
        before.char_indices().rev().take(FARTHEST).any(|(at, c)| {
            let first = self.plan.fold(c);
            let second = next.replace(first);
            if !second.is_some_and(|second| self.plan.words.may_begin(pair(first, second))) {
                return false;
            }
            let rest = before.get(at..).unwrap_or_default();
            let Some(len) = self.name_at(rest, word.concept) else { return false };
            let after = rest.get(len..).unwrap_or_default();
            // The whole of what follows is the link; in brackets, the word's own end is not looked at again.
            self.link(after).is_some_and(|link| link.len == after.len())
        })
    }

    /// What stands between a name and the next, if that is a gloss.
    fn link(&self, after: &str) -> Option<Link> {
        let rest = after.strip_prefix(is_close).unwrap_or(after);
        let (in_brackets, rest) = match rest.chars().next()? {
            c if is_bracket(c) => (true, rest.get(c.len_utf8()..)?),
            c if is_comma(c) => (false, rest.get(c.len_utf8()..)?),
            _ => (false, rest),
        };
        let (len, names) = self.marks(rest)?;
        let rest = rest.get(len..)?;
        let (names, rest) = rest.strip_prefix(is_colon).map_or((names, rest), |rest| (true, rest));
        let rest = rest.strip_prefix(is_open).unwrap_or(rest);
        (names || in_brackets).then_some(Link { len: after.len() - rest.len(), by_brackets: !names })
    }

    /// The bytes of the marks that a text begins with, and whether they name.
    fn marks(&self, text: &str) -> Option<(usize, bool)> {
        let mut at = 0;
        let mut names = false;
        for _ in 0..MOST_MARKS {
            let rest = text.get(at..)?;
            let kinds = [Kind::Names, Kind::Place, Kind::Filler];
            let Some((len, kind)) = self.longest(&kinds, rest) else { break };
            names = kind == Kind::Names;
            at += len;
        }
        Some((at, names))
    }

    /// The bytes of the longest mark of a kind that a text begins with.
    fn mark(&self, kind: Kind, text: &str) -> Option<usize> {
        self.longest(&[kind], text).map(|(len, _)| len)
    }

    /// The bytes of the longest mark of some kinds that a text begins with, and its kind; of equals one that names.
    fn longest(&self, kinds: &[Kind], text: &str) -> Option<(usize, Kind)> {
        let may = self.kinds(text);
        let mut kinds = kinds.iter().copied().filter(|&kind| may >> kind as u8 & 1 == 1).peekable();
        kinds.peek()?;
        // As far as a mark may reach.
        let folded: Begin<32> = self.plan.begin(text, 8);
        let found = kinds.filter_map(|kind| Some((self.plan.glosses.longest(kind, folded.bytes())?, kind)));
        let (len, kind) = found.max_by_key(|&(len, kind)| (len, kind == Kind::Names))?;
        Some((bytes_of(text, chars_in(folded.bytes(), len)?), kind))
    }

    /// The kinds of marks with which a text may begin, a bit each.
    fn kinds(&self, text: &str) -> u8 {
        let mut chars = text.chars().map(|c| self.plan.fold(c));
        let first = chars.next();
        first.map_or(0, |first| self.plan.glosses.kinds(first, chars.next().unwrap_or(NONE)))
    }

    /// The bytes of the longest name of a concept that a text begins with.
    fn name_at(&self, text: &str, concept: u16) -> Option<usize> {
        let mut folded = ['\0'; 12];
        let chars = text.chars().map(|c| self.plan.fold(c));
        let count = folded.iter_mut().zip(chars).map(|(place, c)| *place = c).count();
        let mut longest = 0;
        self.plan.words.each(folded.get(..count)?, |len, found| {
            if matches!(found, Use::Word(word) if word.concept == concept) {
                longest = longest.max(len);
            }
        });
        (longest > 0).then(|| bytes_of(text, longest))
    }
}

/// How many characters some bytes of a text are.
fn chars_in(text: &[u8], bytes: usize) -> Option<usize> {
    Some(text.get(..bytes)?.iter().filter(|&&byte| byte & 0xC0 != 0x80).count())
}

/// The bytes of so many characters.
fn bytes_of(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}

fn is_open(c: char) -> bool {
    matches!(c, '“' | '‘' | '「' | '『' | '《' | '"')
}

fn is_close(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '》' | '"')
}

fn is_bracket(c: char) -> bool {
    matches!(c, '（' | '(' | '）' | ')' | '［' | '[' | '］' | ']')
}

fn is_comma(c: char) -> bool {
    matches!(c, '，' | ',' | '、')
}

fn is_colon(c: char) -> bool {
    matches!(c, '：' | ':')
}
