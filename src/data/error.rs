//! The one error type of the crate.
//!
//! Only reading can fail (a name, a dictionary, a stream that is not UTF-8); converting a `&str` cannot.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// What went wrong, in one word. Match on it with a wildcard arm: kinds may be added.
///
/// ```
/// use tongwen::{ErrorKind, Locale};
///
/// let error = "zh".parse::<Locale>().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Locale);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A locale tag that names no place or script that tongwen knows.
    Locale,
    /// A preset name that OpenCC does not have.
    Preset,
    /// A layer name that tongwen does not have.
    Layer,
    /// A style name that tongwen does not have, or that the locale has not.
    Style,
    /// The name of a [`Rule`](crate::Rule) that tongwen does not have.
    Rule,
    /// Bytes that are not UTF-8.
    Encoding,
    /// A dictionary row that does not say what its file's format asks for.
    Row,
    /// A text that a [`Patch`](crate::Patch) does not fit.
    Patch,
    /// A document that is not what its format asks for, or the name of a format that tongwen does not read.
    Format,
    /// A file that cannot be read.
    File,
    /// Two rows of a lexicon for one form ([`Lexicon::lint`](crate::Lexicon::lint)).
    Clash,
    /// A row of a lexicon whose words another row changes again.
    Chain,
    /// A row of a lexicon that changes nothing, or is never found.
    Dead,
}

/// Why something could not be read: what is wrong and, in the same sentence, the mend.
///
/// Where a file is at fault, [`path`](Error::path), [`line`](Error::line) and
/// [`column`](Error::column) point at the place.
///
/// ```
/// use tongwen::Preset;
///
/// let error = "s2x".parse::<Preset>().unwrap_err();
/// assert!(error.to_string().contains("s2twp"));   // the choices are listed
/// assert_eq!(error.line(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    path: Option<String>,
    /// Line and column, each from 1; the column counts `char`s.
    place: Option<(usize, usize)>,
    offset: Option<u64>,
    /// What else is wrong.
    rest: Vec<Error>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into(), path: None, place: None, offset: None, rest: Vec::new() }
    }

    /// All errors as one; none if there are none.
    pub(crate) fn of(errors: Vec<Error>) -> Option<Self> {
        let mut errors = errors.into_iter();
        let first = errors.next()?;
        Some(Error { rest: errors.collect(), ..first })
    }

    /// The same error, at a line and column (both from 1, the column in `char`s) of a file.
    pub(crate) fn at(mut self, path: &str, line: usize, column: usize) -> Self {
        self.path = Some(path.to_string());
        self.place = Some((line, column));
        self
    }

    /// An error at a byte of a text.
    #[cfg(feature = "markup")]
    pub(crate) fn in_text(kind: ErrorKind, message: impl Into<String>, text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let lines = before.matches('\n').count();
        let column = before.get(line..).unwrap_or_default().chars().count();
        let error = Error::new(kind, message);
        Error { place: Some((lines + 1, column + 1)), offset: Some(byte as u64), ..error }
    }

    /// The same error, of a file as a whole.
    #[cfg(feature = "std")]
    pub(crate) fn in_file(mut self, path: &str) -> Self {
        self.path = Some(path.to_string());
        self
    }

    /// The same error, at a byte of a stream.
    #[cfg(feature = "std")]
    pub(crate) fn at_offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }

    /// This error, and all that were found with it: where rows are read, every bad one is told at once. The text of an error
    /// has a line for each; `{:#}` is the text of this one alone.
    ///
    /// ```
    /// use tongwen::Lexicon;
    ///
    /// let error = Lexicon::from_tsv("house.tsv", "视频\n直播\n").unwrap_err();
    /// assert_eq!(error.all().filter_map(|error| error.line()).collect::<Vec<_>>(), [1, 2]);
    /// assert_eq!(error.to_string().lines().count(), 2);
    /// assert!(error.all().all(|error| format!("{error:#}").lines().count() == 1));
    /// ```
    pub fn all(&self) -> impl Iterator<Item = &Error> {
        core::iter::once(self).chain(&self.rest)
    }

    /// What kind of fault this is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file at fault, where there is one.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The line at fault, from 1.
    pub fn line(&self) -> Option<usize> {
        self.place.map(|(line, _)| line)
    }

    /// The column at fault, from 1, counted in `char`s.
    pub fn column(&self) -> Option<usize> {
        self.place.map(|(_, column)| column)
    }

    /// The byte of a stream from which on it is at fault, from 0.
    pub fn offset(&self) -> Option<u64> {
        self.offset
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path}:")?;
            if let Some((line, column)) = self.place {
                write!(f, "{line}:{column}:")?;
            }
            f.write_str(" ")?;
        } else if let Some((line, column)) = self.place {
            write!(f, "line {line}, column {column}: ")?;
        }
        f.write_str(&self.message)?;
        let rest = if f.alternate() { &[][..] } else { &self.rest };
        rest.iter().try_for_each(|error| write!(f, "\n{error}"))
    }
}

impl core::error::Error for Error {}
