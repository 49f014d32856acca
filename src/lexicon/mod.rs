//! The caller's own words: a layer that wins over all others.

mod compile;
mod lint;
mod read;
#[cfg(feature = "serde")]
mod serialize;

pub(crate) use compile::compile;

use crate::data::concept::Cell;
use crate::data::{Error, ErrorKind, Locale, Place};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

/// Words of a house: what each becomes, which stay, which built-in ones are not wanted.
///
/// A row's form is found in either script, in any text, also inside a longer word (which a row of its own guards: 的士兵
/// beside 的士); what it becomes is written as it is, and no other layer touches it. Of forms that overlap the one that begins
/// first wins, of those that begin together the longest, of equal ones the last row. Latin letters are found as they are
/// written, and only as words of their own (`App` is not in `Apple`); those that a row writes join what stands beside them.
/// Text that is protected (addresses, code, passages in Japanese …) is not searched. What a row replaces shows the other
/// script, if it has it, but no place.
///
/// - *replace*: a form becomes something.
/// - *keep*: a form stays as it is written, in the script that it has in the text.
/// - *forbid*: no built-in word is written for a form, or for one that overlaps it; its characters go the way of all text.
///
/// ```
/// use tongwen::{Lexicon, Locale, Normalizer};
///
/// let house = Lexicon::new().replace("视频", "影音").keep("软件自由日").forbid("人工智能");
/// let n = Normalizer::builder(Locale::ZH_TW).layer(house).build()?;
/// assert_eq!(n.normalize("视频软件"), "影音軟體");
/// assert_eq!(n.normalize("軟件的視頻"), "軟體的影音");             // in either script
/// assert_eq!(n.normalize("软件自由日"), "软件自由日");             // stays as it is written
/// assert_eq!(n.normalize("人工智能"), "人工智能");                 // in the target's script, no more
/// # Ok::<(), tongwen::Error>(())
/// ```
///
/// # Files
/// UTF-8, a row a line, cells parted by tabs; lines that begin with `#` are comments.
///
/// - *Two columns*: the form, what it becomes. In a third column marks, parted by blanks: `exact` (only as it is written,
///   not in the other script), `keep` and `forbid` (the second cell is empty then).
/// - *Concept columns*: the first row names them: two or more of `cn tw hk mo sg my` (or `zh-CN` …), and any of `id kind en note source`.
///   In a cell, in the place's own script, the place's word, after it others that the place accepts, parted by `|`; `-` where
///   it has none; nothing where it says as another does (Macau as Hong Kong, Malaysia as Singapore, that as the mainland). A
///   word has two characters or more; `word=spelling` has its spelling in the other script, where tongwen's own would be
///   wrong; `~word` is never looked for. For each target all words of other places become the first of its own.
/// - *OpenCC's text format*: the form, a tab, what it becomes (of several, parted by blanks, the first). It counts
///   for every target, and is written as it is: have one list for each target.
///
/// A form, and what it becomes, has 255 bytes at most, and no line end; neither may be empty (there is no row that strikes a
/// word).
///
/// ```
/// use tongwen::{Lexicon, Locale, Normalizer};
///
/// let rows = "cn\ttw\thk\n直播间\t直播頻道\t直播室\n";
/// let lexicon = Lexicon::from_tsv("house.tsv", rows)?;
/// for (locale, want) in [(Locale::ZH_TW, "直播頻道"), (Locale::ZH_MO, "直播室"), (Locale::ZH_SG, "直播间")] {
///     let n = Normalizer::builder(locale).layer(lexicon.clone()).build()?;
///     assert_eq!(n.normalize("直播间"), want);
/// }
///
/// let error = Lexicon::from_tsv("house.tsv", "视频\n直播\t直播\tsometimes\n").unwrap_err();
/// assert_eq!(error.all().count(), 2);
/// assert!(error.to_string().starts_with("house.tsv:1:1: "));
/// # Ok::<(), tongwen::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    rows: Vec<Row>,
}

/// A row: what it says, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    says: Says,
    origin: Origin,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Says {
    /// A form becomes something.
    Replace { form: String, written: String, exact: bool },
    /// It stays as it is written.
    Keep { form: String, exact: bool },
    /// No built-in word is written for it.
    Forbid { form: String, exact: bool },
    /// The words of places for one meaning, by the number of the place.
    Concept { id: Option<String>, cells: [Words; 6] },
}

/// A place's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Words {
    /// Nothing is said: another place's words count.
    #[default]
    Empty,
    /// The place has none.
    None,
    /// The first is written.
    Forms(Vec<Form>),
}

/// A word, and its spelling in the other script where the row has one (`text=other`).
#[derive(Clone, Debug, PartialEq, Eq)]
struct Form {
    text: String,
    other: Option<String>,
    /// Marked by `~`: not looked for.
    by_sense: bool,
}

/// Where a row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Origin {
    /// In a file, at a line.
    File(Arc<str>, usize),
    /// In code: its place among the rows, from 1.
    Code(usize),
}

impl Lexicon {
    /// A lexicon without rows.
    pub fn new() -> Self {
        Lexicon::default()
    }

    /// Adds a row: a form, and what it becomes.
    ///
    /// What is wrong with a row is told when a normaliser is [built](crate::NormalizerBuilder::build).
    #[must_use]
    pub fn replace(self, form: impl Into<String>, written: impl Into<String>) -> Self {
        self.with(Says::Replace { form: form.into(), written: written.into(), exact: false })
    }

