//! The caller's own words: found before anything else is, and set aside with what they become.
//!
//! Keys match in either script (folded, as built-in ones do), but Latin letters as they are written. What a row writes
//! keeps itself where it stands: a key that reaches across the edge of such text is none; one that holds all of it is.

use super::plan::Plan;
use crate::table::index::{PairIndex, pair, slots};
use crate::table::pairs::PairSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// The most bytes of a key, folded or not.
pub const LONGEST: usize = 255;
/// Stands for the second character of a key that has one.
const NONE: char = '\0';

/// What is done with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Does {
    /// It becomes what its row writes.
    Write,
    /// It stays as it is written.
    Keep,
    /// No built-in word is written for it.
    Bar,
    /// It is what a row writes: it stays, unless a longer key holds it.
    Hold,
}

/// A key as it is given.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    pub text: &'a str,
    /// Only as it is written, not in the other script.
    pub exact: bool,
    pub does: Does,
    /// Of the rows that write something.
    pub row: u32,
    /// Of equal keys the one with the highest counts.
    pub order: usize,
}

/// What a row writes, and where it stands, for reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub written: String,
    pub origin: String,
    /// Of its concept.
    pub id: Option<String>,
}

/// A caller's words, ready to be found. The same for all texts, whatever they are.
#[derive(Clone, Debug, Default)]
pub struct UserWords {
    /// The first two characters of keys.
    begins: Vec<u8>,
    /// All pairs inside keys: text is not cut there.
    inner: Vec<u8>,
    /// From a key's first two characters to one more than the number of the first key that has these.
    index: Vec<[u8; 8]>,
    keys: Vec<Key>,
    texts: String,
    rows: Vec<Row>,
    has_ascii: bool,
    /// The most characters of a key.
    longest: usize,
}

#[derive(Clone, Copy, Debug)]
struct Key {
    /// Of its first two characters, folded.
    pair: u32,
    /// Of the texts: folded, and as it was given.
    folded: [u32; 2],
    given: [u32; 2],
    exact: bool,
    does: Does,
    row: u32,
    order: usize,
}

/// A word that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In bytes of the text.
    pub span: Range<usize>,
    /// The row that writes something else; none where it stays.
    pub row: Option<u32>,
    /// It goes the way of all text, but for built-in words.
    pub barred: bool,
}

/// A key that stands in a unit, from one character to another.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    start: usize,
    end: usize,
    does: Does,
    row: u32,
}

/// A character of a unit, which has 64 KB or a little more: where it stands there, and in the folded text.
#[derive(Clone, Copy)]
struct Char {
    at: u32,
    folded: char,
    folded_at: u32,
}

impl UserWords {
    /// Makes the index.
    pub fn new(given: &[Given<'_>], rows: Vec<Row>, plan: &Plan<'_>) -> Self {
        let has_ascii = given.iter().any(|key| key.text.is_ascii());
        let longest = given.iter().map(|key| key.text.chars().count()).max().unwrap_or_default();
        let mut words = UserWords { rows, has_ascii, longest, ..UserWords::default() };
        for key in given {
            let folded: String = key.text.chars().map(|c| plan.fold(c)).collect();
            let mut chars = folded.chars();
            let Some(first) = chars.next() else { continue };
            let mut keep = |text: &str| {
                let start = words.texts.len() as u32;
                words.texts.push_str(text);
                [start, words.texts.len() as u32]
            };
            let (pair, exact) = (pair(first, chars.next().unwrap_or(NONE)), key.exact);
            let (folded, given) = (keep(&folded), keep(key.text));
            words.keys.push(Key { pair, folded, given, exact, does: key.does, row: key.row, order: key.order });
        }
        let UserWords { keys, texts, .. } = &mut words;
        let text = |[start, end]: [u32; 2]| texts.get(start as usize..end as usize).unwrap_or_default();
        keys.sort_by(|one, two| {
            let of = |key: &Key| (text(key.folded).len(), text(key.folded));
            let equal = || (one.does == Does::Hold, two.order).cmp(&(two.does == Does::Hold, one.order));
            one.pair.cmp(&two.pair).then_with(|| of(two).cmp(&of(one))).then_with(equal)
        });
        let mut entries: Vec<(u32, u32)> = Vec::new();
        for (number, key) in (1..).zip(&words.keys) {
            if entries.last().is_none_or(|last| last.0 != key.pair) {
                entries.push((key.pair, number));
            }
        }
        words.index = slots(&entries);
        let mut inner: Vec<u32> = Vec::new();
        for key in &words.keys {
            let folded = words.text(key.folded);
            inner.extend(folded.chars().zip(folded.chars().skip(1)).map(|(a, b)| self::pair(a, b)));
        }
        words.begins = set(entries.iter().map(|&(pair, _)| pair), entries.len() * 2);
        words.inner = set(inner.iter().copied(), inner.len());
        words
    }

    /// Whether some key is ASCII alone.
    pub fn has_ascii(&self) -> bool {
        self.has_ascii
    }

    /// A row by its number.
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(number as usize)
    }

