//! Weights for the characters that become one of several.
//!
//! Five counts (u32), of records, slots, seeds, of the index and of the words of sets; from byte 64 on the sets, then a
//! glance for each record, then these, one after the other.
//!
//! *Glances*, 8 bytes a character: its code point (u16), the bits that number the words of its set (u16), and where these
//! begin (u32). *Sets*, of neighbours, by three bits of a word of 64 that a hash of each and the [`Side`] name (Bloom
//! filters in blocks): those without any of which the first class leads, if no phrase says another (all, if it need not
//! even so), and those before it with which it is the anchor of some key.
//!
//! *Records*, 25 bytes a character: its code point (u16), those of its classes (four u16, 0 where it has fewer), the bias
//! (three i8, a weight for each class but the first), what a phrase adds that says a class (three i8 for each of four).
//!
//! *Slots*, a u32 a feature: its weights for the second and the third class (7 bits each, the lowest first; from -64 to
//! 63), then a tag. Weights for the fourth are a feature of their own. *Seeds* (u16 each) place them: hash and displace
//! (Belazzougui, Botelho, Dietzfelbinger: *Hash, displace, and compress*, 2009). A feature that is none finds another's
//! slot, and the tag tells that.
//!
//! *Index*: numbers of records from 1 (u16), sought by a hash of the code point from `home` on.

use super::bytes::{u16_at, u32_at};
use super::index;

/// Where the sets begin.
pub const HEAD: usize = 64;
pub const GLANCE: usize = 8;
pub const RECORD: usize = 25;
/// The slots of the index; more than a few records leave empty.
pub const INDEX: usize = 1024;

/// The weights of a table.
#[derive(Clone, Copy, Debug)]
pub struct Choices<'t> {
    sets: &'t [[u8; 8]],
    glances: &'t [[u8; GLANCE]],
    records: &'t [[u8; RECORD]],
    slots: &'t [[u8; 4]],
    seeds: &'t [[u8; 2]],
    index: &'t [[u8; 2]],
}

/// What is known of a character.
#[derive(Clone, Copy, Debug)]
pub struct Record<'t> {
    /// Its number in keys.
    pub number: u8,
    bytes: &'t [u8; RECORD],
}

impl<'t> Choices<'t> {
    /// None where a table has no weights.
    pub fn new(bytes: &'t [u8]) -> Option<Self> {
        let count = |number: usize| u32_at(bytes, 4 * number) as usize;
        let (sets, rest) = bytes.get(HEAD..)?.split_at_checked(8 * count(4))?;
        let (glances, rest) = rest.split_at_checked(GLANCE * count(0))?;
        let (records, rest) = rest.split_at_checked(RECORD * count(0))?;
        let (slots, rest) = rest.split_at_checked(4 * count(1))?;
        let (seeds, rest) = rest.split_at_checked(2 * count(2))?;
        let index = rest.get(..2 * count(3))?;
        Some(Choices {
            sets: sets.as_chunks().0,
            glances: glances.as_chunks().0,
            records: records.as_chunks().0,
            slots: slots.as_chunks().0,
            seeds: seeds.as_chunks().0,
            index: index.as_chunks().0,
        })
    }

    /// The number of a character's record, if it has a choice, and the set of its neighbours.
    #[inline]
    pub fn glance(&self, c: char) -> Option<(u8, Set<'t>)> {
        let mut at = home(c as u32);
        loop {
            let number = u16::from_le_bytes(*self.index.get(at)?).checked_sub(1)?;
            let glance = self.glances.get(number as usize)?;
            if u16_at(glance, 0) as u32 == c as u32 {
                let (start, bits) = (u32_at(glance, 4) as usize, u16_at(glance, 2) as u32);
                return Some((number as u8, Set { words: self.sets.get(start..)?, bits }));
            }
            at = (at + 1) % INDEX;
        }
    }

