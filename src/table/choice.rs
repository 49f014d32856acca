//! Weights for the characters that become one of several.
//!
//! Three counts (u32), of records, slots and seeds; the *index*, [`INDEX`] numbers of records from 1 (u16), sought by a
//! hash of the code point from [`home`] on; then records, slots and seeds.
//!
//! *Records*, 40 bytes a character: where its slots and its seeds begin (u32 each) and how many it has (u16 each), its
//! code point (u16), those of its classes (four u16, 0 where it has fewer), what the character itself weighs (three i8, a
//! weight for each class but the first), and what a phrase adds that says a class (three i8 for each of four).
//!
//! *Slots*, a u32 a [`Key`]: a weight (i8), three flags, and a tag of 21 bits. *Seeds* (u16 each) place them: hash and
//! displace (Belazzougui, Botelho, Dietzfelbinger: *Hash, displace, and compress*, 2009), for each character apart, so
//! that what is asked often lies together. A key that is none finds another's slot, and the tag tells that.

use super::bytes::{u16_at, u32_at};
use super::index;
use crate::data::choice::Template;

/// Where the index begins.
pub const HEAD: usize = 12;
/// The slots of the index; more than a few records leave empty.
pub const INDEX: usize = 1024;
pub const RECORD: usize = 40;

/// The weights of a table.
#[derive(Clone, Copy, Debug)]
pub struct Choices<'t> {
    index: &'t [[u8; 2]],
    records: &'t [[u8; RECORD]],
    slots: &'t [[u8; 4]],
    seeds: &'t [[u8; 2]],
}

/// What is known of a character.
#[derive(Clone, Copy, Debug)]
pub struct Record<'t> {
    bytes: &'t [u8; RECORD],
    slots: &'t [[u8; 4]],
    seeds: &'t [[u8; 2]],
}

impl<'t> Choices<'t> {
    /// None where a table has no weights.
    pub fn new(bytes: &'t [u8]) -> Option<Self> {
        let count = |number: usize| u32_at(bytes, 4 * number) as usize;
        let (index, rest) = bytes.get(HEAD..)?.split_at_checked(2 * INDEX)?;
        let (records, rest) = rest.split_at_checked(RECORD * count(0))?;
        let (slots, rest) = rest.split_at_checked(4 * count(1))?;
        let seeds = rest.get(..2 * count(2))?;
        Some(Choices {
            index: index.as_chunks().0,
            records: records.as_chunks().0,
            slots: slots.as_chunks().0,
            seeds: seeds.as_chunks().0,
        })
    }

    /// What is known of a character, if it has a choice.
    #[inline]
    pub fn find(&self, c: char) -> Option<Record<'t>> {
        let mut at = home(c as u32);
        loop {
            let number = u16::from_le_bytes(*self.index.get(at)?).checked_sub(1)?;
            let bytes = self.records.get(number as usize)?;
            if u16_at(bytes, 12) as u32 == c as u32 {
                let part = |start: usize, count: usize| {
                    let start = u32_at(bytes, start) as usize;
                    start..start + u16_at(bytes, count) as usize
                };
                return Some(Record { bytes, slots: self.slots.get(part(0, 8))?, seeds: self.seeds.get(part(4, 10))? });
            }
            at = (at + 1) % INDEX;
        }
    }
}

impl Record<'_> {
    /// The targets, the commonest first.
    #[inline]
    pub fn classes(&self) -> impl Iterator<Item = char> {
        let codes = (0..4).map(|number| u16_at(self.bytes, 14 + 2 * number));
        codes.take_while(|&code| code != 0).filter_map(|code| char::from_u32(code.into()))
    }

    /// Whether it has a class of this number.
    #[inline]
    pub fn has(&self, class: usize) -> bool {
        class < 4 && u16_at(self.bytes, 14 + 2 * class) != 0
    }

    /// What the character itself weighs for a class but the first, where a phrase says a class.
    #[inline]
    pub fn alone(&self, class: usize, said: usize) -> i32 {
        let byte = |at: usize| self.bytes.get(at).map_or(0, |&weight| weight as i8 as i32);
        byte(21 + class) + byte(24 + 3 * said + class)
    }

    /// What is known of a key. Without a jump on what is found: nobody can guess it.
    #[inline]
    pub fn slot(&self, key: Key) -> Slot {
        let hash = key.hash();
        let seed = self.seeds.get(bucket(hash, self.seeds.len())).map_or(0, |&seed| u16::from_le_bytes(seed));
        let slot = self.slots.get(place(hash, seed, self.slots.len())).map_or(0, |&slot| u32::from_le_bytes(slot));
        let found = (slot >> 11 == tag(hash)) as u32;
        Slot(slot & found.wrapping_neg())
    }
}

