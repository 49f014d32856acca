//! Where to judge: opens a window at each event of the fast loop, and puts the output together.
//!
//! A window reaches left and right as far as neighbours stand inside some key, so that no key reaches out of it, and is
//! handed to a judge. What lies between windows is what the characters give, and that has been written already.

use super::blind::{Blind, Chunk};
use super::chain::By;
use super::trace::Watch;
use crate::data::ideograph;
use crate::table::pairs::PairSet;
use alloc::borrow::Cow;
use alloc::string::String;

/// Bytes that a window seldom exceeds: reserved at once, so that text does not grow by bits.
const ROOM: usize = 64;

/// The tables that tell where to judge.
#[derive(Clone, Copy, Debug)]
pub struct Front<'t> {
    pub blind: Blind<'t>,
    pub inner: PairSet<'t>,
}

/// Says what becomes of a window, and is told what the loop has read.
pub trait Judge<W> {
    /// Why a judge wants no more of this text: it has to be read otherwise.
    type Stop;
    /// Whether it wants to be told what is read.
    const READS: bool;

    /// How far what begins at the start of a text must be judged together, in bytes.
    fn reach(&self, rest: &str) -> usize;

    /// A chunk was read; these are its flags. `last`: the text ends with it.
    fn read(&mut self, seen: u32, last: bool) -> Result<(), Self::Stop>;

    /// Appends to `out` what becomes of the piece of `text` from `start` to `end`. Where the table has made something of it
    /// already (`made`), it may say instead that this stands: false.
    fn window(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        made: bool,
        out: &mut String,
        watch: &mut W,
    ) -> Result<bool, Self::Stop>;

    /// Whether a character of `text` that has a choice becomes something else than the table says.
    fn chooses(&mut self, _text: &str, _at: usize) -> bool {
        false
    }

    /// Mends what the table has made of a piece of the text, as long as that; `seen` are its flags.
    fn mend(&mut self, _piece: core::ops::Range<usize>, _seen: u32, _target: &mut [u8]) {}

    /// Tells `watch` of text between windows, as long in both.
    fn between(&mut self, source: &str, target: &str, watch: &mut W);
}

impl Front<'_> {
    /// Whether some key may hold these neighbours, as [`Front::seen`] gives them.
    fn is_inner(&self, first: char, second: char) -> bool {
        let compatible = |c| self.blind.fold.is_none() && ideograph::is_compatibility(c);
        self.inner.has(first, second) || compatible(first) || compatible(second)
    }

    /// A character as keys have it.
    #[inline]
    fn seen(&self, c: char) -> char {
        self.blind.fold.map_or(c, |fold| fold.fold(c))
    }

    /// From a place between two characters back to the next one that no key spans, at most to `floor`.
    pub fn cut_before(&self, text: &str, mut at: usize, floor: usize) -> usize {
        let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) else { return at };
        let mut second = self.seen(next);
        for c in text.get(floor..at).unwrap_or_default().chars().rev() {
            let first = self.seen(c);
            if !self.is_inner(first, second) {
                break;
            }
            at -= c.len_utf8();
            second = first;
        }
        at
    }

    /// The end of what must be judged together with the character at `at`: the next place that no key spans, nor what
    /// `reach` tells of.
    fn cut_after(&self, text: &str, at: usize, reach: impl Fn(&str) -> usize) -> usize {
        let mut end = at;
        let mut last = None;
        let rest = text.get(at..).unwrap_or_default();
        for (offset, c) in rest.char_indices() {
            let here = at + offset;
            let seen = self.seen(c);
            if here >= end && last.is_some_and(|last| !self.is_inner(last, seen)) {
                return here;
            }
            if c == '\n' {
                // No sequence crosses a line end.
                end = here;
            }
            end = end.max(here + reach(rest.get(offset..).unwrap_or_default()));
            last = Some(seen);
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
pub fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One call: the output as it grows, and a chunk before it.
pub struct Run<'a, const BYTES: usize, const EVENTS: usize> {
    text: &'a str,
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
    judged: String,
}

/// How far the output had come.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    out: usize,
    clean: usize,
    changed: bool,
}

