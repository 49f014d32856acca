//! Documents: of HTML, Markdown, subtitles, PO, JSON and the like only the text is converted, and all else stays, byte for byte.
//!
//! A scanner, one for each [`format`], tells what is text ([`texts`]) and how it is written ([`writing`]). That is converted as
//! any text is, and its edits are put where they come from ([`lift`]). So a report of a document is a report as any other.

mod anchors;
mod csv;
mod format;
mod html;
mod icu;
mod inline;
mod json;
mod lift;
mod markdown;
mod po;
mod reference;
mod subtitles;
mod tag;
mod texts;
mod toml;
mod writing;
mod xliff;
mod yaml;

pub use format::Format;
pub(crate) use lift::{Lifted, lift};

use crate::engine::AmbiguityData;
use crate::{Analysis, Error, ErrorKind, Locale, Normalizer, detect};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
pub(crate) use texts::Texts;
use writing::Writing;

/// How documents are read: their format, and what is asked for beyond it.
///
/// ```
/// use tongwen::{Format, Locale, Normalizer, Parser};
///
/// let to_taiwan = Normalizer::to(Locale::ZH_TW);
/// let page = Parser::new(Format::Html).retag(true).parse("<html lang=\"zh-CN\">软件</html>")?;
/// assert_eq!(page.normalize(&to_taiwan), "<html lang=\"zh-TW\">軟體</html>");
///
/// let table = Parser::new(Format::Csv).columns(["名称"]).parse("编号,名称\n软1,软件\n")?;
/// assert_eq!(table.normalize(&to_taiwan), "编号,名称\n软1,軟體\n");
/// # Ok::<(), tongwen::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parser {
    format: Format,
    retag: bool,
    columns: Vec<String>,
}

impl Parser {
    /// Reads this format, and asks for nothing more.
    pub fn new(format: Format) -> Self {
        Parser { format, retag: false, columns: Vec::new() }
    }

    /// Whether tags of the language are changed to the target's, too: `lang="zh-CN"` in HTML, `Language: zh_CN` in PO, and the
    /// like. (Presets have no tag.)
    #[must_use]
    pub fn retag(self, retag: bool) -> Self {
        Parser { retag, ..self }
    }

    /// Of tables with a first row of names: the columns that are converted, by name or by number from 1. If none is given, all
    /// cells are; but where one column has the target's tag for a name (`zh-TW`), and others those of other places, none of these.
    #[must_use]
    pub fn columns(self, columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Parser { columns: columns.into_iter().map(Into::into).collect(), ..self }
    }

    /// Parses a document.
    ///
    /// # Errors
    /// Where it is not of the format, or has no such column: [`ErrorKind::Format`], with line, column and byte.
    pub fn parse<'d>(&self, document: &'d str) -> Result<Document<'d>, Error> {
        let mut texts = Texts::default();
        let body = document.trim_start_matches('\u{FEFF}');
        let skipped = document.len() - body.len();
        let scanned = match self.format {
            Format::Plain => {
                texts.raw(body, 0..body.len(), Writing::Plain);
                Ok(())
            }
            Format::Html => {
                html::scan(body, &mut texts);
                Ok(())
            }
            Format::Markdown => {
                markdown::scan(body, &mut texts);
                Ok(())
            }
            Format::Srt => subtitles::srt(body, &mut texts),
            Format::WebVtt => subtitles::webvtt(body, &mut texts),
            Format::Ass => subtitles::ass(body, &mut texts),
            Format::Po => po::scan(body, &mut texts),
            Format::Json => json::scan(body, &mut texts),
            Format::Yaml => yaml::scan(body, &mut texts),
            Format::Toml => toml::scan(body, &mut texts),
            Format::Xliff => xliff::scan(body, &mut texts),
            Format::Csv => csv::scan(body, csv::Separator::Comma, &self.columns, &mut texts),
            Format::Tsv => csv::scan(body, csv::Separator::Tab, &self.columns, &mut texts),
        };
        texts.shift(skipped);
        if self.format.has_messages() {
            texts.read_messages();
        }
        match scanned {
            Ok(()) => Ok(Document { source: document, format: self.format, texts: Arc::new(texts), retag: self.retag }),
            Err(Fault { at, message }) => Err(Error::in_text(ErrorKind::Format, message, document, skipped + at)),
        }
    }
}

/// Why a document is not of its format.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    /// The byte from which on it is not.
    at: usize,
    message: String,
}

/// A document of which the text is known.
///
/// ```
/// use tongwen::{Format, Locale, Normalizer};
///
/// let page = Format::Html.parse("<p>鼠<b>标</b>里的<code>软件</code></p>")?;
/// let analysis = page.analyze(&Normalizer::to(Locale::ZH_TW));
/// assert_eq!(analysis.output(), "<p>滑<b>鼠</b>裡的<code>软件</code></p>");
/// let spans: Vec<_> = analysis.edits().map(|edit| (edit.before(), edit.after())).collect();
/// assert_eq!(spans, [("鼠", "滑"), ("标", "鼠"), ("里", "裡")]); // a tag parts the first two
/// # Ok::<(), tongwen::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document<'d> {
    source: &'d str,
    format: Format,
    texts: Arc<Texts>,
    retag: bool,
}

