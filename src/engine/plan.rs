//! Our own plans: to one place's script and words, from any source, line by line.
//!
//! A line is a unit (a longer one is cut into units of 64 KB, or a little less). Whether it shows the other script is
//! known only when it has been read; so it is read as the line before it was, and again where that proves wrong.

use super::blind::{Blind, Chunk, Long, Short};
use super::detect::{self, Counts};
use super::front::{Front, Run, floor};
use super::judge::{Left, PlanJudge, Scratch, Stop};
use super::protect::{self, Protect};
use super::trace::Watch;
use crate::data::concept::PLACES;
use crate::data::{Layer, Locale, Place, Script};
use crate::table::chars::{CharMap, FrontPages, Mapped};
use crate::table::concepts::Concepts;
use crate::table::index::PairIndex;
use crate::table::pairs::PairSet;
use crate::table::plans::{Glyphs, Maps, Mode, anchor, flag};
use crate::table::words::{Words, Writes};
use crate::table::{Section, Table};
use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::ops::Range;

/// The most bytes of a line that are judged together.
pub const UNIT: usize = 64 * 1024;

/// A plan over a table: views of the table's sections, nothing copied.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'t> {
    front: Front<'t>,
    modes: [ModeTables<'t>; 2],
    /// As Quiet, but nothing is changed: for layers that are off.
    bare: ModeTables<'t>,
    fold: CharMap<'t>,
    /// From OpenCC's Traditional to the plan's glyphs.
    pub glyphs: Option<CharMap<'t>>,
    pub words: Words<'t>,
    pub concepts: Concepts<'t>,
    standard: Glyphs,
    pub script: Script,
    /// The place's number, if words are to be its own.
    pub place: Option<usize>,
}

/// What differs by mode.
#[derive(Clone, Copy, Debug)]
struct ModeTables<'t> {
    pages: &'t FrontPages,
    ascii: &'t [[u8; 4]; 128],
    map: CharMap<'t>,
    bits: u32,
}

/// What the caller wants beside the target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Where text comes from that does not show it.
    pub from: Option<Locale>,
    /// The layers that are off, a bit each by its number.
    pub without: u32,
    pub protect: Protect,
}

/// How a unit is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub mode: Mode,
    /// Nothing can change the mode any more.
    pub sure: bool,
    /// What is protected has been set aside.
    pub spans_known: bool,
    /// Lines that show nothing are of the other script.
    pub prior: bool,
    pub without: u32,
}

/// What of a line has been read, where it is longer than a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineState {
    seen: u32,
    foreign_words: bool,
}

/// The glyphs in which a locale is written.
fn standard(locale: Locale) -> Glyphs {
    match (locale.script(), locale.place()) {
        (Script::Hans, _) => Glyphs::Simplified,
        (Script::Hant, Some(Place::HK | Place::MO)) => Glyphs::HongKong,
        (Script::Hant, _) => Glyphs::Taiwan,
    }
}

impl<'t> Plan<'t> {
    /// The plan that writes a locale, if the table has our sections.
    pub fn new(table: Table<'t>, locale: Locale) -> Option<Self> {
        let (script, standard) = (locale.script(), standard(locale));
        let place = locale.place().and_then(|place| PLACES.iter().position(|&other| other == place));
        let maps = Maps::new(table);
        let fold = maps.fold()?;
        let tables = |mode| {
            let evidence = if script == Script::Hant && mode == Mode::Quiet { anchor::EVIDENCE } else { 0 };
            let spelled = |place| if mode == Mode::Shown { anchor::spelled(place) } else { 0 };
            let words = place.map_or(0, |place| anchor::replaced(place) | spelled(place));
            let bits = anchor::phrase(standard, mode) | evidence | words;
            let (pages, ascii) = (maps.front(standard, mode)?, maps.ascii(standard, mode)?);
            Some(ModeTables { pages, ascii, map: maps.map(standard, mode)?, bits })
        };
        let modes = [tables(Mode::Quiet)?, tables(Mode::Shown)?];
        let [quiet, _] = modes;
        // Towards Simplified no line is changed that does not show Traditional.
        let bare = (Glyphs::Simplified, Mode::Quiet);
        let (pages, ascii) = (maps.front(bare.0, bare.1)?, maps.ascii(bare.0, bare.1)?);
        let bare = ModeTables { pages, ascii, map: maps.map(bare.0, bare.1)?, ..quiet };
        let slots = |section| PairIndex { slots: table.section(section).as_chunks().0 };
        let blind = Blind {
            pages: quiet.pages,
            blocks: table.section(Section::Blocks).as_chunks().0,
            ascii: quiet.ascii,
            anchors: slots(Section::PlanAnchors),
            bits: quiet.bits,
            fold: Some(fold),
        };
        Some(Plan {
            front: Front { blind, inner: PairSet { bits: table.section(Section::PlanInner) } },
            modes,
            bare,
            fold,
            glyphs: maps.glyphs(standard),
            words: Words { index: slots(Section::WordsIndex), bytes: table.section(Section::Words) },
            concepts: Concepts { bytes: table.section(Section::Concepts) },
            standard,
            script,
            place,
        })
    }