/// What looks at neighbours, for a class of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// At one, as it is written, in either script. These have flags.
    Before,
    After,
    SecondBefore,
    SecondAfter,
    /// At two, in Simplified: the two before, those at both sides, the two after.
    Befores,
    Both,
    Afters,
    /// At a numeral before, by its sort, and what stands after it.
    Numeral,
    NumeralAfter,
    NumeralAfters,
    NumeralSecondAfter,
    /// In a Cantonese line.
    Cantonese,
    CantoneseBefore,
    CantoneseAfter,
    /// At one where a phrase says another class than the first: what this adds.
    SaidBefore,
    SaidAfter,
}

impl Look {
    /// What a template of the weights looks at.
    pub fn of(template: Template) -> Look {
        match template {
            Template::C1 => Look::Before,
            Template::D1 => Look::After,
            Template::C2 => Look::SecondBefore,
            Template::D2 => Look::SecondAfter,
            Template::C2C1 => Look::Befores,
            Template::C1D1 => Look::Both,
            Template::D1D2 => Look::Afters,
            Template::N => Look::Numeral,
            Template::ND1 => Look::NumeralAfter,
            Template::ND1D2 => Look::NumeralAfters,
            Template::ND2 => Look::NumeralSecondAfter,
            Template::Y => Look::Cantonese,
            Template::YC1 => Look::CantoneseBefore,
            Template::YD1 => Look::CantoneseAfter,
            Template::OC1 => Look::SaidBefore,
            Template::OD1 => Look::SaidAfter,
        }
    }
}

/// Names what a record knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u64);

impl Key {
    /// Of a class (less than 4), a sort (less than 8), and the symbols that it looks at.
    #[inline]
    pub fn new(look: Look, class: usize, sort: u8, [first, second]: [char; 2]) -> Self {
        let head = (look as u64) << 5 | (class as u64) << 3 | sort as u64;
        Key(head << 42 | (first as u64) << 21 | second as u64)
    }

    /// Spreads keys over 64 bits (from the finalizer of MurmurHash3).
    #[inline]
    pub fn hash(self) -> u64 {
        let mixed = self.0.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        (mixed ^ mixed >> 32).wrapping_mul(0xC4CE_B9FE_1A85_EC53)
    }
}

/// What is known of a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot(u32);

impl Slot {
    /// Some weight looks at this neighbour and that at the other side.
    pub const ACROSS: u32 = 1 << 8;
    /// Some weight looks at this neighbour and that before or after it.
    pub const BESIDE: u32 = 1 << 9;
    /// It is a numeral that some weight looks at.
    pub const NUMERAL: u32 = 1 << 10;

    pub fn new(key: Key, weight: i8, flags: u32) -> Self {
        Slot(tag(key.hash()) << 11 | flags | weight as u8 as u32)
    }

    pub fn to_le_bytes(self) -> [u8; 4] {
        self.0.to_le_bytes()
    }

    #[inline]
    pub fn weight(self) -> i32 {
        self.0 as i8 as i32
    }

    #[inline]
    pub fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }
}

/// The seed that a hash asks.
#[inline]
pub fn bucket(hash: u64, seeds: usize) -> usize {
    (((hash >> 32) * seeds as u64) >> 32) as usize
}

/// The slot to which a seed leads.
#[inline]
pub fn place(hash: u64, seed: u16, slots: usize) -> usize {
    let mixed = (hash as u32 ^ (seed as u32).wrapping_mul(0x9E37_79B1)).wrapping_mul(0x85EB_CA6B);
    (((mixed ^ mixed >> 15) as u64 * slots as u64) >> 32) as usize
}

/// What tells a hash from others in its slot, in 21 bits. An empty slot weighs nothing, whatever its tag.
#[inline]
fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32 & 0x1F_FFFF
}

/// Where the index is first asked.
#[inline]
pub fn home(code: u32) -> usize {
    index::hash(code) as usize % INDEX
}
