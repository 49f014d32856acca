//! The written forms of our plans: phrases of the script layer and words of all places, each key once, folded.
//!
//! The index leads from a key's first two characters (folded) to a group: a count (u16), of each record a [sign] of its key (u8),
//! then where each ends (u16, counted from the first), and the records, the longest key first. A record: how many characters
//! the key has (u8), how many uses ([`WIDE`] with it where some character lies beyond U+FFFF; u8), the characters from the
//! third on (u16 each; of a wide key all of them, u32 each), the uses. A use: its kind (u8), bytes of what follows
//! (u8), and that: a phrase's text, or for a concept its number (u16), what each place does with the form (two bits a
//! place, u16), and which places use it (a bit each, u8); or the number of its senses (u16).

use super::bytes::u16_at;
use super::index::{PairIndex, pair};
use alloc::vec::Vec;

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
    /// Tells of every key that folded text begins with: its characters and each of its uses.
    #[inline]
    pub fn each(&self, text: &[char], mut tell: impl FnMut(usize, Use<'t>)) {
        if let Some(&[first, second]) = text.first_chunk() {
            let group = self.index.get(pair(first, second));
            if group != 0 {
                self.each_of(group, text, &mut tell);
            }
        }
    }

    /// Whether some key begins with a pair of folded characters.
    #[inline]
    pub fn may_begin(&self, pair: u32) -> bool {
        self.index.get(pair) != 0
    }

    fn each_of(&self, group: u32, text: &[char], tell: &mut impl FnMut(usize, Use<'t>)) -> Option<()> {
        let (&[low, high], rest) = self.bytes.get(group as usize..)?.split_first_chunk()?;
        let count = u16::from_le_bytes([low, high]).into();
        let (signs, rest) = rest.split_at_checked(count)?;
        let (ends, records) = rest.split_at_checked(2 * count)?;
        let wanted = sign(text.get(2));
        for (number, &sign) in signs.iter().enumerate() {
            if sign != 0 && sign != wanted {
                continue;
            }
            let start = number.checked_sub(1).map_or(0, |before| u16_at(ends, 2 * before));
            let record = records.get(start.into()..u16_at(ends, 2 * number).into())?;
            let Some((len, uses, mut body)) = begins_with(text, record) else { continue };
            for _ in 0..uses {
                let (&[kind, size], after) = body.split_first_chunk()?;
                let (what, next) = after.split_at_checked(size as usize)?;
                body = next;
                tell(len, used(kind, what)?);
            }
        }
        Some(())
    }
}

/// Marks a key with characters beyond U+FFFF.
pub const WIDE: u8 = 0x80;

/// Of a record whose key folded text begins with: its characters, how many uses it has, and these.
#[inline]
fn begins_with<'t>(text: &[char], record: &'t [u8]) -> Option<(usize, u8, &'t [u8])> {
    let (&[len, uses], rest) = record.split_first_chunk()?;
    let here = text.get(..len.into())?;
    let is_wide = uses & WIDE != 0;
    let known = if is_wide { 0 } else { 2 };
    // The index has told the first two, if none of them lies beyond U+FFFF.
    let (told, here) = here.split_at_checked(known)?;
    let (key, body) = rest.split_at_checked(here.len() * if is_wide { 4 } else { 2 })?;
    let is_it = told.iter().all(|&c| c < '\u{10000}')
        && if is_wide {
            here.iter().zip(key.as_chunks().0).all(|(&c, wanted)| c as u32 == u32::from_le_bytes(*wanted))
        } else {
            here.iter().zip(key.as_chunks().0).all(|(&c, wanted)| c as u32 == u16::from_le_bytes(*wanted) as u32)
        };
    is_it.then_some((len.into(), uses & !WIDE, body))
}

/// A number of the third character of a text, by which most keys are told from it without a look at them; 0 where it has none.
#[inline]
pub fn sign(third: Option<&char>) -> u8 {
    third.map_or(0, |&c| (c as u32 as u8).max(1))
}

/// The most uses of a key.
pub const MOST: usize = WIDE as usize - 1;

/// Writes a key with so many uses.
pub fn write(key: &[char], uses: u8, bytes: &mut Vec<u8>) {
    let is_wide = key.iter().any(|&c| c > '\u{FFFF}');
    bytes.extend([key.len() as u8, uses | if is_wide { WIDE } else { 0 }]);
    if is_wide {
        bytes.extend(key.iter().flat_map(|&c| (c as u32).to_le_bytes()));
    } else {
        bytes.extend(key.iter().skip(2).flat_map(|&c| (c as u32 as u16).to_le_bytes()));
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