impl<'a, const BYTES: usize, const EVENTS: usize> Run<'a, BYTES, EVENTS> {
    /// `room` is memory for the output; what it holds is lost.
    pub fn new(text: &'a str, chunk: Chunk<BYTES, EVENTS>, room: &mut String) -> Self {
        let (mut out, judged) = (core::mem::take(room), String::new());
        out.clear();
        Run { text, out, clean: 0, changed: false, chunk, base: 0, pending: 0, settled: 0, judged }
    }

    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Writes a span that nobody may touch.
    pub fn untouched<W: Watch>(&mut self, watch: &mut W, span: core::ops::Range<usize>) {
        let source = self.text.get(span.clone()).unwrap_or_default();
        watch.between(source, source, |_, _, _| {});
        self.same(span.start, span.end);
    }

    /// Writes what a caller's row, by its number, has for a span.
    pub fn replaced<W: Watch>(&mut self, watch: &mut W, span: core::ops::Range<usize>, written: &str, row: u32) {
        let source = self.text.get(span.clone()).unwrap_or_default();
        if source == written {
            return self.untouched(watch, span);
        }
        watch.piece(0, source, source, None);
        watch.piece(1, source, written, Some(By::User(row)));
        watch.window(source, written);
        begin(&mut self.changed, &mut self.out, self.text, self.clean);
        self.out.push_str(written);
    }

