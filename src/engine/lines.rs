//! How a line is read: units, what they show, what is set aside.
//!
//! A line is a unit (a longer one is [cut](super::units) into units of 64 KB, or a little less). Whether it shows the
//! other script is known only when it has been read; so it is read as the line before it was, and again where that proves wrong.

use super::blind::{Long, Short};
use super::front::Run;
use super::judge::{Found, PlanJudge, Scratch, Stop, UNUSUAL};
use super::options::Options;
use super::plan::{Plan, Reading};
use super::protect;
use super::trace::{Decision, KeptData, Watch};
use super::user::{Does, Hit, UserWords};
use crate::data::ideograph::is_ideograph;
use crate::table::plans::{Mode, flag};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// What the caller says of a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'g> {
    /// Ranges that are left alone, in any order.
    pub protected: &'g [Range<usize>],
    /// What was left and has been decided since, in the order of the text.
    pub decided: &'g [Decision],
}

/// What of a line has been read, where it is longer than a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineState {
    seen: u32,
    /// The places that words come from which were replaced, a bit each.
    foreign_words: Option<u8>,
}

impl Plan<'_> {
    /// Converts text that begins at a unit's begin; `watch` is told of every change.
    pub fn convert<'a, W: Watch>(
        &self,
        text: &'a str,
        options: &Options,
        given: Given<'_>,
        state: &mut LineState,
        watch: &mut W,
    ) -> Cow<'a, str> {
        self.convert_in(&mut String::new(), text, options, given, state, watch)
    }

    /// The same in memory that a caller has; what that holds is lost.
    pub fn convert_in<'a, W: Watch>(
        &self,
        room: &mut String,
        text: &'a str,
        options: &Options,
        given: Given<'_>,
        state: &mut LineState,
        watch: &mut W,
    ) -> Cow<'a, str> {
        // No built-in key is ASCII alone; this spares such text all buffers.
        if text.is_ascii() && !options.user.as_ref().is_some_and(|user| user.has_ascii()) {
            if text.contains('\n') {
                *state = LineState::default();
            }
            return Cow::Borrowed(text);
        }
        // To clear a large buffer would cost a short text more than all the rest.
        if text.len() <= Short::LONGEST {
            self.convert_by(Run::new(text, Short::new(), room), options, given, state, watch).finish(room)
        } else {
            self.convert_by(Run::new(text, Long::new(), room), options, given, state, watch).finish(room)
        }
    }

    #[inline(always)]
    fn convert_by<'a, W: Watch, const BYTES: usize, const EVENTS: usize>(
        &self,
        run: Run<'a, BYTES, EVENTS>,
        options: &Options,
        given: Given<'_>,
        state: &mut LineState,
        watch: &mut W,
    ) -> Run<'a, BYTES, EVENTS> {
        let text = run.text();
        let mut units = Units {
            plan: self,
            options,
            protected: if given.protected.is_empty() { Vec::new() } else { protect::apart(given.protected.to_vec()) },
            decided: given.decided,
            user: options.user.as_deref(),
            next_hit: None,
            prior: options.from.is_some_and(|from| from.script() != self.script),
            guess: None,
            alone: 0,
            in_vain: 0,
            strays: false,
            cantonese: false,
            foreign: None,
            run,
            watch,
            found: Found::default(),
            scratch: Scratch::default(),
        };
        let mut at = 0;
        while at < text.len() {
            let guess = units.guess.unwrap_or_else(|| self.mode(state.seen | self.glance(text, at), units.prior));
            units.guess = Some(guess);
            let lines = if *state == LineState::default() { units.lines(at, guess) } else { at };
            if lines > at {
                at = lines;
                continue;
            }
            let end = self.unit_end(text, at, units.user);
            units.convert(at, end, guess, state);
            if text.as_bytes().get(end - 1) == Some(&b'\n') {
                *state = LineState::default();
            }
            at = end;
        }
        units.run
    }

    /// What the first characters show, as far as the first that shows something.
    fn glance(&self, text: &str, at: usize) -> u32 {
        const FARTHEST: usize = 16;
        let mut flags = text.get(at..).unwrap_or_default().chars().take(FARTHEST).map(|c| self.flags(c));
        flags.find(|flags| flags & (flag::HANS | flag::HANT) != 0).unwrap_or(0)
    }

    /// Whether a line shows the other script in a character outside some spans, which are sorted.
    fn shows_other_beside(&self, text: &str, at: usize, spans: &[Range<usize>]) -> bool {
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let line = text.get(start..).unwrap_or_default().char_indices().take_while(|(_, c)| *c != '\n');
        let mut shows = line.filter(|&(_, c)| self.flags(c) & self.other() != 0).map(|(offset, _)| start + offset);
        shows.any(|at| !spans.iter().any(|span| span.contains(&at)))
    }

    /// The flags of a unit's characters outside some spans, in any order.
    fn flags_beside(&self, text: &str, unit: Range<usize>, reading: &Reading, mut spans: Vec<Range<usize>>) -> u32 {
        spans.push(unit.end..unit.end);
        spans.sort_by_key(|span| span.start);
        let map = self.map(reading);
        let (mut at, mut flags) = (unit.start, 0);
        for span in spans {
            let piece = text.get(at..span.start).unwrap_or_default();
            flags |= piece.chars().fold(0, |flags, c| flags | map.word(c));
            at = at.max(span.end);
        }
        flags
    }
}

