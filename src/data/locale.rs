//! Locales, and the spellings of them: BCP 47 (RFC 5646) tags, POSIX locale names, Windows' old names.

use super::{Error, ErrorKind};
use alloc::format;
use core::{fmt, str::FromStr};

/// A way of writing Chinese characters, by its ISO 15924 code.
///
/// ```
/// assert_eq!("hant".parse(), Ok(tongwen::Script::Hant));
/// assert_eq!(tongwen::Script::Hant.to_string(), "Hant");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Simplified.
    Hans,
    /// Traditional.
    Hant,
}

impl Script {
    const fn tag(self) -> &'static str {
        match self {
            Script::Hans => "Hans",
            Script::Hant => "Hant",
        }
    }

    fn of(subtag: &str) -> Option<Self> {
        let all = [("Hans", Script::Hans), ("CHS", Script::Hans), ("Hant", Script::Hant), ("CHT", Script::Hant)];
        all.into_iter().find(|(name, _)| subtag.eq_ignore_ascii_case(name)).map(|(_, script)| script)
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

impl FromStr for Script {
    type Err = Error;

    /// Reads `Hans` or `Hant` (Windows' old `CHS`, `CHT`), in any case of letters.
    ///
    /// # Errors
    /// [`ErrorKind::Locale`] for any other text.
    fn from_str(text: &str) -> Result<Self, Error> {
        Script::of(text).ok_or_else(|| refuse("script", text, format_args!("is unknown; write Hans or Hant")))
    }
}

/// A place whose words tongwen knows, by its ISO 3166 code.
///
/// ```
/// assert_eq!("my".parse(), Ok(tongwen::Place::MY));
/// assert_eq!(tongwen::Place::MY.to_string(), "MY");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Place {
    /// Mainland China.
    CN,
    /// Taiwan.
    TW,
    /// Hong Kong.
    HK,
    /// Macau.
    MO,
    /// Singapore.
    SG,
    /// Malaysia.
    MY,
}

impl Place {
    /// All places, in the order of the dictionaries' columns.
    ///
    /// ```
    /// assert_eq!(tongwen::Place::ALL.len(), 6);
    /// ```
    pub const ALL: &[Place] = &[Place::CN, Place::TW, Place::HK, Place::MO, Place::SG, Place::MY];

    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Place::CN => "CN",
            Place::TW => "TW",
            Place::HK => "HK",
            Place::MO => "MO",
            Place::SG => "SG",
            Place::MY => "MY",
        }
    }

    /// The script that the place's press prints.
    ///
    /// ```
    /// assert_eq!(tongwen::Place::MY.script(), tongwen::Script::Hans);   // where CLDR guesses Hant
    /// ```
    pub const fn script(self) -> Script {
        match self {
            Place::CN | Place::SG | Place::MY => Script::Hans,
            Place::TW | Place::HK | Place::MO => Script::Hant,
        }
    }

    /// The place whose words count where nothing is known of its own.
    pub(crate) const fn fallback(self) -> Option<Place> {
        match self {
            Place::MO => Some(Place::HK),
            Place::MY => Some(Place::SG),
            Place::SG => Some(Place::CN),
            Place::CN | Place::TW | Place::HK => None,
        }
    }

    fn of(subtag: &str) -> Option<Self> {
        Place::ALL.iter().copied().find(|place| subtag.eq_ignore_ascii_case(place.tag()))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

impl FromStr for Place {
    type Err = Error;

    /// Reads the two-letter code, in any case of letters.
    ///
    /// # Errors
    /// [`ErrorKind::Locale`] for any other text; the message lists the codes.
    fn from_str(text: &str) -> Result<Self, Error> {
        let mend = format_args!("is unknown; write one of CN, TW, HK, MO, SG, MY");
        Place::of(text).ok_or_else(|| refuse("place", text, mend))
    }
}

/// A script and, mostly, a place: glyphs follow the script, words the place.
///
/// ```
/// use tongwen::{Locale, Place, Script};
///
/// assert_eq!("zh_TW.UTF-8".parse(), Ok(Locale::ZH_TW));
/// assert_eq!(Locale::ZH_TW.to_string(), "zh-TW");
/// // Any pair exists: a Singapore paper's Traditional edition.
/// assert_eq!(Locale::new(Script::Hant, Some(Place::SG)).to_string(), "zh-Hant-SG");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Locale {
    script: Script,
    place: Option<Place>,
}

