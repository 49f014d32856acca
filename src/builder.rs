//! What can be said of a plan beside its target.

use crate::engine::{Options, Protect};
use crate::{Error, Layer, Locale, Normalizer};

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
    locale: Locale,
    options: Options,
}

impl NormalizerBuilder {
    pub(crate) fn new(locale: Locale) -> Self {
        NormalizerBuilder { locale, options: Options::default() }
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

    /// Says what is left alone because it is no prose; everything in [`Protect`] where nothing is said.
    pub fn protect(mut self, kinds: Protect) -> Self {
        self.options.protect = kinds;
        self
    }

    /// Makes the normaliser.
    ///
    /// # Errors
    /// None yet: dictionaries of the user's own, which can be wrong, are to come.
    pub fn build(self) -> Result<Normalizer, Error> {
        Ok(Normalizer::with(self.locale, self.options))
    }
}