/// What nothing built in touches in a unit.
#[derive(Clone, Debug, Default)]
struct Aside {
    /// What is protected, and the caller's words: sorted, apart.
    spans: Vec<Range<usize>>,
    /// The latter.
    hits: Vec<Hit>,
    /// Where no built-in word is written, and where a word of the caller's stands or is written: sorted, apart.
    bars: Vec<Range<usize>>,
    bar_rows: Vec<u32>,
    user_words: Vec<Range<usize>>,
}

/// One call: what it converts by, and what it keeps from unit to unit.
struct Units<'r, 't, 'a, W, const BYTES: usize, const EVENTS: usize> {
    plan: &'r Plan<'t>,
    options: &'r Options,
    /// The caller's ranges, sorted and apart.
    protected: Vec<Range<usize>>,
    decided: &'r [Decision],
    user: Option<&'r UserWords>,
    /// Where the caller's next word stands, and where its line begins, as far as that is known.
    next_hit: Option<(usize, usize)>,
    /// Lines that show nothing are of the other script.
    prior: bool,
    /// How the next unit is read first: as most before it.
    guess: Option<Mode>,
    /// As far as this lines are read by themselves: read together they proved to be other than that.
    alone: usize,
    /// How many more bytes were read together in vain than with success: where most are, to try it costs more than it spares.
    in_vain: usize,
    /// The last unit proved to be other than that.
    strays: bool,
    /// The last unit was Cantonese.
    cantonese: bool,
    /// It was in the plan's script, and came from these places.
    foreign: Option<u8>,
    run: Run<'a, BYTES, EVENTS>,
    watch: &'r mut W,
    found: Found,
    scratch: Scratch<'t>,
}

/// Tells what is kept, if it is such as could be converted.
fn tell_kept(watch: &mut impl Watch, text: &str, kept: KeptData) {
    if text.get(kept.source.clone()).is_some_and(|text| text.contains(is_ideograph)) {
        watch.kept(kept);
    }
}