impl Locale {
    /// Mainland China, Simplified.
    pub const ZH_CN: Locale = Locale::new(Script::Hans, Some(Place::CN));
    /// Singapore, Simplified.
    pub const ZH_SG: Locale = Locale::new(Script::Hans, Some(Place::SG));
    /// Malaysia, Simplified.
    pub const ZH_MY: Locale = Locale::new(Script::Hans, Some(Place::MY));
    /// Taiwan, Traditional.
    pub const ZH_TW: Locale = Locale::new(Script::Hant, Some(Place::TW));
    /// Hong Kong, Traditional.
    pub const ZH_HK: Locale = Locale::new(Script::Hant, Some(Place::HK));
    /// Macau, Traditional.
    pub const ZH_MO: Locale = Locale::new(Script::Hant, Some(Place::MO));
    /// Simplified, of no place.
    pub const ZH_HANS: Locale = Locale::new(Script::Hans, None);
    /// Traditional, of no place.
    pub const ZH_HANT: Locale = Locale::new(Script::Hant, None);

    /// The eight constants: each place in its own script, and each script alone.
    ///
    /// ```
    /// assert_eq!(tongwen::Locale::ALL.len(), 8);
    /// ```
    pub const ALL: &[Locale] = &[
        Locale::ZH_CN,
        Locale::ZH_SG,
        Locale::ZH_MY,
        Locale::ZH_TW,
        Locale::ZH_HK,
        Locale::ZH_MO,
        Locale::ZH_HANS,
        Locale::ZH_HANT,
    ];

    /// The locale of any pair.
    ///
    /// ```
    /// assert_eq!(tongwen::Locale::new(tongwen::Script::Hans, None), tongwen::Locale::ZH_HANS);
    /// ```
    pub const fn new(script: Script, place: Option<Place>) -> Self {
        Locale { script, place }
    }

    /// The script.
    ///
    /// ```
    /// assert_eq!(tongwen::Locale::ZH_SG.script(), tongwen::Script::Hans);
    /// ```
    pub const fn script(self) -> Script {
        self.script
    }

    /// The place, unless the locale is a script alone.
    ///
    /// ```
    /// assert_eq!(tongwen::Locale::ZH_SG.place(), Some(tongwen::Place::SG));
    /// assert_eq!(tongwen::Locale::ZH_HANS.place(), None);
    /// ```
    pub const fn place(self) -> Option<Place> {
        self.place
    }

