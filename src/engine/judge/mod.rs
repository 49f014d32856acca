//! Judges a window of our own plans: which words stand in it and are replaced ([`words`], [`borders`]), what its other characters become
//! ([`chars`], by their [`neighbours`]), and how that is written ([`write`]).

mod borders;
mod chars;
mod glosses;
mod neighbours;
mod quotes;
mod senses;
mod styles;
mod words;
mod write;

use super::chain::By;
use super::choice::Chooser;
use super::folded::Folded;
use super::front::Judge;
use super::lattice::Candidate;
use super::plan::{Plan, Reading};
use super::quotes::mark;
use super::reason::Reason;
use super::trace::{Alternative, Decision, Watch};
use crate::data::Layer;
use crate::table::chars::CharMap;
use crate::table::plans::{Mode, flag};
use crate::table::styles::Rules;
use crate::table::words::Writes;
use alloc::string::String;
use alloc::vec::Vec;
use chars::is_same;
use core::cell::Cell;
use core::ops::Range;
use write::{layer_of, other_characters};

/// The flags of text that may hold what is protected.
pub const UNUSUAL: u32 = flag::FOREIGN | flag::JOINS;

/// A unit of text has to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It shows the other script by a character.
    Shown,
    /// It does so by a phrase.
    ShownByPhrase,
    /// It shows nothing, and the caller said that it is of the other script.
    Prior,
    /// It shows the other script outside words that are replaced, or it does not.
    Shows(bool),
    /// It does not.
    Quiet,
    /// It comes from some of these places, or shows none, so that no sense decides.
    Places(Option<u8>),
    /// It is Cantonese, or it is not.
    Cantonese(bool),
    /// What it shows of the other script stays.
    Stays,
    /// It may hold what is protected.
    Spans,
}

/// What could be written otherwise.
#[derive(Clone, Debug)]
pub struct Left {
    pub source: Range<usize>,
    pub alternatives: Vec<Alternative>,
}

/// What one reading of a unit has found.
#[derive(Debug, Default)]
pub struct Found {
    /// Flags of all that was read, and of what phrases show.
    pub seen: u32,
    /// Some of it was read as if nothing showed the other script.
    pub by_prior: bool,
    /// Some word of another place was replaced.
    pub foreign_words: bool,
    /// The places that all of them come from, a bit each.
    pub word_places: u8,
    /// Senses that were asked: whose text they read, a bit for each set of places.
    pub asked: u64,
    /// Some of what shows the other script stays as it is.
    pub stays: bool,
    /// Which, where lines that show nothing are of the other script; and what a style writes away.
    pub replaced: Vec<Range<usize>>,
    /// Told only where somebody listens.
    pub left: Vec<Left>,
}

impl Found {
    /// Begins a reading, in a line of which this has been found.
    pub fn begin(&mut self, seen: u32, foreign_words: Option<u8>) {
        (self.seen, self.by_prior, self.stays, self.asked) = (seen, false, false, 0);
        (self.foreign_words, self.word_places) = (foreign_words.is_some(), foreign_words.unwrap_or(u8::MAX));
        self.replaced.clear();
        self.left.clear();
    }
}

impl Found {
    /// Whether all senses that were asked read the text of two sets of places alike.
    pub fn agree(&self, one: u8, other: u8) -> bool {
        (0..64).filter(|set| self.asked >> set & 1 == 1).all(|set: u8| (set & one != 0) == (set & other != 0))
    }

    /// Whether a reading asked the senses as it should have, where a line comes from these places.
    pub fn is_asked_rightly(&self, reading: &Reading, places: Option<u8>) -> bool {
        match (reading.places, places) {
            (Some(read), Some(places)) => self.agree(read, places),
            (Some(_), None) => self.asked == 0,
            (None, places) => places.is_none(),
        }
    }
}

/// One reading of a unit.
pub struct PlanJudge<'r, 't> {
    pub plan: &'r Plan<'t>,
    /// All of the text: a window sees no farther than to the next protected span.
    pub text: &'r str,
    /// Where neighbours count.
    unit: Range<usize>,
    /// What of it is protected.
    spans: &'r [Range<usize>],
    pub reading: &'r Reading,
    /// What single characters become in it.
    pub map: CharMap<'t>,
    pub found: &'r mut Found,
    /// What was left and has been decided since.
    pub decided: &'r [Decision],
    /// Where the caller wants no built-in word: sorted, apart.
    pub bars: &'r [Range<usize>],
    /// Where the caller's words stand or are written: sorted, apart.
    pub user_words: &'r [Range<usize>],
    pub scratch: &'r mut Scratch<'t>,
    /// What the house style prints, if one is named.
    style: Option<Rules<'t>>,
    /// Chooses in this reading, if anything does.
    chooser: Option<&'r Chooser<'t>>,
    /// Nothing shows so far that the line is to be changed: only the caller said so.
    by_prior: bool,
    /// As far as this it is known what its quotation marks become.
    quoted: usize,
}

/// Buffers that a call keeps.
#[derive(Default)]
pub struct Scratch<'t> {
    chars: Vec<Char>,
    /// The window, folded.
    folded: Vec<char>,
    phrases: Vec<Phrase<'t>>,
    keeps: Vec<Keep>,
    words: Vec<Candidate>,
    guarded: Vec<Candidate>,
    /// Those of which a sense has decided what they mean.
    sensed: Vec<Candidate>,
    /// Keys that are none where they stand, from one character to another.
    struck: Vec<Range<usize>>,
    /// Forms that have senses, with the number of these.
    senses: Vec<(Range<usize>, u16)>,
    /// Taken while it is used.
    line: Cell<Folded>,
    /// Phrases that show Simplified as they stand here.
    evidence: Vec<(usize, usize)>,
    /// Quotation marks that change: where each stands in the text, and what it becomes.
    quotes: Vec<(usize, char)>,
    /// For each character the number of the phrase over it, from 1.
    covers: Vec<u32>,
    /// For each character which of its classes is chosen, if it is another than the phrase or the table says.
    chosen: Vec<Option<char>>,
}

