//! The written forms of our plans: phrases of the script layer and words of all places, each key once, folded.
//!
//! The index leads from a key's first two characters (folded) to a group: a count (u16), of each record a [sign](keys::sign)
//! of its key (u8), then where each ends (u16, counted from the first), and the records, the longest key first. A record:
//! the [key](keys), the uses. A use: its kind (u8), bytes of what follows
//! (u8), and that: a phrase's text, or for a concept its number (u16), what each place does with the form (two bits a
//! place, u16), and which places use it (a bit each, u8); or the number of its senses (u16).

use super::bytes::u16_at;
use super::index::PairIndex;
use super::keys::{self, Sought};

/// What a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use<'t> {
    /// A phrase of the script layer, by the standard that it speaks of; as many characters as the key.
    Phrase(Writes, &'t str),
    /// As it is written here it shows Simplified.
    Evidence(&'t str),
    /// A word.
    Word(Word),
    /// What stands around tells what it means, by these senses.
    Senses(u16),
}

/// What the text of a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writes {
    /// OpenCC's Traditional: the glyphs are still to be chosen.
    Traditional,
    Taiwan,
    HongKong,
    Simplified,
}

impl Writes {
    pub const ALL: [Writes; 4] = [Writes::Traditional, Writes::Taiwan, Writes::HongKong, Writes::Simplified];
}

/// The kinds of uses after the phrases.
pub const EVIDENCE: u8 = 4;
pub const WORD: u8 = 5;
pub const SENSES: u8 = 6;

/// A form of a concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub concept: u16,
    pub actions: u16,
    /// The places that use the form, a bit each by its number.
    pub places: u8,
}

/// What a plan does with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    None,
    /// The place writes it: it keeps itself.
    Keep,
    Replace,
    /// The place uses it for something else: only a sense may replace it.
    Guarded,
}

impl Word {
    /// What is done for a place (by its number).
    pub fn action(self, place: usize) -> Action {
        match self.actions >> (2 * place) & 3 {
            0 => Action::None,
            1 => Action::Keep,
            2 => Action::Replace,
            _ => Action::Guarded,
        }
    }
}

/// The forms of a table.
#[derive(Clone, Copy, Debug)]
pub struct Words<'t> {
    pub index: PairIndex<'t>,
    pub bytes: &'t [u8],
}

impl<'t> Words<'t> {
    /// Tells of every key that folded text begins with: its bytes and each of its uses. `pair` is the text's first two
    /// characters.
    #[inline]
    pub fn each(&self, text: &[u8], pair: u32, mut tell: impl FnMut(usize, Use<'t>)) {
        let group = self.index.get(pair);
        if group != 0 {
            self.each_of(group, text, &mut tell);
        }
    }

    /// Whether some key begins with a pair of folded characters.
    #[inline]
    pub fn may_begin(&self, pair: u32) -> bool {
        self.index.get(pair) != 0
    }

    #[inline(never)]
    fn each_of(&self, group: u32, text: &[u8], tell: &mut impl FnMut(usize, Use<'t>)) -> Option<()> {
        let (&[low, high], rest) = self.bytes.get(group as usize..)?.split_first_chunk()?;
        let count = u16::from_le_bytes([low, high]).into();
        let (signs, rest) = rest.split_at_checked(count)?;
        let (ends, records) = rest.split_at_checked(2 * count)?;
        let (sought, wanted) = (Sought::new(text), keys::sign(text));
        let may_be = |(number, &sign): (usize, &u8)| (sign == 0 || sign == wanted).then_some(number);
        for number in signs.iter().enumerate().filter_map(may_be) {
            let start = number.checked_sub(1).map_or(0, |before| u16_at(ends, 2 * before));
            let record = records.get(start.into()..u16_at(ends, 2 * number).into())?;
            let Some(found) = sought.is(record) else { continue };
            let mut body = found.rest;
            for _ in 0..found.count {
                let (&[kind, size], after) = body.split_first_chunk()?;
                let (what, next) = after.split_at_checked(size as usize)?;
                body = next;
                tell(found.len, used(kind, what)?);
            }
        }
        Some(())
    }
}

fn used(kind: u8, what: &[u8]) -> Option<Use<'_>> {
    if kind == WORD {
        let &[a, b, c, d, places] = what.first_chunk()?;
        let [concept, actions] = [[a, b], [c, d]].map(u16::from_le_bytes);
        return Some(Use::Word(Word { concept, actions, places }));
    }
    if kind == SENSES {
        return Some(Use::Senses(u16_at(what, 0)));
    }
    let text = core::str::from_utf8(what).ok()?;
    Some(match Writes::ALL.get(kind as usize) {
        Some(&writes) => Use::Phrase(writes, text),
        None => Use::Evidence(text),
    })
}
