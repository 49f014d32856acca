//! How sure a change is.

use crate::Reason;
use core::fmt;

/// How sure a change is; the less sure before the surer.
///
/// ```
/// use tongwen::Confidence;
///
/// assert!(Confidence::Doubtful < Confidence::Likely && Confidence::Likely < Confidence::Sure);
/// assert_eq!(Confidence::Likely.to_string(), "likely");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Confidence {
    /// Another reading is nearly as likely.
    Doubtful,
    /// What stands around tells it.
    Likely,
    /// There is one reading.
    Sure,
}

impl Confidence {
    /// All of them, the least sure first.
    pub const ALL: &[Confidence] = &[Confidence::Doubtful, Confidence::Likely, Confidence::Sure];

    /// Its name, as it is serialised.
    pub const fn name(self) -> &'static str {
        match self {
            Confidence::Doubtful => "doubtful",
            Confidence::Likely => "likely",
            Confidence::Sure => "sure",
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl From<Reason> for Confidence {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Close => Confidence::Doubtful,
            Reason::Line | Reason::Neighbours | Reason::Phrase | Reason::Sense => Confidence::Likely,
            _ => Confidence::Sure,
        }
    }
}
