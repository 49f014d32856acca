//! The fast loop: copies text through a character table without asking what it means, and notes where a key of two or
//! more characters may matter.
//!
//! Method (ours): every key that can change something has one pair of neighbours, its rarest, as its *anchor*. A filter
//! of one shift a character lets about one pair in ten through, a bitmap and an exact index leave about one in a hundred. Nothing
//! in the loop depends on what a character becomes, so that it seldom waits: targets have as many bytes as their
//! characters (others are events), and events are written down and looked at later.

use super::copy::{Piece, Portable, copy, note};
#[cfg(target_arch = "x86_64")]
use super::simd::Wide;
use crate::table::bytes::u32_at;
use crate::table::chars::{CharMap, FrontEntry, FrontPages, SPECIAL};
use crate::table::index::PairIndex;
use crate::table::pairs::WrittenPairs;
use crate::table::plans::flag;

/// What the loop may read and write beyond a chunk's end.
pub const SLACK: usize = 8;

/// An event of the loop is the character's offset with marks that its word has so many bits higher.
pub const MARKED: u32 = 16;
/// It has a choice, where that is asked for.
const CHOICE_MARK: u16 = (flag::CHOICE >> MARKED) as u16;
/// It needs no anchor.
pub const SPECIAL_MARK: u16 = (SPECIAL >> MARKED) as u16;
/// Its pair may be an anchor.
const LIKELY_MARK: u16 = 1 << 11;
/// Marks an event that was kept, and of a choice only.
const OF_CHOICE: u16 = 1 << 15;
/// Where [`flag::CHOICE`] stands.
pub const CHOICE_SHIFT: u32 = flag::CHOICE.trailing_zeros();

/// The chunk of long texts: larger ones gain little.
pub type Long = Chunk<{ 1024 + SLACK }, 512>;
/// The chunk of short texts.
pub type Short = Chunk<{ 256 + SLACK }, 128>;

/// Machines of this kind copy by nothing else than what is portable.
#[cfg(not(target_arch = "x86_64"))]
#[derive(Clone, Copy, Debug)]
enum Wide {}

#[cfg(not(target_arch = "x86_64"))]
impl Wide {
    fn new() -> Option<Self> {
        None
    }

    fn copy<const FLAGS: bool, const BYTES: usize, const EVENTS: usize>(
        self,
        _: &Blind<'_>,
        _: Piece<'_, BYTES, EVENTS>,
        _: impl FnMut(usize, usize, u32) -> bool,
    ) -> (usize, u32) {
        match self {}
    }
}

/// The tables of the loop.
#[derive(Clone, Copy, Debug)]
pub struct Blind<'t> {
    pub pages: &'t FrontPages,
    pub entries: &'t [FrontEntry],
    pub ascii: &'t [[u8; 4]; 128],
    /// Pairs that may be anchors: most of what the filter lets through is none.
    pub written: WrittenPairs<'t>,
    pub anchors: PairIndex<'t>,
    /// The bits of an anchor that matter here.
    pub bits: u32,
    /// What keys are compared by; none where it is the characters themselves.
    pub fold: Option<CharMap<'t>>,
    /// The flag of characters that have a choice (`engine::choice`), where it is to be made.
    pub choice: u32,
}

/// What the table makes of a piece of text, and where something must be decided. `EVENTS` has room for one a character
/// of three bytes; a power of two spares the loop a comparison.
pub struct Chunk<const BYTES: usize, const EVENTS: usize> {
    target: [u8; BYTES],
    events: [u16; EVENTS],
    event_count: usize,
    /// The flags of all its characters.
    seen: u32,
    /// The end of a text, so that the loop can read beyond it.
    tail: [u8; BYTES],
    /// What the machine has to copy by.
    wide: Option<Wide>,
}

impl<const BYTES: usize, const EVENTS: usize> Chunk<BYTES, EVENTS> {
    /// The most bytes of text.
    pub const LONGEST: usize = BYTES - SLACK;

