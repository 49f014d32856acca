//! The normaliser: what a caller holds.

use crate::engine::{Engine, Given, LineState, Options};
use crate::{Analysis, Check, Linter, Locale, NormalizerBuilder, Preset, builtin};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

/// A way of converting text: built once, used for every string, from any thread.
///
/// Cloning copies a pointer. Making one reads no file and parses nothing; the tables lie in the program.
///
/// ```
/// use tongwen::{Locale, Normalizer};
///
/// let to_taiwan = Normalizer::to(Locale::ZH_TW);
/// assert_eq!(to_taiwan.normalize("软件里的芯片"), "軟體裡的晶片");
/// assert_eq!(to_taiwan.normalize("軟件裏的芯片"), "軟體裡的晶片");   // any script, any place
/// ```
#[derive(Clone)]
pub struct Normalizer {
    engine: Engine,
    target: Target,
}

/// What it writes.
#[derive(Clone, Copy, Debug)]
enum Target {
    Preset(#[expect(dead_code, reason = "shown by Debug")] Preset),
    Locale(Locale),
}

impl Normalizer {
    /// To one locale's script and words, from any source, with all layers.
    ///
    /// What the text is need not be said: each line (parted by U+000A) is read for itself. Characters and phrases of one
    /// script only show a line's script; characters that both scripts have (后 里 干 面 只 …) are changed only where the
    /// line shows the other one. Words of other places are replaced in either script, unless the target's own place uses
    /// the same word for something else. Addresses, code, placeholders, Japanese and Korean are left
    /// ([`Protect`](crate::Protect)).
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let to_hong_kong = Normalizer::to(Locale::ZH_HK);
    /// assert_eq!(to_hong_kong.normalize("打印机后面"), "打印機後面");
    /// assert_eq!(to_hong_kong.normalize("皇后的印表機"), "皇后的打印機");
    ///
    /// let to_singapore = "zh-Hant-SG".parse().map(Normalizer::to)?;
    /// assert_eq!(to_singapore.normalize("計程車"), "德士");
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn to(locale: Locale) -> Self {
        Normalizer::with(locale, Options::default())
    }

    /// As [`to`](Self::to), with more to say: where text comes from, layers that are off, what is protected.
    ///
    /// ```
    /// use tongwen::{Layer, Locale, Normalizer};
    ///
    /// let n = Normalizer::builder(Locale::ZH_TW).from(Locale::ZH_CN).without(Layer::Name).build()?;
    /// assert_eq!(n.normalize("皇后以后"), "皇后以後");
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn builder(locale: Locale) -> NormalizerBuilder {
        NormalizerBuilder::new(locale)
    }

    pub(crate) fn with(locale: Locale, options: Options) -> Self {
        Normalizer { engine: Engine::Plan(builtin::plan(locale), options), target: Target::Locale(locale) }
    }

    /// One of OpenCC's configurations, byte-identical with OpenCC 1.4.2 line by line.
    ///
    /// Every line (parted by U+000A) is converted apart. NUL is a character as any other.
    ///
    /// ```
    /// use tongwen::{Normalizer, Preset};
    ///
    /// assert_eq!(Normalizer::preset(Preset::T2s).normalize("漢語"), "汉语");
    /// ```
    pub fn preset(preset: Preset) -> Self {
        Normalizer { engine: Engine::Preset(builtin::preset(preset)), target: Target::Preset(preset) }
    }

    /// Converts text. Text that stays as it is comes back borrowed, without a copy.
    ///
    /// The time is linear in the text's length, whatever the text.
    ///
    /// ```
    /// use std::borrow::Cow;
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let to_taiwan = Normalizer::to(Locale::ZH_TW);
    /// assert_eq!(to_taiwan.normalize("头发和发展"), "頭髮和發展");
    /// assert!(matches!(to_taiwan.normalize("already 漢字"), Cow::Borrowed(_)));
    /// ```
    pub fn normalize<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.engine.convert(text, Given::default(), &mut LineState::default(), &mut ())
    }

    /// As [`normalize`](Self::normalize), into a buffer in the place of what it holds: who converts many short texts allocates
    /// for none of them.
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let to_taiwan = Normalizer::to(Locale::ZH_TW);
    /// let mut line = String::new();
    /// for (text, made) in [("软件", "軟體"), ("already 漢字", "already 漢字")] {
    ///     to_taiwan.normalize_into(text, &mut line);
    ///     assert_eq!(line, made);
    /// }
    /// ```
    pub fn normalize_into(&self, text: &str, out: &mut String) {
        match self.engine.convert_in(out, text, &mut LineState::default()) {
            Cow::Owned(made) => *out = made,
            Cow::Borrowed(same) => {
                out.clear();
                out.push_str(same);
            }
        }
    }

