//! Why something was written.

use core::fmt;

/// Why something was written.
///
/// ```
/// use tongwen::{Locale, Normalizer, Reason};
///
/// let analysis = Normalizer::to(Locale::ZH_TW).analyze("鼠标里的头发");
/// let reasons: Vec<_> = analysis.edits().flat_map(|edit| edit.entries()).map(|entry| entry.reason()).collect();
/// assert_eq!(reasons, [Reason::Word, Reason::Neighbours, Reason::Phrase]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// A character that the target does not print, and that has one equal there.
    Character,
    /// A character that both scripts print, in a line that shows the other script, or was said to be of it.
    Line,
    /// A character that may become several: what stands beside it tells which.
    Neighbours,
    /// The same, but another one is nearly as likely.
    Close,
    /// A phrase of which the characters are known.
    Phrase,
    /// A word that the target's place does not use.
    Word,
    /// A word that the place uses for something else: what stands around tells what is meant here.
    Sense,
    /// The caller chose it ([`Analysis::resolve`](crate::Analysis::resolve)).
    Decided,
    /// The house style prints it so.
    Style,
    /// The target prints other quotation marks.
    Quotation,
    /// A row of the caller's.
    User,
    /// A table of a preset.
    Table,
}

impl Reason {
    /// All of them.
    pub const ALL: &[Reason] = &[
        Reason::Character,
        Reason::Line,
        Reason::Neighbours,
        Reason::Close,
        Reason::Phrase,
        Reason::Word,
        Reason::Sense,
        Reason::Decided,
        Reason::Style,
        Reason::Quotation,
        Reason::User,
        Reason::Table,
    ];

    /// Its name, as it is serialised.
    pub const fn name(self) -> &'static str {
        match self {
            Reason::Character => "character",
            Reason::Line => "line",
            Reason::Neighbours => "neighbours",
            Reason::Close => "close",
            Reason::Phrase => "phrase",
            Reason::Word => "word",
            Reason::Sense => "sense",
            Reason::Decided => "decided",
            Reason::Style => "style",
            Reason::Quotation => "quotation",
            Reason::User => "user",
            Reason::Table => "table",
        }
    }

    /// What it says, in a sentence for readers of reports.
    pub const fn meaning(self) -> &'static str {
        match self {
            Reason::Character => "the target prints this character otherwise",
            Reason::Line => "both scripts print this character, and its line is in the other one",
            Reason::Neighbours => "the character may become several; what stands beside it tells which",
            Reason::Close => "the character may become several, and another one is nearly as likely",
            Reason::Phrase => "of this phrase the characters are known",
            Reason::Word => "the target's place does not use this word",
            Reason::Sense => "the place uses this word for something else; what stands around tells what is meant",
            Reason::Decided => "the caller chose it",
            Reason::Style => "the house style prints it so",
            Reason::Quotation => "the target prints other quotation marks",
            Reason::User => "a row of your own says so",
            Reason::Table => "a table of the preset says so",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
