//! The fast loop: copy blindly through the character table, stop where a pair of neighbours says that a key may matter.
//!
//! Method (ours): every key that can change something has one pair of neighbours, its rarest, as its *anchor*. A filter
//! of one shift a character lets about one pair in thirty through; an exact index leaves about one in a hundred. There
//! a window is opened, left and right as far as pairs lie inside some key of any stage, and handed to the chain. What
//! lies between windows is what the characters give, and that has been written already.

use super::Plan;
use super::chain::Scratch;
use super::trace::Watch;
use crate::data::ideograph;
use crate::table::bytes::u32_at;
use crate::table::chars::{Block, CHANGE, FrontPages, Pages, SPECIAL};
use crate::table::pairs::{PairIndex, PairSet, pair};
use crate::table::plan::{PresetRow, STAGES};
use crate::table::{Section, Table};
use alloc::borrow::Cow;
use alloc::string::String;

/// Bytes of text in one go. Larger ones gain nothing; the buffer is cleared once a call.
const CHUNK: usize = 2048;
/// What the loop may write beyond a chunk's end.
const SLACK: usize = 8;

/// The tables of the fast loop.
#[derive(Clone, Copy, Debug)]
pub struct Front<'t> {
    pages: &'t FrontPages,
    blocks: &'t [Block],
    ascii: &'t [[u8; 4]; 128],
    anchors: PairIndex<'t>,
    inner: PairSet<'t>,
    /// The preset's bit in the anchors.
    bit: u32,
}

impl<'t> Front<'t> {
    pub fn new(table: Table<'t>, row: &PresetRow, number: usize) -> Option<Self> {
        let [ascii, anchors, inner] = match row.family {
            0 => [Section::AsciiHans, Section::AnchorsHans, Section::InnerHans],
            _ => [Section::AsciiHant, Section::AnchorsHant, Section::InnerHant],
        }
        .map(|section| table.section(section));
        let pages = table.section(Section::Pages).get(STAGES * size_of::<Pages>()..)?;
        Some(Front {
            pages: pages.as_chunks().0.get(number)?,
            blocks: table.section(Section::Blocks).as_chunks().0,
            ascii: ascii.as_chunks().0.first_chunk()?,
            anchors: PairIndex { slots: anchors.as_chunks().0 },
            inner: PairSet { bits: inner },
            bit: 1 << number,
        })
    }

    /// Whether some key may hold these neighbours.
    fn is_inner(&self, first: char, second: char) -> bool {
        self.inner.has(first, second) || ideograph::is_compatibility(first) || ideograph::is_compatibility(second)
    }

    /// From a place between two characters back to the next one that no key spans, at most to `floor`.
    fn cut_before(&self, text: &str, mut at: usize, floor: usize) -> usize {
        let mut next = text.get(at..).and_then(|rest| rest.chars().next());
        let mut before = text.get(floor..at).unwrap_or_default().chars();
        while let (Some(second), Some(first)) = (next, before.next_back()) {
            if !self.is_inner(first, second) {
                break;
            }
            at -= first.len_utf8();
            next = Some(first);
        }
        at
    }

    /// From a place between two characters on to the next one that no key and no description sequence spans.
    fn cut_after(&self, text: &str, mut at: usize) -> usize {
        let mut last = text.get(..at).and_then(|before| before.chars().next_back());
        while let Some(rest) = text.get(at..)
            && let (Some(first), Some(second)) = (last, rest.chars().next())
            && self.is_inner(first, second)
        {
            at += ideograph::step(rest);
            last = Some(second);
        }
        at
    }

    /// Where the chunk that begins at `from` ends: at a cut, the last one in reach. `from` itself where there is none.
    fn chunk_end(&self, text: &str, from: usize) -> usize {
        if text.len() - from <= CHUNK {
            return text.len();
        }
        self.cut_before(text, floor(text, from + CHUNK), from)
    }
}

/// The last character boundary at or before a place.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One call: the output as it grows, and a chunk's buffer before it.
struct Run<'r, 't, 'a, W> {
    plan: &'r Plan<'t>,
    text: &'a str,
    watch: &'r mut W,
    out: String,
    /// While nothing has changed, `out` is empty and the text up to here is its own output.
    clean: usize,
    changed: bool,
    buffer: [u8; CHUNK + SLACK],
    /// The place in the text where the buffer begins, and that from where it has not been flushed.
    base: usize,
    pending: usize,
    /// The end of the last window, or the chunk's begin: no key spans it.
    settled: usize,
    /// Whether the buffer may differ from the text since `pending`.
    differs: bool,
    scratch: Scratch,
    judged: String,
}

