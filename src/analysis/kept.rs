//! What nothing built in touched.

#[cfg(doc)]
use super::Analysis;
use super::View;
use crate::engine::KeptData;
use core::fmt;
use core::ops::Range;

/// What of an [`Analysis`] stays because something says so, first to last.
#[derive(Clone)]
pub struct Keeps<'a> {
    pub(super) analysis: View<'a>,
    pub(super) rest: core::slice::Iter<'a, KeptData>,
}

impl<'a> Iterator for Keeps<'a> {
    type Item = Kept<'a>;

    fn next(&mut self) -> Option<Kept<'a>> {
        self.rest.next().map(|data| Kept { analysis: self.analysis, data })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl ExactSizeIterator for Keeps<'_> {}
impl core::iter::FusedIterator for Keeps<'_> {}

impl fmt::Debug for Keeps<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// Text with ideographs that stays because something says so; or that has no built-in word, because a row forbids it.
#[derive(Clone, Copy)]
pub struct Kept<'a> {
    pub(super) analysis: View<'a>,
    pub(super) data: &'a KeptData,
}

/// What keeps a text as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeptBy {
    /// It is no prose ([`Protect`](crate::Protect)), it is Japanese or Korean, or the caller named its range.
    Protection,
    /// A row of the caller's keeps it ([`Lexicon::keep`](crate::Lexicon::keep)).
    Row,
    /// A row of the caller's keeps built-in words away ([`Lexicon::forbid`](crate::Lexicon::forbid)): its characters are still
    /// converted.
    Forbidden,
}

impl KeptBy {
    /// All of them.
    pub const ALL: &[KeptBy] = &[KeptBy::Protection, KeptBy::Row, KeptBy::Forbidden];

    /// Its name, as it is serialised.
    pub const fn name(self) -> &'static str {
        match self {
            KeptBy::Protection => "protection",
            KeptBy::Row => "row",
            KeptBy::Forbidden => "forbidden",
        }
    }
}

impl fmt::Display for KeptBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl<'a> Kept<'a> {
    /// Its span in the source, in bytes.
    pub fn source(&self) -> Range<usize> {
        self.data.source.clone()
    }

    /// What stands there.
    pub fn text(&self) -> &'a str {
        self.analysis.source.get(self.source()).unwrap_or_default()
    }

    /// What keeps it.
    pub fn by(&self) -> KeptBy {
        match self.data.row {
            None => KeptBy::Protection,
            Some(_) if self.data.barred => KeptBy::Forbidden,
            Some(_) => KeptBy::Row,
        }
    }

    /// Where the row stands that keeps it, if one does: as [`Entry::origin`](crate::Entry::origin).
    pub fn origin(&self) -> Option<&'a str> {
        let row = self.analysis.engine.user_row(self.data.row?)?;
        Some(row.origin.as_str())
    }
}

impl fmt::Debug for Kept<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {:?}: {}", self.text(), self.source(), self.by())
    }
}
