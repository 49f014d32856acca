//! OpenCC's configurations, by their own names.

use crate::data::{Error, ErrorKind};
use alloc::format;
use alloc::vec::Vec;
use core::{fmt, str::FromStr};

/// One of the 16 configurations that OpenCC 1.4.2 ships, byte-identical with it line by line.
///
/// A preset is for whoever moves over from OpenCC, or must agree with it. One thing differs: OpenCC
/// loses what follows a NUL in some of them; tongwen keeps it.
///
/// ```
/// use tongwen::{Normalizer, Preset};
///
/// let preset: Preset = "s2twp".parse()?;
/// assert_eq!(preset, Preset::S2twp);
/// assert_eq!(Normalizer::preset(preset).normalize("鼠标"), "滑鼠");
/// # Ok::<(), tongwen::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Preset {
    /// Simplified to OpenCC's standard of Traditional.
    S2t,
    /// Traditional to Simplified.
    T2s,
    /// Simplified to Traditional, with Taiwan's glyphs.
    S2tw,
    /// Traditional with Taiwan's glyphs to Simplified.
    Tw2s,
    /// Simplified to Traditional, with Hong Kong's glyphs.
    S2hk,
    /// Traditional with Hong Kong's glyphs to Simplified.
    Hk2s,
    /// Simplified to Traditional, with Taiwan's glyphs and words.
    S2twp,
    /// Traditional with Taiwan's glyphs and words to Simplified with the mainland's words.
    Tw2sp,
    /// Simplified to Traditional, with Hong Kong's glyphs and words.
    S2hkp,
    /// Traditional with Hong Kong's glyphs and words to Simplified with the mainland's words.
    Hk2sp,
    /// OpenCC's standard of Traditional to Taiwan's glyphs.
    T2tw,
    /// Taiwan's glyphs to OpenCC's standard of Traditional.
    Tw2t,
    /// OpenCC's standard of Traditional to Hong Kong's glyphs.
    T2hk,
    /// Hong Kong's glyphs to OpenCC's standard of Traditional.
    Hk2t,
    /// OpenCC's standard of Traditional (kyūjitai) to Japan's new forms (shinjitai).
    T2jp,
    /// Japan's new forms (shinjitai) to OpenCC's standard of Traditional (kyūjitai).
    Jp2t,
}

impl Preset {
    /// All presets.
    ///
    /// ```
    /// assert_eq!(tongwen::Preset::ALL.len(), 16);
    /// ```
    pub const ALL: &[Preset] = &[
        Preset::S2t,
        Preset::T2s,
        Preset::S2tw,
        Preset::Tw2s,
        Preset::S2hk,
        Preset::Hk2s,
        Preset::S2twp,
        Preset::Tw2sp,
        Preset::S2hkp,
        Preset::Hk2sp,
        Preset::T2tw,
        Preset::Tw2t,
        Preset::T2hk,
        Preset::Hk2t,
        Preset::T2jp,
        Preset::Jp2t,
    ];

    /// OpenCC's name of the configuration, without `.json`.
    ///
    /// ```
    /// assert_eq!(tongwen::Preset::Tw2sp.name(), "tw2sp");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Preset::S2t => "s2t",
            Preset::T2s => "t2s",
            Preset::S2tw => "s2tw",
            Preset::Tw2s => "tw2s",
            Preset::S2hk => "s2hk",
            Preset::Hk2s => "hk2s",
            Preset::S2twp => "s2twp",
            Preset::Tw2sp => "tw2sp",
            Preset::S2hkp => "s2hkp",
            Preset::Hk2sp => "hk2sp",
            Preset::T2tw => "t2tw",
            Preset::Tw2t => "tw2t",
            Preset::T2hk => "t2hk",
            Preset::Hk2t => "hk2t",
            Preset::T2jp => "t2jp",
            Preset::Jp2t => "jp2t",
        }
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Preset {
    type Err = Error;

    /// Reads OpenCC's name, with or without `.json`, in any case of letters.
    ///
    /// # Errors
    /// [`ErrorKind::Preset`] for any other text; the message lists the names.
    fn from_str(text: &str) -> Result<Self, Error> {
        let (stem, suffix) = text.split_at_checked(text.len().saturating_sub(".json".len())).unwrap_or((text, ""));
        let name = if suffix.eq_ignore_ascii_case(".json") { stem } else { text };
        Preset::ALL.iter().copied().find(|preset| preset.name().eq_ignore_ascii_case(name)).ok_or_else(|| {
            let names: Vec<_> = Preset::ALL.iter().map(|preset| preset.name()).collect();
            let names = names.join(", ");
            Error::new(ErrorKind::Preset, format!("OpenCC has no configuration {text:?}; write one of {names}"))
        })
    }
}
