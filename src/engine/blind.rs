//! The fast loop: copies text through a character table without asking what it means, and notes where a key of two or
//! more characters may matter.
//!
//! Method (ours): every key that can change something has one pair of neighbours, its rarest, as its *anchor*. A filter
//! of one shift a character lets about one pair in thirty through, an exact index leaves about one in a hundred. Nothing
//! in the loop depends on what a character becomes, so that it seldom waits: targets have as many bytes as their
//! characters (others are events), and events are written down and looked at later.

use crate::table::bytes::u32_at;
use crate::table::chars::{Block, CharMap, FrontPages, SPECIAL};
use crate::table::index::PairIndex;
use crate::table::pairs::NOTHING;
use crate::table::plans::{anchor, flag};

/// What the loop may read and write beyond a chunk's end.
const SLACK: usize = 8;

/// Marks an event of a character that has a choice, and is no anchor.
const OF_CHOICE: u16 = 1 << 15;

/// The chunk of long texts: larger ones gain little.
pub type Long = Chunk<{ 1024 + SLACK }, 512>;
/// The chunk of short texts.
pub type Short = Chunk<{ 256 + SLACK }, 128>;

/// The tables of the loop.
#[derive(Clone, Copy, Debug)]
pub struct Blind<'t> {
    pub pages: &'t FrontPages,
    pub blocks: &'t [Block],
    pub ascii: &'t [[u8; 4]; 128],
    pub anchors: PairIndex<'t>,
    /// The bits of an anchor that matter here.
    pub bits: u32,
    /// What anchors are compared by; none where it is the characters themselves.
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
}

impl<const BYTES: usize, const EVENTS: usize> Chunk<BYTES, EVENTS> {
    /// The most bytes of text.
    pub const LONGEST: usize = BYTES - SLACK;

    pub const fn new() -> Self {
        const { assert!(BYTES <= OF_CHOICE as usize && EVENTS.is_power_of_two() && Self::LONGEST / 3 + 2 <= EVENTS) };
        Chunk { target: [0; BYTES], events: [0; EVENTS], event_count: 0, seen: 0, tail: [0; BYTES] }
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

impl Blind<'_> {
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
        let Chunk { target, events, event_count, seen, tail } = chunk;
        let (source, mut flags) = (padded(text, tail), 0);
        let line = |_, _, line| {
            flags |= line;
            true
        };
        let (noted, last) = self.copy::<FLAGS, BYTES, EVENTS>(source, len.min(BYTES - SLACK), target, events, line);
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
        let Chunk { target, events, event_count, tail, .. } = chunk;
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
        let (noted, flags) = self.copy::<true, BYTES, EVENTS>(source, len, target, events, line);
        if goes_on && end < len && len == text.len() && fit(flags) {
            (end, good) = (len, noted);
            seen |= flags;
        }
        *event_count = self.keep_events(source, events, good);
        (end, seen)
    }

    /// Copies through the table; returns how many events were noted, and the flags since the last line end.
    ///
    /// `line` is told of each line's end, how many events were noted till then, and the line's flags, if such are
    /// gathered; it says whether to go on.
    #[inline(always)]
    fn copy<const FLAGS: bool, const BYTES: usize, const EVENTS: usize>(
        &self,
        source: &[u8; BYTES],
        len: usize,
        target: &mut [u8; BYTES],
        events: &mut [u16; EVENTS],
        mut line: impl FnMut(usize, usize, u32) -> bool,
    ) -> (usize, u32) {
        let (mut at, mut noted, mut seen) = (0, 0, 0);
        // The filter's word of the character before; no key spans a chunk's begin.
        let mut first = NOTHING;
        while at < len {
            let bytes = u32_at(source, at);
            if bytes & 0xF0 == 0xE0 {
                let (word, second) = self.words(bytes);
                put(target, at, (bytes ^ word).to_le_bytes());
                if FLAGS {
                    seen |= word;
                }
                note(events, noted, at);
                noted += (first >> (second & 31) & 1) as usize;
                first = second;
                at += 3;
            } else if bytes & 0x80 == 0 {
                let mut ends = false;
                loop {
                    let run = source.get(at..).and_then(|rest| rest.first_chunk());
                    let run = run.map_or(0, |run| u64::from_le_bytes(*run));
                    put(target, at, run.to_le_bytes());
                    let mut count = ((run & HIGH).trailing_zeros() / 8) as usize;
                    if FLAGS {
                        seen |= markup(run);
                        let before = (zeros(run ^ (b'\n' as u64 * LOW)).trailing_zeros() / 8) as usize;
                        ends = before < count;
                        count = count.min(before + 1);
                    }
                    at += count;
                    if count < 8 || ends || at >= len {
                        break;
                    }
                }
                if FLAGS && ends && at <= len {
                    if !line(at, noted, seen) {
                        return (noted, seen);
                    }
                    seen = 0;
                }
                at = at.min(len);
                let last = source.get(at - 1).map_or(0, |&last| last & 0x7F);
                first = self.ascii.get(last as usize).map_or(0, |word| u32::from_le_bytes(*word));
            } else {
                put(target, at, bytes.to_le_bytes());
                if FLAGS && may_join(bytes) {
                    seen |= flag::JOINS;
                }
                // No table has the ideographs beyond U+FFFF (F0 A0 and beyond): keys may hold them, and they have
                // targets.
                note(events, noted, at);
                noted += (bytes & 0xF0 == 0xF0 && (bytes & 0xFF > 0xF0 || bytes >> 8 & 0xFF >= 0xA0)) as usize;
                first = NOTHING;
                at += if bytes & 0xE0 == 0xC0 { 2 } else { 4 };
            }
        }
        (noted, seen)
    }