    /// The output; where that is the text itself, `room` gets its memory back.
    pub fn finish(self, room: &mut String) -> Cow<'a, str> {
        if self.changed {
            return Cow::Owned(self.out);
        }
        *room = self.out;
        Cow::Borrowed(self.text)
    }

    pub fn mark(&self) -> Mark {
        Mark { out: self.out.len(), clean: self.clean, changed: self.changed }
    }

    /// Takes back what was written since a mark.
    pub fn back_to(&mut self, mark: Mark) {
        self.out.truncate(mark.out);
        (self.clean, self.changed) = (mark.clean, mark.changed);
    }

    /// Converts a piece of the text, which no key reaches out of.
    #[inline(always)]
    pub fn piece<W: Watch, J: Judge<W>>(
        &mut self,
        front: &Front<'_>,
        judge: &mut J,
        watch: &mut W,
        start: usize,
        end: usize,
    ) -> Result<(), J::Stop> {
        let text = self.text.get(..end).unwrap_or_default();
        let mut at = start;
        while at < end {
            let cut = front.chunk_end(text, at, Chunk::<BYTES, EVENTS>::LONGEST);
            (self.base, self.pending, self.settled) = (at, at, at);
            at = if cut > at {
                self.convert(front, judge, watch, text, at, cut)?
            } else {
                // Where keys overlap without end, the judge goes on to the next cut.
                let far = front.cut_after(text, at, |rest| judge.reach(rest));
                if J::READS {
                    self.read(front, judge, text, at, far)?;
                }
                (self.base, self.pending, self.settled) = (at, at, at);
                self.window_at(front, judge, watch, text, at)?
            };
            self.flush(judge, watch, at);
        }
        Ok(())
    }

    /// Converts the next lines, as far as their flags fit and they are short; returns where they end, and whether they may.
    #[inline(always)]
    pub fn lines<W: Watch, J: Judge<W>>(
        &mut self,
        front: &Front<'_>,
        judge: &mut J,
        watch: &mut W,
        lines: core::ops::Range<usize>,
        fit: impl Fn(u32) -> bool,
    ) -> (usize, Result<(), J::Stop>) {
        let start = lines.start;
        let rest = self.text.as_bytes().get(lines).unwrap_or_default();
        let (len, seen) = front.blind.convert_lines(rest, &mut self.chunk, fit);
        let end = start + len;
        if let Some(target) = self.chunk.target_mut(0, len) {
            judge.mend(start..end, seen, target);
        }
        (self.base, self.pending, self.settled) = (start, start, start);
        let judged = self.windows(front, judge, watch, self.text.get(..end).unwrap_or_default());
        if judged.is_ok() {
            self.flush(judge, watch, end);
        }
        (end, judged)
    }

    /// Reads on without writing.
    fn read<W, J: Judge<W>>(
        &mut self,
        front: &Front<'_>,
        judge: &mut J,
        text: &str,
        mut at: usize,
        end: usize,
    ) -> Result<(), J::Stop> {
        while at < end {
            let last = floor(text, end.min(at + Chunk::<BYTES, EVENTS>::LONGEST));
            front.blind.convert::<true, _, _>(
                text.get(at..).unwrap_or_default().as_bytes(),
                last - at,
                &mut self.chunk,
            );
            judge.read(self.chunk.seen(), false)?;
            at = last;
        }
        Ok(())
    }

    /// Converts a chunk; returns where the next one begins: at `end`, or farther where the judge goes on.
    #[inline(always)]
    fn convert<W: Watch, J: Judge<W>>(
        &mut self,
        front: &Front<'_>,
        judge: &mut J,
        watch: &mut W,
        text: &str,
        from: usize,
        end: usize,
    ) -> Result<usize, J::Stop> {
        let bytes = text.as_bytes().get(from..).unwrap_or_default();
        if J::READS {
            front.blind.convert::<true, _, _>(bytes, end - from, &mut self.chunk);
            judge.read(self.chunk.seen(), end == text.len())?;
            let seen = self.chunk.seen();
            if let Some(target) = self.chunk.target_mut(0, end - from) {
                judge.mend(from..end, seen, target);
            }
        } else {
            front.blind.convert::<false, _, _>(bytes, end - from, &mut self.chunk);
        }
        self.windows(front, judge, watch, text)?;
        Ok(end.max(self.settled))
    }

    /// Judges wherever the chunk has an event.
    #[inline(always)]
    fn windows<W: Watch, J: Judge<W>>(
        &mut self,
        front: &Front<'_>,
        judge: &mut J,
        watch: &mut W,
        text: &str,
    ) -> Result<(), J::Stop> {
        let mut number = 0;
        while let Some((at, of_choice)) = self.chunk.event(number) {
            number += 1;
            let at = self.base + at;
            if at >= self.settled && (!of_choice || judge.chooses(text, at)) {
                self.window_at(front, judge, watch, text, at)?;
            }
        }
        Ok(())
    }

    /// Judges the window around the character at `at` and the one before; returns its end.
    fn window_at<W: Watch, J: Judge<W>>(
        &mut self,
        front: &Front<'_>,
        judge: &mut J,
        watch: &mut W,
        text: &str,
        at: usize,
    ) -> Result<usize, J::Stop> {
        let start = front.cut_before(text, at, self.settled);
        let end = front.cut_after(text, at, |rest| judge.reach(rest));
        if W::LISTENS {
            self.flush(judge, watch, start);
        }
        let source = text.get(start..end).unwrap_or_default();
        self.judged.clear();
        self.judged.reserve(ROOM);
        let place = self.chunk.target_mut(start - self.base, end - self.base).filter(|_| !W::LISTENS);
        self.settled = end;
        if !judge.window(text, start, end, place.is_some(), &mut self.judged, watch)? {
            return Ok(end);
        }
        watch.window(source, &self.judged);
        match place.filter(|place| place.len() == self.judged.len()) {
            Some(place) => place.copy_from_slice(self.judged.as_bytes()),
            None => {
                self.flush(judge, watch, start);
                if self.judged == source {
                    self.same(start, end);
                } else {
                    begin(&mut self.changed, &mut self.out, self.text, self.clean);
                    self.out.push_str(&self.judged);
                }
                self.pending = end;
            }
        }
        Ok(end)
    }

    /// Writes what the chunk has for the text up to `end`.
    fn flush<W: Watch, J: Judge<W>>(&mut self, judge: &mut J, watch: &mut W, end: usize) {
        let start = self.pending;
        if start >= end {
            return;
        }
        self.pending = end;
        let source = self.text.get(start..end).unwrap_or_default();
        let bytes = self.chunk.target(start - self.base, end - self.base);
        if !self.changed && bytes == source.as_bytes() {
            judge.between(source, source, watch);
            return self.same(start, end);
        }
        // The words of the table turn characters of three bytes into such; were one wrong, the text would stay.
        let target = simdutf8::basic::from_utf8(bytes).unwrap_or(source);
        judge.between(source, target, watch);
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