    /// Adds a row: a form that stays as it is written, in the script that it has in the text.
    #[must_use]
    pub fn keep(self, form: impl Into<String>) -> Self {
        self.with(Says::Keep { form: form.into(), exact: false })
    }

    /// Adds a row: a form for which no built-in word is written, nor for one that overlaps it; it comes in the target's script,
    /// no more.
    #[must_use]
    pub fn forbid(self, form: impl Into<String>) -> Self {
        self.with(Says::Forbid { form: form.into(), exact: false })
    }

    /// Reads pairs: a form, and what it becomes.
    ///
    /// ```
    /// use tongwen::{Lexicon, Locale, Normalizer};
    ///
    /// let lexicon = Lexicon::from_pairs([("網誌", "部落格"), ("App", "應用程式")]);
    /// let n = Normalizer::builder(Locale::ZH_TW).layer(lexicon).build()?;
    /// assert_eq!(n.normalize("网志App，Apple"), "部落格應用程式，Apple");
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn from_pairs<F: Into<String>, W: Into<String>>(pairs: impl IntoIterator<Item = (F, W)>) -> Self {
        pairs.into_iter().fold(Lexicon::new(), |lexicon, (form, written)| lexicon.replace(form, written))
    }

    /// Reads rows of two columns, or of concept columns. `name` stands in errors and reports.
    ///
    /// # Errors
    /// [`ErrorKind::Row`]: all faults of all rows ([`Error::all`]), each with line, column and the mend.
    pub fn from_tsv(name: &str, text: &str) -> Result<Self, Error> {
        read::tsv(name, text)
    }

    /// Reads a dictionary in OpenCC's text format.
    ///
    /// # Errors
    /// As [`from_tsv`](Self::from_tsv).
    ///
    /// ```
    /// use tongwen::Lexicon;
    ///
    /// assert_eq!(Lexicon::from_opencc("mine.txt", "鼠标\t滑鼠 鼠標\n").map(|lexicon| lexicon.len()), Ok(1));
    /// ```
    pub fn from_opencc(name: &str, text: &str) -> Result<Self, Error> {
        read::opencc(name, text)
    }

    /// Reads a file: in OpenCC's text format where its name ends in `.txt`, else with tabs (`.tsv`).
    ///
    /// # Errors
    /// [`ErrorKind::File`] where it cannot be read, [`ErrorKind::Encoding`] where it is not UTF-8, else as
    /// [`from_tsv`](Self::from_tsv).
    ///
    /// ```no_run
    /// use tongwen::{Lexicon, Locale, Normalizer};
    ///
    /// let n = Normalizer::builder(Locale::ZH_TW).layer(Lexicon::from_path("house.tsv")?).build()?;
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    #[cfg(feature = "std")]
    pub fn from_path(path: impl AsRef<std::path::Path>) -> Result<Self, Error> {
        read::file(path.as_ref())
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the rows of another; of equal forms the last row counts.
    pub fn extend(&mut self, other: Lexicon) {
        self.rows.extend(other.rows);
    }

    /// What could go wrong with these rows in text for a locale; nothing where all is well. Each names the row and the mend.
    ///
    /// - [`ErrorKind::Clash`]: two rows for one form; the last one counts.
    /// - [`ErrorKind::Chain`]: what is written for one form, or by a built-in word, is or holds another form, so that a second
    ///   pass would change text again; or it is one character, which is not kept apart from what stands beside it.
    /// - [`ErrorKind::Dead`]: a row that changes nothing, or is never found.
    ///
    /// ```
    /// use tongwen::{ErrorKind, Lexicon, Locale};
    ///
    /// let lexicon = Lexicon::from_pairs([("视频", "影片"), ("影片库", "片庫"), ("鼠标", "滑鼠")]);
    /// let kinds: Vec<_> = lexicon.lint(Locale::ZH_TW).iter().map(|found| found.kind()).collect();
    /// assert_eq!(kinds, [ErrorKind::Chain, ErrorKind::Dead]);
    /// ```
    pub fn lint(&self, locale: Locale) -> Vec<Error> {
        lint::lint(self, locale)
    }

    fn with(mut self, says: Says) -> Self {
        let number = self.rows.len() + 1;
        self.rows.push(Row { says, origin: Origin::Code(number) });
        self
    }
}

impl Row {
    /// An error in a cell of the row, from 0.
    fn error(&self, kind: ErrorKind, message: String) -> Error {
        match &self.origin {
            Origin::File(name, line) => Error::new(kind, message).at(name, *line, 1),
            Origin::Code(number) => Error::new(kind, format!("row {number}: {message}")),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::File(name, line) => write!(f, "{name}:{line}"),
            Origin::Code(number) => write!(f, "row {number}"),
        }
    }
}

impl From<Cell<'_>> for Words {
    fn from(cell: Cell<'_>) -> Self {
        let form = |form: &crate::data::concept::Form<'_>| Form {
            text: form.text.to_owned(),
            other: form.other.map(String::from),
            by_sense: form.by_sense,
        };
        match cell {
            Cell::Empty => Words::Empty,
            Cell::None => Words::None,
            Cell::Forms(forms) => Words::Forms(forms.iter().map(form).collect()),
        }
    }
}

/// The words of a place, or of the one that it falls back to.
fn words(cells: &[Words; 6], mut place: Place) -> &[Form] {
    loop {
        match cells.get(place as usize) {
            Some(Words::Forms(forms)) => return forms,
            Some(Words::Empty) => match place.fallback() {
                Some(next) => place = next,
                None => return &[],
            },
            _ => return &[],
        }
    }
}