    pub fn new() -> Self {
        // Offsets and marks share an event; eight events are written at once.
        const { assert!(Self::LONGEST.is_power_of_two() && Self::LONGEST <= LIKELY_MARK as usize) };
        const { assert!(EVENTS.is_power_of_two() && Self::LONGEST / 3 + 10 <= EVENTS) };
        let wide = Wide::new();
        Chunk { target: [0; BYTES], events: [0; EVENTS], event_count: 0, seen: 0, tail: [0; BYTES], wide }
    }

    /// One that copies by nothing but what is portable.
    #[cfg(any(test, fuzzing))]
    pub fn portable() -> Self {
        Chunk { wide: None, ..Self::new() }
    }

    /// What the source became, from one offset to another.
    pub fn target(&self, from: usize, to: usize) -> &[u8] {
        self.target.get(from..to).unwrap_or_default()
    }

    /// The same, to be written over.
    pub fn target_mut(&mut self, from: usize, to: usize) -> Option<&mut [u8]> {
        self.target.get_mut(from..to)
    }

    /// The flags (`table::plans::flag`) of what was read; lower bits mean nothing.
    pub fn seen(&self) -> u32 {
        self.seen
    }

    /// Event by event, the offset of the character at which something must be decided, with the one before; and whether it
    /// only has a choice, so that it has to be asked if anything must.
    pub fn event(&self, number: usize) -> Option<(usize, bool)> {
        let event = self.events.get(..self.event_count)?.get(number)?;
        Some(((event & !OF_CHOICE).into(), event & OF_CHOICE != 0))
    }
}

impl<'t> Blind<'t> {
    /// Converts the first `len` bytes of `text`, UTF-8, at most [`Chunk::LONGEST`].
    ///
    /// `FLAGS`: whether flags are gathered.
    #[inline(always)]
    pub fn convert<const FLAGS: bool, const BYTES: usize, const EVENTS: usize>(
        &self,
        text: &[u8],
        len: usize,
        chunk: &mut Chunk<BYTES, EVENTS>,
    ) {
        let Chunk { target, events, event_count, seen, tail, wide } = chunk;
        let (source, mut flags) = (padded(text, tail), 0);
        let line = |_, _, line| {
            flags |= line;
            true
        };
        let piece = Piece { source, len, target, events };
        let (noted, last) = match wide {
            Some(wide) => wide.copy::<FLAGS, BYTES, EVENTS>(self, piece, line),
            None => copy::<_, FLAGS, BYTES, EVENTS>(Portable, self, piece, line),
        };
        *seen = flags | last;
        *event_count = self.keep_events(source, events, noted);
    }

    /// Converts the first lines of `text`, UTF-8, as far as they are whole, fit into the chunk and have flags that fit;
    /// returns where they end, and their flags.
    #[inline(always)]
    pub fn convert_lines<const BYTES: usize, const EVENTS: usize>(
        &self,
        text: &[u8],
        chunk: &mut Chunk<BYTES, EVENTS>,
        fit: impl Fn(u32) -> bool,
    ) -> (usize, u32) {
        let Chunk { target, events, event_count, tail, wide, .. } = chunk;
        let source = padded(text, tail);
        let len = text.len().min(BYTES - SLACK);
        let (mut end, mut good, mut goes_on, mut seen) = (0, 0, true, 0);
        let line = |at, noted, flags| {
            goes_on = fit(flags);
            if goes_on {
                (end, good) = (at, noted);
                seen |= flags;
            }
            goes_on
        };
        let piece = Piece { source, len, target, events };
        let (noted, flags) = match wide {
            Some(wide) => wide.copy::<true, BYTES, EVENTS>(self, piece, line),
            None => copy::<_, true, BYTES, EVENTS>(Portable, self, piece, line),
        };
        if goes_on && end < len && len == text.len() && fit(flags) {
            (end, good) = (len, noted);
            seen |= flags;
        }
        *event_count = self.keep_events(source, events, good);
        (end, seen)
    }

