//! House styles: which of several accepted spellings an office or a newspaper prints (`styles/<locale>-<style>.tsv`).

use super::tsv::File;
use super::{Error, ErrorKind, Locale, Place, Script};
use alloc::format;
use alloc::vec::Vec;
use core::{fmt, str::FromStr};

/// Whose spelling is printed, where a place accepts several: 台灣 or 臺灣, 衛生 or 衞生.
///
/// Without one a plan writes what the press prints, but lines that are in the place's script already keep their own
/// accepted spellings.
///
/// ```
/// use tongwen::{Locale, Normalizer, Style};
///
/// let ministry = Normalizer::builder(Locale::ZH_TW).style(Style::Ministry).build()?;
/// assert_eq!(ministry.normalize("台湾的公布"), "臺灣的公布");
/// assert_eq!("government".parse(), Ok(Style::Government));
/// # Ok::<(), tongwen::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Style {
    /// What newspapers print today: Taiwan, Hong Kong.
    Press,
    /// The standard characters of Taiwan's Ministry of Education.
    Ministry,
    /// The forms that the government of Hong Kong prints.
    Government,
}

impl Style {
    /// All styles.
    ///
    /// ```
    /// assert!(tongwen::Style::ALL.contains(&tongwen::Style::Press));
    /// ```
    pub const ALL: &[Style] = &[Style::Press, Style::Ministry, Style::Government];

    /// Those that a locale has; most have none.
    ///
    /// ```
    /// use tongwen::{Locale, Style};
    ///
    /// assert_eq!(Style::of(Locale::ZH_HK), [Style::Press, Style::Government]);
    /// ```
    pub const fn of(locale: Locale) -> &'static [Style] {
        match (locale.script(), locale.place()) {
            (Script::Hant, Some(Place::TW)) => &[Style::Press, Style::Ministry],
            (Script::Hant, Some(Place::HK)) => &[Style::Press, Style::Government],
            _ => &[],
        }
    }

    /// Its name: `press`, `ministry` or `government`.
    ///
    /// ```
    /// assert_eq!(tongwen::Style::Press.name(), "press");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Style::Press => "press",
            Style::Ministry => "ministry",
            Style::Government => "government",
        }
    }

    /// The names of some, for messages.
    pub(crate) fn names(styles: &[Style]) -> alloc::string::String {
        styles.iter().map(|style| style.name()).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Style {
    type Err = Error;

    /// Reads a style's name, in any case of letters.
    ///
    /// # Errors
    /// [`ErrorKind::Style`] for any other text; the message lists the names.
    fn from_str(text: &str) -> Result<Self, Error> {
        Style::ALL.iter().copied().find(|style| style.name().eq_ignore_ascii_case(text)).ok_or_else(|| {
            let names = Style::names(Style::ALL);
            Error::new(ErrorKind::Style, format!("there is no style {text:?}; write one of {names}"))
        })
    }
}

/// A style of a place: what is accepted, and what it prints instead.
#[derive(Clone, Debug)]
pub struct Rows<'a> {
    pub place: Place,
    pub style: Style,
    /// As many characters on both sides; the same text keeps a shorter row off.
    pub rows: Vec<(&'a str, &'a str)>,
}

/// Reads a file of `styles/`.
pub fn rows<'a>(file: File<'a>, errors: &mut Vec<Error>) -> Option<Rows<'a>> {
    let named = || {
        let (locale, style) = file.stem().rsplit_once('-')?;
        let (locale, style) = (locale.parse::<Locale>().ok()?, style.parse().ok()?);
        Style::of(locale).contains(&style).then_some((locale.place()?, style))
    };
    let Some((place, style)) = named() else {
        let message = format!("{}: no locale has that style; name them in src/data/style.rs", file.path);
        errors.push(Error::new(ErrorKind::Row, message));
        return None;
    };
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for row in file.rows_under(&["written", "prints", "note"], errors) {
        let &[written, prints, _] = row.cells.as_slice() else { continue };
        let is_plain = |text: &str| text.chars().all(|c| c.len_utf8() == 3);
        if written.is_empty() || written.chars().count() != prints.chars().count() {
            errors.push(row.error(1, "print as many characters as are written"));
        } else if !is_plain(written) || !is_plain(prints) {
            errors.push(row.error(0, "ideographs below U+10000 only"));
        } else if rows.iter().any(|(other, _)| *other == written) {
            errors.push(row.error(0, "it is there already"));
        } else {
            rows.push((written, prints));
        }
    }
    Some(Rows { place, style, rows })
}