impl<W: Watch, const BYTES: usize, const EVENTS: usize> Units<'_, '_, '_, W, BYTES, EVENTS> {
    /// Converts several lines at once, as far as they are plain and read rightly at first; returns where they end.
    #[inline(always)]
    fn lines(&mut self, start: usize, mode: Mode) -> usize {
        // A line of the plan's own script comes from elsewhere if words show it: each has to be seen by itself.
        let is_foreign = mode == Mode::Quiet && (self.foreign.is_some() || self.plan.is_careful(self.options.from));
        if W::LISTENS || !self.protected.is_empty() || is_foreign || start < self.alone {
            return start;
        }
        let (_, most) = self.next_hit(start);
        if most <= start {
            return start;
        }
        let Units { plan, run, watch, found, scratch, prior, .. } = self;
        let (mark, prior) = (run.mark(), *prior);
        let (cantonese, &Options { without, from, style, .. }) = (self.cantonese, self.options);
        let places = plan.places((mode == Mode::Shown, mode == Mode::Quiet), None, from);
        let careful = plan.is_careful(from);
        let quotes = plan.quotes(places, without);
        let reading = Reading { mode, prior, places, careful, quotes, cantonese, without, style, ..Reading::default() };
        found.begin(0, None);
        let mut judge = PlanJudge::new(plan, run.text(), start..run.text().len(), &[], &reading, found, scratch);
        // A line that shows nothing may be changed because the caller said so: that is judged with more care.
        let is_by_prior = |seen| mode == Mode::Shown && prior && seen & plan.other() == 0;
        let fit = |seen| seen & UNUSUAL == 0 && plan.is_as_read(seen, &reading) && !is_by_prior(seen);
        let (end, judged) = run.lines(&plan.front_for(&reading, false), &mut judge, *watch, start..most, fit);
        // What was replaced may have been all that a line showed.
        let text = run.text();
        let shows_beside =
            |word: &Range<usize>| mode == Mode::Shown && plan.shows_other_beside(text, word.start, &found.replaced);
        // What lines come from is known better by their words.
        let words = Some(found.word_places).filter(|_| found.foreign_words);
        let is_narrower = words.is_some_and(|words| places.is_none_or(|places| !found.agree(places, places & words)));
        let is_right = !found.stays && !is_narrower && found.replaced.iter().all(shows_beside);
        if judged.is_ok() && is_right {
            self.strays = false;
            self.in_vain = self.in_vain.saturating_sub(end - start);
            return end;
        }
        run.back_to(mark);
        self.alone = end + self.in_vain.saturating_sub(end - start);
        self.in_vain += end - start;
        start
    }

    /// Where the caller's next word stands that does not begin before a place, and where its line begins.
    fn next_hit(&mut self, start: usize) -> (usize, usize) {
        let text = self.run.text();
        let Some(user) = self.user else { return (text.len(), text.len()) };
        match self.next_hit.filter(|&(hit, _)| hit >= start) {
            Some(known) => known,
            None => {
                let found = user.first(self.plan, text, start);
                let line = |hit| text.get(start..hit).and_then(|before| before.rfind('\n'));
                let next = found.map(|hit| (hit, line(hit).map_or(start, |end| start + end + 1)));
                *self.next_hit.insert(next.unwrap_or((text.len(), text.len())))
            }
        }
    }

    /// Reads a unit until it was read rightly.
    #[inline(always)]
    fn convert(&mut self, start: usize, end: usize, guess: Mode, state: &mut LineState) {
        let plan = self.plan;
        let (mark, told) = (self.run.mark(), self.watch.mark());
        let (mut mode, mut sure, mut shows, mut stays, mut known_places) = (guess, false, None, false, None);
        let may_hit = self.next_hit(start).0 < end;
        let mut aside = (may_hit || !self.named(start, end).is_empty()).then(|| self.aside(start..end));
        loop {
            let (prior, without) = (self.prior, self.options.without);
            let cantonese = self.cantonese;
            let spans_known = aside.is_some();
            let guessed = match mode {
                Mode::Shown => plan.places((true, false), None, self.options.from),
                Mode::Quiet => self.foreign.or(plan.places((false, true), None, self.options.from)),
            };
            let careful = stays || plan.is_careful(self.options.from);
            let (places, places_known) = (known_places.unwrap_or(guessed), known_places.is_some());
            let reading = Reading {
                quotes: plan.quotes(places, without),
                mode,
                sure,
                spans_known,
                prior,
                shows,
                stays,
                places,
                places_known,
                careful,
                cantonese,
                without,
                style: self.options.style,
            };
            let mut places_found = None;
            match self.read(&reading, start, end, aside.as_ref().unwrap_or(&Aside::default()), state) {
                Ok(()) => break,
                Err(Stop::ShownByPhrase) => {
                    (mode, sure) = (Mode::Shown, true);
                    state.seen |= plan.other();
                }
                Err(Stop::Shown | Stop::Prior) => (mode, sure) = (Mode::Shown, true),
                Err(Stop::Shows(whether)) => shows = Some(whether),
                Err(Stop::Quiet) => mode = Mode::Quiet,
                Err(Stop::Stays) => (stays, places_found) = (true, known_places),
                Err(Stop::Places(places)) => places_found = Some(places),
                Err(Stop::Cantonese(is)) => (self.cantonese, places_found) = (is, known_places),
                Err(Stop::Spans) => (aside, places_found) = (Some(self.aside(start..end)), known_places),
            }
            // Read otherwise, it may come from elsewhere.
            known_places = places_found;
            self.run.back_to(mark);
            self.watch.back_to(told);
        }
        if mode == Mode::Quiet {
            let from = self.options.from;
            self.foreign = state.foreign_words.and_then(|words| plan.places((false, true), Some(words), from));
        }
        if mode == guess {
            self.strays = false;
        } else if core::mem::replace(&mut self.strays, true) {
            (self.guess, self.strays) = (Some(mode), false);
        }
        if W::LISTENS && self.is_foreign(state) {
            let Units { found, watch, .. } = self;
            found.left.sort_by_key(|left| left.source.start);
            found.left.iter().for_each(|form| watch.ambiguous(form.source.clone(), &form.alternatives));
        }
    }

    /// Reads a unit once, piece by piece between the spans; says if it must be read otherwise.
    #[inline(always)]
    fn read(
        &mut self,
        reading: &Reading,
        start: usize,
        end: usize,
        Aside { spans, hits, bars, bar_rows, user_words }: &Aside,
        state: &mut LineState,
    ) -> Result<(), Stop> {
        let Units { plan, run, watch, found, scratch, decided, user, .. } = self;
        let front = plan.front_for(reading, W::LISTENS);
        found.begin(state.seen, state.foreign_words);
        let text = run.text();
        let mut judge = PlanJudge::new(plan, text, start..end, spans, reading, found, scratch);
        (judge.decided, judge.bars, judge.user_words) = (*decided, bars, user_words);
        if W::LISTENS {
            let barred = bars.iter().zip(bar_rows).map(|(bar, &row)| (bar.clone(), Some(row)));
            barred.for_each(|(source, row)| tell_kept(*watch, text, KeptData { source, row, barred: true }));
        }
        let mut at = start;
        let mut hits = hits.iter().peekable();
        for span in spans {
            run.piece(&front, &mut judge, *watch, at, span.start)?;
            let hit = hits.next_if(|hit| hit.span == *span);
            let row = hit.and_then(|hit| Some((hit.does, hit.row, (*user)?.row(hit.row)?)));
            if W::LISTENS && row.is_none_or(|(does, ..)| does == Does::Keep) {
                tell_kept(
                    *watch,
                    run.text(),
                    KeptData { source: span.clone(), row: row.map(|(_, row, _)| row), barred: false },
                );
            }
            match row.filter(|&(does, ..)| does == Does::Write) {
                Some((_, number, row)) => {
                    // As of words that are replaced, what shows the other script counts; of its own a second pass finds none.
                    // Where lines that show nothing are of the other script it is not needed, and a second pass finds none.
                    let text = run.text().get(span.clone()).filter(|_| !reading.prior).unwrap_or_default();
                    judge.found.seen |= text.chars().fold(0, |flags, c| flags | plan.flags(c)) & plan.other();
                    run.replaced(*watch, span.clone(), &row.written, number);
                }
                None => run.untouched(*watch, span.clone()),
            }
            at = span.end;
        }
        run.piece(&front, &mut judge, *watch, at, end)?;
        if !found.replaced.is_empty() {
            // What is replaced is spent: it does not show the plan's own script.
            let beside = found.replaced.iter().chain(spans).cloned().collect();
            let rest = plan.flags_beside(run.text(), start..end, reading, beside);
            let own = flag::HANS | flag::HANT;
            let is_spent = reading.mode == Mode::Shown && rest & plan.other() == 0 && state.seen & plan.other() == 0;
            if is_spent && reading.shows != Some(false) {
                return Err(Stop::Shows(false));
            }
            found.seen = found.seen & (!own | plan.other()) | (state.seen | rest) & own;
        }
        let words = Some(found.word_places).filter(|_| found.foreign_words);
        let shows_other = reading.shows.unwrap_or(found.seen & plan.other() != 0);
        let shows_own = found.seen & (flag::HANS | flag::HANT) & !plan.other() != 0;
        let places = plan.places((shows_other, shows_own), words, self.options.from);
        let has_quotes = found.seen & flag::QUOTES != 0;
        let is_quoted_rightly = !has_quotes || reading.quotes == plan.quotes(places, reading.without);
        let is_right = is_quoted_rightly && found.is_asked_rightly(reading, places);
        if plan.place.is_some() && !reading.places_known && !is_right {
            return Err(Stop::Places(places));
        }
        if found.by_prior && reading.shows.is_none() && found.seen & plan.other() != 0 {
            return Err(Stop::Shows(true));
        }
        // What was read may show another mode only now, where it is longer than a chunk or parted by spans.
        match plan.mode(found.seen, reading.prior) {
            right if reading.sure || right == reading.mode => {
                let cantonese = plan.is_cantonese(found.seen, reading);
                if cantonese != reading.cantonese {
                    return Err(Stop::Cantonese(cantonese));
                }
                if found.stays && !reading.stays {
                    return Err(Stop::Stays);
                }
                *state = LineState { seen: found.seen, foreign_words: words };
                Ok(())
            }
            Mode::Shown => Err(Stop::Prior),
            Mode::Quiet => Err(Stop::Quiet),
        }
    }

    /// What is set aside in a unit.
    fn aside(&self, unit: Range<usize>) -> Aside {
        let named = self.named(unit.start, unit.end);
        let mut spans = protect::spans(self.run.text(), unit.clone(), self.options.protect, named);
        let hits = self.user.map(|user| user.hits(self.plan, self.run.text(), unit, &spans)).unwrap_or_default();
        let (bars, hits): (Vec<Hit>, Vec<Hit>) = hits.into_iter().partition(|hit| hit.does == Does::Bar);
        if !hits.is_empty() {
            spans.extend(hits.iter().map(|hit| hit.span.clone()));
            spans.sort_by_key(|span| span.start);
        }
        let user_words = hits.iter().map(|hit| hit.span.clone()).collect();
        let bar_rows = bars.iter().map(|bar| bar.row).collect();
        Aside { spans, hits, bars: bars.into_iter().map(|bar| bar.span).collect(), bar_rows, user_words }
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
            let place = from.place().map(|place| place as usize);
            from.script() != self.plan.script || place.is_some() && place != self.plan.place
        });
        from || state.foreign_words.is_some() || state.seen & self.plan.other() != 0
    }
}
