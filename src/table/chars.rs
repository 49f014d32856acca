//! Character maps.
//!
//! A map is a trie of two levels, cut as UTF-8 cuts a three-byte character: the page table is indexed by the first two
//! bytes (code point >> 6) and names a block of 64 words, indexed by the third. All maps share one pool of blocks, so
//! maps that differ in forty characters differ in forty blocks.
//!
//! A map's word holds in bits 0 to 23 the *difference* (XOR) between the character's three bytes and its target's: 0
//! means unchanged, and all untouched blocks are one. Bit 31 marks a character that a word cannot convert: see
//! [`rare`]. In the maps of a stage bits 24 to 29 name the source table.

use super::bytes::u32_at;

/// One block: 64 words.
pub type Block = [u8; 256];
/// A page table of a stage's map: a block's number (u16) for each of 1,024 pages.
pub type Pages = [u8; 2048];
/// An entry of the fast loop: a character's word (low half) and the pair filter's (high half), so that one look-up gives
/// both. They lie in blocks of 64, as the words of maps do.
pub type FrontEntry = [u8; 8];
/// A page table of the fast loop: the number of a block's first entry (u32) for each of 1,024 pages. Here the pages lie in
/// the order of the second byte's bits, then the first's, which is quicker to reckon: see [`front_page`].
pub type FrontPages = [[u8; 4]; 1024];

/// Where a page table of the fast loop has a page.
pub fn front_page(page: usize) -> usize {
    (page & 0x3F) << 4 | page >> 6
}

/// Marks a character that its word cannot convert.
pub const SPECIAL: u32 = 1 << 31;
/// What changes the character.
pub const CHANGE: u32 = 0xFF_FFFF;
/// Where a stage's word names the source table.
pub const TABLE_SHIFT: u32 = 24;
/// The most source tables that a word can name.
pub const MOST_TABLES: usize = 64;

/// A stage's map.
#[derive(Clone, Copy, Debug)]
pub struct CharMap<'t> {
    pub pages: &'t Pages,
    pub blocks: &'t [Block],
    pub rare: Rare<'t>,
}

/// What a map says of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapped<'t> {
    /// The map does not have it.
    Same,
    /// Another character of three bytes, and the source table.
    Char(char, u8),
    /// Other text, and the source table.
    Text(&'t str, u8),
}

impl<'t> CharMap<'t> {
    /// The character that stands for all that keys take for equal, in a map that folds them; small letters for capitals.
    #[inline]
    pub fn fold(&self, c: char) -> char {
        match self.word(c) {
            0 if (c as u32) < 0x10000 => c.to_ascii_lowercase(),
            0 | SPECIAL.. => self.fold_rare(c),
            word => changed(c, word),
        }
    }

    /// The same of a character of these bytes.
    #[inline(always)]
    pub fn fold_three(&self, [a, b, c]: [u8; 3]) -> char {
        let code = (a as u32 & 0x0F) << 12 | (b as u32 & 0x3F) << 6 | c as u32 & 0x3F;
        let is = char::from_u32(code).unwrap_or_default();
        match word(self.blocks, page(self.pages, code >> 6), code & 63) {
            0 => is,
            SPECIAL.. => self.fold_rare(is),
            word => changed(is, word),
        }
    }

    /// So many characters of a text, folded, as far as they fit.
    pub fn begin<const BYTES: usize>(&self, text: &str, chars: usize) -> Begin<BYTES> {
        let mut begin = Begin { bytes: [0; BYTES], len: 0 };
        for c in text.chars().take(chars) {
            let mut buffer = [0; 4];
            let folded = self.fold(c).encode_utf8(&mut buffer).as_bytes();
            let Some(place) = begin.bytes.get_mut(begin.len..begin.len + folded.len()) else { break };
            place.copy_from_slice(folded);
            begin.len += folded.len();
        }
        begin
    }

    #[cold]
    fn fold_rare(&self, c: char) -> char {
        match self.rare.get(c as u32) {
            Mapped::Same => c,
            Mapped::Char(c, _) => c,
            Mapped::Text(text, _) => text.chars().next().unwrap_or(c),
        }
    }

    /// The word of a character; 0 if the map has none.
    #[inline]
    pub fn word(&self, c: char) -> u32 {
        let code = c as u32;
        if (0x800..0x10000).contains(&code) { word(self.blocks, page(self.pages, code >> 6), code & 63) } else { 0 }
    }

    /// The character that one becomes, or itself where that is none of three bytes.
    #[inline]
    pub fn char(&self, c: char) -> char {
        match self.word(c) {
            SPECIAL.. => c,
            word => changed(c, word),
        }
    }

    /// A character's target.
    pub fn get(&self, c: char) -> Mapped<'t> {
        let code = c as u32;
        if !(0x800..0x10000).contains(&code) {
            return if code < 0x800 { Mapped::Same } else { self.rare.get(code) };
        }
        let word = word(self.blocks, page(self.pages, code >> 6), code & 63);
        if word == 0 {
            return Mapped::Same;
        }
        if word & SPECIAL != 0 {
            return self.rare.get(code);
        }
        Mapped::Char(changed(c, word), (word >> TABLE_SHIFT & 63) as u8)
    }
}

/// The begin of a text, folded.
#[derive(Clone, Copy, Debug)]
pub struct Begin<const BYTES: usize> {
    bytes: [u8; BYTES],
    len: usize,
}

impl<const BYTES: usize> Begin<BYTES> {
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// What a word makes of its character.
#[inline]
fn changed(c: char, word: u32) -> char {
    // Bits of the code point lie apart in UTF-8; so do those of a difference.
    let change = (word & 0x0F) << 12 | (word >> 8 & 0x3F) << 6 | (word >> 16 & 0x3F);
    char::from_u32(c as u32 ^ change).unwrap_or(c)
}

fn page(pages: &Pages, page: u32) -> u16 {
    super::bytes::u16_at(pages, page as usize * 2)
}

fn word(blocks: &[Block], block: u16, index: u32) -> u32 {
    blocks.get(block as usize).map_or(0, |block| u32_at(block, index as usize * 4))
}

/// The characters of one map that its words cannot convert: 12 bytes each, sorted by code point: code point (u32),
/// offset of the target in the strings (u32), its length in bytes (u16), source table (u16).
#[derive(Clone, Copy, Debug)]
pub struct Rare<'t> {
    pub rows: &'t [[u8; 12]],
    pub strings: &'t [u8],
}

impl<'t> Rare<'t> {
    fn get(&self, code: u32) -> Mapped<'t> {
        let Ok(found) = self.rows.binary_search_by_key(&code, |row| u32_at(row, 0)) else { return Mapped::Same };
        let Some(row) = self.rows.get(found) else { return Mapped::Same };
        let lengths = u32_at(row, 8);
        let bytes =
            self.strings.get(u32_at(row, 4) as usize..).and_then(|rest| rest.get(..(lengths & 0xFFFF) as usize));
        match bytes.and_then(|bytes| core::str::from_utf8(bytes).ok()) {
            Some(text) => Mapped::Text(text, (lengths >> 16) as u8),
            None => Mapped::Same,
        }
    }
}

/// The three bytes of a character below U+10000 and from U+0800 on, little-endian.
pub fn utf8_word(c: char) -> Option<u32> {
    let mut bytes = [0; 4];
    (c.encode_utf8(&mut bytes).len() == 3).then(|| u32::from_le_bytes(bytes))
}