    /// The tables of a mode, without the layers that are off.
    fn tables(&self, mode: Mode, without: u32) -> ModeTables<'t> {
        let [quiet, shown] = self.modes;
        let off = |layer: Layer| without >> layer.number() & 1 == 1;
        match mode {
            _ if without != 0 && off(Layer::Script) => self.bare,
            Mode::Quiet if without != 0 && off(Layer::Variant) => self.bare,
            Mode::Quiet => quiet,
            Mode::Shown => shown,
        }
    }

    /// The fast loop for a reading; with guarded forms where somebody listens.
    fn front(&self, reading: &Reading, listens: bool) -> Front<'t> {
        let tables = self.tables(reading.mode, reading.without);
        let guarded = self.place.filter(|_| listens).map_or(0, anchor::guarded);
        let ModeTables { pages, ascii, bits, .. } = tables;
        let blind = Blind { pages, ascii, bits: bits | guarded, ..self.front.blind };
        Front { blind, ..self.front }
    }

    /// What single characters become in a reading.
    pub fn map(&self, reading: &Reading) -> CharMap<'t> {
        self.tables(reading.mode, reading.without).map
    }

    /// The flag of characters that show the other script than the plan's.
    pub fn other(&self) -> u32 {
        if self.script == Script::Hant { flag::HANS } else { flag::HANT }
    }

    /// How a line is to be read that has these flags.
    pub fn mode(&self, seen: u32, prior: bool) -> Mode {
        let own = flag::HANS | flag::HANT;
        if seen & self.other() != 0 || prior && seen & own == 0 { Mode::Shown } else { Mode::Quiet }
    }

    /// Whether a phrase's text is for the plan's glyphs.
    pub fn says(&self, writes: Writes) -> bool {
        match writes {
            Writes::Traditional => self.script == Script::Hant,
            Writes::Taiwan => self.standard == Glyphs::Taiwan,
            Writes::HongKong => self.standard == Glyphs::HongKong,
            Writes::Simplified => self.standard == Glyphs::Simplified,
        }
    }

    /// The character that stands for all that keys take for equal.
    #[inline]
    pub fn fold(&self, c: char) -> char {
        match self.fold.get(c) {
            Mapped::Same => c.to_ascii_lowercase(),
            Mapped::Char(c, _) => c,
            Mapped::Text(text, _) => text.chars().next().unwrap_or(c),
        }
    }

    /// What a character shows (`table::plans::flag`).
    pub fn flags(&self, c: char) -> u32 {
        self.bare.map.word(c)
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

    /// How often a text shows which script and place.
    pub fn counts(&self, text: &str) -> Counts {
        detect::counts(self, text)
    }

    /// Whether a text, folded, is the key of so many bytes that a folded text begins with.
    pub fn is_key(&self, text: &str, folded: &[u8], len: usize) -> bool {
        let mut at = 0;
        for c in text.chars() {
            let mut buffer = [0; 4];
            let c = self.fold(c).encode_utf8(&mut buffer).as_bytes();
            if folded.get(at..at + c.len()) != Some(c) {
                return false;
            }
            at += c.len();
        }
        at == len
    }

    /// What the plan writes for a concept.
    pub fn written(&self, concept: u16) -> Option<&'t str> {
        self.concepts.written(concept, self.place?, self.script)
    }

    /// The end of the unit that begins at `at`. A text that goes on may be longer than this tells only if the unit is the
    /// text's last.
    pub fn unit_end(&self, text: &str, at: usize) -> usize {
        let most = text.len().min(at + UNIT);
        match memchr::memchr(b'\n', text.as_bytes().get(at..most).unwrap_or_default()) {
            Some(found) => at + found + 1,
            None if most == text.len() => most,
            None => self.cut(text, at, floor(text, most)),
        }
    }

    /// The last begin of a unit that does not depend on what follows the text; 0 where there is none.
    #[cfg(feature = "std")]
    pub fn boundary(&self, text: &str) -> usize {
        let mut at = text.rfind('\n').map_or(0, |at| at + 1);
        if at > 0 {
            return at;
        }
        // One character more is looked at than a unit holds.
        while text.len() - at > UNIT + 4 {
            at = self.unit_end(text, at);
        }
        at
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
        let mut units = Units { plan: self, options, protected, prior, guess: None };
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
}

/// The units of one call.
struct Units<'r, 't> {
    plan: &'r Plan<'t>,
    options: &'r Options,
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
        let mut spans = self
            .named(start, end)
            .then(|| protect::spans(run.text(), start..end, self.options.protect, self.protected));
        loop {
            left.clear();
            replaced.clear();
            let reading =
                Reading { mode, sure, spans_known: spans.is_some(), prior: self.prior, without: self.options.without };
            let (seen, foreign_words) = (state.seen, state.foreign_words);
            let replaced = &mut replaced;
            let mut judge = PlanJudge { plan, text: run.text(), reading, seen, foreign_words, replaced, left, scratch };
            let front = plan.front(&reading, W::LISTENS);
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
                    spans = Some(protect::spans(run.text(), start..end, self.options.protect, self.protected));
                }
            }
            run.back_to(mark);
            watch.back_to(told);
        }
        if W::LISTENS && self.is_foreign(state) {
            left.iter().for_each(|form| watch.ambiguous(form.source.clone(), &form.concepts));
        }
    }

    /// Whether the caller names a range in a unit.
    fn named(&self, start: usize, end: usize) -> bool {
        self.protected.iter().any(|range| range.start < end && start < range.end)
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