impl<'d> Document<'d> {
    /// The document as it was given.
    pub fn source(&self) -> &'d str {
        self.source
    }

    /// Its format.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Its text, without all that is none: a line or more for each paragraph, title, value; U+FFFC stands for what is no text
    /// inside one. What stands in the midst of others, as attributes do, comes last.
    ///
    /// ```
    /// let page = tongwen::Format::Html.parse("<h1>软件</h1><p>一<b>个</b>&lt;<img>。")?;
    /// assert_eq!(page.text(), "软件\n一个<\u{FFFC}。\n");
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn text(&self) -> &str {
        &self.texts.text
    }

    /// The locale that it says it is in: by `<html lang>`, `Language:` of PO and WebVTT, a `lang` of data or of front matter,
    /// the target language of XLIFF. None where it says nothing, or tags that differ, or where its text shows the other
    /// script: templates often say what is not so.
    ///
    /// ```
    /// use tongwen::{Format, Locale, Normalizer};
    ///
    /// let page = Format::Html.parse("<html lang=zh-CN><title>后</title>")?;
    /// assert_eq!(page.locale(), Some(Locale::ZH_CN));
    /// assert_eq!(page.normalize(&Normalizer::to(Locale::ZH_TW)), "<html lang=zh-CN><title>後</title>");
    ///
    /// let page = Format::Html.parse("<html lang=zh-CN><title>后</title>皇后說話")?;
    /// assert_eq!(page.locale(), None);
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn locale(&self) -> Option<Locale> {
        let told = self.texts.locale(self.source)?;
        let shown = detect(&self.texts.text).script();
        Some(told).filter(|told| shown.is_none_or(|shown| shown == told.script()))
    }

    /// What its headings are called in links to them, as GitHub calls them: those of Markdown that do not say it themselves.
    ///
    /// ```
    /// let page = tongwen::Format::Markdown.parse("# 安装 `软件`！\n# 甲 {#a}\n## FAQ\n## FAQ\n")?;
    /// assert_eq!(page.anchors(), ["安装-软件", "faq", "faq-1"]);
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn anchors(&self) -> Vec<String> {
        self.texts.anchors.names(|text| self.texts.text.get(text.clone()).unwrap_or_default())
    }

    /// The document with its links to headings of other documents changed where these are called otherwise now: `names` tells
    /// of the path in an address (`guide.md` in `guide.md#安装`) what the [headings](Self::anchors) there were called and what
    /// they are called. Links to its own headings change when it is converted.
    ///
    /// ```
    /// let page = tongwen::Format::Markdown.parse("见[甲](a.md#软件)、[乙](b.md#软件)。")?;
    /// let names = [("软件".to_string(), "軟體".to_string())];
    /// let relinked = page.relinked(|path| (path == "a.md").then_some(&names[..]));
    /// assert_eq!(relinked, "见[甲](a.md#軟體)、[乙](b.md#软件)。");
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn relinked<'n>(&self, names: impl FnMut(&str) -> Option<&'n [(String, String)]>) -> Cow<'d, str> {
        let moved = self.texts.anchors.moved_elsewhere(self.source, names);
        if moved.is_empty() {
            return Cow::Borrowed(self.source);
        }
        let mut out = String::with_capacity(self.source.len());
        let mut at = 0;
        for (place, name) in moved {
            out.push_str(self.source.get(at..place.start).unwrap_or_default());
            out.push_str(&name);
            at = place.end;
        }
        out.push_str(self.source.get(at..).unwrap_or_default());
        Cow::Owned(out)
    }

    /// Converts it. What stays as it is comes back borrowed.
    ///
    /// A word that tags part is converted as one where each part keeps its characters (`软<b>件</b>` becomes `軟<b>體</b>`), or
    /// else left: [`analyze`](Self::analyze) tells of those among its ambiguities.
    pub fn normalize(&self, normalizer: &Normalizer) -> Cow<'d, str> {
        self.analyze(normalizer).into_output()
    }

    /// Converts it, and keeps what was changed, in places of the document.
    ///
    /// What it says of itself ([`locale`](Self::locale)) counts as [`from`](crate::NormalizerBuilder::from) where the
    /// normalizer has none.
    pub fn analyze(&self, normalizer: &Normalizer) -> Analysis<'d> {
        let retag = normalizer.locale().filter(|_| self.retag);
        let own = normalizer.locale().and_then(|locale| self.texts.own_edition(locale));
        let texts = own.map_or_else(|| Arc::clone(&self.texts), Arc::new);
        Analysis::of(
            normalizer.engine_from(|| self.locale()),
            self.source,
            Parsed { texts, retag, left: Vec::new() },
            Vec::new(),
        )
    }
}

/// What an analysis knows of a document.
#[derive(Clone, Debug)]
pub(crate) struct Parsed {
    pub texts: Arc<Texts>,
    /// For what locale tags of the language are written, if they are.
    pub retag: Option<Locale>,
    /// Words that tags part and that could not be put there, in places of the document.
    pub left: Vec<AmbiguityData>,
}
