//! What was changed, and by which entries.

#[cfg(doc)]
use super::Analysis;
use super::View;
use super::confidence::Confidence;
use crate::engine::{By, EditData, EntryData};
use crate::{Layer, Reason};
use core::fmt;
use core::ops::Range;

/// The edits of an [`Analysis`], first to last.
#[derive(Clone)]
pub struct Edits<'a> {
    pub(super) analysis: View<'a>,
    pub(super) rest: core::slice::Iter<'a, EditData>,
}

impl<'a> Iterator for Edits<'a> {
    type Item = Edit<'a>;

    fn next(&mut self) -> Option<Edit<'a>> {
        self.rest.next().map(|data| Edit { analysis: self.analysis, data })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl DoubleEndedIterator for Edits<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.rest.next_back().map(|data| Edit { analysis: self.analysis, data })
    }
}

impl ExactSizeIterator for Edits<'_> {}
impl core::iter::FusedIterator for Edits<'_> {}

impl fmt::Debug for Edits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// One replaced span: where, what by what, and by which entries.
///
/// Neighbouring characters that were changed one by one form one edit; a phrase forms one of its own.
///
/// ```
/// use tongwen::{Normalizer, Preset};
///
/// let analysis = Normalizer::preset(Preset::S2tw).analyze("理发店里");
/// let edits: Vec<_> = analysis.edits().map(|edit| (edit.before(), edit.after())).collect();
/// assert_eq!(edits, [("理发店", "理髮店"), ("里", "裡")]);
///
/// let last = analysis.edits().last().unwrap();
/// let entries: Vec<_> = last.entries().map(|entry| (entry.table(), entry.key(), entry.value())).collect();
/// assert_eq!(entries, [("STCharacters", "里", "裏"), ("TWVariants", "裏", "裡")]);
/// ```
#[derive(Clone, Copy)]
pub struct Edit<'a> {
    pub(super) analysis: View<'a>,
    pub(super) data: &'a EditData,
}

impl<'a> Edit<'a> {
    /// The span in the source, in bytes.
    pub fn source(&self) -> Range<usize> {
        self.data.source.clone()
    }

    /// The span in the output, in bytes.
    pub fn target(&self) -> Range<usize> {
        self.data.target.clone()
    }

    /// The text that was replaced.
    pub fn before(&self) -> &'a str {
        self.analysis.source.get(self.source()).unwrap_or_default()
    }

    /// The text that replaces it.
    pub fn after(&self) -> &'a str {
        self.analysis.output.get(self.target()).unwrap_or_default()
    }

    /// The layer that made the change, the last one where several did; none in presets.
    pub fn layer(&self) -> Option<Layer> {
        self.entries().filter_map(|entry| entry.layer()).max()
    }

    /// Where the change stands because of which alone this one is made.
    pub(crate) fn follows(&self) -> Option<usize> {
        self.data.follows
    }

    /// How sure the change is: as the least sure of its entries.
    ///
    /// ```
    /// use tongwen::{Confidence, Locale, Normalizer};
    ///
    /// let analysis = Normalizer::to(Locale::ZH_TW).analyze("鼠标里");
    /// let sure: Vec<_> = analysis.edits().map(|edit| edit.confidence()).collect();
    /// assert_eq!(sure, [Confidence::Sure, Confidence::Likely]);
    /// ```
    pub fn confidence(&self) -> Confidence {
        self.entries().map(|entry| entry.reason().into()).min().unwrap_or(Confidence::Sure)
    }

    /// The dictionary entries that account for the change, stage by stage, in each in the order of the text; at least
    /// one. A phrase that says no more than its characters do is told as those characters.
    pub fn entries(&self) -> Entries<'a> {
        let entries = self.analysis.report.entries.get(self.data.entries.clone()).unwrap_or_default();
        Entries { analysis: self.analysis, rest: entries.iter() }
    }
}

impl fmt::Debug for Edit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Edit");
        out.field("source", &self.source()).field("target", &self.target());
        out.field("before", &self.before()).field("after", &self.after()).field("entries", &self.entries()).finish()
    }
}

/// The entries of an [`Edit`].
#[derive(Clone)]
pub struct Entries<'a> {
    pub(super) analysis: View<'a>,
    pub(super) rest: core::slice::Iter<'a, EntryData>,
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        self.rest.next().map(|data| Entry { analysis: self.analysis, data })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl ExactSizeIterator for Entries<'_> {}
impl core::iter::FusedIterator for Entries<'_> {}

impl fmt::Debug for Entries<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// A dictionary entry as it was applied.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    pub(super) analysis: View<'a>,
    pub(super) data: &'a EntryData,
}

impl<'a> Entry<'a> {
    /// The name of what holds it: in presets OpenCC's file without `.txt`, as `"STPhrases"`, else the layer's.
    pub fn table(&self) -> &'a str {
        self.analysis.engine.name(self.data.by)
    }

    /// The layer that holds it; none in presets.
    pub fn layer(&self) -> Option<Layer> {
        match self.data.by {
            By::Table(_) => None,
            By::Layer(layer, ..) => Some(Layer::numbered(layer)),
            By::User(_) => Some(Layer::User),
        }
    }

    /// The id of its concept, if it is a word; of a row of the caller's the one that the row has.
    pub fn concept(&self) -> Option<&'a str> {
        match self.data.by {
            By::Table(_) => None,
            By::Layer(_, concept, _) => self.analysis.engine.concept(concept?).map(|(id, _)| id),
            By::User(row) => self.analysis.engine.user_row(row)?.id.as_deref(),
        }
    }

    /// Where the caller's row stands that it is: `house.tsv:12`, or `row 3` of those that were added in code; none of built-in
    /// entries.
    pub fn origin(&self) -> Option<&'a str> {
        let By::User(row) = self.data.by else { return None };
        self.analysis.engine.user_row(row).map(|row| row.origin.as_str())
    }

    /// Why it was written.
    pub fn reason(&self) -> Reason {
        match self.data.by {
            By::Table(_) => Reason::Table,
            By::Layer(.., reason) => reason,
            By::User(_) => Reason::User,
        }
    }

    /// What it could have written instead: for a word of several senses what the others are called, for a character the
    /// others that it may become. That it stays is always one more.
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let analysis = Normalizer::to(Locale::ZH_TW).analyze("鼠标里");
    /// let entry = analysis.edits().last().unwrap().entries().next().unwrap();
    /// assert_eq!((entry.value(), entry.alternatives().collect::<Vec<_>>()), ("裡", vec!["里", "哩"]));
    /// ```
    pub fn alternatives(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.analysis.alternatives(&self.data.alternatives).into_iter().map(|(_, written)| written)
    }

    /// What the entry matched: text of the source, or what an earlier stage made of it.
    pub fn key(&self) -> &'a str {
        self.analysis.report.texts.get(self.data.key.clone()).unwrap_or_default()
    }

    /// What it wrote.
    pub fn value(&self) -> &'a str {
        self.analysis.report.texts.get(self.data.value.clone()).unwrap_or_default()
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?} → {:?}", self.table(), self.key(), self.value())
    }
}
