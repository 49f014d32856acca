//! How a line is read: units, what they show, what is set aside.
//!
//! A line is a unit (a longer one is cut into units of 64 KB, or a little less). Whether it shows the other script is
//! known only when it has been read; so it is read as the line before it was, and again where that proves wrong.

use super::blind::{Chunk, Long, Short};
use super::front::{Front, Run, floor};
use super::judge::{Left, PlanJudge, Scratch, Stop};
use super::plan::{Options, Plan, Reading};
use super::protect::{self, Protect};
use super::trace::Watch;
use crate::data::concept::PLACES;
use crate::table::plans::{Mode, flag};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::ops::Range;

/// The most bytes of a line that are judged together.
pub const UNIT: usize = 64 * 1024;
/// How far beyond that is looked for the end of a protected span.
const AHEAD: usize = 4096;

/// What of a line has been read, where it is longer than a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineState {
    seen: u32,
    foreign_words: bool,
}

impl Plan<'_> {
    /// The end of the unit that begins at `at`. A text that goes on may be longer than this tells only if the unit is the
    /// text's last.
    pub fn unit_end(&self, text: &str, at: usize) -> usize {
        let most = text.len().min(at + UNIT);
        match memchr::memchr(b'\n', text.as_bytes().get(at..most).unwrap_or_default()) {
            Some(found) => at + found + 1,
            None if most == text.len() => most,
            None => self.cut_beside_spans(text, at, self.cut(text, at, floor(text, most))),
        }
    }

    /// The last begin of a unit that does not depend on what follows the text; 0 where there is none.
    #[cfg(feature = "std")]
    pub fn boundary(&self, text: &str) -> usize {
        let mut at = text.rfind('\n').map_or(0, |at| at + 1);
        if at > 0 {
            return at;
        }
        while text.len() - at > UNIT + AHEAD + 4 {
            at = self.unit_end(text, at);
        }
        at
    }

    /// A cut, or the begin of the protected span that reaches across it.
    fn cut_beside_spans(&self, text: &str, at: usize, cut: usize) -> usize {
        let end = floor(text, text.len().min(cut + AHEAD));
        let end =
            memchr::memchr(b'\n', text.as_bytes().get(cut..end).unwrap_or_default()).map_or(end, |line| cut + line);
        let spans = protect::spans(text, at..end, Protect::all(), &[]);
        let across = spans.iter().find(|span| span.start < cut && cut < span.end);
        across.map(|span| span.start).filter(|&start| start > at).unwrap_or(cut)
    }

    /// Where a line is cut that is longer than a unit: where no key spans, not inside a run of ASCII, and not before what
    /// may join the character before; at `most` where there is no such place near.
    fn cut(&self, text: &str, at: usize, most: usize) -> usize {
        const FARTHEST: usize = 4096;
        let mut cut = most;
        loop {
            cut = self.front.cut_before(text, cut, at);
            let before = text.get(at..cut).and_then(|text| text.chars().next_back());
            let (Some(before), Some(after)) = (before, text.get(cut..).and_then(|text| text.chars().next())) else {
                return most;
            };
            let joins = self.flags(after) & flag::JOINS != 0 || matches!(after.len_utf8(), 2 | 4);
            if most - cut > FARTHEST {
                return most;
            }
            let in_ascii = before.is_ascii_graphic() && after.is_ascii_graphic();
            if !joins && !in_ascii {
                return cut;
            }
            cut -= before.len_utf8();
        }
    }

    /// Converts text that begins at a unit's begin; `watch` is told of every change.
    pub fn convert<'a, W: Watch>(
        &self,
        text: &'a str,
        options: &Options,
        protected: &[Range<usize>],
        state: &mut LineState,
        watch: &mut W,
    ) -> Cow<'a, str> {
        // No key is ASCII alone; this spares such text all buffers.
        if text.is_ascii() {
            if text.contains('\n') {
                *state = LineState::default();
            }
            return Cow::Borrowed(text);
        }
        // To clear a large buffer would cost a short text more than all the rest.
        if text.len() <= Short::LONGEST {
            self.convert_by(Short::new, text, options, protected, state, watch)
        } else {
            self.convert_by(Long::new, text, options, protected, state, watch)
        }
    }

    #[inline(always)]
    fn convert_by<'a, W: Watch, const BYTES: usize, const EVENTS: usize>(
        &self,
        chunk: fn() -> Chunk<BYTES, EVENTS>,
        text: &'a str,
        options: &Options,
        protected: &[Range<usize>],
        state: &mut LineState,
        watch: &mut W,
    ) -> Cow<'a, str> {
        let mut run = Run::new(text, chunk());
        let (mut scratch, mut left) = (Scratch::default(), Vec::new());
        let prior = options.from.is_some_and(|from| from.script() != self.script);
        let protected = protect::apart(protected.to_vec());
        let mut units = Units { plan: self, options, protected: &protected, prior, guess: None };
        let mut at = 0;
        while at < text.len() {
            let end = self.unit_end(text, at);
            units.convert(&mut run, at, end, state, watch, &mut scratch, &mut left);
            if text.as_bytes().get(end - 1) == Some(&b'\n') {
                *state = LineState::default();
            }
            at = end;
        }
        run.finish()
    }

    /// What the first characters show, as far as the first that shows something.
    fn glance(&self, text: &str, at: usize) -> u32 {
        const FARTHEST: usize = 16;
        let mut flags = text.get(at..).unwrap_or_default().chars().take(FARTHEST).map(|c| self.flags(c));
        flags.find(|flags| flags & (flag::HANS | flag::HANT) != 0).unwrap_or(0)
    }

    /// The flags of a unit's characters outside some spans.
    fn flags_beside(&self, text: &str, unit: Range<usize>, spans: &mut [Range<usize>]) -> u32 {
        spans.sort_by_key(|span| span.start);
        let mut at = unit.start;
        let mut flags = 0;
        let end = unit.end..unit.end;
        for span in spans.iter().chain([&end]) {
            let piece = text.get(at..span.start).unwrap_or_default();
            flags |= piece.chars().fold(0, |flags, c| flags | self.flags(c));
            at = at.max(span.end);
        }
        flags
    }
}

