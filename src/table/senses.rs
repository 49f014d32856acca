//! Senses: what a form means where it stands.
//!
//! A group for each form, at a multiple of [`UNIT`], by which it is numbered: the number of its rows (u8, at most
//! [`MOST_ROWS`]), a zero, where its second and third list of cues begin (u16 each, from the group's begin), the rows, and
//! the lists: what stands before, after and near.
//!
//! A row, of which the first that holds wins: whose text it reads (a bit each by place, u8), what is done (u8), the concept
//! (u16), the layers one of whose words may stand near (a bit each, u16), the lists that it asks ([`ASKS`], u8), a zero.
//!
//! A list: the rows that hold where no letter stands (a bit each, u32) and at the line's edge (u32), the number of its buckets
//! (u16, a power of two), where each bucket begins and the last one ends (u16 each, from here on), then the cues: the rows that one holds for (a bit each,
//! u32), the number of its characters (u16), and these (u16 each, folded), from the form outwards; of what is near as they
//! are read. A cue lies in the bucket of its first character; of what is near, of its first two.

use super::bytes::{u16_at, u32_at};
use super::index::{hash, pair};
use crate::data::sense::Act;

/// The most rows of a form.
pub const MOST_ROWS: usize = 32;
/// What the number of a group counts, in bytes.
pub const UNIT: usize = 16;
/// How many characters of the sentence count before the form and after it.
pub const NEAR: usize = 24;
/// For each list the bit of a row that asks it.
pub const ASKS: [u8; 3] = [1, 2, 4];

const HEAD: usize = 6;
const ROW: usize = 8;

/// The senses of a table.
#[derive(Clone, Copy, Debug)]
pub struct Senses<'t> {
    pub bytes: &'t [u8],
}

/// A row.
#[derive(Clone, Copy, Debug)]
pub struct Sense {
    pub read_in: u8,
    pub act: Act,
    pub concept: u16,
    domains: u16,
    asks: u8,
}

impl Senses<'_> {
    /// The first row of a group that holds, and its number. `is_asked` tells, by whose text it reads, whether a row counts;
    /// `domains` the layers of the words that stand in a text.
    pub fn first<F: Fn(char) -> char>(
        self,
        group: u16,
        context: &Context<'_, F>,
        mut is_asked: impl FnMut(u8) -> bool,
        domains: impl Fn(&str) -> u16,
    ) -> Option<(usize, Sense)> {
        let bytes = self.bytes.get(UNIT * group as usize..)?;
        let (&[count, _, after_low, after_high, near_low, near_high], rows) = bytes.split_first_chunk::<HEAD>()?;
        let list = |at: usize| Cues { bytes: bytes.get(at..).unwrap_or_default() };
        let [before_at, after_at, near_at] = [
            HEAD + ROW * count as usize,
            u16::from_le_bytes([after_low, after_high]) as usize,
            u16::from_le_bytes([near_low, near_high]) as usize,
        ];
        let [line_before, line_after] = context.line;
        let beside = [
            list(before_at).beside(context.outwards().0, line_before.chars().rev()),
            list(after_at).beside(context.outwards().1, line_after.chars()),
        ];
        let (mut near, mut layers) = (None, None);
        rows.as_chunks::<ROW>().0.iter().take(count.into()).enumerate().find_map(|(number, row)| {
            let sense = sense(row)?;
            let is_in = |rows: u32| rows >> number & 1 == 1;
            let [asks_before, asks_after, asks_near] = ASKS.map(|bit| sense.asks & bit != 0);
            if !is_asked(sense.read_in) || asks_before && !is_in(beside[0]) || asks_after && !is_in(beside[1]) {
                return None;
            }
            let is_near = || asks_near && is_in(*near.get_or_insert_with(|| list(near_at).near(&context.sentence())));
            let mut layers =
                || *layers.get_or_insert_with(|| context.texts().into_iter().fold(0, |all, text| all | domains(text)));
            let holds = !asks_near && sense.domains == 0
                || { is_near }()
                || sense.domains != 0 && sense.domains & layers() != 0;
            holds.then_some((number, sense))
        })
    }
}

fn sense(&[read_in, act, a, b, c, d, asks, _]: &[u8; ROW]) -> Option<Sense> {
    let act = [Act::Write, Act::Keep, Act::Report].get(act as usize).copied()?;
    let [concept, domains] = [[a, b], [c, d]].map(u16::from_le_bytes);
    Some(Sense { read_in, act, concept, domains, asks })
}

/// What stands around a form, up to the ends of its sentence.
pub struct Context<'a, F> {
    before: &'a str,
    after: &'a str,
    /// The same as it is written, where `before` and `after` hide some of it.
    line: [&'a str; 2],
    fold: F,
}

impl<'a, F: Fn(char) -> char> Context<'a, F> {
    /// Of a form between two texts.
    pub fn new(before: &'a str, after: &'a str, fold: F) -> Self {
        Context { before, after, line: [before, after], fold }
    }

    /// The same, with other texts for the sentence's parts.
    pub fn hiding(self, before: &'a str, after: &'a str) -> Self {
        Context { before, after, ..self }
    }