    /// Whether some key may hold these neighbours, folded.
    pub fn is_inner(&self, first: char, second: char) -> bool {
        PairSet { bits: &self.inner }.has(first, second)
    }

    /// Where the first key stands that begins at or after a place, if there is one, whatever is protected.
    pub fn first(&self, plan: &Plan<'_>, text: &str, from: usize) -> Option<usize> {
        let begins = PairSet { bits: &self.begins };
        let rest = text.get(from..)?;
        let mut last: Option<(usize, char)> = None;
        for (at, c) in rest.char_indices().map(|(at, c)| (from + at, plan.fold(c))).chain([(text.len(), NONE)]) {
            if let Some((at, first)) = last
                && (begins.has(first, c) || begins.has(first, NONE))
                && self.begins_at(plan, text, at, [first, c])
            {
                return Some(at);
            }
            last = Some((at, c));
        }
        None
    }

    fn begins_at(&self, plan: &Plan<'_>, text: &str, at: usize, [first, second]: [char; 2]) -> bool {
        let rest = text.get(at..).unwrap_or_default();
        let folded: String = rest.chars().take(self.longest).map(|c| plan.fold(c)).collect();
        [second, NONE].iter().any(|&second| self.keys(pair(first, second), &folded).next().is_some())
    }

    /// What stands in a unit of the text and is not protected: sorted, apart. `closed` are the protected spans, sorted.
    pub fn hits(&self, plan: &Plan<'_>, text: &str, unit: Range<usize>, closed: &[Range<usize>]) -> Vec<Hit> {
        let found = self.candidates(plan, text, unit.clone(), closed);
        let holds: Vec<Candidate> = found.iter().filter(|found| found.does == Does::Hold).copied().collect();
        let crosses = |key: &Candidate| {
            // Texts that rows write are as short as keys.
            let last = holds.partition_point(|hold| hold.start < key.end);
            let near = holds.get(..last).unwrap_or_default().iter().rev();
            near.take_while(|hold| hold.start + LONGEST > key.start)
                .any(|hold| key.start < hold.end && !(key.start <= hold.start && hold.end <= key.end))
        };
        let mut hits = Vec::new();
        let mut done = unit.start;
        for key in &found {
            let span = key.start.max(done)..key.end;
            let is_apart = key.start >= done && !crosses(key);
            let hit = match key.does {
                Does::Hold => Hit { span, row: None, barred: false },
                _ if !is_apart => continue,
                Does::Keep => Hit { span, row: None, barred: false },
                Does::Bar => Hit { span, row: None, barred: true },
                Does::Write => Hit { span, row: Some(key.row), barred: false },
            };
            if hit.span.start < hit.span.end {
                done = hit.span.end;
                hits.push(hit);
            }
        }
        hits
    }

