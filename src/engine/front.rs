//! Where to judge: opens a window at each event of the fast loop, and puts the output together.
//!
//! A window reaches left and right as far as neighbours stand inside some key of any stage, so that no key reaches out
//! of it, and is handed to the chain. What lies between windows is what the characters give, and that has been written
//! already.

use super::Plan;
use super::blind::{Blind, Chunk, Long, Short};
use super::chain::{ROOM, Scratch};
use super::trace::Watch;
use crate::data::ideograph;
use crate::table::chars::Pages;
use crate::table::index::PairIndex;
use crate::table::pairs::PairSet;
use crate::table::plan::{PresetRow, STAGES};
use crate::table::{Section, Table};
use alloc::borrow::Cow;
use alloc::string::String;

/// The tables that tell where to judge.
#[derive(Clone, Copy, Debug)]
pub struct Front<'t> {
    blind: Blind<'t>,
    inner: PairSet<'t>,
}

impl<'t> Front<'t> {
    pub fn new(table: Table<'t>, row: &PresetRow, number: usize) -> Option<Self> {
        let [ascii, anchors, inner] = match row.family {
            0 => [Section::AsciiHans, Section::AnchorsHans, Section::InnerHans],
            _ => [Section::AsciiHant, Section::AnchorsHant, Section::InnerHant],
        }
        .map(|section| table.section(section));
        let pages = table.section(Section::Pages).get(STAGES * size_of::<Pages>()..)?;
        let blind = Blind {
            pages: pages.as_chunks().0.get(number)?,
            blocks: table.section(Section::Blocks).as_chunks().0,
            ascii: ascii.as_chunks().0.first_chunk()?,
            anchors: PairIndex { slots: anchors.as_chunks().0 },
            bit: 1 << number,
        };
        Some(Front { blind, inner: PairSet { bits: inner } })
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

    /// The end of what must be judged together with the character at `at`: the next place that no key and no description
    /// sequence spans.
    fn cut_after(&self, text: &str, at: usize) -> usize {
        let mut end = at;
        let mut last = None;
        let rest = text.get(at..).unwrap_or_default();
        for (offset, c) in rest.char_indices() {
            let here = at + offset;
            if here >= end && last.is_some_and(|last| !self.is_inner(last, c)) {
                return here;
            }
            if c == '\n' {
                // No sequence crosses a line end.
                end = here;
            }
            end = end.max(here + ideograph::reach(rest.get(offset..).unwrap_or_default()));
            last = Some(c);
        }
        text.len()
    }

    /// Where the chunk that begins at `from` ends: at a cut, the last one in reach. `from` itself where there is none.
    fn chunk_end(&self, text: &str, from: usize, longest: usize) -> usize {
        if text.len() - from <= longest {
            return text.len();
        }
        self.cut_before(text, floor(text, from + longest), from)
    }
}

/// The last character boundary at or before a place.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One call: the output as it grows, and a chunk before it.
struct Run<'r, 't, 'a, W, const BYTES: usize, const EVENTS: usize> {
    plan: &'r Plan<'t>,
    text: &'a str,
    watch: &'r mut W,
    out: String,
    /// While nothing has changed, `out` is empty and the text up to here is its own output.
    clean: usize,
    changed: bool,
    chunk: Chunk<BYTES, EVENTS>,
    /// Where in the text the chunk begins, and from where it has not been written out.
    base: usize,
    pending: usize,
    /// The end of the last window, or the chunk's begin: no key spans it.
    settled: usize,
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
            let before = text.get(..at).unwrap_or_default().char_indices().rev();
            let covers = |&(start, c): &(usize, char)| {
                ideograph::is_operator(c) && start + ideograph::reach(text.get(start..).unwrap_or_default()) > at
            };
            match before.take_while(|&(start, _)| at - start <= ideograph::FARTHEST).filter(covers).last() {
                Some((operator, _)) => at = operator,
                None if at == 0 => return self.chain.parting(text),
                None => return at,
            }
        }
    }

    /// Converts text; `watch` is told of every change.
    pub fn convert<'a, W: Watch>(&self, text: &'a str, watch: &mut W) -> Cow<'a, str> {
        // No key is ASCII alone; this spares such text all buffers.
        if text.is_ascii() {
            return Cow::Borrowed(text);
        }
        // To clear a large buffer would cost a short text more than all the rest.
        if text.len() <= Short::LONGEST {
            self.convert_by(Short::new, text, watch)
        } else {
            self.convert_by(Long::new, text, watch)
        }
    }

    #[inline(always)]
    fn convert_by<'a, W: Watch, const BYTES: usize, const EVENTS: usize>(
        &self,
        chunk: fn() -> Chunk<BYTES, EVENTS>,
        text: &'a str,
        watch: &mut W,
    ) -> Cow<'a, str> {
        let mut run = Run {
            plan: self,
            text,
            watch,
            out: String::new(),
            clean: 0,
            changed: false,
            chunk: chunk(),
            base: 0,
            pending: 0,
            settled: 0,
            scratch: Scratch::default(),
            judged: String::new(),
        };
        let mut at = 0;
        while at < text.len() {
            let end = self.front.chunk_end(text, at, Chunk::<BYTES, EVENTS>::LONGEST);
            (run.base, run.pending, run.settled) = (at, at, at);
            // Where keys overlap without end, the chain goes on to the next cut.
            at = if end > at { run.convert(at, end) } else { run.window_at(at) };
            run.flush(at);
        }
        if run.changed { Cow::Owned(run.out) } else { Cow::Borrowed(text) }
    }
}