impl Plan<'_> {
    /// The last place at which `text` can be cut and both parts converted apart, whatever follows the text; 0 where
    /// there is none.
    #[cfg(feature = "std")]
    pub fn boundary(&self, text: &str) -> usize {
        if let Some(at) = text.rfind('\n') {
            return at + 1;
        }
        let Some((mut at, _)) = text.char_indices().next_back() else { return 0 };
        loop {
            at = self.front.cut_before(text, at, 0);
            let before = text.get(..at).unwrap_or_default().char_indices().rev().take(ideograph::LONGEST);
            let covers = |&(start, c): &(usize, char)| {
                ideograph::is_operator(c) && start + ideograph::reach(text.get(start..).unwrap_or_default()) > at
            };
            match before.filter(covers).last() {
                Some((operator, _)) => at = operator,
                None => return at,
            }
        }
    }

    /// Converts text; `watch` is told of every change.
    pub fn convert<'a, W: Watch>(&self, text: &'a str, watch: &mut W) -> Cow<'a, str> {
        let mut run = Run {
            plan: self,
            text,
            watch,
            out: String::new(),
            clean: 0,
            changed: false,
            buffer: [0; CHUNK + SLACK],
            base: 0,
            pending: 0,
            settled: 0,
            differs: false,
            scratch: Scratch::default(),
            judged: String::new(),
        };
        let mut at = 0;
        while at < text.len() {
            let end = self.front.chunk_end(text, at);
            (run.base, run.pending, run.settled) = (at, at, at);
            // Where keys overlap without end, the chain goes on to the next cut.
            at = if end > at { run.chunk(at, end) } else { run.window_at(at) };
        }
        if run.changed { Cow::Owned(run.out) } else { Cow::Borrowed(text) }
    }
}