    /// Keeps those events that are special characters, anchors of this preset, or choices; returns how many.
    #[inline(never)]
    fn keep_events<const BYTES: usize, const EVENTS: usize>(
        &self,
        source: &[u8; BYTES],
        events: &mut [u16; EVENTS],
        noted: usize,
    ) -> usize {
        let event = |events: &[u16; EVENTS], number: usize| events.get(number & (EVENTS - 1)).copied().unwrap_or(0);
        let at = |event: u16| event as usize & (Chunk::<BYTES, EVENTS>::LONGEST - 1);
        // Without a jump: nobody can guess which pairs may be anchors, or which events are choices.
        let mut likely = 0;
        for number in 0..noted.min(EVENTS) {
            let event = event(events, number);
            let (first, second) = pair_at(source, at(event));
            let event = event | if self.written.has(first, second) { LIKELY_MARK } else { 0 };
            note(events, likely, event.into());
            likely += usize::from(event & (LIKELY_MARK | CHOICE_MARK | SPECIAL_MARK) != 0);
        }
        let mut kept = 0;
        for number in 0..likely {
            let event = event(events, number);
            let at = at(event);
            let must = event & SPECIAL_MARK != 0 || event & LIKELY_MARK != 0 && self.is_anchor(pair_at(source, at));
            note(events, kept, if must { at } else { at | OF_CHOICE as usize });
            kept += usize::from(event & CHOICE_MARK != 0 || must);
        }
        kept
    }

    /// The words of a character of three bytes: what changes it, and the filter's.
    #[inline(always)]
    pub fn words(&self, bytes: u32) -> (u32, u32) {
        // `front_page` of the first two bytes; the third is the index.
        let entry = self.entry(bytes >> 4 & 0x3F0 | bytes & 0x0F, bytes >> 16 & 0x3F);
        let words = entry.map_or(0, |entry| u64::from_le_bytes(*entry));
        (words as u32, (words >> 32) as u32)
    }

    /// The same by a page's place and the character's index in it.
    #[inline(always)]
    pub fn entry(&self, page: u32, index: u32) -> Option<&'t FrontEntry> {
        let page = self.pages.get((page & 0x3FF) as usize).map_or(0, |page| u32::from_le_bytes(*page));
        self.entries.get((page | index) as usize)
    }

    /// Whether some key of this preset has its anchor in a pair.
    fn is_anchor(&self, (first, second): (u32, u32)) -> bool {
        let first = if first & 0xFFFF == 0 { first >> 16 } else { code(first) };
        self.anchors.get(first << 16 | code(second)) & self.bits != 0
    }
}

/// The character of three bytes at a place and the one before, as [`WrittenPairs`] has them. Only ASCII and characters of
/// three bytes are first in a pair.
#[inline(always)]
fn pair_at<const BYTES: usize>(source: &[u8; BYTES], at: usize) -> (u32, u32) {
    let before = if at >= 3 { u32_at(source, at - 3) } else { u32_at(source, 0).unbounded_shl(24 - 8 * at as u32) };
    let first = before & if before & 0x80_0000 == 0 { 0xFF_0000 } else { 0xFF_FFFF };
    (first, u32_at(source, at) & 0xFF_FFFF)
}

/// A text's begin with what the loop may read beyond its end.
#[inline(always)]
fn padded<'a, const BYTES: usize>(text: &'a [u8], tail: &'a mut [u8; BYTES]) -> &'a [u8; BYTES] {
    text.first_chunk().unwrap_or_else(|| {
        if let Some(place) = tail.get_mut(..text.len()) {
            place.copy_from_slice(text);
        }
        if let Some(place) = tail.get_mut(text.len()..(text.len() + SLACK).min(BYTES)) {
            place.fill(0);
        }
        tail
    })
}

/// The code point of a character of three bytes.
fn code(bytes: u32) -> u32 {
    (bytes & 0x0F) << 12 | (bytes >> 8 & 0x3F) << 6 | bytes >> 16 & 0x3F
}