impl<W: Watch, const BYTES: usize, const EVENTS: usize> Run<'_, '_, '_, W, BYTES, EVENTS> {
    /// Converts a chunk; returns where the next one begins: at `end`, or farther where a description sequence goes on.
    fn convert(&mut self, from: usize, end: usize) -> usize {
        let text = self.text.as_bytes().get(from..).unwrap_or_default();
        self.plan.front.blind.convert(text, end - from, &mut self.chunk);
        let mut number = 0;
        while let Some(at) = self.chunk.event(number) {
            number += 1;
            if from + at >= self.settled {
                self.window_at(from + at);
            }
        }
        end.max(self.settled)
    }

    /// Judges the window around the character at `at` and the one before; returns its end.
    fn window_at(&mut self, at: usize) -> usize {
        let (front, text) = (&self.plan.front, self.text);
        let start = front.cut_before(text, at, self.settled);
        self.window(start, front.cut_after(text, at))
    }

    /// Has the chain judge a piece of the text, and writes its result; returns the piece's end.
    fn window(&mut self, start: usize, end: usize) -> usize {
        if W::LISTENS {
            self.flush(start);
        }
        let source = self.text.get(start..end).unwrap_or_default();
        self.judged.clear();
        self.judged.reserve(ROOM);
        self.plan.chain.convert(source, &mut self.judged, &mut self.scratch, self.watch);
        self.watch.window(source, &self.judged);
        let place = self.chunk.target_mut(start - self.base, end - self.base);
        match place.filter(|place| !W::LISTENS && place.len() == self.judged.len()) {
            Some(place) => place.copy_from_slice(self.judged.as_bytes()),
            None => {
                self.flush(start);
                if self.judged == source {
                    self.same(start, end);
                } else {
                    begin(&mut self.changed, &mut self.out, self.text, self.clean);
                    self.out.push_str(&self.judged);
                }
                self.pending = end;
            }
        }
        self.settled = end;
        end
    }

    /// Writes what the chunk has for the text up to `end`.
    fn flush(&mut self, end: usize) {
        let start = self.pending;
        if start >= end {
            return;
        }
        self.pending = end;
        let source = self.text.get(start..end).unwrap_or_default();
        let bytes = self.chunk.target(start - self.base, end - self.base);
        if !self.changed && bytes == source.as_bytes() {
            self.watch.blind(self.plan, source, source);
            return self.same(start, end);
        }
        // The words of the table turn characters of three bytes into such; were one wrong, the text would stay.
        let target = simdutf8::basic::from_utf8(bytes).unwrap_or(source);
        self.watch.blind(self.plan, source, target);
        begin(&mut self.changed, &mut self.out, self.text, self.clean);
        self.out.push_str(target);
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

/// Before the first change is written: makes room, and writes what of the text stays as it is.
fn begin(changed: &mut bool, out: &mut String, text: &str, clean: usize) {
    if !*changed {
        *changed = true;
        out.reserve(text.len() + text.len() / 16 + 16);
        out.push_str(text.get(..clean).unwrap_or_default());
    }
}
