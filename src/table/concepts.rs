//! Concepts: what is written for each, by place and script.
//!
//! First an offset (u32) for each concept, then their records: the layer (u8; [`KEEPER`] with it where all places write the
//! same), for each place which of the texts it writes (in Simplified the low four bits, in Traditional the others; [`NONE`]:
//! nothing), and the texts, each behind its bytes (u8): the id, what stands for it and all that share a form with it,
//! folded, then what is written.

use super::bytes::u32_at;
use crate::data::Script;

/// Of a concept that all places write alike: it only protects its text.
pub const KEEPER: u8 = 0x80;
/// In place of a text's number.
pub const NONE: u8 = 0;
const PLACES: usize = 6;

/// The concepts of a table.
#[derive(Clone, Copy, Debug)]
pub struct Concepts<'t> {
    pub bytes: &'t [u8],
}

impl<'t> Concepts<'t> {
    /// The layer, which text each place writes, and the texts.
    fn record(&self, concept: u16) -> Option<(u8, [u8; PLACES], &'t [u8])> {
        let at = u32_at(self.bytes, concept as usize * 4) as usize;
        let (&layer, rest) = self.bytes.get(at..)?.split_first()?;
        let (&numbers, texts) = rest.split_first_chunk()?;
        Some((layer, numbers, texts))
    }

    /// How many there are.
    pub fn len(&self) -> u16 {
        (u32_at(self.bytes, 0) / 4) as u16
    }

    /// The number of a concept's layer.
    pub fn layer(&self, concept: u16) -> u8 {
        self.record(concept).map_or(0, |(layer, ..)| layer & !KEEPER)
    }

    /// Whether all places write it alike.
    pub fn is_keeper(&self, concept: u16) -> bool {
        self.record(concept).is_some_and(|(layer, ..)| layer & KEEPER != 0)
    }

    /// A concept's id.
    pub fn id(&self, concept: u16) -> &'t str {
        self.record(concept).and_then(|(.., texts)| text(texts, 0)).unwrap_or_default()
    }

    /// A folded form that stands for a concept and all that share a form with it, directly or by others.
    pub fn kin(&self, concept: u16) -> &'t str {
        self.record(concept).and_then(|(.., texts)| text(texts, 1)).unwrap_or_default()
    }

    /// What a place (by its number) writes.
    pub fn written(&self, concept: u16, place: usize, script: Script) -> Option<&'t str> {
        let (_, numbers, texts) = self.record(concept)?;
        let both = *numbers.get(place)?;
        let number = if script == Script::Hant { both >> 4 } else { both & 0xF };
        if number == NONE { None } else { text(texts, number.into()) }
    }
}

/// The text with a number among those that follow each other.
fn text(mut bytes: &[u8], number: usize) -> Option<&str> {
    for _ in 0..number {
        let (&len, rest) = bytes.split_first()?;
        bytes = rest.get(len as usize..)?;
    }
    let (&len, rest) = bytes.split_first()?;
    core::str::from_utf8(rest.get(..len as usize)?).ok()
}
