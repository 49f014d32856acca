//! What can be said of a plan beside its target.

use crate::engine::{Options, Protect};
use crate::{Error, ErrorKind, Layer, Lexicon, Locale, Normalizer, Style, lexicon};
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Builds a [`Normalizer`]; made by [`Normalizer::builder`].
///
/// ```
/// use tongwen::{Locale, Normalizer, Protect};
///
/// let n = Normalizer::builder(Locale::ZH_CN)
///     .from(Locale::ZH_TW)
///     .protect(Protect::all() - Protect::HANDLES)
///     .build()?;
/// assert_eq!(n.normalize("@小蘭：滑鼠壞了"), "@小兰：鼠标坏了");
/// # Ok::<(), tongwen::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct NormalizerBuilder {
    pub(crate) locale: Locale,
    pub(crate) options: Options,
    pub(crate) lexicons: Vec<Lexicon>,
}

impl NormalizerBuilder {
    pub(crate) fn new(locale: Locale) -> Self {
        NormalizerBuilder { locale, options: Options::default(), lexicons: Vec::new() }
    }

    /// Where text comes from, if it does not show it: characters that both scripts have are then converted in lines that
    /// show neither script, and words that several places use differently are read as that place does. A line that shows
    /// the other script is read as what it shows.
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let n = Normalizer::builder(Locale::ZH_TW).from(Locale::ZH_CN).build()?;
    /// assert_eq!(n.normalize("后山有一只羊"), "後山有一隻羊");
    /// assert_eq!(n.normalize("皇后聽說后山有一只羊"), "皇后聽說后山有一只羊"); // 聽說 shows Traditional
    /// assert_eq!(Normalizer::to(Locale::ZH_TW).normalize("后山有一只羊"), "后山有一只羊");
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn from(mut self, locale: Locale) -> Self {
        self.options.from = Some(locale);
        self
    }

    /// Turns a layer off.
    ///
    /// ```
    /// use tongwen::{Domain, Layer, Locale, Normalizer};
    ///
    /// let builder = Normalizer::builder(Locale::ZH_TW).without(Layer::Term(Domain::Computing));
    /// assert_eq!(builder.build()?.normalize("软件"), "軟件");
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn without(mut self, layer: Layer) -> Self {
        self.options.without |= 1 << layer.number();
        self
    }

    /// Adds words of your own, which win over all others. It may be called more than once: of equal forms those count that
    /// were added last.
    ///
    /// ```
    /// use tongwen::{Layer, Lexicon, Locale, Normalizer};
    ///
    /// let house = Lexicon::new().replace("博客", "網誌");
    /// let n = Normalizer::builder(Locale::ZH_TW).layer(house).build()?;
    /// let analysis = n.analyze("软件博客");
    /// assert_eq!(analysis.output(), "軟體網誌");
    /// assert_eq!(analysis.edits().last().unwrap().layer(), Some(Layer::User));
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn layer(mut self, lexicon: Lexicon) -> Self {
        self.lexicons.push(lexicon);
        self
    }

    /// Prints one of the accepted spellings of the place, also in lines that are in its script already; none of these are
    /// touched where nothing is said. A style is of the layer of variants: without that it does nothing.
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer, Style};
    ///
    /// let n = Normalizer::builder(Locale::ZH_HK).style(Style::Government).build()?;
    /// assert_eq!(n.normalize("衞生署說：温度"), "衞生署説：温度");
    /// assert_eq!(Normalizer::to(Locale::ZH_HK).normalize("衞生署說：温度"), "衞生署說：温度");
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn style(mut self, style: Style) -> Self {
        self.options.style = Some(style);
        self
    }

    /// Says what is left alone because it is no prose; everything in [`Protect`] where nothing is said.
    pub fn protect(mut self, kinds: Protect) -> Self {
        self.options.protect = kinds;
        self
    }

    /// Makes the normaliser.
    ///
    /// # Errors
    /// All that is wrong, at once ([`Error::all`]): [`ErrorKind::Style`] where the locale has no such [`style`](Self::style)
    /// (the message lists those that it has), [`ErrorKind::Row`] for each row of a [`layer`](Self::layer) that cannot be used.
    pub fn build(mut self) -> Result<Normalizer, Error> {
        let mut errors = Vec::new();
        let styles = Style::of(self.locale);
        if let Some(style) = self.options.style.filter(|style| !styles.contains(style)) {
            let mend = if styles.is_empty() {
                String::from("leave it out")
            } else {
                format!("write {}", Style::names(styles))
            };
            errors.push(Error::new(ErrorKind::Style, format!("{} has no style {style}; {mend}", self.locale)));
        }
        if self.lexicons.iter().any(|lexicon| !lexicon.is_empty())
            && self.options.without >> Layer::User.number() & 1 == 0
        {
            match lexicon::compile(&self.lexicons, self.locale) {
                Ok(words) => self.options.user = Some(Arc::new(words)),
                Err(found) => errors.extend(found),
            }
        }
        if let Some(error) = Error::of(errors) {
            return Err(error);
        }
        Ok(Normalizer::with(self.locale, self.options))
    }
}