    /// What is known of a character, if it has a choice.
    #[inline]
    pub fn find(&self, c: char) -> Option<Record<'t>> {
        let (number, _) = self.glance(c)?;
        self.record(number)
    }

    pub fn record(&self, number: u8) -> Option<Record<'t>> {
        Some(Record { number, bytes: self.records.get(number as usize)? })
    }

    /// Adds what a feature weighs for each class but the first.
    #[inline]
    pub fn add(&self, key: Key, sums: &mut [i32; 3]) {
        let [second, third] = self.weights(key.0);
        sums[0] += second;
        sums[1] += third;
    }

    /// The same for the fourth class.
    #[inline]
    pub fn add_fourth(&self, key: Key, sums: &mut [i32; 3]) {
        sums[2] += self.weights(key.0 | FOURTH)[0];
    }

    /// Without a jump on what is found: nobody can guess it.
    #[inline]
    fn weights(&self, key: u64) -> [i32; 2] {
        let hash = hash(key);
        let seed = self.seeds.get(bucket(hash, self.seeds.len())).map_or(0, |&seed| u16::from_le_bytes(seed));
        let slot = self.slots.get(place(hash, seed, self.slots.len())).map_or(0, |&slot| u32::from_le_bytes(slot));
        let found = (slot >> 14 == tag(hash)) as i32;
        [25, 18].map(|above| (slot as i32) << above >> 25).map(|weight| weight * found)
    }
}

impl Record<'_> {
    /// The targets, the commonest first.
    pub fn classes(&self) -> impl Iterator<Item = char> {
        let codes = (0..4).map(|number| u16_at(self.bytes, 2 + 2 * number));
        codes.take_while(|&code| code != 0).filter_map(|code| char::from_u32(code.into()))
    }

    pub fn has_four(&self) -> bool {
        u16_at(self.bytes, 8) != 0
    }

    /// What the character itself weighs for each class but the first, where a phrase says a class.
    #[inline]
    pub fn alone(&self, said: usize) -> [i32; 3] {
        let byte = |at: usize| self.bytes.get(at).map_or(0, |&weight| weight as i8 as i32);
        [0, 1, 2].map(|number| byte(10 + number) + byte(13 + 3 * said + number))
    }
}

/// Names a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u64);

const FOURTH: u64 = 1 << 63;

impl Key {
    /// Of a record, a template and its sort (less than 8), and the symbols that it looks at.
    #[inline]
    pub fn new(record: u8, template: u8, sort: u8, symbols: [char; 2]) -> Self {
        let [first, second] = symbols.map(|symbol| symbol as u64);
        Key((template as u64) << 53 | (sort as u64) << 50 | (record as u64) << 42 | first << 21 | second)
    }

    /// The feature that holds the weight for the fourth class.
    pub fn fourth(self) -> Self {
        Key(self.0 | FOURTH)
    }

    /// Its hash, as slots are found by it.
    pub fn hash(self) -> u64 {
        hash(self.0)
    }
}

/// Spreads keys over 64 bits (the finalizer of MurmurHash3).
#[inline]
fn hash(key: u64) -> u64 {
    let mixed = (key ^ key >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    let mixed = (mixed ^ mixed >> 33).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    mixed ^ mixed >> 33
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

/// The slot of a feature.
pub fn slot(hash: u64, [second, third]: [i8; 2]) -> u32 {
    tag(hash) << 14 | (third as u32 & 127) << 7 | second as u32 & 127
}

/// What tells a hash from others in its slot, in 18 bits. An empty slot weighs nothing, whatever its tag.
#[inline]
fn tag(hash: u64) -> u32 {
    (hash >> 20) as u32 >> 14
}

/// Where a neighbour stands, or what for it is in a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Before,
    After,
    SecondBefore,
    SecondAfter,
    Anchors,
}

/// A set of a character's neighbours.
#[derive(Clone, Copy, Debug)]
pub struct Set<'t> {
    words: &'t [[u8; 8]],
    bits: u32,
}

impl Set<'_> {
    /// Whether it may hold a neighbour; certainly not where this is false.
    #[inline]
    pub fn has(self, neighbour: char, side: Side) -> bool {
        let (word, mask) = in_set(neighbour, side, self.bits);
        self.words.get(word).is_some_and(|word| u64::from_le_bytes(*word) & mask == mask)
    }
}

/// The word of a set that tells of a neighbour, and its bits.
#[inline]
pub fn in_set(c: char, side: Side, bits: u32) -> (usize, u64) {
    let hash = (c as u64 * 8 + side as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let word = (hash >> 40) as usize & ((1 << bits) - 1);
    (word, 1 << (hash >> 34 & 63) | 1 << (hash >> 28 & 63) | 1 << (hash >> 22 & 63))
}

/// Where the index is first asked.
#[inline]
pub fn home(code: u32) -> usize {
    index::hash(code) as usize % INDEX
}