impl<W: Watch> Run<'_, '_, '_, W> {
    /// Converts a chunk; returns where the next one begins: at `end`, or farther where a description sequence goes on.
    fn chunk(&mut self, from: usize, end: usize) -> usize {
        let Front { pages, blocks, ascii, .. } = self.plan.front;
        let text = self.text.as_bytes();
        let base = from;
        let mut at = from;
        // The filter's word of the character before: of none, since no key spans a chunk's begin.
        let mut first = 0;
        let mut seen = 0;
        while at < end {
            let bytes = four(text, at);
            if bytes & 0xF0 == 0xE0 {
                let page = u32_at(pages, 4 * ((bytes & 0x0F) << 6 | bytes >> 8 & 0x3F) as usize);
                let index = (bytes >> 16 & 0x3F) as usize;
                let word = blocks.get((page & 0xFFFF) as usize).map_or(0, |block| u32_at(block, 4 * index));
                let second = blocks.get((page >> 16) as usize).map_or(0, |block| u32_at(block, 4 * index));
                put(&mut self.buffer, at - base, (bytes ^ word).to_le_bytes());
                seen |= word;
                let event = first >> (second & 31) & 1 != 0;
                first = second;
                if word & SPECIAL != 0 || event && self.is_anchor(at) {
                    self.differs |= seen & CHANGE != 0;
                    (seen, first) = (0, 0);
                    at = self.window_at(at);
                } else {
                    at += 3;
                }
            } else if bytes & 0x80 == 0 {
                loop {
                    let run = eight(text, at);
                    put(&mut self.buffer, at - base, run.to_le_bytes());
                    let count = ((run & 0x8080_8080_8080_8080).trailing_zeros() / 8) as usize;
                    at += count;
                    if count < 8 || at >= end {
                        break;
                    }
                }
                at = at.min(end);
                first = text
                    .get(at.wrapping_sub(1))
                    .and_then(|&last| ascii.get(last as usize))
                    .map_or(0, |word| u32::from_le_bytes(*word));
            } else {
                put(&mut self.buffer, at - base, bytes.to_le_bytes());
                first = 0;
                if bytes & 0xE0 == 0xC0 {
                    at += 2;
                } else if bytes & 0xFF == 0xF0 && bytes >> 8 & 0xFF < 0xA0 {
                    at += 4;
                } else {
                    // An ideograph beyond U+FFFF: keys may hold it, and no table of the loop has it.
                    self.differs |= seen & CHANGE != 0;
                    seen = 0;
                    at = self.window_at(at);
                }
            }
        }
        self.differs |= seen & CHANGE != 0;
        self.flush(at);
        at
    }

    /// Whether some key of this preset has its anchor in the character at `at` and the one before.
    fn is_anchor(&self, at: usize) -> bool {
        let Some((before, rest)) = self.text.split_at_checked(at) else { return false };
        let (Some(first), Some(second)) = (before.chars().next_back(), rest.chars().next()) else { return false };
        self.plan.front.anchors.get(pair(first, second)) & self.plan.front.bit != 0
    }

    /// Judges the window around the character at `at` and the one before; returns its end.
    fn window_at(&mut self, at: usize) -> usize {
        let (front, text) = (&self.plan.front, self.text);
        let start = front.cut_before(text, at, self.settled);
        let step = ideograph::step(text.get(at..).unwrap_or_default());
        self.window(start, front.cut_after(text, at + step))
    }

    /// Has the chain judge a piece of the text, and writes its result; returns the piece's end.
    fn window(&mut self, start: usize, end: usize) -> usize {
        if W::ON {
            self.flush(start);
        }
        let source = self.text.get(start..end).unwrap_or_default();
        self.judged.clear();
        self.plan.chain.convert(source, &mut self.judged, &mut self.scratch, self.watch);
        self.watch.window(source, &self.judged);
        let place = self.buffer.get_mut(start - self.base..end - self.base);
        match place.filter(|place| !W::ON && place.len() == self.judged.len()) {
            Some(place) => {
                place.copy_from_slice(self.judged.as_bytes());
                self.differs |= self.judged != source;
            }
            None => {
                self.flush(start);
                if self.judged == source {
                    self.same(start, end);
                } else {
                    self.change();
                    self.out.push_str(&self.judged);
                }
                self.pending = end;
            }
        }
        self.settled = end;
        end
    }

    /// Writes what the buffer has for the text up to `end`.
    fn flush(&mut self, end: usize) {
        let (start, differs) = (self.pending, self.differs);
        if start >= end {
            return;
        }
        (self.pending, self.differs) = (end, false);
        let source = self.text.get(start..end).unwrap_or_default();
        let bytes = self.buffer.get(start - self.base..end - self.base).unwrap_or_default();
        if !differs || (!self.changed && bytes == source.as_bytes()) {
            self.watch.blind(self.plan, source, source);
            return self.same(start, end);
        }
        // The words of the table turn characters of three bytes into such; were one wrong, the text would stay.
        let target = simdutf8::basic::from_utf8(bytes).unwrap_or(source);
        self.watch.blind(self.plan, source, target);
        // `change` and `push_str` by hand: `target` borrows the buffer.
        if !self.changed {
            self.changed = true;
            begin(&mut self.out, self.text, self.clean);
        }
        self.out.push_str(target);
    }

    /// Gets ready to write something that differs from the text.
    fn change(&mut self) {
        if !self.changed {
            self.changed = true;
            begin(&mut self.out, self.text, self.clean);
        }
    }

    /// Writes text that stays as it is.
    fn same(&mut self, start: usize, end: usize) {
        if self.changed {
            self.out.push_str(self.text.get(start..end).unwrap_or_default());
        } else {
            self.clean = end;
        }
    }
}

/// Makes room for the output and writes what of the text stays as it is.
fn begin(out: &mut String, text: &str, clean: usize) {
    out.reserve(text.len() + text.len() / 16 + 16);
    out.push_str(text.get(..clean).unwrap_or_default());
}

/// The four bytes at a place, 0 for those beyond the end.
#[inline(always)]
fn four(text: &[u8], at: usize) -> u32 {
    match text.get(at..).and_then(|rest| rest.first_chunk()) {
        Some(bytes) => u32::from_le_bytes(*bytes),
        None => tail(text, at, 0) as u32,
    }
}

/// The eight bytes at a place, no ASCII for those beyond the end.
#[inline(always)]
fn eight(text: &[u8], at: usize) -> u64 {
    match text.get(at..).and_then(|rest| rest.first_chunk()) {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => tail(text, at, 0x80),
    }
}

#[cold]
fn tail(text: &[u8], at: usize, fill: u8) -> u64 {
    let mut bytes = [fill; 8];
    bytes.iter_mut().zip(text.get(at..).unwrap_or_default()).for_each(|(to, from)| *to = *from);
    u64::from_le_bytes(bytes)
}

#[inline(always)]
fn put<const N: usize>(buffer: &mut [u8], at: usize, bytes: [u8; N]) {
    if let Some(place) = buffer.get_mut(at..).and_then(|rest| rest.first_chunk_mut()) {
        *place = bytes;
    }
}
