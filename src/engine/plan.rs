//! Our own plans: the tables by which text is brought to one place's script and words, from any source.

use super::blind::Blind;
use super::choice::Chooser;
use super::front::Front;
use super::quotes::Style as Quotes;
use crate::data::{Layer, Locale, Place, Script, Style};
use crate::table::chars::{Begin, CharMap, FrontPages, Mapped, Rare};
use crate::table::choice::Choices;
use crate::table::concepts::Concepts;
use crate::table::frequencies::Frequencies;
use crate::table::glosses::Glosses;
use crate::table::index::PairIndex;
use crate::table::pairs::{PairSet, WrittenPairs};
use crate::table::plans::{Glyphs, Maps, Mode, anchor, flag};
use crate::table::senses::Senses;
use crate::table::styles::Styles;
use crate::table::words::{Words, Writes};
use crate::table::{Section, Table};

/// A plan over a table: views of the table's sections, nothing copied.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'t> {
    /// The fast loop as for quiet lines: where a text can be cut is the same in every reading.
    pub front: Front<'t>,
    modes: [ModeTables<'t>; 2],
    /// As Quiet, without the layer of variants, or of script, or both.
    still: ModeTables<'t>,
    no_script: [ModeTables<'t>; 2],
    fold: CharMap<'t>,
    /// From OpenCC's Traditional to the plan's glyphs.
    pub glyphs: Option<CharMap<'t>>,
    /// Chooses between several targets.
    pub chooser: Option<Chooser<'t>>,
    pub words: Words<'t>,
    pub concepts: Concepts<'t>,
    pub senses: Senses<'t>,
    pub glosses: Glosses<'t>,
    pub styles: Styles<'t>,
    pub frequencies: Frequencies<'t>,
    standard: Glyphs,
    pub script: Script,
    /// The place's number, if words are to be its own.
    pub place: Option<usize>,
    /// The place's quotation marks.
    pub quotes: Option<Quotes>,
}

/// What differs by mode.
#[derive(Clone, Copy, Debug)]
struct ModeTables<'t> {
    pages: &'t FrontPages,
    ascii: &'t [[u8; 4]; 128],
    map: CharMap<'t>,
    bits: u32,
}

/// How a unit is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    pub mode: Mode,
    /// Nothing can change the mode any more.
    pub sure: bool,
    /// What is protected has been set aside.
    pub spans_known: bool,
    /// Lines that show nothing are of the other script.
    pub prior: bool,
    /// Whether the line shows the other script outside words that are replaced, if that is known.
    pub shows: Option<bool>,
    /// Some of what shows the other script stays, so that a second pass will be of the same mode.
    pub stays: bool,
    /// The places that it may come from, a bit each, if it shows any: only then senses decide.
    pub places: Option<u8>,
    /// That is certain.
    pub places_known: bool,
    /// What words it has may be known to senses only beside what is replaced: a second pass will ask them, too.
    pub careful: bool,
    /// Its quotation marks become these.
    pub quotes: Option<Quotes>,
    /// It shows that it is Cantonese.
    pub cantonese: bool,
    pub without: u32,
    pub style: Option<Style>,
}

impl<'t> Plan<'t> {
    /// The plan that writes a locale, if the table has our sections.
    pub fn new(table: Table<'t>, locale: Locale) -> Option<Self> {
        let script = locale.script();
        let standard = Glyphs::of(script, locale.place());
        let place = locale.place().map(|place| place as usize);
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
        let still = ModeTables { pages: maps.still_front(standard)?, map: maps.still(standard)?, ..quiet };
        // What lies beyond U+FFFF is script in every line.
        let no_script = [quiet, still].map(|tables| {
            let map = CharMap { rare: Rare { rows: &[], ..tables.map.rare }, ..tables.map };
            ModeTables { map, ..tables }
        });
        let slots = |section| PairIndex { slots: table.section(section).as_chunks().0 };
        let blind = Blind {
            pages: quiet.pages,
            entries: table.section(Section::FrontBlocks).as_chunks().0,
            ascii: quiet.ascii,
            written: WrittenPairs { bits: table.section(Section::PlanWritten) },
            anchors: slots(Section::PlanAnchors),
            bits: quiet.bits,
            fold: Some(fold),
            choice: 0,
        };
        let simplify = maps.map(Glyphs::Simplified, Mode::Shown)?;
        let choices = Choices::new(table.section(Section::Choice)).filter(|_| script == Script::Hant);
        Some(Plan {
            front: Front { blind, inner: PairSet { bits: table.section(Section::PlanInner) } },
            modes,
            still,
            no_script,
            fold,
            glyphs: maps.glyphs(standard),
            chooser: choices.map(|choices| Chooser { choices, simplify }),
            words: Words { index: slots(Section::WordsIndex), bytes: table.section(Section::Words) },
            concepts: Concepts { bytes: table.section(Section::Concepts) },
            senses: Senses { bytes: table.section(Section::Senses) },
            glosses: Glosses { bytes: table.section(Section::Glosses) },
            styles: Styles { bytes: table.section(Section::Styles) },
            frequencies: Frequencies {
                slots: table.section(Section::Frequencies).as_chunks().0,
                pairs: PairSet { bits: table.section(Section::FrequencyPairs) },
            },
            standard,
            script,
            place,
            quotes: locale.place().map(Quotes::of),
        })
    }

