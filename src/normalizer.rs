//! The normaliser: what a caller holds.

use crate::engine::Plan;
use crate::{Analysis, Preset, builtin};
use alloc::borrow::Cow;
use core::fmt;

/// A way of converting text: built once, used for every string, from any thread.
///
/// Cloning copies a pointer. Making one reads no file and parses nothing; the tables lie in the program.
///
/// ```
/// use tongwen::{Normalizer, Preset};
///
/// let to_taiwan = Normalizer::preset(Preset::S2twp);
/// assert_eq!(to_taiwan.normalize("软件里的信息"), "軟體裡的資訊");
/// ```
#[derive(Clone)]
pub struct Normalizer {
    preset: Preset,
    plan: &'static Plan<'static>,
}

impl Normalizer {
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
        Normalizer { preset, plan: builtin::preset(preset) }
    }

    /// Converts text. Text that stays as it is comes back borrowed, without a copy.
    ///
    /// The time is linear in the text's length, whatever the text.
    ///
    /// ```
    /// use std::borrow::Cow;
    /// use tongwen::{Normalizer, Preset};
    ///
    /// let preset = Normalizer::preset(Preset::S2t);
    /// assert_eq!(preset.normalize("头发和发展"), "頭髮和發展");
    /// assert!(matches!(preset.normalize("already 漢字"), Cow::Borrowed(_)));
    /// ```
    pub fn normalize<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.plan.convert(text, &mut ())
    }

    /// Converts text and keeps what was changed, where, and by which entries.
    ///
    /// The output is that of [`normalize`](Self::normalize).
    ///
    /// ```
    /// use tongwen::{Normalizer, Preset};
    ///
    /// let analysis = Normalizer::preset(Preset::S2twp).analyze("买鼠标");
    /// assert_eq!(analysis.output(), "買滑鼠");
    /// let edit = analysis.edits().last().unwrap();
    /// assert_eq!((edit.before(), edit.after()), ("鼠标", "滑鼠"));
    /// assert_eq!(edit.source(), 3..9); // bytes
    /// ```
    pub fn analyze<'t>(&self, text: &'t str) -> Analysis<'t> {
        Analysis::new(self.plan, text)
    }

    /// Converts what a reader yields, in bounded memory (see [`Reader`](crate::Reader)); the bytes
    /// read are those that one call would give.
    ///
    /// Give it the file itself: it reads in large pieces and needs no buffered reader before it.
    ///
    /// ```
    /// use std::io::Read;
    /// use tongwen::{Normalizer, Preset};
    ///
    /// let mut output = String::new();
    /// Normalizer::preset(Preset::S2t).reader("汉字\n头发".as_bytes()).read_to_string(&mut output)?;
    /// assert_eq!(output, "漢字\n頭髮");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[cfg(feature = "std")]
    pub fn reader<R: std::io::Read>(&self, inner: R) -> crate::Reader<R> {
        crate::Reader::new(self.plan, inner)
    }
}

impl fmt::Debug for Normalizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Normalizer").field("preset", &self.preset).finish_non_exhaustive()
    }
}
