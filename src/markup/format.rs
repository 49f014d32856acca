//! The formats, and their names.

use super::{Document, Parser};
use crate::{Error, ErrorKind};
use alloc::format;
use core::fmt;
use core::str::FromStr;

/// What a document is written in.
///
/// In strings of data and catalogues (PO, JSON, YAML, TOML, XLIFF, CSV, TSV) messages of ICU are read as such: the branches of
/// `{n, plural, other {# 个文件}}` are text, names and keywords are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Text alone, line by line.
    Plain,
    /// HTML: text, and the attributes that are read (`alt`, `title`, `placeholder`, `label`, `aria-label` and the like, what
    /// buttons say, and `content` of descriptions). Left are scripts, styles, `<code>`, `<kbd>`, `<samp>`, `<var>`, formulas,
    /// what has `translate="no"` or the class `notranslate`, and what is in another language (`lang`; of a whole page only
    /// where that writes Han characters, as Japanese does: templates often say `en` of any page). How to say a word
    /// (`<rt>`) is left as well, though the word may change.
    Html,
    /// Markdown (CommonMark, with tables, footnotes, task lists and the like): prose, and titles of links and images. Left are
    /// code, formulas, targets and labels of links, and wiki pages; but links to headings of the document follow these, as GitHub
    /// calls them (`#安装`). Blocks of HTML are read as such, front matter as YAML or TOML.
    Markdown,
    /// SubRip subtitles: what is said.
    Srt,
    /// WebVTT subtitles: what is said, but not by whom, and not what is in another language (`<lang ja>`).
    WebVtt,
    /// SubStation Alpha subtitles (ASS, SSA): the texts of dialogues, without overrides and drawings.
    Ass,
    /// Gettext: translations (`msgstr`), never what is translated; none where the header tells a language that is not Chinese.
    Po,
    /// JSON, with comments too: strings, but no keys, and none that name a file or an address (`图片.png`, `/关于/`; `slug`).
    /// Where the target's tag is a key (`"zh-TW": {…}`), what stands under other places' tags is left.
    Json,
    /// YAML: scalars, but no keys, none that name a file or an address, and none that have a tag of their own (`!include`).
    Yaml,
    /// TOML: strings, but no keys, and none that name a file or an address.
    Toml,
    /// XLIFF 1.2 and 2: targets in Chinese, but for the code in them, and what is not to be translated. A file without any
    /// stays as it is: sources are never changed.
    Xliff,
    /// Values separated by commas, never semicolons (RFC 4180): all cells, or those of some columns.
    Csv,
    /// Values separated by tabs: the same. What stands between quotation marks is quoted, as spreadsheets write it; any other
    /// mark is text.
    Tsv,
}

impl Format {
    /// All formats.
    pub const ALL: &[Format] = &[
        Format::Plain,
        Format::Html,
        Format::Markdown,
        Format::Srt,
        Format::WebVtt,
        Format::Ass,
        Format::Po,
        Format::Json,
        Format::Yaml,
        Format::Toml,
        Format::Xliff,
        Format::Csv,
        Format::Tsv,
    ];

    /// Parses a document as the format asks for; [`Parser`] has options.
    ///
    /// # Errors
    /// Where the document is not of the format: [`ErrorKind::Format`], with line, column and byte.
    ///
    /// ```
    /// use tongwen::{Format, Locale, Normalizer};
    ///
    /// let to_taiwan = Normalizer::to(Locale::ZH_TW);
    /// let values = Format::Json.parse(r#"{"软件": "\u8f6f件"}"#)?;
    /// assert_eq!(values.normalize(&to_taiwan), r#"{"软件": "軟體"}"#);
    ///
    /// let error = Format::Json.parse("{\n  \"软件\": }").unwrap_err();
    /// assert_eq!((error.line(), error.column()), (Some(2), Some(9)));
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn parse(self, document: &str) -> Result<Document<'_>, Error> {
        Parser::new(self).parse(document)
    }

    /// The format of files with this ending, in any case; none where it is not known.
    ///
    /// ```
    /// use tongwen::Format;
    ///
    /// assert_eq!(Format::of_extension("htm"), Some(Format::Html));
    /// assert_eq!(Format::of_extension("TXT"), Some(Format::Plain));
    /// assert_eq!(Format::of_extension("exe"), None);
    /// ```
    pub fn of_extension(extension: &str) -> Option<Self> {
        let is = |known: &&str| known.eq_ignore_ascii_case(extension);
        Self::ALL.iter().copied().find(|format| format.extensions().iter().any(is))
    }

    /// The endings of its files, the usual one first.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Format::Plain => &["txt", "text"],
            Format::Html => &["html", "htm", "xhtml"],
            Format::Markdown => &["md", "markdown", "mdown"],
            Format::Srt => &["srt"],
            Format::WebVtt => &["vtt"],
            Format::Ass => &["ass", "ssa"],
            Format::Po => &["po", "pot"],
            Format::Json => &["json", "jsonc", "arb", "webmanifest"],
            Format::Yaml => &["yaml", "yml"],
            Format::Toml => &["toml"],
            Format::Xliff => &["xlf", "xliff"],
            Format::Csv => &["csv"],
            Format::Tsv => &["tsv", "tab"],
        }
    }

    /// Whether its values may be messages with branches, as ICU has them.
    pub(super) const fn has_messages(self) -> bool {
        matches!(
            self,
            Format::Po | Format::Json | Format::Yaml | Format::Toml | Format::Xliff | Format::Csv | Format::Tsv
        )
    }

    /// The name, in small letters.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Plain => "plain",
            Format::Html => "html",
            Format::Markdown => "markdown",
            Format::Srt => "srt",
            Format::WebVtt => "webvtt",
            Format::Ass => "ass",
            Format::Po => "po",
            Format::Json => "json",
            Format::Yaml => "yaml",
            Format::Toml => "toml",
            Format::Xliff => "xliff",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// By name, or by an ending of its files.
impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let named = Self::ALL.iter().copied().find(|format| format.name().eq_ignore_ascii_case(name));
        named.or_else(|| Self::of_extension(name)).ok_or_else(|| {
            let names = Self::ALL.iter().map(|format| format.name()).collect::<alloc::vec::Vec<_>>().join(", ");
            Error::new(ErrorKind::Format, format!("no format is called {name:?}; write one of {names}"))
        })
    }
}