    /// The tables of a mode, without the layers that are off.
    fn tables(&self, mode: Mode, without: u32) -> ModeTables<'t> {
        let [quiet, shown] = self.modes;
        let off = |layer: Layer| without >> layer.number() & 1 == 1;
        match mode {
            _ if without != 0 && off(Layer::Script) => {
                let [with_variants, without_variants] = self.no_script;
                if off(Layer::Variant) { without_variants } else { with_variants }
            }
            Mode::Quiet if without != 0 && off(Layer::Variant) => self.still,
            Mode::Quiet => quiet,
            Mode::Shown => shown,
        }
    }

    /// The fast loop for a reading; with guarded forms where senses decide or somebody listens.
    pub fn front_for(&self, reading: &Reading, listens: bool) -> Front<'t> {
        let tables = self.tables(reading.mode, reading.without);
        let guarded = self.place.filter(|_| listens || reading.places.is_some()).map_or(0, anchor::guarded);
        let ModeTables { pages, ascii, bits, .. } = tables;
        let choice = if self.chooser(reading).is_some() { flag::CHOICE } else { 0 };
        let blind = Blind { pages, ascii, bits: bits | guarded, choice, ..self.front.blind };
        Front { blind, ..self.front }
    }

    /// What chooses in a reading: lines that do not show the other script keep what they have.
    pub fn chooser(&self, reading: &Reading) -> Option<&Chooser<'t>> {
        let off = reading.without >> Layer::Script.number() & 1 == 1;
        self.chooser.as_ref().filter(|_| reading.mode == Mode::Shown && !off)
    }

    /// Whether what a line has shown is what a reading takes for granted.
    pub fn is_as_read(&self, seen: u32, reading: &Reading) -> bool {
        self.mode(seen, reading.prior) == reading.mode && self.is_cantonese(seen, reading) == reading.cantonese
    }

    /// Whether a line is read as Cantonese.
    pub fn is_cantonese(&self, seen: u32, reading: &Reading) -> bool {
        if self.chooser(reading).is_some() { seen & flag::CANTONESE != 0 } else { reading.cantonese }
    }

    /// The places that a line may come from, a bit each: where the caller said it, and a second pass could not know better,
    /// that place; else those of the script that it shows, and of the words that are replaced in it.
    pub fn places(
        &self,
        (shows_other, shows_own): (bool, bool),
        words: Option<u8>,
        from: Option<Locale>,
    ) -> Option<u8> {
        let said = from.and_then(Locale::place).filter(|&place| Some(place as usize) != self.place);
        let is_so = from.is_some_and(|from| from.script() == self.script) || !shows_other && !shows_own;
        if let Some(place) = said.filter(|_| is_so) {
            return Some(1 << place as u8);
        }
        let of_script = |other: bool| {
            let places = Place::ALL.iter().filter(|place| (place.script() != self.script) == other);
            places.fold(0, |bits, &place| bits | 1 << place as u8)
        };
        // A place's edition in the other script is said to be one.
        let is_edition = shows_other && from.is_some_and(|from| from.script() != self.script);
        let all = match said.filter(|_| is_edition) {
            Some(place) => 1 << place as u8,
            None if shows_other => of_script(true),
            None => u8::MAX,
        };
        let found = match words {
            Some(words) if words & all != 0 => words & all,
            None if !shows_other => return None,
            _ => all,
        };
        Some(said.map(|place| 1 << place as u8).filter(|said| said & found != 0).unwrap_or(found))
    }

    /// What quotation marks become in a line that may come from these places: some of them print others.
    pub fn quotes(&self, places: Option<u8>, without: u32) -> Option<Quotes> {
        let is_on = without >> Layer::Punctuation.number() & 1 == 0;
        let own = self.quotes.filter(|_| is_on)?;
        let differs = |place: &&Place| {
            places.is_some_and(|places| places >> **place as u8 & 1 == 1) && Quotes::of(**place) != own
        };
        Place::ALL.iter().any(|place| differs(&place)).then_some(own)
    }

    /// Whether a second pass may ask senses again, as the caller says that lines in the plan's script come from elsewhere.
    pub fn is_careful(&self, from: Option<Locale>) -> bool {
        let place = from.and_then(Locale::place).map(|place| place as usize);
        from.is_some_and(|from| from.script() == self.script) && place.is_some() && place != self.place
    }

    /// What single characters become in a reading.
    pub fn map(&self, reading: &Reading) -> CharMap<'t> {
        self.tables(reading.mode, reading.without).map
    }

    /// A character of OpenCC's Traditional in the plan's glyphs.
    pub fn in_glyphs(&self, c: char) -> char {
        match self.glyphs.map(|glyphs| glyphs.get(c)) {
            Some(Mapped::Char(glyph, _)) => glyph,
            _ => c,
        }
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
        self.fold.fold(c)
    }

    /// Folds them.
    pub fn folds(&self) -> CharMap<'t> {
        self.fold
    }

    /// So many characters of a text, folded, as far as they fit.
    pub fn begin<const BYTES: usize>(&self, text: &str, chars: usize) -> Begin<BYTES> {
        self.fold.begin(text, chars)
    }

    /// What a character shows (`table::plans::flag`).
    pub fn flags(&self, c: char) -> u32 {
        let [quiet, _] = self.modes;
        quiet.map.word(c)
    }

    /// Whether a text, folded, is a key.
    pub fn is_key(&self, text: &str, key: &[char]) -> bool {
        text.chars().map(|c| self.fold(c)).eq(key.iter().copied())
    }

    /// What the plan writes for a concept.
    pub fn written(&self, concept: u16) -> Option<&'t str> {
        self.concepts.written(concept, self.place?, self.script)
    }
}
