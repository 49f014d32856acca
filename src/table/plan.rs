//! What each preset is made of.
//!
//! The section [`Presets`](super::Section::Presets) has first, for each stage by its number, [`STAGES`] of them, its
//! number of rare characters (u32); their rows follow each other in [`Rare`](super::Section::Rare). Then a row for each
//! preset. The section [`Pages`](super::Section::Pages) has first the page table of each stage's map, [`STAGES`] of
//! them, then that of each preset, in the same order.

/// The most stages (a form's value has a bit for each).
pub const STAGES: usize = 16;
/// Stands for "no stage".
pub const NONE: u8 = u8::MAX;

/// The row of a preset: its name (8 bytes, filled up with 0), then what the fields say, in their order, a byte each.
#[derive(Clone, Copy, Debug)]
pub struct PresetRow {
    pub name: [u8; 8],
    /// 0: it reads Simplified; 1: it reads Traditional.
    pub family: u8,
    pub normalization: u8,
    /// The stage by whose first tables the text is cut, or [`NONE`].
    pub segmentation: u8,
    /// The stages; [`NONE`] as the second where there is one only.
    pub stages: [u8; 2],
}

impl PresetRow {
    pub const BYTES: usize = 16;

    /// A name as a row has it.
    pub fn name(name: &str) -> [u8; 8] {
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
        bytes
    }

    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let [a, b, c, d, e, f, g, h] = self.name;
        let [first, second] = self.stages;
        [a, b, c, d, e, f, g, h, self.family, self.normalization, self.segmentation, first, second, 0, 0, 0]
    }

    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let [a, b, c, d, e, f, g, h, family, normalization, segmentation, first, second, ..] = *bytes;
        PresetRow { name: [a, b, c, d, e, f, g, h], family, normalization, segmentation, stages: [first, second] }
    }
}