/// A character of the window.
#[derive(Clone, Copy, Debug)]
struct Char {
    c: char,
    folded: char,
    /// Where it begins, in bytes of the text.
    at: usize,
}

/// A word that the place writes, or what only looks like others'.
#[derive(Clone, Copy, Debug)]
struct Keep {
    start: usize,
    end: usize,
    /// Phrases may cross its edges.
    open: bool,
    /// The place writes it for what others call otherwise.
    writes: bool,
}

/// A phrase of the script layer, from one character to another.
#[derive(Clone, Copy, Debug)]
struct Phrase<'t> {
    start: usize,
    end: usize,
    writes: Writes,
    text: &'t str,
}

impl<W: Watch> Judge<W> for PlanJudge<'_, '_> {
    type Stop = Stop;
    const READS: bool = true;

    #[inline]
    fn reach(&self, rest: &str) -> usize {
        rest.chars().next().map_or(0, char::len_utf8)
    }

    #[inline]
    fn read(&mut self, seen: u32, last: bool) -> Result<(), Stop> {
        self.found.seen |= seen;
        let shows = self.reading.shows.unwrap_or(self.found.seen & self.plan.other() != 0);
        self.by_prior = self.reading.mode == Mode::Shown && !shows;
        self.found.by_prior |= self.by_prior;
        if seen & UNUSUAL != 0 && !self.reading.spans_known {
            return Err(Stop::Spans);
        }
        match self.reading.mode {
            Mode::Quiet if self.found.seen & self.plan.other() != 0 => Err(Stop::Shown),
            Mode::Shown
                if last && !self.reading.sure && self.plan.mode(self.found.seen, self.reading.prior) == Mode::Quiet =>
            {
                Err(Stop::Quiet)
            }
            _ => Ok(()),
        }
    }

    fn window(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        made: bool,
        out: &mut String,
        watch: &mut W,
    ) -> Result<bool, Stop> {
        self.look_up::<W>(text, start, end);
        self.choose::<W>(end);
        self.cover(end);
        self.choose_chars::<W>();
        if !self.scratch.evidence.is_empty() && self.is_shown() {
            return Err(Stop::ShownByPhrase);
        }
        if made && self.is_as_made() {
            return Ok(false);
        }
        self.write(text, start, end, out, watch);
        Ok(true)
    }

    #[inline]
    fn chooses(&mut self, text: &str, at: usize) -> bool {
        let choice = || {
            let (chooser, c) = (self.chooser?, text.get(at..)?.chars().next()?);
            let record = chooser.choices.find(c)?;
            Some(chooser.choose(record, self.around(at..at + c.len_utf8()), 0))
        };
        choice().is_some_and(|choice| choice.class != 0 || W::LISTENS && choice.close.is_some())
    }

    #[inline]
    fn mend(&mut self, piece: Range<usize>, seen: u32, target: &mut [u8]) {
        if self.reading.quotes.is_some() && seen & flag::QUOTES != 0 {
            self.mend_quotes(piece.clone(), target);
        }
        if let Some(rules) = self.style {
            self.print_piece(rules, piece, target);
        }
    }

    fn between(&mut self, source: &str, target: &str, watch: &mut W) {
        let (map, mode) = (self.map, self.told_mode());
        let (plan, chooser) = (self.plan, self.chooser);
        watch.between(source, target, |c, to, watch| {
            let by = match mark(c) {
                Some(_) => quotes::by(),
                None if is_same(map.get(c), c) => styles::by(),
                None => layer_of(map, c, mode),
            };
            let mut buffers = [[0; 4]; 2];
            let [from, made] = &mut buffers;
            let (from, made): (&str, &str) = (c.encode_utf8(from), to.encode_utf8(made));
            watch.piece(0, from, from, None);
            watch.piece(1, from, made, Some(by));
            if let By::Layer(.., Reason::Neighbours) = by {
                watch.could_be(other_characters(plan, chooser, c, made));
            }
        });
    }
}

impl<'r, 't> PlanJudge<'r, 't> {
    pub fn new(
        plan: &'r Plan<'t>,
        text: &'r str,
        unit: Range<usize>,
        spans: &'r [Range<usize>],
        reading: &'r Reading,
        found: &'r mut Found,
        scratch: &'r mut Scratch<'t>,
    ) -> Self {
        let (map, chooser) = (plan.map(reading), plan.chooser(reading));
        let style = plan.style(reading.style, reading.without);
        scratch.quotes.clear();
        scratch.line.get_mut().forget();
        PlanJudge {
            plan,
            text,
            unit,
            spans,
            map,
            reading,
            found,
            decided: &[],
            bars: &[],
            user_words: &[],
            scratch,
            style,
            chooser,
            by_prior: false,
            quoted: 0,
        }
    }

    /// As what the line's changes are told: without the script layer all are variants.
    fn told_mode(&self) -> Mode {
        let off = self.reading.without >> Layer::Script.number() & 1 == 1;
        if off { Mode::Quiet } else { self.reading.mode }
    }
}