    /// As [`normalize`](Self::normalize), but leaves some ranges of the text (in bytes, in any order) as they are: they
    /// are not converted, no entry reaches into them, and they show nothing. A range that ends inside a character takes
    /// in all of it. (Presets know no such thing and convert all text.)
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let to_taiwan = Normalizer::to(Locale::ZH_TW);
    /// assert_eq!(to_taiwan.normalize_except("软件《发现》", &[9..15]), "軟體《发现》");
    /// ```
    pub fn normalize_except<'t>(&self, text: &'t str, protected: &[Range<usize>]) -> Cow<'t, str> {
        let given = Given { protected, ..Given::default() };
        self.engine.convert(text, given, &mut LineState::default(), &mut ())
    }

    /// Converts text and keeps what was changed, where, and by which entries.
    ///
    /// The output is that of [`normalize`](Self::normalize).
    ///
    /// ```
    /// use tongwen::{Domain, Layer, Locale, Normalizer};
    ///
    /// let analysis = Normalizer::to(Locale::ZH_TW).analyze("买鼠标");
    /// assert_eq!(analysis.output(), "買滑鼠");
    /// let edit = analysis.edits().last().unwrap();
    /// assert_eq!((edit.before(), edit.after()), ("鼠标", "滑鼠"));
    /// assert_eq!(edit.source(), 3..9); // bytes
    /// assert_eq!(edit.layer(), Some(Layer::Term(Domain::Computing)));
    /// ```
    pub fn analyze<'t>(&self, text: &'t str) -> Analysis<'t> {
        Analysis::new(self.engine.clone(), text, Vec::new(), Vec::new())
    }

    /// As [`analyze`](Self::analyze), but leaves some ranges as [`normalize_except`](Self::normalize_except) does.
    pub fn analyze_except<'t>(&self, text: &'t str, protected: &[Range<usize>]) -> Analysis<'t> {
        Analysis::new(self.engine.clone(), text, protected.to_vec(), Vec::new())
    }

    /// Checks a text that should be in the locale already: what it has that the locale does not print.
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let check = Normalizer::to(Locale::ZH_TW).check("安裝軟件");
    /// let finding = check.findings().next().unwrap();
    /// assert_eq!(finding.message(), "zh-TW says 軟體 for 軟件");
    /// assert!(finding.is_safe());
    /// ```
    pub fn check<'t>(&self, text: &'t str) -> Check<'t> {
        self.linter().check(text)
    }

    /// A linter, with words that may stand and rules that are off.
    pub fn linter(&self) -> Linter {
        Linter::new(self.clone())
    }

    /// What it runs on text of which something says where it comes from, if nothing was said before.
    #[cfg(feature = "markup")]
    pub(crate) fn engine_from(&self, told: impl FnOnce() -> Option<Locale>) -> Engine {
        let mut engine = self.engine.clone();
        if let Engine::Plan(_, options) = &mut engine {
            options.from = options.from.or_else(told);
        }
        engine
    }

    /// The locale that it writes; none where it is a preset.
    pub(crate) fn locale(&self) -> Option<Locale> {
        match self.target {
            Target::Preset(_) => None,
            Target::Locale(locale) => Some(locale),
        }
    }

    /// Converts what a reader yields, in bounded memory (see [`Reader`](crate::Reader)); the bytes
    /// read are those that one call would give.
    ///
    /// Give it the file itself: it reads in large pieces and needs no buffered reader before it.
    ///
    /// ```
    /// use std::io::Read;
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let mut output = String::new();
    /// Normalizer::to(Locale::ZH_TW).reader("汉字\n头发".as_bytes()).read_to_string(&mut output)?;
    /// assert_eq!(output, "漢字\n頭髮");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[cfg(feature = "std")]
    pub fn reader<R: std::io::Read>(&self, inner: R) -> crate::Reader<R> {
        crate::Reader::new(self.engine.clone(), inner)
    }

    /// Converts what is written, and hands it to another writer, in bounded memory (see [`Writer`](crate::Writer)); call
    /// [`finish`](crate::Writer::finish) at the text's end.
    #[cfg(feature = "std")]
    pub fn writer<W: std::io::Write>(&self, inner: W) -> crate::Writer<W> {
        crate::Writer::new(self.engine.clone(), inner)
    }

    /// As [`normalize`](Self::normalize), by as many threads as there are cores: the same bytes. Worth it from some hundred
    /// kilobytes on; a text of one line is one thread's.
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let text = "软件里的头发\n".repeat(100_000);
    /// let to_taiwan = Normalizer::to(Locale::ZH_TW);
    /// assert_eq!(to_taiwan.normalize_parallel(&text), to_taiwan.normalize(&text));
    /// ```
    #[cfg(feature = "parallel")]
    pub fn normalize_parallel<'t>(&self, text: &'t str) -> Cow<'t, str> {
        crate::parallel::normalize(self, text)
    }
}

impl fmt::Debug for Normalizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Normalizer").field("target", &self.target).finish_non_exhaustive()
    }
}