    /// The shortest BCP 47 tag that parses to this locale; the script stands only where the place does not imply it.
    ///
    /// ```
    /// assert_eq!(tongwen::Locale::ZH_HANT.tag(), "zh-Hant");
    /// ```
    pub const fn tag(self) -> &'static str {
        match (self.script, self.place) {
            (Script::Hans, None) => "zh-Hans",
            (Script::Hans, Some(Place::CN)) => "zh-CN",
            (Script::Hans, Some(Place::TW)) => "zh-Hans-TW",
            (Script::Hans, Some(Place::HK)) => "zh-Hans-HK",
            (Script::Hans, Some(Place::MO)) => "zh-Hans-MO",
            (Script::Hans, Some(Place::SG)) => "zh-SG",
            (Script::Hans, Some(Place::MY)) => "zh-MY",
            (Script::Hant, None) => "zh-Hant",
            (Script::Hant, Some(Place::CN)) => "zh-Hant-CN",
            (Script::Hant, Some(Place::TW)) => "zh-TW",
            (Script::Hant, Some(Place::HK)) => "zh-HK",
            (Script::Hant, Some(Place::MO)) => "zh-MO",
            (Script::Hant, Some(Place::SG)) => "zh-Hant-SG",
            (Script::Hant, Some(Place::MY)) => "zh-Hant-MY",
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

impl FromStr for Locale {
    type Err = Error;

    /// Reads language, script and place, in that order, in any case of letters, with `-` or `_` between them.
    ///
    /// - The language is `zh` (or `zho`, `chi`), `cmn` or `yue`, the latter two also after `zh-`. Cantonese without a place
    ///   is Hong Kong's, in `Hans` the mainland's, as in CLDR. Other languages (`nan`, `hak`, `lzh`, `zh-min-nan`) are
    ///   refused even with a place: tongwen has none of their words.
    /// - The script is `Hans` or `Hant`, or Windows' old `CHS` or `CHT`; without one it is [`Place::script`].
    /// - Extensions and private use (`-u-nu-hanidec`, `-x-foo`), POSIX charsets and modifiers (`.UTF-8`, `@stroke`) say
    ///   nothing of script or place and are skipped.
    ///
    /// ```
    /// use tongwen::Locale;
    ///
    /// assert_eq!("zh-cmn-Hans-CN".parse(), Ok(Locale::ZH_CN));
    /// assert_eq!("yue".parse(), Ok(Locale::ZH_HK));
    /// assert!("zh".parse::<Locale>().unwrap_err().to_string().contains("write one of zh-CN, zh-SG,"));
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Locale`] for any other text, as for `zh` alone; the message lists the choices.
    fn from_str(text: &str) -> Result<Self, Error> {
        let long = text.len() > 255;
        let fault = |what: fmt::Arguments<'_>| {
            let choices: alloc::vec::Vec<_> = Locale::ALL.iter().map(|locale| locale.tag()).collect();
            let choices = choices.join(", ");
            let mend = format_args!("{what}; write one of {choices}, or a pair such as zh-Hant-SG");
            refuse("locale", if long { "…" } else { text }, mend)
        };
        let misfit = |bad: &dyn fmt::Debug, good| fault(format_args!("has {bad:?} where {good} belongs"));
        if long || text.is_empty() {
            return Err(fault(format_args!("is {} bytes long, not 1 to 255", text.len())));
        }
        if let Some(bad) = text.chars().find(|c| !c.is_ascii_graphic()) {
            return Err(misfit(&bad, "an ASCII letter, digit or mark"));
        }
        let mut pieces = text.split(['.', '@']);
        let mut rest = pieces.next().unwrap_or_default().split(['-', '_']).peekable();
        if rest.clone().chain(pieces).any(str::is_empty) {
            return Err(fault(format_args!("has a separator with nothing before or after it")));
        }

        let is = |subtag: &str, names: &[&str]| names.iter().any(|name| subtag.eq_ignore_ascii_case(name));
        let mut language = rest.next().unwrap_or_default();
        if is(language, &["zh", "zho", "chi"]) {
            // Registered here: languages of three letters and, from older RFCs, three longer names.
            let extended = |s: &&str| is(s, &["guoyu", "hakka", "xiang"]) || s.len() == 3 && Script::of(s).is_none();
            language = rest.next_if(extended).unwrap_or("cmn");
        }
        let cantonese = is(language, &["yue"]);
        if !cantonese && !is(language, &["cmn"]) {
            return Err(misfit(&language, "the language zh, cmn or yue"));
        }
        let script = rest
            .next_if(|s| s.len() == 4 || Script::of(s).is_some())
            .map(|name| Script::of(name).ok_or_else(|| misfit(&name, "the script Hans or Hant")))
            .transpose()?;
        let place = rest
            .next_if(|s| matches!(s.len(), 2 | 3))
            .map(|name| Place::of(name).ok_or_else(|| misfit(&name, "one of the places CN, TW, HK, MO, SG, MY")))
            .transpose()?;
        if let Some(name) = rest.next()
            && (name.len() > 1 || rest.next().is_none())
        {
            return Err(misfit(&name, "a script, a place or, after them, an extension (as -x-foo)"));
        }
        match (script, place) {
            (Some(Script::Hans), None) if cantonese => Ok(Locale::ZH_CN),
            (_, None) if cantonese => Ok(Locale::ZH_HK),
            (Some(script), place) => Ok(Locale { script, place }),
            (None, Some(place)) => Ok(Locale::new(place.script(), Some(place))),
            (None, None) => Err(fault(format_args!("names neither script nor place"))),
        }
    }
}

fn refuse(kind: &str, text: &str, what: fmt::Arguments<'_>) -> Error {
    Error::new(ErrorKind::Locale, format!("the {kind} {text:?} {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use proptest::prelude::*;

    #[test]
    fn every_pair_round_trips() {
        for (script, name) in [(Script::Hans, "zh-Hans"), (Script::Hant, "zh-Hant")] {
            assert_eq!(script.to_string().parse(), Ok(script));
            assert_eq!(Locale::new(script, None).to_string(), name);
            for place in ["CN", "TW", "HK", "MO", "SG", "MY"].map(|place| place.parse::<Place>().unwrap()) {
                let (locale, full, short) =
                    (Locale::new(script, Some(place)), format!("{name}-{place}"), format!("zh-{place}"));
                assert_eq!(full.parse(), Ok(locale));
                assert_eq!(locale.to_string(), if place.script() == script { short } else { full });
                assert_eq!(locale.to_string().parse(), Ok(locale));
            }
        }
    }

    #[test]
    fn spellings() {
        for (tag, texts) in [
            ("zh-TW", "zh-Hant-TW zh_TW.UTF-8 zh_TW@stroke zh_TW.Big5@a=b ZH-tw zh-TW-x-y cmn-TW zho-TW zh-CHT-TW"),
            ("zh-CN", "zh-cmn-Hans-CN zh_CN.GB18030 zh-yue-CN yue-Hans-CN yue-Hans yue-CN chi-CN zh-CN-u-nu-hanidec"),
            ("zh-HK", "yue-HK yue yue-Hant zh-yue zh_yue_HK.UTF-8 yue-x-foo"),
            ("zh-Hans", "zh-cmn-Hans cmn-Hans zh-CHS zh-Hans-u-nu-hanidec zh_hans"),
            ("zh-TW", "yue-TW zh_Hant_TW@stroke"),
            ("zh-Hant-CN", "yue-Hant-CN zh-cht-cn"),
        ] {
            for text in texts.split(' ') {
                assert_eq!(text.parse::<Locale>().map(Locale::tag), Ok(tag), "{text}");
            }
        }
    }

    #[test]
    fn refusals() {
        for (why, texts) in [
            ("names neither script nor place", "zh zh-cmn cmn zh.UTF-8 zh-x-TW zho"),
            (
                "where the language",
                "en-US nan-TW hak-TW zh-nan-TW zh-min-nan zh-guoyu zh-hakka zh-xiang lzh-Hant i-hak x-foo C",
            ),
            ("where the script", "zh-Hani zh-Latn-CN zh-Bopo-TW"),
            ("where one of the places", "zh-US zh-Hant-GB zh-Hant-TWN"),
            ("where a script, a place", "zh-TW-Hant zh-TW-HK zh-Traditional zh_TW:zh zh-TW-pinyin zh-TW-x zh-u"),
            ("a separator with nothing", "- zh- zh-TW- zh_TW_ zh--TW -zh zh_TW. zh_TW@ zh_TW.@stroke .UTF-8"),
            ("where an ASCII letter", "中文 zh－TW zh-TW\0 zh_TW.UTF-8\0 zh-TW\n zh_TW@筆劃"),
            ("bytes long, not 1 to 255", &format!(" zh-TW-x{}", "-long".repeat(50))),
        ] {
            for text in texts.split(' ') {
                let error = text.parse::<Locale>().unwrap_err();
                let message = error.to_string();
                assert!(error.kind() == ErrorKind::Locale && message.len() < 300, "{message}");
                assert!(message.contains(why) && message.contains("; write one of zh-CN, "), "{message}");
            }
        }
        assert!("zh-Hant".parse::<Script>().is_err());
        assert!("US".parse::<Place>().unwrap_err().to_string().contains("one of CN, TW,"));
    }

    proptest! {
        #[test]
        fn any_text_parses_or_is_refused(text in "(zh|cmn|yue|en|x|Hans|Hant|CHT|CN|TW|US|foo|[-_.@]|.){0,9}") {
            let parsed = text.parse::<Locale>();
            prop_assert_eq!(text.to_ascii_uppercase().replace('-', "_").parse().ok(), parsed.clone().ok());
            if let Ok(locale) = parsed {
                prop_assert_eq!(locale.tag().parse(), Ok(locale));
            }
        }
    }
}