    /// Keeps those events that are special characters, anchors of this preset, or choices; returns how many.
    fn keep_events<const EVENTS: usize>(&self, source: &[u8], events: &mut [u16; EVENTS], noted: usize) -> usize {
        let mut kept = 0;
        for number in 0..noted.min(EVENTS) {
            let at = events.get(number).map_or(0, |&event| event.into());
            let bytes = u32_at(source, at);
            let word = self.words(bytes).0;
            let is_choice = word & self.choice != 0;
            // Without a jump: nobody can guess which events are choices.
            let must = bytes & 0xF0 == 0xF0 || word & SPECIAL != 0;
            let must = must | self.is_anchor(source, at);
            note(events, kept, if must { at } else { at | OF_CHOICE as usize });
            kept += (is_choice | must) as usize;
        }
        kept
    }

    /// The words of a character of three bytes: what changes it, and the filter's.
    #[inline(always)]
    fn words(&self, bytes: u32) -> (u32, u32) {
        // `front_page` of the first two bytes; the third is the index.
        let page = u32_at(self.pages, 4 * (bytes >> 4 & 0x3F0 | bytes & 0x0F) as usize);
        let index = 4 * (bytes >> 16 & 0x3F) as usize;
        let word = |block: u32| self.blocks.get(block as usize).map_or(0, |block| u32_at(block, index));
        (word(page & 0xFFFF), word(page >> 16))
    }

    /// Whether some key of this preset has its anchor in the character at `at` and the one before. Only ASCII and
    /// characters of three bytes are first in a pair.
    fn is_anchor(&self, source: &[u8], at: usize) -> bool {
        let before = if at >= 4 { u32_at(source, at - 4) } else { u32_at(source, 0).wrapping_shl(32 - 8 * at as u32) };
        let first = if before >> 31 == 0 { before >> 24 } else { code(before >> 8) };
        let second = code(u32_at(source, at));
        let Some(fold) = self.fold else { return self.anchors.get(first << 16 | second) & self.bits != 0 };
        let (a, b) = (folded(fold, first), folded(fold, second));
        let found = self.anchors.get(a << 16 | b) & self.bits;
        // Phrases that show a script count only as they are written.
        found & !anchor::EVIDENCE != 0 || found != 0 && (a, b) == (first, second)
    }
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

/// The low half of what a character folds to.
fn folded(fold: CharMap<'_>, code: u32) -> u32 {
    char::from_u32(code).map_or(code, |c| fold.fold(c) as u32 & 0xFFFF)
}

/// The lowest and the highest bit of each of eight bytes.
const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * LOW;

/// The highest bit of each byte that is zero (and, after one, of false ones).
#[inline(always)]
fn zeros(bytes: u64) -> u64 {
    bytes.wrapping_sub(LOW) & !bytes & HIGH
}

/// Whether some of eight bytes may belong to a span that is protected: one of ``$ % & ' / @ [ \ { ` ``.
#[inline(always)]
fn markup(run: u64) -> u32 {
    let is = |bytes: u64, wanted: u64| zeros(bytes ^ (wanted * LOW));
    // Capitals fold to small letters, `[` to `{`, `@` to the backtick; `$` stands for `$ % & '`.
    let (letters, dollars) = (run | (0x20 * LOW), run & !(3 * LOW));
    let found = is(letters, 0x60) | is(letters, 0x7B) | is(dollars, 0x24) | is(run, 0x2F) | is(run, 0x5C);
    if found != 0 { flag::JOINS } else { 0 }
}

/// Whether a character of two or four bytes may join its neighbours: combining marks, selectors beyond U+FFFF, skin tones,
/// the scripts of the first plane. What joins and is not told here would be set aside by chance only.
#[inline(always)]
fn may_join(bytes: u32) -> bool {
    let (lead, second) = (bytes & 0xFF, bytes >> 8 & 0xFF);
    let is_of_script = lead == 0xF0 && matches!(second, 0x90..=0x9E);
    matches!(lead, 0xCC | 0xCD | 0xD2 | 0xD6..=0xDF | 0xF3) || is_of_script || bytes & 0xFF_FFFF == 0x8F_9FF0
}

/// The code point of a character of three bytes.
fn code(bytes: u32) -> u32 {
    (bytes & 0x0F) << 12 | (bytes >> 8 & 0x3F) << 6 | bytes >> 16 & 0x3F
}

#[inline(always)]
fn note<const EVENTS: usize>(events: &mut [u16; EVENTS], number: usize, at: usize) {
    if let Some(place) = events.get_mut(number & (EVENTS - 1)) {
        *place = at as u16;
    }
}

#[inline(always)]
fn put<const N: usize>(target: &mut [u8], at: usize, bytes: [u8; N]) {
    if let Some(place) = target.get_mut(at..).and_then(|rest| rest.first_chunk_mut()) {
        *place = bytes;
    }
}
