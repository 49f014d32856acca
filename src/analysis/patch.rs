//! Edits by themselves.

use crate::{Error, ErrorKind};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// What was changed in a text, kept apart from it: made by [`Analysis::patch`](crate::Analysis::patch), it can be stored (with
/// the feature `serde`), made in the same text, and taken back.
///
/// ```
/// use tongwen::{Locale, Normalizer};
///
/// let analysis = Normalizer::to(Locale::ZH_TW).analyze("软件里的头发");
/// let patch = analysis.patch();
/// assert_eq!(patch.apply("软件里的头发")?, "軟體裡的頭髮");
/// assert_eq!(patch.undo("軟體裡的頭髮")?, "软件里的头发");
/// assert!(patch.apply("硬件里的头发").unwrap_err().to_string().contains("byte 0"));
/// # Ok::<(), tongwen::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Patch {
    pub(crate) changes: Vec<Change>,
}

/// One replaced span.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Change {
    /// Its span in the source, in bytes.
    pub(crate) source: Range<usize>,
    pub(crate) before: String,
    pub(crate) after: String,
}

impl Patch {
    /// How many changes it has.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Makes the changes in the text that they were found in.
    ///
    /// # Errors
    /// [`ErrorKind::Patch`] where what was to be changed does not stand in its place: the message says at which byte. (The rest of
    /// the text is not compared.)
    pub fn apply(&self, source: &str) -> Result<String, Error> {
        self.replace(source, |change| (change.source.start, &change.before, &change.after))
    }

    /// Takes the changes back in the text that they gave.
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    pub fn undo(&self, output: &str) -> Result<String, Error> {
        let mut grown = 0_isize;
        self.replace(output, |change| {
            let at = change.source.start.saturating_add_signed(grown);
            grown += change.after.len() as isize - change.before.len() as isize;
            (at, &change.after, &change.before)
        })
    }

    fn replace<'p>(
        &'p self,
        text: &str,
        mut change: impl FnMut(&'p Change) -> (usize, &'p str, &'p str),
    ) -> Result<String, Error> {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for (at, from, to) in self.changes.iter().map(&mut change) {
            let (Some(same), true) = (text.get(done..at), text.get(at..).is_some_and(|rest| rest.starts_with(from)))
            else {
                let message = format!(
                    "the text is not the one that was analysed: there is no {from:?} at byte {at}; analyse it again"
                );
                return Err(Error::new(ErrorKind::Patch, message));
            };
            out.push_str(same);
            out.push_str(to);
            done = at + from.len();
        }
        out.push_str(text.get(done..).unwrap_or_default());
        Ok(out)
    }
}
