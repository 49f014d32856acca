//! What was left, and could be written otherwise.

#[cfg(doc)]
use super::Analysis;
use super::View;
use crate::engine::AmbiguityData;
use core::fmt;
use core::ops::Range;

/// The ambiguities of an [`Analysis`], first to last.
#[derive(Clone)]
pub struct Ambiguities<'a> {
    pub(super) analysis: View<'a>,
    pub(super) rest: core::slice::Iter<'a, AmbiguityData>,
}

impl<'a> Iterator for Ambiguities<'a> {
    type Item = Ambiguity<'a>;

    fn next(&mut self) -> Option<Ambiguity<'a>> {
        self.rest.next().map(|data| Ambiguity { analysis: self.analysis, data })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl ExactSizeIterator for Ambiguities<'_> {}
impl core::iter::FusedIterator for Ambiguities<'_> {}

impl fmt::Debug for Ambiguities<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// What could be written otherwise: a word that was left, as the target's place uses it and may mean something else by
/// it; or a character of which nothing near tells clearly enough what it becomes.
#[derive(Clone, Copy)]
pub struct Ambiguity<'a> {
    pub(super) analysis: View<'a>,
    pub(super) data: &'a AmbiguityData,
}

impl<'a> Ambiguity<'a> {
    /// The word's span in the source, in bytes.
    pub fn source(&self) -> Range<usize> {
        self.data.source.clone()
    }

    /// The word.
    pub fn text(&self) -> &'a str {
        self.analysis.source.get(self.source()).unwrap_or_default()
    }

    /// What the target's place would write for its other meanings, as its press prints it.
    pub fn alternatives(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.analysis.alternatives(&self.data.alternatives).into_iter().map(|(_, written)| written)
    }
}

impl fmt::Debug for Ambiguity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alternatives: alloc::vec::Vec<&str> = self.alternatives().collect();
        write!(f, "{:?} at {:?}: {alternatives:?}", self.text(), self.source())
    }
}