    /// All keys that stand in a unit, the longest first of those that begin together.
    fn candidates(&self, plan: &Plan<'_>, text: &str, unit: Range<usize>, closed: &[Range<usize>]) -> Vec<Candidate> {
        let piece = text.get(unit.clone()).unwrap_or_default();
        let mut chars: Vec<Char> = Vec::with_capacity(piece.chars().count());
        let mut folded = String::with_capacity(piece.len());
        for (at, c) in piece.char_indices() {
            let one = plan.fold(c);
            chars.push(Char { at: at as u32, folded: one, folded_at: folded.len() as u32 });
            folded.push(one);
        }
        let begins = PairSet { bits: &self.begins };
        let mut found = Vec::new();
        for (number, first) in chars.iter().enumerate() {
            let second = chars.get(number + 1).map_or(NONE, |second| second.folded);
            let pairs = [second, NONE].map(|second| (begins.has(first.folded, second), pair(first.folded, second)));
            let rest = folded.get(first.folded_at as usize..).unwrap_or_default();
            for key in pairs.into_iter().filter(|&(may, _)| may).flat_map(|(_, pair)| self.keys(pair, rest)) {
                let next = chars.get(number + self.text(key.folded).chars().count());
                let span = first.at as usize..next.map_or(piece.len(), |next| next.at as usize);
                let (start, end) = (unit.start + span.start, unit.start + span.end);
                let candidate = Candidate { start, end, does: key.does, row: key.row };
                if self.fits(key, piece, span) && is_open(&candidate, closed) {
                    found.push(candidate);
                }
            }
        }
        found
    }

    /// Whether a key that was found folded stands there as it was given, where that counts: Latin letters are the same and
    /// part of no longer word, and of an exact key all is the same.
    fn fits(&self, key: &Key, piece: &str, span: Range<usize>) -> bool {
        let (given, found) = (self.text(key.given), piece.get(span.clone()).unwrap_or_default());
        let mut both = given.chars().zip(found.chars());
        let is_same = both.all(|(given, found)| given == found || !key.exact && !given.is_ascii());
        let is_latin = |c: Option<char>| c.is_some_and(|c| c < '\u{2E80}' && (c.is_alphanumeric() || c == '_'));
        let before = || piece.get(..span.start).and_then(|before| before.chars().next_back());
        let after = || piece.get(span.end..).and_then(|after| after.chars().next());
        let grows_left = is_latin(found.chars().next()) && is_latin(before());
        let grows_right = is_latin(found.chars().next_back()) && is_latin(after());
        // What a row has written may stand beside a letter.
        is_same && (key.does == Does::Hold || !grows_left && !grows_right)
    }

    /// The keys with which a folded text begins, by their first two characters, the longest first.
    fn keys<'k>(&'k self, pair: u32, text: &'k str) -> impl Iterator<Item = &'k Key> {
        let first = PairIndex { slots: &self.index }.get(pair).checked_sub(1);
        let keys = first.and_then(|first| self.keys.get(first as usize..)).unwrap_or_default();
        let mut rest = keys.get(..keys.partition_point(|key| key.pair == pair)).unwrap_or_default();
        let mut found: core::slice::Iter<'_, Key> = [].iter();
        // Many keys may begin alike: those of a length are sorted.
        core::iter::from_fn(move || {
            loop {
                if let Some(key) = found.next() {
                    return Some(key);
                }
                let len = self.text(rest.first()?.folded).len();
                let end = rest.partition_point(|key| self.text(key.folded).len() == len);
                let (alike, shorter) = rest.split_at_checked(end)?;
                rest = shorter;
                let Some(sought) = text.get(..len) else { continue };
                let start = alike.partition_point(|key| self.text(key.folded) > sought);
                let end = alike.partition_point(|key| self.text(key.folded) >= sought);
                found = alike.get(start..end).unwrap_or_default().iter();
            }
        })
    }

    fn text(&self, [start, end]: [u32; 2]) -> &str {
        self.texts.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// Whether a key touches nothing that is protected.
fn is_open(key: &Candidate, closed: &[Range<usize>]) -> bool {
    let next = closed.partition_point(|span| span.end <= key.start);
    closed.get(next).is_none_or(|span| key.end <= span.start)
}

/// A set of pairs in so many bytes or a few more.
fn set(pairs: impl Iterator<Item = u32>, bytes: usize) -> Vec<u8> {
    let bytes = bytes.next_power_of_two().max(8);
    let mut bits = alloc::vec![0_u8; bytes];
    for pair in pairs {
        let (byte, mask) = PairSet::bit(pair, bytes);
        if let Some(bits) = bits.get_mut(byte) {
            *bits |= mask;
        }
    }
    bits
}
