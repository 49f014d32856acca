//! The fast loop: copies text through a character table without asking what it means, and notes where a key of two or
//! more characters may matter.
//!
//! Method (ours): every key that can change something has one pair of neighbours, its rarest, as its *anchor*. A filter
//! of one shift a character lets about one pair in thirty through, an exact index leaves about one in a hundred. Nothing
//! in the loop depends on what a character becomes, so that it seldom waits: targets have as many bytes as their
//! characters (others are events), and events are written down and looked at later.

use crate::table::bytes::u32_at;
use crate::table::chars::{Block, CHANGE, FrontPages, SPECIAL};
use crate::table::pairs::PairIndex;

/// Bytes of text in one go. Larger ones gain little, and the arrays are cleared once a call.
pub const CHUNK: usize = 1024;
/// What the loop may read and write beyond a chunk's end.
const SLACK: usize = 8;
/// What may be read before its begin.
const HEAD: usize = 8;
/// Room for events: at most one a character of three bytes; a power of two spares the loop a comparison.
const EVENTS: usize = 512;
const _: () = assert!(CHUNK / 3 + 2 <= EVENTS && EVENTS.is_power_of_two());

/// Marks the event of a character that the loop cannot convert.
const SPECIAL_EVENT: u16 = 1 << 15;

/// The tables of the loop.
#[derive(Clone, Copy, Debug)]
pub struct Blind<'t> {
    pub pages: &'t FrontPages,
    pub blocks: &'t [Block],
    pub ascii: &'t [[u8; 4]; 128],
    pub anchors: PairIndex<'t>,
    /// The preset's bit in the anchors.
    pub bit: u32,
}

/// A piece of text and what the table makes of it.
pub struct Chunk {
    source: [u8; HEAD + CHUNK + SLACK],
    target: [u8; CHUNK + SLACK],
    events: [u16; EVENTS],
    event_count: usize,
}

impl Chunk {
    pub const fn new() -> Self {
        Chunk { source: [0; HEAD + CHUNK + SLACK], target: [0; CHUNK + SLACK], events: [0; EVENTS], event_count: 0 }
    }

    /// What the source became, from one offset to another.
    pub fn target(&self, from: usize, to: usize) -> &[u8] {
        self.target.get(from..to).unwrap_or_default()
    }

    /// The same, to be written over.
    pub fn target_mut(&mut self, from: usize, to: usize) -> Option<&mut [u8]> {
        self.target.get_mut(from..to)
    }

    /// The offset of the character at which something must be decided, event by event; each stands for the character
    /// and the one before.
    pub fn event(&self, number: usize) -> Option<usize> {
        self.events.get(..self.event_count)?.get(number).map(|event| (event & !SPECIAL_EVENT).into())
    }
}

impl Blind<'_> {
    /// Converts at most [`CHUNK`] bytes of UTF-8; returns whether any character changed.
    pub fn convert(&self, text: &[u8], chunk: &mut Chunk) -> bool {
        let len = text.len().min(CHUNK);
        if let (Some(to), Some(from)) = (chunk.source.get_mut(HEAD..HEAD + len), text.get(..len)) {
            to.copy_from_slice(from);
        }
        let (seen, noted) = self.copy(len, chunk);
        chunk.event_count = self.keep_anchors(noted, chunk);
        seen & CHANGE != 0
    }

    /// Copies through the table; returns all words of it, and how many events were noted.
    fn copy(&self, len: usize, chunk: &mut Chunk) -> (u32, usize) {
        let Chunk { source, target, events, .. } = chunk;
        let (mut at, mut seen, mut noted) = (0, 0, 0);
        // The filter's word of the character before; no key spans a chunk's begin.
        let mut first = 0;
        while at < len {
            let bytes = u32_at(source, HEAD + at);
            if bytes & 0xF0 == 0xE0 {
                let page = u32_at(self.pages, 4 * (bytes >> 4 & 0x3F0 | bytes & 0x0F) as usize);
                let index = 4 * (bytes >> 16 & 0x3F) as usize;
                let word = self.blocks.get((page & 0xFFFF) as usize).map_or(0, |block| u32_at(block, index));
                let second = self.blocks.get((page >> 16) as usize).map_or(0, |block| u32_at(block, index));
                put(target, at, (bytes ^ word).to_le_bytes());
                seen |= word;
                let special = word / SPECIAL;
                note(events, noted, at as u16 | (special as u16) << 15);
                noted += (first >> (second & 31) & 1 | special) as usize;
                first = second;
                at += 3;
            } else if bytes & 0x80 == 0 {
                loop {
                    let run = source
                        .get(HEAD + at..)
                        .and_then(|rest| rest.first_chunk())
                        .map_or(0, |run| u64::from_le_bytes(*run));
                    put(target, at, run.to_le_bytes());
                    let count = ((run & 0x8080_8080_8080_8080).trailing_zeros() / 8) as usize;
                    at += count;
                    if count < 8 || at >= len {
                        break;
                    }
                }
                at = at.min(len);
                let last = source.get(HEAD + at - 1).map_or(0, |&last| last & 0x7F);
                first = self.ascii.get(last as usize).map_or(0, |word| u32::from_le_bytes(*word));
            } else {
                put(target, at, bytes.to_le_bytes());
                // No table has the ideographs beyond U+FFFF (F0 A0 and beyond): keys may hold them, and they have
                // targets.
                note(events, noted, at as u16 | SPECIAL_EVENT);
                noted += (bytes & 0xF0 == 0xF0 && (bytes & 0xFF > 0xF0 || bytes >> 8 & 0xFF >= 0xA0)) as usize;
                first = 0;
                at += if bytes & 0xE0 == 0xC0 { 2 } else { 4 };
            }
        }
        (seen, noted)
    }

    /// Keeps those events that are special characters or anchors of this preset; returns how many.
    fn keep_anchors(&self, noted: usize, chunk: &mut Chunk) -> usize {
        let Chunk { source, events, .. } = chunk;
        let mut kept = 0;
        for number in 0..noted.min(EVENTS) {
            let Some(&event) = events.get(number) else { break };
            let at = (event & !SPECIAL_EVENT) as usize;
            let before = u32_at(source, HEAD - 4 + at);
            // Only ASCII and characters of three bytes are first in a pair.
            let first = if before >> 31 == 0 { before >> 24 } else { code(before >> 8) };
            let presets = self.anchors.get(first << 16 | code(u32_at(source, HEAD + at)));
            note(events, kept, event);
            kept += (presets & self.bit != 0 || event & SPECIAL_EVENT != 0) as usize;
        }
        kept
    }
}

/// The code point of a character of three bytes.
fn code(bytes: u32) -> u32 {
    (bytes & 0x0F) << 12 | (bytes >> 8 & 0x3F) << 6 | bytes >> 16 & 0x3F
}

#[inline(always)]
fn note(events: &mut [u16; EVENTS], number: usize, event: u16) {
    if let Some(place) = events.get_mut(number & (EVENTS - 1)) {
        *place = event;
    }
}

#[inline(always)]
fn put<const N: usize>(target: &mut [u8], at: usize, bytes: [u8; N]) {
    if let Some(place) = target.get_mut(at..).and_then(|rest| rest.first_chunk_mut()) {
        *place = bytes;
    }
}
