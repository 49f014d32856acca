//! The head of a table and its directory.
//!
//! 8 bytes `tongwen` and the version of the layout, then for each [`Section`] in order its offset and its length (u32
//! each, in bytes from the table's start).

use super::bytes::u32_at;

pub const MAGIC: [u8; 8] = *b"tongwen\x01";

/// The sections, in the order in which they lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Section {
    /// Names of the source tables, each followed by `\n`.
    Names,
    /// [`plan`](super::plan): what each preset is made of.
    Presets,
    /// [`chars`](super::chars): page tables of the character maps.
    Pages,
    /// [`chars`](super::chars): blocks of 64 words, shared by all maps.
    Blocks,
    /// [`chars`](super::chars): blocks of the fast loop, shared by all its page tables.
    FrontBlocks,
    /// [`chars`](super::chars): characters whose target is no three-byte character, or that are none themselves.
    Rare,
    /// Text that rare characters point into.
    Strings,
    /// [`pairs`](super::pairs) and [`index`](super::index): filter words of ASCII, anchors, inner pairs and a bitmap of the
    /// anchors of the family that reads Simplified.
    AsciiHans,
    AnchorsHans,
    InnerHans,
    WrittenHans,
    /// The same of the family that reads Traditional.
    AsciiHant,
    AnchorsHant,
    InnerHant,
    WrittenHant,
    /// [`index`](super::index) of the written forms by their first two characters.
    FormsIndex,
    /// [`forms`](super::forms): the written forms.
    Forms,
    /// [`plans`](super::plans): page tables of our own plans, their rare characters, the pair filter's words of ASCII.
    PlanPages,
    PlanRare,
    PlanHead,
    /// Anchors of our own plans, as text may write them; inner pairs, over folded characters; a bitmap of the anchors.
    PlanAnchors,
    PlanInner,
    PlanWritten,
    /// [`words`](super::words): phrases of the script layer and words of all places.
    WordsIndex,
    Words,
    /// [`concepts`](super::concepts): what each place writes.
    Concepts,
    /// [`senses`](super::senses): what forms mean where they stand.
    Senses,
    /// [`glosses`](super::glosses): marks of text about words.
    Glosses,
    /// [`styles`](super::styles): which of several spellings is printed.
    Styles,
    /// [`choice`](super::choice): weights for characters that have several targets.
    Choice,
    /// [`frequencies`](super::frequencies): how dear words are, and the pairs inside them.
    Frequencies,
    FrequencyPairs,
}

impl Section {
    pub const COUNT: usize = Section::FrequencyPairs as usize + 1;
    /// Bytes of the head.
    pub const HEAD: usize = MAGIC.len() + 8 * Self::COUNT;
}

/// A table in memory.
#[derive(Clone, Copy, Debug)]
pub struct Table<'t> {
    bytes: &'t [u8],
}

impl<'t> Table<'t> {
    /// A table over bytes that `compile` wrote; over anything else every section is empty.
    pub const fn new(bytes: &'t [u8]) -> Self {
        Table { bytes }
    }

    /// A section's bytes.
    pub fn section(self, section: Section) -> &'t [u8] {
        if !self.bytes.starts_with(&MAGIC) {
            return &[];
        }
        let at = MAGIC.len() + 8 * section as usize;
        let (start, len) = (u32_at(self.bytes, at) as usize, u32_at(self.bytes, at + 4) as usize);
        self.bytes.get(start..).and_then(|rest| rest.get(..len)).unwrap_or_default()
    }
}