/// The units of one call.
struct Units<'r, 't> {
    plan: &'r Plan<'t>,
    options: &'r Options,
    /// The caller's ranges, sorted and apart.
    protected: &'r [Range<usize>],
    prior: bool,
    /// How the last unit was read.
    guess: Option<Mode>,
}

impl<'t> Units<'_, 't> {
    #[expect(clippy::too_many_arguments, reason = "what a call keeps from unit to unit")]
    #[inline(always)]
    fn convert<W: Watch, const BYTES: usize, const EVENTS: usize>(
        &mut self,
        run: &mut Run<'_, BYTES, EVENTS>,
        start: usize,
        end: usize,
        state: &mut LineState,
        watch: &mut W,
        scratch: &mut Scratch<'t>,
        left: &mut Vec<Left>,
    ) {
        let mut replaced = Vec::new();
        let plan = self.plan;
        let (mark, told) = (run.mark(), watch.mark());
        let first = plan.mode(state.seen, self.prior);
        let guess = || self.guess.unwrap_or_else(|| plan.mode(plan.glance(run.text(), start), self.prior));
        let mut mode = if state.seen & plan.other() != 0 { first } else { guess() };
        let mut sure = false;
        let mut spans = (!self.named(start, end).is_empty()).then(|| self.spans(run.text(), start..end));
        loop {
            left.clear();
            replaced.clear();
            let reading =
                Reading { mode, sure, spans_known: spans.is_some(), prior: self.prior, without: self.options.without };
            let (seen, foreign_words) = (state.seen, state.foreign_words);
            let replaced = &mut replaced;
            let mut judge = PlanJudge { plan, text: run.text(), reading, seen, foreign_words, replaced, left, scratch };
            let front = plan.front_for(&reading, W::LISTENS);
            let read = read(run, &front, &mut judge, watch, start, end, spans.as_deref().unwrap_or_default());
            // What was read shows another mode only now, where it is longer than a chunk or parted by spans.
            let read = read.and_then(|()| {
                if !judge.replaced.is_empty() {
                    // What is replaced is spent: it does not show the plan's own script.
                    judge.replaced.extend(spans.iter().flatten().cloned());
                    let rest = plan.flags_beside(run.text(), start..end, judge.replaced);
                    let own = flag::HANS | flag::HANT;
                    judge.seen = judge.seen & (!own | plan.other()) | (state.seen | rest) & own;
                }
                let right = plan.mode(judge.seen, self.prior);
                let wrong = if right == Mode::Shown { Stop::Prior } else { Stop::Quiet };
                if sure || right == mode { Ok((judge.seen, judge.foreign_words)) } else { Err(wrong) }
            });
            match read {
                Ok((seen, foreign_words)) => {
                    *state = LineState { seen, foreign_words };
                    self.guess = Some(mode);
                    break;
                }
                Err(Stop::Shown) => {
                    (mode, sure) = (Mode::Shown, true);
                    state.seen |= plan.other();
                }
                Err(Stop::Prior) => (mode, sure) = (Mode::Shown, true),
                Err(Stop::Quiet) => mode = Mode::Quiet,
                Err(Stop::Spans) => {
                    spans = Some(self.spans(run.text(), start..end));
                }
            }
            run.back_to(mark);
            watch.back_to(told);
        }
        if W::LISTENS && self.is_foreign(state) {
            left.iter().for_each(|form| watch.ambiguous(form.source.clone(), &form.concepts));
        }
    }

    /// What is protected in a unit.
    fn spans(&self, text: &str, unit: Range<usize>) -> Vec<Range<usize>> {
        let named = self.named(unit.start, unit.end);
        protect::spans(text, unit, self.options.protect, named)
    }

    /// The caller's ranges in a unit.
    fn named(&self, start: usize, end: usize) -> &[Range<usize>] {
        let first = self.protected.partition_point(|range| range.end <= start);
        let rest = self.protected.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|range| range.start < end)).unwrap_or_default()
    }

    /// Whether a line comes from another place: it shows it, or the caller said so.
    fn is_foreign(&self, state: &LineState) -> bool {
        let from = self.options.from.is_some_and(|from| {
            let place = from.place().and_then(|place| PLACES.iter().position(|&other| other == place));
            from.script() != self.plan.script || place.is_some() && place != self.plan.place
        });
        from || state.foreign_words || state.seen & self.plan.other() != 0
    }
}

/// Reads a unit, piece by piece between the spans.
fn read<W: Watch, const BYTES: usize, const EVENTS: usize>(
    run: &mut Run<'_, BYTES, EVENTS>,
    front: &Front<'_>,
    judge: &mut PlanJudge<'_, '_>,
    watch: &mut W,
    start: usize,
    end: usize,
    spans: &[Range<usize>],
) -> Result<(), Stop> {
    let mut at = start;
    for span in spans {
        run.piece(front, judge, watch, at, span.start)?;
        run.untouched(watch, span.clone());
        at = span.end;
    }
    run.piece(front, judge, watch, at, end)
}