    /// The characters of the sentence before the form and after it, from there outwards, folded.
    fn outwards(&self) -> (impl Iterator<Item = char> + Clone, impl Iterator<Item = char> + Clone) {
        let inside = |c: &char| !ends_sentence(*c);
        let (before, after) = (self.before.chars().rev().take(NEAR), self.after.chars().take(NEAR));
        (before.take_while(inside).map(&self.fold), after.take_while(inside).map(&self.fold))
    }

    /// The same as they are read, with '\0' for the form and for what is not there.
    fn sentence(&self) -> [char; 2 * NEAR + 1] {
        let mut chars = ['\0'; 2 * NEAR + 1];
        let (before, after) = self.outwards();
        let (left, right) = chars.split_at_mut(NEAR);
        left.iter_mut().rev().zip(before).for_each(|(place, c)| *place = c);
        right.iter_mut().skip(1).zip(after).for_each(|(place, c)| *place = c);
        chars
    }

    /// The parts of the sentence as they are written.
    fn texts(&self) -> [&'a str; 2] {
        let (before, after) = self.outwards();
        let start = self.before.char_indices().rev().take(before.count()).last();
        let end = self.after.char_indices().nth(after.count());
        [
            self.before.get(start.map_or(self.before.len(), |(at, _)| at)..).unwrap_or_default(),
            self.after.get(..end.map_or(self.after.len(), |(at, _)| at)).unwrap_or_default(),
        ]
    }
}

/// Whether a line has nothing more than signs that belong to no sentence, from a form outwards, as beside a label: 文件(&F)…
fn is_line_edge(outwards: impl Iterator<Item = char> + Clone) -> bool {
    let mut rest = outwards.clone();
    // The letter that a menu shows for its key.
    let mut key = outwards.filter(|c| !c.is_whitespace() && !matches!(c, '&' | '_'));
    if matches!((key.next(), key.next(), key.next()), (Some('(' | '（'), Some(c), Some(')' | '）')) if c.is_ascii_alphanumeric())
    {
        rest.by_ref().find(|c| matches!(c, ')' | '）'));
    }
    let mut rest = rest.take(NEAR).take_while(|c| *c != '\n');
    let goes_on = |c: char| c.is_alphanumeric() || ends_sentence(c) || matches!(c, ',' | '，' | '、');
    !rest.any(goes_on)
}

/// Whether a character ends a sentence.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '\n')
}

/// The bucket of a cue that begins with these characters, of so many.
pub fn bucket(first: char, second: char, buckets: usize) -> usize {
    hash(pair(first, second)) as usize >> 8 & buckets.wrapping_sub(1)
}

/// The code point of a cue's character.
fn code(bytes: [u8; 2]) -> u32 {
    u16::from_le_bytes(bytes).into()
}

/// A list of cues.
#[derive(Clone, Copy)]
struct Cues<'t> {
    bytes: &'t [u8],
}

impl<'t> Cues<'t> {
    /// The rows one of whose cues stands here, in what goes outwards from the form; a bit each. `line`: up to the line's edge.
    fn beside(self, outwards: impl Iterator<Item = char> + Clone, line: impl Iterator<Item = char> + Clone) -> u32 {
        let first = outwards.clone().next();
        let (edge, at_line) = (u32_at(self.bytes, 0), u32_at(self.bytes, 4));
        let mut rows = if edge != 0 && !first.is_some_and(char::is_alphanumeric) { edge } else { 0 };
        if at_line != 0 && is_line_edge(line) {
            rows |= at_line;
        }
        for (cue, of) in first.into_iter().flat_map(|first| self.bucket(first, '\0')) {
            let mut chars = outwards.clone();
            if cue.iter().all(|c| chars.next().is_some_and(|next| next as u32 == code(*c))) {
                rows |= of;
            }
        }
        rows
    }

    /// The rows one of whose cues stands in a text; a bit each.
    fn near(self, text: &[char]) -> u32 {
        let mut rows = 0;
        for (at, both) in text.windows(2).enumerate() {
            let &[first, second] = both else { continue };
            for (cue, of) in self.bucket(first, second) {
                let is_it = |(c, wanted): (&char, &[u8; 2])| *c as u32 == code(*wanted);
                let rest = text.get(at..at + cue.len()).unwrap_or_default();
                if rest.len() == cue.len() && rest.iter().zip(cue).all(is_it) {
                    rows |= of;
                }
            }
        }
        rows
    }

    /// The cues of a bucket, and the rows that each holds for.
    #[inline]
    fn bucket(self, first: char, second: char) -> impl Iterator<Item = (&'t [[u8; 2]], u32)> {
        let at = 2 * bucket(first, second, u16_at(self.bytes, 8) as usize);
        // Where the bucket begins and ends.
        let ends = self.bytes.get(10 + at..).and_then(|rest| rest.first_chunk());
        let [start, end] = ends.map_or([0; 2], |&[a, b, c, d]| [[a, b], [c, d]].map(u16::from_le_bytes));
        let mut rest = if start < end { self.bytes.get(start.into()..end.into()).unwrap_or_default() } else { &[] };
        core::iter::from_fn(move || {
            let (&[a, b, c, d, low, high], after) = rest.split_first_chunk()?;
            let (chars, next) = after.split_at_checked(2 * u16::from_le_bytes([low, high]) as usize)?;
            rest = next;
            Some((chars.as_chunks().0, u32::from_le_bytes([a, b, c, d])))
        })
    }
}
