//! The caller's own words: found before anything else is, and set aside with what they become.
//!
//! Keys match in either script (folded, as built-in ones do), but Latin letters as they are written. What a row writes
//! keeps itself where it stands: a key that reaches across the edge of such text is none; one that holds all of it is.

use super::begins::{Begins, NONE, PLACES, hash_of};
use super::plan::Plan;
use crate::table::index::pair;
use crate::table::pairs::PairSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// The most bytes of a key, folded or not.
pub const LONGEST: usize = 255;

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
    begins: Begins,
    /// All pairs inside keys: text is not cut there.
    inner: Vec<u8>,
    /// By the hash of their folded text.
    keys: Vec<Key>,
    texts: String,
    rows: Vec<Row>,
    has_ascii: bool,
}

#[derive(Clone, Copy, Debug)]
struct Key {
    /// Of its folded text.
    hash: u32,
    /// Where the texts begin and how many bytes they have: folded, and as it was given.
    folded: (u32, u16),
    given: (u32, u16),
    exact: bool,
    does: Does,
    row: u32,
}

/// A word that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In bytes of the text.
    pub span: Range<usize>,
    pub does: Does,
    pub row: u32,
}

impl Hit {
    /// The row that writes something else for it.
    pub fn written_by(&self) -> Option<u32> {
        (self.does == Does::Write).then_some(self.row)
    }
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
        let mut words = UserWords { rows, has_ascii, ..UserWords::default() };
        let mut keys: Vec<(usize, Key)> = Vec::with_capacity(given.len());
        let mut inner: Vec<u32> = Vec::new();
        for Given { text, exact, does, row, order } in given.iter().copied().filter(|key| !key.text.is_empty()) {
            let folded: String = text.chars().map(|c| plan.fold(c)).collect();
            inner.extend(folded.chars().zip(folded.chars().skip(1)).map(|(a, b)| pair(a, b)));
            let hash = hash_of(folded.chars());
            let mut keep = |text: &str| {
                let start = words.texts.len() as u32;
                words.texts.push_str(text);
                (start, text.len() as u16)
            };
            let folded_at = keep(&folded);
            let given = if folded == text { folded_at } else { keep(text) };
            keys.push((order, Key { hash, folded: folded_at, given, exact, does, row }));
        }
        let text = |at| text_at(&words.texts, at);
        keys.sort_by(|(first, one), (second, two)| {
            let equal = || (one.does == Does::Hold, second).cmp(&(two.does == Does::Hold, first));
            one.hash.cmp(&two.hash).then_with(|| text(one.folded).cmp(text(two.folded))).then_with(equal)
        });
        words.begins = Begins::new(keys.iter().map(|(_, key)| (key.hash, text(key.folded))));
        words.keys = keys.into_iter().map(|(_, key)| key).collect();
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
        if self.keys.is_empty() {
            return None;
        }
        let folds = plan.folds();
        let folded = |at| text.get(at..).unwrap_or_default().chars().map(|c| folds.fold(c));
        let mut from = from;
        while from < text.len() {
            let (mut chars, mut ats, mut end) = ([NONE; PLACES + 2], [text.len(); PLACES + 2], from);
            for ((known, at), c) in chars.iter_mut().zip(&mut ats).zip(text.get(from..)?.chars()) {
                (*known, *at) = (folds.fold(c), end);
                end += c.len_utf8();
            }
            for (place, may) in self.begins.places(&chars).iter() {
                let at = *ats.get(place)?;
                let mut found = self.begins.of(may, folded(at));
                if found
                    .any(|(count, key)| self.keys(key, |text| text.chars().eq(folded(at).take(count))).next().is_some())
                {
                    return Some(at);
                }
            }
            from = *ats.get(PLACES)?;
        }
        None
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
            if (key.does == Does::Hold || is_apart) && !span.is_empty() {
                done = span.end;
                hits.push(Hit { span, does: key.does, row: key.row });
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
        let folded_of = |number: usize| chars.get(number).map_or(NONE, |c| c.folded);
        let mut found = Vec::new();
        for (number, first) in chars.iter().enumerate() {
            let may = self.begins.may(first.folded, folded_of(number + 1), folded_of(number + 2));
            let Some(may) = may else { continue };
            let rest = chars.get(number..).unwrap_or_default();
            let shortest = found.len();
            for (count, key) in self.begins.of(may, rest.iter().map(|c| c.folded)) {
                let next = rest.get(count);
                let span = first.at as usize..next.map_or(piece.len(), |next| next.at as usize);
                let begun = first.folded_at as usize..next.map_or(folded.len(), |next| next.folded_at as usize);
                let sought = folded.get(begun).unwrap_or_default();
                let (start, end) = (unit.start + span.start, unit.start + span.end);
                let alike = found.len();
                for key in self.keys(key, |text| text == sought) {
                    let candidate = Candidate { start, end, does: key.does, row: key.row };
                    if self.fits(key, piece, span.clone()) && is_open(&candidate, closed) {
                        found.push(candidate);
                    }
                }
                // All are turned round below.
                found.get_mut(alike..).unwrap_or_default().reverse();
            }
            found.get_mut(shortest..).unwrap_or_default().reverse();
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

    /// The keys with the hash of one, which is the first of them, and a certain folded text.
    fn keys(&self, first: usize, is_sought: impl Fn(&str) -> bool) -> impl Iterator<Item = &Key> {
        let keys = self.keys.get(first..).unwrap_or_default();
        let hash = keys.first().map(|key| key.hash);
        let alike = keys.iter().take_while(move |key| Some(key.hash) == hash);
        alike.filter(move |key| is_sought(self.text(key.folded)))
    }

    fn text(&self, at: (u32, u16)) -> &str {
        text_at(&self.texts, at)
    }
}

fn text_at(texts: &str, (start, len): (u32, u16)) -> &str {
    texts.get(start as usize..start as usize + len as usize).unwrap_or_default()
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
