//! Our own plans: what their sections mean.
//!
//! A plan writes one of three glyph standards ([`Glyphs`]) and reads a line in one of two ways ([`Mode`]). The section
//! [`PlanPages`](super::Section::PlanPages) has for each standard and mode a page table of the fast loop and one of the
//! same map for single look-ups, then the page table that folds characters, then those that turn OpenCC's Traditional
//! into the glyphs of Taiwan and of Hong Kong, then for each standard both kinds of page tables of a map that changes
//! nothing, with the flags and the filter of quiet lines. The words of these maps have flags in their highest byte.
//!
//! [`PlanRare`](super::Section::PlanRare) has first the number of rare characters of each of these maps (u32), then
//! their rows. [`PlanHead`](super::Section::PlanHead) holds for each standard and mode the words of ASCII for
//! the pair filter.

use super::bytes::u32_at;
use super::chars::{CharMap, FrontPages, Pages, Rare};
use super::{Section, Table};
use crate::data::{Place, Script};

/// A glyph standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyphs {
    Taiwan,
    HongKong,
    Simplified,
}

impl Glyphs {
    pub const ALL: [Glyphs; 3] = [Glyphs::Taiwan, Glyphs::HongKong, Glyphs::Simplified];

    /// Those in which a place prints a script: Taiwan's where the place does not say.
    pub fn of(script: Script, place: Option<Place>) -> Self {
        match (script, place) {
            (Script::Hans, _) => Glyphs::Simplified,
            (Script::Hant, Some(Place::HK | Place::MO)) => Glyphs::HongKong,
            (Script::Hant, _) => Glyphs::Taiwan,
        }
    }
}

/// How a line is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// It does not show the other script: what both scripts have stays.
    #[default]
    Quiet,
    /// It shows the other script, or nothing, and the caller said so.
    Shown,
}

impl Mode {
    pub const ALL: [Mode; 2] = [Mode::Quiet, Mode::Shown];
}

/// Flags of a word.
pub mod flag {
    /// The character shows that its line is Simplified.
    pub const HANS: u32 = 1 << 24;
    /// The character shows that its line is Traditional.
    pub const HANT: u32 = 1 << 25;
    /// A syllable of Japanese or Korean.
    pub const FOREIGN: u32 = 1 << 26;
    /// May join the character before it to one grapheme cluster, or begins a description sequence; or is ASCII that may
    /// be part of something to be protected.
    pub const JOINS: u32 = 1 << 27;
    /// The map changes the character, or leaves it where a phrase does not say otherwise. In the fast loop: its neighbours
    /// choose what it becomes (`table::choice`).
    pub const CHOICE: u32 = 1 << 28;
    /// The change is one of glyphs inside the script.
    pub const VARIANT: u32 = 1 << 29;
    /// Quotation marks have it, too: text with it may hold some.
    pub const QUOTES: u32 = VARIANT;
    /// The character shows that its line is Cantonese.
    pub const CANTONESE: u32 = 1 << 30;
}

/// The bits of an anchor: for which plans and modes the pair matters.
pub mod anchor {
    use super::{Glyphs, Mode};

    /// A phrase of the script layer.
    pub const fn phrase(glyphs: Glyphs, mode: Mode) -> u32 {
        1 << (glyphs as u32 * 2 + mode as u32)
    }

    /// A phrase that shows Simplified.
    pub const EVIDENCE: u32 = 1 << 6;

    /// A form that is replaced for a place (by its number).
    pub const fn replaced(place: usize) -> u32 {
        1 << (8 + place)
    }

    /// A word that a place writes, and that its characters do not give where it stands in the other script.
    pub const fn spelled(place: usize) -> u32 {
        1 << (24 + place)
    }

    /// A form that is guarded for a place.
    pub const fn guarded(place: usize) -> u32 {
        1 << (16 + place)
    }
}

/// Maps: of each standard and mode, then to fold, to two standards' glyphs, and of each standard to change nothing.
pub const MAPS: usize = 12;
const FOLD: usize = 6;
const STILL: usize = 9;

/// The maps of our plans.
#[derive(Clone, Copy, Debug)]
pub struct Maps<'t> {
    table: Table<'t>,
}

impl<'t> Maps<'t> {
    pub fn new(table: Table<'t>) -> Self {
        Maps { table }
    }

    /// The page table of the fast loop.
    pub fn front(self, glyphs: Glyphs, mode: Mode) -> Option<&'t FrontPages> {
        self.fronts().get(number(glyphs, mode))
    }

    /// The page table of the fast loop where no character is changed.
    pub fn still_front(self, glyphs: Glyphs) -> Option<&'t FrontPages> {
        self.fronts().get(number(Glyphs::Simplified, Mode::Shown) + 1 + glyphs as usize)
    }

    fn fronts(self) -> &'t [FrontPages] {
        let pages = self.table.section(Section::PlanPages).get(MAPS * size_of::<Pages>()..).unwrap_or_default();
        pages.as_chunks().0.as_chunks().0
    }

    /// A map that changes nothing but rare characters, as quiet lines do.
    pub fn still(self, glyphs: Glyphs) -> Option<CharMap<'t>> {
        self.numbered(STILL + glyphs as usize)
    }

    /// The pair filter's words of ASCII.
    pub fn ascii(self, glyphs: Glyphs, mode: Mode) -> Option<&'t [[u8; 4]; 128]> {
        let words = self.table.section(Section::PlanHead).as_chunks::<512>().0.get(number(glyphs, mode))?;
        words.as_chunks().0.first_chunk()
    }

    /// A standard's map for a mode.
    pub fn map(self, glyphs: Glyphs, mode: Mode) -> Option<CharMap<'t>> {
        self.numbered(number(glyphs, mode))
    }

    /// Folds characters that keys take for equal.
    pub fn fold(self) -> Option<CharMap<'t>> {
        self.numbered(FOLD)
    }

    /// From OpenCC's Traditional to a standard's glyphs.
    pub fn glyphs(self, glyphs: Glyphs) -> Option<CharMap<'t>> {
        match glyphs {
            Glyphs::Taiwan => self.numbered(FOLD + 1),
            Glyphs::HongKong => self.numbered(FOLD + 2),
            Glyphs::Simplified => None,
        }
    }

    fn numbered(self, number: usize) -> Option<CharMap<'t>> {
        let rare = self.table.section(Section::PlanRare);
        let count = |number: usize| u32_at(rare, number * 4) as usize;
        let before: usize = (0..number).map(count).sum();
        let rows = rare.get(MAPS * 4..)?.as_chunks().0.get(before..before + count(number))?;
        let pages = self.table.section(Section::PlanPages).as_chunks().0.get(number)?;
        let blocks = self.table.section(Section::Blocks).as_chunks().0;
        Some(CharMap { pages, blocks, rare: Rare { rows, strings: self.table.section(Section::Strings) } })
    }
}

/// The place of a standard's map for a mode.
pub fn number(glyphs: Glyphs, mode: Mode) -> usize {
    glyphs as usize * 2 + mode as usize
}
